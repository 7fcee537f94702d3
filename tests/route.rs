//! Addresses: what is printed is read back, and nothing that anybody types makes the program fall over.

mod support;

use std::num::NonZeroU16;

use persona_non_grata::chain::{Kind, Order};
use persona_non_grata::compare::Measure;
use persona_non_grata::dataset::{ActorCode, is_slug};
use persona_non_grata::facts::FACTS;
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
        Just(Route::Accessibility),
        Just(Route::Chain),
        Just(Route::CompareRecord),
        Just(Route::Sources),
        Just(Route::Disagreements),
        Just(Route::Articles),
        Just(Route::Lesson),
        Just(Route::Sharing),
        Just(Route::Data),
        Just(Route::Codebook),
        slug().prop_map(Route::Article),
        slug().prop_map(Route::Episode),
        slug().prop_map(Route::EpisodeChain),
        (slug(), 1..=u16::MAX).prop_map(|(id, step)| Route::Step(id, NonZeroU16::new(step).expect("counted from 1"))),
        slug().prop_map(Route::Event),
        proptest::sample::select(&Measure::ALL[..]).prop_map(Route::Compare),
        "[A-Z]{2,4}".prop_map(|code| Route::Country(ActorCode::parse(&code).expect("of the allowed form"))),
    ]
}

/// Anything that a reader can choose on a page.
fn query() -> impl Strategy<Value = Query> {
    // Of the letters that readers write for another state, as "UK", no address is made.
    let code = "[A-Z]{2,4}"
        .prop_map(|code| ActorCode::parse(&code).expect("of the allowed form"))
        .prop_filter("another state is called so", |code| ActorCode::called(code.as_str()) == Some(*code));
    let option = proptest::option::of::<BoxedStrategy<Slug>>;
    (
        option(slug().boxed()),
        option(slug().boxed()),
        proptest::option::of(code),
        proptest::option::of(proptest::sample::select(&Kind::ALL[..])),
        proptest::sample::select(&Order::ALL[..]),
        any::<bool>(),
    )
        .prop_map(|(event, episode, country, kind, sort, is_folded)| Query {
            event,
            episode,
            country,
            kind,
            sort,
            is_folded,
            unreadable: Vec::new(),
        })
}

/// The names of all parameters.
const PARAMETERS: [&str; 6] = ["event", "episode", "country", "kind", "sort", "waves"];

/// Where a site may begin: a host's root, a folder, two and three folders, a folder whose name is one of ours.
fn root() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("/".to_owned()),
        Just("/some/folder/".to_owned()),
        Just("/a/b/c/".to_owned()),
        Just("/episodes/".to_owned()),
        Just("/events/about/".to_owned()),
        Just("/chain/".to_owned()),
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
    fn a_printed_query_is_read_back(query in query()) {
        let text = query.to_string();
        prop_assert_eq!(&Query::parse(&text), &query, "{}", text);
        prop_assert_eq!(Query::parse(text.trim_start_matches('?')), query);
    }

    #[test]
    fn a_printed_query_names_each_parameter_once_and_no_default(query in query()) {
        let text = query.to_string();
        let pairs: Vec<&str> = text.strip_prefix('?').unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).collect();
        let names: std::collections::HashSet<&str> = pairs.iter().filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
        prop_assert_eq!(names.len(), pairs.len(), "{}", text);
        prop_assert_eq!(names.contains("sort"), query.sort != Order::Date);
        prop_assert_eq!(names.contains("waves"), query.is_folded);
        prop_assert_eq!(text.is_empty(), query == Query::default());
        // Nothing in it needs escaping in an address or in HTML but the ampersands.
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "?&=-".contains(c);
        prop_assert!(text.chars().all(is_plain), "{}", text);
    }

    #[test]
    fn parameters_may_stand_in_any_order(
        (query, order) in (query(), Just((0..6).collect::<Vec<usize>>()).prop_shuffle()),
    ) {
        let text = query.to_string();
        let pairs: Vec<&str> = text.strip_prefix('?').unwrap_or_default().split('&').collect();
        let shuffled: Vec<&str> = order.iter().filter_map(|place| pairs.get(*place).copied()).collect();
        prop_assert_eq!(Query::parse(&shuffled.join("&")), query);
    }

    #[test]
    fn unknown_parameters_are_ignored(query in query(), before in "[a-z]{1,6}", value in "[^&]{0,12}") {
        prop_assume!(!PARAMETERS.contains(&before.as_str()));
        let text = query.to_string();
        let text = text.trim_start_matches('?');
        prop_assert_eq!(&Query::parse(&format!("?{before}={value}&{text}")), &query);
        prop_assert_eq!(&Query::parse(&format!("?{text}&{before}={value}&{before}")), &query);
    }

    #[test]
    fn of_two_queries_after_each_other_the_last_word_counts(first in query(), second in query()) {
        let (one, two) = (first.to_string(), second.to_string());
        let both = Query::parse(&format!("{one}&{}", two.trim_start_matches('?')));
        prop_assert_eq!(both.event, second.event.or(first.event));
        prop_assert_eq!(both.episode, second.episode.or(first.episode));
        prop_assert_eq!(both.country, second.country.or(first.country));
        prop_assert_eq!(both.kind, second.kind.or(first.kind));
        prop_assert_eq!(both.sort, if second.sort == Order::default() { first.sort } else { second.sort });
        prop_assert_eq!(both.is_folded, first.is_folded || second.is_folded);
        prop_assert!(both.unreadable.is_empty());
    }

    #[test]
    fn whatever_is_typed_as_a_value_is_read_or_named(name in proptest::sample::select(&PARAMETERS[..]), value in "[^&]{1,20}") {
        let query = Query::parse(&format!("?{name}={value}"));
        // A query that says something prints it; one that says nothing has a reason.
        let is_default = query.unreadable.is_empty() && query == Query::default();
        prop_assert!(!is_default || (name, value.as_str()) == ("sort", "date"), "{name}={value}");
        let reads_back = Query { unreadable: Vec::new(), ..query.clone() };
        prop_assert_eq!(Query::parse(&query.to_string()), reads_back);
        prop_assert!(query.unreadable.is_empty() || query.unreadable == [name]);
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
        "/Chain/",
        "/chain/1/",
        "/chain/skripal-2018/",
        "/chains/",
        "/chain//",
        "/episodes//chain/",
        "/episodes/skripal-2018/Chain/",
        "/episodes/skripal-2018/chain/1/",
        "/episodes/skripal-2018/1/chain/",
        "/episodes/Skripal/chain/",
        "/events/skripal-attack/chain/",
        "/chain/?event=x",
        "/about/#x",
        " /about/",
        "/compare/expelled/",
        "/compare/Returned/",
        "/compare/most/",
        "/compare//",
        "/compare/net/1/",
        "/comparison/",
        "/countries/",
        "/countries/GB/",
        "/countries/Gb/",
        "/countries/g/",
        "/countries/g1/",
        "/countries/great-britain/",
        "/countries/gb/1/",
        "/country/gb/",
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
        ("/chain/", 1, "../"),
        ("/episodes/skripal-2018/chain/", 3, "../../../"),
        ("/episodes/skripal-2018/", 2, "../../"),
        ("/events/skripal-attack/", 2, "../../"),
        ("/episodes/skripal-2018/3/", 3, "../../../"),
        ("/compare/", 1, "../"),
        ("/compare/missions-returned/", 2, "../../"),
        ("/countries/gb/", 2, "../../"),
    ] {
        let route = Route::parse(path).unwrap_or_else(|| panic!("{path} is a page"));
        assert_eq!((route.depth(), route.relative_root().as_str()), (depth, root), "{path}");
    }
}

#[test]
fn a_chain_is_a_page_of_its_episode_and_one_of_all() {
    assert_eq!(Route::parse("/chain/"), Some(Route::Chain));
    let route = Route::episode_chain("skripal-2018").expect("an address of the right form");
    assert_eq!(route.to_string(), "/episodes/skripal-2018/chain/");
    assert_eq!(Route::parse("/episodes/skripal-2018/chain"), Some(route));
    assert_eq!(Route::episode_chain("Skripal"), None);
    // An episode may be called so; its chain is still told from a step and from its page.
    assert_eq!(Route::parse("/episodes/chain/"), Route::episode("chain"));
    assert_eq!(Route::parse("/episodes/chain/chain/"), Route::episode_chain("chain"));
    assert_eq!(Route::parse("/episodes/chain/1/"), Route::step("chain", 1));
}

#[test]
fn every_measure_has_one_page_and_the_first_one_has_no_word_of_its_own() {
    assert_eq!(Route::parse("/compare/"), Some(Route::Compare(Measure::Expelled)));
    let pages: std::collections::HashSet<String> =
        Measure::ALL.iter().map(|measure| Route::Compare(*measure).to_string()).collect();
    assert_eq!(pages.len(), Measure::ALL.len());
    for measure in Measure::ALL {
        let route = Route::Compare(measure);
        assert_eq!(Route::parse(&route.to_string()), Some(route), "{measure:?}");
    }
    assert_eq!(Route::Compare(Measure::MissionsReturned).to_string(), "/compare/missions-returned/");
}

#[test]
fn every_country_of_the_record_has_an_address() {
    for actor in FACTS.actors {
        let route = Route::Country(actor.code);
        assert_eq!(Route::parse(&route.to_string()), Some(route), "{}", actor.name);
    }
    let gb = ActorCode::parse("GB").expect("a code");
    assert_eq!(Route::Country(gb).to_string(), "/countries/gb/");
    assert_eq!(Route::parse("/countries/gb"), Some(Route::Country(gb)));
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
fn what_is_chosen_on_a_chain_is_printed_in_one_order() {
    let text = "?episode=skripal-2018&country=gb&kind=missions&sort=name&waves=folded&event=skripal-attack";
    let query = Query::parse(text);
    assert_eq!(query.to_string(), text);
    let slug = |text: &str| Slug::parse(text);
    assert_eq!((query.event, query.episode), (slug("skripal-attack"), slug("skripal-2018")));
    assert_eq!((query.country, query.kind), (ActorCode::parse("GB"), Some(Kind::Missions)));
    assert_eq!((query.sort, query.is_folded), (Order::Name, true));
    assert!(query.unreadable.is_empty());
}

#[test]
fn every_country_kind_and_order_can_be_chosen() {
    let round = |query: Query| assert_eq!(Query::parse(&query.to_string()), query);
    for actor in FACTS.actors {
        round(Query { country: Some(actor.code), ..Query::default() });
    }
    for kind in Kind::ALL {
        round(Query { kind: Some(kind), ..Query::default() });
    }
    for sort in Order::ALL {
        round(Query { sort, ..Query::default() });
    }
    assert_eq!(Query::parse("?country=Gb").country, Query::parse("?country=gb").country, "in either case");
    assert_eq!(Query::parse("?country=uk").country, ActorCode::parse("GB"), "by what readers call it");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_kept() {
    for (text, unreadable) in [
        ("?country=little-britain", &["country"][..]),
        ("?country=g", &["country"]),
        ("?country=g1", &["country"]),
        ("?country=%67b", &["country"]),
        ("?kind=Missions", &["kind"]),
        ("?kind=mission", &["kind"]),
        ("?sort=size", &["sort"]),
        ("?waves=1", &["waves"]),
        ("?waves=Folded", &["waves"]),
        ("?episode=Skripal", &["episode"]),
        ("?event=B!&kind=x&sort=name", &["event", "kind"]),
        ("?kind=x&kind=y", &["kind"]),
        ("?kind=people&kind=x", &["kind"]),
        ("?waves=folded&waves=x", &["waves"]),
        ("?sort=name&sort=x", &["sort"]),
    ] {
        let query = Query::parse(text);
        assert_eq!(query.unreadable, unreadable, "{text}");
        let sort = if unreadable.contains(&"event") { Order::Name } else { Order::Date };
        let rest = Query { unreadable: unreadable.to_vec(), sort, ..Query::default() };
        assert_eq!(query, rest, "{text}: of a repeated parameter the last counts");
    }
    for text in ["?kind=x&kind=people", "?waves=1&waves=folded", "?sort=x&sort=people", "?country=x&country=ru"] {
        assert!(Query::parse(text).unreadable.is_empty(), "{text}");
    }
    for text in ["?kind=", "?sort=&waves=", "?country", "?KIND=people", "?colour=x"] {
        assert_eq!(Query::parse(text), Query::default(), "{text}");
    }
}

#[test]
fn every_page_of_the_site_is_read_back_from_its_address() {
    let dataset = support::real_dataset();
    let routes = all_routes(&dataset);
    let steps: usize = dataset.facts.episodes.iter().map(|episode| episode.steps.len()).sum();
    // Home, about, accessibility, the chain of all, what stands behind a comparison, two pages of sources, the articles, the lesson, how
    // to share, the data and the codebook; each article has a page, each episode has a page and a chain; each measure and each country has a page.
    let facts = &dataset.facts;
    let compared = Measure::ALL.len() + facts.actors.len();
    let articles = dataset.articles.len();
    assert_eq!(routes.len(), 12 + articles + 2 * facts.episodes.len() + steps + facts.events.len() + compared);
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
const PIECES: [&str; 60] = [
    "/",
    "/",
    "/",
    "//",
    "episodes",
    "events",
    "about",
    "chain",
    "compare",
    "countries",
    "lag",
    "expelled",
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
    "?episode=",
    "country=",
    "kind=",
    "sort=",
    "waves=",
    "folded",
    "gb",
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
        assert!(query.event.is_none() || !query.unreadable.contains(&"event"), "{text:?}");
        let read = Query { unreadable: Vec::new(), ..query };
        assert_eq!(Query::parse(&read.to_string()), read, "{text:?}");
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
