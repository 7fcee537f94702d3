//! What is compared as an address: what is printed is read back, and nothing that anybody types makes the program fall
//! over.

mod support;

use persona_non_grata::compare::{EU_MEMBERS, Group, Measure, NATO_MEMBERS, Selection, Set, Sort, SortKey, View};
use persona_non_grata::dataset::{Action, ActorCode, Date, Era};
use persona_non_grata::facts::FACTS;
use persona_non_grata::ledger::Side;
use proptest::prelude::*;
use support::choices::{measure, sort};

/// Any of some places, often none.
fn any_of(places: Vec<usize>) -> impl Strategy<Value = Set> {
    let some = proptest::collection::vec(proptest::sample::select(places), 1..=12)
        .prop_map(|places| places.into_iter().fold(Set::default(), Set::with));
    prop_oneof![1 => Just(Set::default()), 1 => some]
}

fn countries() -> Vec<usize> {
    let facing = FACTS.actors.iter().enumerate().filter(|(_, actor)| !actor.code.is_moscow());
    facing.map(|(place, _)| place).chain([NATO_MEMBERS, EU_MEMBERS]).collect()
}

fn deeds() -> Vec<usize> {
    (0..Action::ALL.len()).filter(|place| Action::ALL[*place].is_deed()).collect()
}

fn date() -> impl Strategy<Value = Option<Date>> {
    let some = (1900u16..=2100, 0u8..=12, 0u8..=28).prop_map(|(year, month, day)| {
        let text = match (month, day) {
            (0, _) => format!("{year}"),
            (month, 0) => format!("{year}-{month:02}"),
            (month, day) => format!("{year}-{month:02}-{day:02}"),
        };
        Date::parse(&text).ok()
    });
    prop_oneof![Just(None), some]
}

prop_compose! {
    fn selection()(
        measure in measure(),
        view in proptest::sample::select(&View::ALL[..]),
        group in proptest::sample::select(&Group::ALL[..]),
        side in proptest::sample::select(&[Side::Others, Side::Moscow][..]),
        sort in sort(),
        episodes in any_of((0..FACTS.episodes.len()).collect()),
        eras in any_of((0..Era::ALL.len()).collect()),
        countries in any_of(countries()),
        kinds in any_of(deeds()),
        (from, to) in (date(), date()),
    ) -> Selection {
        Selection { measure, view, group, side, sort, episodes, eras, countries, kinds, from, to }
    }
}

fn read(query: &str, page: Measure) -> (Selection, Vec<String>) {
    Selection::parse(query, &FACTS, page)
}

fn on_the_first_page(query: &str) -> (Selection, Vec<String>) {
    read(query, Measure::default())
}

fn country(code: &str) -> usize {
    ActorCode::parse(code).and_then(|code| FACTS.actor_place(code)).unwrap_or_else(|| panic!("no actor {code}"))
}

fn episode(id: &str) -> usize {
    FACTS.find_episode(id).unwrap_or_else(|| panic!("no episode {id}")).0
}

fn set(places: impl IntoIterator<Item = usize>) -> Set {
    places.into_iter().fold(Set::default(), Set::with)
}

const PARAMETERS: [&str; 11] =
    ["measure", "episodes", "eras", "countries", "kinds", "from", "to", "side", "group", "sort", "view"];

proptest! {
    #![proptest_config(support::cases(1000))]

    #[test]
    fn a_printed_selection_is_read_back_on_the_page_of_every_measure(selection in selection()) {
        for page in Measure::ALL {
            let query = selection.to_query(&FACTS, page);
            prop_assert_eq!(read(&query, page), (selection, Vec::new()), "{}", query);
            prop_assert_eq!(read(query.trim_start_matches('?'), page), (selection, Vec::new()), "{}", query);
            prop_assert_eq!(query.contains("measure="), selection.measure != page, "{}", query);
        }
    }

    #[test]
    fn a_printed_selection_names_each_parameter_once_and_no_default(selection in selection()) {
        let query = selection.to_query(&FACTS, selection.measure);
        let names: Vec<&str> =
            query.trim_start_matches('?').split('&').filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
        let different: std::collections::BTreeSet<&&str> = names.iter().collect();
        prop_assert_eq!(different.len(), names.len(), "{}", query);
        for (name, is_chosen) in [
            ("measure", false),
            ("episodes", !selection.episodes.is_empty()),
            ("eras", !selection.eras.is_empty()),
            ("countries", !selection.countries.is_empty()),
            ("kinds", !selection.kinds.is_empty()),
            ("from", selection.from.is_some()),
            ("to", selection.to.is_some()),
            ("side", selection.side != Side::Others),
            ("group", selection.group != Group::Country),
            ("sort", selection.sort.is_some()),
            ("view", selection.view != View::Bars),
        ] {
            prop_assert_eq!(names.contains(&name), is_chosen, "{} in {}", name, query);
        }
        // Nothing in it needs escaping in an address or in HTML but the ampersands.
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "?&=-,".contains(c);
        prop_assert!(query.chars().all(is_plain), "{}", query);
    }

    #[test]
    fn parameters_may_stand_in_any_order_with_escaped_commas_and_strangers_between(
        selection in selection(),
        order in Just((0..11).collect::<Vec<usize>>()).prop_shuffle(),
        name in "[a-z]{1,9}",
        value in "[^&]{0,12}",
    ) {
        prop_assume!(!PARAMETERS.contains(&name.as_str()));
        let query = selection.to_query(&FACTS, Measure::Net).replace(',', "%2C");
        let pairs: Vec<&str> = query.trim_start_matches('?').split('&').collect();
        let shuffled: Vec<&str> = order.iter().filter_map(|place| pairs.get(*place).copied()).collect();
        let text = format!("?{name}={value}&{}&{name}", shuffled.join(&format!("&{name}={value}&")));
        prop_assert_eq!(read(&text, Measure::Net), (selection, Vec::new()), "{}", text);
        prop_assert_eq!(read(&text.replace("%2C", "%2c"), Measure::Net), (selection, Vec::new()));
    }

    #[test]
    fn whatever_is_typed_as_a_value_is_read_or_named(
        name in proptest::sample::select(&PARAMETERS[..]), value in "[^&,%]{1,20}",
    ) {
        let (selection, unknown) = on_the_first_page(&format!("?{name}={value}"));
        let is_default = selection == Selection::default();
        // What says nothing is named; defaults may be said.
        let defaults = ["expelled", "others", "country", "bars"];
        prop_assert!(!is_default || unknown == [value.clone()] || defaults.contains(&value.as_str()), "{name}={value}");
        prop_assert!(is_default || unknown.is_empty());
        let printed = selection.to_query(&FACTS, Measure::default());
        prop_assert_eq!(on_the_first_page(&printed), (selection, Vec::new()));
    }

    #[test]
    fn no_text_at_all_makes_it_fall_over(text in "\\PC{0,200}") {
        for page in [Measure::Expelled, Measure::Lag] {
            let (selection, _) = read(&text, page);
            let printed = selection.to_query(&FACTS, page);
            prop_assert_eq!(read(&printed, page), (selection, Vec::new()), "{:?}", text);
        }
    }
}

#[test]
fn the_address_of_three_countries_in_one_crisis_is_read() {
    let query = "?measure=expelled&countries=us,gb,de&episodes=skripal-2018&view=scatter";
    let expected = Selection {
        measure: Measure::Expelled,
        view: View::Scatter,
        countries: set([country("US"), country("GB"), country("DE")]),
        episodes: set([episode("skripal-2018")]),
        ..Selection::default()
    };
    for page in Measure::ALL {
        assert_eq!(read(query, page), (expected, Vec::new()));
    }
    assert_eq!(
        expected.to_query(&FACTS, Measure::Expelled),
        "?episodes=skripal-2018&countries=de,gb,us&view=scatter",
        "in one order, whatever was typed"
    );
    assert_eq!(expected.named_countries().count(), 3);
}

#[test]
fn nothing_chosen_is_an_address_without_a_query() {
    for page in Measure::ALL {
        let selection = Selection { measure: page, ..Selection::default() };
        assert_eq!(selection.to_query(&FACTS, page), "");
        for text in ["", "?", "?&&=", "?measure", "?measure=", "?Measure=net", "??view=map", "?countries=", "?kinds=,,"]
        {
            assert_eq!(read(text, page), (selection, Vec::new()), "{text}");
        }
    }
}

#[test]
fn presets_are_no_named_countries() {
    let (selection, unknown) = on_the_first_page("?countries=nato-members,eu-members,gb,NATO");
    assert!(unknown.is_empty());
    assert_eq!(selection.countries, set([NATO_MEMBERS, EU_MEMBERS, country("GB"), country("NATO")]));
    let named: Vec<usize> = selection.named_countries().collect();
    assert_eq!(named, [country("GB"), country("NATO")], "NATO itself is an organisation like any other");
}

#[test]
fn countries_are_found_by_what_readers_call_them() {
    let record = FACTS.actors.iter().map(|actor| (actor.name, actor.code.as_str()));
    let others = [
        ("UK", "GB"),
        ("Britain", "GB"),
        ("great britain", "GB"),
        ("USA", "US"),
        ("Czech Republic", "CZ"),
        ("Turkey", "TR"),
        ("Turkiye", "TR"),
        ("Macedonia", "MK"),
        ("European Union", "EU"),
        (" nato ", "NATO"),
    ];
    for (name, code) in record.filter(|(_, code)| !["RU", "SU"].contains(code)).chain(others) {
        let chosen = Selection::default().with_country(&FACTS, name).map(|selection| selection.countries);
        assert_eq!(chosen, Some(set([country(code)])), "{name}");
    }
    for (name, place) in [("NATO members", NATO_MEMBERS), ("eu MEMBERS", EU_MEMBERS)] {
        assert_eq!(
            Selection::default().with_country(&FACTS, name).map(|it| it.countries),
            Some(set([place])),
            "{name}"
        );
    }
    for name in ["", " ", "Atlantis", "Russia", "ru", "Soviet Union", "-"] {
        assert_eq!(Selection::default().with_country(&FACTS, name), None, "{name}");
    }
    let (selection, unknown) = on_the_first_page("?countries=uk,usa,Turkey,turkey");
    assert_eq!((selection.countries, unknown), (set([country("GB"), country("US"), country("TR")]), Vec::new()));
}

#[test]
fn what_means_nothing_is_named_and_the_rest_is_kept() {
    let default = Selection::default();
    for (text, expected, unknown) in [
        ("?measure=most", default, &["most"][..]),
        ("?view=pie&group=bloc", Selection { group: Group::Bloc, ..default }, &["pie"]),
        ("?group=continent", default, &["continent"]),
        ("?side=west", default, &["west"]),
        ("?sort=--lag", default, &["--lag"]),
        ("?sort=-", default, &["-"]),
        ("?from=2018-02-30&to=2018-03", Selection { to: Date::parse("2018-03").ok(), ..default }, &["2018-02-30"]),
        ("?from=1899", default, &["1899"]),
        (
            "?countries=gb,xx,nowhere,us",
            Selection { countries: set([country("GB"), country("US")]), ..default },
            &["xx", "nowhere"],
        ),
        (
            "?episodes=skripal-2018,skripal",
            Selection { episodes: set([episode("skripal-2018")]), ..default },
            &["skripal"],
        ),
        ("?eras=2022,2019", Selection { eras: set([Era::Y2022 as usize]), ..default }, &["2019"]),
        (
            "?kinds=expel,statement,trigger,threaten,kick",
            Selection { kinds: set([Action::Expel as usize]), ..default },
            &["statement", "trigger", "threaten", "kick"],
        ),
        // Moscow faces every row and has none.
        ("?countries=ru,su,fr", Selection { countries: set([country("FR")]), ..default }, &["ru", "su"]),
    ] {
        let unknown: Vec<String> = unknown.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(on_the_first_page(text), (expected, unknown), "{text}");
    }
}

#[test]
fn of_a_repeated_parameter_the_last_counts() {
    let view = |text: &str| on_the_first_page(text).0.view;
    assert_eq!(view("?view=map&view=table"), View::Table);
    assert_eq!(view("?view=map&other=table"), View::Map);
    assert_eq!(view("?view=map&view="), View::Map);
    let countries = |text: &str| on_the_first_page(text).0.countries;
    assert_eq!(countries("?countries=gb&countries=us"), set([country("US")]), "not both");
    assert_eq!(on_the_first_page("?sort=lag&sort=-name").0.sort.map(Sort::key).as_deref(), Some("-name"));
}

#[test]
fn every_word_of_every_list_is_read_back() {
    for measure in Measure::ALL {
        assert_eq!(Measure::parse(measure.key()), Some(measure));
        for is_reversed in [false, true] {
            let sort = Sort { key: SortKey::Measure(measure), is_reversed };
            assert_eq!(Sort::parse(&sort.key()), Some(sort));
        }
    }
    for view in View::ALL {
        assert_eq!(View::parse(view.key()), Some(view));
    }
    for group in Group::ALL {
        assert_eq!(Group::parse(group.key()), Some(group));
    }
    for place in countries() {
        let selection = Selection { countries: set([place]), ..Selection::default() };
        assert_eq!(on_the_first_page(&selection.to_query(&FACTS, Measure::default())).0, selection);
    }
    for (all, count) in [(Measure::ALL.map(Measure::key).to_vec(), 10), (View::ALL.map(View::key).to_vec(), 6)] {
        assert_eq!(all.into_iter().collect::<std::collections::BTreeSet<_>>().len(), count);
    }
}

/// A small generator whose numbers are the same on every machine (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).expect("small")).expect("small")
    }
}

const PIECES: [&str; 30] = [
    "?",
    "&",
    "&",
    "=",
    ",",
    "%2C",
    "%",
    "%2",
    "%zz",
    "measure=",
    "view=",
    "countries=",
    "episodes=",
    "kinds=",
    "sort=",
    "from=",
    "to=",
    "eras=",
    "gb",
    "skripal-2018",
    "expel",
    "lag",
    "-",
    "2018-03",
    "nato-members",
    "é",
    "🕊",
    "\u{0}",
    "\u{202e}",
    "map",
];

#[test]
fn a_hundred_kilobytes_of_garbage_are_read_without_falling_over() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut texts = vec!["=".repeat(100_000), "&".repeat(100_000), "countries=".repeat(10_000)];
    texts.push(format!("?countries={}", "gb,".repeat(33_000)));
    texts.push(format!("?view={}", "%".repeat(100_000)));
    texts.push(format!("?from={}", "9".repeat(100_000)));
    for _ in 0..30 {
        let mut text = String::new();
        while text.len() < 100_000 {
            text.push_str(PIECES[random.below(PIECES.len())]);
        }
        texts.push(text);
    }
    for text in texts {
        let (selection, _) = on_the_first_page(&text);
        let printed = selection.to_query(&FACTS, Measure::default());
        assert_eq!(on_the_first_page(&printed), (selection, Vec::new()));
    }
}
