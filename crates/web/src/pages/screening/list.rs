//! `GET /desk/screening`: the screenings that are kept, and the forms that load one.

use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use crate::session::{Signed, private};
use askama::Template;
use teukgu_office::casework::{InputFault, Raw};
use teukgu_office::policy::{self, Resource};
use teukgu_office::screening::{KEPT_DAYS, ListedScreening, RegisterMap, ScreenedProvision};

#[derive(Template)]
#[template(path = "screenings.html")]
struct Screenings {
    p: Page,
    rows: Vec<ListedScreening>,
    may_load: bool,
    is_removed: bool,
    kept_days: i64,
    maps: Vec<(&'static str, String)>,
    /// What was sent, to be shown again.
    raw: Raw,
    faults: Vec<InputFault>,
}

#[expect(clippy::unused_self, reason = "templates call these on the page")]
impl Screenings {
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| self.p.w(&fault.message))
    }

    /// Returns how many establishments meet the requirements of the provision that the most of them meet.
    fn most_met(&self, row: &ListedScreening) -> u64 {
        let met = |found: &ScreenedProvision| found.met;
        row.screening.provisions.iter().map(met).max().unwrap_or(0)
    }

    fn is_map(&self, word: &str) -> bool {
        self.raw.get("map") == word
    }
}

pub(super) async fn show(signed: Signed) -> PageResult {
    let is_removed = Asked::read(&signed.visit.query).is_ticked("removed");
    page(&signed, is_removed, Raw::default(), Vec::new()).await
}

/// Shows the page; with faults it says what is wrong with what was sent.
pub(super) async fn page(
    signed: &Signed,
    is_removed: bool,
    raw: Raw,
    faults: Vec<InputFault>,
) -> Result<axum::response::Response, PageError> {
    let rows = signed.visit.portal.office().screenings().list(&signed.who()).await?;
    let p = signed.page("desk", "screening").under_key("desk", "/desk");
    let maps = RegisterMap::words().map(|word| (word, p.t(map_key(word)))).collect();
    let template = Screenings {
        rows,
        may_load: policy::allow(&signed.who(), "screening.load", &Resource::default()).allowed,
        is_removed,
        kept_days: KEPT_DAYS,
        maps,
        raw,
        faults,
        p,
    };
    private(render(&template, &template.p))
}

fn map_key(word: &str) -> &'static str {
    match word {
        "shops" => "screening-map-shops",
        _ => "screening-map-register",
    }
}
