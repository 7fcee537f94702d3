//! The browser: history, other pages' text, storage, focus. The only module that knows it; compiled for wasm alone.

pub mod chain;
pub mod cite;
pub mod compare;
pub mod controls;
pub mod document;
pub mod history;
pub mod host;
pub mod links;
pub mod lists;
pub mod pages;
pub mod save;
pub mod share;

/// The window. A program without one is not run by a browser; then there is nothing to do.
pub(crate) fn window() -> Option<web_sys::Window> {
    web_sys::window()
}
