//! The dataset as files in `/data/`: for programs, for spreadsheets, and what describes them.
//!
//! ```text
//! Dataset ──▶ json: dataset.json ──▶ schema: dataset.schema.json ──▶ the codebook
//!                     │                        │
//!                     └──────▶ csv: tables ◀───┘──▶ package: datapackage.json, SHA256SUMS
//! ```

mod codes;
mod csv;
mod json;
mod package;
mod schema;

use std::fmt::Write;
use std::io;

use sha2::{Digest, Sha256};

use super::assets::hex;
use crate::dataset::Dataset;

pub use codes::{CodeList, code_lists};
pub use csv::{Column, Reference, SEPARATOR, Table, csv_bytes, safe_cell, table_columns};
pub use json::dataset_json;
pub use package::{LICENCE, coverage};
pub use schema::{DatasetSchema, Field, Kind, Tally};

/// A file for readers to take away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Its name below `/data/`.
    pub name: String,
    /// What it holds.
    pub what: &'static str,
    /// What it is opened with.
    pub opened_with: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256 as 64 hexadecimal digits.
    pub sha256: String,
}

impl Download {
    fn new(name: impl Into<String>, what: &'static str, opened_with: &'static str, bytes: Vec<u8>) -> Self {
        let sha256 = hex(&Sha256::digest(&bytes));
        Self { name: name.into(), what, opened_with, bytes, sha256 }
    }
}

/// Every file below `/data/`, the same bytes for the same data.
///
/// # Errors
/// Only if a plain value cannot be written, which does not happen.
pub fn downloads(dataset: &Dataset) -> io::Result<Vec<Download>> {
    let schema = DatasetSchema::new(dataset);
    let tables = csv::tables(&schema, &json::values(dataset)?);
    let mut files = vec![
        Download::new(
            "dataset.json",
            "Everything: events, sources, disputes, articles, and the text of every step.",
            "Programs: R, Python, JavaScript",
            dataset_json(dataset)?.into_bytes(),
        ),
        Download::new(
            "dataset.schema.json",
            "What dataset.json holds, field by field, and which values are allowed (JSON Schema 2020-12).",
            "Editors and validators of JSON",
            schema.to_json()?.into_bytes(),
        ),
    ];
    for table in &tables {
        files.push(Download::new(table.file_name(), table.what, "Spreadsheets, R, Python", table.bytes()?));
    }
    let package = package::data_package(dataset, &schema, &tables, &files)?;
    files.push(Download::new(
        "datapackage.json",
        "All columns of all tables with their types, and how the tables belong together.",
        "Programs that read Frictionless Data",
        package.into_bytes(),
    ));
    let sums = files.iter().fold(String::new(), |mut sums, file| {
        // Two spaces, as sha256sum writes and reads it. Writing to a String cannot fail.
        _ = writeln!(sums, "{}  {}", file.sha256, file.name);
        sums
    });
    files.push(Download::new(
        "SHA256SUMS",
        "The checksums of all other files.",
        "sha256sum, shasum",
        sums.into_bytes(),
    ));
    Ok(files)
}
