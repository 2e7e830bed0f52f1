//! Casework as programs do it: what can be applied for, cases, their clocks and acts, and who may see what.

use crate::support::{MovingClock, Reply, Site, site_at};
use serde_json::{Value, json};
use teukgu_domain::account::Role;

/// A small PDF in base64.
const PDF: &str = "JVBERi0xLjcKJSVFT0YK";
const JSON: (&str, &str) = ("content-type", "application/json");
const NAME: &str = "Ada Lovelace";

/// Somebody who is signed in.
struct Person<'a> {
    site: &'a Site,
    cookie: String,
    csrf: String,
}

impl Person<'_> {
    async fn get(&self, path: &str) -> Reply {
        self.site.get_with(path, &[("cookie", &self.cookie)]).await
    }

    /// Asks for an address that answers.
    async fn json(&self, path: &str) -> Value {
        let reply = self.get(path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        reply.value()
    }

    async fn post(&self, path: &str, extra: &[(&str, &str)], body: &Value) -> Reply {
        let mut headers = vec![JSON, ("cookie", &*self.cookie), ("x-csrf-token", &*self.csrf)];
        headers.extend(extra);
        self.site.post(path, &headers, body.to_string()).await
    }

    async fn file(&self, key: &str, body: &Value) -> Reply {
        self.post("/api/v1/cases", &[("idempotency-key", key)], body).await
    }

    /// Files an application that has everything; returns the number of the case.
    async fn filed(&self, key: &str, procedure: &str) -> String {
        let reply = self.file(key, &application(self.site, procedure).await).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.value()["id"].as_str().unwrap().to_owned()
    }

    /// Does something to a case as it stands.
    async fn act(&self, case: &str, act: &str, inputs: Value) -> Reply {
        let seq = self.json(&format!("/api/v1/cases/{case}")).await["seq"].clone();
        self.act_on(case, act, &seq, inputs).await
    }

    async fn act_on(&self, case: &str, act: &str, expects: &Value, inputs: Value) -> Reply {
        let mut body = inputs;
        body["act"] = act.into();
        body["expects"] = expects.clone();
        self.post(&format!("/api/v1/cases/{case}/acts"), &[], &body).await
    }

    /// Does something to a case that must be possible; returns the case afterwards.
    async fn done(&self, case: &str, act: &str, inputs: Value) -> Value {
        let reply = self.act(case, act, inputs).await;
        assert_eq!(reply.status, 200, "{act}: {}", reply.body);
        reply.value()
    }
}

async fn person<'a>(site: &'a Site, login: &str, role: Role) -> Person<'a> {
    let (cookie, csrf) = site.enter(login, role).await;
    Person { site, cookie, csrf }
}

async fn office() -> Site {
    site_at(&teukgu_testkit::second_zone(), MovingClock::new()).await
}

/// Writes an application with something in every field and every paper that is required.
async fn application(site: &Site, procedure: &str) -> Value {
    let form = site.json(&format!("/api/v1/procedures/{procedure}")).await;
    let mut answers = json!({});
    for field in form["fields"].as_array().unwrap() {
        answers[field["id"].as_str().unwrap()] = match field["kind"].as_str().unwrap() {
            "words" if field["personal"] == true => NAME.into(),
            "number" => field["min"].clone(),
            "day" => "2027-03-04".into(),
            "choice" => field["choices"][0]["key"].clone(),
            "yes" => true.into(),
            _ => "바다숲 과제".into(),
        };
    }
    let required = form["papers"].as_array().unwrap().iter().filter(|paper| paper["required"] == true);
    let paper = |paper: &Value| json!({ "slot": paper["id"], "name": "서류.pdf", "content": PDF });
    let papers: Vec<Value> = required.map(paper).collect();
    json!({ "procedure": procedure, "answers": answers, "papers": papers })
}

/// Returns a problem document after comparing its status.
fn problem(reply: &Reply, status: u16) -> Value {
    assert_eq!(reply.status.as_u16(), status, "{}", reply.body);
    assert_eq!(reply.header("content-type"), "application/problem+json");
    reply.value()
}

/// Returns where the errors of a problem stand.
fn paths(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().into_iter().flatten();
    errors.map(|error| error["path"].as_str().unwrap()).collect()
}

/// Returns the acts that a case offers.
fn offered(case: &Value) -> Vec<&str> {
    case["possible"].as_array().unwrap().iter().map(|act| act["act"].as_str().unwrap()).collect()
}

fn keys(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn what_can_be_applied_for_is_told_with_form_papers_times_and_letters() {
    let site = office().await;
    let list = site.json("/api/v1/procedures").await;
    assert!(keys(&list).contains(&"recommendation.e7"));
    let one = site.json("/api/v1/procedures/recommendation.e7").await;
    assert_eq!((&one["special_case"], &one["step"]), (&"act.31.stay_period".into(), &"act.31.letter".into()));
    for words in [&one["name"], &one["summary"], &one["fields"][0]["label"], &one["papers"][0]["name"]] {
        assert!(words["ko"] != "" && words["en"] != "" && words["ko"] != words["en"], "{words}");
    }
    let clock = &one["clock"];
    assert_eq!(
        (&clock["amount"], &clock["unit"], &clock["clock"], &clock["promise"]),
        (&7.into(), &"d".into(), &"petition".into(), &true.into())
    );
    assert_eq!((&one["fields"][0]["kind"], &one["fields"][0]["longest"]), (&"words".into(), &80.into()));
    let letters = one["letters"].as_array().unwrap();
    assert_eq!(letters.iter().filter(|letter| letter["decision"] == true).count(), 3);
    assert_eq!(one["filing"]["by"], "applicant");
    let reply = site.get("/api/v1/procedures/recommendation.e7").await;
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    site.problem("/api/v1/procedures/no.such", 404).await;
}

#[tokio::test]
async fn a_recommendation_goes_from_the_application_to_a_letter_that_anybody_can_check() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let officer = person(&site, "officer", Role::Officer).await;
    let approver = person(&site, "approver", Role::Approver).await;

    let reply = firm.file("key-1", &application(&site, "recommendation.e7").await).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    let case = reply.value();
    let id = case["id"].as_str().unwrap();
    assert_eq!(reply.header("location"), format!("/api/v1/cases/{id}"));
    assert_eq!((&case["stage"]["key"], &case["internal"]), (&"received".into(), &false.into()));
    assert_eq!(case["stage"]["label"]["ko"], "접수되었습니다");
    assert_eq!(offered(&case), ["withdraw"]);
    // The day on which it is filed is a holiday.
    assert_eq!((&case["clock"]["day"], &case["clock"]["of"]), (&0.into(), &7.into()), "{}", case["clock"]);

    assert_eq!(keys(&officer.json("/api/v1/cases?stage=received").await), [id]);
    let taken = officer.done(id, "accept", json!({})).await;
    assert_eq!(taken["stage"]["label"]["en"], "papers being checked");
    let request = taken["possible"].as_array().unwrap().iter().find(|act| act["act"] == "request_info");
    assert_eq!(request.unwrap()["inputs"][0]["kind"], "lines");
    let until = request.unwrap()["inputs"][1]["usual"].clone();
    officer.done(id, "request_info", json!({ "items": ["고용계약서", "협약서"], "until": until })).await;
    let asked = firm.json(&format!("/api/v1/cases/{id}")).await;
    assert_eq!(
        (&asked["awaits"]["items"][1], &asked["clock"]["state"]),
        (&"협약서".into(), &"stopped".into())
    );
    firm.done(id, "answer", json!({ "text": "냈습니다" })).await;

    let open = problem(&officer.act(id, "complete_check", json!({})).await, 409);
    assert_eq!(open["reason"], "refused");
    for task in officer.json(&format!("/api/v1/cases/{id}")).await["tasks"].as_array().unwrap() {
        officer.done(id, "do_task", json!({ "task": task["id"] })).await;
    }
    officer.done(id, "complete_check", json!({})).await;
    let note = json!({ "outcome": "granted", "note": "요건을 확인함" });
    let recommended = officer.done(id, "recommend", note).await;
    assert_eq!(recommended["recommendation"]["note"], "요건을 확인함");
    let outside = firm.json(&format!("/api/v1/cases/{id}")).await;
    assert_eq!(outside["stage"]["key"], "in_review", "a recommendation is not told to the applicant");
    assert_eq!((&outside["recommendation"], &outside["tasks"]), (&Value::Null, &json!([])));
    let acts: Vec<_> =
        outside["history"].as_array().unwrap().iter().map(|step| step["act"].clone()).collect();
    assert!(!acts.contains(&"recommend".into()) && acts.contains(&"accept".into()), "{acts:?}");

    problem(&officer.act(id, "approve", json!({})).await, 403);
    approver.done(id, "approve", json!({})).await;
    let issued = officer.done(id, "issue", json!({ "letter": "granted", "lang": "ko" })).await;
    let paper = &issued["papers"][0];
    assert_eq!(paper["number"], format!("{id}-1"));
    let closed = officer.done(id, "close", json!({})).await;
    assert_eq!(closed["stage"]["key"], "closed");
    assert_eq!(firm.get(paper["pdf"].as_str().unwrap()).await.status, 200);

    site.sign().await;
    let known = site.json(paper["check"].as_str().unwrap()).await;
    assert_eq!(known["pdf_sha256"], paper["pdf_sha256"]);
    let proof = site.json(known["proof"].as_str().unwrap()).await;
    assert!(
        proof["entry"]["payload"]["text"].as_str().unwrap().contains(paper["pdf_sha256"].as_str().unwrap())
    );
    let by_hash = site.json(&format!("/api/v1/papers/{}", known["hwpx_sha256"].as_str().unwrap())).await;
    assert_eq!(by_hash, known);
    for path in ["/api/v1/procedures", paper["check"].as_str().unwrap(), "/api/v1/record?limit=1000"] {
        let public = site.get(path).await.body;
        for personal in [NAME, "firm 사람", "officer 사람", "firm 주식회사", "요건을 확인함"] {
            assert!(!public.contains(personal), "{path} tells {personal}");
        }
    }
}

#[tokio::test]
async fn nobody_without_a_session_gets_any_answer_that_may_be_kept_or_read_by_other_sites() {
    let clock = MovingClock::new();
    let site = site_at(&teukgu_testkit::second_zone(), std::sync::Arc::clone(&clock)).await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let id = firm.filed("key", "petition.general").await;
    let read = [
        "/api/v1/me".to_owned(),
        "/api/v1/cases".to_owned(),
        format!("/api/v1/cases/{id}"),
        format!("/api/v1/cases/{id}/clock"),
    ];
    let check = |reply: &Reply| {
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("access-control-allow-origin"), "");
    };
    for path in &read {
        let reply = firm.get(path).await;
        assert_eq!(reply.status, 200, "{path}");
        check(&reply);
    }
    clock.move_on(31);
    let odd = "teukgu_session=00000000000000000000000000000000";
    for headers in
        [&[][..], &[("cookie", odd)], &[("cookie", "teukgu_session=x")], &[("cookie", &*firm.cookie)]]
    {
        for path in &read {
            let reply = site.get_with(path, headers).await;
            problem(&reply, 401);
            check(&reply);
        }
        for path in ["/api/v1/cases".to_owned(), format!("/api/v1/cases/{id}/acts")] {
            let reply = site.post(&path, &[headers, &[JSON]].concat(), "{}".to_owned()).await;
            problem(&reply, 401);
            check(&reply);
        }
    }
}

#[tokio::test]
async fn whoever_is_signed_in_is_told_their_roles_and_the_word_of_the_session() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let me = firm.json("/api/v1/me").await;
    assert_eq!((&me["csrf"], &me["organisation"]), (&(*firm.csrf).into(), &"firm 주식회사".into()));
    assert_eq!((&me["roles"][0]["role"], &me["reads_queue"]), (&"applicant".into(), &false.into()));
    let officer = person(&site, "officer", Role::Officer).await;
    assert_eq!(officer.json("/api/v1/me").await["reads_queue"], true);
    let cookie = site.enter_with_made_up_password("newcomer").await;
    problem(&site.get_with("/api/v1/me", &[("cookie", &cookie)]).await, 403);
}

#[tokio::test]
async fn a_change_needs_the_word_of_its_session_and_comes_from_no_other_site() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let other = person(&site, "other", Role::Applicant).await;
    let body = application(&site, "petition.general").await;
    let id = firm.filed("first", "petition.general").await;
    for path in ["/api/v1/cases".to_owned(), format!("/api/v1/cases/{id}/acts")] {
        let own = [("cookie", &*firm.cookie), ("idempotency-key", "second"), JSON];
        let right = ("x-csrf-token", &*firm.csrf);
        for extra in [
            &[][..],
            &[("x-csrf-token", "")],
            &[("x-csrf-token", &*other.csrf)],
            &[right, ("sec-fetch-site", "cross-site")],
            &[right, ("origin", "https://elsewhere.example")],
        ] {
            problem(&site.post(&path, &[&own[..], extra].concat(), body.to_string()).await, 403);
        }
    }
    assert_eq!(firm.json("/api/v1/cases").await["total"], 1, "nothing was filed");
    assert_eq!(site.send_as("OPTIONS", "/api/v1/cases", &[]).await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn the_same_key_is_the_same_case_however_often_it_is_sent() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let other = person(&site, "other", Role::Applicant).await;
    let body = application(&site, "recommendation.e7").await;
    let sent = || firm.file("one key", &body);
    problem(&sent().await, 400);
    problem(&firm.post("/api/v1/cases", &[], &body).await, 400);
    let sent = || firm.file("one-key", &body);
    let (a, b, c, d) = tokio::join!(sent(), sent(), sent(), sent());
    let again = sent().await;
    let statuses: Vec<u16> = [&a, &b, &c, &d, &again].map(|reply| reply.status.as_u16()).to_vec();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 4, "{statuses:?}");
    let first = a.value()["id"].clone();
    assert!([b, c, d, again].iter().all(|reply| reply.value()["id"] == first));
    assert_eq!(firm.json("/api/v1/cases").await["total"], 1);
    let others = other.file("one-key", &body).await;
    assert_eq!(others.status, 201, "the key of another account is another one");
    assert_ne!(others.value()["id"], first);
}

#[tokio::test]
async fn what_is_missing_in_an_application_is_named_and_can_be_sent_again_with_the_same_key() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let whole = application(&site, "recommendation.e7").await;
    let changed = |change: fn(&mut Value)| {
        let mut body = whole.clone();
        change(&mut body);
        body
    };
    let cases: [(Value, &[&str]); 8] = [
        (changed(|body| body["answers"]["person_name"] = "".into()), &["answers.person_name"]),
        (changed(|body| body["answers"]["birth_date"] = "soon".into()), &["answers.birth_date"]),
        (changed(|body| body["answers"]["stay_status"] = "X".into()), &["answers.stay_status"]),
        (changed(|body| body["answers"]["shoe_size"] = 42.into()), &["answers.shoe_size"]),
        (changed(|body| body["papers"] = json!([])), &["papers.contract"]),
        (changed(|body| body["papers"][0]["content"] = "…".into()), &["papers.0.content"]),
        (changed(|body| body["papers"][0]["content"] = "PGh0bWw+".into()), &["papers.0", "papers.contract"]),
        (changed(|body| body["procedure"] = "no.such".into()), &["procedure"]),
    ];
    for (body, expected) in cases {
        assert_eq!(paths(&problem(&firm.file("key", &body).await, 422)), expected);
    }
    let nothing = problem(&firm.file("key", &json!({ "procedure": "recommendation.e7" })).await, 422);
    let both = |path: &str| paths(&nothing).contains(&path);
    assert!(both("answers.person_name") && both("papers.contract"), "{nothing}");
    let odd = problem(&firm.file("key", &changed(|body| body["procedur"] = "x".into())).await, 422);
    assert_eq!(paths(&odd), ["procedur"]);
    assert_eq!(firm.json("/api/v1/cases").await["total"], 0, "nothing was filed");
    assert_eq!(firm.file("key", &whole).await.status, 201);
    let reply = firm
        .site
        .post("/api/v1/cases", &[("cookie", &*firm.cookie), ("x-csrf-token", &*firm.csrf)], String::new())
        .await;
    problem(&reply, 415);
    problem(&firm.file("key-2", &json!([])).await, 400);
}

#[tokio::test]
async fn an_act_that_is_not_possible_is_refused_with_those_that_are() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let officer = person(&site, "officer", Role::Officer).await;
    let id = firm.filed("key", "petition.general").await;
    let seen = officer.json(&format!("/api/v1/cases/{id}")).await["seq"].clone();
    officer.done(&id, "accept", json!({})).await;

    let late = problem(&officer.act_on(&id, "accept", &seen, json!({})).await, 409);
    assert_eq!(late["reason"], "moved");
    let twice = problem(&officer.act(&id, "accept", json!({})).await, 409);
    assert_eq!(twice["reason"], "not_now");
    let possible = twice["possible"].as_array().unwrap();
    assert!(possible.contains(&"request_info".into()) && !possible.contains(&"accept".into()), "{twice}");
    let here = officer.json(&format!("/api/v1/cases/{id}")).await;
    assert_eq!(offered(&here), possible.iter().map(|act| act.as_str().unwrap()).collect::<Vec<_>>());
    let outside = problem(&firm.act(&id, "answer", json!({ "text": "여기" })).await, 409);
    assert_eq!((&outside["reason"], &outside["possible"]), (&"not_now".into(), &json!(["withdraw"])));
    assert!(!outside["detail"].as_str().unwrap().contains("서류 확인"), "{outside}");
    problem(&firm.act(&id, "accept", json!({})).await, 403);
    problem(&officer.act(&id, "withdraw", json!({})).await, 403);
}

#[tokio::test]
async fn an_input_that_is_missing_or_cannot_be_used_is_named() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let officer = person(&site, "officer", Role::Officer).await;
    let id = firm.filed("key", "recommendation.e7").await;
    officer.done(&id, "accept", json!({})).await;
    for (act, inputs, expected) in [
        ("request_info", json!({}), &["items", "until"][..]),
        ("request_info", json!({ "items": [" "], "until": "2026-03-16" }), &["items"]),
        ("request_info", json!({ "items": ["계약서"], "until": "soon" }), &["until"]),
        ("request_info", json!({ "items": ["계약서"], "until": "2026-03-01" }), &["until"]),
        ("do_task", json!({ "task": "no_such" }), &["task"]),
        ("return", json!({ "reason": "가".repeat(50_000) }), &["reason"]),
        ("accept", json!({ "because": "x" }), &["because"]),
        (
            "consult",
            json!({ "bodies": [{ "body": "nobody", "email": "a@b.kr" }], "until": "2026-03-16" }),
            &["bodies"],
        ),
        (
            "consult",
            json!({ "bodies": [{ "body": "operator", "email": "a" }], "until": "2026-03-16" }),
            &["bodies"],
        ),
        ("recommend", json!({ "outcome": "perhaps", "note": "x" }), &["outcome"]),
        ("recommend", json!({ "outcome": "refused", "note": "x" }), &["reasons"]),
        ("issue", json!({ "letter": "poem" }), &["letter"]),
        ("issue", json!({ "letter": "granted" }), &["letter"]),
        ("respond", json!({}), &["act"]),
        ("fly", json!({}), &["act"]),
    ] {
        assert_eq!(
            paths(&problem(&officer.act(&id, act, inputs.clone()).await, 422)),
            expected,
            "{act} {inputs}"
        );
    }
    let long = json!({ "reason": "가".repeat(100_000) });
    let large = problem(&officer.act(&id, "return", long).await, 413);
    assert!(large["detail"].as_str().unwrap().contains("256 KiB"), "{large}");
    let blind = officer.act_on(&id, "accept", &Value::Null, json!({})).await;
    assert_eq!(paths(&problem(&blind, 422)), ["expects"]);
}

#[tokio::test]
async fn a_refusal_and_an_opinion_are_read_from_lists() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let officer = person(&site, "officer", Role::Officer).await;
    let id = firm.filed("key", "recommendation.e7").await;
    officer.done(&id, "accept", json!({})).await;
    for task in officer.json(&format!("/api/v1/cases/{id}")).await["tasks"].as_array().unwrap() {
        officer.done(&id, "do_task", json!({ "task": task["id"], "not_needed": "이미 확인함" })).await;
    }
    officer.done(&id, "complete_check", json!({})).await;
    let bodies = json!([{ "body": "immigration", "email": "a@example.kr" }, { "name": "구청", "email": "b@example.kr" }]);
    let asked = officer.done(&id, "consult", json!({ "bodies": bodies, "until": "2026-03-16" })).await;
    assert_eq!(asked["consultations"].as_array().unwrap().len(), 2);
    assert_eq!(asked["consultations"][1]["body"]["ko"], "구청");
    assert_eq!(firm.json(&format!("/api/v1/cases/{id}")).await["consultations"], json!([]));
    let early = problem(&officer.act(&id, "end_consultation", json!({})).await, 409);
    assert_eq!(early["reason"], "refused");

    let second = firm.filed("key-2", "petition.general").await;
    officer.done(&second, "accept", json!({})).await;
    for task in officer.json(&format!("/api/v1/cases/{second}")).await["tasks"].as_array().unwrap() {
        officer.done(&second, "do_task", json!({ "task": task["id"] })).await;
    }
    officer.done(&second, "complete_check", json!({})).await;
    let reasons = json!([{ "text": "요건이 아님", "cite": "규제특례법 제31조" }, "그 밖의 사유"]);
    let inputs = json!({ "outcome": "refused", "reasons": reasons, "note": "검토함" });
    let refused = officer.done(&second, "recommend", inputs).await;
    let read = &refused["recommendation"]["reasons"];
    assert_eq!((&read[0]["cite"], &read[1]["text"]), (&"규제특례법 제31조".into(), &"그 밖의 사유".into()));
}

#[tokio::test]
async fn a_firm_sees_its_own_cases_and_nobody_elses() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let other = person(&site, "other", Role::Applicant).await;
    let id = firm.filed("key", "petition.general").await;
    let mine = firm.json("/api/v1/cases").await;
    assert_eq!((keys(&mine), &mine["list"]), (vec![&*id], &"mine".into()));
    assert_eq!(other.json("/api/v1/cases").await["total"], 0);
    for path in [
        format!("/api/v1/cases/{id}"),
        format!("/api/v1/cases/{id}/clock"),
        "/api/v1/cases/2026-99999".to_owned(),
        "/api/v1/cases/x".to_owned(),
    ] {
        problem(&other.get(&path).await, 404);
    }
    let act = other.act_on(&id, "withdraw", &1.into(), json!({})).await;
    problem(&act, 404);
    problem(&firm.get("/api/v1/cases?stage=received").await, 400);
    problem(&firm.get("/api/v1/cases?colour=red").await, 400);
}

#[tokio::test]
async fn the_queue_is_filtered_and_read_page_by_page() {
    let site = office().await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let officer = person(&site, "officer", Role::Officer).await;
    let mut filed = Vec::new();
    for number in 0..52 {
        filed.push(firm.filed(&format!("key-{number}"), "petition.general").await);
    }
    let last = firm.filed("last", "recommendation.e7").await;
    let me = officer.json("/api/v1/me").await["id"].clone();
    officer.done(&last, "assign", json!({ "officer": me })).await;
    let first = officer.json("/api/v1/cases").await;
    assert_eq!(
        (&first["list"], &first["total"], &first["by_stage"]["received"]),
        (&"queue".into(), &53.into(), &53.into())
    );
    let next = first["next_after"].as_str().unwrap();
    let second = officer.json(&format!("/api/v1/cases?after={next}")).await;
    let mut seen: Vec<&str> = keys(&first).into_iter().chain(keys(&second)).collect();
    seen.sort_unstable();
    assert_eq!((seen.len(), seen[0], &second["next_after"]), (53, &*filed[0], &Value::Null));
    for query in [
        "procedure=recommendation.e7",
        "officer=me",
        &format!("q={last}"),
        "officer=me&stage=received&ended=true",
    ] {
        assert_eq!(keys(&officer.json(&format!("/api/v1/cases?{query}")).await), [&*last], "{query}");
    }
    assert_eq!(officer.json("/api/v1/cases?officer=nobody").await["total"], 52);
    assert_eq!(officer.json("/api/v1/cases?overdue").await["total"], 0);
    assert_eq!(officer.json("/api/v1/cases?mine").await["list"], "mine");
    for query in ["stage=dreaming", "after=x", "officer=%20%2F", "overdue=perhaps"] {
        problem(&officer.get(&format!("/api/v1/cases?{query}")).await, 400);
    }
}

#[tokio::test]
async fn a_clock_is_told_with_its_arithmetic() {
    let clock = MovingClock::new();
    let site = site_at(&teukgu_testkit::second_zone(), std::sync::Arc::clone(&clock)).await;
    let firm = person(&site, "firm", Role::Applicant).await;
    let id = firm.filed("key", "recommendation.e7").await;
    clock.move_on(24 * 60);
    let (cookie, csrf) = site.enter("officer", Role::Officer).await;
    let officer = Person { site: &site, cookie, csrf };
    let read = officer.json(&format!("/api/v1/cases/{id}/clock")).await;
    assert_eq!(
        (&read["state"], &read["day"], &read["of"]),
        (&"running".into(), &1.into(), &7.into()),
        "{read}"
    );
    assert_eq!(read["due"], read["promised"]);
    let steps = read["steps"].as_array().unwrap();
    assert!(!steps.is_empty() && steps.iter().all(|step| step["cite"] != "" && step["text"]["en"] != ""));
    assert!(read["holidays"].as_array().unwrap().iter().all(|day| day["name"]["ko"] != ""));
    assert_eq!(officer.json(&format!("/api/v1/cases/{id}")).await["clock"], read);
}

#[tokio::test]
async fn the_document_says_which_addresses_need_a_session_and_how_they_refuse() {
    let site = office().await;
    let document = site.json("/api/openapi.json").await;
    let scheme = &document["components"]["securitySchemes"]["session"];
    assert_eq!((&scheme["in"], &scheme["name"]), (&"cookie".into(), &"teukgu_session".into()));
    for (path, method, statuses) in [
        ("/api/v1/me", "get", &["200", "401", "403"][..]),
        ("/api/v1/cases", "get", &["200", "400", "401", "403"]),
        ("/api/v1/cases", "post", &["200", "201", "400", "401", "403", "413", "415", "422"]),
        ("/api/v1/cases/{id}", "get", &["200", "401", "403", "404"]),
        ("/api/v1/cases/{id}/clock", "get", &["200", "401", "403", "404"]),
        ("/api/v1/cases/{id}/acts", "post", &["200", "401", "403", "404", "409", "415", "422"]),
    ] {
        let operation = &document["paths"][path][method];
        assert!(operation["security"][0]["session"].is_array(), "{path}");
        for status in statuses {
            assert!(operation["responses"][status].is_object(), "{method} {path} {status}");
        }
    }
    for path in ["/api/v1/procedures", "/api/v1/procedures/{id}", "/api/v1/papers/{number}"] {
        assert!(document["paths"][path]["get"]["security"].is_null(), "{path}");
    }
}

#[tokio::test]
async fn an_answer_about_the_law_names_what_can_be_applied_for() {
    let site = office().await;
    let body = json!({ "provisions": ["act.31.stay_period", "act.31.letter"] }).to_string();
    let answer = site.post("/api/v1/ask?lang=en", &[JSON], body).await.value();
    for finding in answer["findings"].as_array().unwrap() {
        assert_eq!(finding["procedures"][0]["id"], "recommendation.e7", "{finding}");
        assert_eq!(finding["procedures"][0]["name"], "Recommendation letter for a specialised project");
    }
}
