//! Identifiers as types of their own, so that a country cannot stand where an event belongs.

use std::fmt;

/// The id of an event, as in `/events/skripal-uk-expels-23/`: lower-case letters, digits and hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub(crate) &'static str);

/// The id of an episode, as in `/episodes/skripal-2018/`: lower-case letters, digits and hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpisodeId(pub(crate) &'static str);

/// The code of a state or organisation: ISO 3166-1 alpha-2 (`GB`), the reserved `SU` for the Soviet Union, the
/// user-assigned `XK` for Kosovo, or the acronym of an organisation (`NATO`). Two to four upper-case ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorCode(pub(crate) [u8; 4]);

impl EventId {
    /// The id as written in the data and in addresses.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl EpisodeId {
    /// The id as written in the data and in addresses.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for EpisodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What readers call a state whose code and name are others, as it stands in an address, and its code.
const ALSO_CALLED: [(&str, &str); 9] = [
    ("uk", "GB"),
    ("britain", "GB"),
    ("great-britain", "GB"),
    ("usa", "US"),
    ("czech-republic", "CZ"),
    ("turkey", "TR"),
    ("turkiye", "TR"),
    ("macedonia", "MK"),
    ("european-union", "EU"),
];

impl ActorCode {
    /// The Russian Federation.
    pub const RUSSIA: Self = Self(*b"RU\0\0");
    /// The Soviet Union, until 26 December 1991.
    pub const SOVIET_UNION: Self = Self(*b"SU\0\0");

    /// Reads a code; `None` unless it is two to four upper-case ASCII letters.
    pub const fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() < 2 || bytes.len() > 4 {
            return None;
        }
        let mut code = [0; 4];
        let mut i = 0;
        while i < bytes.len() {
            if !bytes[i].is_ascii_uppercase() {
                return None;
            }
            code[i] = bytes[i];
            i += 1;
        }
        Some(Self(code))
    }

    /// Reads what a reader or an address calls a state: its code in letters of any case, or another short name of it, with
    /// hyphens for spaces. `None` for what is neither; a code that is read need not be in the record.
    pub fn called(word: &str) -> Option<Self> {
        let also = ALSO_CALLED.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
        Self::parse(&also.map_or(word, |(_, code)| code).to_ascii_uppercase())
    }

    /// The code as written in the data.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|byte| *byte == 0).unwrap_or(4);
        // Only `parse` and the constants make a code, so the bytes are ASCII; anything else would read as unknown.
        std::str::from_utf8(&self.0[..length]).unwrap_or("??")
    }

    /// Whether this is Russia or, before it, the Soviet Union: one side of every ledger.
    pub fn is_moscow(self) -> bool {
        self == Self::RUSSIA || self == Self::SOVIET_UNION
    }
}

impl fmt::Display for ActorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ActorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActorCode({self})")
    }
}

/// Whether `text` may be an id: 1 to 80 lower-case ASCII letters, digits and single hyphens, starting and ending with
/// a letter or digit.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 80
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.as_bytes().windows(2).any(|pair| pair == b"--")
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
