//! Hostile text in a data file: whatever an editor, or somebody who edits the editor's source, puts there is text on every
//! page and in every file, and what nobody can see is refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use persona_non_grata::dataset::Dataset;
use persona_non_grata::html::escape;
use persona_non_grata::prerender::preview::{Painter, preview};
use persona_non_grata::prerender::{
    Shell, SiteUrl, Stylesheet, address_list, all_routes, downloads, missing_page, oembed, render, render_embedded,
};
use persona_non_grata::route::Route;
use scraper::{Html, Selector};

/// Ends what it may stand in, and would run or load something: a script, an attribute, a comment.
const MARKUP: &str = "x</script></title></textarea><script>hit()</script><img src=x onerror=hit()>\" onload=\"hit()\" \
                      ' onclick='hit()' --><!--]]>&lt;b&gt;";

/// The same for a spreadsheet.
const FORMULA: &str = "=HYPERLINK(\"https://evil.example\",\"x\")";

/// What `index.html` is made of, as short as it can be.
const SHELL: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                     <meta name=\"prerender\" content=\"head\">\n<link rel=\"icon\" href=\"./favicon.svg\">\n\
                     <script src=\"./scheme.js\"></script>\n</head>\n<body>\n<div id=\"app\"></div>\n</body>\n</html>\n";

/// The fields of the data files that hold what an editor writes in words.
const FIELDS: [&str; 16] = [
    "title",
    "summary",
    "note",
    "supports",
    "owner",
    "claim",
    "why",
    "unlinked",
    "written_by",
    "written_for",
    "written_from",
    "written_when",
    "who",
    "what",
    "question",
    "best",
];

/// The real data with a text in each of these fields, before or after what stands there. Pages of chains and comparisons
/// know the facts of the real data alone, so ids, dates and numbers stay.
fn spoilt(spoil: impl Fn(&str) -> String) -> Dataset {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for inner in ["", "episodes", "articles"] {
        fs::create_dir_all(folder.path().join(inner)).unwrap_or_else(|error| panic!("{error}"));
        for entry in fs::read_dir(data.join(inner)).unwrap_or_else(|error| panic!("{error}")).flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{error}"));
            let mut out = String::with_capacity(text.len() * 2);
            for line in text.lines() {
                out.push_str(&spoilt_line(line, &spoil));
                out.push('\n');
            }
            let place = folder.path().join(inner).join(entry.file_name());
            fs::write(place, out).unwrap_or_else(|error| panic!("{error}"));
        }
    }
    Dataset::load(folder.path()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A line of a data file with its fields of one line spoilt, those of inline tables too.
fn spoilt_line(line: &str, spoil: &impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(" = \"") {
        let (before, value) = rest.split_at(at + " = \"".len());
        let field = before[..at].rsplit([' ', '{', ',']).next().unwrap_or_default();
        let end = value.char_indices().find(|(i, c)| *c == '"' && !value[..*i].ends_with('\\')).map(|(i, _)| i);
        let Some(end) = end.filter(|end| *end > 0) else { break };
        out.push_str(before);
        let text = &value[..end];
        // In some places such a field names a claim by its id.
        let is_text = FIELDS.contains(&field) && text.contains(' ');
        out.push_str(&if is_text { toml(&spoil(&text.replace("\\\"", "\""))) } else { text.to_owned() });
        rest = &value[end..];
    }
    out + rest
}

/// The text as a basic string of TOML has it.
fn toml(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// The real data with a text behind every text.
fn hostile(text: &str) -> Dataset {
    spoilt(|own| format!("{own} {text}"))
}

/// The real data with a text before every text.
fn begun(text: &str) -> Dataset {
    spoilt(|own| format!("{text} {own}"))
}

/// The pages of every kind; of events, steps and countries, which are many, some.
fn some_routes(dataset: &Dataset) -> Vec<Route> {
    let is_one_of_many = |route: &Route| matches!(route, Route::Event(_) | Route::Step(..) | Route::Country(_));
    let routes = all_routes(dataset).into_iter().enumerate();
    routes.filter(|(i, route)| i % 12 == 0 || !is_one_of_many(route)).map(|(_, route)| route).collect()
}

/// These documents of the site, with their addresses.
fn documents(dataset: &Dataset) -> Vec<(String, String)> {
    let style = Stylesheet::new();
    let shell = Shell::new(SHELL, &style.name).unwrap_or_else(|error| panic!("{error}"));
    let site = SiteUrl::parse("https://site.example/").unwrap_or_else(|error| panic!("{error}"));
    let mut documents = vec![("/404.html".to_owned(), missing_page(dataset, Some(&site)))];
    for route in some_routes(dataset) {
        let page = render(dataset, &route).unwrap_or_else(|| panic!("{route} is no page"));
        for page in std::iter::once(page).chain(render_embedded(dataset, &route)) {
            documents.push((page.path(), shell.wrap(&page, Some(&site))));
        }
    }
    documents
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

/// What a document has that could run or load something.
fn alive(html: &str) -> BTreeSet<String> {
    let document = Html::parse_document(html);
    let mut found = BTreeSet::new();
    for element in document.select(&selector("*")) {
        let element = element.value();
        for (name, value) in element.attrs() {
            if name.starts_with("on") || value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                found.insert(format!("<{} {name}={value}>", element.name()));
            }
        }
        match element.name() {
            "script" if element.attr("type") != Some("application/ld+json") => {
                found.insert(format!("<script src={:?}>", element.attr("src")));
            }
            name @ ("img" | "iframe" | "object" | "embed" | "base" | "style" | "textarea" | "template") => {
                found.insert(format!("<{name} src={:?}>", element.attr("src")));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn markup_in_a_text_is_text_on_every_page() {
    let plain: Vec<_> = documents(&hostile("A text")).into_iter().map(|(path, html)| (path, alive(&html))).collect();
    let mut shown = 0;
    for ((path, html), (same, expected)) in documents(&hostile(MARKUP)).into_iter().zip(plain) {
        assert_eq!(path, same);
        assert_eq!(alive(&html), expected, "{path}");
        let document = Html::parse_document(&html);
        shown += usize::from(document.root_element().text().any(|text| text.contains("<script>hit()</script>")));
        assert!(!html.contains("<script>hit"), "{path}");
        // What stands between two words of the page is what the editor wrote, not what it would look like escaped twice.
        assert!(!html.contains("&amp;lt;script"), "{path} escapes twice");
    }
    // Otherwise nothing was tried.
    assert!(shown > 15, "{shown} pages show it");
}

#[test]
fn markup_in_a_text_does_not_end_the_block_for_search_engines() {
    let mut read = 0;
    for (path, html) in documents(&hostile(MARKUP)) {
        let document = Html::parse_document(&html);
        for block in document.select(&selector("script[type='application/ld+json']")) {
            let text: String = block.text().collect();
            let value: serde_json::Value =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}: {text}"));
            read += usize::from(value.to_string().contains("</script>"));
        }
    }
    assert!(read > 3, "{read} blocks hold it");
}

#[test]
fn markup_in_a_text_is_text_in_previews_and_in_what_programs_read() {
    let dataset = hostile(MARKUP);
    let site = SiteUrl::parse("https://site.example/").unwrap_or_else(|error| panic!("{error}"));
    let painter = Painter::new();
    let mut titles = Vec::new();
    for route in some_routes(&dataset) {
        let page = render(&dataset, &route).unwrap_or_else(|| panic!("{route} is no page"));
        titles.push((route.clone(), page.own_title().to_owned()));
        if let Some(oembed) = oembed(&route, page.own_title(), Some(&site)) {
            let value: serde_json::Value =
                serde_json::from_str(&oembed.json).unwrap_or_else(|error| panic!("{route}: {error}"));
            let html = value["html"].as_str().unwrap_or_default();
            let document = Html::parse_fragment(html);
            let names: Vec<_> =
                document.select(&selector("*")).map(|element| element.value().name().to_owned()).collect();
            assert_eq!(names, ["html", "iframe"], "{route}: {html}");
            let frame = document.select(&selector("iframe")).next().map(|frame| frame.value().attrs().count());
            assert!(frame.is_some_and(|attributes| attributes <= 7), "{route}: {html}");
            assert_eq!(alive(html).len(), 1, "{route}: {html}");
        }
        let preview = preview(&dataset, &route).unwrap_or_else(|| panic!("{route} has no preview"));
        for forbidden in ["<script", "<img", "onload=\"", "<!--"] {
            assert!(!preview.svg.contains(forbidden), "{route}: {forbidden} in its preview");
        }
        // A picture that is no XML is not read.
        painter.read(&preview.svg).unwrap_or_else(|error| panic!("{route}: {error}"));
    }
    let list: serde_json::Value =
        serde_json::from_str(&address_list(&dataset, &titles)).unwrap_or_else(|error| panic!("{error}"));
    assert!(list.to_string().contains("</script>"), "the list of addresses has the titles as they are");
}

#[test]
fn a_formula_in_a_text_is_none_in_any_table() {
    for formula in [FORMULA, "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"] {
        // Digits of a story are given by the data.
        let words = formula.replace(|c: char| c.is_ascii_digit(), "n");
        let dataset = begun(&words);
        let mut cells = 0;
        for file in downloads(&dataset).unwrap_or_else(|error| panic!("{error}")) {
            if Path::new(&file.name).extension().is_none_or(|ending| ending != "csv") {
                continue;
            }
            let bytes = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&file.bytes);
            for record in csv::Reader::from_reader(bytes).records() {
                for cell in &record.unwrap_or_else(|error| panic!("{}: {error}", file.name)) {
                    cells += usize::from(cell.contains(&words));
                    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    assert!(!is_formula, "{}: {cell:?}", file.name);
                }
            }
        }
        assert!(cells > 5, "{cells} cells hold {words}");
    }
}

#[test]
fn a_text_stands_in_dataset_json_as_it_was_written() {
    let dataset = hostile(MARKUP);
    let json = persona_non_grata::prerender::dataset_json(&dataset).unwrap_or_else(|error| panic!("{error}"));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}"));
    // Quotation marks become those of print; nothing else is changed.
    let own = value["events"][0]["summary"].as_str().unwrap_or_default();
    assert!(own.contains("x</script></title></textarea><script>hit()</script><img src=x onerror=hit()>"), "{own}");
    assert!(own.ends_with("--><!--]]>&lt;b&gt;"), "{own}");
}

#[test]
fn escaped_text_ends_neither_an_element_nor_an_attribute() {
    let html = format!("<p title=\"{0}\">{0}</p>", escape(MARKUP));
    let document = Html::parse_fragment(&html);
    let found: Vec<_> = document.select(&selector("*")).map(|element| element.value().name()).collect();
    assert_eq!(found, ["html", "p"]);
    let paragraph =
        document.select(&selector("p")).next().map(|p| (p.text().collect::<String>(), p.value().attr("title")));
    assert_eq!(paragraph, Some((MARKUP.to_owned(), Some(MARKUP))));
}
