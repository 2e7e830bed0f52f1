//! Screenings as officers meet them: loaded, refused with what is wrong, looked through, downloaded, removed.

use crate::house::{House, Visitor, form_kind, form_with_file, house};
use crate::support::Reply;
use axum::body::Body;
use axum::http::Request;
use std::fmt::Write as _;
use teukgu_domain::text::Lang;
use teukgu_testkit::payloads;

const HEAD: &str = "establishment,name,zone,border,provision,verdict,deciding,on,illustrative\n";
const PLACE: &str = "127.0271,37.4683";

async fn send(house: &House, visitor: &Visitor, kind: &str, pairs: &[(&str, &str)], text: &str) -> Reply {
    let address = format!("/desk/screening/{kind}");
    house.send_file(visitor, &address, pairs, ("firms.csv", text.as_bytes())).await
}

/// Loads a result and returns the address of its page.
async fn loaded(house: &House, visitor: &Visitor, rows: &str) -> String {
    let reply = send(house, visitor, "result", &[], &format!("{HEAD}{rows}")).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    reply.header("location").to_owned()
}

#[tokio::test]
async fn a_result_is_loaded_looked_through_and_removed() {
    let house = house().await;
    let officer = house.enter("officer").await;
    let mut rows = String::new();
    for n in 0..120 {
        let verdict = ["met,", "unknown,employs", "not_met,employs"][n % 3];
        let border = n == 0;
        writeln!(rows, "E{n},양재 회사 {n},yangjae,{border},act.31.letter,{verdict},2026-03-02,true")
            .unwrap();
    }
    let address = loaded(&house, &officer, &rows).await;
    let page = house.get(&officer, &address).await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
    for told in ["firms.csv", "요건 충족, 미신청", "양재 회사 0", "합성 자료", "1 / 6쪽", "경계 위"]
    {
        assert!(page.body.contains(told), "{told}");
    }
    assert!(!page.body.contains("양재 회사 2<"), "whoever meets nothing has no name here");
    let chosen = house.get(&officer, &format!("{address}?said=unknown&q=E1&part=employs")).await;
    assert!(chosen.body.contains("양재 회사 1<") && !chosen.body.contains("양재 회사 4<"));
    assert!(chosen.body.contains("먼저 걸린 요건: employs"));
    let english = house.get(&officer, &format!("/en{address}")).await;
    assert!(english.body.contains("Requirements met, not applied"));
    assert!(!english.body.to_lowercase().contains("approved</"), "nothing is approved");
    let listed = house.get(&officer, "/desk/screening").await;
    assert!(listed.body.contains(&address) && listed.body.contains("officer"));
    assert!(house.get(&officer, "/desk").await.body.contains("/desk/screening"));

    let refused = house.send(&officer, &format!("{address}/remove"), &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("href=\"#sure\"") && refused.body.contains("<title>오류:"));
    let removed = house.send(&officer, &format!("{address}/remove"), &[("sure", "yes")]).await;
    assert_eq!(removed.header("location"), "/desk/screening?removed=1");
    assert_eq!(house.get(&officer, &address).await.status, 404);
}

#[tokio::test]
async fn both_downloads_are_safe_for_spreadsheets_and_the_one_of_invitations_names_nobody() {
    let house = house().await;
    let officer = house.enter("officer").await;
    let rows = "=E1,=cmd()|홍길동,yangjae,false,act.31.letter,met,,2026-03-02,false\n\
                =E1,=cmd()|홍길동,yangjae,false,act.55.patent_priority,unknown,venture,2026-03-02,false\n";
    let address = loaded(&house, &officer, rows).await;
    let list = house.get(&officer, &format!("{address}/list.csv?said=not_yet")).await;
    assert_eq!(list.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<&str> = list.body.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].starts_with("'=E1,'=cmd()|홍길동,"), "{lines:?}");
    let invited = house.get(&officer, &format!("/en{address}/invitations.csv")).await;
    assert_eq!(invited.header("cache-control"), "no-store");
    assert!(!invited.body.contains("홍길동"), "{}", invited.body);
    let lines: Vec<&str> = invited.body.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].starts_with("'=E1,yangjae,act.31.letter,"), "{lines:?}");
    assert!(lines[1].contains("http://localhost:8080/en/law/act.31.letter"), "{lines:?}");
}

#[tokio::test]
async fn a_register_is_screened_from_the_form_for_a_day() {
    let house = house().await;
    let officer = house.enter("officer").await;
    let text = format!(
        "est_id,name,ksic10,sgg,lon,lat,status,venture\nE1,합성사업체,62010,11650,{PLACE},영업,1\nE2,합성,,,,,영업,\n"
    );
    let pairs = [("map", "register"), ("columns", ""), ("on", "2026-06-08")];
    let reply = send(&house, &officer, "register", &pairs, &text).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    let page = house.get(&officer, reply.header("location")).await;
    for told in ["2026. 6. 8.", "합성 자료", "위치 없음", "예시라서"] {
        assert!(page.body.contains(told), "{told}");
    }
    for (pairs, field) in [
        (&[("map", "own"), ("columns", "")][..], "columns"),
        (&[("map", "own"), ("columns", "x = ")], "columns"),
        (&[("map", "nonsense")], "map"),
        (&[("map", "register"), ("on", "soon")], "on"),
        (&[("map", "shops")], "register-file"),
    ] {
        let reply = send(&house, &officer, "register", pairs, &text).await;
        assert_eq!(reply.status, 422, "{pairs:?}");
        assert!(reply.body.contains(&format!("href=\"#{field}\"")), "{pairs:?}");
        assert!(reply.body.contains(&format!("id=\"{field}-error\"")), "{pairs:?}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_told_with_its_line_on_the_page_of_the_form() {
    let house = house().await;
    let officer = house.enter("officer").await;
    let rows = format!("{HEAD}E1,a,yangjae,false,act.31.letter,approved,,2026-03-02,false\n");
    for (lang, told) in [
        (Lang::Ko, "2번째 줄: 모르는 판정입니다: `approved`"),
        (Lang::En, "Line 2: `approved` is no verdict"),
    ] {
        let prefix = if lang == Lang::En { "/en" } else { "" };
        let address = format!("{prefix}/desk/screening/result");
        let reply = house.send_file(&officer, &address, &[], ("a.csv", rows.as_bytes())).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains(told) && reply.body.contains("href=\"#result-file\""), "{}", reply.body);
    }
    let body = form_with_file(&[("csrf", &officer.csrf)], ("", b""));
    let headers = [("content-type", &*form_kind()), ("cookie", &officer.cookie)];
    let reply = house.site.send(Request::post("/desk/screening/result"), &headers, Body::from(body)).await;
    assert!(reply.status == 422 && reply.body.contains("파일을 고르세요"), "{}", reply.status);
}

#[tokio::test]
async fn whoever_may_not_load_is_told_so_before_the_file_is_read() {
    let house = house().await;
    for who in ["applicant", "auditor", "approver"] {
        let visitor = house.enter(who).await;
        // A body that is not there cannot be read.
        let headers =
            [("content-type", &*form_kind()), ("cookie", &*visitor.cookie), ("content-length", "33000000")];
        let reply = house.site.send(Request::post("/desk/screening/result"), &headers, Body::empty()).await;
        assert_eq!(reply.status, 403, "{who}");
        assert!(reply.body.contains("matrix.csv"), "{who}");
    }
    let officer = house.enter("officer").await;
    assert_eq!(house.get(&officer, "/desk/screening/nothing").await.status, 404);
    assert_eq!(house.get(&officer, "/desk/screening/%20").await.status, 404);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_and_one_of_thirty_megabytes_is_read() {
    let house = house().await;
    let officer = house.enter("officer").await;
    let row = format!("E1,{},pangyo,false,act.31.letter,met,,2026-03-02,false\n", "가".repeat(600));
    let large = format!("{HEAD}{}", row.repeat((30 << 20) / row.len()));
    let reply = send(&house, &officer, "result", &[], &large).await;
    assert_eq!(reply.status, 422, "it is read, and no row is of this zone");
    assert!(reply.body.contains("pangyo"));
    let reply = send(&house, &officer, "result", &[], &large.repeat(2)).await;
    assert_eq!(reply.status, 413);
}

#[tokio::test]
async fn what_stands_in_a_file_is_never_more_than_text() {
    let house = house().await;
    let officer = house.enter("officer").await;
    let mut rows = String::new();
    for (n, payload) in payloads().into_iter().enumerate() {
        let quoted = payload.replace('"', "\"\"");
        let fixed = format!("yangjae,false,act.31.letter,unknown,\"{quoted}\",2026-03-02,false");
        writeln!(rows, "\"{n} {quoted}\",\"{quoted}\",{fixed}").unwrap();
    }
    let address = loaded(&house, &officer, &rows).await;
    for page in 1..=4 {
        let reply = house.get(&officer, &format!("{address}?page={page}")).await;
        assert_eq!(reply.status, 200);
        let is_markup = |payload: &&str| payload.contains(['<', '>', '"', '\'', '&']);
        for payload in payloads().into_iter().filter(is_markup) {
            assert!(!reply.body.contains(payload), "`{payload}` is markup");
        }
    }
}

#[tokio::test]
async fn programs_of_the_office_read_the_counts_and_others_get_a_problem_document() {
    let house = house().await;
    let officer = house.enter("officer").await;
    let rows = "E1,양재 회사,yangjae,false,act.31.letter,met,,2026-03-02,true\n\
                E2,다른 회사,yangjae,true,act.31.letter,unknown,role,2026-03-02,true\n";
    let address = loaded(&house, &officer, rows).await;
    let id = address.rsplit('/').next().unwrap();
    let listed = house.get(&officer, "/api/v1/screenings").await.value();
    assert_eq!((&listed["items"][0]["id"], &listed["items"][0]["inside"]), (&id.into(), &2.into()));
    let reply = house.get(&officer, &format!("/api/v1/screenings/{id}")).await;
    let one = reply.value();
    let letter = &one["provisions"][0];
    assert_eq!(
        (&letter["not_yet"], &letter["unknown"], &one["on_border"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!((&letter["open"][0]["part"], &one["illustrative"]), (&"role".into(), &true.into()));
    assert!(!reply.body.contains("양재 회사"), "counts only");
    let firm = house.enter("applicant").await;
    for (visitor, address, status) in [
        (&firm, format!("/api/v1/screenings/{id}"), 403),
        (&firm, "/api/v1/screenings".to_owned(), 403),
        (&officer, "/api/v1/screenings/nothing".to_owned(), 404),
        (&officer, "/api/v1/screenings?page=2".to_owned(), 400),
        (&Visitor::default(), "/api/v1/screenings".to_owned(), 401),
    ] {
        let reply = house.get(visitor, &address).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("content-type")),
            (status, "application/problem+json")
        );
        assert_eq!(reply.value()["status"], status, "{address}");
    }
}
