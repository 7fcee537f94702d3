//! The style sheet: one file from the parts in `style/`, named by its content.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The parts, in the order of their layers.
const PARTS: [&str; 11] = [
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/layout.css"),
    include_str!("../../style/parts.css"),
    include_str!("../../style/charts.css"),
    include_str!("../../style/chain.css"),
    include_str!("../../style/compare.css"),
    include_str!("../../style/country.css"),
    include_str!("../../style/evidence.css"),
    include_str!("../../style/sharing.css"),
    include_str!("../../style/print.css"),
];

/// The style sheet of the site.
pub struct Stylesheet {
    /// `style-<hash>.css`.
    pub name: String,
    /// Its text, without comments.
    pub text: String,
}

impl Stylesheet {
    /// Joins the parts and names the result after its content, so that a browser may keep it for ever.
    pub fn new() -> Self {
        let text = without_comments(&PARTS.concat());
        let name = format!("style-{}.css", hex(&Sha256::digest(&text)[..8]));
        Self { name, text }
    }

    /// The colour of paper in daylight, as `style/tokens.css` has it.
    pub fn paper(&self) -> String {
        let light = self.text.split_once("--paper: light-dark(").and_then(|(_, rest)| rest.split_once(','));
        light.map_or_else(String::new, |(colour, _)| colour.to_owned())
    }
}

impl Default for Stylesheet {
    fn default() -> Self {
        Self::new()
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        _ = write!(text, "{byte:02x}");
        text
    })
}

/// A script without indentation, empty lines and lines that are comments only: a tenth of what is sent of the glue.
///
/// A text that runs over several lines could hold such lines; a script with one is left as it is.
pub fn trimmed_script(js: &str) -> String {
    if js.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return js.to_owned();
    }
    let mut out = String::with_capacity(js.len());
    let mut is_in_comment = false;
    for line in js.lines().map(str::trim) {
        let comment = if is_in_comment { Some(line) } else { line.strip_prefix("/*") };
        let code = match comment.map(|comment| comment.split_once("*/")) {
            None => line,
            Some(Some((_, behind))) => behind.trim(),
            Some(None) => "",
        };
        is_in_comment = comment.is_some_and(|comment| !comment.contains("*/"));
        if !code.is_empty() && !code.starts_with("//") {
            out.push_str(code);
            out.push('\n');
        }
    }
    out
}

/// Takes comments, indentation and empty lines out.
fn without_comments(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        text.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    text.push_str(rest);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n") + "\n"
}
