//! The ledger as a figure: reading, picture, key, notes, table.

use std::fmt::Write;

use leptos::prelude::*;

use crate::chart::ledger::{Format, Picture};
use crate::dataset::{Sum, Unit};
use crate::facts::FACTS;
use crate::html::escape;
use crate::ledger::{Ledger, Side, in_sentence};
use crate::view::record::{BEHIND, evidence_html};
use crate::words;

/// How much of an episode a ledger shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Up to a step, counted from 0: its people stand out, earlier ones are pale.
    Step(usize),
    /// The whole episode.
    Whole,
}

/// A ledger. `until` says how far it reaches: "this step", or a date. `notes` and `table` are HTML: see `ledger_notes`.
/// `record` is the address of the events that its numbers rest on.
pub fn ledger_view(
    ledger: &Ledger,
    scope: Scope,
    until: &str,
    notes: &str,
    table: &str,
    record: &str,
) -> impl IntoView + use<> {
    let moscow = in_sentence(&FACTS, ledger.moscow);
    let others = match ledger.actors(&FACTS, Side::Others) {
        name if name.is_empty() => "other states".to_owned(),
        name => name,
    };
    let step = match scope {
        Scope::Step(step) => step,
        Scope::Whole => 0,
    };
    let wide = Picture::new(ledger, &FACTS, Format::Wide);
    let narrow = Picture::new(ledger, &FACTS, Format::Narrow);
    let picture = format!(
        "<div class=\"ledger__sides\" aria-hidden=\"true\">{}{}</div>{}{}{}",
        side_html("others", ledger.total(Side::Others).total(), &others),
        side_html("moscow", ledger.total(Side::Moscow).total(), &moscow),
        wide.to_svg("ledger__svg ledger__svg--wide", step),
        narrow.to_svg("ledger__svg ledger__svg--narrow", step),
        key_html(ledger, scope, &wide),
    );
    view! {
        <figure class="ledger" aria-labelledby="ledger-title">
            <div class="ledger__main">
                <h2 class="ledger__title" id="ledger-title">"Who ordered out how many"</h2>
                <p class="ledger__reading">{ledger.reading(&FACTS, until)}</p>
                <div class="ledger__picture" inner_html=picture></div>
            </div>
            <div class="ledger__notes" data-later="">
                <div inner_html=evidence_html(record, BEHIND)></div>
                <div inner_html=notes.to_owned()></div>
                <details class="table" hidden=ledger.rows.is_empty()>
                    <summary>"The same numbers as a table"</summary>
                    <div inner_html=table.to_owned()></div>
                </details>
            </div>
        </figure>
    }
}

fn side_html(class: &str, sum: Sum, name: &str) -> String {
    let total = if sum.is_empty() {
        "None found".to_owned()
    } else {
        words::capitalise(&words::sum_with_unit(sum, Unit::People))
    };
    format!("<p class=\"ledger__side ledger__side--{class}\"><b>{total}</b> by {}</p>", escape(name))
}

/// "one person", "10 people".
pub fn people_of_dot(per_dot: u32) -> String {
    if per_dot == 1 { "one person".to_owned() } else { format!("{} people", words::number(per_dot)) }
}

/// What a mark means. Empty for a ledger without people.
fn key_html(ledger: &Ledger, scope: Scope, picture: &Picture) -> String {
    if ledger.rows.is_empty() {
        return String::new();
    }
    let mark = if picture.is_dense { "square" } else { "dot" };
    let mut out = format!("<p class=\"ledger__key\">One {mark} is {} ordered out.", people_of_dot(picture.per_dot));
    if scope != Scope::Whole {
        out.push_str(" Strong: this step. Pale: earlier steps.");
    }
    let sums: Vec<Sum> = ledger.rows.iter().flat_map(|row| [row.by_actor.total(), row.by_moscow.total()]).collect();
    if sums.iter().any(|sum| sum.is_floor() && sum.known > 0) {
        out.push_str(" A plus sign: the number may be higher, since a source says “more than” or gives none.");
    }
    if sums.iter().any(|sum| sum.is_floor() && sum.known == 0) {
        out.push_str(" A question mark: people were ordered out, but no number was published.");
    }
    match ledger.disputed_acts {
        0 => {}
        1 => out.push_str(" ≠: sources differ on one of these acts."),
        // Writing to a String cannot fail.
        n => _ = write!(out, " ≠: sources differ on {n} of these acts."),
    }
    out.push_str("</p>");
    out
}
