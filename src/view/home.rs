//! `/`: the whole story in one picture, then every crisis by era.

use leptos::prelude::*;

use super::episode::dates;
use super::ledger::people_of_dot;
use super::record::{BEHIND, evidence_html};
use crate::chart::ledger::{Thumbnail, people_per_dot};
use crate::chart::waves::{self, Format, Picture};
use crate::compare::{Selection, Table};
use crate::dataset::{Dataset, Era, Event, Facts, Sum, Unit};
use crate::facts::GRAPH;
use crate::html;
use crate::ledger::{Ledger, Side, describe_actors};
use crate::route::Route;
use crate::words;

/// From how many people on an act's qualifier is told on the home page too.
const NOTABLE: u32 = 18;

/// The content of the home page.
pub fn home_view(dataset: &Dataset, root: &str) -> impl IntoView + use<> {
    let facts = &dataset.facts;
    let years = waves::years(facts);
    let others: Sum = years.iter().map(|year| year.others).sum();
    let moscow: Sum = years.iter().map(|year| year.moscow).sum();
    let (first, last) = (years.first().map_or(0, |y| y.year), years.last().map_or(0, |y| y.year));
    let peak = years.iter().max_by_key(|year| year.others.known);
    let reading = peak.map(|peak| {
        format!(
            "The year with the most cases found is {}: over all its crises, other states and organisations ordered out {}, Moscow {}.",
            peak.year,
            words::sum_with_unit(peak.others, Unit::People),
            words::sum_with_unit(peak.moscow, Unit::People),
        )
    });
    let most = (0..facts.episodes.len()).map(|episode| Ledger::whole(facts, episode).final_people).max();
    let per_dot = people_per_dot(most.unwrap_or(0));
    let eras = Era::ALL
        .into_iter()
        .map(|era| {
            let episodes = facts
                .episodes
                .iter()
                .enumerate()
                .filter(|(_, episode)| episode.era == era)
                .map(|(index, _)| episode_card(dataset, index, per_dot, root))
                .collect_view();
            let id = format!("era-{}", era.key());
            view! {
                <section class="era" aria-labelledby=id.clone()>
                    <h3 id=id.clone()>{era.title()}</h3>
                    <ul class="episodes">{episodes}</ul>
                </section>
            }
        })
        .collect_view();
    // As far apart as the figures of all sources are.
    let spread =
        |side: Side| Table::new(facts, &GRAPH, &Selection { side, ..Selection::default() }).total.people.spread();
    let sources = u32::try_from(dataset.cited_sources()).unwrap_or(u32::MAX);
    view! {
        <article class="page home">
            <div class="home__intro">
                <h1>"They sent each other’s diplomats home"</h1>
                <p class="page__lead">
                    {format!(
                        "From {first} to {last}, Moscow and other governments ordered each other’s embassy staff out, crisis after crisis. \
                         Step through {} of them. Every number has its source: {} events, {} sources.",
                        facts.episodes.len(),
                        facts.events.len(),
                        words::number(sources),
                    )}
                </p>
                <div inner_html=evidence_html(&Route::Sources.href(root), "Who says so: every source, and where they differ")></div>
            </div>
            <figure class="waves" aria-labelledby="waves-title">
                <figcaption>
                    <h2 id="waves-title">"People ordered out each year"</h2>
                    <p>{reading}</p>
                </figcaption>
                {waves_view(facts, Format::Wide, "waves__svg waves__svg--wide", root)}
                {waves_view(facts, Format::Narrow, "waves__svg waves__svg--narrow", root)}
                <p class="waves__note">
                    {format!(
                        "Cases found, {first}–{last}: {}{} by other states and organisations, {}{} by Moscow (the Soviet Union, then Russia). Early decades are incomplete. ≠: sources differ on the number, the date or the account of one of the acts.",
                        words::sum_with_unit(others, Unit::People),
                        spread(Side::Others),
                        words::sum_with_unit(moscow, Unit::People),
                        spread(Side::Moscow),
                    )}
                </p>
                <div inner_html=evidence_html(&Route::CompareRecord.href(root), BEHIND)></div>
                {qualified_view(facts)}
                {years_table(facts, &years)}
            </figure>
            <section class="home__episodes" aria-labelledby="episodes">
                <h2 id="episodes" tabindex="-1">"The crises"</h2>
                <p class="page__note">
                    {format!(
                        "One dot is {} ordered out, on one scale: left by other states, right by Moscow. ≠: sources differ on one of the acts.",
                        people_of_dot(per_dot),
                    )}
                </p>
                {eras}
            </section>
        </article>
    }
}

fn episode_card(dataset: &Dataset, index: usize, per_dot: u32, root: &str) -> impl IntoView + use<> {
    let facts = &dataset.facts;
    let episode = &facts.episodes[index];
    let href = Route::episode(episode.id.as_str()).unwrap_or(Route::Home).href(root);
    let ledger = Ledger::whole(facts, index);
    view! {
        <li class="episode-card">
            <h4 class="episode-card__title"><a href=href>{episode.title}</a></h4>
            <p class="episode-card__dates">
                {dates(dataset, episode).map(|(from, to)| words::span(from, to))} " · "
                {words::counted(episode.steps.len(), "step", "steps")}
            </p>
            {thumbnail_view(&ledger, per_dot)}
            <p class="episode-card__totals">{totals(&ledger, facts)}</p>
        </li>
    }
}

/// "29 states and NATO: 153 people · Russia: at least 196 people"; a side that ordered nobody out but took other
/// measures is named with them.
fn totals(ledger: &Ledger, facts: &Facts) -> String {
    let side = |side: Side| {
        let sum = ledger.total(side).total();
        let takers = ledger.measure_takers(facts, side);
        if !sum.is_empty() {
            let who = words::capitalise(&ledger.actors(facts, side));
            let people = words::sum_with_unit(sum, Unit::People);
            let differs = if ledger.total(side).is_disputed { words::DIFFERS.to_string() } else { String::new() };
            Some(format!("{who}: {people}{differs}{}", ledger.qualification(facts, side)))
        } else if !takers.is_empty() {
            Some(format!("{}: other measures", words::capitalise(&describe_actors(facts, &takers))))
        } else {
            None
        }
    };
    [side(Side::Others), side(Side::Moscow)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A ledger as a thumbnail; its numbers stand in words beside it. Where nobody was ordered out, there is nothing to draw.
fn thumbnail_view(ledger: &Ledger, per_dot: u32) -> Option<impl IntoView + use<>> {
    let picture = Thumbnail::new(ledger, per_dot);
    if picture.others.is_empty() && picture.moscow.is_empty() {
        return None;
    }
    let (middle, height) = (picture.middle, picture.height);
    Some(view! {
        <svg
            class="thumbnail"
            viewBox=format!("0 0 {} {height}", picture.width)
            width=picture.width
            height=height
            aria-hidden="true"
            focusable="false"
        >
            <path class="thumbnail__others" d=picture.others></path>
            <path class="thumbnail__moscow" d=picture.moscow></path>
            <path class="thumbnail__middle" d=format!("M{middle} 0V{height}")></path>
        </svg>
    })
}

fn waves_view(facts: &Facts, format: Format, class: &'static str, root: &str) -> impl IntoView + use<> {
    let picture = Picture::new(facts, format);
    let (from, to) = picture.axis_x;
    let lines = picture
        .lines
        .iter()
        .map(|(y, number)| {
            view! {
                <path class="waves__line" d=format!("M{from} {y}H{to}")></path>
                <text class="waves__tick" x=from - 6 y=y + 4 text-anchor="end">{number.to_string()}</text>
            }
        })
        .collect_view();
    let bars = picture
        .bars
        .iter()
        .map(|bar| {
            let episode = &facts.episodes[usize::from(bar.episode)];
            let href = Route::episode(episode.id.as_str()).unwrap_or(Route::Home).href(root);
            let class = if bar.is_moscow { "waves__bar waves__bar--moscow" } else { "waves__bar waves__bar--others" };
            view! {
                <a href=href tabindex="-1"><rect class=class x=bar.x y=bar.y width=bar.width height=bar.height></rect></a>
            }
        })
        .collect_view();
    let decades = picture
        .decades
        .iter()
        .map(|(x, year)| view! { <text class="waves__year" x=*x y=picture.height - 6 text-anchor="middle">{year.to_string()}</text> })
        .collect_view();
    let labels = picture
        .labels
        .iter()
        .map(|label| {
            let episode = &facts.episodes[usize::from(label.episode)];
            let anchor = if label.is_end_anchored { "end" } else { "start" };
            view! {
                <text class="waves__label" x=label.x y=label.y text-anchor=anchor>
                    <tspan class="waves__label-name" x=label.x>{episode.title}</tspan>
                    <tspan x=label.x dy="15">{wave_totals(facts, label)}</tspan>
                </text>
            }
        })
        .collect_view();
    view! {
        <svg class=class viewBox=format!("0 0 {} {}", picture.width, picture.height) aria-hidden="true" focusable="false">
            {lines}
            <text class="waves__side waves__side--others" x=from y="14">"↑ by other states"</text>
            <text class="waves__side waves__side--moscow" x=from y=picture.height - 30>"↓ by Moscow"</text>
            {bars}
            <path class="waves__axis" d=format!("M{from} {0}H{to}", picture.axis)></path>
            {decades}
            {labels}
        </svg>
    }
}

/// "↑ 153≠ ↓ 196+"; a side without people is left out.
fn wave_totals(facts: &Facts, wave: &waves::Label) -> String {
    let side = |arrow, sum: Sum, is_moscow: bool| {
        let is_of_wave = |event: &Event| event.episode == wave.episode && event.is_by_moscow() == is_moscow;
        (!sum.is_empty()).then(|| format!("{arrow} {}{}", words::short_sum(sum), mark(facts, &is_of_wave)))
    };
    [side('↑', wave.others, false), side('↓', wave.moscow, true)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The sign after a sum where sources tell one of its acts differently.
fn mark(facts: &Facts, is_part: &dyn Fn(&Event) -> bool) -> String {
    let mut parts = facts.events.iter().filter(|event| !event.people_ordered_out().is_empty() && is_part(event));
    if parts.any(|event| !event.disputed.is_empty()) { words::DIFFERS.to_string() } else { String::new() }
}

/// What the larger numbers hold where that is more or less than it seems.
fn qualified_view(facts: &Facts) -> impl IntoView + use<> {
    let items = facts
        .events
        .iter()
        .filter(|event| !event.qualifier.is_empty() && event.people_ordered_out().known >= NOTABLE)
        .map(|event| {
            format!(
                "{}, {}: {} ({})",
                facts.name(event.actor),
                words::date(event.date),
                words::sum_with_unit(event.count.into(), Unit::People),
                event.qualifier
            )
        })
        .map(|text| view! { <li>{text}</li> })
        .collect_view();
    view! {
        <details class="waves__qualified">
            <summary>"What some of the larger numbers hold"</summary>
            <ul>{items}</ul>
        </details>
    }
}

fn years_table(facts: &Facts, years: &[waves::Year]) -> impl IntoView + use<> {
    let cell = |year: u16, is_moscow: bool, sum: Sum| {
        if sum.is_empty() {
            return "none found".to_owned();
        }
        let is_of_year = |event: &Event| event.date.year() == year && event.is_by_moscow() == is_moscow;
        words::sum(sum) + &mark(facts, &is_of_year)
    };
    let with_cases = years.iter().filter(|year| !(year.others.is_empty() && year.moscow.is_empty()));
    let table = html::Table {
        caption: "People ordered out each year, cases found (years without a case are left out)".to_owned(),
        head: ["Year", "By other states and organisations", "By Moscow"].map(str::to_owned).to_vec(),
        rows: with_cases
            .map(|year| {
                vec![year.year.to_string(), cell(year.year, false, year.others), cell(year.year, true, year.moscow)]
            })
            .collect(),
        foot: Vec::new(),
    };
    view! {
        <details class="table">
            <summary>"The same numbers as a table"</summary>
            <div inner_html=table.to_html()></div>
        </details>
    }
}
