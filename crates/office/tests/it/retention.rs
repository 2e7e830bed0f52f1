//! What is over goes, and what is kept stays, when the clock moves on.

use crate::support::{MovedClock, Stage, stage_with};
use jiff::SignedDuration;
use std::sync::Arc;
use teukgu_domain::account::Role;
use teukgu_domain::entry::NounKind;
use teukgu_office::casework::{CaseFault, NewDocument, Raw};
use teukgu_office::check::{KEPT_DAYS, Token};
use teukgu_office::policy::Who;
use teukgu_store::{Listing, Shelf, Store as _};

fn raw() -> Raw {
    let pairs = [("kind", "proposal"), ("subject", "제목"), ("content", "내용")];
    Raw::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
}

/// Begins an application with a paper of its own.
async fn draft(stage: &Stage, who: &Who<'_>, paper: &str) -> Token {
    let casework = stage.office.casework();
    let token = casework.begin(who, "petition.general", None, None).await.unwrap();
    casework.answer(who, &token, &raw()).await.unwrap();
    casework.attach(who, &token, "other", ("a.txt", paper.as_bytes().to_vec())).await.unwrap();
    token
}

async fn on_shelf(stage: &Stage, shelf: Shelf) -> usize {
    stage.store.shelf(shelf, "", 1_000).await.unwrap().len()
}

#[tokio::test]
async fn applications_that_nobody_goes_on_with_go_after_their_days_and_cases_stay() {
    let clock = Arc::new(MovedClock::at("2026-03-02T00:00:00Z"));
    let stage = stage_with(clock.clone()).await;
    let firm = stage.person("firm@example.com", Role::Applicant).await;
    let who = stage.who(&firm);
    let filed = draft(&stage, &who, "filed").await;
    let casework = stage.office.casework();
    let id = casework.file(&who, &filed).await.unwrap().case;
    let new = NewDocument { slot: "other".to_owned(), name: "b.txt".to_owned(), bytes: b"later".to_vec() };
    casework.add_document(&who, &id, new).await.unwrap();
    let (left, kept) = (draft(&stage, &who, "left").await, draft(&stage, &who, "kept").await);
    clock.pass(SignedDuration::from_hours(24 * i64::from(KEPT_DAYS) - 1));
    assert_eq!(stage.office.checks().drop_expired().await.unwrap(), 0, "not before their days are over");
    casework.answer(&who, &kept, &raw()).await.unwrap();
    clock.pass(SignedDuration::from_hours(2));
    assert_eq!(stage.office.checks().drop_expired().await.unwrap(), 1);
    assert!(matches!(casework.application(&who, &left).await, Err(CaseFault::NotFound)));
    assert!(casework.application(&who, &kept).await.is_ok(), "one that somebody went on with stays");
    let head = stage.store.head(stage.office.zone_id()).await.unwrap();
    clock.pass(SignedDuration::from_hours(24 * 400));
    assert_eq!(stage.office.checks().drop_expired().await.unwrap(), 1);
    let view = casework.case(&who, &id).await.unwrap();
    assert_eq!(view.documents.len(), 2);
    for document in view.documents {
        let opened = casework.open_document(&who, &id, &document.id, false).await;
        assert!(opened.is_ok(), "the papers of a case stay with it");
    }
    assert_eq!(
        stage.store.head(stage.office.zone_id()).await.unwrap(),
        head,
        "nothing of it is in the record"
    );
    let cases = Listing::of(NounKind::CaseDocument);
    assert_eq!(stage.store.count(stage.office.zone_id(), &cases).await.unwrap(), 2);
}

#[tokio::test]
async fn sessions_that_are_over_go_and_passwords_stay() {
    let clock = Arc::new(MovedClock::at("2026-03-02T00:00:00Z"));
    let stage = stage_with(clock.clone()).await;
    stage.person("firm@example.com", Role::Applicant).await;
    let people = stage.office.people();
    let new = teukgu_office::people::NewAccount {
        login: "kim@firm.example".to_owned(),
        name: "Kim".to_owned(),
        organisation_name: "Firm".to_owned(),
        password: "a quiet sentence".to_owned(),
        ..Default::default()
    };
    people.register(new, "here").await.unwrap().unwrap();
    let passwords = on_shelf(&stage, Shelf::Credential).await;
    clock.pass_minutes(31);
    assert_eq!(people.drop_expired().await.unwrap(), 1);
    assert_eq!(
        (on_shelf(&stage, Shelf::Session).await, on_shelf(&stage, Shelf::Credential).await),
        (0, passwords)
    );
}
