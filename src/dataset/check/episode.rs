//! Episodes and their steps: every event in exactly one step, every number in the text from the data.

use std::collections::BTreeMap;

use super::{Draft, leak, leak_all, subject, word};
use crate::dataset::load::{File, Seen};
use crate::dataset::raw::{Field, RawEpisode};
use crate::dataset::story::Resolver;
use crate::dataset::{
    Actor, ActorCode, Date, Episode, EpisodeId, Era, EventIndex, Position, Problem, Step, Story, StoryStep, Text,
    is_slug,
};

/// Episodes by era, first date and id.
pub(super) fn episode_order<'a>(
    episodes: &'a [(File, RawEpisode)],
    drafts: &[Draft<'_>],
    problems: &mut Vec<Problem>,
) -> Vec<(&'a File, &'a RawEpisode, Era)> {
    let mut order = Vec::new();
    for (file, episode) in episodes {
        let id = episode.id.get_ref();
        let about = Some(format!("episode \"{id}\""));
        if !is_slug(id) || file.name != format!("episodes/{id}.toml") {
            let reason =
                "the id and the name of the file must be the same: lower-case letters, digits and single hyphens";
            problems.push(file.problem(&episode.id.span(), about.clone(), reason));
        }
        let mut dates: Vec<Date> = drafts.iter().filter(|d| d.episode == id).map(|d| d.event.date).collect();
        dates.sort();
        let era = if let Some(field) = &episode.era {
            word(file, field, about.clone(), "era", Era::parse, problems)
        } else {
            problems.push(file.problem(&episode.id.span(), about.clone(), "has no era"));
            None
        };
        if let (Some(era), Some(first), Some(last), Some(field)) = (era, dates.first(), dates.last(), &episode.era) {
            let (from, until) = era.years();
            if last.year() < from || first.year() > until {
                let reason = format!("era \"{}\" does not touch its dates, {first} to {last}", era.key());
                problems.push(file.problem(&field.span(), about, reason));
            }
        }
        let first = dates.first().copied().unwrap_or(Date::checked(1900, 0, 0));
        order.push((era.unwrap_or(Era::ColdWar), first, id, file, episode));
    }
    order.sort_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)));
    order.into_iter().map(|(era, _, _, file, episode)| (file, episode, era)).collect()
}

#[expect(clippy::too_many_arguments, reason = "one call; a struct for it would only repeat the names")]
pub(super) fn check_story(
    file: &File,
    raw: &RawEpisode,
    era: Era,
    place: u8,
    resolver: &Resolver<'_>,
    actors: &[Actor],
    known_ids: &Seen<String>,
    problems: &mut Vec<Problem>,
) -> (Episode, Story) {
    let id = raw.id.get_ref();
    let about = |n: Option<usize>| {
        Some(match n {
            Some(n) => format!("episode \"{id}\", step {n}"),
            None => format!("episode \"{id}\""),
        })
    };
    let mut text_field = |field: &Field<String>, name: &str| match field {
        Some(text) if !text.get_ref().trim().is_empty() => {
            resolver.resolve(file, text, place, about(None).as_deref(), problems)
        }
        _ => {
            problems.push(file.problem(&raw.id.span(), about(None), format!("has no {name}")));
            Vec::new()
        }
    };
    let title = text_field(&raw.title, "title");
    let summary = text_field(&raw.summary, "summary");
    for (text, name, field) in [(&title, "title", &raw.title), (&summary, "summary", &raw.summary)] {
        if let (Some(field), 2..) = (field, text.len()) {
            problems.push(file.problem(&field.span(), about(None), format!("its {name} must be one paragraph")));
        }
    }
    if raw.step.is_empty() {
        problems.push(file.problem(&raw.id.span(), about(None), "has no steps"));
    }
    let mut steps = Vec::new();
    let mut story_steps = Vec::new();
    let mut shown: BTreeMap<EventIndex, usize> = BTreeMap::new();
    for (n, step) in (1..).zip(&raw.step) {
        let step_title = resolver.resolve(file, &step.title, place, about(Some(n)).as_deref(), problems);
        let paragraphs = resolver.resolve(file, &step.text, place, about(Some(n)).as_deref(), problems);
        let words: usize = paragraphs.iter().map(|text| text.to_string().split_whitespace().count()).sum();
        if !(50..=130).contains(&words) {
            let reason = format!("its text has {words} words, wanted are 50 to 130");
            problems.push(file.problem(&step.text.span(), about(Some(n)), reason));
        }
        if step_title.is_empty() {
            problems.push(file.problem(&step.title.span(), about(Some(n)), "has no title"));
        }
        if step.events.is_empty() {
            problems.push(file.problem(&step.title.span(), about(Some(n)), "shows no event"));
        }
        let mut events = Vec::new();
        for name in &step.events {
            let id = name.get_ref().as_str();
            match resolver.places.get(id).copied() {
                Some(index) if resolver.events[index.as_usize()].episode == place => {
                    if let Some(earlier) = shown.insert(index, n) {
                        let reason = format!("shows event \"{id}\", which step {earlier} shows already");
                        problems.push(file.problem(&name.span(), about(Some(n)), reason));
                    } else {
                        events.push(index);
                    }
                }
                Some(_) => {
                    let reason = format!("shows event \"{id}\", which belongs to another episode");
                    problems.push(file.problem(&name.span(), about(Some(n)), reason));
                }
                None if known_ids.contains_key(id) => {}
                None => {
                    let reason = format!("shows event \"{id}\", which does not exist");
                    problems.push(file.problem(&name.span(), about(Some(n)), reason));
                }
            }
        }
        events.sort_unstable();
        let positions = step
            .positions
            .iter()
            .filter_map(|position| {
                let by = ActorCode::parse(position.by.get_ref()).filter(|code| actors.iter().any(|a| a.code == *code));
                if by.is_none() {
                    let reason = format!("actor \"{}\" is not in actors.toml", position.by.get_ref());
                    problems.push(file.problem(&position.by.span(), about(Some(n)), reason));
                }
                let event = resolver.places.get(position.event.get_ref().as_str()).copied();
                if event.is_none() {
                    let reason =
                        format!("rests a position on event \"{}\", which does not exist", position.event.get_ref());
                    problems.push(file.problem(&position.event.span(), about(Some(n)), reason));
                }
                let said = resolver
                    .resolve(file, &position.said, place, about(Some(n)).as_deref(), problems)
                    .into_iter()
                    .next();
                Some(Position { by: by?, said: said?, event: event? })
            })
            .collect();
        steps.push(Step { title: leak(&first_text(&step_title)), events: leak_all(events) });
        story_steps.push(StoryStep { paragraphs, positions });
    }
    for event in &raw.event {
        if let Some(index) = resolver.places.get(event.id.get_ref().as_str())
            && !shown.contains_key(index)
            && !raw.step.is_empty()
        {
            problems.push(file.problem(&event.id.span(), subject(event), "no step shows it"));
        }
    }
    let episode = Episode { id: EpisodeId(leak(id)), title: leak(&first_text(&title)), era, steps: leak_all(steps) };
    let summary = summary.into_iter().next().unwrap_or_default();
    (episode, Story { summary, steps: story_steps })
}

fn first_text(paragraphs: &[Text]) -> String {
    paragraphs.first().map(ToString::to_string).unwrap_or_default()
}
