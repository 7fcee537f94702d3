//! A chain of any size that nobody lived through: for what must hold when there are many more events than the data have.

use std::fmt::Write;

use persona_non_grata::dataset::{Action, Date, EventIndex, Facts};

/// Numbers that look random and are the same at every run (xorshift64*).
struct Random(u64);

impl Random {
    /// From 0 up to `end`, left out.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).expect("31 bits fit") % end
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

/// An event before it has its place.
struct Draft {
    /// From the first day of the chain.
    day: usize,
    date: Date,
    is_by_moscow: bool,
    state: usize,
    action: Action,
    count: String,
    /// Places among the drafts.
    responds_to: Vec<usize>,
}

struct Writer {
    random: Random,
    calendar: Vec<Date>,
    drafts: Vec<Draft>,
}

impl Writer {
    /// Writes an event down and returns its place.
    fn add(&mut self, day: usize, is_by_moscow: bool, state: usize, action: Action, responds_to: Vec<usize>) -> usize {
        let exact = self.calendar[day];
        // A month stands before its days: only what answers nothing of this month may be known to the month.
        let may_be_vague = action != Action::Trigger
            && responds_to.iter().all(|act| self.drafts[*act].date.month_alone() < exact.month_alone());
        let date = if may_be_vague && self.random.percent(8) { exact.month_alone() } else { exact };
        let count = match action {
            Action::Expel | Action::CutStaff => match self.random.below(20) {
                0 => "?".to_owned(),
                1 => format!("{}+", 10 * (1 + self.random.below(5))),
                _ if self.random.percent(75) => (1 + self.random.below(8)).to_string(),
                _ => (5 + self.random.below(60)).to_string(),
            },
            Action::CapMission => (20 + self.random.below(400)).to_string(),
            Action::CloseConsulate => "1".to_owned(),
            _ => String::new(),
        };
        self.drafts.push(Draft { day, date, is_by_moscow, state, action, count, responds_to });
        self.drafts.len() - 1
    }

    /// An act of the other side after some days; of the same kind and number more often than not.
    fn reply(&mut self, act: usize) -> usize {
        let Draft { day, is_by_moscow, state, action, ref count, .. } = self.drafts[act];
        let count = count.clone();
        let day = day + 1 + self.random.below(20);
        let kind = if self.random.percent(90) { action } else { Action::CloseConsulate };
        let reply = self.add(day, !is_by_moscow, state, kind, vec![act]);
        if kind == action && self.random.percent(60) {
            self.drafts[reply].count = count;
        }
        reply
    }

    /// What follows an act: mostly a reply, at times a counter-reply and another one, or words alone.
    fn follow(&mut self, act: usize) {
        if self.random.percent(85) {
            let mut last = self.reply(act);
            while self.random.percent(25) {
                last = self.reply(last);
            }
        } else if self.random.percent(50) {
            let Draft { day, is_by_moscow, state, .. } = self.drafts[act];
            let day = day + self.random.below(3);
            self.add(day, !is_by_moscow, state, Action::Threaten, vec![act]);
        }
    }

    /// One state against Moscow, or Moscow against one state.
    fn dispute(&mut self, day: usize, states: usize) {
        let state = self.random.below(states);
        let trigger = if self.random.percent(40) {
            vec![self.add(day, false, state, Action::Trigger, Vec::new())]
        } else {
            Vec::new()
        };
        let action = match self.random.below(10) {
            0 => Action::CutStaff,
            1 => Action::CapMission,
            2 => Action::CloseConsulate,
            3 => Action::RecallAmbassador,
            _ => Action::Expel,
        };
        let is_by_moscow = self.random.percent(20);
        let day = day + self.random.below(5);
        let act = self.add(day, is_by_moscow, state, action, trigger);
        self.follow(act);
    }

    /// Many states on one day, for one reason.
    fn wave(&mut self, day: usize, states: usize) {
        let first = self.random.below(states);
        let trigger = self.add(day, false, first, Action::Trigger, Vec::new());
        let number = 4 + self.random.below(states / 2);
        let day = day + 2 + self.random.below(10);
        let acts: Vec<usize> = (first..first + number)
            .map(|state| self.add(day, false, state % states, Action::Expel, vec![trigger]))
            .collect();
        for act in acts {
            self.follow(act);
        }
    }
}

/// A chain of exactly so many events, the same at every call: disputes of two, waves of many on one day, replies,
/// counter-replies and words, with triggers, months for dates, floors and unknown numbers.
///
/// There are two events a day on average; actors grow with the square root of the events. Up to 100,000 events.
pub fn chain(number: usize) -> Facts {
    let states = 8 + number.isqrt();
    let mut writer =
        Writer { random: Random(0x9E37_79B9_7F4A_7C15), calendar: calendar(number / 2 + 1000), drafts: Vec::new() };
    while writer.drafts.len() < number {
        let day = writer.drafts.len() / 2 + writer.random.below(14);
        if writer.random.percent(5) { writer.wave(day, states) } else { writer.dispute(day, states) }
    }
    let Writer { mut drafts, .. } = writer;
    // What an event answers was written before it.
    drafts.truncate(number);
    let facts = Facts::from_text(text(&drafts, states).leak()).expect("the text of facts");
    assert_eq!(facts.events.len(), number);
    facts
}

/// So many days from 1950 on.
fn calendar(days: usize) -> Vec<Date> {
    let months = (1950..=2100).flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}")));
    let dates = months.flat_map(|month| (1..=31).filter_map(move |day| Date::parse(&format!("{month}-{day:02}")).ok()));
    let calendar: Vec<Date> = dates.take(days).collect();
    assert_eq!(calendar.len(), days, "the calendar ends in 2100");
    calendar
}

/// Codes that have a square on the map, in alphabetical order.
const REAL: [&str; 36] = [
    "AL", "AT", "AU", "AZ", "BE", "BG", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GE", "GR",
    "HR", "HU", "IE", "IS", "IT", "JP", "LT", "LU", "LV", "MD", "ME", "MK", "MT", "NL", "NO", "NZ", "PL",
];

/// The code of a state, after the real ones of states that do not exist; in alphabetical order, all before `RU`.
fn code(state: usize) -> String {
    if let Some(real) = REAL.get(state) {
        return (*real).to_owned();
    }
    let letter = |value: usize| char::from(b'A' + u8::try_from(value % 26).expect("a letter"));
    assert!(state < 26 * 26, "there are no more codes");
    format!("Q{}{}", letter(state / 26), letter(state))
}

/// The facts as the program reads them.
fn text(drafts: &[Draft], states: usize) -> String {
    // Writing to a String cannot fail.
    let mut out = String::new();
    for state in 0..states {
        let rank = if state % 3 == 0 { "Federated Republic" } else { "State" };
        _ = writeln!(out, "{}\t{rank} {}\t\t\t", code(state), code(state));
    }
    _ = writeln!(out, "RU\tRussia\t\t\t\nSU\tSoviet Union\tthe\t\t\n");

    // By date; of one date as they were written, which is how they are named.
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|draft| drafts[*draft].date);
    let mut place = vec![0; drafts.len()];
    for (i, draft) in order.iter().enumerate() {
        place[*draft] = i;
    }
    let episodes = (drafts.len() / 100).clamp(1, 200);
    let last = Date::parse("1991-12-26").expect("a date");
    let mut members: Vec<Vec<EventIndex>> = vec![Vec::new(); episodes];
    // A line for each field.
    let mut columns: [Vec<String>; 12] = Default::default();
    for (i, draft) in order.iter().map(|draft| &drafts[*draft]).enumerate() {
        let episode = (draft.day * 2 * episodes / drafts.len()).min(episodes - 1);
        members[episode].push(EventIndex(u32::try_from(i).expect("a place")));
        let moscow = if draft.date.is_surely_before(last) { "SU" } else { "RU" };
        let state = code(draft.state);
        let (actor, target) = if draft.is_by_moscow { (moscow, state.as_str()) } else { (state.as_str(), moscow) };
        let action = Action::ALL.iter().position(|action| *action == draft.action).expect("a kind of act");
        let acts = steps(i, draft.responds_to.iter().map(|act| place[*act]));
        let (date, count) = (draft.date, &draft.count);
        let event = format!("event-{i:06}\t{episode}\t{date}\t\t{actor}\t{target}\t{action}\t{count}\t\t{acts}\t\t0");
        for (column, field) in columns.iter_mut().zip(event.split('\t')) {
            column.push(field.to_owned());
        }
    }
    for column in &columns {
        _ = writeln!(out, "{}", column.join("\t"));
    }
    for (i, members) in members.iter().enumerate() {
        let events = steps(0, members.iter().map(|index| index.as_usize()));
        _ = writeln!(out, "\nepisode-{i}\tcold-war\tEpisode {i}\nAll of it\t{events}");
    }
    out
}

/// Places as the text of the facts has them: steps from one to the next, the first from `before`.
fn steps(before: usize, places: impl Iterator<Item = usize>) -> String {
    let signed = |place: usize| i64::try_from(place).expect("a place");
    let mut before = signed(before);
    let mut steps = Vec::new();
    for place in places.map(signed) {
        steps.push((place - before).to_string());
        before = place;
    }
    steps.join(",")
}
