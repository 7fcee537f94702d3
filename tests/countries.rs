//! The pages of states and organisations: their numbers, their places, their events, and who stands on them.

mod support;

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use persona_non_grata::compare::Selection;
use persona_non_grata::dataset::{Actor, ActorCode, ActorKind, Count, Dataset, Event, Sum};
use persona_non_grata::prerender::{all_routes, render};
use persona_non_grata::route::{Query, Route};
use persona_non_grata::words;
use scraper::{ElementRef, Html, Selector};

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);
static PAGES: LazyLock<Vec<(&'static Actor, String)>> = LazyLock::new(|| {
    let app = |actor: &Actor| render(&DATASET, &Route::Country(actor.code)).map(|page| page.app).expect("a page");
    DATASET.facts.actors.iter().map(|actor| (actor, app(actor))).collect()
});

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn code(text: &str) -> ActorCode {
    ActorCode::parse(text).expect("a code")
}

fn html(text: &str) -> &'static str {
    PAGES.iter().find(|(actor, _)| actor.code == code(text)).map(|(_, html)| html.as_str()).expect("a page")
}

fn document(text: &str) -> Html {
    Html::parse_fragment(html(text))
}

/// Text as a reader sees it: white space in one.
fn plain(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain_text(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a part of a page.
fn part(document: &Html, what: &str) -> String {
    document.select(&selector(what)).map(plain).collect::<Vec<_>>().join(" ")
}

/// The pages of all but Russia and the Soviet Union.
fn countries() -> impl Iterator<Item = (&'static Actor, &'static str)> {
    PAGES.iter().filter(|(actor, _)| !actor.code.is_moscow()).map(|(actor, html)| (*actor, html.as_str()))
}

fn events() -> impl Iterator<Item = &'static Event> {
    DATASET.facts.events.iter()
}

fn sum<'a>(events: impl Iterator<Item = &'a Event>) -> Sum {
    events.filter(|event| event.action.orders_people_out()).map(|event| Sum::from(event.count)).sum()
}

/// Everything of one unit that a country ordered out, and that Moscow ordered out of its missions.
fn sums(code: ActorCode) -> [Sum; 2] {
    [
        sum(events().filter(|event| event.actor == code)),
        sum(events().filter(|event| event.actor.is_moscow() && event.target == code)),
    ]
}

/// What one side ordered out in answer to acts of the other: each reply once, with the earliest act that it answers.
fn in_reply(code: ActorCode, is_by_moscow: bool) -> Sum {
    let is_of_pair = |event: &Event| event.counterpart() == code;
    let is_act = |event: &Event| {
        event.action.is_deed() && event.count != Count::Elsewhere && event.is_by_moscow() != is_by_moscow
    };
    sum(events().filter(|reply| reply.is_by_moscow() == is_by_moscow).filter(|reply| {
        let acts = reply.responds_to.iter().map(|act| DATASET.facts.event(*act));
        let answered = acts.filter(|act| {
            let is_met = act.target == reply.actor || (act.target.is_moscow() && reply.actor.is_moscow());
            is_act(act) && is_met
        });
        answered.min_by_key(|act| DATASET.facts.find_event(act.id.as_str())).is_some_and(is_of_pair)
    }))
}

/// How a sum stands in the table.
fn cell(sum: Sum) -> String {
    let known = words::number(sum.known);
    match (sum.is_empty(), sum.known, sum.is_floor()) {
        (true, ..) => "none found".to_owned(),
        (_, 0, true) => "not published".to_owned(),
        (_, _, true) => format!("at least {known}"),
        (_, _, false) => known,
    }
}

/// The cells of a row of the totals: both directions.
fn totals(document: &Html, name: &str) -> Option<[String; 2]> {
    document.select(&selector(".country__totals tbody tr")).find_map(|row| {
        let head = row.select(&selector("th")).next().map(plain)?;
        let cells: Vec<String> = row.select(&selector("td")).map(plain).collect();
        (head == name).then(|| cells.try_into().expect("two cells"))
    })
}

fn ordinal(place: usize) -> String {
    let ending = if (11..=13).contains(&(place % 100)) {
        "th"
    } else {
        match place % 10 {
            1 => "st",
            2 => "nd",
            3 => "rd",
            _ => "th",
        }
    };
    format!("{place}{ending}")
}

#[test]
fn every_actor_has_a_page_with_one_h1_that_is_its_name() {
    let routes: HashSet<Route> = all_routes(&DATASET).into_iter().collect();
    for (actor, html) in PAGES.iter() {
        assert!(routes.contains(&Route::Country(actor.code)), "{}", actor.code);
        let heads: Vec<String> = Html::parse_fragment(html).select(&selector("h1")).map(plain).collect();
        assert_eq!(heads, [actor.name]);
    }
}

#[test]
fn the_totals_are_the_sums_of_the_events() {
    let mut compared = 0;
    for (actor, _) in countries() {
        let document = document(actor.code.as_str());
        let own = sums(actor.code);
        let begins = |text: &str, sum: Sum| {
            let expected = cell(sum);
            let rest =
                text.strip_prefix(&expected).unwrap_or_else(|| panic!("{}: {text:?} is not {expected:?}", actor.name));
            assert!(!rest.starts_with(|c: char| c.is_ascii_digit() || c == ','), "{}: {text:?}", actor.name);
        };
        match totals(&document, "People ordered out") {
            Some([others, moscow]) => {
                begins(&others, own[0]);
                begins(&moscow, own[1]);
                compared += 1;
            }
            None => assert!(own.iter().all(|sum| sum.is_empty()), "{}", actor.name),
        }
        let replies = [in_reply(actor.code, true), in_reply(actor.code, false)];
        match totals(&document, "People ordered out in reply") {
            Some([moscow, others]) => {
                begins(&moscow, replies[0]);
                begins(&others, replies[1]);
            }
            None => assert!(replies.iter().all(|sum| sum.is_empty()), "{}", actor.name),
        }
    }
    assert!(compared > 40);
}

#[test]
fn a_place_counts_those_with_more_and_says_who_shares_it() {
    for side in [0, 1] {
        let known = |code: ActorCode| Some(sums(code)[side]).filter(|sum| sum.known > 0).map(|sum| sum.known);
        let all: Vec<u32> = countries().filter_map(|(actor, _)| known(actor.code)).collect();
        for (actor, _) in countries() {
            let Some(own) = known(actor.code) else { continue };
            let place = ordinal(1 + all.iter().filter(|other| **other > own).count());
            let joint = if all.iter().filter(|other| **other == own).count() > 1 { "joint " } else { "" };
            let expected = format!("{joint}{place} of {}", all.len());
            let cells = totals(&document(actor.code.as_str()), "People ordered out").expect("a row");
            assert!(
                cells[side].contains(&format!(" {expected} by")),
                "{}: {:?} lacks {expected:?}",
                actor.name,
                cells[side]
            );
        }
    }
}

#[test]
fn who_leads_is_who_the_data_say() {
    for (code, place) in [("US", "1st of"), ("GB", "2nd of"), ("XK", "joint ")] {
        let sides = part(&document(code), ".country__side--others");
        assert!(sides.contains(place), "{code}: {sides}");
    }
}

#[test]
fn every_event_of_a_country_stands_on_its_page_with_its_sources_and_disputes() {
    for (actor, html) in countries() {
        let document = Html::parse_fragment(html);
        let mut shown = BTreeSet::new();
        for card in document.select(&selector("li.event")) {
            shown.insert(card.attr("id").expect("an id").to_owned());
        }
        let own = |event: &&Event| event.actor == actor.code || event.target == actor.code;
        let expected: BTreeSet<String> = events().filter(own).map(|event| event.id.to_string()).collect();
        assert_eq!(shown, expected, "{}", actor.name);
        for event in events().filter(own) {
            let card = document.select(&selector(&format!("li[id=\"{}\"]", event.id))).next().expect("a card");
            let text = plain(card);
            let record = DATASET.record(support::event_index(&DATASET, event.id.as_str()));
            let links: HashSet<&str> = card.select(&selector("a[href]")).filter_map(|link| link.attr("href")).collect();
            for citation in &record.citations {
                let source = &DATASET.sources[citation.source];
                assert!(source.url.as_deref().is_none_or(|url| links.contains(url)), "{}: {}", event.id, source.id);
                assert!(text.contains(&plain_text(&source.publisher)), "{}: {}", event.id, source.publisher);
            }
            for dispute in &record.disputes {
                assert!(text.contains(&plain_text(&dispute.claim)), "{}: {}", event.id, dispute.claim);
            }
        }
    }
}

#[test]
fn a_page_without_an_act_says_what_was_found_and_what_not() {
    for (actor, html) in countries() {
        let deeds = events().filter(|event| event.counterpart() == actor.code && event.action.is_deed()).count();
        let document = Html::parse_fragment(html);
        assert_eq!(document.select(&selector(".country__totals")).next().is_some(), deeds > 0, "{}", actor.name);
        if sums(actor.code).iter().all(|sum| sum.is_empty()) {
            let lead = part(&document, ".page__lead");
            assert!(lead.starts_with("No case was found") || lead.starts_with("No act of"), "{}: {lead}", actor.name);
            assert_eq!(document.select(&selector("svg.plot")).count(), 0, "{}", actor.name);
        }
    }
    assert!(part(&document("CY"), ".event").contains("Cyprus declined to act"));
    assert!(part(&document("UN"), ".page__lead").contains("No act of the United Nations"));
}

#[test]
fn the_years_add_up_to_the_totals() {
    for (actor, html) in countries() {
        let document = Html::parse_fragment(html);
        let mut found = [0, 0];
        for row in document.select(&selector(".country__timeline tbody tr")) {
            for (sum, cell) in found.iter_mut().zip(row.select(&selector("td")).map(plain)) {
                let digits: String = cell.chars().take_while(char::is_ascii_digit).collect();
                *sum += digits.parse::<u32>().unwrap_or(0);
            }
        }
        if document.select(&selector(".country__timeline")).next().is_some() {
            assert_eq!(found, sums(actor.code).map(|sum| sum.known), "{}", actor.name);
            // Each bar leads to an event on the page.
            let ids: HashSet<&str> =
                document.select(&selector("[id]")).filter_map(|element| element.attr("id")).collect();
            for mark in document.select(&selector("svg.plot a[href]")) {
                let id = mark.attr("href").and_then(|href| href.strip_prefix('#')).expect("a place on the page");
                assert!(ids.contains(id), "{}: {id}", actor.name);
                assert!(mark.attr("aria-label").is_some_and(|label| label.contains(" by ")), "{}: {id}", actor.name);
            }
        }
    }
}

#[test]
fn the_answers_name_every_act_that_ordered_people_out() {
    for (actor, html) in countries() {
        let document = Html::parse_fragment(html);
        let hrefs: HashSet<&str> =
            document.select(&selector(".answers a[href]")).filter_map(|link| link.attr("href")).collect();
        for event in events().filter(|event| event.counterpart() == actor.code && event.action.is_deed()) {
            if event.count != Count::Elsewhere {
                assert!(hrefs.contains(format!("../../events/{}/", event.id).as_str()), "{}: {}", actor.name, event.id);
            }
        }
    }
}

#[test]
fn members_are_counted_on_the_date_of_the_act_and_without_the_organisation() {
    for organisation in ["NATO", "EU"] {
        let document = document(organisation);
        let bloc = code(organisation);
        let is_member = |code: ActorCode, event: &Event| {
            DATASET.facts.actor(code).is_some_and(|actor| actor.is_member_on(bloc, event.date))
        };
        let members = sum(events().filter(|event| is_member(event.actor, event)));
        let foot: Vec<String> =
            document.select(&selector(".country__members .country__foot > td")).map(plain).collect();
        assert!(foot[0].starts_with(&cell(members)), "{organisation}: {foot:?}");
        // With the organisation's own people it would be another number.
        let own = sums(bloc)[0];
        assert!(own.known > 0 && !foot[0].starts_with(&cell(own + members)), "{organisation}");
        let names: Vec<String> = document.select(&selector(".country__members tbody th")).map(plain).collect();
        assert!(!names.iter().any(|name| name == "NATO" || name == "EU"), "{names:?}");
        let text = part(&document, "section");
        assert!(text.contains(&format!(
            "itself ({}) is not in them",
            words::sum_with_unit(own, persona_non_grata::dataset::Unit::People)
        )));
    }
    let uk: Vec<String> = document("EU")
        .select(&selector(".country__members tbody tr"))
        .map(plain)
        .filter(|row| row.starts_with("United Kingdom"))
        .collect();
    let as_member =
        sum(events().filter(|event| event.actor == code("GB") && (1973..2020).contains(&event.date.year())));
    assert!(uk[0].starts_with(&format!("United Kingdom{}", cell(as_member))), "{uk:?}");
}

#[test]
fn moscow_faces_everyone_with_whom_it_exchanged_acts() {
    for moscow in ["RU", "SU"] {
        let document = document(moscow);
        let own = code(moscow);
        let rows: BTreeSet<&str> = document
            .select(&selector(".country__counterparts tbody a[href]"))
            .filter_map(|link| link.attr("href"))
            .collect();
        let is_counted = |event: &&Event| event.action.is_deed() && event.count != Count::Elsewhere;
        let acts: Vec<&Event> =
            events().filter(is_counted).filter(|event| event.actor == own || event.target == own).collect();
        let expected: BTreeSet<String> = acts
            .iter()
            .map(|event| format!("../../countries/{}/", event.counterpart().as_str().to_ascii_lowercase()))
            .collect();
        assert_eq!(rows, expected.iter().map(String::as_str).collect(), "{moscow}");
        // Its times, chosen by year, hold exactly the acts by and against it.
        let foot: Vec<String> =
            document.select(&selector(".country__counterparts .country__foot > td")).map(plain).collect();
        assert!(foot[0].starts_with(&cell(sum(events().filter(|event| event.target == own)))), "{moscow}: {foot:?}");
        assert!(foot[4].starts_with(&cell(sum(events().filter(|event| event.actor == own)))), "{moscow}: {foot:?}");
        let drawn: HashSet<&str> =
            document.select(&selector("svg.plot--wide a[href]")).filter_map(|link| link.attr("href")).collect();
        for event in acts.iter().filter(|event| event.target == own && event.action.orders_people_out()) {
            let href = format!("../../countries/{}/", event.actor.as_str().to_ascii_lowercase());
            assert!(drawn.contains(href.as_str()), "{moscow}: {href}");
        }
    }
}

#[test]
fn moscows_own_acts_are_all_listed_with_who_published_their_sources() {
    for moscow in ["RU", "SU"] {
        let document = document(moscow);
        for event in events().filter(|event| event.actor == code(moscow)) {
            let item = document
                .select(&selector(&format!(".country__acts li[id=\"{}\"]", event.id)))
                .next()
                .unwrap_or_else(|| panic!("{moscow} lacks {}", event.id));
            let text = plain(item);
            assert!(text.contains(&words::date(event.date)), "{}: {text}", event.id);
            let record = DATASET.record(support::event_index(&DATASET, event.id.as_str()));
            for citation in &record.citations {
                let publisher = plain_text(&DATASET.sources[citation.source].publisher);
                assert!(text.contains(&publisher), "{}: {publisher}", event.id);
            }
        }
    }
}

#[test]
fn links_choose_what_the_comparison_and_the_chain_can_read() {
    for (actor, html) in PAGES.iter() {
        let document = Html::parse_fragment(html);
        for link in document.select(&selector("a[href]")) {
            let href = link.attr("href").unwrap_or_default();
            let Some(path) = href.strip_prefix("../..").filter(|_| link.attr("download").is_none()) else { continue };
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            let route = Route::parse(path.split('#').next().unwrap_or_default()).unwrap_or_else(|| panic!("{href}"));
            match route {
                Route::Compare(measure) => {
                    let (selection, unknown) = Selection::parse(query, &DATASET.facts, measure);
                    assert!(unknown.is_empty(), "{}: {href}", actor.name);
                    let written = selection.to_query(&DATASET.facts, measure);
                    assert_eq!(written.trim_start_matches('?'), query, "{}", actor.name);
                }
                _ => assert!(Query::parse(query).unreadable.is_empty(), "{}: {href}", actor.name),
            }
        }
    }
}

#[test]
fn five_neighbours_stand_together_and_are_compared() {
    for (actor, html) in countries() {
        let document = Html::parse_fragment(html);
        let rows: Vec<String> = document.select(&selector(".country__beside tbody th")).map(plain).collect();
        if sums(actor.code)[0].known == 0 {
            assert!(rows.is_empty(), "{}", actor.name);
            continue;
        }
        assert_eq!(rows.len(), 5, "{}", actor.name);
        assert!(rows.iter().any(|name| name == actor.name), "{}", actor.name);
        let known: Vec<u32> = rows
            .iter()
            .map(|name| {
                countries().find(|(other, _)| other.name == name).map_or(0, |(other, _)| sums(other.code)[0].known)
            })
            .collect();
        assert!(known.is_sorted_by(|a, b| a >= b), "{}: {known:?}", actor.name);
    }
}

#[test]
fn every_page_of_the_kind_can_be_reached_from_every_other_and_from_its_events() {
    for (actor, html) in PAGES.iter() {
        for other in DATASET.facts.actors.iter().filter(|other| other.code != actor.code) {
            let href = format!("../../countries/{}/", other.code.as_str().to_ascii_lowercase());
            assert!(html.contains(&href), "{} does not lead to {}", actor.name, other.name);
        }
    }
    for event in events() {
        let page = render(&DATASET, &Route::event(event.id.as_str()).expect("a route")).expect("a page");
        let href = format!("../../countries/{}/", event.actor.as_str().to_ascii_lowercase());
        assert!(page.app.contains(&href), "{}", event.id);
    }
}

#[test]
fn no_page_is_too_large_to_open_on_a_phone() {
    for (actor, html) in PAGES.iter() {
        assert!(html.len() < 300_000, "{}: {} bytes", actor.name, html.len());
    }
}

#[test]
fn memberships_are_told_with_their_days() {
    let note = part(&document("GB"), ".page__note");
    assert!(note.contains("of the European Communities, then the EU from 1 January 1973 to 31 January 2020"), "{note}");
    for (actor, html) in countries().filter(|(actor, _)| actor.kind == ActorKind::State) {
        for membership in actor.memberships {
            let text = part(&Html::parse_fragment(html), ".page__note");
            assert!(text.contains(&words::date(membership.from)), "{}: {text}", actor.name);
        }
    }
}
