//! Days of the calendar: what a synthetic event needs to stand so many days later, and a report its date.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// Reads `2018-03-14`; a month or a year alone stands for its first day.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-').map(str::parse::<i64>);
        let mut part = || parts.next().map_or(Some(1), Result::ok);
        let (year, month, day) = (part()?, part()?, part()?);
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day) && parts.next().is_none();
        // The year is made to begin in March, so that a leap day comes last.
        let (shifted_year, shifted_month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days = 365 * shifted_year + shifted_year.div_euclid(4) - shifted_year.div_euclid(100)
            + shifted_year.div_euclid(400)
            + (153 * shifted_month + 2) / 5
            + day
            - 1;
        fits.then_some(Self(days - 719_468))
    }

    /// The day on which this program runs.
    pub fn today() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        Self(i64::try_from(seconds / 86_400).unwrap_or(0))
    }

    /// So many days later.
    pub fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// Year, month and day.
    pub fn parts(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_leap_years() {
        assert_eq!(Day::parse("1970-01-01"), Some(Day(0)));
        for (from, days, to) in [
            ("2018-03-04", 28, "2018-04-01"),
            ("2020-02-28", 1, "2020-02-29"),
            ("2019-02-28", 1, "2019-03-01"),
            ("1999-12-31", 1, "2000-01-01"),
            ("2018-03", 0, "2018-03-01"),
        ] {
            assert_eq!(Day::parse(from).unwrap().plus(days).to_string(), to);
        }
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for text in ["", "2018-13-01", "2018-03-32", "2018-03-01-02", "spring"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
