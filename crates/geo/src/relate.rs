//! Zones against zones: whether one lies wholly, partly or not in another.

use crate::crs::CrsError;
use crate::exact::{Edge, Extent, edges_cross, on_edge};
use crate::shape::ZoneShape;
use crate::sweep::meeting;
use crate::union::{Region, split};
use serde::Serialize;
use std::collections::BTreeSet;
use teukgu_domain::boundary::{PolygonRings, Position};

/// How the first of two areas lies to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// They share no point.
    Apart,
    /// They share points of their borders, but no area.
    Touches,
    /// They share area, and each has area that the other has not.
    Overlaps,
    /// The first lies wholly in the second, or they are equal.
    Within,
    /// The second lies wholly in the first.
    Contains,
}

/// Says how zone `a` lies to zone `b`.
///
/// Exact in whole units if both have one coordinate system; else `b` is carried into the system of `a`, with
/// its edges cut into pieces of at most 500 m, and rounded to units there.
///
/// # Errors
/// [`CrsError`] if `b` cannot be carried into the system of `a`.
pub fn relate(a: &ZoneShape, b: &ZoneShape) -> Result<Relation, CrsError> {
    let carried;
    let b = if a.crs == b.crs {
        b
    } else {
        carried = b.reprojected(a.crs, None)?;
        &carried
    };
    Ok(relation(&Region::new(a.polygons()), &Region::new(b.polygons())))
}

/// Says how polygon `a` lies to polygon `b`.
pub(crate) fn relate_polygons(a: &PolygonRings, b: &PolygonRings) -> Relation {
    relation(&Region::new([a]), &Region::new([b]))
}

/// What the outline of one area does to another area.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent observations, none excludes another")]
struct Course {
    inside: bool,
    outside: bool,
    along: bool,
    against: bool,
}

fn relation(a: &Region, b: &Region) -> Relation {
    let (Some(extent), Some(other)) = (a.extent, b.extent) else { return Relation::Apart };
    if !extent.meets(other) {
        return Relation::Apart;
    }
    let Some(contact) = contact(&a.outline, &b.outline) else { return Relation::Overlaps };
    let ours = course(&contact.left, b, &contact.right);
    let theirs = course(&contact.right, a, &contact.left);
    let shares_area = ours.inside || theirs.inside || ours.along;
    if !shares_area {
        if contact.touch { Relation::Touches } else { Relation::Apart }
    } else if !(ours.outside || theirs.inside || ours.against) {
        Relation::Within
    } else if !(theirs.outside || ours.inside || ours.against) {
        Relation::Contains
    } else {
        Relation::Overlaps
    }
}

/// Two outlines cut at the points of one another.
struct Contact {
    left: Vec<Edge>,
    right: Vec<Edge>,
    touch: bool,
}

/// Cuts two outlines at the corners of one another; `None` if an edge crosses an edge.
fn contact(left: &[Edge], right: &[Edge]) -> Option<Contact> {
    let extents = |edges: &[Edge]| edges.iter().map(|&edge| Extent::of_edge(edge)).collect::<Vec<_>>();
    let mut left_cuts: Vec<Vec<Position>> = vec![Vec::new(); left.len()];
    let mut right_cuts: Vec<Vec<Position>> = vec![Vec::new(); right.len()];
    let (mut crossed, mut touch) = (false, false);
    meeting(&extents(left), &extents(right), |i, j| {
        let (ours, theirs) = (left[i], right[j]);
        crossed |= edges_cross(ours, theirs);
        left_cuts[i].extend([theirs.0, theirs.1].into_iter().filter(|&p| on_edge(p, ours)));
        right_cuts[j].extend([ours.0, ours.1].into_iter().filter(|&p| on_edge(p, theirs)));
        touch |= !(left_cuts[i].is_empty() && right_cuts[j].is_empty());
    });
    let pieces = |edges: &[Edge], cuts: Vec<Vec<Position>>| {
        edges.iter().zip(cuts).flat_map(|(&edge, cuts)| split(edge, cuts)).collect()
    };
    let (left, right) = (pieces(left, left_cuts), pieces(right, right_cuts));
    (!crossed).then_some(Contact { left, right, touch })
}

/// Follows an outline through an area whose own outline is `outline`, both cut at one another.
fn course(pieces: &[Edge], area: &Region, outline: &[Edge]) -> Course {
    let known: BTreeSet<Edge> = outline.iter().copied().collect();
    let mut course = Course::default();
    for &(a, b) in pieces {
        if known.contains(&(a, b)) {
            course.along = true;
        } else if known.contains(&(b, a)) {
            course.against = true;
        } else if area.holds_midpoint((a, b)) {
            course.inside = true;
        } else {
            course.outside = true;
        }
    }
    course
}

#[cfg(test)]
mod tests;
