//! Writes the facts as Rust source: static tables that cost the browser no parsing.

use std::fmt::Write;

use super::{Bound, Count, Dataset, Date, EventIndex};

impl Dataset {
    /// The facts as a Rust item, `pub static FACTS: Facts`, for `build.rs` to write beside the crate.
    pub fn facts_as_rust(&self) -> String {
        let mut out = String::from("/// The facts of this edition.\npub static FACTS: Facts = Facts { events: &[\n");
        // Writing to a String cannot fail.
        let mut line = |text: std::fmt::Arguments<'_>| _ = out.write_fmt(text);
        for e in self.facts.events {
            line(format_args!(
                "Event {{ id: EventId({:?}), episode: {}, date: {}, date_kind: DateKind::{:?}, actor: ActorCode({:?}), \
                 target: ActorCode({:?}), action: Action::{}, count: {}, responds_to: {}, disputes: {} }},\n",
                e.id.as_str(),
                e.episode,
                date(e.date),
                e.date_kind,
                e.actor.0,
                e.target.0,
                e.action.variant(),
                count(e.count),
                indices(e.responds_to),
                e.disputes,
            ));
        }
        line(format_args!("], episodes: &[\n"));
        for episode in self.facts.episodes {
            line(format_args!(
                "Episode {{ id: EpisodeId({:?}), title: {:?}, era: Era::{}, steps: &[\n",
                episode.id.as_str(),
                episode.title,
                episode.era.variant()
            ));
            for step in episode.steps {
                line(format_args!("Step {{ title: {:?}, events: {} }},\n", step.title, indices(step.events)));
            }
            line(format_args!("] }},\n"));
        }
        line(format_args!("], actors: &[\n"));
        for actor in self.facts.actors {
            line(format_args!(
                "Actor {{ code: ActorCode({:?}), name: {:?}, takes_article: {}, kind: ActorKind::{:?}, memberships: &[",
                actor.code.0, actor.name, actor.takes_article, actor.kind
            ));
            for m in actor.memberships {
                let until = m.until.map_or_else(|| "None".to_owned(), |until| format!("Some({})", date(until)));
                line(format_args!(
                    "Membership {{ of: ActorCode({:?}), from: {}, until: {until} }}, ",
                    m.of.0,
                    date(m.from)
                ));
            }
            line(format_args!("] }},\n"));
        }
        line(format_args!("] }};\n"));
        out
    }
}

fn date(date: Date) -> String {
    format!("Date::checked({}, {}, {})", date.year(), date.month().unwrap_or(0), date.day().unwrap_or(0))
}

fn count(count: Count) -> String {
    match count {
        Count::Known(number, Bound::Exact) => format!("Count::Known({number}, Bound::Exact)"),
        Count::Known(number, Bound::MoreThan) => format!("Count::Known({number}, Bound::MoreThan)"),
        Count::Unknown => "Count::Unknown".to_owned(),
        Count::Elsewhere => "Count::Elsewhere".to_owned(),
        Count::NotApplicable => "Count::NotApplicable".to_owned(),
    }
}

fn indices(indices: &[EventIndex]) -> String {
    let items: Vec<String> = indices.iter().map(|index| format!("EventIndex({})", index.0)).collect();
    format!("&[{}]", items.join(", "))
}
