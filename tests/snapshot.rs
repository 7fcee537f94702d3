//! Pictures and pages as text. A change shows as a difference that a reviewer can read.
//!
//! After a change that is meant: `INSTA_UPDATE=always cargo test --test snapshot`, then read the difference.

mod support;

use std::sync::LazyLock;

use persona_non_grata::chain::{Selection, lanes};
use persona_non_grata::chart::chain;
use persona_non_grata::chart::ledger::{Format, Picture};
use persona_non_grata::dataset::Dataset;
use persona_non_grata::facts::{FACTS, GRAPH};
use persona_non_grata::ledger::Ledger;
use persona_non_grata::prerender::render;
use persona_non_grata::route::Route;

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);

/// A line an element, so that a difference is as small as the change.
fn lines(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len() + markup.len() / 8);
    for (i, part) in markup.split('<').enumerate() {
        if i == 0 {
            text.push_str(part);
            continue;
        }
        // What closes stays on its line, so that short elements read as one.
        if !part.starts_with('/') && !text.is_empty() {
            text.push('\n');
        }
        text.push('<');
        text.push_str(part);
    }
    text
}

/// The ledger of a step (from 1) as SVG, long rows of dots told by their number.
fn svg(episode: &str, step: Option<usize>, format: Format) -> String {
    let (index, facts) = FACTS.find_episode(episode).unwrap_or_else(|| panic!("there is no episode {episode}"));
    let step = step.unwrap_or(facts.steps.len()) - 1;
    lines(&Picture::new(&Ledger::up_to(&FACTS, index, step), &FACTS, format).to_svg("ledger__svg", step))
}

/// The chain of an episode as SVG, event by event.
fn chain_svg(episode: &str, format: chain::Format) -> String {
    let (place, _) = FACTS.find_episode(episode).unwrap_or_else(|| panic!("there is no episode {episode}"));
    let lanes = lanes(&FACTS, &GRAPH, &Selection { episode: Some(place), ..Selection::default() });
    let picture = chain::Picture::new(&FACTS, &GRAPH, &lanes, format);
    let ids = |mark: &chain::PlacedMark| {
        mark.events.iter().map(|index| FACTS.event(*index).id.as_str()).collect::<Vec<_>>().join(" ")
    };
    lines(&chain::to_svg(&picture, "chain__svg", &chain::Links { href: &ids, title: &ids }))
}

/// Runs of more than a dozen dots as their first, their number and their last.
fn shorten(svg: &str) -> String {
    svg.split('"')
        .map(|part| {
            let dots: Vec<&str> = part.split_inclusive("h0").collect();
            match dots.as_slice() {
                [first, second, .., last] if dots.len() > 12 && part.ends_with("h0") => {
                    format!("{first}{second} … {} dots in all … {last}", dots.len())
                }
                _ => part.to_owned(),
            }
        })
        .collect::<Vec<_>>()
        .join("\"")
}

fn page(route: Option<Route>) -> String {
    let route = route.expect("an address of the right form");
    let page = render(&DATASET, &route).unwrap_or_else(|| panic!("{route} is no page"));
    format!("{route}\n{}\n{}\n\n{}\n", page.title, page.description, shorten(&lines(&page.app)))
}

#[test]
fn the_ledger_of_operation_foot_after_the_reply() {
    insta::assert_snapshot!(svg("operation-foot-1971", Some(2), Format::Wide));
}

#[test]
fn the_ledger_of_skripal_on_a_phone() {
    insta::assert_snapshot!(svg("skripal-2018", Some(6), Format::Narrow));
}

#[test]
fn the_ledger_of_ukraine_at_the_end() {
    insta::assert_snapshot!(shorten(&svg("ukraine-2022", None, Format::Wide)));
}

#[test]
fn the_chain_of_1986() {
    insta::assert_snapshot!(chain_svg("us-ussr-1986", chain::Format::Wide));
}

#[test]
fn the_chain_of_1986_on_a_phone() {
    insta::assert_snapshot!(chain_svg("us-ussr-1986", chain::Format::Narrow));
}

#[test]
fn the_page_of_an_event_with_a_floor() {
    insta::assert_snapshot!(page(Route::event("skripal-ru-orders-uk-cut")));
}

#[test]
fn the_page_of_a_step_with_a_dispute() {
    insta::assert_snapshot!(page(Route::step("operation-foot-1971", 2)));
}

#[test]
fn the_page_of_an_episode() {
    insta::assert_snapshot!(page(Route::episode("operation-foot-1971")));
}
