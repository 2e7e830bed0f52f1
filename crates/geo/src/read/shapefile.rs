//! Zipped shapefiles to zones.

use super::assemble::{RawFeature, zones};
use super::polygon::RawPolygon;
use super::{Findings, Place, dbf, prj};
use crate::exact::{Side, doubled_area, side_of_edges};
use crate::fault::{Fault, FaultKind, Repair, RepairKind};
use crate::shape::ZoneShape;
use shapefile::{PolygonRing, Shape, ShapeReader};
use std::io::{Cursor, Read};
use teukgu_domain::boundary::{Crs, Position};
use zip::ZipArchive;

/// No archive may unpack to more bytes than this: a national layer of zones has a tenth of it.
pub const LARGEST_BYTES: u64 = 256 << 20;

/// Reads zones from a zip archive with one `.shp`, its `.dbf` and `.prj`, and a `.cpg` if there is one.
///
/// Zone and part are taken from the fields `zone_id`, `zone`, `id` and `part` as in GeoJSON, in any case.
/// `crs` overrides the `.prj`. In a fault, the line is the record and the column the corner in it.
///
/// # Errors
/// Every [`Fault`] of the layer.
pub fn read_zones(zip: &[u8], crs: Option<Crs>) -> Result<(Vec<ZoneShape>, Vec<Repair>), Vec<Fault>> {
    let whole = |kind| vec![Fault { line: 0, column: 0, kind }];
    let layer = unpack(zip, LARGEST_BYTES).map_err(whole)?;
    let crs = match (crs, &layer.prj) {
        (Some(given), _) => given,
        (None, Some(text)) => prj::recognise(text).map_err(whole)?,
        (None, None) => return Err(whole(FaultKind::CrsMissing)),
    };
    let mut findings = Findings::default();
    let features = features(&layer, &mut findings).map_err(whole)?;
    if features.is_empty() && findings.faults.is_empty() {
        return Err(whole(FaultKind::Empty));
    }
    let zones = zones(&features, crs, &mut findings);
    let at = |place: &Place| (place.feature.map_or(0, |i| i + 1), place.corner.map_or(0, |i| i + 1));
    if findings.faults.is_empty() {
        let repair = |(place, kind)| Repair { line: at(&place).0, column: at(&place).1, kind };
        return Ok((zones, findings.repairs.into_iter().map(repair).collect()));
    }
    let fault = |(place, kind)| Fault { line: at(&place).0, column: at(&place).1, kind };
    Err(findings.faults.into_iter().map(fault).collect())
}

/// The files of one layer.
#[derive(Default)]
struct Layer {
    shp: Vec<u8>,
    dbf: Option<Vec<u8>>,
    prj: Option<String>,
    cpg: Option<String>,
}

/// Unpacks the one layer of an archive, at most `limit` bytes of it.
fn unpack(zip: &[u8], limit: u64) -> Result<Layer, FaultKind> {
    let bad = |error: zip::result::ZipError| FaultKind::NotZip(error.to_string().to_lowercase());
    let mut archive = ZipArchive::new(Cursor::new(zip)).map_err(bad)?;
    let mut names: Vec<(usize, Vec<u8>)> = Vec::new();
    for i in 0..archive.len() {
        names.push((i, archive.by_index_raw(i).map_err(bad)?.name_raw().to_ascii_lowercase()));
    }
    names.retain(|(_, name)| !name.starts_with(b"__macosx/"));
    let layers: Vec<&[u8]> = names.iter().filter_map(|(_, name)| name.strip_suffix(b".shp")).collect();
    let stem = match layers[..] {
        [stem] => stem,
        [] => return Err(FaultKind::MemberMissing(".shp")),
        _ => return Err(FaultKind::ManyLayers(layers.len())),
    };
    let mut left = limit;
    let mut member = |ending: &[u8]| -> Result<Option<Vec<u8>>, FaultKind> {
        let wanted = [stem, ending].concat();
        let Some(&(i, _)) = names.iter().find(|(_, name)| *name == wanted) else { return Ok(None) };
        let mut bytes = Vec::new();
        let mut file = archive.by_index(i).map_err(bad)?.take(left + 1);
        file.read_to_end(&mut bytes).map_err(|error| FaultKind::NotZip(error.to_string().to_lowercase()))?;
        left = left.checked_sub(bytes.len() as u64).ok_or(FaultKind::TooLarge(limit))?;
        Ok(Some(bytes))
    };
    let shp = member(b".shp")?.unwrap_or_default();
    let dbf = member(b".dbf")?;
    let mut text = |ending| Ok(member(ending)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
    Ok(Layer { shp, dbf, prj: text(b".prj")?, cpg: text(b".cpg")? })
}

fn features(layer: &Layer, findings: &mut Findings) -> Result<Vec<RawFeature>, FaultKind> {
    let bad = |error: shapefile::Error| FaultKind::BadShp(error.to_string().to_lowercase());
    let mut reader = ShapeReader::new(Cursor::new(&layer.shp)).map_err(bad)?;
    let shapes: Vec<Shape> = reader.iter_shapes().collect::<Result<_, _>>().map_err(bad)?;
    let dbf = layer.dbf.as_ref().ok_or(FaultKind::MemberMissing(".dbf"))?;
    let rows = dbf::rows(dbf, layer.cpg.as_deref())?;
    if rows.len() != shapes.len() {
        return Err(FaultKind::BadDbf(format!("{} records for {} shapes", rows.len(), shapes.len())));
    }
    let mut features = Vec::new();
    for (number, (shape, row)) in shapes.into_iter().zip(rows).enumerate() {
        let Some(properties) = row else { continue };
        let place = Place::feature(number);
        match rings(shape) {
            Ok(rings) => {
                let polygons = grouped(rings, place, findings);
                features.push(RawFeature { number, id: None, properties, polygons });
            }
            Err(kind) => findings.fault(place, kind),
        }
    }
    Ok(features)
}

/// A ring of a record: true for an outer one.
type MarkedRing = (bool, Vec<(f64, f64)>);

fn rings(shape: Shape) -> Result<Vec<MarkedRing>, FaultKind> {
    match shape {
        Shape::Polygon(polygon) => Ok(marked(polygon.rings(), |p| (p.x, p.y))),
        Shape::PolygonM(polygon) => Ok(marked(polygon.rings(), |p| (p.x, p.y))),
        Shape::PolygonZ(polygon) => Ok(marked(polygon.rings(), |p| (p.x, p.y))),
        Shape::NullShape => Err(FaultKind::NoGeometry),
        other => Err(FaultKind::NotPolygon(other.shapetype().to_string())),
    }
}

fn marked<P>(rings: &[PolygonRing<P>], point: impl Fn(&P) -> (f64, f64)) -> Vec<MarkedRing> {
    let mark = |ring: &PolygonRing<P>| {
        (matches!(ring, PolygonRing::Outer(_)), ring.points().iter().map(&point).collect())
    };
    rings.iter().map(mark).collect()
}

/// Gives every hole to the smallest outer ring around it, rings in the direction that GeoJSON wants.
///
/// A hole that no outer ring holds is an outer ring that runs the wrong way round.
fn grouped(rings: Vec<MarkedRing>, place: Place, findings: &mut Findings) -> Vec<RawPolygon> {
    let (outer, inner): (Vec<MarkedRing>, Vec<MarkedRing>) = rings.into_iter().partition(|(outer, _)| *outer);
    let shells: Vec<Vec<Position>> = outer.iter().map(|(_, ring)| rough(ring)).collect();
    let mut polygons: Vec<RawPolygon> = outer.into_iter().map(|(_, ring)| vec![turned(ring)]).collect();
    for (_, hole) in inner {
        let points = rough(&hole);
        let around = |shell: &&(usize, &Vec<Position>)| holds(shell.1, &points);
        let numbered: Vec<(usize, &Vec<Position>)> = shells.iter().enumerate().collect();
        let smallest = numbered.iter().filter(around).min_by_key(|(_, shell)| doubled_area(shell).abs());
        if let Some(&(i, _)) = smallest {
            polygons[i].push(turned(hole));
        } else {
            polygons.push(vec![hole]);
            findings.repairs.push((place, RepairKind::RingReversed));
        }
    }
    polygons
}

fn turned(mut ring: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    ring.reverse();
    ring
}

/// Returns a ring in units of 1e-7, fine enough to find the outer ring of a hole in any system.
fn rough(ring: &[(f64, f64)]) -> Vec<Position> {
    let unit = |number: f64| crate::crs::whole((number * 1e7).clamp(-1e15, 1e15));
    ring.iter()
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .map(|&(x, y)| Position { x: unit(x), y: unit(y) })
        .collect()
}

/// Returns true if no corner of the hole lies outside of the shell and the hole is the smaller one.
fn holds(shell: &[Position], hole: &[Position]) -> bool {
    let edges = || crate::exact::ring_edges(shell);
    doubled_area(hole).abs() <= doubled_area(shell).abs()
        && hole.iter().all(|&p| side_of_edges(p, edges()) != Side::Outside)
}

#[cfg(test)]
mod tests;
