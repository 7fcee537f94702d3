//! The axis of time: true to scale where room allows, never so narrow that marks of one line meet, and with long
//! empty stretches cut short and marked.

use crate::chain::{Item, middle_day};
use crate::dataset::Date;

/// Between two marks of one line.
const APART: i32 = 2;

/// An item on a line of its own side.
#[derive(Clone, Copy)]
pub(super) struct OnLine<'a> {
    pub item: &'a Item,
    /// Which line: marks on different lines never meet.
    pub line: usize,
}

/// What an axis asks of an item, at every scale again.
struct Spot {
    /// In days since 1 January 1900.
    day: i32,
    /// Half the room that its mark takes.
    extent: i32,
    line: usize,
}

fn spots(items: &[OnLine<'_>]) -> Vec<Spot> {
    let spot = |on: &OnLine<'_>| Spot { day: middle_day(on.item.date), extent: super::extent(on.item), line: on.line };
    items.iter().map(spot).collect()
}

/// How far dates may stand from each other, in view units.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    /// At least, from one date to the next.
    pub least: i32,
    /// At most; a longer stretch is cut to this.
    pub most: i32,
}

/// A date at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    /// In days since 1 January 1900.
    pub day: i32,
    /// The most exact date of those on this day.
    pub date: Date,
    /// In view units from the start of the axis.
    pub at: i32,
    /// How many events it has.
    pub events: usize,
    /// Whether time before it is cut short.
    pub is_after_gap: bool,
}

/// Dates and items at their places along the axis.
pub(super) struct Axis {
    pub stops: Vec<Stop>,
    /// The place of each item, in the order given.
    pub places: Vec<i32>,
    /// How long the axis is.
    pub length: i32,
}

impl Axis {
    /// Places items on an axis that is as long as `room`, or longer where marks of one line would meet.
    pub(super) fn fitting(items: &[OnLine<'_>], lines: usize, room: i32, steps: Steps) -> Self {
        let spots = spots(items);
        // In thousandths of a unit a day. A larger scale is never shorter, so halving the range finds the largest.
        let (mut fits, mut too_long) = (0_i32, 200_000_i32);
        while too_long - fits > 1 {
            let scale = fits.midpoint(too_long);
            if Self::place(items, &spots, lines, scale, steps).length <= room {
                fits = scale;
            } else {
                too_long = scale;
            }
        }
        Self::place(items, &spots, lines, fits, steps)
    }

    /// Places items at a scale in thousandths of a unit a day. Items must be sorted by [`middle_day`].
    pub(super) fn at_scale(items: &[OnLine<'_>], lines: usize, scale: i32, apart: Steps) -> Self {
        Self::place(items, &spots(items), lines, scale, apart)
    }

    fn place(items: &[OnLine<'_>], spots: &[Spot], lines: usize, scale: i32, apart: Steps) -> Self {
        let mut stops: Vec<Stop> = Vec::new();
        let mut places = vec![0; items.len()];
        // Where the last mark of a line ends.
        let mut ends: Vec<Option<i32>> = vec![None; lines];
        // The last day on which a line has a mark.
        let mut days: Vec<Option<i32>> = vec![None; lines];
        let mut length = 0;
        let mut from = 0;
        while from < items.len() {
            let day = spots[from].day;
            let to = from + spots[from..].iter().take_while(|spot| spot.day == day).count();
            let group = &spots[from..to];
            let (mut at, mut is_after_gap) = (0, false);
            if let Some(last) = stops.last() {
                let step = i64::from(day - last.day) * i64::from(scale) / 1000;
                let step = i32::try_from(step).unwrap_or(i32::MAX);
                is_after_gap = step > apart.most;
                at = last.at + step.clamp(apart.least, apart.most);
            }
            // A line's first mark of the day stands at the day itself, free of the mark before.
            for spot in group {
                if days[spot.line].replace(day) != Some(day) {
                    at = at.max(ends[spot.line].map_or(spot.extent, |end| end + APART + spot.extent));
                }
            }
            for (i, spot) in group.iter().enumerate() {
                let free = ends[spot.line].map_or(at, |end| end + APART + spot.extent);
                let place = at.max(free);
                places[from + i] = place;
                ends[spot.line] = Some(place + spot.extent);
                length = length.max(place + spot.extent);
            }
            let group = &items[from..to];
            let date =
                group.iter().map(|on| on.item.date).max_by_key(|date| (date.day().is_some(), date.month().is_some()));
            let events = group.iter().map(|on| on.item.events.len()).sum();
            stops.push(Stop { day, date: date.unwrap_or(items[from].item.date), at, events, is_after_gap });
            from = to;
        }
        Self { stops, places, length }
    }

    /// Whether years are named instead of days: the axis spans more than 500 days.
    pub(super) fn is_of_years(&self) -> bool {
        match (self.stops.first(), self.stops.last()) {
            (Some(first), Some(last)) => last.day - first.day > 500,
            _ => false,
        }
    }
}
