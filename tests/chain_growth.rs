//! A chain a hundred times the size of the largest episode: laid out whole, with nothing lost. How long it takes is
//! measured by `cargo bench --bench chain`; here the work is counted, not the time.

#[path = "support/synthetic.rs"]
mod synthetic;

use persona_non_grata::chain::{Graph, Grouping, Lane, MOST_MARKS, Relation, Selection, lanes};
use persona_non_grata::chart::chain::{Format, Picture};
use persona_non_grata::dataset::{Action, Bound, Count, Facts};

const FORMATS: [Format; 2] = [Format::Wide, Format::Narrow];

fn laid_out(facts: &Facts) -> (Graph, Vec<Lane>, [Picture; 2]) {
    let graph = Graph::new(facts.events);
    let lanes = lanes(facts, &graph, &Selection { grouping: Grouping::Each, ..Selection::default() });
    let pictures = FORMATS.map(|format| Picture::new(facts, &graph, &lanes, format));
    (graph, lanes, pictures)
}

#[test]
fn the_synthetic_chain_is_one_that_the_data_could_have() {
    for size in [100, 1_000, 10_000] {
        let facts = synthetic::chain(size);
        assert_eq!(facts.events.len(), size);
        assert!(facts.events.is_sorted_by_key(|event| (event.date, event.id)));
        assert!(facts.actors.is_sorted_by_key(|actor| actor.code));
        assert_eq!(facts.to_text(true), synthetic::chain(size).to_text(true), "the same at every call");
        for (i, event) in facts.events.iter().enumerate() {
            assert!(event.responds_to.iter().all(|act| act.as_usize() < i), "{} answers a later event", event.id);
            assert!(facts.actor_place(event.actor).is_some() && facts.actor_place(event.target).is_some());
        }
        // Whatever makes a layout hard is in it.
        let has = |rule: &dyn Fn(Count) -> bool| facts.events.iter().any(|event| rule(event.count));
        assert!(has(&|count| matches!(count, Count::Known(_, Bound::MoreThan))), "no floor among {size}");
        assert!(has(&|count| count == Count::Unknown), "no unknown number among {size}");
        assert!(facts.events.iter().any(|event| event.date.day().is_none()), "no month among {size}");
        assert!(facts.events.iter().any(|event| event.action == Action::Trigger), "no trigger among {size}");
        let graph = Graph::new(facts.events);
        assert!(graph.is_acyclic());
        for relation in [Relation::Triggers, Relation::Retaliates, Relation::Escalates, Relation::Speaks] {
            assert!(graph.edges().iter().any(|edge| edge.relation == relation), "no {relation:?} among {size}");
        }
        assert!(graph.rounds(facts.events).into_iter().max() >= Some(2), "no counter-reply among {size}");
    }
}

#[test]
fn ten_thousand_events_have_a_place_each_in_both_pictures() {
    let facts = synthetic::chain(10_000);
    let (_, lanes, pictures) = laid_out(&facts);
    let items: usize = lanes.iter().map(|lane| lane.items.len()).sum();
    assert!(items <= MOST_MARKS, "{items} marks");
    for (picture, format) in pictures.iter().zip(FORMATS) {
        let mut marks = vec![0; facts.events.len()];
        for mark in &picture.marks {
            let (x, y) = mark.at;
            assert!((0..=picture.width).contains(&x) && (0..=picture.height).contains(&y), "{mark:?} is outside");
            for event in &mark.events {
                marks[event.as_usize()] += 1;
            }
        }
        assert!(marks.iter().all(|marks| *marks == 1), "{format:?}: an event is missing, or shown twice");
        for label in &picture.labels {
            let (left, top, right, bottom) = label.bounds();
            assert!(left <= right && top <= bottom && bottom <= picture.height, "{format:?}: {label:?}");
        }
    }
}

#[test]
fn a_thousand_events_have_a_mark_each_and_every_link_is_drawn() {
    let facts = synthetic::chain(1_000);
    let (graph, lanes, pictures) = laid_out(&facts);
    assert_eq!(lanes.iter().map(|lane| lane.items.len()).sum::<usize>(), 1_000);
    for (picture, format) in pictures.iter().zip(FORMATS) {
        assert_eq!(picture.marks.len(), 1_000, "{format:?}");
        // No event of this chain names another one twice.
        assert_eq!(picture.edges.len(), graph.edges().len(), "{format:?}");
    }
}

#[test]
fn what_is_drawn_grows_with_the_events_and_not_faster() {
    let parts = |size: usize| -> [usize; 2] {
        let (_, _, pictures) = laid_out(&synthetic::chain(size));
        pictures.map(|p| p.lines.len() + p.bands.len() + p.edges.len() + p.marks.len() + p.labels.len())
    };
    let (small, large) = (parts(1_000), parts(10_000));
    for ((small, large), format) in small.into_iter().zip(large).zip(FORMATS) {
        assert!(large <= small * 15, "{format:?}: {small} parts for 1,000 events, {large} for 10,000");
    }
}
