//! `GET /ogc/collections` and `GET /ogc/collections/{collection}`: what features there are.

use super::frame::{self, CRS84};
use super::{GEO_JSON, JSON, OgcLink, link};
use crate::api::Answer;
use crate::api::open::Origin;
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use teukgu_domain::text::Lang;
use teukgu_office::ZoneView;
use teukgu_office::features::Collection;
use utoipa::ToSchema;

/// The collections.
#[derive(Serialize, ToSchema)]
pub(crate) struct Collections {
    links: Vec<OgcLink>,
    collections: Vec<CollectionInfo>,
}

/// A collection of features.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CollectionInfo {
    #[schema(example = "parts")]
    id: &'static str,
    title: String,
    description: String,
    links: Vec<OgcLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extent: Option<FeatureExtent>,
    #[schema(example = "feature")]
    item_type: &'static str,
    /// Systems that answers come in, each in the order of its definition.
    crs: Vec<&'static str>,
    /// System in which the positions are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    storage_crs: Option<&'static str>,
}

/// Box and days of a collection.
#[derive(Serialize, ToSchema)]
pub(crate) struct FeatureExtent {
    spatial: SpatialExtent,
    #[serde(skip_serializing_if = "Option::is_none")]
    temporal: Option<TemporalExtent>,
}

/// The box around a collection.
#[derive(Serialize, ToSchema)]
pub(crate) struct SpatialExtent {
    /// West, south, east, north.
    bbox: Vec<[f64; 4]>,
    crs: &'static str,
}

/// The days of a collection.
#[derive(Serialize, ToSchema)]
pub(crate) struct TemporalExtent {
    /// First and last instant; null for an open end.
    interval: Vec<[Option<String>; 2]>,
}

/// Lists the collections
#[utoipa::path(get, path = "/ogc/collections", tag = "features",
    responses((status = 200, description = "Collections", body = Collections)))]
pub(crate) async fn list(State(portal): State<Portal>, origin: Origin) -> Answer<Collections> {
    let view = portal.office().view()?;
    let collections = Collection::ALL.into_iter().map(|collection| info(&portal, &view, &origin, collection));
    Ok(Json(Collections {
        links: vec![link(origin.href("/ogc/collections"), "self", JSON)],
        collections: collections.collect::<Result<_, _>>()?,
    }))
}

/// Describes one collection
#[utoipa::path(get, path = "/ogc/collections/{collection}", tag = "features",
    params(("collection" = String, Path, description = "Id of the collection", example = "parts")),
    responses((status = 200, description = "The collection", body = CollectionInfo)))]
pub(crate) async fn show(
    State(portal): State<Portal>,
    Path(key): Path<String>,
    origin: Origin,
) -> Answer<CollectionInfo> {
    let collection = Collection::find_by_key(&key).ok_or_else(PageError::not_found)?;
    let view = portal.office().view()?;
    Ok(Json(info(&portal, &view, &origin, collection)?))
}

fn info(
    portal: &Portal,
    view: &ZoneView,
    origin: &Origin,
    collection: Collection,
) -> Result<CollectionInfo, PageError> {
    let address = origin.href(&format!("/ogc/collections/{}", collection.key()));
    let both = |key: &str| [Lang::Ko, Lang::En].map(|lang| portal.texts().text(lang, key, &[])).join(" / ");
    let (title, description) = words(collection);
    Ok(CollectionInfo {
        id: collection.key(),
        title: both(title),
        description: both(description),
        links: vec![link(address.clone(), "self", JSON), link(format!("{address}/items"), "items", GEO_JSON)],
        extent: view.extent(collection)?.map(|bbox| extent(view, collection, bbox)),
        item_type: "feature",
        crs: frame::addresses(),
        storage_crs: frame::address_of(collection.kept_in(view)),
    })
}

/// Returns the keys of title and description.
pub(crate) const fn words(collection: Collection) -> (&'static str, &'static str) {
    match collection {
        Collection::Zones => ("data-layer-zones", "data-layer-zones-about"),
        Collection::Parts => ("data-layer-parts", "data-layer-parts-about"),
        Collection::Dongs => ("data-layer-dongs", "data-layer-dongs-about"),
        Collection::AdminDongs => ("data-layer-admin-dongs", "data-layer-admin-dongs-about"),
        Collection::Organisations => ("data-layer-organisations", "data-layer-organisations-about"),
        Collection::Sites => ("data-layer-sites", "data-layer-sites-about"),
    }
}

/// Only the zone and its parts have days of their own; they begin and end at midnight in Korea.
fn extent(view: &ZoneView, collection: Collection, bbox: [f64; 4]) -> FeatureExtent {
    let term = view.zone().term;
    let until = term.until.map(|day| format!("{day}T23:59:59+09:00"));
    let interval = vec![[Some(format!("{}T00:00:00+09:00", term.from)), until]];
    let has_days = matches!(collection, Collection::Zones | Collection::Parts);
    FeatureExtent {
        spatial: SpatialExtent { bbox: vec![bbox], crs: CRS84 },
        temporal: has_days.then_some(TemporalExtent { interval }),
    }
}
