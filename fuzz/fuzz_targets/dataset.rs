//! Data files: the small valid folder of the tests with one file replaced, or with some of its values.
//!
//! The first byte names a file by a letter, `a` for the first. A small letter: the rest is the file's text. A capital: the
//! rest are lines, each a place among the file's strings, numbers and words, and what stands there instead.

#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::{Corpus, fuzz_target};
use persona_non_grata::dataset::{Dataset, Facts};

#[path = "../../tests/support/kettle.rs"]
#[allow(dead_code, reason = "the tests use the names of files")]
mod kettle;

/// The files of the folder, each cut at its values: every second piece is one.
static PIECES: LazyLock<Vec<Vec<&str>>> =
    LazyLock::new(|| kettle::FILES.iter().map(|(_, text)| pieces(text)).collect());

/// Cuts a text before and after each string in quotes and each value of another kind. Every second piece is a value.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(" = ").map(|at| at + 3).filter(|start| *start < rest.len()) {
        let value = &rest[start..];
        let length = if let Some(inner) = value.strip_prefix("\"\"\"") {
            inner.find("\"\"\"").map(|end| end + 6)
        } else if let Some(inner) = value.strip_prefix('"') {
            inner.find('"').map(|end| end + 2)
        } else {
            value.find(['\n', ',', ' ', '}'])
        };
        let length = length.unwrap_or(value.len());
        pieces.extend([&rest[..start], &value[..length]]);
        rest = &value[length..];
    }
    pieces.push(rest);
    pieces
}

/// The text of a file with other values: each line of `edits` begins with a byte for the place.
fn edited(file: usize, edits: &str) -> String {
    let mut pieces: Vec<String> = PIECES[file].iter().map(|piece| (*piece).to_owned()).collect();
    let values = pieces.len() / 2;
    for line in edits.split('\n') {
        let mut letters = line.chars();
        let Some(place) = letters.next() else { continue };
        let place = place as usize % values.max(1) * 2 + 1;
        if let Some(piece) = pieces.get_mut(place) {
            let value = letters.as_str();
            // A value of another kind, or a string with anything in it.
            *piece = match value.strip_prefix('!') {
                Some(raw) => raw.to_owned(),
                None => serde_json::Value::from(value).to_string(),
            };
        }
    }
    pieces.concat()
}

fn is_right(dataset: &Dataset) {
    let facts = dataset.facts;
    assert_eq!(dataset.records.len(), facts.events.len());
    assert_eq!(dataset.stories.len(), facts.episodes.len());
    assert!(facts.events.is_sorted_by_key(|event| (event.date, event.id)));
    for (i, event) in facts.events.iter().enumerate() {
        assert!(event.responds_to.iter().all(|act| act.as_usize() < facts.events.len() && act.as_usize() != i));
        assert!(usize::from(event.episode) < facts.episodes.len());
        assert!(facts.actor_place(event.actor).is_some() && facts.actor_place(event.target).is_some());
    }
    for step in facts.episodes.iter().flat_map(|episode| episode.steps) {
        assert!(!step.events.is_empty() && step.events.iter().all(|event| event.as_usize() < facts.events.len()));
    }
    // The program reads what the build writes for it.
    let text = facts.to_text(true);
    let read = Facts::from_text(text.clone().leak()).expect("the text of facts");
    assert_eq!(read.to_text(true), text, "facts are read back");
    assert_eq!((read.events, read.episodes, read.actors), (facts.events, facts.episodes, facts.actors));
}

fuzz_target!(|input: &str| -> Corpus {
    let mut letters = input.chars();
    let Some(letter) = letters.next().filter(char::is_ascii_alphabetic) else { return Corpus::Reject };
    let file = usize::from(letter.to_ascii_lowercase() as u8 - b'a');
    let Some((name, _)) = kettle::FILES.get(file) else { return Corpus::Reject };
    let rest = letters.as_str();
    let text = if letter.is_ascii_uppercase() { edited(file, rest) } else { rest.to_owned() };
    let lines = 1 + text.matches('\n').count();
    let mut texts: BTreeMap<String, String> =
        kettle::FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    texts.insert((*name).to_owned(), text);
    match Dataset::from_texts(texts) {
        Ok(dataset) => is_right(&dataset),
        Err(problems) => {
            assert!(!problems.0.is_empty() && problems.0.is_sorted());
            for problem in &problems.0 {
                assert!(kettle::FILES.iter().any(|(name, _)| *name == problem.file), "{problem}");
                assert!(problem.file != *name || problem.line <= lines, "{problem}: the file has {lines} lines");
                assert!(!problem.to_string().contains('\n'), "a problem is one line: {problem:?}");
            }
        }
    }
    Corpus::Keep
});
