//! What a provision says, from its conditions to its verdict, as [`crate::screening`] says it of rows.

use super::expressions::Named;
use super::node::{Cell, Condition, Facts};
use super::reading::calendar;
use crate::screening::{Prepared, Screening};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use teukgu_rules::compiled::{BoundProvision, BoundVersion, Chosen};
use teukgu_rules::law::{LawBasis, Provision};
use teukgu_rules::value::{Truth, day_number};

/// Stands for no version in a number of one.
const NO_VERSION: &str = "-1";
/// No part decided.
const NOTHING: &str = "CAST(NULL AS BIGINT)";
/// Verdicts as [`crate::findings::ProvisionFindings`] counts them.
const MET: &str = "0";
const NOT_MET: &str = "1";
const UNKNOWN: &str = "2";
const NOT_IN_FORCE: &str = "3";

/// Columns that are computed one after another: each list may name those before it.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Conditions; equal ones are one.
    pub(super) conditions: Vec<Named>,
    /// For versions of provisions the verdict and what decided, and which version is in force.
    pub(super) versions: Vec<Named>,
    /// What the version in force says, where that hangs on the row.
    pub(super) ordinary: Vec<Named>,
    /// What is said once supplementary provisions are asked.
    pub(super) said: Vec<Named>,
    /// What is said once the zone is asked whether it is in force.
    pub(super) verdicts: Vec<Named>,
    known: HashMap<String, String>,
}

/// A verdict and what decided it, each a column or a number.
#[derive(Clone, Debug)]
struct Said {
    verdict: String,
    deciding: String,
}

/// A provision that is being written.
pub(super) struct Writer<'a> {
    pub(super) screening: &'a Screening,
    pub(super) facts: Facts<'a>,
    pub(super) prepared: &'a Prepared,
    /// Number of the provision, from 1.
    pub(super) number: usize,
}

impl Columns {
    /// Returns a condition by its name; equal ones share it.
    fn condition(&mut self, condition: Condition) -> Condition {
        let Condition::Sql(sql) = condition else { return condition };
        let next = format!("k{}", self.conditions.len() + 1);
        let name = self.known.entry(sql).or_insert_with_key(|sql| {
            self.conditions.push(Named { name: next.clone(), sql: sql.clone() });
            next
        });
        Condition::Sql(name.clone())
    }
}

impl Writer<'_> {
    /// Adds the columns of the provision, the last of which are its verdict and what decided.
    pub(super) fn write(&self, columns: &mut Columns) {
        let found = self.screening.law.find(&self.prepared.id);
        let (provision, bound) = found.expect("the provisions of a screening are of its law");
        let said = match self.prepared.fixed {
            Some(Chosen::Ordinary(None)) => None,
            Some(Chosen::Ordinary(Some(at)) | Chosen::Transition { at, .. }) => {
                Some(self.version(bound.version(at), columns))
            }
            Some(Chosen::Open { .. }) | None => Some(self.chosen(provision, bound, columns)),
        };
        let may_lapse = self.prepared.fixed.is_none();
        let closed = self.closed(said, provision.kind.needs_zone(), may_lapse);
        columns.verdicts.push(Named { name: format!("verdict_{}", self.number), sql: closed.verdict });
        columns.verdicts.push(Named { name: format!("deciding_{}", self.number), sql: closed.deciding });
    }

    /// Adds what one version says.
    fn version(&self, version: &BoundVersion, columns: &mut Columns) -> Said {
        let mut parts = Vec::new();
        let conditions = version.conditions.iter().map(|(_, node)| (node, false));
        let exceptions = version.exceptions.iter().map(|(_, node)| (node, true));
        for (node, is_turned) in conditions.chain(exceptions) {
            let condition = columns.condition(self.facts.condition(node));
            parts.push(if is_turned { condition.not() } else { condition });
        }
        let numbers = self.prepared.numbers.get(version.at).map(Vec::as_slice).unwrap_or_default();
        let name = |letter: &str| format!("{letter}{}_{}", self.number, version.at);
        let verdict = Named { name: name("w"), sql: verdict(&Condition::all(parts.iter().cloned())) };
        let deciding = Named { name: name("d"), sql: deciding(&parts, numbers) };
        let said = Said { verdict: verdict.name.clone(), deciding: deciding.name.clone() };
        columns.versions.extend([verdict, deciding]);
        said
    }

    /// Adds what is said where a fact or a supplementary provision chooses the version.
    fn chosen(&self, provision: &Provision, bound: &BoundProvision, columns: &mut Columns) -> Said {
        let spans = Spans::of(provision, self.screening);
        let basis = match provision.basis {
            LawBasis::Disposition => None,
            LawBasis::Fact(slot) => self.facts.cell(slot),
        };
        let reachable = spans.places(basis.is_some());
        let targets = bound.transitions().iter().map(|(_, at)| *at);
        let places: BTreeSet<usize> = reachable.into_iter().chain(targets).collect();
        let of_version: Vec<(usize, Said)> =
            places.into_iter().map(|at| (at, self.version(bound.version(at), columns))).collect();
        let (in_force, ordinary) = match basis {
            None => (number_of(spans.today), said_by(spans.today, &of_version)),
            Some(cell) => {
                let name = format!("o{}", self.number);
                columns.versions.push(Named { name: name.clone(), sql: spans.choice(cell) });
                let ordinary = self.ordinary(&name, &of_version, columns);
                (name, ordinary)
            }
        };
        self.transitions(bound, &in_force, &ordinary, &of_version, columns)
    }

    /// Adds what the version says that is in force.
    fn ordinary(&self, in_force: &str, of_version: &[(usize, Said)], columns: &mut Columns) -> Said {
        let pick = |part: fn(&Said) -> &str, other: &str| {
            let mut sql = format!("CASE {in_force}");
            for (at, said) in of_version {
                let _ = write!(sql, " WHEN {at} THEN {}", part(said));
            }
            sql + " ELSE " + other + " END"
        };
        let verdict = pick(|said| &said.verdict, NOT_IN_FORCE);
        let deciding = pick(|said| &said.deciding, NOTHING);
        self.named(("w", verdict), ("d", deciding), &mut columns.ordinary)
    }

    /// Asks the supplementary provisions one after another: one that holds chooses, and one of which nobody knows
    /// leaves the verdict open unless both versions have the same.
    fn transitions(
        &self,
        bound: &BoundProvision,
        in_force: &str,
        ordinary: &Said,
        of_version: &[(usize, Said)],
        columns: &mut Columns,
    ) -> Said {
        let (mut verdicts, mut decidings) = (Arms::default(), Arms::default());
        for (number, (node, at)) in bound.transitions().iter().enumerate() {
            let Some((_, said)) = of_version.iter().find(|(known, _)| known == at) else { continue };
            let part = self.prepared.first_transition + number;
            let agrees = format!("{} = {}", said.verdict, ordinary.verdict);
            let open = |same: &str, other: &str| format!("CASE WHEN {agrees} THEN {same} ELSE {other} END");
            let holds = columns.condition(self.facts.condition(node));
            let differs = format!("{in_force} NOT IN ({NO_VERSION}, {at})");
            let is_open = match &holds {
                Condition::Is(Truth::Unknown) => Condition::Sql(differs),
                Condition::Is(_) => Condition::Is(Truth::False),
                Condition::Sql(sql) => Condition::Sql(format!("{sql} IS NULL AND {differs}")),
            };
            verdicts.when(&holds, &said.verdict).when(&is_open, &open(&ordinary.verdict, UNKNOWN));
            decidings
                .when(&holds, &said.deciding)
                .when(&is_open, &open(&ordinary.deciding, &part.to_string()));
        }
        let (verdict, deciding) = (verdicts.end(&ordinary.verdict), decidings.end(&ordinary.deciding));
        self.named(("s", verdict), ("e", deciding), &mut columns.said)
    }

    fn named(&self, verdict: (&str, String), deciding: (&str, String), columns: &mut Vec<Named>) -> Said {
        let name = |(letter, sql): (&str, String)| Named { name: format!("{letter}{}", self.number), sql };
        let (verdict, deciding) = (name(verdict), name(deciding));
        let said = Said { verdict: verdict.name.clone(), deciding: deciding.name.clone() };
        columns.extend([verdict, deciding]);
        said
    }

    /// Not in force wins over every other verdict, and while nobody knows whether the zone is, nothing is said.
    fn closed(&self, said: Option<Said>, needs_zone: bool, may_lapse: bool) -> Said {
        let Some(said) = said else { return Said::never() };
        if !needs_zone {
            return said;
        }
        let lapsed = if may_lapse { format!(" OR {} = {NOT_IN_FORCE}", said.verdict) } else { String::new() };
        let closed = format!("in_force = 0{lapsed}");
        let write = |closes: &str, open: &str, other: &str| {
            format!("CASE WHEN {closed} THEN {closes} WHEN in_force IS NULL THEN {open} ELSE {other} END")
        };
        Said {
            verdict: write(NOT_IN_FORCE, UNKNOWN, &said.verdict),
            deciding: write(NOTHING, &self.prepared.term().to_string(), &said.deciding),
        }
    }
}

impl Said {
    /// No version is in force.
    fn never() -> Self {
        Self { verdict: NOT_IN_FORCE.to_owned(), deciding: NOTHING.to_owned() }
    }
}

/// Returns what a version says.
fn said_by(at: Option<usize>, of_version: &[(usize, Said)]) -> Said {
    let found = of_version.iter().find(|(known, _)| Some(*known) == at);
    found.map_or_else(Said::never, |(_, said)| said.clone())
}

fn number_of(version: Option<usize>) -> String {
    version.map_or_else(|| NO_VERSION.to_owned(), |at| at.to_string())
}

/// Which version is in force from which day on.
struct Spans {
    /// Number of the first and of the last day, and the place of the version.
    spans: Vec<(i64, i64, Option<usize>)>,
    /// The version of the day that is screened for.
    today: Option<usize>,
}

impl Spans {
    fn of(provision: &Provision, screening: &Screening) -> Self {
        let days = screening.law.days();
        let place = |day| {
            let version = provision.version_on(day, days.known_on)?;
            provision.versions.iter().position(|other| std::ptr::eq(other, version))
        };
        let (first, last) = calendar();
        let valid = provision.versions.iter().map(|version| &version.valid);
        let turns = valid.flat_map(|valid| [Some(valid.from), valid.to]).flatten();
        let starts: BTreeSet<_> = turns.chain([jiff::civil::Date::MIN]).collect();
        let mut spans: Vec<(i64, i64, Option<usize>)> = Vec::new();
        for start in starts {
            let (from, at) = (day_number(start).max(first), place(start));
            match spans.last_mut() {
                Some((_, _, known)) if *known == at => continue,
                Some((_, until, _)) => *until = from - 1,
                None => (),
            }
            spans.push((from, last, at));
        }
        Self { spans, today: place(days.law_on) }
    }

    /// Returns the places of versions that a row may follow.
    fn places(&self, hangs_on_a_fact: bool) -> BTreeSet<usize> {
        let of_facts = self.spans.iter().filter(|_| hangs_on_a_fact).filter_map(|(.., at)| *at);
        of_facts.chain(self.today).collect()
    }

    /// Writes the place of the version of a day; that of the day of the decision while the day is not known.
    fn choice(&self, day: &Cell) -> String {
        let day = match day {
            Cell::Known(number) => number.to_string(),
            Cell::Column(name) => name.clone(),
        };
        let mut sql = "CASE".to_owned();
        for (from, until, at) in &self.spans {
            let _ = write!(sql, " WHEN {day} BETWEEN {from} AND {until} THEN {}", number_of(*at));
        }
        format!("{sql} ELSE {} END", number_of(self.today))
    }
}

/// The arms of a `CASE` in their order.
#[derive(Default)]
struct Arms {
    sql: String,
    last: Option<String>,
}

impl Arms {
    /// Adds an arm; what stands behind one that always holds is not asked.
    fn when(&mut self, condition: &Condition, value: &str) -> &mut Self {
        match condition {
            _ if self.last.is_some() => (),
            Condition::Is(Truth::True) => self.last = Some(value.to_owned()),
            Condition::Is(_) => (),
            Condition::Sql(sql) => {
                let _ = write!(self.sql, " WHEN {sql} THEN {value}");
            }
        }
        self
    }

    fn end(self, other: &str) -> String {
        let last = self.last.as_deref().unwrap_or(other);
        if self.sql.is_empty() { last.to_owned() } else { format!("CASE{} ELSE {last} END", self.sql) }
    }
}

fn verdict(whole: &Condition) -> String {
    match whole {
        Condition::Is(Truth::True) => MET.to_owned(),
        Condition::Is(Truth::False) => NOT_MET.to_owned(),
        Condition::Is(Truth::Unknown) => UNKNOWN.to_owned(),
        Condition::Sql(sql) => {
            format!("CASE WHEN {sql} THEN {MET} WHEN NOT {sql} THEN {NOT_MET} ELSE {UNKNOWN} END")
        }
    }
}

/// Writes the number of the first part that fails, or of the first that is unknown if none fails.
fn deciding(parts: &[Condition], numbers: &[u16]) -> String {
    let mut arms = Arms::default();
    for (part, number) in parts.iter().zip(numbers) {
        arms.when(&part.clone().not(), &number.to_string());
    }
    for (part, number) in parts.iter().zip(numbers) {
        let is_open = match part {
            Condition::Is(truth) => Condition::Is(Truth::of(*truth == Truth::Unknown)),
            Condition::Sql(sql) => Condition::Sql(format!("({sql}) IS NULL")),
        };
        arms.when(&is_open, &number.to_string());
    }
    arms.end(NOTHING)
}
