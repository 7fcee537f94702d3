//! How a page is shown in other people's pages: oEmbed, as a file beside each page that has a version for frames.
//!
//! A program that is given the page's address finds the file by a link in the page's head (oembed.com, section 4).

use serde_json::{Value, json};

use super::pages::{Rendered, SITE_NAME};
use super::shell::{SiteUrl, escape};
use crate::route::Route;
use crate::view::sharing::SANDBOX;

/// The name of the file, in the folder of its page.
const FILE: &str = "oembed.json";

/// The width that the frame is made for, in CSS pixels; it becomes as wide as its place allows.
const WIDTH: u32 = 640;

/// A file that says how a page is shown elsewhere.
pub struct Oembed {
    /// Its name, from the root of the site.
    pub file: String,
    /// Its text.
    pub json: String,
}

/// The file of a page, with the page's own title; `None` where the page has no version for frames.
///
/// Without the public address the addresses in it are relative to the file.
pub fn oembed(route: &Route, title: &str, site: Option<&SiteUrl>) -> Option<Oembed> {
    let height = height(route)?;
    let root = site.map_or_else(|| route.relative_root(), |site| site.as_str().to_owned());
    let path = route.to_string();
    let path = path.trim_start_matches('/');
    let html = format!(
        "<iframe src=\"{src}\" title=\"{title}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" \
         sandbox=\"{SANDBOX}\" style=\"border:0\"></iframe>",
        src = escape(&format!("{root}embed/{path}")),
        title = escape(title),
    );
    let value: Value = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": SITE_NAME,
        "provider_name": SITE_NAME,
        "provider_url": root,
        "cache_age": 86_400,
        "thumbnail_url": format!("{root}{path}preview.png"),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "html": html,
        "width": WIDTH,
        "height": height,
    });
    Some(Oembed { file: format!("{path}{FILE}"), json: value.to_string() })
}

/// The link in the head of a page by which the file is found; nothing where there is none.
pub(super) fn discovery_link(page: &Rendered, site: Option<&SiteUrl>) -> String {
    if !page.route.is_embeddable() {
        return String::new();
    }
    // Programs that look for it may read the link without regard to the address of the page.
    let folder = site.map_or_else(String::new, |site| page.route.href(site.as_str()));
    format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}{FILE}\" title=\"{}\">\n",
        escape(&folder),
        escape(page.own_title())
    )
}

/// How high the frame is, in CSS pixels, so that most of a page of its kind is seen at the usual width.
fn height(route: &Route) -> Option<u32> {
    match route {
        _ if !route.is_embeddable() => None,
        Route::Event(_) => Some(560),
        Route::Compare(_) => Some(800),
        _ => Some(900),
    }
}
