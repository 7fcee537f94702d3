//! Messages to a frame from the page around it: JSON as it arrives, down to the address that the frame goes to.

#![no_main]

use libfuzzer_sys::fuzz_target;
use persona_non_grata::message::{Incoming, Request, Scheme};
use persona_non_grata::route::{Route, embed_root};
use url::Url;

/// A site in a folder; other sites may lie beside it.
const PAGE: &str = "https://site.example/some/folder/embed/chain/";

fuzz_target!(|message: &[u8]| {
    let Ok(incoming) = serde_json::from_slice::<Incoming>(message) else { return };
    let said = serde_json::to_value(&incoming).expect("JSON");
    assert_eq!(serde_json::from_value::<Incoming>(said).expect("a message"), incoming, "what is heard can be repeated");
    match incoming.request() {
        None => {}
        Some(Request::Theme(scheme)) => {
            let is_word = [Scheme::Light, Scheme::Dark, Scheme::Auto].contains(&scheme);
            assert!(is_word && scheme.key().bytes().all(|byte| byte.is_ascii_lowercase()));
        }
        Some(Request::Go { route, query, fragment }) => {
            assert!(route.is_embeddable(), "{route} has no page for frames");
            assert_eq!(Route::parse(&route.to_string()).as_ref(), Some(&route));
            assert!(query.is_empty() || query.starts_with('?'), "{query:?}");
            assert!(!query.contains('#'), "{query:?}");
            // As the program goes there: a link on the page that is shown, whose root is two folders up.
            let link = format!("{}{query}#{fragment}", route.href(&embed_root("../../")));
            let target = Url::parse(PAGE).and_then(|page| page.join(&link)).expect("a link that can be followed");
            assert_eq!(target.origin().ascii_serialization(), "https://site.example", "{link:?} leaves the site");
            assert_eq!(target.path(), format!("/some/folder/embed{route}"), "{link:?} leads elsewhere");
        }
    }
});
