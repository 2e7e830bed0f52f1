//! What the files of procedures say of each other: versions that follow, events that bundle.

use crate::fault::Kind;
use crate::law::{Authority, Validity};
use crate::procedure::{EventGuide, Procedure};
use crate::read::sheet::{Faults, Place, nearest};
use jiff::civil::Date;
use std::collections::BTreeSet;
use teukgu_domain::spot::Spot;

/// Returns the first day of a term on which none of the names is in use; names in order of their days.
pub(super) fn first_day_without(names: &[Authority], term: Validity) -> Option<Date> {
    let mut day = term.from;
    loop {
        let Some(holder) = names.iter().find(|authority| authority.valid.contains(day)) else {
            return Some(day);
        };
        match (holder.valid.to, term.to) {
            (None, _) => return None,
            (Some(end), Some(to)) if to <= end => return None,
            (Some(end), _) => day = end,
        }
    }
}

/// Checks that the versions of a procedure neither overlap nor leave days out; they stand in order of id and days.
pub(super) fn versions(procedures: &[(Procedure, Place)], faults: &Faults) {
    for pair in procedures.windows(2) {
        let [(a, _), (b, place)] = pair else { continue };
        if a.id != b.id {
            continue;
        }
        let (first, second) = (a.file.clone(), b.file.clone());
        if a.valid.overlaps(&b.valid) {
            let day = b.valid.from.to_string();
            faults.note(place, &Kind::Overlap { a: first, b: second, day });
        } else if let Some(to) = a.valid.to.filter(|to| *to < b.valid.from) {
            let last = b.valid.from.yesterday().unwrap_or(b.valid.from);
            let (from, to) = (to.to_string(), last.to_string());
            faults.note(place, &Kind::Gap { a: first, b: second, from, to });
        }
    }
}

/// Checks that there is one guide to events, and that the procedures that it bundles are there.
pub(super) fn events(events: &[(EventGuide, Vec<Place>)], written: &BTreeSet<String>, faults: &Faults) {
    for (second, _) in events.iter().skip(1) {
        let first = events.first().map(|(guide, _)| guide.file.clone()).unwrap_or_default();
        let place = Place { file: second.file.clone(), spot: Spot::START };
        faults.note(&place, &Kind::Duplicate { id: "event".to_owned(), first });
    }
    let bundled = events.iter().flat_map(|(guide, places)| guide.requests.iter().zip(places));
    let ids = bundled.map(|(request, place)| (&request.procedure, place));
    for (id, place) in ids.filter(|(id, _)| !written.contains(*id)) {
        let nearest = nearest(id, written.iter().map(String::as_str));
        let (ko, en) = ("처리 절차".to_owned(), "procedure".to_owned());
        faults.note(place, &Kind::Undeclared { ko, en, id: id.clone(), nearest });
    }
}
