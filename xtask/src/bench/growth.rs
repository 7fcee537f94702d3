//! `docs/growth.md`: what `benches/growth.rs` has measured, as a page.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::days::Day;
use super::machine::Machine;
use super::report::table;

/// Where the bench writes its numbers.
const JSON: &str = "target/bench-growth.json";

/// All of a run.
#[derive(Deserialize)]
struct Growth {
    /// The exponent that fits n log n over the sizes.
    n_log_n: f64,
    phases: Vec<Phase>,
}

/// Something that the site does with all events.
#[derive(Deserialize)]
struct Phase {
    name: String,
    events: Vec<u32>,
    seconds: Vec<f64>,
    bytes: Vec<f64>,
    marks: Vec<Option<u64>>,
    time_exponent: f64,
    late_time_exponent: f64,
    memory_exponent: f64,
    is_beyond: bool,
}

/// Writes the page from what was measured last.
///
/// # Errors
/// If the numbers are missing or cannot be read.
pub fn write() -> Result<()> {
    let text = fs::read_to_string(JSON).with_context(|| format!("{JSON} could not be read"))?;
    let growth = serde_json::from_str(&text).with_context(|| format!("{JSON} is not as it should be"))?;
    fs::write(Path::new("docs/growth.md"), page(&growth)).context("docs/growth.md could not be written")?;
    println!("docs/growth.md is written");
    Ok(())
}

fn page(growth: &Growth) -> String {
    let Machine { processor, cores, system, .. } = Machine::this();
    let Some(first) = growth.phases.first() else { return String::new() };
    let mut headers = vec!["Phase".to_owned()];
    headers.extend(first.events.iter().map(|events| format!("{events} events, ms")));
    headers.extend(
        ["Time n^k", "the same, larger two", "Memory at the end, MB", "Memory n^k", "Marks drawn"].map(str::to_owned),
    );
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = growth
        .phases
        .iter()
        .map(|phase| {
            let mut row = vec![phase.name.clone()];
            row.extend(phase.seconds.iter().map(|seconds| format!("{:.2}", seconds * 1000.0)));
            let sign = if phase.is_beyond { " !" } else { "" };
            row.push(format!("{:.2}{sign}", phase.time_exponent));
            row.push(format!("{:.2}", phase.late_time_exponent));
            row.push(format!("{:.1}", phase.bytes.last().unwrap_or(&0.0) / 1e6));
            row.push(format!("{:.2}", phase.memory_exponent));
            let marks: Vec<String> = phase.marks.iter().flatten().map(u64::to_string).collect();
            row.push(if marks.is_empty() { "–".to_owned() } else { marks.join(", ") });
            row
        })
        .collect();
    let beyond = growth.phases.iter().filter(|phase| phase.is_beyond).count();
    format!(
        "# Growth with the number of events\n\nThis page is written by `cargo xtask bench --only growth`; nothing in it is typed \
         by hand. Synthetic events, natively, optimised, one run. {date}; {processor}, {cores} cores; {system}.\n\n\
         A phase is fitted by a line through logarithms: time grows as n^k. n log n fits n^{limit:.2} over these sizes. A phase \
         that takes at least 2 ms is marked “!” if both fits are more than 0.2 above that: {beyond} of {all}. The 0.2 are room for \
         the noise of one run and for what no longer fits the caches; who would draw the line elsewhere finds all exponents \
         below.\n\n{table}",
        date = Day::today(),
        limit = growth.n_log_n,
        all = growth.phases.len(),
        table = table(&headers, &rows),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_that_grows_too_fast_is_marked() {
        let text = r#"{ "n_log_n": 1.1, "phases": [{ "name": "link", "events": [10, 100], "seconds": [0.001, 0.1],
            "bytes": [1e6, 2e6], "marks": [3, null], "time_exponent": 2.0, "late_time_exponent": 1.9,
            "memory_exponent": 0.3, "is_beyond": true }] }"#;
        let page = page(&serde_json::from_str(text).unwrap());
        assert!(page.contains("| link | 1.00 | 100.00 | 2.00 ! | 1.90 | 2.0 | 0.30 | 3 |"), "{page}");
        assert!(page.contains("more than 0.2 above that: 1 of 1."), "{page}");
    }
}
