//! One event: its number, who acted against whom, what it answered and what answered it.

use super::card::{Body, Card, Number, Tone};
use super::ledger::{draw, ledger_of, people};
use super::{count, sources_of};
use crate::chain::{Edge, Lag, Relation};
use crate::dataset::{Action, Count, Dataset, DateKind, Event, EventIndex, Sum};
use crate::facts::GRAPH;
use crate::ledger::in_sentence;
use crate::view::record::{headline_qualified, headline_towards, is_told};
use crate::words;

/// The event.
pub fn event(dataset: &Dataset, index: EventIndex) -> Card<'_> {
    let event = dataset.facts.event(index);
    let headline = headline_towards(dataset, index);
    // What the number holds stands below it.
    let qualifier = format!(" ({})", event.qualifier);
    let title = headline.strip_suffix(qualifier.as_str()).unwrap_or(&headline);
    // Of a told event what happened; who is blamed and who denies it stand together below.
    let title = title.split_once("; ").filter(|_| is_told(event)).map_or(title, |(happened, _)| happened).to_owned();
    let effect = if event.date_kind == DateKind::Effective && !is_told(event) { " (took effect)" } else { "" };
    let episode = dataset.facts.episodes.get(usize::from(event.episode)).map_or("", |episode| episode.title);
    let whose = if is_told(event) { format!(" · {}", dataset.facts.name(event.actor)) } else { String::new() };
    Card {
        title,
        kicker: format!("{}{effect}{whose} · {episode}", words::date(event.date)),
        numbers: vec![number(dataset, index)],
        sources: sources_of(dataset, [index]),
        body: body(dataset, index),
    }
}

fn tone(event: &Event) -> Tone {
    match (is_told(event), event.is_by_moscow()) {
        (true, _) => Tone::Nobody,
        (false, true) => Tone::Moscow,
        (false, false) => Tone::Others,
    }
}

/// What the event counts; where it counts nothing, how many events came of it, or how soon it came.
fn number(dataset: &Dataset, index: EventIndex) -> Number {
    let event = dataset.facts.event(index);
    let tone = tone(event);
    let note = match words::differs(event).strip_prefix(" (").and_then(|words| words.strip_suffix(')')) {
        Some(words) => words.to_owned(),
        None => String::new(),
    };
    let number = counted(dataset, index, note, tone);
    Number { holds: event.qualifier.to_owned(), ..number }
}

fn counted(dataset: &Dataset, index: EventIndex, note: String, tone: Tone) -> Number {
    let event = dataset.facts.event(index);
    let actor = in_sentence(&dataset.facts, event.actor);
    match (event.action.unit(), event.count) {
        (Some(_), Count::Known(..) | Count::Unknown) if event.action.orders_people_out() => {
            people(Sum::from(event.count), &format!("ordered out by {actor}"), note, tone)
        }
        (Some(unit), Count::Known(known, _)) => Number {
            figure: words::sum(Sum::from(event.count)),
            words: format!("{}: {actor} {}", unit.word(known), event.action.did()),
            note,
            holds: String::new(),
            tone,
        },
        (Some(unit), Count::Unknown) => Number {
            figure: "Number not published".to_owned(),
            words: format!("of {}: {actor} {}", unit.key(), event.action.did()),
            note,
            holds: String::new(),
            tone,
        },
        (Some(_), Count::Elsewhere) => Number {
            figure: "Counted earlier".to_owned(),
            words: "at the announcement, so that nobody is counted twice".to_owned(),
            note,
            holds: String::new(),
            tone,
        },
        _ => links(dataset, index, note, tone),
    }
}

/// For an event without a number: the events that name it, else the days since what it names, else its date.
fn links(dataset: &Dataset, index: EventIndex, note: String, tone: Tone) -> Number {
    let event = dataset.facts.event(index);
    let later = GRAPH.replies_to(index).count();
    if later > 0 {
        let what = if event.action == Action::Trigger {
            "set off by it"
        } else {
            "came of it: replies, acts carried on, words"
        };
        let noun = if later == 1 { "event" } else { "events" };
        return Number {
            figure: count(later),
            words: format!("{noun} in this record {what}"),
            note,
            holds: String::new(),
            tone,
        };
    }
    if let Some(edge) = GRAPH.acts_of(index).first() {
        let act = dataset.facts.event(edge.act);
        let lag = Lag::between(act.date, event.date);
        return Number {
            figure: words::capitalise(&words::days(lag.min_days, lag.max_days)),
            words: after(edge.relation).to_owned(),
            note,
            holds: String::new(),
            tone,
        };
    }
    Number {
        figure: words::date(event.date),
        words: "No link to another event is recorded".to_owned(),
        note,
        holds: String::new(),
        tone,
    }
}

/// What an event came after.
const fn after(relation: Relation) -> &'static str {
    match relation {
        Relation::Triggers => "after what set it off",
        Relation::Retaliates | Relation::Escalates => "after the act that it answered",
        Relation::Joins => "after the act that it followed",
        Relation::CarriesOn => "after the act that it carried on from",
        Relation::Speaks => "after the event that it spoke of",
    }
}

/// Dots facing each other, where people were ordered out by it; else what is told of it.
fn body(dataset: &Dataset, index: EventIndex) -> Body<'_> {
    let facts = &dataset.facts;
    let event = facts.event(index);
    if event.people_ordered_out().is_empty() {
        return Body::Text(told(dataset, index));
    }
    let is_shown = |edge: &&Edge| edge.relation.is_answer();
    let before = GRAPH.acts_of(index).iter().filter(is_shown).map(|edge| edge.act);
    let after = GRAPH.replies_to(index).filter(is_shown).map(|edge| edge.reply);
    let linked: Vec<EventIndex> = before.chain(after).collect();
    let ledger = ledger_of(facts, &[index], &linked);
    if ledger.rows.is_empty() || ledger.final_people == 0 {
        return Body::Text(told(dataset, index));
    }
    let has_linked =
        ledger.rows.iter().any(|row| !(row.by_actor.earlier.is_empty() && row.by_moscow.earlier.is_empty()));
    let key = if has_linked { " Pale: acts that it answered, or that answered it." } else { "" };
    Body::Beside(Box::new(move |width, height| draw(facts, &ledger, key, (width, height))))
}

/// The summary, the note, and the events linked to it.
fn told(dataset: &Dataset, index: EventIndex) -> Vec<String> {
    let record = dataset.record(index);
    let mut told = vec![record.summary.clone()];
    let mut linked = |words: &str, other: EventIndex| {
        let date = words::date(dataset.facts.event(other).date);
        told.push(format!("{words} {}, {date}.", headline_qualified(dataset, other)));
    };
    // One of each, in a line or two: the page has them all.
    if let Some(edge) = GRAPH.acts_of(index).first() {
        linked(edge.relation.of_reply(), edge.act);
    }
    if let Some(edge) = GRAPH.replies_to(index).next() {
        linked(edge.relation.of_act(), edge.reply);
    }
    if told.len() < 2 {
        told.extend(record.note.clone());
    }
    told
}
