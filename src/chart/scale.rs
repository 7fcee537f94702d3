//! From values to view units: scales and the round numbers beside them.
//!
//! A scale is a domain of values and a range of view units. Every scale clamps what lies outside its domain, and a domain
//! of one point (or an empty one) maps to the middle of the range. A value that is not known has no place: whoever draws
//! it asks for none and says so.

use crate::dataset::Date;

/// A linear scale from a domain of integers to a range of view units, rounded to the nearest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear {
    domain: (i64, i64),
    range: (i32, i32),
}

impl Linear {
    /// Maps `domain.0` to `range.0` and `domain.1` to `range.1`. Either may run downward.
    pub const fn new(domain: (i64, i64), range: (i32, i32)) -> Self {
        Self { domain, range }
    }

    /// Places a value. Outside the domain it is clamped; a domain of one point maps to the middle of the range.
    pub fn place(&self, value: i64) -> i32 {
        let (mut from, mut to) = self.domain;
        let (mut start, mut end) = (i64::from(self.range.0), i64::from(self.range.1));
        if from > to {
            (from, to, start, end) = (to, from, end, start);
        }
        let span = to - from;
        if span == 0 {
            return i32::try_from(start.midpoint(end)).unwrap_or(self.range.0);
        }
        let value = value.clamp(from, to);
        // Half a unit is added before dividing, so that the result is rounded, not cut.
        let scaled = ((value - from) * (end - start) * 2 + span).div_euclid(span * 2) + start;
        i32::try_from(scaled).unwrap_or(self.range.1)
    }
}

/// A logarithmic scale from 1 to the largest value: equal ratios take equal room. Without floats, so that both sides
/// draw the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Log(Linear);

impl Log {
    /// Maps 1 to `range.0` and `max` to `range.1`. A `max` of 0 or 1 is a domain of one point.
    pub fn new(max: u32, range: (i32, i32)) -> Self {
        Self(Linear::new((0, log2(max)), range))
    }

    /// Places a value from 1; `None` for 0, which no logarithm reaches: whoever draws it gives it a place of its own.
    pub fn place(&self, value: u32) -> Option<i32> {
        (value > 0).then(|| self.0.place(log2(value)))
    }
}

/// The binary logarithm in 4096ths, by squaring: exact to the last of them. 0 for 0 and 1.
fn log2(value: u32) -> i64 {
    let Some(whole) = value.checked_ilog2() else { return 0 };
    // The value divided by its power of two, in 2^-31: from 1 to just under 2.
    let mut part = u64::from(value) << 31 >> whole;
    let mut log = i64::from(whole);
    for _ in 0..12 {
        part = (part * part) >> 31;
        log *= 2;
        if part >= 2 << 31 {
            part >>= 1;
            log += 1;
        }
    }
    log
}

/// A scale from `0..count` to bands of equal room, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    count: usize,
    range: (i32, i32),
}

impl Band {
    /// Divides the range among `count` bands. No band at all: every place is the start of the range.
    pub const fn new(count: usize, range: (i32, i32)) -> Self {
        Self { count, range }
    }

    /// Where a band begins; a place beyond the last is the end of the range.
    pub fn start(&self, place: usize) -> i32 {
        let wide = |i: usize| i64::try_from(i).unwrap_or(i64::from(i32::MAX));
        if self.count == 0 { self.range.0 } else { Linear::new((0, wide(self.count)), self.range).place(wide(place)) }
    }
}

/// A scale from days to view units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time(Linear);

impl Time {
    /// From the first day that `from` may mean to the last day that `to` may mean.
    pub fn new(from: Date, to: Date, range: (i32, i32)) -> Self {
        Self(Linear::new((i64::from(from.first_day()), i64::from(to.last_day()) + 1), range))
    }

    /// Where the first day that a date may mean begins.
    pub fn start(&self, date: Date) -> i32 {
        self.0.place(i64::from(date.first_day()))
    }

    /// Where the last day that a date may mean ends.
    pub fn end(&self, date: Date) -> i32 {
        self.0.place(i64::from(date.last_day()) + 1)
    }
}

/// Round steps (1, 2 or 5 times a power of ten) that divide `0..=max` into at most `count` parts, without 0 itself.
/// Empty for a maximum of 0.
pub fn ticks(max: u32, count: u32) -> Vec<u32> {
    if max == 0 || count == 0 {
        return Vec::new();
    }
    let mut step = 1u32;
    for factor in [2, 5, 10].iter().cycle() {
        if max / step <= count {
            break;
        }
        let power = 10u32.pow(step.ilog10());
        step = power * factor;
    }
    (1..=max / step).map(|i| i * step).collect()
}

/// 1, 2, 5, 10, 20, 50 … up to `max`: round numbers in nearly equal ratios. Empty for 0.
pub fn ratio_ticks(max: u32) -> Vec<u32> {
    let powers = (0..=9).map(|power| 10u32.pow(power));
    // The last of them is beyond what fits.
    let ticks = powers.flat_map(|power| [1, 2, 5].map(|digit| power.checked_mul(digit)));
    ticks.map_while(|tick| tick.filter(|tick| *tick <= max)).collect()
}
