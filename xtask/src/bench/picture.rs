//! `docs/bench.svg`: when each page answers on the slow profile, and what it transfers.

use std::fmt::Write;

use super::report::pages;
use super::results::{Case, Number, Results};

/// Colours of light and of dark pages; nothing else is needed to read it.
const STYLE: &str = "text{font:13px sans-serif;fill:#1b1b1b}.head{font-weight:600}.ours{fill:#00497a}.peer{fill:#8a8a8a}\
                     .range{stroke:#1b1b1b}\
                     @media(prefers-color-scheme:dark){text{fill:#eee}.ours{fill:#7cc4ff}.peer{fill:#8f8f8f}.range{stroke:#eee}}";

/// Where bars begin and how long the longest is, in pixels.
const LEFT: f64 = 240.0;
const LONGEST: f64 = 380.0;
const WIDTH: u32 = 720;
const ROW: u32 = 22;

/// A part of the picture.
struct Panel {
    title: &'static str,
    number: Number,
    condition: &'static str,
    /// What a label's number is divided by.
    unit: f64,
    digits: usize,
}

const PANELS: [Panel; 2] = [
    Panel {
        title: "First answer on the slow profile, in seconds (lower is better)",
        number: Number::Answered,
        condition: "slow",
        unit: 1000.0,
        digits: 2,
    },
    Panel { title: "Transferred, in kB of brotli", number: Number::Bytes, condition: "fast", unit: 1000.0, digits: 0 },
];

/// The picture as a file of its own.
pub fn svg(results: &Results) -> String {
    let mut body = String::new();
    let mut y = 0;
    for panel in &PANELS {
        y = draw(results, panel, y, &mut body);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {y}\" width=\"{WIDTH}\" height=\"{y}\" role=\"img\" \
         aria-label=\"Bars: when each page answers first on the slow profile, and what it transfers\">\
         <style>{STYLE}</style>\n{body}</svg>\n"
    )
}

/// Draws a panel from `top` on and says where it ends.
fn draw(results: &Results, panel: &Panel, top: u32, out: &mut String) -> u32 {
    let bars: Vec<_> = pages()
        .filter_map(|(key, name)| {
            let case = Case { page: key, times: 1, condition: panel.condition };
            Some((name, results.spread(case, panel.number)?))
        })
        .collect();
    let longest = bars.iter().map(|(_, spread)| spread.high).fold(1.0, f64::max);
    let width = |value: f64| value / longest * LONGEST;
    // Writing to a String cannot fail.
    _ = writeln!(out, "<text class=\"head\" x=\"0\" y=\"{}\">{}</text>", top + 18, panel.title);
    let mut y = top + 28;
    for (name, spread) in bars {
        let class = if name.starts_with("Ours") { "ours" } else { "peer" };
        let [low, high] = [spread.low, spread.high].map(|value| LEFT + width(value));
        let (middle, base) = (y + 8, y + 13);
        _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{base}\" text-anchor=\"end\">{name}</text>\
             <rect class=\"{class}\" x=\"{LEFT}\" y=\"{y}\" width=\"{:.1}\" height=\"16\"/>\
             <path class=\"range\" d=\"M{low:.1} {middle}H{high:.1}\"/>\
             <text x=\"{:.1}\" y=\"{base}\">{:.digits$}</text>",
            LEFT - 8.0,
            width(spread.median),
            high + 6.0,
            spread.median / panel.unit,
            digits = panel.digits,
        );
        y += ROW;
    }
    y + 10
}

#[cfg(test)]
mod tests {
    use super::super::results::{Answer, Results};
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_number() {
        let answer = |page: &str, answered| Answer {
            page: page.to_owned(),
            times: 1,
            condition: "slow".to_owned(),
            round: 0,
            answered,
            program: None,
        };
        let results = Results { answers: vec![answer("step", 500.0), answer("plot", 1000.0)], ..Results::default() };
        let svg = svg(&results);
        assert!(svg.contains("class=\"ours\" x=\"240\" y=\"28\" width=\"190.0\""), "{svg}");
        assert!(svg.contains("class=\"peer\" x=\"240\" y=\"50\" width=\"380.0\""), "{svg}");
        // What was not measured has no bar.
        assert!(!svg.contains("Vega-Lite"), "{svg}");
    }
}
