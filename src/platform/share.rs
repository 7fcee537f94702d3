//! The dialog that shares a page, in the document.

use js_sys::{Function, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlDialogElement;

use super::document::{all, find, set_hidden};
use super::window;
use crate::words;

/// What the system's own sheet is given.
#[derive(Serialize)]
struct Sent<'a> {
    title: &'a str,
    url: &'a str,
}

fn dialog() -> Option<HtmlDialogElement> {
    find("#share")?.dyn_into().ok()
}

/// Whether the dialog is open.
pub fn is_open() -> bool {
    dialog().is_some_and(|dialog| dialog.open())
}

/// Opens the dialog with this content; `false` where the browser has none.
pub fn open(html: &str) -> bool {
    let Some(dialog) = dialog() else { return false };
    dialog.set_inner_html(html);
    if let Some(button) = find("[data-share-sheet]") {
        set_hidden(&button, sheet().is_none());
    }
    dialog.open() || dialog.show_modal().is_ok()
}

/// The function that opens the system's own sheet, and what it belongs to.
fn sheet() -> Option<(JsValue, Function)> {
    let navigator = JsValue::from(window()?.navigator());
    let share = Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()?;
    Some((navigator, share))
}

/// Hands a link to the system's own sheet.
pub fn send(title: &str, url: &str) {
    if let (Some((navigator, share)), Ok(sent)) = (sheet(), serde_wasm_bindgen::to_value(&Sent { title, url })) {
        // The reader may close the sheet again.
        _ = share.call1(&navigator, &sent);
    }
}

/// What a control of the dialog is set to.
pub fn value(name: &str) -> String {
    let control = find(&format!("#share [name={name}]"));
    control.and_then(|control| Reflect::get(&control, &"value".into()).ok()?.as_string()).unwrap_or_default()
}

/// Chooses what is shown in the frame.
pub fn choose(what: &str) {
    if let Some(select) = find("#share [name=what]") {
        _ = Reflect::set(&select, &"value".into(), &what.into());
    }
}

/// The parts that are left out of the frame, parted by commas.
pub fn hidden() -> String {
    let names: Vec<String> =
        all("#share [name=with]:not(:checked)").filter_map(|part| part.get_attribute("value")).collect();
    names.join(",")
}

/// Whether something can be shown in the frame.
pub fn set_choice(value: &str, is_possible: bool) {
    if let Some(option) = find(&format!("#share option[value={value}]")) {
        set_hidden(&option, !is_possible);
        _ = Reflect::set(&option, &"disabled".into(), &(!is_possible).into());
    }
}

/// Writes all texts of the dialog that have blanks.
pub fn fill_templates(values: &[(&str, String)]) {
    for element in all("#share [data-template]") {
        let mut text = element.get_attribute("data-template").unwrap_or_default();
        for (blank, value) in values {
            text = words::replaced(&text, blank, value);
        }
        element.set_text_content(Some(&text));
    }
}
