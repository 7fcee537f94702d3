//! `/episodes/<id>/`: what the crisis was, in one screen, and its steps.

use leptos::prelude::*;

use super::ledger::{Scope, ledger_view};
use super::ledger_notes::ledger_notes;
use super::page::Place;
use super::story::text_view;
use crate::dataset::{Dataset, Date, Episode};
use crate::ledger::Ledger;
use crate::route::Route;
use crate::words;

/// The first and the last date of an episode.
pub fn dates(dataset: &Dataset, episode: &Episode) -> Option<(Date, Date)> {
    let dates = || episode.steps.iter().flat_map(|step| step.events).map(|index| dataset.facts.event(*index).date);
    Some((dates().min_by_key(|date| date.first_day())?, dates().max_by_key(|date| date.first_day())?))
}

/// The content of an episode's page.
pub fn episode_view(dataset: &Dataset, index: usize, root: &str) -> impl IntoView + use<> {
    let facts = &dataset.facts;
    let episode = &facts.episodes[index];
    let story = &dataset.stories[index];
    let ledger = Ledger::whole(facts, index);
    let first = Route::step(episode.id.as_str(), 1).unwrap_or(Route::Home).href(root);
    let chain = Route::episode_chain(episode.id.as_str()).unwrap_or(Route::Chain).href(root);
    let events: usize = episode.steps.iter().map(|step| step.events.len()).sum();
    let disputed = episode.steps.iter().flat_map(|step| step.events).filter(|i| facts.event(**i).disputes > 0).count();
    let until = dates(dataset, episode).map_or_else(String::new, |(_, last)| words::date(last));
    let steps = (0..episode.steps.len())
        .map(|i| {
            let place = Place { episode_index: index, episode: &facts.episodes[index], step: i };
            let href = place.route_to(i).href(root);
            view! {
                <li>
                    <a href=href>{episode.steps[i].title}</a>
                    <span class="steps__dates">{place.dates(facts)}</span>
                </li>
            }
        })
        .collect_view();
    let (notes, table) = ledger_notes(facts, &ledger, Scope::Whole, root);
    // On paper an episode's page holds the whole story; on the screen each step has a page of its own.
    let unrolled = episode
        .steps
        .iter()
        .zip(&story.steps)
        .enumerate()
        .map(|(i, (step, text))| {
            let place = Place { episode_index: index, episode: &facts.episodes[index], step: i };
            let paragraphs = text.paragraphs.iter().map(|text| view! { <p>{text.to_string()}</p> }).collect_view();
            view! {
                <section>
                    <h2>{format!("{}. {}", i + 1, step.title)}</h2>
                    <p class="page__dates">{place.dates(facts)}</p>
                    {paragraphs}
                </section>
            }
        })
        .collect_view();
    view! {
        <article class="episode-page">
            <div class="episode-page__text page">
            <p class="page__crumb">{episode.era.title()}</p>
            <h1>{episode.title}</h1>
            <p class="page__dates">{dates(dataset, episode).map(|(from, to)| words::span(from, to))}</p>
            <p class="page__lead">{text_view(dataset, &story.summary, root)}</p>
            <p class="buttons">
                <a class="button" href=first rel="next">"Step through it"</a>
                <a class="button button--quiet" href=chain>"Who answered whom"</a>
            </p>
            <h2>{words::counted(episode.steps.len(), "step", "steps")}</h2>
            <ol class="steps">{steps}</ol>
            <p class="page__note">
                {format!(
                    "{}, each with its sources; in {} of them sources differ.",
                    words::counted(events, "event", "events"),
                    disputed,
                )}
            </p>
            </div>
            {ledger_view(&ledger, Scope::Whole, &until, &notes, &table)}
            <div class="print-only">{unrolled}</div>
        </article>
    }
}
