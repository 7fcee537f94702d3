//! Reads `data/`: files to values. What the values must fulfil is in `check.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check;
use super::raw::{RawActors, RawArticle, RawCompared, RawDataset, RawEpisode, RawPublishers, RawSources};
use super::{Dataset, Problem, Problems};

/// One data file: its name and its text, kept to turn places into lines.
pub(super) struct File {
    pub name: String,
    text: String,
}

impl File {
    /// The line of a place, from 1.
    pub fn line(&self, place: &Range<usize>) -> usize {
        let end = place.start.min(self.text.len());
        1 + self.text.get(..end).unwrap_or_default().matches('\n').count()
    }

    /// The line of a place inside a string value: `offset` bytes into the text that the file gives at `place`.
    pub fn line_in_text<T: AsRef<str>>(&self, value: &Spanned<T>, offset: usize) -> usize {
        let opens_with_newline =
            self.text.get(value.span()).is_some_and(|raw| raw.starts_with("\"\"\"\n") || raw.starts_with("'''\n"));
        let before = value.get_ref().as_ref().get(..offset).unwrap_or_default();
        self.line(&value.span()) + usize::from(opens_with_newline) + before.matches('\n').count()
    }

    /// A problem at a place of this file.
    pub fn problem(&self, place: &Range<usize>, subject: Option<String>, reason: impl Into<String>) -> Problem {
        Problem { file: self.name.clone(), line: self.line(place), subject, reason: reason.into() }
    }
}

/// Everything read, nothing checked.
pub(super) struct Raw {
    pub dataset: Option<(File, RawDataset)>,
    pub actors: Option<(File, RawActors)>,
    pub publishers: Option<(File, RawPublishers)>,
    pub sources: Option<(File, RawSources)>,
    pub episodes: Vec<(File, RawEpisode)>,
    pub articles: Vec<(File, RawArticle)>,
    /// `None` where no articles are read against each other.
    pub compared: Option<(File, RawCompared)>,
}

impl Dataset {
    /// Reads and checks the data folder.
    ///
    /// # Errors
    /// Every problem found, in the order of files and lines: a file that cannot be read or is not TOML of the expected
    /// shape, and every rule of the codebook that a value breaks.
    pub fn load(folder: &Path) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let raw = Raw {
            dataset: read(folder, "dataset.toml", &mut problems),
            actors: read(folder, "actors.toml", &mut problems),
            publishers: read(folder, "publishers.toml", &mut problems),
            sources: read(folder, "sources.toml", &mut problems),
            episodes: files(folder, "episodes", &mut problems)
                .into_iter()
                .filter_map(|name| read(folder, &name, &mut problems))
                .collect(),
            articles: files(folder, "articles", &mut problems)
                .into_iter()
                .filter_map(|name| read(folder, &name, &mut problems))
                .collect(),
            compared: read(folder, "articles-compared.toml", &mut problems),
        };
        let dataset = check::check(raw, &mut problems);
        match dataset {
            Some(dataset) if problems.is_empty() => Ok(dataset),
            _ => {
                problems.sort();
                problems.dedup();
                Err(Problems(problems))
            }
        }
    }
}

/// The data files in a folder of the data folder.
fn files(folder: &Path, inner: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    let mut names = Vec::new();
    match fs::read_dir(folder.join(inner)) {
        Ok(entries) => {
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if Path::new(&name).extension().is_some_and(|extension| extension == "toml") {
                    names.push(format!("{inner}/{name}"));
                }
            }
        }
        Err(error) => problems.push(whole_file(inner, format!("cannot be read: {error}"))),
    }
    names.sort();
    names
}

fn read<T: DeserializeOwned>(folder: &Path, name: &str, problems: &mut Vec<Problem>) -> Option<(File, T)> {
    let text = match fs::read_to_string(folder.join(name)) {
        Ok(text) => text,
        Err(error) => {
            problems.push(whole_file(name, format!("cannot be read: {error}")));
            return None;
        }
    };
    let file = File { name: name.to_owned(), text };
    // A syntax error is told below.
    if let Ok(table) = DeTable::parse(&file.text) {
        refuse_hidden(&file, &DeValue::Table(table.into_inner()), problems);
    }
    match toml::from_str(&file.text) {
        Ok(value) => Some((file, value)),
        Err(error) => {
            let reason = error.message().lines().collect::<Vec<_>>().join(" ");
            problems.push(match error.span() {
                Some(place) => file.problem(&place, None, reason),
                None => whole_file(name, reason),
            });
            None
        }
    }
}

/// Refuses characters that nobody sees in any text of a file: they turn the order of what is read, or make two words look
/// alike that are not.
fn refuse_hidden(file: &File, value: &DeValue<'_>, problems: &mut Vec<Problem>) {
    let inside: Vec<&Spanned<DeValue<'_>>> = match value {
        DeValue::Array(values) => values.iter().collect(),
        DeValue::Table(table) => table.values().collect(),
        _ => return,
    };
    for value in inside {
        if let DeValue::String(text) = value.get_ref()
            && let Some((offset, hidden)) = text.char_indices().find(|(_, c)| is_hidden(*c))
        {
            let line = file.line_in_text(&Spanned::new(value.span(), &**text), offset);
            let reason = format!(
                "holds the invisible character U+{:04X} in \"{}\": leave it out",
                u32::from(hidden),
                text.chars().filter(|c| !is_hidden(*c)).take(40).collect::<String>().trim()
            );
            problems.push(Problem { file: file.name.clone(), line, subject: None, reason });
        }
        refuse_hidden(file, value.get_ref(), problems);
    }
}

/// Whether a character is a control, a mark of direction, or of no width.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        )
        || matches!(c, '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

fn whole_file(name: &str, reason: String) -> Problem {
    Problem { file: name.to_owned(), line: 0, subject: None, reason }
}

/// Values by name, remembering where each name was first seen.
pub(super) type Seen<T> = BTreeMap<String, T>;
