//! Who stands beside it: the neighbours in rank; for NATO and the EU the acts of their members.

use std::fmt::Write;

use super::{Section, Subject, only, reading, table_html, totals};
use crate::compare::{EU_MEMBERS, Measure, NATO_MEMBERS, Row, Selection, Set, Table, Value};
use crate::dataset::ActorCode;
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::{Side, describe_actors};
use crate::words;

/// So many stand beside each other.
const BESIDE: usize = 5;

const COLUMNS: [Measure; 4] = [Measure::Expelled, Measure::Returned, Measure::Ratio, Measure::Lag];

fn head() -> Vec<String> {
    [
        "Who",
        "People it ordered out",
        "Its people ordered out in reply",
        "Reply for one person",
        "Days to Moscow’s reply",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn cells(row: &Row) -> impl Iterator<Item = String> {
    COLUMNS.iter().map(|measure| totals::number_html(row, *measure))
}

/// Two above and two below by people ordered out; at either end of the list the nearest four.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let ranked: Vec<&Row> =
        subject.others.rows.iter().filter(|row| row.value(Measure::Expelled).best().is_some()).collect();
    let own = ranked.iter().position(|row| row.place == subject.place)?;
    let first = own.saturating_sub(BESIDE / 2).min(ranked.len().saturating_sub(BESIDE));
    let beside = &ranked[first..(first + BESIDE).min(ranked.len())];
    let rows: Vec<Vec<String>> = beside
        .iter()
        .map(|row| {
            let name = if row.place == subject.place {
                format!("<b aria-current=\"true\">{}</b>", escape(&row.name))
            } else {
                subject.country_link(row)
            };
            std::iter::once(name).chain(cells(row)).collect()
        })
        .collect();
    let countries = beside.iter().fold(Set::default(), |set, row| set.with(row.place));
    let all = Selection { countries, ..Selection::default() };
    Some(Section {
        id: "neighbours",
        title: "Its neighbours in the list of all".to_owned(),
        short: "Neighbours".to_owned(),
        html: format!(
            "<p class=\"page__note\">By people ordered out, the most first.</p>{}\
             <p class=\"buttons\"><a class=\"button\" href=\"{}\">Compare these {}</a></p>",
            table_html("country__beside", "Its neighbours by people ordered out, cases found", &head(), &rows, &[]),
            subject.compare(&all),
            words::spelled(u32::try_from(beside.len()).unwrap_or_default())
        ),
    })
}

/// What the members of NATO or of the EU did, each on the date of its act. Never added to what the organisation did.
pub(super) fn members_section(subject: &Subject<'_>) -> Option<Section> {
    let is = |code: &str| ActorCode::parse(code) == Some(subject.actor.code);
    let preset = if is("NATO") {
        NATO_MEMBERS
    } else if is("EU") {
        EU_MEMBERS
    } else {
        return None;
    };
    let facts = subject.facts();
    let selection = Selection { countries: only(preset), ..Selection::default() };
    let table = Table::new(facts, &GRAPH, &selection);
    let moscow = Table::new(facts, &GRAPH, &Selection { side: Side::Moscow, ..selection });
    let name = subject.name();
    let codes: Vec<ActorCode> = table
        .rows
        .iter()
        .filter(|row| row.value(Measure::Expelled) != Value::NotFound)
        .filter_map(|row| facts.actors.get(row.place).map(|actor| actor.code))
        .collect();
    let mut html = format!(
        "<p>{} that belonged to {name} on the day of the act ordered out {}. In reply, Moscow ordered out {}.</p>",
        escape(&words::capitalise(&describe_actors(facts, &codes))),
        escape(&reading::people(table.total.people)),
        escape(&reading::people(table.total.people_in_reply)),
    );
    // Writing to a String cannot fail.
    _ = write!(
        html,
        "<p>With all its acts against members, replies included, Moscow ordered out {}. In reply to these, members ordered out {}.</p>",
        escape(&reading::people(moscow.total.people)),
        escape(&reading::people(moscow.total.people_in_reply)),
    );
    let own = match subject.value(Side::Others, Measure::Expelled) {
        Value::NotFound => String::new(),
        _ => subject
            .row(Side::Others)
            .map_or_else(String::new, |row| format!(" ({})", escape(&reading::people(row.people)))),
    };
    _ = write!(
        html,
        "<p class=\"page__note\">These are acts of states. What {name} did itself{own} is not in them, and the two are never \
         added. A member of both NATO and the EU stands on both pages.</p>"
    );
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| std::iter::once(subject.country_link(row)).chain(cells(row)).collect()).collect();
    let foot: Vec<String> = std::iter::once("All members".to_owned()).chain(cells(&table.total)).collect();
    let caption = format!("Acts of members of {name} and Moscow’s replies, cases found");
    html.push_str(&table_html("country__members", &caption, &head(), &rows, &foot));
    let absent: Vec<String> = table
        .absent
        .iter()
        .filter_map(|place| {
            let actor = facts.actors.get(*place)?;
            Some(format!("<a href=\"{}\">{}</a>", subject.country(*place)?, escape(&actor.name_in_sentence())))
        })
        .collect();
    if !absent.is_empty() {
        _ = write!(
            html,
            "<p class=\"page__note\">No act was found as a member, among the states of the data, for {}.</p>",
            words::list(&absent)
        );
    }
    _ = write!(
        html,
        "<p class=\"buttons\"><a class=\"button\" href=\"{}\">Compare the members</a></p>",
        subject.compare(&selection)
    );
    Some(Section {
        id: "members",
        title: "Its members, as states of their own".to_owned(),
        short: "Members".to_owned(),
        html,
    })
}
