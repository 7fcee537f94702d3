//! `/compare/` and one page a measure: countries side by side as a sentence, pictures, a table, and the rules.

use std::fmt::Write;

use super::compare::{
    Drawing, TITLE_ID, draw, key_words, notes_html, picture_html, reading_html, record_href, table_html, title,
};
use crate::chart::scene::Format;
use crate::compare::{Group, Measure, Selection, Table, View, description, reading};
use crate::dataset::{Action, Dataset, Era};
use crate::facts::{FACTS, GRAPH};
use crate::html::escape;
use crate::route::Route;
use crate::words;

/// What stands in the details before anything is meant.
const HINT: &str =
    "Point at a mark, or move to it with Tab and the arrow keys: here stand its numbers and the events behind them.";

/// The content of the page of a measure.
pub fn compare_html(dataset: &Dataset, measure: Measure, root: &str) -> String {
    let selection = Selection { measure, ..Selection::default() };
    let table = Table::new(&FACTS, &GRAPH, &selection);
    let drawing = draw(&selection, &table, &Format::BOTH);
    let mut out = format!(
        "<article class=\"compare-page\" data-compare=\"{}\" data-cutoff=\"{}\"><header class=\"page compare-page__head\">\
         <h1>Countries compared</h1>\
         <p class=\"page__lead\">Who sent home most, who was answered with most, who soonest, and of whom nothing was found?</p></header>",
        measure.key(),
        dataset.cutoff
    );
    out.push_str(&measures_html(measure, root));
    out.push_str(&tools_html());
    // Writing to a String cannot fail.
    _ = write!(
        out,
        "<figure class=\"compare\" aria-labelledby=\"{TITLE_ID}\">\
         <h2 class=\"chain__title\" id=\"{TITLE_ID}\" data-title>{}</h2><div data-reading>{}</div>\
         <div class=\"compare__body\"><div class=\"compare__picture\" data-picture>{}</div>\
         <section class=\"compare__details\" data-details aria-label=\"Details\" hidden>{HINT}</section></div>\
         <p class=\"compare__source\">Cases found, data to {}. <span data-key>{}</span></p>\
         <div data-notes class=\"compare__notes\">{}</div>\
         </figure><p class=\"evidence\"><a data-behind href=\"{}\">The events behind these numbers, with their sources: to read or to print</a></p>",
        escape(&title(&selection)),
        reading_html(&selection, &table),
        picture_html(&drawing, &selection, root),
        words::date(dataset.cutoff),
        key_words(&selection),
        notes_html(&FACTS, &table, root),
        escape(&record_href(&selection, root))
    );
    out.push_str(ACTIONS);
    out.push_str("<section class=\"compare-pair page\" data-pair aria-label=\"Head to head\" hidden></section>");
    _ = write!(
        out,
        "<section class=\"compare__table\" aria-labelledby=\"table-title\"><h2 id=\"table-title\">The same numbers as a table</h2>\
         <div data-table>{}</div></section>",
        table_html(&drawing, &selection, &table, root, false)
    );
    out.push_str(&still_pictures_html(&selection, &table, root));
    out.push_str(&rules_html());
    out.push_str("<p class=\"visually-hidden\" role=\"status\" data-said></p></article>");
    out
}

/// The measures as links: one page each, which needs no program.
fn measures_html(shown: Measure, root: &str) -> String {
    let mut out = String::from("<nav class=\"compare-measures\" aria-label=\"What is compared\"><ul>");
    for measure in Measure::ALL {
        let current = if measure == shown { " aria-current=\"page\"" } else { "" };
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li><a href=\"{}\" data-measure=\"{}\"{current}>{}</a></li>",
            escape(&Route::Compare(measure).href(root)),
            measure.key(),
            measure.name()
        );
    }
    out.push_str("</ul></nav>");
    out
}

/// The pictures that the program shows one at a time; without it all of them stand here.
fn still_pictures_html(selection: &Selection, table: &Table, root: &str) -> String {
    let views: &[View] = if selection.measure.is_paired() {
        &[View::Scatter, View::Map, View::Waves, View::Multiples]
    } else {
        &[View::Map]
    };
    let mut out = String::from("<div class=\"compare-stills\" data-stills>");
    for view in views {
        let selection = Selection { view: *view, ..*selection };
        let drawing = draw(&selection, table, &Format::BOTH);
        let picture = picture_html(&drawing, &selection, root);
        // Names must be unique on a page.
        let id = format!("compare-{}", view.key());
        let picture = picture.replace(&format!("\"{TITLE_ID}\""), &format!("\"{id}\""));
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<figure class=\"compare\" aria-labelledby=\"{id}\"><h2 class=\"chain__title\" id=\"{id}\">{}</h2>\
             <div class=\"compare__picture\">{picture}</div>{}</figure>",
            escape(&title(&selection)),
            twin_html(&drawing, &selection, table, root)
        );
    }
    out.push_str("</div>");
    out
}

/// The table of a picture whose numbers are not those of the rows.
fn twin_html(drawing: &Drawing, selection: &Selection, table: &Table, root: &str) -> String {
    match selection.view {
        View::Waves | View::Multiples => format!(
            "<details class=\"table\"><summary>The same numbers as a table</summary>{}</details>",
            table_html(drawing, selection, table, root, false)
                .replace("The same numbers as a table", &format!("Table: {}", escape(&title(selection))))
        ),
        _ => String::new(),
    }
}

/// The controls. Only a program can answer them, so without one they are not shown.
fn tools_html() -> String {
    let mut out = String::from("<form class=\"compare-tools\" data-tools aria-label=\"What is compared\">");
    // Writing to a String cannot fail.
    out.push_str("<fieldset class=\"compare-views\"><legend>Picture</legend>");
    for view in View::ALL {
        let (key, checked) = (view.key(), if view == View::default() { " checked" } else { "" });
        _ = write!(
            out,
            "<label><input type=\"radio\" name=\"view\" value=\"{key}\"{checked}> {}</label>",
            view_name(view)
        );
    }
    // On a phone, where they would push the picture out of the window, the others are shown when they are asked for.
    out.push_str("</fieldset><label class=\"compare-more\"><input type=\"checkbox\"> Filter and sort</label>");
    let mut select = |name: &str, label: &str, options: &[(String, String)]| {
        _ = write!(out, "<label>{label} <select name=\"{name}\">");
        for (value, text) in options {
            _ = write!(out, "<option value=\"{}\">{}</option>", escape(value), escape(text));
        }
        out.push_str("</select></label>");
    };
    let own = |value: &str, text: &str| (value.to_owned(), text.to_owned());
    select("side", "Acts by", &[own("others", "others; Moscow replies"), own("moscow", "Moscow; others reply")]);
    let groups: Vec<_> = Group::ALL.into_iter().map(|group| own(group.key(), group_name(group))).collect();
    select("group", "One row for each", &groups);
    let mut sorts = vec![own("", "The measure chosen"), own("name", "Name")];
    sorts.extend(Measure::ALL.map(|measure| own(measure.key(), measure.name())));
    select("sort", "Sorted by", &sorts);
    out.push_str(
        "<label>Add a country or bloc <input name=\"country\" list=\"country-names\" autocomplete=\"off\" placeholder=\"type a name\"></label>\
         <datalist id=\"country-names\"><option value=\"NATO members\"></option><option value=\"EU members\"></option>",
    );
    let mut names: Vec<&str> =
        FACTS.actors.iter().filter(|actor| !actor.code.is_moscow()).map(|actor| actor.name).collect();
    names.sort_unstable();
    for name in names {
        _ = write!(out, "<option value=\"{}\"></option>", escape(name));
    }
    out.push_str(
        "</datalist><label>Add a crisis <select name=\"episode\"><option value=\"\">choose</option>\
         <optgroup label=\"Whole periods\">",
    );
    for era in Era::ALL {
        _ = write!(out, "<option value=\"{}\">{}</option>", era.key(), era.title());
    }
    out.push_str("</optgroup>");
    for era in Era::ALL {
        _ = write!(out, "<optgroup label=\"{}\">", era.title());
        for episode in FACTS.episodes.iter().filter(|episode| episode.era == era) {
            _ = write!(out, "<option value=\"{}\">{}</option>", episode.id, escape(episode.title));
        }
        out.push_str("</optgroup>");
    }
    out.push_str("</select></label><label>Add a kind of act <select name=\"kind\"><option value=\"\">choose</option>");
    for action in Action::ALL.iter().filter(|action| action.is_deed()) {
        _ = write!(out, "<option value=\"{}\">{}</option>", action.key(), words::capitalise(action.did()));
    }
    out.push_str(
        "</select></label><label>Acts from <input name=\"from\" size=\"10\" placeholder=\"e.g. 2018-03\" autocomplete=\"off\"></label>\
         <label>to <input name=\"to\" size=\"10\" placeholder=\"e.g. 2022\" autocomplete=\"off\"></label>\
         <button type=\"reset\">Reset</button><ul class=\"compare-chosen\" data-chosen aria-label=\"Chosen\" hidden></ul></form>",
    );
    out
}

/// Copying and downloading: only a program can.
const ACTIONS: &str = "<div class=\"compare-actions\" data-actions role=\"group\" aria-label=\"Take this view with you\">\
    <button type=\"button\" data-copy>Copy link to this view</button>\
    <button type=\"button\" data-save=\"csv\">CSV</button><button type=\"button\" data-save=\"json\">JSON</button>\
    <button type=\"button\" data-save=\"svg\">SVG</button><button type=\"button\" data-save=\"png\">PNG</button></div>";

const fn view_name(view: View) -> &'static str {
    match view {
        View::Bars => "Bars",
        View::Scatter => "Act against reply",
        View::Map => "Map",
        View::Waves => "Over time",
        View::Multiples => "Crisis by crisis",
        View::Table => "Table alone",
    }
}

const fn group_name(group: Group) -> &'static str {
    match group {
        Group::Country => "country or organisation",
        Group::Bloc => "bloc on the date",
        Group::Era => "period",
        Group::Episode => "crisis",
    }
}

/// What each measure counts and leaves out, in words.
fn rules_html() -> String {
    let mut out = String::from(
        "<section class=\"compare-rules page\" aria-labelledby=\"rules-title\"><h2 id=\"rules-title\">What is counted</h2>\
         <p>These rules are the same for every country and for both sides.</p><ul>\
         <li>An act counts where something was done: people were ordered out, a mission was closed, another measure was taken. Threats, refusals and statements do not count.</li>\
         <li>A reply is an act of the other side that the record links to the act which it answers. The link rests on the actor’s own words or on sources, never on nearness in time.</li>\
         <li>Filters choose acts. Their replies follow, whenever they came. The kind of act is chosen for both.</li>\
         <li>Nobody is counted twice: what was announced is not counted again when it takes effect. People, posts and missions are never added together.</li>\
         <li>A floor (“more than 20”) stays a floor: its sum has a plus sign. A number that was not published is in no sum, and a note counts it. Where sources differ, the bar shows the best-supported figure and a line the lowest and the highest.</li>\
         <li>“None found” means that this record has no such case. It does not mean that there was none. The record of the years before 2017 is incomplete.</li>\
         <li>NATO and EU members are those of the date of the act. The organisations themselves stand apart.</li></ul><dl class=\"facts\">",
    );
    for measure in Measure::ALL {
        // Writing to a String cannot fail.
        _ = write!(out, "<div><dt>{}</dt><dd>{}</dd></div>", measure.name(), rule(measure));
    }
    out.push_str("</dl></section>");
    out
}

/// What a measure counts and leaves out.
const fn rule(measure: Measure) -> &'static str {
    match measure {
        Measure::Expelled => {
            "People of the other side’s missions who were told to leave, and staff cuts ordered by number. Left out, and listed below the picture: ambassadors, cuts that include local staff, withdrawn local staff, limited stays, refused accreditation, people of no mission, posts. People barred from returning are left out too, but for numbers that say they hold them. Acts that are replies are included."
        }
        Measure::Returned => {
            "People ordered out by acts that answered acts of this row, whatever kind of act it was. Each reply counts once."
        }
        Measure::Net => {
            "People ordered out less people ordered out in reply, among the cases found. With a floor on one side it is a bound, “≤” or “≥”, that holds for every figure given; with floors on both it is “≈”."
        }
        Measure::Ratio => {
            "People in the replies for each person in the acts that they answered. Only acts that were answered with people count, so it can differ from the two totals. It is given only where the act’s number is known and the reply’s at least as a floor."
        }
        Measure::Lag => {
            "Days from a first move (an act that is no reply itself) to the first act that answered it: the median, with the shortest and the longest. Acts for which no reply was found are left out. A date known to the month makes the median “≈”."
        }
        Measure::Answered => {
            "First moves that were answered by an act of any kind, of all first moves. Words alone are no answer."
        }
        Measure::Acts => "Acts of any kind, each once. What only carries out an announced act is not counted again.",
        Measure::Episodes => {
            "Crises of this record in which there is at least one such act. A catalogue of separate cases counts as one."
        }
        Measure::Missions => {
            "Consulates and cultural institutes closed, or whose consent was withdrawn. Suspended embassies and property that is no consulate are left out. A unit of its own, never added to people."
        }
        Measure::MissionsReturned => "The same, closed by acts that answered acts of this row.",
    }
}

/// The document's title and description.
pub fn compare_title(_dataset: &Dataset, measure: Measure) -> (String, String) {
    let selection = Selection { measure, ..Selection::default() };
    let table = Table::new(&FACTS, &GRAPH, &selection);
    let title = if measure == Measure::default() {
        "Countries compared".to_owned()
    } else {
        format!("{} · Countries compared", measure.name())
    };
    (title, format!("{} {}", reading(&FACTS, &selection, &table), description(&selection, &table)))
}
