//! The facts of this edition, as `build.rs` wrote them from `data/`.

use std::sync::LazyLock;

use crate::chain::Graph;
use crate::dataset::Facts;

/// The facts, read at the first use. A native test holds them against the data files.
pub static FACTS: LazyLock<Facts> = LazyLock::new(|| Facts::from_text(text()).unwrap_or(Facts::EMPTY));

fn text() -> &'static str {
    // What a measurement of growth draws instead: the file that it names.
    #[cfg(feature = "other-facts")]
    if let Some(text) = std::env::var_os("OTHER_FACTS").and_then(|file| std::fs::read_to_string(file).ok()) {
        return text.leak();
    }
    include_str!(concat!(env!("OUT_DIR"), "/facts.txt"))
}

/// Who answered whom among all events, linked at the first use.
pub static GRAPH: LazyLock<Graph> = LazyLock::new(|| Graph::new(FACTS.events));
