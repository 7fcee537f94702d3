//! `/articles/<id>/`: one article: who wrote it for whom, its claims one by one, its words, what it does not tell.

use std::fmt::Write;

use super::articles::{published, verdict_bar, verdict_counts, verdict_html};
use super::filter::{Choice, Filter};
use super::footnotes::Footnotes;
use super::record::{evidence_html, headline_alone, owner_words, source_html};
use super::story::{event_href, event_link_html};
use crate::dataset::{Article, Claim, Dataset, EventIndex, Verdict};
use crate::html::escape;
use crate::route::Route;
use crate::words;

/// The content of the page of an article.
pub fn article_html(dataset: &Dataset, article: &Article, root: &str) -> String {
    let source = &dataset.sources[article.source];
    let mut notes = Footnotes::new(dataset, root);
    let mut out = format!(
        "<article class=\"page article-page\"><p class=\"page__crumb\"><a href=\"{}\">Articles</a></p><h1>{}</h1>\
         <p class=\"page__dates\">{}, {}</p><p class=\"page__lead\">{}: {}.</p>{}",
        Route::Articles.href(root),
        escape(&article.title),
        escape(&article.outlet),
        published(dataset, article),
        words::counted(article.claims.len(), "claim", "claims"),
        verdict_counts(&[article]),
        verdict_bar(article)
    );
    out.push_str(&evidence_html("#claims", "Each claim, with what its verdict rests on"));
    let episodes: Vec<String> = article
        .episodes
        .iter()
        .map(|place| {
            let episode = &dataset.facts.episodes[*place];
            let href = Route::episode(episode.id.as_str()).unwrap_or(Route::Home).href(root);
            format!("<a href=\"{}\">{}</a>", escape(&href), escape(episode.title))
        })
        .collect();
    out.push_str("<dl class=\"facts\">");
    let page = if source.url.is_some() { source_html(source) } else { "its address is not known".to_owned() };
    for (name, value) in [
        ("Who wrote it", escape(&article.written_by)),
        ("For whom", escape(&article.written_for)),
        ("From where", escape(&article.written_from)),
        ("When", escape(&article.written_when)),
        ("What it is", escape(&words::capitalise(&article.genre))),
        ("Its page", page),
        ("Publisher", format!("{}: {}", escape(&source.publisher), escape(&owner_words(source)))),
        ("Tells of", words::list(&episodes)),
    ] {
        // Writing to a String cannot fail.
        _ = write!(out, "<div><dt>{name}</dt><dd>{value}</dd></div>");
    }
    out.push_str("</dl>");
    out.push_str(&claims_html(dataset, article, &mut notes, root));
    out.push_str(&framing_html(article));
    out.push_str(&beside_html(dataset, article, root));
    out.push_str(&notes.to_html("Sources of the verdicts"));
    out.push_str("</article>");
    out
}

fn claims_html(dataset: &Dataset, article: &Article, notes: &mut Footnotes<'_>, root: &str) -> String {
    let verdicts = Verdict::ALL
        .iter()
        .filter(|verdict| article.count(**verdict) > 0)
        .map(|verdict| (verdict.key().to_owned(), format!("{} ({})", verdict.words(), article.count(*verdict))));
    let filter = Filter {
        label: "Which claims are shown",
        search: "Word",
        selects: vec![Choice { key: "v", name: "verdict", label: "Verdict", options: verdicts.collect() }],
        things: "claims",
        total: article.claims.len(),
    };
    let mut out = format!(
        "<section aria-labelledby=\"claims\"><h2 id=\"claims\">Claim by claim</h2><p class=\"page__note\">In the order of the text and in \
         our own words. What a verdict means is said <a href=\"{}#verdicts\">on the page of all articles</a>.</p>{}<ol class=\"claims\" data-list>",
        Route::Articles.href(root),
        filter.to_html()
    );
    for claim in &article.claims {
        out.push_str(&claim_html(dataset, claim, notes, root));
    }
    out.push_str("</ol></section>");
    out
}

fn claim_html(dataset: &Dataset, claim: &Claim, notes: &mut Footnotes<'_>, root: &str) -> String {
    let mut out = format!(
        "<li class=\"claim\" id=\"{0}\" tabindex=\"-1\" data-f=\"v:{1}\"><p class=\"claim__says\">{2} {3}</p><p class=\"claim__why\">{4}</p>",
        claim.id,
        claim.verdict.key(),
        verdict_html(claim.verdict),
        escape(&claim.says),
        escape(&claim.why)
    );
    if !claim.events.is_empty() {
        out.push_str(&events_html(dataset, &claim.events, notes, root));
    }
    if !claim.citations.is_empty() {
        out.push_str("<ul class=\"claim__evidence\">");
        for citation in &claim.citations {
            let source = &dataset.sources[citation.source];
            let supports = citation.supports.as_ref().map_or_else(String::new, |words| format!(": {}", escape(words)));
            // Writing to a String cannot fail.
            _ = write!(
                out,
                "<li>{}{supports} {}</li>",
                source_html(source),
                notes.refer(std::iter::once(citation.source))
            );
        }
        out.push_str("</ul>");
    }
    if let Some(unlinked) = &claim.unlinked {
        _ = write!(out, "<p class=\"claim__unlinked\">No link: {}</p>", escape(unlinked));
    }
    out.push_str("</li>");
    out
}

/// Events with references to their sources.
fn events_html(dataset: &Dataset, events: &[EventIndex], notes: &mut Footnotes<'_>, root: &str) -> String {
    let mut out = "<ul class=\"claim__evidence\">".to_owned();
    for index in events {
        let record = dataset.record(*index);
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li>{} {}</li>",
            event_link_html(dataset, *index, root),
            notes.refer(record.citations.iter().map(|citation| citation.source))
        );
    }
    out.push_str("</ul>");
    out
}

/// Its words for the same things, and whom it quotes.
fn framing_html(article: &Article) -> String {
    let mut out = "<section aria-labelledby=\"framing\"><h2 id=\"framing\">How it tells it</h2><p class=\"page__note\">Counted, not \
                   judged: headline and captions included, all forms of a word together.</p><dl class=\"facts\">"
        .to_owned();
    for wording in &article.wording {
        let words: Vec<String> =
            wording.words.iter().map(|word| format!("“{}” {}", escape(&word.word), times(word.count))).collect();
        // Writing to a String cannot fail.
        _ = write!(out, "<div><dt>{}</dt><dd>{}</dd></div>", escape(&wording.about), words::list(&words));
    }
    out.push_str("</dl><h3>Who speaks in it</h3><ul>");
    for quoted in &article.quoted {
        let passages = match quoted.quotations {
            0 => "paraphrased only".to_owned(),
            1 => "1 passage in quotation marks".to_owned(),
            n => format!("{n} passages in quotation marks"),
        };
        _ = write!(out, "<li>{}, {}: {passages}</li>", escape(&quoted.who), escape(&quoted.role));
    }
    out.push_str("</ul></section>");
    out
}

fn times(n: u32) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// What the record holds and it does not tell.
fn beside_html(dataset: &Dataset, article: &Article, root: &str) -> String {
    let mut out = "<section aria-labelledby=\"beside\"><h2 id=\"beside\">What the record holds beside it</h2>\
                   <p class=\"page__note\">An article has to leave out most things. This is what stands in the record of the same days \
                   and bears on its numbers or its claims.</p><ul class=\"claims__beside\">"
        .to_owned();
    for omission in &article.leaves_out {
        let events: Vec<String> = omission
            .events
            .iter()
            .map(|index| {
                format!(
                    "<a href=\"{}\">{}</a>",
                    escape(&event_href(dataset, *index, root)),
                    escape(&headline_alone(dataset, *index))
                )
            })
            .collect();
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li>{} <span class=\"claims__events\">{}</span></li>",
            escape(&omission.what),
            events.join("; ")
        );
    }
    out.push_str("</ul></section>");
    out
}
