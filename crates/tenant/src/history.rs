//! history.toml: what led to the zone, with days as exact as they are known.

use crate::book::Read;
use crate::kind::FaultKind;
use crate::raw::parse_date;
use crate::reader::{Group, Item, Table, group, record};
use jiff::civil::Date;
use teukgu_domain::history::{DatePrecision, HistoryEvent};

/// The file.
pub(crate) const FILE: &str = "history.toml";

pub(crate) fn read(root: &Table<'_>) -> Group<HistoryEvent> {
    group(root, "event", |table, _| event(table))
}

fn event(table: &Table<'_>) -> Read<HistoryEvent> {
    let when = table.req("on", day);
    record!(table => HistoryEvent {
        id: table.id(),
        on: when.map(|(day, _)| day),
        precision: when.map(|(_, precision)| precision),
        title: table.text("title"),
        detail: table.text("detail"),
        provenance: table.provenance(),
    })
}

fn day(item: Item<'_>) -> Read<(Date, DatePrecision)> {
    let raw = item.raw()?;
    parse_day(raw.text).ok_or_else(|| raw.report(&FaultKind::BadDate { text: raw.text.to_owned() }))
}

/// Reads `2016`, `2024-05` or `2024-11-28`; what is not known counts as the first.
fn parse_day(text: &str) -> Option<(Date, DatePrecision)> {
    let (full, precision) = match text.len() {
        4 => (format!("{text}-01-01"), DatePrecision::Year),
        7 => (format!("{text}-01"), DatePrecision::Month),
        _ => (text.to_owned(), DatePrecision::Day),
    };
    Some((parse_date(&full)?, precision))
}
