//! The next question: how long it takes to find, and how many are asked until a case is decided.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use jiff::civil::date;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::text::Lang;
use teukgu_rules::compiled::{BoundVersion, Compiled, Days};
use teukgu_rules::evaluate::{Bench, Gate};
use teukgu_rules::fact::Vocabulary;
use teukgu_rules::facts::Facts;
use teukgu_rules::law::LawSet;
use teukgu_rules::partition::{Class, partition};
use teukgu_rules::program::Row;
use teukgu_rules::value::Truth;

use crate::chance::Chance;
use crate::clock::{median, wall};
use crate::report::{Report, number};
use crate::single::facts;
use crate::text;

const ROUNDS: usize = 51;
/// Applicants that are drawn for each provision.
const APPLICANTS: usize = 20;
/// Facts of the provision on which the time is taken.
const ATOMS: usize = 20;

/// Measures the planner.
pub(crate) fn measure(report: &mut Report, law: &Arc<LawSet>) -> Result<()> {
    report.figure("plan_us", time()?);
    let compiled = Compiled::new(Arc::clone(law), Days::on(date(2026, 6, 8)));
    let mut asked = Asked::default();
    let mut chance = Chance::new(11);
    for provision in &law.provisions {
        let Some((_, bound)) = compiled.find(&provision.id) else { continue };
        let Some(at) = provision.versions.len().checked_sub(1) else { continue };
        asked.simulate(&compiled, &provision.id, bound.version(at), &mut chance)?;
    }
    let share = |part: usize, whole: usize| 100.0 * number(part) / number(whole.max(1));
    report.figure("asked_of_form_percent", share(asked.planned, asked.form));
    report.figure("asked_of_fixed_percent", share(asked.planned, asked.fixed));
    report.figure("asked_of_fixed_not_met_percent", share(asked.planned_not_met, asked.fixed_not_met));
    report.figure("simulated", number(asked.cases));
    Ok(())
}

/// Microseconds of a whole finding, planning and all, on a provision of twenty facts of which none is known.
fn time() -> Result<f64> {
    let law = teukgu_rules::read(&text::atoms(ATOMS)).map_err(|faults| {
        anyhow!("{}", faults.first().map(|fault| fault.line(Lang::En)).unwrap_or_default())
    })?;
    let compiled = Compiled::new(Arc::new(law), Days::on(date(2026, 3, 2)));
    let (gate, holidays) = (Gate::default(), Holidays::default());
    let bench = Bench { law: &compiled, gate: &gate, holidays: &holidays };
    let facts = Facts::none(&compiled.law().vocabulary);
    let mut taken = Vec::new();
    for _ in 0..ROUNDS {
        let (ns, finding) = wall(|| bench.find("atoms", black_box(&facts)));
        let asked = finding.context("there is no finding")?.missing.len();
        anyhow::ensure!(asked == ATOMS, "{asked} questions");
        taken.push(ns / 1000.0);
    }
    median(taken)
}

/// How many facts were asked until the requirements were decided.
#[derive(Debug, Default)]
struct Asked {
    cases: usize,
    planned: usize,
    /// In the order in which the conditions name them.
    fixed: usize,
    /// All that the conditions name.
    form: usize,
    planned_not_met: usize,
    fixed_not_met: usize,
}

impl Asked {
    /// Draws applicants, each with an answer to every question, and asks until it is decided.
    fn simulate(
        &mut self,
        compiled: &Compiled,
        id: &str,
        version: &BoundVersion,
        chance: &mut Chance,
    ) -> Result<()> {
        let whole = version.whole();
        let vocabulary = &compiled.law().vocabulary;
        let mut order: Vec<usize> = Vec::new();
        for (_, node) in version.conditions.iter().chain(&version.exceptions) {
            order.extend(node.slots());
        }
        order.retain(|slot| !vocabulary.at(*slot).is_of_site());
        let mut seen = std::collections::BTreeSet::new();
        order.retain(|slot| seen.insert(*slot));
        let classes = partition(&whole, vocabulary);
        for _ in 0..APPLICANTS {
            let answers = answers(&order, &classes, vocabulary, chance);
            // What a quantifier asks of sites is a list, not a question; the zone's own data know it.
            let verdict = version.truth(&answers);
            if verdict == Truth::Unknown {
                continue;
            }
            let planned = planned(compiled, id, version, &answers)?;
            let fixed = fixed(version, &order, &answers);
            self.cases += 1;
            self.planned += planned;
            self.fixed += fixed;
            self.form += order.len();
            if verdict == Truth::False {
                self.planned_not_met += planned;
                self.fixed_not_met += fixed;
            }
        }
        Ok(())
    }
}

/// Draws a value of each fact: nine times in ten one that may still be met, as applicants come who think they qualify.
fn answers(
    order: &[usize],
    classes: &BTreeMap<usize, Vec<Class>>,
    vocabulary: &Vocabulary,
    chance: &mut Chance,
) -> Row {
    let mut row = Row::unknown(vocabulary.len());
    row.sites = Some(vec![site(vocabulary, chance)]);
    for slot in order {
        let value = if let Some(classes) = classes.get(slot) {
            let last = i64::try_from(classes.len()).unwrap_or(1) - 1;
            let at = usize::try_from(chance.between(0, last)).unwrap_or(0);
            classes[at].value()
        } else {
            let (least, most) = vocabulary.bounds(*slot);
            chance.between(least, most)
        };
        row.cells[*slot] = Some(value);
    }
    row
}

/// A site in the zone at which everything is as wished.
fn site(vocabulary: &Vocabulary, chance: &mut Chance) -> Vec<Option<i64>> {
    let of_site = |slot: usize| {
        let (least, most) = vocabulary.bounds(slot);
        vocabulary
            .at(slot)
            .is_of_site()
            .then(|| if most == 1 { i64::from(chance.percent(80)) } else { least })
    };
    (0..vocabulary.len()).map(of_site).collect()
}

/// Asks what the planner asks next until the requirements are decided.
fn planned(compiled: &Compiled, id: &str, version: &BoundVersion, answers: &Row) -> Result<usize> {
    let (gate, holidays) = (Gate::default(), Holidays::default());
    let bench = Bench { law: compiled, gate: &gate, holidays: &holidays };
    let vocabulary = &compiled.law().vocabulary;
    let mut row = Row { cells: vec![None; vocabulary.len()], sites: answers.sites.clone() };
    let mut asked = 0;
    while version.truth(&row) == Truth::Unknown {
        let mut known = facts(compiled, &row);
        sites(&mut known, compiled, answers);
        let finding = bench.alone(id, &known, &row).context("there is no such provision")?;
        let unasked = |fact: &str| {
            let slot = vocabulary.slot(fact)?;
            (row.cells[slot].is_none() && answers.cells[slot].is_some()).then_some(slot)
        };
        let Some(slot) = finding.missing.iter().find_map(|question| unasked(&question.fact)) else { break };
        row.cells[slot] = answers.cells[slot];
        asked += 1;
    }
    Ok(asked)
}

fn sites(facts: &mut Facts, compiled: &Compiled, answers: &Row) {
    let vocabulary = &compiled.law().vocabulary;
    for (site, cells) in answers.sites.iter().flatten().enumerate() {
        for (slot, number) in cells.iter().enumerate().filter_map(|(slot, cell)| Some((slot, (*cell)?))) {
            if let Some(value) = vocabulary.decode(slot, number) {
                let stated = teukgu_rules::facts::Stated { value, number, source: None, illustrative: false };
                facts.set_at_site(site, slot, teukgu_rules::facts::State::Known(stated));
            }
        }
    }
}

/// Asks in the order of the conditions until the requirements are decided.
fn fixed(version: &BoundVersion, order: &[usize], answers: &Row) -> usize {
    let mut row = Row { cells: vec![None; answers.cells.len()], sites: answers.sites.clone() };
    for (asked, slot) in order.iter().enumerate() {
        if version.truth(&row) != Truth::Unknown {
            return asked;
        }
        row.cells[*slot] = answers.cells[*slot];
    }
    order.len()
}
