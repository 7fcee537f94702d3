//! The whole dataset, as the prerenderer, the downloads and the tests see it.

use std::collections::BTreeSet;

use super::{ActorCode, Article, Date, EventIndex, Facts, SharedFact, Source, Text};

/// How well an event is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Two sites agree.
    High,
    /// One good source.
    Medium,
    /// Weaker than that.
    Low,
}

impl Confidence {
    /// The word that stands in the data files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }

    /// Reads the word of a data file.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::High, Self::Medium, Self::Low].into_iter().find(|confidence| confidence.key() == text)
    }

    /// What the word means, in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::High => "at least two sites agree",
            Self::Medium => "one good source",
            Self::Low => "weakly supported",
        }
    }
}

/// A source and what it supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The place of the source in [`Dataset::sources`].
    pub source: usize,
    /// What the source says, in a few words; `None` where only the link is recorded.
    pub supports: Option<String>,
}

macro_rules! words_of_a_dispute {
    ($(#[$doc:meta])* $name:ident { $(#[doc = $variant_doc:literal] $variant:ident, $key:literal, $words:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $variant_doc] $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word that stands in the data files.
            pub const fn key(self) -> &'static str { match self { $(Self::$variant => $key,)* } }

            /// As a reader sees it.
            pub const fn words(self) -> &'static str { match self { $(Self::$variant => $words,)* } }

            /// What it means, in a sentence: what stands above it here.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $variant_doc.trim_ascii(),)* }
            }

            /// Reads the word of a data file.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.key() == text)
            }
        }
    };
}

words_of_a_dispute! {
    /// What sources disagree about.
    About {
        /// How many.
        Number, "number", "how many";
        /// When.
        Date, "date", "when";
        /// Who it was, or in which capacity.
        Who, "who", "who or where";
        /// For which reason.
        Reason, "reason", "why it was done";
        /// What kind of step it was, what was said.
        Account, "account", "how to describe it";
    }
}

words_of_a_dispute! {
    /// Why a source tells an event differently, where that is known.
    Why {
        /// It counted on another day.
        Snapshot, "snapshot", "counted on another day";
        /// It counts other people or posts.
        WhoIsCounted, "who-is-counted", "others are counted";
        /// It reports what was announced first.
        FirstReport, "first-report", "a first announcement against the final one";
        /// It dates the effect, not the announcement, or the reverse.
        AnnouncedOrEffective, "announced-or-effective", "the day of the announcement against the day of effect";
        /// It contradicts itself or all other reports.
        Slip, "slip", "taken for a mistake: its own text or all other reports say otherwise";
        /// Each government gives its own version.
        Position, "position", "each side gives its own version";
        /// Other words for the same step.
        Wording, "wording", "other words for the same step";
    }
}

/// A source that gives another account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// What it says instead.
    pub claim: String,
    /// What it disagrees about.
    pub about: About,
    /// Why, where that is known.
    pub why: Option<Why>,
    /// The date that it gives instead; `None` where it disputes something else.
    pub other_date: Option<Date>,
    /// The number that it gives for this very act, in the event's own unit; `None` where it disputes something else.
    pub figure: Option<u32>,
    /// The place of the source in [`Dataset::sources`].
    pub source: usize,
}

/// What is recorded of an event beyond its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// One sentence: who did what.
    pub summary: String,
    /// What the number holds or leaves out.
    pub note: Option<String>,
    /// How well it is supported.
    pub confidence: Confidence,
    /// At least one.
    pub citations: Vec<Citation>,
    /// May be empty.
    pub disputes: Vec<Dispute>,
}

/// What a government said, where governments disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Who said it.
    pub by: ActorCode,
    /// What, in one sentence.
    pub said: Text,
    /// The event whose sources record it.
    pub event: EventIndex,
}

/// The text of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryStep {
    /// The title, numbers resolved.
    pub title: Text,
    /// Paragraphs, numbers resolved.
    pub paragraphs: Vec<Text>,
    /// Both sides' accounts; may be empty.
    pub positions: Vec<Position>,
}

/// The text of an episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// One paragraph, numbers resolved.
    pub summary: Text,
    /// In the order of the episode's steps.
    pub steps: Vec<StoryStep>,
}

/// A published state of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number: the first part counts changes that break what others built on it, the second additions, the third
    /// corrections.
    pub number: String,
    /// The day it was published.
    pub date: Date,
    /// What changed, one sentence each.
    pub changes: Vec<String>,
}

/// Facts, records, sources and stories: everything in `data/`, checked.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The versions of the data, newest first; at least one.
    pub versions: Vec<Version>,
    /// The last day that the data cover.
    pub cutoff: Date,
    /// What the browser carries too.
    pub facts: Facts,
    /// One record an event, in the order of `facts.events`.
    pub records: Vec<Record>,
    /// One story an episode, in the order of `facts.episodes`.
    pub stories: Vec<Story>,
    /// A note on an actor (its status, its successor), in the order of `facts.actors`.
    pub actor_notes: Vec<Option<String>>,
    /// Sorted by id.
    pub sources: Vec<Source>,
    /// By date, then id.
    pub articles: Vec<Article>,
    /// What several articles tell, in the order of the file.
    pub shared_facts: Vec<SharedFact>,
}

impl Dataset {
    /// The record of an event. Indices come from the same dataset, so it exists.
    pub fn record(&self, index: EventIndex) -> &Record {
        &self.records[index.as_usize()]
    }

    /// How many sources support an event. The others only tell one differently.
    pub fn cited_sources(&self) -> usize {
        let citations = self.records.iter().flat_map(|record| &record.citations);
        citations.map(|citation| citation.source).collect::<BTreeSet<_>>().len()
    }

    /// The version of the data.
    pub fn version(&self) -> &str {
        self.versions.first().map_or("", |version| version.number.as_str())
    }

    /// The events that answer this one, by date.
    pub fn answers_to(&self, index: EventIndex) -> Vec<EventIndex> {
        (0u32..)
            .zip(self.facts.events)
            .filter(|(_, event)| event.responds_to.contains(&index))
            .map(|(i, _)| EventIndex(i))
            .collect()
    }
}
