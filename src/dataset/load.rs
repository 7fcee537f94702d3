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
    /// Where its lines end.
    ends: Vec<usize>,
}

impl File {
    fn new(name: &str, text: String) -> Self {
        let ends = text.match_indices('\n').map(|(end, _)| end).collect();
        Self { name: name.to_owned(), text, ends }
    }

    /// The line of a place, from 1.
    pub fn line(&self, place: &Range<usize>) -> usize {
        1 + self.ends.partition_point(|end| *end < place.start)
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

/// The files of a data folder that lie in no folder of it.
const SINGLE_FILES: [&str; 5] =
    ["dataset.toml", "actors.toml", "publishers.toml", "sources.toml", "articles-compared.toml"];

impl Dataset {
    /// Reads and checks the data folder.
    ///
    /// # Errors
    /// Every problem found, in the order of files and lines: a file that cannot be read or is not TOML of the expected
    /// shape, and every rule of the codebook that a value breaks.
    pub fn load(folder: &Path) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let mut names: Vec<String> = SINGLE_FILES.map(str::to_owned).into();
        for inner in ["episodes", "articles"] {
            names.extend(files(folder, inner, &mut problems));
        }
        let mut texts = BTreeMap::new();
        for name in names {
            match fs::read_to_string(folder.join(&name)) {
                Ok(text) => _ = texts.insert(name, text),
                Err(error) => problems.push(whole_file(&name, format!("cannot be read: {error}"))),
            }
        }
        Self::read(texts, problems)
    }

    /// Reads and checks data files that are in memory: their texts by their names from the data folder,
    /// `episodes/skripal-2018.toml`. Other names are ignored.
    ///
    /// # Errors
    /// As those of [`Dataset::load`].
    pub fn from_texts(mut texts: BTreeMap<String, String>) -> Result<Self, Problems> {
        let missing = SINGLE_FILES.iter().filter(|name| !texts.contains_key(**name));
        let problems = missing.map(|name| whole_file(name, "is missing".to_owned())).collect();
        texts.retain(|name, _| is_toml(name));
        Self::read(texts, problems)
    }

    /// Reads one data file alone, its shape without its meaning; its name says which file it is. A file with another name has
    /// no shape.
    ///
    /// # Errors
    /// The first problem, with its line: what is no TOML, or not of the expected shape.
    pub fn read_shape(name: &str, text: String) -> Result<(), Problem> {
        fn shape<T: DeserializeOwned>(name: &str, text: String, problems: &mut Vec<Problem>) {
            parsed::<T>(name, text, problems);
        }
        let mut problems = Vec::new();
        match name {
            "dataset.toml" => shape::<RawDataset>(name, text, &mut problems),
            "actors.toml" => shape::<RawActors>(name, text, &mut problems),
            "publishers.toml" => shape::<RawPublishers>(name, text, &mut problems),
            "sources.toml" => shape::<RawSources>(name, text, &mut problems),
            "articles-compared.toml" => shape::<RawCompared>(name, text, &mut problems),
            _ if name.starts_with("episodes/") => shape::<RawEpisode>(name, text, &mut problems),
            _ if name.starts_with("articles/") => shape::<RawArticle>(name, text, &mut problems),
            _ => {}
        }
        problems.into_iter().next().map_or(Ok(()), Err)
    }

    /// Reads and checks texts by their names. What is missing among them is among the problems already.
    fn read(mut texts: BTreeMap<String, String>, mut problems: Vec<Problem>) -> Result<Self, Problems> {
        let raw = Raw {
            dataset: single(&mut texts, "dataset.toml", &mut problems),
            actors: single(&mut texts, "actors.toml", &mut problems),
            publishers: single(&mut texts, "publishers.toml", &mut problems),
            sources: single(&mut texts, "sources.toml", &mut problems),
            compared: single(&mut texts, "articles-compared.toml", &mut problems),
            episodes: all_in(&texts, "episodes/", &mut problems),
            articles: all_in(&texts, "articles/", &mut problems),
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
                if is_toml(&name) {
                    names.push(format!("{inner}/{name}"));
                }
            }
        }
        Err(error) => problems.push(whole_file(inner, format!("cannot be read: {error}"))),
    }
    names.sort();
    names
}

fn is_toml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "toml")
}

/// Takes the text of a file out and reads it; `None` where it is missing, too.
fn single<T: DeserializeOwned>(
    texts: &mut BTreeMap<String, String>,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Option<(File, T)> {
    parsed(name, texts.remove(name)?, problems)
}

/// Reads the texts of all files of a folder, in the order of their names.
fn all_in<T: DeserializeOwned>(
    texts: &BTreeMap<String, String>,
    folder: &str,
    problems: &mut Vec<Problem>,
) -> Vec<(File, T)> {
    let inside = texts.iter().filter(|(name, _)| name.starts_with(folder));
    inside.filter_map(|(name, text)| parsed(name, text.clone(), problems)).collect()
}

fn parsed<T: DeserializeOwned>(name: &str, text: String, problems: &mut Vec<Problem>) -> Option<(File, T)> {
    let file = File::new(name, text);
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
