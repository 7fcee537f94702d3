//! Lists whose entries a form chooses: `data-filter` is the form, `data-list` the list, `data-f` an entry with its tokens.

use js_sys::{JsString, Reflect};
use web_sys::{Element, UrlSearchParams};

use super::document::{elements, find, set_hidden};
use super::{cite, history};

fn form() -> Option<Element> {
    find("[data-filter]")
}

/// The controls of the form, each with its name.
fn controls(form: &Element) -> impl Iterator<Item = (Element, String)> {
    elements(form.query_selector_all("[name]"))
        .filter_map(|control| control.get_attribute("name").map(|name| (control, name)))
}

/// What a control holds; both kinds have it under the same name.
fn value(control: &Element) -> String {
    Reflect::get(control, &"value".into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

fn set_value(control: &Element, value: &str) {
    _ = Reflect::set(control, &"value".into(), &value.into());
}

/// Sets the form to what the address says and shows those entries; `false` where the page has no such list.
pub fn show_query(query: &str) -> bool {
    let Some((form, params)) = form().zip(UrlSearchParams::new_with_str(query).ok()) else { return false };
    for (control, name) in controls(&form) {
        set_value(&control, &params.get(&name).unwrap_or_default());
        // A choice that does not exist leaves a list without one.
        if value(&control).is_empty() {
            set_value(&control, "");
        }
    }
    apply(&form);
    true
}

/// Shows what the form chooses and puts it into the address; `false` where the page has no such list.
pub fn change() -> bool {
    let Some(form) = form() else { return false };
    apply(&form);
    if let Some((params, (path, _))) = UrlSearchParams::new().ok().zip(history::current()) {
        for (control, name) in controls(&form) {
            let value = value(&control);
            if !value.is_empty() {
                params.append(&name, &value);
            }
        }
        let query = String::from(params.to_string());
        history::replace(&if query.is_empty() { path } else { path + "?" + &query });
        cite::fill();
    }
    true
}

/// Sets every control back; `false` where the page has no such list.
pub fn reset() -> bool {
    show_query("") && change()
}

/// Hides the entries that the form does not choose and the groups that are left without one.
fn apply(form: &Element) {
    let mut words = String::new();
    // Tokens are matched by the browser, as words of an attribute.
    let mut selector = "[data-f]".to_owned();
    for (control, _) in controls(form) {
        let value = value(&control);
        match control.get_attribute("data-key") {
            None => words = lower(value.trim()).into(),
            Some(_) if value.is_empty() => {}
            Some(key) => selector = selector + "[data-f~=\"" + &key + &value + "\"]",
        }
    }
    let Some(list) = find("[data-list]") else { return };
    let mut shown = 0;
    for entry in elements(list.query_selector_all("[data-f]")) {
        // What a link leads to is shown whatever else is chosen.
        let is_shown = entry.matches(":target").unwrap_or(false)
            || entry.matches(&selector).unwrap_or(true)
                && (words.is_empty() || lower(&entry.text_content().unwrap_or_default()).includes(&words, 0));
        shown += u32::from(is_shown);
        set_hidden(&entry, !is_shown);
    }
    for group in elements(list.query_selector_all("[data-group]")) {
        let is_empty = matches!(group.query_selector("[data-f]:not([hidden])"), Ok(None));
        set_hidden(&group, is_empty);
    }
    if let Some(count) = find("[data-shown]") {
        count.set_text_content(Some(&crate::words::number(shown)));
    }
}

/// In small letters, by the browser: those of every language would weigh more than the whole filter.
fn lower(text: &str) -> JsString {
    JsString::from(text).to_lower_case()
}
