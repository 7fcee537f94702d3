//! Every page of the site as a browser without JavaScript reads it.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use persona_non_grata::dataset::{Action, Actor, Dataset};
use persona_non_grata::prerender::{
    Rendered, Shell, SiteUrl, Stylesheet, all_routes, downloads, missing_page, render, robots, scheme_script, sitemap,
};
use persona_non_grata::route::{Query, Route, path_in_site};
use scraper::{ElementRef, Html, Selector};
use url::Url;

/// What Trunk makes of `index.html`, as short as it can be.
const SHELL: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                     <meta name=\"prerender\" content=\"head\">\n<link rel=\"icon\" href=\"./favicon.svg\">\n\
                     <script src=\"./scheme.js\"></script>\n</head>\n<body>\n<div id=\"app\"></div>\n\
                     <p id=\"notice\" role=\"status\" hidden></p>\n</body>\n</html>\n";

/// Files beside the pages that a page may lead to.
const FILES: [&str; 4] = ["favicon.svg", "icon-180-full.png", "manifest.webmanifest", "sharing/messages.schema.json"];

/// The site lies in a folder: an address that leaves it is found out.
const BASE: &str = "https://site.example/some/folder/";

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);
static STYLE: LazyLock<Stylesheet> = LazyLock::new(Stylesheet::new);
static PAGES: LazyLock<Vec<Page>> =
    LazyLock::new(|| all_routes(&DATASET).iter().map(|route| Page::read(rendered(route))).collect());
static BY_PATH: LazyLock<HashMap<String, &'static Page>> =
    LazyLock::new(|| PAGES.iter().map(|page| (page.route.to_string(), page)).collect());

fn rendered(route: &Route) -> Rendered {
    render(&DATASET, route).unwrap_or_else(|| panic!("{route} is no page"))
}

fn shell() -> Shell {
    Shell::new(SHELL, &STYLE.name).unwrap_or_else(|error| panic!("{error}"))
}

fn page(path: &str) -> &'static Page {
    BY_PATH.get(path).unwrap_or_else(|| panic!("{path} is no page"))
}

struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// A page read once, for all tests.
struct Page {
    route: Route,
    html: String,
    title: String,
    description: String,
    elements: Vec<Element>,
    /// Everything that can be read, without what is hidden from readers.
    text: String,
    /// What the parser stumbled over.
    errors: Vec<String>,
}

impl Page {
    fn read(page: Rendered) -> Self {
        let html = shell().wrap(&page, None);
        let document = Html::parse_document(&html);
        let elements = document
            .root_element()
            .descendent_elements()
            .map(|element| Element {
                name: element.value().name().to_owned(),
                attributes: element.value().attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            })
            .collect();
        let text = document.select(&selector("body")).next().map(read_text).unwrap_or_default();
        Self {
            title: text_of(&document, "title"),
            description: attribute_of(&document, "meta[name=description]", "content"),
            elements,
            text,
            errors: document.errors.iter().map(ToString::to_string).collect(),
            route: page.route,
            html,
        }
    }

    fn ids(&self) -> Vec<&str> {
        self.elements.iter().filter_map(|element| element.attribute("id")).collect()
    }

    /// The places of the events in the outline of a chain, in its order.
    fn entries(&self) -> Vec<&str> {
        let is_entry = |element: &&Element| {
            element.name == "a"
                && element
                    .attribute("class")
                    .is_some_and(|classes| classes.split(' ').any(|class| class == "outline__link"))
        };
        self.elements.iter().filter(is_entry).filter_map(|link| link.attribute("data-e")).collect()
    }

    /// Whether an address can lead to a place on the page: an id, or on a chain an event's entry in the outline.
    fn has_place(&self, id: &str, is_event: bool) -> bool {
        let is_chain = matches!(self.route, Route::Chain | Route::EpisodeChain(_));
        if !(is_chain && is_event) {
            return self.ids().contains(&id);
        }
        let place = DATASET.facts.find_event(id).map(|event| event.0.to_string());
        place.is_some_and(|place| self.entries().contains(&place.as_str()))
    }

    /// Every `href` of a link, with the link.
    fn links(&self) -> impl Iterator<Item = (&Element, &str)> {
        let links = self.elements.iter().filter(|element| element.name == "a");
        links.filter_map(|link| Some((link, link.attribute("href")?)))
    }

    /// The address that a link leads to from this page.
    fn resolve(&self, href: &str) -> Url {
        let base = Url::parse(&self.route.href(BASE)).expect("an address");
        base.join(href).unwrap_or_else(|error| panic!("{href} on {}: {error}", self.route))
    }
}

/// The text of an element as a story has it: without the phrases after disputed numbers, and without what is written for
/// programs.
fn read_text(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    for node in element.descendants() {
        let Some(text) = node.value().as_text() else { continue };
        let is_in = |name: &str, class: &str| {
            node.ancestors()
                .filter_map(ElementRef::wrap)
                .any(|around| around.value().name() == name || around.value().classes().any(|other| other == class))
        };
        if is_in("", "differs") {
            out.truncate(out.trim_end().len());
        } else if !is_in("pre", "") {
            out.push_str(text);
        }
    }
    out
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn text_of(document: &Html, what: &str) -> String {
    document.select(&selector(what)).next().map(|found| found.text().collect()).unwrap_or_default()
}

fn attribute_of(document: &Html, what: &str, name: &str) -> String {
    let found = document.select(&selector(what)).next();
    found.and_then(|found| found.attr(name)).unwrap_or_default().to_owned()
}

/// Fails with all that is wrong, not with the first.
fn assert_none(what: &str, found: &[String]) {
    let shown: Vec<&String> = found.iter().take(20).collect();
    assert!(found.is_empty(), "{what} ({} in all): {shown:#?}", found.len());
}

/// Everything wrong on any page.
fn on_every_page(check: impl Fn(&Page) -> Vec<String>) -> Vec<String> {
    let problems =
        PAGES.iter().flat_map(|page| check(page).into_iter().map(|problem| format!("{}: {problem}", page.route)));
    problems.collect()
}

mod form {
    use super::*;

    #[test]
    fn every_page_is_html_that_no_parser_has_to_mend() {
        let found = on_every_page(|page| {
            // The framework marks the borders of texts with "<!>", which every parser reads as an empty comment.
            let is_mark = |error: &str| error.contains("MarkupDeclarationOpen") || error.contains("omment");
            page.errors.iter().filter(|error| !is_mark(error)).cloned().collect()
        });
        assert_none("a browser would change this HTML, and hydration would fail", &found);
    }

    #[test]
    fn every_page_has_one_h1_and_its_headings_skip_no_level() {
        let found = on_every_page(|page| {
            let levels: Vec<u32> = page
                .elements
                .iter()
                .filter_map(|element| element.name.strip_prefix('h')?.parse().ok())
                .filter(|level| (1..=6).contains(level))
                .collect();
            let mut problems = Vec::new();
            let first = levels.iter().filter(|level| **level == 1).count();
            if first != 1 {
                problems.push(format!("{first} headings of the first level"));
            }
            problems.extend(
                levels
                    .windows(2)
                    .filter(|pair| pair[1] > pair[0] + 1)
                    .map(|pair| format!("h{} follows h{}", pair[1], pair[0])),
            );
            problems
        });
        assert_none("headings", &found);
    }

    #[test]
    fn every_id_is_unique_and_no_id_is_empty() {
        let found = on_every_page(|page| {
            let mut seen = HashSet::new();
            page.ids()
                .into_iter()
                .filter(|id| !seen.insert(*id) || id.is_empty() || id.contains(char::is_whitespace))
                .map(|id| format!("id {id:?} twice or of no use"))
                .collect()
        });
        assert_none("ids", &found);
    }

    #[test]
    fn every_name_that_points_to_an_element_finds_it() {
        let names = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers", "list"];
        let found = on_every_page(|page| {
            let ids: HashSet<&str> = page.ids().into_iter().collect();
            let mut problems = Vec::new();
            for element in &page.elements {
                for name in names {
                    let Some(value) = element.attribute(name) else { continue };
                    problems.extend(
                        value
                            .split_whitespace()
                            .filter(|id| !ids.contains(id))
                            .map(|id| format!("{name}={id:?} on a {} leads nowhere", element.name)),
                    );
                }
            }
            problems
        });
        assert_none("references", &found);
    }

    #[test]
    fn aria_states_are_words() {
        let found = on_every_page(|page| {
            page.elements
                .iter()
                .flat_map(|element| &element.attributes)
                .filter(|(name, value)| name.starts_with("aria-") && value.is_empty())
                .map(|(name, _)| format!("{name} is empty"))
                .collect()
        });
        assert_none("aria", &found);
    }

    #[test]
    fn every_table_has_a_body_a_caption_and_scoped_heads() {
        let found = on_every_page(|page| {
            // Asked of the text: a parser would add what is missing.
            let count = |what: &str| page.html.matches(what).count();
            let tables = count("<table");
            let mut problems = Vec::new();
            for part in ["<tbody", "<caption", "<thead", "</table>", "</tbody>"] {
                if count(part) != tables {
                    problems.push(format!("{tables} tables, {} {part}", count(part)));
                }
            }
            problems.extend(
                page.elements
                    .iter()
                    .filter(|element| element.name == "th" && element.attribute("scope").is_none())
                    .map(|_| "a th without scope".to_owned()),
            );
            problems
        });
        assert_none("tables", &found);
    }

    #[test]
    fn nothing_is_inline_that_the_security_policy_forbids() {
        let found = on_every_page(|page| {
            let mut problems = Vec::new();
            for element in &page.elements {
                // A block of data is not run, so the policy lets it be: tests/browser/hosts.spec.mjs.
                let is_data = element.attribute("type") == Some("application/ld+json");
                let is_run = element.name == "script" && element.attribute("src").is_none() && !is_data;
                if element.name == "style" || is_run {
                    problems.push(format!("an inline {}", element.name));
                }
                for name in element.attributes.keys() {
                    if name == "style" || name.starts_with("on") {
                        problems.push(format!("{name} on a {}", element.name));
                    }
                }
            }
            problems
        });
        assert_none("inline", &found);
    }

    #[test]
    fn nothing_is_loaded_from_another_host() {
        let found = on_every_page(|page| {
            let loads =
                ["img", "script", "link", "iframe", "video", "audio", "source", "object", "embed", "use", "image"];
            page.elements
                .iter()
                .filter(|element| loads.contains(&element.name.as_str()))
                .flat_map(|element| {
                    ["src", "href", "srcset", "data", "poster", "xlink:href"].map(|name| element.attribute(name))
                })
                .flatten()
                .filter(|address| !page.resolve(address).as_str().starts_with(BASE))
                .map(|address| format!("loads {address}"))
                .collect()
        });
        assert_none("requests", &found);
    }

    #[test]
    fn no_page_shows_an_unresolved_marker_or_an_empty_number() {
        let found = on_every_page(|page| {
            ["{", "}", "NaN", "undefined", "Some(", " ,", "  (", "()"]
                .into_iter()
                .filter(|sign| page.text.contains(sign))
                .map(|sign| {
                    let at = page.text.find(sign).unwrap_or(0);
                    let around: String = page.text[at..].chars().take(60).collect();
                    format!("{sign:?} in {around:?}")
                })
                .collect()
        });
        assert_none("texts", &found);
    }

    #[test]
    fn the_first_child_of_the_app_stands_right_behind_its_tag() {
        let found = on_every_page(|page| {
            let root = page.route.relative_root();
            let open = format!("<div id=\"app\" data-path=\"{}\" data-root=\"{root}\"><", page.route);
            if page.html.contains(&open) { Vec::new() } else { vec![format!("lacks {open}")] }
        });
        assert_none("hydration takes the first child for the view's first node", &found);
    }
}

mod names {
    use super::*;

    #[test]
    fn every_page_has_a_title_and_a_description_of_its_own() {
        for (what, of) in [
            ("title", (|page| page.title.as_str()) as fn(&Page) -> &str),
            ("description", |page| page.description.as_str()),
        ] {
            let mut seen: HashMap<&str, &Route> = HashMap::new();
            let mut found = Vec::new();
            for page in PAGES.iter() {
                let text = of(page);
                if text.trim().is_empty() {
                    found.push(format!("{} has no {what}", page.route));
                } else if let Some(other) = seen.insert(text, &page.route) {
                    found.push(format!("{} and {other} share the {what} {text:?}", page.route));
                }
            }
            assert_none(what, &found);
        }
    }

    /// Russia answered many on one day, most of them with the same number.
    #[test]
    fn a_link_to_an_act_among_others_names_who_acted_and_towards_whom() {
        let links = selector(".numbers li li a, .chain-page li a, .event__links a, .record li > a, .compare-events a");
        let of_event = |link: ElementRef<'_>| {
            let href = link.attr("href")?;
            let id = match href.split_once("?event=") {
                Some((_, id)) => id,
                None => href.split_once("/events/")?.1.split('/').next()?,
            };
            DATASET.facts.events.iter().find(|event| event.id.as_str() == id)
        };
        let (mut checked, mut found) = (0, Vec::new());
        for route in all_routes(&DATASET) {
            let html = Html::parse_fragment(&rendered(&route).app);
            for link in html.select(&links) {
                let Some(event) = of_event(link) else { continue };
                let text: String = link.text().collect();
                // Beside other links to the same event may stand "its page" or its number alone.
                if event.action != Action::Expel || !text.contains("ordered") {
                    continue;
                }
                checked += 1;
                let actor = DATASET.facts.name(event.actor);
                let target = DATASET.facts.actor(event.target).map_or_else(String::new, Actor::name_in_sentence);
                if !text.starts_with(&format!("{actor} to {target}: ordered ")) {
                    found.push(format!("{route}: {text}"));
                }
            }
        }
        assert!(checked > 2000, "{checked}");
        assert_none("links", &found);
    }

    #[test]
    fn titles_end_with_the_name_of_the_site() {
        let found = on_every_page(|page| {
            if page.title.ends_with(" | Persona Non Grata") { Vec::new() } else { vec![page.title.clone()] }
        });
        assert_none("titles", &found);
    }

    #[test]
    fn previews_say_the_same_as_the_page() {
        let found = on_every_page(|page| {
            let content = |property: &str| {
                let meta = page.elements.iter().find(|element| element.attribute("property") == Some(property));
                meta.and_then(|meta| meta.attribute("content")).unwrap_or_default()
            };
            if content("og:title") == page.title && content("og:description") == page.description {
                Vec::new()
            } else {
                vec![content("og:title").to_owned()]
            }
        });
        assert_none("previews", &found);
    }

    #[test]
    fn every_link_has_a_name() {
        let pages = [Route::Home, Route::About, Route::Chain].into_iter().chain(
            ["skripal-2018", "ukraine-2022", "operation-foot-1971"].into_iter().flat_map(|id| {
                [Route::episode(id), Route::episode_chain(id), Route::step(id, 1), Route::step(id, 2)]
                    .into_iter()
                    .flatten()
            }),
        );
        for route in pages {
            let document = Html::parse_document(&shell().wrap(&rendered(&route), None));
            for link in document.select(&selector("a[href]")) {
                let is_hidden = link
                    .ancestors()
                    .filter_map(ElementRef::wrap)
                    .any(|above| above.attr("aria-hidden") == Some("true"));
                let name: String = link.text().collect();
                assert!(
                    is_hidden || !name.trim().is_empty() || link.attr("aria-label").is_some(),
                    "{route}: {}",
                    link.html()
                );
                // What is hidden from assistive technology must not take the focus either.
                assert!(!is_hidden || link.attr("tabindex") == Some("-1"), "{route}: {}", link.html());
            }
        }
    }
}

mod links {
    use super::*;

    #[test]
    fn every_link_inside_the_site_leads_to_a_page_or_a_file() {
        let downloaded = downloads(&DATASET).expect("plain values can be written");
        let downloaded = downloaded.iter().map(|file| format!("/data/{}", file.name));
        let files: BTreeSet<String> = FILES
            .iter()
            .map(|file| format!("/{file}"))
            .chain([format!("/{}", STYLE.name), format!("/{}", scheme_script().name)])
            .chain(downloaded)
            .collect();
        let oembed = PAGES.iter().filter(|page| page.route.is_embeddable());
        let files: BTreeSet<String> =
            files.into_iter().chain(oembed.map(|page| format!("{}oembed.json", page.route))).collect();
        let found = on_every_page(|page| {
            let mut problems = Vec::new();
            for element in &page.elements {
                for address in ["href", "src"].iter().filter_map(|name| element.attribute(name)) {
                    let target = page.resolve(address);
                    if target.host_str() != Some("site.example") {
                        continue;
                    }
                    if Url::parse(address).is_ok() || address.starts_with('/') {
                        problems.push(format!("{address} is not relative"));
                        continue;
                    }
                    let Some(path) = path_in_site(target.path(), "/some/folder/") else {
                        problems.push(format!("{address} leaves the site"));
                        continue;
                    };
                    if files.contains(&path) {
                        continue;
                    }
                    let Some(target_page) = BY_PATH.get(&path) else {
                        problems.push(format!("{address} leads to {path}, which is no page"));
                        continue;
                    };
                    let query = Query::parse(target.query().unwrap_or_default());
                    problems.extend(query.unreadable.iter().map(|name| format!("{address}: {name} cannot be read")));
                    let event = query.event.map(|event| event.as_str().to_owned());
                    if let Some(id) = target.fragment().or(event.as_deref())
                        && !target_page.has_place(id, event.is_some())
                    {
                        problems.push(format!("{address}: {path} has no element {id:?}"));
                    }
                }
            }
            problems
        });
        assert_none("links", &found);
    }

    #[test]
    fn every_link_out_of_the_site_says_so_and_tells_nobody_where_the_reader_was() {
        let found = on_every_page(|page| {
            page.links()
                .filter(|(_, href)| page.resolve(href).host_str() != Some("site.example"))
                .filter(|(link, _)| {
                    let rel: Vec<&str> = link.attribute("rel").unwrap_or_default().split_whitespace().collect();
                    !(rel.contains(&"external") && rel.contains(&"noreferrer"))
                })
                .map(|(_, href)| href.to_owned())
                .collect()
        });
        assert_none("links", &found);
    }

    #[test]
    fn the_start_page_leads_to_every_episode_and_the_episode_to_every_step() {
        let targets = |page: &Page| -> HashSet<String> {
            page.links()
                .map(|(_, href)| page.resolve(href))
                .filter_map(|url| path_in_site(url.path(), "/some/folder/"))
                .collect()
        };
        let home = targets(page("/"));
        for episode in DATASET.facts.episodes {
            let path = format!("/episodes/{}/", episode.id);
            assert!(home.contains(&path), "{path} cannot be reached from the start");
            let steps = targets(page(&path));
            for step in 1..=episode.steps.len() {
                assert!(steps.contains(&format!("{path}{step}/")), "{path}{step}/");
            }
        }
    }

    #[test]
    fn one_can_step_through_every_episode_and_back_by_plain_links() {
        for episode in DATASET.facts.episodes {
            let path = |step: usize| format!("/episodes/{}/{step}/", episode.id);
            let last = episode.steps.len();
            for step in 1..=last {
                let page = page(&path(step));
                let by_rel = |rel: &str| {
                    let link = page.links().find(|(link, _)| link.attribute("rel") == Some(rel));
                    link.and_then(|(_, href)| path_in_site(page.resolve(href).path(), "/some/folder/"))
                };
                assert_eq!(by_rel("next"), (step < last).then(|| path(step + 1)), "{}", page.route);
                assert_eq!(by_rel("prev"), (step > 1).then(|| path(step - 1)), "{}", page.route);
                let current: Vec<String> = page
                    .links()
                    .filter(|(link, _)| link.attribute("aria-current") == Some("step"))
                    .filter_map(|(_, href)| path_in_site(page.resolve(href).path(), "/some/folder/"))
                    .collect();
                assert_eq!(current, [path(step)], "{}", page.route);
            }
        }
    }

    #[test]
    fn the_header_marks_the_page_that_the_reader_is_on() {
        for (path, marked) in [("/", "/"), ("/chain/", "/chain/"), ("/about/", "/about/")] {
            let page = page(path);
            let current: Vec<String> = page
                .links()
                .filter(|(link, _)| link.attribute("aria-current") == Some("page"))
                .filter_map(|(_, href)| path_in_site(page.resolve(href).path(), "/some/folder/"))
                .collect();
            assert_eq!(current, [marked]);
        }
    }
}

mod events {
    use super::*;

    /// Text as a reader sees it: white space in one.
    fn plain(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_event_stands_on_the_page_of_its_step_with_all_its_sources_and_disputes() {
        let mut shown = 0;
        for (place, episode) in DATASET.facts.episodes.iter().enumerate() {
            for (step, facts) in (1..).zip(episode.steps) {
                let route = Route::step(episode.id.as_str(), step).expect("a step");
                let document = Html::parse_document(&page(&route.to_string()).html);
                for index in facts.events {
                    let event = DATASET.facts.event(*index);
                    assert_eq!(usize::from(event.episode), place);
                    let record = DATASET.record(*index);
                    let card = document
                        .select(&selector(&format!("[id=\"{}\"]", event.id)))
                        .next()
                        .unwrap_or_else(|| panic!("{} is not on {route}", event.id));
                    let text = plain(&card.text().collect::<String>());
                    assert!(text.contains(plain(&record.summary).trim_end_matches('.')), "{} on {route}", event.id);
                    assert!(
                        text.contains(&persona_non_grata::words::date(event.date)),
                        "{} on {route} has no date",
                        event.id
                    );
                    let links: HashSet<&str> =
                        card.select(&selector("a[href]")).filter_map(|link| link.attr("href")).collect();
                    for citation in &record.citations {
                        let source = &DATASET.sources[citation.source];
                        assert!(
                            source.url.as_deref().is_none_or(|url| links.contains(url)),
                            "{} lacks {}",
                            event.id,
                            source.id
                        );
                        assert!(text.contains(&plain(&source.publisher)), "{} lacks {}", event.id, source.publisher);
                    }
                    for dispute in &record.disputes {
                        assert!(
                            text.contains(&plain(&dispute.claim)),
                            "{} on {route} hides {}",
                            event.id,
                            dispute.claim
                        );
                    }
                    shown += 1;
                }
            }
        }
        assert_eq!(shown, DATASET.facts.events.len());
    }

    #[test]
    fn every_event_has_a_page_with_all_that_is_recorded_of_it() {
        for (event, record) in DATASET.facts.events.iter().zip(&DATASET.records) {
            let page = page(&format!("/events/{}/", event.id));
            let text = plain(&page.text);
            let mut wanted = vec![&record.summary];
            wanted.extend(&record.note);
            wanted.extend(record.citations.iter().filter_map(|citation| citation.supports.as_ref()));
            wanted.extend(record.disputes.iter().map(|dispute| &dispute.claim));
            for part in wanted {
                // As a heading a sentence stands without its full stop.
                assert!(text.contains(plain(part).trim_end_matches('.')), "{} lacks {part:?}", page.route);
            }
            assert!(text.contains(&plain(event.qualifier)), "{} lacks its qualifier", page.route);
            let hrefs: Vec<&str> = page.links().map(|(_, href)| href).collect();
            for act in event.responds_to {
                let path = format!("events/{}/", DATASET.facts.event(*act).id);
                assert!(hrefs.iter().any(|href| href.ends_with(&path)), "{} does not lead to {path}", page.route);
            }
        }
    }

    #[test]
    fn a_qualifier_stands_wherever_its_number_does() {
        for event in DATASET.facts.events.iter().filter(|event| !event.qualifier.is_empty()) {
            let index = support::event_index(&DATASET, event.id.as_str());
            let (episode, step) = DATASET.facts.step_of(index).expect("every event has its step");
            let episode = &DATASET.facts.episodes[episode];
            // From its own step on, the ledger holds the number, and so does the page of the whole episode.
            let steps = (step..episode.steps.len()).map(|step| format!("/episodes/{}/{}/", episode.id, step + 1));
            let paths: Vec<String> = if event.people_ordered_out().is_empty() {
                vec![format!("/episodes/{}/{}/", episode.id, step + 1)]
            } else {
                steps.chain([format!("/episodes/{}/", episode.id)]).collect()
            };
            for path in paths {
                assert!(
                    plain(&page(&path).text).contains(&plain(event.qualifier)),
                    "{path} lacks {:?}",
                    event.qualifier
                );
            }
        }
    }

    #[test]
    fn an_act_with_more_than_one_number_stands_once_in_the_picture_of_them() {
        let page = page("/sources/disagreements/");
        let figured = DATASET.facts.events.iter().filter(|event| event.figures.is_some());
        // A picture for wide windows and one for narrow ones.
        let mut wanted: Vec<String> = figured.flat_map(|event| [event.id.to_string(), event.id.to_string()]).collect();
        let mut marks: Vec<String> = page
            .links()
            .filter(|(link, _)| link.attribute("class") == Some("plot__mark"))
            .filter_map(|(_, href)| Some(href.strip_prefix("../../events/")?.strip_suffix("/#differ")?.to_owned()))
            .collect();
        assert!(page.text.contains(&format!("{} acts. Each line runs", wanted.len() / 2)), "{}", page.text);
        wanted.sort();
        marks.sort();
        assert_eq!(marks, wanted);
    }

    #[test]
    fn every_step_tells_its_story_and_what_each_side_said() {
        for (episode, story) in DATASET.facts.episodes.iter().zip(&DATASET.stories) {
            let overview = plain(&page(&format!("/episodes/{}/", episode.id)).text);
            assert!(overview.contains(&plain(&story.summary.to_string())), "{}", episode.id);
            for (number, (step, text)) in (1..).zip(episode.steps.iter().zip(&story.steps)) {
                let read = plain(&page(&format!("/episodes/{}/{number}/", episode.id)).text);
                assert!(read.contains(&plain(step.title)));
                assert!(overview.contains(&plain(step.title)));
                for paragraph in &text.paragraphs {
                    assert!(read.contains(&plain(&paragraph.to_string())), "{} {number}: {paragraph}", episode.id);
                }
                for position in &text.positions {
                    assert!(read.contains(&plain(&position.said.to_string())), "{} {number}", episode.id);
                }
            }
        }
    }

    #[test]
    fn every_page_says_when_the_data_end() {
        let cutoff = persona_non_grata::words::date(DATASET.cutoff);
        let found =
            on_every_page(
                |page| {
                    if page.text.contains(&cutoff) { Vec::new() } else { vec![format!("lacks {cutoff}")] }
                },
            );
        assert_none("the cut-off", &found);
    }
}

mod chains {
    use super::*;

    /// Every chain page with the places of the events that belong to it, by date.
    fn chains() -> Vec<(&'static Page, Vec<String>)> {
        let places = |episode: Option<usize>| {
            let events = DATASET.facts.events.iter().enumerate();
            let of_it = events.filter(|(_, event)| episode.is_none_or(|place| usize::from(event.episode) == place));
            of_it.map(|(place, _)| place.to_string()).collect()
        };
        let episodes = DATASET.facts.episodes.iter().enumerate();
        let mut chains: Vec<_> = episodes
            .map(|(place, episode)| (page(&format!("/episodes/{}/chain/", episode.id)), places(Some(place))))
            .collect();
        chains.push((page("/chain/"), places(None)));
        chains
    }

    fn sorted(mut places: Vec<String>) -> Vec<String> {
        places.sort_by_key(|place| place.parse::<usize>().unwrap_or(usize::MAX));
        places
    }

    #[test]
    fn the_outline_holds_every_event_once_and_leads_to_its_page() {
        for (page, places) in chains() {
            let entries = page.entries().into_iter().map(str::to_owned).collect();
            assert_eq!(sorted(entries), places, "{}", page.route);
            for (link, href) in page.links().filter(|(link, _)| link.attribute("tabindex") != Some("-1")) {
                let Some(event) = link.attribute("data-e").and_then(|place| place.parse::<usize>().ok()) else {
                    continue;
                };
                let path = path_in_site(page.resolve(href).path(), "/some/folder/");
                assert_eq!(path, Some(format!("/events/{}/", DATASET.facts.events[event].id)), "{}", page.route);
            }
        }
    }

    #[test]
    fn both_pictures_hold_every_event_once_as_a_link_without_a_program() {
        for (page, places) in chains() {
            let document = Html::parse_document(&page.html);
            let pictures: Vec<ElementRef<'_>> = document.select(&selector("[data-picture] > svg")).collect();
            assert_eq!(pictures.len(), 2, "{}", page.route);
            for picture in pictures {
                assert_eq!(picture.attr("aria-hidden"), Some("true"));
                let mut found = Vec::new();
                for mark in picture.select(&selector("a")) {
                    let events: Vec<&str> = mark.attr("data-e").unwrap_or_default().split(' ').collect();
                    let target = page.resolve(mark.attr("href").unwrap_or_default());
                    let path = path_in_site(target.path(), "/some/folder/").unwrap_or_default();
                    assert!(BY_PATH.contains_key(&path), "{}: {target}", page.route);
                    // A mark alone leads to its event's page.
                    if let [event] = events.as_slice() {
                        let event = &DATASET.facts.events[event.parse::<usize>().expect("a place")];
                        assert_eq!(path, format!("/events/{}/", event.id), "{}", page.route);
                    }
                    let title: String = mark.select(&selector("title")).flat_map(|title| title.text()).collect();
                    assert!(!title.trim().is_empty(), "{}: a mark without a title", page.route);
                    found.extend(events.into_iter().map(str::to_owned));
                }
                assert_eq!(sorted(found), places, "{}", page.route);
            }
        }
    }

    #[test]
    fn one_click_leads_from_a_step_to_its_place_in_the_chain_and_back() {
        let targets = |page: &'static Page| -> HashSet<String> {
            page.links()
                .map(|(_, href)| page.resolve(href))
                .filter_map(|url| path_in_site(url.path(), "/some/folder/"))
                .collect()
        };
        let mut without = Vec::new();
        for episode in DATASET.facts.episodes {
            let chain = format!("/episodes/{}/chain/", episode.id);
            let from_chain = targets(page(&chain));
            assert!(
                from_chain.contains(&format!("/episodes/{}/", episode.id)) && from_chain.contains("/chain/"),
                "{chain}"
            );
            assert!(targets(page(&format!("/episodes/{}/", episode.id))).contains(&chain), "{chain} from its episode");
            assert!(targets(page("/chain/")).contains(&chain), "{chain} from the chain of all");
            for step in 1..=episode.steps.len() {
                let path = format!("/episodes/{}/{step}/", episode.id);
                if !targets(page(&path)).contains(&chain) {
                    without.push(path);
                }
            }
        }
        assert_none("steps that do not lead to their chain", &without);
        assert!(targets(page("/")).contains("/chain/"), "the chain of all from the start page");
    }

    #[test]
    fn controls_offer_only_what_the_chain_holds() {
        for (page, places) in chains() {
            let document = Html::parse_document(&page.html);
            let options = |name: &str| -> Vec<String> {
                let found = selector(&format!("select[name={name}] option[value]"));
                document.select(&found).filter_map(|option| option.attr("value")).map(str::to_owned).collect()
            };
            let events = || places.iter().map(|place| &DATASET.facts.events[place.parse::<usize>().expect("a place")]);
            let countries: BTreeSet<String> = events()
                .filter(|event| event.action != Action::Trigger)
                .map(|event| event.counterpart().as_str().to_ascii_lowercase())
                .chain([String::new()])
                .collect();
            assert_eq!(options("country").into_iter().collect::<BTreeSet<_>>(), countries, "{}", page.route);
            let kinds: BTreeSet<String> = events()
                .map(|event| persona_non_grata::chain::Kind::of(event.action).key().to_owned())
                .chain([String::new()])
                .collect();
            assert_eq!(options("kind").into_iter().collect::<BTreeSet<_>>(), kinds, "{}", page.route);
            for name in ["country", "kind", "sort", "episode"] {
                for value in options(name).iter().filter(|value| !value.is_empty()) {
                    let query = Query::parse(&format!("?{name}={value}"));
                    assert!(query.unreadable.is_empty(), "{}: {name}={value} cannot be read", page.route);
                }
            }
            let is_all = page.route == Route::Chain;
            assert_eq!(options("episode").len(), if is_all { 1 + DATASET.facts.episodes.len() } else { 0 });
        }
    }
}

mod site {
    use super::*;

    fn site() -> SiteUrl {
        SiteUrl::parse("https://paper.example/png").unwrap_or_else(|problem| panic!("{problem}"))
    }

    #[test]
    fn without_a_public_address_no_page_has_an_absolute_one_of_its_own() {
        let found = on_every_page(|page| {
            ["rel=\"canonical\"", "og:url"]
                .into_iter()
                .filter(|part| page.html.contains(part))
                .map(str::to_owned)
                .collect()
        });
        assert_none("addresses", &found);
    }

    #[test]
    fn with_a_public_address_every_page_gives_its_own() {
        for route in all_routes(&DATASET) {
            let html = shell().wrap(&rendered(&route), Some(&site()));
            let address = format!("https://paper.example/png{route}");
            assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{route}");
            assert!(html.contains(&format!("<meta property=\"og:url\" content=\"{address}\">")), "{route}");
        }
    }

    #[test]
    fn the_sitemap_lists_every_page_once() {
        let routes = all_routes(&DATASET);
        let text = sitemap(&routes, &site());
        let listed: Vec<&str> = text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
        let expected: Vec<String> = routes.iter().map(|route| format!("https://paper.example/png{route}")).collect();
        assert_eq!(listed, expected);
        assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "));
        assert_eq!(listed.iter().collect::<HashSet<_>>().len(), PAGES.len());
    }

    #[test]
    fn robots_name_the_sitemap_only_where_there_is_one() {
        assert_eq!(robots(None), "User-agent: *\nAllow: /\n");
        assert_eq!(robots(Some(&site())), "User-agent: *\nAllow: /\nSitemap: https://paper.example/png/sitemap.xml\n");
    }

    #[test]
    fn a_public_address_is_http_without_query_or_fragment_and_ends_with_a_slash() {
        for (text, expected) in [
            ("https://paper.example", "https://paper.example/"),
            ("https://paper.example/png", "https://paper.example/png/"),
            ("http://paper.example/png/", "http://paper.example/png/"),
        ] {
            assert_eq!(SiteUrl::parse(text).map(|site| site.as_str().to_owned()), Ok(expected.to_owned()));
        }
        for text in [
            "",
            "paper.example",
            "/png/",
            "ftp://paper.example/",
            "https://paper.example/?a=b",
            "https://paper.example/#a",
        ] {
            let problem = SiteUrl::parse(text).expect_err("no public address");
            assert!(problem.contains(&format!("\"{text}\"")), "{problem}");
        }
    }

    #[test]
    fn a_shell_without_its_marks_is_refused_with_the_mark_that_is_missing() {
        let problem = |html: &str| Shell::new(html, "style.css").err().map(|error| error.to_string());
        assert_eq!(problem(SHELL), None);
        let head = "<meta name=\"prerender\" content=\"head\">";
        let app = "<div id=\"app\"></div>";
        for mark in [head, app, "<script src=\"./scheme.js\""] {
            let expected = format!("index.html has no {mark}: the prerenderer needs it to know what goes where");
            assert_eq!(problem(&SHELL.replace(mark, "")), Some(expected));
        }
    }

    #[test]
    fn the_real_index_html_has_the_marks() {
        let html = include_str!("../index.html");
        assert!(Shell::new(html, "style.css").is_ok());
    }

    #[test]
    fn two_renders_give_the_same_bytes() {
        for page in PAGES.iter() {
            let again = shell().wrap(&rendered(&page.route), None);
            assert!(again == page.html, "{} differs from one rendering to the next", page.route);
        }
    }

    #[test]
    fn routes_that_lead_nowhere_are_not_rendered() {
        let steps = DATASET.facts.episodes[0].steps.len();
        let id = DATASET.facts.episodes[0].id.as_str();
        for route in [
            Route::episode("no-such-episode"),
            Route::step("no-such-episode", 1),
            Route::step(id, steps + 1),
            Route::event("no-such-event"),
            Route::episode_chain("no-such-episode"),
        ] {
            let route = route.expect("an address of the right form");
            assert!(render(&DATASET, &route).is_none(), "{route}");
        }
        assert!(render(&DATASET, &Route::step(id, steps).expect("a step")).is_some());
    }

    #[test]
    fn the_style_sheet_is_named_after_its_content_and_loads_nothing() {
        let again = Stylesheet::new();
        assert_eq!((&again.name, &again.text), (&STYLE.name, &STYLE.text));
        let hash = STYLE.name.strip_prefix("style-").and_then(|name| name.strip_suffix(".css"));
        assert!(hash.is_some_and(|hash| hash.len() == 16), "{}", STYLE.name);
        assert!(!STYLE.text.contains("/*") && !STYLE.text.contains("@import") && !STYLE.text.contains("url("));
        assert_eq!(STYLE.text.matches('{').count(), STYLE.text.matches('}').count());
    }
}

mod missing {
    use super::*;

    /// The values of an attribute anywhere in the text.
    fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
        html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn has_no_relative_address_since_it_is_served_at_any_depth() {
        let html = missing_page(&DATASET, None);
        // The icon stands in the page.
        let hrefs = values(&html, "href");
        assert!(hrefs.len() == 1 && hrefs[0].starts_with("data:image/svg+xml;base64,"), "{hrefs:?}");
        assert!(values(&html, "src").is_empty() && !html.contains("url("));

        let site = SiteUrl::parse("https://paper.example/png/").expect("an address");
        let html = missing_page(&DATASET, Some(&site));
        let mut hrefs = values(&html, "href");
        hrefs.retain(|href| !href.starts_with("data:"));
        assert_eq!(hrefs.len(), 1 + DATASET.facts.episodes.len());
        assert!(hrefs.iter().all(|href| href.starts_with("https://paper.example/png/")), "{hrefs:?}");
    }

    #[test]
    fn names_every_episode_by_its_path_from_the_root() {
        let html = missing_page(&DATASET, None);
        let paths: HashSet<&str> = values(&html, "data-path").into_iter().collect();
        for episode in DATASET.facts.episodes {
            assert!(paths.contains(format!("episodes/{}/", episode.id).as_str()), "{}", episode.id);
        }
        assert!(paths.iter().all(|path| BY_PATH.contains_key(&format!("/{path}"))), "{paths:?}");
    }

    #[test]
    fn has_one_h1_unique_ids_and_inline_parts_that_its_policy_allows() {
        use base64::Engine;
        use sha2::Digest;
        let html = missing_page(&DATASET, None);
        let document = Html::parse_document(&html);
        assert!(document.errors.is_empty(), "{:?}", document.errors);
        assert_eq!(document.select(&selector("h1")).count(), 1);
        let mut ids = HashSet::new();
        assert!(document.select(&selector("[id]")).all(|element| ids.insert(element.attr("id").unwrap_or_default())));
        assert_eq!(document.select(&selector("[style], [onclick]")).count(), 0);
        let policy = attribute_of(&document, "meta[http-equiv]", "content");
        for (name, directive) in [("script", "script-src"), ("style", "style-src")] {
            let texts: Vec<String> = document.select(&selector(name)).map(|part| part.text().collect()).collect();
            assert_eq!(texts.len(), 1);
            let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(&texts[0]));
            assert!(policy.contains(&format!("{directive} 'sha256-{hash}'")), "{policy}");
        }
    }
}
