//! The picture of a chain, drawn the same natively and in the browser.

use crate::chain::{Kind, Selection, lanes};
use crate::chart::chain::{Format, Links, Picture, PlacedMark, to_svg};
use crate::dataset::{Event, Sum, Unit};
use crate::facts::{FACTS, GRAPH};
use crate::route::{Query, Route};
use crate::words;

/// What the address chooses, for a chain of one episode (its place in the facts) or of all.
pub fn selection_of(query: &Query, episode: Option<usize>) -> Selection {
    Selection::of(query, episode, &FACTS)
}

/// The picture in both formats, the wide one first; the style sheet shows one of them. `root` is where the site begins.
pub fn picture_html(selection: &Selection, root: &str) -> String {
    let lanes = lanes(&FACTS, &GRAPH, selection);
    if lanes.is_empty() {
        return "<p class=\"chain__none\" role=\"status\">No event fits what is chosen.</p>".to_owned();
    }
    let links = Links { href: &|mark| href(mark, root), title: &mark_title };
    let svg = |format, class| to_svg(&Picture::new(&FACTS, &GRAPH, &lanes, format), class, &links);
    svg(Format::Wide, "chain__svg chain__svg--wide") + &svg(Format::Narrow, "chain__svg chain__svg--narrow")
}

/// A mark leads to its event's page; one of several events to the chain of their episode, event by event.
fn href(mark: &PlacedMark, root: &str) -> String {
    let Some(first) = mark.events.first().map(|index| FACTS.event(*index)) else { return String::new() };
    let id = first.id.as_str();
    if mark.events.len() == 1 {
        return Route::event(id).unwrap_or(Route::Home).href(root);
    }
    let episode = FACTS.episodes.get(usize::from(first.episode)).and_then(|e| Route::episode_chain(e.id.as_str()));
    format!("{}?event={id}", episode.unwrap_or(Route::Chain).href(root))
}

/// What a mark stands for: "United States, 26 March 2018: ordered people out, 60 people".
pub fn mark_title(mark: &PlacedMark) -> String {
    let Some(first) = mark.events.first().map(|index| FACTS.event(*index)) else { return String::new() };
    let events = || mark.events.iter().map(|index| FACTS.event(*index));
    let number = match (mark.kind, first.action.unit()) {
        (Kind::People, _) => Some((events().map(Event::people_ordered_out).sum::<Sum>(), Unit::People)),
        (_, Some(unit)) if mark.events.len() == 1 => Some((Sum::from(first.count), unit)),
        _ => None,
    };
    let number = number.filter(|(sum, _)| !sum.is_empty());
    let number = number.map_or_else(String::new, |(sum, unit)| format!(", {}", words::sum_with_unit(sum, unit)));
    if mark.events.len() == 1 {
        return format!(
            "{}, {}: {}{number}{}",
            FACTS.name(first.actor),
            words::date(first.date),
            first.action.did(),
            words::differs(first)
        );
    }
    let did = match mark.kind {
        Kind::People => "orders to people to leave",
        _ => "other acts",
    };
    let last = events().next_back().unwrap_or(first);
    format!("{}: {} {did}{number}", words::span(first.date, last.date), mark.events.len())
}
