//! The pages that lead to others: home, who says so, what can be taken away.

use std::fmt::Write;

use super::card::{Body, Card, Drawn, Number, Tone};
use super::ledger::{differ_words, people};
use super::{count, sources_of};
use crate::chart::bars::{Axis, BarRow, bars};
use crate::chart::quantity::Quantity;
use crate::chart::ranges::ranges;
use crate::chart::scene::{Format, Scene};
use crate::chart::waves;
use crate::compare::{Selection, Table};
use crate::dataset::{Article, Dataset, EventIndex, Verdict};
use crate::facts::GRAPH;
use crate::html::escape;
use crate::ledger::Side;
use crate::route::Route;
use crate::view::articles::{published, verdict_counts};
use crate::view::disagreements::range_rows;
use crate::words;

/// Rows of a picture that have room beside the number.
const ROWS: usize = 4;

/// The page; `None` if the route is not one of these.
pub fn overview<'a>(dataset: &'a Dataset, route: &Route) -> Option<Card<'a>> {
    let events = dataset.facts.events.len();
    let all = sources_of(dataset, (0u32..).map(EventIndex).take(events));
    let card = |title: &str, number: (usize, String), paragraphs: &[&str]| Card {
        title: title.to_owned(),
        kicker: "Expulsions of diplomats, Moscow and others, 1971–2026".to_owned(),
        numbers: vec![plain(number.0, number.1)],
        body: Body::Text(paragraphs.iter().map(|text| (*text).to_owned()).collect()),
        sources: all.clone(),
    };
    let of_events = |words: &str| (events, words.to_owned());
    Some(match route {
        Route::Home => home(dataset, all),
        Route::Disagreements => disagreements(dataset, all),
        Route::Articles => articles(dataset),
        Route::Article(id) => article(dataset, dataset.articles.iter().find(|article| article.id == id.as_str())?),
        Route::About => card(
            "About: how the numbers were made",
            of_events("events, each with its sources"),
            &[
                "How the numbers were made: method, coding rules, limits, licence, corrections.",
                "People, posts and missions are never added together. A number that nobody published is never zero.",
            ],
        ),
        Route::Accessibility => card(
            "Accessibility, rule by rule",
            of_events("events, to be read by eye, by ear and by keyboard"),
            &[
                "Which criteria of WCAG 2.2 the site meets, how, and by which test; what was looked at by hand, and how to report a barrier.",
            ],
        ),
        Route::Sources => card(
            "Sources: who says so",
            (dataset.cited_sources(), format!("pages that {} events rest on", count(events))),
            &[
                "Every page that the events rest on: what it supports, who owns or funds it, and how much rests on how few.",
            ],
        ),
        Route::Lesson => card(
            "A lesson: whose number is it?",
            of_events("events to look into, each with its sources"),
            &[
                "Exercises for a class on numbers, sources and words, each with the view that answers it.",
                "Nothing has to be installed, and no account is needed.",
            ],
        ),
        Route::Sharing => card(
            "Share a page, or put it on your own",
            of_events("events, each with an address and a frame of its own"),
            &[
                "How to link to a step, an event or a comparison, and how to show it on a page of your own: code, sizes, messages.",
            ],
        ),
        Route::Data => card(
            "The data, to take away",
            of_events("events with their sources, free to use"),
            &[
                "One JSON file with its schema, CSV tables with a data package, checksums, and a codebook that tells of every field.",
                &format!("Version {}.", dataset.version()),
            ],
        ),
        Route::Codebook => card(
            "Codebook",
            of_events("events, described field by field"),
            &[
                "What every field and every word of the data means: kinds of act and their units, dates, floors, unknown numbers, disputes.",
            ],
        ),
        Route::CompareRecord => card(
            "The events behind a comparison",
            of_events("events behind the comparisons, crisis by crisis"),
            &["Every event that the comparisons rest on, each with its sources, for reading and for print."],
        ),
        _ => return None,
    })
}

fn plain(number: usize, words: String) -> Number {
    Number { figure: count(number), words, note: String::new(), holds: String::new(), tone: Tone::Nobody }
}

fn drawn(scene: &Scene, key: String) -> Drawn {
    let svg = scene.to_svg("plot--card", "title", &|_| String::new());
    Drawn { svg, width: scene.width, height: scene.height, key }
}

/// Both sides' people over all years.
fn home(dataset: &Dataset, sources: String) -> Card<'_> {
    let facts = &dataset.facts;
    let number = |side: Side, who: &str, tone: Tone| {
        let amount = Table::new(facts, &GRAPH, &Selection { side, ..Selection::default() }).total.people;
        people(amount.sum, &format!("ordered out by {who}"), differ_words(amount, 0), tone)
    };
    Card {
        title: "They sent each other’s diplomats home".to_owned(),
        kicker: format!(
            "{} crises, {} events, 1971–2026, step by step",
            count(facts.episodes.len()),
            count(facts.events.len())
        ),
        numbers: vec![
            number(Side::Others, "other states and organisations", Tone::Others),
            number(Side::Moscow, "Moscow", Tone::Moscow),
        ],
        sources,
        body: Body::Beside(Box::new(move |_, _| Some(waves_drawn(dataset)))),
    }
}

/// The picture of the home page: bars year by year.
fn waves_drawn(dataset: &Dataset) -> Drawn {
    let facts = &dataset.facts;
    let picture = waves::Picture::new(facts, waves::Format::Card);
    let (from, to) = picture.axis_x;
    let (width, height) = (picture.width, picture.height);
    let mut svg = format!("<svg viewBox=\"0 0 {width} {height}\">");
    // Writing to a String cannot fail.
    for (y, number) in &picture.lines {
        _ = write!(
            svg,
            "<path class=\"waves__line\" d=\"M{from} {y}H{to}\"/><text class=\"waves__tick\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{number}</text>",
            from - 6,
            y + 4
        );
    }
    for bar in &picture.bars {
        let side = if bar.is_moscow { "moscow" } else { "others" };
        _ = write!(
            svg,
            "<rect class=\"waves__bar--{side}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            bar.x, bar.y, bar.width, bar.height
        );
    }
    _ = write!(svg, "<path class=\"waves__axis\" d=\"M{from} {0}H{to}\"/>", picture.axis);
    for (x, year) in &picture.decades {
        _ = write!(
            svg,
            "<text class=\"waves__year\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{year}</text>",
            height - 6
        );
    }
    for label in &picture.labels {
        let anchor = if label.is_end_anchored { "end" } else { "start" };
        let title = facts.episodes.get(usize::from(label.episode)).map_or("", |episode| episode.title);
        _ = write!(
            svg,
            "<text class=\"waves__label-name\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            label.x,
            label.y + 8,
            escape(title)
        );
    }
    _ = write!(
        svg,
        "<text class=\"waves__side others\" x=\"{from}\" y=\"14\">↑ by other states</text>\
         <text class=\"waves__side moscow\" x=\"{from}\" y=\"{}\">↓ by Moscow</text></svg>",
        height - 28
    );
    Drawn {
        svg,
        width,
        height,
        key: "People ordered out each year, cases found. Early decades are incomplete.".to_owned(),
    }
}

/// How far apart figures are.
fn disagreements(dataset: &Dataset, sources: String) -> Card<'_> {
    let disputed = dataset.records.iter().filter(|record| !record.disputes.is_empty()).count();
    let rows = range_rows(dataset);
    let key = format!("{} acts have more than one number; these are the furthest apart.", count(rows.len()));
    Card {
        title: "Where sources differ".to_owned(),
        kicker: "From the lowest to the highest figure; the dot is the one best supported".to_owned(),
        numbers: vec![plain(
            disputed,
            format!(
                "of {} events are told differently by at least one source: another number, date or account",
                count(dataset.facts.events.len())
            ),
        )],
        sources,
        body: Body::Beside(Box::new(move |_, _| {
            let shown = rows.get(..ROWS).unwrap_or(&rows);
            let scene = ranges(shown, Format::Card);
            Some(drawn(&scene, key.clone()))
        })),
    }
}

/// All articles together.
fn articles(dataset: &Dataset) -> Card<'_> {
    let articles: Vec<&Article> = dataset.articles.iter().collect();
    let claims = articles.iter().map(|article| article.claims.len()).sum();
    let spelled = words::capitalise(&words::spelled(u32::try_from(articles.len()).unwrap_or(0)));
    Card {
        title: format!("{spelled} articles read against the record"),
        kicker: "News articles, claim by claim".to_owned(),
        numbers: vec![plain(claims, "claims checked, each with its verdict and the reason".to_owned())],
        sources: format!("{spelled} news articles · record"),
        body: verdicts(&articles),
    }
}

/// One article.
fn article<'a>(dataset: &'a Dataset, article: &'a Article) -> Card<'a> {
    let claims = article.claims.len();
    let noun = if claims == 1 { "claim" } else { "claims" };
    let cited: std::collections::BTreeSet<usize> =
        article.claims.iter().flat_map(|claim| &claim.citations).map(|citation| citation.source).collect();
    Card {
        title: article.title.clone(),
        kicker: format!("Read against the record · {}, {}", article.outlet, published(dataset, article)),
        numbers: vec![plain(claims, format!("{noun} checked: {}", verdict_counts(&[article])))],
        sources: format!("{} · record", words::counted(cited.len(), "source", "sources")),
        body: verdicts(&[article]),
    }
}

/// How many claims have which verdict, as bars.
fn verdicts(articles: &[&Article]) -> Body<'static> {
    let rows: Vec<BarRow> = Verdict::ALL
        .iter()
        .map(|verdict| (verdict, articles.iter().map(|article| article.count(*verdict)).sum::<usize>()))
        .filter(|(_, claims)| *claims > 0)
        .map(|(verdict, claims)| {
            let number = i32::try_from(claims).unwrap_or(i32::MAX);
            let label = claims.to_string();
            let quantity = Quantity { best: Some(number), low: number, high: number, is_floor: false, label };
            BarRow { name: verdict.words().to_owned(), others: Quantity::default(), moscow: quantity }
        })
        .collect();
    Body::Beside(Box::new(move |_, _| {
        let axis =
            Axis { heads: ["", "claims"], number: &|n| n.to_string(), single: Some("verdict-part"), reference: None };
        let key = "A verdict is on a claim, not on a writer.".to_owned();
        Some(drawn(&bars(&rows, &axis, Format::Card), key))
    }))
}
