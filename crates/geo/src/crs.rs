//! Projection between the coordinate systems (좌표계) of the domain, and whole units.
//!
//! All systems but EPSG:5174 share one ellipsoid and one datum here, so no height and no grid is involved.

use proj4rs::proj::Proj;
use teukgu_domain::boundary::{Crs, Position};

/// The largest whole unit that a position may have; far outside of every system, and safe in products of four.
const REACH: f64 = 4_503_599_627_370_496.0;

/// Seven parameters that carry an old datum to WGS 84, position-vector convention as in `+towgs84`.
///
/// Nobody but the owner of the data knows which set its survey used; sets differ by metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DatumShift {
    /// Shift along X in metres.
    pub dx_m: f64,
    /// Shift along Y in metres.
    pub dy_m: f64,
    /// Shift along Z in metres.
    pub dz_m: f64,
    /// Rotation about X in seconds of arc.
    pub rx_arcsec: f64,
    /// Rotation about Y in seconds of arc.
    pub ry_arcsec: f64,
    /// Rotation about Z in seconds of arc.
    pub rz_arcsec: f64,
    /// Scale in parts per million.
    pub scale_ppm: f64,
}

/// Says why a coordinate cannot be carried from one system to another.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CrsError {
    /// The system rests on the old Bessel datum and no shift was given.
    #[error(
        "`{crs}` rests on the old Bessel datum, about 300 m off: give the seven parameters of its datum shift"
    )]
    DatumShiftNeeded {
        /// The system.
        crs: Crs,
    },
    /// A coordinate is NaN or infinite.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// The place is too far away for the system.
    #[error("`{x}, {y}` in {from} has no place in {to}")]
    OutOfReach {
        /// Longitude or easting as given.
        x: f64,
        /// Latitude or northing as given.
        y: f64,
        /// System of the coordinate.
        from: Crs,
        /// System asked for.
        to: Crs,
    },
    /// The parameters of the datum shift make no system.
    #[error("the datum shift for `{crs}` is not usable: {reason}")]
    BadDatumShift {
        /// The system.
        crs: Crs,
        /// What the projection library says.
        reason: String,
    },
}

/// Carries coordinates from one system to another.
#[derive(Clone, Debug)]
pub struct Projector {
    from: Crs,
    to: Crs,
    /// `None` if both systems are the same: then no number changes.
    route: Option<Box<(Proj, Proj)>>,
}

impl Projector {
    /// Makes the way from one system to another; `shift` is used for EPSG:5174 alone.
    ///
    /// # Errors
    /// [`CrsError::DatumShiftNeeded`] if one of two different systems is EPSG:5174 and no shift is given.
    pub fn new(from: Crs, to: Crs, shift: Option<DatumShift>) -> Result<Self, CrsError> {
        let route = if from == to {
            None
        } else {
            Some(Box::new((definition(from, shift)?, definition(to, shift)?)))
        };
        Ok(Self { from, to, route })
    }

    /// Returns the system of the result.
    pub fn to(&self) -> Crs {
        self.to
    }

    /// Projects (longitude, latitude) in degrees or (easting, northing) in metres.
    ///
    /// # Errors
    /// [`CrsError::NotFinite`] or [`CrsError::OutOfReach`].
    pub fn project(&self, (x, y): (f64, f64)) -> Result<(f64, f64), CrsError> {
        if !(x.is_finite() && y.is_finite()) {
            return Err(CrsError::NotFinite);
        }
        let Some(route) = &self.route else { return Ok((x, y)) };
        let far = CrsError::OutOfReach { x, y, from: self.from, to: self.to };
        if self.from.is_degrees() && (x.abs() > 180.0 || y.abs() > 90.0) {
            return Err(far);
        }
        let mut point = if self.from.is_degrees() { (x.to_radians(), y.to_radians()) } else { (x, y) };
        if proj4rs::transform::transform(&route.0, &route.1, &mut point).is_err() {
            return Err(far);
        }
        let (x, y) = if self.to.is_degrees() { (point.0.to_degrees(), point.1.to_degrees()) } else { point };
        if x.is_finite() && y.is_finite() { Ok((x, y)) } else { Err(far) }
    }

    /// Projects a position and rounds it to the whole units of the other system.
    ///
    /// # Errors
    /// As [`Projector::project`].
    pub fn project_position(&self, position: Position) -> Result<Position, CrsError> {
        if self.route.is_none() {
            return Ok(position);
        }
        quantise(self.project(coordinates(position, self.from))?, self.to)
    }
}

/// Builds the definition of a system.
fn definition(crs: Crs, shift: Option<DatumShift>) -> Result<Proj, CrsError> {
    let towgs84 = match (crs, shift) {
        (Crs::Epsg5174, None) => return Err(CrsError::DatumShiftNeeded { crs }),
        (Crs::Epsg5174, Some(s)) => {
            [s.dx_m, s.dy_m, s.dz_m, s.rx_arcsec, s.ry_arcsec, s.rz_arcsec, s.scale_ppm]
                .map(|parameter| parameter.to_string())
                .join(",")
        }
        _ => "0,0,0".to_owned(),
    };
    let text = format!("{} +towgs84={towgs84} +no_defs", shape_of(crs));
    Proj::from_proj_string(&text)
        .map_err(|error| CrsError::BadDatumShift { crs, reason: error.to_string().to_lowercase() })
}

/// Returns projection and ellipsoid of a system, without its datum.
fn shape_of(crs: Crs) -> &'static str {
    match crs {
        Crs::Epsg4326 => "+proj=longlat +ellps=GRS80",
        Crs::Epsg3857 => "+proj=webmerc +ellps=GRS80 +units=m",
        Crs::Epsg5174 => {
            "+proj=tmerc +lat_0=38 +lon_0=127.0028902777778 +k=1 +x_0=200000 +y_0=500000 +ellps=bessel +units=m"
        }
        Crs::Epsg5179 => {
            "+proj=tmerc +lat_0=38 +lon_0=127.5 +k=0.9996 +x_0=1000000 +y_0=2000000 +ellps=GRS80 +units=m"
        }
        Crs::Epsg5181 => {
            "+proj=tmerc +lat_0=38 +lon_0=127 +k=1 +x_0=200000 +y_0=500000 +ellps=GRS80 +units=m"
        }
        Crs::Epsg5186 => {
            "+proj=tmerc +lat_0=38 +lon_0=127 +k=1 +x_0=200000 +y_0=600000 +ellps=GRS80 +units=m"
        }
        Crs::Epsg5187 => {
            "+proj=tmerc +lat_0=38 +lon_0=129 +k=1 +x_0=200000 +y_0=600000 +ellps=GRS80 +units=m"
        }
    }
}

/// Rounds a coordinate to whole units of its system: 1e-9 degree or 1 mm.
///
/// # Errors
/// [`CrsError::NotFinite`], or [`CrsError::OutOfReach`] for numbers that no system of the earth has.
pub fn quantise((x, y): (f64, f64), crs: Crs) -> Result<Position, CrsError> {
    if !(x.is_finite() && y.is_finite()) {
        return Err(CrsError::NotFinite);
    }
    let (across, up) = ((x * crs.units()).round(), (y * crs.units()).round());
    if across.abs() > REACH || up.abs() > REACH {
        return Err(CrsError::OutOfReach { x, y, from: crs, to: crs });
    }
    Ok(Position { x: whole(across), y: whole(up) })
}

/// Returns the coordinate of a position in degrees or metres.
pub fn coordinates(position: Position, crs: Crs) -> (f64, f64) {
    (real(position.x) / crs.units(), real(position.y) / crs.units())
}

#[expect(clippy::cast_possible_truncation, reason = "callers keep the number within 2^52")]
pub(crate) fn whole(number: f64) -> i64 {
    number as i64
}

#[expect(clippy::cast_precision_loss, reason = "positions lie within 2^52, which f64 holds exactly")]
pub(crate) fn real(number: i64) -> f64 {
    number as f64
}

/// Guesses the system of a coordinate in Korea from its range; EPSG:5181 and EPSG:5187 look like EPSG:5186.
pub fn guess((x, y): (f64, f64)) -> Option<Crs> {
    let within = |xs: [f64; 2], ys: [f64; 2]| (xs[0]..=xs[1]).contains(&x) && (ys[0]..=ys[1]).contains(&y);
    if is_in_korea((x, y)) {
        Some(Crs::Epsg4326)
    } else if within([-80e3, 680e3], [40e3, 720e3]) {
        Some(Crs::Epsg5186)
    } else if within([670e3, 1_420e3], [1_430e3, 2_130e3]) {
        Some(Crs::Epsg5179)
    } else if within([13.80e6, 14.70e6], [3.89e6, 4.73e6]) {
        Some(Crs::Epsg3857)
    } else {
        None
    }
}

/// Returns true if (longitude, latitude) lies in the wider box around Korea: 124 to 132 east, 33 to 39 north.
#[inline]
pub fn is_in_korea((lon, lat): (f64, f64)) -> bool {
    (124.0..=132.0).contains(&lon) && (33.0..=39.0).contains(&lat)
}

/// Returns true if a pair of degrees is Korean once its two numbers change places.
pub fn looks_swapped((x, y): (f64, f64)) -> bool {
    is_in_korea((y, x))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go(from: Crs, to: Crs, point: (f64, f64)) -> (f64, f64) {
        Projector::new(from, to, None).unwrap().project(point).unwrap()
    }

    fn near(left: (f64, f64), right: (f64, f64), tolerance: f64) {
        let apart = (left.0 - right.0).abs().max((left.1 - right.1).abs());
        assert!(apart <= tolerance, "{left:?} is {apart} from {right:?}");
    }

    const YANGJAE: (f64, f64) = (127.0353, 37.4703);

    #[test]
    fn known_points_are_met_to_the_millimetre() {
        near(go(Crs::Epsg4326, Crs::Epsg5186, YANGJAE), (203_122.654, 541_208.402), 6e-4);
        near(go(Crs::Epsg4326, Crs::Epsg5179, YANGJAE), (958_908.751, 1_941_332.708), 6e-4);
        near(go(Crs::Epsg4326, Crs::Epsg5181, YANGJAE), (203_122.654, 441_208.402), 6e-4);
        let radius = 6_378_137.0_f64;
        let mercator = (
            radius * 127.0353_f64.to_radians(),
            radius * (std::f64::consts::FRAC_PI_4 + 37.4703_f64.to_radians() / 2.0).tan().ln(),
        );
        near(go(Crs::Epsg4326, Crs::Epsg3857, YANGJAE), mercator, 1e-6);
    }

    #[test]
    fn the_way_back_keeps_nine_decimals() {
        for crs in [Crs::Epsg3857, Crs::Epsg5179, Crs::Epsg5181, Crs::Epsg5186, Crs::Epsg5187] {
            near(go(crs, Crs::Epsg4326, go(Crs::Epsg4326, crs, YANGJAE)), YANGJAE, 5e-10);
        }
    }

    #[test]
    fn the_east_belt_lies_two_degrees_east() {
        let here = go(Crs::Epsg4326, Crs::Epsg5187, (129.0353, 37.4703));
        near(here, (203_122.654, 541_208.402), 6e-4);
    }

    #[test]
    fn the_old_datum_needs_an_explicit_shift() {
        let refused = Projector::new(Crs::Epsg5174, Crs::Epsg4326, None).unwrap_err();
        assert_eq!(refused, CrsError::DatumShiftNeeded { crs: Crs::Epsg5174 });
        assert!(refused.to_string().contains("`EPSG:5174`"));
        let shift = DatumShift {
            dx_m: -145.907,
            dy_m: 505.034,
            dz_m: 685.756,
            rx_arcsec: -1.162,
            ry_arcsec: 2.347,
            rz_arcsec: 1.592,
            scale_ppm: 6.342,
        };
        let there = Projector::new(Crs::Epsg5174, Crs::Epsg4326, Some(shift)).unwrap();
        let seen = there.project((198_236.32, 453_407.856)).unwrap();
        near(seen, (126.980_696_764, 37.583_085_347), 1e-7);
    }

    #[test]
    fn the_same_system_changes_no_number_and_needs_no_shift() {
        let still = Projector::new(Crs::Epsg5174, Crs::Epsg5174, None).unwrap();
        assert_eq!(still.project((1.25, -3.5)), Ok((1.25, -3.5)));
    }

    #[test]
    fn a_number_that_is_no_place_is_refused() {
        let there = Projector::new(Crs::Epsg4326, Crs::Epsg5186, None).unwrap();
        assert_eq!(there.project((f64::NAN, 37.0)), Err(CrsError::NotFinite));
        assert!(matches!(there.project((203_122.0, 541_208.0)), Err(CrsError::OutOfReach { .. })));
        assert_eq!(quantise((f64::INFINITY, 1.0), Crs::Epsg4326), Err(CrsError::NotFinite));
        assert!(quantise((1e300, 1.0), Crs::Epsg5186).is_err());
    }

    #[test]
    fn units_are_a_billionth_of_a_degree_or_a_millimetre() {
        let position = quantise(YANGJAE, Crs::Epsg4326).unwrap();
        assert_eq!(position, Position { x: 127_035_300_000, y: 37_470_300_000 });
        near(coordinates(position, Crs::Epsg4326), YANGJAE, 1e-12);
        assert_eq!(
            quantise((203_122.654_4, -1.000_6), Crs::Epsg5186),
            Ok(Position { x: 203_122_654, y: -1001 })
        );
    }

    #[test]
    fn the_range_of_a_coordinate_gives_its_system_away() {
        assert_eq!(guess(YANGJAE), Some(Crs::Epsg4326));
        for crs in [Crs::Epsg5186, Crs::Epsg5179, Crs::Epsg3857] {
            assert_eq!(guess(go(Crs::Epsg4326, crs, YANGJAE)), Some(crs));
            assert_eq!(guess(go(Crs::Epsg4326, crs, (126.27, 33.12))), Some(crs), "Marado");
            assert_eq!(guess(go(Crs::Epsg4326, crs, (131.87, 37.24))), Some(crs), "Dokdo");
        }
        assert_eq!(guess((2.35, 48.85)), None);
        assert!(looks_swapped((37.47, 127.03)) && !looks_swapped(YANGJAE));
    }
}
