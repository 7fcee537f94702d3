//! `/data/`: everything as files, what each is for, and how to check it.

use std::fmt::Write;
use std::io;

use crate::dataset::Dataset;
use crate::html::{Table, escape};
use crate::prerender::{Download, LICENCE, coverage, downloads};
use crate::route::Route;
use crate::view::record::evidence_html;
use crate::words;

/// The content of the page of downloads.
///
/// # Errors
/// Only if a download cannot be written, which does not happen.
pub fn data_html(dataset: &Dataset, root: &str) -> io::Result<String> {
    let files = downloads(dataset)?;
    let (_, licence, licence_address) = LICENCE;
    let mut out = format!(
        "<article class=\"page data\"><h1>The data, to take away</h1>\
         <p class=\"page__lead\">{events} events, {sources} sources (some tell an event differently or bear on a claim) and {articles}: everything that this site shows, as \
         files. One JSON file holds it all, for a program. The same is there as CSV tables, for a spreadsheet.</p>\
         {evidence}<p class=\"buttons\">{json}{events_csv}{sources_csv}</p>\
         <dl class=\"facts\"><div><dt>Version</dt><dd>{version}</dd></div>\
         <div><dt>Covers</dt><dd>{coverage}</dd></div>\
         <div><dt>Licence</dt><dd><a href=\"{licence_address}\" rel=\"external noreferrer license\">{licence}</a></dd></div>\
         <div><dt>What each field means</dt><dd><a href=\"{codebook}\">The codebook</a></dd></div></dl>",
        events = count(dataset.facts.events.len()),
        sources = count(dataset.sources.len()),
        articles = words::counted(dataset.articles.len(), "article read against them", "articles read against them"),
        json = button(&files, root, "dataset.json", "Everything (JSON)", "button"),
        events_csv = button(&files, root, "events.csv", "Events (CSV)", "button button--quiet"),
        sources_csv = button(&files, root, "sources.csv", "Sources (CSV)", "button button--quiet"),
        evidence = evidence_html(&Route::CompareRecord.href(root), "Every event with its sources, to read"),
        version = escape(dataset.version()),
        coverage = escape(&coverage(dataset)),
        codebook = Route::Codebook.href(root),
    );
    out.push_str("<h2 id=\"files\">The files</h2>");
    out.push_str(&files_table(&files, root).to_html_of_html());
    out.push_str(CHECKS);
    out.push_str(if root.starts_with('#') { HERE } else { WITHOUT_CONNECTION });
    _ = write!(
        out,
        "<h2 id=\"limits\">What to know before counting</h2>\
         <p>The data hold the cases found, not all there were. An empty cell is not a zero, and people, posts and missions \
         are not to be added to each other. <a href=\"{about}#counting\">How it is counted</a> says what enters which \
         number, <a href=\"{about}#limits\">what is in it, and what is not</a> where it is thin.</p>\
         <p>The story text of the steps and what governments said in them are in dataset.json alone.</p>\
         <h2 id=\"changes\">Changes</h2>\
         <p>Name the version when you cite the data: a number may be corrected in the next one.</p>",
        about = Route::About.href(root),
    );
    for version in &dataset.versions {
        _ = write!(out, "<h3>{}, {}</h3><ul>", escape(&version.number), words::date(version.date));
        for change in &version.changes {
            _ = write!(out, "<li>{}</li>", escape(change));
        }
        out.push_str("</ul>");
    }
    // The citation block of every page follows.
    out.push_str("</article>");
    Ok(out)
}

/// Title and description of the page.
pub fn data_title(dataset: &Dataset) -> (String, String) {
    let description = format!(
        "All {} events with their sources as JSON, as CSV tables and as a data package, version {}, with checksums and a codebook. CC BY 4.0.",
        count(dataset.facts.events.len()),
        dataset.version()
    );
    ("The data, to take away".to_owned(), description)
}

/// Stands for what is said of the edition in one file: its size and its checksum are known once all pages are.
pub const ONE_FILE_MARK: &str = "<!--one-file-->";

/// Stands for the size of all pages and files.
pub const KEPT_SIZE_MARK: &str = "<!--kept-size-->";

const WITHOUT_CONNECTION: &str = "<h2 id=\"offline\">Without a connection</h2><!--one-file-->\
    <div data-offline-part hidden><p>This browser can keep the site too. Pages that you have seen open without a connection; the \
    rest can be kept at once, <!--kept-size--> on this device. Not kept are versions for frames in other sites and the edition in one file.</p>\
    <p data-offline-state role=\"status\"></p>\
    <p class=\"buttons\"><button type=\"button\" class=\"button button--quiet\" data-offline-keep>Keep the whole site</button>\
    <button type=\"button\" class=\"button button--quiet\" data-offline-drop hidden>Give the room back</button></p>\
    <progress data-offline-progress aria-label=\"Kept so far\" hidden></progress></div>";

const HERE: &str = "<h2 id=\"offline\">Without a connection</h2>\
    <p>This is the edition in one file: it needs none. The files above are in it.</p>";

const CHECKS: &str = "<h2 id=\"check\">How to check a file</h2>\
    <p>Each file has its SHA-256, the same for the same version. With <code>SHA256SUMS</code> beside what you took:</p>\
    <ul><li>Linux: <code>sha256sum --check --ignore-missing SHA256SUMS</code></li>\
    <li>macOS: <code>shasum --algorithm 256 --check SHA256SUMS</code></li>\
    <li>Windows: <code>Get-FileHash dataset.json</code> prints the sum, to be held against the table above</li></ul>\
    <p><code>frictionless validate datapackage.json</code> checks every table against its description.</p>";

fn count(n: usize) -> String {
    words::number(u32::try_from(n).unwrap_or(u32::MAX))
}

fn button(files: &[Download], root: &str, name: &str, words: &str, class: &str) -> String {
    let size = files.iter().find(|file| file.name == name).map_or_else(String::new, |file| size(file.bytes.len()));
    format!("<a class=\"{class}\" href=\"{root}data/{name}\" download>{words}, {size}</a>")
}

fn files_table(files: &[Download], root: &str) -> Table {
    let row = |file: &Download| {
        vec![
            format!("<a href=\"{root}data/{name}\" download>{name}</a>", name = escape(&file.name)),
            long(&escape(file.what)),
            escape(file.opened_with),
            size(file.bytes.len()),
            checksum(file),
        ]
    };
    Table {
        caption: "Every file, what it holds, what opens it, its size and its SHA-256".to_owned(),
        head: ["File", "What it holds", "For", "Size", "SHA-256"].map(str::to_owned).to_vec(),
        rows: files.iter().map(row).collect(),
        foot: Vec::new(),
    }
}

/// A cell of sentences, which stays wide enough to be read on a phone.
pub fn long(html: &str) -> String {
    format!("<span class=\"data__long\">{html}</span>")
}

/// The first digits, which open to all of them.
fn checksum(file: &Download) -> String {
    let short = file.sha256.get(..8).unwrap_or_default();
    format!(
        "<details><summary><code>{short}…</code></summary><code class=\"data__hash\">{}</code></details>",
        file.sha256
    )
}

/// A size in words: "845 bytes", "12 kB", "1.3 MB".
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => words::counted(bytes, "byte", "bytes"),
        1000..999_500 => format!("{} kB", (bytes + 500) / 1000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}
