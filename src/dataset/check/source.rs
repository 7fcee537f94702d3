//! Sources: ids, addresses, publishers.

use std::collections::BTreeMap;

use url::Url;

use super::date;
use crate::dataset::load::{File, Seen};
use crate::dataset::raw::RawSource;
use crate::dataset::{Ownership, Problem, Source, is_slug};

pub(super) fn check_sources(
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
        let published_on = source.published.as_ref().and_then(|field| date(file, field, subject.clone(), problems));
        let (ownership, owner) = publisher.cloned().unwrap_or_default();
        let value = Source {
            id: id.clone(),
            url: source.url.as_ref().map(|url| url.get_ref().clone()),
            publisher: source.publisher.get_ref().clone(),
            carries: source.carries.clone(),
            title: source.title.clone(),
            author: source.author.clone(),
            published: published_on,
            ownership,
            owner,
        };
        if sources.insert(id.clone(), value).is_some() {
            problems.push(file.problem(&source.id.span(), subject, "this id is used already"));
        }
    }
    sources.into_values().collect()
}
