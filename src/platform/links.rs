//! Clicks on links of this site.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use super::history;
use super::window;

/// Where a plain click leads: the path, the query and the fragment of an address of the same origin.
pub struct Target {
    /// With a slash at its start.
    pub path: String,
    /// With the question mark, or empty.
    pub query: String,
    /// Without the number sign, or empty.
    pub fragment: String,
}

/// Whether a click is plain: the main button, without a modifier, not answered yet.
pub fn is_plain(event: &MouseEvent) -> bool {
    !(event.default_prevented()
        || event.button() != 0
        || event.alt_key()
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key())
}

/// Lets the link of a click open a window of its own, as the browser is about to follow it.
pub fn open_apart(event: &MouseEvent) {
    let link = event.target().and_then(|target| target.dyn_into::<Element>().ok()?.closest("a[href]").ok().flatten());
    if let Some(link) = link {
        _ = link.set_attribute("target", "_blank");
    }
}

/// Reads a click. `None` where the browser should act itself: another button, a modifier, a download, another window,
/// another origin, no link.
pub fn target_of(event: &MouseEvent) -> Option<Target> {
    if !is_plain(event) {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok().flatten()?;
    if link.has_attribute("download") || link.has_attribute("target") {
        return None;
    }
    // Links inside a picture are SVG elements; only their attribute is read, relative to the document.
    let (origin, path, query, fragment) = if let Some(link) = link.dyn_ref::<HtmlAnchorElement>() {
        (link.origin(), link.pathname(), link.search(), link.hash())
    } else {
        let url = history::resolved(&link.get_attribute("href")?)?;
        (url.origin(), url.pathname(), url.search(), url.hash())
    };
    if let Some((path, query, fragment)) = history::parted(&fragment) {
        return Some(Target { path, query, fragment });
    }
    (origin == window()?.location().origin().ok()?).then(|| Target {
        path,
        query,
        fragment: fragment.strip_prefix('#').unwrap_or_default().to_owned(),
    })
}
