//! Which cases a draft decides otherwise.

use crate::cases::{Bindings, Case, CaseFile, days, run_one};
use crate::finding::{Finding, Verdict};
use crate::halt::Halt;
use crate::law::LawSet;
use std::sync::Arc;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::text::Text;

/// A case to put before both laws. Requests that an office has on file can be put as well as the cases beside the law.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// File of the case, which names its provision.
    pub file: &'a CaseFile,
    /// The case.
    pub case: &'a Case,
    /// True if the law that is in force does not have the case yet.
    pub is_new: bool,
}

/// What a law says of a case, as far as it matters to whoever asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Verdict in words, with its key; `None` if the law has no such provision or cannot read the facts.
    pub verdict: Option<(Verdict, Text)>,
    /// Who decides.
    pub authority: Option<Text>,
    /// Version that was asked.
    pub version: Option<String>,
    /// Fact that is asked next.
    pub ask: Option<String>,
}

impl Outcome {
    fn of(finding: &Finding) -> Self {
        Self {
            verdict: Some((finding.verdict, finding.verdict_name())),
            authority: finding.authority.clone(),
            version: finding.version.clone(),
            ask: finding.ask_next.as_ref().map(|question| question.fact.clone()),
        }
    }
}

/// A case that a draft decides otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The provision.
    pub provision: String,
    /// File of the case.
    pub file: String,
    /// Line in that file.
    pub line: usize,
    /// What the case is about.
    pub name: Text,
    /// True if the law that is in force does not have the case yet.
    pub is_new: bool,
    /// What the law in force says.
    pub before: Outcome,
    /// What the draft says.
    pub after: Outcome,
}

/// Returns the cases beside two laws: those of the law in force, then those that only the draft has.
pub fn trials<'a>(old: &'a LawSet, draft: &'a LawSet) -> Vec<Trial<'a>> {
    let known = each(old, false);
    let is_known = |trial: &Trial<'_>| {
        let beside = old.cases_of(&trial.file.provision);
        beside.is_some_and(|file| file.cases.iter().any(|case| is_same(case, trial.case)))
    };
    let new = each(draft, true).filter(|trial| !is_known(trial));
    known.chain(new).collect()
}

fn each(law: &LawSet, is_new: bool) -> impl Iterator<Item = Trial<'_>> {
    law.cases.iter().flat_map(move |file| file.cases.iter().map(move |case| Trial { file, case, is_new }))
}

/// Returns true if two cases put the same question; where they stand and what they expect does not matter.
fn is_same(a: &Case, b: &Case) -> bool {
    let asked = |case: &Case| (case.law_on, case.fact_on, case.known_on, case.zone_in_force);
    a.facts == b.facts && a.params == b.params && asked(a) == asked(b)
}

/// Puts cases before both laws and returns those that are decided otherwise; `None` if asked to stop.
pub fn impact(
    old: &Arc<LawSet>,
    draft: &Arc<LawSet>,
    trials: &[Trial<'_>],
    holidays: &Holidays,
    halt: &Halt,
) -> Option<Vec<Effect>> {
    let before = outcomes(old, [old, draft], trials, holidays, halt)?;
    let after = outcomes(draft, [old, draft], trials, holidays, halt)?;
    let effect = |((trial, before), after): ((&Trial<'_>, Outcome), Outcome)| {
        (before != after).then(|| Effect {
            provision: trial.file.provision.clone(),
            file: trial.file.file.clone(),
            line: trial.case.line,
            name: trial.case.name.clone(),
            is_new: trial.is_new,
            before,
            after,
        })
    };
    Some(trials.iter().zip(before).zip(after).filter_map(effect).collect())
}

/// Puts every case before a law, in the terms of that law.
fn outcomes(
    law: &Arc<LawSet>,
    [old, draft]: [&LawSet; 2],
    trials: &[Trial<'_>],
    holidays: &Holidays,
    halt: &Halt,
) -> Option<Vec<Outcome>> {
    let mut bindings = Bindings::new(law);
    let mut outcomes = Vec::with_capacity(trials.len());
    for trial in trials {
        if halt.is_asked() {
            return None;
        }
        let case = translated(trial.case, if trial.is_new { draft } else { old }, law);
        let result = run_one(bindings.on(days(&case)), trial.file, &case, holidays);
        outcomes.push(result.finding.as_ref().map(Outcome::of).unwrap_or_default());
    }
    Some(outcomes)
}

/// Names the parameters of a case by their places in another law.
fn translated(case: &Case, from: &LawSet, to: &LawSet) -> Case {
    let place = |(at, value): (&usize, &i64)| Some((to.parameter(&from.parameters.get(*at)?.id)?, *value));
    Case { params: case.params.iter().filter_map(place).collect(), ..case.clone() }
}
