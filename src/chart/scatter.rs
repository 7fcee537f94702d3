//! Act against reply: a point a country on equal logarithmic axes, with the line of exact reciprocity.

use super::label;
use super::scale::{Log, ratio_ticks};
use super::scene::{Anchor, Format, LETTERS, Scene};
use super::text;
use crate::order;

/// A point to place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its place in the data.
    pub place: usize,
    /// Whose it is.
    pub name: String,
    /// Across: the act, at least 1.
    pub act: u32,
    /// Upward: the reply; 0 where none was found, drawn on a line of its own below the axis.
    pub reply: u32,
    /// Whether either number is a floor: drawn hollow.
    pub is_floor: bool,
    /// The ends of the act's range, and of the reply's, where sources differ.
    pub ranges: [Option<(u32, u32)>; 2],
}

/// What the axes are called.
pub struct Axes<'a> {
    /// Below: the act.
    pub act: &'a str,
    /// Above the left end: the reply.
    pub reply: &'a str,
    /// The line of points without a reply.
    pub silent: &'a str,
    /// The line of exact reciprocity.
    pub equal: &'a str,
}

/// How far points that share a place stand from it, ring by ring, in steps of a point's width (tenths).
const ASIDE: [(i32, i32); 19] = [
    (0, 0),
    (10, 0),
    (5, -9),
    (-5, -9),
    (-10, 0),
    (-5, 9),
    (5, 9),
    (20, 0),
    (15, -9),
    (10, -17),
    (0, -17),
    (-10, -17),
    (-15, -9),
    (-20, 0),
    (-15, 9),
    (-10, 17),
    (0, 17),
    (10, 17),
    (15, 9),
];

/// Lays the points out. `class` is that of a point. Points that share a place stand side by side around it; the names of
/// those farthest from reciprocity come first, then of the largest, as many as have room.
pub fn scatter(points: &[Point], axes: &Axes<'_>, class: &'static str, format: Format) -> Scene {
    let width = format.width();
    let max = points.iter().map(|point| point.act.max(point.reply)).max().unwrap_or(1).max(10);
    // A little beyond the largest, so that its point lies inside.
    let max = max.saturating_add(max / 8);
    let (left, top, bottom, radius) = match format {
        Format::Wide => (56, 30, 520, 5),
        _ => (36, 30, 316, 4),
    };
    let ticks: Vec<(u32, String)> =
        ratio_ticks(max).into_iter().map(|tick| (tick, crate::words::number(tick))).collect();
    // Numbers stand left of the axis.
    let numbers = ticks.iter().map(|(_, number)| text::width(number, LETTERS)).max().unwrap_or(0);
    let left = left.max(numbers + 6);
    let right = match format {
        Format::Wide => left + (bottom - top),
        _ => width - 8,
    };
    // On a desk the square stands in the middle.
    let shift = if format == Format::Wide { (width - right - left) / 2 } else { 0 };
    let (left, right) = (left + shift, right + shift);
    let silent_y = bottom + 24;
    let mut scene = Scene::new(width, silent_y + 52);
    let across = Log::new(max, (left + 8, right));
    let upward = Log::new(max, (bottom - 8, top));
    for (tick, number) in ticks {
        if let (Some(x), Some(y)) = (across.place(tick), upward.place(tick)) {
            scene.line("plot__tick", (x, top), (x, silent_y + 12));
            let half = text::half(&number, LETTERS);
            scene.text("plot__label", (x.min(width - half), silent_y + 26), Anchor::Middle, &number);
            scene.tick_y(y, (left, right), &number);
        }
    }
    if let (Some(start), Some(end)) = (across.place(1).zip(upward.place(1)), across.place(max).zip(upward.place(max))) {
        scene.line("plot__reference", start, end);
    }
    scene.line("plot__axis", (left, bottom), (right, bottom));
    scene.text("plot__label", (right, silent_y + 12), Anchor::End, axes.silent);
    scene.text("plot__head", (left.midpoint(right), silent_y + 44), Anchor::Middle, axes.act);
    scene.text("plot__head", (left - 20, 14), Anchor::Start, axes.reply);

    let at = |act: u32, reply: u32| {
        let x = across.place(act.max(1)).unwrap_or(left);
        (x, upward.place(reply).unwrap_or(silent_y))
    };
    // How many points stand at a place already: there are as many points as countries, so looking is quick.
    let mut places_of: Vec<(i32, i32)> = Vec::new();
    let mut places = Vec::with_capacity(points.len());
    for point in points {
        let spot = at(point.act, point.reply);
        let nth = places_of.iter().filter(|other| **other == spot).count();
        places_of.push(spot);
        let (dx, dy) = ASIDE[nth % ASIDE.len()];
        let pitch = radius * 2 + 1;
        let reach = radius + 1;
        let x = (spot.0 + dx * pitch / 10).clamp(reach, width - reach);
        places.push((x, spot.1 + dy * pitch / 10));
    }
    let mut ranges: Vec<label::Box4> = Vec::new();
    for (point, (x, y)) in points.iter().zip(&places) {
        scene.mark(point.place, |scene| {
            scene.circle("plot__hit", (*x, *y), radius + 1);
            let ends = |range: Option<(u32, u32)>| range.filter(|(low, high)| low < high);
            if let Some((low, high)) = ends(point.ranges[0]) {
                let (from, to) = (at(low, 0).0, at(high, 0).0);
                scene.line("plot__range", (from, *y), (to, *y));
                ranges.push((from, y - 1, to, y + 1));
            }
            if let Some((low, high)) = ends(point.ranges[1]) {
                let (from, to) = (at(1, low).1, at(1, high).1);
                scene.line("plot__range", (*x, from), (*x, to));
                ranges.push((x - 1, to, x + 1, from));
            }
            let hollow = if point.is_floor { "plot__dot plot__dot--floor" } else { class };
            scene.circle(hollow, (*x, *y), radius);
        });
    }
    let mut taken: Vec<label::Box4> =
        places.iter().map(|(x, y)| (x - radius, y - radius, x + radius, y + radius)).collect();
    taken.append(&mut ranges);
    let silent = text::width(axes.silent, LETTERS);
    taken.push((right - silent, silent_y + 2, right, silent_y + 14));
    let order = order::by_key(points.len(), |i| {
        let (x, y) = places[i];
        // How far from the line of reciprocity, then how far out.
        let off = ((x - left) - (bottom - y)).unsigned_abs();
        [u64::from(u32::MAX - off / 24), u64::from(u32::MAX - points[i].act.max(points[i].reply)), i as u64]
    });
    let names: Vec<(usize, (i32, i32), &str)> =
        order.into_iter().map(|i| (i, places[i], points[i].name.as_str())).collect();
    for (i, at, anchor) in label::place(&names, radius, &mut taken, (left, 18, width, silent_y + 14)) {
        scene.text("plot__name plot__name--small", at, anchor, &points[i].name);
    }
    // Along the line, where there is room: above its middle.
    let middle = (left.midpoint(right), top.midpoint(bottom));
    let name = [(usize::MAX, (middle.0, middle.1), axes.equal)];
    for (_, at, anchor) in label::place(&name, 8, &mut taken, (left, 18, right, bottom)) {
        scene.text("plot__label", at, anchor, axes.equal);
    }
    scene
}
