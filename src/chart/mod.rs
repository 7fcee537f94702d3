//! Pictures as geometry: numbers in, integer coordinates out. No colours, no pixels of a screen, no Leptos.
//!
//! Coordinates are view units of a fixed `viewBox`, x to the right, y downward. The same input gives the same output
//! natively and in the browser, so that what was prerendered is what the program draws.
//!
//! [`scale`] places values; [`scene`] is what is drawn, and prints it; [`quantity`] draws a number with what is not known
//! of it; [`label`] finds room for names. The other modules are one kind of picture each.

pub mod bars;
pub mod chain;
pub mod label;
pub mod ledger;
pub mod multiples;
pub mod periods;
pub mod quantity;
#[cfg(not(target_arch = "wasm32"))]
pub mod ranges;
pub mod scale;
pub mod scatter;
pub mod scene;
pub mod text;
pub mod tiles;
pub mod waves;
