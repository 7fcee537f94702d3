//! How much room a text takes, in the widest of the fonts that a reader's system may choose.

/// The width of a text in view units at a font size, rounded up.
///
/// Widths are those of a wide sans (Verdana, `DejaVu Sans`) by class of letter, so that a narrower font leaves room
/// and none overflows.
pub fn width(text: &str, size: i32) -> i32 {
    let hundredths: i32 = text.chars().map(hundredths_of_em).sum();
    (hundredths * size + 99) / 100
}

/// The text in lines that are no wider than `room` at a font size; a single longer word stands alone.
pub fn lines(text: &str, size: i32, room: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + size / 3 <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Half of that, rounded up: how far a text reaches to both sides of its middle.
pub fn half(text: &str, size: i32) -> i32 {
    (width(text, size) + 1) / 2
}

fn hundredths_of_em(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '|' | ':' | ' ' | '’' => 33,
        'f' | 'r' | 't' | '(' | ')' | '-' => 42,
        'm' | 'w' | '×' | '+' | 'M' | 'W' | '→' | '↔' | '–' => 90,
        '%' | '≈' | '≤' | '≥' => 108,
        'A'..='Z' => 72,
        _ => 64,
    }
}
