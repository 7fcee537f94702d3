//! Russia, or the Soviet Union, facing all others: bars and a table of every counterpart.

use super::{Section, Subject, scope, table_html, totals};
use crate::chart::bars::{Axis, BarRow, bars};
use crate::chart::scene::Format;
use crate::compare::{Measure, Row, Value};
use crate::html::escape;
use crate::ledger::Side;
use crate::view::compare::quantity;
use crate::words;

/// A counterpart: its acts with Moscow's replies, and Moscow's acts with its replies.
struct Counterpart<'a> {
    own: Option<&'a Row>,
    moscow: Option<&'a Row>,
    place: usize,
    name: &'a str,
}

impl Counterpart<'_> {
    fn cell(row: Option<&Row>, measure: Measure) -> String {
        row.map_or_else(|| "none found".to_owned(), |row| totals::number_html(row, measure))
    }

    fn value(&self, measure: Measure) -> Value {
        self.own.map_or(Value::NotFound, |row| row.value(measure))
    }
}

/// Those that acted, in the order of people ordered out; then those against which only Moscow acted.
fn counterparts<'a>(subject: &'a Subject<'_>) -> Vec<Counterpart<'a>> {
    let other = |rows: &'a [Row], place: usize| rows.iter().find(|row| row.place == place);
    let (others, moscow) = (&subject.others.rows, &subject.moscow.rows);
    let mut all: Vec<Counterpart<'a>> = others
        .iter()
        .map(|row| Counterpart { own: Some(row), moscow: other(moscow, row.place), place: row.place, name: &row.name })
        .collect();
    let alone = moscow.iter().filter(|row| other(others, row.place).is_none());
    all.extend(alone.map(|row| Counterpart { own: None, moscow: Some(row), place: row.place, name: &row.name }));
    all
}

/// The bars, and every counterpart as a row.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let all = counterparts(subject);
    if all.is_empty() {
        return None;
    }
    let name = subject.name();
    let (act, reply) = (Measure::Expelled, Measure::Returned);
    let drawn: Vec<&Counterpart<'_>> =
        all.iter().filter(|one| one.value(act) != Value::NotFound || one.value(reply) != Value::NotFound).collect();
    let rows: Vec<BarRow> = drawn
        .iter()
        .map(|one| BarRow {
            name: one.name.to_owned(),
            others: quantity(act, one.value(act)),
            moscow: quantity(reply, one.value(reply)),
        })
        .collect();
    let axis = Axis {
        heads: ["by others", "by Moscow in reply"],
        number: &|number| act.format(number),
        single: None,
        reference: None,
    };
    let mark = |place: usize| {
        let Some(one) = drawn.get(place) else { return String::new() };
        let Some(href) = subject.country(one.place) else { return String::new() };
        let label = format!(
            "{}: people ordered out {}, in reply {}",
            one.name,
            quantity(act, one.value(act)).label,
            quantity(reply, one.value(reply)).label,
        );
        format!(" href=\"{href}\" aria-label=\"{}\"", escape(&label))
    };
    let svg = |format: Format| {
        let class = format!("plot--{}", format.key());
        bars(&rows, &axis, format).to_svg(&class, "facing", &mark)
    };
    let head: Vec<String> = [
        "Who".to_owned(),
        "People it ordered out".to_owned(),
        format!("In reply, by {name}"),
        "Reply for one person".to_owned(),
        "Days to the reply".to_owned(),
        format!("By {name} in all"),
        "In reply, by it".to_owned(),
    ]
    .to_vec();
    let line = |first: String, own: Option<&Row>, moscow: Option<&Row>| -> Vec<String> {
        let own = [act, reply, Measure::Ratio, Measure::Lag].map(|measure| Counterpart::cell(own, measure));
        let moscow = [act, reply].map(|measure| Counterpart::cell(moscow, measure));
        std::iter::once(first).chain(own).chain(moscow).collect()
    };
    let body: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            let who = one.own.or(one.moscow).map_or_else(String::new, |row| subject.country_link(row));
            line(who, one.own, one.moscow)
        })
        .collect();
    let foot = line("All".to_owned(), Some(&subject.others.total), Some(&subject.moscow.total));
    let caption = format!("Every counterpart of {name}, cases found");
    let html = format!(
        "<figure class=\"country__facing\" aria-labelledby=\"facing\"><figcaption>{} ordered out people of {name}, or \
         replied to it so. Each row leads to a page of its own.</figcaption><div class=\"country__picture\">{}{}</div>\
         <p class=\"country__key\">People ordered out, on one scale. A line: the lowest and the highest figure that sources \
         give. “+”: at least. A hollow square with “?”: no number was published.</p></figure>{}\
         <p class=\"buttons\"><a class=\"button\" href=\"{}\">Open it as a comparison</a></p>",
        words::capitalise(&words::counted(drawn.len(), "state or organisation", "states and organisations")),
        svg(Format::Wide),
        svg(Format::Narrow),
        table_html("country__counterparts", &caption, &head, &body, &foot),
        subject.compare(&scope(subject.actor, Side::Others))
    );
    Some(Section {
        id: "facing",
        title: format!("{} facing all others", subject.actor.name),
        short: "Facing all others".to_owned(),
        html,
    })
}
