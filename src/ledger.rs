//! The ledger: who ordered out how many, by both sides, up to a step.
//!
//! Only acts that order people out are added up (see [`crate::dataset::Action::orders_people_out`]); every other
//! act stands beside them as itself.

use crate::dataset::{Action, ActorCode, ActorKind, Count, Event, EventIndex, Facts, Sum, Unit};
use crate::order;
use crate::words;

/// What one side did, before this step and in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// In earlier steps.
    pub earlier: Sum,
    /// In this step.
    pub now: Sum,
    /// Whether sources tell one of these acts differently.
    pub is_disputed: bool,
}

impl Cell {
    /// Both together.
    pub fn total(self) -> Sum {
        self.earlier + self.now
    }

    fn add(&mut self, event: &Event, is_now: bool) {
        let part = if is_now { &mut self.now } else { &mut self.earlier };
        *part = *part + event.people_ordered_out();
        self.is_disputed |= !event.disputed.is_empty();
    }
}

/// One state or organisation facing Moscow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub actor: ActorCode,
    /// People of Moscow's missions whom it ordered out.
    pub by_actor: Cell,
    /// People of its missions whom Moscow ordered out.
    pub by_moscow: Cell,
}

/// The two sides of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Every other state and organisation.
    Others,
    /// Russia, before it the Soviet Union.
    Moscow,
}

/// Both sides up to a step, country by country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// Rows with people up to this step, in an order that is the same at every step of the episode: by the larger
    /// side at its end, then by name.
    pub rows: Vec<Row>,
    /// Acts other than ordering people out, up to this step, by date.
    pub other_acts: Vec<OtherAct>,
    /// The larger side's total at the end of the episode: it decides how densely dots are set.
    pub final_people: u32,
    /// What Moscow is called in this episode.
    pub moscow: ActorCode,
    /// Acts up to this step whose number holds more or less than it seems; their qualifier says what.
    pub qualified: Vec<EventIndex>,
    /// How many acts that ordered people out, up to this step, sources tell differently.
    pub disputed_acts: usize,
}

/// An act that is not people ordered out: a consulate closed, posts capped, a threat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherAct {
    /// The event.
    pub event: EventIndex,
    /// Who took it.
    pub side: Side,
    /// Whether this step shows it.
    pub is_now: bool,
}

impl Ledger {
    /// The ledger of an episode (its place in the facts) up to and with a step, counted from 0. A step beyond the end
    /// gives the whole episode with nothing in it marked as now.
    pub fn up_to(facts: &Facts, episode: usize, step: usize) -> Self {
        let steps = facts.episodes.get(episode).map_or(&[][..], |episode| episode.steps);
        // By the places of the actors.
        let mut rows: Vec<Option<Row>> = vec![None; facts.actors.len()];
        let mut finals: Vec<(u32, u32)> = vec![(0, 0); facts.actors.len()];
        let mut other_acts = Vec::new();
        let mut moscow = ActorCode::RUSSIA;
        let mut disputed_acts = 0;
        let mut qualified = Vec::new();
        for (i, shown) in steps.iter().enumerate() {
            for index in shown.events {
                let event = facts.event(*index);
                if event.actor == ActorCode::SOVIET_UNION || event.target == ActorCode::SOVIET_UNION {
                    moscow = ActorCode::SOVIET_UNION;
                }
                let people = event.people_ordered_out();
                let counterpart = event.counterpart();
                // Every code in the facts is an actor's.
                let Some(actor) = facts.actor_place(counterpart) else { continue };
                let total = &mut finals[actor];
                *(if event.is_by_moscow() { &mut total.1 } else { &mut total.0 }) += people.known;
                if i > step {
                    continue;
                }
                if !people.is_empty() {
                    disputed_acts += usize::from(!event.disputed.is_empty());
                    if !event.qualifier.is_empty() {
                        qualified.push(*index);
                    }
                    let row = rows[actor].get_or_insert(Row {
                        actor: counterpart,
                        by_actor: Cell::default(),
                        by_moscow: Cell::default(),
                    });
                    let cell = if event.is_by_moscow() { &mut row.by_moscow } else { &mut row.by_actor };
                    cell.add(event, i == step);
                } else if is_other_act(event) {
                    let side = if event.is_by_moscow() { Side::Moscow } else { Side::Others };
                    other_acts.push(OtherAct { event: *index, side, is_now: i == step });
                }
            }
        }
        let final_people = finals.iter().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
        let larger: Vec<u32> = finals.into_iter().map(|(by_actor, by_moscow)| by_actor.max(by_moscow)).collect();
        let rows = order::sorted(rows.into_iter().flatten().collect(), |row: &Row| {
            let people = facts.actor_place(row.actor).map_or(0, |place| larger[place]);
            let [name, rest] = order::text(&facts.name(row.actor));
            [u64::from(u32::MAX - people), name, rest]
        });
        Self { rows, other_acts, final_people: final_people.0.max(final_people.1), moscow, qualified, disputed_acts }
    }

    /// The ledger of the whole episode, all its people marked as now.
    pub fn whole(facts: &Facts, episode: usize) -> Self {
        let mut ledger = Self::up_to(facts, episode, usize::MAX);
        for row in &mut ledger.rows {
            for cell in [&mut row.by_actor, &mut row.by_moscow] {
                *cell = Cell { earlier: Sum::default(), now: cell.total(), ..*cell };
            }
        }
        ledger
    }

    /// What a side did, all rows together.
    pub fn total(&self, side: Side) -> Cell {
        self.rows.iter().fold(Cell::default(), |sum, row| {
            let cell = row.cell(side);
            Cell {
                earlier: sum.earlier + cell.earlier,
                now: sum.now + cell.now,
                is_disputed: sum.is_disputed || cell.is_disputed,
            }
        })
    }

    /// Who acts on a side: "the United Kingdom", "3 states", "29 states and NATO", "Russia".
    pub fn actors(&self, facts: &Facts, side: Side) -> String {
        if side == Side::Moscow {
            return in_sentence(facts, self.moscow);
        }
        let actors: Vec<ActorCode> =
            self.rows.iter().filter(|row| !row.by_actor.total().is_empty()).map(|row| row.actor).collect();
        describe_actors(facts, &actors)
    }

    /// What the picture shows, in one sentence; a second one names people counted apart.
    ///
    /// `until` says how far it reaches: "this step", or the last date of the episode. A step's own last date would be
    /// untrue: what a later step shows may have happened before it.
    pub fn reading(&self, facts: &Facts, until: &str) -> String {
        let others = self.total(Side::Others).total();
        let moscow = self.total(Side::Moscow).total();
        let moscow_name = in_sentence(facts, self.moscow);
        let acted = |who: &str, side: Side, sum: Sum| {
            let people = words::sum_with_unit(sum, Unit::People);
            format!("{who} had ordered out {people}{}", self.qualification(facts, side))
        };
        let has_measures = |side| self.measures(facts, side).next().is_some();
        let who = self.actors(facts, Side::Others);
        let mut reading = match (others.is_empty(), moscow.is_empty()) {
            (true, true) => format!("Up to {until}, no order to mission staff to leave was found."),
            (false, true) => {
                let reply = if has_measures(Side::Moscow) {
                    format!("{moscow_name} took other measures")
                } else {
                    format!("no order by {moscow_name} was found")
                };
                format!("Up to {until}, {}; {reply}.", acted(&who, Side::Others, others))
            }
            (true, false) => {
                let reply = if has_measures(Side::Others) {
                    "other measures were taken against it".to_owned()
                } else {
                    format!("no order against {moscow_name} was found")
                };
                format!("Up to {until}, {}; {reply}.", acted(&moscow_name, Side::Moscow, moscow))
            }
            (false, false) => format!(
                "Up to {until}, {}; {}.",
                acted(&who, Side::Others, others),
                acted(&moscow_name, Side::Moscow, moscow)
            ),
        };
        reading.push_str(&self.counted_apart(facts));
        reading
    }

    /// " (15 of them abroad already and barred from returning)" where one act of a side needs it; empty otherwise.
    pub fn qualification(&self, facts: &Facts, side: Side) -> String {
        let mut of_side = self
            .qualified
            .iter()
            .map(|index| facts.event(*index))
            .filter(|event| event.is_by_moscow() == (side == Side::Moscow));
        match (of_side.next(), of_side.next()) {
            (Some(event), None) if Sum::from(event.count) == self.total(side).total() => {
                format!(" ({})", event.qualifier)
            }
            _ => String::new(),
        }
    }

    /// A sentence on people who had to leave but are not among the people ordered out: ambassadors, and those deported
    /// who belonged to no mission. Empty where there are none.
    fn counted_apart(&self, facts: &Facts) -> String {
        let sum = |action: Action| -> Sum {
            let events = self.other_acts.iter().map(|other| facts.event(other.event));
            events.filter(|event| event.action == action).map(|event| Sum::from(event.count)).sum()
        };
        let mut parts = Vec::new();
        let ambassadors = sum(Action::ExpelAmbassador).known;
        if ambassadors > 0 {
            let noun = if ambassadors == 1 { "ambassador was" } else { "ambassadors were" };
            parts.push(format!("{ambassadors} {noun} told to leave"));
        }
        let deported = sum(Action::Deport);
        if !deported.is_empty() {
            let people = words::sum_with_unit(deported, Unit::People);
            parts.push(format!("{people} of no mission were deported"));
        }
        if parts.is_empty() { String::new() } else { format!(" Counted apart: {}.", words::list(&parts)) }
    }

    /// Who took measures other than ordering people out on a side, each once, by code.
    pub fn measure_takers(&self, facts: &Facts, side: Side) -> Vec<ActorCode> {
        let mut is_taker = vec![false; facts.actors.len()];
        for place in self.measures(facts, side).filter_map(|event| facts.actor_place(event.actor)) {
            is_taker[place] = true;
        }
        facts.actors.iter().zip(is_taker).filter(|(_, is_taker)| *is_taker).map(|(actor, _)| actor.code).collect()
    }

    /// Events of a side in which something was done, not only threatened or declined.
    fn measures<'a>(&'a self, facts: &'a Facts, side: Side) -> impl Iterator<Item = &'static Event> + 'a {
        let of_side = self.other_acts.iter().filter(move |other| other.side == side);
        of_side.map(|other| facts.event(other.event)).filter(|event| event.action.is_other_measure())
    }
}

impl Row {
    /// One side's cell.
    pub fn cell(&self, side: Side) -> Cell {
        match side {
            Side::Others => self.by_actor,
            Side::Moscow => self.by_moscow,
        }
    }
}

/// An act told at its announcement is not told again when it takes effect.
fn is_other_act(event: &Event) -> bool {
    event.action.is_other_act() && event.count != Count::Elsewhere
}

/// The name of an actor as it stands inside a sentence.
pub fn in_sentence(facts: &Facts, code: ActorCode) -> String {
    facts.actor(code).map_or_else(|| code.to_string(), crate::dataset::Actor::name_in_sentence)
}

/// Up to two actors by name, more as "29 states and NATO".
pub fn describe_actors(facts: &Facts, actors: &[ActorCode]) -> String {
    if actors.len() <= 2 {
        let names: Vec<String> = actors.iter().map(|code| in_sentence(facts, *code)).collect();
        return words::list(&names);
    }
    let is_state = |code: &ActorCode| facts.actor(*code).is_none_or(|actor| actor.kind == ActorKind::State);
    let (states, organisations): (Vec<ActorCode>, Vec<ActorCode>) = actors.iter().partition(|code| is_state(code));
    let mut parts = Vec::new();
    if !states.is_empty() {
        parts.push(words::counted(states.len(), "state", "states"));
    }
    parts.extend(organisations.iter().map(|code| in_sentence(facts, *code)));
    words::list(&parts)
}
