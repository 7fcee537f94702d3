//! What a page is about, for search engines: JSON-LD in the words of schema.org.
//!
//! It stands in the page as a block of data. A browser runs no such block, so the security policy needs no exception.

use serde_json::{Map, Value, json};

use super::export::{DatasetSchema, LICENCE, downloads, table_columns};
use super::pages::{DATASET_TITLE, LESSON, SITE_NAME, event_title, first_sentences};
use super::shell::SiteUrl;
use crate::dataset::{Action, Actor, ActorKind, Dataset, Episode, Event, EventIndex};
use crate::route::Route;

/// Before an address from the root of the site, until it is known where the site lies. No text of the data begins so.
const FROM_ROOT: char = '\u{1}';

/// The block of a page as JSON, safe to stand inside `<script type="application/ld+json">`; `None` for pages that have none.
///
/// Where the public address is not known, addresses of this site are left out: schema.org asks for absolute ones.
pub fn linked_data(dataset: &Dataset, route: &Route, site: Option<&SiteUrl>) -> Option<String> {
    written(&described(dataset, route)?, site)
}

/// What [`described`] gave, with the addresses of the site.
pub(super) fn written(described: &Value, site: Option<&SiteUrl>) -> Option<String> {
    // JSON has `<` in texts only, where an escape says the same: nothing in a text can end the block.
    placed(described, site).map(|value| value.to_string().replace('<', "\\u003c"))
}

/// What a page is about, its addresses not yet placed.
pub(super) fn described(dataset: &Dataset, route: &Route) -> Option<Value> {
    let facts = &dataset.facts;
    let mut value = match route {
        Route::Event(id) => event(dataset, route, facts.find_event(id.as_str())?),
        Route::Episode(id) => {
            let (index, episode) = facts.find_episode(id.as_str())?;
            crisis(dataset, route, index, episode)
        }
        Route::Step(id, number) => {
            let (index, episode) = facts.find_episode(id.as_str())?;
            step(dataset, route, index, episode, usize::from(number.get()))?
        }
        Route::Data => data(dataset, route)?,
        Route::Lesson => lesson(route),
        _ => return None,
    };
    let members = value.as_object_mut()?;
    let mut out = Map::from_iter([("@context".to_owned(), json!("https://schema.org"))]);
    out.append(members);
    Some(Value::Object(out))
}

/// The address of a page, to be placed.
fn address(route: &Route) -> String {
    format!("{FROM_ROOT}{route}")
}

/// The value with addresses of the site made absolute, or without them, and without what they leave empty.
fn placed(value: &Value, site: Option<&SiteUrl>) -> Option<Value> {
    Some(match value {
        Value::Null => return None,
        Value::String(text) => match text.strip_prefix(FROM_ROOT) {
            Some(path) => json!(format!("{}{}", site?.as_str(), path.trim_start_matches('/'))),
            None => value.clone(),
        },
        Value::Array(values) => {
            let values: Vec<Value> = values.iter().filter_map(|value| placed(value, site)).collect();
            if values.is_empty() {
                return None;
            }
            values.into()
        }
        Value::Object(members) => {
            let members: Map<String, Value> =
                members.iter().filter_map(|(name, value)| Some((name.clone(), placed(value, site)?))).collect();
            if members.is_empty() {
                return None;
            }
            members.into()
        }
        other => other.clone(),
    })
}

fn event(dataset: &Dataset, route: &Route, index: EventIndex) -> Value {
    let facts = &dataset.facts;
    let event = facts.event(index);
    let (actor, target) = (facts.actor(event.actor), facts.actor(event.target));
    let episode = &facts.episodes[usize::from(event.episode)];
    let mut about: Vec<Value> = actor.into_iter().chain(target).map(named).collect();
    about.dedup();
    // The actor of a trigger is the state where the matter arose, not who is blamed.
    let organizer = actor.filter(|_| event.action != Action::Trigger).map(named);
    json!({
        "@type": "Event",
        "@id": address(route),
        "url": address(route),
        "name": event_title(dataset, index),
        "description": dataset.record(index).summary,
        "startDate": event.date.to_string(),
        "location": territory(event, actor).map(named),
        "organizer": organizer,
        "about": about,
        "superEvent": short_crisis(episode),
        "inLanguage": "en",
    })
}

/// The state that people had to leave, where they were in it: never that of an organisation, and not where a qualifier
/// says that some were elsewhere or that nobody knows.
fn territory<'a>(event: &Event, actor: Option<&'a Actor>) -> Option<&'a Actor> {
    let leaves = event.action.orders_people_out() || matches!(event.action, Action::ExpelAmbassador | Action::Deport);
    actor.filter(|actor| {
        leaves && event.qualifier.is_empty() && event.actor != event.target && actor.kind == ActorKind::State
    })
}

/// A state or an organisation. A state stands for its territory and for its government.
fn named(actor: &Actor) -> Value {
    let kind = match actor.kind {
        ActorKind::State => json!(["Country", "GovernmentOrganization"]),
        ActorKind::Organisation => json!("Organization"),
    };
    json!({ "@type": kind, "name": actor.name, "url": address(&Route::Country(actor.code)) })
}

/// A crisis as another page names it.
fn short_crisis(episode: &Episode) -> Value {
    let page = Route::episode(episode.id.as_str()).map(|route| address(&route));
    json!({ "@type": "Event", "@id": page, "url": page, "name": episode.title })
}

fn crisis(dataset: &Dataset, route: &Route, index: usize, episode: &Episode) -> Value {
    let facts = &dataset.facts;
    let events: Vec<EventIndex> = episode.steps.iter().flat_map(|step| step.events).copied().collect();
    let dates = || events.iter().map(|event| facts.event(*event).date);
    let pages = events.iter().filter_map(|event| Route::event(facts.event(*event).id.as_str()));
    json!({
        "@type": "Event",
        "@id": address(route),
        "url": address(route),
        "name": episode.title,
        "description": first_sentences(&dataset.stories[index].summary.to_string()),
        "startDate": dates().min_by_key(|date| date.first_day()).map(|date| date.to_string()),
        "endDate": dates().max_by_key(|date| date.last_day()).map(|date| date.to_string()),
        "subEvent": pages.map(|page| json!({ "@id": address(&page) })).collect::<Vec<_>>(),
        "inLanguage": "en",
    })
}

fn step(dataset: &Dataset, route: &Route, index: usize, episode: &Episode, number: usize) -> Option<Value> {
    let step = episode.steps.get(number.checked_sub(1)?)?;
    let story = dataset.stories[index].steps.get(number - 1)?;
    let crisis = Route::episode(episode.id.as_str())?;
    let crumb = |position: usize, name: &str, route: &Route| json!({ "@type": "ListItem", "position": position, "name": name, "item": address(route) });
    Some(json!({
        "@type": "WebPage",
        "@id": address(route),
        "url": address(route),
        "name": format!("{} · {}", step.title, episode.title),
        "description": story.paragraphs.first().map(|paragraph| first_sentences(&paragraph.to_string())),
        "about": short_crisis(episode),
        "position": number,
        "isAccessibleForFree": true,
        "inLanguage": "en",
        "license": LICENCE.2,
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                crumb(1, SITE_NAME, &Route::Home),
                crumb(2, episode.title, &crisis),
                crumb(3, step.title, route),
            ],
        },
    }))
}

fn data(dataset: &Dataset, route: &Route) -> Option<Value> {
    // What the page itself offers.
    let files = downloads(dataset).ok()?;
    let version = dataset.versions.first()?;
    let first = dataset.facts.events.first()?.date;
    let schema = DatasetSchema::new(dataset);
    let events = table_columns(&schema).into_iter().find(|table| table.name == "events")?;
    let measured = events
        .columns
        .iter()
        .map(|column| json!({ "@type": "PropertyValue", "name": column.name, "description": column.meaning }));
    let distribution = files.iter().map(|file| {
        json!({
            "@type": "DataDownload",
            "name": file.name,
            "description": file.what,
            "contentUrl": format!("{FROM_ROOT}/data/{}", file.name),
            "encodingFormat": media_type(&file.name),
            "contentSize": format!("{} B", file.bytes.len()),
            "sha256": file.sha256,
        })
    });
    Some(json!({
        "@type": "Dataset",
        "@id": address(route),
        "url": address(route),
        "name": DATASET_TITLE,
        "description": format!(
            "{} Every number has its sources; where sources disagree, the other accounts are given too.",
            schema.meaning("Dataset"),
        ),
        "version": version.number,
        "datePublished": version.date.to_string(),
        "temporalCoverage": format!("{first}/{}", dataset.cutoff),
        "license": LICENCE.2,
        "isAccessibleForFree": true,
        "inLanguage": "en",
        "creator": { "@type": "Organization", "name": SITE_NAME, "url": address(&Route::Home) },
        "variableMeasured": measured.collect::<Vec<_>>(),
        "distribution": distribution.collect::<Vec<_>>(),
    }))
}

/// What a download is, by the end of its name.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "json")) => "application/json",
        Some((_, "csv")) => "text/csv",
        _ => "text/plain",
    }
}

fn lesson(route: &Route) -> Value {
    json!({
        "@type": "LearningResource",
        "@id": address(route),
        "url": address(route),
        "name": LESSON.0,
        "description": LESSON.1,
        "learningResourceType": "Exercise",
        "educationalUse": "Classroom",
        "teaches": "Source criticism",
        "isAccessibleForFree": true,
        "license": LICENCE.2,
        "inLanguage": "en",
    })
}
