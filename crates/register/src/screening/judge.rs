//! What the provisions say of pairs.

use super::gather::{Gathered, joined};
use super::provision::{Prepared, Said};
use super::{Pair, Screening};
use crate::columns::{FactColumns, Numbers};
use crate::findings::{Findings, NONE, ProvisionFindings};
use teukgu_rules::finding::Verdict;
use teukgu_rules::value::Truth;

pub(super) fn judge(screening: &Screening, pairs: &[Pair], facts: &FactColumns<'_>, at: &[u32]) -> Findings {
    let pairs = pairs.get(..at.len()).unwrap_or(pairs);
    let gathered = Gathered::new(screening, facts, at.get(..pairs.len()).unwrap_or(at));
    let of = |provision: &Prepared| of_provision(screening, provision, pairs, &gathered);
    Findings {
        row: pairs.iter().map(|pair| pair.row).collect(),
        zone: pairs.iter().map(|pair| pair.zone).collect(),
        border: pairs.iter().map(|pair| pair.border).collect(),
        provisions: screening.provisions.iter().map(of).collect(),
    }
}

fn of_provision(
    screening: &Screening,
    provision: &Prepared,
    pairs: &[Pair],
    gathered: &Gathered,
) -> ProvisionFindings {
    let lists = screening.slots.lists_case.map(|slot| (slot, lists(screening, provision, pairs, gathered)));
    let batch = gathered.batch(lists.as_ref().map(|(slot, numbers)| (*slot, numbers)));
    let said = provision.run(&screening.law, &batch);
    let gate = |pair: &Pair| of_zone(&provision.gates, pair.zone).copied().unwrap_or(Truth::True);
    let found = pairs.iter().zip(said).map(|(pair, said)| closed(provision, gate(pair), said));
    let (verdict, deciding) = found.unzip();
    ProvisionFindings { verdict, deciding }
}

/// Returns whether the plan of the zone of each pair lists the special case.
fn lists(screening: &Screening, provision: &Prepared, pairs: &[Pair], gathered: &Gathered) -> Numbers {
    let stated = screening.slots.lists_case.and_then(|slot| gathered.stated(slot));
    let rows = pairs.iter().enumerate().map(|(row, pair)| {
        let stated = stated.as_ref().and_then(|stated| stated.get(row));
        match of_zone(&provision.listed, pair.zone).copied().flatten() {
            Some(found) => joined(stated, i64::from(found)),
            None => stated,
        }
    });
    rows.collect()
}

fn of_zone<T>(values: &[T], zone: u32) -> Option<&T> {
    values.get(usize::try_from(zone).ok()?)
}

/// Returns the verdict: not in force wins over every other, and while nobody knows whether the zone is, nothing is said.
fn closed(provision: &Prepared, gate: Truth, said: Said) -> (Verdict, u16) {
    match (gate, said) {
        (Truth::False, _) | (_, None) => (Verdict::NotInForce, NONE),
        (Truth::Unknown, Some(_)) => (Verdict::Unknown, provision.term()),
        (Truth::True, Some((truth, part))) => (Verdict::of(truth), part.unwrap_or(NONE)),
    }
}
