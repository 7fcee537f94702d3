//! What a reader may choose on a comparison.

use persona_non_grata::compare::{Measure, Sort, SortKey};
use proptest::prelude::*;

/// Any measure.
pub fn measure() -> impl Strategy<Value = Measure> {
    proptest::sample::select(&Measure::ALL[..])
}

/// No order asked for, or any in either direction.
pub fn sort() -> impl Strategy<Value = Option<Sort>> {
    let key = prop_oneof![1 => Just(SortKey::Name), 4 => measure().prop_map(SortKey::Measure)];
    proptest::option::of((key, any::<bool>()).prop_map(|(key, is_reversed)| Sort { key, is_reversed }))
}
