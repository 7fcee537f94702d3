//! What is wrong with the data, told to the person who edits it.

use std::fmt;

/// One thing to mend in `data/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, from the data folder: `episodes/skripal-2018.toml`.
    pub file: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// The event, source or step it is about: `event "skripal-attack"`.
    pub subject: Option<String>,
    /// What is wrong, and where it helps, what would be right.
    pub reason: String,
}

/// In one line, whatever the file holds that is quoted in it.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one_line = |text: &str| text.replace(char::is_control, " ");
        write!(f, "data/{}", one_line(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if let Some(subject) = &self.subject {
            write!(f, ": {}", one_line(subject))?;
        }
        write!(f, ": {}", one_line(&self.reason))
    }
}

/// Everything that is wrong, in the order of files and lines.
#[derive(Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.0 {
            writeln!(f, "{problem}")?;
        }
        match self.0.len() {
            1 => write!(f, "1 problem in the data"),
            n => write!(f, "{n} problems in the data"),
        }
    }
}

impl std::error::Error for Problems {}
