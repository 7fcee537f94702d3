//! The chain page in the document: marks and links that light up, the outline as a tree, the card.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, KeyboardEvent, MouseEvent, ScrollLogicalPosition, SvgElement};

use super::document::{all, bring_into_view, elements, find, open_below, set_text_of};
use crate::chain::walk::Row;

/// How wide the triangle before an entry is, in CSS pixels.
const TRIANGLE_PX: f64 = 24.0;

/// The parts of one picture that light up.
pub struct Picture {
    /// Every mark with the places of its events in the facts.
    marks: Vec<(Element, Vec<usize>)>,
    /// Every link with its two marks, and whether it leads from lane to lane.
    edges: Vec<(Element, Vec<usize>, bool)>,
}

/// What a choice lights, by the places of events in the facts.
pub struct Lights {
    /// What is chosen: one event, or those of one mark.
    pub chosen: Vec<usize>,
    /// Whether an event led to the chosen one, or is it.
    pub before: Vec<bool>,
    /// Whether an event followed from the chosen one, or is it.
    pub after: Vec<bool>,
}

impl Lights {
    /// Whether an event is lit.
    pub fn holds(&self, event: usize) -> bool {
        self.before.get(event) == Some(&true) || self.after.get(event) == Some(&true)
    }
}

/// An entry of the outline.
pub struct Entry {
    link: HtmlElement,
    item: Element,
    group: Option<Element>,
    level: usize,
    /// The place of its event in the facts; `None` for an era or a crisis.
    pub event: Option<usize>,
    /// What it says.
    pub text: String,
}

fn numbers(element: &Element, name: &str) -> Vec<usize> {
    let text = element.get_attribute(name).unwrap_or_default();
    text.split(' ').filter_map(|number| number.parse().ok()).collect()
}

/// Whether the page shown is a chain.
pub fn is_shown() -> bool {
    find("[data-chain]").is_some()
}

/// The pictures in the document.
pub fn pictures() -> Vec<Picture> {
    let Some(holder) = find("[data-picture]") else { return Vec::new() };
    elements(holder.query_selector_all("svg"))
        .map(|svg| Picture {
            marks: elements(svg.query_selector_all("a")).map(|mark| (mark.clone(), numbers(&mark, "data-e"))).collect(),
            edges: elements(svg.query_selector_all("[data-m]"))
                .map(|edge| (edge.clone(), numbers(&edge, "data-m"), edge.class_list().contains("chain__edge--far")))
                .collect(),
        })
        .collect()
}

impl Picture {
    /// Lights the marks that hold such events, and the links on the way to and from the chosen one. Of links between
    /// lanes only those of the chosen one itself: all of them would cover what they join. `lit` keeps what is lit, so
    /// that it can be put out.
    pub fn light(&self, lights: &Lights, lit: &mut Vec<Element>) {
        let any = |events: &[usize], flags: &[bool]| events.iter().any(|event| flags.get(*event) == Some(&true));
        let mut ways = Vec::with_capacity(self.marks.len());
        for (mark, events) in &self.marks {
            let is_chosen = events.iter().any(|event| lights.chosen.contains(event));
            let (before, after) = (any(events, &lights.before), any(events, &lights.after));
            if before || after {
                light(mark, if is_chosen { "chosen" } else { "" }, lit);
            }
            ways.push((before, after, is_chosen));
        }
        for (edge, marks, is_far) in &self.edges {
            let ends: Vec<_> = marks.iter().filter_map(|mark| ways.get(*mark)).collect();
            let is_on_the_way = ends.iter().all(|end| end.0) || ends.iter().all(|end| end.1);
            if is_on_the_way && (!is_far || ends.iter().any(|end| end.2)) {
                light(edge, "", lit);
            }
        }
    }
}

fn light(element: &Element, value: &str, lit: &mut Vec<Element>) {
    _ = element.set_attribute("data-lit", value);
    lit.push(element.clone());
}

/// Puts out what was lit.
pub fn put_out(lit: &mut Vec<Element>) {
    for element in lit.drain(..) {
        _ = element.remove_attribute("data-lit");
    }
}

/// Whether anything is chosen: what is not lit then steps back.
pub fn set_chosen(is_chosen: bool) {
    if let Some(page) = find("[data-chain]") {
        _ = if is_chosen { page.set_attribute("data-chosen", "") } else { page.remove_attribute("data-chosen") };
    }
}

/// Shows another picture.
pub fn set_picture(html: &str) {
    if let Some(holder) = find("[data-picture]") {
        holder.set_inner_html(html);
    }
}

/// Reads the outline and makes a tree of it: one stop of the Tab key, arrows inside. A tree with eras and crises is
/// closed below the crises.
pub fn outline() -> Vec<Entry> {
    let Some(holder) = find("[data-outline]") else { return Vec::new() };
    let lists = elements(holder.query_selector_all("ul"));
    for list in lists {
        let is_tree = list.parent_element().as_ref() == Some(&holder);
        _ = list.set_attribute("role", if is_tree { "tree" } else { "group" });
        if is_tree {
            _ = list.set_attribute("aria-labelledby", "outline-title");
        }
    }
    let items: Vec<Element> = elements(holder.query_selector_all("li")).collect();
    let mut entries: Vec<Entry> = Vec::with_capacity(items.len());
    let mut above: Vec<Element> = Vec::new();
    for item in items {
        while above.last().is_some_and(|last| !last.contains(Some(&item))) {
            above.pop();
        }
        let level = above.len();
        above.push(item.clone());
        _ = item.set_attribute("role", "none");
        let Some(link) = item.query_selector(":scope > a, :scope > .outline__era").ok().flatten() else { continue };
        let Ok(link) = link.dyn_into::<HtmlElement>() else { continue };
        let group = item.query_selector(":scope > ul").ok().flatten();
        let event = link.get_attribute("data-e").and_then(|place| place.parse().ok());
        _ = link.set_attribute("role", "treeitem");
        _ = link.set_attribute("aria-level", &(level + 1).to_string());
        _ = link.set_attribute("tabindex", if entries.is_empty() { "0" } else { "-1" });
        // What it is to the entry above belongs to its name.
        if let Some(relation) = item.query_selector(":scope > .outline__relation").ok().flatten() {
            let text = [relation.text_content(), link.text_content()].map(Option::unwrap_or_default);
            _ = link.set_attribute("aria-label", &text.join(" "));
        }
        let entry = Entry { text: link.text_content().unwrap_or_default(), link, item, group, level, event };
        entry.set_open(entry.event.is_some() || level == 0);
        entries.push(entry);
    }
    entries
}

impl Entry {
    /// As keys see it.
    pub fn row(&self) -> Row {
        let is_open = self.group.as_ref().map(|group| !group.has_attribute("data-closed"));
        Row { level: self.level, is_open, is_hidden: self.item.has_attribute("hidden") }
    }

    /// Shows or hides what stands below it.
    pub fn set_open(&self, is_open: bool) {
        let Some(group) = &self.group else { return };
        _ = self.link.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
        // Not `hidden`: on paper it is open.
        _ = if is_open { group.remove_attribute("data-closed") } else { group.set_attribute("data-closed", "") };
    }

    /// Shows what stands below it, or hides it.
    pub fn toggle(&self) {
        self.set_open(self.row().is_open == Some(false));
    }

    /// Whether a click means the triangle before the text, or a text that is no link.
    pub fn is_toggled_by(&self, click: &MouseEvent) -> bool {
        let (x, y) = (f64::from(click.client_x()), f64::from(click.client_y()));
        let is_on_triangle = self.link.get_client_rects().get(0).is_some_and(|first_line| {
            (first_line.left()..first_line.left() + TRIANGLE_PX).contains(&x)
                && (first_line.top()..=first_line.bottom()).contains(&y)
        });
        // The Enter key clicks too, and nowhere.
        let is_on_triangle = is_on_triangle && click.detail() > 0;
        self.group.is_some() && (!self.is_link() || is_on_triangle)
    }

    /// Where it leads, as its attribute says.
    pub fn href(&self) -> String {
        self.link.get_attribute("href").unwrap_or_default()
    }

    /// Whether it leads anywhere: an era does not.
    pub fn is_link(&self) -> bool {
        self.link.has_attribute("href")
    }

    /// Whether it is the outline's one stop of the Tab key.
    pub fn is_stop(&self) -> bool {
        self.link.tab_index() == 0
    }

    /// Takes it away, or brings it back.
    pub fn set_hidden(&self, is_hidden: bool) {
        _ = if is_hidden { self.item.set_attribute("hidden", "") } else { self.item.remove_attribute("hidden") };
    }

    /// Says whether it is the chosen one.
    pub fn set_selected(&self, is_selected: bool) {
        _ = if is_selected {
            self.link.set_attribute("aria-selected", "true")
        } else {
            self.link.remove_attribute("aria-selected")
        };
    }

    /// Lights it.
    pub fn light(&self, lit: &mut Vec<Element>) {
        light(&self.link, "", lit);
    }

    /// Whether an event came from it.
    pub fn is_target(&self, target: &Element) -> bool {
        *self.link == *target
    }

    /// Makes it the outline's one stop of the Tab key; `false` takes that away.
    pub fn set_stop(&self, is_stop: bool) {
        _ = self.link.set_attribute("tabindex", if is_stop { "0" } else { "-1" });
    }

    /// Gives it the focus.
    pub fn focus(&self) {
        _ = self.link.focus();
    }

    /// Gives it the focus and leaves the page where it is.
    pub fn focus_in_place(&self) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        _ = self.link.focus_with_options(&options);
    }

    /// Brings it into view inside the outline; the page stays where it is, unless the reader stands on the entry.
    pub fn reveal(&self) {
        if let Some(holder) = find("[data-outline]") {
            let (link, frame) = (self.link.get_bounding_client_rect(), holder.get_bounding_client_rect());
            if link.top() < frame.top() || link.bottom() > frame.bottom() {
                #[allow(clippy::cast_possible_truncation, reason = "pixels of a page")]
                let offset = (link.top() - frame.top() - frame.height() / 3.0) as i32;
                holder.set_scroll_top(holder.scroll_top() + offset);
            }
        }
        if find("[data-outline] :focus").is_some_and(|focused| self.is_target(&focused)) {
            bring_into_view(&self.link, ScrollLogicalPosition::Nearest);
        }
    }
}

/// Brings the chosen mark of the picture that is shown into the middle of the window.
pub fn reveal_chosen_mark() {
    if let Some(mark) = chosen_marks().next() {
        bring_into_view(&mark, ScrollLogicalPosition::Center);
    }
}

/// The chosen marks of the picture that is shown.
fn chosen_marks() -> impl Iterator<Item = Element> {
    all("[data-picture] [data-lit=chosen]").filter(|mark| mark.get_client_rects().length() > 0)
}

/// Whether it is a mark of the picture.
pub fn is_mark(element: &Element) -> bool {
    element.dyn_ref::<SvgElement>().is_some()
}

/// Gives a mark the focus and leaves the page where it is. One that is gone takes none.
pub fn focus_mark(mark: &Element) {
    if let Some(mark) = mark.dyn_ref::<SvgElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        _ = mark.focus_with_options(&options);
    }
}

/// Opens the list that a number of the reading leads to.
pub fn open_list(link: &Element) {
    let target = link.get_attribute("href").filter(|href| href.starts_with("#behind-"));
    if let Some(details) = target.and_then(|target| find(&format!("{target} + details"))) {
        _ = details.set_attribute("open", "");
    }
}

/// What a mark says of itself to a pointer.
pub fn title_of(mark: &Element) -> String {
    mark.query_selector("title").ok().flatten().and_then(|title| title.text_content()).unwrap_or_default()
}

/// Fills the card; an empty text hides it.
pub fn set_card(html: &str) {
    if let Some(card) = find("[data-card]").and_then(|card| card.dyn_into::<HtmlElement>().ok()) {
        let opener = find("[data-chain] [data-e]:focus").or_else(|| chosen_marks().next());
        if let Some(opener) = opener {
            open_below(&opener);
        }
        card.set_inner_html(html);
        card.set_hidden(html.is_empty());
        // The browser lays the page out for it: not where there is nothing to see.
        if !html.is_empty() {
            card.set_scroll_top(0);
        }
    }
}

/// Fills the part of the card that comes from the event's page.
pub fn set_card_details(html: &str) {
    if let Some(details) = find("[data-card-details]") {
        details.set_inner_html(html);
    }
}

/// Says something to a screen reader.
pub fn say(text: &str) {
    set_text_of("[data-said]", text);
}

/// Whether a key was pressed alone.
pub fn is_plain(key: &KeyboardEvent) -> bool {
    !(key.alt_key() || key.ctrl_key() || key.meta_key() || key.shift_key())
}
