//! The dialog that shares a page: its link as text and as a code for cameras, and the code that shows it in a frame.

use qrcodegen_no_heap::{QrCode, QrCodeEcc, Version};
use web_sys::Element;

use super::{client, route_of, spawn};
use crate::compare::Measure;
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
        page::send(&title(), &save::address());
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
        let Some(text) = pages::text_of(&path).await else { return history::load(&path) };
        if page::open(&text.card) {
            let address = save::address();
            document::fill("[data-qr]", &qr_svg(&address), false);
            fill();
        }
    });
}

/// The title of the page without the name of the site.
fn title() -> String {
    let title = document::title();
    words::split_once(&title, " | ").map_or(title.clone(), |(own, _)| own.to_owned())
}

/// The page that is shown in the frame, and its query.
fn framed(what: &str) -> Option<(Route, String)> {
    let (path, query) = history::current()?;
    let route = route_of(&path, &client()?)?;
    let id = match &route {
        Route::Episode(id) | Route::Step(id, _) | Route::EpisodeChain(id) => Some(id.as_str()),
        _ => None,
    };
    // What does not fit this page cannot be chosen.
    page::set_choice("view", route.is_embeddable());
    page::set_choice("overview", id.is_some());
    page::set_choice("chain", id.is_some());
    let compare = Route::Compare(Measure::default());
    match (what, id) {
        ("overview", Some(id)) => Route::episode(id).map(|route| (route, String::new())),
        ("chain", Some(id)) => Route::episode_chain(id).map(|route| (route, String::new())),
        ("compare", _) => Some(match route {
            Route::Country(code) => (compare, "?countries=".to_owned() + &code.as_str().to_ascii_lowercase()),
            _ => (compare, String::new()),
        }),
        ("view", _) if route.is_embeddable() => Some((route, query)),
        _ => Some((Route::Chain, String::new())),
    }
}

/// Writes link and code for what is chosen.
fn fill() {
    let Some((route, query)) = framed(&page::value("what")) else { return };
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
    let (width, height, title) = (page::value("width"), page::value("height"), title());
    let embed = escape(&(root.clone() + "embed" + &path + &chosen));
    let values = [
        ("{link}", save::address()),
        ("{address}", escape(&(whole.clone() + &query))),
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
    document::fill(
        "[data-preview]",
        &format!("<iframe title=\"Preview\" src=\"{embed}\" width=\"{width}\" height=\"{height}\"></iframe>"),
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
