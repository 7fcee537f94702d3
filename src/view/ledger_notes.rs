//! What stands beside a ledger's picture: what some numbers hold, the acts that are not people ordered out, the table.

use std::fmt::Write;

use super::ledger::Scope;
use crate::dataset::{Event, Facts, Sum, Unit};
use crate::html::{Table, escape};
use crate::ledger::{Cell, Ledger, Side, describe_actors, in_sentence};
use crate::route::Route;
use crate::words;

/// The notes and the table of a ledger, as HTML.
pub fn ledger_notes(facts: &Facts, ledger: &Ledger, scope: Scope, root: &str) -> (String, String) {
    let notes = qualified_html(facts, ledger) + &other_acts_html(facts, ledger, scope, root);
    (notes, table(facts, ledger, scope).to_html())
}

/// What some numbers hold. Empty where they hold what they seem to.
fn qualified_html(facts: &Facts, ledger: &Ledger) -> String {
    if ledger.qualified.is_empty() {
        return String::new();
    }
    let mut out = "<ul class=\"ledger__key\">".to_owned();
    for index in &ledger.qualified {
        let event = facts.event(*index);
        _ = write!(
            out,
            "<li>{} against {}, {}: {} ({})</li>",
            escape(&facts.name(event.actor)),
            escape(&in_sentence(facts, event.target)),
            words::date(event.date),
            words::sum_with_unit(event.count.into(), Unit::People),
            escape(event.qualifier)
        );
    }
    out.push_str("</ul>");
    out
}

/// Acts other than ordering people out: this step's by name, the others counted. Empty where there are none.
fn other_acts_html(facts: &Facts, ledger: &Ledger, scope: Scope, root: &str) -> String {
    if ledger.other_acts.is_empty() {
        return String::new();
    }
    let column = |side: Side, many: &str| {
        let mut actors: Vec<_> =
            ledger.other_acts.iter().filter(|act| act.side == side).map(|act| facts.event(act.event).actor).collect();
        actors.sort_unstable();
        actors.dedup();
        let name = if actors.len() > 2 { many.to_owned() } else { describe_actors(facts, &actors) };
        let of_side = || ledger.other_acts.iter().filter(move |act| act.side == side);
        let mut items = String::new();
        for act in of_side().filter(|act| act.is_now) {
            let event = facts.event(act.event);
            let href = Route::event(event.id.as_str()).unwrap_or(Route::Home).href(root);
            _ = write!(items, "<li><a href=\"{}\">{}</a></li>", escape(&href), escape(&act_words(facts, event)));
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
        format!("<div class=\"acts__side\"><h4>By {}</h4><ul>{items}</ul></div>", escape(&name))
    };
    format!(
        "<div class=\"acts\"><h3>Other acts, not counted in people ordered out</h3>\
         <div class=\"acts__sides\">{}{}</div></div>",
        column(Side::Others, "other states and organisations"),
        column(Side::Moscow, "Moscow")
    )
}

/// "United States closed a consulate (1 mission), 26 March 2018".
fn act_words(facts: &Facts, event: &Event) -> String {
    let number = match (event.action.unit(), Sum::from(event.count)) {
        (Some(unit), sum) if !sum.is_empty() => format!(" ({})", words::sum_with_unit(sum, unit)),
        _ => String::new(),
    };
    format!(
        "{} {}{number}{}, {}",
        facts.name(event.actor),
        event.action.did(),
        words::differs(event),
        words::date(event.date)
    )
}

fn table(facts: &Facts, ledger: &Ledger, scope: Scope) -> Table {
    let moscow = in_sentence(facts, ledger.moscow);
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
            let differs = if side.is_disputed { " (sources differ)" } else { "" };
            cells.push(all(side.total()) + differs);
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
        rows: ledger.rows.iter().map(|row| cells(facts.name(row.actor), [row.by_actor, row.by_moscow])).collect(),
        foot: cells("All".to_owned(), [ledger.total(Side::Others), ledger.total(Side::Moscow)]),
    }
}
