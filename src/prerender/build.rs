//! One build of the site: all pages, the files beside them, and what ties them together, since each part names the others.
//!
//! ```text
//! pages rendered ──▶ the edition in one file ──▶ its checksum on /data/
//!        └─────────▶ all files ──▶ edition (a hash of all) ──▶ every page says it ──▶ list of what can be kept ──▶ worker
//! ```

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::assets::{Stylesheet, hex};
use super::export::{Download, downloads};
use super::headers::{headers_file, policy_with};
use super::messages::messages_schema;
use super::missing;
use super::oembed::oembed;
use super::offline::{self, Kept};
use super::one_file::{ONE_FILE, OneFile, Parts, one_file};
use super::pages::{Medium, Rendered, render, render_embedded};
use super::scripts::{EDITION_MARK, Program, scheme_script};
use super::shell::{Shell, SiteUrl};
use crate::dataset::Dataset;
use crate::html::escape;
use crate::route::Route;
use crate::view::data_page::{KEPT_SIZE_MARK, ONE_FILE_MARK, size as told_size};

/// A build that is being written.
pub struct Build<'a> {
    dataset: &'a Dataset,
    program: &'a Program,
    style: &'a Stylesheet,
    site: Option<&'a SiteUrl>,
    pages: Vec<Rendered>,
    one_file: Option<OneFile>,
}

impl<'a> Build<'a> {
    /// Renders every page.
    ///
    /// # Errors
    /// A sentence if a route leads nowhere.
    pub fn new(
        dataset: &'a Dataset,
        routes: &[Route],
        program: &'a Program,
        style: &'a Stylesheet,
        site: Option<&'a SiteUrl>,
    ) -> Result<Self, String> {
        let mut pages = Vec::with_capacity(2 * routes.len());
        for route in routes {
            pages.push(render(dataset, route).ok_or_else(|| format!("{route} leads nowhere"))?);
            pages.extend(render_embedded(dataset, route));
        }
        Ok(Self { dataset, program, style, site, pages, one_file: None })
    }

    /// Makes the edition in one file, and gives its text. `unpack` is the program that unpacks it.
    ///
    /// # Errors
    /// As [`one_file`].
    pub fn add_one_file(&mut self, unpack: &[u8]) -> Result<&str, String> {
        let parts = Parts { program: self.program, unpack, style: self.style, site: self.site };
        Ok(&self.one_file.insert(one_file(self.dataset, &parts)?).html)
    }

    /// The titles of all pages, without the name of the site.
    pub fn titles(&self) -> Vec<(Route, String)> {
        let mut titles: Vec<(Route, String)> =
            self.pages.iter().map(|page| (page.route.clone(), page.own_title().to_owned())).collect();
        titles.dedup_by(|later, first| later.0 == first.0);
        titles
    }

    /// The pages, and the files that speak of them: name and bytes. `shell` is the one with the program.
    ///
    /// # Errors
    /// A sentence if a file cannot be made.
    pub fn files(&self, shell: &Shell) -> Result<Vec<(String, Vec<u8>)>, String> {
        let mut files = self.pages(shell);
        for Download { name, bytes, .. } in downloads(self.dataset).map_err(|error| error.to_string())? {
            files.push(File::new(format!("data/{name}"), Keep::OnRequest, bytes));
        }
        let schema = messages_schema().map_err(|error| error.to_string())?;
        files.push(File::new("sharing/messages.schema.json", Keep::OnRequest, schema));
        files.push(File::new(offline::NO_CONNECTION_FILE, Keep::Always, offline::no_connection_page()));
        files.push(File::new(offline::MANIFEST_FILE, Keep::Never, offline::manifest(&self.style.paper())));
        files.extend(offline::icons()?.into_iter().map(|(name, png)| File::new(name, Keep::Never, png)));
        if let Some(headers) = self.headers(shell) {
            files.push(File::new("_headers", Keep::Never, headers));
        }

        let mut kept = Kept::default();
        for asset in self.program.assets().chain([&scheme_script()]) {
            kept.add_core(&asset.name, &asset.bytes);
        }
        kept.add_core(&self.style.name, self.style.text.as_bytes());
        kept.add_core("favicon.svg", offline::ICON.as_bytes());
        let edition = edition_of(&kept, &files);
        let on_request = files.iter().filter(|file| file.keep != Keep::Never);
        let size = told_size(on_request.map(|file| file.bytes.len()).sum());
        for file in &mut files {
            if file.is_page() {
                file.replace(EDITION_MARK, &edition)?;
                file.replace(KEPT_SIZE_MARK, &size)?;
            }
            match file.keep {
                Keep::Always => kept.add_core(file.address(), &file.bytes),
                Keep::OnRequest => kept.add(file.address(), &file.bytes),
                Keep::Never => {}
            }
        }
        let (list, text) = kept.list(&edition);
        files.push(File::new(offline::WORKER_FILE, Keep::Never, offline::worker(&edition, &list)));
        files.push(File::new(list, Keep::Never, text));
        files.push(File::new(offline::SWITCH_FILE, Keep::Never, "on\n"));
        Ok(files.into_iter().map(|file| (file.name, file.bytes)).collect())
    }

    /// The pages and their oEmbed; what is known only of the whole build is still marked in them.
    fn pages(&self, shell: &Shell) -> Vec<File> {
        let mut files = Vec::with_capacity(2 * self.pages.len());
        for page in &self.pages {
            let mut html = shell.wrap(page, self.site);
            if page.route == Route::Data {
                html = html.replacen(ONE_FILE_MARK, &self.one_file_html(), 1);
            }
            let keep = match (page.medium, &page.route) {
                (Medium::Window, Route::Home) => Keep::Always,
                (Medium::Window, _) => Keep::OnRequest,
                _ => Keep::Never,
            };
            files.push(File::new(format!("{}{INDEX}", page.path().trim_start_matches('/')), keep, html));
            if let Some(oembed) = oembed(&page.route, page.own_title(), self.site) {
                files.push(File::new(oembed.file, Keep::Never, oembed.json));
            }
        }
        files
    }

    /// What a host is to send with the files.
    fn headers(&self, shell: &Shell) -> Option<String> {
        let (scripts, styles) = missing::sums();
        let (mut scripts, mut styles) = (scripts.to_vec(), styles.to_vec());
        if let Some(one_file) = &self.one_file {
            scripts.extend_from_slice(&one_file.scripts);
            styles.extend_from_slice(&one_file.styles);
        }
        let policy = policy_with(shell.policy(), &scripts, &styles)?;
        let program = self.program.assets().map(|asset| asset.name.as_str());
        Some(headers_file(&policy, program.chain([self.style.name.as_str(), &scheme_script().name])))
    }

    /// What `/data/` says of the edition in one file; nothing where there is none, in a build for tests.
    fn one_file_html(&self) -> String {
        let Some(OneFile { html, .. }) = &self.one_file else { return String::new() };
        let mut out = String::new();
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<p><a class=\"button\" href=\"../{ONE_FILE}\" download>The whole site in one file ({size})</a></p>\
             <p>It opens by a double click, from a disk or a memory stick: every crisis, chain, comparison, source and \
             download, with the program that moves them. Its SHA-256 is <code class=\"sum\">{sum}</code>.</p>",
            size = escape(&told_size(html.len())),
            sum = hex(&Sha256::digest(html)),
        );
        out
    }
}

/// Whether a browser keeps a file for reading without a connection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// No page works without it.
    Always,
    /// When a reader has seen it, or wants all.
    OnRequest,
    Never,
}

/// A file of the site.
struct File {
    name: String,
    keep: Keep,
    bytes: Vec<u8>,
}

const INDEX: &str = "index.html";

impl File {
    fn new(name: impl Into<String>, keep: Keep, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), keep, bytes: bytes.into() }
    }

    /// Its address from the root; that of a page is its folder.
    fn address(&self) -> &str {
        self.name.strip_suffix(INDEX).unwrap_or(&self.name)
    }

    fn is_page(&self) -> bool {
        self.name.ends_with(INDEX)
    }

    /// Puts a text in the place of its mark.
    fn replace(&mut self, mark: &str, text: &str) -> Result<(), String> {
        let html = String::from_utf8(std::mem::take(&mut self.bytes)).map_err(|error| error.to_string())?;
        self.bytes = html.replacen(mark, text, 1).into();
        Ok(())
    }
}

/// 16 hexadecimal digits that tell a build from any other: a browser that has kept one knows by them that there is another.
fn edition_of(kept: &Kept, files: &[File]) -> String {
    let mut hash = Sha256::new();
    hash.update(kept.list("").1);
    for File { name, bytes, .. } in files {
        for part in [name.as_bytes(), bytes] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    hex(&hash.finalize()[..8])
}
