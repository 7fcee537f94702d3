//! Small sets of places: which countries, crises and kinds of act are chosen.

/// A set of places from 0 to 127. What a reader may choose from is shorter: a test holds the data against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Set(u128);

impl Set {
    /// How many places there are.
    pub const CAPACITY: usize = 128;

    const fn bit(place: usize) -> u128 {
        if place < Self::CAPACITY { 1 << place } else { 0 }
    }

    /// The set with one more place; a place beyond the last is left out.
    #[must_use]
    pub const fn with(self, place: usize) -> Self {
        Self(self.0 | Self::bit(place))
    }

    /// The set with a place put in or taken out.
    #[must_use]
    pub const fn toggled(self, place: usize) -> Self {
        Self(self.0 ^ Self::bit(place))
    }

    /// Whether it holds a place.
    pub const fn holds(self, place: usize) -> bool {
        self.0 & Self::bit(place) != 0
    }

    /// Whether it holds nothing. A filter that holds nothing lets everything pass.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many places it holds.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Its places, the lowest first.
    pub fn places(self) -> impl Iterator<Item = usize> {
        (0..Self::CAPACITY).filter(move |place| self.holds(*place))
    }
}
