//! The controls of a chain and of a comparison, by their names.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::document::find;

fn find_control(name: &str, which: &str) -> Option<Element> {
    find(&format!("[data-tools] [name={name}]{which}"))
}

/// What a control is set to, or what stands in it. Empty for its default, for a box that is not checked and for a control that
/// the page does not have.
pub fn control(name: &str) -> String {
    // Of radio buttons and boxes, which alone say their type, the one that is checked.
    let Some(control) = find_control(name, ":not([type]:not(:checked))") else { return String::new() };
    if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        return select.value();
    }
    control.dyn_ref().map_or_else(String::new, HtmlInputElement::value)
}

/// Sets a control, a box by a value that is not empty; `false` if it has no such choice.
pub fn set_control(name: &str, value: &str) -> bool {
    let Some(control) = find_control(name, "") else { return value.is_empty() };
    if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
        return select.value() == value;
    }
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        if input.has_attribute("type") {
            input.set_checked(!value.is_empty());
        } else {
            input.set_value(value);
        }
    }
    true
}

/// Chooses one of some radio buttons.
pub fn set_radio(name: &str, value: &str) {
    if let Some(button) = find_control(name, &format!("[value={value}]")).and_then(|button| button.dyn_into().ok()) {
        HtmlInputElement::set_checked(&button, true);
    }
}

/// Shows a control, or not: waves can be folded in one crisis only.
pub fn set_control_shown(name: &str, is_shown: bool) {
    let label =
        find(&format!("[data-tools] label:has([name={name}])")).and_then(|label| label.dyn_into::<HtmlElement>().ok());
    if let Some(label) = label {
        label.set_hidden(!is_shown);
    }
}
