//! One data file, read to its shape: the first byte names it by a letter, `a` for the first, the rest is its text.
//!
//! The whole folder with one file changed is the target `dataset`; this one is so quick that a million cases are no matter.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use persona_non_grata::dataset::Dataset;

#[path = "../../tests/support/kettle.rs"]
#[allow(dead_code, reason = "the tests use the names of files")]
mod kettle;

fuzz_target!(|input: &str| -> Corpus {
    let mut letters = input.chars();
    let Some(letter) = letters.next().filter(char::is_ascii_lowercase) else { return Corpus::Reject };
    let Some((name, _)) = kettle::FILES.get(usize::from(letter as u8 - b'a')) else { return Corpus::Reject };
    let text = letters.as_str();
    if let Err(problem) = Dataset::read_shape(name, text.to_owned()) {
        assert_eq!(problem.file, *name);
        assert!(problem.line <= 1 + text.matches('\n').count(), "{problem}: the file has fewer lines");
        assert!(
            !problem.reason.is_empty() && !problem.to_string().contains('\n'),
            "a problem is one line: {problem:?}"
        );
    }
    Corpus::Keep
});
