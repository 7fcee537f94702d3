//! The picture that is shown where a link to a page is shown: whether it is the right one, and can be read.

mod support;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use persona_non_grata::compare::Measure;
use persona_non_grata::dataset::Dataset;
use persona_non_grata::prerender::preview::{FILE, Face, HEIGHT, Painter, Preview, WIDTH, preview};
use persona_non_grata::prerender::{Shell, SiteUrl, all_routes, dataset_json, render};
use persona_non_grata::route::Route;
use rayon::prelude::*;
use resvg::usvg::roxmltree::{Document, Node};
use resvg::usvg::{self, Rect};
use scraper::{Html, Selector};
use serde_json::Value;

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);
static PAINTER: LazyLock<Painter> = LazyLock::new(Painter::new);
/// The facts a second time, as they are published.
static PUBLISHED: LazyLock<Value> = LazyLock::new(|| {
    let json = dataset_json(&DATASET).unwrap_or_else(|error| panic!("{error}"));
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}"))
});
static ALL: LazyLock<Vec<(Route, Preview)>> = LazyLock::new(|| {
    let drawn = |route: Route| {
        let preview = preview(&DATASET, &route).unwrap_or_else(|| panic!("{route} has no preview"));
        (route, preview)
    };
    all_routes(&DATASET).into_par_iter().map(drawn).collect()
});

/// A preview as it can be read.
struct Read {
    title: String,
    /// Each number with its words, and who acted.
    numbers: Vec<Number>,
    source: String,
    all: String,
}

#[derive(Debug, PartialEq, Eq)]
struct Number {
    side: String,
    figure: String,
    words: String,
    note: String,
}

fn has_class(node: &Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split(' ').any(|own| own == class))
}

fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|part| if part.is_text() { part.text() } else { None }).collect()
}

/// The texts of a class inside a node, line after line.
fn texts(node: Node<'_, '_>, class: &str) -> String {
    let lines = node.descendants().filter(|part| part.has_tag_name("text") && has_class(part, class)).map(text);
    lines.collect::<Vec<_>>().join(" ")
}

fn read(svg: &str) -> Read {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("no XML: {error}\n{svg}"));
    let root = document.root_element();
    let number = |group: Node<'_, '_>| Number {
        side: group.attribute("class").and_then(|class| class.strip_prefix("key ")).unwrap_or_default().to_owned(),
        figure: texts(group, "number"),
        words: texts(group, "words"),
        note: texts(group, "note"),
    };
    let groups = root.descendants().filter(|node| node.has_tag_name("g") && has_class(node, "key"));
    Read {
        title: texts(root, "title"),
        numbers: groups.map(number).collect(),
        source: texts(root, "source"),
        all: root.descendants().filter(|node| node.has_tag_name("text")).map(text).collect::<Vec<_>>().join("\n"),
    }
}

fn of(route: &Route) -> Read {
    let (_, preview) = ALL.iter().find(|(own, _)| own == route).unwrap_or_else(|| panic!("{route} has no preview"));
    read(&preview.svg)
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}: {}\n{}", found.len(), found[..found.len().min(12)].join("\n"));
}

fn str_of<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn list(value: &'static Value, field: &str) -> &'static [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// A number with thousands set apart.
fn grouped(number: u64) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

/// What some published events add up to, by the rules of the codebook.
#[derive(Default)]
struct Sum {
    known: u64,
    floors: usize,
    unknown: usize,
    parts: usize,
    low: u64,
    high: u64,
    disputed: usize,
}

impl Sum {
    fn add(&mut self, event: &Value) {
        if str_of(event, "count_missing") == "counted-elsewhere"
            || event["count"].is_null() && str_of(event, "count_missing") != "unknown"
        {
            return;
        }
        self.parts += 1;
        self.disputed += usize::from(event["disputes"].as_array().is_some_and(|disputes| !disputes.is_empty()));
        let Some(count) = event["count"].as_u64() else {
            self.unknown += 1;
            return;
        };
        self.known += count;
        self.floors += usize::from(!event["count_bound"].is_null());
        let figures =
            event["disputes"].as_array().into_iter().flatten().filter_map(|dispute| dispute["figure"].as_u64());
        let figures: Vec<u64> = figures.chain([count]).collect();
        self.low += figures.iter().min().copied().unwrap_or(0);
        self.high += figures.iter().max().copied().unwrap_or(0);
    }

    fn figure(&self) -> String {
        let is_open = self.floors + self.unknown > 0;
        match (self.parts, self.known) {
            (0, _) => "None found".to_owned(),
            (_, 0) => "Number not published".to_owned(),
            (1, known) if is_open => format!("more than {}", grouped(known)),
            (_, known) if is_open => format!("at least {}", grouped(known)),
            (_, known) => grouped(known),
        }
    }

    /// Whether a note says what the published disputes say.
    fn is_told_by(&self, note: &str) -> bool {
        if self.low < self.high {
            note.contains(&grouped(self.low)) && note.contains(&grouped(self.high)) && note.contains("differ")
        } else {
            self.disputed == 0 || note.contains("differ")
        }
    }
}

fn orders_out(event: &Value) -> bool {
    ["expel", "cut-staff"].contains(&str_of(event, "action"))
}

fn is_moscow(code: &str) -> bool {
    ["RU", "SU"].contains(&code)
}

fn sum<'a>(events: impl Iterator<Item = &'a Value>) -> Sum {
    let mut sum = Sum::default();
    events.filter(|event| orders_out(event)).for_each(|event| sum.add(event));
    sum
}

/// Both sides of some events, held against the two numbers of a preview.
fn faults(route: &Route, events: &[&'static Value]) -> Vec<String> {
    let read = of(route);
    let sides = [false, true]
        .map(|by_moscow| sum(events.iter().copied().filter(|event| is_moscow(str_of(event, "actor")) == by_moscow)));
    if sides.iter().all(|side| side.parts == 0) {
        let is_right = read.numbers.len() == 1 && read.numbers[0].figure == "None found";
        return if is_right { Vec::new() } else { vec![format!("{route}: {:?}", read.numbers)] };
    }
    let mut found = Vec::new();
    if read.numbers.len() != 2 {
        return vec![format!("{route}: {:?}", read.numbers)];
    }
    for ((sum, number), side) in sides.iter().zip(&read.numbers).zip(["others", "moscow"]) {
        let unit = match sum.known {
            1 => number.words.starts_with("person "),
            0 => true,
            _ => number.words.starts_with("people "),
        } && number.words.contains("ordered out");
        if number.figure != sum.figure() || number.side != side || !unit || !sum.is_told_by(&number.note) {
            found.push(format!("{route}: {} expected ({}–{}), {number:?}", sum.figure(), sum.low, sum.high));
        }
    }
    found
}

#[test]
fn every_page_has_a_preview_in_words_too() {
    assert_eq!(ALL.len(), all_routes(&DATASET).len());
    let found: Vec<String> = ALL
        .iter()
        .filter(|(_, preview)| {
            let read = read(&preview.svg);
            let figures: Vec<&str> = read.numbers.iter().map(|number| number.figure.as_str()).collect();
            figures.is_empty()
                || !figures.iter().all(|figure| preview.alt.to_lowercase().contains(&figure.to_lowercase()))
                || !read.source.contains(&format!("to {} · CC BY 4.0", persona_non_grata::words::date(DATASET.cutoff)))
                || !read.all.contains("Persona Non Grata")
        })
        .map(|(route, preview)| format!("{route}: {}", preview.alt))
        .collect();
    assert_none("previews without a number, a source or words", &found);
}

#[test]
fn the_title_comes_first_and_is_that_of_the_page() {
    let headings = Selector::parse("h1, #compare-title").unwrap_or_else(|error| panic!("{error}"));
    let found: Vec<String> = ALL
        .par_iter()
        .filter_map(|(route, preview)| {
            let document = Document::parse(&preview.svg).unwrap_or_else(|error| panic!("{error}"));
            let first = document.descendants().find(|node| node.has_tag_name("text"))?;
            let title = read(&preview.svg).title;
            let page = render(&DATASET, route)?;
            let mut names: Vec<String> = Html::parse_fragment(&page.app)
                .select(&headings)
                .map(|heading| heading.text().collect::<String>())
                .collect();
            names.push(page.title.clone());
            let start = title.trim_end_matches('…');
            let is_right = has_class(&first, "title") && names.iter().any(|name| name.starts_with(start));
            (!is_right || title.is_empty() || start.len() < title.len() && start.len() < 90)
                .then(|| format!("{route}: {title} / {names:?}"))
        })
        .collect();
    assert_none("titles", &found);
}

#[test]
fn every_event_shows_its_own_number() {
    let events = list(&PUBLISHED, "events");
    let mut answered: BTreeMap<&str, usize> = BTreeMap::new();
    for event in events {
        for act in list(event, "responds_to") {
            *answered.entry(act.as_str().unwrap_or_default()).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for event in events {
        let id = str_of(event, "id");
        let route = Route::event(id).unwrap_or_else(|| panic!("{id}"));
        let read = of(&route);
        let [number] = &read.numbers[..] else {
            found.push(format!("{id}: {} numbers", read.numbers.len()));
            continue;
        };
        let mut own = Sum::default();
        own.add(event);
        let has_unit = !event["unit"].is_null() || str_of(event, "count_missing") == "unknown";
        let is_right = if own.parts > 0 && has_unit {
            let unit = match (str_of(event, "unit"), own.known) {
                ("people", 1) => "person",
                ("posts", 1) => "post",
                ("missions", 1) => "mission",
                (unit, _) => unit,
            };
            number.figure == own.figure() && number.words.contains(unit)
        } else if str_of(event, "count_missing").contains("elsewhere") {
            number.figure == "Counted earlier"
        } else if let Some(later) = answered.get(id) {
            number.figure == later.to_string() && number.words.contains("in this record")
        } else {
            // Days since what it names, or its date.
            let names_none = list(event, "responds_to").is_empty();
            names_none == number.words.starts_with("No link") && names_none != number.words.starts_with("after ")
        };
        let side = match (str_of(event, "action"), is_moscow(str_of(event, "actor"))) {
            ("trigger" | "statement", _) => "nobody",
            (_, true) => "moscow",
            (_, false) => "others",
        };
        let is_disputed = !list(event, "disputes").is_empty();
        let tells_dispute = number.note.contains("sources differ");
        if !is_right || number.side != side || is_disputed != tells_dispute || !own.is_told_by(&number.note) {
            found.push(format!("{id}: {number:?}"));
        }
    }
    assert!(events.len() > 500);
    assert_none("events with another number", &found);
}

fn by_id() -> HashMap<&'static str, &'static Value> {
    list(&PUBLISHED, "events").iter().map(|event| (str_of(event, "id"), event)).collect()
}

#[test]
fn every_crisis_and_every_step_shows_both_sides() {
    let by_id = by_id();
    let mut found = Vec::new();
    for episode in list(&PUBLISHED, "episodes") {
        let id = str_of(episode, "id");
        let mut until: Vec<&Value> = Vec::new();
        for (n, step) in (1..).zip(list(episode, "steps")) {
            until.extend(list(step, "events").iter().map(|event| by_id[event.as_str().unwrap_or_default()]));
            found.extend(faults(&Route::step(id, n).unwrap_or(Route::Home), &until));
        }
        found.extend(faults(&Route::episode(id).unwrap_or(Route::Home), &until));
    }
    assert_none("sides that do not add up", &found);
}

#[test]
fn every_state_shows_both_sides() {
    let events = list(&PUBLISHED, "events");
    let mut found = Vec::new();
    for actor in list(&PUBLISHED, "actors") {
        let code = str_of(actor, "code");
        let route = Route::parse(&format!("/countries/{}/", code.to_lowercase())).unwrap_or(Route::Home);
        let is_own = |event: &&Value| str_of(event, "actor") == code || str_of(event, "target") == code;
        found.extend(faults(&route, &events.iter().filter(is_own).collect::<Vec<_>>()));
    }
    assert_none("states that do not add up", &found);
}

#[test]
fn a_comparison_shows_who_leads_in_the_table_of_its_page() {
    for measure in Measure::ALL {
        let route = Route::Compare(measure);
        let page = render(&DATASET, &route).unwrap_or_else(|| panic!("{route}"));
        let document = Html::parse_fragment(&page.app);
        let select = |css: &str| Selector::parse(css).unwrap_or_else(|error| panic!("{error}"));
        let heads: Vec<String> = document
            .select(&select(".compare__table thead th"))
            .map(|cell| cell.text().collect::<String>().trim().to_owned())
            .collect();
        let column =
            heads.iter().position(|head| head == measure.name()).unwrap_or_else(|| panic!("{route}: {heads:?}"));
        // The number of a cell without what stands in brackets behind it.
        let number = |cell: &str| -> Option<f64> {
            // Of a share, the share stands in the brackets: "13 of 24 (54 %)".
            let part = if measure == Measure::Answered { cell.split(" (").last() } else { cell.split(" (").next() };
            let plain = part?.replace('−', "-");
            let digits: String = plain.chars().filter(|c| c.is_ascii_digit() || ".-".contains(*c)).collect();
            digits.parse().ok()
        };
        let mut best: Option<(f64, String)> = None;
        for row in document.select(&select(".compare__table tbody tr")) {
            let cells: Vec<String> = row.select(&select("th, td")).map(|cell| cell.text().collect()).collect();
            let Some(value) = cells.get(column).and_then(|cell| number(cell)) else { continue };
            let leads = |other: f64| if measure == Measure::Lag { value < other } else { value > other };
            if best.as_ref().is_none_or(|(other, _)| leads(*other)) {
                best = Some((value, cells[column].clone()));
            }
        }
        let (value, cell) = best.unwrap_or_else(|| panic!("{route}: no number"));
        let read = of(&route);
        let shown = &read.numbers[0];
        assert_eq!(number(&shown.figure), Some(value), "{route}: {shown:?}, in the table {cell}");
        let is_floor = cell.contains('+') && measure != Measure::Net || cell.contains('≥');
        assert_eq!(shown.figure.starts_with("at least"), is_floor, "{route}: {shown:?}, in the table {cell}");
    }
}

#[test]
fn floors_unknown_numbers_and_disputes_are_in_words() {
    let all: Vec<String> =
        ALL.iter().flat_map(|(_, preview)| read(&preview.svg).numbers).map(|number| number.figure).collect();
    for words in ["more than ", "at least ", "Number not published", "None found"] {
        assert!(all.iter().any(|figure| figure.starts_with(words)), "no preview says \"{words}\"");
    }
    assert!(!all.iter().any(|figure| figure == "0"), "nothing that was not found is a zero");
    let notes =
        ALL.iter().flat_map(|(_, preview)| read(&preview.svg).numbers).filter(|number| number.note.contains("differ"));
    assert!(notes.count() > 100);
}

#[test]
fn no_two_pages_of_a_kind_have_the_same_picture() {
    let mut seen: HashMap<&str, &Route> = HashMap::new();
    let mut found = Vec::new();
    for (route, preview) in ALL.iter() {
        if let Some(other) = seen.insert(&preview.svg, route) {
            found.push(format!("{route} looks as {other}"));
        }
    }
    assert_none("pages that look the same", &found);
}

/// Every text with the room of its letters.
fn placed(group: &usvg::Group, texts: &mut Vec<(String, Rect)>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => placed(group, texts),
            usvg::Node::Text(text) => {
                let words: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
                texts.push((words, text.flattened().abs_bounding_box()));
            }
            _ => {}
        }
    }
}

#[test]
fn every_text_lies_inside_and_none_on_another() {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred pixels")]
    let (width, height) = (WIDTH as f32, HEIGHT as f32);
    let found: Vec<String> = ALL
        .par_iter()
        .flat_map_iter(|(route, preview)| {
            let tree = PAINTER.read(&preview.svg).unwrap_or_else(|error| panic!("{route}: {error}"));
            let mut texts = Vec::new();
            placed(tree.root(), &mut texts);
            let mut found = Vec::new();
            for (i, (words, own)) in texts.iter().enumerate() {
                if own.left() < 50.0 || own.top() < 40.0 || own.right() > width - 50.0 || own.bottom() > height - 12.0 {
                    found.push(format!("{route}: \"{words}\" lies at {own:?}"));
                }
                for (other_words, other) in &texts[..i] {
                    let shared =
                        |from: f32, to: f32, other_from: f32, other_to: f32| to.min(other_to) - from.max(other_from);
                    let across = shared(own.left(), own.right(), other.left(), other.right());
                    let down = shared(own.top(), own.bottom(), other.top(), other.bottom());
                    if across > 1.0 && down > 1.0 {
                        found.push(format!("{route}: \"{words}\" lies on \"{other_words}\" by {across} × {down}"));
                    }
                }
            }
            assert!(texts.len() > 4, "{route}");
            found
        })
        .collect();
    assert_none("texts out of place", &found);
}

#[test]
fn every_letter_has_a_shape_in_its_typeface() {
    let letters = |text: &dyn Fn(Read) -> String| {
        let mut letters: Vec<char> =
            ALL.iter().flat_map(|(_, preview)| text(read(&preview.svg)).chars().collect::<Vec<_>>()).collect();
        letters.sort_unstable();
        letters.dedup();
        letters.retain(|letter| *letter != '\n');
        letters
    };
    let (titles, all) = (letters(&|read| read.title), letters(&|read| read.all));
    assert!("ětü≠→–’".chars().all(|letter| all.contains(&letter)), "{all:?}");
    for (face, letters) in [(Face::Serif, &titles), (Face::Sans, &all), (Face::SansBold, &all)] {
        let missing: Vec<char> = letters.iter().copied().filter(|letter| !face.has(*letter)).collect();
        assert!(missing.is_empty(), "{face:?} has no {missing:?}");
    }
    assert!(!Face::Serif.has('\u{4e2d}'), "a shape is found for everything");
}

#[test]
fn files_are_small_the_same_each_time_and_of_the_right_size() {
    let sample: Vec<&(Route, Preview)> = ALL.iter().step_by(8).collect();
    let sizes: Vec<usize> = sample
        .par_iter()
        .map(|(route, preview)| {
            let png = PAINTER.png(&preview.svg).unwrap_or_else(|error| panic!("{route}: {error}"));
            let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
            assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "{route}");
            assert_eq!((number(16), number(20)), (WIDTH.unsigned_abs(), HEIGHT.unsigned_abs()), "{route}");
            assert!(png.len() < 60_000, "{route}: {} bytes", png.len());
            // The colours of both sides are exactly those of the pages: paper, others, Moscow.
            let palette: Vec<&[u8]> = png[41..].chunks(3).take(16).collect();
            for colour in [[0xfd, 0xfc, 0xf8], [0x00, 0x49, 0x7a], [0xa2, 0x3f, 0x00]] {
                assert!(palette.contains(&&colour[..]), "{route} has lost the colour {colour:02x?}");
            }
            png.len()
        })
        .collect();
    let mean = sizes.iter().sum::<usize>() / sizes.len();
    assert!(mean < 10_000, "{mean} bytes on average: {} pages would be too many", ALL.len());
    let (route, preview) = &ALL[ALL.len() / 2];
    let again = Painter::new().png(&preview.svg).ok();
    assert!(again == PAINTER.png(&preview.svg).ok(), "{route} is drawn differently each time");
}

#[test]
fn no_variable_and_no_foreign_font_is_left() {
    for (route, preview) in ALL.iter() {
        assert!(!preview.svg.contains("var(") && !preview.svg.contains("light-dark"), "{route}");
        assert!(!preview.svg.contains("fill: ;") && !preview.svg.contains("stroke: ;"), "{route}: a colour is missing");
        assert!(!preview.svg.contains("http://") || preview.svg.matches("http://").count() == 1, "{route}");
    }
}

const SHELL: &str = "<html><head><meta name=\"prerender\" content=\"head\"><script src=\"./scheme.js\"></script></head><body><div id=\"app\"></div></body></html>";

fn head(route: &Route, site: Option<&SiteUrl>) -> HashMap<String, String> {
    let shell = Shell::new(SHELL, "style.css").unwrap_or_else(|error| panic!("{error}"));
    let page = render(&DATASET, route).unwrap_or_else(|| panic!("{route}"));
    let document = Html::parse_document(&shell.wrap(&page, site));
    let meta = Selector::parse("meta").unwrap_or_else(|error| panic!("{error}"));
    let pair = |element: scraper::ElementRef<'_>| {
        let name = element.attr("property").or(element.attr("name"))?;
        Some((name.to_owned(), element.attr("content")?.to_owned()))
    };
    document.select(&meta).filter_map(pair).collect()
}

#[test]
fn every_page_names_its_preview() {
    let site = SiteUrl::parse("https://paper.example/png").unwrap_or_else(|error| panic!("{error}"));
    for (route, preview) in ALL.iter().step_by(23) {
        for (site, image) in [(None, FILE.to_owned()), (Some(&site), format!("https://paper.example/png{route}{FILE}"))]
        {
            let head = head(route, site);
            let content = |name: &str| head.get(name).map(String::as_str).unwrap_or_default();
            assert_eq!(content("og:image"), image, "{route}");
            assert_eq!(content("twitter:image"), image, "{route}");
            assert_eq!(content("og:image:alt"), preview.alt, "{route}");
            assert_eq!(content("twitter:image:alt"), preview.alt, "{route}");
            assert_eq!((content("og:image:width"), content("og:image:height")), ("1200", "630"), "{route}");
            assert_eq!(content("og:image:type"), "image/png", "{route}");
            assert_eq!(content("twitter:card"), "summary_large_image", "{route}");
            assert_eq!(content("twitter:title"), content("og:title"), "{route}");
            assert_eq!(content("twitter:description"), content("description"), "{route}");
        }
    }
    assert_eq!(head(&Route::Home, None)["og:type"], "website");
    assert_eq!(head(&Route::Articles, None)["og:type"], "website");
    let episode = Route::episode("skripal-2018").unwrap_or(Route::Home);
    assert_eq!(head(&episode, None)["og:type"], "article");
}
