//! The self-check as a visitor walks through it, in both languages.

use crate::support::{Reply, Site, site};
use serde_json::{Value, json};
use std::cell::RefCell;

/// A browser with one cookie jar.
struct Visitor<'a> {
    site: &'a Site,
    lang: &'static str,
    cookie: RefCell<String>,
}

impl<'a> Visitor<'a> {
    fn new(site: &'a Site, lang: &'static str) -> Self {
        Self { site, lang, cookie: RefCell::default() }
    }

    async fn get(&self, path: &str) -> Reply {
        let cookie = self.cookie.borrow().clone();
        self.site.get_with(&format!("{}{path}", self.lang), &[("cookie", &cookie)]).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let cookie = self.cookie.borrow().clone();
        let kind = "application/x-www-form-urlencoded";
        let headers =
            [("cookie", cookie.as_str()), ("content-type", kind), ("sec-fetch-site", "same-origin")];
        let reply = self.site.post(&format!("{}{path}", self.lang), &headers, form(fields)).await;
        if let Some(set) = reply.headers.get("set-cookie") {
            let set = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            *self.cookie.borrow_mut() = set;
        }
        reply
    }

    /// Begins a check and returns its first question.
    async fn begin(&self, start: &str) -> Reply {
        let reply = self.post("/check", &[("start", start)]).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("location")),
            (303, self.at("/check/question").as_str())
        );
        self.get("/check/question").await
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.lang)
    }

    /// Answers a question and returns where the answer leads.
    async fn answer(&self, fact: &str, fields: &[(&str, &str)]) -> String {
        let reply = self.post(&format!("/check/question?fact={fact}"), fields).await;
        assert_eq!(reply.status, 303, "{fact}: {}", reply.body);
        reply.header("location").to_owned()
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

/// Returns the question that a page puts.
fn question(page: &Reply) -> &str {
    let form = page.body.split_once("<form method=\"post\" action=").map_or("", |(_, form)| form);
    let rest = form.split_once("/check/question?fact=").map_or("", |(_, rest)| rest);
    rest.split(['"', '&']).next().unwrap()
}

fn title(page: &Reply) -> &str {
    page.body.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0
}

#[tokio::test]
async fn a_visitor_walks_from_the_start_to_the_result_in_both_languages() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (lang, verdict, approval) in [
        ("", "확인 필요", "허가나 승인이 아닙니다"),
        ("/en", "Cannot be said yet", "neither a permit nor an approval"),
    ] {
        let visitor = Visitor::new(&site, lang);
        let start = visitor.get("/check").await;
        assert!(start.body.contains("value=\"patent\"") && start.body.contains("value=\"firm\""));
        let mut page = visitor.begin("patent").await;
        assert_eq!(question(&page), "application.state");
        visitor.answer("application.state", &[("value", "exam_requested")]).await;
        let mut asked = vec!["application.state".to_owned()];
        loop {
            page = visitor.get("/check/question").await;
            if page.status == 303 {
                break;
            }
            let fact = question(&page).to_owned();
            assert!(!asked.contains(&fact) && asked.len() < 30, "{fact}");
            let fields: &[(&str, &str)] = match fact.as_str() {
                "sites" => &[("value", "1")],
                "site.1" => &[("in_zone", "true"), ("runs_project", "true")],
                "application.kind" => &[("value", "patent")],
                "applicant.role" => &[("value", "participant")],
                _ => &[("skip", "1"), ("value", "?")],
            };
            visitor.answer(&fact, fields).await;
            asked.push(fact);
        }
        assert_eq!(page.header("location"), visitor.at("/check/answers"));
        let answers = visitor.get("/check/answers").await;
        assert!(
            answers.body.contains(&visitor.at("/check/question?fact=application.kind&#38;from=answers")),
            "{}",
            answers.body
        );
        let result = visitor.get("/check/result").await;
        assert!(result.body.contains(verdict) && result.body.contains(approval), "{}", result.body);
        let form = format!("<a href=\"{}\">", visitor.at("/apply/patent.certificate"));
        assert!(result.body.contains(&form), "what can be applied for is one step away");
        for never in ["승인되었", "승인됨", "is approved", "been approved", "been granted"] {
            assert!(!result.body.contains(never), "{never}");
        }
    }
}

#[tokio::test]
async fn pages_of_a_check_are_never_kept_for_anybody() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let (one, other) = (Visitor::new(&site, ""), Visitor::new(&site, ""));
    one.begin("patent").await;
    one.answer("application.kind", &[("value", "design")]).await;
    other.begin("talent").await;
    let stranger = Visitor::new(&site, "");
    for path in ["/check", "/check/question", "/check/answers", "/check/result", "/check/result.json"] {
        for visitor in [&one, &other, &one, &stranger] {
            let reply = visitor.get(path).await;
            if reply.status != 404 {
                assert_eq!(reply.header("cache-control"), "no-store", "{path}");
            }
            assert_eq!(reply.header("etag"), "", "{path}");
        }
    }
    let shown = "디자인등록출원";
    assert!(one.get("/check/answers").await.body.contains(shown));
    for visitor in [&other, &stranger] {
        for path in ["/check/answers", "/check/result", "/check/question", "/check"] {
            assert!(!visitor.get(path).await.body.contains(&format!("<dd>{shown}")), "{path}");
        }
    }
    assert!(one.get("/check").await.body.contains("하던 점검이 있습니다"));
    assert!(!stranger.get("/check").await.body.contains("하던 점검이 있습니다"));
}

#[tokio::test]
async fn going_back_changing_and_sending_twice_keep_one_answer() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let visitor = Visitor::new(&site, "/en");
    let first = visitor.begin("patent").await;
    assert!(first.body.contains("<p class=\"back\"><a href=\"/en/check\">"), "{}", first.body);
    for _ in 0..2 {
        visitor.answer("application.state", &[("value", "filed")]).await;
    }
    let again = visitor.get("/check/question?fact=application.state").await;
    assert!(again.body.contains("value=\"filed\" checked"), "{}", again.body);
    assert_eq!(
        visitor.answer("application.state", &[("value", "exam_requested")]).await,
        "/en/check/question"
    );
    let next = visitor.get("/check/question").await;
    assert!(
        next.body.contains("<p class=\"back\"><a href=\"/en/check/question?fact=application.state\">"),
        "{}",
        next.body
    );
    let to = visitor.answer("application.state&from=answers", &[("value", "exam_requested")]).await;
    assert_eq!(to, "/en/check/answers");
    let document = visitor.get("/check/result.json").await;
    assert!(document.header("content-disposition").starts_with("attachment"));
    assert_eq!(document.value()["facts"], json!({ "application.state": "exam_requested" }));
}

#[tokio::test]
async fn every_kind_of_field_says_what_to_do_and_keeps_what_was_typed() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let korean = Visitor::new(&site, "");
    korean.begin("festival").await;
    let english = Visitor::new(&site, "/en");
    english.begin("festival").await;
    for (fact, fields, ko, en, kept) in [
        ("event.is_festival", &[][..], "하나를 고르세요", "Choose one", ""),
        ("event.host", &[("value", "moon")][..], "하나를 고르세요", "Choose one", ""),
        ("event.viewers", &[("value", "many<")][..], "숫자만 적으세요", "whole number", "many&#60;"),
        ("event.viewers", &[("value", "5000001")][..], "5,000,000명까지", "5,000,000 people", "5000001"),
        (
            "event.starts_on",
            &[("value-year", "2026"), ("value-month", "2"), ("value-day", "30")][..],
            "달력에 있는 날",
            "real date",
            "value=\"30\"",
        ),
        (
            "event.starts_on",
            &[("value-year", "2026")][..],
            "모두 적으세요",
            "year, month and day",
            "value=\"2026\"",
        ),
        ("applicant.project", &[("value", "no-such-project")][..], "하나를 고르세요", "Choose one", ""),
        ("sites", &[("value", "21")][..], "20곳까지", "20 sites", "21"),
    ] {
        for (visitor, prefix, says) in [(&korean, "오류:", ko), (&english, "Error:", en)] {
            let reply = visitor.post(&format!("/check/question?fact={fact}"), fields).await;
            assert_eq!(reply.status, 200, "{fact}");
            assert!(title(&reply).starts_with(prefix), "{fact}: {}", title(&reply));
            let summary = reply.body.split_once("class=\"error-summary\" role=\"alert\"").unwrap().1;
            let link = summary.split_once("href=\"#").unwrap().1.split('"').next().unwrap();
            assert!(reply.body.contains(&format!("id=\"{link}\"")), "{fact}: nothing has the id {link}");
            assert!(summary.contains(says), "{fact}: {summary}");
            assert!(summary.contains("-error\"") && summary.contains(kept), "{fact}: {summary}");
        }
    }
    assert_eq!(korean.get("/check/result.json").await.value()["facts"], json!({}));
}

#[tokio::test]
async fn a_start_without_a_choice_and_with_a_wrong_day_is_told_by_field() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let visitor = Visitor::new(&site, "/en");
    let reply = visitor.post("/check", &[("law_on-year", "2025"), ("law_on-month", "13")]).await;
    assert_eq!(reply.status, 200);
    assert!(title(&reply).starts_with("Error:") && reply.header("set-cookie").is_empty());
    for field in ["start", "law_on-year"] {
        assert!(
            reply.body.contains(&format!("href=\"#{field}\""))
                && reply.body.contains(&format!("id=\"{field}\""))
        );
    }
    let fields = [("start", "patent"), ("law_on-year", "2025"), ("law_on-month", "9"), ("law_on-day", "30")];
    assert_eq!(visitor.post("/check", &fields).await.status, 303);
    let result = visitor.get("/check/result").await;
    assert!(
        result.body.contains("Commissioner of the Korean Intellectual Property Office"),
        "{}",
        result.body
    );
}

#[tokio::test]
async fn whoever_has_no_check_is_shown_where_to_begin() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for cookie in
        ["", "teukgu_check=00000000000000000000000000000abc", "teukgu_check=../../etc", "teukgu_check="]
    {
        for path in ["/check/question", "/check/answers", "/en/check/result"] {
            let reply = site.get_with(path, &[("cookie", cookie)]).await;
            assert_eq!(reply.status, 200, "{cookie} {path}");
            assert!(reply.body.contains("/check\">"), "{path}");
            assert!(
                reply.body.contains("이어 갈 점검이 없습니다") || reply.body.contains("There is no check"),
                "{path}"
            );
        }
        assert_eq!(site.get_with("/check/result.json", &[("cookie", cookie)]).await.status, 404);
    }
    let late = Visitor::new(&site, "");
    let reply = late.post("/check/question?fact=application.kind", &[("value", "patent")]).await;
    assert!(reply.status == 200 && reply.body.contains("이어 갈 점검이 없습니다"));
}

#[tokio::test]
async fn questions_that_are_none_and_those_of_officers_are_not_found() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let visitor = Visitor::new(&site, "");
    visitor.begin("patent").await;
    for fact in
        ["application.directly_related", "plan.lists_case", "nothing", "site.1", "site.99", "%3Cscript%3E"]
    {
        let path = format!("/check/question?fact={fact}");
        assert_eq!(visitor.get(&path).await.status, 404, "{fact}");
        assert_eq!(visitor.post(&path, &[("value", "true")]).await.status, 404, "{fact}");
    }
    assert_eq!(visitor.post("/check/question", &[("value", "true")]).await.status, 404);
}

#[tokio::test]
async fn deleting_takes_the_answers_and_the_cookie_away() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let visitor = Visitor::new(&site, "");
    visitor.begin("patent").await;
    visitor.answer("application.kind", &[("value", "patent")]).await;
    let had = visitor.cookie.borrow().clone();
    let reply = visitor.post("/check/forget", &[]).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "/check?forgotten=1"));
    assert!(reply.header("set-cookie").starts_with("teukgu_check=; Path=/; Max-Age=0"));
    assert!(visitor.get("/check?forgotten=1").await.body.contains("답을 지웠습니다"));
    let replayed = site.get_with("/check/answers", &[("cookie", &had)]).await;
    assert!(replayed.body.contains("이어 갈 점검이 없습니다"));
    assert_eq!(site.get("/en/check/forget").await.header("location"), "/en/check");
}

#[tokio::test]
async fn a_new_check_takes_the_old_one_away() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let visitor = Visitor::new(&site, "");
    visitor.begin("patent").await;
    let old = visitor.cookie.borrow().clone();
    visitor.begin("talent").await;
    assert_ne!(old, *visitor.cookie.borrow());
    let replayed = site.get_with("/check/answers", &[("cookie", &old)]).await;
    assert!(replayed.body.contains("이어 갈 점검이 없습니다"));
}

#[tokio::test]
async fn forms_of_other_sites_are_refused_and_the_cookie_is_out_of_their_reach() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let kind = ("content-type", "application/x-www-form-urlencoded");
    for from in [("sec-fetch-site", "cross-site"), ("origin", "http://elsewhere.test"), ("origin", "null")] {
        for path in ["/check", "/check/question?fact=application.kind", "/en/check/forget"] {
            assert_eq!(
                site.post(path, &[kind, from], "start=all".to_owned()).await.status,
                400,
                "{from:?} {path}"
            );
        }
    }
    for (headers, secure) in [(&[kind][..], false), (&[kind, ("x-forwarded-proto", "https")][..], true)] {
        let reply = site.post("/check", headers, "start=all".to_owned()).await;
        let cookie = reply.header("set-cookie");
        for part in ["; Path=/", "; Max-Age=604800", "; SameSite=Lax", "; HttpOnly"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert_eq!(cookie.contains("; Secure"), secure, "{cookie}");
    }
}

#[tokio::test]
async fn answers_do_not_drop_the_ready_pages() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let before = site.get("/special-cases").await.header("etag").to_owned();
    let head = site.json("/api/v1").await["record_head"].clone();
    let visitor = Visitor::new(&site, "");
    visitor.begin("patent").await;
    assert_eq!(site.get("/special-cases").await.header("etag"), before);
    assert_eq!(site.json("/api/v1").await["record_head"], head);
}

#[tokio::test]
async fn a_goal_that_only_others_can_say_something_of_leads_to_the_result_at_once() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let visitor = Visitor::new(&site, "/en");
    assert_eq!(visitor.begin("building").await.header("location"), "/en/check/result");
    let result = visitor.get("/check/result").await;
    assert!(result.body.contains("Another scheme than the zone"), "{}", result.body);
    assert!(result.body.contains("For the zone office to confirm"), "{}", result.body);
}

#[tokio::test]
async fn a_program_asks_and_hears_what_the_page_says() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let visitor = Visitor::new(&site, "/en");
    visitor.begin("patent").await;
    visitor.answer("application.state", &[("value", "granted")]).await;
    let page = visitor.get("/check/result.json").await.value();
    let provisions: Vec<&str> = page["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["provision"].as_str().unwrap())
        .collect();
    let body = json!({ "facts": page["facts"], "provisions": provisions });
    let mut answer = ask(&site, "?lang=en", &body).await.value();
    answer["facts"] = page["facts"].clone();
    assert_eq!(answer, page);
    assert_eq!(page["findings"][0]["verdict"], "not_met");
}

async fn ask(site: &Site, query: &str, body: &Value) -> Reply {
    let headers = [("content-type", "application/json; charset=utf-8")];
    site.post(&format!("/api/v1/ask{query}"), &headers, body.to_string()).await
}

#[tokio::test]
async fn what_a_program_asks_wrongly_is_named_one_by_one() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let all = ask(&site, "", &json!({})).await;
    assert_eq!((all.status.as_u16(), all.header("access-control-allow-origin")), (200, "*"));
    assert_eq!(all.value()["findings"].as_array().unwrap().len(), 6);
    for (body, paths) in [
        (json!({ "fact": {}, "law_on": "soon", "provisions": "act" }), &["fact", "law_on", "provisions"][..]),
        (
            json!({ "facts": { "applicant": { "role": "x" }, "moon": 1, "sites": [{ "in_zone": "yes" }] } }),
            &["applicant.role", "moon", "sites.0.in_zone"][..],
        ),
        (json!({ "facts": 7 }), &[""][..]),
        (json!({ "provisions": ["act.0.nothing"] }), &["provision"][..]),
    ] {
        let reply = ask(&site, "?lang=en", &body).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (400, "application/problem+json"));
        let problem = reply.value();
        let mut found: Vec<&str> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|fault| fault["path"].as_str().unwrap())
            .collect();
        found.sort_unstable();
        assert_eq!(found, paths, "{problem}");
        for fault in problem["errors"].as_array().unwrap() {
            for text in ["message", "help"] {
                assert!(
                    !fault[text]["ko"].as_str().unwrap().is_empty() && fault[text]["en"].is_string(),
                    "{fault}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_object_or_too_large_is_a_problem() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let json_kind = ("content-type", "application/json");
    for (headers, body, status) in [
        (&[json_kind][..], "{".to_owned(), 400),
        (&[json_kind][..], String::new(), 400),
        (&[json_kind][..], "[]".to_owned(), 400),
        (&[][..], "{}".to_owned(), 415),
        (&[("content-type", "application/x-www-form-urlencoded")][..], "facts=1".to_owned(), 415),
        (&[json_kind][..], format!("{{\"facts\":{{}}{}}}", " ".repeat(300 << 10)), 413),
    ] {
        let reply = site.post("/api/v1/ask", headers, body).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("content-type")),
            (status, "application/problem+json")
        );
        assert!(
            reply.value()["detail"].as_str().is_some_and(|detail| detail.contains(" / ")),
            "{}",
            reply.body
        );
    }
    assert_eq!(site.post("/api/v1/ask?lang=fr", &[json_kind], "{}".to_owned()).await.status, 400);
    assert_eq!(site.post("/api/v1/ask?x=1", &[json_kind], "{}".to_owned()).await.status, 400);
}

#[tokio::test]
async fn the_form_of_the_facts_is_a_schema_in_the_language_that_is_asked_for() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let (korean, english) =
        (site.json("/api/v1/facts.schema.json").await, site.json("/api/v1/facts.schema.json?lang=en").await);
    assert_eq!(korean["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let role = |schema: &Value| schema["properties"]["applicant"]["properties"]["role"]["title"].clone();
    assert_eq!(
        (role(&korean), role(&english)),
        ("특화사업에서의 지위".into(), "Role in the specialised projects".into())
    );
}

#[tokio::test]
async fn the_check_is_linked_where_people_look_for_it() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (path, link) in [
        ("/", "href=\"/check\""),
        ("/en/", "href=\"/en/check\""),
        ("/special-cases", "href=\"/check?goal=all\""),
        ("/en/special-cases/act.55.patent_priority", "href=\"/en/check?goal=patent\""),
        ("/special-cases/act.46.park_occupancy", "href=\"/check?goal=festival\""),
        ("/privacy", "teukgu_check"),
    ] {
        assert!(site.get(path).await.body.contains(link), "{path}");
    }
    let chosen = site.get("/check?goal=patent").await.body;
    assert!(chosen.contains("value=\"patent\" checked"), "{chosen}");
}
