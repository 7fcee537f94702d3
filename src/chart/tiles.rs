//! The tile-grid map: one square a country, so that small states weigh as much as large ones and no border is drawn.

use super::scale::{Band, ratio_ticks};
use super::scene::{Anchor, Format, LETTERS, Scene};
use super::text;

/// A square to fill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tile {
    /// The code of the state or organisation: where the square stands.
    pub code: String,
    /// The number; `None` where none is known or no case was found.
    pub number: Option<i32>,
    /// What stands in the square: "60", "73+", "?"; empty where no case was found.
    pub label: String,
}

/// Column and row of each square on a desk. Europe by its compass points, the others apart.
const PLACES: [(&str, i32, i32); 53] = [
    ("IS", 0, 0),
    ("NO", 3, 0),
    ("SE", 4, 0),
    ("FI", 5, 0),
    ("IE", 0, 1),
    ("GB", 1, 1),
    ("DK", 3, 1),
    ("EE", 5, 1),
    ("BE", 1, 2),
    ("NL", 2, 2),
    ("DE", 3, 2),
    ("PL", 4, 2),
    ("LV", 5, 2),
    ("FR", 1, 3),
    ("LU", 2, 3),
    ("CZ", 3, 3),
    ("SK", 4, 3),
    ("LT", 5, 3),
    ("UA", 6, 3),
    ("CH", 2, 4),
    ("AT", 3, 4),
    ("HU", 4, 4),
    ("RO", 5, 4),
    ("MD", 6, 4),
    ("PT", 0, 5),
    ("ES", 1, 5),
    ("IT", 2, 5),
    ("SI", 3, 5),
    ("HR", 4, 5),
    ("RS", 5, 5),
    ("BG", 6, 5),
    ("GE", 7, 5),
    ("AZ", 8, 5),
    ("MT", 2, 6),
    ("ME", 4, 6),
    ("XK", 5, 6),
    ("MK", 6, 6),
    ("AL", 4, 7),
    ("GR", 5, 7),
    ("TR", 6, 7),
    ("CY", 7, 7),
    ("CA", 10, 1),
    ("US", 11, 1),
    ("CO", 10, 4),
    ("JP", 11, 4),
    ("AU", 12, 4),
    ("NZ", 13, 4),
    ("NATO", 10, 7),
    ("EU", 11, 7),
    ("UN", 12, 7),
    ("OPCW", 13, 7),
    // Moscow itself: the squares show what others did and had done to them.
    ("RU", -1, -1),
    ("SU", -1, -1),
];

/// The blocks of squares beside Europe: the column and the row of their first square, and their name.
const BLOCKS: [(i32, &str); 3] = [(1, "North America"), (4, "Elsewhere"), (7, "Organisations")];

/// Whether a code has a square, or is one of Moscow's two, which have none.
pub fn is_placed(code: &str) -> bool {
    PLACES.iter().any(|(other, ..)| *other == code)
}

/// Where the colours change: round numbers in nearly equal ratios, at most four, so that there are at most five colours.
pub fn steps(max: i32) -> Vec<u32> {
    let ticks = ratio_ticks(max.unsigned_abs());
    let from = ticks.len().saturating_sub(4);
    // Whatever lies below the second is the first colour.
    ticks.into_iter().skip(from).filter(|tick| *tick > 1).collect()
}

/// The classes of the colours, palest first; and the same for numbers below 0.
const COLOURS: [[&str; 5]; 2] = [
    ["plot__tile--1", "plot__tile--2", "plot__tile--3", "plot__tile--4", "plot__tile--5"],
    ["plot__tile--minus-1", "plot__tile--minus-2", "plot__tile--minus-3", "plot__tile--minus-4", "plot__tile--minus-5"],
];

/// The classes that need light letters.
const DARK: [&str; 4] = ["plot__tile--4", "plot__tile--5", "plot__tile--minus-4", "plot__tile--minus-5"];

/// The class of a number's colour.
fn colour(number: i32, steps: &[u32]) -> &'static str {
    let step = steps.iter().filter(|step| **step <= number.unsigned_abs()).count();
    COLOURS[usize::from(number < 0)][step.min(4)]
}

/// Lays the squares out; the mark of a square is its place in `tiles`. A code without a square is left out. `number`
/// writes a number of the key.
pub fn tiles(tiles: &[Tile], number: &dyn Fn(i32) -> String, format: Format) -> Scene {
    let width = format.width();
    let (columns, side, gap) = match format {
        Format::Wide => (14, 50, 3),
        Format::Narrow => (9, 35, 2),
        #[cfg(not(target_arch = "wasm32"))]
        Format::Card => (9, 35, 2),
    };
    let across = Band::new(columns, (gap, width));
    let pitch = side + gap;
    let head = 24;
    // On a phone the blocks stand below Europe, a row each.
    let block_row = |row: i32| match row {
        1 => 9,
        4 => 11,
        _ => 13,
    };
    let place = |column: i32, row: i32| match format {
        Format::Narrow if column >= 10 => (column - 10, block_row(row)),
        _ => (column, row),
    };
    let at = |column: i32, row: i32| (across.start(usize::try_from(column).unwrap_or(0)), head + row * pitch);
    let rows = if format == Format::Wide { 8 } else { 14 };
    let mut scene = Scene::new(width, head + rows * pitch + 34);
    let max = tiles.iter().filter_map(|tile| tile.number).map(i32::abs).max().unwrap_or(0);
    let steps = steps(max);
    scene.text("plot__head", (gap, 14), Anchor::Start, "Europe");
    for (row, name) in BLOCKS {
        let (column, row) = place(10, row);
        let (x, y) = at(column, row);
        scene.text("plot__head", (x, y - 8), Anchor::Start, name);
    }
    for (i, tile) in tiles.iter().enumerate() {
        let Some((_, column, row)) = PLACES.iter().find(|(code, column, _)| *code == tile.code && *column >= 0) else {
            continue;
        };
        let (column, row) = place(*column, *row);
        let (x, y) = at(column, row);
        let class = match (tile.number, tile.label.is_empty()) {
            (Some(number), _) => colour(number, &steps),
            (None, false) => "plot__tile--unknown",
            (None, true) => "plot__tile--none",
        };
        scene.mark(i, |scene| {
            scene.rect(class, (x, y), (side, side));
            let middle = x + side / 2;
            let (code, label) = if format == Format::Wide { (20, 38) } else { (15, 28) };
            let is_dark = DARK.contains(&class);
            let (code_class, value_class) = if is_dark {
                ("plot__code plot__code--on-dark", "plot__value plot__value--on-dark")
            } else {
                ("plot__code", "plot__value")
            };
            scene.text(code_class, (middle, y + code), Anchor::Middle, &tile.code);
            // A square is narrow: the unit stands in the key.
            let value: String = tile.label.chars().filter(|c| !matches!(c, ' ' | '%')).collect();
            scene.text(value_class, (middle, y + label), Anchor::Middle, &value);
        });
    }
    // The key: each colour with the numbers it stands for.
    let y = head + rows * pitch + 12;
    let mut keys: Vec<(&'static str, String)> = Vec::new();
    if max > 0 {
        let mut from = i32::from(tiles.iter().all(|tile| tile.number != Some(0)));
        for (i, class) in COLOURS[0].iter().enumerate().take(steps.len() + 1) {
            let text = match steps.get(i) {
                Some(next) if int(*next) - 1 > from => format!("{}–{}", number(from), number(int(*next) - 1)),
                Some(_) => number(from),
                None => format!("{} and more", number(from)),
            };
            keys.push((class, text));
            from = steps.get(i).copied().map_or(from, int);
        }
    }
    if tiles.iter().any(|tile| tile.number.is_some_and(|number| number < 0)) {
        keys.push((COLOURS[1][2], "below 0".to_owned()));
    }
    let (mut x, mut y) = (gap, y);
    for (class, text) in keys {
        let room = 18 + text::width(&text, LETTERS);
        if x > gap && x + room > width {
            (x, y) = (gap, y + 20);
        }
        scene.rect(class, (x, y), (14, 14));
        scene.text("plot__label", (x + 18, y + 11), Anchor::Start, &text);
        x += room + 10;
    }
    scene.height = y + 22;
    scene
}

fn int(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}
