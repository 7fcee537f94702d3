//! `dataset.json`: everything in one file. Its field names are a public contract: more may come, none is renamed.
//!
//! What is written above a field here is what readers find in the JSON Schema and in the codebook.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::codes::{CodeOf, Missing, Moreness};
use super::schema::{ActorId, Day, Id};
use crate::dataset::{
    About, Action, ActorKind, Article, Bound, Citation, Claim, Confidence, Count, Dataset, DateKind, Era, Event,
    EventIndex, Ownership, Record, SharedFact, Unit, Verdict, Why,
};

/// Acts between Moscow (the Soviet Union until 26 December 1991, then Russia) and other states or organisations:
/// expulsions of diplomats, what set them off and what answered them, each with its sources.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Dataset")]
pub(super) struct Export<'a> {
    /// The version of the data. Its first number counts changes that break what others built on the data, the second
    /// additions, the third corrections.
    #[schemars(regex(pattern = r"^\d+\.\d+\.\d+$"))]
    version: &'a str,
    /// The last day that the data cover. Nothing after it is in them.
    cutoff: Day,
    /// The crises and the catalogues of separate cases, by era, then by date.
    episodes: Vec<ExportEpisode<'a>>,
    /// The acts, by date, then by id. A month stands before its days.
    events: Vec<ExportEvent<'a>>,
    /// The states and organisations that acted or were acted against, by code.
    actors: Vec<ExportActor<'a>>,
    /// The pages that an event, a dispute, a claim or an article refers to, by id.
    sources: Vec<ExportSource<'a>>,
    /// News articles read against the record, by date.
    articles: Vec<ExportArticle<'a>>,
    /// Questions that several of the articles answer, side by side.
    shared_facts: Vec<ExportSharedFact<'a>>,
    /// What was published and what changed, newest first.
    #[schemars(length(min = 1))]
    versions: Vec<ExportVersion<'a>>,
}

/// A crisis told in steps, or a catalogue of separate cases.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Episode")]
struct ExportEpisode<'a> {
    /// Its id, the same for ever: its page is `/episodes/<id>/`.
    id: Id<'a>,
    /// Its short name, with its years.
    title: &'a str,
    /// What happened, in one paragraph.
    summary: String,
    /// The period that it is listed under.
    era: CodeOf<Era>,
    /// The steps in which it is told. Each event of the episode stands in exactly one.
    #[schemars(length(min = 1))]
    steps: Vec<ExportStep<'a>>,
}

/// A step of an episode, with its text.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Step")]
struct ExportStep<'a> {
    /// What happened, without a full stop.
    title: &'a str,
    /// The text; an empty line parts its paragraphs.
    text: String,
    /// The ids of the events that it shows, by date.
    events: Vec<Id<'a>>,
    /// What governments said, where they disagree; empty where they do not.
    positions: Vec<ExportPosition<'a>>,
}

/// What a government said, where governments disagree.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Position")]
struct ExportPosition<'a> {
    /// The code of the state or organisation that said it.
    by: ActorId,
    /// What it said, in one sentence.
    said: String,
    /// The id of the event whose sources record it.
    event: Id<'a>,
}

/// An act of one actor against one target. An act against several states is one event for each.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Event", extend("if" = super::schema::has_no_count(), "then" = super::schema::without_count(), "else" = super::schema::with_count()))]
struct ExportEvent<'a> {
    /// Its id, the same for ever: its page is `/events/<id>/`.
    id: Id<'a>,
    /// The id of the episode that tells of it.
    episode: Id<'a>,
    /// When it happened, as precisely as the sources say.
    date: Day,
    /// What the date is the date of.
    date_kind: CodeOf<DateKind>,
    /// The code of who acted. For a trigger, the state where the matter arose, not who is blamed for it.
    actor: ActorId,
    /// The code of whom the act was against.
    target: ActorId,
    /// What was done. The action also fixes the unit in which it is counted.
    action: CodeOf<Action>,
    /// How many, in the given unit: people, posts or missions, which are never added to each other. Null is never a
    /// zero; `count_missing` says why there is no number.
    #[schemars(range(min = 1, max = 10000))]
    count: Option<u32>,
    /// What the count counts. Null exactly where there is no count.
    unit: Option<CodeOf<Unit>>,
    /// Whether the count is a floor: the sources say “more than”. Null where the count is exact and where there is none.
    count_bound: Option<CodeOf<Moreness>>,
    /// Why there is no count. Null where there is one, and for an action that is not counted at all.
    count_missing: Option<CodeOf<Missing>>,
    /// What the number holds, in a few words that belong wherever it shows. Null where it needs none.
    count_qualifier: Option<&'a str>,
    /// What the number holds or leaves out, and what else must be known of the event. Null where there is nothing to add.
    count_note: Option<&'a str>,
    /// The ids of the events that it answers, where the actor or the sources say so; never a link that one side denies.
    /// Empty where it answers none, or where no answer was found.
    responds_to: Vec<Id<'a>>,
    /// One sentence: who did what.
    summary: &'a str,
    /// The sources that support it.
    #[schemars(length(min = 1))]
    citations: Vec<ExportCitation<'a>>,
    /// Sources that give another number, date or account; empty where none was found.
    disputes: Vec<ExportDispute<'a>>,
    /// How well it is supported.
    confidence: CodeOf<Confidence>,
}

/// A source, and what it says in support.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Citation")]
struct ExportCitation<'a> {
    /// The id of the source.
    source: Id<'a>,
    /// What the source says, in a few words. Null where only the link is recorded.
    supports: Option<&'a str>,
}

/// A source that gives another account of an event.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Dispute")]
struct ExportDispute<'a> {
    /// What the source says instead.
    claim: &'a str,
    /// The id of the source.
    source: Id<'a>,
    /// What it disagrees about.
    about: CodeOf<About>,
    /// Why it differs. Null where that is not known.
    why: Option<CodeOf<Why>>,
    /// The number that the source gives for this very act, in the event’s own unit. In JSON the field is left out where
    /// the source disputes something else or gives no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "super::schema::figure")]
    figure: Option<u32>,
    /// The date that the source gives instead. Null where it disputes something else or gives none.
    other_date: Option<Day>,
}

/// A state or an organisation.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Actor")]
struct ExportActor<'a> {
    /// Its code: ISO 3166-1 alpha-2 for a state, `SU` for the Soviet Union, `XK` for Kosovo, the acronym of an
    /// organisation.
    code: ActorId,
    /// Its short English name.
    name: &'a str,
    /// Whether it is a state or an organisation.
    kind: CodeOf<ActorKind>,
    /// A note on its status or its successor. Null where none is needed.
    note: Option<&'a str>,
    /// Its memberships of NATO and the EU, oldest first; empty where it has none.
    memberships: Vec<ExportMembership>,
}

/// A state’s time in an organisation.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Membership")]
struct ExportMembership {
    /// The code of the organisation.
    of: ActorId,
    /// The day on which it began.
    from: Day,
    /// The first day after its end. Null where it has not ended.
    until: Option<Day>,
}

/// A page that something rests on.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Source")]
struct ExportSource<'a> {
    /// Its id: other entries refer to it.
    id: Id<'a>,
    /// Its address. It may have moved since the data were gathered. Null where it is not known.
    #[schemars(regex(pattern = r"^https?://\S+$"))]
    url: Option<&'a str>,
    /// Who published it.
    publisher: &'a str,
    /// The agency or outlet whose text it carries. Null where that is the publisher, or not known.
    carries: Option<&'a str>,
    /// Its title. Null where it is not recorded.
    title: Option<&'a str>,
    /// Its author. Null where that is not recorded.
    author: Option<&'a str>,
    /// When it was published. Null where that is not known.
    published: Option<Day>,
    /// Who owns or funds the publisher. Null where that is not recorded.
    ownership: Option<CodeOf<Ownership>>,
    /// The state that owns, funds or charters the publisher. Null where that is not recorded or there is none.
    state: Option<&'a str>,
    /// The owner by name. Null where that is not recorded.
    owner: Option<&'a str>,
    /// The language it is written in, as a code of ISO 639: two letters, three where there is none of two. Null where
    /// that is not known.
    #[schemars(regex(pattern = r"^[a-z]{2,3}$"))]
    language: Option<&'a str>,
}

/// A news article, its claims one by one, and how it tells them.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Article")]
struct ExportArticle<'a> {
    /// Its id, the same for ever: its page is `/articles/<id>/`.
    id: Id<'a>,
    /// Its outlet, in a few words.
    outlet: &'a str,
    /// Its headline, as printed.
    title: &'a str,
    /// The id of its page among the sources.
    source: Id<'a>,
    /// Who wrote it.
    written_by: &'a str,
    /// For which outlet, and who reads that.
    written_for: &'a str,
    /// From where it was written.
    written_from: &'a str,
    /// When it was written, in words.
    written_when: &'a str,
    /// What kind of text it is: a news report, an opinion piece.
    genre: &'a str,
    /// The ids of the episodes that it tells of.
    episodes: Vec<Id<'a>>,
    /// What it says that can be checked, and opinions that it gives, in the order of its text.
    #[schemars(length(min = 1))]
    claims: Vec<ExportClaim<'a>>,
    /// Which words it uses for one and the same thing.
    wording: Vec<ExportWording<'a>>,
    /// Who is quoted or paraphrased in it: people, offices, governments.
    quoted: Vec<ExportQuoted<'a>>,
    /// What the record holds and the article does not tell.
    leaves_out: Vec<ExportOmission<'a>>,
}

/// One thing that an article says, and what the record says about it.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Claim")]
struct ExportClaim<'a> {
    /// Its id within the article, the same for ever.
    id: Id<'a>,
    /// What the article says, in words of this project.
    claim: &'a str,
    /// What the record says about it.
    verdict: CodeOf<Verdict>,
    /// Why, in a few sentences.
    why: &'a str,
    /// The ids of the events that bear on it, by date; may be empty.
    events: Vec<Id<'a>>,
    /// Other pages that bear on it; may be empty.
    citations: Vec<ExportCitation<'a>>,
    /// Why neither an event nor a page is linked. Null exactly where one is.
    unlinked: Option<&'a str>,
}

/// The words that an article uses for one thing.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Wording")]
struct ExportWording<'a> {
    /// The thing.
    about: &'a str,
    /// The words, most frequent first.
    #[schemars(length(min = 1))]
    words: Vec<ExportWord<'a>>,
}

/// A word of an article.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Word")]
struct ExportWord<'a> {
    /// The word or words, with all their forms.
    word: &'a str,
    /// How often it stands in the article.
    #[schemars(range(min = 1))]
    count: u32,
}

/// A person, an office or a government that an article quotes or paraphrases.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Quoted")]
struct ExportQuoted<'a> {
    /// The name.
    who: &'a str,
    /// In which capacity.
    role: &'a str,
    /// For whom the person speaks.
    #[schemars(schema_with = "super::schema::side")]
    side: &'a str,
    /// How many passages stand in quotation marks; 0 where there is only a paraphrase.
    quotations: u32,
}

/// What the record holds and an article does not tell.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Omission")]
struct ExportOmission<'a> {
    /// What, in a sentence.
    what: &'a str,
    /// The ids of the events that hold it.
    events: Vec<Id<'a>>,
}

/// A question that several articles answer.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "SharedFact")]
struct ExportSharedFact<'a> {
    /// Its id, the same for ever.
    id: Id<'a>,
    /// The question.
    question: &'a str,
    /// The answer that is best supported.
    best: &'a str,
    /// The ids of the events that it is about.
    #[schemars(length(min = 1))]
    events: Vec<Id<'a>>,
    /// The pages that support that answer.
    citations: Vec<ExportCitation<'a>>,
    /// Why the articles differ. Null where that is not known, or where they do not.
    note: Option<&'a str>,
    /// What the articles say.
    #[schemars(length(min = 2))]
    tells: Vec<ExportTelling<'a>>,
}

/// What one article says to a question that several answer.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Telling")]
struct ExportTelling<'a> {
    /// The id of the article.
    article: Id<'a>,
    /// The id of its claim.
    claim: Id<'a>,
    /// What it says, in a few words of this project.
    says: &'a str,
    /// Whether that differs from the answer that is best supported.
    differs: bool,
}

/// A published state of the data.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Version")]
struct ExportVersion<'a> {
    /// Its number.
    #[schemars(regex(pattern = r"^\d+\.\d+\.\d+$"))]
    version: &'a str,
    /// The day on which it was published.
    date: Day,
    /// What changed, one sentence each.
    #[schemars(length(min = 1))]
    changes: Vec<&'a str>,
}

/// The dataset as JSON, one line an entry, so that a change of one event is a change of one line.
///
/// # Errors
/// Only if serde fails on plain values, which it does not.
pub fn dataset_json(dataset: &Dataset) -> serde_json::Result<String> {
    let export = export(dataset);
    let parts = [
        field("version", &export.version)?,
        field("cutoff", &export.cutoff)?,
        list("episodes", &export.episodes)?,
        list("events", &export.events)?,
        list("actors", &export.actors)?,
        list("sources", &export.sources)?,
        list("articles", &export.articles)?,
        list("shared_facts", &export.shared_facts)?,
        list("versions", &export.versions)?,
    ];
    Ok(format!("{{\n{}\n}}\n", parts.join(",\n")))
}

fn field<T: Serialize>(name: &str, value: &T) -> serde_json::Result<String> {
    Ok(format!("\"{name}\": {}", serde_json::to_string(value)?))
}

fn list<T: Serialize>(name: &str, entries: &[T]) -> serde_json::Result<String> {
    if entries.is_empty() {
        return field(name, &entries);
    }
    let lines = entries.iter().map(serde_json::to_string).collect::<serde_json::Result<Vec<_>>>()?;
    Ok(format!("\"{name}\": [\n{}\n]", lines.join(",\n")))
}

/// The dataset as values, by the names that are published: what tables and the codebook count in.
pub(super) fn values(dataset: &Dataset) -> io::Result<serde_json::Value> {
    Ok(serde_json::to_value(export(dataset))?)
}

fn export(dataset: &Dataset) -> Export<'_> {
    let facts = &dataset.facts;
    Export {
        version: dataset.version(),
        cutoff: Day(dataset.cutoff),
        episodes: export_episodes(dataset),
        events: facts
            .events
            .iter()
            .zip(&dataset.records)
            .map(|(event, record)| export_event(dataset, event, record))
            .collect(),
        actors: export_actors(dataset),
        sources: dataset
            .sources
            .iter()
            .map(|source| ExportSource {
                id: Id(&source.id),
                url: source.url.as_deref(),
                publisher: &source.publisher,
                carries: source.carries.as_deref(),
                title: source.title.as_deref(),
                author: source.author.as_deref(),
                published: source.published.map(Day),
                ownership: source.owner.ownership.map(CodeOf),
                state: source.owner.state.as_deref(),
                owner: source.owner.name.as_deref(),
                language: source.language.as_deref(),
            })
            .collect(),
        articles: dataset.articles.iter().map(|article| export_article(dataset, article)).collect(),
        shared_facts: dataset.shared_facts.iter().map(|fact| export_shared_fact(dataset, fact)).collect(),
        versions: dataset
            .versions
            .iter()
            .map(|version| ExportVersion {
                version: &version.number,
                date: Day(version.date),
                changes: version.changes.iter().map(String::as_str).collect(),
            })
            .collect(),
    }
}

fn ids<'a>(dataset: &'a Dataset, events: &[EventIndex]) -> Vec<Id<'a>> {
    events.iter().map(|index| id(dataset, *index)).collect()
}

fn id(dataset: &Dataset, event: EventIndex) -> Id<'_> {
    Id(dataset.facts.event(event).id.as_str())
}

fn export_episodes(dataset: &Dataset) -> Vec<ExportEpisode<'_>> {
    let stories = dataset.facts.episodes.iter().zip(&dataset.stories);
    stories
        .map(|(episode, story)| ExportEpisode {
            id: Id(episode.id.as_str()),
            title: episode.title,
            summary: story.summary.to_string(),
            era: CodeOf(episode.era),
            steps: episode
                .steps
                .iter()
                .zip(&story.steps)
                .map(|(step, text)| ExportStep {
                    title: step.title,
                    text: text.paragraphs.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"),
                    events: ids(dataset, step.events),
                    positions: text
                        .positions
                        .iter()
                        .map(|position| ExportPosition {
                            by: ActorId(position.by),
                            said: position.said.to_string(),
                            event: id(dataset, position.event),
                        })
                        .collect(),
                })
                .collect(),
        })
        .collect()
}

fn export_actors(dataset: &Dataset) -> Vec<ExportActor<'_>> {
    let actors = dataset.facts.actors.iter().zip(&dataset.actor_notes);
    actors
        .map(|(actor, note)| ExportActor {
            code: ActorId(actor.code),
            name: actor.name,
            kind: CodeOf(actor.kind),
            note: note.as_deref(),
            memberships: actor
                .memberships
                .iter()
                .map(|m| ExportMembership { of: ActorId(m.of), from: Day(m.from), until: m.until.map(Day) })
                .collect(),
        })
        .collect()
}

fn export_event<'a>(dataset: &'a Dataset, event: &'a Event, record: &'a Record) -> ExportEvent<'a> {
    let (count, count_bound, count_missing) = match event.count {
        Count::Known(number, Bound::Exact) => (Some(number), None, None),
        Count::Known(number, Bound::MoreThan) => (Some(number), Some(Moreness::MoreThan), None),
        Count::Unknown => (None, None, Some(Missing::Unknown)),
        Count::Elsewhere => (None, None, Some(Missing::CountedElsewhere)),
        Count::NotApplicable => (None, None, event.action.unit().map(|_| Missing::NotApplicable)),
    };
    ExportEvent {
        id: Id(event.id.as_str()),
        episode: Id(dataset.facts.episodes[usize::from(event.episode)].id.as_str()),
        date: Day(event.date),
        date_kind: CodeOf(event.date_kind),
        actor: ActorId(event.actor),
        target: ActorId(event.target),
        action: CodeOf(event.action),
        count,
        unit: count.and(event.action.unit()).map(CodeOf),
        count_bound: count_bound.map(CodeOf),
        count_missing: count_missing.map(CodeOf),
        count_qualifier: (!event.qualifier.is_empty()).then_some(event.qualifier),
        count_note: record.note.as_deref(),
        responds_to: ids(dataset, event.responds_to),
        summary: &record.summary,
        citations: citations(dataset, &record.citations),
        disputes: record
            .disputes
            .iter()
            .map(|dispute| ExportDispute {
                claim: &dispute.claim,
                source: Id(&dataset.sources[dispute.source].id),
                about: CodeOf(dispute.about),
                why: dispute.why.map(CodeOf),
                figure: dispute.figure,
                other_date: dispute.other_date.map(Day),
            })
            .collect(),
        confidence: CodeOf(record.confidence),
    }
}

fn citations<'a>(dataset: &'a Dataset, citations: &'a [Citation]) -> Vec<ExportCitation<'a>> {
    citations
        .iter()
        .map(|c| ExportCitation { source: Id(&dataset.sources[c.source].id), supports: c.supports.as_deref() })
        .collect()
}

fn export_article<'a>(dataset: &'a Dataset, article: &'a Article) -> ExportArticle<'a> {
    let claim = |claim: &'a Claim| ExportClaim {
        id: Id(&claim.id),
        claim: &claim.says,
        verdict: CodeOf(claim.verdict),
        why: &claim.why,
        events: ids(dataset, &claim.events),
        citations: citations(dataset, &claim.citations),
        unlinked: claim.unlinked.as_deref(),
    };
    ExportArticle {
        id: Id(&article.id),
        outlet: &article.outlet,
        title: &article.title,
        source: Id(&dataset.sources[article.source].id),
        written_by: &article.written_by,
        written_for: &article.written_for,
        written_from: &article.written_from,
        written_when: &article.written_when,
        genre: &article.genre,
        episodes: article.episodes.iter().map(|place| Id(dataset.facts.episodes[*place].id.as_str())).collect(),
        claims: article.claims.iter().map(claim).collect(),
        wording: article
            .wording
            .iter()
            .map(|wording| ExportWording {
                about: &wording.about,
                words: wording.words.iter().map(|word| ExportWord { word: &word.word, count: word.count }).collect(),
            })
            .collect(),
        quoted: article
            .quoted
            .iter()
            .map(|quoted| ExportQuoted {
                who: &quoted.who,
                role: &quoted.role,
                side: &quoted.side,
                quotations: quoted.quotations,
            })
            .collect(),
        leaves_out: article
            .leaves_out
            .iter()
            .map(|omission| ExportOmission { what: &omission.what, events: ids(dataset, &omission.events) })
            .collect(),
    }
}

fn export_shared_fact<'a>(dataset: &'a Dataset, fact: &'a SharedFact) -> ExportSharedFact<'a> {
    ExportSharedFact {
        id: Id(&fact.id),
        question: &fact.question,
        best: &fact.best,
        events: ids(dataset, &fact.events),
        citations: citations(dataset, &fact.citations),
        note: fact.note.as_deref(),
        tells: fact
            .tells
            .iter()
            .map(|telling| {
                let article = &dataset.articles[telling.article];
                ExportTelling {
                    article: Id(&article.id),
                    claim: Id(&article.claims[telling.claim].id),
                    says: &telling.says,
                    differs: telling.differs,
                }
            })
            .collect(),
    }
}
