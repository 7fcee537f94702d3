//! Counts that say what they count, and how surely.

use std::ops::Add;

/// What is counted. The three are never added to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Members of a mission's staff.
    People,
    /// Posts that a mission may fill; some may be vacant.
    Posts,
    /// Consulates, cultural institutes and other missions.
    Missions,
}

impl Unit {
    /// The word that stands in the data files, also the plural.
    pub const fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Posts => "posts",
            Self::Missions => "missions",
        }
    }

    /// The singular.
    pub const fn singular(self) -> &'static str {
        match self {
            Self::People => "person",
            Self::Posts => "post",
            Self::Missions => "mission",
        }
    }

    /// The word that fits `number`.
    pub const fn word(self, number: u32) -> &'static str {
        if number == 1 { self.singular() } else { self.key() }
    }
}

/// Whether a number is the number, or only what it exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The sources give this number.
    Exact,
    /// The sources say "more than" this number.
    MoreThan,
}

/// How many an event concerns. Only `Known` enters a sum; nothing here ever counts as zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// A published number, in the unit that the event's action fixes.
    Known(u32, Bound),
    /// There was a number, but no source found gives it.
    Unknown,
    /// The number stands at another event (the announcement), so that nobody is counted twice.
    Elsewhere,
    /// The act has no number.
    NotApplicable,
}

/// The sum of some counts of one unit, and what is missing from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The sum of the known numbers, floors taken at their value.
    pub known: u32,
    /// How many of the added numbers were floors ("more than").
    pub floors: u32,
    /// How many counts were unknown and are therefore not in `known`.
    pub unknowns: u32,
    /// How many counts were added, known or unknown.
    pub parts: u32,
}

impl Sum {
    /// Whether the true sum may be larger than `known`.
    pub const fn is_floor(self) -> bool {
        self.floors > 0 || self.unknowns > 0
    }

    /// Whether there is nothing to show, not even an unknown.
    pub const fn is_empty(self) -> bool {
        self.parts == 0
    }
}

impl From<Count> for Sum {
    fn from(count: Count) -> Self {
        match count {
            Count::Known(known, Bound::Exact) => Self { known, parts: 1, ..Self::default() },
            Count::Known(known, Bound::MoreThan) => Self { known, floors: 1, parts: 1, ..Self::default() },
            Count::Unknown => Self { unknowns: 1, parts: 1, ..Self::default() },
            Count::Elsewhere | Count::NotApplicable => Self::default(),
        }
    }
}

impl Add for Sum {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            known: self.known + other.known,
            floors: self.floors + other.floors,
            unknowns: self.unknowns + other.unknowns,
            parts: self.parts + other.parts,
        }
    }
}

impl std::iter::Sum for Sum {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::default(), Add::add)
    }
}
