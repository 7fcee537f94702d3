//! The ledger as a figure: reading, picture, other measures, table.
//!
//! Its parts are `AnyView`s: one type for the whole figure would be thousands of characters long, and every one of them
//! would be compiled into the program.

use leptos::prelude::*;

use crate::chart::ledger::{Format, Picture, PlacedCell};
use crate::dataset::{Event, Sum, Unit};
use crate::facts::FACTS;
use crate::ledger::{Ledger, Measure, Side, in_sentence};
use crate::route::Route;
use crate::words;

/// A step's ledger. `until` is the last date shown, in words; `step` alternates the animation of new dots.
pub fn ledger_view(ledger: &Ledger, until: &str, step: usize, root: &str) -> AnyView {
    let moscow = in_sentence(&FACTS, ledger.moscow);
    let others = ledger.total(Side::Others).total();
    let by_moscow = ledger.total(Side::Moscow).total();
    let others_name = match ledger.actors(&FACTS, Side::Others) {
        name if name.is_empty() => "other states".to_owned(),
        name => name,
    };
    let wide = Picture::new(ledger, &FACTS, Format::Wide);
    let mark = if wide.is_dense { "square" } else { "dot" };
    let is_floor = others.is_floor() || by_moscow.is_floor();
    let key = format!(
        "One {mark} is one person ordered out. Strong colour: this step. Pale: earlier steps.{}",
        if is_floor { " + marks a number that may be higher: a source says “more than”, or gives none." } else { "" }
    );
    let is_empty = ledger.rows.is_empty();
    view! {
        <figure class="ledger" aria-labelledby="ledger-title">
            <figcaption>
                <h2 class="ledger__title" id="ledger-title">"Who ordered out how many"</h2>
                <p class="ledger__reading">{ledger.reading(&FACTS, until)}</p>
            </figcaption>
            <div class="ledger__sides" aria-hidden="true">
                <p class="ledger__side ledger__side--others">
                    <b>{total(others)}</b> " by " {others_name.clone()}
                </p>
                <p class="ledger__side ledger__side--moscow">
                    <b>{total(by_moscow)}</b> " by " {moscow.clone()}
                </p>
            </div>
            <div class="ledger__picture">
                {picture_view(wide, "ledger__svg ledger__svg--wide", step)}
                {picture_view(Picture::new(ledger, &FACTS, Format::Narrow), "ledger__svg ledger__svg--narrow", step)}
            </div>
            <p class="ledger__key" hidden=is_empty>{key}</p>
            {measures_view(&ledger.measures, &others_name, &moscow, root)}
            {table_view(ledger, &moscow)}
        </figure>
    }
    .into_any()
}

fn total(sum: Sum) -> String {
    if sum.is_empty() { "Nobody".to_owned() } else { words::capitalise(&words::sum_with_unit(sum, Unit::People)) }
}

fn picture_view(picture: Picture, class: &'static str, step: usize) -> AnyView {
    // New dots appear with an animation; a class that changes with every step starts it again.
    let now = if step.is_multiple_of(2) { "ledger__now ledger__now--even" } else { "ledger__now ledger__now--odd" };
    let cell = move |cell: PlacedCell, side: &'static str, anchor: &'static str, y: i32| {
        view! {
            <g class=side>
                <path class="ledger__earlier" d=cell.earlier></path>
                <path class=now d=cell.now></path>
                <text class="ledger__number" x=cell.label_x y=y text-anchor=anchor>{cell.label}</text>
            </g>
        }
        .into_any()
    };
    let name_x = picture.name_x;
    let rows = picture
        .rows
        .into_iter()
        .map(|row| {
            view! {
                <g class=if row.is_now { "ledger__row ledger__row--now" } else { "ledger__row" }>
                    <text class="ledger__name" x=name_x y=row.text_y text-anchor="middle">{row.name}</text>
                    {cell(row.others, "ledger__cell ledger__cell--others", "end", row.text_y)}
                    {cell(row.moscow, "ledger__cell ledger__cell--moscow", "start", row.text_y)}
                </g>
            }
        })
        .collect_view();
    view! {
        <svg
            class=class
            viewBox=format!("0 0 {} {}", picture.width, picture.height)
            aria-hidden="true"
            focusable="false"
            stroke-width=picture.dot_size
            stroke-linecap=if picture.is_dense { "square" } else { "round" }
        >
            {rows}
        </svg>
    }
    .into_any()
}

/// Measures without people: this step's by name, earlier ones counted.
fn measures_view(measures: &[Measure], others: &str, moscow: &str, root: &str) -> AnyView {
    let column = |side: Side, name: &str| {
        let items = measures
            .iter()
            .filter(|measure| measure.side == side && measure.is_now)
            .map(|measure| {
                let event = FACTS.event(measure.event);
                let href = Route::event(event.id.as_str()).unwrap_or(Route::Home).href(root);
                view! { <li><a href=href>{measure_words(event)}</a></li> }
            })
            .collect_view();
        let earlier = measures.iter().filter(|measure| measure.side == side && !measure.is_now).count();
        let earlier = (earlier > 0).then(|| {
            view! { <li class="measures__earlier">{words::counted(earlier, "measure in earlier steps", "measures in earlier steps")}</li> }
        });
        let is_empty = !measures.iter().any(|measure| measure.side == side);
        view! {
            <div class="measures__side" hidden=is_empty>
                <h4>{format!("By {name}")}</h4>
                <ul>{items} {earlier}</ul>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="measures" hidden=measures.is_empty()>
            <h3>"Other measures, not counted in people"</h3>
            <div class="measures__sides">{column(Side::Others, others)} {column(Side::Moscow, moscow)}</div>
        </div>
    }
    .into_any()
}

/// "United States closed a consulate (1 mission), 26 March 2018".
fn measure_words(event: &Event) -> String {
    let number = match (event.action.unit(), Sum::from(event.count)) {
        (Some(unit), sum) if !sum.is_empty() => format!(" ({})", words::sum_with_unit(sum, unit)),
        _ => String::new(),
    };
    format!("{} {}{number}, {}", FACTS.name(event.actor), event.action.did(), words::date(event.date))
}

fn table_view(ledger: &Ledger, moscow: &str) -> AnyView {
    let cell = |sum: Sum| match (sum.is_empty(), sum.known) {
        (true, _) => "none found".to_owned(),
        (_, 0) => "not published".to_owned(),
        _ => words::sum(sum),
    };
    let rows = ledger
        .rows
        .iter()
        .map(|row| {
            let (actor, by_moscow) = (row.by_actor, row.by_moscow);
            let now = |sum: Sum| if sum.is_empty() { "–".to_owned() } else { cell(sum) };
            view! {
                <tr>
                    <th scope="row">{FACTS.name(row.actor)}</th>
                    <td>{cell(actor.total())}</td>
                    <td>{now(actor.now)}</td>
                    <td>{cell(by_moscow.total())}</td>
                    <td>{now(by_moscow.now)}</td>
                </tr>
            }
        })
        .collect_view();
    let (others, by_moscow) = (ledger.total(Side::Others), ledger.total(Side::Moscow));
    view! {
        <details class="table" hidden=ledger.rows.is_empty()>
            <summary>"The same numbers as a table"</summary>
            <div class="table__scroll" tabindex="0" role="region" aria-label="Table of people ordered out">
                <table>
                    <caption>"People ordered out, up to this step"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"State or organisation"</th>
                            <th scope="col">"Ordered out by it"</th>
                            <th scope="col">"of these in this step"</th>
                            <th scope="col">{format!("Its people ordered out by {moscow}")}</th>
                            <th scope="col">"of these in this step"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">"All"</th>
                            <td>{cell(others.total())}</td>
                            <td>{cell(others.now)}</td>
                            <td>{cell(by_moscow.total())}</td>
                            <td>{cell(by_moscow.now)}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </details>
    }
    .into_any()
}
