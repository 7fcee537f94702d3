//! A preview as a small file: drawn, reduced to a palette, compressed. The same picture gives the same bytes everywhere.

use std::collections::HashMap;
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
/// Most of a picture is paper. It is passed over in blocks of so many pixels, by one comparison each.
const BLOCK: usize = 8;
/// A colour that covers so many pixels without an edge between them is one of the picture's own.
const FLAT: u32 = 24;
/// So many colours are kept, where the picture's own leave room: what four bits can name.
const COLOURS: usize = 16;
/// For the edges of letters so many steps between the picture's own colours are enough: at the size at which it is shown,
/// two pixels become one.
const STEPS: usize = 2;

type Colour = [u8; 3];

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
        let palette = palette(pixels, &paper, row_bytes);
        let mut nearest: HashMap<Colour, u8> = HashMap::new();
        let mut rows: Vec<u8> = Vec::with_capacity(pixels.len() / (2 * PIXEL));
        let mut above: &[u8] = &[];
        for row in pixels.chunks(row_bytes) {
            let packed_row = row_bytes / (2 * PIXEL) + 1;
            if row == above {
                rows.extend_from_within(rows.len() - packed_row..);
                continue;
            }
            above = row;
            rows.push(0);
            for block in row.chunks(BLOCK * PIXEL) {
                if block == paper {
                    rows.extend([0; BLOCK / 2]);
                    continue;
                }
                let mut index = |pixel: &[u8]| {
                    let colour = colour(pixel);
                    *nearest.entry(colour).or_insert_with(|| place_of(colour, &palette))
                };
                for pair in block.chunks(2 * PIXEL) {
                    let (left, right) = pair.split_at(PIXEL);
                    rows.push(index(left) << 4 | index(right));
                }
            }
        }
        Self { palette, rows }
    }
}

fn colour(pixel: &[u8]) -> Colour {
    [0, 1, 2].map(|i| pixel.get(i).copied().unwrap_or(0))
}

/// The colours that stand for all, paper first: those of areas exactly, then the most frequent of the steps at edges.
fn palette(pixels: &[u8], paper: &[u8], row_bytes: usize) -> Vec<Colour> {
    // How often each colour stands at all, and between two of its kind.
    let mut counts: HashMap<Colour, (u32, u32)> = HashMap::new();
    for row in pixels.chunks(row_bytes) {
        for block in row.chunks(BLOCK * PIXEL).filter(|block| *block != paper) {
            let colours: Vec<Colour> = block.chunks(PIXEL).map(colour).collect();
            for (i, own) in colours.iter().enumerate() {
                let count = counts.entry(*own).or_default();
                count.0 += 1;
                let is_inside = i > 0 && colours.get(i - 1) == Some(own) && colours.get(i + 1) == Some(own);
                count.1 += u32::from(is_inside);
            }
        }
    }
    let mut kept = vec![colour(paper)];
    let mut add = |most: usize, least: i32, mut candidates: Vec<(u32, Colour)>| {
        candidates.sort_unstable_by_key(|(count, colour)| (std::cmp::Reverse(*count), *colour));
        for (_, colour) in candidates {
            if kept.len() < most && kept.iter().all(|other| distance(colour, *other) > least) {
                kept.push(colour);
            }
        }
        kept.len()
    };
    let flat = counts.iter().filter(|(_, count)| count.1 >= FLAT).map(|(colour, count)| (count.1, *colour));
    let own = add(COLOURS - STEPS, 300, flat.collect());
    let all: Vec<(u32, Colour)> = counts.iter().map(|(colour, count)| (count.0, *colour)).collect();
    add(own + STEPS, 4000, all);
    kept
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

/// The file, as dense as it gets.
fn encode(picture: &Packed, (width, height): (u32, u32)) -> Option<Vec<u8>> {
    let mut compressor = Compressor::new(CompressionLvl::best());
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
