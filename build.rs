//! Checks `data/` and writes its facts into the program. A problem in the data fails the build, all problems at once.

#![allow(dead_code, reason = "the build uses the reading half of these modules only")]
#![allow(missing_docs, unused_imports, reason = "documented and used where the crate itself declares them")]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

#[path = "src/dataset/mod.rs"]
mod dataset;
#[path = "src/words.rs"]
mod words;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/dataset");
    println!("cargo::rerun-if-changed=src/words.rs");
    println!("cargo::rerun-if-changed=build.rs");
    let data = dataset::Dataset::load(Path::new("data"));
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
    if let Err(error) = fs::write(Path::new(&folder).join("facts.txt"), facts.to_text(!is_browser)) {
        println!("cargo::error=the facts could not be written: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
