//! A step's story: paragraphs whose numbers lead to their events, and what each side said.

use leptos::prelude::*;

use crate::dataset::{Dataset, EventIndex, Inline, StoryStep, Text};
use crate::route::Route;

/// The address of an event's page.
pub fn event_href(dataset: &Dataset, index: EventIndex, root: &str) -> String {
    Route::event(dataset.facts.event(index).id.as_str()).unwrap_or(Route::Home).href(root)
}

/// A text; a number that comes from one event links to it, one that sums up several carries how many.
pub fn text_view(dataset: &Dataset, text: &Text, root: &str) -> impl IntoView + use<> {
    text.0
        .iter()
        .map(|inline| match inline {
            Inline::Plain(words) => words.clone().into_any(),
            Inline::Figure { text, events } => match events.as_slice() {
                [one] => view! { <a class="figure" href=event_href(dataset, *one, root)>{text.clone()}</a> }.into_any(),
                _ => view! { <span class="figure">{text.clone()}</span> }.into_any(),
            },
        })
        .collect_view()
}

/// The story of a step.
pub fn story_view(dataset: &Dataset, story: &StoryStep, root: &str) -> impl IntoView + use<> {
    let paragraphs =
        story.paragraphs.iter().map(|text| view! { <p>{text_view(dataset, text, root)}</p> }).collect_view();
    let positions = story
        .positions
        .iter()
        .map(|position| {
            let source = event_href(dataset, position.event, root);
            let name = dataset.facts.name(position.by);
            view! {
                <div class="positions__side">
                    <dt>{name.clone()}</dt>
                    <dd>
                        {text_view(dataset, &position.said, root)} " "
                        <a class="positions__source" href=source>"Sources" <span class="visually-hidden">{format!(" for what {name} said")}</span></a>
                    </dd>
                </div>
            }
        })
        .collect_view();
    let has_positions = !story.positions.is_empty();
    view! {
        {paragraphs}
        {has_positions.then(|| view! {
            <section class="positions" aria-labelledby="positions-title">
                <h2 id="positions-title">"What each side said"</h2>
                <dl>{positions}</dl>
            </section>
        })}
    }
}
