//! Both sides over time: what was ordered out or closed in each month, or in each year where the time is long.

use super::value::Amount;
use super::{Measure, Selection, Table};
use crate::dataset::{Date, Event, EventIndex, Facts};
use crate::ledger::Side;

/// A month or a year with what both sides did in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The month or the year.
    pub date: Date,
    /// By others.
    pub others: Amount,
    /// By Moscow.
    pub moscow: Amount,
    /// The events behind it, by date.
    pub events: Vec<EventIndex>,
}

/// Up to so many years are shown by month.
const YEARS_BY_MONTH: u16 = 8;

/// The periods with a case, by date: months up to eight years, years beyond. An event known to its year only makes years
/// of all.
///
/// Acts and replies of a table stand on the side of whoever acted, each at its own date.
pub fn periods(facts: &Facts, selection: &Selection, table: &Table) -> Vec<Period> {
    let counts = |event: &Event| match selection.measure.pair().0 {
        Measure::Missions => event.action.closes_mission(),
        _ => event.action.orders_people_out(),
    };
    let events: Vec<EventIndex> =
        table.total.events().into_iter().filter(|index| counts(facts.event(*index))).collect();
    let date = |index: &EventIndex| facts.event(*index).date;
    let years = match (events.first(), events.last()) {
        (Some(first), Some(last)) => date(last).year() - date(first).year() + 1,
        _ => 0,
    };
    let is_by_month = years <= YEARS_BY_MONTH && events.iter().all(|index| date(index).month().is_some());
    let mut periods: Vec<Period> = Vec::new();
    for index in events {
        let event = facts.event(index);
        let date = if is_by_month { event.date.month_alone() } else { event.date.year_alone() };
        if periods.last().is_none_or(|last| last.date != date) {
            periods.push(Period { date, others: Amount::default(), moscow: Amount::default(), events: Vec::new() });
        }
        if let Some(period) = periods.last_mut() {
            *(if event.is_by_moscow() { &mut period.moscow } else { &mut period.others }) += Amount::of(event);
            period.events.push(index);
        }
    }
    periods
}

/// Which side's acts a selection compares stand where: "acts" or "replies", for others and for Moscow.
pub const fn roles(side: Side) -> [&'static str; 2] {
    match side {
        Side::Others => ["acts by others", "replies by Moscow"],
        Side::Moscow => ["replies by others", "acts by Moscow"],
    }
}
