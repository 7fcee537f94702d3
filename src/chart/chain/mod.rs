//! The picture of a chain: time along one axis, a lane for each country, its own acts facing Moscow's.
//!
//! Wide, time runs across and a lane is a row: the upper line holds what the country did, the lower one what Moscow
//! did. Narrow, time runs down and a lane is a column, left and right; as many columns as fit stand side by side on a
//! shelf with a time axis of its own.

mod axis;
mod narrow;
mod svg;
mod wide;

use crate::chain::{Graph, Item, Kind, Lane, Relation};
use crate::dataset::{EventIndex, Facts};
use crate::ledger::Side;
use crate::order;

#[cfg(not(target_arch = "wasm32"))]
pub use svg::glyph_svg;
pub use svg::{Links, to_svg};

/// For which width a picture is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 760 view units: a tablet or a larger screen.
    Wide,
    /// 344 view units: a phone.
    Narrow,
}

/// How days turn into the names on the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// A crisis of days and months: dates are named.
    Days,
    /// Several years: years are named.
    Years,
}

/// A chain ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Of the view box.
    pub width: i32,
    /// Of the view box.
    pub height: i32,
    /// Lines of the axis and between lanes, from under everything up.
    pub lines: Vec<Line>,
    /// Bands of eras behind the lanes.
    pub bands: Vec<Band>,
    /// Links between marks, drawn below them.
    pub edges: Vec<PlacedEdge>,
    /// Marks, lane by lane, by date.
    pub marks: Vec<PlacedMark>,
    /// All text. No two overlap.
    pub labels: Vec<Label>,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// At a date that is named.
    Tick,
    /// Between lanes.
    Lane,
    /// From a trigger through all lanes.
    Trigger,
    /// Where the axis leaves time out.
    Gap,
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is for.
    pub kind: LineKind,
    /// Its start.
    pub from: (i32, i32),
    /// Its end.
    pub to: (i32, i32),
}

/// An era behind the lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its upper left corner.
    pub at: (i32, i32),
    /// Its width and height.
    pub size: (i32, i32),
    /// Every other band is set off.
    pub is_even: bool,
}

/// An event, or several put together, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedMark {
    /// Its middle.
    pub at: (i32, i32),
    /// Half its width, in tenths of a unit. For people the radius of a circle whose area is the number.
    pub radius_tenths: i32,
    /// Who acted.
    pub side: Side,
    /// What it stands for.
    pub kind: Kind,
    /// The place of its lane.
    pub lane: usize,
    /// The events, by date.
    pub events: Vec<EventIndex>,
    /// Whether the number may be higher.
    pub is_floor: bool,
    /// Whether it is about people whose number nobody published, or to whom none applies.
    pub is_unknown: bool,
    /// Whether the date is known to the month or year only.
    pub is_approximate: bool,
}

/// A link at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedEdge {
    /// The places of the marks that it joins, act first.
    pub marks: (usize, usize),
    /// What the later one is to the earlier one.
    pub relation: Relation,
    /// Whether it leads from one lane to another.
    pub is_far: bool,
    /// How it runs: straight without a bend, else by way of this point.
    pub bend: Option<(i32, i32)>,
}

/// Where a text stands by its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// A date or a year on the axis.
    Tick,
    /// An era.
    Era,
    /// A lane's name.
    Name,
    /// What happened in a lane.
    Summary,
    /// A number or a lag beside a mark.
    Note,
    /// A number inside a mark.
    Inside,
}

impl LabelKind {
    /// The size of its type in view units.
    pub const fn size(self) -> i32 {
        match self {
            Self::Name => 13,
            Self::Tick | Self::Era | Self::Summary => 12,
            Self::Note | Self::Inside => 11,
        }
    }
}

/// A text at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it is.
    pub kind: LabelKind,
    /// The point on its baseline that `anchor` speaks of.
    pub at: (i32, i32),
    /// Where it stands by that point.
    pub anchor: Anchor,
    /// Its pieces, each with the side whose it is.
    pub text: Vec<(Option<Side>, String)>,
    /// The lane that it belongs to; `None` for the axis.
    pub lane: Option<usize>,
}

impl Label {
    fn plain(kind: LabelKind, at: (i32, i32), anchor: Anchor, text: impl Into<String>) -> Self {
        Self { kind, at, anchor, text: vec![(None, text.into())], lane: None }
    }

    fn in_lane(self, lane: usize) -> Self {
        Self { lane: Some(lane), ..self }
    }

    /// The room that it takes: left, top, right, bottom.
    pub fn bounds(&self) -> (i32, i32, i32, i32) {
        let size = self.kind.size();
        let width: i32 = self.text.iter().map(|(_, text)| super::text::width(text, size)).sum();
        let left = match self.anchor {
            Anchor::Start => self.at.0,
            Anchor::Middle => self.at.0 - (width + 1) / 2,
            Anchor::End => self.at.0 - width,
        };
        (left, self.at.1 - size, left + width, self.at.1 + size / 4)
    }
}

impl Picture {
    /// Lays lanes out. The same lanes give the same picture natively and in the browser. Takes time n log n in the
    /// items.
    pub fn new(facts: &Facts, graph: &Graph, lanes: &[Lane], format: Format) -> Self {
        let mut picture = match format {
            Format::Wide => wide::lay_out(facts, graph, lanes),
            Format::Narrow => narrow::lay_out(facts, graph, lanes),
        };
        picture.edges = edges(facts, graph, &picture);
        picture
    }
}

/// Half the width of a mark that stands for no number of people, in tenths.
const GLYPH_TENTHS: i32 = 42;

/// Half the width of a mark, in tenths of a unit: for people so that the area is 15 square units a person; for a
/// number that nobody published what can be seen.
fn radius_tenths(item: &Item) -> i32 {
    match item.kind {
        Kind::People if item.people.known == 0 => 35,
        Kind::People => {
            let people = i32::try_from(item.people.known).unwrap_or(i32::MAX / 484);
            people.saturating_mul(484).isqrt()
        }
        _ => GLYPH_TENTHS,
    }
}

/// Half the room that a mark takes, in whole units.
fn extent(item: &Item) -> i32 {
    let ring = if item.people.is_floor() && item.people.known > 0 { 2 } else { 0 };
    (radius_tenths(item) + 9) / 10 + ring
}

fn mark(item: &Item, at: (i32, i32), lane: usize) -> PlacedMark {
    PlacedMark {
        at,
        lane,
        radius_tenths: radius_tenths(item),
        side: item.side,
        kind: item.kind,
        events: item.events.clone(),
        is_floor: item.people.is_floor() && item.people.known > 0,
        is_unknown: item.kind == Kind::People && item.people.known == 0,
        is_approximate: !item.is_of_year && item.date.day().is_none(),
    }
}

/// At most so many links: more are a grey sheet. Where there would be more, those between lanes are left out, and if that is
/// not enough, all of them.
pub const MOST_EDGES: usize = 2000;

/// The links between the marks of a picture, each pair and relation once.
fn edges(facts: &Facts, graph: &Graph, picture: &Picture) -> Vec<PlacedEdge> {
    const NONE: usize = usize::MAX;
    let mut mark_of = vec![NONE; facts.events.len()];
    for (i, mark) in picture.marks.iter().enumerate() {
        for event in &mark.events {
            mark_of[event.as_usize()] = i;
        }
    }
    let place = |event: EventIndex| mark_of.get(event.as_usize()).copied().filter(|mark| *mark != NONE);
    let mut edges: Vec<PlacedEdge> = graph
        .edges()
        .iter()
        .filter_map(|edge| Some((place(edge.act)?, place(edge.reply)?, edge.relation)))
        .filter(|(act, reply, _)| act != reply)
        .map(|(act, reply, relation)| {
            let (from, to) = (&picture.marks[act], &picture.marks[reply]);
            PlacedEdge { marks: (act, reply), relation, is_far: from.lane != to.lane, bend: bend(from, to) }
        })
        .collect();
    edges = order::sorted(edges, |edge| [edge.marks.0 as u64, edge.marks.1 as u64, edge.relation as u64]);
    edges.dedup_by_key(|edge| (edge.marks, edge.relation));
    if edges.len() > MOST_EDGES {
        edges.retain(|edge| !edge.is_far);
        if edges.len() > MOST_EDGES {
            edges.clear();
        }
    }
    edges
}

/// Marks on one line of a lane are joined by an arc, so that what stands between them is not crossed out.
fn bend(from: &PlacedMark, to: &PlacedMark) -> Option<(i32, i32)> {
    if from.lane != to.lane || from.side != to.side {
        return None;
    }
    let ((x, y), (to_x, to_y)) = (from.at, to.at);
    let rise = ((to_x - x).abs().max((to_y - y).abs()) / 5).clamp(6, 12);
    let (middle_x, middle_y) = (x.midpoint(to_x), y.midpoint(to_y));
    Some(if y == to_y { (middle_x, middle_y - rise) } else { (middle_x - rise, middle_y) })
}
