//! Two people who do something to the same case in the same moment.

use crate::support::{Stage, stage};
use std::sync::Arc;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::case::{Act, ActKind, Case, Outcome, StageKind};
use teukgu_domain::entry::{Actor, Event, NewEntry};
use teukgu_domain::ids::CaseId;
use teukgu_office::casework::{CaseAct, CaseFault, NewDocument, Raw};
use teukgu_store::{Expect, Store as _};
use tokio::sync::Barrier;

/// Rounds of each race.
const ROUNDS: usize = 1_000;

async fn act(stage: &Stage, by: &Account, id: &CaseId, act: Act) -> Result<u64, CaseFault> {
    stage.office.casework().act(&stage.who(by), id, CaseAct { act, seen: None }).await
}

async fn file(stage: &Stage, by: &Account) -> CaseId {
    let (casework, who) = (stage.office.casework(), stage.who(by));
    let token = casework.begin(&who, "petition.general", None, None).await.unwrap();
    let pairs = [("kind", "proposal"), ("subject", "제목"), ("content", "내용")];
    let raw = Raw::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    casework.answer(&who, &token, &raw).await.unwrap();
    casework.file(&who, &token).await.unwrap().case
}

/// Brings one case to where it is decided, and lays a thousand beside it that are the same but for their number.
async fn recommended(stage: &Stage) -> Vec<CaseId> {
    let firm = stage.person("firm@example.com", Role::Applicant).await;
    let officer = stage.person("officer", Role::Officer).await;
    let first = file(stage, &firm).await;
    act(stage, &officer, &first, Act::Accept).await.unwrap();
    let view = stage.office.casework().case(&stage.who(&officer), &first).await.unwrap();
    for task in view.case.tasks {
        act(stage, &officer, &first, Act::DoTask { id: task.id, not_needed: None }).await.unwrap();
    }
    act(stage, &officer, &first, Act::CompleteCheck).await.unwrap();
    let recommend = Act::Recommend { outcome: Outcome::Granted, note: "요건을 확인함".to_owned() };
    act(stage, &officer, &first, recommend).await.unwrap();
    let case = stage.office.casework().case(&stage.who(&officer), &first).await.unwrap().case;
    let numbered = |number| CaseId::parse(format!("2027-{number:05}")).unwrap();
    let ids: Vec<CaseId> = (1..=ROUNDS).map(numbered).collect();
    let at = stage.office.now();
    let entry = |id: &CaseId| NewEntry {
        actor: Actor::record_keeper(),
        at,
        event: Event::Case(Case { id: id.clone(), ..case.clone() }),
    };
    let entries = ids.iter().map(entry).collect();
    stage.store.append(stage.office.zone_id(), entries, Expect::nothing()).await.unwrap();
    ids
}

/// Has two people decide a case in the same moment, and returns what each is told.
async fn race(stage: &Arc<Stage>, id: &CaseId, both: [(&Account, Act); 2]) -> Vec<Result<u64, CaseFault>> {
    let start = Arc::new(Barrier::new(2));
    let runners = both.map(|(by, wanted)| {
        let (stage, start, by, id) = (Arc::clone(stage), Arc::clone(&start), by.clone(), id.clone());
        tokio::spawn(async move {
            start.wait().await;
            act(&stage, &by, &id, wanted).await
        })
    });
    let mut told = Vec::new();
    for runner in runners {
        told.push(runner.await.unwrap());
    }
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_decide_the_same_case_exactly_one_wins_a_thousand_times_and_the_other_is_told() {
    let stage = Arc::new(stage().await);
    let ids = recommended(&stage).await;
    let one = stage.person("approver", Role::Approver).await;
    let two = stage.person("second-approver", Role::Approver).await;
    for (round, id) in ids.iter().enumerate() {
        let reason = "다시 검토".to_owned();
        let other = match round % 3 {
            0 => Act::Approve,
            1 => Act::PushBack { reason },
            _ => Act::Refer { reason },
        };
        let told = race(&stage, id, [(&one, Act::Approve), (&two, other)]).await;
        let wins = told.iter().filter(|told| told.is_ok()).count();
        let is_told = |told: &Result<u64, CaseFault>| {
            matches!(told, Ok(_) | Err(CaseFault::Moved | CaseFault::Refused(_)))
        };
        assert!(wins == 1 && told.iter().all(is_told), "round {round}: {told:?}");
        let case = stage.office.casework().case(&stage.who(&one), id).await.unwrap().case;
        let deciding = [ActKind::Approve, ActKind::PushBack, ActKind::Refer];
        let decided = case.steps.iter().filter(|step| deciding.contains(&step.act)).count();
        assert_eq!(decided, 1, "round {round}: {:?}", case.stage.kind());
        assert_ne!(case.stage.kind(), StageKind::Recommended);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_copy_that_is_laid_beside_a_paper_is_never_lost_to_somebody_who_shares_it() {
    let stage = Arc::new(stage().await);
    let firm = stage.person("firm@example.com", Role::Applicant).await;
    let one = stage.person("officer", Role::Officer).await;
    let two = stage.person("second", Role::Officer).await;
    let id = file(&stage, &firm).await;
    for round in 0..50 {
        let new = NewDocument {
            slot: "other".to_owned(),
            name: "원본.txt".to_owned(),
            bytes: format!("원본 {round}").into_bytes(),
        };
        let document = stage.office.casework().add_document(&stage.who(&firm), &id, new).await.unwrap();
        let start = Arc::new(Barrier::new(2));
        let redacting = tokio::spawn({
            let (stage, start, id, document, one) =
                (Arc::clone(&stage), Arc::clone(&start), id.clone(), document.clone(), one.clone());
            async move {
                start.wait().await;
                let copy = ("사본.txt", b"copy".to_vec());
                stage.office.casework().redact(&stage.who(&one), &id, &document, copy, "성명").await
            }
        });
        let sharing = tokio::spawn({
            let (stage, start, id, document, two) =
                (Arc::clone(&stage), Arc::clone(&start), id.clone(), document.clone(), two.clone());
            async move {
                start.wait().await;
                stage.office.casework().share_document(&stage.who(&two), &id, &document, true).await
            }
        });
        let (redacted, shared) = (redacting.await.unwrap(), sharing.await.unwrap());
        let view = stage.office.casework().case(&stage.who(&one), &id).await.unwrap();
        let kept = view.documents.into_iter().find(|kept| kept.id == document).unwrap();
        assert_eq!(kept.redaction.is_some(), redacted.is_ok(), "round {round}: {redacted:?}");
        assert_eq!(kept.is_for_consultees, shared.is_ok(), "round {round}: {shared:?}");
        assert!(redacted.is_ok() || shared.is_ok(), "round {round}");
    }
}
