//! A comparison as files: exactly what is shown, with the choice and the day the data end.

use std::fmt::Write;

use super::{Measure, Row, Selection, Table, Value};
use crate::dataset::Facts;

/// What a file says of itself.
pub struct About {
    /// What is shown, in a sentence.
    pub title: String,
    /// The address of this very view.
    pub address: String,
    /// The day the data end, as a date: "2026-06-25".
    pub cutoff: String,
}

/// The name of a file by its content, without its ending: "persona-non-grata-returned-scatter-us-gb".
pub fn file_name(facts: &Facts, selection: &Selection) -> String {
    let mut name = format!("persona-non-grata-{}-{}", selection.measure.key(), selection.view.key());
    let query = selection.to_query(facts, selection.measure);
    let chosen = query.trim_start_matches('?').split('&').filter(|pair| !pair.starts_with("view="));
    for (_, value) in chosen.filter_map(|pair| pair.split_once('=')) {
        name.push('-');
        name.extend(value.chars().map(|c| if c == ',' { '-' } else { c }));
    }
    // A file system's limit is 255.
    name.truncate(120);
    name.trim_end_matches('-').to_owned()
}

/// The names of the columns of both kinds of file.
fn columns() -> Vec<String> {
    let mut columns = vec!["code".to_owned(), "name".to_owned()];
    for measure in Measure::ALL {
        for ending in ["", "_low", "_high", "_status"] {
            columns.push(format!("{}{ending}", measure.key().replace('-', "_")));
        }
    }
    columns.push("events".to_owned());
    columns
}

/// A number as data: a whole number, or a decimal for hundredths and half days.
fn number(measure: Measure, value: i32) -> String {
    match measure {
        Measure::Ratio => format!("{}.{:02}", value / 100, value % 100),
        Measure::Lag => format!("{}.{}", value / 2, value % 2 * 5),
        _ => value.to_string(),
    }
}

/// What a number is, in the words of the codebook.
const fn status(value: Value) -> &'static str {
    use super::Limits;
    match value {
        Value::NotFound => "none found",
        Value::Unknown => "not published",
        Value::Known { limits: Limits::Exact, .. } => "exact",
        Value::Known { limits: Limits::AtLeast, .. } => "at least",
        Value::Known { limits: Limits::AtMost, .. } => "at most",
        Value::Known { limits: Limits::Open, .. } => "open",
    }
}

/// The fields of a row, as many as there are columns: the text, and whether it is a number. Empty where there is none.
fn fields(facts: &Facts, row: &Row) -> Vec<(String, bool)> {
    // Only a country has a code; the name of any other row says enough.
    let actor = facts.actors.get(row.place).filter(|actor| actor.name == row.name);
    let mut fields = vec![(actor.map_or_else(String::new, |actor| actor.code.to_string()), false), (row.name.clone(), false)];
    for measure in Measure::ALL {
        let value = row.value(measure);
        let numbers = match value {
            Value::Known { best, low, high, .. } => [best, low, high].map(|value| number(measure, value)),
            _ => <[String; 3]>::default(),
        };
        fields.extend(numbers.map(|number| (number, true)));
        fields.push((status(value).to_owned(), false));
    }
    let ids: Vec<&str> = row.events().iter().map(|index| facts.event(*index).id.as_str()).collect();
    fields.push((ids.join(" "), false));
    fields
}

/// The rows as CSV (RFC 4180) with a head: for each measure the number, its lowest and highest, and what it is; the ids of
/// the events. Every line carries what was chosen, the address and the day the data end.
pub fn csv(facts: &Facts, table: &Table, about: &About) -> String {
    let quoted = |text: &str| {
        if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    let mut out = columns().join(",");
    out.push_str(",title,address,data_end\n");
    for row in &table.rows {
        for (field, _) in fields(facts, row) {
            out.push_str(&quoted(&field));
            out.push(',');
        }
        // Writing to a String cannot fail.
        _ = writeln!(out, "{},{},{}", quoted(&about.title), quoted(&about.address), quoted(&about.cutoff));
    }
    out
}

/// The rows as JSON, `{title, address, data_end, rows: [{…}]}`: the same fields as in CSV, numbers as numbers, `null`
/// where there is none.
pub fn json(facts: &Facts, table: &Table, about: &About) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
    let mut out = format!(
        "{{\"title\": {}, \"address\": {}, \"data_end\": {},\n\"rows\": [",
        quoted(&about.title),
        quoted(&about.address),
        quoted(&about.cutoff)
    );
    let columns = columns();
    for (i, row) in table.rows.iter().enumerate() {
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        for (i, ((field, is_number), column)) in fields(facts, row).iter().zip(&columns).enumerate() {
            let value = match (field.is_empty(), is_number) {
                (true, _) => "null".to_owned(),
                (_, true) => field.clone(),
                (_, false) => quoted(field),
            };
            // Writing to a String cannot fail.
            _ = write!(out, "{}\"{column}\": {value}", if i == 0 { "{" } else { ", " });
        }
        out.push('}');
    }
    out.push_str("\n]}\n");
    out
}
