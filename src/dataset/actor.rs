//! Who acts: states and organisations, and what they belong to.

use super::{ActorCode, Date};

/// What kind of actor it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A state, including states that no longer exist and those whose recognition is disputed (the note says so).
    State,
    /// An international organisation.
    Organisation,
}

/// A state's time in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The organisation.
    pub of: ActorCode,
    /// The day on which it began.
    pub from: Date,
    /// The first day after it, where it has ended.
    pub until: Option<Date>,
}

/// A state or an organisation that acted or was acted against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its code.
    pub code: ActorCode,
    /// Its short English name, as ISO 3166 or the organisation gives it: "United Kingdom".
    pub name: &'static str,
    /// Whether the name takes "the" in a sentence.
    pub takes_article: bool,
    /// State or organisation.
    pub kind: ActorKind,
    /// Its memberships of NATO and the EU, oldest first.
    pub memberships: &'static [Membership],
}

impl Actor {
    /// The name as it stands inside a sentence: "the United Kingdom".
    pub fn name_in_sentence(&self) -> String {
        if self.takes_article { format!("the {}", self.name) } else { self.name.to_owned() }
    }

    /// Whether it belonged to `organisation` on every day that `date` may mean.
    pub fn is_member_on(&self, organisation: ActorCode, date: Date) -> bool {
        self.memberships.iter().any(|m| {
            m.of == organisation
                && m.from.first_day() <= date.first_day()
                && m.until.is_none_or(|until| date.last_day() < until.first_day())
        })
    }
}
