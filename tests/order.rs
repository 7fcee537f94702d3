//! Sorting by keys: as the standard library would, with equal ones left as they were.

mod support;

use persona_non_grata::order::{by_key, signed, sorted, text};
use proptest::prelude::*;

proptest! {
    #![proptest_config(support::cases(500))]

    #[test]
    fn places_come_in_the_order_of_their_keys_and_equal_ones_as_they_were(
        keys in proptest::collection::vec([0u64..3, 0u64..3, 0u64..3], 0..80),
    ) {
        let mut expected: Vec<usize> = (0..keys.len()).collect();
        // This sort is stable.
        expected.sort_by_key(|i| keys[*i]);
        prop_assert_eq!(by_key(keys.len(), |i| keys[i]), expected);
    }

    #[test]
    fn items_come_in_the_order_of_their_keys_and_equal_ones_as_they_were(
        items in proptest::collection::vec((0u64..4, any::<u8>()), 0..80),
    ) {
        let mut expected = items.clone();
        expected.sort_by_key(|(key, _)| *key);
        prop_assert_eq!(sorted(items, |(key, _)| [*key, 0, 0]), expected);
    }

    #[test]
    fn numbers_keep_their_order_as_parts_of_a_key(a in any::<i32>(), b in any::<i32>()) {
        prop_assert_eq!(signed(a).cmp(&signed(b)), a.cmp(&b));
    }

    #[test]
    fn texts_of_up_to_sixteen_bytes_keep_their_order(a in "[ -~]{0,16}", b in "[ -~]{0,16}") {
        prop_assert_eq!(text(&a).cmp(&text(&b)), a.cmp(&b));
    }

    #[test]
    fn texts_are_never_in_the_wrong_order(a in "[^\0]{0,30}", b in "[^\0]{0,30}") {
        // Longer texts may be alike, but what differs in its first sixteen bytes is told apart.
        let by_bytes = a.as_bytes().cmp(b.as_bytes());
        prop_assert!(text(&a).cmp(&text(&b)) == by_bytes || text(&a) == text(&b));
        let first = |text: &str| text.bytes().take(16).collect::<Vec<u8>>();
        prop_assert_eq!(text(&a) == text(&b), first(&a) == first(&b));
    }
}

#[test]
fn the_ends_of_the_range_are_the_ends_of_the_order() {
    assert_eq!(signed(i32::MIN), 0);
    assert_eq!(signed(i32::MAX), u64::from(u32::MAX));
    assert!(signed(-1) < signed(0) && signed(0) < signed(1));
}

#[test]
fn a_text_stands_before_what_it_begins() {
    assert!(text("") < text("a"));
    assert!(text("Spain") < text("Spains"));
    assert!(text("United Kingdom") < text("United Nations") && text("United Nations") < text("United States"));
    assert!(text("NATO") < text("Netherlands"), "as bytes: upper case first");
}

#[test]
fn nothing_sorted_is_nothing() {
    assert!(by_key(0, |_| [0; 3]).is_empty());
    assert!(sorted(Vec::<u8>::new(), |_| [0; 3]).is_empty());
}
