//! What search engines read of a page, held against the published dataset.

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use persona_non_grata::dataset::{Dataset, Date};
use persona_non_grata::prerender::{Shell, SiteUrl, all_routes, dataset_json, downloads, linked_data, render};
use persona_non_grata::route::Route;
use scraper::{Html, Selector};
use serde_json::{Value, json};

const SITE: &str = "https://paper.example/png/";

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);
static PUBLISHED: LazyLock<Value> = LazyLock::new(|| {
    let text = dataset_json(&DATASET).expect("plain values can be written");
    serde_json::from_str(&text).expect("JSON")
});
/// The block of every page that has one, by its path, with the public address.
static BLOCKS: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| blocks(Some(&site())));

fn site() -> SiteUrl {
    SiteUrl::parse(SITE).unwrap_or_else(|problem| panic!("{problem}"))
}

fn blocks(site: Option<&SiteUrl>) -> BTreeMap<String, Value> {
    let mut blocks = BTreeMap::new();
    for route in all_routes(&DATASET) {
        if let Some(text) = linked_data(&DATASET, &route, site) {
            let value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{route}: {error}"));
            blocks.insert(route.to_string(), value);
        }
    }
    blocks
}

fn block(path: &str) -> &'static Value {
    BLOCKS.get(path).unwrap_or_else(|| panic!("{path} has none"))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// The texts of a value, wherever they stand in it, with the names that they stand under.
fn texts<'a>(value: &'a Value, name: &'a str, found: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::String(text) => found.push((name, text)),
        Value::Array(values) => values.iter().for_each(|value| texts(value, name, found)),
        Value::Object(members) => members.iter().for_each(|(name, value)| texts(value, name, found)),
        _ => {}
    }
}

fn name_of(code: &Value) -> &'static Value {
    &list(&PUBLISHED, "actors").iter().find(|actor| actor["code"] == *code).expect("an actor")["name"]
}

#[test]
fn events_crises_steps_the_data_and_the_lesson_have_it_and_no_other_page() {
    for route in all_routes(&DATASET) {
        let wanted = match route {
            Route::Event(_) | Route::Episode(_) => "Event",
            Route::Step(..) => "WebPage",
            Route::Data => "Dataset",
            Route::Lesson => "LearningResource",
            _ => "",
        };
        let kind = BLOCKS.get(&route.to_string()).map_or("", |block| text(block, "@type"));
        assert_eq!(kind, wanted, "{route}");
    }
}

#[test]
fn every_block_has_what_every_page_needs() {
    for (path, block) in &*BLOCKS {
        assert_eq!(block["@context"], "https://schema.org", "{path}");
        for name in ["name", "description"] {
            assert!(!text(block, name).is_empty(), "{path}: {name}");
        }
        let address = format!("{SITE}{}", path.trim_start_matches('/'));
        assert_eq!((text(block, "url"), text(block, "@id")), (address.as_str(), address.as_str()), "{path}");
        let mut found = Vec::new();
        texts(block, "", &mut found);
        assert!(found.iter().all(|(_, text)| !text.is_empty() && !text.contains('\u{1}')), "{path}");
        assert!(!found.iter().any(|(_, text)| text.contains("ClaimReview")), "{path}: nobody’s claims are rated");
    }
}

#[test]
fn an_event_says_what_the_dataset_says() {
    let mut with_place = 0;
    for event in list(&PUBLISHED, "events") {
        let path = format!("/events/{}/", text(event, "id"));
        let block = block(&path);
        assert_eq!(block["startDate"], event["date"], "{path}");
        assert_eq!(block["description"], event["summary"], "{path}");
        let about: Vec<&Value> = list(block, "about").iter().map(|actor| &actor["name"]).collect();
        let mut wanted = vec![name_of(&event["actor"]), name_of(&event["target"])];
        wanted.dedup();
        assert_eq!(about, wanted, "{path}");
        let episode = list(&PUBLISHED, "episodes").iter().find(|episode| episode["id"] == event["episode"]);
        assert_eq!(block["superEvent"]["name"], episode.expect("a crisis")["title"], "{path}");
        assert_eq!(block["superEvent"]["@id"], format!("{SITE}episodes/{}/", text(event, "episode")), "{path}");
        // The state where a matter arose did not arrange it.
        let is_trigger = event["action"] == "trigger";
        let organizer = if is_trigger { &Value::Null } else { name_of(&event["actor"]) };
        assert_eq!(&block["organizer"]["name"], organizer, "{path}");
        if let Some(place) = block.get("location") {
            with_place += 1;
            assert_eq!(&place["name"], name_of(&event["actor"]), "{path}");
            let actor = list(&PUBLISHED, "actors").iter().find(|actor| actor["code"] == event["actor"]);
            assert_eq!(actor.expect("an actor")["kind"], "state", "{path}: an organisation has no territory");
            let action = text(event, "action");
            assert!(["expel", "cut-staff", "expel-ambassador", "deport"].contains(&action), "{path}: {action}");
            assert_eq!(event["count_qualifier"], Value::Null, "{path}: some may have been elsewhere");
        }
    }
    assert!(with_place > 300, "{with_place} events with a place");
}

#[test]
fn a_crisis_spans_its_events_and_leads_to_each() {
    for episode in list(&PUBLISHED, "episodes") {
        let id = text(episode, "id");
        let block = block(&format!("/episodes/{id}/"));
        assert_eq!(block["name"], episode["title"]);
        let events: Vec<&Value> =
            list(&PUBLISHED, "events").iter().filter(|event| event["episode"] == episode["id"]).collect();
        let date = |event: &&Value| Date::parse(text(event, "date")).expect("a date");
        let first = events.iter().map(date).map(Date::first_day).min();
        let last = events.iter().map(date).map(Date::last_day).max();
        let day = |name: &str| Date::parse(text(block, name)).expect("a date");
        assert_eq!(Some(day("startDate").first_day()), first, "{id}");
        assert_eq!(Some(day("endDate").last_day()), last, "{id}");
        let mut linked: Vec<&str> = list(block, "subEvent").iter().map(|event| text(event, "@id")).collect();
        let mut wanted: Vec<String> =
            events.iter().map(|event| format!("{SITE}events/{}/", text(event, "id"))).collect();
        linked.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(linked, wanted, "{id}");
        let summary = text(episode, "summary");
        assert!(summary.starts_with(text(block, "description")), "{id}: {summary}");
    }
}

#[test]
fn a_step_says_where_it_stands() {
    for episode in list(&PUBLISHED, "episodes") {
        for (n, step) in (1..).zip(list(episode, "steps")) {
            let path = format!("episodes/{}/{n}/", text(episode, "id"));
            let block = block(&format!("/{path}"));
            let crumbs = &block["breadcrumb"];
            assert_eq!(crumbs["@type"], "BreadcrumbList");
            let wanted = json!([
                { "@type": "ListItem", "position": 1, "name": "Persona Non Grata", "item": SITE },
                { "@type": "ListItem", "position": 2, "name": episode["title"], "item": format!("{SITE}episodes/{}/", text(episode, "id")) },
                { "@type": "ListItem", "position": 3, "name": step["title"], "item": format!("{SITE}{path}") },
            ]);
            assert_eq!(crumbs["itemListElement"], wanted, "{path}");
            assert_eq!(block["about"]["name"], episode["title"], "{path}");
            assert_eq!(block["position"], n, "{path}");
        }
    }
}

#[test]
fn the_dataset_is_described_as_it_is_published() {
    let block = block("/data/");
    let version = &list(&PUBLISHED, "versions")[0];
    assert_eq!(block["version"], PUBLISHED["version"]);
    assert_eq!(block["datePublished"], version["date"]);
    let first = list(&PUBLISHED, "events").iter().map(|event| text(event, "date")).min().expect("an event");
    assert_eq!(block["temporalCoverage"], format!("{first}/{}", text(&PUBLISHED, "cutoff")));
    assert_eq!(block["license"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(block["isAccessibleForFree"], true);
    assert_eq!(block["creator"]["name"], "Persona Non Grata");
    // Google wants 50 to 5000 characters.
    assert!((50..5000).contains(&text(block, "description").chars().count()));

    let files = downloads(&DATASET).expect("plain values can be written");
    let distribution = list(block, "distribution");
    assert_eq!(distribution.len(), files.len());
    for (described, file) in distribution.iter().zip(&files) {
        assert_eq!(described["@type"], "DataDownload");
        assert_eq!(described["contentUrl"], format!("{SITE}data/{}", file.name));
        assert_eq!(described["sha256"], file.sha256);
        assert_eq!(described["contentSize"], format!("{} B", file.bytes.len()));
        let wanted = match file.name.rsplit('.').next() {
            Some("csv") => "text/csv",
            Some("json") => "application/json",
            _ => "text/plain",
        };
        assert_eq!(described["encodingFormat"], wanted, "{}", file.name);
    }

    let events = list(&PUBLISHED, "events")[0].as_object().expect("an event");
    let measured: Vec<&str> = list(block, "variableMeasured").iter().map(|variable| text(variable, "name")).collect();
    assert!(["date", "actor", "target", "action", "count", "unit"].iter().all(|name| measured.contains(name)));
    assert!(measured.iter().all(|name| events.contains_key(*name)), "{measured:?}");
}

#[test]
fn without_a_public_address_no_address_of_the_site_is_given() {
    for (path, block) in blocks(None) {
        let mut found = Vec::new();
        texts(&block, "", &mut found);
        let kept = found.iter().filter(|(name, text)| {
            matches!(*name, "url" | "@id" | "item" | "contentUrl" | "subEvent")
                || text.contains(SITE)
                || text.contains('\u{1}')
        });
        let kept: Vec<_> = kept.collect();
        assert!(kept.is_empty(), "{path}: {kept:?}");
        assert_eq!(block["name"], BLOCKS[&path]["name"]);
    }
}

#[test]
fn the_block_stands_in_the_head_of_its_page_and_says_the_same() {
    let shell = Shell::new(include_str!("../index.html"), "style.css").unwrap_or_else(|error| panic!("{error}"));
    let selector = Selector::parse("head > script[type='application/ld+json']").expect("a selector");
    for path in ["/", "/data/", "/lesson/", "/episodes/skripal-2018/", "/episodes/skripal-2018/3/", "/countries/gb/"] {
        let route = Route::parse(path).expect("an address");
        let page = render(&DATASET, &route).expect("a page");
        let document = Html::parse_document(&shell.wrap(&page, Some(&site())));
        let found: Vec<Value> = document
            .select(&selector)
            .map(|script| serde_json::from_str(&script.text().collect::<String>()).expect("JSON"))
            .collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), BLOCKS.get(path).into_iter().collect::<Vec<_>>(), "{path}");
    }
}

#[test]
fn hostile_text_cannot_end_the_block() {
    let mut dataset = support::real_dataset();
    let hostile = "</script><script>alert(1)</script><!-- \u{2028} \" \\ ]]>";
    for record in &mut dataset.records {
        hostile.clone_into(&mut record.summary);
    }
    let id = dataset.facts.events[0].id;
    let route = Route::event(id.as_str()).expect("an id");
    let block = linked_data(&dataset, &route, None).expect("an event");
    assert!(!block.contains('<'), "{block}");
    let html =
        format!("<!DOCTYPE html><title>t</title><script type=\"application/ld+json\">{block}</script><p>after</p>");
    let document = Html::parse_document(&html);
    assert_eq!(document.select(&Selector::parse("script").expect("a selector")).count(), 1);
    let value: Value = serde_json::from_str(&block).expect("JSON");
    assert_eq!(value["description"], hostile);
}
