//! The pictures whose marks are the rows: bars, act against reply, the map.

use super::texts::heads;
use super::{Cells, Drawing, Item, class, each, item_of, quantity, sides, tone};
use crate::chart::bars::{Axis, BarRow, bars};
use crate::chart::quantity::Quantity;
use crate::chart::scatter::{Axes, Point, scatter};
use crate::chart::scene::{Format, Scene};
use crate::chart::tiles::{Tile, tiles};
use crate::compare::{Group, Limits, Measure, Row, Selection, Table, Value, View};
use crate::facts::{FACTS, GRAPH};
use crate::ledger::Side;
use crate::words;

/// The pictures whose marks are the rows.
pub(super) fn draw_rows(selection: &Selection, table: &Table, formats: &[Format]) -> Drawing {
    let mut items: Vec<Item> = table.rows.iter().map(|row| item_of(selection, row)).collect();
    let scenes = match selection.view {
        View::Scatter => draw_scatter(selection, table, formats),
        View::Map => {
            let (scenes, more) = draw_map(selection, table, formats);
            items.extend(more);
            scenes
        }
        View::Bars => draw_bars(selection, table, formats),
        _ => Vec::new(),
    };
    let rows = (0..table.rows.len()).map(|row| (row, Cells::OfRow)).collect();
    let first = match selection.group {
        Group::Country => "State or organisation",
        Group::Bloc => "Members on the date of the act",
        Group::Era => "Time",
        Group::Episode => "Crisis",
    };
    let heads = Measure::ALL.map(|measure| (measure.name().to_owned(), measure.key().to_owned()));
    let head = std::iter::once((first.to_owned(), "name".to_owned())).chain(heads).collect();
    Drawing { items, scenes, head, rows }
}

pub(super) fn draw_bars(selection: &Selection, table: &Table, formats: &[Format]) -> Vec<(Format, Scene)> {
    let measure = selection.measure;
    let mut rows: Vec<BarRow> = Vec::new();
    for row in &table.rows {
        let [others, moscow] = if measure.is_paired() {
            sides(selection, row)
        } else {
            [Quantity::default(), quantity(measure, row.value(measure))]
        };
        rows.push(BarRow { name: row.name.clone(), others, moscow });
    }
    // The half that replies leaves the verb to the other one: on a phone there is no room for it twice.
    let heads = heads(selection).map(|head| {
        let short = words::split_once(&head, "by ").filter(|_| head.ends_with(" in reply"));
        short.map_or_else(|| head.clone(), |(_, who)| "by ".to_owned() + who)
    });
    let [others, moscow] = &heads;
    let axis = Axis {
        heads: if measure.is_paired() { [others, moscow] } else { ["", measure.axis()] },
        number: &|number| measure.format(number),
        single: (!measure.is_paired()).then_some(class(tone(selection))),
        reference: (measure == Measure::Ratio).then_some((100, "one for one")),
    };
    each(formats, &|format| bars(&rows, &axis, format))
}

pub(super) fn draw_scatter(selection: &Selection, table: &Table, formats: &[Format]) -> Vec<(Format, Scene)> {
    let (act, reply) = selection.measure.pair();
    let mut points = Vec::new();
    for (place, row) in table.rows.iter().enumerate() {
        let (act, reply) = (row.value(act), row.value(reply));
        let number = |value: Value| value.best().and_then(|best| u32::try_from(best).ok());
        let range = |value: Value| match value {
            Value::Known { low, high, .. } => Some((low.unsigned_abs(), high.unsigned_abs())),
            _ => None,
        };
        let is_floor = |value: Value| matches!(value, Value::Known { limits: Limits::AtLeast, .. });
        // A reply without a published number has no place; one that was not found stands on its own line.
        let Some(x) = number(act).filter(|act| *act > 0 && reply != Value::Unknown) else { continue };
        points.push(Point {
            place,
            name: row.name.clone(),
            act: x,
            reply: number(reply).unwrap_or(0),
            is_floor: is_floor(act) || is_floor(reply),
            ranges: [range(act), range(reply)],
        });
    }
    let [others, moscow] = heads(selection).map(|head| words::capitalise(&head));
    let (act, reply) = match selection.side {
        Side::Others => (format!("{others} →"), format!("↑ {moscow}")),
        Side::Moscow => (format!("{moscow} →"), format!("↑ {others}")),
    };
    let axes = Axes { act: &act, reply: &reply, silent: "no such reply found", equal: "one for one" };
    let class = match selection.side {
        Side::Others => "plot__dot plot__dot--others",
        Side::Moscow => "plot__dot plot__dot--moscow",
    };
    each(formats, &|format| scatter(&points, &axes, class, format))
}

/// The map always shows countries, also those of which nothing was found; these are items after those of the rows.
pub(super) fn draw_map(selection: &Selection, table: &Table, formats: &[Format]) -> (Vec<(Format, Scene)>, Vec<Item>) {
    let measure = selection.measure;
    let is_of_countries = selection.group == Group::Country;
    let by_country;
    let shown = if is_of_countries {
        table
    } else {
        by_country = Table::new(&FACTS, &GRAPH, &Selection { group: Group::Country, ..*selection });
        &by_country
    };
    let mut squares: Vec<Tile> = Vec::new();
    // Rows that are no countries have no square.
    if !is_of_countries {
        squares.resize(table.rows.len(), Tile::default());
    }
    let mut more: Vec<Item> = Vec::new();
    let selection = Selection { group: Group::Country, ..*selection };
    for row in &shown.rows {
        let Some(actor) = FACTS.actors.get(row.place) else { continue };
        let quantity = quantity(measure, row.value(measure));
        squares.push(Tile { code: actor.code.to_string(), number: quantity.best, label: quantity.label });
        if !is_of_countries {
            more.push(item_of(&selection, row));
        }
    }
    for place in &shown.absent {
        let Some(actor) = FACTS.actors.get(*place).filter(|_| shown.rows.iter().all(|row| row.place != *place)) else {
            continue;
        };
        squares.push(Tile { code: actor.code.to_string(), ..Tile::default() });
        let row = Row { place: *place, name: actor.name.to_owned(), ..Row::default() };
        more.push(item_of(&selection, &row));
    }
    (each(formats, &|format| tiles(&squares, &|number| measure.format(number), format)), more)
}
