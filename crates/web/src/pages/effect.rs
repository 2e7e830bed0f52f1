//! `GET /effect`: promise and result, the figures of the announcement against what the tables give for the money.

use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use money::MoneyView;
use promise::PromiseView;
use teukgu_office::effect::{TableAnswer, Work, ZoneEffect};

mod export;
mod money;
mod promise;
pub(crate) mod scenario;
pub(crate) mod tables;
mod words;

pub(crate) use export::{csv, xlsx};

/// Address of the page.
const PATH: &str = "/effect";

#[derive(Template)]
#[template(path = "effect.html")]
struct Shown {
    p: Page,
    effect: Option<Effect>,
    downloads: [Download; 3],
}

/// Everything that the page shows of the zone's effect.
struct Effect {
    table: TableAnswer,
    covers_zone: bool,
    draft_concordance: bool,
    promise: Option<PromiseView>,
    planned: Option<MoneyView>,
    spent: Option<MoneyView>,
}

/// A file or an address where the same numbers are.
struct Download {
    href: String,
    label: &'static str,
    hint: &'static str,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("effect", "effect-title");
    let effect = of_zone(&visit)?;
    let template = Shown { effect: effect.map(|effect| shown(&p, effect)), downloads: downloads(&p), p };
    render(&template, &template.p)
}

/// Works out what the zone is worth; nothing without a table for it.
fn of_zone(visit: &Visit) -> Result<Option<ZoneEffect>, PageError> {
    let office = visit.portal.office();
    ZoneEffect::of(&visit.view, office.tables(), Work::default()).map_err(|error| PageError::internal(&error))
}

fn shown(p: &Page, effect: ZoneEffect) -> Effect {
    Effect {
        covers_zone: effect.covers_zone,
        draft_concordance: effect.draft_concordance,
        planned: MoneyView::of(p, "planned", &effect.planned, effect.promise.as_ref()),
        spent: MoneyView::of(p, "spent", &effect.spent, None),
        promise: effect.promise.as_ref().map(|promise| PromiseView::of(p, promise)),
        table: effect.table,
    }
}

fn downloads(p: &Page) -> [Download; 3] {
    let at = |path: &str, label, hint| Download { href: path.to_owned(), label, hint };
    [
        at(&p.href("/effect.xlsx"), "effect-xlsx", "effect-xlsx-hint"),
        at(&p.href("/effect.csv"), "effect-csv", "effect-csv-hint"),
        at("/api/v1/effect", "effect-json", "effect-json-hint"),
    ]
}
