//! The text of other pages: taken from their own files, so that it is sent once and never twice.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, Response, SupportedType, Url};

use super::window;
use crate::view::PageText;

thread_local! {
    static CACHE: RefCell<Vec<(String, PageText)>> = RefCell::default();
}

/// The text of the page at an absolute path; `None` if it cannot be had or is no page of this site.
pub async fn text_of(path: &str) -> Option<PageText> {
    if let Some(text) =
        CACHE.with_borrow(|cache| cache.iter().find(|(known, _)| known == path).map(|(_, text)| text.clone()))
    {
        return Some(text);
    }
    let response = JsFuture::from(window()?.fetch_with_str(path)).await.ok()?.dyn_into::<Response>().ok()?;
    if !response.ok() {
        return None;
    }
    let html = wait(response.text()).await?.as_string()?;
    let document = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
    let text = read(&document, &response.url())?;
    CACHE.with_borrow_mut(|cache| cache.push((path.to_owned(), text.clone())));
    Some(text)
}

async fn wait(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}

fn read(document: &Document, address: &str) -> Option<PageText> {
    // A page that the prerenderer wrote has this; a host's own error page has not.
    document.get_element_by_id("app").filter(|app| app.has_attribute("data-path"))?;
    let part = |name: &str| {
        let element = document.query_selector(&format!("[data-part={name}]")).ok().flatten();
        element.map_or_else(String::new, |element| {
            make_links_absolute(&element, address);
            element.inner_html()
        })
    };
    Some(PageText { title: document.title(), main: part("main"), card: part("card") })
}

/// Links are relative to the page they were written for. Where the address cannot be changed (a sandboxed frame) they
/// would lead astray, so they are made absolute.
fn make_links_absolute(part: &Element, address: &str) {
    let Ok(links) = part.query_selector_all("a[href]") else { return };
    for i in 0..links.length() {
        let Some(link) = links.item(i).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let absolute = link.get_attribute("href").and_then(|href| Url::new_with_base(&href, address).ok());
        if let Some(absolute) = absolute {
            _ = link.set_attribute("href", &absolute.href());
        }
    }
}
