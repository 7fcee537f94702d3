//! Whether every colour can be seen on what it stands on, light and dark, computed from the style sheets.
//!
//! Relative luminance and contrast ratio are those of WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>, with the
//! threshold 0.04045 of the sRGB standard (IEC 61966-2-1) as the errata of WCAG have it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Text of any size: 1.4.6 (AAA), which is more than the 4.5 of 1.4.3 (AA), so that text a little smaller or thinner than
/// usual is still read with ease.
const TEXT: f64 = 7.0;

/// Bold numbers inside marks and on the tiles of a map, whose colours have to tell both sides apart as well: 1.4.3 (AA).
const TEXT_ON_MARKS: f64 = 4.5;

/// Marks, lines that mean something, borders of controls, the ring of the focus: 1.4.11 (AA).
const MARK: f64 = 3.0;

const PAPERS: &[&str] = &["paper", "paper-raised", "paper-sunk"];

/// Colours of text, on what, and where.
const TEXTS: &[(&str, &[&str], &str)] = &[
    ("ink", PAPERS, "the text of every page"),
    ("ink-soft", PAPERS, "notes, dates, labels of fields and pictures"),
    ("link", PAPERS, "links, and what opens details"),
    ("accent", PAPERS, "a verdict of a disputed claim, a cell that differs"),
    ("others-text", PAPERS, "heads and names of the other states in pictures and tables"),
    ("moscow-text", PAPERS, "heads and names of Moscow in pictures and tables"),
    ("paper", &["ink", "ink-soft", "accent"], "buttons, titles of the stepper's dots, the notice; verdicts"),
];

/// The same on marks. On the tiles see the test of their numbers.
const TEXTS_ON_MARKS: &[(&str, &[&str], &str)] =
    &[("paper-raised", &["others", "moscow"], "numbers inside marks of a chain and on the darkest tiles")];

/// Colours of marks, on what, and where.
const MARKS: &[(&str, &[&str], &str)] = &[
    ("focus", PAPERS, "the ring of what has the focus"),
    ("line-strong", PAPERS, "borders of fields and buttons, axes, lines that stand for a part of a claim"),
    ("accent", PAPERS, "the ring of what is chosen or led to, the current dot of the stepper"),
    ("others", PAPERS, "people, bars, marks and edges of the other states"),
    ("moscow", PAPERS, "people, bars, marks and edges of Moscow"),
    ("others-pale", &["paper", "paper-raised"], "people of earlier steps, ordered out by other states"),
    ("moscow-pale", &["paper", "paper-raised"], "people of earlier steps, ordered out by Moscow"),
    ("ink-soft", PAPERS, "edges of a chain, borders of what is unknown, past dots of the stepper"),
    ("ink", PAPERS, "axes, edges that escalate, numbers that are floors"),
];

/// Colours that need no contrast, and why.
const DECORATION: &[(&str, &str)] = &[
    (
        "line",
        "hairlines between what is told apart by space and headings already; marks that step back beside a chosen one",
    ),
    ("paper-sunk", "grounds that are told apart by their edges or their text"),
];

/// A colour by its channels, 0 to 1, in sRGB.
type Rgb = [f64; 3];

fn style(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("style").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every sheet but that of paper, whose colours are black on white.
fn sheets() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "css") && name != "print.css")
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), style(&name))).collect()
}

fn hex(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel =
        |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok().map(|value| f64::from(value) / 255.0);
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// The colours of `tokens.css` by name: light, dark.
fn tokens() -> BTreeMap<String, [Rgb; 2]> {
    style("tokens.css")
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
            let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
            let read = |text| hex(text).unwrap_or_else(|| panic!("--{name}: {text} is not six digits of hexadecimal"));
            Some((name.to_owned(), [read(light), read(dark)]))
        })
        .collect()
}

fn luminance(colour: Rgb) -> f64 {
    let [r, g, b] = colour.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// `color-mix(in srgb, one part, other)`.
fn mixed(one: Rgb, part: f64, other: Rgb) -> Rgb {
    [0, 1, 2].map(|i| one[i] * part + other[i] * (1.0 - part))
}

/// Every pair of a table whose contrast is too small.
fn too_weak(pairs: &[(&str, &[&str], &str)], least: f64) -> Vec<String> {
    let tokens = tokens();
    let of = |name: &str| *tokens.get(name).unwrap_or_else(|| panic!("--{name} is no colour of tokens.css"));
    let mut found = Vec::new();
    for (name, grounds, place) in pairs {
        for ground in *grounds {
            for (i, scheme) in ["light", "dark"].into_iter().enumerate() {
                let ratio = contrast(of(name)[i], of(ground)[i]);
                if ratio < least {
                    found.push(format!("--{name} on --{ground}, {scheme}: {ratio:.2}, least {least} ({place})"));
                }
            }
        }
    }
    found
}

/// The tokens that declarations of these properties name, each with where.
fn used(is_property: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (file, text) in sheets() {
        for declaration in text.split(['{', '}', ';']) {
            let Some((property, value)) = declaration.trim().split_once(':') else { continue };
            if !is_property(property.trim()) || property.trim().starts_with("--") {
                continue;
            }
            for part in value.split("var(--").skip(1) {
                let name = part.split([')', ',']).next().unwrap_or_default();
                found.entry(name.to_owned()).or_insert_with(|| format!("{file}: {}", declaration.trim()));
            }
        }
    }
    let colours = tokens();
    found.retain(|name, _| colours.contains_key(name));
    found
}

#[test]
fn the_ratio_is_that_of_the_standard() {
    let grey = hex("#767676").expect("a colour");
    let white = hex("#ffffff").expect("a colour");
    assert!((contrast(white, hex("#000000").expect("a colour")) - 21.0).abs() < 1e-9);
    assert!((contrast(grey, white) - 4.54).abs() < 0.005, "the lightest grey that text on white may have");
}

#[test]
fn every_text_can_be_read_on_what_it_stands_on() {
    let mut found = too_weak(TEXTS, TEXT);
    found.extend(too_weak(TEXTS_ON_MARKS, TEXT_ON_MARKS));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_mark_can_be_seen_on_what_it_stands_on() {
    let found = too_weak(MARKS, MARK);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn numbers_on_the_tiles_of_a_map_can_be_read() {
    let tokens = tokens();
    let sheet = style("compare.css");
    let mut tiles = 0;
    for line in sheet.lines().filter(|line| line.contains(".plot__tile--") && line.contains("color-mix")) {
        let (class, value) =
            line.trim().split_once(" { fill: color-mix(in srgb, var(--").expect("a mix of two colours");
        let (name, rest) = value.split_once(") ").expect("a token");
        let (percent, ground) = rest.split_once("%, var(--").expect("a part of a token");
        let part = percent.parse::<f64>().expect("a number") / 100.0;
        let ground = ground.split(')').next().expect("a token");
        // The darker steps carry their numbers in the colour of the paper.
        let text = if class.ends_with('4') { "paper-raised" } else { "ink" };
        // A tile of the other states, or of Moscow where it acts.
        let tones = if name == "tile" { vec!["others", "moscow"] } else { vec![name] };
        for tone in tones {
            for (i, scheme) in ["light", "dark"].into_iter().enumerate() {
                let tile = mixed(tokens[tone][i], part, tokens[ground][i]);
                let ratio = contrast(tokens[text][i], tile);
                assert!(ratio >= TEXT_ON_MARKS, "{class} of --{tone}, {scheme}: --{text} has {ratio:.2}");
            }
        }
        tiles += 1;
    }
    assert_eq!(tiles, 8, "four steps of each side; the fifth is the colour itself");
}

#[test]
fn no_colour_is_left_out() {
    let listed: BTreeSet<&str> = TEXTS
        .iter()
        .chain(TEXTS_ON_MARKS)
        .chain(MARKS)
        .flat_map(|(name, grounds, _)| grounds.iter().chain([name]))
        .copied()
        .chain(DECORATION.iter().map(|(name, _)| *name))
        .collect();
    let all = tokens();
    let all: BTreeSet<&str> = all.keys().map(String::as_str).collect();
    assert_eq!(listed, all);
    assert!(DECORATION.iter().all(|(_, why)| !why.is_empty()));
}

#[test]
fn what_the_sheets_use_as_text_as_ground_and_as_mark_is_held_against_its_counterparts() {
    let names = |table: &[(&'static str, &'static [&'static str], &'static str)]| -> BTreeSet<&'static str> {
        table.iter().map(|(name, ..)| *name).collect()
    };
    let missing = |used: BTreeMap<String, String>, listed: &BTreeSet<&str>| -> Vec<String> {
        used.into_iter().filter(|(name, _)| !listed.contains(name.as_str())).map(|(_, place)| place).collect()
    };
    let texts: BTreeSet<&str> = names(TEXTS).union(&names(TEXTS_ON_MARKS)).copied().collect();
    let decoration: BTreeSet<&str> = DECORATION.iter().map(|(name, _)| *name).collect();
    // `color` is that of text, and of marks that are drawn in `currentColor`.
    let marks: BTreeSet<&str> = names(MARKS).union(&texts).copied().chain(decoration).collect();
    assert_eq!(missing(used(|property| property == "color"), &marks), Vec::<String>::new());

    let grounds: BTreeSet<&str> = TEXTS.iter().chain(MARKS).flat_map(|(_, grounds, _)| *grounds).copied().collect();
    assert_eq!(
        missing(used(|property| property == "background" || property == "background-color"), &grounds),
        Vec::<String>::new()
    );
    let is_drawn = |property: &str| {
        ["fill", "stroke", "outline", "border", "accent-color"].iter().any(|start| property.starts_with(start))
    };
    assert_eq!(missing(used(is_drawn), &marks), Vec::<String>::new());
}
