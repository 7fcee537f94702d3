//! The pictures whose marks are times, or countries in a crisis; and the order of the tables beside them.

use super::{Cells, Drawing, Item, each, item_of, quantity_of, sides};
use crate::chart::bars::BarRow;
use crate::chart::multiples::{Panel, multiples};
use crate::chart::scene::Format;
use crate::compare::{Amount, Group, Measure, Row, Selection, Set, Sort, SortKey, Table, Value, periods, roles};
use crate::facts::{FACTS, GRAPH};
use crate::ledger::Side;
use crate::order;
use crate::route::Route;
use crate::words;

/// In a panel of small multiples so many rows are drawn; the rest is one more.
pub(super) const PANEL_ROWS: usize = 4;

pub(super) fn draw_periods(selection: &Selection, table: &Table, formats: &[Format]) -> Drawing {
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
            page: None,
            fragment: String::new(),
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
pub(super) fn sorted(
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
pub(super) struct PanelRow {
    name: String,
    /// Whether it has a mark of its own.
    is_drawn: bool,
    /// Its place among the items that are drawn, or among those that are not.
    item: usize,
    numbers: [Option<i32>; 2],
    cells: Vec<String>,
}

pub(super) fn or_none(label: &str) -> &str {
    if label.is_empty() { "none found" } else { label }
}

/// Panels show the largest rows of each crisis and the rest as one; the table has all of them.
pub(super) fn draw_multiples(selection: &Selection, table: &Table, formats: &[Format]) -> Drawing {
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
                item.page = Route::episode_chain(episode.id.as_str());
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
pub(super) fn fold(rows: &[Row]) -> Option<Row> {
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
