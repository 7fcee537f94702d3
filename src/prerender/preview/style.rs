//! The style sheet of the previews, in plain values: what draws them knows no variables and no dark scheme.

use std::sync::LazyLock;

const TOKENS: &str = include_str!("../../../style/tokens.css");
const SHEET: &str = include_str!("preview.css");

/// The sheet with the light colours of `style/tokens.css` in place of their names.
pub fn sheet() -> &'static str {
    static RESOLVED: LazyLock<String> = LazyLock::new(|| resolved(SHEET, TOKENS));
    &RESOLVED
}

/// Puts the value of a token wherever `var(--token)` stands.
fn resolved(sheet: &str, tokens: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("var(--") {
        out.push_str(before);
        let (name, after) = after.split_once(')').unwrap_or((after, ""));
        out.push_str(light(tokens, name));
        rest = after;
    }
    out.push_str(rest);
    // Comments and line breaks are for people.
    let mut plain = String::with_capacity(out.len());
    let mut rest = out.as_str();
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.lines().map(str::trim).collect()
}

/// The value of a token in the light scheme. A token that does not exist gives nothing, and a test finds it.
fn light<'a>(tokens: &'a str, name: &str) -> &'a str {
    let definition = format!("--{name}:");
    let value =
        tokens.split_once(&definition).and_then(|(_, rest)| rest.split_once(';')).map_or("", |(value, _)| value);
    let value = value.trim();
    value.strip_prefix("light-dark(").and_then(|pair| pair.split_once(',')).map_or(value, |(light, _)| light)
}
