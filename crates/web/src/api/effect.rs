//! `GET /api/v1/effect` and what is below it: what the zone is worth, computed from input-output tables.

use super::params::{Params, refused};
use super::words::with_help;
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value as Object;
use teukgu_domain::money::Won;
use teukgu_office::effect::model::{Claim, Indicator, Kind, Table};
use teukgu_office::effect::{
    AuditAnswer, EffectError, ExtractionAnswer, LinkagesAnswer, MultipliersAnswer, RunAnswer, Spending, Work,
    ZoneEffect,
};
use utoipa::ToSchema;

/// Most accounts of a table of which a request may ask for all linkages at once; a command takes any.
const LARGEST: usize = 500;
/// Most amounts of a request.
const MOST_ITEMS: usize = 200;

/// What follows: indicators with what arises in the area, elsewhere and abroad, the formula of each, the table with its
/// price year and attribution, and what the table cannot answer; as `teukgu effect … --format json` writes it.
#[derive(Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = std::collections::BTreeMap<String, Object>, example = json!({ "table": "seoul-2020", "lines": [] }))]
pub(crate) struct EffectAnswer(Object);

type Answer = Result<Json<EffectAnswer>, PageError>;

/// Says what the zone is worth
///
/// The figures of the announcement with what the table says of them, what follows from the money of the plan by
/// sub-project and year, and what follows from money that was actually spent. `illustrative` marks money or splits
/// without a public source.
#[utoipa::path(get, path = "/api/v1/effect", tag = "effect",
    responses((status = 200, description = "Promise, plan and result", body = EffectAnswer)))]
pub(crate) async fn show(State(portal): State<Portal>, params: Params) -> Answer {
    params.only(&[])?;
    let view = portal.office().view()?;
    worked(move || {
        let effect = ZoneEffect::of(&view, portal.office().tables(), Work::default())?;
        effect.map(|effect| json(&effect)).ok_or_else(PageError::not_found)?
    })
    .await
}

/// Lists the input-output tables
///
/// Each with its source, licence and attribution, and which questions it answers, or why not.
#[utoipa::path(get, path = "/api/v1/effect/tables", tag = "effect",
    responses((status = 200, description = "Tables", body = EffectAnswer)))]
pub(crate) async fn tables(State(portal): State<Portal>, params: Params) -> Answer {
    params.only(&[])?;
    let tables = portal.office().tables().listed();
    json(&serde_json::json!({ "total": tables.len(), "items": tables }))
}

/// Works out what follows from spending
///
/// Amounts are in the currency of the table and at the prices of their year; without `deflator` they count as money of
/// the table's year. `displaced` gives the net effect beside the gross one.
#[utoipa::path(get, path = "/api/v1/effect/run", tag = "effect",
    params(
        ("table" = Option<String>, Query, description = "Id of the table; the one that the zone is counted by if left out", example = "seoul-2020"),
        ("spend" = Vec<String>, Query, description = "`SECTOR=WON` or `SECTOR=WON,YEAR`; may be repeated", example = json!(["70=135200000000,2025"])),
        ("deflator" = Option<Vec<String>>, Query, description = "`YEAR=LEVEL`: prices of a year over those of the table; may be repeated", example = json!(["2025=1.14"])),
        ("leakage" = Option<f64>, Query, description = "Share that leaves before a sector of the table gets it", example = 0.1),
        ("noise" = Option<f64>, Query, description = "How far each coefficient may be off, for intervals; a table without cells has none", example = 0.1),
        ("displaced" = Option<f64>, Query, description = "Share that would have been spent in any case", example = 0.3),
        ("instead" = Option<String>, Query, description = "Sector on which that would have been spent; the same sectors if left out", example = "52"),
    ),
    responses((status = 200, description = "What follows", body = EffectAnswer)))]
pub(crate) async fn run(State(portal): State<Portal>, params: Params) -> Answer {
    params.only(&["table", "spend", "deflator", "leakage", "noise", "displaced", "instead"])?;
    let spending = spending(&params)?;
    let named = params.text("table").map(str::to_owned);
    worked(move || json(&RunAnswer::of(table(&portal, named.as_deref())?, &spending, Work::default())?)).await
}

/// Lists the multipliers of a table
#[utoipa::path(get, path = "/api/v1/effect/multipliers", tag = "effect",
    params(
        ("table" = Option<String>, Query, description = "Id of the table", example = "chile-2013"),
        ("kind" = Option<String>, Query, description = "`simple`, `type1` or `type2`; simple if left out", example = "type2"),
    ),
    responses((status = 200, description = "Multipliers by sector", body = EffectAnswer)))]
pub(crate) async fn multipliers(State(portal): State<Portal>, params: Params) -> Answer {
    params.only(&["table", "kind"])?;
    let find = |text: &str| match text {
        "simple" => Some(Kind::Simple),
        "type1" => Some(Kind::Type1),
        "type2" => Some(Kind::Type2),
        _ => None,
    };
    let kind = params.read("kind", find, "simple, type1, type2")?.unwrap_or(Kind::Simple);
    let named = params.text("table").map(str::to_owned);
    worked(move || json(&MultipliersAnswer::of(table(&portal, named.as_deref())?, kind, Work::default())?))
        .await
}

/// Lists the linkages of a table
///
/// 영향력계수 and 감응도계수 of every sector.
#[utoipa::path(get, path = "/api/v1/effect/linkages", tag = "effect",
    params(("table" = String, Query, description = "Id of a table with transactions", example = "korea-2011")),
    responses((status = 200, description = "Linkages by sector", body = EffectAnswer)))]
pub(crate) async fn linkages(State(portal): State<Portal>, params: Params) -> Answer {
    params.only(&["table"])?;
    let named = params.needed("table", "korea-2011")?.to_owned();
    worked(move || json(&LinkagesAnswer::of(small(table(&portal, Some(&named))?)?, Work::default())?)).await
}

/// Takes a sector out of a table
///
/// What would be lacking without it (hypothetical extraction).
#[utoipa::path(get, path = "/api/v1/effect/extract", tag = "effect",
    params(
        ("table" = String, Query, description = "Id of a table with transactions", example = "korea-2011"),
        ("sector" = String, Query, description = "Sector, by its id or name", example = "c30"),
    ),
    responses((status = 200, description = "What would be lacking", body = EffectAnswer)))]
pub(crate) async fn extract(State(portal): State<Portal>, params: Params) -> Answer {
    params.only(&["table", "sector"])?;
    let named = params.needed("table", "korea-2011")?.to_owned();
    let sector = params.needed("sector", "c30")?.to_owned();
    worked(move || {
        let table = small(table(&portal, Some(&named))?)?;
        json(&ExtractionAnswer::of(table, &sector, Work::default())?)
    })
    .await
}

/// Looks at a published claim
///
/// Which sectors and mixes give what was claimed, the jobs that the claim leaves open, and what cannot be verified.
#[utoipa::path(get, path = "/api/v1/effect/audit", tag = "effect",
    params(
        ("table" = Option<String>, Query, description = "Id of the table", example = "seoul-2020"),
        ("invest" = String, Query, description = "What is spent: whole won, or as printed", example = "135200000000"),
        ("production" = Option<String>, Query, description = "Production that is claimed", example = "220300000000"),
        ("value_added" = Option<String>, Query, description = "Value added that is claimed", example = "119500000000"),
        ("income" = Option<String>, Query, description = "Income that is claimed", example = "71000000000"),
        ("jobs_min" = Option<u64>, Query, description = "Jobs that are claimed at least", example = 1000),
    ),
    responses((status = 200, description = "What the claim can be", body = EffectAnswer)))]
pub(crate) async fn audit(State(portal): State<Portal>, params: Params) -> Answer {
    params.only(&["table", "invest", "production", "value_added", "income", "jobs_min"])?;
    let won = |text: &str| Won::parse_printed(text).ok().map(Won::won);
    params.needed("invest", "135200000000, 1,352억원")?;
    let invested = params.read("invest", won, "135200000000, 1,352억원")?.unwrap_or_default();
    let claimed = [
        (Indicator::Production, "production"),
        (Indicator::ValueAdded, "value_added"),
        (Indicator::Income, "income"),
    ];
    let mut induced = Vec::new();
    for (indicator, name) in claimed {
        induced.extend(params.read(name, won, "220300000000, 2,203억원")?.map(|won| (indicator, won)));
    }
    let jobs = params.read("jobs_min", |text| text.parse().ok(), "1000")?;
    let claim = Claim::rounded_alike(invested, &induced, jobs).map_err(EffectError::from)?;
    let named = params.text("table").map(str::to_owned);
    worked(move || json(&AuditAnswer::of(table(&portal, named.as_deref())?, &claim, Work::default())?)).await
}

fn spending(params: &Params) -> Result<Spending, PageError> {
    params.needed("spend", "70=135200000000,2025")?;
    let items: Vec<_> = params.texts("spend").map(str::parse).collect::<Result<_, EffectError>>()?;
    if items.len() > MOST_ITEMS {
        return Err(refused(
            &format!("`spend`는 {MOST_ITEMS}개까지 쓸 수 있습니다"),
            &format!("`spend` can be given {MOST_ITEMS} times at most"),
        ));
    }
    let level = |text: &str| {
        let (year, level) = text.split_once('=')?;
        Some((year.trim().parse().ok()?, level.trim().parse().ok()?))
    };
    let levels = params.texts("deflator").map(|text| {
        level(text).ok_or_else(|| {
            refused(
                &format!("`deflator`는 2025=1.14처럼 쓰세요: `{text}`"),
                &format!("`deflator` is written as 2025=1.14, not `{text}`"),
            )
        })
    });
    Ok(Spending {
        items,
        deflators: levels.collect::<Result<_, _>>()?,
        leakage: params.real("leakage")?.unwrap_or(0.0),
        noise: params.real("noise")?,
        displaced: params.real("displaced")?.unwrap_or(0.0),
        instead: params.text("instead").map(str::to_owned),
    })
}

fn table<'a>(portal: &'a Portal, named: Option<&str>) -> Result<&'a Table, PageError> {
    let tables = portal.office().tables();
    match (named, tables.of_industries()) {
        (None, Some((table, _))) => Ok(table),
        (named, _) => Ok(tables.get(named.unwrap_or_default())?),
    }
}

/// Refuses a table that is too large for a request.
fn small(table: &Table) -> Result<&Table, PageError> {
    if table.accounts().len() <= LARGEST {
        return Ok(table);
    }
    Err(refused(
        &format!("부문이 {LARGEST}개를 넘는 표는 `teukgu effect` 명령으로 물어보세요"),
        &format!("ask a table of more than {LARGEST} sectors by the command `teukgu effect`"),
    ))
}

/// Works where waiting for it holds up nobody.
async fn worked(work: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    tokio::task::spawn_blocking(work).await.map_err(|error| PageError::internal(&error))?
}

fn json(answer: &impl Serialize) -> Answer {
    serde_json::to_value(answer)
        .map(|value| Json(EffectAnswer(value)))
        .map_err(|error| PageError::internal(&error))
}

impl From<EffectError> for PageError {
    fn from(error: EffectError) -> Self {
        Self::bad_request(with_help(&error.message(), &error.help()))
    }
}
