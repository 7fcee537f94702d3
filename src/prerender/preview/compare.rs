//! A comparison by one measure: who leads, with what number.

use super::card::{Body, Card, Drawn, Number, Tone};
use super::{count, sources_of};
use crate::chart::scene::Shape;
use crate::compare::{Limits, Measure, Selection, Table, Value, reading};
use crate::dataset::Dataset;
use crate::facts::GRAPH;
use crate::view::compare::{card, title};

/// So many rows are shown, as far as they have room.
const MOST: usize = 8;
const LEAST: usize = 4;

/// The comparison of all states and organisations.
pub fn compare<'a>(dataset: &'a Dataset, measure: Measure) -> Card<'a> {
    let facts = &dataset.facts;
    let selection = Selection { measure, ..Selection::default() };
    let table = Table::new(facts, &GRAPH, &selection);
    let sources = sources_of(dataset, table.total.events());
    Card {
        title: title(&selection),
        kicker: format!("Countries compared · {}", measure.name()),
        numbers: leader(dataset, &selection, &table).into_iter().collect(),
        sources,
        body: Body::Beside(Box::new(move |width, height| {
            let fits = |rows: &usize| {
                card(&selection, &table, *rows).is_some_and(|scene| scene.height * width <= height * scene.width)
            };
            let rows = (LEAST..=MOST).rev().find(fits).unwrap_or(LEAST);
            let scene = card(&selection, &table, rows)?;
            let svg = scene.to_svg("plot--card", "title", &|_| String::new());
            let all = table.rows.len();
            let key = if all > rows {
                let is_floor = |shape: &Shape| matches!(shape, Shape::Text(.., text) if text.ends_with('+'));
                let floors = scene.shapes.iter().any(|(_, shape)| is_floor(shape));
                let plus = if floors { " +: more than this number." } else { "" };
                format!("The first {rows} of {} states and organisations.{plus}", count(all))
            } else {
                String::new()
            };
            Some(Drawn { svg, width: scene.width, height: scene.height, key })
        })),
    }
}

/// The number that leads, with the sentence of the page.
fn leader(dataset: &Dataset, selection: &Selection, table: &Table) -> Option<Number> {
    let measure = selection.measure;
    let values = table.rows.iter().map(|row| row.value(measure)).filter(|value| value.best().is_some());
    let first = if measure.is_ascending() {
        values.min_by_key(|value| value.best())
    } else {
        values.max_by_key(|value| value.best())
    }?;
    let Value::Known { best, limits, .. } = first else { return None };
    let lead = match limits {
        Limits::Exact => "",
        Limits::AtLeast => "at least ",
        Limits::AtMost => "at most ",
        Limits::Open => "about ",
    };
    // Who leads, without who follows; but not without what is uncertain.
    let told = reading(&dataset.facts, selection, table);
    let caveat = if told.ends_with(CAVEAT) { CAVEAT } else { "." };
    let words = match told.split_once(", followed by ") {
        Some((leader, _)) => format!("{leader}{caveat}"),
        None => told,
    };
    Some(Number {
        figure: format!("{lead}{}{}", measure.format(best), unit(measure, best)),
        words,
        note: String::new(),
        holds: String::new(),
        tone: Tone::Nobody,
    })
}

/// How the sentence of a page ends where a number that nobody published may be larger.
const CAVEAT: &str = ", as far as numbers are known.";

/// What stands after the number.
const fn unit(measure: Measure, best: i32) -> &'static str {
    match (measure, best) {
        (Measure::Expelled | Measure::Returned, 1) => " person",
        (Measure::Expelled | Measure::Returned | Measure::Net, _) => " people",
        (Measure::Ratio, _) => " for one",
        // In half days.
        (Measure::Lag, 2) => " day",
        (Measure::Lag, _) => " days",
        // The sign of a share is part of its number.
        (Measure::Answered, _) => "",
        (Measure::Acts, 1) => " act",
        (Measure::Acts, _) => " acts",
        (Measure::Episodes, 1) => " crisis",
        (Measure::Episodes, _) => " crises",
        (Measure::Missions | Measure::MissionsReturned, 1) => " mission",
        (Measure::Missions | Measure::MissionsReturned, _) => " missions",
    }
}
