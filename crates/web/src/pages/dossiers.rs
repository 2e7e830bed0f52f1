//! `/dossiers`: events with everything that they need, for whoever plans one and for the office.

mod form;
mod one;

use crate::error::{PageError, PageResult, render};
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use crate::session::{Signed, private};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use teukgu_domain::dossier::Dossier;
use teukgu_domain::ids::DossierId;
use teukgu_office::policy::{self, Resource};

pub(super) fn routes() -> Router<Portal> {
    let pages = [
        ("/dossiers", get(list)),
        ("/dossiers/new", get(form::new).post(form::open)),
        ("/dossiers/{id}", get(one::show)),
        ("/dossiers/{id}/change", get(form::edit).post(form::change)),
        ("/dossiers/{id}/duties/{duty}", post(one::do_duty).get(one::again_duty)),
        ("/dossiers/{id}/call-off", post(one::call_off).get(one::again)),
        ("/dossiers/{id}/papers.zip", get(one::papers)),
    ];
    lang::routes(pages)
}

#[derive(Template)]
#[template(path = "dossiers.html")]
struct Dossiers {
    p: Page,
    rows: Vec<Row>,
    may_open: bool,
}

/// One event in the list.
struct Row {
    id: DossierId,
    name: String,
    when: String,
    place: String,
    cases: usize,
    tone: &'static str,
    state: String,
}

async fn list(signed: Signed) -> PageResult {
    let who = signed.who();
    let found = signed.visit.portal.office().casework().events(&who).await?;
    let p = signed.page("dossiers", "dossiers");
    let rows = found.into_iter().map(|dossier| row(&p, dossier)).collect();
    let may_open = policy::allow(&who, "dossier.open", &Resource::default()).allowed;
    let template = Dossiers { p, rows, may_open };
    private(render(&template, &template.p))
}

fn row(p: &Page, dossier: Dossier) -> Row {
    let (tone, state) = state(p, &dossier);
    Row {
        when: when(p, &dossier),
        cases: dossier.cases.len(),
        id: dossier.id,
        name: dossier.name,
        place: dossier.place,
        tone,
        state,
    }
}

/// Writes the days of an event.
fn when(p: &Page, dossier: &Dossier) -> String {
    let opens = p.day(&dossier.opens);
    if dossier.closes == dossier.opens { opens } else { format!("{opens} – {}", p.day(&dossier.closes)) }
}

/// Says how near an event is, with the colour of its badge.
fn state(p: &Page, dossier: &Dossier) -> (&'static str, String) {
    if dossier.is_called_off {
        return ("neutral", p.t("dossier-called-off"));
    }
    if dossier.closes < p.today {
        return ("neutral", p.t("dossier-over"));
    }
    if dossier.opens <= p.today {
        return ("success", p.t("dossier-on-now"));
    }
    ("info", p.t1("dossier-until-day", "n", (dossier.opens - p.today).get_days()))
}

/// Reads the id of an event in an address.
fn id(text: &str) -> Result<DossierId, PageError> {
    DossierId::parse(text).map_err(|_| PageError::not_found())
}
