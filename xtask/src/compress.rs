//! Compressed copies beside the files of a site: `index.html.br`, `dataset.json.br`, `dataset.json.gz`.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

/// Endings of the files that get smaller.
const COMPRESSIBLE: [&str; 10] = ["html", "css", "js", "mjs", "wasm", "json", "svg", "xml", "txt", "csv"];

/// Smaller files gain nothing: they fit into one packet as they are. In bytes. Scripts are counted to the byte all the same.
const WORTHWHILE: u64 = 1000;

/// What was compressed.
pub struct Copies {
    files: usize,
    bytes: usize,
    brotli: usize,
    gzip: usize,
}

impl fmt::Display for Copies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [bytes, brotli, gzip] = [self.bytes, self.brotli, self.gzip].map(|bytes| bytes / 1000);
        write!(f, "{} files compressed: {bytes} kB, as brotli {brotli} kB, as gzip {gzip} kB", self.files)
    }
}

/// Writes a `.br` (quality 11) beside each compressible file of a kilobyte or more and each script, and a `.gz` beside those
/// that are no pages, on all cores. A host that knows gzip alone compresses pages in passing; copies of them would be an
/// eighth of the whole site.
///
/// # Errors
/// A sentence naming the file that could not be read or written.
pub fn folder(folder: &Path) -> Result<Copies> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    let sizes = files.par_iter().map(|path| file(path)).collect::<Result<Vec<_>>>()?;
    let sum = |size: fn(&[usize; 3]) -> usize| sizes.iter().map(size).sum();
    Ok(Copies { files: files.len(), bytes: sum(|s| s[0]), brotli: sum(|s| s[1]), gzip: sum(|s| s[2]) })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = || format!("the folder {} could not be read", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| COMPRESSIBLE.iter().any(|known| ending == *known))
            && (is(&path, "js")
                || fs::metadata(&path).with_context(|| format!("{} could not be read", path.display()))?.len()
                    >= WORTHWHILE)
        {
            files.push(path);
        }
    }
    Ok(())
}

fn is(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

/// The sizes as it is, as brotli and as gzip; 0 for a copy that is not made.
fn file(path: &Path) -> Result<[usize; 3]> {
    let bytes = fs::read(path).with_context(|| format!("{} could not be read", path.display()))?;
    let write = |ending: &str, copy: std::io::Result<Vec<u8>>| {
        let copy = copy.with_context(|| format!("{} could not be compressed", path.display()))?;
        let mut target = path.as_os_str().to_owned();
        target.push(".");
        target.push(ending);
        let target = PathBuf::from(target);
        fs::write(&target, &copy).with_context(|| format!("{} could not be written", target.display()))?;
        Ok::<_, anyhow::Error>(copy.len())
    };
    let gz = if is(path, "html") { 0 } else { write("gz", gzip(&bytes))? };
    Ok([bytes.len(), write("br", brotli(&bytes))?, gz])
}

/// As brotli, quality 11.
pub fn brotli(mut bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut out, &parameters)?;
    Ok(out)
}

/// As gzip, without name and time, so that the same bytes give the same bytes.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    #[test]
    fn copies_stand_beside_their_files_and_hold_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let text = "<p>Persona non grata</p>".repeat(100);
        fs::create_dir(folder.path().join("about")).unwrap();
        fs::write(folder.path().join("about/index.html"), &text).unwrap();
        fs::write(folder.path().join("data.json"), &text).unwrap();
        fs::write(folder.path().join("boot.js"), "short").unwrap();
        fs::write(folder.path().join("photo.png"), "not compressed ".repeat(100)).unwrap();
        fs::write(folder.path().join("about/oembed.json"), "9".repeat(999)).unwrap();

        super::folder(folder.path()).unwrap();

        let mut unpacked = Vec::new();
        let packed = fs::read(folder.path().join("about/index.html.br")).unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
        let mut unpacked = String::new();
        let packed = fs::read(folder.path().join("data.json.gz")).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        assert!(folder.path().join("boot.js.br").exists(), "a script, however short");
        // A host that knows gzip alone compresses pages itself.
        for name in
            ["about/index.html.gz", "photo.png.br", "photo.png.gz", "about/oembed.json.br", "about/oembed.json.gz"]
        {
            assert!(!folder.path().join(name).exists(), "{name}");
        }
    }
}
