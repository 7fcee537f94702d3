//! Streams that are always empty: what the code of server functions needs in order to compile. Nothing here calls it.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::{JsCast, JsValue};

/// A stream of the browser, which is not read.
pub struct ReadableStream(web_sys::ReadableStream);

/// The items of a stream: none.
pub struct IntoStream;

impl ReadableStream {
    /// Holds a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// A stream without items, whatever is given.
    pub fn from_stream(_items: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(JsValue::UNDEFINED.unchecked_into())
    }

    /// The stream that it holds.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// No items.
    pub fn into_stream(self) -> IntoStream {
        IntoStream
    }
}

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
