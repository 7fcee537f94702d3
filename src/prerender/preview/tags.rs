//! How a page names its preview, for sites that show links.

use super::{FILE, HEIGHT, WIDTH};
use crate::prerender::pages::Rendered;
use crate::prerender::shell::{SiteUrl, escape};
use crate::route::Route;

/// The tags of a page's preview: Open Graph, and those that Twitter reads beside it. The address of the picture is
/// absolute where the public address is known, as most readers of these tags ask; else it is the file beside the page.
pub fn preview_tags(page: &Rendered, site: Option<&SiteUrl>) -> String {
    let image = match site {
        Some(site) => format!("{}{FILE}", page.route.href(site.as_str())),
        None => FILE.to_owned(),
    };
    let (title, description) = (escape(&page.title), escape(&page.description));
    let (image, alt) = (escape(&image), escape(&page.preview_alt));
    format!(
        "<meta property=\"og:type\" content=\"{}\">\n\
         <meta property=\"og:image\" content=\"{image}\">\n\
         <meta property=\"og:image:type\" content=\"image/png\">\n\
         <meta property=\"og:image:width\" content=\"{WIDTH}\">\n\
         <meta property=\"og:image:height\" content=\"{HEIGHT}\">\n\
         <meta property=\"og:image:alt\" content=\"{alt}\">\n\
         <meta name=\"twitter:card\" content=\"summary_large_image\">\n\
         <meta name=\"twitter:title\" content=\"{title}\">\n\
         <meta name=\"twitter:description\" content=\"{description}\">\n\
         <meta name=\"twitter:image\" content=\"{image}\">\n\
         <meta name=\"twitter:image:alt\" content=\"{alt}\">\n",
        kind(&page.route)
    )
}

/// A page that tells of one thing is an article; home and lists are the site.
const fn kind(route: &Route) -> &'static str {
    match route {
        Route::Home
        | Route::About
        | Route::Chain
        | Route::Compare(_)
        | Route::CompareRecord
        | Route::Sources
        | Route::Articles
        | Route::Data => "website",
        _ => "article",
    }
}
