//! Ids that records take from one another.

use crate::book::{Book, nearest, noun_name};
use crate::draft::{FILES, file_of};
use crate::kind::FaultKind;
use std::collections::{BTreeMap, BTreeSet};
use teukgu_domain::entry::NounKind;

pub(super) fn check(book: &Book) {
    let mut declared = BTreeMap::new();
    let mut cited_sources = BTreeSet::new();
    for citation in book.take_citations() {
        if citation.noun == NounKind::Source {
            cited_sources.insert(citation.id.clone());
        }
        let known = declared.entry(citation.noun).or_insert_with(|| book.declared(citation.noun));
        if known.contains_key(&citation.id) || !book.was_read(file_of(citation.noun)) {
            continue;
        }
        let id = citation.id;
        let nearest = nearest(&id, known.keys().map(String::as_str));
        let kind = match citation.noun {
            NounKind::Source => FaultKind::UnknownSource { id, nearest },
            noun => FaultKind::UnknownReference { noun: noun_name(noun), id, nearest },
        };
        book.report(&citation.place, &kind);
    }
    check_unused(&cited_sources, book);
}

/// Notes sources that nobody cites; says nothing while a file is unread that might cite them.
fn check_unused(cited: &BTreeSet<String>, book: &Book) {
    if FILES.iter().any(|file| !book.was_read(file)) {
        return;
    }
    for (id, place) in book.declared(NounKind::Source) {
        if !cited.contains(&id) {
            book.report(&place, &FaultKind::UnusedSource { id });
        }
    }
}
