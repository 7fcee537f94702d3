//! The picture of all waves: bars that add up, labels that cover nothing.

use std::collections::{BTreeMap, BTreeSet};

use persona_non_grata::chart::waves::{Bar, Format, Label, Picture, years};
use persona_non_grata::dataset::{Action, Count, Sum};
use persona_non_grata::facts::FACTS;

const FORMATS: [Format; 2] = [Format::Wide, Format::Narrow];

/// People ordered out a year and episode by others and by Moscow, added up from scratch.
fn shares() -> BTreeMap<(u16, u8), [u32; 2]> {
    let mut shares: BTreeMap<(u16, u8), [u32; 2]> = BTreeMap::new();
    for event in FACTS.events {
        if let (Action::Expel | Action::CutStaff, Count::Known(number, _)) = (event.action, event.count) {
            let is_moscow = matches!(event.actor.as_str(), "RU" | "SU");
            shares.entry((event.date.year(), event.episode)).or_default()[usize::from(is_moscow)] += number;
        }
    }
    shares
}

#[test]
fn years_are_the_sums_of_their_events_without_a_gap() {
    let years = years(&FACTS);
    let mut expected: BTreeMap<u16, [u32; 2]> = BTreeMap::new();
    for ((year, _), [others, moscow]) in shares() {
        let total = expected.entry(year).or_default();
        *total = [total[0] + others, total[1] + moscow];
    }
    for year in &years {
        let [others, moscow] = expected.remove(&year.year).unwrap_or_default();
        assert_eq!((year.others.known, year.moscow.known), (others, moscow), "{}", year.year);
    }
    assert!(expected.is_empty(), "years are missing: {expected:?}");
    assert!(years.windows(2).all(|pair| pair[1].year == pair[0].year + 1));
    assert_eq!(years.first().map(|year| year.year), Some(1971));
}

#[test]
fn every_share_of_a_year_has_its_bar_and_nothing_else_has_one() {
    for format in FORMATS {
        let picture = Picture::new(&FACTS, format);
        let bars: BTreeSet<(u16, u8, bool)> =
            picture.bars.iter().map(|bar| (bar.year, bar.episode, bar.is_moscow)).collect();
        assert_eq!(bars.len(), picture.bars.len(), "a share has two bars");
        let expected: BTreeSet<(u16, u8, bool)> = shares()
            .into_iter()
            .flat_map(|((year, episode), people)| {
                [(people[0], false), (people[1], true)]
                    .into_iter()
                    .filter(|(people, _)| *people > 0)
                    .map(move |(_, is_moscow)| (year, episode, is_moscow))
            })
            .collect();
        assert_eq!(bars, expected, "{format:?}");
    }
}

#[test]
fn the_bars_of_a_year_are_stacked_from_the_axis_to_its_total() {
    for format in FORMATS {
        let picture = Picture::new(&FACTS, format);
        let years = years(&FACTS);
        // Units a person, from the most distant line of equal numbers.
        let (line, number) = picture.lines.iter().max_by_key(|(_, number)| *number).copied().expect("lines");
        let per_person = f64::from((line - picture.axis).abs()) / f64::from(number);
        for year in years {
            for (total, is_moscow) in [(year.others.known, false), (year.moscow.known, true)] {
                let mut stack: Vec<&Bar> =
                    picture.bars.iter().filter(|bar| bar.year == year.year && bar.is_moscow == is_moscow).collect();
                let mut edge = picture.axis;
                if is_moscow {
                    stack.sort_by_key(|bar| bar.y);
                } else {
                    stack.sort_by_key(|bar| -(bar.y + bar.height));
                }
                for bar in stack {
                    let (near, far) = if is_moscow { (bar.y, bar.y + bar.height) } else { (bar.y + bar.height, bar.y) };
                    // A bar of less than a unit is drawn as one, and may then reach into the next.
                    assert!((near - edge).abs() <= 1, "{} in {format:?}: a gap or an overlap", year.year);
                    edge = far;
                }
                let expected = f64::from(total) * per_person;
                let drawn = f64::from((edge - picture.axis).abs());
                assert!((drawn - expected).abs() <= 2.0, "{} in {format:?}: {drawn} for {expected}", year.year);
            }
        }
    }
}

#[test]
fn bars_stand_on_their_side_of_the_axis_in_the_column_of_their_year() {
    for format in FORMATS {
        let picture = Picture::new(&FACTS, format);
        for bar in &picture.bars {
            assert!(bar.height >= 1 && bar.width >= 1);
            assert!(bar.x >= picture.axis_x.0 && bar.x + bar.width <= picture.axis_x.1, "{bar:?}");
            assert!(bar.y >= 0 && bar.y + bar.height <= picture.height, "{bar:?}");
            let is_on_side = if bar.is_moscow { bar.y >= picture.axis } else { bar.y + bar.height <= picture.axis + 1 };
            assert!(is_on_side, "{bar:?}");
        }
        let columns: BTreeMap<u16, (i32, i32)> =
            picture.bars.iter().map(|bar| (bar.year, (bar.x, bar.x + bar.width))).collect();
        assert!(picture.bars.iter().all(|bar| columns[&bar.year] == (bar.x, bar.x + bar.width)));
        let columns: Vec<(i32, i32)> = columns.into_values().collect();
        assert!(columns.windows(2).all(|pair| pair[0].1 <= pair[1].0), "columns overlap in {format:?}");
    }
}

#[test]
fn lines_of_equal_numbers_lie_inside_and_are_equally_far_apart_on_both_sides() {
    for format in FORMATS {
        let picture = Picture::new(&FACTS, format);
        let by_number: BTreeMap<u32, Vec<i32>> =
            picture.lines.iter().fold(BTreeMap::new(), |mut lines, (y, number)| {
                lines.entry(*number).or_default().push((y - picture.axis).abs());
                lines
            });
        for (number, distances) in &by_number {
            assert!(distances.iter().all(|distance| (distance - distances[0]).abs() <= 1), "{number} in {format:?}");
        }
        assert!(picture.lines.iter().all(|(y, _)| (0..=picture.height).contains(y)));
        assert!(picture.decades.iter().all(|(x, _)| (0..=picture.width).contains(x)));
        assert!(picture.decades.is_sorted());
    }
}

/// The box of a label's two lines: left, top, right, bottom. Letters of 13 units: bold ones at most 8 wide on average,
/// 10 units above the baseline and 3 below.
fn box_of(label: &Label) -> (i32, i32, i32, i32) {
    let letters = FACTS.episodes[usize::from(label.episode)].title.chars().count();
    let width = 8 * i32::try_from(letters.max(10)).expect("a short title");
    let (left, right) = if label.is_end_anchored { (label.x - width, label.x) } else { (label.x, label.x + width) };
    (left, label.y - 10, right, label.y + 15 + 3)
}

fn overlap(a: (i32, i32, i32, i32), b: (i32, i32, i32, i32)) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

#[test]
fn no_label_covers_a_bar_another_label_or_leaves_the_picture() {
    for format in FORMATS {
        let picture = Picture::new(&FACTS, format);
        assert!(picture.labels.len() >= 3, "{format:?} names {} waves only", picture.labels.len());
        for (i, label) in picture.labels.iter().enumerate() {
            let title = FACTS.episodes[usize::from(label.episode)].title;
            let place = box_of(label);
            assert!(place.0 >= 0 && place.1 >= 0 && place.2 <= picture.width && place.3 <= picture.height, "{title}");
            for bar in &picture.bars {
                let bar_box = (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height);
                assert!(!overlap(place, bar_box), "{title} covers the bar of {} in {format:?}", bar.year);
            }
            for other in &picture.labels[i + 1..] {
                let other_title = FACTS.episodes[usize::from(other.episode)].title;
                assert!(!overlap(place, box_of(other)), "{title} covers {other_title} in {format:?}");
            }
        }
    }
}

#[test]
fn a_label_gives_the_numbers_of_its_whole_episode() {
    for format in FORMATS {
        let picture = Picture::new(&FACTS, format);
        let episodes: BTreeSet<u8> = picture.labels.iter().map(|label| label.episode).collect();
        assert_eq!(episodes.len(), picture.labels.len(), "an episode is named twice");
        for label in &picture.labels {
            let of_side = |is_moscow: bool| -> Sum {
                FACTS
                    .events
                    .iter()
                    .filter(|event| event.episode == label.episode)
                    .filter(|event| matches!(event.actor.as_str(), "RU" | "SU") == is_moscow)
                    .filter(|event| matches!(event.action, Action::Expel | Action::CutStaff))
                    .map(|event| Sum::from(event.count))
                    .sum()
            };
            assert_eq!((label.others, label.moscow), (of_side(false), of_side(true)));
        }
    }
}

#[test]
fn the_largest_waves_are_named() {
    for format in FORMATS {
        let picture = Picture::new(&FACTS, format);
        for id in ["ukraine-2022", "skripal-2018"] {
            let (index, _) = FACTS.find_episode(id).expect("the episode");
            assert!(picture.labels.iter().any(|label| usize::from(label.episode) == index), "{id} in {format:?}");
        }
    }
}
