//! The whole dataset, as the prerenderer, the downloads and the tests see it.

use std::collections::BTreeSet;

use super::{ActorCode, Date, EventIndex, Facts, Source, Text};

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

/// A source that gives another account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// What it says instead.
    pub claim: String,
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

/// Facts, records, sources and stories: everything in `data/`, checked.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The version of the data.
    pub version: String,
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

    /// The events that answer this one, by date.
    pub fn answers_to(&self, index: EventIndex) -> Vec<EventIndex> {
        (0u32..)
            .zip(self.facts.events)
            .filter(|(_, event)| event.responds_to.contains(&index))
            .map(|(i, _)| EventIndex(i))
            .collect()
    }
}
