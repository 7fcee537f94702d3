//! `/sources/`: every page that the data rest on, what it supports, and how much rests on how few.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::filter::{Choice, Filter};
use super::record::{evidence_html, headline_towards, owner_words, source_html};
use super::story::{event_href, event_item_html, event_link_html};
use crate::dataset::{Dataset, EventIndex, Ownership, Source, language_name};
use crate::html::escape;
use crate::route::Route;
use crate::words;

/// What rests on one source.
#[derive(Default)]
struct Uses {
    /// The events that it supports, with what it says of each.
    supports: Vec<(EventIndex, Option<String>)>,
    /// The events that it tells differently.
    disputes: Vec<EventIndex>,
    /// The claims of articles that it bears on: places of the article and the claim.
    claims: Vec<(usize, usize)>,
    /// The articles whose own page it is.
    articles: Vec<usize>,
}

/// What rests on each source, in the order of [`Dataset::sources`].
fn uses(dataset: &Dataset) -> Vec<Uses> {
    let mut uses: Vec<Uses> = dataset.sources.iter().map(|_| Uses::default()).collect();
    for (index, record) in (0u32..).map(EventIndex).zip(&dataset.records) {
        for citation in &record.citations {
            uses[citation.source].supports.push((index, citation.supports.clone()));
        }
        for dispute in &record.disputes {
            if uses[dispute.source].disputes.last() != Some(&index) {
                uses[dispute.source].disputes.push(index);
            }
        }
    }
    for (a, article) in dataset.articles.iter().enumerate() {
        uses[article.source].articles.push(a);
        for (c, claim) in article.claims.iter().enumerate() {
            for citation in &claim.citations {
                uses[citation.source].claims.push((a, c));
            }
        }
    }
    uses
}

/// The content of the page of all sources.
pub fn sources_html(dataset: &Dataset, root: &str) -> String {
    let uses = uses(dataset);
    let mut publishers: BTreeMap<(String, &str), Vec<usize>> = BTreeMap::new();
    for (place, source) in dataset.sources.iter().enumerate() {
        publishers.entry((source.publisher.to_lowercase(), &source.publisher)).or_default().push(place);
    }
    let mut out = format!(
        "<article class=\"page sources-page\"><h1>Sources: who says so</h1><p class=\"page__lead\">{} pages support the {} events; {} more tell one differently or bear on a claim of an article. Here stands what rests on each of them, who owns or funds it, and how much rests on few.</p>\
         <p><a href=\"{}\">Where sources differ</a> has a page of its own. Links lead to other sites; nothing of them is \
         loaded here, and some may have moved since.</p>",
        words::number(count(dataset.cited_sources())),
        words::number(count(dataset.facts.events.len())),
        words::number(count(dataset.sources.len() - dataset.cited_sources())),
        Route::Disagreements.href(root)
    );
    out.push_str(&evidence_html("#all", "Every source, with what rests on it"));
    out.push_str(&concentration_html(dataset, root));
    out.push_str("<section aria-labelledby=\"all\"><h2 id=\"all\">Every source</h2>");
    out.push_str(&filter_html(dataset, &uses));
    out.push_str("<ul class=\"publishers\" data-list>");
    for ((_, name), places) in &publishers {
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li class=\"publisher\" data-group><h3>{}</h3><p class=\"source__owner\">{}</p><ul>",
            escape(name),
            escape(&owner_words(&dataset.sources[places[0]]))
        );
        let mut places = places.clone();
        places.sort_by_key(|place| dataset.sources[*place].published);
        for place in places {
            out.push_str(&source_entry_html(dataset, &dataset.sources[place], &uses[place], root));
        }
        out.push_str("</ul></li>");
    }
    out.push_str("</ul></section></article>");
    out
}

/// A name as a word for an address: "united-states".
fn slug(name: &str) -> String {
    name.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-")
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The events of a source, supported or told differently, by date.
fn events_of(uses: &Uses) -> BTreeSet<EventIndex> {
    uses.supports.iter().map(|(index, _)| *index).chain(uses.disputes.iter().copied()).collect()
}

/// The episodes that a source bears on.
fn episodes_of(dataset: &Dataset, uses: &Uses) -> BTreeSet<usize> {
    let of_events = events_of(uses).into_iter().map(|index| usize::from(dataset.facts.event(index).episode));
    let of_articles = uses.claims.iter().map(|(article, _)| article).chain(&uses.articles);
    of_events.chain(of_articles.flat_map(|article| dataset.articles[*article].episodes.clone())).collect()
}

/// A source: its address, what is known of it, what it supports, what it tells differently.
fn source_entry_html(dataset: &Dataset, source: &Source, uses: &Uses, root: &str) -> String {
    let mut tokens: Vec<String> = Vec::new();
    tokens.push(format!("o:{}", source.owner.ownership.map_or("none", Ownership::key)));
    tokens.push(format!("l:{}", source.language.as_deref().unwrap_or("none")));
    tokens.push(format!("s:{}", source.owner.state.as_deref().map_or_else(|| "none".to_owned(), slug)));
    let episodes = episodes_of(dataset, uses);
    tokens.extend(episodes.iter().map(|place| format!("e:{}", dataset.facts.episodes[*place].id)));
    let mut facts: Vec<String> = Vec::new();
    if let Some(author) = &source.author {
        facts.push(format!("by {author}"));
    }
    facts.extend(source.published.map(words::date));
    facts.extend(source.language.as_deref().and_then(language_name).map(str::to_owned));
    if let Some(carries) = &source.carries {
        facts.push(format!("text of {carries}"));
    }
    let mut out = format!(
        "<li id=\"{}\" tabindex=\"-1\" data-f=\"{}\">{} <span class=\"source__owner\">{}</span><ul class=\"source__uses\">",
        source.id,
        tokens.join(" "),
        source_html(source),
        escape(&facts.join(", "))
    );
    for (index, supports) in &uses.supports {
        let words = supports.as_ref().map_or_else(String::new, |words| format!(": {}", escape(words)));
        // Writing to a String cannot fail.
        _ = write!(out, "<li>{}{words}</li>", event_link_html(dataset, *index, root));
    }
    for index in &uses.disputes {
        let event = dataset.facts.event(*index);
        let told =
            dataset.record(*index).disputes.iter().filter(|dispute| dataset.sources[dispute.source].id == source.id);
        for dispute in told {
            _ = write!(
                out,
                "<li>Tells <a href=\"{}#differ\">{}</a>, {}, differently: {}</li>",
                escape(&event_href(dataset, *index, root)),
                escape(&headline_towards(dataset, *index)),
                words::date(event.date),
                escape(&dispute.claim)
            );
        }
    }
    for (article, claim) in &uses.claims {
        let article = &dataset.articles[*article];
        let claim = &article.claims[*claim];
        let href = Route::article(&article.id).unwrap_or(Route::Articles).href(root);
        _ = write!(
            out,
            "<li>A claim of an article: <a href=\"{}#{}\">{}</a></li>",
            escape(&href),
            claim.id,
            escape(&claim.says)
        );
    }
    for article in &uses.articles {
        let href = Route::article(&dataset.articles[*article].id).unwrap_or(Route::Articles).href(root);
        _ = write!(out, "<li>Is one of the <a href=\"{}\">articles read against the record</a></li>", escape(&href));
    }
    out.push_str("</ul></li>");
    out
}

/// Choices that the program answers; without it they are not shown.
fn filter_html(dataset: &Dataset, uses: &[Uses]) -> String {
    let mut ownerships: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut languages: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut episodes: BTreeMap<usize, usize> = BTreeMap::new();
    for (source, uses) in dataset.sources.iter().zip(uses) {
        let (key, name) = source.owner.ownership.map_or(("none", "not recorded"), |kind| (kind.key(), kind.words()));
        ownerships.entry(key).or_insert((name, 0)).1 += 1;
        let code = source.language.as_deref();
        let key = code.unwrap_or("none");
        languages.entry(key).or_insert((code.and_then(language_name).unwrap_or("not recorded"), 0)).1 += 1;
        for episode in episodes_of(dataset, uses) {
            *episodes.entry(episode).or_default() += 1;
        }
    }
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for state in dataset.sources.iter().filter_map(|source| source.owner.state.as_deref()) {
        *states.entry(state).or_default() += 1;
    }
    let states = states.into_iter().map(|(name, n)| (slug(name), format!("{name} ({n})"))).collect();
    let by_name = |map: BTreeMap<&str, (&str, usize)>| {
        let mut options: Vec<(String, String)> = map
            .into_iter()
            .map(|(key, (name, n))| {
                (key.to_owned(), format!("{} ({})", words::capitalise(name), words::number(count(n))))
            })
            .collect();
        options.sort_by(|a, b| a.1.cmp(&b.1));
        options
    };
    let episodes = episodes.into_iter().map(|(place, n)| {
        let episode = &dataset.facts.episodes[place];
        (episode.id.to_string(), format!("{} ({n})", episode.title))
    });
    Filter {
        label: "Which sources are shown",
        search: "Publisher or word",
        selects: vec![
            Choice { key: "o", name: "ownership", label: "Ownership", options: by_name(ownerships) },
            Choice { key: "s", name: "state", label: "State behind it", options: states },
            Choice { key: "l", name: "language", label: "Language", options: by_name(languages) },
            Choice { key: "e", name: "episode", label: "Crisis", options: episodes.collect() },
        ],
        things: "sources",
        total: dataset.sources.len(),
    }
    .to_html()
}

/// The texts that an event rests on, as far as is recorded: an agency's or outlet's, whoever carries it, is one; a page
/// that carries no other is one of its own.
pub fn texts(dataset: &Dataset, index: EventIndex) -> BTreeSet<&str> {
    let sources = || dataset.record(index).citations.iter().map(|citation| &dataset.sources[citation.source]);
    let is_carried = |publisher: &str| sources().any(|source| source.carries.as_deref() == Some(publisher));
    sources()
        .map(|source| match &source.carries {
            Some(carries) => carries.as_str(),
            None if is_carried(&source.publisher) => &source.publisher,
            None => &source.id,
        })
        .collect()
}

/// The state behind a text: that of the agency that it carries, if it has one, else that of its publisher.
fn state_of<'a>(dataset: &'a Dataset, source: &'a Source) -> Option<&'a str> {
    let carried = source.carries.as_deref().and_then(|carries| {
        dataset.sources.iter().find(|other| other.publisher == carries).map(|other| other.owner.state.as_deref())
    });
    carried.unwrap_or(source.owner.state.as_deref())
}

/// A group of events that have something in common about their sources.
struct Group {
    words: String,
    events: Vec<EventIndex>,
}

/// How much rests on one source, on one text, on the media of one state.
fn concentration_html(dataset: &Dataset, root: &str) -> String {
    let mut out = "<section class=\"concentration\" aria-labelledby=\"rests\"><h2 id=\"rests\">How much rests on how few</h2>\
                   <p>Two pages can carry one text, and one owner can have many titles. So the events are counted by all three.</p>"
        .to_owned();
    let all: Vec<EventIndex> = (0u32..).map(EventIndex).take(dataset.facts.events.len()).collect();
    let sources_of =
        |index: EventIndex| dataset.record(index).citations.iter().map(|citation| &dataset.sources[citation.source]);
    let with = |accepts: &dyn Fn(EventIndex) -> bool| -> Vec<EventIndex> {
        all.iter().copied().filter(|index| accepts(*index)).collect()
    };
    let distinct = |index: EventIndex, name: &dyn Fn(&Source) -> String| {
        sources_of(index).map(name).collect::<BTreeSet<_>>().len()
    };
    let groups = [
        Group { words: "rest on one page".to_owned(), events: with(&|index| sources_of(index).count() == 1) },
        Group {
            words: "rest on pages of one publisher, whether one page or several".to_owned(),
            events: with(&|index| distinct(index, &|source| source.publisher.clone()) == 1),
        },
        Group {
            words: "rest on one text, as far as is recorded: one page, or several of which all carry the same agency or outlet"
                .to_owned(),
            events: with(&|index| texts(dataset, index).len() == 1),
        },
    ];
    out.push_str("<ul class=\"concentration__groups\">");
    for group in &groups {
        out.push_str(&group_html(dataset, group, all.len(), root));
    }
    out.push_str("</ul>");
    out.push_str(&states_html(dataset, &all, root));
    out.push_str(&agencies_html(dataset));
    out.push_str("</section>");
    out
}

/// "44 of 589 events rest on one page", with the list of them.
fn group_html(dataset: &Dataset, group: &Group, all: usize, root: &str) -> String {
    let items: String = group.events.iter().map(|index| event_item_html(dataset, *index, root)).collect();
    format!(
        "<li><details><summary><b>{}</b> of {all} events {}</summary><ul>{items}</ul></details></li>",
        group.events.len(),
        escape(&group.words)
    )
}

/// What rests on publishers that a state owns, funds or charters: state by state, the most events first.
fn states_html(dataset: &Dataset, all: &[EventIndex], root: &str) -> String {
    #[derive(Default)]
    struct OfState {
        pages: usize,
        supported: usize,
        alone: Vec<EventIndex>,
    }
    let mut states: BTreeMap<&str, OfState> = BTreeMap::new();
    for state in dataset.sources.iter().filter_map(|source| source.owner.state.as_deref()) {
        states.entry(state).or_default().pages += 1;
    }
    for index in all {
        let owners: BTreeSet<Option<&str>> = dataset
            .record(*index)
            .citations
            .iter()
            .map(|citation| state_of(dataset, &dataset.sources[citation.source]))
            .collect();
        for state in owners.iter().flatten() {
            let of_state = states.entry(state).or_default();
            of_state.supported += 1;
            if owners.len() == 1 {
                of_state.alone.push(*index);
            }
        }
    }
    let mut states: Vec<(&str, OfState)> = states.into_iter().filter(|(_, state)| state.supported > 0).collect();
    states.sort_by_key(|(name, state)| (std::cmp::Reverse(state.supported), *name));
    let of_any: usize = all
        .iter()
        .filter(|index| {
            dataset.record(**index).citations.iter().all(|c| state_of(dataset, &dataset.sources[c.source]).is_some())
        })
        .count();
    let mut out = format!(
        "<h3 id=\"states\">Media and offices of states</h3><p>Publishers that a state owns, funds or charters, and governments \
         themselves. A page that carries the text of such an agency counts for its state. What say a state has in them differs widely: a public broadcaster may be free of it. Of {} events, {of_any} \
         rest on such publishers alone, of one state or of several.</p><div class=\"table__scroll\" tabindex=\"0\" role=\"region\" \
         aria-label=\"Events by the state behind their publishers\"><table><caption>Events by the state behind their publishers</caption>\
         <thead><tr><th scope=\"col\">State</th><th scope=\"col\">Pages of its publishers</th><th scope=\"col\">Events supported</th>\
         <th scope=\"col\">Events resting on it alone</th></tr></thead><tbody>",
        all.len()
    );
    for (name, state) in &states {
        let alone = if state.alone.is_empty() {
            "none".to_owned()
        } else {
            let items: String = state.alone.iter().map(|index| event_item_html(dataset, *index, root)).collect();
            format!(
                "<details><summary>{}</summary><ul>{items}</ul></details>",
                words::counted(state.alone.len(), "event", "events")
            )
        };
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<tr><th scope=\"row\"><a href=\"?state={}#all\">{}</a></th><td>{}</td><td>{}</td><td>{alone}</td></tr>",
            slug(name),
            escape(name),
            state.pages,
            state.supported
        );
    }
    out.push_str("</tbody></table></div>");
    out
}

/// The agencies and outlets whose text other pages carry.
fn agencies_html(dataset: &Dataset) -> String {
    let mut carried: BTreeMap<&str, usize> = BTreeMap::new();
    for carries in dataset.sources.iter().filter_map(|source| source.carries.as_deref()) {
        *carried.entry(carries).or_default() += 1;
    }
    let total: usize = carried.values().sum();
    let mut carried: Vec<(&str, usize)> = carried.into_iter().collect();
    carried.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    let (many, few): (Vec<_>, Vec<_>) = carried.into_iter().partition(|(_, n)| *n >= 5);
    let of_few: usize = few.iter().map(|(_, n)| n).sum();
    let listed: Vec<String> = many.iter().map(|(name, n)| format!("{} ({n})", escape(name))).collect();
    format!(
        "<h3 id=\"copies\">Wire copies</h3><p>At least {total} of the {} pages carry the text of an agency or of another outlet: {}; \
         and {} others with {of_few} pages together. Each entry of the <a href=\"#all\">list below</a> names whose text it is.</p>",
        words::number(count(dataset.sources.len())),
        words::list(&listed),
        few.len()
    )
}
