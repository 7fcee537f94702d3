//! The facts of this edition, as `build.rs` wrote them from `data/`.

#[allow(clippy::wildcard_imports, reason = "the generated tables name every type of the dataset")]
use crate::dataset::*;

include!(concat!(env!("OUT_DIR"), "/facts.rs"));
