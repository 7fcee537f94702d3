//! `cargo xtask bench`: the first paint of a step page, with its scripts and without, the choice of an event in a chain,
//! a filter of a comparison beside Observable Plot and with 10,000 events, the same crisis drawn by other libraries, the
//! scores of Lighthouse, growth with the number of events, and the sizes of the downloads.

mod days;
mod grown;
mod growth;
mod job;
mod lighthouse;
mod machine;
mod peers;
mod picture;
mod readme;
mod report;
mod results;
mod side_by_side;
mod stats;
mod still;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use self::days::Day;
use crate::browser::Browser;
use crate::host::Host;
use crate::program;
use crate::site::{self, DIST, MANY_DIST};
use crate::sizes::{STEP_PAGE, Sizes};
use crate::tools::Tools;

/// The chains with the most events, in which events are chosen.
const CHAIN_PAGES: [&str; 2] = [CHAIN_PAGE, "episodes/ukraine-2022/chain/"];

/// The chain of the episode whose steps are measured.
const CHAIN_PAGE: &str = "episodes/skripal-2018/chain/";

/// The comparison, whose filters are changed.
const COMPARE_PAGE: &str = "compare/";

/// How often Lighthouse loads each page.
const LIGHTHOUSE_LOADS: u16 = 3;

#[derive(Args)]
pub struct BenchArguments {
    /// How often each page is loaded under each condition: 15 times, beside peers 7 times
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    loads: Option<u16>,
    /// Measure the sites that are in dist/ and target/dist-bench*/ already
    #[arg(long)]
    no_build: bool,
    /// Measure this part alone; give it again for another one
    #[arg(long = "only", value_name = "PART")]
    only: Vec<Part>,
    /// Beside peers: how many times the events of the crisis are shown
    #[arg(long, value_name = "TIMES", value_delimiter = ',', default_values_t = [1, 10, 100],
          value_parser = clap::value_parser!(u32).range(1..=100))]
    events: Vec<u32>,
    /// Beside peers: how many steps are taken on each page
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
}

/// What is measured, in this order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The first paint with scripts and without, and the choice of an event
    Paint,
    /// The filters of a comparison, beside Observable Plot and with 10,000 events
    Compare,
    /// The same crisis by other libraries, in docs/bench.md
    Peers,
    /// The scores of Lighthouse
    Lighthouse,
    /// Time, memory and marks with 1,000 to 100,000 synthetic events, natively
    Growth,
    /// The sizes of the downloads
    Sizes,
}

pub fn run(arguments: &BenchArguments) -> Result<()> {
    let wants = |part: Part| arguments.only.is_empty() || arguments.only.contains(&part);
    let browser = Browser::ready()?;
    let browser = if wants(Part::Peers) { browser.with_peers()? } else { browser };
    if !arguments.no_build {
        let tools = Tools::ready()?;
        if wants(Part::Compare) {
            site::build_many(&tools)?;
        }
        if wants(Part::Peers) {
            side_by_side::build(&tools, &arguments.events)?;
        }
        site::build(&tools, None)?;
    }
    let sizes = Sizes::of(Path::new(DIST))?;
    if wants(Part::Paint) {
        paint(&browser, arguments.loads.unwrap_or(15))?;
    }
    if wants(Part::Compare) {
        compare(&browser)?;
    }
    if wants(Part::Peers) {
        let loads = arguments.loads.unwrap_or(report::ENOUGH_LOADS);
        side_by_side::measure(&browser, loads, arguments.steps, &arguments.events)?;
    }
    if wants(Part::Lighthouse) {
        lighthouse(&browser)?;
    }
    if wants(Part::Growth) {
        growth()?;
    }
    if wants(Part::Sizes) {
        println!("\n{sizes}");
    }
    Ok(())
}

fn paint(browser: &Browser, loads: u16) -> Result<()> {
    still::write()?;
    let live = Host::start_anywhere(Path::new(DIST), "/")?;
    let still = Host::start_anywhere(Path::new(still::STILL), "/")?;
    println!("\nFirst contentful paint of {STEP_PAGE}, median of {loads} loads each, interleaved");
    let mut node = browser.command("node");
    node.arg("bench.mjs").arg(loads.to_string());
    for host in [&live, &still] {
        node.arg(format!("{}{STEP_PAGE}", host.address()));
    }
    for page in CHAIN_PAGES {
        node.arg(format!("{}{page}", live.address()));
    }
    program::run(&mut node, "the site could not be measured in the browser: the reason stands above")
}

fn compare(browser: &Browser) -> Result<()> {
    let live = Host::start_anywhere(Path::new(DIST), "/")?;
    let many = Host::start_anywhere(Path::new(MANY_DIST), "/")?;
    let mut node = browser.command("node");
    node.arg("bench-compare.mjs");
    for host in [&live, &many] {
        node.arg(format!("{}{COMPARE_PAGE}", host.address()));
    }
    program::run(&mut node, "the comparison could not be measured in the browser: the reason stands above")
}

fn lighthouse(browser: &Browser) -> Result<()> {
    let live = Host::start_anywhere(Path::new(DIST), "/")?;
    let mut node = browser.command("node");
    node.arg("bench-lighthouse.mjs").arg(live.address()).arg(LIGHTHOUSE_LOADS.to_string());
    let mut scores = Vec::new();
    if !program::watched(&mut node, |line| scores.extend(lighthouse::score_in(line)))? {
        bail!("Lighthouse could not measure the site: the reason stands above");
    }
    let readme = fs::read_to_string("README.md").context("README.md could not be read")?;
    let readme = lighthouse::with_scores(&readme, &scores, LIGHTHOUSE_LOADS, Day::today())?;
    fs::write("README.md", readme).context("README.md could not be written")
}

/// What is printed is in docs/growth.md, too.
fn growth() -> Result<()> {
    println!("\nGrowth with the events, natively");
    let mut cargo = program::command("cargo");
    cargo.args(["bench", "--quiet", "--bench", "growth", "--features", "other-facts"]);
    program::run(&mut cargo, "the growth could not be measured: the reason stands above")?;
    growth::write()
}
