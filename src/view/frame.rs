//! What stands around the content of a page: skip link, header and footer; in a frame one line.

use crate::compare::Measure;
use crate::dataset::Date;
use crate::html::escape;
use crate::route::Route;
use crate::words;

/// What the footer says of the whole.
pub const ORIGIN_NOTE: &str = "Data and text CC BY 4.0, code MIT or Apache-2.0.";

/// The whole page inside `<div id="app">`: `content` with the frame of the site around it. `root` is where the site begins,
/// as seen from the page.
pub fn framed_html(content: &str, root: &str, shown: &Route, cutoff: Date) -> String {
    let link = |class: &str, route: &Route, fragment: &str, name: &str| {
        let current = if route == shown && fragment.is_empty() { " aria-current=\"page\"" } else { "" };
        format!("<a{class} href=\"{}{fragment}\"{current}>{name}</a>", escape(&route.href(root)))
    };
    let entries = [
        link("", &Route::Home, "#episodes", "Episodes"),
        link("", &Route::Chain, "", "Chain"),
        link("", &Route::Compare(Measure::default()), "", "Compare"),
        link("", &Route::Articles, "", "Articles"),
        link("", &Route::Sources, "", "Sources"),
        link("", &Route::Data, "", "Data"),
        link("", &Route::About, "", "About"),
    ];
    format!(
        "<a class=\"skip-link\" href=\"#main\">Skip to content</a>\
         <header class=\"site-header\"><div class=\"site-header__inner\">\
         <div class=\"site-header__links\" data-links>{}<nav aria-label=\"Site\"><ul class=\"site-header__nav\"><li>{}</li></ul></nav></div>\
         <div class=\"site-header__tools\"><span data-links><a class=\"share-link\" href=\"{share}\" data-share>Share<span class=\"visually-hidden\"> or embed</span></a></span>\
         <button type=\"button\" class=\"scheme-switch\" hidden>Dark<span class=\"visually-hidden\"> colours</span></button></div></div></header>\
         <main id=\"main\" class=\"site-main\" tabindex=\"-1\">{content}</main>\
         <footer class=\"site-footer\"><p>The data end on <span data-part=\"cutoff\">{}</span>. Cases found, not all there were.</p>\
         <p data-links><a href=\"{}\">Method and corrections</a> · <a href=\"{}\">Data to take away</a> · <a href=\"{}\">A lesson for a class</a> · <a href=\"{share}\">Put it on your own page</a> · <a href=\"{accessibility}\">Accessibility</a> · {ORIGIN_NOTE}</p></footer>",
        link(" class=\"site-header__name\"", &Route::Home, "", "Persona Non Grata"),
        entries.join("</li><li>"),
        words::date(cutoff),
        escape(&Route::About.href(root)),
        escape(&Route::Data.href(root)),
        escape(&Route::Lesson.href(root)),
        share = escape(&Route::Sharing.href(root)),
        accessibility = escape(&Route::Accessibility.href(root)),
    )
}

/// The same for a page that is shown in a frame of another site: one line leads to the full page.
pub fn embedded_html(content: &str, full: &str, cutoff: Date) -> String {
    format!(
        "<main id=\"main\" class=\"site-main\" tabindex=\"-1\">{content}</main>\
         <footer class=\"embed-line\"><p><a href=\"{}\" target=\"_blank\" rel=\"noopener\" data-full>Full page at Persona Non Grata<span class=\"visually-hidden\"> (opens a new tab)</span></a> \
         Data to <span data-part=\"cutoff\">{}</span>, cases found.</p></footer>",
        escape(full),
        words::date(cutoff)
    )
}
