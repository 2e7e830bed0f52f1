//! The record as anybody may check it: keys, checkpoints, bundles, the check of the whole, moving.

use teukgu_domain::account::Account;
use teukgu_domain::case::{Case, NewCase};
use teukgu_domain::clock::Rule;
use teukgu_domain::entry::{Actor, Event, EventKind, NewEntry, NounKind};
use teukgu_domain::ids::{AccountId, CaseId, ProcedureId, SourceId, ZoneId};
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::provenance::Source;
use teukgu_domain::text::{Lang, Text};
use teukgu_ledger::{Bundle, Checkpoint, SigningKey, Trust, origin, verify_consistency};
use teukgu_office::OfficeError;
use teukgu_office::record::{
    Content, PublicEntry, TransferError, Withheld, bundle, check_text, consistency, declare_key, erase,
    export, export_beside, import, keep_checkpoint, named_key, newest_checkpoint, public_bundle, rotate_key,
    verify,
};
use teukgu_store::{Beside, Expect, MemoryStore, Shelf, Store};

fn zone() -> ZoneId {
    ZoneId::parse("yangjae").unwrap()
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&origin("yangjae"), [seed; 32]).unwrap()
}

fn clerk() -> Actor {
    Actor("clerk".to_owned())
}

fn source(id: &str) -> Event {
    Event::Source(Source {
        id: SourceId::parse(id).unwrap(),
        title: Text::new("출처", "source"),
        publisher: Text::default(),
        published_on: None,
        locator: None,
        licence: None,
    })
}

async fn append(store: &dyn Store, events: impl IntoIterator<Item = Event>) {
    let at = "2026-03-02T00:00:00Z".parse().unwrap();
    let entries = events.into_iter().map(|event| NewEntry { actor: clerk(), at, event }).collect();
    store.append(&zone(), entries, Expect::nothing()).await.unwrap();
}

async fn filled(count: u32) -> MemoryStore {
    let store = MemoryStore::new();
    append(&store, (0..count).map(|n| source(&format!("k{n}")))).await;
    let at = "2026-03-02T00:00:00Z".parse().unwrap();
    assert!(declare_key(&store, &zone(), &key(1), &clerk(), at).await.unwrap());
    assert!(!declare_key(&store, &zone(), &key(1), &clerk(), at).await.unwrap());
    store
}

async fn findings(store: &dyn Store, held: Option<&Checkpoint>) -> Vec<String> {
    let verification = verify(store, &zone(), held, |_| ()).await.unwrap();
    assert_eq!(verification.findings.len() as u64, verification.fault_count);
    verification.findings.into_iter().map(|finding| finding.text.en).collect()
}

#[tokio::test]
async fn a_visitor_checks_an_entry_with_nothing_but_the_bundle_and_the_key() {
    let store = filled(10).await;
    assert!(matches!(bundle(&store, &zone(), 3, None).await, Err(OfficeError::NoKey { .. })));
    let made = bundle(&store, &zone(), 3, Some(&key(1))).await.unwrap();
    append(&store, [source("later")]).await;
    assert_eq!(bundle(&store, &zone(), 3, None).await.unwrap(), made, "the newest checkpoint is enough");
    let read = Bundle::parse(&made.to_json()).unwrap();
    let trusted = [key(1).verifier()];
    let trust = Trust { keys: Some(&trusted), zone: Some("yangjae"), held: None };
    let verified = read.verify(trust).unwrap();
    assert_eq!((verified.pinned, verified.checkpoint.size), (true, 11));
    let strangers = [key(2).verifier()];
    assert!(read.verify(Trust { keys: Some(&strangers), ..trust }).is_err());
    for seq in [0, 13, u64::MAX] {
        let error = bundle(&store, &zone(), seq, Some(&key(1))).await.unwrap_err();
        assert!(matches!(error, OfficeError::NoEntry { head: 12, .. }), "{error}");
        assert!(!error.message().ko.is_empty() && !error.help().en.is_empty());
    }
}

#[tokio::test]
async fn a_record_that_names_another_key_is_not_signed() {
    let store = filled(1).await;
    let at = "2026-03-02T00:00:00Z".parse().unwrap();
    let error = declare_key(&store, &zone(), &key(2), &clerk(), at).await.unwrap_err();
    assert!(matches!(error, OfficeError::OtherKey { .. }), "{error}");
    let error = keep_checkpoint(&store, &zone(), &key(2)).await.unwrap_err();
    assert!(matches!(error, OfficeError::OtherKey { .. }), "{error}");
    assert_eq!(newest_checkpoint(&store, &zone()).await.unwrap(), None);
}

#[tokio::test]
async fn a_new_key_is_vouched_for_by_the_old_one() {
    let store = filled(4).await;
    keep_checkpoint(&store, &zone(), &key(1)).await.unwrap();
    let at = "2026-03-03T00:00:00Z".parse().unwrap();
    rotate_key(&store, &zone(), &key(2), Some(&key(1)), &clerk(), at).await.unwrap();
    assert_eq!(named_key(&store, &zone()).await.unwrap(), Some(key(2).verifier()));
    let note = newest_checkpoint(&store, &zone()).await.unwrap().unwrap().note;
    for trusted in [key(1), key(2)] {
        assert_eq!(Checkpoint::open(&note, &[trusted.verifier()]).unwrap().checkpoint.size, 6);
    }
    append(&store, [source("later")]).await;
    assert!(keep_checkpoint(&store, &zone(), &key(2)).await.unwrap());
    assert!(!keep_checkpoint(&store, &zone(), &key(2)).await.unwrap(), "nothing is new");
    assert_eq!(findings(&store, None).await, [""; 0]);
}

#[tokio::test]
async fn one_checkpoint_continues_another() {
    let store = filled(300).await;
    let old = store.head(&zone()).await.unwrap();
    append(&store, (0..300).map(|n| source(&format!("more{n}")))).await;
    let new = store.head(&zone()).await.unwrap();
    let proof = consistency(&store, &zone(), old.seq, new.seq).await.unwrap();
    verify_consistency((old.seq, &old.root), (new.seq, &new.root), &proof).unwrap();
    assert!(matches!(consistency(&store, &zone(), 1, 999).await, Err(OfficeError::NoEntry { .. })));
}

#[tokio::test]
async fn a_whole_record_has_no_findings_and_a_foreign_checkpoint_is_one() {
    let store = filled(600).await;
    keep_checkpoint(&store, &zone(), &key(1)).await.unwrap();
    append(&store, [Event::Withdrawn { noun: NounKind::Source, key: "k5".to_owned() }]).await;
    let basis = Text::new("보존기간 만료", "the time is over");
    append(&store, [Event::Erased { noun: NounKind::Source, key: "k5".to_owned(), entry: 6, basis }]).await;
    let verification = verify(&store, &zone(), None, |_| ()).await.unwrap();
    assert_eq!((verification.size, verification.erased, verification.checkpoints), (603, 1, 1));
    assert_eq!(verification.findings, []);
    let note = newest_checkpoint(&store, &zone()).await.unwrap().unwrap().note;
    let held = Checkpoint::parse_unverified(&note).unwrap();
    assert_eq!(findings(&store, Some(&held)).await, [""; 0]);
    let other = filled(600).await;
    let found = findings(&other, Some(&held)).await;
    assert_eq!(
        found,
        ["the first 601 entries are not those that the checkpoint that was kept elsewhere speaks of"]
    );
    let short = filled(3).await;
    let found = findings(&short, Some(&held)).await;
    assert_eq!(found, ["the record is shorter than the checkpoint of 601 entries that was kept elsewhere"]);
}

#[tokio::test]
async fn a_record_that_is_moved_is_the_same_to_the_byte() {
    let store = filled(1300).await;
    keep_checkpoint(&store, &zone(), &key(1)).await.unwrap();
    append(&store, [source("k1"), source("after")]).await;
    let mut text = Vec::new();
    let section = export(&store, &zone(), &mut text, |_| ()).await.unwrap();
    assert_eq!((section.size, section.checkpoints), (1303, 1));
    assert_eq!(check_text(&mut text.as_slice(), |_| ()).unwrap(), std::slice::from_ref(&section));
    let other = MemoryStore::new();
    let brought = import(&other, &mut text.as_slice(), |_| ()).await.unwrap();
    assert_eq!((brought[0].known, brought[0].new), (0, 1303));
    assert_eq!(other.head(&zone()).await.unwrap(), store.head(&zone()).await.unwrap());
    assert_eq!(findings(&other, None).await, [""; 0]);
    let mut again = Vec::new();
    export(&other, &zone(), &mut again, |_| ()).await.unwrap();
    assert!(again == text, "the text of the copy is another one");
    let brought = import(&other, &mut text.as_slice(), |_| ()).await.unwrap();
    assert_eq!((brought[0].known, brought[0].new), (1303, 0), "bringing in again changes nothing");
}

fn beside(shelf: Shelf, key: &str, bytes: &[u8]) -> Beside {
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    Beside { shelf, key: key.to_owned(), owner: "양재".to_owned(), at, bytes: bytes.to_vec() }
}

#[tokio::test]
async fn a_backup_brings_back_passwords_and_papers_but_no_sessions() {
    let store = filled(20).await;
    let kept: Vec<Beside> = (0..600)
        .map(|number| beside(Shelf::Blob, &format!("yangjae/{number:04}"), &[0, 255, 10, b'"']))
        .chain([
            beside(Shelf::Credential, "quiet-otter", b"$argon2id$"),
            beside(Shelf::Blob, "yangjae/x", b""),
        ])
        .collect();
    for beside in kept.iter().chain([&beside(Shelf::Session, "token", b"{}")]) {
        store.keep_beside(beside.clone()).await.unwrap();
    }
    let mut text = Vec::new();
    export(&store, &zone(), &mut text, |_| ()).await.unwrap();
    let records = text.len();
    assert_eq!(export_beside(&store, &mut text, |_| ()).await.unwrap(), 602);
    assert_eq!(check_text(&mut text.as_slice(), |_| ()).unwrap().len(), 1);
    let other = MemoryStore::new();
    other.keep_beside(beside(Shelf::Credential, "quiet-otter", b"newer")).await.unwrap();
    import(&other, &mut text.as_slice(), |_| ()).await.unwrap();
    for beside in &kept {
        let found = other.beside(beside.shelf, &beside.key).await.unwrap().unwrap();
        let stays = beside.shelf == Shelf::Credential;
        assert!(found.bytes == if stays { b"newer".to_vec() } else { beside.bytes.clone() });
        assert_eq!((&found.owner, found.at), (&beside.owner, beside.at));
    }
    assert!(other.shelf(Shelf::Session, "", 1).await.unwrap().is_empty());
    // Cut anywhere behind the records but at their very end, or changed by one bit, it does not hold.
    for cut in [records + 1, records + 28, usize::midpoint(records, text.len()), text.len() - 1] {
        assert!(check_text(&mut text[..cut].as_ref(), |_| ()).is_err(), "{cut}");
    }
    for at in (records..text.len()).step_by(97) {
        text[at] ^= 1;
        assert!(check_text(&mut text.as_slice(), |_| ()).is_err(), "{at}");
        text[at] ^= 1;
    }
    text.extend_from_slice(b"{}\n");
    assert!(check_text(&mut text.as_slice(), |_| ()).is_err());
}

#[tokio::test]
async fn a_text_of_another_record_or_with_a_fault_is_refused() {
    let (store, other) = (filled(20).await, filled(20).await);
    let mut text = Vec::new();
    export(&store, &zone(), &mut text, |_| ()).await.unwrap();
    let error = import(&other, &mut text.as_slice(), |_| ()).await.unwrap_err();
    assert!(matches!(error, TransferError::OtherRecord { seq: 1, .. }), "{error}");
    for cut in [0, 1, text.len() / 2, text.len() - 1] {
        let error = check_text(&mut text[..cut].as_ref(), |_| ()).unwrap_err();
        assert!(matches!(error, TransferError::Fault(_)), "{cut}: {error}");
        assert!(!error.message().ko.is_empty() && !error.help().en.is_empty());
    }
    let at = text.len() / 2;
    text[at] ^= 1;
    assert!(check_text(&mut text.as_slice(), |_| ()).is_err());
}

/// A word that no public answer may hold.
const TELLTALE: &str = "telltale";

fn personal() -> [Event; 2] {
    let id = |text: &str| AccountId::parse(text).unwrap();
    let account = Account {
        id: id("quiet-otter"),
        login: format!("{TELLTALE}-login"),
        name: TELLTALE.to_owned(),
        email: Some(format!("{TELLTALE}@firm.test")),
        lang: Lang::Ko,
        organisation: None,
        organisation_name: format!("{TELLTALE} works"),
        grants: Vec::new(),
        identity: None,
        is_closed: false,
        is_invented: true,
    };
    let at = "2026-03-02T00:00:00Z".parse().unwrap();
    let period = Period::parse("14d").unwrap();
    let rule = Rule { clock: Clock::Petition, period, cite: "제1조".to_owned(), promise: false };
    let case = NewCase {
        id: CaseId::parse("2026-00042").unwrap(),
        procedure: ProcedureId::parse("petition").unwrap(),
        provision: None,
        dossier: None,
        applicant: id("quiet-otter"),
        organisation: format!("{TELLTALE} works"),
        title: format!("{TELLTALE} asks"),
        rule,
        tasks: Vec::new(),
    };
    [account.into(), Case::file(case, at).into()]
}

/// A record with an account and a case, the account withdrawn and erased: entries 3, 4, 5 and 6.
async fn with_persons() -> MemoryStore {
    let store = filled(1).await;
    append(&store, personal()).await;
    append(&store, [Event::Withdrawn { noun: NounKind::Account, key: "quiet-otter".to_owned() }]).await;
    let at = "2026-03-02T00:00:00Z".parse().unwrap();
    erase(&store, &zone(), 3, Text::new("보존기간 만료", "the time is over"), &clerk(), at).await.unwrap();
    store
}

#[tokio::test]
async fn entries_about_persons_and_their_cases_are_withheld_and_still_proved() {
    let store = with_persons().await;
    let trusted = [key(1).verifier()];
    for seq in 1..=6 {
        let public = public_bundle(&store, &zone(), seq, Some(&key(1))).await.unwrap();
        let full = bundle(&store, &zone(), seq, None).await.unwrap();
        let trust = Trust { keys: Some(&trusted), zone: Some("yangjae"), held: None };
        let read = Bundle::parse(&public.to_json()).unwrap().verify(trust).unwrap();
        assert_eq!((read.pinned, read.has_payload), (true, seq < 3), "{seq}");
        assert_eq!((public.leaf(), public.inclusion()), (full.leaf(), full.inclusion()), "{seq}");
        assert_eq!(full.verify(trust).unwrap().has_payload, seq != 3, "only what is erased is gone: {seq}");
        for word in [TELLTALE, "quiet-otter", "2026-00042"] {
            assert!(!public.to_json().contains(word), "{word} in the proof of {seq}");
        }
    }
    assert!(bundle(&store, &zone(), 4, None).await.unwrap().to_json().contains(TELLTALE));
}

#[tokio::test]
async fn what_is_withheld_is_told_from_what_is_erased() {
    let store = with_persons().await;
    let entries = store.entries(&zone(), 0, 10).await.unwrap();
    let public: Vec<PublicEntry> = entries.into_iter().map(PublicEntry::from).collect();
    assert!(matches!(&public[0].content, Content::Shown(Event::Source(_))));
    assert_eq!(
        (public[2].kind, &public[2].content),
        (EventKind::Declared(NounKind::Account), &Content::Erased)
    );
    let withheld = |noun, erased| Content::Withheld(Withheld { noun, erased });
    assert_eq!(public[3].content, withheld(NounKind::Case, None));
    assert_eq!(
        (public[4].kind, &public[4].content),
        (EventKind::Withdrawn, &withheld(NounKind::Account, None))
    );
    let basis = Text::new("보존기간 만료", "the time is over");
    assert_eq!(public[5].content, withheld(NounKind::Account, Some((3, basis))));
    assert!(!format!("{public:?}").contains("quiet-otter"));
}
