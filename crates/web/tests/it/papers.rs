//! Papers of the office as whoever holds one checks them.

use crate::support::{Site, site};
use teukgu_domain::ids::CaseId;
use teukgu_domain::paper::Paper;
use teukgu_domain::text::Text;

const PDF: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const HWPX: &str = "382635c9325bf3273d195ff1b8a44e5b11afd7d97addeb8863ea35feb98c1a07";
const OTHER: &str = "3eb1bd439947eb762998e566ccc2e099c791118b2f40579cc4f7da2b5061b7f9";

/// A paper as the record keeps it.
pub(crate) fn paper() -> Paper {
    Paper {
        number: "2026-00042-1".to_owned(),
        case: CaseId::parse("2026-00042").unwrap(),
        letter: "granted".to_owned(),
        procedure: Text::new("차량 통행 금지·제한 요청", "Request to close a road to traffic"),
        on: "2026-03-02".parse().unwrap(),
        at: "2026-03-02T00:00:00Z".parse().unwrap(),
        pdf: PDF.to_owned(),
        hwpx: HWPX.to_owned(),
    }
}

/// A portal that has issued one paper.
async fn issued() -> Site {
    let site = site(&teukgu_testkit::yangjae()).await;
    site.append([paper().into()]).await;
    site.declare_key().await;
    site
}

#[tokio::test]
async fn a_paper_is_found_by_its_number_and_by_the_hash_of_either_file() {
    let site = issued().await;
    for (asked, leads_to) in [
        ("2026-00042-1".to_owned(), "/papers/2026-00042-1".to_owned()),
        (PDF.to_uppercase(), format!("/papers/2026-00042-1?hash={PDF}")),
        (format!("{HWPX}%20%20letter.hwpx"), format!("/papers/2026-00042-1?hash={HWPX}")),
    ] {
        for lang in ["", "/en"] {
            let reply = site.get(&format!("{lang}/papers?q={asked}")).await;
            assert_eq!(
                (reply.status.as_u16(), reply.header("location")),
                (303, &*format!("{lang}{leads_to}"))
            );
        }
    }
}

#[tokio::test]
async fn what_was_never_issued_is_not_found_and_what_to_do_is_said() {
    let site = issued().await;
    for (asked, told) in [
        ("2026-00042-2", "No paper of this number was issued"),
        (OTHER, "No file with this hash was issued"),
        ("%3Cscript%3E", "Enter the number of a paper"),
    ] {
        let reply = site.get(&format!("/en/papers?q={asked}")).await;
        assert_eq!(reply.status, 200, "{asked}");
        assert!(reply.body.contains(told) && reply.body.contains("aria-invalid"), "{asked}");
        assert!(!reply.body.contains("<script>"), "{asked}");
    }
    for path in ["/papers/2026-00042-2", "/papers/x", "/en/papers/%ED%8A%B9"] {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }
    assert!(!site.get("/papers").await.body.contains("aria-invalid"));
}

#[tokio::test]
async fn the_page_of_a_paper_gives_its_hashes_and_the_entry_that_proves_them() {
    let site = issued().await;
    let page = site.get("/papers/2026-00042-1").await;
    assert_eq!(page.status, 200);
    let seq = page.body.split("href=\"/record/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for part in [PDF, HWPX, "승인 통지서", "차량 통행 금지", "certutil -hashfile 2026-00042-1.pdf SHA256"]
    {
        assert!(page.body.contains(part), "{part}");
    }
    assert!(page.body.contains(&format!("href=\"/record/{seq}/proof.json\"")));
    let entry = site.json(&format!("/api/v1/record/{seq}")).await;
    assert_eq!(entry["kind"], "paper");
    assert!(entry["content"].to_string().contains(PDF), "{entry}");
}

#[tokio::test]
async fn the_hash_of_a_file_is_the_same_as_one_of_the_two_or_it_is_not() {
    let site = issued().await;
    for (hash, told) in [
        (PDF, "It is the PDF that was issued"),
        (HWPX, "It is the HWPX that was issued"),
        (OTHER, "It is not the file that was issued"),
        ("abc", "That is no SHA-256"),
    ] {
        let page = site.get(&format!("/en/papers/2026-00042-1?hash={hash}")).await;
        assert!(page.body.contains(told), "{hash}");
    }
}
