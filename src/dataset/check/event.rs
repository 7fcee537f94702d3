//! An event's own fields: who, when, what, how many, by which sources.

use std::collections::{BTreeSet, HashMap};

use toml::Spanned;

use super::{date, leak, subject, word};
use crate::dataset::load::File;
use crate::dataset::raw::{Field, RawDispute, RawEvent};
use crate::dataset::{
    About, Action, Actor, ActorCode, Bound, Citation, Confidence, Count, Date, DateKind, Dispute, Disputed, Event,
    EventId, Figures, Problem, Record, Why, is_slug,
};
use crate::words::with_curly_quotes;

pub(super) fn check_event(
    file: &File,
    raw: &RawEvent,
    actors: &[Actor],
    sources: &HashMap<&str, usize>,
    cited: &mut BTreeSet<usize>,
    problems: &mut Vec<Problem>,
) -> Option<(Event, Record)> {
    let about = || subject(raw);
    let here = raw.id.span();
    if !is_slug(raw.id.get_ref()) {
        problems.push(file.problem(&here, about(), "an id is lower-case letters, digits and single hyphens"));
    }
    let mut required = |field: &Field<String>, name: &str| {
        let value = field.clone().filter(|value| !value.get_ref().trim().is_empty());
        if value.is_none() {
            problems.push(file.problem(&here, about(), format!("has no {name}")));
        }
        value
    };
    let raw_date = required(&raw.date, "date");
    let raw_kind = required(&raw.date_kind, "date_kind");
    let raw_actor = required(&raw.actor, "actor");
    let raw_target = required(&raw.target, "target");
    let raw_action = required(&raw.action, "action");
    let raw_summary = required(&raw.summary, "summary");
    let raw_confidence = required(&raw.confidence, "confidence");

    let when = raw_date.and_then(|field| date(file, &field, about(), problems));
    let date_kind = raw_kind
        .and_then(|field| word(file, &field, about(), "date_kind (announced or effective)", DateKind::parse, problems));
    let mut code = |field: Option<Spanned<String>>| {
        let field = field?;
        // Actors are sorted by their codes.
        let code = ActorCode::parse(field.get_ref())
            .filter(|code| actors.binary_search_by_key(code, |actor| actor.code).is_ok());
        if code.is_none() {
            let reason = format!("actor \"{}\" is not in actors.toml", field.get_ref());
            problems.push(file.problem(&field.span(), about(), reason));
        }
        code
    };
    let actor = code(raw_actor);
    let target = code(raw_target);
    let action = raw_action.and_then(|field| word(file, &field, about(), "action", Action::parse, problems));
    let confidence = raw_confidence
        .and_then(|field| word(file, &field, about(), "confidence (high, medium or low)", Confidence::parse, problems));
    let count = action.and_then(|action| check_count(file, raw, action, problems));

    let (citations, disputes) = check_citations(file, raw, action.zip(count), sources, cited, problems);
    let event = Event {
        id: EventId(leak(raw.id.get_ref())),
        episode: 0,
        date: when?,
        date_kind: date_kind?,
        actor: actor?,
        target: target?,
        action: action?,
        count: count?,
        figures: range(count?, &disputes),
        responds_to: &[],
        qualifier: raw.qualifier.as_ref().map_or("", |qualifier| leak(&curly(qualifier.get_ref()))),
        disputed: Disputed(disputes.iter().fold(0, |bits, dispute| bits | 1 << dispute.about as u8)),
    };
    let record = Record {
        summary: curly(raw_summary?.get_ref()),
        note: raw.note.as_deref().map(curly),
        confidence: confidence?,
        citations,
        disputes,
    };
    Some((event, record))
}

fn curly(text: &str) -> String {
    with_curly_quotes(text, false)
}

/// From the lowest to the highest figure, the count included; `None` where no source gives another.
fn range(count: Count, disputes: &[Dispute]) -> Option<Figures> {
    let others = disputes.iter().filter_map(|dispute| dispute.figure);
    let (lowest, highest) = (others.clone().min()?, others.max()?);
    Some(match count {
        Count::Known(own, _) => Figures { lowest: lowest.min(own), highest: highest.max(own) },
        _ => Figures { lowest, highest },
    })
}

/// The sources that support the event, at least one, and those that tell it differently.
fn check_citations(
    file: &File,
    raw: &RawEvent,
    counted: Option<(Action, Count)>,
    sources: &HashMap<&str, usize>,
    cited: &mut BTreeSet<usize>,
    problems: &mut Vec<Problem>,
) -> (Vec<Citation>, Vec<Dispute>) {
    let mut source = |id: &Spanned<String>, problems: &mut Vec<Problem>| {
        let place = sources.get(id.get_ref().as_str()).copied();
        if let Some(place) = place {
            cited.insert(place);
        } else {
            let reason = format!("source \"{}\" is not in sources.toml", id.get_ref());
            problems.push(file.problem(&id.span(), subject(raw), reason));
        }
        place
    };
    if raw.citations.is_empty() {
        problems.push(file.problem(
            &raw.id.span(),
            subject(raw),
            "has no source: every event needs at least one citation",
        ));
    }
    let citations = raw
        .citations
        .iter()
        .filter_map(|c| {
            Some(Citation { source: source(&c.source, problems)?, supports: c.supports.as_deref().map(curly) })
        })
        .collect();
    let disputes: Vec<Dispute> = raw
        .disputes
        .iter()
        .filter_map(|d| {
            let figure = counted.zip(d.figure.as_ref());
            let figure =
                figure.and_then(|((action, count), figure)| check_figure(file, raw, action, count, figure, problems));
            let (about, why, other_date) = check_account(file, raw, d, problems);
            let source = source(&d.source, problems);
            Some(Dispute { claim: curly(d.claim.get_ref()), about: about?, why, other_date, figure, source: source? })
        })
        .collect();
    (citations, disputes)
}

/// What another source disagrees about, why, and the date that it gives.
fn check_account(
    file: &File,
    raw: &RawEvent,
    dispute: &RawDispute,
    problems: &mut Vec<Problem>,
) -> (Option<About>, Option<Why>, Option<Date>) {
    let about = if let Some(field) = &dispute.about {
        word(file, field, subject(raw), "subject of a dispute", About::parse, problems)
    } else {
        let reason = "has a dispute that does not say what it is about (number, date, who, reason or account)";
        problems.push(file.problem(&dispute.claim.span(), subject(raw), reason));
        None
    };
    let why = dispute
        .why
        .as_ref()
        .and_then(|field| word(file, field, subject(raw), "reason of a dispute", Why::parse, problems));
    let other_date = dispute.other_date.as_ref().and_then(|field| {
        let own = raw.date.as_ref().map(Spanned::get_ref);
        let reason = match about {
            Some(About::Date) if own == Some(field.get_ref()) => "is the event's own date: a dispute gives another",
            Some(About::Date) | None => return date(file, field, subject(raw), problems),
            Some(_) => "stands in a dispute that is not about the date",
        };
        problems.push(file.problem(
            &field.span(),
            subject(raw),
            format!("other_date \"{}\" {reason}", field.get_ref()),
        ));
        None
    });
    (about, why, other_date)
}

/// Another source's figure, against the event's own number.
fn check_figure(
    file: &File,
    raw: &RawEvent,
    action: Action,
    count: Count,
    figure: &Spanned<i64>,
    problems: &mut Vec<Problem>,
) -> Option<u32> {
    let given = *figure.get_ref();
    let reason = match (count, u32::try_from(given)) {
        (Count::Elsewhere, _) => "is counted elsewhere, so its disputes take no figure".to_owned(),
        (Count::NotApplicable, _) if action.unit().is_some() => {
            "has no number, so its disputes take no figure".to_owned()
        }
        (Count::NotApplicable, _) => {
            format!("action \"{}\" is not counted, so its disputes take no figure", action.key())
        }
        (Count::Known(own, _), Ok(number)) if number == own => {
            format!("figure {given} is the event's own count: a dispute gives another, or none")
        }
        (_, Ok(number @ 0..=10_000)) => return Some(number),
        _ => format!("figure {given} is not between 0 and 10000"),
    };
    problems.push(file.problem(&figure.span(), subject(raw), reason));
    None
}

/// The count and its unit, against what the action allows.
fn check_count(file: &File, raw: &RawEvent, action: Action, problems: &mut Vec<Problem>) -> Option<Count> {
    let here = raw.id.span();
    let mut report = |place: &std::ops::Range<usize>, reason: String| {
        problems.push(file.problem(place, subject(raw), reason));
        None
    };
    let Some(unit) = action.unit() else {
        return match (&raw.count, &raw.unit, &raw.count_missing) {
            (None, None, None) => Some(Count::NotApplicable),
            (Some(count), _, _) => {
                report(&count.span(), format!("action \"{}\" is not counted, so it takes no count", action.key()))
            }
            (_, Some(unit), _) => {
                report(&unit.span(), format!("action \"{}\" is not counted, so it takes no unit", action.key()))
            }
            (_, _, Some(missing)) => {
                report(&missing.span(), format!("action \"{}\" is not counted, so no count is missing", action.key()))
            }
        };
    };
    if let (None, Some(bound)) = (&raw.count, &raw.count_bound) {
        return report(&bound.span(), "has a count_bound but no count".to_owned());
    }
    let Some(count) = &raw.count else {
        if let Some(unit) = &raw.unit {
            return report(&unit.span(), "has a unit but no count".to_owned());
        }
        return match raw.count_missing.as_ref().map(|missing| (missing.get_ref().as_str(), missing)) {
            Some(("unknown", _)) => Some(Count::Unknown),
            Some(("counted-elsewhere", _)) => Some(Count::Elsewhere),
            Some(("not-applicable", _)) => Some(Count::NotApplicable),
            Some((other, missing)) => report(
                &missing.span(),
                format!("\"{other}\" is not a known count_missing (unknown, counted-elsewhere or not-applicable)"),
            ),
            None => report(&here, format!("has no count: give one, in {}, or say why with count_missing", unit.key())),
        };
    };
    if let Some(missing) = &raw.count_missing {
        return report(&missing.span(), "has a count, so none is missing".to_owned());
    }
    match &raw.unit {
        None => {
            return report(
                &count.span(),
                format!("count {} has no unit: action \"{}\" counts {}", count.get_ref(), action.key(), unit.key()),
            );
        }
        Some(given) if given.get_ref() != unit.key() => {
            return report(
                &given.span(),
                format!("unit \"{}\" does not fit: action \"{}\" counts {}", given.get_ref(), action.key(), unit.key()),
            );
        }
        Some(_) => {}
    }
    let bound = match raw.count_bound.as_ref().map(|bound| (bound.get_ref().as_str(), bound)) {
        None => Bound::Exact,
        Some(("more-than", _)) => Bound::MoreThan,
        Some((other, bound)) => {
            return report(&bound.span(), format!("\"{other}\" is not a known count_bound (more-than)"));
        }
    };
    match u32::try_from(*count.get_ref()) {
        Ok(number @ 1..=10_000) => Some(Count::Known(number, bound)),
        _ => report(
            &count.span(),
            format!(
                "count {} is not between 1 and 10000; a number nobody knows is count_missing = \"unknown\"",
                count.get_ref()
            ),
        ),
    }
}
