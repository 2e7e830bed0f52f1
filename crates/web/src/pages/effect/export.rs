//! `GET /effect.csv`, `GET /effect.xlsx`: the same numbers as a file.

use super::of_zone;
use crate::error::{PageError, PageResult};
use crate::file;
use crate::visit::Visit;

pub(crate) async fn csv(visit: Visit) -> PageResult {
    let effect = of_zone(&visit)?.ok_or_else(PageError::not_found)?;
    file::csv(&visit.page("effect", "effect-title"), "effect", &effect.sheet(visit.lang))
}

pub(crate) async fn xlsx(visit: Visit) -> PageResult {
    let effect = of_zone(&visit)?.ok_or_else(PageError::not_found)?;
    file::xlsx(&visit.page("effect", "effect-title"), "effect", &effect.sheets(visit.lang))
}
