//! The finished site file by file: `SHA256SUMS`, by which anybody sees whether two builds are the same.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// The name of the list, as in `data/`, and in the form that `sha256sum --check` reads.
pub const LIST: &str = "SHA256SUMS";

/// So many files that differ are named; the rest is counted.
const NAMED: usize = 40;

/// Checksums by the names of files, from the folder of the site.
type Sums = BTreeMap<String, String>;

/// Writes the list of all files of a site into it, compressed copies included.
///
/// # Errors
/// A sentence naming the file that could not be read or written.
pub fn write(site: &Path) -> Result<()> {
    let list = site.join(LIST);
    // Writing to a String cannot fail.
    let text = sums(site)?.into_iter().fold(String::new(), |mut text, (name, sum)| {
        _ = writeln!(text, "{sum}  {name}");
        text
    });
    fs::write(&list, text).with_context(|| format!("{} could not be written", list.display()))
}

/// Holds two builds of the site against each other, file by file; how many files are the same.
///
/// What is made of the files once they are written, compressed copies and the list, is made of the first alone.
///
/// # Errors
/// A sentence that names the files that differ.
pub fn compare(first: &Path, second: &Path) -> Result<usize> {
    let is_copy = |name: &String| {
        [".br", ".gz", LIST, ".nojekyll"].iter().any(|ending| name.ends_with(ending)) && !name.starts_with("data/SHA")
    };
    let [first, second] = [sums(first)?, sums(second)?].map(|mut sums| {
        sums.retain(|name, _| !is_copy(name));
        sums
    });
    let differences = differences(&first, &second);
    if !differences.is_empty() {
        let named = differences.iter().take(NAMED).cloned().collect::<Vec<_>>().join("\n");
        let more = differences.len().saturating_sub(NAMED);
        let more = if more > 0 { format!("\nand {more} more") } else { String::new() };
        bail!("two builds of the same site differ:\n{named}{more}");
    }
    Ok(first.len())
}

/// A line for each file that only one of two builds has, or that is another one.
fn differences(first: &Sums, second: &Sums) -> Vec<String> {
    let mut differences: Vec<String> = first
        .iter()
        .filter_map(|(name, sum)| match second.get(name) {
            None => Some(format!("{name} is missing in the second")),
            Some(other) if other != sum => Some(format!("{name} is {sum} in the first, {other} in the second")),
            Some(_) => None,
        })
        .collect();
    let new = second.keys().filter(|name| !first.contains_key(*name));
    differences.extend(new.map(|name| format!("{name} is missing in the first")));
    differences
}

fn sums(site: &Path) -> Result<Sums> {
    let mut files = Vec::new();
    collect(site, &mut files)?;
    let named = files.par_iter().map(|path| {
        let bytes = fs::read(path).with_context(|| format!("{} could not be read", path.display()))?;
        let name = path.strip_prefix(site).unwrap_or(path).to_string_lossy().replace('\\', "/");
        Ok((name, hex(&Sha256::digest(&bytes))))
    });
    let mut sums: Sums = named.collect::<Result<_>>()?;
    // The list itself cannot stand in it.
    sums.remove(LIST);
    Ok(sums)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = || format!("the folder {} could not be read", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{LIST, compare, write};

    fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        folder
    }

    fn compared(first: &Path, files: &[(&str, &str)]) -> String {
        compare(first, site(files).path()).expect_err("a difference").to_string()
    }

    #[test]
    fn the_list_has_a_line_for_each_file_but_itself() {
        let site = site(&[("index.html", "abc"), ("b/c.txt", "")]);
        let list = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b/c.txt\n\
                    ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  index.html\n";
        for _ in 0..2 {
            write(site.path()).expect("a list");
            assert_eq!(fs::read_to_string(site.path().join(LIST)).expect("the list"), list);
        }
    }

    #[test]
    fn what_differs_between_two_builds_is_named() {
        let first = site(&[("index.html", "a"), ("data/SHA256SUMS", "b"), ("index.html.br", "x"), (LIST, "y")]);
        let same = site(&[("index.html", "a"), ("data/SHA256SUMS", "b")]);
        assert_eq!(compare(first.path(), same.path()).expect("no difference"), 2, "copies are not compared");
        let first = first.path();
        assert!(compared(first, &[("index.html", "A"), ("data/SHA256SUMS", "b")]).contains("\nindex.html is ca97"));
        assert!(compared(first, &[("index.html", "a")]).ends_with("\ndata/SHA256SUMS is missing in the second"));
        let more = [("index.html", "a"), ("data/SHA256SUMS", "b"), ("new.js", "")];
        assert!(compared(first, &more).ends_with("\nnew.js is missing in the first"));
    }
}
