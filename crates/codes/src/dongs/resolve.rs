//! From a name to one dong, to every candidate, or to the nearest names.

use super::name::{letters, lies_in, tidy};
use super::{Dong, DongKind, Dongs};
use std::collections::BTreeSet;

/// What a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved<'a> {
    /// Exactly one dong.
    One(&'a Dong),
    /// Several: the name alone does not say which. Legal dongs come first, each division by code.
    Ambiguous(Vec<&'a Dong>),
    /// None; with the full names that are spelt most alike, the nearest first.
    Unknown {
        /// Up to three full names.
        nearest: Vec<String>,
    },
}

/// How many names to offer when none fits.
const OFFERED: usize = 3;
/// How many letters a name that is offered may differ by.
const FURTHEST: usize = 3;

impl Dongs {
    /// Finds what a name means: `양재동`, `서초구 양재동`, `서울특별시 서초구 양재1동`, `서울 서초구 우면동`.
    ///
    /// A legal dong that several administrative dongs share is ambiguous together with them, because people use its
    /// name for either; a legal dong that lies in one administrative dong is that one legal dong.
    pub fn resolve(&self, name: &str) -> Resolved<'_> {
        let found = self.named(&tidy(name));
        let Some(first) = found.first() else {
            return Resolved::Unknown { nearest: self.nearest(name) };
        };
        let same_district = |place: &usize| region_of(&self.all[*place]) == region_of(&self.all[*first]);
        let meant = if found.iter().all(same_district) { self.within_district(&found) } else { found };
        match meant.iter().map(|place| &self.all[*place]).collect::<Vec<_>>()[..] {
            [one] => Resolved::One(one),
            ref several => Resolved::Ambiguous(several.to_vec()),
        }
    }

    /// Finds the dongs whose full name ends with the text and whose regions are what stands before.
    fn named(&self, text: &str) -> BTreeSet<usize> {
        let splits = text.char_indices().map(|(at, _)| text.split_at(at));
        splits
            .flat_map(|(region, last)| {
                let places = self.by_last_name.get(last).into_iter().flatten().copied();
                places.filter(move |place| lies_in(&self.all[*place], region))
            })
            .collect()
    }

    /// Decides between the dongs of one district that bear one name.
    fn within_district(&self, found: &BTreeSet<usize>) -> BTreeSet<usize> {
        let legal = found.iter().copied().find(|place| self.all[*place].kind == DongKind::Legal);
        let Some(legal) = legal else { return found.clone() };
        let sharing = self.sharing(legal);
        let wider = sharing.iter().any(|place| found.contains(place) && self.is_wider(*place));
        if sharing.len() < 2 && !wider {
            return BTreeSet::from([legal]);
        }
        found.iter().copied().chain(sharing).collect()
    }

    /// Finds the administrative dongs that share ground with a legal dong: by the table, else by the stem of the name.
    fn sharing(&self, legal: usize) -> BTreeSet<usize> {
        let dong = &self.all[legal];
        let by_table = self.mix.iter().filter(|(_, code)| *code == dong.code);
        let by_table: BTreeSet<usize> = by_table
            .filter_map(|(code, _)| self.by_code.get(&(DongKind::Administrative, code.clone())).copied())
            .collect();
        if by_table.is_empty() { self.numbered(dong) } else { by_table }
    }

    /// Finds 면목2동 and 면목본동 for the legal dong 면목동 of the same district.
    fn numbered(&self, legal: &Dong) -> BTreeSet<usize> {
        let Some(stem) = legal.name.strip_suffix('동') else { return BTreeSet::new() };
        let is_numbered = |name: &str| {
            let middle = name.strip_prefix(stem).and_then(|tail| tail.strip_suffix('동'));
            middle.is_some_and(|middle| middle.chars().all(|c| c.is_ascii_digit() || "제본.·,".contains(c)))
        };
        let places = 0..self.all.len();
        places
            .filter(|place| {
                let dong = &self.all[*place];
                dong.kind == DongKind::Administrative
                    && region_of(dong) == region_of(legal)
                    && is_numbered(&dong.name)
            })
            .collect()
    }

    /// Returns true if an administrative dong is known to hold more than one legal dong.
    fn is_wider(&self, administrative: usize) -> bool {
        let code = &self.all[administrative].code;
        self.mix.iter().filter(|(holder, _)| holder == code).count() > 1
    }

    fn nearest(&self, name: &str) -> Vec<String> {
        let last = name.split_whitespace().next_back().map(letters).unwrap_or_default();
        let region = name.split_whitespace().rev().skip(1).map(tidy).collect::<Vec<_>>();
        let mut near: Vec<(usize, bool, &Dong)> = Vec::new();
        for dong in &self.all {
            let steps = strsim::generic_levenshtein(&last, &letters(dong.last_name()));
            if steps <= FURTHEST.min(last.len() / 2) {
                let elsewhere = !region.iter().all(|part| dong.full_name().contains(part.as_str()));
                near.push((steps, elsewhere, dong));
            }
        }
        near.sort_by_key(|(steps, elsewhere, dong)| (*elsewhere, *steps, dong.code.clone()));
        near.into_iter().take(OFFERED).map(|(_, _, dong)| dong.full_name()).collect()
    }
}

/// The place that tells dongs of one name apart.
fn region_of(dong: &Dong) -> (&str, &str) {
    (&dong.province, &dong.district)
}
