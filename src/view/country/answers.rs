//! Who answered whom, crisis by crisis: acts and what answered them, with how long that took and with how many people.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Section, Subject};
use crate::chain::{Exchange, Lag, answers_to, exchanges, is_other_deed, side_of};
use crate::dataset::{Date, EventIndex};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::view::chain_text::{bars_svg, chain_href, lag_words, ratio_words};
use crate::view::record::headline_qualified;
use crate::view::story::event_href;
use crate::words;

/// Acts of one side and what the other did about them.
struct Answered {
    exchange: Exchange,
    /// Whether the acts ordered people out, so that numbers can be held against each other.
    is_of_people: bool,
}

impl Answered {
    /// What answered the acts, by date: people first, then other acts.
    fn replies(&self) -> impl Iterator<Item = EventIndex> {
        self.exchange.replies.iter().chain(&self.exchange.other_replies).copied()
    }
}

/// The acts between one country and Moscow, by date, each with its replies. An act that stands as a reply already stands
/// for itself only where it was answered in turn.
fn all(subject: &Subject<'_>) -> Vec<Answered> {
    let facts = subject.facts();
    let chosen: Vec<EventIndex> =
        subject.events().into_iter().filter(|index| facts.event(*index).counterpart() == subject.actor.code).collect();
    let of_people = exchanges(facts.events, &GRAPH, &chosen);
    let others = chosen.iter().filter(|index| is_other_deed(facts.event(**index))).map(|act| {
        let other_replies = answers_to(&GRAPH, *act).into_iter().filter(|reply| chosen.contains(reply)).collect();
        Exchange { acts: vec![*act], other_replies, ..Exchange::default() }
    });
    let mut found: Vec<Answered> = of_people
        .into_iter()
        .map(|exchange| Answered { exchange, is_of_people: true })
        .chain(others.map(|exchange| Answered { exchange, is_of_people: false }))
        .collect();
    let told: BTreeSet<EventIndex> = found.iter().flat_map(Answered::replies).collect();
    found.retain(|one| one.replies().next().is_some() || one.exchange.acts.iter().any(|act| !told.contains(act)));
    found.sort_by_key(|one| one.exchange.acts.first().copied());
    found
}

/// Each crisis with its acts and replies as linked pairs.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let facts = subject.facts();
    let all = all(subject);
    let largest = all.iter().flat_map(|one| [one.exchange.act_people.known, one.exchange.reply_people.known]).max()?;
    let mut html =
        "<p class=\"page__note\">The act comes first, then the reply. The bars are people ordered out, on one scale for the \
         whole page. “Reply 0.5 for one”: half as many people in the reply as in the act. Each crisis leads to its chain.</p>"
            .to_owned();
    for (place, episode) in facts.episodes.iter().enumerate() {
        let is_of_episode = |one: &&Answered| {
            one.exchange.acts.first().is_some_and(|act| usize::from(facts.event(*act).episode) == place)
        };
        let own: Vec<&Answered> = all.iter().filter(is_of_episode).collect();
        if own.is_empty() {
            continue;
        }
        // Writing to a String cannot fail.
        _ = write!(
            html,
            "<h3><a href=\"{}?country={}\">{}<span class=\"visually-hidden\">: its chain</span></a></h3><ol class=\"answers\">",
            escape(&chain_href(episode.id.as_str(), subject.root)),
            subject.actor.code.as_str().to_ascii_lowercase(),
            escape(episode.title)
        );
        for one in own {
            html.push_str(&answered_html(subject, one, largest));
        }
        html.push_str("</ol>");
    }
    Some(Section {
        id: "answers",
        title: "Who answered whom, crisis by crisis".to_owned(),
        short: "Who answered whom".to_owned(),
        html,
    })
}

/// Acts and replies: act, bars, replies, and what they say of each other.
fn answered_html(subject: &Subject<'_>, one: &Answered, largest: u32) -> String {
    let facts = subject.facts();
    let exchange = &one.exchange;
    let Some(first) = exchange.acts.first().map(|act| facts.event(*act)) else { return String::new() };
    let dates: Vec<Date> = exchange.acts.iter().map(|act| facts.event(*act).date).collect();
    let date = words::span(first.date, dates.last().copied().unwrap_or(first.date));
    let mut out =
        format!("<li class=\"answers__pair\"><div class=\"answers__act\"><p class=\"answers__date\">{date}</p>");
    for act in &exchange.acts {
        _ = write!(out, "<p>{}{}</p>", link_among(subject, *act, &exchange.acts), cause_html(subject, *act));
    }
    out.push_str("</div><div class=\"answers__bars\" aria-hidden=\"true\">");
    if one.is_of_people {
        out.push_str(&bars_svg(exchange, side_of(first), largest));
    }
    out.push_str("</div><div class=\"answers__reply\">");
    let replies: Vec<EventIndex> = one.replies().collect();
    if replies.is_empty() {
        out.push_str("<p class=\"answers__none\">No act in reply found</p>");
    }
    let measures = [
        lags_words(subject, exchange, &replies),
        exchange.ratio().map(|ratio| format!("reply {}", ratio_words(ratio))),
    ];
    let measures: Vec<String> = measures.into_iter().flatten().collect();
    if !measures.is_empty() {
        _ = write!(out, "<p class=\"answers__date\">{}</p>", escape(&words::capitalise(&measures.join(" · "))));
    }
    for reply in &replies {
        _ = write!(out, "<p>{}</p>", link_among(subject, *reply, &replies));
    }
    if !exchange.words.is_empty() {
        out.push_str("<p class=\"answers__date\">Said of it</p>");
    }
    for words in &exchange.words {
        _ = write!(out, "<p>{}</p>", link_among(subject, *words, &exchange.words));
    }
    out.push_str("</div></li>");
    out
}

/// "after 3 days", "after 3 and 16 days": from the first of the acts to each reply.
fn lags_words(subject: &Subject<'_>, exchange: &Exchange, replies: &[EventIndex]) -> Option<String> {
    let facts = subject.facts();
    let lag = |reply: &EventIndex| {
        let edges = GRAPH.acts_of(*reply).iter().filter(|edge| exchange.acts.contains(&edge.act));
        let act = edges.map(|edge| edge.act).min()?;
        Some(Lag::between(facts.event(act).date, facts.event(*reply).date))
    };
    let mut lags: Vec<Lag> = replies.iter().filter_map(lag).collect();
    lags.sort_unstable();
    lags.dedup();
    let told: Vec<String> = lags
        .iter()
        .map(|lag| if lag.max_days == 0 { lag_words(*lag) } else { format!("after {}", lag_words(*lag)) })
        .collect();
    (!told.is_empty()).then(|| words::list(&told))
}

/// " (in answer to United States ordered out 60 people)": an act that answers what another did.
fn cause_html(subject: &Subject<'_>, act: EventIndex) -> String {
    let facts = subject.facts();
    let edges = GRAPH.acts_of(act).iter().filter(|edge| edge.relation.is_answer());
    let causes: Vec<EventIndex> =
        edges.map(|edge| edge.act).filter(|cause| facts.event(*cause).counterpart() != subject.actor.code).collect();
    match causes.as_slice() {
        [] => String::new(),
        [one] => format!(" <span class=\"answers__cause\">in answer to: {}</span>", link(subject, *one)),
        [one, rest @ ..] => format!(
            " <span class=\"answers__cause\">in answer to: {}, and {}</span>",
            link(subject, *one),
            words::counted(rest.len(), "other act", "other acts")
        ),
    }
}

fn link(subject: &Subject<'_>, index: EventIndex) -> String {
    link_among(subject, index, &[index])
}

/// An event by its headline; by its summary where another one beside it has the same headline.
fn link_among(subject: &Subject<'_>, index: EventIndex, beside: &[EventIndex]) -> String {
    let dataset = subject.dataset;
    let own = headline_qualified(dataset, index);
    let is_shared = beside.iter().any(|other| *other != index && headline_qualified(dataset, *other) == own);
    let text = if is_shared { dataset.record(index).summary.trim_end_matches('.').to_owned() } else { own };
    format!("<a href=\"{}\">{}</a>", escape(&event_href(dataset, index, subject.root)), escape(&text))
}
