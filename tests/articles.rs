//! The articles: that every claim of the audit is there with what it rests on, and that the pages show it.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use persona_non_grata::dataset::{Article, Claim, Dataset, Verdict, is_slug};
use persona_non_grata::prerender::render;
use persona_non_grata::route::Route;
use scraper::{ElementRef, Html, Selector};
use url::Url;

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);

/// Where a page lies while its links are followed.
const BASE: &str = "https://site.example/";

/// A page, read as a browser without JavaScript reads it.
struct Page {
    address: Url,
    document: Html,
}

impl Page {
    fn of(route: &Route) -> Self {
        let page = render(&DATASET, route).unwrap_or_else(|| panic!("{route} is no page"));
        let address = Url::parse(&route.href(BASE)).expect("an address");
        Self { address, document: Html::parse_fragment(&page.app) }
    }

    fn all(&self, what: &str) -> Vec<ElementRef<'_>> {
        self.document.select(&selector(what)).collect()
    }

    fn one(&self, what: &str) -> ElementRef<'_> {
        let found = self.all(what);
        assert_eq!(found.len(), 1, "{what} on {}", self.address);
        found[0]
    }

    /// Where the links below an element lead.
    fn links(&self, element: ElementRef<'_>) -> Vec<String> {
        let links = selector("a[href]");
        let hrefs = element.select(&links).filter_map(|link| link.attr("href"));
        hrefs.map(|href| self.address.join(href).expect("an address").to_string()).collect()
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The text of an element, its spaces made single.
fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of the one element of this kind below another.
fn text_in(element: ElementRef<'_>, what: &str) -> String {
    let found: Vec<_> = element.select(&selector(what)).collect();
    assert_eq!(found.len(), 1, "{what} in {}", text(element));
    text(found[0])
}

fn route_of(article: &Article) -> Route {
    Route::article(&article.id).unwrap_or_else(|| panic!("{} is no address", article.id))
}

fn article_address(article: &Article) -> String {
    format!("{BASE}articles/{}/", article.id)
}

/// Every claim with its article.
fn claims() -> impl Iterator<Item = (&'static Article, &'static Claim)> {
    DATASET.articles.iter().flat_map(|article| article.claims.iter().map(move |claim| (article, claim)))
}

/// "12 confirmed, 3 partly confirmed and 1 opinion", from the claims themselves.
fn counted<'a>(claims: impl Iterator<Item = &'a Claim>) -> String {
    let mut counts: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    for claim in claims {
        let place = Verdict::ALL.iter().position(|verdict| *verdict == claim.verdict).expect("a verdict");
        counts.entry(place).or_insert((0, claim.verdict.words().to_lowercase())).0 += 1;
    }
    let parts: Vec<String> = counts.into_values().map(|(count, words)| format!("{count} {words}")).collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => String::new(),
    }
}

mod data {
    use super::*;

    #[test]
    fn every_claim_of_the_audit_is_there() {
        let found: Vec<(&str, usize)> =
            DATASET.articles.iter().map(|article| (article.id.as_str(), article.claims.len())).collect();
        assert_eq!(
            found,
            [
                ("rferl-2018-03-27", 50),
                ("ir-insider-2018-03-28", 37),
                ("carolinian-2018-04-04", 31),
                ("news-site-2021-10-19", 26),
                ("rt-2022-04-06", 26),
            ],
            "by date"
        );
        assert_eq!(claims().count(), 170);
    }

    #[test]
    fn the_ids_of_claims_are_for_ever() {
        let ids: Vec<String> = claims().map(|(article, claim)| format!("{}#{}", article.id, claim.id)).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id twice");
        for (article, claim) in claims() {
            assert!(is_slug(&article.id) && is_slug(&claim.id), "{}#{}", article.id, claim.id);
        }
        // They are the fragments of addresses that others have linked to: one may be added, none changed.
        insta::assert_snapshot!("ids_of_all_claims", ids.join("\n"));
    }

    #[test]
    fn every_claim_rests_on_an_event_or_a_source_or_says_why_on_none() {
        for (article, claim) in claims() {
            let is_linked = !claim.events.is_empty() || !claim.citations.is_empty();
            let says_why = claim.unlinked.as_ref().is_some_and(|reason| !reason.trim().is_empty());
            assert!(is_linked != says_why, "{}#{}", article.id, claim.id);
            assert!(!claim.says.trim().is_empty() && !claim.why.trim().is_empty(), "{}#{}", article.id, claim.id);
        }
    }

    #[test]
    fn a_source_that_a_claim_rests_on_can_be_opened() {
        for (article, claim) in claims() {
            for citation in &claim.citations {
                let source = &DATASET.sources[citation.source];
                assert!(source.url.is_some(), "{}#{}: {} has no address", article.id, claim.id, source.id);
            }
        }
    }

    #[test]
    fn the_verdicts_of_an_article_add_up_to_its_claims() {
        for article in &DATASET.articles {
            let sum: usize = Verdict::ALL.iter().map(|verdict| article.count(*verdict)).sum();
            assert_eq!(sum, article.claims.len(), "{}", article.id);
        }
        for verdict in Verdict::ALL {
            let is_given = DATASET.articles.iter().any(|article| article.count(*verdict) > 0);
            assert!(is_given, "no claim is {}", verdict.key());
        }
    }

    #[test]
    fn a_fact_is_told_by_claims_that_exist_once_by_each_article() {
        for fact in &DATASET.shared_facts {
            let tellers: BTreeSet<usize> = fact.tells.iter().map(|telling| telling.article).collect();
            assert!(tellers.len() >= 2 && tellers.len() == fact.tells.len(), "{}", fact.id);
            for telling in &fact.tells {
                assert!(telling.claim < DATASET.articles[telling.article].claims.len(), "{}", fact.id);
            }
        }
    }
}

mod an_article {
    use super::*;

    #[test]
    fn shows_every_claim_with_its_verdict_and_its_reason_in_the_order_of_the_text() {
        for article in &DATASET.articles {
            let page = Page::of(&route_of(article));
            let shown = page.all("ol.claims > li");
            let ids: Vec<&str> = shown.iter().filter_map(|item| item.attr("id")).collect();
            let own: Vec<&str> = article.claims.iter().map(|claim| claim.id.as_str()).collect();
            assert_eq!(ids, own, "{}", article.id);
            for (item, claim) in shown.into_iter().zip(&article.claims) {
                let name = format!("{}#{}", article.id, claim.id);
                let says = text_in(item, ".claim__says");
                assert_eq!(text_in(item, ".claim__says > .verdict"), claim.verdict.words(), "{name}");
                assert_eq!(says, format!("{} {}", claim.verdict.words(), claim.says), "{name}");
                assert_eq!(text_in(item, ".claim__why"), claim.why, "{name}");
                assert_eq!(item.attr("data-f"), Some(format!("v:{}", claim.verdict.key()).as_str()), "{name}");
            }
        }
    }

    #[test]
    fn links_every_claim_to_its_events_and_sources_or_says_why_to_none() {
        for article in &DATASET.articles {
            let page = Page::of(&route_of(article));
            for claim in &article.claims {
                let name = format!("{}#{}", article.id, claim.id);
                let item = page.one(&format!("ol.claims > li[id=\"{}\"]", claim.id));
                let links = page.links(item);
                for index in &claim.events {
                    let address = format!("{BASE}events/{}/", DATASET.facts.event(*index).id);
                    assert!(links.contains(&address), "{name} lacks {address}");
                }
                for citation in &claim.citations {
                    let url = DATASET.sources[citation.source].url.as_deref().expect("an address");
                    let address = Url::parse(url).expect("an address").to_string();
                    assert!(links.contains(&address), "{name} lacks {address}");
                    if let Some(supports) = &citation.supports {
                        assert!(text(item).contains(supports.as_str()), "{name} lacks {supports:?}");
                    }
                }
                match &claim.unlinked {
                    Some(reason) => {
                        assert_eq!(text_in(item, ".claim__unlinked"), format!("No link: {reason}"), "{name}");
                        assert!(links.is_empty(), "{name} has links");
                    }
                    None => assert!(item.select(&selector(".claim__unlinked")).next().is_none(), "{name}"),
                }
            }
        }
    }

    #[test]
    fn counts_its_verdicts_as_they_were_given() {
        for article in &DATASET.articles {
            let page = Page::of(&route_of(article));
            let lead = format!("{} claims: {}.", article.claims.len(), counted(article.claims.iter()));
            assert_eq!(text(page.one(".page__lead")), lead, "{}", article.id);
            let kinds = Verdict::ALL.iter().filter(|verdict| article.count(**verdict) > 0).count();
            assert_eq!(page.all("svg.verdicts rect").len(), kinds, "{}", article.id);
        }
    }

    #[test]
    fn says_who_wrote_it_for_whom_and_from_where() {
        for article in &DATASET.articles {
            let page = Page::of(&route_of(article));
            let facts = text(page.all("dl.facts")[0]);
            for part in [&article.written_by, &article.written_for, &article.written_from, &article.written_when] {
                let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(facts.contains(&part), "{} lacks {part:?}", article.id);
            }
            assert_eq!(text(page.one("h1")), article.title);
        }
    }

    #[test]
    fn shows_its_words_its_voices_and_what_it_leaves_out() {
        for article in &DATASET.articles {
            let page = Page::of(&route_of(article));
            let framing = text(page.one("section[aria-labelledby=framing]"));
            for word in article.wording.iter().flat_map(|wording| &wording.words) {
                assert!(framing.contains(&format!("“{}” ", word.word)), "{} lacks {:?}", article.id, word.word);
            }
            for quoted in &article.quoted {
                assert!(framing.contains(&quoted.who), "{} lacks {}", article.id, quoted.who);
            }
            let beside = text(page.one("section[aria-labelledby=beside]"));
            for omission in &article.leaves_out {
                assert!(beside.contains(&omission.what), "{} lacks {:?}", article.id, omission.what);
            }
        }
    }
}

mod all_articles {
    use super::*;

    static PAGE: LazyLock<String> = LazyLock::new(|| {
        let page = render(&DATASET, &Route::Articles).expect("the page of all articles");
        page.app
    });

    fn page() -> Page {
        let address = Url::parse(&Route::Articles.href(BASE)).expect("an address");
        Page { address, document: Html::parse_fragment(&PAGE) }
    }

    /// The places of the articles that share a fact: the columns of the table.
    fn tellers() -> Vec<usize> {
        let all: BTreeSet<usize> =
            DATASET.shared_facts.iter().flat_map(|fact| &fact.tells).map(|telling| telling.article).collect();
        all.into_iter().collect()
    }

    #[test]
    fn every_article_is_listed_with_its_counts_and_its_page() {
        let page = page();
        let items = page.all(".articles__list > li");
        assert_eq!(items.len(), DATASET.articles.len());
        for (item, article) in items.into_iter().zip(&DATASET.articles) {
            assert_eq!(text_in(item, "h2"), article.title);
            assert_eq!(page.links(item), [article_address(article)]);
            let counts = format!("{} claims: {}.", article.claims.len(), counted(article.claims.iter()));
            assert!(text(item).ends_with(&counts), "{} lacks {counts:?}", text(item));
        }
        let lead = text(page.one(".page__lead"));
        let all = format!("{} in all: {}.", claims().count(), counted(claims().map(|(_, claim)| claim)));
        assert!(lead.contains(&all), "{lead:?} lacks {all:?}");
    }

    #[test]
    fn the_table_of_facts_marks_exactly_what_differs() {
        let page = page();
        let rows = page.all("table.articles__facts > tbody > tr");
        assert_eq!(rows.len(), DATASET.shared_facts.len());
        for (row, fact) in rows.into_iter().zip(&DATASET.shared_facts) {
            assert_eq!(row.attr("id"), Some(fact.id.as_str()));
            let cells: Vec<_> = row.select(&selector("td:not(.articles__best)")).collect();
            assert_eq!(cells.len(), tellers().len(), "{}", fact.id);
            for (cell, place) in cells.into_iter().zip(tellers()) {
                let article = &DATASET.articles[place];
                let name = format!("{} in {}", fact.id, article.outlet);
                let Some(telling) = fact.tells.iter().find(|telling| telling.article == place) else {
                    assert_eq!(text(cell), "does not tell", "{name}");
                    assert!(page.links(cell).is_empty(), "{name}");
                    continue;
                };
                let expected = if telling.differs { format!("{} differs", telling.says) } else { telling.says.clone() };
                assert_eq!(text(cell), expected, "{name}");
                assert_eq!(cell.attr("class") == Some("articles__differs"), telling.differs, "{name}");
                let claim = &article.claims[telling.claim];
                assert_eq!(page.links(cell), [format!("{}#{}", article_address(article), claim.id)], "{name}");
            }
        }
    }

    #[test]
    fn the_table_of_facts_gives_the_best_answer_with_the_events_that_bear_it_out() {
        let page = page();
        for fact in &DATASET.shared_facts {
            let row = page.one(&format!("table.articles__facts tr[id=\"{}\"]", fact.id));
            let head = text_in(row, "th[scope=row]");
            assert!(head.starts_with(&fact.question), "{head:?}");
            if let Some(note) = &fact.note {
                assert!(head.contains(note.as_str()), "{head:?}");
            }
            let best = row.select(&selector("td.articles__best")).next().expect("the best answer");
            assert!(text(best).starts_with(&fact.best), "{}", text(best));
            let links = page.links(best);
            for index in &fact.events {
                let address = format!("{BASE}events/{}/", DATASET.facts.event(*index).id);
                assert!(links.contains(&address), "{} lacks {address}", fact.id);
            }
        }
    }

    #[test]
    fn the_columns_are_the_articles_that_share_a_fact_and_the_others_are_named_below() {
        let page = page();
        let heads = page.all("table.articles__facts > thead th");
        let linked: Vec<String> = heads.into_iter().flat_map(|head| page.links(head)).collect();
        let own: Vec<String> = tellers().into_iter().map(|place| article_address(&DATASET.articles[place])).collect();
        assert_eq!(linked, own);
        let section = page.one("section[aria-labelledby=against]");
        let links = page.links(section);
        for article in &DATASET.articles {
            assert!(links.contains(&article_address(article)), "{} is in no column and not named", article.id);
        }
    }

    #[test]
    fn the_sentence_above_the_table_counts_the_facts_that_differ() {
        let differing = DATASET.shared_facts.iter().filter(|fact| fact.tells.iter().any(|telling| telling.differs));
        let expected = format!(
            "{} facts are told by two articles or more. On {} of them",
            DATASET.shared_facts.len(),
            differing.count()
        );
        let read = text(page().one("section[aria-labelledby=against]"));
        assert!(read.contains(&expected), "no {expected:?}");
    }

    #[test]
    fn words_and_voices_have_a_row_for_every_article() {
        let page = page();
        let tables = page.all("table.articles__framing");
        assert_eq!(tables.len(), 2);
        for table in tables {
            let rows: Vec<_> = table.select(&selector("tbody > tr")).collect();
            let own: Vec<String> =
                DATASET.articles.iter().map(|article| format!("{}#framing", article_address(article))).collect();
            assert_eq!(rows.into_iter().flat_map(|row| page.links(row)).collect::<Vec<_>>(), own);
        }
    }

    #[test]
    fn every_verdict_is_explained() {
        let page = page();
        let section = text(page.one("section[aria-labelledby=verdicts]"));
        for verdict in Verdict::ALL {
            assert!(section.contains(&format!("{}{}", verdict.words(), verdict.meaning())), "{}", verdict.key());
        }
    }
}
