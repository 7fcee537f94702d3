//! What events answer: known acts, not dated later, never in a circle.

use std::collections::HashMap;

use super::{Draft, leak_all, subject};
use crate::dataset::load::Seen;
use crate::dataset::{Date, EventIndex, Problem};

pub(super) fn link_replies(
    drafts: &mut [Draft<'_>],
    places: &HashMap<&str, EventIndex>,
    known_ids: &Seen<String>,
    problems: &mut Vec<Problem>,
) {
    let dates: Vec<Date> = drafts.iter().map(|draft| draft.event.date).collect();
    for draft in drafts.iter_mut() {
        let mut answered = Vec::new();
        for name in &draft.raw.responds_to {
            let id = name.get_ref().as_str();
            let Some(place) = places.get(id).copied() else {
                // An event that exists but has a problem of its own is reported there.
                if !known_ids.contains_key(id) {
                    let reason = format!("answers \"{id}\", which is no event");
                    problems.push(draft.file.problem(&name.span(), subject(draft.raw), reason));
                }
                continue;
            };
            let act = dates[place.as_usize()];
            if draft.event.date.is_surely_before(act) {
                let reason = format!("is dated {}, before the act that it answers (\"{id}\", {act})", draft.event.date);
                problems.push(draft.file.problem(&name.span(), subject(draft.raw), reason));
            }
            if answered.contains(&place) {
                let reason = format!("answers \"{id}\" twice");
                problems.push(draft.file.problem(&name.span(), subject(draft.raw), reason));
            } else {
                answered.push(place);
            }
        }
        draft.event.responds_to = leak_all(answered);
    }
    for cycle in cycles(drafts) {
        let draft = &drafts[cycle[0]];
        let names: Vec<&str> = cycle.iter().chain(&cycle[..1]).map(|i| drafts[*i].event.id.as_str()).collect();
        let reason = format!("answers itself in a circle: {}", names.join(" answers "));
        problems.push(draft.file.problem(&draft.raw.id.span(), subject(draft.raw), reason));
    }
}

/// Circles of replies, each once, from its first member by date.
fn cycles(drafts: &[Draft<'_>]) -> Vec<Vec<usize>> {
    // Depth first without recursion: a chain may be as long as the data.
    let mut state = vec![0u8; drafts.len()];
    let mut found = Vec::new();
    for start in 0..drafts.len() {
        if state[start] != 0 {
            continue;
        }
        let mut path = vec![(start, 0)];
        state[start] = 1;
        while let Some((event, next)) = path.last_mut() {
            let Some(answered) = drafts[*event].event.responds_to.get(*next).map(|i| i.as_usize()) else {
                state[*event] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[answered] {
                0 => {
                    state[answered] = 1;
                    path.push((answered, 0));
                }
                1 => {
                    let from = path.iter().position(|(event, _)| *event == answered).unwrap_or(0);
                    let mut cycle: Vec<usize> = path[from..].iter().map(|(event, _)| *event).collect();
                    let first = cycle.iter().enumerate().min_by_key(|(_, event)| **event).map_or(0, |(i, _)| i);
                    cycle.rotate_left(first);
                    found.push(cycle);
                }
                _ => {}
            }
        }
    }
    found
}
