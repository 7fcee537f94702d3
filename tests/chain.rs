//! Who answered whom: the graph, its exchanges and its outline, on random histories and on the real facts.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use persona_non_grata::chain::{
    Comparison, Edge, Exchange, Graph, Lag, Outline, Ratio, Relation, compare, exchanges, outline,
};
use persona_non_grata::dataset::{Action, ActorCode, Bound, Count, Date, Event, EventIndex, Sum, is_slug};
use persona_non_grata::facts::{FACTS, GRAPH};
use proptest::prelude::*;
use proptest::sample::Index;

/// The most events of a random history.
const MOST: usize = 24;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|problem| panic!("{text} {problem}"))
}

fn actor(code: &str) -> ActorCode {
    ActorCode::parse(code).expect("a code")
}

fn exactly(number: u32) -> Count {
    Count::Known(number, Bound::Exact)
}

fn more_than(number: u32) -> Count {
    Count::Known(number, Bound::MoreThan)
}

/// An act on a day, in answer to others by their places: of Moscow against Britain, of others against Russia.
fn act(by: &str, action: Action, count: Count, day: &str, answers: &[u32]) -> Event {
    let responds_to = answers.iter().copied().map(EventIndex).collect::<Vec<_>>().leak();
    let (by, target) = (actor(by), actor(if actor(by).is_moscow() { "GB" } else { "RU" }));
    // Ids are made by reading data only, so the acts of a test borrow those of real ones.
    Event { date: date(day), actor: by, target, action, count, figures: None, responds_to, ..FACTS.events[0] }
}

/// The same act against somebody else.
fn against(target: &str, act: Event) -> Event {
    Event { target: actor(target), ..act }
}

/// Some people ordered out.
fn expel(by: &str, count: Count, day: &str, answers: &[u32]) -> Event {
    act(by, Action::Expel, count, day, answers)
}

/// The acts with an id each.
fn history(acts: impl IntoIterator<Item = Event>) -> Vec<Event> {
    acts.into_iter().zip(FACTS.events).map(|(act, real)| Event { id: real.id, ..act }).collect()
}

fn all(events: &[Event]) -> Vec<EventIndex> {
    (0u32..).zip(events).map(|(place, _)| EventIndex(place)).collect()
}

fn places(indices: &[EventIndex]) -> Vec<u32> {
    indices.iter().map(|index| index.0).collect()
}

/// A day in a calendar of months of 28 days, as the real one or rougher.
fn nth_day(n: u16, precision: u8) -> Date {
    let (year, month, day) = (1990 + n / 336, n / 28 % 12 + 1, n % 28 + 1);
    date(&match precision {
        0 => format!("{year}"),
        1 | 2 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    })
}

fn any_action() -> impl Strategy<Value = Action> {
    prop_oneof![
        5 => Just(Action::Expel),
        1 => Just(Action::CutStaff),
        1 => Just(Action::Trigger),
        3 => proptest::sample::select(Action::ALL),
    ]
}

fn any_count(most: u32) -> impl Strategy<Value = Count> {
    prop_oneof![
        5 => (1..=most).prop_map(exactly),
        2 => (1..=most).prop_map(more_than),
        2 => Just(Count::Unknown),
        1 => Just(Count::Elsewhere),
    ]
}

prop_compose! {
    /// An act of one of five actors, so many days after the one before; links to be chosen among the earlier acts.
    fn any_act()(
        (by, target) in (
            proptest::sample::select(&["RU", "RU", "RU", "SU", "GB", "GB", "FR", "NATO"][..]),
            proptest::sample::select(&["GB", "GB", "FR", "NATO"][..]),
        ),
        action in any_action(),
        count in any_count(60),
        days in 0u16..40,
        precision in 0u8..12,
        links in proptest::collection::vec(any::<Index>(), 0..=3),
    ) -> (Event, u16, u8, Vec<Index>) {
        let count = if action.unit().is_some() { count } else { Count::NotApplicable };
        let act = act(by, action, count, "2018", &[]);
        (if act.is_by_moscow() { against(target, act) } else { act }, days, precision, links)
    }
}

/// A random history without circles: every act may name up to three earlier ones.
fn any_history() -> impl Strategy<Value = Vec<Event>> {
    proptest::collection::vec(any_act(), 0..=MOST).prop_map(|acts| {
        let mut now = 0;
        history(acts.into_iter().enumerate().map(|(place, (act, days, precision, links))| {
            now += days;
            let earlier: BTreeSet<usize> =
                if place == 0 { BTreeSet::new() } else { links.iter().map(|link| link.index(place)).collect() };
            let earlier = earlier.into_iter().map(|i| EventIndex(u32::try_from(i).expect("few events")));
            Event { date: nth_day(now, precision), responds_to: earlier.collect::<Vec<_>>().leak(), ..act }
        }))
    })
}

/// A history, and an order in which its events might stand instead.
fn any_shuffle() -> impl Strategy<Value = (Vec<Event>, Vec<EventIndex>)> {
    any_history().prop_flat_map(|events| {
        let order = Just(all(&events)).prop_shuffle();
        (Just(events), order)
    })
}

/// A history, and some of its events.
fn any_choice() -> impl Strategy<Value = (Vec<Event>, Vec<EventIndex>)> {
    (any_history(), proptest::collection::vec(proptest::bool::weighted(0.8), MOST)).prop_map(|(events, flags)| {
        let chosen = all(&events).into_iter().zip(flags).filter(|(_, is_chosen)| *is_chosen);
        let chosen = chosen.map(|(index, _)| index).collect();
        (events, chosen)
    })
}

/// The same events in another order, with links to where they stand now.
fn shuffled(events: &[Event], order: &[EventIndex]) -> Vec<Event> {
    let mut now = vec![EventIndex(0); events.len()];
    for (new, old) in (0u32..).zip(order) {
        now[old.as_usize()] = EventIndex(new);
    }
    let moved = order.iter().map(|old| {
        let event = events[old.as_usize()];
        let links = event.responds_to.iter().map(|act| now[act.as_usize()]).collect::<Vec<_>>();
        Event { responds_to: links.leak(), ..event }
    });
    moved.collect()
}

/// Every episode's events, and all together.
fn real_choices() -> Vec<Vec<EventIndex>> {
    let mut choices: Vec<Vec<EventIndex>> = (0..FACTS.episodes.len())
        .map(|episode| {
            let of_episode = |index: &EventIndex| usize::from(FACTS.event(*index).episode) == episode;
            all(FACTS.events).into_iter().filter(of_episode).collect()
        })
        .collect();
    choices.push(all(FACTS.events));
    choices
}

mod relations {
    use super::*;

    const OTHERS: [&str; 3] = ["GB", "FR", "NATO"];
    const WORDS: [Action; 3] = [Action::Threaten, Action::Decline, Action::Statement];

    /// All acts that are not triggers, by all actors.
    fn any_acts() -> Vec<Event> {
        let actions = Action::ALL.iter().filter(|action| **action != Action::Trigger);
        actions
            .flat_map(|action| {
                ["RU", "GB", "FR", "NATO"].map(|by| act(by, *action, Count::NotApplicable, "2018-03-14", &[]))
            })
            .collect()
    }

    /// The same without words.
    fn deeds() -> Vec<Event> {
        any_acts().into_iter().filter(|act| !WORDS.contains(&act.action)).collect()
    }

    #[test]
    fn whatever_names_a_trigger_was_set_off_by_it() {
        for by in ["GB", "RU"] {
            let trigger = act(by, Action::Trigger, Count::NotApplicable, "2018-03-04", &[]);
            for reply in any_acts() {
                assert_eq!(Relation::between(&trigger, &reply), Relation::Triggers, "{reply:?}");
            }
        }
    }

    #[test]
    fn words_speak_and_never_join_answer_or_carry_on() {
        for earlier in any_acts() {
            for reply in any_acts().into_iter().filter(|reply| WORDS.contains(&reply.action)) {
                assert_eq!(Relation::between(&earlier, &reply), Relation::Speaks, "{earlier:?} {reply:?}");
            }
        }
    }

    #[test]
    fn a_deed_of_the_target_answers_and_one_of_another_state_joins() {
        for earlier in any_acts() {
            for reply in deeds().into_iter().filter(|reply| reply.is_by_moscow() != earlier.is_by_moscow()) {
                let expected = if reply.actor == earlier.target { Relation::Retaliates } else { Relation::Joins };
                assert_eq!(Relation::between(&earlier, &reply), expected, "{earlier:?} {reply:?}");
            }
        }
    }

    #[test]
    fn the_soviet_union_and_russia_answer_as_one() {
        let people = |by: &str| expel(by, exactly(4), "1991-12-20", &[]);
        let by_britain = against("SU", people("GB"));
        assert_eq!(Relation::between(&by_britain, &people("RU")), Relation::Retaliates);
        for by in ["SU", "RU"] {
            assert_eq!(Relation::between(&people(by), &people("GB")), Relation::Retaliates, "{by}");
        }
    }

    #[test]
    fn a_deed_of_the_same_actor_carries_on_and_one_of_another_on_its_side_joins() {
        for earlier in any_acts() {
            for reply in deeds().into_iter().filter(|reply| reply.is_by_moscow() == earlier.is_by_moscow()) {
                let expected = if reply.actor == earlier.actor { Relation::CarriesOn } else { Relation::Joins };
                assert_eq!(Relation::between(&earlier, &reply), expected, "{earlier:?} {reply:?}");
            }
        }
    }

    /// The relation of the last act to the one that it names first.
    fn last(acts: &[Event]) -> Relation {
        let graph = Graph::new(acts);
        let last = EventIndex(u32::try_from(acts.len() - 1).expect("few"));
        graph.acts_of(last)[0].relation
    }

    #[test]
    fn an_answer_with_surely_more_people_escalates() {
        let answer = |count: Count, reply: Count| {
            last(&history([expel("GB", count, "2018-03-14", &[]), expel("RU", reply, "2018-03-17", &[0])]))
        };
        for (count, reply, expected) in [
            (exactly(23), exactly(24), Relation::Escalates),
            (exactly(23), more_than(50), Relation::Escalates),
            (exactly(20), more_than(20), Relation::Escalates),
            (exactly(23), exactly(23), Relation::Retaliates),
            (exactly(23), exactly(1), Relation::Retaliates),
            (more_than(20), exactly(21), Relation::Retaliates),
            (more_than(20), exactly(50), Relation::Retaliates),
            (exactly(23), more_than(20), Relation::Retaliates),
            (exactly(23), Count::Unknown, Relation::Retaliates),
            (Count::Unknown, exactly(50), Relation::Retaliates),
            (Count::Elsewhere, exactly(50), Relation::Retaliates),
        ] {
            assert_eq!(answer(count, reply), expected, "{count:?} answered by {reply:?}");
        }
    }

    #[test]
    fn an_answer_to_several_acts_is_held_against_all_of_them_together() {
        let relations = |reply: u32| {
            let acts = history([
                expel("GB", exactly(35), "2022-04-04", &[]),
                expel("GB", exactly(6), "2022-04-11", &[]),
                expel("RU", exactly(reply), "2022-05-18", &[0, 1]),
            ]);
            let graph = Graph::new(&acts);
            graph.acts_of(EventIndex(2)).iter().map(|edge| edge.relation).collect::<Vec<_>>()
        };
        assert_eq!(relations(41), [Relation::Retaliates; 2], "more than either, not more than both");
        assert_eq!(relations(42), [Relation::Escalates; 2]);
    }

    #[test]
    fn an_answer_to_a_threat_is_no_step_further_for_the_next_one() {
        let acts = history([
            act("GB", Action::Threaten, Count::NotApplicable, "2018-03-12", &[]),
            expel("RU", exactly(4), "2018-03-13", &[0]),
            expel("GB", exactly(4), "2018-03-14", &[1]),
        ]);
        let graph = Graph::new(&acts);
        assert_eq!(graph.acts_of(EventIndex(1))[0].relation, Relation::Retaliates);
        assert_eq!(graph.acts_of(EventIndex(2))[0].relation, Relation::Retaliates);
    }

    #[test]
    fn other_units_are_never_compared_with_people() {
        let people = expel("GB", exactly(1), "2018-03-14", &[]);
        for action in Action::ALL.iter().copied().filter(|action| action.is_other_measure()) {
            let reply = act("RU", action, exactly(50), "2018-03-17", &[0]);
            assert_eq!(last(&history([people, reply])), Relation::Retaliates, "{action:?}");
        }
    }

    #[test]
    fn an_answer_to_an_answer_escalates_with_whatever_number() {
        let first = expel("GB", exactly(23), "2018-03-14", &[]);
        let reply = expel("RU", exactly(23), "2018-03-17", &[0]);
        for count in [exactly(1), exactly(23), exactly(50), Count::Unknown] {
            let relation = last(&history([first, reply, expel("GB", count, "2018-03-20", &[1])]));
            assert_eq!(relation, Relation::Escalates, "{count:?}");
        }
        let closed = act("GB", Action::CloseConsulate, exactly(1), "2018-03-20", &[1]);
        assert_eq!(last(&history([first, reply, closed])), Relation::Escalates);
    }

    #[test]
    fn only_an_answer_makes_the_next_one_a_further_step() {
        let opening = |before: Event| {
            let act = expel("GB", exactly(23), "2018-03-14", &[0]);
            last(&history([before, act, expel("RU", exactly(23), "2018-03-17", &[1])]))
        };
        for before in [
            act("GB", Action::Trigger, Count::NotApplicable, "2018-03-04", &[]),
            act("GB", Action::Threaten, Count::NotApplicable, "2018-03-12", &[]),
            expel("FR", exactly(4), "2018-03-12", &[]),
        ] {
            assert_eq!(opening(before), Relation::Retaliates, "{:?}", before.action);
        }
        assert_eq!(opening(expel("RU", exactly(1), "2018-03-12", &[])), Relation::Escalates);
    }

    #[test]
    fn what_an_act_names_further_back_leaves_the_link_as_it_is() {
        // The second wave of one side names both its own first act and the other side's reply.
        let acts = history([
            expel("GB", exactly(23), "2018-03-14", &[]),
            expel("RU", exactly(23), "2018-03-17", &[0]),
            expel("GB", exactly(4), "2018-03-26", &[0, 1]),
        ]);
        let graph = Graph::new(&acts);
        let relations: Vec<Relation> = graph.acts_of(EventIndex(2)).iter().map(|edge| edge.relation).collect();
        assert_eq!(relations, [Relation::CarriesOn, Relation::Escalates]);
    }

    #[test]
    fn every_relation_has_words_of_its_own() {
        let distinct =
            |words: fn(Relation) -> &'static str| Relation::ALL.map(words).into_iter().collect::<BTreeSet<_>>();
        for words in [Relation::key, Relation::name, Relation::rule, Relation::of_act, Relation::of_reply] {
            let found = distinct(words);
            assert_eq!(found.len(), Relation::ALL.len());
            assert!(found.iter().all(|text| !text.is_empty()));
        }
        assert!(Relation::ALL.iter().all(|relation| is_slug(relation.key())), "a class name");
        let answers = Relation::ALL.into_iter().filter(|relation| relation.is_answer());
        assert_eq!(answers.collect::<Vec<_>>(), [Relation::Retaliates, Relation::Escalates]);
    }

    #[test]
    fn both_sides_are_named_by_the_same_rules() {
        // The same history with the sides changed has the same relations. One state stands on each side.
        let acts = [("GB", exactly(4)), ("RU", exactly(4)), ("GB", exactly(2)), ("RU", more_than(2))];
        let mirrored = |is_mirrored: bool| {
            let events = (0u32..).zip(acts).map(|(place, (by, count))| {
                let by = if (by == "GB") == is_mirrored { "RU" } else { "GB" };
                let links: Vec<u32> = place.checked_sub(1).into_iter().collect();
                expel(by, count, "2018-03-14", &links)
            });
            Graph::new(&history(events)).edges().to_vec()
        };
        assert_eq!(mirrored(false), mirrored(true));
        for by in OTHERS {
            let acts = history([expel(by, exactly(1), "2018-03-14", &[]), expel("RU", exactly(2), "2018-03-15", &[0])]);
            assert_eq!(Graph::new(&acts).edges()[0].relation, Relation::Escalates, "{by}");
        }
    }
}

mod graph {
    use super::*;

    /// The links that the events themselves name.
    fn links(events: &[Event]) -> Vec<(EventIndex, EventIndex)> {
        let named = all(events).into_iter().zip(events);
        named.flat_map(|(reply, event)| event.responds_to.iter().map(move |act| (*act, reply))).collect()
    }

    fn check(events: &[Event], graph: &Graph) {
        assert_eq!(graph.len(), events.len());
        assert_eq!(graph.is_empty(), events.is_empty());
        assert!(graph.is_acyclic());
        let edges: Vec<(EventIndex, EventIndex)> = graph.edges().iter().map(|edge| (edge.act, edge.reply)).collect();
        assert_eq!(edges, links(events), "an edge for every link and nothing else");

        // Both ways of looking at an edge show the same ones, each once.
        let back: Vec<Edge> = all(events).into_iter().flat_map(|event| graph.acts_of(event).to_vec()).collect();
        assert_eq!(back, graph.edges());
        let mut on = Vec::new();
        for event in all(events) {
            let replies: Vec<Edge> = graph.replies_to(event).copied().collect();
            assert!(replies.iter().all(|edge| edge.act == event));
            assert!(replies.is_sorted_by_key(|edge| edge.reply), "replies by date");
            on.extend(replies);
        }
        on.sort_by_key(|edge| {
            (edge.reply, events[edge.reply.as_usize()].responds_to.iter().position(|act| *act == edge.act))
        });
        assert_eq!(on, graph.edges());

        // The relation is what the two decide, but for answers that escalate.
        let answered = |index: EventIndex| {
            let answers = graph.acts_of(index).iter().filter(|edge| edge.relation.is_answer());
            answers.map(|edge| &events[edge.act.as_usize()])
        };
        let is_answer = |index: EventIndex| answered(index).any(|act| act.action.is_deed());
        for edge in graph.edges() {
            let (act, reply) = (&events[edge.act.as_usize()], &events[edge.reply.as_usize()]);
            // More than all that is answered together, and only against people.
            let people: Sum = answered(edge.reply).map(Event::people_ordered_out).sum();
            let is_more = !act.people_ordered_out().is_empty()
                && compare(people, reply.people_ordered_out()) == Some(Comparison::More);
            let expected = match Relation::between(act, reply) {
                Relation::Retaliates if is_more || is_answer(edge.act) => Relation::Escalates,
                relation => relation,
            };
            assert_eq!(edge.relation, expected, "{} {}", act.id, reply.id);
        }

        check_order(events, graph);
        check_reach(events, graph);

        let rounds = graph.rounds(events);
        assert_eq!(rounds.len(), events.len());
        for event in all(events) {
            let ways = graph.acts_of(event).iter();
            let is_round = |edge: &Edge| edge.relation.is_answer() && events[edge.act.as_usize()].action.is_deed();
            let longest = ways.map(|edge| rounds[edge.act.as_usize()] + u32::from(is_round(edge))).max();
            assert_eq!(rounds[event.as_usize()], longest.unwrap_or(0), "{}", events[event.as_usize()].id);
        }
    }

    fn check_order(events: &[Event], graph: &Graph) {
        let order = graph.in_order();
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, all(events), "every event once");
        let mut rank = vec![0; events.len()];
        for (i, event) in order.iter().enumerate() {
            rank[event.as_usize()] = i;
        }
        for edge in graph.edges() {
            assert!(rank[edge.act.as_usize()] < rank[edge.reply.as_usize()], "an act before what names it");
        }
    }

    fn check_reach(events: &[Event], graph: &Graph) {
        let mut led_to = BTreeSet::new();
        let mut followed = BTreeSet::new();
        for event in all(events) {
            let ancestors = graph.ancestors(event);
            let descendants = graph.descendants(event);
            assert!(ancestors.is_sorted() && descendants.is_sorted());
            assert!(!ancestors.contains(&event) && !descendants.contains(&event), "itself left out");
            // What led to an event are its acts and what led to them; each once.
            let mut expected: Vec<EventIndex> = graph
                .acts_of(event)
                .iter()
                .flat_map(|edge| graph.ancestors(edge.act).into_iter().chain([edge.act]))
                .collect();
            expected.sort_unstable();
            expected.dedup();
            assert_eq!(ancestors, expected);
            led_to.extend(ancestors.into_iter().map(|act| (act, event)));
            followed.extend(descendants.into_iter().map(|reply| (event, reply)));
        }
        assert_eq!(led_to, followed, "ancestors and descendants are inverse");
    }

    #[test]
    fn the_real_one_holds_what_the_data_link() {
        check(FACTS.events, &GRAPH);
        assert!(!GRAPH.is_empty());
    }

    #[test]
    fn no_real_event_answers_a_later_one() {
        for edge in GRAPH.edges() {
            let (act, reply) = (FACTS.event(edge.act), FACTS.event(edge.reply));
            assert!(!reply.date.is_surely_before(act.date), "{} {}", act.id, reply.id);
        }
    }

    proptest! {
        #![proptest_config(support::cases(300))]

        #[test]
        fn a_random_one_holds_what_its_events_name(events in any_history()) {
            check(&events, &Graph::new(&events));
        }

        #[test]
        fn in_another_order_it_is_the_same((events, order) in any_shuffle()) {
            let others = shuffled(&events, &order);
            let (one, other) = (Graph::new(&events), Graph::new(&others));
            check(&others, &other);
            let back = |index: EventIndex| order[index.as_usize()];
            let edge = |act: EventIndex, reply: EventIndex, relation: Relation| (act, reply, relation);
            let mine: BTreeSet<_> = one.edges().iter().map(|e| edge(e.act, e.reply, e.relation)).collect();
            let theirs = other.edges().iter().map(|e| edge(back(e.act), back(e.reply), e.relation));
            prop_assert_eq!(mine, theirs.collect::<BTreeSet<_>>());
            let (rounds, other_rounds) = (one.rounds(&events), other.rounds(&others));
            for (new, old) in order.iter().enumerate() {
                prop_assert_eq!(rounds[old.as_usize()], other_rounds[new]);
            }
        }

        #[test]
        fn events_that_stand_after_what_they_name_keep_their_order(events in any_history()) {
            prop_assert_eq!(Graph::new(&events).in_order(), all(&events));
        }

        #[test]
        fn links_beyond_the_slice_are_left_out((events, length) in (any_shuffle(), any::<Index>()).prop_map(
            |((events, order), length)| (shuffled(&events, &order), length.index(order.len() + 1)),
        )) {
            // What is cut off may be named by what stays: the events stand in any order.
            let graph = Graph::new(&events[..length]);
            let whole = Graph::new(&events);
            let expected: Vec<(EventIndex, EventIndex)> = whole
                .edges()
                .iter()
                .map(|edge| (edge.act, edge.reply))
                .filter(|(act, reply)| act.as_usize() < length && reply.as_usize() < length)
                .collect();
            let found = graph.edges().iter().map(|edge| (edge.act, edge.reply));
            prop_assert_eq!(found.collect::<Vec<_>>(), expected);
            prop_assert_eq!(graph.in_order().len(), length);
            for event in all(&events).split_off(length) {
                prop_assert!(graph.acts_of(event).is_empty());
                prop_assert_eq!(graph.replies_to(event).count(), 0);
                prop_assert!(graph.ancestors(event).is_empty() && graph.descendants(event).is_empty());
            }
        }
    }

    #[test]
    fn a_part_of_the_real_one_has_the_edges_within_it() {
        for length in [0, 1, FACTS.events.len() / 2, FACTS.events.len() - 1] {
            let within: Vec<(EventIndex, EventIndex)> = links(FACTS.events)
                .into_iter()
                .filter(|(act, reply)| act.as_usize() < length && reply.as_usize() < length)
                .collect();
            let graph = Graph::new(&FACTS.events[..length]);
            assert_eq!(graph.edges().iter().map(|edge| (edge.act, edge.reply)).collect::<Vec<_>>(), within);
        }
    }

    #[test]
    fn nothing_at_all_is_a_graph_too() {
        let graph = Graph::new(&[]);
        assert!(graph.is_empty() && graph.is_acyclic() && graph.edges().is_empty());
        assert!(graph.in_order().is_empty() && graph.rounds(&[]).is_empty());
        assert!(exchanges(&[], &graph, &[]).is_empty());
        assert!(outline(&[], &graph, &[]).is_empty());
    }

    #[test]
    fn a_circle_is_found_and_ends() {
        let events = history([
            expel("GB", exactly(1), "2018-03-14", &[]),
            expel("RU", exactly(1), "2018-03-14", &[0, 3]),
            expel("GB", exactly(1), "2018-03-14", &[1]),
            expel("RU", exactly(1), "2018-03-14", &[2]),
        ]);
        let graph = Graph::new(&events);
        assert!(!graph.is_acyclic());
        assert_eq!(places(&graph.in_order()), [0], "those of the circle are left out");
        assert_eq!(places(&graph.descendants(EventIndex(0))), [1, 2, 3]);
        assert!(!Graph::new(&history([expel("GB", exactly(1), "2018-03-14", &[0])])).is_acyclic());
    }

    #[test]
    fn rounds_count_answers_only_and_take_the_longest_way() {
        let nothing = Count::NotApplicable;
        let events = history([
            act("GB", Action::Trigger, nothing, "2018-03-04", &[]),
            expel("GB", exactly(23), "2018-03-14", &[0]),
            expel("RU", exactly(23), "2018-03-17", &[1]),
            expel("FR", exactly(4), "2018-03-26", &[0, 1]),
            act("GB", Action::CloseConsulate, exactly(1), "2018-03-27", &[1, 2]),
            act("RU", Action::Statement, nothing, "2018-03-28", &[4]),
            expel("RU", exactly(4), "2018-03-30", &[3]),
        ]);
        assert_eq!(Graph::new(&events).rounds(&events), [0, 0, 1, 0, 2, 2, 1]);
    }

    #[test]
    fn an_answer_to_words_is_no_round_of_its_own() {
        let nothing = Count::NotApplicable;
        let events = history([
            act("RU", Action::Decline, nothing, "2007-07-05", &[]),
            expel("GB", exactly(4), "2007-07-16", &[0]),
            expel("RU", exactly(4), "2007-07-19", &[1]),
            act("GB", Action::Threaten, nothing, "2007-07-20", &[2]),
            expel("RU", exactly(1), "2007-07-21", &[3]),
        ]);
        let graph = Graph::new(&events);
        assert_eq!(graph.rounds(&events), [0, 0, 1, 1, 1]);
        // So the graph and the count of rounds agree on what a counter-reply is.
        assert!(graph.edges().iter().all(|edge| edge.relation != Relation::Escalates));
    }

    #[test]
    fn a_long_chain_is_followed_to_its_end() {
        let events: Vec<Event> = (0..10_000u32)
            .map(|place| {
                let by = if place % 2 == 0 { "GB" } else { "RU" };
                expel(by, exactly(1), "2018-03-14", &place.checked_sub(1).into_iter().collect::<Vec<_>>())
            })
            .collect();
        let graph = Graph::new(&events);
        assert_eq!(graph.in_order(), all(&events));
        assert_eq!(graph.descendants(EventIndex(0)).len(), events.len() - 1);
        assert_eq!(graph.ancestors(EventIndex(9_999)).len(), events.len() - 1);
        assert_eq!(graph.rounds(&events)[9_999], 9_999);
        assert_eq!(exchanges(&events, &graph, &all(&events)).len(), events.len() - 1, "each act and its reply");
    }
}

mod lags {
    use super::*;

    fn lag(act: &str, reply: &str) -> Lag {
        Lag::between(date(act), date(reply))
    }

    fn range(min_days: u32, max_days: u32) -> Lag {
        Lag { min_days, max_days }
    }

    #[test]
    fn are_exact_between_two_days() {
        for (act, reply, days) in [
            ("2018-03-14", "2018-03-14", 0),
            ("2018-03-14", "2018-03-17", 3),
            ("2018-03-14", "2018-03-30", 16),
            ("2016-02-28", "2016-03-01", 2),
            ("2018-12-31", "2019-01-01", 1),
        ] {
            assert_eq!(lag(act, reply), range(days, days), "{act} {reply}");
            assert!(lag(act, reply).is_exact());
        }
    }

    #[test]
    fn are_ranges_where_a_date_is_a_month_or_a_year() {
        for (act, reply, min, max) in [
            // The reply came between the first and the last day of its month.
            ("1971-09-24", "1971-10", 7, 37),
            ("1971-09", "1971-10-10", 10, 39),
            ("1971-09", "1971-10", 1, 60),
            ("1971-12-31", "1972", 1, 366),
            // Within the month of the act it came on the same day at the earliest.
            ("1971-10", "1971-10", 0, 30),
            ("2018-02", "2018-02", 0, 27),
            ("1971-10-24", "1971-10", 0, 7),
            ("1971-10", "1971-10-24", 0, 23),
            ("1971", "1971", 0, 364),
        ] {
            assert_eq!(lag(act, reply), range(min, max), "{act} {reply}");
            assert!(!lag(act, reply).is_exact(), "{act} {reply}");
        }
    }

    prop_compose! {
        fn any_date()(n in 0u16..2000, precision in 0u8..8) -> Date {
            nth_day(n, precision)
        }
    }

    proptest! {
        #![proptest_config(support::cases(300))]

        #[test]
        fn are_the_days_that_the_dates_allow(act in any_date(), reply in any_date()) {
            let lag = Lag::between(act, reply);
            prop_assert!(lag.min_days <= lag.max_days);
            // All pairs of days on which the act and then its reply may have been.
            let (acts, replies) = (act.first_day()..=act.last_day(), reply.first_day()..=reply.last_day());
            let pairs = acts.flat_map(|act| replies.clone().map(move |reply| reply - act));
            let possible = pairs.filter(|days| *days >= 0);
            let expected = possible.clone().min().zip(possible.max());
            // A reply before its act, which checked data do not have: no negative number comes of it.
            let (min, max) = expected.unwrap_or((0, 0));
            prop_assert_eq!((i64::from(lag.min_days), i64::from(lag.max_days)), (min.into(), max.into()));
        }
    }

    #[test]
    fn of_real_edges_are_never_negative_and_exact_where_both_days_are_known() {
        for edge in GRAPH.edges() {
            let (act, reply) = (FACTS.event(edge.act).date, FACTS.event(edge.reply).date);
            let lag = Lag::between(act, reply);
            assert!(lag.min_days <= lag.max_days);
            if act.day().is_some() && reply.day().is_some() {
                let days = reply.first_day() - act.first_day();
                assert_eq!((i64::from(lag.min_days), lag.is_exact()), (days.into(), true));
            }
        }
    }
}

mod comparisons {
    use super::*;

    fn sum(counts: &[Count]) -> Sum {
        counts.iter().map(|count| Sum::from(*count)).sum()
    }

    /// Every total that the counts may mean, up to 60: an open end reaches that far. Empty if nothing is counted.
    fn totals(counts: &[Count]) -> Vec<u32> {
        const END: u32 = 60;
        let counted: Vec<std::ops::RangeInclusive<u32>> = counts
            .iter()
            .filter_map(|count| match count {
                Count::Known(number, Bound::Exact) => Some(*number..=*number),
                Count::Known(number, Bound::MoreThan) => Some(number + 1..=END),
                Count::Unknown => Some(1..=END),
                Count::Elsewhere | Count::NotApplicable => None,
            })
            .collect();
        if counted.is_empty() {
            return Vec::new();
        }
        let found = counted.into_iter().fold(BTreeSet::from([0]), |sums, numbers| {
            sums.iter().flat_map(|sum| numbers.clone().map(move |n| sum + n)).filter(|sum| *sum <= END).collect()
        });
        found.into_iter().collect()
    }

    #[test]
    fn are_sure_only_where_the_numbers_are() {
        for (act, reply, expected) in [
            (exactly(23), exactly(23), Some(Comparison::Same)),
            (exactly(23), exactly(24), Some(Comparison::More)),
            (exactly(105), exactly(18), Some(Comparison::Fewer)),
            (exactly(23), more_than(50), Some(Comparison::More)),
            // More than 20 is at least 21.
            (exactly(20), more_than(20), Some(Comparison::More)),
            (exactly(21), more_than(20), Some(Comparison::Open)),
            (more_than(20), exactly(20), Some(Comparison::Fewer)),
            (more_than(20), exactly(21), Some(Comparison::Open)),
            (more_than(20), exactly(500), Some(Comparison::Open)),
            (more_than(20), more_than(20), Some(Comparison::Open)),
            // An unknown number of people is somebody, never nobody.
            (exactly(1), Count::Unknown, Some(Comparison::Open)),
            (Count::Unknown, exactly(1), Some(Comparison::Open)),
            (Count::Unknown, Count::Unknown, Some(Comparison::Open)),
            (exactly(23), Count::Elsewhere, None),
            (Count::NotApplicable, exactly(23), None),
        ] {
            assert_eq!(compare(act.into(), reply.into()), expected, "{act:?} {reply:?}");
        }
    }

    proptest! {
        #![proptest_config(support::cases(1000))]

        #[test]
        fn hold_for_every_number_that_the_counts_may_mean(
            act in proptest::collection::vec(any_count(8), 0..=3),
            reply in proptest::collection::vec(any_count(8), 0..=3),
        ) {
            let (acts, replies) = (totals(&act), totals(&reply));
            let pairs = acts.iter().flat_map(|act| replies.iter().map(move |reply| (*act, *reply)));
            let pairs: Vec<(u32, u32)> = pairs.collect();
            let expected = if pairs.is_empty() {
                None
            } else if pairs.iter().all(|(act, reply)| reply > act) {
                Some(Comparison::More)
            } else if pairs.iter().all(|(act, reply)| reply == act) {
                Some(Comparison::Same)
            } else if pairs.iter().all(|(act, reply)| reply < act) {
                Some(Comparison::Fewer)
            } else {
                Some(Comparison::Open)
            };
            prop_assert_eq!(compare(sum(&act), sum(&reply)), expected, "{:?} {:?}", acts, replies);
        }

        #[test]
        fn turn_round_with_the_two_sides(
            act in proptest::collection::vec(any_count(8), 0..=3),
            reply in proptest::collection::vec(any_count(8), 0..=3),
        ) {
            let turned = compare(sum(&reply), sum(&act)).map(|comparison| match comparison {
                Comparison::More => Comparison::Fewer,
                Comparison::Fewer => Comparison::More,
                other => other,
            });
            prop_assert_eq!(compare(sum(&act), sum(&reply)), turned);
        }

        #[test]
        fn a_ratio_is_the_quotient_rounded(act in 1u32..=2000, reply in 1u32..=2000, is_floor in any::<bool>()) {
            let reply_count = if is_floor { more_than(reply) } else { exactly(reply) };
            let ratio = Ratio::of(exactly(act).into(), reply_count.into()).expect("both are known");
            prop_assert_eq!(ratio.is_floor, is_floor);
            // No nearer number of hundredths exists.
            prop_assert!((ratio.hundredths * act).abs_diff(reply * 100) * 2 <= act);
        }

        #[test]
        fn a_ratio_needs_a_known_act_and_a_reply_of_known_parts(
            act in proptest::collection::vec(any_count(8), 0..=3),
            reply in proptest::collection::vec(any_count(8), 0..=3),
        ) {
            let is_exact = |count: &Count| matches!(count, Count::Known(_, Bound::Exact));
            let counted = |counts: &[Count]| -> Vec<Count> {
                counts.iter().copied().filter(|count| *count != Count::Elsewhere).collect()
            };
            let (acts, replies) = (counted(&act), counted(&reply));
            let is_known = !acts.is_empty() && acts.iter().all(is_exact)
                && !replies.is_empty() && replies.iter().all(|count| *count != Count::Unknown);
            let ratio = Ratio::of(sum(&act), sum(&reply));
            prop_assert_eq!(ratio.is_some(), is_known);
            if let Some(ratio) = ratio {
                prop_assert_eq!(ratio.is_floor, !replies.iter().all(is_exact));
                prop_assert!(ratio.hundredths > 0);
            }
        }
    }

    #[test]
    fn ratios_of_some_numbers() {
        let of = |act: Count, reply: Count| Ratio::of(act.into(), reply.into()).map(|r| (r.hundredths, r.is_floor));
        assert_eq!(of(exactly(23), exactly(23)), Some((100, false)));
        assert_eq!(of(exactly(105), exactly(18)), Some((17, false)));
        assert_eq!(of(exactly(23), more_than(50)), Some((217, true)));
        assert_eq!(of(exactly(1), exactly(250)), Some((25_000, false)));
        assert_eq!(of(exactly(8), exactly(1)), Some((13, false)), "halves go up");
        assert_eq!(of(more_than(20), exactly(21)), None);
        assert_eq!(of(Count::Unknown, exactly(21)), None);
        assert_eq!(of(exactly(21), Count::Unknown), None);
        assert_eq!(of(exactly(21), Count::Elsewhere), None);
        assert_eq!(of(Count::NotApplicable, exactly(21)), None);
    }
}

mod answered {
    use super::*;

    /// The people of some events, added up here from scratch.
    fn people(events: &[Event], list: &[EventIndex]) -> Sum {
        let mut sum = Sum::default();
        for event in list.iter().map(|index| &events[index.as_usize()]) {
            assert!(matches!(event.action, Action::Expel | Action::CutStaff));
            sum.parts += 1;
            match event.count {
                Count::Known(number, bound) => {
                    sum.known += number;
                    sum.floors += u32::from(bound == Bound::MoreThan);
                }
                _ => sum.unknowns += 1,
            }
        }
        sum
    }

    fn orders_out(event: &Event) -> bool {
        matches!(event.action, Action::Expel | Action::CutStaff)
            && matches!(event.count, Count::Known(..) | Count::Unknown)
    }

    /// Everything that holds for the exchanges among some events.
    fn check(events: &[Event], graph: &Graph, chosen: &[EventIndex]) {
        let found = exchanges(events, graph, chosen);
        let event = |index: EventIndex| &events[index.as_usize()];
        let is_chosen = |index: EventIndex| chosen.contains(&index);
        assert!(found.is_sorted_by_key(|exchange| exchange.acts.first().copied()), "by date of the first act");

        // Nobody is counted twice, nobody is left out.
        let mut as_act: BTreeMap<EventIndex, usize> = BTreeMap::new();
        let mut as_reply: BTreeMap<EventIndex, usize> = BTreeMap::new();
        for (i, exchange) in found.iter().enumerate() {
            for act in &exchange.acts {
                assert_eq!(as_act.insert(*act, i), None, "{} is an act twice", event(*act).id);
            }
            for reply in &exchange.replies {
                assert_eq!(as_reply.insert(*reply, i), None, "{} is a reply twice", event(*reply).id);
            }
        }
        for index in chosen.iter().copied().filter(|index| orders_out(event(*index))) {
            assert!(as_act.contains_key(&index) || as_reply.contains_key(&index), "{} is missing", event(index).id);
        }

        // Every answer of people to people stands in one exchange, on both ends.
        let pairs: Vec<&Edge> = graph
            .edges()
            .iter()
            .filter(|edge| edge.relation.is_answer() && is_chosen(edge.act) && is_chosen(edge.reply))
            .filter(|edge| orders_out(event(edge.act)) && orders_out(event(edge.reply)))
            .collect();
        for edge in &pairs {
            let (act, reply) = (as_act.get(&edge.act), as_reply.get(&edge.reply));
            assert!(act.is_some() && act == reply, "{} answers {}", event(edge.reply).id, event(edge.act).id);
        }

        for exchange in &found {
            check_one(events, graph, chosen, exchange);
            check_connected(exchange, &pairs);
            // Each reply from the first of the acts that it answers.
            let lags = exchange.replies.iter().map(|reply| {
                let answered = pairs.iter().filter(|edge| edge.reply == *reply && exchange.acts.contains(&edge.act));
                let first = answered.map(|edge| edge.act).min().expect("a reply answers something");
                Lag::between(event(first).date, event(*reply).date)
            });
            assert_eq!(exchange.lags, lags.collect::<Vec<_>>(), "{} and others", event(exchange.acts[0]).id);
            assert_eq!(exchange.lag(), exchange.lags.first().copied(), "to the first reply");
        }

        // A reply that nobody answered opens no exchange of its own.
        for act in as_act.keys().filter(|act| as_reply.contains_key(act)) {
            assert!(pairs.iter().any(|edge| edge.act == *act), "{} was not answered in turn", event(*act).id);
        }
    }

    /// What an exchange holds.
    fn check_one(events: &[Event], graph: &Graph, chosen: &[EventIndex], exchange: &Exchange) {
        let event = |index: &EventIndex| &events[index.as_usize()];
        let Exchange { acts, replies, other_replies, words, .. } = exchange;
        for list in [acts, replies, other_replies, words] {
            assert!(list.is_sorted_by(|one, next| one < next), "by date, each once");
            assert!(list.iter().all(|index| chosen.contains(index)));
        }
        assert!(!acts.is_empty());
        assert!(acts.iter().chain(replies).all(|index| orders_out(event(index))));
        let side = event(&acts[0]).is_by_moscow();
        assert!(acts.iter().all(|index| event(index).is_by_moscow() == side), "acts of one side");
        let of_others = replies.iter().chain(other_replies).chain(words);
        assert!(of_others.clone().all(|index| event(index).is_by_moscow() != side), "replies of the other side");

        assert_eq!(exchange.act_people, people(events, acts));
        assert_eq!(exchange.reply_people, people(events, replies));
        assert_eq!(exchange.comparison(), compare(exchange.act_people, exchange.reply_people));
        assert_eq!(exchange.comparison().is_some(), !replies.is_empty(), "nobody is no number");
        assert_eq!(exchange.ratio(), Ratio::of(exchange.act_people, exchange.reply_people));
        assert!(exchange.ratio().is_none_or(|_| !replies.is_empty()));
        assert_eq!(exchange.lag().is_some(), !replies.is_empty());

        // All answers and all words of the other side about the acts, and nothing else.
        let mut about: Vec<EventIndex> = acts
            .iter()
            .flat_map(|act| graph.replies_to(*act))
            .filter(|edge| edge.relation.is_answer() || edge.relation == Relation::Speaks)
            .map(|edge| edge.reply)
            .filter(|reply| chosen.contains(reply) && event(reply).is_by_moscow() != side)
            .collect();
        about.sort_unstable();
        about.dedup();
        let mut listed: Vec<EventIndex> = of_others.copied().collect();
        listed.sort_unstable();
        assert_eq!(listed, about);
        assert!(other_replies.iter().all(|index| event(index).action.is_deed() && !orders_out(event(index))));
        assert!(words.iter().all(|index| !event(index).action.is_deed()));

        let answers_a_deed = |act: &EventIndex| {
            let mut earlier = event(act).responds_to.iter().filter_map(|earlier| events.get(earlier.as_usize()));
            earlier.any(|earlier| {
                earlier.action.is_deed() && Relation::between(earlier, event(act)) == Relation::Retaliates
            })
        };
        assert_eq!(exchange.is_opening, !acts.iter().any(answers_a_deed));
    }

    /// Several acts or replies stand together only where answers connect them.
    fn check_connected(exchange: &Exchange, pairs: &[&Edge]) {
        let mut reached = BTreeSet::from([exchange.acts[0]]);
        loop {
            let before = reached.len();
            for edge in pairs.iter().filter(|edge| exchange.acts.contains(&edge.act)) {
                if reached.contains(&edge.act) || reached.contains(&edge.reply) {
                    reached.extend([edge.act, edge.reply]);
                }
            }
            if reached.len() == before {
                break;
            }
        }
        let members: BTreeSet<EventIndex> = exchange.acts.iter().chain(&exchange.replies).copied().collect();
        assert_eq!(reached, members);
    }

    proptest! {
        #![proptest_config(support::cases(400))]

        #[test]
        fn random_exchanges_count_everybody_once((events, chosen) in any_choice()) {
            check(&events, &Graph::new(&events), &chosen);
        }

        #[test]
        fn the_order_of_the_chosen_events_is_nothing((events, mut chosen) in any_choice()) {
            let graph = Graph::new(&events);
            let found = exchanges(&events, &graph, &chosen);
            chosen.reverse();
            prop_assert_eq!(exchanges(&events, &graph, &chosen), found);
        }

        #[test]
        fn in_another_order_they_are_the_same((events, order) in any_shuffle()) {
            let others = shuffled(&events, &order);
            let back = |list: &[EventIndex]| -> Vec<EventIndex> {
                let mut old: Vec<EventIndex> = list.iter().map(|index| order[index.as_usize()]).collect();
                old.sort_unstable();
                old
            };
            let graph = Graph::new(&others);
            check(&others, &graph, &all(&others));
            let mut found: Vec<Exchange> = exchanges(&others, &graph, &all(&others))
                .into_iter()
                .map(|exchange| Exchange {
                    acts: back(&exchange.acts),
                    replies: back(&exchange.replies),
                    other_replies: back(&exchange.other_replies),
                    words: back(&exchange.words),
                    // Which act is the first is a matter of order; `check` has seen to these.
                    lags: Vec::new(),
                    ..exchange
                })
                .collect();
            found.sort_by_key(|exchange| exchange.acts[0]);
            let mut expected = exchanges(&events, &Graph::new(&events), &all(&events));
            for exchange in &mut expected {
                exchange.lags.clear();
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn real_exchanges_count_everybody_once() {
        for chosen in real_choices() {
            check(FACTS.events, &GRAPH, &chosen);
        }
    }

    #[test]
    fn the_real_record_is_the_sum_of_its_exchanges() {
        let found = exchanges(FACTS.events, &GRAPH, &all(FACTS.events));
        let counted: BTreeSet<EventIndex> =
            found.iter().flat_map(|e| e.acts.iter().chain(&e.replies)).copied().collect();
        let everybody = all(FACTS.events).into_iter().filter(|index| orders_out(FACTS.event(*index)));
        assert_eq!(counted, everybody.collect());
        // An act that is also a reply stands in two exchanges; without those the sums add up.
        let replies: BTreeSet<EventIndex> = found.iter().flat_map(|e| &e.replies).copied().collect();
        let both: Vec<EventIndex> =
            found.iter().flat_map(|e| &e.acts).copied().filter(|act| replies.contains(act)).collect();
        let total: Sum = found.iter().flat_map(|e| [e.act_people, e.reply_people]).sum();
        let expected = people(FACTS.events, &counted.into_iter().collect::<Vec<_>>()) + people(FACTS.events, &both);
        assert_eq!(total, expected);
    }

    /// The exchanges of a history, as places of acts and replies.
    fn pairs(events: &[Event]) -> Vec<(Vec<u32>, Vec<u32>)> {
        let found = exchanges(events, &Graph::new(events), &all(events));
        found.iter().map(|exchange| (places(&exchange.acts), places(&exchange.replies))).collect()
    }

    #[test]
    fn one_act_and_one_reply_each() {
        let events = history([
            expel("GB", exactly(23), "2018-03-14", &[]),
            expel("RU", exactly(23), "2018-03-17", &[0]),
            expel("FR", exactly(4), "2018-03-26", &[0]),
            expel("RU", exactly(4), "2018-03-30", &[2]),
            expel("NATO", exactly(7), "2018-03-27", &[0]),
        ]);
        assert_eq!(pairs(&events), [(vec![0], vec![1]), (vec![2], vec![3]), (vec![4], vec![])]);
    }

    #[test]
    fn one_reply_to_two_acts_is_one_exchange() {
        let events = history([
            expel("FR", exactly(35), "2022-04-04", &[]),
            expel("FR", more_than(5), "2022-04-11", &[]),
            expel("RU", exactly(34), "2022-05-18", &[0, 1]),
        ]);
        assert_eq!(pairs(&events), [(vec![0, 1], vec![2])]);
        let found = &exchanges(&events, &Graph::new(&events), &all(&events))[0];
        assert_eq!(found.act_people, Sum { known: 40, floors: 1, unknowns: 0, parts: 2 });
        assert_eq!(found.comparison(), Some(Comparison::Fewer), "at least 41 and 34");
        assert_eq!(found.ratio(), None);
        assert_eq!(found.lag(), Some(Lag { min_days: 44, max_days: 44 }), "from the first act");
    }

    #[test]
    fn a_counter_reply_makes_the_reply_an_act_too() {
        let events = history([
            expel("GB", exactly(4), "2007-07-16", &[]),
            expel("RU", exactly(4), "2007-07-19", &[0]),
            expel("GB", exactly(2), "2007-07-20", &[1]),
        ]);
        assert_eq!(pairs(&events), [(vec![0], vec![1]), (vec![1], vec![2])]);
        let found = exchanges(&events, &Graph::new(&events), &all(&events));
        assert_eq!(found.iter().map(|e| e.is_opening).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn who_was_no_target_answers_nothing() {
        let events = history([
            against("EE", expel("RU", exactly(2), "2023-01-23", &[])),
            against("RU", expel("LV", exactly(2), "2023-01-23", &[0])),
            act("LV", Action::CloseConsulate, exactly(1), "2023-01-24", &[0]),
            act("LV", Action::Statement, Count::NotApplicable, "2023-01-25", &[0]),
        ]);
        assert_eq!(pairs(&events), [(vec![0], vec![]), (vec![1], vec![])]);
        let found = &exchanges(&events, &Graph::new(&events), &all(&events))[0];
        assert_eq!((places(&found.other_replies), places(&found.words)), (vec![], vec![3]), "a deed is no words");
    }

    #[test]
    fn what_is_not_chosen_is_no_reply() {
        let events = history([
            expel("GB", exactly(4), "2007-07-16", &[]),
            expel("RU", exactly(4), "2007-07-19", &[0]),
            act("RU", Action::CloseConsulate, exactly(1), "2007-07-19", &[0]),
            act("RU", Action::Threaten, Count::NotApplicable, "2007-07-19", &[0]),
        ]);
        let graph = Graph::new(&events);
        let alone = exchanges(&events, &graph, &[EventIndex(0)]);
        assert_eq!(alone.len(), 1);
        assert!(alone[0].replies.is_empty() && alone[0].other_replies.is_empty() && alone[0].words.is_empty());
        assert_eq!((alone[0].lag(), alone[0].comparison(), alone[0].ratio()), (None, None, None));
        // The reply alone has nothing to answer here: it stands as an act, though not as the one that opens.
        let reply = exchanges(&events, &graph, &[EventIndex(1)]);
        assert_eq!((places(&reply[0].acts), reply[0].is_opening), (vec![1], false));
        let whole = &exchanges(&events, &graph, &all(&events))[0];
        assert_eq!((places(&whole.other_replies), places(&whole.words)), (vec![2], vec![3]));
    }
}

mod outlines {
    use super::*;

    /// Every entry with the one above it.
    fn entries<'a>(list: &'a [Outline], above: Option<EventIndex>, into: &mut Vec<(Option<EventIndex>, &'a Outline)>) {
        for entry in list {
            into.push((above, entry));
            entries(&entry.replies, Some(entry.event), into);
        }
    }

    fn check(events: &[Event], graph: &Graph, chosen: &[EventIndex]) {
        let top = outline(events, graph, chosen);
        let mut found = Vec::new();
        entries(&top, None, &mut found);
        let mut held: Vec<EventIndex> = found.iter().map(|(_, entry)| entry.event).collect();
        held.sort_unstable();
        let mut expected = chosen.to_vec();
        expected.sort_unstable();
        assert_eq!(held, expected, "every chosen event exactly once");
        assert!(top.is_sorted_by_key(|entry| entry.event), "by date at the top");
        for (above, entry) in found {
            assert!(entry.replies.is_sorted_by_key(|reply| reply.event), "by date below {:?}", entry.event);
            let links = graph.acts_of(entry.event).iter().filter(|edge| chosen.contains(&edge.act));
            match above {
                None => {
                    assert_eq!(entry.relation, None);
                    assert_eq!(links.count(), 0, "{:?} answers something chosen", entry.event);
                }
                Some(above) => {
                    let relation = entry.relation.expect("a relation below the top");
                    let links: Vec<&Edge> = links.collect();
                    assert!(links.iter().any(|edge| edge.act == above && edge.relation == relation));
                    // An answer is never hidden below anything else.
                    assert!(relation.is_answer() || !links.iter().any(|edge| edge.relation.is_answer()));
                    let latest = links.iter().filter(|edge| edge.relation == relation).map(|edge| edge.act).max();
                    assert!(relation.is_answer() || latest == Some(above), "under the latest of several alike");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(support::cases(300))]

        #[test]
        fn random_ones_hold_every_chosen_event_once((events, chosen) in any_choice()) {
            check(&events, &Graph::new(&events), &chosen);
        }

        #[test]
        fn so_do_those_whose_events_stand_in_any_order((events, order) in any_shuffle(), number in any::<Index>()) {
            let events = shuffled(&events, &order);
            check(&events, &Graph::new(&events), &order[..number.index(order.len() + 1)]);
        }
    }

    #[test]
    fn real_ones_hold_every_chosen_event_once() {
        for chosen in real_choices() {
            check(FACTS.events, &GRAPH, &chosen);
        }
    }

    #[test]
    fn an_event_stands_under_what_it_most_directly_answers() {
        let nothing = Count::NotApplicable;
        let events = history([
            act("GB", Action::Trigger, nothing, "2018-03-04", &[]),
            expel("FR", exactly(4), "2018-03-14", &[0]),
            expel("GB", exactly(23), "2018-03-14", &[0, 1]),
            act("RU", Action::CloseConsulate, exactly(1), "2018-03-15", &[0, 1, 2]),
            expel("RU", exactly(23), "2018-03-17", &[0, 2, 3]),
            expel("GB", exactly(1), "2018-03-20", &[0, 1, 2, 4]),
            act("RU", Action::Statement, nothing, "2018-03-21", &[0, 5]),
        ]);
        let graph = Graph::new(&events);
        let mut found = Vec::new();
        let top = outline(&events, &graph, &all(&events));
        entries(&top, None, &mut found);
        found.sort_by_key(|(_, entry)| entry.event);
        let found: Vec<(Option<u32>, Option<Relation>)> =
            found.iter().map(|(above, entry)| (above.map(|index| index.0), entry.relation)).collect();
        let expected = [
            (None, None),
            (Some(0), Some(Relation::Triggers)),
            // What set it off comes before what it joins.
            (Some(0), Some(Relation::Triggers)),
            // Two answers: the latest.
            (Some(2), Some(Relation::Retaliates)),
            // The answer comes before what it carries on.
            (Some(2), Some(Relation::Retaliates)),
            (Some(4), Some(Relation::Escalates)),
            (Some(5), Some(Relation::Speaks)),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_answers_only_events_not_chosen_stands_at_the_top() {
        let events = history([
            expel("GB", exactly(23), "2018-03-14", &[]),
            expel("RU", exactly(23), "2018-03-17", &[0]),
            expel("GB", exactly(1), "2018-03-20", &[1]),
        ]);
        let graph = Graph::new(&events);
        let found = outline(&events, &graph, &[EventIndex(0), EventIndex(2)]);
        let tops: Vec<(u32, usize)> = found.iter().map(|entry| (entry.event.0, entry.replies.len())).collect();
        assert_eq!(tops, [(0, 0), (2, 0)]);
    }
}

mod record {
    use super::*;

    fn find(id: &str) -> EventIndex {
        FACTS.find_event(id).unwrap_or_else(|| panic!("there is no event {id}"))
    }

    /// The exchange of an episode in which an event is an act.
    fn exchange_of(act: &str) -> Exchange {
        let episode = FACTS.event(find(act)).episode;
        let chosen: Vec<EventIndex> =
            all(FACTS.events).into_iter().filter(|index| FACTS.event(*index).episode == episode).collect();
        let found = exchanges(FACTS.events, &GRAPH, &chosen);
        let mut of_act = found.into_iter().filter(|exchange| exchange.acts.contains(&find(act)));
        of_act.next().unwrap_or_else(|| panic!("{act} is no act of an exchange"))
    }

    fn ids(list: &[EventIndex]) -> Vec<&'static str> {
        list.iter().map(|index| FACTS.event(*index).id.as_str()).collect()
    }

    fn people(known: u32, floors: u32, parts: u32) -> Sum {
        Sum { known, floors, unknowns: 0, parts }
    }

    fn days(days: u32) -> Lag {
        Lag { min_days: days, max_days: days }
    }

    /// The edge from one event to another.
    fn edge(act: &str, reply: &str) -> (Relation, Lag) {
        let edge = GRAPH.replies_to(find(act)).find(|edge| edge.reply == find(reply));
        let edge = edge.unwrap_or_else(|| panic!("{reply} does not answer {act}"));
        (edge.relation, Lag::between(FACTS.event(edge.act).date, FACTS.event(edge.reply).date))
    }

    #[test]
    fn the_british_23_of_2018_were_answered_twice() {
        let exchange = exchange_of("skripal-uk-expels-23");
        assert_eq!(ids(&exchange.acts), ["skripal-uk-expels-23"]);
        assert_eq!(ids(&exchange.replies), ["skripal-ru-expels-23-uk", "skripal-ru-orders-uk-cut"]);
        assert_eq!(
            ids(&exchange.other_replies),
            ["skripal-ru-closes-british-council", "skripal-ru-closes-uk-consulate"]
        );
        assert_eq!((exchange.act_people, exchange.reply_people), (people(23, 0, 1), people(73, 1, 2)));
        assert_eq!((exchange.lag(), exchange.comparison()), (Some(days(3)), Some(Comparison::More)));
        assert_eq!(exchange.lags, [days(3), days(16)]);
        assert_eq!(exchange.ratio(), Some(Ratio { hundredths: 317, is_floor: true }));
        assert!(exchange.is_opening, "a trigger and a threat of its own are nothing that it answers");

        assert_eq!(edge("skripal-uk-expels-23", "skripal-ru-expels-23-uk"), (Relation::Retaliates, days(3)));
        assert_eq!(edge("skripal-uk-expels-23", "skripal-ru-orders-uk-cut"), (Relation::Escalates, days(16)));
        assert_eq!(edge("skripal-attack", "skripal-uk-expels-23").0, Relation::Triggers);
        assert_eq!(edge("skripal-uk-ultimatum", "skripal-uk-expels-23").0, Relation::CarriesOn);
        assert_eq!(edge("skripal-uk-expels-23", "skripal-hu-expels-1").0, Relation::Joins);
        assert_eq!(edge("skripal-uk-expels-23", "skripal-at-declines").0, Relation::Speaks);
    }

    #[test]
    fn hungarys_one_of_2018_was_answered_after_nine_days() {
        let exchange = exchange_of("skripal-hu-expels-1");
        assert_eq!(ids(&exchange.replies), ["skripal-ru-expels-1-hu"]);
        assert_eq!((exchange.lag(), exchange.comparison()), (Some(days(9)), Some(Comparison::Same)));
        assert_eq!(exchange.ratio(), Some(Ratio { hundredths: 100, is_floor: false }));
    }

    #[test]
    fn no_reply_of_people_to_natos_seven_of_2018_was_found() {
        let exchange = exchange_of("skripal-nato-expels-7");
        assert_eq!(exchange.act_people, people(7, 0, 1));
        assert!(exchange.replies.is_empty() && exchange.reply_people.is_empty());
        assert_eq!((exchange.lag(), exchange.comparison(), exchange.ratio()), (None, None, None));
    }

    #[test]
    fn the_french_41_of_2022_were_answered_together() {
        let exchange = exchange_of("ukr-2022-fr-expel35");
        assert_eq!(exchange, exchange_of("ukr-2022-fr-expel6"));
        assert_eq!(ids(&exchange.acts), ["ukr-2022-fr-expel35", "ukr-2022-fr-expel6"]);
        assert_eq!(ids(&exchange.replies), ["ukr-2022-ru-fr34"]);
        assert_eq!((exchange.act_people, exchange.reply_people), (people(41, 0, 2), people(34, 0, 1)));
        assert_eq!((exchange.lag(), exchange.comparison()), (Some(days(44)), Some(Comparison::Fewer)));
        assert_eq!(exchange.ratio(), Some(Ratio { hundredths: 83, is_floor: false }));
    }

    #[test]
    fn the_105_of_1971_were_answered_by_18_in_the_next_month() {
        let exchange = exchange_of("foot-uk-expels-105");
        assert_eq!(ids(&exchange.replies), ["foot-ussr-reply"]);
        assert_eq!((exchange.act_people, exchange.reply_people), (people(105, 0, 1), people(18, 0, 1)));
        // From 24 September to the first and the last day of October.
        assert_eq!(exchange.lag(), Some(Lag { min_days: 7, max_days: 37 }));
        assert_eq!(exchange.comparison(), Some(Comparison::Fewer));
        assert_eq!(exchange.ratio(), Some(Ratio { hundredths: 17, is_floor: false }));
        assert!(exchange.is_opening);
    }

    #[test]
    fn what_followed_the_attack_of_2018_is_within_reach_of_it() {
        let descendants = GRAPH.descendants(find("skripal-attack"));
        for id in ["skripal-uk-expels-23", "skripal-hu-expels-1", "skripal-ru-expels-1-hu"] {
            assert!(descendants.contains(&find(id)), "{id}");
        }
        let ancestors = GRAPH.ancestors(find("skripal-ru-expels-1-hu"));
        assert!(ancestors.contains(&find("skripal-attack")));
        let rounds = GRAPH.rounds(FACTS.events);
        assert_eq!(rounds[find("skripal-uk-expels-23").as_usize()], 0);
        assert_eq!(rounds[find("skripal-ru-expels-23-uk").as_usize()], 1);
        assert_eq!(rounds[find("foot-ussr-reply").as_usize()], 1);
        // The expulsions of 2007 answered a refusal in words: their answer is the first of its chain.
        assert_eq!(rounds[find("litvinenko-uk-expels-4").as_usize()], 0);
        assert_eq!(rounds[find("litvinenko-ru-expels-4").as_usize()], 1);
    }
}
