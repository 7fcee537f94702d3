//! A preview as a small file: drawn, reduced to a palette, compressed. The same picture gives the same bytes everywhere.

use std::fmt;
use std::sync::Arc;

use libdeflater::{CompressionLvl, Compressor};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::card::{HEIGHT, WIDTH};
use super::letters::database;

/// Why a picture cannot be drawn.
#[derive(Debug)]
pub enum PaintError {
    /// The text is no SVG.
    Svg(resvg::usvg::Error),
    /// There is no memory for its pixels, or its file.
    Memory,
}

impl fmt::Display for PaintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Svg(error) => write!(f, "the preview is no SVG: {error}"),
            Self::Memory => f.write_str("no memory for the preview"),
        }
    }
}

impl std::error::Error for PaintError {}

/// Draws previews. The typefaces are read once.
pub struct Painter {
    options: Options<'static>,
}

impl Default for Painter {
    fn default() -> Self {
        Self::new()
    }
}

impl Painter {
    /// With the typefaces of the previews and no others.
    pub fn new() -> Self {
        Self { options: Options { fontdb: Arc::new(database()), ..Options::default() } }
    }

    /// Reads a picture: what stands where, as it will be drawn.
    ///
    /// # Errors
    /// If the text is no SVG.
    pub fn read(&self, svg: &str) -> Result<Tree, PaintError> {
        Tree::from_str(svg, &self.options).map_err(PaintError::Svg)
    }

    /// A PNG file of a preview.
    ///
    /// # Errors
    /// If the text is no SVG, or memory ends.
    pub fn png(&self, svg: &str) -> Result<Vec<u8>, PaintError> {
        let tree = self.read(svg)?;
        let (width, height) = (WIDTH.unsigned_abs(), HEIGHT.unsigned_abs());
        let mut pixels = Pixmap::new(width, height).ok_or(PaintError::Memory)?;
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        let packed = Packed::new(pixels.data());
        encode(&packed, (width, height)).ok_or(PaintError::Memory)
    }
}

/// The bytes of a pixel: red, green, blue, and an opacity that is full everywhere, since paper covers the picture.
const PIXEL: usize = 4;
/// Most of a picture is paper. It is passed over in blocks of so many pixels, by one comparison each: the build is not
/// optimised, and half a thousand million pixels are many.
const BLOCK: usize = 16;
/// A colour with so many pixels among its kind is one of the picture's own.
const FLAT: u32 = 24;
/// So many colours are kept at the most: what four bits can name.
const COLOURS: usize = 16;
/// So many of them are those of areas; the rest are steps at their edges.
const OWN: usize = 10;
/// Colours that are no further apart are one.
const SAME: i32 = 300;
/// What is further from paper than this is a colour of letters.
const DARK: i32 = 90_000;
/// A step that is so near to another colour is not worth its bytes.
const NEAR: i32 = 6000;

type Colour = [u8; 3];

/// How often the colours of a cell of [`cell`] occur.
#[derive(Clone, Copy, Default)]
struct Count {
    all: u32,
    /// Beside and above pixels of the same colour.
    inside: u32,
    /// One of them; if there is one inside, that.
    colour: Colour,
}

/// A picture reduced to a palette, four bits a pixel.
struct Packed {
    palette: Vec<Colour>,
    /// Row after row, each led by its filter: none, since a palette has no gradients.
    rows: Vec<u8>,
}

impl Packed {
    fn new(pixels: &[u8]) -> Self {
        let row_bytes = WIDTH.unsigned_abs() as usize * PIXEL;
        // The upper left corner is paper.
        let paper: Vec<u8> = pixels.iter().take(PIXEL).copied().collect::<Vec<_>>().repeat(BLOCK);
        let counts = counts(pixels, &paper, row_bytes);
        let palette = palette(&counts, colour(&paper));
        let places: Vec<u8> =
            counts.iter().map(|count| if count.all == 0 { 0 } else { place_of(count.colour, &palette) }).collect();
        let mut rows: Vec<u8> = Vec::with_capacity(pixels.len() / (2 * PIXEL));
        let mut above: &[u8] = &[];
        for row in pixels.chunks(row_bytes) {
            if row == above {
                rows.extend_from_within(rows.len() - (row_bytes / (2 * PIXEL) + 1)..);
                continue;
            }
            above = row;
            rows.push(0);
            for block in row.chunks(BLOCK * PIXEL) {
                if block == paper {
                    rows.extend([0; BLOCK / 2]);
                    continue;
                }
                for pair in block.chunks(2 * PIXEL) {
                    let (left, right) = pair.split_at(PIXEL);
                    rows.push(places[cell(left)] << 4 | places[cell(right)]);
                }
            }
        }
        Self { palette, rows }
    }
}

fn colour(pixel: &[u8]) -> Colour {
    [pixel[0], pixel[1], pixel[2]]
}

/// Colours that nobody tells apart share a cell: five bits a channel.
const CELLS: usize = 1 << 15;

fn cell(pixel: &[u8]) -> usize {
    usize::from(pixel[0] >> 3) << 10 | usize::from(pixel[1] >> 3) << 5 | usize::from(pixel[2] >> 3)
}

fn counts(pixels: &[u8], paper: &[u8], row_bytes: usize) -> Vec<Count> {
    let mut counts = vec![Count::default(); CELLS];
    let mut above: &[u8] = &[];
    for (y, row) in pixels.chunks(row_bytes).enumerate() {
        if row == above {
            continue;
        }
        above = row;
        let below = pixels.get((y + 1) * row_bytes..).unwrap_or_default();
        let block_bytes = BLOCK * PIXEL;
        for (start, block) in (0..).step_by(block_bytes).zip(row.chunks(block_bytes)) {
            if block == paper {
                continue;
            }
            let (mut before, mut run) = (&paper[..PIXEL], 0);
            for (at, pixel) in (start..).step_by(PIXEL).zip(block.chunks(PIXEL)) {
                run = if pixel == before { run + 1 } else { 0 };
                before = pixel;
                let count = &mut counts[cell(pixel)];
                count.all += 1;
                // The edge of a bar is as long as the bar, but one pixel high.
                if run >= 2 && below.get(at..at + PIXEL) == Some(pixel) {
                    count.inside += 1;
                    count.colour = colour(pixel);
                } else if count.inside == 0 {
                    count.colour = colour(pixel);
                }
            }
        }
    }
    counts
}

/// The colours that stand for all: paper, those of areas, exactly, and for each dark one of these a step between paper and
/// it, for the edges of large letters. More steps would not be seen where a preview is shown, at half its size.
fn palette(counts: &[Count], paper: Colour) -> Vec<Colour> {
    let mut colours = vec![paper];
    let mut areas: Vec<(u32, Colour)> =
        counts.iter().filter(|count| count.inside >= FLAT).map(|count| (count.inside, count.colour)).collect();
    areas.sort_unstable_by_key(|(count, colour)| (std::cmp::Reverse(*count), *colour));
    for (_, colour) in areas {
        if colours.len() < OWN && colours.iter().all(|other| distance(colour, *other) > SAME) {
            colours.push(colour);
        }
    }
    let steps: Vec<Colour> = colours
        .iter()
        .filter(|colour| distance(**colour, paper) > DARK)
        .map(|colour| [0, 1, 2].map(|channel| paper[channel].midpoint(colour[channel])))
        .collect();
    for step in steps {
        if colours.len() < COLOURS && colours.iter().all(|other| distance(step, *other) > NEAR) {
            colours.push(step);
        }
    }
    colours
}

/// The place of the nearest colour in the palette.
fn place_of(colour: Colour, palette: &[Colour]) -> u8 {
    let places = (0u8..).zip(palette);
    places.min_by_key(|(_, other)| distance(colour, **other)).map_or(0, |(place, _)| place)
}

/// How different two colours look, roughly: green weighs most, blue least.
fn distance(a: Colour, b: Colour) -> i32 {
    let apart = |i: usize| i32::from(a[i]) - i32::from(b[i]);
    3 * apart(0).pow(2) + 4 * apart(1).pow(2) + 2 * apart(2).pow(2)
}

/// Of twelve levels, the one beyond which a hundredth of the bytes costs twice the time.
const LEVEL: i32 = 11;

/// The file.
fn encode(picture: &Packed, (width, height): (u32, u32)) -> Option<Vec<u8>> {
    let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
    let mut packed = vec![0; compressor.zlib_compress_bound(picture.rows.len())];
    let length = compressor.zlib_compress(&picture.rows, &mut packed).ok()?;
    packed.truncate(length);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // Four bits, a palette, and the only methods that there are.
    header.extend([4, 3, 0, 0, 0]);
    for (kind, data) in
        [(b"IHDR", header), (b"PLTE", picture.palette.concat()), (b"IDAT", packed), (b"IEND", Vec::new())]
    {
        file.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
        let start = file.len();
        file.extend(kind);
        file.extend(data);
        let sum = libdeflater::crc32(&file[start..]);
        file.extend(sum.to_be_bytes());
    }
    Some(file)
}
