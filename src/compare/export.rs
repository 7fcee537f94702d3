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
    for (key, value) in chosen.filter_map(|pair| pair.split_once('=')) {
        name.push('-');
        // A year alone may be a beginning, an end or a period.
        if matches!(key, "from" | "to") {
            name.push_str(key);
            name.push('-');
        }
        name.extend(value.chars().map(|c| if c == ',' { '-' } else { c }));
    }
    // A file system's limit is 255.
    name.truncate(120);
    name.trim_end_matches('-').to_owned()
}

/// A field of CSV (RFC 4180): quoted where it must be.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// A number as data: a whole number, or a decimal for hundredths and half days. Empty where there is none.
fn number(measure: Measure, value: Option<i32>) -> String {
    let Some(value) = value else { return String::new() };
    match measure {
        Measure::Ratio => format!("{}.{:02}", value / 100, value % 100),
        Measure::Lag => format!("{}.{}", value / 2, value % 2 * 5),
        _ => value.to_string(),
    }
}

/// "exact", "at least", "not published", "none found": what a number is, in the words of the codebook.
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

/// The four fields of a measure: number, lowest, highest, what it is.
fn fields(row: &Row, measure: Measure) -> [String; 4] {
    let value = row.value(measure);
    let (low, high) = match value {
        Value::Known { low, high, .. } => (Some(low), Some(high)),
        _ => (None, None),
    };
    [number(measure, value.best()), number(measure, low), number(measure, high), status(value).to_owned()]
}

/// The rows as CSV with a head: for each measure the number, its lowest and highest, and what it is. The last columns of
/// each line say its events, what was chosen, where from, and the day the data end: a line that is copied keeps them.
pub fn csv(facts: &Facts, table: &Table, about: &About) -> String {
    let mut out = String::from("code,name");
    for measure in Measure::ALL {
        for ending in ["", "_low", "_high", "_status"] {
            // Writing to a String cannot fail.
            _ = write!(out, ",{}{ending}", measure.key().replace('-', "_"));
        }
    }
    out.push_str(",events,title,address,data_end\n");
    for row in &table.rows {
        let mut line = vec![code(facts, row), row.name.clone()];
        line.extend(Measure::ALL.iter().flat_map(|measure| fields(row, *measure)));
        line.extend([ids(facts, row), about.title.clone(), about.address.clone(), about.cutoff.clone()]);
        let line: Vec<String> = line.iter().map(|text| field(text)).collect();
        out.push_str(&line.join(","));
        out.push('\n');
    }
    out
}

/// The code of a country; the name of any other row says enough.
fn code(facts: &Facts, row: &Row) -> String {
    let actor = facts.actors.get(row.place).filter(|actor| actor.name == row.name);
    actor.map_or_else(String::new, |actor| actor.code.to_string())
}

/// The events behind a row, by id.
fn ids(facts: &Facts, row: &Row) -> String {
    row.events().iter().map(|index| facts.event(*index).id.as_str()).collect::<Vec<_>>().join(" ")
}

/// A text of JSON.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// The rows as JSON: `{title, address, data_end, rows: [{code, name, measures: {…: {value, low, high, status}},
/// events: [id]}]}`; `null` where there is no number.
pub fn json(facts: &Facts, table: &Table, about: &About) -> String {
    let or_null = |text: &str| if text.is_empty() { "null".to_owned() } else { text.to_owned() };
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let measures: Vec<String> = Measure::ALL
                .iter()
                .map(|measure| {
                    let [value, low, high, status] = fields(row, *measure);
                    format!(
                        "{}: {{\"value\": {}, \"low\": {}, \"high\": {}, \"status\": \"{status}\"}}",
                        quoted(measure.key()),
                        or_null(&value),
                        or_null(&low),
                        or_null(&high)
                    )
                })
                .collect();
            let code = code(facts, row);
            format!(
                "{{\"code\": {}, \"name\": {}, \"measures\": {{{}}}, \"events\": [{}]}}",
                if code.is_empty() { "null".to_owned() } else { quoted(&code) },
                quoted(&row.name),
                measures.join(", "),
                row.events().iter().map(|i| quoted(facts.event(*i).id.as_str())).collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    format!(
        "{{\"title\": {}, \"address\": {}, \"data_end\": {},\n\"rows\": [\n{}\n]}}\n",
        quoted(&about.title),
        quoted(&about.address),
        quoted(&about.cutoff),
        rows.join(",\n")
    )
}
