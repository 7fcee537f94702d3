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
    pub version: String,
    pub cutoff: Spanned<String>,
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
    pub claim: String,
    pub figure: Field<i64>,
    pub source: Spanned<String>,
}
