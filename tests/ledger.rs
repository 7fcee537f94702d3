//! The ledger on the real facts: at every step of every episode its numbers, its dots and its sentence are those of the
//! events.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use persona_non_grata::chart::ledger::{Format, Picture, PlacedCell, Thumbnail};
use persona_non_grata::dataset::{Action, ActorCode, Bound, Count, Event, Sum};
use persona_non_grata::facts::FACTS;
use persona_non_grata::ledger::{Ledger, Side};

/// Every step of every episode, with its ledger.
fn all_steps() -> Vec<(usize, usize, Ledger)> {
    FACTS
        .episodes
        .iter()
        .enumerate()
        .flat_map(|(episode, e)| (0..e.steps.len()).map(move |step| (episode, step)))
        .map(|(episode, step)| (episode, step, Ledger::up_to(&FACTS, episode, step)))
        .collect()
}

/// Where an assertion failed, as a reader would name it.
fn place(episode: usize, step: usize) -> String {
    format!("{}, step {}", FACTS.episodes[episode].id, step + 1)
}

/// The acts that ordered people out in some steps of an episode.
fn orders(episode: usize, steps: std::ops::RangeInclusive<usize>) -> Vec<&'static Event> {
    FACTS.episodes[episode].steps[steps]
        .iter()
        .flat_map(|step| step.events)
        .map(|index| FACTS.event(*index))
        .filter(|event| matches!(event.action, Action::Expel | Action::CutStaff))
        .filter(|event| matches!(event.count, Count::Known(..) | Count::Unknown))
        .collect()
}

fn is_by_moscow(event: &Event) -> bool {
    matches!(event.actor.as_str(), "RU" | "SU")
}

/// What one side's acts add up to, counted here from scratch: people, floors, unknowns, acts.
fn added_up(events: &[&Event], side: Side) -> Sum {
    let mut sum = Sum::default();
    for event in events.iter().filter(|event| is_by_moscow(event) == (side == Side::Moscow)) {
        sum.parts += 1;
        match event.count {
            Count::Known(number, bound) => {
                sum.known += number;
                sum.floors += u32::from(bound == Bound::MoreThan);
            }
            _ => sum.unknowns += 1,
        }
    }
    sum
}

/// What a side did apart from ordering people out, threats and refusals left aside.
fn measures(ledger: &Ledger, side: Side) -> impl Iterator<Item = &'static Event> + '_ {
    let of_side = ledger.other_acts.iter().filter(move |act| act.side == side);
    of_side
        .map(|act| FACTS.event(act.event))
        .filter(|event| !matches!(event.action, Action::Threaten | Action::Decline))
}

const SIDES: [Side; 2] = [Side::Others, Side::Moscow];
const FORMATS: [Format; 2] = [Format::Wide, Format::Narrow];

mod numbers {
    use super::*;

    #[test]
    fn totals_equal_the_sum_of_the_events_at_every_step() {
        for (episode, step, ledger) in all_steps() {
            for side in SIDES {
                let until_now = added_up(&orders(episode, 0..=step), side);
                let now = added_up(&orders(episode, step..=step), side);
                assert_eq!(ledger.total(side).total(), until_now, "{}", place(episode, step));
                assert_eq!(ledger.total(side).now, now, "{}", place(episode, step));
            }
        }
    }

    #[test]
    fn the_last_step_holds_the_whole_episode() {
        for (episode, e) in FACTS.episodes.iter().enumerate() {
            let whole = Ledger::whole(&FACTS, episode);
            let last = Ledger::up_to(&FACTS, episode, e.steps.len() - 1);
            for side in SIDES {
                assert_eq!(whole.total(side).total(), last.total(side).total(), "{}", e.id);
            }
            let larger = SIDES.map(|side| whole.total(side).total().known).into_iter().max();
            assert_eq!(Some(whole.final_people), larger, "{}", e.id);
        }
    }

    #[test]
    fn all_episodes_together_hold_every_person_once() {
        let people =
            |side: Side| (0..FACTS.episodes.len()).map(|e| Ledger::whole(&FACTS, e).total(side).total()).sum::<Sum>();
        let events: Vec<&Event> = FACTS.events.iter().filter(|event| !event.people_ordered_out().is_empty()).collect();
        for side in SIDES {
            assert_eq!(people(side), added_up(&events, side));
        }
    }

    #[test]
    fn a_row_is_the_sum_of_the_acts_between_its_state_and_moscow() {
        for (episode, step, ledger) in all_steps() {
            let mut expected: BTreeMap<ActorCode, [Sum; 2]> = BTreeMap::new();
            for event in orders(episode, 0..=step) {
                let other = if is_by_moscow(event) { event.target } else { event.actor };
                let sums = expected.entry(other).or_default();
                let side = usize::from(is_by_moscow(event));
                sums[side] = sums[side] + added_up(&[event], SIDES[side]);
            }
            let rows: BTreeMap<ActorCode, [Sum; 2]> =
                ledger.rows.iter().map(|row| (row.actor, [row.by_actor.total(), row.by_moscow.total()])).collect();
            assert_eq!(rows, expected, "{}", place(episode, step));
            assert_eq!(rows.len(), ledger.rows.len(), "a state has two rows at {}", place(episode, step));
        }
    }

    #[test]
    fn the_skripal_ledger_ends_with_the_published_totals() {
        let (index, episode) = FACTS.find_episode("skripal-2018").expect("the episode");
        let ledger = Ledger::up_to(&FACTS, index, episode.steps.len() - 1);
        assert_eq!(ledger.total(Side::Others).total().known, 153);
        assert_eq!(ledger.actors(&FACTS, Side::Others), "29 states and NATO");
        // 146 people of 29 states, and more than 50 posts' worth of British staff.
        let moscow = ledger.total(Side::Moscow).total();
        assert_eq!((moscow.known, moscow.floors, moscow.unknowns), (196, 1, 0));
    }
}

mod rows {
    use super::*;

    #[test]
    fn appear_only_when_somebody_acted() {
        for (episode, step, ledger) in all_steps() {
            for row in &ledger.rows {
                let has_acted = !row.by_actor.total().is_empty() || !row.by_moscow.total().is_empty();
                assert!(has_acted, "{} has an empty row at {}", row.actor, place(episode, step));
                assert!(!row.actor.is_moscow(), "Moscow faces itself at {}", place(episode, step));
            }
        }
    }

    #[test]
    fn never_change_their_order_and_never_go() {
        for (episode, e) in FACTS.episodes.iter().enumerate() {
            let order: Vec<ActorCode> =
                Ledger::up_to(&FACTS, episode, e.steps.len() - 1).rows.iter().map(|row| row.actor).collect();
            let mut shown: BTreeSet<ActorCode> = BTreeSet::new();
            for step in 0..e.steps.len() {
                let rows: Vec<ActorCode> =
                    Ledger::up_to(&FACTS, episode, step).rows.iter().map(|row| row.actor).collect();
                let expected: Vec<ActorCode> = order.iter().copied().filter(|actor| rows.contains(actor)).collect();
                assert_eq!(rows, expected, "{}", place(episode, step));
                assert!(shown.iter().all(|actor| rows.contains(actor)), "{}", place(episode, step));
                shown.extend(rows);
            }
        }
    }

    #[test]
    fn stand_by_the_larger_side_at_the_end_then_by_name() {
        for (episode, e) in FACTS.episodes.iter().enumerate() {
            let ledger = Ledger::up_to(&FACTS, episode, e.steps.len() - 1);
            assert!(ledger.rows.is_sorted_by_key(|row| {
                let larger = row.by_actor.total().known.max(row.by_moscow.total().known);
                (std::cmp::Reverse(larger), FACTS.name(row.actor))
            }));
        }
    }
}

mod other_acts {
    use super::*;

    #[test]
    fn are_never_people_ordered_out_and_stay_once_shown() {
        for (episode, step, ledger) in all_steps() {
            for act in &ledger.other_acts {
                let event = FACTS.event(act.event);
                assert!(event.people_ordered_out().is_empty(), "{} at {}", event.id, place(episode, step));
                assert_eq!(act.side == Side::Moscow, is_by_moscow(event), "{}", event.id);
                let is_of_step = FACTS.episodes[episode].steps[step].events.contains(&act.event);
                assert_eq!(act.is_now, is_of_step, "{} at {}", event.id, place(episode, step));
            }
            if step > 0 {
                let earlier = Ledger::up_to(&FACTS, episode, step - 1);
                let here: HashSet<_> = ledger.other_acts.iter().map(|act| act.event).collect();
                assert!(earlier.other_acts.iter().all(|act| here.contains(&act.event)));
            }
        }
    }

    #[test]
    fn and_people_together_leave_only_words_and_what_is_counted_elsewhere() {
        for (episode, e) in FACTS.episodes.iter().enumerate() {
            let ledger = Ledger::whole(&FACTS, episode);
            let shown: HashSet<_> = ledger.other_acts.iter().map(|act| act.event).collect();
            assert_eq!(shown.len(), ledger.other_acts.len(), "{} shows an act twice", e.id);
            for index in e.steps.iter().flat_map(|step| step.events) {
                let event = FACTS.event(*index);
                let is_left_out = matches!(event.action, Action::Statement | Action::Trigger)
                    || event.count == Count::Elsewhere
                    || (event.action.orders_people_out() && event.count == Count::NotApplicable);
                assert_ne!(
                    is_left_out,
                    shown.contains(index) || !event.people_ordered_out().is_empty(),
                    "{} is left out of the ledger, or in it twice",
                    event.id
                );
            }
        }
    }

    #[test]
    fn show_every_closed_consulate_every_ceiling_and_every_ambassador_told_to_leave() {
        let wanted = [Action::CloseConsulate, Action::CapMission, Action::ExpelAmbassador, Action::CutAllStaff];
        for (episode, e) in FACTS.episodes.iter().enumerate() {
            let shown: HashSet<_> = Ledger::whole(&FACTS, episode).other_acts.iter().map(|act| act.event).collect();
            for index in e.steps.iter().flat_map(|step| step.events) {
                let event = FACTS.event(*index);
                if wanted.contains(&event.action) && event.count != Count::Elsewhere {
                    assert!(shown.contains(index), "{} is missing", event.id);
                }
            }
        }
    }

    #[test]
    fn that_only_threaten_or_decline_make_nobody_a_taker_of_measures() {
        for (episode, step, ledger) in all_steps() {
            for side in SIDES {
                let expected: BTreeSet<ActorCode> = measures(&ledger, side).map(|event| event.actor).collect();
                let takers: BTreeSet<ActorCode> = ledger.measure_takers(&FACTS, side).into_iter().collect();
                assert_eq!(takers, expected, "{side:?} at {}", place(episode, step));
            }
        }
    }
}

mod reading {
    use super::*;

    #[test]
    fn names_the_numbers_of_both_sides() {
        for (episode, step, ledger) in all_steps() {
            let text = ledger.reading(&FACTS, "1 May 2026");
            for side in SIDES {
                let sum = ledger.total(side).total();
                let expected = match (sum.parts, sum.known) {
                    (0, _) => continue,
                    (_, 0) => "a number of people not published".to_owned(),
                    (_, 1) if !sum.is_floor() => "1 person".to_owned(),
                    (1, known) if sum.is_floor() => format!("more than {known} people"),
                    (_, known) if sum.is_floor() => format!("at least {known} people"),
                    (_, known) => format!("{known} people"),
                };
                assert!(text.contains(&expected), "{text:?} lacks {expected:?} at {}", place(episode, step));
            }
        }
    }

    #[test]
    fn is_one_sentence_about_the_date_given() {
        for (episode, step, ledger) in all_steps() {
            let text = ledger.reading(&FACTS, "1 May 2026");
            assert!(text.starts_with("Up to 1 May 2026, ") && text.ends_with('.'), "{text}");
            let sentences = 1 + usize::from(text.contains(" Counted apart: "));
            assert_eq!(text.matches('.').count(), sentences, "{text}");
            let is_empty = SIDES.iter().all(|side| ledger.total(*side).total().is_empty());
            let says_so = text.contains("no order to mission staff to leave was found");
            assert_eq!(says_so, is_empty, "{}", place(episode, step));
        }
    }

    #[test]
    fn of_a_side_that_ordered_nobody_out_says_so_and_never_that_there_was_none() {
        for (episode, step, ledger) in all_steps() {
            let is_empty = SIDES.map(|side| ledger.total(side).total().is_empty());
            let silent = match is_empty {
                [true, false] => Side::Others,
                [false, true] => Side::Moscow,
                _ => continue,
            };
            let text = ledger.reading(&FACTS, "1 May 2026");
            let expected = if measures(&ledger, silent).next().is_some() { "other measures" } else { "was found" };
            assert!(text.contains(expected), "{text} at {}", place(episode, step));
        }
    }

    #[test]
    fn never_hides_an_ambassador_told_to_leave_or_people_deported() {
        for (episode, step, ledger) in all_steps() {
            let text = ledger.reading(&FACTS, "1 May 2026");
            for (action, words) in [(Action::ExpelAmbassador, "told to leave"), (Action::Deport, "were deported")] {
                let is_there = ledger.other_acts.iter().any(|act| FACTS.event(act.event).action == action);
                assert_eq!(
                    text.contains("Counted apart: ") && text.contains(words),
                    is_there,
                    "{}",
                    place(episode, step)
                );
            }
        }
    }

    #[test]
    fn calls_moscow_the_soviet_union_until_its_end_and_russia_after() {
        for (episode, e) in FACTS.episodes.iter().enumerate() {
            let codes: BTreeSet<ActorCode> = e
                .steps
                .iter()
                .flat_map(|step| step.events)
                .flat_map(|index| [FACTS.event(*index).actor, FACTS.event(*index).target])
                .filter(|code| code.is_moscow())
                .collect();
            assert_eq!(codes.len(), 1, "{} names Moscow in two ways: {codes:?}", e.id);
            let ledger = Ledger::whole(&FACTS, episode);
            assert!(codes.contains(&ledger.moscow), "{}", e.id);
        }
    }

    #[test]
    fn reads_as_a_sentence_in_full() {
        let (index, _) = FACTS.find_episode("operation-foot-1971").expect("the episode");
        let text = Ledger::up_to(&FACTS, index, 1).reading(&FACTS, "October 1971");
        assert_eq!(
            text,
            "Up to October 1971, the United Kingdom had ordered out 105 people (15 of them abroad already and barred from returning); the Soviet Union had ordered out 18 people (five told to leave, 13 barred from returning)."
        );
    }
}

mod picture {
    use super::*;

    /// The points of a path of dots: "M10 20h0M30 20h0".
    fn points(path: &str) -> Vec<(i32, i32)> {
        path.split('M')
            .skip(1)
            .map(|point| {
                let (x, y) = point.strip_suffix("h0").and_then(|p| p.split_once(' ')).expect("a point without length");
                (x.parse().expect("a whole number"), y.parse().expect("a whole number"))
            })
            .collect()
    }

    fn dots(cell: &PlacedCell) -> Vec<(i32, i32)> {
        [points(&cell.earlier), points(&cell.now)].concat()
    }

    /// The width of a number in 13 units of type, in the widest of the usual typefaces.
    fn width_of(label: &str) -> i32 {
        8 * i32::try_from(label.chars().count()).expect("a short label")
    }

    fn all_pictures() -> Vec<(String, Ledger, Picture)> {
        all_steps()
            .into_iter()
            .flat_map(|(episode, step, ledger)| {
                FORMATS.map(|format| {
                    let name = format!("{}, {format:?}", place(episode, step));
                    (name, ledger.clone(), Picture::new(&ledger, &FACTS, format))
                })
            })
            .collect()
    }

    #[test]
    fn has_one_dot_a_person_on_both_sides_folded_or_not() {
        let mut has_folded = false;
        for (name, ledger, picture) in all_pictures() {
            for (side, cell) in [(Side::Others, 0), (Side::Moscow, 1)] {
                let count = |which: fn(&PlacedCell) -> &String| {
                    let cells = picture.rows.iter().map(|row| if cell == 0 { &row.others } else { &row.moscow });
                    cells.map(|cell| which(cell).matches('M').count()).sum::<usize>()
                };
                let total = ledger.total(side);
                assert_eq!(count(|cell| &cell.earlier), total.earlier.known as usize, "{side:?} of {name}");
                assert_eq!(count(|cell| &cell.now), total.now.known as usize, "{side:?} of {name}");
            }
            has_folded |= picture.rows.len() < ledger.rows.len();
        }
        assert!(has_folded, "no picture was folded, so this test saw one case only");
    }

    #[test]
    fn has_no_dot_on_another() {
        for (name, _, picture) in all_pictures() {
            for cell in picture.rows.iter().flat_map(|row| [&row.others, &row.moscow]) {
                let dots = dots(cell);
                let different: HashSet<_> = dots.iter().collect();
                assert_eq!(different.len(), dots.len(), "{name}");
                let mut sorted = dots.clone();
                sorted.sort_unstable();
                for pair in sorted.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
                    assert!(pair[1].1 - pair[0].1 >= picture.dot_size, "{name}");
                }
                sorted.sort_unstable_by_key(|(x, y)| (*y, *x));
                for pair in sorted.windows(2).filter(|pair| pair[0].1 == pair[1].1) {
                    assert!(pair[1].0 - pair[0].0 >= picture.dot_size, "{name}");
                }
            }
        }
    }

    #[test]
    fn has_every_dot_and_every_number_inside_the_view_box() {
        for (name, _, picture) in all_pictures() {
            let half = picture.dot_size.div_euclid(2) + picture.dot_size % 2;
            for row in &picture.rows {
                assert!((10..=picture.height - 2).contains(&row.text_y), "{} of {name}", row.name);
                for (cell, direction) in [(&row.others, -1), (&row.moscow, 1)] {
                    for (x, y) in dots(cell) {
                        assert!(x - half >= 0 && x + half <= picture.width, "{} of {name}: x {x}", row.name);
                        assert!(y - half >= 0 && y + half <= picture.height, "{} of {name}: y {y}", row.name);
                    }
                    let end = cell.label_x + direction * width_of(&cell.label);
                    assert!((0..=picture.width).contains(&end), "{} of {name}: {} at {end}", row.name, cell.label);
                }
            }
        }
    }

    #[test]
    fn keeps_rows_apart_and_numbers_off_the_dots() {
        for (name, _, picture) in all_pictures() {
            let mut end_of_last = 0;
            for row in &picture.rows {
                let all = [dots(&row.others), dots(&row.moscow)].concat();
                if let (Some(top), Some(bottom)) = (all.iter().map(|d| d.1).min(), all.iter().map(|d| d.1).max()) {
                    assert!(top - picture.dot_size / 2 >= end_of_last, "{} of {name}", row.name);
                    end_of_last = bottom + picture.dot_size / 2;
                }
                for x in dots(&row.others).iter().map(|dot| dot.0) {
                    assert!(
                        x - picture.dot_size / 2 > row.others.label_x && x < picture.name_x,
                        "{} of {name}",
                        row.name
                    );
                }
                for x in dots(&row.moscow).iter().map(|dot| dot.0) {
                    assert!(
                        x + picture.dot_size / 2 < row.moscow.label_x && x > picture.name_x,
                        "{} of {name}",
                        row.name
                    );
                }
            }
            assert!(picture.rows.is_sorted_by(|a, b| a.text_y < b.text_y), "{name}");
        }
    }

    #[test]
    fn keeps_names_between_the_two_sides() {
        let mut found = BTreeSet::new();
        for (_, _, picture) in all_pictures() {
            for row in &picture.rows {
                // Letters of 13 units, bold where the row is of this step, are 7 wide on average.
                let half = 7 * i32::try_from(row.name.chars().count()).expect("a short name") / 2;
                let dots = [dots(&row.others), dots(&row.moscow)].concat();
                let nearest = dots.iter().map(|(x, _)| (x - picture.name_x).abs() - picture.dot_size / 2).min();
                if nearest.is_some_and(|nearest| nearest < half) {
                    found.insert(format!("{} in {} units", row.name, picture.width));
                }
            }
        }
        assert!(found.is_empty(), "names run into the dots: {found:#?}");
    }

    #[test]
    fn labels_a_floor_with_a_plus_and_an_unknown_with_a_question_mark() {
        for (name, ledger, picture) in all_pictures().into_iter().filter(|(_, l, p)| l.rows.len() == p.rows.len()) {
            for (row, placed) in ledger.rows.iter().zip(&picture.rows) {
                assert_eq!(FACTS.name(row.actor), placed.name, "{name}");
                for (cell, label) in [(row.by_actor, &placed.others.label), (row.by_moscow, &placed.moscow.label)] {
                    let sum = cell.total();
                    let expected = match (sum.parts, sum.known, sum.floors + sum.unknowns) {
                        (0, ..) => String::new(),
                        (_, 0, _) => "?".to_owned(),
                        (_, known, 0) => known.to_string(),
                        (_, known, _) => format!("{known}+"),
                    };
                    let differs = if cell.is_disputed { "≠" } else { "" };
                    let expected = expected + differs;
                    assert_eq!(*label, expected, "{} of {name}", placed.name);
                }
            }
        }
    }

    #[test]
    fn folds_what_does_not_fit_into_one_row_that_says_how_many() {
        for (name, ledger, picture) in all_pictures() {
            if picture.rows.len() == ledger.rows.len() {
                continue;
            }
            let folded = picture.rows.last().expect("a folded picture has rows");
            let count = ledger.rows.len() - (picture.rows.len() - 1);
            assert!(folded.name.starts_with(&format!("{count} ")), "{} of {name}", folded.name);
            // What is named keeps the order of the ledger.
            let named: Vec<&str> = picture.rows[..picture.rows.len() - 1].iter().map(|row| row.name.as_str()).collect();
            let order: Vec<String> = ledger.rows.iter().map(|row| FACTS.name(row.actor)).collect();
            let expected: Vec<&str> = order.iter().map(String::as_str).filter(|n| named.contains(n)).collect();
            assert_eq!(named, expected, "{name}");
        }
    }

    #[test]
    fn marks_the_rows_of_this_step() {
        for (name, ledger, picture) in all_pictures().into_iter().filter(|(_, l, p)| l.rows.len() == p.rows.len()) {
            for (row, placed) in ledger.rows.iter().zip(&picture.rows) {
                let is_now = !row.by_actor.now.is_empty() || !row.by_moscow.now.is_empty();
                assert_eq!(placed.is_now, is_now, "{} of {name}", placed.name);
            }
        }
    }

    #[test]
    fn sets_dots_the_same_way_at_every_step_of_an_episode() {
        for (episode, e) in FACTS.episodes.iter().enumerate() {
            let is_dense: BTreeSet<bool> = (0..e.steps.len())
                .map(|step| Picture::new(&Ledger::up_to(&FACTS, episode, step), &FACTS, Format::Wide).is_dense)
                .collect();
            assert_eq!(is_dense.len(), 1, "{}", e.id);
        }
    }

    #[test]
    fn as_svg_has_the_same_dots_and_no_fraction() {
        for (name, ledger, picture) in all_pictures() {
            let svg = picture.to_svg("ledger__svg", 0);
            let people: u32 = SIDES.iter().map(|side| ledger.total(*side).total().known).sum();
            assert_eq!(svg.matches("h0").count(), people as usize, "{name}");
            assert!(svg.contains(&format!("viewBox=\"0 0 {} {}\"", picture.width, picture.height)), "{name}");
            assert!(!svg.contains("style="), "{name}");
            let d = svg.split(" d=\"").skip(1).filter_map(|rest| rest.split('"').next());
            assert!(d.into_iter().all(|path| !path.contains('.')), "{name}");
        }
    }

    #[test]
    fn as_thumbnail_has_one_dot_a_person_inside_its_view_box() {
        for (episode, e) in FACTS.episodes.iter().enumerate() {
            let ledger = Ledger::whole(&FACTS, episode);
            let thumbnail = Thumbnail::new(&ledger, 1);
            for (side, path) in [(Side::Others, &thumbnail.others), (Side::Moscow, &thumbnail.moscow)] {
                let points = points(path);
                assert_eq!(points.len(), ledger.total(side).total().known as usize, "{}", e.id);
                for (x, y) in points {
                    assert!((0..=thumbnail.width).contains(&x) && (0..=thumbnail.height).contains(&y), "{}", e.id);
                    assert_eq!(x < thumbnail.middle, side == Side::Others, "{}", e.id);
                }
            }
        }
    }
}
