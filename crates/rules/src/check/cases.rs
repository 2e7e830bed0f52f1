//! E17: every provision has the cases that show where it stops.

use crate::cases::{Case, CaseFile, CaseResult, run_until};
use crate::fault::Kind;
use crate::finding::Verdict;
use crate::halt::Halt;
use crate::law::{LawSet, Provision};
use crate::read::{Faults, Marks, Place};
use crate::value::Truth;
use std::sync::Arc;
use teukgu_domain::calendar::Holidays;

pub(super) fn check(law: &LawSet, marks: &Marks, faults: &Faults, halt: &Halt) {
    let shared = Arc::new(law.clone());
    // Deadlines need holidays, verdicts do not.
    let Some(results) = run_until(&shared, None, &Holidays::default(), halt) else { return };
    for provision in &law.provisions {
        let of: Vec<&CaseResult<'_>> =
            results.iter().filter(|result| result.file.provision == provision.id).collect();
        let place = marks.find(&format!("cases:{}", provision.id)).cloned();
        let place = place.unwrap_or_else(|| marks.at(&provision.id, ""));
        let gaps = Gaps { provision, results: &of, file: law.cases_of(&provision.id), place, faults };
        gaps.verdicts();
        gaps.conditions();
        gaps.boundaries();
    }
}

struct Gaps<'a> {
    provision: &'a Provision,
    results: &'a [&'a CaseResult<'a>],
    file: Option<&'a CaseFile>,
    place: Place,
    faults: &'a Faults,
}

impl Gaps<'_> {
    fn lacks(&self, ko: String, en: String) {
        let provision = self.provision.id.clone();
        self.faults.note(&self.place, &Kind::NoCase { provision, ko, en });
    }

    fn verdicts(&self) {
        for verdict in [Verdict::Met, Verdict::NotMet, Verdict::Unknown] {
            let is_there = self.results.iter().any(|result| result.case.expect == verdict);
            if !is_there {
                let name = verdict.name();
                self.lacks(format!("`{}`인 사례", name.ko), format!("one with `{}`", verdict.key()));
            }
        }
    }

    fn conditions(&self) {
        for condition in &self.provision.conditions {
            for (truth, ko, en) in
                [(Truth::False, "거짓", "false"), (Truth::Unknown, "알 수 없음", "unknown")]
            {
                if !self.is_excused(&condition.id, truth) && !self.has_alone(&condition.id, truth) {
                    let id = &condition.id;
                    self.lacks(format!("`{id}`만 {ko}인 사례"), format!("one where `{id}` alone is {en}"));
                }
            }
        }
    }

    fn is_excused(&self, id: &str, truth: Truth) -> bool {
        let reasons = self.file.map(|file| match truth {
            Truth::False => &file.never_false,
            _ => &file.never_unknown,
        });
        reasons.is_some_and(|reasons| reasons.contains_key(id))
    }

    fn has_alone(&self, id: &str, truth: Truth) -> bool {
        self.results.iter().filter_map(|result| result.finding.as_ref()).any(|finding| {
            finding.conditions.iter().any(|found| found.id == id && found.state == truth)
                && finding.conditions.iter().all(|found| found.id == id || found.state == Truth::True)
        })
    }

    fn boundaries(&self) {
        let days: Vec<_> = self.cases().map(|case| case.law_on).collect();
        for version in self.provision.versions.iter().skip(1) {
            let first = version.valid.from;
            let before = first.yesterday().unwrap_or(first);
            for day in [before, first] {
                if !days.contains(&day) {
                    self.lacks(
                        format!("{day}의 사례(`{}` 판의 경계)", version.id),
                        format!("one on {day}, at the start of version `{}`", version.id),
                    );
                }
            }
        }
    }

    fn cases(&self) -> impl Iterator<Item = &Case> {
        self.results.iter().map(|result| result.case)
    }
}
