//! What somebody writes is shown as it was written, and is never more than text: a hundred and more payloads through
//! every field in which words can be written, into every page that shows them.

use crate::house::{House, Visitor, form, house};
use crate::support::Reply;
use teukgu_domain::account::Role;
use teukgu_domain::case::{Act, NewConsultee, Opinion, Outcome};
use teukgu_domain::ids::CaseId;
use teukgu_domain::text::Text;
use teukgu_office::casework::NewDocument;
use teukgu_testkit::payloads;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
/// Characters of what one short field is given.
const SHORT: usize = 90;

/// Writes text as a page has to.
fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

/// Puts as many payloads into one text as fit.
fn packed(most: usize, between: &str) -> Vec<String> {
    let mut packed: Vec<String> = Vec::new();
    for payload in payloads() {
        match packed.last_mut() {
            Some(last) if last.chars().count() + payload.chars().count() < most => {
                last.push_str(between);
                last.push_str(payload);
            }
            _ => packed.push(payload.to_owned()),
        }
    }
    packed
}

/// Looks whether a page took any of the payloads for more than text, and whether it shows what it has to.
fn check(reply: &Reply, shown: &[String], what: &str) {
    assert!(matches!(reply.status.as_u16(), 200 | 409 | 422), "{what}: {}", reply.status);
    // A page without any of the words can take none of them for more than text.
    if reply.body.contains("xq") {
        let is_marked_up = |payload: &&str| payload.contains(['<', '>', '"', '\'', '&']);
        for payload in payloads().into_iter().filter(is_marked_up) {
            assert!(!reply.body.contains(payload), "{what}: `{payload}` is markup");
        }
        for link in ["href=\"", "src=\"", "action=\""] {
            for target in reply.body.split(link).skip(1).filter_map(|rest| rest.split('"').next()) {
                let is_of_here =
                    target.starts_with('/') && !target.starts_with("//") && !target.contains('\\');
                let is_known = target.starts_with("https://") || target.starts_with("mailto:");
                let is_fine = is_of_here || target.starts_with('#') || target.starts_with('?') || is_known;
                assert!(is_fine && !target.contains("xq") || is_of_here, "{what}: leads to `{target}`");
            }
        }
    }
    for text in shown {
        assert!(reply.body.contains(&escaped(text)), "{what}: `{text}` is not shown as it was written");
    }
}

/// What one case is given in each of its fields; the field stands before it, so that none is taken for another.
struct Said<'a>(&'a str);

impl Said<'_> {
    fn in_field(&self, field: &str) -> String {
        format!("{field}~ {}", self.0)
    }

    fn in_fields(&self, fields: &[&str]) -> Vec<String> {
        fields.iter().map(|field| self.in_field(field)).collect()
    }
}

/// Files a case of a firm that is called by payloads, with a paper of such a name and a copy of it.
async fn filed(house: &mut House, key: &str, line: &Said<'_>, text: &Said<'_>) -> CaseId {
    house.open_named(key, Role::Applicant, &line.in_field("na"), &line.in_field("or")).await;
    let (title, content) = (line.in_field("ti"), text.in_field("co"));
    let id = house.file(key, "petition.general", &[("subject", &*title), ("content", &*content)]).await;
    let (casework, firm, officer) = (house.casework(), house.who(key), house.who("officer"));
    let name = format!("{}.txt", line.in_field("fi"));
    let new = NewDocument { slot: "other".to_owned(), name, bytes: key.as_bytes().to_vec() };
    let document = casework.add_document(&firm, &id, new).await.unwrap();
    let copy = (&*format!("{}.txt", line.in_field("cy")), format!("copy {key}").into_bytes());
    casework.redact(&officer, &id, &document, copy, &text.in_field("re")).await.unwrap();
    casework.share_document(&officer, &id, &document, true).await.unwrap();
    id
}

/// Asks an authority that is called by payloads, and has it answer.
async fn consult(house: &House, id: &CaseId, (line, text): (&Said<'_>, &Said<'_>), langs: &[&str]) {
    let body = line.in_field("bo");
    let email = "p@authority.example".to_owned();
    let bodies = vec![NewConsultee { body: Text::new(&*body, &*body), email, repeats: None }];
    house.act("officer", id, Act::Consult { bodies, until: "2026-03-20".parse().unwrap() }).await.unwrap();
    let link = house.links(id).await.remove("p@authority.example").unwrap();
    let (opinion, name) = (text.in_field("op"), line.in_field("si"));
    for lang in langs {
        let address = format!("{lang}/consult/{link}");
        check(&house.site.get(&address).await, &line.in_fields(&["or", "bo"]), "what an authority is asked");
        let unsent = form(&[("opinion", ""), ("text", &opinion), ("name", &name)]);
        let faulty = house.site.post(&address, &[FORM], unsent).await;
        check(&faulty, &[opinion.clone(), name.clone()], "an opinion with something missing");
    }
    house.casework().respond(&link, Opinion::Comment, opinion, name).await.unwrap();
}

async fn page(house: &House, key: &str, address: &str, shown: &[String]) {
    let visitor = house.enter(key).await;
    check(&house.get(&visitor, address).await, shown, &format!("{address} as {key}"));
}

#[tokio::test]
async fn every_name_and_title_is_text_on_every_page_that_shows_it() {
    let mut house = house().await;
    let chunks = packed(SHORT, " ");
    for (at, chunk) in chunks.iter().enumerate() {
        let (line, key) = (Said(chunk), format!("firm-{at}"));
        let lang = ["", "/en"][at % 2];
        let id = filed(&mut house, &key, &line, &Said("words")).await;
        house.review(&id).await;
        consult(&house, &id, (&line, &Said("words")), &[lang]).await;
        let shown = line.in_fields(&["ti", "or", "bo", "si", "na"]);
        page(&house, "officer", &format!("{lang}/cases/{id}"), &shown).await;
        page(&house, &key, &format!("{lang}/my"), &line.in_fields(&["ti", "na"])).await;
        check_letters(&house, &key, &id, &line).await;
    }
    every_list(&house).await;
}

async fn check_letters(house: &House, key: &str, id: &CaseId, line: &Said<'_>) {
    for letter in house.letters(id).await {
        assert!(!letter.subject.chars().any(char::is_control), "{}", letter.subject);
        assert!(!letter.address.contains(['\n', '\r', ' ', ',']), "{}", letter.address);
        let is_of_firm = letter.to.as_ref() == Some(&house.account(key).id);
        assert!(!is_of_firm || letter.text.contains(&line.in_field("ti")), "{}", letter.text);
    }
}

#[tokio::test]
async fn whatever_is_written_in_a_case_is_text_on_every_page_of_it() {
    let mut house = house().await;
    let (all, items) = (packed(20_000, " ").remove(0), packed(400, " "));
    let (text, line, langs) = (Said(&all), Said("a line"), ["", "/en"]);
    let id = filed(&mut house, "firm", &line, &text).await;
    // A message has room for half of them.
    for half in packed(4_900, " ") {
        house.casework().message(&house.who("firm"), &id, &half, false).await.unwrap();
        house.casework().message(&house.who("officer"), &id, &half, true).await.unwrap();
    }
    house.act("officer", &id, Act::Accept).await.unwrap();
    let until = "2026-03-20".parse().unwrap();
    house.act("officer", &id, Act::RequestInfo { items: items.clone(), until }).await.unwrap();
    for lang in langs {
        page(&house, "firm", &format!("{lang}/cases/{id}"), &items).await;
        page(&house, "firm", &format!("{lang}/my"), &[]).await;
    }
    house.act("firm", &id, Act::Answer { text: text.in_field("an") }).await.unwrap();
    let tasks = house.casework().case(&house.who("officer"), &id).await.unwrap().case.tasks;
    for task in tasks {
        let not_needed = Some(text.in_field("nn"));
        house.act("officer", &id, Act::DoTask { id: task.id, not_needed }).await.unwrap();
    }
    house.act("officer", &id, Act::CompleteCheck).await.unwrap();
    let opinion = packed(3_900, " ");
    consult(&house, &id, (&line, &Said(&opinion[0])), &langs).await;
    consult(&house, &id, (&line, &Said(&opinion[1])), &langs).await;
    let outcome = Outcome::GrantedWithConditions { conditions: items.clone() };
    house.act("officer", &id, Act::Recommend { outcome, note: text.in_field("no") }).await.unwrap();
    let shown = [text.in_fields(&["no", "co", "re"]), packed(4_900, " "), opinion].concat();
    for lang in langs {
        page(&house, "approver", &format!("{lang}/cases/{id}"), &shown).await;
    }
    house.act("approver", &id, Act::Approve).await.unwrap();
    for lang in langs {
        page(&house, "officer", &format!("{lang}/cases/{id}"), &items).await;
        page(&house, "firm", &format!("{lang}/cases/{id}"), &items).await;
    }
}

/// Looks at every page of the lists.
async fn every_list(house: &House) {
    for (key, list) in [("officer", "/desk?ended=1"), ("admin", "/accounts"), ("officer", "/post")] {
        let visitor = house.enter(key).await;
        for lang in ["", "/en"] {
            let (mut next, mut pages) = (Some(format!("{lang}{list}")), 0);
            while let Some(address) = next {
                let page = house.get(&visitor, &address).await;
                check(&page, &[], &address);
                let link = page.body.split("rel=\"next\" href=\"").nth(1);
                next = link.and_then(|rest| rest.split('"').next()).map(|href| href.replace("&#38;", "&"));
                pages += 1;
                assert!(pages < 50, "{list} has no end");
            }
            assert!(pages > 1, "{list}: {pages}");
        }
    }
}

#[tokio::test]
async fn what_is_searched_for_or_sent_with_a_fault_comes_back_as_text() {
    let house = house().await;
    let (officer, admin, nobody) =
        (house.enter("officer").await, house.enter("admin").await, Visitor::default());
    for text in packed(115, " ") {
        let query = form(&[("q", &text)]);
        let value = query.strip_prefix("q=").unwrap();
        for lang in ["", "/en"] {
            for (visitor, address) in [
                (&officer, format!("{lang}/desk?{query}")),
                (&admin, format!("{lang}/accounts?{query}")),
                (&nobody, format!("{lang}/papers?{query}")),
                (&nobody, format!("{lang}/organisations?{query}")),
            ] {
                check(&house.get(visitor, &address).await, std::slice::from_ref(&text), &address);
            }
            for address in [
                format!("{lang}/sign-in?back={value}"),
                format!("{lang}/display?back={value}"),
                format!("{lang}/check?goal={value}"),
                format!("{lang}/locate?dong={value}&x={value}"),
                format!("{lang}/deadline?from={value}&period={value}"),
                format!("{lang}/post?case={value}&state={value}"),
                format!("{lang}/special-cases/catalogue?{query}"),
            ] {
                check(&house.get(&officer, &address).await, &[], &address);
            }
            let nowhere = house.get(&officer, &format!("{lang}/nothing/{value}")).await;
            assert_eq!(nowhere.status, 404);
            let found = Reply { status: axum::http::StatusCode::OK, ..nowhere };
            check(&found, &[], "an address that does not exist");
        }
    }
}

#[tokio::test]
async fn forms_with_a_fault_show_again_what_was_written() {
    let house = house().await;
    let (firm, officer, admin) =
        (house.enter("applicant").await, house.enter("officer").await, house.enter("admin").await);
    let draft = house.draft("applicant", "petition.general", &[]).await;
    let id = house.file("applicant", "petition.general", &[]).await;
    house.review(&id).await;
    for text in packed(SHORT, " ") {
        let shown = std::slice::from_ref(&text);
        for lang in ["", "/en"] {
            let people =
                [("login", &*text), ("name", &*text), ("organisation", &*text), ("password", "short")];
            let reply = house.site.post(&format!("{lang}/register"), &[FORM], form(&people)).await;
            check(&reply, shown, "a registration");
            let reply = house.send(&admin, &format!("{lang}/accounts/new"), &people).await;
            check(&reply, shown, "an account that is opened");
            let address = format!("{lang}/applications/{}", draft.as_str());
            let reply = house.send(&firm, &address, &[("subject", &*text), ("content", &*text)]).await;
            check(&reply, shown, "an application with something missing");
            let reply =
                house.send(&officer, &format!("{lang}/cases/{id}/act/recommend"), &[("note", &text)]).await;
            check(&reply, shown, "a recommendation with something missing");
        }
    }
    // One attempt to sign in shows them all, for only so many are taken.
    let all = packed(20_000, " ").remove(0);
    let reply = house.site.post("/sign-in", &[FORM], form(&[("login", &all), ("back", &all)])).await;
    check(&reply, &[all], "signing in");
}

#[tokio::test]
async fn an_application_tells_again_what_was_written_in_it() {
    let house = house().await;
    let firm = house.enter("applicant").await;
    let content = payloads().join("\n");
    let draft = house.draft("applicant", "petition.general", &[("content", &*content)]).await;
    for (at, payload) in packed(SHORT, " ").into_iter().enumerate() {
        let (casework, who) = (house.casework(), house.who("applicant"));
        if at < 15 {
            let file = (&*format!("{payload}.txt"), format!("file {at}").into_bytes());
            casework.attach(&who, &draft, "other", file).await.unwrap();
        }
    }
    for lang in ["", "/en"] {
        for page in ["", "/papers", "/review"] {
            let address = format!("{lang}/applications/{}{page}", draft.as_str());
            let shown = if page == "/papers" { Vec::new() } else { vec![content.clone()] };
            check(&house.get(&firm, &address).await, &shown, &address);
        }
    }
}

#[tokio::test]
async fn an_event_is_called_what_it_was_called_and_nothing_more() {
    let house = house().await;
    let firm = house.enter("applicant").await;
    for (at, text) in packed(SHORT, " ").into_iter().enumerate() {
        let lang = ["", "/en"][at % 2];
        let event = house.event("applicant", &text).await;
        for page in ["", "/change"] {
            let address = format!("{lang}/dossiers/{event}{page}");
            check(&house.get(&firm, &address).await, std::slice::from_ref(&text), &address);
        }
        let faulty = [("name", &*text), ("place", &*text), ("opens", "never")];
        let reply = house.send(&firm, &format!("{lang}/dossiers/new"), &faulty).await;
        check(&reply, std::slice::from_ref(&text), "an event with something missing");
    }
    for lang in ["", "/en"] {
        check(&house.get(&firm, &format!("{lang}/dossiers")).await, &[], "the events");
    }
}
