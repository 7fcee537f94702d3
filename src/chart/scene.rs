//! A picture as a list of shapes, and the one way in which it becomes SVG text.
//!
//! Shapes have classes; colours come from the style sheet. All numbers are view units of the fixed view box, x to the
//! right, y downward.

use std::fmt::Write;

use super::text;
use crate::html::escape;

/// For which width a picture is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 760 view units: a desk.
    Wide,
    /// 340 view units: a phone.
    Narrow,
    /// 424 view units and low: the picture of a link preview.
    #[cfg(not(target_arch = "wasm32"))]
    Card,
}

impl Format {
    /// Both, as they stand in a page.
    pub const BOTH: [Self; 2] = [Self::Wide, Self::Narrow];

    /// The width of the view box.
    pub const fn width(self) -> i32 {
        match self {
            Self::Wide => 760,
            Self::Narrow => 340,
            #[cfg(not(target_arch = "wasm32"))]
            Self::Card => 424,
        }
    }

    /// The word in the class of the element, by which the style sheet shows one format.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Card => "card",
        }
    }
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Left, top, width, height.
    Rect(i32, i32, i32, i32),
    /// The middle and the radius.
    Circle(i32, i32, i32),
    /// The `d` of a path.
    Path(String),
    /// A text at its baseline.
    Text(i32, i32, Anchor, String),
    /// What follows, up to the next `End`, is the mark of this place in the data: a link with a name of its own.
    Mark(usize),
    /// The end of a mark.
    End,
}

/// The size of letters, in view units: the style sheet sets the same.
pub const LETTERS: i32 = 12;

/// A picture ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// Of the view box.
    pub width: i32,
    /// Of the view box.
    pub height: i32,
    /// From the back to the front, each with its class.
    pub shapes: Vec<(&'static str, Shape)>,
}

impl Scene {
    /// An empty picture.
    pub fn new(width: i32, height: i32) -> Self {
        Self { width, height, shapes: Vec::new() }
    }

    /// Adds a rectangle; one without width or height is not drawn.
    pub fn rect(&mut self, class: &'static str, (x, y): (i32, i32), (width, height): (i32, i32)) {
        if width > 0 && height > 0 {
            self.shapes.push((class, Shape::Rect(x, y, width, height)));
        }
    }

    /// Adds a circle.
    pub fn circle(&mut self, class: &'static str, (x, y): (i32, i32), radius: i32) {
        self.shapes.push((class, Shape::Circle(x, y, radius)));
    }

    /// Adds a straight line.
    pub fn line(&mut self, class: &'static str, (x, y): (i32, i32), (to_x, to_y): (i32, i32)) {
        self.shapes.push((class, Shape::Path(format!("M{x} {y}L{to_x} {to_y}"))));
    }

    /// Adds a text at its baseline; an empty one is not drawn.
    pub fn text(&mut self, class: &'static str, (x, y): (i32, i32), anchor: Anchor, text: &str) {
        if !text.is_empty() {
            self.shapes.push((class, Shape::Text(x, y, anchor, text.to_owned())));
        }
    }

    /// Adds what belongs to the mark of a place in the data.
    pub fn mark(&mut self, place: usize, draw: impl FnOnce(&mut Self)) {
        self.shapes.push(("plot__mark", Shape::Mark(place)));
        let start = self.shapes.len();
        draw(self);
        // A mark has a name of its own. Texts stand behind it: what is seen of them would have to be part of that name.
        let (texts, shapes): (Vec<_>, Vec<_>) =
            self.shapes.split_off(start).into_iter().partition(|(_, shape)| matches!(shape, Shape::Text(..)));
        self.shapes.extend(shapes);
        self.shapes.push(("", Shape::End));
        self.shapes.extend(texts);
    }

    /// A line of round numbers across the picture with its number: at `x` from top to bottom.
    pub fn tick_x(&mut self, x: i32, (top, bottom): (i32, i32), label: &str) {
        self.line("plot__tick", (x, top), (x, bottom));
        let half = text::half(label, LETTERS);
        self.text("plot__label", (x.clamp(half, self.width - half), top - 5), Anchor::Middle, label);
    }

    /// The same at `y` from left to right.
    pub fn tick_y(&mut self, y: i32, (left, right): (i32, i32), label: &str) {
        self.line("plot__tick", (left, y), (right, y));
        self.text("plot__label", (left - 5, y + 4), Anchor::End, label);
    }

    /// The picture as an SVG element. `name` is the id of the element that names it: several pictures on a page have
    /// several. `mark` gives each mark's attributes, with a space before each: where it leads, what it says.
    pub fn to_svg(&self, class: &str, name: &str, mark: &dyn Fn(usize) -> String) -> String {
        let mut out = format!(
            "<svg class=\"plot {class}\" viewBox=\"0 0 {} {}\" role=\"group\" aria-labelledby=\"{name}\">",
            self.width, self.height
        );
        for (class, shape) in &self.shapes {
            // Writing to a String cannot fail.
            _ = match shape {
                Shape::Rect(x, y, width, height) => {
                    write!(out, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")
                }
                Shape::Circle(x, y, radius) => {
                    write!(out, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>")
                }
                Shape::Path(d) => write!(out, "<path class=\"{class}\" d=\"{d}\"/>"),
                Shape::Text(x, y, anchor, text) => {
                    let anchor = match anchor {
                        Anchor::Start => "start",
                        Anchor::Middle => "middle",
                        Anchor::End => "end",
                    };
                    let text = escape(text);
                    write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>")
                }
                Shape::Mark(place) => write!(out, "<a class=\"{class}\"{}>", mark(*place)),
                Shape::End => write!(out, "</a>"),
            };
        }
        out.push_str("</svg>");
        out
    }
}
