//! The numbers of a comparison, computed a second time by another path: from the published JSON alone, by the written
//! rules, without the graph, the exchanges or the rows of the program.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use persona_non_grata::chain::Graph;
use persona_non_grata::chart::tiles;
use persona_non_grata::compare::{
    Amount, EU_MEMBERS, Group, Limits, Measure, NATO_MEMBERS, Row, Selection, Set, Sort, SortKey, Table, Value, View,
    periods,
};
use persona_non_grata::dataset::{Action, ActorCode, Bound, Count, Date, Era, Event, EventIndex, Facts};
use persona_non_grata::facts::{FACTS, GRAPH};
use persona_non_grata::ledger::Side;
use persona_non_grata::prerender::dataset_json;
use proptest::prelude::*;
use support::choices::{measure, sort};

mod oracle {
    use super::*;

    /// First and last day that a date may mean, in days of any calendar count.
    pub type Span = (i64, i64);

    /// Days by counting years and months one by one: slow, and nothing to get wrong.
    fn day_number(year: i64, month: i64, day: i64) -> i64 {
        let leap = |y: i64| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
        let years: i64 = (1900..year).map(|y| if leap(y) { 366 } else { 365 }).sum();
        years + (1..month).map(|m| length(year, m)).sum::<i64>() + day
    }

    fn length(year: i64, month: i64) -> i64 {
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
            2 => 28,
            _ => 31,
        }
    }

    pub fn span(text: &str) -> Span {
        let parts: Vec<i64> = text.split('-').map(|part| part.parse().expect("a number")).collect();
        match parts[..] {
            [y] => (day_number(y, 1, 1), day_number(y, 12, 31)),
            [y, m] => (day_number(y, m, 1), day_number(y, m, length(y, m))),
            [y, m, d] => (day_number(y, m, d), day_number(y, m, d)),
            _ => panic!("{text} is no date"),
        }
    }

    /// What an event counts: a number, a floor, a number that nobody gives, nothing.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Number {
        Exact(i64),
        Floor(i64),
        Unknown,
        Elsewhere,
        None,
    }

    pub struct Event {
        pub id: String,
        pub episode: String,
        pub era: String,
        pub date: Span,
        pub actor: String,
        pub target: String,
        pub action: String,
        pub number: Number,
        pub low: i64,
        pub high: i64,
        pub names: Vec<usize>,
    }

    pub struct Actor {
        pub code: String,
        pub name: String,
        pub is_state: bool,
        /// Organisation, from, until.
        pub memberships: Vec<(String, Span, Option<Span>)>,
    }

    pub struct Record {
        pub events: Vec<Event>,
        pub actors: BTreeMap<String, Actor>,
        /// Id and title, in their order.
        pub episodes: Vec<(String, String)>,
    }

    pub static RECORD: LazyLock<Record> = LazyLock::new(|| {
        let json = dataset_json(&support::real_dataset()).expect("JSON");
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON that parses");
        let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
        let list = |value: &serde_json::Value| value.as_array().expect("a list").clone();
        let eras: BTreeMap<String, String> =
            list(&json["episodes"]).iter().map(|e| (text(&e["id"]), text(&e["era"]))).collect();
        let ids: BTreeMap<String, usize> =
            list(&json["events"]).iter().enumerate().map(|(i, e)| (text(&e["id"]), i)).collect();
        let events = list(&json["events"])
            .iter()
            .map(|e| {
                let number = match (e["count"].as_i64(), e["count_bound"].as_str(), e["count_missing"].as_str()) {
                    (Some(number), None, None) => Number::Exact(number),
                    (Some(number), Some("more-than"), None) => Number::Floor(number),
                    (None, None, Some("unknown")) => Number::Unknown,
                    (None, None, Some("counted-elsewhere")) => Number::Elsewhere,
                    (None, None, None | Some("not-applicable")) => Number::None,
                    other => panic!("{other:?} is no count"),
                };
                let figures: Vec<i64> = list(&e["disputes"]).iter().filter_map(|d| d["figure"].as_i64()).collect();
                let (low, high) = match number {
                    Number::Exact(n) | Number::Floor(n) => {
                        let all = figures.iter().copied().chain([n]);
                        (all.clone().min().expect("one"), all.max().expect("one"))
                    }
                    _ => (0, 0),
                };
                let episode = text(&e["episode"]);
                Event {
                    id: text(&e["id"]),
                    era: eras[&episode].clone(),
                    episode,
                    date: span(&text(&e["date"])),
                    actor: text(&e["actor"]),
                    target: text(&e["target"]),
                    action: text(&e["action"]),
                    number,
                    low,
                    high,
                    names: list(&e["responds_to"]).iter().map(|id| ids[&text(id)]).collect(),
                }
            })
            .collect();
        let actors = list(&json["actors"])
            .iter()
            .map(|a| {
                let memberships = list(&a["memberships"])
                    .iter()
                    .map(|m| (text(&m["of"]), span(&text(&m["from"])), m["until"].as_str().map(span)))
                    .collect();
                let actor = Actor {
                    code: text(&a["code"]),
                    name: text(&a["name"]),
                    is_state: a["kind"] == "state",
                    memberships,
                };
                (actor.code.clone(), actor)
            })
            .collect();
        let episodes = list(&json["episodes"]).iter().map(|e| (text(&e["id"]), text(&e["title"]))).collect();
        Record { events, actors, episodes }
    });

    fn is_moscow(code: &str) -> bool {
        matches!(code, "RU" | "SU")
    }

    impl Event {
        pub fn is_by_moscow(&self) -> bool {
            is_moscow(&self.actor)
        }

        fn is_deed(&self) -> bool {
            !matches!(self.action.as_str(), "threaten" | "decline" | "statement" | "trigger")
        }

        pub fn is_of_people(&self) -> bool {
            matches!(self.action.as_str(), "expel" | "cut-staff")
        }

        pub fn is_of_missions(&self) -> bool {
            matches!(self.action.as_str(), "close-consulate" | "close-cultural-institute")
        }

        /// Who faces Moscow.
        pub fn facing(&self) -> &str {
            if is_moscow(&self.actor) { &self.target } else { &self.actor }
        }

        /// Whether it counts as an answer to an earlier deed or to words: the target of that acts, across the sides.
        pub fn answers(&self, act: &Self) -> bool {
            act.action != "trigger"
                && self.is_deed()
                && self.is_by_moscow() != act.is_by_moscow()
                && (self.actor == act.target || (is_moscow(&self.actor) && is_moscow(&act.target)))
        }
    }

    impl Record {
        /// Whether an event is a reply to a deed, or carries on one of the same actor that is.
        fn is_in_reply(&self, event: &Event) -> bool {
            event.is_deed()
                && event.names.iter().map(|i| &self.events[*i]).any(|earlier| {
                    (event.answers(earlier) && earlier.is_deed())
                        || (earlier.actor == event.actor && self.is_in_reply(earlier))
                })
        }

        pub fn is_member(&self, code: &str, of: &str, date: Span) -> bool {
            self.actors[code].memberships.iter().any(|(other, from, until)| {
                other == of && from.0 <= date.0 && until.is_none_or(|until| date.1 < until.0)
            })
        }
    }

    /// What a reader chose, as words.
    #[derive(Default, Debug)]
    pub struct Choice {
        pub episodes: BTreeSet<String>,
        pub eras: BTreeSet<String>,
        pub countries: BTreeSet<String>,
        pub presets: BTreeSet<&'static str>,
        pub kinds: BTreeSet<String>,
        pub from: Option<Span>,
        pub to: Option<Span>,
        pub is_moscow: bool,
    }

    impl Choice {
        fn holds_country(&self, code: &str, date: Span) -> bool {
            (self.countries.is_empty() && self.presets.is_empty())
                || self.countries.contains(code)
                || self.presets.iter().any(|of| RECORD.is_member(code, of, date))
        }

        fn counts(&self, event: &Event) -> bool {
            event.is_deed()
                && event.number != Number::Elsewhere
                && (self.kinds.is_empty() || self.kinds.contains(&event.action))
        }

        fn is_act(&self, event: &Event) -> bool {
            self.counts(event)
                && event.is_by_moscow() == self.is_moscow
                && ((self.episodes.is_empty() && self.eras.is_empty())
                    || self.episodes.contains(&event.episode)
                    || self.eras.contains(&event.era))
                && self.from.is_none_or(|from| from.0 <= event.date.1)
                && self.to.is_none_or(|to| event.date.0 <= to.1)
                && self.holds_country(event.facing(), event.date)
        }
    }

    /// Numbers added up.
    #[derive(Default, Clone, Copy, Debug)]
    pub struct Sum {
        parts: u32,
        known: i64,
        floors: u32,
        unknowns: u32,
        low: i64,
        high: i64,
    }

    impl Sum {
        fn add(&mut self, event: &Event) {
            match event.number {
                Number::Exact(n) => self.known += n,
                Number::Floor(n) => {
                    self.known += n;
                    self.floors += 1;
                }
                Number::Unknown => self.unknowns += 1,
                Number::Elsewhere | Number::None => return,
            }
            self.parts += 1;
            self.low += event.low;
            self.high += event.high;
        }

        fn is_open(self) -> bool {
            self.floors + self.unknowns > 0
        }

        fn says_nothing(self) -> bool {
            self.known == 0 && self.unknowns > 0
        }

        fn told(self) -> Told {
            if self.parts == 0 {
                Told::NotFound
            } else if self.says_nothing() {
                Told::Unknown
            } else {
                Told::Number(self.known, self.low, self.high, if self.is_open() { "at least" } else { "exact" })
            }
        }
    }

    /// A value as the oracle tells it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Told {
        NotFound,
        Unknown,
        Number(i64, i64, i64, &'static str),
    }

    #[derive(Default, Debug)]
    pub struct OracleRow {
        /// Where it stands where nothing else decides.
        pub place: usize,
        pub name: String,
        pub acts: BTreeSet<usize>,
        pub replies: BTreeSet<usize>,
        pub first_moves: BTreeSet<usize>,
        /// Least and most days of each first move that was answered.
        pub lags: Vec<(i64, i64)>,
        pub people: Sum,
        pub people_back: Sum,
        pub missions: Sum,
        pub missions_back: Sum,
        ratio_acts: Sum,
        ratio_replies: Sum,
    }

    /// Parts per hundred, rounded half up, by floats: the numbers are far below where they lose a unit.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "small numbers")]
    fn hundredths(part: i64, of: i64) -> i64 {
        (part as f64 * 100.0 / of.max(1) as f64 + 0.5 + 1e-9).floor() as i64
    }

    /// Twice the median.
    fn twice_median(mut days: Vec<i64>) -> i64 {
        days.sort_unstable();
        days[(days.len() - 1) / 2] + days[days.len() / 2]
    }

    impl OracleRow {
        pub fn told(&self, measure: Measure) -> Told {
            let number = |n: usize| if n == 0 { Told::NotFound } else { exact(n) };
            match measure {
                Measure::Expelled => self.people.told(),
                Measure::Returned => self.people_back.told(),
                Measure::Missions => self.missions.told(),
                Measure::MissionsReturned => self.missions_back.told(),
                Measure::Acts => number(self.acts.len()),
                Measure::Episodes => {
                    number(self.acts.iter().map(|i| &RECORD.events[*i].episode).collect::<BTreeSet<_>>().len())
                }
                Measure::Answered => match self.first_moves.len() {
                    0 => Told::NotFound,
                    moves => {
                        let share = hundredths(to_i64(self.lags.len()), to_i64(moves));
                        Told::Number(share, share, share, "exact")
                    }
                },
                Measure::Lag if self.lags.is_empty() => Told::NotFound,
                Measure::Lag => {
                    let (least, most): (Vec<i64>, Vec<i64>) = self.lags.iter().copied().unzip();
                    let (low, high) = (least.iter().min().expect("one") * 2, most.iter().max().expect("one") * 2);
                    let (least, most) = (twice_median(least), twice_median(most));
                    let limits = if least == most { "exact" } else { "open" };
                    Told::Number((least + most).div_euclid(2), low, high, limits)
                }
                Measure::Net => self.net(),
                Measure::Ratio => {
                    let (act, reply) = (self.ratio_acts, self.ratio_replies);
                    if reply.parts == 0 {
                        let is_answered = self.people.parts > 0 && self.people_back.parts > 0;
                        return if is_answered { Told::Unknown } else { Told::NotFound };
                    }
                    Told::Number(
                        hundredths(reply.known, act.known),
                        hundredths(reply.low, act.high),
                        hundredths(reply.high, act.low),
                        if reply.floors > 0 { "at least" } else { "exact" },
                    )
                }
            }
        }

        fn net(&self) -> Told {
            let (act, reply) = (self.people, self.people_back);
            if act.parts + reply.parts == 0 {
                return Told::NotFound;
            }
            // An unknown number counts as unknown, never as 0.
            if act.says_nothing() || reply.says_nothing() {
                return Told::Unknown;
            }
            let limits = match (act.is_open(), reply.is_open()) {
                (false, false) => "exact",
                (true, false) => "at least",
                (false, true) => "at most",
                (true, true) => "open",
            };
            let (low, best, high) = (act.low - reply.high, act.known - reply.known, act.high - reply.low);
            // With a floor in it there is one bound only.
            match limits {
                "exact" => Told::Number(best, low, high, limits),
                "at least" => Told::Number(low, low, low, limits),
                "at most" => Told::Number(high, high, high, limits),
                _ => Told::Number(best, best, best, limits),
            }
        }
    }

    pub fn to_i64(n: usize) -> i64 {
        i64::try_from(n).expect("small")
    }

    fn exact(n: usize) -> Told {
        Told::Number(to_i64(n), to_i64(n), to_i64(n), "exact")
    }

    pub const ERAS: [(&str, &str); 6] = [
        ("cold-war", "Cold War"),
        ("1991-2016", "1991–2016"),
        ("2017-2020", "2017–2020"),
        ("2021", "2021"),
        ("2022", "2022"),
        ("since-2023", "Since 2023"),
    ];

    /// Place and name of the row of an act.
    fn row_of(event: &Event, group: Group) -> (usize, String) {
        match group {
            Group::Country => {
                let place = RECORD.actors.keys().position(|code| code == event.facing()).expect("an actor");
                (place, RECORD.actors[event.facing()].name.clone())
            }
            Group::Bloc => {
                let in_bloc = |of: &str| RECORD.is_member(event.facing(), of, event.date);
                let (place, name) = if !RECORD.actors[event.facing()].is_state {
                    (4, "Organisations")
                } else if in_bloc("NATO") && in_bloc("EU") {
                    (0, "NATO and EU members")
                } else if in_bloc("NATO") {
                    (1, "NATO members outside the EU")
                } else if in_bloc("EU") {
                    (2, "EU members outside NATO")
                } else {
                    (3, "Other states")
                };
                (place, name.to_owned())
            }
            Group::Era => {
                let place = ERAS.iter().position(|(key, _)| *key == event.era).expect("an era");
                (place, ERAS[place].1.to_owned())
            }
            Group::Episode => {
                let place = RECORD.episodes.iter().position(|(id, _)| *id == event.episode).expect("an episode");
                (place, RECORD.episodes[place].1.clone())
            }
        }
    }

    pub struct OracleTable {
        pub rows: BTreeMap<usize, OracleRow>,
        pub total: OracleRow,
        pub absent: Vec<String>,
    }

    /// Whom a group of acts and replies belongs to, by following names until nothing changes.
    fn groups(links: &[(usize, usize)]) -> Vec<(BTreeSet<usize>, BTreeSet<usize>)> {
        let mut groups: Vec<(BTreeSet<usize>, BTreeSet<usize>)> = Vec::new();
        for (act, reply) in links {
            let (mut acts, mut replies) = (BTreeSet::from([*act]), BTreeSet::from([*reply]));
            groups.retain(|(other_acts, other_replies)| {
                let is_apart = acts.is_disjoint(other_acts) && replies.is_disjoint(other_replies);
                if !is_apart {
                    acts.extend(other_acts);
                    replies.extend(other_replies);
                }
                is_apart
            });
            groups.push((acts, replies));
        }
        groups
    }

    pub fn table(choice: &Choice, group: Group) -> OracleTable {
        let events = &RECORD.events;
        let acts: BTreeSet<usize> = (0..events.len()).filter(|i| choice.is_act(&events[*i])).collect();
        // Each reply with the acts that it answers.
        let replies: BTreeMap<usize, BTreeSet<usize>> = (0..events.len())
            .filter(|i| choice.counts(&events[*i]) && events[*i].is_by_moscow() != choice.is_moscow)
            .map(|i| {
                let answered = events[i].names.iter().copied();
                (i, answered.filter(|act| acts.contains(act) && events[i].answers(&events[*act])).collect())
            })
            .filter(|(_, answered): &(usize, BTreeSet<usize>)| !answered.is_empty())
            .collect();
        let mut rows: BTreeMap<usize, OracleRow> = BTreeMap::new();
        let mut total = OracleRow::default();
        for act in &acts {
            let (place, name) = row_of(&events[*act], group);
            let row = rows.entry(place).or_insert_with(|| OracleRow { place, name, ..OracleRow::default() });
            for row in [row, &mut total] {
                row.acts.insert(*act);
                if events[*act].is_of_people() {
                    row.people.add(&events[*act]);
                } else if events[*act].is_of_missions() {
                    row.missions.add(&events[*act]);
                }
                if !RECORD.is_in_reply(&events[*act]) {
                    row.first_moves.insert(*act);
                    if let Some(first) = replies.iter().find(|(_, answered)| answered.contains(act)).map(|(i, _)| *i) {
                        let (from, to) = (events[*act].date, events[first].date);
                        row.lags.push(((to.0 - from.1).max(0), (to.1 - from.0).max(0)));
                    }
                }
            }
        }
        for (reply, answered) in &replies {
            let first = *answered.first().expect("an act");
            let row = rows.get_mut(&row_of(&events[first], group).0).expect("the row of the act");
            for row in [row, &mut total] {
                row.replies.insert(*reply);
                if events[*reply].is_of_people() {
                    row.people_back.add(&events[*reply]);
                } else if events[*reply].is_of_missions() {
                    row.missions_back.add(&events[*reply]);
                }
            }
        }
        let links: Vec<(usize, usize)> = replies
            .iter()
            .flat_map(|(reply, answered)| answered.iter().map(|act| (*act, *reply)))
            .filter(|(act, reply)| events[*act].is_of_people() && events[*reply].is_of_people())
            .collect();
        for (acts, replies) in groups(&links) {
            let mut sums = [Sum::default(); 2];
            for (sum, side) in sums.iter_mut().zip([&acts, &replies]) {
                for i in side {
                    sum.add(&events[*i]);
                }
            }
            let [of_acts, of_replies] = sums;
            if of_acts.is_open() || of_acts.known == 0 || of_replies.unknowns > 0 || of_replies.parts == 0 {
                continue;
            }
            let row = rows.get_mut(&row_of(&events[*acts.first().expect("one")], group).0).expect("a row");
            for row in [row, &mut total] {
                for i in &acts {
                    row.ratio_acts.add(&events[*i]);
                }
                for i in &replies {
                    row.ratio_replies.add(&events[*i]);
                }
            }
        }
        let mut absent = Vec::new();
        if group == Group::Country {
            let acting: BTreeSet<&str> = acts.iter().map(|i| events[*i].facing()).collect();
            let last = choice.to.unwrap_or(events.last().expect("an event").date);
            for (place, actor) in RECORD.actors.values().enumerate() {
                if choice.countries.contains(&actor.code) {
                    let name = actor.name.clone();
                    rows.entry(place).or_insert_with(|| OracleRow { place, name, ..OracleRow::default() });
                }
                let fits = choice.holds_country(&actor.code, last) && !is_moscow(&actor.code);
                if fits && actor.is_state && !acting.contains(actor.code.as_str()) {
                    absent.push(actor.code.clone());
                }
            }
        }
        OracleTable { rows, total, absent }
    }

    /// The rows in the order asked for: by measure the largest first (days: the smallest), what is not known last, then
    /// by name; eras and crises in their own order unless one is asked for.
    pub fn order(table: &OracleTable, selection: &Selection) -> Vec<usize> {
        let mut rows: Vec<&OracleRow> = table.rows.values().collect();
        // Rows of one name stand as they stood.
        rows.sort_by_key(|row| row.place);
        let by_measure = |rows: &mut Vec<&OracleRow>, measure: Measure, is_reversed: bool| {
            rows.sort_by(|a, b| a.name.cmp(&b.name));
            rows.sort_by_key(|row| match row.told(measure) {
                Told::Number(best, ..) if (measure == Measure::Lag) == is_reversed => (0, -best),
                Told::Number(best, ..) => (0, best),
                _ => (1, 0),
            });
        };
        match selection.sort {
            Some(Sort { key: SortKey::Name, is_reversed }) => {
                rows.sort_by(|a, b| if is_reversed { b.name.cmp(&a.name) } else { a.name.cmp(&b.name) });
            }
            Some(Sort { key: SortKey::Measure(measure), is_reversed }) => by_measure(&mut rows, measure, is_reversed),
            None if matches!(selection.group, Group::Era | Group::Episode) => {}
            None => by_measure(&mut rows, selection.measure, false),
        }
        rows.into_iter().map(|row| row.place).collect()
    }
}

use oracle::{Choice, OracleRow, RECORD, Told};

fn told(value: Value) -> Told {
    match value {
        Value::NotFound => Told::NotFound,
        Value::Unknown => Told::Unknown,
        Value::Known { best, low, high, limits } => {
            let limits = match limits {
                Limits::Exact => "exact",
                Limits::AtLeast => "at least",
                Limits::AtMost => "at most",
                Limits::Open => "open",
            };
            Told::Number(best.into(), low.into(), high.into(), limits)
        }
    }
}

/// The same choice in words of the record.
fn choice(selection: &Selection) -> Choice {
    let codes: Vec<String> = RECORD.actors.keys().cloned().collect();
    let presets = [(NATO_MEMBERS, "NATO"), (EU_MEMBERS, "EU")];
    Choice {
        episodes: selection.episodes.places().map(|place| RECORD.episodes[place].0.clone()).collect(),
        eras: selection.eras.places().map(|place| oracle::ERAS[place].0.to_owned()).collect(),
        countries: selection.countries.places().filter_map(|place| codes.get(place).cloned()).collect(),
        presets: presets.into_iter().filter(|(place, _)| selection.countries.holds(*place)).map(|(_, of)| of).collect(),
        kinds: selection.kinds.places().map(|place| Action::ALL[place].key().to_owned()).collect(),
        from: selection.from.map(|date| oracle::span(&date.to_string())),
        to: selection.to.map(|date| oracle::span(&date.to_string())),
        is_moscow: selection.side == Side::Moscow,
    }
}

fn ids(events: &[EventIndex]) -> Vec<&'static str> {
    events.iter().map(|index| FACTS.event(*index).id.as_str()).collect()
}

fn oracle_ids<'a>(events: impl IntoIterator<Item = &'a usize>) -> Vec<&'static str> {
    events.into_iter().map(|i| RECORD.events[*i].id.as_str()).collect()
}

fn same_row(row: &Row, expected: &OracleRow) -> Result<(), TestCaseError> {
    let name = &row.name;
    for measure in Measure::ALL {
        prop_assert_eq!(told(row.value(measure)), expected.told(measure), "{} of {}", measure.key(), name);
    }
    prop_assert_eq!(ids(&row.acts), oracle_ids(&expected.acts), "acts of {}", name);
    prop_assert_eq!(ids(&row.replies), oracle_ids(&expected.replies), "replies of {}", name);
    prop_assert_eq!(ids(&row.first_moves), oracle_ids(&expected.first_moves), "first moves of {}", name);
    let both: BTreeSet<usize> = expected.acts.union(&expected.replies).copied().collect();
    prop_assert_eq!(ids(&row.events()), oracle_ids(&both), "events of {}", name);
    let lags: Vec<(i64, i64)> = row.lags.iter().map(|lag| (i64::from(lag.min_days), i64::from(lag.max_days))).collect();
    prop_assert_eq!(&lags, &expected.lags, "lags of {}", name);
    Ok(())
}

fn same_table(selection: &Selection) -> Result<(), TestCaseError> {
    let table = Table::new(&FACTS, &GRAPH, selection);
    let expected = oracle::table(&choice(selection), selection.group);
    prop_assert_eq!(
        table.rows.iter().map(|row| row.place).collect::<Vec<_>>(),
        oracle::order(&expected, selection),
        "the order of {:?}",
        table.rows.iter().map(|row| &row.name).collect::<Vec<_>>()
    );
    for row in &table.rows {
        let expected = &expected.rows[&row.place];
        prop_assert_eq!(&row.name, &expected.name);
        same_row(row, expected)?;
    }
    same_row(&table.total, &expected.total)?;
    let absent: Vec<&str> = table.absent.iter().map(|place| FACTS.actors[*place].code.as_str()).collect();
    prop_assert_eq!(absent, expected.absent);
    Ok(())
}

/// Some of so many places, more often none.
fn places(range: std::ops::Range<usize>, most: usize) -> impl Strategy<Value = Set> {
    let some = proptest::collection::vec(range, 1..=most)
        .prop_map(|places| places.into_iter().fold(Set::default(), Set::with));
    prop_oneof![2 => Just(Set::default()), 1 => some]
}

fn countries() -> impl Strategy<Value = Set> {
    let facing: Vec<usize> =
        FACTS.actors.iter().enumerate().filter(|(_, actor)| !actor.code.is_moscow()).map(|(place, _)| place).collect();
    let all: Vec<usize> = facing.into_iter().chain([NATO_MEMBERS, EU_MEMBERS]).collect();
    let some = proptest::collection::vec(proptest::sample::select(all), 1..=5)
        .prop_map(|places| places.into_iter().fold(Set::default(), Set::with));
    let presets = proptest::sample::select(vec![NATO_MEMBERS, EU_MEMBERS]).prop_map(|p| Set::default().with(p));
    prop_oneof![3 => Just(Set::default()), 2 => some, 1 => presets]
}

fn kinds() -> impl Strategy<Value = Set> {
    let deeds: Vec<usize> = (0..Action::ALL.len()).filter(|place| Action::ALL[*place].is_deed()).collect();
    let some = proptest::collection::vec(proptest::sample::select(deeds), 1..=4)
        .prop_map(|places| places.into_iter().fold(Set::default(), Set::with));
    prop_oneof![2 => Just(Set::default()), 1 => some]
}

/// A day, a month or a year of the record.
fn date() -> impl Strategy<Value = Option<Date>> {
    let some = (0..FACTS.events.len(), 0u8..3).prop_map(|(event, precision)| {
        let date = FACTS.events[event].date;
        Some(match precision {
            0 => date,
            1 => date.month_alone(),
            _ => date.year_alone(),
        })
    });
    prop_oneof![3 => Just(None), 1 => some]
}

prop_compose! {
    fn selection()(
        measure in measure(),
        view in proptest::sample::select(&View::ALL[..]),
        group in proptest::sample::select(&Group::ALL[..]),
        side in proptest::sample::select(&[Side::Others, Side::Moscow][..]),
        sort in sort(),
        episodes in places(0..FACTS.episodes.len(), 4),
        eras in places(0..Era::ALL.len(), 2),
        countries in countries(),
        kinds in kinds(),
        (from, to) in (date(), date()),
    ) -> Selection {
        Selection { measure, view, group, side, sort, episodes, eras, countries, kinds, from, to }
    }
}

proptest! {
    #![proptest_config(support::cases(400))]

    #[test]
    fn every_number_of_every_row_comes_out_by_another_path(selection in selection()) {
        same_table(&selection)?;
    }
}

#[test]
fn the_whole_record_comes_out_by_another_path_in_every_group_and_order() {
    for side in [Side::Others, Side::Moscow] {
        for group in Group::ALL {
            for measure in Measure::ALL {
                let selection = Selection { measure, group, side, ..Selection::default() };
                same_table(&selection).unwrap_or_else(|problem| panic!("{measure:?} {group:?} {side:?}: {problem}"));
            }
        }
    }
}

/// What was chosen by an address on the first page.
fn chosen(query: &str) -> Table {
    let (selection, unknown) = Selection::parse(query, &FACTS, Measure::default());
    assert!(unknown.is_empty(), "{query}: {unknown:?}");
    Table::new(&FACTS, &GRAPH, &selection)
}

fn row<'a>(table: &'a Table, code: &str) -> &'a Row {
    table.rows.iter().find(|row| FACTS.actors[row.place].code.as_str() == code).unwrap_or_else(|| panic!("no {code}"))
}

fn with_people(table: &Table) -> Vec<&Row> {
    table.rows.iter().filter(|row| row.value(Measure::Expelled) != Value::NotFound).collect()
}

#[test]
fn skripal_adds_up_to_the_published_totals() {
    let table = chosen("?episodes=skripal-2018");
    let acted = with_people(&table);
    let states = || acted.iter().filter(|row| FACTS.actors[row.place].code.as_str() != "NATO");
    assert_eq!(states().count(), 29);
    assert_eq!(states().map(|row| row.people.sum.known).sum::<u32>(), 146);
    assert_eq!(table.total.value(Measure::Expelled).best(), Some(153), "with NATO");
    assert_eq!(row(&table, "US").value(Measure::Expelled), Value::exact(60));
    assert_eq!(row(&table, "NATO").value(Measure::Returned), Value::NotFound, "the one without a reply found");
    assert_eq!(states().filter(|row| row.value(Measure::Returned) == Value::NotFound).count(), 0);
}

#[test]
fn the_day_of_26_march_2018_adds_up_to_114_by_22_states() {
    let table = chosen("?episodes=skripal-2018&from=2018-03-26&to=2018-03-26");
    assert_eq!(table.total.value(Measure::Expelled).best(), Some(114));
    assert_eq!(with_people(&table).len(), 22);
    // Replies follow their acts, though they came days later.
    assert!(table.total.replies.iter().all(|reply| FACTS.event(*reply).date > FACTS.event(table.total.acts[0]).date));
    assert_eq!(table.total.value(Measure::Returned).best(), Some(114));
}

#[test]
fn until_29_march_2018_the_sums_grow_as_they_were_published() {
    let total = |to: &str| {
        let table = chosen(&format!("?episodes=skripal-2018&to={to}"));
        let states = with_people(&table).into_iter().filter(|row| FACTS.actors[row.place].code.as_str() != "NATO");
        let people: Vec<u32> = states.map(|row| row.people.sum.known).collect();
        (people.iter().sum::<u32>(), people.len())
    };
    assert_eq!(total("2018-03-27"), (144, 27));
    assert_eq!(total("2018-03-29"), (146, 29));
}

#[test]
fn russias_replies_in_the_skripal_crisis_are_what_it_ordered_out() {
    let replies = chosen("?episodes=skripal-2018").total;
    let all = chosen("?episodes=skripal-2018&side=moscow").total;
    // 146 in exact numbers, and "more than 50" posts of British staff.
    let Value::Known { best, limits, .. } = replies.value(Measure::Returned) else { panic!("no number") };
    assert_eq!((best, limits), (146 + 50, Limits::AtLeast));
    assert_eq!(replies.value(Measure::Returned), all.value(Measure::Expelled));
    let on_the_30th: u32 = replies
        .replies
        .iter()
        .map(|i| FACTS.event(*i))
        .filter(|e| e.date.to_string() == "2018-03-30" && e.target.as_str() != "GB")
        .map(|e| e.people_ordered_out().known)
        .sum();
    assert_eq!(on_the_30th, 59);
}

#[test]
fn ukraine_2022_adds_up_to_569_and_325() {
    let others = chosen("?episodes=ukraine-2022");
    let moscow = chosen("?episodes=ukraine-2022&side=moscow");
    assert_eq!(others.total.value(Measure::Expelled).best(), Some(569));
    let Value::Known { best, limits, .. } = moscow.total.value(Measure::Expelled) else { panic!("no number") };
    assert_eq!((best, limits), (325, Limits::AtLeast), "the American list of 23 March has no number");
    let until = chosen("?episodes=ukraine-2022&to=2022-04-25");
    assert_eq!(until.total.value(Measure::Expelled).best(), Some(487));
}

#[test]
fn a_country_that_was_named_has_a_row_though_nothing_was_found() {
    let table = chosen("?episodes=operation-foot-1971&countries=gb,nz");
    let row = row(&table, "NZ");
    for measure in Measure::ALL {
        assert_eq!(row.value(measure), Value::NotFound, "{measure:?}");
        assert_eq!(row.cell(measure), "none found");
    }
    assert!(table.absent.iter().any(|place| FACTS.actors[*place].code.as_str() == "NZ"));
    assert!(table.absent.iter().all(|place| FACTS.actors[*place].code.as_str() != "GB"));
}

/// An act that nobody lived through: who, whom, how many, the day, the crisis by its place, what it answers.
type Act<'a> = (&'a str, &'a str, u32, &'a str, u8, &'a [u32]);

fn facts_of(acts: &[Act<'_>]) -> Facts {
    let code = |text: &str| ActorCode::parse(text).expect("a code");
    let events: Vec<Event> = acts
        .iter()
        .zip(FACTS.events)
        .map(|((actor, target, number, date, episode, answers), real)| Event {
            // Ids are made by reading data only, so the acts of a test borrow those of real ones.
            id: real.id,
            actor: code(actor),
            target: code(target),
            action: Action::Expel,
            count: Count::Known(*number, Bound::Exact),
            figures: None,
            qualifier: "",
            date: Date::parse(date).expect("a date"),
            episode: *episode,
            responds_to: answers.iter().copied().map(EventIndex).collect::<Vec<_>>().leak(),
            ..FACTS.events[0]
        })
        .collect();
    Facts { events: events.leak(), ..*FACTS }
}

#[test]
fn a_reply_to_several_acts_is_counted_once_in_the_row_of_the_first() {
    let facts = facts_of(&[
        ("FR", "RU", 4, "2018-03-01", 1, &[]),
        ("FR", "RU", 2, "2018-03-02", 0, &[]),
        ("RU", "FR", 6, "2018-03-05", 0, &[0, 1]),
    ]);
    let table =
        Table::new(&facts, &Graph::new(facts.events), &Selection { group: Group::Episode, ..Selection::default() });
    let values = |place: usize, measure: Measure| {
        table.rows.iter().find(|row| row.place == place).unwrap_or_else(|| panic!("no row {place}")).value(measure)
    };
    assert_eq!([values(1, Measure::Expelled), values(0, Measure::Expelled)], [Value::exact(4), Value::exact(2)]);
    assert_eq!([values(1, Measure::Returned), values(0, Measure::Returned)], [Value::exact(6), Value::NotFound]);
    // The second act was answered all the same, after three days.
    assert_eq!([values(1, Measure::Lag), values(0, Measure::Lag)], [Value::exact(8), Value::exact(6)]);
    // Six for six: nobody stands twice on either side.
    assert_eq!(values(1, Measure::Ratio), Value::exact(100));
    assert_eq!(table.total.value(Measure::Returned), Value::exact(6));
}

#[test]
fn an_answer_to_an_answer_is_no_first_move_and_the_other_side_sees_it_the_other_way_round() {
    let facts = facts_of(&[
        ("FR", "RU", 4, "2018-03-01", 0, &[]),
        ("RU", "FR", 4, "2018-03-03", 0, &[0]),
        ("FR", "RU", 1, "2018-03-04", 0, &[1]),
        ("FR", "RU", 1, "2018-03-05", 0, &[2]),
    ]);
    let graph = Graph::new(facts.events);
    let of = |side: Side| Table::new(&facts, &graph, &Selection { side, ..Selection::default() }).total;
    let (others, moscow) = (of(Side::Others), of(Side::Moscow));
    assert_eq!(
        (others.acts.len(), others.replies.len(), others.first_moves.len()),
        (3, 1, 1),
        "the last carries it on"
    );
    assert_eq!((moscow.acts.len(), moscow.replies.len(), moscow.first_moves.len()), (1, 1, 0));
    assert_eq!(others.value(Measure::Net), Value::exact(2));
    assert_eq!(moscow.value(Measure::Answered), Value::NotFound, "no first move");
}

#[test]
fn periods_hold_the_people_of_the_table_each_once() {
    for query in ["", "?side=moscow", "?episodes=skripal-2018", "?eras=2022&measure=missions", "?from=2100"] {
        let (selection, _) = Selection::parse(query, &FACTS, Measure::default());
        let table = Table::new(&FACTS, &GRAPH, &selection);
        let found = periods(&FACTS, &selection, &table);
        let (mut others, mut moscow) = (Amount::default(), Amount::default());
        for period in &found {
            others += period.others;
            moscow += period.moscow;
        }
        let (act, reply) = match selection.measure {
            Measure::Missions => (table.total.missions, table.total.missions_in_reply),
            _ => (table.total.people, table.total.people_in_reply),
        };
        let expected = if selection.side == Side::Others { (act, reply) } else { (reply, act) };
        assert_eq!((others, moscow), expected, "{query}");
        assert!(found.windows(2).all(|pair| pair[0].date.is_surely_before(pair[1].date)), "{query}: no two overlap");
    }
}

#[test]
fn every_reply_is_of_the_same_country_as_the_act_that_it_answers() {
    for event in &RECORD.events {
        for act in event.names.iter().map(|i| &RECORD.events[*i]).filter(|act| event.answers(act)) {
            assert_eq!(event.facing(), act.facing(), "{} answers {}", event.id, act.id);
        }
    }
}

#[test]
fn what_can_be_chosen_fits_into_a_set() {
    assert!(FACTS.actors.len() <= NATO_MEMBERS, "an actor would be taken for a preset");
    const { assert!(NATO_MEMBERS < EU_MEMBERS && EU_MEMBERS < Set::CAPACITY) };
    assert!(FACTS.episodes.len() <= Set::CAPACITY && Era::ALL.len() <= Set::CAPACITY);
    assert!(Action::ALL.len() <= Set::CAPACITY);
    for (place, action) in Action::ALL.iter().enumerate() {
        assert_eq!(*action as usize, place, "a kind is chosen by its place");
    }
    for (place, era) in Era::ALL.iter().enumerate() {
        assert_eq!(*era as usize, place);
    }
}

#[test]
fn a_set_holds_what_was_put_in_and_nothing_beyond_its_end() {
    let set = Set::default().with(0).with(127).with(128).with(usize::MAX).with(5).toggled(5).toggled(6);
    assert_eq!(set.places().collect::<Vec<_>>(), [0, 6, 127]);
    assert_eq!((set.len(), set.is_empty(), set.holds(128)), (3, false, false));
    assert!(Set::default().is_empty());
}

#[test]
fn every_state_and_organisation_of_the_record_has_a_tile() {
    for actor in FACTS.actors {
        assert!(tiles::is_placed(actor.code.as_str()), "{} has no tile", actor.name);
    }
    assert!(!tiles::is_placed("ZZ"));
}
