//! `GET /my`: the cases of whoever is signed in, and what is expected of them until when.

use super::case::tone;
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::session::{Signed, private};
use askama::Template;
use teukgu_domain::case::{StageKind, Supplement};
use teukgu_office::casework::QueueRow;

#[derive(Template)]
#[template(path = "my.html")]
struct My {
    p: Page,
    rows: Vec<QueueRow>,
    may_plan: bool,
}

#[expect(clippy::unused_self, reason = "templates call these on the page")]
impl My {
    fn tone(&self, row: &QueueRow) -> &'static str {
        tone(row.case.stage.kind())
    }

    /// Lists what waits for the person.
    fn expected(&self) -> Vec<(&QueueRow, &Supplement)> {
        self.rows.iter().filter_map(|row| Some((row, row.case.open_supplement()?))).collect()
    }

    fn is_open(&self, row: &QueueRow) -> bool {
        let kind: StageKind = row.case.stage.kind();
        kind.is_open()
    }
}

pub(super) async fn show(signed: Signed) -> PageResult {
    let casework = signed.visit.portal.office().casework();
    let rows = casework.mine(&signed.who()).await?;
    let may_plan = casework.may_plan(&signed.who()).is_ok();
    let template = My { p: signed.page("my", "my"), rows, may_plan };
    private(render(&template, &template.p))
}
