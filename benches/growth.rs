//! How time, memory and marks grow with the events: `cargo bench --bench growth --features other-facts`.
//!
//! Data folders of 1,000, 10,000 and 100,000 synthetic events are loaded and validated, linked, laid out, compared and drawn,
//! each size in a process of its own. The exponent k of n^k is fitted to the times; n log n has about 1.1 here. Phases that
//! grow faster are named, and the table is written to `target/bench-growth.json`.

#![allow(unsafe_code, reason = "an allocator that counts what lives is the plainest way to peak memory")]

#[path = "../tests/support/synthetic.rs"]
mod synthetic;
#[path = "../tests/support/synthetic_files.rs"]
mod synthetic_files;

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, io};

use persona_non_grata::chain::{Graph, Grouping, Selection, lanes};
use persona_non_grata::chart::chain::{Format, Links, Picture, to_svg};
use persona_non_grata::chart::ledger::{self, Thumbnail, people_per_dot};
use persona_non_grata::chart::scene::Format as Width;
use persona_non_grata::chart::waves;
use persona_non_grata::compare::{self, Group, Table, View};
use persona_non_grata::dataset::Dataset;
use persona_non_grata::facts::{FACTS, GRAPH};
use persona_non_grata::ledger::Ledger;
use persona_non_grata::view::compare::{draw, picture_html, table_html};
use serde_json::{Value, json};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// Where the table goes.
const JSON: &str = "target/bench-growth.json";

/// How far an exponent may lie above that of n log n before it is named: caches end and memory is fetched between sizes.
const TOLERANCE: f64 = 0.2;

/// Shorter phases are noise: at the largest size, in seconds.
const SHORT: f64 = 0.002;

/// Counts the bytes that live, and the most that did.
struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn grown(bytes: usize) {
    let live = LIVE.fetch_add(bytes, Ordering::Relaxed) + bytes;
    MOST.fetch_max(live, Ordering::Relaxed);
}

// SAFETY: every call is passed on to the system's allocator as it came; only sizes are added up beside it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grown(layout.size());
        // SAFETY: as asked for by the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as asked for by the caller.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What a phase took and drew.
struct Phase {
    name: &'static str,
    seconds: f64,
    /// The most that lived during it, above what lived before.
    bytes: usize,
    marks: Option<usize>,
}

/// Runs a phase until a twentieth of a second is spent, at least once and at most twenty times, and keeps the shortest time.
fn measured<T>(phases: &mut Vec<Phase>, name: &'static str, run: impl Fn() -> T, marks: impl Fn(&T) -> Option<usize>) {
    let before = LIVE.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let begin = Instant::now();
    let mut shortest = Duration::MAX;
    let mut result = None;
    for _ in 0..20 {
        drop(result.take());
        let start = Instant::now();
        let made = black_box(run());
        shortest = shortest.min(start.elapsed());
        result = Some(made);
        if begin.elapsed() > Duration::from_millis(50) {
            break;
        }
    }
    let bytes = MOST.load(Ordering::Relaxed) - before;
    let marks = result.as_ref().and_then(marks);
    phases.push(Phase { name, seconds: shortest.as_secs_f64(), bytes, marks });
}

/// Elements of a picture and dots in its paths, each a path of its own without length.
fn marks_in(svg: &str) -> usize {
    ["<rect", "<circle", "<path", "<line", "<text", "h0"].iter().map(|mark| svg.matches(mark).count()).sum()
}

/// Loads and validates a folder, and writes its facts for those that draw them.
fn load(folder: &Path, facts: &Path) -> io::Result<Vec<Phase>> {
    let mut phases = Vec::new();
    measured(&mut phases, "load and validate", || Dataset::load(folder), |_| None);
    let dataset = Dataset::load(folder).map_err(|problems| io::Error::other(problems.to_string()))?;
    measured(&mut phases, "facts to text", || dataset.facts.to_text(true), |_| None);
    fs::write(facts, dataset.facts.to_text(true))?;
    Ok(phases)
}

/// Links, lays out, compares and draws the facts that `OTHER_FACTS` names.
fn draw_all(number: usize) -> io::Result<Vec<Phase>> {
    if FACTS.events.len() != number {
        return Err(io::Error::other(format!("{} events were read, not {number}", FACTS.events.len())));
    }
    let mut phases = Vec::new();
    let svg = |svg: &String| Some(marks_in(svg));
    measured(&mut phases, "chain: links", || Graph::new(FACTS.events), |_| None);
    let largest = (0..FACTS.episodes.len()).max_by_key(|place| FACTS.episodes[*place].steps.len());
    for (lane_name, picture_name, selection) in [
        (
            "chain of all: lanes",
            ["chain of all: wide", "chain of all: narrow"],
            Selection { grouping: Grouping::Years, ..Selection::default() },
        ),
        ("every event: lanes", ["every event: wide", "every event: narrow"], Selection::default()),
        (
            "a crisis: lanes",
            ["a crisis: wide", "a crisis: narrow"],
            Selection { episode: largest, ..Selection::default() },
        ),
    ] {
        measured(&mut phases, lane_name, || lanes(&FACTS, &GRAPH, &selection), |_| None);
        let lanes = lanes(&FACTS, &GRAPH, &selection);
        let links = Links { href: &|_| "../".to_owned(), title: &|_| String::new() };
        for (name, format) in picture_name.into_iter().zip([Format::Wide, Format::Narrow]) {
            measured(&mut phases, name, || to_svg(&Picture::new(&FACTS, &GRAPH, &lanes, format), "", &links), svg);
        }
    }
    for (name, group) in [
        ("table by country", Group::Country),
        ("table by bloc", Group::Bloc),
        ("table by era", Group::Era),
        ("table by crisis", Group::Episode),
    ] {
        let selection = compare::Selection { group, ..compare::Selection::default() };
        measured(&mut phases, name, || Table::new(&FACTS, &GRAPH, &selection), |_| None);
    }
    for (name, view) in [
        ("compare: bars", View::Bars),
        ("compare: scatter", View::Scatter),
        ("compare: map", View::Map),
        ("compare: over time", View::Waves),
        ("compare: by crisis", View::Multiples),
    ] {
        let selection = compare::Selection { view, ..compare::Selection::default() };
        let table = Table::new(&FACTS, &GRAPH, &selection);
        measured(&mut phases, name, || picture_html(&draw(&selection, &table, &[Width::Wide]), &selection, "../"), svg);
    }
    let selection = compare::Selection::default();
    let table = Table::new(&FACTS, &GRAPH, &selection);
    let drawing = draw(&selection, &table, &[Width::Wide]);
    measured(&mut phases, "compare: table", || table_html(&drawing, &selection, &table, "../", true), |_| None);
    let largest = largest.unwrap_or(0);
    measured(&mut phases, "ledger: rows", || Ledger::whole(&FACTS, largest), |_| None);
    let ledger = Ledger::whole(&FACTS, largest);
    for (name, format) in [("ledger: wide", ledger::Format::Wide), ("ledger: narrow", ledger::Format::Narrow)] {
        measured(&mut phases, name, || ledger::Picture::new(&ledger, &FACTS, format).to_svg("", 0), svg);
    }
    measured(
        &mut phases,
        "ledgers: thumbnails",
        || {
            let ledgers: Vec<Ledger> = (0..FACTS.episodes.len()).map(|place| Ledger::whole(&FACTS, place)).collect();
            let per_dot = people_per_dot(ledgers.iter().map(|ledger| ledger.final_people).max().unwrap_or(0));
            let drawn = ledgers.iter().map(|ledger| Thumbnail::new(ledger, per_dot));
            drawn.map(|picture| picture.others + &picture.moscow).max_by_key(String::len).unwrap_or_default()
        },
        svg,
    );
    measured(
        &mut phases,
        "waves",
        || waves::Picture::new(&FACTS, waves::Format::Wide),
        |picture| Some(picture.bars.len() + picture.lines.len() + picture.decades.len() + picture.labels.len()),
    );
    Ok(phases)
}

fn to_json(phases: &[Phase]) -> Value {
    let phase = |phase: &Phase| json!({ "name": phase.name, "seconds": phase.seconds, "bytes": phase.bytes, "marks": phase.marks });
    phases.iter().map(phase).collect()
}

/// Runs this program again for one part of a size; its phases.
fn part(arguments: &[&str], facts: &Path) -> io::Result<Vec<Value>> {
    let output = Command::new(env::current_exe()?).args(arguments).env("OTHER_FACTS", facts).output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let phases: Value = serde_json::from_slice(&output.stdout)?;
    Ok(phases.as_array().cloned().unwrap_or_default())
}

/// The slope of a line through points in logarithms, by least squares.
fn exponent(points: &[(f64, f64)]) -> f64 {
    let points: Vec<(f64, f64)> = points.iter().map(|(n, value)| (n.ln(), value.max(1e-12).ln())).collect();
    #[expect(clippy::cast_precision_loss, reason = "three sizes")]
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let (above, below) = points.iter().fold((0.0, 0.0), |(above, below), point| {
        (above + (point.0 - x) * (point.1 - y), below + (point.0 - x).powi(2))
    });
    above / below
}

fn time(seconds: f64) -> String {
    match seconds {
        s if s < 0.001 => format!("{:.0} µs", s * 1e6),
        s if s < 1.0 => format!("{:.1} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}

fn measure() -> io::Result<()> {
    let mut sizes: Vec<BTreeMap<String, Value>> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for size in SIZES {
        let folder = tempfile::tempdir()?;
        for (name, text) in synthetic_files::files(&synthetic::chain(size)) {
            let path = folder.path().join("data").join(name);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, text)?;
        }
        // A folder that may be empty.
        fs::create_dir_all(folder.path().join("data/articles"))?;
        let (data, facts) = (folder.path().join("data"), folder.path().join("facts.txt"));
        let number = size.to_string();
        let mut phases = part(&["load", &data.to_string_lossy(), &facts.to_string_lossy()], &facts)?;
        phases.extend(part(&["draw", &number], &facts)?);
        let name = |phase: &Value| phase["name"].as_str().unwrap_or_default().to_owned();
        names = phases.iter().map(name).collect();
        sizes.push(phases.into_iter().map(|phase| (name(&phase), phase)).collect());
    }
    #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
    let at = SIZES.map(|size| size as f64);
    let limit = exponent(&at.map(|n| (n, n * n.ln())));
    println!(
        "{:<22} {:>10} {:>10} {:>10}  n^k   {:>9} n^k   {:>20}",
        "", "1,000", "10,000", "100,000", "memory", "marks drawn"
    );
    let mut rows = Vec::new();
    let mut beyond = Vec::new();
    for name in &names {
        let number = |field: &str| -> Vec<f64> {
            sizes.iter().map(|phases| phases[name][field].as_f64().unwrap_or(0.0)).collect()
        };
        let (seconds, bytes) = (number("seconds"), number("bytes"));
        let points = |values: &[f64]| at.iter().copied().zip(values.iter().copied()).collect::<Vec<_>>();
        let (time_k, memory_k) = (exponent(&points(&seconds)), exponent(&points(&bytes)));
        // Between the two larger sizes fixed costs weigh least.
        let late_k = exponent(&points(&seconds)[1..]);
        let is_long = seconds.last().is_some_and(|last| *last >= SHORT);
        let is_beyond = is_long && time_k.min(late_k) > limit + TOLERANCE;
        if is_beyond {
            beyond.push(format!("{name}: n^{time_k:.2}, n^{late_k:.2} between the larger sizes"));
        }
        let marks: Vec<String> =
            sizes.iter().filter_map(|phases| Some(phases[name]["marks"].as_u64()?.to_string())).collect();
        let [small, middle, large] = [0, 1, 2].map(|i| time(seconds[i]));
        let sign = if is_beyond { "!" } else { " " };
        println!(
            "{name:<22} {small:>10} {middle:>10} {large:>10}  {time_k:.2}{sign} {:>6.1} MB {memory_k:>5.2}  {:>20}",
            bytes[2] / 1e6,
            marks.join(", ")
        );
        rows.push(json!({
            "name": name, "events": SIZES, "seconds": seconds, "bytes": bytes,
            "marks": sizes.iter().map(|phases| phases[name]["marks"].clone()).collect::<Vec<_>>(),
            "time_exponent": time_k, "late_time_exponent": late_k, "memory_exponent": memory_k, "is_beyond": is_beyond,
        }));
    }
    println!("\nn log n fits n^{limit:.2} over these sizes. Phases under {} are not judged.", time(SHORT));
    match beyond.as_slice() {
        [] => println!("No phase grows faster than n log n."),
        some => println!("Faster than n log n:\n{}", some.join("\n")),
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(root.join("target"))?;
    fs::write(root.join(JSON), serde_json::to_string_pretty(&json!({ "n_log_n": limit, "phases": rows }))?)
}

fn main() -> ExitCode {
    // Cargo adds options of its own.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["load", folder, facts] => {
            load(Path::new(folder), Path::new(facts)).map(|phases| println!("{}", to_json(&phases)))
        }
        ["draw", number] => draw_all(number.parse().unwrap_or(0)).map(|phases| println!("{}", to_json(&phases))),
        _ => measure(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("growth: {error}");
            ExitCode::FAILURE
        }
    }
}
