//! Classes of amendment: Act Art. 16(1)(2), Decree Art. 15(1).

use teukgu_domain::boundary::Position;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::snapshot::Snapshot;
use teukgu_office::amendment::{AmendmentClass, compare};

fn after(change: impl FnOnce(&mut Snapshot)) -> AmendmentClass {
    let old = teukgu_testkit::yangjae();
    let mut new = old.clone();
    change(&mut new);
    compare(&old, &new).class
}

/// Moves every corner of the first `parts` parts far enough east that nothing of them stays.
fn move_parts(zone: &mut Snapshot, parts: usize) {
    let mut boundary = zone.boundary().unwrap().clone();
    for part in boundary.parts.iter_mut().take(parts) {
        for polygon in &mut part.polygons {
            for ring in std::iter::once(&mut polygon.shell).chain(&mut polygon.holes) {
                *ring = ring.iter().map(|p| Position { x: p.x + 100_000_000, y: p.y }).collect();
            }
        }
    }
    zone.apply(Event::Boundary(boundary));
}

#[test]
fn nothing_changed_is_no_amendment() {
    assert_eq!(after(|_| ()), AmendmentClass::NotPlan);
}

#[test]
fn an_area_under_a_tenth_is_minor_and_one_over_it_is_major() {
    // Part A is 18,000 m² of 400,000 and leaves, the same joins elsewhere: 9 %.
    assert_eq!(after(|zone| move_parts(zone, 1)), AmendmentClass::Minor);
    assert_eq!(after(|zone| move_parts(zone, 2)), AmendmentClass::Major);
}

#[test]
fn a_special_case_less_is_major() {
    let less = |zone: &mut Snapshot| {
        let key = zone.provisions()[0].id.to_string();
        zone.apply(Event::Withdrawn { noun: NounKind::Provision, key });
    };
    assert_eq!(after(less), AmendmentClass::Major);
}

#[test]
fn an_operators_new_name_is_minor_and_its_leaving_is_major() {
    let rename = |zone: &mut Snapshot| {
        let mut operator = zone.operators()[1].clone();
        operator.name.ko.push_str(" (새 이름)");
        zone.apply(operator.into());
    };
    assert_eq!(after(rename), AmendmentClass::Minor);
    let leave = |zone: &mut Snapshot| {
        let key = zone.operators()[1].id.to_string();
        zone.apply(Event::Withdrawn { noun: NounKind::Operator, key });
    };
    assert_eq!(after(leave), AmendmentClass::Major);
}

#[test]
fn more_money_for_the_same_purpose_is_minor_whatever_the_sum() {
    let more = |zone: &mut Snapshot| {
        let mut sub = zone.sub_projects()[0].clone();
        sub.budget[0].amount = sub.budget[0].amount + teukgu_domain::money::Won::from_eok(1_000);
        zone.apply(sub.into());
    };
    assert_eq!(after(more), AmendmentClass::Minor);
}

#[test]
fn a_new_purpose_or_term_is_major_and_a_new_name_depends() {
    let purpose = |zone: &mut Snapshot| {
        let mut programme = zone.programmes()[0].clone();
        programme.purpose.ko.push_str(" 그리고 다른 목적");
        zone.apply(programme.into());
    };
    assert_eq!(after(purpose), AmendmentClass::Major);
    let term = |zone: &mut Snapshot| {
        let mut longer = zone.zone().unwrap().clone();
        longer.term.until = None;
        zone.apply(longer.into());
    };
    assert_eq!(after(term), AmendmentClass::Major);
    let name = |zone: &mut Snapshot| {
        let mut renamed = zone.zone().unwrap().clone();
        renamed.name.ko.insert_str(0, "새 ");
        zone.apply(renamed.into());
    };
    assert_eq!(after(name), AmendmentClass::Depends);
}

#[test]
fn an_organisation_more_is_no_matter_of_the_plan() {
    let more = |zone: &mut Snapshot| {
        let org = teukgu_testkit::an_organisation("O900").named("새 기업", "New firm").build();
        zone.apply(org.into());
    };
    assert_eq!(after(more), AmendmentClass::NotPlan);
}
