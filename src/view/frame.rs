//! The links of the header and the footer.

use super::Frame;
use crate::compare::Measure;
use crate::dataset::Date;
use crate::html::escape;
use crate::route::Route;
use crate::words;

/// What the footer says of the whole.
pub const ORIGIN_NOTE: &str = "Data and text CC BY 4.0, code MIT or Apache-2.0.";

/// The frame around a page. `root` is where the site begins, as seen from it.
pub fn frame(root: &str, shown: &Route, cutoff: Date) -> Frame {
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
    Frame {
        header: format!(
            "{}<nav aria-label=\"Site\"><ul class=\"site-header__nav\"><li>{}</li></ul></nav>",
            link(" class=\"site-header__name\"", &Route::Home, "", "Persona Non Grata"),
            entries.join("</li><li>")
        ),
        footer: format!(
            "<a href=\"{}\">Method and corrections</a> · <a href=\"{}\">Data to take away</a> · <a href=\"{}\">A lesson for a class</a> · {ORIGIN_NOTE}",
            escape(&Route::About.href(root)),
            escape(&Route::Data.href(root)),
            escape(&Route::Lesson.href(root))
        ),
        cutoff: words::date(cutoff),
    }
}
