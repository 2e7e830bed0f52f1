//! `GET /ogc/collections/{collection}/items` and `…/items/{feature}`: the features as GeoJSON.

use super::{GEO_JSON, JSON, OgcLink, frame, link};
use crate::api::open::Origin;
use crate::api::params::Params;
use crate::error::{PageError, PageResult};
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use teukgu_office::features::{Collection, FeatureQuery, Frame};
use utoipa::ToSchema;

const NAMES: [&str; 6] = ["bbox", "bbox-crs", "crs", "limit", "offset", "datetime"];
const USUAL: u64 = 100;
const MOST: u64 = 1_000;
/// Farther than any collection goes; keeps sums in range.
const FARTHEST: u64 = 1_000_000_000;

/// A page of features (GeoJSON).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FeatureCollection {
    #[serde(rename = "type")]
    #[schema(example = "FeatureCollection")]
    kind: &'static str,
    /// How many features fit the query in all.
    number_matched: usize,
    /// How many are in this answer.
    number_returned: usize,
    links: Vec<OgcLink>,
    #[schema(value_type = Vec<Object>)]
    features: Vec<Value>,
}

/// Returns features of a collection
///
/// Coordinates come in the order that the definition of the system asks for: longitude first in CRS84, north first in
/// EPSG:4326, EPSG:5179 and EPSG:5186.
#[utoipa::path(get, path = "/ogc/collections/{collection}/items", tag = "features",
    params(
        ("collection" = String, Path, description = "Id of the collection", example = "parts"),
        ("bbox" = Option<String>, Query, description = "Only features that meet this box: two corners in the order of `bbox-crs`", example = "127.0,37.4,127.1,37.5"),
        ("bbox-crs" = Option<String>, Query, description = "System of `bbox`; CRS84 if left out", example = "http://www.opengis.net/def/crs/EPSG/0/5186"),
        ("crs" = Option<String>, Query, description = "System of the answer; CRS84 if left out", example = "http://www.opengis.net/def/crs/EPSG/0/5186"),
        ("datetime" = Option<String>, Query, description = "Day, instant or span; features without days always fit", example = "2025-01-01/.."),
        ("limit" = Option<u64>, Query, description = "At least 1; at most 1000 are given; 100 if left out", minimum = 1),
        ("offset" = Option<u64>, Query, description = "How many to skip", minimum = 0),
    ),
    responses((status = 200, description = "Features", body = FeatureCollection, content_type = "application/geo+json",
        headers(("content-crs" = String, description = "System of the coordinates")))))]
pub(crate) async fn list(
    State(portal): State<Portal>,
    Path(key): Path<String>,
    origin: Origin,
    params: Params,
) -> PageResult {
    let collection = Collection::find_by_key(&key).ok_or_else(PageError::not_found)?;
    params.only(&NAMES)?;
    let query = query(&params)?;
    let page = portal.office().view()?.features(collection, &query)?;
    let (matched, returned) = (page.matched, page.features.len());
    let collection = FeatureCollection {
        kind: "FeatureCollection",
        number_matched: matched,
        number_returned: returned,
        links: links(&params, &origin, &query, matched),
        features: page.features,
    };
    Ok(geo_json(Json(collection), query.frame))
}

/// Returns one feature
#[utoipa::path(get, path = "/ogc/collections/{collection}/items/{feature}", tag = "features",
    params(
        ("collection" = String, Path, description = "Id of the collection", example = "parts"),
        ("feature" = String, Path, description = "Id of the feature", example = "A"),
        ("crs" = Option<String>, Query, description = "System of the answer; CRS84 if left out", example = "http://www.opengis.net/def/crs/EPSG/0/5186"),
    ),
    responses((status = 200, description = "The feature", body = Object, content_type = "application/geo+json",
        headers(("content-crs" = String, description = "System of the coordinates")))))]
pub(crate) async fn show(
    State(portal): State<Portal>,
    Path((key, id)): Path<(String, String)>,
    origin: Origin,
    params: Params,
) -> PageResult {
    let collection = Collection::find_by_key(&key).ok_or_else(PageError::not_found)?;
    params.only(&["crs"])?;
    let frame = frame::of(&params, "crs")?;
    let found = portal.office().view()?.feature(collection, &id, frame)?;
    let mut feature = found.ok_or_else(PageError::not_found)?;
    let links = [
        link(origin.href(&params.address()), "self", GEO_JSON),
        link(origin.href(&format!("/ogc/collections/{key}")), "collection", JSON),
    ];
    feature["links"] = json!(links);
    Ok(geo_json(Json(feature), frame))
}

fn query(params: &Params) -> Result<FeatureQuery, PageError> {
    // The standard gives as many as there may be where more are asked for.
    let limit = params.whole("limit", USUAL, 1..=u64::MAX)?.min(MOST);
    let offset = params.whole("offset", 0, 0..=FARTHEST)?;
    Ok(FeatureQuery {
        within: frame::boxes(params)?,
        days: frame::days(params)?,
        frame: frame::of(params, "crs")?,
        offset: usize::try_from(offset).unwrap_or(usize::MAX),
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
    })
}

fn links(params: &Params, origin: &Origin, query: &FeatureQuery, matched: usize) -> Vec<OgcLink> {
    let at = |offset: usize| origin.href(&params.address_with("offset", offset as u64));
    let mut links = vec![link(origin.href(&params.address()), "self", GEO_JSON)];
    if query.offset > 0 {
        links.push(link(at(query.offset.saturating_sub(query.limit)), "prev", GEO_JSON));
    }
    if query.offset + query.limit < matched {
        links.push(link(at(query.offset + query.limit), "next", GEO_JSON));
    }
    links
}

/// Names the media type and the system, as Part 2 asks.
fn geo_json(body: impl IntoResponse, frame: Frame) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(GEO_JSON));
    if let Ok(address) = HeaderValue::from_str(&format!("<{}>", frame::address(frame))) {
        headers.insert(HeaderName::from_static("content-crs"), address);
    }
    response
}
