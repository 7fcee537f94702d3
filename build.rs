//! Checks `data/` and writes its facts into the program. A problem in the data fails the build, all problems at once.

#![allow(dead_code, reason = "the build uses the reading half of these modules only")]
#![allow(missing_docs, unused_imports, reason = "documented and used where the crate itself declares them")]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

#[path = "src/dataset/mod.rs"]
mod dataset;
#[path = "src/words.rs"]
mod words;

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=BENCH_DATA");
    // `cargo xtask bench` builds pages and program with more events than there are.
    let folder = env::var("BENCH_DATA").unwrap_or_else(|_| "data".to_owned());
    println!("cargo::rerun-if-changed={folder}");
    println!("cargo::rerun-if-changed=src/dataset");
    println!("cargo::rerun-if-changed=src/words.rs");
    println!("cargo::rerun-if-changed=build.rs");
    let data = dataset::Dataset::load(Path::new(&folder));
    let facts = match &data {
        Ok(data) => data.facts,
        Err(problems) => {
            for line in problems.to_string().lines() {
                println!("cargo::error={line}");
            }
            return ExitCode::FAILURE;
        }
    };
    let Some(folder) = env::var_os("OUT_DIR") else {
        println!("cargo::error=cargo gave no OUT_DIR");
        return ExitCode::FAILURE;
    };
    let is_browser = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let text = if is_browser { facts_for_browser(facts) } else { Ok(facts.to_text(true)) };
    if let Err(error) = text.and_then(|text| fs::write(Path::new(&folder).join("facts.txt"), text)) {
        println!("cargo::error=the facts could not be written: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The facts of the program: those of the data, or for `cargo xtask bench` those of the file that `BENCH_FACTS` names.
/// Pages have the facts of the data in any case.
fn facts_for_browser(facts: dataset::Facts) -> io::Result<String> {
    println!("cargo::rerun-if-env-changed=BENCH_FACTS");
    match env::var("BENCH_FACTS") {
        Ok(file) => {
            println!("cargo::rerun-if-changed={file}");
            fs::read_to_string(file)
        }
        Err(_) => Ok(facts.to_text(false)),
    }
}
