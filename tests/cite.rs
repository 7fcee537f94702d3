//! Citations: that programs which read the five forms find the page, its version and the day in them.

mod support;

use std::collections::HashSet;
use std::sync::LazyLock;

use biblatex::{Bibliography, ChunksExt, Entry, EntryType};
use persona_non_grata::cite::{ADDRESS, Form, Kind, Work, cite_html, forms};
use persona_non_grata::dataset::{Dataset, Date};
use persona_non_grata::prerender::{Rendered, Shell, SiteUrl, all_routes, render};
use persona_non_grata::route::Route;
use persona_non_grata::words::month_name;
use saphyr::{LoadableYamlNode, Yaml};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);
static PAGES: LazyLock<Vec<Rendered>> = LazyLock::new(|| {
    let pages = all_routes(&DATASET).into_iter().map(|route| {
        let page = render(&DATASET, &route);
        page.unwrap_or_else(|| panic!("{route} is no page"))
    });
    pages.collect()
});

/// The forms by their ids, as they stand on a page.
const FORMS: [&str; 5] = ["apa", "chicago", "bibtex", "ris", "csl"];

/// What stands for the day of access where nobody knows it.
const ACCESSED: &str = "[date of access]";

/// An address with everything that a choice of the comparison puts there.
const VIEW: &str = "https://site.example/some/folder/compare/?countries=fr,gb,us&from=1971-01&sort=name#row_1%20a";

/// A title with everything that means more to BibTeX, JSON or HTML than it says.
const ODD: &str = r#"A & B: 50% of $5, #1 {in braces} a_b, x ~ y, a^b, C:\dir, "so" 'it' goes, <b>…</b> “and” on"#;

fn day() -> Date {
    Date::parse("2026-12-05").expect("a date")
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Whether the page itself is worth a citation; the others only lead to such pages, or say how the site was made.
fn is_cited(route: &Route) -> bool {
    match route {
        Route::Home
        | Route::About
        | Route::Accessibility
        | Route::Codebook
        | Route::Lesson
        | Route::Sharing
        | Route::Sources
        | Route::Articles => false,
        Route::Episode(_)
        | Route::EpisodeChain(_)
        | Route::Step(..)
        | Route::Chain
        | Route::Event(_)
        | Route::Article(_)
        | Route::Compare(_)
        | Route::CompareRecord
        | Route::Country(_)
        | Route::Disagreements
        | Route::Data => true,
    }
}

/// What a page should be called in its citation.
fn cited_title(page: &Rendered) -> String {
    let own = page.title.strip_suffix(" | Persona Non Grata").expect("the name of the site ends every title");
    match page.route {
        Route::Article(_) => format!("“{own}” read against the record"),
        Route::Data => {
            "Persona Non Grata: expulsions of diplomats between Moscow and other governments, 1971–2026".to_owned()
        }
        _ => own.to_owned(),
    }
}

fn kind(page: &Rendered) -> Kind {
    if page.route == Route::Data { Kind::Dataset } else { Kind::Page }
}

fn form(forms: &[Form; 5], id: &str) -> usize {
    forms.iter().position(|form| form.id == id).unwrap_or_else(|| panic!("there is no form {id}"))
}

/// A form of a work, its blanks filled.
fn filled(work: &Work<'_>, id: &str) -> String {
    let forms = forms(work);
    forms[form(&forms, id)].filled(VIEW, Some(day()))
}

/// A page with an odd title, or another.
fn work(title: &str) -> Work<'_> {
    let issued = Date::parse("2026-11-09").expect("a date");
    Work { kind: Kind::Page, title, key: "persona-non-grata-odd", version: "1.2.3", issued }
}

/// Every page that has a citation, with the work that it should cite under the key that stands there.
fn cited() -> impl Iterator<Item = (&'static Rendered, String, String)> {
    PAGES.iter().filter(|page| is_cited(&page.route)).map(|page| {
        let key = format!("persona-non-grata{}", page.route.to_string().trim_end_matches('/').replace('/', "-"));
        (page, cited_title(page), key)
    })
}

/// The work that a page should cite.
fn work_of<'a>(page: &Rendered, title: &'a str, key: &'a str) -> Work<'a> {
    let newest = &DATASET.versions[0];
    Work { kind: kind(page), title, key, version: &newest.number, issued: newest.date }
}

/// The text of each form on a page, in order.
fn shown(document: &Html) -> Vec<(String, String)> {
    let text = |element: ElementRef<'_>| element.text().collect::<String>();
    document
        .select(&selector(".cite .cite__text"))
        .map(|element| (element.attr("id").unwrap_or_default().to_owned(), text(element)))
        .collect()
}

mod pages {
    use super::*;

    #[test]
    fn every_page_worth_it_has_five_forms_each_with_a_button_that_copies_it() {
        for page in PAGES.iter() {
            let document = Html::parse_fragment(&page.app);
            let blocks: Vec<_> = document.select(&selector("section.cite")).collect();
            assert_eq!(blocks.len(), usize::from(is_cited(&page.route)), "{}", page.route);
            let Some(block) = blocks.first() else { continue };
            let summary: String = block.select(&selector("details > summary")).flat_map(|part| part.text()).collect();
            assert!(summary.starts_with("Cite "), "{}: {summary:?}", page.route);
            let ids: Vec<String> = shown(&document).into_iter().map(|(id, _)| id).collect();
            assert_eq!(ids, FORMS.map(|form| format!("cite-{form}")), "{}", page.route);
            let copied: Vec<_> =
                block.select(&selector("button[data-copy]")).filter_map(|button| button.attr("data-copy")).collect();
            assert_eq!(copied, ids, "{}", page.route);
            for form in FORMS {
                let blanks = |what: &str| {
                    let found = selector(&format!("#cite-{form} [data-fill{what}]"));
                    document.select(&found).count()
                };
                assert_eq!((blanks(""), blanks("=address")), (2, 1), "{} in {}", form, page.route);
            }
        }
    }

    #[test]
    fn pages_of_every_kind_are_cited() {
        let is_one = |test: fn(&Route) -> bool| cited().any(|(page, ..)| test(&page.route));
        for (name, test) in [
            ("episode", (|route| matches!(route, Route::Episode(_))) as fn(&Route) -> bool),
            ("step", |route| matches!(route, Route::Step(..))),
            ("event", |route| matches!(route, Route::Event(_))),
            ("article", |route| matches!(route, Route::Article(_))),
            ("chain", |route| matches!(route, Route::EpisodeChain(_))),
            ("chain of all", |route| matches!(route, Route::Chain)),
            ("comparison", |route| matches!(route, Route::Compare(_))),
            ("country", |route| matches!(route, Route::Country(_))),
            ("data", |route| matches!(route, Route::Data)),
        ] {
            assert!(is_one(test), "no page of the kind {name}");
        }
    }

    #[test]
    fn a_page_shows_the_forms_of_its_own_title_with_blanks_that_say_what_belongs_there() {
        for (page, title, key) in cited() {
            let forms = forms(&work_of(page, &title, &key));
            for ((id, text), form) in shown(&Html::parse_fragment(&page.app)).into_iter().zip(&forms) {
                assert_eq!(text, form.filled("[address of this page]", None), "{id} of {}", page.route);
                for blank in [ADDRESS, ACCESSED] {
                    assert_eq!(text.matches(blank).count(), 1, "{blank} in {id} of {}", page.route);
                }
            }
        }
    }

    #[test]
    fn with_a_public_address_the_address_of_the_page_stands_in_every_form() {
        let site = SiteUrl::parse("https://paper.example/png").expect("an address");
        let html = include_str!("../index.html");
        let shell = Shell::new(html, "style.css").unwrap_or_else(|error| panic!("{error}"));
        for (page, ..) in cited() {
            let address = format!("https://paper.example/png{}", page.route);
            let document = Html::parse_document(&shell.wrap(page, Some(&site)));
            let forms = shown(&document);
            assert_eq!(forms.len(), 5, "{}", page.route);
            for (id, text) in forms {
                assert!(!text.contains(ADDRESS), "{id} of {} has a blank", page.route);
                assert_eq!(text.matches(&address).count(), 1, "{id} of {}: {text}", page.route);
                assert_eq!(text.matches(ACCESSED).count(), 1, "nobody knows the day of access yet: {text}");
            }
        }
    }

    #[test]
    fn the_key_of_a_page_is_its_own_and_of_plain_letters() {
        let mut seen = HashSet::new();
        for (page, _, key) in cited() {
            assert!(key.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')), "{key}");
            assert!(seen.insert(key), "{} has the key of another page", page.route);
        }
    }

    #[test]
    fn a_title_is_escaped_where_it_stands_in_html() {
        let document = Html::parse_fragment(&cite_html(&work(ODD), "this <page>"));
        for ((id, text), form) in shown(&document).into_iter().zip(forms(&work(ODD))) {
            assert_eq!(text, form.filled(ADDRESS, None), "{id}");
        }
        assert_eq!(document.select(&selector("b, page")).count(), 0);
    }
}

mod bibtex {
    use super::*;

    /// The one entry of a BibTeX text.
    fn entry(text: &str) -> Entry {
        let bibliography = Bibliography::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(bibliography.len(), 1, "{text}");
        bibliography.into_iter().next().expect("an entry")
    }

    fn field(entry: &Entry, name: &str) -> String {
        entry.get(name).unwrap_or_else(|| panic!("{} has no {name}", entry.key)).format_verbatim()
    }

    /// Fails where a reader of BibTeX finds anything but the work, seen at `VIEW` on `day()`.
    fn assert_reads(work: &Work<'_>) {
        let text = filled(work, "bibtex");
        let entry = entry(&text);
        assert_eq!(entry.key, work.key);
        assert_eq!(entry.entry_type, EntryType::Misc);
        assert_eq!(entry.title().expect("a title").format_verbatim(), work.title, "{text}");
        assert_eq!(entry.url().expect("an address"), VIEW, "{text}");
        let authors = entry.author().expect("an author");
        assert_eq!(authors.len(), 1, "{text}");
        assert_eq!(format!("{} {}", authors[0].given_name, authors[0].name).trim(), "Persona Non Grata");
        assert_eq!(field(&entry, "year"), work.issued.year().to_string());
        // Written as the abbreviation that every style of BibTeX knows: nov.
        assert_eq!(field(&entry, "month"), month_name(work.issued.month().expect("a month")));
        assert_eq!(field(&entry, "version"), work.version);
        assert_eq!(field(&entry, "urldate"), "2026-12-05");
        let note = if work.kind == Kind::Dataset { "Data set" } else { "Web page" };
        assert_eq!(field(&entry, "note"), format!("{note}, version {}", work.version));
    }

    #[test]
    fn every_page_is_one_entry_with_its_title_year_address_day_and_version() {
        for (page, title, key) in cited() {
            assert_reads(&work_of(page, &title, &key));
        }
    }

    #[test]
    fn all_pages_together_are_a_bibliography_without_a_key_twice() {
        let all: String = cited().map(|(page, title, key)| filled(&work_of(page, &title, &key), "bibtex")).collect();
        let bibliography = Bibliography::parse(&all).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(bibliography.len(), cited().count());
    }

    #[test]
    fn titles_survive_whatever_signs_they_have() {
        assert_reads(&work(ODD));
        for sign in ["&", "%", "$", "#", "_", "{", "}", "~", "^", "\\", "\"", "'", "{}", "}{", "$x$", "@misc{"] {
            for title in [sign.to_owned(), format!("a{sign}b"), format!("a {sign} b"), format!("a{sign} b {sign}c")] {
                assert_reads(&work(&title));
            }
        }
    }

    /// The crate forgives what TeX does not, so the very signs are looked at.
    #[test]
    fn no_sign_of_a_title_is_left_to_tex() {
        for (title, written) in [
            ("a & b % c $ d # e _ f", r"a \& b \% c \$ d \# e \_ f"),
            ("{a}", r"\textbraceleft{}a\textbraceright{}"),
            ("a ~ b ^ c", r"a \textasciitilde{} b \textasciicircum{} c"),
            (r"C:\dir", r"C:\textbackslash{}dir"),
            ("“so” 'it' \"goes\"", "“so” 'it' \"goes\""),
        ] {
            let text = filled(&work(title), "bibtex");
            let line = format!("\n  title = {{{{{written}}}}},\n");
            assert!(text.contains(&line), "{text} lacks {line}");
        }
    }

    #[test]
    fn the_braces_of_an_entry_are_balanced_for_readers_that_only_count_them() {
        for title in [ODD, "}", "{", "a } b { c"] {
            let text = filled(&work(title), "bibtex");
            let mut depth = 0;
            let ends = text.char_indices().filter(|(_, c)| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                *c == '}' && depth == 0
            });
            let ends: Vec<usize> = ends.map(|(place, _)| place).collect();
            assert_eq!(ends, [text.trim_end().len() - 1], "the entry ends where it closes: {text}");
            assert_eq!(depth, 0, "{text}");
        }
    }

    #[test]
    fn before_it_is_filled_it_is_an_entry_already() {
        let forms = forms(&work("A title"));
        let entry = entry(&forms[form(&forms, "bibtex")].filled(ADDRESS, None));
        assert_eq!(entry.url().expect("an address"), ADDRESS);
        assert_eq!(field(&entry, "urldate"), ACCESSED);
    }
}

mod ris {
    use super::*;

    /// Tags and values of a text of RIS.
    fn fields(text: &str) -> Vec<(&str, &str)> {
        let lines = text.strip_suffix('\n').unwrap_or_else(|| panic!("the last line does not end: {text}")).split('\n');
        lines
            .map(|line| {
                let (tag, value) = line.split_once("  - ").unwrap_or_else(|| panic!("no tag: {line:?}"));
                let is_tag = tag.len() == 2
                    && tag.starts_with(|c: char| c.is_ascii_uppercase())
                    && tag.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
                assert!(is_tag, "no tag: {line:?}");
                (tag, value)
            })
            .collect()
    }

    fn assert_reads(work: &Work<'_>) {
        let text = filled(work, "ris");
        let kind = if work.kind == Kind::Dataset { "DATA" } else { "ELEC" };
        assert_eq!(
            fields(&text),
            [
                ("TY", kind),
                ("AU", "Persona Non Grata"),
                ("TI", work.title),
                ("T2", "Persona Non Grata"),
                ("PY", work.issued.year().to_string().as_str()),
                ("DA", work.issued.to_string().replace('-', "/").as_str()),
                ("ET", work.version),
                ("UR", VIEW),
                ("Y2", "2026/12/05"),
                ("ER", ""),
            ]
        );
    }

    #[test]
    fn every_page_is_one_record_from_ty_to_er_with_a_tag_on_each_line() {
        for (page, title, key) in cited() {
            assert_reads(&work_of(page, &title, &key));
        }
        assert_reads(&work(ODD));
    }
}

mod csl {
    use super::*;

    /// The one item of a text of CSL-JSON.
    fn item(text: &str) -> Value {
        let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let items = value.as_array().unwrap_or_else(|| panic!("no list: {text}"));
        assert_eq!(items.len(), 1, "{text}");
        items[0].clone()
    }

    /// Year, month and day, which may be numbers or texts of digits.
    fn date(value: &Value) -> Vec<u16> {
        let days = value["date-parts"].as_array().unwrap_or_else(|| panic!("{value} is no date"));
        assert_eq!(days.len(), 1, "a day and no range");
        let parts = days[0].as_array().expect("the parts of a date").iter().map(|part| match part {
            Value::String(digits) => digits.parse().unwrap_or_else(|_| panic!("{digits:?} is no number")),
            part => part.as_u64().and_then(|part| u16::try_from(part).ok()).unwrap_or_else(|| panic!("{part}")),
        });
        parts.collect()
    }

    fn assert_reads(work: &Work<'_>) {
        let item = item(&filled(work, "csl"));
        let issued = work.issued;
        // The types and variables of the schema of CSL 1.0.2.
        assert_eq!(item["type"], if work.kind == Kind::Dataset { "dataset" } else { "webpage" });
        assert_eq!(item["id"], work.key);
        assert_eq!(item["title"], work.title);
        assert_eq!(item["author"], serde_json::json!([{ "literal": "Persona Non Grata" }]));
        assert_eq!(item["container-title"], "Persona Non Grata");
        assert_eq!(item["version"], work.version);
        assert_eq!(item["URL"], VIEW);
        let expected = [issued.year(), issued.month().expect("a month").into(), issued.day().expect("a day").into()];
        assert_eq!(date(&item["issued"]), expected);
        assert_eq!(date(&item["accessed"]), [2026, 12, 5]);
        assert_eq!(item.as_object().map(serde_json::Map::len), Some(9), "a variable that was not looked at: {item}");
    }

    #[test]
    fn every_page_is_one_item_of_a_known_type_with_all_its_variables() {
        for (page, title, key) in cited() {
            assert_reads(&work_of(page, &title, &key));
        }
        assert_reads(&work(ODD));
    }

    #[test]
    fn before_it_is_filled_it_is_json_already() {
        let forms = forms(&work(ODD));
        let item = item(&forms[form(&forms, "csl")].filled(ADDRESS, None));
        assert_eq!(item["URL"], ADDRESS);
        assert_eq!(item["accessed"]["date-parts"][0][0], ACCESSED);
    }
}

mod to_read {
    use super::*;

    #[test]
    fn apa_names_title_version_address_and_both_days() {
        assert_eq!(
            filled(&work("Russia to Finland: ordered out 1 person"), "apa"),
            format!(
                "Persona Non Grata. (2026, November 9). Russia to Finland: ordered out 1 person (Version 1.2.3). \
                 Retrieved December 5, 2026, from {VIEW}"
            )
        );
        let data = Work { kind: Kind::Dataset, ..work("Expulsions") };
        assert_eq!(
            filled(&data, "apa"),
            format!(
                "Persona Non Grata. (2026). Expulsions (Version 1.2.3) [Data set]. Retrieved December 5, 2026, from {VIEW}"
            )
        );
    }

    #[test]
    fn chicago_names_title_version_address_and_both_days_with_inner_quotation_marks_single() {
        assert_eq!(
            filled(&work("“A headline” read against the record"), "chicago"),
            format!(
                "Persona Non Grata. “‘A headline’ read against the record.” Version 1.2.3. November 9, 2026. \
                 Accessed December 5, 2026. {VIEW}."
            )
        );
    }

    #[test]
    fn both_name_them_for_every_page() {
        for (page, title, key) in cited() {
            let work = work_of(page, &title, &key);
            let plain = |text: &str| text.replace(['“', '‘'], "\"").replace(['”', '’'], "\"");
            for id in ["apa", "chicago"] {
                let text = filled(&work, id);
                for part in [title.as_str(), &format!("ersion {}", work.version), VIEW, "December 5, 2026", "2026"] {
                    assert!(plain(&text).contains(&plain(part)), "{id} of {} lacks {part:?}: {text}", page.route);
                }
                assert!(!text.contains("..") && !text.contains("  "), "{text}");
            }
        }
    }

    #[test]
    fn a_day_that_is_not_known_is_said_to_be_missing() {
        for form in forms(&work("A title")) {
            let text = form.filled(VIEW, None);
            assert!(text.contains(ACCESSED) && text.contains(VIEW) && !text.contains(ADDRESS), "{text}");
            // A month is no day of access.
            let month = Date::parse("2026-12").expect("a date");
            assert_eq!(form.filled(VIEW, Some(month)), text);
        }
    }
}

mod citation_file {
    use super::*;

    fn file() -> Yaml<'static> {
        let text = include_str!("../CITATION.cff");
        let mut documents = Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(documents.len(), 1);
        documents.remove(0)
    }

    fn text<'a>(value: &'a Yaml<'_>, name: &str) -> &'a str {
        value[name].as_str().unwrap_or_else(|| panic!("{name} is no text"))
    }

    fn texts<'a>(value: &'a Yaml<'_>, name: &str) -> Vec<&'a str> {
        let list = value[name].as_vec().unwrap_or_else(|| panic!("{name} is no list"));
        list.iter().map(|item| item.as_str().unwrap_or_else(|| panic!("{name} has what is no text"))).collect()
    }

    #[test]
    fn gives_the_newest_version_of_the_data_and_its_day() {
        let newest = &DATASET.versions[0];
        assert_eq!(text(&file(), "version"), newest.number);
        assert_eq!(text(&file(), "date-released"), newest.date.to_string());
    }

    #[test]
    fn calls_the_dataset_what_its_own_page_calls_it() {
        let page = PAGES.iter().find(|page| page.route == Route::Data).expect("the page of the data");
        assert_eq!(text(&file(), "title"), cited_title(page));
        assert_eq!(text(&file(), "type"), "dataset");
        assert_eq!(text(&file(), "cff-version"), "1.2.0");
        assert!(!text(&file(), "message").is_empty());
        assert_eq!(file()["authors"][0]["name"].as_str(), Some("Persona Non Grata"));
        assert!(text(&file(), "abstract").len() > 100);
        assert!(texts(&file(), "keywords").len() >= 5);
    }

    #[test]
    fn gives_the_licences_of_the_data_and_of_the_code() {
        assert_eq!(text(&file(), "license"), "CC-BY-4.0");
        let code = &file()["references"][0];
        assert_eq!(text(code, "type"), "software");
        assert_eq!(texts(code, "license").join(" OR "), env!("CARGO_PKG_LICENSE"));
        assert!(include_str!("../data/LICENSE").contains("CC BY 4.0"));
    }

    #[test]
    fn names_no_address_since_none_is_settled() {
        for name in ["url", "repository", "repository-code", "repository-artifact", "doi", "identifiers"] {
            assert!(file().as_mapping_get(name).is_none(), "{name}");
        }
    }
}
