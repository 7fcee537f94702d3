//! The site with the events of the crisis many times: a copy of `data/` that the build takes in its place.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::days::Day;
use super::job::{SHIFT_DAYS, copy_id};

/// Copies `data/` and repeats in it the events of the crisis so many times, as `Job::repeated` does; gives the folder.
///
/// # Errors
/// A sentence naming the file that could not be read or written.
pub fn write_data(episode: &str, times: u32) -> Result<PathBuf> {
    let folder = PathBuf::from(format!("target/bench-data-{times}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} could not be emptied", folder.display()))?;
    }
    copy(Path::new("data"), &folder)?;
    let file = folder.join(format!("episodes/{episode}.toml"));
    let failed = || format!("{} could not be rewritten", file.display());
    let text = fs::read_to_string(&file).with_context(failed)?;
    fs::write(&file, repeated(&text, times).with_context(failed)?).with_context(failed)?;
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let failed = || format!("{} could not be copied", from.display());
    fs::create_dir_all(to).with_context(failed)?;
    for entry in fs::read_dir(from).with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name)).with_context(failed)?;
        }
    }
    Ok(())
}

/// The file of a crisis with its events so many times, each shown by the step that shows the first.
fn repeated(text: &str, times: u32) -> Result<String> {
    let mut episode: Table = text.parse()?;
    let events = list(&mut episode, "event").context("it has no events")?;
    let copies: Vec<Value> =
        (1..times).flat_map(|copy| events.iter().map(move |event| event_copy(event, copy))).collect();
    events.extend(copies);
    for step in list(&mut episode, "step").context("it has no steps")? {
        if let Some(shown) = step.as_table_mut().and_then(|step| list(step, "events")) {
            let ids: Vec<String> = shown.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            shown.extend((1..times).flat_map(|copy| ids.iter().map(move |id| Value::from(copy_id(id, copy)))));
        }
    }
    Ok(toml::to_string(&episode)?)
}

fn list<'a>(table: &'a mut Table, name: &str) -> Option<&'a mut Vec<Value>> {
    table.get_mut(name)?.as_array_mut()
}

fn event_copy(event: &Value, copy: u32) -> Value {
    let mut event = event.clone();
    let shift = i64::from(copy) * SHIFT_DAYS;
    let later = |date: &str| {
        let day = Day::parse(date)?.plus(shift).to_string();
        // A month stays one.
        Some(day.get(..date.len())?.to_owned())
    };
    if let Some(event) = event.as_table_mut() {
        for (name, value) in event.iter_mut() {
            match (name.as_str(), value) {
                ("id", Value::String(id)) => *id = copy_id(id, copy),
                ("date", Value::String(date)) => *date = later(date).unwrap_or_default(),
                ("responds_to", Value::Array(acts)) => {
                    for act in acts {
                        if let Value::String(id) = act {
                            *id = copy_id(id, copy);
                        }
                    }
                }
                _ => {}
            }
        }
        // Another date would not be another one any more.
        event.remove("disputes");
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_repeated_with_what_they_answer_and_shown_by_their_step() {
        let text = "id = \"spring\"\n[[step]]\ntitle = \"One\"\nevents = [\"a\", \"b\"]\n\
                    [[event]]\nid = \"a\"\ndate = \"2018-03-14\"\n\
                    [[event]]\nid = \"b\"\ndate = \"2018-03\"\nresponds_to = [\"a\"]\n";
        let episode: Table = repeated(text, 3).unwrap().parse().unwrap();
        let field = |place: usize, name: &str| episode["event"][place][name].to_string();
        assert_eq!(episode["event"].as_array().unwrap().len(), 6);
        assert_eq!((field(0, "id"), field(0, "date")), ("\"a\"".to_owned(), "\"2018-03-14\"".to_owned()));
        assert_eq!((field(5, "id"), field(5, "date")), ("\"b-copy-2\"".to_owned(), "\"2018-04\"".to_owned()));
        assert_eq!(field(5, "responds_to"), "[\"a-copy-2\"]");
        let shown = episode["step"][0]["events"].as_array().unwrap();
        assert_eq!(
            shown.iter().filter_map(Value::as_str).collect::<Vec<_>>(),
            ["a", "b", "a-copy-1", "b-copy-1", "a-copy-2", "b-copy-2"]
        );
    }
}
