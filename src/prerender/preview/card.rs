//! The frame of every preview: title, where it belongs, the key number, a picture, and who says so.

use std::fmt::Write;

use super::letters::{Face, lines, lines_at_most, places, width};
use super::style::sheet;
use crate::html::escape;
use crate::words;

/// The width of a preview in pixels, as sites that show links ask for.
pub const WIDTH: i32 = 1200;
/// Its height.
pub const HEIGHT: i32 = 630;

const MARGIN: i32 = 56;
/// From the left to the right margin.
const ROOM: i32 = WIDTH - 2 * MARGIN;
/// The column of numbers beside a picture.
const COLUMN: i32 = 336;
const GUTTER: i32 = 32;
/// Where numbers and picture end.
const BOTTOM: i32 = 546;
/// The baseline of the sources.
const FOOT: i32 = 602;
/// The size of the sources and of what explains a picture. Half of it is what a reader sees of it in a list of messages.
const SMALL: i32 = 20;
/// A picture is not enlarged beyond this, in hundredths: two dots need no wall.
const LARGEST: i32 = 240;
/// The room of the line below a picture that says what its marks mean.
const KEY: i32 = 38;

/// Who a number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Any state or organisation but Moscow.
    Others,
    /// Russia, before it the Soviet Union.
    Moscow,
    /// No side.
    Nobody,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Others => "others",
            Self::Moscow => "moscow",
            Self::Nobody => "nobody",
        }
    }
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// "60", "at least 196", or words where there is no number: "number not published".
    pub figure: String,
    /// "people ordered out by Russia".
    pub words: String,
    /// What is uncertain about it: "sources differ: 18–27". Empty where nothing is.
    pub note: String,
    /// What it holds: "15 of them barred from returning". Shown where there is room, else told on the page alone.
    pub holds: String,
    /// Whose act it tells of.
    pub tone: Tone,
}

impl Number {
    /// What stands below it in small letters.
    fn soft(&self) -> String {
        let parts = [self.holds.as_str(), self.note.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }

    fn digits_at(&self) -> Option<usize> {
        self.figure.find(|letter: char| letter.is_ascii_digit())
    }
}

/// A picture that was laid out: an SVG element with a view box of this size.
pub struct Drawn {
    /// The element.
    pub svg: String,
    /// The width of its view box.
    pub width: i32,
    /// The height of its view box.
    pub height: i32,
    /// What its marks mean, in one line.
    pub key: String,
}

/// Lays a picture out for a room of this width and height, in pixels.
pub type Draw<'a> = Box<dyn Fn(i32, i32) -> Option<Drawn> + 'a>;

/// What stands beside or below the numbers.
pub enum Body<'a> {
    /// A picture to the right of the numbers.
    Beside(Draw<'a>),
    /// A picture below the number, as wide as the card.
    Below(Draw<'a>),
    /// Paragraphs to the right of the numbers; as many as have room.
    Text(Vec<String>),
}

/// All that a preview says.
pub struct Card<'a> {
    /// The page's title.
    pub title: String,
    /// Where it belongs: "Skripal, 2018 · step 3 of 9".
    pub kicker: String,
    /// One number, or both sides' in the same size.
    pub numbers: Vec<Number>,
    /// What stands beside them.
    pub body: Body<'a>,
    /// Who says so: "12 sources".
    pub sources: String,
}

impl Card<'_> {
    /// The preview as a document of its own. `cutoff` is the day up to which the data go.
    pub fn to_svg(&self, cutoff: &str) -> String {
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
             <style>{}</style><rect class=\"paper\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>",
            sheet()
        );
        let top = self.head(&mut out);
        match &self.body {
            Body::Beside(draw) => {
                self.numbers_svg(&mut out, top);
                let (x, room) = (MARGIN + COLUMN + GUTTER, ROOM - COLUMN - GUTTER);
                place(&mut out, draw, (x, top), (room, BOTTOM - top));
            }
            Body::Below(draw) => {
                let below = self.line_of_numbers(&mut out, top);
                place(&mut out, draw, (MARGIN, below), (ROOM, BOTTOM - below));
            }
            Body::Text(paragraphs) => {
                self.numbers_svg(&mut out, top);
                paragraphs_svg(&mut out, paragraphs, top);
            }
        }
        self.foot(&mut out, cutoff);
        out.push_str("</svg>");
        out
    }

    /// Title and kicker; returns where the rest begins.
    fn head(&self, out: &mut String) -> i32 {
        // The larger the fewer lines it takes.
        const SIZES: [(i32, usize); 4] = [(52, 1), (44, 2), (38, 3), (36, 3)];
        let fits = |(size, most): &(i32, usize)| lines(&self.title, Face::Serif, *size, ROOM).len() <= *most;
        let (size, most) = SIZES.into_iter().find(fits).unwrap_or((36, 3));
        let kicker = 22;
        let mut y = MARGIN + 30;
        let mut title = lines_at_most(&self.title, Face::Serif, size, ROOM, most);
        // No last line of one word: the narrowest room in which the title takes no more lines.
        if !title.iter().any(|line| line.ends_with('…')) {
            let narrower = (ROOM / 2..ROOM).step_by(20).map(|room| lines(&self.title, Face::Serif, size, room));
            let fits = |lines: &Vec<String>| {
                lines.len() == title.len() && lines.iter().all(|line| width(line, Face::Serif, size) <= ROOM)
            };
            title = narrower.into_iter().find(fits).unwrap_or(title);
        }
        for line in &title {
            y += if line == &title[0] { size } else { size * 23 / 20 };
            text(out, "title", (MARGIN, y), size, line);
        }
        for line in lines_at_most(&self.kicker, Face::SansBold, kicker, ROOM, 1) {
            text(out, "kicker", (MARGIN, MARGIN + 14), kicker, &line);
        }
        y + 40
    }

    /// Numbers one below the other, both as large as the room allows.
    fn numbers_svg(&self, out: &mut String, top: i32) {
        const SIZES: [(i32, i32); 7] = [(112, 30), (96, 28), (84, 27), (74, 26), (64, 25), (54, 24), (46, 22)];
        let gap = 24;
        let fits = |numbers: &[Number], sizes: &(i32, i32)| {
            let height: i32 = numbers.iter().map(|number| number_height(number, *sizes) + gap).sum();
            height - gap <= BOTTOM - top && numbers.iter().all(|number| figure_width(number, *sizes) <= COLUMN)
        };
        let mut numbers = self.numbers.clone();
        let sizes = SIZES.into_iter().find(|sizes| fits(&numbers, sizes)).unwrap_or_else(|| {
            for number in &mut numbers {
                number.holds.clear();
            }
            SIZES.into_iter().find(|sizes| fits(&numbers, sizes)).unwrap_or((46, 22))
        });
        let mut y = top;
        for number in &numbers {
            // What belongs to one number is one group.
            _ = write!(out, "<g class=\"key {}\">", number.tone.class());
            number_svg(out, number, y, sizes);
            out.push_str("</g>");
            y += number_height(number, sizes) + gap;
        }
    }

    /// Numbers side by side, each on a line with its words.
    fn line_of_numbers(&self, out: &mut String, top: i32) -> i32 {
        let Some(number) = self.numbers.first() else { return top };
        let (figure, small) = (72, 28);
        let y = top + 44;
        let at = MARGIN + width(&number.figure, Face::SansBold, figure) + 16;
        out.push_str("<g class=\"key nobody\">");
        figure_svg(out, number, y, (figure, small), &number.figure);
        let note = if number.note.is_empty() { String::new() } else { format!("; {}", number.note) };
        let words = format!("{}{note}", number.words);
        let told = lines_at_most(&words, Face::Sans, small, MARGIN + ROOM - at, 2);
        let first = y - if told.len() > 1 { 30 } else { 0 };
        for (line, y) in told.iter().zip([first, first + 32]) {
            text(out, "words", (at, y), small, line);
        }
        out.push_str("</g>");
        y + 26
    }

    fn foot(&self, out: &mut String, cutoff: &str) {
        let y = BOTTOM + 22;
        // Writing to a String cannot fail.
        _ = write!(out, "<path class=\"rule\" d=\"M{MARGIN} {y}H{}\"/>", WIDTH - MARGIN);
        let brand = "Persona Non Grata";
        let brand_width = width(brand, Face::Serif, 24);
        let left = WIDTH - MARGIN - brand_width;
        _ = write!(
            out,
            "<circle class=\"dot-others\" cx=\"{}\" cy=\"{}\" r=\"8\"/><circle class=\"dot-moscow\" cx=\"{}\" cy=\"{}\" r=\"8\"/>",
            left - 38,
            FOOT - 8,
            left - 17,
            FOOT - 8
        );
        text(out, "brand", (left, FOOT), 24, brand);
        text(out, "soft source", (MARGIN, FOOT), SMALL, &format!("{} to {cutoff} · CC BY 4.0", self.sources));
    }

    /// The same in words, for those who do not see it.
    pub fn alt(&self) -> String {
        let numbers = self.numbers.iter().map(|number| {
            let soft = number.soft();
            let note = if soft.is_empty() { String::new() } else { format!(" ({soft})") };
            format!(" {} {}{note}.", words::capitalise(&number.figure), number.words)
        });
        format!("{}.{}", self.title.trim_end_matches('.'), numbers.collect::<String>())
    }
}

/// The typeface of a class of text, as the style sheet has it.
fn face_of(class: &str) -> Face {
    match class {
        "title" | "brand" => Face::Serif,
        "kicker" | "number" => Face::SansBold,
        _ => Face::Sans,
    }
}

/// The place of each letter, as the value of an attribute.
fn xs(x: i32, text: &str, face: Face, size: i32) -> String {
    let places: Vec<String> = places(text, face, size).0.into_iter().map(|place| (x + place).to_string()).collect();
    places.join(" ")
}

/// A text at its baseline.
fn text(out: &mut String, class: &str, (x, y): (i32, i32), size: i32, text: &str) {
    let xs = xs(x, text, face_of(class), size);
    // Writing to a String cannot fail.
    _ = write!(out, "<text class=\"{class}\" x=\"{xs}\" y=\"{y}\" font-size=\"{size}\">{}</text>", escape(text));
}

/// A figure in digits is large; one in words is as large as its words can be.
fn figure_lines(number: &Number, (figure, small): (i32, i32)) -> (i32, Vec<String>) {
    if number.digits_at().is_some() {
        (figure, vec![number.figure.clone()])
    } else {
        let size = (figure / 2).clamp(small, 48);
        (size, lines(&number.figure, Face::SansBold, size, COLUMN))
    }
}

fn figure_width(number: &Number, sizes: (i32, i32)) -> i32 {
    let (size, lines) = figure_lines(number, sizes);
    match number.digits_at() {
        Some(_) => {
            parts(&number.figure, (size, sizes.1)).iter().map(|(part, size)| width(part, Face::SansBold, *size)).sum()
        }
        None => lines.iter().map(|line| width(line, Face::SansBold, size)).max().unwrap_or(0),
    }
}

fn note_size(small: i32) -> i32 {
    small.min(24)
}

fn number_height(number: &Number, sizes: (i32, i32)) -> i32 {
    let (size, figure) = figure_lines(number, sizes);
    let rows = |text: &str, size: i32| {
        let lines = if text.is_empty() { 0 } else { lines(text, Face::Sans, size, COLUMN).len() };
        i32::try_from(lines).unwrap_or(0) * size * 6 / 5
    };
    let figures = i32::try_from(figure.len()).unwrap_or(1) * size * 9 / 10;
    16 + figures + 6 + rows(&number.words, sizes.1) + rows(&number.soft(), note_size(sizes.1)) + 4
}

fn number_svg(out: &mut String, number: &Number, top: i32, sizes: (i32, i32)) {
    // One line and two say the same as the colours.
    let class = number.tone.class();
    // Writing to a String cannot fail.
    _ = match number.tone {
        Tone::Moscow => {
            write!(out, "<path class=\"rule-{class}\" d=\"M{MARGIN} {}h{COLUMN}m0 5h-{COLUMN}\"/>", top + 1)
        }
        _ => write!(out, "<path class=\"rule-{class}\" d=\"M{MARGIN} {}h{COLUMN}\"/>", top + 3),
    };
    let (size, figure) = figure_lines(number, sizes);
    let mut y = top + 16;
    for line in &figure {
        y += size * 9 / 10;
        figure_svg(out, number, y - size / 10, (size, sizes.1), line);
    }
    y += 6;
    let mut rows = |class: &str, text_of: &str, size: i32| {
        if text_of.is_empty() {
            return;
        }
        for line in lines(text_of, Face::Sans, size, COLUMN) {
            y += size * 6 / 5;
            text(out, class, (MARGIN, y - size / 5), size, &line);
        }
    };
    rows("words", &number.words, sizes.1);
    rows("soft note", &number.soft(), note_size(sizes.1));
}

/// The digits of a figure, large, and what stands before and behind them, small; a figure in words as it is.
fn parts(figure: &str, (size, small): (i32, i32)) -> Vec<(&str, i32)> {
    let Some(digit) = figure.find(|letter: char| letter.is_ascii_digit()) else { return vec![(figure, size)] };
    // A sign belongs to its number.
    let start = figure[..digit].trim_end_matches(['+', '−']).len();
    let is_digit = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.');
    let end = figure[digit..].find(|letter| !is_digit(letter)).map_or(figure.len(), |length| digit + length);
    let parts = [(&figure[..start], small), (&figure[start..end], size), (&figure[end..], small)];
    parts.into_iter().filter(|(part, _)| !part.is_empty()).collect()
}

fn figure_svg(out: &mut String, number: &Number, y: i32, sizes: (i32, i32), line: &str) {
    let mut x = MARGIN;
    // Writing to a String cannot fail.
    _ = write!(out, "<text class=\"number {}\" y=\"{y}\">", number.tone.class());
    for (part, size) in parts(line, sizes) {
        let xs = xs(x, part, Face::SansBold, size);
        _ = write!(out, "<tspan x=\"{xs}\" font-size=\"{size}\">{}</tspan>", escape(part));
        x += width(part, Face::SansBold, size);
    }
    out.push_str("</text>");
}

/// How large a picture is drawn in a room: hundredths of a pixel a unit.
fn scale(drawn: &Drawn, room: i32, height: i32) -> i32 {
    (room * 100 / drawn.width.max(1)).min(height * 100 / drawn.height.max(1)).min(LARGEST)
}

/// Puts a picture into a room, as large as it fits, and its key below it.
fn place(out: &mut String, draw: &Draw<'_>, (x, y): (i32, i32), (room, height): (i32, i32)) {
    let height = height - KEY;
    let Some(drawn) = draw(room, height) else { return };
    let scale = scale(&drawn, room, height);
    let (width, height_drawn) = (drawn.width * scale / 100, drawn.height * scale / 100);
    let left = x + (room - width) / 2;
    // What is low stands above the middle, not at the top.
    let top = y + (height - height_drawn) * 2 / 5;
    let element = drawn.svg.strip_prefix("<svg ").unwrap_or(&drawn.svg);
    // Writing to a String cannot fail.
    _ = write!(
        out,
        "<svg x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height_drawn}\" overflow=\"visible\" {element}"
    );
    for line in lines_at_most(&drawn.key, Face::Sans, 20, room, 1) {
        text(out, "soft key", (x, BOTTOM - 2), 20, &line);
    }
}

/// Paragraphs beside the numbers, the first one larger; as many as have room.
fn paragraphs_svg(out: &mut String, paragraphs: &[String], top: i32) {
    let (x, room) = (MARGIN + COLUMN + GUTTER + 16, ROOM - COLUMN - GUTTER - 16);
    let mut y = top - 4;
    // The first as large as four lines allow.
    let short = |size: &i32| paragraphs.first().is_none_or(|first| lines(first, Face::Sans, *size, room).len() <= 4);
    let mut size = [36, 32].into_iter().find(short).unwrap_or(29);
    for paragraph in paragraphs {
        let step = size * 5 / 4;
        let left = usize::try_from((BOTTOM - y) / step).unwrap_or(0);
        // What follows the first is short.
        let left = if size > 26 { left } else { left.min(2) };
        if left == 0 {
            break;
        }
        for line in lines_at_most(paragraph, Face::Sans, size, room, left) {
            y += step;
            text(out, if size > 26 { "words" } else { "soft words" }, (x, y - step / 5), size, &line);
        }
        y += 16;
        size = 24;
    }
}
