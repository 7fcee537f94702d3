//! A state or an organisation: both sides' people, year by year.

use super::card::{Body, Card, Drawn, Number, Tone};
use super::ledger::{differ_words, people};
use super::sources_of;
use crate::chart::scene::Scene;
use crate::dataset::{Actor, ActorKind, Dataset, Event, EventIndex};
use crate::view::country::{country_card, country_title};
use crate::view::record::headline_qualified;
use crate::words;

/// The state or organisation.
pub fn country<'a>(dataset: &'a Dataset, actor: &Actor) -> Card<'a> {
    let facts = &dataset.facts;
    let is_own = |event: &Event| event.actor == actor.code || event.target == actor.code;
    let events = (0u32..).zip(facts.events).filter(|(_, event)| is_own(event)).map(|(i, _)| EventIndex(i));
    let events: Vec<EventIndex> = events.collect();
    let kind = if actor.kind == ActorKind::State { "State" } else { "Organisation" };
    let page = country_card(dataset, actor);
    let numbers = match &page.sides {
        Some(sides) => sides
            .iter()
            .zip([Tone::Others, Tone::Moscow])
            .map(|(side, tone)| {
                let is_moscow = tone == Tone::Moscow;
                let acts = events
                    .iter()
                    .map(|index| facts.event(*index))
                    .filter(|event| event.is_by_moscow() == is_moscow && !event.people_ordered_out().is_empty());
                let disputed = acts.filter(|event| !event.disputed.is_empty()).count();
                let what = side.what.strip_prefix("people ").unwrap_or(&side.what);
                if side.people.sum.is_empty() {
                    let words = what.to_owned();
                    return Number {
                        figure: "None found".to_owned(),
                        words,
                        note: String::new(),
                        holds: String::new(),
                        tone,
                    };
                }
                people(side.people.sum, what, differ_words(side.people, disputed), tone)
            })
            .collect(),
        None => vec![Number {
            figure: "None found".to_owned(),
            words: "people ordered out, by it or of its missions".to_owned(),
            note: String::new(),
            holds: String::new(),
            tone: Tone::Nobody,
        }],
    };
    let (title, _) = country_title(dataset, actor);
    Card {
        title: title.split_once(": ").map_or(title.as_str(), |(names, _)| names).to_owned(),
        kicker: format!(
            "{kind} · people ordered out, and the replies · {}",
            words::counted(events.len(), "event", "events")
        ),
        numbers,
        sources: sources_of(dataset, events.iter().copied()),
        body: if let Some(scene) = page.years {
            Body::Beside(Box::new(move |_, _| Some(drawn(&scene))))
        } else {
            // What stands below on the page stands here.
            let told = events.iter().take(2).map(|index| {
                format!("{}: {}", words::date(facts.event(*index).date), headline_qualified(dataset, *index))
            });
            Body::Text(page.sentences.into_iter().take(1).chain(told).collect())
        },
    }
}

fn drawn(scene: &Scene) -> Drawn {
    Drawn {
        svg: scene.to_svg("plot--card", "title", &|_| String::new()),
        width: scene.width,
        height: scene.height,
        key: "People ordered out, by the year of the act. No bar: no case was found.".to_owned(),
    }
}
