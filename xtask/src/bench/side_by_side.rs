//! The same crisis by us and by other libraries, loaded in turn: the pages, the run, what is written about it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::days::Day;
use super::job::Job;
use super::report::{self, OURS};
use super::results::Results;
use super::{grown, peers, picture, readme, still};
use crate::browser::Browser;
use crate::host::Host;
use crate::program;
use crate::site::{self, DIST};
use crate::tools::Tools;

/// The crisis that is shown.
pub const EPISODE: &str = "skripal-2018";

/// The numbers of all runs, load by load.
const NUMBERS: &str = "docs/bench.json";

/// The lists in it; an entry of each says how many times the events were shown.
const LISTS: [&str; 4] = ["loads", "answers", "steps", "failures"];

/// What is loaded of the sites with more events.
const BEGINNINGS: [&str; 2] = ["/episodes/skripal-2018/", "/compare/"];

/// Steps on a page with more events than there are, at most.
const MANY_STEPS: u32 = 20;

/// A page has so long to be drawn, or answered, in milliseconds.
const LIMIT: u32 = 60_000;

/// Builds our sites with more events: each time so many.
pub fn build(tools: &Tools, events: &[u32]) -> Result<()> {
    for times in events.iter().copied().filter(|times| *times > 1) {
        let data = grown::write_data(EPISODE, times)?;
        site::build_grown(tools, &data, times, &BEGINNINGS)?;
    }
    Ok(())
}

/// Writes the peers' pages, loads all pages, and writes what comes of it into `docs/` and `README.md`.
pub fn measure(browser: &Browser, loads: u16, steps: u32, events: &[u32]) -> Result<()> {
    let dataset = Path::new(DIST).join("data/dataset.json");
    let text = fs::read_to_string(&dataset).with_context(|| format!("{} could not be read", dataset.display()))?;
    let job = Job::read(&text, EPISODE)?;
    still::write()?;
    let mut pages = Vec::new();
    let mut hosts = Vec::new();
    let still = Host::start_anywhere(Path::new(still::STILL), "/")?;
    for times in events.iter().copied() {
        let job = job.repeated(times);
        peers::write(&job, times)?;
        let dist = if times == 1 { DIST.to_owned() } else { site::grown_dist(times) };
        let theirs = Host::start_anywhere(&Path::new(peers::PEERS).join(times.to_string()), "/")?;
        let ours = Host::start_anywhere(Path::new(&dist), "/")?;
        let expected = json!({
            "events": job.events.len(),
            "bars": job.countries().iter().filter(|country| country.people.is_some()).count(),
            "steps": job.steps.len(),
        });
        for page in &OURS {
            if page.still_of.is_some() && times > 1 {
                continue;
            }
            let host = if page.still_of.is_some() { &still } else { &ours };
            pages.push(json!({
                "key": page.key, "kind": page.still_of.unwrap_or(page.key), "isStill": page.still_of.is_some(), "name": page.name, "times": times, "expected": expected,
                "address": format!("{}{}", host.address(), page.path), "rest": 100, "hasLink": page.link.is_some(),
            }));
        }
        for peer in &peers::ALL {
            pages.push(json!({
                "key": peer.key, "kind": peer.key, "name": peer.name(), "times": times, "expected": expected,
                "address": format!("{}{}/", theirs.address(), peer.key), "rest": peer.rest,
            }));
        }
        hosts.extend([theirs, ours]);
    }
    let plan = json!({
        "limit": LIMIT, "pages": pages,
        "runs": events.iter().map(|times| json!({
            "times": times,
            "loads": loads,
            "steps": if *times > 1 { steps.min(MANY_STEPS) } else { steps },
        })).collect::<Vec<_>>(),
    });
    let folder = fs::canonicalize(peers::PEERS).with_context(|| format!("{} is missing", peers::PEERS))?;
    let (plan_file, results_file) = (folder.join("plan.json"), folder.join("results.json"));
    fs::write(&plan_file, plan.to_string()).with_context(|| format!("{} could not be written", plan_file.display()))?;
    println!("\nThe crisis {EPISODE} by this site and by {} others, loaded in turn", peers::ALL.len());
    let mut node = browser.command("node");
    node.arg("bench-peers.mjs").args([&plan_file, &results_file]);
    program::run(&mut node, "the pages could not be measured in the browser: the reason stands above")?;
    drop(hosts);
    let text =
        fs::read_to_string(&results_file).with_context(|| format!("{} could not be read", results_file.display()))?;
    let measured: Value = serde_json::from_str(&text).context("what was measured is no JSON")?;
    let before = fs::read_to_string(NUMBERS).ok().and_then(|text| serde_json::from_str(&text).ok());
    let all = joined(before.unwrap_or_default(), measured, events, &Day::today().to_string());
    write(&format!("{all}\n"), &job)
}

/// What was measured before, with the numbers of events that were measured now in place of the same. What is told of the run
/// is that of the one with the events as they are; others are told of apart.
fn joined(mut before: Value, mut measured: Value, events: &[u32], date: &str) -> Value {
    let is_kept = |times: &Value| !events.iter().any(|measured| times == measured);
    let has = |list: &[Value], times: &Value| {
        list.iter().any(|run| run["times"].as_array().is_some_and(|all| all.contains(times)))
    };
    for list in LISTS {
        let taken = |of: &mut Value| of[list].as_array_mut().map(std::mem::take).unwrap_or_default();
        let kept = taken(&mut before).into_iter().filter(|entry| is_kept(&entry["times"]));
        measured[list] = kept.chain(taken(&mut measured)).collect();
    }
    let mut apart = before["apart"].as_array_mut().map(std::mem::take).unwrap_or_default();
    for run in &mut apart {
        if let Some(times) = run["times"].as_array_mut() {
            times.retain(is_kept);
        }
    }
    apart.retain(|run| run["times"].as_array().is_some_and(|times| !times.is_empty()));
    if events.contains(&1) {
        // What stays of the run that this one replaces was measured apart from now on.
        let mut times: Vec<Value> = Vec::new();
        for load in measured["loads"].as_array().into_iter().flatten() {
            let of = &load["times"];
            if is_kept(of) && !has(&apart, of) && !times.contains(of) {
                times.push(of.clone());
            }
        }
        if !times.is_empty() {
            let [date, load_before, load_after, seconds] =
                ["date", "loadBefore", "loadAfter", "seconds"].map(|key| before[key].take());
            apart.push(json!({ "times": times, "date": date, "loadBefore": load_before, "loadAfter": load_after, "seconds": seconds }));
        }
        measured["date"] = date.into();
    } else {
        let told = ["loadBefore", "loadAfter", "seconds"].map(|key| (key, measured[key].take()));
        let mut run = json!({ "times": events, "date": date });
        for (key, value) in told {
            run[key] = value;
            measured[key] = before[key].take();
        }
        for key in ["browser", "date"] {
            measured[key] = before[key].take();
        }
        apart.push(run);
    }
    measured["apart"] = apart.into();
    measured
}

/// Writes what was measured into `docs/`: the numbers, a page about them, and a picture.
fn write(text: &str, job: &Job) -> Result<()> {
    let results: Results = serde_json::from_str(text).context("the results are not as they should be")?;
    let goals = report::goals(&results)?;
    let page = report::page(&results, job, &goals)?;
    let readme = fs::read_to_string("README.md").context("README.md could not be read")?;
    let readme = readme::with_measured(&readme, &results, &report::missed(&goals))?;
    let svg = picture::svg(&results);
    for (file, text) in [(NUMBERS, text), ("docs/bench.md", &page), ("docs/bench.svg", &svg), ("README.md", &readme)] {
        fs::write(file, text).with_context(|| format!("{file} could not be written"))?;
    }
    println!("\n{}", report::summary(&results));
    println!("docs/bench.md, docs/bench.svg, docs/bench.json and the table in README.md are written");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_with_more_events_keeps_what_was_measured_with_fewer() {
        let run = |times: &[(u32, f64)]| {
            let loads: Vec<Value> =
                times.iter().map(|(times, paint)| json!({ "times": times, "paint": paint })).collect();
            json!({ "browser": "1", "seconds": 60, "loads": loads, "answers": [], "steps": [], "failures": [] })
        };
        let paints = |all: &Value| -> Vec<f64> {
            all["loads"].as_array().unwrap().iter().map(|load| load["paint"].as_f64().unwrap()).collect()
        };
        let first = run(&[(1, 10.0), (10, 20.0)]);
        let many = joined(first, run(&[(10, 25.0), (100, 30.0)]), &[10, 100], "2026-11-01");
        assert_eq!(paints(&many), [10.0, 25.0, 30.0]);
        assert_eq!(many["seconds"], 60);
        assert_eq!(
            many["apart"],
            json!([{ "times": [10, 100], "date": "2026-11-01", "loadBefore": null, "loadAfter": null, "seconds": 60 }])
        );
        let again = joined(many, run(&[(1, 11.0), (10, 26.0)]), &[1, 10], "2026-11-02");
        assert_eq!(paints(&again), [30.0, 11.0, 26.0]);
        assert_eq!(again["date"], "2026-11-02");
        assert_eq!(again["apart"][0]["times"], json!([100]), "what was measured apart stays, told as such");
        let once_more = joined(again, run(&[(1, 12.0)]), &[1], "2026-11-03");
        assert_eq!(once_more["apart"][1]["times"], json!([10]), "what stays of a run that was replaced is told apart");
        assert_eq!(once_more["apart"][1]["date"], "2026-11-02");
    }
}
