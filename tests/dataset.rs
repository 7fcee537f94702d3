//! The real data: sums that equal published totals, and what must hold of every event.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use persona_non_grata::dataset::{
    About, Action, ActorCode, Bound, Confidence, Count, Dataset, Date, Event, EventIndex, Facts, Figures, Sum, Unit,
};
use persona_non_grata::facts::FACTS;
use persona_non_grata::words;
use support::{event, real_dataset};

static DATASET: LazyLock<Dataset> = LazyLock::new(real_dataset);

fn day(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|problem| panic!("{text} {problem}"))
}

fn code(text: &str) -> ActorCode {
    ActorCode::parse(text).unwrap_or_else(|| panic!("{text} is no code"))
}

/// The acts of an episode that ordered people out and that `is_meant` picks. Written without the ledger's own sums, so
/// that one checks the other.
fn orders(episode: &str, is_meant: impl Fn(&Event) -> bool) -> Vec<&'static Event> {
    let (index, _) = DATASET.facts.find_episode(episode).unwrap_or_else(|| panic!("there is no episode {episode}"));
    DATASET
        .facts
        .events
        .iter()
        .filter(|event| usize::from(event.episode) == index)
        .filter(|event| matches!(event.action, Action::Expel | Action::CutStaff))
        .filter(|event| is_meant(event))
        .collect()
}

/// The published numbers of these acts added up, floors at their value.
fn people(events: &[&Event]) -> u32 {
    events.iter().map(|event| if let Count::Known(number, _) = event.count { number } else { 0 }).sum()
}

/// How many different states acted, or were acted against.
fn states(events: &[&Event], side: fn(&Event) -> ActorCode) -> usize {
    let organisations = [code("NATO"), code("EU"), code("UN")];
    events.iter().map(|event| side(event)).filter(|code| !organisations.contains(code)).collect::<BTreeSet<_>>().len()
}

fn actor(event: &Event) -> ActorCode {
    event.actor
}

fn target(event: &Event) -> ActorCode {
    event.target
}

#[test]
fn the_data_have_no_problems_and_their_known_size() {
    assert_eq!(DATASET.facts.events.len(), 589);
    assert_eq!(DATASET.facts.episodes.len(), 28);
    assert_eq!(DATASET.records.len(), 589);
    assert_eq!(DATASET.stories.len(), 28);
    assert_eq!(DATASET.actor_notes.len(), DATASET.facts.actors.len());
}

mod skripal_2018 {
    use super::*;

    /// Acts against Russia by states (NATO's is counted apart), from the first up to `last`.
    fn against_russia(last: &str) -> Vec<&'static Event> {
        orders("skripal-2018", |event| {
            event.target == ActorCode::RUSSIA && event.actor != code("NATO") && event.date <= day(last)
        })
    }

    #[test]
    fn on_26_march_alone_22_states_ordered_114_people_out() {
        let events: Vec<&Event> =
            against_russia("2018-03-26").into_iter().filter(|event| event.date == day("2018-03-26")).collect();
        assert_eq!((people(&events), states(&events, actor)), (114, 22));
    }

    #[test]
    fn up_to_27_march_27_states_with_the_united_kingdom_ordered_144_people_out() {
        let events = against_russia("2018-03-27");
        assert_eq!((people(&events), states(&events, actor)), (144, 27));
        assert!(events.iter().any(|event| event.actor == code("GB")));
    }

    #[test]
    fn up_to_29_march_29_states_ordered_146_people_out() {
        let events = against_russia("2018-03-29");
        assert_eq!((people(&events), states(&events, actor)), (146, 29));
    }

    #[test]
    fn with_natos_7_it_is_153() {
        let events =
            orders("skripal-2018", |event| event.target == ActorCode::RUSSIA && event.date <= day("2018-03-29"));
        assert_eq!(people(&events), 153);
        let nato: Vec<&Event> = events.into_iter().filter(|event| event.actor == code("NATO")).collect();
        assert_eq!(people(&nato), 7);
    }

    #[test]
    fn on_30_march_russia_ordered_59_people_from_23_states_out() {
        let events = orders("skripal-2018", |event| {
            event.actor == ActorCode::RUSSIA && event.action == Action::Expel && event.date == day("2018-03-30")
        });
        assert_eq!((people(&events), states(&events, target)), (59, 23));
    }

    #[test]
    fn in_all_russia_ordered_146_people_from_29_states_out_and_a_little_over_50_more() {
        let events = orders("skripal-2018", |event| event.actor == ActorCode::RUSSIA);
        let (cut, rest): (Vec<&Event>, Vec<&Event>) =
            events.into_iter().partition(|event| event.id.as_str() == "skripal-ru-orders-uk-cut");
        assert_eq!((people(&rest), states(&rest, target)), (146, 29));
        assert_eq!(cut.len(), 1);
        assert_eq!(cut[0].count, Count::Known(50, Bound::MoreThan));
    }
}

mod ukraine_2022 {
    use super::*;

    #[test]
    fn others_ordered_569_people_out_and_russia_325() {
        let by_others = orders("ukraine-2022", |event| event.target == ActorCode::RUSSIA);
        let by_russia = orders("ukraine-2022", |event| event.actor == ActorCode::RUSSIA);
        assert_eq!((people(&by_others), people(&by_russia)), (569, 325));
    }

    #[test]
    fn up_to_25_april_it_was_487() {
        let events =
            orders("ukraine-2022", |event| event.target == ActorCode::RUSSIA && event.date <= day("2022-04-25"));
        assert_eq!(people(&events), 487);
    }

    #[test]
    fn russias_list_for_the_united_states_has_no_number_and_says_so() {
        let unknown = orders("ukraine-2022", |event| {
            event.actor == ActorCode::RUSSIA && event.target == code("US") && event.count == Count::Unknown
        });
        assert_eq!(unknown.len(), 1);
        assert_eq!(unknown[0].date, day("2022-03-23"));
        let by_russia: Sum = orders("ukraine-2022", |event| event.actor == ActorCode::RUSSIA)
            .iter()
            .map(|event| Sum::from(event.count))
            .sum();
        assert_eq!(words::sum_with_unit(by_russia, Unit::People), "at least 325 people");
    }
}

mod units {
    use super::*;

    #[test]
    fn every_count_is_in_the_unit_of_its_action() {
        for event in DATASET.facts.events {
            if matches!(event.count, Count::Known(..) | Count::Unknown | Count::Elsewhere) {
                assert!(event.action.unit().is_some(), "{} is counted, but its action has no unit", event.id);
            }
        }
    }

    #[test]
    fn only_people_are_ever_people_ordered_out() {
        for action in Action::ALL {
            assert!(!action.orders_people_out() || action.unit() == Some(Unit::People), "{}", action.key());
        }
        for event in DATASET.facts.events {
            let expected = if matches!(event.action, Action::Expel | Action::CutStaff) {
                Sum::from(event.count)
            } else {
                Sum::default()
            };
            assert_eq!(event.people_ordered_out(), expected, "{}", event.id);
        }
    }

    #[test]
    fn posts_and_missions_stay_out_of_the_people() {
        let cap = event(&DATASET, "nato-2021-cap");
        assert_eq!((cap.action.unit(), cap.count), (Some(Unit::Posts), Count::Known(10, Bound::Exact)));
        assert!(cap.people_ordered_out().is_empty());
        let expulsion = event(&DATASET, "nato-2021-expel8");
        assert_eq!(expulsion.people_ordered_out().known, 8);
        for event in DATASET.facts.events.iter().filter(|event| event.action.unit() != Some(Unit::People)) {
            assert!(event.people_ordered_out().is_empty(), "{}", event.id);
        }
    }

    #[test]
    fn people_deported_who_belonged_to_no_mission_are_not_people_ordered_out() {
        let deported = event(&DATASET, "illegals-us-deports-10");
        assert_eq!((deported.action, deported.count), (Action::Deport, Count::Known(10, Bound::Exact)));
        assert!(deported.people_ordered_out().is_empty());
    }

    #[test]
    fn no_number_is_ever_zero() {
        assert!(DATASET.facts.events.iter().all(|event| !matches!(event.count, Count::Known(0, _))));
    }
}

mod floors_and_unknowns {
    use super::*;

    #[test]
    fn a_floor_stays_a_floor_alone_and_in_a_sum() {
        let floors: BTreeMap<&str, u32> = DATASET
            .facts
            .events
            .iter()
            .filter_map(|event| match event.count {
                Count::Known(number, Bound::MoreThan) => Some((event.id.as_str(), number)),
                _ => None,
            })
            .collect();
        assert_eq!(
            floors,
            BTreeMap::from([("de-2023-expel20", 20), ("ru-2023-de20", 20), ("skripal-ru-orders-uk-cut", 50)])
        );
        let cut = Sum::from(event(&DATASET, "skripal-ru-orders-uk-cut").count);
        assert_eq!(words::sum_with_unit(cut, Unit::People), "more than 50 people");
        let reply = Sum::from(event(&DATASET, "skripal-ru-expels-23-uk").count);
        assert_eq!(words::sum_with_unit(cut + reply, Unit::People), "at least 73 people");
    }

    #[test]
    fn an_unknown_number_reads_as_not_published_and_never_as_zero() {
        let unknown: Vec<&Event> = DATASET.facts.events.iter().filter(|event| event.count == Count::Unknown).collect();
        assert!(!unknown.is_empty());
        for event in unknown {
            let unit = event.action.unit().unwrap_or_else(|| panic!("{} has no unit", event.id));
            let text = words::sum_with_unit(event.count.into(), unit);
            assert_eq!(text, format!("a number of {} not published", unit.key()));
        }
    }
}

mod figures {
    use super::*;

    #[test]
    fn differ_between_sources_at_these_acts() {
        let found: Vec<(&str, u32, u32)> = DATASET
            .facts
            .events
            .iter()
            .filter_map(|event| event.figures.map(|figures| (event.id.as_str(), figures.lowest, figures.highest)))
            .collect();
        // By date. A new one is meant to be added here, so that nobody gives a number to a dispute by accident.
        assert_eq!(
            found,
            [
                ("foot-uk-expels-105", 90, 105),
                ("foot-ussr-reply", 18, 27),
                ("su-1983-expels-2-us-sept", 1, 2),
                ("fr-1987-expels-6", 3, 6),
                ("ca-1988-expels-8", 8, 17),
                ("gb-1989-expels-11", 11, 14),
                ("su-1989-expels-11-gb", 11, 14),
                ("us-2001-expels-50", 50, 51),
                ("skripal-al-expels-2", 1, 2),
                ("ukr-2022-nl-expel17", 17, 18),
                ("ukr-2022-fr-expel35", 30, 35),
                ("ukr-2022-es-expel", 25, 27),
                ("ukr-2022-ru-be", 12, 21),
                ("ukr-2022-ru-ee-close", 1, 2),
                ("ukr-2022-ru-se3", 3, 4),
                ("ru-2023-de20", 20, 34),
            ]
        );
    }

    #[test]
    fn hold_the_count_and_every_figure_of_a_dispute() {
        for (event, record) in DATASET.facts.events.iter().zip(&DATASET.records) {
            let others: Vec<u32> = record.disputes.iter().filter_map(|dispute| dispute.figure).collect();
            let Some(Figures { lowest, highest }) = event.figures else {
                assert!(others.is_empty(), "{}", event.id);
                continue;
            };
            let own = if let Count::Known(number, _) = event.count { Some(number) } else { None };
            assert!(!others.iter().any(|other| Some(*other) == own), "{}", event.id);
            let all: Vec<u32> = others.into_iter().chain(own).collect();
            assert_eq!((all.iter().min(), all.iter().max()), (Some(&lowest), Some(&highest)), "{}", event.id);
        }
    }
}

mod every_event {
    use super::*;

    #[test]
    fn has_at_least_one_citation_and_every_citation_a_source() {
        for (event, record) in DATASET.facts.events.iter().zip(&DATASET.records) {
            assert!(!record.citations.is_empty(), "{} has no source", event.id);
            let places = record.citations.iter().map(|c| c.source).chain(record.disputes.iter().map(|d| d.source));
            assert!(places.into_iter().all(|source| source < DATASET.sources.len()), "{}", event.id);
            assert_eq!(event.disputed.is_empty(), record.disputes.is_empty(), "{}", event.id);
            let first = record.disputes.iter().map(|dispute| dispute.about).min();
            let words = first.map_or("", |about| match about {
                About::Number => "the number",
                About::Date => "the date",
                About::Who => "who it was",
                About::Reason => "the reason",
                About::Account => "how to describe it",
            });
            assert_eq!(event.disputed.words(), words, "{}", event.id);
        }
    }

    #[test]
    fn cites_no_source_twice() {
        for (event, record) in DATASET.facts.events.iter().zip(&DATASET.records) {
            let different: HashSet<usize> = record.citations.iter().map(|citation| citation.source).collect();
            assert_eq!(different.len(), record.citations.len(), "{} cites one page twice", event.id);
        }
    }

    #[test]
    fn of_high_confidence_rests_on_at_least_two_citations() {
        let alone: Vec<_> = DATASET
            .facts
            .events
            .iter()
            .zip(&DATASET.records)
            .filter(|(_, record)| record.confidence == Confidence::High && record.citations.len() < 2)
            .map(|(event, _)| event.id.as_str())
            .collect();
        assert!(alone.is_empty(), "one citation, yet two sites are said to agree: {alone:?}");
    }

    #[test]
    fn is_shown_by_exactly_one_step_of_its_own_episode() {
        let mut shown: BTreeMap<EventIndex, usize> = BTreeMap::new();
        for (place, episode) in DATASET.facts.episodes.iter().enumerate() {
            for index in episode.steps.iter().flat_map(|step| step.events) {
                assert_eq!(usize::from(DATASET.facts.event(*index).episode), place);
                *shown.entry(*index).or_default() += 1;
            }
        }
        assert_eq!(shown.len(), DATASET.facts.events.len());
        assert!(shown.values().all(|times| *times == 1));
        for index in (0u32..589).map(EventIndex) {
            let (episode, step) = DATASET.facts.step_of(index).expect("every event has its step");
            assert!(DATASET.facts.episodes[episode].steps[step].events.contains(&index));
        }
    }

    #[test]
    fn stands_in_order_and_is_found_by_its_id() {
        assert!(DATASET.facts.events.is_sorted_by_key(|event| (event.date, event.id)));
        for (place, event) in (0u32..).zip(DATASET.facts.events) {
            assert_eq!(DATASET.facts.find_event(event.id.as_str()), Some(EventIndex(place)));
        }
        assert_eq!(DATASET.facts.find_event("no-such-event"), None);
    }

    #[test]
    fn lies_within_the_days_that_the_data_cover() {
        for event in DATASET.facts.events {
            assert!(event.date.first_day() <= DATASET.cutoff.last_day(), "{} is after the cut-off", event.id);
            assert!(event.date.year() >= 1971, "{}", event.id);
        }
    }

    #[test]
    fn is_about_moscow_on_one_side() {
        let neither: Vec<_> = DATASET
            .facts
            .events
            .iter()
            .filter(|event| event.action.orders_people_out())
            .filter(|event| event.actor.is_moscow() == event.target.is_moscow())
            .map(|event| event.id.as_str())
            .collect();
        assert!(neither.is_empty(), "{neither:?}");
    }

    #[test]
    fn of_the_soviet_union_is_before_its_end_and_of_russia_after() {
        let end = day("1991-12-26");
        for event in DATASET.facts.events {
            for code in [event.actor, event.target] {
                if code == ActorCode::SOVIET_UNION {
                    assert!(event.date.first_day() < end.first_day(), "{}", event.id);
                } else if code == ActorCode::RUSSIA {
                    assert!(event.date.last_day() >= end.first_day(), "{}", event.id);
                }
            }
        }
    }

    #[test]
    fn is_answered_only_by_events_that_are_not_earlier() {
        for event in DATASET.facts.events {
            for act in event.responds_to {
                assert!(!event.date.is_surely_before(DATASET.facts.event(*act).date), "{}", event.id);
            }
        }
    }

    #[test]
    fn that_is_answered_knows_its_answers() {
        for (place, event) in (0u32..).zip(DATASET.facts.events) {
            for act in event.responds_to {
                assert!(DATASET.answers_to(*act).contains(&EventIndex(place)), "{}", event.id);
            }
        }
    }
}

#[test]
fn episodes_stand_by_era_and_touch_it() {
    assert!(DATASET.facts.episodes.is_sorted_by_key(|episode| episode.era));
    for episode in DATASET.facts.episodes {
        let (from, until) = episode.era.years();
        let years = episode.steps.iter().flat_map(|step| step.events).map(|i| DATASET.facts.event(*i).date.year());
        assert!(years.into_iter().any(|year| (from..=until).contains(&year)), "{}", episode.id);
        assert!(episode.steps.len() >= 2 || episode.steps.iter().flat_map(|s| s.events).count() == 1, "{}", episode.id);
    }
}

#[test]
fn the_long_crises_have_as_many_steps_as_they_need() {
    for (id, steps) in [
        ("skripal-2018", 9..=14),
        ("ukraine-2022", 9..=14),
        ("vrbetice-2021", 6..=10),
        ("aftermath-2023", 6..=10),
        ("us-election-2016-17", 6..=10),
    ] {
        let (_, episode) = DATASET.facts.find_episode(id).unwrap_or_else(|| panic!("there is no episode {id}"));
        assert!(steps.contains(&episode.steps.len()), "{id} has {} steps", episode.steps.len());
    }
}

#[test]
fn sources_are_sorted_by_id_each_with_its_own_address() {
    assert!(DATASET.sources.is_sorted_by(|a, b| a.id < b.id));
    let mut seen = HashSet::new();
    for source in &DATASET.sources {
        if let Some(url) = &source.url {
            assert!(seen.insert(url.as_str()), "{url} stands twice");
        }
    }
}

#[test]
fn memberships_depend_on_the_day() {
    let nato = code("NATO");
    let finland = DATASET.facts.actor(code("FI")).expect("Finland is among the actors");
    assert!(!finland.is_member_on(nato, day("2023-04-03")));
    assert!(finland.is_member_on(nato, day("2023-04-04")));
    // April 2023 as a whole is not surely after the accession.
    assert!(!finland.is_member_on(nato, day("2023-04")));
    let kingdom = DATASET.facts.actor(code("GB")).expect("the United Kingdom is among the actors");
    assert!(kingdom.is_member_on(code("EU"), day("2018-03-14")));
    assert!(!kingdom.is_member_on(code("EU"), day("2021-01-01")));
    assert_eq!(kingdom.name_in_sentence(), "the United Kingdom");
}

mod the_facts_in_the_program {
    use super::*;

    fn assert_equal(left: &Facts, right: &Facts) {
        assert_eq!(left.events, right.events);
        assert_eq!(left.episodes, right.episodes);
        assert_eq!(left.actors, right.actors);
    }

    #[test]
    fn are_those_of_the_data_folder() {
        assert_equal(&FACTS, &DATASET.facts);
    }

    #[test]
    fn are_the_same_after_being_written_and_read() {
        let text: &'static str = Box::leak(DATASET.facts.to_text(true).into_boxed_str());
        let read = Facts::from_text(text).expect("what was written can be read");
        assert_equal(&read, &DATASET.facts);
        assert_eq!(read.to_text(true), text);
    }

    #[test]
    fn keep_the_range_of_their_figures() {
        let figures = |facts: &Facts| facts.events.iter().filter(|event| event.figures.is_some()).count();
        assert_eq!(figures(&FACTS), figures(&DATASET.facts));
        let text = DATASET.facts.to_text(true);
        assert!(text.contains("\t18-27\t"), "the Soviet reply of 1971 is 18 people, or up to 27");
        let spoilt: &'static str = Box::leak(text.replacen("\t18-27\t", "\t18\t", 1).into_boxed_str());
        assert!(Facts::from_text(spoilt).is_none());
    }

    #[test]
    fn are_not_torn_by_a_tab_or_a_line_break_in_a_text() {
        use support::{DataFolder, KETTLE};
        for (file, from, to) in [
            ("actors.toml", "United Kingdom", "United\\tKingdom"),
            ("actors.toml", "United Kingdom", "United\\nKingdom"),
            (KETTLE, "The kettle affair", "The\\tkettle affair"),
            (KETTLE, "Britain acts", "Britain\\tacts"),
            (KETTLE, "Britain acts", "Britain\\nacts"),
            (KETTLE, "note = \"The", "qualifier = \"drivers\\tand\\n\\nothers\"\nnote = \"The"),
        ] {
            // Refused by the loader or carried through: both are right, a program without facts is not.
            if let Ok(dataset) = DataFolder::valid().change(file, from, to).load() {
                let text: &'static str = Box::leak(dataset.facts.to_text(true).into_boxed_str());
                let read = Facts::from_text(text).unwrap_or_else(|| panic!("{to:?} in {file} empties the facts"));
                assert_equal(&read, &dataset.facts);
            }
        }
    }

    #[test]
    fn are_not_read_from_any_other_text() {
        assert!(Facts::from_text("").is_none());
        assert!(Facts::from_text("GB\tUnited Kingdom\n\nspoilt line").is_none());
        let text = DATASET.facts.to_text(true);
        let spoilt: &'static str = Box::leak(text.replacen("2018-03-14", "2018-02-30", 1).into_boxed_str());
        assert!(Facts::from_text(spoilt).is_none());
    }
}

mod the_published_file {
    use super::*;
    use persona_non_grata::prerender::dataset_json;
    use serde_json::Value;

    fn published() -> Value {
        let text = dataset_json(&DATASET).expect("plain values can be written");
        serde_json::from_str(&text).expect("what was written is JSON")
    }

    fn names(value: &Value) -> BTreeSet<&str> {
        value.as_object().expect("an object").keys().map(String::as_str).collect()
    }

    #[test]
    fn has_the_fields_that_were_promised() {
        let json = published();
        #[rustfmt::skip]
        let lists = [
            "version", "cutoff", "episodes", "events", "actors", "sources", "articles", "shared_facts", "versions",
        ];
        for name in lists {
            assert!(json.get(name).is_some(), "{name} is missing");
        }
        #[rustfmt::skip]
        let article = [
            "id", "title", "source", "written_by", "written_for", "written_from", "written_when", "genre", "episodes",
            "claims", "wording", "quoted", "leaves_out",
        ];
        let promised: [(&str, &[&str]); 7] = [
            ("articles", &article),
            ("shared_facts", &["id", "question", "best", "events", "note", "tells"]),
            ("versions", &["version", "date", "changes"]),
            ("episodes", &["id", "title", "summary", "era", "steps"]),
            (
                "events",
                &[
                    "id",
                    "episode",
                    "date",
                    "date_kind",
                    "actor",
                    "target",
                    "action",
                    "count",
                    "unit",
                    "count_note",
                    "responds_to",
                    "summary",
                    "citations",
                    "disputes",
                    "confidence",
                ],
            ),
            ("actors", &["code", "name", "kind", "memberships"]),
            ("sources", &["id", "url", "publisher", "language", "title", "published", "ownership"]),
        ];
        for (list, fields) in promised {
            let entries = json[list].as_array().expect("a list");
            assert!(!entries.is_empty());
            for entry in entries {
                assert!(names(entry).is_superset(&fields.iter().copied().collect()), "{list}: {entry}");
            }
        }
    }

    #[test]
    fn holds_every_event_with_sources_that_are_in_it() {
        let json = published();
        let events = json["events"].as_array().expect("a list");
        assert_eq!(events.len(), 589);
        let ids: HashSet<&str> = events.iter().filter_map(|event| event["id"].as_str()).collect();
        let sources: HashSet<&str> =
            json["sources"].as_array().expect("a list").iter().filter_map(|source| source["id"].as_str()).collect();
        for event in events {
            assert!(
                event["responds_to"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .all(|id| ids.contains(id.as_str().unwrap_or("")))
            );
            for citation in event["citations"].as_array().expect("a list") {
                assert!(sources.contains(citation["source"].as_str().unwrap_or("")), "{citation}");
            }
            // A number without a unit, or a unit without a number, would say nothing.
            assert_eq!(event["count"].is_null(), event["unit"].is_null(), "{event}");
        }
        assert_eq!(json["version"], DATASET.version());
    }

    #[test]
    fn says_of_a_floor_that_it_is_one_and_of_an_unknown_that_it_is_unknown() {
        let json = published();
        let find = |id: &str| {
            let events = json["events"].as_array().expect("a list");
            events.iter().find(|event| event["id"] == id).unwrap_or_else(|| panic!("there is no {id}")).clone()
        };
        let floor = find("skripal-ru-orders-uk-cut");
        assert_eq!((&floor["count"], &floor["count_bound"]), (&Value::from(50), &Value::from("more-than")));
        let unknown = DATASET.facts.events.iter().find(|event| event.count == Count::Unknown).expect("there is one");
        let unknown = find(unknown.id.as_str());
        assert_eq!((&unknown["count"], &unknown["count_missing"]), (&Value::Null, &Value::from("unknown")));
    }

    #[test]
    fn gives_the_figure_of_a_dispute_where_it_has_one_and_no_field_where_not() {
        let json = published();
        let events = json["events"].as_array().expect("a list");
        for (event, record) in events.iter().zip(&DATASET.records) {
            let disputes = event["disputes"].as_array().expect("a list");
            assert_eq!(disputes.len(), record.disputes.len());
            for (published, dispute) in disputes.iter().zip(&record.disputes) {
                let mut fields = BTreeSet::from(["claim", "source", "about", "why", "other_date"]);
                if dispute.figure.is_some() {
                    fields.insert("figure");
                }
                assert_eq!(names(published), fields, "{event}");
                assert_eq!(published.get("figure").and_then(Value::as_u64), dispute.figure.map(u64::from), "{event}");
            }
        }
    }
}
