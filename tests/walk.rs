//! Keys in an outline, as those of a tree view: where each leads, and that none leads out of sight.

mod support;

use persona_non_grata::chain::walk::{Move, Row, step, type_ahead, visible};
use proptest::prelude::*;

const KEYS: [&str; 6] = ["ArrowDown", "ArrowUp", "Home", "End", "ArrowRight", "ArrowLeft"];

fn row(level: usize, is_open: Option<bool>) -> Row {
    Row { level, is_open, is_hidden: false }
}

/// Attack: (Britain: (Russia, Russia's second act), France, Germany: (Russia)), and a second top entry.
fn outline() -> Vec<Row> {
    vec![
        row(0, Some(true)),  // 0
        row(1, Some(true)),  // 1
        row(2, None),        // 2
        row(2, None),        // 3
        row(1, None),        // 4
        row(1, Some(false)), // 5
        row(2, None),        // 6, out of sight
        row(0, None),        // 7
    ]
}

mod one_outline {
    use super::*;

    #[test]
    fn what_stands_below_a_closed_row_is_out_of_sight() {
        let mut rows = outline();
        assert_eq!(visible(&rows), [0, 1, 2, 3, 4, 5, 7]);
        rows[0].is_open = Some(false);
        assert_eq!(visible(&rows), [0, 7]);
        // What is open below a closed row stays out of sight.
        rows[5].is_open = Some(true);
        assert_eq!(visible(&rows), [0, 7]);
    }

    #[test]
    fn a_row_taken_away_takes_away_what_stands_below_it() {
        let mut rows = outline();
        rows[1].is_hidden = true;
        assert_eq!(visible(&rows), [0, 4, 5, 7]);
        rows[1].is_hidden = false;
        rows[2].is_hidden = true;
        assert_eq!(visible(&rows), [0, 1, 3, 4, 5, 7]);
    }

    #[test]
    fn every_key_leads_where_a_tree_view_leads() {
        let rows = outline();
        for (key, at, expected) in [
            ("ArrowDown", 0, Some(Move::To(1))),
            ("ArrowDown", 5, Some(Move::To(7))),
            ("ArrowDown", 7, None),
            ("ArrowUp", 7, Some(Move::To(5))),
            ("ArrowUp", 1, Some(Move::To(0))),
            ("ArrowUp", 0, None),
            ("Home", 4, Some(Move::To(0))),
            ("Home", 0, None),
            ("End", 0, Some(Move::To(7))),
            ("End", 7, None),
            ("ArrowRight", 5, Some(Move::Open(5))),
            ("ArrowRight", 1, Some(Move::To(2))),
            ("ArrowRight", 4, None),
            ("ArrowLeft", 1, Some(Move::Close(1))),
            ("ArrowLeft", 3, Some(Move::To(1))),
            ("ArrowLeft", 5, Some(Move::To(0))),
            ("ArrowLeft", 4, Some(Move::To(0))),
            ("ArrowLeft", 7, None),
            ("Enter", 1, None),
            (" ", 1, None),
            ("Tab", 1, None),
            ("a", 1, None),
            ("", 1, None),
        ] {
            assert_eq!(step(key, &rows, at), expected, "{key} at {at}");
        }
    }

    #[test]
    fn an_open_row_of_which_everything_is_taken_away_leads_nowhere_below() {
        let mut rows = outline();
        rows[2].is_hidden = true;
        rows[3].is_hidden = true;
        assert_eq!(step("ArrowRight", &rows, 1), None);
        rows[3].is_hidden = false;
        assert_eq!(step("ArrowRight", &rows, 1), Some(Move::To(3)));
    }

    #[test]
    fn a_row_that_does_not_exist_moves_nowhere() {
        for key in KEYS {
            assert_eq!(step(key, &outline(), 8), None);
            assert_eq!(step(key, &[], 0), None);
        }
    }

    #[test]
    fn letters_find_the_next_row_that_begins_with_them() {
        let texts =
            ["Attack", "Britain ordered", "Russia", "Russia again", "France", "Germany", "Russia below", "Austria"];
        let find = |at: usize, typed: &str| type_ahead(&texts, &outline(), at, typed);
        assert_eq!(find(0, "r"), Some(2));
        assert_eq!(find(2, "r"), Some(3), "one letter goes on");
        assert_eq!(find(3, "r"), Some(2), "around the end, past what is out of sight");
        assert_eq!(find(2, "ru"), Some(2), "with more letters the row itself may stay");
        assert_eq!(find(2, "russia a"), Some(3));
        assert_eq!(find(2, "RUSSIA A"), Some(3));
        assert_eq!(find(0, "a"), Some(7));
        assert_eq!(find(7, "a"), Some(0));
        assert_eq!(find(4, "f"), Some(4), "the only one is found from itself");
        assert_eq!(find(0, "x"), None);
        assert_eq!(find(0, "germany's"), None);
        assert_eq!(find(0, "russia below"), None, "out of sight");
        assert_eq!(type_ahead(&[], &[], 0, "a"), None);
    }
}

fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let one = (any::<proptest::sample::Index>(), any::<bool>(), proptest::bool::weighted(0.15));
    proptest::collection::vec(one, 1..40).prop_map(|parts| {
        let mut rows: Vec<Row> = Vec::new();
        for (level, is_open, is_hidden) in parts {
            // At most one deeper than the row before, as in a nested list.
            let deepest = rows.last().map_or(0, |last| last.level + 1);
            rows.push(Row { level: level.index(deepest + 1), is_open: Some(is_open), is_hidden });
        }
        for i in 0..rows.len() {
            if rows.get(i + 1).is_none_or(|next| next.level <= rows[i].level) {
                rows[i].is_open = None;
            }
        }
        rows
    })
}

/// The row above a row, in the nested list.
fn parent(rows: &[Row], at: usize) -> Option<usize> {
    (0..at).rev().find(|i| rows[*i].level < rows[at].level)
}

/// Whether a row can be seen, asked of itself and everything above it.
fn is_seen(rows: &[Row], at: usize) -> bool {
    !rows[at].is_hidden
        && parent(rows, at).is_none_or(|above| rows[above].is_open != Some(false) && is_seen(rows, above))
}

proptest! {
    #![proptest_config(support::cases(500))]

    #[test]
    fn a_row_is_in_sight_where_all_above_it_are_open_and_none_is_taken_away(rows in any_rows()) {
        let expected: Vec<usize> = (0..rows.len()).filter(|i| is_seen(&rows, *i)).collect();
        prop_assert_eq!(visible(&rows), expected);
    }

    #[test]
    fn no_key_leads_out_of_sight_or_nowhere(rows in any_rows()) {
        let seen = visible(&rows);
        for at in seen.iter().copied() {
            for key in KEYS {
                match step(key, &rows, at) {
                    Some(Move::To(to)) => prop_assert!(to != at && seen.contains(&to), "{key} {at} {to}"),
                    Some(Move::Open(row)) => {
                        prop_assert_eq!((row, key, rows[at].is_open), (at, "ArrowRight", Some(false)));
                    }
                    Some(Move::Close(row)) => {
                        prop_assert_eq!((row, key, rows[at].is_open), (at, "ArrowLeft", Some(true)));
                    }
                    None => {}
                }
            }
        }
    }

    #[test]
    fn up_and_down_go_through_all_rows_in_sight(rows in any_rows()) {
        let seen = visible(&rows);
        for pair in seen.windows(2) {
            prop_assert_eq!(step("ArrowDown", &rows, pair[0]), Some(Move::To(pair[1])));
            prop_assert_eq!(step("ArrowUp", &rows, pair[1]), Some(Move::To(pair[0])));
        }
        if let (Some(first), Some(last)) = (seen.first(), seen.last()) {
            prop_assert_eq!(step("ArrowUp", &rows, *first), None);
            prop_assert_eq!(step("ArrowDown", &rows, *last), None);
            for at in seen.iter().copied() {
                prop_assert_eq!(step("Home", &rows, at), (at != *first).then_some(Move::To(*first)));
                prop_assert_eq!(step("End", &rows, at), (at != *last).then_some(Move::To(*last)));
            }
        }
    }

    #[test]
    fn left_closes_and_then_goes_to_the_row_above(rows in any_rows()) {
        for at in visible(&rows) {
            let expected = match rows[at].is_open {
                Some(true) => Some(Move::Close(at)),
                _ => parent(&rows, at).map(Move::To),
            };
            prop_assert_eq!(step("ArrowLeft", &rows, at), expected);
        }
    }

    #[test]
    fn right_opens_and_then_goes_to_the_first_row_below(rows in any_rows()) {
        let seen = visible(&rows);
        for at in seen.iter().copied() {
            let below = seen.iter().copied().find(|i| parent(&rows, *i) == Some(at));
            let expected = match rows[at].is_open {
                None => None,
                Some(false) => Some(Move::Open(at)),
                Some(true) => below.map(Move::To),
            };
            prop_assert_eq!(step("ArrowRight", &rows, at), expected);
        }
    }

    #[test]
    fn a_row_taken_away_while_standing_on_it_leads_back_in_sight_downwards(rows in any_rows(), at in any::<proptest::sample::Index>()) {
        let at = at.index(rows.len());
        let seen = visible(&rows);
        for key in ["ArrowDown", "ArrowUp", "Home", "End"] {
            if let Some(Move::To(to)) = step(key, &rows, at) {
                prop_assert!(seen.contains(&to), "{key}");
            }
        }
    }

    #[test]
    fn letters_find_rows_in_sight_that_begin_with_them(
        rows in any_rows(), letters in proptest::collection::vec("[abAB]{1,3}", 40), at in any::<proptest::sample::Index>(),
        typed in "[abAB]{1,3}",
    ) {
        let texts: Vec<&str> = letters.iter().map(String::as_str).take(rows.len()).collect();
        let seen = visible(&rows);
        prop_assume!(!seen.is_empty());
        let at = seen[at.index(seen.len())];
        let begins = |i: usize| texts[i].to_ascii_lowercase().starts_with(&typed.to_ascii_lowercase());
        let found = type_ahead(&texts, &rows, at, &typed);
        prop_assert_eq!(found.is_some(), seen.iter().any(|i| begins(*i)));
        if let Some(found) = found {
            prop_assert!(seen.contains(&found) && begins(found));
            // Nothing nearer begins so.
            let place = |row: usize| seen.iter().position(|i| *i == row).expect("in sight");
            let away = |row: usize| (place(row) + seen.len() - place(at)) % seen.len();
            let distance = if found == at && typed.len() == 1 { seen.len() } else { away(found) };
            let nearer = seen.iter().filter(|row| begins(**row) && away(**row) < distance);
            prop_assert_eq!(nearer.filter(|row| **row != at || typed.len() > 1).count(), 0);
        }
    }
}
