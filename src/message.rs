//! What a page in a frame and the page around it say to each other. Version 1, for as long as its fields mean the same.
//!
//! The page around is somebody else's: what it says is checked here, and what does not fit is nothing.

use serde::{Deserialize, Serialize};

use crate::route::Route;

/// The longest address that is read, in bytes: the longest that the program writes itself has some 400.
const LONGEST_PATH: usize = 2000;

/// Who speaks: every message says it, so that messages of other programs are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum Source {
    /// This site and those who speak with it.
    #[default]
    #[serde(rename = "persona-non-grata")]
    PersonaNonGrata,
}

/// The version of the messages: 1.
pub const VERSION: u8 = 1;

/// What the frame says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Outgoing {
    /// The page answers from now on.
    Ready {
        /// Who speaks.
        source: Source,
        /// 1.
        version: u8,
    },
    /// The content has another height.
    Resize {
        /// Who speaks.
        source: Source,
        /// 1.
        version: u8,
        /// In CSS pixels of the frame.
        height: u32,
    },
    /// The reader, or the page around, has gone to another view.
    Navigate {
        /// Who speaks.
        source: Source,
        /// 1.
        version: u8,
        /// Its address on this site with its query, from `/` and without `/embed`.
        path: String,
    },
    /// An event is chosen in a chain or a step, or none any more.
    Select {
        /// Who speaks.
        source: Source,
        /// 1.
        version: u8,
        /// The id of the event; null for none.
        event: Option<String>,
    },
}

impl Outgoing {
    /// The page answers from now on.
    pub fn ready() -> Self {
        Self::Ready { source: Source::PersonaNonGrata, version: VERSION }
    }

    /// The content is so many CSS pixels high.
    pub fn resize(height: u32) -> Self {
        Self::Resize { source: Source::PersonaNonGrata, version: VERSION, height }
    }

    /// The view at this address is shown.
    pub fn navigate(path: String) -> Self {
        Self::Navigate { source: Source::PersonaNonGrata, version: VERSION, path }
    }

    /// The event with this id is chosen.
    pub fn select(event: Option<&str>) -> Self {
        Self::Select { source: Source::PersonaNonGrata, version: VERSION, event: event.map(str::to_owned) }
    }
}

/// What the page around may say, as it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(transform = say_what_each_kind_needs))]
pub struct Incoming {
    /// Who speaks.
    #[allow(dead_code, reason = "reading it is the check")]
    source: Source,
    /// 1.
    version: u8,
    /// What is asked for.
    #[serde(rename = "type")]
    kind: Kind,
    /// For `go`: an address of this site from `/`, without `/embed`; with its query and fragment, if it has them.
    #[serde(default)]
    path: Option<String>,
    /// For `theme`.
    #[serde(default)]
    scheme: Option<Scheme>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// To show another page.
    Go,
    /// To change the colours.
    Theme,
}

/// The colours of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
    /// What the reader's system is set to.
    Auto,
}

impl Scheme {
    /// As the document says it; empty for the system's own.
    pub fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Auto => "",
        }
    }
}

/// What the page around asks for, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// To show a page for frames.
    Go {
        /// The page.
        route: Route,
        /// With the question mark, or empty.
        query: String,
        /// Without the number sign, or empty.
        fragment: String,
    },
    /// To change the colours.
    Theme(Scheme),
}

impl Incoming {
    /// What is asked for; `None` for another version, for an address that is none of a page for frames, or is too long.
    pub fn request(self) -> Option<Request> {
        if self.version != VERSION {
            return None;
        }
        match self.kind {
            Kind::Theme => self.scheme.map(Request::Theme),
            Kind::Go => {
                let path = self.path.filter(|path| path.len() <= LONGEST_PATH)?;
                let (path, fragment) = path.split_once('#').unwrap_or((&path, ""));
                let (path, query) = path.find('?').and_then(|at| path.split_at_checked(at)).unwrap_or((path, ""));
                let route = Route::parse(path).filter(Route::is_embeddable)?;
                Some(Request::Go { route, query: query.to_owned(), fragment: fragment.to_owned() })
            }
        }
    }
}

/// The schema says which field each kind of message needs.
#[cfg(not(target_arch = "wasm32"))]
fn say_what_each_kind_needs(schema: &mut schemars::Schema) {
    let needs = |kind: &str, field: &str| serde_json::json!({ "properties": { "type": { "const": kind }, field: { "not": { "type": "null" } } }, "required": ["type", field] });
    schema.insert("oneOf".to_owned(), serde_json::json!([needs("go", "path"), needs("theme", "scheme")]));
}
