//! The data files as they are written: shape only, no meaning.
//!
//! Every field that a problem may concern keeps its place in the file, and fields that must be there are optional
//! here, so that a missing one is reported beside all other problems instead of ending the reading.

use serde::Deserialize;
use toml::Spanned;

pub type Field<T> = Option<Spanned<T>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDataset {
    pub cutoff: Spanned<String>,
    #[serde(default)]
    pub version: Vec<RawVersion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawVersion {
    pub version: Spanned<String>,
    pub date: Spanned<String>,
    pub changes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawActors {
    #[serde(default)]
    pub actor: Vec<RawActor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawActor {
    pub code: Spanned<String>,
    pub name: String,
    #[serde(default)]
    pub takes_article: bool,
    pub kind: Spanned<String>,
    pub note: Option<String>,
    #[serde(default)]
    pub memberships: Vec<RawMembership>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawMembership {
    pub of: Spanned<String>,
    pub from: Spanned<String>,
    pub until: Field<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPublishers {
    #[serde(default)]
    pub publisher: Vec<RawPublisher>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPublisher {
    pub name: Spanned<String>,
    pub ownership: Field<String>,
    pub state: Field<String>,
    pub owner: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSources {
    #[serde(default)]
    pub source: Vec<RawSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSource {
    pub id: Spanned<String>,
    pub url: Field<String>,
    pub publisher: Spanned<String>,
    pub language: Field<String>,
    pub carries: Option<String>,
    pub title: Option<String>,
    pub author: Option<String>,
    pub published: Field<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEpisode {
    pub id: Spanned<String>,
    pub title: Field<String>,
    pub era: Field<String>,
    pub summary: Field<String>,
    #[serde(default)]
    pub step: Vec<RawStep>,
    #[serde(default)]
    pub event: Vec<RawEvent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawStep {
    pub title: Spanned<String>,
    pub text: Spanned<String>,
    #[serde(default)]
    pub events: Vec<Spanned<String>>,
    #[serde(default)]
    pub positions: Vec<RawPosition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPosition {
    pub by: Spanned<String>,
    pub said: Spanned<String>,
    pub event: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEvent {
    pub id: Spanned<String>,
    pub date: Field<String>,
    pub date_kind: Field<String>,
    pub actor: Field<String>,
    pub target: Field<String>,
    pub action: Field<String>,
    pub count: Field<i64>,
    pub unit: Field<String>,
    pub count_bound: Field<String>,
    pub count_missing: Field<String>,
    pub qualifier: Field<String>,
    pub note: Option<String>,
    #[serde(default)]
    pub responds_to: Vec<Spanned<String>>,
    pub summary: Field<String>,
    pub confidence: Field<String>,
    #[serde(default)]
    pub citations: Vec<RawCitation>,
    #[serde(default)]
    pub disputes: Vec<RawDispute>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCitation {
    pub source: Spanned<String>,
    pub supports: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDispute {
    pub claim: Spanned<String>,
    pub about: Field<String>,
    pub why: Field<String>,
    pub figure: Field<i64>,
    pub other_date: Field<String>,
    pub source: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawArticle {
    pub id: Spanned<String>,
    pub source: Spanned<String>,
    pub outlet: Field<String>,
    pub title: Field<String>,
    pub written_by: Field<String>,
    pub written_for: Field<String>,
    pub written_from: Field<String>,
    pub written_when: Field<String>,
    pub genre: Field<String>,
    #[serde(default)]
    pub episodes: Vec<Spanned<String>>,
    #[serde(default)]
    pub claim: Vec<RawClaim>,
    #[serde(default)]
    pub wording: Vec<RawWording>,
    #[serde(default)]
    pub quoted: Vec<RawQuoted>,
    #[serde(default)]
    pub leaves_out: Vec<RawOmission>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawClaim {
    pub id: Spanned<String>,
    pub claim: Field<String>,
    pub verdict: Field<String>,
    pub why: Field<String>,
    #[serde(default)]
    pub events: Vec<Spanned<String>>,
    #[serde(default)]
    pub sources: Vec<RawCitation>,
    pub unlinked: Field<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWording {
    pub about: Spanned<String>,
    pub words: Vec<RawWord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWord {
    pub word: String,
    pub count: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawQuoted {
    pub who: String,
    pub role: String,
    pub side: Spanned<String>,
    pub quotations: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawOmission {
    pub what: Spanned<String>,
    #[serde(default)]
    pub events: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCompared {
    #[serde(default)]
    pub fact: Vec<RawFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFact {
    pub id: Spanned<String>,
    pub question: String,
    pub best: Spanned<String>,
    #[serde(default)]
    pub events: Vec<Spanned<String>>,
    #[serde(default)]
    pub sources: Vec<RawCitation>,
    pub note: Field<String>,
    #[serde(default)]
    pub tells: Vec<RawTelling>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTelling {
    pub article: Spanned<String>,
    pub claim: Spanned<String>,
    pub says: String,
    pub differs: bool,
}
