//! A comparison in words: what it shows, how act and reply relate, what the numbers leave out.

use super::{Group, Measure, Row, Selection, Table, Value};
use crate::chain::{self, Graph};
use crate::dataset::{EventIndex, Facts};
use crate::ledger::Side;
use crate::order;
use crate::words;

/// So many rows are named at the most.
const NAMED: usize = 3;

fn name(facts: &Facts, selection: &Selection, row: &Row) -> String {
    match (selection.group, facts.actors.get(row.place)) {
        (Group::Country, Some(actor)) => actor.name_in_sentence(),
        _ => row.name.clone(),
    }
}

/// How a sentence on who leads begins.
const fn lead(measure: Measure, side: Side) -> &'static str {
    match (measure, side) {
        (Measure::Expelled, Side::Others) => "Most people were ordered out by",
        (Measure::Expelled, Side::Moscow) => "Moscow ordered out most people of",
        (Measure::Returned, Side::Others) => "In reply, Moscow ordered out most people of",
        (Measure::Returned, Side::Moscow) => "In reply to Moscow, most people were ordered out by",
        (Measure::Net, _) => "The acts most outnumber the replies, in people, for",
        (Measure::Ratio, Side::Others) => "For each person in the act, Moscow’s replies were largest towards",
        (Measure::Ratio, Side::Moscow) => "For each person in Moscow’s act, the replies were largest from",
        (Measure::Lag, Side::Others) => "In the median, Moscow’s replies came soonest to",
        (Measure::Lag, Side::Moscow) => "In the median, replies to Moscow came soonest from",
        (Measure::Answered, Side::Others) => "Moscow answered the largest share of first moves of",
        (Measure::Answered, Side::Moscow) => "The largest share of Moscow’s first moves was answered by",
        (Measure::Acts, Side::Others) => "Most acts against Moscow were found for",
        (Measure::Acts, Side::Moscow) => "Most acts of Moscow were found against",
        (Measure::Episodes, Side::Others) => "The most crises with an act were found for",
        (Measure::Episodes, Side::Moscow) => "The most crises with an act of Moscow were found against",
        (Measure::Missions, Side::Others) => "Most consulates and missions were closed by",
        (Measure::Missions, Side::Moscow) => "Moscow closed most consulates and missions of",
        (Measure::MissionsReturned, Side::Others) => "In reply, Moscow closed most consulates and missions of",
        (Measure::MissionsReturned, Side::Moscow) => "In reply to Moscow, most consulates and missions were closed by",
    }
}

/// What the comparison shows, in a sentence: who leads, with what number.
pub fn reading(facts: &Facts, selection: &Selection, table: &Table) -> String {
    let measure = selection.measure;
    let known: Vec<(&Row, i32)> =
        table.rows.iter().filter_map(|row| row.value(measure).best().map(|best| (row, best))).collect();
    if known.is_empty() {
        return if table.rows.iter().any(|row| row.value(measure) == Value::Unknown) {
            "Of what fits this choice no number was published.".to_owned()
        } else {
            "Nothing that fits this choice was found.".to_owned()
        };
    }
    let ranked = order::sorted(known, |(_, best)| {
        let place = order::signed(*best);
        [if measure.is_ascending() { place } else { u64::from(u32::MAX) - place }, 0, 0]
    });
    let ties = |best: i32| ranked.iter().filter(|(_, other)| *other == best).count();
    let told =
        |(row, _): &(&Row, i32)| format!("{} ({})", name(facts, selection, row), measure.label(row.value(measure)));
    let lead = lead(measure, selection.side);
    let first = ties(ranked[0].1);
    if first > NAMED {
        return format!(
            "{lead} {} that share {}.",
            rows_in_words(selection, first),
            measure.label(ranked[0].0.value(measure))
        );
    }
    // Whoever shares a place is named together, or not at all.
    let mut named = first;
    while let Some((_, best)) = ranked.get(named) {
        let more = ties(*best);
        if named + more > NAMED {
            break;
        }
        named += more;
    }
    let names: Vec<String> = ranked[..named].iter().map(told).collect();
    format!("{lead} {}.", words::list(&names))
}

fn rows_in_words(selection: &Selection, count: usize) -> String {
    let (one, several) = match selection.group {
        Group::Country => ("state or organisation", "states and organisations"),
        Group::Bloc => ("group of states", "groups of states"),
        Group::Era => ("period", "periods"),
        Group::Episode => ("crisis", "crises"),
    };
    words::counted(count, one, several)
}

/// What the picture says to those who do not see it: the totals of both sides, and how act and reply relate.
pub fn description(selection: &Selection, table: &Table) -> String {
    let measure = selection.measure;
    let (act, reply) = table.total.pair_words(measure);
    let rows = rows_in_words(selection, table.rows.len());
    let (by, in_reply) = match selection.side {
        Side::Others => ("by others", "by Moscow in reply"),
        Side::Moscow => ("by Moscow", "by others in reply"),
    };
    let did = if measure.pair().0 == Measure::Missions { "closed" } else { "ordered out" };
    let mut text = format!("{rows}. {} {did} {by}; {reply} {did} {in_reply}.", words::capitalise(&act));
    let mut counts = [0; 4];
    let mut silent = 0;
    for row in &table.rows {
        let (act, reply) = if did == "closed" {
            (row.missions.sum, row.missions_in_reply.sum)
        } else {
            (row.people.sum, row.people_in_reply.sum)
        };
        match chain::compare(act, reply) {
            Some(comparison) => counts[comparison as usize] += 1,
            None if act.is_empty() => {}
            None => silent += 1,
        }
    }
    let [more, same, fewer, open] = counts;
    let parts: Vec<String> = [
        (same, "the reply has the same number as the act"),
        (more, "it has more"),
        (fewer, "it has fewer"),
        (open, "a number left open decides"),
        (silent, "no such reply was found"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("for {count} {what}"))
    .collect();
    if !parts.is_empty() {
        text.push_str(&format!(" {}.", words::capitalise(&words::list(&parts))));
    }
    text
}

/// What stands behind the numbers and is not seen in them, each with its events: unknown numbers, floors, numbers on which
/// sources differ, numbers that hold more or less than they seem.
pub fn notes(facts: &Facts, table: &Table) -> Vec<(String, Vec<EventIndex>)> {
    use crate::dataset::{Bound, Count, Event};
    let events = table.total.events();
    let mut notes = Vec::new();
    let mut note = |rule: &dyn Fn(&Event) -> bool, one: &str, several: &str| {
        let found: Vec<EventIndex> = events.iter().copied().filter(|index| rule(facts.event(*index))).collect();
        if !found.is_empty() {
            notes.push((words::counted(found.len(), one, several), found));
        }
    };
    let is_counted = |event: &Event| event.action.orders_people_out() || event.action.closes_mission();
    note(
        &|event| is_counted(event) && event.count == Count::Unknown,
        "number was not published: it is in no sum",
        "numbers were not published: they are in no sum",
    );
    note(
        &|event| is_counted(event) && matches!(event.count, Count::Known(_, Bound::MoreThan)),
        "number is a floor (“more than”): sums with it carry a plus sign",
        "numbers are floors (“more than”): sums with them carry a plus sign",
    );
    note(
        &|event| is_counted(event) && event.figures.is_some(),
        "number is disputed: lines show the lowest and the highest figure that sources give",
        "numbers are disputed: lines show the lowest and the highest figures that sources give",
    );
    note(
        &|event| is_counted(event) && !event.qualifier.is_empty(),
        "number holds more or less than it seems",
        "numbers hold more or less than they seem",
    );
    notes
}

/// Two or more countries beside each other: a sentence, the head of a table, and its rows. `None` unless the reader
/// named at least two.
pub fn head_to_head(
    facts: &Facts,
    graph: &Graph,
    selection: &Selection,
) -> Option<(String, Vec<String>, Vec<Vec<String>>)> {
    if selection.named_countries().nth(1).is_none() {
        return None;
    }
    let of_side = |side| {
        let own = Selection { side, group: Group::Country, sort: None, measure: Measure::Expelled, ..*selection };
        Table::new(facts, graph, &own).rows
    };
    let (theirs, moscows) = (of_side(Side::Others), of_side(Side::Moscow));
    let named: Vec<&Row> = theirs.iter().filter(|row| selection.countries.holds(row.place)).collect();
    let told: Vec<String> = named
        .iter()
        .map(|row| {
            let (act, reply) = row.pair_words(Measure::Expelled);
            let name = facts.actors.get(row.place).map_or_else(String::new, crate::dataset::Actor::name_in_sentence);
            format!("{name} ordered out {act}, and in reply Moscow ordered out {reply}")
        })
        .collect();
    let sentence = format!("{}.", words::capitalise(&told.join("; ")));
    let columns = [
        (Side::Others, Measure::Expelled, "People it ordered out"),
        (Side::Others, Measure::Returned, "Its people ordered out in reply"),
        (Side::Others, Measure::Ratio, "Reply for one person"),
        (Side::Others, Measure::Lag, "Days to Moscow’s reply"),
        (Side::Moscow, Measure::Expelled, "Its people ordered out by Moscow, in all"),
        (Side::Moscow, Measure::Returned, "People it ordered out in reply"),
        (Side::Moscow, Measure::Lag, "Days to its reply"),
    ];
    let head = std::iter::once("").chain(columns.map(|(.., head)| head)).map(str::to_owned).collect();
    let rows = named
        .iter()
        .map(|row| {
            let cells = columns.map(|(side, measure, _)| match side {
                Side::Others => row.cell(measure),
                Side::Moscow => moscows
                    .iter()
                    .find(|other| other.place == row.place)
                    .map_or_else(|| "none found".to_owned(), |other| other.cell(measure)),
            });
            std::iter::once(row.name.clone()).chain(cells).collect()
        })
        .collect();
    Some((sentence, head, rows))
}
