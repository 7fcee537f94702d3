//! Queries: the text after the question mark, as the pages of events and chains read it and as the comparison does.
//!
//! The lists of sources and disagreements have the browser read theirs (`URLSearchParams`); nothing of it is ours.

#![no_main]

use libfuzzer_sys::fuzz_target;
use persona_non_grata::chain::{self, Grouping};
use persona_non_grata::compare::{Measure, Selection};
use persona_non_grata::dataset::Date;
use persona_non_grata::facts::FACTS;
use persona_non_grata::route::Query;

/// Whether a printed query can stand in an address and, but for its ampersands, in HTML as it is.
fn is_plain(query: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "?&=-,".contains(c);
    query.chars().all(is_plain) && (query.is_empty() || query.starts_with('?'))
}

fn read_choice(text: &str) {
    let query = Query::parse(text);
    let printed = query.to_string();
    assert!(is_plain(&printed), "{printed:?}");
    let again = Query::parse(&printed);
    assert!(again.unreadable.is_empty(), "{printed:?}");
    assert_eq!(again, Query { unreadable: Vec::new(), ..query.clone() }, "a printed query is read back");
    for (i, name) in query.unreadable.iter().enumerate() {
        assert!(text.contains(name) && !query.unreadable[..i].contains(name), "{name} is named once");
    }
    // The chain that it chooses, of a crisis and of all of them.
    for episode in [None, Some(0), FACTS.episodes.len().checked_sub(1)] {
        let chosen = chain::Selection::of(&query, episode, &FACTS);
        assert!(chosen.episode.is_none_or(|place| place < FACTS.episodes.len()));
        assert_eq!(chosen.grouping == Grouping::Years, chosen.episode.is_none());
    }
}

fn read_comparison(text: &str) {
    for page in [Measure::default(), Measure::Lag] {
        let (chosen, unknown) = Selection::parse(text, &FACTS, page);
        assert!(unknown.iter().all(|word| !word.is_empty()));
        let printed = chosen.to_query(&FACTS, page);
        assert!(is_plain(&printed), "{printed:?}");
        assert_eq!(Selection::parse(&printed, &FACTS, page), (chosen, Vec::new()), "a printed choice is read back");
        // Each part that a reader may take away goes away, and nothing else does.
        let parts = chosen.chosen(&FACTS);
        let without_all = parts.iter().fold(chosen, |chosen, (key, _)| {
            let less = chosen.without(key);
            assert_eq!(less.chosen(&FACTS).len() + 1, chosen.chosen(&FACTS).len(), "{key}");
            less
        });
        assert!(without_all.chosen(&FACTS).is_empty());
        assert_eq!(without_all.from.or(without_all.to), None::<Date>);
        // A key that is none changes nothing but what it may name.
        let odd = chosen.without(text.get(..3).unwrap_or_default());
        assert!(odd.chosen(&FACTS).len() <= parts.len());
    }
    if let Some(chosen) = Selection::default().with_country(&FACTS, text) {
        assert_eq!(chosen.countries.len(), 1, "{text:?} is one country");
    }
}

fuzz_target!(|text: &str| {
    read_choice(text);
    read_comparison(text);
});
