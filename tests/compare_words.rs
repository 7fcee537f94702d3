//! What a comparison says in words: grammar where there is much, little or nothing to tell, and no number of its own.
//!
//! After a change that is meant: `INSTA_UPDATE=always cargo test --test compare_words`, then read the difference.

mod support;

use std::fmt::Write;

use persona_non_grata::chain::Lag;
use persona_non_grata::compare::{
    Amount, Group, Limits, Measure, Row, Selection, Table, Value, description, head_to_head, notes, reading,
};
use persona_non_grata::dataset::{ActorCode, Bound, Count, Date, EventIndex, Sum};
use persona_non_grata::facts::{FACTS, GRAPH};
use persona_non_grata::ledger::Side;
use persona_non_grata::view::compare::reading_html;
use proptest::prelude::*;

const SIDES: [Side; 2] = [Side::Others, Side::Moscow];

fn place(code: &str) -> usize {
    ActorCode::parse(code).and_then(|code| FACTS.actor_place(code)).unwrap_or_else(|| panic!("no actor {code}"))
}

fn amount(count: Count) -> Amount {
    let sum = Sum::from(count);
    Amount { sum, low: sum.known, high: sum.known }
}

fn exactly(number: u32) -> Amount {
    amount(Count::Known(number, Bound::Exact))
}

fn more_than(number: u32) -> Amount {
    amount(Count::Known(number, Bound::MoreThan))
}

fn unknown() -> Amount {
    amount(Count::Unknown)
}

/// A country with people in one act and in the reply to it.
fn row(code: &str, people: Amount, people_in_reply: Amount) -> Row {
    let place = place(code);
    let name = FACTS.actors[place].name.to_owned();
    let acts = vec![EventIndex(0)];
    Row { place, name, acts, people, people_in_reply, ..Row::default() }
}

fn table(rows: Vec<Row>) -> Table {
    let mut total = Row::default();
    for row in &rows {
        total.people += row.people;
        total.people_in_reply += row.people_in_reply;
        total.missions += row.missions;
        total.missions_in_reply += row.missions_in_reply;
    }
    Table { rows, total, absent: Vec::new() }
}

/// What is said of some countries.
fn said(measure: Measure, rows: Vec<Row>) -> String {
    reading(&FACTS, &Selection { measure, ..Selection::default() }, &table(rows))
}

fn expelled(rows: &[(&str, Amount)]) -> String {
    said(Measure::Expelled, rows.iter().map(|(code, people)| row(code, *people, Amount::default())).collect())
}

#[test]
fn nothing_found_and_nothing_published_are_told_apart() {
    assert_eq!(expelled(&[]), "Nothing that fits this choice was found.");
    assert_eq!(expelled(&[("US", unknown())]), "For what fits this choice, no number was published.");
    assert_eq!(
        said(Measure::Lag, vec![row("US", exactly(60), Amount::default())]),
        "Acts that fit this choice were found, but none with such a number.",
        "an act without a reply has no time to it"
    );
    // A country that was named but did nothing.
    let silent = Row { acts: Vec::new(), ..row("NZ", Amount::default(), Amount::default()) };
    assert_eq!(said(Measure::Expelled, vec![silent]), "Nothing that fits this choice was found.");
}

#[test]
fn a_first_date_after_the_last_is_told_as_the_reason_why_nothing_fits() {
    let date = |text: &str| Date::parse(text).ok();
    let between = |from: &str, to: &str| Selection { from: date(from), to: date(to), ..Selection::default() };
    let why = "Nothing can fit this choice: its first date, 2019, comes after its last, March 2018.";
    assert_eq!(reading(&FACTS, &between("2019", "2018-03"), &table(vec![])), why);
    assert_eq!(description(&between("2019", "2018-03"), &table(vec![])), why);
    assert_eq!(reading_html(&between("2019", "2018-03"), &table(vec![])).matches(why).count(), 1, "told once");
    // The year begins before the day ends.
    let found = "Nothing that fits this choice was found.";
    assert_eq!(reading(&FACTS, &between("2018", "2018-03-26"), &table(vec![])), found);
    assert_eq!(reading(&FACTS, &between("2018-03-26", "2018"), &table(vec![])), found);
}

#[test]
fn one_number_alone_is_not_called_the_largest() {
    let only = "People ordered out: a number was found only for the United States (60).";
    assert_eq!(expelled(&[("US", exactly(60))]), only);
    assert_eq!(expelled(&[("US", exactly(60)), ("GB", unknown())]), only);
    assert_eq!(expelled(&[("US", exactly(60)), ("GB", Amount::default())]), only);
}

#[test]
fn the_largest_are_named_up_to_three_and_whoever_shares_a_place_with_them() {
    let lead = "The largest number of people was ordered out by";
    for (rows, rest) in [
        (&[("US", 60), ("GB", 23)][..], "the United States (60), followed by the United Kingdom (23)."),
        (
            &[("FR", 4), ("GB", 23), ("US", 60), ("DE", 1)],
            "the United States (60), followed by the United Kingdom (23) and France (4).",
        ),
        (&[("US", 60), ("GB", 60)], "the United States (60) and the United Kingdom (60)."),
        (&[("US", 4), ("GB", 4), ("FR", 4)], "the United States (4), the United Kingdom (4) and France (4)."),
        (&[("US", 4), ("GB", 4), ("FR", 3), ("DE", 3)], "the United States (4) and the United Kingdom (4)."),
        (&[("US", 4), ("GB", 3), ("FR", 3), ("DE", 3)], "the United States (4)."),
        (&[("US", 4), ("GB", 4), ("FR", 4), ("DE", 4), ("IT", 1)], "4 states and organisations (4 each)."),
        (
            &[("US", 4), ("GB", 3), ("FR", 2), ("DE", 1)],
            "the United States (4), followed by the United Kingdom (3) and France (2).",
        ),
    ] {
        let rows: Vec<(&str, Amount)> = rows.iter().map(|(code, number)| (*code, exactly(*number))).collect();
        assert_eq!(expelled(&rows), format!("{lead} {rest}"));
    }
}

#[test]
fn where_all_share_a_number_none_is_called_the_largest() {
    let rows = ["US", "GB", "FR", "DE"].map(|code| (code, exactly(4)));
    assert_eq!(expelled(&rows), "People ordered out: 4 for each of 4 states and organisations.");
}

#[test]
fn a_number_that_is_not_exact_makes_the_claim_a_careful_one() {
    assert_eq!(
        expelled(&[("US", exactly(60)), ("GB", more_than(50))]),
        "The largest number of people was ordered out by the United States (60), followed by the United Kingdom (50+), \
         as far as numbers are known."
    );
    assert_eq!(
        expelled(&[("US", exactly(60)), ("GB", exactly(23)), ("FR", unknown())]),
        "The largest number of people was ordered out by the United States (60), followed by the United Kingdom (23), \
         as far as numbers are known."
    );
    // Four that share a number need not share what is known of it.
    assert_eq!(
        expelled(&[
            ("US", more_than(4)),
            ("GB", exactly(4)),
            ("FR", exactly(4)),
            ("DE", exactly(4)),
            ("IT", exactly(1))
        ]),
        "The largest number of people was ordered out by 4 states and organisations (4 each), as far as numbers are known."
    );
}

#[test]
fn a_range_stands_in_the_same_brackets() {
    let disputed = Amount { low: 25, ..exactly(27) };
    assert_eq!(
        expelled(&[("ES", disputed), ("US", exactly(12))]),
        "The largest number of people was ordered out by Spain (27, range 25–27), followed by the United States (12)."
    );
}

#[test]
fn half_days_are_told_as_decimals_and_the_shortest_comes_first() {
    let with_lags = |code: &str, days: &[(u32, u32)]| {
        let lags = days.iter().map(|(min_days, max_days)| Lag { min_days: *min_days, max_days: *max_days }).collect();
        Row { lags, ..row(code, exactly(1), exactly(1)) }
    };
    assert_eq!(
        said(Measure::Lag, vec![with_lags("US", &[(4, 4)]), with_lags("GB", &[(3, 3), (4, 4)])]),
        "The median time to Moscow’s first reply, in days, is shortest for the United Kingdom (3.5, range 3–4), \
         followed by the United States (4)."
    );
    assert_eq!(
        said(Measure::Lag, vec![with_lags("US", &[(4, 4)]), with_lags("GB", &[(0, 5)])]),
        "The median time to Moscow’s first reply, in days, is shortest for the United Kingdom (≈ 2.5, range 0–5), \
         followed by the United States (4), as far as numbers are known."
    );
    assert_eq!(with_lags("GB", &[(0, 0)]).cell(Measure::Lag), "0");
}

#[test]
fn a_difference_below_zero_is_not_called_larger_than_the_reply() {
    assert_eq!(
        said(Measure::Net, vec![row("US", exactly(1), exactly(5)), row("GB", exactly(1), exactly(3))]),
        "The difference in people, acts less replies, is largest for the United Kingdom (−2), followed by the United \
         States (−4)."
    );
}

#[test]
fn labels_keep_what_is_known_of_a_number() {
    let known = |best, low, high, limits| Value::Known { best, low, high, limits };
    for (measure, value, label) in [
        (Measure::Expelled, Value::NotFound, ""),
        (Measure::Expelled, Value::Unknown, "?"),
        (Measure::Expelled, Value::exact(1445), "1,445"),
        (Measure::Expelled, known(73, 73, 73, Limits::AtLeast), "73+"),
        (Measure::Expelled, known(18, 18, 27, Limits::Exact), "18 (18–27)"),
        (Measure::Net, Value::exact(0), "0"),
        (Measure::Net, Value::exact(5), "+5"),
        (Measure::Net, Value::exact(-5), "−5"),
        (Measure::Net, known(-5, -7, -3, Limits::AtMost), "≤ −5 (−7 to −3)"),
        (Measure::Net, known(5, 5, 5, Limits::AtLeast), "≥ +5"),
        (Measure::Net, known(2, -1, 3, Limits::Open), "≈ +2 (−1 to +3)"),
        (Measure::Ratio, Value::exact(217), "2.17"),
        (Measure::Ratio, Value::exact(5), "0.05"),
        (Measure::Ratio, known(100, 100, 100, Limits::AtLeast), "1.00+"),
        (Measure::Lag, Value::exact(7), "3.5"),
        (Measure::Lag, Value::exact(8), "4"),
        (Measure::Lag, known(3, 0, 62, Limits::Open), "≈ 1.5 (0–31)"),
        (Measure::Answered, Value::exact(80), "80\u{a0}%"),
    ] {
        assert_eq!(measure.label(value), label, "{measure:?} {value:?}");
    }
}

#[test]
fn the_description_tells_totals_and_relations_in_whole_sentences() {
    let described = |side: Side, measure: Measure, rows: Vec<Row>| {
        description(&Selection { side, measure, ..Selection::default() }, &table(rows))
    };
    let none = Amount::default();
    assert_eq!(described(Side::Others, Measure::Expelled, vec![]), "Nothing that fits this choice was found.");
    assert_eq!(
        described(Side::Others, Measure::Expelled, vec![row("US", exactly(1), exactly(1))]),
        "1 state or organisation. 1 person was ordered out by others; 1 person was ordered out by Moscow in reply."
    );
    assert_eq!(
        described(
            Side::Moscow,
            Measure::Expelled,
            vec![
                row("US", exactly(60), exactly(61)),
                row("GB", exactly(23), exactly(22)),
                row("FR", exactly(4), more_than(3)),
                row("DE", exactly(4), none),
                row("IT", none, none),
            ]
        ),
        "5 states and organisations. 91 people were ordered out by Moscow; at least 86 people were ordered out by others \
         in reply. For 1 the reply has more, for 1 the reply has fewer, for 1 a number that is not known exactly leaves \
         it open, for 1 all acts were replies themselves and for 1 no order to leave was found."
    );
    assert_eq!(
        described(Side::Others, Measure::Expelled, vec![row("US", unknown(), none)]),
        "1 state or organisation. A number of people not published was ordered out by others; no order to leave by \
         Moscow in reply was found."
    );
    assert_eq!(
        described(Side::Others, Measure::Missions, vec![row("US", exactly(60), exactly(60))]),
        "1 state or organisation. No closing of a mission by others was found; no closing of a mission by Moscow in reply \
         was found."
    );
    let lags = |days: u32| Row { acts: vec![EventIndex(0)], ..row("US", exactly(days), none) };
    assert_eq!(
        described(Side::Others, Measure::Net, vec![lags(1), lags(5), lags(9), row("IT", none, none)]),
        "4 states and organisations. For 3 a number was found: from +1 to +9, with +5 in the middle."
    );
    let closed = Row { missions: exactly(2), missions_in_reply: exactly(1), ..row("US", none, none) };
    assert_eq!(
        described(Side::Others, Measure::MissionsReturned, vec![closed]),
        "1 state or organisation. 2 missions were closed by others; 1 mission was closed by Moscow in reply."
    );
}

/// What was chosen by an address on the first page.
fn chosen(query: &str) -> (Selection, Table) {
    let (selection, unknown) = Selection::parse(query, &FACTS, Measure::default());
    assert!(unknown.is_empty(), "{query}: {unknown:?}");
    let table = Table::new(&FACTS, &GRAPH, &selection);
    (selection, table)
}

#[test]
fn notes_count_what_stands_behind_the_numbers_with_its_events() {
    let (_, table) = chosen("?episodes=skripal-2018");
    for (text, events) in notes(&FACTS, &table) {
        let number = text.split(' ').next().expect("a number");
        assert_eq!(number.parse(), Ok(events.len()), "{text}");
        assert_eq!(text.contains(" number "), events.len() == 1, "{text}");
    }
    let all: Vec<String> = notes(&FACTS, &table).into_iter().map(|(text, _)| text).collect();
    assert!(
        all.contains(&"1 number is a floor (“more than”): sums with it carry a plus sign".to_owned()),
        "British posts: {all:?}"
    );
    assert_eq!(notes(&FACTS, &Table::default()), []);
}

#[test]
fn countries_beside_each_other_are_told_in_one_sentence() {
    let beside = |query: &str| head_to_head(&FACTS, &GRAPH, &chosen(query).0);
    assert_eq!(beside(""), None);
    assert_eq!(beside("?countries=gb"), None);
    assert_eq!(beside("?countries=gb,nato-members,eu-members"), None, "presets are no countries");
    let (sentence, head, rows) = beside("?episodes=skripal-2018&countries=us,gb,nz,nato").expect("several");
    assert_eq!(
        sentence,
        "The United States ordered out 60 people, and in reply Moscow ordered out 60 people; the United Kingdom ordered \
         out 23 people, and in reply Moscow ordered out at least 73 people; NATO ordered out 7 people, and no order to \
         leave by Moscow in reply was found; for New Zealand no order to leave was found."
    );
    assert_eq!(
        rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(),
        ["United States", "United Kingdom", "NATO", "New Zealand"]
    );
    for row in &rows {
        assert_eq!(row.len(), head.len(), "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()));
    }
}

/// Every run of digits of a text, with the signs inside it: "1,445", "2.17".
fn numbers(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .map(|part| part.trim_matches(['.', ',']).to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

proptest! {
    #![proptest_config(support::cases(300))]

    #[test]
    fn no_number_is_told_that_is_not_a_rows_own(
        measure in proptest::sample::select(&Measure::ALL[..]),
        group in proptest::sample::select(&Group::ALL[..]),
        side in proptest::sample::select(&SIDES[..]),
        episode in proptest::option::of(0..FACTS.episodes.len()),
    ) {
        let episodes = episode.map_or_else(Default::default, |place| persona_non_grata::compare::Set::default().with(place));
        let selection = Selection { measure, group, side, episodes, ..Selection::default() };
        let table = Table::new(&FACTS, &GRAPH, &selection);
        let text = reading(&FACTS, &selection, &table);
        let own: Vec<String> = table
            .rows
            .iter()
            .flat_map(|row| numbers(&format!("{} {}", row.name, measure.label(row.value(measure)))))
            .collect();
        // Many that share the first place are counted.
        let counted = |number: &String| text.contains(&format!("{number} ")) && (text.contains(" each)") || text.contains(" for each of "));
        for number in numbers(&text) {
            prop_assert!(own.contains(&number) || counted(&number), "{} in {}", number, text);
        }
        for text in [&text, &description(&selection, &table)] {
            prop_assert!(text.ends_with('.') && !text.contains("  ") && !text.contains("..") && !text.contains("()"));
            prop_assert!(!text.contains("none found") && !text.contains('?'), "{}", text);
            prop_assert!(text.chars().next().is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit()), "{}", text);
        }
    }
}

#[test]
fn readings_of_the_whole_record() {
    let mut text = String::new();
    for group in Group::ALL {
        for side in SIDES {
            for measure in Measure::ALL {
                let selection = Selection { measure, group, side, ..Selection::default() };
                let table = Table::new(&FACTS, &GRAPH, &selection);
                // Writing to a String cannot fail.
                _ = writeln!(text, "{:?} {side:?} {}: {}", group, measure.key(), reading(&FACTS, &selection, &table));
                if measure == measure.pair().0 {
                    _ = writeln!(text, "  {}", description(&selection, &table));
                }
            }
        }
    }
    insta::assert_snapshot!(text);
}
