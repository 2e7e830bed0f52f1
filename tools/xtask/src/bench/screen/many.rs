//! As many zones as there are places of all kinds of zones: copies of the made-up ones, each moved a little.

use std::io::Write;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// How many there are.
pub(super) const MANY: usize = 2_437;
/// Units of a degree: corners have seven digits, and keep them.
const UNITS: f64 = 1e7;
/// The box that zones stay in, in units: 124 to 132 east, 33 to 39 north.
const BOX: [(i64, i64); 2] = [(1_240_000_000, 1_320_000_000), (330_000_000, 390_000_000)];
/// Units from one place of a copy to the next: a fiftieth of a degree, some two kilometres.
const STEP: i64 = 200_000;

/// Writes many zones, made from those of a GeoJSON text; the first ones are those of the text, with other names.
///
/// One is held at a time: the most memory that this process held is counted with every process that it starts.
pub(super) fn write(text: &str, out: &mut impl Write) -> Result<()> {
    let drawing: Value = serde_json::from_str(text)?;
    let features = drawing["features"].as_array().context("the drawing has no features")?;
    out.write_all(b"{\"type\": \"FeatureCollection\", \"features\": [")?;
    for number in 0..MANY {
        let feature = features.get(number % features.len()).context("the drawing is empty")?;
        let comma = if number == 0 { "\n" } else { ",\n" };
        write!(out, "{comma}{}", copy(feature, number, features.len())?)?;
    }
    out.write_all(b"]}\n")?;
    Ok(out.flush()?)
}

fn copy(feature: &Value, number: usize, zones: usize) -> Result<Value> {
    let mut geometry = feature["geometry"].clone();
    let mut corners = Vec::new();
    corners_of(&mut geometry["coordinates"], &mut corners);
    let way = way(i64::try_from(number)?, i64::try_from(number / zones)?);
    for axis in 0..2 {
        let all = corners.iter().map(|corner| units(&corner[axis]));
        let (low, high) = all.fold((i64::MAX, i64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        let by = way[axis].clamp(BOX[axis].0 - low, BOX[axis].1 - high);
        for corner in &mut corners {
            corner[axis] = moved(&corner[axis], by);
        }
    }
    let mut properties: Map<String, Value> =
        feature["properties"].as_object().context("a zone has no properties")?.clone();
    properties.insert("zone".to_owned(), format!("Z{:04}", number + 1).into());
    Ok(json!({"type": "Feature", "properties": properties, "geometry": geometry}))
}

/// Returns how far a copy is moved: not at all in the first round, and by other steps in each further one.
const fn way(number: i64, round: i64) -> [i64; 2] {
    if round == 0 {
        return [0, 0];
    }
    [((number * 11 + round * 37) % 29 - 14) * STEP, ((number * 7 + round * 23) % 31 - 15) * STEP]
}

/// Lists the corners of a geometry of any depth.
fn corners_of<'v>(value: &'v mut Value, corners: &mut Vec<&'v mut Vec<Value>>) {
    let Value::Array(parts) = value else { return };
    if parts.first().is_some_and(Value::is_number) {
        corners.push(parts);
    } else {
        for part in parts {
            corners_of(part, corners);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees have fewer than 2^32 units")]
fn units(degrees: &Value) -> i64 {
    (degrees.as_f64().unwrap_or_default() * UNITS).round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "units are below 2^32")]
fn moved(degrees: &Value, by: i64) -> Value {
    ((units(degrees) + by) as f64 / UNITS).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"{"features": [{"type": "Feature", "properties": {"zone": "A", "from": "2020-01-01"},
        "geometry": {"type": "Polygon", "coordinates": [[[131.9, 37.1], [131.9000001, 37.1], [131.9, 37.2], [131.9, 37.1]]]}}]}"#;

    #[test]
    fn copies_have_names_of_their_own_and_stay_in_korea_with_seven_digits() -> Result<()> {
        let [mut text, mut again] = [Vec::new(), Vec::new()];
        write(ONE, &mut text)?;
        write(ONE, &mut again)?;
        assert!(text == again, "the same zones come out each time");
        let drawing: Value = serde_json::from_slice(&text)?;
        let features = drawing["features"].as_array().context("features")?;
        assert_eq!(features.len(), MANY);
        assert_eq!(features[0]["geometry"]["coordinates"][0][1][0], 131.900_000_1);
        assert_eq!(features[MANY - 1]["properties"]["zone"], "Z2437");
        assert_eq!(features[1]["properties"]["from"], "2020-01-01");
        for feature in features {
            let mut geometry = feature["geometry"]["coordinates"].clone();
            let mut corners = Vec::new();
            corners_of(&mut geometry, &mut corners);
            for corner in corners {
                assert!((BOX[0].0..=BOX[0].1).contains(&units(&corner[0])), "{corner:?}");
                assert!((BOX[1].0..=BOX[1].1).contains(&units(&corner[1])), "{corner:?}");
            }
        }
        Ok(())
    }
}
