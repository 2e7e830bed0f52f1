//! E04, E18 and E19: articles stand in the text, authorities are in office, special cases name the general route.

use crate::fault::Kind;
use crate::law::{Citation, LawSet, Provision, ProvisionKind, Validity, Version};
use crate::read::{Faults, Marks, Place, missing_on};

pub(super) fn check(law: &LawSet, marks: &Marks, faults: &Faults) {
    for provision in &law.provisions {
        for version in &provision.versions {
            let place = marks.at(&provision.id, &format!("version:{}", version.id));
            articles(law, &version.cite, version.valid, &place, faults);
            authority(law, version, &place, faults);
        }
        parts(law, provision, marks, faults);
        let is_alone = provision.also.is_empty() && provision.no_general_route.is_none();
        if provision.kind == ProvisionKind::SpecialCase && is_alone {
            faults.note(&marks.at(&provision.id, ""), &Kind::NoGeneralRoute { id: provision.id.clone() });
        }
    }
}

/// Checks the citations of each part on the days of every version that it belongs to.
fn parts(law: &LawSet, provision: &Provision, marks: &Marks, faults: &Faults) {
    let check = |cite: &[Citation], only: &[String], part: &str| {
        let belongs = |version: &&Version| only.is_empty() || only.contains(&version.id);
        for version in provision.versions.iter().filter(belongs) {
            articles(law, cite, version.valid, &marks.at(&provision.id, part), faults);
        }
    };
    for condition in &provision.conditions {
        check(&condition.cite, &condition.only, &format!("condition:{}", condition.id));
    }
    for exception in &provision.exceptions {
        check(&exception.cite, &exception.only, &format!("except:{}", exception.id));
    }
    let rest = provision.documents.iter().map(|part| &part.cite);
    let rest = rest.chain(provision.deadlines.iter().map(|part| &part.cite));
    let rest = rest.chain(provision.notes.iter().map(|part| &part.cite));
    rest.for_each(|cite| check(cite, &[], ""));
}

fn articles(law: &LawSet, cited: &[Citation], term: Validity, place: &Place, faults: &Faults) {
    for cite in cited.iter().filter(|cite| cite.indexed) {
        if let Some((day, nearest)) = missing_on(cite, term, &law.statutes) {
            let (law, article, day) = (cite.law.clone(), cite.article.clone(), day.to_string());
            faults.note(place, &Kind::NoArticle { law, article, day, nearest });
        }
    }
}

fn authority(law: &LawSet, version: &Version, place: &Place, faults: &Faults) {
    let named = || law.authorities.iter().filter(|known| known.name.ko == version.authority.ko);
    let last = version.valid.to.and_then(|to| to.yesterday().ok());
    for day in [Some(version.valid.from), last].into_iter().flatten() {
        if !named().any(|known| known.valid.contains(day)) {
            let (name, day) = (version.authority.ko.clone(), day.to_string());
            return faults.note(place, &Kind::Authority { name, day });
        }
    }
    if version.valid.to.is_none() && !named().any(|known| known.valid.to.is_none()) {
        let ended = named().filter_map(|known| known.valid.to).max();
        let (name, day) = (version.authority.ko.clone(), ended.unwrap_or(version.valid.from).to_string());
        faults.note(place, &Kind::Authority { name, day });
    }
}
