//! Pages for frames of other sites: the same content, without header and footer, with one way back to the full page.

mod support;

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

use persona_non_grata::dataset::Dataset;
use persona_non_grata::prerender::{Shell, SiteUrl, all_routes, render, render_embedded};
use persona_non_grata::route::{Route, embed_root, path_in_site};
use scraper::{Html, Selector};

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);

const INDEX: &str = include_str!("../index.html");

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

fn embeddable() -> Vec<Route> {
    all_routes(&DATASET).into_iter().filter(Route::is_embeddable).collect()
}

/// The whole document of a page for frames.
fn document(route: &Route, site: Option<&SiteUrl>) -> String {
    let shell = Shell::new(INDEX, "style.css").expect("the shell");
    shell.wrap(&render_embedded(&DATASET, route).unwrap_or_else(|| panic!("{route} has no page for frames")), site)
}

#[test]
fn crises_steps_chains_events_and_comparisons_have_a_page_for_frames_and_no_other_page_has() {
    let counted = |kind: fn(&Route) -> bool| embeddable().iter().filter(|route| kind(route)).count();
    assert_eq!(counted(|route| matches!(route, Route::Event(_))), DATASET.facts.events.len());
    assert_eq!(counted(|route| matches!(route, Route::Episode(_))), DATASET.facts.episodes.len());
    assert_eq!(counted(|route| matches!(route, Route::EpisodeChain(_))), DATASET.facts.episodes.len());
    for route in all_routes(&DATASET) {
        assert_eq!(render_embedded(&DATASET, &route).is_some(), route.is_embeddable(), "{route}");
    }
}

#[test]
fn a_page_for_frames_has_the_headings_of_the_full_page_and_no_header() {
    for route in embeddable().iter().step_by(7) {
        let headings = |html: &str| -> Vec<String> {
            let html = Html::parse_fragment(html);
            let is_on_paper = |node: &scraper::ElementRef<'_>| {
                node.ancestors()
                    .filter_map(scraper::ElementRef::wrap)
                    .any(|above| above.attr("class") == Some("print-only"))
            };
            html.select(&select("main > div h1, main > div h2"))
                .filter(|heading| !is_on_paper(heading))
                .map(|heading| heading.text().collect())
                .collect()
        };
        let full = render(&DATASET, route).expect("a page").app;
        let framed = render_embedded(&DATASET, route).expect("a page").app;
        assert_eq!(headings(&framed), headings(&full), "{route}");
        let framed = Html::parse_fragment(&framed);
        assert_eq!(framed.select(&select("header.site-header, .cite, .print-only")).count(), 0, "{route}");
    }
}

#[test]
fn one_line_leads_to_the_full_page_in_a_new_tab() {
    for route in embeddable() {
        let html = Html::parse_document(&document(&route, None));
        let links: Vec<_> = html.select(&select(".embed-line a")).collect();
        let [link] = links.as_slice() else { panic!("{route} has {} links below it", links.len()) };
        assert_eq!(link.attr("target"), Some("_blank"));
        let base = format!("https://site.example/embed{route}");
        let href = url::Url::parse(&base)
            .and_then(|base| base.join(link.attr("href").unwrap_or_default()))
            .expect("an address");
        assert_eq!(href.path(), route.to_string());
    }
}

#[test]
fn search_engines_are_sent_to_the_full_page() {
    let site = SiteUrl::parse("https://example.org/crises").expect("an address");
    for route in embeddable().iter().step_by(11) {
        let html = Html::parse_document(&document(route, Some(&site)));
        let attribute = |selector: &str, name: &str| {
            html.select(&select(selector)).next().and_then(|element| element.attr(name)).unwrap_or_default().to_owned()
        };
        assert_eq!(attribute("link[rel=canonical]", "href"), route.href("https://example.org/crises/"));
        assert_eq!(html.select(&select("meta[property^=og]")).count(), 0, "{route}");
        assert_eq!(
            html.select(&select("meta[name=robots]")).count(),
            0,
            "{route}: not left out, but told to be a copy"
        );
        // An address that is not whole would be none.
        let html = Html::parse_document(&document(route, None));
        assert_eq!(html.select(&select("link[rel=canonical], meta[name=robots]")).count(), 0, "{route}");
    }
}

#[test]
fn links_stay_in_the_frame_where_there_is_a_page_for_it_and_open_a_window_where_there_is_none() {
    let pages: HashSet<String> = all_routes(&DATASET)
        .iter()
        .flat_map(|route| {
            let framed = route.is_embeddable().then(|| format!("/embed{route}"));
            std::iter::once(route.to_string()).chain(framed)
        })
        .collect();
    for route in embeddable() {
        let html = Html::parse_document(&document(&route, None));
        let base = url::Url::parse(&format!("https://site.example/embed{route}")).expect("an address");
        for link in html.select(&select("main a[href]")) {
            let href = link.attr("href").unwrap_or_default();
            let is_apart = link.attr("target") == Some("_blank");
            if href.starts_with('#') {
                assert!(!is_apart, "{route}: {href}");
                continue;
            }
            let url = base.join(href).expect("an address");
            if url.host_str() != base.host_str() {
                assert!(is_apart, "{route}: {href} would replace the frame");
                continue;
            }
            let path = url.path().to_owned();
            let is_file = Path::new(&path).extension().is_some_and(|ending| ending == "json" || ending == "csv");
            assert!(pages.contains(&path) || is_file, "{route}: {href} leads to {path}, which is no page");
            assert_eq!(is_apart, !path.starts_with("/embed/"), "{route}: {href}");
        }
    }
}

#[test]
fn the_folder_of_frames_is_told_from_a_site_that_lies_in_one_of_that_name() {
    let chain = Route::Chain;
    assert_eq!(chain.href(&embed_root("/a/")), "/a/./embed/chain/");
    assert_eq!(Route::Sources.href(&embed_root("/a/")), "/a/sources/");
    assert_eq!(Route::Sources.href("/embed/"), "/embed/sources/", "the whole site lies there");
    assert_eq!(path_in_site("/a/embed/chain/", "/a/embed/").as_deref(), Some("/chain/"));
}
