//! A crisis, one of its steps, its chain.

use super::card::{Body, Card, Drawn, Number, Tone};
use super::ledger::{draw, side_number};
use super::{count, sources_of};
use crate::chain::{Lane, LaneKey, Order, Selection, lanes};
use crate::chart::chain::{Format, Links, Picture, to_svg};
use crate::dataset::{Dataset, EventIndex};
use crate::facts::GRAPH;
use crate::ledger::{Ledger, Side};
use crate::route::Query;
use crate::view::Place;
use crate::view::chain::selection_of;
use crate::view::episode::dates;
use crate::view::record::headline_qualified;
use crate::words;

/// The whole crisis: both sides' people.
pub fn episode(dataset: &Dataset, place: usize) -> Card<'_> {
    let facts = &dataset.facts;
    let episode = &facts.episodes[place];
    let events: Vec<EventIndex> = episode.steps.iter().flat_map(|step| step.events).copied().collect();
    let ledger = Ledger::whole(facts, place);
    let span = dates(dataset, episode).map_or_else(String::new, |(from, to)| words::span(from, to));
    Card {
        title: episode.title.to_owned(),
        kicker: format!("{span} · {}", words::counted(episode.steps.len(), "step", "steps")),
        numbers: numbers(dataset, &ledger, &events, ""),
        sources: sources_of(dataset, events.iter().copied()),
        body: body(dataset, ledger, &events, ""),
    }
}

/// A step: both sides' people up to it, this step's strong.
pub fn step(dataset: &Dataset, place: usize, step: usize) -> Card<'_> {
    let facts = &dataset.facts;
    let episode = &facts.episodes[place];
    let shown = &episode.steps[step];
    let until: Vec<EventIndex> = episode.steps[..=step].iter().flat_map(|step| step.events).copied().collect();
    let ledger = Ledger::up_to(facts, place, step);
    let at = Place { episode_index: place, episode, step };
    Card {
        title: shown.title.to_owned(),
        kicker: format!("{} · step {} of {} · {}", episode.title, step + 1, episode.steps.len(), at.dates(facts)),
        numbers: numbers(dataset, &ledger, &until, &format!(" up to step {}", step + 1)),
        sources: sources_of(dataset, shown.events.iter().copied()),
        body: body(dataset, ledger, shown.events, " Pale: earlier steps."),
    }
}

/// Both sides, in the same size; one line where nobody was ordered out.
fn numbers(dataset: &Dataset, ledger: &Ledger, events: &[EventIndex], until: &str) -> Vec<Number> {
    if ledger.rows.is_empty() {
        return vec![Number {
            figure: "None found".to_owned(),
            words: format!("orders to mission staff to leave{until}"),
            note: String::new(),
            holds: String::new(),
            tone: Tone::Nobody,
        }];
    }
    [Side::Others, Side::Moscow].map(|side| side_number(&dataset.facts, ledger, side, events, until)).to_vec()
}

/// The dots; where nobody was ordered out, what happened.
fn body<'a>(dataset: &'a Dataset, ledger: Ledger, events: &[EventIndex], key: &'a str) -> Body<'a> {
    if ledger.rows.is_empty() {
        return Body::Text(events.iter().map(|index| told(dataset, *index)).collect());
    }
    let is_pale = ledger.rows.iter().any(|row| !(row.by_actor.earlier.is_empty() && row.by_moscow.earlier.is_empty()));
    let key = if is_pale { key } else { "" };
    Body::Beside(Box::new(move |width, height| draw(&dataset.facts, &ledger, key, (width, height))))
}

/// "14 March 2018: United Kingdom threatened a step".
fn told(dataset: &Dataset, index: EventIndex) -> String {
    format!("{}: {}", words::date(dataset.facts.event(index).date), headline_qualified(dataset, index))
}

/// The chain of a crisis, or of all.
pub fn chain(dataset: &Dataset, scope: Option<usize>) -> Card<'_> {
    let facts = &dataset.facts;
    let selection = Selection { order: Order::People, ..selection_of(&Query::default(), scope) };
    let events = selection.events(facts);
    let is_linked =
        |index: &&EventIndex| !GRAPH.acts_of(**index).is_empty() || GRAPH.replies_to(**index).next().is_some();
    let linked = events.iter().filter(is_linked).count();
    let (title, kicker) = match scope.map(|place| &facts.episodes[place]) {
        Some(episode) => {
            let span = dates(dataset, episode).map_or_else(String::new, |(from, to)| words::span(from, to));
            (format!("Who answered whom: {}", episode.title), format!("Chain of acts and replies · {span}"))
        }
        None => ("Who answered whom, 1971–2026".to_owned(), "All crises on one axis".to_owned()),
    };
    let words = match (events.len(), linked) {
        (1, 0) => "event, not linked to another".to_owned(),
        (1, _) => "event, linked to another".to_owned(),
        (_, 0) => "events, none of them linked to another".to_owned(),
        (all, linked) if all == linked => "events, all of them linked to another as acts and replies".to_owned(),
        (_, 1) => "events, one of them linked to another".to_owned(),
        (_, linked) => format!("events, {} of them linked to another as acts and replies", count(linked)),
    };
    let all = lanes(facts, &GRAPH, &selection);
    Card {
        title,
        kicker,
        numbers: vec![Number {
            figure: count(events.len()),
            words,
            note: String::new(),
            holds: String::new(),
            tone: Tone::Nobody,
        }],
        sources: sources_of(dataset, events),
        body: Body::Below(Box::new(move |width, height| draw_lanes(dataset, &all, (width, height)))),
    }
}

/// How small a chain may be drawn, in hundredths of a pixel a unit: its names can still be read.
const LEAST_SCALE: i32 = 118;

/// As many lanes as have room, those with the most people first.
fn draw_lanes(dataset: &Dataset, all: &[Lane], (width, height): (i32, i32)) -> Option<Drawn> {
    let (first, picture) = (1..=all.len()).rev().find_map(|first| {
        let picture = Picture::new(&dataset.facts, &GRAPH, &all[..first], Format::Wide);
        // Lanes are worth a little of the size.
        let scale = (width * 100 / picture.width).min(height * 100 / picture.height);
        (first == 1 || scale >= LEAST_SCALE).then_some((first, picture))
    })?;
    let svg = to_svg(&picture, "chain__svg", &Links { href: &|_| String::new(), title: &|_| String::new() });
    // What set a crisis off has a lane, and no people.
    let with_people = |lanes: &[Lane]| lanes.iter().filter(|lane| lane.key != LaneKey::Triggers).count();
    let (shown, of) = (with_people(&all[..first]), with_people(all));
    let key = if shown == 1 && of > 1 {
        format!("The lane with the most people, of {of}. A circle: its area is the number of people.")
    } else if shown < of {
        format!("The {shown} of {of} lanes with the most people. A circle: its area is the number of people.")
    } else {
        "A circle: its area is the number of people. Above: others. Below: Moscow.".to_owned()
    };
    Some(Drawn { svg, width: picture.width, height: picture.height, key })
}
