//! The part of the dataset that the browser carries, and look-ups in it.

use super::{Actor, ActorCode, EpisodeId, Event, EventIndex};

/// The period that an episode belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// Until 1991.
    ColdWar,
    /// 1992 to 2016.
    Y1991To2016,
    /// 2017 to 2020.
    Y2017To2020,
    /// 2021.
    Y2021,
    /// 2022.
    Y2022,
    /// From 2023.
    Since2023,
}

impl Era {
    /// All eras, oldest first.
    pub const ALL: [Self; 6] =
        [Self::ColdWar, Self::Y1991To2016, Self::Y2017To2020, Self::Y2021, Self::Y2022, Self::Since2023];

    /// The word that stands in the data files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ColdWar => "cold-war",
            Self::Y1991To2016 => "1991-2016",
            Self::Y2017To2020 => "2017-2020",
            Self::Y2021 => "2021",
            Self::Y2022 => "2022",
            Self::Since2023 => "since-2023",
        }
    }

    /// The name as a heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ColdWar => "Cold War",
            Self::Y1991To2016 => "1991–2016",
            Self::Y2017To2020 => "2017–2020",
            Self::Y2021 => "2021",
            Self::Y2022 => "2022",
            Self::Since2023 => "Since 2023",
        }
    }

    /// Its first and last year.
    pub const fn years(self) -> (u16, u16) {
        match self {
            Self::ColdWar => (1900, 1991),
            Self::Y1991To2016 => (1991, 2016),
            Self::Y2017To2020 => (2017, 2020),
            Self::Y2021 => (2021, 2021),
            Self::Y2022 => (2022, 2022),
            Self::Since2023 => (2023, 2100),
        }
    }

    /// Reads the word of a data file.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|era| era.key() == text)
    }
}

/// One step of an episode: what the reader sees at `/episodes/<id>/<n>/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happened, in a sentence without a full stop.
    pub title: &'static str,
    /// The events it shows, by date.
    pub events: &'static [EventIndex],
}

/// A crisis, or a catalogue of separate cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Episode {
    /// Its id, the same for ever.
    pub id: EpisodeId,
    /// Its short name, with its years.
    pub title: &'static str,
    /// The period it is listed under.
    pub era: Era,
    /// Its steps, at least one.
    pub steps: &'static [Step],
}

/// Everything the browser knows about the events. Static: it lives as long as the program.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// All events, sorted by date, then by id.
    pub events: &'static [Event],
    /// All episodes, by era, then by date.
    pub episodes: &'static [Episode],
    /// All actors, sorted by code.
    pub actors: &'static [Actor],
}

impl Facts {
    /// The event at `index`. Indices come from the same facts, so it exists.
    pub fn event(&self, index: EventIndex) -> &'static Event {
        &self.events[index.as_usize()]
    }

    /// The event with this id.
    pub fn find_event(&self, id: &str) -> Option<EventIndex> {
        let position = self.events.iter().position(|event| event.id.as_str() == id)?;
        u32::try_from(position).ok().map(EventIndex)
    }

    /// The episode with this id, and its place.
    pub fn find_episode(&self, id: &str) -> Option<(usize, &'static Episode)> {
        self.episodes.iter().enumerate().find(|(_, episode)| episode.id.as_str() == id)
    }

    /// The place of the actor with this code.
    pub fn actor_place(&self, code: ActorCode) -> Option<usize> {
        self.actors.binary_search_by_key(&code, |actor| actor.code).ok()
    }

    /// The actor with this code.
    pub fn actor(&self, code: ActorCode) -> Option<&'static Actor> {
        self.actor_place(code).map(|place| &self.actors[place])
    }

    /// The name of the actor with this code; the code itself if nobody has it.
    pub fn name(&self, code: ActorCode) -> String {
        self.actor(code).map_or_else(|| code.to_string(), |actor| actor.name.to_owned())
    }

    /// The place of the step that shows an event: the episode's index and the step's, both from 0.
    pub fn step_of(&self, index: EventIndex) -> Option<(usize, usize)> {
        let episode = usize::from(self.event(index).episode);
        let step = self.episodes.get(episode)?.steps.iter().position(|step| step.events.contains(&index))?;
        Some((episode, step))
    }
}
