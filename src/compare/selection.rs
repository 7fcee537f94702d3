//! What the reader chose, and how an address says it.

use std::fmt::Write;

use super::{Measure, Set};
use crate::dataset::{Action, ActorCode, Date, Era, Event, Facts};
use crate::ledger::Side;

/// The picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Bars: act and reply facing each other.
    #[default]
    Bars,
    /// Act against reply on equal axes.
    Scatter,
    /// One square a country.
    Map,
    /// Both sides over time.
    Waves,
    /// Bars by crisis, side by side.
    Multiples,
    /// The table alone.
    Table,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// A state or an organisation.
    #[default]
    Country,
    /// Members of NATO, of the EU, of both or of neither, as of the date of the act.
    Bloc,
    /// A period.
    Era,
    /// A crisis.
    Episode,
}

/// By what rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// By name.
    Name,
    /// By a number.
    Measure(Measure),
}

/// An order that the reader asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Whether it runs against its usual direction: names from A, lags from the shortest, other numbers from the
    /// largest. What is not known stands last in both.
    pub is_reversed: bool,
}

/// The preset of NATO's members on the date of the act, among the places of [`Selection::countries`].
pub const NATO_MEMBERS: usize = 126;
/// The preset of the EU's members on the date of the act.
pub const EU_MEMBERS: usize = 127;

const PRESETS: [(usize, &str, Option<ActorCode>); 2] =
    [(NATO_MEMBERS, "nato-members", ActorCode::parse("NATO")), (EU_MEMBERS, "eu-members", ActorCode::parse("EU"))];

/// The state of the comparison: one for all its pictures. A filter that holds nothing lets everything pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// What is compared.
    pub measure: Measure,
    /// The picture.
    pub view: View,
    /// What a row is.
    pub group: Group,
    /// Whose acts are compared; the other side's acts are replies.
    pub side: Side,
    /// The order, where it is not by the measure.
    pub sort: Option<Sort>,
    /// Crises, by their places in the facts.
    pub episodes: Set,
    /// Eras, by their places in [`Era::ALL`]. Crises and eras are added to each other.
    pub eras: Set,
    /// States and organisations by their places in the facts, and the presets.
    pub countries: Set,
    /// Kinds of act, by their places in [`Action::ALL`].
    pub kinds: Set,
    /// The first date of an act.
    pub from: Option<Date>,
    /// The last date of an act.
    pub to: Option<Date>,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            measure: Measure::default(),
            view: View::default(),
            group: Group::default(),
            side: Side::Others,
            sort: None,
            episodes: Set::default(),
            eras: Set::default(),
            countries: Set::default(),
            kinds: Set::default(),
            from: None,
            to: None,
        }
    }
}

impl View {
    /// All pictures, the default first.
    pub const ALL: [Self; 6] = [Self::Bars, Self::Scatter, Self::Map, Self::Waves, Self::Multiples, Self::Table];

    /// The word that stands in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Bars => "bars",
            Self::Scatter => "scatter",
            Self::Map => "map",
            Self::Waves => "waves",
            Self::Multiples => "multiples",
            Self::Table => "table",
        }
    }

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.key() == text)
    }
}

impl Group {
    /// All groups, the default first.
    pub const ALL: [Self; 4] = [Self::Country, Self::Bloc, Self::Era, Self::Episode];

    /// The word that stands in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Bloc => "bloc",
            Self::Era => "era",
            Self::Episode => "episode",
        }
    }

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.key() == text)
    }
}

impl Sort {
    /// Reads the word of an address: "name", "lag", "-lag" for the other direction.
    pub fn parse(text: &str) -> Option<Self> {
        let (is_reversed, word) = text.strip_prefix('-').map_or((false, text), |word| (true, word));
        let key = if word == "name" { SortKey::Name } else { SortKey::Measure(Measure::parse(word)?) };
        Some(Self { key, is_reversed })
    }

    /// By what, in the word of addresses.
    pub const fn word(self) -> &'static str {
        match self.key {
            SortKey::Name => "name",
            SortKey::Measure(measure) => measure.key(),
        }
    }

    /// The word that stands in addresses, its direction included.
    pub fn key(self) -> String {
        format!("{}{}", if self.is_reversed { "-" } else { "" }, self.word())
    }
}

/// The place of a code of an address: a state or an organisation that faces Moscow, or a preset.
fn place_of_country(facts: &Facts, word: &str) -> Option<usize> {
    if let Some((place, ..)) = PRESETS.iter().find(|(_, key, _)| *key == word) {
        return Some(*place);
    }
    let code = ActorCode::called(word).filter(|code| !code.is_moscow())?;
    facts.actor_place(code).filter(|place| *place < NATO_MEMBERS)
}

/// The word of a place among the countries.
pub(super) fn country_word(facts: &Facts, place: usize) -> Option<String> {
    if let Some((_, key, _)) = PRESETS.iter().find(|(preset, ..)| *preset == place) {
        return Some((*key).to_owned());
    }
    facts.actors.get(place).map(|actor| actor.code.as_str().to_ascii_lowercase())
}

/// The places of the words of a list; a word that means nothing is kept in `unknown`.
fn places(value: &str, place: impl Fn(&str) -> Option<usize>, unknown: &mut Vec<String>) -> Set {
    let mut set = Set::default();
    for word in value.split(',').filter(|word| !word.is_empty()) {
        match place(word) {
            Some(place) => set = set.with(place),
            None => unknown.push(word.to_owned()),
        }
    }
    set
}

impl Selection {
    /// Reads the text after the question mark on the page of a measure. Unknown parameters are ignored; a value that means
    /// nothing is left out, and named in the second part. Of a repeated parameter the last counts.
    pub fn parse(query: &str, facts: &Facts, page: Measure) -> (Self, Vec<String>) {
        let mut chosen = Self { measure: page, ..Self::default() };
        let mut unknown = Vec::new();
        for pair in query.strip_prefix('?').unwrap_or(query).split('&') {
            let Some((name, value)) = pair.split_once('=') else { continue };
            // Mail programs write a comma so.
            let value = &crate::words::replaced(&crate::words::replaced(value, "%2C", ","), "%2c", ",");
            if value.is_empty() {
                continue;
            }
            let is_read = match name {
                "measure" => set(&mut chosen.measure, Measure::parse(value)),
                "view" => set(&mut chosen.view, View::parse(value)),
                "group" => set(&mut chosen.group, Group::parse(value)),
                "side" => set(&mut chosen.side, side_of_word(value)),
                "sort" => set(&mut chosen.sort, Sort::parse(value).map(Some)),
                "from" => set(&mut chosen.from, Date::parse(value).ok().map(Some)),
                "to" => set(&mut chosen.to, Date::parse(value).ok().map(Some)),
                "episodes" => {
                    let place = |word: &str| facts.find_episode(word).map(|(place, _)| place);
                    chosen.episodes = places(value, place, &mut unknown);
                    true
                }
                "eras" => {
                    let place = |word: &str| Era::ALL.iter().position(|era| era.key() == word);
                    chosen.eras = places(value, place, &mut unknown);
                    true
                }
                "countries" => {
                    chosen.countries = places(value, |word| place_of_country(facts, word), &mut unknown);
                    true
                }
                "kinds" => {
                    let place =
                        |word: &str| Action::ALL.iter().position(|action| action.key() == word && action.is_deed());
                    chosen.kinds = places(value, place, &mut unknown);
                    true
                }
                _ => continue,
            };
            if !is_read {
                unknown.push(value.clone());
            }
        }
        (chosen, unknown)
    }

    /// The query with its question mark, on the page of a measure; empty where nothing is chosen.
    pub fn to_query(&self, facts: &Facts, page: Measure) -> String {
        let mut out = String::new();
        let mut pair = |name: &str, value: &str| {
            if !value.is_empty() {
                let mark = if out.is_empty() { '?' } else { '&' };
                // Writing to a String cannot fail.
                _ = write!(out, "{mark}{name}={value}");
            }
        };
        let list = |set: Set, word: &dyn Fn(usize) -> Option<String>| -> String {
            set.places().filter_map(word).collect::<Vec<_>>().join(",")
        };
        pair("measure", if self.measure == page { "" } else { self.measure.key() });
        pair("episodes", &list(self.episodes, &|place| Some(facts.episodes.get(place)?.id.as_str().to_owned())));
        pair("eras", &list(self.eras, &|place| Some(Era::ALL.get(place)?.key().to_owned())));
        pair("countries", &list(self.countries, &|place| country_word(facts, place)));
        pair("kinds", &list(self.kinds, &|place| Some(Action::ALL.get(place)?.key().to_owned())));
        pair("from", &self.from.map_or_else(String::new, |date| date.to_string()));
        pair("to", &self.to.map_or_else(String::new, |date| date.to_string()));
        pair("side", if self.side == Side::Others { "" } else { side_word(self.side) });
        pair("group", if self.group == Group::default() { "" } else { self.group.key() });
        pair("sort", &self.sort.map_or_else(String::new, Sort::key));
        pair("view", if self.view == View::default() { "" } else { self.view.key() });
        out
    }

    /// By what rows are sorted: what the reader asked for, else the measure. `None` where they stand in time.
    pub fn shown_sort(&self) -> Option<Sort> {
        let by_measure = Sort { key: SortKey::Measure(self.measure), is_reversed: false };
        let is_in_time =
            matches!(self.group, Group::Era | Group::Episode) || matches!(self.view, View::Waves | View::Multiples);
        self.sort.or((!is_in_time).then_some(by_measure))
    }

    /// Whether an event's crisis is chosen.
    pub(super) fn holds_episode(&self, facts: &Facts, event: &Event) -> bool {
        let episode = usize::from(event.episode);
        (self.episodes.is_empty() && self.eras.is_empty())
            || self.episodes.holds(episode)
            || facts.episodes.get(episode).is_some_and(|episode| self.eras.holds(episode.era as usize))
    }

    /// Whether a date may lie in the chosen time.
    pub(super) fn holds_date(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from.first_day() <= date.last_day())
            && self.to.is_none_or(|to| date.first_day() <= to.last_day())
    }

    /// Whether the state or organisation facing Moscow in an event is chosen.
    pub(super) fn holds_country(&self, facts: &Facts, place: usize, date: Date) -> bool {
        let is_member = |(preset, _, bloc): &(usize, &str, Option<ActorCode>)| {
            self.countries.holds(*preset)
                && bloc.is_some_and(|bloc| facts.actors.get(place).is_some_and(|actor| actor.is_member_on(bloc, date)))
        };
        self.countries.is_empty() || self.countries.holds(place) || PRESETS.iter().any(is_member)
    }

    /// Whether a kind of act is chosen: something done, not only said.
    pub(super) fn holds_kind(&self, action: Action) -> bool {
        action.is_deed() && (self.kinds.is_empty() || self.kinds.holds(action as usize))
    }

    /// What the filters hold, each with a key by which [`Selection::without`] takes it out, and its name.
    pub fn chosen(&self, facts: &Facts) -> Vec<(String, String)> {
        let mut chosen = Vec::new();
        let mut add = |letter: char, set: Set, name: &dyn Fn(usize) -> Option<&'static str>| {
            let names = set.places().filter_map(|place| Some((format!("{letter}{place}"), name(place)?.to_owned())));
            chosen.extend(names);
        };
        add('c', self.countries, &|place| match place {
            NATO_MEMBERS => Some("NATO members"),
            EU_MEMBERS => Some("EU members"),
            _ => facts.actors.get(place).map(|actor| actor.name),
        });
        add('r', self.eras, &|place| Era::ALL.get(place).map(|era| era.title()));
        add('e', self.episodes, &|place| facts.episodes.get(place).map(|episode| episode.title));
        add('k', self.kinds, &|place| Action::ALL.get(place).map(|action| action.did()));
        for (key, word, date) in [("f", "from", self.from), ("t", "to", self.to)] {
            if let Some(date) = date {
                chosen.push((key.to_owned(), format!("{word} {}", crate::words::date(date))));
            }
        }
        chosen
    }

    /// Without what a key of [`Selection::chosen`] stands for.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        let Some((letter, place)) = key.split_at_checked(1) else { return self };
        let set = match letter {
            "c" => &mut self.countries,
            "r" => &mut self.eras,
            "e" => &mut self.episodes,
            "k" => &mut self.kinds,
            _ => {
                *(if letter == "f" { &mut self.from } else { &mut self.to }) = None;
                return self;
            }
        };
        if let Some(place) = place.parse().ok().filter(|place| set.holds(*place)) {
            *set = set.toggled(place);
        }
        self
    }

    /// With the country, organisation or bloc of this name or code added, or of another name that [`ActorCode::called`]
    /// knows; `None` if nobody is called so. Capitals and spaces around it do not matter.
    pub fn with_country(mut self, facts: &Facts, name: &str) -> Option<Self> {
        let name = name.trim();
        // Moscow faces all of them: it is no row.
        let named =
            facts.actors.iter().position(|actor| actor.name.eq_ignore_ascii_case(name) && !actor.code.is_moscow());
        let word = || name.to_ascii_lowercase().replace(' ', "-");
        let place = named.or_else(|| place_of_country(facts, &word()))?;
        self.countries = self.countries.with(place);
        Some(self)
    }

    /// The states and organisations that the reader named, without the presets.
    pub fn named_countries(&self) -> impl Iterator<Item = usize> {
        self.countries.places().filter(|place| *place < NATO_MEMBERS)
    }
}

fn set<T>(place: &mut T, value: Option<T>) -> bool {
    let is_some = value.is_some();
    if let Some(value) = value {
        *place = value;
    }
    is_some
}

/// The word of a side in addresses.
const fn side_word(side: Side) -> &'static str {
    match side {
        Side::Others => "others",
        Side::Moscow => "moscow",
    }
}

fn side_of_word(word: &str) -> Option<Side> {
    [Side::Others, Side::Moscow].into_iter().find(|side| side_word(*side) == word)
}
