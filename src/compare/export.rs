//! A comparison as files: exactly what is shown, with the choice and the day the data end.

use std::fmt::Write;

use super::{Amount, Measure, Period, Row, Selection, Table, Value};
use crate::dataset::{EventIndex, Facts};

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

/// What is shown as columns and lines, the same for both kinds of file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The lines: each field's text, and whether it is a number. Empty where there is none.
    pub lines: Vec<Vec<(String, bool)>>,
}

/// The columns of a number: itself, the lowest and the highest that sources give, and what it is.
fn number_columns(name: &str) -> [String; 4] {
    ["", "_low", "_high", "_status"].map(|ending| format!("{}{ending}", name.replace('-', "_")))
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

fn number_fields(line: &mut Vec<(String, bool)>, measure: Measure, value: Value) {
    let numbers = match value {
        Value::Known { best, low, high, .. } => [best, low, high].map(|value| number(measure, value)),
        _ => <[String; 3]>::default(),
    };
    line.extend(numbers.map(|number| (number, true)));
    line.push((status(value).to_owned(), false));
}

/// The ids of events.
fn ids(facts: &Facts, events: &[EventIndex]) -> (String, bool) {
    (events.iter().map(|index| facts.event(*index).id.as_str()).collect::<Vec<_>>().join(" "), false)
}

impl Sheet {
    /// The rows of a table with all measures. With the title of a crisis, each line begins with it.
    pub fn of_rows(facts: &Facts, table: &Table, crisis: Option<&str>) -> Self {
        let mut columns = vec!["code".to_owned(), "name".to_owned()];
        for measure in Measure::ALL {
            columns.extend(number_columns(measure.key()));
        }
        columns.push("events".to_owned());
        if crisis.is_some() {
            columns.insert(0, "crisis".to_owned());
        }
        let line = |row: &Row| {
            let mut line = Vec::new();
            if let Some(crisis) = crisis {
                line.push((crisis.to_owned(), false));
            }
            // Only a country has a code; the name of any other row says enough.
            let actor = facts.actors.get(row.place).filter(|actor| actor.name == row.name);
            line.push((actor.map_or_else(String::new, |actor| actor.code.to_string()), false));
            line.push((row.name.clone(), false));
            for measure in Measure::ALL {
                number_fields(&mut line, measure, row.value(measure));
            }
            line.push(ids(facts, &row.events()));
            line
        };
        Self { columns, lines: table.rows.iter().map(line).collect() }
    }

    /// Months or years with what both sides did.
    pub fn of_periods(facts: &Facts, periods: &[Period]) -> Self {
        let mut columns = vec!["time".to_owned()];
        for side in ["others", "moscow"] {
            columns.extend(number_columns(side));
        }
        columns.push("events".to_owned());
        let line = |period: &Period| {
            let mut line = vec![(period.date.to_string(), false)];
            for amount in [period.others, period.moscow] {
                number_fields(&mut line, Measure::Expelled, Amount::value(amount));
            }
            line.push(ids(facts, &period.events));
            line
        };
        Self { columns, lines: periods.iter().map(line).collect() }
    }

    /// As CSV (RFC 4180) with a head. The last columns of each line say what was chosen, where from, and the day the data
    /// end: a line that is copied keeps them.
    pub fn csv(&self, about: &About) -> String {
        let quoted = |text: &str| {
            if text.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.to_owned()
            }
        };
        let mut out = self.columns.join(",");
        out.push_str(",title,address,data_end\n");
        for line in &self.lines {
            for (field, _) in line {
                out.push_str(&quoted(field));
                out.push(',');
            }
            // Writing to a String cannot fail.
            _ = writeln!(out, "{},{},{}", quoted(&about.title), quoted(&about.address), quoted(&about.cutoff));
        }
        out
    }

    /// As JSON, `{title, address, data_end, rows: [{…}]}`: the same fields as in CSV, numbers as numbers, `null` where
    /// there is none.
    pub fn json(&self, about: &About) -> String {
        let quoted =
            |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
        let mut out = format!(
            "{{\"title\": {}, \"address\": {}, \"data_end\": {},\n\"rows\": [",
            quoted(&about.title),
            quoted(&about.address),
            quoted(&about.cutoff)
        );
        for (i, line) in self.lines.iter().enumerate() {
            out.push_str(if i == 0 { "\n" } else { ",\n" });
            for (i, ((field, is_number), column)) in line.iter().zip(&self.columns).enumerate() {
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
}
