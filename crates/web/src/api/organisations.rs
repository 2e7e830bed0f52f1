//! `GET /api/v1/organisations` and `GET /api/v1/organisations/{id}`: who is in and around the zone.

use super::Answer;
use super::params::Params;
use super::words::{Place, Provenance, Words};
use crate::error::{PageError, PageResult};
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use serde::Serialize;
use teukgu_domain::organisation as domain;
use teukgu_domain::organisation::{OrganisationSort, Relation};
use teukgu_domain::text::Lang;
use teukgu_office::search::{OrganisationOrder, OrganisationQuery};
use utoipa::ToSchema;

const NAMES: [&str; 8] = ["q", "sort_of", "relation", "dong", "order", "desc", "limit", "offset"];
const USUAL: u64 = 50;
const MOST: u64 = 200;
/// Farther than any list goes; keeps sums in range.
const FARTHEST: u64 = 1_000_000_000;

/// An organisation (기업·기관).
#[derive(Serialize, ToSchema)]
pub(crate) struct Organisation {
    #[schema(example = "O001")]
    id: String,
    name: Words,
    /// `large_company`, `corporate_lab`, `start_up`, `small_firm`, `university` or `public_body`.
    #[schema(example = "start_up")]
    sort: &'static str,
    /// How it is connected with the zone, such as `located`, `resident` or `unit_operator`.
    #[schema(example = "located")]
    relation: &'static str,
    /// Legal dong (법정동) by ten-digit code.
    #[schema(example = "1165010200")]
    legal_dong: Option<String>,
    /// Public address in Korean.
    address: Option<String>,
    /// Industry code (KSIC).
    ksic: Option<String>,
    place: Option<Place>,
    note: Words,
    provenance: Provenance,
}

/// A page of organisations.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrganisationPage {
    /// How many the query finds in all.
    #[schema(example = 72)]
    total: usize,
    /// How many were asked for.
    #[schema(example = 50)]
    limit: u64,
    /// How many were skipped.
    #[schema(example = 0)]
    offset: u64,
    items: Vec<Organisation>,
}

/// Finds organisations
///
/// The `Link` header (RFC 8288) leads to the first, previous, next and last page.
#[utoipa::path(get, path = "/api/v1/organisations", tag = "place",
    params(
        ("q" = Option<String>, Query, description = "Words that must all occur in name, address or remark", example = "AI"),
        ("sort_of" = Option<String>, Query, description = "Only this sort", example = "start_up"),
        ("relation" = Option<String>, Query, description = "Only this relation", example = "located"),
        ("dong" = Option<String>, Query, description = "Only this legal dong, by code", example = "1165010200"),
        ("order" = Option<String>, Query, description = "`name`, `sort`, `relation` or `dong`", example = "name"),
        ("desc" = Option<bool>, Query, description = "Reverses the order"),
        ("limit" = Option<u64>, Query, description = "1 to 200; 50 if left out", minimum = 1, maximum = 200),
        ("offset" = Option<u64>, Query, description = "How many to skip", minimum = 0),
    ),
    responses((status = 200, description = "A page of organisations", body = OrganisationPage,
        headers(("link" = String, description = "Addresses of the neighbouring pages")))))]
pub(crate) async fn list(State(portal): State<Portal>, params: Params) -> PageResult {
    params.only(&NAMES)?;
    let query = query(&params)?;
    let (limit, offset) = (params.whole("limit", USUAL, 1..=MOST)?, params.whole("offset", 0, 0..=FARTHEST)?);
    let view = portal.office().view()?;
    let found = view.find_organisations(&query, Lang::Ko);
    let total = found.len();
    let shown = found.into_iter().skip(as_size(offset)).take(as_size(limit));
    let items = shown.map(Organisation::from).collect();
    let mut answer = Json(OrganisationPage { total, limit, offset, items }).into_response();
    if let Ok(links) = HeaderValue::from_str(&links(&params, total as u64, limit, offset)) {
        answer.headers_mut().insert(header::LINK, links);
    }
    Ok(answer)
}

/// Returns one organisation
#[utoipa::path(get, path = "/api/v1/organisations/{id}", tag = "place",
    params(("id" = String, Path, description = "Id of the organisation", example = "O001")),
    responses((status = 200, description = "The organisation", body = Organisation)))]
pub(crate) async fn show(State(portal): State<Portal>, Path(id): Path<String>) -> Answer<Organisation> {
    let view = portal.office().view()?;
    let found =
        view.snapshot().organisations().into_iter().find(|organisation| organisation.id.as_str() == id);
    found.map(|organisation| Json(organisation.into())).ok_or_else(PageError::not_found)
}

fn query(params: &Params) -> Result<OrganisationQuery, PageError> {
    let order = |key: &str| OrganisationOrder::ALL.into_iter().find(|order| order.key() == key);
    Ok(OrganisationQuery {
        words: params.text("q").unwrap_or_default().to_owned(),
        sort: params.read(
            "sort_of",
            OrganisationSort::find_by_key,
            &keys(OrganisationSort::ALL, OrganisationSort::key),
        )?,
        relation: params.read("relation", Relation::find_by_key, &keys(Relation::ALL, Relation::key))?,
        dong: params.text("dong").map(str::to_owned),
        order: params
            .read("order", order, &keys(&OrganisationOrder::ALL, OrganisationOrder::key))?
            .unwrap_or_default(),
        descending: params.flag("desc")?,
    })
}

fn keys<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str) -> String {
    all.iter().map(|value| key(*value)).collect::<Vec<_>>().join(", ")
}

/// Numbers here are at most a billion, which every machine that runs this can count to.
fn as_size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Writes the links to the other pages (RFC 8288).
fn links(params: &Params, total: u64, limit: u64, offset: u64) -> String {
    let last = total.saturating_sub(1) / limit * limit;
    let mut pages = vec![("first", 0)];
    if offset > 0 {
        pages.push(("prev", offset.saturating_sub(limit)));
    }
    if offset + limit < total {
        pages.push(("next", offset + limit));
    }
    pages.push(("last", last));
    let link = |(rel, offset)| format!("<{}>; rel=\"{rel}\"", params.address_with("offset", offset));
    pages.into_iter().map(link).collect::<Vec<_>>().join(", ")
}

impl From<&domain::Organisation> for Organisation {
    fn from(noun: &domain::Organisation) -> Self {
        let note = teukgu_domain::text::Text::new(noun.note_ko.clone(), noun.note_en.clone());
        Self {
            id: noun.id.to_string(),
            name: Words::name_of(noun),
            sort: noun.sort.key(),
            relation: noun.relation.key(),
            legal_dong: noun.legal_dong.clone(),
            address: noun.address.clone(),
            ksic: noun.ksic.clone(),
            place: Place::maybe(noun.position, noun.position_error_m),
            note: (&note).into(),
            provenance: (&noun.provenance).into(),
        }
    }
}
