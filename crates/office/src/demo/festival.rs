//! The festivals of the year: one that is over, with all of its requests, and one that is being planned.

use super::DemoError;
use super::year::{CASES, Stage};
use crate::casework::{CaseFault, NewDossier};
use teukgu_domain::account::Account;
use teukgu_domain::ids::DossierId;
use teukgu_domain::money::Won;
use teukgu_rules::procedure::EventKind;

/// A festival: after which case it is planned, how many days later it begins, and how many of its requests are filed.
struct Festival {
    after: u32,
    in_days: i32,
    name: &'static str,
    filed: usize,
    cost: i64,
}

const FESTIVALS: [Festival; 2] = [
    Festival { after: CASES / 2, in_days: 40, name: "봄 AI 페스타(시연)", filed: 4, cost: 180_000_000 },
    Festival {
        after: CASES - 12, in_days: 45, name: "AI 서울 페스타(시연)", filed: 2, cost: 350_000_000
    },
];

impl<'a> Stage<'a> {
    /// Plans the festival that follows a case, if one does, and returns how many requests were filed for it.
    pub(super) async fn festival(&mut self, number: u32) -> Result<usize, DemoError> {
        let Some(festival) = FESTIVALS.iter().find(|festival| festival.after == number) else { return Ok(0) };
        let Some(host) = self.people.last() else { return Ok(0) };
        let event = self.plan(host, festival).await?;
        let law = self.office.law().law();
        let requests = law.event.iter().flat_map(|guide| &guide.requests).take(festival.filed);
        let mut filed = 0;
        for request in requests {
            let procedure = match self.office.casework().open_procedure(&request.procedure) {
                Ok(procedure) => procedure,
                Err(CaseFault::NoProcedure { .. }) => continue,
                Err(error) => return Err(error.into()),
            };
            if let Some(case) = self.file(host, &procedure, Some((event.clone(), festival.name))).await? {
                self.work(host, &case).await?;
                filed += 1;
            }
        }
        Ok(filed)
    }

    async fn plan(&self, host: &'a Account, festival: &Festival) -> Result<DossierId, DemoError> {
        let opens = self.office.today().checked_add(jiff::Span::new().days(festival.in_days));
        let opens = opens.unwrap_or(jiff::civil::Date::MAX);
        let plan = NewDossier {
            name: festival.name.to_owned(),
            opens,
            closes: opens.tomorrow().unwrap_or(opens),
            place: "매헌로 일대와 문화예술공원(시연)".to_owned(),
            kinds: vec![
                EventKind::Festival,
                EventKind::OpenAirPerformance,
                EventKind::RoadClosure,
                EventKind::RoadOccupancy,
                EventKind::ParkOccupancy,
                EventKind::PublicFunds,
            ],
            host: "zone_government".to_owned(),
            visitors: Some(3_000),
            cost: Some(Won::new(festival.cost)),
        };
        Ok(self.office.casework().plan_event(&self.who(host), plan).await?)
    }
}
