//! The headline reading of a chain, and the lists of events that its numbers lead to.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{LONG_LIST, NAMED, chosen, few, lag_words, median_words, moscow_name, people_words, thousands};
use crate::chain::{Comparison, Exchange, Lag, SideSummary, Summary, are_only_words};
use crate::dataset::{Action, ActorCode, ActorKind, Dataset, Event, EventIndex};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::{Side, in_sentence};
use crate::view::record::{headline_alone, headline_qualified};
use crate::view::story::event_href;
use crate::words;

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
    let is_shared = |side: &SideSummary| {
        let replies: BTreeSet<EventIndex> = side.first_replies.iter().map(|first| first.reply).collect();
        replies.len() < side.first_replies.len()
    };
    if [&reading.summary.others, &reading.summary.moscow].into_iter().any(is_shared) {
        out.push_str(" A reply to several acts has a lag from each of them.");
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
                escape(&headline_alone(dataset, *index)),
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

/// So many acts to which no reply was found are named one by one.
const NAMED_SILENT: usize = 4;

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
        self.named_up_to(NAMED, acts)
    }

    fn named_up_to(&self, most: usize, acts: &[EventIndex]) -> String {
        if acts.is_empty() || acts.len() > most {
            return String::new();
        }
        let codes: BTreeSet<ActorCode> = acts.iter().map(|act| self.event(*act).counterpart()).collect();
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
                    format!(
                        "{replier} answered with an act of another kind: it {}, {lag}.",
                        self.event(*reply).action.did()
                    )
                }
                several => {
                    let title = format!("Replies of another kind to the opening act by {by}");
                    let count = few_things(several.len(), "act", "acts");
                    let count = self.figure(&Self::key(side, "other-kind"), title, several, &count);
                    format!("{replier} answered with {count} of another kind, {lag}.")
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
        let (Some(median), Some(first)) = (side.median_lag, side.first_replies.first().map(|first| first.lag)) else {
            return String::new();
        };
        let are_alike = side.first_replies.iter().all(|reply| reply.lag == first);
        let each = if side.first_replies.len() > 1 { " each" } else { "" };
        if are_alike && first.max_days == 0 {
            return format!("{}on the same day", if each.is_empty() { "" } else { "each " });
        }
        let text = if are_alike { lag_words(first) } else { median_words(median) };
        let of = if are_alike { "" } else { "a median of " };
        let pairs: Vec<(EventIndex, EventIndex)> =
            side.first_replies.iter().map(|first| (first.act, first.reply)).collect();
        let link = self.lag_figure(side, &pairs, &text);
        format!("after {of}{link}{}", if are_alike { each } else { "" })
    }

    /// How long the first of some replies took.
    fn first_lag_html(&mut self, side: &SideSummary, acts: &[EventIndex], replies: &[EventIndex]) -> String {
        let edges = replies.iter().flat_map(|reply| GRAPH.acts_of(*reply));
        let pairs: Vec<(EventIndex, EventIndex)> =
            edges.filter(|edge| acts.contains(&edge.act)).map(|edge| (edge.act, edge.reply)).collect();
        match pairs.iter().map(|(act, reply)| self.lag(*act, *reply)).min() {
            None => String::new(),
            Some(lag) if lag.max_days == 0 => "on the same day".to_owned(),
            Some(lag) => format!("after {}", self.lag_figure(side, &pairs, &lag_words(lag))),
        }
    }

    fn lag(&self, act: EventIndex, reply: EventIndex) -> Lag {
        Lag::between(self.event(act).date, self.event(reply).date)
    }

    /// A lag that leads to pairs of an act and a reply, each with its own.
    fn lag_figure(&mut self, side: &SideSummary, pairs: &[(EventIndex, EventIndex)], text: &str) -> String {
        let noted = pairs.iter().map(|(act, reply)| {
            let lag = match self.lag(*act, *reply) {
                lag if lag.max_days == 0 => "the same day as".to_owned(),
                lag => format!("{} after", lag_words(lag)),
            };
            (*reply, format!(", {lag}: {}", headline_qualified(self.dataset, *act)))
        });
        let noted = noted.collect();
        let title = format!("First replies to opening acts by {}, and how long they took", self.side_name(side));
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
            let title = format!("Opening acts by {by} answered with acts of another kind");
            let count = few_things(side.other_kind.len(), "act", "acts");
            let figure = self.figure(&Self::key(side, "other-kind"), title, &side.other_kind, &count);
            let is_answered = |exchange: &&Exchange| exchange.acts.iter().any(|act| side.other_kind.contains(act));
            let replies = side.openings.iter().filter(is_answered).flat_map(|exchange| &exchange.other_replies);
            let what = if replies.count() == 1 { "an act" } else { "acts" };
            answers.push(format!("{figure}{} with {what} of another kind", self.named(&side.other_kind)));
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
        // After several kinds of answer the names make it a sentence of its own.
        let names = self.named_up_to(NAMED_SILENT, &side.unanswered);
        let is_apart = answers.len() > 1 && !names.is_empty();
        let none = match side.unanswered.len() {
            0 => None,
            n if n == side.acts.len() => Some("no reply was found to any of them".to_owned()),
            n => {
                let title = format!("Opening acts by {by} for which no reply was found");
                let few_words = if answers.is_empty() || is_apart { few_things(n, "act", "acts") } else { few(n) };
                let figure = self.figure(&Self::key(side, "none"), title, &side.unanswered, &few_words);
                Some(format!("for {figure}{names} no reply was found"))
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
            (false, Some(none)) => {
                let none = if is_apart { format!(". {}", words::capitalise(&none)) } else { format!("; {none}") };
                Some(format!("{subject} answered {}{none}", words::list(&answers)))
            }
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

/// "one act", "12 acts".
fn few_things(count: usize, singular: &str, plural: &str) -> String {
    format!("{} {}", few(count), if count == 1 { singular } else { plural })
}
