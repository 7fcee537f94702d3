//! Pictures of comparisons: scales, and marks that stay inside their picture whatever the numbers are.
//!
//! After a change that is meant: `INSTA_UPDATE=always cargo test --test plots`, then read the difference.

mod support;

use std::fmt::Write;

use persona_non_grata::chart::bars::{Axis, BarRow, bars};
use persona_non_grata::chart::label::{self, Box4, overlap};
use persona_non_grata::chart::multiples::{Panel, multiples};
use persona_non_grata::chart::periods::{Period, periods};
use persona_non_grata::chart::quantity::Quantity;
use persona_non_grata::chart::scale::{Band, Log, Time, ratio_ticks};
use persona_non_grata::chart::scatter::{Axes, Point, scatter};
use persona_non_grata::chart::scene::{Anchor, Format, LETTERS, Scene, Shape};
use persona_non_grata::chart::text;
use persona_non_grata::chart::tiles::{Tile, steps, tiles};
use persona_non_grata::compare::{Measure, Selection, Sort, SortKey, Table, Value, View};
use persona_non_grata::dataset::Date;
use persona_non_grata::facts::{FACTS, GRAPH};
use persona_non_grata::ledger::Side;
use persona_non_grata::{view, words};
use proptest::prelude::*;

const FORMATS: [Format; 2] = [Format::Wide, Format::Narrow];

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|problem| panic!("{text} {problem}"))
}

mod scales {
    use super::*;

    #[test]
    fn the_ends_of_a_logarithmic_scale_are_the_ends_of_its_range() {
        for (max, range) in [(2, (0, 100)), (60, (0, 1000)), (1_000_000, (900, 10)), (u32::MAX, (-5, 5))] {
            let log = Log::new(max, range);
            assert_eq!((log.place(1), log.place(max)), (Some(range.0), Some(range.1)), "{max}");
            assert_eq!(log.place(u32::MAX), Some(range.1), "clamped");
            assert_eq!(log.place(0), None, "no logarithm reaches 0");
        }
    }

    #[test]
    fn a_domain_of_one_point_is_in_the_middle() {
        for max in [0, 1] {
            let log = Log::new(max, (10, 20));
            assert_eq!((log.place(0), log.place(1), log.place(9)), (None, Some(15), Some(15)));
        }
        let day = date("2018-03-26");
        let time = Time::new(day, day, (0, 100));
        assert_eq!((time.start(day), time.end(day)), (0, 100), "a day begins and ends");
        let band = Band::new(1, (3, 9));
        assert_eq!((band.start(0), band.start(1), band.start(7)), (3, 9, 9));
        assert_eq!(Band::new(0, (3, 9)).start(0), 3);
    }

    #[test]
    fn equal_ratios_take_equal_room() {
        let log = Log::new(1000, (0, 3000));
        assert_eq!([1, 10, 100, 1000].map(|n| log.place(n).expect("a place")), [0, 1000, 2000, 3000]);
        let log = Log::new(1 << 31, (0, 31));
        for power in 0..=31 {
            assert_eq!(log.place(1 << power), Some(power));
        }
    }

    #[test]
    fn a_month_spans_its_days_and_a_year_its_months() {
        let time = Time::new(date("2018"), date("2018"), (0, 365));
        for (text, start, end) in [
            ("2018-01-01", 0, 1),
            ("2018-01", 0, 31),
            ("2018-02", 31, 59),
            ("2018-12-31", 364, 365),
            ("2018", 0, 365),
            ("2017", 0, 0),
            ("2019-05", 365, 365),
        ] {
            assert_eq!((time.start(date(text)), time.end(date(text))), (start, end), "{text}");
        }
    }

    #[test]
    fn ratio_ticks_are_ones_twos_and_fives() {
        assert!(ratio_ticks(0).is_empty());
        assert_eq!(ratio_ticks(1), [1u32]);
        assert_eq!(ratio_ticks(153), [1, 2, 5, 10, 20, 50, 100]);
        assert_eq!(ratio_ticks(u32::MAX).last(), Some(&2_000_000_000));
        assert_eq!(ratio_ticks(999_999_999).last(), Some(&500_000_000));
    }

    proptest! {
        #![proptest_config(support::cases(500))]

        #[test]
        fn a_logarithm_is_as_exact_as_a_float_allows(value in 1u32.., max in 2u32..) {
            // A range so fine that the place is the logarithm itself.
            let place = Log::new(max, (0, 1_000_000_000)).place(value).expect("a place");
            let exact = (f64::from(value.min(max)).log2() / f64::from(max).log2()) * 1e9;
            // Two 4096ths, of the whole logarithm.
            let allowed = 1e9 * 2.0 / 4096.0 / f64::from(max).log2() + 1.0;
            prop_assert!((f64::from(place) - exact).abs() <= allowed, "{place} is not {exact}");
        }

        #[test]
        fn scales_never_turn_back_and_never_leave_their_range(
            max in 1u32.., a in 1u32.., b in 1u32.., count in 1usize..300, i in 0usize..400, j in 0usize..400,
            range in (-2000i32..2000, -2000i32..2000),
        ) {
            let inside = |place: i32| place >= range.0.min(range.1) && place <= range.0.max(range.1);
            let in_order = |first: i32, second: i32| if range.0 <= range.1 { first <= second } else { first >= second };
            let log = Log::new(max, range);
            let places = [a.min(b), a.max(b)].map(|value| log.place(value).expect("a place"));
            prop_assert!(places.into_iter().all(inside) && in_order(places[0], places[1]));
            let band = Band::new(count, range);
            let places = [i.min(j), i.max(j)].map(|place| band.start(place));
            prop_assert!(places.into_iter().all(inside) && in_order(places[0], places[1]));
            prop_assert_eq!((band.start(0), band.start(count)), range);
        }

        #[test]
        fn bands_have_equal_room(count in 1usize..300, wide in 1i32..2000) {
            let band = Band::new(count, (0, wide));
            let rooms: Vec<i32> = (0..count).map(|i| band.start(i + 1) - band.start(i)).collect();
            let (least, most) = (rooms.iter().min().expect("one"), rooms.iter().max().expect("one"));
            prop_assert!(most - least <= 1, "{rooms:?}");
        }

        #[test]
        fn time_runs_one_way(days in proptest::collection::vec((1971u16..2027, 1u8..=12, 1u8..=28), 3)) {
            let mut dates: Vec<Date> = days.iter().map(|(y, m, d)| date(&format!("{y}-{m:02}-{d:02}"))).collect();
            dates.sort();
            let time = Time::new(dates[0], dates[2], (10, 700));
            prop_assert_eq!((time.start(dates[0]), time.end(dates[2])), (10, 700));
            let places: Vec<i32> = dates.iter().flat_map(|date| [time.start(*date), time.end(*date)]).collect();
            for (first, second) in [(0, 2), (2, 4), (0, 1), (2, 3), (4, 5), (1, 3), (3, 5)] {
                prop_assert!(places[first] <= places[second], "{places:?}");
            }
        }

        #[test]
        fn ratio_ticks_run_up_to_the_maximum(max in 1u32..) {
            let ticks = ratio_ticks(max);
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
            let last = u64::from(*ticks.last().expect("1 at least"));
            prop_assert!(last <= max.into() && last * 5 / 2 >= max.into(), "{last} of {max}");
        }
    }
}

/// The numbers of a path.
fn path_numbers(d: &str) -> Vec<i32> {
    d.split(|c: char| !(c.is_ascii_digit() || c == '-'))
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or_else(|_| panic!("{d} is not made of whole numbers")))
        .collect()
}

/// The room of a text.
fn text_box(x: i32, y: i32, anchor: Anchor, label: &str) -> Box4 {
    let width = text::width(label, LETTERS);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2,
        Anchor::End => x - width,
    };
    (left, y - 10, left + width, y + 2)
}

/// The room that a shape takes.
fn room(shape: &Shape) -> Option<Box4> {
    match shape {
        Shape::Rect(x, y, width, height) => Some((*x, *y, x + width, y + height)),
        Shape::Circle(x, y, radius) => Some((x - radius, y - radius, x + radius, y + radius)),
        Shape::Path(d) => {
            let numbers = path_numbers(d);
            let (xs, ys): (Vec<i32>, Vec<i32>) = numbers.chunks(2).map(|pair| (pair[0], pair[1])).unzip();
            Some((*xs.iter().min()?, *ys.iter().min()?, *xs.iter().max()?, *ys.iter().max()?))
        }
        Shape::Text(x, y, anchor, label) => Some(text_box(*x, *y, *anchor, label)),
        Shape::Mark(_) | Shape::End => None,
    }
}

fn lies_inside(scene: &Scene) -> Result<(), TestCaseError> {
    for (class, shape) in &scene.shapes {
        let Some((left, top, right, bottom)) = room(shape) else { continue };
        let is_inside = left >= 0 && top >= 0 && right <= scene.width && bottom <= scene.height;
        prop_assert!(is_inside, "{} {:?} leaves {} × {}", class, shape, scene.width, scene.height);
    }
    Ok(())
}

/// The marks in their order; each ends before the next one begins.
fn marks(scene: &Scene) -> Vec<usize> {
    let (mut marks, mut is_open) = (Vec::new(), false);
    for (_, shape) in &scene.shapes {
        match shape {
            Shape::Mark(place) => {
                assert!(!is_open, "a link inside a link");
                marks.push(*place);
                is_open = true;
            }
            Shape::End => assert!(std::mem::replace(&mut is_open, false), "what ends has begun"),
            _ => {}
        }
    }
    assert!(!is_open);
    marks
}

fn sound(scene: &Scene, rows: usize) -> Result<(), TestCaseError> {
    lies_inside(scene)?;
    prop_assert_eq!(marks(scene), (0..rows).collect::<Vec<_>>(), "every row has one mark");
    let svg = scene.to_svg("plot--test", "name", &|i| format!(" href=\"#{i}\""));
    prop_assert!(!svg.contains("NaN") && !svg.contains(" id="), "pictures of one page share no id");
    Ok(())
}

/// A number of any size: mostly those of the record, at times 0, at times the largest there is.
fn number() -> impl Strategy<Value = i32> {
    prop_oneof![6 => 0..300i32, 2 => 0..3000i32, 1 => Just(0), 1 => 0..=i32::MAX, 1 => Just(i32::MAX)]
}

fn labelled(best: i32, down: i32, up: i32, is_floor: bool) -> Quantity {
    let label = format!("{}{}", Measure::Net.format(best), if is_floor { "+" } else { "" });
    Quantity { best: Some(best), low: best.saturating_sub(down), high: best.saturating_add(up), is_floor, label }
}

fn unknown() -> Quantity {
    Quantity { label: "?".to_owned(), ..Quantity::default() }
}

fn quantity() -> impl Strategy<Value = Quantity> {
    let known = (number(), prop_oneof![3 => Just((0, 0)), 1 => (0..30i32, 0..30i32)], any::<bool>())
        .prop_map(|(best, (down, up), is_floor)| labelled(best, down.min(best), up, is_floor));
    prop_oneof![6 => known, 1 => Just(unknown()), 1 => Just(Quantity::default())]
}

/// The same, also below 0.
fn signed_quantity() -> impl Strategy<Value = Quantity> {
    (quantity(), any::<bool>()).prop_map(|(quantity, is_negative)| match quantity.best {
        Some(best) if is_negative => labelled(-best, quantity.high - best, best - quantity.low, quantity.is_floor),
        _ => quantity,
    })
}

fn name() -> impl Strategy<Value = String> {
    let names: Vec<String> =
        FACTS.actors.iter().map(|a| a.name).chain(FACTS.episodes.iter().map(|e| e.title)).map(str::to_owned).collect();
    proptest::sample::select(names)
}

fn bar_row() -> impl Strategy<Value = BarRow> {
    (name(), quantity(), quantity()).prop_map(|(name, others, moscow)| BarRow { name, others, moscow })
}

/// Some rows: none, one, as many as there are states, many.
fn rows<T: std::fmt::Debug + Clone>(row: impl Strategy<Value = T> + 'static) -> impl Strategy<Value = Vec<T>> {
    let row = row.boxed();
    proptest::sample::select(&[0usize, 1, 2, 7, 45, 200][..])
        .prop_flat_map(move |count| proptest::collection::vec(row.clone(), count))
}

fn axis() -> Axis<'static> {
    Axis {
        heads: ["by others", "by Moscow"],
        number: &|number| Measure::Net.format(number),
        single: None,
        reference: None,
    }
}

/// Bars on one side, of a class.
fn single(
    rows: &[(String, Quantity)],
    axis: &Axis<'_>,
    class: &'static str,
    reference: Option<(i32, &str)>,
    format: Format,
) -> Scene {
    let rows: Vec<BarRow> = rows
        .iter()
        .map(|(name, quantity)| BarRow { name: name.clone(), moscow: quantity.clone(), ..BarRow::default() })
        .collect();
    let axis = Axis { single: Some(class), reference, heads: axis.heads, number: axis.number };
    bars(&rows, &axis, format)
}

fn point() -> impl Strategy<Value = Point> {
    let small = prop_oneof![3 => 1..6u32, 3 => 1..300u32, 1 => 1..0x8000_0000u32];
    let reply = prop_oneof![1 => Just(0u32), 3 => 0..6u32, 3 => 0..300u32, 1 => 0..0x8000_0000u32];
    (name(), small, reply, any::<bool>(), proptest::option::of((0..9u32, 0..9u32))).prop_map(
        |(name, act, reply, is_floor, spread)| {
            let range = |at: u32| spread.map(|(down, up)| (at.saturating_sub(down), at + up));
            Point { place: 0, name, act, reply, is_floor, ranges: [range(act), range(reply)] }
        },
    )
}

/// The points with their places in the data.
fn in_order(points: impl IntoIterator<Item = Point>) -> Vec<Point> {
    points.into_iter().enumerate().map(|(place, point)| Point { place, ..point }).collect()
}

const AXES: Axes<'static> = Axes {
    act: "People ordered out by others →",
    reply: "↑ People ordered out by Moscow",
    silent: "no such reply found",
    equal: "one for one",
};

fn dots(scene: &Scene) -> Vec<Box4> {
    let is_dot = |class: &str| class.contains("plot__dot");
    scene.shapes.iter().filter(|(class, _)| is_dot(class)).filter_map(|(_, shape)| room(shape)).collect()
}

fn names(scene: &Scene) -> Vec<Box4> {
    let is_name = |class: &str| class.contains("plot__name--small");
    scene.shapes.iter().filter(|(class, _)| is_name(class)).filter_map(|(_, shape)| room(shape)).collect()
}

fn period(month: u32, is_year: bool, others: Quantity, moscow: Quantity) -> Period {
    let date = if is_year {
        date(&format!("{}", 1971 + month % 56))
    } else {
        date(&format!("{}-{:02}", 1971 + month / 12, month % 12 + 1))
    };
    Period { date, others, moscow }
}

proptest! {
    #![proptest_config(support::cases(120))]

    #[test]
    fn facing_bars_stay_inside(rows in rows(bar_row())) {
        for format in FORMATS {
            sound(&bars(&rows, &axis(), format), rows.len())?;
        }
    }

    #[test]
    fn bars_on_one_side_stay_inside(
        rows in rows((name(), signed_quantity())), reference in proptest::option::of((1..500i32).prop_map(|at| (at, "one for one"))),
    ) {
        for format in FORMATS {
            sound(&single(&rows, &axis(), "plot__bar", reference, format), rows.len())?;
        }
    }

    #[test]
    fn points_stay_inside_and_their_names_lie_over_nothing(points in rows(point())) {
        let points = in_order(points);
        for format in FORMATS {
            let scene = scatter(&points, &AXES, "plot__dot plot__dot--others", format);
            sound(&scene, points.len())?;
            prop_assert_eq!(dots(&scene).len(), points.len());
            let (names, dots) = (names(&scene), dots(&scene));
            let ranges: Vec<Box4> = scene
                .shapes
                .iter()
                .filter(|(class, _)| *class == "plot__range")
                .filter_map(|(_, shape)| room(shape))
                .collect();
            for (i, name) in names.iter().enumerate() {
                prop_assert!(names[i + 1..].iter().all(|other| !overlap(*name, *other)), "two names share room");
                prop_assert!(dots.iter().all(|dot| !overlap(*name, *dot)), "a name lies over a dot");
                prop_assert!(ranges.iter().all(|range| !overlap(*name, *range)), "a name lies over a range");
            }
        }
    }

    #[test]
    fn tiles_stay_inside_and_every_country_has_one(numbers in proptest::collection::vec(quantity(), FACTS.actors.len())) {
        let squares: Vec<Tile> = FACTS.actors.iter().filter(|actor| !actor.code.is_moscow()).zip(&numbers).map(|(actor, q)| {
            // A square has room for a short label only; its colour may mean anything.
            let label = if q.label.len() > 4 { "999".to_owned() } else { q.label.clone() };
            Tile { code: actor.code.to_string(), number: q.best, label }
        }).collect();
        for format in FORMATS {
            let scene = tiles(&squares, &|number| Measure::Expelled.format(number), format);
            sound(&scene, squares.len())?;
        }
    }

    #[test]
    fn periods_stay_inside(found in rows((0..660u32, quantity(), quantity())), is_year in any::<bool>()) {
        let mut found: Vec<Period> =
            found.into_iter().map(|(month, others, moscow)| period(month, is_year, others, moscow)).collect();
        found.sort_by_key(|period| period.date);
        for format in FORMATS {
            sound(&periods(&found, ["by others", "by Moscow"], format), found.len())?;
        }
    }

    #[test]
    fn small_multiples_stay_inside(panels in proptest::collection::vec((name(), rows(bar_row())), 0..6)) {
        let count = panels.iter().map(|(_, rows)| rows.len()).sum();
        let panels: Vec<Panel> = panels
            .into_iter()
            .map(|(title, mut rows)| {
                // The rows of a panel are states and organisations, whose names are short.
                for row in rows.iter_mut().filter(|row| row.name.len() > 15) {
                    row.name = "United Kingdom".to_owned();
                }
                Panel { title, rows }
            })
            .collect();
        for format in FORMATS {
            // No phone has room for a name and two numbers of ten digits; nothing breaks all the same.
            prop_assert_eq!(marks(&multiples(&panels, ["← by others", "by Moscow →"], format)), (0..count).collect::<Vec<_>>());
        }
        let mut panels = panels;
        for row in panels.iter_mut().flat_map(|panel| &mut panel.rows) {
            for side in [&mut row.others, &mut row.moscow] {
                if let Some(best) = side.best.map(|best| best % 10_000) {
                    *side = labelled(best, 0, side.high - side.low, side.is_floor);
                }
            }
        }
        for format in FORMATS {
            sound(&multiples(&panels, ["← by others", "by Moscow →"], format), count)?;
        }
    }

    #[test]
    fn names_are_placed_inside_their_bounds_and_apart(
        points in proptest::collection::vec(((0..340i32, 0..340i32), name()), 0..60),
    ) {
        let points: Vec<(usize, (i32, i32), &str)> =
            points.iter().enumerate().map(|(i, (at, name))| (i, *at, name.as_str())).collect();
        let bounds = (20, 10, 330, 320);
        let mut taken: Vec<Box4> = points.iter().map(|(_, (x, y), _)| (x - 4, y - 4, x + 4, y + 4)).collect();
        let dots = taken.clone();
        let placed = label::place(&points, 4, &mut taken, bounds);
        prop_assert_eq!(taken.len(), dots.len() + placed.len());
        let rooms: Vec<Box4> =
            placed.iter().map(|(i, (x, y), anchor)| text_box(*x, *y, *anchor, points[*i].2)).collect();
        for (i, room) in rooms.iter().enumerate() {
            prop_assert!(room.0 >= bounds.0 && room.1 >= bounds.1 && room.2 <= bounds.2 && room.3 <= bounds.3);
            prop_assert!(dots.iter().chain(&rooms[i + 1..]).all(|other| !overlap(*room, *other)));
        }
    }
}

#[test]
fn a_lone_point_gets_its_name_to_the_right_and_then_where_there_is_room() {
    let bounds = (0, 0, 300, 300);
    let at = |taken: &mut Vec<Box4>, x: i32| label::place(&[(0, (x, 100), "Malta")], 5, taken, bounds);
    assert_eq!(at(&mut Vec::new(), 100), [(0, (108, 104), Anchor::Start)]);
    assert_eq!(at(&mut Vec::new(), 290), [(0, (282, 104), Anchor::End)], "no room to the right");
    assert_eq!(at(&mut vec![(0, 95, 300, 105)], 100), [(0, (100, 92), Anchor::Middle)], "above");
    assert_eq!(at(&mut vec![bounds], 100), [], "no room at all");
}

#[test]
fn a_negative_bar_has_its_label_beyond_its_range() {
    let rows = [("France".to_owned(), labelled(-50, 20, 20, false)), ("Malta".to_owned(), labelled(50, 0, 0, false))];
    for format in FORMATS {
        let scene = single(&rows, &axis(), "plot__bar", None, format);
        let of = |class: &str| -> Vec<Box4> {
            scene.shapes.iter().filter(|(other, _)| *other == class).filter_map(|(_, shape)| room(shape)).collect()
        };
        let (range, label) = (of("plot__range")[0], of("plot__number")[0]);
        assert!(label.2 < range.0, "{label:?} lies over {range:?}");
    }
}

#[test]
fn the_largest_number_is_told_also_where_its_bar_is_the_first() {
    let found = [period(0, true, exactly(105), exactly(18)), period(600, true, exactly(23), exactly(50))];
    for format in FORMATS {
        let scene = periods(&found, ["by others", "by Moscow"], format);
        let told = |shape: &Shape| matches!(shape, Shape::Text(_, _, _, text) if text == "105");
        assert!(scene.shapes.iter().any(|(_, shape)| told(shape)), "{format:?}");
    }
}

#[test]
fn the_heads_of_facing_bars_stay_apart() {
    for format in FORMATS {
        let scene = bars(&few_rows(), &axis(), format);
        let is_head = |class: &str| class.starts_with("plot__head");
        let heads: Vec<Box4> =
            scene.shapes.iter().filter(|(class, _)| is_head(class)).filter_map(|(_, shape)| room(shape)).collect();
        assert!(heads[0].2 + 6 <= heads[1].0, "{heads:?}");
    }
}

#[test]
fn the_smallest_number_is_seen_on_its_own_side() {
    let rows = [("A".to_owned(), labelled(-1, 0, 0, false)), ("B".to_owned(), labelled(1_000_000, 0, 0, false))];
    let scene = single(&rows, &axis(), "plot__bar", None, Format::Wide);
    let bars: Vec<Box4> =
        scene.shapes.iter().filter(|(class, _)| *class == "plot__bar").filter_map(|(_, shape)| room(shape)).collect();
    assert_eq!(bars.len(), 2, "what is not nothing is seen");
    assert!(bars[0].2 <= bars[1].0, "a number below 0 lies left of the axis: {bars:?}");
}

#[test]
fn colours_change_at_round_numbers_and_the_key_names_each() {
    for (max, expected) in
        [(0, &[][..]), (1, &[]), (2, &[2]), (9, &[2, 5]), (60, &[5, 10, 20, 50]), (266, &[20, 50, 100, 200])]
    {
        assert_eq!(steps(max), expected, "{max}");
        assert_eq!(steps(-max), expected, "{max}");
    }
}

#[test]
fn the_key_of_the_map_says_what_zero_and_numbers_below_it_are() {
    let tile =
        |code: &str, number: i32| Tile { code: code.to_owned(), number: Some(number), label: number.to_string() };
    let key = |squares: &[Tile]| -> Vec<String> {
        let scene = tiles(squares, &|number| Measure::Net.format(number), Format::Narrow);
        let is_label = |class: &str| class == "plot__label";
        let label = |shape: &Shape| if let Shape::Text(.., text) = shape { Some(text.clone()) } else { None };
        scene.shapes.iter().filter(|(class, _)| is_label(class)).filter_map(|(_, shape)| label(shape)).collect()
    };
    assert_eq!(key(&[tile("FR", 5), tile("DE", 1)]), ["+1", "+2–+4", "+5 and more"]);
    assert_eq!(key(&[tile("FR", 5), tile("DE", 0)]), ["0–+1", "+2–+4", "+5 and more"]);
    assert_eq!(key(&[tile("FR", 5), tile("DE", -3)]), ["+1", "+2–+4", "+5 and more", "below 0"]);
    assert_eq!(key(&[]), [""; 0]);
}

#[test]
fn no_place_of_the_record_is_shared_by_more_points_than_can_stand_around_it() {
    for side in [Side::Others, Side::Moscow] {
        for measure in [Measure::Expelled, Measure::Missions] {
            let (act, reply) = measure.pair();
            let table = Table::new(&FACTS, &GRAPH, &Selection { side, measure, ..Selection::default() });
            let mut places: std::collections::BTreeMap<(i32, i32), u32> = std::collections::BTreeMap::new();
            for row in table.rows.iter().filter(|row| row.value(reply) != Value::Unknown) {
                let Some(act) = row.value(act).best() else { continue };
                *places.entry((act, row.value(reply).best().unwrap_or(0))).or_default() += 1;
            }
            assert!(places.values().all(|count| *count <= 19), "{side:?} {measure:?}: {places:?}");
        }
    }
}

/// A line an element, one picture after the other.
fn drawn(draw: impl Fn(Format) -> Scene) -> String {
    let mut out = String::new();
    for format in FORMATS {
        let svg = draw(format).to_svg(&format!("plot--{}", format.key()), "title", &|i| format!(" href=\"#row-{i}\""));
        for part in svg.split('<').skip(1) {
            let gap = if part.starts_with('/') || out.is_empty() { "" } else { "\n" };
            // Writing to a String cannot fail.
            _ = write!(out, "{gap}<{part}");
        }
        out.push('\n');
    }
    out
}

fn exactly(best: i32) -> Quantity {
    Quantity { best: Some(best), low: best, high: best, is_floor: false, label: words::number(best.unsigned_abs()) }
}

fn floor(best: i32) -> Quantity {
    Quantity { is_floor: true, label: format!("{best}+"), ..exactly(best) }
}

fn disputed(best: i32, low: i32, high: i32) -> Quantity {
    Quantity { low, high, ..exactly(best) }
}

/// An exact pair, a floor, an unknown, a dispute, nothing at all.
fn few_rows() -> Vec<BarRow> {
    [
        ("United States", exactly(60), exactly(60)),
        ("United Kingdom", exactly(23), floor(73)),
        ("France", disputed(35, 30, 41), exactly(34)),
        ("Georgia", unknown(), exactly(1)),
        ("NATO", exactly(7), Quantity::default()),
        ("Malta", Quantity::default(), Quantity::default()),
    ]
    .map(|(name, others, moscow)| BarRow { name: name.to_owned(), others, moscow })
    .to_vec()
}

#[test]
fn picture_of_facing_bars() {
    insta::assert_snapshot!(drawn(|format| bars(&few_rows(), &axis(), format)));
}

#[test]
fn picture_of_bars_on_one_side() {
    let axis = Axis { heads: ["", "people, acts less replies"], ..axis() };
    let rows = [
        ("United States", labelled(132, 0, 0, false)),
        ("France", labelled(54, 8, 0, false)),
        ("Latvia", labelled(-3, 2, 1, true)),
        ("Georgia", unknown()),
        ("Malta", labelled(0, 0, 0, false)),
        ("Spain", Quantity::default()),
    ]
    .map(|(name, quantity)| (name.to_owned(), quantity));
    insta::assert_snapshot!(drawn(|format| single(&rows, &axis, "plot__bar plot__bar--others", None, format)));
}

#[test]
fn picture_of_ratios_with_a_line_of_reciprocity() {
    let axis = Axis {
        heads: ["", "people in the reply for each in the act"],
        number: &|n| Measure::Ratio.format(n),
        ..axis()
    };
    let rows = [("Latvia", 100), ("France", 33)].map(|(name, best)| {
        let label = Measure::Ratio.format(best);
        (name.to_owned(), Quantity { label, ..exactly(best) })
    });
    let reference = Some((100, "one for one"));
    insta::assert_snapshot!(drawn(|format| single(&rows, &axis, "plot__bar plot__bar--moscow", reference, format)));
}

#[test]
fn picture_of_act_against_reply() {
    let point = |name: &str, act: u32, reply: u32| Point {
        place: 0,
        name: name.to_owned(),
        act,
        reply,
        is_floor: false,
        ranges: [None, None],
    };
    let points = in_order([
        point("United States", 60, 60),
        Point { is_floor: true, ..point("United Kingdom", 23, 73) },
        Point { ranges: [Some((30, 41)), Some((34, 34))], ..point("France", 35, 34) },
        point("Malta", 1, 1),
        point("Latvia", 1, 1),
        point("Estonia", 1, 1),
        point("NATO", 7, 0),
        point("Montenegro", 7, 0),
    ]);
    insta::assert_snapshot!(drawn(|format| scatter(&points, &AXES, "plot__dot plot__dot--others", format)));
}

#[test]
fn picture_of_the_map() {
    let tile =
        |code: &str, number: Option<i32>, label: &str| Tile { code: code.to_owned(), number, label: label.to_owned() };
    let squares = [
        tile("US", Some(266), "266"),
        tile("GB", Some(73), "73+"),
        tile("FR", Some(4), "4"),
        tile("LV", Some(-3), "−3"),
        tile("GE", None, "?"),
        tile("MT", None, ""),
        tile("NATO", Some(17), "17"),
        tile("RU", Some(1), "1"),
        tile("ZZ", Some(1), "1"),
    ];
    insta::assert_snapshot!(drawn(|format| tiles(&squares, &|number| Measure::Net.format(number), format)));
}

#[test]
fn picture_of_months_and_of_years() {
    let of = |dates: [&str; 4]| {
        let sides = [
            (exactly(144), exactly(146)),
            (disputed(7, 5, 9), floor(50)),
            (unknown(), Quantity::default()),
            (Quantity::default(), unknown()),
        ];
        let found = dates.into_iter().zip(sides);
        found.map(|(text, (others, moscow))| Period { date: date(text), others, moscow }).collect::<Vec<_>>()
    };
    let heads = ["people ordered out by others", "people ordered out by Moscow"];
    let months = of(["2018-03", "2018-04", "2018-06", "2019-01"]);
    insta::assert_snapshot!("picture_of_months", drawn(|format| periods(&months, heads, format)));
    let years = of(["1971", "1983", "2018", "2022"]);
    insta::assert_snapshot!("picture_of_years", drawn(|format| periods(&years, heads, format)));
    insta::assert_snapshot!("picture_of_no_time", drawn(|format| periods(&[], heads, format)));
}

#[test]
fn picture_of_small_multiples() {
    let rows = few_rows();
    let panel = |title: &str, rows: &[BarRow]| Panel { title: title.to_owned(), rows: rows.to_vec() };
    let panels = [
        panel("Skripal 2018", &rows[..2]),
        panel("Ukraine 2022", &rows[2..]),
        panel("Simm and NATO 2009", &rows[4..5]),
    ];
    insta::assert_snapshot!(drawn(|format| multiples(&panels, ["← by others", "by Moscow →"], format)));
}

/// A scatter leaves rows without a number of the act out; the table beside it has them all, each with its own numbers.
#[test]
fn the_table_beside_a_scatter_has_the_numbers_of_each_name() {
    let sort = Some(Sort { key: SortKey::Name, is_reversed: false });
    let selection = Selection { view: View::Scatter, sort, ..Selection::default() };
    let table = Table::new(&FACTS, &GRAPH, &selection);
    let drawing = view::compare::draw(&selection, &table, &[Format::Wide]);
    let picture = view::compare::picture_html(&drawing, &selection, "");
    assert!(
        picture.matches("<a ").count() < table.rows.len(),
        "{} of {}",
        picture.matches("<a ").count(),
        table.rows.len()
    );
    let html = view::compare::table_html(&drawing, &selection, &table, "", false);
    let mut rows = html.split("<tr><th scope=\"row\">").skip(1);
    for row in &table.rows {
        let html = rows.next().expect("a line for each row");
        assert!(html.contains(&format!(">{}</a>", persona_non_grata::html::escape(&row.name))), "{html}");
        assert!(html.contains(&format!("<td>{}</td>", row.cell(Measure::Expelled))), "{html}");
    }
}
