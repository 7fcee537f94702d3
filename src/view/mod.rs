//! Pages and their parts, one component a file. What moves is compiled for both sides; what only stands is native.
//!
//! The first render depends on the page alone, so that the browser finds exactly what was prerendered. The content of a
//! page is prerendered HTML that hydration leaves untouched; on navigation it comes from the next page's own file.

mod app;
pub mod chain;
pub mod compare;
mod page;

pub use app::Content;
pub use page::{Page, PageText, Place};

#[cfg(not(target_arch = "wasm32"))]
pub mod about;
#[cfg(not(target_arch = "wasm32"))]
pub mod accessibility;
#[cfg(not(target_arch = "wasm32"))]
pub mod article_text;
#[cfg(not(target_arch = "wasm32"))]
pub mod articles;
#[cfg(not(target_arch = "wasm32"))]
pub mod chain_page;
#[cfg(not(target_arch = "wasm32"))]
pub mod chain_text;
#[cfg(not(target_arch = "wasm32"))]
pub mod codebook;
#[cfg(not(target_arch = "wasm32"))]
pub mod compare_page;
#[cfg(not(target_arch = "wasm32"))]
pub mod compare_record;
#[cfg(not(target_arch = "wasm32"))]
pub mod country;
#[cfg(not(target_arch = "wasm32"))]
pub mod data_page;
#[cfg(not(target_arch = "wasm32"))]
pub mod disagreements;
#[cfg(not(target_arch = "wasm32"))]
pub mod episode;
#[cfg(not(target_arch = "wasm32"))]
pub mod event;
#[cfg(not(target_arch = "wasm32"))]
pub mod filter;
#[cfg(not(target_arch = "wasm32"))]
pub mod footnotes;
#[cfg(not(target_arch = "wasm32"))]
pub mod frame;
#[cfg(not(target_arch = "wasm32"))]
pub mod home;
#[cfg(not(target_arch = "wasm32"))]
pub mod ledger;
#[cfg(not(target_arch = "wasm32"))]
pub mod ledger_notes;
#[cfg(not(target_arch = "wasm32"))]
pub mod lesson;
#[cfg(not(target_arch = "wasm32"))]
pub mod record;
#[cfg(not(target_arch = "wasm32"))]
pub mod sharing;
#[cfg(not(target_arch = "wasm32"))]
pub mod sources;
#[cfg(not(target_arch = "wasm32"))]
pub mod step;
#[cfg(not(target_arch = "wasm32"))]
pub mod story;

#[cfg(target_arch = "wasm32")]
mod client;
#[cfg(target_arch = "wasm32")]
pub use client::start;
