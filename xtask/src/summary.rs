//! How many tests passed and failed, read from what the test runners print.

use std::fmt;
use std::ops::AddAssign;

use serde_json::Value;

/// Numbers of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl Counts {
    /// From a line of `cargo test`: `test result: ok. 12 passed; 0 failed; …`. `None` for any other line.
    pub fn from_cargo_line(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let count = |what: &str| {
            let part = counts.split(';').find_map(|part| part.trim().strip_suffix(what))?;
            part.trim().parse().ok()
        };
        Some(Self { passed: count("passed")?, failed: count("failed")? })
    }

    /// From Playwright's JSON report. `None` if it is not one.
    pub fn from_playwright(report: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(report).ok()?;
        let count = |what: &str| report.get("stats")?.get(what)?.as_u64();
        // A test that passed at its second try did not fail.
        Some(Self { passed: count("expected")? + count("flaky")?, failed: count("unexpected")? })
    }

    /// From a line of Node's test runner: `ℹ pass 12`, `ℹ fail 0`. `None` for any other line.
    pub fn from_node_line(line: &str) -> Option<Self> {
        let (what, number) = line.strip_prefix("ℹ ")?.split_once(' ')?;
        let number = number.trim().parse().ok()?;
        match what {
            "pass" => Some(Self { passed: number, failed: 0 }),
            "fail" => Some(Self { passed: 0, failed: number }),
            _ => None,
        }
    }

    /// Whether no test ran.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn lines_of_cargo_test_are_counted_and_others_are_not() {
        let ok = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s";
        let failed = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        let mut sum = Counts::default();
        for line in ["running 13 tests", ok, "test result of something", failed] {
            if let Some(counts) = Counts::from_cargo_line(line) {
                sum += counts;
            }
        }
        assert_eq!(sum.to_string(), "15 passed, 2 failed");
    }

    #[test]
    fn lines_of_nodes_runner_are_counted_and_others_are_not() {
        let mut sum = Counts::default();
        for line in ["✔ at a root (2.1ms)", "ℹ tests 66", "ℹ pass 64", "ℹ fail 2", "ℹ cancelled 0", "ℹ pass on"]
        {
            if let Some(counts) = Counts::from_node_line(line) {
                sum += counts;
            }
        }
        assert_eq!(sum.to_string(), "64 passed, 2 failed");
    }

    #[test]
    fn a_report_of_playwright_is_counted() {
        let report = r#"{"suites": [], "stats": {"expected": 40, "skipped": 1, "unexpected": 2, "flaky": 1}}"#;
        assert_eq!(Counts::from_playwright(report), Some(Counts { passed: 41, failed: 2 }));
        assert_eq!(Counts::from_playwright("{}"), None);
        assert_eq!(Counts::from_playwright("no report"), None);
    }
}
