//! E15 and W20: negations that cannot tell "no" from "no answer", and words that part from their formal side.

use crate::fact::{Sort, Vocabulary};
use crate::fault::Kind;
use crate::formula::{Formula, Op, Operand};
use crate::law::{Condition, LawSet};
use crate::read::{Faults, Marks};

pub(super) fn check(law: &LawSet, marks: &Marks, faults: &Faults) {
    for provision in &law.provisions {
        for condition in &provision.conditions {
            if let Some(slot) = negated(&condition.formula, &law.vocabulary) {
                let place = marks.at(&provision.id, &format!("condition:{}", condition.id));
                let (id, fact) = (condition.id.clone(), law.vocabulary.at(slot).id.clone());
                faults.note(&place, &Kind::Negation { id, fact });
            }
        }
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

/// Says where the words of a condition changed and its formal part did not, or the reverse.
pub(crate) fn half_changed(old: &Condition, new: &Condition) -> Option<Kind> {
    let (words, formal) = (old.text != new.text, old.formula != new.formula);
    let (ko, en) = match (words, formal) {
        (true, false) => {
            ("문장은 바뀌고 조건은 그대로입니다", "the sentence changed and the formal part did not")
        }
        (false, true) => {
            ("조건은 바뀌고 문장은 그대로입니다", "the formal part changed and the sentence did not")
        }
        _ => return None,
    };
    Some(Kind::HalfChanged { id: new.id.clone(), ko: ko.to_owned(), en: en.to_owned() })
}
