//! A paper with something covered: whoever may read the copy only gets the copy, whatever they ask for.

use crate::house::{House, Visitor, house, word};
use crate::support::Reply;
use std::fmt::Write as _;
use teukgu_domain::case::{Act, NewConsultee, Outcome};
use teukgu_domain::ids::{CaseId, DocumentId};
use teukgu_domain::text::Text;
use teukgu_office::casework::NewDocument;

/// Papers of each of the two cases.
const PAPERS: usize = 100;

/// What is covered in a paper: words in its text, and the name of its file.
fn covered(number: usize) -> [String; 3] {
    ["person", "number", "file"].map(|kind| word(kind, &number.to_string()))
}

/// Adds a paper and lays a copy beside it that has none of what is covered.
async fn redacted(house: &House, id: &CaseId, number: usize) -> DocumentId {
    let [person, registration, file] = covered(number);
    let (casework, firm, officer) = (house.casework(), house.who("applicant"), house.who("officer"));
    let (head, tail) = ("가".repeat(number % 7), "\n".repeat(number % 5));
    let bytes = format!("{head} 성명 {person}, 번호 {registration}{tail} 끝").into_bytes();
    let new = NewDocument { slot: "other".to_owned(), name: format!("{file}.txt"), bytes };
    let document = casework.add_document(&firm, id, new).await.unwrap();
    let copy = format!("{head} 성명 ○○○, 번호 ○○○{tail} 끝 ({number})").into_bytes();
    let name = format!("copy-{number}.txt");
    casework.redact(&officer, id, &document, (&name, copy), "개인정보를 가림").await.unwrap();
    document
}

fn all(reply: &Reply) -> String {
    let mut all = reply.body.clone();
    for (name, value) in &reply.headers {
        let _ = write!(all, "\n{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    all
}

async fn case(house: &House) -> (CaseId, Vec<DocumentId>) {
    let id = house.file("applicant", "petition.general", &[]).await;
    let mut documents = Vec::new();
    for number in 0..PAPERS {
        documents.push(redacted(house, &id, number).await);
    }
    house.review(&id).await;
    (id, documents)
}

#[tokio::test]
async fn an_authority_gets_the_copy_of_each_shared_paper_and_nothing_that_is_covered_in_any() {
    let house = house().await;
    let (id, documents) = case(&house).await;
    let officer = house.who("officer");
    for document in documents.iter().step_by(2) {
        house.casework().share_document(&officer, &id, document, true).await.unwrap();
    }
    let body = Text::new("경찰서", "police");
    let bodies = vec![NewConsultee { body, email: "p@authority.example".to_owned(), repeats: None }];
    house.act("officer", &id, Act::Consult { bodies, until: "2026-03-20".parse().unwrap() }).await.unwrap();
    let link = house.links(&id).await.remove("p@authority.example").unwrap();
    let page = house.site.get(&format!("/consult/{link}")).await;
    let (covered_there, shown) = (all(&page), page.body.matches(".txt").count());
    assert_eq!(shown, PAPERS / 2, "the shared ones are listed");
    for (number, document) in documents.iter().enumerate() {
        for query in ["", "?original=1", "?original=yes&original=1"] {
            let reply = house.site.get(&format!("/consult/{link}/documents/{document}{query}")).await;
            assert_eq!(reply.status, if number % 2 == 0 { 200 } else { 404 }, "{number}{query}");
            for word in covered(number) {
                assert!(!all(&reply).contains(&word), "{number}{query}: {word}");
                assert!(!covered_there.contains(&word), "{number}: {word}");
            }
        }
        let direct =
            house.get(&Visitor::default(), &format!("/cases/{id}/documents/{document}?original=1")).await;
        assert_eq!(direct.status, 303, "whoever has no account signs in first");
    }
    let copy = house.site.get(&format!("/consult/{link}/documents/{}", documents[0])).await;
    assert!(copy.body.contains("○○○"));
}

#[tokio::test]
async fn the_committee_reads_copies_and_only_the_office_and_the_firm_read_originals() {
    let house = house().await;
    let (id, documents) = case(&house).await;
    let recommend = Act::Recommend { outcome: Outcome::Granted, note: "fine".to_owned() };
    house.act("officer", &id, recommend).await.unwrap();
    house.act("approver", &id, Act::Refer { reason: "principle".to_owned() }).await.unwrap();
    for (who, sees) in [("chair", false), ("member", false), ("auditor", true), ("applicant", true)] {
        let visitor = house.enter(who).await;
        let page = all(&house.get(&visitor, &format!("/cases/{id}")).await);
        for (number, document) in documents.iter().enumerate() {
            let address = format!("/cases/{id}/documents/{document}");
            let plain = all(&house.get(&visitor, &address).await);
            let original = all(&house.get(&visitor, &format!("{address}?original=1")).await);
            let [person, registration, file] = covered(number);
            assert!(
                !plain.contains(&person) && plain.contains("○○○"),
                "{who}: without asking it is the copy"
            );
            assert_eq!(original.contains(&registration), sees, "{who} {number}");
            assert_eq!(page.contains(&file), sees, "{who} {number}");
        }
    }
    for who in ["second-firm", "admin", "ministry", "finance"] {
        let visitor = house.enter(who).await;
        let reply = house.get(&visitor, &format!("/cases/{id}/documents/{}?original=1", documents[0])).await;
        assert_eq!(reply.status, 404, "{who}");
    }
    // What is covered is found by no search and stands in no entry that everybody may read.
    let officer = house.enter("officer").await;
    let [person, _, file] = covered(7);
    for word in [person, file] {
        let found = house.get(&officer, &format!("/desk?ended=1&q={word}")).await;
        assert!(!found.body.contains(id.as_str()), "{word}");
    }
    let head = house.head().await;
    for seq in (head - 300)..=head {
        let entry = all(&house.site.get(&format!("/api/v1/record/{seq}")).await);
        assert!(!entry.contains("zq-"), "{seq}");
    }
}
