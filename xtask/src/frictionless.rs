//! The tables of `dist/data/` against their description, by the tool that the authors of the format wrote.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program;
use crate::site::DIST;
use crate::tools::cache_folder;

/// The version of the tool.
const VERSION: &str = "5.18.1";

/// The oldest Python that the stage runs on.
const PYTHON: (u32, u32) = (3, 9);

/// Names of Python on PATH.
const NAMES: [&str; 2] = ["python3", "python"];

/// Validates the data package of the release site.
///
/// # Errors
/// A sentence if Python is missing or too old, if the tool could not be had, or if a table does not fit.
pub fn validate() -> Result<()> {
    let package = Path::new(DIST).join("data").join("datapackage.json");
    if !package.is_file() {
        bail!("there is no {}: build the site first (cargo xtask build)", package.display());
    }
    let python = ready()?;
    program::run(
        Command::new(python).args(["-m", "frictionless", "validate"]).arg(&package),
        &format!("{} does not describe its files rightly: frictionless says why above", package.display()),
    )
}

/// The Python that has the tool, in an environment of its own that all clones share.
fn ready() -> Result<PathBuf> {
    let folder = cache_folder()?.join("tools").join(format!("frictionless-{VERSION}"));
    let python = inside(&folder);
    if has_tool(&python) {
        return Ok(python);
    }
    let base = system_python()?;
    println!("Getting frictionless {VERSION} with pip, into {}", folder.display());
    fs::create_dir_all(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
    program::run(
        Command::new(base).args(["-m", "venv", "--clear"]).arg(&folder),
        "Python could not make a virtual environment: it says why above (Debian and Ubuntu: apt install python3-venv)",
    )?;
    program::run(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .arg(format!("frictionless=={VERSION}")),
        &format!("frictionless {VERSION} could not be installed: pip says why above"),
    )?;
    if !has_tool(&python) {
        bail!("frictionless {VERSION} was installed into {} but does not run", folder.display());
    }
    Ok(python)
}

/// The Python of a virtual environment.
pub fn inside(folder: &Path) -> PathBuf {
    if cfg!(windows) { folder.join("Scripts").join("python.exe") } else { folder.join("bin").join("python") }
}

fn has_tool(python: &Path) -> bool {
    program::output_of(Command::new(python).args(["-m", "frictionless", "--version"]))
        .is_some_and(|version| version == VERSION)
}

/// A Python on PATH that is new enough.
pub fn system_python() -> Result<PathBuf> {
    let (major, minor) = PYTHON;
    let wanted = format!("this stage of the tests needs Python {major}.{minor} or newer (https://www.python.org)");
    let mut found = None;
    for python in NAMES.iter().filter_map(|name| program::find(name)) {
        let Some(version) = program::output_of(Command::new(&python).arg("--version")) else { continue };
        if numbers(&version).is_some_and(|numbers| numbers >= PYTHON) {
            return Ok(python);
        }
        found = Some(version);
    }
    match found {
        Some(version) => bail!("{wanted}, and this is {version}"),
        None => bail!("{wanted}, and there is no python3 on PATH"),
    }
}

/// The first two numbers of `Python 3.11.7`.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix("Python ")?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{PYTHON, numbers};

    #[test]
    fn a_version_of_python_begins_with_two_numbers() {
        assert_eq!(numbers("Python 3.11.7"), Some((3, 11)));
        assert_eq!(numbers("Python 3.14.0rc1"), Some((3, 14)));
        assert_eq!(numbers("Python 2.7.18"), Some((2, 7)));
        assert_eq!(numbers("3.11.7"), None);
        assert_eq!(numbers("Python"), None);
    }

    #[test]
    fn versions_are_compared_as_numbers_not_as_text() {
        assert!(numbers("Python 3.10.1").is_some_and(|numbers| numbers >= PYTHON));
        assert!(numbers("Python 3.8.20").is_some_and(|numbers| numbers < PYTHON));
    }
}
