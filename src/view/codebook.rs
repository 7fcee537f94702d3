//! `/data/codebook/`: every file and every field, made from the schema itself, so that none is missing.

use std::fmt::Write;
use std::io;

use crate::dataset::Dataset;
use crate::html::{Table, escape};
use crate::prerender::{
    CodeList, Column, DatasetSchema, Field, Kind, SEPARATOR, Table as Csv, Tally, code_lists, table_columns,
};
use crate::route::Route;
use crate::view::data_page::long;
use crate::words;

/// The content of the codebook.
///
/// # Errors
/// Only if a value cannot be written, which does not happen.
pub fn codebook_html(dataset: &Dataset, root: &str) -> io::Result<String> {
    let schema = DatasetSchema::new(dataset);
    let tally = schema.tally(dataset)?;
    let tables = table_columns(&schema);
    let book = Codebook { schema: &schema, tally: &tally };
    let types = schema.types();
    let mut out = format!(
        "<article class=\"page data codebook\"><p class=\"page__crumb\"><a href=\"{data}\">The data</a></p>\
         <h1>Codebook</h1>\
         <p class=\"page__lead\">Every file, every field and every code of version {version}: what it holds, in which \
         unit, and what it means where there is nothing.</p>",
        data = Route::Data.href(root),
        version = escape(dataset.version()),
    );
    out.push_str("<h2 id=\"contents\">On this page</h2><ul>");
    link(&mut out, "rules", "Rules for all files");
    _ = write!(out, "<li><a href=\"#json\">dataset.json</a>, field by field: ");
    links(&mut out, types.iter().map(|name| (anchor("json", name), type_title(name))));
    out.push_str("</li><li><a href=\"#tables\">The tables</a>, column by column: ");
    links(&mut out, tables.iter().map(|table| (anchor("table", table.name), table.file_name())));
    out.push_str("</li><li><a href=\"#codes\">The codes</a>: ");
    let lists = code_lists();
    links(&mut out, lists.iter().map(|list| (anchor("codes", list.name), type_title(list.name).to_lowercase())));
    out.push_str("</li></ul>");
    out.push_str(&rules(root));
    out.push_str(&book.forms(dataset));

    _ = write!(
        out,
        "<h2 id=\"json\">dataset.json</h2><p>One object; its fields are told first, then those of the entries of its \
         lists. <code>dataset.schema.json</code> says the same for programs. A field stands in every entry, as null where \
         there is no value; the one exception says so.</p>"
    );
    for name in &types {
        out.push_str(&book.type_html(name));
    }
    out.push_str(
        "<h2 id=\"tables\">The tables</h2><p>CSV by the rules of RFC 4180: commas, quotation marks where they are needed, \
         a head. <code>datapackage.json</code> says the same for programs, with the keys and how the tables belong \
         together. The JSON fields that a table leaves out are lists, and have tables of their own.</p>",
    );
    for table in &tables {
        out.push_str(&book.table_html(table));
    }
    out.push_str(
        "<h2 id=\"codes\">The codes</h2><p>The words that stand in fields. How often each occurs is counted in \
         dataset.json.</p>",
    );
    for list in &lists {
        out.push_str(&book.codes_html(list));
    }
    out.push_str(OTHER_FILES);
    out.push_str("</article>");
    Ok(out)
}

/// Title and description of the page.
pub fn codebook_title(dataset: &Dataset) -> (String, String) {
    let description = format!(
        "Every field and every code of the dataset, version {}: type, unit, meaning, what an empty value means and how often each code occurs.",
        dataset.version()
    );
    ("Codebook".to_owned(), description)
}

const OTHER_FILES: &str = "<h2 id=\"other-files\">The other files</h2><ul>\
    <li><code>dataset.schema.json</code>: JSON Schema 2020-12 of dataset.json. A file that fits it has every field, no \
    other one, and only the codes above.</li>\
    <li><code>datapackage.json</code>: the tables for programs that read Frictionless Data, with types, keys, sizes and \
    checksums.</li>\
    <li><code>SHA256SUMS</code>: a line for each file, its SHA-256, two spaces, its name.</li></ul>";

/// What holds in every file.
fn rules(root: &str) -> String {
    format!(
        "<h2 id=\"rules\">Rules for all files</h2><ul>\
         <li>What enters which number, and what is never added up: <a href=\"{about}#counting\">How it is counted</a>.</li>\
         <li>Null in JSON and an empty cell in a table mean the same, and never zero. What they mean stands at each \
         field.</li>\
         <li>Text is UTF-8. The tables begin with a byte order mark, so that spreadsheets read accents and quotation marks \
         right; in R, <code>read.csv</code> wants <code>fileEncoding = \"UTF-8-BOM\"</code>.</li>\
         <li>Several ids in one cell of a table have {separator} between them. No id holds one.</li>\
         <li>A cell that begins with =, +, -, @ or a tab has an apostrophe before it, so that no spreadsheet takes it for a \
         formula. The JSON has the text as it is.</li>\
         <li>Ids and addresses stay the same from version to version. Fields may be added; none is renamed without a new \
         first number of the version.</li></ul>",
        about = Route::About.href(root),
        separator = if SEPARATOR == " " { "a space" } else { SEPARATOR },
    )
}

struct Codebook<'a> {
    schema: &'a DatasetSchema,
    tally: &'a Tally,
}

impl Codebook<'_> {
    /// Texts of a fixed form that many fields share.
    fn forms(&self, dataset: &Dataset) -> String {
        let Some(event) = dataset.facts.events.first() else { return String::new() };
        let examples =
            [("Date", event.date.to_string()), ("Id", event.id.to_string()), ("ActorCode", event.actor.to_string())];
        let row = |(name, example): &(&str, String)| {
            vec![
                format!("<span id=\"{}\">{}</span>", anchor("form", name), escape(&type_title(name))),
                format!("<code>{}</code>", escape(example)),
                long(&escape(self.schema.meaning(name))),
            ]
        };
        let table = Table {
            caption: "Forms that many fields share".to_owned(),
            head: ["Form", "For instance", "Meaning"].map(str::to_owned).to_vec(),
            rows: examples.iter().map(row).collect(),
            foot: Vec::new(),
        };
        format!("<h3 id=\"forms\">Dates, ids, codes of actors</h3>{}", table.to_html_of_html())
    }

    fn type_html(&self, name: &str) -> String {
        let entries = self.tally.entries(name);
        let row = |field: &Field| {
            vec![
                format!("<code>{}</code>", escape(&field.name)),
                self.kind_html(&field.kind) + if field.may_be_empty { ", or null" } else { "" },
                count(self.tally.filled(name, &field.name)),
                long(&told(&field.meaning)),
            ]
        };
        let title = type_title(name);
        let caption = match name {
            "Dataset" => "Fields of the whole dataset".to_owned(),
            _ => format!("Fields of {}, of which there {} {}", in_words(name), is_are(entries), count(entries)),
        };
        let table = Table {
            caption,
            head: ["Field", "Type", "With a value", "Meaning"].map(str::to_owned).to_vec(),
            rows: self.schema.fields(name).iter().map(row).collect(),
            foot: Vec::new(),
        };
        format!(
            "<h3 id=\"{}\">{}</h3><p>{}</p>{}",
            anchor("json", name),
            escape(&title),
            told(self.schema.meaning(name)),
            table.to_html_of_html()
        )
    }

    fn table_html(&self, table: &Csv) -> String {
        let row = |column: &Column| {
            vec![
                format!("<code>{}</code>", escape(column.name)),
                self.kind_html(&column.kind) + if column.may_be_empty { ", or empty" } else { "" },
                long(&told(&column.meaning)),
            ]
        };
        let html = Table {
            caption: format!("Columns of {}", table.file_name()),
            head: ["Column", "Type", "Meaning"].map(str::to_owned).to_vec(),
            rows: table.columns.iter().map(row).collect(),
            foot: Vec::new(),
        };
        let mut key = String::new();
        if !table.key.is_empty() {
            _ = write!(key, " A line is told from all others by {}.", codes(table.key));
        }
        for reference in table.references {
            _ = write!(
                key,
                " {} stands in <a href=\"#{}\">{}.csv</a>.",
                codes(reference.columns),
                anchor("table", reference.table),
                reference.table
            );
        }
        format!(
            "<h3 id=\"{}\">{}</h3><p>{}{key}</p>{}",
            anchor("table", table.name),
            table.file_name(),
            escape(table.what),
            html.to_html_of_html()
        )
    }

    fn codes_html(&self, list: &CodeList) -> String {
        let row = |(code, meaning): &(&'static str, std::borrow::Cow<'static, str>)| {
            vec![
                format!("<code>{}</code>", escape(code)),
                long(&escape(meaning)),
                count(self.tally.word(list.name, code)),
            ]
        };
        let table = Table {
            caption: list.about.to_owned(),
            head: ["Code", "Meaning", "Occurs"].map(str::to_owned).to_vec(),
            rows: list.codes.iter().map(row).collect(),
            foot: Vec::new(),
        };
        format!(
            "<h3 id=\"{}\">{}</h3>{}",
            anchor("codes", list.name),
            escape(&type_title(list.name)),
            table.to_html_of_html()
        )
    }

    /// A kind of value in words, with a link to where it is told.
    fn kind_html(&self, kind: &Kind) -> String {
        let number = |limit: i64| u32::try_from(limit).map_or_else(|_| limit.to_string(), words::number);
        match kind {
            Kind::Text => "text".to_owned(),
            // The schema has the form as a regular expression; here its meaning says it.
            Kind::Pattern(_) => "text of a fixed form".to_owned(),
            Kind::Words(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("“{}”", escape(word))).collect();
                format!("one of {}", words.join(", "))
            }
            Kind::Integer(Some(low), Some(high)) => format!("whole number, {} to {}", number(*low), number(*high)),
            Kind::Integer(Some(low), None) => format!("whole number from {}", number(*low)),
            Kind::Integer(..) => "whole number".to_owned(),
            Kind::Boolean => "true or false".to_owned(),
            Kind::List(inner) => format!("list: {}", self.kind_html(inner)),
            Kind::Named(name) => {
                let part = if !self.schema.words(name).is_empty() {
                    "codes"
                } else if self.schema.pattern(name).is_some() {
                    "form"
                } else {
                    "json"
                };
                let title = type_title(name).to_lowercase();
                let title = if part == "codes" { format!("code: {title}") } else { title };
                format!("<a href=\"#{}\">{}</a>", anchor(part, name), escape(&title))
            }
        }
    }
}

/// The address of a part of the page: "codes-count-missing".
fn anchor(part: &str, name: &str) -> String {
    format!("{part}-{}", split(name).to_lowercase().replace(' ', "-"))
}

/// "`SharedFact`" as "Shared fact".
fn type_title(name: &str) -> String {
    let words = split(name);
    words::capitalise(&words.to_lowercase())
}

fn split(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// "an episode", "a source".
fn in_words(name: &str) -> String {
    let title = type_title(name).to_lowercase();
    let article = if title.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    match name {
        "Quoted" => "somebody quoted".to_owned(),
        _ => format!("{article} {title}"),
    }
}

const fn is_are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

fn count(n: usize) -> String {
    words::number(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Sentences in which names stand between backticks.
fn told(text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.split('`').enumerate() {
        if i % 2 == 1 {
            _ = write!(out, "<code>{}</code>", escape(part));
        } else {
            out.push_str(&escape(part));
        }
    }
    out
}

fn codes(names: &[&str]) -> String {
    names.iter().map(|name| format!("<code>{name}</code>")).collect::<Vec<_>>().join(" and ")
}

fn link(out: &mut String, id: &str, title: &str) {
    _ = write!(out, "<li><a href=\"#{id}\">{title}</a></li>");
}

fn links(out: &mut String, entries: impl Iterator<Item = (String, String)>) {
    let links: Vec<String> = entries.map(|(id, title)| format!("<a href=\"#{id}\">{}</a>", escape(&title))).collect();
    out.push_str(&links.join(", "));
}
