//! The entry point in the browser.

fn main() {
    #[cfg(target_arch = "wasm32")]
    persona_non_grata::view::start();
}
