//! Terms of the plan's versions, and days and years that must lie in the period of the plan.

use crate::book::Book;
use crate::draft::Draft;
use crate::kind::FaultKind;
use crate::reader::{Group, Record};
use teukgu_domain::date::Term;
use teukgu_domain::plan::{PlanVersion, SubProject};

pub(super) fn check(draft: &Draft, book: &Book) {
    check_overlaps(&draft.plan, book);
    check_zone_term(draft, book);
    let Some(newest) = newest(&draft.plan) else { return };
    for record in &draft.programmes.sub_projects.records {
        check_years(record, &newest.noun.period, book);
        check_milestones(record, &newest.noun.period, book);
    }
}

/// Returns the version that rules last; sub-projects are written for it.
pub(super) fn newest(plan: &Group<PlanVersion>) -> Option<&Record<PlanVersion>> {
    if !plan.complete {
        return None;
    }
    plan.records.iter().max_by_key(|record| record.noun.in_force.from)
}

/// Reports the later of two versions that rule on one day.
fn check_overlaps(plan: &Group<PlanVersion>, book: &Book) {
    let mut by_day: Vec<_> = plan.records.iter().collect();
    by_day.sort_by_key(|record| record.noun.in_force.from);
    for pair in by_day.windows(2) {
        let [earlier, later] = pair else { continue };
        if earlier.noun.in_force.overlaps(&later.noun.in_force) {
            let other = earlier.noun.id.to_string();
            let at = earlier.marks.at("from");
            let other_place = format!("{}:{}:{}", at.file, at.spot.line, at.spot.column);
            book.report(&later.marks.at("from"), &FaultKind::OverlappingVersions { other, other_place });
        }
    }
}

fn check_zone_term(draft: &Draft, book: &Book) {
    let Some(zone) = &draft.zone.zone else { return };
    for record in &draft.plan.records {
        if !holds(&zone.noun.term, &record.noun.period) {
            let (period, term) = (written(&record.noun.period), written(&zone.noun.term));
            book.report(&record.marks.at("period_from"), &FaultKind::PlanOutsideTerm { period, term });
        }
    }
}

fn check_years(record: &Record<SubProject>, period: &Term, book: &Book) {
    let mut years: Vec<i16> = record.noun.budget.iter().map(|line| line.year).collect();
    years.dedup();
    for year in years.into_iter().filter(|year| !period_has(period, *year)) {
        let place = record.marks.at(&format!("budget.{year}"));
        book.report(&place, &FaultKind::BudgetYear { year, period: written(period) });
    }
}

fn check_milestones(record: &Record<SubProject>, period: &Term, book: &Book) {
    for (place, milestone) in record.noun.milestones.iter().enumerate() {
        if !period.contains(milestone.due) {
            let at = record.marks.at(&format!("milestone.{place}.due"));
            let (due, period) = (milestone.due.to_string(), written(period));
            book.report(&at, &FaultKind::MilestoneOutside { due, period });
        }
    }
}

fn period_has(period: &Term, year: i16) -> bool {
    period.from.year() <= year && period.until.is_none_or(|until| year <= until.year())
}

fn holds(outer: &Term, inner: &Term) -> bool {
    let ends_within = match (outer.until, inner.until) {
        (None, _) => true,
        (Some(outer), Some(inner)) => inner <= outer,
        (Some(_), None) => false,
    };
    outer.from <= inner.from && ends_within
}

fn written(term: &Term) -> String {
    let until = term.until.map(|day| day.to_string()).unwrap_or_default();
    format!("{} ~ {until}", term.from)
}
