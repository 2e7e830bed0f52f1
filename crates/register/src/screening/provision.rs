//! A provision made ready: which version a row follows, and what can decide it.

use super::ScreeningError;
use crate::zone::Zone;
use teukgu_domain::text::Text;
use teukgu_rules::columns::{Batch, Kernel};
use teukgu_rules::compiled::{BoundVersion, Chosen, Compiled};
use teukgu_rules::law::{LawBasis, Provision};
use teukgu_rules::program::{Node, Row};
use teukgu_rules::value::Truth;

/// What can decide a provision: a condition, an exception, a supplementary provision, or the term of the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Id within the provision; `term` for the term of the zone.
    pub id: String,
    /// What it is.
    pub kind: PartKind,
    /// Its sentence.
    pub text: Text,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A condition (요건).
    Condition,
    /// An exception (다만).
    Exception,
    /// A supplementary provision (부칙) that chooses the version.
    Transition,
    /// The term (기간) of the zone, where it is not known.
    Term,
}

/// A provision with its versions compiled.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) id: String,
    /// Conditions, exceptions, supplementary provisions, each in the order of the provision, and the term of the zone.
    pub(crate) parts: Vec<Part>,
    /// Facts that its versions ask for, and those that choose one.
    pub(crate) slots: Vec<usize>,
    /// For each zone whether it lets the provision be in force on the day: what needs no zone is in force anywhere.
    pub(crate) gates: Vec<Truth>,
    /// For each zone whether its plan lists the special case; `None` where that is not known.
    pub(crate) listed: Vec<Option<bool>>,
    kernel: Kernel,
    /// For each version the number of the part that each of its own parts is.
    pub(crate) numbers: Vec<Vec<u16>>,
    /// The version that every row follows; `None` if it depends on the row.
    pub(crate) fixed: Option<Chosen>,
    pub(crate) first_transition: usize,
}

/// What is said of one row: whether the requirements are met, or `None` if no version is in force, and what decided.
pub(super) type Said = Option<(Truth, Option<u16>)>;

impl Prepared {
    pub(super) fn new(law: &Compiled, zones: &[Zone], id: &str) -> Result<Self, ScreeningError> {
        let known = || law.law().provisions.iter().map(|provision| provision.id.clone()).collect();
        let no_such = || ScreeningError::NoProvision { id: id.to_owned(), known: known() };
        let (provision, bound) = law.find(id).ok_or_else(no_such)?;
        let versions: Vec<&BoundVersion> =
            (0..provision.versions.len()).map(|at| bound.version(at)).collect();
        let conditions = provision.conditions.len();
        let depends = !provision.transitions.is_empty() || provision.basis != LawBasis::Disposition;
        let nobody = Row::unknown(law.law().vocabulary.len());
        let needs_zone = provision.kind.needs_zone();
        let on = law.days().law_on;
        let gate = |zone: &Zone| if needs_zone { zone.in_force_on(on) } else { Truth::True };
        Ok(Self {
            id: provision.id.clone(),
            gates: zones.iter().map(gate).collect(),
            listed: zones.iter().map(|zone| zone.lists(&provision.id)).collect(),
            parts: parts(provision),
            slots: slots(provision, &versions),
            kernel: Kernel::new(&versions),
            numbers: versions.iter().map(|version| numbers(version, conditions)).collect(),
            fixed: (!depends).then(|| bound.choose(provision, law.days(), &nobody)),
            first_transition: conditions + provision.exceptions.len(),
        })
    }

    /// Returns the number of the part that stands for the term of the zone.
    pub(crate) fn term(&self) -> u16 {
        number(self.parts.len().saturating_sub(1))
    }

    /// Says of every row of a batch what the provision says of it.
    pub(super) fn run(&self, law: &Compiled, batch: &Batch<'_>) -> Vec<Said> {
        if self.fixed == Some(Chosen::Ordinary(None)) {
            return vec![None; batch.len()];
        }
        let found = if self.fixed.is_none() { law.find(&self.id) } else { None };
        let verdicts = self.kernel.run_with_deciding(batch);
        let of_version = |at: usize, row: usize| {
            let deciding = verdicts.versions().get(at)?.deciding.as_ref()?.get(row);
            let part = deciding.and_then(|part| self.numbers.get(at)?.get(part).copied());
            Some((verdicts.truth(at, row), part))
        };
        let say = |row: usize| {
            let chosen = self.fixed.or_else(|| {
                let (provision, bound) = found?;
                Some(bound.choose(provision, law.days(), &batch.row(row)))
            });
            self.say(chosen?, |at| of_version(at, row))
        };
        (0..batch.len()).map(say).collect()
    }

    /// Says what follows from the choice of a version, as [`teukgu_rules::evaluate::Bench`] does for one case.
    fn say(&self, chosen: Chosen, of_version: impl Fn(usize) -> Said) -> Said {
        match chosen {
            Chosen::Ordinary(at) => of_version(at?),
            Chosen::Transition { at, .. } => of_version(at),
            Chosen::Open { number, at, ordinary } => {
                let open = Some((Truth::Unknown, Some(self::number(self.first_transition + number))));
                let Some(said) = ordinary.and_then(&of_version) else { return open };
                let agrees = of_version(at).is_some_and(|(truth, _)| truth == said.0);
                if agrees { Some(said) } else { open }
            }
        }
    }
}

fn parts(provision: &Provision) -> Vec<Part> {
    let part = |kind, id: &str, text: &Text| Part { id: id.to_owned(), kind, text: text.clone() };
    let conditions = provision.conditions.iter().map(|c| part(PartKind::Condition, &c.id, &c.text));
    let exceptions = provision.exceptions.iter().map(|e| part(PartKind::Exception, &e.id, &e.text));
    let transitions = provision.transitions.iter().map(|t| part(PartKind::Transition, &t.id, &t.text));
    let term = part(PartKind::Term, "term", &unknown_term());
    conditions.chain(exceptions).chain(transitions).chain([term]).collect()
}

/// Says that nobody knows whether the zone is in force.
pub(super) fn unknown_term() -> Text {
    Text::new(
        "특구의 기간을 알 수 없어 그날 시행 중인지 확인되지 않습니다",
        "the term of the zone is not known, so it cannot be said whether it is in force that day",
    )
}

/// Returns the number of each part of a version among those of the provision; exceptions follow the conditions.
fn numbers(version: &BoundVersion, conditions: usize) -> Vec<u16> {
    let first = version.conditions.iter().map(|(at, _)| *at);
    let then = version.exceptions.iter().map(|(at, _)| conditions + at);
    first.chain(then).map(number).collect()
}

/// A law folder is refused long before a provision has as many parts.
fn number(part: usize) -> u16 {
    u16::try_from(part).unwrap_or(u16::MAX)
}

fn slots(provision: &Provision, versions: &[&BoundVersion]) -> Vec<usize> {
    let nodes = versions.iter().flat_map(|version| version.conditions.iter().chain(&version.exceptions));
    let mut slots: Vec<usize> = nodes.flat_map(|(_, node): &(usize, Node)| node.slots()).collect();
    slots.extend(provision.transitions.iter().flat_map(|transition| transition.formula.slots()));
    if let LawBasis::Fact(slot) = provision.basis {
        slots.push(slot);
    }
    slots.sort_unstable();
    slots.dedup();
    slots
}
