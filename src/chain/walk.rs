//! How keys move through an outline: the keys of a tree view, as the ARIA Authoring Practices describe them.

/// An entry of an outline, as far as keys are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// How deep it stands, the top being 0.
    pub level: usize,
    /// Whether what stands below it is shown; `None` where nothing stands below.
    pub is_open: Option<bool>,
    /// Whether a filter has taken it away.
    pub is_hidden: bool,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To stand on this row.
    To(usize),
    /// To show what stands below this row.
    Open(usize),
    /// To hide what stands below this row.
    Close(usize),
}

/// Which rows can be seen: no filter has taken them away, and nothing above them is closed.
pub fn visible(rows: &[Row]) -> Vec<usize> {
    let mut closed_at = None;
    let mut seen = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        if closed_at.is_some_and(|level| row.level > level) {
            continue;
        }
        closed_at = (row.is_open == Some(false) || row.is_hidden).then_some(row.level);
        if !row.is_hidden {
            seen.push(i);
        }
    }
    seen
}

/// What a key asks for on the row `at`; `None` for other keys and where there is nowhere to go.
pub fn step(key: &str, rows: &[Row], at: usize) -> Option<Move> {
    let row = rows.get(at)?;
    let seen = visible(rows);
    let place = seen.iter().position(|i| *i == at);
    let to = |i: Option<&usize>| i.filter(|i| **i != at).map(|i| Move::To(*i));
    match key {
        "ArrowDown" => to(seen.get(place.map_or(0, |place| place + 1))),
        "ArrowUp" => to(seen.get(place?.checked_sub(1)?)),
        "Home" => to(seen.first()),
        "End" => to(seen.last()),
        "ArrowRight" if row.is_open == Some(false) => Some(Move::Open(at)),
        "ArrowRight" => to(seen.get(place? + 1).filter(|i| rows[**i].level > row.level)),
        "ArrowLeft" if row.is_open == Some(true) => Some(Move::Close(at)),
        "ArrowLeft" => to(rows[..at].iter().rposition(|other| other.level < row.level).as_ref()),
        _ => None,
    }
}

/// The next row after `at`, around the end, whose text begins with what was typed. With more than one letter typed the
/// row itself may stay. Upper and lower case of A to Z are alike.
pub fn type_ahead(texts: &[&str], rows: &[Row], at: usize, typed: &str) -> Option<usize> {
    let seen = visible(rows);
    let place = seen.iter().position(|i| *i == at).unwrap_or(0);
    let first = if typed.chars().count() > 1 { place } else { place + 1 };
    let typed = typed.to_ascii_lowercase();
    let around = seen.iter().cycle().skip(first).take(seen.len());
    around.copied().find(|i| texts.get(*i).is_some_and(|text| text.to_ascii_lowercase().starts_with(&typed)))
}
