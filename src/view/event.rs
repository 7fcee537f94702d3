//! `/events/<id>/`: one event, all that is recorded of it.

use leptos::prelude::*;

use super::record::{
    answers_view, citations_html, count_words, disputes_html, headline_towards, is_told, linked_direction,
};
use crate::dataset::{Action, Dataset, DateKind, EventIndex};
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
        let chain = Route::episode_chain(episode.id.as_str()).unwrap_or(Route::Chain).href(root);
        let chain = format!("{chain}?event={}", event.id);
        view! { <a href=href>{label}</a> " · " <a href=chain>"In the chain"</a> }
    });
    let date_kind = match event.date_kind {
        DateKind::Announced => "announced or made public",
        DateKind::Effective => "took effect",
    };
    let who = match event.action {
        Action::Trigger => "Where it arose",
        Action::Statement => "Who",
        _ => "Who, against whom",
    };
    let what = match event.action {
        Action::Trigger => "What set others acting".to_owned(),
        action => words::capitalise(action.did()),
    };
    let date = words::date(event.date);
    let date = if is_told(event) { date } else { format!("{date} ({date_kind})") };
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let owners = {
        let mut kinds: Vec<&str> = record
            .citations
            .iter()
            .map(|citation| {
                dataset.sources[citation.source].owner.ownership.map_or("owner not recorded", |kind| kind.words())
            })
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.join(", ")
    };
    view! {
        <article class="page event-page">
            <p class="page__crumb">{step}</p>
            <h1>{headline_towards(dataset, index)}<span class="event-page__date">{format!(", {}", words::date(event.date))}</span></h1>
            <div data-part="card">
            {(!is_told(event)).then(|| view! { <p class="page__lead">{record.summary.clone()}</p> })}
            <dl class="facts">
                {fact("Date", date)}
                <div><dt>{who}</dt><dd>{linked_direction(dataset, event, root)}</dd></div>
                {fact("What", what)}
                {(!is_told(event)).then(|| fact("How many", words::capitalise(&count_words(event))))}
                {record.note.clone().map(|note| fact(if is_told(event) { "Note" } else { "What the number means" }, note))}
                {fact("How sure", format!("{} confidence: {}", words::capitalise(record.confidence.key()), record.confidence.words()))}
            </dl>
            <div id="differ" inner_html=disputes_html(dataset, index)></div>
            {answers_view(dataset, index, root)}
            <h2 id="sources">{words::counted(record.citations.len(), "source", "sources")}</h2>
            <p class="page__note">{format!("Kinds of publisher: {owners}.")}</p>
            <div inner_html=citations_html(dataset, &record.citations, root)></div>
            </div>
        </article>
    }
}
