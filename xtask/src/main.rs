//! The project's own commands, run as `cargo xtask <command>`: build, serve, test, measure.

mod bench;
mod browser;
mod check;
mod checksums;
mod compress;
mod deny;
mod dev;
mod frictionless;
mod fuzz;
mod host;
mod program;
mod serve;
mod site;
mod sizes;
mod summary;
mod tools;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// The commands of the Persona Non Grata project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Get what is missing, build the site and serve it as a static host would
    Serve(serve::ServeArguments),
    /// Run everything that CI runs
    Test(check::TestArguments),
    /// Build the site into dist/, with compressed copies
    Build(site::BuildArguments),
    /// Build the site twice from the first crate on and compare the two, file by file
    Reproduce,
    /// Rebuild and reload the browser at every change
    Dev(dev::DevArguments),
    /// Measure the first paint and the sizes of the site
    Bench(bench::BenchArguments),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the xtask crate lies in no folder")?;
    std::env::set_current_dir(root).with_context(|| format!("the project's folder {} is gone", root.display()))?;
    match command {
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Test(arguments) => check::run(&arguments),
        Command::Build(arguments) => site::run(&arguments),
        Command::Reproduce => site::reproduce(),
        Command::Dev(arguments) => dev::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
