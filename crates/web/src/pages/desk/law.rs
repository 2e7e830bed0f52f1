//! `GET /desk/law`: open cases whose answer another day's law would turn.

use crate::error::{PageResult, render};
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use crate::session::{Signed, private};
use askama::Template;
use teukgu_domain::Date;
use teukgu_office::casework::{Flipped, Replayed};

#[derive(Template)]
#[template(path = "desk-law.html")]
struct Turned {
    p: Page,
    /// What was typed.
    said: String,
    on: Date,
    is_wrong: bool,
    found: Replayed,
}

impl Turned {
    fn was(&self, flipped: &Flipped) -> String {
        flipped.was.map_or_else(|| "?".to_owned(), |verdict| self.p.said(verdict.name()))
    }

    fn now(&self, flipped: &Flipped) -> String {
        self.p.said(flipped.now.verdict.name())
    }

    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn version(&self, flipped: &Flipped) -> String {
        flipped.now.version.clone().unwrap_or_default()
    }
}

pub(super) async fn show(signed: Signed) -> PageResult {
    let said = Asked::read(&signed.visit.query).get("on").trim().to_owned();
    let office = signed.visit.portal.office();
    let day: Option<Date> = said.parse().ok();
    let is_wrong = day.is_none() && !said.is_empty();
    let on = day.unwrap_or_else(|| office.today());
    let found = office.casework().replay(&signed.who(), on, None).await?;
    let p = signed.page("desk", "desk-law").under_key("desk", "/desk");
    let template =
        Turned { said: if said.is_empty() { on.to_string() } else { said }, on, is_wrong, found, p };
    private(render(&template, &template.p))
}
