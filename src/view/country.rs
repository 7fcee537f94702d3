//! `/countries/<code>/`: one state or organisation: its totals, its place among all, its acts and the replies.

use crate::dataset::{Actor, Dataset};

/// The content of the page of a state or an organisation.
pub fn country_html(dataset: &Dataset, actor: &Actor, root: &str) -> String {
    _ = (dataset, root);
    format!("<article class=\"page\"><h1>{}</h1></article>", actor.name)
}

/// The document's title and description.
pub fn country_title(dataset: &Dataset, actor: &Actor) -> (String, String) {
    _ = dataset;
    (actor.name.to_owned(), actor.name.to_owned())
}
