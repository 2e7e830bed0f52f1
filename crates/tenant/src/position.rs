//! Longitude and latitude of a record.

use crate::book::{Book, Place, Read};
use crate::kind::FaultKind;
use teukgu_domain::boundary::{Crs, Position};
use teukgu_geo::crs::{is_in_korea, quantise};

/// Makes a position from longitude and latitude, if they are stated; reports at `place` why it cannot be one.
pub(crate) fn position(
    book: &Book,
    place: &Place,
    degrees: (Option<f64>, Option<f64>),
    has_error: bool,
) -> Read<Option<Position>> {
    let missing = |key: &str| Err(book.report(place, &FaultKind::MissingKey { key: key.to_owned() }));
    let (lon, lat) = match degrees {
        (None, None) => return Ok(None),
        (Some(lon), Some(lat)) => (lon, lat),
        (Some(_), None) => return missing("lat"),
        (None, Some(_)) => return missing("lon"),
    };
    if !is_in_korea((lon, lat)) {
        let swapped = is_in_korea((lat, lon));
        let kind = if swapped { FaultKind::Swapped {} } else { FaultKind::OutsideKorea {} };
        return Err(book.report(place, &kind));
    }
    if !has_error {
        book.report(place, &FaultKind::NoPositionError {});
    }
    let position = quantise((lon, lat), Crs::Epsg4326);
    position.map(Some).map_err(|_| book.report(place, &FaultKind::OutsideKorea {}))
}
