//! Zones from GeoJSON: the drawing is read by the room of drawings, the properties beside it here.

use super::{Zone, ZonesRead};
use crate::kind::Kind;
use jiff::civil::Date;
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::collections::{BTreeMap, BTreeSet};
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Page, Spot};
use teukgu_geo::fault::Fault as ShapeFault;
use teukgu_geo::read::geojson::read_zones;
use unicode_normalization::UnicodeNormalization;

/// Reads zones.
pub(super) fn read(file: &str, text: &str) -> Result<ZonesRead, Vec<Fault>> {
    let shape = |fault: &ShapeFault| shape_fault(file, fault);
    let (shapes, repairs) =
        read_zones(text, None).map_err(|faults| faults.iter().map(shape).collect::<Vec<_>>())?;
    let mut sheet = Sheet { page: Page::new(file, text), faults: Vec::new(), said: BTreeMap::new() };
    // The text was parsed before, so that a second parse finds nothing new.
    let parsed = parse_to_ast(sheet.page.text, &CollectOptions::default(), &ParseOptions::default());
    if let Some(root) = parsed.ok().and_then(|parsed| parsed.value) {
        sheet.features(&root);
    }
    let Sheet { faults, mut said, .. } = sheet;
    if !faults.is_empty() {
        return Err(faults);
    }
    let zone = |shape: teukgu_geo::shape::ZoneShape| {
        let Said { from, to, special_cases, illustrative } = said.remove(&shape.id).unwrap_or_default();
        Zone { shape, from, to, special_cases, illustrative: illustrative.unwrap_or(false) }
    };
    Ok(ZonesRead { zones: shapes.into_iter().map(zone).collect(), repairs })
}

fn shape_fault(file: &str, fault: &ShapeFault) -> Fault {
    let (text, help) = (fault.text(), fault.help());
    let spot = Spot { line: fault.line, column: fault.column };
    Kind::Shape { ko: text.ko, en: text.en, help_ko: help.ko, help_en: help.en }.at(file, spot)
}

/// What the features of a zone say beside its shape.
#[derive(Default)]
struct Said {
    from: Option<Date>,
    to: Option<Date>,
    special_cases: Option<BTreeSet<String>>,
    illustrative: Option<bool>,
}

/// The text while its properties are read.
struct Sheet<'t> {
    page: Page<'t>,
    faults: Vec<Fault>,
    said: BTreeMap<String, Said>,
}

impl Sheet<'_> {
    fn features(&mut self, root: &Value<'_>) {
        let Some(root) = root.as_object() else { return };
        match root.get_array("features") {
            Some(features) => {
                let features = features.elements.iter().enumerate();
                for (number, feature) in features.filter_map(|(n, feature)| Some((n, feature.as_object()?))) {
                    self.feature(number, feature);
                }
            }
            None => self.feature(0, root),
        }
    }

    fn feature(&mut self, number: usize, feature: &Object<'_>) {
        let id = zone_id(number, feature);
        let Some(properties) = feature.get_object("properties") else { return };
        let found = Said {
            from: self.property(properties, "from", ("날짜(2024-11-28)", "a day (2024-11-28)"), date),
            to: self.property(properties, "to", ("날짜(2029-12-31)", "a day (2029-12-31)"), date),
            special_cases: self.property(
                properties,
                "special_cases",
                ("조문 식별자의 배열", "an array of ids of provisions"),
                ids,
            ),
            illustrative: self.property(
                properties,
                "illustrative",
                ("true 또는 false", "true or false"),
                flag,
            ),
        };
        let mut known = self.said.remove(&id).unwrap_or_default();
        let at = feature.range.start;
        self.join(&mut known.from, found.from, ("from", &id, at));
        self.join(&mut known.to, found.to, ("to", &id, at));
        self.join(&mut known.special_cases, found.special_cases, ("special_cases", &id, at));
        self.join(&mut known.illustrative, found.illustrative, ("illustrative", &id, at));
        if let Some((from, to)) = known.from.zip(known.to).filter(|(from, to)| to < from) {
            self.note(at, &Kind::TermOrder { from: from.to_string(), to: to.to_string() });
        }
        self.said.insert(id, known);
    }

    fn property<T>(
        &mut self,
        properties: &Object<'_>,
        key: &str,
        (ko, en): (&str, &str),
        read: impl Fn(&Value<'_>) -> Option<T>,
    ) -> Option<T> {
        let value = &properties.get(key)?.value;
        if matches!(value, Value::NullKeyword(_)) {
            return None;
        }
        let found = read(value);
        if found.is_none() {
            let kind = Kind::Property { key: key.to_owned(), ko: ko.to_owned(), en: en.to_owned() };
            self.note(value.start(), &kind);
        }
        found
    }

    /// Puts what a feature says beside what another of its zone said.
    fn join<T: PartialEq>(
        &mut self,
        known: &mut Option<T>,
        found: Option<T>,
        (key, zone, at): (&str, &str, usize),
    ) {
        match (&known, found) {
            (Some(known), Some(found)) if *known != found => {
                self.note(at, &Kind::Differs { key: key.to_owned(), zone: zone.to_owned() });
            }
            (None, found) => *known = found,
            _ => (),
        }
    }

    fn note(&mut self, at: usize, kind: &Kind) {
        self.faults.push(kind.at(self.page.name, self.page.spot(at)));
    }
}

/// Returns the id of the zone of a feature, by the rule of [`read_zones`].
fn zone_id(number: usize, feature: &Object<'_>) -> String {
    let properties = feature.get_object("properties");
    let named = |key| properties.and_then(|properties| as_text(&properties.get(key)?.value));
    let named = ["zone_id", "zone", "id"].into_iter().find_map(named);
    let id = named.or_else(|| as_text(&feature.get("id")?.value));
    id.unwrap_or_else(|| format!("zone-{}", number + 1))
}

fn as_text(value: &Value<'_>) -> Option<String> {
    let text = match value {
        Value::StringLit(text) => text.value.trim().nfc().collect(),
        Value::NumberLit(number) => {
            serde_json::from_str::<serde_json::Number>(number.value).ok()?.to_string()
        }
        _ => return None,
    };
    Some(text).filter(|text: &String| !text.is_empty())
}

fn date(value: &Value<'_>) -> Option<Date> {
    value.as_string_lit()?.value.trim().parse().ok()
}

fn flag(value: &Value<'_>) -> Option<bool> {
    value.as_boolean_lit().map(|flag| flag.value)
}

fn ids(value: &Value<'_>) -> Option<BTreeSet<String>> {
    let id = |value: &Value<'_>| {
        let id = value.as_string_lit()?.value.trim().to_owned();
        Some(id).filter(|id| !id.is_empty())
    };
    value.as_array()?.elements.iter().map(id).collect()
}
