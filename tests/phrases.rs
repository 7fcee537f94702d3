//! No sentence of the five articles is repeated anywhere on the site.
//!
//! The articles belong to their publishers and are not part of this project, so what stands in `fixtures/` are hashes of
//! every run of nine words of theirs: the first 8 bytes of SHA-256, in hexadecimal digits, of the words in lower case,
//! letters and digits only, one space between them. Runs within a printed headline are left out: pages print those.

mod support;

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::sync::LazyLock;

use persona_non_grata::prerender::{all_routes, downloads, render};
use scraper::Html;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// So many words in a row are more than chance, a name or a short quotation.
const RUN: usize = 9;

static HASHES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let text = include_str!("fixtures/article-phrases.txt");
    text.lines().filter(|line| !line.starts_with('#')).collect()
});

/// The words of a text: runs of letters and digits, in lower case.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn hash(phrase: &str) -> String {
    Sha256::digest(phrase).iter().take(8).fold(String::new(), |mut digits, byte| {
        // Writing to a String cannot fail.
        _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Looks for phrases by their hashes, each phrase once however many pages have it.
struct Search<'a> {
    hashes: &'a HashSet<&'a str>,
    seen: HashMap<String, bool>,
}

impl<'a> Search<'a> {
    fn new(hashes: &'a HashSet<&'a str>) -> Self {
        Self { hashes, seen: HashMap::new() }
    }

    /// The runs of nine words of a text that have one of the hashes.
    fn hits(&mut self, text: &str) -> Vec<String> {
        let words = words(text);
        let phrases = words.windows(RUN).map(|run| run.join(" "));
        let found = phrases.filter(|phrase| {
            *self.seen.entry(phrase.clone()).or_insert_with(|| self.hashes.contains(hash(phrase).as_str()))
        });
        found.collect()
    }
}

/// What can be read or heard of a page: its texts, and the attributes that hold some.
fn text_of(html: &str) -> String {
    let document = Html::parse_fragment(html);
    let mut parts: Vec<&str> = document.root_element().text().collect();
    for element in document.root_element().descendent_elements() {
        parts.extend(["title", "aria-label", "alt"].into_iter().filter_map(|name| element.attr(name)));
    }
    parts.join(" ")
}

/// Every text of a JSON value.
fn strings<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(values) => values.iter().for_each(|value| strings(value, texts)),
        Value::Object(fields) => fields.values().for_each(|value| strings(value, texts)),
        _ => {}
    }
}

#[test]
fn no_page_and_no_download_repeats_nine_words_of_an_article() {
    let dataset = support::real_dataset();
    let mut search = Search::new(&HASHES);
    let mut found = Vec::new();
    let mut read = 0;
    for route in all_routes(&dataset) {
        let page = render(&dataset, &route).unwrap_or_else(|| panic!("{route} is no page"));
        let text = [page.title, page.description, text_of(&page.app)].join(" ");
        read += words(&text).len();
        found.extend(search.hits(&text).into_iter().map(|phrase| format!("{route}: {phrase}")));
    }
    // The tables hold the same texts: see downloads.rs.
    for file in downloads(&dataset).expect("the downloads").iter().filter(|file| file.name == "dataset.json") {
        let json: Value = serde_json::from_slice(&file.bytes).expect("JSON");
        let mut texts = Vec::new();
        strings(&json, &mut texts);
        let phrases = texts.into_iter().flat_map(|text| search.hits(text));
        found.extend(phrases.map(|phrase| format!("/data/{}: {phrase}", file.name)));
    }
    assert!(read > 500_000, "the pages have only {read} words: their text was not found");
    let shown: Vec<&String> = found.iter().take(20).collect();
    assert!(found.is_empty(), "words of an article that are not ours ({} in all): {shown:#?}", found.len());
}

#[test]
fn a_phrase_that_is_known_is_found_however_it_is_written() {
    let phrase = "the kettle sang in the embassy until it boiled";
    let known = hash(phrase);
    assert_eq!(known.len(), 16);
    let hashes = HashSet::from([known.as_str()]);
    for html in [
        "<p>The kettle sang in the embassy until it boiled.</p>",
        "<p>So <em>the kettle</em> sang,\n in the “Embassy” – until it BOILED over</p>",
        "<ul><li>The kettle<li>sang in<li>the embassy<li>until it boiled</ul>",
        "<a href=\"x\" title=\"The kettle sang in the embassy until it boiled\">x</a>",
    ] {
        assert_eq!(Search::new(&hashes).hits(&text_of(html)), [phrase], "{html}");
    }
    for html in [
        "<p>The kettle sang in the embassy until it was boiled.</p>",
        "<p>The kettle sang in the embassy until it</p>",
        "<p>The kettles sang in the embassy until it boiled.</p>",
        "",
    ] {
        assert_eq!(Search::new(&hashes).hits(&text_of(html)), [""; 0], "{html}");
    }
}

#[test]
fn the_hashes_are_whole_sorted_and_different() {
    let text = include_str!("fixtures/article-phrases.txt");
    let lines: Vec<&str> = text.lines().collect();
    let (head, hashes) = lines.split_first().expect("a comment on top");
    assert!(head.starts_with("# "), "{head}");
    assert!(hashes.len() > 3_000, "{} hashes", hashes.len());
    assert!(hashes.windows(2).all(|pair| pair[0] < pair[1]), "sorted, none twice");
    for hash in hashes {
        assert!(hash.len() == 16 && hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')), "{hash}");
    }
}

#[test]
fn the_printed_headlines_are_no_hits() {
    let mut search = Search::new(&HASHES);
    for article in &support::real_dataset().articles {
        assert_eq!(search.hits(&article.title), [""; 0], "{}", article.title);
    }
}
