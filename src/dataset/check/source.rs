//! Sources: ids, addresses, publishers.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::{date, word};
use crate::dataset::load::{File, Seen};
use crate::dataset::raw::{RawPublisher, RawSource};
use crate::dataset::{Owner, Ownership, Problem, Source, is_slug, language_name};

/// Publishers by name.
pub(super) fn check_publishers(file: &File, raw: &[RawPublisher], problems: &mut Vec<Problem>) -> Seen<Owner> {
    let mut publishers = Seen::new();
    for publisher in raw {
        let subject = Some(format!("publisher \"{}\"", publisher.name.get_ref()));
        let ownership = publisher
            .ownership
            .as_ref()
            .and_then(|field| word(file, field, subject.clone(), "ownership", Ownership::parse, problems));
        match (ownership.is_some_and(Ownership::is_of_a_state), &publisher.state) {
            (true, None) => {
                let reason = "is owned, funded or chartered by a state, but does not say which (state)";
                problems.push(file.problem(&publisher.name.span(), subject.clone(), reason));
            }
            (false, Some(state)) => {
                let reason = "has a state, but an ownership that has none";
                problems.push(file.problem(&state.span(), subject.clone(), reason));
            }
            _ => {}
        }
        let state = publisher.state.as_ref().map(|state| state.get_ref().clone());
        let value = Owner { ownership, state, name: publisher.owner.clone() };
        if publishers.insert(publisher.name.get_ref().clone(), value).is_some() {
            problems.push(file.problem(&publisher.name.span(), subject, "stands here a second time"));
        }
    }
    publishers
}

pub(super) fn check_sources(
    file: &File,
    raw: &[RawSource],
    publishers: &Seen<Owner>,
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
        let published_on = source.published.as_ref().and_then(|field| date(file, field, subject.clone(), problems));
        let owner = publisher.cloned().unwrap_or_default();
        let language = source.language.as_ref().map(|field| {
            let code = field.get_ref();
            if language_name(code).is_none() {
                let reason =
                    format!("language \"{code}\" is not a known code of ISO 639 (src/dataset/source.rs lists them)");
                problems.push(file.problem(&field.span(), subject.clone(), reason));
            }
            code.clone()
        });
        let value = Source {
            id: id.clone(),
            url: source.url.as_ref().map(|url| url.get_ref().clone()),
            publisher: source.publisher.get_ref().clone(),
            language,
            carries: source.carries.clone(),
            title: source.title.clone(),
            author: source.author.clone(),
            published: published_on,
            owner,
        };
        if sources.insert(id.clone(), value).is_some() {
            problems.push(file.problem(&source.id.span(), subject, "this id is used already"));
        }
    }
    sources.into_values().collect()
}

/// Reports the sources that nothing rests on; `cited` has the places of the others.
pub(super) fn check_uses(
    file: &File,
    raw: &[RawSource],
    sources: &[Source],
    cited: &BTreeSet<usize>,
    problems: &mut Vec<Problem>,
) {
    for (_, source) in sources.iter().enumerate().filter(|(place, _)| !cited.contains(place)) {
        let place = raw.iter().find(|raw| *raw.id.get_ref() == source.id).map(|raw| raw.id.span());
        let reason = "supports no event and no claim: cite it or take it out";
        problems.push(file.problem(&place.unwrap_or(0..0), Some(format!("source \"{}\"", source.id)), reason));
    }
}
