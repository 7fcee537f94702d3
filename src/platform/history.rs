//! Addresses and the entries behind Back and Forward.
//!
//! In the edition in one file, an address is what stands behind `#`: `#/episodes/skripal-2018/3/?event=…`.
//!
//! A frame replaces its entry and never pushes one: the Back button belongs to the page around it. Where the browser
//! refuses (a sandboxed frame), the reader steps on and only the address stays.

use std::cell::RefCell;

use serde::Serialize;
use web_sys::{ScrollRestoration, Url};

use super::{document, host, window};
use crate::words;

/// What an entry remembers.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Entry {
    /// How far the reader had scrolled, in CSS pixels.
    scroll_y: f64,
}

thread_local! {
    /// Where the reader is, path and query, where the browser refuses to say so in the address.
    static REFUSED: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// The path and the query of the view shown: those of the address, but for frames whose address may not change.
pub fn current() -> Option<(String, String)> {
    let refused = REFUSED.with_borrow(Clone::clone);
    if refused.is_some() {
        return refused;
    }
    let location = window()?.location();
    parted(&location.hash().unwrap_or_default())
        .map(|(path, query, _)| (path, query))
        .or_else(|| Some((location.pathname().ok()?, location.search().unwrap_or_default())))
}

/// Path, query and place in the page of an address of the edition in one file; `None` anywhere else, and for any other.
pub fn parted(hash: &str) -> Option<(String, String, String)> {
    let address = hash.strip_prefix("#/").filter(|_| is_one_file())?;
    let (address, place) = words::split_once(address, "#").unwrap_or((address, ""));
    let (path, query) = words::split_once(address, "?").unwrap_or((address, ""));
    let query = if query.is_empty() { String::new() } else { "?".to_owned() + query };
    Some(("#/".to_owned() + path, query, place.to_owned()))
}

/// Whether the site is read in the edition in one file.
pub fn is_one_file() -> bool {
    document::root().is_some_and(|root| root.has_attribute("data-one-file"))
}

/// What relative addresses are relative to: the document's own address, but for one that a page holds as a text.
pub fn resolved(address: &str) -> Option<Url> {
    Url::new_with_base(address, &window()?.document()?.base_uri().ok().flatten()?).ok()
}

/// The absolute path of an address that is relative to the document.
pub fn absolute_path(relative: &str) -> Option<String> {
    if is_one_file() { None } else { resolved(relative).map(|url| url.pathname()) }
}

/// An address with its host, as it is copied; in the edition in one file that of the site, if it knows one.
pub fn whole_address(address: &str) -> String {
    let whole = resolved(address).map_or_else(|| address.to_owned(), |url| url.href());
    let site = document::root().and_then(|root| root.get_attribute("data-site"));
    match (site, words::split_once(&whole, "#/")) {
        (Some(site), Some((_, path))) => site + path,
        _ => whole,
    }
}

/// Takes the scroll position into the program's hands: the text of a page arrives after the browser would restore it.
pub fn manage_scroll() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Remembers the scroll position in the present entry.
pub fn remember_scroll() {
    let Some(window) = window() else { return };
    let entry = Entry { scroll_y: scrolled() };
    if let (Ok(history), Ok(state)) = (window.history(), serde_wasm_bindgen::to_value(&entry)) {
        // Refused in a sandboxed frame: then the position is not kept.
        _ = history.replace_state(&state, "");
    }
}

/// The scroll position that the present entry remembers, in CSS pixels; `None` for an entry that this program has not
/// seen before.
pub fn remembered_scroll() -> Option<f64> {
    let state = window()?.history().ok()?.state().ok()?;
    // Not by serde: what it says of a value that does not fit would bring the printing of floats, 4 kB.
    js_sys::Reflect::get(&state, &"scroll_y".into()).ok()?.as_f64()
}

/// How far the reader has scrolled, in CSS pixels.
pub fn scrolled() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or(0.0)
}

/// Scrolls to a position in CSS pixels from the top, at once.
pub fn scroll_to(y: f64) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
}

/// Shows an address as a new entry; in a frame in place of the present one.
pub fn push(address: &str) {
    let Some(window) = window() else { return };
    let Ok(history) = window.history() else { return };
    let state = serde_wasm_bindgen::to_value(&Entry::default()).unwrap_or_default();
    let written = if is_framed(&window) {
        history.replace_state_with_url(&state, "", Some(address))
    } else {
        history.push_state_with_url(&state, "", Some(address))
    };
    moved(address, written.is_ok());
}

/// Remembers where the reader is, if the browser refused to, and tells the page around.
fn moved(address: &str, is_written: bool) {
    let Some(url) = resolved(address) else { return };
    let (path, query) =
        parted(&url.hash()).map_or_else(|| (url.pathname(), url.search()), |(path, query, _)| (path, query));
    host::say_place(&path, &query);
    REFUSED.set((!is_written).then_some((path, query)));
}

/// The same for what changes on the page shown: the reader stays where the page stood.
pub fn push_in_place(address: &str) {
    push(address);
    remember_scroll();
}

/// Shows an address in place of the present one, in the same entry.
pub fn replace(address: &str) {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return };
    let state = history.state().unwrap_or_default();
    moved(address, history.replace_state_with_url(&state, "", Some(address)).is_ok());
}

/// Leaves the program: the browser loads the address itself. In the edition in one file there is nothing else to load.
pub fn load(address: &str) {
    if let Some(window) = window().filter(|_| !is_one_file()) {
        _ = window.location().assign(address);
    }
}

/// Whether the browser knows that there is no connection.
pub fn is_offline() -> bool {
    window().is_some_and(|window| !window.navigator().on_line())
}

fn is_framed(window: &web_sys::Window) -> bool {
    // A parent of another origin may not be looked at; being refused is an answer too.
    window.parent().ok().flatten().is_none_or(|parent| parent != *window)
}
