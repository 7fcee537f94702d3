//! The kinds of act, and the one unit in which each is counted.

use super::Unit;

macro_rules! actions {
    ($(#[doc = $doc:literal] $name:ident, $key:literal, $unit:expr, $did:literal;)*) => {
        /// What an actor did to a target.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $(#[doc = $doc] $name,)* }

        impl Action {
            /// Every kind of act, in the order of the codebook.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word that stands in the data files.
            pub const fn key(self) -> &'static str { match self { $(Self::$name => $key,)* } }

            /// The unit in which the act is counted; `None` where it is not counted at all.
            pub const fn unit(self) -> Option<Unit> { match self { $(Self::$name => $unit,)* } }

            /// What the actor did, in words that fit after its name: "ordered people out".
            pub const fn did(self) -> &'static str { match self { $(Self::$name => $did,)* } }

            /// What it means, in a sentence: what stands above it here.
            pub const fn meaning(self) -> &'static str { match self { $(Self::$name => $doc.trim_ascii(),)* } }
        }
    };
}

actions! {
    /// Told people of a mission to leave, or declared them persona non grata.
    Expel, "expel", Some(Unit::People), "ordered people out";
    /// Told an ambassador to leave. Kept apart from the people ordered out: it changes the level of relations.
    ExpelAmbassador, "expel-ambassador", Some(Unit::People), "told the ambassador to leave";
    /// Ordered a mission to cut its staff by a number, without naming people.
    CutStaff, "cut-staff", Some(Unit::People), "ordered staff cut";
    /// Ordered a mission to cut its whole staff, people hired locally included: not all of them had to leave the country.
    CutAllStaff, "cut-all-staff", Some(Unit::People), "ordered staff cut, local staff included";
    /// Limited how long staff may stay, so that people had to go whom nobody calls expelled but the other side.
    LimitStay, "limit-stay", Some(Unit::People), "limited how long staff may stay";
    /// Withdrew its own citizens who worked for the other side's mission: nobody had to leave the country.
    WithdrawLocalStaff, "withdraw-local-staff", Some(Unit::People), "withdrew local staff";
    /// Deported people who were not members of any mission, whatever they were accused of.
    Deport, "deport", Some(Unit::People), "deported people who were not diplomats";
    /// Refused the accreditation of people who had not arrived or were not yet accepted.
    DenyAccreditation, "deny-accreditation", Some(Unit::People), "refused accreditation";
    /// Set a ceiling on a mission's posts. Overlaps with expulsions, so it is never added to them.
    CapMission, "cap-mission", Some(Unit::Posts), "set a ceiling on posts";
    /// Closed a consulate, or withdrew the consent to it.
    CloseConsulate, "close-consulate", Some(Unit::Missions), "closed a consulate";
    /// Closed a cultural institute or ended its work.
    CloseCulturalInstitute, "close-cultural-institute", Some(Unit::Missions), "closed a cultural institute";
    /// Suspended a whole mission, its own or the other side's, or broke off relations.
    SuspendMission, "suspend-mission", None, "suspended a mission";
    /// Called its own ambassador home for consultations.
    RecallAmbassador, "recall-ambassador", None, "recalled its ambassador";
    /// Froze accounts, or closed or took over property that is not a consulate.
    AssetFreeze, "asset-freeze", None, "restricted property or accounts";
    /// Threatened a step.
    Threaten, "threaten", None, "threatened a step";
    /// Said that it would not act, or would not answer.
    Decline, "decline", None, "declined to act";
    /// Said something that matters to the chain: a denial, a tally, an explanation.
    Statement, "statement", None, "made a statement";
    /// What set others acting. The actor is the state where the matter arose, not who is blamed.
    Trigger, "trigger", None, "trigger";
}

impl Action {
    /// Reads the word of a data file.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.key() == text)
    }

    /// What was done, in two words at most: where room is short.
    pub const fn in_short(self) -> &'static str {
        match self {
            Self::Expel | Self::CutStaff => "people",
            Self::ExpelAmbassador => "ambassador",
            Self::CutAllStaff => "staff cut",
            Self::LimitStay => "stay limited",
            Self::WithdrawLocalStaff => "local staff",
            Self::Deport => "deportation",
            Self::DenyAccreditation => "accreditation",
            Self::CapMission => "ceiling",
            Self::CloseConsulate => "consulate",
            Self::CloseCulturalInstitute => "institute",
            Self::SuspendMission => "mission",
            Self::RecallAmbassador => "recall",
            Self::AssetFreeze => "property",
            Self::Threaten => "threat",
            Self::Decline => "declined",
            Self::Statement => "statement",
            Self::Trigger => "trigger",
        }
    }

    /// Whether its count is of *people ordered out*, the number that ledgers show and totals add up.
    pub const fn orders_people_out(self) -> bool {
        matches!(self, Self::Expel | Self::CutStaff)
    }

    /// Whether its count is of consulates, institutes and missions closed.
    pub const fn closes_mission(self) -> bool {
        matches!(self, Self::CloseConsulate | Self::CloseCulturalInstitute)
    }

    /// Whether it belongs beside the dots of a ledger as a mark of its own: an act, but not people ordered out.
    pub const fn is_other_act(self) -> bool {
        !self.orders_people_out() && !matches!(self, Self::Statement | Self::Trigger)
    }

    /// Whether something was done, not only threatened or declined.
    pub const fn is_other_measure(self) -> bool {
        self.is_other_act() && !matches!(self, Self::Threaten | Self::Decline)
    }

    /// Whether something was done: people ordered out or another measure, not only words or a trigger.
    pub const fn is_deed(self) -> bool {
        self.orders_people_out() || self.is_other_measure()
    }
}
