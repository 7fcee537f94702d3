//! Small multiples: a panel a crisis, in each the same facing bars on one common scale.

use super::bars::{BarRow, rest};
use super::quantity::{Quantity, bar};
use super::scale::{Band, Linear};
use super::scene::{Anchor, Format, LETTERS, Scene};
use super::text;

/// A panel: its name and its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    /// The crisis.
    pub title: String,
    /// The rows, the largest first.
    pub rows: Vec<BarRow>,
}

const ROW: i32 = 24;
const TITLE: i32 = 22;
const BAR: i32 = 10;
const LABEL: i32 = 30;

/// At most so many panels are drawn: more are no picture any more. The table beside them has all.
pub const MOST_PANELS: usize = 60;

/// Lays the first [`MOST_PANELS`] panels out in columns; a row of panels is as high as its tallest. The mark of a row counts
/// on through all panels; `heads` name the two sides. A row without numbers is words only.
pub fn multiples(panels: &[Panel], heads: [&str; 2], format: Format) -> Scene {
    let more = panels.len().saturating_sub(MOST_PANELS);
    let panels = &panels[..panels.len() - more];
    let width = format.width();
    let columns = if format == Format::Wide { 2 } else { 1 };
    let gap = if format == Format::Wide { 24 } else { 0 };
    let across = Band::new(columns, (0, width + gap));
    let panel_width = across.start(1) - gap;
    let names = panels
        .iter()
        .flat_map(|panel| &panel.rows)
        // A row in words only may run on.
        .filter(|row| !(row.others.label.is_empty() && row.moscow.label.is_empty()))
        .map(|row| text::width(&row.name, LETTERS))
        .max()
        .unwrap_or(0)
        .min(panel_width / 3)
        + 8;
    let max = panels
        .iter()
        .flat_map(|panel| &panel.rows)
        .map(|row| row.others.highest().max(row.moscow.highest()))
        .max()
        .unwrap_or(0)
        .max(1);
    let quantities = panels.iter().flat_map(|panel| &panel.rows).flat_map(|row| [&row.others, &row.moscow]);
    let label = quantities.map(Quantity::room).max().unwrap_or(0).max(LABEL);
    let height_of = |panel: &Panel| TITLE + ROW * i32::try_from(panel.rows.len()).unwrap_or(0) + 14;
    let mut scene = Scene::new(width, 0);
    // The heads of the two sides, once above each column.
    for column in 0..columns.min(panels.len()) {
        let middle = (across.start(column) + names).midpoint(across.start(column) + panel_width);
        scene.text("plot__head plot__head--others", (middle - 6, 12), Anchor::End, heads[0]);
        scene.text("plot__head plot__head--moscow", (middle + 6, 12), Anchor::Start, heads[1]);
    }
    let (mut y, mut mark) = (20, 0);
    for line in panels.chunks(columns) {
        for (column, panel) in line.iter().enumerate() {
            let left = across.start(column);
            let middle = (left + names).midpoint(left + panel_width);
            let others = Linear::new((0, i64::from(max)), (middle, left + names + label));
            let moscow = Linear::new((0, i64::from(max)), (middle, left + panel_width - label));
            scene.text("plot__head", (left, y + 14), Anchor::Start, &panel.title);
            let bottom = y + height_of(panel) - 14;
            for (i, row) in panel.rows.iter().enumerate() {
                let top = y + TITLE + ROW * i32::try_from(i).unwrap_or(0);
                scene.mark(mark, |scene| {
                    scene.rect("plot__hit", (left, top), (panel_width, ROW));
                    scene.text("plot__name", (left, top + ROW / 2 + 4), Anchor::Start, &row.name);
                    bar(scene, "plot__bar plot__bar--others", &others, (top + ROW / 2, BAR), &row.others);
                    bar(scene, "plot__bar plot__bar--moscow", &moscow, (top + ROW / 2, BAR), &row.moscow);
                });
                mark += 1;
            }
            scene.line("plot__axis", (middle, y + TITLE), (middle, bottom));
        }
        y += line.iter().map(height_of).max().unwrap_or(0);
    }
    if more > 0 {
        scene.text("plot__label", (4, y + 13), Anchor::Start, &rest(more));
        y += ROW;
    }
    scene.height = y;
    scene
}
