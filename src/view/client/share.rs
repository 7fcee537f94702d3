//! The dialog that shares a page: its link as text and as a code for cameras, and the code that shows it in a frame.

use qrcodegen_no_heap::{QrCode, QrCodeEcc, Version};
use web_sys::Element;

use super::{client, leave, route_of, spawn};
use crate::compare::{Measure, Selection};
use crate::facts::FACTS;
use crate::html::escape;
use crate::platform::{document, history, pages, save, share as page};
use crate::route::Route;
use crate::words;

/// Answers a click on what opens the dialog or sends the link away; `false` for any other.
pub(super) fn click(target: &Element) -> bool {
    let is_on = |selector: &str| matches!(target.closest(selector), Ok(Some(_)));
    if is_on("[data-share]") {
        open();
        return true;
    }
    let is_sent = is_on("[data-share-sheet]");
    if is_sent {
        page::send(&title(), &link());
    }
    is_sent
}

/// Answers a change in the dialog; `false` if it is not open.
pub(super) fn change() -> bool {
    let is_open = page::is_open();
    if is_open {
        fill();
    }
    is_open
}

fn open() {
    let Some(client) = client() else { return };
    let path = Route::Sharing.href(&client.root);
    spawn(async move {
        let text = match pages::text_of(&path).await {
            Ok(text) => text,
            Err(missing) => return leave(&path, missing),
        };
        if page::open(&text.card) {
            document::fill("[data-qr]", &qr_svg(&link()), false);
            // What does not fit this page cannot be chosen; then something that does is.
            let shown = shown();
            let is_embeddable = shown.as_ref().is_some_and(|(route, _)| route.is_embeddable());
            let is_crisis = shown.as_ref().is_some_and(|(route, _)| crisis(route).is_some());
            page::set_choice("view", is_embeddable);
            page::set_choice("overview", is_crisis);
            page::set_choice("chain", is_crisis);
            if !is_embeddable {
                let is_country = matches!(shown, Some((Route::Country(_), _)));
                page::choose(if is_country { "compare" } else { "all" });
            }
            fill();
        }
    });
}

/// The page that is shown, and its query. A comparison is told by the page of its measure: that has a preview of its own.
fn shown() -> Option<(Route, String)> {
    let (path, query) = history::current()?;
    Some(match route_of(&path, &client()?)? {
        Route::Compare(page) => {
            let (chosen, _) = Selection::parse(&query, &FACTS, page);
            (Route::Compare(chosen.measure), chosen.to_query(&FACTS, chosen.measure))
        }
        route => (route, query),
    })
}

/// The link to what is shown.
fn link() -> String {
    match (shown(), client()) {
        (Some((route @ Route::Compare(_), query)), Some(client)) => {
            history::whole_address(&(route.href(&client.root) + &query))
        }
        _ => save::address(),
    }
}

/// The crisis that a page belongs to.
fn crisis(route: &Route) -> Option<&str> {
    match route {
        Route::Episode(id) | Route::Step(id, _) | Route::EpisodeChain(id) => Some(id.as_str()),
        _ => None,
    }
}

/// The title of the page without the name of the site.
fn title() -> String {
    let title = document::title();
    words::split_once(&title, " | ").map_or(title.clone(), |(own, _)| own.to_owned())
}

/// The page that is shown in the frame, its query and its title.
fn framed() -> Option<(Route, String, String)> {
    let what = page::value("what");
    let (route, query) = shown()?;
    if what == "view" {
        return Some((route, query, title()));
    }
    // The choice says what it is.
    let mut title = document::text_of("#share [name=what] :checked");
    let mut query = String::new();
    let route = match (what.as_str(), crisis(&route)) {
        ("overview", Some(id)) => {
            FACTS.find_episode(id)?.1.title.clone_into(&mut title);
            Route::episode(id)?
        }
        ("chain", Some(id)) => {
            title = title + ": " + FACTS.find_episode(id)?.1.title;
            Route::episode_chain(id)?
        }
        ("compare", _) => {
            if let Route::Country(code) = route {
                query = "?countries=".to_owned() + &code.as_str().to_ascii_lowercase();
            }
            Route::Compare(Measure::default())
        }
        _ => Route::Chain,
    };
    Some((route, query, title))
}

/// Writes link and code for what is chosen.
fn fill() {
    let Some((route, query, title)) = framed() else { return };
    let Some(root) = client().map(|client| history::whole_address(&client.root)) else { return };
    let hidden = page::hidden();
    let mut chosen = query.clone();
    let mut attributes = String::new();
    for (name, value) in [("scheme", page::value("scheme")), ("hide", hidden)] {
        if !value.is_empty() {
            chosen = chosen.clone() + if chosen.is_empty() { "?" } else { "&" } + name + "=" + &value;
            attributes = attributes + " " + name + "=\"" + &value + "\"";
        }
    }
    let path = route.to_string();
    let whole = route.href(&root);
    let (width, height) = (page::value("width"), page::value("height"));
    let embed = escape(&(root.clone() + "embed" + &path + &chosen));
    let values = [
        ("{link}", link()),
        ("{address}", escape(&(whole.clone() + &query))),
        ("{target}", whole.clone() + &query),
        ("{path}", escape(&(path + &query))),
        ("{attributes}", attributes),
        ("{title}", escape(&title)),
        ("{plain}", title),
        ("{preview}", whole.clone() + "preview.png"),
        ("{oembed}", whole + "oembed.json"),
        ("{width}", width.clone()),
        ("{height}", height.clone()),
        ("{embed}", embed.clone()),
        ("{root}", root),
    ];
    page::fill_templates(&values);
    // A file has no pages for frames.
    if history::is_one_file() {
        return;
    }
    document::fill(
        "[data-preview]",
        &format!("<iframe title=\"Preview\" inert src=\"{embed}\" width=\"{width}\" height=\"{height}\"></iframe>"),
        false,
    );
}

/// The address as a picture that a camera reads; empty where it is too long for one.
fn qr_svg(address: &str) -> String {
    let mut bytes = address.as_bytes().to_vec();
    let length = bytes.len();
    bytes.resize(Version::MAX.buffer_len().max(length), 0);
    let mut room = vec![0; Version::MAX.buffer_len()];
    let code = QrCode::encode_binary(
        &mut bytes,
        length,
        &mut room,
        QrCodeEcc::Medium,
        Version::MIN,
        Version::MAX,
        None,
        false,
    );
    let Ok(code) = code else { return String::new() };
    let side = code.size();
    let mut path = String::new();
    for y in 0..side {
        for x in 0..side {
            if code.get_module(x, y) {
                path = path + "M" + &x.to_string() + " " + &y.to_string() + "h1v1h-1z";
            }
        }
    }
    // Four modules of margin, as cameras want it.
    format!(
        "<svg class=\"qr\" viewBox=\"-4 -4 {0} {0}\" role=\"img\" aria-label=\"QR code of the link\"><path d=\"{path}\"/></svg>",
        side + 8
    )
}
