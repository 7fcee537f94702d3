//! The parts of a comparison that both sides draw: pictures, table, readings, the details of a mark.
//!
//! | File | Question |
//! |---|---|
//! | `rows.rs` | What do bars, scatter and map show of the rows? |
//! | `times.rs` | What is drawn over time, and crisis by crisis? |
//! | `table.rs` | Which numbers stand in the table, which events behind a mark, what goes into a file? |
//! | `texts.rs` | What is it called, what does it say, what does it leave out? |
//! | this one | What is a drawing, what do its marks stand for, how does it become HTML? |

mod rows;
mod table;
mod texts;
mod times;

use crate::chart::quantity::Quantity;
use crate::chart::scene::{Format, Scene, Shape};
use crate::compare::{Amount, Group, Limits, Measure, Row, Selection, Table, Value, View};
use crate::dataset::{Era, EventIndex};
use crate::facts::FACTS;
use crate::html::escape;
use crate::ledger::Side;
use crate::route::Route;

pub use table::{details_html, events_html, head_to_head_html, sheet, table_html};
pub use texts::{key_words, notes_html, reading_html, reading_of, record_href, title};

use rows::draw_rows;
use texts::row_words;
use times::{draw_multiples, draw_periods};

/// The id of the heading that names the picture.
pub const TITLE_ID: &str = "compare-title";

/// What a mark stands for: what its details say, and where it leads.
pub struct Item {
    /// Who, or when.
    pub name: String,
    /// Its numbers in words.
    pub words: String,
    /// Its page, if it has one.
    pub page: Option<Route>,
    /// The place on that page, with the number sign; empty for its top.
    pub fragment: String,
    /// What its page is called.
    pub page_name: String,
    /// The events behind it, by date.
    pub events: Vec<EventIndex>,
}

impl Item {
    /// The address of its page; `root` is where the site begins.
    pub fn href(&self, root: &str) -> Option<String> {
        self.page.as_ref().map(|route| route.href(root) + &self.fragment)
    }
}

/// A picture in the formats asked for, with what its marks stand for, and the same numbers as a table.
pub struct Drawing {
    /// What marks and rows stand for.
    pub items: Vec<Item>,
    /// The picture in each format; none for the table alone.
    scenes: Vec<(Format, Scene)>,
    /// The heads of the table's columns, each with the word by which the program sorts, where it does.
    head: Vec<(String, String)>,
    /// The rows of the table: the item and its cells.
    rows: Vec<(usize, Cells)>,
}

/// The cells of a row of the table.
enum Cells {
    /// All numbers of the row of the item. They are written with the table: a picture does without.
    OfRow,
    /// These texts.
    Texts(Vec<String>),
}

impl Drawing {
    /// Whether there is anything to see: axes alone are nothing.
    pub fn has_marks(&self) -> bool {
        self.scenes.iter().any(|(_, scene)| scene.shapes.iter().any(|(_, shape)| matches!(shape, Shape::Mark(_))))
    }
}

/// A value as it is drawn.
pub(super) fn quantity(measure: Measure, value: Value) -> Quantity {
    match value {
        Value::NotFound => Quantity::default(),
        Value::Unknown => Quantity { label: "?".to_owned(), ..Quantity::default() },
        Value::Known { best, low, high, limits } => {
            let is_floor = matches!(limits, Limits::AtLeast);
            let label = measure.label(Value::Known { best, low: best, high: best, limits });
            Quantity { best: Some(best), low, high, is_floor, label }
        }
    }
}

fn quantity_of(amount: Amount) -> Quantity {
    quantity(Measure::Expelled, amount.value())
}

/// The halves of a pair by who acted: others, then Moscow.
fn sides(selection: &Selection, row: &Row) -> [Quantity; 2] {
    let (act, reply) = selection.measure.pair();
    let (act, reply) = (quantity(act, row.value(act)), quantity(reply, row.value(reply)));
    match selection.side {
        Side::Others => [act, reply],
        Side::Moscow => [reply, act],
    }
}

/// The class of a bar or a point by who acted.
const fn class(side: Side) -> &'static str {
    match side {
        Side::Others => "plot__bar plot__bar--others",
        Side::Moscow => "plot__bar plot__bar--moscow",
    }
}

/// Whose act a measure tells of: a reply is the other side's.
const fn tone(selection: &Selection) -> Side {
    match (selection.measure, selection.side) {
        (Measure::Returned | Measure::MissionsReturned | Measure::Ratio | Measure::Lag | Measure::Answered, side) => {
            match side {
                Side::Others => Side::Moscow,
                Side::Moscow => Side::Others,
            }
        }
        (_, side) => side,
    }
}

fn item_of(selection: &Selection, row: &Row) -> Item {
    let (route, fragment, page_name) = match selection.group {
        Group::Country => (
            FACTS.actors.get(row.place).map(|actor| Route::Country(actor.code)),
            String::new(),
            format!("All of {}", row.name),
        ),
        Group::Episode => (
            FACTS.episodes.get(row.place).and_then(|episode| Route::episode(episode.id.as_str())),
            String::new(),
            "This crisis step by step".to_owned(),
        ),
        Group::Era => (
            Some(Route::Home),
            Era::ALL.get(row.place).map_or_else(String::new, |era| format!("#era-{}", era.key())),
            "The crises of this time".to_owned(),
        ),
        Group::Bloc => (None, String::new(), String::new()),
    };
    Item {
        name: row.name.clone(),
        words: row_words(selection, row),
        page: route,
        fragment,
        page_name,
        events: row.events(),
    }
}

/// The bars of the first `rows` rows, as a link preview shows them.
#[cfg(not(target_arch = "wasm32"))]
pub fn card(selection: &Selection, table: &Table, rows: usize) -> Option<Scene> {
    let mut first = table.clone();
    first.rows.truncate(rows);
    rows::draw_bars(selection, &first, &[Format::Card]).pop().map(|(_, scene)| scene)
}

/// Draws what is chosen in these formats, with the numbers of its table.
pub fn draw(selection: &Selection, table: &Table, formats: &[Format]) -> Drawing {
    match selection.view {
        View::Waves => draw_periods(selection, table, formats),
        View::Multiples => draw_multiples(selection, table, formats),
        _ => draw_rows(selection, table, formats),
    }
}

fn each(formats: &[Format], draw: &dyn Fn(Format) -> Scene) -> Vec<(Format, Scene)> {
    formats.iter().map(|format| (*format, draw(*format))).collect()
}

/// The picture in the formats that were drawn; the style sheet shows one of them. `root` is where the site begins.
pub fn picture_html(drawing: &Drawing, selection: &Selection, root: &str) -> String {
    if selection.view != View::Table && !drawing.has_marks() {
        return "<p class=\"chain__none\">Nothing that fits this choice was found, or no number of it was published.</p>"
            .to_owned();
    }
    let mark = |place: usize| {
        let Some(item) = drawing.items.get(place) else { return String::new() };
        let first_event = || Route::event(FACTS.event(*item.events.first()?).id.as_str());
        let href = item.href(root).or_else(|| first_event().map(|route| route.href(root)));
        format!(
            " href=\"{}\" data-m=\"{place}\" aria-label=\"{}: {}\"",
            escape(&href.unwrap_or_default()),
            escape(&item.name),
            escape(&item.words)
        )
    };
    let tone = match tone(selection) {
        Side::Others => "plot--others",
        Side::Moscow => "plot--moscow",
    };
    let svg =
        |(format, scene): &(Format, Scene)| scene.to_svg(&format!("plot--{} {tone}", format.key()), TITLE_ID, &mark);
    drawing.scenes.iter().map(svg).collect()
}
