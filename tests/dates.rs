//! Dates of known precision: reading, printing, order.

mod support;

use persona_non_grata::dataset::{Date, DateProblem};
use proptest::prelude::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|problem| panic!("{text} {problem}"))
}

/// Days of a month, written anew: the test must not lean on what it tests.
fn days(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(400) || (year.is_multiple_of(4) && !year.is_multiple_of(100)) => 29,
        2 => 28,
        _ => 31,
    }
}

prop_compose! {
    fn any_day()(year in 1900u16..=2100, month in 1u8..=12)
        (day in 1u8..=days(year, month), year in Just(year), month in Just(month)) -> (u16, u8, u8) {
        (year, month, day)
    }
}

prop_compose! {
    fn any_date()((year, month, day) in any_day(), precision in 0..3) -> String {
        match precision {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        }
    }
}

proptest! {
    #![proptest_config(support::cases(2000))]

    #[test]
    fn a_date_prints_as_it_was_written(text in any_date()) {
        prop_assert_eq!(date(&text).to_string(), text);
    }

    #[test]
    fn a_date_has_the_parts_that_it_was_written_with((year, month, day) in any_day()) {
        let date = date(&format!("{year}-{month:02}-{day:02}"));
        prop_assert_eq!((date.year(), date.month(), date.day()), (year, Some(month), Some(day)));
    }

    #[test]
    fn a_day_beyond_the_end_of_its_month_does_not_exist(year in 1900u16..=2100, month in 1u8..=12, over in 1u8..=60) {
        let day = days(year, month) + over;
        prop_assert_eq!(Date::parse(&format!("{year}-{month:02}-{day:02}")), Err(DateProblem::Impossible));
    }

    #[test]
    fn any_text_is_read_or_refused_but_never_a_panic(text in ".*") {
        if let Ok(date) = Date::parse(&text) {
            prop_assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn days_are_ordered_as_their_text_is(a in any_date(), b in any_date()) {
        // A month stands before its days and a year before its months, as a prefix does.
        prop_assert_eq!(date(&a).cmp(&date(&b)), a.cmp(&b));
    }

    #[test]
    fn surely_before_means_that_no_day_could_be_the_same_or_later(a in any_date(), b in any_date()) {
        let (a, b) = (date(&a), date(&b));
        prop_assert!(a.first_day() <= a.last_day());
        prop_assert_eq!(a.is_surely_before(b), a.last_day() < b.first_day());
        prop_assert!(!(a.is_surely_before(b) && b.is_surely_before(a)));
        prop_assert!(!a.is_surely_before(b) || a < b);
    }
}

#[test]
fn days_are_numbered_without_gap_from_1900_to_2100() {
    let mut expected = 0;
    for year in 1900..=2100 {
        for month in 1..=12 {
            assert_eq!(date(&format!("{year}-{month:02}")).first_day(), expected);
            for day in 1..=days(year, month) {
                let date = date(&format!("{year}-{month:02}-{day:02}"));
                assert_eq!((date.first_day(), date.last_day()), (expected, expected), "{date}");
                expected += 1;
            }
            assert_eq!(date(&format!("{year}-{month:02}")).last_day(), expected - 1);
        }
        assert_eq!(date(&year.to_string()).last_day(), expected - 1);
    }
    // 201 years, of which 49 are leap years: 1900 and 2100 are not, 2000 is.
    assert_eq!(expected, 201 * 365 + 49);
}

#[test]
fn leap_years_follow_the_gregorian_rule() {
    for (text, exists) in [
        ("2020-02-29", true),
        ("2000-02-29", true),
        ("1900-02-29", false),
        ("2100-02-29", false),
        ("2021-02-29", false),
        ("2018-02-30", false),
    ] {
        assert_eq!(Date::parse(text).is_ok(), exists, "{text}");
    }
}

#[test]
fn other_forms_are_refused() {
    for text in ["", "-", "18", "2018-", "2018-3", "2018-3-1", "2018-03-1", "2018-03-001", "2018-03-14-", "2018 03 14"]
    {
        assert_eq!(Date::parse(text), Err(DateProblem::Malformed), "{text}");
    }
    for text in ["+2018", "２０１８", "2018-03-14 ", " 2018", "2018-0३-14", "20180314", "2018-03-14T00:00:00"] {
        assert_eq!(Date::parse(text), Err(DateProblem::Malformed), "{text}");
    }
    for text in ["1899", "2101", "0000-01-01", "2018-00", "2018-13", "2018-01-00", "2018-01-32"] {
        assert_eq!(Date::parse(text), Err(DateProblem::Impossible), "{text}");
    }
}

#[test]
fn a_month_is_not_surely_before_its_own_days() {
    for (a, b, is_before) in [
        ("1971-09-24", "1971-10", true),
        ("1971-09", "1971-10", true),
        ("1971-10", "1971-10-31", false),
        ("1971-10", "1971-11-01", true),
        ("1971-10-01", "1971-10", false),
        ("1971-10-31", "1971-10", false),
        ("1971", "1971-12-31", false),
        ("1971", "1972-01-01", true),
        ("1971-12-31", "1972", true),
        ("1971-10", "1971-10", false),
    ] {
        assert_eq!(date(a).is_surely_before(date(b)), is_before, "{a} before {b}");
    }
}
