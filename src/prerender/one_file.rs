//! `persona-non-grata.html`: the whole site in one file, to be opened by a double click, without a host and a connection.
//!
//! The start page stands in it as it does on the site, so that it can be read without JavaScript. All pages and downloads
//! lie behind it, packed together, and so does the program; a small decoder, packed as browsers know it, unpacks both.

use std::io::{self, Write};

use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};
use serde_json::json;

use super::assets::{Stylesheet, trimmed_script};
use super::export::{Download, downloads};
use super::missing::sum;
use super::pages::{all_routes, framed_in_file, render_in_file};
use super::scripts::{Program, guard_script, scheme_script};
use super::shell::{SiteUrl, escape};
use crate::dataset::Dataset;
use crate::route::Route;

const SCRIPT: &str = include_str!("../one_file.js");

/// The file, at the root of the site.
pub const ONE_FILE: &str = "persona-non-grata.html";

/// The file, and what a policy must allow for it.
pub struct OneFile {
    /// Its bytes.
    pub html: String,
    /// The checksums of its scripts.
    pub scripts: [String; 2],
    /// That of its style.
    pub styles: [String; 1],
}

/// What goes into the file beside the pages.
pub struct Parts<'a> {
    /// The program and its script.
    pub program: &'a Program,
    /// The program that unpacks the pages.
    pub unpack: &'a [u8],
    /// The style sheet.
    pub style: &'a Stylesheet,
    /// Where the site is published, for the addresses that are cited and shared.
    pub site: Option<&'a SiteUrl>,
}

/// Writes the file.
///
/// # Errors
/// A sentence if a page or a download cannot be written, or if a script could not stand in a page.
pub fn one_file(dataset: &Dataset, parts: &Parts<'_>) -> Result<OneFile, String> {
    let home = render_in_file(dataset, &Route::Home).ok_or("the start page leads nowhere")?;
    let pages = packed_pages(dataset).map_err(|error| format!("{ONE_FILE}: {error}"))?;
    let program = packed(&parts.program.wasm.bytes, PROGRAM).map_err(|error| format!("{ONE_FILE}: {error}"))?;
    let glue = String::from_utf8(parts.program.glue.bytes.clone()).map_err(|error| error.to_string())?;
    let script = guard_script() + &glue + &trimmed_script(SCRIPT);
    let scheme = String::from_utf8(scheme_script().bytes).map_err(|error| error.to_string())?;
    for text in [&script, &scheme, &parts.style.text] {
        if text.contains("</script") || text.contains("</style") || text.contains("<!--") {
            return Err("a script or the style sheet has a text that would end it inside a page".to_owned());
        }
    }
    let scripts = [sum(&scheme), sum(&script)];
    let styles = [sum(&parts.style.text)];
    let site = parts.site.map_or_else(String::new, |site| format!(" data-site=\"{}\"", escape(site.as_str())));
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\" data-one-file{site}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src '{scheme_sum}' '{script_sum}' 'wasm-unsafe-eval'; style-src '{style_sum}'; img-src blob: data:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<meta name=\"description\" content=\"{description}\">\n<style>{style}</style>\n\
         <script>{scheme}</script>\n</head>\n<body>\n\
         <div id=\"app\" data-path=\"/\" data-root=\"#/\">{app}</div>\
         <dialog id=\"share\" class=\"share\" aria-labelledby=\"share-title\"></dialog>\n\
         <p id=\"notice\" class=\"notice\" role=\"status\" hidden></p>\n\
         <p id=\"opening\" class=\"notice\">The other pages of this file open with JavaScript alone. The site can be read without.</p>\n\
         {unpack}{program}{pages}<script type=\"module\">{script}</script>\n</body>\n</html>\n",
        scheme_sum = scripts[0],
        script_sum = scripts[1],
        style_sum = styles[0],
        title = escape(&home.title),
        description = escape(&home.description),
        style = parts.style.text,
        app = framed_in_file(dataset, &Route::Home, &home),
        unpack = block("unpack", &deflated(parts.unpack), parts.unpack.len()),
        program = block("program", &program, parts.program.wasm.bytes.len()),
        pages = block("pages", &pages.0, pages.1),
    );
    Ok(OneFile { html, scripts, styles })
}

/// Bytes that the page's script takes, as text. `bytes` is their number once unpacked.
fn block(id: &str, packed: &[u8], bytes: usize) -> String {
    let (length, text) = (packed.len(), written(packed));
    format!(
        "<script type=\"application/octet-stream\" id=\"{id}\" data-packed=\"{length}\" data-bytes=\"{bytes}\">{text}</script>\n"
    )
}

/// Bytes as text, five letters for four of them, the last four filled up with zeros: Z85 (`ZeroMQ` RFC 32), with a comma for `<`,
/// so that no text can be one that ends a script or begins a comment.
fn written(bytes: &[u8]) -> String {
    let mut whole = bytes.to_vec();
    whole.resize(bytes.len().next_multiple_of(4), 0);
    z85::encode(whole).replace('<', ",")
}

/// All pages and downloads in one stream, with a list in front: address, title, length. Its packed and its whole length.
fn packed_pages(dataset: &Dataset) -> io::Result<(Vec<u8>, usize)> {
    let mut list = Vec::new();
    let mut bodies = Vec::new();
    let mut add = |name: String, title: String, body: &[u8]| {
        list.push(json!([name, title, body.len()]));
        bodies.extend_from_slice(body);
    };
    for route in all_routes(dataset) {
        if let Some(page) = render_in_file(dataset, &route) {
            add(route.to_string(), escape(&page.title), page.main.as_bytes());
        }
    }
    for Download { name, bytes, .. } in downloads(dataset)? {
        add(format!("/data/{name}"), String::new(), &bytes);
    }
    let mut whole = serde_json::to_vec(&list)?;
    whole.push(b'\n');
    whole.append(&mut bodies);
    Ok((packed(&whole, TEXT)?, whole.len()))
}

/// Bits of context, of position in a literal and of position, as LZMA has them.
type Bits = (u32, u32, u32);
/// Text: what comes before a letter tells more than where it stands.
const TEXT: Bits = (4, 0, 0);
/// What LZMA takes for anything.
const PROGRAM: Bits = (3, 0, 2);

/// The window that pages are searched back in, in bytes: all of them.
const WINDOW: u32 = 1 << 25;

/// As small as LZMA can.
fn packed(bytes: &[u8], (lc, lp, pb): Bits) -> io::Result<Vec<u8>> {
    let mut options = LzmaOptions::with_preset(9);
    options.dict_size = WINDOW;
    options.lc = lc;
    options.lp = lp;
    options.pb = pb;
    options.mode = EncodeMode::Normal;
    options.mf = MfType::Bt4;
    options.nice_len = 273;
    options.depth_limit = 512;
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len() as u64))?;
    writer.write_all(bytes)?;
    writer.finish()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut compressor = libdeflater::Compressor::new(libdeflater::CompressionLvl::best());
    let mut out = vec![0; compressor.deflate_compress_bound(bytes.len())];
    let length = compressor.deflate_compress(bytes, &mut out).unwrap_or_default();
    out.truncate(length);
    out
}
