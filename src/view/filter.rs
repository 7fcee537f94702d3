//! Forms that choose entries of a list.

use std::fmt::Write;

use crate::html::escape;
use crate::words;

/// A form that chooses entries of a list; the program answers it, without one it is not shown. Its method is that of
/// dialogs: outside of one, Enter sends nothing anywhere. An entry has what it can be
/// chosen by as words in `data-f`: the key of a choice, a colon, the value.
pub struct Filter {
    /// What it does.
    pub label: &'static str,
    /// The label of the field for words.
    pub search: &'static str,
    /// What else can be chosen.
    pub selects: Vec<Choice>,
    /// What is listed.
    pub things: &'static str,
    /// How many there are.
    pub total: usize,
}

/// One choice of a filter.
pub struct Choice {
    /// What its words in `data-f` begin with.
    pub key: &'static str,
    /// Its name in the address.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Its options, value and text.
    pub options: Vec<(String, String)>,
}

impl Filter {
    /// The form as HTML.
    pub fn to_html(&self) -> String {
        let mut out = format!(
            "<form class=\"filter\" method=\"dialog\" data-filter aria-label=\"{}\"><label>{} <input type=\"search\" name=\"q\" autocomplete=\"off\"></label>",
            escape(self.label),
            escape(self.search)
        );
        for Choice { key, name, label, options } in &self.selects {
            // Writing to a String cannot fail.
            _ = write!(
                out,
                "<label>{} <select name=\"{name}\" data-key=\"{key}:\"><option value=\"\">All</option>",
                escape(label)
            );
            for (value, text) in options {
                _ = write!(out, "<option value=\"{}\">{}</option>", escape(value), escape(text));
            }
            out.push_str("</select></label>");
        }
        let total = words::number(u32::try_from(self.total).unwrap_or(u32::MAX));
        _ = write!(
            out,
            "<button type=\"reset\">Show all</button><p role=\"status\"><span data-shown>{total}</span> of {total} {}</p></form>",
            self.things
        );
        out
    }
}
