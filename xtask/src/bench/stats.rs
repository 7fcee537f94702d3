//! Medians, ranges and ratios.

use std::fmt;

/// The middle of some numbers, with the lowest and the highest of them, and how many they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub median: f64,
    pub low: f64,
    pub high: f64,
    pub of: usize,
}

impl Spread {
    /// `None` of no numbers.
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Option<Self> {
        let sorted = sorted(numbers);
        Some(Self { median: median_of(&sorted)?, low: *sorted.first()?, high: *sorted.last()?, of: sorted.len() })
    }

    /// The same in another unit, of so many of this one.
    pub fn in_units_of(self, unit: f64) -> Self {
        Self { median: self.median / unit, low: self.low / unit, high: self.high / unit, of: self.of }
    }

    /// With so many digits after the point: `12.3 [11.0–14.2]`; one number alone where all would read the same.
    pub fn told(&self, digits: usize) -> String {
        let [median, low, high] = [self.median, self.low, self.high].map(|number| format!("{number:.digits$}"));
        if low == high { median } else { format!("{median} [{low}–{high}]") }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(2))
    }
}

fn sorted(numbers: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<f64> = numbers.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn median_of(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len() % 2 == 1 { upper } else { f64::midpoint(sorted[middle - 1], upper) })
}

/// The number below or at which so many percent of the numbers lie (nearest rank); `None` of no numbers.
pub fn percentile(numbers: impl IntoIterator<Item = f64>, percent: usize) -> Option<f64> {
    let sorted = sorted(numbers);
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// Ours over theirs, for each round in which both were measured; not for rounds in which theirs is nothing.
pub fn ratios(ours: &[(i64, f64)], theirs: &[(i64, f64)]) -> Vec<f64> {
    let of_round = |round: i64| theirs.iter().find(|(other, _)| *other == round).map(|(_, value)| *value);
    ours.iter()
        .filter_map(|(round, value)| of_round(*round).filter(|theirs| *theirs > 0.0).map(|theirs| value / theirs))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle_or_halfway_between_two() {
        assert_eq!(Spread::of([3.0, 1.0, 2.0]), Some(Spread { median: 2.0, low: 1.0, high: 3.0, of: 3 }));
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 3.0]).unwrap().median.to_string(), "2.5");
        assert_eq!(Spread::of([]), None);
    }

    #[test]
    fn a_range_is_told_unless_it_is_nothing() {
        let spread = Spread { median: 2.0, low: 1.04, high: 3.0, of: 3 };
        assert_eq!(spread.told(1), "2.0 [1.0–3.0]");
        assert_eq!(Spread { median: 2.0, low: 1.9, high: 2.1, of: 3 }.told(0), "2");
    }

    #[test]
    fn a_percentile_is_one_of_the_numbers() {
        let hundred = || (1..=100).rev().map(f64::from);
        assert_eq!(percentile(hundred(), 50), Some(50.0));
        assert_eq!(percentile(hundred(), 95), Some(95.0));
        assert_eq!(percentile([7.0], 95), Some(7.0));
        assert_eq!(percentile([], 95), None);
    }

    #[test]
    fn ratios_are_of_loads_of_the_same_round() {
        let ours = [(0, 1.0), (1, 2.0), (2, 9.0)];
        // In the round that they lack nothing is compared.
        let theirs = [(1, 4.0), (0, 2.0), (3, 1.0)];
        assert_eq!(ratios(&ours, &theirs), [0.5, 0.5]);
        assert_eq!(ratios(&[(0, 1.0)], &[(0, 0.0)]), Vec::<f64>::new());
    }
}
