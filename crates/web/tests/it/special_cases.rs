//! Every special case of the Act, as a page, as a table and as JSON.

use crate::support::{Site, both_sites, site};
use serde_json::Value;

fn ids(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

/// Returns the ids of the rows of a page.
async fn rows(site: &Site, address: &str) -> Vec<String> {
    let page = site.get(address).await;
    assert_eq!(page.status, 200, "{address}");
    let ids = page.body.split("<tr id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(str::to_owned).collect()
}

#[tokio::test]
async fn page_and_api_find_the_same_by_every_filter() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (query, count) in [
        ("", 148),
        ("?kind=sdz", 99),
        ("?kind=rfz", 49),
        ("?taken=1", 7),
        ("?useful=1", 5),
        ("?ordinance=1", 13),
        ("?q=55", 1),
        ("?q=%EC%A0%9C55%EC%A1%B0&kind=sdz", 2),
        ("?q=PATENT", 1),
        ("?q=%EF%BC%B0%EF%BD%81%EF%BD%94%EF%BD%85%EF%BD%8E%EF%BD%94", 1),
        ("?q=no-such-word", 0),
        ("?taken=1&useful=1", 0),
    ] {
        let found = rows(&site, &format!("/special-cases/catalogue{query}")).await;
        assert_eq!(found.len(), count, "{query}");
        assert_eq!(found, rows(&site, &format!("/en/special-cases/catalogue{query}")).await, "{query}");
        let list = site.json(&format!("/api/v1/catalogue{query}")).await;
        assert_eq!(ids(&list), found, "{query}");
        assert_eq!(list["total"], count, "{query}");
    }
}

#[tokio::test]
async fn a_case_that_the_zone_has_leads_to_its_page() {
    for (site, zone) in both_sites().await {
        let page = site.get("/special-cases/catalogue").await.body;
        for case in zone.provisions() {
            let link = format!("href=\"/special-cases/{}\"", case.id);
            assert!(page.contains(&link), "{link}");
            assert_eq!(site.get(&format!("/special-cases/{}", case.id)).await.status, 200);
        }
        let list = site.json("/api/v1/catalogue").await;
        for item in list["items"].as_array().unwrap() {
            assert_eq!(item["taken"], !item["special_case"].is_null(), "{item}");
            assert!(item["useful"].is_null() || item["taken"] == false, "{item}");
        }
    }
}

#[tokio::test]
async fn cases_of_the_other_kind_of_zone_are_explained_once() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let times =
        async |address: &str| site.get(address).await.body.matches("outside the capital area").count();
    assert_eq!(times("/en/special-cases/catalogue").await, 1);
    assert_eq!(times("/en/special-cases/catalogue?kind=rfz").await, 1);
    assert_eq!(times("/en/special-cases/catalogue?kind=sdz").await, 0);
}

#[tokio::test]
async fn nothing_found_says_what_to_do_and_an_unknown_choice_is_told() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let page = site.get("/en/special-cases/catalogue?q=%3Cscript%3E").await.body;
    assert!(page.contains("empty-state") && page.contains("value=\"&#60;script&#62;\""), "{page}");
    let page = site.get("/en/special-cases/catalogue?kind=gtz").await.body;
    assert!(page.contains("Left out: gtz") && page.contains("148 in all"));
    let problem = site.problem("/api/v1/catalogue?kind=gtz", 400).await;
    assert!(problem["detail"].as_str().unwrap().contains("sdz, rfz"), "{problem}");
    site.problem("/api/v1/catalogue?colour=red", 400).await;
}

#[tokio::test]
async fn the_table_can_be_had_as_a_file_in_both_languages() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let page = site.get("/en/special-cases/catalogue?q=patent").await.body;
    assert!(page.contains("href=\"/en/special-cases/catalogue.csv?q=patent\""));
    let reply = site.get("/en/special-cases/catalogue.csv?q=patent").await;
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    assert!(reply.header("content-disposition").contains("special-cases-yangjae-2026-03-02-en.csv"));
    let lines: Vec<_> = reply.body.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with("SC-055-1,Regional special zone,"), "{}", lines[1]);
    assert!(lines[1].contains("Article 55") && lines[1].contains("act.55.patent_priority"), "{}", lines[1]);
    let all = site.get("/special-cases/catalogue.csv").await.body;
    assert_eq!(all.lines().count(), 149);
    assert!(all.contains("지역특화발전특구"));
}

#[tokio::test]
async fn the_page_of_the_zone_s_own_cases_leads_to_all() {
    for (site, _) in both_sites().await {
        for (path, link) in [
            ("/special-cases", "/special-cases/catalogue"),
            ("/en/special-cases", "/en/special-cases/catalogue"),
        ] {
            assert!(site.get(path).await.body.contains(&format!("href=\"{link}\"")), "{path}");
        }
        let sitemap = site.get("/sitemap.xml").await.body;
        assert!(sitemap.contains("/en/special-cases/catalogue</loc>") && !sitemap.contains(".csv"));
    }
}
