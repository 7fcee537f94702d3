//! Data files with anything at all in them: read or refused in words, never a panic. What the fuzz targets `dataset` and
//! `files` do a million times.

mod support;

use persona_non_grata::dataset::{Dataset, Facts, Problems};
use proptest::prelude::*;
use support::DataFolder;
use support::kettle::FILES;

/// Pieces of which odd files are made: what stands in the real ones, and what breaks them.
const ODD: [&str; 24] = [
    "\"",
    "\"\"\"",
    "\n",
    "[[event]]\n",
    "[[step]]\n",
    "{",
    "}",
    "{people kettle-act}",
    "{n }",
    "{cited 10 kettle-act}",
    "{states by=!}",
    "kettle-act",
    "kettle-reply",
    "2018-02-30",
    "-1",
    "99999999999999999999",
    "count = 0\n",
    "é",
    "\u{202e}",
    "\u{0}",
    "[]",
    "#",
    "=",
    "\\u12",
];

/// One of the files with its text cut somewhere and odd pieces put in.
fn spliced() -> impl Strategy<Value = (usize, String)> {
    let pieces = proptest::collection::vec(proptest::sample::select(&ODD[..]), 1..5);
    (0..FILES.len(), any::<prop::sample::Index>(), 0usize..40, pieces).prop_map(|(file, at, length, pieces)| {
        let text = FILES[file].1;
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let start = *at.get(&places);
        let end = (start..=text.len()).filter(|end| text.is_char_boundary(*end)).nth(length).unwrap_or(text.len());
        (file, format!("{}{}{}", &text[..start], pieces.concat(), &text[end..]))
    })
}

/// One of the files with one string in it replaced by anything.
fn with_a_string() -> impl Strategy<Value = (usize, String)> {
    (0..FILES.len(), any::<prop::sample::Index>(), ".{0,40}").prop_map(|(file, which, value)| {
        let text = FILES[file].1;
        // Every second piece between single quotation marks is a string; texts of several lines are left alone.
        let pieces: Vec<&str> = text.split('"').collect();
        let strings: Vec<usize> =
            (0..pieces.len()).filter(|i| i % 2 == 1 && !pieces[*i].is_empty() && !pieces[*i].contains('\n')).collect();
        let place = *which.get(&strings);
        let value = serde_json::Value::from(value).to_string();
        let value = &value[1..value.len() - 1];
        let all: Vec<&str> =
            pieces.iter().enumerate().map(|(i, piece)| if i == place { value } else { *piece }).collect();
        (file, all.join("\""))
    })
}

fn read(file: usize, text: &str) -> Result<Dataset, Problems> {
    DataFolder::valid().replace(FILES[file].0, text.to_owned()).read()
}

/// What must hold whatever was read.
fn holds(file: usize, text: &str) -> Result<(), TestCaseError> {
    let lines = 1 + text.matches('\n').count();
    match read(file, text) {
        Ok(dataset) => {
            let facts = dataset.facts.to_text(true);
            let again = Facts::from_text(facts.clone().leak()).map(|read| read.to_text(true));
            prop_assert_eq!(again, Some(facts), "the program reads what the build writes");
        }
        Err(problems) => {
            prop_assert!(!problems.0.is_empty() && problems.0.is_sorted());
            for problem in &problems.0 {
                prop_assert!(FILES.iter().any(|(name, _)| *name == problem.file), "{}", problem);
                prop_assert!(problem.file != FILES[file].0 || problem.line <= lines, "{}: of {} lines", problem, lines);
                prop_assert!(!problem.to_string().contains('\n'), "{:?} is no line", problem);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(support::cases(300))]

    #[test]
    fn a_file_with_odd_pieces_is_read_or_refused((file, text) in spliced()) {
        holds(file, &text)?;
    }

    #[test]
    fn a_file_with_any_string_is_read_or_refused((file, text) in with_a_string()) {
        holds(file, &text)?;
    }
}

proptest! {
    #![proptest_config(support::cases(5000))]

    #[test]
    fn the_shape_of_any_text_is_read_or_refused_with_a_line((file, text) in spliced()) {
        if let Err(problem) = Dataset::read_shape(FILES[file].0, text.clone()) {
            prop_assert!(problem.line <= 1 + text.matches('\n').count(), "{}", problem);
        }
    }
}

#[test]
fn a_folder_in_memory_is_read_as_on_disk() {
    let folder = DataFolder::valid();
    let (on_disk, in_memory) = (folder.load().expect("valid"), folder.read().expect("valid"));
    assert_eq!(on_disk.facts.to_text(true), in_memory.facts.to_text(true));
    let spoilt = folder.change(support::KETTLE, "count = 4", "count = 0");
    let in_memory = spoilt.read().expect_err("a problem");
    assert_eq!(spoilt.problems(), in_memory.0.iter().map(ToString::to_string).collect::<Vec<_>>());
    let without = DataFolder::valid().remove("actors.toml").read().expect_err("a problem");
    assert_eq!(without.to_string(), "data/actors.toml: is missing\n1 problem in the data");
}

#[test]
fn a_crisis_beyond_the_last_place_is_refused() {
    let mut folder = DataFolder::valid();
    for i in 0..256 {
        folder = folder.add(&format!("episodes/more-{i}.toml"), &format!("id = \"more-{i}\"\nera = \"2017-2020\"\n"));
    }
    let problems = folder.read().expect_err("problems");
    let named = problems.0.iter().filter(|problem| problem.reason.starts_with("is one more than 256")).count();
    assert_eq!(named, 1);
}
