//! How dates, numbers, sums and lists read.

use persona_non_grata::dataset::{Bound, Count, Date, Sum, Unit};
use persona_non_grata::words::{
    capitalise, counted, date, day_and_month, list, month_name, number, on_date, span, spelled, sum, sum_with_unit,
    with_curly_quotes,
};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|problem| panic!("{text} {problem}"))
}

fn total(counts: &[Count]) -> Sum {
    counts.iter().map(|count| Sum::from(*count)).sum()
}

const SIXTY: Count = Count::Known(60, Bound::Exact);
const ONE: Count = Count::Known(1, Bound::Exact);
const OVER_TWENTY: Count = Count::Known(20, Bound::MoreThan);

#[test]
fn a_date_reads_as_precisely_as_it_is_known() {
    assert_eq!(date(day("2018-03-26")), "26 March 2018");
    assert_eq!(date(day("2018-03-05")), "5 March 2018");
    assert_eq!(date(day("1971-10")), "October 1971");
    assert_eq!(date(day("1983")), "1983");
}

#[test]
fn a_date_in_a_sentence_takes_on_for_days_and_in_for_longer_spans() {
    assert_eq!(on_date(day("2018-03-26")), "on 26 March 2018");
    assert_eq!(on_date(day("1971-10")), "in October 1971");
    assert_eq!(on_date(day("1983")), "in 1983");
}

#[test]
fn a_day_without_its_year_needs_a_known_day() {
    assert_eq!(day_and_month(day("2018-03-26")).as_deref(), Some("26 March"));
    assert_eq!(day_and_month(day("1971-10")), None);
    assert_eq!(day_and_month(day("1983")), None);
}

#[test]
fn months_have_their_names_and_nothing_else_has_one() {
    assert_eq!((month_name(1), month_name(12)), ("January", "December"));
    assert_eq!((month_name(0), month_name(13), month_name(255)), ("", "", ""));
}

#[test]
fn a_span_says_what_both_ends_share_once() {
    for (first, last, words) in [
        ("2018-03-14", "2018-03-14", "14 March 2018"),
        ("2018-03-14", "2018-03-17", "14–17 March 2018"),
        ("2018-03-30", "2018-04-04", "30 March – 4 April 2018"),
        ("2017-12-29", "2018-01-03", "29 December 2017 – 3 January 2018"),
        ("1971-09", "1971-10", "September–October 1971"),
        ("1971-09", "1972-10", "September 1971 – October 1972"),
        ("1971-09-24", "1971-10", "24 September 1971 – October 1971"),
        ("1971-10", "1971-10-24", "October 1971"),
        ("1971-10", "1971-10", "October 1971"),
        ("1983", "1984", "1983 – 1984"),
        ("1983", "1983", "1983"),
    ] {
        assert_eq!(span(day(first), day(last)), words, "{first} to {last}");
    }
}

#[test]
fn numbers_have_their_thousands_set_apart() {
    for (value, words) in [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1000, "1,000"),
        (1445, "1,445"),
        (12_345, "12,345"),
        (u32::MAX, "4,294,967,295"),
    ] {
        assert_eq!(number(value), words);
    }
}

#[test]
fn an_exact_sum_is_its_number() {
    assert_eq!(sum_with_unit(total(&[SIXTY]), Unit::People), "60 people");
    assert_eq!(sum_with_unit(total(&[SIXTY, ONE]), Unit::People), "61 people");
    assert_eq!(sum(total(&[Count::Known(1445, Bound::Exact)])), "1,445");
}

#[test]
fn one_of_a_unit_is_singular() {
    assert_eq!(sum_with_unit(total(&[ONE]), Unit::People), "1 person");
    assert_eq!(sum_with_unit(total(&[ONE]), Unit::Posts), "1 post");
    assert_eq!(sum_with_unit(total(&[ONE]), Unit::Missions), "1 mission");
    assert_eq!(sum_with_unit(total(&[ONE, ONE]), Unit::Missions), "2 missions");
}

#[test]
fn a_floor_alone_is_more_than_its_number_and_in_a_sum_makes_it_at_least() {
    assert_eq!(sum_with_unit(total(&[OVER_TWENTY]), Unit::People), "more than 20 people");
    assert_eq!(sum_with_unit(total(&[OVER_TWENTY, SIXTY]), Unit::People), "at least 80 people");
    assert_eq!(sum_with_unit(total(&[OVER_TWENTY, OVER_TWENTY]), Unit::People), "at least 40 people");
}

#[test]
fn an_unknown_is_not_published_and_in_a_sum_makes_it_at_least() {
    assert_eq!(sum(total(&[Count::Unknown])), "a number not published");
    assert_eq!(sum_with_unit(total(&[Count::Unknown]), Unit::Posts), "a number of posts not published");
    assert_eq!(
        sum_with_unit(total(&[Count::Unknown, Count::Unknown]), Unit::People),
        "a number of people not published"
    );
    assert_eq!(sum_with_unit(total(&[Count::Unknown, SIXTY]), Unit::People), "at least 60 people");
    assert_eq!(sum_with_unit(total(&[Count::Unknown, ONE]), Unit::People), "at least 1 person");
}

#[test]
fn what_is_counted_elsewhere_or_not_at_all_changes_no_sum() {
    assert_eq!(total(&[SIXTY, Count::Elsewhere, Count::NotApplicable]), total(&[SIXTY]));
    assert!(total(&[Count::Elsewhere, Count::NotApplicable]).is_empty());
    assert!(!total(&[Count::Unknown]).is_empty());
}

#[test]
fn things_are_counted_in_singular_and_plural() {
    assert_eq!(counted(1, "state", "states"), "1 state");
    assert_eq!(counted(0, "state", "states"), "0 states");
    assert_eq!(counted(22, "state", "states"), "22 states");
}

#[test]
fn a_list_ends_with_and() {
    let items = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(list(&[]), "");
    assert_eq!(list(&items(&["Russia"])), "Russia");
    assert_eq!(list(&items(&["Russia", "NATO"])), "Russia and NATO");
    assert_eq!(list(&items(&["Estonia", "Latvia", "Lithuania"])), "Estonia, Latvia and Lithuania");
}

#[test]
fn the_first_letter_alone_becomes_a_capital() {
    assert_eq!(capitalise("more than 20"), "More than 20");
    assert_eq!(capitalise("éire"), "éire");
    assert_eq!(capitalise("NATO"), "NATO");
    assert_eq!(capitalise(""), "");
}

#[test]
fn numbers_up_to_ninety_nine_are_spelled() {
    for (value, word) in [
        (0, "zero"),
        (7, "seven"),
        (13, "thirteen"),
        (20, "twenty"),
        (22, "twenty-two"),
        (60, "sixty"),
        (99, "ninety-nine"),
    ] {
        assert_eq!(spelled(value), word);
    }
    assert_eq!(spelled(100), "100");
    assert_eq!(spelled(1445), "1,445");
    let all: std::collections::HashSet<String> = (0..100).map(spelled).collect();
    assert_eq!(all.len(), 100);
}

#[test]
fn quotation_marks_open_before_a_word_and_close_after_it() {
    for (typed, set) in [
        (r#"It was "highly likely" that"#, "It was “highly likely” that"),
        (r#""Go," they said."#, "“Go,” they said."),
        ("'a little over 50' posts", "‘a little over 50’ posts"),
        ("Britain's and the others' staff", "Britain’s and the others’ staff"),
        (r#"("unwanted")"#, "(“unwanted”)"),
        (r#"a "'quote' in a quote""#, "a “‘quote’ in a quote”"),
        ("no marks at all", "no marks at all"),
        ("", ""),
    ] {
        assert_eq!(with_curly_quotes(typed, false), set);
    }
    // After a number that the data gave, a mark belongs to that number.
    assert_eq!(with_curly_quotes("'s staff", true), "’s staff");
}
