//! What there is to hide: three cases of three firms, with a word of its own in everything that somebody wrote.

pub(super) use crate::house::word;
use crate::house::{House, house};
use teukgu_domain::case::{Act, NewConsultee, Opinion, Outcome, StageKind};
use teukgu_domain::ids::{AccountId, CaseId, DocumentId, DossierId, NoticeId, ScreeningId};
use teukgu_domain::text::{Lang, Text};
use teukgu_office::casework::NewDocument;
use teukgu_office::casework::procedures::LetterKind;

/// A case, its papers, and who filed it.
pub(super) struct Affair {
    pub(super) name: &'static str,
    pub(super) owner: &'static str,
    pub(super) id: CaseId,
    /// One paper as it came, and one with a redacted copy beside it.
    pub(super) documents: [DocumentId; 2],
}

/// The town: the house, its cases, and addresses of other things.
pub(super) struct Town {
    pub(super) house: House,
    pub(super) affairs: Vec<Affair>,
    /// Link of an authority about the first case.
    pub(super) link: String,
    /// Paper that was issued in the second case.
    pub(super) paper: String,
    /// Application that the second firm has not filed yet.
    pub(super) draft: String,
    /// Account of somebody who is not among the visitors.
    pub(super) target: AccountId,
    pub(super) notice: NoticeId,
    /// Event of the second firm.
    pub(super) event: DossierId,
    /// Screening in which an establishment of a name of its own meets the requirements of something.
    pub(super) screening: ScreeningId,
    /// Entries under the newest checkpoint.
    pub(super) size: u64,
}

/// What is hidden in every case: how it is called, and which actions tell it to whoever may do one of them with the
/// case.
pub(super) const HIDDEN: &[(&str, &[&str])] = &[
    ("title", &["case.read", "queue.read"]),
    ("content", &["case.read"]),
    ("file", &["document.read_original"]),
    ("bytes", &["document.read_original"]),
    ("original", &["document.read_original"]),
    ("secret", &["document.read_original"]),
    ("copy", &["document.read"]),
    ("covered", &["document.read"]),
    ("reason", &["document.read"]),
    ("message", &["case.read_message"]),
    ("memo", &["case.read_internal_message"]),
    ("asked", &["case.read_internal", "post.read"]),
    ("second-asked", &["case.read_internal", "post.read"]),
    ("opinion", &["case.read_internal"]),
    ("signer", &["case.read_internal"]),
    ("note", &["case.read_internal"]),
    ("draft", &["nobody.may"]),
    ("screened", &["screening.read"]),
];

/// What is hidden of whoever filed a case; they themselves see it on every page.
pub(super) const HIDDEN_OF_PERSONS: &[(&str, &[&str])] = &[
    ("name", &["case.read", "account.list"]),
    ("firm", &["case.read", "queue.read", "account.list"]),
    ("mail", &["account.list", "post.read"]),
    ("event", &["dossier.read"]),
];

/// What an authority with the link may read of a case beside what everybody may: the redacted copy.
pub(super) const TOLD_TO_AUTHORITY: &[&str] = &["copy", "covered"];

/// Opens the town.
pub(super) async fn town() -> Town {
    let mut house = house().await;
    house.open("target", teukgu_domain::account::Role::Reviewer).await;
    let mut affairs = Vec::new();
    for (name, owner) in [("kim", "applicant"), ("lee", "second-firm"), ("park", "operator")] {
        affairs.push(filed(&house, name, owner).await);
    }
    let [kim, lee, park] = affairs.as_slice() else { unreachable!("there are three") };
    consult(&house, kim).await;
    decide(&house, lee).await;
    refer(&house, park).await;
    let said = [("subject", &*word("draft", "lee")), ("content", &*word("draft", "lee"))];
    let draft = house.draft("second-firm", "petition.general", &said).await.as_str().to_owned();
    let event = house.event("second-firm", &word("event", "second-firm")).await;
    let screening = house.screening(&word("screened", "kim")).await;
    house.site.declare_key().await;
    let size = house.head().await;
    let link =
        house.links(&kim.id).await.remove(&format!("{}@authority.example", word("asked", "kim"))).unwrap();
    Town {
        link,
        paper: format!("{}-1", lee.id),
        target: house.account("target").id.clone(),
        notice: house.letters(&lee.id).await[0].id.clone(),
        event,
        screening,
        size,
        draft,
        affairs,
        house,
    }
}

async fn filed(house: &House, name: &'static str, owner: &'static str) -> Affair {
    let said = [("subject", &*word("title", name)), ("content", &*word("content", name))];
    let id = house.file(owner, "petition.general", &said).await;
    let casework = house.casework();
    let (firm, officer) = (house.who(owner), house.who("officer"));
    let add = async |file: &str, inside: &str| {
        let bytes = format!("{} is inside", word(inside, name)).into_bytes();
        let new = NewDocument { slot: "other".to_owned(), name: format!("{}.txt", word(file, name)), bytes };
        casework.add_document(&firm, &id, new).await.unwrap()
    };
    let documents = [add("file", "bytes").await, add("original", "secret").await];
    let copy = (&*format!("{}.txt", word("copy", name)), word("covered", name).into_bytes());
    casework.redact(&officer, &id, &documents[1], copy, &word("reason", name)).await.unwrap();
    casework.message(&firm, &id, &word("message", name), false).await.unwrap();
    casework.message(&officer, &id, &word("memo", name), true).await.unwrap();
    house.review(&id).await;
    Affair { name, owner, id, documents }
}

/// Asks two authorities, of which one has answered, and lets them read the paper with the copy.
async fn consult(house: &House, affair: &Affair) {
    let officer = house.who("officer");
    house.casework().share_document(&officer, &affair.id, &affair.documents[1], true).await.unwrap();
    let body = |kind: &str| NewConsultee {
        body: Text::new("경찰서", "police"),
        email: format!("{}@authority.example", word(kind, affair.name)),
        repeats: None,
    };
    let bodies = vec![body("asked"), body("second-asked")];
    let until = "2026-03-20".parse().unwrap();
    house.act("officer", &affair.id, Act::Consult { bodies, until }).await.unwrap();
    let links = house.links(&affair.id).await;
    let link = &links[&format!("{}@authority.example", word("second-asked", affair.name))];
    let (opinion, signer) = (word("opinion", affair.name), word("signer", affair.name));
    house.casework().respond(link, Opinion::Comment, opinion, signer).await.unwrap();
}

async fn recommend(house: &House, affair: &Affair) {
    let act = Act::Recommend { outcome: Outcome::Granted, note: word("note", affair.name) };
    house.act("officer", &affair.id, act).await.unwrap();
}

async fn decide(house: &House, affair: &Affair) {
    recommend(house, affair).await;
    house.act("approver", &affair.id, Act::Approve).await.unwrap();
    let officer = house.who("officer");
    house.casework().issue(&officer, &affair.id, LetterKind::Granted, Lang::Ko, None).await.unwrap();
}

async fn refer(house: &House, affair: &Affair) {
    recommend(house, affair).await;
    house
        .act("approver", &affair.id, Act::Refer { reason: "a question of principle".to_owned() })
        .await
        .unwrap();
}

impl Town {
    /// Returns true while a case is before the committee.
    pub(super) async fn is_on_agenda(&self, affair: &Affair) -> bool {
        let view = self.house.casework().case(&self.house.who("auditor"), &affair.id).await.unwrap();
        view.case.stage.kind() == StageKind::InCommittee
    }
}
