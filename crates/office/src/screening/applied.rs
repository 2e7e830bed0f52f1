//! Which establishments have applied: a case about the same special case by an organisation of the same name.

use crate::casework::procedures::Procedure;
use crate::firm::plain_firm;
use crate::{Office, OfficeError};
use std::collections::BTreeSet;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_rules::law::article_of;
use teukgu_store::{Listing, Order};

/// Cases that are read at once.
const PAGE: u32 = 500;

/// Who has applied for what: articles of special cases with names of organisations, both as they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Applied(BTreeSet<(String, String)>);

impl Applied {
    /// Reads every case about the special cases that some provisions are, or are steps to; withdrawn and refused ones
    /// count, for whoever filed one knows of the special case.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub(super) async fn of(office: &Office, provisions: &[&str]) -> Result<Self, OfficeError> {
        let articles: BTreeSet<&str> = provisions.iter().map(|id| article_of(id)).collect();
        let law = office.law().law();
        let is_about = |procedure: &&Procedure| {
            procedure.provision.as_deref().is_some_and(|id| articles.contains(article_of(id)))
        };
        let procedures: BTreeSet<&str> =
            law.procedures.iter().filter(is_about).map(|procedure| procedure.id.as_str()).collect();
        let mut applied = Self::default();
        for procedure in procedures {
            applied.read(office, procedure).await?;
        }
        Ok(applied)
    }

    async fn read(&mut self, office: &Office, procedure: &str) -> Result<(), OfficeError> {
        let all = Listing {
            parent: Some(procedure.to_owned()),
            order: Order::KeyDown,
            ..Listing::of(NounKind::Case)
        };
        let mut listing = all.limit(PAGE);
        loop {
            let found = office.store().list(office.zone_id(), &listing).await?;
            let is_last = found.len() < PAGE as usize;
            for event in found {
                let Event::Case(case) = event else { continue };
                listing.after = Some((0, case.id.to_string()));
                let Some(provision) = case.provision else { continue };
                self.add(provision.as_str(), &case.organisation);
            }
            if is_last {
                return Ok(());
            }
        }
    }

    fn add(&mut self, provision: &str, organisation: &str) {
        let name = plain_firm(organisation);
        if !name.is_empty() {
            self.0.insert((article_of(provision).to_owned(), name));
        }
    }

    /// Returns true if somebody of a name, written as [`plain_firm`] does, has applied for the special case that a
    /// provision is, or is a step to.
    pub(super) fn has(&self, provision: &str, plain_name: &str) -> bool {
        self.0.contains(&(article_of(provision).to_owned(), plain_name.to_owned()))
    }

    /// Returns true if nobody has applied for anything.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_firm_has_applied_for_one_special_case_however_both_are_written() {
        let mut applied = Applied::default();
        applied.add("act.31.stay_period", "㈜ 양재비전");
        assert!(applied.has("act.31.letter", &plain_firm("주식회사 양재비전")));
        assert!(!applied.has("act.55.patent_priority", "양재비전"));
        assert!(!applied.has("act.31.letter", "양재"));
        applied.add("act.55.patent_priority", "(주)");
        assert!(!applied.has("act.55.patent_priority", ""));
    }
}
