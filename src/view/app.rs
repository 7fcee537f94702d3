//! The frame of every page: skip link, header, main, footer.

use leptos::prelude::*;

use super::page::Page;
use super::scheme::SchemeSwitch;
use crate::compare::Measure;
use crate::html::escape;
use crate::route::Route;

/// What the footer says of the whole.
pub const ORIGIN_NOTE: &str = "Data and text CC BY 4.0, code MIT or Apache-2.0.";

/// The name of the site and the links beside it. As text: attribute by attribute they would weigh four times as much.
fn header_html(root: &str, shown: &Route) -> String {
    let link = |class: &str, route: &Route, fragment: &str, name: &str| {
        let current = if route == shown && fragment.is_empty() { " aria-current=\"page\"" } else { "" };
        format!("<a{class} href=\"{}{fragment}\"{current}>{name}</a>", escape(&route.href(root)))
    };
    let entries = [
        link("", &Route::Home, "#episodes", "Episodes"),
        link("", &Route::Chain, "", "Chain"),
        link("", &Route::Compare(Measure::default()), "", "Compare"),
        link("", &Route::About, "", "About"),
    ];
    format!(
        "{}<nav aria-label=\"Site\"><ul class=\"site-header__nav\"><li>{}</li></ul></nav>",
        link(" class=\"site-header__name\"", &Route::Home, "", "Persona Non Grata"),
        entries.join("</li><li>")
    )
}

/// The links of the footer.
fn footer_html(root: &str) -> String {
    format!(
        "<a href=\"{}\">Method and corrections</a> · <a href=\"{}data/dataset.json\" download=\"persona-non-grata.json\">Dataset (JSON)</a> · {ORIGIN_NOTE}",
        escape(&Route::About.href(root)),
        escape(root)
    )
}

/// The whole page inside `<div id="app">`.
#[component]
pub fn App(
    /// The page shown; the browser sets it on navigation.
    page: RwSignal<Page>,
    /// Where the site begins, as seen from this page: relative at first, absolute once the program runs. Ends with a
    /// slash.
    root: RwSignal<String>,
    /// The day the data end, in words.
    cutoff: String,
) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="site-header">
            <div class="site-header__inner">
                <div class="site-header__links" inner_html=move || header_html(&root.get(), &page.with(|page| page.route.clone()))></div>
                <SchemeSwitch/>
            </div>
        </header>
        <main id="main" class="site-main" tabindex="-1">
            // In the browser it stands already when the program starts; from then on the text of each page comes whole.
            <div class="site-main__content" data-part="main" inner_html=move || page.with(|page| page.text.main.clone())></div>
        </main>
        <footer class="site-footer">
            <p>"The data end on " <span data-part="cutoff" inner_html=cutoff></span> ". Cases found, not all there were."</p>
            <p inner_html=move || footer_html(&root.get())></p>
        </footer>
    }
}
