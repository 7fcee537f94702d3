//! Address ⇄ [`Route`]: the one place that knows how an address is written.
//!
//! Pure: no browser, no dataset. Whether an episode or a step exists is asked of the facts later.

use std::fmt;
use std::num::NonZeroU16;

use crate::chain::{Kind, Order};
use crate::compare::Measure;
use crate::dataset::{ActorCode, is_slug};

/// The id in an address: lower-case letters, digits and single hyphens, at most 80 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slug(String);

impl Slug {
    /// `None` unless the text may be an id.
    pub fn parse(text: &str) -> Option<Self> {
        is_slug(text).then(|| Self(text.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A page of the site, without its query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `/`
    Home,
    /// `/episodes/<id>/`
    Episode(Slug),
    /// `/episodes/<id>/<n>/`, steps counted from 1.
    Step(Slug, NonZeroU16),
    /// `/episodes/<id>/chain/`
    EpisodeChain(Slug),
    /// `/chain/`: all episodes.
    Chain,
    /// `/compare/`, and `/compare/<measure>/` for every measure but the default.
    Compare(Measure),
    /// `/compare/record/`: the events behind a comparison, with their sources.
    CompareRecord,
    /// `/countries/<code>/`, the code in lower case.
    Country(ActorCode),
    /// `/events/<id>/`
    Event(Slug),
    /// `/sources/`
    Sources,
    /// `/sources/disagreements/`
    Disagreements,
    /// `/articles/`
    Articles,
    /// `/articles/<id>/`
    Article(Slug),
    /// `/lesson/`: exercises for a class.
    Lesson,
    /// `/sharing/`: links, frames and messages, for those who show a page on their own site.
    Sharing,
    /// `/data/`
    Data,
    /// `/data/codebook/`
    Codebook,
    /// `/about/`
    About,
    /// `/about/accessibility/`: what the site does for readers who see, hear, move or read in other ways, rule by rule.
    Accessibility,
}

impl Route {
    /// The episode's page.
    pub fn episode(id: &str) -> Option<Self> {
        Slug::parse(id).map(Self::Episode)
    }

    /// A step's page, `step` counted from 1.
    pub fn step(id: &str, step: usize) -> Option<Self> {
        let number = u16::try_from(step).ok().and_then(NonZeroU16::new)?;
        Slug::parse(id).map(|id| Self::Step(id, number))
    }

    /// The chain of an episode.
    pub fn episode_chain(id: &str) -> Option<Self> {
        Slug::parse(id).map(Self::EpisodeChain)
    }

    /// An event's page.
    pub fn event(id: &str) -> Option<Self> {
        Slug::parse(id).map(Self::Event)
    }

    /// The page of an article.
    pub fn article(id: &str) -> Option<Self> {
        Slug::parse(id).map(Self::Article)
    }

    /// Reads a path from the root of the site: `/episodes/skripal-2018/3/`.
    ///
    /// A missing slash at the end and a final `index.html` are accepted. `None` for anything that is no page.
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.strip_prefix('/')?;
        let path = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        if path.is_empty() {
            return Some(Self::Home);
        }
        let path = path.strip_suffix('/').unwrap_or(path);
        let segments: Vec<&str> = path.split('/').collect();
        match segments.as_slice() {
            ["about"] => Some(Self::About),
            ["about", "accessibility"] => Some(Self::Accessibility),
            ["chain"] => Some(Self::Chain),
            ["sources"] => Some(Self::Sources),
            ["sources", "disagreements"] => Some(Self::Disagreements),
            ["articles"] => Some(Self::Articles),
            ["articles", id] => Self::article(id),
            ["lesson"] => Some(Self::Lesson),
            ["sharing"] => Some(Self::Sharing),
            ["data"] => Some(Self::Data),
            ["data", "codebook"] => Some(Self::Codebook),
            ["compare"] => Some(Self::Compare(Measure::default())),
            ["compare", "record"] => Some(Self::CompareRecord),
            // One address a page: the default measure has none of its own.
            ["compare", measure] => {
                Measure::parse(measure).filter(|measure| *measure != Measure::default()).map(Self::Compare)
            }
            ["countries", code] if code.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                ActorCode::parse(&code.to_ascii_uppercase()).map(Self::Country)
            }
            ["episodes", id] => Self::episode(id),
            ["episodes", id, "chain"] => Self::episode_chain(id),
            ["episodes", id, step] => {
                // One address a step: no sign, no leading zero.
                let number = step.parse::<NonZeroU16>().ok().filter(|number| number.to_string() == *step)?;
                Some(Self::Step(Slug::parse(id)?, number))
            }
            ["events", id] => Self::event(id),
            _ => None,
        }
    }

    /// Whether the page has a second address under `/embed/`, without header and footer, to be shown in a frame:
    /// crises, steps, chains, events and comparisons.
    pub fn is_embeddable(&self) -> bool {
        matches!(
            self,
            Self::Episode(_) | Self::Step(..) | Self::EpisodeChain(_) | Self::Chain | Self::Compare(_) | Self::Event(_)
        )
    }

    /// Whether what a reader does on the page is answered in it, by the program: chains and comparisons. On all others they
    /// go on by links.
    pub fn acts_in_place(&self) -> bool {
        matches!(self, Self::EpisodeChain(_) | Self::Chain | Self::Compare(_))
    }

    /// How many folders below the root the page lies.
    pub fn depth(&self) -> usize {
        self.to_string().bytes().filter(|byte| *byte == b'/').count() - 1
    }

    /// The root as seen from this page: `./`, `../../`.
    pub fn relative_root(&self) -> String {
        match self.depth() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The address under `root`, which ends with a slash: `../../` or `/some/folder/`. Where `root` is that of the pages
    /// for frames ([`embed_root`]), the address of a page that has none there is that of the full page.
    pub fn href(&self, root: &str) -> String {
        let path = self.to_string();
        let root = if self.is_embeddable() { root } else { site_root(root) };
        root.to_owned() + path.strip_prefix('/').unwrap_or(&path)
    }
}

/// The path from the root of the site, with a slash at both ends; [`Route::parse`] reads it back.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(id) => write!(f, "/articles/{}/", id.0),
            Self::Episode(id) => write!(f, "/episodes/{}/", id.0),
            Self::Step(id, step) => write!(f, "/episodes/{}/{step}/", id.0),
            Self::EpisodeChain(id) => write!(f, "/episodes/{}/chain/", id.0),
            Self::Compare(measure) if *measure == Measure::default() => f.write_str("/compare/"),
            Self::Compare(measure) => write!(f, "/compare/{}/", measure.key()),
            Self::CompareRecord => f.write_str("/compare/record/"),
            Self::Country(code) => write!(f, "/countries/{}/", code.as_str().to_ascii_lowercase()),
            Self::Event(id) => write!(f, "/events/{}/", id.0),
            Self::Home => f.write_str("/"),
            Self::Chain => f.write_str("/chain/"),
            Self::Sources => f.write_str("/sources/"),
            Self::Disagreements => f.write_str("/sources/disagreements/"),
            Self::Articles => f.write_str("/articles/"),
            Self::Lesson => f.write_str("/lesson/"),
            Self::Sharing => f.write_str("/sharing/"),
            Self::Data => f.write_str("/data/"),
            Self::Codebook => f.write_str("/data/codebook/"),
            Self::About => f.write_str("/about/"),
            Self::Accessibility => f.write_str("/about/accessibility/"),
        }
    }
}

/// Where pages for frames lie. The dot, which a browser takes out, tells it from a folder that the whole site may lie in.
const EMBED_FOLDER: &str = "./embed/";

/// The root of the pages for frames, for [`Route::href`], given that of the site.
pub fn embed_root(root: &str) -> String {
    root.to_owned() + EMBED_FOLDER
}

/// The root of the site, given that of its pages for frames or its own.
pub fn site_root(root: &str) -> &str {
    root.strip_suffix(EMBED_FOLDER).unwrap_or(root)
}

/// The path from the root of the site, given the path of an address and that of the root (ending with a slash).
/// `None` if the address lies outside the site.
pub fn path_in_site(address: &str, root: &str) -> Option<String> {
    let root = root.strip_suffix('/')?;
    let path = address.strip_prefix(root)?;
    path.starts_with('/').then(|| path.to_owned())
}

/// What the reader has chosen on a page: the part of an address after `?`. Defaults are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The chosen event, `event=<id>`.
    pub event: Option<Slug>,
    /// On the chain of all episodes, the one shown: `episode=<id>`.
    pub episode: Option<Slug>,
    /// On a chain, the country whose lane is shown: `country=gb`.
    pub country: Option<ActorCode>,
    /// On a chain, the kind of act shown: `kind=missions`.
    pub kind: Option<Kind>,
    /// On a chain, the order of the lanes: `sort=name`.
    pub sort: Order,
    /// On a chain, whether dense waves are folded: `waves=folded`.
    pub is_folded: bool,
    /// The names of parameters whose value could not be read: the page says so.
    pub unreadable: Vec<&'static str>,
}

impl Query {
    /// Reads the text after the question mark, which may be missing. Unknown parameters are ignored, a value that
    /// cannot be read is named in `unreadable`; of a repeated parameter the last counts.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for pair in text.strip_prefix('?').unwrap_or(text).split('&') {
            let Some((name, value)) = pair.split_once('=') else { continue };
            if value.is_empty() {
                continue;
            }
            let (name, is_read) = match name {
                "event" => ("event", set(&mut query.event, Slug::parse(value))),
                "episode" => ("episode", set(&mut query.episode, Slug::parse(value))),
                "country" => ("country", set(&mut query.country, ActorCode::called(value))),
                "kind" => ("kind", set(&mut query.kind, Kind::parse(value))),
                "sort" => {
                    let sort = Order::parse(value);
                    query.sort = sort.unwrap_or_default();
                    ("sort", sort.is_some())
                }
                "waves" => {
                    query.is_folded = value == "folded";
                    ("waves", query.is_folded)
                }
                _ => continue,
            };
            query.unreadable.retain(|other| *other != name);
            if !is_read {
                query.unreadable.push(name);
            }
        }
        query
    }
}

/// Puts a value in its place; whether there was one.
fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

/// With the question mark; empty where nothing is chosen.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut mark = '?';
        let mut pair = |name: &str, value: &str| {
            let written = write!(f, "{mark}{name}={value}");
            mark = '&';
            written
        };
        if let Some(episode) = &self.episode {
            pair("episode", episode.as_str())?;
        }
        if let Some(country) = self.country {
            pair("country", &country.as_str().to_ascii_lowercase())?;
        }
        if let Some(kind) = self.kind {
            pair("kind", kind.key())?;
        }
        if self.sort != Order::default() {
            pair("sort", self.sort.key())?;
        }
        if self.is_folded {
            pair("waves", "folded")?;
        }
        if let Some(event) = &self.event {
            pair("event", event.as_str())?;
        }
        Ok(())
    }
}
