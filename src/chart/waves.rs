//! The whole story in one picture: people ordered out a year since 1971, others above the axis, Moscow below.

use std::collections::BTreeMap;

use super::label::{Box4, overlap};
use super::scale::{Linear, ticks};
use crate::dataset::{Facts, Sum};

/// For which width the picture is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 1000 view units.
    Wide,
    /// 360 view units: a phone.
    Narrow,
    /// 500 view units and low: the picture of a link preview.
    #[cfg(not(target_arch = "wasm32"))]
    Card,
}

/// People ordered out in one year by both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// By other states and organisations.
    pub others: Sum,
    /// By Moscow.
    pub moscow: Sum,
}

/// The years from the first to the last event, also those without a case.
pub fn years(facts: &Facts) -> Vec<Year> {
    let mut years: BTreeMap<u16, Year> = BTreeMap::new();
    for (year, others, moscow, _) in parts(facts) {
        let entry = years.entry(year).or_insert(Year { year, others: Sum::default(), moscow: Sum::default() });
        entry.others = entry.others + others;
        entry.moscow = entry.moscow + moscow;
    }
    let (Some(first), Some(last)) = (years.keys().next().copied(), years.keys().next_back().copied()) else {
        return Vec::new();
    };
    (first..=last)
        .map(|year| years.get(&year).copied().unwrap_or(Year { year, others: Sum::default(), moscow: Sum::default() }))
        .collect()
}

/// Each event's people with its year and episode.
fn parts(facts: &Facts) -> impl Iterator<Item = (u16, Sum, Sum, u8)> {
    facts.events.iter().filter(|event| !event.people_ordered_out().is_empty()).map(|event| {
        let people = event.people_ordered_out();
        let (others, moscow) = if event.is_by_moscow() { (Sum::default(), people) } else { (people, Sum::default()) };
        (event.date.year(), others, moscow, event.episode)
    })
}

/// An episode's share of a year: a rectangle above or below the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The place of the episode in the facts.
    pub episode: u8,
    /// The year.
    pub year: u16,
    /// Whether it is Moscow's, below the axis.
    pub is_moscow: bool,
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height, at least 1.
    pub height: i32,
}

/// From so many bars on those that are no whole unit high are left out, but for the first of a year and side: what lies in
/// the line below them is not seen anyway.
pub const MANY_BARS: usize = 1000;

/// A name beside the bars it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place of the episode in the facts.
    pub episode: u8,
    /// "2022".
    pub year: u16,
    /// People ordered out by others in the whole episode.
    pub others: Sum,
    /// By Moscow.
    pub moscow: Sum,
    /// Where the text stands; anchored at its end if it would leave the picture otherwise.
    pub x: i32,
    /// The first baseline.
    pub y: i32,
    /// Whether `x` is the end of the text.
    pub is_end_anchored: bool,
}

/// The picture of all waves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Of the view box.
    pub width: i32,
    /// Of the view box.
    pub height: i32,
    /// The y of the axis between the sides.
    pub axis: i32,
    /// Left and right ends of the axis.
    pub axis_x: (i32, i32),
    /// Bars, by year, those of one year stacked from the axis outward.
    pub bars: Vec<Bar>,
    /// Lines of equal numbers: y and number, both above and below.
    pub lines: Vec<(i32, u32)>,
    /// Decades: x and year.
    pub decades: Vec<(i32, u16)>,
    /// Names of the largest waves, none over another.
    pub labels: Vec<Label>,
}

impl Picture {
    /// Lays out the waves of all episodes.
    pub fn new(facts: &Facts, format: Format) -> Self {
        let (width, height, left, label_count) = match format {
            Format::Wide => (1000, 420, 40, 10),
            Format::Narrow => (360, 400, 30, 6),
            #[cfg(not(target_arch = "wasm32"))]
            Format::Card => (500, 226, 34, 4),
        };
        let years = years(facts);
        let top = years.iter().map(|year| year.others.known).max().unwrap_or(0);
        let bottom = years.iter().map(|year| year.moscow.known).max().unwrap_or(0);
        let (first, last) = (years.first().map_or(1971, |y| y.year), years.last().map_or(2026, |y| y.year));
        let (head, foot) = (24, 24);
        let extent = i64::from(top) + i64::from(bottom);
        let vertical = Linear::new((-i64::from(bottom), i64::from(top)), (height - foot, head));
        let axis = if extent == 0 { height / 2 } else { vertical.place(0) };
        let horizontal = Linear::new((i64::from(first), i64::from(last) + 1), (left, width - 4));

        let mut shares: BTreeMap<(u16, u8), (u32, u32)> = BTreeMap::new();
        for (year, others, moscow, episode) in parts(facts) {
            let share = shares.entry((year, episode)).or_default();
            share.0 += others.known;
            share.1 += moscow.known;
        }
        let mut bars = Vec::new();
        let mut stack = (0u16, 0u32, 0u32);
        for ((year, episode), (others, moscow)) in &shares {
            if stack.0 != *year {
                stack = (*year, 0, 0);
            }
            let x = horizontal.place(i64::from(*year));
            let bar_width = (horizontal.place(i64::from(*year) + 1) - x - 1).max(1);
            for (people, is_moscow) in [(*others, false), (*moscow, true)] {
                if people == 0 {
                    continue;
                }
                let below = if is_moscow { &mut stack.2 } else { &mut stack.1 };
                let sign = if is_moscow { -1 } else { 1 };
                let near = vertical.place(sign * i64::from(*below));
                *below += people;
                let far = vertical.place(sign * i64::from(*below));
                if near == far && *below > people && shares.len() > MANY_BARS {
                    continue;
                }
                bars.push(Bar {
                    episode: *episode,
                    year: *year,
                    is_moscow,
                    x,
                    y: near.min(far),
                    width: bar_width,
                    height: (near - far).abs().max(1),
                });
            }
        }
        let labels = labels(facts, &shares, &bars, (width, head, height - foot), label_count);
        let number_lines = |max: u32, sign: i64| {
            ticks(max, 4).into_iter().map(|tick| (vertical.place(sign * i64::from(tick)), tick)).collect::<Vec<_>>()
        };
        let mut lines = number_lines(top, 1);
        let step = lines.first().map_or(100, |line| line.1);
        lines.extend((1..=bottom / step).map(|i| (vertical.place(-i64::from(i * step)), i * step)));
        let decade_step = if format == Format::Wide { 5 } else { 10 };
        let decades = (first..=last)
            .filter(|year| year.is_multiple_of(decade_step))
            .map(|year| (horizontal.place(i64::from(year)), year))
            .collect();
        Self { width, height, axis, axis_x: (left, width - 4), bars, lines, decades, labels }
    }
}

/// From how many people on a wave is named.
const NAMED_FROM: u32 = 30;
/// Height of a label's two lines.
const LABEL_HEIGHT: i32 = 32;

/// Names for the largest waves. Each stands beside the end of its bar, on whichever side is free; one that would
/// cover a bar or another name everywhere is left out.
fn labels(
    facts: &Facts,
    shares: &BTreeMap<(u16, u8), (u32, u32)>,
    bars: &[Bar],
    (width, top, bottom): (i32, i32, i32),
    count: usize,
) -> Vec<Label> {
    let mut largest: Vec<_> = shares.iter().collect();
    largest.sort_by_key(|((year, episode), (others, moscow))| {
        (std::cmp::Reverse((*others).max(*moscow)), *year, *episode)
    });
    let mut totals: BTreeMap<u8, (Sum, Sum)> = BTreeMap::new();
    for (_, others, moscow, episode) in parts(facts) {
        let total = totals.entry(episode).or_default();
        *total = (total.0 + others, total.1 + moscow);
    }
    let mut taken: Vec<Box4> = bars.iter().map(|bar| (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)).collect();
    let mut labels: Vec<Label> = Vec::new();
    for ((year, episode), (others, moscow)) in largest {
        if labels.len() == count {
            break;
        }
        if labels.iter().any(|label| label.episode == *episode) {
            continue;
        }
        if (*others).max(*moscow) < NAMED_FROM {
            break;
        }
        // Beside the longer bar if there is room, else beside the other.
        let sides = [moscow > others, moscow <= others];
        let bar_of =
            |is_moscow| bars.iter().find(|b| b.year == *year && b.episode == *episode && b.is_moscow == is_moscow);
        // Bold letters of 13 units are about 8 wide on average.
        let letters = facts.episodes[usize::from(*episode)].title.chars().count().max(10);
        let text = i32::try_from(letters).unwrap_or(40) * 8;
        let places = sides.into_iter().filter_map(bar_of).flat_map(|bar| {
            let beyond = if bar.is_moscow { bar.y + bar.height + 3 } else { bar.y - LABEL_HEIGHT - 3 };
            let beside = if bar.is_moscow { bar.y + bar.height - LABEL_HEIGHT } else { bar.y };
            let (left, right) = (bar.x, bar.x + bar.width);
            [(left, beyond, false), (right + 5, beside, false), (left - 5, beside, true), (right, beyond, true)]
        });
        for (x, y, is_end_anchored) in places {
            let (from, to) = if is_end_anchored { (x - text, x) } else { (x, x + text) };
            let place = (from, y, to, y + LABEL_HEIGHT);
            let is_inside = from >= 0 && to <= width && y >= top - 8 && y + LABEL_HEIGHT <= bottom;
            if is_inside && !taken.iter().any(|other| overlap(place, *other)) {
                taken.push(place);
                let (others, moscow) = totals.get(episode).copied().unwrap_or_default();
                labels.push(Label { episode: *episode, year: *year, others, moscow, x, y: y + 12, is_end_anchored });
                break;
            }
        }
    }
    labels.sort_by_key(|label| (label.year, label.episode));
    labels
}
