//! Marks that would lie on each other move apart; a line then ties them to their place.

use super::frame::{Frame, Px, WIDTH};
use super::label::Area;

/// Rounds after which even a crowd of marks has come to rest.
const ROUNDS: usize = 240;
/// Room between two marks.
const GAP: f64 = 3.0;
/// Share of the way back to its place that a mark takes in each round.
const HOMESICK: f64 = 0.02;
/// Angle that spreads marks of one place evenly, in radians.
const GOLDEN: f64 = 2.399_963;

/// A round mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marker {
    /// Where the thing is.
    pub(super) place: Px,
    /// Where its mark is.
    pub(super) at: Px,
    radius: f64,
    moves: bool,
}

impl Marker {
    pub(super) fn new(place: Px, radius: f64, moves: bool) -> Self {
        Self { place, at: place, radius, moves }
    }

    /// Returns the box that the mark covers.
    pub(super) fn area(&self) -> Area {
        Area::around(self.at, (2.0 * self.radius, 2.0 * self.radius))
    }
}

/// Moves marks apart and off what they would hide, within the sheet; the same marks always come to the same places.
///
/// `small` are circles, middle and radius, around outlines that a mark would cover.
pub(super) fn apart(mut markers: Vec<Marker>, small: &[(Px, f64)], frame: &Frame) -> Vec<Marker> {
    for round in 0..ROUNDS {
        for marker in markers.iter_mut().filter(|marker| marker.moves) {
            // Towards the end nothing pulls any more, so that no overlap stays.
            let pull = if round < ROUNDS / 2 { HOMESICK } else { 0.0 };
            marker.at.0 += (marker.place.0 - marker.at.0) * pull;
            marker.at.1 += (marker.place.1 - marker.at.1) * pull;
        }
        for i in 0..markers.len() {
            let (before, rest) = markers.split_at_mut(i);
            for (j, other) in before.iter_mut().enumerate() {
                push(&mut rest[0], other, i * 7 + j);
            }
        }
        for (i, marker) in markers.iter_mut().enumerate().filter(|(_, marker)| marker.moves) {
            for (middle, radius) in small {
                uncover(marker, *middle, *radius, i);
            }
            let room = marker.radius + GAP;
            marker.at.0 = marker.at.0.clamp(room, WIDTH - room);
            marker.at.1 = marker.at.1.clamp(room, frame.height - room);
        }
    }
    markers
}

/// Moves a mark off a small outline, as far as it must.
fn uncover(marker: &mut Marker, middle: Px, radius: f64, turn: usize) {
    let (dx, dy) = (marker.at.0 - middle.0, marker.at.1 - middle.1);
    let (away, wanted) = (dx.hypot(dy), marker.radius + radius);
    if away < wanted {
        let (ux, uy) = if away > 0.01 { (dx / away, dy / away) } else { direction(turn) };
        marker.at = (middle.0 + ux * wanted, middle.1 + uy * wanted);
    }
}

fn push(a: &mut Marker, b: &mut Marker, turn: usize) {
    let (dx, dy) = (a.at.0 - b.at.0, a.at.1 - b.at.1);
    let (away, wanted) = (dx.hypot(dy), a.radius + b.radius + GAP);
    if !(a.moves && b.moves) || away >= wanted {
        return;
    }
    let (ux, uy) = if away > 0.01 { (dx / away, dy / away) } else { direction(turn) };
    let half = (wanted - away) / 2.0;
    a.at = (a.at.0 + ux * half, a.at.1 + uy * half);
    b.at = (b.at.0 - ux * half, b.at.1 - uy * half);
}

#[expect(clippy::cast_precision_loss, reason = "a map has far fewer marks than a mantissa has values")]
fn direction(turn: usize) -> (f64, f64) {
    let angle = GOLDEN * turn as f64;
    (angle.cos(), angle.sin())
}
