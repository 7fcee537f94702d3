//! The comparison once the program runs: choosing, sorting, details, files. The address keeps what is chosen.

use std::cell::RefCell;
use std::fmt::Write;
use std::time::Duration;

use leptos::prelude::set_timeout;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::{after_paint, spawn};
use crate::chart::scene::Format;
use crate::compare::{Group, Measure, Selection, Sort, Table, View, description, export};
use crate::dataset::{Action, Date, Era};
use crate::facts::{FACTS, GRAPH};
use crate::html::escape;
use crate::ledger::Side;
use crate::platform::{chain, cite, compare as page, controls, document, history, save};
use crate::route::{Route, site_root};
use crate::view::compare::{
    Drawing, details_html, draw, head_to_head_html, key_words, notes_html, picture_html, reading_html, reading_of,
    record_href, sheet, table_html, title,
};

/// A comparison that is shown.
struct Live {
    /// The measure of the page's own address.
    page: Measure,
    /// Where the site begins.
    root: String,
    selection: Selection,
    table: Table,
    drawing: Drawing,
    /// Whether the table has its buttons.
    has_buttons: bool,
    /// The format that the window does not show and that is not drawn yet.
    other: Option<Format>,
    /// Whose details are shown.
    detail: Option<usize>,
    /// What stands in the details before anything is meant: the page has it.
    hint: String,
    /// The mark or the button that opened them.
    opener: Option<Element>,
    /// Whether the focus comes back to a mark whose details have been closed: that does not open them again.
    is_closing: bool,
}

thread_local! {
    static LIVE: RefCell<Option<Live>> = const { RefCell::new(None) };
}

/// Takes over the comparison that a route has led to, and forgets the one before.
pub(super) fn attach(route: &Route, root: &str) {
    let live = match route {
        Route::Compare(measure) if page::is_shown() => {
            let selection = Selection { measure: *measure, ..Selection::default() };
            let table = Table::new(&FACTS, &GRAPH, &selection);
            // The page has the pictures.
            let drawing = draw(&selection, &table, &[]);
            Some(Live {
                page: *measure,
                root: root.to_owned(),
                selection,
                table,
                drawing,
                has_buttons: false,
                other: None,
                detail: None,
                hint: document::text_of("[data-details]"),
                opener: None,
                is_closing: false,
            })
        }
        _ => None,
    };
    if live.is_some() {
        page::rove();
        page::set_shown("[data-details]", true);
    }
    LIVE.set(live);
}

/// When the table gets its buttons: it takes the browser as long as all else that it does at the start, and the first thing
/// that a reader does need not wait for it.
const BUTTONS_AFTER: Duration = Duration::from_millis(200);

fn add_buttons() {
    with(|live| {
        if !std::mem::replace(&mut live.has_buttons, true) {
            page::add_buttons(&live.table_html());
        }
    });
}

fn with<T>(act: impl FnOnce(&mut Live) -> T) -> Option<T> {
    LIVE.with_borrow_mut(|live| live.as_mut().map(act))
}

/// Shows what the address chooses. `false` if no comparison is shown.
pub(super) fn show_query(query: &str) -> bool {
    with(|live| {
        let (selection, unknown) = Selection::parse(query, &FACTS, live.page);
        live.show(selection);
        // Whoever typed a book need not read it again.
        let named: Vec<String> =
            unknown.iter().take(10).map(|word| format!("“{}”", crate::words::beginning(word))).collect();
        let problem = format!(
            "The address could not be followed whole: nothing here is called {}. The rest is shown.",
            named.join(", ")
        );
        document::notify(if named.is_empty() { "" } else { &problem });
    })
    .is_some()
}

/// "Chosen: Germany, Skripal 2018."; empty where no filter holds anything.
fn chosen_words(selection: &Selection) -> String {
    let chosen: Vec<String> = selection.chosen(&FACTS).into_iter().map(|(_, name)| name).collect();
    if chosen.is_empty() { String::new() } else { format!("Chosen: {}.", chosen.join(", ")) }
}

/// Shows, on the page of the events behind a comparison, those that the address chooses. `false` on any other page.
pub(super) fn show_record(query: &str, root: &str) -> bool {
    if !page::is_record() {
        return false;
    }
    // Without a choice the page holds all events, as it was prerendered.
    let is_whole = query.is_empty();
    if is_whole && !page::hides_events() {
        return true;
    }
    let (selection, _) = Selection::parse(query, &FACTS, Measure::default());
    let table = Table::new(&FACTS, &GRAPH, &selection);
    let drawing = draw(&selection, &table, &[]);
    document::fill("[data-about]", &escape(&format!("{}. {}", title(&selection), chosen_words(&selection))), false);
    document::fill("[data-table]", &table_html(&drawing, &selection, &table, root, false), false);
    page::set_link(
        "[data-back]",
        &(Route::Compare(selection.measure).href(root) + &selection.to_query(&FACTS, selection.measure)),
    );
    let events = table.total.events();
    page::show_events(&|event| is_whole || events.iter().any(|index| index.as_usize() == event));
    true
}

/// Answers a click; `false` if the browser, or navigation, should.
pub(super) fn click(target: &Element) -> bool {
    let near = |selector: &str| target.closest(&format!("[data-compare] {selector}")).ok().flatten();
    let attribute = |element: &Element, name: &str| element.get_attribute(name).unwrap_or_default();
    if near("[data-close]").is_some() {
        return close();
    }
    if let Some((opener, place)) = page::item_of(target) {
        with(|live| live.show_details(&opener, place));
        page::stop_at(&opener);
        // The table may be far from the details.
        if opener.closest("svg").ok().flatten().is_none() {
            document::focus("[data-close]");
        }
        return true;
    }
    with(|live| {
        let before = live.selection;
        if let Some(link) = near("[data-measure]") {
            let Some(measure) = Measure::parse(&attribute(&link, "data-measure")) else { return false };
            live.choose(Selection { measure, ..before });
            return true;
        }
        if let Some(button) = near("[data-sort]") {
            let Some(sort) = Sort::parse(&attribute(&button, "data-sort")) else { return false };
            let is_reversed = before.shown_sort().is_some_and(|shown| shown.key == sort.key && !shown.is_reversed);
            live.choose(Selection { sort: Some(Sort { is_reversed, ..sort }), ..before });
            let key = attribute(&button, "data-sort");
            after_paint(move || _ = document::focus(&format!("[data-sort={key}]")));
            return true;
        }
        if let Some(button) = near("[data-remove]") {
            live.choose(before.without(&attribute(&button, "data-remove")));
            // The picture chosen is the first of the controls that every width shows.
            after_paint(|| _ = document::focus("[data-remove]") || document::focus("[data-tools] :checked"));
            return true;
        }
        if near("[data-copy]").is_some() {
            let address = live.address();
            spawn(async move {
                if save::copy(&address).await {
                    tell("The link to this view is in the clipboard.");
                } else {
                    tell(&format!("The browser does not let this page copy. The link is: {address}"));
                }
            });
            return true;
        }
        if let Some(button) = near("[data-save]") {
            live.save(&attribute(&button, "data-save"));
            return true;
        }
        false
    })
    .unwrap_or(false)
}

/// Says a line to every reader.
fn tell(text: &str) {
    document::notify(text);
}

/// Shows the details of the mark that a pointer rests on or that has the focus.
pub(super) fn point(target: &Element) {
    if let Some((mark, place)) = page::item_of(target)
        && mark.closest("svg").ok().flatten().is_some()
    {
        with(|live| {
            if !live.is_closing {
                live.show_details(&mark, place);
            }
        });
    }
}

/// Closes the details; `false` if none are open. A focus that stood in them goes back to what opened them.
fn close() -> bool {
    let is_inside = page::is_in_details();
    let Some(opener) = with(Live::hide_details).flatten() else { return false };
    // The browser tells of the new focus at once, while nothing may be borrowed.
    if is_inside {
        page::focus(&opener);
    }
    with(|live| live.is_closing = false);
    true
}

/// Answers a key; `false` if it means nothing here.
pub(super) fn key(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    if !chain::is_plain(event) {
        return false;
    }
    let key = event.key();
    if key == "Escape" {
        return close();
    }
    // The browser tells of the new focus at once, while nothing may be borrowed.
    page::item_of(&target).is_some_and(|(mark, _)| page::step(&mark, &key))
}

/// Answers a change of the controls.
pub(super) fn change() -> bool {
    with(|live| {
        let mut chosen = live.selection;
        let mut problem = String::new();
        chosen.view = View::parse(&controls::control("view")).unwrap_or_default();
        chosen.side = if controls::control("side") == "moscow" { Side::Moscow } else { Side::Others };
        chosen.group = Group::parse(&controls::control("group")).unwrap_or_default();
        let sort = controls::control("sort");
        if sort != live.sort_word() {
            chosen.sort = Sort::parse(&sort);
        }
        let country = controls::control("country");
        if !country.trim().is_empty() {
            match chosen.with_country(&FACTS, &country) {
                Some(with) => chosen = with,
                None => problem = format!("Nobody in this record is called “{}”.", country.trim()),
            }
        }
        let episode = controls::control("episode");
        if let Some((place, _)) = FACTS.find_episode(&episode) {
            chosen.episodes = chosen.episodes.with(place);
        }
        if let Some(place) = Era::ALL.iter().position(|era| era.key() == episode) {
            chosen.eras = chosen.eras.with(place);
        }
        let kind = controls::control("kind");
        if let Some(place) = Action::ALL.iter().position(|action| action.key() == kind) {
            chosen.kinds = chosen.kinds.with(place);
        }
        for (name, place) in [("from", &mut chosen.from), ("to", &mut chosen.to)] {
            let text = controls::control(name);
            match Date::parse(text.trim()) {
                Ok(date) => *place = Some(date),
                Err(_) if text.trim().is_empty() => *place = None,
                Err(_) => problem = format!("“{text}” is no date such as 2018, 2018-03 or 2018-03-26."),
            }
        }
        // What could not be read stays in its field, to be mended, until something else is chosen: that is not held up by it.
        if problem.is_empty() || chosen != live.selection {
            live.choose(chosen);
        }
        document::notify(&problem);
    })
    .is_some()
}

/// Sets all back but the picture and the measure; `false` if no comparison is shown.
pub(super) fn reset() -> bool {
    with(|live| {
        let Selection { measure, view, .. } = live.selection;
        live.choose(Selection { measure, view, ..Selection::default() });
    })
    .is_some()
}

impl Live {
    /// Shows a choice of the reader and gives it an entry of its own: Back undoes it.
    fn choose(&mut self, selection: Selection) {
        if selection == self.selection {
            return self.sync();
        }
        self.show(selection);
        document::notify("");
        let query = selection.to_query(&FACTS, self.page);
        let address = format!("{}{query}", Route::Compare(self.page).href(&self.root));
        // The reader's place on the page stays.
        after_paint(move || {
            history::remember_scroll();
            history::push_in_place(&address);
            cite::fill();
        });
    }

    fn show(&mut self, selection: Selection) {
        if selection == self.selection {
            set_timeout(add_buttons, BUTTONS_AFTER);
            return self.sync();
        }
        self.selection = selection;
        // The whole table follows, with its buttons: cells of the old one must not get those of the new.
        self.has_buttons = true;
        self.table = Table::new(&FACTS, &GRAPH, &selection);
        let [shown, other] = page::formats();
        self.drawing = draw(&selection, &self.table, &[shown]);
        self.other = Some(other);
        self.detail = None;
        // The picture in this frame; what moves everything around it follows.
        document::fill("[data-picture]", &picture_html(&self.drawing, &selection, &self.root), true);
        let title = title(&selection);
        document::set_text_of("[data-title]", &title);
        document::set_title(&format!("{title} | Persona Non Grata"));
        after_paint(|| {
            with(|live| {
                // For a window that changes its width.
                if let Some(other) = live.other.take() {
                    let drawing = draw(&live.selection, &live.table, &[other]);
                    if drawing.has_marks() {
                        page::add_picture(&picture_html(&drawing, &live.selection, &live.root));
                    }
                }
                live.draw_table();
                live.sync();
                document::fill("[data-details]", &live.hint, false);
                page::set_open(false);
                document::fill(
                    "[data-reading]",
                    &(reading_html(&live.selection, &live.table) + &live.printed_html()),
                    false,
                );
                document::set_text_of("[data-key]", key_words(&live.selection));
                document::fill("[data-notes]", &notes_html(&FACTS, &live.table, &live.root), false);
                document::fill("[data-pair]", &head_to_head_html(&live.selection), true);
                document::set_text_of("[data-said]", &reading_of(&live.selection, &live.table));
                page::rove();
            });
        });
    }

    /// The table with its buttons.
    fn draw_table(&self) {
        document::fill("[data-table]", &self.table_html(), false);
    }

    fn table_html(&self) -> String {
        table_html(&self.drawing, &self.selection, &self.table, &self.root, true)
    }

    /// What a page on paper must say of what was chosen on the screen.
    fn printed_html(&self) -> String {
        format!("<p class=\"print-only\">{} {}</p>", escape(&chosen_words(&self.selection)), escape(&self.address()))
    }

    /// The address of this view without anything that does not belong to it.
    fn address(&self) -> String {
        let query = self.selection.to_query(&FACTS, self.page);
        // From a frame, too, the link leads to the full page.
        history::whole_address(&format!("{}{query}", Route::Compare(self.page).href(site_root(&self.root))))
    }

    fn sort_word(&self) -> String {
        self.selection.sort.map_or("", Sort::word).to_owned()
    }

    /// The controls say what is chosen.
    fn sync(&self) {
        let selection = &self.selection;
        controls::set_radio("view", selection.view.key());
        controls::set_control("side", if selection.side == Side::Moscow { "moscow" } else { "others" });
        controls::set_control("group", selection.group.key());
        controls::set_control("sort", &self.sort_word());
        for name in ["episode", "kind"] {
            controls::set_control(name, "");
        }
        controls::set_control("country", "");
        controls::set_control("from", &selection.from.map_or_else(String::new, |date| date.to_string()));
        controls::set_control("to", &selection.to.map_or_else(String::new, |date| date.to_string()));
        page::set_measure(selection.measure.key());
        let mut chips = String::new();
        for (key, name) in selection.chosen(&FACTS) {
            // Writing to a String cannot fail.
            _ = write!(
                chips,
                "<li><button type=\"button\" data-remove=\"{key}\"><span class=\"visually-hidden\">Take out </span>{} <span aria-hidden=\"true\">×</span></button></li>",
                escape(&name)
            );
        }
        document::fill("[data-chosen]", &chips, true);
        page::set_link("[data-behind]", &history::whole_address(&record_href(selection, &self.root)));
        page::set_shown("[data-details]", selection.view != View::Table || self.detail.is_some());
    }

    fn show_details(&mut self, opener: &Element, place: usize) {
        let Some(item) = self.drawing.items.get(place) else { return };
        self.opener = Some(opener.clone());
        if self.detail == Some(place) {
            return;
        }
        self.detail = Some(place);
        document::open_below(opener);
        let close = "<button type=\"button\" class=\"chain-card__close\" data-close>Close</button>";
        document::fill("[data-details]", &format!("{close}{}", details_html(item, &self.root)), true);
        page::point_at(Some(place));
        page::set_open(true);
    }

    /// Closes the details; gives what opened them, where they were open.
    fn hide_details(&mut self) -> Option<Element> {
        self.detail.take()?;
        self.is_closing = true;
        document::fill("[data-details]", &self.hint, false);
        page::point_at(None);
        page::set_open(false);
        self.sync();
        self.opener.take()
    }

    /// Hands exactly what is shown to the reader as a file.
    fn save(&self, kind: &str) {
        let name = format!("{}.{kind}", export::file_name(&FACTS, &self.selection));
        let chosen = chosen_words(&self.selection);
        let cutoff = document::text_of("[data-part=cutoff]");
        let about = export::About {
            title: format!("{}. {chosen}", title(&self.selection)).trim_end().to_owned(),
            address: self.address(),
            cutoff: page::cutoff(),
        };
        let lines = [reading_of(&self.selection, &self.table), description(&self.selection, &self.table), chosen];
        let source =
            format!("{} Persona Non Grata, cases found, data to {cutoff}, CC BY 4.0", key_words(&self.selection));
        let frame =
            save::Frame { title: &title(&self.selection), lines: &lines, source: &source, address: &about.address };
        let refused = "The browser did not let this page make the file.";
        // The picture as it is without a reader.
        page::point_at(None);
        let is_saved = match kind {
            "csv" => save::text(&name, "text/csv", &sheet(&self.selection, &self.table).csv(&about)),
            "json" => save::text(&name, "application/json", &sheet(&self.selection, &self.table).json(&about)),
            "svg" => save::picture(&frame).and_then(|svg| save::text(&name, "image/svg+xml", &svg.text)),
            _ => save::picture(&frame).map(|svg| {
                spawn(async move {
                    if save::png(&name, &svg).await.is_none() {
                        tell(refused);
                    }
                });
            }),
        };
        page::point_at(self.detail);
        if is_saved.is_none() {
            tell(refused);
        }
    }
}
