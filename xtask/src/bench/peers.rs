//! Pages in which other libraries show the crisis, each as somebody would write it who knows the library.
//!
//! Their HTML, scripts and styles stand in `tests/browser/bench/pages/`; here they get the data, in the form that each
//! library takes, and the library beside them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::job::{Country, Event, Job};
use crate::browser::PEERS_FOLDER;
use crate::compress;

/// Where the pages are written, in a folder for each number of events.
pub const PEERS: &str = "target/bench-peers";

/// A library, or several together, with which the same can be shown.
pub struct Peer {
    /// The folder of its page.
    pub key: &'static str,
    /// The packages whose versions are told.
    packages: &'static [&'static str],
    name: &'static str,
    /// What it shows of the crisis.
    pub shows: &'static str,
    /// What counts as drawn.
    pub drawn: &'static str,
    /// What counts as a step, and as its answer.
    pub step: &'static str,
    /// Files of packages, each put beside the page under its own name, or where a style sheet looks for it.
    files: &'static [(&'static str, &'static str)],
    /// After a step things move for so long, in milliseconds.
    pub rest: u32,
}

pub const ALL: [Peer; 5] = [
    Peer {
        key: "timelinejs",
        packages: &["@knight-lab/timelinejs"],
        name: "TimelineJS",
        shows: "events as slides on a timeline",
        drawn: "a marker for each event, the text of a slide, no message that it loads",
        step: "the right arrow key; the marker of the next slide is the active one",
        files: &[
            ("@knight-lab/timelinejs/dist/js/timeline.js", "timeline.js"),
            ("@knight-lab/timelinejs/dist/css/timeline.css", "css/timeline.css"),
            // Its style sheet names the first before the others.
            ("@knight-lab/timelinejs/dist/css/icons/tl-icons.ttf", "css/icons/tl-icons.ttf"),
            ("@knight-lab/timelinejs/dist/css/icons/tl-icons.woff2", "css/icons/tl-icons.woff2"),
            ("@knight-lab/timelinejs/dist/css/icons/tl-icons.woff", "css/icons/tl-icons.woff"),
        ],
        // A slide takes a second to arrive.
        rest: 1100,
    },
    Peer {
        key: "plot",
        packages: &["@observablehq/plot", "d3"],
        name: "Observable Plot + d3",
        shows: "countries as bars, events as dots",
        drawn: "all bars and all dots in its SVG",
        step: "the pointer at the next dot; its tip stands there",
        files: &[("d3/dist/d3.min.js", "d3.min.js"), ("@observablehq/plot/dist/plot.umd.min.js", "plot.umd.min.js")],
        rest: 100,
    },
    Peer {
        key: "scrolly",
        packages: &["scrollama", "@observablehq/plot", "d3", "cytoscape"],
        name: "Scrollama + Plot + d3 + cytoscape",
        shows: "the story as steps to scroll through, countries as bars, replies as a graph",
        drawn: "all steps (they stand in its HTML) and all bars in the page, the graph’s first `render`",
        step: "scrolling to the next step; it is the active one, with its countries and events lit",
        files: &[
            ("d3/dist/d3.min.js", "d3.min.js"),
            ("@observablehq/plot/dist/plot.umd.min.js", "plot.umd.min.js"),
            ("cytoscape/dist/cytoscape.min.js", "cytoscape.min.js"),
            ("scrollama/build/scrollama.min.js", "scrollama.min.js"),
        ],
        rest: 100,
    },
    Peer {
        key: "vega-lite",
        packages: &["vega-lite", "vega", "vega-embed"],
        name: "Vega-Lite",
        shows: "countries as bars, events as dots",
        drawn: "all bars and all dots in its SVG",
        step: "the pointer at the next dot; its tooltip stands there",
        files: &[
            ("vega/build/vega.min.js", "vega.min.js"),
            ("vega-lite/build/vega-lite.min.js", "vega-lite.min.js"),
            ("vega-embed/build/vega-embed.min.js", "vega-embed.min.js"),
        ],
        rest: 100,
    },
    Peer {
        key: "vis-timeline",
        packages: &["vis-timeline"],
        name: "vis-timeline",
        shows: "events on a timeline",
        drawn: "an item for each event, the timeline made visible",
        step: "a tap on the next item; it is the selected one",
        files: &[
            ("vis-timeline/standalone/umd/vis-timeline-graph2d.min.js", "vis-timeline-graph2d.min.js"),
            ("vis-timeline/styles/vis-timeline-graph2d.min.css", "vis-timeline-graph2d.min.css"),
        ],
        rest: 100,
    },
];

impl Peer {
    /// "Observable Plot + d3", with the versions of its packages.
    pub fn named(&self) -> Result<String> {
        let versions = self.packages.iter().map(|package| version(package)).collect::<Result<Vec<_>>>()?;
        Ok(format!("{} {}", self.name, versions.join(", ")))
    }

    /// Its name alone.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What its script reads.
    pub fn data(&self, job: &Job) -> Value {
        match self.key {
            "timelinejs" => timeline(job),
            "vis-timeline" => items(job),
            "scrolly" => story(job),
            _ => charts(job),
        }
    }

    fn write(&self, folder: &Path, job: &Job) -> Result<()> {
        let failed = || format!("{} could not be written", folder.display());
        fs::create_dir_all(folder).with_context(failed)?;
        let pages = Path::new(PEERS_FOLDER).join("pages").join(self.key);
        for name in ["index.html", "page.js", "page.css"] {
            let text = fs::read_to_string(pages.join(name))
                .with_context(|| format!("{} could not be read", pages.join(name).display()))?;
            let text = if name == "index.html" { filled(&text, job) } else { text };
            fs::write(folder.join(name), text).with_context(failed)?;
        }
        for (from, to) in self.files {
            let (from, to) = (Path::new(PEERS_FOLDER).join("node_modules").join(from), folder.join(to));
            fs::create_dir_all(to.parent().unwrap_or(folder)).with_context(failed)?;
            fs::copy(&from, &to).with_context(|| format!("{} could not be copied", from.display()))?;
            // Ours has no such font, so `compress::folder` leaves them out; a host would compress it.
            if to.extension().is_some_and(|ending| ending == "ttf") {
                let copy = fs::read(&to).and_then(|bytes| compress::brotli(&bytes)).with_context(failed)?;
                fs::write(to.with_extension("ttf.br"), copy).with_context(failed)?;
            }
        }
        fs::write(folder.join("data.json"), self.data(job).to_string()).with_context(failed)
    }
}

/// Writes the pages of all libraries with the events so many times, compressed as ours are.
pub fn write(job: &Job, times: u32) -> Result<()> {
    let folder = Path::new(PEERS).join(times.to_string());
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} could not be emptied", folder.display()))?;
    }
    for peer in &ALL {
        peer.write(&folder.join(peer.key), job)?;
    }
    // The host wants one.
    fs::write(folder.join("index.html"), "<!doctype html><title>Peers</title>\n")
        .with_context(|| format!("{} could not be written", folder.display()))?;
    compress::folder(&folder)?;
    Ok(())
}

/// The version of a package that is installed.
fn version(package: &str) -> Result<String> {
    let file = Path::new(PEERS_FOLDER).join("node_modules").join(package).join("package.json");
    let text = fs::read_to_string(&file).with_context(|| format!("{} could not be read", file.display()))?;
    let package: Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", file.display()))?;
    package["version"].as_str().map(str::to_owned).with_context(|| format!("{} has no version", file.display()))
}

fn filled(html: &str, job: &Job) -> String {
    html.replace("{{title}}", &escape(&job.title))
        .replace("{{summary}}", &escape(&job.summary))
        .replace("{{steps}}", &steps(job))
}

/// The steps of the story as HTML, with what happened in each.
fn steps(job: &Job) -> String {
    let events: BTreeMap<&str, &Event> = job.events.iter().map(|event| (event.id.as_str(), event)).collect();
    // Writing to a String cannot fail.
    let mut html = String::new();
    for step in &job.steps {
        _ = writeln!(html, "<section class=\"step\">\n<h2>{}</h2>", escape(&step.title));
        for paragraph in step.text.split("\n\n") {
            _ = writeln!(html, "<p>{}</p>", escape(paragraph));
        }
        html += "<ul>\n";
        for event in step.events.iter().filter_map(|id| events.get(id.as_str())) {
            _ = writeln!(html, "<li>{}: {}</li>", event.date, escape(&event.summary));
        }
        html += "</ul>\n</section>\n";
    }
    html
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The JSON that `TimelineJS` reads.
fn timeline(job: &Job) -> Value {
    let events: Vec<Value> = job
        .events
        .iter()
        .map(|event| {
            let (year, month, day) = event.day.parts();
            let mut date = json!({ "year": year, "month": month });
            // A month alone is shown as a month.
            if event.date.len() > "2018-03".len() {
                date["day"] = day.into();
            }
            json!({
                "unique_id": event.id,
                "start_date": date,
                "text": { "headline": escape(&event.title()), "text": format!("<p>{}</p>", escape(&event.summary)) },
            })
        })
        .collect();
    json!({ "title": { "text": { "headline": escape(&job.title), "text": escape(&job.summary) } }, "events": events })
}

/// The items of vis-timeline.
fn items(job: &Job) -> Value {
    let item = |event: &Event| {
        json!({
            "id": event.id,
            "start": event.day.to_string(),
            "content": escape(&event.title()),
            "title": escape(&event.summary),
        })
    };
    job.events.iter().map(item).collect()
}

/// Rows for bars and dots. What is not known is null.
fn charts(job: &Job) -> Value {
    let country = |Country { name, people }: Country| json!({ "name": name, "people": people });
    let event = |event: &Event| {
        json!({
            "id": event.id,
            "date": event.day.to_string(),
            "actor": event.actor,
            "count": event.count,
            "title": format!("{}: {}", event.date, event.title()),
        })
    };
    json!({
        "countries": job.countries().into_iter().map(country).collect::<Vec<_>>(),
        "events": job.events.iter().map(event).collect::<Vec<_>>(),
    })
}

/// The same with the replies, and with what each step shows.
fn story(job: &Job) -> Value {
    let mut data = charts(job);
    data["replies"] = json!(job.replies());
    data["steps"] = job.steps.iter().map(|step| json!({ "events": step.events })).collect();
    data
}

#[cfg(test)]
mod tests {
    use super::super::job::tests::small;
    use super::*;

    #[test]
    fn every_peer_is_given_every_event() {
        let job = small().repeated(2);
        for peer in &ALL {
            let data = peer.data(&job);
            let events = match peer.key {
                "vis-timeline" => &data,
                _ => &data["events"],
            };
            let name = if peer.key == "timelinejs" { "unique_id" } else { "id" };
            let ids: Vec<&str> = events.as_array().unwrap().iter().map(|event| event[name].as_str().unwrap()).collect();
            assert_eq!(ids, ["a", "b", "c", "d", "a-copy-1", "b-copy-1", "c-copy-1", "d-copy-1"], "{}", peer.key);
        }
    }

    #[test]
    fn a_number_that_is_not_known_is_null_and_draws_no_bar_of_0() {
        for key in ["plot", "vega-lite", "scrolly"] {
            let peer = ALL.iter().find(|peer| peer.key == key).unwrap();
            let data = peer.data(&small());
            assert_eq!(data["countries"][1], json!({ "name": "Be", "people": null }));
            assert_eq!(data["events"][1]["count"], Value::Null);
            assert!(!data.to_string().contains(":0"), "{data}");
        }
    }

    #[test]
    fn the_scrolly_page_has_its_steps_and_replies() {
        let data = story(&small());
        assert_eq!(data["replies"], json!([["a", "b"], ["a", "c"], ["b", "d"]]));
        assert_eq!(data["steps"][1]["events"], json!(["c", "d"]));
        let html = filled("<h1>{{title}}</h1><p>{{summary}}</p>{{steps}}", &small());
        assert_eq!(html.matches("<section class=\"step\">").count(), 2);
        assert!(html.contains("<p>One.</p>\n<p>Two.</p>"));
        assert!(html.contains("<li>2018-03: Be ordered out some.</li>"));
        assert!(html.contains("<p>Short &amp; sad.</p>"));
    }

    #[test]
    fn a_month_alone_stays_one_on_the_timeline() {
        let data = timeline(&small());
        assert_eq!(data["events"][0]["start_date"], json!({ "year": 2018, "month": 3, "day": 14 }));
        assert_eq!(data["events"][1]["start_date"], json!({ "year": 2018, "month": 3 }));
    }

    #[test]
    fn every_peer_has_its_page_and_a_pinned_version() {
        let manifest: Value = serde_json::from_str(include_str!("../../../tests/browser/bench/package.json")).unwrap();
        for peer in &ALL {
            let page = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/browser/bench/pages")).join(peer.key);
            let html = fs::read_to_string(page.join("index.html")).unwrap();
            for (_, file) in peer.files.iter().filter(|(_, file)| !file.contains("icons")) {
                assert!(html.contains(&format!("\"{file}\"")), "{} loads no {file}", peer.key);
            }
            for package in peer.packages {
                let version = manifest["dependencies"][package].as_str().unwrap();
                assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{package} {version}");
            }
        }
    }
}
