//! Routes to rendered pages.

use leptos::prelude::*;

use super::shell::{SiteUrl, escape};
use crate::cite::{Kind, Work, cite_html};
use crate::compare::Measure;
use crate::dataset::{Dataset, EventIndex};
use crate::ledger::Ledger;
use crate::route::Route;
use crate::view::ledger::Scope;
use crate::view::ledger_notes::ledger_notes;
use crate::view::step::{StepText, step_view};
use crate::view::{
    App, Page, PageText, Place, about, article_text, articles, chain_page, codebook, compare_page, compare_record,
    country, data_page, disagreements, episode, event, frame, home, lesson, record, sources, story,
};
use crate::words;

/// The name of the site, at the end of every title.
const SITE_NAME: &str = "Persona Non Grata";

/// A page as HTML, without the document around it.
pub struct Rendered {
    /// Where it goes.
    pub route: Route,
    /// The document's title.
    pub title: String,
    /// One or two sentences for search results and link previews.
    pub description: String,
    /// What stands inside `<div id="app">`.
    pub app: String,
}

/// Every page of the site, in the order of the facts.
pub fn all_routes(dataset: &Dataset) -> Vec<Route> {
    let mut routes = vec![
        Route::Home,
        Route::About,
        Route::Chain,
        Route::Sources,
        Route::Disagreements,
        Route::Articles,
        Route::Lesson,
        Route::Data,
        Route::Codebook,
    ];
    routes.extend(dataset.articles.iter().filter_map(|article| Route::article(&article.id)));
    routes.extend(Measure::ALL.map(Route::Compare));
    routes.push(Route::CompareRecord);
    routes.extend(dataset.facts.actors.iter().map(|actor| Route::Country(actor.code)));
    for episode in dataset.facts.episodes {
        routes.extend(Route::episode(episode.id.as_str()));
        routes.extend(Route::episode_chain(episode.id.as_str()));
        routes.extend((1..=episode.steps.len()).filter_map(|n| Route::step(episode.id.as_str(), n)));
    }
    routes.extend(dataset.facts.events.iter().filter_map(|event| Route::event(event.id.as_str())));
    routes
}

/// Renders a page; `None` if the route leads nowhere in this dataset.
pub fn render(dataset: &Dataset, route: &Route) -> Option<Rendered> {
    let facts = &dataset.facts;
    let root = route.relative_root();
    let owner = Owner::new();
    owner.with(|| {
        let (title, description, text) = match route {
            Route::Home => {
                let description = format!(
                    "Step through {} crises, {} events, in which Moscow and other governments expelled each other’s diplomats. Every number with its sources.",
                    facts.episodes.len(),
                    facts.events.len(),
                );
                let main = home::home_view(dataset, &root).to_html();
                ("The crises, 1971–2026".to_owned(), description, PageText { main, ..PageText::default() })
            }
            Route::About => {
                let main = about::about_view(dataset, &root).to_html();
                let description = "How the numbers were made: method, coding rules, limits, licence, corrections.".to_owned();
                ("About".to_owned(), description, PageText { main, ..PageText::default() })
            }
            Route::Sources => {
                let main = sources::sources_html(dataset, &root);
                let description = format!(
                    "Every page that the {} events rest on: what it supports, who owns or funds it, and how much rests on how few.",
                    facts.events.len()
                );
                ("Sources: who says so".to_owned(), description, PageText { main, ..PageText::default() })
            }
            Route::Disagreements => {
                let main = disagreements::disagreements_html(dataset, &root);
                let description =
                    "Every event for which a source gives another number, date or account, the widest apart first, with the reason where it is known."
                        .to_owned();
                ("Where sources differ".to_owned(), description, PageText { main, ..PageText::default() })
            }
            Route::Articles => {
                let main = articles::articles_html(dataset, &root);
                let description =
                    "News articles checked claim by claim and read against each other: verdicts, reasons, sources, words and voices."
                        .to_owned();
                ("Articles read against the record".to_owned(), description, PageText { main, ..PageText::default() })
            }
            Route::Article(id) => {
                let article = dataset.articles.iter().find(|article| article.id == id.as_str())?;
                let main = article_text::article_html(dataset, article, &root);
                let description = format!(
                    "{}, {}: {}, {}.",
                    article.outlet,
                    articles::published(dataset, article),
                    words::counted(article.claims.len(), "claim", "claims"),
                    articles::verdict_counts(&[article])
                );
                (article.title.clone(), description, PageText { main, ..PageText::default() })
            }
            Route::Lesson => {
                let main = lesson::lesson_html(dataset, &root);
                let description = "Five exercises for a class on numbers, sources and words, each with the view that answers it.".to_owned();
                ("A lesson: whose number is it?".to_owned(), description, PageText { main, ..PageText::default() })
            }
            Route::Data => {
                let main = data_page::data_html(dataset, &root).ok()?;
                let (title, description) = data_page::data_title(dataset);
                (title, description, PageText { main, ..PageText::default() })
            }
            Route::Codebook => {
                let main = codebook::codebook_html(dataset, &root).ok()?;
                let (title, description) = codebook::codebook_title(dataset);
                (title, description, PageText { main, ..PageText::default() })
            }
            Route::Episode(id) => {
                let (index, episode) = facts.find_episode(id.as_str())?;
                let main = episode::episode_html(dataset, index, &root);
                let description = first_sentences(&dataset.stories[index].summary.to_string());
                (episode.title.to_owned(), description, PageText { main, ..PageText::default() })
            }
            Route::Chain | Route::EpisodeChain(_) => {
                let scope = match route {
                    Route::EpisodeChain(id) => Some(facts.find_episode(id.as_str())?.0),
                    _ => None,
                };
                let main = chain_page::chain_html(dataset, scope, &root);
                let (title, description) = chain_page::chain_title(dataset, scope);
                (title, description, PageText { main, ..PageText::default() })
            }
            Route::Compare(measure) => {
                let main = compare_page::compare_html(dataset, *measure, &root);
                let (title, description) = compare_page::compare_title(dataset, *measure);
                (title, description, PageText { main, ..PageText::default() })
            }
            Route::CompareRecord => {
                let main = compare_record::compare_record_html(dataset, &root);
                let description =
                    "Every event that the comparisons rest on, crisis by crisis, each with its sources, for reading and for print."
                        .to_owned();
                ("The events behind a comparison".to_owned(), description, PageText { main, ..PageText::default() })
            }
            Route::Country(code) => {
                let actor = facts.actor(*code)?;
                let main = country::country_html(dataset, actor, &root);
                let (title, description) = country::country_title(dataset, actor);
                (title, description, PageText { main, ..PageText::default() })
            }
            Route::Step(..) => {
                let place = Place::of(route, facts)?;
                let step = &place.episode.steps[place.step];
                let ledger = Ledger::up_to(facts, place.episode_index, place.step);
                let (notes, table) = ledger_notes(facts, &ledger, Scope::Step(place.step), &root);
                let story = &dataset.stories[place.episode_index].steps[place.step];
                let story = story::story_html(dataset, story, &root, "");
                let parts = StepText {
                    notes,
                    table,
                    title: story.title,
                    story: story.body,
                    record: chain_page::small_chain_html(dataset, step.events, &root)
                        + &record::record_view(dataset, step.events, &root).to_html(),
                };
                let text = PageText { main: step_view(place, parts, &root).to_html(), ..PageText::default() };
                let title = format!("{} · {}", step.title, place.episode.title);
                let description = format!(
                    "Step {} of {}, {}. {}",
                    place.step + 1,
                    place.episode.steps.len(),
                    place.dates(facts),
                    ledger.reading(facts, "this step"),
                );
                (title, description, text)
            }
            Route::Event(id) => {
                let index = facts.find_event(id.as_str())?;
                let main = event::event_view(dataset, index, &root).to_html();
                let title = event_title(dataset, index);
                let sources = words::counted(dataset.record(index).citations.len(), "source", "sources");
                (title, format!("{}: {} With {sources}.", words::date(facts.event(index).date), dataset.record(index).summary), PageText { main, ..PageText::default() })
            }
        };
        let text = PageText { main: text.main + &citation_html(dataset, route, &title), ..text };
        let title = format!("{title} | {SITE_NAME}");
        let page = RwSignal::new(Page { route: route.clone(), text });
        let app = view! { <App page frame=frame::frame(&root, route, dataset.cutoff)/> }.to_html();
        Some(Rendered { route: route.clone(), title, description, app })
    })
}

/// How to cite a page; nothing for those that only lead to others.
fn citation_html(dataset: &Dataset, route: &Route, title: &str) -> String {
    let what = match route {
        Route::Home | Route::About | Route::Codebook | Route::Lesson | Route::Sources | Route::Articles => {
            return String::new();
        }
        Route::Data => "the dataset",
        Route::Event(_) => "this event",
        Route::Episode(_) => "this crisis",
        Route::Step(..) => "this step",
        Route::Chain | Route::EpisodeChain(_) => "this chain",
        Route::Compare(_) | Route::CompareRecord => "this comparison",
        Route::Country(_) | Route::Disagreements => "this page",
        Route::Article(_) => "this reading",
    };
    let Some(version) = dataset.versions.first() else { return String::new() };
    let (kind, title) = match route {
        Route::Data => (Kind::Dataset, DATASET_TITLE.to_owned()),
        Route::Article(_) => (Kind::Page, format!("“{title}” read against the record")),
        _ => (Kind::Page, title.to_owned()),
    };
    let key = format!("persona-non-grata{}", route.to_string().trim_end_matches('/').replace('/', "-"));
    let work = Work { kind, title: &title, key: &key, version: &version.version, issued: version.date };
    cite_html(&work, what)
}

/// The title of the dataset as a work.
pub const DATASET_TITLE: &str =
    "Persona Non Grata: expulsions of diplomats between Moscow and other governments, 1971–2026";

/// "Russia to Finland: ordered out 1 person, 30 March 2018"; where several events would share it, numbered.
fn event_title(dataset: &Dataset, index: EventIndex) -> String {
    let title = |index: EventIndex| {
        let event = dataset.facts.event(index);
        if record::is_told(event) {
            return format!("{}, {}", shortened(&record::headline(dataset, index)), words::date(event.date));
        }
        let target = crate::ledger::in_sentence(&dataset.facts, event.target);
        let headline = record::headline(dataset, index);
        let actor = dataset.facts.name(event.actor);
        let did = headline.strip_prefix(actor.as_str()).unwrap_or(&headline).trim_start_matches([':', ' ']);
        let to = if event.actor == event.target { String::new() } else { format!(" to {target}") };
        format!("{actor}{to}: {did}, {}", words::date(event.date))
    };
    let own = title(index);
    let event = dataset.facts.event(index);
    let alike: Vec<EventIndex> = (0u32..)
        .zip(dataset.facts.events)
        .filter(|(_, other)| (other.date, other.actor, other.target) == (event.date, event.actor, event.target))
        .map(|(i, _)| EventIndex(i))
        .filter(|other| title(*other) == own)
        .collect();
    match alike.iter().position(|other| *other == index) {
        Some(place) if alike.len() > 1 => format!("{own} ({} of {})", place + 1, alike.len()),
        _ => own,
    }
}

/// The text, cut at a word where it is too long for a title.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(90) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words)),
    }
}

/// Whole sentences, as many as fit into the usual length of a description.
fn first_sentences(text: &str) -> String {
    let mut end = 0;
    for (i, _) in text.match_indices(". ") {
        if i > 200 {
            break;
        }
        end = i + 1;
    }
    if end == 0 { text.to_owned() } else { text[..end].to_owned() }
}

/// `robots.txt`: everything may be read; the sitemap where the public address is known.
pub fn robots(site: Option<&SiteUrl>) -> String {
    let sitemap = site.map_or_else(String::new, |site| format!("Sitemap: {}sitemap.xml\n", site.as_str()));
    format!("User-agent: *\nAllow: /\n{sitemap}")
}

/// `sitemap.xml` for the public address.
pub fn sitemap(routes: &[Route], site: &SiteUrl) -> String {
    let urls: Vec<String> =
        routes.iter().map(|route| format!("<url><loc>{}</loc></url>\n", escape(&route.href(site.as_str())))).collect();
    let urls = urls.concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    )
}
