//! `404.html`: served at any depth, so nothing in it may be relative to where it lies.
//!
//! Its style and its script stand in the page, allowed by their hashes. The script looks for the site's root by asking
//! for a file that only the root has, then makes the links work, fetches the list of all addresses (`addresses.json`) and
//! names the pages nearest to what was asked. Without the list it knows the crises, which stand in the page.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::shell::{SiteUrl, escape};
use crate::dataset::Dataset;
use crate::route::Route;

const STYLE: &str = include_str!("missing.css");
const SCRIPT: &str = include_str!("missing.js");
/// Without one of its own some browsers ask the host for an icon, which the policy of the page refuses.
const ICON: &str = include_str!("../../style/favicon.svg");

/// The page for a wrong address.
pub fn missing_page(dataset: &Dataset, site: Option<&SiteUrl>) -> String {
    let link = |route: &Route, text: &str| {
        let path = route.to_string();
        let href = site.map_or_else(String::new, |site| format!(" href=\"{}\"", escape(&route.href(site.as_str()))));
        format!("<a data-path=\"{}\"{href}>{}</a>", path.trim_start_matches('/'), escape(text))
    };
    let mut episodes = String::new();
    for episode in dataset.facts.episodes {
        if let Some(route) = Route::episode(episode.id.as_str()) {
            // Writing to a String cannot fail.
            _ = writeln!(episodes, "<li>{}</li>", link(&route, episode.title));
        }
    }
    page_without_files(
        "Page not found",
        "There is no page at this address",
        &format!(
            "<p id=\"wanted\" hidden>Looked for: <code></code></p>\n\
             <p>It may be mistyped, or from another edition. {home}</p>\n\
             <noscript><p>To reach the start, shorten the address to the site’s own folder.</p></noscript>\n\
             <section id=\"near\" hidden>\n<h2>Nearest to that address</h2>\n<ul></ul>\n</section>\n\
             <h2>The crises</h2>\n<ul id=\"list\">\n{episodes}</ul>",
            home = link(&Route::Home, "Go to the start page"),
        ),
        SCRIPT,
    )
}

/// The checksum by which a policy allows a script or a style that stands in the page: `sha256-…`.
pub(super) fn sum(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// The checksums of what stands inside the pages that [`page_without_files`] makes: of scripts, and of styles.
pub(super) fn sums() -> ([String; 1], [String; 1]) {
    ([sum(SCRIPT)], [sum(STYLE)])
}

/// A page that is served at any depth, or where nothing else can be had: style and script stand in it.
pub(super) fn page_without_files(title: &str, heading: &str, content: &str, script: &str) -> String {
    let (allowed, script) = match script {
        "" => ("'none'".to_owned(), String::new()),
        script => (format!("'{}'", sum(script)), format!("<script>{script}</script>\n")),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {allowed}; \
         style-src '{style}'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"icon\" type=\"image/svg+xml\" href=\"data:image/svg+xml;base64,{icon}\">\n<title>{title} | Persona Non Grata</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <p class=\"name\">Persona Non Grata</p>\n<h1>{heading}</h1>\n{content}\n</main>\n{script}</body>\n</html>\n",
        style = sum(STYLE),
        icon = STANDARD.encode(ICON.trim()),
    )
}
