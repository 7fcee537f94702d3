//! Story text: markers resolved from the data, typed numbers refused.
//!
//! A marker stands in braces: `{people skripal-us-expels-60}` reads "60 people". The first word says what is printed,
//! the rest which events it is about: ids, or filters over the episode's own events (`by=!RU until=2018-03-27`).
//! A number that the data can give may not be typed; one that only a source gives is `{cited about 400 <event>}`, and
//! must then stand in that event's record.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::LazyLock;

use regex::Regex;
use toml::Spanned;

use super::load::{File, Seen};
use super::{Action, ActorCode, Date, Event, EventIndex, Problem, Record, Sum, Unit};
use crate::words;

/// A paragraph or a title, its numbers resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Inline>);

/// A run of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Plain(String),
    /// A number or a date that the data gave.
    Figure {
        /// As printed.
        text: String,
        /// The events that it comes from.
        events: Vec<EventIndex>,
    },
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|inline| match inline {
            Inline::Plain(text) | Inline::Figure { text, .. } => f.write_str(text),
        })
    }
}

/// What a `{cited …}` number must stand in: everything recorded of the event.
pub(super) struct EventText(String);

impl EventText {
    pub fn new(event: &Event, record: &Record) -> Self {
        let mut text = record.summary.clone();
        let mut add = |part: &str| {
            text.push(' ');
            text.push_str(part);
        };
        add(record.note.as_deref().unwrap_or_default());
        for citation in &record.citations {
            add(citation.supports.as_deref().unwrap_or_default());
        }
        for dispute in &record.disputes {
            add(&dispute.claim);
        }
        add(&Sum::from(event.count).known.to_string());
        Self(text.to_lowercase())
    }

    /// Everything recorded of several events, and `more`.
    pub fn of_all(events: &[&Self], more: &str) -> Self {
        let mut text = more.to_lowercase();
        for event in events {
            text.push(' ');
            text.push_str(&event.0);
        }
        Self(text)
    }

    /// The first number of a text, in digits or in words, that does not stand in the record.
    pub fn missing_number(&self, text: &str) -> Option<String> {
        let in_digits = digit_runs(text).into_iter().map(|(start, end)| &text[start..end]);
        if let Some(number) = in_digits.into_iter().find(|number| !self.has(number)) {
            return Some(number.to_owned());
        }
        let text = text.to_lowercase();
        text.split(|c: char| !c.is_alphabetic() && c != '-')
            .find(|word| {
                let value = (0..100).find(|n| words::spelled(*n) == **word);
                value.is_some_and(|value| !self.has_word(word) && !self.has_word(&value.to_string()))
            })
            .map(str::to_owned)
    }

    /// Whether the number stands in the record, in digits or in words.
    fn has(&self, number: &str) -> bool {
        let in_digits = number.replace(',', "");
        let spelled = in_digits.parse().map(words::spelled);
        self.has_word(number) || self.has_word(&in_digits) || spelled.is_ok_and(|word| self.has_word(&word))
    }

    fn has_word(&self, word: &str) -> bool {
        self.0.match_indices(word).any(|(start, _)| {
            let before = self.0[..start].chars().next_back();
            let after = self.0[start + word.len()..].chars().next();
            [before, after].into_iter().flatten().all(|c| !c.is_alphanumeric())
        })
    }
}

/// Resolves markers against the events.
pub(super) struct Resolver<'a> {
    pub events: &'static [Event],
    pub texts: &'a [EventText],
    pub places: &'a HashMap<&'a str, EventIndex>,
    /// Every event's id, also of those that have a problem of their own.
    pub known_ids: &'a Seen<String>,
    /// The events of each episode, by date.
    by_episode: HashMap<u8, Vec<EventIndex>>,
}

impl<'a> Resolver<'a> {
    pub fn new(
        events: &'static [Event],
        texts: &'a [EventText],
        places: &'a HashMap<&'a str, EventIndex>,
        known_ids: &'a Seen<String>,
    ) -> Self {
        let mut by_episode: HashMap<u8, Vec<EventIndex>> = HashMap::new();
        for (i, event) in (0u32..).zip(events) {
            by_episode.entry(event.episode).or_default().push(EventIndex(i));
        }
        Self { events, texts, places, known_ids, by_episode }
    }

    /// The events of an episode, by date, each with its place.
    fn of_episode(&self, episode: u8) -> impl Iterator<Item = (EventIndex, &'static Event)> {
        let places = self.by_episode.get(&episode).map_or(&[][..], Vec::as_slice);
        places.iter().map(|index| (*index, &self.events[index.as_usize()]))
    }
}

static NUMBER_WORD: LazyLock<Regex> = LazyLock::new(|| {
    const NOUNS: &str = "people|persons?|diplomats?|staff|employees?|officials?|officers?|states?|countries|country|\
                         russians?|soviets?|britons?|americans?|consulates?|missions?|posts?|expulsions?|days?|weeks?|\
                         members?|ambassadors?|acts?|envoys?|attach[eé]s?|governments?|capitals?";
    let numbers: Vec<String> = (0..20).chain((20..100).step_by(10)).map(words::spelled).collect();
    let pattern = format!(r"(?i)\b({}|dozens?|hundreds?)\b(?:[- ]\w+)?(?:[- ]\w+)?[- ]({NOUNS})\b", numbers.join("|"));
    #[expect(clippy::unwrap_used, reason = "a constant pattern, compiled by every test that loads data")]
    Regex::new(&pattern).unwrap()
});

impl Resolver<'_> {
    /// Paragraphs (parted by blank lines) with their markers resolved; every problem is reported with its line.
    pub fn resolve(
        &self,
        file: &File,
        value: &Spanned<String>,
        episode: u8,
        subject: Option<&str>,
        problems: &mut Vec<Problem>,
    ) -> Vec<Text> {
        let source = value.get_ref();
        let mut report = |offset: usize, reason: String| {
            let line = file.line_in_text(value, offset);
            problems.push(Problem { file: file.name.clone(), line, subject: subject.map(str::to_owned), reason });
        };
        let mut paragraphs = Vec::new();
        let mut offset = 0;
        for paragraph in source.split("\n\n") {
            let mut inlines = Vec::new();
            let mut rest = paragraph;
            let mut at = offset;
            while let Some(open) = rest.find('{') {
                self.plain(&rest[..open], at, episode, &mut inlines, &mut report);
                let Some(close) = rest[open..].find('}').map(|close| open + close) else {
                    report(at + open, "a marker opens with { but does not end with }".to_owned());
                    rest = "";
                    break;
                };
                let marker = &rest[open + 1..close];
                match self.marker(marker, episode) {
                    Ok((text, events)) => inlines.push(Inline::Figure { text, events }),
                    Err(reason) => report(at + open, format!("{{{marker}}}: {reason}")),
                }
                at += close + 1;
                rest = &rest[close + 1..];
            }
            self.plain(rest, at, episode, &mut inlines, &mut report);
            if let Some(Inline::Plain(first)) = inlines.first_mut() {
                *first = first.trim_start().to_owned();
            }
            if let Some(Inline::Plain(last)) = inlines.last_mut() {
                *last = last.trim_end().to_owned();
            }
            inlines.retain(|inline| !matches!(inline, Inline::Plain(text) if text.is_empty()));
            if !inlines.is_empty() {
                paragraphs.push(Text(inlines));
            }
            offset += paragraph.len() + 2;
        }
        paragraphs
    }

    /// Words between markers: newlines become spaces, typed numbers are reported.
    fn plain(
        &self,
        text: &str,
        offset: usize,
        episode: u8,
        inlines: &mut Vec<Inline>,
        report: &mut impl FnMut(usize, String),
    ) {
        for (start, end) in digit_runs(text) {
            if !self.is_a_date(text, start, end, episode) {
                let typed = &text[start..end];
                report(
                    offset + start,
                    format!("number \"{typed}\" is typed: let the data give it with a marker, or cite it"),
                );
            }
        }
        for found in NUMBER_WORD.find_iter(text) {
            let typed = found.as_str();
            report(
                offset + found.start(),
                format!("number \"{typed}\" is typed: let the data give it with a marker, or cite it"),
            );
        }
        if !text.is_empty() {
            let after_figure = !inlines.is_empty();
            inlines.push(Inline::Plain(words::with_curly_quotes(&text.replace('\n', " "), after_figure)));
        }
    }

    /// Whether the digits are a year, or the day of a date on which something in this episode happened.
    fn is_a_date(&self, text: &str, start: usize, end: usize, episode: u8) -> bool {
        let digits = &text[start..end];
        if digits.len() == 4 {
            return digits.parse().is_ok_and(|year: u16| (1900..=2099).contains(&year));
        }
        let after = text[end..].trim_start();
        digits.parse::<u8>().is_ok_and(|day| {
            self.of_episode(episode).any(|(_, event)| {
                event.date.day() == Some(day)
                    && event.date.month().is_some_and(|month| after.starts_with(words::month_name(month)))
            })
        })
    }

    fn marker(&self, marker: &str, episode: u8) -> Result<(String, Vec<EventIndex>), String> {
        let (what, about) = marker.trim().split_once(char::is_whitespace).unwrap_or((marker.trim(), ""));
        match what {
            "cited" => self.cited(about),
            "date" | "day" | "month" => {
                let index = self.place(about.trim())?;
                let date = self.events[index.as_usize()].date;
                let text = match what {
                    "date" => Some(words::date(date)),
                    "day" => words::day_and_month(date),
                    _ => date.month().map(|month| format!("{} {}", words::month_name(month), date.year())),
                };
                Ok((text.ok_or("the event's date is not that precise")?, vec![index]))
            }
            "lag" => self.lag(about),
            _ => {
                let chosen = self.select(about, episode)?;
                let text = self.number(what, &chosen)?;
                Ok((text, chosen))
            }
        }
    }

    fn place(&self, id: &str) -> Result<EventIndex, String> {
        self.places.get(id).copied().ok_or_else(|| {
            if self.known_ids.contains_key(id) {
                format!("\"{id}\" has a problem of its own")
            } else {
                format!("\"{id}\" is no event")
            }
        })
    }

    fn cited(&self, about: &str) -> Result<(String, Vec<EventIndex>), String> {
        let (text, id) = about.trim().rsplit_once(char::is_whitespace).ok_or("wanted is {cited TEXT EVENT}")?;
        let index = self.place(id)?;
        let record = &self.texts[index.as_usize()];
        if let Some(number) = record.missing_number(text) {
            return Err(format!("{number} does not stand in the record of \"{id}\""));
        }
        Ok((words::with_curly_quotes(text.trim(), false), vec![index]))
    }

    fn lag(&self, about: &str) -> Result<(String, Vec<EventIndex>), String> {
        let mut ids = about.split_whitespace();
        let reply_index = self.place(ids.next().ok_or("wanted is {lag REPLY} or {lag REPLY ACT}")?)?;
        let reply = &self.events[reply_index.as_usize()];
        let act_index = match (ids.next(), reply.responds_to) {
            (Some(id), answered) => {
                let act = self.place(id)?;
                if !answered.contains(&act) {
                    return Err(format!("\"{}\" does not answer \"{id}\"", reply.id));
                }
                act
            }
            (None, [act]) => *act,
            (None, _) => return Err(format!("\"{}\" answers none or several acts: name the one meant", reply.id)),
        };
        let act = &self.events[act_index.as_usize()];
        if act.date.day().is_none() || reply.date.day().is_none() {
            return Err("one of the two dates is only a month, so the lag in days is not known".to_owned());
        }
        let days = usize::try_from(reply.date.first_day() - act.date.first_day())
            .map_err(|_| "the reply is dated before its act")?;
        Ok((words::counted(days, "day", "days"), vec![act_index, reply_index]))
    }

    /// The events that ids or filters name.
    fn select(&self, about: &str, episode: u8) -> Result<Vec<EventIndex>, String> {
        let (filters, ids): (Vec<&str>, Vec<&str>) = about.split_whitespace().partition(|word| word.contains('='));
        if !ids.is_empty() && !filters.is_empty() {
            return Err("names events and filters: give one or the other".to_owned());
        }
        if !ids.is_empty() {
            return ids.into_iter().map(|id| self.place(id)).collect();
        }
        let filters: Vec<Filter> = filters.into_iter().map(|text| self.filter(text)).collect::<Result<_, _>>()?;
        let names_action = filters.iter().any(|filter| matches!(filter, Filter::Actions(_)));
        let chosen: Vec<EventIndex> = self
            .of_episode(episode)
            .filter(|(_, event)| {
                (names_action || event.action.orders_people_out()) && filters.iter().all(|filter| filter.accepts(event))
            })
            .map(|(index, _)| index)
            .collect();
        if chosen.is_empty() { Err("no event fits".to_owned()) } else { Ok(chosen) }
    }

    fn filter(&self, text: &str) -> Result<Filter, String> {
        let (key, value) = text.split_once('=').unwrap_or((text, ""));
        let (is_negated, codes) = value.strip_prefix('!').map_or((false, value), |codes| (true, codes));
        let actors = || {
            codes
                .split(',')
                .map(|code| ActorCode::parse(code).ok_or_else(|| format!("\"{code}\" is no code of an actor")))
                .collect::<Result<Vec<_>, _>>()
        };
        let is_date = |text: &str| {
            Date::parse(text).map(|_| text.to_owned()).map_err(|problem| format!("date \"{text}\" {problem}"))
        };
        Ok(match key {
            "by" => Filter::By(actors()?, is_negated),
            "to" => Filter::To(actors()?, is_negated),
            "action" => Filter::Actions(
                value
                    .split(',')
                    .map(|key| Action::parse(key).ok_or_else(|| format!("\"{key}\" is no action")))
                    .collect::<Result<_, _>>()?,
            ),
            "from" => Filter::From(is_date(value)?),
            "until" => Filter::Until(is_date(value)?),
            "on" => Filter::On(is_date(value)?),
            "answers" => Filter::Answers(value.split(',').map(|id| self.place(id)).collect::<Result<_, _>>()?),
            _ => return Err(format!("\"{key}\" is no filter")),
        })
    }

    fn number(&self, what: &str, chosen: &[EventIndex]) -> Result<String, String> {
        let events: Vec<&Event> = chosen.iter().map(|index| &self.events[index.as_usize()]).collect();
        let sum = |unit: Option<Unit>| {
            let units: BTreeSet<_> = events.iter().map(|event| event.action.unit()).collect();
            match (units.len(), units.first().copied().flatten()) {
                (1, Some(found)) if unit.is_none_or(|unit| unit == found) => {}
                _ => return Err("the events chosen are not all counted in that one unit".to_owned()),
            }
            let total: Sum = events.iter().map(|event| Sum::from(event.count)).sum();
            if total.known == 0 { Err("none of the events chosen has a known number".to_owned()) } else { Ok(total) }
        };
        let with_unit = |unit| sum(Some(unit)).map(|total| words::sum_with_unit(total, unit));
        let states = |side: fn(&Event) -> ActorCode| {
            let states: BTreeSet<_> = events
                .iter()
                .map(|event| side(event))
                .filter(|code| code.as_str().len() == 2 && !matches!(code.as_str(), "EU" | "UN"))
                .collect();
            words::counted(states.len(), "state", "states")
        };
        match what {
            "people" => with_unit(Unit::People),
            "posts" => with_unit(Unit::Posts),
            "missions" => with_unit(Unit::Missions),
            "n" => Ok(words::sum(sum(None)?)),
            "N" => {
                let total = sum(None)?;
                let text = if total.is_floor() { words::sum(total) } else { words::spelled(total.known) };
                Ok(words::capitalise(&text))
            }
            "states" => Ok(states(|event| event.actor)),
            "targets" => Ok(states(|event| event.target)),
            "acts" => Ok(words::counted(events.len(), "act", "acts")),
            _ => Err(format!("\"{what}\" is no marker")),
        }
    }
}

enum Filter {
    By(Vec<ActorCode>, bool),
    To(Vec<ActorCode>, bool),
    Actions(Vec<Action>),
    From(String),
    Until(String),
    On(String),
    Answers(Vec<EventIndex>),
}

impl Filter {
    /// Dates are compared as they are written, so that "2018-03" holds all of March.
    fn accepts(&self, event: &Event) -> bool {
        let date = event.date.to_string();
        match self {
            Self::By(actors, is_negated) => actors.contains(&event.actor) != *is_negated,
            Self::To(actors, is_negated) => actors.contains(&event.target) != *is_negated,
            Self::Actions(actions) => actions.contains(&event.action),
            Self::From(from) => date >= *from,
            Self::Until(until) => date.as_str().get(..until.len()).unwrap_or(&date) <= until.as_str(),
            Self::On(on) => date.starts_with(on.as_str()),
            Self::Answers(acts) => event.responds_to.iter().any(|act| acts.contains(act)),
        }
    }
}

/// Runs of digits, with the separators inside them: "1,445".
fn digit_runs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i].is_ascii_digit() {
            let start = i;
            while i < bytes.len()
                && (bytes[i].is_ascii_digit()
                    || (matches!(bytes[i], b',' | b'.') && bytes.get(i + 1).is_some_and(u8::is_ascii_digit)))
            {
                i += 1;
            }
            runs.push((start, i));
        } else {
            i += 1;
        }
    }
    runs
}
