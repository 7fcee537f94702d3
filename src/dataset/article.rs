//! News articles read against the record: what each one claims, what is known of it, how it tells it.

use super::{Citation, EventIndex};

macro_rules! verdicts {
    ($($(#[$doc:meta])* $name:ident, $key:literal, $words:literal, $meaning:literal;)*) => {
        /// What the record says about a claim.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Verdict { $($(#[$doc])* $name,)* }

        impl Verdict {
            /// Every verdict, in the order in which they are counted on a page.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word that stands in the data files.
            pub const fn key(self) -> &'static str { match self { $(Self::$name => $key,)* } }

            /// As a reader sees it.
            pub const fn words(self) -> &'static str { match self { $(Self::$name => $words,)* } }

            /// When it is given, in a sentence.
            pub const fn meaning(self) -> &'static str { match self { $(Self::$name => $meaning,)* } }
        }
    };
}

verdicts! {
    /// A page that was found supports it.
    Confirmed, "confirmed", "Confirmed", "At least one page that was found supports the claim.";
    /// True in part, or with a qualification.
    Partly, "partly", "Partly", "Part of the claim is supported, or it holds only with the qualification given.";
    /// The record says otherwise.
    Contradicted, "contradicted", "Contradicted", "The pages found say otherwise. One that has the claim too is named in the reason.";
    /// Sources or governments disagree.
    Disputed, "disputed", "Disputed", "Sources or governments disagree, and the record does not settle it.";
    /// What was found does not settle it.
    Unverifiable, "unverifiable", "Not verifiable", "What was found does not settle it, or it was not looked into; the reason says which. That does not make it wrong.";
    /// A judgement, not a fact.
    Opinion, "opinion", "Opinion", "A judgement or a way of putting it, which no record can confirm.";
}

impl Verdict {
    /// Reads the word of a data file.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|verdict| verdict.key() == text)
    }
}

/// One thing that an article says and that can be checked, or an opinion that it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its id within the article, the same for ever: it is the fragment of an address.
    pub id: String,
    /// What the article says, in words of our own.
    pub says: String,
    /// What the record says about it.
    pub verdict: Verdict,
    /// Why, in a few sentences. Every number in it stands in a linked event or source.
    pub why: String,
    /// The events that bear on it, by date.
    pub events: Vec<EventIndex>,
    /// Other pages that bear on it.
    pub citations: Vec<Citation>,
    /// Why nothing is linked; `Some` exactly where there are neither events nor citations.
    pub unlinked: Option<String>,
}

/// A word of the article, and how often it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word or words, with all their forms.
    pub word: String,
    /// How often.
    pub count: u32,
}

/// The words that an article uses for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The thing: "The people told to leave".
    pub about: String,
    /// The words, most frequent first.
    pub words: Vec<Word>,
}

/// Somebody whom an article quotes or paraphrases by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The name.
    pub who: String,
    /// In which capacity.
    pub role: String,
    /// For whom the person speaks: "NATO", "Moscow", "independent".
    pub side: String,
    /// Passages in quotation marks; 0 where the person is only paraphrased.
    pub quotations: u32,
}

impl Quoted {
    /// The sides that somebody may speak for.
    pub const SIDES: [&str; 7] =
        ["NATO", "Britain", "United States", "other governments", "Moscow", "Ukraine", "independent"];
}

/// What the record holds and an article does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// What, in a sentence.
    pub what: String,
    /// The events that hold it.
    pub events: Vec<EventIndex>,
}

/// A news article, its claims one by one, and how it tells them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its id: outlet and date.
    pub id: String,
    /// Its outlet in a few words, as the head of a column.
    pub outlet: String,
    /// Its headline, as printed.
    pub title: String,
    /// The place of its page in [`super::Dataset::sources`].
    pub source: usize,
    /// Who wrote it.
    pub written_by: String,
    /// For whom.
    pub written_for: String,
    /// From where.
    pub written_from: String,
    /// When.
    pub written_when: String,
    /// News report, opinion piece.
    pub genre: String,
    /// The places of the episodes that it tells of, in [`super::Facts::episodes`].
    pub episodes: Vec<usize>,
    /// In the order of the text; at least one.
    pub claims: Vec<Claim>,
    /// Its words for the same things.
    pub wording: Vec<Wording>,
    /// Whom it quotes, in the order of the text.
    pub quoted: Vec<Quoted>,
    /// What it does not tell.
    pub leaves_out: Vec<Omission>,
}

impl Article {
    /// The place of a claim among the article's own.
    pub fn find_claim(&self, id: &str) -> Option<usize> {
        self.claims.iter().position(|claim| claim.id == id)
    }

    /// How many claims have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.claims.iter().filter(|claim| claim.verdict == verdict).count()
    }
}

/// What one article says to a question that several answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The place of the article in [`super::Dataset::articles`].
    pub article: usize,
    /// The place of the claim in [`Article::claims`].
    pub claim: usize,
    /// What it says, in a few words of our own.
    pub says: String,
    /// Whether that differs from what is best supported.
    pub differs: bool,
}

/// A fact that several articles tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedFact {
    /// Its id, the fragment of an address.
    pub id: String,
    /// The question that it answers.
    pub question: String,
    /// The answer that is best supported. Every number in it stands in one of the events.
    pub best: String,
    /// The events that bear it out; at least one.
    pub events: Vec<EventIndex>,
    /// The pages that support that answer.
    pub citations: Vec<Citation>,
    /// Why the articles differ, where that is known.
    pub note: Option<String>,
    /// What the articles say; at least two of them.
    pub tells: Vec<Telling>,
}
