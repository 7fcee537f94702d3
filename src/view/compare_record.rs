//! `/compare/record/`: the events behind a comparison, crisis by crisis, with their sources. Made to be read beside a
//! comparison and to be printed: the program shows the events of the choice that the address holds.

use std::fmt::Write;

use super::compare::{draw, table_html, title};
use super::episode::entry_html;
use super::footnotes::Footnotes;
use crate::compare::{Measure, Selection, Table};
use crate::dataset::{Dataset, EventIndex};
use crate::facts::{FACTS, GRAPH};
use crate::html::escape;
use crate::route::Route;
use crate::words;

/// The content of the page: the default comparison and every event.
pub fn compare_record_html(dataset: &Dataset, root: &str) -> String {
    let selection = Selection::default();
    let table = Table::new(&FACTS, &GRAPH, &selection);
    let drawing = draw(&selection, &table, &[]);
    let mut notes = Footnotes::new(dataset, root);
    let mut out = format!(
        "<article class=\"page compare-record\" data-record><p class=\"page__crumb\"><a data-back href=\"{}\">The comparison</a></p>\
         <h1>The events behind a comparison</h1><p class=\"page__lead\" data-about>{}.</p>\
         <p>Below the numbers stand the events that they rest on, with the sources as notes at the end. Without a choice \
         all events of the record stand here, also those that are in no sum. What is counted, and what is \
         not, is said <a href=\"{}#counting\">with the method</a>. Data to {}.</p>\
         <div class=\"compare__table\" data-table>{}</div>",
        Route::Compare(Measure::default()).href(root),
        escape(&title(&selection)),
        Route::About.href(root),
        words::date(dataset.cutoff),
        table_html(&drawing, &selection, &table, root, false)
    );
    for (place, episode) in dataset.facts.episodes.iter().enumerate() {
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<section class=\"record\" data-group aria-labelledby=\"{0}\"><h2 id=\"{0}\">{1}</h2><ul class=\"record__events\">",
            episode.id,
            escape(episode.title)
        );
        let events = (0u32..).map(EventIndex).zip(dataset.facts.events);
        for (index, _) in events.filter(|(_, event)| usize::from(event.episode) == place) {
            out.push_str(&entry_html(dataset, index, &mut notes, root));
        }
        out.push_str("</ul></section>");
    }
    out.push_str(&notes.to_html("Sources"));
    out.push_str("</article>");
    out
}
