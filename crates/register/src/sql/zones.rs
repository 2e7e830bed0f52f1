//! What zones give: whether each is in force, what its plan lists, and where it lies.

use super::expressions::{Named, ZoneColumn};
use super::node::Cell;
use super::{Dialect, SqlError};
use crate::screening::Screening;
use std::collections::BTreeMap;
use teukgu_geo::fixed::Fixed;
use teukgu_geo::grid::Grid;
use teukgu_rules::law::article_of;
use teukgu_rules::value::Truth;

/// For each provision the column that says whether the plan of a zone lists it; provisions of one article share it.
pub(super) struct ListColumns {
    /// Slot of the fact.
    slot: Option<usize>,
    /// For each provision the number of the one whose column it has, from 0; `None` if it does not ask.
    columns: Vec<Option<usize>>,
}

impl ListColumns {
    pub(super) fn of(screening: &Screening) -> Self {
        let slot = screening.slots.lists_case;
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let provisions = screening.provisions.iter().enumerate();
        let columns = provisions.map(|(at, provision)| {
            let asks = slot.is_some_and(|slot| provision.slots.contains(&slot));
            asks.then(|| *first.entry(article_of(&provision.id)).or_insert(at))
        });
        Self { slot, columns: columns.collect() }
    }

    /// Returns the fact as a provision sees it: what the zone says, unless the register says otherwise.
    pub(super) fn of_provision(
        &self,
        at: usize,
        columns: &BTreeMap<usize, Cell>,
        numbers: &mut Vec<Named>,
    ) -> Option<(usize, Cell)> {
        let slot = self.slot?;
        let number = self.columns.get(at).copied().flatten()? + 1;
        let lists = format!("lists_{number}");
        let Some(Cell::Column(stated)) = columns.get(&slot) else { return Some((slot, Cell::Column(lists))) };
        let name = format!("listed_{number}");
        if numbers.iter().all(|column| column.name != name) {
            let known = numbers.iter().find(|column| column.name == *stated);
            let stated = known.map_or(stated, |column| &column.sql);
            let sql = format!(
                "CASE WHEN {lists} IS NULL THEN {stated} WHEN COALESCE({stated}, {lists}) = {lists} THEN {lists} END"
            );
            numbers.push(Named { name: name.clone(), sql });
        }
        Some((slot, Cell::Column(name)))
    }

    /// Returns the columns that zones give, with a value a zone.
    pub(super) fn zone_columns(&self, screening: &Screening) -> Vec<ZoneColumn> {
        let on = screening.on();
        let in_force = screening.zones().iter().map(|zone| match zone.in_force_on(on) {
            Truth::True => Some(1),
            Truth::False => Some(0),
            Truth::Unknown => None,
        });
        let mut columns = vec![ZoneColumn { name: "in_force".to_owned(), values: in_force.collect() }];
        for (at, provision) in screening.provisions.iter().enumerate() {
            if self.columns.get(at).copied().flatten() == Some(at) {
                let values = provision.listed.iter().map(|listed| listed.map(i64::from)).collect();
                columns.push(ZoneColumn { name: format!("lists_{}", at + 1), values });
            }
        }
        columns
    }
}

/// Returns the rows of the table of zones: number, id, and the columns that zones give.
pub(super) fn rows(
    screening: &Screening,
    columns: &[ZoneColumn],
    dialect: Dialect,
) -> Result<Vec<String>, SqlError> {
    let value = |column: &ZoneColumn, at: usize| match column.values.get(at).copied().flatten() {
        Some(number) => number.to_string(),
        None => "CAST(NULL AS BIGINT)".to_owned(),
    };
    let row = |(at, zone): (usize, &crate::zone::Zone)| {
        let mut row = vec![at.to_string(), dialect.text(&zone.shape.id)?];
        row.extend(columns.iter().map(|column| value(column, at)));
        Ok(format!("({})", row.join(", ")))
    };
    screening.zones().iter().enumerate().map(row).collect()
}

/// Returns the rows of the table of polygons: number of the zone, whether it has an area, and its shape as text.
///
/// Corners are whole units of 1e-7 degree, those of the grid: the products that say on which side of an edge a place
/// lies are then whole numbers below 2^53 and exact in floating point, so that an engine finds the same places on the
/// border that the grid does. In degrees it would not: a place in the middle of a slanting edge is rounded off it.
pub(super) fn polygons(screening: &Screening) -> Result<Vec<String>, SqlError> {
    let mut rows = Vec::new();
    for (at, zone) in screening.zones().iter().enumerate() {
        let polygons = Grid::rings(&zone.shape)?;
        let shapes = polygons.iter().filter_map(|rings| shape(rings));
        rows.extend(shapes.map(|(has_area, shape)| format!("({at}, {}, '{shape}')", u8::from(has_area))));
    }
    Ok(rows)
}

/// Writes a polygon; one that is smaller than the rounding is a line or a point, all border.
fn shape(rings: &[Vec<Fixed>]) -> Option<(bool, String)> {
    let (shell, holes) = rings.split_first()?;
    match shell.as_slice() {
        [] => None,
        [point] => Some((false, format!("POINT({})", corner(*point)))),
        [from, until] => Some((false, format!("LINESTRING({},{})", corner(*from), corner(*until)))),
        shell => {
            let rings: Vec<String> =
                std::iter::once(shell).chain(holes.iter().map(Vec::as_slice)).filter_map(ring).collect();
            Some((true, format!("POLYGON({})", rings.join(","))))
        }
    }
}

/// Writes a ring, closed; one of a corner or two repeats its last, so that it counts as a ring.
fn ring(corners: &[Fixed]) -> Option<String> {
    let (first, last) = (corners.first()?, corners.last()?);
    let again = std::iter::repeat_n(last, 3_usize.saturating_sub(corners.len()));
    let written: Vec<String> = corners.iter().chain(again).chain([first]).copied().map(corner).collect();
    Some(format!("({})", written.join(",")))
}

fn corner(corner: Fixed) -> String {
    format!("{} {}", corner.lon, corner.lat)
}
