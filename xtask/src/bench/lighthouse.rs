//! Lighthouse's performance in `README.md`: written by the command that measures, between two marks.

use anyhow::{Context, Result};

use super::days::Day;

/// Where the sentence begins and ends.
const BEGIN: &str = "<!-- lighthouse -->";
const END: &str = "<!-- end -->";

/// The median of the performance of a page and the lowest of its loads, from a line that `bench-lighthouse.mjs` prints:
/// "home: performance 100 (99–100), …". `None` for any other line.
pub fn score_in(line: &str) -> Option<(u32, u32)> {
    let (_, score) = line.split_once(": performance ")?;
    let (median, rest) = score.split_once(" (")?;
    let (lowest, _) = rest.split_once('–')?;
    Some((median.parse().ok()?, lowest.parse().ok()?))
}

/// The text of `README.md` with the scores of all pages, each a median and the lowest of so many loads.
///
/// # Errors
/// If there are no scores, or the marks are gone.
pub fn with_scores(readme: &str, scores: &[(u32, u32)], loads: u16, day: Day) -> Result<String> {
    let marks = || format!("README.md has no {BEGIN} and {END}");
    let (before, rest) = readme.split_once(BEGIN).with_context(marks)?;
    let (_, after) = rest.split_once(END).with_context(marks)?;
    let medians = || scores.iter().map(|(median, _)| *median);
    let (worst, best) = medians().min().zip(medians().max()).context("Lighthouse has given no scores")?;
    let lowest = scores.iter().map(|(_, lowest)| *lowest).min().unwrap_or(worst);
    Ok(format!(
        "{before}{BEGIN}medians of {loads} loads {worst} to {best}, the lowest load {lowest} ({day}){END}{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_scores_is_read_and_no_other() {
        let line = "  a step: performance 99 (97–100), accessibility 100 (100–100), best-practices 100 (100–100), seo 100 (100–100)";
        assert_eq!(score_in(line), Some((99, 97)));
        assert_eq!(score_in("Lighthouse 13.1.0, mobile profile, median of 3 loads (range)"), None);
    }

    #[test]
    fn the_readme_says_the_worst_of_what_was_measured() {
        let day = Day::parse("2026-11-27").unwrap();
        let written = with_scores("a<!-- lighthouse -->old<!-- end -->b", &[(100, 99), (98, 91)], 3, day).unwrap();
        let wanted = "a<!-- lighthouse -->medians of 3 loads 98 to 100, the lowest load 91 (2026-11-27)<!-- end -->b";
        assert_eq!(written, wanted);
        assert!(with_scores(include_str!("../../../README.md"), &[(100, 100)], 3, day).is_ok());
        assert!(with_scores(wanted, &[], 3, day).is_err());
        assert!(with_scores("no marks", &[(100, 100)], 3, day).is_err());
    }
}
