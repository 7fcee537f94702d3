//! What moves on every page: its content. The frame around it stands in the page and is left as it is: see `frame`.

use leptos::prelude::*;

use super::page::Page;

/// The content of a page. In the browser it stands already when the program starts; from then on the text of each page
/// comes whole.
#[component]
pub fn Content(
    /// The page shown; the browser sets it on navigation.
    page: RwSignal<Page>,
) -> impl IntoView {
    view! {
        <div class="site-main__content" data-part="main" inner_html=move || page.with(|page| page.text.main.clone())></div>
    }
}
