//! Figures that differ: a row an act, a line from the lowest figure to the highest, a dot for the one best supported.

use super::scale::Log;
use super::scene::{Anchor, Format, LETTERS, Scene};
use super::text;

/// An act with more than one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeRow {
    /// Who, whom, when.
    pub name: String,
    /// The lowest figure.
    pub lowest: u32,
    /// The highest.
    pub highest: u32,
    /// The one best supported; `None` where none is.
    pub own: Option<u32>,
    /// The side that acted.
    pub is_by_moscow: bool,
}

/// The height of a row: as much as a finger needs.
const ROW: i32 = 24;
const HEAD: i32 = 24;
/// Room for the numbers at both ends of a line.
const NUMBER: i32 = 34;

/// Lays the rows out in the order given. The scale is logarithmic: the length of a line is the ratio of its ends, so that
/// "3 or 6" is as wide apart as "30 or 60". On a desk names stand before the lines, on a phone above them.
pub fn ranges(rows: &[RangeRow], format: Format) -> Scene {
    let width = format.width();
    let is_wide = format == Format::Wide;
    let names = rows.iter().map(|row| text::width(&row.name, LETTERS)).max().unwrap_or_default();
    let max = rows.iter().map(|row| row.highest).max().unwrap_or(1);
    let row_height = if is_wide { ROW } else { ROW + 14 };
    let height = HEAD + row_height * i32::try_from(rows.len()).unwrap_or(0) + 4;
    let start = if is_wide { names + 8 + NUMBER } else { NUMBER };
    let scale = Log::new(max, (start, width - NUMBER));
    let place = |value: u32| scale.place(value).unwrap_or(start);
    let mut scene = Scene::new(width, height);
    for tick in [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].into_iter().filter(|tick| *tick <= max) {
        scene.tick_x(place(tick), (HEAD - 6, height), &tick.to_string());
    }
    let mut top = HEAD;
    for (i, row) in rows.iter().enumerate() {
        let y = if is_wide { top + row_height / 2 } else { top + row_height - 11 };
        let (from, to) = (place(row.lowest), place(row.highest));
        scene.mark(i, |scene| {
            scene.rect("plot__hit", (0, top), (width, row_height));
            let (name_x, name_y, anchor) =
                if is_wide { (names + 4, y + 4, Anchor::End) } else { (4, top + 13, Anchor::Start) };
            scene.text("plot__name", (name_x, name_y), anchor, &row.name);
            scene.line("plot__range", (from, y), (to, y));
            for x in [from, to] {
                scene.line("plot__range", (x, y - 4), (x, y + 4));
            }
            if let Some(own) = row.own {
                let class =
                    if row.is_by_moscow { "plot__dot plot__dot--moscow" } else { "plot__dot plot__dot--others" };
                scene.circle(class, (place(own), y), 5);
            }
            scene.text("plot__number", (from - 8, y + 4), Anchor::End, &row.lowest.to_string());
            scene.text("plot__number", (to + 8, y + 4), Anchor::Start, &row.highest.to_string());
        });
        top += row_height;
    }
    scene
}
