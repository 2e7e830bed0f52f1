//! One case at a time: the verdict, the codes of its conditions, and the whole trace.

use std::hint::black_box;

use anyhow::{Context, Result};
use jiff::civil::date;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::text::Lang;
use teukgu_rules::compiled::{BoundVersion, Compiled, Days};
use teukgu_rules::evaluate::{Bench, Gate};
use teukgu_rules::facts::{Facts, State, Stated};
use teukgu_rules::finding::{Finding, Verdict};
use teukgu_rules::json;
use teukgu_rules::program::Row;
use teukgu_rules::value::Truth;

use crate::clock::turns;
use crate::columns::Columns;
use crate::expressions::Cel;
use crate::hand::{self, Firm, Industries};
use crate::report::{Report, number};
use crate::row::{FIRMS, rows};
use crate::six::{PROVISIONS, id, law};

const ROUNDS: usize = 31;
/// Passes over all firms in one round, so that a round is long against the clock.
const PASSES: usize = 50;

/// Measures one case at a time.
pub(crate) fn measure() -> Result<Report> {
    let columns = Columns::new(4 * FIRMS);
    let (some, complete) = (rows(&columns, false)?, rows(&columns, true)?);
    let compiled = Compiled::new(law()?, Days::on(date(2026, 3, 2)));
    let (_, bound) = compiled.find(&id(0)).context("the first provision is missing")?;
    let mut report = Report::default();
    verdicts(&mut report, bound.version(0), &some)?;
    beside_cel(&mut report, bound.version(0), &complete)?;
    traces(&mut report, &compiled, &some)?;
    let traced: Vec<Row> = complete.into_iter().take(200).collect();
    report.count("complete", counts(&compiled, &traced)?);
    Ok(report)
}

fn each(rows: usize) -> f64 {
    number(rows * PASSES)
}

/// Verdict alone, and with the codes of all conditions, beside the same by hand.
fn verdicts(report: &mut Report, version: &BoundVersion, rows: &[Row]) -> Result<()> {
    let industries = Industries::new();
    let firms: Vec<Firm> = rows.iter().map(Firm::of).collect();
    let (mut by_hand, mut by_rules) = (0, 0);
    let [hand, ours, hand_codes, our_codes] = turns(
        ROUNDS,
        [
            &mut || by_hand = total(&firms, |firm| hand::verdict(firm, &industries)),
            &mut || by_rules = total(rows, |row| version.truth(row)),
            &mut || _ = black_box(total(&firms, |firm| of_codes(hand::codes(firm, &industries)))),
            &mut || _ = black_box(total(rows, |row| of_codes(codes(version, row)))),
        ],
    )?;
    anyhow::ensure!(by_hand == by_rules, "hand and rules differ: {by_hand} and {by_rules}");
    for (name, taken) in
        [("hand_ns", hand), ("verdict_ns", ours), ("hand_codes_ns", hand_codes), ("codes_ns", our_codes)]
    {
        report.figure(name, taken / each(rows.len()));
    }
    Ok(())
}

/// Sums what is found over all cases and passes, so that nothing can be left out.
fn total<T>(cases: &[T], find: impl Fn(&T) -> Truth) -> u64 {
    let mut sum = 0;
    for _ in 0..PASSES {
        for case in cases {
            sum += match find(black_box(case)) {
                Truth::False => 1,
                Truth::Unknown => 1_000,
                Truth::True => 1_000_000,
            };
        }
    }
    sum
}

#[inline]
fn codes(version: &BoundVersion, row: &Row) -> [Truth; 8] {
    let mut codes = [Truth::Unknown; 8];
    for (code, (_, node)) in codes.iter_mut().zip(&version.conditions) {
        *code = node.truth(row);
    }
    codes
}

#[inline]
fn of_codes(codes: [Truth; 8]) -> Truth {
    black_box(codes).into_iter().fold(Truth::True, Truth::and)
}

fn beside_cel(report: &mut Report, version: &BoundVersion, rows: &[Row]) -> Result<()> {
    let cel = Cel::new(0, rows)?;
    let (mut by_cel, mut by_rules) = (0, 0);
    let met = || rows.iter().filter(|row| version.truth(black_box(row)) == Truth::True).count();
    let [of_cel, ours] = turns(
        ROUNDS,
        [&mut || by_cel = cel.met(), &mut || by_rules = (0..PASSES).map(|_| met()).sum::<usize>() / PASSES],
    )?;
    anyhow::ensure!(by_cel == by_rules, "cel and rules differ: {by_cel} and {by_rules}");
    report.figure("cel_ns", of_cel / number(rows.len()));
    report.figure("complete_verdict_ns", ours / each(rows.len()));
    Ok(())
}

/// All six provisions with everything that is said about them, as JSON.
fn traces(report: &mut Report, compiled: &Compiled, rows: &[Row]) -> Result<()> {
    let (gate, holidays) = (Gate::default(), Holidays::default());
    let bench = Bench { law: compiled, gate: &gate, holidays: &holidays };
    let facts: Vec<Facts> = rows.iter().map(|row| facts(compiled, row)).collect();
    let ids: Vec<String> = (0..PROVISIONS).map(id).collect();
    let findings = |facts: &Facts| -> Vec<Finding> {
        ids.iter().filter_map(|id| bench.find(id, black_box(facts))).collect()
    };
    let mut bytes = 0;
    let [found, written] = turns(
        ROUNDS,
        [&mut || facts.iter().for_each(|facts| drop(black_box(findings(facts)))), &mut || {
            bytes = facts.iter().map(|facts| written(&findings(facts))).sum::<usize>();
        }],
    )?;
    report.figure("findings_us", found / number(rows.len()) / 1000.0);
    report.figure("trace_us", written / number(rows.len()) / 1000.0);
    report.figure("trace_bytes", number(bytes / rows.len()));
    Ok(())
}

fn written(findings: &[Finding]) -> usize {
    let written =
        |finding| serde_json::to_vec(&json::finding(finding, Lang::Ko)).map_or(0, |text| text.len());
    findings.iter().map(written).sum()
}

/// Returns a row as the facts of a case.
pub(crate) fn facts(compiled: &Compiled, row: &Row) -> Facts {
    let vocabulary = &compiled.law().vocabulary;
    let mut facts = Facts::none(vocabulary);
    for (slot, number) in row.cells.iter().enumerate().filter_map(|(slot, cell)| Some((slot, (*cell)?))) {
        if let Some(value) = vocabulary.decode(slot, number) {
            facts.set(slot, State::Known(Stated { value, number, source: None, illustrative: false }));
        }
    }
    facts
}

pub(crate) fn counts(compiled: &Compiled, rows: &[Row]) -> Result<Vec<[usize; 3]>> {
    (0..PROVISIONS)
        .map(|provision| {
            let (_, bound) = compiled.find(&id(provision)).context("a provision is missing")?;
            let is = |verdict| {
                rows.iter().filter(|row| Verdict::of(bound.version(0).truth(row)) == verdict).count()
            };
            Ok([is(Verdict::Met), is(Verdict::NotMet), is(Verdict::Unknown)])
        })
        .collect()
}
