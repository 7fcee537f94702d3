//! Time down, a column for each lane, as many side by side as fit on a shelf.

use super::axis::{Axis, OnLine, Steps};
use super::{Anchor, Label, LabelKind, Line, LineKind, Picture, extent, mark, radius_tenths};
use crate::chain::{Graph, Lane, LaneKey};
use crate::chart::text;
use crate::dataset::Facts;
use crate::ledger::Side;
use crate::order;
use crate::words;

const WIDTH: i32 = 344;
/// Dates stand to the left of the columns.
const DATES: i32 = 50;
const DATES_WITH_YEARS: i32 = 66;
/// Between columns.
const GUTTER: i32 = 8;
/// Thousandths of a unit a day.
const SCALE: i32 = 4000;
/// A date's name needs 15 units.
const STEPS: Steps = Steps { is_strict: true, least: 16, most: 44 };
/// Half a line of marks at least.
const HALF: i32 = 5;
/// Half a number beside a mark.
const HALF_NUMBER: i32 = 8;
/// Names wrap at this width.
const NAME: i32 = 66;
const TEXT_ROW: i32 = 16;

/// A lane as a column, before it has a place.
struct Column<'a> {
    place: usize,
    lane: &'a Lane,
    name: Vec<String>,
    summary: Vec<Vec<(Option<Side>, String)>>,
    /// From its middle to the middles of its lines.
    others: i32,
    moscow: i32,
    /// Whether numbers stand beside the marks.
    has_numbers: bool,
    width: i32,
}

pub(super) fn lay_out(facts: &Facts, _: &Graph, lanes: &[Lane]) -> Picture {
    let columns: Vec<Column<'_>> = lanes.iter().enumerate().map(|(place, lane)| column(facts, place, lane)).collect();
    let years = || lanes.iter().flat_map(|lane| &lane.items).map(|item| item.date.year());
    let with_years = years().min() != years().max();
    let dates = if with_years { DATES_WITH_YEARS } else { DATES };
    let mut picture = Picture { width: WIDTH, ..Picture::default() };
    let mut y = 0;
    let mut from = 0;
    while from < columns.len() {
        let mut room = WIDTH - dates;
        let mut to = from;
        while to < columns.len() && (to == from || columns[to].width + GUTTER <= room) {
            room -= columns[to].width + GUTTER;
            to += 1;
        }
        let shelf = &columns[from..to];
        picture.width = picture.width.max(WIDTH - room);
        y = shelve(facts, &mut picture, shelf, dates, y, with_years);
        from = to;
    }
    picture.height = y.max(1);
    picture
}

fn column<'a>(facts: &Facts, place: usize, lane: &'a Lane) -> Column<'a> {
    let name = wrap(&lane.name);
    let summary = summary_lines(lane);
    let half = |side: Side| {
        let of_side = lane.items.iter().filter(|item| item.side == side);
        of_side.map(extent).max().map(|extent| extent.max(HALF))
    };
    let (others, moscow) = match (half(Side::Others), half(Side::Moscow)) {
        (Some(a), Some(b)) => (-a - 3, b + 3),
        _ => (0, 0),
    };
    let has_numbers = lane.exchanges > 1;
    let number = |side: Side| {
        let of_side = lane.items.iter().filter(|item| item.side == side && item.people.known > 0);
        let widths = of_side.map(|item| text::width(&item.number(facts), LabelKind::Note.size()));
        if has_numbers { widths.max().unwrap_or(0) + 3 } else { 0 }
    };
    let reach = |side: Side, middle: i32| middle.abs() + half(side).unwrap_or(HALF) + number(side);
    let marks = 2 * reach(Side::Others, others).max(reach(Side::Moscow, moscow));
    let widest = |lines: Vec<i32>| lines.into_iter().max().unwrap_or(0);
    let texts = widest(name.iter().map(|line| text::width(line, LabelKind::Name.size())).collect());
    let summaries = widest(
        summary
            .iter()
            .map(|line| line.iter().map(|(_, text)| text::width(text, LabelKind::Summary.size())).sum())
            .collect(),
    );
    Column { place, lane, others, moscow, has_numbers, width: marks.max(texts).max(summaries), name, summary }
}

/// Places a shelf and returns where it ends.
fn shelve(facts: &Facts, picture: &mut Picture, shelf: &[Column<'_>], dates: i32, top: i32, with_years: bool) -> i32 {
    let rows = |count: usize| i32::try_from(count).unwrap_or(1) * TEXT_ROW;
    let names = rows(shelf.iter().map(|column| column.name.len()).max().unwrap_or(1));
    let summaries = rows(shelf.iter().map(|column| column.summary.len()).max().unwrap_or(0));
    let start = top + 6 + names + summaries + 8;

    let mut on_lines: Vec<(usize, OnLine<'_>)> = Vec::new();
    for (i, column) in shelf.iter().enumerate() {
        let line = |side: Side| i * 2 + usize::from(side == Side::Moscow);
        on_lines.extend(column.lane.items.iter().map(|item| {
            let is_numbered = column.has_numbers && item.people.known > 0;
            let extent = if is_numbered { extent(item).max(HALF_NUMBER) } else { extent(item) };
            (i, OnLine::new(item, line(item.side), extent))
        }));
    }
    let on_lines = order::sorted(on_lines, |(column, on)| [order::signed(on.day), *column as u64, 0]);
    let items: Vec<OnLine<'_>> = on_lines.iter().map(|(_, on)| *on).collect();
    let axis = Axis::at_scale(&items, shelf.len() * 2, SCALE, STEPS);
    let bottom = start + axis.length + 10;

    // Columns share what room is left.
    let used: i32 = shelf.iter().map(|column| column.width + GUTTER).sum();
    let spare = (WIDTH - dates - used).max(0) / i32::try_from(shelf.len()).unwrap_or(1).max(1);
    let mut x = dates;
    let mut middles = Vec::new();
    if top > 0 {
        picture.lines.push(Line { kind: LineKind::Lane, from: (0, top), to: (picture.width, top) });
    }
    for column in shelf {
        let middle = x + GUTTER + column.width.midpoint(spare);
        x += column.width + GUTTER + spare;
        middles.push(middle);
        for (line, row) in column.name.iter().zip(0..) {
            let at = (middle, top + 6 + TEXT_ROW * row + 11);
            picture.labels.push(Label::plain(LabelKind::Name, at, Anchor::Middle, line.clone()).in_lane(column.place));
        }
        for (line, row) in column.summary.iter().zip(0..) {
            picture.labels.push(Label {
                kind: LabelKind::Summary,
                at: (middle, top + 6 + names + TEXT_ROW * row + 11),
                anchor: Anchor::Middle,
                text: line.clone(),
                lane: Some(column.place),
            });
        }
    }
    let mut taken = i32::MIN / 2;
    let mut last = String::new();
    for (i, stop) in axis.stops.iter().enumerate() {
        let y = start + stop.at;
        let name = if with_years {
            words::short_date(stop.date.month_alone(), true)
        } else {
            words::short_date(stop.date, false)
        };
        if stop.is_after_gap {
            let middle = start + axis.stops[i - 1].at.midpoint(stop.at);
            picture.lines.push(Line { kind: LineKind::Gap, from: (dates, middle), to: (picture.width, middle) });
        }
        picture.lines.push(Line { kind: LineKind::Tick, from: (dates, y), to: (picture.width, y) });
        if y >= taken && name != last {
            picture.labels.push(Label::plain(LabelKind::Tick, (dates - 4, y + 4), Anchor::End, name.clone()));
            taken = y + 15;
            last = name;
        }
    }
    for on in order::by_key(on_lines.len(), |on| [on_lines[on].0 as u64, on as u64, 0]) {
        let (i, item) = (on_lines[on].0, items[on].item);
        let column = &shelf[i];
        let offset = if item.side == Side::Moscow { column.moscow } else { column.others };
        let at = (middles[i] + offset, start + axis.places[on]);
        if column.lane.key == LaneKey::Triggers {
            picture.lines.push(Line { kind: LineKind::Trigger, from: at, to: (picture.width, at.1) });
        }
        let extent = extent(item);
        let number = item.number(facts);
        let width = text::width(&number, LabelKind::Note.size());
        let inside = (width + 4) * 5 <= radius_tenths(item);
        if item.people.known > 0 && (inside || column.has_numbers) {
            let (x, anchor) = match (inside, item.side, column.others == column.moscow) {
                (true, ..) => (at.0, Anchor::Middle),
                (_, Side::Others, false) => (at.0 - extent - 3, Anchor::End),
                _ => (at.0 + extent + 3, Anchor::Start),
            };
            let kind = if inside { LabelKind::Inside } else { LabelKind::Note };
            picture.labels.push(Label::plain(kind, (x, at.1 + 4), anchor, number).in_lane(column.place));
        }
        picture.marks.push(mark(item, at, column.place));
    }
    bottom
}

/// A name in lines of about [`NAME`] units, broken at spaces.
fn wrap(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split(' ') {
        match lines.last_mut() {
            Some(line) if text::width(&format!("{line} {word}"), LabelKind::Name.size()) <= NAME => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// What happened in a lane, in lines: what follows a comma or a colon stands below.
fn summary_lines(lane: &Lane) -> Vec<Vec<(Option<Side>, String)>> {
    let mut lines = vec![Vec::new()];
    for (side, text) in &lane.summary {
        let text = match text.strip_prefix(", ") {
            Some(rest) => {
                lines.push(Vec::new());
                rest
            }
            None => text,
        };
        let (text, ends_line) = text.strip_suffix(": ").map_or((text, false), |text| (text, true));
        if let Some(line) = lines.last_mut() {
            line.push((*side, text.to_owned()));
        }
        if ends_line {
            lines.push(Vec::new());
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}
