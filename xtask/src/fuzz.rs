//! A million odd cases for each reader of texts from outside, by libFuzzer: the targets of `fuzz/`.
//!
//! `cargo fuzz` wants a nightly toolchain for its sanitizers. They look for faults of memory, which safe Rust has not; what
//! steers the cases is the count of branches taken, and a stable compiler can put it in.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::program;

const MANIFEST: &str = "fuzz/Cargo.toml";

/// What is built and found.
const FOLDER: &str = "target/fuzz";

/// So many targets run at once.
const AT_ONCE: usize = 2;

/// Each target ends after so many seconds, whatever it has done by then.
const SECONDS: u64 = 240;

/// What cargo-fuzz passes, without the sanitizers: counters of branches, the places they stand for, and what is compared.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// A program of `fuzz/`.
struct Target {
    name: &'static str,
    runs: u64,
    /// In bytes.
    longest: usize,
}

/// The slowest first. A case of `dataset` reads and checks a whole folder, ten thousand times as much as a date: there are
/// fewer of them, and a million of `files`, each of which reads one file.
const TARGETS: [Target; 6] = [
    Target { name: "dataset", runs: 100_000, longest: 3072 },
    Target { name: "files", runs: 1_000_000, longest: 3072 },
    Target { name: "query", runs: 1_000_000, longest: 256 },
    Target { name: "messages", runs: 1_000_000, longest: 512 },
    Target { name: "route", runs: 1_000_000, longest: 256 },
    Target { name: "dates", runs: 1_000_000, longest: 32 },
];

/// Builds the targets and runs each of them, with the same cases at every run.
///
/// # Errors
/// A sentence that names the target and the file with the case that it fell over.
pub fn run() -> Result<()> {
    let Some(host) = host_with_compiler() else { return Ok(()) };
    let start = Instant::now();
    let mut build = program::command("cargo");
    build.args(["build", "--quiet", "--locked", "--release", "--manifest-path", MANIFEST]);
    // With a target, flags are not meant for build scripts and macros, which are no programs of libFuzzer.
    build.args(["--target-dir", FOLDER, "--target", &host]).env("RUSTFLAGS", FLAGS);
    program::run(&mut build, "the fuzz targets could not be built: cargo says why above")?;
    println!("built in {} s", start.elapsed().as_secs());
    let programs = Path::new(FOLDER).join(&host).join("release");
    let left = Mutex::new(TARGETS.iter());
    let next = || left.lock().ok().and_then(|mut left| left.next());
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(target) = next() {
                    match target.run(&programs) {
                        Ok(told) => println!("{told}"),
                        Err(error) => {
                            if let Ok(mut failures) = failures.lock() {
                                failures.push(format!("{error:#}"));
                            }
                        }
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().map_err(|_| anyhow!("a fuzz target could not be watched to its end"))?;
    if !failures.is_empty() {
        bail!("{}", failures.join("\n\n"));
    }
    Ok(())
}

/// The machine's name for the compiler, if it can build libFuzzer; else it says why not.
fn host_with_compiler() -> Option<String> {
    let version = program::output_of(program::command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "))?;
    let compiler = env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
    if cfg!(windows) || program::output_of(Command::new(&compiler).arg("--version")).is_none() {
        println!("fuzzing SKIPPED: libFuzzer needs a C++ compiler ($CXX or c++), and there is none that it knows here");
        return None;
    }
    Some(host.to_owned())
}

impl Target {
    /// Runs to the end and says how far it came.
    fn run(&self, programs: &Path) -> Result<String> {
        let Self { name, runs, longest } = *self;
        let sources = Path::new("fuzz");
        // What is found on the way is kept out of the repository, and out of the next run.
        let found = emptied(&Path::new(FOLDER).join("corpus").join(name))?;
        let odd = emptied(&Path::new(FOLDER).join("artifacts").join(name))?;
        let log = Path::new(FOLDER).join(format!("{name}.log"));
        let output = fs::File::create(&log).with_context(|| format!("{} could not be written", log.display()))?;
        let mut command = Command::new(programs.join(name));
        command.args([
            format!("-runs={runs}"),
            format!("-max_len={longest}"),
            format!("-max_total_time={SECONDS}"),
            "-seed=1".to_owned(),
            // A case that takes so many seconds, or so much memory, is a fault too.
            "-timeout=10".to_owned(),
            "-rss_limit_mb=4096".to_owned(),
            "-print_final_stats=1".to_owned(),
            format!("-artifact_prefix={}/", odd.display()),
        ]);
        let dictionary = sources.join(format!("{name}.dict"));
        if dictionary.is_file() {
            command.arg(format!("-dict={}", dictionary.display()));
        }
        command.arg(&found).arg(sources.join("corpus").join(name));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(output);
        let start = Instant::now();
        let status = command.status().with_context(|| format!("the fuzz target {name} could not be started"))?;
        let said = fs::read(&log).with_context(|| format!("{} could not be read", log.display()))?;
        let said = String::from_utf8_lossy(&said);
        if !status.success() {
            bail!("the fuzz target {name} fell over; its case is in {}, and it said:\n{}", odd.display(), end(&said));
        }
        let done = number_of_runs(&said).with_context(|| format!("{} does not say how far it came", log.display()))?;
        Ok(told(name, done, runs, start.elapsed()))
    }
}

/// A folder, empty.
fn emptied(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} could not be emptied", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
    Ok(folder.to_owned())
}

/// The last lines of a log.
fn end(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}

/// How many cases were run, from libFuzzer's last words.
fn number_of_runs(said: &str) -> Option<u64> {
    let number = said.lines().rev().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    number.trim().parse().ok()
}

fn told(name: &str, done: u64, runs: u64, time: Duration) -> String {
    let short = if done < runs { format!(", not {runs}: the time was up") } else { String::new() };
    format!("{name}: {done} cases in {} s{short}", time.as_secs())
}

#[cfg(test)]
mod tests {
    use super::{TARGETS, number_of_runs, told};
    use std::path::Path;
    use std::time::Duration;

    #[test]
    fn the_number_of_cases_is_read_from_the_last_words() {
        let said = "#2 INITED\nDone 1000000 runs in 7 second(s)\nstat::number_of_executed_units: 1000000\nstat::x: 1\n";
        assert_eq!(number_of_runs(said), Some(1_000_000));
        assert_eq!(number_of_runs("killed"), None);
    }

    #[test]
    fn a_target_that_ran_out_of_time_says_so() {
        assert_eq!(told("dates", 1000, 1000, Duration::from_secs(3)), "dates: 1000 cases in 3 s");
        assert_eq!(
            told("dates", 10, 1000, Duration::from_secs(3)),
            "dates: 10 cases in 3 s, not 1000: the time was up"
        );
    }

    #[test]
    fn every_target_has_its_program_and_cases_to_begin_with() {
        let manifest = include_str!("../../fuzz/Cargo.toml");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
        for target in &TARGETS {
            assert!(manifest.contains(&format!("name = \"{}\"", target.name)), "{}", target.name);
            let seeds = std::fs::read_dir(folder.join("corpus").join(target.name)).expect("a corpus");
            let sizes: Vec<u64> = seeds.map(|seed| seed.expect("a seed").metadata().expect("a size").len()).collect();
            assert!((10..=60).contains(&sizes.len()), "{} has {} seeds", target.name, sizes.len());
            assert!(sizes.iter().sum::<u64>() < 40_000, "the corpus of {} is not small", target.name);
        }
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
    }
}
