//! Both sides over time: bars by day, month or year, others above the axis, Moscow below.

use super::label::{Box4, overlap};
use super::quantity::{OPEN, Quantity};
use super::scale::{Linear, Time, ticks};
use super::scene::{Anchor, Format, LETTERS, Scene};
use super::text;
use crate::dataset::Date;
use crate::order;
use crate::words;

/// A day, a month or a year with what both sides did in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The day, the month or the year.
    pub date: Date,
    /// By others.
    pub others: Quantity,
    /// By Moscow.
    pub moscow: Quantity,
}

/// The widest bar: a month that stands alone is no wall.
const WIDEST: i32 = 48;

impl Format {
    /// The height of the picture, where its axis begins, and about how many lines of round numbers it has on a side.
    const fn periods(self) -> (i32, i32, u32) {
        match self {
            Self::Wide => (420, 44, 5),
            Self::Narrow => (380, 34, 5),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Card => (190, 34, 2),
        }
    }
}

/// Lays the periods out, each at its place in time. They stand in their order; those without a case are left out.
pub fn periods(periods: &[Period], heads: [&str; 2], format: Format) -> Scene {
    let width = format.width();
    let (height, left, count) = format.periods();
    let up = periods.iter().map(|period| period.others.highest()).max().unwrap_or(0);
    let down = periods.iter().map(|period| period.moscow.highest()).max().unwrap_or(0);
    let lines = ticks(up.max(down).unsigned_abs(), count);
    // Numbers stand left of the axis.
    let widest = lines.last().map_or(0, |tick| text::width(&words::number(*tick), LETTERS));
    let left = left.max(widest + 6);
    let (top, bottom) = (36, height - 44);
    let mut scene = Scene::new(width, height);
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return scene };
    // Above and below the longest bars there is room for their numbers.
    let upward = Linear::new((i64::from(-down), i64::from(up.max(1 - down))), (bottom - 22, top + 14));
    let across = Time::new(first.date, last.date, (left, width - 6));
    for tick in lines {
        let at = i64::from(tick);
        for value in [at, -at] {
            if (i64::from(-down)..=i64::from(up)).contains(&value) {
                scene.tick_y(upward.place(value), (left, width - 6), &words::number(tick));
            }
        }
    }
    // Dates, as many as have room: years, where there are several; else the periods' own.
    let (first_year, last_year) = (first.date.year(), last.date.year());
    let mut dates: Vec<(Date, String)> = Vec::new();
    if last_year - first_year > 1 || first.date.month().is_none() {
        for year in first_year..=last_year {
            dates.extend(Date::parse(&format!("{year:04}")).map(|date| (date, year.to_string())));
        }
    } else {
        for period in periods {
            let has_year = dates.last().is_none_or(|(before, _)| before.year() != period.date.year());
            dates.push((period.date, words::short_date(period.date, has_year)));
        }
    }
    let mut free = left;
    for (date, label) in dates {
        let half = text::half(&label, LETTERS);
        let middle = across.start(date).midpoint(across.end(date));
        // The first date may stand where its name has no room to the left.
        let name = middle.max(left + half);
        if name - half >= free && name + half <= width {
            free = name + half + 14;
            scene.line("plot__tick", (middle, bottom), (middle, bottom + 5));
            scene.text("plot__label", (name, bottom + 18), Anchor::Middle, &label);
        }
    }
    let axis = upward.place(0);
    let mut numbers: Vec<(i32, (i32, i32), &str)> = Vec::new();
    let mut walls: Vec<Box4> = Vec::new();
    for (i, period) in periods.iter().enumerate() {
        let (start, end) = (across.start(period.date), across.end(period.date));
        let room = (end - start).max(2);
        let bar = if room > 6 { (room - 1).min(WIDEST) } else { room };
        let middle = start.midpoint(end.max(start + room));
        let start = middle - bar / 2;
        scene.mark(i, |scene| {
            let hit = room.max(8);
            scene.rect("plot__hit", ((middle - hit / 2).min(width - hit), top), (hit, bottom - top));
            for (class, quantity, sign) in [
                ("plot__bar plot__bar--others", &period.others, 1),
                ("plot__bar plot__bar--moscow", &period.moscow, -1),
            ] {
                let place = |number: i32| upward.place(i64::from(sign * number));
                if let Some(best) = quantity.best {
                    let end = place(best);
                    let end = if best != 0 && end == axis { axis - sign } else { end };
                    scene.rect(class, (start, axis.min(end)), (bar, (axis - end).abs()));
                    walls.push((start, axis.min(end), start + bar, axis.max(end)));
                    let mut beyond = end;
                    if quantity.low < quantity.high {
                        let x = start + bar / 2;
                        scene.line("plot__range", (x, place(quantity.low)), (x, place(quantity.high)));
                        beyond = if sign > 0 { end.min(place(quantity.high)) } else { end.max(place(quantity.high)) };
                    }
                    if quantity.is_floor {
                        scene.line("plot__open", (middle, beyond), (middle, beyond - sign * OPEN));
                        beyond -= sign * OPEN;
                    }
                    numbers.push((best, (middle, if sign > 0 { beyond - 4 } else { beyond + 13 }), &quantity.label));
                } else if !quantity.label.is_empty() {
                    scene.rect("plot__unknown", (start, if sign > 0 { axis - 7 } else { axis + 1 }), (bar.max(4), 6));
                }
            }
        });
    }
    scene.line("plot__axis", (left, axis), (width - 6, axis));
    // The numbers of the largest bars, as many as have room.
    let mut taken = walls;
    for (_, (x, y), text) in order::sorted(numbers, |(best, ..)| [u64::MAX - order::signed(*best), 0, 0]) {
        let half = text::half(text, LETTERS) + 1;
        // That of the first bar or the last stands inside the picture, if not in its middle.
        let x = x.max(left + half).min(width - half);
        let room = (x - half, y - 10, x + half, y + 2);
        let is_inside = room.0 >= left && room.1 >= 14 && room.2 <= width && room.3 <= height - 14;
        if is_inside && !taken.iter().any(|other| overlap(room, *other)) {
            taken.push(room);
            scene.text("plot__number", (x, y), Anchor::Middle, text);
        }
    }
    scene.text("plot__head plot__head--others", (left, 14), Anchor::Start, &format!("↑ {}", heads[0]));
    scene.text("plot__head plot__head--moscow", (left, height - 4), Anchor::Start, &format!("↓ {}", heads[1]));
    scene
}
