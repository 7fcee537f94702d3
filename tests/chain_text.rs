//! What the chain pages say in words: every number is that of the events it leads to, every event stands in the
//! outline once, and nothing that is unknown reads as nothing.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use persona_non_grata::chain::{Comparison, Lag, MedianLag, Ratio, Relation, SideSummary, Summary, compare};
use persona_non_grata::dataset::{ActorKind, Bound, Count, Dataset, EventIndex, Sum};
use persona_non_grata::facts::GRAPH;
use persona_non_grata::ledger::Side;
use persona_non_grata::prerender::render;
use persona_non_grata::route::Route;
use persona_non_grata::view::chain_text::{
    behind_html, lag_words, measures_html, outline_html, pairs_html, ratio_words, reading_html, rules_html,
};
use persona_non_grata::words::{after_days, days, ratio};
use scraper::{ElementRef, Html, Selector};

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);

/// The root as seen from an episode's chain page.
const ROOT: &str = "../../../";

/// Every episode, then all of them together.
fn scopes() -> Vec<Option<usize>> {
    (0..DATASET.facts.episodes.len()).map(Some).chain([None]).collect()
}

fn name(scope: Option<usize>) -> &'static str {
    scope.map_or("all episodes", |place| DATASET.facts.episodes[place].id.as_str())
}

fn episode(id: &str) -> usize {
    DATASET.facts.find_episode(id).unwrap_or_else(|| panic!("there is no episode {id}")).0
}

fn chosen(scope: Option<usize>) -> Vec<EventIndex> {
    (0u32..)
        .zip(DATASET.facts.events)
        .filter(|(_, event)| scope.is_none_or(|scope| usize::from(event.episode) == scope))
        .map(|(i, _)| EventIndex(i))
        .collect()
}

fn summary(scope: Option<usize>) -> Summary {
    Summary::of(DATASET.facts.events, &GRAPH, &chosen(scope))
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

fn plain(html: &str) -> String {
    text(Html::parse_fragment(html).root_element())
}

/// The text outside of all links.
fn outside_links(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    for child in element.children() {
        if let Some(text) = child.value().as_text() {
            out.push_str(text);
        } else if let Some(element) = ElementRef::wrap(child)
            && element.value().name() != "a"
        {
            out.push_str(&outside_links(element));
        }
    }
    out
}

/// The event that a link leads to.
fn event_of(link: ElementRef<'_>) -> EventIndex {
    let href = link.attr("href").expect("a link leads somewhere");
    let path = href.strip_prefix(ROOT).unwrap_or_else(|| panic!("{href} does not begin at the root"));
    match Route::parse(&format!("/{path}")) {
        Some(Route::Event(id)) => support::event_index(&DATASET, id.as_str()),
        other => panic!("{href} leads to {other:?}, not to an event"),
    }
}

/// The lists of events that the numbers of a reading lead to, by key.
fn lists(scope: Option<usize>) -> BTreeMap<String, Vec<EventIndex>> {
    let html = Html::parse_fragment(&behind_html(&DATASET, scope, ROOT));
    let mut lists = BTreeMap::new();
    for heading in html.select(&select("h3")) {
        let key = heading.attr("id").and_then(|id| id.strip_prefix("behind-")).expect("a heading with its key");
        assert_eq!(heading.attr("tabindex"), Some("-1"), "{key} must be able to take the focus");
        let next = heading.next_siblings().find_map(ElementRef::wrap).expect("a list follows its heading");
        let links: Vec<EventIndex> = next.select(&select("li > a")).map(event_of).collect();
        assert!(!links.is_empty(), "{key} has no events");
        assert_eq!(next.value().name() == "details", links.len() > 8, "{key}: long lists stand closed");
        assert!(lists.insert(key.to_owned(), links).is_none(), "{key} stands twice in {}", name(scope));
    }
    lists
}

/// The numbers of a text: "29 states" has 29, "one with" 1, "0.5 to 15.5 days" two.
fn numbers(text: &str) -> Vec<f64> {
    let words = text.split_whitespace().filter_map(|word| match word {
        "one" => Some(1.0),
        "both" => Some(2.0),
        word => word.replace(',', "").parse().ok(),
    });
    words.collect()
}

fn sum_of(events: &[EventIndex]) -> Sum {
    events.iter().map(|index| Sum::from(DATASET.facts.event(*index).count)).sum()
}

fn median(mut values: Vec<u32>) -> f64 {
    values.sort_unstable();
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        f64::from(values[middle])
    } else {
        f64::midpoint(f64::from(values[middle - 1]), f64::from(values[middle]))
    }
}

#[test]
fn lags_and_ratios_read_as_words() {
    for (min, max, words, after) in [
        (0, 0, "the same day", "the same day"),
        (1, 1, "1 day", "after 1 day"),
        (3, 3, "3 days", "after 3 days"),
        (0, 30, "0 to 30 days", "after 0 to 30 days"),
        (0, 1, "0 to 1 days", "after 0 to 1 days"),
        (1200, 1200, "1,200 days", "after 1,200 days"),
    ] {
        assert_eq!(days(min, max), words);
        assert_eq!(after_days(min, max), after);
        assert_eq!(lag_words(Lag { min_days: min, max_days: max }), words);
    }
    for (hundredths, is_floor, words) in [
        (100, false, "one for one"),
        (100, true, "at least one for one"),
        (217, false, "2.17 for one"),
        (217, true, "at least 2.17 for one"),
        (50, false, "0.5 for one"),
        (9, false, "0.09 for one"),
        (1100, false, "11 for one"),
        (0, false, "less than 0.01 for one"),
    ] {
        assert_eq!(ratio(hundredths, is_floor), words);
        assert_eq!(ratio_words(Ratio { hundredths, is_floor }), words);
    }
}

#[test]
fn the_median_of_an_even_number_of_lags_is_the_mean_of_the_two_in_the_middle() {
    let lag = |min_days, max_days| Lag { min_days, max_days };
    assert_eq!(MedianLag::of(&[]), None);
    let median = |lags: &[Lag]| MedianLag::of(lags).map(|median| (median.min_half_days, median.max_half_days));
    assert_eq!(median(&[lag(3, 3)]), Some((6, 6)));
    assert_eq!(median(&[lag(5, 5), lag(2, 2)]), Some((7, 7)));
    assert_eq!(median(&[lag(9, 9), lag(1, 1), lag(4, 4)]), Some((8, 8)));
    assert_eq!(median(&[lag(0, 30), lag(4, 4)]), Some((4, 34)));
}

#[test]
fn every_opening_act_has_one_outcome() {
    for scope in scopes() {
        let summary = summary(scope);
        for side in [&summary.others, &summary.moscow] {
            let sorted = |lists: &[&Vec<EventIndex>]| {
                let mut all: Vec<EventIndex> = lists.iter().flat_map(|list| list.iter().copied()).collect();
                all.sort_unstable();
                all
            };
            let place = name(scope);
            let SideSummary { acts, answered, same, more, fewer, open, other_kind, words, unanswered, .. } = side;
            assert_eq!(&sorted(&[answered, other_kind, words, unanswered]), acts, "{place}");
            assert_eq!(&sorted(&[same, more, fewer, open]), answered, "{place}");
            let replied: Vec<EventIndex> = side.first_replies.iter().map(|first| first.act).collect();
            assert_eq!(&replied, answered, "{place}: a lag for each act answered");
            assert_eq!(side.people, sum_of(acts), "{place}");
            assert_eq!(side.total, sum_of(&side.all_acts), "{place}");
            let is_moscow = side.side == Side::Moscow;
            assert!(side.all_acts.iter().all(|act| DATASET.facts.event(*act).is_by_moscow() == is_moscow), "{place}");
            assert!(acts.iter().all(|act| side.all_acts.contains(act)), "{place}");
        }
        assert_eq!(
            summary.depth,
            chosen(scope).iter().map(|index| GRAPH.rounds(DATASET.facts.events)[index.as_usize()]).max().unwrap_or(0),
            "{}",
            name(scope)
        );
        if let Some((event, replies)) = &summary.widest {
            let named =
                chosen(None).iter().filter(|index| DATASET.facts.event(**index).responds_to.contains(event)).count();
            assert_eq!(replies.len(), named, "{}", name(scope));
        }
    }
}

#[test]
fn every_number_of_a_reading_leads_to_the_events_behind_it() {
    let mut checked = 0;
    for scope in scopes() {
        let place = name(scope);
        let html = Html::parse_fragment(&reading_html(&DATASET, scope, ROOT));
        let paragraph = html.select(&select("p.chain-page__reading")).next().expect("a reading");
        let outside = outside_links(paragraph);
        assert!(!outside.contains(|c: char| c.is_ascii_digit()), "{place}: a number without a link in {outside:?}");
        assert!(
            !outside.split_whitespace().any(|word| word == "one"),
            "{place}: a number without a link in {outside:?}"
        );
        let lists = lists(scope);
        let mut used = BTreeSet::new();
        for link in paragraph.select(&select("a.figure")) {
            let key = link.attr("href").and_then(|href| href.strip_prefix("#behind-")).expect("a link to a list");
            let events = lists.get(key).unwrap_or_else(|| panic!("{place}: nothing stands behind {key}"));
            used.insert(key.to_owned());
            let text = text(link);
            // In brackets stands what the number holds, as on the event's own page.
            let numbers = numbers(text.split(" (").next().unwrap_or_default());
            if key.ends_with("-lag") {
                // Each act from which a listed reply counts, to the first of the listed ones about it.
                let summary = summary(scope);
                let side = if key.starts_with("others") { &summary.others } else { &summary.moscow };
                let date = |index: EventIndex| DATASET.facts.event(index).date;
                let about = |act: EventIndex| {
                    events.iter().filter(move |e| DATASET.facts.event(**e).responds_to.contains(&act))
                };
                let lags: Vec<Lag> = side
                    .acts
                    .iter()
                    .filter_map(|act| Some(Lag::between(date(*act), date(*about(*act).min()?))))
                    .collect();
                if let Some(answered) = lists.get(&key.replace("-lag", "-answered")) {
                    assert_eq!((lags.len(), events.len()), (answered.len(), answered.len()), "{place}: {key}");
                }
                let (min, max): (Vec<u32>, Vec<u32>) = lags.iter().map(|lag| (lag.min_days, lag.max_days)).unzip();
                let (min, max) = (median(min), median(max));
                let expected = if min.total_cmp(&max).is_eq() { vec![min] } else { vec![min, max] };
                assert_eq!(numbers, expected, "{place}: {text}");
            } else if let [number] = numbers[..] {
                let is = |value: usize| number.total_cmp(&f64::from(u32::try_from(value).expect("few"))).is_eq();
                let counterparts: BTreeSet<_> =
                    events.iter().map(|index| DATASET.facts.event(*index).counterpart()).collect();
                let states = counterparts
                    .iter()
                    .filter(|code| DATASET.facts.actor(**code).is_none_or(|actor| actor.kind == ActorKind::State))
                    .count();
                let sum = sum_of(events);
                let is_right = if text.contains("state") {
                    is(states) || is(events.len())
                } else if text.contains("people") || text.contains("person") {
                    is(sum.known as usize) && text.starts_with("at least") == (sum.is_floor() && sum.parts > 1)
                } else {
                    is(events.len()) || is(sum.known as usize)
                };
                assert!(is_right, "{place}: {text} leads to {} events with {sum:?}", events.len());
            } else {
                assert!(numbers.is_empty(), "{place}: {text}");
            }
            checked += 1;
        }
        assert_eq!(used, lists.into_keys().collect(), "{place}: a list that no number leads to");
    }
    assert!(checked > 100, "only {checked} numbers were found");
}

#[test]
fn readings_are_short_sentences_that_say_no_more_than_the_record() {
    for scope in scopes() {
        let reading = plain(&reading_html(&DATASET, scope, ROOT));
        let place = name(scope);
        let sentences: Vec<&str> = reading.split_inclusive(". ").collect();
        let summary = summary(scope);
        let sides = [&summary.others, &summary.moscow].iter().filter(|side| !side.openings.is_empty()).count();
        let most = if sides == 2 { 7 } else { 5 };
        assert!((2..=most).contains(&sentences.len()), "{place}: {} sentences", sentences.len());
        for sentence in sentences {
            let words = sentence.split_whitespace().count();
            assert!(words <= 30, "{place}: {words} words in {sentence:?}");
            assert!(sentence.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()), "{place}: {sentence:?}");
        }
        let lower = reading.to_lowercase();
        for word in ["never", "merely", "  ", " ,", "..", "()"] {
            assert!(!lower.contains(word), "{place}: {word:?} in {reading}");
        }
    }
}

#[test]
fn readings_of_all_episodes() {
    let readings: Vec<String> = scopes()
        .into_iter()
        .map(|scope| format!("{}\n    {}", name(scope), plain(&reading_html(&DATASET, scope, ROOT))))
        .collect();
    insta::assert_snapshot!(readings.join("\n\n"));
}

#[test]
fn unknown_is_not_none() {
    for scope in scopes() {
        for html in [
            reading_html(&DATASET, scope, ROOT),
            behind_html(&DATASET, scope, ROOT),
            outline_html(&DATASET, scope, ROOT),
            pairs_html(&DATASET, scope, ROOT),
            measures_html(&DATASET, scope, ROOT),
        ] {
            let text = plain(&html);
            for words in ["0 people", "0 person", "0 posts", "0 missions", "with 0", "out 0", ": 0 "] {
                let stands = text.match_indices(words).any(|(start, _)| {
                    // "60 people" is no "0 people".
                    !words.starts_with('0') || !text[..start].ends_with(|c: char| c.is_ascii_digit() || c == ',')
                });
                assert!(!stands, "{}: {words:?}", name(scope));
            }
        }
    }
    // The United States were answered with a number that nobody published: no bar, no ratio.
    let html = Html::parse_fragment(&pairs_html(&DATASET, Some(episode("ukraine-2022")), ROOT));
    let row = html.select(&select("tr")).find(|row| text(*row).contains("a number of people not published"));
    let row = row.expect("the reply of a number that was not published");
    assert_eq!(row.select(&select("rect.pairs__bar--others")).count(), 1);
    assert_eq!(row.select(&select("rect.pairs__bar--moscow")).count(), 0);
    assert!(text(row).ends_with("open"), "{}", text(row));
}

#[test]
fn the_pairs_hold_every_exchange_under_its_outcome() {
    for scope in scopes().into_iter().flatten() {
        let html = Html::parse_fragment(&pairs_html(&DATASET, Some(scope), ROOT));
        let summary = summary(Some(scope));
        let place = name(Some(scope));
        let mut total = None;
        let mut shown = 0;
        for heading in html.select(&select("h3")) {
            let heading_text = text(heading);
            let Some((_, counts)) = heading_text.split_once(": ") else { continue };
            let counts = numbers(counts);
            let [count, all] = counts[..] else { panic!("{place}: {heading_text}") };
            assert!(total.is_none_or(|total: f64| total.total_cmp(&all).is_eq()), "{place}: {heading_text}");
            total = Some(all);
            let table = heading.next_siblings().find_map(ElementRef::wrap).expect("a table");
            let acts = table.select(&select("tbody tr > td:nth-child(2) a")).count();
            assert!(count.total_cmp(&f64::from(u32::try_from(acts).expect("few"))).is_eq(), "{place}: {heading_text}");
            shown += acts;
        }
        let openings = summary.others.acts.len() + summary.moscow.acts.len();
        assert!(shown >= openings, "{place}: {shown} of {openings} acts");
        assert_eq!(total.is_some(), openings > 0, "{place}");
        if let Some(total) = total {
            assert!(total.total_cmp(&f64::from(u32::try_from(shown).expect("few"))).is_eq(), "{place}");
        }
        // The same act does not stand in two rows.
        let acts: Vec<_> = html
            .select(&select("table:not(.pairs__table--others) tbody tr > td:nth-child(2) a"))
            .map(event_of)
            .collect();
        assert_eq!(acts.len(), acts.iter().collect::<HashSet<_>>().len(), "{place}");
    }
}

#[test]
fn the_largest_ratio_stands_first() {
    let html = Html::parse_fragment(&pairs_html(&DATASET, Some(episode("ukraine-2022")), ROOT));
    let heading = html.select(&select("h3")).find(|heading| text(*heading).starts_with("Answered with fewer"));
    let table = heading.and_then(|heading| heading.next_siblings().find_map(ElementRef::wrap)).expect("a table");
    let ratios: Vec<f64> = table
        .select(&select("tbody tr"))
        .map(|row| {
            let last = row.select(&select("td")).last().map(text).unwrap_or_default();
            last.strip_suffix(" for one").and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{last}"))
        })
        .collect();
    assert!(ratios.len() > 5 && ratios.is_sorted_by(|a, b| a >= b), "{ratios:?}");
}

#[test]
fn all_episodes_together_are_told_by_their_totals() {
    let html = Html::parse_fragment(&pairs_html(&DATASET, None, "../"));
    let rows: Vec<ElementRef<'_>> = html.select(&select("tbody tr")).collect();
    assert_eq!(rows.len(), DATASET.facts.episodes.len());
    for (row, episode) in rows.iter().zip(DATASET.facts.episodes) {
        let link = row.select(&select("th[scope=row] a")).next().expect("a link to the chain");
        assert_eq!(link.attr("href"), Some(format!("../episodes/{}/chain/", episode.id).as_str()));
    }
    let columns = |row: ElementRef<'_>| -> Vec<f64> {
        row.select(&select("td")).take(6).map(|cell| numbers(&text(cell))[0]).collect()
    };
    let foot = columns(html.select(&select("tfoot tr")).next().expect("totals"));
    for (column, total) in foot.iter().enumerate() {
        let added: f64 = rows.iter().map(|row| columns(*row)[column]).sum();
        assert!(added.total_cmp(total).is_eq(), "column {column}: {added} and {total}");
    }
}

#[test]
fn the_outline_holds_every_event_once() {
    for scope in scopes() {
        let html = Html::parse_fragment(&outline_html(&DATASET, scope, ROOT));
        let mut found = Vec::new();
        for link in html.select(&select("ul.outline a.outline__link")) {
            let place: u32 = link.attr("data-e").and_then(|place| place.parse().ok()).expect("a place");
            assert_eq!(event_of(link), EventIndex(place));
            found.push(EventIndex(place));
        }
        found.sort_unstable();
        assert_eq!(found, chosen(scope), "{}", name(scope));
    }
    let html = Html::parse_fragment(&outline_html(&DATASET, None, "../"));
    let episodes: BTreeSet<_> = html
        .select(&select("a.outline__episode"))
        .filter_map(|link| link.attr("href"))
        .map(ToOwned::to_owned)
        .collect();
    let expected = DATASET.facts.episodes.iter().map(|episode| format!("../episodes/{}/chain/", episode.id));
    assert_eq!(episodes, expected.collect());
}

#[test]
fn an_entry_names_what_answered_it() {
    let entry = |scope: &str, id: &str| {
        let index = support::event_index(&DATASET, id);
        let html = Html::parse_fragment(&outline_html(&DATASET, Some(episode(scope)), ROOT));
        let link = html.select(&select(&format!("a[data-e=\"{}\"]", index.0))).next().expect("the entry");
        let item = link.parent().and_then(ElementRef::wrap).expect("its item");
        let spans: Vec<String> =
            item.children().filter_map(ElementRef::wrap).filter(|e| e.value().name() == "span").map(text).collect();
        (text(link), spans)
    };
    assert_eq!(
        entry("skripal-2018", "skripal-us-expels-60"),
        (
            "United States to Russia: ordered out 60 people (sources differ on how to describe it), 26 March 2018; Russia answered with 60 after 3 days"
                .to_owned(),
            vec!["set off".to_owned(), "also follows United Kingdom, 14 March 2018".to_owned()]
        )
    );
    let (uk, _) = entry("skripal-2018", "skripal-uk-expels-23");
    assert!(
        uk.contains("; Russia answered with 23 after 3 days and more than 50 after 16 days; Russia also answered: "),
        "{uk}"
    );
    let (france, _) = entry("ukraine-2022", "ukr-2022-fr-expel6");
    assert!(france.ends_with("Russia answered with 34 to 2 acts together after 37 days"), "{france}");
    let (nato, _) = entry("nato-mission-2021", "nato-2021-expel8");
    assert!(nato.ends_with("; Russia answered: suspended a mission, after 12 days"), "{nato}");
    let (_, kosovo) = entry("kosovo-2021", "xk-2021-expel2");
    assert_eq!(kosovo, ["no link to another event is recorded"]);
}

#[test]
fn the_pairs_give_the_lag_of_each_reply() {
    let cells = |scope: &str, who: &str| -> Vec<String> {
        let html = Html::parse_fragment(&pairs_html(&DATASET, Some(episode(scope)), ROOT));
        let rows = select("table:not(.pairs__table--others) tbody tr");
        let rows = html.select(&rows).filter(|row| text(*row).starts_with(who));
        let lags = rows.map(|row| row.select(&select("td:nth-of-type(4)")).next().map(text).unwrap_or_default());
        lags.collect()
    };
    assert_eq!(cells("skripal-2018", "United Kingdom"), ["3 days, 16 days"]);
    assert_eq!(cells("nato-mission-2021", "NATO"), ["12 days each"]);
    // One reply to two acts: from the first of them.
    assert!(cells("ukraine-2022", "France").contains(&"44 days".to_owned()));
}

#[test]
fn the_median_of_2022_is_over_every_act_answered() {
    let summary = summary(Some(episode("ukraine-2022")));
    assert_eq!((summary.others.answered.len(), summary.others.first_replies.len()), (38, 38));
    assert_eq!(summary.others.median_lag, Some(MedianLag { min_half_days: 44, max_half_days: 44 }));
    let text = plain(&pairs_html(&DATASET, Some(episode("kosovo-2021")), ROOT));
    assert!(text.contains("No reply was found.") && !text.contains("one for one"), "{text}");
}

#[test]
fn the_rules_are_told_in_full() {
    let html = plain(&rules_html());
    for relation in Relation::ALL {
        assert!(html.to_lowercase().contains(relation.name()) && html.contains(relation.rule()), "{relation:?}");
    }
}

#[test]
fn an_event_page_says_how_soon_and_with_how_many_it_was_answered() {
    let page = |id: &str| {
        let route = Route::event(id).expect("an address of the right form");
        plain(&render(&DATASET, &route).unwrap_or_else(|| panic!("{route} is no page")).app)
    };
    assert!(page("skripal-us-expels-60").contains("29 March 2018, 3 days later, one for one"));
    assert!(page("skripal-ru-expels-60-us").contains("26 March 2018, 3 days earlier, one for one"));
    assert!(page("skripal-ru-orders-uk-cut").contains("16 days earlier, at least 2.17 for one (more people)"));
    assert!(page("gordievsky-uk-expels-6").contains("2 days earlier, 0.24 for one (an answer to an answer)"));
    assert!(page("foot-ussr-reply").contains("7 to 37 days earlier, 0.17 for one"));
    // One reply to two acts is compared to both.
    let page = page("ukr-2022-fr-expel6");
    assert!(page.contains("37 days later, 0.83 for one for 2 acts together"));
    assert!(!page.contains("(more people)") && !page.contains("(an answer to an answer)"));
}

#[test]
fn an_answer_that_escalates_has_its_reason_on_both_pages() {
    let facts = &DATASET.facts;
    let people = |index: EventIndex| facts.event(index).people_ordered_out();
    let answered = |reply: EventIndex| {
        let acts = facts.event(reply).responds_to.iter().copied();
        acts.filter(move |act| Relation::between(facts.event(*act), facts.event(reply)).is_answer())
    };
    let (mut larger, mut in_turn) = (0, 0);
    for index in chosen(None) {
        let route = Route::event(facts.event(index).id.as_str()).expect("an address of the right form");
        let page = Html::parse_fragment(&render(&DATASET, &route).unwrap_or_else(|| panic!("{route} is no page")).app);
        // What each line says, by the event to which it leads.
        let mut lines: BTreeMap<String, String> = BTreeMap::new();
        for item in page.select(&select("div.event__links li")) {
            let href = item.select(&select("a")).next().and_then(|link| link.attr("href")).expect("a link");
            let id = href.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
            assert!(lines.insert(id, text(item)).is_none(), "{route}: {href} stands twice");
        }
        let edges = || GRAPH.acts_of(index).iter().chain(GRAPH.replies_to(index));
        assert_eq!(lines.len(), edges().count(), "{route}");
        for edge in edges() {
            let other = if edge.act == index { edge.reply } else { edge.act };
            let line = &lines[facts.event(other).id.as_str()];
            let is_answer = answered(edge.reply).any(|act| act == edge.act);
            let all: Sum = answered(edge.reply).map(people).sum();
            let is_larger =
                is_answer && !people(edge.act).is_empty() && compare(all, people(edge.reply)) == Some(Comparison::More);
            let is_in_turn = is_answer && answered(edge.act).any(|act| facts.event(act).action.is_deed());
            assert_eq!(line.contains("(more people)"), is_larger, "{route}: {line}");
            assert_eq!(line.contains("(an answer to an answer)"), is_in_turn && !is_larger, "{route}: {line}");
            assert_eq!(edge.relation == Relation::Escalates, is_larger || is_in_turn, "{route}: {line}");
            larger += usize::from(is_larger);
            in_turn += usize::from(is_in_turn && !is_larger);
        }
    }
    assert!(larger > 0 && in_turn > 0, "{larger} and {in_turn}");
}

/// The rows of the chain in numbers: the name, its value, the events to which the value leads.
struct Measures(Vec<(String, String, Vec<EventIndex>)>);

impl Measures {
    fn of(scope: Option<usize>) -> Self {
        let html = Html::parse_fragment(&measures_html(&DATASET, scope, ROOT));
        let section = html.select(&select("section.chain-measures-section")).next().expect("a section");
        let title = section.select(&select("h2")).next().expect("a title");
        assert_eq!(section.attr("aria-labelledby"), title.attr("id"));
        assert_eq!(text(title), "The chain in numbers");
        let rows = select("dl.facts.chain-measures > div");
        let rows = section.select(&rows).map(|row| {
            let part = |name: &str| row.select(&select(name)).next().unwrap_or_else(|| panic!("a row without {name}"));
            (text(part("dt")), text(part("dd")), part("dd").select(&select("a")).map(event_of).collect())
        });
        Self(rows.collect())
    }

    fn find(&self, name: &str) -> Option<(&str, &[EventIndex])> {
        let mut rows = self.0.iter().filter(|(dt, ..)| dt.starts_with(name));
        let row = rows.next();
        assert!(rows.next().is_none(), "{name} stands twice");
        row.map(|(_, dd, links)| (dd.as_str(), &links[..]))
    }

    /// The first number of a row.
    fn number(&self, name: &str) -> Option<f64> {
        self.find(name).map(|(text, _)| figures(text)[0])
    }
}

/// The numbers of a text, brackets and commas taken off.
fn figures(text: &str) -> Vec<f64> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| "(),.;:".contains(c)));
    words.flat_map(numbers).collect()
}

fn is(number: f64, count: usize) -> bool {
    number.total_cmp(&f64::from(u32::try_from(count).expect("few"))).is_eq()
}

/// The acts that an event answers, by the facts alone.
fn acts_answered(reply: EventIndex) -> Vec<EventIndex> {
    let event = DATASET.facts.event(reply);
    let is_answer = |act: &EventIndex| Relation::between(DATASET.facts.event(*act), event).is_answer();
    event.responds_to.iter().copied().filter(is_answer).collect()
}

/// How many answers to acts lie on the longest way to each event: events stand by date, but a day may hold both.
fn answers_before(index: EventIndex, known: &mut BTreeMap<EventIndex, u32>) -> u32 {
    if let Some(depth) = known.get(&index) {
        return *depth;
    }
    let answered = acts_answered(index);
    let acts = DATASET.facts.event(index).responds_to.iter();
    let depths = acts.map(|act| {
        let is_round = answered.contains(act) && DATASET.facts.event(*act).action.is_deed();
        answers_before(*act, known) + u32::from(is_round)
    });
    let depth = depths.max().unwrap_or(0);
    known.insert(index, depth);
    depth
}

#[test]
fn the_measures_count_events_links_depth_and_width() {
    let all = chosen(None);
    let event = |index: EventIndex| DATASET.facts.event(index);
    let named_by = |act: EventIndex| all.iter().filter(|index| event(**index).responds_to.contains(&act)).count();
    let widths: BTreeMap<EventIndex, usize> = all.iter().map(|index| (*index, named_by(*index))).collect();
    let mut depths = BTreeMap::new();
    for index in &all {
        answers_before(*index, &mut depths);
    }
    for scope in scopes() {
        let (place, measures, events) = (name(scope), Measures::of(scope), chosen(scope));
        let (text, _) = measures.find("Events recorded").expect("a row of every chain");
        let linked = events.iter().filter(|index| !event(**index).responds_to.is_empty() || widths[index] > 0).count();
        let counts = figures(text);
        assert!(is(counts[0], events.len()), "{place}: {text}");
        if events.len() == 1 {
            assert_eq!(text.contains("not linked"), linked == 0, "{place}: {text}");
        } else if linked == events.len() {
            assert!(text.contains("all of them linked"), "{place}: {text}");
        } else if linked == 0 {
            assert!(text.contains("none of them linked"), "{place}: {text}");
        } else {
            assert!(is(counts[1], linked), "{place}: {text}, not {linked}");
        }

        let depth = events.iter().map(|index| depths[index]).max().unwrap_or(0);
        let last: Vec<EventIndex> = events
            .iter()
            .copied()
            .filter(|index| {
                let is_last = |act: &EventIndex| event(*act).action.is_deed() && depths[act] + 1 == depth;
                depths[index] == depth && acts_answered(*index).iter().any(is_last)
            })
            .collect();
        match measures.find("Longest run of answers") {
            None => assert_eq!(depth, 0, "{place}"),
            Some((text, links)) => {
                assert!(depth > 0 && is(figures(text)[0], depth as usize), "{place}: {text}, not {depth}");
                assert_eq!(text.contains("counter-reply"), depth > 1, "{place}: {text}");
                if last.len() > 3 {
                    assert!(links.is_empty(), "{place}: {text}");
                    let count = text.split(". ").last().map(figures).unwrap_or_default();
                    assert!(is(count[0], last.len()), "{place}: {text}");
                } else {
                    assert_eq!(links, last, "{place}: {text}");
                }
            }
        }

        let most = events.iter().map(|index| widths[index]).max().unwrap_or(0);
        let often: Vec<EventIndex> = events.iter().copied().filter(|index| widths[index] == most).collect();
        match measures.find("Named by most others") {
            None => assert!(most < 2, "{place}: {most}"),
            Some((text, links)) => {
                assert!(most > 1 && is(figures(text)[0], most), "{place}: {text}, not {most}");
                if often.len() > 3 {
                    assert!(links.is_empty() && is(figures(text)[1], often.len()), "{place}: {text}");
                } else {
                    assert_eq!(links, often, "{place}: {text}");
                }
            }
        }
    }
    let depth = |id: &str| Measures::of(Some(episode(id))).number("Longest run of answers");
    // Two acts of one day answered a refusal in words: their answer is no counter-reply.
    assert!(is(depth("litvinenko-2007").expect("a run"), 1));
    assert!(is(depth("gordievsky-1985").expect("a run"), 3));
}

#[test]
fn the_measures_add_up_the_people_of_each_side() {
    for scope in scopes() {
        let (place, measures) = (name(scope), Measures::of(scope));
        let rows: Vec<_> = measures.0.iter().filter(|(dt, ..)| dt.starts_with("Ordered out by ")).collect();
        let mut expected = 0;
        for is_moscow in [false, true] {
            let orders: Vec<EventIndex> = chosen(scope)
                .into_iter()
                .filter(|index| {
                    let event = DATASET.facts.event(*index);
                    let is_counted = matches!(event.count, Count::Known(..) | Count::Unknown);
                    event.is_by_moscow() == is_moscow && event.action.orders_people_out() && is_counted
                })
                .collect();
            if orders.is_empty() {
                continue;
            }
            let (dt, dd, _) = rows[expected];
            expected += 1;
            let names = ["Russia", "the Soviet Union", "Moscow"];
            assert_eq!(dt.strip_prefix("Ordered out by ").is_some_and(|who| names.contains(&who)), is_moscow, "{dt}");
            let sum = sum_of(&orders);
            let counts = figures(dd);
            assert!(is(*counts.last().expect("acts"), orders.len()), "{place}: {dd}");
            if sum.known == 0 {
                assert!(dd.starts_with("a number of people not published in "), "{place}: {dd}");
            } else {
                assert!(is(counts[0], sum.known as usize), "{place}: {dd}, not {sum:?}");
                let prefix = match (sum.is_floor(), orders.len()) {
                    (false, _) => "",
                    (true, 1) => "more than ",
                    (true, _) => "at least ",
                };
                assert!(
                    dd.starts_with(prefix) && (sum.is_floor() || dd.starts_with(char::is_numeric)),
                    "{place}: {dd}"
                );
            }
        }
        assert_eq!(rows.len(), expected, "{place}");
    }
}

/// How long the first reply of people to each opening act took, by the facts alone: acts stand together where one
/// reply answers them.
fn first_lags(events: &[EventIndex], is_moscow: bool) -> Vec<Lag> {
    let event = |index: EventIndex| DATASET.facts.event(index);
    let orders: Vec<EventIndex> =
        events.iter().copied().filter(|i| !event(*i).people_ordered_out().is_empty()).collect();
    let links: Vec<(EventIndex, EventIndex)> = orders
        .iter()
        .flat_map(|reply| acts_answered(*reply).into_iter().map(|act| (act, *reply)))
        .filter(|(act, _)| orders.contains(act))
        .collect();
    let mut groups: Vec<BTreeSet<EventIndex>> = Vec::new();
    for reply in &orders {
        let acts: BTreeSet<EventIndex> =
            links.iter().filter(|(_, answer)| answer == reply).map(|(act, _)| *act).collect();
        if acts.is_empty() {
            continue;
        }
        let (joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| !group.is_disjoint(&acts));
        groups = apart;
        groups.push(joined.into_iter().flatten().chain(acts).collect());
    }
    let answers_nothing = |act: &EventIndex| !acts_answered(*act).iter().any(|act| event(*act).action.is_deed());
    let is_own = |group: &&BTreeSet<EventIndex>| {
        group.iter().all(answers_nothing) && group.first().is_some_and(|act| event(*act).is_by_moscow() == is_moscow)
    };
    let first = |act: &EventIndex| {
        let own = links.iter().filter(|(answered, _)| answered == act);
        own.map(|(act, reply)| Lag::between(event(*act).date, event(*reply).date)).min()
    };
    groups.iter().filter(is_own).flatten().filter_map(first).collect()
}

#[test]
fn the_measures_give_the_median_lag_each_way() {
    let mut both_ways = 0;
    for scope in scopes() {
        let (place, measures, events) = (name(scope), Measures::of(scope), chosen(scope));
        let rows: Vec<_> = measures.0.iter().filter(|(dt, ..)| dt.contains("ag to a reply by ")).collect();
        let expected: Vec<Vec<Lag>> =
            [false, true].map(|by| first_lags(&events, by)).into_iter().filter(|lags| !lags.is_empty()).collect();
        assert_eq!(rows.len(), expected.len(), "{place}");
        both_ways += usize::from(rows.len() == 2);
        for ((dt, dd, _), lags) in rows.into_iter().zip(expected) {
            let count = lags.len();
            assert_eq!(dt.starts_with("Median"), count > 1, "{place}: {dt}");
            let (min, max): (Vec<u32>, Vec<u32>) = lags.into_iter().map(|lag| (lag.min_days, lag.max_days)).unzip();
            let (min, max) = (median(min), median(max));
            let mut numbers = figures(dd);
            assert!(is(numbers.pop().expect("replies"), count), "{place}: {dd}, not {count}");
            let words = if max.total_cmp(&0.0).is_eq() {
                vec![]
            } else if min.total_cmp(&max).is_eq() {
                vec![min]
            } else {
                vec![min, max]
            };
            assert_eq!(numbers, words, "{place}: {dd}");
            assert_eq!(dd.starts_with("the same day"), words.is_empty(), "{place}: {dd}");
        }
    }
    assert!(both_ways > 0, "no episode with acts of both sides");
}

#[test]
fn the_measures_count_the_kinds_that_were_mirrored() {
    fn is_reply(index: EventIndex) -> bool {
        let event = DATASET.facts.event(index);
        acts_answered(index).iter().any(|act| DATASET.facts.event(*act).action.is_deed())
            || event
                .responds_to
                .iter()
                .any(|act| Relation::between(DATASET.facts.event(*act), event) == Relation::CarriesOn && is_reply(*act))
    }
    let event = |index: EventIndex| DATASET.facts.event(index);
    let mut mirrored = 0;
    for scope in scopes() {
        let (place, measures) = (name(scope), Measures::of(scope));
        let acts: Vec<EventIndex> = chosen(scope)
            .into_iter()
            .filter(|index| {
                let act = event(*index);
                act.action.is_deed() && act.people_ordered_out().is_empty() && act.count != Count::Elsewhere
            })
            .filter(|index| !is_reply(*index))
            .collect();
        let same = acts.iter().filter(|act| {
            let mut replies = chosen(None).into_iter().filter(|reply| acts_answered(*reply).contains(act));
            replies.any(|reply| event(reply).action == event(**act).action)
        });
        let same = same.count();
        mirrored += same;
        match measures.find("Acts of other kinds answered in the same kind") {
            None => assert!(acts.is_empty(), "{place}: {} acts", acts.len()),
            Some((text, _)) => {
                let same = if same == 0 { "none".to_owned() } else { same.to_string() };
                assert_eq!(text, format!("{same} of {}", acts.len()), "{place}");
            }
        }
    }
    assert!(mirrored > 0);
}

#[test]
fn markup_is_what_a_browser_reads() {
    for scope in scopes() {
        for html in [
            reading_html(&DATASET, scope, ROOT),
            behind_html(&DATASET, scope, ROOT),
            outline_html(&DATASET, scope, ROOT),
            pairs_html(&DATASET, scope, ROOT),
            measures_html(&DATASET, scope, ROOT),
            rules_html(),
        ] {
            let parsed = Html::parse_fragment(&html);
            let errors: Vec<_> = parsed.errors.iter().filter(|error| !error.contains("doctype")).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", name(scope));
            let mut ids = HashSet::new();
            for element in parsed.select(&select("[id]")) {
                assert!(ids.insert(element.attr("id")), "{}: an id stands twice", name(scope));
            }
        }
    }
}

#[test]
fn a_floor_stays_a_floor() {
    let known = |number| Sum::from(Count::Known(number, Bound::Exact));
    let floor = |number| Sum::from(Count::Known(number, Bound::MoreThan));
    assert_eq!(Ratio::of(known(23), known(23) + floor(50)).map(ratio_words).as_deref(), Some("at least 3.17 for one"));
    assert_eq!(Ratio::of(floor(20), floor(20)), None);
    let text = plain(&pairs_html(&DATASET, Some(episode("skripal-2018")), ROOT));
    assert!(text.contains("at least 3.17 for one"));
}
