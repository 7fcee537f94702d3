//! Files of a comparison: what a reader gets holds the numbers of the page, in forms that other programs read.

mod support;

use persona_non_grata::compare::export::{About, Sheet, file_name};
use persona_non_grata::compare::{
    EU_MEMBERS, Group, Limits, Measure, NATO_MEMBERS, Row, Selection, Set, Sort, SortKey, Table, Value, View,
};
use persona_non_grata::dataset::{Action, Date, Era};
use persona_non_grata::facts::{FACTS, GRAPH};
use persona_non_grata::ledger::Side;
use proptest::prelude::*;

/// A text that every format must protect: a comma, both kinds of quotation mark, a backslash and a new line.
fn about() -> About {
    About {
        title: "People ordered out, \"act\" and reply\\answer:\nUK, US".to_owned(),
        address: "https://site.example/compare/?countries=gb,us&view=map".to_owned(),
        cutoff: "2026-06-25".to_owned(),
    }
}

/// Reads CSV as RFC 4180 writes it: fields in quotes may hold commas, new lines and doubled quotes.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut field = String::new();
    let (mut is_quoted, mut was_quoted) = (false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            _ if is_quoted => field.push(c),
            '"' => {
                assert!(field.is_empty() && !was_quoted, "a quotation mark inside a field without them: {field}");
                (is_quoted, was_quoted) = (true, true);
            }
            ',' | '\n' => {
                record.push(std::mem::take(&mut field));
                was_quoted = false;
                if c == '\n' {
                    records.push(std::mem::take(&mut record));
                }
            }
            '\r' => assert_eq!(chars.peek(), Some(&'\n'), "a line ends with both"),
            _ => {
                assert!(!was_quoted, "text after the closing quotation mark");
                field.push(c);
            }
        }
    }
    assert!(!is_quoted && field.is_empty() && record.is_empty(), "the last line ends");
    records
}

/// A number as other programs read it; `None` where there is none.
fn decimal(measure: Measure, value: Option<i32>) -> Option<f64> {
    let value = f64::from(value?);
    Some(match measure {
        Measure::Ratio => value / 100.0,
        Measure::Lag => value / 2.0,
        _ => value,
    })
}

/// Number, lowest, highest, and what it is.
fn expected(row: &Row, measure: Measure) -> ([Option<f64>; 3], &'static str) {
    let value = row.value(measure);
    let (low, high, status) = match value {
        Value::NotFound => (None, None, "none found"),
        Value::Unknown => (None, None, "not published"),
        Value::Known { low, high, limits, .. } => {
            let status = match limits {
                Limits::Exact => "exact",
                Limits::AtLeast => "at least",
                Limits::AtMost => "at most",
                Limits::Open => "open",
            };
            (Some(low), Some(high), status)
        }
    };
    ([value.best(), low, high].map(|number| decimal(measure, number)), status)
}

fn same(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        (found, expected) => found.is_none() && expected.is_none(),
    }
}

fn code_of(selection: &Selection, row: &Row) -> Option<&'static str> {
    (selection.group == Group::Country).then(|| FACTS.actors[row.place].code.as_str())
}

fn ids(row: &Row) -> Vec<&'static str> {
    row.events().iter().map(|index| FACTS.event(*index).id.as_str()).collect()
}

prop_compose! {
    fn selection()(
        measure in proptest::sample::select(&Measure::ALL[..]),
        view in proptest::sample::select(&View::ALL[..]),
        group in proptest::sample::select(&Group::ALL[..]),
        side in proptest::sample::select(&[Side::Others, Side::Moscow][..]),
        sort in proptest::option::of(prop_oneof![
            (any::<bool>()).prop_map(|is_reversed| Sort { key: SortKey::Name, is_reversed }),
            (any::<bool>()).prop_map(|is_reversed| Sort { key: SortKey::Measure(Measure::Lag), is_reversed }),
        ]),
        episodes in proptest::collection::vec(0..FACTS.episodes.len(), 0..20),
        eras in proptest::collection::vec(0..Era::ALL.len(), 0..2),
        countries in proptest::collection::vec(
            prop_oneof![8 => 0..45usize, 1 => Just(NATO_MEMBERS), 1 => Just(EU_MEMBERS)], 0..20),
        kinds in proptest::collection::vec(0..Action::ALL.len(), 0..4),
        from in proptest::option::weighted(0.3, 1971u16..2026),
        to in proptest::option::weighted(0.3, 1971u16..2026),
    ) -> Selection {
        let set = |places: Vec<usize>| places.into_iter().fold(Set::default(), Set::with);
        let year = |year: Option<u16>| year.and_then(|year| Date::parse(&year.to_string()).ok());
        let kinds = kinds.into_iter().filter(|place| Action::ALL[*place].is_deed()).collect();
        let countries =
            countries.into_iter().filter(|place| FACTS.actors.get(*place).is_none_or(|a| !a.code.is_moscow())).collect();
        Selection {
            measure, view, group, side, sort, episodes: set(episodes), eras: set(eras), countries: set(countries),
            kinds: set(kinds), from: year(from), to: year(to),
        }
    }
}

fn check_csv(selection: &Selection, table: &Table) {
    let records = read_csv(&Sheet::of_rows(&FACTS, table, None).csv(&about()));
    let (head, lines) = records.split_first().expect("a head");
    assert_eq!(lines.len(), table.rows.len());
    let column = |name: &str| head.iter().position(|other| other == name).unwrap_or_else(|| panic!("no column {name}"));
    for (line, row) in lines.iter().zip(&table.rows) {
        assert_eq!(line.len(), head.len(), "{line:?}");
        let field = |name: &str| line[column(name)].as_str();
        assert_eq!(field("name"), row.name);
        assert_eq!(field("code"), code_of(selection, row).unwrap_or_default());
        assert_eq!(field("events").split_whitespace().collect::<Vec<_>>(), ids(row));
        let about = about();
        assert_eq!(
            [field("title"), field("address"), field("data_end")],
            [&about.title, &about.address, &about.cutoff]
        );
        for measure in Measure::ALL {
            let name = measure.key().replace('-', "_");
            let (numbers, status) = expected(row, measure);
            for (ending, expected) in ["", "_low", "_high"].into_iter().zip(numbers) {
                let text = field(&format!("{name}{ending}"));
                let found = (!text.is_empty()).then(|| text.parse::<f64>().expect("a number"));
                assert!(same(found, expected), "{}: {name}{ending} is {text}, not {expected:?}", row.name);
            }
            assert_eq!(field(&format!("{name}_status")), status);
        }
    }
}

fn check_json(selection: &Selection, table: &Table) {
    let text = Sheet::of_rows(&FACTS, table, None).json(&about());
    let file: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|problem| panic!("{problem}: {text}"));
    let about = about();
    assert_eq!([&file["title"], &file["address"], &file["data_end"]], [&about.title, &about.address, &about.cutoff]);
    let rows = file["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), table.rows.len());
    for (found, row) in rows.iter().zip(&table.rows) {
        assert_eq!(found["name"], row.name.as_str());
        assert_eq!(found["code"].as_str(), code_of(selection, row));
        assert_eq!(found["events"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>(), ids(row));
        for measure in Measure::ALL {
            let name = measure.key().replace('-', "_");
            let (numbers, status) = expected(row, measure);
            for (ending, expected) in ["", "_low", "_high"].into_iter().zip(numbers) {
                let own = &found[format!("{name}{ending}")];
                assert!(own.is_number() || own.is_null());
                assert!(same(own.as_f64(), expected), "{}: {name}{ending}", row.name);
            }
            assert_eq!(found[format!("{name}_status")], status);
        }
    }
}

proptest! {
    #![proptest_config(support::cases(150))]

    #[test]
    fn both_files_hold_the_numbers_of_the_rows(selection in selection()) {
        let table = Table::new(&FACTS, &GRAPH, &selection);
        check_csv(&selection, &table);
        check_json(&selection, &table);
    }
}

proptest! {
    #![proptest_config(support::cases(1000))]

    #[test]
    fn the_name_of_a_file_is_safe_on_every_system(selection in selection()) {
        let name = file_name(&FACTS, &selection);
        prop_assert!(!name.is_empty() && name.len() <= 120, "{}", name);
        prop_assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", name);
        prop_assert!(!name.starts_with('-') && !name.ends_with('-'), "{}", name);
        prop_assert!(name.starts_with(&format!("persona-non-grata-{}", selection.measure.key())), "{}", name);
    }
}

fn named(query: &str) -> String {
    let (selection, unknown) = Selection::parse(query, &FACTS, Measure::default());
    assert!(unknown.is_empty(), "{unknown:?}");
    file_name(&FACTS, &selection)
}

#[test]
fn the_name_of_a_file_says_what_is_in_it() {
    for (query, name) in [
        ("", "persona-non-grata-expelled-bars"),
        ("?measure=returned&view=scatter&countries=gb,us", "persona-non-grata-returned-scatter-gb-us"),
        ("?side=moscow&episodes=skripal-2018", "persona-non-grata-expelled-bars-skripal-2018-moscow"),
    ] {
        assert_eq!(named(query), name, "{query}");
    }
}

#[test]
fn different_choices_of_the_same_year_have_different_names() {
    let names: std::collections::BTreeSet<String> =
        ["?from=2021", "?to=2021", "?eras=2021", "?from=2021&to=2021"].map(named).into();
    assert_eq!(names.len(), 4, "{names:?}");
}

#[test]
fn a_comparison_of_nothing_is_still_a_file() {
    let (selection, _) = Selection::parse("?from=2100", &FACTS, Measure::default());
    let table = Table::new(&FACTS, &GRAPH, &selection);
    assert!(table.rows.is_empty());
    check_csv(&selection, &table);
    check_json(&selection, &table);
}

#[test]
fn the_whole_record_is_in_both_files_in_every_group() {
    for group in Group::ALL {
        for side in [Side::Others, Side::Moscow] {
            let selection = Selection { group, side, ..Selection::default() };
            let table = Table::new(&FACTS, &GRAPH, &selection);
            check_csv(&selection, &table);
            check_json(&selection, &table);
        }
    }
}

#[test]
fn negative_numbers_and_zeros_keep_their_sign_and_place() {
    // More went in reply than by the act: 4 less 10 are −6.
    let table = Table::new(&FACTS, &GRAPH, &Selection { measure: Measure::Net, ..Selection::default() });
    let lowest = table.rows.iter().filter_map(|row| row.value(Measure::Net).best()).min().expect("a number");
    assert!(lowest < 0, "the record has such a case");
    let text = Sheet::of_rows(&FACTS, &table, None).csv(&about());
    assert!(text.contains(&format!(",{lowest},")), "with the sign that programs read");
    assert!(!text.contains('−'));
}
