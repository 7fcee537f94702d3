//! Pictures as geometry: numbers in, integer coordinates out. No colours, no pixels of a screen, no Leptos.
//!
//! Coordinates are view units of a fixed `viewBox`, x to the right, y downward. The same input gives the same output
//! natively and in the browser, so that what was prerendered is what the program draws.

pub mod chain;
pub mod ledger;
pub mod scale;
pub mod text;
pub mod waves;
