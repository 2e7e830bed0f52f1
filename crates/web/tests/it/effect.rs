//! Promise and result: the page, scenarios, files and the API.

use crate::support::{Site, both_sites, site};

async fn page(site: &Site, path: &str) -> String {
    let reply = site.get(path).await;
    assert_eq!(reply.status.as_u16(), 200, "{path}");
    reply.body
}

#[tokio::test]
async fn the_page_holds_the_promise_against_the_table_in_both_languages() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let shown = page(&site, "/en/effect").await;
    for said in [
        "KRW 220.3 billion",
        "Income of employees is not verifiable with this table",
        "lie within that range; the table does not show them to be so",
        "With what arises in the area alone no mix reaches what is claimed",
        "No spending is recorded yet",
        "Illustrative",
        "/en/sub-projects/national-ai-hub",
    ] {
        assert!(shown.contains(said), "{said}");
    }
    let shown = page(&site, "/effect").await;
    assert!(shown.contains("이 표로 확인할 수 없습니다") && shown.contains("예시"), "{shown}");
}

#[tokio::test]
async fn a_zone_elsewhere_is_told_that_the_table_is_not_its_own_and_what_was_spent_is_counted() {
    let site = site(&teukgu_testkit::second_zone()).await;
    let shown = page(&site, "/en/effect").await;
    for said in [
        "This table is of another area",
        "nobody has said on which industries it is spent",
        "KRW 295.0 million",
    ] {
        assert!(shown.contains(said), "{said}");
    }
    let shown = page(&site, "/en/sub-projects/seed-bank").await;
    assert!(
        shown.contains("Money spent by year and source") && shown.contains("Research and development"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_scenario_keeps_what_was_typed_and_says_what_is_wrong_with_it() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let shown =
        page(&site, "/en/effect/scenario?s1=99&w1=x&leakage=500&year=abc&instead=nn&table=zz&level=-1").await;
    for said in [
        "There is no table `zz`",
        "`x` is no amount",
        "`500` cannot stand here",
        "`abc` is no year",
        "value=\"99\"",
    ] {
        assert!(shown.contains(said), "{said}");
    }
    assert!(!shown.contains("id=\"answer\""));
    let shown =
        page(&site, "/en/effect/scenario?table=seoul-2020&s1=70&w1=1%EC%96%B5%EC%9B%90&displaced=30").await;
    assert!(shown.contains("Net effect, less the 30.0 %") && shown.contains("id=\"answer\""), "{shown}");
    let shown = page(&site, "/en/effect/scenario?table=korea-2011&s1=c30&w1=135200000000&noise=10").await;
    assert!(shown.contains("95 % interval") && shown.contains("USD 220.2 billion"), "{shown}");
}

#[tokio::test]
async fn the_address_for_programs_gives_the_numbers_of_the_page() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let shown = page(
        &site,
        "/en/effect/scenario?table=seoul-2020&s1=70&w1=135200000000&year=2027&level=110&leakage=10",
    )
    .await;
    let address = shown.split("href=\"/api/v1/effect/run").nth(1).unwrap().split('"').next().unwrap();
    let address = address.replace("&#38;", "&").replace("&amp;", "&");
    let answer = site.json(&format!("/api/v1/effect/run{address}")).await;
    assert_eq!((answer["table"].as_str(), answer["spent"].as_f64()), (Some("seoul-2020"), Some(135.2e9)));
    assert!((answer["leaked"].as_f64().unwrap() - 13.52e9).abs() < 1.0, "{answer}");
}

#[tokio::test]
async fn the_zone_as_json_is_what_its_files_say() {
    for (site, zone) in both_sites().await {
        let effect = site.json("/api/v1/effect").await;
        let planned: i64 = zone.sub_projects().iter().map(|sub| sub.total().won()).sum();
        assert_eq!(effect["planned"]["money"].as_i64(), Some(planned));
        assert_eq!(effect["planned"]["by_sub_project"].as_array().unwrap().len(), zone.sub_projects().len());
        assert_eq!(effect["table"]["id"], "seoul-2020");
        assert!(effect["promise"]["audit"]["findings"][0]["ko"].is_string());
    }
}

#[tokio::test]
async fn a_question_that_a_table_cannot_answer_is_refused_with_the_reason() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (query, said) in [
        ("run", "`spend`"),
        ("run?spend=70", "`70`"),
        ("run?spend=zz=5", "zz"),
        ("run?spend=70=5&table=none", "none"),
        ("run?spend=70=5&leakage=2", "leakage"),
        ("run?spend=70=5&displaced=2", "share"),
        ("run?spend=70=5&deflator=x", "deflator"),
        ("multipliers?kind=type3", "type3"),
        ("multipliers?table=seoul-2020&kind=type2", "multipliers"),
        ("linkages?table=seoul-2020", "multipliers"),
        ("extract?table=korea-2011&sector=zz", "zz"),
        ("audit?production=5", "`invest`"),
        ("audit?invest=5", "claimed"),
        ("audit?invest=-5&production=5", "`invest` cannot be"),
        ("run?spend=70=5&spent=1", "`spent`"),
    ] {
        let problem = site.problem(&format!("/api/v1/effect/{query}"), 400).await;
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(said), "{query}: {detail}");
    }
}

#[tokio::test]
async fn files_come_under_a_name_that_says_what_they_are() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (path, kind) in [
        ("/effect.csv", "text/csv; charset=utf-8"),
        ("/en/effect.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/effect/scenario.csv?s1=70&w1=5", "text/csv; charset=utf-8"),
    ] {
        let reply = site.get(path).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, kind), "{path}");
        assert!(reply.header("content-disposition").contains("yangjae"), "{path}");
    }
    assert_eq!(site.get("/effect/scenario.csv?s1=70&w1=x").await.status.as_u16(), 400);
}
