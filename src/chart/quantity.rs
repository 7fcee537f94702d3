//! A number as a bar: its length, the range that sources give, an open end for a floor, a hollow stub for an unknown.

use super::scale::Linear;
use super::scene::{Anchor, LETTERS, Scene};
use super::text;

/// A number to draw, in the unit of its axis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// The best-supported number; `None` where none is known.
    pub best: Option<i32>,
    /// The lowest that sources give.
    pub low: i32,
    /// The highest that sources give.
    pub high: i32,
    /// Whether the true number may be higher.
    pub is_floor: bool,
    /// The number as a short text; empty where there is nothing to show at all.
    pub label: String,
}

impl Quantity {
    /// The end of what is drawn.
    pub fn highest(&self) -> i32 {
        self.best.map_or(0, |best| best.max(self.high))
    }

    /// The other end, where it lies below 0.
    pub fn lowest(&self) -> i32 {
        self.best.map_or(0, |best| best.min(self.low)).min(0)
    }

    /// How much room the label takes beyond the end of the bar, the open end of a floor included.
    pub fn room(&self) -> i32 {
        let open = if self.is_floor { OPEN } else { 0 };
        text::width(&self.label, LETTERS) + GAP + open
    }
}

/// How far a bar's label stands from it.
const GAP: i32 = 4;
/// How long the open end of a floor is.
pub(super) const OPEN: i32 = 7;

/// Draws a bar from the scale's 0 to a number, `y` its middle, and its label beyond it. `class` is that of the
/// bar.
pub fn bar(scene: &mut Scene, class: &'static str, scale: &Linear, (y, height): (i32, i32), quantity: &Quantity) {
    let zero = scale.place(0);
    // To which side numbers grow; a scale may run to the left.
    let direction = if scale.place(i64::from(i32::MAX)) < zero { -1 } else { 1 };
    let Some(best) = quantity.best else {
        if !quantity.label.is_empty() {
            let left = if direction < 0 { zero - height } else { zero };
            scene.rect("plot__unknown", (left, y - height / 2), (height, height));
            label(scene, zero + direction * (height + GAP), y, direction, &quantity.label);
        }
        return;
    };
    // A number below 0 lies on the other side of it, and so does its label.
    let outward = if best < 0 { -direction } else { direction };
    let end = scale.place(i64::from(best));
    // What is not nothing is seen.
    let end = if best != 0 && end == zero { zero + outward } else { end };
    scene.rect(class, (zero.min(end), y - height / 2), ((end - zero).abs(), height));
    let (mut beyond, mut top) = (end, end);
    if quantity.low < quantity.high {
        let (low, high) = (scale.place(i64::from(quantity.low)), scale.place(i64::from(quantity.high)));
        scene.line("plot__range", (low, y), (high, y));
        for x in [low, high] {
            scene.line("plot__range", (x, y - 3), (x, y + 3));
        }
        beyond = if outward < 0 { beyond.min(low).min(high) } else { beyond.max(low).max(high) };
        top = if direction < 0 { top.min(high) } else { top.max(high) };
    }
    if quantity.is_floor {
        // Towards where the true number may be.
        scene.line("plot__open", (top, y), (top + direction * OPEN, y));
        if outward == direction {
            beyond += outward * OPEN;
        }
    }
    label(scene, beyond + outward * GAP, y, outward, &quantity.label);
}

fn label(scene: &mut Scene, x: i32, y: i32, direction: i32, text: &str) {
    let anchor = if direction < 0 { Anchor::End } else { Anchor::Start };
    scene.text("plot__number", (x, y + 4), anchor, text);
}
