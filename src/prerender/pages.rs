//! Routes to rendered pages.

use leptos::prelude::*;
use serde_json::Value;

use super::linked_data::{self, described};
use super::shell::{SiteUrl, escape};
use super::{oembed, preview};
use crate::cite::{Kind, Work, cite_html};
use crate::compare::Measure;
use crate::dataset::{Dataset, EventIndex};
use crate::ledger::Ledger;
use crate::route::{Route, embed_root};
use crate::view::ledger::Scope;
use crate::view::ledger_notes::ledger_notes;
use crate::view::step::{StepText, step_view};
use crate::view::{
    Content as LiveContent, Page, PageText, Place, about, accessibility, article_text, articles, chain_page, codebook,
    compare_page, compare_record, country, data_page, disagreements, episode, event, frame, home, lesson, record,
    sharing, sources, story,
};
use crate::words;

/// The name of the site, at the end of every title.
pub(super) const SITE_NAME: &str = "Persona Non Grata";

/// Where a page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// In a window of its own, with header and footer.
    Window,
    /// In a frame of another site, under `/embed/`.
    Frame,
}

/// A page as HTML, without the document around it.
pub struct Rendered {
    /// What it shows.
    pub route: Route,
    /// Where it is shown.
    pub medium: Medium,
    /// The document's title.
    pub title: String,
    /// One or two sentences for search results and link previews.
    pub description: String,
    /// What the picture of its link preview shows, in words.
    pub preview_alt: String,
    /// What stands inside `<div id="app">`.
    pub app: String,
    /// What it is about, for search engines; addresses not yet placed.
    pub(super) described: Option<Value>,
}

impl Rendered {
    /// Its title without the name of the site.
    pub fn own_title(&self) -> &str {
        self.title.strip_suffix(SITE_NAME).and_then(|title| title.strip_suffix(" | ")).unwrap_or(&self.title)
    }

    /// What programs find in its head beside title and description: what it is about, and how it is shown elsewhere.
    pub(super) fn head(&self, site: Option<&SiteUrl>) -> String {
        let data = self.described.as_ref().and_then(|described| linked_data::written(described, site));
        let data =
            data.map_or_else(String::new, |data| format!("<script type=\"application/ld+json\">{data}</script>\n"));
        oembed::discovery_link(self, site) + &data
    }
}

/// Every page of the site, in the order of the facts.
pub fn all_routes(dataset: &Dataset) -> Vec<Route> {
    let mut routes = vec![
        Route::Home,
        Route::About,
        Route::Accessibility,
        Route::Chain,
        Route::Sources,
        Route::Disagreements,
        Route::Articles,
        Route::Lesson,
        Route::Sharing,
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

impl Rendered {
    /// Its file's folder, from the root of the site, with a slash at both ends.
    pub fn path(&self) -> String {
        match self.medium {
            Medium::Window => self.route.to_string(),
            Medium::Frame => format!("/embed{}", self.route),
        }
    }

    /// The root of the site as seen from it: `./`, `../../`.
    pub fn relative_root(&self) -> String {
        match self.medium {
            Medium::Window => self.route.relative_root(),
            Medium::Frame => "../".repeat(self.route.depth() + 1),
        }
    }
}

/// Renders a page; `None` if the route leads nowhere in this dataset.
pub fn render(dataset: &Dataset, route: &Route) -> Option<Rendered> {
    rendered(dataset, route, Medium::Window)
}

/// Renders a page for a frame; `None` too if the route has none there.
pub fn render_embedded(dataset: &Dataset, route: &Route) -> Option<Rendered> {
    route.is_embeddable().then(|| rendered(dataset, route, Medium::Frame))?
}

fn rendered(dataset: &Dataset, route: &Route, medium: Medium) -> Option<Rendered> {
    let owner = Owner::new();
    owner.with(|| {
        let mut page = Rendered {
            route: route.clone(),
            medium,
            title: String::new(),
            description: String::new(),
            preview_alt: String::new(),
            app: String::new(),
            described: None,
        };
        let root = match medium {
            Medium::Window => page.relative_root(),
            Medium::Frame => embed_root(&page.relative_root()),
        };
        let Content { title, description, main } = content(dataset, route, &root, medium)?;
        let main = match medium {
            Medium::Window => main + &citation_html(dataset, route, &title),
            Medium::Frame => with_targets(&main, &root),
        };
        let live = live_html(route, main);
        page.app = match medium {
            Medium::Window => frame::framed_html(&live, &root, route, dataset.cutoff),
            Medium::Frame => frame::embedded_html(&live, &route.href(&page.relative_root()), dataset.cutoff),
        };
        page.title = whole_title(&title);
        page.description = description;
        if medium == Medium::Window {
            page.described = described(dataset, route);
            page.preview_alt = preview::alt(dataset, route)?;
        }
        Some(page)
    })
}

fn whole_title(title: &str) -> String {
    format!("{title} | {SITE_NAME}")
}

/// The content as the program takes it over.
fn live_html(route: &Route, main: String) -> String {
    let shown = RwSignal::new(Page { route: route.clone(), text: PageText { main, ..PageText::default() } });
    view! { <LiveContent page=shown/> }.to_html()
}

/// A page of the edition in one file, whose addresses stand behind `#`.
pub(super) struct FilePage {
    /// The document's title.
    pub title: String,
    pub description: String,
    /// Its content.
    pub main: String,
}

/// The root of all addresses in the edition in one file.
pub(super) const FILE_ROOT: &str = "#/";

/// Renders a page for the edition in one file; `None` if the route leads nowhere in this dataset.
pub(super) fn render_in_file(dataset: &Dataset, route: &Route) -> Option<FilePage> {
    let owner = Owner::new();
    owner.with(|| {
        let Content { title, description, main } = content(dataset, route, FILE_ROOT, Medium::Window)?;
        let main = main + &citation_html(dataset, route, &title);
        Some(FilePage { title: whole_title(&title), description, main })
    })
}

/// A page of that edition with header and footer, as it stands inside `<div id="app">`.
pub(super) fn framed_in_file(dataset: &Dataset, route: &Route, page: &FilePage) -> String {
    let owner = Owner::new();
    owner.with(|| frame::framed_html(&live_html(route, page.main.clone()), FILE_ROOT, route, dataset.cutoff))
}

/// The content of a frame, whose links to anything but pages for frames open a window of their own.
fn with_targets(content: &str, root: &str) -> String {
    let mut pieces = content.split(" href=\"");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let stays = piece.starts_with('#') || piece.starts_with(root);
        out.push_str(if stays { " href=\"" } else { " target=\"_blank\" href=\"" });
        out.push_str(piece);
    }
    out
}

/// What a page is about and what it holds.
struct Content {
    /// Without the name of the site.
    title: String,
    description: String,
    main: String,
}

impl Content {
    fn new(title: &str, description: String, main: String) -> Self {
        Self { title: title.to_owned(), description, main }
    }

    /// From a view that gives title and description together.
    fn titled((title, description): (String, String), main: String) -> Self {
        Self { title, description, main }
    }
}

fn content(dataset: &Dataset, route: &Route, root: &str, medium: Medium) -> Option<Content> {
    let facts = &dataset.facts;
    Some(match route {
        Route::Home => {
            let description = format!(
                "Step through {} crises, {} events, in which Moscow and other governments expelled each other’s diplomats. Every number with its sources.",
                facts.episodes.len(),
                facts.events.len(),
            );
            Content::new("The crises, 1971–2026", description, home::home_view(dataset, root).to_html())
        }
        Route::About => Content::new(
            "About",
            "How the numbers were made: method, coding rules, limits, licence, corrections.".to_owned(),
            about::about_view(dataset, root).to_html(),
        ),
        Route::Episode(id) => {
            let (index, episode) = facts.find_episode(id.as_str())?;
            let description = first_sentences(&dataset.stories[index].summary.to_string());
            Content::new(
                episode.title,
                description,
                episode::episode_html(dataset, index, root, medium == Medium::Frame),
            )
        }
        Route::Step(..) => step_content(dataset, Place::of(route, facts)?, root),
        Route::Event(id) => {
            let index = facts.find_event(id.as_str())?;
            let record = dataset.record(index);
            let sources = words::counted(record.citations.len(), "source", "sources");
            let date = words::date(facts.event(index).date);
            let description = format!("{date}: {} With {sources}.", record.summary);
            Content::new(&event_title(dataset, index), description, event::event_view(dataset, index, root).to_html())
        }
        Route::Chain | Route::EpisodeChain(_) => {
            let scope = match route {
                Route::EpisodeChain(id) => Some(facts.find_episode(id.as_str())?.0),
                _ => None,
            };
            Content::titled(chain_page::chain_title(dataset, scope), chain_page::chain_html(dataset, scope, root))
        }
        Route::Compare(measure) => Content::titled(
            compare_page::compare_title(dataset, *measure),
            compare_page::compare_html(dataset, *measure, root),
        ),
        Route::Country(code) => {
            let actor = facts.actor(*code)?;
            Content::titled(country::country_title(dataset, actor), country::country_html(dataset, actor, root))
        }
        _ => return evidence_content(dataset, route, root),
    })
}

/// A step of an episode.
fn step_content(dataset: &Dataset, place: Place, root: &str) -> Content {
    let facts = &dataset.facts;
    let step = &place.episode.steps[place.step];
    let ledger = Ledger::up_to(facts, place.episode_index, place.step);
    let (notes, table) = ledger_notes(facts, &ledger, Scope::Step(place.step), root);
    let story = story::story_html(dataset, &dataset.stories[place.episode_index].steps[place.step], root, "");
    let parts = StepText {
        notes,
        table,
        title: story.title,
        story: story.body,
        record: chain_page::small_chain_html(dataset, step.events, root)
            + &record::record_view(dataset, step.events, root).to_html(),
    };
    let description = format!(
        "Step {} of {}, {}. {}",
        place.step + 1,
        place.episode.steps.len(),
        place.dates(facts),
        ledger.reading(facts, "this step"),
    );
    let title = format!("{} · {}", step.title, place.episode.title);
    Content::new(&title, description, step_view(place, parts, root).to_html())
}

/// Who says so: sources, disagreements, articles, files.
fn evidence_content(dataset: &Dataset, route: &Route, root: &str) -> Option<Content> {
    Some(match route {
        Route::CompareRecord => Content::new(
            "The events behind a comparison",
            "Every event that the comparisons rest on, crisis by crisis, each with its sources, for reading and for print."
                .to_owned(),
            compare_record::compare_record_html(dataset, root),
        ),
        Route::Sources => Content::new(
            "Sources: who says so",
            format!(
                "Every page that the {} events rest on: what it supports, who owns or funds it, and how much rests on how few.",
                dataset.facts.events.len()
            ),
            sources::sources_html(dataset, root),
        ),
        Route::Disagreements => Content::new(
            "Where sources differ",
            "Every event for which a source gives another number, date or account, the widest apart first, with the reason where it is known."
                .to_owned(),
            disagreements::disagreements_html(dataset, root),
        ),
        Route::Articles => Content::new(
            "Articles read against the record",
            "News articles checked claim by claim and read against each other: verdicts, reasons, sources, words and voices."
                .to_owned(),
            articles::articles_html(dataset, root),
        ),
        Route::Article(id) => {
            let article = dataset.articles.iter().find(|article| article.id == id.as_str())?;
            let description = format!(
                "{}, {}: {}, {}.",
                article.outlet,
                articles::published(dataset, article),
                words::counted(article.claims.len(), "claim", "claims"),
                articles::verdict_counts(&[article])
            );
            Content::new(&article.title, description, article_text::article_html(dataset, article, root))
        }
        Route::Lesson => Content::new(LESSON.0, LESSON.1.to_owned(), lesson::lesson_html(dataset, root)),
        Route::Sharing => Content::new(
            "Share a page, or put it on your own",
            "How to link to a step, an event or a comparison, and how to show it on a page of your own: code, sizes, messages."
                .to_owned(),
            sharing::sharing_html(root),
        ),
        Route::Accessibility => {
            Content::titled(accessibility::accessibility_title(), accessibility::accessibility_html(root))
        }
        Route::Data => Content::titled(data_page::data_title(dataset), data_page::data_html(dataset, root).ok()?),
        Route::Codebook => {
            Content::titled(codebook::codebook_title(dataset), codebook::codebook_html(dataset, root).ok()?)
        }
        _ => return None,
    })
}

/// How to cite a page; nothing for those that only lead to others.
fn citation_html(dataset: &Dataset, route: &Route, title: &str) -> String {
    let what = match route {
        Route::Home
        | Route::About
        | Route::Accessibility
        | Route::Codebook
        | Route::Lesson
        | Route::Sharing
        | Route::Sources
        | Route::Articles => {
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
    let work = Work { kind, title: &title, key: &key, version: &version.number, issued: version.date };
    cite_html(&work, what)
}

/// Title and description of the lesson.
pub(super) const LESSON: (&str, &str) = (
    "A lesson: whose number is it?",
    "Five exercises for a class on numbers, sources and words, each with the view that answers it.",
);

/// The title of the dataset as a work.
pub const DATASET_TITLE: &str =
    "Persona Non Grata: expulsions of diplomats between Moscow and other governments, 1971–2026";

/// "Russia to Finland: ordered out 1 person, 30 March 2018"; where several events would share it, numbered.
pub(super) fn event_title(dataset: &Dataset, index: EventIndex) -> String {
    let title = |index: EventIndex| {
        let event = dataset.facts.event(index);
        if record::is_told(event) {
            return format!("{}, {}", shortened(&record::headline(dataset, index)), words::date(event.date));
        }
        format!("{}, {}", record::headline_towards(dataset, index), words::date(event.date))
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
pub(super) fn first_sentences(text: &str) -> String {
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
