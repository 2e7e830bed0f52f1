//! E05 and E06: versions, parameter values and articles follow one another without overlap or gap.

use crate::fault::Kind;
use crate::law::{LawSet, Provision, Validity, Version};
use crate::read::{Faults, Marks};

pub(super) fn check(law: &LawSet, marks: &Marks, faults: &Faults) {
    for provision in &law.provisions {
        versions(provision, marks, faults);
    }
    for parameter in &law.parameters {
        for (number, a) in parameter.values.iter().enumerate() {
            for b in parameter.values.iter().skip(number + 1) {
                let same = a.key == b.key && a.valid.overlaps(&b.valid) && knows(a.known, b.known);
                if let (true, Some(place)) = (same, marks.find(&format!("parameter:{}", parameter.id))) {
                    let day = a.valid.from.max(b.valid.from).to_string();
                    let (a, b) = (a.valid.from.to_string(), b.valid.from.to_string());
                    faults.note(place, &Kind::Overlap { a, b, day });
                }
            }
        }
    }
}

fn versions(provision: &Provision, marks: &Marks, faults: &Faults) {
    if provision.versions.is_empty() {
        faults.note(&marks.at(&provision.id, ""), &Kind::MissingKey { key: "version".to_owned() });
    }
    if provision.conditions.is_empty() {
        faults.note(&marks.at(&provision.id, ""), &Kind::MissingKey { key: "condition".to_owned() });
    }
    for (number, a) in provision.versions.iter().enumerate() {
        for b in provision.versions.iter().skip(number + 1) {
            let place = marks.at(&provision.id, &format!("version:{}", b.id));
            if a.id == b.id {
                faults.note(&place, &Kind::Duplicate { id: b.id.clone(), first: provision.file.clone() });
            } else if a.valid.overlaps(&b.valid) && knows(a.known, b.known) {
                let day = b.valid.from.to_string();
                faults.note(&place, &Kind::Overlap { a: a.id.clone(), b: b.id.clone(), day });
            }
        }
    }
    for b in provision.versions.iter().skip(1) {
        if let Some((a, from)) = gap_before(provision, b).filter(|_| !b.gap) {
            let place = marks.at(&provision.id, &format!("version:{}", b.id));
            let to = b.valid.from.yesterday().unwrap_or(b.valid.from).to_string();
            faults.note(&place, &Kind::Gap { a: a.id.clone(), b: b.id.clone(), from, to });
        }
    }
}

/// Returns the version that ends last before another begins, and the first day of the gap between the two.
fn gap_before<'a>(provision: &'a Provision, b: &Version) -> Option<(&'a Version, String)> {
    let earlier = provision.versions.iter().filter(|a| a.valid.from < b.valid.from);
    let last = earlier.max_by_key(|a| a.valid.to.unwrap_or(jiff::civil::Date::MAX))?;
    let end = last.valid.to?;
    (end < b.valid.from).then(|| (last, end.to_string()))
}

fn knows(a: Option<Validity>, b: Option<Validity>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.overlaps(&b),
        _ => true,
    }
}
