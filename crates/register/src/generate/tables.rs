//! The tables of a recipe: weights, and boxes in which places are drawn.

use super::draws::Draws;
use crate::kind::Kind;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Lines, Spot};
use teukgu_rules::fact::parse_decimal;

/// Digits after the point of drawn degrees.
const SCALE: u8 = 6;
/// Units of a drawn coordinate in a degree.
const UNITS: f64 = 1e6;

/// A box in 1e-6 degree: west, south, east, north.
pub(super) type Area = [i64; 4];

/// Values by weight.
#[derive(Clone, Debug)]
pub(super) struct Weighted<T> {
    /// For each value the weight of all before it and its own.
    sums: Vec<u64>,
    values: Vec<T>,
}

impl<T> Weighted<T> {
    /// Draws a value by its weight.
    pub(super) fn draw(&self, draws: &mut Draws) -> &T {
        let drawn = draws.below(self.sums.last().copied().unwrap_or_default());
        let at = self.sums.partition_point(|sum| *sum <= drawn);
        // INVARIANT: there is a value with a weight, and the number drawn lies below the sum of all.
        &self.values[at]
    }
}

/// Reads weights by code; each code has some values of its own, such as the boxes of a sigungu.
pub(super) fn weighted<T>(
    table: &str,
    text: &str,
    columns: [&str; 2],
    values: impl Fn(&str) -> Vec<T>,
) -> Result<Weighted<(String, Vec<T>)>, Vec<Fault>> {
    let mut found = Weighted { sums: Vec::new(), values: Vec::new() };
    let mut sum = 0_u64;
    for (line, [code, weight]) in rows(table, text, columns)? {
        let Ok(weight) = weight.parse::<u32>() else { return Err(no_number(table, line, &weight)) };
        let values = values(&code);
        if values.is_empty() {
            let (ko, en) =
                (format!("`{code}`에 해당하는 것이 없음"), format!("there is nothing for `{code}`"));
            return Err(fault(table, line, ko, en));
        }
        if weight > 0 {
            sum = sum.saturating_add(weight.into());
            found.sums.push(sum);
            found.values.push((code, values));
        }
    }
    if found.values.is_empty() {
        return Err(fault(table, 1, "가중치가 없음".to_owned(), "there are no weights".to_owned()));
    }
    Ok(found)
}

/// Reads the boxes of each sigungu.
pub(super) fn places(text: &str) -> Result<BTreeMap<String, Vec<Area>>, Vec<Fault>> {
    let table = "places.csv";
    let mut places: BTreeMap<String, Vec<Area>> = BTreeMap::new();
    for (line, [code, sides @ ..]) in rows(table, text, ["sgg", "west", "south", "east", "north"])? {
        let mut area = Area::default();
        for (side, text) in area.iter_mut().zip(&sides) {
            *side = parse_decimal(text, SCALE).ok_or_else(|| no_number(table, line, text))?;
        }
        if area[0] > area[2] || area[1] > area[3] {
            let (ko, en) = ("서쪽이나 남쪽이 반대쪽보다 큼", "west or south lies beyond its opposite");
            return Err(fault(table, line, ko.to_owned(), en.to_owned()));
        }
        places.entry(code).or_default().push(area);
    }
    Ok(places)
}

/// Draws a place in a box, longitude and latitude in degrees with six decimals.
pub(super) fn point(area: Option<&Area>, draws: &mut Draws) -> (f64, f64) {
    let [west, south, east, north] = area.copied().unwrap_or_default();
    let mut between = |low: i64, high: i64| {
        let width = u64::try_from(high - low).unwrap_or_default();
        low.saturating_add_unsigned(draws.below(width.saturating_add(1)))
    };
    (degrees(between(west, east)), degrees(between(south, north)))
}

#[expect(clippy::cast_precision_loss, reason = "a degree has nine digits here, a float keeps fifteen")]
fn degrees(units: i64) -> f64 {
    units as f64 / UNITS
}

/// Reads columns of a table, each row with its line.
fn rows<const N: usize>(
    table: &str,
    text: &str,
    columns: [&str; N],
) -> Result<Vec<(usize, [String; N])>, Vec<Fault>> {
    let mut csv = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let head = csv.headers().cloned().unwrap_or_default();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let missing = || fault(table, 1, format!("`{column}` 열이 없음"), format!("no column `{column}`"));
        *place = head.iter().position(|name| name == column).ok_or_else(missing)?;
    }
    let mut lines = Lines::new(text.as_bytes());
    let mut line = |at: Option<&csv::Position>| lines.of(at.map_or(0, csv::Position::byte));
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(|error| {
            fault(table, line(error.position()), "CSV로 읽을 수 없음".to_owned(), error.to_string())
        })?;
        Ok((line(record.position()), places.map(|at| record.get(at).unwrap_or_default().to_owned())))
    };
    csv.into_records().map(row).collect()
}

fn no_number(table: &str, line: usize, text: &str) -> Vec<Fault> {
    fault(table, line, format!("`{text}`은(는) 수가 아님"), format!("`{text}` is not a number"))
}

fn fault(table: &str, line: usize, ko: String, en: String) -> Vec<Fault> {
    vec![Kind::Table { table: table.to_owned(), ko, en }.at(table, Spot { line, column: 1 })]
}
