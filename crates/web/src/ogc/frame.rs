//! Coordinate systems by the addresses that OGC gives them, boxes and days as its queries write them.

use crate::api::params::{Params, refused};
use crate::api::record::in_korea;
use crate::error::PageError;
use teukgu_domain::boundary::Crs;
use teukgu_domain::{Date, Timestamp};
use teukgu_office::features::{Bounds, BoundsError, Days, Frame};

/// Systems of Part 2 with the order that their definition asks for: only CRS84 and GeoJSON begin with the east.
const FRAMES: [(&str, Frame); 4] = [
    (CRS84, Frame::LON_LAT),
    ("http://www.opengis.net/def/crs/EPSG/0/4326", Frame { crs: Crs::Epsg4326, north_first: true }),
    ("http://www.opengis.net/def/crs/EPSG/0/5179", Frame { crs: Crs::Epsg5179, north_first: true }),
    ("http://www.opengis.net/def/crs/EPSG/0/5186", Frame { crs: Crs::Epsg5186, north_first: true }),
];

pub(super) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// Lists the addresses of the systems that answers come in.
pub(super) fn addresses() -> Vec<&'static str> {
    FRAMES.iter().map(|(address, _)| *address).collect()
}

/// Returns the address of a system, if answers come in it.
pub(super) fn address_of(crs: Crs) -> Option<&'static str> {
    FRAMES.iter().find(|(_, frame)| frame.crs == crs).map(|(address, _)| *address)
}

/// Returns the address of a frame.
pub(super) fn address(frame: Frame) -> &'static str {
    FRAMES.iter().find(|(_, known)| *known == frame).map_or(CRS84, |(address, _)| *address)
}

/// Reads the system of a parameter; CRS84 if it is left out.
pub(super) fn of(params: &Params, name: &str) -> Result<Frame, PageError> {
    let find = |text: &str| FRAMES.iter().find(|(address, _)| *address == text).map(|(_, frame)| *frame);
    Ok(params.read(name, find, &addresses().join(", "))?.unwrap_or(Frame::LON_LAT))
}

/// Reads `bbox` in the system of `bbox-crs`: four numbers, or six with heights, which are not looked at.
///
/// A box in degrees whose west lies east of its east goes round the date line and comes in two pieces.
pub(super) fn boxes(params: &Params) -> Result<Option<Vec<Bounds>>, PageError> {
    let frame = of(params, "bbox-crs")?;
    let Some(text) = params.text("bbox") else { return Ok(None) };
    let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    let corners = match numbers.as_deref() {
        Some(&[a, b, c, d] | &[a, b, _, c, d, _]) => [a, b, c, d],
        _ => {
            return Err(refused(
                &format!("`bbox`에는 쉼표로 나눈 수 네 개를 쓰세요: `{text}`"),
                &format!("`bbox` takes four numbers with commas between, not `{text}`"),
            ));
        }
    };
    let pieces = pieces(corners, frame);
    let boxes: Result<Vec<_>, _> = pieces.into_iter().map(|piece| Bounds::try_new(piece, frame)).collect();
    boxes.map(Some).map_err(|error| refused(in_korean(error), &format!("`bbox`: {error}")))
}

fn pieces(corners: [f64; 4], frame: Frame) -> Vec<[f64; 4]> {
    let [a, b, c, d] = corners;
    match (frame.crs.is_degrees(), frame.north_first) {
        (true, false) if c < a => vec![[a, b, 180.0, d], [-180.0, b, c, d]],
        (true, true) if d < b => vec![[a, b, c, 180.0], [a, -180.0, c, d]],
        _ => vec![corners],
    }
}

const fn in_korean(error: BoundsError) -> &'static str {
    match error {
        BoundsError::Order => "`bbox`의 둘째 모서리는 첫째 모서리의 북동쪽이어야 합니다",
        BoundsError::Range => "`bbox`에 좌표계의 범위를 벗어난 수가 있습니다",
    }
}

/// Reads `datetime`: a day or an instant, or two with a slash between, where `..` or nothing leaves an end open.
pub(super) fn days(params: &Params) -> Result<Option<Days>, PageError> {
    params.read("datetime", span, "2025-01-01, 2025-01-01T00:00:00Z, 2025-01-01/2025-12-31, 2025-01-01/..")
}

fn span(text: &str) -> Option<Days> {
    let Some((from, until)) = text.split_once('/') else {
        let day = Some(day(text)?);
        return Some(Days { from: day, until: day });
    };
    let end = |text: &str| match text {
        "" | ".." => Some(None),
        text => day(text).map(Some),
    };
    let (from, until) = (end(from)?, end(until)?);
    let in_order = from.zip(until).is_none_or(|(from, until)| from <= until);
    (in_order && (from.is_some() || until.is_some())).then_some(Days { from, until })
}

/// Reads a day; an instant counts as the day that it is in Korea.
fn day(text: &str) -> Option<Date> {
    if !text.contains(['T', 't']) {
        return text.parse().ok();
    }
    let instant: Timestamp = text.parse().ok()?;
    Some(in_korea(instant).date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_one_or_as_two_with_open_ends() {
        let day = date(2025, 1, 2);
        assert_eq!(span("2025-01-02"), Some(Days { from: Some(day), until: Some(day) }));
        assert_eq!(span("2025-01-01T15:00:00Z"), Some(Days { from: Some(day), until: Some(day) }));
        assert_eq!(span("2025-01-02/.."), Some(Days { from: Some(day), until: None }));
        assert_eq!(span("/2025-01-02"), Some(Days { from: None, until: Some(day) }));
        for bad in ["", "/", "../..", "2025", "2025-13-01", "2025-01-02/2025-01-01", "a/b"] {
            assert_eq!(span(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_box_over_the_date_line_comes_in_two_pieces() {
        assert_eq!(pieces([170.0, 30.0, -170.0, 40.0], Frame::LON_LAT).len(), 2);
        assert_eq!(pieces([126.0, 30.0, 128.0, 40.0], Frame::LON_LAT), [[126.0, 30.0, 128.0, 40.0]]);
    }
}
