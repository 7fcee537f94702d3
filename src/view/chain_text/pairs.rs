//! The panel "Mirror or escalation?": act and reply side by side, acts of other kinds, the totals of all episodes.

use std::fmt::Write;

use super::{
    LONG_LIST, chain_href, chosen, lag_between, lag_words, median_words, people_words, ratio_words, thousands,
};
use crate::chain::{
    Comparison, Exchange, Lag, MedianLag, SideSummary, Summary, answers_to, has_same_number, is_in_reply,
    is_other_deed, side_of,
};
use crate::dataset::{ActorCode, Bound, Count, Dataset, Event, EventIndex, Sum};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::{Side, in_sentence};
use crate::route::Route;
use crate::view::record::{headline_alone, is_told};
use crate::view::story::event_href;
use crate::words;

/// The panel "Mirror or escalation?": every exchange of people as a pair, the largest ratio first; for all episodes
/// together the totals of each.
pub fn pairs_html(dataset: &Dataset, scope: Option<usize>, root: &str) -> String {
    let events = chosen(dataset, scope);
    let summary = Summary::of(dataset.facts.events, &GRAPH, &events);
    let mut out =
        "<section class=\"pairs\" aria-labelledby=\"pairs-title\"><h2 id=\"pairs-title\">Mirror or escalation?</h2>"
            .to_owned();
    match scope {
        Some(_) => {
            out.push_str(&exchanges_html(dataset, &summary, root));
            out.push_str(&other_pairs_html(dataset, &events, root));
        }
        None => out.push_str(&totals_html(dataset, root)),
    }
    out.push_str("</section>");
    out
}

/// What became of an act that ordered people out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    More,
    Same,
    Fewer,
    Open,
    OtherKind,
    Words,
    None,
}

impl Outcome {
    const ALL: [Self; 7] = [Self::More, Self::Same, Self::Fewer, Self::Open, Self::OtherKind, Self::Words, Self::None];

    fn of(exchange: &Exchange) -> Self {
        match exchange.comparison() {
            Some(Comparison::More) => Self::More,
            Some(Comparison::Same) => Self::Same,
            Some(Comparison::Fewer) => Self::Fewer,
            Some(Comparison::Open) => Self::Open,
            None if !exchange.other_replies.is_empty() => Self::OtherKind,
            None if !exchange.words.is_empty() => Self::Words,
            None => Self::None,
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::More => "Answered with more",
            Self::Same => "Answered with the same number",
            Self::Fewer => "Answered with fewer",
            Self::Open => "Answered, but a floor or an unknown number leaves it open",
            Self::OtherKind => "Answered with acts of another kind",
            Self::Words => "Answered in words or an announcement only",
            Self::None => "No reply found",
        }
    }

    /// Whether people were ordered out in reply.
    const fn has_people(self) -> bool {
        matches!(self, Self::More | Self::Same | Self::Fewer | Self::Open)
    }
}

/// "the United States"; "the United States against Russia" is what a title needs.
fn against(dataset: &Dataset, event: &Event) -> String {
    format!("{} against {}", dataset.facts.name(event.actor), in_sentence(&dataset.facts, event.target))
}

/// "<a>60 people</a>, 26 March 2018".
fn linked(dataset: &Dataset, index: EventIndex, words: &str, root: &str) -> String {
    let event = dataset.facts.event(index);
    format!(
        "<a href=\"{}\"><span class=\"visually-hidden\">{}: </span>{}</a>, {}",
        escape(&event_href(dataset, index, root)),
        escape(&against(dataset, event)),
        escape(words),
        words::date(event.date)
    )
}

/// A cell of events, one below the other.
fn linked_all(dataset: &Dataset, events: &[EventIndex], root: &str) -> String {
    let items: Vec<String> = events.iter().map(|index| linked(dataset, *index, &what(dataset, *index), root)).collect();
    items.join("<br>")
}

/// What an event did, without who: "60 people", "closed a consulate (1 mission)".
fn what(dataset: &Dataset, index: EventIndex) -> String {
    let event = dataset.facts.event(index);
    let people = event.people_ordered_out();
    if !people.is_empty() {
        let qualifier = if event.qualifier.is_empty() { String::new() } else { format!(" ({})", event.qualifier) };
        return format!("{}{qualifier}{}", people_words(people), words::differs(event));
    }
    if is_told(event) {
        return headline_alone(dataset, index);
    }
    match (event.action.unit(), Sum::from(event.count)) {
        (Some(unit), sum) if !sum.is_empty() => {
            format!("{} ({}){}", event.action.did(), words::sum_with_unit(sum, unit), words::differs(event))
        }
        _ => event.action.did().to_owned(),
    }
}

/// Whether an exchange is a pair of its own: a reply that was not answered in turn stands with its act already.
fn is_pair(exchange: &Exchange) -> bool {
    exchange.is_opening || !exchange.replies.is_empty() || !exchange.other_replies.is_empty()
}

/// The exchanges of people, grouped by how they compare.
fn exchanges_html(dataset: &Dataset, summary: &Summary, root: &str) -> String {
    let pairs: Vec<&Exchange> = summary.exchanges.iter().filter(|exchange| is_pair(exchange)).collect();
    if pairs.is_empty() {
        return "<p>No order to mission staff to leave is recorded here, so there is nothing to compare.</p>"
            .to_owned();
    }
    let mut out = exceptions_html(dataset, &pairs);
    let acts = |pairs: &[&Exchange]| pairs.iter().map(|exchange| exchange.acts.len()).sum::<usize>();
    let all = acts(&pairs);
    let largest = pairs
        .iter()
        .flat_map(|exchange| [exchange.act_people.known, exchange.reply_people.known])
        .max()
        .unwrap_or_default();
    for outcome in Outcome::ALL {
        let mut group: Vec<&Exchange> =
            pairs.iter().copied().filter(|exchange| Outcome::of(exchange) == outcome).collect();
        if group.is_empty() {
            continue;
        }
        // The largest ratio first; those without one last, by date.
        group.sort_by_key(|exchange| {
            std::cmp::Reverse(exchange.ratio().map(|ratio| (ratio.hundredths, ratio.is_floor)))
        });
        let count = acts(&group);
        let title = format!("{}: {count} of {}", outcome.title(), words::counted(all, "act", "acts"));
        _ = write!(
            out,
            "<h3>{title}</h3><div class=\"table__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\">\
             <table class=\"pairs__table\"><caption class=\"visually-hidden\">{0}: act and reply</caption><thead><tr>\
             <th scope=\"col\">Who</th><th scope=\"col\">Act</th><td class=\"pairs__picture\" aria-hidden=\"true\"></td>\
             <th scope=\"col\">{1}</th>",
            escape(outcome.title()),
            if outcome == Outcome::Words { "What was said" } else { "Reply" }
        );
        if outcome != Outcome::None {
            out.push_str("<th scope=\"col\">Lag</th>");
        }
        if outcome.has_people() {
            out.push_str("<th scope=\"col\">Ratio</th>");
        }
        out.push_str("</tr></thead><tbody>");
        for exchange in group {
            out.push_str(&pair_html(dataset, exchange, outcome, largest, root));
        }
        out.push_str("</tbody></table></div>");
    }
    out
}

/// One exchange as a row.
fn pair_html(dataset: &Dataset, exchange: &Exchange, outcome: Outcome, largest: u32, root: &str) -> String {
    let facts = &dataset.facts;
    let first = exchange.acts.first().map(|act| facts.event(*act));
    let who = first.map_or_else(String::new, |act| actor_link(dataset, act.actor, root));
    let replies = match outcome {
        Outcome::OtherKind => &exchange.other_replies,
        Outcome::Words => &exchange.words,
        _ => &exchange.replies,
    };
    let mut reply = linked_all(dataset, replies, root);
    if outcome == Outcome::None {
        "no reply found".clone_into(&mut reply);
    } else if outcome.has_people() && !exchange.other_replies.is_empty() {
        _ = write!(reply, "<br>{}", linked_all(dataset, &exchange.other_replies, root));
    }
    let mut out = format!(
        "<tr><th scope=\"row\">{}{}</th><td>{}</td><td class=\"pairs__picture\" aria-hidden=\"true\">{}</td><td>{reply}</td>",
        who,
        if exchange.is_opening { "" } else { " <span class=\"pairs__turn\">(a reply itself)</span>" },
        linked_all(dataset, &exchange.acts, root),
        bars_svg(exchange, first.map_or(Side::Others, side_of), largest)
    );
    if outcome != Outcome::None {
        _ = write!(out, "<td>{}</td>", lags_words(dataset, &exchange.acts, replies));
    }
    if outcome.has_people() {
        _ = write!(out, "<td>{}</td>", exchange.ratio().map_or_else(|| "open".to_owned(), ratio_words));
    }
    out.push_str("</tr>");
    out
}

/// Who acted, as a link to the page of that state or organisation.
fn actor_link(dataset: &Dataset, actor: ActorCode, root: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(&Route::Country(actor).href(root)), escape(&dataset.facts.name(actor)))
}

/// How long each of some replies took from the first of the acts that it answers: "3 days, 16 days", "12 days each".
fn lags_words(dataset: &Dataset, acts: &[EventIndex], replies: &[EventIndex]) -> String {
    let lags = replies.iter().filter_map(|reply| {
        let edges = GRAPH.acts_of(*reply).iter().filter(|edge| acts.contains(&edge.act));
        edges.min_by_key(|edge| edge.act).map(|edge| lag_between(dataset, edge))
    });
    let lags: Vec<String> = lags.map(lag_words).collect();
    match &lags[..] {
        [first, rest @ ..] if !rest.is_empty() && rest.iter().all(|lag| lag == first) => format!("{first} each"),
        _ => lags.join(", "),
    }
}

/// Half the width of the bars' view box, in units.
const BAR: u32 = 100;

/// Act to the left, reply to the right of the middle. A number that is not known has no bar. `side` is that of the acts;
/// `largest` is the number of the longest bar.
pub fn bars_svg(exchange: &Exchange, side: Side, largest: u32) -> String {
    let mut out = format!(
        "<svg class=\"pairs__bars\" viewBox=\"0 0 {} 8\" width=\"{0}\" height=\"8\" aria-hidden=\"true\" focusable=\"false\">",
        BAR * 2
    );
    let key = |is_moscow: bool| if is_moscow { "moscow" } else { "others" };
    let is_moscow = side == Side::Moscow;
    for (sum, key, is_act) in
        [(exchange.act_people, key(is_moscow), true), (exchange.reply_people, key(!is_moscow), false)]
    {
        if sum.known == 0 || largest == 0 {
            continue;
        }
        let width = (sum.known * BAR / largest).max(1);
        let x = if is_act { BAR - width } else { BAR };
        let floor = if sum.is_floor() { " pairs__bar--floor" } else { "" };
        _ = write!(
            out,
            "<rect class=\"pairs__bar pairs__bar--{key}{floor}\" x=\"{x}\" y=\"0\" width=\"{width}\" height=\"8\"/>"
        );
    }
    out.push_str("</svg>");
    out
}

/// What was not answered one for one, in a sentence.
fn exceptions_html(dataset: &Dataset, pairs: &[&Exchange]) -> String {
    let acts = |outcomes: &[Outcome]| -> Vec<EventIndex> {
        let of = pairs.iter().filter(|exchange| outcomes.contains(&Outcome::of(exchange)));
        of.flat_map(|exchange| &exchange.acts).copied().collect()
    };
    let same = acts(&[Outcome::Same]).len();
    let all = acts(&Outcome::ALL).len();
    let none = acts(&[Outcome::None]);
    if none.len() == all {
        return "<p class=\"pairs__exceptions\">No reply was found.</p>".to_owned();
    }
    let mut sentences = vec![match (same, all) {
        (1, 1) => "The one act was answered one for one.".to_owned(),
        (0, 1) => "The one act was not answered one for one.".to_owned(),
        (0, all) => format!("None of {all} acts was answered one for one."),
        (same, all) if same == all => format!("All {all} acts were answered one for one."),
        (same, all) => format!("{same} of {all} acts {} answered one for one.", if same == 1 { "was" } else { "were" }),
    }];
    let mut exceptions = Vec::new();
    for (outcomes, words) in [
        (&[Outcome::More][..], "with more"),
        (&[Outcome::Fewer], "with fewer"),
        (&[Outcome::Open], "with a number that cannot be compared"),
        (&[Outcome::OtherKind], "with acts of another kind"),
        (&[Outcome::Words], "in words or an announcement only"),
    ] {
        let acts = acts(outcomes);
        if !acts.is_empty() {
            exceptions.push(format!("{words}{}", act_names(dataset, &acts)));
        }
    }
    if all > 1 && !exceptions.is_empty() {
        sentences.push(format!("Others were answered {}.", exceptions.join("; ")));
    }
    if all > 1 && !none.is_empty() {
        sentences.push(format!("No reply was found{}.", act_names(dataset, &none)));
    }
    if pairs.iter().any(|exchange| !exchange.is_opening) {
        sentences.push("A reply that was answered in turn stands here as an act too.".to_owned());
    }
    format!("<p class=\"pairs__exceptions\">{}</p>", sentences.join(" "))
}

/// " (3 by Latvia, 4 by Poland)": the acts, up to eight one by one; else how many.
fn act_names(dataset: &Dataset, acts: &[EventIndex]) -> String {
    let events = acts.iter().map(|act| dataset.facts.event(*act));
    let mut names: Vec<String> = Vec::new();
    for event in events {
        let people = event.people_ordered_out();
        let number = if people.known == 0 { "number not published".to_owned() } else { words::sum(people) };
        names.push(format!("{number} by {}", in_sentence(&dataset.facts, event.actor)));
    }
    if acts.len() > LONG_LIST {
        return format!(" ({} acts)", acts.len());
    }
    format!(" ({})", escape(&names.join(", ")))
}

/// Acts of other kinds and what answered them, as a table. Empty where there are none.
fn other_pairs_html(dataset: &Dataset, events: &[EventIndex], root: &str) -> String {
    let facts = &dataset.facts;
    let mut rows = String::new();
    let mut silent: Vec<EventIndex> = Vec::new();
    for act in events.iter().copied().filter(|index| is_other_deed(facts.event(*index))) {
        let replies = answers_to(&GRAPH, act);
        if replies.is_empty() {
            if !is_in_reply(facts.events, &GRAPH, act) {
                silent.push(act);
            }
            continue;
        }
        let event = facts.event(act);
        for reply in &replies {
            let answer = facts.event(*reply);
            let kind = match (event.action == answer.action, event.count, answer.count) {
                (false, ..) => "another kind",
                (true, Count::Known(_, Bound::Exact), Count::Known(_, Bound::Exact)) => {
                    if has_same_number(event, answer) {
                        "the same kind and number"
                    } else {
                        "the same kind, another number"
                    }
                }
                (true, Count::NotApplicable, _) | (true, _, Count::NotApplicable) => "the same kind",
                (true, ..) => "the same kind, number open",
            };
            _ = write!(
                rows,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{kind}</td><td>{}</td></tr>",
                actor_link(dataset, event.actor, root),
                linked(dataset, act, &what(dataset, act), root),
                linked(dataset, *reply, &what(dataset, *reply), root),
                lag_words(Lag::between(event.date, answer.date))
            );
        }
    }
    if rows.is_empty() && silent.is_empty() {
        return String::new();
    }
    let mut out = "<h3>Acts of other kinds</h3>".to_owned();
    if !rows.is_empty() {
        _ = write!(
            out,
            "<div class=\"table__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Acts of other kinds\">\
             <table class=\"pairs__table pairs__table--others\"><caption class=\"visually-hidden\">Acts of other kinds and what answered them\
             </caption><thead><tr><th scope=\"col\">Who</th><th scope=\"col\">Act</th><th scope=\"col\">Reply</th>\
             <th scope=\"col\">Kind</th><th scope=\"col\">Lag</th></tr></thead><tbody>{rows}</tbody></table></div>"
        );
    }
    if !silent.is_empty() {
        let mut items = String::new();
        for act in &silent {
            let name = escape(&facts.name(facts.event(*act).actor));
            _ = write!(items, "<li>{name} {}</li>", linked(dataset, *act, &what(dataset, *act), root));
        }
        let count = words::counted(silent.len(), "act of another kind", "acts of other kinds");
        let list = format!("<ul class=\"pairs__silent\">{items}</ul>");
        _ = if silent.len() > LONG_LIST {
            write!(out, "<details><summary>No measure in answer found: {count}</summary>{list}</details>")
        } else {
            write!(out, "<p>No measure in answer was found for {count}:</p>{list}")
        };
    }
    out
}

/// The totals of each episode, and of all.
fn totals_html(dataset: &Dataset, root: &str) -> String {
    let mut out =
        "<p>Acts that ordered people out and answered no earlier act, by episode. Each leads to its chain.</p>\
                   <div class=\"table__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Act and reply by episode\">\
                   <table class=\"pairs__table\"><caption>Act and reply by episode</caption><thead><tr>"
            .to_owned();
    for head in [
        "Episode",
        "Opening acts",
        "Answered with people",
        "The same number",
        "More",
        "Fewer",
        "Not comparable",
        "Median lag",
    ] {
        _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    let row = |head: &str, scope: Option<usize>| {
        let summary = Summary::of(dataset.facts.events, &GRAPH, &chosen(dataset, scope));
        let sides = [&summary.others, &summary.moscow];
        let count = |list: fn(&SideSummary) -> &Vec<EventIndex>| {
            thousands(sides.iter().map(|side| list(side).len()).sum::<usize>())
        };
        let lags: Vec<Lag> = sides.iter().flat_map(|side| &side.first_replies).map(|first| first.lag).collect();
        let mut cells = vec![count(|side| &side.acts)];
        for list in [
            (|side| &side.answered) as fn(&SideSummary) -> &Vec<EventIndex>,
            |side| &side.same,
            |side| &side.more,
            |side| &side.fewer,
            |side| &side.open,
        ] {
            cells.push(count(list));
        }
        cells.push(match MedianLag::of(&lags) {
            None => "–".to_owned(),
            Some(MedianLag { max_half_days: 0, .. }) => "the same day".to_owned(),
            Some(median) => median_words(median),
        });
        format!("<tr><th scope=\"row\">{head}</th><td>{}</td></tr>", cells.join("</td><td>"))
    };
    for (place, episode) in dataset.facts.episodes.iter().enumerate() {
        let link =
            format!("<a href=\"{}\">{}</a>", escape(&chain_href(episode.id.as_str(), root)), escape(episode.title));
        out.push_str(&row(&link, Some(place)));
    }
    _ = write!(out, "</tbody><tfoot>{}</tfoot></table></div>", row("All", None));
    out
}
