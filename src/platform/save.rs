//! Files for the reader: text, the picture with its frame as SVG, the same as PNG.

use std::fmt::Write;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Element, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    Url,
};

use super::document::{elements, find};
use super::{history, window};
use crate::chart::text;
use crate::html::escape;

/// The properties that a picture takes from the style sheet and must carry with it.
const PROPERTIES: [&str; 11] = [
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "font-family",
    "font-size",
    "font-weight",
    "font-variant-numeric",
    "paint-order",
    "visibility",
];

/// What stands around a picture.
pub struct Frame<'a> {
    /// What it shows.
    pub title: &'a str,
    /// Sentences below the title.
    pub lines: &'a [String],
    /// Who says so, and until when.
    pub source: &'a str,
    /// The address of this very view.
    pub address: &'a str,
}

/// A picture that needs no style sheet.
pub struct Svg {
    /// Its text.
    pub text: String,
    width: u32,
    height: u32,
}

/// The address of the view, whole.
pub fn address() -> String {
    let here = window().and_then(|window| window.location().href().ok());
    here.map_or_else(String::new, |here| history::whole_address(&here))
}

/// Puts a text into the clipboard; `false` where the browser refuses.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    let clipboard = window.navigator().clipboard();
    // A page that was not loaded over https has none.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

fn object_url(content: &str, mime: &str) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(content)), &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

fn download(name: &str, address: &str) -> Option<()> {
    let link = window()?.document()?.create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok()?;
    link.set_href(address);
    link.set_download(name);
    link.click();
    Some(())
}

/// Hands a text to the reader as a file.
pub fn text(name: &str, mime: &str, content: &str) -> Option<()> {
    // The browser needs the address a little longer than this call; it ends with the page.
    download(name, &object_url(content, mime)?)
}

/// Hands a picture to the reader as PNG, twice as large as its view units.
pub async fn png(name: &str, svg: &Svg) -> Option<()> {
    let address = object_url(&svg.text, "image/svg+xml")?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address);
    JsFuture::from(image.decode()).await.ok()?;
    let canvas = window()?.document()?.create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    let (width, height) = (svg.width * 2, svg.height * 2);
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, f64::from(width), f64::from(height))
        .ok()?;
    download(name, &canvas.to_data_url().ok()?)
}

/// The picture that is shown, with its frame and all that the style sheet gives it.
pub fn picture(frame: &Frame<'_>) -> Option<Svg> {
    const EDGE: i32 = 16;
    let holder = find("[data-compare] [data-picture]")?;
    let shown = elements(holder.query_selector_all("svg")).find(|svg| svg.get_client_rects().length() > 0)?;
    let view_box = shown.get_attribute("viewBox")?;
    let mut sizes = view_box.split(' ').skip(2).filter_map(|size| size.parse::<i32>().ok());
    let (width, height) = (sizes.next()?, sizes.next()?);
    let copy = shown.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
    for (live, copy) in elements(shown.query_selector_all("*")).zip(elements(copy.query_selector_all("*"))) {
        carry_style(&live, &copy)?;
    }
    // What only a finger needs.
    for hit in elements(copy.query_selector_all(".plot__hit")) {
        hit.remove();
    }
    for element in elements(copy.query_selector_all("*")) {
        for name in ["class", "data-m", "tabindex"] {
            _ = element.remove_attribute(name);
        }
        if let Some(href) = element.get_attribute("href") {
            _ = element.set_attribute("href", &history::whole_address(&href));
        }
    }
    let style = window()?.get_computed_style(&holder).ok()??;
    let property = |name: &str| escape(&plain_colour(style.get_property_value(name).unwrap_or_default()));
    let (paper, ink, font) = (property("background-color"), property("color"), property("font-family"));
    let mut head = String::new();
    let mut y = EDGE;
    let mut line = |out: &mut String, content: &str, size: i32, weight: &str| {
        // Bold letters are wider.
        let measured = if weight == "bold" { size + 2 } else { size };
        for part in lines(content, measured, width) {
            y += size + 6;
            // Writing to a String cannot fail.
            _ = write!(
                out,
                "<text x=\"{EDGE}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\">{}</text>",
                escape(&part)
            );
        }
        y
    };
    line(&mut head, frame.title, 17, "bold");
    for content in frame.lines {
        line(&mut head, content, 12, "normal");
    }
    let top = line(&mut head, "", 12, "normal") + EDGE;
    let mut below = String::new();
    let mut y = top + height + EDGE;
    for content in [frame.source, frame.address] {
        for part in lines(content, 11, width) {
            _ = write!(below, "<text x=\"{EDGE}\" y=\"{y}\" font-size=\"11\">{}</text>", escape(&part));
            y += 16;
        }
    }
    let (whole_width, whole_height) = (width + 2 * EDGE, y + EDGE / 2);
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole_width}\" height=\"{whole_height}\" \
         viewBox=\"0 0 {whole_width} {whole_height}\" font-family=\"{font}\" fill=\"{ink}\"><title>{}</title><desc>{}</desc>\
         <rect width=\"{whole_width}\" height=\"{whole_height}\" fill=\"{paper}\"/>{head}\
         <g transform=\"translate({EDGE} {top})\">{}</g><a href=\"{}\">{below}</a></svg>\n",
        escape(frame.title),
        escape(&frame.lines.join(" ")),
        copy.inner_html(),
        escape(frame.address)
    );
    Some(Svg { text, width: whole_width.unsigned_abs(), height: whole_height.unsigned_abs() })
}

fn carry_style(live: &Element, copy: &Element) -> Option<()> {
    let style = window()?.get_computed_style(live).ok()??;
    for name in PROPERTIES {
        let value = plain_colour(style.get_property_value(name).unwrap_or_default());
        if !value.is_empty() && value != "normal" {
            _ = copy.set_attribute(name, &value);
        }
    }
    Some(())
}

/// A mixed colour, which the browser calls "color(srgb 0.7 0.38 0.18)", in the form that other programs read too:
/// "rgb(179, 97, 46)". Any other value as it is.
fn plain_colour(value: String) -> String {
    let Some(parts) = value.strip_prefix("color(srgb ").and_then(|rest| rest.strip_suffix(')')) else { return value };
    let mut parts = parts.split_whitespace();
    let [red, green, blue] = [(); 3].map(|()| {
        // By the browser: reading floats would cost the program some kilobytes.
        let share = parts.next().map_or(0.0, js_sys::Number::parse_float);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 255, 0 for what is no number"
        )]
        let channel = (share * 255.0 + 0.5) as u8;
        channel
    });
    // A share of opacity follows a slash; nothing that stays in a picture has one.
    format!("rgb({red}, {green}, {blue})")
}

/// The text in lines that are no wider than `room`, also where a single word is wider: the address of a long choice.
fn lines(content: &str, size: i32, room: i32) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text::lines(content, size, room) {
        let mut part = String::new();
        for c in line.chars() {
            part.push(c);
            if text::width(&part, size) > room {
                part.pop();
                lines.push(std::mem::take(&mut part));
                part.push(c);
            }
        }
        lines.push(part);
    }
    lines
}
