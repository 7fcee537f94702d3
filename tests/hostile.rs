//! Hostile text in a data file: whatever an editor, or somebody who edits the editor's source, puts there is text on every
//! page and in every file, and what nobody can see is refused.

mod support;

use std::collections::BTreeSet;

use persona_non_grata::dataset::Dataset;
use persona_non_grata::html::escape;
use persona_non_grata::prerender::preview::{Painter, preview};
use persona_non_grata::prerender::{
    Shell, SiteUrl, Stylesheet, address_list, all_routes, downloads, missing_page, oembed, render, render_embedded,
};
use scraper::{Html, Selector};
use support::{COMPARED, DIGEST, DataFolder, KETTLE, REVIEW};

/// Ends what it may stand in, and would run or load something: a script, an attribute, a comment, a template.
const MARKUP: &str = "x</script></title></textarea><script>hit()</script><img src=x onerror=hit()>\" onload=\"hit()\" \
                      ' onclick='hit()' --><!--]]>{{hit}}&lt;b&gt;";

/// The same for a spreadsheet.
const FORMULA: &str = "=HYPERLINK(\"https://evil.example\",\"x\")";

/// What `index.html` is made of, as short as it can be.
const SHELL: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                     <meta name=\"prerender\" content=\"head\">\n<link rel=\"icon\" href=\"./favicon.svg\">\n\
                     <script src=\"./scheme.js\"></script>\n</head>\n<body>\n<div id=\"app\"></div>\n</body>\n</html>\n";

/// Every kind of text that an editor writes: its file, and the passage that holds it.
const TEXTS: [(&str, &str); 26] = [
    (KETTLE, "The kettle affair"),
    (KETTLE, "A kettle was broken, and people had to go."),
    (KETTLE, "Britain acts"),
    (KETTLE, "A kettle broke in an embassy, and the government asked who had done it."),
    (KETTLE, "The number holds two drivers."),
    (KETTLE, "Britain ordered out four Russians."),
    (KETTLE, "four to leave within 10 days"),
    (KETTLE, "Another paper gives 5."),
    ("dataset.toml", "Two articles."),
    ("publishers.toml", "Kettle Group"),
    (REVIEW, "What became of the kettle"),
    (REVIEW, "a reporter"),
    (REVIEW, "Readers who drink tea."),
    (REVIEW, "From a kitchen."),
    (REVIEW, "After it had cooled."),
    (REVIEW, "Britain told Russians to leave."),
    (REVIEW, "The kettle was theirs."),
    (REVIEW, "No page weighs tea."),
    (REVIEW, "The people told to leave"),
    (REVIEW, "guests"),
    (REVIEW, "A cook"),
    (REVIEW, "Who broke it."),
    (DIGEST, "A kettle, seen from here"),
    (COMPARED, "Who had to leave?"),
    (COMPARED, "Russians in Britain"),
    (COMPARED, "The digest looked the other way."),
];

/// The text as a basic string of TOML has it.
fn toml(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// The data folder with a hostile text in place of every text that an editor writes, but for story text, where braces
/// are markers.
fn hostile(text: &str) -> Dataset {
    let folder = TEXTS.iter().fold(DataFolder::valid(), |folder, (file, passage)| {
        let is_story = passage.starts_with("A kettle broke in");
        let own = if is_story { text.replace(['{', '}'], "") } else { text.to_owned() };
        folder.change(file, passage, &toml(&own))
    });
    folder.load().unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Every document of the site, with its address.
fn documents(dataset: &Dataset) -> Vec<(String, String)> {
    let style = Stylesheet::new();
    let shell = Shell::new(SHELL, &style.name).unwrap_or_else(|error| panic!("{error}"));
    let site = SiteUrl::parse("https://site.example/").unwrap_or_else(|error| panic!("{error}"));
    let mut documents = vec![("/404.html".to_owned(), missing_page(dataset, Some(&site)))];
    for route in all_routes(dataset) {
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
    for route in all_routes(&dataset) {
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
            assert!(!html.contains(" onload"), "{route}: {html}");
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
        let dataset = hostile(&words);
        let mut cells = 0;
        for file in downloads(&dataset).unwrap_or_else(|error| panic!("{error}")) {
            if !file.name.ends_with(".csv") {
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
    let own = value["events"][0]["summary"].as_str().unwrap_or_default();
    assert_eq!(own, MARKUP.split_whitespace().collect::<Vec<_>>().join(" "));
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
