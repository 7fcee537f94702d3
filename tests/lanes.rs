//! Lanes of a chain: which events share one, what it is called, what it sums up to, and in what order lanes stand.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use persona_non_grata::chain::{
    DENSE_WAVE, Graph, Grouping, Item, Kind, Lag, Lane, LaneKey, Order, Selection, lanes, lanes_of, middle_day,
    short_lag,
};
use persona_non_grata::dataset::{Action, ActorCode, Date, Event, EventIndex, Facts, Sum, is_slug};
use persona_non_grata::facts::{FACTS, GRAPH};
use persona_non_grata::ledger::Side;
use proptest::prelude::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|problem| panic!("{text} {problem}"))
}

fn episode(id: &str) -> usize {
    FACTS.find_episode(id).unwrap_or_else(|| panic!("there is no episode {id}")).0
}

fn real(selection: Selection) -> Vec<Lane> {
    lanes(&FACTS, &GRAPH, &selection)
}

fn of(id: &str, grouping: Grouping) -> Vec<Lane> {
    real(Selection { episode: Some(episode(id)), grouping, ..Selection::default() })
}

fn lane<'a>(lanes: &'a [Lane], name: &str) -> &'a Lane {
    lanes.iter().find(|lane| lane.name == name).unwrap_or_else(|| panic!("there is no lane {name}"))
}

fn told(lane: &Lane) -> String {
    lane.summary.iter().map(|(_, text)| text.as_str()).collect()
}

fn is_wave(lane: &Lane) -> bool {
    matches!(lane.key, LaneKey::Wave(_))
}

fn events_of(lane: &Lane) -> Vec<EventIndex> {
    lane.items.iter().flat_map(|item| item.events.clone()).collect()
}

/// The people that some events ordered out, added up here.
fn people(facts: &Facts, events: impl IntoIterator<Item = EventIndex>) -> Sum {
    let mut sum = Sum::default();
    for index in events {
        let event = &facts.events[index.as_usize()];
        if matches!(event.action, Action::Expel | Action::CutStaff) {
            sum = sum + event.count.into();
        }
    }
    sum
}

/// Selections of the real facts: every episode and all together, and by one country or kind at a time.
fn selections() -> Vec<Selection> {
    let with_filters = [Some(episode("skripal-2018")), Some(episode("ukraine-2022")), None];
    let mut found = Vec::new();
    for place in (0..FACTS.episodes.len()).map(Some).chain([None]) {
        for grouping in [Grouping::Each, Grouping::Waves, Grouping::Years] {
            let all = Selection { episode: place, grouping, ..Selection::default() };
            found.push(all);
            if !with_filters.contains(&place) {
                continue;
            }
            let events = all.events(&FACTS);
            let countries: BTreeSet<ActorCode> = events.iter().map(|index| FACTS.event(*index).counterpart()).collect();
            found.extend(countries.into_iter().map(|country| Selection { country: Some(country), ..all }));
            found.extend(Kind::ALL.map(|kind| Selection { kind: Some(kind), ..all }));
        }
    }
    found
}

/// What holds for any facts and any selection.
fn check(facts: &Facts, chosen: &[EventIndex], grouping: Grouping, lanes: &[Lane]) {
    // Every event is in one lane, and in one item of it.
    let mut events: Vec<EventIndex> = lanes.iter().flat_map(events_of).collect();
    events.sort();
    assert_eq!(events, chosen);
    let keys: BTreeSet<LaneKey> = lanes.iter().map(|lane| lane.key).collect();
    assert_eq!(keys.len(), lanes.len(), "two lanes of one key");

    let mut total = Sum::default();
    for (place, lane) in lanes.iter().enumerate() {
        assert_eq!(lane.key == LaneKey::Triggers, place == 0 && chosen.iter().any(|index| is_trigger(facts, *index)));
        assert!(!lane.name.is_empty() && !lane.items.is_empty());
        assert!(lane.items.is_sorted_by_key(|item| middle_day(item.date)), "{} is not by date", lane.name);
        for item in &lane.items {
            check_item(facts, grouping, lane, item);
            total = total + item.people;
        }
    }
    assert_eq!(total, people(facts, chosen.iter().copied()), "people are lost or counted twice");

    let waves = expected_waves(facts, chosen);
    for wave in lanes.iter().filter(|lane| is_wave(lane)) {
        assert_eq!(grouping, Grouping::Waves);
        let LaneKey::Wave(first) = wave.key else { continue };
        let members = waves.get(&first).unwrap_or_else(|| panic!("{} is no dense wave", wave.name));
        let expected: Vec<EventIndex> = chosen
            .iter()
            .copied()
            .filter(|index| {
                !is_trigger(facts, *index) && members.contains(&facts.events[index.as_usize()].counterpart())
            })
            .collect();
        let mut events = events_of(wave);
        events.sort();
        assert_eq!(events, expected, "{}", wave.name);
    }
    if grouping == Grouping::Waves {
        assert_eq!(lanes.iter().filter(|lane| is_wave(lane)).count(), waves.len(), "a wave is not folded");
    }
}

fn is_trigger(facts: &Facts, index: EventIndex) -> bool {
    facts.events[index.as_usize()].action == Action::Trigger
}

fn check_item(facts: &Facts, grouping: Grouping, lane: &Lane, item: &Item) {
    let events: Vec<&Event> = item.events.iter().map(|index| &facts.events[index.as_usize()]).collect();
    assert!(!events.is_empty() && item.events.is_sorted(), "{item:?}");
    assert_eq!(item.people, people(facts, item.events.iter().copied()), "{item:?}");
    assert_eq!(item.is_of_year, grouping == Grouping::Years);
    for event in &events {
        assert_eq!(Kind::of(event.action), item.kind, "{item:?}");
        let is_moscow = event.is_by_moscow() && event.action != Action::Trigger;
        assert_eq!(if is_moscow { Side::Moscow } else { Side::Others }, item.side, "{item:?}");
        let date = if grouping == Grouping::Years { event.date.year_alone() } else { event.date };
        assert_eq!(date, item.date, "{item:?}");
        match lane.key {
            LaneKey::Actor(code) => assert_eq!(event.counterpart(), code),
            LaneKey::Triggers => assert_eq!(event.action, Action::Trigger),
            LaneKey::Wave(_) => {}
            LaneKey::Rest => panic!("nothing is folded among so few"),
        }
    }
    match grouping {
        Grouping::Each => assert_eq!(events.len(), 1),
        Grouping::Waves => assert!(events.len() == 1 || is_wave(lane), "{item:?} in {}", lane.name),
        // A mark of a year is of one episode.
        Grouping::Years => assert!(events.iter().all(|event| event.episode == events[0].episode), "{item:?}"),
    }
    // Within a lane that is put together no two marks could be one.
    if grouping == Grouping::Years || is_wave(lane) {
        let alike = lane.items.iter().filter(|other| {
            let episode = |item: &Item| facts.events[item.events[0].as_usize()].episode;
            (other.date, other.side, other.kind) == (item.date, item.side, item.kind)
                && (episode(other) == episode(item) || grouping != Grouping::Years)
        });
        let expected = if grouping == Grouping::Waves { alike.count() >= 1 } else { alike.count() == 1 };
        assert!(expected, "{item:?} of {} could be one with another", lane.name);
    }
}

/// A date and what is named as the reason.
type Reason<'a> = (Date, &'a [EventIndex]);

/// Dense waves by their first event, found anew: states whose first order to people to leave has the same date and the
/// same recorded reasons.
fn expected_waves(facts: &Facts, chosen: &[EventIndex]) -> BTreeMap<EventIndex, BTreeSet<ActorCode>> {
    let mut first_order: BTreeMap<ActorCode, EventIndex> = BTreeMap::new();
    for index in chosen {
        let event = &facts.events[index.as_usize()];
        if !event.actor.is_moscow() && matches!(event.action, Action::Expel | Action::CutStaff) {
            first_order.entry(event.actor).or_insert(*index);
        }
    }
    let mut groups: BTreeMap<Reason<'_>, Vec<(EventIndex, ActorCode)>> = BTreeMap::new();
    for (actor, index) in first_order {
        let event = &facts.events[index.as_usize()];
        if !event.responds_to.is_empty() {
            groups.entry((event.date, event.responds_to)).or_default().push((index, actor));
        }
    }
    let dense = groups.into_values().filter(|states| states.len() >= DENSE_WAVE);
    dense
        .map(|states| {
            let first = states.iter().map(|(index, _)| *index).min().expect("at least one");
            (first, states.into_iter().map(|(_, actor)| actor).collect())
        })
        .collect()
}

mod kinds {
    use super::*;

    #[test]
    fn every_kind_has_a_word_that_is_read_back() {
        let words: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.key()).collect();
        assert_eq!(words.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert!(is_slug(kind.key()));
            assert_eq!(Kind::parse(kind.key()), Some(kind));
        }
        for text in ["", "People", "person", "people ", "triggers"] {
            assert_eq!(Kind::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_order_has_a_word_that_is_read_back() {
        for order in Order::ALL {
            assert_eq!(Order::parse(order.key()), Some(order));
        }
        assert_eq!(Order::parse("Date"), None);
        assert_eq!(Order::ALL[0], Order::default());
    }

    #[test]
    fn circles_are_for_people_ordered_out_and_for_nothing_else() {
        for action in Action::ALL {
            assert_eq!(Kind::of(*action) == Kind::People, action.orders_people_out(), "{action:?}");
            assert_eq!(Kind::of(*action) == Kind::Trigger, *action == Action::Trigger, "{action:?}");
        }
        let used: BTreeSet<Kind> = Action::ALL.iter().map(|action| Kind::of(*action)).collect();
        assert_eq!(used.len(), Kind::ALL.len(), "a kind that no act has");
    }

    #[test]
    fn acts_counted_in_different_units_are_of_different_kinds() {
        let mut unit_of = BTreeMap::new();
        for action in Action::ALL.iter().filter(|action| action.unit().is_some()) {
            let unit = unit_of.entry(Kind::of(*action)).or_insert(action.unit());
            assert_eq!(*unit, action.unit(), "{action:?}");
        }
    }
}

#[test]
fn every_selection_keeps_every_event_and_every_person() {
    for selection in selections() {
        for order in Order::ALL {
            let chosen = selection.events(&FACTS);
            check(&FACTS, &chosen, selection.grouping, &real(Selection { order, ..selection }));
        }
    }
}

#[test]
fn a_selection_holds_what_it_says() {
    for selection in selections() {
        let chosen: BTreeSet<EventIndex> = selection.events(&FACTS).into_iter().collect();
        for (index, event) in (0u32..).map(EventIndex).zip(FACTS.events) {
            // The lane of an act by Moscow is that of its target, of every other act that of who acted.
            let faces_moscow =
                if event.actor.is_moscow() && !event.target.is_moscow() { event.target } else { event.actor };
            let is_of_country =
                selection.country.is_none_or(|code| event.action == Action::Trigger || faces_moscow == code);
            let expected = selection.episode.is_none_or(|place| usize::from(event.episode) == place)
                && selection.kind.is_none_or(|kind| Kind::of(event.action) == kind)
                && is_of_country;
            assert_eq!(chosen.contains(&index), expected, "{} in {selection:?}", event.id);
        }
    }
}

#[test]
fn a_filter_by_country_shows_its_lane_and_triggers_alone() {
    for selection in selections().into_iter().filter(|selection| selection.country.is_some()) {
        for lane in real(selection) {
            let is_right = lane.key == LaneKey::Triggers || selection.country.map(LaneKey::Actor) == Some(lane.key);
            assert!(is_right, "{} in {selection:?}", lane.name);
        }
    }
}

mod orders {
    use super::*;

    fn without_triggers(lanes: &[Lane]) -> Vec<&Lane> {
        lanes.iter().filter(|lane| lane.key != LaneKey::Triggers).collect()
    }

    fn most(lane: &Lane) -> u32 {
        let of = |side: Side| {
            let items = lane.items.iter().filter(|item| item.side == side);
            people(&FACTS, items.flat_map(|item| item.events.clone())).known
        };
        of(Side::Others).max(of(Side::Moscow))
    }

    #[test]
    fn hold_the_same_lanes() {
        for selection in selections() {
            let sorted = |order: Order| {
                let mut lanes = real(Selection { order, ..selection });
                lanes.sort_by_key(|lane| lane.key);
                lanes
            };
            assert_eq!(sorted(Order::Date), sorted(Order::People));
            assert_eq!(sorted(Order::Date), sorted(Order::Name));
        }
    }

    #[test]
    fn by_date_the_lane_with_the_earliest_act_comes_first() {
        for selection in selections() {
            let lanes = real(Selection { order: Order::Date, ..selection });
            let days: Vec<i32> = without_triggers(&lanes).iter().map(|lane| middle_day(lane.items[0].date)).collect();
            assert!(days.is_sorted(), "{selection:?}");
        }
    }

    #[test]
    fn by_people_the_lane_with_the_most_on_one_side_comes_first() {
        for selection in selections() {
            let lanes = real(Selection { order: Order::People, ..selection });
            let people: Vec<u32> = without_triggers(&lanes).into_iter().map(most).collect();
            assert!(people.is_sorted_by(|a, b| a >= b), "{selection:?} {people:?}");
        }
    }

    #[test]
    fn by_name_lanes_stand_as_in_a_dictionary() {
        for selection in selections() {
            let lanes = real(Selection { order: Order::Name, ..selection });
            let names: Vec<&str> = without_triggers(&lanes).iter().map(|lane| lane.name.as_str()).collect();
            assert!(names.is_sorted(), "{selection:?} {names:?}");
        }
    }

    #[test]
    fn lanes_alike_in_date_or_people_stand_by_name() {
        for selection in selections() {
            for order in [Order::Date, Order::People] {
                let lanes = real(Selection { order, ..selection });
                for pair in without_triggers(&lanes).windows(2) {
                    let is_alike = match order {
                        Order::Date => middle_day(pair[0].items[0].date) == middle_day(pair[1].items[0].date),
                        _ => most(pair[0]) == most(pair[1]),
                    };
                    assert!(!is_alike || pair[0].name <= pair[1].name, "{} {}", pair[0].name, pair[1].name);
                }
            }
        }
    }
}

mod waves {
    use super::*;

    /// The acts of a day as they stand in the file, read without the program's loader.
    fn acts_in_file(file: &str, day: &str) -> Vec<(String, u32)> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/episodes").join(file);
        let text = fs::read_to_string(path).expect("a data file");
        let mut found = Vec::new();
        for event in text.split("[[event]]").skip(1) {
            let value = |name: &str| {
                let line = event.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")));
                line.map(|value| value.trim_matches('"').to_owned()).unwrap_or_default()
            };
            if value("date") == day && value("action") == "expel" && value("target") == "RU" {
                found.push((value("actor"), value("count").parse().expect("a number")));
            }
        }
        found
    }

    #[test]
    fn the_22_states_of_26_march_2018_ordered_out_114_people() {
        let lanes = of("skripal-2018", Grouping::Waves);
        let day = date("2018-03-26");
        let item = |lane: &'_ Lane| -> Option<Item> {
            lane.items
                .iter()
                .find(|item| (item.date, item.kind, item.side) == (day, Kind::People, Side::Others))
                .cloned()
        };
        let (wave, item) =
            lanes.iter().filter(|lane| is_wave(lane)).find_map(|lane| Some((lane, item(lane)?))).expect("the wave");
        let states: BTreeSet<String> = item.events.iter().map(|index| FACTS.event(*index).actor.to_string()).collect();
        assert_eq!((states.len(), item.events.len()), (22, 22));
        assert_eq!((item.people.known, item.people.is_floor()), (114, false));
        assert_eq!(wave.name, "22 states, 26 Mar");

        // The same from the file itself.
        let acts = acts_in_file("skripal-2018.toml", "2018-03-26");
        let in_file: BTreeMap<String, u32> = acts.iter().filter(|(actor, _)| states.contains(actor)).cloned().collect();
        assert_eq!(in_file.len(), 22);
        assert_eq!(in_file.values().sum::<u32>(), 114);
        let others: Vec<&String> =
            acts.iter().map(|(actor, _)| actor).filter(|actor| !states.contains(*actor)).collect();
        assert!(others.is_empty(), "{others:?} acted on the same day, but not in the wave");
    }

    #[test]
    fn a_wave_is_of_one_date_and_the_same_reasons_and_of_four_states_at_least() {
        let mut dense = 0;
        for place in 0..FACTS.episodes.len() {
            let selection = Selection { episode: Some(place), grouping: Grouping::Waves, ..Selection::default() };
            for wave in real(selection).iter().filter(|lane| is_wave(lane)) {
                dense += 1;
                let LaneKey::Wave(first) = wave.key else { continue };
                let first = FACTS.event(first);
                assert!(!first.responds_to.is_empty());
                let mut firsts: BTreeMap<ActorCode, &Event> = BTreeMap::new();
                let mut events = events_of(wave);
                events.sort();
                let orders = events.into_iter().map(|index| FACTS.event(index));
                for event in orders.filter(|event| !event.is_by_moscow() && event.action.orders_people_out()) {
                    firsts.entry(event.actor).or_insert(event);
                }
                assert!(firsts.len() >= DENSE_WAVE, "{}", wave.name);
                for event in firsts.values() {
                    assert_eq!((event.date, event.responds_to), (first.date, first.responds_to), "{}", event.id);
                }
            }
        }
        assert!(dense >= 2, "only {dense} waves");
    }

    #[test]
    fn without_folding_there_is_none_and_every_state_has_its_lane() {
        for grouping in [Grouping::Each, Grouping::Years] {
            let lanes = of("skripal-2018", grouping);
            assert!(!lanes.iter().any(is_wave));
            assert!(lanes.iter().any(|lane| lane.name == "Albania"));
        }
        let folded = of("skripal-2018", Grouping::Waves);
        assert!(folded.len() < of("skripal-2018", Grouping::Each).len());
        assert!(!folded.iter().any(|lane| lane.name == "Albania"));
    }

    /// Events of one day: so many states, each against Moscow and for the same or for different reasons.
    fn day(states: usize, reason: impl Fn(usize) -> Vec<EventIndex>, on: impl Fn(usize) -> Date) -> Facts {
        let template = FACTS.events.iter().find(|event| event.action == Action::Expel).expect("an act");
        let trigger = FACTS.events.iter().find(|event| event.action == Action::Trigger).expect("a trigger");
        let first = date("2018-03-04");
        let mut events = vec![Event { date: first, responds_to: &[], ..*trigger }; 2];
        let actors: Vec<ActorCode> =
            FACTS.actors.iter().map(|actor| actor.code).filter(|code| !code.is_moscow()).collect();
        events.extend((0..states).map(|i| Event {
            date: on(i),
            actor: actors[i],
            target: ActorCode::RUSSIA,
            responds_to: reason(i).leak(),
            ..*template
        }));
        events.sort_by_key(|event| event.date);
        Facts { events: events.leak(), ..*FACTS }
    }

    fn folded(facts: &Facts) -> Vec<usize> {
        let graph = Graph::new(facts.events);
        let selection = Selection { grouping: Grouping::Waves, ..Selection::default() };
        lanes(facts, &graph, &selection).iter().filter(|lane| is_wave(lane)).map(|lane| events_of(lane).len()).collect()
    }

    #[test]
    fn three_states_are_none_and_four_are_one() {
        let march = |_| date("2018-03-26");
        let trigger = |_| vec![EventIndex(0)];
        assert_eq!(folded(&day(DENSE_WAVE - 1, trigger, march)), [0; 0]);
        assert_eq!(folded(&day(DENSE_WAVE, trigger, march)), [DENSE_WAVE]);
        assert_eq!(folded(&day(9, trigger, march)), [9]);
    }

    #[test]
    fn other_reasons_or_another_day_make_another_wave() {
        let march = |_| date("2018-03-26");
        let by_halves = |i: usize| vec![EventIndex(u32::from(i % 2 == 1))];
        assert_eq!(folded(&day(6, by_halves, march)), [0; 0]);
        assert_eq!(folded(&day(8, by_halves, march)), [4, 4]);
        let trigger = |_| vec![EventIndex(0)];
        let on = |i: usize| date(if i.is_multiple_of(2) { "2018-03-26" } else { "2018-03-27" });
        assert_eq!(folded(&day(6, trigger, on)), [0; 0]);
        assert_eq!(folded(&day(9, trigger, on)), [5, 4]);
        // A month is no day that several share.
        let in_march = |i: usize| date(if i < 2 { "2018-03" } else { "2018-03-26" });
        assert_eq!(folded(&day(5, trigger, in_march)), [0; 0]);
    }

    #[test]
    fn states_without_a_recorded_reason_act_on_their_own() {
        assert_eq!(folded(&day(9, |_| Vec::new(), |_| date("2018-03-26"))), [0; 0]);
    }
}

mod summaries {
    use super::*;

    #[test]
    fn the_british_lane_of_2018_and_that_of_nato() {
        let lanes = of("skripal-2018", Grouping::Each);
        // Two replies are no ratio of one act and one reply; where both are the same there is nothing to say.
        assert_eq!(told(lane(&lanes, "United Kingdom")), "23≠ → 73+, 3–16 days");
        assert_eq!(told(lane(&lanes, "NATO")), "7 → none found");
        assert_eq!(told(lane(&lanes, "United States")), "60≠ → 60≠, 3 days");
        assert_eq!(lanes[0].name, "Trigger");
        assert!(lanes[0].summary.is_empty());
        // 18 of 105 are 0.17 for one; the reply came in October.
        assert_eq!(
            told(lane(&of("operation-foot-1971", Grouping::Each), "United Kingdom")),
            "105 (90–105) → 18 (18–27) ×0.17, 7–37 days"
        );
    }

    #[test]
    fn every_number_says_whose_it_is() {
        for selection in selections() {
            for lane in real(selection) {
                for (side, text) in &lane.summary {
                    let starts_with_a_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '?');
                    let is_count_of_cases = text.ends_with(" cases: ");
                    assert_eq!(side.is_some(), starts_with_a_number && !is_count_of_cases, "{text:?} of {}", lane.name);
                }
            }
        }
    }

    #[test]
    fn a_lane_of_several_cases_gives_their_number_and_the_sums_of_both_sides() {
        let mut seen = 0;
        for lane in real(Selection::default()).iter().filter(|lane| lane.exchanges > 1) {
            seen += 1;
            assert!(told(lane).starts_with(&format!("{} cases: ", lane.exchanges)), "{} {}", lane.name, told(lane));
            for side in [Side::Others, Side::Moscow] {
                let items = lane.items.iter().filter(|item| item.side == side);
                let sum = people(&FACTS, items.flat_map(|item| item.events.clone()));
                let text: Vec<&str> =
                    lane.summary.iter().filter(|(of, _)| *of == Some(side)).map(|(_, text)| text.as_str()).collect();
                let expected = match (sum.parts, sum.known, sum.floors + sum.unknowns) {
                    (0, ..) => None,
                    (_, 0, _) => Some("?".to_owned()),
                    (_, known, 0) => Some(known.to_string()),
                    (_, known, _) => Some(format!("{known}+")),
                };
                let text = text.first().map(|text| text.replace(',', ""));
                assert_eq!(text, expected, "{} {side:?}", lane.name);
            }
        }
        assert!(seen > 5);
    }

    #[test]
    fn days_to_a_reply_read_as_a_number_a_range_or_the_same_day() {
        for (min_days, max_days, expected) in
            [(0, 0, "same day"), (1, 1, "1 day"), (3, 3, "3 days"), (0, 30, "0–30 days"), (0, 1, "0–1 days")]
        {
            assert_eq!(short_lag(Lag { min_days, max_days }), expected);
        }
    }
}

mod years {
    use super::*;

    /// The state, the year, the episode, whether Moscow acted.
    type Key = (ActorCode, u16, u8, bool);

    #[test]
    fn each_mark_holds_the_people_of_its_year_episode_and_side() {
        let lanes = real(Selection { grouping: Grouping::Years, ..Selection::default() });
        let mut expected: BTreeMap<Key, Sum> = BTreeMap::new();
        for event in FACTS.events.iter().filter(|event| event.action.orders_people_out()) {
            let key = (event.counterpart(), event.date.year(), event.episode, event.is_by_moscow());
            let sum = expected.entry(key).or_default();
            *sum = *sum + event.count.into();
        }
        let mut found: BTreeMap<Key, Sum> = BTreeMap::new();
        for lane in &lanes {
            let LaneKey::Actor(code) = lane.key else { continue };
            for item in lane.items.iter().filter(|item| item.kind == Kind::People) {
                let episode = FACTS.event(item.events[0]).episode;
                let key = (code, item.date.year(), episode, item.side == Side::Moscow);
                assert!(found.insert(key, item.people).is_none(), "two marks for {key:?}");
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn a_middle_day_lies_within_what_the_date_may_mean() {
        for (text, first, last) in [
            ("2018-03-14", "2018-03-14", "2018-03-14"),
            ("1971-10", "1971-10-16", "1971-10-16"),
            ("2018", "2018-07-02", "2018-07-02"),
        ] {
            let day = middle_day(date(text));
            assert!((date(first).first_day()..=date(last).last_day()).contains(&day), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(support::cases(300))]

    #[test]
    fn any_facts_keep_every_event_and_every_person(facts in support::histories::any_facts(1..=60)) {
        let graph = Graph::new(facts.events);
        for grouping in [Grouping::Each, Grouping::Waves, Grouping::Years] {
            for order in Order::ALL {
                let selection = Selection { grouping, order, ..Selection::default() };
                let chosen = selection.events(&facts);
                let found = lanes(&facts, &graph, &selection);
                check(&facts, &chosen, grouping, &found);
                prop_assert_eq!(&found, &lanes_of(&facts, &graph, &chosen, order, grouping));
            }
        }
    }
}
