//! From a form to a signed letter, as the people of an office go through it.

use crate::support::{Stage, stage, two_offices};
use std::collections::BTreeSet;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::case::{Act, ActKind, NewConsultee, Opinion, Outcome, Refused, StageKind};
use teukgu_domain::entry::NounKind;
use teukgu_domain::ids::CaseId;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::Office;
use teukgu_office::casework::procedures::LetterKind;
use teukgu_office::casework::{CaseAct, CaseFault, LinkState, QueueFilter, Raw};
use teukgu_office::people::{Doer, NewAccount, NewGrant};
use teukgu_office::policy::Who;
use teukgu_office::upload::UploadFault;
use teukgu_store::{Listing, Store as _};

const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";

fn raw(pairs: &[(&str, &str)]) -> Raw {
    Raw::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

/// Fills every field of a form with something that it takes.
fn filled(stage: &Stage, procedure: &str) -> Raw {
    filled_for(&stage.office, procedure)
}

fn filled_for(office: &Office, procedure: &str) -> Raw {
    use teukgu_office::casework::procedures::FieldKind;
    let procedure = office.casework().open_procedure(procedure).unwrap();
    let value = |kind: &FieldKind| match kind {
        FieldKind::Words { .. } | FieldKind::LongWords { .. } => "양재비전랩의 과제".to_owned(),
        FieldKind::Number { min, .. } => min.to_string(),
        FieldKind::Day => "2027-03-04".to_owned(),
        FieldKind::Choice(choices) => choices[0].key.clone(),
        FieldKind::Yes => "yes".to_owned(),
    };
    let fields = procedure.form.fields.iter();
    Raw::new(fields.map(|field| (field.id.clone(), value(&field.kind))).collect())
}

pub(crate) async fn file(stage: &Stage, who: &Who<'_>, procedure: &str) -> CaseId {
    let casework = stage.office.casework();
    let token = casework.begin(who, procedure, None, None).await.unwrap();
    casework.answer(who, &token, &filled(stage, procedure)).await.unwrap();
    let papers = casework.open_procedure(procedure).unwrap().form.papers;
    for paper in papers.iter().filter(|paper| paper.required) {
        casework.attach(who, &token, &paper.id, ("서류.pdf", PDF.to_vec())).await.unwrap();
    }
    let filed = casework.file(who, &token).await.unwrap();
    assert!(filed.is_new);
    let again = casework.file(who, &token).await.unwrap();
    assert_eq!(
        (again.case.clone(), again.is_new),
        (filed.case.clone(), false),
        "a second press files nothing"
    );
    filed.case
}

pub(crate) async fn act(stage: &Stage, who: &Who<'_>, id: &CaseId, act: Act) -> Result<u64, CaseFault> {
    stage.office.casework().act(who, id, CaseAct { act, seen: None }).await
}

pub(crate) async fn stage_of(stage: &Stage, who: &Who<'_>, id: &CaseId) -> StageKind {
    stage.office.casework().case(who, id).await.unwrap().case.stage.kind()
}

async fn do_tasks(stage: &Stage, who: &Who<'_>, id: &CaseId) {
    let view = stage.office.casework().case(who, id).await.unwrap();
    for task in view.case.tasks {
        act(stage, who, id, Act::DoTask { id: task.id, not_needed: None }).await.unwrap();
    }
}

pub(crate) async fn people(stage: &Stage) -> [Account; 4] {
    [
        stage.person("firm@example.com", Role::Applicant).await,
        stage.person("officer", Role::Officer).await,
        stage.person("approver", Role::Approver).await,
        stage.person("other@example.com", Role::Applicant).await,
    ]
}

#[tokio::test]
async fn a_recommendation_goes_from_the_form_to_a_letter_that_anybody_can_check() {
    let stage = stage().await;
    let [firm, officer, approver, other] = people(&stage).await;
    let [firm, officer, approver, other] = [&firm, &officer, &approver, &other].map(|one| stage.who(one));
    let casework = stage.office.casework();
    let id = file(&stage, &firm, "recommendation.e7").await;

    assert!(matches!(casework.case(&other, &id).await, Err(CaseFault::NotFound)), "nobody else sees it");
    let view = casework.case(&firm, &id).await.unwrap();
    assert!(!view.is_internal && view.case.promised.is_some());
    assert_eq!(view.stage_label().ko, "접수되었습니다");

    act(&stage, &officer, &id, Act::Accept).await.unwrap();
    let until = stage.day(10);
    let items = vec!["고용계약서".to_owned()];
    act(&stage, &officer, &id, Act::RequestInfo { items, until }).await.unwrap();
    let due = casework.case(&firm, &id).await.unwrap().case.due;
    act(&stage, &firm, &id, Act::Answer { text: "냈습니다".to_owned() }).await.unwrap();
    assert!(casework.case(&firm, &id).await.unwrap().case.due >= due, "the clock stood still");

    let open = act(&stage, &officer, &id, Act::CompleteCheck).await.unwrap_err();
    assert!(matches!(open, CaseFault::Refused(Refused::TasksOpen { .. })));
    do_tasks(&stage, &officer, &id).await;
    act(&stage, &officer, &id, Act::CompleteCheck).await.unwrap();
    let note = "요건을 확인함".to_owned();
    act(&stage, &officer, &id, Act::Recommend { outcome: Outcome::Granted, note }).await.unwrap();
    let view = casework.case(&firm, &id).await.unwrap();
    assert_eq!(view.stage_label().ko, "검토하고 있습니다", "a recommendation is not told to the applicant");
    assert!(matches!(act(&stage, &officer, &id, Act::Approve).await, Err(CaseFault::Forbidden { .. })));
    act(&stage, &approver, &id, Act::Approve).await.unwrap();

    let seen = casework.case(&officer, &id).await.unwrap().seq;
    let issued = casework.issue(&officer, &id, LetterKind::Granted, Lang::Ko, Some(seen)).await.unwrap();
    assert_eq!(issued.number, format!("{id}-1"));
    let twice = casework.issue(&officer, &id, LetterKind::Granted, Lang::Ko, Some(seen)).await;
    assert!(matches!(twice, Err(CaseFault::Moved)), "whoever saw the case before is told");
    let pdf = casework.open_paper(&firm, &id, &issued.number, false).await.unwrap();
    let hash = teukgu_office::digest::sha256(&pdf.bytes);
    let (_, record) = casework.issued(&issued.number).await.unwrap();
    assert_eq!(record.pdf, hash);
    assert!(casework.open_paper(&other, &id, &issued.number, false).await.is_err());

    act(&stage, &officer, &id, Act::Close).await.unwrap();
    assert_eq!(stage_of(&stage, &firm, &id).await, StageKind::Closed);
}

#[tokio::test]
async fn of_two_who_act_at_once_one_wins_and_the_other_is_told() {
    let stage = stage().await;
    let [firm, officer, ..] = people(&stage).await;
    let second = stage.person("second", Role::Officer).await;
    let id = file(&stage, &stage.who(&firm), "petition.general").await;
    let mut wins = 0;
    let (one, two) = (stage.who(&officer), stage.who(&second));
    let both = tokio::join!(act(&stage, &one, &id, Act::Accept), act(&stage, &two, &id, Act::Accept));
    for outcome in [both.0, both.1] {
        match outcome {
            Ok(_) => wins += 1,
            Err(CaseFault::Moved | CaseFault::Refused(_)) => (),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(wins, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_portals_on_one_record_file_an_application_once() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = two_offices(&folder.path().join("record.sqlite")).await;
    let new = NewAccount { login: "firm".to_owned(), name: "신청인".to_owned(), ..NewAccount::default() };
    let grants = vec![NewGrant::in_zone(Role::Applicant)];
    let account = one.people().open(Doer::Machine, new, grants).await.unwrap().account;
    let who = Who { account: Some(&account), link: None, today: one.today() };
    let mut cases = BTreeSet::new();
    for _ in 0..12 {
        let token = one.casework().begin(&who, "petition.general", None, None).await.unwrap();
        let form = filled_for(&one, "petition.general");
        one.casework().answer(&who, &token, &form).await.unwrap();
        let (a, b) = tokio::join!(one.casework().file(&who, &token), other.casework().file(&who, &token));
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!((&a.case, a.is_new), (&b.case, !b.is_new), "one is new, and both name it");
        cases.insert(a.case);
    }
    assert_eq!((cases.len(), one.casework().mine(&who).await.unwrap().len()), (12, 12));
}

#[tokio::test]
async fn an_authority_reads_one_case_by_its_link_and_answers_once() {
    let stage = stage().await;
    let [firm, officer, ..] = people(&stage).await;
    let (firm, officer) = (stage.who(&firm), stage.who(&officer));
    let casework = stage.office.casework();
    let id = file(&stage, &firm, "recommendation.e7").await;
    act(&stage, &officer, &id, Act::Accept).await.unwrap();
    do_tasks(&stage, &officer, &id).await;
    act(&stage, &officer, &id, Act::CompleteCheck).await.unwrap();
    let body = Text::new("출입국관서", "immigration office");
    let bodies = vec![NewConsultee { body, email: "office@example.com".to_owned(), repeats: None }];
    act(&stage, &officer, &id, Act::Consult { bodies, until: stage.day(5) }).await.unwrap();
    let token = stage.link().await;
    let LinkState::Open(opened) = casework.link(&token).await.unwrap() else { panic!("the link is closed") };
    assert!(opened.view.messages.is_empty() && opened.view.documents.is_empty(), "nothing was shared");
    let (front, _) = token.rsplit_once('.').unwrap();
    let wrong = format!("{front}.{}", "0".repeat(32));
    assert!(matches!(casework.link(&wrong).await, Err(CaseFault::NotFound)));
    assert!(casework.send_link_again(&wrong).await.is_err(), "nobody else has letters sent");
    assert!(casework.link("2026-00001.1.zz").await.is_err());
    casework.respond(&token, Opinion::NoComment, String::new(), "이주무".to_owned()).await.unwrap();
    assert!(matches!(casework.link(&token).await.unwrap(), LinkState::Over));
    assert_eq!(stage_of(&stage, &officer, &id).await, StageKind::InReview, "all have answered");
}

#[tokio::test]
async fn what_is_missing_or_lies_is_told_and_nothing_is_filed() {
    let stage = stage().await;
    let [firm, ..] = people(&stage).await;
    let who = stage.who(&firm);
    let casework = stage.office.casework();
    let token = casework.begin(&who, "recommendation.e7", None, None).await.unwrap();
    let Err(CaseFault::Form(faults)) = casework.answer(&who, &token, &raw(&[])).await else {
        panic!("an empty form was taken")
    };
    assert!(faults.iter().all(|fault| !fault.message.ko.is_empty() && !fault.message.en.is_empty()));
    assert!(matches!(casework.file(&who, &token).await, Err(CaseFault::Form(_))));
    let lie = casework.attach(&who, &token, "other", ("a.pdf", b"<html>".to_vec())).await;
    assert!(matches!(lie, Err(CaseFault::Upload(UploadFault::Unknown | UploadFault::NotWhatItSays { .. }))));
    let cases = Listing::of(NounKind::Case);
    assert_eq!(stage.store.count(stage.office.zone_id(), &cases).await.unwrap(), 0);
}

#[tokio::test]
async fn a_queue_is_ordered_by_the_due_day_and_found_by_words() {
    let stage = stage().await;
    let [firm, officer, ..] = people(&stage).await;
    let (firm, officer) = (stage.who(&firm), stage.who(&officer));
    let first = file(&stage, &firm, "petition.general").await;
    let second = file(&stage, &firm, "recommendation.e7").await;
    let casework = stage.office.casework();
    let queue = casework.queue(&officer, &QueueFilter::default()).await.unwrap();
    assert_eq!(queue.total, 2);
    let dues: Vec<_> = queue.rows.iter().map(|row| row.case.due).collect();
    assert!(dues.is_sorted());
    let words = second.to_string();
    let found = casework.queue(&officer, &QueueFilter { words, ..QueueFilter::default() }).await.unwrap();
    assert_eq!(found.rows.iter().map(|row| &row.case.id).collect::<Vec<_>>(), [&second]);
    assert!(matches!(casework.queue(&firm, &QueueFilter::default()).await, Err(CaseFault::Forbidden { .. })));
    assert_eq!(casework.mine(&firm).await.unwrap().len(), 2);
    let view = casework.case(&firm, &first).await.unwrap();
    assert!(view.can(ActKind::Withdraw) && !view.can(ActKind::Accept));
}
