//! `/countries/<code>/`: one state or organisation: its totals, its place among all, its acts and the replies.
//!
//! | File | Question |
//! |---|---|
//! | `reading.rs` | Who is it, and what do its numbers say in a few sentences? |
//! | `totals.rs` | What does each measure give, and which place is that among all? |
//! | `timeline.rs` | In which years? |
//! | `answers.rs` | Who answered whom, crisis by crisis? |
//! | `neighbours.rs` | Who stands beside it; what did the members of an organisation do? |
//! | `facing.rs` | On the pages of Russia and the Soviet Union: what did all others do? |
//! | `record.rs` | Which events are these, and who says so? |
//! | this one | What do all of them share, and in which order do they stand? |

mod answers;
mod facing;
mod neighbours;
mod reading;
mod record;
mod timeline;
mod totals;

use std::fmt::Write;

use crate::chart::scene::Scene;
use crate::compare::{Amount, Measure, Row, Selection, Set, Table, Value};
use crate::dataset::{Actor, ActorCode, ActorKind, Dataset, Date, Event, EventIndex, Facts};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::Side;
use crate::route::Route;

/// Whose page it is, with the numbers of all others to compare.
struct Subject<'a> {
    dataset: &'a Dataset,
    actor: &'a Actor,
    /// Its place among the actors.
    place: usize,
    /// Where the site begins, as seen from the page.
    root: &'a str,
    /// Acts of all others, and Moscow's replies.
    others: Table,
    /// Moscow's acts, and the replies of all others.
    moscow: Table,
}

impl<'a> Subject<'a> {
    fn new(dataset: &'a Dataset, actor: &'a Actor, root: &'a str) -> Self {
        let facts = &dataset.facts;
        let table = |side| Table::new(facts, &GRAPH, &scope(actor, side));
        Self {
            dataset,
            actor,
            place: facts.actor_place(actor.code).unwrap_or_default(),
            root,
            others: table(Side::Others),
            moscow: table(Side::Moscow),
        }
    }

    fn facts(&self) -> &'a Facts {
        &self.dataset.facts
    }

    /// Whether it is Russia or the Soviet Union, whose page faces all others.
    fn is_moscow(&self) -> bool {
        self.actor.code.is_moscow()
    }

    /// "the United Kingdom".
    fn name(&self) -> String {
        self.actor.name_in_sentence()
    }

    /// Who stands on the other side: "Moscow", "Russia", "the Soviet Union".
    fn moscow_name(&self) -> String {
        if self.is_moscow() { self.name() } else { "Moscow".to_owned() }
    }

    fn table(&self, side: Side) -> &Table {
        match side {
            Side::Others => &self.others,
            Side::Moscow => &self.moscow,
        }
    }

    /// Its own row of acts of a side; on the pages of Russia and the Soviet Union all rows together. `None` where no act
    /// of that side was found.
    fn row(&self, side: Side) -> Option<&Row> {
        let table = self.table(side);
        if self.is_moscow() {
            return Some(&table.total).filter(|row| !row.acts.is_empty());
        }
        table.rows.iter().find(|row| row.place == self.place)
    }

    /// Its number of a measure.
    fn value(&self, side: Side, measure: Measure) -> Value {
        self.row(side).map_or(Value::NotFound, |row| row.value(measure))
    }

    /// Whether people were ordered out by it or of its missions, as far as was found.
    fn has_people(&self) -> bool {
        [Side::Others, Side::Moscow].iter().any(|side| self.value(*side, Measure::Expelled) != Value::NotFound)
    }

    /// Every event whose actor or target it is, by date.
    fn events(&self) -> Vec<EventIndex> {
        let is_own = |event: &Event| event.actor == self.actor.code || event.target == self.actor.code;
        (0u32..).zip(self.facts().events).filter(|(_, event)| is_own(event)).map(|(i, _)| EventIndex(i)).collect()
    }

    /// The address of a comparison, with something chosen.
    fn compare(&self, selection: &Selection) -> String {
        let page = selection.measure;
        escape(&(Route::Compare(page).href(self.root) + &selection.to_query(self.facts(), page)))
    }

    /// The address of the page of another state or organisation.
    fn country(&self, place: usize) -> Option<String> {
        let actor = self.facts().actors.get(place)?;
        Some(escape(&Route::Country(actor.code).href(self.root)))
    }

    /// The name of a row of countries as a link to its page.
    fn country_link(&self, row: &Row) -> String {
        let name = escape(&row.name);
        self.country(row.place).map_or_else(|| name.clone(), |href| format!("<a href=\"{href}\">{name}</a>"))
    }
}

/// What is compared on a page: all countries and all times, on those of Russia and the Soviet Union their own times.
fn scope(actor: &Actor, side: Side) -> Selection {
    let year = |text: &str| Date::parse(text).ok();
    let (from, to) = match actor.code {
        ActorCode::RUSSIA => (year("1992"), None),
        ActorCode::SOVIET_UNION => (None, year("1991")),
        _ => (None, None),
    };
    Selection { side, from, to, ..Selection::default() }
}

/// The choice of one state or organisation.
fn only(place: usize) -> Set {
    Set::default().with(place)
}

/// The content of the page of a state or an organisation.
pub fn country_html(dataset: &Dataset, actor: &Actor, root: &str) -> String {
    let subject = Subject::new(dataset, actor, root);
    let sections: Vec<Section> = if subject.is_moscow() {
        [
            totals::section(&subject),
            facing::section(&subject),
            timeline::section(&subject),
            record::acts_section(&subject),
        ]
        .into_iter()
        .flatten()
        .collect()
    } else {
        [
            totals::section(&subject),
            timeline::section(&subject),
            answers::section(&subject),
            neighbours::members_section(&subject),
            neighbours::section(&subject),
            record::section(&subject),
        ]
        .into_iter()
        .flatten()
        .collect()
    };
    let mut out = format!("<article class=\"page country\">{}", reading::head_html(&subject));
    if sections.len() > 2 {
        out.push_str("<nav class=\"country__contents\" aria-label=\"On this page\"><ul>");
        for section in &sections {
            // Writing to a String cannot fail.
            _ = write!(out, "<li><a href=\"#{}\">{}</a></li>", section.id, escape(&section.short));
        }
        out.push_str("</ul></nav>");
    }
    for Section { id, title, html, .. } in &sections {
        _ = write!(
            out,
            "<section class=\"country__section\" aria-labelledby=\"{id}\"><h2 id=\"{id}\">{}</h2>{html}</section>",
            escape(title)
        );
    }
    out.push_str(&others_html(&subject));
    out.push_str("</article>");
    out
}

/// A part of the page under a heading of its own.
struct Section {
    /// The id of its heading.
    id: &'static str,
    /// Its heading.
    title: String,
    /// Its name in the list of contents.
    short: String,
    /// What stands below the heading.
    html: String,
}

/// Every other page of this kind, so that each can be reached from all.
fn others_html(subject: &Subject<'_>) -> String {
    let mut out = "<details class=\"country__others\"><summary>All states and organisations</summary>".to_owned();
    for (kind, title) in [(ActorKind::State, "States"), (ActorKind::Organisation, "Organisations")] {
        let mut actors: Vec<&Actor> = subject
            .facts()
            .actors
            .iter()
            .filter(|other| other.kind == kind && other.code != subject.actor.code)
            .collect();
        actors.sort_by_key(|actor| actor.name);
        let links: Vec<String> = actors
            .iter()
            .map(|actor| {
                format!("<a href=\"{}\">{}</a>", Route::Country(actor.code).href(subject.root), escape(actor.name))
            })
            .collect();
        _ = write!(out, "<p>{title}: {}.</p>", links.join(", "));
    }
    out.push_str("</details>");
    out
}

/// What a link preview shows of a state or an organisation.
pub struct Card {
    /// What it did, and what Moscow did to it: others' side first. On the pages of Russia and the Soviet Union all others
    /// face it. `None` where no case with people was found.
    pub sides: Option<[CardSide; 2]>,
    /// Both sides year by year; `None` where no year has a case.
    pub years: Option<Scene>,
    /// What the page says in a few sentences.
    pub sentences: Vec<String>,
}

/// One side's number on a preview.
pub struct CardSide {
    /// The people whom it ordered out.
    pub people: Amount,
    /// What is counted: "people ordered out by Moscow, replies included".
    pub what: String,
}

/// The parts of the page that its link preview repeats.
pub fn country_card(dataset: &Dataset, actor: &Actor) -> Card {
    let subject = Subject::new(dataset, actor, "");
    let side = |side: Side| CardSide {
        people: subject.row(side).map_or_else(Amount::default, |row| row.people),
        what: reading::side_words(&subject, side),
    };
    Card {
        sides: subject.has_people().then(|| [side(Side::Others), side(Side::Moscow)]),
        years: timeline::card(&subject),
        sentences: reading::sentences(&subject),
    }
}

/// The document's title and description.
pub fn country_title(dataset: &Dataset, actor: &Actor) -> (String, String) {
    let subject = Subject::new(dataset, actor, "");
    let title = if subject.is_moscow() {
        format!("{}, facing all others: people ordered out, and the replies", actor.name)
    } else {
        format!("{} and Moscow: people ordered out, and the replies", actor.name)
    };
    (title, reading::sentences(&subject).join(" "))
}

/// A table of cells that are HTML; the first of a row names it. `foot` is the last row, for totals; empty for none.
fn table_html(class: &str, caption: &str, head: &[String], rows: &[Vec<String>], foot: &[String]) -> String {
    let caption = escape(caption);
    let mut out = format!(
        "<div class=\"table__scroll {class}\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>\
         <caption>{caption}</caption><thead><tr>"
    );
    for cell in head {
        _ = write!(out, "<th scope=\"col\">{}</th>", escape(cell));
    }
    out.push_str("</tr></thead><tbody>");
    let rows = rows.iter().map(|row| ("", row.as_slice()));
    for (class, row) in rows.chain((!foot.is_empty()).then_some((" class=\"country__foot\"", foot))) {
        _ = write!(out, "<tr{class}>");
        for (i, cell) in row.iter().enumerate() {
            _ = if i == 0 { write!(out, "<th scope=\"row\">{cell}</th>") } else { write!(out, "<td>{cell}</td>") };
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
    out
}
