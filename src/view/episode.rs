//! `/episodes/<id>/`: what the crisis was, in one screen, its steps, and every event with its sources. On paper the whole
//! crisis: all steps, the chain as an outline, the events, the sources as notes.

use std::fmt::Write;

use leptos::prelude::*;

use super::chain_text::outline_html;
use super::footnotes::Footnotes;
use super::ledger::{Scope, ledger_view};
use super::ledger_notes::ledger_notes;
use super::page::Place;
use super::record::{disputes_html, headline_towards, is_told};
use super::story::{Numbers, event_href, story_html};
use crate::dataset::{Dataset, Date, Episode, EventIndex};
use crate::html::escape;
use crate::ledger::Ledger;
use crate::route::Route;
use crate::words;

/// The first and the last date of an episode.
pub fn dates(dataset: &Dataset, episode: &Episode) -> Option<(Date, Date)> {
    let dates = || episode.steps.iter().flat_map(|step| step.events).map(|index| dataset.facts.event(*index).date);
    Some((dates().min_by_key(|date| date.first_day())?, dates().max_by_key(|date| date.first_day())?))
}

/// The content of an episode's page; without what only paper shows where `is_embedded` says so.
pub fn episode_html(dataset: &Dataset, index: usize, root: &str, is_embedded: bool) -> String {
    let facts = &dataset.facts;
    let episode = &facts.episodes[index];
    let story = &dataset.stories[index];
    let ledger = Ledger::whole(facts, index);
    let href = |route: Option<Route>| escape(&route.unwrap_or(Route::Home).href(root));
    let span = dates(dataset, episode);
    let mut numbers = Numbers::new(dataset, root, "");
    let summary = numbers.text_html(&story.summary);
    let mut out = format!(
        "<article><div class=\"episode-page\"><div class=\"episode-page__text page\"><p class=\"page__crumb\">{}</p><h1>{}</h1>\
         <p class=\"page__dates\">{}</p><p class=\"page__lead\">{summary}</p>\
         <p class=\"buttons\"><a class=\"button\" href=\"{}\" rel=\"next\">Step through it</a> \
         <a class=\"button button--quiet\" href=\"{}\">Who answered whom</a></p>\
         <section class=\"episode-page__steps\"><h2>{}</h2><ol class=\"steps\">",
        escape(episode.era.title()),
        escape(episode.title),
        span.map_or_else(String::new, |(from, to)| words::span(from, to)),
        href(Route::step(episode.id.as_str(), 1)),
        href(Route::episode_chain(episode.id.as_str())),
        words::counted(episode.steps.len(), "step", "steps")
    );
    for (i, step) in episode.steps.iter().enumerate() {
        let place = Place { episode_index: index, episode, step: i };
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li><a href=\"{}\">{}</a> <span class=\"steps__dates\">{}</span></li>",
            escape(&place.route_to(i).href(root)),
            escape(step.title),
            place.dates(facts)
        );
    }
    out.push_str("</ol></section>");
    out.push_str(&numbers.list_html());
    out.push_str("</div>");
    let (notes, table) = ledger_notes(facts, &ledger, Scope::Whole, root);
    let until = span.map_or_else(String::new, |(_, last)| words::date(last));
    out.push_str(&ledger_view(&ledger, Scope::Whole, &until, &notes, &table, "#record").to_html());
    out.push_str("</div>");
    if !is_embedded {
        out.push_str(&unrolled_html(dataset, index, root));
    }
    out.push_str(&record_html(dataset, episode, root));
    out.push_str("</article>");
    out
}

/// All steps and the chain as an outline: on paper only, on the screen they have pages of their own.
fn unrolled_html(dataset: &Dataset, index: usize, root: &str) -> String {
    let facts = &dataset.facts;
    let episode = &facts.episodes[index];
    let mut out = "<div class=\"print-only\">".to_owned();
    for (i, (step, text)) in episode.steps.iter().zip(&dataset.stories[index].steps).enumerate() {
        let place = Place { episode_index: index, episode, step: i };
        let story = story_html(dataset, text, root, &format!("step-{}-", i + 1));
        _ = write!(
            out,
            "<section class=\"unrolled\"><h2>{}. {}</h2><p class=\"page__dates\">{}</p>{}</section>",
            i + 1,
            escape(step.title),
            place.dates(facts),
            story.body
        );
    }
    _ = write!(
        out,
        "<section class=\"unrolled\"><h2>Who answered whom, as an outline</h2>{}</section></div>",
        outline_html(dataset, Some(index), root)
    );
    out
}

/// Every event step by step, with what disputes it and references to its sources, then the sources.
fn record_html(dataset: &Dataset, episode: &Episode, root: &str) -> String {
    let events = || episode.steps.iter().flat_map(|step| step.events);
    let disputed = events().filter(|index| !dataset.facts.event(**index).disputed.is_empty()).count();
    let mut notes = Footnotes::new(dataset, root);
    let mut out = format!(
        "<section class=\"record\" aria-labelledby=\"record\"><h2 id=\"record\" tabindex=\"-1\">Every event, with its sources</h2>\
         <p class=\"page__note\">{}{}. A number in brackets leads to the source below; the page of an event says what each of them supports.</p>",
        words::counted(events().count(), "event", "events"),
        match disputed {
            0 => String::new(),
            n => format!("; on {n} of them sources differ"),
        }
    );
    for step in episode.steps {
        _ = write!(out, "<h3>{}</h3><ul class=\"record__events\">", escape(step.title));
        for index in step.events {
            out.push_str(&entry_html(dataset, *index, &mut notes, root));
        }
        out.push_str("</ul>");
    }
    out.push_str(&notes.to_html("Sources of this crisis"));
    out.push_str("</section>");
    out
}

/// An event: what happened, when, what its number holds, what disputes it, which sources it rests on.
pub fn entry_html(dataset: &Dataset, index: EventIndex, notes: &mut Footnotes<'_>, root: &str) -> String {
    let event = dataset.facts.event(index);
    let record = dataset.record(index);
    let mut out = format!(
        "<li id=\"{}\" data-e=\"{}\"><a href=\"{}\">{}</a>, {} {}",
        event.id,
        index.0,
        escape(&event_href(dataset, index, root)),
        escape(&headline_towards(dataset, index)),
        words::date(event.date),
        notes.refer(record.citations.iter().map(|citation| citation.source))
    );
    if !is_told(event) {
        _ = write!(out, "<p class=\"record__summary\">{}</p>", escape(&record.summary));
    }
    if let Some(note) = &record.note {
        _ = write!(out, "<p class=\"record__summary\">{}</p>", escape(note));
    }
    out.push_str(&disputes_html(dataset, index));
    out.push_str("</li>");
    out
}
