//! A comparison in words: what it shows, how act and reply relate, what the numbers leave out.

use std::fmt::Write;

use super::{Group, Limits, Measure, Period, Row, Selection, Table, Value};
use crate::chain::{self, Graph};
use crate::dataset::{Era, EventIndex, Facts};
use crate::ledger::Side;
use crate::order;
use crate::words;

/// So many rows are named at the most.
const NAMED: usize = 3;

/// The name of a row as it stands inside a sentence: "the United Kingdom", "other states", "the Cold War".
fn name(facts: &Facts, selection: &Selection, row: &Row) -> String {
    match (selection.group, facts.actors.get(row.place)) {
        (Group::Country, Some(actor)) => actor.name_in_sentence(),
        (Group::Era, _) => match Era::ALL.get(row.place) {
            Some(Era::ColdWar) => format!("the {}", row.name),
            Some(Era::Since2023) => "the time since 2023".to_owned(),
            _ => row.name.clone(),
        },
        (Group::Episode, _) => format!("“{}”", row.name),
        // A capital followed by a small letter begins a name of our own, two capitals are initials.
        (Group::Bloc, _) if row.name.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase) => {
            let mut name = row.name.clone();
            if let Some(first) = name.get_mut(..1) {
                first.make_ascii_lowercase();
            }
            name
        }
        _ => row.name.clone(),
    }
}

/// How a sentence on who leads begins; then what leads from there to a state, and to a time or a crisis.
const fn lead(measure: Measure, side: Side) -> (&'static str, &'static str, &'static str) {
    match (measure, side) {
        (Measure::Expelled, Side::Others) => ("The largest number of people was ordered out", "by", "by others in"),
        (Measure::Expelled, Side::Moscow) => ("Moscow ordered out the largest number of people", "of", "in"),
        (Measure::Returned, Side::Others) => ("In reply, Moscow ordered out the largest number of people", "of", "in"),
        (Measure::Returned, Side::Moscow) => {
            ("In reply to Moscow, the largest number of people was ordered out", "by", "in")
        }
        (Measure::Net, _) => ("The difference in people, acts less replies, is largest", "for", "in"),
        (Measure::Ratio, Side::Others) => {
            ("Where Moscow answered with people, its reply for each person in the act was largest", "towards", "in")
        }
        (Measure::Ratio, Side::Moscow) => {
            ("Where Moscow’s acts were answered with people, the reply for each person was largest", "from", "in")
        }
        (Measure::Lag, Side::Others) => ("The median time to Moscow’s first reply, in days, is shortest", "for", "in"),
        (Measure::Lag, Side::Moscow) => {
            ("The median time to the first reply to Moscow, in days, is shortest", "for", "in")
        }
        (Measure::Answered, Side::Others) => ("The share of first moves that Moscow answered is largest", "for", "in"),
        (Measure::Answered, Side::Moscow) => {
            ("The share of Moscow’s first moves that were answered is largest", "for", "in")
        }
        (Measure::Acts, Side::Others) => ("The largest number of acts against Moscow was found", "for", "in"),
        (Measure::Acts, Side::Moscow) => ("The largest number of acts by Moscow was found", "against", "in"),
        (Measure::Episodes, Side::Others) => {
            ("The largest number of crises with an act against Moscow was found", "for", "in")
        }
        (Measure::Episodes, Side::Moscow) => {
            ("The largest number of crises with an act by Moscow was found", "against", "in")
        }
        (Measure::Missions, Side::Others) => {
            ("The largest number of consulates and missions was closed", "by", "by others in")
        }
        (Measure::Missions, Side::Moscow) => {
            ("Moscow closed the largest number of consulates and missions", "of", "in")
        }
        (Measure::MissionsReturned, Side::Others) => {
            ("In reply, Moscow closed the largest number of consulates and missions", "of", "in")
        }
        (Measure::MissionsReturned, Side::Moscow) => {
            ("In reply to Moscow, the largest number of consulates and missions was closed", "by", "in")
        }
    }
}

/// A row with its number: "Spain (27, range 25–27)".
fn told(facts: &Facts, selection: &Selection, row: &Row) -> String {
    // Brackets inside brackets do not read well.
    let label =
        words::replaced(&selection.measure.label(row.value(selection.measure)), " (", ", range ").replace(')', "");
    format!("{} ({label})", name(facts, selection, row))
}

/// That nothing was found, and why where the choice itself leaves no day.
fn nothing(selection: &Selection) -> String {
    match (selection.from, selection.to) {
        (Some(from), Some(to)) if from.first_day() > to.last_day() => {
            format!(
                "Nothing can fit this choice: its first date, {}, comes after its last, {}.",
                words::date(from),
                words::date(to)
            )
        }
        _ => "Nothing that fits this choice was found.".to_owned(),
    }
}

/// What the comparison shows, in a sentence: who leads, with what number.
pub fn reading(facts: &Facts, selection: &Selection, table: &Table) -> String {
    let measure = selection.measure;
    let known: Vec<(&Row, i32)> =
        table.rows.iter().filter_map(|row| row.value(measure).best().map(|best| (row, best))).collect();
    if known.is_empty() {
        let is_any = |rule: &dyn Fn(&Row) -> bool| table.rows.iter().any(rule);
        return if is_any(&|row| row.value(measure) == Value::Unknown) {
            "For what fits this choice, no number was published.".to_owned()
        } else if is_any(&|row| !row.acts.is_empty()) {
            "Acts that fit this choice were found, but none with such a number.".to_owned()
        } else {
            nothing(selection)
        };
    }
    if let [(row, _)] = known[..] {
        return format!("{}: a number was found only for {}.", measure.name(), told(facts, selection, row));
    }
    // A number that is not known may be larger than the largest known one.
    let is_exact =
        |row: &Row| matches!(row.value(measure), Value::NotFound | Value::Known { limits: Limits::Exact, .. });
    let caveat = if table.rows.iter().all(is_exact) { "" } else { ", as far as numbers are known" };
    let ranked = order::sorted(known, |(_, best)| {
        let place = order::signed(*best);
        [if measure.is_ascending() { place } else { u64::from(u32::MAX) - place }, 0, 0]
    });
    let ties = |best: i32| ranked.iter().filter(|(_, other)| *other == best).count();
    let (stem, to_state, to_time) = lead(measure, selection.side);
    let link = if matches!(selection.group, Group::Country | Group::Bloc) { to_state } else { to_time };
    let first = ties(ranked[0].1);
    if first > NAMED {
        let (number, rows) = (measure.format(ranked[0].1), rows_in_words(selection, first));
        return if first == ranked.len() {
            format!("{}: {number} for each of {rows}{caveat}.", measure.name())
        } else {
            format!("{stem} {link} {rows} ({number} each){caveat}.")
        };
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
    let list = |rows: &[(&Row, i32)]| {
        words::list(&rows.iter().map(|(row, _)| told(facts, selection, row)).collect::<Vec<_>>())
    };
    let followers =
        if named > first { format!(", followed by {}", list(&ranked[first..named])) } else { String::new() };
    format!("{stem} {link} {}{followers}{caveat}.", list(&ranked[..first]))
}

fn rows_in_words(selection: &Selection, count: usize) -> String {
    let (one, several) = match selection.group {
        Group::Country => ("state or organisation", "states and organisations"),
        Group::Bloc => ("group", "groups"),
        Group::Era => ("period", "periods"),
        Group::Episode => ("crisis", "crises"),
    };
    words::counted(count, one, several)
}

/// When the most was ordered out or closed, on each side.
pub fn reading_of_periods(selection: &Selection, periods: &[Period]) -> String {
    let did = if selection.measure.pair().0 == Measure::Missions { "closed" } else { "ordered out" };
    let mut parts = Vec::new();
    for is_moscow in [false, true] {
        let amount = |period: &Period| if is_moscow { period.moscow } else { period.others };
        // Of several with as many, the first.
        let mut most: Option<&Period> = None;
        for period in periods.iter().filter(|period| amount(period).sum.known > 0) {
            if most.is_none_or(|most| amount(period).sum.known > amount(most).sum.known) {
                most = Some(period);
            }
        }
        if let Some(most) = most {
            let by = if is_moscow { "by Moscow" } else { "by others" };
            let number = words::sum_with_unit(amount(most).sum, selection.measure.unit());
            parts.push(format!("{by} {} ({number})", words::on_date(most.date)));
        }
    }
    if parts.is_empty() {
        return "Nothing that fits this choice has a number and a date.".to_owned();
    }
    format!("The largest number was {did} {}.", words::list(&parts))
}

/// What the picture says to those who do not see it: the totals of both sides, and how act and reply relate.
pub fn description(selection: &Selection, table: &Table) -> String {
    if table.rows.is_empty() {
        return nothing(selection);
    }
    let measure = selection.measure;
    if !measure.is_paired() {
        return spread(selection, table);
    }
    let (act_measure, reply_measure) = measure.pair();
    let (act, reply) = table.total.pair_words(measure);
    let rows = rows_in_words(selection, table.rows.len());
    let (by, in_reply) = match selection.side {
        Side::Others => ("by others", "by Moscow in reply"),
        Side::Moscow => ("by Moscow", "by others in reply"),
    };
    let is_of_missions = act_measure == Measure::Missions;
    let (did, none) =
        if is_of_missions { ("closed", "no closing of a mission") } else { ("ordered out", "no order to leave") };
    let side = |measure: Measure, number: &str, by: &str| match table.total.value(measure) {
        Value::NotFound => format!("{none} {by} was found"),
        Value::Unknown | Value::Known { best: 1, .. } => format!("{number} was {did} {by}"),
        Value::Known { .. } => format!("{number} were {did} {by}"),
    };
    let (act, reply) = (side(act_measure, &act, by), side(reply_measure, &reply, in_reply));
    let mut text = format!("{rows}. {}; {reply}.", words::capitalise(&act));
    if table.rows.len() == 1 {
        return text;
    }
    let mut counts = [0; 4];
    let (mut silent, mut replies, mut empty) = (0, 0, 0);
    for row in &table.rows {
        let (act, reply) = if is_of_missions {
            (row.missions.sum, row.missions_in_reply.sum)
        } else {
            (row.people.sum, row.people_in_reply.sum)
        };
        match chain::compare(act, reply) {
            Some(comparison) => counts[comparison as usize] += 1,
            None if act.is_empty() => empty += 1,
            // What only answers is seldom answered in turn.
            None if row.first_moves.is_empty() => replies += 1,
            None => silent += 1,
        }
    }
    let [more, same, fewer, open] = counts;
    let parts: Vec<String> = [
        (same, "act and reply have the same number"),
        (more, "the reply has more"),
        (fewer, "the reply has fewer"),
        (open, "a number that is not known exactly leaves it open"),
        (silent, "no such reply was found"),
        (replies, "all acts were replies themselves"),
        (empty, if is_of_missions { "no closing was found" } else { "no order to leave was found" }),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("for {count} {what}"))
    .collect();
    if !parts.is_empty() {
        // Writing to a String cannot fail.
        _ = write!(text, " {}.", words::capitalise(&words::list(&parts)));
    }
    text
}

/// From where to where the numbers of a measure run, and their middle.
fn spread(selection: &Selection, table: &Table) -> String {
    let measure = selection.measure;
    let rows = rows_in_words(selection, table.rows.len());
    let known: Vec<i32> = table.rows.iter().filter_map(|row| row.value(measure).best()).collect();
    let sorted = order::sorted(known, |best| [order::signed(*best), 0, 0]);
    let (Some(least), Some(middle), Some(most)) = (sorted.first(), sorted.get(sorted.len() / 2), sorted.last()) else {
        return format!("{rows}, without such a number.");
    };
    let (least, middle, most) = (measure.format(*least), measure.format(*middle), measure.format(*most));
    match sorted.len() {
        1 => format!("{rows}, and one number: {most}."),
        known => {
            format!("{rows}. For {known} a number was found: from {least} to {most}, with {middle} in the middle.")
        }
    }
}

/// Of the points of a scatter, how many lie where: at the line of one for one, below it, above it.
pub fn reading_of_points(selection: &Selection, table: &Table) -> String {
    let (act, reply) = selection.measure.pair();
    let mut counts = [0; 4];
    let mut silent = 0;
    for row in &table.rows {
        let sums = match act {
            Measure::Missions => [row.missions.sum, row.missions_in_reply.sum],
            _ => [row.people.sum, row.people_in_reply.sum],
        };
        match (row.value(act).best(), row.value(reply)) {
            (Some(_), Value::Known { .. }) => {
                if let Some(comparison) = chain::compare(sums[0], sums[1]) {
                    counts[comparison as usize] += 1;
                }
            }
            (Some(act), Value::NotFound) if act > 0 => silent += 1,
            _ => {}
        }
    }
    let [above, on, below, open] = counts;
    if above + on + below + open + silent == 0 {
        return "Nothing that fits this choice has a place in this picture.".to_owned();
    }
    format!(
        "{below} lie below the line of one for one (fewer in the reply), {on} on it, {above} above it; for {open} a floor leaves it open, and for {silent} no such reply was found."
    )
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
        "number comes with a word on what it holds, such as people who were barred from returning",
        "numbers come with a word on what they hold, such as people who were barred from returning",
    );
    note(
        &|event| !is_counted(event) && event.action.unit().is_some() && event.count != Count::Elsewhere,
        "act concerns people or posts in another way, such as local staff, limited stays or a ceiling: it is in no sum of people ordered out",
        "acts concern people or posts in another way, such as local staff, limited stays or a ceiling: they are in no sum of people ordered out",
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
    selection.named_countries().nth(1)?;
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
            let acted = match row.value(Measure::Expelled) {
                Value::NotFound => format!("for {name} no order to leave was found"),
                _ => format!("{name} ordered out {act}"),
            };
            match (row.value(Measure::Expelled), row.value(Measure::Returned)) {
                (Value::NotFound, Value::NotFound) => acted,
                (_, Value::NotFound) => format!("{acted}, and no order to leave by Moscow in reply was found"),
                _ => format!("{acted}, and in reply Moscow ordered out {reply}"),
            }
        })
        .collect();
    let sentence = format!("{}.", words::capitalise(&told.join("; ")));
    let columns = [
        (Side::Others, Measure::Expelled, "People it ordered out"),
        (Side::Others, Measure::Returned, "Its people ordered out in reply"),
        (Side::Others, Measure::Ratio, "Reply for one person, where answered"),
        (Side::Others, Measure::Lag, "Days to Moscow’s reply"),
        (Side::Moscow, Measure::Expelled, "Its people ordered out by Moscow, replies included"),
        (Side::Moscow, Measure::Returned, "People it ordered out in reply to these"),
        (Side::Moscow, Measure::Lag, "Days to its reply"),
    ];
    let head =
        std::iter::once("State or organisation").chain(columns.map(|(.., head)| head)).map(str::to_owned).collect();
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
