//! The picture of a chain: everything in its place, nothing on anything else, on the real facts and on random ones.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use persona_non_grata::chain::{
    DENSE_WAVE, Graph, Grouping, Kind, Lane, LaneKey, Order, Relation, Selection, lanes, lanes_of, middle_day,
};
use persona_non_grata::chart::chain::{Format, Label, LabelKind, Links, Picture, PlacedMark, glyph_svg, to_svg};
use persona_non_grata::dataset::{ActorCode, Count, Event, EventIndex, Facts, Sum};
use persona_non_grata::facts::{FACTS, GRAPH};
use persona_non_grata::ledger::Side;
use proptest::prelude::*;

const FORMATS: [Format; 2] = [Format::Wide, Format::Narrow];

/// A picture and what it was made of.
struct Case<'a> {
    name: String,
    facts: &'a Facts,
    graph: &'a Graph,
    chosen: Vec<EventIndex>,
    grouping: Grouping,
    format: Format,
    lanes: Vec<Lane>,
    picture: Picture,
}

impl<'a> Case<'a> {
    fn of(name: &str, facts: &'a Facts, graph: &'a Graph, selection: &Selection, format: Format) -> Self {
        let lanes = lanes(facts, graph, selection);
        let picture = Picture::new(facts, graph, &lanes, format);
        let name = format!("{name} {:?} {:?} {format:?}", selection.grouping, selection.order);
        Self {
            name,
            facts,
            graph,
            chosen: selection.events(facts),
            grouping: selection.grouping,
            format,
            lanes,
            picture,
        }
    }

    fn svg(&self) -> String {
        svg(&self.picture)
    }

    fn event(&self, index: EventIndex) -> &Event {
        &self.facts.events[index.as_usize()]
    }

    /// The day at which a mark stands.
    fn day(&self, mark: &PlacedMark) -> i32 {
        let date = self.event(mark.events[0]).date;
        middle_day(if self.grouping == Grouping::Years { date.year_alone() } else { date })
    }

    /// Where a mark stands along the axis of time.
    fn along(&self, mark: &PlacedMark) -> i32 {
        if self.format == Format::Wide { mark.at.0 } else { mark.at.1 }
    }

    /// The marks of each lane and side.
    fn lines(&self) -> BTreeMap<(usize, bool), Vec<&PlacedMark>> {
        let mut lines: BTreeMap<(usize, bool), Vec<&PlacedMark>> = BTreeMap::new();
        for mark in &self.picture.marks {
            lines.entry((mark.lane, mark.side == Side::Moscow)).or_default().push(mark);
        }
        lines
    }
}

fn svg(picture: &Picture) -> String {
    let links = Links {
        href: &|mark| format!("../?event={}&quot", mark.events[0].0),
        title: &|mark| format!("<{} \"events\" & more>", mark.events.len()),
    };
    to_svg(picture, "chain__svg", &links)
}

/// Pictures of the real facts, as readers can ask for them.
fn real_cases() -> Vec<Case<'static>> {
    let mut cases = Vec::new();
    let mut add = |name: &str, selection: Selection| {
        cases.extend(FORMATS.map(|format| Case::of(name, &FACTS, &GRAPH, &selection, format)));
    };
    for (place, episode) in FACTS.episodes.iter().enumerate() {
        for grouping in [Grouping::Each, Grouping::Waves] {
            for order in Order::ALL {
                let selection = Selection { episode: Some(place), grouping, order, ..Selection::default() };
                add(episode.id.as_str(), selection);
            }
        }
    }
    for order in Order::ALL {
        add("all", Selection { grouping: Grouping::Years, order, ..Selection::default() });
    }
    let scopes = ["skripal-2018", "ukraine-2022"].map(|id| FACTS.find_episode(id).map(|(place, _)| place));
    for episode in scopes.into_iter().chain([None]) {
        let groupings: &[Grouping] =
            if episode.is_some() { &[Grouping::Each, Grouping::Waves] } else { &[Grouping::Years] };
        for grouping in groupings {
            let all = Selection { episode, grouping: *grouping, ..Selection::default() };
            let events = all.events(&FACTS);
            let countries: BTreeSet<ActorCode> = events.iter().map(|index| FACTS.event(*index).counterpart()).collect();
            let kinds: BTreeSet<Kind> = events.iter().map(|index| Kind::of(FACTS.event(*index).action)).collect();
            for country in countries {
                add(&format!("{episode:?} {country}"), Selection { country: Some(country), ..all });
            }
            for kind in kinds {
                add(&format!("{episode:?} {kind:?}"), Selection { kind: Some(kind), ..all });
            }
        }
    }
    cases
}

/// The small chains of steps: a step's events and all that is linked to them.
fn step_cases() -> Vec<Case<'static>> {
    let mut cases = Vec::new();
    for episode in FACTS.episodes {
        for (number, step) in (1..).zip(episode.steps) {
            let mut chosen: BTreeSet<EventIndex> = step.events.iter().copied().collect();
            for index in step.events {
                let edges = GRAPH.acts_of(*index).iter().chain(GRAPH.replies_to(*index));
                chosen.extend(edges.flat_map(|edge| [edge.act, edge.reply]));
            }
            let chosen: Vec<EventIndex> = chosen.into_iter().collect();
            let grouping = Grouping::Waves;
            let lanes = lanes_of(&FACTS, &GRAPH, &chosen, Order::Date, grouping);
            let format = Format::Narrow;
            let picture = Picture::new(&FACTS, &GRAPH, &lanes, format);
            let name = format!("{} step {number}", episode.id);
            cases.push(Case { name, facts: &FACTS, graph: &GRAPH, chosen, grouping, format, lanes, picture });
        }
    }
    cases
}

static REAL: LazyLock<Vec<Case<'static>>> = LazyLock::new(|| real_cases().into_iter().chain(step_cases()).collect());

/// Fails with all that is wrong in any picture, not with the first.
fn on_all(cases: &[Case<'_>], check: impl Fn(&Case<'_>) -> Vec<String>) {
    let found: Vec<String> = cases
        .iter()
        .flat_map(|case| check(case).into_iter().map(|problem| format!("{}: {problem}", case.name)))
        .collect();
    let shown: Vec<&String> = found.iter().take(20).collect();
    assert!(found.is_empty(), "{} in all: {shown:#?}", found.len());
}

fn on_real(check: impl Fn(&Case<'_>) -> Vec<String>) {
    on_all(&REAL, check);
}

type Box = (i32, i32, i32, i32);

fn overlap(a: Box, b: Box) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

fn is_within(inner: Box, outer: Box) -> bool {
    inner.0 >= outer.0 && inner.1 >= outer.1 && inner.2 <= outer.2 && inner.3 <= outer.3
}

fn text(label: &Label) -> String {
    label.text.iter().map(|(_, text)| text.as_str()).collect()
}

/// Half the room of a mark with its ring, in whole units, rounded up.
fn half(mark: &PlacedMark) -> i32 {
    (mark.radius_tenths + if mark.is_floor { 16 } else { 0 } + 9) / 10
}

mod checks {
    use super::*;

    pub fn labels_are_apart(case: &Case<'_>) -> Vec<String> {
        let labels = &case.picture.labels;
        let mut problems = Vec::new();
        for (i, a) in labels.iter().enumerate() {
            for b in &labels[i + 1..] {
                if overlap(a.bounds(), b.bounds()) {
                    let (first, second) = (text(a), text(b));
                    problems.push(format!("{first:?} {:?} covers {second:?} {:?}", a.bounds(), b.bounds()));
                }
            }
        }
        problems
    }

    pub fn all_is_within_the_view_box(case: &Case<'_>) -> Vec<String> {
        let picture = &case.picture;
        let all = (0, 0, picture.width, picture.height);
        let mut problems = Vec::new();
        let mut want = |bounds: Box, what: &dyn Fn() -> String| {
            if !is_within(bounds, all) {
                problems.push(format!("{} lies at {bounds:?} outside {all:?}", what()));
            }
        };
        for label in &picture.labels {
            want(label.bounds(), &|| format!("{:?}", text(label)));
        }
        for mark in &picture.marks {
            let ((x, y), half) = (mark.at, half(mark));
            want((x - half, y - half, x + half, y + half), &|| format!("the mark of {:?}", mark.events));
        }
        for line in &picture.lines {
            let (from, to) = (line.from, line.to);
            want((from.0.min(to.0), from.1.min(to.1), from.0.max(to.0), from.1.max(to.1)), &|| format!("{line:?}"));
        }
        for band in &picture.bands {
            want((band.at.0, band.at.1, band.at.0 + band.size.0, band.at.1 + band.size.1), &|| format!("{band:?}"));
        }
        for edge in &picture.edges {
            let Some(bend) = edge.bend else { continue };
            // The curve comes half as near to the bend as its ends lie from it.
            let (from, to) = (picture.marks[edge.marks.0].at, picture.marks[edge.marks.1].at);
            let top = (from.0.midpoint(to.0).midpoint(bend.0), from.1.midpoint(to.1).midpoint(bend.1));
            want((top.0, top.1, top.0, top.1), &|| format!("the arc of {edge:?}"));
        }
        problems
    }

    pub fn marks_are_apart(case: &Case<'_>) -> Vec<String> {
        let marks = &case.picture.marks;
        let mut problems = Vec::new();
        for (i, a) in marks.iter().enumerate() {
            for b in &marks[i + 1..] {
                let (dx, dy) = (i64::from(a.at.0 - b.at.0) * 10, i64::from(a.at.1 - b.at.1) * 10);
                let radii = i64::from(a.radius_tenths + b.radius_tenths);
                if dx * dx + dy * dy < radii * radii {
                    problems
                        .push(format!("the marks of {:?} and {:?} meet: {:?} {:?}", a.events, b.events, a.at, b.at));
                }
            }
        }
        problems
    }

    /// No text stands on a mark but the number inside it.
    pub fn labels_leave_marks_free(case: &Case<'_>) -> Vec<String> {
        let mut problems = Vec::new();
        for label in case.picture.labels.iter().filter(|label| label.kind != LabelKind::Inside) {
            let (left, top, right, bottom) = label.bounds();
            for mark in &case.picture.marks {
                let (x, y) = mark.at;
                let (dx, dy) = (x.clamp(left, right) - x, y.clamp(top, bottom) - y);
                let (dx, dy, radius) = (i64::from(dx), i64::from(dy), i64::from(mark.radius_tenths));
                if (dx * dx + dy * dy) * 100 < radius * radius {
                    problems.push(format!("{:?} {:?} stands on {mark:?}", text(label), label.bounds()));
                }
            }
        }
        problems
    }

    pub fn numbers_inside_are_inside(case: &Case<'_>) -> Vec<String> {
        let mut problems = Vec::new();
        for label in case.picture.labels.iter().filter(|label| label.kind == LabelKind::Inside) {
            let (left, _, right, _) = label.bounds();
            let holds = |mark: &&PlacedMark| {
                // What follows the number says that it is a floor, or that sources differ.
                let number = text(label).split([' ', '≠', '+']).next().unwrap_or_default().replace(',', "");
                let half = half(mark);
                let people: u32 = sum(case, mark).known;
                number == people.to_string()
                    && Some(mark.lane) == label.lane
                    && mark.at.1 + 4 == label.at.1
                    && left >= mark.at.0 - half
                    && right <= mark.at.0 + half
            };
            if !case.picture.marks.iter().any(|mark| holds(&mark)) {
                problems.push(format!("{:?} at {:?} is inside no mark of this number", text(label), label.at));
            }
        }
        problems
    }

    pub fn every_event_is_in_one_mark(case: &Case<'_>) -> Vec<String> {
        let mut events: Vec<EventIndex> = case.picture.marks.iter().flat_map(|mark| mark.events.clone()).collect();
        events.sort();
        if events == case.chosen { Vec::new() } else { vec![format!("{events:?} instead of {:?}", case.chosen)] }
    }

    pub fn marks_stand_in_the_order_of_time(case: &Case<'_>) -> Vec<String> {
        let mut problems = Vec::new();
        for (line, marks) in case.lines() {
            for pair in marks.windows(2) {
                let places = (case.along(pair[0]), case.along(pair[1]));
                if case.day(pair[0]) > case.day(pair[1]) || places.0 >= places.1 {
                    problems.push(format!("on {line:?} {:?} stands before {:?}", pair[0], pair[1]));
                }
            }
        }
        let lanes: Vec<usize> = case.picture.marks.iter().map(|mark| mark.lane).collect();
        if !lanes.is_sorted() {
            problems.push("marks do not come lane by lane".to_owned());
        }
        problems
    }

    /// Across, there is one axis: the first mark of a day stands at the same place on every line.
    pub fn one_day_stands_at_one_place(case: &Case<'_>) -> Vec<String> {
        if case.format != Format::Wide {
            return Vec::new();
        }
        let mut place_of: BTreeMap<i32, i32> = BTreeMap::new();
        let mut problems = Vec::new();
        for marks in case.lines().into_values() {
            let mut last = None;
            for mark in marks {
                let day = case.day(mark);
                if last.replace(day) == Some(day) {
                    continue;
                }
                if *place_of.entry(day).or_insert(case.along(mark)) != case.along(mark) {
                    problems.push(format!("{mark:?} does not stand at its day"));
                }
            }
        }
        problems
    }

    pub fn edges_are_those_of_the_graph(case: &Case<'_>) -> Vec<String> {
        let mut mark_of: BTreeMap<EventIndex, usize> = BTreeMap::new();
        for (place, mark) in case.picture.marks.iter().enumerate() {
            mark_of.extend(mark.events.iter().map(|event| (*event, place)));
        }
        let mut expected: BTreeSet<(usize, usize, Relation)> = BTreeSet::new();
        for edge in case.graph.edges() {
            if let (Some(act), Some(reply)) = (mark_of.get(&edge.act), mark_of.get(&edge.reply))
                && act != reply
            {
                expected.insert((*act, *reply, edge.relation));
            }
        }
        let drawn: Vec<(usize, usize, Relation)> =
            case.picture.edges.iter().map(|edge| (edge.marks.0, edge.marks.1, edge.relation)).collect();
        let mut problems = Vec::new();
        let once: BTreeSet<_> = drawn.iter().copied().collect();
        if once.len() != drawn.len() {
            problems.push(format!("{} edges, {} of them different", drawn.len(), once.len()));
        }
        problems.extend(once.symmetric_difference(&expected).map(|edge| format!("{edge:?} is drawn or linked alone")));
        for edge in &case.picture.edges {
            let lanes = (case.picture.marks[edge.marks.0].lane, case.picture.marks[edge.marks.1].lane);
            if edge.is_far != (lanes.0 != lanes.1) {
                problems.push(format!("{edge:?} between lanes {lanes:?}"));
            }
        }
        problems
    }

    /// People ordered out by the events of a mark, added up here.
    pub fn sum(case: &Case<'_>, mark: &PlacedMark) -> Sum {
        let mut sum = Sum::default();
        for event in mark.events.iter().map(|index| case.event(*index)).filter(|e| e.action.orders_people_out()) {
            match event.count {
                Count::Known(people, bound) => {
                    sum.known += people;
                    sum.parts += 1;
                    sum.floors += u32::from(bound == persona_non_grata::dataset::Bound::MoreThan);
                }
                Count::Unknown => {
                    sum.unknowns += 1;
                    sum.parts += 1;
                }
                Count::Elsewhere | Count::NotApplicable => {}
            }
        }
        sum
    }

    pub fn areas_are_numbers_of_people(case: &Case<'_>) -> Vec<String> {
        let mut problems = Vec::new();
        for mark in case.picture.marks.iter().filter(|mark| mark.kind == Kind::People) {
            let (people, radius) = (i64::from(sum(case, mark).known), i64::from(mark.radius_tenths));
            // The square of the radius is 4.84 units a person; the radius is cut after its tenths.
            let is_right =
                people == 0 || (radius * radius <= 484 * people && 484 * people < (radius + 1) * (radius + 1));
            if !is_right {
                problems.push(format!("{people} people, radius {radius}"));
            }
        }
        problems
    }

    pub fn marks_say_what_is_known(case: &Case<'_>) -> Vec<String> {
        let mut problems = Vec::new();
        for mark in &case.picture.marks {
            let people = sum(case, mark);
            let is_floor = people.known > 0 && (people.floors > 0 || people.unknowns > 0);
            let is_unknown = mark.kind == Kind::People && people.known == 0;
            let is_rough = case.grouping != Grouping::Years
                && mark.events.iter().any(|index| case.event(*index).date.day().is_none());
            if (mark.is_floor, mark.is_unknown, mark.is_approximate) != (is_floor, is_unknown, is_rough) {
                problems.push(format!("{mark:?} of {people:?}"));
            }
            for event in mark.events.iter().map(|index| case.event(*index)) {
                let is_moscow = event.is_by_moscow() && mark.kind != Kind::Trigger;
                if Kind::of(event.action) != mark.kind || is_moscow != (mark.side == Side::Moscow) {
                    problems.push(format!("{} is in {mark:?}", event.id));
                }
            }
        }
        problems
    }

    pub fn triggers_stand_in_the_first_lane(case: &Case<'_>) -> Vec<String> {
        let has_triggers = case.picture.marks.iter().any(|mark| mark.kind == Kind::Trigger);
        let mut problems = Vec::new();
        for (place, lane) in case.lanes.iter().enumerate() {
            if (lane.key == LaneKey::Triggers) != (has_triggers && place == 0) {
                problems.push(format!("{} at {place}", lane.name));
            }
        }
        for mark in &case.picture.marks {
            if (mark.kind == Kind::Trigger) != (has_triggers && mark.lane == 0) {
                problems.push(format!("{mark:?}"));
            }
        }
        problems
    }

    pub fn names_are_whole(case: &Case<'_>) -> Vec<String> {
        let mut problems = Vec::new();
        for (place, lane) in case.lanes.iter().enumerate() {
            let of = |kind: LabelKind| -> Vec<String> {
                let labels = case.picture.labels.iter();
                labels.filter(|label| label.kind == kind && label.lane == Some(place)).map(text).collect()
            };
            if of(LabelKind::Name).join(" ") != lane.name {
                problems.push(format!("{:?} is named {:?}", lane.name, of(LabelKind::Name)));
            }
            let squeezed = |text: String| text.replace([' ', ',', ':'], "");
            let summary: String = lane.summary.iter().map(|(_, text)| text.as_str()).collect();
            if squeezed(of(LabelKind::Summary).concat()) != squeezed(summary.clone()) {
                problems.push(format!("{summary:?} reads {:?}", of(LabelKind::Summary)));
            }
        }
        problems
    }

    pub fn the_text_is_sound(case: &Case<'_>) -> Vec<String> {
        let svg = case.svg();
        let elements = match xml::read(&svg) {
            Ok(elements) => elements,
            Err(problem) => return vec![problem],
        };
        let mut problems = Vec::new();
        let root = &elements[0];
        if root.get("viewBox") != Some(&format!("0 0 {} {}", case.picture.width, case.picture.height))
            || root.get("aria-hidden").map(String::as_str) != Some("true")
            || root.get("focusable").map(String::as_str) != Some("false")
        {
            problems.push(format!("{root:?}"));
        }
        for element in &elements {
            for (name, value) in element {
                let is_number = |text: &str| {
                    let digits = text.strip_prefix('-').unwrap_or(text);
                    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
                };
                let is_right = match name.as_str() {
                    "x" | "y" | "cx" | "cy" | "width" | "height" => is_number(value),
                    "r" => value.split_once('.').is_some_and(|(whole, tenths)| {
                        is_number(whole) && !whole.starts_with('-') && tenths.len() == 1 && is_number(tenths)
                    }),
                    "d" => value.split(|c: char| c.is_ascii_alphabetic() || c == ' ').all(|part| {
                        // "M5 5h-8" is split into numbers; two letters together leave nothing.
                        part.is_empty() || is_number(part) || part.split('-').skip(1).all(is_number)
                    }),
                    _ => true,
                };
                if !is_right || value.contains("NaN") || value.contains("inf") {
                    problems.push(format!("{name}={value:?}"));
                }
            }
        }
        let with =
            |name: &str| elements.iter().filter_map(|element| element.get(name)).cloned().collect::<Vec<String>>();
        let of_class =
            |class: &str| with("class").iter().filter(|classes| classes.split(' ').any(|found| found == class)).count();
        let marks = &case.picture.marks;
        let counted = |is: fn(&PlacedMark) -> bool| marks.iter().filter(|mark| is(mark)).count();
        for (class, wanted) in [
            ("chain__mark", marks.len()),
            ("chain__ring", counted(|mark| mark.is_floor)),
            ("chain__hollow", counted(|mark| mark.is_unknown)),
            ("chain__mark--approximate", counted(|mark| mark.is_approximate)),
            ("chain__mark--nobody", counted(|mark| mark.kind == Kind::Trigger)),
            ("chain__mark--moscow", counted(|mark| mark.kind != Kind::Trigger && mark.side == Side::Moscow)),
            ("chain__mark--others", counted(|mark| mark.kind != Kind::Trigger && mark.side == Side::Others)),
            ("chain__edge", case.picture.edges.len()),
            ("chain__edge--far", case.picture.edges.iter().filter(|edge| edge.is_far).count()),
            ("chain__text", case.picture.labels.len()),
        ] {
            if of_class(class) != wanted {
                problems.push(format!("{} of class {class}, not {wanted}", of_class(class)));
            }
        }
        let places = |list: &[EventIndex]| list.iter().map(|event| event.0.to_string()).collect::<Vec<_>>().join(" ");
        if with("data-e") != marks.iter().map(|mark| places(&mark.events)).collect::<Vec<_>>() {
            problems.push("data-e does not name the events of the marks".to_owned());
        }
        let edges = case.picture.edges.iter().map(|edge| format!("{} {}", edge.marks.0, edge.marks.1));
        if with("data-m") != edges.collect::<Vec<_>>() {
            problems.push("data-m does not name the marks of the edges".to_owned());
        }
        let links = elements.iter().filter(|element| element.contains_key("href"));
        problems.extend(
            links.filter(|link| link.get("tabindex").map(String::as_str) != Some("-1")).map(|link| format!("{link:?}")),
        );
        problems
    }

    pub type Check = fn(&Case<'_>) -> Vec<String>;

    /// What holds for any picture.
    pub const ALL: [Check; 14] = [
        labels_are_apart,
        all_is_within_the_view_box,
        marks_are_apart,
        labels_leave_marks_free,
        numbers_inside_are_inside,
        every_event_is_in_one_mark,
        marks_stand_in_the_order_of_time,
        one_day_stands_at_one_place,
        edges_are_those_of_the_graph,
        areas_are_numbers_of_people,
        marks_say_what_is_known,
        triggers_stand_in_the_first_lane,
        names_are_whole,
        the_text_is_sound,
    ];
}

/// As much of XML as the pictures use, read strictly.
mod xml {
    use super::*;

    /// The attributes of every element in document order, the name of the element under the empty name.
    pub fn read(text: &str) -> Result<Vec<BTreeMap<String, String>>, String> {
        let mut open: Vec<&str> = Vec::new();
        let mut elements = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (content, tag) = rest.split_once('<').unwrap_or((rest, ""));
            check_text(content)?;
            if open.is_empty() && !content.is_empty() {
                return Err(format!("{content:?} stands outside"));
            }
            if tag.is_empty() {
                break;
            }
            let (tag, after) = tag.split_once('>').ok_or("a tag without an end")?;
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                if open.pop() != Some(name) {
                    return Err(format!("</{name}> closes another element"));
                }
                continue;
            }
            if open.is_empty() && !elements.is_empty() {
                return Err("two roots".to_owned());
            }
            let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(format!("<{tag}> is no element"));
            }
            let mut element: BTreeMap<String, String> = [(String::new(), name.to_owned())].into();
            while !attributes.is_empty() {
                let (name, value) = attributes.split_once("=\"").ok_or(format!("<{tag}>"))?;
                let (value, after) = value.split_once('"').ok_or(format!("<{tag}> has an open quotation"))?;
                check_text(value)?;
                if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                    return Err(format!("{name:?} is no attribute"));
                }
                if element.insert(name.to_owned(), value.to_owned()).is_some() {
                    return Err(format!("{name} twice in <{tag}>"));
                }
                attributes = match after.strip_prefix(' ') {
                    Some(after) => after,
                    None if after.is_empty() => after,
                    None => return Err(format!("<{tag}> lacks a space")),
                };
            }
            elements.push(element);
            if !is_empty {
                open.push(name);
            }
        }
        if open.is_empty() && !elements.is_empty() { Ok(elements) } else { Err(format!("{open:?} is not closed")) }
    }

    /// Text without a bare ampersand or bracket.
    fn check_text(text: &str) -> Result<(), String> {
        let is_entity = |rest: &str| {
            ["amp;", "lt;", "gt;", "quot;", "#39;", "#x27;", "apos;"].iter().any(|entity| rest.starts_with(entity))
        };
        match text.split('&').skip(1).find(|rest| !is_entity(rest)) {
            Some(rest) => Err(format!("a bare & before {rest:?}")),
            None if text.contains(['>', '<']) => Err(format!("a bare bracket in {text:?}")),
            None => Ok(()),
        }
    }

    #[test]
    fn strictness() {
        for good in ["<a/>", "<a b=\"c\"><d>x &amp; y</d></a>"] {
            assert!(read(good).is_ok(), "{good}");
        }
        for bad in
            ["", "x", "<a>", "<a></b>", "<a/><b/>", "<a b=c/>", "<a b=\"1\" b=\"2\"/>", "<a>&</a>", "<a b=\"&\"/>"]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}

mod real {
    use super::*;

    #[test]
    fn no_text_covers_another() {
        on_real(checks::labels_are_apart);
    }

    #[test]
    fn everything_lies_within_the_view_box() {
        on_real(checks::all_is_within_the_view_box);
    }

    #[test]
    fn no_mark_covers_another() {
        on_real(checks::marks_are_apart);
    }

    #[test]
    fn no_text_stands_on_a_mark_but_the_number_inside_it() {
        on_real(checks::labels_leave_marks_free);
        on_real(checks::numbers_inside_are_inside);
    }

    #[test]
    fn every_chosen_event_is_in_one_mark() {
        on_real(checks::every_event_is_in_one_mark);
    }

    #[test]
    fn marks_of_a_line_stand_in_the_order_of_time() {
        on_real(checks::marks_stand_in_the_order_of_time);
        on_real(checks::one_day_stands_at_one_place);
    }

    #[test]
    fn every_link_between_marks_is_drawn_once() {
        on_real(checks::edges_are_those_of_the_graph);
    }

    #[test]
    fn the_area_of_a_circle_is_its_number_of_people() {
        on_real(checks::areas_are_numbers_of_people);
    }

    #[test]
    fn floors_unknown_numbers_and_rough_dates_are_marked() {
        on_real(checks::marks_say_what_is_known);
        let marked = |is: fn(&PlacedMark) -> bool| REAL.iter().any(|case| case.picture.marks.iter().any(is));
        assert!(marked(|mark| mark.is_floor) && marked(|mark| mark.is_unknown) && marked(|mark| mark.is_approximate));
    }

    #[test]
    fn triggers_have_the_first_lane() {
        on_real(checks::triggers_stand_in_the_first_lane);
    }

    #[test]
    fn every_lane_is_named_in_full_and_told_in_full() {
        on_real(checks::names_are_whole);
    }

    #[test]
    fn the_text_of_a_picture_is_sound_xml_with_whole_numbers() {
        on_real(checks::the_text_is_sound);
    }

    #[test]
    fn the_same_facts_give_the_same_picture() {
        for (first, second) in REAL.iter().zip(real_cases().iter().chain(&step_cases())) {
            assert!(first.picture == second.picture && first.svg() == second.svg(), "{}", first.name);
        }
    }

    #[test]
    fn a_picture_is_as_wide_as_its_screen() {
        on_real(|case| {
            // Half a century of all states takes more room than one crisis.
            let (width, most) = match (case.format, case.grouping) {
                (Format::Wide, Grouping::Years) => (760, 1000),
                (Format::Wide, _) => (760, 760),
                (Format::Narrow, _) => (344, 344),
            };
            let is_right = (width..=most).contains(&case.picture.width);
            if is_right { Vec::new() } else { vec![format!("{} units", case.picture.width)] }
        });
    }

    #[test]
    fn a_month_stands_in_its_middle_and_is_dashed() {
        // The Soviet reply of October 1971.
        let reply = FACTS.find_event("foot-ussr-reply").expect("an event");
        let (episode, _) = FACTS.find_episode("operation-foot-1971").expect("an episode");
        for format in FORMATS {
            let selection = Selection { episode: Some(episode), ..Selection::default() };
            let case = Case::of("operation-foot-1971", &FACTS, &GRAPH, &selection, format);
            let mark = case.picture.marks.iter().find(|mark| mark.events == [reply]).expect("a mark");
            assert!(mark.is_approximate && case.svg().contains("chain__mark--approximate"));
        }
    }

    #[test]
    fn nothing_chosen_makes_an_empty_picture() {
        for format in FORMATS {
            let picture = Picture::new(&FACTS, &GRAPH, &[], format);
            assert!(picture.marks.is_empty() && picture.edges.is_empty() && picture.labels.is_empty());
            assert!(xml::read(&svg(&picture)).is_ok());
            assert!(picture.width > 0 && picture.height > 0);
        }
    }

    #[test]
    fn every_kind_of_mark_looks_different_and_is_sound() {
        let shapes: HashSet<String> = Kind::ALL.iter().map(|kind| glyph_svg(*kind)).collect();
        assert_eq!(shapes.len(), Kind::ALL.len());
        for shape in shapes {
            assert!(xml::read(&shape).is_ok(), "{shape}");
        }
    }
}

mod random {
    use super::*;

    proptest! {
        #![proptest_config(support::cases(60))]

        #[test]
        fn what_holds_for_the_real_facts_holds_for_any(facts in support::histories::any_facts(1..=60)) {
            let graph = Graph::new(facts.events);
            for grouping in [Grouping::Each, Grouping::Waves, Grouping::Years] {
                for order in Order::ALL {
                    let selection = Selection { grouping, order, ..Selection::default() };
                    for format in FORMATS {
                        let case = Case::of("random", &facts, &graph, &selection, format);
                        let problems: Vec<String> = checks::ALL.iter().flat_map(|check| check(&case)).collect();
                        prop_assert!(problems.is_empty(), "{}: {problems:#?}", case.name);
                        let again = Case::of("random", &facts, &graph, &selection, format);
                        prop_assert_eq!(&again.picture, &case.picture);
                    }
                }
            }
        }
    }

    #[test]
    fn the_random_histories_hold_waves_floors_unknown_numbers_and_rough_dates() {
        use proptest::strategy::ValueTree;
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let mut seen = BTreeSet::new();
        for _ in 0..60 {
            let facts = support::histories::any_facts(1..=60).new_tree(&mut runner).expect("a history").current();
            let graph = Graph::new(facts.events);
            let selection = Selection { grouping: Grouping::Waves, ..Selection::default() };
            let case = Case::of("random", &facts, &graph, &selection, Format::Wide);
            let is_wave = |lane: &Lane| matches!(lane.key, LaneKey::Wave(_));
            for (name, is_seen) in [
                ("wave", case.lanes.iter().any(is_wave)),
                ("mark of a wave", case.picture.marks.iter().any(|mark| mark.events.len() >= DENSE_WAVE)),
                ("floor", case.picture.marks.iter().any(|mark| mark.is_floor)),
                ("unknown", case.picture.marks.iter().any(|mark| mark.is_unknown)),
                ("rough", case.picture.marks.iter().any(|mark| mark.is_approximate)),
                ("trigger", case.picture.marks.iter().any(|mark| mark.kind == Kind::Trigger)),
                ("edge", !case.picture.edges.is_empty()),
                ("arc", case.picture.edges.iter().any(|edge| edge.bend.is_some())),
            ] {
                if is_seen {
                    seen.insert(name);
                }
            }
        }
        assert_eq!(seen.len(), 8, "{seen:?}");
    }
}
