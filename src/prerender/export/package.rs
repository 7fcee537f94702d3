//! `datapackage.json`: what is in the tables, for programs that read Frictionless Data (version 1 of the standard).

use serde_json::{Map, Value, json};

use super::Download;
use super::csv::{Column, SEPARATOR, Table};
use super::schema::{DatasetSchema, Kind};
use crate::dataset::Dataset;
use crate::prerender::pages::DATASET_TITLE;
use crate::words;

/// The licence of data and text: its name in the list of SPDX, its title, its address.
pub const LICENCE: (&str, &str, &str) =
    ("CC-BY-4.0", "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/");

/// The description of the package.
///
/// # Errors
/// Only if serde fails on plain values, which it does not.
pub(super) fn data_package(
    dataset: &Dataset,
    schema: &DatasetSchema,
    tables: &[Table],
    files: &[Download],
) -> serde_json::Result<String> {
    let of_file = |name: &str| files.iter().find(|file| file.name == name);
    let mut resources = Vec::new();
    for table in tables {
        let Some(file) = of_file(&table.file_name()) else { continue };
        resources.push(json!({
            "name": table.name,
            "path": file.name,
            "profile": "tabular-data-resource",
            "title": words::capitalise(&table.name.replace('-', " ")),
            "description": table.what,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": file.bytes.len(),
            "hash": format!("sha256:{}", file.sha256),
            "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
            "schema": table_schema(schema, table),
        }));
    }
    // The JSON Schema is no resource: Frictionless' tool would take it for the schema of a table.
    if let Some(file) = of_file("dataset.json") {
        resources.push(json!({
            "name": "dataset",
            "path": file.name,
            "profile": "data-resource",
            "title": "Everything in one file, described by dataset.schema.json",
            "format": "json",
            "mediatype": "application/json",
            "encoding": "utf-8",
            "bytes": file.bytes.len(),
            "hash": format!("sha256:{}", file.sha256),
        }));
    }
    let (name, title, path) = LICENCE;
    let package = json!({
        "name": "persona-non-grata",
        "profile": "data-package",
        "title": DATASET_TITLE,
        "description": format!(
            "{} The data cover {}. Where sources disagree, the other accounts stand in disputes.csv. Every column is \
             described here and in the codebook.",
            schema.meaning("Dataset"),
            coverage(dataset),
        ),
        "version": dataset.version(),
        "created": dataset.versions.first().map(|version| format!("{}T00:00:00Z", version.date)),
        "temporal": coverage(dataset),
        "keywords": [
            "diplomacy", "diplomatic expulsions", "persona non grata", "Russia", "Soviet Union", "retaliation",
            "reciprocity", "international relations", "source criticism",
        ],
        "licenses": [{ "name": name, "title": title, "path": path }],
        "sources": [{
            "title": format!("{} public pages, each with its address and publisher", words::number(u32::try_from(dataset.sources.len()).unwrap_or(u32::MAX))),
            "path": "sources.csv",
        }],
        "resources": resources,
    });
    Ok(serde_json::to_string_pretty(&package)? + "\n")
}

/// From the first event to the day the data end, in words.
pub fn coverage(dataset: &Dataset) -> String {
    let first = dataset.facts.events.first().map_or(dataset.cutoff, |event| event.date);
    words::span(first, dataset.cutoff)
}

fn table_schema(schema: &DatasetSchema, table: &Table) -> Value {
    let mut out = Map::new();
    out.insert("fields".to_owned(), table.columns.iter().map(|column| field(schema, column)).collect());
    out.insert("missingValues".to_owned(), json!([""]));
    if !table.key.is_empty() {
        out.insert("primaryKey".to_owned(), json!(table.key));
    }
    if !table.references.is_empty() {
        let references = table.references.iter().map(|reference| {
            json!({
                "fields": reference.columns,
                "reference": { "resource": reference.table, "fields": reference.fields },
            })
        });
        out.insert("foreignKeys".to_owned(), references.collect());
    }
    Value::Object(out)
}

fn field(schema: &DatasetSchema, column: &Column) -> Value {
    let mut constraints = Map::new();
    if !column.may_be_empty {
        constraints.insert("required".to_owned(), json!(true));
    }
    let kind = match &column.kind {
        Kind::Integer(minimum, maximum) => {
            for (name, limit) in [("minimum", minimum), ("maximum", maximum)] {
                if let Some(limit) = limit {
                    constraints.insert(name.to_owned(), json!(limit));
                }
            }
            "integer"
        }
        Kind::Boolean => "boolean",
        Kind::Words(words) => {
            constraints.insert("enum".to_owned(), json!(words));
            "string"
        }
        Kind::Pattern(pattern) => {
            constraints.insert("pattern".to_owned(), json!(pattern));
            "string"
        }
        Kind::Named(name) => {
            let words = schema.words(name);
            if !words.is_empty() {
                constraints.insert("enum".to_owned(), json!(words));
            } else if let Some(pattern) = schema.pattern(name) {
                constraints.insert("pattern".to_owned(), json!(pattern));
            }
            "string"
        }
        Kind::List(inner) => {
            if let Kind::Named(name) = &**inner
                && let Some(pattern) = schema.pattern(name)
            {
                let one = pattern.trim_start_matches('^').trim_end_matches('$');
                constraints.insert("pattern".to_owned(), json!(format!("^{one}({SEPARATOR}{one})*$")));
            }
            "string"
        }
        Kind::Text => "string",
    };
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(column.name));
    out.insert("type".to_owned(), json!(kind));
    out.insert("description".to_owned(), json!(column.meaning));
    if !constraints.is_empty() {
        out.insert("constraints".to_owned(), Value::Object(constraints));
    }
    Value::Object(out)
}
