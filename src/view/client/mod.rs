//! The program in the browser: takes the prerendered page over and leads from page to page.

mod chain;
mod compare;
mod share;

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::time::Duration;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::mount::hydrate_from;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

use crate::facts::FACTS;
use crate::message::{Outgoing, Request};
use crate::platform::chain::is_plain;
use crate::platform::pages::Missing;
use crate::platform::{cite, document, history, host, links, lists, pages, save};
use crate::route::{Query, Route, embed_root, path_in_site};
use crate::view::app::Content;
use crate::view::page::{Page, PageText, Place};

/// What navigation needs to know.
#[derive(Clone)]
struct Client {
    page: RwSignal<Page>,
    /// Where the site, or its pages for frames, begin: absolute, it outlives the address it was read at. Ends with a slash.
    root: String,
    /// The same for links in a page.
    links: String,
    /// Whether the page is one for frames.
    is_embedded: bool,
    /// What the text of each page is put into.
    content: Element,
}

impl Client {
    /// Whether what the program shows is what the reader sees: an extension may have put a copy in its place.
    fn is_seen(&self) -> bool {
        self.content.is_connected()
    }
}

thread_local! {
    static CLIENT: RefCell<Option<Client>> = const { RefCell::new(None) };
    /// Counts navigations: a page that arrives after the reader went elsewhere is dropped.
    static NAVIGATION: Cell<u32> = const { Cell::new(0) };
    /// The page that was asked for and is on its way: the next key goes on from there.
    static COMING: RefCell<Option<Route>> = const { RefCell::new(None) };
}

/// Hydrates the content of the page and listens for navigation. Does nothing on a page that was not prerendered by this
/// program, or that something has taken apart since: it never becomes ready then, and `boot.js` says so.
pub fn start() {
    let Some(app) = document::find("#app") else { return };
    let (Some(path), Some(root)) = (app.get_attribute("data-path"), app.get_attribute("data-root")) else { return };
    let Some(route) = Route::parse(&path) else { return };
    let Some((main, content)) = document::main_and_content() else { return };
    // A relative root is as good where the page has no address of its own.
    let site = history::absolute_path(&root).unwrap_or(root);
    let owner = Owner::new();
    let page = owner.with(|| RwSignal::new(Page { route: route.clone(), text: PageText::default() }));
    hydrate_from(main, move || view! { <Content page/> }).forget();
    // Signals live as long as the page.
    std::mem::forget(owner);

    // From here on links are absolute: they outlive the address they were written for.
    pages::make_frame_absolute();
    let is_embedded = app.has_attribute("data-embed");
    let (root, links) = if is_embedded { (site.clone() + "embed/", embed_root(&site)) } else { (site.clone(), site) };
    CLIENT.set(Some(Client { page, root: root.clone(), links: links.clone(), is_embedded, content }));
    history::manage_scroll();
    let read_to = history::scrolled();
    let place = if read_to > 0.0 {
        // Who has begun to read before the program came stays there.
        history::remember_scroll();
        read_to
    } else {
        // After a reload, or back from another site.
        history::remembered_scroll().unwrap_or(0.0)
    };
    listen();
    attach(&route, &links);
    if is_embedded {
        host::connect(&root, answer);
    }
    choose_from_query();
    if place > 0.0 {
        come_back_to(place);
    }
    prefetch_neighbours(&route);
    document::set_ready();
}

/// Does what the page around a frame asks for.
fn answer(request: Request) {
    match request {
        Request::Theme(scheme) => document::set_scheme(scheme.key()),
        Request::Go { route, query, fragment } => {
            if let Some(client) = client() {
                go(&route.href(&client.root), &query, &fragment, Entry::Asked);
            }
        }
    }
}

/// Takes over what moves on a page.
fn attach(route: &Route, root: &str) {
    chain::attach(route, root);
    compare::attach(route, root);
}

/// Runs what waits for the browser. One kind of task for all of it: every kind carries the whole of waiting again.
fn spawn(task: impl Future<Output = ()> + 'static) {
    leptos::task::spawn_local(Box::pin(task) as Pin<Box<dyn Future<Output = ()>>>);
}

/// Does what need not be seen in the same frame: a frame's own callbacks still come before its paint.
fn after_paint(act: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(act, Duration::ZERO));
}

/// Scrolls to where the reader was. What an address chooses may be shown in the frame after, and be of another height.
fn come_back_to(y: f64) {
    history::scroll_to(y);
    let number = NAVIGATION.get();
    after_paint(move || {
        if NAVIGATION.get() == number {
            history::scroll_to(y);
        }
    });
}

fn listen() {
    let Some(window) = crate::platform::window() else { return };
    let Some(body) = window.document() else { return };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&body, "click", options, |event| {
        if let Some(click) = event.dyn_ref::<MouseEvent>() {
            follow(click);
        }
    })
    .forget();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&body, "keydown", options, |event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|key| step_key(key) || chain::key(key) || compare::key(key)) {
            event.prevent_default();
        }
    })
    .forget();
    EventListener::new(&body, "change", |_| {
        _ = share::change() || chain::change() || compare::change() || lists::change();
    })
    .forget();
    // A field for words answers at every letter.
    EventListener::new(&body, "input", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| matches!(target.closest("[data-filter] [type=search]"), Ok(Some(_)))) {
            lists::change();
        }
    })
    .forget();
    for kind in ["mouseover", "focusin"] {
        EventListener::new(&body, kind, |event| {
            if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                compare::point(&target);
            }
        })
        .forget();
    }
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&body, "reset", options, |event| {
        // The browser would set the controls back after the program has read them.
        if chain::reset() || compare::reset() || lists::reset() {
            event.prevent_default();
        }
    })
    .forget();
    EventListener::new(&window, "popstate", |_| {
        if let Some((path, query)) = history::current() {
            go_back(&path, &query);
        }
    })
    .forget();
    // On paper a citation stands open.
    EventListener::new(&window, "beforeprint", |_| cite::fill()).forget();
    // Back takes the reader away before it can be asked where the page stood.
    EventListener::new(&body, "scrollend", |_| history::remember_scroll()).forget();
    EventListener::new(&window, "pagehide", |_| history::remember_scroll()).forget();
}

/// Follows a click on a link of this site.
fn follow(click: &MouseEvent) {
    let element = click.target().and_then(|target| target.dyn_into::<Element>().ok());
    if links::is_plain(click)
        && element.is_some_and(|element| {
            share::click(&element) || chain::click(&element, click) || compare::click(&element) || cited(&element)
        })
    {
        return click.prevent_default();
    }
    let Some(target) = links::target_of(click) else { return };
    let is_here = history::current().is_some_and(|(path, query)| path == target.path && query == target.query);
    if is_here {
        // The browser goes to another place of the page: Back leads to this one.
        history::remember_scroll();
    }
    let Some(client) = client().filter(|client| !is_here && client.is_seen()) else { return };
    if route_of(&target.path, &client).is_none() {
        if client.is_embedded {
            links::open_apart(click);
        }
        return;
    }
    click.prevent_default();
    go(&target.path, &target.query, &target.fragment, Entry::New);
}

/// Answers a click in a citation: fills it, or copies one of its forms. `false` for any other.
fn cited(target: &Element) -> bool {
    let near = |selector: &str| target.closest(selector).ok().flatten();
    if near(".cite summary").is_some() {
        // What is shown may have changed since the page was opened. The browser opens it.
        cite::fill();
    }
    let Some(id) = near(":is(.cite, #share) [data-copy]").and_then(|button| button.get_attribute("data-copy")) else {
        return false;
    };
    cite::fill();
    let text = document::text_of(&format!("#{id}"));
    spawn(async move {
        let is_copied = save::copy(&text).await;
        document::notify(if is_copied {
            "Copied."
        } else {
            "The browser does not let this page copy: select the text."
        });
    });
    true
}

/// Answers a key that is pressed in the stepper, alone; `false` for any other key and place.
fn step_key(event: &KeyboardEvent) -> bool {
    let is_in_stepper = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("[data-stepper]").ok().flatten())
        .is_some();
    let Some(client) = client().filter(|_| is_in_stepper && is_plain(event)) else { return false };
    let shown = client.page.with_untracked(|page| page.route.clone());
    let coming = COMING.with_borrow(Clone::clone);
    // A key held down goes from step to step as they come; each press of its own counts.
    if event.repeat() && coming.is_some() {
        return true;
    }
    let from = coming.unwrap_or_else(|| shown.clone());
    let Some(place) = Place::of(&from, &FACTS) else { return false };
    let last = place.episode.steps.len() - 1;
    let target = match event.key().as_str() {
        "ArrowRight" => place.step + 1,
        "ArrowLeft" if place.step > 0 => place.step - 1,
        "Home" => 0,
        "End" => last,
        _ => return false,
    };
    if target > last || target == place.step {
        return false;
    }
    let target = place.route_to(target);
    if target == shown {
        stay();
    } else {
        go(&target.href(&client.root), "", "", Entry::New);
    }
    true
}

/// What was on its way is not wanted any more.
fn stay() {
    NAVIGATION.set(NAVIGATION.get().wrapping_add(1));
    COMING.set(None);
}

/// Shows the page of the entry that Back or Forward, or a link inside the page, has led to.
fn go_back(path: &str, query: &str) {
    let Some(client) = client() else { return };
    let shown = client.page.with_untracked(|page| page.route.clone());
    if route_of(path, &client) != Some(shown) {
        return go(path, query, "", Entry::Existing);
    }
    stay();
    // A new entry is a fragment's: the browser has scrolled to it.
    if let Some(y) = history::remembered_scroll() {
        choose_from_query();
        history::scroll_to(y);
    } else {
        // What a chain shows is the address's all the same.
        _ = chain::show_query(&Query::parse(query))
            || compare::show_query(query)
            || lists::show_query(query)
            || compare::show_record(query, &client.links);
    }
}

/// Whether a navigation makes an entry of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    New,
    Existing,
    /// As a new one, for a page around that may be wrong: then nothing happens.
    Asked,
}

fn client() -> Option<Client> {
    CLIENT.with_borrow(Clone::clone)
}

fn route_of(path: &str, client: &Client) -> Option<Route> {
    Route::parse(&path_in_site(path, &client.root)?)
}

/// Shows the page at an absolute path. Where its text cannot be had, the browser loads the page itself.
fn go(path: &str, query: &str, fragment: &str, entry: Entry) {
    let Some(client) = client() else { return };
    let Some(route) = route_of(path, &client) else { return history::load(path) };
    stay();
    let number = NAVIGATION.get();
    if entry != Entry::Existing {
        history::remember_scroll();
    }
    let address = format!("{path}{query}{}{fragment}", if fragment.is_empty() { "" } else { "#" });
    if client.page.with_untracked(|page| page.route == route) {
        // The page is here already: only what it shows is chosen anew.
        if entry != Entry::Existing {
            history::push(&address);
        }
        document::notify("");
        choose_from_query();
        if fragment.is_empty() || !document::go_to_fragment(fragment) {
            history::scroll_to(0.0);
        }
        return;
    }
    let (path, fragment) = (path.to_owned(), fragment.to_owned());
    COMING.set(Some(route.clone()));
    spawn(async move {
        let text = pages::text_of(&path).await;
        if NAVIGATION.get() != number {
            return;
        }
        COMING.set(None);
        let text = match text {
            Ok(text) => text,
            // Whoever asks from outside hears where the reader still is.
            Err(_) if entry == Entry::Asked => return host::say_where(),
            Err(missing) if entry == Entry::New => return leave(&address, missing),
            // The address is that of the page asked for already.
            Err(_) => return history::load(&address),
        };
        if !client.is_seen() {
            return history::load(&address);
        }
        show(&client, &route, text, &address, &fragment, entry);
    });
}

/// Lets the browser load a page that the program could not have, or says that nothing can be had: without a connection the
/// browser would take this page away and have none.
fn leave(address: &str, missing: Missing) {
    if missing == Missing::NoAnswer && history::is_offline() {
        document::notify("There is no connection: that page could not be loaded. This one stays; try again later.");
    } else {
        history::load(address);
    }
}

fn show(client: &Client, route: &Route, mut text: PageText, address: &str, fragment: &str, entry: Entry) {
    let before = client.page.with_untracked(|page| page.route.clone());
    let stays_in_episode = match (Place::of(&before, &FACTS), Place::of(route, &FACTS)) {
        (Some(from), Some(to)) => from.episode_index == to.episode_index,
        _ => false,
    };
    if entry != Entry::Existing {
        history::push(address);
    }
    document::set_stepped();
    document::set_title(&text.title);
    pages::mark_current(&route.href(&client.root));
    // Of a step that the reader goes to, what stands far below comes after the first frame: most of the page is there.
    let is_whole = !stays_in_episode || entry != Entry::New || !fragment.is_empty() || address.contains('?');
    let later = std::mem::take(&mut text.later);
    client.page.set(Page { route: route.clone(), text });
    document::notify("");
    let (fragment, route, client) = (fragment.to_owned(), route.clone(), client.clone());
    let number = NAVIGATION.get();
    let links = client.links;
    let finish = move || {
        attach(&route, &links);
        choose_from_query();
        if !fragment.is_empty() {
            document::go_to_fragment(&fragment);
        }
        prefetch_neighbours(&route);
    };
    // After the view has changed.
    spawn(async move {
        leptos::task::tick().await;
        if is_whole {
            pages::put_later(&client.content, &later);
        }
        document::focus_heading();
        match entry {
            Entry::Existing => history::scroll_to(history::remembered_scroll().unwrap_or(0.0)),
            _ if stays_in_episode => document::bring_top_into_view("article.step"),
            _ => history::scroll_to(0.0),
        }
        if is_whole {
            finish();
            if let (Entry::Existing, Some(y)) = (entry, history::remembered_scroll()) {
                come_back_to(y);
            }
            return;
        }
        after_paint(move || {
            if NAVIGATION.get() == number {
                pages::put_later(&client.content, &later);
                finish();
            }
        });
    });
}

/// Marks the event that the address chooses; one that the page does not show is named to the reader.
fn choose_from_query() {
    let Some((path, query)) = history::current() else { return };
    let root = client().map_or_else(String::new, |client| client.links);
    if chain::show_query(&Query::parse(&query))
        || compare::show_query(&query)
        || lists::show_query(&query)
        || compare::show_record(&query, &root)
    {
        return;
    }
    let is_step =
        client().and_then(|client| route_of(&path, &client)).is_some_and(|route| Place::of(&route, &FACTS).is_some());
    if !is_step {
        return;
    }
    let query = Query::parse(&query);
    if query.unreadable.contains(&"event") {
        document::notify("The address asks for an event by a name that no event has.");
    } else if let Some(event) = query.event {
        if document::mark_event(event.as_str()) {
            host::say(&Outgoing::select(Some(event.as_str())));
        } else {
            document::notify(&format!(
                "The address asks for the event “{}”, which this step does not show.",
                event.as_str()
            ));
        }
    }
}

/// Fetches the text of the steps before and after, so that stepping does not wait.
fn prefetch_neighbours(route: &Route) {
    let Some(place) = Place::of(route, &FACTS) else { return };
    let Some(client) = client() else { return };
    let root = client.root.clone();
    let neighbours = [Some(place.step + 1), place.step.checked_sub(1)];
    for step in neighbours.into_iter().flatten().filter(|step| *step < place.episode.steps.len()) {
        let path = place.route_to(step).href(&root);
        spawn(async move {
            // A page that cannot be had now is asked for again when the reader goes there.
            _ = pages::text_of(&path).await;
        });
    }
}
