//! Random histories: events of many states with waves, floors, unknown numbers and rough dates.

use std::collections::BTreeSet;

use persona_non_grata::dataset::{Action, ActorCode, Bound, Count, Date, Event, EventIndex, Facts};
use persona_non_grata::facts::FACTS;
use proptest::prelude::*;
use proptest::sample::Index;

/// A day in a calendar of months of 28 days, as exact as `precision` says: now and then a month, rarely a year.
fn nth_day(n: u32, precision: u8) -> Date {
    // Dates end with the year 2095.
    let n = n.min(336 * 125 - 1);
    let (year, month, day) = (1971 + n / 336, n / 28 % 12 + 1, n % 28 + 1);
    let text = match precision {
        0 => format!("{year}"),
        1 | 2 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    };
    Date::parse(&text).unwrap_or_else(|problem| panic!("{text} {problem}"))
}

fn any_action() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => Just(Action::Expel),
        1 => Just(Action::CutStaff),
        1 => Just(Action::Trigger),
        4 => proptest::sample::select(Action::ALL),
    ]
}

fn any_count() -> impl Strategy<Value = Count> {
    prop_oneof![
        6 => (1u32..=60).prop_map(|number| Count::Known(number, Bound::Exact)),
        1 => (100u32..=900).prop_map(|number| Count::Known(number, Bound::Exact)),
        2 => (1u32..=60).prop_map(|number| Count::Known(number, Bound::MoreThan)),
        2 => Just(Count::Unknown),
        1 => Just(Count::Elsewhere),
    ]
}

/// States and organisations that face Moscow in a random history: the first few of the real ones, so that lanes get
/// several events, and the one with the longest name.
fn counterparts() -> Vec<ActorCode> {
    let mut actors: Vec<_> = FACTS.actors.iter().filter(|actor| !actor.code.is_moscow()).collect();
    actors.sort_by_key(|actor| std::cmp::Reverse(actor.name.len()));
    let longest = actors[0].code;
    actors.sort_by_key(|actor| actor.code);
    actors.into_iter().map(|actor| actor.code).take(17).chain([longest]).collect()
}

/// What one act is made of: who, whether Moscow, what, how many, days since the act before, how exact, which links.
type Parts = (usize, bool, Action, Count, u32, u8, Vec<Index>, bool);

fn any_parts(stretch: u32) -> impl Strategy<Value = Parts> {
    (
        0usize..18,
        proptest::bool::weighted(0.4),
        any_action(),
        any_count(),
        // Many acts fall on one day.
        prop_oneof![3 => Just(0u32), 2 => 1..=stretch],
        0u8..25,
        proptest::collection::vec(any::<Index>(), 0..=2),
        proptest::bool::weighted(0.6),
    )
}

/// A run of acts that becomes a wave: where it begins and how long it is.
type Wave = (Index, usize);

/// Makes a run of acts a trigger and the first orders of as many states on its day.
fn make_wave(parts: &mut [Parts], (start, length): Wave) {
    let start = start.index(parts.len());
    for (place, part) in (0..).zip(parts[start..].iter_mut().take(length)) {
        let action = if place == 0 { Action::Trigger } else { Action::Expel };
        // The days and numbers stay random: only the first act may come days after the one before.
        let days = if place == 0 { part.4 } else { 0 };
        *part = (place, false, action, part.3, days, u8::MAX, Vec::new(), true);
    }
}

fn facts(mut parts: Vec<Parts>, waves: Vec<Wave>) -> Facts {
    for wave in waves {
        make_wave(&mut parts, wave);
    }
    let counterparts = counterparts();
    let mut now = 0;
    let mut acts: Vec<(Event, Vec<Index>, bool)> = parts
        .into_iter()
        .map(|(who, is_by_moscow, action, count, days, precision, links, follows_trigger)| {
            now += days;
            let other = counterparts[who % counterparts.len()];
            let (actor, target) = if is_by_moscow { (ActorCode::RUSSIA, other) } else { (other, ActorCode::RUSSIA) };
            let count = if action.unit().is_some() { count } else { Count::NotApplicable };
            let date = nth_day(now, precision);
            let event = Event { date, actor, target, action, count, figures: None, qualifier: "", ..FACTS.events[0] };
            (event, links, follows_trigger)
        })
        .collect();
    // Facts are sorted by date.
    acts.sort_by_key(|(event, ..)| event.date);
    let mut last_trigger = None;
    let mut events = Vec::new();
    for (i, (event, links, follows_trigger)) in acts.into_iter().enumerate() {
        // States of a wave name the same reason and nothing else.
        let acts: BTreeSet<usize> = match last_trigger {
            Some(trigger) if follows_trigger => [trigger].into(),
            _ if i == 0 => BTreeSet::new(),
            _ => links.iter().map(|link| link.index(i)).collect(),
        };
        if event.action == Action::Trigger {
            last_trigger = Some(i);
        }
        let acts = acts.into_iter().map(|act| EventIndex(u32::try_from(act).expect("few events")));
        // Ids are made by reading data only, so the acts of a test borrow those of real ones.
        let (id, episode) = (FACTS.events[i].id, u8::try_from(i % 3).expect("small"));
        events.push(Event { id, episode, responds_to: acts.collect::<Vec<_>>().leak(), ..event });
    }
    Facts { events: events.leak(), ..*FACTS }
}

/// Facts of so many random events, within days, months or decades.
pub fn any_facts(events: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Facts> {
    proptest::sample::select(&[2u32, 30, 700, 1600][..]).prop_flat_map(move |stretch| {
        let parts = proptest::collection::vec(any_parts(stretch), events.clone());
        let waves = proptest::collection::vec((any::<Index>(), 4usize..12), 0..=2);
        (parts, waves).prop_map(|(parts, waves)| facts(parts, waves))
    })
}
