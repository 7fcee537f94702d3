//! `/sources/disagreements/`: every event that sources tell differently, the widest apart first.

use std::fmt::Write;

use super::filter::{Choice, Filter};
use super::record::{evidence_html, figures, headline_towards, source_html};
use super::story::event_href;
use crate::chart::ranges::{RangeRow, ranges};
use crate::chart::scene::Format;
use crate::dataset::{About, Count, Dataset, Dispute, Event, EventIndex, Figures, Why};
use crate::html::escape;
use crate::ledger::in_sentence;
use crate::route::Route;
use crate::words;

/// An event that sources disagree about in one way.
struct Case<'a> {
    index: EventIndex,
    event: &'static Event,
    disputes: Vec<&'a Dispute>,
    /// How far apart, in the measure of its group: hundredths of a ratio, or days. 0 where that is not known.
    distance: u32,
}

/// The cases of one kind of disagreement, the widest apart first, then by date.
fn cases(dataset: &Dataset, about: About) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = (0u32..)
        .map(EventIndex)
        .zip(&dataset.records)
        .filter_map(|(index, record)| {
            let disputes: Vec<&Dispute> = record.disputes.iter().filter(|dispute| dispute.about == about).collect();
            let event = dataset.facts.event(index);
            let distance = match about {
                About::Number => event.figures.map_or(0, ratio),
                About::Date => {
                    disputes.iter().filter_map(|dispute| days_apart(event, dispute)).max().unwrap_or_default()
                }
                _ => 0,
            };
            (!disputes.is_empty()).then_some(Case { index, event, disputes, distance })
        })
        .collect();
    cases.sort_by_key(|case| (std::cmp::Reverse(case.distance), case.index));
    cases
}

/// The highest figure for one of the lowest, in hundredths, to the nearest.
fn ratio(figures: Figures) -> u32 {
    (figures.highest * 100 + figures.lowest / 2).checked_div(figures.lowest).unwrap_or(u32::MAX)
}

/// Days between the event's date and the other one, at least; `None` where no other date is recorded.
fn days_apart(event: &Event, dispute: &Dispute) -> Option<u32> {
    let other = dispute.other_date?;
    let gap = if other.first_day() > event.date.last_day() {
        other.first_day() - event.date.last_day()
    } else {
        event.date.first_day() - other.last_day()
    };
    Some(u32::try_from(gap).unwrap_or(0))
}

/// The content of the page.
pub fn disagreements_html(dataset: &Dataset, root: &str) -> String {
    let disputed = dataset.records.iter().filter(|record| !record.disputes.is_empty()).count();
    let accounts: usize = dataset.records.iter().map(|record| record.disputes.len()).sum();
    let groups: Vec<(About, Vec<Case<'_>>)> = About::ALL.iter().map(|about| (*about, cases(dataset, *about))).collect();
    let mut out = format!(
        "<article class=\"page disagreements\"><p class=\"page__crumb\"><a href=\"{}\">Sources</a></p><h1>Where sources differ</h1>\
         <p class=\"page__lead\">For {disputed} of {} events at least one source gives another number, date or account: \
         {accounts} other accounts in all. No side is picked in silence: the number that is best supported stands first, and the others beside it.</p>",
        Route::Sources.href(root),
        dataset.facts.events.len()
    );
    out.push_str(&evidence_html("#cases", "All of them, with who says what"));
    out.push_str(&ranges_html(dataset, &numbered(dataset), root));
    out.push_str(&reasons_html(dataset));
    out.push_str(&filter_html(dataset, &groups));
    out.push_str("<div data-list>");
    for (about, cases) in &groups {
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<section data-group aria-labelledby=\"{0}\"><h2 id=\"{0}\">{1}</h2><p class=\"page__note\">{2} in all. {3}</p><ol class=\"disagreements__cases\">",
            about.key(),
            words::capitalise(about.words()),
            words::counted(cases.len(), "event", "events"),
            order_words(*about)
        );
        for case in cases {
            out.push_str(&case_html(dataset, *about, case, root));
        }
        out.push_str("</ol></section>");
    }
    out.push_str("</div></article>");
    out
}

/// "2.13 times", from hundredths.
fn times(hundredths: u32) -> String {
    match hundredths % 100 {
        0 => format!("{} times", hundredths / 100),
        part => format!("{}.{part:02} times", hundredths / 100),
    }
}

/// In which order the cases of a group stand.
fn order_words(about: About) -> &'static str {
    match about {
        About::Number => {
            "The largest ratio between the figures first. A number that is a forecast, a total of several acts or of something else, and one that its own page or all others show to be a slip, is no figure of the act: it has no place in that order, stands in no range, and follows by date."
        }
        About::Date => {
            "The dates furthest apart first; then, by date, those where the other date is not of the event itself."
        }
        _ => "By date.",
    }
}

/// Acts with two or more figures, the widest apart first: what the picture of the page shows.
pub fn range_rows(dataset: &Dataset) -> Vec<RangeRow> {
    rows_of(dataset, &numbered(dataset))
}

/// The cases with figures. One that differs in other ways too is a case of each, but its figures are told once.
fn numbered(dataset: &Dataset) -> Vec<Case<'_>> {
    cases(dataset, About::Number).into_iter().filter(|case| case.event.figures.is_some()).collect()
}

fn rows_of(dataset: &Dataset, cases: &[Case<'_>]) -> Vec<RangeRow> {
    cases
        .iter()
        .filter_map(|case| {
            let figures = case.event.figures?;
            let own = match case.event.count {
                Count::Known(own, _) => Some(own),
                _ => None,
            };
            Some(RangeRow {
                name: format!(
                    "{} to {}, {}",
                    dataset.facts.name(case.event.actor),
                    in_sentence(&dataset.facts, case.event.target),
                    words::short_date(case.event.date, true)
                ),
                lowest: figures.lowest,
                highest: figures.highest,
                own,
                is_by_moscow: case.event.is_by_moscow(),
            })
        })
        .collect()
}

/// Acts with two or more figures, drawn on one scale.
fn ranges_html(dataset: &Dataset, cases: &[Case<'_>], root: &str) -> String {
    let rows = rows_of(dataset, cases);
    let Some(widest) = rows.first() else { return String::new() };
    let mark = |i: usize| {
        let href = cases.get(i).map_or_else(String::new, |case| event_href(dataset, case.index, root));
        let label = rows
            .get(i)
            .map_or_else(String::new, |row| format!("{}: sources differ, {} to {}", row.name, row.lowest, row.highest));
        format!(" href=\"{}#differ\" aria-label=\"{}\"", escape(&href), escape(&label))
    };
    let picture = |format: Format| ranges(&rows, format).to_svg(&format!("plot--{}", format.key()), "ranges", &mark);
    format!(
        "<figure class=\"disagreements__ranges\" aria-labelledby=\"ranges\"><h2 id=\"ranges\">Acts with more than one number</h2>\
         <p class=\"page__note\">{} acts. Each line runs from the lowest to the highest figure; the dot is the one best supported. \
         Furthest apart: {}, with {} and {}. A line leads to its event.</p>{}{}{}</figure>",
        rows.len(),
        escape(&widest.name),
        widest.lowest,
        widest.highest,
        picture(Format::Wide),
        picture(Format::Narrow),
        evidence_html("#number", "Who gives which of these numbers")
    )
}

/// Why sources differ, as far as the record says.
fn reasons_html(dataset: &Dataset) -> String {
    let all = || dataset.records.iter().flat_map(|record| &record.disputes);
    let known = all().filter(|dispute| dispute.why.is_some()).count();
    let mut out = format!(
        "<section aria-labelledby=\"reasons\"><h2 id=\"reasons\">Why they differ</h2><p>Of {} other accounts the record gives a reason for {known}; \
         for the others it is not known and not guessed. Some events have several other accounts: the list below counts entries.</p><ul>",
        all().count()
    );
    for why in Why::ALL {
        let n = all().filter(|dispute| dispute.why == Some(*why)).count();
        if n > 0 {
            let href = format!("?why={}#cases", why.key());
            _ = write!(out, "<li><a href=\"{href}\">{}</a>: {n}</li>", words::capitalise(why.words()));
        }
    }
    out.push_str("</ul></section>");
    out
}

/// Each event counts once under each of its headings.
fn filter_html(dataset: &Dataset, groups: &[(About, Vec<Case<'_>>)]) -> String {
    let cases = || groups.iter().flat_map(|(_, cases)| cases);
    let number = |fits: &dyn Fn(&Case<'_>) -> bool| cases().filter(|case| fits(case)).count();
    let with_why = |why: Option<Why>| number(&|case| case.disputes.iter().any(|dispute| dispute.why == why));
    let whys = Why::ALL.iter().map(|why| {
        let text = format!("{} ({})", words::capitalise(why.words()), with_why(Some(*why)));
        (why.key().to_owned(), text)
    });
    let unknown = ("none".to_owned(), format!("Not known ({})", with_why(None)));
    let episodes = (0u8..).zip(dataset.facts.episodes).filter_map(|(place, episode)| {
        let n = number(&|case| case.event.episode == place);
        (n > 0).then(|| (episode.id.to_string(), format!("{} ({n})", episode.title)))
    });
    let filter = Filter {
        label: "Which disagreements are shown",
        search: "Word or source",
        selects: vec![
            Choice { key: "w", name: "why", label: "Reason", options: whys.chain([unknown]).collect() },
            Choice { key: "e", name: "episode", label: "Crisis", options: episodes.collect() },
        ],
        things: "entries",
        total: cases().count(),
    };
    format!("<h2 id=\"cases\" class=\"visually-hidden\">All of them</h2>{}", filter.to_html())
}

/// A case: what happened, who says what, how far apart, why.
fn case_html(dataset: &Dataset, about: About, case: &Case<'_>, root: &str) -> String {
    let episode = &dataset.facts.episodes[usize::from(case.event.episode)];
    let mut tokens = vec![format!("e:{}", episode.id)];
    for dispute in &case.disputes {
        tokens.push(format!("w:{}", dispute.why.map_or("none", Why::key)));
    }
    let mut out = format!(
        "<li data-f=\"{}\"><h3><a href=\"{}#differ\">{}</a>, {}</h3>",
        tokens.join(" "),
        escape(&event_href(dataset, case.index, root)),
        escape(&headline_towards(dataset, case.index)),
        words::date(case.event.date)
    );
    let given = figures(dataset, case.index);
    if about == About::Number && given.len() > 1 {
        let given: Vec<String> = given
            .iter()
            .map(|(number, publishers)| format!("<b>{number}</b>: {}", escape(&publishers.join(", "))))
            .collect();
        _ = write!(
            out,
            "<p class=\"disagreements__figures\">{}. <span class=\"source__owner\">The highest is {} the lowest.</span></p>",
            given.join("; "),
            times(case.distance)
        );
    }
    out.push_str("<ul>");
    for dispute in &case.disputes {
        let mut notes: Vec<String> = vec![source_html(&dataset.sources[dispute.source])];
        if let Some(other) = dispute.other_date {
            let apart = days_apart(case.event, dispute).unwrap_or_default();
            let apart = if apart == 0 { String::new() } else { format!(", {} apart", words::days(apart, apart)) };
            notes.push(format!("{}{apart}", words::date(other)));
        }
        if let Some(why) = dispute.why {
            notes.push(format!("<em>{}</em>", escape(why.words())));
        }
        _ = write!(out, "<li>{} <span class=\"event__by\">({})</span></li>", escape(&dispute.claim), notes.join("; "));
    }
    out.push_str("</ul></li>");
    out
}
