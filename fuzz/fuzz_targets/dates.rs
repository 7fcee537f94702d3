//! Dates: any two texts, parted by a space.

#![no_main]

use libfuzzer_sys::fuzz_target;
use persona_non_grata::dataset::{Date, DateProblem};

/// Whether a text is a date, by a second reading of the rule: digits and hyphens in their places, and a calendar.
fn is_date(text: &str) -> bool {
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse::<u32>().ok())
    };
    let has_hyphen = |place: usize| text.as_bytes().get(place) == Some(&b'-');
    let Some(year) = number(0, 4).filter(|year| (1900..=2100).contains(year)) else { return false };
    if text.len() == 4 {
        return true;
    }
    let Some(month) = number(5, 7).filter(|month| has_hyphen(4) && (1..=12).contains(month)) else { return false };
    if text.len() == 7 {
        return true;
    }
    let is_leap = year.is_multiple_of(400) || (year.is_multiple_of(4) && !year.is_multiple_of(100));
    let last = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    text.len() == 10 && has_hyphen(7) && number(8, 10).is_some_and(|day| (1..=last).contains(&day))
}

fn read(text: &str) -> Option<Date> {
    let read = Date::parse(text);
    assert_eq!(read.is_ok(), is_date(text), "{text:?} is read as {read:?}");
    let date = match read {
        Ok(date) => date,
        Err(DateProblem::Malformed | DateProblem::Impossible) => return None,
    };
    assert_eq!(date.to_string(), text, "a date prints as it was written");
    assert!(date.first_day() <= date.last_day());
    assert_eq!(date.first_day() == date.last_day(), date.day().is_some());
    for wider in [date.month_alone(), date.year_alone()] {
        assert!(wider.first_day() <= date.first_day() && date.last_day() <= wider.last_day());
        assert!(wider <= date && !wider.is_surely_before(date) && !date.is_surely_before(wider));
        assert_eq!(Date::parse(&wider.to_string()), Ok(wider));
    }
    Some(date)
}

fuzz_target!(|text: &str| {
    let (left, right) = text.split_once(' ').unwrap_or((text, text));
    if let (Some(a), Some(b)) = (read(left), read(right)) {
        assert_eq!(a.cmp(&b), left.cmp(right), "dates are ordered as their texts are");
        assert_eq!(a.is_surely_before(b), a.last_day() < b.first_day());
        assert!(!(a.is_surely_before(b) && b.is_surely_before(a)));
    }
});
