//! Time across, a row for each lane.

use super::axis::{Axis, OnLine, Steps, Stop};
use super::{Anchor, Band, Label, LabelKind, Line, LineKind, Picture, extent, mark, radius_tenths};
use crate::chain::{Graph, Item, Lag, Lane, LaneKey, short_lag};
use crate::chart::text;
use crate::dataset::{Era, Facts};
use crate::ledger::Side;
use crate::order;
use crate::words;

const WIDTH: i32 = 760;
/// Between names, axis and summaries.
const GUTTER: i32 = 12;
/// The least room for the axis.
const LEAST_ROOM: i32 = 300;
/// Above and below the marks of a lane.
const PAD: i32 = 3;
/// Half a line of marks at least; more where labels stand between them.
const HALF: i32 = 4;
const HALF_WITH_LABELS: i32 = 8;
/// Half a row of text.
const HALF_TEXT: i32 = 9;

/// A lane's place: the middle of its two lines and of its text.
struct Row {
    top: i32,
    others: i32,
    moscow: i32,
    text: i32,
    bottom: i32,
}

pub(super) fn lay_out(facts: &Facts, graph: &Graph, lanes: &[Lane]) -> Picture {
    let size = LabelKind::Name.size();
    let names =
        lanes.iter().flat_map(|lane| wrapped(&lane.name)).map(|line| text::width(&line, size)).max().unwrap_or(0);
    let summary_size = LabelKind::Summary.size();
    let summary_width = |lane: &Lane| lane.summary.iter().map(|(_, text)| text::width(text, summary_size)).sum::<i32>();
    let summaries = lanes.iter().map(summary_width).max().unwrap_or(0);
    let left = names + GUTTER;
    let room = (WIDTH - left - summaries - 2 * GUTTER).max(LEAST_ROOM);

    // Every item on its line, by date; two lines a lane.
    let mut on_lines: Vec<(usize, OnLine<'_>)> = Vec::new();
    for (i, lane) in lanes.iter().enumerate() {
        on_lines.extend(lane.items.iter().map(|item| {
            let line = i * 2 + usize::from(item.side == Side::Moscow);
            (i, OnLine::new(item, line, extent(item)))
        }));
    }
    let on_lines = order::sorted(on_lines, |(lane, on)| [order::signed(on.day), *lane as u64, 0]);
    let items: Vec<OnLine<'_>> = on_lines.iter().map(|(_, on)| *on).collect();
    // The fewer dates there are, the more room a stretch of time may take.
    let dates = items.chunk_by(|a, b| a.day == b.day).count();
    let most = room / i32::try_from(dates).unwrap_or(i32::MAX).clamp(4, 8);
    let axis = Axis::fitting(&items, lanes.len() * 2, room, Steps { is_strict: true, least: 3, most });
    let width = WIDTH.max(left + axis.length + summaries + 2 * GUTTER);

    let is_of_years = axis.is_of_years();
    // A crisis may reach into the next era: two are no bands yet.
    let spans_eras = is_of_years && eras(&axis.stops).len() > 2;
    let head = if spans_eras { 40 } else { 24 };
    let rows = rows(lanes, head);
    let bottom = rows.last().map_or(head, |row| row.bottom);
    let mut picture = Picture { width, height: bottom + 22, ..Picture::default() };

    let x = |at: i32| left + at;
    if is_of_years {
        years(&mut picture, &axis.stops, x, head, bottom);
        if spans_eras {
            bands(&mut picture, &axis.stops, x, left + axis.length, bottom);
        }
    } else {
        days(&mut picture, &axis.stops, x, head, bottom);
    }
    for (last, stop) in axis.stops.iter().zip(axis.stops.iter().skip(1)).filter(|(_, stop)| stop.is_after_gap) {
        let middle = x(last.at.midpoint(stop.at));
        picture.lines.push(Line { kind: LineKind::Gap, from: (middle, head), to: (middle, bottom) });
    }
    for (i, (lane, row)) in lanes.iter().zip(&rows).enumerate() {
        if i > 0 {
            picture.lines.push(Line { kind: LineKind::Lane, from: (0, row.top), to: (width, row.top) });
        }
        let rows_of_name = wrapped(&lane.name);
        let first = row.text + 4 - if rows_of_name.len() > 1 { 8 } else { 0 };
        for (line, y) in rows_of_name.into_iter().zip([first, first + 16]) {
            picture.labels.push(Label::plain(LabelKind::Name, (names, y), Anchor::End, line).in_lane(i));
        }
        if !lane.summary.is_empty() {
            picture.labels.push(Label {
                kind: LabelKind::Summary,
                at: (width - summaries, row.text + 4),
                anchor: Anchor::Start,
                text: lane.summary.clone(),
                lane: Some(i),
            });
        }
    }

    // Marks lane by lane, as the outline reads them.
    let placed: Vec<(usize, &Item, i32)> =
        on_lines.iter().zip(&axis.places).map(|((lane, on), at)| (*lane, on.item, x(*at))).collect();
    let placed = order::sorted(placed, |(lane, item, x)| [*lane as u64, order::signed(*x), item.side as u64]);
    for (lane, item, x) in &placed {
        let row = &rows[*lane];
        let y = if item.side == Side::Moscow { row.moscow } else { row.others };
        if lanes[*lane].key == LaneKey::Triggers && !is_of_years {
            picture.lines.push(Line { kind: LineKind::Trigger, from: (*x, y), to: (*x, bottom) });
        }
        picture.marks.push(mark(item, (*x, y), *lane));
    }
    for in_lane in placed.chunk_by(|a, b| a.0 == b.0) {
        let Some((lane, ..)) = in_lane.first() else { continue };
        for side in [Side::Others, Side::Moscow] {
            let y = if side == Side::Moscow { rows[*lane].moscow } else { rows[*lane].others };
            let of_side: Vec<(&Item, i32)> =
                in_lane.iter().filter(|(_, item, _)| item.side == side).map(|(_, item, x)| (*item, *x)).collect();
            let with_lags = lanes[*lane].exchanges > 1;
            picture.labels.extend(
                notes(facts, graph, &of_side, y, (left, left + axis.length), with_lags)
                    .into_iter()
                    .map(|label| label.in_lane(*lane)),
            );
        }
    }
    picture
}

fn rows(lanes: &[Lane], head: i32) -> Vec<Row> {
    let mut y = head;
    let mut rows = Vec::new();
    for lane in lanes {
        let least = if lane.exchanges > 1 { HALF_WITH_LABELS } else { HALF };
        let half = |side: Side| {
            let of_side = lane.items.iter().filter(|item| item.side == side);
            of_side.map(extent).max().map(|extent| extent.max(least))
        };
        let (others, moscow) = (half(Side::Others), half(Side::Moscow));
        let marks = match (others, moscow) {
            (Some(a), Some(b)) => 2 * (a + b) + 2,
            (Some(one), None) | (None, Some(one)) => 2 * one,
            (None, None) => 0,
        };
        let text = 2 * HALF_TEXT * i32::try_from(wrapped(&lane.name).len()).unwrap_or(1);
        let height = (marks + 2 * PAD).max(text);
        let first = y + (height - marks) / 2;
        let (others_y, moscow_y) = match (others, moscow) {
            (Some(a), Some(b)) => (first + a, first + 2 * a + 2 + b),
            (Some(one), None) | (None, Some(one)) => (first + one, first + one),
            (None, None) => (first, first),
        };
        rows.push(Row { top: y, others: others_y, moscow: moscow_y, text: y + height / 2, bottom: y + height });
        y += height;
    }
    rows
}

/// A long name in two lines.
fn wrapped(name: &str) -> Vec<String> {
    if name.chars().count() <= 18 {
        return vec![name.to_owned()];
    }
    let middle = name.len() / 2;
    let spaces = name.match_indices(' ').map(|(i, _)| i);
    let parts = spaces.min_by_key(|i| i.abs_diff(middle)).and_then(|space| name.split_at_checked(space));
    match parts {
        Some((before, behind)) => vec![before.to_owned(), behind.trim_start().to_owned()],
        None => vec![name.to_owned()],
    }
}

/// Numbers and lags beside the marks of one line, as far as there is room.
fn notes(
    facts: &Facts,
    graph: &Graph,
    line: &[(&Item, i32)],
    y: i32,
    (from, end): (i32, i32),
    with_lags: bool,
) -> Vec<Label> {
    let size = LabelKind::Note.size();
    let mut labels = Vec::new();
    let mut taken = from - 3;
    for (i, (item, x)) in line.iter().enumerate() {
        let extent = extent(item);
        let number = item.number(facts);
        let width = text::width(&number, size);
        let baseline = y + 4;
        // A mark of a year has no day to count from.
        if with_lags
            && !item.is_of_year
            && let Some(lag) = lag(facts, graph, item)
        {
            let text = short_lag(lag);
            let start = x - extent - 4 - text::width(&text, size);
            if start > taken + 3 {
                labels.push(Label::plain(LabelKind::Note, (x - extent - 4, baseline), Anchor::End, text));
            }
        }
        taken = x + extent;
        if number.is_empty() || item.people.known == 0 {
            continue;
        }
        if (width + 4) * 5 <= radius_tenths(item) {
            labels.push(Label::plain(LabelKind::Inside, (*x, baseline), Anchor::Middle, number));
        } else if with_lags {
            let next = line.get(i + 1).map_or(end + 8, |(next, x)| x - self::extent(next));
            if taken + 3 + width < next - 2 {
                labels.push(Label::plain(LabelKind::Note, (taken + 3, baseline), Anchor::Start, number));
                taken += 3 + width;
            }
        }
    }
    labels
}

/// How long after its first act a mark's reply came; `None` for a mark that answers nothing.
fn lag(facts: &Facts, graph: &Graph, item: &Item) -> Option<Lag> {
    let [event] = item.events.as_slice() else { return None };
    let acts = graph.acts_of(*event).iter().filter(|edge| edge.relation.is_answer());
    acts.map(|edge| Lag::between(facts.event(edge.act).date, facts.event(*event).date)).min()
}

/// Names the dates with the most events, as many as fit.
fn days(picture: &mut Picture, stops: &[Stop], x: impl Fn(i32) -> i32, head: i32, bottom: i32) {
    let size = LabelKind::Tick.size();
    let first_year = stops.first().map(|stop| stop.date.year());
    let by_weight = order::by_key(stops.len(), |i| [u64::MAX - stops[i].events as u64, i as u64, 0]);
    // Starts and ends of placed names: never more than fit side by side.
    let mut placed: Vec<(i32, i32)> = Vec::new();
    for stop in by_weight.into_iter().map(|i| &stops[i]) {
        let is_first = stops.first().is_some_and(|first| first.day == stop.day);
        let text = words::short_date(stop.date, is_first || Some(stop.date.year()) != first_year);
        let half = (text::width(&text, size) + 1) / 2;
        let at = x(stop.at).clamp(half, picture.width - half);
        let (start, end) = (at - half - 4, at + half + 4);
        if placed.iter().any(|(other_start, other_end)| *other_start < end && start < *other_end) {
            continue;
        }
        placed.push((start, end));
        let line = x(stop.at);
        picture.lines.push(Line { kind: LineKind::Tick, from: (line, head - 4), to: (line, bottom) });
        for y in [head - 8, bottom + 16] {
            picture.labels.push(Label::plain(LabelKind::Tick, (at, y), Anchor::Middle, text.clone()));
        }
    }
}

/// The first stop of every year and where the year begins: shortly before it, not in what is before.
fn years_from(stops: &[Stop]) -> Vec<(u16, i32)> {
    let mut starts: Vec<(u16, i32)> = Vec::new();
    for (i, stop) in stops.iter().enumerate() {
        let year = stop.date.year();
        if starts.last().is_none_or(|(last, _)| *last != year) {
            let before = i.checked_sub(1).map_or(stop.at - 6, |i| stops[i].at.midpoint(stop.at).max(stop.at - 6));
            starts.push((year, before));
        }
    }
    starts
}

/// The eras of the stops and where each begins.
fn eras(stops: &[Stop]) -> Vec<(Era, i32)> {
    let era_of = |year: u16| Era::ALL.into_iter().find(|era| year <= era.years().1).unwrap_or(Era::Since2023);
    let mut eras: Vec<(Era, i32)> = years_from(stops).into_iter().map(|(year, start)| (era_of(year), start)).collect();
    eras.dedup_by_key(|(era, _)| *era);
    eras
}

/// Names years, as many as fit.
fn years(picture: &mut Picture, stops: &[Stop], x: impl Fn(i32) -> i32, head: i32, bottom: i32) {
    let mut taken = i32::MIN / 2;
    for (year, start) in years_from(stops) {
        let (text, start) = (year.to_string(), x(start));
        if start < taken {
            continue;
        }
        taken = start + text::width(&text, LabelKind::Tick.size()) + 8;
        picture.lines.push(Line { kind: LineKind::Tick, from: (start, head - 14), to: (start, bottom) });
        for y in [head - 4, bottom + 16] {
            picture.labels.push(Label::plain(LabelKind::Tick, (start + 2, y), Anchor::Start, text.clone()));
        }
    }
}

/// Sets eras off from each other, and names those whose name fits above them.
fn bands(picture: &mut Picture, stops: &[Stop], x: impl Fn(i32) -> i32, end: i32, bottom: i32) {
    let eras = eras(stops);
    let mut taken = i32::MIN / 2;
    for (i, (era, start)) in eras.iter().enumerate() {
        let start = x(*start);
        let until = eras.get(i + 1).map_or(end + 6, |(_, next)| x(*next));
        picture.bands.push(Band { at: (start, 20), size: (until - start, bottom - 20), is_even: i % 2 == 0 });
        let (at, width) = ((start + 2).max(taken), text::width(era.title(), LabelKind::Era.size()));
        if at < until && at + width <= picture.width {
            picture.labels.push(Label::plain(LabelKind::Era, (at, 14), Anchor::Start, era.title()));
            taken = at + width + 6;
        }
    }
}
