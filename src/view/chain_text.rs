//! What a chain says in words: its reading, the events behind each number, act and reply in pairs, the outline.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::record::{headline, is_told};
use super::story::event_href;
use crate::chain::{
    Comparison, Edge, Exchange, Lag, MedianLag, Outline, Ratio, Relation, SideSummary, Summary, answers_to,
    are_only_words, compare, has_same_number, is_in_reply, is_other_deed, outline, side_of,
};
use crate::dataset::{Action, ActorCode, ActorKind, Bound, Count, Dataset, Era, Event, EventIndex, Sum, Unit};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::{Side, in_sentence};
use crate::route::{Route, Slug};
use crate::words;

/// So many states are named one by one; more are counted.
const NAMED: usize = 3;
/// A longer list stands closed.
const LONG_LIST: usize = 8;

/// "3 days", "1 day", "the same day", "0 to 30 days".
pub fn lag_words(lag: Lag) -> String {
    words::days(lag.min_days, lag.max_days)
}

/// "one for one", "2.17 for one", "at least 2.17 for one".
pub fn ratio_words(ratio: Ratio) -> String {
    words::ratio(ratio.hundredths, ratio.is_floor)
}

/// The headline reading of a chain: who acted, what was answered, with how many, how soon. Every number leads to its
/// events in [`behind_html`].
///
/// `scope` is an episode's place in the facts, `None` all episodes together; `root` the relative root of the links.
pub fn reading_html(dataset: &Dataset, scope: Option<usize>, _root: &str) -> String {
    let mut reading = Reading::new(dataset, scope);
    let sentences = reading.sentences();
    format!("<p class=\"chain-page__reading\">{}</p>", sentences.join(" "))
}

/// The lists that the numbers of [`reading_html`] lead to.
pub fn behind_html(dataset: &Dataset, scope: Option<usize>, root: &str) -> String {
    let mut reading = Reading::new(dataset, scope);
    reading.sentences();
    if reading.lists.is_empty() {
        return String::new();
    }
    let mut out = "<section class=\"behind\" aria-labelledby=\"behind-title\">\
                   <h2 id=\"behind-title\">The events behind these numbers</h2><p class=\"behind__note\">"
        .to_owned();
    out.push_str("An opening act answers no earlier act in this record.");
    if reading.lists.iter().any(|list| list.key.ends_with("-lag")) {
        out.push_str(
            " Of an even number of lags the median is the mean of the two in the middle. \
             Where a date is known to the month only, a lag is a range.",
        );
    }
    out.push_str("</p>");
    for list in &reading.lists {
        let mut items = String::new();
        for (index, note) in &list.events {
            let event = dataset.facts.event(*index);
            _ = write!(
                items,
                "<li><a href=\"{}\">{}</a>, {}{}</li>",
                escape(&event_href(dataset, *index, root)),
                escape(&headline(dataset, *index)),
                words::date(event.date),
                escape(note)
            );
        }
        _ = write!(out, "<h3 id=\"behind-{}\" tabindex=\"-1\">{}</h3>", list.key, escape(&list.title));
        if list.events.len() > LONG_LIST {
            _ = write!(
                out,
                "<details class=\"behind__more\"><summary>Show the {} events</summary><ul>{items}</ul></details>",
                list.events.len()
            );
        } else {
            _ = write!(out, "<ul>{items}</ul>");
        }
    }
    out.push_str("</section>");
    out
}

/// The events of an episode, or all, by date.
fn chosen(dataset: &Dataset, scope: Option<usize>) -> Vec<EventIndex> {
    let is_chosen = |event: &Event| scope.is_none_or(|scope| usize::from(event.episode) == scope);
    let events = (0u32..).zip(dataset.facts.events);
    events.filter(|(_, event)| is_chosen(event)).map(|(i, _)| EventIndex(i)).collect()
}

/// "Russia", "the Soviet Union"; "Moscow" where both act.
fn moscow_name(dataset: &Dataset, events: &[EventIndex]) -> String {
    let mut codes = BTreeSet::new();
    for index in events {
        let event = dataset.facts.event(*index);
        codes.extend([event.actor, event.target].into_iter().filter(|code| code.is_moscow()));
    }
    match (codes.first(), codes.len()) {
        (Some(code), 1) => in_sentence(&dataset.facts, *code),
        _ => "Moscow".to_owned(),
    }
}

/// "60 people", "a number of people not published".
fn people_words(sum: Sum) -> String {
    words::sum_with_unit(sum, Unit::People)
}

/// A small count: one is spelled out, as it would be in running text.
fn few(count: usize) -> String {
    if count == 1 { "one".to_owned() } else { thousands(count) }
}

fn thousands(count: usize) -> String {
    words::number(u32::try_from(count).unwrap_or(u32::MAX))
}

/// "one act", "12 acts".
fn few_things(count: usize, singular: &str, plural: &str) -> String {
    format!("{} {}", few(count), if count == 1 { singular } else { plural })
}

/// "4 days", "3.5 days", "1 to 4 days", "the same day".
fn median_words(median: MedianLag) -> String {
    let half = |value: u32| {
        let whole = words::number(value / 2);
        if value.is_multiple_of(2) { whole } else { format!("{whole}.5") }
    };
    match (median.min_half_days, median.max_half_days) {
        (0, 0) => "0 days".to_owned(),
        (2, 2) => "1 day".to_owned(),
        (min, max) if min == max => format!("{} days", half(min)),
        (min, max) => format!("{} to {} days", half(min), half(max)),
    }
}

/// Events that a number of the reading stands for, each with what the list adds to it.
struct List {
    key: String,
    title: String,
    events: Vec<(EventIndex, String)>,
}

/// The reading while it is written.
struct Reading<'a> {
    dataset: &'a Dataset,
    summary: Summary,
    /// What Moscow is called here.
    moscow: String,
    lists: Vec<List>,
}

impl<'a> Reading<'a> {
    fn new(dataset: &'a Dataset, scope: Option<usize>) -> Self {
        let events = chosen(dataset, scope);
        let summary = Summary::of(dataset.facts.events, &GRAPH, &events);
        Self { dataset, summary, moscow: moscow_name(dataset, &events), lists: Vec::new() }
    }

    fn event(&self, index: EventIndex) -> &'static Event {
        self.dataset.facts.event(index)
    }

    /// A number that leads to its events.
    fn figure(&mut self, key: &str, title: String, events: &[EventIndex], text: &str) -> String {
        self.figure_with_notes(key, title, events.iter().map(|index| (*index, String::new())).collect(), text)
    }

    fn figure_with_notes(&mut self, key: &str, title: String, events: Vec<(EventIndex, String)>, text: &str) -> String {
        if !self.lists.iter().any(|list| list.key == key) {
            self.lists.push(List { key: key.to_owned(), title, events });
        }
        format!("<a class=\"figure\" href=\"#behind-{key}\">{}</a>", escape(text))
    }

    /// Every sentence of the reading, as HTML.
    fn sentences(&mut self) -> Vec<String> {
        let (others, moscow) = (self.summary.others.clone(), self.summary.moscow.clone());
        let mut sentences = match (others.openings.is_empty(), moscow.openings.is_empty()) {
            (true, true) => self.without_people(&others, &moscow),
            (false, true) => self.side(&others, false),
            (true, false) => self.side(&moscow, false),
            (false, false) => {
                // The side with more acts first; of two alike, the one that acted first.
                let order = |side: &SideSummary| (std::cmp::Reverse(side.acts.len()), side.acts.first().copied());
                let is_moscow_first = order(&moscow) < order(&others);
                let (first, second) = if is_moscow_first { (&moscow, &others) } else { (&others, &moscow) };
                let mut sentences = self.side(first, false);
                sentences.extend(self.side(second, true));
                sentences
            }
        };
        sentences.extend(self.counter_replies());
        // A catalogue of separate cases says enough without the other kinds; the panel below has them.
        if others.openings.is_empty() != moscow.openings.is_empty() {
            sentences.extend(self.other_acts(&others, &moscow));
        }
        sentences
    }

    /// What the number of a single event holds: " (15 of them abroad already)". Empty for several.
    fn qualification(&self, events: &[EventIndex]) -> String {
        match events {
            [one] if !self.event(*one).qualifier.is_empty() => format!(" ({})", self.event(*one).qualifier),
            _ => String::new(),
        }
    }

    /// "28 states and NATO": up to three by name, more counted.
    fn actors(&mut self, key: &str, title: &str, actors: &[ActorCode], events: &[EventIndex]) -> String {
        let facts = &self.dataset.facts;
        let names = |codes: &[ActorCode]| codes.iter().map(|code| escape(&in_sentence(facts, *code))).collect();
        if actors.len() <= NAMED {
            let mut names: Vec<String> = names(actors);
            names.sort();
            return words::list(&names);
        }
        let is_state = |code: &ActorCode| facts.actor(*code).is_none_or(|actor| actor.kind == ActorKind::State);
        let (states, organisations): (Vec<ActorCode>, Vec<ActorCode>) = actors.iter().partition(|code| is_state(code));
        let mut parts: Vec<String> = names(&organisations);
        parts.sort();
        if !states.is_empty() {
            let text = words::counted(states.len(), "state", "states");
            parts.insert(0, self.figure(key, title.to_owned(), events, &text));
        }
        words::list(&parts)
    }

    /// Who takes a side's acts, as a title names them.
    fn side_name(&self, side: &SideSummary) -> String {
        match side.side {
            Side::Moscow => self.moscow.clone(),
            Side::Others if side.actors.len() <= NAMED => {
                let mut names: Vec<String> =
                    side.actors.iter().map(|code| in_sentence(&self.dataset.facts, *code)).collect();
                names.sort();
                words::list(&names)
            }
            Side::Others => "other states and organisations".to_owned(),
        }
    }

    /// Who answers a side.
    fn replier(&self, side: &SideSummary) -> String {
        match side.side {
            Side::Others => self.moscow.clone(),
            Side::Moscow => {
                let targets: BTreeSet<ActorCode> = side.acts.iter().map(|act| self.event(*act).target).collect();
                match (targets.first(), targets.len()) {
                    (Some(target), 1) => in_sentence(&self.dataset.facts, *target),
                    _ => "the other side".to_owned(),
                }
            }
        }
    }

    /// " (Latvia and Poland)": whose acts against or by Moscow these are; empty where they are many.
    fn named(&self, acts: &[EventIndex]) -> String {
        let codes: BTreeSet<ActorCode> = acts.iter().map(|act| self.event(*act).counterpart()).collect();
        if codes.len() > NAMED || acts.len() > NAMED {
            return String::new();
        }
        let mut names: Vec<String> = codes.iter().map(|code| in_sentence(&self.dataset.facts, *code)).collect();
        names.sort();
        format!(" ({})", escape(&words::list(&names)))
    }

    /// What one side began and what became of it.
    fn side(&mut self, side: &SideSummary, is_second: bool) -> Vec<String> {
        let mut sentences = vec![self.acts_sentence(side, is_second)];
        if let [exchange] = &side.openings[..]
            && side.acts.len() == 1
        {
            sentences.push(self.single_reply(side, exchange));
        } else {
            match (self.replies_sentence(side), self.rest_sentence(side)) {
                (Some(replies), Some(rest)) if is_second && side.other_kind.is_empty() && side.words.is_empty() => {
                    sentences.push(format!("{replies}; {rest}."));
                }
                (replies, rest) => sentences
                    .extend([replies, rest].into_iter().flatten().map(|part| capitalise_html(&format!("{part}.")))),
            }
        }
        sentences
    }

    fn key(side: &SideSummary, what: &str) -> String {
        format!("{}-{what}", if side.side == Side::Moscow { "moscow" } else { "others" })
    }

    /// "28 states and NATO ordered out 153 people in 29 acts."
    fn acts_sentence(&mut self, side: &SideSummary, is_second: bool) -> String {
        let key = Self::key(side, "acts");
        let title = format!("Opening acts by {}", self.side_name(side));
        let who = match side.side {
            Side::Moscow => escape(&self.moscow),
            Side::Others => self.actors(&key, &title, &side.actors, &side.acts),
        };
        let people = format!("{}{}", people_words(side.people), self.qualification(&side.acts));
        let people = self.figure(&key, title.clone(), &side.acts, &people);
        let from = match side.side {
            Side::Others => String::new(),
            Side::Moscow => {
                let mut seen = BTreeSet::new();
                let targets: Vec<ActorCode> =
                    side.acts.iter().map(|act| self.event(*act).target).filter(|code| seen.insert(*code)).collect();
                let noun = if targets.len() == 1 { "the mission" } else { "missions" };
                format!(" from {noun} of {}", self.actors(&key, &title, &targets, &side.acts))
            }
        };
        let in_acts = if side.acts.len() > 1 {
            let has_others = is_second || self.summary.exchanges.len() > side.openings.len();
            let text = format!("{} {}", thousands(side.acts.len()), if has_others { "opening acts" } else { "acts" });
            format!(" in {}", self.figure(&key, title, &side.acts, &text))
        } else {
            String::new()
        };
        let sentence = format!("{who} ordered out {people}{from}{in_acts}.");
        if is_second { format!("Separately, {sentence}") } else { capitalise_html(&sentence) }
    }

    /// What answered the only act of a side.
    fn single_reply(&mut self, side: &SideSummary, exchange: &Exchange) -> String {
        let by = self.side_name(side);
        let mut replier = escape(&self.replier(side));
        // Words that came before the answer belong to it: a refusal first, an answer later.
        let answer = exchange.replies.iter().chain(&exchange.other_replies).min();
        let refused = exchange.words.iter().find(|index| self.event(**index).action == Action::Decline);
        if let (Some(refused), Some(answer)) = (refused, answer)
            && refused < answer
        {
            _ = write!(replier, " at first {}, then", self.event(*refused).action.did());
        }
        let sentence = if !exchange.replies.is_empty() {
            let sum = exchange.reply_people;
            let number = if sum.known == 0 { people_words(sum) } else { words::sum(sum) };
            let number = format!("{number}{}", self.qualification(&exchange.replies));
            let title = format!("Replies to the opening act by {by}");
            let number = self.figure(&Self::key(side, "replies"), title, &exchange.replies, &number);
            let compared = match exchange.comparison() {
                Some(Comparison::Same) => ", the same number",
                Some(Comparison::More) => ", a larger number",
                Some(Comparison::Fewer) => ", a smaller number",
                _ => ", which cannot be compared",
            };
            let first = if exchange.replies.len() > 1 { "first " } else { "" };
            let lag = self.median_html(side);
            format!("{replier} answered with {number}{compared}, {first}{lag}{}.", self.besides(exchange))
        } else if !exchange.other_replies.is_empty() {
            let lag = self.first_lag_html(side, &exchange.acts, &exchange.other_replies);
            match &exchange.other_replies[..] {
                [reply] => {
                    format!("{replier} answered in another kind only: it {}, {lag}.", self.event(*reply).action.did())
                }
                several => {
                    let title = format!("Replies of another kind to the opening act by {by}");
                    let count = few_things(several.len(), "act", "acts");
                    let count = self.figure(&Self::key(side, "other-kind"), title, several, &count);
                    format!("{replier} answered in another kind only, with {count}, {lag}.")
                }
            }
        } else if !exchange.words.is_empty() {
            let lag = self.first_lag_html(side, &exchange.acts, &exchange.words);
            match &exchange.words[..] {
                [one] if are_only_words(self.dataset.facts.events, &exchange.words) => {
                    format!("{replier} replied in words only: it {}, {lag}.", self.event(*one).action.did())
                }
                words => format!("{replier} replied {}, {lag}.", words_phrase(self.dataset, words)),
            }
        } else {
            "No reply was found.".to_owned()
        };
        capitalise_html(&sentence)
    }

    /// "; it also closed a consulate": what answered besides the people ordered out. Empty for nothing.
    fn besides(&self, exchange: &Exchange) -> String {
        let mut did: Vec<String> = Vec::new();
        for reply in &exchange.other_replies {
            let words = self.event(*reply).action.did().to_owned();
            if !did.contains(&words) {
                did.push(words);
            }
        }
        if did.is_empty() { String::new() } else { format!("; it also {}", words::list(&did)) }
    }

    /// "after a median of 4 days", "after 3 days each", "on the same day".
    fn median_html(&mut self, side: &SideSummary) -> String {
        let (Some(median), Some((_, first))) = (side.median_lag, side.first_replies.first().copied()) else {
            return String::new();
        };
        let are_alike = side.first_replies.iter().all(|(_, lag)| *lag == first);
        let each = if side.first_replies.len() > 1 { " each" } else { "" };
        if are_alike && first.max_days == 0 {
            return format!("{}on the same day", if each.is_empty() { "" } else { "each " });
        }
        let text = if are_alike { lag_words(first) } else { median_words(median) };
        let of = if are_alike { "" } else { "a median of " };
        let replies: Vec<EventIndex> = side.first_replies.iter().map(|(reply, _)| *reply).collect();
        let link = self.lag_figure(side, &side.acts, &replies, &text);
        format!("after {of}{link}{}", if are_alike { each } else { "" })
    }

    /// How long the first of some replies took.
    fn first_lag_html(&mut self, side: &SideSummary, acts: &[EventIndex], replies: &[EventIndex]) -> String {
        let lags = replies.iter().flat_map(|reply| {
            let acts = GRAPH.acts_of(*reply).iter().filter(|edge| acts.contains(&edge.act));
            acts.map(|edge| Lag::between(self.event(edge.act).date, self.event(edge.reply).date))
        });
        match lags.min() {
            None => String::new(),
            Some(lag) if lag.max_days == 0 => "on the same day".to_owned(),
            Some(lag) => format!("after {}", self.lag_figure(side, acts, replies, &lag_words(lag))),
        }
    }

    /// A lag that leads to the replies, each with its own.
    fn lag_figure(&mut self, side: &SideSummary, acts: &[EventIndex], replies: &[EventIndex], text: &str) -> String {
        let noted = replies.iter().map(|reply| {
            let edges = GRAPH.acts_of(*reply).iter().filter(|edge| acts.contains(&edge.act));
            let notes = edges.map(|edge| {
                let lag = match lag_between(self.dataset, edge) {
                    lag if lag.max_days == 0 => "the same day as".to_owned(),
                    lag => format!("{} after", lag_words(lag)),
                };
                format!(", {lag}: {}", headline(self.dataset, edge.act))
            });
            (*reply, notes.collect::<String>())
        });
        let title = format!("First replies to opening acts by {}, and how long they took", self.side_name(side));
        let noted = noted.collect();
        self.figure_with_notes(&Self::key(side, "lag"), title, noted, text)
    }

    /// "Russia answered 28 of them with people: 27 with the same number and one with more (the United Kingdom), after a
    /// median of 4 days." Nothing where none was answered with people.
    fn replies_sentence(&mut self, side: &SideSummary) -> Option<String> {
        let answered = side.answered.len();
        if answered == 0 {
            return None;
        }
        let by = self.side_name(side);
        let title = |end: &str| format!("Opening acts by {by} answered with {end}");
        let count = match (answered == side.acts.len(), answered) {
            (true, 2) => "both".to_owned(),
            (true, _) => format!("all {}", thousands(answered)),
            (false, _) => few(answered),
        };
        let mut count = self.figure(&Self::key(side, "answered"), title("people"), &side.answered, &count);
        if answered < side.acts.len() {
            count.push_str(" of them");
        }
        let kinds: Vec<(&str, [&str; 2], &Vec<EventIndex>)> = [
            ("same", ["the same number", "the same"], &side.same),
            ("more", ["more", "larger"], &side.more),
            ("fewer", ["fewer", "smaller"], &side.fewer),
            ("open", ["a number that cannot be compared", "not comparable"], &side.open),
        ]
        .into_iter()
        .filter(|(.., acts)| !acts.is_empty())
        .collect();
        let replier = escape(&self.replier(side));
        let lag = self.median_html(side);
        if let [(_, [words, _], acts)] = kinds[..] {
            let names = if answered < side.acts.len() { self.named(acts) } else { String::new() };
            let people = if side.more.is_empty() && side.fewer.is_empty() { "" } else { " people" };
            return Some(words::capitalise(&format!("{replier} answered {count} with {words}{people}{names}, {lag}")));
        }
        let largest = kinds.iter().map(|(.., acts)| acts.len()).max().unwrap_or(0);
        // More than two kinds make a sentence of their own.
        let is_long = kinds.len() > 2;
        let parts: Vec<String> = kinds
            .iter()
            .map(|(key, [words, adjective], acts)| {
                let figure = self.figure(&Self::key(side, key), title(words), acts, &few(acts.len()));
                // The exceptions are named, the rule is not.
                let names = if acts.len() < largest || largest == 1 { self.named(acts) } else { String::new() };
                if is_long {
                    format!("{adjective} for {figure}{names}")
                } else {
                    format!("{figure} with {words}{names}")
                }
            })
            .collect();
        let parts = words::list(&parts);
        Some(words::capitalise(&if is_long {
            format!("{replier} answered {count} with people, {lag}. The number was {parts}")
        } else {
            format!("{replier} answered {count} with people: {parts}, {lag}")
        }))
    }

    /// What was answered otherwise, and what not at all. Nothing where all acts were answered with people.
    fn rest_sentence(&mut self, side: &SideSummary) -> Option<String> {
        let by = self.side_name(side);
        let mut answers = Vec::new();
        if !side.other_kind.is_empty() {
            let title = format!("Opening acts by {by} answered in another kind only");
            let count = few_things(side.other_kind.len(), "act", "acts");
            let figure = self.figure(&Self::key(side, "other-kind"), title, &side.other_kind, &count);
            answers.push(format!("{figure}{} in another kind only", self.named(&side.other_kind)));
        }
        if !side.words.is_empty() {
            let title = format!("Opening acts by {by} answered in words or an announcement only");
            let count =
                if answers.is_empty() { few_things(side.words.len(), "act", "acts") } else { few(side.words.len()) };
            let figure = self.figure(&Self::key(side, "words"), title, &side.words, &count);
            let said: Vec<EventIndex> = side
                .openings
                .iter()
                .filter(|exchange| exchange.acts.iter().any(|act| side.words.contains(act)))
                .flat_map(|exchange| &exchange.words)
                .copied()
                .collect();
            answers.push(format!("{figure}{} {}", self.named(&side.words), words_phrase(self.dataset, &said)));
        }
        let none = match side.unanswered.len() {
            0 => None,
            n if n == side.acts.len() => Some("no reply was found to any of them".to_owned()),
            n => {
                let title = format!("Opening acts by {by} for which no reply was found");
                let few_words = if answers.is_empty() { few_things(n, "act", "acts") } else { few(n) };
                let figure = self.figure(&Self::key(side, "none"), title, &side.unanswered, &few_words);
                Some(format!("for {figure}{} no reply was found", self.named(&side.unanswered)))
            }
        };
        let subject = match side.side {
            Side::Others => "it",
            Side::Moscow => "the other side",
        };
        let subject = if side.answered.is_empty() { escape(&self.replier(side)) } else { subject.to_owned() };
        match (answers.is_empty(), none) {
            (true, none) => none,
            (false, None) => Some(format!("{subject} answered {}", words::list(&answers))),
            (false, Some(none)) => Some(format!("{subject} answered {}; {none}", words::list(&answers))),
        }
    }

    /// Replies to replies: told one by one in a single chain, counted in several.
    fn counter_replies(&mut self) -> Option<String> {
        let replies = self.summary.counter_replies();
        let openings = self.summary.others.openings.len() + self.summary.moscow.openings.len();
        if replies.is_empty() {
            return None;
        }
        if openings == 1 && replies.len() <= NAMED {
            let parts: Vec<String> = replies
                .iter()
                .enumerate()
                .map(|(i, reply)| {
                    let event = self.event(*reply);
                    let name = in_sentence(&self.dataset.facts, event.actor);
                    let key = format!("counter-{}", i + 1);
                    let title = format!("Counter-reply {} with people: {name}", i + 1);
                    let figure = self.figure(&key, title, &[*reply], &words::sum(event.people_ordered_out()));
                    let in_turn = if i == 0 { " answered in turn" } else { "" };
                    let exchange = self.summary.exchanges.iter().find(|exchange| exchange.replies.contains(reply));
                    let besides = exchange.map_or_else(String::new, |exchange| self.besides(exchange));
                    format!("{}{in_turn} with {figure}{besides}", escape(&name))
                })
                .collect();
            let (others, moscow) = (self.summary.others.clone(), self.summary.moscow.clone());
            let totals: Vec<String> = [others, moscow]
                .iter()
                .filter_map(|side| {
                    let first = self.event(*side.all_acts.first()?);
                    let name = in_sentence(&self.dataset.facts, first.actor);
                    let title = format!("Everyone ordered out by {name}");
                    let total = words::sum(side.total);
                    let total = self.figure(&Self::key(side, "total"), title, &side.all_acts, &total);
                    Some((escape(&name), total))
                })
                .enumerate()
                .map(|(i, (name, total))| format!("{name} {}{total}", if i == 0 { "ordered out " } else { "" }))
                .collect();
            let sentence = capitalise_html(&format!("{}.", parts.join(", then ")));
            return Some(format!("{sentence} In all, {}.", words::list(&totals)));
        }
        let answered: Vec<EventIndex> = self
            .summary
            .exchanges
            .iter()
            .filter(|exchange| !exchange.is_opening && !exchange.replies.is_empty())
            .flat_map(|exchange| exchange.acts.clone())
            .collect();
        let title = "Replies that were answered in turn with people".to_owned();
        let figure = self.figure("in-turn", title, &answered, &few_things(answered.len(), "reply", "replies"));
        let verb = if answered.len() == 1 { "was" } else { "were" };
        Some(format!("In turn, {figure} {verb} answered with people."))
    }

    /// "Of 15 opening measures of other kinds, 2 were answered by a measure, one of them in the same kind." Nothing where
    /// none was.
    fn other_acts(&mut self, others: &SideSummary, moscow: &SideSummary) -> Option<String> {
        let both = |list: fn(&SideSummary) -> &Vec<EventIndex>| {
            let mut all = [&list(others)[..], &list(moscow)[..]].concat();
            all.sort_unstable();
            all
        };
        let (acts, answered) = (both(|side| &side.other_acts.acts), both(|side| &side.other_acts.answered));
        let same_kind = both(|side| &side.other_acts.same_kind);
        if answered.is_empty() {
            return None;
        }
        let title = "Opening measures of other kinds, by both sides".to_owned();
        if let [act] = acts[..] {
            let event = self.event(act);
            let who = words::capitalise(&escape(&in_sentence(&self.dataset.facts, event.actor)));
            let did = self.figure("measures", title, &acts, event.action.did());
            let kind = if same_kind.is_empty() { "another kind" } else { "the same kind" };
            return Some(format!("{who} also {did}; that was answered by a measure of {kind}."));
        }
        let all = few_things(acts.len(), "opening measure", "opening measures");
        let all = self.figure("measures", title, &acts, &all);
        let title = "Opening measures of other kinds that were answered by a measure".to_owned();
        let verb = if answered.len() == 1 { "was" } else { "were" };
        let count = self.figure("measures-answered", title, &answered, &few(answered.len()));
        let kind = if same_kind.is_empty() {
            " of another kind".to_owned()
        } else if same_kind.len() == answered.len() {
            " of the same kind".to_owned()
        } else {
            let title = "Opening measures of other kinds answered in the same kind".to_owned();
            let same = self.figure("measures-same", title, &same_kind, &few(same_kind.len()));
            format!(", {same} of them in the same kind")
        };
        Some(format!("Of {all} of other kinds, {count} {verb} answered by a measure{kind}."))
    }

    /// Where no act began by ordering people out.
    fn without_people(&mut self, others: &SideSummary, moscow: &SideSummary) -> Vec<String> {
        let mut sentences = vec!["No order to mission staff to leave is recorded here.".to_owned()];
        for side in [others, moscow] {
            let acts = &side.other_acts.acts;
            let Some(first) = acts.first() else { continue };
            let mut seen = BTreeSet::new();
            let actors: Vec<ActorCode> =
                acts.iter().map(|act| self.event(*act).actor).filter(|code| seen.insert(*code)).collect();
            let key = Self::key(side, "measures");
            let title = "Measures of other kinds".to_owned();
            let who = self.actors(&key, &title, &actors, acts);
            let count = few_things(acts.len(), "measure", "measures");
            let count = self.figure(&key, title, acts, &count);
            let did = if acts.len() == 1 { format!(": it {}", self.event(*first).action.did()) } else { String::new() };
            sentences.push(capitalise_html(&format!("{who} took {count} of another kind{did}.")));
            let answered = &side.other_acts.answered;
            let words = &side.other_acts.words;
            sentences.push(if !answered.is_empty() {
                let title = "Measures of other kinds that were answered by a measure".to_owned();
                let verb = if answered.len() == 1 { "was" } else { "were" };
                let count = self.figure(&Self::key(side, "measures-answered"), title, answered, &few(answered.len()));
                capitalise_html(&format!("{count} of them {verb} answered by a measure."))
            } else if !words.is_empty() {
                let title = "What the other side said of it".to_owned();
                let noun = ("statement or announcement", "statements or announcements");
                let count = few_things(words.len(), noun.0, noun.1);
                let count = self.figure(&Self::key(side, "said"), title, words, &count);
                format!("What followed is recorded as {count}.")
            } else {
                "No measure in answer was found.".to_owned()
            });
        }
        sentences
    }
}

fn lag_between(dataset: &Dataset, edge: &Edge) -> Lag {
    Lag::between(dataset.facts.event(edge.act).date, dataset.facts.event(edge.reply).date)
}

/// "in words only" for threats and refusals; a statement may announce a step that no kind of act counts.
fn words_phrase(dataset: &Dataset, words: &[EventIndex]) -> &'static str {
    if are_only_words(dataset.facts.events, words) { "in words only" } else { "with words or an announcement only" }
}

/// With the first letter in upper case, the first tag skipped.
fn capitalise_html(html: &str) -> String {
    match html.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((tag, text)) => format!("<{tag}>{}", words::capitalise(text)),
        None => words::capitalise(html),
    }
}

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
            Self::OtherKind => "Answered in another kind only",
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
        return format!("{}{qualifier}", people_words(people));
    }
    if is_told(event) {
        return headline(dataset, index);
    }
    match (event.action.unit(), Sum::from(event.count)) {
        (Some(unit), sum) if !sum.is_empty() => {
            format!("{} ({})", event.action.did(), words::sum_with_unit(sum, unit))
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
    let who = first.map_or_else(String::new, |act| facts.name(act.actor));
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
        escape(&who),
        if exchange.is_opening { "" } else { " <span class=\"pairs__turn\">(a reply itself)</span>" },
        linked_all(dataset, &exchange.acts, root),
        bars_svg(exchange, first.map_or(Side::Others, side_of), largest)
    );
    if outcome != Outcome::None {
        let lag = exchange.lag.or_else(|| {
            let edges = replies.iter().flat_map(|reply| GRAPH.acts_of(*reply));
            edges.filter(|edge| exchange.acts.contains(&edge.act)).map(|edge| lag_between(dataset, edge)).min()
        });
        _ = write!(out, "<td>{}</td>", lag.map_or_else(String::new, lag_words));
    }
    if outcome.has_people() {
        _ = write!(out, "<td>{}</td>", exchange.ratio().map_or_else(|| "open".to_owned(), ratio_words));
    }
    out.push_str("</tr>");
    out
}

/// Half the width of the bars' view box, in units.
const BAR: u32 = 100;

/// Act to the left, reply to the right of the middle. A number that is not known has no bar.
fn bars_svg(exchange: &Exchange, side: Side, largest: u32) -> String {
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
        (&[Outcome::OtherKind], "in another kind only"),
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
    let none = acts(&[Outcome::None]);
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
                escape(&facts.name(event.actor)),
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
        let lags: Vec<Lag> = sides.iter().flat_map(|side| &side.first_replies).map(|(_, lag)| *lag).collect();
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

/// The address of an episode's chain.
fn chain_href(episode: &str, root: &str) -> String {
    Slug::parse(episode).map_or(Route::Chain, Route::EpisodeChain).href(root)
}

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

/// Whether an answer surely names more people than all the acts that it answers.
pub(super) fn is_larger(dataset: &Dataset, edge: &Edge) -> bool {
    let acts = answered_orders(dataset, edge.reply);
    let people = |index: EventIndex| dataset.facts.event(index).people_ordered_out();
    let all: Sum = acts.iter().map(|act| people(*act)).sum();
    acts.contains(&edge.act) && compare(all, people(edge.reply)) == Some(Comparison::More)
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
    let mut out = format!("{}, {}", headline(dataset, index), words::date(event.date));
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

/// The acts that a reply answers which ordered people out, by date.
pub(super) fn answered_orders(dataset: &Dataset, reply: EventIndex) -> Vec<EventIndex> {
    let acts = GRAPH.acts_of(reply).iter().filter(|edge| edge.relation.is_answer()).map(|edge| edge.act);
    let mut acts: Vec<EventIndex> =
        acts.filter(|act| !dataset.facts.event(*act).people_ordered_out().is_empty()).collect();
    acts.sort_unstable();
    acts
}

/// The rules by which events are linked and lines are named.
pub fn rules_html() -> String {
    let mut out = "<details class=\"chain-rules\"><summary>How the lines are drawn: the rules</summary><dl>".to_owned();
    for relation in Relation::ALL {
        _ = write!(out, "<dt>{}</dt><dd>{}</dd>", words::capitalise(relation.name()), escape(relation.rule()));
    }
    out.push_str("</dl></details>");
    out
}
