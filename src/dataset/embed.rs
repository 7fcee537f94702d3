//! The facts as text: what `build.rs` writes into the program, and how the program reads it.
//!
//! Sections are parted by an empty line. Actors, episodes and steps have a line each, fields parted by tabs; of the events
//! each field has a line, since alike stands beside alike then and weighs less. As text the facts take a third of what
//! static tables would, mostly because tables hold addresses of memory. Reading takes well under a millisecond, once.

use std::fmt::Write;
use std::str::Split;

use super::{
    Action, Actor, ActorCode, ActorKind, Bound, Count, Date, DateKind, Disputed, Episode, EpisodeId, Era, Event,
    EventId, EventIndex, Facts, Figures, Membership, Step,
};

/// How many fields an event has.
const COLUMNS: usize = 12;

impl Facts {
    /// No events at all.
    pub const EMPTY: Self = Self { events: &[], episodes: &[], actors: &[] };

    /// The facts as text, for [`Facts::from_text`]. The browser does without the titles of steps: it has them in the pages.
    pub fn to_text(self, has_step_titles: bool) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let mut line = |text: std::fmt::Arguments<'_>| _ = writeln!(out, "{text}");
        for actor in self.actors {
            let memberships: Vec<String> = actor
                .memberships
                .iter()
                .map(|m| format!("{} {} {}", m.of, m.from, m.until.map_or_else(String::new, |until| until.to_string())))
                .collect();
            line(format_args!(
                "{}\t{}\t{}\t{}\t{}",
                actor.code,
                actor.name,
                if actor.takes_article { "the" } else { "" },
                if actor.kind == ActorKind::State { "" } else { "o" },
                memberships.join(",")
            ));
        }
        line(format_args!(""));
        let mut columns: [String; COLUMNS] = Default::default();
        for (i, e) in (0u32..).zip(self.events) {
            let fields = [
                e.id.to_string(),
                e.episode.to_string(),
                e.date.to_string(),
                if e.date_kind == DateKind::Announced { "" } else { "e" }.to_owned(),
                e.actor.to_string(),
                e.target.to_string(),
                Action::ALL.iter().position(|action| *action == e.action).unwrap_or_default().to_string(),
                match e.count {
                    Count::Known(number, Bound::Exact) => number.to_string(),
                    Count::Known(number, Bound::MoreThan) => format!("{number}+"),
                    Count::Unknown => "?".to_owned(),
                    Count::Elsewhere => "^".to_owned(),
                    Count::NotApplicable => String::new(),
                },
                e.figures.map_or_else(String::new, |figures| format!("{}-{}", figures.lowest, figures.highest)),
                indices(i, e.responds_to),
                e.qualifier.to_owned(),
                e.disputed.0.to_string(),
            ];
            for (column, field) in columns.iter_mut().zip(fields) {
                if i > 0 {
                    column.push('\t');
                }
                column.push_str(&field);
            }
        }
        for column in &columns {
            line(format_args!("{column}"));
        }
        for episode in self.episodes {
            line(format_args!(""));
            line(format_args!("{}\t{}\t{}", episode.id, episode.era.key(), episode.title));
            for step in episode.steps {
                let title = if has_step_titles { step.title } else { "" };
                line(format_args!("{title}\t{}", indices(0, step.events)));
            }
        }
        out
    }

    /// Reads what [`Facts::to_text`] wrote; `None` for any other text.
    ///
    /// What is read stays in memory as long as the program runs.
    pub fn from_text(text: &'static str) -> Option<Self> {
        let mut lines = text.lines();
        let actors = lines.by_ref().take_while(|line| !line.is_empty()).map(actor).collect::<Option<Vec<_>>>()?;
        let mut columns: Vec<Split<'static, char>> =
            lines.by_ref().take(COLUMNS).map(|line| line.split('\t')).collect();
        let mut events = Vec::new();
        while let Some(id) = columns.first_mut()?.next().filter(|id| !id.is_empty()) {
            let place = u32::try_from(events.len()).ok()?;
            events.push(event(place, id, &mut columns)?);
        }
        let mut episodes = Vec::new();
        while let Some(head) = lines.next() {
            // Before the first stands an empty line.
            if !head.is_empty() {
                episodes.push(episode(head, lines.by_ref().take_while(|line| !line.is_empty()))?);
            }
        }
        Some(Self { events: leak(events), episodes: leak(episodes), actors: leak(actors) })
    }
}

fn leak<T>(values: Vec<T>) -> &'static [T] {
    if values.is_empty() { &[] } else { Box::leak(values.into_boxed_slice()) }
}

/// Indices as steps from one to the next, the first from `before`: near ones are alike, and so weigh little.
fn indices(mut before: u32, indices: &[EventIndex]) -> String {
    let mut steps = Vec::new();
    for index in indices {
        steps.push(index.0.wrapping_sub(before).cast_signed().to_string());
        before = index.0;
    }
    steps.join(",")
}

fn read_indices(mut before: u32, text: &str) -> Option<&'static [EventIndex]> {
    let mut indices = Vec::new();
    for step in list(text) {
        before = before.wrapping_add_signed(step.parse().ok()?);
        indices.push(EventIndex(before));
    }
    Some(leak(indices))
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').filter(|item| !item.is_empty())
}

fn date(text: &str) -> Option<Date> {
    Date::parse(text).ok()
}

fn actor(line: &'static str) -> Option<Actor> {
    let mut fields = line.split('\t');
    Some(Actor {
        code: ActorCode::parse(fields.next()?)?,
        name: fields.next()?,
        takes_article: !fields.next()?.is_empty(),
        kind: if fields.next()?.is_empty() { ActorKind::State } else { ActorKind::Organisation },
        memberships: leak(list(fields.next()?).map(membership).collect::<Option<Vec<_>>>()?),
    })
}

fn membership(text: &str) -> Option<Membership> {
    let mut fields = text.split(' ');
    let (of, from, until) = (fields.next()?, fields.next()?, fields.next()?);
    let until = if until.is_empty() { None } else { Some(date(until)?) };
    Some(Membership { of: ActorCode::parse(of)?, from: date(from)?, until })
}

fn event(place: u32, id: &'static str, columns: &mut [Split<'static, char>]) -> Option<Event> {
    let mut fields = columns.iter_mut().skip(1).map_while(Iterator::next);
    Some(Event {
        id: EventId(id),
        episode: fields.next()?.parse().ok()?,
        date: date(fields.next()?)?,
        date_kind: if fields.next()?.is_empty() { DateKind::Announced } else { DateKind::Effective },
        actor: ActorCode::parse(fields.next()?)?,
        target: ActorCode::parse(fields.next()?)?,
        action: *Action::ALL.get(fields.next()?.parse::<usize>().ok()?)?,
        count: match fields.next()? {
            "" => Count::NotApplicable,
            "?" => Count::Unknown,
            "^" => Count::Elsewhere,
            number => match number.strip_suffix('+') {
                Some(floor) => Count::Known(floor.parse().ok()?, Bound::MoreThan),
                None => Count::Known(number.parse().ok()?, Bound::Exact),
            },
        },
        figures: match fields.next()? {
            "" => None,
            range => {
                let (lowest, highest) = range.split_once('-')?;
                Some(Figures { lowest: lowest.parse().ok()?, highest: highest.parse().ok()? })
            }
        },
        responds_to: read_indices(place, fields.next()?)?,
        qualifier: fields.next()?,
        disputed: Disputed(fields.next()?.parse().ok()?),
    })
}

fn episode(head: &'static str, steps: impl Iterator<Item = &'static str>) -> Option<Episode> {
    let mut fields = head.split('\t');
    let (id, era, title) = (EpisodeId(fields.next()?), Era::parse(fields.next()?)?, fields.next()?);
    let steps = steps
        .map(|line| {
            let (title, events) = line.split_once('\t')?;
            Some(Step { title, events: read_indices(0, events)? })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Episode { id, title, era, steps: leak(steps) })
}
