//! Numbers that say how surely they are known.

use std::ops::AddAssign;

use crate::dataset::{Event, Sum};
use crate::words;

/// What some events of one unit add up to: the best-supported number, and the lowest and the highest that sources give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// The best-supported numbers, floors and unknowns kept.
    pub sum: Sum,
    /// With the lowest figure of each act.
    pub low: u32,
    /// With the highest figure of each act.
    pub high: u32,
}

impl Amount {
    /// The count of an event, with what other sources give.
    pub fn of(event: &Event) -> Self {
        let sum = Sum::from(event.count);
        let (low, high) = event.figures.map_or((sum.known, sum.known), |figures| (figures.lowest, figures.highest));
        Self { sum, low, high }
    }

    /// What sources make of it where they differ, to stand behind the number: " (18–27 by source)", of a floor " (at least
    /// 18 to 27 by source)". Empty where they agree.
    pub fn spread(self) -> String {
        match (self.low < self.high, self.sum.is_floor()) {
            (false, _) => String::new(),
            (true, false) => format!(" ({}–{} by source)", words::number(self.low), words::number(self.high)),
            (true, true) => {
                format!(" (at least {} to {} by source)", words::number(self.low), words::number(self.high))
            }
        }
    }

    /// As a number to compare.
    pub fn value(self) -> Value {
        if self.sum.is_empty() {
            return Value::NotFound;
        }
        if self.sum.known == 0 && self.sum.unknowns > 0 {
            return Value::Unknown;
        }
        let limits = if self.sum.is_floor() { Limits::AtLeast } else { Limits::Exact };
        Value::Known { best: int(self.sum.known), low: int(self.low), high: int(self.high), limits }
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.sum = self.sum + other.sum;
        self.low += other.low;
        self.high += other.high;
    }
}

/// How a number may differ from the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// The sources give it.
    Exact,
    /// The true one may be higher: a floor or an unknown is part of it.
    AtLeast,
    /// The true one may be lower.
    AtMost,
    /// It may be higher or lower.
    Open,
}

/// A number of a row, in the unit of its measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// No case was found: there is nothing to show, which is not the same as none.
    #[default]
    NotFound,
    /// There were cases, but no source gives a number.
    Unknown,
    /// A number.
    Known {
        /// The best-supported one.
        best: i32,
        /// With the lowest figures that sources give; for a lag the shortest.
        low: i32,
        /// With the highest figures that sources give; for a lag the longest.
        high: i32,
        /// How the true one may differ.
        limits: Limits,
    },
}

impl Value {
    /// A number that nobody doubts.
    pub const fn exact(best: i32) -> Self {
        Self::Known { best, low: best, high: best, limits: Limits::Exact }
    }

    /// The best-supported number, where there is one.
    pub const fn best(self) -> Option<i32> {
        match self {
            Self::Known { best, .. } => Some(best),
            _ => None,
        }
    }

    /// The highest end of what is drawn for it; 0 where nothing is.
    pub const fn highest(self) -> i32 {
        match self {
            Self::Known { best, high, .. } => {
                if high > best {
                    high
                } else {
                    best
                }
            }
            _ => 0,
        }
    }
}

/// A count as a signed number: both ends of what is ever counted here fit.
pub(super) fn int(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}
