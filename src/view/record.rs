//! Events with their notes, sources and disputes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use leptos::prelude::*;

use super::chain_text::{answered_orders, is_larger, lag_words, ratio_words};
use super::story::event_href;
use crate::chain::{Edge, Lag, Ratio, Relation, is_in_reply};
use crate::dataset::{
    Action, ActorCode, Bound, Citation, Count, Dataset, DateKind, Event, EventIndex, Source, Sum, Unit,
};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::in_sentence;
use crate::route::Route;
use crate::words;

/// What happened, as a heading: "United States ordered out 60 people". A trigger or a statement is no act of a kind, so
/// its summary says what happened.
pub fn headline(dataset: &Dataset, index: EventIndex) -> String {
    let event = dataset.facts.event(index);
    if is_told(event) {
        return dataset.record(index).summary.trim_end_matches('.').to_owned();
    }
    let actor = dataset.facts.name(event.actor);
    match (event.action.unit(), event.count) {
        (Some(unit), Count::Known(..)) => {
            let number = qualified_number(event, unit);
            match event.action {
                Action::Expel => format!("{actor} ordered out {number}"),
                action => format!("{actor} {}: {number}", action.did()),
            }
        }
        _ => format!("{actor} {}", event.action.did()),
    }
}

/// The headline with the one towards whom: "Russia to Finland: ordered out 1 person". A state answers many on one day, and
/// most of these acts have the same headline.
pub fn headline_towards(dataset: &Dataset, index: EventIndex) -> String {
    let event = dataset.facts.event(index);
    let headline = headline(dataset, index);
    if is_told(event) || event.actor == event.target {
        return headline;
    }
    let actor = dataset.facts.name(event.actor);
    let did = headline.strip_prefix(actor.as_str()).unwrap_or(&headline).trim_ascii_start();
    format!("{actor} to {}: {did}", in_sentence(&dataset.facts, event.target))
}

/// The headline where the page or the entry says towards whom: with a word on sources that differ.
pub fn headline_qualified(dataset: &Dataset, index: EventIndex) -> String {
    headline(dataset, index) + &words::differs(dataset.facts.event(index))
}

/// The headline as it stands where nothing else of the event does: towards whom, and a word on sources that differ.
pub fn headline_alone(dataset: &Dataset, index: EventIndex) -> String {
    headline_towards(dataset, index) + &words::differs(dataset.facts.event(index))
}

/// The way from the numbers of a figure or a section to what they rest on: a line of its own, directly inside it.
pub fn evidence_html(href: &str, words: &str) -> String {
    format!("<p class=\"evidence\"><a href=\"{}\">{}</a></p>", escape(href), escape(words))
}

/// What the line says where the events stand with their sources.
pub const BEHIND: &str = "The events behind these numbers, with their sources";

/// Whether the event is told in a sentence only: nobody acts against anybody.
pub fn is_told(event: &Event) -> bool {
    matches!(event.action, Action::Trigger | Action::Statement)
}

/// "105 people (15 of them abroad already and barred from returning)".
fn qualified_number(event: &Event, unit: Unit) -> String {
    let number = words::sum_with_unit(Sum::from(event.count), unit);
    if event.qualifier.is_empty() { number } else { format!("{number} ({})", event.qualifier) }
}

/// The number in a sentence of its own, also where there is none.
pub fn count_words(event: &Event) -> String {
    match (event.action.unit(), event.count) {
        (Some(unit), Count::Known(_, Bound::MoreThan)) => {
            format!("{} (a floor: the sources say “more than”)", words::sum_with_unit(Sum::from(event.count), unit))
        }
        (Some(unit), Count::Known(..)) => qualified_number(event, unit),
        (Some(unit), Count::Unknown) => format!("the number of {} was not published or not found", unit.key()),
        (_, Count::Elsewhere) => "counted at the announcement, so that nobody is counted twice".to_owned(),
        _ => "no number applies".to_owned(),
    }
}

/// Who acted against whom, with an arrow; one name alone where nobody acts against anybody.
pub fn direction(dataset: &Dataset, event: &Event) -> String {
    if event.actor == event.target || is_told(event) {
        dataset.facts.name(event.actor)
    } else {
        format!("{} → {}", dataset.facts.name(event.actor), dataset.facts.name(event.target))
    }
}

/// The same, each name leading to its page.
pub fn linked_direction(dataset: &Dataset, event: &Event, root: &str) -> impl IntoView + use<> {
    let link = |code: ActorCode| {
        let href = Route::Country(code).href(root);
        view! { <a href=href>{dataset.facts.name(code)}</a> }
    };
    let target = (event.actor != event.target && !is_told(event)).then(|| view! { " → " {link(event.target)} });
    view! { {link(event.actor)} {target} }
}

/// The colour of a card says who acts; nobody's stays neutral.
fn card_class(event: &Event) -> &'static str {
    match (is_told(event), event.is_by_moscow()) {
        (true, _) => "event",
        (false, true) => "event event--moscow",
        (false, false) => "event event--others",
    }
}

/// A step's events as cards.
pub fn record_view(dataset: &Dataset, events: &[EventIndex], root: &str) -> impl IntoView + use<> {
    let title = match events.len() {
        1 => "The event of this step".to_owned(),
        n => format!("The {n} events of this step"),
    };
    let cards = cards_view(dataset, events, root, |title| view! { <h3 class="event__title">{title}</h3> });
    view! {
        <section aria-labelledby="record-title">
            <h2 id="record-title">{title}</h2>
            {cards}
        </section>
    }
}

/// Events as cards under a heading of the third level: each with a heading of the fourth, its id, its number, its sources
/// and what disputes it.
pub fn cards_html(dataset: &Dataset, events: &[EventIndex], root: &str) -> String {
    cards_view(dataset, events, root, |title| view! { <h4 class="event__title">{title}</h4> }).to_html()
}

/// Events as cards; `heading` puts the link that names one into a heading of the level that fits the page.
fn cards_view<H, V>(dataset: &Dataset, events: &[EventIndex], root: &str, heading: H) -> impl IntoView + use<H, V>
where
    H: Fn(AnyView) -> V,
    V: IntoView + 'static,
{
    let cards = events
        .iter()
        .map(|index| {
            let event = dataset.facts.event(*index);
            let record = dataset.record(*index);
            let href = event_href(dataset, *index, root);
            let sources = words::counted(record.citations.len(), "source", "sources");
            let title = view! { <a href=href>{headline(dataset, *index)}</a> }.into_any();
            view! {
                <li class=card_class(event) id=event.id.as_str()>
                    {heading(title)}
                    <p class="event__meta">
                        {words::date(event.date)}
                        {(event.date_kind == DateKind::Effective && !is_told(event)).then_some(" (takes effect)")} " · "
                        {direction(dataset, event)}
                    </p>
                    {(!is_told(event)).then(|| view! { <p class="event__summary">{record.summary.clone()}</p> })}
                    {record.note.clone().map(|note| view! { <p class="event__note">{note}</p> })}
                    <div inner_html=disputes_html(dataset, *index)></div>
                    <details class="event__more">
                        <summary>{sources} <span class="visually-hidden">{format!(" for: {}", headline(dataset, *index))}</span></summary>
                        {answers_view(dataset, *index, root)}
                        <div inner_html=citations_html(dataset, &record.citations, root)></div>
                    </details>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="events">{cards}</ol> }
}

/// Where sources give another account, with who gives which figure; nothing where they agree.
pub fn disputes_html(dataset: &Dataset, index: EventIndex) -> String {
    let event = dataset.facts.event(index);
    let disputes = &dataset.record(index).disputes;
    if disputes.is_empty() {
        return String::new();
    }
    let mut out = "<div class=\"event__disputes\"><p><strong>Sources differ.</strong>".to_owned();
    let figures = figures(dataset, index);
    if let (true, Some(unit)) = (figures.len() > 1, event.action.unit()) {
        let given: Vec<String> = figures
            .iter()
            .map(|(number, publishers)| format!("<b>{number}</b>: {}", escape(&publishers.join(", "))))
            .collect();
        // Writing to a String cannot fail.
        _ = write!(out, " Number of {}: {}.", unit.key(), given.join("; "));
    }
    out.push_str("</p><ul>");
    for dispute in disputes {
        let why = dispute.why.map_or_else(String::new, |why| format!("; {}", why.words()));
        _ = write!(
            out,
            "<li>{} <span class=\"event__by\">({}{})</span></li>",
            escape(&dispute.claim),
            source_html(&dataset.sources[dispute.source]),
            escape(&why)
        );
    }
    out.push_str("</ul></div>");
    out
}

/// The figures that sources give for the act, the event's own first, then from the lowest, each with who gives it; its own
/// is that of the sources that it rests on. Empty for an event without a number.
pub fn figures(dataset: &Dataset, index: EventIndex) -> Vec<(String, Vec<String>)> {
    let event = dataset.facts.event(index);
    let record = dataset.record(index);
    let mut figures: Vec<(String, Vec<String>)> = Vec::new();
    if let Count::Known(..) = event.count {
        let givers = record.citations.iter().map(|citation| giver(&dataset.sources[citation.source]));
        figures.push((words::sum(event.count.into()), givers.collect()));
    }
    let mut others: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for dispute in &record.disputes {
        if let Some(figure) = dispute.figure {
            others.entry(figure).or_default().push(giver(&dataset.sources[dispute.source]));
        }
    }
    figures.extend(others.into_iter().map(|(figure, givers)| (words::number(figure), givers)));
    for (_, givers) in &mut figures {
        let mut seen = BTreeSet::new();
        givers.retain(|giver| seen.insert(giver.clone()));
    }
    figures
}

/// Whose figure a page gives: the agency or outlet whose text it carries, and where that was read.
fn giver(source: &Source) -> String {
    match &source.carries {
        Some(carries) => format!("{carries} (in {})", source.publisher),
        None => source.publisher.clone(),
    }
}

/// What the event answered and what answered it, by the kind of link; nothing where none is recorded.
pub fn answers_view(dataset: &Dataset, index: EventIndex, root: &str) -> impl IntoView + use<> {
    let list = |title: &'static str, edges: Vec<&Edge>| {
        let items = edges
            .iter()
            .map(|edge| {
                let is_later = edge.act == index;
                let other = if is_later { edge.reply } else { edge.act };
                let related = dataset.facts.event(other);
                let href = event_href(dataset, other, root);
                let measures = if edge.relation.is_answer() { answer_words(dataset, edge, is_later) } else { String::new() };
                view! { <li><a href=href>{headline_alone(dataset, other)}</a> ", " {words::date(related.date)} {measures}</li> }
            })
            .collect_view();
        (!edges.is_empty()).then(|| view! { <div class="event__links"><p>{title}</p><ul>{items}</ul></div> })
    };
    let before = Relation::ALL.map(|relation| {
        let edges = GRAPH.acts_of(index).iter().filter(|edge| edge.relation == relation);
        list(relation.of_reply(), edges.collect())
    });
    let after = Relation::ALL.map(|relation| {
        let edges = GRAPH.replies_to(index).filter(|edge| edge.relation == relation);
        list(relation.of_act(), edges.collect())
    });
    view! {
        {before.into_iter().collect_view()}
        {after.into_iter().collect_view()}
    }
}

/// How an answer compares to its act, as it stands after a link to either: ", 3 days later, one for one"; why it went
/// further.
fn answer_words(dataset: &Dataset, edge: &Edge, is_later: bool) -> String {
    let (act, reply) = (dataset.facts.event(edge.act), dataset.facts.event(edge.reply));
    let lag = Lag::between(act.date, reply.date);
    let mut out = match (lag.max_days, is_later) {
        (0, _) => ", on the same day".to_owned(),
        (_, true) => format!(", {} later", lag_words(lag)),
        (_, false) => format!(", {} earlier", lag_words(lag)),
    };
    // A reply to several acts at once is compared to all of them.
    let acts = answered_orders(dataset, edge.reply);
    let all: Sum = acts.iter().map(|act| dataset.facts.event(*act).people_ordered_out()).sum();
    let is_counted = acts.contains(&edge.act);
    if let (true, Some(ratio)) = (is_counted, Ratio::of(all, reply.people_ordered_out())) {
        _ = write!(out, ", {}", ratio_words(ratio));
        if acts.len() > 1 {
            _ = write!(out, " for {} acts together", acts.len());
        }
    }
    if edge.relation == Relation::Escalates {
        if is_larger(dataset, edge) {
            out.push_str(" (more people)");
        } else if is_in_reply(dataset.facts.events, &GRAPH, edge.act) {
            out.push_str(" (an answer to an answer)");
        }
    }
    out
}

/// The sources of an event, each with its owner and what it supports.
pub fn citations_html(dataset: &Dataset, citations: &[Citation], root: &str) -> String {
    let mut out = "<ul class=\"sources\">".to_owned();
    for citation in citations {
        let source = &dataset.sources[citation.source];
        let supports = citation.supports.as_ref().map_or_else(String::new, |supports| {
            format!("<span class=\"source__supports\">{}</span>", escape(supports))
        });
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li class=\"source\">{}{}<span class=\"source__owner\"> · {} <span class=\"source__more\">· <a href=\"{}\">more<span class=\"visually-hidden\"> that rests on {}</span></a></span></span>{supports}</li>",
            source_html(source),
            escape(&source_details(source)),
            escape(&owner_words(source)),
            escape(&source_href(source, root)),
            escape(&source.publisher)
        );
    }
    out.push_str("</ul>");
    out
}

/// ", carrying Reuters, by A. Writer, 26 March 2018": what is known of a page beside its publisher.
pub fn source_details(source: &Source) -> String {
    let mut out = String::new();
    if let Some(carries) = &source.carries {
        _ = write!(out, ", carrying {carries}");
    }
    if let Some(author) = &source.author {
        _ = write!(out, ", by {author}");
    }
    if let Some(date) = source.published {
        _ = write!(out, ", {}", words::date(date));
    }
    out
}

/// The address of a source's entry in the list of all: what it supports.
pub fn source_href(source: &Source, root: &str) -> String {
    format!("{}#{}", Route::Sources.href(root), source.id)
}

/// Who owns or funds the publisher, or that this is not recorded.
pub fn owner_words(source: &Source) -> String {
    match (source.owner.ownership, &source.owner.name) {
        (Some(kind), Some(owner)) => format!("{} ({owner})", kind.words()),
        (Some(kind), None) => kind.words().to_owned(),
        (None, Some(owner)) => owner.clone(),
        (None, None) => "owner not recorded".to_owned(),
    }
}

/// The name of a source as a plain link out; without one where its address is not known.
pub fn source_html(source: &Source) -> String {
    let name = source
        .title
        .as_ref()
        .map_or_else(|| source.publisher.clone(), |title| format!("{}: {title}", source.publisher));
    let language = source.language.as_ref().filter(|code| *code != "en");
    let hreflang = language.map_or_else(String::new, |code| format!(" hreflang=\"{code}\""));
    match &source.url {
        Some(url) => {
            format!("<a href=\"{}\" rel=\"external noreferrer\"{hreflang}>{}</a>", escape(url), escape(&name))
        }
        None => escape(&name),
    }
}
