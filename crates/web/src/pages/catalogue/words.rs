//! Marks of a special case: what the zone has made of it, and what it takes.

use teukgu_office::catalogue::{CatalogueEntry, InPlan, OrdinanceNeed};

/// A mark with its colour and the line that explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Badge {
    pub(super) name_key: &'static str,
    pub(super) meaning_key: &'static str,
    pub(super) class: &'static str,
}

const fn badge(class: &'static str, name_key: &'static str, meaning_key: &'static str) -> Badge {
    Badge { name_key, meaning_key, class }
}

const TAKEN: Badge = badge("success", "catalogue-taken", "catalogue-taken-means");
const USEFUL: Badge = badge("info", "catalogue-useful", "catalogue-useful-means");
const MUNICIPAL: Badge =
    badge("warning", "special-cases-needs-ordinance", "special-cases-needs-ordinance-means");
const METROPOLITAN: Badge = badge("warning", "catalogue-metropolitan", "catalogue-metropolitan-means");
const OPTIONAL: Badge = badge("neutral", "catalogue-optional", "catalogue-optional-means");
const DETAILS: Badge = badge("neutral", "catalogue-details", "catalogue-details-means");
const LAND_USE: Badge = badge("neutral", "catalogue-land-use", "catalogue-land-use-means");
const OUTLINE: Badge = badge("neutral", "catalogue-outline", "catalogue-outline-means");

/// Every mark, for the key below the list.
pub(super) const ALL: [Badge; 8] =
    [TAKEN, USEFUL, MUNICIPAL, METROPOLITAN, OPTIONAL, DETAILS, LAND_USE, OUTLINE];

/// Returns the marks for what a special case takes; what the zone has made of it stands beside its name.
pub(super) fn takes(entry: &CatalogueEntry) -> Vec<Badge> {
    let (ordinance, plan) = (entry.needs_ordinance.map(ordinance), entry.must_be_in_plan.map(in_plan));
    [ordinance, plan].into_iter().flatten().collect()
}

/// Returns the mark for the part of an ordinance.
pub(super) const fn ordinance(need: OrdinanceNeed) -> Badge {
    match need {
        OrdinanceNeed::Municipal => MUNICIPAL,
        OrdinanceNeed::Metropolitan => METROPOLITAN,
        OrdinanceNeed::Optional => OPTIONAL,
    }
}

/// Returns the mark for what the plan must say.
pub(super) const fn in_plan(need: InPlan) -> Badge {
    match need {
        InPlan::Details => DETAILS,
        InPlan::LandUsePlan => LAND_USE,
        InPlan::OrdinanceOutline => OUTLINE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_mark_has_words_of_its_own_and_stands_in_the_key() {
        let words: BTreeSet<_> = ALL.iter().map(|badge| badge.name_key).collect();
        assert_eq!(words.len(), ALL.len());
        assert!(InPlan::WORDS.iter().all(|(_, need)| ALL.contains(&in_plan(*need))));
        assert!(OrdinanceNeed::WORDS.iter().all(|(_, need)| ALL.contains(&ordinance(*need))));
    }
}
