//! A hundred thousand events, and no picture that draws more marks than a screen can show. How long it takes is measured by
//! `cargo bench --bench growth`.

#[path = "support/synthetic.rs"]
mod synthetic;
#[path = "support/synthetic_files.rs"]
mod synthetic_files;

use std::sync::LazyLock;

use persona_non_grata::chain::{Graph, Grouping, Lane, LaneKey, MOST_LANES, MOST_MARKS, Order, Selection, lanes};
use persona_non_grata::chart::bars::{self, Axis, BarRow, MOST_ROWS};
use persona_non_grata::chart::chain::{Format, MOST_EDGES, Picture};
use persona_non_grata::chart::ledger::{self, MOST_DOTS, Thumbnail, people_per_dot};
use persona_non_grata::chart::multiples::{MOST_PANELS, Panel, multiples};
use persona_non_grata::chart::quantity::Quantity;
use persona_non_grata::chart::scene::{self, Scene, Shape};
use persona_non_grata::chart::waves;
use persona_non_grata::dataset::{Dataset, Facts};
use persona_non_grata::facts::FACTS;
use persona_non_grata::ledger::{Ledger, Side};

static MANY: LazyLock<Facts> = LazyLock::new(|| synthetic::chain(100_000));
static MANY_LINKS: LazyLock<Graph> = LazyLock::new(|| Graph::new(MANY.events));

/// Whether every event stands in exactly one mark of some lanes.
fn holds_each_once(lanes: &[Lane], events: usize) -> bool {
    let mut marks = vec![0; events];
    for event in lanes.iter().flat_map(|lane| &lane.items).flat_map(|item| &item.events) {
        marks[event.as_usize()] += 1;
    }
    marks.iter().all(|marks| *marks == 1)
}

#[test]
fn a_chain_of_a_hundred_thousand_events_is_folded_and_loses_none() {
    for grouping in [Grouping::Each, Grouping::Years] {
        let selection = Selection { grouping, order: Order::People, ..Selection::default() };
        let lanes = lanes(&MANY, &MANY_LINKS, &selection);
        assert!(lanes.len() <= MOST_LANES, "{grouping:?}: {} lanes", lanes.len());
        assert!(lanes.iter().any(|lane| lane.key == LaneKey::Rest), "{grouping:?}");
        assert!(holds_each_once(&lanes, MANY.events.len()), "{grouping:?}: an event is missing, or shown twice");
        let items: usize = lanes.iter().map(|lane| lane.items.len()).sum();
        assert!(items <= MOST_MARKS, "{grouping:?}: {items} marks");
        for format in [Format::Wide, Format::Narrow] {
            let picture = Picture::new(&MANY, &MANY_LINKS, &lanes, format);
            assert_eq!(picture.marks.len(), items);
            assert!(picture.edges.len() <= MOST_EDGES, "{grouping:?}, {format:?}: {} links", picture.edges.len());
            // A line for a date and one for a lane, a number and a lag for a mark.
            assert!(picture.lines.len() <= items + 2 * MOST_LANES, "{} lines", picture.lines.len());
            assert!(picture.labels.len() <= 3 * items + 8 * MOST_LANES, "{} texts", picture.labels.len());
        }
    }
}

#[test]
fn the_lane_of_the_rest_holds_those_with_the_fewest_events() {
    let lanes = lanes(&MANY, &MANY_LINKS, &Selection::default());
    let events = |lane: &Lane| lane.items.iter().map(|item| item.events.len()).sum::<usize>();
    let rest = lanes.iter().find(|lane| lane.key == LaneKey::Rest).expect("a lane of the rest");
    assert!(rest.name.ends_with(" states"), "{}", rest.name);
    let states: usize = rest.name.split(' ').next().and_then(|number| number.parse().ok()).expect("a number");
    let named = lanes.iter().filter(|lane| matches!(lane.key, LaneKey::Actor(_)));
    let least = named.map(events).min().expect("a lane");
    assert!(events(rest) <= least * states, "a state of the rest has more events than one with a lane of its own");
}

#[test]
fn a_chain_of_the_largest_crisis_is_folded_too() {
    let largest = (0..MANY.episodes.len()).max_by_key(|place| MANY.episodes[*place].steps[0].events.len());
    let selection = Selection { episode: largest, ..Selection::default() };
    let lanes = lanes(&MANY, &MANY_LINKS, &selection);
    assert!(lanes.iter().map(|lane| lane.items.len()).sum::<usize>() <= MOST_MARKS && lanes.len() <= MOST_LANES);
}

#[test]
fn nothing_of_the_real_data_is_folded() {
    let graph = Graph::new(FACTS.events);
    let whole = lanes(&FACTS, &graph, &Selection { grouping: Grouping::Each, ..Selection::default() });
    assert_eq!(whole.iter().map(|lane| lane.items.len()).sum::<usize>(), FACTS.events.len());
    assert!(whole.iter().all(|lane| lane.key != LaneKey::Rest));
    assert!((0..FACTS.episodes.len()).all(|place| people_per_dot(Ledger::whole(&FACTS, place).final_people) == 1));
}

#[test]
fn a_dot_stands_for_the_fewest_people_that_leave_room_for_all() {
    for (people, per_dot) in
        [(0, 1), (1, 1), (MOST_DOTS, 1), (MOST_DOTS + 1, 2), (8001, 5), (40_000, 10), (500_000, 200)]
    {
        assert_eq!(people_per_dot(people), per_dot, "{people}");
    }
    assert!(people_per_dot(u32::MAX) >= u32::MAX / MOST_DOTS);
}

#[test]
fn a_ledger_of_half_a_million_people_has_no_more_dots_than_a_screen() {
    let largest = (0..MANY.episodes.len()).max_by_key(|place| Ledger::whole(&MANY, *place).final_people).expect("one");
    let mut ledger = Ledger::whole(&MANY, largest);
    // More than the crisis has: its people a hundred times.
    let part = ledger.final_people;
    for row in &mut ledger.rows {
        row.by_actor.now.known *= 100;
        row.by_moscow.earlier.known = row.by_moscow.now.known * 99;
    }
    ledger.final_people = part * 100;
    assert!(ledger.final_people > 100_000);
    for format in [ledger::Format::Wide, ledger::Format::Narrow] {
        let picture = ledger::Picture::new(&ledger, &MANY, format);
        let dots = |path: &str| path.matches("h0").count();
        let cells = picture.rows.iter().flat_map(|row| [&row.others, &row.moscow]);
        let drawn: usize = cells.map(|cell| dots(&cell.earlier) + dots(&cell.now)).sum();
        // A row that is no full dot has one all the same.
        let most = 2 * (MOST_DOTS as usize + picture.rows.len());
        assert!(drawn <= most, "{drawn} dots, {most} are the most");
        assert!(picture.per_dot > 1);
        for row in picture.rows.iter().filter(|row| row.is_now) {
            assert!(!row.others.now.is_empty() || !row.moscow.now.is_empty(), "{} has no dot of this step", row.name);
        }
    }
    let thumbnail = Thumbnail::new(&ledger, people_per_dot(ledger.final_people));
    assert!(thumbnail.others.matches("h0").count() <= MOST_DOTS as usize);
    assert!(ledger.total(Side::Others).total().known > MOST_DOTS);
}

#[test]
fn the_waves_of_a_hundred_thousand_events_have_no_bars_that_nobody_sees() {
    for format in [waves::Format::Wide, waves::Format::Narrow] {
        let picture = waves::Picture::new(&MANY, format);
        assert!(picture.bars.len() <= 2 * waves::MANY_BARS, "{} bars", picture.bars.len());
        assert!(picture.labels.len() + picture.lines.len() + picture.decades.len() <= 100);
    }
}

fn marks(scene: &Scene) -> usize {
    scene.shapes.iter().filter(|(_, shape)| matches!(shape, Shape::Mark(_))).count()
}

fn rows(number: usize) -> Vec<BarRow> {
    let quantity = || Quantity { best: Some(3), low: 3, high: 3, label: "3".to_owned(), ..Quantity::default() };
    let row = |i: usize| BarRow { name: format!("State {i}"), others: quantity(), moscow: quantity() };
    (0..number).map(row).collect()
}

fn says(scene: &Scene, wanted: &str) -> bool {
    scene.shapes.iter().any(|(_, shape)| matches!(shape, Shape::Text(.., text) if text == wanted))
}

#[test]
fn bars_of_many_states_are_drawn_up_to_a_number_and_the_rest_is_counted() {
    let number = |number: i32| number.to_string();
    let axis = Axis { heads: ["a", "b"], number: &number, single: None, reference: None };
    for format in scene::Format::BOTH {
        let drawn = bars::bars(&rows(MOST_ROWS), &axis, format);
        assert_eq!(marks(&drawn), MOST_ROWS);
        let folded = bars::bars(&rows(676), &axis, format);
        assert_eq!(marks(&folded), MOST_ROWS);
        assert!(says(&folded, "476 more: see the table") && folded.height > drawn.height);
        assert!(folded.shapes.len() <= drawn.shapes.len() + 1);
    }
}

#[test]
fn panels_of_many_crises_are_drawn_up_to_a_number_and_the_rest_is_counted() {
    let panel = |i: usize| Panel { title: format!("Crisis {i}"), rows: rows(5) };
    let panels: Vec<Panel> = (0..256).map(panel).collect();
    for format in scene::Format::BOTH {
        let drawn = multiples(&panels, ["a", "b"], format);
        assert_eq!(marks(&drawn), MOST_PANELS * 5);
        assert!(says(&drawn, "196 more: see the table"));
        assert!(!says(&multiples(&panels[..MOST_PANELS], ["a", "b"], format), "0 more: see the table"));
    }
}

#[test]
fn a_thousand_synthetic_events_are_a_data_folder_without_a_problem() {
    let facts = synthetic::chain(1_000);
    let dataset = Dataset::from_texts(synthetic_files::files(&facts)).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(dataset.facts.events.len(), 1_000);
    for (read, written) in dataset.facts.events.iter().zip(facts.events) {
        assert_eq!(
            (read.id, read.date, read.actor, read.count),
            (written.id, written.date, written.actor, written.count)
        );
        assert_eq!(read.responds_to, written.responds_to);
    }
}
