//! Synthetic events as a data folder: the files that somebody would have written.
//!
//! Ten events a step, a source for ten events, a text for each step; all of it as the codebook wants it.

use std::collections::BTreeMap;
use std::fmt::Write;

use persona_non_grata::dataset::{Bound, Count, DateKind, Era, Event, EventIndex, Facts};

/// So many events share a step, and a source.
const TOGETHER: usize = 10;

/// A text of a step without a number that is typed.
const WORDS: &str = "The ministry called the ambassador in and read a note out. Nobody was named, and no reason was given \
    beyond the usual words. The other side said that it would answer in kind. Papers wrote about it for some time, and \
    those who had to leave packed their things, said goodbye to their neighbours and went home on the date that the note had set.";

/// Texts of all data files by their names.
pub fn files(facts: &Facts) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let version = "[[version]]\nversion = \"1.0.0\"\ndate = \"2100-12-31\"\nchanges = [\"All of it.\"]\n";
    files.insert("dataset.toml".to_owned(), format!("cutoff = \"2100-12-31\"\n\n{version}"));
    files.insert("publishers.toml".to_owned(), "[[publisher]]\nname = \"The Paper\"\n".to_owned());
    files.insert("articles-compared.toml".to_owned(), String::new());
    let mut actors = String::new();
    for actor in facts.actors {
        // Writing to a String cannot fail.
        _ = writeln!(actors, "[[actor]]\ncode = \"{}\"\nname = \"{}\"\nkind = \"state\"", actor.code, actor.name);
        _ = writeln!(actors, "takes_article = {}\n", actor.takes_article);
    }
    files.insert("actors.toml".to_owned(), actors);
    let mut sources = String::new();
    for source in 0..facts.events.len().div_ceil(TOGETHER) {
        _ = writeln!(
            sources,
            "[[source]]\nid = \"source-{source}\"\nurl = \"https://paper.example/{source}\"\npublisher = \"The Paper\"\n"
        );
    }
    files.insert("sources.toml".to_owned(), sources);
    for (place, episode) in facts.episodes.iter().enumerate() {
        let events: Vec<EventIndex> = episode.steps.iter().flat_map(|step| step.events).copied().collect();
        if !events.is_empty() {
            files.insert(format!("episodes/{}.toml", episode.id), episode_file(facts, place, &events));
        }
    }
    files
}

fn episode_file(facts: &Facts, place: usize, events: &[EventIndex]) -> String {
    let first = facts.event(events[0]);
    let era = Era::ALL.into_iter().find(|era| first.date.year() <= era.years().1).expect("an era");
    let letter = |value: usize| char::from(b'a' + u8::try_from(value % 26).expect("a letter"));
    let title = format!("The affair of {}{}", letter(place / 26), letter(place));
    let mut out = format!("id = \"{}\"\ntitle = \"{title}\"\nera = \"{}\"\n", facts.episodes[place].id, era.key());
    _ = writeln!(out, "summary = \"It began on {{date {}}}.\"\n", first.id);
    for step in events.chunks(TOGETHER) {
        let ids: Vec<String> = step.iter().map(|index| format!("\"{}\"", facts.event(*index).id)).collect();
        let counted = step
            .iter()
            .map(|index| facts.event(*index))
            .find(|event| event.action.orders_people_out() && matches!(event.count, Count::Known(..)));
        let told = counted.map_or_else(String::new, |event| format!(" {{people {}}} had to leave.", event.id));
        _ = writeln!(
            out,
            "[[step]]\ntitle = \"What came of it\"\ntext = \"{WORDS}{told}\"\nevents = [{}]\n",
            ids.join(", ")
        );
    }
    for index in events {
        event(&mut out, facts, *index);
    }
    out
}

fn event(out: &mut String, facts: &Facts, index: EventIndex) {
    let event: &Event = facts.event(index);
    let kind = if event.date_kind == DateKind::Announced { "announced" } else { "effective" };
    _ = writeln!(out, "[[event]]\nid = \"{}\"\ndate = \"{}\"\ndate_kind = \"{kind}\"", event.id, event.date);
    _ = writeln!(
        out,
        "actor = \"{}\"\ntarget = \"{}\"\naction = \"{}\"",
        event.actor,
        event.target,
        event.action.key()
    );
    match (event.count, event.action.unit()) {
        (Count::Known(number, bound), Some(unit)) => {
            _ = writeln!(out, "count = {number}\nunit = \"{}\"", unit.key());
            if bound == Bound::MoreThan {
                _ = writeln!(out, "count_bound = \"more-than\"");
            }
        }
        (Count::Unknown, Some(_)) => _ = writeln!(out, "count_missing = \"unknown\""),
        (_, Some(_)) => _ = writeln!(out, "count_missing = \"not-applicable\""),
        _ => {}
    }
    let answered: Vec<String> = event.responds_to.iter().map(|act| format!("\"{}\"", facts.event(*act).id)).collect();
    let source = index.as_usize() / TOGETHER;
    _ = writeln!(
        out,
        "responds_to = [{}]\nsummary = \"It was told.\"\nconfidence = \"medium\"\ncitations = [{{ source = \"source-{source}\" }}]\n",
        answered.join(", ")
    );
}
