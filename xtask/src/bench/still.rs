//! The pages of a step, a chain and a comparison without their scripts.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{CHAIN_PAGE, COMPARE_PAGE};
use crate::compress;
use crate::site::DIST;
use crate::sizes::STEP_PAGE;

/// The pages without their scripts, and what they show.
pub const STILL: &str = "target/bench-site";

/// Writes the pages as they would be without scripts, with all else that they load, compressed in the same way.
pub fn write() -> Result<()> {
    let (dist, still) = (Path::new(DIST), Path::new(STILL));
    if still.exists() {
        fs::remove_dir_all(still).with_context(|| format!("{STILL} could not be emptied"))?;
    }
    let failed = || format!("{STILL} could not be written from {DIST}");
    for folder in [STEP_PAGE, CHAIN_PAGE, COMPARE_PAGE] {
        fs::create_dir_all(still.join(folder)).with_context(failed)?;
        let page = Path::new(folder).join("index.html");
        let html = fs::read_to_string(dist.join(&page)).with_context(failed)?;
        fs::write(still.join(&page), without_scripts(&html)).with_context(failed)?;
    }
    for entry in fs::read_dir(dist).with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        let is_shown = path.extension().is_some_and(|ending| ending == "css" || ending == "svg" || ending == "html");
        if let Some(name) = path.file_name().filter(|_| is_shown) {
            fs::copy(&path, still.join(name)).with_context(failed)?;
        }
    }
    compress::folder(still)?;
    Ok(())
}

/// The page with every `<script …>…</script>` taken out, and what fetches for them.
fn without_scripts(html: &str) -> String {
    const END: &str = "</script>";
    let html: String = html.split_inclusive('\n').filter(|line| !line.starts_with("<link rel=\"preload\"")).collect();
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(start) = rest.find("<script") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find(END).map_or("", |end| &rest[start + end + END.len()..]);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::without_scripts;

    #[test]
    fn every_script_is_taken_out_and_nothing_else() {
        let html = "<head><script src=\"a.js\"></script><title>T</title></head><p>x</p><script>1</script>\n";
        assert_eq!(without_scripts(html), "<head><title>T</title></head><p>x</p>\n");
        assert_eq!(without_scripts("<p>none</p>"), "<p>none</p>");
        let ahead = "<link rel=\"stylesheet\" href=\"s.css\">\n<link rel=\"preload\" href=\"p.wasm\">\n<p>x</p>";
        assert_eq!(without_scripts(ahead), "<link rel=\"stylesheet\" href=\"s.css\">\n<p>x</p>");
    }
}
