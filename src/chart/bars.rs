//! Bars, a row each: two facing sides from one axis in the middle, or one side.

use super::quantity::{Quantity, bar};
use super::scale::{Linear, ticks};
use super::scene::{Anchor, Format, LETTERS, Scene};
use super::text;

/// A row: its name and its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BarRow {
    /// Who or what.
    pub name: String,
    /// By others, to the left. Not drawn where there is one side only.
    pub others: Quantity,
    /// By Moscow, to the right; the one number where there is one side only.
    pub moscow: Quantity,
}

/// What the bars are called and how their numbers are written.
pub struct Axis<'a> {
    /// Above the left side, and above the right one. One side has the second.
    pub heads: [&'a str; 2],
    /// Writes a number of the axis.
    pub number: &'a dyn Fn(i32) -> String,
    /// The class of the bars where there is one side only; `None` for two facing sides.
    pub single: Option<&'static str>,
    /// On one side, a number that means something, with its name: a line is drawn there.
    pub reference: Option<(i32, &'a str)>,
}

/// The height of a row: as much as a finger needs.
const ROW: i32 = 24;
const BAR: i32 = 12;
/// Above the first row: heads and numbers.
const HEAD: i32 = 40;
/// Room for a label beside a bar; longer ones get more.
const LABEL: i32 = 40;

/// At most so many rows are drawn, as many as there are states: more are no picture any more. The table beside it has all.
pub const MOST_ROWS: usize = 200;

/// What stands below a picture that leaves out so many rows.
pub(super) fn rest(more: usize) -> String {
    format!("{more} more: see the table")
}

/// Lays the rows out in the order given, the first [`MOST_ROWS`] of them. Both sides have one scale, so that a row's two
/// lengths can be compared; one side may have numbers below 0, to the left. Rows without a number keep their name.
///
/// On a desk names stand between the sides, or before the one; on a phone above their bars.
pub fn bars(rows: &[BarRow], axis: &Axis<'_>, format: Format) -> Scene {
    let more = rows.len().saturating_sub(MOST_ROWS);
    let rows = &rows[..rows.len() - more];
    let width = format.width();
    let is_wide = format != Format::Narrow;
    let is_facing = axis.single.is_none();
    let (mut min, mut max, mut names, mut label) = (0, 1, 0, LABEL);
    for row in rows {
        max = max.max(row.moscow.highest());
        if is_facing {
            max = max.max(row.others.highest());
            label = label.max(row.others.room());
        } else {
            min = min.min(row.moscow.lowest());
        }
        label = label.max(row.moscow.room());
        names = names.max(text::width(&row.name, LETTERS));
    }
    if let Some((at, _)) = axis.reference {
        max = max.max(at);
    }
    let row_height = if is_wide { ROW } else { ROW + 12 };
    // The name of the line at a number stands below the last row.
    let foot = if axis.reference.is_some() { 20 } else { 4 };
    let height = HEAD + row_height * i32::try_from(rows.len()).unwrap_or(0) + foot;
    // Where the axis of each side stands, and the names.
    let (left, right, name_x, anchor) = match (is_facing, is_wide) {
        (true, true) => ((width - names - 16) / 2, width.midpoint(names + 16), width / 2, Anchor::Middle),
        (true, false) => (width / 2 - 1, width / 2 + 1, width / 2, Anchor::Middle),
        (false, true) => (0, names + 12, names + 4, Anchor::End),
        (false, false) => (0, 4, 4, Anchor::Start),
    };
    let start = if min < 0 { right + label + 8 } else { right };
    let end = if is_facing { width - label } else { width - label - 24 };
    let moscow = Linear::new((i64::from(min), i64::from(max)), (start, end));
    let others = Linear::new((0, i64::from(max)), (left, label));
    let mut scene = Scene::new(width, height);
    let tick = |scene: &mut Scene, scale: &Linear, at: i32| {
        scene.tick_x(scale.place(i64::from(at)), (HEAD - 6, height), &(axis.number)(at));
    };
    let count = if format == Format::Wide { 5 } else { 2 };
    if !is_facing {
        tick(&mut scene, &moscow, 0);
    }
    for at in ticks(max.unsigned_abs().max(min.unsigned_abs()), count) {
        let at = i32::try_from(at).unwrap_or(i32::MAX);
        if at <= max {
            tick(&mut scene, &moscow, at);
        }
        if is_facing {
            tick(&mut scene, &others, at);
        } else if -at >= min {
            tick(&mut scene, &moscow, -at);
        }
    }
    let zero = moscow.place(0);
    scene.line("plot__axis", (zero, HEAD - 6), (zero, height));
    if is_facing {
        scene.line("plot__axis", (left, HEAD - 6), (left, height));
        // On a phone the two meet in the middle.
        let apart = if is_wide { 0 } else { 4 };
        scene.text("plot__head plot__head--others", (left - apart, 12), Anchor::End, axis.heads[0]);
        scene.text("plot__head plot__head--moscow", (right + apart, 12), Anchor::Start, axis.heads[1]);
    } else {
        scene.text("plot__head", (start, 12), Anchor::Start, axis.heads[1]);
    }
    if let Some((at, name)) = axis.reference {
        let x = moscow.place(i64::from(at));
        scene.line("plot__reference", (x, HEAD - 6), (x, height));
        let has_room = x + 4 + text::width(name, LETTERS) <= width;
        let (x, anchor) = if has_room { (x + 4, Anchor::Start) } else { (x - 4, Anchor::End) };
        scene.text("plot__label", (x, height - 4), anchor, name);
    }
    let mut top = HEAD;
    for (i, row) in rows.iter().enumerate() {
        let (name_y, y) = if is_wide {
            (top + row_height / 2 + 4, top + row_height / 2)
        } else {
            (top + 13, top + row_height - BAR / 2 - 4)
        };
        scene.mark(i, |scene| {
            scene.rect("plot__hit", (0, top), (width, row_height));
            if is_facing && !is_wide {
                // The axis must not run through the name.
                scene.rect("plot__behind", (width / 2 - 4, top + 1), (8, 14));
            }
            scene.text("plot__name", (name_x, name_y), anchor, &row.name);
            if is_facing {
                bar(scene, "plot__bar plot__bar--others", &others, (y, BAR), &row.others);
            }
            bar(scene, axis.single.unwrap_or("plot__bar plot__bar--moscow"), &moscow, (y, BAR), &row.moscow);
        });
        top += row_height;
    }
    if more > 0 {
        scene.height += ROW;
        scene.text("plot__label", (4, height + 13), Anchor::Start, &rest(more));
    }
    scene
}
