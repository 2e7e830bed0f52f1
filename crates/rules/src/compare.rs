//! Compares two laws: what was added, removed and changed, and which cases are decided otherwise.

mod describe;
mod impact;

pub use impact::{Effect, Outcome, Trial, impact, trials};

use crate::check::half_changed;
use crate::law::{LawSet, Provision};
use crate::read::{Marks, Report};
use describe::Described;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Text;

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is there, and differs.
    Changed,
}

/// What differs between two laws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Provisions that differ, in order of id.
    pub provisions: Vec<ProvisionChange>,
    /// What is worth a look: words that changed without their formal part, and the reverse (W20).
    pub findings: Vec<Fault>,
}

/// A provision that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionChange {
    /// Id.
    pub id: String,
    /// Name; the new one where it changed.
    pub name: Text,
    /// What happened to it.
    pub change: Change,
    /// Its parts that differ; none for one that came or went as a whole.
    pub parts: Vec<PartChange>,
}

/// A part of a provision that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartChange {
    /// What it is.
    pub kind: PartKind,
    /// Its id, or its name where it has no id.
    pub name: Text,
    /// What happened to it.
    pub change: Change,
    /// What it said and says.
    pub details: Vec<Detail>,
}

/// Which part of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartKind {
    /// Name, effect and what else holds for every version.
    Head,
    /// A version.
    Version,
    /// A condition.
    Condition,
    /// An exception (다만).
    Exception,
    /// A supplementary provision (부칙).
    Transition,
    /// A paper.
    Document,
    /// A deadline.
    Deadline,
    /// A remark.
    Note,
    /// Another provision to look at.
    Also,
}

/// One thing that a part says, before and after; `None` where it said nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What is said.
    pub aspect: Aspect,
    /// Before.
    pub before: Option<Text>,
    /// After.
    pub after: Option<Text>,
}

/// What a part says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// Name.
    Name,
    /// What it is: special case, duty.
    Kind,
    /// Effect.
    Effect,
    /// Which day chooses the version.
    Basis,
    /// Day on which the text was last compared.
    CheckedOn,
    /// Days on which it is in force.
    Days,
    /// Days on which it was believed to be so.
    Known,
    /// Who decides.
    Authority,
    /// Sentence.
    Text,
    /// Formal part.
    Formal,
    /// Basis in the law.
    Citation,
    /// Whether only an officer decides it.
    Judgement,
    /// Question in the article's own words.
    Question,
    /// Versions it belongs to, or that it chooses.
    Versions,
    /// What follows.
    Then,
    /// Form of a paper.
    Form,
    /// How long, from what, counted how.
    Period,
}

/// Says what differs between a law and a draft of it; nothing if the draft cannot be executed.
pub fn changes(old: &LawSet, draft: &Report) -> Changes {
    let Some(new) = draft.executable() else { return Changes::default() };
    let mut changes = Changes::default();
    let pairs = paired(&old.provisions, &new.provisions, |provision| provision.id.clone());
    for (before, after) in pairs {
        let change = match (before, after) {
            (Some(before), Some(after)) => {
                half(before, after, (old, new), &draft.marks, &mut changes.findings);
                let parts = parts(before, after, (old, new));
                (!parts.is_empty()).then_some((after, Change::Changed, parts))
            }
            (None, Some(after)) => Some((after, Change::Added, Vec::new())),
            (Some(before), None) => Some((before, Change::Removed, Vec::new())),
            (None, None) => None,
        };
        changes.provisions.extend(change.map(|(provision, change, parts)| ProvisionChange {
            id: provision.id.clone(),
            name: provision.name.clone(),
            change,
            parts,
        }));
    }
    changes
}

/// Pairs what two lists hold under the same key: in the order of the new list, then what is gone.
fn paired<'a, T, K: PartialEq>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut left: Vec<&T> = old.iter().collect();
    let mut pairs = Vec::new();
    for after in new {
        let at = left.iter().position(|before| key(before) == key(after));
        pairs.push((at.map(|at| left.remove(at)), Some(after)));
    }
    pairs.extend(left.into_iter().map(|before| (Some(before), None)));
    pairs
}

/// Returns the parts of a provision that differ.
fn parts(before: &Provision, after: &Provision, (old, new): (&LawSet, &LawSet)) -> Vec<PartChange> {
    let (before, after) = (describe::provision(before, old), describe::provision(after, new));
    let pairs = paired(&before, &after, |part| (part.kind, part.key.clone()));
    let mut parts: Vec<PartChange> = pairs.into_iter().filter_map(|pair| part(pair)).collect();
    parts.sort_by_key(|part| part.kind);
    parts
}

fn part((before, after): (Option<&Described>, Option<&Described>)) -> Option<PartChange> {
    let described = after.or(before)?;
    let said = |part: Option<&Described>, aspect| part.and_then(|part| part.says(aspect)).cloned();
    let mut aspects: Vec<Aspect> = before
        .into_iter()
        .chain(after)
        .flat_map(|part| part.said.iter().map(|(aspect, _)| *aspect))
        .collect();
    aspects.sort_unstable();
    aspects.dedup();
    let details: Vec<Detail> = aspects
        .into_iter()
        .map(|aspect| Detail { aspect, before: said(before, aspect), after: said(after, aspect) })
        .filter(|detail| detail.before != detail.after)
        .collect();
    let change = match (before, after) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        _ => Change::Changed,
    };
    let differs = change != Change::Changed || !details.is_empty();
    differs.then(|| PartChange { kind: described.kind, name: described.name.clone(), change, details })
}

/// Notes conditions whose words changed and whose formal part did not, or the reverse.
fn half(
    before: &Provision,
    after: &Provision,
    (old, new): (&LawSet, &LawSet),
    marks: &Marks,
    findings: &mut Vec<Fault>,
) {
    let pairs = paired(&before.conditions, &after.conditions, |part| (part.id.clone(), part.only.clone()));
    for (a, b) in pairs.into_iter().filter_map(|(a, b)| a.zip(b)) {
        if let Some(kind) = half_changed((a, old), (b, new)) {
            let place = marks.at(&after.id, &format!("condition:{}", b.id));
            findings.push(kind.at(&place.file, place.spot));
        }
    }
}
