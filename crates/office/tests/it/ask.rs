//! Asking: what the zone's own data adds to the facts, and what is refused.

use crate::support::layers;
use jiff::civil::{Date, date};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use teukgu_domain::boundary::{BoundaryPart, Position};
use teukgu_domain::entry::Event;
use teukgu_domain::ids::SubProjectId;
use teukgu_domain::snapshot::Snapshot;
use teukgu_office::ZoneView;
use teukgu_office::ask::{Answer, AskError, Question, ask};
use teukgu_office::law::LawDesk;
use teukgu_office::law::finding::{Finding, Verdict};
use teukgu_office::law::value::Truth;

const PATENT: &str = "act.55.patent_priority";

fn answer(zone: Snapshot, on: Date, facts: &Json, provisions: &[&str]) -> Result<Answer, AskError> {
    let id = zone.zone().unwrap().id.clone();
    let view = ZoneView::build(&id, zone, 1, &Arc::new(layers())).unwrap();
    let provisions: Vec<String> = provisions.iter().map(|id| (*id).to_owned()).collect();
    let question = Question { provisions: &provisions, ..Question::on(on, facts) };
    ask(&view, &desk(), &teukgu_testkit::holidays(), &question)
}

fn desk() -> LawDesk {
    LawDesk::new(teukgu_testkit::law())
}

fn yangjae(on: Date, facts: &Json) -> Answer {
    answer(teukgu_testkit::yangjae(), on, facts, &[]).unwrap()
}

fn state(finding: &Finding, id: &str) -> Truth {
    finding.conditions.iter().find(|condition| condition.id == id).unwrap().state
}

#[test]
fn nothing_known_leaves_all_six_unknown_with_a_first_question_each() {
    let answer = yangjae(date(2026, 3, 2), &json!({}));
    assert_eq!(answer.findings.len(), 6);
    for finding in &answer.findings {
        assert_eq!(finding.verdict, Verdict::Unknown, "{}", finding.provision);
        assert!(finding.ask_next.is_some(), "{}", finding.provision);
    }
}

#[test]
fn the_zone_is_not_in_force_before_and_after_its_term() {
    for (on, in_force) in [
        (date(2024, 12, 31), false),
        (date(2025, 1, 1), true),
        (date(2029, 12, 31), true),
        (date(2030, 1, 1), false),
    ] {
        let answer = yangjae(on, &json!({}));
        let open = answer.findings.iter().filter(|finding| finding.verdict != Verdict::NotInForce).count();
        assert_eq!(open, if in_force { 6 } else { 0 }, "{on}");
    }
}

#[test]
fn only_article_55_differs_across_october_2025_and_only_in_its_authority() {
    let before = yangjae(date(2025, 9, 30), &json!({}));
    let after = yangjae(date(2025, 10, 1), &json!({}));
    for (old, new) in before.findings.iter().zip(&after.findings) {
        let same = old.authority == new.authority;
        assert_eq!(same, old.provision != PATENT, "{}", old.provision);
        assert_eq!((old.verdict, &old.ask_next), (new.verdict, &new.ask_next), "{}", old.provision);
    }
    let patent = |answer: &Answer| {
        let finding = answer.findings.iter().find(|finding| finding.provision == PATENT).unwrap();
        finding.authority.clone().unwrap().ko
    };
    assert_eq!((patent(&before).as_str(), patent(&after).as_str()), ("특허청장", "지식재산처장"));
}

#[test]
fn an_ai_patent_of_a_firm_outside_the_zone_is_shown_its_general_route() {
    let facts = json!({
        "applicant": { "role": "none" },
        "application": { "kind": "patent", "state": "exam_requested", "uses_4ir_technology": true },
        "sites": [{ "in_zone": false }],
    });
    let answer = answer(teukgu_testkit::yangjae(), date(2026, 3, 2), &facts, &[PATENT]).unwrap();
    let finding = &answer.findings[0];
    assert_eq!(finding.verdict, Verdict::NotMet);
    let route = finding.also.iter().find(|other| other.provision == "patent.decree.9.1.2_2").unwrap();
    assert_ne!(route.verdict, Verdict::NotMet, "{:?}", route.conditions);
}

#[test]
fn a_site_is_located_by_its_coordinates_and_a_contradiction_is_a_conflict() {
    let inside = teukgu_testkit::yangjae().boundary().unwrap().parts[0].clone();
    let (lon, lat) = middle(&inside);
    let facts = |site: Json| json!({ "applicant": { "role": "participant" }, "sites": [site] });
    let ask = |site: Json| {
        let answer = answer(teukgu_testkit::yangjae(), date(2026, 3, 2), &facts(site), &[PATENT]).unwrap();
        let sites = answer.findings[0].conditions.iter().find(|found| found.id == "site_in_zone").unwrap();
        sites.facts.iter().find(|fact| fact.id == "site.in_zone").unwrap().clone()
    };
    let known = ask(json!({ "longitude": lon, "latitude": lat }));
    assert_eq!((known.state, known.illustrative), ("known", true));
    assert_eq!(known.shown[0].ko, "예");
    let outside = ask(json!({ "longitude": "127.5", "latitude": "37.1" }));
    assert_eq!(outside.shown[0].ko, "아니요");
    let conflict = ask(json!({ "longitude": lon, "latitude": lat, "in_zone": false }));
    assert_eq!((conflict.state, conflict.values.len()), ("conflict", 2));
}

/// Gives the mean of the corners of a part, as decimal text; it lies inside a part that is convex enough.
fn middle(part: &BoundaryPart) -> (String, String) {
    let ring = &part.polygons[0].shell;
    let count = i64::try_from(ring.len()).unwrap();
    let mean = |pick: fn(&Position) -> i64| ring.iter().map(pick).sum::<i64>() / count;
    let write = |number: i64| format!("{}.{:09}", number / 1_000_000_000, number % 1_000_000_000);
    (write(mean(|position| position.x)), write(mean(|position| position.y)))
}

#[test]
fn the_scope_of_the_plan_decides_once_it_is_entered() {
    let facts = json!({ "applicant": { "role": "participant", "project": "patent-support" } });
    let with_scope = |scope: &[&str]| {
        let mut zone = teukgu_testkit::yangjae();
        let granted = zone.provisions().into_iter().find(|case| case.id.as_str() == PATENT).unwrap();
        let mut granted = granted.clone();
        granted.scope = Some(scope.iter().map(|id| SubProjectId::parse(*id).unwrap()).collect());
        zone.apply(Event::Provision(granted));
        let answer = answer(zone, date(2026, 3, 2), &facts, &[PATENT]).unwrap();
        state(&answer.findings[0], "project_covered")
    };
    assert_eq!(with_scope(&["patent-support"]), Truth::True);
    assert_eq!(with_scope(&["another"]), Truth::False);
    let open = answer(teukgu_testkit::yangjae(), date(2026, 3, 2), &facts, &[PATENT]).unwrap();
    assert_eq!(state(&open.findings[0], "project_covered"), Truth::Unknown);
}

#[test]
fn a_plan_that_does_not_list_the_case_does_not_give_it() {
    let mut zone = teukgu_testkit::yangjae();
    let listed = zone.provisions().into_iter().find(|case| case.id.as_str() == PATENT).unwrap().clone();
    zone.apply(Event::Withdrawn {
        noun: teukgu_domain::entry::NounKind::Provision,
        key: listed.id.to_string(),
    });
    let answer = answer(zone, date(2026, 3, 2), &json!({}), &[PATENT]).unwrap();
    assert_eq!(answer.findings[0].verdict, Verdict::NotMet);
}

#[test]
fn what_cannot_be_asked_is_refused_as_a_whole() {
    let facts = json!({ "applicant": { "role": "boss" }, "nobody": 1 });
    let Err(AskError::Facts(faults)) = answer(teukgu_testkit::yangjae(), date(2026, 3, 2), &facts, &[])
    else {
        panic!("the facts have two faults")
    };
    assert_eq!(faults.len(), 2);
    let missing = answer(teukgu_testkit::yangjae(), date(2026, 3, 2), &json!({}), &["act.99.none"]);
    assert!(matches!(missing, Err(AskError::NoProvision { .. })));
}

#[test]
fn special_cases_that_the_law_folder_does_not_hold_are_named() {
    let answer = answer(teukgu_testkit::second_zone(), date(2027, 3, 2), &json!({}), &[]).unwrap();
    assert!(answer.findings.is_empty());
    assert_eq!(answer.not_held.len(), 2);
}
