//! The axis of time: true to scale where room allows, never so narrow that marks of one line meet, and with long
//! empty stretches cut short and marked.

use crate::chain::{Item, middle_day};
use crate::dataset::Date;

/// Between two marks of one line.
const APART: i32 = 2;

/// The largest scale, in thousandths of a unit a day: a crisis of a few days need not fill its axis.
const LARGEST_SCALE: i32 = 12_000;

/// An item on a line of its own side.
#[derive(Clone, Copy)]
pub(super) struct OnLine<'a> {
    pub item: &'a Item,
    /// Its date, in days since 1 January 1900.
    pub day: i32,
    /// Which line: marks on different lines never meet.
    pub line: usize,
    /// Half the room that it takes along the axis.
    pub extent: i32,
}

impl<'a> OnLine<'a> {
    pub(super) fn new(item: &'a Item, line: usize, extent: i32) -> Self {
        Self { item, day: middle_day(item.date), line, extent }
    }
}

/// How far dates may stand from each other, in view units.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    /// Whether a date stands behind all marks of the date before, not only behind those of its own line.
    pub is_strict: bool,
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
    pub(super) fn fitting(items: &[OnLine<'_>], lines: usize, room: i32, apart: Steps) -> Self {
        // Where even that does not fit, marks may stand beyond the line of a later date.
        let is_strict = Self::at_scale(items, lines, 0, Steps { is_strict: true, ..apart }).length <= room;
        let apart = Steps { is_strict, ..apart };
        // In thousandths of a unit a day. A larger scale is never shorter, so halving the range finds the largest.
        let (mut fits, mut too_long) = (0, LARGEST_SCALE + 1);
        while too_long - fits > 1 {
            let scale = i32::midpoint(fits, too_long);
            if Self::at_scale(items, lines, scale, apart).length <= room {
                fits = scale;
            } else {
                too_long = scale;
            }
        }
        Self::at_scale(items, lines, fits, apart)
    }

    /// Places items at a scale in thousandths of a unit a day. Items must be sorted by their days.
    pub(super) fn at_scale(items: &[OnLine<'_>], lines: usize, scale: i32, apart: Steps) -> Self {
        let mut stops: Vec<Stop> = Vec::new();
        let mut places = vec![0; items.len()];
        // Where the last mark of a line ends.
        let mut ends: Vec<Option<i32>> = vec![None; lines];
        // The last day on which a line has a mark.
        let mut days: Vec<Option<i32>> = vec![None; lines];
        let mut length = 0;
        // Where the last mark of the date before has its middle, a little on.
        let mut until = 0;
        let mut from = 0;
        while from < items.len() {
            let day = items[from].day;
            let to = from + items[from..].iter().take_while(|on| on.day == day).count();
            let group = &items[from..to];
            let (mut at, mut is_after_gap) = (0, false);
            if let Some(last) = stops.last() {
                let step = i64::from(day - last.day) * i64::from(scale) / 1000;
                let step = i32::try_from(step).unwrap_or(i32::MAX);
                is_after_gap = step > apart.most;
                at = last.at + step.clamp(apart.least, apart.most);
            }
            if apart.is_strict {
                at = at.max(until);
            }
            // A line's first mark of the day stands at the day itself, free of the mark before.
            for on in group {
                if days[on.line].replace(day) != Some(day) {
                    at = at.max(ends[on.line].map_or(on.extent, |end| end + APART + on.extent));
                }
            }
            for (i, on) in group.iter().enumerate() {
                let free = ends[on.line].map_or(at, |end| end + APART + on.extent);
                let place = at.max(free);
                places[from + i] = place;
                ends[on.line] = Some(place + on.extent);
                length = length.max(place + on.extent);
                until = until.max(place + apart.least);
            }
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
