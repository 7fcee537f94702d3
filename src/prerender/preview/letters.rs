//! The three typefaces of the previews, and where each letter of a line stands. They are for the drawing alone: no page
//! loads them.

use std::sync::LazyLock;

use harfrust::{
    Direction, Feature, FontRef, GlyphBuffer, ShapeOptions, ShapePlan, ShaperData, Tag, UnicodeBuffer, script,
};
use resvg::usvg::fontdb::Database;

/// A typeface in one weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Titles.
    Serif,
    /// Text.
    Sans,
    /// Numbers and what stands out.
    SansBold,
}

impl Face {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Serif, Self::Sans, Self::SansBold];

    /// The file, unmodified as its makers publish it: see `style/fonts/`.
    const fn file(self) -> &'static [u8] {
        match self {
            Self::Serif => include_bytes!("../../../style/fonts/SourceSerif4-SemiBold.ttf"),
            Self::Sans => include_bytes!("../../../style/fonts/SourceSans3-Regular.ttf"),
            Self::SansBold => include_bytes!("../../../style/fonts/SourceSans3-SemiBold.ttf"),
        }
    }

    /// Whether the typeface has a shape for this letter.
    pub fn has(self, letter: char) -> bool {
        shaped(&letter.to_string(), self)
            .is_some_and(|(glyphs, _)| glyphs.glyph_infos().iter().all(|glyph| glyph.glyph_id != 0))
    }
}

/// The typefaces, and no other: what is drawn is the same on every machine.
pub fn database() -> Database {
    let mut fonts = Database::new();
    for face in Face::ALL {
        fonts.load_font_data(face.file().to_vec());
    }
    fonts
}

/// A typeface ready to set text.
struct Setter {
    font: FontRef<'static>,
    data: ShaperData,
    plan: ShapePlan,
}

/// No ligatures: every letter has a place of its own.
fn features() -> [Feature; 2] {
    [b"liga", b"clig"].map(|tag| Feature::new(Tag::new(tag), 0, ..))
}

fn setter(face: Face) -> Option<&'static Setter> {
    static SETTERS: LazyLock<[Option<Setter>; 3]> = LazyLock::new(|| {
        Face::ALL.map(|face| {
            let font = FontRef::new(face.file()).ok()?;
            let data = ShaperData::new(&font);
            let plan = {
                let shaper = data.shaper(&font).build();
                ShapePlan::new(&shaper, Direction::LeftToRight, Some(script::LATIN), None, &features())
            };
            Some(Setter { font, data, plan })
        })
    });
    SETTERS[face as usize].as_ref()
}

/// The letters of a text as shapes with their advances, and how many units an em has.
fn shaped(text: &str, face: Face) -> Option<(GlyphBuffer, i64)> {
    let setter = setter(face)?;
    let shaper = setter.data.shaper(&setter.font).build();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script::LATIN);
    let glyphs = shaper.shape(buffer, ShapeOptions::new().plan(Some(&setter.plan)).features(&features()));
    Some((glyphs, i64::from(shaper.units_per_em().max(1))))
}

/// Where each letter of a text begins, in whole pixels from its start, and where the text ends.
///
/// In whole pixels, a letter has the same shape wherever it stands: its strokes are alike, and the files smaller.
pub fn places(text: &str, face: Face, size: i32) -> (Vec<i32>, i32) {
    let Some((glyphs, em)) = shaped(text, face) else { return (Vec::new(), 0) };
    let pixels = |units: i64| i32::try_from((units * i64::from(size) + em / 2) / em).unwrap_or(0);
    let mut at = 0;
    let mut places = Vec::with_capacity(glyphs.len());
    for glyph in glyphs.glyph_positions() {
        places.push(pixels(at));
        at += i64::from(glyph.x_advance);
    }
    (places, pixels(at))
}

/// The width of a text in pixels at a font size.
pub fn width(text: &str, face: Face, size: i32) -> i32 {
    places(text, face, size).1
}

/// The text in lines no wider than `room`; a single longer word stands alone.
pub fn lines(text: &str, face: Face, size: i32, room: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), face, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The same in at most `most` lines; what is cut off is marked by an ellipsis.
pub fn lines_at_most(text: &str, face: Face, size: i32, room: i32, most: usize) -> Vec<String> {
    let mut lines = lines(text, face, size, room);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(&format!("{last}…"), face, size) > room {
                let Some((words, _)) = last.rsplit_once(' ') else { break };
                last.truncate(words.len());
            }
            let kept = last.trim_end_matches([',', ';', ':', ' ', '(']).len();
            last.truncate(kept);
            last.push('…');
        }
    }
    lines
}
