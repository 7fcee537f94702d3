//! The dots of a ledger as the picture of a preview, and its sums as its numbers.

use super::card::{Drawn, Number, Tone};
use crate::chart::ledger::Picture;
use crate::compare::Amount;
use crate::dataset::{ActorCode, Event, EventIndex, Facts, Sum, Unit};
use crate::html::escape;
use crate::ledger::{Cell, Ledger, Row, Side, describe_actors, in_sentence};
use crate::words;

/// Above the dots: whose they are.
const HEADS: i32 = 22;

/// The picture of a ledger; `None` where it holds nobody. `key` says what strong and pale dots are.
pub fn draw(facts: &Facts, ledger: &Ledger, key: &str, (width, height): (i32, i32)) -> Option<Drawn> {
    if ledger.rows.is_empty() {
        return None;
    }
    // The heads take their share of the height.
    let picture = Picture::for_card(ledger, facts, (width, height - 2 * HEADS));
    let moscow = in_sentence(facts, ledger.moscow);
    let (left, right) = (picture.name_x - 62, picture.name_x + 62);
    let dots = picture.to_svg("ledger__svg", 0);
    let dots = dots.strip_prefix("<svg ").unwrap_or(&dots);
    let (width, height) = (picture.width, picture.height + HEADS);
    let svg = format!(
        "<svg viewBox=\"0 0 {width} {height}\">\
         <text class=\"ledger__head others\" x=\"{left}\" y=\"13\" text-anchor=\"end\">by others</text>\
         <text class=\"ledger__head moscow\" x=\"{right}\" y=\"13\">by {}</text>\
         <svg x=\"0\" y=\"{HEADS}\" width=\"{width}\" height=\"{}\" overflow=\"visible\" {dots}</svg>",
        escape(moscow.strip_prefix("the ").unwrap_or(&moscow)),
        picture.height
    );
    let mark = if picture.is_dense { "square" } else { "dot" };
    let key = format!("One {mark}, one person.{key}");
    Some(Drawn { svg, width, height, key })
}

/// A ledger of some acts: those of `now` stand out, those of `before` are pale.
pub fn ledger_of(facts: &Facts, now: &[EventIndex], before: &[EventIndex]) -> Ledger {
    let mut rows: Vec<Row> = Vec::new();
    let mut moscow = ActorCode::RUSSIA;
    let acts = before.iter().map(|index| (*index, false)).chain(now.iter().map(|index| (*index, true)));
    for (index, is_now) in acts {
        let event = facts.event(index);
        if [event.actor, event.target].contains(&ActorCode::SOVIET_UNION) {
            moscow = ActorCode::SOVIET_UNION;
        }
        let people = event.people_ordered_out();
        if people.is_empty() {
            continue;
        }
        let actor = event.counterpart();
        let row = match rows.iter_mut().position(|row| row.actor == actor) {
            Some(place) => &mut rows[place],
            None => {
                rows.push(Row { actor, by_actor: Cell::default(), by_moscow: Cell::default() });
                let last = rows.len() - 1;
                &mut rows[last]
            }
        };
        let cell = if event.is_by_moscow() { &mut row.by_moscow } else { &mut row.by_actor };
        let part = if is_now { &mut cell.now } else { &mut cell.earlier };
        *part = *part + people;
        cell.is_disputed |= !event.disputed.is_empty();
    }
    let most = |row: &Row| row.by_actor.total().known.max(row.by_moscow.total().known);
    let is_now = |row: &Row| !(row.by_actor.now.is_empty() && row.by_moscow.now.is_empty());
    rows.sort_by_key(|row| (!is_now(row), std::cmp::Reverse(most(row)), facts.name(row.actor)));
    let side = |of: fn(&Row) -> u32| rows.iter().map(of).sum::<u32>();
    let final_people = side(|row| row.by_actor.total().known).max(side(|row| row.by_moscow.total().known));
    Ledger { rows, other_acts: Vec::new(), final_people, moscow, qualified: Vec::new(), disputed_acts: 0 }
}

/// The number of one side of a ledger, which rests on these events.
pub fn side_number(facts: &Facts, ledger: &Ledger, side: Side, events: &[EventIndex], until: &str) -> Number {
    let sum = ledger.total(side).total();
    let tone = match side {
        Side::Others => Tone::Others,
        Side::Moscow => Tone::Moscow,
    };
    let who = match ledger.actors(facts, side) {
        who if who.is_empty() => "other states".to_owned(),
        who => who,
    };
    if sum.is_empty() {
        let takers = ledger.measure_takers(facts, side);
        let note = match (takers.is_empty(), side) {
            (true, _) => String::new(),
            (false, Side::Moscow) => "other measures were taken".to_owned(),
            (false, Side::Others) => format!("other measures by {}", describe_actors(facts, &takers)),
        };
        return Number {
            figure: "None found".to_owned(),
            words: format!("ordered out by {who}{until}"),
            note,
            holds: String::new(),
            tone,
        };
    }
    let of_side: Vec<&Event> = events
        .iter()
        .map(|index| facts.event(*index))
        .filter(|event| !event.people_ordered_out().is_empty() && event.is_by_moscow() == (side == Side::Moscow))
        .collect();
    let mut amount = Amount::default();
    for event in &of_side {
        amount += Amount::of(event);
    }
    let disputed = of_side.iter().filter(|event| !event.disputed.is_empty()).count();
    let holds = ledger.qualification(facts, side);
    let holds = holds.strip_prefix(" (").and_then(|holds| holds.strip_suffix(')')).unwrap_or_default().to_owned();
    let number = people(sum, &format!("ordered out by {who}{until}"), differ_words(amount, disputed), tone);
    Number { holds, ..number }
}

/// A number of people with what it counts, also where no number is known.
pub fn people(sum: Sum, words: &str, note: String, tone: Tone) -> Number {
    if sum.known == 0 {
        return Number {
            figure: "Number not published".to_owned(),
            words: format!("of people {words}"),
            note,
            holds: String::new(),
            tone,
        };
    }
    Number {
        figure: words::sum(sum),
        words: format!("{} {words}", Unit::People.word(sum.known)),
        note,
        holds: String::new(),
        tone,
    }
}

/// What sources differ on in a sum: its range, or on how many of its acts. Empty where they agree.
pub fn differ_words(amount: Amount, disputed: usize) -> String {
    match (amount.low < amount.high, disputed) {
        (true, _) if amount.sum.is_floor() => {
            format!("sources differ: at least {} to {}", words::number(amount.low), words::number(amount.high))
        }
        (true, _) => format!("sources differ: {}–{}", words::number(amount.low), words::number(amount.high)),
        (false, 0) => String::new(),
        (false, n) => format!("≠ sources differ on {}", words::counted(n, "act", "acts")),
    }
}
