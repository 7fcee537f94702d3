//! The table, the events behind a mark, and what goes into a file.

use std::fmt::Write;

use super::times::of_episode;
use super::{Cells, Drawing, Item, title};
use crate::compare::export::Sheet;
use crate::compare::{Measure, Selection, Table, View, head_to_head, periods};
use crate::dataset::EventIndex;
use crate::facts::{FACTS, GRAPH};
use crate::html::escape;
use crate::ledger::in_sentence;
use crate::route::Route;
use crate::words;

/// What is shown as columns and lines, for a file.
pub fn sheet(selection: &Selection, table: &Table) -> Sheet {
    match selection.view {
        View::Waves => Sheet::of_periods(&FACTS, &periods(&FACTS, selection, table)),
        View::Multiples => {
            let mut sheet = Sheet::default();
            for place in table.total.episodes.places() {
                let title = FACTS.episodes.get(place).map_or("", |episode| episode.title);
                let own = Sheet::of_rows(&FACTS, &of_episode(selection, place), Some(title));
                sheet.columns = own.columns;
                sheet.lines.extend(own.lines);
            }
            sheet
        }
        _ => Sheet::of_rows(&FACTS, table, None),
    }
}

/// The table. Where the program runs, a head is a button that sorts.
pub fn table_html(drawing: &Drawing, selection: &Selection, table: &Table, root: &str, is_live: bool) -> String {
    let caption = escape(&format!("{}. Cases found.", title(selection)));
    let mut out = format!(
        "<div class=\"table__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table class=\"compare-table\"{live}>\
         <caption>{caption}</caption><thead><tr>",
        live = if is_live { " data-live" } else { "" },
    );
    let shown = selection.shown_sort();
    let sorted = shown.map_or("", |sort| sort.word());
    let is_reversed = shown.is_some_and(|sort| sort.is_reversed);
    // Writing to a String cannot fail.
    for (text, key) in &drawing.head {
        let is_sorted = is_live && !key.is_empty() && key == sorted;
        let is_up = (key == "name" || key == "lag") != is_reversed;
        let direction = match (is_sorted, is_up) {
            (false, _) => "",
            (true, true) => " aria-sort=\"ascending\"",
            (true, false) => " aria-sort=\"descending\"",
        };
        _ = write!(out, "<th scope=\"col\"{direction}>");
        _ = if is_live && !key.is_empty() {
            write!(out, "<button type=\"button\" data-sort=\"{key}\">{}</button></th>", escape(text))
        } else {
            write!(out, "{}</th>", escape(text))
        };
    }
    out.push_str("<th scope=\"col\">Events</th></tr></thead><tbody>");
    for (place, cells) in &drawing.rows {
        let Some(item) = drawing.items.get(*place) else { continue };
        out.push_str("<tr><th scope=\"row\">");
        _ = match item.href(root) {
            None => write!(out, "{}", escape(&item.name)),
            Some(href) => write!(out, "<a href=\"{}\">{}</a>", escape(&href), escape(&item.name)),
        };
        out.push_str("</th>");
        let mut write_cell = |text: &str| _ = write!(out, "<td>{}</td>", escape(text));
        match cells {
            Cells::OfRow => Measure::ALL.iter().for_each(|measure| write_cell(&table.rows[*place].cell(*measure))),
            Cells::Texts(texts) => texts.iter().for_each(|text| write_cell(text)),
        }
        let events = words::counted(item.events.len(), "event", "events");
        _ = match (is_live, item.events.is_empty()) {
            (_, true) => write!(out, "<td></td></tr>"),
            (true, _) => write!(
                out,
                "<td><button type=\"button\" data-m=\"{place}\">{events}<span class=\"visually-hidden\"> behind {}</span></button></td></tr>",
                escape(&item.name)
            ),
            (false, _) => write!(out, "<td>{events}</td></tr>"),
        };
    }
    out.push_str("</tbody></table></div>");
    out
}

/// A list of links to events: date, who, what, how many.
pub fn events_html(events: &[EventIndex], root: &str) -> String {
    let mut out = String::from("<ul class=\"compare-events\">");
    for index in events {
        let event = FACTS.event(*index);
        let side = if event.is_by_moscow() { "moscow" } else { "others" };
        let number = match event.action.unit() {
            Some(unit) if !crate::dataset::Sum::from(event.count).is_empty() => {
                format!(", {}", words::sum_with_unit(event.count.into(), unit))
            }
            _ => String::new(),
        };
        let towards = if event.actor == event.target {
            String::new()
        } else {
            format!(" to {}", in_sentence(&FACTS, event.target))
        };
        let qualifier = if event.qualifier.is_empty() { String::new() } else { format!(" ({})", event.qualifier) };
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li class=\"compare-events__{side}\">{}: <a href=\"{}\">{}{}: {}{number}</a>{}{}</li>",
            words::date(event.date),
            escape(&Route::event(event.id.as_str()).unwrap_or(Route::Home).href(root)),
            escape(&FACTS.name(event.actor)),
            escape(&towards),
            event.action.did(),
            escape(&qualifier),
            escape(&words::differs(event))
        );
    }
    out.push_str("</ul>");
    out
}

/// The details of a mark: its numbers, its page, the events behind it.
pub fn details_html(item: &Item, root: &str) -> String {
    let mut out = format!("<h3>{}</h3><p>{}.</p>", escape(&item.name), escape(&words::capitalise(&item.words)));
    if let Some(href) = item.href(root) {
        // Writing to a String cannot fail.
        _ = write!(out, "<p><a href=\"{}\">{}</a></p>", escape(&href), escape(&item.page_name));
    }
    if item.events.is_empty() {
        out.push_str("<p>No case was found in this choice.</p>");
    } else {
        _ = write!(out, "<h4>{} behind it</h4>", words::counted(item.events.len(), "event", "events"));
        out.push_str(&events_html(&item.events, root));
    }
    out
}

/// Chosen countries beside each other; empty unless two are chosen.
pub fn head_to_head_html(selection: &Selection) -> String {
    let Some((sentence, mut head, rows)) = head_to_head(&FACTS, &GRAPH, selection) else { return String::new() };
    if let Some(first) = head.first_mut() {
        "Who".clone_into(first);
    }
    let table =
        crate::html::Table { caption: "Head to head, both directions".to_owned(), head, rows, foot: Vec::new() };
    format!("<h2>Head to head</h2><p>{}</p>{}", escape(&sentence), table.to_html())
}
