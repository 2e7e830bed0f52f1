//! `GET /desk`: the officer's queue with clocks, filters and workload; `POST /desk/assign`: several cases at once.

mod law;

use super::case::tone;
use super::organisations::asked::{self, Asked};
use crate::error::{PageError, PageResult, render};
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use crate::session::{Sent, Signed, private};
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use teukgu_domain::case::{Act, StageKind};
use teukgu_domain::ids::{AccountId, CaseId};
use teukgu_domain::text::Text;
use teukgu_office::casework::{CaseAct, CaseFault, PersonName, Queue, QueueFilter, QueueRow, Workload};
use teukgu_office::policy::{self, Resource};

pub(super) fn routes() -> Router<Portal> {
    let pages =
        [("/desk", get(show)), ("/desk/assign", post(assign).get(again)), ("/desk/law", get(law::show))];
    lang::routes(pages)
}

#[derive(Template)]
#[template(path = "desk.html")]
struct Desk {
    p: Page,
    queue: Queue,
    loads: Vec<Workload>,
    officers: Vec<PersonName>,
    stages: Vec<StageChoice>,
    procedures: Vec<(String, Text)>,
    words: String,
    procedure: String,
    officer: String,
    is_overdue: bool,
    with_ended: bool,
    next: Option<String>,
    /// How many cases were given to an officer, and how many could not be.
    assigned: Option<(u32, u32)>,
    /// Pages beside the queue, each with its key.
    rooms: Vec<(&'static str, &'static str)>,
}

struct StageChoice {
    kind: StageKind,
    count: u64,
    chosen: bool,
}

#[expect(clippy::unused_self, reason = "templates call these on the page")]
impl Desk {
    fn tone(&self, row: &QueueRow) -> &'static str {
        tone(row.case.stage.kind())
    }

    fn is_procedure(&self, id: &str) -> bool {
        self.procedure == id
    }

    /// Says how near the due day is.
    fn left(&self, row: &QueueRow) -> String {
        match row.days_left {
            Some(days) if days < 0 => self.p.t1("desk-overdue-by", "n", -days),
            Some(0) => self.p.t("desk-due-today"),
            Some(days) => self.p.t1("desk-days-left", "n", days),
            None => String::new(),
        }
    }
}

async fn show(signed: Signed) -> PageResult {
    let asked = Asked::read(&signed.visit.query);
    let casework = signed.visit.portal.office().casework();
    let filter = filter(&signed, &asked);
    let queue = casework.queue(&signed.who(), &filter).await?;
    let p = signed.page("desk", "desk");
    let count = |kind: StageKind| queue.by_stage.get(&kind).copied().unwrap_or(0);
    let stages = StageKind::ALL.iter().filter(|kind| filter.with_ended || kind.is_open());
    let stages = stages.map(|kind| StageChoice {
        kind: *kind,
        count: count(*kind),
        chosen: filter.stages.contains(kind),
    });
    let template = Desk {
        stages: stages.collect(),
        loads: casework.workload(&signed.who()).await?,
        officers: casework.officers(&signed.who()).await?,
        procedures: casework.procedures().into_iter().map(|one| (one.id, one.name)).collect(),
        next: queue.next.as_ref().map(|place| next(&p, &asked, place)),
        words: filter.words.clone(),
        procedure: filter.procedure.clone().unwrap_or_default(),
        officer: asked.get("officer"),
        is_overdue: filter.is_overdue,
        with_ended: filter.with_ended,
        assigned: assigned(&asked.get("assigned")),
        rooms: rooms(&signed),
        queue,
        p,
    };
    private(render(&template, &template.p))
}

/// Reads what came of giving cases to an officer: how many were given, and how many were not.
fn assigned(text: &str) -> Option<(u32, u32)> {
    let (done, left) = text.split_once('.')?;
    // Whoever writes the address by hand gets no sum that overflows.
    Some((u32::from(done.parse::<u16>().ok()?), u32::from(left.parse::<u16>().ok()?)))
}

/// Lists the pages beside the queue that somebody may open.
fn rooms(signed: &Signed) -> Vec<(&'static str, &'static str)> {
    let all = [
        ("dossier.read", "/dossiers", "dossiers"),
        ("screening.read", "/desk/screening", "screening"),
        ("law.replay", "/desk/law", "desk-law"),
        ("post.read", "/post", "post"),
    ];
    let sees = |action| policy::allow(&signed.who(), action, &Resource::default()).allowed;
    all.into_iter().filter(|(action, ..)| sees(action)).map(|(_, path, key)| (path, key)).collect()
}

fn filter(signed: &Signed, asked: &Asked) -> QueueFilter {
    let officer = match asked.get("officer").as_str() {
        "" => None,
        "me" => Some(Some(signed.account().id.clone())),
        "nobody" => Some(None),
        id => AccountId::parse(id).ok().map(Some),
    };
    QueueFilter {
        stages: StageKind::find_by_key(&asked.get("stage")).into_iter().collect(),
        with_ended: asked.is_ticked("ended"),
        officer,
        procedure: Some(asked.get("procedure")).filter(|id| !id.is_empty()),
        words: asked.get("q"),
        is_overdue: asked.is_ticked("overdue"),
        after: asked.place("after"),
    }
}

fn next(p: &Page, asked: &Asked, place: &(i64, String)) -> String {
    let names = ["q", "stage", "procedure", "officer", "overdue", "ended"];
    let values: Vec<String> = names.iter().map(|name| asked.get(name)).collect();
    let mut pairs: Vec<(&str, &str)> = names.iter().copied().zip(values.iter().map(String::as_str)).collect();
    let after = asked::place(place);
    pairs.push(("after", &after));
    format!("{}{}", p.href("/desk"), asked::write(&pairs))
}

/// Gives several cases to an officer; each that cannot be given is counted and told.
async fn assign(sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let casework = signed.visit.portal.office().casework();
    let officer = AccountId::parse(sent.raw.get("officer")).ok();
    let (mut done, mut left) = (0, 0);
    for id in sent.raw.all("case").filter_map(|id| CaseId::parse(id).ok()) {
        let act = CaseAct { act: Act::Assign { officer: officer.clone() }, seen: None };
        match casework.act(&signed.who(), &id, act).await {
            Ok(_) => done += 1,
            Err(CaseFault::Office(error)) => return Err(error.into()),
            Err(_) => left += 1,
        }
    }
    Ok(signed.on(&format!("/desk?assigned={done}.{left}")))
}

async fn again(signed: Signed) -> Response {
    signed.on("/desk")
}
