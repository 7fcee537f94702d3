//! Link previews: what a message or a post shows of a page that it leads to, drawn when the site is built.
//!
//! | File | Question |
//! |---|---|
//! | `episode.rs` | What is shown of a crisis, a step and a chain? |
//! | `event.rs` | Of one event? |
//! | `country.rs` | Of a state or an organisation? |
//! | `compare.rs` | Of a comparison? |
//! | `overview.rs` | Of the pages that lead to others: home, sources, articles, data? |
//! | `ledger.rs` | How do the dots of a ledger become a picture here, and its sums a number? |
//! | `card.rs` | Where do title, number, picture and sources stand? |
//! | `letters.rs`, `style.rs` | In which letters and colours? |
//! | `png.rs` | How does it become a small file? |
//! | `tags.rs` | How does a page name its preview? |

mod card;
mod compare;
mod country;
mod episode;
mod event;
mod ledger;
mod letters;
mod overview;
mod png;
mod style;
mod tags;

use std::collections::BTreeSet;

pub use card::{HEIGHT, WIDTH};
pub use letters::Face;
pub use png::{PaintError, Painter};
pub(super) use tags::preview_tags;

use crate::dataset::{Dataset, EventIndex};
use crate::route::Route;
use crate::words;
use card::Card;

/// The name of the file, in the folder of its page.
pub const FILE: &str = "preview.png";

/// What is shown of a page where a link to it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The picture, [`WIDTH`] by [`HEIGHT`] pixels.
    pub svg: String,
    /// The same in words.
    pub alt: String,
}

/// The preview of a page; `None` if the route leads nowhere in this dataset.
pub fn preview(dataset: &Dataset, route: &Route) -> Option<Preview> {
    let card = card_of(dataset, route)?;
    Some(Preview { svg: card.to_svg(&words::date(dataset.cutoff)), alt: card.alt() })
}

/// What the preview of a page shows, in words alone.
pub(super) fn alt(dataset: &Dataset, route: &Route) -> Option<String> {
    card_of(dataset, route).map(|card| card.alt())
}

fn card_of<'a>(dataset: &'a Dataset, route: &Route) -> Option<Card<'a>> {
    let facts = &dataset.facts;
    Some(match route {
        Route::Episode(id) => episode::episode(dataset, facts.find_episode(id.as_str())?.0),
        Route::Step(id, number) => {
            let (place, episode) = facts.find_episode(id.as_str())?;
            let step = usize::from(number.get()) - 1;
            episode.steps.get(step)?;
            episode::step(dataset, place, step)
        }
        Route::EpisodeChain(id) => episode::chain(dataset, Some(facts.find_episode(id.as_str())?.0)),
        Route::Chain => episode::chain(dataset, None),
        Route::Event(id) => event::event(dataset, facts.find_event(id.as_str())?),
        Route::Country(code) => country::country(dataset, facts.actor(*code)?),
        Route::Compare(measure) => compare::compare(dataset, *measure),
        _ => return overview::overview(dataset, route),
    })
}

/// "12 sources": on how many pages the events rest, each counted once.
fn sources_of(dataset: &Dataset, events: impl IntoIterator<Item = EventIndex>) -> String {
    let cited: BTreeSet<usize> =
        events.into_iter().flat_map(|index| &dataset.record(index).citations).map(|citation| citation.source).collect();
    format!("{} · cases found", words::counted(cited.len(), "source", "sources"))
}

/// A count as text.
fn count(n: usize) -> String {
    words::number(u32::try_from(n).unwrap_or(u32::MAX))
}
