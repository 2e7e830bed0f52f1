//! The self-check: what is asked, what is kept, what it comes to.

use crate::support::{clock, office, office_with};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use teukgu_office::Office;
use teukgu_office::check::{Answered, Check, FieldKind, QuestionId, Raw, SKIP, Token};
use teukgu_office::clock::Clock;
use teukgu_office::law::finding::Verdict;
use teukgu_office::law::model::ProvisionKind;
use teukgu_rules::fact::Who;

fn raw(pairs: &[(&str, &str)]) -> Raw {
    Raw::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

async fn begin(office: &Office, start: &str) -> Token {
    office.checks().begin(&raw(&[("start", start)])).await.unwrap().unwrap()
}

async fn open(office: &Office, token: &Token) -> Check {
    office.checks().open(token).await.unwrap().unwrap()
}

async fn answer(office: &Office, token: &Token, id: &str, pairs: &[(&str, &str)]) -> Answered {
    office.checks().answer(token, &QuestionId::parse(id).unwrap(), &raw(pairs)).await.unwrap()
}

async fn keep(office: &Office, token: &Token, id: &str, value: &str) {
    assert_eq!(answer(office, token, id, &[("value", value)]).await, Answered::Kept, "{id} {value}");
}

/// Answers whatever is asked: the first choice, a middling number, a day.
fn any_answer(check: &Check, id: &QuestionId) -> Raw {
    let prompt = check.prompt(id).unwrap();
    let field = |field: &teukgu_office::check::Field| {
        let value = match &field.kind {
            FieldKind::Choice(choices) => choices[0].value.clone(),
            FieldKind::Number { min, .. } => (min + 1).to_string(),
            FieldKind::Day { .. } => "2026-02-02".to_owned(),
            FieldKind::Words => "양재".to_owned(),
        };
        (field.input.clone(), value)
    };
    Raw::new(prompt.fields.iter().map(field).collect())
}

#[tokio::test]
async fn every_start_ends_after_questions_that_a_visitor_can_answer() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let law = teukgu_testkit::law();
    for start in ["patent", "talent", "festival", "building", "all", "firm"] {
        let token = begin(&office, start).await;
        let mut asked = BTreeSet::new();
        loop {
            let check = open(&office, &token).await;
            let Some(id) = check.next() else { break };
            assert!(asked.insert(id.clone()), "{start}: {id} is asked twice");
            if let QuestionId::Fact(fact) = &id {
                assert_eq!(law.vocabulary.find(fact).unwrap().who, Who::Applicant, "{start}: {fact}");
            }
            let prompt = check.prompt(&id).unwrap();
            assert!(!prompt.title.is_empty() && !prompt.fields.is_empty(), "{start}: {id}");
            assert!(start == "firm" || !prompt.whys.is_empty(), "{start}: nobody needs {id}");
            let answered = office.checks().answer(&token, &id, &any_answer(&check, &id)).await.unwrap();
            assert_eq!(answered, Answered::Kept, "{start}: {id}");
            assert!(asked.len() < 40, "{start} does not end");
        }
        let check = open(&office, &token).await;
        assert_eq!((check.progress().done, check.progress().left), (asked.len(), 0), "{start}");
        assert!(start == "building" || !asked.is_empty(), "{start}");
        let outcome = check.outcome();
        assert!(!outcome.cases.is_empty(), "{start}");
        for case in outcome.cases.iter().chain(&outcome.routes).chain(&outcome.duties) {
            assert!(!case.reason.ko.is_empty() && !case.reason.en.is_empty(), "{start}");
            assert_eq!(case.open.you, Vec::<&_>::new(), "{start}: {}", case.finding.provision);
        }
    }
}

#[tokio::test]
async fn saying_that_nothing_is_known_ends_as_well_and_leaves_everything_open() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let token = begin(&office, "festival").await;
    for _ in 0..60 {
        let Some(id) = open(&office, &token).await.next() else { break };
        assert_eq!(office.checks().skip(&token, &id).await.unwrap(), Answered::Kept);
    }
    let check = open(&office, &token).await;
    assert_eq!(check.next(), None);
    assert!(check.given().iter().all(teukgu_office::check::Given::is_skipped));
    assert!(check.groups().iter().flat_map(|group| &group.rows).all(|row| row.said.is_none()));
    for case in check.outcome().cases {
        assert_eq!(case.finding.verdict, Verdict::Unknown, "{}", case.finding.provision);
        assert!(!case.open.you.is_empty() || !case.open.office.is_empty());
    }
}

#[tokio::test]
async fn a_firm_with_an_invention_sees_the_special_case_and_the_easier_route_beside_it() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let token = begin(&office, "patent").await;
    keep(&office, &token, "application.kind", "patent").await;
    keep(&office, &token, "application.state", "exam_requested").await;
    keep(&office, &token, "application.uses_4ir_technology", "true").await;
    let check = open(&office, &token).await;
    let outcome = check.outcome();
    let [case] = &outcome.cases[..] else { unreachable!("one special case: {outcome:?}") };
    assert_eq!((case.finding.kind, case.finding.verdict), (ProvisionKind::SpecialCase, Verdict::Unknown));
    let easier = case.easier().unwrap();
    assert_eq!(easier.finding.provision, "patent.decree.9.1.2_2");
    assert!(case.open.office.iter().any(|question| question.fact == "application.directly_related"));
    assert!(outcome.routes.is_empty(), "every general route stands beside the special case");
}

#[tokio::test]
async fn the_way_back_leads_through_the_questions_in_their_order() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let token = begin(&office, "patent").await;
    let first = open(&office, &token).await.next().unwrap();
    assert_eq!(open(&office, &token).await.before(&first), None);
    office.checks().skip(&token, &first).await.unwrap();
    let check = open(&office, &token).await;
    let second = check.next().unwrap();
    assert_eq!(check.before(&second), Some(&first));
    office.checks().skip(&token, &second).await.unwrap();
    let check = open(&office, &token).await;
    assert_eq!(check.before(&second), Some(&first));
    assert_eq!(check.before(&check.next().unwrap()), Some(&second));
}

#[tokio::test]
async fn an_answer_is_changed_in_its_place_and_sent_twice_without_harm() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let token = begin(&office, "patent").await;
    keep(&office, &token, "application.kind", "patent").await;
    keep(&office, &token, "application.state", "filed").await;
    keep(&office, &token, "application.kind", "design").await;
    keep(&office, &token, "application.kind", "design").await;
    let check = open(&office, &token).await;
    assert_eq!(check.facts(), json!({ "application.kind": "design", "application.state": "filed" }));
    assert_eq!(check.given()[0].question.to_string(), "application.kind");
    let prompt = check.prompt(&QuestionId::parse("application.kind").unwrap()).unwrap();
    assert_eq!(check.filled(&prompt).get("value"), "design");
}

#[tokio::test]
async fn sites_are_counted_first_and_then_asked_about_one_by_one() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let token = begin(&office, "firm").await;
    keep(&office, &token, "applicant.role", "participant").await;
    keep(&office, &token, "applicant.project", "none").await;
    assert_eq!(open(&office, &token).await.next(), Some(QuestionId::Sites));
    assert!(matches!(answer(&office, &token, "site.1", &[]).await, Answered::NoQuestion));
    keep(&office, &token, "sites", "2").await;
    assert_eq!(open(&office, &token).await.next(), Some(QuestionId::Site(1)));
    let Answered::Faulty(faults) = answer(&office, &token, "site.1", &[("in_zone", "true")]).await else {
        unreachable!("one field of the site was left out")
    };
    assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["runs_project"]);
    let fields = [("in_zone", "true"), ("runs_project", SKIP)];
    assert_eq!(answer(&office, &token, "site.1", &fields).await, Answered::Kept);
    let check = open(&office, &token).await;
    assert_eq!(check.next(), Some(QuestionId::Site(2)));
    let withheld = json!({ "state": "withheld" });
    assert_eq!(check.facts()["sites"], json!([{ "in_zone": true, "runs_project": withheld }, {}]));
    assert!(check.prompt(&QuestionId::Site(1)).unwrap().is_about_place);
    keep(&office, &token, "sites", "0").await;
    assert_eq!(open(&office, &token).await.facts()["sites"], json!([]));
}

#[tokio::test]
async fn questions_of_others_cannot_be_answered() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let token = begin(&office, "patent").await;
    for id in ["application.directly_related", "plan.lists_case", "plan.covers_project", "no.such_fact"] {
        assert_eq!(answer(&office, &token, id, &[("value", "true")]).await, Answered::NoQuestion, "{id}");
    }
    assert_eq!(open(&office, &token).await.facts(), json!({}));
}

#[tokio::test]
async fn a_start_that_nobody_offers_and_a_day_that_is_none_are_refused_by_field() {
    let office = office(&teukgu_testkit::yangjae()).await;
    for (pairs, fields) in [
        (&[][..], &["start"][..]),
        (&[("start", "tax")][..], &["start"][..]),
        (
            &[("start", "all"), ("law_on-year", "2025"), ("law_on-month", "13"), ("law_on-day", "1")][..],
            &["law_on-year"][..],
        ),
    ] {
        let faults = office.checks().begin(&raw(pairs)).await.unwrap().unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), fields);
    }
}

#[tokio::test]
async fn another_day_of_law_is_the_one_that_counts() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let fields = [("start", "patent"), ("law_on", "2025-09-30")];
    let token = office.checks().begin(&raw(&fields)).await.unwrap().unwrap();
    let check = open(&office, &token).await;
    assert_eq!((check.law_on().0.to_string().as_str(), check.law_on().1), ("2025-09-30", true));
    let authority = check.outcome().cases[0].finding.authority.clone().unwrap();
    assert_eq!(authority.ko, "특허청장");
}

#[tokio::test]
async fn two_visitors_do_not_see_each_other() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let (one, other) = (begin(&office, "patent").await, begin(&office, "patent").await);
    assert_ne!(one, other);
    keep(&office, &one, "application.kind", "patent").await;
    assert_eq!(open(&office, &other).await.facts(), json!({}));
    office.checks().forget(&one).await.unwrap();
    assert!(office.checks().open(&one).await.unwrap().is_none());
    assert!(office.checks().open(&other).await.unwrap().is_some());
    assert_eq!(answer(&office, &one, "application.kind", &[("value", "patent")]).await, Answered::Gone);
}

/// A clock that a test sets.
struct SetClock(Mutex<Timestamp>);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

#[tokio::test]
async fn a_check_is_over_seven_days_after_its_last_answer() {
    let set = Arc::new(SetClock(Mutex::new(clock().now())));
    let office = office_with(&teukgu_testkit::yangjae(), set.clone()).await;
    let pass = |hours: i64| *set.0.lock().unwrap() += SignedDuration::from_hours(hours);
    let token = begin(&office, "patent").await;
    pass(6 * 24);
    keep(&office, &token, "application.kind", "patent").await;
    pass(7 * 24);
    assert!(office.checks().open(&token).await.unwrap().is_some(), "the answer began the seven days anew");
    assert_eq!(office.checks().drop_expired().await.unwrap(), 0);
    pass(1);
    assert!(office.checks().open(&token).await.unwrap().is_none());
    assert_eq!(answer(&office, &token, "application.kind", &[("value", "design")]).await, Answered::Gone);
    assert_eq!(office.checks().drop_expired().await.unwrap(), 1);
}

#[tokio::test]
async fn the_zone_without_the_special_case_says_so() {
    let zone = teukgu_testkit::second_zone();
    let office = office(&zone).await;
    let token = begin(&office, "all").await;
    let check = open(&office, &token).await;
    let granted: BTreeSet<String> = zone.provisions().iter().map(|granted| granted.id.to_string()).collect();
    for case in check.outcome().cases.iter().filter(|case| case.finding.kind == ProvisionKind::SpecialCase) {
        assert!(granted.contains(&case.finding.provision), "{}", case.finding.provision);
    }
}
