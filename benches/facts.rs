//! Writes the facts of synthetic events, as the program reads them: `cargo bench --bench facts -- FILE`.
//!
//! `cargo xtask bench` builds a program with them. Among all benches, without a file, it does nothing.

#[path = "../tests/support/synthetic.rs"]
mod synthetic;

use std::{env, fs, io};

/// So many events the comparison must keep up with.
const EVENTS: usize = 10_000;

fn main() -> io::Result<()> {
    // Cargo adds options of its own.
    match env::args().skip(1).find(|argument| !argument.starts_with("--")) {
        Some(file) => fs::write(file, synthetic::chain(EVENTS).to_text(false)),
        None => Ok(()),
    }
}
