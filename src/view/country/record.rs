//! Every event by crisis: with its sources, or as a list.

use std::fmt::Write;

use super::{Section, Subject};
use crate::dataset::EventIndex;
use crate::html::escape;
use crate::route::Route;
use crate::view::record::{cards_html, headline_qualified};
use crate::view::story::event_href;
use crate::words;

/// Events by crisis, in the order of the crises.
fn by_episode(subject: &Subject<'_>, events: &[EventIndex]) -> Vec<(usize, Vec<EventIndex>)> {
    let of = |place: usize| -> Vec<EventIndex> {
        events.iter().copied().filter(|index| usize::from(subject.facts().event(*index).episode) == place).collect()
    };
    let all = (0..subject.facts().episodes.len()).map(|place| (place, of(place)));
    all.filter(|(_, events)| !events.is_empty()).collect()
}

/// A crisis as a heading that leads to its page.
fn heading_html(subject: &Subject<'_>, place: usize) -> String {
    let Some(episode) = subject.facts().episodes.get(place) else { return String::new() };
    let href = Route::episode(episode.id.as_str()).unwrap_or(Route::Home).href(subject.root);
    format!("<h3><a href=\"{}\">{}</a></h3>", escape(&href), escape(episode.title))
}

/// Every event whose actor or target it is, in full.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let events = subject.events();
    if events.is_empty() {
        return None;
    }
    let crises = by_episode(subject, &events);
    let mut html = format!(
        "<p class=\"page__note\">{} in {}.</p>",
        words::counted(events.len(), "event", "events"),
        words::counted(crises.len(), "crisis", "crises")
    );
    for (place, events) in crises {
        html.push_str(&heading_html(subject, place));
        html.push_str(&cards_html(subject.dataset, &events, subject.root));
    }
    Some(Section {
        id: "record",
        title: "Every event, with its sources".to_owned(),
        short: "Every event".to_owned(),
        html,
    })
}

/// Its own acts as a list: the pages of events and of counterparts hold the rest.
pub(super) fn acts_section(subject: &Subject<'_>) -> Option<Section> {
    let mut events = subject.events();
    let all = events.len();
    events.retain(|index| subject.facts().event(*index).actor == subject.actor.code);
    if events.is_empty() {
        return None;
    }
    let mut html = format!(
        "<p class=\"page__note\">{} of {}, by crisis, each with who published its sources. The full record of an event, \
         with links to its sources, is on its own page. The other {} of others stand on their pages.</p>",
        words::counted(events.len(), "act or statement", "acts and statements"),
        escape(&subject.name()),
        words::counted(all - events.len(), "event", "events")
    );
    for (place, events) in by_episode(subject, &events) {
        html.push_str(&heading_html(subject, place));
        html.push_str("<ul class=\"country__acts\">");
        for index in events {
            html.push_str(&act_html(subject, index));
        }
        html.push_str("</ul>");
    }
    Some(Section { id: "record", title: "Its own acts".to_owned(), short: "Its own acts".to_owned(), html })
}

/// "Russia ordered out 60 people, against the United States, 29 March 2018. TASS, Reuters".
fn act_html(subject: &Subject<'_>, index: EventIndex) -> String {
    let facts = subject.facts();
    let event = facts.event(index);
    let mut publishers: Vec<&str> = subject
        .dataset
        .record(index)
        .citations
        .iter()
        .map(|citation| subject.dataset.sources[citation.source].publisher.as_str())
        .collect();
    publishers.sort_unstable();
    publishers.dedup();
    let target = if event.target == event.actor {
        String::new()
    } else {
        format!(", towards {}", escape(&crate::ledger::in_sentence(facts, event.target)))
    };
    let mut out = format!(
        "<li id=\"{}\"><a href=\"{}\">{}</a>{target}, {}",
        event.id,
        escape(&event_href(subject.dataset, index, subject.root)),
        escape(&headline_qualified(subject.dataset, index)),
        words::date(event.date)
    );
    // Writing to a String cannot fail.
    _ = write!(out, " <span class=\"country__publishers\">{}</span></li>", escape(&publishers.join(", ")));
    out
}
