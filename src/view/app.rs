//! The frame of every page: skip link, header, main, footer.

use leptos::either::Either;
use leptos::prelude::*;

use super::page::{Page, Place};
use super::scheme::SchemeSwitch;
use super::step::step_view;
use crate::compare::Measure;
use crate::facts::FACTS;
use crate::html::escape;
use crate::route::Route;

/// What the footer says of the whole.
pub const ORIGIN_NOTE: &str = "Data and text CC BY 4.0, code MIT or Apache-2.0.";

/// The links of the header. As text: attribute by attribute they would weigh four times as much.
fn nav_html(root: &str, shown: &Route) -> String {
    let link = |route: &Route, fragment: &str, name: &str| {
        let current = if route == shown && fragment.is_empty() { " aria-current=\"page\"" } else { "" };
        format!("<li><a href=\"{}{fragment}\"{current}>{name}</a></li>", escape(&route.href(root)))
    };
    link(&Route::Home, "#episodes", "Episodes")
        + &link(&Route::Chain, "", "Chain")
        + &link(&Route::Compare(Measure::default()), "", "Compare")
        + &link(&Route::About, "", "About")
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
    let href = move |route: Route| move || route.href(&root.get());
    let is_current = move |route: Route| move || (page.with(|page| page.route == route)).then_some("page");
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="site-header">
            <div class="site-header__inner">
                <a class="site-header__name" href=href(Route::Home) aria-current=is_current(Route::Home)>
                    "Persona Non Grata"
                </a>
                <nav aria-label="Site">
                    <ul class="site-header__nav" inner_html=move || nav_html(&root.get(), &page.with(|page| page.route.clone()))></ul>
                </nav>
                <SchemeSwitch/>
            </div>
        </header>
        <main id="main" class="site-main" tabindex="-1">
            {move || {
                let page = page.get();
                let root = root.get();
                match Place::of(&page.route, &FACTS) {
                    // Not `into_any`: it would carry ways of hydrating that this program never takes, and they weigh more.
                    Some(place) => Either::Left(step_view(place, &page.text, &root)),
                    None => Either::Right(view! { <div class="site-main__content" data-part="main" inner_html=page.text.main></div> }),
                }
            }}
        </main>
        <footer class="site-footer">
            <p>
                "The data end on " <span data-part="cutoff" inner_html=cutoff></span> ". Cases found, not all there were. "
                <a href=href(Route::About)>"Method and corrections"</a> " · "
                <a href=move || format!("{}data/dataset.json", root.get()) download="persona-non-grata.json">"Dataset (JSON)"</a>
            </p>
            <p>{ORIGIN_NOTE}</p>
        </footer>
    }
}
