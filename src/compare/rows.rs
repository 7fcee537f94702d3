//! The rows of a comparison, and the numbers of each.

use super::value::{Amount, Limits, Value, int};
use super::{Group, Measure, NATO_MEMBERS, Selection, Set, SortKey};
use crate::chain::{Exchange, Graph, Lag, MedianLag, Ratio, exchanges, is_in_reply};
use crate::dataset::{ActorCode, ActorKind, Count, Era, Event, EventIndex, Facts};
use crate::ledger::Side;
use crate::order;
use crate::words;

/// The names of blocs, as of the date of the act.
const BLOCS: [&str; 5] =
    ["NATO and EU members", "NATO members outside the EU", "EU members outside NATO", "Other states", "Organisations"];

/// What one country, bloc, era or crisis adds up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The place of what it is of: an actor or an episode in the facts, an era in [`Era::ALL`], a bloc.
    pub place: usize,
    /// Its name.
    pub name: String,
    /// The acts of the chosen side, by date.
    pub acts: Vec<EventIndex>,
    /// What answered them, by date.
    pub replies: Vec<EventIndex>,
    /// People ordered out by the acts.
    pub people: Amount,
    /// People ordered out by the replies.
    pub people_in_reply: Amount,
    /// Consulates, institutes and missions closed by the acts.
    pub missions: Amount,
    /// Those closed by the replies.
    pub missions_in_reply: Amount,
    /// People of those acts for which a ratio can be given.
    pub ratio_acts: Amount,
    /// People of the replies to these.
    pub ratio_replies: Amount,
    /// First moves: acts that are no reply themselves.
    pub first_moves: Vec<EventIndex>,
    /// For each first move that was answered, how long that took. By date of the act.
    pub lags: Vec<Lag>,
    /// The crises of the acts.
    pub episodes: Set,
}

/// The rows of a comparison in their order, and what they add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// In the order chosen.
    pub rows: Vec<Row>,
    /// All of them together.
    pub total: Row,
    /// Grouped by country: states of the record that would fit, but of which no act and no reply was found here; by
    /// code. Organisations are no part of it: most of them order nobody out.
    pub absent: Vec<usize>,
}

impl Table {
    /// Computes the rows that a selection asks for, in time linear in events and links but for the sorting of rows.
    ///
    /// Grouped by country, a country that the reader named has a row even where nothing was found.
    pub fn new(facts: &Facts, graph: &Graph, selection: &Selection) -> Self {
        let chosen = Chosen::new(facts, graph, selection);
        let mut rows: Vec<Option<Row>> = Vec::new();
        let mut total = Row::default();
        let keys = chosen.keys(facts, selection.group);
        for (index, event) in indexed(facts.events) {
            let i = index.as_usize();
            let (is_act, key) = (chosen.is_act[i], keys[i]);
            let Some(key) = key else { continue };
            if key >= rows.len() {
                rows.resize(key + 1, None);
            }
            let row = rows[key].get_or_insert_with(|| Row { place: key, ..Row::default() });
            for row in [row, &mut total] {
                if is_act {
                    row.add_act(facts, graph, &chosen, index, event);
                } else {
                    row.add_reply(index, event);
                }
            }
        }
        for exchange in exchanges(facts.events, graph, &chosen.all) {
            let Some(first) = exchange.acts.first().filter(|act| chosen.is_act[act.as_usize()]) else { continue };
            let key = keys[first.as_usize()];
            if let Some(row) = key.and_then(|key| rows.get_mut(key)?.as_mut()) {
                row.add_exchange(facts, &exchange);
            }
            total.add_exchange(facts, &exchange);
        }
        let is_of_countries = selection.group == Group::Country;
        if is_of_countries {
            for place in selection.named_countries() {
                if place >= rows.len() {
                    rows.resize(place + 1, None);
                }
                rows[place].get_or_insert_with(|| Row { place, ..Row::default() });
            }
        }
        let absent = facts
            .actors
            .iter()
            .enumerate()
            .filter(|(place, actor)| {
                // Whether it fits at all: presets go by the date of the act, so the last day of the data decides here.
                let date = selection.to.or(facts.events.last().map(|event| event.date));
                is_of_countries
                    && actor.kind == ActorKind::State
                    && !actor.code.is_moscow()
                    && rows.get(*place).is_none_or(|row| row.as_ref().is_none_or(|row| row.acts.is_empty()))
                    && date.is_some_and(|date| selection.holds_country(facts, *place, date))
            })
            .map(|(place, _)| place)
            .collect();
        let mut rows: Vec<Row> = rows.into_iter().flatten().collect();
        for row in &mut rows {
            row.name = name_of(facts, selection.group, row.place);
        }
        Self { rows: sorted(rows, selection), total, absent }
    }
}

/// The name of a row.
fn name_of(facts: &Facts, group: Group, place: usize) -> String {
    let name = match group {
        Group::Country => facts.actors.get(place).map(|actor| actor.name),
        Group::Bloc => BLOCS.get(place).copied(),
        Group::Era => Era::ALL.get(place).map(|era| era.title()),
        Group::Episode => facts.episodes.get(place).map(|episode| episode.title),
    };
    name.unwrap_or_default().to_owned()
}

fn sorted(rows: Vec<Row>, selection: &Selection) -> Vec<Row> {
    let sort = selection.sort;
    let is_reversed = sort.is_some_and(|sort| sort.is_reversed);
    let measure = match sort.map(|sort| sort.key) {
        Some(SortKey::Name) => None,
        Some(SortKey::Measure(measure)) => Some(measure),
        // Eras and crises stand in their order unless another one is asked for.
        None => matches!(selection.group, Group::Country | Group::Bloc).then_some(selection.measure),
    };
    let is_by_place = sort.is_none() && measure.is_none();
    order::sorted(rows, |row| {
        let [name, rest] = order::text(&row.name);
        let Some(measure) = measure else {
            let key = if is_by_place { [row.place as u64, 0, 0] } else { [name, rest, 0] };
            return if is_reversed { key.map(|part| u64::MAX - part) } else { key };
        };
        // What is not known stands last, whichever way the numbers run.
        let value = row.value(measure).best().map_or(u64::MAX, |best| {
            let place = order::signed(best);
            if measure.is_ascending() == is_reversed { u64::from(u32::MAX) - place } else { place }
        });
        [value, name, rest]
    })
}

fn indexed(events: &[Event]) -> impl Iterator<Item = (EventIndex, &Event)> {
    (0u32..).map(EventIndex).zip(events)
}

/// Which events count, as acts and as replies.
struct Chosen {
    is_act: Vec<bool>,
    /// For a reply the first act that it answers; replies are no acts, but of the other side.
    answers: Vec<Option<EventIndex>>,
    /// Both, sorted.
    all: Vec<EventIndex>,
}

impl Chosen {
    fn new(facts: &Facts, graph: &Graph, selection: &Selection) -> Self {
        // What is told at its announcement is not counted again when it takes effect.
        let counts = |event: &Event| selection.holds_kind(event.action) && event.count != Count::Elsewhere;
        let is_of_side = |event: &Event| event.is_by_moscow() == (selection.side == Side::Moscow);
        let is_act: Vec<bool> = facts
            .events
            .iter()
            .map(|event| {
                counts(event)
                    && is_of_side(event)
                    && selection.holds_episode(facts, event)
                    && selection.holds_date(event.date)
                    && facts
                        .actor_place(event.counterpart())
                        .is_some_and(|place| selection.holds_country(facts, place, event.date))
            })
            .collect();
        let answers: Vec<Option<EventIndex>> = indexed(facts.events)
            .map(|(index, event)| {
                if !counts(event) || is_of_side(event) {
                    return None;
                }
                let acts = graph.acts_of(index).iter().filter(|edge| edge.relation.is_answer());
                acts.map(|edge| edge.act).filter(|act| is_act[act.as_usize()]).min()
            })
            .collect();
        let all = indexed(facts.events)
            .map(|(index, _)| index)
            .filter(|index| is_act[index.as_usize()] || answers[index.as_usize()].is_some())
            .collect();
        Self { is_act, answers, all }
    }

    /// The place of the row of each event that counts: a reply stands in the row of the act that it answers.
    fn keys(&self, facts: &Facts, group: Group) -> Vec<Option<usize>> {
        let key = |event: &Event| match group {
            Group::Country => facts.actor_place(event.counterpart()),
            Group::Bloc => facts.actor(event.counterpart()).map(|actor| {
                let is_member = |code| ActorCode::parse(code).is_some_and(|code| actor.is_member_on(code, event.date));
                match (actor.kind, is_member("NATO"), is_member("EU")) {
                    (ActorKind::Organisation, ..) => 4,
                    (_, true, true) => 0,
                    (_, true, false) => 1,
                    (_, false, true) => 2,
                    (_, false, false) => 3,
                }
            }),
            Group::Era => facts.episodes.get(usize::from(event.episode)).map(|episode| episode.era as usize),
            Group::Episode => Some(usize::from(event.episode)),
        };
        indexed(facts.events)
            .map(|(index, event)| {
                if self.is_act[index.as_usize()] {
                    return key(event);
                }
                self.answers[index.as_usize()].and_then(|act| key(facts.event(act)))
            })
            .collect()
    }
}

impl Row {
    fn add_act(&mut self, facts: &Facts, graph: &Graph, chosen: &Chosen, index: EventIndex, event: &Event) {
        self.acts.push(index);
        self.episodes = self.episodes.with(usize::from(event.episode));
        add(&mut self.people, &mut self.missions, event);
        if is_in_reply(facts.events, graph, index) {
            return;
        }
        self.first_moves.push(index);
        let mut replies = graph.replies_to(index).filter(|edge| edge.relation.is_answer()).map(|edge| edge.reply);
        if let Some(first) = replies.find(|reply| chosen.answers[reply.as_usize()].is_some()) {
            self.lags.push(Lag::between(event.date, facts.event(first).date));
        }
    }

    fn add_reply(&mut self, index: EventIndex, event: &Event) {
        self.replies.push(index);
        add(&mut self.people_in_reply, &mut self.missions_in_reply, event);
    }

    fn add_exchange(&mut self, facts: &Facts, exchange: &Exchange) {
        if exchange.ratio().is_some() {
            for act in &exchange.acts {
                self.ratio_acts += Amount::of(facts.event(*act));
            }
            for reply in &exchange.replies {
                self.ratio_replies += Amount::of(facts.event(*reply));
            }
        }
    }

    /// The number of a measure.
    pub fn value(&self, measure: Measure) -> Value {
        match measure {
            Measure::Expelled => self.people.value(),
            Measure::Returned => self.people_in_reply.value(),
            Measure::Missions => self.missions.value(),
            Measure::MissionsReturned => self.missions_in_reply.value(),
            Measure::Net => self.net(),
            Measure::Ratio => self.ratio(),
            Measure::Lag => self.lag(),
            Measure::Answered => match int(u32::try_from(self.first_moves.len()).unwrap_or(u32::MAX)) {
                0 => Value::NotFound,
                moves => {
                    let answered = i32::try_from(self.lags.len()).unwrap_or(i32::MAX);
                    Value::exact((answered * 200 + moves) / (moves * 2))
                }
            },
            Measure::Acts => match i32::try_from(self.acts.len()).unwrap_or(i32::MAX) {
                0 => Value::NotFound,
                acts => Value::exact(acts),
            },
            Measure::Episodes => match int(self.episodes.len()) {
                0 => Value::NotFound,
                episodes => Value::exact(episodes),
            },
        }
    }

    fn net(&self) -> Value {
        let (act, reply) = (self.people, self.people_in_reply);
        if act.sum.is_empty() && reply.sum.is_empty() {
            return Value::NotFound;
        }
        // An unknown number counts as unknown, never as 0.
        if act.value() == Value::Unknown || reply.value() == Value::Unknown {
            return Value::Unknown;
        }
        let limits = match (act.sum.is_floor(), reply.sum.is_floor()) {
            (false, false) => Limits::Exact,
            (true, false) => Limits::AtLeast,
            (false, true) => Limits::AtMost,
            (true, true) => Limits::Open,
        };
        let best = int(act.sum.known) - int(reply.sum.known);
        let (low, high) = (int(act.low) - int(reply.high), int(act.high) - int(reply.low));
        // With a floor in it there is one bound only: the one that holds whichever of the sources is right.
        let (best, low, high) = match limits {
            Limits::Exact => (best, low, high),
            Limits::AtLeast => (low, low, low),
            Limits::AtMost => (high, high, high),
            Limits::Open => (best, best, best),
        };
        Value::Known { best, low, high, limits }
    }

    fn ratio(&self) -> Value {
        let (act, reply) = (self.ratio_acts, self.ratio_replies);
        let Some(ratio) = Ratio::of(act.sum, reply.sum) else {
            // Answered, but by numbers that say nothing.
            let is_answered = !self.people.sum.is_empty() && !self.people_in_reply.sum.is_empty();
            return if is_answered { Value::Unknown } else { Value::NotFound };
        };
        let hundredths = |reply: u32, act: u32| int((reply * 200 + act) / (act * 2).max(1));
        Value::Known {
            best: int(ratio.hundredths),
            low: hundredths(reply.low, act.high),
            high: hundredths(reply.high, act.low),
            limits: if ratio.is_floor { Limits::AtLeast } else { Limits::Exact },
        }
    }

    fn lag(&self) -> Value {
        let Some(median) = MedianLag::of(&self.lags) else { return Value::NotFound };
        let shortest = self.lags.iter().map(|lag| lag.min_days).min().unwrap_or(0);
        let longest = self.lags.iter().map(|lag| lag.max_days).max().unwrap_or(0);
        Value::Known {
            best: int(median.min_half_days.midpoint(median.max_half_days)),
            low: int(shortest * 2),
            high: int(longest * 2),
            // A date known to the month only leaves the median open.
            limits: if median.min_half_days == median.max_half_days { Limits::Exact } else { Limits::Open },
        }
    }

    /// The number of a measure as it stands in a table, with what it is out of: "12 of 15 (80 %)", "none found".
    pub fn cell(&self, measure: Measure) -> String {
        let value = self.value(measure);
        match (measure, value) {
            (_, Value::NotFound) => "none found".to_owned(),
            (_, Value::Unknown) => "not published".to_owned(),
            (Measure::Answered, _) => {
                format!("{} of {} ({})", self.lags.len(), self.first_moves.len(), measure.label(value))
            }
            _ => measure.label(value),
        }
    }

    /// The events behind it, acts and replies by date.
    pub fn events(&self) -> Vec<EventIndex> {
        let all = [&self.acts[..], &self.replies].concat();
        order::sorted(all, |index| [u64::from(index.0), 0, 0])
    }

    /// People, of the acts and of the replies in words: "60 people", "none found".
    pub fn pair_words(&self, measure: Measure) -> (String, String) {
        let words = |measure: Measure, amount: Amount| {
            if self.value(measure) == Value::NotFound {
                return "none found".to_owned();
            }
            format!("{}{}", words::sum_with_unit(amount.sum, measure.unit()), amount.spread())
        };
        let (act, reply) = measure.pair();
        match act {
            Measure::Missions => (words(act, self.missions), words(reply, self.missions_in_reply)),
            _ => (words(act, self.people), words(reply, self.people_in_reply)),
        }
    }
}

fn add(people: &mut Amount, missions: &mut Amount, event: &Event) {
    if event.action.orders_people_out() {
        *people += Amount::of(event);
    } else if event.action.closes_mission() {
        *missions += Amount::of(event);
    }
}

const _: () = assert!(NATO_MEMBERS < Set::CAPACITY);
