//! Citations: the blanks that only the browser can fill, and their way into the clipboard.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::document::{elements, find};
use super::save;
use crate::words;

/// Fills the address of this view and the day of access, as `cite::Form::filled` writes them.
pub fn fill() {
    let Some(block) = find(".cite") else { return };
    let today = Date::new_0();
    // Swedish dates are written as ISO 8601 has them: the browser's own formatting costs the program nothing.
    let iso = String::from(today.to_locale_date_string("sv-SE", &JsValue::UNDEFINED));
    for blank in elements(block.query_selector_all("[data-fill]")) {
        let text = match blank.get_attribute("data-fill").as_deref() {
            Some("address") => save::address(),
            // With what stands between year, month and day.
            Some(between) if !between.is_empty() => iso.replace('-', between),
            _ => {
                let month = words::month_name(u8::try_from(today.get_month() + 1).unwrap_or_default());
                format!("{month} {}, {}", today.get_date(), today.get_full_year())
            }
        };
        blank.set_text_content(Some(&text));
    }
}
