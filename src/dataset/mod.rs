//! What is known: events, actors, sources and episodes, and how they are read and checked.
//!
//! Two shapes of the same record exist. [`Facts`] is what fits into the browser: who acted against whom, when, with
//! how many, in answer to what. `build.rs` writes it into the program. `Dataset` (native only)
//! is everything: facts, notes, citations, disputes, sources and the story text. It is read from `data/` by
//! `Dataset::load`, which reports every [`Problem`] at once.
//!
//! This module knows nothing of Leptos or the browser, and `build.rs` compiles it too.

mod action;
mod actor;
mod count;
mod date;
mod embed;
mod event;
mod facts;
mod id;
mod source;

pub use action::Action;
pub use actor::{Actor, ActorKind, Membership};
pub use count::{Bound, Count, Sum, Unit};
pub use date::{Date, DateProblem};
pub use event::{DateKind, Disputed, Event, EventIndex, Figures};
pub use facts::{Episode, Era, Facts, Step};
pub use id::{ActorCode, EpisodeId, EventId, is_slug};
pub use source::{Owner, Ownership, Source, language_name};

#[cfg(not(target_arch = "wasm32"))]
mod article;
#[cfg(not(target_arch = "wasm32"))]
mod check;
#[cfg(not(target_arch = "wasm32"))]
mod load;
#[cfg(not(target_arch = "wasm32"))]
mod problem;
#[cfg(not(target_arch = "wasm32"))]
mod raw;
#[cfg(not(target_arch = "wasm32"))]
mod record;
#[cfg(not(target_arch = "wasm32"))]
mod story;

#[cfg(not(target_arch = "wasm32"))]
pub use article::{Article, Claim, Omission, Quoted, SharedFact, Telling, Verdict, Word, Wording};
#[cfg(not(target_arch = "wasm32"))]
pub use problem::{Problem, Problems};
#[cfg(not(target_arch = "wasm32"))]
pub use record::{About, Citation, Confidence, Dataset, Dispute, Position, Record, Story, StoryStep, Version, Why};
#[cfg(not(target_arch = "wasm32"))]
pub use story::{Inline, Text};
