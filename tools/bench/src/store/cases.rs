//! Invented cases: what is kept, and the rows that are read beside them.

use anyhow::Result;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use teukgu_domain::entry::{Actor, Event, NewEntry};
use teukgu_domain::ids::{SourceId, ZoneId};
use teukgu_domain::provenance::Source;
use teukgu_domain::text::Text;

/// Rows of the page that is read.
const ROWS: usize = 15;

/// A case as a client sends it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Case {
    /// What it is about.
    pub(super) title: Text,
    /// Who hands it in.
    pub(super) publisher: Text,
}

impl Case {
    /// Returns a case of some 400 bytes, most of it Korean.
    pub(super) fn sample() -> Self {
        Self {
            title: Text::new(
                "수소연료전지 실증을 위한 도로 점용 허가 기간 연장 신청서와 붙임 서류 일체(사업 계획서, 안전 관리 계획서)",
                "Application to extend the permit for occupying a road during a hydrogen fuel cell trial",
            ),
            publisher: Text::new(
                "예시특별자치도 미래산업국 특구지원과",
                "Example Province, Special Zone Office",
            ),
        }
    }

    /// Returns the entry that keeps the case under a number.
    pub(super) fn entry(self, number: u64) -> Result<NewEntry> {
        let source = Source {
            id: SourceId::parse(format!("case-{number}"))?,
            title: self.title,
            publisher: self.publisher,
            published_on: None,
            locator: None,
            licence: None,
        };
        Ok(NewEntry { actor: Actor("bench".to_owned()), at: Timestamp::now(), event: Event::Source(source) })
    }
}

/// Returns the zone whose record takes the cases.
pub(super) fn zone() -> Result<ZoneId> {
    Ok(ZoneId::parse("cases")?)
}

/// Returns the zone whose rows are read.
pub(super) fn dashboard() -> Result<ZoneId> {
    Ok(ZoneId::parse("dash")?)
}

/// Returns the rows of the page: fifteen programmes, each a line of Korean text.
pub(super) fn rows() -> Result<Vec<NewEntry>> {
    let row = |number: usize| {
        let case = Case {
            title: Text::new(format!("제{number}호 지역 특화 사업"), format!("Programme {number}")),
            publisher: Text::new("특구지원과", "Office"),
        };
        case.entry(u64::try_from(number)?)
    };
    (1..=ROWS).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_of_some_400_bytes() -> Result<()> {
        let bytes = serde_json::to_vec(&Case::sample())?.len();
        assert!((380..=420).contains(&bytes), "{bytes}");
        Ok(())
    }
}
