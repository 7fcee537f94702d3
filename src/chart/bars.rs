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
    /// By others, to the left.
    pub others: Quantity,
    /// By Moscow, to the right.
    pub moscow: Quantity,
}

/// What the bars are called and how their numbers are written.
pub struct Axis<'a> {
    /// Above the left side, and above the right one.
    pub heads: [&'a str; 2],
    /// Writes a number of the axis.
    pub number: &'a dyn Fn(i32) -> String,
}

/// The height of a row: as much as a finger needs.
const ROW: i32 = 24;
const BAR: i32 = 12;
/// Above the first row: heads and numbers.
const HEAD: i32 = 40;
/// Room for a label beside a bar; longer ones get more.
const LABEL: i32 = 40;

/// Bars facing each other on one scale, so that a row's two lengths can be compared. Rows without any number keep their
/// name.
pub fn facing(rows: &[BarRow], axis: &Axis<'_>, format: Format) -> Scene {
    let width = format.width();
    let names = longest(rows);
    // On a phone the name stands above its bars.
    let (names, row) = match format {
        Format::Wide => (names + 16, ROW),
        Format::Narrow => (2, ROW + 12),
    };
    let (left, right) = ((width - names) / 2, width.midpoint(names));
    let max = rows.iter().map(|row| row.others.highest().max(row.moscow.highest())).max().unwrap_or(0).max(1);
    let label = room(rows.iter().flat_map(|row| [&row.others, &row.moscow]));
    let others = Linear::new((0, i64::from(max)), (left, label));
    let moscow = Linear::new((0, i64::from(max)), (right, width - label));
    let height = HEAD + row * i32::try_from(rows.len()).unwrap_or(0) + 4;
    let mut scene = Scene::new(width, height);
    // On a phone the two meet in the middle.
    let apart = if format == Format::Wide { 0 } else { 4 };
    scene.text("plot__head plot__head--others", (left - apart, 12), Anchor::End, axis.heads[0]);
    scene.text("plot__head plot__head--moscow", (right + apart, 12), Anchor::Start, axis.heads[1]);
    let count = if format == Format::Wide { 5 } else { 2 };
    for tick in ticks(max.unsigned_abs(), count) {
        for scale in [&others, &moscow] {
            scene.tick_x(scale.place(i64::from(tick)), (HEAD - 6, height), text_of(tick, axis.number));
        }
    }
    for edge in [left, right] {
        scene.line("plot__axis", (edge, HEAD - 6), (edge, height));
    }
    for (i, item) in rows.iter().enumerate() {
        let top = HEAD + row * i32::try_from(i).unwrap_or(0);
        let (name_y, y) = match format {
            Format::Wide => (top + row / 2 + 4, top + row / 2),
            Format::Narrow => (top + 13, top + row - BAR / 2 - 4),
        };
        scene.mark("plot__mark", i, |scene| {
            scene.rect("plot__hit", (0, top), (width, row));
            if format == Format::Narrow {
                // The axis must not run through the name.
                scene.rect("plot__behind", (width / 2 - 4, top + 1), (8, 14));
            }
            scene.text("plot__name", (width / 2, name_y), Anchor::Middle, item.name.as_str());
            bar(scene, "plot__bar plot__bar--others", &others, (y, BAR), &item.others);
            bar(scene, "plot__bar plot__bar--moscow", &moscow, (y, BAR), &item.moscow);
        });
    }
    scene
}

/// Bars on one side, from 0 to the right, or to the left where a number lies below 0. `class` says whose the bars are;
/// `reference` draws a line at a number that means something, with its name.
pub fn single(
    rows: &[(String, Quantity)],
    axis: &Axis<'_>,
    class: &'static str,
    reference: Option<(i32, &str)>,
    format: Format,
) -> Scene {
    let width = format.width();
    let longest = rows.iter().map(|(name, _)| text::width(name, LETTERS)).max().unwrap_or(0);
    let (names, row) = match format {
        Format::Wide => (longest + 12, ROW),
        Format::Narrow => (4, ROW + 12),
    };
    let max = rows.iter().map(|(_, quantity)| quantity.highest()).max().unwrap_or(0);
    let max = reference.map_or(max, |(at, _)| max.max(at)).max(1);
    let min = rows.iter().map(|(_, quantity)| quantity.lowest()).min().unwrap_or(0);
    let label = room(rows.iter().map(|(_, quantity)| quantity));
    let left = if min < 0 { names + label + 8 } else { names };
    let scale = Linear::new((i64::from(min), i64::from(max)), (left, width - label - 24));
    // The name of the line at a number stands below the last row.
    let foot = if reference.is_some() { 20 } else { 4 };
    let height = HEAD + row * i32::try_from(rows.len()).unwrap_or(0) + foot;
    let mut scene = Scene::new(width, height);
    scene.text("plot__head", (if min < 0 { left } else { names }, 12), Anchor::Start, axis.heads[0]);
    let count = if format == Format::Wide { 6 } else { 3 };
    for tick in ticks(max.unsigned_abs().max(min.unsigned_abs()), count).into_iter().chain([0]) {
        let at = i32::try_from(tick).unwrap_or(0);
        for at in [at, -at].into_iter().take(if tick == 0 { 1 } else { 2 }).filter(|at| (min..=max).contains(at)) {
            scene.tick_x(scale.place(i64::from(at)), (HEAD - 6, height), (axis.number)(at));
        }
    }
    scene.line("plot__axis", (scale.place(0), HEAD - 6), (scale.place(0), height));
    if let Some((at, name)) = reference {
        let x = scale.place(i64::from(at));
        scene.line("plot__reference", (x, HEAD - 6), (x, height));
        let has_room = x + 4 + text::width(name, LETTERS) <= width;
        let (x, anchor) = if has_room { (x + 4, Anchor::Start) } else { (x - 4, Anchor::End) };
        scene.text("plot__label", (x, height - 4), anchor, name);
    }
    for (i, (name, quantity)) in rows.iter().enumerate() {
        let top = HEAD + row * i32::try_from(i).unwrap_or(0);
        scene.mark("plot__mark", i, |scene| {
            scene.rect("plot__hit", (0, top), (width, row));
            match format {
                Format::Wide => scene.text("plot__name", (names - 8, top + row / 2 + 4), Anchor::End, name.as_str()),
                Format::Narrow => scene.text("plot__name", (4, top + 13), Anchor::Start, name.as_str()),
            }
            let y = if format == Format::Wide { top + row / 2 } else { top + row - BAR / 2 - 4 };
            bar(scene, class, &scale, (y, BAR), quantity);
        });
    }
    scene
}

fn text_of(tick: u32, number: &dyn Fn(i32) -> String) -> String {
    number(i32::try_from(tick).unwrap_or(i32::MAX))
}

/// The room for the longest label beside a bar.
fn room<'a>(quantities: impl Iterator<Item = &'a Quantity>) -> i32 {
    quantities.map(Quantity::room).max().unwrap_or(0).max(LABEL)
}

fn longest(rows: &[BarRow]) -> i32 {
    rows.iter().map(|row| text::width(&row.name, LETTERS)).max().unwrap_or(0)
}
