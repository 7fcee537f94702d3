//! The facts of this edition, as `build.rs` wrote them from `data/`.

use std::sync::LazyLock;

use crate::chain::Graph;
use crate::dataset::Facts;

/// The facts, read at the first use. A native test holds them against the data files.
pub static FACTS: LazyLock<Facts> =
    LazyLock::new(|| Facts::from_text(include_str!(concat!(env!("OUT_DIR"), "/facts.txt"))).unwrap_or(Facts::EMPTY));

/// Who answered whom among all events, linked at the first use.
pub static GRAPH: LazyLock<Graph> = LazyLock::new(|| Graph::new(FACTS.events));
