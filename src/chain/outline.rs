//! The graph as a nested list: every event once, under what it most directly answers.

use super::{Graph, Relation};
use crate::dataset::{Event, EventIndex};

/// An entry of the outline and what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The event.
    pub event: EventIndex,
    /// What it is to the event above it; `None` at the top.
    pub relation: Option<Relation>,
    /// What followed from it, by date.
    pub replies: Vec<Outline>,
}

/// The outline of some events. An event with several links stands under one of them: before all under what it answers,
/// then under what it speaks of, carries on, was set off by, and last under what it follows; of several alike under the
/// latest. Events that answer
/// nothing among the chosen ones stand at the top, by date.
pub fn outline(events: &[Event], graph: &Graph, chosen: &[EventIndex]) -> Vec<Outline> {
    let mut is_chosen = vec![false; events.len()];
    for index in chosen {
        is_chosen[index.as_usize()] = true;
    }
    let rank = |relation: Relation| match relation {
        Relation::Retaliates | Relation::Escalates => 0,
        Relation::Speaks => 1,
        Relation::CarriesOn => 2,
        Relation::Triggers => 3,
        Relation::Joins => 4,
    };
    let mut below: Vec<Vec<(EventIndex, Relation)>> = vec![Vec::new(); events.len()];
    let mut top = Vec::new();
    // Acts before their replies, so that each list is filled before it is read from behind.
    let order: Vec<EventIndex> = graph.in_order().into_iter().filter(|index| is_chosen[index.as_usize()]).collect();
    for index in &order {
        let parent = graph
            .acts_of(*index)
            .iter()
            .filter(|edge| is_chosen[edge.act.as_usize()])
            .min_by_key(|edge| (rank(edge.relation), std::cmp::Reverse(edge.act)));
        match parent {
            Some(edge) => below[edge.act.as_usize()].push((*index, edge.relation)),
            None => top.push(*index),
        }
    }
    let mut done: Vec<Vec<Outline>> = vec![Vec::new(); events.len()];
    for index in order.iter().rev() {
        let mut entries = std::mem::take(&mut below[index.as_usize()]);
        entries.sort_unstable_by_key(|(event, _)| *event);
        done[index.as_usize()] = entries
            .into_iter()
            .map(|(event, relation)| Outline {
                event,
                relation: Some(relation),
                replies: std::mem::take(&mut done[event.as_usize()]),
            })
            .collect();
    }
    top.sort_unstable();
    top.into_iter()
        .map(|event| Outline { event, relation: None, replies: std::mem::take(&mut done[event.as_usize()]) })
        .collect()
}
