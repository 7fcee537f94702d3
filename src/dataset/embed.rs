//! The facts as text: what `build.rs` writes into the program, and how the program reads it.
//!
//! One line an entry, fields parted by tabs, sections by an empty line. As text the facts take a third of what static
//! tables would, mostly because tables hold addresses of memory. Reading takes well under a millisecond, once.

use std::fmt::Write;
use std::str::Split;

use super::{
    Action, Actor, ActorCode, ActorKind, Bound, Count, Date, DateKind, Disputed, Episode, EpisodeId, Era, Event,
    EventId, EventIndex, Facts, Figures, Membership, Step,
};

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
        for (i, e) in (0u32..).zip(self.events) {
            line(format_args!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                e.id,
                e.episode,
                e.date,
                if e.date_kind == DateKind::Announced { "" } else { "e" },
                e.actor,
                e.target,
                Action::ALL.iter().position(|action| *action == e.action).unwrap_or_default(),
                match e.count {
                    Count::Known(number, Bound::Exact) => number.to_string(),
                    Count::Known(number, Bound::MoreThan) => format!("{number}+"),
                    Count::Unknown => "?".to_owned(),
                    Count::Elsewhere => "^".to_owned(),
                    Count::NotApplicable => String::new(),
                },
                e.figures.map_or_else(String::new, |figures| format!("{}-{}", figures.lowest, figures.highest)),
                indices(i, e.responds_to),
                e.qualifier,
                e.disputed.0
            ));
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
        let mut sections = text.trim_end().split("\n\n");
        let actors = sections.next()?.lines().map(actor).collect::<Option<Vec<_>>>()?;
        let events = (0u32..).zip(sections.next()?.lines()).map(event).collect::<Option<Vec<_>>>()?;
        let episodes = sections.map(episode).collect::<Option<Vec<_>>>()?;
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

fn event((place, line): (u32, &'static str)) -> Option<Event> {
    let mut fields: Split<'static, char> = line.split('\t');
    Some(Event {
        id: EventId(fields.next()?),
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

fn episode(section: &'static str) -> Option<Episode> {
    let mut lines = section.lines();
    let mut fields = lines.next()?.split('\t');
    let (id, era, title) = (EpisodeId(fields.next()?), Era::parse(fields.next()?)?, fields.next()?);
    let steps = lines
        .map(|line| {
            let (title, events) = line.split_once('\t')?;
            Some(Step { title, events: read_indices(0, events)? })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Episode { id, title, era, steps: leak(steps) })
}
