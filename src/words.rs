//! Numbers, dates and lists in words: the one place that decides how they read.

use crate::dataset::{Date, Event, Sum, Unit};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month, 1 to 12; empty for any other number.
pub fn month_name(month: u8) -> &'static str {
    usize::from(month).checked_sub(1).and_then(|i| MONTHS.get(i)).copied().unwrap_or_default()
}

/// "26 March 2018", "October 1971" or "1983", as precise as the date is.
pub fn date(date: Date) -> String {
    match (date.month(), date.day()) {
        (Some(month), Some(day)) => format!("{day} {} {}", month_name(month), date.year()),
        (Some(month), None) => format!("{} {}", month_name(month), date.year()),
        _ => date.year().to_string(),
    }
}

/// "on 26 March 2018", "in October 1971", "in 1983".
pub fn on_date(when: Date) -> String {
    format!("{} {}", if when.day().is_some() { "on" } else { "in" }, date(when))
}

/// "26 March", without the year; `None` unless the day is known.
pub fn day_and_month(date: Date) -> Option<String> {
    Some(format!("{} {}", date.day()?, month_name(date.month()?)))
}

/// "26 Mar", "Mar" or "", with the year "26 Mar 2018", "Mar 2018" or "2018": where room is short.
pub fn short_date(date: Date, with_year: bool) -> String {
    let month = date.month().map(|month| month_name(month).chars().take(3).collect::<String>());
    let parts = [date.day().map(|day| day.to_string()), month, with_year.then(|| date.year().to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// From the first to the last date: "14–17 March 2018", "30 March – 4 April 2018", "September 1971 – October 1972".
/// One date alone where both are the same.
pub fn span(first: Date, last: Date) -> String {
    if first == last {
        return date(first);
    }
    if first.year() == last.year() {
        match (first.month(), first.day(), last.month(), last.day()) {
            (Some(m), Some(from), Some(n), Some(to)) if m == n => {
                return format!("{from}–{to} {} {}", month_name(m), first.year());
            }
            (Some(m), Some(from), Some(n), Some(to)) => {
                return format!("{from} {} – {to} {} {}", month_name(m), month_name(n), first.year());
            }
            (Some(m), None, Some(n), None) => {
                return format!("{}–{} {}", month_name(m), month_name(n), first.year());
            }
            // A month and a day in it: the month holds both.
            (Some(m), None, Some(n), _) if m == n => return date(first),
            _ => {}
        }
    }
    format!("{} – {}", date(first), date(last))
}

/// A number with thousands set apart: "1,445".
pub fn number(value: u32) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.char_indices() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A sum without its unit: "60", "more than 20" for one floor, "at least 325" where a floor or an unknown is part of a
/// larger sum, "a number not published" where nothing else is known.
pub fn sum(sum: Sum) -> String {
    if sum.known == 0 && sum.unknowns > 0 {
        return "a number not published".to_owned();
    }
    let prefix = match (sum.is_floor(), sum.parts) {
        (false, _) => "",
        (true, 1) => "more than ",
        (true, _) => "at least ",
    };
    format!("{prefix}{}", number(sum.known))
}

/// A sum as a label: "60", "73+" where a floor or an unknown is part of it, "?" where nothing is known, empty for
/// no sum at all.
pub fn short_sum(sum: Sum) -> String {
    match (sum.is_empty(), sum.known, sum.is_floor()) {
        (true, ..) => String::new(),
        (_, 0, _) => "?".to_owned(),
        (_, known, false) => number(known),
        (_, known, true) => format!("{}+", number(known)),
    }
}

/// A sum with its unit: "60 people", "1 post", "at least 325 people".
pub fn sum_with_unit(value: Sum, unit: Unit) -> String {
    if value.known == 0 && value.unknowns > 0 {
        return format!("a number of {} not published", unit.key());
    }
    format!("{} {}", sum(value), unit.word(value.known))
}

/// What stands behind an event's number where sources tell the event differently: " (sources differ: 18–27)", " (sources
/// differ on the date)"; empty where they agree.
pub fn differs(event: &Event) -> String {
    match event.figures {
        Some(figures) => format!(" (sources differ: {}–{})", number(figures.lowest), number(figures.highest)),
        None if event.disputed.is_empty() => String::new(),
        None => format!(" (sources differ on {})", event.disputed.words()),
    }
}

/// The sign after a number that sources tell differently, where there is no room for words.
pub const DIFFERS: char = '≠';

/// A sum of some events as a label, as [`short_sum`]; with [`DIFFERS`] where sources tell one of them differently, for a
/// single event with their range: "105 (90–105)".
pub fn short_sum_of(sum: Sum, events: &[Event]) -> String {
    let mut text = short_sum(sum);
    match events {
        [Event { figures: Some(figures), .. }] if sum.known > 0 => {
            text = text + " (" + &number(figures.lowest) + "–" + &number(figures.highest) + ")";
        }
        events if !text.is_empty() && events.iter().any(|event| !event.disputed.is_empty()) => text.push(DIFFERS),
        _ => {}
    }
    text
}

/// `count` of a thing: "1 state", "22 states".
pub fn counted(count: usize, singular: &str, plural: &str) -> String {
    format!("{count} {}", if count == 1 { singular } else { plural })
}

/// "a", "a and b", "a, b and c"; empty for nothing.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The text with its first letter, A to Z, in upper case: all that English sentences begin with here, and the tables of
/// every other alphabet stay out of the program.
pub fn capitalise(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A number as a word where one is usual in running text, up to ninety-nine: "sixty", "twenty-two".
#[cfg(not(target_arch = "wasm32"))]
pub fn spelled(value: u32) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    match usize::try_from(value) {
        Ok(n) if n < 20 => SMALL[n].to_owned(),
        Ok(n) if n < 100 && n % 10 == 0 => TENS[n / 10].to_owned(),
        Ok(n) if n < 100 => format!("{}-{}", TENS[n / 10], SMALL[n % 10]),
        _ => number(value),
    }
}

/// The text with typographic quotation marks and apostrophes in place of typewriter ones. `after_letter` says whether
/// a letter or digit stands before the text.
#[cfg(not(target_arch = "wasm32"))]
pub fn with_curly_quotes(text: &str, after_letter: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut opens = !after_letter;
    for c in text.chars() {
        out.push(match (c, opens) {
            ('\'', true) => '‘',
            ('\'', false) => '’',
            ('"', true) => '“',
            ('"', false) => '”',
            (c, _) => c,
        });
        // A quotation mark that opens may be followed by another one that opens.
        opens = c.is_whitespace() || matches!(c, '(' | '[' | '–' | '—') || (opens && matches!(c, '"' | '\''));
    }
    out
}

/// A span of days, from the least to the most: "3 days", "1 day", "0 to 30 days"; "the same day" for none.
pub fn days(min: u32, max: u32) -> String {
    match (min, max) {
        (0, 0) => "the same day".to_owned(),
        (1, 1) => "1 day".to_owned(),
        (min, max) if min == max => format!("{} days", number(min)),
        (min, max) => format!("{} to {} days", number(min), number(max)),
    }
}

/// The same after an act: "after 3 days", "the same day".
pub fn after_days(min: u32, max: u32) -> String {
    if max == 0 { days(min, max) } else { format!("after {}", days(min, max)) }
}

/// People in a reply for each person in its act, from hundredths: "one for one", "2.17 for one", "at least 2.17 for
/// one" where the reply is a floor.
pub fn ratio(hundredths: u32, is_floor: bool) -> String {
    let value = match (hundredths / 100, hundredths % 100) {
        (0, 0) => return "less than 0.01 for one".to_owned(),
        (1, 0) => "one".to_owned(),
        (whole, 0) => number(whole),
        (whole, part) if part % 10 == 0 => format!("{}.{}", number(whole), part / 10),
        (whole, part) => format!("{}.{part:02}", number(whole)),
    };
    format!("{}{value} for one", if is_floor { "at least " } else { "" })
}

/// The beginning of a text that anybody may have written, of any length: at most 60 characters.
pub fn beginning(text: &str) -> &str {
    text.char_indices().nth(60).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// What stands before and behind the first place of `part`, as the standard library's `split_once`: its search, which is
/// quick in texts of any length, would cost the program 2 kB.
pub fn split_once<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let at = text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

/// The text with `by` wherever `part` stands.
pub fn replaced(text: &str, part: &str, by: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = split_once(rest, part) {
        out.push_str(before);
        out.push_str(by);
        rest = behind;
    }
    out + rest
}
