//! What the browser loads of the program, made smaller after the build.

mod silent;

use std::borrow::Cow;
use std::collections::HashMap;

use regex::{Captures, Regex};
use wasm_encoder::{EntityType, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use silent::Silenced;

/// The program and its script, with short names for what the one imports from the other; in a release without the words of
/// panics too.
///
/// The tool that writes both names every import by what it does and by sixteen digits that nothing can compress; they
/// stand in both files. Numbers in their place take 5 kB of brotli away from 150.
///
/// # Errors
/// A sentence if the program cannot be read, or if a name of it does not stand in the script just once.
pub fn smaller(wasm: &[u8], js: &str, is_release: bool) -> Result<(Vec<u8>, String), String> {
    let unreadable = |error: &dyn std::fmt::Display| format!("the program cannot be read: {error}");
    let silenced = if is_release { Some(Silenced::of(wasm).map_err(|error| unreadable(&error))?) } else { None };
    let mut short = HashMap::new();
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(|error| unreadable(&error))?;
        if let Payload::ImportSection(imports) = &payload {
            let mut section = ImportSection::new();
            for import in imports.clone().into_imports() {
                let import = import.map_err(|error| unreadable(&error))?;
                let name = format!("i{}", short.len());
                let kind = EntityType::try_from(import.ty).map_err(|error| unreadable(&error))?;
                section.import(import.module, &name, kind);
                short.insert(import.name.to_owned(), name);
            }
            module.section(&section);
        } else if let (Payload::DataSection(data), true) = (&payload, is_release) {
            module.section(&silent::without_places(data).map_err(|error| unreadable(&error))?);
        } else if let (Payload::CodeSectionStart { .. }, Some(silenced)) = (&payload, &silenced) {
            module.section(&silenced.code);
        } else if is_release && matches!(payload, Payload::CustomSection(_)) {
            // Which tools made it: nothing that a browser reads.
        } else if let Some((id, range)) = payload.as_section() {
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
            let data = wasm
                .get(place(range.start)..place(range.end))
                .ok_or_else(|| unreadable(&"a section reaches beyond its end"))?;
            module.section(&RawSection { id, data });
        }
    }
    let mut found = 0;
    // The script gives what is imported as an object: each name stands before a colon at the start of a line.
    let js = pattern()?.replace_all(js, |line: &Captures<'_>| match short.get(&line[1]) {
        Some(name) => {
            found += 1;
            format!("{name}:")
        }
        None => line[0].to_owned(),
    });
    if found != short.len() {
        return Err(format!("{found} of the {} imports of the program stand in its script", short.len()));
    }
    Ok((module.finish(), Cow::into_owned(js)))
}

fn pattern() -> Result<Regex, String> {
    Regex::new(r"(?m)^\s*(\w+):").map_err(|error| error.to_string())
}
