//! The state machine of a case: the table of what is possible, long random lives, and the words for stages.

mod acts;
mod labels;
mod table;
mod walk;

use std::sync::LazyLock;
use teukgu_domain::case::{Case, NewCase, Task, TaskStage, TaskState};
use teukgu_domain::clock::Rule;
use teukgu_domain::ids::{AccountId, CaseId, ProcedureId};
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::text::Text;
use teukgu_domain::{Date, Timestamp};

fn account(id: &str) -> AccountId {
    AccountId::parse(id).unwrap()
}

/// The morning on which cases are filed here.
fn morning() -> Timestamp {
    static MORNING: LazyLock<Timestamp> = LazyLock::new(|| "2026-03-03T00:00:00Z".parse().unwrap());
    *MORNING
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Files a case with a task for each stage of work, both in the same state.
fn filed(state: &TaskState) -> Case {
    let task = |id: &str, stage| Task {
        id: id.to_owned(),
        name: Text::new("확인", "look"),
        stage,
        state: state.clone(),
    };
    let period = Period::parse("14d").unwrap();
    let new = NewCase {
        id: CaseId::parse("2026-00001").unwrap(),
        procedure: ProcedureId::parse("petition").unwrap(),
        provision: None,
        dossier: None,
        applicant: account("applicant"),
        organisation: "회사".to_owned(),
        title: "신청".to_owned(),
        rule: Rule { clock: Clock::Petition, period, cite: "제1조".to_owned(), promise: false },
        tasks: vec![task("papers", TaskStage::Check), task("matter", TaskStage::Review)],
    };
    Case::file(new, morning())
}

/// Files a case that has no task left.
fn without_tasks() -> Case {
    filed(&TaskState::Done { by: account("officer-1"), at: morning() })
}
