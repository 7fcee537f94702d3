//! What is compared.

use std::fmt::Write;

use super::value::Value;
use crate::dataset::Unit;
use crate::ledger::Side;
use crate::words;

/// A number that each row has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// People ordered out by the acts.
    #[default]
    Expelled,
    /// People ordered out in reply.
    Returned,
    /// The first less the second.
    Net,
    /// People in the replies for each person in the acts that they answered, in hundredths.
    Ratio,
    /// From an act to the first reply, in half days.
    Lag,
    /// The share of first moves that were answered, in percent.
    Answered,
    /// How many acts.
    Acts,
    /// In how many crises.
    Episodes,
    /// Consulates, institutes and missions closed by the acts.
    Missions,
    /// Those closed in reply.
    MissionsReturned,
}

impl Measure {
    /// All measures, in the order of the table's columns.
    pub const ALL: [Self; 10] = [
        Self::Expelled,
        Self::Returned,
        Self::Net,
        Self::Ratio,
        Self::Lag,
        Self::Answered,
        Self::Acts,
        Self::Episodes,
        Self::Missions,
        Self::MissionsReturned,
    ];

    /// The word that stands in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Expelled => "expelled",
            Self::Returned => "returned",
            Self::Net => "net",
            Self::Ratio => "ratio",
            Self::Lag => "lag",
            Self::Answered => "answered",
            Self::Acts => "acts",
            Self::Episodes => "episodes",
            Self::Missions => "missions",
            Self::MissionsReturned => "missions-returned",
        }
    }

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.key() == text)
    }

    /// The head of a column, and the name in a list of choices.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Expelled => "People ordered out",
            Self::Returned => "People ordered out in reply",
            Self::Net => "Difference, act less reply",
            Self::Ratio => "Reply for one person, where answered",
            Self::Lag => "Days to the reply",
            Self::Answered => "Answered",
            Self::Acts => "Acts",
            Self::Episodes => "Crises",
            Self::Missions => "Consulates and missions closed",
            Self::MissionsReturned => "Closed in reply",
        }
    }

    /// What a picture of it shows, by the side whose acts are chosen.
    pub const fn title(self, side: Side) -> &'static str {
        match (self, side) {
            (Self::Expelled, Side::Others) => "People ordered out by each, and its people ordered out in reply",
            (Self::Expelled, Side::Moscow) => {
                "People of each ordered out by Moscow, replies included, and by each in reply"
            }
            (Self::Returned, Side::Others) => "People of each ordered out by Moscow in reply, and by it before",
            (Self::Returned, Side::Moscow) => "People ordered out by each in reply to Moscow, and its people before",
            (Self::Net, Side::Others) => "People ordered out by each, less its people ordered out in reply",
            (Self::Net, Side::Moscow) => {
                "People of each ordered out by Moscow, replies included, less those ordered out in reply"
            }
            (Self::Ratio, Side::Others) => {
                "People ordered out by Moscow in reply, for each in the acts that it answered so"
            }
            (Self::Ratio, Side::Moscow) => "People ordered out in reply to Moscow, for each in the acts answered so",
            (Self::Lag, Side::Others) => "Days until Moscow’s first reply, the median and the range",
            (Self::Lag, Side::Moscow) => "Days until the first reply to Moscow, the median and the range",
            (Self::Answered, Side::Others) => "First moves that Moscow answered with an act",
            (Self::Answered, Side::Moscow) => "First moves by Moscow that were answered with an act",
            (Self::Acts, Side::Others) => "Acts of each against Moscow",
            (Self::Acts, Side::Moscow) => "Acts of Moscow against each, replies included",
            (Self::Episodes, Side::Others) => "Crises in which each acted",
            (Self::Episodes, Side::Moscow) => "Crises in which Moscow acted against each",
            (Self::Missions, Side::Others) => "Consulates and missions closed by each, and closed in reply",
            (Self::Missions, Side::Moscow) => "Consulates and missions of each closed by Moscow, and in reply",
            (Self::MissionsReturned, Side::Others) => "Consulates and missions closed by Moscow in reply",
            (Self::MissionsReturned, Side::Moscow) => "Consulates and missions closed in reply to Moscow",
        }
    }

    /// The axis of a picture of this measure alone: what is counted, in what.
    pub const fn axis(self) -> &'static str {
        match self {
            Self::Net => "people, acts less replies",
            Self::Ratio => "people in reply for each in the act",
            Self::Lag => "days from the act to the first reply",
            Self::Answered => "share of first moves answered",
            Self::Acts => "acts of any kind",
            Self::Episodes => "crises",
            Self::Missions | Self::MissionsReturned => "consulates and missions",
            Self::Expelled | Self::Returned => "people",
        }
    }

    /// The pair of act and reply to which it belongs: bars face each other, and the scatter has two axes.
    pub const fn pair(self) -> (Self, Self) {
        match self {
            Self::Missions | Self::MissionsReturned => (Self::Missions, Self::MissionsReturned),
            _ => (Self::Expelled, Self::Returned),
        }
    }

    /// Whether its bars face those of the other half of its pair.
    pub const fn is_paired(self) -> bool {
        matches!(self, Self::Expelled | Self::Returned | Self::Missions | Self::MissionsReturned)
    }

    /// What the pair counts.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Missions | Self::MissionsReturned => Unit::Missions,
            _ => Unit::People,
        }
    }

    /// Whether the smallest comes first: who was answered soonest.
    pub const fn is_ascending(self) -> bool {
        matches!(self, Self::Lag)
    }

    /// A number of this measure as text, without its unit: hundredths and half days as decimals, a sign for a
    /// difference.
    pub fn format(self, number: i32) -> String {
        let plain = words::number(number.unsigned_abs());
        match self {
            Self::Ratio => {
                let (whole, part) = (number / 100, number % 100);
                format!("{}.{part:02}", words::number(whole.unsigned_abs()))
            }
            Self::Lag if number % 2 == 1 => format!("{}.5", words::number(number.unsigned_abs() / 2)),
            Self::Lag => words::number(number.unsigned_abs() / 2),
            Self::Answered => format!("{plain}\u{a0}%"),
            Self::Net if number > 0 => format!("+{plain}"),
            _ if number < 0 => format!("−{plain}"),
            _ => plain,
        }
    }

    /// A value as a label: "60", "73+" for a floor, "18 (18–27)" where sources differ, "?" where nothing is known, empty
    /// where no case was found.
    pub fn label(self, value: Value) -> String {
        use super::Limits;
        let Value::Known { best, low, high, limits } = value else {
            return if value == Value::Unknown { "?".to_owned() } else { String::new() };
        };
        let number = self.format(best);
        let mut label = match limits {
            Limits::Exact => number,
            // Signs on both sides of a number do not read well.
            Limits::AtLeast if self == Self::Net => format!("≥ {number}"),
            Limits::AtLeast => format!("{number}+"),
            Limits::AtMost => format!("≤ {number}"),
            Limits::Open => format!("≈ {number}"),
        };
        if low < high {
            // A dash beside a sign reads as another sign.
            let (to, plus) = match (self, limits) {
                (Self::Net, _) => (" to ", ""),
                (_, Limits::AtLeast) => ("+ to ", "+"),
                _ => ("–", ""),
            };
            // Writing to a String cannot fail.
            _ = write!(label, " ({}{to}{}{plus})", self.format(low), self.format(high));
        }
        label
    }
}
