//! A queue of officers: so many invented cases of the zone, in every stage that is open, half of them assigned.

use anyhow::{Context, Result};
use jiff::Span;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use teukgu_domain::case::stage::{InCheck, InReview};
use teukgu_domain::case::{Case, NewCase};
use teukgu_domain::clock;
use teukgu_domain::entry::{Actor, Event, NewEntry};
use teukgu_domain::ids::{AccountId, CaseId, ProcedureId, ZoneId};
use teukgu_domain::period::{Clock, Period};
use teukgu_store::Expect;

use super::{open, option};

/// Cases of one request to the store.
const REQUEST: u64 = 256;
/// Numbers of a year; the queue goes over several.
const YEAR: u64 = 50_000;
/// Day on which every case was filed.
const FILED_ON: Date = date(2024, 10, 4);
const PROCEDURES: [&str; 3] = ["recommendation.e7", "petition.general", "road.control"];
const MATTERS: [&str; 5] = [
    "음성 인식 모델 경량화",
    "자율주행 배송 로봇 실증",
    "의료 영상 판독 보조",
    "제조 설비 이상 탐지",
    "양재천 보행로 전시",
];

/// Fills the record of the zone at `--database-url` with `--cases` cases for the officer `--officer`.
pub(crate) fn fill(words: &[&str]) -> Result<()> {
    let url = option(words, "--database-url").context("`--database-url` is missing")?;
    let zone = ZoneId::parse(option(words, "--zone").context("`--zone` is missing")?)?;
    let officer = AccountId::parse(option(words, "--officer").context("`--officer` is missing")?)?;
    let cases: u64 = option(words, "--cases").unwrap_or("100000").parse()?;
    let today: Date = option(words, "--today").context("`--today` is missing")?.parse()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = open(url).await?;
        let mut next = 0;
        while next < cases {
            let end = cases.min(next + REQUEST);
            let entries: Result<Vec<NewEntry>> = (next..end).map(|n| entry(n, &officer, today)).collect();
            store.append(&zone, entries?, Expect::nothing()).await?;
            next = end;
        }
        Ok(store.close().await?)
    })
}

fn entry(number: u64, officer: &AccountId, today: Date) -> Result<NewEntry> {
    let case = case(number, officer, today)?;
    Ok(NewEntry { actor: Actor("bench".to_owned()), at: case.filed_at, event: Event::Case(case) })
}

/// Invents a case: the same number gives the same one.
fn case(number: u64, officer: &AccountId, today: Date) -> Result<Case> {
    // Steps that are prime to the lengths of the lists go through all of them in a scattered order.
    let pick = |step: u64, of: usize| usize::try_from((number * step) % of as u64).unwrap_or(0);
    let at = FILED_ON.at(1, 0, 0, 0).to_zoned(TimeZone::UTC)?.timestamp();
    // One case in ten is late, the others are due within a hundred days.
    let days = i64::try_from((number * 37) % 110)? - 11;
    let due = today.checked_add(Span::new().days(days))?;
    // By this clock the first day counts and holidays do not matter, so that the portal counts the same day again.
    let length = FILED_ON.until(due)?.get_days() + 1;
    let new = NewCase {
        id: CaseId::parse(format!("{}-{:05}", 2018 + number / YEAR, number % YEAR + 1))?,
        procedure: ProcedureId::parse(PROCEDURES[pick(7, PROCEDURES.len())])?,
        provision: None,
        dossier: None,
        applicant: AccountId::parse(format!("firm-{}", number % 500))?,
        organisation: format!("가상기업 {}호", number % 500),
        title: format!("{} {number}", MATTERS[pick(13, MATTERS.len())]),
        rule: clock::Rule {
            clock: Clock::Restrictive,
            period: Period::parse(&format!("{length}d"))?,
            cite: "예시".to_owned(),
            promise: true,
        },
        tasks: Vec::new(),
    };
    let mut case = Case::file(new, at);
    case.stage = match number % 3 {
        0 => case.stage,
        1 => InCheck { since: at }.into(),
        _ => InReview { since: at }.into(),
    };
    case.officer = (number % 2 == 1).then(|| officer.clone());
    (case.due, case.promised) = (Some(due), Some(due));
    Ok(case)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_queue_has_every_stage_and_number_once_and_a_tenth_of_it_is_late() -> Result<()> {
        let (officer, today) = (AccountId::parse("officer")?, "2026-03-02".parse()?);
        let cases: Result<Vec<Case>> = (0..2_200).map(|number| case(number, &officer, today)).collect();
        let cases = cases?;
        let ids: BTreeSet<&CaseId> = cases.iter().map(|case| &case.id).collect();
        let stages: BTreeSet<&str> = cases.iter().map(|case| case.stage.kind().key()).collect();
        let late = cases.iter().filter(|case| case.due.is_some_and(|due| due < today)).count();
        assert_eq!((ids.len(), stages.len(), late), (2_200, 3, 220));
        Ok(())
    }
}
