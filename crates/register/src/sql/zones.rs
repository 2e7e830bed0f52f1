//! The table of zones: a row a polygon, with what the zone says of provisions.

use super::{Dialect, SqlError};
use crate::screening::Screening;
use crate::zone::Zone;
use std::fmt::Write as _;
use teukgu_domain::boundary::{Crs, PolygonRings, Position};
use teukgu_rules::value::Truth;

/// Polygons that are inserted at a time.
const ROWS: usize = 100;

/// Writes the table: zone, number of the polygon, whether it is in force, for each provision 1 or 0 or null for whether
/// the plan lists it, and the shape.
pub(super) fn table(screening: &Screening, dialect: Dialect) -> Result<String, SqlError> {
    let mut rows = Vec::new();
    for (number, zone) in screening.zones().iter().enumerate() {
        rows.extend(rows_of(screening, dialect, number, zone)?);
    }
    let provisions = screening.provisions().count();
    let lists: String = (0..provisions).map(|number| format!(", lists_{number}")).collect();
    let columns = format!("zone, number, in_force{lists}, shape");
    Ok(match dialect {
        Dialect::PostGis => postgis(&rows, provisions, &columns),
        _ => values(dialect, &rows, provisions, &columns),
    })
}

fn postgis(rows: &[String], provisions: usize, columns: &str) -> String {
    let lists: String = (0..provisions).map(|number| format!(", lists_{number} bigint")).collect();
    let mut text = format!(
        "drop table if exists teukgu_zones;\ncreate table teukgu_zones (zone text, number integer, in_force boolean{lists}, shape geometry(Polygon, 4326));\n"
    );
    for rows in rows.chunks(ROWS) {
        let _ = writeln!(text, "insert into teukgu_zones ({columns}) values\n{};", rows.join(",\n"));
    }
    text.push_str("create index on teukgu_zones using gist (shape);\nanalyze teukgu_zones;\n\n");
    text
}

/// Writes the table as one question over values, with types cast once.
fn values(dialect: Dialect, rows: &[String], provisions: usize, columns: &str) -> String {
    let names: Vec<String> = columns
        .split(", ")
        .map(|name| format!("{name}{}", if name == "shape" { "_text" } else { "" }))
        .collect();
    let lists: String =
        (0..provisions).map(|number| format!(", cast(lists_{number} as bigint) as lists_{number}")).collect();
    let shape = match dialect {
        Dialect::DuckDb => "ST_GeomFromText(shape_text)",
        Dialect::DataFusion => "shape_text",
        _ => "ST_GeomFromWKT(shape_text)",
    };
    let load = if dialect == Dialect::DuckDb {
        "-- Load the extension first: install spatial, then load spatial.\n"
    } else {
        ""
    };
    format!(
        "{load}{}\nselect zone, number, cast(in_force as boolean) as in_force{lists}, {shape} as shape\nfrom (values\n{}\n) as listed ({});\n\n",
        dialect.table("teukgu_zones"),
        rows.join(",\n"),
        names.join(", ")
    )
}

/// Writes the rows of a zone, one a polygon.
fn rows_of(
    screening: &Screening,
    dialect: Dialect,
    number: usize,
    zone: &Zone,
) -> Result<Vec<String>, SqlError> {
    let no_degrees = || SqlError::Zone { zone: zone.shape.id.clone() };
    let degrees = zone.shape.reprojected(Crs::Epsg4326, None).map_err(|_| no_degrees())?;
    let in_force = match zone.in_force_on(screening.on()) {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "null",
    };
    let lists: String = screening
        .prepared()
        .iter()
        .map(|provision| match provision.listed.get(number).copied().flatten() {
            Some(is_listed) => format!(", {}", u8::from(is_listed)),
            None => ", null".to_owned(),
        })
        .collect();
    let id = dialect.string(&zone.shape.id);
    let shapes = degrees.polygons().filter_map(polygon);
    let shape = |text: &String| match dialect {
        Dialect::PostGis => dialect.polygon(text),
        Dialect::DataFusion => dialect.string(""),
        _ => dialect.string(text),
    };
    let row =
        |(number, text): (usize, String)| format!("({id}, {number}, {in_force}{lists}, {})", shape(&text));
    Ok(shapes.enumerate().map(row).collect())
}

/// Writes a polygon with corners in 1e-7 degree, as the kernel rounds them; rings without area are left out.
fn polygon(polygon: &PolygonRings) -> Option<String> {
    let mut rings = std::iter::once(&polygon.shell).chain(&polygon.holes).map(|ring| corners(ring));
    let shell = rings.next().flatten()?;
    let rings: Vec<String> = std::iter::once(shell).chain(rings.flatten()).collect();
    Some(format!("POLYGON(({}))", rings.join("), (")))
}

fn corners(ring: &[Position]) -> Option<String> {
    let round = |units: i64| (units + 50).div_euclid(100);
    let mut corners: Vec<(i64, i64)> = ring.iter().map(|at| (round(at.x), round(at.y))).collect();
    corners.dedup();
    if corners.first() != corners.last() {
        corners.extend(corners.first().copied());
    }
    let degrees =
        |units: i64| format!("{}.{:07}", units.div_euclid(10_000_000), units.rem_euclid(10_000_000));
    let text: Vec<String> = corners.iter().map(|(x, y)| format!("{} {}", degrees(*x), degrees(*y))).collect();
    (corners.len() > 3).then(|| text.join(", "))
}
