//! Deadlines, for people and for programs.

use crate::support::site;
use serde_json::Value;

#[tokio::test]
async fn each_clock_answers_with_its_arithmetic() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (query, due, cite) in [
        (
            "clock=petition&from=2025-01-24T14:00&period=3d",
            "2025-02-04T14:00",
            "민원 처리에 관한 법률 제19조제1항",
        ),
        ("clock=petition&from=2025-01-25&period=7d", "2025-02-10", "민원 처리에 관한 법률 제19조제2항"),
        (
            "clock=petition&from=2025-03-04T09:00&period=%EC%A6%89%EC%8B%9C",
            "2025-03-04T12:00",
            "민원 처리에 관한 법률 제19조제1항",
        ),
        ("clock=civil&from=2025-06-30&period=6mo", "2025-12-31", "민법 제157조"),
        ("clock=restrictive&from=2025-02-09&period=1w", "2025-02-15", "행정기본법 제6조제2항제1호"),
        (
            "clock=petition&from=2025-02-03&period=9d&stop=2025-02-04..2025-02-05&stop=2025-02-07..2025-02-07",
            "2025-02-18",
            "민원 처리에 관한 법률 제19조제2항",
        ),
        ("clock=civil&from=2024-09-28&period=3d&known_on=2024-09-02", "2024-10-01", "민법 제157조"),
    ] {
        let answer = site.json(&format!("/api/v1/deadline?{query}")).await;
        assert_eq!(
            (&answer["due"], &answer["steps"][0]["cite"]),
            (&due.into(), &cite.into()),
            "{query}: {answer}"
        );
        assert_eq!(answer["projected"], false, "{query}");
    }
    let ahead = site.json("/api/v1/deadline?clock=civil&from=2027-02-28&period=1y").await;
    assert_eq!((&ahead["due"], &ahead["projected"]), (&"2028-02-29".into(), &true.into()));
}

#[tokio::test]
async fn what_cannot_be_counted_is_a_problem_that_names_it() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (query, named) in [
        ("", "clock"),
        ("clock=moon&from=2025-01-24&period=3d", "`moon`"),
        ("clock=civil&period=3d", "`from`"),
        ("clock=civil&from=2025-02-30&period=3d", "2025-02-30"),
        ("clock=civil&from=2025-01-24", "`period`"),
        ("clock=civil&from=2025-01-24&period=3+days", "3 days"),
        ("clock=civil&from=2025-01-24&period=0d", "0"),
        ("clock=civil&from=2025-01-24&period=4294967295y", "4294967295y"),
        ("clock=civil&from=2030-12-20&period=1mo", "2030-12-31"),
        ("clock=civil&from=2025-01-24&period=3d&stop=2025-01-26..2025-01-25", "2025-01-26..2025-01-25"),
        ("clock=civil&from=2025-01-24&period=3d&known_on=soon", "known_on"),
        ("clock=civil&from=2025-01-24&period=3d&until=2025-01-30", "`until`"),
    ] {
        let problem: Value = site.problem(&format!("/api/v1/deadline?{query}"), 400).await;
        assert!(problem["detail"].as_str().unwrap().contains(named), "{query}: {problem}");
    }
}

#[tokio::test]
async fn the_page_counts_in_both_languages_and_leads_to_the_same_answer_for_programs() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let query = "clock=petition&from=2025-01-24&time=14:00&amount=3&unit=d";
    for (page, due, cite) in [
        ("/deadline", "2025. 2. 4.(화) 14:00까지", "민원 처리에 관한 법률 제19조제1항"),
        ("/en/deadline", "By Tuesday 4 February 2025, 14:00", "Civil Petitions Treatment Act Art. 19(1)"),
    ] {
        let reply = site.get(&format!("{page}?{query}")).await;
        assert_eq!(reply.status, 200);
        assert!(reply.body.contains(&format!("<time datetime=\"2025-02-04T14:00\">{due}</time>")), "{page}");
        assert!(reply.body.contains(&format!("<cite>{cite}</cite>")), "{page}");
        let rest = reply.body.split_once("href=\"/api/v1/deadline").unwrap().1;
        let link = rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        assert_eq!(site.json(&format!("/api/v1/deadline{link}")).await["due"], "2025-02-04T14:00");
    }
}

#[tokio::test]
async fn a_fault_is_told_above_and_beside_its_field() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (query, field) in [
        ("from=2025-02-30&amount=3", "from"),
        ("from=2025-01-24&amount=0", "amount"),
        ("from=2025-01-24&amount=4294967295&unit=y&clock=civil", "amount"),
        ("from=2031-01-01&amount=3", "from"),
        ("from=2025-01-24&amount=3&stop-1-from=2025-01-28&stop-1-until=2025-01-27", "stop-1-until"),
        ("from=2025-01-24&amount=3&clock=%3Cscript%3E", "clock"),
    ] {
        let page = site.get(&format!("/deadline?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        assert!(page.body.contains("class=\"error-summary\""), "{query}");
        for part in [format!("href=\"#{field}\""), format!("id=\"{field}\""), format!("id=\"{field}-error\"")]
        {
            assert_eq!(page.body.matches(&part).count(), 1, "{query}: {part}");
        }
        assert!(!page.body.contains("class=\"due\"") && !page.body.contains("<script>"), "{query}");
    }
    let blank = site.get("/deadline").await.body;
    assert!(!blank.contains("error-summary") && !blank.contains("class=\"due\""));
}
