//! Persona Non Grata: the crises in which Russia and other states expelled each other's diplomats, step by step.
//!
//! ```text
//! data/*.toml ── build.rs ──▶ facts (static) ──▶ ledger, chain, compare, chart (pure numbers, pure geometry)
//!      │                                                   │
//!      ▼                                                   ▼
//!   Dataset (native) ──▶ prerender ──▶ pages ◀── view (Leptos) ◀── route ◀── address
//!                                                  │
//!                                      platform (browser only)
//! ```
//!
//! Every page is prerendered by the native binary `prerender`. In the browser the program takes the page over (hydration):
//! it leads from page to page, and the chain and the comparison are live. The content of a page is taken from the
//! prerendered files themselves, so that it is sent once, as HTML.
//!
//! Some pages stand a second time below `embed/`, for frames of other sites (`route::embed_root`, `prerender::Medium`). There
//! the program speaks with the page around (`message`, `platform::host`), which may use the element of `embed.js`.
//!
//! # Glossary
//!
//! - *persona non grata*: the formula by which a state ends a diplomat's stay (Vienna Convention 1961, article 9)
//! - *expulsion*: people ordered out
//! - *mission*: an embassy, a consulate, a delegation
//! - *accreditation*: the host's acceptance of a mission's member
//! - *cap*: a ceiling on a mission's posts
//! - *figure*: the number that one source gives for an act; where sources differ, there is a range of figures
//! - *dispute*: a source that tells an event differently
//! - *claim*: one thing that a news article says and that can be checked; a *verdict* says what the record knows of it
//! - *reciprocity*: answering in the same kind and number
//! - *chain*: events linked by `responds_to`
//! - *lag*: days from an act to its reply
//! - *ratio*: people in the reply ÷ people in the act
//! - *wave*: many states acting on one trigger
//! - *exchange*: acts that ordered people out and what answered them in kind, so that nobody is counted twice
//! - *measure*: a number that countries, blocs, periods or crises are compared by
//! - *first move*: an act that is no reply itself
//! - *frame*: a page of this site inside a page of somebody else's; the *host* is that page
//! - *conformance*: which criteria of accessibility are met, how, and which test says so
//! - *lane*: what one state or organisation did, facing what Moscow did to it

pub mod chain;
pub mod chart;
#[cfg(all(not(target_arch = "wasm32"), feature = "pages"))]
pub mod cite;
pub mod compare;
#[cfg(not(target_arch = "wasm32"))]
pub mod conformance;
pub mod dataset;
pub mod facts;
pub mod html;
pub mod ledger;
pub mod message;
pub mod order;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(all(not(target_arch = "wasm32"), feature = "pages"))]
pub mod prerender;
pub mod route;
#[cfg(feature = "pages")]
pub mod view;
pub mod words;
