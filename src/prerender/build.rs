//! One build of the site: all pages, the files beside them, and what ties them together, since each part names the others.
//!
//! ```text
//! pages rendered ──▶ edition (a hash of all) ──▶ every page says it ──▶ list of what can be kept ──▶ worker
//!        └─────────▶ the edition in one file ──▶ its checksum on /data/
//! ```

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::assets::{Stylesheet, hex};
use super::export::downloads;
use super::headers::{headers_file, policy_with};
use super::missing;
use super::oembed::oembed;
use super::offline::{self, Kept};
use super::one_file::{ONE_FILE, OneFile, Parts, one_file};
use super::pages::{Medium, Rendered, render, render_embedded};
use super::scripts::{Program, scheme_script};
use super::shell::{Shell, SiteUrl};
use crate::dataset::Dataset;
use crate::html::escape;
use crate::route::Route;
use crate::view::data_page::{KEPT_SIZE_MARK, ONE_FILE_MARK, size as told_size};

/// A build that is being written.
pub struct Build<'a> {
    /// 16 hexadecimal digits that tell it from any other build.
    pub edition: String,
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
        let mut hash = Sha256::new();
        for page in &pages {
            for part in [&page.path(), &page.title, &page.description, &page.app] {
                hash.update(part);
                hash.update([0]);
            }
        }
        for asset in program.assets() {
            hash.update(&asset.name);
        }
        hash.update(scheme_script().name);
        hash.update(&style.name);
        hash.update(site.map_or("", SiteUrl::as_str));
        let edition = hex(&hash.finalize()[..8]);
        Ok(Self { edition, dataset, program, style, site, pages, one_file: None })
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

    /// The pages, and the files that speak of them: name and bytes.
    ///
    /// # Errors
    /// A sentence if a file cannot be made.
    pub fn files(&self, shell: &Shell) -> Result<Vec<(String, Vec<u8>)>, String> {
        let mut files = Vec::with_capacity(self.pages.len());
        let mut kept = Kept::default();
        for asset in self.program.assets() {
            kept.add_core(&asset.name, &asset.bytes);
        }
        kept.add_core(&self.style.name, self.style.text.as_bytes());
        let scheme = scheme_script();
        kept.add_core(&scheme.name, &scheme.bytes);
        kept.add_core("favicon.svg", offline::ICON.as_bytes());
        let downloads = downloads(self.dataset).map_err(|error| error.to_string())?;
        let pages: Vec<(&Rendered, String)> =
            self.pages.iter().map(|page| (page, shell.wrap(page, self.site))).collect();
        let kept_pages = pages.iter().filter(|(page, _)| page.medium == Medium::Window);
        let size = kept_pages.map(|(_, html)| html.len()).sum::<usize>()
            + downloads.iter().map(|file| file.bytes.len()).sum::<usize>();
        for (page, mut html) in pages {
            if page.route == Route::Data {
                html = html.replacen(ONE_FILE_MARK, &self.one_file_html(), 1);
                html = html.replacen(KEPT_SIZE_MARK, &told_size(size), 1);
            }
            let address = page.path().trim_start_matches('/').to_owned();
            match &page.route {
                Route::Home => kept.add_core(&address, html.as_bytes()),
                _ if page.medium == Medium::Window => kept.add(&address, html.as_bytes()),
                _ => {}
            }
            files.push((address + "index.html", html.into_bytes()));
            if let Some(oembed) = oembed(&page.route, page.own_title(), self.site) {
                files.push((oembed.file, oembed.json.into()));
            }
        }
        for file in downloads {
            let address = format!("data/{}", file.name);
            kept.add(&address, &file.bytes);
            files.push((address, file.bytes));
        }
        let page = offline::no_connection_page();
        kept.add_core(offline::NO_CONNECTION_FILE, page.as_bytes());
        files.push((offline::NO_CONNECTION_FILE.to_owned(), page.into()));
        let (list, text) = kept.list(&self.edition);
        files.push((offline::WORKER_FILE.to_owned(), offline::worker(&self.edition, &list).into()));
        files.push((list, text.into()));
        files.push((offline::SWITCH_FILE.to_owned(), "on\n".into()));
        let manifest = offline::manifest(&self.style.paper());
        files.push((offline::MANIFEST_FILE.to_owned(), manifest.into()));
        files.extend(offline::icons()?);
        if let Some(headers) = self.headers(shell) {
            files.push(("_headers".to_owned(), headers.into()));
        }
        Ok(files)
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
