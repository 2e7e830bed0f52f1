//! `GET /post`: letters that wait, were sent, or were given up; `POST /post/{id}/retry`: sends one again.

use super::organisations::asked::{self, Asked};
use crate::error::{PageError, PageResult, render};
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use crate::session::{Sent, Signed, private};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use teukgu_domain::ids::{CaseId, NoticeId};
use teukgu_domain::notice::{Delivery, Notice};
use teukgu_office::policy::{self, Resource};
use teukgu_office::post::{PostFilter, PostPage};

pub(super) fn routes() -> Router<Portal> {
    let pages = [("/post", get(show)), ("/post/{id}/retry", post(retry).get(again))];
    lang::routes(pages)
}

#[derive(Template)]
#[template(path = "post.html")]
struct Letters {
    p: Page,
    found: PostPage,
    states: Vec<StateChoice>,
    /// Letters in every state.
    total: u64,
    case: String,
    next: Option<String>,
    may_retry: bool,
    is_put_back: bool,
}

struct StateChoice {
    key: &'static str,
    count: u64,
    chosen: bool,
}

#[expect(clippy::unused_self, reason = "templates call these on the page")]
impl Letters {
    fn tone(&self, letter: &Notice) -> &'static str {
        match letter.delivery {
            Delivery::Sent { .. } => "success",
            Delivery::GivenUp { .. } => "danger",
            Delivery::Waiting { failed: 0, .. } | Delivery::Sending { .. } => "neutral",
            Delivery::Waiting { .. } => "warning",
        }
    }

    fn state(&self, key: &str) -> String {
        self.p.t(match key {
            "sending" => "post-sending",
            "sent" => "post-sent",
            "given_up" => "post-given-up",
            _ => "post-waiting",
        })
    }

    /// Says what the last attempt failed with, as the carrier said it.
    fn why<'a>(&self, letter: &'a Notice) -> Option<&'a str> {
        match &letter.delivery {
            Delivery::Waiting { why, .. } => why.as_deref(),
            Delivery::GivenUp { why, .. } => Some(why),
            Delivery::Sending { .. } | Delivery::Sent { .. } => None,
        }
    }

    fn reason(&self, letter: &Notice) -> String {
        match letter.delivery.failed() {
            0 => self.p.t("post-reason"),
            failed => self.p.t1("post-why", "n", failed),
        }
    }

    fn is_retried(&self, letter: &Notice) -> bool {
        let is_resting = matches!(letter.delivery, Delivery::Waiting { failed: 1.., .. });
        self.may_retry && (is_resting || matches!(letter.delivery, Delivery::GivenUp { .. }))
    }
}

async fn show(signed: Signed) -> PageResult {
    let asked = Asked::read(&signed.visit.query);
    let filter = filter(&asked);
    let who = signed.who();
    let found = signed.visit.portal.office().post().list(&who, &filter).await?;
    let p = signed.page("desk", "post").under_key("desk", "/desk");
    let choice = |key: &'static str| StateChoice {
        key,
        count: found.by_state.get(key).copied().unwrap_or(0),
        chosen: filter.state.as_deref() == Some(key),
    };
    let case = filter.case.as_ref().map(ToString::to_string).unwrap_or_default();
    let state = filter.state.clone().unwrap_or_default();
    let next = found.next.as_ref().map(|next| {
        let after = asked::place(next);
        format!(
            "{}{}",
            p.href("/post"),
            asked::write(&[("state", &state), ("case", &case), ("after", &after)])
        )
    });
    let template = Letters {
        total: found.by_state.values().sum(),
        states: ["waiting", "sending", "sent", "given_up"].map(choice).into(),
        may_retry: policy::allow(&who, "post.retry", &Resource::default()).allowed,
        is_put_back: asked.is_ticked("again"),
        case,
        next,
        found,
        p,
    };
    private(render(&template, &template.p))
}

fn filter(asked: &Asked) -> PostFilter {
    PostFilter {
        state: Some(asked.get("state")).filter(|state| !state.is_empty()),
        case: CaseId::parse(asked.get("case").trim()).ok(),
        after: asked.place("after"),
    }
}

async fn retry(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let id = NoticeId::parse(id).map_err(|_| PageError::not_found())?;
    let signed = &sent.signed;
    signed.visit.portal.office().post().retry(&signed.who(), &id).await?;
    Ok(signed.on("/post?again=1"))
}

async fn again(signed: Signed) -> Response {
    signed.on("/post")
}
