//! Light or dark, and what the reader chose. `scheme.js` reads the choice before the first paint.

use gloo::events::EventListener;
use web_sys::MediaQueryList;

use super::window;

/// The key under which the choice is kept; the same word stands in `scheme.js`.
const KEY: &str = "scheme";

/// Whether the page is dark now, by the reader's choice or the system's setting.
pub fn is_dark() -> bool {
    let chosen = super::document::find("html").and_then(|root| root.get_attribute("data-scheme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => system_query().is_some_and(|query| query.matches()),
    }
}

/// Switches, and remembers the choice where the browser allows it.
pub fn choose(is_dark: bool) {
    let scheme = if is_dark { "dark" } else { "light" };
    super::document::set_scheme(scheme);
    // Storage may be switched off, or full: then the choice holds for this page only.
    if let Some(storage) = window().and_then(|window| window.local_storage().ok().flatten()) {
        _ = storage.set_item(KEY, scheme);
    }
}

/// Calls back when the system changes between light and dark, as long as the page lives.
pub fn on_system_change(callback: impl Fn() + 'static) {
    if let Some(query) = system_query() {
        EventListener::new(&query, "change", move |_| callback()).forget();
    }
}

fn system_query() -> Option<MediaQueryList> {
    window()?.match_media("(prefers-color-scheme: dark)").ok().flatten()
}
