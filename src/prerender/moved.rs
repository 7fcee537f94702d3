//! Old addresses: `data/moved.toml`, and the page at each of them that leads on.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::shell::{Shell, SiteUrl, escape};
use crate::dataset::{Problem, Problems};
use crate::route::Route;

/// The file with the old addresses, in the data folder.
const FILE: &str = "moved.toml";

/// An address that a page had once, and the page that stands for it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The old address from the root of the site, with a slash at both ends.
    pub from: String,
    /// The page of today.
    pub to: Route,
}

/// A page at an old address.
pub struct Forward {
    /// Its file, from the root of the site.
    pub file: String,
    /// The document.
    pub html: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    moved: Vec<Spanned<RawMoved>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMoved {
    from: Option<Spanned<String>>,
    to: Option<Spanned<String>>,
}

impl Moved {
    /// Reads the old addresses from the data folder and holds them against the pages of today.
    ///
    /// # Errors
    /// Every problem found, by line: a file that cannot be read, an old address that is malformed, stands twice or hides a
    /// page, one that leads nowhere or to another old address.
    pub fn load(data: &Path, pages: &[Route]) -> Result<Vec<Self>, Problems> {
        match fs::read_to_string(data.join(FILE)) {
            Ok(text) => Self::parse(&text, pages),
            Err(error) => Err(Problems(vec![problem("", None, None, format!("cannot be read: {error}"))])),
        }
    }

    /// Reads the text of such a file; as [`Moved::load`].
    ///
    /// # Errors
    /// As [`Moved::load`].
    pub fn parse(text: &str, pages: &[Route]) -> Result<Vec<Self>, Problems> {
        let raw: RawFile = toml::from_str(text).map_err(|error| {
            let reason = error.message().lines().collect::<Vec<_>>().join(" ");
            Problems(vec![problem(text, error.span(), None, reason)])
        })?;
        let mut problems = Vec::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for from in raw.moved.iter().filter_map(|entry| entry.get_ref().from.as_ref()) {
            seen.entry(from.get_ref().to_lowercase()).or_insert_with(|| line(text, from.span().start));
        }
        let mut moved = Vec::new();
        for entry in &raw.moved {
            let (Some(from), Some(to)) = (&entry.get_ref().from, &entry.get_ref().to) else {
                problems.push(problem(text, Some(entry.span()), None, "needs both from and to".to_owned()));
                continue;
            };
            let subject = format!("moved \"{}\"", from.get_ref());
            let old = old_address_problem(from.get_ref(), pages).or_else(|| {
                let first = seen.get(&from.get_ref().to_lowercase())?;
                (*first != line(text, from.span().start)).then(|| format!("stands already in line {first}"))
            });
            if let Some(reason) = old {
                problems.push(problem(text, Some(from.span()), Some(subject.clone()), reason));
            }
            match target(to.get_ref(), pages, &seen) {
                Ok(to) => moved.push(Self { from: from.get_ref().clone(), to }),
                Err(reason) => problems.push(problem(text, Some(to.span()), Some(subject), reason)),
            }
        }
        if problems.is_empty() { Ok(moved) } else { Err(Problems(problems)) }
    }

    /// The pages at the old address: the one itself, and one for frames where the old page had such a version. `title` is
    /// that of the page of today.
    pub fn forwards(&self, title: &str, shell: &Shell, site: Option<&SiteUrl>) -> Vec<Forward> {
        let to = self.to.to_string();
        let mut ways = vec![(self.from.clone(), to.clone())];
        if Route::parse(&self.from).is_some_and(|old| old.is_embeddable()) {
            let framed = if self.to.is_embeddable() { format!("/embed{to}") } else { to };
            ways.push((format!("/embed{}", self.from), framed));
        }
        let forward = |(from, to): (String, String)| Forward {
            file: format!("{}index.html", from.trim_start_matches('/')),
            html: self.page(&from, &to, title, shell, site),
        };
        ways.into_iter().map(forward).collect()
    }

    fn page(&self, from: &str, to: &str, title: &str, shell: &Shell, site: Option<&SiteUrl>) -> String {
        let root = "../".repeat(from.matches('/').count() - 1);
        let href = escape(&format!("{root}{}", to.trim_start_matches('/')));
        // Also of a version for frames, the page itself is the one to be found.
        let canonical = escape(&self.to.href(site.map_or(root.as_str(), SiteUrl::as_str)));
        let title = escape(title);
        format!(
            "{head}<title>Moved: {title}</title>\n<meta name=\"robots\" content=\"noindex\">\n\
             <link rel=\"canonical\" href=\"{canonical}\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
             </head>\n<body>\n<main class=\"page\">\n<h1>This page has moved</h1>\n\
             <p class=\"page__lead\">It is now <a href=\"{href}\">{title}</a>.</p>\n</main>\n</body>\n</html>\n",
            head = shell.head(&root),
        )
    }
}

/// What is wrong with an old address.
fn old_address_problem(from: &str, pages: &[Route]) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
    let is_fit = |part: &str| !matches!(part, "" | "." | "..") && part.chars().all(is_plain);
    let inner = from.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    let Some(inner) = inner.filter(|inner| inner.split('/').all(is_fit)) else {
        return Some("from is not an address from / to / of letters, digits and - _ . ~".to_owned());
    };
    if inner.split('/').next() == Some("embed") {
        return Some("the version for frames moves with its page: leave /embed out".to_owned());
    }
    // Some file systems take upper and lower case for the same.
    let page = pages.iter().find(|page| page.to_string().eq_ignore_ascii_case(from))?;
    Some(format!("would hide the page {page}"))
}

/// The page that an old address leads to.
fn target(to: &str, pages: &[Route], moved: &BTreeMap<String, usize>) -> Result<Route, String> {
    if let Some(page) = pages.iter().find(|page| page.to_string() == to) {
        return Ok(page.clone());
    }
    Err(match moved.get(&to.to_lowercase()) {
        Some(line) => format!("leads to \"{to}\", which has moved itself (line {line}): name the page of today"),
        None => format!("leads to \"{to}\", which is no page"),
    })
}

fn line(text: &str, place: usize) -> usize {
    1 + text.get(..place).unwrap_or_default().matches('\n').count()
}

fn problem(text: &str, place: Option<Range<usize>>, subject: Option<String>, reason: String) -> Problem {
    let line = place.map_or(0, |place| line(text, place.start));
    Problem { file: FILE.to_owned(), line, subject, reason }
}
