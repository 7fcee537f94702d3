//! What each measure gives for both directions, and which place that is among all.

use std::fmt::Write;

use super::{Section, Subject, only, scope, table_html};
use crate::compare::{Limits, Measure, Row, Selection, Table, Value, notes};
use crate::dataset::{EventIndex, Unit};
use crate::html::escape;
use crate::ledger::Side;
use crate::view::record::headline_qualified;
use crate::view::story::event_href;
use crate::words;

/// So many events are named one by one.
const NAMED: usize = 8;

/// A table of all measures.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let sides = [Side::Others, Side::Moscow];
    let has_acts = |side: &Side| subject.row(*side).is_some_and(|row| !row.acts.is_empty());
    if !sides.iter().any(has_acts) {
        return None;
    }
    let rows: Vec<Vec<String>> = Measure::ALL
        .into_iter()
        .filter(|measure| sides.iter().any(|side| subject.value(*side, *measure) != Value::NotFound))
        .map(|measure| {
            let cells = sides.map(|side| cell_html(subject, side, measure));
            std::iter::once(name_html(subject, measure)).chain(cells).collect()
        })
        .collect();
    let moscow = subject.moscow_name();
    let head = if subject.is_moscow() {
        [format!("Others act, {moscow} replies"), format!("{} acts, others reply", words::capitalise(&moscow))]
    } else {
        let name = subject.name();
        [format!("{} acts, Moscow replies", words::capitalise(&name)), format!("Moscow acts, {name} replies")]
    };
    let head: Vec<String> = std::iter::once("Measure".to_owned()).chain(head).collect();
    let caption = format!("Totals of {}, cases found", subject.name());
    let explanation = if subject.is_moscow() {
        "A reply is also an act of who replies, so the two columns overlap and are never added."
    } else {
        "A reply is also an act of who replies, so the two columns overlap and are never added. \
         Each place leads to the list of all states and organisations with a number; floors count at what is known of them."
    };
    let title = if subject.is_moscow() { "Totals" } else { "Totals, and the place among all" };
    Some(Section {
        id: "totals",
        title: title.to_owned(),
        short: "Totals".to_owned(),
        html: format!(
            "<p class=\"page__note\">{explanation}</p>{}{}{}",
            table_html("country__totals", &caption, &head, &rows, &[]),
            apart_html(subject),
            notes_html(subject)
        ),
    })
}

/// The name of a measure as a link to its comparison.
fn name_html(subject: &Subject<'_>, measure: Measure) -> String {
    let countries = if subject.is_moscow() { crate::compare::Set::default() } else { only(subject.place) };
    let selection = Selection { measure, countries, ..scope(subject.actor, Side::Others) };
    format!("<a href=\"{}\">{}</a>", subject.compare(&selection), name_of(measure))
}

fn cell_html(subject: &Subject<'_>, side: Side, measure: Measure) -> String {
    let mut out = subject.row(side).map_or_else(|| "none found".to_owned(), |row| number_html(row, measure));
    if let Some(place) = place_words(subject, side, measure) {
        let ranking = Selection { measure, ..scope(subject.actor, side) };
        // Writing to a String cannot fail.
        _ = write!(
            out,
            " <a class=\"country__place\" href=\"{}\">{place}<span class=\"visually-hidden\"> by: {}</span></a>",
            subject.compare(&ranking),
            escape(measure.name())
        );
    }
    out
}

/// The number of a row in words: "at least 160", "10 of 14 (71 %)", "none found"; then what it runs from and to: "181–199 by
/// source", "0 to 37 days".
pub(super) fn number_html(row: &Row, measure: Measure) -> String {
    let Value::Known { best, low, high, limits } = row.value(measure) else { return escape(&row.cell(measure)) };
    if measure == Measure::Answered {
        return escape(&row.cell(measure));
    }
    let number = measure.format(best);
    let mut out = match limits {
        Limits::Exact => number,
        Limits::AtLeast => format!("at least {number}"),
        Limits::AtMost => format!("at most {number}"),
        Limits::Open => format!("about {number}"),
    };
    if low < high {
        let (low, high) = (measure.format(low), measure.format(high));
        let range = match measure {
            Measure::Lag => format!("{low} to {high} days"),
            Measure::Net => format!("{low} to {high} by source"),
            _ if limits == Limits::AtLeast => format!("at least {low} to {high} by source"),
            _ => format!("{low}–{high} by source"),
        };
        _ = write!(out, " <span class=\"country__range\">{range}</span>");
    }
    out
}

/// What a measure is, in the words of a row.
const fn name_of(measure: Measure) -> &'static str {
    match measure {
        Measure::Net => "Ordered out by the acts, less in reply",
        Measure::Ratio => "People in the reply for one in the act",
        Measure::Lag => "Days from a first move to the reply, the median",
        Measure::Answered => "First moves answered with an act",
        Measure::Episodes => "Crises with an act",
        Measure::MissionsReturned => "Consulates and missions closed in reply",
        measure => measure.name(),
    }
}

/// "3rd of 42", "joint 3rd of 42": the place by the best-supported number among all that have one. `None` without a number,
/// and on the pages of Russia and the Soviet Union.
pub(super) fn place_words(subject: &Subject<'_>, side: Side, measure: Measure) -> Option<String> {
    if subject.is_moscow() {
        return None;
    }
    let (place, is_joint, of) = place_among(subject.table(side), subject.row(side)?, measure)?;
    Some(format!("{}{} of {of}", if is_joint { "joint " } else { "" }, ordinal(place)))
}

/// The place of a row from 1, whether others share it, and how many rows have a number.
fn place_among(table: &Table, row: &Row, measure: Measure) -> Option<(usize, bool, usize)> {
    let own = row.value(measure).best()?;
    let all: Vec<i32> = table.rows.iter().filter_map(|row| row.value(measure).best()).collect();
    let is_before = |other: &&i32| if measure.is_ascending() { **other < own } else { **other > own };
    let place = 1 + all.iter().filter(is_before).count();
    let is_joint = all.iter().filter(|other| **other == own).count() > 1;
    Some((place, is_joint, all.len()))
}

/// "1st", "2nd", "3rd", "11th".
fn ordinal(place: usize) -> String {
    let ending = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

/// Its acts and the replies to them, of both directions, by date.
fn counted(subject: &Subject<'_>) -> Vec<EventIndex> {
    let rows = [Side::Others, Side::Moscow].map(|side| subject.row(side));
    let mut events: Vec<EventIndex> = rows.into_iter().flatten().flat_map(Row::events).collect();
    events.sort_unstable();
    events.dedup();
    events
}

/// Acts that concern people or posts in another way than ordering people out: they are in no sum of people.
fn apart_html(subject: &Subject<'_>) -> String {
    let facts = subject.facts();
    let is_apart = |index: &EventIndex| {
        let action = facts.event(*index).action;
        matches!(action.unit(), Some(Unit::People | Unit::Posts)) && !action.orders_people_out()
    };
    let events: Vec<EventIndex> = counted(subject).into_iter().filter(is_apart).collect();
    if events.is_empty() {
        return String::new();
    }
    let note = format!(
        "{} people or posts in another way, such as a ceiling. They are in no sum of people ordered out",
        words::counted(events.len(), "act concerns", "acts concern")
    );
    if events.len() > NAMED {
        let links = links(subject, &events).join("</li><li>");
        return format!(
            "<details class=\"country__notes\"><summary>{note}</summary><ul><li>{links}</li></ul></details>"
        );
    }
    format!("<p class=\"country__notes\">{note}: {}.</p>", links(subject, &events).join("; "))
}

/// "<a>United States ordered out 60 people</a>, 26 March 2018", each with what its number holds.
fn links(subject: &Subject<'_>, events: &[EventIndex]) -> Vec<String> {
    let link = |index: &EventIndex| {
        let event = subject.facts().event(*index);
        let told = headline_qualified(subject.dataset, *index);
        let is_told = event.qualifier.is_empty() || told.contains(event.qualifier);
        format!(
            "<a href=\"{}\">{}</a>{}, {}",
            escape(&event_href(subject.dataset, *index, subject.root)),
            escape(&told),
            if is_told { String::new() } else { format!(" ({})", escape(event.qualifier)) },
            words::date(event.date)
        )
    };
    events.iter().map(link).collect()
}

/// What stands behind the numbers and is not seen in them.
fn notes_html(subject: &Subject<'_>) -> String {
    let both = Table { total: Row { acts: counted(subject), ..Row::default() }, ..Table::default() };
    let notes = notes(subject.facts(), &both);
    if notes.is_empty() {
        return String::new();
    }
    let mut out = "<details class=\"country__notes\"><summary>What these numbers do not show</summary><ul>".to_owned();
    for (note, events) in notes {
        // Writing to a String cannot fail.
        _ = write!(out, "<li>{}", escape(&note));
        if events.len() <= NAMED {
            _ = write!(out, ": {}", links(subject, &events).join("; "));
        }
        out.push_str(".</li>");
    }
    out.push_str("</ul></details>");
    out
}
