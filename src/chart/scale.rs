//! From values to view units.

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
