//! The frame of every page: skip link, header, main, footer.

use leptos::prelude::*;

use super::page::Page;
use super::scheme::SchemeSwitch;

/// The parts of the frame that stand in the prerendered page and hydration leaves as they are, as HTML. In the browser
/// they are empty: there the links of the page itself are used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The name of the site and the links beside it.
    pub header: String,
    /// The last line of the footer.
    pub footer: String,
    /// The day the data end, in words.
    pub cutoff: String,
}

/// The whole page inside `<div id="app">`.
#[component]
pub fn App(
    /// The page shown; the browser sets it on navigation.
    page: RwSignal<Page>,
    /// What stands around it.
    frame: Frame,
) -> impl IntoView {
    let Frame { header, footer, cutoff } = frame;
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="site-header">
            <div class="site-header__inner">
                <div class="site-header__links" data-links="" inner_html=header></div>
                <SchemeSwitch/>
            </div>
        </header>
        <main id="main" class="site-main" tabindex="-1">
            // In the browser it stands already when the program starts; from then on the text of each page comes whole.
            <div class="site-main__content" data-part="main" inner_html=move || page.with(|page| page.text.main.clone())></div>
        </main>
        <footer class="site-footer">
            <p>"The data end on " <span data-part="cutoff" inner_html=cutoff></span> ". Cases found, not all there were."</p>
            <p data-links="" inner_html=footer></p>
        </footer>
    }
}
