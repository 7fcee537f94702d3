//! The page around a frame: what is said to it, and what it asks for.

use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use js_sys::Reflect;
use serde::de::value::MapDeserializer;
use serde::de::{self, IntoDeserializer};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, ResizeObserver};

use super::{document, history, window};
use crate::message::{Incoming, Outgoing, Request, VERSION};
use crate::route::path_in_site;

thread_local! {
    /// The root of the pages for frames, on a page that is one; empty on every other.
    static ROOT: RefCell<String> = const { RefCell::new(String::new()) };
    /// The height that was said last, in CSS pixels.
    static HEIGHT: Cell<u32> = const { Cell::new(0) };
}

/// Listens to the page around, if there is one, and tells it of the height. `root` is the absolute path of the
/// pages for frames, with a slash at its end.
pub fn connect(root: &str, act: impl Fn(Request) + 'static) {
    ROOT.set(root.to_owned());
    let (Some(window), Some(parent)) = (window(), parent()) else { return };
    let parent = JsValue::from(parent);
    EventListener::new(&window, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        if event.source().is_some_and(|source| JsValue::from(source) == parent)
            && let Some(request) = read(&event.data()).and_then(Incoming::request)
        {
            act(request);
        }
    })
    .forget();
    say(&Outgoing::ready());
    say_where();
    let measure = Closure::<dyn Fn()>::new(say_height);
    if let (Ok(observer), Some(body)) = (ResizeObserver::new(measure.as_ref().unchecked_ref()), document::find("body"))
    {
        observer.observe(&body);
        // Both live as long as the page.
        std::mem::forget(observer);
        measure.forget();
    }
}

/// The page around; `None` for a page that is in no frame.
fn parent() -> Option<web_sys::Window> {
    let window = window()?;
    window.parent().ok()?.filter(|parent| *parent != window)
}

/// Says something to the page around; to nobody outside a frame.
pub fn say(message: &Outgoing) {
    if ROOT.with_borrow(String::is_empty) {
        return;
    }
    // No event is null, as in the schema, not a missing field.
    let serializer = Serializer::new().serialize_missing_as_null(true);
    if let (Some(parent), Ok(message)) = (parent(), message.serialize(&serializer)) {
        // Whoever shows the page may know what it shows.
        _ = parent.post_message(&message, "*");
    }
}

/// Says which view is shown, `path` and `query` being those of its address; the link to the full page follows.
pub fn say_place(path: &str, query: &str) {
    let root = ROOT.with_borrow(Clone::clone);
    if let (Some(path), Some(site)) = (path_in_site(path, &root), root.strip_suffix("/embed/")) {
        // How a frame looks is the page's affair, not the view's.
        let choices = query.trim_start_matches('?').split('&');
        let choices: Vec<&str> =
            choices.filter(|choice| !choice.starts_with("scheme=") && !choice.starts_with("hide=")).collect();
        let query = choices.join("&");
        let path = if query.is_empty() { path } else { path + "?" + &query };
        document::lead_to_full_page(&(site.to_owned() + &path));
        say(&Outgoing::navigate(path));
    }
}

/// Says which view is shown, as the address has it.
pub fn say_where() {
    if let Some((path, query)) = history::current() {
        say_place(&path, &query);
    }
}

fn say_height() {
    let Some(body) = document::find("body") else { return };
    let size = body.get_bounding_client_rect();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a page")]
    let height = size.height().ceil() as u32;
    // A frame that is not shown has no width or no height, and what it says of the other means nothing.
    if size.width() > 0.0 && height > 0 && height != HEIGHT.replace(height) {
        say(&Outgoing::resize(height));
    }
}

/// Reads a message; `None` for anything that is none.
fn read(data: &JsValue) -> Option<Incoming> {
    // Its fields alone are looked at: what else the page around sends, however much, is not touched.
    let fields = ["source", "version", "type", "path", "scheme"].into_iter().filter_map(|name| {
        let value = Reflect::get(data, &name.into()).ok()?;
        (!value.is_undefined()).then_some((name, Field(value)))
    });
    Incoming::deserialize(MapDeserializer::new(fields)).ok()
}

/// A field of a message: a text or a small number; everything else is refused.
struct Field(JsValue);

impl IntoDeserializer<'_, Misfit> for Field {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> de::Deserializer<'de> for Field {
    type Error = Misfit;

    fn deserialize_any<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if let Some(text) = self.0.as_string() {
            visitor.visit_string(text)
        } else if let Some(number) = self.0.as_f64() {
            // The one number of a message is its version.
            #[allow(clippy::float_cmp, reason = "a whole number, or another version")]
            let is_known = number == f64::from(VERSION);
            if is_known { visitor.visit_u8(VERSION) } else { Err(Misfit) }
        } else {
            Err(Misfit)
        }
    }

    fn deserialize_option<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_enum<V: de::Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let text: String = self.0.as_string().ok_or(Misfit)?;
        IntoDeserializer::<Misfit>::into_deserializer(text).deserialize_enum(name, variants, visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A message that is none. Nobody is told why, so nothing is written: the words for it would cost the program 4 kB.
#[derive(Debug)]
struct Misfit;

impl std::fmt::Display for Misfit {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}
