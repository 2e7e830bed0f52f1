//! A screening of the year: made-up establishments, some of which are the firms that have applied.

use super::DemoError;
use super::year::Stage;
use crate::screening::{NewFile, ScreeningFault};
use std::fmt::Write as _;
use teukgu_domain::account::Role;
use teukgu_rules::law::article_of;

/// Establishments of the screening.
const ESTABLISHMENTS: u64 = 240;
/// Every so many of them lie on the border.
const BORDER: u64 = 80;

impl Stage<'_> {
    /// Loads the result of a screening for the day of the play; a zone whose special cases the law folder does not hold
    /// has none.
    pub(super) async fn screen(&mut self) -> Result<(), DemoError> {
        let Some(officer) = self.people.iter().find(|one| one.has_role(Role::Officer, self.office.today()))
        else {
            return Ok(());
        };
        let text = self.result()?;
        if text.lines().count() < 2 {
            return Ok(());
        }
        let file = NewFile { name: "screening-demo.csv".to_owned(), bytes: text.into_bytes() };
        match self.office.screenings().load_result(&self.who(officer), file).await {
            Ok(_) => Ok(()),
            Err(ScreeningFault::Office(error)) => Err(error.into()),
            Err(fault) => Err(DemoError::Screening(fault)),
        }
    }

    /// Writes the result: of each establishment and provision a verdict, and a condition that decided where one did.
    fn result(&mut self) -> Result<String, DemoError> {
        let (view, law) = (self.office.view()?, self.office.law().law());
        let granted = view.snapshot().provisions();
        let is_listed = |id: &str| granted.iter().any(|one| article_of(one.id.as_str()) == article_of(id));
        let (zone, on) = (self.office.zone_id(), self.office.today());
        let mut text =
            "establishment,name,zone,border,provision,verdict,deciding,on,illustrative\n".to_owned();
        let mut firms = self.people.iter().filter(|one| !one.organisation_name.is_empty());
        for number in 1..=ESTABLISHMENTS {
            let firm = firms.next().map(|one| one.organisation_name.clone());
            let name = firm.unwrap_or_else(|| format!("합성사업체 {number}"));
            let border = number % BORDER == 0;
            for provision in law.provisions.iter().filter(|provision| is_listed(&provision.id)) {
                let part = self.luck.below(provision.conditions.len() as u64);
                let part = usize::try_from(part).ok().and_then(|part| provision.conditions.get(part));
                let part = part.map_or("", |condition| condition.id.as_str());
                let (verdict, part) = match self.luck.below(10) {
                    0 | 1 => ("met", ""),
                    2 | 3 => ("not_met", part),
                    _ => ("unknown", part),
                };
                let id = &provision.id;
                // Nothing can go wrong where a text is written to.
                let _ = writeln!(text, "D{number:04},{name},{zone},{border},{id},{verdict},{part},{on},true");
            }
        }
        Ok(text)
    }
}
