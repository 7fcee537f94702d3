//! `docs/bench.md`: what was measured, how, on what, and which goals are reached.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::job::{Job, SHIFT_DAYS};
use super::machine::Machine;
use super::results::{Case, Failure, Number, Results, Run};
use super::side_by_side::EPISODE;
use super::stats::Spread;
use super::{CHAIN_PAGE, COMPARE_PAGE, peers};
use crate::site::DIST;
use crate::sizes::{STEP_PAGE, Sizes};

/// Medians of fewer loads say little.
pub const ENOUGH_LOADS: u16 = 7;

/// What a frame has at 60 Hz, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;

/// A page of this site.
pub struct Ours {
    pub key: &'static str,
    pub name: &'static str,
    pub path: &'static str,
    drawn: &'static str,
    step: Option<&'static str>,
    /// What is clicked first and has the same answer without the program: the next step, as a page.
    pub link: Option<&'static str>,
    /// The key of the page that this one is with its scripts taken out.
    pub still_of: Option<&'static str>,
}

pub const OURS: [Ours; 6] = [
    Ours {
        key: "step",
        name: "Ours: first step",
        path: STEP_PAGE,
        drawn: "the text of the step, its ledger and all that stands below, styled",
        step: Some("an arrow key on the list of steps; the heading of the next step stands there"),
        link: Some("the link to the next step"),
        still_of: None,
    },
    Ours {
        key: "chain",
        name: "Ours: chain",
        path: CHAIN_PAGE,
        drawn: "the picture with its marks, the outline and all that stands below, styled",
        step: Some("a click on the next event of the outline; its mark in the picture is the lit one"),
        link: None,
        still_of: None,
    },
    Ours {
        key: "compare",
        name: "Ours: comparison",
        path: COMPARE_PAGE,
        drawn: "the picture, the table and all that stands below, styled",
        step: Some("the pointer on the next row of the picture; its details stand there"),
        link: None,
        still_of: None,
    },
    Ours {
        key: "still",
        name: "Ours: first step, scripts taken out",
        path: STEP_PAGE,
        drawn: "as the first step",
        step: None,
        link: None,
        still_of: Some("step"),
    },
    Ours {
        key: "still-chain",
        name: "Ours: chain, scripts taken out",
        path: CHAIN_PAGE,
        drawn: "as the chain",
        step: None,
        link: None,
        still_of: Some("chain"),
    },
    Ours {
        key: "still-compare",
        name: "Ours: comparison, scripts taken out",
        path: COMPARE_PAGE,
        drawn: "as the comparison",
        step: None,
        link: None,
        still_of: Some("compare"),
    },
];

const CONDITIONS: [(&str, &str); 2] =
    [("fast", "Fast: loopback, CPU as it is"), ("slow", "Slow: 1.6 Mbit/s, 150 ms, CPU 4 times slower")];

/// Key and name of every page, ours first.
pub fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    OURS.iter().map(|page| (page.key, page.name)).chain(peers::ALL.iter().map(|peer| (peer.key, peer.name())))
}

/// Whether this is one of ours with its scripts taken out.
pub(super) fn is_still(key: &str) -> bool {
    OURS.iter().any(|page| page.key == key && page.still_of.is_some())
}

/// Ours that a reader goes on in.
pub(super) fn live() -> impl Iterator<Item = &'static Ours> {
    OURS.iter().filter(|page| page.step.is_some())
}

pub(super) fn case<'a>(page: &'a str, condition: &'a str) -> Case<'a> {
    Case { page, times: 1, condition }
}

/// The page of results.
///
/// # Errors
/// If the packages of the peers, or the files of the site, are missing.
pub fn page(results: &Results, job: &Job, goals: &[Goal]) -> Result<String> {
    let mut out = String::from(
        "# Side by side\n\nThis page is written by `cargo xtask bench --only peers`; nothing in it is typed by hand. \
         Its numbers, load by load, are in [bench.json](bench.json).\n\n\
         ![Time to the first answer on the slow profile, and bytes transferred, for each page](bench.svg)\n\n",
    );
    out += &conditions(results, job);
    out += &goals_section(goals);
    out += "## Loads\n\nMedian [lowest–highest], in milliseconds from the start of navigation; *main thread* is what it \
            worked until the page was at rest.\n\n";
    for (condition, title) in CONDITIONS {
        writeln!(out, "### {title}\n\n{}", times_table(results, 1, condition))?;
    }
    writeln!(out, "### What a load costs\n\nOn the fast profile.\n\n{}", costs_table(results, 1))?;
    out += &steps_section(results);
    out += &ratios_section(results);
    out += &many_section(results, job);
    out += &definitions()?;
    Ok(out)
}

/// A few lines for the terminal.
pub fn summary(results: &Results) -> String {
    let mut out = String::new();
    for (condition, title) in CONDITIONS {
        out += title;
        out.push('\n');
        for (key, name) in pages() {
            let told = |number| results.spread(case(key, condition), number).map_or("–".to_owned(), |s| s.told(0));
            let [drawn, answered] = [Number::Drawn, Number::Answered].map(told);
            _ = writeln!(out, "  {name:<36}  drawn {drawn:<22}  answered {answered} ms");
        }
    }
    out
}

/// Date, machine, browser, and how often each page was loaded.
pub(super) fn machine_line(results: &Results) -> String {
    let Machine { processor, cores, memory, system } = Machine::this();
    let memory = memory.map_or_else(String::new, |memory| format!(", {memory} GB of memory"));
    format!(
        "{date}; {processor}, {cores} cores{memory}; {system}; Chromium {browser}, headless; medians [lowest–highest] of \
         {loads} loads",
        date = results.date,
        browser = results.browser,
        loads = results.rounds(case("step", "slow")),
    )
}

fn conditions(results: &Results, job: &Job) -> String {
    let loads = results.rounds(case("step", "slow"));
    let caveat = if loads < usize::from(ENOUGH_LOADS) {
        format!("**A trial run: {loads} loads of each page instead of {ENOUGH_LOADS}. Its numbers prove nothing.**\n\n")
    } else {
        String::new()
    };
    format!(
        "{caveat}- {machine}\n\
         - tasks that the machine had to run (load average of a minute): {before:.1} before the run, {after:.1} at its \
         end; the run took {minutes:.0} minutes\n\
         - {loads} loads of each page under each condition, every one in a fresh profile; all pages in turn, the order \
         moved on by one each round; a first round is not counted\n\
         - all pages from the same host on this machine, files in brotli (quality 11); nothing is loaded from elsewhere\n\
         - the crisis {title}: {events} events, {replies} replies, {countries} countries and organisations that ordered \
         people out, {steps} steps\n{left_out}\n",
        left_out = left_out(results),
        machine = machine_line(results),
        before = results.load_before,
        after = results.load_after,
        minutes = results.seconds / 60.0,
        title = job.title,
        events = job.events.len(),
        replies = job.replies().len(),
        countries = job.countries().len(),
        steps = job.steps.len(),
    )
}

/// What could not be measured, a line each.
fn left_out(results: &Results) -> String {
    let name = |key: &str| pages().find(|(other, _)| *other == key).map_or("", |(_, name)| name);
    results.failures.iter().fold(String::new(), |out, failure| {
        let Failure { page, times, what, reason } = failure;
        out + &format!("- left out: {}, {times}× the events, {what}: {reason}\n", name(page))
    })
}

/// A goal, what was measured, and whether it is reached.
pub(super) struct Goal {
    text: String,
    measured: String,
    is_reached: Option<bool>,
}

/// The goals that were missed, each with what was measured.
pub(super) fn missed(goals: &[Goal]) -> String {
    let missed = goals.iter().filter(|goal| goal.is_reached == Some(false));
    missed.fold(String::new(), |out, Goal { text, measured, .. }| out + "- " + text + ": " + measured + "\n")
}

/// A median as it is printed.
fn printed(ratio: Spread) -> f64 {
    (ratio.median * 100.0).round() / 100.0
}

/// What is to be said where the median is within the limit and a pair of loads is not, or where there are fewer pairs than
/// loads were made.
fn but(ratio: Spread, limit: f64) -> String {
    let some = if printed(ratio) <= limit && ratio.high > limit { ", above it in some pairs" } else { "" };
    let fewer = if ratio.of < usize::from(ENOUGH_LOADS) { format!(", of {} pairs", ratio.of) } else { String::new() };
    format!("{some}{fewer}")
}

/// All goals.
///
/// # Errors
/// If the files of the site are missing.
pub(super) fn goals(results: &Results) -> Result<Vec<Goal>> {
    let mut goals = Vec::new();
    let stills =
        OURS.iter().filter_map(|still| Some((still, OURS.iter().find(|page| Some(page.key) == still.still_of)?)));
    for ((still, page), (condition, title)) in stills.flat_map(|pair| CONDITIONS.map(|condition| (pair, condition))) {
        let pair = |number| results.ratio(case(page.key, condition), case(still.key, condition), number);
        // A page may be painted from its beginning: what can be read then is told by all of it being there.
        let (paint, drawn) = (pair(Number::Paint), pair(Number::Drawn));
        goals.push(Goal {
            text: format!("{}: content drawn at most 1.05 times as late as without scripts ({title})", page.name),
            measured: drawn
                .zip(paint)
                .map_or_else(none, |(drawn, paint)| format!("ratio {drawn}{}; first paint {paint}", but(drawn, 1.05))),
            is_reached: drawn.map(|ratio| printed(ratio) <= 1.05),
        });
    }
    for page in live() {
        let best = best_peer(results, Number::Answered, "slow");
        let ratio =
            best.and_then(|(key, _)| results.ratio(case(page.key, "slow"), case(key, "slow"), Number::Answered));
        let name = best.map_or("the soonest peer", |(_, name)| name);
        let by_program = best
            .and_then(|(key, _)| results.ratio(case(page.key, "slow"), case(key, "slow"), Number::AnsweredByProgram));
        let mut wanted = vec![(ratio, "", "sooner than", 1.0), (ratio, "", "at most 0.8 times", 0.8)];
        if page.link.is_some() {
            wanted.push((by_program, ", by the program alone,", "sooner than", 1.0));
        }
        for (ratio, how, goal, limit) in wanted {
            goals.push(Goal {
                text: format!("{}: answers on the slow profile{how} {goal} the soonest peer ({name})", page.name),
                measured: ratio.map_or_else(none, |ratio| format!("ratio {ratio}{}", but(ratio, limit))),
                // 1.00 is not sooner.
                is_reached: ratio
                    .map(|ratio| if limit < 1.0 { printed(ratio) <= limit } else { printed(ratio) < limit }),
            });
        }
    }
    for page in live() {
        let time = results.step_time(page.key, 1, 4, 95);
        goals.push(Goal {
            text: format!(
                "{}: 95 of 100 steps (p95) painted within a frame of {FRAME:.1} ms, CPU 4 times slower",
                page.name
            ),
            measured: time.map_or_else(none, |time| format!("{time:.1} ms")),
            is_reached: time.map(|time| time <= FRAME),
        });
    }
    for page in live() {
        let ratio = results.ratio(case(page.key, "slow"), case("timelinejs", "slow"), Number::Thread);
        goals.push(Goal {
            text: format!(
                "{}: the main thread works less than a third of what it does for TimelineJS (slow)",
                page.name
            ),
            measured: ratio.map_or_else(none, |ratio| format!("ratio {ratio}")),
            is_reached: ratio.map(|ratio| ratio.median < 1.0 / 3.0),
        });
    }
    let bytes = story_bytes(Path::new(DIST))?;
    for limit in [150_000, 125_000] {
        goals.push(Goal {
            text: format!("story, chain, charts and data at most {} kB of brotli", limit / 1000),
            measured: format!("{:.1} kB (HTML of the three pages, style, scripts, program with the data)", kb(bytes)),
            is_reached: Some(bytes <= limit),
        });
    }
    Ok(goals)
}

fn goals_section(goals: &[Goal]) -> String {
    let rows = goals
        .iter()
        .map(|Goal { text, measured, is_reached }| {
            let verdict = match is_reached {
                Some(true) => "reached",
                Some(false) => "**not reached**",
                None => "not measured",
            };
            vec![text.clone(), measured.clone(), verdict.to_owned()]
        })
        .collect::<Vec<_>>();
    format!(
        "## Goals\n\nRatios are medians of ratios load by load; a goal counts as reached where the median is within it. A long page \
         without scripts may be painted later than with them: nothing holds its parser up, so all of it is there and is laid \
         out when the style sheet comes; with them its beginning is painted first. So the goal is held against *content \
         drawn*.\n\n{}\n",
        table(&["Goal", "Measured", ""], &rows)
    )
}

pub(super) fn none() -> String {
    "–".to_owned()
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files are far below the limit")]
fn kb(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}

/// The peer with the lowest median.
pub(super) fn best_peer(results: &Results, number: Number, condition: &str) -> Option<(&'static str, &'static str)> {
    let median = |key: &str| results.spread(case(key, condition), number).map(|spread| spread.median);
    let measured = peers::ALL.iter().filter_map(|peer| Some((median(peer.key)?, peer)));
    measured.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, peer)| (peer.key, peer.name()))
}

/// The bytes of the step page, the chain, the comparison and all that they load, as brotli.
fn story_bytes(dist: &Path) -> Result<u64> {
    let size = |path: &Path| {
        let size =
            fs::metadata(path).with_context(|| format!("{} is missing: cargo xtask build makes it", path.display()));
        size.map(|file| file.len())
    };
    let mut sum = 0;
    for page in live() {
        sum += size(&dist.join(page.path).join("index.html.br"))?;
    }
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // What other people's pages load is not loaded here.
        let is_loaded = [".css.br", ".js.br", ".wasm.br"].iter().any(|ending| name.ends_with(ending));
        if is_loaded && name != "embed.js.br" {
            sum += size(&path)?;
        }
    }
    Ok(sum)
}

/// Rows of a table, one for each page that was measured or could not be.
fn rows(results: &Results, times: u32, cells: impl Fn(&'static str) -> Vec<String>) -> Vec<Vec<String>> {
    let is_there = |key: &str| {
        results.loads.iter().any(|load| (load.page.as_str(), load.times) == (key, times))
            || results.failures.iter().any(|failure| (failure.page.as_str(), failure.times) == (key, times))
    };
    pages()
        .filter(|(key, _)| is_there(key))
        .map(|(key, name)| {
            let mut row = vec![name.to_owned()];
            row.extend(cells(key));
            row
        })
        .collect()
}

fn times_table(results: &Results, times: u32, condition: &str) -> String {
    let cell = |page, number, what: &str| {
        let spread = results.spread(Case { page, times, condition }, number);
        spread.map_or_else(|| failed(results, page, times, &format!("{what}, {condition}")), |spread| spread.told(0))
    };
    let rows = rows(results, times, |key| {
        vec![
            cell(key, Number::Paint, "load"),
            cell(key, Number::Drawn, "load"),
            if is_still(key) { none() } else { cell(key, Number::Answered, "answer") },
            if live().any(|ours| ours.key == key) { cell(key, Number::AnsweredByProgram, "answer") } else { none() },
            cell(key, Number::Thread, "load"),
        ]
    });
    let headers = [
        "Page",
        "First contentful paint",
        "Content drawn",
        "First answer",
        "Our program’s first answer",
        "Main thread",
    ];
    table(&headers, &rows)
}

/// What stands where nothing could be measured.
fn failed(results: &Results, page: &str, times: u32, what: &str) -> String {
    match results.failure(page, times, what) {
        Some(failure) => failure.reason.replace('|', "/"),
        None => none(),
    }
}

fn costs_table(results: &Results, times: u32) -> String {
    let spread = |page, number| results.spread(Case { page, times, condition: "fast" }, number);
    let scaled = |page, number, unit: f64, digits| {
        spread(page, number).map_or_else(none, |spread| spread.in_units_of(unit).told(digits))
    };
    let rows = rows(results, times, |key| {
        vec![
            scaled(key, Number::Bytes, 1000.0, 1),
            scaled(key, Number::Requests, 1.0, 0),
            scaled(key, Number::Heap, 1e6, 1),
            scaled(key, Number::Elements, 1.0, 0),
        ]
    });
    table(&["Page", "Transferred, kB", "Requests", "Heap after GC, MB", "Elements"], &rows)
}

fn steps_table(results: &Results, times: u32) -> String {
    let time = |page, cpu, percent| {
        let time = results.step_time(page, times, cpu, percent);
        time.map_or_else(|| failed(results, page, times, &format!("steps, CPU {cpu}×")), |time| format!("{time:.1}"))
    };
    let rows: Vec<Vec<String>> = rows(results, times, |key| {
        vec![
            results.step_count(key, times, 4).to_string(),
            time(key, 1, 50),
            time(key, 1, 95),
            time(key, 4, 50),
            time(key, 4, 95),
        ]
    })
    .into_iter()
    .filter(|row| OURS.iter().all(|page| page.name != row[0] || page.still_of.is_none()))
    .collect();
    table(&["Page", "Steps", "p50", "p95", "p50, CPU 4×", "p95, CPU 4×"], &rows)
}

fn steps_section(results: &Results) -> String {
    format!(
        "## Steps\n\nFrom an action, at the start of a frame, until its answer has been handed over to be shown, in \
         milliseconds. Nothing is warmed up: what a step has to fetch or to draw for the first time is in it.\n\n{}\n",
        steps_table(results, 1)
    )
}

/// Ours over each peer.
fn ratios_section(results: &Results) -> String {
    let mut out = String::from(
        "## Ratios\n\nOurs divided by theirs, for each pair of loads of the same round: median [lowest–highest]. Below 1 \
         ours is less.\n\n",
    );
    let numbers = [
        ("Content drawn", Number::Drawn),
        ("First answer", Number::Answered),
        ("By our program", Number::AnsweredByProgram),
        ("Main thread", Number::Thread),
        ("Transferred", Number::Bytes),
        ("Heap", Number::Heap),
        ("Elements", Number::Elements),
    ];
    let mut headers = vec!["Beside"];
    headers.extend(numbers.iter().map(|(name, _)| *name));
    for (condition, title) in CONDITIONS {
        for page in live() {
            let rows: Vec<Vec<String>> = peers::ALL
                .iter()
                .map(|peer| {
                    let ratio = |number| {
                        let ratio = results.ratio(case(page.key, condition), case(peer.key, condition), number);
                        ratio.map_or_else(none, |ratio| ratio.to_string())
                    };
                    let mut row = vec![peer.name().to_owned()];
                    row.extend(numbers.iter().map(|(_, number)| ratio(*number)));
                    row
                })
                .collect();
            _ = writeln!(out, "### {}. {title}\n\n{}", page.name, table(&headers, &rows));
        }
    }
    out
}

fn many_section(results: &Results, job: &Job) -> String {
    let mut out = format!(
        "## More events\n\nThe events of the crisis several times, each time {SHIFT_DAYS} days later, with ids and replies of \
         their own. Peers' pages get them as data. Ours are built anew from a copy of `data/` in which the crisis has them: \
         its steps, its chain, the comparison, and the program, which carries all events. Every round is counted.\n\n"
    );
    let mut measured: Vec<u32> = results.loads.iter().map(|load| load.times).filter(|times| *times > 1).collect();
    measured.sort_unstable();
    measured.dedup();
    for times in measured {
        let number = job.events.len() * usize::try_from(times).unwrap_or(1);
        _ = writeln!(out, "### {times} times the events: {number}\n");
        if let Some(Run { date, load_before, load_after, seconds, .. }) =
            results.apart.iter().find(|run| run.times.contains(&times))
        {
            _ = writeln!(
                out,
                "Measured in a run of its own, {date}: a load average of {load_before:.1} before it, {load_after:.1} at its \
                 end; it took {:.0} minutes.\n",
                seconds / 60.0
            );
        }
        for (condition, title) in CONDITIONS {
            let loads = results.rounds(Case { page: "chain", times, condition });
            _ = writeln!(
                out,
                "{title}; {loads} load{}.\n\n{}",
                if loads == 1 { "" } else { "s" },
                times_table(results, times, condition)
            );
        }
        _ = writeln!(out, "{}\n{}", costs_table(results, times), steps_table(results, times));
    }
    out
}

fn definitions() -> Result<String> {
    let mut out = String::from(
        "## What is measured\n\n\
         - *First contentful paint*: as the browser dates it.\n\
         - *Content drawn*: the first frame in which all that the page has to show is in the document (below), handed over \
         to be shown; never before the first contentful paint.\n\
         - *First answer*: in loads of their own, a page is acted upon from the beginning, every 33 ms as by a key held \
         down, until it answers; the time is that of the frame with the answer. Actions are events sent inside the page. \
         That is *our program’s first answer*, too. But our steps can be gone on in by a link before the program runs: for \
         the *first answer* of the first step, that link is clicked once, as soon as it is painted, and the answer is what the \
         reader gets: that of the program where it runs, else the first paint of the next step, to which the browser goes.\n\
         - *Main thread*: the CPU time of its tasks (`TaskDuration` of `Performance.getMetrics`, in thread ticks) from the start of navigation until the content is \
         drawn, our program has started, half a second has passed without a request, and the browser is idle.\n\
         - *Transferred*, *requests*: until then, headers included (`Network.loadingFinished`). Ours fetches the \
         neighbours of a step in advance: they are in it.\n\
         - *Heap after GC*: what V8 holds after a collection, and the memory of WebAssembly.\n\
         - *Elements*: of the document, until then.\n\n",
    );
    // Writing to a String cannot fail.
    _ = write!(
        out,
        "For reading without a connection, ours fetches {:.1} kB of brotli more (two scripts, the list of files, the start page, \
         the page for those that are not kept) and keeps what has been loaded. That begins a second after the program has \
         started: it is in none of these numbers.\n\n",
        kb(Sizes::of(Path::new(DIST))?.for_offline())
    );
    let mut rows = Vec::new();
    for page in &OURS {
        let step = page.step.unwrap_or("–");
        let link = page.link.map_or_else(String::new, |link| format!(". Clicked first: {link}"));
        rows.push(vec![
            page.name.to_owned(),
            format!("`/{}`", page.path),
            page.drawn.to_owned(),
            format!("{step}{link}"),
        ]);
    }
    for peer in &peers::ALL {
        let [shows, drawn, step] = [peer.shows, peer.drawn, peer.step].map(str::to_owned);
        rows.push(vec![peer.named()?, shows, drawn, step]);
    }
    out += &table(&["Page", "Shows", "Is drawn with", "A step, and its answer"], &rows);
    write!(
        out,
        "\nPeers’ pages are in `tests/browser/bench/pages/`; the versions of their packages are pinned in \
         `tests/browser/bench/package.json`. Their data are those events of `dataset.json` that belong to `{EPISODE}`.\n\n\
         ```sh\ncargo xtask bench --only peers\n```\n"
    )?;
    Ok(out)
}

/// A table of Markdown: the first column is text, the others are numbers unless there are words in them.
pub(super) fn table(headers: &[&str], rows: &[Vec<String>]) -> String {
    let is_number = |cell: &str| !cell.contains(|c: char| c.is_alphabetic());
    let sign = |column: usize| {
        let is_numeric = column > 0 && rows.iter().filter_map(|row| row.get(column)).all(|cell| is_number(cell));
        if is_numeric { "--:" } else { "---" }
    };
    let signs: Vec<&str> = (0..headers.len()).map(sign).collect();
    let mut out = format!("| {} |\n|{}|\n", headers.join(" | "), signs.join("|"));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        // Writing to a String cannot fail.
        _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::job::tests::small;
    use super::super::results::{Answer, Failure, Load, Steps};
    use super::*;

    fn load(page: &str, condition: &str, round: i64, drawn: f64) -> Load {
        Load {
            page: page.to_owned(),
            times: 1,
            condition: condition.to_owned(),
            round,
            paint: drawn / 2.0,
            drawn,
            bytes: 1500.0,
            requests: 3.0,
            thread: 80.0,
            heap: 2e6,
            elements: 100.0,
        }
    }

    fn results() -> Results {
        let answer = |page: &str, round, answered| Answer {
            page: page.to_owned(),
            times: 1,
            condition: "slow".to_owned(),
            round,
            answered,
            program: (page == "step").then_some(answered * 2.0),
        };
        Results {
            loads: vec![
                load("step", "slow", 0, 100.0),
                load("step", "slow", 1, 120.0),
                load("plot", "slow", 0, 200.0),
                load("plot", "slow", 1, 480.0),
            ],
            answers: vec![answer("step", 0, 90.0), answer("plot", 0, 100.0), answer("timelinejs", 0, 300.0)],
            steps: vec![Steps { page: "step".to_owned(), times: 1, cpu: 4, each: vec![10.0, 16.0, 17.0] }],
            failures: vec![Failure {
                page: "timelinejs".to_owned(),
                times: 1,
                what: "load, slow".to_owned(),
                reason: "not drawn within 60 s".to_owned(),
            }],
            ..Results::default()
        }
    }

    #[test]
    fn a_table_aligns_numbers_and_keeps_its_columns() {
        let rows = [vec!["a|b".to_owned(), "1.0 [0.5–2.0]".to_owned(), "none".to_owned()]];
        assert_eq!(
            table(&["Page", "Time", "Word"], &rows),
            "| Page | Time | Word |\n|---|--:|---|\n| a\\|b | 1.0 [0.5–2.0] | none |\n"
        );
    }

    #[test]
    fn a_row_tells_what_was_measured_or_why_not() {
        let table = times_table(&results(), 1, "slow");
        assert!(table.contains("| Ours: first step | 55 [50–60] | 110 [100–120] | 90 | 180 | 80 |\n"), "{table}");
        assert!(table.contains("| TimelineJS | not drawn within 60 s |"), "{table}");
        assert!(!table.contains("Vega-Lite"), "{table}");
    }

    #[test]
    fn ratios_are_told_load_by_load() {
        let section = ratios_section(&results());
        // 100 / 200 and 120 / 480.
        assert!(section.contains("| Observable Plot + d3 | 0.38 [0.25–0.50] | 0.90 | 1.80 |"), "{section}");
    }

    #[test]
    fn the_soonest_peer_is_the_measure() {
        assert_eq!(best_peer(&results(), Number::Answered, "slow"), Some(("plot", "Observable Plot + d3")));
        assert_eq!(best_peer(&results(), Number::Answered, "fast"), None);
    }

    #[test]
    fn a_trial_run_says_so() {
        assert!(conditions(&results(), &small()).starts_with("**A trial run: 2 loads"));
    }

    #[test]
    fn bytes_of_the_story_are_those_of_its_pages_and_of_what_they_load() {
        let dist = tempfile::tempdir().unwrap();
        let write = |name: &str, length: usize| {
            let path = dist.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, vec![0; length]).unwrap();
        };
        for page in live() {
            write(&format!("{}index.html.br", page.path), 100);
        }
        for (name, length) in [("a.js.br", 1), ("a_bg.wasm.br", 2), ("s.css.br", 4), ("embed.js.br", 8), ("s.css", 16)]
        {
            write(name, length);
        }
        assert_eq!(story_bytes(dist.path()).unwrap(), 307);
    }
}
