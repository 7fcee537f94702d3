//! How a page is cited: BibTeX, RIS, CSL-JSON, APA and Chicago.
//!
//! What only the reader's browser knows (the address of this very view, the day of access) is a blank that the program
//! fills; without it the blank says what belongs there.
//!
//! Forms: BibTeX as in the manual of Patashnik (1988), with `url`, `urldate` and `version` as biblatex has them; RIS by
//! its specification of 2011; CSL-JSON 1.0.2; the Publication Manual of the APA, 7th edition (10.16, web pages; 10.9, data
//! sets); The Chicago Manual of Style, 17th edition (14.207, web pages), as an entry of a bibliography.

use std::fmt::Write;

use crate::dataset::Date;
use crate::html::escape;
use crate::words;

/// What stands for the address of the view where nobody knows it yet. A site that knows its own address puts it there.
pub const ADDRESS: &str = "[address of this page]";

/// What stands for the day of access.
const ACCESSED: &str = "[date of access]";

/// What is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page of the site.
    Page,
    /// The whole dataset.
    Dataset,
}

/// A page or the dataset, as a work.
pub struct Work<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its title, without the name of the site.
    pub title: &'a str,
    /// A name for it among others, of letters, digits and hyphens.
    pub key: &'a str,
    /// The version of the data.
    pub version: &'a str,
    /// The day that version was published; a whole day.
    pub issued: Date,
}

/// Who publishes and answers for the text: there is no other author.
const AUTHOR: &str = "Persona Non Grata";

/// A piece of a citation.
enum Part {
    Text(String),
    Address,
    /// The day of access, with what stands between its parts; in words where that is empty.
    Accessed(&'static str),
}

/// A citation in one form.
pub struct Form {
    /// A word for addresses and ids.
    pub id: &'static str,
    /// As readers call it.
    pub name: &'static str,
    /// The ending of a file of this form; `None` for text to read.
    pub extension: Option<&'static str>,
    parts: Vec<Part>,
}

impl Form {
    /// The citation with its blanks filled: with the address, and with the day of access if it is known.
    pub fn filled(&self, address: &str, accessed: Option<Date>) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Address => out.push_str(address),
                Part::Accessed(between) => out.push_str(&accessed_text(between, accessed)),
            }
        }
        out
    }

    /// The same as HTML, its blanks marked for the program.
    fn to_html(&self) -> String {
        let mut out = String::new();
        for part in &self.parts {
            // Writing to a String cannot fail.
            _ = match part {
                Part::Text(text) => write!(out, "{}", escape(text)),
                Part::Address => write!(out, "<span data-fill=\"address\">{ADDRESS}</span>"),
                Part::Accessed(between) => write!(out, "<span data-fill=\"{}\">{ACCESSED}</span>", escape(between)),
            };
        }
        out
    }
}

/// The day of access as the program writes it too (`platform::cite`): year, month and day with `between` between them, or
/// in words where that is empty.
fn accessed_text(between: &str, date: Option<Date>) -> String {
    match date.and_then(|date| Some((date.year(), date.month()?, date.day()?))) {
        None => ACCESSED.to_owned(),
        Some((year, month, day)) if between.is_empty() => format!("{} {day}, {year}", words::month_name(month)),
        Some((year, month, day)) => format!("{year}{between}{month:02}{between}{day:02}"),
    }
}

/// The work in all five forms.
pub fn forms(work: &Work<'_>) -> [Form; 5] {
    [apa(work), chicago(work), bibtex(work), ris(work), csl(work)]
}

fn text(text: impl Into<String>) -> Part {
    Part::Text(text.into())
}

/// "November 26, 2026", as both manuals write it.
fn american(date: Date) -> String {
    accessed_text("", Some(date))
}

fn apa(work: &Work<'_>) -> Form {
    let what = match work.kind {
        Kind::Page => "",
        Kind::Dataset => " [Data set]",
    };
    let month_and_day = american(work.issued);
    let month_and_day = month_and_day.split_once(',').map_or("", |(before, _)| before);
    let issued = match work.kind {
        Kind::Page => format!("{}, {month_and_day}", work.issued.year()),
        Kind::Dataset => work.issued.year().to_string(),
    };
    let parts = vec![
        text(format!("{AUTHOR}. ({issued}). {} (Version {}){what}. Retrieved ", work.title, work.version)),
        Part::Accessed(""),
        text(", from "),
        Part::Address,
    ];
    Form { id: "apa", name: "APA", extension: None, parts }
}

fn chicago(work: &Work<'_>) -> Form {
    let parts = vec![
        text(format!(
            "{AUTHOR}. “{}.” Version {}. {}. Accessed ",
            work.title.replace('“', "‘").replace('”', "’"),
            work.version,
            american(work.issued)
        )),
        Part::Accessed(""),
        text(". "),
        Part::Address,
        text("."),
    ];
    Form { id: "chicago", name: "Chicago", extension: None, parts }
}

fn bibtex(work: &Work<'_>) -> Form {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = work.issued.month().and_then(|month| MONTHS.get(usize::from(month) - 1)).copied().unwrap_or("jan");
    let note = match work.kind {
        Kind::Page => "Web page",
        Kind::Dataset => "Data set",
    };
    let parts = vec![
        text(format!(
            "@misc{{{},\n  author = {{{{{AUTHOR}}}}},\n  title = {{{{{}}}}},\n  year = {{{}}},\n  month = {month},\n  \
             version = {{{}}},\n  note = {{{note}, version {}}},\n  url = {{",
            work.key,
            bibtex_text(work.title),
            work.issued.year(),
            work.version,
            work.version
        )),
        Part::Address,
        text("},\n  urldate = {"),
        Part::Accessed("-"),
        text("}\n}\n"),
    ];
    Form { id: "bibtex", name: "BibTeX", extension: Some("bib"), parts }
}

/// Text in which nothing means more to BibTeX than it says.
fn bibtex_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            // Braces by name, since BibTeX counts those with a backslash too. The empty group keeps a space that follows.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            c => out.push(c),
        }
    }
    out
}

fn ris(work: &Work<'_>) -> Form {
    let kind = match work.kind {
        Kind::Page => "ELEC",
        Kind::Dataset => "DATA",
    };
    let issued = accessed_text("/", Some(work.issued));
    let parts = vec![
        text(format!(
            "TY  - {kind}\nAU  - {AUTHOR}\nTI  - {}\nT2  - {AUTHOR}\nPY  - {}\nDA  - {issued}\nET  - {}\nUR  - ",
            work.title,
            work.issued.year(),
            work.version
        )),
        Part::Address,
        text("\nY2  - "),
        Part::Accessed("/"),
        text("\nER  - \n"),
    ];
    Form { id: "ris", name: "RIS", extension: Some("ris"), parts }
}

fn csl(work: &Work<'_>) -> Form {
    let kind = match work.kind {
        Kind::Page => "webpage",
        Kind::Dataset => "dataset",
    };
    let parts = vec![
        text(format!(
            "[{{\"id\":{},\"type\":\"{kind}\",\"title\":{},\"author\":[{{\"literal\":\"{AUTHOR}\"}}],\"container-title\":\"{AUTHOR}\",\
             \"version\":{},\"issued\":{},\"URL\":\"",
            json(work.key),
            json(work.title),
            json(work.version),
            date_parts(work.issued)
        )),
        Part::Address,
        text("\",\"accessed\":{\"date-parts\":[[\""),
        // Parts of a date may be texts, and so may have the noughts that numbers may not.
        Part::Accessed("\",\""),
        text("\"]]}}]\n"),
    ];
    Form { id: "csl", name: "CSL-JSON", extension: Some("json"), parts }
}

fn date_parts(date: Date) -> String {
    format!("{{\"date-parts\":[[\"{}\"]]}}", accessed_text("\",\"", Some(date)))
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// How to cite a page: all forms, each with a button that copies it. `what` names it: "this event".
pub fn cite_html(work: &Work<'_>, what: &str) -> String {
    let mut out = format!(
        "<section class=\"cite page\" aria-label=\"How to cite\"><details><summary>Cite {}</summary>",
        escape(what)
    );
    for form in forms(work) {
        let (open, close) = if form.extension.is_some() { ("<pre tabindex=\"0\"", "</pre>") } else { ("<p", "</p>") };
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<div class=\"cite__form cite__form--{0}\"><p class=\"cite__name\">{1}</p>{open} id=\"cite-{0}\" class=\"cite__text\">{2}{close}\
             <button type=\"button\" data-copy=\"cite-{0}\">Copy<span class=\"visually-hidden\"> {1}</span></button></div>",
            form.id,
            form.name,
            form.to_html()
        );
    }
    out.push_str("<p class=\"page__note\">The day of access is today’s on this machine; change it if you saw the page on another one.</p></details></section>");
    out
}
