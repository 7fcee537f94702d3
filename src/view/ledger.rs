//! The ledger as a figure: reading, picture, other measures, table.

use leptos::prelude::*;

use crate::chart::ledger::{Format, Picture};
use crate::dataset::{Event, Sum, Unit};
use crate::facts::FACTS;
use crate::html::{Table, escape};
use crate::ledger::{Ledger, Side, in_sentence};
use crate::route::Route;
use crate::words;

/// A step's ledger. `until` is the last date shown, in words; `step` starts the animation of new dots.
pub fn ledger_view(ledger: &Ledger, until: &str, step: usize, root: &str) -> AnyView {
    let moscow = in_sentence(&FACTS, ledger.moscow);
    let others_name = match ledger.actors(&FACTS, Side::Others) {
        name if name.is_empty() => "other states".to_owned(),
        name => name,
    };
    let sums = [Side::Others, Side::Moscow].map(|side| ledger.total(side).total());
    let side = |class: &str, sum: Sum, name: &str| {
        format!("<p class=\"ledger__side ledger__side--{class}\"><b>{}</b> by {}</p>", total(sum), escape(name))
    };
    let wide = Picture::new(ledger, &FACTS, Format::Wide);
    let narrow = Picture::new(ledger, &FACTS, Format::Narrow);
    let key = if ledger.rows.is_empty() {
        String::new()
    } else {
        let mark = if wide.is_dense { "square" } else { "dot" };
        let floor = if sums.iter().any(|sum| sum.is_floor()) {
            " A plus sign: the number may be higher, since a source says “more than” or gives none."
        } else {
            ""
        };
        let disputed = match ledger.disputed_acts {
            0 => String::new(),
            1 => " Sources differ on one of these acts.".to_owned(),
            n => format!(" Sources differ on {n} of these acts."),
        };
        format!(
            "<p class=\"ledger__key\">One {mark} is one person ordered out. Strong: this step. Pale: earlier steps.{floor}{disputed}</p>"
        )
    };
    let picture = format!(
        "<div class=\"ledger__sides\" aria-hidden=\"true\">{}{}</div>{}{}{key}{}",
        side("others", sums[0], &others_name),
        side("moscow", sums[1], &moscow),
        wide.to_svg("ledger__svg ledger__svg--wide", step),
        narrow.to_svg("ledger__svg ledger__svg--narrow", step),
        measures_html(ledger, [&others_name, &moscow], root),
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
                <div inner_html=table(ledger, &moscow).to_html()></div>
            </details>
        </figure>
    }
    .into_any()
}

fn total(sum: Sum) -> String {
    if sum.is_empty() { "Nobody".to_owned() } else { words::capitalise(&words::sum_with_unit(sum, Unit::People)) }
}

/// Measures without people: this step's by name, earlier ones counted. Empty where there are none.
fn measures_html(ledger: &Ledger, names: [&str; 2], root: &str) -> String {
    if ledger.measures.is_empty() {
        return String::new();
    }
    let column = |side: Side, name: &str| {
        let of_side = || ledger.measures.iter().filter(move |measure| measure.side == side);
        let mut items: String = of_side()
            .filter(|measure| measure.is_now)
            .map(|measure| {
                let event = FACTS.event(measure.event);
                let href = Route::event(event.id.as_str()).unwrap_or(Route::Home).href(root);
                format!("<li><a href=\"{}\">{}</a></li>", escape(&href), escape(&measure_words(event)))
            })
            .collect();
        let earlier = of_side().filter(|measure| !measure.is_now).count();
        if earlier > 0 {
            let words = words::counted(earlier, "measure in earlier steps", "measures in earlier steps");
            items.push_str(&format!("<li class=\"measures__earlier\">{words}</li>"));
        }
        if items.is_empty() {
            return String::new();
        }
        format!("<div class=\"measures__side\"><h4>By {}</h4><ul>{items}</ul></div>", escape(name))
    };
    format!(
        "<div class=\"measures\"><h3>Other measures, not counted in people</h3><div class=\"measures__sides\">{}{}</div></div>",
        column(Side::Others, names[0]),
        column(Side::Moscow, names[1])
    )
}

/// "United States closed a consulate (1 mission), 26 March 2018".
fn measure_words(event: &Event) -> String {
    let number = match (event.action.unit(), Sum::from(event.count)) {
        (Some(unit), sum) if !sum.is_empty() => format!(" ({})", words::sum_with_unit(sum, unit)),
        _ => String::new(),
    };
    format!("{} {}{number}, {}", FACTS.name(event.actor), event.action.did(), words::date(event.date))
}

fn table(ledger: &Ledger, moscow: &str) -> Table {
    let all = |sum: Sum| match (sum.is_empty(), sum.known) {
        (true, _) => "none found".to_owned(),
        (_, 0) => "not published".to_owned(),
        _ => words::sum(sum),
    };
    let now = |sum: Sum| if sum.is_empty() { "–".to_owned() } else { all(sum) };
    let cells = |name: String, sides: [crate::ledger::Cell; 2]| {
        vec![name, all(sides[0].total()), now(sides[0].now), all(sides[1].total()), now(sides[1].now)]
    };
    Table {
        caption: "People ordered out, up to this step".to_owned(),
        head: vec![
            "State or organisation".to_owned(),
            "Ordered out by it".to_owned(),
            "of these in this step".to_owned(),
            format!("Its people ordered out by {moscow}"),
            "of these in this step".to_owned(),
        ],
        rows: ledger.rows.iter().map(|row| cells(FACTS.name(row.actor), [row.by_actor, row.by_moscow])).collect(),
        foot: cells("All".to_owned(), [ledger.total(Side::Others), ledger.total(Side::Moscow)]),
    }
}
