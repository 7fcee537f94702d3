//! Names beside marks: as many as fit, none over another or over a mark.

use super::scene::{Anchor, LETTERS};
use super::text;

/// A rectangle: left, top, right, bottom.
pub type Box4 = (i32, i32, i32, i32);

/// Whether two rectangles share any room.
pub fn overlap(a: Box4, b: Box4) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// A name with its place: baseline and anchor.
pub type Placed = (usize, (i32, i32), Anchor);

/// How far a name keeps from other points than its own.
const NEAR: i32 = 8;

/// Places the names of points, `(x, y)` the middle of each and `radius` its reach, in the order given: the first have the
/// choice. To the right, to the left, above, below, at a corner; a name that has no room anywhere inside `bounds` is left out.
pub fn place(points: &[(usize, (i32, i32), &str)], radius: i32, taken: &mut Vec<Box4>, bounds: Box4) -> Vec<Placed> {
    let mut placed = Vec::new();
    for (i, (x, y), name) in points {
        let width = text::width(name, LETTERS);
        let reach = radius + 3;
        let choices = [
            ((x + reach, y + 4), Anchor::Start, x + reach),
            ((x - reach, y + 4), Anchor::End, x - reach - width),
            ((*x, y - reach), Anchor::Middle, x - width / 2),
            ((*x, y + reach + 9), Anchor::Middle, x - width / 2),
            ((*x, y - reach), Anchor::End, x - width),
            ((*x, y - reach), Anchor::Start, *x),
            ((*x, y + reach + 9), Anchor::End, x - width),
            ((*x, y + reach + 9), Anchor::Start, *x),
        ];
        for (at, anchor, left) in choices {
            let room = (left, at.1 - 10, left + width, at.1 + 2);
            let is_inside = room.0 >= bounds.0 && room.1 >= bounds.1 && room.2 <= bounds.2 && room.3 <= bounds.3;
            // A name beside another point would be read as that one's.
            let near = (room.0 - NEAR, room.1, room.2 + NEAR, room.3);
            let is_others = points.iter().any(|(other, (x, y), _)| {
                other != i && overlap(near, (x - radius, y - radius, x + radius, y + radius))
            });
            if is_inside && !is_others && !taken.iter().any(|other| overlap(room, *other)) {
                taken.push(room);
                placed.push((*i, at, anchor));
                break;
            }
        }
    }
    placed
}
