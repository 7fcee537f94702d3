//! What a reader downloads, in brotli, and the limits that it must keep.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The page that stands for the first step of a large crisis.
pub const STEP_PAGE: &str = "episodes/skripal-2018/1/";

/// At most this for the HTML and CSS of a first step page, in bytes of brotli.
const PAGE_LIMIT: u64 = 30_000;

/// At most this for JS and wasm with the embedded events, in bytes of brotli.
const PROGRAM_LIMIT: u64 = 150_000;

/// The script that other people's pages load.
const ELEMENT: &str = "embed.js";

/// At most this for [`ELEMENT`], in bytes of brotli.
const ELEMENT_LIMIT: u64 = 3000;

/// At most this for what keeps pages for reading without a connection, in bytes of brotli. A page starts without it.
const OFFLINE_LIMIT: u64 = 4000;

/// At most this for the list of files and the two pages that are kept on a first visit, in bytes of brotli.
const KEPT_LIMIT: u64 = 22_000;

/// The start page, and the page that stands for one that is not kept.
const KEPT_PAGES: [&str; 2] = ["index", "without-connection"];

/// The edition in one file.
const ONE_FILE: &str = "persona-non-grata.html";

/// At most this for [`ONE_FILE`], in bytes as it lies there.
const ONE_FILE_LIMIT: u64 = 1_500_000;

/// At most this for all files of the site, in bytes as they lie there.
const WHOLE_LIMIT: u64 = 60_000_000;

/// Sizes of a built site, in bytes of brotli.
#[derive(Debug, PartialEq, Eq)]
pub struct Sizes {
    html: u64,
    css: u64,
    js: u64,
    wasm: u64,
    element: u64,
    offline: u64,
    kept: u64,
    /// [`ONE_FILE`], not compressed: it is opened from a disk.
    one_file: u64,
    /// All files with their copies, in bytes.
    whole: u64,
}

impl Sizes {
    /// Reads the compressed copies in a built site.
    ///
    /// # Errors
    /// If the site was not built with compressed copies.
    pub fn of(folder: &Path) -> Result<Self> {
        let page = folder.join(STEP_PAGE).join("index.html.br");
        let html = fs::metadata(&page)
            .with_context(|| format!("{} is missing: cargo xtask build makes it", page.display()))?
            .len();
        let one_file = folder.join(ONE_FILE);
        let one_file = fs::metadata(&one_file).with_context(|| format!("{} is missing", one_file.display()))?.len();
        let mut sizes =
            Self { html, css: 0, js: 0, wasm: 0, element: 0, offline: 0, kept: 0, one_file, whole: whole(folder)? };
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let size =
                match entry.file_name().to_string_lossy().strip_suffix(".br").and_then(|name| name.rsplit_once('.')) {
                    Some(("embed", "js")) => &mut sizes.element,
                    Some((name, "js")) if name.starts_with("offline") => &mut sizes.offline,
                    Some((name, "json")) if name.starts_with("offline-list") => &mut sizes.kept,
                    Some((name, "html")) if KEPT_PAGES.contains(&name) => &mut sizes.kept,
                    Some((_, "css")) => &mut sizes.css,
                    Some((_, "js")) => &mut sizes.js,
                    Some((_, "wasm")) => &mut sizes.wasm,
                    _ => continue,
                };
            *size += entry.metadata()?.len();
        }
        if sizes.css == 0 || sizes.js == 0 || sizes.wasm == 0 {
            bail!("{} has no compressed style sheet, script or wasm", folder.display());
        }
        Ok(sizes)
    }

    fn page(&self) -> u64 {
        self.html + self.css
    }

    fn program(&self) -> u64 {
        self.js + self.wasm
    }

    /// All that comes for reading without a connection, a second after the program has started.
    pub fn for_offline(&self) -> u64 {
        self.offline + self.kept
    }

    /// Whether the limits are kept.
    ///
    /// # Errors
    /// A sentence with the numbers if one is not.
    pub fn check(&self) -> Result<()> {
        let mut over = Vec::new();
        if self.page() > PAGE_LIMIT {
            over.push(format!("HTML and CSS of {STEP_PAGE} are {} bytes of brotli, over {PAGE_LIMIT}", self.page()));
        }
        if self.program() > PROGRAM_LIMIT {
            over.push(format!("JS and wasm are {} bytes of brotli, over {PROGRAM_LIMIT}", self.program()));
        }
        if self.element > ELEMENT_LIMIT {
            over.push(format!("{ELEMENT} is {} bytes of brotli, over {ELEMENT_LIMIT}", self.element));
        }
        if self.offline > OFFLINE_LIMIT {
            over.push(format!(
                "what works without a connection is {} bytes of brotli, over {OFFLINE_LIMIT}",
                self.offline
            ));
        }
        if self.kept > KEPT_LIMIT {
            over.push(format!("what a first visit keeps is {} bytes of brotli, over {KEPT_LIMIT}", self.kept));
        }
        if self.one_file > ONE_FILE_LIMIT {
            over.push(format!("{ONE_FILE} is {} bytes, over {ONE_FILE_LIMIT}", self.one_file));
        }
        if self.whole > WHOLE_LIMIT {
            over.push(format!("the site is {} bytes, over {WHOLE_LIMIT}", self.whole));
        }
        if !over.is_empty() {
            bail!("{}", over.join("; "));
        }
        Ok(())
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { html, css, js, wasm, element, offline, kept, one_file, whole } = self;
        writeln!(f, "{STEP_PAGE} in bytes of brotli")?;
        writeln!(f, "  HTML + CSS  {:>7} = {html} + {css}  (at most {PAGE_LIMIT})", self.page())?;
        writeln!(f, "  JS + wasm   {:>7} = {js} + {wasm}  (at most {PROGRAM_LIMIT})", self.program())?;
        writeln!(f, "  {ELEMENT}    {element:>7}  (at most {ELEMENT_LIMIT})")?;
        writeln!(f, "  offline     {offline:>7}  (at most {OFFLINE_LIMIT})")?;
        writeln!(f, "  kept first  {kept:>7}  (list of files and two pages, at most {KEPT_LIMIT})")?;
        writeln!(f, "{ONE_FILE}: {one_file} bytes (at most {ONE_FILE_LIMIT})")?;
        write!(f, "the whole site: {whole} bytes (at most {WHOLE_LIMIT})")
    }
}

/// The bytes of all files in a folder and those below it.
fn whole(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() { whole(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_brotli_copies() {
        let site = tempfile::tempdir().unwrap();
        let page = site.path().join(STEP_PAGE);
        fs::create_dir_all(&page).unwrap();
        fs::write(page.join("index.html.br"), [0; 5]).unwrap();
        for (name, length) in [
            ("s.css.br", 3),
            ("s.css", 9),
            ("a.js.br", 2),
            ("b.js.br", 4),
            ("p.wasm.br", 7),
            ("embed.js.br", 1),
            ("offline-1.js.br", 6),
            ("offline-list-1.json.br", 10),
            ("index.html.br", 11),
            ("without-connection.html.br", 12),
            ("404.html.br", 13),
            ("addresses.json.br", 14),
            (ONE_FILE, 8),
        ] {
            fs::write(site.path().join(name), vec![0; length]).unwrap();
        }
        let wanted =
            Sizes { html: 5, css: 3, js: 6, wasm: 7, element: 1, offline: 6, kept: 33, one_file: 8, whole: 105 };
        assert_eq!(Sizes::of(site.path()).unwrap(), wanted);
    }

    #[test]
    fn a_limit_holds_to_the_byte_and_says_the_numbers() {
        let kept = Sizes {
            html: 20_000,
            css: 10_000,
            js: 15_000,
            wasm: 135_000,
            element: 3000,
            offline: 4000,
            kept: 22_000,
            one_file: 1_500_000,
            whole: 60_000_000,
        };
        assert!(kept.check().is_ok());
        let over = Sizes { wasm: 135_001, ..kept };
        assert_eq!(over.check().unwrap_err().to_string(), "JS and wasm are 150001 bytes of brotli, over 150000");
        let over = Sizes {
            wasm: 1,
            element: 3001,
            offline: 4001,
            kept: 22_001,
            one_file: 1_500_001,
            whole: 60_000_001,
            ..over
        };
        assert_eq!(
            over.check().unwrap_err().to_string(),
            "embed.js is 3001 bytes of brotli, over 3000; what works without a connection is 4001 bytes of brotli, over \
             4000; what a first visit keeps is 22001 bytes of brotli, over 22000; persona-non-grata.html is 1500001 bytes, over 1500000; the site is 60000001 bytes, over 60000000"
        );
    }
}
