//! `GET /api/openapi.json`: the description of every address for programs, made from the handlers themselves.

use super::everything;
use crate::error::Problem;
use crate::session;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use std::sync::LazyLock;
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder, Server};

/// The head of the document; the paths come from the routers.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "teukgu",
        description = "Open data of one regional special zone (지역특화발전특구): plan, programmes, money, special \
            cases, organisations, sites, figures, boundary and record. Texts come in Korean and English, money in \
            whole won, days as ISO 8601. Every record names its sources or says that it is illustrative (예시). \
            Errors are problem documents (RFC 9457). What is marked with `session` is for whoever is signed in: it is \
            not open to other sites and is never kept on the way.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "zone", description = "The zone, its plan and who steers it"),
        (name = "programmes", description = "Programmes, sub-projects, operators and special cases"),
        (name = "place", description = "Organisations, sites, neighbours, and where an address lies"),
        (name = "time", description = "When statutory periods end"),
        (name = "law", description = "Which special cases are met, the form of the facts, and the law itself"),
        (name = "figures", description = "Published figures, firms, history and sources"),
        (name = "record", description = "What happened to the zone, entry by entry"),
        (name = "casework", description = "What one can apply for, issued papers, and cases for whoever is signed in"),
        (name = "features", description = "OGC API Features: geometry for map programs"),
        (name = "catalogue", description = "DCAT 3 catalogue of the data sets"),
    ),
    components(schemas(Problem)),
)]
struct Head;

static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| {
    let document = build();
    serde_json::to_vec(&document).map(Bytes::from).unwrap_or_default()
});

fn build() -> utoipa::openapi::OpenApi {
    let mut document = Head::openapi();
    document.merge(everything().into_openapi());
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(session::COOKIE)));
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("session", cookie);
    document.servers = Some(vec![Server::new("/")]);
    document.paths.paths.values_mut().for_each(say_refusals);
    document
}

/// Adds the refusals that every address shares: they follow from its parameters and its body.
fn say_refusals(item: &mut PathItem) {
    item.get.iter_mut().chain(&mut item.post).for_each(say_refusals_of);
}

fn say_refusals_of(operation: &mut Operation) {
    let has = |place: &ParameterIn, operation: &Operation| {
        let mut parameters = operation.parameters.iter().flatten();
        parameters.any(|known| matches!(known, RefOr::T(known) if known.parameter_in == *place))
    };
    let mut refusals = vec![("503", "The record of the zone is not loaded yet")];
    if has(&ParameterIn::Query, operation) {
        refusals.push(("400", "A parameter cannot be read; `detail` says what to write instead"));
    }
    if has(&ParameterIn::Path, operation) {
        refusals.push(("404", "There is nothing with this id"));
    }
    if operation.request_body.is_some() {
        refusals.push(("400", "The body or a value in it cannot be used; `errors` names each"));
        refusals.push(("413", "The body is too large"));
        refusals.push(("415", "The body is not sent as JSON"));
    }
    if operation.security.is_some() {
        refusals.push(("401", "Nobody is signed in, or the session is over"));
        refusals.push(("403", "The role does not allow it, or `X-CSRF-Token` is not that of the session"));
    }
    for (status, says) in refusals {
        let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response =
            ResponseBuilder::new().description(says).content("application/problem+json", problem).build();
        operation.responses.responses.insert(status.to_owned(), response.into());
    }
}

/// Returns the document with a media type.
pub(crate) fn openapi(media_type: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type)], DOCUMENT.clone()).into_response()
}

/// `GET /api/openapi.json`.
pub(super) async fn show() -> Response {
    openapi("application/json")
}
