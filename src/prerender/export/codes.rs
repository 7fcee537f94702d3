//! The fixed words that stand in fields, each with its meaning: for the schema, the tables and the codebook.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::dataset::{About, Action, ActorKind, Confidence, DateKind, Era, Ownership, Unit, Verdict, Why};
use crate::words::with_curly_quotes;

/// A fixed list of words.
pub(super) trait Codes: Copy + 'static {
    /// Its name in the schema.
    const NAME: &'static str;
    /// What the words are about, as a sentence.
    const ABOUT: &'static str;
    /// Every value, in the order of the codebook.
    const ALL: &'static [Self];
    /// The word as it stands in the downloads.
    fn key(self) -> &'static str;
    /// What it means, in a sentence.
    fn meaning(self) -> Cow<'static, str>;
}

/// A value that is published by its word.
pub(super) struct CodeOf<T>(pub T);

impl<T: Codes> Serialize for CodeOf<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.key())
    }
}

impl<T: Codes> JsonSchema for CodeOf<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let keys: Vec<&str> = T::ALL.iter().map(|value| value.key()).collect();
        json_schema!({ "description": T::ABOUT, "type": "string", "enum": keys })
    }
}

/// Why an event has no count.
#[derive(Clone, Copy)]
pub(super) enum Missing {
    Unknown,
    CountedElsewhere,
    NotApplicable,
}

/// Whether a count is a floor. An exact one has no word.
#[derive(Clone, Copy)]
pub(super) enum Moreness {
    MoreThan,
}

/// The words of a list and what they mean.
pub struct CodeList {
    /// Its name in the schema: "Action".
    pub name: &'static str,
    /// What the words are about, as a sentence.
    pub about: &'static str,
    /// Each word and its meaning.
    pub codes: Vec<(&'static str, Cow<'static, str>)>,
}

/// Every list of words, in the order in which an event, a dispute, a source and an article use them.
pub fn code_lists() -> Vec<CodeList> {
    vec![
        list::<Action>(),
        list::<Unit>(),
        list::<Moreness>(),
        list::<Missing>(),
        list::<DateKind>(),
        list::<Confidence>(),
        list::<About>(),
        list::<Why>(),
        list::<ActorKind>(),
        list::<Ownership>(),
        list::<Verdict>(),
        list::<Era>(),
    ]
}

fn list<T: Codes>() -> CodeList {
    let meaning = |value: &T| Cow::Owned(with_curly_quotes(&value.meaning(), false));
    let codes = T::ALL.iter().map(|value| (value.key(), meaning(value))).collect();
    CodeList { name: T::NAME, about: T::ABOUT, codes }
}

impl Codes for Action {
    const NAME: &'static str = "Action";
    const ABOUT: &'static str = "What an actor did to a target.";
    const ALL: &'static [Self] = Self::ALL;

    fn key(self) -> &'static str {
        self.key()
    }

    fn meaning(self) -> Cow<'static, str> {
        let unit = match self.unit() {
            Some(unit) if self.orders_people_out() => {
                format!("Counted in {}, which enter the people ordered out.", unit.key())
            }
            Some(unit) => format!("Counted in {}.", unit.key()),
            None => "Not counted.".to_owned(),
        };
        format!("{} {unit}", self.meaning()).into()
    }
}

impl Codes for Unit {
    const NAME: &'static str = "Unit";
    const ABOUT: &'static str = "What a count counts. The three are never added to each other.";
    const ALL: &'static [Self] = &[Self::People, Self::Posts, Self::Missions];

    fn key(self) -> &'static str {
        self.key()
    }

    fn meaning(self) -> Cow<'static, str> {
        match self {
            Self::People => "Members of a mission’s staff, or others who had to leave.",
            Self::Posts => "Posts that a mission may fill; some may be vacant.",
            Self::Missions => "Consulates, cultural institutes and other missions.",
        }
        .into()
    }
}

impl Codes for Moreness {
    const NAME: &'static str = "CountBound";
    const ABOUT: &'static str = "Whether a count is only a floor.";
    const ALL: &'static [Self] = &[Self::MoreThan];

    fn key(self) -> &'static str {
        "more-than"
    }

    fn meaning(self) -> Cow<'static, str> {
        "The sources say “more than” this number. A sum that holds it is “at least”.".into()
    }
}

impl Codes for Missing {
    const NAME: &'static str = "CountMissing";
    const ABOUT: &'static str = "Why an event has no count.";
    const ALL: &'static [Self] = &[Self::Unknown, Self::CountedElsewhere, Self::NotApplicable];

    fn key(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::CountedElsewhere => "counted-elsewhere",
            Self::NotApplicable => "not-applicable",
        }
    }

    fn meaning(self) -> Cow<'static, str> {
        match self {
            Self::Unknown => "There was a number, but no source found gives it. It is never a zero.",
            Self::CountedElsewhere => {
                "The number stands at another event, such as the announcement, so that nobody is counted twice."
            }
            Self::NotApplicable => "The act has no number, though others of its kind have one.",
        }
        .into()
    }
}

impl Codes for DateKind {
    const NAME: &'static str = "DateKind";
    const ABOUT: &'static str = "What the date of an event is the date of.";
    const ALL: &'static [Self] = &[Self::Announced, Self::Effective];

    fn key(self) -> &'static str {
        self.key()
    }

    fn meaning(self) -> Cow<'static, str> {
        match self {
            Self::Announced => "The act was announced, or became public.",
            Self::Effective => "It took effect: people left, a door closed.",
        }
        .into()
    }
}

impl Codes for Confidence {
    const NAME: &'static str = "Confidence";
    const ABOUT: &'static str = "How well an event is supported.";
    const ALL: &'static [Self] = &[Self::High, Self::Medium, Self::Low];

    fn key(self) -> &'static str {
        self.key()
    }

    fn meaning(self) -> Cow<'static, str> {
        sentence(self.words())
    }
}

impl Codes for About {
    const NAME: &'static str = "DisputeAbout";
    const ABOUT: &'static str = "What a source disagrees about.";
    const ALL: &'static [Self] = Self::ALL;

    fn key(self) -> &'static str {
        self.key()
    }

    fn meaning(self) -> Cow<'static, str> {
        self.meaning().into()
    }
}

impl Codes for Why {
    const NAME: &'static str = "DisputeWhy";
    const ABOUT: &'static str = "Why a source tells an event differently.";
    const ALL: &'static [Self] = Self::ALL;

    fn key(self) -> &'static str {
        self.key()
    }

    fn meaning(self) -> Cow<'static, str> {
        self.meaning().into()
    }
}

impl Codes for ActorKind {
    const NAME: &'static str = "ActorKind";
    const ABOUT: &'static str = "What kind of actor it is.";
    const ALL: &'static [Self] = &[Self::State, Self::Organisation];

    fn key(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Organisation => "organisation",
        }
    }

    fn meaning(self) -> Cow<'static, str> {
        match self {
            Self::State => {
                "A state, including states that no longer exist and those whose recognition is disputed (the note says so)."
            }
            Self::Organisation => "An international organisation.",
        }
        .into()
    }
}

impl Codes for Ownership {
    const NAME: &'static str = "Ownership";
    const ABOUT: &'static str = "Who owns or funds a publisher.";
    const ALL: &'static [Self] = Self::ALL;

    fn key(self) -> &'static str {
        self.key()
    }

    fn meaning(self) -> Cow<'static, str> {
        self.meaning().into()
    }
}

impl Codes for Verdict {
    const NAME: &'static str = "Verdict";
    const ABOUT: &'static str = "What the record says about a claim.";
    const ALL: &'static [Self] = Self::ALL;

    fn key(self) -> &'static str {
        self.key()
    }

    fn meaning(self) -> Cow<'static, str> {
        self.meaning().into()
    }
}

impl Codes for Era {
    const NAME: &'static str = "Era";
    const ABOUT: &'static str = "The period that an episode is listed under.";
    const ALL: &'static [Self] = &Self::ALL;

    fn key(self) -> &'static str {
        self.key()
    }

    fn meaning(self) -> Cow<'static, str> {
        match (self, self.years()) {
            (Self::ColdWar, (_, last)) => format!("The Cold War, until {last}."),
            (Self::Since2023, (first, _)) => format!("From {first} on."),
            (_, (first, last)) if first == last => format!("The year {first}."),
            (_, (first, last)) => format!("{first} to {last}."),
        }
        .into()
    }
}

/// A few words as a sentence.
fn sentence(words: &str) -> Cow<'static, str> {
    format!("{}.", crate::words::capitalise(words)).into()
}
