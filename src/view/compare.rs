//! The parts of a comparison that both sides draw: pictures, table, readings, the details of a mark.

use std::fmt::Write;

use crate::chart::bars::{Axis, BarRow, bars};
use crate::chart::multiples::{Panel, multiples};
use crate::chart::quantity::Quantity;
use crate::chart::scatter::{Axes, Point, scatter};
use crate::chart::scene::{Format, Scene, Shape};
use crate::chart::tiles::{Tile, tiles};
use crate::compare::export::Sheet;
use crate::compare::{
    Amount, Group, Limits, Measure, Row, Selection, Set, Sort, SortKey, Table, Value, View, description, head_to_head,
    notes, periods, reading, reading_of_periods, reading_of_points, roles,
};
use crate::dataset::{Era, EventIndex, Facts, Unit};
use crate::facts::{FACTS, GRAPH};
use crate::html::escape;
use crate::ledger::Side;
use crate::order;
use crate::route::Route;
use crate::words;

/// The id of the heading that names the picture.
pub const TITLE_ID: &str = "compare-title";

/// In a panel of small multiples so many rows are drawn; the rest is one more.
const PANEL_ROWS: usize = 4;

/// What a mark stands for: what its details say, and where it leads.
pub struct Item {
    /// Who, or when.
    pub name: String,
    /// Its numbers in words.
    pub words: String,
    /// Its page, from the root of the site; empty for none.
    pub page: String,
    /// What its page is called.
    pub page_name: String,
    /// The events behind it, by date.
    pub events: Vec<EventIndex>,
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
fn quantity(measure: Measure, value: Value) -> Quantity {
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

/// The words of the two sides of a pair, by who acted.
fn heads(selection: &Selection) -> [String; 2] {
    let did = if selection.measure.unit() == Unit::Missions { "closed" } else { "ordered out" };
    // A period or a crisis does not act.
    let by = if selection.group == Group::Country { "each" } else { "others" };
    match selection.side {
        Side::Others => [format!("{did} by {by}"), format!("{did} by Moscow in reply")],
        Side::Moscow => [format!("{did} by {by} in reply"), format!("{did} by Moscow")],
    }
}

/// The numbers of a row in words, for its details and for those who do not see it.
fn row_words(selection: &Selection, row: &Row) -> String {
    let measure = selection.measure;
    let (act, reply) = row.pair_words(measure);
    let [others, moscow] = heads(selection);
    let told = |number: &str, head: &str| match number {
        "none found" => format!("none found that were {head}"),
        number => format!("{number} {head}"),
    };
    let (act, reply) = match selection.side {
        Side::Others => (told(&act, &others), told(&reply, &moscow)),
        Side::Moscow => (told(&act, &moscow), told(&reply, &others)),
    };
    let pair = format!("{act}; {reply}").replace("by each", "by it");
    if measure.is_paired() {
        return pair;
    }
    format!("{}: {}; {pair}", measure.name(), row.cell(measure))
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
        page: route.map_or_else(String::new, |route| format!("{}{fragment}", route.href(""))),
        page_name,
        events: row.events(),
    }
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

/// The pictures whose marks are the rows.
fn draw_rows(selection: &Selection, table: &Table, formats: &[Format]) -> Drawing {
    let mut items: Vec<Item> = table.rows.iter().map(|row| item_of(selection, row)).collect();
    let scenes = match selection.view {
        View::Scatter => draw_scatter(selection, table, formats),
        View::Map => {
            let (scenes, more) = draw_map(selection, table, formats);
            items.extend(more);
            scenes
        }
        View::Bars => draw_bars(selection, table, formats),
        _ => Vec::new(),
    };
    let rows = (0..table.rows.len()).map(|row| (row, Cells::OfRow)).collect();
    let first = match selection.group {
        Group::Country => "State or organisation",
        Group::Bloc => "Members on the date of the act",
        Group::Era => "Time",
        Group::Episode => "Crisis",
    };
    let heads = Measure::ALL.map(|measure| (measure.name().to_owned(), measure.key().to_owned()));
    let head = std::iter::once((first.to_owned(), "name".to_owned())).chain(heads).collect();
    Drawing { items, scenes, head, rows }
}

fn draw_bars(selection: &Selection, table: &Table, formats: &[Format]) -> Vec<(Format, Scene)> {
    let measure = selection.measure;
    let mut rows: Vec<BarRow> = Vec::new();
    for row in &table.rows {
        let [others, moscow] = if measure.is_paired() {
            sides(selection, row)
        } else {
            [Quantity::default(), quantity(measure, row.value(measure))]
        };
        rows.push(BarRow { name: row.name.clone(), others, moscow });
    }
    // The half that replies leaves the verb to the other one: on a phone there is no room for it twice.
    let heads = heads(selection).map(|head| {
        let short =
            if head.ends_with(" in reply") { head.find("by ").map(|start| head[start..].to_owned()) } else { None };
        short.unwrap_or(head)
    });
    let [others, moscow] = &heads;
    let axis = Axis {
        heads: if measure.is_paired() { [others, moscow] } else { ["", measure.axis()] },
        number: &|number| measure.format(number),
        single: (!measure.is_paired()).then_some(class(tone(selection))),
        reference: (measure == Measure::Ratio).then_some((100, "one for one")),
    };
    each(formats, &|format| bars(&rows, &axis, format))
}

fn draw_scatter(selection: &Selection, table: &Table, formats: &[Format]) -> Vec<(Format, Scene)> {
    let (act, reply) = selection.measure.pair();
    let mut points = Vec::new();
    for (place, row) in table.rows.iter().enumerate() {
        let (act, reply) = (row.value(act), row.value(reply));
        let number = |value: Value| value.best().and_then(|best| u32::try_from(best).ok());
        let range = |value: Value| match value {
            Value::Known { low, high, .. } => Some((low.unsigned_abs(), high.unsigned_abs())),
            _ => None,
        };
        let is_floor = |value: Value| matches!(value, Value::Known { limits: Limits::AtLeast, .. });
        // A reply without a published number has no place; one that was not found stands on its own line.
        let Some(x) = number(act).filter(|act| *act > 0 && reply != Value::Unknown) else { continue };
        points.push(Point {
            place,
            name: row.name.clone(),
            act: x,
            reply: number(reply).unwrap_or(0),
            is_floor: is_floor(act) || is_floor(reply),
            ranges: [range(act), range(reply)],
        });
    }
    let [others, moscow] = heads(selection).map(|head| words::capitalise(&head));
    let (act, reply) = match selection.side {
        Side::Others => (format!("{others} →"), format!("↑ {moscow}")),
        Side::Moscow => (format!("{moscow} →"), format!("↑ {others}")),
    };
    let axes = Axes { act: &act, reply: &reply, silent: "no such reply found", equal: "one for one" };
    let class = match selection.side {
        Side::Others => "plot__dot plot__dot--others",
        Side::Moscow => "plot__dot plot__dot--moscow",
    };
    each(formats, &|format| scatter(&points, &axes, class, format))
}

/// The map always shows countries, also those of which nothing was found; these are items after those of the rows.
fn draw_map(selection: &Selection, table: &Table, formats: &[Format]) -> (Vec<(Format, Scene)>, Vec<Item>) {
    let measure = selection.measure;
    let is_of_countries = selection.group == Group::Country;
    let by_country;
    let shown = if is_of_countries {
        table
    } else {
        by_country = Table::new(&FACTS, &GRAPH, &Selection { group: Group::Country, ..*selection });
        &by_country
    };
    let mut squares: Vec<Tile> = Vec::new();
    // Rows that are no countries have no square.
    if !is_of_countries {
        squares.resize(table.rows.len(), Tile::default());
    }
    let mut more: Vec<Item> = Vec::new();
    let selection = Selection { group: Group::Country, ..*selection };
    for row in &shown.rows {
        let Some(actor) = FACTS.actors.get(row.place) else { continue };
        let quantity = quantity(measure, row.value(measure));
        squares.push(Tile { code: actor.code.to_string(), number: quantity.best, label: quantity.label });
        if !is_of_countries {
            more.push(item_of(&selection, row));
        }
    }
    for place in &shown.absent {
        let Some(actor) = FACTS.actors.get(*place).filter(|_| shown.rows.iter().all(|row| row.place != *place)) else {
            continue;
        };
        squares.push(Tile { code: actor.code.to_string(), ..Tile::default() });
        let row = Row { place: *place, name: actor.name.to_owned(), ..Row::default() };
        more.push(item_of(&selection, &row));
    }
    (each(formats, &|format| tiles(&squares, &|number| measure.format(number), format)), more)
}

fn draw_periods(selection: &Selection, table: &Table, formats: &[Format]) -> Drawing {
    let found = periods(&FACTS, selection, table);
    let unit = selection.measure.unit();
    let words_of = |amount: Amount| match amount.value() {
        Value::NotFound => "none found".to_owned(),
        _ => words::sum_with_unit(amount.sum, unit),
    };
    let items: Vec<Item> = found
        .iter()
        .map(|period| Item {
            name: words::date(period.date),
            words: format!("{} by others; {} by Moscow", words_of(period.others), words_of(period.moscow)),
            page: String::new(),
            page_name: String::new(),
            events: period.events.clone(),
        })
        .collect();
    let drawn: Vec<crate::chart::periods::Period> = found
        .iter()
        .map(|period| crate::chart::periods::Period {
            date: period.date,
            others: quantity_of(period.others),
            moscow: quantity_of(period.moscow),
        })
        .collect();
    let label = |amount: Amount| match amount.value() {
        Value::NotFound => "none found".to_owned(),
        Value::Unknown => "not published".to_owned(),
        value @ Value::Known { .. } => Measure::Expelled.label(value),
    };
    let (act, reply) = selection.measure.pair();
    let halves = match selection.side {
        Side::Others => [act, reply],
        Side::Moscow => [reply, act],
    };
    let order = sorted(selection.sort, found.len(), halves, &|i| match found.get(i) {
        Some(period) => ([period.others.value().best(), period.moscow.value().best()], [i as u64, 0]),
        None => ([None, None], [0, 0]),
    });
    let rows = order
        .into_iter()
        .filter_map(|i| Some((i, found.get(i)?)))
        .map(|(i, period)| {
            let cells = vec![label(period.others), label(period.moscow), period.events.len().to_string()];
            (i, Cells::Texts(cells))
        })
        .collect();
    let [others, moscow] = roles(selection.side);
    let head = [("Time", "name"), (others, halves[0].key()), (moscow, halves[1].key()), ("Acts and replies", "")]
        .map(|(text, key)| (words::capitalise(text), key.to_owned()))
        .to_vec();
    Drawing {
        items,
        scenes: each(formats, &|format| crate::chart::periods::periods(&drawn, roles(selection.side), format)),
        head,
        rows,
    }
}

/// The places of rows in the order that the reader asked for: by the first or the second number of each, or by its name.
/// What is not known stands last.
fn sorted(
    sort: Option<Sort>,
    count: usize,
    halves: [Measure; 2],
    row: &dyn Fn(usize) -> ([Option<i32>; 2], [u64; 2]),
) -> Vec<usize> {
    let Some(sort) = sort else { return (0..count).collect() };
    order::by_key(count, |i| {
        let (numbers, [name, rest]) = row(i);
        let turned = |key: u64| if sort.is_reversed { u64::MAX - key } else { key };
        match sort.key {
            SortKey::Name => [turned(name), turned(rest), i as u64],
            SortKey::Measure(measure) => {
                let number = numbers[usize::from(measure == halves[1])];
                let key = number.map_or(u64::MAX, |number| {
                    let place = order::signed(number);
                    if sort.is_reversed { place } else { u64::from(u32::MAX) - place }
                });
                [key, i as u64, 0]
            }
        }
    })
}

/// The table of a crisis alone, by country, with only those rows that have a number of the pair.
pub fn of_episode(selection: &Selection, episode: usize) -> Table {
    let own = Selection {
        group: Group::Country,
        episodes: Set::default().with(episode),
        eras: Set::default(),
        sort: None,
        ..*selection
    };
    let mut table = Table::new(&FACTS, &GRAPH, &own);
    let (act, reply) = selection.measure.pair();
    table.rows.retain(|row| row.value(act) != Value::NotFound || row.value(reply) != Value::NotFound);
    table
}

/// A row of the table beside small multiples.
struct PanelRow {
    name: String,
    /// Whether it has a mark of its own.
    is_drawn: bool,
    /// Its place among the items that are drawn, or among those that are not.
    item: usize,
    numbers: [Option<i32>; 2],
    cells: Vec<String>,
}

fn or_none(label: &str) -> &str {
    if label.is_empty() { "none found" } else { label }
}

/// Panels show the largest rows of each crisis and the rest as one; the table has all of them.
fn draw_multiples(selection: &Selection, table: &Table, formats: &[Format]) -> Drawing {
    let (act, reply) = selection.measure.pair();
    let own = Selection { group: Group::Country, ..*selection };
    let mut panels: Vec<Panel> = Vec::new();
    // Marks count through the panels; rows that are not drawn come after all that are.
    let mut drawn = Vec::new();
    let mut folded = Vec::new();
    let mut rows: Vec<PanelRow> = Vec::new();
    // In the order of the facts, which is that of time.
    for place in table.total.episodes.places() {
        let Some(episode) = FACTS.episodes.get(place) else { continue };
        let of_episode = of_episode(selection, place).rows;
        let mut panel = Panel { title: episode.title.to_owned(), rows: Vec::new() };
        let named = if of_episode.len() > PANEL_ROWS + 1 { PANEL_ROWS } else { of_episode.len() };
        let add = |row: &Row, items: &mut Vec<Item>| {
            let mut item = item_of(&own, row);
            item.name = format!("{}, {}", row.name, episode.title);
            items.push(item);
        };
        for (i, row) in of_episode.iter().enumerate() {
            let items = if i < named { &mut drawn } else { &mut folded };
            rows.push(PanelRow {
                name: row.name.clone(),
                is_drawn: i < named,
                item: items.len(),
                numbers: [row.value(act).best(), row.value(reply).best()],
                cells: vec![row.cell(act), row.cell(reply)],
            });
            add(row, items);
        }
        for row in &of_episode[..named] {
            let [others, moscow] = sides(selection, row);
            panel.rows.push(BarRow { name: row.name.clone(), others, moscow });
        }
        if let Some(row) = &fold(&of_episode[named..]) {
            // In words only: as bars, many together would press those of one country flat.
            let [others, moscow] = sides(selection, row);
            let name = format!("{}: {} and {}", row.name, or_none(&others.label), or_none(&moscow.label));
            panel.rows.push(BarRow { name, ..BarRow::default() });
            add(row, &mut drawn);
            if let Some(item) = drawn.last_mut() {
                item.page = Route::episode_chain(episode.id.as_str()).map_or_else(String::new, |route| route.href(""));
                "The chain of this crisis".clone_into(&mut item.page_name);
            }
        }
        if !panel.rows.is_empty() {
            panels.push(panel);
        }
    }
    let marks = drawn.len();
    drawn.extend(folded);
    let order = sorted(selection.sort, rows.len(), [act, reply], &|i| match rows.get(i) {
        Some(row) => (row.numbers, order::text(&row.name)),
        None => ([None, None], [0, 0]),
    });
    let place = |row: &PanelRow| if row.is_drawn { row.item } else { marks + row.item };
    let rows = order
        .into_iter()
        .filter_map(|i| rows.get(i))
        .map(|row| (place(row), Cells::Texts(row.cells.clone())))
        .collect();
    let head = [("Who, in which crisis", "name"), (act.name(), act.key()), (reply.name(), reply.key())]
        .map(|(text, key)| (text.to_owned(), key.to_owned()))
        .to_vec();
    Drawing {
        items: drawn,
        scenes: each(formats, &|format| multiples(&panels, ["← by others", "by Moscow →"], format)),
        head,
        rows,
    }
}

/// Several rows as one, "14 others"; nothing for none.
fn fold(rows: &[Row]) -> Option<Row> {
    let mut folded = Row { place: usize::MAX, name: format!("{} others", rows.len()), ..Row::default() };
    for row in rows {
        folded.acts.extend(&row.acts);
        folded.replies.extend(&row.replies);
        folded.people += row.people;
        folded.people_in_reply += row.people_in_reply;
        folded.missions += row.missions;
        folded.missions_in_reply += row.missions_in_reply;
        folded.ratio_acts += row.ratio_acts;
        folded.ratio_replies += row.ratio_replies;
        folded.first_moves.extend(&row.first_moves);
        folded.lags.extend(&row.lags);
        folded.episodes = row.episodes.places().fold(folded.episodes, Set::with);
    }
    (!rows.is_empty()).then_some(folded)
}

/// What is shown as columns and lines, for a file.
pub fn sheet(selection: &Selection, table: &Table) -> Sheet {
    match selection.view {
        View::Waves => Sheet::of_periods(&FACTS, &periods(&FACTS, selection, table)),
        View::Multiples => {
            let mut sheet = Sheet::default();
            for place in table.total.episodes.places() {
                let title = FACTS.episodes.get(place).map_or("", |episode| episode.title);
                let own = Sheet::of_rows(&FACTS, &of_episode(selection, place), Some(title));
                sheet.columns = own.columns;
                sheet.lines.extend(own.lines);
            }
            sheet
        }
        _ => Sheet::of_rows(&FACTS, table, None),
    }
}

/// What the picture shows, in a few words.
pub fn title(selection: &Selection) -> String {
    let measure = selection.measure;
    let what = match measure.unit() {
        Unit::Missions => "consulates and missions closed",
        _ => "people ordered out",
    };
    match selection.view {
        View::Scatter => format!("Act against reply: {what}"),
        View::Waves => format!("Over time: {what}, {} and {}", roles(selection.side)[0], roles(selection.side)[1]),
        View::Multiples => format!("Crisis by crisis: {what}"),
        // A square has one number.
        View::Map if measure.is_paired() => {
            let [others, moscow] = heads(&Selection { group: Group::Country, ..*selection });
            let head = if tone(selection) == Side::Moscow { moscow } else { others };
            let what = if measure.unit() == Unit::Missions { "Consulates and missions" } else { "People" };
            format!("{what} {head}")
        }
        View::Map => measure.title(selection.side).to_owned(),
        _ => {
            let title = measure.title(selection.side);
            // A period or a crisis does not act.
            let of_others = || title.replace("by each", "by others").replace("of each", "of others");
            match selection.group {
                Group::Country => title.to_owned(),
                Group::Bloc => format!("{}, by bloc", of_others()),
                Group::Era => format!("{}, by period", of_others()),
                Group::Episode => format!("{}, by crisis", of_others()),
            }
        }
    }
}

/// The picture in the formats that were drawn; the style sheet shows one of them. `root` is where the site begins.
pub fn picture_html(drawing: &Drawing, selection: &Selection, root: &str) -> String {
    if selection.view != View::Table && !drawing.has_marks() {
        return "<p class=\"chain__none\">Nothing that fits this choice was found, or no number of it was published.</p>"
            .to_owned();
    }
    let mark = |place: usize| {
        let Some(item) = drawing.items.get(place) else { return String::new() };
        let href = if item.page.is_empty() {
            item.events
                .first()
                .and_then(|index| Route::event(FACTS.event(*index).id.as_str()))
                .map(|route| route.href(root))
        } else {
            Some(format!("{root}{}", item.page))
        };
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

/// The table. Where the program runs, a head is a button that sorts.
pub fn table_html(drawing: &Drawing, selection: &Selection, table: &Table, root: &str, is_live: bool) -> String {
    let caption = escape(&format!("{}. Cases found.", title(selection)));
    let mut out = format!(
        "<div class=\"table__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table class=\"compare-table\">\
         <caption>{caption}</caption><thead><tr>"
    );
    let shown = selection.shown_sort();
    let sorted = shown.map_or("", |sort| sort.word());
    let is_reversed = shown.is_some_and(|sort| sort.is_reversed);
    // Writing to a String cannot fail.
    for (text, key) in &drawing.head {
        let is_sorted = is_live && !key.is_empty() && key == sorted;
        let is_up = (key == "name" || key == "lag") != is_reversed;
        let direction = match (is_sorted, is_up) {
            (false, _) => "",
            (true, true) => " aria-sort=\"ascending\"",
            (true, false) => " aria-sort=\"descending\"",
        };
        _ = write!(out, "<th scope=\"col\"{direction}>");
        _ = if is_live && !key.is_empty() {
            write!(out, "<button type=\"button\" data-sort=\"{key}\">{}</button></th>", escape(text))
        } else {
            write!(out, "{}</th>", escape(text))
        };
    }
    out.push_str("<th scope=\"col\">Events</th></tr></thead><tbody>");
    for (place, cells) in &drawing.rows {
        let Some(item) = drawing.items.get(*place) else { continue };
        out.push_str("<tr><th scope=\"row\">");
        _ = if item.page.is_empty() {
            write!(out, "{}", escape(&item.name))
        } else {
            write!(out, "<a href=\"{root}{}\">{}</a>", escape(&item.page), escape(&item.name))
        };
        out.push_str("</th>");
        let mut write_cell = |text: &str| _ = write!(out, "<td>{}</td>", escape(text));
        match cells {
            Cells::OfRow => Measure::ALL.iter().for_each(|measure| write_cell(&table.rows[*place].cell(*measure))),
            Cells::Texts(texts) => texts.iter().for_each(|text| write_cell(text)),
        }
        let events = words::counted(item.events.len(), "event", "events");
        _ = match (is_live, item.events.is_empty()) {
            (_, true) => write!(out, "<td></td></tr>"),
            (true, _) => write!(
                out,
                "<td><button type=\"button\" data-m=\"{place}\">{events}<span class=\"visually-hidden\"> behind {}</span></button></td></tr>",
                escape(&item.name)
            ),
            (false, _) => write!(out, "<td>{events}</td></tr>"),
        };
    }
    out.push_str("</tbody></table></div>");
    out
}

/// A list of links to events: date, who, what, how many.
pub fn events_html(events: &[EventIndex], root: &str) -> String {
    let mut out = String::from("<ul class=\"compare-events\">");
    for index in events {
        let event = FACTS.event(*index);
        let side = if event.is_by_moscow() { "moscow" } else { "others" };
        let number = match event.action.unit() {
            Some(unit) if !crate::dataset::Sum::from(event.count).is_empty() => {
                format!(": {}", words::sum_with_unit(event.count.into(), unit))
            }
            _ => String::new(),
        };
        let qualifier = if event.qualifier.is_empty() { String::new() } else { format!(" ({})", event.qualifier) };
        let differs = event.figures.map_or_else(String::new, |figures| {
            format!(" (sources differ: {}–{})", words::number(figures.lowest), words::number(figures.highest))
        });
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li class=\"compare-events__{side}\">{}: <a href=\"{}\">{} {}{number}</a>{}{}</li>",
            words::date(event.date),
            escape(&Route::event(event.id.as_str()).unwrap_or(Route::Home).href(root)),
            escape(&FACTS.name(event.actor)),
            event.action.did(),
            escape(&qualifier),
            escape(&differs)
        );
    }
    out.push_str("</ul>");
    out
}

/// The details of a mark: its numbers, its page, the events behind it.
pub fn details_html(item: &Item, root: &str) -> String {
    let mut out = format!("<h3>{}</h3><p>{}.</p>", escape(&item.name), escape(&words::capitalise(&item.words)));
    if !item.page.is_empty() {
        // Writing to a String cannot fail.
        _ = write!(out, "<p><a href=\"{root}{}\">{}</a></p>", escape(&item.page), escape(&item.page_name));
    }
    if item.events.is_empty() {
        out.push_str("<p>No case was found in this choice.</p>");
    } else {
        _ = write!(out, "<h4>{} behind it</h4>", words::counted(item.events.len(), "event", "events"));
        out.push_str(&events_html(&item.events, root));
    }
    out
}

/// What the marks of the picture mean.
pub fn key_words(selection: &Selection) -> &'static str {
    match selection.view {
        View::Map => {
            "The darker a square, the more; the key has the numbers. A dashed square: no such case was found. “?”: no number was published. A plus sign: more than this number."
        }
        View::Scatter => {
            "A hollow point: one of its numbers is a floor, “more than”. A line: the lowest and the highest figure that sources give. Points that share a place stand side by side around it. Who has no published number has no point."
        }
        View::Table => {
            "A plus sign: more than this number. Two numbers in brackets: the lowest and the highest that sources give."
        }
        View::Bars | View::Waves | View::Multiples => {
            "A line at the end of a bar: the lowest and the highest figure that sources give. A dotted end with a plus sign: more than this number. A dashed box with “?”: no number was published. No bar: no such case was found, which is not the same as none."
        }
    }
}

/// The two sentences below the title: what leads, and how act and reply relate.
pub fn reading_html(selection: &Selection, table: &Table) -> String {
    format!(
        "<p>{}</p><p class=\"chain__note\">{}</p>",
        escape(&reading_of(selection, table)),
        escape(&description(selection, table))
    )
}

/// What the picture shows, in a sentence: of times and crises where it shows these.
pub fn reading_of(selection: &Selection, table: &Table) -> String {
    match selection.view {
        View::Scatter => reading_of_points(selection, table),
        View::Waves => reading_of_periods(selection, &periods(&FACTS, selection, table)),
        View::Multiples => {
            let own = Selection { group: Group::Episode, sort: None, ..*selection };
            reading(&FACTS, &own, &Table::new(&FACTS, &GRAPH, &own))
        }
        _ => reading(&FACTS, selection, table),
    }
}

/// What the numbers leave out, with its events; and of whom nothing was found.
pub fn notes_html(facts: &Facts, table: &Table, root: &str) -> String {
    let mut out = String::new();
    for (text, events) in notes(facts, table) {
        // Writing to a String cannot fail.
        _ = write!(out, "<details><summary>{}</summary>{}</details>", escape(&text), events_html(&events, root));
    }
    if !table.absent.is_empty() {
        let names: Vec<String> = table
            .absent
            .iter()
            .filter_map(|place| facts.actors.get(*place))
            .map(|actor| {
                format!("<a href=\"{}\">{}</a>", escape(&Route::Country(actor.code).href(root)), escape(actor.name))
            })
            .collect();
        let states = words::counted(names.len(), "state", "states");
        _ = write!(
            out,
            "<details><summary>No act of any kind was found here for {states} of this record</summary><p>{}.</p></details>",
            names.join(", ")
        );
    }
    out
}

/// Chosen countries beside each other; empty unless two are chosen.
pub fn head_to_head_html(selection: &Selection) -> String {
    let Some((sentence, mut head, rows)) = head_to_head(&FACTS, &GRAPH, selection) else { return String::new() };
    if let Some(first) = head.first_mut() {
        "Who".clone_into(first);
    }
    let table =
        crate::html::Table { caption: "Head to head, both directions".to_owned(), head, rows, foot: Vec::new() };
    format!("<h2>Head to head</h2><p>{}</p>{}", escape(&sentence), table.to_html())
}
