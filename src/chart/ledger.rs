//! The picture of a ledger: two facing columns of dots, one dot a person, a row for each country.

use std::fmt::Write;

use crate::dataset::{Facts, Sum};
use crate::html::escape;
use crate::ledger::{Ledger, Row, Side};
use crate::words;

/// For which width a picture is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 560 view units: beside the text, or on a tablet.
    Wide,
    /// 356 view units: a phone.
    Narrow,
}

impl Format {
    const fn measures(self) -> Measures {
        match self {
            Self::Wide => Measures { width: 560, names: 142, row: 18, max_rows: 26 },
            Self::Narrow => Measures { width: 356, names: 114, row: 17, max_rows: 10 },
        }
    }

    /// How dots are set: roomy up to [`CROWD`] people on the larger side, beyond that small squares in blocks of ten.
    const fn dots(self, is_dense: bool) -> Dots {
        match (self, is_dense) {
            (Self::Wide, false) => Dots { pitch: 11, size: 9, per_line: 15, block: 0 },
            (Self::Wide, true) => Dots { pitch: 5, size: 4, per_line: 30, block: 4 },
            (Self::Narrow, false) => Dots { pitch: 9, size: 7, per_line: 8, block: 0 },
            (Self::Narrow, true) => Dots { pitch: 4, size: 3, per_line: 20, block: 3 },
        }
    }
}

/// Beyond so many people on the larger side dots become small squares.
const CROWD: u32 = 250;

/// At most so many dots on a side: with 30 in a line they are a screen of 720 units high. Where there would be more, each
/// stands for several people.
pub const MOST_DOTS: u32 = 4000;

/// For how many people a dot stands where the larger side has so many: one, or a round number.
pub fn people_per_dot(people: u32) -> u32 {
    let round = (0..9).flat_map(|power| [1, 2, 5].map(|digit| digit * 10u32.pow(power)));
    round.into_iter().find(|per_dot| people.div_ceil(*per_dot) <= MOST_DOTS).unwrap_or(u32::MAX)
}

/// The dots of people before this step and in it. Those of this step have one at least.
fn dots_of((earlier, now): (u32, u32), per_dot: u32) -> (u32, u32) {
    let all = (earlier + now).div_ceil(per_dot);
    let earlier = if now == 0 { all } else { earlier / per_dot };
    (earlier, all - earlier)
}

struct Measures {
    width: i32,
    /// Width of the column of names in the middle.
    names: i32,
    /// The least height of a row.
    row: i32,
    /// How many rows are named; the rest is folded into one.
    max_rows: usize,
}

#[derive(Clone, Copy)]
struct Dots {
    /// From one dot to the next.
    pitch: i32,
    /// A dot's diameter, a square's side.
    size: i32,
    per_line: i32,
    /// The gap after ten squares; 0 for dots that are not in blocks.
    block: i32,
}

/// A ledger ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Of the view box.
    pub width: i32,
    /// Of the view box.
    pub height: i32,
    /// The diameter of a dot: the width of the stroke that draws it.
    pub dot_size: i32,
    /// Whether marks are squares in blocks of ten instead of dots.
    pub is_dense: bool,
    /// For how many people a mark stands.
    pub per_dot: u32,
    /// The x of the names' middle.
    pub name_x: i32,
    /// From top to bottom.
    pub rows: Vec<PlacedRow>,
}

/// One row of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRow {
    /// A country, or "18 other states".
    pub name: String,
    /// The baseline of name and numbers.
    pub text_y: i32,
    /// Whether anybody of this row is of this step.
    pub is_now: bool,
    /// Others' acts, dots growing to the left.
    pub others: PlacedCell,
    /// Moscow's acts, dots growing to the right.
    pub moscow: PlacedCell,
}

/// The dots of one side of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedCell {
    /// Path of the earlier dots: points without length, drawn by round line ends.
    pub earlier: String,
    /// Path of this step's dots.
    pub now: String,
    /// The number, "60" or "73+" or "?", "23≠" where sources differ; empty for nothing.
    pub label: String,
    /// Where the number's near edge stands.
    pub label_x: i32,
}

impl Picture {
    /// Lays a ledger out. Rows that do not fit are folded into one, the smallest and those not of this step first.
    pub fn new(ledger: &Ledger, facts: &Facts, format: Format) -> Self {
        let is_dense = ledger.final_people > CROWD;
        Self::lay_out(ledger, facts, &format.measures(), format.dots(is_dense), is_dense)
    }

    /// Lays a ledger out for a card of a fixed size, in pixels: the fewer people, the larger the dots; as many rows as
    /// have room, the rest folded into one.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn for_card(ledger: &Ledger, facts: &Facts, (width, height): (i32, i32)) -> Self {
        const NAMES: i32 = 126;
        // A number of four signs, larger than on a page.
        const LABEL: i32 = 42;
        let cells = || ledger.rows.iter().flat_map(|row| [row.by_actor.total().known, row.by_moscow.total().known]);
        let most = i32::try_from(cells().max().unwrap_or(0)).unwrap_or(i32::MAX);
        // So many squares a line; none for dots.
        let lay_out = |max_rows: usize, squares: Option<i32>| {
            let dots = match squares {
                Some(per_line) => Dots { pitch: 5, size: 4, per_line, block: 4 },
                None => Dots { pitch: 10, size: 8, per_line: most.clamp(6, 10), block: 0 },
            };
            let width = NAMES + 2 * (cells_width(dots.per_line, dots) + LABEL);
            let measures = Measures { width, names: NAMES, row: 20, max_rows };
            Self::lay_out(ledger, facts, &measures, dots, squares.is_some())
        };
        let fits = |picture: &Self| picture.height * width <= height * picture.width;
        let all = ledger.rows.len().max(1);
        // Dots that leave room for few names give way to squares.
        let enough = all.min(4);
        let at_least = |least: usize, squares: Option<i32>| {
            (least..=all)
                .rev()
                .map(move |rows| (rows, squares))
                .map(|(rows, squares)| lay_out(rows, squares))
                .find(fits)
        };
        let dots = if ledger.final_people <= CROWD { at_least(enough, None) } else { None };
        dots.or_else(|| at_least(enough, Some(20)))
            .or_else(|| at_least(1, Some(30)))
            .unwrap_or_else(|| lay_out(1, Some(30)))
    }

    fn lay_out(ledger: &Ledger, facts: &Facts, measures: &Measures, dots: Dots, is_dense: bool) -> Self {
        let left = (measures.width - measures.names) / 2;
        let right = left + measures.names;
        let per_dot = people_per_dot(ledger.final_people);
        let mut rows = Vec::new();
        let mut y = 2;
        for mut row in fold(ledger, facts, measures.max_rows) {
            row.others = dots_of(row.others, per_dot);
            row.moscow = dots_of(row.moscow, per_dot);
            let lines = lines(row.others, dots).max(lines(row.moscow, dots));
            let height = (lines * dots.pitch + 5).max(measures.row);
            // A single line of dots stands in the middle of the row, several begin at its top.
            let first_line = if lines <= 1 { y + height / 2 } else { y + 3 + dots.size / 2 };
            let place = |cell: (u32, u32), sum: Sum, is_disputed: bool, edge: i32, direction: i32| {
                let mut label = words::short_sum(sum);
                if is_disputed {
                    label.push(words::DIFFERS);
                }
                let (earlier, now) = (i32::try_from(cell.0).unwrap_or(0), i32::try_from(cell.1).unwrap_or(0));
                let width = cells_width((earlier + now).min(dots.per_line), dots);
                PlacedCell {
                    earlier: path(0, earlier, edge, direction, first_line, dots),
                    now: path(earlier, earlier + now, edge, direction, first_line, dots),
                    label,
                    label_x: edge + direction * (width + 5),
                }
            };
            rows.push(PlacedRow {
                others: place(row.others, row.sums.0, row.are_disputed.0, left, -1),
                moscow: place(row.moscow, row.sums.1, row.are_disputed.1, right, 1),
                text_y: if lines <= 1 { y + height / 2 + 4 } else { first_line + 5 },
                is_now: row.is_now,
                name: row.name,
            });
            y += height;
        }
        let (width, height) = (measures.width, y + 2);
        Self { width, height, dot_size: dots.size, is_dense, per_dot, name_x: width / 2, rows }
    }
}

impl Picture {
    /// The picture as an SVG element. `class` is the element's own; colours come from the style sheet.
    ///
    /// Hidden from assistive technology: the table beside it says the same. Dots of this step are of the class
    /// `ledger__now--even` or `--odd` by `step`, so that their animation starts again with every step.
    pub fn to_svg(&self, class: &str, step: usize) -> String {
        let parity = if step.is_multiple_of(2) { "even" } else { "odd" };
        let cap = if self.is_dense { "square" } else { "round" };
        // A square cap adds half the stroke on each side, as a round one does: a path without length is one mark.
        let mut out = format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\" focusable=\"false\" \
             stroke-width=\"{}\" stroke-linecap=\"{cap}\">",
            self.width, self.height, self.dot_size
        );
        // Writing to a String cannot fail.
        for row in &self.rows {
            let now = if row.is_now { " ledger__row--now" } else { "" };
            let y = row.text_y;
            _ = write!(
                out,
                "<g class=\"ledger__row{now}\"><text class=\"ledger__name\" x=\"{}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
                self.name_x,
                escape(&row.name)
            );
            for (cell, side, anchor) in [(&row.others, "others", "end"), (&row.moscow, "moscow", "start")] {
                if cell.label.is_empty() {
                    continue;
                }
                _ = write!(out, "<g class=\"ledger__cell ledger__cell--{side}\">");
                if !cell.earlier.is_empty() {
                    _ = write!(out, "<path class=\"ledger__earlier\" d=\"{}\"/>", cell.earlier);
                }
                if !cell.now.is_empty() {
                    _ = write!(out, "<path class=\"ledger__now ledger__now--{parity}\" d=\"{}\"/>", cell.now);
                }
                _ = write!(
                    out,
                    "<text class=\"ledger__number\" x=\"{}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text></g>",
                    cell.label_x, cell.label
                );
            }
            out.push_str("</g>");
        }
        out.push_str("</svg>");
        out
    }
}

/// A row before it has a place: people earlier and now on both sides, and the sums for the labels.
struct FoldedRow {
    name: String,
    others: (u32, u32),
    moscow: (u32, u32),
    sums: (Sum, Sum),
    /// Whether sources tell an act of either side differently.
    are_disputed: (bool, bool),
    is_now: bool,
}

fn is_now(row: &Row) -> bool {
    !row.by_actor.now.is_empty() || !row.by_moscow.now.is_empty()
}

fn fold(ledger: &Ledger, facts: &Facts, max_rows: usize) -> Vec<FoldedRow> {
    let people = |row: &Row, side| (row.cell(side).earlier.known, row.cell(side).now.known);
    let unfolded = |row: &Row| FoldedRow {
        name: facts.name(row.actor),
        others: people(row, Side::Others),
        moscow: people(row, Side::Moscow),
        sums: (row.by_actor.total(), row.by_moscow.total()),
        are_disputed: (row.by_actor.is_disputed, row.by_moscow.is_disputed),
        is_now: is_now(row),
    };
    if ledger.rows.len() <= max_rows {
        return ledger.rows.iter().map(unfolded).collect();
    }
    // Half of the places go to this step's largest, the rest to the largest of all; what is shown keeps the order.
    let now = (0..ledger.rows.len()).filter(|i| is_now(&ledger.rows[*i])).take(max_rows / 2);
    let mut is_named = vec![false; ledger.rows.len()];
    let mut left = max_rows - 1;
    for i in now.chain(0..ledger.rows.len()) {
        if left > 0 && !is_named[i] {
            is_named[i] = true;
            left -= 1;
        }
    }
    let mut rows = Vec::new();
    let mut folded = FoldedRow {
        name: String::new(),
        others: (0, 0),
        moscow: (0, 0),
        sums: (Sum::default(), Sum::default()),
        // A sum of many acts: the key says on how many sources differ.
        are_disputed: (false, false),
        is_now: false,
    };
    let mut folded_actors = 0;
    for (row, is_named) in ledger.rows.iter().zip(is_named) {
        let row = FoldedRow { ..unfolded(row) };
        if is_named {
            rows.push(row);
        } else {
            folded_actors += 1;
            folded.others = (folded.others.0 + row.others.0, folded.others.1 + row.others.1);
            folded.moscow = (folded.moscow.0 + row.moscow.0, folded.moscow.1 + row.moscow.1);
            folded.sums = (folded.sums.0 + row.sums.0, folded.sums.1 + row.sums.1);
            folded.is_now |= row.is_now;
        }
    }
    folded.name = format!("{folded_actors} others");
    rows.push(folded);
    rows
}

fn lines((earlier, now): (u32, u32), dots: Dots) -> i32 {
    let people = i32::try_from(earlier + now).unwrap_or(i32::MAX - dots.per_line);
    (people + dots.per_line - 1) / dots.per_line
}

/// The offset of the middle of the dot in a column, from the edge that the dots grow from.
fn offset(column: i32, dots: Dots) -> i32 {
    dots.size / 2 + 1 + column * dots.pitch + (column / 10) * dots.block
}

fn cells_width(columns: i32, dots: Dots) -> i32 {
    if columns == 0 { 0 } else { offset(columns - 1, dots) + dots.size / 2 + 1 }
}

fn path(from: i32, to: i32, edge: i32, direction: i32, first_line: i32, dots: Dots) -> String {
    let mut path = String::new();
    for i in from..to {
        let x = edge + direction * offset(i % dots.per_line, dots);
        let y = first_line + (i / dots.per_line) * dots.pitch;
        // Writing to a String cannot fail.
        _ = write!(path, "M{x} {y}h0");
    }
    path
}

/// The ledger of a whole episode as a thumbnail: dots in columns of `COLUMN`, growing from the middle outward, all on
/// one scale, so that two thumbnails can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thumbnail {
    /// Of the view box.
    pub width: i32,
    /// Of the view box.
    pub height: i32,
    /// The x of the line between the sides.
    pub middle: i32,
    /// Others' people.
    pub others: String,
    /// Moscow's people.
    pub moscow: String,
}

/// Dots in a column of a thumbnail.
const COLUMN: i32 = 25;
/// From one dot of a thumbnail to the next: with the columns of the largest crisis a card is full.
const THUMBNAIL_PITCH: i32 = 5;

impl Thumbnail {
    /// Draws the known people of both sides, so many to a dot: the same number in all thumbnails.
    pub fn new(ledger: &Ledger, per_dot: u32) -> Self {
        let people = |side| i32::try_from(ledger.total(side).total().known.div_ceil(per_dot)).unwrap_or(0);
        let (others, moscow) = (people(Side::Others), people(Side::Moscow));
        let columns = |people: i32| (people + COLUMN - 1) / COLUMN;
        let half = (columns(others).max(columns(moscow)) * THUMBNAIL_PITCH + 3).max(24);
        let height = COLUMN.min(others.max(moscow).max(1)) * THUMBNAIL_PITCH + 1;
        let dots = |people: i32, direction: i32| {
            let mut path = String::new();
            for i in 0..people {
                let x = half + direction * (4 + (i / COLUMN) * THUMBNAIL_PITCH);
                let y = height - 3 - (i % COLUMN) * THUMBNAIL_PITCH;
                _ = write!(path, "M{x} {y}h0");
            }
            path
        };
        Self { width: half * 2, height, middle: half, others: dots(others, -1), moscow: dots(moscow, 1) }
    }
}
