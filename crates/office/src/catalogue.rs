//! Finding special cases of the Act: all that it offers, and what this zone has made of each.

use crate::ZoneView;
use std::collections::BTreeMap;
use teukgu_domain::provision::GrantedProvision;

pub use teukgu_rules::catalogue::{Catalogue, CatalogueEntry, InPlan, OrdinanceNeed, Words, ZoneKind};

/// What to look for; an empty query finds everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueQuery {
    /// Words that must all occur in either language; a number is an article of the Act.
    pub words: String,
    /// Only those for this kind of zone.
    pub kind: Option<ZoneKind>,
    /// Only those that the zone has.
    pub taken: bool,
    /// Only those that would serve a zone for artificial intelligence and that the zone does not have.
    pub useful: bool,
    /// Only those that are nothing without an ordinance (조례).
    pub needs_ordinance: bool,
}

/// A special case of the Act, and the zone's own beside it.
#[derive(Clone, Copy, Debug)]
pub struct FoundCase<'a> {
    /// What the Act offers.
    pub entry: &'a CatalogueEntry,
    /// What the plan of the zone grants of it, where it does.
    pub granted: Option<&'a GrantedProvision>,
}

impl FoundCase<'_> {
    /// Returns true if the zone has it.
    pub fn is_taken(&self) -> bool {
        self.granted.is_some()
    }

    /// Returns true if it would serve a zone for artificial intelligence and the zone does not have it.
    pub fn is_useful(&self) -> bool {
        self.entry.ai_zone.is_some() && !self.is_taken()
    }
}

impl ZoneView {
    /// Returns the special cases that a query finds, in the order of the catalogue.
    ///
    /// Which of them the zone has is read from its own record and never from the catalogue.
    pub fn find_special_cases<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        query: &CatalogueQuery,
    ) -> Vec<FoundCase<'a>> {
        let granted: BTreeMap<_, _> =
            self.snapshot().provisions().into_iter().map(|granted| (&granted.id, granted)).collect();
        let of_zone = |entry: &'a CatalogueEntry| FoundCase {
            entry,
            granted: entry.provision.as_ref().and_then(|id| granted.get(id)).copied(),
        };
        let words = Words::new(&query.words);
        catalogue.entries().iter().map(of_zone).filter(|case| fits(case, query, &words)).collect()
    }
}

fn fits(case: &FoundCase<'_>, query: &CatalogueQuery, words: &Words) -> bool {
    query.kind.is_none_or(|kind| case.entry.zone_kind == kind)
        && (!query.taken || case.is_taken())
        && (!query.useful || case.is_useful())
        && (!query.needs_ordinance || case.entry.is_nothing_without_ordinance())
        && case.entry.mentions(words)
}
