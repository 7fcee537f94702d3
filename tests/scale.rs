//! From values to view units.

mod support;

use persona_non_grata::chart::scale::{Linear, ticks};
use proptest::prelude::*;

#[test]
fn the_ends_of_the_domain_are_the_ends_of_the_range() {
    for domain in [(0, 100), (100, 0), (-50, 50), (7, 8)] {
        for range in [(0, 1000), (1000, 0), (-3, 4)] {
            let scale = Linear::new(domain, range);
            assert_eq!((scale.place(domain.0), scale.place(domain.1)), range, "{domain:?} to {range:?}");
        }
    }
}

#[test]
fn the_result_is_rounded_to_the_nearest_unit() {
    let scale = Linear::new((0, 3), (0, 10));
    assert_eq!((0..=3).map(|value| scale.place(value)).collect::<Vec<_>>(), [0, 3, 7, 10]);
    let falling = Linear::new((0, 3), (10, 0));
    assert_eq!((0..=3).map(|value| falling.place(value)).collect::<Vec<_>>(), [10, 7, 3, 0]);
}

#[test]
fn a_domain_that_runs_downward_places_values_as_one_that_runs_upward() {
    for (start, end) in [(0, 100), (100, 0), (-50, 50)] {
        let (up, down) = (Linear::new((0, 10), (start, end)), Linear::new((10, 0), (end, start)));
        for value in -2..=12 {
            assert_eq!(down.place(value), up.place(value), "{value} between {start} and {end}");
        }
    }
}

#[test]
fn values_outside_the_domain_are_placed_at_its_ends() {
    let scale = Linear::new((10, 20), (100, 200));
    assert_eq!((scale.place(-5), scale.place(9), scale.place(21), scale.place(1_000_000)), (100, 100, 200, 200));
    let falling = Linear::new((20, 10), (100, 200));
    assert_eq!((falling.place(25), falling.place(5)), (100, 200));
}

#[test]
fn a_domain_of_one_point_is_placed_in_the_middle() {
    for value in [-100, 0, 5, 100] {
        assert_eq!(Linear::new((5, 5), (0, 100)).place(value), 50);
        assert_eq!(Linear::new((5, 5), (100, 0)).place(value), 50);
    }
}

proptest! {
    #![proptest_config(support::cases(2000))]

    #[test]
    fn a_place_is_never_outside_the_range(
        from in -10_000i64..10_000, to in -10_000i64..10_000, start in -2_000i32..2_000, end in -2_000i32..2_000,
        value in -20_000i64..20_000,
    ) {
        let place = Linear::new((from, to), (start, end)).place(value);
        prop_assert!((start.min(end)..=start.max(end)).contains(&place), "{place}");
    }

    #[test]
    fn a_place_is_within_half_a_unit_of_the_exact_one(
        from in -10_000i64..10_000, to in -10_000i64..10_000, start in -2_000i32..2_000, end in -2_000i32..2_000,
        part in 0.0f64..=1.0,
    ) {
        prop_assume!(from != to);
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small numbers")]
        let value = (from as f64 + (to - from) as f64 * part) as i64;
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let exact = f64::from(start) + (value - from) as f64 / (to - from) as f64 * f64::from(end - start);
        let place = f64::from(Linear::new((from, to), (start, end)).place(value));
        prop_assert!((place - exact).abs() <= 0.5 + 1e-6, "{place} for {exact}");
    }

    #[test]
    // One part is left out: between 2 and 5 no step is round, so some numbers cannot be cut into at most one.
    fn ticks_are_few_round_and_equally_far_apart(max in 1u32..100_000, count in 2u32..12) {
        let ticks = ticks(max, count);
        prop_assert!(!ticks.is_empty() && ticks.len() <= count as usize, "{ticks:?}");
        let step = ticks[0];
        let digits = step.to_string();
        prop_assert!(matches!(digits.as_bytes()[0], b'1' | b'2' | b'5') && digits[1..].bytes().all(|b| b == b'0'));
        prop_assert!(ticks.iter().zip(1u32..).all(|(tick, i)| *tick == i * step));
        prop_assert!(ticks.last().is_some_and(|last| *last <= max && max - last < step));
    }
}

#[test]
fn ticks_of_nothing_are_none() {
    assert!(ticks(0, 4).is_empty());
    assert!(ticks(100, 0).is_empty());
}

#[test]
fn ticks_are_those_a_reader_expects() {
    assert_eq!(ticks(569, 4), [200, 400]);
    assert_eq!(ticks(755, 4), [200, 400, 600]);
    assert_eq!(ticks(10, 5), [2, 4, 6, 8, 10]);
    assert_eq!(ticks(1, 4), [1]);
    assert_eq!(ticks(1_000_000, 4), [500_000, 1_000_000]);
}
