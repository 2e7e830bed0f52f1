//! Outlines as path data: cut at the sheet, thinned to what an eye can see, written short.

use super::frame::{Frame, Px, WIDTH};
use std::fmt::Write as _;

/// Points closer than this to the one before are left out.
const SEEN: f64 = 0.5;
/// Outlines are cut this far outside of the sheet, so that the cut is not seen.
const BLEED: f64 = 6.0;

/// Returns the rings on the sheet; what lies outside is cut off.
pub(super) fn clipped(rings: &[Vec<(f64, f64)>], frame: &Frame) -> Vec<Vec<Px>> {
    let on_sheet = rings.iter().map(|ring| {
        let open = ring.split_last().filter(|(last, rest)| rest.first() == Some(last));
        let open = open.map_or(ring.as_slice(), |(_, rest)| rest);
        thinned(cut(open.iter().map(|point| frame.place(*point)).collect(), frame.height))
    });
    on_sheet.filter(|ring| ring.len() >= 3).collect()
}

/// A side of the sheet: the coordinate across it, where it lies, and the sign that makes inside positive.
type Side = (fn(Px) -> f64, f64, f64);

/// Cuts a ring at the four sides of the sheet, one after the other (Sutherland and Hodgman).
fn cut(ring: Vec<Px>, height: f64) -> Vec<Px> {
    let sides: [Side; 4] = [
        (|p| p.0, -BLEED, 1.0),
        (|p| p.0, WIDTH + BLEED, -1.0),
        (|p| p.1, -BLEED, 1.0),
        (|p| p.1, height + BLEED, -1.0),
    ];
    sides
        .into_iter()
        .fold(ring, |ring, (along, at, sign)| cut_side(&ring, |point| (along(point) - at) * sign))
}

/// Keeps what lies where `depth` is not negative; `depth` grows evenly along every line.
fn cut_side(ring: &[Px], depth: impl Fn(Px) -> f64) -> Vec<Px> {
    let mut kept = Vec::with_capacity(ring.len() + 4);
    let Some(mut before) = ring.last().copied() else { return kept };
    for &point in ring {
        let (a, b) = (depth(before), depth(point));
        if (a < 0.0) != (b < 0.0) {
            let share = a / (a - b);
            kept.push((before.0 + (point.0 - before.0) * share, before.1 + (point.1 - before.1) * share));
        }
        if b >= 0.0 {
            kept.push(point);
        }
        before = point;
    }
    kept
}

fn thinned(ring: Vec<Px>) -> Vec<Px> {
    let mut kept: Vec<Px> = Vec::with_capacity(ring.len());
    for (x, y) in ring {
        if kept.last().is_none_or(|(a, b)| (a - x).hypot(b - y) >= SEEN) {
            kept.push((x, y));
        }
    }
    kept
}

/// Writes rings as the `d` of a path.
pub(super) fn data(rings: &[Vec<Px>]) -> String {
    let mut d = String::new();
    for ring in rings {
        for (i, (x, y)) in ring.iter().enumerate() {
            let letter = if i == 0 { 'M' } else { 'L' };
            let _ = write!(d, "{letter}{} {}", number(*x), number(*y));
        }
        d.push('Z');
    }
    d
}

/// Writes a number with one decimal, none if it is zero.
pub(super) fn number(x: f64) -> String {
    let text = format!("{x:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}
