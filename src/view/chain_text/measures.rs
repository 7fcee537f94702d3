//! The chain in numbers: how many events, how deep and how wide, how many people, how soon.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{NAMED, chosen, few, median_words, moscow_name, people_words, thousands};
use crate::chain::{SideSummary, Summary};
use crate::dataset::{ActorCode, Dataset, EventIndex};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::{Side, describe_actors};
use crate::view::story::event_link_html;

/// A list of the chain's measures: events and links, the longest run of answers, the event most named, people by side,
/// lags, kinds mirrored. A measure that does not apply has no row.
///
/// `scope` is an episode's place in the facts, `None` all episodes together; `root` the relative root of the links.
pub fn measures_html(dataset: &Dataset, scope: Option<usize>, root: &str) -> String {
    let events = chosen(dataset, scope);
    let summary = Summary::of(dataset.facts.events, &GRAPH, &events);
    let moscow = moscow_name(dataset, &events);
    let sides = [&summary.others, &summary.moscow];
    let rows = [("Events recorded".to_owned(), events_words(&events))]
        .into_iter()
        .chain(depth_html(dataset, &summary, root).map(|value| ("Longest run of answers".to_owned(), value)))
        .chain(width_html(dataset, &events, &summary, root).map(|value| ("Named by most others".to_owned(), value)))
        .chain(sides.into_iter().filter_map(|side| people_row(dataset, side, &moscow)))
        .chain(sides.into_iter().filter_map(|side| lag_row(dataset, side, &moscow)))
        .chain(
            mirrored_words(&summary).map(|value| ("Acts of other kinds answered in the same kind".to_owned(), value)),
        );
    let mut out = "<section class=\"chain-measures-section\" aria-labelledby=\"measures-title\">\
                   <h2 id=\"measures-title\">The chain in numbers</h2><dl class=\"facts chain-measures\">"
        .to_owned();
    for (name, value) in rows {
        _ = write!(out, "<div><dt>{}</dt><dd>{value}</dd></div>", escape(&name));
    }
    out.push_str("</dl></section>");
    out
}

/// "104 events, 102 of them linked to another".
fn events_words(events: &[EventIndex]) -> String {
    let is_linked = |index: &EventIndex| !GRAPH.acts_of(*index).is_empty() || GRAPH.replies_to(*index).next().is_some();
    let linked = events.iter().filter(|index| is_linked(index)).count();
    match (events.len(), linked) {
        (1, 0) => "1 event, not linked to another".to_owned(),
        (1, _) => "1 event, linked to another".to_owned(),
        (all, 0) => format!("{} events, none of them linked to another", thousands(all)),
        (all, linked) if linked == all => format!("{} events, all of them linked to another", thousands(all)),
        (all, linked) => format!("{} events, {} of them linked to another", thousands(all), few(linked)),
    }
}

/// "2 answers in a row: an act, a reply, a counter-reply. Last: …". `None` where nothing was answered.
fn depth_html(dataset: &Dataset, summary: &Summary, root: &str) -> Option<String> {
    let mut out = match summary.depth {
        0 => return None,
        1 => "1 answer: an act, a reply".to_owned(),
        2 => "2 answers in a row: an act, a reply, a counter-reply".to_owned(),
        depth => {
            let further = few(usize::try_from(depth - 2).unwrap_or(usize::MAX));
            format!("{depth} answers in a row: an act, a reply, a counter-reply and {further} more in turn")
        }
    };
    match &summary.deepest[..] {
        [] => {}
        last if last.len() <= NAMED => {
            let links: Vec<String> = last.iter().map(|index| event_link_html(dataset, *index, root)).collect();
            _ = write!(out, ". Last: {}", links.join("; "));
        }
        last => _ = write!(out, ". {} answers end such a run", thousands(last.len())),
    }
    Some(out)
}

/// "38 events name United Kingdom ordered out 23 people, 14 March 2018". `None` where no event is named by two others.
fn width_html(dataset: &Dataset, events: &[EventIndex], summary: &Summary, root: &str) -> Option<String> {
    let named = summary.widest.as_ref().map(|(_, replies)| replies.len()).filter(|named| *named > 1)?;
    let often: Vec<EventIndex> =
        events.iter().copied().filter(|index| GRAPH.replies_to(*index).count() == named).collect();
    let named = thousands(named);
    if often.len() > NAMED {
        return Some(format!("{named} events name each of {} events", thousands(often.len())));
    }
    let each = often.iter().map(|index| format!("{named} events name {}", event_link_html(dataset, *index, root)));
    Some(each.collect::<Vec<_>>().join("; "))
}

/// Everyone whom one side ordered out, replies included. `None` for a side that ordered nobody out.
fn people_row(dataset: &Dataset, side: &SideSummary, moscow: &str) -> Option<(String, String)> {
    if side.all_acts.is_empty() {
        return None;
    }
    let acts = match side.all_acts.len() {
        1 => "in one act".to_owned(),
        n => format!("in {} acts", thousands(n)),
    };
    let name = format!("Ordered out by {}", actors_words(dataset, side.side, &side.all_acts, moscow));
    Some((name, format!("{} {acts}", people_words(side.total))))
}

/// How soon a side's opening acts were answered with people. `None` where none was.
fn lag_row(dataset: &Dataset, acts: &SideSummary, moscow: &str) -> Option<(String, String)> {
    let median = acts.median_lag?;
    let median = if median.max_half_days == 0 { "the same day".to_owned() } else { median_words(median) };
    let replies: Vec<EventIndex> = acts.first_replies.iter().map(|first| first.reply).collect();
    let answering = match acts.side {
        Side::Others => Side::Moscow,
        Side::Moscow => Side::Others,
    };
    // The median of one lag is that lag.
    let (name, counted) = match replies.len() {
        1 => ("Lag", "first reply with people to one act".to_owned()),
        n => ("Median lag", format!("first replies with people to {} acts", thousands(n))),
    };
    let name = format!("{name} to a reply by {}", actors_words(dataset, answering, &replies, moscow));
    Some((name, format!("{median} ({counted})")))
}

/// "1 of 12": the acts of both sides that ordered nobody out and answered nothing themselves. `None` where there is none.
fn mirrored_words(summary: &Summary) -> Option<String> {
    let sides = [&summary.others.other_acts, &summary.moscow.other_acts];
    let all: usize = sides.iter().map(|side| side.acts.len()).sum();
    let same: usize = sides.iter().map(|side| side.same_kind.len()).sum();
    let same = if same == 0 { "none".to_owned() } else { thousands(same) };
    (all > 0).then(|| format!("{same} of {}", thousands(all)))
}

/// Who took some acts of one side: "Russia", "29 states and NATO".
fn actors_words(dataset: &Dataset, side: Side, acts: &[EventIndex], moscow: &str) -> String {
    match side {
        Side::Moscow => moscow.to_owned(),
        Side::Others => {
            let actors: BTreeSet<ActorCode> = acts.iter().map(|act| dataset.facts.event(*act).actor).collect();
            describe_actors(&dataset.facts, &actors.into_iter().collect::<Vec<_>>())
        }
    }
}
