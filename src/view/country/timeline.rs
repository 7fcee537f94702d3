//! Both sides year by year, as a picture and as a table.

use std::collections::BTreeMap;

use super::{Section, Subject, reading};
use crate::chart::periods::{Period, periods};
use crate::chart::quantity::Quantity;
use crate::chart::scene::{Format, Scene};
use crate::compare::{Amount, Measure, Value};
use crate::dataset::{ActorCode, Date, EventIndex};
use crate::html::{Table, escape};
use crate::view::compare::quantity;
use crate::view::story::event_href;
use crate::words;

/// What both sides did in a year.
struct Year {
    date: Date,
    others: Amount,
    moscow: Amount,
    /// The first event that ordered people out; where the page lists one, that.
    first: Option<EventIndex>,
}

impl Year {
    /// A year of which nothing was found: it holds the axis open.
    fn empty(date: Date) -> Self {
        Self { date, others: Amount::default(), moscow: Amount::default(), first: None }
    }
}

fn years(subject: &Subject<'_>) -> Vec<Year> {
    let facts = subject.facts();
    let mut years: BTreeMap<u16, Year> = BTreeMap::new();
    for index in subject.events() {
        let event = facts.event(index);
        if event.people_ordered_out().is_empty() {
            continue;
        }
        let year = years.entry(event.date.year()).or_insert_with(|| Year::empty(event.date.year_alone()));
        if event.is_by_moscow() {
            year.moscow += Amount::of(event);
        } else {
            year.others += Amount::of(event);
        }
        if year.first.is_none_or(|first| !is_listed(subject, first) && is_listed(subject, index)) {
            year.first = Some(index);
        }
    }
    years.into_values().collect()
}

/// Whether the page has a place for an event: those of Russia and of the Soviet Union list their own acts alone.
fn is_listed(subject: &Subject<'_>, index: EventIndex) -> bool {
    !subject.is_moscow() || subject.facts().event(index).is_by_moscow()
}

/// The years between which all pages of one kind lie, so that they can be held against each other.
fn ends(subject: &Subject<'_>) -> [Date; 2] {
    let first = subject.facts().events.first().map_or(subject.dataset.cutoff, |event| event.date);
    let year = |text: &str| Date::parse(text).unwrap_or(subject.dataset.cutoff).year_alone();
    match subject.actor.code {
        ActorCode::RUSSIA => [year("1992"), subject.dataset.cutoff.year_alone()],
        ActorCode::SOVIET_UNION => [first.year_alone(), year("1991")],
        _ => [first.year_alone(), subject.dataset.cutoff.year_alone()],
    }
}

/// A picture in both formats and its table.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let mut years = years(subject);
    if years.is_empty() {
        return None;
    }
    let names = names(subject);
    let table = table_html(&years, &names);
    let reading = peak_words(&years, &names);
    if years.len() == 1 {
        // One bar alone would be a picture of nothing.
        let html = format!("<p>{}</p>", escape(&reading));
        return Some(Section {
            id: "timeline",
            title: "Year by year".to_owned(),
            short: "Year by year".to_owned(),
            html,
        });
    }
    let drawn = drawn_years(subject, &mut years);
    let heads = [format!("by {}", names[0]), format!("by {}", names[1])];
    let heads = [heads[0].as_str(), heads[1].as_str()];
    let mark = |place: usize| {
        let Some(year) = years.get(place) else { return String::new() };
        let Some(first) = year.first else { return String::new() };
        let href = if is_listed(subject, first) {
            format!("#{}", subject.facts().event(first).id)
        } else {
            event_href(subject.dataset, first, subject.root)
        };
        format!(" href=\"{}\" aria-label=\"{}\"", escape(&href), escape(&year_words(year, &names)))
    };
    let svg = |format: Format| {
        let class = format!("plot--{}", format.key());
        periods(&drawn, heads, format).to_svg(&class, "timeline", &mark)
    };
    let (wide, narrow) = (svg(Format::Wide), svg(Format::Narrow));
    let is_unknown = |quantity: &Quantity| quantity.best.is_none() && !quantity.label.is_empty();
    let has_unknown = drawn.iter().any(|year| is_unknown(&year.others) || is_unknown(&year.moscow));
    let key = if has_unknown { " A hollow stub: no number was published." } else { "" };
    Some(Section {
        id: "timeline",
        title: "Year by year".to_owned(),
        short: "Year by year".to_owned(),
        html: format!(
            "<figure class=\"country__timeline\" aria-labelledby=\"timeline\"><figcaption>{}</figcaption><div class=\"country__picture\">{wide}{narrow}</div>\
             <p class=\"country__key\">People ordered out, acts and replies together, by the year of the act.{key} \
             Years without a bar: no case was found.</p>\
             <details class=\"table\"><summary>The same numbers as a table</summary>{table}</details></figure>",
            escape(&reading)
        ),
    })
}

/// Who acts upward and who downward.
fn names(subject: &Subject<'_>) -> [String; 2] {
    if subject.is_moscow() { ["others".to_owned(), subject.name()] } else { [subject.name(), subject.moscow_name()] }
}

/// The years as they are drawn, the axis held open to its ends.
fn drawn_years(subject: &Subject<'_>, years: &mut Vec<Year>) -> Vec<Period> {
    for date in ends(subject) {
        if !years.iter().any(|year| year.date == date) {
            years.push(Year::empty(date));
        }
    }
    years.sort_by_key(|year| year.date);
    years
        .iter()
        .map(|year| Period { date: year.date, others: drawn(year.others), moscow: drawn(year.moscow) })
        .collect()
}

/// The picture as a link preview shows it; `None` where no year has a case.
pub(super) fn card(subject: &Subject<'_>) -> Option<Scene> {
    let mut years = years(subject);
    if years.is_empty() {
        return None;
    }
    let [others, moscow] = names(subject).map(|name| format!("by {name}"));
    Some(periods(&drawn_years(subject, &mut years), [&others, &moscow], Format::Card))
}

fn drawn(amount: Amount) -> Quantity {
    quantity(Measure::Expelled, amount.value())
}

/// "2018: 23 people by the United Kingdom; at least 23 people by Moscow".
fn year_words(year: &Year, names: &[String; 2]) -> String {
    let side = |amount: Amount, name: &str| {
        (amount.value() != Value::NotFound).then(|| format!("{} by {name}", reading::people(amount)))
    };
    let told: Vec<String> =
        [side(year.others, &names[0]), side(year.moscow, &names[1])].into_iter().flatten().collect();
    format!("{}: {}", year.date, told.join("; "))
}

/// The year with the most people, both sides told.
fn peak_words(years: &[Year], names: &[String; 2]) -> String {
    let most = |year: &&Year| year.others.sum.known.max(year.moscow.sum.known);
    let Some(peak) = years.iter().rev().max_by_key(most).filter(|year| most(year) > 0) else { return String::new() };
    let counted = words::counted(years.len(), "year", "years");
    let told = year_words(peak, names);
    let told = told.split_once(": ").map_or(told.as_str(), |(_, told)| told);
    if years.len() == 1 {
        return format!("All cases found lie in {}: {told}.", peak.date);
    }
    format!("Cases were found in {counted}. The most people on one side: {}, with {told}.", peak.date)
}

fn table_html(years: &[Year], names: &[String; 2]) -> String {
    let cell = |amount: Amount| match amount.value() {
        Value::NotFound => "none found".to_owned(),
        Value::Unknown => "not published".to_owned(),
        value @ Value::Known { .. } => Measure::Expelled.label(value),
    };
    Table {
        caption: "People ordered out each year, cases found (years without a case are left out)".to_owned(),
        head: vec!["Year".to_owned(), format!("By {}", names[0]), format!("By {}", names[1])],
        rows: years.iter().map(|year| vec![year.date.to_string(), cell(year.others), cell(year.moscow)]).collect(),
        foot: Vec::new(),
    }
    .to_html()
}
