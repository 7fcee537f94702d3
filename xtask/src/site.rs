//! `cargo xtask build`: the release site.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::tools::Tools;
use crate::{checksums, compress, program};

/// The finished site, from the project's folder.
pub const DIST: &str = "dist";

/// The site with a debug build of the program, which reports every difference between page and view.
pub const DEBUG_DIST: &str = "target/dist-debug";

/// The site whose program has many synthetic events. Its pages are those of the data.
pub const MANY_DIST: &str = "target/dist-bench";

/// The facts of these events.
const MANY_FACTS: &str = "target/bench-facts.txt";

#[derive(Args)]
pub struct BuildArguments {
    /// The public address, https://…: needed for canonical links, the sitemap and link previews
    #[arg(long, value_name = "URL")]
    pub site_url: Option<String>,
}

pub fn run(arguments: &BuildArguments) -> Result<()> {
    build(&Tools::ready()?, arguments.site_url.as_deref())
}

/// Builds the release site into [`DIST`], with compressed copies.
pub fn build(tools: &Tools, site_url: Option<&str>) -> Result<()> {
    check_site_url(site_url)?;
    let mut trunk = tools.trunk("build");
    trunk.arg("--release");
    match site_url {
        Some(url) => trunk.env("SITE_URL", url),
        // The prerenderer then says what is left out.
        None => trunk.env_remove("SITE_URL"),
    };
    program::run(&mut trunk, "the site could not be built: the reason stands above")?;
    // Tells GitHub Pages to serve the folder as it is.
    fs::write(Path::new(DIST).join(".nojekyll"), "").context("dist/.nojekyll could not be written")?;
    let copies = compress::folder(Path::new(DIST))?;
    println!("{copies}");
    checksums::write(Path::new(DIST))?;
    println!("The site is in {DIST}/");
    Ok(())
}

/// The site once more, to be held against the first.
const SECOND_DIST: &str = "target/dist-again";

/// What the second of two whole builds compiles.
const SECOND_TARGET: &str = "target/again";

/// `cargo xtask reproduce`: builds the site twice, each time from the first crate on, and compares the two.
pub fn reproduce() -> Result<()> {
    let tools = Tools::ready()?;
    build(&tools, None)?;
    if Path::new(SECOND_TARGET).exists() {
        fs::remove_dir_all(SECOND_TARGET).with_context(|| format!("{SECOND_TARGET} could not be emptied"))?;
    }
    build_second(&tools, Some(SECOND_TARGET))
}

/// Writes the pages of [`DIST`] once more, from the program that is compiled already, and compares the two sites.
pub fn build_again(tools: &Tools) -> Result<()> {
    build_second(tools, None)
}

fn build_second(tools: &Tools, target: Option<&str>) -> Result<()> {
    let mut trunk = tools.trunk("build");
    trunk.args(["--release", "--dist", SECOND_DIST]).env_remove("SITE_URL");
    if let Some(target) = target {
        let project = env::current_dir().context("the project's folder is gone")?;
        trunk.env("CARGO_TARGET_DIR", project.join(target));
    }
    program::run(&mut trunk, "the site could not be built a second time: the reason stands above")?;
    let same = checksums::compare(Path::new(DIST), Path::new(SECOND_DIST))?;
    println!("{same} files, the same in both builds; {DIST}/{} names them", checksums::LIST);
    Ok(())
}

/// Builds the site with a debug program into [`DEBUG_DIST`].
pub fn build_debug(tools: &Tools) -> Result<()> {
    let mut trunk = tools.trunk("build");
    trunk.args(["--dist", DEBUG_DIST]).env_remove("SITE_URL");
    program::run(&mut trunk, "the debug build of the site failed: the reason stands above")
}

/// Builds the release site with many synthetic events in its program into [`MANY_DIST`].
pub fn build_many(tools: &Tools) -> Result<()> {
    // Without optimisation there is less to compile.
    let mut facts = program::command("cargo");
    facts.args(["bench", "--quiet", "--profile", "dev", "--bench", "facts", "--", MANY_FACTS]);
    program::run(&mut facts, "the synthetic events could not be written: cargo says why above")?;
    let mut trunk = tools.trunk("build");
    trunk.args(["--release", "--dist", MANY_DIST]).env_remove("SITE_URL").env("BENCH_FACTS", MANY_FACTS);
    program::run(&mut trunk, "the site with synthetic events could not be built: the reason stands above")
}

/// Builds the release site out of another folder of data into [`grown_dist`], only the pages whose addresses begin so.
pub fn build_grown(tools: &Tools, data: &Path, times: u32, beginnings: &[&str]) -> Result<()> {
    let dist = grown_dist(times);
    let mut trunk = tools.trunk("build");
    trunk.args(["--release", "--dist", &dist]).env_remove("SITE_URL");
    trunk.env("BENCH_DATA", data).env("BENCH_PAGES", beginnings.join(" "));
    program::run(&mut trunk, "the site with more events could not be built: the reason stands above")?;
    compress::folder(Path::new(&dist))?;
    Ok(())
}

/// The site with the events of a crisis so many times.
pub fn grown_dist(times: u32) -> String {
    format!("target/dist-bench-{times}")
}

/// Refuses at once what the prerenderer would refuse after minutes.
fn check_site_url(site_url: Option<&str>) -> Result<()> {
    match site_url {
        Some(url) if !(url.starts_with("https://") || url.starts_with("http://")) => {
            bail!("the site address \"{url}\" must start with https:// or http://")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::check_site_url;

    #[test]
    fn a_site_address_is_a_web_address() {
        assert!(check_site_url(Some("https://example.org/crises/")).is_ok());
        assert!(check_site_url(None).is_ok());
        assert!(check_site_url(Some("example.org")).is_err());
    }
}
