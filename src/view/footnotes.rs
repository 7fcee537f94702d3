//! Sources as numbered notes at the end of a page: each page once, with its address, its owner and what rests on it.

use std::collections::HashMap;
use std::fmt::Write;

use super::record::{owner_words, source_details, source_href, source_html};
use crate::dataset::Dataset;
use crate::html::escape;

/// The notes of one page, numbered in the order in which they are first referred to.
pub struct Footnotes<'a> {
    dataset: &'a Dataset,
    root: &'a str,
    /// Places in [`Dataset::sources`].
    sources: Vec<usize>,
    numbers: HashMap<usize, usize>,
}

impl<'a> Footnotes<'a> {
    /// No note yet. `root` is where the site begins, as seen from the page.
    pub fn new(dataset: &'a Dataset, root: &'a str) -> Self {
        Self { dataset, root, sources: Vec::new(), numbers: HashMap::new() }
    }

    /// References to sources: "[3, 7]", each number a link to its note. Empty for none.
    pub fn refer(&mut self, sources: impl Iterator<Item = usize>) -> String {
        let mut links = Vec::new();
        for source in sources {
            let number = *self.numbers.entry(source).or_insert_with(|| {
                self.sources.push(source);
                self.sources.len()
            });
            let publisher = escape(&self.dataset.sources[source].publisher);
            let link = format!(
                "<a href=\"#note-{number}\"><span class=\"visually-hidden\">Source </span>{number}<span class=\"visually-hidden\">, {publisher}</span></a>"
            );
            if !links.contains(&link) {
                links.push(link);
            }
        }
        if links.is_empty() {
            String::new()
        } else {
            format!("<span class=\"notes__refs\">[{}]</span>", links.join(", "))
        }
    }

    /// The list of notes under a heading of the second level. Empty where nothing was referred to.
    pub fn to_html(&self, title: &str) -> String {
        if self.sources.is_empty() {
            return String::new();
        }
        let mut out = format!(
            "<section class=\"notes\" aria-labelledby=\"notes\"><h2 id=\"notes\">{}</h2><p class=\"page__note\">The number of a note is that of its references above.</p><ol class=\"notes__list\">",
            escape(title)
        );
        for (number, place) in (1..).zip(&self.sources) {
            let source = &self.dataset.sources[*place];
            // With its number as a value: where some notes are not shown, the others keep theirs. Writing to a String cannot
            // fail.
            _ = write!(
                out,
                "<li id=\"note-{number}\" value=\"{number}\" tabindex=\"-1\">{}{}<span class=\"source__owner\"> · {} <span class=\"source__more\">· <a href=\"{}\">more<span class=\"visually-hidden\"> that rests on {}</span></a></span></span></li>",
                source_html(source),
                escape(&source_details(source)),
                escape(&owner_words(source)),
                escape(&source_href(source, self.root)),
                escape(&source.publisher)
            );
        }
        out.push_str("</ol></section>");
        out
    }
}
