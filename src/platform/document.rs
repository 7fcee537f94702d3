//! The document around the view: its title, its readiness, what has the focus.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, FocusOptions, HtmlElement, NodeList, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::window;

fn document() -> Option<Document> {
    window()?.document()
}

/// The element `<html>`.
pub fn root() -> Option<Element> {
    window()?.document()?.document_element()
}

/// The first element that fits a selector.
pub fn find(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok().flatten()
}

/// All elements that fit a selector.
pub fn all(selector: &str) -> impl Iterator<Item = Element> {
    elements(document().ok_or(wasm_bindgen::JsValue::NULL).and_then(|document| document.query_selector_all(selector)))
}

/// The elements of a list.
pub fn elements(list: Result<NodeList, wasm_bindgen::JsValue>) -> impl Iterator<Item = Element> {
    let list = list.ok();
    let length = list.as_ref().map_or(0, NodeList::length);
    (0..length).filter_map(move |i| list.as_ref()?.item(i)?.dyn_into::<Element>().ok())
}

/// Fills the element that fits a selector; an empty text hides it where `hides` says so.
pub fn fill(selector: &str, html: &str, hides: bool) {
    if let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.set_inner_html(html);
        if hides {
            element.set_hidden(html.is_empty());
        }
    }
}

/// Hides an element, or shows it.
pub fn set_hidden(element: &Element, is_hidden: bool) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.set_hidden(is_hidden);
    }
}

/// The text of the element that fits a selector; empty for none.
pub fn text_of(selector: &str) -> String {
    find(selector).and_then(|element| element.text_content()).unwrap_or_default()
}

/// Writes the text of the element that fits a selector.
pub fn set_text_of(selector: &str, text: &str) {
    if let Some(element) = find(selector) {
        element.set_text_content(Some(text));
    }
}

/// Gives the focus to the element that fits a selector; `false` if there is none.
pub fn focus(selector: &str) -> bool {
    let element = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// `<main>` and what the text of a page stands in, its first child: hydration begins there, so what an extension has put
/// before it is put behind. `None` on a page that has been taken apart.
pub fn main_and_content() -> Option<(HtmlElement, Element)> {
    let content = find("main > [data-part=main]")?;
    let main = content.parent_element()?;
    while let Some(other) = main.first_child().filter(|first| !first.is_same_node(Some(&content))) {
        main.append_child(&other).ok()?;
    }
    Some((main.dyn_into().ok()?, content))
}

/// Says to hosts and tests that the page is interactive: `data-ready` on `<html>`.
pub fn set_ready() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Fails only for a malformed attribute name.
        _ = root.set_attribute("data-ready", "");
    }
}

/// Says that the reader has stepped: from then on the dots that join a ledger may move.
pub fn set_stepped() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        _ = root.set_attribute("data-stepped", "");
    }
}

/// Leads the line below a frame to the full page at an absolute path.
pub fn lead_to_full_page(path: &str) {
    if let Some(link) = find("[data-full]") {
        _ = link.set_attribute("href", &super::history::whole_address(path));
    }
}

/// Shows the page in these colours; an empty key leaves it to the system.
pub fn set_scheme(key: &str) {
    if let Some(root) = find("html") {
        _ = if key.is_empty() { root.remove_attribute("data-scheme") } else { root.set_attribute("data-scheme", key) };
    }
}

/// Sets the title of the document.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Moves the focus to the page's heading (or to main) without scrolling, so that a screen reader reads it once.
pub fn focus_heading() {
    let heading = find("main h1").or_else(|| find("main"));
    if let Some(heading) = heading.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        if !heading.has_attribute("tabindex") {
            _ = heading.set_attribute("tabindex", "-1");
        }
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        _ = heading.focus_with_options(&options);
    }
}

/// Scrolls to an element. In a frame the page scrolls alone: the browser would move the pages around it, too. And Firefox
/// brings a picture into view, not a mark in it.
pub fn bring_into_view(element: &Element, block: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(block);
    let is_framed = find("#app[data-embed]").is_some();
    let Some(window) = window().filter(|_| is_framed || element.dyn_ref::<HtmlElement>().is_none()) else {
        return element.scroll_into_view_with_scroll_into_view_options(&options);
    };
    let place = element.get_bounding_client_rect();
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    let room = height - if is_framed { 0.0 } else { covered_below() };
    let below = (place.bottom() - room).max(0.0);
    let by = match block {
        ScrollLogicalPosition::Center => (place.top() + place.bottom() - room) / 2.0,
        ScrollLogicalPosition::Nearest if place.top() >= 0.0 => below.min(place.top()),
        _ => place.top(),
    };
    window.scroll_by_with_x_and_y(0.0, by);
}

/// How much of the window's lower part the style sheet keeps free for what lies over the page, in CSS pixels.
fn covered_below() -> f64 {
    let style = find("html").and_then(|root| window()?.get_computed_style(&root).ok()?);
    let padding = style.and_then(|style| style.get_property_value("scroll-padding-bottom").ok());
    // By the browser: reading a float is 4 kB.
    let padding = padding.map_or(0.0, |padding| js_sys::Number::parse_float(&padding));
    if padding.is_nan() { 0.0 } else { padding }
}

/// Scrolls up to the element if its top is above the window; leaves the reader in place otherwise.
pub fn bring_top_into_view(selector: &str) {
    if let Some(element) = find(selector)
        && element.get_bounding_client_rect().top() < 0.0
    {
        bring_into_view(&element, ScrollLogicalPosition::Start);
    }
}

/// Scrolls to the element with this id and focuses it; `false` if there is none.
pub fn go_to_fragment(id: &str) -> bool {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else { return false };
    bring_into_view(&element, ScrollLogicalPosition::Start);
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        _ = element.focus();
    }
    true
}

/// Tells the style sheet where an element ends, in CSS pixels from the top of the page: below it stands what it opens in
/// a frame that is as high as its content.
pub fn open_below(opener: &Element) {
    if let Some(app) = find("#app[data-embed]").and_then(|app| app.dyn_into::<HtmlElement>().ok()) {
        #[allow(clippy::cast_possible_truncation, reason = "pixels of a page")]
        let at = (opener.get_bounding_client_rect().bottom() + super::history::scrolled()) as i32;
        _ = app.style().set_property("--at", &(at.to_string() + "px"));
    }
}

/// Marks the chosen event's card and brings it into view; `false` if the page shows no such event.
pub fn mark_event(id: &str) -> bool {
    let Some(document) = document() else { return false };
    if let Ok(Some(before)) = document.query_selector(".event[aria-current]") {
        _ = before.remove_attribute("aria-current");
    }
    let Some(card) = document.get_element_by_id(id).filter(|card| card.class_list().contains("event")) else {
        return false;
    };
    _ = card.set_attribute("aria-current", "true");
    bring_into_view(&card, ScrollLogicalPosition::Start);
    true
}

/// The title of the document.
pub fn title() -> String {
    document().map(|document| document.title()).unwrap_or_default()
}

/// Shows one quiet line to the reader, outside the page's own content, or in the dialog that covers it. An empty text hides
/// it.
pub fn notify(text: &str) {
    if let Some(line) = find("#share[open] [data-share-said]")
        .or_else(|| find("#notice"))
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        line.set_text_content(Some(text));
        line.set_hidden(text.is_empty());
    }
}
