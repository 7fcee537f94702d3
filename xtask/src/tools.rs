//! The tools of the build in their pinned versions: found, or installed into a cache that all clones share.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program;

/// What runs in the browser is compiled for this.
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program from the registry, in the one version that the project is built with.
pub struct Tool {
    pub name: &'static str,
    pub package: &'static str,
    pub program: &'static str,
    pub version: &'static str,
}

const TRUNK: Tool = Tool { name: "Trunk", package: "trunk", program: "trunk", version: "0.21.14" };

/// Of the same version as the crate in Cargo.toml: another one refuses the program.
const WASM_BINDGEN: Tool = Tool {
    name: "the wasm-bindgen command line",
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.129",
};

/// The tools, ready to run.
pub struct Tools {
    trunk: PathBuf,
    path: OsString,
}

impl Tools {
    /// Finds the tools, and gets those that are missing.
    ///
    /// # Errors
    /// A sentence naming what could not be had.
    pub fn ready() -> Result<Self> {
        add_wasm_target()?;
        let trunk = TRUNK.ready()?;
        let wasm_bindgen = WASM_BINDGEN.ready()?;
        fetch_crates()?;
        let folders = [&trunk, &wasm_bindgen].into_iter().filter_map(|program| program.parent()).map(Path::to_owned);
        let inherited = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(folders.chain(env::split_paths(&inherited)))
            .context("the tools lie in a folder whose name cannot stand in PATH")?;
        Ok(Self { trunk, path })
    }

    /// A Trunk command. It finds the other tools on its PATH, so that it downloads nothing.
    pub fn trunk(&self, subcommand: &str) -> Command {
        let mut command = Command::new(&self.trunk);
        command.arg(subcommand).arg("--offline").env("PATH", &self.path);
        // What went wrong is told in words; where in Trunk it went wrong helps nobody here.
        command.env("RUST_BACKTRACE", "0");
        // Only a measurement gives the program other facts than those of the data.
        command.env_remove("BENCH_FACTS").env_remove("BENCH_DATA").env_remove("BENCH_PAGES");
        match crate::browser::optimizer() {
            Some(optimizer) => command.env("WASM_OPT", optimizer),
            None => command.env_remove("WASM_OPT"),
        };
        if let Some(flags) = neutral_paths() {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
        }
        command
    }
}

impl Tool {
    /// Where the program is, after installing it if need be.
    pub fn ready(&self) -> Result<PathBuf> {
        if let Some(found) = self.found()? {
            return Ok(found);
        }
        let folder = self.folder()?;
        self.install(&folder)?;
        self.found()?.with_context(|| format!("{} was installed into {} but does not run", self.name, folder.display()))
    }

    /// Where the program is, in the cache or on PATH.
    pub fn found(&self) -> Result<Option<PathBuf>> {
        let cached = self.folder()?.join("bin").join(format!("{}{}", self.program, env::consts::EXE_SUFFIX));
        Ok([Some(cached), program::find(self.program)].into_iter().flatten().find(|program| self.is_right(program)))
    }

    fn folder(&self) -> Result<PathBuf> {
        Ok(cache_folder()?.join("tools").join(format!("{}-{}", self.package, self.version)))
    }

    /// Whether a program is this one in this version.
    pub fn is_right(&self, program: &Path) -> bool {
        program::output_of(Command::new(program).arg("--version"))
            .is_some_and(|text| text.split_whitespace().nth(1) == Some(self.version))
    }

    fn install(&self, folder: &Path) -> Result<()> {
        let Self { name, package, version, .. } = self;
        if program::find("cargo-binstall").is_some() {
            println!("Getting {name} {version} with cargo binstall, into {}", folder.display());
            let mut binstall = program::command("cargo");
            binstall.args(["binstall", "--no-confirm", "--locked", "--root"]).arg(folder);
            binstall.arg(format!("{package}@{version}"));
            if program::run(&mut binstall, "").is_ok() {
                return Ok(());
            }
            println!("cargo binstall did not bring it.");
        }
        println!(
            "Building {name} {version} with cargo install, into {}. This is needed once on this machine; Trunk and \
             wasm-bindgen together take about 12 minutes on two cores.",
            folder.display()
        );
        let mut install = program::command("cargo");
        install.args(["install", "--locked", "--version", version, "--root"]).arg(folder).arg(package);
        let failure = format!(
            "{name} {version} could not be installed: cargo says why above (a C compiler and access to the registry \
             are needed)"
        );
        program::run(&mut install, &failure)
    }
}

/// Adds the wasm target to the toolchain in use, where it is missing.
pub fn add_wasm_target() -> Result<()> {
    let libraries =
        program::output_of(program::command("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))
            .context("rustc could not be run: install Rust from https://rustup.rs")?;
    if Path::new(&libraries).is_dir() {
        return Ok(());
    }
    if program::find("rustup").is_none() {
        bail!("the Rust target {WASM_TARGET} is missing and there is no rustup to add it: see https://rustup.rs");
    }
    println!("Adding the Rust target {WASM_TARGET}");
    program::run(
        program::command("rustup").args(["target", "add", WASM_TARGET]),
        &format!("rustup could not add the Rust target {WASM_TARGET}: it says why above"),
    )
}

/// Gets the crates that the build needs, because Trunk is told to work offline.
fn fetch_crates() -> Result<()> {
    let version = program::output_of(program::command("rustc").arg("-vV")).unwrap_or_default();
    let mut fetch = program::command("cargo");
    fetch.args(["fetch", "--quiet", "--target", WASM_TARGET]);
    if let Some(host) = version.lines().find_map(|line| line.strip_prefix("host: ")) {
        fetch.args(["--target", host]);
    }
    program::run(&mut fetch, "the crates that the build needs could not be fetched: cargo says why above")
}

/// Flags that keep the folders of this machine out of the program's messages: they belong to nobody else, and without
/// them two machines build the same bytes. `None` where a folder's name cannot stand in the flags.
fn neutral_paths() -> Option<String> {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))?;
    let project = env::current_dir().ok()?;
    let flag = |folder: &Path, name: &str| {
        let folder = folder.to_str().filter(|folder| !folder.contains([' ', '=']))?;
        Some(format!("--remap-path-prefix={folder}={name}"))
    };
    Some(format!("{} {}", flag(&cargo_home.join("registry").join("src"), "crates")?, flag(&project, ".")?))
}

/// The project's folder in the user's cache.
pub fn cache_folder() -> Result<PathBuf> {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || env::home_dir().filter(|path| !path.as_os_str().is_empty());
    let cache = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        absolute("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    let cache = cache.context("there is no folder for the tools: HOME (on Windows LOCALAPPDATA) is not set")?;
    Ok(cache.join("persona-non-grata"))
}

#[cfg(test)]
mod tests {
    use super::{TRUNK, WASM_BINDGEN};

    #[test]
    fn the_pinned_versions_are_the_same_everywhere() {
        let manifest = include_str!("../../Cargo.toml");
        let trunk = include_str!("../../Trunk.toml");
        let wasm_bindgen = WASM_BINDGEN.version;
        assert!(manifest.contains(&format!("wasm-bindgen = \"={wasm_bindgen}\"")));
        assert!(trunk.contains(&format!("wasm_bindgen = \"{wasm_bindgen}\"")));
        assert!(trunk.contains(&format!("trunk-version = \"^{}\"", TRUNK.version)));
    }
}
