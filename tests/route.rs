//! Addresses: what is printed is read back, and nothing that anybody types makes the program fall over.

mod support;

use std::num::NonZeroU16;

use persona_non_grata::dataset::is_slug;
use persona_non_grata::prerender::all_routes;
use persona_non_grata::route::{Query, Route, Slug, path_in_site};
use proptest::prelude::*;

/// Any id of the allowed form, up to its greatest length.
fn slug() -> impl Strategy<Value = Slug> {
    "[a-z0-9]{1,12}(-[a-z0-9]{1,10}){0,6}".prop_map(|text| Slug::parse(&text).expect("of the allowed form"))
}

fn route() -> impl Strategy<Value = Route> {
    prop_oneof![
        Just(Route::Home),
        Just(Route::About),
        slug().prop_map(Route::Episode),
        (slug(), 1..=u16::MAX).prop_map(|(id, step)| Route::Step(id, NonZeroU16::new(step).expect("counted from 1"))),
        slug().prop_map(Route::Event),
    ]
}

/// Where a site may begin: a host's root, a folder, two and three folders, a folder whose name is one of ours.
fn root() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("/".to_owned()),
        Just("/some/folder/".to_owned()),
        Just("/a/b/c/".to_owned()),
        Just("/episodes/".to_owned()),
        Just("/events/about/".to_owned()),
        "(/[A-Za-z0-9._~%-]{1,8}){0,4}/",
    ]
}

/// The path that a browser makes of a relative address on the page at `base`.
fn resolve(base: &str, href: &str) -> String {
    let url = url::Url::parse("https://site.example").expect("an address").join(base).expect("a base");
    url.join(href).expect("a relative address").path().to_owned()
}

proptest! {
    #![proptest_config(support::cases(2000))]

    #[test]
    fn a_printed_route_is_read_back(route in route()) {
        prop_assert_eq!(Route::parse(&route.to_string()), Some(route));
    }

    #[test]
    fn a_printed_route_begins_and_ends_with_a_slash(route in route()) {
        let path = route.to_string();
        prop_assert!(path.starts_with('/') && path.ends_with('/') && !path.contains("//"), "{path}");
        prop_assert_eq!(path.matches('/').count(), route.depth() + 1);
    }

    #[test]
    fn the_slash_at_the_end_may_be_missing(route in route()) {
        let path = route.to_string();
        let without = path.trim_end_matches('/');
        if !without.is_empty() {
            prop_assert_eq!(Route::parse(without), Some(route));
        }
    }

    #[test]
    fn the_name_of_the_file_may_be_given(route in route()) {
        prop_assert_eq!(Route::parse(&format!("{route}index.html")), Some(route));
    }

    #[test]
    fn the_name_of_the_file_without_a_slash_before_it_is_no_page(route in route()) {
        prop_assume!(route != Route::Home);
        let path = format!("{}index.html", route.to_string().trim_end_matches('/'));
        prop_assert_eq!(Route::parse(&path), None);
    }

    #[test]
    fn a_second_slash_at_the_end_is_no_page(route in route()) {
        prop_assert_eq!(Route::parse(&format!("{route}/")), None);
    }

    #[test]
    fn the_address_under_a_root_is_inside_the_site_and_read_back(route in route(), root in root()) {
        let address = route.href(&root);
        let path = path_in_site(&address, &root);
        prop_assert_eq!(&path, &Some(route.to_string()));
        prop_assert_eq!(path.as_deref().and_then(Route::parse), Some(route));
    }

    #[test]
    fn a_relative_address_leads_from_any_page_to_any_other_in_any_folder(
        from in route(), to in route(), root in prop_oneof![Just("/"), Just("/some/folder/"), Just("/a/b/c/")],
    ) {
        let address = resolve(&from.href(root), &to.href(&from.relative_root()));
        prop_assert_eq!(&address, &to.href(root));
        prop_assert_eq!(path_in_site(&address, root).as_deref().and_then(Route::parse), Some(to));
    }

    #[test]
    fn the_relative_root_of_a_page_is_the_root(route in route(), root in prop_oneof![Just("/"), Just("/a/b/c/")]) {
        prop_assert_eq!(resolve(&route.href(root), &route.relative_root()), root);
    }

    #[test]
    fn an_address_outside_the_root_is_outside_the_site(route in route(), root in "(/[a-z]{1,8}){1,3}/") {
        let other = format!("{}x{route}", root.trim_end_matches('/'));
        prop_assert_eq!(path_in_site(&other, &root), None);
    }

    #[test]
    fn a_printed_query_is_read_back(event in proptest::option::of(slug())) {
        let query = Query { event, ..Query::default() };
        prop_assert_eq!(Query::parse(&query.to_string()), query.clone());
        prop_assert_eq!(Query::parse(query.to_string().trim_start_matches('?')), query);
    }

    #[test]
    fn unknown_parameters_are_ignored(event in slug(), before in "[a-z]{1,6}", value in "[^&]{0,12}") {
        prop_assume!(before != "event");
        let expected = Query { event: Some(event.clone()), ..Query::default() };
        prop_assert_eq!(&Query::parse(&format!("?{before}={value}&event={}", event.as_str())), &expected);
        prop_assert_eq!(&Query::parse(&format!("?event={}&{before}={value}&{before}", event.as_str())), &expected);
    }

    #[test]
    fn an_id_is_read_only_where_its_form_is_right(text in ".{0,90}") {
        prop_assert_eq!(Slug::parse(&text).is_some(), is_slug(&text));
        if let Some(slug) = Slug::parse(&text) {
            prop_assert_eq!(slug.as_str(), text);
        }
    }
}

#[test]
fn an_id_is_lower_case_letters_digits_and_single_hyphens() {
    for good in ["a", "7", "skripal-2018", "a-b-c", &"a".repeat(80)] {
        assert!(is_slug(good), "{good}");
    }
    for bad in ["", "-", "-a", "a-", "a--b", "A", "a_b", "a b", "é", "a.b", "a/b", "%61", &"a".repeat(81)] {
        assert!(!is_slug(bad), "{bad}");
    }
}

#[test]
fn addresses_that_are_no_pages_are_refused() {
    for path in [
        "",
        "about",
        "//",
        "/about//",
        "//about/",
        "/About/",
        "/aboutindex.html",
        "/about/index.htm",
        "/index.html/",
        "/episodes/",
        "/events/",
        "/episodes//1/",
        "/episodes/skripal-2018/0/",
        "/episodes/skripal-2018/01/",
        "/episodes/skripal-2018/+1/",
        "/episodes/skripal-2018/-1/",
        "/episodes/skripal-2018/1.0/",
        "/episodes/skripal-2018/65536/",
        "/episodes/skripal-2018/٣/",
        "/episodes/skripal-2018/1/2/",
        "/episodes/Skripal-2018/",
        "/episodes/skripal_2018/",
        "/episodes/../about/",
        "/events/skripal%2Dattack/",
        "/events/skripal-attack/1/",
        "/event/skripal-attack/",
        "/about/?event=x",
        "/about/#x",
        " /about/",
    ] {
        assert_eq!(Route::parse(path), None, "{path}");
    }
}

#[test]
fn steps_are_counted_from_1_to_65535() {
    assert_eq!(Route::step("skripal-2018", 0), None);
    assert_eq!(Route::step("skripal-2018", 65_536), None);
    assert_eq!(Route::step("Skripal", 1), None);
    for step in [1, 9, 10, 65_535] {
        let route = Route::step("skripal-2018", step).expect("a step");
        assert_eq!(route.to_string(), format!("/episodes/skripal-2018/{step}/"));
        assert_eq!(Route::parse(&route.to_string()), Some(route));
    }
}

#[test]
fn every_page_knows_how_deep_it_lies() {
    for (path, depth, root) in [
        ("/", 0, "./"),
        ("/about/", 1, "../"),
        ("/episodes/skripal-2018/", 2, "../../"),
        ("/events/skripal-attack/", 2, "../../"),
        ("/episodes/skripal-2018/3/", 3, "../../../"),
    ] {
        let route = Route::parse(path).unwrap_or_else(|| panic!("{path} is a page"));
        assert_eq!((route.depth(), route.relative_root().as_str()), (depth, root), "{path}");
    }
}

#[test]
fn a_root_ends_with_a_slash_or_nothing_is_inside() {
    assert_eq!(path_in_site("/a/b/", "/a/"), Some("/b/".to_owned()));
    assert_eq!(path_in_site("/a/", "/a/"), Some("/".to_owned()));
    assert_eq!(path_in_site("/a/b/", "/a"), None);
    assert_eq!(path_in_site("/a", "/a/"), None);
    assert_eq!(path_in_site("/ab/", "/a/"), None);
    assert_eq!(path_in_site("", "/"), None);
}

#[test]
fn of_a_repeated_parameter_the_last_counts() {
    let event = |text: &str| Query::parse(text).event.map(|slug| slug.as_str().to_owned());
    assert_eq!(event("?event=a&event=b").as_deref(), Some("b"));
    assert_eq!(event("?event=a&other=b").as_deref(), Some("a"));
    assert_eq!(event("event=a").as_deref(), Some("a"));
    assert_eq!(event("?event=a&event=").as_deref(), Some("a"));
    assert_eq!(event("?event=a&event=B!"), None);
    for text in ["", "?", "?event", "?event=", "?Event=a", "??event=a", "?&&="] {
        assert_eq!(Query::parse(text), Query::default(), "{text}");
    }
    assert_eq!(Query::default().to_string(), "");
}

#[test]
fn an_event_asked_for_by_a_text_that_can_be_no_id_is_known_to_be_unreadable() {
    for text in ["?event=A", "?event=a=b", "?event=%61", "?event=a--b", "?event=é", "?event=a&event=B!"] {
        let query = Query::parse(text);
        assert!(query.event.is_none() && query.unreadable == ["event"], "{text}");
        assert_eq!(query.to_string(), "");
    }
    assert!(Query::parse("?event=B!&event=a").unreadable.is_empty());
}

#[test]
fn every_page_of_the_site_is_read_back_from_its_address() {
    let dataset = support::real_dataset();
    let routes = all_routes(&dataset);
    let steps: usize = dataset.facts.episodes.iter().map(|episode| episode.steps.len()).sum();
    assert_eq!(routes.len(), 2 + dataset.facts.episodes.len() + steps + dataset.facts.events.len());
    for route in &routes {
        assert_eq!(Route::parse(&route.to_string()).as_ref(), Some(route), "{route}");
    }
    let different: std::collections::HashSet<String> = routes.iter().map(ToString::to_string).collect();
    assert_eq!(different.len(), routes.len());
}

/// A small generator whose numbers are the same on every machine (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).expect("small")).expect("small")
    }
}

/// What addresses are made of, and what they should never be made of.
const PIECES: [&str; 48] = [
    "/",
    "/",
    "/",
    "//",
    "episodes",
    "events",
    "about",
    "index.html",
    "skripal-2018",
    "skripal-attack",
    "1",
    "0",
    "12",
    "65535",
    "65536",
    "99999999999999999999",
    "-1",
    "+1",
    "01",
    ".",
    "..",
    "./",
    "../",
    "?",
    "?event=",
    "event=",
    "&",
    "=",
    "#",
    "%",
    "%2F",
    "%00",
    "%zz",
    "%E2%82",
    "a",
    "-",
    "--",
    "A",
    "_",
    " ",
    "\u{0}",
    "\n",
    "é",
    "日本語",
    "🕊",
    "\u{202e}",
    "٣",
    "\u{fffd}",
];

#[test]
fn a_million_random_addresses_are_read_or_refused_and_what_is_read_prints_the_same_page() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut text = String::new();
    let (mut pages, mut longest) = (0u32, 0);
    for i in 0..1_000_000u32 {
        text.clear();
        // Now and then a very long one.
        let pieces = if i % 50_000 == 0 { 20_000 } else { 1 + random.below(12) };
        for _ in 0..pieces {
            if random.below(16) == 0 {
                // Any character at all.
                let code = u32::try_from(random.below(0x11_0000)).expect("small");
                text.extend(char::from_u32(code));
            } else {
                text.push_str(PIECES[random.below(PIECES.len())]);
            }
        }
        longest = longest.max(text.len());
        if let Some(route) = Route::parse(&text) {
            pages += 1;
            assert_eq!(Route::parse(&route.to_string()), Some(route.clone()), "{text:?}");
            assert!(route.depth() <= 3);
        }
        let query = Query::parse(&text);
        assert_eq!(Query::parse(&query.to_string()).event, query.event, "{text:?}");
        assert!(query.event.is_none() || query.unreadable.is_empty(), "{text:?}");
        for root in ["/", "/some/folder/", text.as_str()] {
            if let Some(path) = path_in_site(&text, root) {
                assert!(path.starts_with('/') && text.ends_with(&path));
            }
        }
    }
    // The generator would be worthless if it never hit a page or never made a long address.
    assert!(pages > 1_000, "only {pages} pages");
    assert!(longest > 50_000, "the longest had {longest} bytes");
}
