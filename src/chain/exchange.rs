//! Act against reply: how long it took, with how many people, in the same number or not.

use super::{Graph, Relation};
use crate::dataset::{Date, Event, EventIndex, Sum};
use crate::order;

/// Days from an act to its reply: a range where a date is a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lag {
    /// At least so many days.
    pub min_days: u32,
    /// At most so many days.
    pub max_days: u32,
}

impl Lag {
    /// From an act to its reply. Never negative: a reply within the month of its act came on the same day at the
    /// earliest.
    pub fn between(act: Date, reply: Date) -> Self {
        let days = |from: i32, to: i32| u32::try_from(to - from).unwrap_or(0);
        Self { min_days: days(act.last_day(), reply.first_day()), max_days: days(act.first_day(), reply.last_day()) }
    }

    /// Whether it is known to the day.
    pub const fn is_exact(self) -> bool {
        self.min_days == self.max_days
    }
}

/// The middle of some lags, in half days: an even number of lags has the mean of the two in the middle. A range where
/// lags are ranges: the median of their lower ends and that of their upper ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MedianLag {
    /// The median of the lower ends, in half days.
    pub min_half_days: u32,
    /// The median of the upper ends, in half days.
    pub max_half_days: u32,
}

impl MedianLag {
    /// The median of some lags in any order; `None` for none.
    pub fn of(lags: &[Lag]) -> Option<Self> {
        let half_days = |end: &dyn Fn(&Lag) -> u32| {
            let places = order::by_key(lags.len(), |i| [u64::from(end(&lags[i])), 0, 0]);
            // The two in the middle; the same one twice where the number is odd.
            let at = |place: usize| places.get(place).map(|i| end(&lags[*i]));
            Some(at(lags.len().checked_sub(1)? / 2)? + at(lags.len() / 2)?)
        };
        Some(Self { min_half_days: half_days(&|lag| lag.min_days)?, max_half_days: half_days(&|lag| lag.max_days)? })
    }
}

/// How the people of a reply compare to those of its act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// Surely more.
    More,
    /// Exactly as many, both numbers known.
    Same,
    /// Surely fewer.
    Fewer,
    /// A floor or an unknown number leaves it open.
    Open,
}

/// The least and the most that a sum may be; `None` for a sum without an upper end.
fn bounds(sum: Sum) -> (u32, Option<u32>) {
    // "More than 20" is at least 21; an unknown number of people is at least one.
    let least = sum.known + sum.floors + sum.unknowns;
    (least, (!sum.is_floor()).then_some(sum.known))
}

/// Compares the people of a reply to those of its act; `None` where one of them is not about people ordered out.
pub fn compare(act: Sum, reply: Sum) -> Option<Comparison> {
    if act.is_empty() || reply.is_empty() {
        return None;
    }
    let ((act_least, act_most), (reply_least, reply_most)) = (bounds(act), bounds(reply));
    Some(match (act_most, reply_most) {
        (Some(act), Some(reply)) if act == reply => Comparison::Same,
        (Some(act), _) if reply_least > act => Comparison::More,
        (_, Some(reply)) if reply < act_least => Comparison::Fewer,
        _ => Comparison::Open,
    })
}

/// People in the reply ÷ people in the act, in hundredths, rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio {
    /// In hundredths: 217 is 2.17 people for one.
    pub hundredths: u32,
    /// Whether the true ratio is higher: the reply is a floor.
    pub is_floor: bool,
}

impl Ratio {
    /// `None` unless the act's number is known exactly and the reply's at least as a floor: a number of people divided
    /// by "more than 20" says nothing.
    pub fn of(act: Sum, reply: Sum) -> Option<Self> {
        let is_known = !act.is_empty() && !act.is_floor() && act.known > 0 && !reply.is_empty() && reply.unknowns == 0;
        is_known
            .then(|| Self { hundredths: (reply.known * 200 + act.known) / (act.known * 2), is_floor: reply.floors > 0 })
    }
}

/// Acts that ordered people out and what answered them in kind: mostly one act and one reply. Several stand together
/// only where one reply answers several acts or one act has several replies, so that nobody is counted twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// Acts of one side that ordered people out, by date; at least one.
    pub acts: Vec<EventIndex>,
    /// The other side's answers that ordered people out, by date.
    pub replies: Vec<EventIndex>,
    /// The other side's answers of another kind: a consulate closed, posts capped.
    pub other_replies: Vec<EventIndex>,
    /// The other side's words about it: threats, refusals, statements.
    pub words: Vec<EventIndex>,
    /// People ordered out by the acts.
    pub act_people: Sum,
    /// People ordered out by the replies.
    pub reply_people: Sum,
    /// How long each of the replies took, from the first of the acts that it answers.
    pub lags: Vec<Lag>,
    /// Whether the acts answer nothing themselves.
    pub is_opening: bool,
}

impl Exchange {
    /// From the first act to the first reply that orders people out; `None` without one.
    pub fn lag(&self) -> Option<Lag> {
        self.lags.first().copied()
    }

    /// How the replies compare to the acts; `None` without a reply of people.
    pub fn comparison(&self) -> Option<Comparison> {
        compare(self.act_people, self.reply_people)
    }

    /// People in the replies ÷ people in the acts.
    pub fn ratio(&self) -> Option<Ratio> {
        Ratio::of(self.act_people, self.reply_people)
    }
}

/// The exchanges of people among some events, by date of their first act.
///
/// Every event that orders people out is an act of one exchange, unless it is a reply that was not answered in turn;
/// then it stands as a reply only. `chosen` says which events count.
pub fn exchanges(events: &[Event], graph: &Graph, chosen: &[EventIndex]) -> Vec<Exchange> {
    let is_chosen = {
        let mut flags = vec![false; events.len()];
        for index in chosen {
            flags[index.as_usize()] = true;
        }
        flags
    };
    let event = |index: EventIndex| &events[index.as_usize()];
    let orders_out = |index: EventIndex| !event(index).people_ordered_out().is_empty();
    let answers = |index: EventIndex| {
        let replies =
            graph.replies_to(index).filter(|edge| edge.relation.is_answer() && is_chosen[edge.reply.as_usize()]);
        replies.map(|edge| edge.reply)
    };
    let is_reply = |index: EventIndex| {
        graph.acts_of(index).iter().any(|edge| edge.relation.is_answer() && event(edge.act).action.is_deed())
    };
    let answers_people = |index: EventIndex| {
        graph
            .acts_of(index)
            .iter()
            .any(|edge| edge.relation.is_answer() && is_chosen[edge.act.as_usize()] && orders_out(edge.act))
    };
    let acts: Vec<EventIndex> = chosen
        .iter()
        .copied()
        .filter(|index| orders_out(*index))
        .filter(|index| !answers_people(*index) || answers(*index).any(orders_out))
        .collect();

    let mut is_grouped = vec![false; events.len()];
    let mut found = Vec::new();
    for first in acts {
        if is_grouped[first.as_usize()] {
            continue;
        }
        let mut exchange = Exchange { is_opening: true, ..Exchange::default() };
        let mut left = vec![first];
        while let Some(act) = left.pop() {
            if std::mem::replace(&mut is_grouped[act.as_usize()], true) {
                continue;
            }
            exchange.acts.push(act);
            exchange.is_opening &= !is_reply(act);
            for reply in answers(act).filter(|reply| orders_out(*reply)) {
                exchange.replies.push(reply);
                // The other acts that this reply answers.
                let others = graph.acts_of(reply).iter().filter(|edge| edge.relation.is_answer());
                left.extend(others.map(|edge| edge.act).filter(|act| is_chosen[act.as_usize()] && orders_out(*act)));
            }
        }
        exchange.complete(events, graph, &is_chosen);
        found.push(exchange);
    }
    let first = |exchange: &Exchange| exchange.acts.first().map_or(0, |index| u64::from(index.0));
    order::sorted(found, |exchange| [first(exchange), 0, 0])
}

impl Exchange {
    /// Sorts, sums up and adds what was answered in another way.
    fn complete(&mut self, events: &[Event], graph: &Graph, is_chosen: &[bool]) {
        let sorted = |list: &mut Vec<EventIndex>| {
            *list = order::sorted(std::mem::take(list), |index| [u64::from(index.0), 0, 0]);
            list.dedup();
        };
        sorted(&mut self.acts);
        sorted(&mut self.replies);
        let people = |list: &[EventIndex]| -> Sum {
            list.iter().map(|index| events[index.as_usize()].people_ordered_out()).sum()
        };
        self.act_people = people(&self.acts);
        self.reply_people = people(&self.replies);
        for act in &self.acts {
            let by = events[act.as_usize()].is_by_moscow();
            for edge in graph.replies_to(*act).filter(|edge| is_chosen[edge.reply.as_usize()]) {
                let reply = &events[edge.reply.as_usize()];
                if reply.is_by_moscow() == by {
                    continue;
                }
                if edge.relation.is_answer() && reply.people_ordered_out().is_empty() {
                    self.other_replies.push(edge.reply);
                } else if edge.relation == Relation::Speaks {
                    self.words.push(edge.reply);
                }
            }
        }
        sorted(&mut self.other_replies);
        sorted(&mut self.words);
        self.lags = self
            .replies
            .iter()
            .filter_map(|reply| {
                let acts = graph.acts_of(*reply).iter().filter(|edge| self.acts.binary_search(&edge.act).is_ok());
                let first = acts.map(|edge| edge.act).min()?;
                Some(Lag::between(events[first.as_usize()].date, events[reply.as_usize()].date))
            })
            .collect();
    }
}

/// Whether an event answers an act, itself or by carrying on what does.
pub fn is_in_reply(events: &[Event], graph: &Graph, event: EventIndex) -> bool {
    graph.acts_of(event).iter().any(|edge| {
        let is_own = edge.relation == Relation::CarriesOn;
        (edge.relation.is_answer() && events[edge.act.as_usize()].action.is_deed())
            || (is_own && is_in_reply(events, graph, edge.act))
    })
}
