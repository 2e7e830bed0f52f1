//! `GET /record`: what happened to the zone, newest first.

mod steps;

use crate::api::record::{FARTHEST, in_korea};
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use steps::{Step, Turn};
use teukgu_domain::date;

/// Entries on a page.
const SHOWN: u64 = 50;

#[derive(Template)]
#[template(path = "record.html")]
struct Record {
    p: Page,
    rows: Vec<Row>,
    head: u64,
    /// First and last entry shown.
    range: String,
    /// Query of the page with newer entries.
    newer: Option<u64>,
    /// Query of the page with older entries.
    older: Option<u64>,
}

struct Row {
    seq: u64,
    when: String,
    iso: String,
    kind: String,
    name: String,
    key: String,
    href: Option<String>,
    /// Class of the badge.
    tone: &'static str,
    turn: String,
    who: String,
}

/// Where a page begins: after an entry, or before one; the newest entries if neither is given.
#[derive(Default, Deserialize)]
pub(crate) struct Where {
    after: Option<String>,
    before: Option<String>,
}

pub(crate) async fn show(visit: Visit, Query(place): Query<Where>) -> PageResult {
    let p = visit.page("record", "record");
    let head = visit.view.seq();
    let (first, last) = stretch(&place, head);
    let steps = steps::between(visit.portal.office(), first, last).await?;
    let template = Record {
        rows: steps.iter().rev().map(|step| row(&p, step)).collect(),
        head,
        range: format!("{first}–{last}"),
        newer: (last < head).then_some(last),
        older: (first > 1).then_some(first),
        p,
    };
    render(&template, &template.p)
}

/// Returns the first and the last entry of a page; what is no number is as if it were not there.
fn stretch(place: &Where, head: u64) -> (u64, u64) {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<u64>().ok());
    let last = match (number(&place.after), number(&place.before)) {
        (Some(after), _) => after.min(FARTHEST).saturating_add(SHOWN).min(head),
        (None, Some(before)) => before.saturating_sub(1).min(head),
        (None, None) => head,
    };
    let last = last.max(SHOWN.min(head));
    (last.saturating_sub(SHOWN - 1).max(1), last)
}

fn row(p: &Page, step: &Step) -> Row {
    let at = in_korea(step.at);
    let (tone, turn) = match step.turn {
        Turn::Added => ("success", "record-added"),
        Turn::Changed => ("info", "record-changed"),
        Turn::Withdrawn => ("neutral", "record-withdrawn"),
    };
    Row {
        seq: step.seq,
        when: format!("{} {:02}:{:02}", date::day(at.date(), p.lang), at.hour(), at.minute()),
        iso: format!("{}+09:00", at.datetime().strftime("%Y-%m-%dT%H:%M:%S")),
        kind: p.t(steps::kind_key(step.kind)),
        name: step.name.as_ref().map_or_else(|| step.key.clone(), |name| p.w(name).to_owned()),
        key: step.key.clone(),
        href: steps::page_of(&p.view, step).map(|path| p.href(&path)),
        tone,
        turn: p.t(turn),
        who: if step.actor == "zone-folder" { p.t("record-zone-folder") } else { step.actor.clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(after: Option<&str>, before: Option<&str>, head: u64) -> (u64, u64) {
        let own = |text: Option<&str>| text.map(str::to_owned);
        stretch(&Where { after: own(after), before: own(before) }, head)
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
