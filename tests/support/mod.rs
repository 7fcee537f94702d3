//! What several tests need: a data folder to spoil, and the real data.

#![allow(dead_code, reason = "each test file is a program of its own and uses some of this")]

pub mod choices;
pub mod histories;
pub mod kettle;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use persona_non_grata::dataset::{Dataset, Event, EventIndex, Problems};
use proptest::test_runner::Config as ProptestConfig;

use kettle::FILES;
#[allow(unused_imports, reason = "as above")]
pub use kettle::{COMPARED, DIGEST, KETTLE, REVIEW};

/// So many random cases. A failure prints what it was; it is not written to a file, since a rule that broke once gets a
/// test of its own.
pub fn cases(number: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(number) }
}

/// The data of this repository.
pub fn real_dataset() -> Dataset {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    Dataset::load(&folder).unwrap_or_else(|problems| panic!("the data have problems:\n{problems}"))
}

/// The event with this id.
pub fn event<'a>(dataset: &'a Dataset, id: &str) -> &'a Event {
    dataset.facts.event(event_index(dataset, id))
}

/// The place of the event with this id.
pub fn event_index(dataset: &Dataset, id: &str) -> EventIndex {
    dataset.facts.find_event(id).unwrap_or_else(|| panic!("there is no event {id}"))
}

/// A data folder in memory: small, valid, and easy to spoil in one place.
#[derive(Clone)]
pub struct DataFolder(BTreeMap<String, String>);

impl DataFolder {
    /// One act, one reply, one step each, two sources; two articles and a fact that both tell.
    pub fn valid() -> Self {
        Self(FILES.map(|(name, text)| (name.to_owned(), text.to_owned())).into())
    }

    /// The same with one passage changed. The passage must stand in the file exactly once, so that a test cannot pass
    /// because its change went nowhere.
    pub fn change(mut self, file: &str, from: &str, to: &str) -> Self {
        let text = self.0.get_mut(file).unwrap_or_else(|| panic!("there is no file {file}"));
        assert_eq!(text.matches(from).count(), 1, "{from:?} must stand in {file} once");
        *text = text.replace(from, to);
        self
    }

    /// The same with text added at the end of a file.
    pub fn append(mut self, file: &str, more: &str) -> Self {
        self.0.get_mut(file).unwrap_or_else(|| panic!("there is no file {file}")).push_str(more);
        self
    }

    /// The same with one more file.
    pub fn add(mut self, file: &str, text: &str) -> Self {
        assert!(self.0.insert(file.to_owned(), text.to_owned()).is_none(), "{file} is there already");
        self
    }

    /// The same with another text in a file.
    pub fn replace(mut self, file: &str, text: String) -> Self {
        assert!(self.0.insert(file.to_owned(), text).is_some(), "there is no file {file}");
        self
    }

    /// The same without a file.
    pub fn remove(mut self, file: &str) -> Self {
        assert!(self.0.remove(file).is_some(), "there is no file {file}");
        self
    }

    /// The text of a file.
    pub fn text(&self, file: &str) -> &str {
        &self.0[file]
    }

    /// Writes the folder and reads it: the dataset, or every problem as its editor sees it.
    pub fn load(&self) -> Result<Dataset, Vec<String>> {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for (name, text) in &self.0 {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder for the file");
            fs::write(path, text).expect("a file for the test");
        }
        Dataset::load(folder.path()).map_err(|problems| problems.0.iter().map(ToString::to_string).collect())
    }

    /// Reads the folder as it is in memory.
    pub fn read(&self) -> Result<Dataset, Problems> {
        Dataset::from_texts(self.0.clone())
    }

    /// Every problem; fails if there is none.
    pub fn problems(&self) -> Vec<String> {
        match self.load() {
            Ok(_) => panic!("the spoilt folder was read without a problem"),
            Err(problems) => problems,
        }
    }
}
