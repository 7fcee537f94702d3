//! The events of a chain in lanes: one lane a country, its own acts facing Moscow's.

use super::{Comparison, Exchange, Graph, Lag, exchanges};
use crate::dataset::{Action, ActorCode, Date, Event, EventIndex, Facts, Sum};
use crate::ledger::{Side, describe_actors};
use crate::order;
use crate::route::Query;
use crate::words;

/// So many states that act on one day, for the same reasons, make a wave.
pub const DENSE_WAVE: usize = 4;

/// At most so many lanes, triggers and the one that holds the rest included: more are too high to be compared.
pub const MOST_LANES: usize = 60;

/// At most so many marks: on a screen of 1440 × 900 pixels each has a square of 26 pixels. Where there would be more, those
/// of a year are put together, then of two, four and more years.
pub const MOST_MARKS: usize = 1800;

/// Kinds of act as a reader tells them apart: by mark and by filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// People ordered out: a circle, its area the number.
    People,
    /// Other acts that concern people: ambassadors, refused accreditation, local staff, people of no mission.
    OtherPeople,
    /// Consulates, institutes and missions closed or suspended.
    Missions,
    /// Ceilings on posts.
    Ceilings,
    /// Ambassadors recalled, property and accounts restricted.
    Measures,
    /// Threats, refusals to act, statements.
    Words,
    /// What set others acting.
    Trigger,
}

impl Kind {
    /// All kinds, in the order of the key.
    pub const ALL: [Self; 7] =
        [Self::People, Self::OtherPeople, Self::Missions, Self::Ceilings, Self::Measures, Self::Words, Self::Trigger];

    /// The kind of an act.
    pub const fn of(action: Action) -> Self {
        match action {
            Action::Expel | Action::CutStaff => Self::People,
            Action::ExpelAmbassador
            | Action::CutAllStaff
            | Action::LimitStay
            | Action::WithdrawLocalStaff
            | Action::Deport
            | Action::DenyAccreditation => Self::OtherPeople,
            Action::CloseConsulate | Action::CloseCulturalInstitute | Action::SuspendMission => Self::Missions,
            Action::CapMission => Self::Ceilings,
            Action::RecallAmbassador | Action::AssetFreeze => Self::Measures,
            Action::Threaten | Action::Decline | Action::Statement => Self::Words,
            Action::Trigger => Self::Trigger,
        }
    }

    /// The word that stands in addresses and class names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::OtherPeople => "other-people",
            Self::Missions => "missions",
            Self::Ceilings => "ceilings",
            Self::Measures => "measures",
            Self::Words => "words",
            Self::Trigger => "trigger",
        }
    }

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == text)
    }
}

/// In what order lanes stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// By the first act, the order of events.
    #[default]
    Date,
    /// The most people ordered out on either side first.
    People,
    /// By name.
    Name,
}

impl Order {
    /// All orders, the default first.
    pub const ALL: [Self; 3] = [Self::Date, Self::People, Self::Name];

    /// The word that stands in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::People => "people",
            Self::Name => "name",
        }
    }

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.key() == text)
    }
}

/// How events are put together into marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Grouping {
    /// A mark for each event.
    #[default]
    Each,
    /// States of one wave share a lane, and a mark for each day.
    Waves,
    /// A mark for each year, episode and side: for all episodes together.
    Years,
}

/// Which events a chain shows, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The place of an episode in the facts; `None` for all.
    pub episode: Option<usize>,
    /// Only the lane of this state or organisation, and triggers.
    pub country: Option<ActorCode>,
    /// Only acts of this kind.
    pub kind: Option<Kind>,
    /// The order of the lanes.
    pub order: Order,
    /// How events are put together.
    pub grouping: Grouping,
}

impl Selection {
    /// What the address chooses, for a chain of one episode (its place in the facts) or of all.
    pub fn of(query: &Query, episode: Option<usize>, facts: &Facts) -> Self {
        let chosen = query.episode.as_ref().and_then(|id| facts.find_episode(id.as_str())).map(|(place, _)| place);
        let episode = episode.or(chosen);
        Self {
            episode,
            country: query.country,
            kind: query.kind,
            order: query.sort,
            grouping: match (episode, query.is_folded) {
                (None, _) => Grouping::Years,
                (Some(_), true) => Grouping::Waves,
                (Some(_), false) => Grouping::Each,
            },
        }
    }

    /// Whether an event is shown.
    pub fn holds(&self, event: &Event) -> bool {
        self.episode.is_none_or(|episode| usize::from(event.episode) == episode)
            && self.country.is_none_or(|code| event.counterpart() == code || event.action == Action::Trigger)
            && self.kind.is_none_or(|kind| Kind::of(event.action) == kind)
    }

    /// The events shown, by date.
    pub fn events(&self, facts: &Facts) -> Vec<EventIndex> {
        (0u32..).zip(facts.events).filter(|(_, event)| self.holds(event)).map(|(i, _)| EventIndex(i)).collect()
    }
}

/// Whose lane it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneKey {
    /// What set others acting; always the first lane.
    Triggers,
    /// A state or an organisation facing Moscow.
    Actor(ActorCode),
    /// The states of a wave, by its first event.
    Wave(EventIndex),
    /// Those with the fewest events, where there would be more than [`MOST_LANES`].
    Rest,
}

/// A mark of a lane: one event, or several put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The events, at least one, by date.
    pub events: Vec<EventIndex>,
    /// Who acted.
    pub side: Side,
    /// What.
    pub kind: Kind,
    /// The date, for marks of a year the year.
    pub date: Date,
    /// Whether it stands for all of a year.
    pub is_of_year: bool,
    /// People ordered out.
    pub people: Sum,
}

impl Item {
    /// Its number as a label; empty for none.
    pub fn number(&self, facts: &Facts) -> String {
        number_of(facts, self.people, &self.events)
    }
}

fn number_of(facts: &Facts, sum: Sum, events: &[EventIndex]) -> String {
    let events: Vec<Event> = events.iter().map(|index| *facts.event(*index)).collect();
    words::short_sum_of(sum, &events)
}

/// A lane ready to be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Whose it is.
    pub key: LaneKey,
    /// "United Kingdom", "22 states".
    pub name: String,
    /// What happened in it in a few words, each with the side whose it is: "60", "→", "60", ", 3 days".
    pub summary: Vec<(Option<Side>, String)>,
    /// Its marks, by date.
    pub items: Vec<Item>,
    /// How many exchanges of people it holds.
    pub exchanges: usize,
}

/// Puts what a selection holds into lanes. Takes time n log n in the events.
pub fn lanes(facts: &Facts, graph: &Graph, selection: &Selection) -> Vec<Lane> {
    lanes_of(facts, graph, &selection.events(facts), selection.order, selection.grouping)
}

/// Puts some events, given by date, into lanes.
pub fn lanes_of(
    facts: &Facts,
    graph: &Graph,
    chosen: &[EventIndex],
    lane_order: Order,
    grouping: Grouping,
) -> Vec<Lane> {
    let mut keys: Vec<LaneKey> = facts.actors.iter().map(|actor| LaneKey::Actor(actor.code)).collect();
    let waves = if grouping == Grouping::Waves { waves(facts, chosen) } else { Vec::new() };
    // Lanes have the places of their actors; a wave that of its first one; triggers come last.
    let mut lane_of: Vec<usize> = (0..keys.len()).collect();
    for wave in waves {
        let Some((first, _)) = wave.first().copied() else { continue };
        for (actor, act) in wave {
            if actor == first {
                keys[first] = LaneKey::Wave(act);
            }
            lane_of[actor] = first;
        }
    }
    let triggers = keys.len();
    keys.push(LaneKey::Triggers);
    let place_of = |index: EventIndex, lane_of: &[usize]| {
        let event = facts.event(index);
        if event.action == Action::Trigger {
            return triggers;
        }
        facts.actor_place(event.counterpart()).map_or(triggers, |place| lane_of[place])
    };
    let in_lanes = |lane_of: &[usize]| {
        let mut events: Vec<Vec<EventIndex>> = vec![Vec::new(); triggers + 1];
        for index in chosen {
            events[place_of(*index, lane_of)].push(*index);
        }
        events
    };
    let mut events = in_lanes(&lane_of);
    if let Some(rest) = fold(&mut lane_of, &events) {
        keys[rest] = LaneKey::Rest;
        events = in_lanes(&lane_of);
    }
    let lane_of_event = |index: EventIndex| place_of(index, &lane_of);
    let items = all_items(facts, &keys, &events, grouping);
    let mut in_lane: Vec<Vec<Exchange>> = vec![Vec::new(); keys.len()];
    for exchange in exchanges(facts.events, graph, chosen) {
        if let Some(first) = exchange.acts.first() {
            in_lane[lane_of_event(*first)].push(exchange);
        }
    }
    let lanes: Vec<(u32, Lane)> = keys
        .into_iter()
        .zip(items)
        .zip(events.into_iter().zip(in_lane))
        .filter(|(_, (events, _))| !events.is_empty())
        .map(|((key, items), (events, exchanges))| {
            let people = |side: Side| -> Sum {
                let of_side = events.iter().map(|index| facts.event(*index)).filter(|event| side_of(event) == side);
                of_side.map(Event::people_ordered_out).sum()
            };
            let (others, moscow) = (people(Side::Others), people(Side::Moscow));
            let lane = Lane {
                key,
                name: name(facts, key, &events),
                summary: summary(facts, &events, &exchanges, others, moscow),
                items,
                exchanges: exchanges.len(),
            };
            (others.known.max(moscow.known), lane)
        })
        .collect();
    let sorted = order::sorted(lanes, |(people, lane)| {
        if lane.key == LaneKey::Triggers {
            return [0; 3];
        }
        let day = lane.items.first().map_or(0, |item| order::signed(middle_day(item.date)));
        let [name, rest] = order::text(&lane.name);
        match lane_order {
            Order::Date => [1 + day, name, rest],
            Order::People => [1 + u64::from(u32::MAX - people), name, rest],
            Order::Name => [1, name, rest],
        }
    });
    sorted.into_iter().map(|(_, lane)| lane).collect()
}

/// Where there are more than [`MOST_LANES`], those with the fewest events become one, whose place is returned. `events` are
/// those of each lane, triggers last.
fn fold(lane_of: &mut [usize], events: &[Vec<EventIndex>]) -> Option<usize> {
    if events.iter().filter(|events| !events.is_empty()).count() <= MOST_LANES {
        return None;
    }
    let actors = lane_of.len();
    let by_size = order::by_key(actors, |lane| [u64::MAX - events[lane].len() as u64, 0, 0]);
    let folded = &by_size[MOST_LANES - 2..];
    let rest = folded[0];
    let mut target: Vec<usize> = (0..actors).collect();
    for lane in folded {
        target[*lane] = rest;
    }
    for lane in lane_of {
        *lane = target[*lane];
    }
    Some(rest)
}

/// The marks of each lane, at most [`MOST_MARKS`] together.
fn all_items(facts: &Facts, keys: &[LaneKey], events: &[Vec<EventIndex>], grouping: Grouping) -> Vec<Vec<Item>> {
    let lanes = || keys.iter().zip(events);
    let mut span = Span(u16::from(grouping == Grouping::Years));
    // Two marks of each kind and side a lane are no more than that in any case.
    while span.0 <= 100 && number_of_items(facts, lanes(), span) > MOST_MARKS {
        span = Span((span.0 * 2).max(1));
    }
    lanes().map(|(key, events)| items(facts, events, *key, span)).collect()
}

/// How many marks the lanes would have, without making them.
fn number_of_items<'a>(
    facts: &Facts,
    lanes: impl Iterator<Item = (&'a LaneKey, &'a Vec<EventIndex>)>,
    span: Span,
) -> usize {
    let mut number = 0;
    // The mark in which each side, kind and episode was last met.
    let mut met: Vec<Option<(LaneKey, Date)>> = Vec::new();
    for (key, events) in lanes {
        if !span.puts_together(*key) {
            number += events.len();
            continue;
        }
        for index in events {
            let event = facts.event(*index);
            let (side, kind) = mark_of(event);
            let place = (span.episode(event) * Kind::ALL.len() + kind as usize) * 2 + side as usize;
            if met.len() <= place {
                met.resize(place + 1, None);
            }
            // Events come by date, so those of one mark come before those of the next.
            let mark = Some((*key, span.date(event.date)));
            number += usize::from(met[place] != mark);
            met[place] = mark;
        }
    }
    number
}

/// So many years are one mark; 0 for a mark for each event, in the lane of a wave for each day.
#[derive(Clone, Copy)]
struct Span(u16);

impl Span {
    /// Whether a mark of this lane may stand for several events.
    fn puts_together(self, key: LaneKey) -> bool {
        self.0 > 0 || matches!(key, LaneKey::Wave(_))
    }

    /// Where the mark of an event of this date stands: several years at the first of them.
    fn date(self, date: Date) -> Date {
        let year = date.year();
        (year - 1900).checked_rem(self.0).map_or(date, |after| Date::checked(year - after, 0, 0))
    }

    /// Crises are kept apart while a mark is one of a year.
    fn episode(self, event: &Event) -> usize {
        if self.0 < 2 { usize::from(event.episode) } else { 0 }
    }
}

/// The day in the middle of all that a date may mean, in days since 1 January 1900.
pub fn middle_day(date: Date) -> i32 {
    date.first_day().midpoint(date.last_day())
}

fn side_of(event: &Event) -> Side {
    if event.is_by_moscow() { Side::Moscow } else { Side::Others }
}

/// Dense waves: the places of their actors and the first act of each. To a wave belong those whose first order to
/// people to leave was given on the same date and names the same events.
fn waves(facts: &Facts, chosen: &[EventIndex]) -> Vec<Vec<(usize, EventIndex)>> {
    let mut has_acted = vec![false; facts.actors.len()];
    let mut waves: Vec<Vec<(usize, EventIndex)>> = Vec::new();
    // Waves of the date that is being read; events come by date.
    let mut of_date = 0;
    for index in chosen {
        let event = facts.event(*index);
        let Some(actor) = facts.actor_place(event.actor) else { continue };
        if event.is_by_moscow() || !event.action.orders_people_out() || std::mem::replace(&mut has_acted[actor], true) {
            continue;
        }
        // Without a recorded reason a state acts on its own, whatever the day.
        if event.responds_to.is_empty() {
            continue;
        }
        let first_of = |wave: &Vec<(usize, EventIndex)>| wave.first().map(|(_, act)| facts.event(*act));
        if waves.last().and_then(first_of).is_some_and(|last| last.date != event.date) {
            of_date = waves.len();
        }
        let joins = |wave: &&mut Vec<(usize, EventIndex)>| {
            first_of(wave).is_some_and(|first| first.date == event.date && first.responds_to == event.responds_to)
        };
        match waves[of_date..].iter_mut().find(joins) {
            Some(wave) => wave.push((actor, *index)),
            None => waves.push(vec![(actor, *index)]),
        }
    }
    waves.retain(|wave| wave.len() >= DENSE_WAVE);
    waves
}

fn name(facts: &Facts, key: LaneKey, events: &[EventIndex]) -> String {
    match key {
        LaneKey::Triggers => if events.len() == 1 { "Trigger" } else { "Triggers" }.to_owned(),
        LaneKey::Actor(actor) => facts.name(actor),
        LaneKey::Wave(_) | LaneKey::Rest => {
            let mut is_in = vec![false; facts.actors.len()];
            for index in events {
                if let Some(place) = facts.actor_place(facts.event(*index).counterpart()) {
                    is_in[place] = true;
                }
            }
            let actors: Vec<ActorCode> =
                facts.actors.iter().zip(is_in).filter(|(_, is_in)| *is_in).map(|(actor, _)| actor.code).collect();
            let names = words::capitalise(&describe_actors(facts, &actors));
            match key {
                LaneKey::Wave(first) => names + ", " + &words::short_date(facts.event(first).date, false),
                _ => names,
            }
        }
    }
}

/// The side on whose line an event stands, and its kind.
fn mark_of(event: &Event) -> (Side, Kind) {
    // Nobody's side: a trigger stands on the upper line.
    let side = if event.action == Action::Trigger { Side::Others } else { side_of(event) };
    (side, Kind::of(event.action))
}

/// The marks of a lane, by date.
fn items(facts: &Facts, events: &[EventIndex], key: LaneKey, span: Span) -> Vec<Item> {
    let is_together = span.puts_together(key);
    let in_order = order::by_key(events.len(), |i| {
        let event = facts.event(events[i]);
        let (side, kind) = mark_of(event);
        let day = order::signed(middle_day(span.date(event.date)));
        // Places of equal keys keep their order, that of the events.
        [day, side as u64 * 100 + kind as u64, if is_together { span.episode(event) as u64 } else { 0 }]
    });
    let mut items: Vec<Item> = Vec::new();
    for i in in_order {
        let event = facts.event(events[i]);
        let (side, kind) = mark_of(event);
        let (date, people) = (span.date(event.date), event.people_ordered_out());
        let is_same = |item: &&mut Item| {
            let episode = |index: &EventIndex| span.episode(facts.event(*index));
            (item.date, item.side, item.kind) == (date, side, kind)
                && item.events.first().map(episode) == Some(span.episode(event))
        };
        match items.last_mut().filter(|_| is_together).filter(is_same) {
            Some(item) => {
                item.people = item.people + people;
                item.events.push(events[i]);
            }
            None => items.push(Item { events: vec![events[i]], side, kind, date, is_of_year: span.0 > 0, people }),
        }
    }
    items
}

/// What happened in a lane, in a few words.
fn summary(
    facts: &Facts,
    events: &[EventIndex],
    exchanges: &[Exchange],
    others: Sum,
    moscow: Sum,
) -> Vec<(Option<Side>, String)> {
    let plain = |text: &str| (None, text.to_owned());
    let number = |side: Side, sum: Sum, events: &[EventIndex]| (Some(side), number_of(facts, sum, events));
    match exchanges {
        [] => match events {
            [one] if facts.event(*one).action == Action::Trigger => Vec::new(),
            [one] => vec![plain(facts.event(*one).action.in_short())],
            _ => Vec::new(),
        },
        [exchange] => {
            let actor = exchange.acts.first().map_or(Side::Others, |index| side_of(facts.event(*index)));
            let replier = if actor == Side::Others { Side::Moscow } else { Side::Others };
            let mut summary = vec![number(actor, exchange.act_people, &exchange.acts), plain(" → ")];
            if let Some(first) = exchange.lag() {
                summary.push(number(replier, exchange.reply_people, &exchange.replies));
                // Of several replies each took its own time, and their sum is no ratio of one act and one reply.
                match exchange.lags.as_slice() {
                    [lag] => {
                        summary.extend(ratio(exchange).map(|ratio| (None, format!(" {ratio}"))));
                        summary.push((None, format!(", {}", short_lag(*lag))));
                    }
                    [.., last] => {
                        summary.push((None, format!(", {}–{} days", first.min_days, last.max_days)));
                    }
                    [] => {}
                }
            } else if !exchange.other_replies.is_empty() {
                summary.push(plain("another kind"));
            } else if exchange.words.is_empty() {
                summary.push(plain("none found"));
            } else {
                summary.push(plain("words only"));
            }
            summary
        }
        _ => {
            let mut summary = vec![(None, format!("{} cases: ", exchanges.len()))];
            if !others.is_empty() {
                summary.push(number(Side::Others, others, &[]));
            }
            if !others.is_empty() && !moscow.is_empty() {
                summary.push(plain(" ↔ "));
            }
            if !moscow.is_empty() {
                summary.push(number(Side::Moscow, moscow, &[]));
            }
            summary
        }
    }
}

/// "×0.57", "×2.17+"; `None` for one for one and where a number leaves it open.
fn ratio(exchange: &Exchange) -> Option<String> {
    let ratio = exchange.ratio().filter(|_| exchange.comparison() != Some(Comparison::Same))?;
    let more = if ratio.is_floor { "+" } else { "" };
    Some(format!("×{}.{:02}{more}", ratio.hundredths / 100, ratio.hundredths % 100))
}

/// "3 days", "same day", "0–30 days".
pub fn short_lag(lag: Lag) -> String {
    match (lag.min_days, lag.max_days) {
        (0, 0) => "same day".to_owned(),
        (1, 1) => "1 day".to_owned(),
        (min, max) if min == max => format!("{min} days"),
        (min, max) => format!("{min}–{max} days"),
    }
}
