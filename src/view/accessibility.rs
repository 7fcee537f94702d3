//! `/about/accessibility/`: which criteria of WCAG 2.2 are met, how, and which test says so.

use std::fmt::Write;

use crate::conformance::{Answer, CHECKED, CRITERIA, Criterion};
use crate::html::{Table, escape};
use crate::route::Route;
use crate::words;

/// Title and description of the page.
pub fn accessibility_title() -> (String, String) {
    let description = format!(
        "The {} criteria of WCAG 2.2, levels A and AA, one by one: which are met, how, and by which test. How to report a barrier.",
        CRITERIA.len()
    );
    ("Accessibility, rule by rule".to_owned(), description)
}

/// The content of the page.
pub fn accessibility_html(root: &str) -> String {
    let mut out = format!(
        "<article class=\"page data conformance\"><p class=\"page__crumb\"><a href=\"{about}\">About</a></p>\
         <h1>Accessibility, rule by rule</h1>\
         <p class=\"page__lead\">{lead}</p>\
         <p>The standard is <a href=\"https://www.w3.org/TR/WCAG22/\" rel=\"external noreferrer\">WCAG 2.2</a>. The list was last \
         gone through on {day}. It is a statement of the people who make the site; nobody else has audited it.</p>",
        about = Route::About.href(root),
        lead = escape(&lead()),
        day = words::date(CHECKED),
    );
    out.push_str(WAYS);
    out.push_str("<h2 id=\"criteria\">Criterion by criterion</h2>");
    out.push_str(&criteria_table().to_html_of_html());
    out.push_str(CHECKS);
    _ = write!(
        out,
        "<h2 id=\"report\">Report a barrier</h2>\
         <p>If something on a page cannot be read, reached or used, it is a fault, whatever the table says. Tell whoever \
         publishes this copy: the address of the page, what you wanted to do, what happened, and what you use (browser, \
         screen reader, magnifier, switch). <a href=\"{about}\">About</a> says how other errors are reported.</p></article>",
        about = Route::About.href(root),
    );
    out
}

/// "Of the 55 criteria …": how many are met, partly met, and do not apply.
fn lead() -> String {
    let counted = |answer: Answer| {
        words::number(u32::try_from(CRITERIA.iter().filter(|one| one.answer == answer).count()).unwrap_or(u32::MAX))
    };
    let [met, partly, absent] = Answer::ALL.map(counted);
    let partly = match partly.as_str() {
        "0" => "none is met in part only".to_owned(),
        "1" => "1 is met in part".to_owned(),
        _ => format!("{partly} are met in part"),
    };
    format!(
        "Of the {} criteria of levels A and AA, {met} are met and {partly}; {absent} are about things that the site does not have.",
        CRITERIA.len()
    )
}

/// What a reader gets who does not look at pictures or does not use a mouse.
const WAYS: &str = "<h2 id=\"ways\">Ways to read it</h2>\
    <ul><li><b>By ear:</b> every picture has its numbers as a table, a list or an outline beside it, and a sentence that reads it.</li>\
    <li><b>By keyboard:</b> Tab leads through each page. From the heading and the dots of a step and the links at its foot \
    the arrow keys lead on and back, in a chain they walk its outline, in a comparison they go from mark to mark.</li>\
    <li><b>Enlarged:</b> up to 400 % nothing but wide tables, code and the row of measures of a comparison scrolls sideways.</li>\
    <li><b>In your own colours:</b> light, dark and forced colours of the system; the switch at the top chooses light or dark.</li>\
    <li><b>Without motion:</b> where the system asks for less motion, there is none.</li>\
    <li><b>Without JavaScript:</b> every page is there as it stands, and links lead from step to step.</li></ul>";

const CHECKS: &str = "<h2 id=\"checks\">What was checked, and how</h2>\
    <p><b>By program, with every change:</b> axe-core with every rule it has, on every kind of page, at 320, 768 and 1440 px; its \
    rules about colours on every text at the greatest width (but for the longest lists), and again at each width in light, dark and forced colours on the first and the \
    last of all texts that look alike; the same on every single page in one of these nine settings; a walk by keyboard through every kind of page, of the longest lists \
    through their beginning; the names in the browser’s accessibility tree; what live regions say; sizes of targets; reflow, \
    spacing of text and motion; the contrast of all colours; Lighthouse on five pages. The names of files in the table are those of the project’s folder <code>tests/</code>.</p>\
    <p><b>By reading:</b> whether texts point at things by their looks alone, and in which language they are: no program \
    can tell.</p>\
    <p><b>Not checked:</b> no screen reader, braille display, speech input or switch was used, and no browser but Chromium for \
    the measured parts. What assistive technology is given was read from the accessibility tree; how it speaks it was not heard.</p>";

fn criteria_table() -> Table {
    Table {
        caption: "The criteria of WCAG 2.2, levels A and AA".to_owned(),
        head: ["Criterion, level, whether it is met", "How, and which tests hold it"].map(str::to_owned).to_vec(),
        rows: CRITERIA.iter().map(row).collect(),
        foot: Vec::new(),
    }
}

/// Two cells, so that the table fits a phone.
fn row(criterion: &Criterion) -> Vec<String> {
    let tests: Vec<String> = criterion
        .tests
        .iter()
        .map(|test| format!("<code>{}</code>", escape(test.trim_start_matches("browser/"))))
        .collect();
    let held = match (tests.is_empty(), criterion.answer) {
        (false, _) => tests.join(", "),
        (true, Answer::NotApplicable) => String::new(),
        (true, _) => "No test: judged by reading.".to_owned(),
    };
    let held = if held.is_empty() { held } else { format!("<span class=\"conformance__held\">{held}</span>") };
    vec![
        format!(
            "<span class=\"conformance__name\">{} {}</span> <span class=\"conformance__level\">Level {}: \
             <b class=\"conformance__answer\">{}</b></span>",
            criterion.number,
            escape(criterion.name),
            criterion.level.name(),
            criterion.answer.words()
        ),
        escape(criterion.how) + &held,
    ]
}
