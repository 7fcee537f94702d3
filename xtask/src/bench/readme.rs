//! The table in `README.md` beside other libraries: written by the command that measures, between two marks.

use anyhow::{Context, Result};

use super::report::{ENOUGH_LOADS, best_peer, case, is_still, live, machine_line, none, pages, table};
use super::results::{Number, Results};
use super::stats::Spread;

/// Where the table begins and ends.
const BEGIN: &str = "<!-- measured: written by `cargo xtask bench --only peers` -->\n";
const END: &str = "<!-- end of measured -->\n";

/// What stands before the goals that were missed.
const MISSED: &str = "\nGoals that were not reached in this run:\n\n";

/// The text of `README.md` with what was measured now, and the goals that were missed. A trial run leaves it as it was: its numbers prove nothing.
///
/// # Errors
/// If the marks are gone.
pub fn with_measured(readme: &str, results: &Results, missed: &str) -> Result<String> {
    if results.rounds(case("step", "slow")) < usize::from(ENOUGH_LOADS) {
        return Ok(readme.to_owned());
    }
    let marks = || format!("README.md has no {BEGIN}and {END}");
    let (before, rest) = readme.split_once(BEGIN).with_context(marks)?;
    let (_, after) = rest.split_once(END).with_context(marks)?;
    let missed = if missed.is_empty() { "\nEvery goal was reached.\n".to_owned() } else { format!("{MISSED}{missed}") };
    Ok(format!(
        "{before}{BEGIN}{}\n\n{}{}{missed}{END}{after}",
        machine_line(results),
        rows(results),
        on_a_fast_line(results)
    ))
}

/// How long after the soonest peer ours answer on the fast profile, which the table leaves out.
fn on_a_fast_line(results: &Results) -> String {
    let Some((peer, name)) = best_peer(results, Number::Answered, "fast") else { return String::new() };
    let ratios: Vec<String> = live()
        .filter_map(|page| {
            let ratio = results.ratio(case(page.key, "fast"), case(peer, "fast"), Number::Answered)?;
            Some(format!("{} {ratio}", page.name.trim_start_matches("Ours: ")))
        })
        .collect();
    format!(
        "\nOn the fast profile (loopback, CPU as it is) {name} answers soonest of the peers. Our first answers divided by its, \
         below 1 ours is sooner: {}.\n",
        ratios.join(", ")
    )
}

/// The table alone.
fn rows(results: &Results) -> String {
    let spread = |page, condition, number| results.spread(case(page, condition), number);
    let scaled = |spread: Option<Spread>, unit: f64, digits| {
        spread.map_or_else(none, |spread| spread.in_units_of(unit).told(digits))
    };
    let is_ours = |key: &str| live().any(|ours| ours.key == key);
    let rows: Vec<Vec<String>> = pages()
        .filter(|(key, _)| !is_still(key))
        .map(|(key, name)| {
            let slow = |number| scaled(spread(key, "slow", number), 1000.0, 2);
            let step = |percent| results.step_time(key, 1, 4, percent).map_or_else(none, |time| format!("{time:.0}"));
            let mut row = vec![name.to_owned()];
            row.extend([Number::Paint, Number::Drawn, Number::Answered].map(slow));
            row.push(if is_ours(key) { slow(Number::AnsweredByProgram) } else { none() });
            row.push(slow(Number::Thread));
            row.push(format!("{} / {}", step(50), step(95)));
            row.push(scaled(spread(key, "fast", Number::Bytes), 1000.0, 0));
            row.push(scaled(spread(key, "fast", Number::Heap), 1e6, 1));
            row
        })
        .collect();
    let headers = [
        "Page",
        "First paint, s",
        "Drawn, s",
        "First answer, s",
        "by our program, s",
        "Main thread, s",
        "Step p50 / p95, ms",
        "Transferred, kB",
        "Heap, MB",
    ];
    table(&headers, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_was_measured_and_nothing_better() {
        let results: Results = serde_json::from_str(include_str!("../../../docs/bench.json")).unwrap();
        let readme = include_str!("../../../README.md");
        let (_, rest) = readme.split_once(BEGIN).unwrap();
        let (measured, _) = rest.split_once(END).unwrap();
        let told = [machine_line(&results), rows(&results), on_a_fast_line(&results)];
        for part in told {
            assert!(measured.contains(&part), "cargo xtask bench --only peers writes it:\n{part}");
        }
        // The goals that were missed, as the page of all measurements has them.
        let page = include_str!("../../../docs/bench.md");
        let missed = page.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" | **not reached** |"));
        let missed = missed.fold(String::new(), |out, line| out + "- " + &line.replacen(" | ", ": ", 1) + "\n");
        assert!(
            !missed.is_empty() && measured.ends_with(&format!("{MISSED}{missed}")),
            "not these goals alone:\n{missed}"
        );
    }

    #[test]
    fn a_trial_run_leaves_the_table_as_it_was() {
        assert_eq!(with_measured("as it was", &Results::default(), "").unwrap(), "as it was");
    }
}
