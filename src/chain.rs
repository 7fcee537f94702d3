//! Who answered whom: what a link between two events means.

use crate::dataset::{Action, Event};

/// What an event is to the event that it names in `responds_to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The earlier one is a trigger, which this one names as its reason.
    SetOffBy,
    /// The other side answers.
    Answers,
    /// Another state or organisation of the same side follows.
    Follows,
    /// The same actor carries its own act on: takes it further, carries it out, explains it.
    Continues,
}

impl Relation {
    /// All relations, in the order in which a page lists them.
    pub const ALL: [Self; 4] = [Self::SetOffBy, Self::Answers, Self::Follows, Self::Continues];

    /// The relation of `reply` to the `act` that it names.
    pub fn between(act: &Event, reply: &Event) -> Self {
        if act.action == Action::Trigger {
            Self::SetOffBy
        } else if act.is_by_moscow() != reply.is_by_moscow() {
            Self::Answers
        } else if act.actor == reply.actor {
            Self::Continues
        } else {
            Self::Follows
        }
    }

    /// How the later event's page introduces the earlier one.
    pub const fn of_reply(self) -> &'static str {
        match self {
            Self::SetOffBy => "Set off by:",
            Self::Answers => "It answered:",
            Self::Follows => "It followed:",
            Self::Continues => "It carried on from:",
        }
    }

    /// How the earlier event's page introduces the later one.
    pub const fn of_act(self) -> &'static str {
        match self {
            Self::SetOffBy => "It set off:",
            Self::Answers => "It was answered by:",
            Self::Follows => "It was followed by:",
            Self::Continues => "It was carried on by:",
        }
    }
}
