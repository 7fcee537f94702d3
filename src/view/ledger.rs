//! The ledger as a figure: reading, picture, other acts, table.
//!
//! Picture, acts and table are HTML texts inside it: as trees of views they would weigh a fifth of the program.

use std::fmt::Write;

use leptos::prelude::*;

use crate::chart::ledger::{Format, Picture};
use crate::dataset::{Event, Sum, Unit};
use crate::facts::FACTS;
use crate::html::{Table, escape};
use crate::ledger::{Cell, Ledger, Side, in_sentence};
use crate::route::Route;
use crate::words;

/// How much of an episode a ledger shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Up to a step, counted from 0: its people stand out, earlier ones are pale.
    Step(usize),
    /// The whole episode.
    Whole,
}

/// A ledger. `until` is the last date shown, in words; `root` is where the site begins, as seen from this page.
pub fn ledger_view(ledger: &Ledger, scope: Scope, until: &str, root: &str) -> AnyView {
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
        "<div class=\"ledger__sides\" aria-hidden=\"true\">{}{}</div>{}{}{}{}",
        side_html("others", ledger.total(Side::Others).total(), &others),
        side_html("moscow", ledger.total(Side::Moscow).total(), &moscow),
        wide.to_svg("ledger__svg ledger__svg--wide", step),
        narrow.to_svg("ledger__svg ledger__svg--narrow", step),
        key_html(ledger, scope, wide.is_dense),
        other_acts_html(ledger, scope, [&others, &moscow], root),
    );
    view! {
        <figure class="ledger" aria-labelledby="ledger-title">
            <figcaption>
                <h2 class="ledger__title" id="ledger-title">"Who ordered out how many"</h2>
                <p class="ledger__reading">{ledger.reading(&FACTS, until)}</p>
            </figcaption>
            <div class="ledger__picture" inner_html=picture></div>
            <details class="table" hidden=ledger.rows.is_empty()>
                <summary>"The same numbers as a table"</summary>
                <div inner_html=table(ledger, scope, &moscow).to_html()></div>
            </details>
        </figure>
    }
    .into_any()
}

fn side_html(class: &str, sum: Sum, name: &str) -> String {
    let total =
        if sum.is_empty() { "Nobody".to_owned() } else { words::capitalise(&words::sum_with_unit(sum, Unit::People)) };
    format!("<p class=\"ledger__side ledger__side--{class}\"><b>{total}</b> by {}</p>", escape(name))
}

/// What a mark means, and what some numbers hold. Empty for a ledger without people.
fn key_html(ledger: &Ledger, scope: Scope, is_dense: bool) -> String {
    if ledger.rows.is_empty() {
        return String::new();
    }
    let mark = if is_dense { "square" } else { "dot" };
    let mut out = format!("<div class=\"ledger__key\"><p>One {mark} is one person ordered out.");
    if scope != Scope::Whole {
        out.push_str(" Strong: this step. Pale: earlier steps.");
    }
    let is_floor = [Side::Others, Side::Moscow].iter().any(|side| ledger.total(*side).total().is_floor());
    if is_floor {
        out.push_str(" A plus sign: the number may be higher, since a source says “more than” or gives none.");
    }
    match ledger.disputed_acts {
        0 => {}
        1 => out.push_str(" Sources differ on one of these acts."),
        // Writing to a String cannot fail.
        n => _ = write!(out, " Sources differ on {n} of these acts."),
    }
    out.push_str("</p>");
    if !ledger.qualified.is_empty() {
        out.push_str("<ul>");
        for index in &ledger.qualified {
            let event = FACTS.event(*index);
            _ = write!(
                out,
                "<li>{} against {}, {}: {} ({})</li>",
                escape(&FACTS.name(event.actor)),
                escape(&in_sentence(&FACTS, event.target)),
                words::date(event.date),
                words::sum_with_unit(event.count.into(), Unit::People),
                escape(event.qualifier)
            );
        }
        out.push_str("</ul>");
    }
    out.push_str("</div>");
    out
}

/// Acts other than ordering people out: this step's by name, the others counted. Empty where there are none.
fn other_acts_html(ledger: &Ledger, scope: Scope, names: [&str; 2], root: &str) -> String {
    if ledger.other_acts.is_empty() {
        return String::new();
    }
    let column = |side: Side, name: &str| {
        let of_side = || ledger.other_acts.iter().filter(move |act| act.side == side);
        let mut items = String::new();
        for act in of_side().filter(|act| act.is_now) {
            let event = FACTS.event(act.event);
            let href = Route::event(event.id.as_str()).unwrap_or(Route::Home).href(root);
            _ = write!(items, "<li><a href=\"{}\">{}</a></li>", escape(&href), escape(&act_words(event)));
        }
        let other = of_side().filter(|act| !act.is_now).count();
        if other > 0 {
            let words = match scope {
                Scope::Whole => words::counted(other, "act, told in the steps", "acts, told in the steps"),
                Scope::Step(_) => words::counted(other, "act in earlier steps", "acts in earlier steps"),
            };
            _ = write!(items, "<li class=\"acts__earlier\">{words}</li>");
        }
        if items.is_empty() {
            return String::new();
        }
        format!("<div class=\"acts__side\"><h4>By {}</h4><ul>{items}</ul></div>", escape(name))
    };
    format!(
        "<div class=\"acts\"><h3>Other acts, not counted in people ordered out</h3>\
         <div class=\"acts__sides\">{}{}</div></div>",
        column(Side::Others, names[0]),
        column(Side::Moscow, names[1])
    )
}

/// "United States closed a consulate (1 mission), 26 March 2018".
fn act_words(event: &Event) -> String {
    let number = match (event.action.unit(), Sum::from(event.count)) {
        (Some(unit), sum) if !sum.is_empty() => format!(" ({})", words::sum_with_unit(sum, unit)),
        _ => String::new(),
    };
    format!("{} {}{number}, {}", FACTS.name(event.actor), event.action.did(), words::date(event.date))
}

fn table(ledger: &Ledger, scope: Scope, moscow: &str) -> Table {
    let all = |sum: Sum| match (sum.is_empty(), sum.known) {
        (true, _) => "none found".to_owned(),
        (_, 0) => "not published".to_owned(),
        _ => words::sum(sum),
    };
    let now = |sum: Sum| if sum.is_empty() { "–".to_owned() } else { all(sum) };
    let with_steps = scope != Scope::Whole;
    let cells = |name: String, sides: [Cell; 2]| {
        let mut cells = vec![name];
        for side in sides {
            cells.push(all(side.total()));
            if with_steps {
                cells.push(now(side.now));
            }
        }
        cells
    };
    let mut head = vec!["State or organisation".to_owned()];
    for title in ["Ordered out by it".to_owned(), format!("Its people ordered out by {moscow}")] {
        head.push(title);
        if with_steps {
            head.push("of these in this step".to_owned());
        }
    }
    Table {
        caption: format!("People ordered out{}", if with_steps { ", up to this step" } else { "" }),
        head,
        rows: ledger.rows.iter().map(|row| cells(FACTS.name(row.actor), [row.by_actor, row.by_moscow])).collect(),
        foot: cells("All".to_owned(), [ledger.total(Side::Others), ledger.total(Side::Moscow)]),
    }
}
