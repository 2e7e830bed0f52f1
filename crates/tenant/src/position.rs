//! Longitude and latitude of a record.

use crate::book::{Book, Place};
use crate::kind::FaultKind;
use teukgu_domain::boundary::{Crs, Position};
use teukgu_geo::crs::{is_in_korea, quantise};

/// Makes a position from degrees, or reports at `place` why it cannot be one.
///
/// `None` after a fault, `Some(None)` if nothing is stated.
pub(crate) fn position(
    book: &Book,
    place: &Place,
    lon: Option<f64>,
    lat: Option<f64>,
    has_error: bool,
) -> Option<Option<Position>> {
    let fault = |kind: &FaultKind| {
        book.report(place, kind);
        None
    };
    let (lon, lat) = match (lon, lat) {
        (None, None) => return Some(None),
        (Some(lon), Some(lat)) => (lon, lat),
        (Some(_), None) => return fault(&FaultKind::MissingKey { key: "lat".to_owned() }),
        (None, Some(_)) => return fault(&FaultKind::MissingKey { key: "lon".to_owned() }),
    };
    if !is_in_korea((lon, lat)) {
        let swapped = is_in_korea((lat, lon));
        return fault(&if swapped { FaultKind::Swapped {} } else { FaultKind::OutsideKorea {} });
    }
    if !has_error {
        book.report(place, &FaultKind::NoPositionError {});
    }
    match quantise((lon, lat), Crs::Epsg4326) {
        Ok(position) => Some(Some(position)),
        Err(_) => fault(&FaultKind::OutsideKorea {}),
    }
}
