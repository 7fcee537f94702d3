//! The picture as SVG text.

use std::fmt::Write;

use super::{Anchor, Label, LabelKind, LineKind, Picture, PlacedMark};
use crate::chain::Kind;
use crate::html::escape;
use crate::ledger::Side;

/// Where marks lead to and what they are called.
pub struct Links<'a> {
    /// The address of a mark.
    pub href: &'a dyn Fn(&PlacedMark) -> String,
    /// What a pointer is told that rests on a mark.
    pub title: &'a dyn Fn(&PlacedMark) -> String,
}

/// The picture as an SVG element of a class; colours come from the style sheet.
///
/// Hidden from assistive technology and from the keyboard: the outline beside it holds the same events as links.
/// Marks and links carry the places of their events in the facts (`data-e`), so that a choice can light them.
pub fn to_svg(picture: &Picture, class: &str, links: &Links<'_>) -> String {
    // Writing to a String cannot fail.
    let mut out = format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\" focusable=\"false\">",
        picture.width, picture.height
    );
    for band in picture.bands.iter().filter(|band| band.is_even) {
        _ = write!(
            out,
            "<rect class=\"chain__band\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            band.at.0, band.at.1, band.size.0, band.size.1
        );
    }
    for (kind, name) in [
        (LineKind::Lane, "lane"),
        (LineKind::Tick, "tick"),
        (LineKind::Gap, "gap"),
        (LineKind::Trigger, "from-trigger"),
    ] {
        let mut path = String::new();
        for line in picture.lines.iter().filter(|line| line.kind == kind) {
            _ = write!(path, "M{} {}L{} {}", line.from.0, line.from.1, line.to.0, line.to.1);
        }
        if !path.is_empty() {
            _ = write!(out, "<path class=\"chain__line chain__line--{name}\" d=\"{path}\"/>");
        }
    }
    for edge in &picture.edges {
        let (act, reply) = (&picture.marks[edge.marks.0], &picture.marks[edge.marks.1]);
        let ((x, y), (to_x, to_y)) = (act.at, reply.at);
        // From lane to lane along one line down the act's date: forty links from one act are then one line with branches.
        let way = match edge.bend {
            _ if edge.is_far => format!("V{to_y}H{to_x}"),
            Some((bend_x, bend_y)) => format!("Q{bend_x} {bend_y} {to_x} {to_y}"),
            None => format!("L{to_x} {to_y}"),
        };
        _ = write!(
            out,
            "<path class=\"chain__edge chain__edge--{}{}\" data-m=\"{} {}\" d=\"M{x} {y}{way}\"/>",
            edge.relation.key(),
            if edge.is_far { " chain__edge--far" } else { "" },
            edge.marks.0,
            edge.marks.1,
        );
    }
    for mark in &picture.marks {
        mark_svg(&mut out, mark, links);
    }
    for label in &picture.labels {
        label_svg(&mut out, label);
    }
    out.push_str("</svg>");
    out
}

fn mark_svg(out: &mut String, mark: &PlacedMark, links: &Links<'_>) {
    let side = match (mark.kind, mark.side) {
        (Kind::Trigger, _) => "nobody",
        (_, Side::Others) => "others",
        (_, Side::Moscow) => "moscow",
    };
    let events: Vec<String> = mark.events.iter().map(|event| event.0.to_string()).collect();
    let approximate = if mark.is_approximate { " chain__mark--approximate" } else { "" };
    _ = write!(
        out,
        "<a class=\"chain__mark chain__mark--{side} chain__mark--{}{approximate}\" href=\"{}\" tabindex=\"-1\" data-e=\"{}\"><title>{}</title>",
        mark.kind.key(),
        escape(&(links.href)(mark)),
        events.join(" "),
        escape(&(links.title)(mark)),
    );
    let (x, y) = mark.at;
    _ = write!(out, "<path class=\"chain__hit\" d=\"M{x} {y}h0\"/>");
    match mark.kind {
        Kind::People if mark.is_unknown => {
            _ = write!(
                out,
                "<circle class=\"chain__hollow\" cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>",
                tenths(mark.radius_tenths)
            );
        }
        Kind::People => {
            _ = write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>", tenths(mark.radius_tenths));
            if mark.is_floor {
                _ = write!(
                    out,
                    "<circle class=\"chain__ring\" cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>",
                    tenths(mark.radius_tenths + 16)
                );
            }
        }
        kind => _ = write!(out, "<path class=\"chain__glyph\" d=\"{}\"/>", glyph(kind, x, y)),
    }
    out.push_str("</a>");
}

/// A mark alone, for the key.
#[cfg(not(target_arch = "wasm32"))]
pub fn glyph_svg(kind: Kind) -> String {
    format!(
        "<svg class=\"chain__key-mark chain__mark--{}\" viewBox=\"0 0 14 14\" aria-hidden=\"true\" focusable=\"false\">\
         <path class=\"chain__glyph\" d=\"{}\"/></svg>",
        kind.key(),
        glyph(kind, 7, 7)
    )
}

/// The outline of a mark that stands for no number of people.
fn glyph(kind: Kind, x: i32, y: i32) -> String {
    match kind {
        Kind::People => format!("M{} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", x - 4),
        // A person's head and shoulders would be a picture; a ring with a dot is enough of a circle to say "people".
        Kind::OtherPeople => format!("M{} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM{} {y}h2", x - 4, x - 1),
        Kind::Missions => format!("M{} {}h8v8h-8z", x - 4, y - 4),
        Kind::Ceilings => format!("M{} {}h10M{} {}h6v6h-6z", x - 5, y - 4, x - 3, y - 2),
        Kind::Measures => format!("M{x} {}l5 5l-5 5l-5 -5z", y - 5),
        Kind::Words => format!("M{x} {}l4 7h-8z", y - 4),
        Kind::Trigger => format!("M{x} {}v10M{} {y}h10M{} {}l6 6M{} {}l-6 6", y - 5, x - 5, x - 3, y - 3, x + 3, y - 3),
    }
}

fn tenths(value: i32) -> String {
    format!("{}.{}", value / 10, value % 10)
}

fn label_svg(out: &mut String, label: &Label) {
    let class = match label.kind {
        LabelKind::Tick => "tick",
        LabelKind::Era => "era",
        LabelKind::Name => "name",
        LabelKind::Summary => "summary",
        LabelKind::Note => "note",
        LabelKind::Inside => "inside",
    };
    let anchor = match label.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    _ = write!(
        out,
        "<text class=\"chain__text chain__text--{class}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">",
        label.at.0, label.at.1
    );
    for (side, text) in &label.text {
        let text = escape(text);
        match side {
            Some(Side::Others) => _ = write!(out, "<tspan class=\"chain__of-others\">{text}</tspan>"),
            Some(Side::Moscow) => _ = write!(out, "<tspan class=\"chain__of-moscow\">{text}</tspan>"),
            None => out.push_str(&text),
        }
    }
    out.push_str("</text>");
}
