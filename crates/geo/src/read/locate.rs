//! From a place in the structure of a GeoJSON text to line and column.

use super::Place;
use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseError;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// Parses JSON as the standard has it, keeping the place of every value; `None` for an empty text.
pub(crate) fn parse(text: &str) -> Result<Option<Value<'_>>, ParseError> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    Ok(parse_to_ast(text, &CollectOptions::default(), &strict)?.value)
}

/// Returns the byte at which the deepest known step of a place starts.
pub(crate) fn offset(root: &Value<'_>, place: Place) -> usize {
    let Some(object) = root.as_object() else { return root.start() };
    let Some(feature) = place.feature.and_then(|feature| feature_of(object, feature)) else {
        let member = place.property.and_then(|property| object.get(property));
        return member.map_or(object.range.start, |member| member.value.start());
    };
    if let Some(property) = place.property {
        let properties = feature.get_object("properties");
        return properties.and_then(|p| p.get(property)).map_or(feature.range.start, |p| p.value.start());
    }
    let geometry = feature.get_object("geometry").unwrap_or(feature);
    let Some(coordinates) = geometry.get_array("coordinates") else {
        return geometry.range.start;
    };
    let steps = [place.polygon.filter(|_| is_multi(geometry)), place.ring, place.corner];
    let mut start = if place.polygon.is_some() { coordinates.range.start } else { geometry.range.start };
    let mut level: &Array<'_> = coordinates;
    for step in steps.into_iter().flatten() {
        let Some(value) = level.elements.get(step) else { break };
        start = value.start();
        let Some(next) = value.as_array() else { break };
        level = next;
    }
    start
}

fn feature_of<'o, 't>(root: &'o Object<'t>, feature: usize) -> Option<&'o Object<'t>> {
    match root.get_array("features") {
        Some(features) => features.elements.get(feature)?.as_object(),
        None => Some(root),
    }
}

fn is_multi(geometry: &Object<'_>) -> bool {
    geometry.get_string("type").is_some_and(|kind| kind.value == "MultiPolygon")
}

/// The bytes between two counts of characters.
const STRIDE: usize = 1024;

/// The starts of the lines of a text, and how many characters begin before every so many bytes.
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    counts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(i, _)| i + 1);
        let mut counts = vec![0];
        for chunk in text.as_bytes().chunks(STRIDE) {
            counts.push(counts[counts.len() - 1] + characters(chunk));
        }
        Self { text, starts: std::iter::once(0).chain(breaks).collect(), counts }
    }

    /// Returns line and column of a byte, both from 1, the column in characters.
    pub(crate) fn at(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        (line, self.before(offset) - self.before(self.starts[line - 1]) + 1)
    }

    /// Counts the characters that begin before a byte.
    fn before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        self.counts[stride] + characters(&self.text.as_bytes()[stride * STRIDE..offset])
    }
}

/// Counts the characters that begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let lines = Lines::new("가나\n[\"특구\", 1]\n");
        assert_eq!(lines.at(0), (1, 1));
        assert_eq!(lines.at(3), (1, 2));
        assert_eq!(lines.at(7), (2, 1));
        assert_eq!(lines.at("가나\n[\"특구\", ".len()), (2, 8));
    }

    #[test]
    fn columns_are_right_on_lines_longer_than_a_stride() {
        let text = format!("가\n{}x", "나다".repeat(STRIDE));
        let lines = Lines::new(&text);
        assert_eq!(lines.at(text.len() - 1), (2, 2 * STRIDE + 1));
        assert_eq!(lines.at(4 + 3 * 700), (2, 701));
        assert_eq!(lines.at(text.len()), (2, 2 * STRIDE + 2));
    }

    #[test]
    fn only_json_of_the_standard_is_parsed() {
        assert!(parse("{\"a\": [1, 2]}").is_ok());
        for loose in ["{a: 1}", "[1,]", "[1 2]", "// no\n1", "[+1]", "[NaN]", "['a']"] {
            assert!(parse(loose).is_err(), "{loose}");
        }
    }
}
