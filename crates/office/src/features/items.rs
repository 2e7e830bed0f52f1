//! What each collection holds, before anybody asks for a coordinate system.

use super::Collection;
use crate::map::Dong;
use crate::{OfficeError, ZoneView};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use teukgu_domain::boundary::Position;
use teukgu_domain::date::Term;
use teukgu_domain::organisation::Organisation;
use teukgu_domain::provenance::Provenance;
use teukgu_domain::site::SupplySite;
use teukgu_domain::text::Text;
use teukgu_geo::measure;
use teukgu_geo::shape::{PartShape, ZoneShape};

/// A feature before it is written.
pub(super) struct Item<'a> {
    pub(super) id: String,
    pub(super) ground: Ground<'a>,
    /// Days on which it is so, where that is known.
    pub(super) term: Option<Term>,
    pub(super) properties: Value,
}

/// Where something is.
pub(super) enum Ground<'a> {
    /// An area.
    Area(Cow<'a, ZoneShape>),
    /// A point in longitude and latitude.
    Spot(Position),
    /// Not known.
    Nowhere,
}

impl ZoneView {
    /// Lists a collection in order of its ids.
    pub(super) fn items(&self, collection: Collection) -> Result<Vec<Item<'_>>, OfficeError> {
        let snapshot = self.snapshot();
        let mut items: Vec<Item<'_>> = match collection {
            Collection::Zones => vec![self.zone_item()],
            Collection::Parts => self.part_items()?,
            Collection::Dongs => self.layers().legal_dongs().iter().map(dong).collect(),
            Collection::AdminDongs => self.layers().admin_dongs().iter().map(dong).collect(),
            Collection::Organisations => snapshot.organisations().into_iter().map(organisation).collect(),
            Collection::Sites => snapshot.sites().into_iter().map(site).collect(),
        };
        items.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(items)
    }

    fn zone_item(&self) -> Item<'_> {
        let zone = self.zone();
        let mut properties = named(&zone.name, &self.boundary().provenance);
        properties["municipality_ko"] = json!(zone.municipality.name.ko);
        properties["municipality_en"] = json!(zone.municipality.name.en);
        properties["from"] = json!(zone.term.from);
        properties["until"] = json!(zone.term.until);
        properties["stated_area_m2"] = json!(self.boundary().stated_area_m2);
        properties["measured_area_m2"] = json!(whole(self.area_m2()));
        Item {
            id: zone.id.to_string(),
            ground: Ground::Area(Cow::Borrowed(self.shape())),
            term: Some(zone.term),
            properties,
        }
    }

    fn part_items(&self) -> Result<Vec<Item<'_>>, OfficeError> {
        self.shape().parts.iter().map(|part| self.part_item(part)).collect()
    }

    fn part_item(&self, part: &PartShape) -> Result<Item<'_>, OfficeError> {
        let area = measure::part_area_m2(part, self.shape().crs).map_err(|error| self.unplaced(&error))?;
        let mut properties = named(&part.name, &self.boundary().provenance);
        properties["zone"] = json!(self.zone().id.as_str());
        properties["part"] = json!(part.id);
        properties["measured_area_m2"] = json!(whole(area));
        let shape = ZoneShape { parts: vec![part.clone()], ..self.shape().clone() };
        Ok(Item {
            id: part.id.clone(),
            ground: Ground::Area(Cow::Owned(shape)),
            term: Some(self.zone().term),
            properties,
        })
    }
}

fn dong(dong: &Dong) -> Item<'_> {
    Item {
        id: dong.code.clone(),
        ground: Ground::Area(Cow::Borrowed(&dong.shape)),
        term: None,
        properties: json!({ "code": dong.code, "name_ko": dong.name.ko, "name_en": dong.name.en }),
    }
}

fn organisation(organisation: &Organisation) -> Item<'_> {
    let name = Text::new(organisation.name_ko.clone(), organisation.name_en.clone());
    let mut properties = named(&name, &organisation.provenance);
    properties["sort"] = json!(organisation.sort.key());
    properties["relation"] = json!(organisation.relation.key());
    properties["legal_dong"] = json!(organisation.legal_dong);
    properties["address"] = json!(organisation.address);
    properties["ksic"] = json!(organisation.ksic);
    properties["position_error_m"] = json!(organisation.position_error_m);
    Item {
        id: organisation.id.to_string(),
        ground: organisation.position.map_or(Ground::Nowhere, Ground::Spot),
        term: None,
        properties,
    }
}

fn site(site: &SupplySite) -> Item<'_> {
    let mut properties = named(&site.name, &site.provenance);
    properties["status"] = json!(site.status.key());
    properties["address"] = json!(site.address);
    properties["floor_area_m2"] = json!(site.floor_area_m2);
    properties["position_error_m"] = json!(site.position_error_m);
    Item {
        id: site.id.to_string(),
        ground: site.position.map_or(Ground::Nowhere, Ground::Spot),
        term: None,
        properties,
    }
}

/// Begins the properties of a feature with its name and how far it can be trusted.
fn named(name: &Text, provenance: &Provenance) -> Value {
    let sources: Vec<&str> = provenance.sources.iter().map(teukgu_domain::ids::SourceId::as_str).collect();
    let mut properties = Map::new();
    properties.insert("name_ko".to_owned(), json!(name.ko));
    properties.insert("name_en".to_owned(), json!(name.en));
    properties.insert("illustrative".to_owned(), json!(provenance.illustrative));
    properties.insert("sources".to_owned(), json!(sources));
    Value::Object(properties)
}

/// Rounds an area to whole square metres, which is more than any of them is known to.
fn whole(m2: f64) -> f64 {
    m2.round()
}
