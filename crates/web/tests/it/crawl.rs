//! Every route for every role: what the permission matrix says is what an address answers, and nothing of a case is told
//! to whoever may not see it.

mod affairs;

use crate::house::Visitor;
use crate::support::Reply;
use affairs::{Affair, HIDDEN, HIDDEN_OF_PERSONS, TOLD_TO_AUTHORITY, Town, town, word};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use teukgu_domain::account::Role;
use teukgu_office::policy::{Cell, matrix};

/// A row of the list of routes.
struct Row {
    method: &'static str,
    has_english: bool,
    sample: &'static str,
    /// Action of the matrix that it asks for, or `public`, `signed`, `draft`, `paper`, `events`.
    action: &'static str,
    /// Statuses for whoever may do it.
    yes: Vec<u16>,
    /// Statuses for whoever is signed in and may not.
    no: Vec<u16>,
}

impl Row {
    /// Returns true if a program asks, which is told what is wrong rather than led to a page.
    fn is_for_programs(&self) -> bool {
        self.sample.starts_with("/api/")
    }
}

fn rows() -> impl Iterator<Item = Row> {
    let statuses = |text: &str| text.split('|').filter_map(|status| status.parse().ok()).collect();
    include_str!("routes.csv").lines().skip(1).map(move |line| {
        let fields: Vec<&'static str> = line.split(',').collect();
        let [method, _, languages, sample, action, yes, no] = fields[..] else { unreachable!("{line}") };
        Row { method, has_english: languages == "2", sample, action, yes: statuses(yes), no: statuses(no) }
    })
}

/// Somebody who asks: a role, or nobody in particular.
struct Person {
    role: Option<Role>,
    visitor: Visitor,
}

impl Person {
    fn name(&self) -> &'static str {
        self.role.map_or("nobody", |role| role.key())
    }

    /// Says by the matrix whether the person may do something with a case, or with something that is nobody's here.
    fn may(&self, action: &str, affair: Option<(&Affair, bool)>) -> bool {
        let Some(row) = matrix().row(action) else { return false };
        let is_own = affair.is_some_and(|(affair, _)| affair.owner == self.name());
        let is_on_agenda = affair.is_some_and(|(_, is_on_agenda)| is_on_agenda);
        [None, self.role].into_iter().any(|role| match row.cell(role) {
            Cell::All => true,
            Cell::Own => is_own && self.role.is_some(),
            Cell::NotOwn | Cell::Second => !is_own,
            Cell::Agenda => is_on_agenda,
            Cell::Never | Cell::Link | Cell::Programme | Cell::Assigned => false,
        })
    }
}

async fn people(town: &Town) -> Vec<Person> {
    let mut people = Vec::new();
    for role in Role::ALL {
        people.push(Person { role: Some(*role), visitor: town.house.enter(role.key()).await });
    }
    // Last, so that a page that was kept for somebody else would be found with them.
    people.push(Person { role: None, visitor: Visitor::default() });
    people
}

/// An address that is asked, and the case that it belongs to.
struct Asked<'a> {
    address: String,
    affair: Option<&'a Affair>,
    /// True for the paper of a case that has a redacted copy.
    has_copy: bool,
}

/// Puts what there is into an address.
fn filled<'a>(town: &'a Town, row: &Row) -> Vec<Asked<'a>> {
    let plain = row
        .sample
        .replace("{link}", &town.link)
        .replace("{paper}", &town.paper)
        .replace("{draft}", &town.draft)
        .replace("{account}", town.target.as_str())
        .replace("{notice}", town.notice.as_str())
        .replace("{event}", town.event.as_str())
        .replace("{screening}", town.screening.as_str())
        .replace("{size}", &town.size.to_string());
    let of_paper = row.sample.contains("{paper}") && row.sample.contains("{case}");
    let affairs = town.affairs.iter().filter(|affair| !of_paper || affair.name == "lee");
    let mut asked = Vec::new();
    if !plain.contains("{case}") {
        // What is named without its case belongs to nobody among the visitors, or to the first one for a link.
        let document = town.affairs[0].documents[1].as_str();
        asked.push(Asked { address: plain.replace("{document}", document), affair: None, has_copy: true });
        return with_english(row, asked);
    }
    for affair in affairs {
        let with_case = plain.replace("{case}", affair.id.as_str());
        for (at, document) in affair.documents.iter().enumerate() {
            let address = with_case.replace("{document}", document.as_str());
            asked.push(Asked { address, affair: Some(affair), has_copy: at == 1 });
            if !with_case.contains("{document}") {
                break;
            }
        }
    }
    with_english(row, asked)
}

fn with_english<'a>(row: &Row, asked: Vec<Asked<'a>>) -> Vec<Asked<'a>> {
    let english = |asked: &Asked<'a>| Asked { address: format!("/en{}", asked.address), ..*asked };
    let english: Vec<_> = asked.iter().filter(|_| row.has_english).map(english).collect();
    asked.into_iter().chain(english).collect()
}

/// Says whether somebody may do what an address does, and the statuses that it may answer with.
fn expected(row: &Row, asked: &Asked<'_>, person: &Person, is_on_agenda: bool) -> (bool, Vec<u16>) {
    if row.action == "public" {
        return (true, row.yes.clone());
    }
    if person.role.is_none() {
        return (false, vec![if row.is_for_programs() { 401 } else { 303 }]);
    }
    let affair = asked.affair.map(|affair| (affair, is_on_agenda));
    let reads_copies = asked.has_copy && person.may("document.read", affair);
    let is_allowed = match row.action {
        "signed" => true,
        "events" => ["dossier.read", "dossier.open"].iter().any(|action| person.may(action, affair)),
        // It is the application of somebody who is not among the visitors.
        "draft" => false,
        "paper" => person.may("document.read_original", affair) || reads_copies,
        action => person.may(action, affair),
    };
    // Whoever may not know of a case is told that there is none; a form about several leaves it out.
    let is_unknown = affair.is_some() && !person.may("case.read", affair) && !row.no.contains(&303);
    let statuses = match (is_allowed, is_unknown) {
        (true, _) => row.yes.clone(),
        (false, true) => vec![404],
        (false, false) => row.no.clone(),
    };
    (is_allowed, statuses)
}

/// Lists what an answer tells that the person may not know.
async fn leaks(town: &Town, row: &Row, person: &Person, reply: &Reply) -> Vec<String> {
    let mut told = reply.body.clone();
    for (name, value) in &reply.headers {
        let _ = write!(told, "\n{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    let is_link = row.sample.contains("{link}");
    let mut leaks = Vec::new();
    // Nearly no page has any of the words, and looking for each of them takes long.
    let affairs = town.affairs.iter().filter(|_| told.contains("zq-"));
    for affair in affairs {
        let is_on_agenda = town.is_on_agenda(affair).await;
        let is_own = affair.owner == person.name();
        let may =
            |actions: &[&str]| actions.iter().any(|action| person.may(action, Some((affair, is_on_agenda))));
        for (kind, actions) in HIDDEN {
            let is_told = is_link && affair.name == "kim" && TOLD_TO_AUTHORITY.contains(kind);
            if told.contains(&word(kind, affair.name)) && !is_told && !may(actions) {
                leaks.push(word(kind, affair.name));
            }
        }
        for (kind, actions) in HIDDEN_OF_PERSONS {
            let is_told = is_own || (is_link && *kind == "firm");
            if told.contains(&word(kind, affair.owner)) && !is_told && !may(actions) {
                leaks.push(word(kind, affair.owner));
            }
        }
    }
    let secret = town.link.rsplit('.').next().unwrap();
    if told.contains(secret) && !is_link {
        leaks.push("the secret of a link".to_owned());
    }
    leaks
}

async fn crawl(method: &str) -> (usize, Vec<String>) {
    let town = town().await;
    let people = people(&town).await;
    let (mut asked_in_all, mut faults) = (0, Vec::new());
    for row in rows().filter(|row| row.method == method) {
        for asked in filled(&town, &row) {
            for person in &people {
                asked_in_all += 1;
                faults.extend(ask(&town, &row, &asked, person).await);
            }
        }
    }
    (asked_in_all, faults)
}

/// Asks as somebody, and says what is wrong with the answer.
async fn ask(town: &Town, row: &Row, asked: &Asked<'_>, person: &Person) -> Vec<String> {
    let is_on_agenda = match asked.affair {
        Some(affair) => town.is_on_agenda(affair).await,
        None => false,
    };
    let (is_allowed, expected) = expected(row, asked, person, is_on_agenda);
    let before = town.house.head().await;
    let reply = match row.method {
        "GET" => town.house.get(&person.visitor, &asked.address).await,
        _ => send(town, row, asked, person).await,
    };
    let mut faults = Vec::new();
    let what = format!("{} {} as {}", row.method, asked.address, person.name());
    if !expected.contains(&reply.status.as_u16()) {
        faults.push(format!("{what}: {} in place of {expected:?}", reply.status));
    }
    if (row.method == "GET" || !is_allowed) && town.house.head().await != before {
        faults.push(format!("{what}: the record has grown"));
    }
    let leads_on = row.action != "public" && !row.is_for_programs();
    if person.role.is_none() && leads_on && !reply.header("location").contains("/sign-in") {
        faults.push(format!("{what}: leads to `{}`", reply.header("location")));
    }
    let leaks = leaks(town, row, person, &reply).await;
    faults.extend(leaks.into_iter().map(|leak| format!("{what}: tells `{leak}`")));
    faults
}

/// Values with which every form can be read.
const EVERY_FIELD: &[(&str, &str)] = &[
    ("text", "words"),
    ("items", "a paper"),
    ("until", "2026-03-20"),
    ("outcome", "granted"),
    ("note", "words"),
    ("reason", "words"),
    ("resolution", "words"),
    ("receipt", "words"),
    ("why", "words"),
    ("grounds", "words"),
    ("other-body", "an authority"),
    ("other-email", "someone@authority.example"),
    ("task", "facts"),
    ("role", "reviewer"),
    ("scope", "zone"),
    ("shared", "yes"),
    ("slot", "other"),
    ("opinion", "no_comment"),
    ("name", "somebody"),
    ("mode", "normal"),
    ("size", "3"),
];

async fn send(town: &Town, row: &Row, asked: &Asked<'_>, person: &Person) -> Reply {
    let (address, query) = asked.address.split_once('?').unwrap_or((&asked.address, ""));
    let more = query.split('&').filter_map(|pair| pair.split_once('='));
    let pairs: Vec<_> = EVERY_FIELD.iter().copied().chain(more).collect();
    // Each act begins with a session of its own, for some of them end it.
    let visitor = match person.role {
        Some(role) => town.house.enter(role.key()).await,
        None => Visitor::default(),
    };
    let with_file = ["/documents", "/copy", "/papers", "/screening/result", "/screening/register"];
    if with_file.iter().any(|ending| row.sample.ends_with(ending)) {
        let file = format!("something of {}", person.name());
        return town.house.send_file(&visitor, address, &pairs, ("a.txt", file.as_bytes())).await;
    }
    town.house.send(&visitor, address, &pairs).await
}

#[tokio::test]
async fn every_address_answers_each_role_as_the_matrix_says_and_tells_nothing_that_is_hidden() {
    let (asked, faults) = crawl("GET").await;
    assert!(asked > 2_000, "{asked}");
    assert!(faults.is_empty(), "{} of {asked}:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test]
async fn every_form_is_taken_from_the_roles_that_the_matrix_names_and_from_nobody_else() {
    let (asked, faults) = crawl("POST").await;
    assert!(asked > 1_000, "{asked}");
    assert!(faults.is_empty(), "{} of {asked}:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test]
async fn the_public_record_tells_nothing_of_a_case_in_any_of_its_forms() {
    let town = town().await;
    let head = town.house.head().await;
    let first = (1..=head).rev().take(200).collect::<BTreeSet<_>>();
    let nobody = Person { role: None, visitor: Visitor::default() };
    let row = Row {
        method: "GET",
        has_english: false,
        sample: "/record",
        action: "public",
        yes: vec![200],
        no: Vec::new(),
    };
    let mut faults = Vec::new();
    for seq in first {
        for address in [
            format!("/record/{seq}"),
            format!("/api/v1/record/{seq}"),
            format!("/api/v1/record/{seq}/proof"),
            format!("/record/{seq}/proof.json"),
        ] {
            let reply = town.house.get(&nobody.visitor, &address).await;
            let leaks = leaks(&town, &row, &nobody, &reply).await;
            faults.extend(leaks.into_iter().map(|leak| format!("{address}: {leak}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
