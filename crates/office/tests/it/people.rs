//! Accounts, passwords and sessions.

use crate::support::{MovedClock, chance, reference};
use jiff::SignedDuration;
use std::sync::Arc;
use teukgu_domain::account::{Account, LinkedIdentity, Role, Scope};
use teukgu_domain::ids::{AccountId, CaseId, ZoneId};
use teukgu_domain::text::Lang;
use teukgu_office::Office;
use teukgu_office::people::{
    Doer, NewAccount, NewGrant, PendingSignOn, PeopleFault, ProvenIdentity, SignInFault, SignedIn,
};
use teukgu_office::policy::Who;
use teukgu_office::sign_on::{Begun, Identity};
use teukgu_store::{MemoryStore, Store};

const PASSWORD: &str = "양재천의 맑은 아침";

async fn office() -> (Office, Arc<MovedClock>) {
    office_on(Arc::new(MemoryStore::new())).await
}

async fn office_on(store: Arc<MemoryStore>) -> (Office, Arc<MovedClock>) {
    let clock = Arc::new(MovedClock::at("2026-03-02T00:00:00Z"));
    let office = Office::open(store, clock.clone(), chance(), zone(), reference()).await.unwrap();
    (office, clock)
}

fn zone() -> ZoneId {
    ZoneId::parse("gaon").unwrap()
}

fn firm() -> NewAccount {
    NewAccount {
        login: " Kim@Firm.Example ".to_owned(),
        name: "김신청".to_owned(),
        organisation_name: "㈜가온로보틱스".to_owned(),
        password: PASSWORD.to_owned(),
        ..NewAccount::default()
    }
}

fn staff(login: &str) -> NewAccount {
    NewAccount {
        login: login.to_owned(),
        name: "박직원".to_owned(),
        password: PASSWORD.to_owned(),
        ..NewAccount::default()
    }
}

async fn registered(office: &Office) -> SignedIn {
    office.people().register(firm(), "a").await.unwrap().unwrap()
}

async fn opened(office: &Office, login: &str, roles: &[Role]) -> Account {
    let grants = roles.iter().copied().map(NewGrant::in_zone).collect();
    office.people().open(Doer::Machine, staff(login), grants).await.unwrap().account
}

async fn sign_in(office: &Office, login: &str, password: &str) -> Result<SignedIn, SignInFault> {
    office.people().sign_in(login, password, "a").await.unwrap()
}

async fn is_signed_in(office: &Office, token: &str) -> bool {
    office.people().session(token).await.unwrap().is_some()
}

#[tokio::test]
async fn a_firm_registers_and_is_signed_in_as_an_applicant() {
    let (office, _) = office().await;
    let signed_in = registered(&office).await;
    let account = signed_in.session.account;
    assert_eq!(
        (account.login.as_str(), account.email.as_deref()),
        ("kim@firm.example", Some("kim@firm.example"))
    );
    assert_eq!(account.id.as_str().len(), 10);
    assert!(account.has_role(Role::Applicant, office.today()) && account.grants.len() == 1);
    let session = office.people().session(&signed_in.token).await.unwrap().unwrap();
    assert_eq!((session.account, session.csrf), (account, signed_in.session.csrf));
}

#[tokio::test]
async fn the_record_names_who_did_it_by_a_word_and_the_password_is_nowhere_in_it() {
    let store = Arc::new(MemoryStore::new());
    let (office, _) = office_on(store.clone()).await;
    let id = registered(&office).await.session.account.id;
    let admin = opened(&office, "admin-a", &[Role::Admin]).await;
    let who = Who::signed_in(&admin, office.today());
    office.people().close(Doer::Somebody(&who), &id).await.unwrap();
    let entries = store.entries(&zone(), 0, 10).await.unwrap();
    let actors: Vec<_> = entries.iter().map(|entry| entry.actor.0.clone()).collect();
    assert_eq!(actors, [format!("applicant:{id}"), "machine".to_owned(), format!("admin:{}", admin.id)]);
    let told = format!("{entries:?}");
    assert!(told.contains("김신청") && !told.contains("양재천") && !told.contains("argon2"));
}

#[tokio::test]
async fn what_is_wrong_with_a_registration_is_told_field_by_field() {
    let (office, _) = office().await;
    let fields = async |new: NewAccount| {
        let faults = office.people().register(new, "a").await.unwrap().unwrap_err();
        faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
    };
    assert_eq!(fields(NewAccount::default()).await, ["login", "name", "password", "organisation"]);
    assert_eq!(fields(NewAccount { password: "짧은 말".to_owned(), ..firm() }).await, ["password"]);
    let named = NewAccount { password: "my kim@firm.example".to_owned(), ..firm() };
    assert_eq!(fields(named).await, ["password"]);
    registered(&office).await;
    assert_eq!(fields(firm()).await, ["login"]);
}

#[tokio::test]
async fn a_login_is_given_once_even_to_many_who_ask_at_the_same_time() {
    let (office, _) = office().await;
    let people = office.people();
    let (a, b, c) = tokio::join!(
        people.register(firm(), "a"),
        people.register(firm(), "b"),
        people.register(firm(), "c")
    );
    let taken = [a, b, c].into_iter().filter(|done| done.as_ref().unwrap().is_ok()).count();
    assert_eq!(taken, 1);
}

#[tokio::test]
async fn only_the_right_password_lets_somebody_in_and_nothing_tells_which_part_was_wrong() {
    let (office, _) = office().await;
    registered(&office).await;
    let first = sign_in(&office, "KIM@firm.example", PASSWORD).await.unwrap();
    let again = sign_in(&office, "kim@firm.example", PASSWORD).await.unwrap();
    assert_ne!(first.token, again.token);
    assert_ne!(first.session.csrf, again.session.csrf);
    assert_eq!(
        sign_in(&office, "kim@firm.example", "양재천의 흐린 아침").await.unwrap_err(),
        SignInFault::Wrong
    );
    assert_eq!(sign_in(&office, "nobody@firm.example", PASSWORD).await.unwrap_err(), SignInFault::Wrong);
    office.people().close(Doer::Machine, &first.session.account.id).await.unwrap();
    assert_eq!(sign_in(&office, "kim@firm.example", PASSWORD).await.unwrap_err(), SignInFault::Wrong);
}

#[tokio::test]
async fn the_sixth_attempt_waits_even_with_the_right_password() {
    let (office, clock) = office().await;
    registered(&office).await;
    for _ in 0..5 {
        assert_eq!(sign_in(&office, "kim@firm.example", "wrong").await.unwrap_err(), SignInFault::Wrong);
        clock.pass_minutes(1);
    }
    let fault = sign_in(&office, "kim@firm.example", PASSWORD).await.unwrap_err();
    assert_eq!(fault, SignInFault::TooMany { minutes: 10 });
    assert!(fault.message().ko.contains("10분"));
    clock.pass_minutes(10);
    sign_in(&office, "kim@firm.example", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_after_half_a_day_in_any_case() {
    let (office, clock) = office().await;
    let idle = registered(&office).await.token;
    clock.pass_minutes(29);
    assert!(is_signed_in(&office, &idle).await);
    clock.pass_minutes(29);
    assert!(is_signed_in(&office, &idle).await);
    clock.pass_minutes(30);
    assert!(!is_signed_in(&office, &idle).await);
    let busy = sign_in(&office, "kim@firm.example", PASSWORD).await.unwrap().token;
    for _ in 0..(12 * 3 - 1) {
        clock.pass_minutes(20);
        assert!(is_signed_in(&office, &busy).await);
    }
    clock.pass_minutes(20);
    assert!(!is_signed_in(&office, &busy).await);
}

#[tokio::test]
async fn a_session_that_is_read_often_is_written_once_a_minute() {
    let (office, clock) = office().await;
    let token = registered(&office).await.token;
    let seen = async || office.people().session(&token).await.unwrap().unwrap().seen;
    let first = seen().await;
    clock.pass(SignedDuration::from_secs(59));
    assert_eq!(seen().await, first);
    clock.pass(SignedDuration::from_secs(1));
    assert_eq!(seen().await, office.now());
}

#[tokio::test]
async fn a_text_that_is_no_token_opens_nothing() {
    let (office, _) = office().await;
    registered(&office).await;
    for text in
        ["", "0", &"f".repeat(32), &"F".repeat(32), &"가".repeat(32), "../0000000000000000000000000000a"]
    {
        assert!(!is_signed_in(&office, text).await, "{text}");
        office.people().sign_out(text).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_signs_out_is_out_here_or_everywhere() {
    let (office, _) = office().await;
    let first = registered(&office).await;
    let second = sign_in(&office, "kim@firm.example", PASSWORD).await.unwrap();
    let third = sign_in(&office, "kim@firm.example", PASSWORD).await.unwrap();
    office.people().sign_out(&first.token).await.unwrap();
    assert!(!is_signed_in(&office, &first.token).await && is_signed_in(&office, &second.token).await);
    assert_eq!(office.people().sign_out_everywhere(&first.session.account.id).await.unwrap(), 2);
    assert!(!is_signed_in(&office, &second.token).await && !is_signed_in(&office, &third.token).await);
}

#[tokio::test]
async fn sessions_that_are_over_are_swept_away() {
    let (office, clock) = office().await;
    let token = registered(&office).await.token;
    assert_eq!(office.people().drop_expired().await.unwrap(), 0);
    clock.pass_minutes(31);
    assert_eq!(office.people().drop_expired().await.unwrap(), 1);
    assert!(!is_signed_in(&office, &token).await);
}

#[tokio::test]
async fn a_change_of_roles_counts_at_once_and_ends_what_is_signed_in() {
    let (office, _) = office().await;
    let signed_in = registered(&office).await;
    let id = signed_in.session.account.id;
    let account = office.people().grant(Doer::Machine, &id, NewGrant::in_zone(Role::Officer)).await.unwrap();
    assert!(account.has_role(Role::Officer, office.today()));
    assert!(!is_signed_in(&office, &signed_in.token).await);
    let account = office.people().revoke(Doer::Machine, &id, Role::Officer, &Scope::Zone).await.unwrap();
    assert!(!account.has_role(Role::Officer, office.today()) && account.grants.len() == 1);
    let none = office.people().revoke(Doer::Machine, &id, Role::Officer, &Scope::Zone).await.unwrap_err();
    assert!(matches!(none, PeopleFault::NoGrant { role: "officer" }), "{none:?}");
}

#[tokio::test]
async fn a_role_that_held_before_today_ends_yesterday_and_stays_to_be_seen() {
    let (office, clock) = office().await;
    let id = opened(&office, "officer-a", &[Role::Officer]).await.id;
    clock.pass_minutes(24 * 60 * 3);
    let account = office.people().revoke(Doer::Machine, &id, Role::Officer, &Scope::Zone).await.unwrap();
    assert!(!account.has_role(Role::Officer, office.today()));
    assert_eq!(account.grants[0].term.until.unwrap().to_string(), "2026-03-04");
}

#[tokio::test]
async fn a_role_has_a_place_and_days() {
    let (office, _) = office().await;
    let id = opened(&office, "officer-a", &[]).await.id;
    let case = Scope::Case(CaseId::parse("2026-00001").unwrap());
    let day = |text: &str| Some(text.parse().unwrap());
    let new = NewGrant {
        role: Role::Approver,
        scope: case.clone(),
        from: day("2026-04-01"),
        until: day("2026-04-30"),
    };
    let account = office.people().grant(Doer::Machine, &id, new.clone()).await.unwrap();
    assert_eq!((&account.grants[0].scope, account.grants[0].granted_by.as_ref()), (&case, None));
    assert!(account.grants_on("2026-04-30".parse().unwrap()).count() == 1);
    let again = office.people().grant(Doer::Machine, &id, new.clone()).await.unwrap();
    assert_eq!(again.grants.len(), 1);
    let turned = NewGrant { from: day("2026-05-01"), ..new };
    let fault = office.people().grant(Doer::Machine, &id, turned).await.unwrap_err();
    assert!(matches!(&fault, PeopleFault::Form(faults) if faults[0].field == "until"), "{fault:?}");
}

#[tokio::test]
async fn accounts_are_changed_by_an_administrator_only_and_never_by_oneself() {
    let (office, _) = office().await;
    let people = office.people();
    let admin = opened(&office, "admin-a", &[Role::Admin]).await;
    let officer = opened(&office, "officer-a", &[Role::Officer, Role::Approver]).await;
    let (as_admin, as_officer) =
        (Who::signed_in(&admin, office.today()), Who::signed_in(&officer, office.today()));
    let (by_admin, by_officer) = (Doer::Somebody(&as_admin), Doer::Somebody(&as_officer));
    let forbidden = |fault: PeopleFault| assert!(matches!(fault, PeopleFault::Forbidden { .. }), "{fault:?}");
    let role = || NewGrant::in_zone(Role::Finance);
    forbidden(people.grant(by_officer, &admin.id, role()).await.unwrap_err());
    forbidden(people.grant(by_admin, &admin.id, role()).await.unwrap_err());
    forbidden(people.close(by_officer, &admin.id).await.unwrap_err());
    forbidden(people.reset_password(by_officer, &admin.id, None).await.unwrap_err());
    forbidden(people.open(by_officer, staff("other-a"), Vec::new()).await.unwrap_err());
    forbidden(people.list(by_officer, "", None).await.unwrap_err());
    let given = people.grant(by_admin, &officer.id, role()).await.unwrap();
    assert_eq!(given.grants.last().unwrap().granted_by.as_ref(), Some(&admin.id));
    let listed = people.list(by_admin, "OFFICER", None).await.unwrap();
    assert_eq!(listed.iter().map(|account| &account.id).collect::<Vec<_>>(), [&officer.id]);
    assert_eq!(people.with_role(Role::Finance).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_password_that_somebody_else_made_up_has_to_be_replaced() {
    let (office, _) = office().await;
    let people = office.people();
    let new = NewAccount { password: String::new(), ..staff("officer-a") };
    let opened = people.open(Doer::Machine, new, Vec::new()).await.unwrap();
    let initial = opened.initial_password.unwrap();
    let signed_in = sign_in(&office, "officer-a", &initial).await.unwrap();
    assert!(signed_in.session.must_change_password);
    let session = people.session(&signed_in.token).await.unwrap().unwrap();
    assert!(session.must_change_password);
    let who = Who::signed_in(&session.account, office.today());
    let wrong = people.set_own_password(&who, "not the old one", PASSWORD, "a").await.unwrap_err();
    assert!(matches!(wrong, PeopleFault::SignIn(SignInFault::Wrong)), "{wrong:?}");
    let weak = people.set_own_password(&who, &initial, "officer-a officer-a", "a").await.unwrap_err();
    assert!(matches!(weak, PeopleFault::Form(_)), "{weak:?}");
    let renewed = people.set_own_password(&who, &initial, PASSWORD, "a").await.unwrap();
    assert!(!renewed.session.must_change_password && !is_signed_in(&office, &signed_in.token).await);
    assert!(!sign_in(&office, "officer-a", PASSWORD).await.unwrap().session.must_change_password);
    assert_eq!(sign_in(&office, "officer-a", &initial).await.unwrap_err(), SignInFault::Wrong);
}

#[tokio::test]
async fn a_password_that_is_reset_ends_what_was_signed_in_with_the_old_one() {
    let (office, _) = office().await;
    let signed_in = registered(&office).await;
    let admin = opened(&office, "admin-a", &[Role::Admin]).await;
    let who = Who::signed_in(&admin, office.today());
    let id = &signed_in.session.account.id;
    let made_up = office.people().reset_password(Doer::Somebody(&who), id, None).await.unwrap().unwrap();
    assert!(!is_signed_in(&office, &signed_in.token).await);
    assert!(sign_in(&office, "kim@firm.example", &made_up).await.unwrap().session.must_change_password);
    assert_eq!(office.people().reset_password(Doer::Machine, id, Some(PASSWORD)).await.unwrap(), None);
    assert!(!sign_in(&office, "kim@firm.example", PASSWORD).await.unwrap().session.must_change_password);
    let nobody = AccountId::parse("nobody").unwrap();
    let fault = office.people().reset_password(Doer::Machine, &nobody, None).await.unwrap_err();
    assert!(matches!(fault, PeopleFault::NoAccount { .. }) && !fault.help().is_empty());
}

#[tokio::test]
async fn a_closed_account_is_over_and_its_login_stays_taken() {
    let (office, _) = office().await;
    let signed_in = registered(&office).await;
    let id = &signed_in.session.account.id;
    assert!(office.people().close(Doer::Machine, id).await.unwrap().is_closed);
    assert!(!is_signed_in(&office, &signed_in.token).await);
    let fault = office.people().grant(Doer::Machine, id, NewGrant::in_zone(Role::Officer)).await.unwrap_err();
    assert!(matches!(fault, PeopleFault::Closed));
    assert!(office.people().register(firm(), "a").await.unwrap().is_err());
}

#[tokio::test]
async fn a_person_changes_name_address_and_language_of_their_own() {
    let (office, _) = office().await;
    let account = registered(&office).await.session.account;
    let who = Who::signed_in(&account, office.today());
    let changed = office.people().change_own(&who, " 김개명 ", "kim@new.example", Lang::En).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.login.as_str()), ("김개명", "kim@firm.example"));
    assert_eq!((changed.email.as_deref(), changed.lang), (Some("kim@new.example"), Lang::En));
    let fault = office.people().change_own(&who, "", "nowhere", Lang::Ko).await.unwrap_err();
    assert!(matches!(&fault, PeopleFault::Form(faults) if faults.len() == 2), "{fault:?}");
    assert!(fault.to_string().starts_with("name: "), "{fault}");
}

fn proven(subject: &str, email: &str) -> ProvenIdentity {
    ProvenIdentity {
        identity: LinkedIdentity { issuer: "https://id.example".to_owned(), subject: subject.to_owned() },
        email: Some(email.to_owned()),
        is_email_verified: true,
        name: Some("Kim".to_owned()),
        lang: Lang::Ko,
    }
}

#[tokio::test]
async fn somebody_whom_a_provider_knows_gets_the_same_account_each_time() {
    let (office, _) = office().await;
    let on = async |proven| office.people().sign_on_with(proven).await.unwrap();
    let first = on(proven("1", "Kim@Firm.example")).await.unwrap().session.account;
    assert_eq!((first.login.as_str(), first.name.as_str()), ("kim@firm.example", "Kim"));
    assert!(first.has_role(Role::Applicant, office.today()));
    // At the provider the address may change; the account stays.
    let again = on(ProvenIdentity { is_email_verified: false, ..proven("1", "new@firm.example") }).await;
    assert_eq!(again.unwrap().session.account.id, first.id);
    let other = on(proven("2", "kim@firm.example")).await.unwrap_err();
    assert_eq!(other, SignInFault::OtherIdentity);
    let unproven = ProvenIdentity { is_email_verified: false, ..proven("3", "lee@firm.example") };
    assert_eq!(on(unproven).await.unwrap_err(), SignInFault::NotVerified);
    assert_eq!(
        on(ProvenIdentity { email: None, ..proven("4", "") }).await.unwrap_err(),
        SignInFault::NotVerified
    );
}

#[tokio::test]
async fn an_account_that_a_provider_proves_is_linked_and_whoever_chose_its_password_is_out() {
    let (office, _) = office().await;
    let squatter = registered(&office).await;
    let linked = office.people().sign_on_with(proven("1", "kim@firm.example")).await.unwrap().unwrap();
    assert_eq!(linked.session.account.id, squatter.session.account.id);
    assert!(!is_signed_in(&office, &squatter.token).await && is_signed_in(&office, &linked.token).await);
    assert_eq!(sign_in(&office, "kim@firm.example", PASSWORD).await.unwrap_err(), SignInFault::Wrong);
    office.people().close(Doer::Machine, &linked.session.account.id).await.unwrap();
    let closed = office.people().sign_on_with(proven("1", "kim@firm.example")).await.unwrap();
    assert_eq!(closed.unwrap_err(), SignInFault::Wrong);
}

#[tokio::test]
async fn what_is_kept_for_a_visitor_at_a_provider_is_taken_once_and_in_time() {
    let (office, clock) = office().await;
    let people = office.people();
    let begun = Begun {
        url: String::new(),
        state: "s".to_owned(),
        nonce: "n".to_owned(),
        pkce_verifier: "v".to_owned(),
        back: "https://zone.example/sign-on".to_owned(),
    };
    let pending = PendingSignOn::new(&begun, "/my");
    let state = people.begin_sign_on(&pending).await.unwrap();
    let taken = people.take_sign_on(&state).await.unwrap().unwrap();
    assert_eq!((taken.back.as_str(), taken.begun("s")), ("/my", begun));
    assert_eq!(people.take_sign_on(&state).await.unwrap(), None);
    let late = people.begin_sign_on(&pending).await.unwrap();
    clock.pass_minutes(10);
    assert_eq!(people.take_sign_on(&late).await.unwrap(), None);
    for text in ["", "x", &"f".repeat(32)] {
        assert_eq!(people.take_sign_on(text).await.unwrap(), None);
    }
}

#[test]
fn what_a_provider_proves_is_taken_as_it_is() {
    let proved = Identity {
        issuer: "https://id.example".to_owned(),
        subject: "1".to_owned(),
        name: "Kim".to_owned(),
        email: Some("kim@firm.example".to_owned()),
        email_verified: true,
    };
    assert_eq!(ProvenIdentity::new(proved.clone(), Lang::Ko), proven("1", "kim@firm.example"));
    let nameless = Identity { name: " ".to_owned(), email_verified: false, ..proved };
    let taken = ProvenIdentity::new(nameless, Lang::Ko);
    assert_eq!((taken.name, taken.is_email_verified), (None, false));
}
