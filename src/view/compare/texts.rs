//! Titles, keys, readings and notes.

use std::fmt::Write;

use super::{events_html, tone};
use crate::compare::{
    Group, Measure, Row, Selection, Table, View, description, notes, periods, reading, reading_of_periods,
    reading_of_points, roles,
};
use crate::dataset::{Facts, Unit};
use crate::facts::{FACTS, GRAPH};
use crate::html::escape;
use crate::ledger::Side;
use crate::route::Route;
use crate::words;

/// The words of the two sides of a pair, by who acted.
pub(super) fn heads(selection: &Selection) -> [String; 2] {
    let did = if selection.measure.unit() == Unit::Missions { "closed" } else { "ordered out" };
    // A period or a crisis does not act.
    let by = if selection.group == Group::Country { "each" } else { "others" };
    match selection.side {
        Side::Others => [format!("{did} by {by}"), format!("{did} by Moscow in reply")],
        Side::Moscow => [format!("{did} by {by} in reply"), format!("{did} by Moscow")],
    }
}

/// The numbers of a row in words, for its details and for those who do not see it.
pub(super) fn row_words(selection: &Selection, row: &Row) -> String {
    let measure = selection.measure;
    let (act, reply) = row.pair_words(measure);
    let [others, moscow] = heads(selection);
    let told = |number: &str, head: &str| match number {
        "none found" => format!("none found that were {head}"),
        number => format!("{number} {head}"),
    };
    let (act, reply) = match selection.side {
        Side::Others => (told(&act, &others), told(&reply, &moscow)),
        Side::Moscow => (told(&act, &moscow), told(&reply, &others)),
    };
    let pair = words::replaced(&format!("{act}; {reply}"), "by each", "by it");
    if measure.is_paired() {
        return pair;
    }
    format!("{}: {}; {pair}", measure.name(), row.cell(measure))
}

/// What the picture shows, in a few words.
pub fn title(selection: &Selection) -> String {
    let measure = selection.measure;
    let what = match measure.unit() {
        Unit::Missions => "consulates and missions closed",
        _ => "people ordered out",
    };
    match selection.view {
        View::Scatter => format!("Act against reply: {what}"),
        View::Waves => format!("Over time: {what}, {} and {}", roles(selection.side)[0], roles(selection.side)[1]),
        View::Multiples => format!("Crisis by crisis: {what}"),
        // A square has one number.
        View::Map if measure.is_paired() => {
            let [others, moscow] = heads(&Selection { group: Group::Country, ..*selection });
            let head = if tone(selection) == Side::Moscow { moscow } else { others };
            let what = if measure.unit() == Unit::Missions { "Consulates and missions" } else { "People" };
            format!("{what} {head}")
        }
        View::Map => measure.title(selection.side).to_owned(),
        _ => {
            let title = measure.title(selection.side);
            // A period or a crisis does not act.
            let of_others = || {
                let others = words::replaced(&words::replaced(title, "by each", "by others"), "of each", "of others");
                words::replaced(&others, "its people", "people")
            };
            match selection.group {
                Group::Country => title.to_owned(),
                Group::Bloc => format!("{}, by bloc", of_others()),
                Group::Era => format!("{}, by period", of_others()),
                Group::Episode => format!("{}, by crisis", of_others()),
            }
        }
    }
}

/// What the marks of the picture mean.
pub fn key_words(selection: &Selection) -> &'static str {
    match selection.view {
        View::Map => {
            "The stronger the colour of a square, the more; the key has the numbers. A dashed square: no such case was found. “?”: no number was published. A plus sign: more than this number."
        }
        View::Scatter => {
            "A hollow point: one of its numbers is a floor, “more than”. A line: the lowest and the highest figure that sources give. Points that share a place stand side by side around it. Who has no published number has no point."
        }
        View::Table => {
            "A plus sign: more than this number. Two numbers in brackets: the lowest and the highest that sources give."
        }
        View::Bars if selection.measure == Measure::Lag => {
            "The bar and its number: the median. The line: the shortest and the longest time among its cases. “≈”: a date known to the month only is among them. No bar: no such case was found, which is not the same as none."
        }
        View::Bars | View::Waves | View::Multiples => {
            "A line at the end of a bar: the lowest and the highest figure that sources give. A dotted end with a plus sign: more than this number. A dashed box with “?”: no number was published. No bar: no such case was found, which is not the same as none."
        }
    }
}

/// The two sentences below the title: what leads, and how act and reply relate.
pub fn reading_html(selection: &Selection, table: &Table) -> String {
    let (reading, description) = (reading_of(selection, table), description(selection, table));
    // Of nothing both say the same.
    let note = if reading == description { "" } else { &description };
    format!("<p>{}</p><p class=\"chain__note\">{}</p>", escape(&reading), escape(note))
}

/// What the picture shows, in a sentence: of times and crises where it shows these.
pub fn reading_of(selection: &Selection, table: &Table) -> String {
    match selection.view {
        View::Scatter => reading_of_points(selection, table),
        View::Waves => reading_of_periods(selection, &periods(&FACTS, selection, table)),
        View::Multiples => {
            let own = Selection { group: Group::Episode, sort: None, ..*selection };
            reading(&FACTS, &own, &Table::new(&FACTS, &GRAPH, &own))
        }
        _ => reading(&FACTS, selection, table),
    }
}

/// What the numbers leave out, with its events; and of whom nothing was found.
pub fn notes_html(facts: &Facts, table: &Table, root: &str) -> String {
    let mut out = String::new();
    for (text, events) in notes(facts, table) {
        // Writing to a String cannot fail.
        _ = write!(out, "<details><summary>{}</summary>{}</details>", escape(&text), events_html(&events, root));
    }
    if !table.absent.is_empty() {
        let names: Vec<String> = table
            .absent
            .iter()
            .filter_map(|place| facts.actors.get(*place))
            .map(|actor| {
                format!("<a href=\"{}\">{}</a>", escape(&Route::Country(actor.code).href(root)), escape(actor.name))
            })
            .collect();
        let states = words::counted(names.len(), "state", "states");
        _ = write!(
            out,
            "<details><summary>No act of any kind was found here for {states} of this record</summary><p>{}.</p></details>",
            names.join(", ")
        );
    }
    out
}

/// The address of the events behind a choice. It says the default choice too: without one the page holds all events.
pub fn record_href(selection: &Selection, root: &str) -> String {
    let mut query = selection.to_query(&FACTS, Measure::default());
    if query.is_empty() {
        query = "?measure=".to_owned() + Measure::default().key();
    }
    Route::CompareRecord.href(root) + &query
}
