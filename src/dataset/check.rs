//! The rules of the codebook: raw values in, a [`Dataset`] or problems out.
//!
//! A value that breaks a rule is reported and left out; the checks go on with the rest, so that the editor sees all
//! problems in one run.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use toml::Spanned;
use url::Url;

use super::load::{File, Raw, Seen};
use super::raw::{Field, RawActor, RawEpisode, RawEvent, RawSource};
use super::story::{EventText, Resolver};
use super::{
    Action, Actor, ActorCode, ActorKind, Bound, Citation, Confidence, Count, Dataset, Date, DateKind, Dispute, Episode,
    EpisodeId, Era, Event, EventId, EventIndex, Facts, Membership, Ownership, Position, Problem, Record, Source, Step,
    Story, StoryStep, is_slug,
};

/// The dataset lives as long as the program, so its parts may be static.
fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn leak_all<T>(values: Vec<T>) -> &'static [T] {
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
                continue;
            }
            first_seen.insert(id.clone(), format!("{}:{}", file.name, file.line(&event.id.span())));
            if let Some((event_facts, record)) = check_event(file, event, &actors, &source_places, &mut cited, problems)
            {
                drafts.push(Draft { file, raw: event, episode: episode.id.get_ref(), event: event_facts, record });
            }
        }
    }
    for (i, source) in sources.iter().enumerate() {
        if !cited.contains(&i) {
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
        (0u16..).zip(&drafts).map(|(i, draft)| (draft.event.id.as_str(), EventIndex(i))).collect();
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
    let resolver = Resolver { events, texts: &texts, places: &places };
    let mut episodes = Vec::new();
    let mut stories = Vec::new();
    for (place, (file, raw_episode, era)) in (0u8..).zip(&order) {
        let (episode, story) = check_story(file, raw_episode, *era, place, &resolver, &actors, &first_seen, problems);
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

fn subject(event: &RawEvent) -> Option<String> {
    Some(format!("event \"{}\"", event.id.get_ref()))
}

fn date(file: &File, field: &Spanned<String>, subject: Option<String>, problems: &mut Vec<Problem>) -> Option<Date> {
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
fn word<T>(
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

fn check_actors(file: &File, raw: &[RawActor], problems: &mut Vec<Problem>) -> (Vec<Actor>, Vec<Option<String>>) {
    let mut actors: Vec<(Actor, Option<String>)> = Vec::new();
    for actor in raw {
        let subject = Some(format!("actor \"{}\"", actor.code.get_ref()));
        let Some(code) = ActorCode::parse(actor.code.get_ref()) else {
            problems.push(file.problem(&actor.code.span(), subject, "a code is two to four capital letters"));
            continue;
        };
        if actors.iter().any(|(other, _)| other.code == code) {
            problems.push(file.problem(&actor.code.span(), subject, "this code is used already"));
            continue;
        }
        let kind = word(
            file,
            &actor.kind,
            subject.clone(),
            "kind of actor (state or organisation)",
            |text| match text {
                "state" => Some(ActorKind::State),
                "organisation" => Some(ActorKind::Organisation),
                _ => None,
            },
            problems,
        );
        let memberships = actor
            .memberships
            .iter()
            .filter_map(|membership| {
                let of = raw.iter().find(|other| other.code.get_ref() == membership.of.get_ref());
                if of.is_none() {
                    let reason =
                        format!("is said to belong to \"{}\", which is not among the actors", membership.of.get_ref());
                    problems.push(file.problem(&membership.of.span(), subject.clone(), reason));
                }
                let from = date(file, &membership.from, subject.clone(), problems)?;
                let until = match &membership.until {
                    Some(until) => Some(date(file, until, subject.clone(), problems)?),
                    None => None,
                };
                Some(Membership { of: ActorCode::parse(membership.of.get_ref())?, from, until })
            })
            .collect();
        if let Some(kind) = kind {
            let actor_facts = Actor {
                code,
                name: leak(&actor.name),
                takes_article: actor.takes_article,
                kind,
                memberships: leak_all(memberships),
            };
            actors.push((actor_facts, actor.note.clone()));
        }
    }
    actors.sort_by_key(|(actor, _)| actor.code);
    actors.into_iter().unzip()
}

fn check_sources(
    file: &File,
    raw: &[RawSource],
    publishers: &Seen<(Option<Ownership>, Option<String>)>,
    problems: &mut Vec<Problem>,
) -> Vec<Source> {
    let mut sources = BTreeMap::new();
    let mut addresses: Seen<String> = Seen::new();
    for source in raw {
        let id = source.id.get_ref();
        let subject = Some(format!("source \"{id}\""));
        if !is_slug(id) {
            let reason = "an id is lower-case letters, digits and single hyphens";
            problems.push(file.problem(&source.id.span(), subject.clone(), reason));
        }
        if let Some(address) = &source.url {
            let text = address.get_ref();
            let is_good = Url::parse(text).is_ok_and(|url| {
                matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|h| h.contains('.'))
            }) && !text.contains(char::is_whitespace);
            if !is_good {
                let reason = format!("\"{text}\" is not an http or https address");
                problems.push(file.problem(&address.span(), subject.clone(), reason));
            }
            if let Some(other) = addresses.insert(text.clone(), id.clone()) {
                let reason = format!("has the same address as \"{other}\"");
                problems.push(file.problem(&address.span(), subject.clone(), reason));
            }
        }
        let publisher = publishers.get(source.publisher.get_ref());
        if publisher.is_none() {
            let reason = format!("publisher \"{}\" is not in publishers.toml", source.publisher.get_ref());
            problems.push(file.problem(&source.publisher.span(), subject.clone(), reason));
        }
        let published = source.published.as_ref().and_then(|field| date(file, field, subject.clone(), problems));
        let (ownership, owner) = publisher.cloned().unwrap_or_default();
        let value = Source {
            id: id.clone(),
            url: source.url.as_ref().map(|url| url.get_ref().clone()),
            publisher: source.publisher.get_ref().clone(),
            carries: source.carries.clone(),
            title: source.title.clone(),
            author: source.author.clone(),
            published,
            ownership,
            owner,
        };
        if sources.insert(id.clone(), value).is_some() {
            problems.push(file.problem(&source.id.span(), subject, "this id is used already"));
        }
    }
    sources.into_values().collect()
}

fn check_event(
    file: &File,
    raw: &RawEvent,
    actors: &[Actor],
    sources: &HashMap<&str, usize>,
    cited: &mut BTreeSet<usize>,
    problems: &mut Vec<Problem>,
) -> Option<(Event, Record)> {
    let about = || subject(raw);
    let here = raw.id.span();
    if !is_slug(raw.id.get_ref()) {
        problems.push(file.problem(&here, about(), "an id is lower-case letters, digits and single hyphens"));
    }
    let mut required = |field: &Field<String>, name: &str| {
        let value = field.clone().filter(|value| !value.get_ref().trim().is_empty());
        if value.is_none() {
            problems.push(file.problem(&here, about(), format!("has no {name}")));
        }
        value
    };
    let raw_date = required(&raw.date, "date");
    let raw_kind = required(&raw.date_kind, "date_kind");
    let raw_actor = required(&raw.actor, "actor");
    let raw_target = required(&raw.target, "target");
    let raw_action = required(&raw.action, "action");
    let raw_summary = required(&raw.summary, "summary");
    let raw_confidence = required(&raw.confidence, "confidence");

    let when = raw_date.and_then(|field| date(file, &field, about(), problems));
    let date_kind = raw_kind.and_then(|field| {
        word(
            file,
            &field,
            about(),
            "date_kind (announced or effective)",
            |text| match text {
                "announced" => Some(DateKind::Announced),
                "effective" => Some(DateKind::Effective),
                _ => None,
            },
            problems,
        )
    });
    let mut code = |field: Option<Spanned<String>>| {
        let field = field?;
        let code = ActorCode::parse(field.get_ref()).filter(|code| actors.iter().any(|actor| actor.code == *code));
        if code.is_none() {
            let reason = format!("actor \"{}\" is not in actors.toml", field.get_ref());
            problems.push(file.problem(&field.span(), about(), reason));
        }
        code
    };
    let actor = code(raw_actor);
    let target = code(raw_target);
    let action = raw_action.and_then(|field| word(file, &field, about(), "action", Action::parse, problems));
    let confidence = raw_confidence.and_then(|field| {
        word(
            file,
            &field,
            about(),
            "confidence (high, medium or low)",
            |text| match text {
                "high" => Some(Confidence::High),
                "medium" => Some(Confidence::Medium),
                "low" => Some(Confidence::Low),
                _ => None,
            },
            problems,
        )
    });
    let count = action.and_then(|action| check_count(file, raw, action, problems));

    let mut source = |id: &Spanned<String>, problems: &mut Vec<Problem>| {
        let place = sources.get(id.get_ref().as_str()).copied();
        match place {
            Some(place) => _ = cited.insert(place),
            None => {
                let reason = format!("source \"{}\" is not in sources.toml", id.get_ref());
                problems.push(file.problem(&id.span(), about(), reason));
            }
        }
        place
    };
    if raw.citations.is_empty() {
        problems.push(file.problem(&here, about(), "has no source: every event needs at least one citation"));
    }
    let citations = raw
        .citations
        .iter()
        .filter_map(|c| Some(Citation { source: source(&c.source, problems)?, supports: c.supports.clone() }))
        .collect();
    let disputes: Vec<Dispute> = raw
        .disputes
        .iter()
        .filter_map(|d| Some(Dispute { claim: d.claim.clone(), source: source(&d.source, problems)? }))
        .collect();
    let event = Event {
        id: EventId(leak(raw.id.get_ref())),
        episode: 0,
        date: when?,
        date_kind: date_kind?,
        actor: actor?,
        target: target?,
        action: action?,
        count: count?,
        responds_to: &[],
        qualifier: raw.qualifier.as_ref().map_or("", |qualifier| leak(qualifier.get_ref())),
        disputes: u8::try_from(disputes.len()).unwrap_or(u8::MAX),
    };
    let record = Record {
        summary: raw_summary?.into_inner(),
        note: raw.note.clone(),
        confidence: confidence?,
        citations,
        disputes,
    };
    Some((event, record))
}

/// The count and its unit, against what the action allows.
fn check_count(file: &File, raw: &RawEvent, action: Action, problems: &mut Vec<Problem>) -> Option<Count> {
    let here = raw.id.span();
    let mut report = |place: &std::ops::Range<usize>, reason: String| {
        problems.push(file.problem(place, subject(raw), reason));
        None
    };
    let Some(unit) = action.unit() else {
        return match (&raw.count, &raw.unit, &raw.count_missing) {
            (None, None, None) => Some(Count::NotApplicable),
            (Some(count), _, _) => {
                report(&count.span(), format!("action \"{}\" is not counted, so it takes no count", action.key()))
            }
            (_, Some(unit), _) => {
                report(&unit.span(), format!("action \"{}\" is not counted, so it takes no unit", action.key()))
            }
            (_, _, Some(missing)) => {
                report(&missing.span(), format!("action \"{}\" is not counted, so no count is missing", action.key()))
            }
        };
    };
    let Some(count) = &raw.count else {
        if let Some(unit) = &raw.unit {
            return report(&unit.span(), "has a unit but no count".to_owned());
        }
        return match raw.count_missing.as_ref().map(|missing| (missing.get_ref().as_str(), missing)) {
            Some(("unknown", _)) => Some(Count::Unknown),
            Some(("counted-elsewhere", _)) => Some(Count::Elsewhere),
            Some(("not-applicable", _)) => Some(Count::NotApplicable),
            Some((other, missing)) => report(
                &missing.span(),
                format!("\"{other}\" is not a known count_missing (unknown, counted-elsewhere or not-applicable)"),
            ),
            None => report(&here, format!("has no count: give one, in {}, or say why with count_missing", unit.key())),
        };
    };
    if let Some(missing) = &raw.count_missing {
        return report(&missing.span(), "has a count, so none is missing".to_owned());
    }
    match &raw.unit {
        None => {
            return report(
                &count.span(),
                format!("count {} has no unit: action \"{}\" counts {}", count.get_ref(), action.key(), unit.key()),
            );
        }
        Some(given) if given.get_ref() != unit.key() => {
            return report(
                &given.span(),
                format!("unit \"{}\" does not fit: action \"{}\" counts {}", given.get_ref(), action.key(), unit.key()),
            );
        }
        Some(_) => {}
    }
    let bound = match raw.count_bound.as_ref().map(|bound| (bound.get_ref().as_str(), bound)) {
        None => Bound::Exact,
        Some(("more-than", _)) => Bound::MoreThan,
        Some((other, bound)) => {
            return report(&bound.span(), format!("\"{other}\" is not a known count_bound (more-than)"));
        }
    };
    match u32::try_from(*count.get_ref()) {
        Ok(number @ 1..=10_000) => Some(Count::Known(number, bound)),
        _ => report(
            &count.span(),
            format!(
                "count {} is not between 1 and 10000; a number nobody knows is count_missing = \"unknown\"",
                count.get_ref()
            ),
        ),
    }
}

fn link_replies(
    drafts: &mut [Draft<'_>],
    places: &HashMap<&str, EventIndex>,
    known_ids: &Seen<String>,
    problems: &mut Vec<Problem>,
) {
    let dates: Vec<Date> = drafts.iter().map(|draft| draft.event.date).collect();
    for draft in drafts.iter_mut() {
        let mut answered = Vec::new();
        for name in &draft.raw.responds_to {
            let id = name.get_ref().as_str();
            let Some(place) = places.get(id).copied() else {
                // An event that exists but has a problem of its own is reported there.
                if !known_ids.contains_key(id) {
                    let reason = format!("answers \"{id}\", which is no event");
                    problems.push(draft.file.problem(&name.span(), subject(draft.raw), reason));
                }
                continue;
            };
            let act = dates[place.as_usize()];
            if draft.event.date.is_surely_before(act) {
                let reason = format!("is dated {}, before the act that it answers (\"{id}\", {act})", draft.event.date);
                problems.push(draft.file.problem(&name.span(), subject(draft.raw), reason));
            }
            if answered.contains(&place) {
                let reason = format!("answers \"{id}\" twice");
                problems.push(draft.file.problem(&name.span(), subject(draft.raw), reason));
            } else {
                answered.push(place);
            }
        }
        draft.event.responds_to = leak_all(answered);
    }
    for cycle in cycles(drafts) {
        let draft = &drafts[cycle[0]];
        let names: Vec<&str> = cycle.iter().chain(&cycle[..1]).map(|i| drafts[*i].event.id.as_str()).collect();
        let reason = format!("answers itself in a circle: {}", names.join(" answers "));
        problems.push(draft.file.problem(&draft.raw.id.span(), subject(draft.raw), reason));
    }
}

/// Circles of replies, each once, from its first member by date.
fn cycles(drafts: &[Draft<'_>]) -> Vec<Vec<usize>> {
    // Depth first without recursion: a chain may be as long as the data.
    let mut state = vec![0u8; drafts.len()];
    let mut found = Vec::new();
    for start in 0..drafts.len() {
        if state[start] != 0 {
            continue;
        }
        let mut path = vec![(start, 0)];
        state[start] = 1;
        while let Some((event, next)) = path.last_mut() {
            let Some(answered) = drafts[*event].event.responds_to.get(*next).map(|i| i.as_usize()) else {
                state[*event] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[answered] {
                0 => {
                    state[answered] = 1;
                    path.push((answered, 0));
                }
                1 => {
                    let from = path.iter().position(|(event, _)| *event == answered).unwrap_or(0);
                    let mut cycle: Vec<usize> = path[from..].iter().map(|(event, _)| *event).collect();
                    let first = cycle.iter().enumerate().min_by_key(|(_, event)| **event).map_or(0, |(i, _)| i);
                    cycle.rotate_left(first);
                    found.push(cycle);
                }
                _ => {}
            }
        }
    }
    found
}

/// Episodes by era, first date and id.
fn episode_order<'a>(
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
        let era = match &episode.era {
            Some(field) => word(file, field, about.clone(), "era", Era::parse, problems),
            None => {
                problems.push(file.problem(&episode.id.span(), about.clone(), "has no era"));
                None
            }
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
fn check_story(
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
        Some(text) if !text.get_ref().trim().is_empty() => resolver.resolve(file, text, place, &about(None), problems),
        _ => {
            problems.push(file.problem(&raw.id.span(), about(None), format!("has no {name}")));
            Vec::new()
        }
    };
    let title = text_field(&raw.title, "title");
    let summary = text_field(&raw.summary, "summary");
    if raw.step.is_empty() {
        problems.push(file.problem(&raw.id.span(), about(None), "has no steps"));
    }
    let mut steps = Vec::new();
    let mut story_steps = Vec::new();
    let mut shown: BTreeMap<EventIndex, usize> = BTreeMap::new();
    for (n, step) in (1..).zip(&raw.step) {
        let step_title = resolver.resolve(file, &step.title, place, &about(Some(n)), problems);
        let paragraphs = resolver.resolve(file, &step.text, place, &about(Some(n)), problems);
        let words: usize = paragraphs.iter().map(|text| text.to_string().split_whitespace().count()).sum();
        if !(50..=130).contains(&words) {
            let reason = format!("its text has {words} words, wanted are 50 to 130");
            problems.push(file.problem(&step.text.span(), about(Some(n)), reason));
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
                let said = resolver.resolve(file, &position.said, place, &about(Some(n)), problems).into_iter().next();
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

fn first_text(paragraphs: &[super::Text]) -> String {
    paragraphs.first().map(ToString::to_string).unwrap_or_default()
}
