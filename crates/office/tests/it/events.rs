//! An event with its requests and duties, what the law turns, and what was promised.

use crate::support::{MovedClock, Stage, stage_in, stage_with};
use std::sync::Arc;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::case::{Act, Outcome, StageKind, TaskState};
use teukgu_domain::ids::{CaseId, DossierId};
use teukgu_office::casework::procedures::{EventKind, FieldKind};
use teukgu_office::casework::{CaseAct, CaseFault, LEAST, Mark, NewDossier, Raw};
use teukgu_office::law::Edition;
use teukgu_office::policy::Who;

/// A Tuesday morning.
const MORNING: &str = "2026-03-03T09:00+09:00";

async fn play() -> (Arc<MovedClock>, Stage) {
    let clock = Arc::new(MovedClock::at(MORNING));
    (clock.clone(), stage_with(clock).await)
}

/// A festival that needs all four requests.
fn festival(opens: &str, visitors: Option<u32>) -> NewDossier {
    let opens: teukgu_domain::Date = opens.parse().unwrap();
    NewDossier {
        name: "AI 페스타".to_owned(),
        opens,
        closes: opens.tomorrow().unwrap(),
        place: "매헌로".to_owned(),
        kinds: vec![
            EventKind::Festival,
            EventKind::OpenAirPerformance,
            EventKind::RoadClosure,
            EventKind::RoadOccupancy,
            EventKind::ParkOccupancy,
            EventKind::PublicFunds,
        ],
        host: "other".to_owned(),
        visitors,
        cost: None,
    }
}

async fn file(stage: &Stage, who: &Who<'_>, procedure: &str, event: Option<&DossierId>) -> CaseId {
    let casework = stage.office.casework();
    let form = casework.open_procedure(procedure).unwrap().form;
    let value = |kind: &FieldKind| match kind {
        FieldKind::Words { .. } | FieldKind::LongWords { .. } => "행사".to_owned(),
        FieldKind::Number { min, .. } => min.to_string(),
        FieldKind::Day => "2026-06-06".to_owned(),
        FieldKind::Choice(choices) => choices[0].key.clone(),
        FieldKind::Yes => "yes".to_owned(),
    };
    let raw = Raw::new(form.fields.iter().map(|field| (field.id.clone(), value(&field.kind))).collect());
    let token = casework.begin(who, procedure, None, event.cloned()).await.unwrap();
    casework.answer(who, &token, &raw).await.unwrap();
    for paper in form.papers.iter().filter(|paper| paper.required) {
        casework.attach(who, &token, &paper.id, ("서류.pdf", b"%PDF-1.7\n%%EOF\n".to_vec())).await.unwrap();
    }
    casework.file(who, &token).await.unwrap().case
}

#[tokio::test]
async fn a_festival_is_planned_and_all_four_of_its_requests_are_filed_from_one_folder() {
    let (_clock, stage) = play().await;
    let host = stage.person("host@example.com", Role::Applicant).await;
    let (who, casework) = (stage.who(&host), stage.office.casework());
    let id = casework.plan_event(&who, festival("2026-05-09", Some(3_000))).await.unwrap();
    let plan = casework.event(&who, &id).await.unwrap();
    assert_eq!(plan.cases.len(), 4);
    assert!(plan.warnings.iter().all(|warning| warning.ko.contains("쉬는 날")), "{:?}", plan.warnings);
    // A period of five days by the calendar that ends before Saturday, the 9th of May.
    for planned in &plan.cases {
        let latest = planned.latest.unwrap();
        assert!(latest < plan.dossier.opens && latest > stage.office.today(), "{latest}");
    }
    let day = |id: &str| plan.duties.iter().find(|duty| duty.duty.id == id).unwrap();
    assert_eq!(day("safety_plan").latest.unwrap().to_string(), "2026-04-18");
    // That day is a Saturday, so the Friday before it is the safe one.
    assert_eq!(day("safety_plan").safe.unwrap().to_string(), "2026-04-17");
    assert_eq!(day("performance_report").latest.unwrap().to_string(), "2026-04-25");
    for planned in &plan.cases {
        file(&stage, &who, &planned.procedure.id, Some(&id)).await;
    }
    let plan = casework.event(&who, &id).await.unwrap();
    assert_eq!(plan.dossier.cases.len(), 4);
    assert!(plan.cases.iter().all(|planned| planned.filed.is_some()));
    assert!(!plan.papers.is_empty());
    let answers = plan.timeline.iter().filter(|entry| matches!(entry.mark, Mark::Answer { .. })).count();
    assert_eq!(answers, 4);
    let days: Vec<_> = plan.timeline.iter().map(|entry| entry.on).collect();
    assert!(days.is_sorted());
    let zip = casework.event_papers(&who, &id).await.unwrap();
    assert!(zip.starts_with(b"PK"));
    let folder = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    assert_eq!(folder.len(), plan.papers.len());
}

#[tokio::test]
async fn what_is_late_or_unknown_about_an_event_is_said() {
    let (clock, stage) = play().await;
    let host = stage.person("host@example.com", Role::Applicant).await;
    let (who, casework) = (stage.who(&host), stage.office.casework());
    let id = casework.plan_event(&who, festival("2026-05-09", None)).await.unwrap();
    let plan = casework.event(&who, &id).await.unwrap();
    assert!(plan.duties.iter().any(|duty| duty.is_maybe), "the number of visitors is not known");
    assert!(plan.warnings.iter().any(|warning| warning.ko.contains("사람의 수")));
    casework.change_event(&who, &id, festival("2026-05-09", Some(10))).await.unwrap();
    let plan = casework.event(&who, &id).await.unwrap();
    assert!(plan.duties.iter().all(|duty| duty.duty.id != "safety_plan"), "ten visitors need no safety plan");
    casework.change_event(&who, &id, festival("2026-05-09", Some(3_000))).await.unwrap();
    clock.pass_minutes(60 * 24 * 64);
    let plan = casework.event(&who, &id).await.unwrap();
    let late = plan.warnings.iter().filter(|warning| warning.ko.contains("지났습니다")).count();
    assert!(late >= 5, "four requests and the safety plan: {:?}", plan.warnings);
    casework.do_duty(&who, &id, "safety_plan", stage.office.today()).await.unwrap();
    casework.do_duty(&who, &id, "safety_plan", stage.office.today()).await.unwrap();
    let plan = casework.event(&who, &id).await.unwrap();
    assert_eq!(plan.dossier.done.len(), 1, "a second press notes nothing more");
    assert!(matches!(
        casework.do_duty(&who, &id, "nothing", stage.office.today()).await,
        Err(CaseFault::NotFound)
    ));
}

#[tokio::test]
async fn an_event_is_seen_by_its_host_and_the_office_and_nothing_is_filed_once_it_is_called_off() {
    let (_clock, stage) = play().await;
    let host = stage.person("host@example.com", Role::Applicant).await;
    let other = stage.person("other@example.com", Role::Applicant).await;
    let officer = stage.person("officer", Role::Officer).await;
    let admin = stage.person("admin", Role::Admin).await;
    let casework = stage.office.casework();
    let id = casework.plan_event(&stage.who(&host), festival("2026-05-09", None)).await.unwrap();
    assert_eq!(casework.events(&stage.who(&host)).await.unwrap().len(), 1);
    assert_eq!(casework.events(&stage.who(&officer)).await.unwrap().len(), 1);
    assert!(casework.events(&stage.who(&other)).await.unwrap().is_empty());
    assert!(casework.events(&stage.who(&admin)).await.is_err());
    assert!(!casework.event(&stage.who(&officer), &id).await.unwrap().may_change);
    for stranger in [&other, &admin] {
        let who = stage.who(stranger);
        assert!(matches!(casework.event(&who, &id).await, Err(CaseFault::NotFound)));
        assert!(casework.call_off(&who, &id).await.is_err());
        assert!(casework.begin(&who, "road.control", None, Some(id.clone())).await.is_err());
    }
    casework.call_off(&stage.who(&host), &id).await.unwrap();
    let late = casework.begin(&stage.who(&host), "road.control", None, Some(id.clone())).await;
    assert!(matches!(late, Err(CaseFault::Moved)));
}

async fn act(stage: &Stage, by: &Account, id: &CaseId, act: Act) {
    let casework = stage.office.casework();
    casework.act(&stage.who(by), id, CaseAct { act, seen: None }).await.unwrap();
}

/// Works a case to its decision.
async fn decide(stage: &Stage, officer: &Account, approver: &Account, id: &CaseId) {
    act(stage, officer, id, Act::Accept).await;
    for kind in [StageKind::InCheck, StageKind::InReview] {
        let view = stage.office.casework().case(&stage.who(officer), id).await.unwrap();
        assert_eq!(view.case.stage.kind(), kind);
        for task in view.case.tasks.iter().filter(|task| task.state == TaskState::Open) {
            act(stage, officer, id, Act::DoTask { id: task.id.clone(), not_needed: None }).await;
        }
        if kind == StageKind::InCheck {
            act(stage, officer, id, Act::CompleteCheck).await;
        }
    }
    act(stage, officer, id, Act::Recommend { outcome: Outcome::Granted, note: "확인".to_owned() }).await;
    act(stage, approver, id, Act::Approve).await;
}

#[tokio::test]
async fn the_service_standard_tells_numbers_only_of_enough_cases_and_counts_again_after_a_while() {
    let (clock, stage) = play().await;
    let firm = stage.person("firm@example.com", Role::Applicant).await;
    let officer = stage.person("officer", Role::Officer).await;
    let approver = stage.person("approver", Role::Approver).await;
    let who = stage.who(&firm);
    let line = |standard: &teukgu_office::casework::ServiceStandard| {
        let of = |line: &&teukgu_office::casework::ServiceLine| line.procedure.id == "petition.general";
        standard.lines.iter().find(of).map(|line| (line.count, line.taken)).unwrap()
    };
    for n in 0..LEAST {
        let before = stage.office.casework().service_standard().await.unwrap();
        assert_eq!(line(&before), (n, None));
        let id = file(&stage, &who, "petition.general", None).await;
        decide(&stage, &officer, &approver, &id).await;
        let kept = stage.office.casework().service_standard().await.unwrap();
        assert_eq!(line(&kept), (n, None), "it is not counted at each visit");
        clock.pass_minutes(11);
    }
    let standard = stage.office.casework().service_standard().await.unwrap();
    let (count, taken) = line(&standard);
    let taken = taken.unwrap();
    assert_eq!((count, taken.median, taken.nine_in_ten, taken.in_time_percent), (LEAST, 1, 1, 100));
}

#[tokio::test]
async fn a_change_of_law_lists_the_open_cases_whose_answer_flips_and_changes_nothing() {
    let stage = stage_in(teukgu_testkit::yangjae(), Arc::new(MovedClock::at(MORNING))).await;
    let firm = stage.person("firm@example.com", Role::Applicant).await;
    let officer = stage.person("officer", Role::Officer).await;
    let casework = stage.office.casework();
    let id = file(&stage, &stage.who(&firm), "recommendation.e7", None).await;
    let petition = file(&stage, &stage.who(&firm), "petition.general", None).await;
    let (who, today) = (stage.who(&officer), stage.office.today());
    let same = casework.replay(&who, today, None).await.unwrap();
    assert_eq!((same.flipped.len(), same.asked, same.without), (0, 1, 1));
    // Before the 17th of April 2019 the letter was not in force.
    let before = casework.replay(&who, "2019-04-16".parse().unwrap(), None).await.unwrap();
    let flipped: Vec<_> = before.flipped.iter().map(|flipped| &flipped.case.id).collect();
    assert_eq!(flipped, [&id]);
    // A draft of the law without any provision answers nothing, so it turns nothing.
    let empty = casework.replay(&who, today, Some(&Edition::default())).await.unwrap();
    assert_eq!((empty.flipped.len(), empty.asked), (0, 1));
    assert!(casework.replay(&stage.who(&firm), today, None).await.is_err());
    for case in [&id, &petition] {
        let view = casework.case(&who, case).await.unwrap();
        assert_eq!(view.case.stage.kind(), StageKind::Received);
    }
}
