//! The dataset as published at `/data/dataset.json`: the field names are a public contract.

use serde::Serialize;

use crate::dataset::{ActorKind, Bound, Count, Dataset, Event, Ownership, Record, Unit};

#[derive(Serialize)]
struct Export<'a> {
    version: &'a str,
    cutoff: String,
    episodes: Vec<ExportEpisode<'a>>,
    events: Vec<ExportEvent<'a>>,
    actors: Vec<ExportActor<'a>>,
    sources: Vec<ExportSource<'a>>,
    articles: [(); 0],
}

#[derive(Serialize)]
struct ExportEpisode<'a> {
    id: &'a str,
    title: &'a str,
    summary: String,
    era: &'a str,
    steps: Vec<ExportStep<'a>>,
}

#[derive(Serialize)]
struct ExportStep<'a> {
    title: &'a str,
    text: String,
    events: Vec<&'a str>,
    positions: Vec<ExportPosition<'a>>,
}

#[derive(Serialize)]
struct ExportPosition<'a> {
    by: String,
    said: String,
    event: &'a str,
}

#[derive(Serialize)]
struct ExportEvent<'a> {
    id: &'a str,
    episode: &'a str,
    date: String,
    date_kind: &'a str,
    actor: String,
    target: String,
    action: &'a str,
    count: Option<u32>,
    unit: Option<&'a str>,
    /// `"more-than"` where the count is a floor.
    count_bound: Option<&'a str>,
    /// Why there is no count: `"unknown"`, `"counted-elsewhere"` or `"not-applicable"`.
    count_missing: Option<&'a str>,
    /// What the number holds, in a few words that belong wherever it shows.
    count_qualifier: Option<&'a str>,
    count_note: Option<&'a str>,
    responds_to: Vec<&'a str>,
    summary: &'a str,
    citations: Vec<ExportCitation<'a>>,
    disputes: Vec<ExportDispute<'a>>,
    confidence: &'a str,
}

#[derive(Serialize)]
struct ExportCitation<'a> {
    source: &'a str,
    supports: Option<&'a str>,
}

#[derive(Serialize)]
struct ExportDispute<'a> {
    claim: &'a str,
    source: &'a str,
    /// The number that the source gives for this act, in the event's unit; left out where it disputes something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<u32>,
}

#[derive(Serialize)]
struct ExportActor<'a> {
    code: String,
    name: &'a str,
    kind: &'a str,
    note: Option<&'a str>,
    memberships: Vec<ExportMembership>,
}

#[derive(Serialize)]
struct ExportMembership {
    of: String,
    from: String,
    until: Option<String>,
}

#[derive(Serialize)]
struct ExportSource<'a> {
    id: &'a str,
    url: Option<&'a str>,
    publisher: &'a str,
    carries: Option<&'a str>,
    title: Option<&'a str>,
    author: Option<&'a str>,
    published: Option<String>,
    ownership: Option<&'a str>,
    /// The state that owns, funds or charters the publisher.
    state: Option<&'a str>,
    owner: Option<&'a str>,
}

/// The dataset as JSON, one line an entry, so that a change of one event is a change of one line.
///
/// # Errors
/// Only if serde fails on plain values, which it does not.
pub fn dataset_json(dataset: &Dataset) -> serde_json::Result<String> {
    let export = export(dataset);
    let mut out = String::from("{\n");
    let mut field = |name: &str, value: &serde_json::Value, is_last: bool| -> serde_json::Result<()> {
        out.push_str(&serde_json::to_string(name)?);
        out.push_str(": ");
        match value.as_array() {
            Some(entries) if !entries.is_empty() => {
                let lines: Vec<String> =
                    entries.iter().map(serde_json::to_string).collect::<serde_json::Result<_>>()?;
                out.push_str("[\n");
                out.push_str(&lines.join(",\n"));
                out.push_str("\n]");
            }
            _ => out.push_str(&serde_json::to_string(value)?),
        }
        out.push_str(if is_last { "\n" } else { ",\n" });
        Ok(())
    };
    field("version", &serde_json::to_value(export.version)?, false)?;
    field("cutoff", &serde_json::to_value(export.cutoff)?, false)?;
    field("episodes", &serde_json::to_value(export.episodes)?, false)?;
    field("events", &serde_json::to_value(export.events)?, false)?;
    field("actors", &serde_json::to_value(export.actors)?, false)?;
    field("sources", &serde_json::to_value(export.sources)?, false)?;
    field("articles", &serde_json::to_value(export.articles.as_slice())?, true)?;
    out.push_str("}\n");
    Ok(out)
}

fn export(dataset: &Dataset) -> Export<'_> {
    let id = |index| dataset.facts.event(index).id.as_str();
    Export {
        version: dataset.version(),
        cutoff: dataset.cutoff.to_string(),
        episodes: dataset
            .facts
            .episodes
            .iter()
            .zip(&dataset.stories)
            .map(|(episode, story)| ExportEpisode {
                id: episode.id.as_str(),
                title: episode.title,
                summary: story.summary.to_string(),
                era: episode.era.key(),
                steps: episode
                    .steps
                    .iter()
                    .zip(&story.steps)
                    .map(|(step, text)| ExportStep {
                        title: step.title,
                        text: text.paragraphs.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"),
                        events: step.events.iter().map(|index| id(*index)).collect(),
                        positions: text
                            .positions
                            .iter()
                            .map(|position| ExportPosition {
                                by: position.by.to_string(),
                                said: position.said.to_string(),
                                event: id(position.event),
                            })
                            .collect(),
                    })
                    .collect(),
            })
            .collect(),
        events: dataset
            .facts
            .events
            .iter()
            .zip(&dataset.records)
            .map(|(e, record)| export_event(dataset, e, record))
            .collect(),
        actors: dataset
            .facts
            .actors
            .iter()
            .zip(&dataset.actor_notes)
            .map(|(actor, note)| ExportActor {
                code: actor.code.to_string(),
                name: actor.name,
                kind: match actor.kind {
                    ActorKind::State => "state",
                    ActorKind::Organisation => "organisation",
                },
                note: note.as_deref(),
                memberships: actor
                    .memberships
                    .iter()
                    .map(|m| ExportMembership {
                        of: m.of.to_string(),
                        from: m.from.to_string(),
                        until: m.until.map(|until| until.to_string()),
                    })
                    .collect(),
            })
            .collect(),
        sources: dataset
            .sources
            .iter()
            .map(|source| ExportSource {
                id: &source.id,
                url: source.url.as_deref(),
                publisher: &source.publisher,
                carries: source.carries.as_deref(),
                title: source.title.as_deref(),
                author: source.author.as_deref(),
                published: source.published.map(|date| date.to_string()),
                ownership: source.owner.ownership.map(Ownership::key),
                state: source.owner.state.as_deref(),
                owner: source.owner.owner.as_deref(),
            })
            .collect(),
        articles: [],
    }
}

fn export_event<'a>(dataset: &'a Dataset, event: &'a Event, record: &'a Record) -> ExportEvent<'a> {
    let (count, count_bound, count_missing) = match event.count {
        Count::Known(number, Bound::Exact) => (Some(number), None, None),
        Count::Known(number, Bound::MoreThan) => (Some(number), Some("more-than"), None),
        Count::Unknown => (None, None, Some("unknown")),
        Count::Elsewhere => (None, None, Some("counted-elsewhere")),
        Count::NotApplicable => (None, None, event.action.unit().map(|_| "not-applicable")),
    };
    ExportEvent {
        id: event.id.as_str(),
        episode: dataset.facts.episodes[usize::from(event.episode)].id.as_str(),
        date: event.date.to_string(),
        date_kind: event.date_kind.key(),
        actor: event.actor.to_string(),
        target: event.target.to_string(),
        action: event.action.key(),
        count,
        unit: count.and(event.action.unit()).map(Unit::key),
        count_bound,
        count_missing,
        count_qualifier: (!event.qualifier.is_empty()).then_some(event.qualifier),
        count_note: record.note.as_deref(),
        responds_to: event.responds_to.iter().map(|index| dataset.facts.event(*index).id.as_str()).collect(),
        summary: &record.summary,
        citations: record
            .citations
            .iter()
            .map(|c| ExportCitation { source: &dataset.sources[c.source].id, supports: c.supports.as_deref() })
            .collect(),
        disputes: record
            .disputes
            .iter()
            .map(|d| ExportDispute { claim: &d.claim, source: &dataset.sources[d.source].id, figure: d.figure })
            .collect(),
        confidence: record.confidence.key(),
    }
}
