//! `GET /record`: what happened to the zone, newest first, and the checkpoint that holds it.

mod entry;
mod feed;
mod files;
mod how;
mod nouns;
mod panel;
mod steps;

use crate::api::record::{FARTHEST, in_korea};
use crate::error::{PageResult, render};
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use crate::visit::Visit;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use nouns::Standing;
use panel::Panel;
use serde::Deserialize;
use steps::{Step, Turn};
use teukgu_domain::entry::NounKind;
use teukgu_domain::{Timestamp, date};

pub(super) use how::show as how;

/// Entries on a page.
const SHOWN: u64 = 50;
/// Entries that a page goes through when it shows those of one kind only.
const SIFTED: u64 = 500;

/// Returns the routes that are no page of the sitemap: each entry, and files.
pub(super) fn routes() -> Router<Portal> {
    let both = [("/record/{seq}", get(entry::show)), ("/record/feed.xml", get(feed::show))];
    let router = lang::routes(both);
    router
        .route("/record/{seq}/proof.json", get(files::proof))
        .route("/record/checkpoint", get(files::newest))
        .route("/record/checkpoints/{size}", get(files::kept))
}

#[derive(Template)]
#[template(path = "record.html")]
struct Record {
    p: Page,
    panel: Panel,
    rows: Vec<Row>,
    kinds: Vec<Choice>,
    /// Chosen kind as it goes on in a query; empty if none is.
    sift: String,
    head: u64,
    /// First and last entry of the page.
    range: String,
    /// Query of the page with newer entries.
    newer: Option<u64>,
    /// Query of the page with older entries.
    older: Option<u64>,
}

/// A kind of noun to choose.
struct Choice {
    value: &'static str,
    label: String,
    chosen: bool,
}

struct Row {
    seq: u64,
    href: String,
    when: String,
    iso: String,
    kind: String,
    name: String,
    key: String,
    /// Page where the noun stands today.
    stands: Option<String>,
    /// Class of the badge.
    tone: &'static str,
    turn: String,
    who: String,
    /// Entry whose content this one erased.
    erased: Option<Link>,
}

/// A link to an entry.
struct Link {
    href: String,
    label: String,
}

/// Where a page begins: after an entry, or before one; the newest entries if neither is given. And what it shows.
#[derive(Default, Deserialize)]
pub(crate) struct Where {
    after: Option<String>,
    before: Option<String>,
    kind: Option<String>,
}

pub(crate) async fn show(visit: Visit, Query(place): Query<Where>) -> PageResult {
    let p = visit.page("record", "record");
    let office = visit.portal.office();
    let head = office.record_head().await?.seq;
    let kind = place.kind.as_deref().and_then(NounKind::find_by_key);
    let (first, last) = stretch(&place, head, if kind.is_some() { SIFTED } else { SHOWN });
    let panel = Panel::of(&visit, &p, head).await?;
    let steps = steps::between(office, first, last).await?;
    let standing = Standing::of(&visit.view);
    let wanted = steps.iter().rev().filter(|step| kind.is_none() || step.kind == kind);
    let template = Record {
        rows: wanted.map(|step| row(&p, &standing, step)).collect(),
        kinds: NounKind::ALL.iter().map(|each| choice(&p, *each, kind)).collect(),
        sift: kind.map_or_else(String::new, |kind| format!("&kind={}", kind.key())),
        head,
        range: format!("{first}–{last}"),
        newer: (last < head).then_some(last),
        older: (first > 1).then_some(first),
        panel,
        p,
    };
    let response = render(&template, &template.p)?;
    Ok(if template.panel.is_settled() { response } else { unkept(response) })
}

/// Keeps an answer out of the pages that are kept ready: a checkpoint may come without the record changing, and entries
/// are more than there is room for.
fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Returns the first and the last entry of a page; what is no number is as if it were not there.
fn stretch(place: &Where, head: u64, shown: u64) -> (u64, u64) {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<u64>().ok());
    let last = match (number(&place.after), number(&place.before)) {
        (Some(after), _) => after.min(FARTHEST).saturating_add(shown).min(head),
        (None, Some(before)) => before.saturating_sub(1).min(head),
        (None, None) => head,
    };
    let last = last.max(shown.min(head));
    (last.saturating_sub(shown - 1).max(1), last)
}

fn choice(p: &Page, kind: NounKind, chosen: Option<NounKind>) -> Choice {
    Choice { value: kind.key(), label: p.t(nouns::kind_key(kind)), chosen: chosen == Some(kind) }
}

fn row(p: &Page, standing: &Standing, step: &Step) -> Row {
    let (when, iso) = moment(p, step.at);
    let (tone, turn) = step.turn.badge();
    Row {
        seq: step.seq,
        href: p.href(&format!("/record/{}", step.seq)),
        when,
        iso,
        kind: step.kind.map_or_else(String::new, |kind| p.t(nouns::kind_key(kind))),
        name: called(p, step),
        key: step.key.clone(),
        stands: standing_page(p, standing, step),
        tone,
        turn: p.t(turn),
        who: who(p, &step.actor),
        erased: match &step.turn {
            Turn::Erased { entry, .. } => Some(link(p, *entry)),
            _ => None,
        },
    }
}

/// Returns the link to an entry.
fn link(p: &Page, seq: u64) -> Link {
    Link { href: p.href(&format!("/record/{seq}")), label: p.t1("record-entry", "seq", seq) }
}

/// Returns what the noun of an entry is called: its name, or what its kind is called, or that nobody can say any more.
fn called(p: &Page, step: &Step) -> String {
    match &step.name {
        Some(name) => p.w(name).to_owned(),
        None if step.turn == Turn::Gone => p.t("record-gone-what"),
        None => step.kind.map_or_else(String::new, |kind| p.t(nouns::kind_key(kind))),
    }
}

fn standing_page(p: &Page, standing: &Standing, step: &Step) -> Option<String> {
    step.kind.and_then(|kind| standing.page_of(kind, &step.key)).map(|path| p.href(&path))
}

/// Returns who made an entry, in words where it is a role that the program knows.
fn who(p: &Page, actor: &str) -> String {
    match actor {
        "zone-folder" => p.t("record-zone-folder"),
        "record-keeper" => p.t("record-keeper"),
        "records-officer" => p.t("record-officer"),
        other => other.to_owned(),
    }
}

/// Writes an instant as clocks in Korea show it: for readers, and for machines.
fn moment(p: &Page, at: Timestamp) -> (String, String) {
    let at = in_korea(at);
    let shown = format!("{} {:02}:{:02}", date::day(at.date(), p.lang), at.hour(), at.minute());
    (shown, format!("{}+09:00", at.datetime().strftime("%Y-%m-%dT%H:%M:%S")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(after: Option<&str>, before: Option<&str>, head: u64) -> (u64, u64) {
        let own = |text: Option<&str>| text.map(str::to_owned);
        stretch(&Where { after: own(after), before: own(before), kind: None }, head, SHOWN)
    }

    #[test]
    fn a_page_is_a_stretch_of_the_record_wherever_it_begins() {
        assert_eq!(asked(None, None, 120), (71, 120));
        assert_eq!(asked(None, Some("71"), 120), (21, 70));
        assert_eq!(asked(None, Some("21"), 120), (1, 50));
        assert_eq!(asked(Some("50"), None, 120), (51, 100));
        assert_eq!(asked(Some("100"), None, 120), (71, 120));
        assert_eq!(asked(Some("999"), None, 120), (71, 120));
        assert_eq!(asked(Some("18446744073709551615"), None, 120), (71, 120));
        assert_eq!(asked(None, Some("0"), 120), (1, 50));
        assert_eq!(asked(Some("x"), Some("<b>"), 7), (1, 7));
        assert_eq!(asked(None, None, 0), (1, 0));
    }
}
