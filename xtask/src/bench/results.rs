//! What `bench-peers.mjs` has measured.

use serde::Deserialize;

use super::stats::{Spread, percentile, ratios};

/// All of a run.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Results {
    /// The day of the run.
    #[serde(default)]
    pub date: String,
    /// The version of Chromium.
    pub browser: String,
    /// How many tasks the machine had to run, averaged over a minute, when the run began and when it ended.
    pub load_before: f64,
    pub load_after: f64,
    /// How long the run took.
    pub seconds: f64,
    pub loads: Vec<Load>,
    pub answers: Vec<Answer>,
    pub steps: Vec<Steps>,
    pub failures: Vec<Failure>,
    /// Other runs, in which numbers of events were measured that this one had not.
    #[serde(default)]
    pub apart: Vec<Run>,
}

/// What is told of a run.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// How many times the events were shown.
    pub times: Vec<u32>,
    pub date: String,
    pub load_before: f64,
    pub load_after: f64,
    pub seconds: f64,
}

/// A page loaded once and left alone. Times in milliseconds.
#[derive(Clone, Debug, Deserialize)]
pub struct Load {
    pub page: String,
    pub times: u32,
    pub condition: String,
    pub round: i64,
    pub paint: f64,
    pub drawn: f64,
    pub bytes: f64,
    pub requests: f64,
    pub thread: f64,
    pub heap: f64,
    pub elements: f64,
}

/// A page loaded once by somebody in a hurry.
#[derive(Clone, Debug, Deserialize)]
pub struct Answer {
    pub page: String,
    pub times: u32,
    pub condition: String,
    pub round: i64,
    /// When the first action was answered, in milliseconds.
    pub answered: f64,
    /// The same for one that only our program answers, where `answered` is that of a link.
    pub program: Option<f64>,
}

/// Steps of a page, in milliseconds.
#[derive(Clone, Debug, Deserialize)]
pub struct Steps {
    pub page: String,
    pub times: u32,
    pub cpu: u32,
    #[serde(rename = "steps")]
    pub each: Vec<f64>,
}

/// What could not be measured, and why.
#[derive(Clone, Debug, Deserialize)]
pub struct Failure {
    pub page: String,
    pub times: u32,
    pub what: String,
    pub reason: String,
}

/// A number that each load gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    Paint,
    Drawn,
    Answered,
    AnsweredByProgram,
    Thread,
    Bytes,
    Requests,
    Heap,
    Elements,
}

impl Number {
    fn of(self, load: &Load) -> f64 {
        match self {
            Self::Paint => load.paint,
            Self::Drawn => load.drawn,
            Self::Thread => load.thread,
            Self::Bytes => load.bytes,
            Self::Requests => load.requests,
            Self::Heap => load.heap,
            Self::Elements => load.elements,
            // Have loads of their own.
            Self::Answered | Self::AnsweredByProgram => f64::NAN,
        }
    }
}

/// Which loads are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case<'a> {
    pub page: &'a str,
    /// How many times the events.
    pub times: u32,
    pub condition: &'a str,
}

impl Results {
    /// The number in each round.
    pub fn numbers(&self, case: Case<'_>, number: Number) -> Vec<(i64, f64)> {
        let Case { page, times, condition } = case;
        let is_meant = |of: (&str, u32, &str)| of == (page, times, condition);
        if matches!(number, Number::Answered | Number::AnsweredByProgram) {
            let answers = self.answers.iter().filter(|a| is_meant((&a.page, a.times, &a.condition)));
            // What peers answer is answered by their programs.
            let time = |answer: &Answer| match number {
                Number::AnsweredByProgram => answer.program.unwrap_or(answer.answered),
                _ => answer.answered,
            };
            return answers.map(|answer| (answer.round, time(answer))).collect();
        }
        let loads = self.loads.iter().filter(|l| is_meant((&l.page, l.times, &l.condition)));
        loads.map(|load| (load.round, number.of(load))).collect()
    }

    /// `None` where nothing could be measured.
    pub fn spread(&self, case: Case<'_>, number: Number) -> Option<Spread> {
        Spread::of(self.numbers(case, number).into_iter().map(|(_, value)| value))
    }

    /// Ours over theirs, round by round.
    pub fn ratio(&self, ours: Case<'_>, theirs: Case<'_>, number: Number) -> Option<Spread> {
        Spread::of(ratios(&self.numbers(ours, number), &self.numbers(theirs, number)))
    }

    fn steps(&self, page: &str, times: u32, cpu: u32) -> Option<&Steps> {
        self.steps.iter().find(|steps| (steps.page.as_str(), steps.times, steps.cpu) == (page, times, cpu))
    }

    /// The time within which so many percent of the steps were answered.
    pub fn step_time(&self, page: &str, times: u32, cpu: u32, percent: usize) -> Option<f64> {
        percentile(self.steps(page, times, cpu)?.each.iter().copied(), percent)
    }

    /// How many steps were measured.
    pub fn step_count(&self, page: &str, times: u32, cpu: u32) -> usize {
        self.steps(page, times, cpu).map_or(0, |steps| steps.each.len())
    }

    /// Why something of a page could not be measured.
    pub fn failure(&self, page: &str, times: u32, what: &str) -> Option<&Failure> {
        self.failures.iter().find(|f| (f.page.as_str(), f.times, f.what.as_str()) == (page, times, what))
    }

    /// In how many rounds the page was loaded.
    pub fn rounds(&self, case: Case<'_>) -> usize {
        self.numbers(case, Number::Paint).len()
    }
}
