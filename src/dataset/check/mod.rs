//! The rules of the codebook: raw values in, a [`Dataset`] or problems out.
//!
//! A value that breaks a rule is reported and left out; the checks go on with the rest, so that the editor sees all
//! problems in one run.

mod actor;
mod episode;
mod event;
mod reply;
mod source;

use std::collections::{BTreeSet, HashMap};

use toml::Spanned;

use super::load::{File, Raw, Seen};
use super::raw::RawEvent;
use super::story::{EventText, Resolver};
use super::{Dataset, Date, Event, EventIndex, Facts, Ownership, Problem, Record};
use actor::check_actors;
use episode::{StoryCheck, episode_order};
use event::check_event;
use reply::link_replies;
use source::check_sources;

/// The dataset lives as long as the program, so its parts may be static.
pub(super) fn leak(text: &str) -> &'static str {
    // One line without tabs: that is how the facts are written into the program.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Box::leak(text.into_boxed_str())
}

pub(super) fn leak_all<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}

/// An event whose own fields are right; its replies and steps are still names.
struct Draft<'a> {
    file: &'a File,
    raw: &'a RawEvent,
    episode: &'a str,
    event: Event,
    record: Record,
}

/// Checks everything. `None` where a whole file is missing; otherwise a dataset that is right if no problem was added.
pub(super) fn check(raw: Raw, problems: &mut Vec<Problem>) -> Option<Dataset> {
    // What a file that could not be read holds is not missed in the others.
    let mut is_all_read = problems.is_empty();
    let (dataset_file, raw_dataset) = raw.dataset?;
    let (actors_file, raw_actors) = raw.actors?;
    let (publishers_file, raw_publishers) = raw.publishers?;
    let (sources_file, raw_sources) = raw.sources?;

    let cutoff = date(&dataset_file, &raw_dataset.cutoff, None, problems);
    let (actors, actor_notes) = check_actors(&actors_file, &raw_actors.actor, problems);
    let publishers = {
        let mut publishers = Seen::new();
        for publisher in &raw_publishers.publisher {
            let subject = Some(format!("publisher \"{}\"", publisher.name.get_ref()));
            let ownership = publisher.ownership.as_ref().and_then(|field| {
                word(&publishers_file, field, subject.clone(), "ownership", Ownership::parse, problems)
            });
            let value = (ownership, publisher.owner.clone());
            if publishers.insert(publisher.name.get_ref().clone(), value).is_some() {
                problems.push(publishers_file.problem(&publisher.name.span(), subject, "stands here a second time"));
            }
        }
        publishers
    };
    let sources = check_sources(&sources_file, &raw_sources.source, &publishers, problems);
    let source_places: HashMap<&str, usize> =
        sources.iter().enumerate().map(|(i, source)| (source.id.as_str(), i)).collect();

    let mut drafts = Vec::new();
    let mut first_seen: Seen<String> = Seen::new();
    let mut cited = BTreeSet::new();
    for (file, episode) in &raw.episodes {
        for event in &episode.event {
            let id = event.id.get_ref();
            if let Some(elsewhere) = first_seen.get(id) {
                let reason = format!("this id is used already, in data/{elsewhere}");
                problems.push(file.problem(&event.id.span(), subject(event), reason));
                is_all_read = false;
                continue;
            }
            first_seen.insert(id.clone(), format!("{}:{}", file.name, file.line(&event.id.span())));
            if let Some((event_facts, record)) = check_event(file, event, &actors, &source_places, &mut cited, problems)
            {
                if let (Some(cutoff), Some(field)) = (cutoff, &event.date)
                    && cutoff.is_surely_before(event_facts.date)
                {
                    let reason = format!("is dated {}, after the data end ({cutoff})", event_facts.date);
                    problems.push(file.problem(&field.span(), subject(event), reason));
                }
                drafts.push(Draft { file, raw: event, episode: episode.id.get_ref(), event: event_facts, record });
            }
        }
    }
    for (i, source) in sources.iter().enumerate() {
        if is_all_read && !cited.contains(&i) {
            let place = raw_sources.source.iter().find(|raw| *raw.id.get_ref() == source.id).map(|raw| raw.id.span());
            let reason = "supports no event: cite it or take it out";
            problems.push(sources_file.problem(
                &place.unwrap_or(0..0),
                Some(format!("source \"{}\"", source.id)),
                reason,
            ));
        }
    }
    drafts.sort_by_key(|draft| (draft.event.date, draft.event.id));
    let places: HashMap<&str, EventIndex> =
        (0u32..).zip(&drafts).map(|(i, draft)| (draft.event.id.as_str(), EventIndex(i))).collect();
    link_replies(&mut drafts, &places, &first_seen, problems);

    let order = episode_order(&raw.episodes, &drafts, problems);
    let episode_places: HashMap<&str, u8> =
        (0u8..).zip(&order).map(|(i, (_, e, _))| (e.id.get_ref().as_str(), i)).collect();
    for draft in &mut drafts {
        draft.event.episode = episode_places.get(draft.episode).copied().unwrap_or_default();
    }

    let events = leak_all(drafts.iter().map(|draft| draft.event).collect());
    let texts: Vec<EventText> = drafts.iter().map(|draft| EventText::new(&draft.event, &draft.record)).collect();
    for (draft, text) in drafts.iter().zip(&texts) {
        if let Some(qualifier) = &draft.raw.qualifier
            && let Some(number) = text.missing_number(qualifier.get_ref())
        {
            let reason = format!("its qualifier says {number}, which does not stand in its record");
            problems.push(draft.file.problem(&qualifier.span(), subject(draft.raw), reason));
        }
    }
    let resolver = Resolver { events, texts: &texts, places: &places, known_ids: &first_seen };
    let mut episodes = Vec::new();
    let mut stories = Vec::new();
    for (place, (file, raw_episode, era)) in (0u8..).zip(&order) {
        let check = StoryCheck { file, raw: raw_episode, era: *era, place, resolver: &resolver, actors: &actors };
        let (episode, story) = check.check(problems);
        episodes.push(episode);
        stories.push(story);
    }
    Some(Dataset {
        version: raw_dataset.version,
        cutoff: cutoff?,
        facts: Facts { events, episodes: leak_all(episodes), actors: leak_all(actors) },
        records: drafts.into_iter().map(|draft| draft.record).collect(),
        stories,
        actor_notes,
        sources,
    })
}

/// What a problem with an event is about.
#[expect(clippy::unnecessary_wraps, reason = "the form in which a problem takes its subject")]
pub(super) fn subject(event: &RawEvent) -> Option<String> {
    Some(format!("event \"{}\"", event.id.get_ref()))
}

pub(super) fn date(
    file: &File,
    field: &Spanned<String>,
    subject: Option<String>,
    problems: &mut Vec<Problem>,
) -> Option<Date> {
    match Date::parse(field.get_ref()) {
        Ok(date) => Some(date),
        Err(problem) => {
            let reason = format!("date \"{}\" {problem}", field.get_ref());
            problems.push(file.problem(&field.span(), subject, reason));
            None
        }
    }
}

/// One of a fixed set of words.
pub(super) fn word<T>(
    file: &File,
    field: &Spanned<String>,
    subject: Option<String>,
    what: &str,
    parse: impl Fn(&str) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let value = parse(field.get_ref());
    if value.is_none() {
        let reason = format!("\"{}\" is not a known {what}", field.get_ref());
        problems.push(file.problem(&field.span(), subject, reason));
    }
    value
}
