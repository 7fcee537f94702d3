//! A step of an episode: the stepper, the ledger, the story and the record.

use leptos::prelude::*;

use super::ledger::{Scope, ledger_view};
use super::page::Place;
use crate::facts::FACTS;
use crate::html::escape;
use crate::ledger::Ledger;
use crate::route::Route;

/// The parts of a step's page that come from the whole dataset, as HTML.
pub struct StepText {
    /// The story.
    pub story: String,
    /// What stands beside the ledger.
    pub notes: String,
    /// The ledger as a table.
    pub table: String,
    /// The events with their sources.
    pub record: String,
    /// The title, its numbers linked.
    pub title: String,
}

/// A step's page. `root` is where the site begins, as seen from this page.
pub fn step_view(place: Place, text: StepText, root: &str) -> impl IntoView + use<> {
    let Place { episode, step, episode_index } = place;
    let count = episode.steps.len();
    let ledger = Ledger::up_to(&FACTS, episode_index, step);
    let progress: Vec<String> = episode
        .steps
        .iter()
        .enumerate()
        .map(|(i, other)| {
            let current = if i == step { " aria-current=\"step\"" } else { "" };
            let past = if i < step { " progress__dot--past" } else { "" };
            format!(
                "<li><a href=\"{}\" class=\"progress__dot{past}\"{current}><span class=\"progress__label\">Step {}: {}</span></a></li>",
                escape(&place.route_to(i).href(root)),
                i + 1,
                escape(other.title)
            )
        })
        .collect();
    let episode_route = Route::episode(episode.id.as_str()).unwrap_or(Route::Home);
    let episode_href = episode_route.href(root);
    let (prev_href, prev_rel, word, title) = match step.checked_sub(1) {
        Some(i) => (place.route_to(i).href(root), "prev", "Previous", episode.steps[i].title),
        None => (episode_href.clone(), "up", "Overview", episode.title),
    };
    let (next_href, next_rel, next_label) = match (episode.steps.get(step + 1), FACTS.episodes.get(episode_index + 1)) {
        (Some(next), _) => (place.route_to(step + 1).href(root), "next", format!("Next: {}", escape(next.title))),
        (None, Some(next)) => (
            Route::episode(next.id.as_str()).unwrap_or(Route::Home).href(root),
            "bookmark",
            format!("Next crisis: {}", escape(next.title)),
        ),
        (None, None) => (Route::Home.href(root), "bookmark", "All crises".to_owned()),
    };
    let head = format!(
        "<p class=\"step__episode\"><a href=\"{}\">{}</a></p>\
         <nav class=\"progress\" aria-label=\"Steps\" data-stepper><ol>{}</ol></nav>\
         <h1 class=\"step__title\" id=\"step-title\" tabindex=\"-1\" data-stepper>\
         <span class=\"step__number\">Step {} of {count}<span class=\"visually-hidden\">: </span></span>{}</h1>\
         <p class=\"step__dates\">{}</p>",
        escape(&episode_href),
        escape(episode.title),
        progress.concat(),
        step + 1,
        text.title,
        place.dates(&FACTS)
    );
    let pager_link = |more: &str, href: &str, rel: &str, label: &str| {
        format!("<a class=\"pager__link{more} href=\"{}\" rel=\"{rel}\"><span>{label}</span></a>", escape(href))
    };
    // On a phone the way back is its first word alone: the way on has the room. Of the part that is hidden there, a browser
    // would make a word apart: "Previous : …".
    let title = escape(title);
    let back = format!("{word}<span class=\"pager__title\">: {title}</span>");
    let pager = pager_link(&format!("\" aria-label=\"{word}: {title}\""), &prev_href, prev_rel, &back)
        + &pager_link(" pager__link--next\"", &next_href, next_rel, &next_label);
    view! {
        <article class="step">
            <header class="step__head" inner_html=head></header>
            {ledger_view(&ledger, Scope::Step(step), "this step", &text.notes, &text.table, &format!("{episode_href}#record"))}
            <div class="step__story" inner_html=text.story></div>
            <nav class="pager" aria-label="Previous and next step" data-stepper="" inner_html=pager></nav>
            <div class="step__record" data-later="" inner_html=text.record></div>
        </article>
    }
}
