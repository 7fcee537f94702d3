//! The head of the page: who it is, and its numbers in a few sentences.

use std::fmt::Write;

use super::{Subject, only, scope, totals};
use crate::compare::{Amount, Measure, Row, Selection, Value};
use crate::dataset::{ActorKind, Date, EventIndex, Membership, Unit};
use crate::html::escape;
use crate::ledger::{Side, describe_actors, in_sentence};
use crate::view::record::{BEHIND, evidence_html};
use crate::words;

/// Crumb, name, note, memberships, reading, and the two sides as numbers.
pub(super) fn head_html(subject: &Subject<'_>) -> String {
    let mut out = format!(
        "<p class=\"page__crumb\"><a href=\"{}\">All in comparison</a></p><h1>{}</h1>",
        subject.compare(&Selection::default()),
        escape(subject.actor.name)
    );
    let mut notes: Vec<String> = Vec::new();
    notes.extend(subject.dataset.actor_notes.get(subject.place).cloned().flatten());
    notes.extend(memberships_words(subject));
    if !notes.is_empty() {
        // Writing to a String cannot fail.
        _ = write!(out, "<p class=\"page__note\">{}</p>", escape(&notes.join(" ")));
    }
    // What its acts and their replies add up to leads; the rest stands below the numbers.
    let sentences = sentences(subject);
    let (lead, rest) = sentences.split_at(sentences.len().min(2));
    _ = write!(out, "<p class=\"page__lead\">{}</p>{}", escape(&lead.join(" ")), sides_html(subject));
    if !rest.is_empty() {
        _ = write!(out, "<p>{}</p>", escape(&rest.join(" ")));
    }
    if !subject.events().is_empty() {
        out.push_str(&evidence_html("#record", BEHIND));
    }
    if !subject.is_moscow() && !subject.events().is_empty() {
        out.push_str(
            "<p class=\"page__note\">Moscow stands for the Soviet Union until 26 December 1991, then for Russia. \
             The numbers are cases found, not all there were.</p>",
        );
    }
    out
}

/// "Member of NATO from 24 August 1949, of the EU from 1 January 1973 to 31 January 2020."
fn memberships_words(subject: &Subject<'_>) -> Option<String> {
    let of = |membership: &Membership| {
        let name = in_sentence(subject.facts(), membership.of);
        // The EU began on 1 November 1993; membership of its forerunners is counted as of it.
        let is_older = membership.of.as_str() == "EU" && membership.from.year() < 1993;
        let name = if is_older { format!("the European Communities, then {name}") } else { name };
        let from = words::date(membership.from);
        match membership.until.and_then(day_before) {
            Some(last) => format!("of {name} from {from} to {}", words::date(last)),
            None => format!("of {name} from {from}"),
        }
    };
    let memberships: Vec<String> = subject.actor.memberships.iter().map(of).collect();
    (!memberships.is_empty()).then(|| format!("Member {}.", words::list(&memberships)))
}

/// The last day of a membership, from the first day after it.
fn day_before(date: Date) -> Option<Date> {
    let (year, month, day) = (date.year(), date.month()?, date.day()?);
    let parse = |year: u16, month: u8, day: u8| Date::parse(&format!("{year:04}-{month:02}-{day:02}")).ok();
    match (month, day) {
        (1, 1) => parse(year - 1, 12, 31),
        (month, 1) => (28..=31).rev().find_map(|day| parse(year, month - 1, day)),
        (month, day) => parse(year, month, day - 1),
    }
}

/// People with what is not known of them: "250 people (248–252 by source)".
pub(super) fn people(amount: Amount) -> String {
    words::sum_with_unit(amount.sum, Unit::People) + &amount.spread()
}

/// What the page says in a few sentences, without markup.
pub(super) fn sentences(subject: &Subject<'_>) -> Vec<String> {
    if subject.is_moscow() {
        return moscow_sentences(subject);
    }
    let name = subject.name();
    if subject.events().is_empty() {
        return vec![format!(
            "No act of {name} against Moscow was found, and none of Moscow against it. {} stands in the data as a name only.",
            words::capitalise(&name)
        )];
    }
    if !subject.has_people() {
        let missions = if subject.actor.kind == ActorKind::State { "missions" } else { "mission" };
        let mut told = vec![format!(
            "No case was found in which {name} ordered out people of Moscow’s {missions}, or Moscow people of its {missions}."
        )];
        let deeds = subject.row(Side::Others).map_or(0, |row| row.acts.len());
        told.push(match deeds {
            0 => "What was found are words, and they stand below.".to_owned(),
            1 => "One act of another kind was found, and it stands below.".to_owned(),
            n => format!("{n} acts of other kinds were found, and they stand below."),
        });
        return told;
    }
    let own = subject.row(Side::Others).filter(|row| row.value(Measure::Expelled) != Value::NotFound);
    let moscow = subject.row(Side::Moscow).filter(|row| row.value(Measure::Expelled) != Value::NotFound);
    let missions = if subject.actor.kind == ActorKind::State { "missions" } else { "mission" };
    let mut told = Vec::new();
    match own {
        Some(row) => {
            let moscows = format!("of Moscow’s {missions}");
            told.push(format!("{} {name} ordered out {} {moscows}.", span_words(subject, row), people(row.people)));
            told.extend(match row.value(Measure::Returned) {
                // One sentence says it of all acts below.
                Value::NotFound if moscow.is_none() => None,
                Value::NotFound => Some("No reply was found in which Moscow ordered out people.".to_owned()),
                _ => Some(format!("In reply, Moscow ordered out {}.", people(row.people_in_reply))),
            });
        }
        None => told.push(format!("No case was found in which {name} ordered out people of Moscow’s {missions}.")),
    }
    match moscow {
        Some(row) => {
            told.push(format!(
                "With all its acts, replies included, Moscow ordered out {} of the {missions} of {name}.",
                people(row.people)
            ));
            if row.value(Measure::Returned) != Value::NotFound {
                told.push(format!("In reply to these, {name} ordered out {}.", people(row.people_in_reply)));
            }
        }
        None => told.push(format!(
            "No case was found in which Moscow ordered out people of the {missions} of {name}, in reply or as a first move."
        )),
    }
    told
}

fn moscow_sentences(subject: &Subject<'_>) -> Vec<String> {
    let facts = subject.facts();
    let name = subject.name();
    let mut told = Vec::new();
    if let Some(row) = subject.row(Side::Others) {
        let mut actors: Vec<_> = row.acts.iter().map(|act| facts.event(*act)).collect();
        actors.retain(|event| event.action.orders_people_out());
        let mut codes: Vec<_> = actors.iter().map(|event| event.actor).collect();
        codes.sort_unstable();
        codes.dedup();
        told.push(format!(
            "{} {} ordered out {} of the missions of {name}.",
            span_words(subject, row),
            describe_actors(facts, &codes),
            people(row.people)
        ));
        told.push(format!("In reply, {name} ordered out {}.", people(row.people_in_reply)));
    }
    if let Some(row) = subject.row(Side::Moscow) {
        told.push(format!("With all its acts, replies included, {name} ordered out {}.", people(row.people)));
        told.push(format!("In reply to these, others ordered out {}.", people(row.people_in_reply)));
    }
    told
}

/// "From 1971 to 2024,", "In 2021,": the years of the acts of a row that ordered people out.
fn span_words(subject: &Subject<'_>, row: &Row) -> String {
    let year = |index: &EventIndex| {
        let event = subject.facts().event(*index);
        (!event.people_ordered_out().is_empty()).then(|| event.date.year())
    };
    let years = || row.acts.iter().filter_map(year);
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if first < last => format!("From {first} to {last},"),
        (Some(only), _) => format!("In {only},"),
        _ => String::new(),
    }
}

/// What the number of a side counts.
pub(super) fn side_words(subject: &Subject<'_>, side: Side) -> String {
    let name = subject.name();
    match (side, subject.is_moscow()) {
        (Side::Others, false) => format!("people ordered out by {name}"),
        (Side::Moscow, false) => format!("people of {name} ordered out by Moscow, replies included"),
        (Side::Others, true) => format!("people of {name} ordered out by others"),
        (Side::Moscow, true) => format!("people ordered out by {name}, replies included"),
    }
}

/// The two sides as numbers, each with its place among all.
fn sides_html(subject: &Subject<'_>) -> String {
    if !subject.has_people() {
        return String::new();
    }
    let mut out = "<div class=\"country__sides\">".to_owned();
    let is_moscow = subject.is_moscow();
    for side in [Side::Others, Side::Moscow] {
        let value = subject.value(side, Measure::Expelled);
        let (number, range) = match value {
            Value::NotFound => ("none found".to_owned(), String::new()),
            Value::Unknown => ("not published".to_owned(), String::new()),
            Value::Known { best, limits, .. } => (
                Measure::Expelled.label(Value::Known { best, low: best, high: best, limits }),
                subject.row(side).map_or_else(String::new, |row| row.people.spread()),
            ),
        };
        let key = match side {
            Side::Others => "others",
            Side::Moscow => "moscow",
        };
        let what = side_words(subject, side);
        let place = totals::place_words(subject, side, Measure::Expelled);
        let place = place.map_or_else(String::new, |place| {
            let ranking = Selection { measure: Measure::Expelled, ..scope(subject.actor, side) };
            format!(" <a href=\"{}\">{place}</a>", subject.compare(&ranking))
        });
        _ = write!(
            out,
            "<p class=\"country__side country__side--{key}\"><b>{}</b> <span>{}{range}.</span>{place}</p>",
            escape(&number),
            escape(&what)
        );
    }
    out.push_str("</div>");
    if !is_moscow {
        let own = Selection { countries: only(subject.place), ..Selection::default() };
        _ = write!(
            out,
            "<p class=\"buttons\"><a class=\"button button--quiet\" href=\"{}\">{} in the comparison</a></p>",
            subject.compare(&own),
            escape(subject.actor.name)
        );
    }
    out
}
