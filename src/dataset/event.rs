//! One act of one actor against one target.

use super::{Action, ActorCode, Count, Date, EventId, Sum};

/// The place of an event in [`super::Facts::events`], which is sorted by date and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventIndex(pub u32);

impl EventIndex {
    /// As an index into a slice.
    pub const fn as_usize(self) -> usize {
        self.0 as usize
    }
}

/// What the date of an event is the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// The act was announced, or became public.
    Announced,
    /// It took effect: people left, a door closed.
    Effective,
}

impl DateKind {
    /// The word that stands in the data files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Effective => "effective",
        }
    }

    /// Reads the word of a data file.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Announced, Self::Effective].into_iter().find(|kind| kind.key() == text)
    }
}

/// How far apart the sources are about the number of one act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The lowest figure that any source gives, the event's own count included.
    pub lowest: u32,
    /// The highest.
    pub highest: u32,
}

/// On what sources tell an event differently; empty where they agree. One bit for each subject of a dispute, in the order
/// of [`Disputed::WORDS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disputed(pub u8);

impl Disputed {
    /// What sources may differ on.
    pub const WORDS: [&'static str; 5] = ["the number", "the date", "who it was", "the reason", "how to describe it"];

    /// Whether they agree.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What they differ on, the number before all else; empty where they agree.
    pub fn words(self) -> &'static str {
        Self::WORDS.get(self.0.trailing_zeros() as usize).copied().unwrap_or_default()
    }
}

/// The facts of one act: who, whom, when, what, how many, in answer to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id, the same for ever: other people link to it.
    pub id: EventId,
    /// The place of its episode in [`super::Facts::episodes`].
    pub episode: u8,
    /// When.
    pub date: Date,
    /// What the date is the date of.
    pub date_kind: DateKind,
    /// Who acted. For a trigger, the state where the matter arose.
    pub actor: ActorCode,
    /// Against whom.
    pub target: ActorCode,
    /// What it did.
    pub action: Action,
    /// How many, in the unit that `action` fixes.
    pub count: Count,
    /// The range of the figures, in the same unit; `None` unless a source gives another one than `count`.
    pub figures: Option<Figures>,
    /// What it answers, by the actor's own words or by the sources; never a link that one side denies.
    pub responds_to: &'static [EventIndex],
    /// What the number holds, in a few words that stand wherever it shows: "15 of them barred from returning". Empty
    /// for a number that needs none.
    pub qualifier: &'static str,
    /// On what sources tell it differently.
    pub disputed: Disputed,
}

impl Event {
    /// The people ordered out by this act; empty for every other kind of act.
    pub fn people_ordered_out(&self) -> Sum {
        if self.action.orders_people_out() { self.count.into() } else { Sum::default() }
    }

    /// The side that acted.
    pub fn is_by_moscow(&self) -> bool {
        self.actor.is_moscow()
    }

    /// The state or organisation on the other side of Moscow: the target of a Soviet or Russian act, else the actor.
    pub fn counterpart(&self) -> ActorCode {
        if self.actor.is_moscow() && !self.target.is_moscow() { self.target } else { self.actor }
    }
}
