//! `/events/<id>/`: one event, all that is recorded of it.

use leptos::prelude::*;

use super::record::{answers_view, citations_view, count_words, direction, disputes_view, headline};
use crate::dataset::{Dataset, DateKind, EventIndex};
use crate::route::Route;
use crate::words;

/// The content of an event's page.
pub fn event_view(dataset: &Dataset, index: EventIndex, root: &str) -> impl IntoView + use<> {
    let event = dataset.facts.event(index);
    let record = dataset.record(index);
    let step = dataset.facts.step_of(index).map(|(episode, step)| {
        let episode = &dataset.facts.episodes[episode];
        let route = Route::step(episode.id.as_str(), step + 1).unwrap_or(Route::Home);
        let href = format!("{}?event={}", route.href(root), event.id);
        let label = format!("{}, step {}: {}", episode.title, step + 1, episode.steps[step].title);
        view! { <a href=href>{label}</a> }
    });
    let date_kind = match event.date_kind {
        DateKind::Announced => "announced or made public",
        DateKind::Effective => "took effect",
    };
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let owners = {
        let mut kinds: Vec<&str> = record
            .citations
            .iter()
            .map(|citation| {
                dataset.sources[citation.source].ownership.map_or("owner not recorded", |kind| kind.words())
            })
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.join(", ")
    };
    view! {
        <article class="page event-page">
            <p class="page__crumb">{step}</p>
            <h1>{headline(dataset, event)}<span class="event-page__date">{format!(", {}", words::date(event.date))}</span></h1>
            <p class="page__lead">{record.summary.clone()}</p>
            <dl class="facts">
                {fact("Date", format!("{} ({date_kind})", words::date(event.date)))}
                {fact("Who, against whom", direction(dataset, event))}
                {fact("What", words::capitalise(event.action.did()))}
                {fact("How many", words::capitalise(&count_words(event)))}
                {record.note.clone().map(|note| fact("What the number means", note))}
                {fact("How sure", format!("{} confidence: {}", words::capitalise(record.confidence.key()), record.confidence.words()))}
            </dl>
            {disputes_view(dataset, index)}
            {answers_view(dataset, index, root)}
            <h2>{words::counted(record.citations.len(), "source", "sources")}</h2>
            <p class="page__note">{format!("Kinds of publisher: {owners}.")}</p>
            {citations_view(dataset, index)}
        </article>
    }
}
