//! `cargo xtask bench`: the first paint of a step page, with its scripts and without, the choice of an event in a chain,
//! a filter of a comparison beside Observable Plot and with 10,000 events, and the sizes of the downloads.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use clap::Args;

use crate::browser::Browser;
use crate::host::Host;
use crate::site::{self, DIST, MANY_DIST};
use crate::sizes::{STEP_PAGE, Sizes};
use crate::tools::Tools;
use crate::{compress, program};

/// The step page without its scripts, and what it shows.
const STILL: &str = "target/bench-site";

/// The chains with the most events, in which events are chosen.
const CHAIN_PAGES: [&str; 2] = ["episodes/skripal-2018/chain/", "episodes/ukraine-2022/chain/"];

/// The comparison, whose filters are changed.
const COMPARE_PAGE: &str = "compare/";

#[derive(Args)]
pub struct BenchArguments {
    /// How often each page is loaded under each condition
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..))]
    loads: u16,
    /// Measure the sites that are in dist/ and target/dist-bench/ already
    #[arg(long)]
    no_build: bool,
}

pub fn run(arguments: &BenchArguments) -> Result<()> {
    let browser = Browser::ready()?;
    if !arguments.no_build {
        let tools = Tools::ready()?;
        site::build_many(&tools)?;
        site::build(&tools, None)?;
    }
    let sizes = Sizes::of(Path::new(DIST))?;
    write_still_site()?;
    let live = Host::start_anywhere(Path::new(DIST), "/")?;
    let still = Host::start_anywhere(Path::new(STILL), "/")?;
    println!("\nFirst contentful paint of {STEP_PAGE}, median of {} loads each, interleaved", arguments.loads);
    let mut node = browser.command("node");
    node.arg("bench.mjs").arg(arguments.loads.to_string());
    for host in [&live, &still] {
        node.arg(format!("{}{STEP_PAGE}", host.address()));
    }
    for page in CHAIN_PAGES {
        node.arg(format!("{}{page}", live.address()));
    }
    program::run(&mut node, "the site could not be measured in the browser: the reason stands above")?;
    let many = Host::start_anywhere(Path::new(MANY_DIST), "/")?;
    let mut node = browser.command("node");
    node.arg("bench-compare.mjs");
    for host in [&live, &many] {
        node.arg(format!("{}{COMPARE_PAGE}", host.address()));
    }
    program::run(&mut node, "the comparison could not be measured in the browser: the reason stands above")?;
    lighthouse(&browser, &live)?;
    println!("\n{sizes}");
    growth()
}

/// How time, memory and marks grow from 1,000 to 100,000 synthetic events. The table is in target/bench-growth.json, too.
fn growth() -> Result<()> {
    println!("\nGrowth with the events, natively");
    let mut cargo = program::command("cargo");
    cargo.args(["bench", "--quiet", "--bench", "growth", "--features", "other-facts"]);
    program::run(&mut cargo, "the growth could not be measured: the reason stands above")
}

/// Prints the scores of Lighthouse.
fn lighthouse(browser: &Browser, live: &Host) -> Result<()> {
    let mut node = browser.command("node");
    node.arg("bench-lighthouse.mjs").arg(live.address());
    program::run(&mut node, "Lighthouse could not measure the site: the reason stands above")
}

/// Writes the step page as it would be without scripts, with all else that it loads, compressed in the same way.
fn write_still_site() -> Result<()> {
    let (dist, still) = (Path::new(DIST), Path::new(STILL));
    if still.exists() {
        fs::remove_dir_all(still).with_context(|| format!("{STILL} could not be emptied"))?;
    }
    let failed = || format!("{STILL} could not be written from {DIST}");
    fs::create_dir_all(still.join(STEP_PAGE)).with_context(failed)?;
    let page = Path::new(STEP_PAGE).join("index.html");
    let html = fs::read_to_string(dist.join(&page)).with_context(failed)?;
    fs::write(still.join(&page), without_scripts(&html)).with_context(failed)?;
    for entry in fs::read_dir(dist).with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        let is_shown = path.extension().is_some_and(|ending| ending == "css" || ending == "svg" || ending == "html");
        if let Some(name) = path.file_name().filter(|_| is_shown) {
            fs::copy(&path, still.join(name)).with_context(failed)?;
        }
    }
    compress::folder(still)?;
    Ok(())
}

/// The page with every `<script …>…</script>` taken out.
fn without_scripts(html: &str) -> String {
    const END: &str = "</script>";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<script") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find(END).map_or("", |end| &rest[start + end + END.len()..]);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::without_scripts;

    #[test]
    fn every_script_is_taken_out_and_nothing_else() {
        let html = "<head><script src=\"a.js\"></script><title>T</title></head><p>x</p><script>1</script>\n";
        assert_eq!(without_scripts(html), "<head><title>T</title></head><p>x</p>\n");
        assert_eq!(without_scripts("<p>none</p>"), "<p>none</p>");
    }
}
