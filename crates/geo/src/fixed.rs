//! Places in whole units of 1e-7 degree (about 1 cm), small enough for ten million of them.

use crate::contain::{Status, status_of_degrees};

/// Units of a degree.
const UNITS: f64 = 1e7;

/// The south-western corner of the wider box around Korea: 124 east, 33 north.
pub(crate) const LOW: Fixed = Fixed { lon: 1_240_000_000, lat: 330_000_000 };
/// The north-eastern corner of the wider box around Korea: 132 east, 39 north.
pub(crate) const HIGH: Fixed = Fixed { lon: 1_320_000_000, lat: 390_000_000 };

/// Stands in a column of longitudes or latitudes where a row has no place; it lies in no zone.
pub const NOWHERE: i32 = i32::MIN;

/// A place in EPSG:4326 in whole units of 1e-7 degree (about 1 cm).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fixed {
    /// Longitude in 1e-7 degree.
    pub lon: i32,
    /// Latitude in 1e-7 degree.
    pub lat: i32,
}

/// Rounds longitude and latitude in degrees to whole units, halves up; a missing number is NaN.
///
/// # Errors
/// The [`Status`] that [`ZoneIndex::locate`](crate::contain::ZoneIndex::locate) gives for the same numbers as
/// a point of EPSG:4326, if they are no place in Korea; never [`Status::Located`].
#[inline]
pub fn place(lon: f64, lat: f64) -> Result<Fixed, Status> {
    if crate::crs::is_in_korea((lon, lat)) {
        return Ok(Fixed { lon: rounded(lon), lat: rounded(lat) });
    }
    Err(refusal(lon, lat))
}

/// Rounds columns of degrees: one unit appended to `lons` and `lats` for each row, [`NOWHERE`] in both for a
/// row that is no place in Korea.
///
/// `refused` is told the number of each such row, counted from 0, and what it is. Rows end with the shorter
/// column.
pub fn place_all(
    (lon, lat): (&[f64], &[f64]),
    (lons, lats): (&mut Vec<i32>, &mut Vec<i32>),
    mut refused: impl FnMut(usize, Status),
) {
    let (rows, old) = (lon.len().min(lat.len()), (lons.len(), lats.len()));
    lons.resize(old.0 + rows, NOWHERE);
    lats.resize(old.1 + rows, NOWHERE);
    let new = lons[old.0..].iter_mut().zip(&mut lats[old.1..]);
    for (row, ((&lon, &lat), new)) in lon.iter().zip(lat).zip(new).enumerate() {
        match place(lon, lat) {
            Ok(placed) => (*new.0, *new.1) = (placed.lon, placed.lat),
            Err(status) => refused(row, status),
        }
    }
}

/// Returns the place on the Z-shaped curve (Morton order) through Korea: bits of longitude and latitude by
/// turns.
///
/// A register sorted by it has neighbours side by side. Offsets are counted from 124 east, 33 north, and
/// every place has a number of its own, in Korea or not.
pub fn z_order(place: Fixed) -> u64 {
    let (east, north) = offset(place);
    spread(east) | spread(north) << 1
}

/// Returns the units east and north of [`LOW`]; one of them is too large for Korea if the place lies outside,
/// also to the south and west.
#[inline]
pub(crate) fn offset(place: Fixed) -> (u32, u32) {
    (place.lon.wrapping_sub(LOW.lon).cast_unsigned(), place.lat.wrapping_sub(LOW.lat).cast_unsigned())
}

#[cold]
fn refusal(lon: f64, lat: f64) -> Status {
    status_of_degrees((lon, lat))
}

/// Rounds degrees of Korea; the sum is exact, for there a unit is many times the last bit of the number.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "degrees of Korea have at most 1,320,000,000 units")]
fn rounded(degrees: f64) -> i32 {
    (degrees * UNITS + 0.5) as i32
}

/// Puts a zero before every bit.
fn spread(bits: u32) -> u64 {
    const STEPS: [(u32, u64); 5] = [
        (16, 0x0000_ffff_0000_ffff),
        (8, 0x00ff_00ff_00ff_00ff),
        (4, 0x0f0f_0f0f_0f0f_0f0f),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ];
    STEPS.iter().fold(u64::from(bits), |bits, &(shift, mask)| (bits | bits << shift) & mask)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contain::ZoneIndex;
    use teukgu_domain::boundary::Crs;

    const ODD: [f64; 22] = [
        0.0,
        -0.0,
        33.0,
        37.5,
        38.999_999_999,
        39.0,
        39.000_000_001,
        123.999_999_999,
        124.0,
        127.035_3,
        132.0,
        132.000_001,
        181.0,
        203_122.654,
        541_208.402,
        958_908.751,
        1_941_332.708,
        14_141_500.0,
        4_503_000.0,
        f64::NAN,
        f64::INFINITY,
        -127.0,
    ];

    #[test]
    fn a_place_is_refused_as_the_index_refuses_it() {
        let index = ZoneIndex::new(Vec::new(), Crs::Epsg4326).unwrap();
        for (lon, lat) in ODD.iter().flat_map(|&lon| ODD.iter().map(move |&lat| (lon, lat))) {
            let status = place(lon, lat).err().unwrap_or(Status::Located);
            assert_eq!(status, index.locate(lon, lat).status, "{lon}, {lat}");
        }
    }

    #[test]
    fn units_are_rounded_as_numbers_are() {
        for step in 0..200_000_u32 {
            let (lon, lat) =
                (124.0 + f64::from(step) * 3.999_999_7e-5, 33.0 + f64::from(step) * 2.999_999_9e-5);
            let placed = place(lon, lat).unwrap();
            let off = |units: i32, degrees: f64| f64::from(units) - (degrees * 1e7).round();
            assert!(off(placed.lon, lon) == 0.0 && off(placed.lat, lat) == 0.0, "{lon}, {lat}");
        }
        assert_eq!((place(124.0, 33.0), place(132.0, 39.0)), (Ok(LOW), Ok(HIGH)));
        assert_eq!(
            place(127.035_300_049_9, 37.470_300_05),
            Ok(Fixed { lon: 1_270_353_000, lat: 374_703_001 })
        );
    }

    #[test]
    fn a_row_without_a_place_keeps_its_row() {
        let (mut lons, mut lats, mut refused) = (vec![7], vec![7], Vec::new());
        let rows = ([127.0, f64::NAN, 37.5, 128.0], [37.5, 37.5, 127.0, 36.0]);
        place_all((&rows.0, &rows.1), (&mut lons, &mut lats), |row, status| refused.push((row, status)));
        assert_eq!(lons, [7, 1_270_000_000, NOWHERE, NOWHERE, 1_280_000_000]);
        assert_eq!(lats, [7, 375_000_000, NOWHERE, NOWHERE, 360_000_000]);
        assert_eq!(refused, [(1, Status::NoLocation), (2, Status::LooksSwapped)]);
    }

    #[test]
    fn the_curve_takes_bits_by_turns_and_keeps_every_place_apart() {
        let at = |east: i32, north: i32| z_order(Fixed { lon: LOW.lon + east, lat: LOW.lat + north });
        assert_eq!([at(0, 0), at(1, 0), at(0, 1), at(1, 1), at(2, 0)], [0, 1, 2, 3, 4]);
        assert_eq!(at(0b1011, 0b0110), 0b0110_1101);
        for far in [(NOWHERE, NOWHERE), (LOW.lon - 1, LOW.lat), (LOW.lon, LOW.lat - 1), (i32::MAX, i32::MAX)]
        {
            assert!(z_order(Fixed { lon: far.0, lat: far.1 }) > z_order(HIGH), "{far:?}");
        }
    }
}
