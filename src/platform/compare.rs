//! The comparison in the document: its marks as one stop of the Tab key, which mark is meant.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, HtmlElement, SvgElement};

use super::document::{elements, find, set_hidden};
use crate::chart::scene::Format;

/// The day the data end, as a date.
pub fn cutoff() -> String {
    find("[data-cutoff]").and_then(|page| page.get_attribute("data-cutoff")).unwrap_or_default()
}

/// Whether the page shown is a comparison.
pub fn is_shown() -> bool {
    find("[data-compare]").is_some()
}

/// Makes the marks of each picture one stop of the Tab key, the first at first; arrow keys move inside.
pub fn rove() {
    let Some(holder) = find("[data-compare] [data-picture]") else { return };
    for picture in elements(holder.query_selector_all("svg")) {
        for mark in elements(picture.query_selector_all("a[data-m]")).skip(1) {
            _ = mark.set_attribute("tabindex", "-1");
        }
    }
}

/// Moves the focus from a mark to another one of its picture: the next, the previous, the first or the last, as a key says.
/// `false` for any other key.
pub fn step(mark: &Element, key: &str) -> bool {
    let Some(picture) = mark.closest("svg").ok().flatten() else { return false };
    let marks: Vec<Element> = elements(picture.query_selector_all("a[data-m]")).collect();
    let Some(at) = marks.iter().position(|other| other == mark) else { return false };
    let to = match key {
        "ArrowRight" | "ArrowDown" => at + 1,
        "ArrowLeft" | "ArrowUp" => at.saturating_sub(1),
        "Home" => 0,
        "End" => marks.len() - 1,
        _ => return false,
    };
    if let Some(next) = marks.get(to) {
        stop_at(next);
        focus(next);
    }
    true
}

/// The format that the style sheet shows in a window of this width, then the other one.
pub fn formats() -> [Format; 2] {
    let query = super::window().and_then(|window| window.match_media("(min-width: 48rem)").ok().flatten());
    if query.is_some_and(|query| query.matches()) {
        [Format::Wide, Format::Narrow]
    } else {
        [Format::Narrow, Format::Wide]
    }
}

/// Adds a picture in another format.
pub fn add_picture(html: &str) {
    if let Some(holder) = find("[data-compare] [data-picture]") {
        _ = holder.insert_adjacent_html("beforeend", html);
    }
}

/// Takes the cells that have buttons over from this form of the table, and leaves the others alone: a reader may have the focus
/// in one, or have marked its text.
pub fn add_buttons(html: &str) {
    let Some(holder) = find("[data-compare] [data-table]") else { return };
    let Ok(other) = holder.clone_node().map(JsCast::unchecked_into::<Element>) else { return };
    other.set_inner_html(html);
    let cells = |table: &Element| elements(table.query_selector_all("th, td"));
    for (cell, other) in cells(&holder).zip(cells(&other)) {
        if let Ok(Some(_)) = other.query_selector("button") {
            _ = cell.replace_with_with_node_1(&other);
        }
    }
    if let Some(table) = find("[data-compare] [data-table] table") {
        _ = table.set_attribute("data-live", "");
    }
}

/// Makes a mark the one stop of the Tab key in its picture.
pub fn stop_at(mark: &Element) {
    let Some(picture) = mark.closest("svg").ok().flatten() else { return };
    for other in elements(picture.query_selector_all("a[data-m]:not([tabindex=\"-1\"])")) {
        _ = other.set_attribute("tabindex", "-1");
    }
    _ = mark.set_attribute("tabindex", "0");
}

/// Gives the focus to a mark of the picture or to a button.
pub fn focus(element: &Element) {
    if let Some(mark) = element.dyn_ref::<SvgElement>() {
        _ = mark.focus();
    } else if let Some(button) = element.dyn_ref::<HtmlElement>() {
        _ = button.focus();
    }
}

/// Whether the focus is in the details.
pub fn is_in_details() -> bool {
    find("[data-compare] [data-details] :focus").is_some()
}

/// The item that a mark of the picture, or a button of the table, stands for.
pub fn item_of(target: &Element) -> Option<(Element, usize)> {
    let mark = target.closest("[data-compare] :is([data-picture], [data-table]) [data-m]").ok().flatten()?;
    let place = mark.get_attribute("data-m")?.parse().ok()?;
    Some((mark, place))
}

/// Says which mark the details belong to.
pub fn point_at(place: Option<usize>) {
    let Some(holder) = find("[data-compare] [data-picture]") else { return };
    for mark in elements(holder.query_selector_all("[data-lit]")) {
        _ = mark.remove_attribute("data-lit");
    }
    if let Some(place) = place {
        for mark in elements(holder.query_selector_all(&format!("[data-m=\"{place}\"]"))) {
            _ = mark.set_attribute("data-lit", "");
        }
    }
}

/// Says which measure's link is the page shown.
pub fn set_measure(key: &str) {
    let Some(holder) = find(".compare-measures") else { return };
    for link in elements(holder.query_selector_all("[data-measure]")) {
        let is_shown = link.get_attribute("data-measure").as_deref() == Some(key);
        _ = if is_shown { link.set_attribute("aria-current", "page") } else { link.remove_attribute("aria-current") };
    }
}

/// Shows an element, or hides it.
pub fn set_shown(selector: &str, is_shown: bool) {
    if let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.set_hidden(!is_shown);
    }
}

/// Says whether details are open: on a phone they are a sheet over the page.
pub fn set_open(is_open: bool) {
    if let Some(page) = find("[data-compare]") {
        _ = if is_open { page.set_attribute("data-open", "") } else { page.remove_attribute("data-open") };
    }
}

/// Whether the page shown is that of the events behind a comparison.
pub fn is_record() -> bool {
    find("[data-record]").is_some()
}

/// Whether some of the events listed are not shown.
pub fn hides_events() -> bool {
    find("[data-record] [data-e][hidden]").is_some()
}

/// Sets where a link leads.
pub fn set_link(selector: &str, address: &str) {
    if let Some(link) = find(selector) {
        _ = link.set_attribute("href", address);
    }
}

/// Of all events listed shows those that fit, by their places in the facts, with their crises and their notes.
pub fn show_events(fits: &dyn Fn(usize) -> bool) {
    let Some(list) = find("[data-record]") else { return };
    for entry in elements(list.query_selector_all("[data-e]")) {
        let event = entry.get_attribute("data-e").and_then(|event| event.parse().ok());
        set_hidden(&entry, !event.is_some_and(fits));
    }
    for group in elements(list.query_selector_all("[data-group]")) {
        let is_empty = matches!(group.query_selector("[data-e]:not([hidden])"), Ok(None));
        set_hidden(&group, is_empty);
    }
    // A note stays while an entry that is shown refers to it.
    for note in elements(list.query_selector_all(".notes__list > li")) {
        set_hidden(&note, true);
    }
    for link in elements(list.query_selector_all("[data-e]:not([hidden]) .notes__refs a")) {
        let note = link.dyn_ref::<HtmlAnchorElement>().and_then(|link| find(&link.hash()));
        if let Some(note) = note {
            set_hidden(&note, false);
        }
    }
}
