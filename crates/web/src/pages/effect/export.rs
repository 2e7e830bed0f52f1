//! `GET /effect.csv`, `GET /effect.xlsx`: the same numbers as a file.

use super::of_zone;
use crate::error::{PageError, PageResult};
use crate::page::Page;
use crate::visit::Visit;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use teukgu_office::effect::workbook;

pub(crate) const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) async fn csv(visit: Visit) -> PageResult {
    let effect = of_zone(&visit)?.ok_or_else(PageError::not_found)?;
    let text = teukgu_office::effect::csv(&effect.sheet(visit.lang));
    file(&visit.page("effect", "menu-effect"), "effect", "csv", CSV, text.into_bytes())
}

pub(crate) async fn xlsx(visit: Visit) -> PageResult {
    let effect = of_zone(&visit)?.ok_or_else(PageError::not_found)?;
    let p = visit.page("effect", "menu-effect");
    let bytes =
        workbook(&p.title, &effect.sheets(visit.lang)).map_err(|error| PageError::internal(&error))?;
    file(&p, "effect", "xlsx", XLSX, bytes)
}

/// Hands out a file under a name that says zone, day and language.
pub(super) fn file(p: &Page, what: &str, ending: &str, kind: &'static str, bytes: Vec<u8>) -> PageResult {
    let name = format!("{what}-{}-{}-{}.{ending}", p.view.zone().id, p.today, p.lang.tag());
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let disposition = disposition.map_err(|error| PageError::internal(&error))?;
    let kind = HeaderValue::from_static(kind);
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
