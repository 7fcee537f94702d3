//! Who answered whom: the dated graph of acts, replies and counter-replies.
//!
//! Events are linked by `responds_to` alone; nearness in time is never a link. What a link means is derived by the
//! written rules of [`Relation`], the same for every actor, and shown to the reader in these words.

mod exchange;
mod graph;
mod lanes;
mod outline;
#[cfg(not(target_arch = "wasm32"))]
mod summary;
pub mod walk;

pub use exchange::{Comparison, Exchange, Lag, MedianLag, Ratio, compare, exchanges, is_in_reply};
pub use graph::{Edge, Graph};

pub use lanes::{
    DENSE_WAVE, Grouping, Item, Kind, Lane, LaneKey, MOST_LANES, MOST_MARKS, Order, Selection, lanes, lanes_of,
    middle_day, short_lag,
};
pub use outline::{Outline, outline};
#[cfg(not(target_arch = "wasm32"))]
pub use summary::{
    FirstReply, OtherActs, SideSummary, Summary, answers_to, are_only_words, has_same_number, is_other_deed, side_of,
};

use crate::dataset::{Action, ActorCode, Event};

/// What an event is to the event that it names in `responds_to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The earlier one is a trigger; this one came of it.
    Triggers,
    /// The target of an act answers it.
    Retaliates,
    /// The target answers, with more people than the act, or to an act that was an answer itself.
    Escalates,
    /// Another state or organisation follows an act of its side, or acts in answer to what was done to another.
    Joins,
    /// The same actor carries its own act on: takes it further or carries it out.
    CarriesOn,
    /// Words about it: a statement, an announcement, a threat, a refusal.
    Speaks,
}

/// Whether the target of an act is who answers it. The Soviet Union and Russia are one side of every chain.
fn is_same_side(target: ActorCode, actor: ActorCode) -> bool {
    target == actor || (target.is_moscow() && actor.is_moscow())
}

impl Relation {
    /// All relations, in the order in which a page lists them.
    pub const ALL: [Self; 6] =
        [Self::Triggers, Self::Retaliates, Self::Escalates, Self::Joins, Self::CarriesOn, Self::Speaks];

    /// The relation of `reply` to the `act` that it names, as far as the two alone decide it: whether an answer
    /// escalates is asked of the [`Graph`].
    pub fn between(act: &Event, reply: &Event) -> Self {
        if act.action == Action::Trigger {
            Self::Triggers
        } else if !reply.action.is_deed() {
            Self::Speaks
        } else if act.is_by_moscow() != reply.is_by_moscow() && is_same_side(act.target, reply.actor) {
            Self::Retaliates
        } else if act.actor == reply.actor {
            Self::CarriesOn
        } else {
            Self::Joins
        }
    }

    /// Whether the target acted in answer, with more or with less.
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Retaliates | Self::Escalates)
    }

    /// The word that stands in class names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Triggers => "triggers",
            Self::Retaliates => "retaliates",
            Self::Escalates => "escalates",
            Self::Joins => "joins",
            Self::CarriesOn => "carries-on",
            Self::Speaks => "speaks",
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Relation {
    /// How the later event's page introduces the earlier one.
    pub const fn of_reply(self) -> &'static str {
        match self {
            Self::Triggers => "Set off by:",
            Self::Retaliates => "It answered:",
            Self::Escalates => "It answered, with more or in turn:",
            Self::Joins => "It followed:",
            Self::CarriesOn => "It carried on from:",
            Self::Speaks => "It spoke of:",
        }
    }

    /// How the earlier event's page introduces the later one.
    pub const fn of_act(self) -> &'static str {
        match self {
            Self::Triggers => "It set off:",
            Self::Retaliates => "It was answered by:",
            Self::Escalates => "It was answered, with more or in turn, by:",
            Self::Joins => "It was followed by:",
            Self::CarriesOn => "It was carried on by:",
            Self::Speaks => "Said of it:",
        }
    }

    /// The name of the relation, as a reader sees it: "retaliates".
    pub const fn name(self) -> &'static str {
        match self {
            Self::CarriesOn => "carries on",
            other => other.key(),
        }
    }

    /// The rule by which it is derived, in a sentence.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Triggers => {
                "The earlier event is a trigger; the later one came of it, by the actor’s own words or by the sources."
            }
            Self::Retaliates => "The target of an act answers it with an act of its own.",
            Self::Escalates => {
                "The same, but the reply names surely more people than what it answers, or answers what was itself a reply."
            }
            Self::Joins => "Another state or organisation follows, or acts for one that was the target.",
            Self::CarriesOn => "The same actor takes its own act further, or the act takes effect.",
            Self::Speaks => "A statement, an announcement, a threat or a refusal to act.",
        }
    }
}
