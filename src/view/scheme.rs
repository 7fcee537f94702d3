//! Light or dark: by the system's setting until the reader chooses.

use leptos::prelude::*;

/// A button that switches between light and dark and remembers it.
///
/// Prerendered hidden: without the program it could do nothing. In the browser it shows itself once it works.
#[component]
pub fn SchemeSwitch() -> impl IntoView {
    let is_dark = RwSignal::new(None::<bool>);
    #[cfg(target_arch = "wasm32")]
    Effect::new(move |_| {
        let follow = move || is_dark.set(Some(crate::platform::scheme::is_dark()));
        follow();
        crate::platform::scheme::on_system_change(follow);
    });
    let on_click = move |_| {
        let dark = !is_dark.get_untracked().unwrap_or(false);
        is_dark.set(Some(dark));
        #[cfg(target_arch = "wasm32")]
        crate::platform::scheme::choose(dark);
    };
    view! {
        <button type="button" class="scheme-switch" hidden=move || is_dark.get().is_none() on:click=on_click>
            {move || if is_dark.get() == Some(true) { "Light" } else { "Dark" }}
            <span class="visually-hidden">" colours"</span>
        </button>
    }
}
