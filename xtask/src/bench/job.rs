//! What all pages have to show: the events of one crisis, its countries and its replies, out of `dataset.json`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::days::Day;

/// A copy of the events stands so many days after the one before: a hundred of them end before the data do.
pub const SHIFT_DAYS: i64 = 27;

/// The part of `dataset.json` that is drawn.
#[derive(Deserialize)]
struct Dataset {
    episodes: Vec<Episode>,
    events: Vec<RawEvent>,
    actors: Vec<Actor>,
}

#[derive(Deserialize)]
struct Episode {
    id: String,
    title: String,
    summary: String,
    steps: Vec<Step>,
}

/// A step of the story.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Step {
    pub title: String,
    /// Paragraphs with an empty line between them.
    pub text: String,
    /// Ids.
    pub events: Vec<String>,
}

#[derive(Deserialize)]
struct RawEvent {
    id: String,
    episode: String,
    date: String,
    actor: String,
    action: String,
    count: Option<u64>,
    unit: Option<String>,
    count_missing: Option<String>,
    responds_to: Vec<String>,
    summary: String,
}

#[derive(Deserialize)]
struct Actor {
    code: String,
    name: String,
}

/// An event of the crisis.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: String,
    /// As the record has it: a day, or a month.
    pub date: String,
    pub day: Day,
    /// The name of who acted.
    pub actor: String,
    /// "expel, 23 people".
    pub deed: String,
    pub summary: String,
    /// How many; `None` where that is not known or nothing is counted.
    pub count: Option<u64>,
    pub people: Ordered,
    /// Ids of what it answers.
    pub responds_to: Vec<String>,
}

/// What an event adds to the people whom its actor ordered out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordered {
    /// So many.
    People(u64),
    /// Some, but nobody knows how many.
    Unknown,
    /// Nobody: another kind of event, or people counted at another one.
    Nobody,
}

/// The people whom a country, or an organisation, ordered out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    pub name: String,
    /// `None` where no number is known.
    pub people: Option<u64>,
}

/// The crisis that every page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub title: String,
    pub summary: String,
    pub events: Vec<Event>,
    pub steps: Vec<Step>,
}

impl Job {
    /// Reads the crisis out of the text of `dataset.json`.
    ///
    /// # Errors
    /// If it is no such text or has no such crisis.
    pub fn read(json: &str, episode: &str) -> Result<Self> {
        let Dataset { episodes, events, actors } =
            serde_json::from_str(json).context("dataset.json is not as it should be")?;
        let names: BTreeMap<String, String> = actors.into_iter().map(|actor| (actor.code, actor.name)).collect();
        let Episode { title, summary, steps, .. } =
            episodes.into_iter().find(|found| found.id == episode).with_context(|| format!("no crisis {episode}"))?;
        let events = events
            .into_iter()
            .filter(|event| event.episode == episode)
            .map(|event| Event::read(event, &names))
            .collect::<Result<_>>()?;
        Ok(Self { title, summary, events, steps })
    }

    /// The same crisis so many times, one after the other, each event with an id of its own.
    pub fn repeated(&self, times: u32) -> Self {
        let mut repeated = Self { events: Vec::new(), ..self.clone() };
        for step in &mut repeated.steps {
            step.events.clear();
        }
        for copy in 0..times {
            let shift = i64::from(copy) * SHIFT_DAYS;
            repeated.events.extend(self.events.iter().map(|event| {
                let day = event.day.plus(shift);
                Event {
                    id: copy_id(&event.id, copy),
                    // A month stays one.
                    date: day.to_string().chars().take(event.date.len()).collect(),
                    day,
                    responds_to: event.responds_to.iter().map(|id| copy_id(id, copy)).collect(),
                    ..event.clone()
                }
            }));
            for (to, from) in repeated.steps.iter_mut().zip(&self.steps) {
                to.events.extend(from.events.iter().map(|id| copy_id(id, copy)));
            }
        }
        repeated
    }

    /// Who ordered people out, those with most people first, those without a number last.
    pub fn countries(&self) -> Vec<Country> {
        let mut sums: BTreeMap<&str, Option<u64>> = BTreeMap::new();
        for event in &self.events {
            match event.people {
                Ordered::Nobody => {}
                Ordered::Unknown => _ = sums.entry(&event.actor).or_default(),
                Ordered::People(number) => *sums.entry(&event.actor).or_default().get_or_insert_default() += number,
            }
        }
        let mut countries: Vec<Country> =
            sums.into_iter().map(|(name, people)| Country { name: name.to_owned(), people }).collect();
        // Nothing sorts below any number.
        countries.sort_by_key(|country| Reverse(country.people));
        countries
    }

    /// Act and reply, by id: only where the crisis has both.
    pub fn replies(&self) -> Vec<(&str, &str)> {
        let ids: BTreeSet<&str> = self.events.iter().map(|event| event.id.as_str()).collect();
        let of = |event: &'_ Event| -> Vec<(&str, &str)> {
            let reply = ids.get(event.id.as_str());
            event.responds_to.iter().filter_map(|act| Some((*ids.get(act.as_str())?, *reply?))).collect()
        };
        self.events.iter().flat_map(of).collect()
    }
}

/// The id of a copy; the first keeps its own.
pub fn copy_id(id: &str, copy: u32) -> String {
    if copy == 0 { id.to_owned() } else { format!("{id}-copy-{copy}") }
}

impl Event {
    fn read(raw: RawEvent, names: &BTreeMap<String, String>) -> Result<Self> {
        let RawEvent { id, date, actor, action, count, unit, count_missing, responds_to, summary, .. } = raw;
        let day = Day::parse(&date).with_context(|| format!("event {id} has no date: {date}"))?;
        let people = match (action.as_str(), count, count_missing.as_deref()) {
            ("expel" | "cut-staff", Some(number), _) => Ordered::People(number),
            ("expel" | "cut-staff", None, None | Some("unknown")) => Ordered::Unknown,
            _ => Ordered::Nobody,
        };
        let deed = match (count, &unit) {
            (Some(count), Some(unit)) => format!("{action}, {count} {unit}"),
            (None, _) if people == Ordered::Unknown => format!("{action}, number not known"),
            _ => action,
        };
        let actor = names.get(&actor).cloned().unwrap_or(actor);
        Ok(Self { id, date, day, actor, deed, summary, count, people, responds_to })
    }

    /// What a timeline writes on it.
    pub fn title(&self) -> String {
        format!("{}: {}", self.actor, self.deed)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A crisis of four events, one of them without a number and one counted elsewhere, and an event of another one.
    pub const SMALL: &str = r#"{
        "episodes": [{ "id": "spring", "title": "Spring", "summary": "Short & sad.", "steps": [
            { "title": "First", "text": "One.\n\nTwo.", "events": ["a", "b"] },
            { "title": "Second", "text": "Three.", "events": ["c", "d"] }
        ] }],
        "actors": [{ "code": "XA", "name": "Ay" }, { "code": "XB", "name": "Be" }],
        "events": [
            { "id": "a", "episode": "spring", "date": "2018-03-14", "actor": "XA", "action": "expel", "count": 23,
              "unit": "people", "count_missing": null, "responds_to": [], "summary": "Ay ordered out 23." },
            { "id": "b", "episode": "spring", "date": "2018-03", "actor": "XB", "action": "expel", "count": null,
              "unit": "people", "count_missing": "unknown", "responds_to": ["a"], "summary": "Be ordered out some." },
            { "id": "c", "episode": "spring", "date": "2018-03-20", "actor": "XB", "action": "expel", "count": null,
              "unit": null, "count_missing": "counted-elsewhere", "responds_to": ["a", "x"], "summary": "They left." },
            { "id": "d", "episode": "spring", "date": "2018-03-21", "actor": "XA", "action": "close-consulate",
              "count": 1, "unit": "missions", "count_missing": null, "responds_to": ["b"], "summary": "Closed." },
            { "id": "x", "episode": "autumn", "date": "2018-10-01", "actor": "XA", "action": "expel", "count": 5,
              "unit": "people", "count_missing": null, "responds_to": [], "summary": "Elsewhere." }
        ]
    }"#;

    pub fn small() -> Job {
        Job::read(SMALL, "spring").unwrap()
    }

    #[test]
    fn every_event_of_the_crisis_is_there_and_none_of_another() {
        let ids: Vec<String> = small().events.into_iter().map(|event| event.id).collect();
        assert_eq!(ids, ["a", "b", "c", "d"]);
        assert!(Job::read(SMALL, "winter").is_err());
    }

    #[test]
    fn an_unknown_number_is_none_and_not_zero() {
        let country = |name: &str, people| Country { name: name.to_owned(), people };
        assert_eq!(small().countries(), [country("Ay", Some(23)), country("Be", None)]);
        assert_eq!(small().events[1].title(), "Be: expel, number not known");
    }

    #[test]
    fn replies_link_events_of_the_crisis_alone() {
        assert_eq!(small().replies(), [("a", "b"), ("a", "c"), ("b", "d")]);
    }

    #[test]
    fn copies_have_ids_dates_and_replies_of_their_own() {
        let three = small().repeated(3);
        assert_eq!(three.events.len(), 12);
        assert_eq!(three.events[..4], small().events);
        let copy = &three.events[9];
        assert_eq!((copy.id.as_str(), copy.date.as_str()), ("b-copy-2", "2018-04"));
        assert_eq!(copy.responds_to, ["a-copy-2"]);
        assert_eq!(three.steps[0].events, ["a", "b", "a-copy-1", "b-copy-1", "a-copy-2", "b-copy-2"]);
        assert_eq!(three.replies().len(), 3 * small().replies().len());
        assert_eq!(three.countries()[0].people, Some(69));
    }
}
