//! `/dossiers/new`, `/dossiers/{id}/change`: what is said of an event.

use crate::error::{PageError, PageResult, render, with_faults};
use crate::page::Page;
use crate::session::{Sent, Signed, private};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use teukgu_domain::dossier::Dossier;
use teukgu_domain::text::Text;
use teukgu_office::casework::procedures::EventKind;
use teukgu_office::casework::{CaseFault, InputFault, NewDossier, Raw};

#[derive(Template)]
#[template(path = "dossier-form.html")]
struct DossierForm {
    p: Page,
    /// Name of the event that is changed; `None` for a new one.
    name: Option<String>,
    action: String,
    back: String,
    said: Said,
    faults: Vec<InputFault>,
}

impl DossierForm {
    fn fault(&self, field: &str) -> Option<&str> {
        let fault = self.faults.iter().find(|fault| fault.field == field)?;
        Some(self.p.w(&fault.message))
    }
}

/// What the fields hold.
struct Said {
    name: String,
    opens: String,
    closes: String,
    place: String,
    visitors: String,
    cost: String,
    kinds: Vec<Choice>,
    hosts: Vec<Choice>,
}

struct Choice {
    id: String,
    value: &'static str,
    key: &'static str,
    chosen: bool,
}

const KINDS: [(EventKind, &str); 8] = [
    (EventKind::Festival, "dossier-kind-festival"),
    (EventKind::Hazard, "dossier-kind-hazard"),
    (EventKind::OpenAirPerformance, "dossier-kind-open-air"),
    (EventKind::RoadClosure, "dossier-kind-road-closure"),
    (EventKind::RoadOccupancy, "dossier-kind-road-occupancy"),
    (EventKind::ParkOccupancy, "dossier-kind-park"),
    (EventKind::TemporaryBuilding, "dossier-kind-building"),
    (EventKind::PublicFunds, "dossier-kind-funds"),
];
const HOSTS: [(&str, &str); 3] = [
    ("zone_government", "dossier-host-zone"),
    ("other_government", "dossier-host-government"),
    ("other", "dossier-host-other"),
];

impl Said {
    fn of_raw(raw: &Raw) -> Self {
        let text = |name: &str| raw.get(name).to_owned();
        Self {
            name: text("name"),
            opens: text("opens"),
            closes: text("closes"),
            place: text("place"),
            visitors: text("visitors"),
            cost: text("cost"),
            kinds: kinds(|key| raw.all("kinds").any(|kind| kind == key)),
            hosts: hosts(raw.get("host")),
        }
    }

    fn of(dossier: &Dossier) -> Self {
        Self {
            name: dossier.name.clone(),
            opens: dossier.opens.to_string(),
            closes: dossier.closes.to_string(),
            place: dossier.place.clone(),
            visitors: dossier.visitors.map_or_else(String::new, |visitors| visitors.to_string()),
            cost: dossier.cost.map_or_else(String::new, |cost| cost.won().to_string()),
            kinds: kinds(|key| dossier.kinds.iter().any(|kind| kind == key)),
            hosts: hosts(&dossier.host),
        }
    }
}

/// The first choice of a group has the name of its field as id, so that the list of errors leads there.
fn choice_id(field: &str, at: usize) -> String {
    if at == 0 { field.to_owned() } else { format!("{field}-{at}") }
}

fn kinds(is_chosen: impl Fn(&str) -> bool) -> Vec<Choice> {
    let choice = |(at, (kind, key)): (usize, (EventKind, &'static str))| Choice {
        id: choice_id("kinds", at),
        value: kind.key(),
        key,
        chosen: is_chosen(kind.key()),
    };
    KINDS.into_iter().enumerate().map(choice).collect()
}

fn hosts(chosen: &str) -> Vec<Choice> {
    let choice = |(at, (value, key)): (usize, (&'static str, &'static str))| Choice {
        id: choice_id("host", at),
        value,
        key,
        chosen: value == chosen,
    };
    HOSTS.into_iter().enumerate().map(choice).collect()
}

pub(super) async fn new(signed: Signed) -> PageResult {
    // Whoever may not plan an event is told before the form, not after it.
    signed.visit.portal.office().casework().may_plan(&signed.who())?;
    page(&signed, None, Said::of_raw(&Raw::default()), Vec::new())
}

pub(super) async fn open(sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let casework = signed.visit.portal.office().casework();
    casework.may_plan(&signed.who())?;
    match NewDossier::read(&sent.raw) {
        Ok(new) => {
            let id = casework.plan_event(&signed.who(), new).await?;
            Ok(signed.on(&format!("/dossiers/{id}")))
        }
        Err(faults) => {
            with_faults(StatusCode::UNPROCESSABLE_ENTITY, page(signed, None, Said::of_raw(&sent.raw), faults))
        }
    }
}

pub(super) async fn edit(signed: Signed, Path(id): Path<String>) -> PageResult {
    let dossier = changeable(&signed, &id).await?;
    page(&signed, Some(&dossier), Said::of(&dossier), Vec::new())
}

pub(super) async fn change(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let dossier = changeable(signed, &id).await?;
    match NewDossier::read(&sent.raw) {
        Ok(new) => {
            let casework = signed.visit.portal.office().casework();
            casework.change_event(&signed.who(), &dossier.id, new).await?;
            Ok(signed.on(&format!("/dossiers/{}", dossier.id)))
        }
        Err(faults) => with_faults(
            StatusCode::UNPROCESSABLE_ENTITY,
            page(signed, Some(&dossier), Said::of_raw(&sent.raw), faults),
        ),
    }
}

pub(super) async fn changeable(signed: &Signed, id: &str) -> Result<Dossier, PageError> {
    let casework = signed.visit.portal.office().casework();
    let plan = casework.event(&signed.who(), &super::id(id)?).await?;
    match plan.dossier {
        dossier if plan.may_change => Ok(dossier),
        dossier if dossier.is_called_off => Err(CaseFault::Moved.into()),
        _ => Err(CaseFault::Forbidden { rule: "dossier.change".to_owned() }.into()),
    }
}

fn page(signed: &Signed, dossier: Option<&Dossier>, said: Said, faults: Vec<InputFault>) -> PageResult {
    let key = if dossier.is_some() { "dossier-change-title" } else { "dossier-new-title" };
    let p = signed.page("dossiers", key).under_key("dossiers", "/dossiers");
    let (action, back) = match dossier {
        Some(one) => (format!("/dossiers/{}/change", one.id), format!("/dossiers/{}", one.id)),
        None => ("/dossiers/new".to_owned(), "/dossiers".to_owned()),
    };
    let template = DossierForm {
        action: p.href(&action),
        back: p.href(&back),
        name: dossier.map(|one| one.name.clone()),
        said,
        faults,
        p,
    };
    private(render(&template, &template.p))
}

/// Says that a box has to be ticked first.
pub(super) fn unsure() -> InputFault {
    InputFault {
        field: "sure".to_owned(),
        message: Text::new("취소하려면 체크하세요", "Tick the box to call the event off"),
    }
}
