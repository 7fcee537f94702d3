//! What a test in a real browser needs: Node, the npm packages of tests/browser, a Chromium; for some a Firefox.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program;

/// Where the browser tests and their packages are.
const FOLDER: &str = "tests/browser";

/// Where the packages are that `cargo xtask bench` holds the site against.
pub const PEERS_FOLDER: &str = "tests/browser/bench";

/// The oldest Node that the test runner runs on.
const NODE_MAJOR: u32 = 20;

/// Names of Chromium and Chrome on PATH.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Names on PATH of the headless shell: the same Chromium without what stands around a page.
const SHELL_NAMES: [&str; 3] = ["chromium-headless-shell", "chrome-headless-shell", "headless_shell"];

/// Names of Firefox on PATH.
const FIREFOX_NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// Node with the packages, and a browser.
pub struct Browser {
    chrome: PathBuf,
    /// Shows most pages to the tests, in less time.
    shell: Option<PathBuf>,
}

/// Node with the packages, and Firefox.
pub struct Firefox {
    program: PathBuf,
}

impl Firefox {
    /// Finds what is needed, and gets what is missing; `None` where there is no Firefox and none can be had.
    ///
    /// # Errors
    /// A sentence naming what else could not be had.
    pub fn ready() -> Result<Option<Self>> {
        check_node()?;
        install_packages(FOLDER)?;
        let program = match named("FIREFOX")?.or_else(installed_firefox) {
            Some(program) => Some(program),
            None => install_firefox(),
        };
        Ok(program.map(|program| Self { program }))
    }

    /// A command of Node in tests/browser that knows the browser.
    pub fn command(&self, program: &str) -> Command {
        let mut command = in_tests(program);
        command.env("FIREFOX", &self.program);
        command
    }
}

fn installed_firefox() -> Option<PathBuf> {
    let mut places: Vec<PathBuf> = Vec::new();
    if cfg!(target_os = "macos") {
        places.push("/Applications/Firefox.app/Contents/MacOS/firefox".into());
    } else if cfg!(windows) {
        for folder in ["PROGRAMFILES", "PROGRAMFILES(X86)"] {
            places.extend(env::var_os(folder).map(|folder| Path::new(&folder).join("Mozilla Firefox/firefox.exe")));
        }
    }
    // On some distributions the name is that of a script which says that there is no Firefox.
    let runs = |path: &PathBuf| {
        path.is_file()
            && program::output_of(Command::new(path).arg("--version")).is_some_and(|said| said.contains("Firefox"))
    };
    FIREFOX_NAMES.into_iter().filter_map(program::find).chain(places).find(runs)
}

/// The distribution's package, where this may install it.
fn install_firefox() -> Option<PathBuf> {
    if !is_root() || program::find("apt-get").is_none() {
        return None;
    }
    println!("There is no Firefox on this machine; getting the distribution's");
    // Debian's name, then that of others.
    FIREFOX_NAMES.into_iter().find_map(|package| {
        let is_there = apt(&["update"]).is_ok() && apt(&["install", "-y", package]).is_ok();
        is_there.then(installed_firefox).flatten()
    })
}

/// Runs the distribution's package manager.
fn apt(arguments: &[&str]) -> Result<()> {
    program::run(
        program::command("apt-get")
            .args(["-o", "Acquire::Retries=3"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive"),
        "apt-get could not install a browser: it says why above",
    )
}

impl Browser {
    /// Finds what is needed, and gets what is missing.
    ///
    /// # Errors
    /// A sentence naming what could not be had.
    pub fn ready() -> Result<Self> {
        check_node()?;
        install_packages(FOLDER)?;
        // Who names a browser wants this one.
        if let Some(chrome) = named("CHROME")? {
            return Ok(Self { chrome, shell: None });
        }
        let chrome = match installed() {
            Some(chrome) => chrome,
            None => install()?,
        };
        Ok(Self { chrome, shell: None })
    }

    /// The same with a headless shell, where there is one or the distribution has it; else without.
    #[must_use]
    pub fn with_shell(mut self) -> Self {
        if env::var_os("CHROME").is_none_or(|name| name.is_empty()) {
            self.shell = installed_shell().or_else(install_shell);
        }
        self
    }

    /// Gets the packages of [`PEERS_FOLDER`], which no test needs.
    ///
    /// # Errors
    /// A sentence if they cannot be had.
    pub fn with_peers(self) -> Result<Self> {
        install_packages(PEERS_FOLDER)?;
        Ok(self)
    }

    /// A command of Node or npm in tests/browser that knows the browser.
    pub fn command(&self, program: &str) -> Command {
        let mut command = in_tests(program);
        command.env("CHROME", &self.chrome);
        if let Some(shell) = &self.shell {
            command.env("HEADLESS_SHELL", shell);
        }
        command
    }
}

/// The optimiser of the program, a script for Node; `None` where there is no Node: then the program is some kilobytes larger.
pub fn optimizer() -> Option<PathBuf> {
    if let Err(reason) = check_node().and_then(|()| install_packages(FOLDER)) {
        println!("The program is not made as small as it could be: {reason:#}");
        return None;
    }
    let script = Path::new(FOLDER).join("node_modules/binaryen/bin/wasm-opt");
    env::current_dir().ok().map(|project| project.join(script)).filter(|script| script.is_file())
}

fn in_tests(program: &str) -> Command {
    let mut command = program::command(program);
    command.current_dir(FOLDER).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

fn check_node() -> Result<()> {
    let wanted = format!("the browser tests need Node {NODE_MAJOR} or newer (https://nodejs.org)");
    let version = program::output_of(program::command("node").arg("--version"))
        .with_context(|| format!("{wanted}, and there is no node on PATH"))?;
    if major(&version).is_none_or(|major| major < NODE_MAJOR) {
        bail!("{wanted}, and this is {version}");
    }
    if program::find("npm").is_none() {
        bail!("{wanted} with npm, and there is no npm on PATH");
    }
    Ok(())
}

/// The first number of `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs the packages that the lock file of the folder names, where that is not done yet.
fn install_packages(folder: &str) -> Result<()> {
    let lock = fs::read_to_string(Path::new(folder).join("package-lock.json"))
        .with_context(|| format!("{folder}/package-lock.json could not be read"))?;
    // A copy of the lock file beside what was installed by it.
    let stamp = Path::new(folder).join("node_modules/.installed-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("Installing the packages of {folder} with npm ci");
    program::run(
        in_tests("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]),
        &format!("the npm packages of {folder} could not be installed: npm says why above"),
    )?;
    fs::write(&stamp, lock).with_context(|| format!("{} could not be written", stamp.display()))
}

/// The browser that a variable of the environment names.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(name) = env::var_os(variable).filter(|value| !value.is_empty()) else { return Ok(None) };
    match which::which(&name) {
        Ok(browser) => Ok(Some(browser)),
        Err(_) => bail!("{variable} names {}, which is no program", name.display()),
    }
}

/// The browser of this machine, under its usual names and in its usual places.
fn installed() -> Option<PathBuf> {
    let mut places: Vec<PathBuf> = Vec::new();
    if cfg!(target_os = "macos") {
        for name in ["Google Chrome", "Chromium"] {
            let inside = format!("Applications/{name}.app/Contents/MacOS/{name}");
            places.push(Path::new("/").join(&inside));
            places.extend(env::home_dir().map(|home| home.join(&inside)));
        }
    } else if cfg!(windows) {
        for folder in ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"] {
            if let Some(folder) = env::var_os(folder) {
                places.push(Path::new(&folder).join("Google/Chrome/Application/chrome.exe"));
                places.push(Path::new(&folder).join("Chromium/Application/chrome.exe"));
            }
        }
    }
    NAMES.into_iter().filter_map(program::find).chain(places).find(|path| path.is_file())
}

/// Gets a browser: Playwright's own, else the distribution's package.
fn install() -> Result<PathBuf> {
    if let Some(chrome) = playwrights() {
        return Ok(chrome);
    }
    println!("There is no Chromium on this machine; getting Playwright's");
    let download = in_tests("npx").args(["playwright", "install", "chromium"]).status();
    if download.is_ok_and(|status| status.success())
        && let Some(chrome) = playwrights()
    {
        return Ok(chrome);
    }
    if is_root() && program::find("apt-get").is_some() {
        println!("Playwright's Chromium cannot be had here; getting the distribution's");
        apt(&["update"])?;
        apt(&["install", "-y", "chromium"])?;
        if let Some(chrome) = installed() {
            return Ok(chrome);
        }
    }
    bail!("there is no Chromium and none could be installed: install Chrome or Chromium, or name one in CHROME")
}

fn installed_shell() -> Option<PathBuf> {
    let runs = |path: &PathBuf| program::output_of(Command::new(path).arg("--version")).is_some();
    SHELL_NAMES.into_iter().filter_map(program::find).find(runs)
}

/// The distribution's package, where this may install it.
fn install_shell() -> Option<PathBuf> {
    if !is_root() || program::find("apt-get").is_none() {
        return None;
    }
    println!("There is no headless shell of Chromium on this machine; getting the distribution's");
    let is_there = apt(&["update"]).is_ok() && apt(&["install", "-y", SHELL_NAMES[0]]).is_ok();
    if !is_there {
        println!("There is none: Chromium itself takes its part, which takes longer");
    }
    is_there.then(installed_shell).flatten()
}

/// The browser that Playwright has downloaded, if it runs here.
fn playwrights() -> Option<PathBuf> {
    let script = "console.log(require('@playwright/test').chromium.executablePath())";
    let chrome = PathBuf::from(program::output_of(in_tests("node").args(["--input-type=commonjs", "-e", script]))?);
    // It may lack libraries of the system.
    program::output_of(Command::new(&chrome).arg("--version")).map(|_| chrome)
}

fn is_root() -> bool {
    program::output_of(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn a_version_of_node_begins_with_its_major_number() {
        assert_eq!(major("v20.11.1"), Some(20));
        assert_eq!(major("v8.0.0-nightly"), Some(8));
        assert_eq!(major("node"), None);
    }
}
