//! A portal with people in every role, and what they do there.

use crate::support::{Reply, Site, site_of_people};
use axum::body::Body;
use axum::http::Request;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::case::Act;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::ids::{CaseId, DossierId, ScreeningId};
use teukgu_domain::notice::Notice;
use teukgu_office::casework::procedures::FieldKind;
use teukgu_office::casework::{CaseAct, CaseFault, Casework, NewDossier, Raw};
use teukgu_office::check::Token;
use teukgu_office::demo::StageClock;
use teukgu_office::people::{Doer, NewAccount, NewGrant};
use teukgu_office::policy::Who;
use teukgu_office::screening::NewFile;
use teukgu_store::{Listing, Store as _};

/// A file that is taken.
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";
/// Kind of a form without files.
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
/// What stands between the parts of a form with files.
const BOUNDARY: &str = "between-the-parts";

/// What a form of an event is filled in with.
pub(crate) const EVENT: &[(&str, &str)] = &[
    ("name", "a festival"),
    ("opens", "2026-06-01"),
    ("closes", "2026-06-02"),
    ("place", "a park"),
    ("kinds", "festival"),
    ("host", "other"),
    ("visitors", "900"),
    ("cost", "1000000"),
];

/// A portal with somebody in every role.
pub(crate) struct House {
    pub(crate) site: Site,
    pub(crate) clock: Arc<StageClock>,
    people: BTreeMap<String, Account>,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visitor {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

/// Opens a portal with somebody in every role, and a second firm.
pub(crate) async fn house() -> House {
    house_at("http://localhost:8080").await
}

/// Opens one that is reached under an address.
pub(crate) async fn house_at(public_url: &str) -> House {
    let clock = Arc::new(StageClock::new("2026-03-02T00:00:00Z".parse().unwrap()));
    let site = site_of_people(&teukgu_testkit::yangjae(), clock.clone(), public_url).await;
    let mut house = House { site, clock, people: BTreeMap::new() };
    for role in Role::ALL {
        house.open(role.key(), *role).await;
    }
    house.open("second-firm", Role::Applicant).await;
    house.open("second-officer", Role::Officer).await;
    house
}

/// Returns the word that stands in something of somebody, and nowhere else.
pub(crate) fn word(kind: &str, of: &str) -> String {
    format!("zq-{kind}-{of}-zq")
}

fn login(key: &str) -> String {
    format!("{}@house.example", word("mail", key))
}

/// Writes a form.
pub(crate) fn form(pairs: &[(&str, &str)]) -> String {
    let encoded = |text: &str| {
        text.bytes().fold(String::new(), |mut all, byte| {
            if byte.is_ascii_alphanumeric() {
                all.push(char::from(byte));
            } else {
                let _ = write!(all, "%{byte:02X}");
            }
            all
        })
    };
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Writes a form with a file.
pub(crate) fn form_with_file(pairs: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in pairs {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
        body.extend(format!("{head}{value}\r\n").into_bytes());
    }
    // As browsers write the name of a file (RFC 7578 and the living standard of forms).
    let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    body
}

/// Kind of a form with a file.
pub(crate) fn form_kind() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

impl House {
    /// Opens an account; an invented one enters without a password.
    pub(crate) async fn open(&mut self, key: &str, role: Role) {
        let is_of_firm = matches!(role, Role::Applicant | Role::Operator);
        let firm = if is_of_firm { word("firm", key) } else { String::new() };
        self.open_named(key, role, &word("name", key), &firm).await;
    }

    /// Opens an account under a name.
    pub(crate) async fn open_named(&mut self, key: &str, role: Role, name: &str, firm: &str) {
        let new = NewAccount {
            login: login(key),
            name: name.to_owned(),
            organisation_name: firm.to_owned(),
            is_invented: true,
            ..NewAccount::default()
        };
        let grants = vec![NewGrant::in_zone(role)];
        let opened = self.site.office.people().open(Doer::Machine, new, grants).await.unwrap();
        self.people.insert(key.to_owned(), opened.account);
    }

    pub(crate) fn account(&self, key: &str) -> &Account {
        &self.people[key]
    }

    pub(crate) fn casework(&self) -> Casework<'_> {
        self.site.office.casework()
    }

    /// Returns who asks, for verbs of the office.
    pub(crate) fn who(&self, key: &str) -> Who<'_> {
        Who::signed_in(self.account(key), self.site.office.today())
    }

    /// Signs somebody in; nobody else is signed out.
    pub(crate) async fn enter(&self, key: &str) -> Visitor {
        let entered = self.site.office.people().enter_as_invented(&login(key)).await.unwrap().unwrap();
        Visitor { cookie: format!("teukgu_session={}", entered.token), csrf: entered.session.csrf }
    }

    pub(crate) async fn get(&self, visitor: &Visitor, address: &str) -> Reply {
        self.site.get_with(address, &[("cookie", &visitor.cookie)]).await
    }

    /// Sends a form with the word of the session.
    pub(crate) async fn send(&self, visitor: &Visitor, address: &str, pairs: &[(&str, &str)]) -> Reply {
        let pairs = [pairs, &[("csrf", visitor.csrf.as_str())]].concat();
        self.site.post(address, &[FORM, ("cookie", &visitor.cookie)], form(&pairs)).await
    }

    /// Sends a form with a file and the word of the session.
    pub(crate) async fn send_file(
        &self,
        visitor: &Visitor,
        address: &str,
        pairs: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Reply {
        let pairs = [pairs, &[("csrf", visitor.csrf.as_str())]].concat();
        let body = Body::from(form_with_file(&pairs, file));
        let headers = [("content-type", &*form_kind()), ("cookie", &visitor.cookie)];
        self.site.send(Request::post(address), &headers, body).await
    }

    /// Returns the place of the last entry of the record.
    pub(crate) async fn head(&self) -> u64 {
        self.site.store.head(self.site.office.zone_id()).await.unwrap().seq
    }

    /// Counts the nouns of a kind that belong to a case or an account.
    pub(crate) async fn count(&self, kind: NounKind, parent: Option<&CaseId>) -> u64 {
        let listing = Listing { parent: parent.map(ToString::to_string), ..Listing::of(kind) };
        self.site.store.count(self.site.office.zone_id(), &listing).await.unwrap()
    }

    /// Lists the letters of a case.
    pub(crate) async fn letters(&self, case: &CaseId) -> Vec<Notice> {
        let listing = Listing { parent: Some(case.to_string()), ..Listing::of(NounKind::Notice) };
        let found = self.site.store.list(self.site.office.zone_id(), &listing.limit(500)).await.unwrap();
        found
            .into_iter()
            .filter_map(|event| if let Event::Notice(one) = event { Some(one) } else { None })
            .collect()
    }

    /// Finds the links in the letters to the authorities of a case: address, link.
    pub(crate) async fn links(&self, case: &CaseId) -> BTreeMap<String, String> {
        let link = |letter: Notice| {
            let (_, rest) = letter.text.split_once("/consult/")?;
            Some((letter.address, rest.split_whitespace().next()?.to_owned()))
        };
        self.letters(case).await.into_iter().filter_map(link).collect()
    }

    /// Begins an application and fills it in.
    pub(crate) async fn draft(&self, key: &str, procedure: &str, said: &[(&str, &str)]) -> Token {
        let (casework, who) = (self.casework(), self.who(key));
        let token = casework.begin(&who, procedure, None, None).await.unwrap();
        casework.answer(&who, &token, &self.filled(procedure, said)).await.unwrap();
        let papers = casework.open_procedure(procedure).unwrap().form.papers;
        for paper in papers.iter().filter(|paper| paper.required) {
            casework.attach(&who, &token, &paper.id, ("required.pdf", PDF.to_vec())).await.unwrap();
        }
        token
    }

    /// Files a case.
    pub(crate) async fn file(&self, key: &str, procedure: &str, said: &[(&str, &str)]) -> CaseId {
        let token = self.draft(key, procedure, said).await;
        self.casework().file(&self.who(key), &token).await.unwrap().case
    }

    /// Fills every field of a form with something that it takes, and some with what is said.
    pub(crate) fn filled(&self, procedure: &str, said: &[(&str, &str)]) -> Raw {
        let form = self.casework().open_procedure(procedure).unwrap().form;
        let usual = |kind: &FieldKind| match kind {
            FieldKind::Words { .. } | FieldKind::LongWords { .. } => "something".to_owned(),
            FieldKind::Number { min, .. } => min.to_string(),
            FieldKind::Day => "2027-03-04".to_owned(),
            FieldKind::Choice(choices) => choices[0].key.clone(),
            FieldKind::Yes => "yes".to_owned(),
        };
        let value = |id: &str, kind: &FieldKind| {
            let said = said.iter().find(|(name, _)| *name == id);
            said.map_or_else(|| usual(kind), |(_, value)| (*value).to_owned())
        };
        Raw::new(form.fields.iter().map(|field| (field.id.clone(), value(&field.id, &field.kind))).collect())
    }

    /// Plans an event under a name.
    pub(crate) async fn event(&self, key: &str, name: &str) -> DossierId {
        let said = |field: &str, value: &str| match field {
            "name" | "place" => name.to_owned(),
            _ => value.to_owned(),
        };
        let pairs = EVENT.iter().map(|(field, value)| ((*field).to_owned(), said(field, value)));
        let raw = Raw::new(pairs.collect());
        let new = NewDossier::read(&raw).unwrap();
        self.casework().plan_event(&self.who(key), new).await.unwrap()
    }

    /// Loads the result of a screening in which an establishment of a name meets the requirements of a letter.
    pub(crate) async fn screening(&self, name: &str) -> ScreeningId {
        let text = format!(
            "establishment,name,zone,border,provision,verdict,deciding,on,illustrative\n\
             E1,{name},yangjae,false,act.31.letter,met,,2026-03-02,false\n\
             E2,,yangjae,true,act.31.letter,unknown,,2026-03-02,false\n"
        );
        let file = NewFile { name: "result.csv".to_owned(), bytes: text.into() };
        self.site.office.screenings().load_result(&self.who("officer"), file).await.unwrap()
    }

    pub(crate) async fn act(&self, key: &str, id: &CaseId, act: Act) -> Result<u64, CaseFault> {
        self.casework().act(&self.who(key), id, CaseAct { act, seen: None }).await
    }

    /// Takes a case up and brings it to its review.
    pub(crate) async fn review(&self, id: &CaseId) {
        self.act("officer", id, Act::Accept).await.unwrap();
        let tasks = self.casework().case(&self.who("officer"), id).await.unwrap().case.tasks;
        for task in tasks {
            self.act("officer", id, Act::DoTask { id: task.id, not_needed: None }).await.unwrap();
        }
        self.act("officer", id, Act::CompleteCheck).await.unwrap();
    }

    /// Returns the state of a case that a page of it would name.
    pub(crate) async fn seen(&self, id: &CaseId) -> String {
        self.casework().case(&self.who("officer"), id).await.unwrap().seq.to_string()
    }
}
