//! Dates of known precision: EDTF level 0, a day or a month or a year.

use std::fmt;

/// A date as precise as its source: a day, a month or a year (Extended Date/Time Format, level 0).
///
/// Every `Date` is a real date of the Gregorian calendar between 1900 and 2100. Ordered by time; a month stands before
/// its days, a year before its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    /// 1 to 12; 0 where only the year is known.
    month: u8,
    /// 1 to 31; 0 where only the month is known.
    day: u8,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Not of the form YYYY, YYYY-MM or YYYY-MM-DD.
    Malformed,
    /// Of the right form, but no such day exists, or the year is outside 1900 to 2100.
    Impossible,
}

impl fmt::Display for DateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "is not written as YYYY-MM-DD, YYYY-MM or YYYY",
            Self::Impossible => "is not a date that exists between 1900 and 2100",
        })
    }
}

impl Date {
    /// A date that the loader has checked already; for the generated facts only.
    #[doc(hidden)]
    pub const fn checked(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// Reads `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    ///
    /// # Errors
    /// `Malformed` for any other form; `Impossible` for 30 February or a year outside 1900 to 2100.
    pub fn parse(text: &str) -> Result<Self, DateProblem> {
        let mut parts = text.split('-');
        let mut part = |width: usize| match parts.next() {
            None => Ok(None),
            Some(digits) if digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse::<u16>().map(Some).map_err(|_| DateProblem::Malformed)
            }
            Some(_) => Err(DateProblem::Malformed),
        };
        let year = part(4)?.ok_or(DateProblem::Malformed)?;
        let month = part(2)?;
        let day = part(2)?;
        if parts.next().is_some() {
            return Err(DateProblem::Malformed);
        }
        let in_range = |value: Option<u16>, last: u8| match value {
            None => Some(0),
            Some(value) => u8::try_from(value).ok().filter(|v| (1..=last).contains(v)),
        };
        if !(1900..=2100).contains(&year) {
            return Err(DateProblem::Impossible);
        }
        let month = in_range(month, 12).ok_or(DateProblem::Impossible)?;
        let day =
            in_range(day, if month == 0 { 31 } else { days_in_month(year, month) }).ok_or(DateProblem::Impossible)?;
        Ok(Self { year, month, day })
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where known.
    pub const fn month(self) -> Option<u8> {
        if self.month == 0 { None } else { Some(self.month) }
    }

    /// The day of the month, where known.
    pub const fn day(self) -> Option<u8> {
        if self.day == 0 { None } else { Some(self.day) }
    }

    /// The year of the date, as a date of its own.
    #[must_use]
    pub const fn year_alone(self) -> Self {
        Self { year: self.year, month: 0, day: 0 }
    }

    /// The month of the date, or its year where that is all, as a date of its own.
    #[must_use]
    pub const fn month_alone(self) -> Self {
        Self { day: 0, ..self }
    }

    /// The first day that the date may mean, in days since 1 January 1900.
    pub fn first_day(self) -> i32 {
        days_since_1900(self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day that the date may mean, in days since 1 January 1900.
    pub fn last_day(self) -> i32 {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in_month(self.year, month) } else { self.day };
        days_since_1900(self.year, month, day)
    }

    /// Whether every day this date may mean lies before every day that `other` may mean.
    pub fn is_surely_before(self, other: Self) -> bool {
        self.last_day() < other.first_day()
    }
}

/// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as [`Date::parse`] reads it.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month != 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day != 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

const fn is_leap_year(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_since_1900(year: u16, month: u8, day: u8) -> i32 {
    // Leap days of the Gregorian calendar from 1900 to the year before: 460 came before 1900.
    let before = i32::from(year) - 1;
    let years = (before - 1899) * 365 + before / 4 - before / 100 + before / 400 - 460;
    let months: i32 = (1..month).map(|m| i32::from(days_in_month(year, m))).sum();
    years + months + i32::from(day) - 1
}
