//! Runs cases and says where the law and the expectation differ.

use super::{Case, CaseFile};
use crate::compiled::{Compiled, Days};
use crate::evaluate::{Bench, Gate};
use crate::facts::FactsReader;
use crate::finding::{Finding, Verdict};
use crate::halt::Halt;
use crate::law::LawSet;
use crate::value::Truth;
use std::collections::HashMap;
use std::sync::Arc;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::text::Text;

/// A case with what the law says of it.
#[derive(Clone, Debug)]
pub struct CaseResult<'a> {
    /// The file of the case.
    pub file: &'a CaseFile,
    /// The case.
    pub case: &'a Case,
    /// The finding; `None` if the facts of the case could not be read.
    pub finding: Option<Finding>,
    /// Where the two differ; empty if the case passes.
    pub mismatches: Vec<Mismatch>,
}

/// A difference between a case and the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What differs: `verdict`, `authority`, a condition.
    pub what: String,
    /// What the case expects.
    pub expected: String,
    /// What the law says.
    pub found: String,
}

/// Runs every case of the law, those of one provision if one is named.
pub fn run<'a>(law: &'a Arc<LawSet>, provision: Option<&str>, holidays: &Holidays) -> Vec<CaseResult<'a>> {
    run_until(law, provision, holidays, &Halt::default()).unwrap_or_default()
}

/// Runs every case of the law, those of one provision if one is named; `None` if asked to stop.
pub fn run_until<'a>(
    law: &'a Arc<LawSet>,
    provision: Option<&str>,
    holidays: &Holidays,
    halt: &Halt,
) -> Option<Vec<CaseResult<'a>>> {
    let mut bindings = Bindings::new(law);
    let files = law.cases.iter().filter(|file| provision.is_none_or(|id| file.provision == id));
    let mut results = Vec::new();
    for file in files {
        for case in &file.cases {
            if halt.is_asked() {
                return None;
            }
            results.push(run_one(bindings.on(days(case)), file, case, holidays));
        }
    }
    Some(results)
}

/// More days than cases that stand together have; what is bound to them is let go then.
const MOST_DAYS: usize = 16;

/// A law bound to the days of the cases that were run last.
pub(crate) struct Bindings<'a> {
    law: &'a Arc<LawSet>,
    bound: HashMap<Days, Compiled>,
}

impl<'a> Bindings<'a> {
    pub(crate) fn new(law: &'a Arc<LawSet>) -> Self {
        Self { law, bound: HashMap::new() }
    }

    /// Returns the law bound to its days.
    pub(crate) fn on(&mut self, days: Days) -> &Compiled {
        if self.bound.len() >= MOST_DAYS && !self.bound.contains_key(&days) {
            self.bound.clear();
        }
        let law = self.law;
        self.bound.entry(days.clone()).or_insert_with(|| Compiled::new(Arc::clone(law), days))
    }
}

pub(crate) fn days(case: &Case) -> Days {
    Days { law_on: case.law_on, known_on: case.known_on, params: case.params.clone() }
}

/// Runs one case on a law that is bound to its days.
pub fn run_one<'a>(
    compiled: &Compiled,
    file: &'a CaseFile,
    case: &'a Case,
    holidays: &Holidays,
) -> CaseResult<'a> {
    let fact_on = case.fact_on.unwrap_or(case.law_on);
    let reader =
        FactsReader { vocabulary: &compiled.law().vocabulary, today: jiff::civil::Date::MAX, fact_on };
    let mut facts = match reader.read(&case.facts) {
        Ok(facts) => facts,
        Err(faults) => {
            let mismatch = |fault: crate::facts::FactFault| Mismatch {
                what: fault.path,
                expected: "facts".to_owned(),
                found: fault.message.en,
            };
            let mismatches = faults.into_iter().map(mismatch).collect();
            return CaseResult { file, case, finding: None, mismatches };
        }
    };
    facts.derive(&compiled.law().vocabulary, holidays);
    let gate = if case.zone_in_force {
        Gate::default()
    } else {
        Gate::closed(Text::new("특구가 시행 중이 아닙니다", "the zone is not in force"))
    };
    let bench = Bench { law: compiled, gate: &gate, holidays };
    let finding = bench.find(&file.provision, &facts);
    let mismatches = finding
        .as_ref()
        .map_or_else(|| vec![differs("provision", &file.provision, "–")], |finding| compare(case, finding));
    CaseResult { file, case, finding, mismatches }
}

fn differs(what: &str, expected: &str, found: &str) -> Mismatch {
    Mismatch { what: what.to_owned(), expected: expected.to_owned(), found: found.to_owned() }
}

fn compare(case: &Case, finding: &Finding) -> Vec<Mismatch> {
    let mut out = Vec::new();
    let mut check = |what: &str, expected: &str, found: &str| {
        if expected != found {
            out.push(differs(what, expected, found));
        }
    };
    check("verdict", case.expect.key(), finding.verdict.key());
    if let Some(authority) = &case.authority {
        check("authority", authority, finding.authority.as_ref().map_or("–", |name| &name.ko));
    }
    if let Some(version) = &case.version {
        check("version", version, finding.version.as_deref().unwrap_or("–"));
    }
    if let Some(ask) = &case.ask {
        check("ask", ask, finding.ask_next.as_ref().map_or("–", |question| &question.fact));
    }
    for id in &case.also {
        let found = finding.also.iter().find(|other| other.provision == *id);
        check("also", id, found.map_or("–", |other| &other.provision));
    }
    for (id, truth) in &case.states {
        check(id, truth.key(), state_of(finding, id).map_or("–", Truth::key));
    }
    if let Some(only) = &case.only {
        let expected = if case.expect == Verdict::NotMet { Truth::False } else { Truth::Unknown };
        check(only, expected.key(), state_of(finding, only).map_or("–", Truth::key));
        for condition in finding.conditions.iter().filter(|condition| condition.id != *only) {
            check(&condition.id, Truth::True.key(), condition.state.key());
        }
    }
    out
}

fn state_of(finding: &Finding, id: &str) -> Option<Truth> {
    let condition = finding.conditions.iter().find(|condition| condition.id == id).map(|found| found.state);
    condition.or_else(|| finding.exceptions.iter().find(|found| found.id == id).map(|found| found.state))
}
