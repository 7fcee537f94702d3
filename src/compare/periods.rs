//! Both sides over time: what was ordered out or closed in each month; on each day where the time is short, in each year
//! where it is long.

use super::value::Amount;
use super::{Measure, Selection, Table};
use crate::dataset::{Date, Event, EventIndex, Facts};
use crate::ledger::Side;

/// A day, a month or a year with what both sides did in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The day, the month or the year.
    pub date: Date,
    /// By others.
    pub others: Amount,
    /// By Moscow.
    pub moscow: Amount,
    /// The events behind it, by date.
    pub events: Vec<EventIndex>,
}

/// Up to so many days are shown day by day.
const BY_DAY: i32 = 100;
/// Up to so many days are shown by month.
const BY_MONTH: i32 = 8 * 366;

/// The periods with a case, by date: days up to some three months, months up to eight years, years beyond. They are as
/// fine as the least exact date among them.
///
/// Acts and replies of a table stand on the side of whoever acted, each at its own date.
pub fn periods(facts: &Facts, selection: &Selection, table: &Table) -> Vec<Period> {
    let counts = |event: &Event| match selection.measure.pair().0 {
        Measure::Missions => event.action.closes_mission(),
        _ => event.action.orders_people_out(),
    };
    let events: Vec<EventIndex> =
        table.total.events().into_iter().filter(|index| counts(facts.event(*index))).collect();
    let (mut first, mut last, mut has_days, mut has_months) = (i32::MAX, 0, true, true);
    for index in &events {
        let date = facts.event(*index).date;
        first = first.min(date.first_day());
        last = last.max(date.last_day());
        has_days &= date.day().is_some();
        has_months &= date.month().is_some();
    }
    let days = last.saturating_sub(first);
    let date_of = |date: Date| match () {
        () if has_days && days <= BY_DAY => date,
        () if has_months && days <= BY_MONTH => date.month_alone(),
        () => date.year_alone(),
    };
    let mut periods: Vec<Period> = Vec::new();
    for index in events {
        let event = facts.event(index);
        let date = date_of(event.date);
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
