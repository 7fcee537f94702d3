//! The text of other pages: taken from their own files, so that it is sent once and never twice.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, HtmlAnchorElement, Response, SupportedType, Url};

use super::document::{self, elements};
use super::{history, save, window};
use crate::view::PageText;

thread_local! {
    static CACHE: RefCell<Vec<(String, PageText)>> = RefCell::default();
}

/// Why there is no text for this page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Nothing came, or a refusal.
    NoAnswer,
    /// Something came that the browser can show: a page of another build, or of the host.
    Other,
}

/// The text of the page at an absolute path.
///
/// # Errors
/// If it cannot be had or is no page of this build.
pub async fn text_of(path: &str) -> Result<PageText, Missing> {
    if let Some(text) =
        CACHE.with_borrow(|cache| cache.iter().find(|(known, _)| known == path).map(|(_, text)| text.clone()))
    {
        return Ok(text);
    }
    let (document, address) = fetch(path).await.ok_or(Missing::NoAnswer)?;
    let text = read(&document, &address).ok_or(Missing::Other)?;
    CACHE.with_borrow_mut(|cache| cache.push((path.to_owned(), text.clone())));
    Ok(text)
}

async fn fetch(path: &str) -> Option<(Document, String)> {
    let response = JsFuture::from(window()?.fetch_with_str(path)).await.ok()?.dyn_into::<Response>().ok()?;
    if !response.ok() {
        return None;
    }
    let html = wait(response.text()).await?.as_string()?;
    let document = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
    Some((document, response.url()))
}

async fn wait(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}

fn read(document: &Document, address: &str) -> Option<PageText> {
    // A page that the prerenderer wrote has this; a host's own error page has not. One of another build is loaded whole, with
    // the program of that build: its marks may mean other events.
    document.get_element_by_id("app").filter(|app| app.has_attribute("data-path"))?;
    if edition(document) != edition(&window()?.document()?) {
        return None;
    }
    let part = |name: &str| document.query_selector(&format!("[data-part={name}]")).ok().flatten();
    let main = part("main")?;
    make_links_absolute(&main, address);
    let card = part("card").map_or_else(String::new, |card| card.inner_html());
    let later = later_in(&main).map(|part| {
        let html = part.inner_html();
        part.set_inner_html("");
        html
    });
    let later = later.collect();
    Some(PageText { title: document.title(), main: main.inner_html(), later, card })
}

/// The places whose content may come after the first frame of a page.
fn later_in(main: &Element) -> impl Iterator<Item = Element> {
    elements(main.query_selector_all("[data-later]"))
}

/// Puts in what the page that is shown has been waiting for.
pub fn put_later(main: &Element, later: &[String]) {
    for (part, html) in later_in(main).zip(later) {
        part.set_inner_html(html);
    }
}

fn edition(document: &Document) -> Option<String> {
    document.get_element_by_id("boot")?.get_attribute("data-version")
}

/// Makes the links of the header and the footer absolute, as those of this page.
pub fn make_frame_absolute() {
    if history::is_one_file() {
        return;
    }
    for part in document::all("[data-links]") {
        make_links_absolute(&part, &save::address());
    }
}

/// Says which of the links of the header leads to the page that is shown, `path` from the root of the host.
pub fn mark_current(path: &str) {
    for link in document::all(".site-header__links a") {
        let is_current = link.dyn_ref::<HtmlAnchorElement>().is_some_and(|link| {
            let hash = link.hash();
            match history::parted(&hash) {
                Some((own, _, place)) => own == path && place.is_empty(),
                None => link.pathname() == path && hash.is_empty(),
            }
        });
        _ = if is_current { link.set_attribute("aria-current", "page") } else { link.remove_attribute("aria-current") };
    }
}

/// Links are relative to the page they were written for. Where the address cannot be changed (a sandboxed frame) they
/// would lead astray, so they are made absolute.
fn make_links_absolute(part: &Element, address: &str) {
    for link in elements(part.query_selector_all("a[href]")) {
        let absolute = link.get_attribute("href").and_then(|href| Url::new_with_base(&href, address).ok());
        if let Some(absolute) = absolute {
            _ = link.set_attribute("href", &absolute.href());
        }
    }
}
