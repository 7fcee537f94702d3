//! Where a number comes from, and who pays for that page.

use super::Date;

macro_rules! ownerships {
    ($($(#[$doc:meta])* $name:ident, $key:literal, $words:literal;)*) => {
        /// Who owns or funds a publisher.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Ownership { $($(#[$doc])* $name,)* }

        impl Ownership {
            /// Every kind of ownership.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word that stands in the data files.
            pub const fn key(self) -> &'static str { match self { $(Self::$name => $key,)* } }

            /// As a reader sees it.
            pub const fn words(self) -> &'static str { match self { $(Self::$name => $words,)* } }
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
    /// Reads the word of a data file.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|ownership| ownership.key() == text)
    }
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
    /// The agency or outlet whose text it carries, where that is not the publisher.
    pub carries: Option<String>,
    /// Its title, where recorded.
    pub title: Option<String>,
    /// Its author, where recorded.
    pub author: Option<String>,
    /// When it was published, where known.
    pub published: Option<Date>,
    /// Who owns or funds the publisher, where known.
    pub ownership: Option<Ownership>,
    /// The owner by name, where known.
    pub owner: Option<String>,
}
