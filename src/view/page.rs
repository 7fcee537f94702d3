//! What a page is: its route, the place it shows, and its prerendered text.

use crate::dataset::{Episode, Facts};
use crate::route::Route;

/// The prerendered text of a page, as HTML. In the browser it is empty until the reader goes to another page: then it
/// comes from that page's own file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    /// The document's title.
    pub title: String,
    /// The whole content of the page; in the browser without what is in `later`.
    pub main: String,
    /// What may come a frame after the rest, place by place: read in the browser only.
    pub later: Vec<String>,
    /// What an event's page shows of it, as a card beside a chain; part of `main`, read in the browser only.
    pub card: String,
}

/// A page that is shown or about to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its address.
    pub route: Route,
    /// Its text.
    pub text: PageText,
}

/// A step that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place of the episode in the facts.
    pub episode_index: usize,
    /// The episode.
    pub episode: &'static Episode,
    /// The step, from 0.
    pub step: usize,
}

impl Place {
    /// The step that a route leads to; `None` for every other page and for a step that does not exist.
    pub fn of(route: &Route, facts: &Facts) -> Option<Self> {
        let Route::Step(id, number) = route else { return None };
        let (episode_index, episode) = facts.find_episode(id.as_str())?;
        let step = usize::from(number.get()) - 1;
        (step < episode.steps.len()).then_some(Self { episode_index, episode, step })
    }

    /// The address of a step of the same episode, counted from 0.
    pub fn route_to(&self, step: usize) -> Route {
        Route::step(self.episode.id.as_str(), step + 1).unwrap_or(Route::Home)
    }

    /// The dates of this step's events, in words.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn dates(&self, facts: &Facts) -> String {
        let events = self.episode.steps[self.step].events;
        match (events.first(), events.last()) {
            (Some(first), Some(last)) => crate::words::span(facts.event(*first).date, facts.event(*last).date),
            _ => String::new(),
        }
    }
}
