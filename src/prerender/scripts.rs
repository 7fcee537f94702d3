//! The scripts around the program, as they are sent, named by their content.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use super::assets::{hex, trimmed_script};

const GUARD: &str = include_str!("../guard.js");
const BOOT: &str = include_str!("../boot.js");
const SCHEME: &str = include_str!("../scheme.js");
const OFFLINE_PAGE: &str = include_str!("../offline/page.js");

/// A file at the root of the site that never changes under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// `boot-<hash>.js`
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Asset {
    /// Names a file after its content: `stem`, 16 hexadecimal digits of its SHA-256, `ending`.
    pub fn new(stem: &str, ending: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { name: format!("{stem}-{}{ending}", hex(&Sha256::digest(&bytes)[..8])), bytes }
    }

    /// What a browser can check it by: `sha384-…`, as Subresource Integrity has it.
    pub fn integrity(&self) -> String {
        format!("sha384-{}", STANDARD.encode(Sha384::digest(&self.bytes)))
    }
}

/// The script that loads the program.
pub fn boot_script() -> Asset {
    Asset::new("boot", ".js", trimmed_script(GUARD) + &trimmed_script(BOOT))
}

/// The script that keeps pages for reading without a connection.
pub fn offline_script() -> Asset {
    Asset::new("offline", ".js", trimmed_script(OFFLINE_PAGE))
}

/// The script that chooses colours. It holds up the first paint of every page, so it must not have to be asked for again.
pub fn scheme_script() -> Asset {
    Asset::new("scheme", ".js", trimmed_script(SCHEME))
}

/// What the script of the edition in one file needs before it.
pub(super) fn guard_script() -> String {
    trimmed_script(GUARD)
}

/// Stands for what tells one build of the site from another, in the pages of a build whose files are not all there yet. It is
/// as long as what takes its place.
pub(super) const EDITION_MARK: &str = "edition-follows-";

/// Everything that the element `<script id="boot">` names.
pub struct Program {
    /// The script that loads the program.
    pub boot: Asset,
    /// The script between program and browser.
    pub glue: Asset,
    /// The program.
    pub wasm: Asset,
    /// The script that keeps pages; none while the site is being worked on.
    pub offline: Option<Asset>,
}

impl Program {
    /// The element that starts the program.
    ///
    /// Modules alone have checksums: a style sheet or a plain script with one is refused in a frame that has no origin
    /// and in a folder on a disk, and the page would stand there without its style.
    pub fn element(&self) -> String {
        let Self { boot, glue, wasm, offline } = self;
        let offline = offline.as_ref().map_or_else(String::new, |script| {
            format!(" data-offline=\"{}\" data-offline-integrity=\"{}\"", script.name, script.integrity())
        });
        format!(
            "<script id=\"boot\" type=\"module\" src=\"./{}\" integrity=\"{}\" data-js=\"{}\" data-integrity=\"{}\" \
             data-wasm=\"{}\"{offline} data-version=\"{EDITION_MARK}\"></script>",
            boot.name,
            boot.integrity(),
            glue.name,
            glue.integrity(),
            wasm.name,
        )
    }

    /// What has the program on its way with the style sheet, for pages that are of little use without it. Where scripts do
    /// not run, nothing is fetched.
    pub(super) fn ahead(&self) -> String {
        format!(
            "\n<link rel=\"preload\" href=\"./{}\" as=\"fetch\" crossorigin fetchpriority=\"low\" \
             media=\"(scripting: enabled)\">",
            self.wasm.name,
        )
    }

    /// All files of it.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        [&self.boot, &self.glue, &self.wasm].into_iter().chain(&self.offline)
    }
}
