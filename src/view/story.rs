//! A step's story: paragraphs whose numbers lead to their events, and what each side said.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::record::headline_alone;
use crate::dataset::{Count, Dataset, EventIndex, Inline, StoryStep, Sum, Text};
use crate::html::escape;
use crate::route::Route;
use crate::words;

/// The address of an event's page.
pub fn event_href(dataset: &Dataset, index: EventIndex, root: &str) -> String {
    Route::event(dataset.facts.event(index).id.as_str()).unwrap_or(Route::Home).href(root)
}

/// The numbers of a page's text that rest on several events: each leads to its entry in a list at the end of the text.
pub struct Numbers<'a> {
    dataset: &'a Dataset,
    root: &'a str,
    /// What its ids begin with: several texts on one page have different ones.
    prefix: String,
    entries: Vec<(String, Vec<EventIndex>)>,
}

impl<'a> Numbers<'a> {
    /// No number yet. `root` is where the site begins, as seen from the page; `prefix` begins the ids of this text.
    pub fn new(dataset: &'a Dataset, root: &'a str, prefix: &str) -> Self {
        Self { dataset, root, prefix: prefix.to_owned(), entries: Vec::new() }
    }

    /// A text as HTML: a number that comes from one event leads to it, one that rests on several to its entry in
    /// [`Numbers::list_html`]. Where sources differ about an event, a phrase after its number says so, once a text.
    pub fn text_html(&mut self, text: &Text) -> String {
        let mut out = String::new();
        let mut told = BTreeSet::new();
        for inline in &text.0 {
            match inline {
                Inline::Plain(words) => out.push_str(&escape(words)),
                Inline::Figure { text, events } => self.figure(text, events, &mut told, &mut out),
            }
        }
        out
    }

    fn figure(&mut self, text: &str, events: &[EventIndex], told: &mut BTreeSet<EventIndex>, out: &mut String) {
        // Writing to a String cannot fail.
        if let [index] = events {
            let href = escape(&event_href(self.dataset, *index, self.root));
            _ = write!(out, "<a class=\"figure\" href=\"{href}\">{}</a>", escape(text));
            let event = self.dataset.facts.event(*index);
            if !event.disputed.is_empty() && is_its_number(text, event.count) && told.insert(*index) {
                let words = words::differs(event);
                _ = write!(
                    out,
                    " <a class=\"differs\" href=\"{href}#differ\">{}</a>",
                    escape(words.trim_matches([' ', '(', ')']))
                );
            }
            return;
        }
        let known = self.entries.iter().position(|(_, others)| others == events);
        let place = known.unwrap_or_else(|| {
            self.entries.push((text.to_owned(), events.to_vec()));
            self.entries.len() - 1
        });
        _ = write!(out, "<a class=\"figure\" href=\"#{}number-{}\">{}</a>", self.prefix, place + 1, escape(text));
    }

    /// What the numbers rest on: for each its events, with their own numbers and publishers. Empty where no number rests
    /// on several events.
    pub fn list_html(&self) -> String {
        if self.entries.is_empty() {
            return String::new();
        }
        let prefix = &self.prefix;
        let mut out = format!(
            "<section class=\"numbers\" aria-labelledby=\"{prefix}numbers\">\
             <h2 id=\"{prefix}numbers\">What these numbers rest on</h2><ol>"
        );
        for (n, (text, events)) in (1..).zip(&self.entries) {
            let differing =
                events.iter().filter(|index| !self.dataset.facts.event(**index).disputed.is_empty()).count();
            let differing = match differing {
                0 => String::new(),
                n => format!("; sources differ on {n} of them"),
            };
            _ = write!(
                out,
                "<li id=\"{prefix}number-{n}\" tabindex=\"-1\"><details><summary>{}: {}{differing}</summary><ul>",
                escape(text),
                words::counted(events.len(), "event", "events")
            );
            for index in events {
                out.push_str(&event_item_html(self.dataset, *index, self.root));
            }
            out.push_str("</ul></details></li>");
        }
        out.push_str("</ol></section>");
        out
    }
}

/// "<a>United Kingdom ordered out 23 people</a>, 14 March 2018", with a word on sources that differ.
pub fn event_link_html(dataset: &Dataset, index: EventIndex, root: &str) -> String {
    format!(
        "<a href=\"{}\">{}</a>, {}",
        escape(&event_href(dataset, index, root)),
        escape(&headline_alone(dataset, index)),
        words::date(dataset.facts.event(index).date)
    )
}

/// An event as an entry of a list: what happened, when, who published its sources.
pub fn event_item_html(dataset: &Dataset, index: EventIndex, root: &str) -> String {
    let publishers: BTreeSet<&str> = dataset
        .record(index)
        .citations
        .iter()
        .map(|citation| dataset.sources[citation.source].publisher.as_str())
        .collect();
    format!(
        "<li>{} <span class=\"source__owner\">{}</span></li>",
        event_link_html(dataset, index, root),
        escape(&publishers.into_iter().collect::<Vec<_>>().join(", "))
    )
}

/// Whether a text is or holds the number of an event: "23", "60 people", "Eighteen".
fn is_its_number(text: &str, count: Count) -> bool {
    let Count::Known(number, _) = count else { return false };
    let forms = [words::sum(Sum::from(count)), words::number(number), words::spelled(number)];
    let text = text.to_lowercase();
    forms.iter().any(|form| {
        text.split_once(form.as_str()).is_some_and(|(before, after)| {
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
        })
    })
}

/// The text of a step as HTML.
pub struct StoryHtml {
    /// Its title, numbers linked.
    pub title: String,
    /// Its paragraphs, what each side said, what its numbers rest on.
    pub body: String,
}

/// The story of a step; `prefix` begins the ids of its parts.
pub fn story_html(dataset: &Dataset, story: &StoryStep, root: &str, prefix: &str) -> StoryHtml {
    let mut numbers = Numbers::new(dataset, root, prefix);
    let title = numbers.text_html(&story.title);
    let mut body = String::new();
    for text in &story.paragraphs {
        // Writing to a String cannot fail.
        _ = write!(body, "<p>{}</p>", numbers.text_html(text));
    }
    if !story.positions.is_empty() {
        _ = write!(
            body,
            "<section class=\"positions\" aria-labelledby=\"{prefix}positions\">\
             <h2 id=\"{prefix}positions\">What each side said</h2><dl>"
        );
        for position in &story.positions {
            let name = escape(&dataset.facts.name(position.by));
            _ = write!(
                body,
                "<div class=\"positions__side\"><dt>{name}</dt><dd>{} <a class=\"positions__source\" href=\"{}\">Sources \
                 <span class=\"visually-hidden\"> for what {name} said</span></a></dd></div>",
                numbers.text_html(&position.said),
                escape(&event_href(dataset, position.event, root))
            );
        }
        body.push_str("</dl></section>");
    }
    StoryHtml { title, body: body + &numbers.list_html() }
}
