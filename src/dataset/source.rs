//! Where a number comes from, and who pays for that page.

use super::Date;

macro_rules! ownerships {
    ($(#[doc = $doc:literal] $name:ident, $key:literal, $words:literal;)*) => {
        /// Who owns or funds a publisher.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Ownership { $(#[doc = $doc] $name,)* }

        impl Ownership {
            /// Every kind of ownership.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word that stands in the data files.
            pub const fn key(self) -> &'static str { match self { $(Self::$name => $key,)* } }

            /// As a reader sees it.
            pub const fn words(self) -> &'static str { match self { $(Self::$name => $words,)* } }

            /// What it means, in a sentence: what stands above it here.
            pub const fn meaning(self) -> &'static str { match self { $(Self::$name => $doc.trim_ascii(),)* } }
        }
    };
}

ownerships! {
    /// Owned by a state.
    StateOwned, "state-owned", "state-owned";
    /// Funded by a state, under a board of its own.
    StateFunded, "state-funded", "state-funded";
    /// A public broadcaster with a charter of its own.
    PublicBroadcaster, "public-broadcaster", "public broadcaster";
    /// A ministry, an embassy, a parliament, a state archive, a court.
    Government, "government", "government";
    /// An organisation of states.
    Intergovernmental, "intergovernmental", "intergovernmental";
    /// A company.
    Commercial, "commercial", "commercial";
    /// A foundation, an association, a think tank.
    NonProfit, "non-profit", "non-profit";
    /// A student paper or society.
    Student, "student", "student";
    /// A university or a scholarly journal.
    Academic, "academic", "academic";
    /// One person's site.
    Individual, "individual", "individual";
    /// Written by its users.
    Community, "community", "community-written";
}

impl Ownership {
    /// Whether a state owns, funds or charters the publisher, whatever say it has in what is published.
    pub const fn is_of_a_state(self) -> bool {
        matches!(self, Self::StateOwned | Self::StateFunded | Self::PublicBroadcaster | Self::Government)
    }

    /// Reads the word of a data file.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|ownership| ownership.key() == text)
    }
}

/// Languages that sources are written in: the code of ISO 639 (two letters, three where there is none of two) and the
/// name.
const LANGUAGES: [(&str, &str); 35] = [
    ("ar", "Arabic"),
    ("bg", "Bulgarian"),
    ("bs", "Bosnian"),
    ("cnr", "Montenegrin"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovene"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// The name of a language; `None` for a code that no source has.
pub fn language_name(code: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// Who publishes pages, and who pays for it, as far as is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// The kind of ownership.
    pub ownership: Option<Ownership>,
    /// The state, for the kinds that have one.
    pub state: Option<String>,
    /// The owner by name.
    pub name: Option<String>,
}

/// One page that supports an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id in the data files.
    pub id: String,
    /// Its address; `None` for an article whose address is not known.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: String,
    /// The language it is written in, as a code of ISO 639; `None` where the address does not tell.
    pub language: Option<String>,
    /// The agency or outlet whose text it carries, where that is not the publisher.
    pub carries: Option<String>,
    /// Its title, where recorded.
    pub title: Option<String>,
    /// Its author, where recorded.
    pub author: Option<String>,
    /// When it was published, where known.
    pub published: Option<Date>,
    /// Who owns or funds the publisher.
    pub owner: Owner,
}
