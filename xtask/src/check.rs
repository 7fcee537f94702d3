//! `cargo xtask test`: everything that CI runs, stopping at the first failure.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::browser::{Browser, Firefox};
use crate::deny;
use crate::frictionless;
use crate::fuzz;
use crate::host::Host;
use crate::program;
use crate::site::{self, DEBUG_DIST, DIST};
use crate::sizes::Sizes;
use crate::summary::Counts;
use crate::tools::Tools;

#[derive(Args)]
pub struct TestArguments {
    /// Run this stage alone; give it again for another one
    #[arg(long = "only", value_name = "STAGE")]
    only: Vec<Stage>,
}

/// The parts of the test run, in their order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// rustfmt has nothing to change
    Format,
    /// Clippy has nothing to say, for this machine and for the browser
    Clippy,
    /// Licences, origins and known holes of all that is used
    Deny,
    /// Native tests
    Native,
    /// A million odd cases for each reader of texts from outside
    Fuzz,
    /// The release site builds into dist/
    Site,
    /// Its pages, written a second time, are the same byte by byte
    Again,
    /// The tables of dist/data/ are as datapackage.json says
    Data,
    /// The downloads keep their limits
    Sizes,
    /// The site with a debug program builds into target/dist-debug/
    DebugSite,
    /// Tests in a real browser
    Browser,
    /// The core of them in Firefox, where there is one
    Firefox,
}

impl Stage {
    fn title(self) -> &'static str {
        match self {
            Self::Format => "formatting",
            Self::Clippy => "clippy, native and wasm",
            Self::Deny => "licences, origins and known holes of dependencies",
            Self::Native => "native tests",
            Self::Fuzz => "fuzzing",
            Self::Site => "release site",
            Self::Again => "the same site again",
            Self::Data => "downloads by Frictionless’ own tool",
            Self::Sizes => "sizes",
            Self::DebugSite => "debug site",
            Self::Browser => "browser tests",
            Self::Firefox => "browser tests in Firefox",
        }
    }

    fn run(self, counts: &mut Counts) -> Result<()> {
        match self {
            Self::Format => format(),
            Self::Clippy => clippy(),
            Self::Deny => deny::check(),
            Self::Native => native_tests(counts),
            Self::Fuzz => fuzz::run(),
            Self::Site => site::build(&Tools::ready()?, None),
            Self::Again => site::build_again(&Tools::ready()?),
            Self::Data => frictionless::validate(),
            Self::Sizes => sizes(),
            Self::DebugSite => site::build_debug(&Tools::ready()?),
            Self::Browser => browser_tests(counts),
            Self::Firefox => firefox_tests(counts),
        }
    }
}

pub fn run(arguments: &TestArguments) -> Result<()> {
    let stages: Vec<Stage> = Stage::value_variants()
        .iter()
        .copied()
        .filter(|stage| arguments.only.is_empty() || arguments.only.contains(stage))
        .collect();
    let mut counts = Counts::default();
    let result = stages.iter().enumerate().try_for_each(|(i, stage)| {
        let title = format!("[{}/{}] {}", i + 1, stages.len(), stage.title());
        println!("\n{title} …");
        let start = Instant::now();
        stage.run(&mut counts)?;
        println!("{title}: done in {}", told(start.elapsed()));
        Ok(())
    });
    if !counts.is_empty() {
        println!("\n{counts}");
    }
    result
}

/// A duration as "4 s" or "2 min 5 s".
fn told(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = program::command("cargo");
    command.args(arguments);
    command
}

/// Adds a component of the toolchain where it is missing.
fn component(subcommand: &str, name: &str) -> Result<()> {
    if program::output_of(&mut cargo(&[subcommand, "--version"])).is_some() {
        return Ok(());
    }
    let failure = format!("cargo {subcommand} is missing, and rustup could not add the component {name}");
    if program::find("rustup").is_none() {
        bail!("cargo {subcommand} is missing: install {name} beside this Rust");
    }
    program::run(program::command("rustup").args(["component", "add", name]), &failure)
}

fn format() -> Result<()> {
    component("fmt", "rustfmt")?;
    program::run(
        &mut cargo(&["fmt", "--all", "--check"]),
        "some code is not formatted as rustfmt would (cargo fmt --all does it)",
    )
}

fn clippy() -> Result<()> {
    component("clippy", "clippy")?;
    program::run(
        &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        "clippy has something to say about the native code: see above",
    )?;
    crate::tools::add_wasm_target()?;
    #[rustfmt::skip]
    let mut wasm = cargo(&[
        "clippy", "--package", "persona-non-grata", "--bin", "persona-non-grata",
        "--target", "wasm32-unknown-unknown", "--", "-D", "warnings",
    ]);
    program::run(&mut wasm, "clippy has something to say about the code for the browser: see above")
}

fn native_tests(counts: &mut Counts) -> Result<()> {
    let is_ok = program::watched(&mut cargo(&["test", "--workspace", "--no-fail-fast"]), |line| {
        if let Some(more) = Counts::from_cargo_line(line) {
            *counts += more;
        }
    })?;
    if !is_ok {
        bail!("native tests failed: see above");
    }
    if counts.is_empty() {
        bail!("no native test ran");
    }
    Ok(())
}

fn sizes() -> Result<()> {
    let sizes = Sizes::of(Path::new(DIST))?;
    println!("{sizes}");
    sizes.check()
}

/// The built sites at their addresses, each with the name by which the tests know it.
fn hosts() -> Result<[(&'static str, Host); 4]> {
    let dist = Path::new(DIST);
    // The same bytes at a root, in a subfolder and two folders deep.
    Ok([
        ("SITE", Host::start_anywhere(dist, "/")?),
        ("SITE_FOLDER", Host::start_anywhere(dist, "/some/folder/")?),
        ("SITE_DEEP", Host::start_anywhere(dist, "/a/b/")?),
        ("SITE_DEBUG", Host::start_anywhere(Path::new(DEBUG_DIST), "/")?),
    ])
}

/// The core of the browser tests in a second engine; all of it once more where a few failed, as beside Chromium.
fn firefox_tests(counts: &mut Counts) -> Result<()> {
    let Some(firefox) = Firefox::ready()? else {
        println!("Skipped: there is no Firefox on this machine and none could be installed. Name one in FIREFOX.");
        return Ok(());
    };
    let hosts = hosts()?;
    let run = || -> Result<(bool, Counts)> {
        let mut node = firefox.command("node");
        node.args(["--test", "--test-reporter=spec", "firefox/core.test.mjs"]).env("DIST", absolute(DIST)?);
        for (name, host) in &hosts {
            node.env(name, host.address());
        }
        let mut ran = Counts::default();
        let is_ok = program::watched(&mut node, |line| {
            if let Some(more) = Counts::from_node_line(line) {
                ran += more;
            }
        })?;
        Ok((is_ok, ran))
    };
    let (mut is_ok, mut ran) = run()?;
    if !is_ok && (1..=MOST_SECOND_TRIES).contains(&ran.failed) {
        println!("\n{} failed; all once more:", ran.failed);
        (is_ok, ran) = run()?;
    }
    *counts += ran;
    if !is_ok {
        bail!("browser tests failed in Firefox: see above");
    }
    if ran.is_empty() {
        bail!("no test ran in Firefox");
    }
    Ok(())
}

/// How many failed tests get a second try: where more fail, it is no accident.
const MOST_SECOND_TRIES: u64 = 8;

/// All browser tests, two at a time; then the few that failed once more, one at a time. The machine is busy throughout, and a
/// browser that is late may be taken for one that fails; what is broken fails again.
fn browser_tests(counts: &mut Counts) -> Result<()> {
    let browser = Browser::ready()?.with_shell();
    let hosts = hosts()?;
    let report = absolute("target/browser-tests.json")?;
    fs::create_dir_all("target").context("the folder target/ could not be made")?;
    let run = |more: &[&str]| -> Result<Counts> {
        // An old report would be counted if there were no new one.
        if report.exists() {
            fs::remove_file(&report).with_context(|| format!("{} could not be removed", report.display()))?;
        }
        let mut playwright = browser.command("npx");
        playwright.args(["playwright", "test", "--reporter=list,json"]).args(more);
        playwright.env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report).env("DIST", absolute(DIST)?);
        for (name, host) in &hosts {
            playwright.env(name, host.address());
        }
        let is_ok = program::watched(&mut playwright, |_| ())?;
        let counts = fs::read_to_string(&report).ok().and_then(|text| Counts::from_playwright(&text));
        let counts = counts.with_context(|| format!("the browser tests left no report in {}", report.display()))?;
        if !is_ok && counts.failed == 0 {
            bail!("browser tests failed: see above");
        }
        Ok(counts)
    };
    let mut ran = run(&[])?;
    if (1..=MOST_SECOND_TRIES).contains(&ran.failed) {
        println!("\n{} failed; once more, one at a time:", ran.failed);
        let again = run(&["--last-failed", "--workers=1"])?;
        println!("\n{} that failed beside another passed alone, {} failed again", again.passed, again.failed);
        ran = Counts { passed: ran.passed + again.passed, failed: again.failed };
    }
    *counts += ran;
    if ran.failed > 0 {
        bail!("browser tests failed: see above");
    }
    Ok(())
}

fn absolute(path: &str) -> Result<PathBuf> {
    Ok(env::current_dir().context("the project's folder is gone")?.join(path))
}

#[cfg(test)]
mod tests {
    use super::told;
    use std::time::Duration;

    #[test]
    fn durations_are_told_in_minutes_and_seconds() {
        assert_eq!(told(Duration::from_millis(900)), "0 s");
        assert_eq!(told(Duration::from_secs(59)), "59 s");
        assert_eq!(told(Duration::from_secs(125)), "2 min 5 s");
    }
}
