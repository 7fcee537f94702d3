//! The graph as an outline: a nested list of links, each entry in full sentences.

use std::fmt::Write;

use super::{answered_orders, chain_href, chosen, is_larger, lag_between, people_words};
use crate::chain::{Edge, Outline, Relation, is_in_reply, outline};
use crate::dataset::{ActorCode, Dataset, Era, EventIndex};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::in_sentence;
use crate::view::record::headline_alone;
use crate::view::story::event_href;
use crate::words;

/// The graph as a nested list of links: every event once, under what it most directly answers. For all episodes
/// together eras stand at the top, below them episodes, below these their events.
pub fn outline_html(dataset: &Dataset, scope: Option<usize>, root: &str) -> String {
    let mut out = "<ul class=\"outline\">".to_owned();
    let of_episode = |out: &mut String, place: usize| {
        for entry in outline(dataset.facts.events, &GRAPH, &chosen(dataset, Some(place))) {
            entry_html(out, dataset, &entry, None, root);
        }
    };
    match scope {
        Some(place) => of_episode(&mut out, place),
        None => {
            for era in Era::ALL {
                let episodes: Vec<usize> = (0..dataset.facts.episodes.len())
                    .filter(|place| dataset.facts.episodes[*place].era == era)
                    .collect();
                if episodes.is_empty() {
                    continue;
                }
                _ = write!(out, "<li><span class=\"outline__era\">{}</span><ul>", escape(era.title()));
                for place in episodes {
                    let episode = &dataset.facts.episodes[place];
                    _ = write!(
                        out,
                        "<li><a class=\"outline__episode\" href=\"{}\">{}</a><ul>",
                        escape(&chain_href(episode.id.as_str(), root)),
                        escape(episode.title)
                    );
                    of_episode(&mut out, place);
                    out.push_str("</ul></li>");
                }
                out.push_str("</ul></li>");
            }
        }
    }
    out.push_str("</ul>");
    out
}

/// An entry of the outline and all below it.
fn entry_html(out: &mut String, dataset: &Dataset, entry: &Outline, parent: Option<EventIndex>, root: &str) {
    out.push_str("<li>");
    let link = GRAPH.acts_of(entry.event).iter().find(|edge| Some(edge.act) == parent);
    if let Some(word) = link.and_then(|edge| relation_word(dataset, edge)) {
        _ = write!(out, "<span class=\"outline__relation\">{word}</span> ");
    }
    _ = write!(
        out,
        "<a class=\"outline__link\" href=\"{}\" data-e=\"{}\">{}</a>",
        escape(&event_href(dataset, entry.event, root)),
        entry.event.0,
        escape(&entry_words(dataset, entry.event))
    );
    let mut further: Vec<String> = GRAPH
        .acts_of(entry.event)
        .iter()
        .filter(|edge| Some(edge.act) != parent)
        .map(|edge| further_words(dataset, edge))
        .collect();
    // Several acts of one actor on one day read alike.
    further.dedup();
    if !further.is_empty() {
        let also = if parent.is_some() { "also " } else { "" };
        _ = write!(out, " <span class=\"outline__relation\">{also}{}</span>", escape(&words::list(&further)));
    } else if GRAPH.acts_of(entry.event).is_empty() && GRAPH.replies_to(entry.event).next().is_none() {
        out.push_str(" <span class=\"outline__soft\">no link to another event is recorded</span>");
    }
    if !entry.replies.is_empty() {
        out.push_str("<ul>");
        for reply in &entry.replies {
            entry_html(out, dataset, reply, Some(entry.event), root);
        }
        out.push_str("</ul>");
    }
    out.push_str("</li>");
}

/// What an entry is to the one above it, where it is not a plain answer.
fn relation_word(dataset: &Dataset, edge: &Edge) -> Option<&'static str> {
    match edge.relation {
        Relation::Triggers => Some("set off"),
        Relation::Escalates if is_larger(dataset, edge) => Some("with more"),
        Relation::Escalates if is_in_reply(dataset.facts.events, &GRAPH, edge.act) => Some("in turn"),
        Relation::Retaliates | Relation::Escalates => None,
        Relation::Joins => Some("follows"),
        Relation::CarriesOn => Some("carries on"),
        Relation::Speaks => Some("said"),
    }
}

/// "follows United Kingdom, 14 March 2018".
fn further_words(dataset: &Dataset, edge: &Edge) -> String {
    let act = dataset.facts.event(edge.act);
    let date = words::date(act.date);
    let verb = match edge.relation {
        Relation::Triggers => return format!("set off by what happened {}", words::on_date(act.date)),
        Relation::Retaliates | Relation::Escalates => "answers",
        Relation::Joins => "follows",
        Relation::CarriesOn => "carries on from",
        Relation::Speaks => "speaks of",
    };
    format!("{verb} {}, {date}", dataset.facts.name(act.actor))
}

/// "United States ordered out 60 people, 26 March 2018; Russia answered with 60 after 3 days".
fn entry_words(dataset: &Dataset, index: EventIndex) -> String {
    let facts = &dataset.facts;
    let event = facts.event(index);
    let mut out = format!("{}, {}", headline_alone(dataset, index), words::date(event.date));
    let replies: Vec<&Edge> = GRAPH.replies_to(index).filter(|edge| edge.relation.is_answer()).collect();
    let mut answering: Vec<ActorCode> = Vec::new();
    for edge in &replies {
        let actor = facts.event(edge.reply).actor;
        if !answering.contains(&actor) {
            answering.push(actor);
        }
    }
    for replier in answering {
        let name = in_sentence(facts, replier);
        let (mut people, mut others): (Vec<String>, Vec<(String, Vec<String>)>) = (Vec::new(), Vec::new());
        for edge in replies.iter().filter(|edge| facts.event(edge.reply).actor == replier) {
            let reply = facts.event(edge.reply);
            let lag = lag_between(dataset, edge);
            let after = words::after_days(lag.min_days, lag.max_days);
            let sum = reply.people_ordered_out();
            if sum.is_empty() {
                let did = reply.action.did().to_owned();
                match others.iter_mut().find(|(at, _)| *at == after) {
                    Some((_, all)) if all.contains(&did) => {}
                    Some((_, all)) => all.push(did),
                    None => others.push((after, vec![did])),
                }
                continue;
            }
            let acts = answered_orders(dataset, edge.reply).len();
            let together = if acts > 1 && !event.people_ordered_out().is_empty() {
                format!(" to {acts} acts together")
            } else {
                String::new()
            };
            let unit = if event.people_ordered_out().is_empty() { people_words(sum) } else { words::sum(sum) };
            people.push(format!("{unit}{together} {after}"));
        }
        if !people.is_empty() {
            _ = write!(out, "; {name} answered with {}", words::list(&people));
        }
        let also = if people.is_empty() { "" } else { "also " };
        if !others.is_empty() {
            let others: Vec<String> =
                others.iter().map(|(after, all)| format!("{}, {after}", words::list(all))).collect();
            _ = write!(out, "; {name} {also}answered: {}", words::list(&others));
        }
    }
    out
}
