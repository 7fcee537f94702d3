//! Episodes and their steps: every event in exactly one step, every number in the text from the data.

use std::collections::{BTreeMap, HashMap};

use toml::Spanned;

use super::{Draft, leak, leak_all, subject, word};
use crate::dataset::load::File;
use crate::dataset::raw::{RawEpisode, RawPosition, RawStep};
use crate::dataset::story::Resolver;
use crate::dataset::{
    Actor, ActorCode, Date, Episode, EpisodeId, Era, EventIndex, Position, Problem, Step, Story, StoryStep, Text,
    is_slug,
};

/// A place among episodes is one byte.
const MOST_EPISODES: usize = 256;

/// Episodes by era, first date and id.
pub(super) fn episode_order<'a>(
    episodes: &'a [(File, RawEpisode)],
    drafts: &[Draft<'_>],
    problems: &mut Vec<Problem>,
) -> Vec<(&'a File, &'a RawEpisode, Era)> {
    let mut dates_of: HashMap<&str, Vec<Date>> = HashMap::new();
    // By date, as the drafts are.
    for draft in drafts {
        dates_of.entry(draft.episode).or_default().push(draft.event.date);
    }
    let mut order = Vec::new();
    for (file, episode) in episodes {
        let id = episode.id.get_ref();
        let about = Some(format!("episode \"{id}\""));
        if !is_slug(id) || file.name != format!("episodes/{id}.toml") {
            let reason =
                "the id and the name of the file must be the same: lower-case letters, digits and single hyphens";
            problems.push(file.problem(&episode.id.span(), about.clone(), reason));
        }
        let dates = dates_of.get(id.as_str()).map_or(&[][..], Vec::as_slice);
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
    if let Some((_, _, id, file, episode)) = order.get(MOST_EPISODES) {
        let reason = format!("is one more than {MOST_EPISODES}: its place has no room in the facts");
        problems.push(file.problem(&episode.id.span(), Some(format!("episode \"{id}\"")), reason));
    }
    order.into_iter().map(|(era, _, _, file, episode)| (file, episode, era)).collect()
}

/// One episode and what its story may refer to.
pub(super) struct StoryCheck<'a> {
    pub file: &'a File,
    pub raw: &'a RawEpisode,
    pub era: Era,
    /// The place of the episode in the facts.
    pub place: u8,
    pub resolver: &'a Resolver<'a>,
    pub actors: &'a [Actor],
}

impl StoryCheck<'_> {
    /// The episode and its text; whatever is wrong with them is reported.
    pub fn check(&self, problems: &mut Vec<Problem>) -> (Episode, Story) {
        let Self { file, raw, .. } = self;
        let title = self.paragraph(raw.title.as_ref(), "title", problems);
        let summary = self.paragraph(raw.summary.as_ref(), "summary", problems);
        if raw.step.is_empty() {
            problems.push(file.problem(&raw.id.span(), Some(self.about(None)), "has no steps"));
        }
        let mut shown = BTreeMap::new();
        let (steps, story_steps): (Vec<Step>, Vec<StoryStep>) =
            (1..).zip(&raw.step).map(|(n, step)| self.step(n, step, &mut shown, problems)).unzip();
        for event in &raw.event {
            if let Some(index) = self.resolver.places.get(event.id.get_ref().as_str())
                && !shown.contains_key(index)
                && !raw.step.is_empty()
            {
                problems.push(file.problem(&event.id.span(), subject(event), "no step shows it"));
            }
        }
        let id = EpisodeId(leak(raw.id.get_ref()));
        let episode = Episode { id, title: leak(&title.to_string()), era: self.era, steps: leak_all(steps) };
        (episode, Story { summary, steps: story_steps })
    }

    /// What a problem is about: the episode, or its step `n`, counted from 1.
    fn about(&self, n: Option<usize>) -> String {
        let id = self.raw.id.get_ref();
        match n {
            Some(n) => format!("episode \"{id}\", step {n}"),
            None => format!("episode \"{id}\""),
        }
    }

    fn resolve(&self, text: &Spanned<String>, n: Option<usize>, problems: &mut Vec<Problem>) -> Vec<Text> {
        self.resolver.resolve(self.file, text, self.place, Some(&self.about(n)), problems)
    }

    /// A field of the episode that is one paragraph.
    fn paragraph(&self, field: Option<&Spanned<String>>, name: &str, problems: &mut Vec<Problem>) -> Text {
        let texts = match field {
            Some(text) if !text.get_ref().trim().is_empty() => self.resolve(text, None, problems),
            _ => {
                let reason = format!("has no {name}");
                problems.push(self.file.problem(&self.raw.id.span(), Some(self.about(None)), reason));
                Vec::new()
            }
        };
        if let (Some(field), 2..) = (field, texts.len()) {
            let reason = format!("its {name} must be one paragraph");
            problems.push(self.file.problem(&field.span(), Some(self.about(None)), reason));
        }
        texts.into_iter().next().unwrap_or_default()
    }

    fn step(
        &self,
        n: usize,
        step: &RawStep,
        shown: &mut BTreeMap<EventIndex, usize>,
        problems: &mut Vec<Problem>,
    ) -> (Step, StoryStep) {
        let title = self.resolve(&step.title, Some(n), problems).into_iter().next().unwrap_or_default();
        let paragraphs = self.resolve(&step.text, Some(n), problems);
        let mut report = |field: &Spanned<String>, reason: String| {
            problems.push(self.file.problem(&field.span(), Some(self.about(Some(n))), reason));
        };
        let words: usize = paragraphs.iter().map(|text| text.to_string().split_whitespace().count()).sum();
        if !(50..=130).contains(&words) {
            report(&step.text, format!("its text has {words} words, wanted are 50 to 130"));
        }
        if title.0.is_empty() {
            report(&step.title, "has no title".to_owned());
        }
        if step.events.is_empty() {
            report(&step.title, "shows no event".to_owned());
        }
        let mut events = Vec::new();
        for name in &step.events {
            let id = name.get_ref().as_str();
            match self.resolver.places.get(id).copied() {
                Some(index) if self.resolver.events[index.as_usize()].episode == self.place => {
                    if let Some(earlier) = shown.insert(index, n) {
                        report(name, format!("shows event \"{id}\", which step {earlier} shows already"));
                    } else {
                        events.push(index);
                    }
                }
                Some(_) => report(name, format!("shows event \"{id}\", which belongs to another episode")),
                // That problem is reported there, not here.
                None if self.resolver.known_ids.contains_key(id) => {}
                None => report(name, format!("shows event \"{id}\", which does not exist")),
            }
        }
        events.sort_unstable();
        let positions = step.positions.iter().filter_map(|position| self.position(n, position, problems)).collect();
        (Step { title: leak(&title.to_string()), events: leak_all(events) }, StoryStep { title, paragraphs, positions })
    }

    fn position(&self, n: usize, raw: &RawPosition, problems: &mut Vec<Problem>) -> Option<Position> {
        let said = self.resolve(&raw.said, Some(n), problems).into_iter().next();
        let mut report = |field: &Spanned<String>, reason: String| {
            problems.push(self.file.problem(&field.span(), Some(self.about(Some(n))), reason));
        };
        if said.is_none() {
            report(&raw.said, "a position says nothing".to_owned());
        }
        let by = ActorCode::parse(raw.by.get_ref()).filter(|code| self.actors.iter().any(|a| a.code == *code));
        if by.is_none() {
            report(&raw.by, format!("actor \"{}\" is not in actors.toml", raw.by.get_ref()));
        }
        let id = raw.event.get_ref().as_str();
        let event = self.resolver.places.get(id).copied();
        if event.is_none() && !self.resolver.known_ids.contains_key(id) {
            report(&raw.event, format!("rests a position on event \"{id}\", which does not exist"));
        }
        Some(Position { by: by?, said: said?, event: event? })
    }
}
