//! Addresses: the path of one and the root of a site, parted by a line end.

#![no_main]

use libfuzzer_sys::fuzz_target;
use persona_non_grata::route::{Route, embed_root, path_in_site, site_root};
use url::Url;

/// Where a browser goes from `page` by a link.
fn followed(page: &str, link: &str) -> String {
    let page = Url::parse("https://site.example").and_then(|site| site.join(page)).expect("the address of a page");
    let target = page.join(link).expect("a link that can be followed");
    assert_eq!(target.origin(), page.origin(), "{link:?} leaves the site");
    target.path().to_owned()
}

fn check(route: &Route) {
    let path = route.to_string();
    assert_eq!(Route::parse(&path).as_ref(), Some(route), "a printed route is read back");
    assert_eq!(
        Route::parse(path.strip_suffix('/').filter(|path| !path.is_empty()).unwrap_or("/")).as_ref(),
        Some(route)
    );
    assert_eq!(Route::parse(&format!("{path}index.html")).as_ref(), Some(route));
    assert!(path.starts_with('/') && path.ends_with('/') && !path.contains("//"), "{path:?}");
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'/';
    assert!(path.bytes().all(is_plain), "{path:?} would need escaping");
    // From its own page, from the root, and as a page for frames.
    assert_eq!(followed(&path, &route.href(&route.relative_root())), path);
    assert_eq!(followed("/", &route.href("./")), path);
    let in_frame = followed("/", &route.href(&embed_root("./")));
    assert_eq!(in_frame, if route.is_embeddable() { format!("/embed{path}") } else { path.clone() });
    assert_eq!(site_root(&embed_root("./")), "./");
    assert_eq!(path_in_site(&format!("/some/folder{path}"), "/some/folder/"), Some(path));
}

fuzz_target!(|text: &str| {
    let (address, root) = text.split_once('\n').unwrap_or((text, "/"));
    if let Some(route) = Route::parse(address) {
        check(&route);
    }
    // What lies in the site begins with its root, whatever the two are.
    if let Some(path) = path_in_site(address, root) {
        assert_eq!(format!("{}{path}", &root[..root.len() - 1]), address);
        assert!(path.starts_with('/') && root.ends_with('/'));
        if let Some(route) = Route::parse(&path) {
            check(&route);
        }
    } else {
        assert!(!root.ends_with('/') || !address.starts_with(root), "{address:?} lies in {root:?}");
    }
});
