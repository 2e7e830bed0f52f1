//! E13, E15 and W20: codes that their lists do not hold that day, negations that cannot tell "no" from "no answer", and words that part from their formal side.

use crate::fact::{Code, Sort, Vocabulary};
use crate::fault::Kind;
use crate::formula::{Formula, Op, Operand};
use crate::law::{Condition, LawSet, Provision, Validity};
use crate::read::{Faults, Marks};
use crate::written::written;
use jiff::civil::Date;

pub(super) fn check(law: &LawSet, marks: &Marks, faults: &Faults) {
    for provision in &law.provisions {
        dated_codes(law, provision, marks, faults);
        reworded(law, provision, marks, faults);
        for condition in &provision.conditions {
            if let Some(slot) = negated(&condition.formula, &law.vocabulary) {
                let place = marks.at(&provision.id, &format!("condition:{}", condition.id));
                let (id, fact) = (condition.id.clone(), law.vocabulary.at(slot).id.clone());
                faults.note(&place, &Kind::Negation { id, fact });
            }
        }
    }
}

/// Checks that the codes of a condition are in their lists on the days of every version that it belongs to.
fn dated_codes(law: &LawSet, provision: &Provision, marks: &Marks, faults: &Faults) {
    for version in &provision.versions {
        for condition in provision.conditions_of(version) {
            for (slot, code) in codes_of(&condition.formula, &law.vocabulary) {
                let Some(day) = missing_day(code, version.valid) else { continue };
                let place = marks.at(&provision.id, &format!("condition:{}", condition.id));
                let (id, value) = (law.vocabulary.at(slot).id.clone(), code.value.clone());
                faults.note(&place, &Kind::CodeOutOfList { id, value, day: day.to_string() });
            }
        }
    }
}

/// Returns the codes that a condition names, each with the slot of its fact.
fn codes_of<'a>(formula: &Formula, vocabulary: &'a Vocabulary) -> Vec<(usize, &'a Code)> {
    let mut found = Vec::new();
    formula.visit(&mut |part| {
        let (slot, values) = match part {
            Formula::Among { slot, values } => (*slot, values.clone()),
            Formula::Compare { left, right: Operand::Number(number), .. } => (left.slot, vec![*number]),
            _ => return,
        };
        let Sort::Code { codes } = &vocabulary.at(slot).sort else { return };
        let named = values.into_iter().filter_map(|value| codes.get(usize::try_from(value).ok()?));
        found.extend(named.map(|code| (slot, code)));
    });
    found
}

/// Returns the first day of a version on which the list does not hold a code.
fn missing_day(code: &Code, version: Validity) -> Option<Date> {
    let valid = code.valid?;
    if !valid.contains(version.from) {
        return Some(version.from);
    }
    match (valid.to, version.to) {
        (None, _) => None,
        (Some(end), Some(to)) if to <= end => None,
        (Some(end), _) => Some(end),
    }
}

/// Finds a negated code fact whose list has no `none`.
fn negated(formula: &Formula, vocabulary: &Vocabulary) -> Option<usize> {
    let cannot_say_none = |slot: &usize| match &vocabulary.at(*slot).sort {
        Sort::Code { codes } => codes.iter().all(|code| code.value != "none"),
        _ => false,
    };
    let mut found = None;
    formula.visit(&mut |part| {
        let slots = match part {
            Formula::Not(body) => body.slots(),
            Formula::Compare { left, op: Op::Ne, right: Operand::Number(_) } => vec![left.slot],
            _ => return,
        };
        found = found.or(slots.into_iter().find(cannot_say_none));
    });
    found
}

/// Notes where a version says a condition in other words than the one before and means the same, or the reverse.
fn reworded(law: &LawSet, provision: &Provision, marks: &Marks, faults: &Faults) {
    for (number, new) in provision.conditions.iter().enumerate() {
        let earlier = provision.conditions.iter().take(number).rev().find(|old| old.id == new.id);
        if let Some(kind) = earlier.and_then(|old| half_changed((old, law), (new, law))) {
            faults.note(&marks.at(&provision.id, &format!("condition@{number}")), &kind);
        }
    }
}

/// Says where the words of a condition changed and its formal part did not, or the reverse.
pub(crate) fn half_changed(old: (&Condition, &LawSet), new: (&Condition, &LawSet)) -> Option<Kind> {
    let formal = |(condition, law): (&Condition, &LawSet)| written(&condition.formula, law);
    let (ko, en) = match (old.0.text != new.0.text, formal(old) != formal(new)) {
        (true, false) => {
            ("문장은 바뀌고 조건은 그대로입니다", "the sentence changed and the formal part did not")
        }
        (false, true) => {
            ("조건은 바뀌고 문장은 그대로입니다", "the formal part changed and the sentence did not")
        }
        _ => return None,
    };
    Some(Kind::HalfChanged { id: new.0.id.clone(), ko: ko.to_owned(), en: en.to_owned() })
}
