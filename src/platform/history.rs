//! Addresses and the entries behind Back and Forward.
//!
//! A frame replaces its entry and never pushes one: the Back button belongs to the page around it. Where the browser
//! refuses (a sandboxed frame), the reader steps on and only the address stays.

use serde::Serialize;
use web_sys::{ScrollRestoration, Url};

use super::window;

/// What an entry remembers.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Entry {
    /// How far the reader had scrolled, in CSS pixels.
    scroll_y: f64,
}

/// The path and the query of the address shown.
pub fn current() -> Option<(String, String)> {
    let location = window()?.location();
    Some((location.pathname().ok()?, location.search().unwrap_or_default()))
}

/// The absolute path of an address that is relative to the document.
pub fn absolute_path(relative: &str) -> Option<String> {
    let href = window()?.location().href().ok()?;
    Url::new_with_base(relative, &href).ok().map(|url| url.pathname())
}

/// An address with its host, as it is copied.
pub fn whole_address(address: &str) -> String {
    let base = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    Url::new_with_base(address, &base).map_or_else(|_| address.to_owned(), |url| url.href())
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
    let entry = Entry { scroll_y: window.scroll_y().unwrap_or(0.0) };
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
    // Refused in a sandboxed frame: the page changes all the same, the address stays.
    _ = if is_framed(&window) {
        history.replace_state_with_url(&state, "", Some(address))
    } else {
        history.push_state_with_url(&state, "", Some(address))
    };
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
    // Refused in a sandboxed frame: then the choice is not in the address.
    _ = history.replace_state_with_url(&state, "", Some(address));
}

/// Leaves the program: the browser loads the address itself.
pub fn load(address: &str) {
    if let Some(window) = window() {
        _ = window.location().assign(address);
    }
}

fn is_framed(window: &web_sys::Window) -> bool {
    // A parent of another origin may not be looked at; being refused is an answer too.
    window.parent().ok().flatten().is_none_or(|parent| parent != *window)
}
