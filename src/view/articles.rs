//! `/articles/`: news articles read against the record and against each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::footnotes::Footnotes;
use super::record::{citations_html, evidence_html};
use super::story::event_item_html;
use crate::dataset::{Article, Dataset, Omission, SharedFact, Verdict};
use crate::html::escape;
use crate::route::Route;
use crate::words;

/// The address of an article's page.
pub fn article_href(article: &Article, root: &str) -> String {
    Route::article(&article.id).unwrap_or(Route::Articles).href(root)
}

/// When an article was published, as far as is known.
pub fn published(dataset: &Dataset, article: &Article) -> String {
    dataset.sources[article.source].published.map_or_else(|| "date not known".to_owned(), words::date)
}

/// "18 confirmed, 3 partly, 6 contradicted": verdicts that were given, in their order.
pub fn verdict_counts(articles: &[&Article]) -> String {
    let counts = Verdict::ALL.iter().filter_map(|verdict| {
        let n: usize = articles.iter().map(|article| article.count(*verdict)).sum();
        (n > 0).then(|| format!("{n} {}", verdict.words().to_lowercase()))
    });
    words::list(&counts.collect::<Vec<_>>())
}

/// The verdicts of an article as one bar, a part each; its numbers stand in words beside it.
pub fn verdict_bar(article: &Article) -> String {
    const WIDTH: usize = 600;
    let all = article.claims.len().max(1);
    let mut out =
        format!("<svg class=\"verdicts\" viewBox=\"0 0 {WIDTH} 14\" aria-hidden=\"true\" focusable=\"false\">");
    let mut before = 0;
    for verdict in Verdict::ALL {
        let count = article.count(*verdict);
        let (from, to) = (WIDTH * before / all, WIDTH * (before + count) / all);
        if count > 0 {
            // Writing to a String cannot fail. A gap of two units parts it from the next.
            _ = write!(
                out,
                "<rect class=\"verdict-part verdict-part--{}\" x=\"{from}\" y=\"0\" width=\"{}\" height=\"14\"/>",
                verdict.key(),
                (to - from).saturating_sub(2).max(1)
            );
        }
        before += count;
    }
    out.push_str("</svg>");
    out
}

/// The content of the page of all articles.
pub fn articles_html(dataset: &Dataset, root: &str) -> String {
    let articles: Vec<&Article> = dataset.articles.iter().collect();
    let claims: usize = articles.iter().map(|article| article.claims.len()).sum();
    let mut out = format!(
        "<article class=\"page articles\"><h1>{} articles read against the record</h1><p class=\"page__lead\">Every checkable claim of \
         {} news articles, {claims} in all: {}. Each claim stands in our own words, with the reason for its verdict and what it rests on.</p>\
         <p>Each of them tells one of these crises while it went on, for other readers and from another place. A verdict is on a claim, \
         not on a writer: some figures were right on their day and overtaken the next. \
         <a href=\"{}\">Five exercises for a class</a> use these pages.</p>{}<ul class=\"articles__list\">",
        words::capitalise(&words::spelled(u32::try_from(articles.len()).unwrap_or(0))),
        words::spelled(u32::try_from(articles.len()).unwrap_or(0)),
        verdict_counts(&articles),
        Route::Lesson.href(root),
        evidence_html("#against", "The facts that several of them tell, with what is best supported")
    );
    for article in &articles {
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li><h2><a href=\"{}\">{}</a></h2><p class=\"page__dates\">{}, {}</p>{}<p>{}: {}.</p></li>",
            escape(&article_href(article, root)),
            escape(&article.title),
            escape(&article.outlet),
            published(dataset, article),
            verdict_bar(article),
            words::counted(article.claims.len(), "claim", "claims"),
            verdict_counts(&[article])
        );
    }
    out.push_str("</ul>");
    out.push_str(&verdicts_html());
    out.push_str(&shared_html(dataset, root));
    out.push_str(&framing_html(dataset, root));
    out.push_str("</article>");
    out
}

/// What each verdict means.
fn verdicts_html() -> String {
    let mut out =
        "<section aria-labelledby=\"verdicts\"><h2 id=\"verdicts\">What a verdict means</h2><dl class=\"facts\">"
            .to_owned();
    for verdict in Verdict::ALL {
        // Writing to a String cannot fail.
        _ = write!(out, "<div><dt>{}</dt><dd>{}</dd></div>", verdict_html(*verdict), verdict.meaning());
    }
    out.push_str("</dl></section>");
    out
}

/// A verdict as a word with its mark.
pub fn verdict_html(verdict: Verdict) -> String {
    format!("<span class=\"verdict verdict--{}\">{}</span>", verdict.key(), verdict.words())
}

/// The facts that several articles tell, one column an article.
fn shared_html(dataset: &Dataset, root: &str) -> String {
    let facts = &dataset.shared_facts;
    let differing = facts.iter().filter(|fact| fact.tells.iter().any(|telling| telling.differs)).count();
    let mut notes = Footnotes::new(dataset, root);
    let mut out = format!(
        "<section class=\"articles__wide\" aria-labelledby=\"against\"><h2 id=\"against\">Read against each other</h2>\
         <p>{} facts are told by two articles or more. On {differing} of them at least one differs from what is best supported, or leaves \
         a part of it out; those cells are marked “differs”. A cell leads to the claim, with its verdict and reason.</p>\
         <div class=\"table__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"What each article tells\"><table class=\"articles__facts\">\
         <caption class=\"visually-hidden\">What each article tells</caption><thead><tr><th scope=\"col\">Fact</th>\
         <th scope=\"col\">Best supported</th>",
        facts.len()
    );
    // An article that shares no fact would be an empty column: it is named below instead.
    let tellers: BTreeSet<usize> = facts.iter().flat_map(|fact| &fact.tells).map(|telling| telling.article).collect();
    for place in &tellers {
        let article = &dataset.articles[*place];
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<th scope=\"col\"><a href=\"{}\">{}</a><span class=\"articles__date\">{}</span></th>",
            escape(&article_href(article, root)),
            escape(&article.outlet),
            published(dataset, article)
        );
    }
    out.push_str("</tr></thead><tbody>");
    for fact in facts {
        out.push_str(&fact_row(dataset, fact, &tellers, &mut notes, root));
    }
    out.push_str("</tbody></table></div>");
    let silent: Vec<String> = dataset
        .articles
        .iter()
        .enumerate()
        .filter(|(place, _)| !tellers.contains(place))
        .map(|(_, article)| {
            format!("<a href=\"{}\">{}</a>", escape(&article_href(article, root)), escape(&article.outlet))
        })
        .collect();
    if !silent.is_empty() {
        _ = write!(
            out,
            "<p class=\"page__note\">Of another crisis, and so with no fact in common: {}. Its claims stand on its own page.</p>",
            words::list(&silent)
        );
    }
    out.push_str(&notes.to_html("Sources of the best supported figures"));
    out.push_str("</section>");
    out
}

fn fact_row(
    dataset: &Dataset,
    fact: &SharedFact,
    tellers: &BTreeSet<usize>,
    notes: &mut Footnotes<'_>,
    root: &str,
) -> String {
    let note = fact.note.as_ref().map_or_else(String::new, |note| {
        format!(
            "<details><summary>{}</summary><p>{}</p></details>",
            if fact.tells.iter().any(|telling| telling.differs) { "Why they differ" } else { "Note" },
            escape(note)
        )
    });
    let events: String = fact.events.iter().map(|index| event_item_html(dataset, *index, root)).collect();
    let events = format!(
        "<details><summary>{}, {}</summary><ul>{events}</ul>{}</details>",
        words::counted(fact.events.len(), "event", "events"),
        words::counted(fact.citations.len(), "page", "pages"),
        citations_html(dataset, &fact.citations, root)
    );
    let references = notes.refer(fact.citations.iter().map(|citation| citation.source));
    let mut out = format!(
        "<tr id=\"{}\"><th scope=\"row\">{}{note}</th><td class=\"articles__best\">{} {references} {events}</td>",
        fact.id,
        escape(&fact.question),
        escape(&fact.best)
    );
    for place in tellers {
        let Some(telling) = fact.tells.iter().find(|telling| telling.article == *place) else {
            out.push_str("<td class=\"articles__silent\">does not tell</td>");
            continue;
        };
        let article = &dataset.articles[*place];
        let claim = &article.claims[telling.claim];
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<td{}><a href=\"{}#{}\">{}</a>{}</td>",
            if telling.differs { " class=\"articles__differs\"" } else { "" },
            escape(&article_href(article, root)),
            claim.id,
            escape(&telling.says),
            if telling.differs { " <strong>differs</strong>" } else { "" }
        );
    }
    out.push_str("</tr>");
    out
}

/// Which words the articles use, whom they quote, what they leave out: counted, not judged.
fn framing_html(dataset: &Dataset, root: &str) -> String {
    let mut out = "<section class=\"articles__wide\" aria-labelledby=\"framing\"><h2 id=\"framing\">How they tell it</h2>\
                   <p>One list of words is counted in all of them, headline and captions included, all forms of a word together, wherever \
                   it stands and whatever it refers to there; what a host or republisher adds is left out. A count says which words stand \
                   there, not whether they are the right ones.</p>\
                   <h3 id=\"words\">Words for the same thing</h3>"
        .to_owned();
    let mut abouts: Vec<&str> = Vec::new();
    for wording in dataset.articles.iter().flat_map(|article| &article.wording) {
        if !abouts.contains(&wording.about.as_str()) {
            abouts.push(&wording.about);
        }
    }
    let heads: Vec<String> = abouts.iter().map(|about| escape(about)).collect();
    table(&mut out, "Words for the same thing", &heads, dataset, root, &|article, column| {
        let Some(wording) = article.wording.iter().find(|wording| wording.about == abouts[column]) else {
            return "<span class=\"articles__silent\">none of these words</span>".to_owned();
        };
        let words: Vec<String> =
            wording.words.iter().map(|word| format!("{}&nbsp;{}", escape(&word.word), word.count)).collect();
        words.join(", ")
    });
    out.push_str(
        "<h3 id=\"voices\">Whom they quote</h3><p>People, offices and governments that are quoted or paraphrased, and passages of theirs in quotation marks.</p>",
    );
    let mut sides: BTreeMap<&str, usize> = BTreeMap::new();
    for quoted in dataset.articles.iter().flat_map(|article| &article.quoted) {
        *sides.entry(&quoted.side).or_default() += 1;
    }
    let mut sides: Vec<(&str, usize)> = sides.into_iter().collect();
    sides.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    let heads: Vec<String> = sides.iter().map(|(side, _)| escape(&words::capitalise(side))).collect();
    table(&mut out, "Whom they quote", &heads, dataset, root, &|article, column| {
        let of_side: Vec<_> = article.quoted.iter().filter(|quoted| quoted.side == sides[column].0).collect();
        if of_side.is_empty() {
            return "nobody".to_owned();
        }
        let passages: u32 = of_side.iter().map(|quoted| quoted.quotations).sum();
        let passages = match passages {
            0 => "paraphrased only".to_owned(),
            1 => "1 passage".to_owned(),
            n => format!("{n} passages"),
        };
        let names: Vec<String> = of_side.iter().map(|quoted| escape(&quoted.who)).collect();
        format!("{}: {passages}", names.join(", "))
    });
    out.push_str("<h3 id=\"gaps\">What the record holds beside them</h3><ul>");
    for article in &dataset.articles {
        let what: Vec<&Omission> = article.leaves_out.iter().collect();
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<li><a href=\"{}#beside\">{}</a>: {}</li>",
            escape(&article_href(article, root)),
            escape(&article.outlet),
            words::counted(what.len(), "thing that it does not tell", "things that it does not tell")
        );
    }
    out.push_str("</ul></section>");
    out
}

/// A table with a row for each article.
fn table(
    out: &mut String,
    caption: &str,
    heads: &[String],
    dataset: &Dataset,
    root: &str,
    cell: &dyn Fn(&Article, usize) -> String,
) {
    // Writing to a String cannot fail.
    _ = write!(
        out,
        "<div class=\"table__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table class=\"articles__framing\">\
         <caption class=\"visually-hidden\">{caption}</caption><thead><tr><th scope=\"col\">Article</th>"
    );
    for head in heads {
        _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for article in &dataset.articles {
        _ = write!(
            out,
            "<tr><th scope=\"row\"><a href=\"{}#framing\">{}</a></th>",
            escape(&article_href(article, root)),
            escape(&article.outlet)
        );
        for column in 0..heads.len() {
            _ = write!(out, "<td>{}</td>", cell(article, column));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}
