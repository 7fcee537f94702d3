//! `/episodes/<id>/chain/` and `/chain/`: the retaliation chain as a sentence, a picture, an outline and pairs.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::chain::{mark_title, picture_html, selection_of};
use super::chain_text::{behind_html, measures_html, outline_html, pairs_html, reading_html, rules_html};
use super::record::{BEHIND, evidence_html};
use crate::chain::{Grouping, Kind, LaneKey, Order, Relation, Selection, lanes, lanes_of};
use crate::chart::chain::{Format, Links, Picture, PlacedMark, glyph_svg, to_svg};
use crate::dataset::{Action, ActorCode, Dataset, EventIndex};
use crate::facts::{FACTS, GRAPH};
use crate::html::escape;
use crate::route::{Query, Route};
use crate::words;

/// The content of a chain page; `scope` is an episode's place in the facts, or nothing for all episodes.
pub fn chain_html(dataset: &Dataset, scope: Option<usize>, root: &str) -> String {
    let selection = selection_of(&Query::default(), scope);
    let episode = scope.map(|place| &dataset.facts.episodes[place]);
    let record = match episode {
        Some(episode) => Route::episode(episode.id.as_str()).unwrap_or(Route::Home).href(root) + "#record",
        None => Route::CompareRecord.href(root),
    };
    let evidence = evidence_html(&record, BEHIND);
    let mut out = String::from("<article class=\"chain-page\" data-chain><header class=\"chain-page__head page\">");
    // Writing to a String cannot fail.
    match episode {
        Some(episode) => {
            let href = |route: Option<Route>| escape(&route.unwrap_or(Route::Home).href(root));
            _ = write!(
                out,
                "<p class=\"page__crumb\"><a href=\"{}\">{}</a> · <a href=\"{}\">Step 1</a> · <a href=\"{}\">All chains</a></p>\
                 <h1>Who answered whom: {}</h1>",
                href(Route::episode(episode.id.as_str())),
                escape(episode.title),
                href(Route::step(episode.id.as_str(), 1)),
                escape(&Route::Chain.href(root)),
                escape(episode.title),
            );
        }
        None => out.push_str("<h1>Who answered whom, 1971–2026</h1>"),
    }
    out.push_str(&reading_html(dataset, scope, root));
    out.push_str("</header>");
    out.push_str(&tools_html(dataset, &selection));
    _ = write!(
        out,
        "<div class=\"chain-page__body\"><figure class=\"chain\" aria-labelledby=\"chain-title\">\
         <h2 class=\"chain__title\" id=\"chain-title\">Act and reply, lane by lane</h2><p class=\"chain__note\">{}</p>\
         <div class=\"chain__picture\" data-picture>{}</div>{}{evidence}</figure>",
        if scope.is_some() {
            "The upper line of a lane (on phones the left one) holds what the country or organisation did, the other line what Moscow did. Dates stand in their order, marks of one day side by side; long waits are cut short, so lags are best read as numbers."
        } else {
            "With all crises, a mark stands for a year, a crisis and a side. The upper line of a lane (on phones the left one) holds what the country or organisation did, the other line what Moscow did. Years stand in their order, not to scale."
        },
        picture_html(&selection, root),
        key_html(&selection),
    );
    _ = write!(
        out,
        "<div class=\"chain-page__side\">\
         <section class=\"chain-outline\" aria-labelledby=\"outline-title\"><h2 id=\"outline-title\">The same as an outline</h2>\
         <p class=\"chain__note\" data-outline-help>Replies stand below the acts that they answer.</p>\
         <div class=\"chain-outline__scroll\" data-outline>{}</div></section>\
         <section class=\"chain-card\" data-card hidden aria-label=\"The chosen event\"></section></div></div>",
        outline_html(dataset, scope, root)
    );
    out.push_str("<p class=\"visually-hidden\" role=\"status\" data-said></p>");
    _ = write!(
        out,
        "<div class=\"chain-page__tells page\">{}{}{evidence}{}{}</div></article>",
        measures_html(dataset, scope, root),
        pairs_html(dataset, scope, root),
        behind_html(dataset, scope, root),
        rules_html()
    );
    out
}

/// The controls: only a program can answer them, so without one they are not shown.
fn tools_html(dataset: &Dataset, selection: &Selection) -> String {
    let facts = &dataset.facts;
    let mut out = "<form class=\"chain-tools\" data-tools aria-label=\"What the chain shows\">".to_owned();
    let mut select = |name: &str, label: &str, options: &[(String, String)]| {
        _ = write!(out, "<label>{label} <select name=\"{name}\">");
        for (value, text) in options {
            _ = write!(out, "<option value=\"{}\">{}</option>", escape(value), escape(text));
        }
        out.push_str("</select></label>");
    };
    if selection.episode.is_none() {
        let episodes = facts.episodes.iter().map(|episode| (episode.id.to_string(), episode.title.to_owned()));
        select("episode", "Crisis", &with_all("All", episodes));
    }
    let events = selection.events(facts);
    let mut countries: Vec<(String, ActorCode)> = events
        .iter()
        .map(|index| facts.event(*index))
        .filter(|event| event.action != Action::Trigger)
        .map(|event| (facts.name(event.counterpart()), event.counterpart()))
        .collect();
    countries.sort();
    countries.dedup();
    let countries = countries.into_iter().map(|(name, code)| (code.as_str().to_ascii_lowercase(), name));
    select("country", "Country", &with_all("All", countries));
    let kinds: BTreeSet<Kind> = events.iter().map(|index| Kind::of(facts.event(*index).action)).collect();
    select(
        "kind",
        "Kind of act",
        &with_all("All", kinds.iter().map(|kind| (kind.key().to_owned(), kind_name(*kind).to_owned()))),
    );
    let order_name = |order: Order| match order {
        Order::Date => "first date",
        Order::People => "most people",
        Order::Name => "name",
    };
    let orders: Vec<_> =
        Order::ALL.iter().map(|order| (order.key().to_owned(), order_name(*order).to_owned())).collect();
    select("sort", "Lanes by", &orders);
    let folded = Selection { grouping: Grouping::Waves, ..*selection };
    let has_waves = selection.episode.is_some()
        && lanes(facts, &GRAPH, &folded).iter().any(|lane| matches!(lane.key, LaneKey::Wave(_)));
    // With all episodes together a wave is folded already; one of them may be chosen.
    if has_waves || selection.episode.is_none() {
        let hidden = if has_waves { "" } else { " hidden" };
        _ = write!(
            out,
            "<label class=\"chain-tools__check\"{hidden}><input type=\"checkbox\" name=\"waves\" value=\"folded\"> Fold waves into one lane</label>"
        );
    }
    out.push_str("<button type=\"reset\" class=\"chain-tools__reset\">Show all</button></form>");
    out
}

fn with_all(all: &str, options: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), all.to_owned())).chain(options).collect()
}

/// A kind of act, as the key and the filter name it.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::People => "People ordered out",
        Kind::OtherPeople => "Ambassadors, accreditation, other staff",
        Kind::Missions => "Missions closed or suspended",
        Kind::Ceilings => "Ceilings on posts",
        Kind::Measures => "Recalls, property",
        Kind::Words => "Threats, refusals, statements",
        Kind::Trigger => "Triggers",
    }
}

/// What the marks and lines mean: those that the picture holds.
fn key_html(selection: &Selection) -> String {
    let events = selection.events(&FACTS);
    let kinds: BTreeSet<Kind> = events.iter().map(|index| Kind::of(FACTS.event(*index).action)).collect();
    let mut out =
        "<ul class=\"chain__key\"><li><span class=\"chain__key-others\">Acts by the country or organisation</span>, \
                   <span class=\"chain__key-moscow\">acts by Moscow</span></li>"
            .to_owned();
    for kind in kinds {
        let words = match kind {
            Kind::People => "People ordered out: the area of the circle is their number",
            other => kind_name(other),
        };
        _ = write!(out, "<li>{} {words}</li>", glyph_svg(kind));
    }
    if events.iter().any(|index| FACTS.event(*index).people_ordered_out().is_floor()) {
        out.push_str(
            "<li>A ring or a plus sign: more than this number. A hollow circle or “?”: no number was published, or none applies</li>",
        );
    }
    if events.iter().any(|index| !FACTS.event(*index).disputed.is_empty()) {
        out.push_str("<li>≠ or a range in brackets: sources differ</li>");
    }
    if selection.grouping != Grouping::Years && events.iter().any(|index| FACTS.event(*index).date.day().is_none()) {
        out.push_str("<li>Pale with a dashed edge: known to the month only, drawn in its middle</li>");
    }
    if selection.grouping != Grouping::Years {
        out.push_str("<li>A gap across the lines: days without events, left out</li>");
    }
    out.push_str("<li>23 → 12 ×0.52, 21 days: act, reply, people in the reply for one in the act (left out for one for one), lag. 4 cases: so many acts with their replies, added up by side</li>");
    out.push_str("<li>Solid line: an answer. Heavy line: an answer with more people, or to an answer. Dotted line: words, or an act carried on</li></ul>");
    out
}

/// A step's own chain: its events and what they directly answered, set off or were answered by. Where none of
/// them is linked to anything, a sentence and the way to the whole chain.
pub fn small_chain_html(dataset: &Dataset, events: &[EventIndex], root: &str) -> String {
    let facts = &dataset.facts;
    let mut chosen: BTreeSet<EventIndex> = events.iter().copied().collect();
    let mut links = 0;
    for index in events {
        let edges = GRAPH.acts_of(*index).iter().chain(GRAPH.replies_to(*index));
        for edge in edges.filter(|edge| !matches!(edge.relation, Relation::Joins | Relation::Speaks)) {
            links += 1;
            chosen.extend([edge.act, edge.reply]);
        }
    }
    // The whole chain opens at an act that ordered people out, if there is one.
    let orders_out = |index: &&EventIndex| facts.event(**index).action.orders_people_out();
    let Some(first) = events.iter().find(orders_out).or(events.first()) else { return String::new() };
    let place = |index: EventIndex| {
        let event = facts.event(index);
        let episode = &facts.episodes[usize::from(event.episode)];
        let route = Route::episode_chain(episode.id.as_str()).unwrap_or(Route::Chain);
        format!("{}?event={}", route.href(root), event.id)
    };
    let link = format!("<a href=\"{}\">This step in the whole chain</a>", escape(&place(*first)));
    if links == 0 {
        return format!("<p class=\"small-chain chain__note\">No link to another event is recorded. {link}</p>");
    }
    let chosen: Vec<EventIndex> = chosen.into_iter().collect();
    let lanes = lanes_of(facts, &GRAPH, &chosen, Order::Date, Grouping::Waves);
    let href = |mark: &PlacedMark| mark.events.first().map_or_else(String::new, |index| place(*index));
    let svg = to_svg(
        &Picture::new(facts, &GRAPH, &lanes, Format::Narrow),
        "chain__svg",
        &Links { href: &href, title: &mark_title },
    );
    format!(
        "<figure class=\"chain small-chain\" aria-labelledby=\"small-chain-title\"><h2 id=\"small-chain-title\">Who answered whom</h2>\
         <p class=\"chain__note\">What this step shows, what it answered and what answered it. Time runs down; Moscow’s acts stand to the right.</p>\
         {svg}<p>{link}</p></figure>"
    )
}

/// The document's title and description of a chain page.
pub fn chain_title(dataset: &Dataset, scope: Option<usize>) -> (String, String) {
    match scope.map(|place| &dataset.facts.episodes[place]) {
        Some(episode) => (
            format!("Who answered whom · {}", episode.title),
            format!(
                "The chain of acts and replies of the {} crisis: who answered whom, with how many people, after how many days.",
                episode.title
            ),
        ),
        None => (
            "Who answered whom, 1971–2026".to_owned(),
            format!(
                "All {} linked on one axis: acts, replies and counter-replies, lane by lane.",
                words::counted(dataset.facts.events.len(), "event", "events")
            ),
        ),
    }
}
