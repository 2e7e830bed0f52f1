//! The record as visitors see it, and what they take home to check it.

use crate::support::{Site, empty_site, keyless_site, site};
use serde_json::Value;
use teukgu_domain::account::Account;
use teukgu_domain::case::{Case, NewCase};
use teukgu_domain::clock::Rule;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::ids::{AccountId, CaseId, ProcedureId};
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::{Lang, Text};
use teukgu_ledger::{Bundle, Checkpoint, Hash, Trust, VerifierKey, leaf_hash, verify_consistency};

/// A portal whose record names its key.
async fn keyed() -> Site {
    let site = site(&teukgu_testkit::yangjae()).await;
    site.declare_key().await;
    site
}

/// Returns the key that the portal publishes.
async fn key(site: &Site) -> VerifierKey {
    let newest = site.json("/api/v1/record/checkpoint").await;
    VerifierKey::parse(newest["key"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_proof_that_was_downloaded_holds_with_the_published_key_alone() {
    let site = keyed().await;
    let keys = [key(&site).await];
    let head = site.json("/api/v1/record").await["head"].as_u64().unwrap();
    for seq in [1, 17, head] {
        let file = site.get(&format!("/record/{seq}/proof.json")).await;
        let name = format!("attachment; filename=\"teukgu-yangjae-{seq}.json\"");
        assert_eq!(file.header("content-disposition"), name);
        let trust = Trust { keys: Some(&keys), zone: Some("yangjae"), held: None };
        let verified = Bundle::parse(&file.body).unwrap().verify(trust).unwrap();
        assert!(verified.pinned && verified.has_payload, "{seq}");
        assert_eq!(verified.checkpoint.size, head);
        assert_eq!(site.get(&format!("/api/v1/record/{seq}/proof")).await.body, file.body, "{seq}");
    }
}

#[tokio::test]
async fn an_entry_shows_the_hashes_that_its_own_lines_give() {
    let site = keyed().await;
    let entry = site.json("/api/v1/record/17").await;
    let leaf = leaf_hash(entry["leaf_text"].as_str().unwrap().as_bytes()).to_string();
    assert_eq!(entry["leaf"], leaf);
    assert_eq!((&entry["seq"], &entry["erased"]), (&17.into(), &false.into()));
    assert_eq!(entry["content"]["kind"], entry["kind"]);
    for (path, back) in [("/record/17", "href=\"/record/16\""), ("/en/record/17", "href=\"/en/record/18\"")] {
        let page = site.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for part in
            [&*leaf, "teukgu entry v1\nzone yangjae\nseq 17\n", "download=\"teukgu-yangjae-17.json\"", back]
        {
            assert!(page.body.contains(part), "{path}: {part}");
        }
    }
}

#[tokio::test]
async fn the_record_page_names_the_checkpoint_and_the_key_and_leads_to_each_entry() {
    let site = keyed().await;
    let newest = site.json("/api/v1/record/checkpoint").await;
    let head = newest["size"].as_u64().unwrap();
    for (path, entry) in [("/record", "/record"), ("/en/record", "/en/record")] {
        let page = site.get(path).await.body;
        assert!(page.contains(newest["root"].as_str().unwrap()), "{path}");
        assert!(page.contains(&askama_escaped(newest["key"].as_str().unwrap())), "{path}");
        assert!(page.contains(&format!("href=\"{entry}/{head}\"")), "{path}");
        assert!(page.contains("type=\"application/atom+xml\""), "{path}");
    }
}

/// Escapes what stands in a key as templates do.
fn askama_escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('<', "&#60;")
}

#[tokio::test]
async fn the_checkpoint_is_text_that_opens_with_the_published_key() {
    let site = keyed().await;
    let newest = site.get("/record/checkpoint").await;
    assert_eq!(newest.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(newest.header("cache-control"), "no-cache");
    let opened = Checkpoint::open(&newest.body, &[key(&site).await]).unwrap().checkpoint;
    let described = site.json("/api/v1/record/checkpoint").await;
    assert_eq!(described["note"], newest.body);
    assert_eq!(
        (&described["size"], &described["root"]),
        (&opened.size.into(), &opened.root.to_string().into())
    );
    let kept = site.get(&format!("/record/checkpoints/{}", opened.size)).await;
    assert_eq!(kept.body, newest.body);
    let problem = site.problem("/record/checkpoints/3", 404).await;
    assert!(problem["detail"].as_str().unwrap().contains("/api/v1/record/checkpoints"), "{problem}");
}

#[tokio::test]
async fn two_checkpoints_are_compared_with_the_proof_between_them() {
    let site = keyed().await;
    let list = site.json("/api/v1/record/checkpoints").await;
    let [new, old] = &list["checkpoints"].as_array().unwrap()[..] else { panic!("{list}") };
    let read = |one: &Value| Checkpoint::parse_unverified(one["note"].as_str().unwrap()).unwrap();
    let (old, new) = (read(old), read(new));
    let address = format!("/api/v1/record/consistency?from={}&to={}", old.size, new.size);
    let answer = site.json(&address).await;
    let hash = |text: &Value| Hash::parse(text.as_str().unwrap()).unwrap();
    let proof: Vec<Hash> = answer["hashes"].as_array().unwrap().iter().map(hash).collect();
    assert_eq!(verify_consistency((old.size, &old.root), (new.size, &new.root), &proof), Ok(()));
    let second = site.json("/api/v1/record/checkpoints?limit=1").await;
    assert_eq!(second["next_before"], new.size);
    let rest = site.json(&format!("/api/v1/record/checkpoints?before={}", new.size)).await;
    assert_eq!((&rest["checkpoints"][0]["size"], &rest["next_before"]), (&old.size.into(), &Value::Null));
}

#[tokio::test]
async fn numbers_that_name_nothing_are_refused_with_what_there_is() {
    let site = keyed().await;
    for seq in ["0", "9999", "x", "017", "%2B17", "-1", "18446744073709551616"] {
        for path in [format!("/api/v1/record/{seq}"), format!("/api/v1/record/{seq}/proof")] {
            let problem = site.problem(&path, 404).await;
            assert!(problem["detail"].as_str().unwrap().contains("there are 1 to "), "{path}: {problem}");
        }
        site.problem(&format!("/record/{seq}/proof.json"), 404).await;
        site.problem(&format!("/record/checkpoints/{seq}"), 404).await;
        let page = site.get(&format!("/en/record/{seq}")).await;
        assert_eq!(page.status, 404, "{seq}");
        assert!(page.body.contains("there are 1 to ") && page.body.contains("<h1"), "{seq}");
    }
    for (query, named) in [
        ("", "`from`"),
        ("?from=3", "`to`"),
        ("?from=0&to=3", "`from`"),
        ("?from=x&to=3", "`from`"),
        ("?from=3&to=9999", "`to`"),
        ("?from=7&to=3", "larger"),
        ("?from=3&to=7&size=1", "`size`"),
    ] {
        let problem = site.problem(&format!("/api/v1/record/consistency{query}"), 400).await;
        assert!(problem["detail"].as_str().unwrap().contains(named), "{query}: {problem}");
    }
    site.problem("/api/v1/record/checkpoints?limit=0", 400).await;
    site.problem("/api/v1/record/checkpoints?before=0", 400).await;
}

#[tokio::test]
async fn without_a_key_the_pages_say_that_nothing_is_signed_yet() {
    let site = keyless_site(&teukgu_testkit::yangjae()).await;
    for path in ["/en/record", "/en/record/17", "/en/record/verify"] {
        let page = site.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("No checkpoint has been signed yet"), "{path}");
        assert_eq!(page.header("cache-control"), "no-cache", "{path}");
    }
    for path in [
        "/record/checkpoint",
        "/record/17/proof.json",
        "/api/v1/record/checkpoint",
        "/api/v1/record/17/proof",
    ] {
        let problem = site.problem(path, 404).await;
        assert!(problem["detail"].as_str().unwrap().contains("no signed checkpoint yet"), "{path}");
    }
    let feed = site.get("/record/feed.xml").await;
    assert!(feed.status == 200 && !feed.body.contains("<entry>"), "{}", feed.body);
    assert_eq!(site.json("/api/v1/record/checkpoints").await["checkpoints"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn a_checkpoint_that_comes_later_is_on_a_page_that_was_seen_before() {
    let zone = teukgu_testkit::yangjae();
    let site = empty_site(&zone).await;
    site.load(&zone).await;
    assert!(site.get("/en/record").await.body.contains("No checkpoint has been signed yet"));
    site.sign().await;
    let page = site.get("/en/record").await;
    assert!(!page.body.contains("No checkpoint has been signed yet"));
    assert!(site.get("/en/record").await.headers.contains_key("etag"), "a settled page is kept ready");
}

#[tokio::test]
async fn an_erased_entry_says_why_and_by_which_entry_and_is_still_proved() {
    let zone = teukgu_testkit::yangjae();
    let site = keyed().await;
    let (seq, key) = first_neighbour(&site).await;
    let left = zone.events().filter(|event| event.subject().1 != key).cloned();
    site.load(&Snapshot::from_events(left)).await;
    site.erase(seq, Text::new("보존기간 만료 <a>", "retention over <a>")).await;
    let head = site.json("/api/v1/record").await["head"].as_u64().unwrap();
    let page = site.get(&format!("/en/record/{seq}")).await.body;
    for part in ["The content was erased", "retention over &#60;a&#62;", &format!("/en/record/{head}\"")] {
        assert!(page.contains(part), "{part}");
    }
    let entry = site.json(&format!("/api/v1/record/{seq}")).await;
    assert_eq!((&entry["erased"], &entry["content"]), (&true.into(), &Value::Null));
    assert_eq!(
        (&entry["erased_by"]["seq"], &entry["erased_by"]["basis"]["en"]),
        (&head.into(), &"retention over <a>".into())
    );
    let file = site.get(&format!("/record/{seq}/proof.json")).await;
    assert!(!Bundle::parse(&file.body).unwrap().verify(Trust::default()).unwrap().has_payload);
    let erasing = site.get(&format!("/en/record/{head}")).await.body;
    assert!(erasing.contains(&format!("Erased the content of No. {seq}")));
    let list = site.get(&format!("/en/record?before={}", seq + 1)).await.body;
    assert!(list.contains("Erased content"));
}

async fn first_neighbour(site: &Site) -> (u64, String) {
    let record = site.json("/api/v1/record?limit=1000").await;
    let entries = record["entries"].as_array().unwrap();
    let found = entries.iter().find(|entry| entry["kind"] == "neighbour").unwrap();
    (found["seq"].as_u64().unwrap(), found["key"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_feed_has_an_entry_for_each_checkpoint_with_a_name_that_stays() {
    let site = keyed().await;
    let feed = site.get("/record/feed.xml").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    let ids = |body: &str| -> Vec<String> {
        body.split("<id>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    };
    let found = ids(&feed.body);
    assert_eq!((found.len(), feed.body.matches("<entry>").count()), (3, 2), "{}", feed.body);
    assert!(found.iter().all(|id| id.starts_with("urn:uuid:")), "{found:?}");
    assert_eq!(feed.body.matches("<updated>2026-03-02T00:00:00Z</updated>").count(), 3, "{}", feed.body);
    assert!(feed.body.contains("href=\"http://portal.test/record/feed.xml\""), "{}", feed.body);
    let english = ids(&site.get("/en/record/feed.xml").await.body);
    assert_eq!(found[1..], english[1..]);
    assert_ne!(found[0], english[0], "each language has a feed of its own");
}

#[tokio::test]
async fn the_record_is_sifted_by_kind_and_an_unknown_kind_shows_all() {
    let site = keyed().await;
    let head = site.json("/api/v1/record").await["head"].as_u64().unwrap();
    let sources = site.json("/api/v1/sources").await["total"].as_u64().unwrap();
    let rows = |body: &str| body.matches("<tr><th scope=\"row\">").count() as u64;
    assert_eq!(rows(&site.get("/en/record?kind=source").await.body), sources);
    for query in ["", "?kind=", "?kind=%3Cscript%3E"] {
        assert_eq!(rows(&site.get(&format!("/en/record{query}")).await.body), head.min(50), "{query}");
    }
    assert!(site.get("/sitemap.xml").await.body.contains("<loc>/en/record/verify</loc>"));
}

#[tokio::test]
async fn the_guide_shows_what_a_check_really_says() {
    let site = keyed().await;
    let page = site.get("/record/verify").await;
    assert_eq!(page.status, 200);
    for part in [
        "✓ 내용이 해시값과 일치합니다",
        "teukgu ledger verify --bundle teukgu-yangjae-17.json --key",
        "consistency?from=",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    assert!(site.get("/en/record/verify").await.body.contains("✓ the content fits its hash"));
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

/// Every public address that shows one of the entries from `first` to `last`.
fn addresses(first: u64, last: u64) -> Vec<String> {
    let mut all = Vec::new();
    for lang in ["", "/en"] {
        all.extend(
            ["/record", "/record/verify", "/record/feed.xml", "/history"].map(|path| format!("{lang}{path}")),
        );
        all.extend(["account", "case"].map(|kind| format!("{lang}/record?kind={kind}")));
        all.extend((first..=last).map(|seq| format!("{lang}/record/{seq}")));
    }
    all.extend(
        ["/api/v1", "/sitemap.xml", "/record/checkpoint", "/api/v1/record/checkpoints"].map(str::to_owned),
    );
    all.push(format!("/api/v1/record?after={}&limit=1000", first - 1));
    for seq in first..=last {
        all.extend([
            format!("/record/{seq}/proof.json"),
            format!("/api/v1/record/{seq}"),
            format!("/api/v1/record/{seq}/proof"),
        ]);
    }
    all
}

#[tokio::test]
async fn no_public_answer_tells_what_entries_say_of_persons_and_their_cases() {
    let site = keyed().await;
    let before = site.json("/api/v1/record").await["head"].as_u64().unwrap();
    let [account, case] = personal();
    let (noun, gone) = (NounKind::Account, "quiet-otter".to_owned());
    site.append([account, case, Event::Withdrawn { noun, key: gone }]).await;
    site.erase(before + 1, Text::new("보존기간 만료", "retention over")).await;
    for address in addresses(before + 1, before + 4) {
        let reply = site.get(&address).await;
        assert_eq!(reply.status, 200, "{address}");
        for word in [TELLTALE, "quiet-otter", "2026-00042"] {
            assert!(!reply.body.contains(word), "{address} tells `{word}`");
        }
    }
}

#[tokio::test]
async fn an_entry_that_is_withheld_says_so_and_is_proved_without_its_content() {
    let site = keyed().await;
    let keys = [key(&site).await];
    site.append(personal()).await;
    site.sign().await;
    let head = site.json("/api/v1/record").await["head"].as_u64().unwrap();
    let entry = site.json(&format!("/api/v1/record/{head}")).await;
    assert_eq!((&entry["withheld"], &entry["erased"]), (&true.into(), &false.into()));
    assert_eq!(
        (&entry["kind"], &entry["key"], &entry["content"]),
        (&"case".into(), &Value::Null, &Value::Null)
    );
    assert_eq!(site.json("/api/v1/record/17").await["withheld"], false);
    let file = site.get(&format!("/record/{head}/proof.json")).await;
    let trust = Trust { keys: Some(&keys), zone: Some("yangjae"), held: None };
    let verified = Bundle::parse(&file.body).unwrap().verify(trust).unwrap();
    assert!(verified.pinned && !verified.has_payload);
    for (lang, badge, about) in [("", "비공개", "당사자는"), ("/en", "Withheld", "The person concerned can")]
    {
        let badge = format!(">{badge}</span>");
        assert_eq!(site.get(&format!("{lang}/record")).await.body.matches(&badge).count(), 2, "{lang}");
        let page = site.get(&format!("{lang}/record/{head}")).await.body;
        assert!(page.contains(&badge) && page.contains(about), "{lang}");
        assert!(!page.contains("payload.salt"), "no command for a content that the file does not hold");
    }
}
