//! Reading without a connection: what a browser is told to keep, and what makes the site an app that can be installed.

use std::collections::BTreeMap;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::assets::{hex, trimmed_script};
use super::missing::page_without_files;
use crate::route::Route;

const WORKER: &str = include_str!("../offline/worker.js");
/// The icon of the site.
pub(super) const ICON: &str = include_str!("../../style/favicon.svg");

/// The worker, at the root of the site: its scope is everything below.
pub const WORKER_FILE: &str = "offline-worker.js";

/// Holds the word "on"; a host that writes "off" into it takes the worker and its copies away from every reader.
pub const SWITCH_FILE: &str = "offline.txt";

/// What the worker answers with where a page is neither reachable nor kept.
pub const NO_CONNECTION_FILE: &str = "without-connection.html";

/// The description of the app.
pub const MANIFEST_FILE: &str = "manifest.webmanifest";

/// The files of one build that can be kept, each with the first 16 digits of its SHA-256.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    files: BTreeMap<String, String>,
    /// Those without which no page works.
    core: Vec<String>,
}

impl Kept {
    /// Adds a file by its address from the root; that of a page is its folder.
    pub fn add(&mut self, address: &str, bytes: &[u8]) {
        self.files.insert(address.to_owned(), hex(&Sha256::digest(bytes)[..8]));
    }

    /// Adds a file that every page needs.
    pub fn add_core(&mut self, address: &str, bytes: &[u8]) {
        self.add(address, bytes);
        self.core.push(address.to_owned());
    }

    /// Name and text of the list for the worker, of the build that is called `edition`.
    pub fn list(&self, edition: &str) -> (String, String) {
        (format!("offline-list-{edition}.json"), json!({ "core": self.core, "all": self.files }).to_string())
    }
}

/// The worker for the build that is called `edition`, whose list has this name.
pub fn worker(edition: &str, list: &str) -> String {
    trimmed_script(WORKER).replacen("{version}", edition, 1).replacen("{list}", list, 1)
}

/// The page for a reader without a connection. The worker puts the root of the site into it, and a word where no page that it
/// knows has the address.
pub fn no_connection_page() -> String {
    let link = |route: &Route, text: &str| format!("<a href=\"{}\">{text}</a>", route.href("{root}"));
    page_without_files(
        "No connection",
        "This page is not kept here",
        &format!(
            "<p>The site cannot be reached just now, and this page was not seen before in this browser. What you have seen \
             opens without a connection. {}, or go back.</p><!--unknown--><p>With a connection, {} offers to keep the whole site.</p>",
            link(&Route::Home, "Go to the start page"),
            link(&Route::Data, "the page of downloads")
        ),
        "",
    )
}

/// The sides of the icons in CSS pixels, and whether the picture leaves room for a system to cut its edges off.
const ICONS: [(u32, bool); 4] = [(192, false), (512, false), (512, true), (180, true)];

fn icon_name(side: u32, has_room: bool) -> String {
    format!("icon-{side}{}.png", if has_room { "-full" } else { "" })
}

/// The description of the app. `paper` is the colour behind it before a page is there.
pub fn manifest(paper: &str) -> String {
    let icons: Vec<Value> = ICONS
        .iter()
        .filter(|(side, _)| *side != 180)
        .map(|(side, has_room)| {
            json!({
                "src": icon_name(*side, *has_room),
                "sizes": format!("{side}x{side}"),
                "type": "image/png",
                "purpose": if *has_room { "maskable" } else { "any" },
            })
        })
        .chain([json!({ "src": "favicon.svg", "sizes": "any", "type": "image/svg+xml" })])
        .collect();
    let manifest = json!({
        "name": "Persona Non Grata",
        "short_name": "Persona Non Grata",
        "description": "The crises in which Russia and other states sent each other’s diplomats home, step by step, with every number sourced.",
        "lang": "en",
        "categories": ["education", "news", "reference"],
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": paper,
        "theme_color": paper,
        "icons": icons,
    });
    format!("{manifest:#}\n")
}

/// Name and bytes of each icon.
///
/// # Errors
/// A sentence if the icon cannot be drawn.
pub fn icons() -> Result<Vec<(String, Vec<u8>)>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("the icon cannot be drawn: {error}");
    let draw = |(side, has_room): (u32, bool)| {
        // Without its round corners: a system cuts its own.
        let svg = if has_room { ICON.replace(" rx=\"6\"", "") } else { ICON.to_owned() };
        let tree = Tree::from_str(&svg, &Options::default()).map_err(|error| failed(&error))?;
        let mut pixels = Pixmap::new(side, side).ok_or_else(|| failed(&"it is too large"))?;
        #[allow(clippy::cast_precision_loss, reason = "a side of some hundred pixels")]
        let scale = side as f32 / tree.size().width();
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        Ok((icon_name(side, has_room), pixels.encode_png().map_err(|error| failed(&error))?))
    };
    ICONS.into_iter().map(draw).collect()
}
