//! The rules of the codebook: raw values in, a [`Dataset`] or problems out.
//!
//! A value that breaks a rule is reported and left out; the checks go on with the rest, so that the editor sees all
//! problems in one run.

mod actor;
mod article;
mod episode;
mod event;
mod reply;
mod source;

use std::collections::{BTreeSet, HashMap};

use toml::Spanned;

use super::load::{File, Raw, Seen};
use super::raw::{RawEvent, RawVersion};
use super::story::{EventText, Resolver};
use super::{Dataset, Date, Event, EventIndex, Facts, Problem, Record, Version};
use actor::check_actors;
use article::{Known, check_articles, check_compared};
use episode::{StoryCheck, episode_order};
use event::check_event;
use reply::link_replies;
use source::{check_publishers, check_sources, check_uses};

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
    let publishers = check_publishers(&publishers_file, &raw_publishers.publisher, problems);
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
    drafts.sort_by_key(|draft| (draft.event.date, draft.event.id));
    let places: HashMap<&str, EventIndex> =
        (0u32..).zip(&drafts).map(|(i, draft)| (draft.event.id.as_str(), EventIndex(i))).collect();
    link_replies(&mut drafts, &places, &first_seen, problems);

    let order = episode_order(&raw.episodes, &drafts, problems);
    let episode_places: HashMap<&str, u8> =
        (0..=u8::MAX).zip(&order).map(|(i, (_, e, _))| (e.id.get_ref().as_str(), i)).collect();
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
    let resolver = Resolver::new(events, &texts, &places, &first_seen);
    let mut episodes = Vec::new();
    let mut stories = Vec::new();
    for (place, (file, raw_episode, era)) in (0..=u8::MAX).zip(&order) {
        let check = StoryCheck { file, raw: raw_episode, era: *era, place, resolver: &resolver, actors: &actors };
        let (episode, story) = check.check(problems);
        episodes.push(episode);
        stories.push(story);
    }
    let known = Known {
        texts: &texts,
        places: &places,
        all_ids: &first_seen,
        episodes: &episode_places,
        sources: &sources,
        source_places: &source_places,
        is_all_read,
    };
    let articles = check_articles(&raw.articles, &known, &mut cited, problems);
    let shared_facts = raw
        .compared
        .as_ref()
        .map(|(file, compared)| {
            check_compared(file, compared, (&raw.articles, &articles), &known, &mut cited, problems)
        })
        .unwrap_or_default();
    if is_all_read {
        check_uses(&sources_file, &raw_sources.source, &sources, &cited, problems);
    }
    let versions = check_versions(&dataset_file, &raw_dataset.version, &raw_dataset.cutoff, problems);
    Some(Dataset {
        versions,
        cutoff: cutoff?,
        facts: Facts { events, episodes: leak_all(episodes), actors: leak_all(actors) },
        records: drafts.into_iter().map(|draft| draft.record).collect(),
        stories,
        actor_notes,
        sources,
        articles,
        shared_facts,
    })
}

/// The versions of the data, newest first: each lower than the one before it, none without a change.
fn check_versions(
    file: &File,
    raw: &[RawVersion],
    cutoff: &Spanned<String>,
    problems: &mut Vec<Problem>,
) -> Vec<Version> {
    if raw.is_empty() {
        problems.push(file.problem(&cutoff.span(), None, "has no version"));
    }
    let mut newer: Option<[u32; 3]> = None;
    let mut versions = Vec::new();
    for version in raw {
        let text = version.version.get_ref();
        let subject = Some(format!("version \"{text}\""));
        let number = |part: &str| part.parse().ok().filter(|number: &u32| number.to_string() == part);
        let parts: Vec<u32> = text.split('.').filter_map(number).collect();
        match <[u32; 3]>::try_from(parts) {
            Ok(parts) if text.split('.').count() == 3 => {
                if newer.is_some_and(|newer| newer <= parts) {
                    let reason = "stands below one that is not newer: the newest comes first";
                    problems.push(file.problem(&version.version.span(), subject.clone(), reason));
                }
                newer = Some(parts);
            }
            _ => {
                let reason = "a version is three numbers with points between them";
                problems.push(file.problem(&version.version.span(), subject.clone(), reason));
            }
        }
        if version.changes.is_empty() {
            problems.push(file.problem(&version.version.span(), subject.clone(), "names no change"));
        }
        if let Some(date) = date(file, &version.date, subject.clone(), problems) {
            if date.day().is_none() {
                problems.push(file.problem(&version.date.span(), subject, "a version has a day"));
            }
            versions.push(Version { number: text.clone(), date, changes: version.changes.clone() });
        }
    }
    versions
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
