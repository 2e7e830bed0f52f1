//! The sheet of a map: which metres it shows and where they come to lie.

use teukgu_office::map::{Drawing, Extent};

/// A point of the sheet in its own units, y downwards.
pub(super) type Px = (f64, f64);

/// Width of the sheet in its own units; the style sheet's lettering is made for it.
pub(super) const WIDTH: f64 = 720.0;
/// Height of the tallest and the flattest sheet, as a share of its width.
const TALLEST: f64 = 1.1;
const FLATTEST: f64 = 0.62;
/// Margin around the zone as a share of its longer side, and at least this many metres.
const MARGIN: f64 = 0.11;
const LEAST_MARGIN: f64 = 60.0;
/// Marks must lie this far from the edge.
pub(super) const EDGE: f64 = 4.0;

/// A sheet that shows the whole zone with some of its surroundings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    west: f64,
    north: f64,
    scale: f64,
    pub(super) height: f64,
}

impl Frame {
    /// Fits the sheet around every part of the zone, however far apart they lie.
    pub(super) fn around(drawing: &Drawing) -> Option<Self> {
        let points = drawing.parts.iter().flat_map(|part| &part.rings).flatten();
        let [west, south, east, north] = Extent::around(points)?.wsen;
        let margin = ((east - west).max(north - south) * MARGIN).max(LEAST_MARGIN);
        let (across, up) = (east - west + 2.0 * margin, north - south + 2.0 * margin);
        let width = across.max(up / TALLEST);
        let height = up.max(width * FLATTEST);
        let scale = WIDTH / width;
        let west = f64::midpoint(west, east) - width / 2.0;
        let north = f64::midpoint(south, north) + height / 2.0;
        Some(Self { west, north, scale, height: (height * scale).round() })
    }

    /// Returns where a point in metres lies on the sheet.
    pub(super) fn place(&self, (x, y): (f64, f64)) -> Px {
        ((x - self.west) * self.scale, (self.north - y) * self.scale)
    }

    /// Returns how long a number of metres is on the sheet.
    pub(super) fn pixels(&self, metres: f64) -> f64 {
        metres * self.scale
    }

    /// Returns true if a point of the sheet can carry a mark.
    pub(super) fn shows(&self, (x, y): Px) -> bool {
        (EDGE..=WIDTH - EDGE).contains(&x) && (EDGE..=self.height - EDGE).contains(&y)
    }

    /// Returns the longest round number of metres that the scale bar has room for.
    pub(super) fn round_length(&self) -> f64 {
        let most = 180.0 / self.scale;
        let power = 10_f64.powf(most.log10().floor());
        let steps = [5.0, 2.0, 1.0].map(|step| step * power);
        steps.into_iter().find(|length| *length <= most).unwrap_or(power)
    }
}
