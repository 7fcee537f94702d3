//! What a chain says in words, and the numbers behind the words.
//!
//! | File | Question |
//! |---|---|
//! | `reading.rs` | What happened, in a few sentences, and which events stand behind each number? |
//! | `measures.rs` | How large is the chain: how many events, how deep, how wide, how many people? |
//! | `pairs.rs` | Mirror or escalation: what answered each act? |
//! | `outline.rs` | Which event stands below which, and in which words? |
//! | this one | What do all of them share, and by which rules are the lines drawn? |

mod measures;
mod outline;
mod pairs;
mod reading;

use std::collections::BTreeSet;
use std::fmt::Write;

pub use measures::measures_html;
pub use outline::outline_html;
pub use pairs::{bars_svg, pairs_html};
pub use reading::{behind_html, reading_html};

use crate::chain::{Comparison, Edge, Lag, MedianLag, Ratio, Relation, compare};
use crate::dataset::{Dataset, Event, EventIndex, Sum, Unit};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::in_sentence;
use crate::route::{Route, Slug};
use crate::words;

/// So many states are named one by one; more are counted.
const NAMED: usize = 3;

/// A longer list stands closed.
const LONG_LIST: usize = 8;

/// "3 days", "1 day", "the same day", "0 to 30 days".
pub fn lag_words(lag: Lag) -> String {
    words::days(lag.min_days, lag.max_days)
}

/// "one for one", "2.17 for one", "at least 2.17 for one".
pub fn ratio_words(ratio: Ratio) -> String {
    words::ratio(ratio.hundredths, ratio.is_floor)
}

/// The events of an episode, or all, by date.
fn chosen(dataset: &Dataset, scope: Option<usize>) -> Vec<EventIndex> {
    let is_chosen = |event: &Event| scope.is_none_or(|scope| usize::from(event.episode) == scope);
    let events = (0u32..).zip(dataset.facts.events);
    events.filter(|(_, event)| is_chosen(event)).map(|(i, _)| EventIndex(i)).collect()
}

/// "Russia", "the Soviet Union"; "Moscow" where both act.
fn moscow_name(dataset: &Dataset, events: &[EventIndex]) -> String {
    let mut codes = BTreeSet::new();
    for index in events {
        let event = dataset.facts.event(*index);
        codes.extend([event.actor, event.target].into_iter().filter(|code| code.is_moscow()));
    }
    match (codes.first(), codes.len()) {
        (Some(code), 1) => in_sentence(&dataset.facts, *code),
        _ => "Moscow".to_owned(),
    }
}

/// "60 people", "a number of people not published".
fn people_words(sum: Sum) -> String {
    words::sum_with_unit(sum, Unit::People)
}

/// A small count: one is spelled out, as it would be in running text.
fn few(count: usize) -> String {
    if count == 1 { "one".to_owned() } else { thousands(count) }
}

fn thousands(count: usize) -> String {
    words::number(u32::try_from(count).unwrap_or(u32::MAX))
}

/// "4 days", "3.5 days", "1 to 4 days", "0 days".
fn median_words(median: MedianLag) -> String {
    let half = |value: u32| {
        let whole = words::number(value / 2);
        if value.is_multiple_of(2) { whole } else { format!("{whole}.5") }
    };
    match (median.min_half_days, median.max_half_days) {
        (0, 0) => "0 days".to_owned(),
        (2, 2) => "1 day".to_owned(),
        (min, max) if min == max => format!("{} days", half(min)),
        (min, max) => format!("{} to {} days", half(min), half(max)),
    }
}

fn lag_between(dataset: &Dataset, edge: &Edge) -> Lag {
    Lag::between(dataset.facts.event(edge.act).date, dataset.facts.event(edge.reply).date)
}

/// Whether an answer surely names more people than all the acts that it answers.
pub(super) fn is_larger(dataset: &Dataset, edge: &Edge) -> bool {
    let acts = answered_orders(dataset, edge.reply);
    let people = |index: EventIndex| dataset.facts.event(index).people_ordered_out();
    let all: Sum = acts.iter().map(|act| people(*act)).sum();
    acts.contains(&edge.act) && compare(all, people(edge.reply)) == Some(Comparison::More)
}

/// The acts that a reply answers which ordered people out, by date.
pub(super) fn answered_orders(dataset: &Dataset, reply: EventIndex) -> Vec<EventIndex> {
    let acts = GRAPH.acts_of(reply).iter().filter(|edge| edge.relation.is_answer()).map(|edge| edge.act);
    let mut acts: Vec<EventIndex> =
        acts.filter(|act| !dataset.facts.event(*act).people_ordered_out().is_empty()).collect();
    acts.sort_unstable();
    acts
}

/// The address of an episode's chain.
pub(super) fn chain_href(episode: &str, root: &str) -> String {
    Slug::parse(episode).map_or(Route::Chain, Route::EpisodeChain).href(root)
}

/// The rules by which events are linked and lines are named.
pub fn rules_html() -> String {
    let mut out = "<details class=\"chain-rules\"><summary>How the lines are drawn: the rules</summary><dl>".to_owned();
    for relation in Relation::ALL {
        _ = write!(out, "<dt>{}</dt><dd>{}</dd>", words::capitalise(relation.name()), escape(relation.rule()));
    }
    out.push_str("</dl></details>");
    out
}
