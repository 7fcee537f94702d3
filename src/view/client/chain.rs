//! The chain page once the program runs: choosing, filtering, folding, sorting, and the keys of the outline.
//!
//! The page's text is prerendered; only the picture is drawn anew, and attributes say what is lit. The address keeps
//! what is chosen.

use std::cell::RefCell;
use std::fmt::Write;

use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

use super::{after_paint, spawn};
use crate::chain::walk::{self, Move, Row};
use crate::chain::{Kind, Order, Selection};
use crate::dataset::{ActorCode, EventIndex};
use crate::facts::{FACTS, GRAPH};
use crate::html::escape;
use crate::message::Outgoing;
use crate::platform::chain::{self as page, Entry, Lights, Picture};
use crate::platform::{controls, document, history, host, pages};
use crate::route::{Query, Route, Slug};
use crate::view::chain::{picture_html, selection_of};
use crate::words;

/// How long letters belong to one word, in milliseconds.
const TYPING_MS: f64 = 700.0;

/// The card's button.
const CLOSE: &str = "<button type=\"button\" class=\"chain-card__close\" data-close>Close</button>";

/// A chain page that is shown.
struct Live {
    /// The episode whose page it is; `None` for the page of all.
    scope: Option<usize>,
    /// Where the site begins.
    root: String,
    /// What the address chooses.
    query: Query,
    /// What the picture shows now.
    drawn: Selection,
    pictures: Vec<Picture>,
    entries: Vec<Entry>,
    /// The mark that a click has chosen.
    opener: Option<Element>,
    /// What is lit now.
    lit: Vec<Element>,
    chosen: Option<EventIndex>,
    /// Counts the choices: what follows a paint belongs to the last one.
    choices: u32,
    /// Letters typed to find an entry, and when the last one was.
    typed: (String, f64),
}

thread_local! {
    static LIVE: RefCell<Option<Live>> = const { RefCell::new(None) };
}

/// Takes over the chain page that a route has led to, and forgets the one before.
pub(super) fn attach(route: &Route, root: &str) {
    let scope = match route {
        Route::Chain => None,
        Route::EpisodeChain(id) => match FACTS.find_episode(id.as_str()) {
            Some((place, _)) => Some(place),
            None => return LIVE.set(None),
        },
        _ => return LIVE.set(None),
    };
    if !page::is_shown() {
        return LIVE.set(None);
    }
    LIVE.set(Some(Live {
        scope,
        root: root.to_owned(),
        drawn: selection_of(&Query::default(), scope),
        query: Query::default(),
        pictures: page::pictures(),
        entries: page::outline(),
        opener: None,
        lit: Vec::new(),
        chosen: None,
        choices: 0,
        typed: (String::new(), 0.0),
    }));
}

/// Shows what the address chooses, and brings a chosen mark into view. `false` if no chain is shown.
pub(super) fn show_query(query: &Query) -> bool {
    // Where the reader had been before stays; a page opened anew shows what it was asked for.
    show(query, history::remembered_scroll().is_none_or(|y| y == 0.0))
}

fn show(query: &Query, reveals_mark: bool) -> bool {
    LIVE.with_borrow_mut(|live| {
        let Some(live) = live else { return false };
        document::notify("");
        let mut problems: Vec<String> =
            query.unreadable.iter().map(|name| format!("its value for “{name}” means nothing")).collect();
        live.query = query.clone();
        if live.scope.is_some() {
            live.query.episode = None;
        }
        let values = [
            ("episode", live.query.episode.as_ref().map_or("", Slug::as_str).to_owned()),
            ("country", live.query.country.map_or_else(String::new, |code| code.as_str().to_ascii_lowercase())),
            ("kind", live.query.kind.map_or("", Kind::key).to_owned()),
            ("sort", live.query.sort.key().to_owned()),
            ("waves", if live.query.is_folded { "folded" } else { "" }.to_owned()),
        ];
        for (name, value) in values {
            if !controls::set_control(name, &value) {
                problems.push(format!("nothing here is called “{value}”"));
                controls::set_control(name, "");
                match name {
                    "episode" => live.query.episode = None,
                    "country" => live.query.country = None,
                    "kind" => live.query.kind = None,
                    _ => live.query.is_folded = false,
                }
            }
        }
        live.redraw();
        let event = live.query.event.clone();
        let index = event.as_ref().and_then(|id| FACTS.find_event(id.as_str()));
        match (index.filter(|index| live.entry_of(*index).is_some()), event) {
            (Some(index), _) => {
                live.choose(Some(index));
                if reveals_mark {
                    after_paint(page::reveal_chosen_mark);
                }
            }
            (None, Some(id)) => {
                live.choose(None);
                problems.push(format!("this chain has no event “{}”", id.as_str()));
            }
            (None, None) => live.choose(None),
        }
        if !problems.is_empty() {
            document::notify(&format!("The address could not be followed whole: {}.", problems.join("; ")));
        }
        true
    })
}

/// Answers a click inside the chain. `false` if the browser, or navigation, should.
pub(super) fn click(target: &Element, click: &MouseEvent) -> bool {
    LIVE.with_borrow_mut(|live| {
        let Some(live) = live else { return false };
        if target.closest("[data-close]").ok().flatten().is_some() {
            live.close();
            return true;
        }
        if let Some(entry) = live.entries.iter().find(|entry| entry.is_target(target))
            && entry.is_toggled_by(click)
        {
            entry.toggle();
            return true;
        }
        if let Some(link) = target.closest("[data-chain] a.figure").ok().flatten() {
            page::open_list(&link);
        }
        let Some(link) = target.closest("[data-chain] [data-e]").ok().flatten() else { return false };
        let events = link.get_attribute("data-e").unwrap_or_default();
        match events.parse() {
            Ok(place) => live.choose_by_reader(EventIndex(place)),
            // A mark of several events: a wave, or a year.
            Err(_) => live.choose_several(&events, &page::title_of(&link)),
        }
        live.opener = page::is_mark(&link).then_some(link);
        true
    })
}

/// Answers a key inside the chain; `false` if it means nothing there.
pub(super) fn key(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    // Nothing has the focus on a page that was just opened.
    let is_inside = target.closest("[data-chain]").ok().flatten().is_some() || target.tag_name() == "BODY";
    if !page::is_plain(event) || !is_inside {
        return false;
    }
    LIVE.with_borrow_mut(|live| {
        let Some(live) = live else { return false };
        let key = event.key();
        if key == "Escape" && !live.lit.is_empty() {
            live.close();
            return true;
        }
        let Some(at) = live.entries.iter().position(|entry| entry.is_target(&target)) else { return false };
        live.walk(&key, at, event.time_stamp())
    })
}

/// Answers a change of the controls; `false` if no chain is shown.
pub(super) fn change() -> bool {
    LIVE.with_borrow_mut(|live| {
        let Some(live) = live else { return false };
        live.query = Query {
            event: live.query.event.clone(),
            episode: Slug::parse(&controls::control("episode")),
            country: ActorCode::called(&controls::control("country")),
            kind: Kind::parse(&controls::control("kind")),
            sort: Order::parse(&controls::control("sort")).unwrap_or_default(),
            is_folded: !controls::control("waves").is_empty(),
            unreadable: Vec::new(),
        };
        document::notify("");
        let before = live.drawn;
        live.redraw();
        live.tell_shown(before);
        live.light();
        if live.chosen.is_none() {
            // The mark of a card of several events may be gone.
            page::set_card("");
        }
        live.write_address();
        true
    })
}

/// Sets the controls back; `false` if no chain is shown.
pub(super) fn reset() -> bool {
    let before = LIVE.with_borrow(|live| live.as_ref().map(|live| (live.query.event.clone(), live.drawn)));
    let Some((event, drawn)) = before else { return false };
    // A chosen event is chosen again, and told again.
    let tells = event.is_none();
    show(&Query { event, ..Query::default() }, false);
    LIVE.with_borrow(|live| {
        live.as_ref().map(|live| {
            if tells {
                live.tell_shown(drawn);
            }
            live.write_address();
        })
    })
    .is_some()
}

impl Live {
    fn entry_of(&self, index: EventIndex) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.event == Some(index.as_usize()))
    }

    /// Draws what the query asks for, unless it is drawn already, and filters the outline.
    fn redraw(&mut self) {
        let selection = selection_of(&self.query, self.scope);
        controls::set_control_shown("waves", selection.episode.is_some());
        if selection == self.drawn {
            return;
        }
        self.drawn = selection;
        page::put_out(&mut self.lit);
        page::set_picture(&picture_html(&selection, &self.root));
        self.pictures = page::pictures();
        self.filter_outline();
    }

    /// Says how many events are left to those who do not see it, if the filters have changed.
    fn tell_shown(&self, before: Selection) {
        let filters = |drawn: Selection| (drawn.episode, drawn.country, drawn.kind);
        if filters(self.drawn) != filters(before) {
            // Where none is left, the picture says so itself.
            let shown = self.drawn.events(&FACTS).len();
            let said = format!("Shown: {}.", words::counted(shown, "event", "events"));
            page::say(if shown > 0 { &said } else { "" });
        }
    }

    /// Takes away what the filters leave out; what stands above something shown stays.
    fn filter_outline(&self) {
        let mut kept_at: Option<usize> = None;
        for entry in self.entries.iter().rev() {
            let level = entry.row().level;
            let is_above_kept = kept_at.is_some_and(|kept| kept > level);
            let holds =
                entry.event.and_then(|place| FACTS.events.get(place)).is_some_and(|event| self.drawn.holds(event));
            let is_kept = holds || is_above_kept;
            entry.set_hidden(!is_kept);
            if is_kept {
                kept_at = Some(level);
            }
            if is_above_kept && entry.event.is_none() && self.drawn.episode.is_some() {
                entry.set_open(true);
            }
        }
        // The one stop of the Tab key must be one that can be reached.
        let rows = self.rows();
        let seen = walk::visible(&rows);
        if !self.entries.iter().zip(0..).any(|(entry, i)| entry.is_stop() && seen.contains(&i))
            && let Some(first) = seen.first()
        {
            self.stop_at(*first);
        }
    }

    /// Chooses an event: all that led to it and followed from it is lit, and its card opens.
    fn choose(&mut self, event: Option<EventIndex>) {
        if let Some(before) = self.chosen.and_then(|before| self.entry_of(before)) {
            before.set_selected(false);
        }
        if self.chosen != event {
            host::say(&Outgoing::select(event.map(|index| FACTS.event(index).id.as_str())));
        }
        self.chosen = event;
        self.opener = None;
        self.choices = self.choices.wrapping_add(1);
        self.query.event = event.and_then(|index| Slug::parse(FACTS.event(index).id.as_str()));
        let Some(index) = event else {
            self.light_all(&[]);
            return page::set_card("");
        };
        // The picture first, in this frame; the outline and the card move everything around them, so they follow.
        let lights = self.light_pictures(&[index.as_usize()]);
        let choice = self.choices;
        after_paint(move || {
            LIVE.with_borrow_mut(|live| {
                if let Some(live) = live.as_mut().filter(|live| live.choices == choice && live.chosen == Some(index)) {
                    live.light_outline(&lights);
                    live.show_chosen(index);
                }
            });
        });
    }

    /// Shows the chosen event in the outline and in the card.
    fn show_chosen(&self, index: EventIndex) {
        let Some(place) = self.entries.iter().position(|entry| entry.event == Some(index.as_usize())) else { return };
        self.open_above(place);
        self.entries[place].set_selected(true);
        self.stop_at(place);
        self.open_card(index, &self.entries[place].text);
        self.fetch_details(index);
        self.entries[place].reveal();
    }

    /// Chooses a mark of several events: the card names them, each to be chosen alone.
    fn choose_several(&mut self, events: &str, title: &str) {
        document::notify("");
        self.choose(None);
        let places: Vec<usize> = events.split(' ').filter_map(|place| place.parse().ok()).collect();
        let mut list = String::new();
        for entry in &self.entries {
            if let Some(place) = entry.event.filter(|place| places.contains(place)) {
                // Writing to a String cannot fail.
                _ = write!(
                    list,
                    "<li><a href=\"{}\" data-e=\"{place}\">{}</a></li>",
                    entry.href(),
                    escape(&entry.text)
                );
            }
        }
        page::set_card(&format!("{CLOSE}<h2>{}</h2><ul>{list}</ul>", escape(title)));
        page::say(title);
        self.light_all(&places);
        self.write_address();
    }

    fn light(&mut self) {
        match self.chosen {
            Some(index) => self.light_all(&[index.as_usize()]),
            None => self.light_all(&[]),
        }
    }

    /// Lights some events and all that led to them or followed from them.
    fn light_all(&mut self, chosen: &[usize]) {
        let lights = self.light_pictures(chosen);
        self.light_outline(&lights);
    }

    fn light_pictures(&mut self, chosen: &[usize]) -> Lights {
        page::put_out(&mut self.lit);
        page::set_chosen(!chosen.is_empty());
        let none = || vec![false; FACTS.events.len()];
        let mut lights = Lights { chosen: chosen.to_vec(), before: none(), after: none() };
        for place in chosen {
            let Ok(index) = u32::try_from(*place).map(EventIndex) else { continue };
            for event in GRAPH.ancestors(index).into_iter().chain([index]) {
                lights.before[event.as_usize()] = true;
            }
            for event in GRAPH.descendants(index).into_iter().chain([index]) {
                lights.after[event.as_usize()] = true;
            }
        }
        if !chosen.is_empty() {
            for picture in &self.pictures {
                picture.light(&lights, &mut self.lit);
            }
        }
        lights
    }

    fn light_outline(&mut self, lights: &Lights) {
        for entry in &self.entries {
            if entry.event.is_some_and(|event| lights.holds(event)) {
                entry.light(&mut self.lit);
            }
        }
    }

    /// The card says at once what the outline says; details come from the event's own page.
    fn open_card(&self, index: EventIndex, text: &str) {
        let event = FACTS.event(index);
        let id = event.id.as_str();
        let page_href = Route::event(id).unwrap_or(Route::Home).href(&self.root);
        let step = FACTS.step_of(index).and_then(|(episode, step)| {
            let route = Route::step(FACTS.episodes.get(episode)?.id.as_str(), step + 1)?;
            Some(format!(
                "<a href=\"{}?event={id}\">In the story: step {}</a> · ",
                escape(&route.href(&self.root)),
                step + 1
            ))
        });
        // The entry says what happened, then what answered it.
        let (said, answers) = words::split_once(text, "; ").unwrap_or((text, ""));
        let answers = if answers.is_empty() { String::new() } else { format!("<p>{}.</p>", escape(answers)) };
        page::set_card(&format!(
            "{CLOSE}<h2>{}</h2>{answers}\
             <p class=\"chain-card__links\">{}<a href=\"{}\">Page of its own</a></p><div data-card-details aria-busy=\"true\"></div>",
            escape(said),
            step.unwrap_or_default(),
            escape(&page_href),
        ));
        page::say(text);
    }

    fn fetch_details(&self, index: EventIndex) {
        let page_href = Route::event(FACTS.event(index).id.as_str()).unwrap_or(Route::Home).href(&self.root);
        spawn(async move {
            let text = pages::text_of(&page_href).await;
            let is_still_chosen = LIVE.with_borrow(|live| live.as_ref().is_some_and(|live| live.chosen == Some(index)));
            if is_still_chosen {
                page::set_card_details(&text.map_or_else(
                    |_| "<p>Sources and details stand on its page; they could not be fetched from here.</p>".to_owned(),
                    |text| text.card,
                ));
            }
        });
    }

    fn choose_by_reader(&mut self, event: EventIndex) {
        // The place stands in the page, which others can write to.
        if FACTS.events.get(event.as_usize()).is_none() {
            return;
        }
        document::notify("");
        self.choose(Some(event));
        self.write_address();
    }

    /// Undoes the choice. The focus goes to the mark that was clicked; else to its entry in the outline, where the reader can go
    /// on, or to the stop of the Tab key if that entry is out of sight; the page stays where it is.
    fn close(&mut self) {
        let chosen = self.chosen;
        let opener = self.opener.take();
        self.choose(None);
        // The line for screen readers must not go on telling of it.
        page::say("");
        self.write_address();
        let stop = self.entries.iter().find(|entry| entry.is_stop());
        // An entry out of sight takes no focus.
        for entry in stop.into_iter().chain(chosen.and_then(|chosen| self.entry_of(chosen))) {
            entry.focus_in_place();
        }
        if let Some(mark) = opener {
            page::focus_mark(&mark);
        }
    }

    /// Puts the choice into the address, after the paint: browsers take their time over it.
    fn write_address(&self) {
        let Some((path, _)) = history::current() else { return };
        let query = self.query.clone();
        after_paint(move || {
            // The reader may have gone on to another page, or chosen anew.
            let is_still_so = LIVE.with_borrow(|live| live.as_ref().is_some_and(|live| live.query == query));
            if is_still_so && history::current().is_some_and(|(now, _)| now == path) {
                history::replace(&format!("{path}{query}"));
            }
        });
    }

    fn rows(&self) -> Vec<Row> {
        self.entries.iter().map(Entry::row).collect()
    }

    fn walk(&mut self, key: &str, at: usize, now: f64) -> bool {
        let rows = self.rows();
        let is_typing = !self.typed.0.is_empty() && now - self.typed.1 <= TYPING_MS;
        match self.entries[at].event.map(u32::try_from) {
            Some(Ok(place)) if key == " " && !is_typing => {
                self.choose_by_reader(EventIndex(place));
                return true;
            }
            // An era or a crisis has no card; the Enter key follows a crisis's link.
            None if (key == " " && !is_typing) || (key == "Enter" && !self.entries[at].is_link()) => {
                self.entries[at].toggle();
                return true;
            }
            _ => {}
        }
        match walk::step(key, &rows, at) {
            Some(Move::To(to)) => self.move_to(to),
            Some(Move::Open(row)) => self.entries[row].set_open(true),
            Some(Move::Close(row)) => self.entries[row].set_open(false),
            None if key.chars().count() == 1 => {
                if !is_typing {
                    self.typed.0.clear();
                }
                self.typed.0.push_str(key);
                self.typed.1 = now;
                let texts: Vec<&str> = self.entries.iter().map(|entry| entry.text.as_str()).collect();
                if let Some(to) = walk::type_ahead(&texts, &rows, at, &self.typed.0) {
                    self.move_to(to);
                }
            }
            None => return matches!(key, "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End"),
        }
        true
    }

    fn move_to(&self, to: usize) {
        self.stop_at(to);
        self.entries[to].focus();
    }

    fn stop_at(&self, place: usize) {
        for (i, entry) in self.entries.iter().enumerate() {
            entry.set_stop(i == place);
        }
    }

    /// Opens what an entry stands below.
    fn open_above(&self, place: usize) {
        let mut level = self.entries[place].row().level;
        for entry in self.entries[..place].iter().rev() {
            let row = entry.row();
            if row.level < level {
                level = row.level;
                entry.set_open(true);
            }
        }
    }
}
