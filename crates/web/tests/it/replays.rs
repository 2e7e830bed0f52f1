//! A form that is sent again, or ten times at once, has the effect of one.

use crate::house::{EVENT, House, PDF, Visitor, house};
use std::sync::Arc;
use teukgu_domain::account::Role;
use teukgu_domain::case::{Act, NewConsultee, Outcome};
use teukgu_domain::entry::NounKind;
use teukgu_domain::ids::CaseId;
use teukgu_domain::notice::{Delivery, Notice};
use teukgu_domain::text::Text;
use teukgu_office::casework::NewDocument;
use teukgu_office::people::{Doer, NewAccount, NewGrant};
use teukgu_store::{Listing, Store as _};

/// A form as it is sent.
#[derive(Clone, Debug)]
struct Sent {
    who: &'static str,
    address: String,
    pairs: Vec<(&'static str, String)>,
    file: Option<&'static str>,
}

impl Sent {
    fn new(who: &'static str, address: impl Into<String>, pairs: &[(&'static str, &str)]) -> Self {
        let pairs = pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { who, address: address.into(), pairs, file: None }
    }

    fn with_file(self, name: &'static str) -> Self {
        Self { file: Some(name), ..self }
    }

    async fn send(&self, house: &House, visitor: &Visitor) -> u16 {
        let pairs: Vec<_> = self.pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = match self.file {
            Some(name) => house.send_file(visitor, &self.address, &pairs, (name, PDF)).await,
            None => house.send(visitor, &self.address, &pairs).await,
        };
        reply.status.as_u16()
    }
}

/// An act of a case, who does it, and what is sent.
type ActForm = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// What an act of a case is sent with.
const ACTS: &[ActForm] = &[
    ("accept", "officer", &[]),
    ("assign", "officer", &[]),
    ("do_task", "officer", &[("task", "kind")]),
    ("request_info", "officer", &[("items", "a paper"), ("until", "2026-03-20")]),
    ("answer", "applicant", &[("text", "here it is")]),
    ("complete_check", "officer", &[]),
    (
        "consult",
        "officer",
        &[("other-body", "police"), ("other-email", "p@authority.example"), ("until", "2026-03-20")],
    ),
    ("extend", "officer", &[("reason", "it takes longer")]),
    ("recommend", "officer", &[("outcome", "granted"), ("note", "fine")]),
    ("approve", "approver", &[]),
    ("push_back", "approver", &[("reason", "look again")]),
    ("refer", "approver", &[("reason", "a question of principle")]),
    ("resolve", "chair", &[("outcome", "granted"), ("resolution", "carried")]),
    ("close", "officer", &[]),
    ("withdraw", "applicant", &[("reason", "not needed")]),
    ("return", "officer", &[("reason", "not for us")]),
];

/// Those of the other forms that leave the record as it is.
const WITHOUT_ENTRY: [&str; 5] = ["fill in", "attach", "remove", "discard", "end sessions"];

/// The other forms of whoever is signed in, and the status that a second one is answered with.
const FORMS: &[(&str, u16)] = &[
    ("fill in", 303),
    ("attach", 303),
    ("remove", 303),
    ("file", 303),
    ("discard", 404),
    ("message", 303),
    ("memo", 303),
    ("add a paper", 303),
    ("copy", 303),
    ("share", 303),
    ("issue", 409),
    ("assign several", 303),
    ("open an account", 422),
    ("grant", 303),
    ("revoke", 409),
    ("end sessions", 303),
    ("close an account", 409),
    ("opinion", 422),
    ("link again", 303),
    ("change an event", 303),
    ("call off an event", 409),
    ("register", 200),
    ("retry", 303),
];

async fn filed(house: &House) -> CaseId {
    house.file("applicant", "petition.general", &[]).await
}

fn granted() -> Act {
    Act::Recommend { outcome: Outcome::Granted, note: "fine".to_owned() }
}

/// Brings a case to where an act is possible.
async fn ready_for(house: &House, act: &str) -> CaseId {
    let id = filed(house).await;
    if matches!(act, "accept" | "assign" | "extend" | "withdraw") {
        return id;
    }
    if matches!(act, "do_task" | "request_info" | "answer" | "complete_check" | "return") {
        house.act("officer", &id, Act::Accept).await.unwrap();
        if act == "answer" {
            let (items, until) = (vec!["a paper".to_owned()], "2026-03-20".parse().unwrap());
            house.act("officer", &id, Act::RequestInfo { items, until }).await.unwrap();
        }
        if act == "complete_check" {
            let tasks = house.casework().case(&house.who("officer"), &id).await.unwrap().case.tasks;
            for task in tasks {
                house.act("officer", &id, Act::DoTask { id: task.id, not_needed: None }).await.unwrap();
            }
        }
        return id;
    }
    house.review(&id).await;
    if matches!(act, "approve" | "push_back" | "refer" | "resolve" | "close" | "issue") {
        house.act("officer", &id, granted()).await.unwrap();
    }
    if matches!(act, "close" | "issue") {
        house.act("approver", &id, Act::Approve).await.unwrap();
    }
    if act == "resolve" {
        house.act("approver", &id, Act::Refer { reason: "principle".to_owned() }).await.unwrap();
    }
    id
}

async fn act_form(house: &House, (act, who, pairs): &ActForm) -> Sent {
    let id = ready_for(house, act).await;
    let (seen, officer) = (house.seen(&id).await, house.account("second-officer").id.to_string());
    let mut sent = Sent::new(who, format!("/cases/{id}/act/{act}"), pairs);
    sent.pairs.extend([("seen", seen), ("officer", officer)]);
    sent
}

/// Asks one authority about a case; its link has run out if a new one is to be sent.
async fn asked(house: &House, is_over: bool) -> String {
    let id = ready_for(house, "consult").await;
    let body = Text::new("경찰서", "police");
    let bodies = vec![NewConsultee { body, email: "p@authority.example".to_owned(), repeats: None }];
    house.act("officer", &id, Act::Consult { bodies, until: "2026-03-20".parse().unwrap() }).await.unwrap();
    if is_over {
        house.clock.move_to(house.site.office.now() + jiff::SignedDuration::from_mins(16));
    }
    house.links(&id).await.remove("p@authority.example").unwrap()
}

async fn paper(house: &House, id: &CaseId) -> String {
    let new = NewDocument { slot: "other".to_owned(), name: "a.pdf".to_owned(), bytes: PDF.to_vec() };
    let added = house.casework().add_document(&house.who("applicant"), id, new).await;
    added.unwrap().to_string()
}

/// Opens an account that nobody else in the test uses.
async fn target(house: &House) -> String {
    let login = format!("target-{}", house.head().await);
    let new = NewAccount { login, name: "somebody".to_owned(), ..NewAccount::default() };
    let grants = vec![NewGrant::in_zone(Role::Ministry)];
    house.site.office.people().open(Doer::Machine, new, grants).await.unwrap().account.id.to_string()
}

/// Makes the form of a name ready to be sent.
async fn ready(house: &House, name: &str) -> Sent {
    let once = house.head().await.to_string();
    match name {
        "fill in" | "attach" | "remove" | "file" | "discard" => application(house, name).await,
        "message" | "memo" | "add a paper" | "copy" | "share" | "issue" | "assign several" => {
            of_case(house, name).await
        }
        "open an account" => {
            Sent::new("admin", "/accounts/new", &[("login", &*format!("new-{once}")), ("name", "New")])
        }
        "grant" => {
            let address = format!("/accounts/{}/grant", target(house).await);
            Sent::new("admin", address, &[("role", "reviewer"), ("scope", "zone")])
        }
        "revoke" => {
            let address = format!("/accounts/{}/revoke", target(house).await);
            Sent::new("admin", address, &[("role", "ministry"), ("scope", "zone")])
        }
        "end sessions" => Sent::new("admin", format!("/accounts/{}/sign-out", target(house).await), &[]),
        "close an account" => {
            Sent::new("admin", format!("/accounts/{}/close", target(house).await), &[("sure", "yes")])
        }
        "opinion" => {
            let address = format!("/consult/{}", asked(house, false).await);
            Sent::new("officer", address, &[("opinion", "no_comment"), ("name", "Kim")])
        }
        "link again" => Sent::new("officer", format!("/consult/{}/again", asked(house, true).await), &[]),
        "register" => {
            let login = format!("new-{once}@firm.example");
            let pairs = [
                ("login", &*login),
                ("name", "New"),
                ("organisation", "Firm"),
                ("password", "a quiet sentence"),
            ];
            Sent::new("officer", "/register", &pairs)
        }
        "change an event" | "call off an event" => {
            let event = house.event("applicant", "a festival").await;
            let (verb, pairs) = match name {
                "change an event" => ("change", EVENT),
                _ => ("call-off", &[("sure", "yes")][..]),
            };
            Sent::new("applicant", format!("/dossiers/{event}/{verb}"), pairs)
        }
        "retry" => {
            let letter = house.letters(&filed(house).await).await.remove(0);
            let given_up = Delivery::GivenUp { at: house.site.office.now(), why: "no such box".to_owned() };
            house.site.append([Notice { delivery: given_up, ..letter.clone() }.into()]).await;
            Sent::new("officer", format!("/post/{}/retry", letter.id), &[])
        }
        _ => unreachable!("{name}"),
    }
}

async fn application(house: &House, name: &str) -> Sent {
    let token = house.draft("applicant", "petition.general", &[]).await;
    let address = format!("/applications/{}", token.as_str());
    match name {
        "fill in" => {
            let pairs = [("kind", "proposal"), ("subject", "a title"), ("content", "a text")];
            Sent::new("applicant", address, &pairs)
        }
        "attach" => {
            Sent::new("applicant", format!("{address}/papers"), &[("slot", "other")]).with_file("a.pdf")
        }
        "remove" => {
            let who = house.who("applicant");
            let with = house.casework().attach(&who, &token, "other", ("a.pdf", PDF.to_vec())).await.unwrap();
            let hash = &with.documents[0].hash;
            Sent::new("applicant", format!("{address}/papers/remove"), &[("slot", "other"), ("hash", hash)])
        }
        _ => Sent::new("applicant", format!("{address}/{name}"), &[]),
    }
}

async fn of_case(house: &House, name: &str) -> Sent {
    let id = ready_for(house, if name == "issue" { "issue" } else { "accept" }).await;
    let address = format!("/cases/{id}");
    match name {
        "message" => {
            Sent::new("applicant", format!("{address}/messages"), &[("text", "hello"), ("after", "x")])
        }
        "memo" => {
            Sent::new("officer", format!("{address}/messages"), &[("text", "hello"), ("internal", "yes")])
        }
        "add a paper" => Sent::new("applicant", format!("{address}/documents"), &[]).with_file("a.pdf"),
        "copy" => {
            let address = format!("{address}/documents/{}/copy", paper(house, &id).await);
            Sent::new("officer", address, &[("reason", "a name")]).with_file("copy.pdf")
        }
        "share" => {
            let address = format!("{address}/documents/{}/share", paper(house, &id).await);
            Sent::new("officer", address, &[("shared", "yes")])
        }
        "issue" => {
            let seen = house.seen(&id).await;
            Sent::new("officer", format!("{address}/letters/granted"), &[("seen", &seen)])
        }
        _ => {
            let officer = house.account("second-officer").id.to_string();
            Sent::new("officer", "/desk/assign", &[("case", id.as_str()), ("officer", &officer)])
        }
    }
}

/// Sends a form three times, and returns by how much the record has grown.
async fn one_after_another(house: &House, name: &str, sent: &Sent, second: u16) -> u64 {
    let visitor = house.enter(sent.who).await;
    let before = house.head().await;
    let status = sent.send(house, &visitor).await;
    assert!(matches!(status, 200 | 303), "{name}: {status}");
    let after = house.head().await;
    for _ in 0..2 {
        assert_eq!(sent.send(house, &visitor).await, second, "{name}: whoever sends it again is told");
        assert_eq!(house.head().await, after, "{name}: nothing happens the second time");
    }
    after - before
}

/// Sends a form ten times at once, and returns by how much the record has grown.
async fn at_once(house: &Arc<House>, name: &str, sent: &Sent) -> u64 {
    let visitor = house.enter(sent.who).await;
    let before = house.head().await;
    let mut sending = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (house, sent, visitor) = (Arc::clone(house), sent.clone(), visitor.clone());
        sending.spawn(async move { sent.send(&house, &visitor).await });
    }
    let statuses = sending.join_all().await;
    assert!(statuses.iter().any(|status| matches!(status, 200 | 303)), "{name}: {statuses:?}");
    assert!(
        statuses.iter().all(|status| matches!(status, 200 | 303 | 404 | 409 | 422)),
        "{name}: {statuses:?}"
    );
    house.head().await - before
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_act_that_is_sent_again_or_ten_times_at_once_is_done_once() {
    let house = Arc::new(house().await);
    for act in ACTS {
        // Once the committee has resolved, the case is none of its business any more.
        let second = if act.0 == "resolve" { 404 } else { 409 };
        let one = one_after_another(&house, act.0, &act_form(&house, act).await, second).await;
        let ten = at_once(&house, act.0, &act_form(&house, act).await).await;
        assert!(one > 0, "{}", act.0);
        assert_eq!(ten, one, "{}: ten at once are one", act.0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_form_that_is_sent_again_or_ten_times_at_once_has_the_effect_of_one() {
    let house = Arc::new(house().await);
    for (name, second) in FORMS {
        let one = one_after_another(&house, name, &ready(&house, name).await, *second).await;
        let ten = at_once(&house, name, &ready(&house, name).await).await;
        assert_eq!(one > 0, !WITHOUT_ENTRY.contains(name), "{name}");
        assert_eq!(ten, one, "{name}: ten at once are one");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_application_that_is_filed_ten_times_at_once_is_one_case_with_one_of_each_paper() {
    let house = Arc::new(house().await);
    let sent = application(&house, "file").await;
    let address = sent.address.replace("/file", "/papers");
    let attach = Sent::new("applicant", address, &[("slot", "other")]).with_file("a.pdf");
    at_once(&house, "attach", &attach).await;
    at_once(&house, "file", &sent).await;
    assert_eq!(house.count(NounKind::Case, None).await, 1);
    let listing = Listing::of(NounKind::CaseDocument);
    assert_eq!(house.site.store.count(house.site.office.zone_id(), &listing).await.unwrap(), 1);
}

#[tokio::test]
async fn a_password_is_changed_once_and_whoever_sends_it_again_signs_in_anew() {
    let house = house().await;
    let people = house.site.office.people();
    let new = NewAccount {
        login: "changing".to_owned(),
        name: "somebody".to_owned(),
        password: "the first sentence".to_owned(),
        ..NewAccount::default()
    };
    people.open(Doer::Machine, new, vec![NewGrant::in_zone(Role::Officer)]).await.unwrap();
    let entered = people.sign_in("changing", "the first sentence", "here").await.unwrap().unwrap();
    let visitor =
        Visitor { cookie: format!("teukgu_session={}", entered.token), csrf: entered.session.csrf.clone() };
    let pairs = [("old", "the first sentence"), ("password", "the second sentence")];
    let changed = house.send(&visitor, "/my/password", &pairs).await;
    assert_eq!(changed.header("location"), "/my");
    assert!(!changed.header("set-cookie").contains(&entered.token), "the session is another one");
    for _ in 0..2 {
        let again = house.send(&visitor, "/my/password", &pairs).await;
        assert!(again.header("location").starts_with("/sign-in"), "{}", again.header("location"));
    }
    assert!(people.sign_in("changing", "the second sentence", "here").await.unwrap().is_ok());
}
