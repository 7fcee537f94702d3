//! Light or dark, and what the reader chose. `scheme.js` reads the choice before the first paint.

use super::window;

/// The key under which the choice is kept; the same word stands in `scheme.js`.
const KEY: &str = "scheme";

/// Whether the page is dark now, by the reader's choice or the system's setting.
pub fn is_dark() -> bool {
    let chosen = super::document::find("html").and_then(|root| root.get_attribute("data-scheme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => window()
            .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
            .is_some_and(|query| query.matches()),
    }
}

/// Switches, and remembers the choice where the browser allows it.
pub fn choose(is_dark: bool) {
    let scheme = if is_dark { "dark" } else { "light" };
    if let Some(root) = super::document::find("html") {
        _ = root.set_attribute("data-scheme", scheme);
    }
    // Storage may be switched off, or full: then the choice holds for this page only.
    if let Some(storage) = window().and_then(|window| window.local_storage().ok().flatten()) {
        _ = storage.set_item(KEY, scheme);
    }
}
