//! Running other programs, and saying so in one sentence when they fail.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A program found on PATH (with its ending on Windows: npm is `npm.cmd` there).
pub fn find(program: &str) -> Option<PathBuf> {
    which::which(program).ok()
}

/// A command for `program`, found on PATH if it is there, else by its bare name.
pub fn command(program: &str) -> Command {
    Command::new(find(program).unwrap_or_else(|| program.into()))
}

/// Runs to the end, its output passed on. `failure` says in one sentence what it means that it failed.
pub fn run(command: &mut Command, failure: &str) -> Result<()> {
    let status = command.status().with_context(|| could_not_start(command))?;
    if !status.success() {
        bail!("{failure}");
    }
    Ok(())
}

/// Runs to the end and gives what it printed; `None` if it could not be started or failed.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs to the end, its output passed on and given to `each_line` as well. Whether it succeeded.
pub fn watched(command: &mut Command, mut each_line: impl FnMut(&str)) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| could_not_start(command))?;
    let stdout = child.stdout.take().context("the output of a program could not be read")?;
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line.context("the output of a program could not be read")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        each_line(&line);
    }
    Ok(child.wait()?.success())
}

fn could_not_start(command: &Command) -> String {
    let program = Path::new(command.get_program());
    format!("{} could not be started", program.file_name().unwrap_or(command.get_program()).display())
}
