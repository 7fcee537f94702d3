//! Addresses that other people's links lead to: each is a page, or leads on to one.

mod support;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use persona_non_grata::dataset::Dataset;
use persona_non_grata::prerender::{Moved, Shell, SiteUrl, address_list, all_routes, render, scheme_script};
use persona_non_grata::route::Route;
use scraper::{Html, Selector};
use serde_json::Value;

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);
static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| all_routes(&DATASET));

/// Name of the variable that adds new pages to the list of published addresses.
const UPDATE: &str = "UPDATE_ADDRESSES";

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn moved(text: &str) -> Vec<Moved> {
    Moved::parse(text, &ROUTES).unwrap_or_else(|problems| panic!("{problems}"))
}

fn paths(routes: &[Route]) -> BTreeSet<String> {
    routes.iter().map(ToString::to_string).collect()
}

/// Published addresses that are neither a page nor lead on to one.
fn lost(published: &BTreeSet<String>, pages: &BTreeSet<String>, moved: &[Moved]) -> Vec<String> {
    let leads_on = |address: &str| moved.iter().any(|moved| moved.from == address);
    published.iter().filter(|address| !pages.contains(*address) && !leads_on(address)).cloned().collect()
}

mod published {
    use super::*;

    const LIST: &str = "tests/fixtures/addresses.txt";

    fn list() -> BTreeSet<String> {
        let text = fs::read_to_string(here(LIST)).unwrap_or_else(|error| panic!("{LIST}: {error}"));
        text.lines().map(str::to_owned).collect()
    }

    /// The list as it stands in its file.
    fn written(list: &BTreeSet<String>) -> String {
        list.iter().fold(String::new(), |text, address| text + address + "\n")
    }

    #[test]
    fn every_address_that_was_ever_published_is_a_page_or_leads_on_to_one() {
        let moved = Moved::load(&here("data"), &ROUTES).unwrap_or_else(|problems| panic!("{problems}"));
        let lost = lost(&list(), &paths(&ROUTES), &moved);
        assert!(
            lost.is_empty(),
            "other people's links to these addresses would break; data/moved.toml says where they lead now:\n{}",
            lost.join("\n")
        );
    }

    #[test]
    fn every_page_stands_in_the_list_of_published_addresses() {
        let mut list = list();
        let pages = paths(&ROUTES);
        if std::env::var_os(UPDATE).is_some() {
            list.extend(pages.iter().cloned());
            fs::write(here(LIST), written(&list)).unwrap_or_else(|error| panic!("{LIST}: {error}"));
        }
        let new: Vec<&str> = pages.difference(&list).map(String::as_str).collect();
        assert!(
            new.is_empty(),
            "these pages are new. Once published, their addresses stay: look at them again, then add them to {LIST} by \
             `{UPDATE}=1 cargo test --test addresses`:\n{}",
            new.join("\n")
        );
    }

    #[test]
    fn the_list_is_sorted_and_holds_each_address_once_as_it_is_written() {
        let text = fs::read_to_string(here(LIST)).unwrap_or_else(|error| panic!("{LIST}: {error}"));
        assert_eq!(text, written(&list()));
        assert!(list().iter().all(|address| address.starts_with('/') && address.ends_with('/')));
    }

    #[test]
    fn an_address_that_went_away_is_found_out_until_it_leads_on() {
        let pages = paths(&ROUTES);
        let mut published = pages.clone();
        published.insert("/events/skripal-uk-expels/".to_owned());
        assert_eq!(lost(&published, &pages, &[]), ["/events/skripal-uk-expels/"]);
        let moved = moved("[[moved]]\nfrom = \"/events/skripal-uk-expels/\"\nto = \"/events/skripal-uk-expels-23/\"\n");
        assert_eq!(lost(&published, &pages, &moved), [""; 0]);
    }
}

mod old_addresses {
    use super::*;

    const SPOILT: &str = r#"# Everything that can be wrong.
[[moved]]
from = "/episodes/skripal/"
to = "/episodes/skripal-2019/"

[[moved]]
from = "/episodes/salisbury/"
to = "/episodes/skripal/"

[[moved]]
from = "/countries/GB/"
to = "/countries/ru/"

[[moved]]
from = "/episodes/Skripal/"
to = "/episodes/skripal-2018/"

[[moved]]
from = "/a/../b/"
to = "/about"

[[moved]]
from = "/embed/chains/"
to = "/chain/"

[[moved]]
from = "/chains/"
"#;

    #[test]
    fn every_mistake_is_named_at_once_with_its_line() {
        let problems = Moved::parse(SPOILT, &ROUTES).expect_err("nothing in it is right").to_string();
        let wanted = r#"data/moved.toml:4: moved "/episodes/skripal/": leads to "/episodes/skripal-2019/", which is no page
data/moved.toml:8: moved "/episodes/salisbury/": leads to "/episodes/skripal/", which has moved itself (line 3): name the page of today
data/moved.toml:11: moved "/countries/GB/": would hide the page /countries/gb/
data/moved.toml:15: moved "/episodes/Skripal/": stands already in line 3
data/moved.toml:19: moved "/a/../b/": from is not an address from / to / of letters, digits and - _ . ~
data/moved.toml:20: moved "/a/../b/": leads to "/about", which is no page
data/moved.toml:23: moved "/embed/chains/": the version for frames moves with its page: leave /embed out
data/moved.toml:26: needs both from and to
8 problems in the data"#;
        assert_eq!(problems, wanted);
    }

    #[test]
    fn a_file_that_is_no_toml_or_knows_another_field_is_refused_with_its_line() {
        for (text, wanted) in [
            ("[[moved]]\nfrom = /a/\n", "data/moved.toml:2: "),
            ("[[moved]]\nfrom = \"/a/\"\nto = \"/about/\"\nwhy = \"\"\n", "data/moved.toml:4: unknown field `why`"),
        ] {
            let problems = Moved::parse(text, &ROUTES).expect_err("a mistake").to_string();
            assert!(problems.starts_with(wanted), "{problems}");
        }
        let nowhere = tempfile::tempdir().expect("a folder");
        let problems = Moved::load(nowhere.path(), &ROUTES).expect_err("no file").to_string();
        assert!(problems.starts_with("data/moved.toml: cannot be read: "), "{problems}");
    }

    #[test]
    fn a_file_of_comments_moves_nothing() {
        assert_eq!(moved("# Nothing has moved so far.\n"), []);
    }
}

mod forwards {
    use super::*;

    const SHELL: &str = include_str!("../index.html");

    fn selector(text: &str) -> Selector {
        Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn attribute(document: &Html, what: &str, name: &str) -> String {
        let element = document.select(&selector(what)).next().unwrap_or_else(|| panic!("no {what}"));
        element.attr(name).unwrap_or_default().to_owned()
    }

    fn forwards(from: &str, to: &str, site: Option<&SiteUrl>) -> Vec<(String, Html)> {
        let shell = Shell::new(SHELL, "style.css").unwrap_or_else(|error| panic!("{error}"));
        let moved = moved(&format!("[[moved]]\nfrom = \"{from}\"\nto = \"{to}\"\n"));
        let title = "Who <acted> & \"who\" answered";
        let forwards = moved.iter().flat_map(|moved| moved.forwards(title, &shell, site));
        forwards.map(|forward| (forward.file, Html::parse_document(&forward.html))).collect()
    }

    #[test]
    fn an_old_address_leads_on_by_a_link_and_by_itself() {
        let pages = forwards("/countries/great/britain/", "/countries/gb/", None);
        let [(file, page)] = &pages[..] else { panic!("{} files", pages.len()) };
        assert_eq!(file, "countries/great/britain/index.html");
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        assert_eq!(attribute(page, "meta[http-equiv=refresh]", "content"), "0; url=../../../countries/gb/");
        assert_eq!(attribute(page, "main a", "href"), "../../../countries/gb/");
        assert_eq!(attribute(page, "link[rel=canonical]", "href"), "../../../countries/gb/");
        assert_eq!(attribute(page, "meta[name=robots]", "content"), "noindex");
        assert_eq!(attribute(page, "link[rel=stylesheet]", "href"), "../../../style.css");
        let link: String = page.select(&selector("main a")).flat_map(|link| link.text()).collect();
        assert_eq!(link, "Who <acted> & \"who\" answered");
        assert_eq!(page.select(&selector("h1")).count(), 1);
    }

    #[test]
    fn an_old_address_keeps_the_security_policy_and_runs_no_program() {
        let pages = forwards("/chains/", "/chain/", None);
        let policy = |page: &Html| attribute(page, "meta[http-equiv=Content-Security-Policy]", "content");
        assert_eq!(policy(&pages[0].1), policy(&Html::parse_document(SHELL)));
        let scripts: Vec<&str> =
            pages[0].1.select(&selector("script")).map(|script| script.attr("src").unwrap_or("inline")).collect();
        assert_eq!(scripts, [format!("../{}", scheme_script().name)]);
    }

    #[test]
    fn the_version_for_frames_moves_with_its_page() {
        let pages = forwards("/events/skripal-uk-expels/", "/events/skripal-uk-expels-23/", None);
        let files: HashMap<&str, &Html> = pages.iter().map(|(file, page)| (file.as_str(), page)).collect();
        assert_eq!(files.len(), 2);
        let framed = files["embed/events/skripal-uk-expels/index.html"];
        assert_eq!(attribute(framed, "main a", "href"), "../../../embed/events/skripal-uk-expels-23/");
        assert_eq!(attribute(framed, "link[rel=canonical]", "href"), "../../../events/skripal-uk-expels-23/");
        // Where the page of today has no such version, the page itself is better than nothing.
        let pages = forwards("/events/skripal-uk-expels/", "/countries/gb/", None);
        assert_eq!(attribute(&pages[1].1, "main a", "href"), "../../../countries/gb/");
    }

    #[test]
    fn with_a_public_address_the_page_to_be_found_is_named_by_it() {
        let site = SiteUrl::parse("https://paper.example/png/").expect("an address");
        let pages = forwards("/chains/", "/chain/", Some(&site));
        assert_eq!(attribute(&pages[0].1, "link[rel=canonical]", "href"), "https://paper.example/png/chain/");
        assert_eq!(attribute(&pages[0].1, "main a", "href"), "../chain/");
    }
}

mod list_of_all {
    use super::*;

    #[test]
    fn every_page_but_the_start_stands_in_it_once_with_its_kind() {
        // Titles are those of the pages; for this, anything will do.
        let pages: Vec<(Route, String)> = ROUTES.iter().map(|route| (route.clone(), route.to_string())).collect();
        let json: Value = serde_json::from_str(&address_list(&DATASET, &pages)).expect("JSON");
        let mut found = BTreeSet::new();
        let mut kinds = BTreeSet::new();
        for group in json.as_array().expect("groups") {
            let kind = group[0].as_str().expect("a kind");
            kinds.insert(kind);
            for page in group[2].as_array().expect("pages") {
                let path = format!("/{}", page[0].as_str().expect("a path"));
                let route = Route::parse(&path).unwrap_or_else(|| panic!("{path} is no address"));
                assert_eq!(group[1], Value::Bool(route.is_embeddable()), "{path}");
                let title = match &route {
                    Route::Country(code) => DATASET.facts.name(*code),
                    _ => path.clone(),
                };
                assert_eq!(page[1], Value::String(title), "{path}");
                assert!(found.insert(path.clone()), "{path} stands there twice");
            }
        }
        found.insert("/".to_owned());
        assert_eq!(found, paths(&ROUTES));
        let wanted =
            ["article", "chain", "comparison", "country", "crisis", "event", "list", "organisation", "page", "step"];
        assert_eq!(kinds.into_iter().collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn a_title_is_that_of_the_page_without_the_name_of_the_site() {
        let route = Route::episode("skripal-2018").expect("an id");
        let page = render(&DATASET, &route).expect("a page");
        assert_eq!(page.title, "Skripal 2018 | Persona Non Grata");
        assert_eq!(page.own_title(), "Skripal 2018");
    }
}
