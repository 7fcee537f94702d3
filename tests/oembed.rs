//! How pages are shown in other people's pages, by the specification at oembed.com.

mod support;

use std::sync::LazyLock;

use persona_non_grata::dataset::Dataset;
use persona_non_grata::prerender::{Oembed, Rendered, Shell, SiteUrl, all_routes, oembed, render};
use persona_non_grata::route::Route;
use scraper::{Html, Selector};
use serde_json::Value;
use url::Url;

const SITE: &str = "https://paper.example/png/";

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);

fn site() -> SiteUrl {
    SiteUrl::parse(SITE).unwrap_or_else(|problem| panic!("{problem}"))
}

fn page(route: &Route) -> Rendered {
    render(&DATASET, route).unwrap_or_else(|| panic!("{route} is no page"))
}

fn value(oembed: &Oembed) -> Value {
    serde_json::from_str(&oembed.json).unwrap_or_else(|error| panic!("{}: {error}", oembed.file))
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The attributes of the one frame that the HTML is.
fn frame(value: &Value) -> Vec<(String, String)> {
    let html = value["html"].as_str().expect("text");
    let fragment = Html::parse_fragment(html);
    assert!(fragment.errors.is_empty() || html.starts_with("<iframe "), "{:?}", fragment.errors);
    let elements: Vec<_> = fragment.root_element().descendent_elements().skip(1).collect();
    assert_eq!(elements.len(), 1, "{html}");
    assert_eq!(elements[0].value().name(), "iframe");
    assert_eq!(elements[0].text().collect::<String>(), "");
    elements[0].value().attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn attribute<'a>(frame: &'a [(String, String)], name: &str) -> &'a str {
    frame.iter().find(|(found, _)| found == name).map_or_else(|| panic!("no {name}"), |(_, value)| value)
}

#[test]
fn every_page_with_a_version_for_frames_has_one_and_no_other() {
    for route in all_routes(&DATASET) {
        let oembed = oembed(&route, "A title", None);
        assert_eq!(oembed.is_some(), route.is_embeddable(), "{route}");
        let wanted = format!("{route}oembed.json");
        assert!(oembed.is_none_or(|oembed| oembed.file == wanted.trim_start_matches('/')), "{route}");
    }
}

#[test]
fn the_fields_are_those_of_the_specification() {
    for route in all_routes(&DATASET) {
        let Some(oembed) = oembed(&route, "A title", Some(&site())) else { continue };
        let value = value(&oembed);
        assert_eq!((&value["version"], &value["type"]), (&"1.0".into(), &"rich".into()), "{route}");
        assert_eq!(value["title"], "A title");
        assert_eq!((&value["provider_name"], &value["provider_url"]), (&"Persona Non Grata".into(), &SITE.into()));
        assert_eq!(value["cache_age"], 86_400);
        assert_eq!(value["width"], 640);
        let height = match route {
            Route::Event(_) => 560,
            Route::Compare(_) => 800,
            _ => 900,
        };
        assert_eq!(value["height"], height, "{route}");
        // All three of a preview, or none.
        assert_eq!(value["thumbnail_url"], format!("{SITE}{}preview.png", route.to_string().trim_start_matches('/')));
        assert_eq!((&value["thumbnail_width"], &value["thumbnail_height"]), (&1200.into(), &630.into()));
    }
}

#[test]
fn the_html_is_one_frame_with_the_version_for_frames() {
    for route in all_routes(&DATASET) {
        let Some(oembed) = oembed(&route, "A title", Some(&site())) else { continue };
        let value = value(&oembed);
        let frame = frame(&value);
        assert_eq!(attribute(&frame, "src"), format!("{SITE}embed{route}"));
        assert_eq!(attribute(&frame, "title"), "A title");
        assert_eq!(attribute(&frame, "width"), "100%");
        assert_eq!(attribute(&frame, "height"), value["height"].to_string());
        assert_eq!(attribute(&frame, "loading"), "lazy");
        assert_eq!(attribute(&frame, "style"), "border:0");
        let sandbox: Vec<&str> = attribute(&frame, "sandbox").split(' ').collect();
        assert!(sandbox.contains(&"allow-scripts") && !sandbox.contains(&"allow-top-navigation"), "{sandbox:?}");
    }
}

#[test]
fn without_a_public_address_everything_is_relative_to_the_file() {
    let host = Url::parse("https://anywhere.example/some/folder/").expect("an address");
    for route in all_routes(&DATASET) {
        let Some(oembed) = oembed(&route, "A title", None) else { continue };
        let value = value(&oembed);
        let file = host.join(&oembed.file).expect("an address");
        let resolved = |address: &str| {
            assert!(Url::parse(address).is_err() && !address.starts_with('/'), "{address} is not relative");
            file.join(address).expect("an address").to_string()
        };
        let path = route.to_string();
        let path = path.trim_start_matches('/');
        assert_eq!(resolved(attribute(&frame(&value), "src")), format!("{host}embed/{path}"));
        assert_eq!(resolved(value["provider_url"].as_str().expect("text")), host.as_str());
        assert_eq!(resolved(value["thumbnail_url"].as_str().expect("text")), format!("{host}{path}preview.png"));
    }
}

#[test]
fn a_hostile_title_stays_a_title() {
    let hostile = "\"><script>alert(1)</script><iframe src='https://evil.example'> & </iframe>";
    let route = Route::episode("skripal-2018").expect("an id");
    let value = value(&oembed(&route, hostile, Some(&site())).expect("a crisis has one"));
    assert_eq!(attribute(&frame(&value), "title"), hostile);
    assert_eq!(value["title"], hostile);
}

#[test]
fn the_head_of_the_page_leads_to_the_file() {
    let shell = Shell::new(include_str!("../index.html"), "style.css").unwrap_or_else(|error| panic!("{error}"));
    let link = selector("head > link[type='application/json+oembed']");
    for path in
        ["/", "/countries/gb/", "/chain/", "/compare/lag/", "/episodes/skripal-2018/3/", "/events/skripal-attack/"]
    {
        let route = Route::parse(path).expect("an address");
        let page = page(&route);
        for (site, folder) in [(None, String::new()), (Some(site()), route.href(SITE))] {
            let document = Html::parse_document(&shell.wrap(&page, site.as_ref()));
            let found: Vec<_> =
                document.select(&link).map(|link| (link.attr("rel"), link.attr("href"), link.attr("title"))).collect();
            let file = format!("{folder}oembed.json");
            let wanted = (Some("alternate"), Some(file.as_str()), Some(page.own_title()));
            assert_eq!(found, if route.is_embeddable() { vec![wanted] } else { vec![] }, "{path}");
        }
    }
}
