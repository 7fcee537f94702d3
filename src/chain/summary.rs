//! What a chain adds up to: how many acts were answered, with how many people, how soon. Every figure keeps its events.

use std::collections::BTreeSet;

use super::{Comparison, Edge, Exchange, Graph, Lag, MedianLag, Relation, exchanges, is_in_reply};
use crate::dataset::{Action, ActorCode, Bound, Count, Event, EventIndex, Sum};
use crate::ledger::Side;

/// What one side did other than ordering people out: consulates closed, posts capped, ambassadors sent home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtherActs {
    /// Those that answer nothing themselves, by date.
    pub acts: Vec<EventIndex>,
    /// Of these, those answered by an act of any kind, words left out.
    pub answered: Vec<EventIndex>,
    /// Of these, those answered by the same kind of act.
    pub same_kind: Vec<EventIndex>,
    /// Of these, those where the number is known to be the same, or where the kind is not counted.
    pub same_number: Vec<EventIndex>,
    /// Words of the other side about the acts that were not answered by an act.
    pub words: Vec<EventIndex>,
}

/// An act and the first reply to it that orders people out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstReply {
    /// What was answered.
    pub act: EventIndex,
    /// The earliest of what answered it.
    pub reply: EventIndex,
    /// From the one to the other.
    pub lag: Lag,
}

/// What became of the acts with which one side began: those that ordered people out and answered nothing themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideSummary {
    /// Who acted.
    pub side: Side,
    /// The exchanges that these acts began, by date of the act.
    pub openings: Vec<Exchange>,
    /// The acts, by date.
    pub acts: Vec<EventIndex>,
    /// Who took them, each once, by date of its first act.
    pub actors: Vec<ActorCode>,
    /// People ordered out by the acts.
    pub people: Sum,
    /// Acts answered with people ordered out.
    pub answered: Vec<EventIndex>,
    /// Of these, those answered with exactly as many.
    pub same: Vec<EventIndex>,
    /// Of these, those answered with surely more.
    pub more: Vec<EventIndex>,
    /// Of these, those answered with surely fewer.
    pub fewer: Vec<EventIndex>,
    /// Of these, those where a floor or an unknown number leaves it open.
    pub open: Vec<EventIndex>,
    /// Acts answered only by acts that order nobody out.
    pub other_kind: Vec<EventIndex>,
    /// Acts about which the other side only spoke: threats, refusals, statements.
    pub words: Vec<EventIndex>,
    /// Acts for which the record holds no reply.
    pub unanswered: Vec<EventIndex>,
    /// For each act answered with people its first such reply, by date of the act. A reply to several acts stands once
    /// for each of them.
    pub first_replies: Vec<FirstReply>,
    /// The median of these lags.
    pub median_lag: Option<MedianLag>,
    /// Replies of this side, with people, to acts that were replies themselves.
    pub counter_replies: Vec<EventIndex>,
    /// What it did other than ordering people out.
    pub other_acts: OtherActs,
    /// All its acts that ordered people out, replies included.
    pub all_acts: Vec<EventIndex>,
    /// People ordered out by all these.
    pub total: Sum,
}

/// The measures of some events, both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What every other state and organisation began.
    pub others: SideSummary,
    /// What Moscow began.
    pub moscow: SideSummary,
    /// All exchanges of people, replies that were answered in turn included, by date of the first act.
    pub exchanges: Vec<Exchange>,
    /// The most answers that lie on the way to one of the events: 0 where nothing was answered.
    pub depth: u32,
    /// The answers with which these ways end, by date.
    pub deepest: Vec<EventIndex>,
    /// The event that most others name directly, and those others, by date; `None` where no event names another.
    pub widest: Option<(EventIndex, Vec<EventIndex>)>,
}

impl Summary {
    /// Sums up the `chosen` events, which are sorted. Links are those of the whole graph: an act answered by an event
    /// that is not chosen counts as answered where it ordered nobody out; people are compared among the chosen alone.
    pub fn of(events: &[Event], graph: &Graph, chosen: &[EventIndex]) -> Self {
        let exchanges = exchanges(events, graph, chosen);
        let rounds = graph.rounds(events);
        let depth = chosen.iter().map(|index| rounds[index.as_usize()]).max().unwrap_or(0);
        // What only speaks of such an answer or carries it on lies as deep, but is none itself.
        let is_deepest = |index: &EventIndex| {
            let answers = |edge: &&Edge| edge.relation.is_answer() && events[edge.act.as_usize()].action.is_deed();
            let mut acts = graph.acts_of(*index).iter().filter(answers);
            rounds[index.as_usize()] == depth && acts.any(|edge| rounds[edge.act.as_usize()] + 1 == depth)
        };
        let deepest = chosen.iter().copied().filter(is_deepest).collect();
        // Of several that are named as often, the earliest.
        let widest = chosen
            .iter()
            .map(|index| (*index, graph.replies_to(*index).map(|edge| edge.reply).collect::<Vec<_>>()))
            .filter(|(_, replies)| !replies.is_empty())
            .min_by_key(|(_, replies)| std::cmp::Reverse(replies.len()));
        let side = |side| SideSummary::of(events, graph, chosen, &exchanges, side);
        Self { others: side(Side::Others), moscow: side(Side::Moscow), depth, deepest, widest, exchanges }
    }

    /// One side of it.
    pub fn side(&self, side: Side) -> &SideSummary {
        match side {
            Side::Others => &self.others,
            Side::Moscow => &self.moscow,
        }
    }

    /// Replies with people to acts that were replies themselves, of both sides, by date.
    pub fn counter_replies(&self) -> Vec<EventIndex> {
        let mut all = [&self.others.counter_replies[..], &self.moscow.counter_replies].concat();
        all.sort_unstable();
        all
    }
}

/// The side that took an act.
pub fn side_of(event: &Event) -> Side {
    if event.is_by_moscow() { Side::Moscow } else { Side::Others }
}

/// Whether an event is an act that orders nobody out. What only carries out an announced act is not counted again.
pub fn is_other_deed(event: &Event) -> bool {
    event.action.is_deed() && event.people_ordered_out().is_empty() && event.count != Count::Elsewhere
}

/// The acts that answer an event, by date.
pub fn answers_to(graph: &Graph, act: EventIndex) -> Vec<EventIndex> {
    graph.replies_to(act).filter(|edge| edge.relation.is_answer()).map(|edge| edge.reply).collect()
}

/// Whether a reply is known to have the number of its act: so it is where the kind is not counted at all.
pub fn has_same_number(act: &Event, reply: &Event) -> bool {
    match (act.count, reply.count) {
        (Count::Known(act, Bound::Exact), Count::Known(reply, Bound::Exact)) => act == reply,
        (Count::NotApplicable, Count::NotApplicable) => true,
        _ => false,
    }
}

/// Whether words are threats and refusals alone: a statement may announce a step that no kind of act counts.
pub fn are_only_words(events: &[Event], words: &[EventIndex]) -> bool {
    words.iter().all(|index| matches!(events[index.as_usize()].action, Action::Threaten | Action::Decline))
}

impl OtherActs {
    fn of(events: &[Event], graph: &Graph, chosen: &[EventIndex], side: Side) -> Self {
        let event = |index: EventIndex| &events[index.as_usize()];
        let mut all = Self::default();
        let acts = chosen.iter().copied().filter(|index| side_of(event(*index)) == side);
        for act in acts.filter(|index| is_other_deed(event(*index)) && !is_in_reply(events, graph, *index)) {
            all.acts.push(act);
            let replies = answers_to(graph, act);
            if replies.is_empty() {
                let words = graph.replies_to(act).filter(|edge| edge.relation == Relation::Speaks);
                all.words.extend(words.map(|edge| edge.reply).filter(|reply| side_of(event(*reply)) != side));
                continue;
            }
            all.answered.push(act);
            let alike = || replies.iter().filter(|reply| event(**reply).action == event(act).action);
            if alike().next().is_some() {
                all.same_kind.push(act);
            }
            if alike().any(|reply| has_same_number(event(act), event(*reply))) {
                all.same_number.push(act);
            }
        }
        all.words.sort_unstable();
        all.words.dedup();
        all
    }
}

impl SideSummary {
    fn of(events: &[Event], graph: &Graph, chosen: &[EventIndex], exchanges: &[Exchange], side: Side) -> Self {
        let event = |index: EventIndex| &events[index.as_usize()];
        let is_own = |exchange: &Exchange| exchange.acts.first().is_some_and(|act| side_of(event(*act)) == side);
        let openings: Vec<Exchange> =
            exchanges.iter().filter(|exchange| exchange.is_opening && is_own(exchange)).cloned().collect();
        let acts_where = |rule: &dyn Fn(&Exchange) -> bool| -> Vec<EventIndex> {
            let mut acts: Vec<EventIndex> = openings
                .iter()
                .filter(|exchange| rule(exchange))
                .flat_map(|exchange| &exchange.acts)
                .copied()
                .collect();
            acts.sort_unstable();
            acts
        };
        let compared = |comparison| acts_where(&|exchange| exchange.comparison() == Some(comparison));
        let acts = acts_where(&|_| true);
        let mut seen = BTreeSet::new();
        let actors = acts.iter().map(|act| event(*act).actor).filter(|actor| seen.insert(*actor)).collect();
        let mut first_replies: Vec<FirstReply> = openings
            .iter()
            .flat_map(|exchange| exchange.acts.iter().map(move |act| (exchange, *act)))
            .filter_map(|(exchange, act)| {
                let replies = answers_to(graph, act);
                let reply = *exchange.replies.iter().find(|reply| replies.contains(reply))?;
                Some(FirstReply { act, reply, lag: Lag::between(event(act).date, event(reply).date) })
            })
            .collect();
        first_replies.sort_by_key(|first| first.act);
        let lags: Vec<Lag> = first_replies.iter().map(|first| first.lag).collect();
        let answered_in_turn = exchanges.iter().filter(|exchange| !exchange.is_opening && !is_own(exchange));
        let mut counter_replies: Vec<EventIndex> =
            answered_in_turn.flat_map(|exchange| &exchange.replies).copied().collect();
        counter_replies.sort_unstable();
        let is_order = |event: &Event| side_of(event) == side && !event.people_ordered_out().is_empty();
        let all_acts: Vec<EventIndex> = chosen.iter().copied().filter(|index| is_order(event(*index))).collect();
        let people = |acts: &[EventIndex]| -> Sum { acts.iter().map(|act| event(*act).people_ordered_out()).sum() };
        Self {
            side,
            actors,
            people: people(&acts),
            answered: acts_where(&|exchange| !exchange.replies.is_empty()),
            same: compared(Comparison::Same),
            more: compared(Comparison::More),
            fewer: compared(Comparison::Fewer),
            open: compared(Comparison::Open),
            other_kind: acts_where(&|exchange| exchange.replies.is_empty() && !exchange.other_replies.is_empty()),
            words: acts_where(&|exchange| {
                exchange.replies.is_empty() && exchange.other_replies.is_empty() && !exchange.words.is_empty()
            }),
            unanswered: acts_where(&|exchange| {
                exchange.replies.is_empty() && exchange.other_replies.is_empty() && exchange.words.is_empty()
            }),
            median_lag: MedianLag::of(&lags),
            first_replies,
            counter_replies,
            other_acts: OtherActs::of(events, graph, chosen, side),
            total: people(&all_acts),
            all_acts,
            acts,
            openings,
        }
    }
}
