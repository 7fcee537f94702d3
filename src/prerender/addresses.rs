//! `addresses.json`: every page with its title and kind, for the page that answers a wrong address.

use serde_json::{Value, json};

use crate::dataset::{ActorKind, Dataset};
use crate::route::Route;

/// The list of pages as JSON: `[[kind, has a version for frames, [[path from the root, title], …]], …]`, groups and pages
/// in the order in which they are given. A country stands there by its name. The start page is left out: every wrong address leads to it anyway.
pub fn address_list(dataset: &Dataset, pages: &[(Route, String)]) -> String {
    let mut groups: Vec<(&str, bool, Vec<Value>)> = Vec::new();
    for (route, title) in pages.iter().filter(|(route, _)| *route != Route::Home) {
        let key = (kind(dataset, route), route.is_embeddable());
        // A country is looked for by its name alone.
        let title = match route {
            Route::Country(code) => dataset.facts.actor(*code).map_or(title.as_str(), |actor| actor.name),
            _ => title,
        };
        let page = json!([route.to_string().trim_start_matches('/'), title]);
        match groups.iter_mut().find(|group| (group.0, group.1) == key) {
            Some((.., pages)) => pages.push(page),
            None => groups.push((key.0, key.1, vec![page])),
        }
    }
    json!(groups).to_string()
}

/// What a page is, as a reader would call it.
fn kind(dataset: &Dataset, route: &Route) -> &'static str {
    match route {
        Route::Episode(_) => "crisis",
        Route::Step(..) => "step",
        Route::Chain | Route::EpisodeChain(_) => "chain",
        Route::Compare(_) => "comparison",
        Route::Event(_) => "event",
        Route::Article(_) => "article",
        Route::Country(code) => match dataset.facts.actor(*code).map(|actor| actor.kind) {
            Some(ActorKind::Organisation) => "organisation",
            _ => "country",
        },
        Route::Sources | Route::Disagreements | Route::Articles | Route::CompareRecord => "list",
        Route::Home
        | Route::Lesson
        | Route::Sharing
        | Route::Data
        | Route::Codebook
        | Route::About
        | Route::Accessibility => "page",
    }
}
