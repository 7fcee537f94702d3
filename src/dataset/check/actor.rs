//! Actors: codes, kinds, memberships.

use super::{date, leak, leak_all, word};
use crate::dataset::load::File;
use crate::dataset::raw::RawActor;
use crate::dataset::{Actor, ActorCode, ActorKind, Membership, Problem};
use crate::words::with_curly_quotes;

pub(super) fn check_actors(
    file: &File,
    raw: &[RawActor],
    problems: &mut Vec<Problem>,
) -> (Vec<Actor>, Vec<Option<String>>) {
    let mut actors: Vec<(Actor, Option<String>)> = Vec::new();
    for actor in raw {
        let subject = Some(format!("actor \"{}\"", actor.code.get_ref()));
        let Some(code) = ActorCode::parse(actor.code.get_ref()) else {
            problems.push(file.problem(&actor.code.span(), subject, "a code is two to four capital letters"));
            continue;
        };
        if actors.iter().any(|(other, _)| other.code == code) {
            problems.push(file.problem(&actor.code.span(), subject, "this code is used already"));
            continue;
        }
        let kind = word(
            file,
            &actor.kind,
            subject.clone(),
            "kind of actor (state or organisation)",
            |text| match text {
                "state" => Some(ActorKind::State),
                "organisation" => Some(ActorKind::Organisation),
                _ => None,
            },
            problems,
        );
        let memberships = actor
            .memberships
            .iter()
            .filter_map(|membership| {
                let of = raw.iter().find(|other| other.code.get_ref() == membership.of.get_ref());
                if of.is_none() {
                    let reason =
                        format!("is said to belong to \"{}\", which is not among the actors", membership.of.get_ref());
                    problems.push(file.problem(&membership.of.span(), subject.clone(), reason));
                }
                let from = date(file, &membership.from, subject.clone(), problems)?;
                let until = match &membership.until {
                    Some(until) => Some(date(file, until, subject.clone(), problems)?),
                    None => None,
                };
                Some(Membership { of: ActorCode::parse(membership.of.get_ref())?, from, until })
            })
            .collect();
        if let Some(kind) = kind {
            let actor_facts = Actor {
                code,
                name: leak(&actor.name),
                takes_article: actor.takes_article,
                kind,
                memberships: leak_all(memberships),
            };
            actors.push((actor_facts, actor.note.as_deref().map(|note| with_curly_quotes(note, false))));
        }
    }
    actors.sort_by_key(|(actor, _)| actor.code);
    actors.into_iter().unzip()
}
