//! Countries side by side: what is compared, what is chosen, and the numbers of each row.
//!
//! A [`Selection`] says what the reader chose and how its address is written. [`Table::new`] computes the rows from
//! events and links: acts of the chosen side that fit, and what answered them. A [`Measure`] says which number of a
//! [`Row`] is compared. Every number keeps the events behind it.
//!
//! Rules, the same for every country and both sides:
//!
//! - A filter chooses acts. Replies follow their acts, whenever they came; the kinds of act are chosen for both.
//! - A reply is an act of the other side that names the act as what it answers. Words are no reply.
//! - Nobody is counted twice: an act that is told at its announcement is not counted again when it takes effect.
//! - People, posts and missions are never added to each other.
//! - An unknown number counts as unknown, never as 0; a floor stays a floor; where sources differ the number keeps the
//!   lowest and the highest figure given.

mod measure;
mod periods;
mod reading;
mod rows;
mod selection;
mod set;
mod value;

pub mod export;

pub use measure::Measure;
pub use periods::{Period, periods, roles};
pub use reading::{description, head_to_head, notes, reading, reading_of_periods, reading_of_points};
pub use rows::{Row, Table};
pub use selection::{EU_MEMBERS, Group, NATO_MEMBERS, Selection, Sort, SortKey, View};
pub use set::Set;
pub use value::{Amount, Limits, Value};
