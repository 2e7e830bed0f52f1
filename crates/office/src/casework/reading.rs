//! A case as somebody may see it: stage, clock, file, papers, messages, and what they can do next.

use super::form::{self, GivenAnswer};
use super::{CaseFault, Casework, filing, seoul, trace};
use crate::policy::Who;
use jiff::civil::Date;
use std::collections::BTreeMap;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::case::{
    ActKind, By, Capacity, Case, CaseDocument, CaseFile, CaseMessage, Reason, Step, Supplement,
};
use teukgu_domain::clock::{self, Reading};
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::ids::{AccountId, CaseId};
use teukgu_domain::text::Text;
use teukgu_rules::procedure::Procedure;
use teukgu_store::Listing;

/// Most papers and messages that one page shows.
const MOST: u32 = 500;

/// A person as others may know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    /// Account.
    pub id: AccountId,
    /// Name.
    pub name: String,
}

/// A case as somebody may see it.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// Place of the entry that says how it stands; an act names it, so that nobody acts on what has changed.
    pub seq: u64,
    /// Case.
    pub case: Case,
    /// Procedure that it is worked by.
    pub procedure: Procedure,
    /// Its file; `None` for whoever may not read it.
    pub file: Option<CaseFile>,
    /// Answers in the order of the form.
    pub answers: Vec<GivenAnswer>,
    /// Papers, oldest first.
    pub documents: Vec<CaseDocument>,
    /// Messages, oldest first; internal ones only for the office.
    pub messages: Vec<CaseMessage>,
    /// How the clock stands today.
    pub clock: Reading,
    /// Last day for an objection, once something is decided and the procedure has one.
    pub appeal_until: Option<Date>,
    /// What the reader can do now.
    pub possible: Vec<ActKind>,
    /// True if the reader works for the office, so that internal labels and remarks are shown.
    pub is_internal: bool,
    /// Names of the people of the case by account.
    pub people: BTreeMap<AccountId, String>,
}

impl CaseView {
    /// Returns what the stage is called for the reader.
    pub fn stage_label(&self) -> Text {
        let kind = self.case.stage.kind();
        if self.is_internal { kind.staff_label() } else { kind.public_label() }
    }

    /// Returns what somebody is called: by name inside the office, by capacity outside.
    pub fn called(&self, by: &By) -> Text {
        let name = by.account.as_ref().and_then(|account| self.people.get(account));
        match name {
            Some(name) if self.is_internal || by.capacity == Capacity::Applicant => Text::new(name, name),
            _ => by.capacity.name(),
        }
    }

    /// Returns the steps that the reader may see; what happens inside the office is told as the office's.
    pub fn steps(&self) -> Vec<&Step> {
        let inner =
            [ActKind::Assign, ActKind::DoTask, ActKind::OpenTask, ActKind::Recommend, ActKind::PushBack];
        let is_shown = |step: &&Step| self.is_internal || !inner.contains(&step.act);
        self.case.steps.iter().filter(is_shown).collect()
    }

    /// Returns the request for more information that waits for the applicant.
    pub fn open_supplement(&self) -> Option<&Supplement> {
        self.case.open_supplement()
    }

    /// Returns true if the reader can do something now.
    pub fn can(&self, act: ActKind) -> bool {
        self.possible.contains(&act)
    }
}

/// Tells a paper to whoever may not read its original: by the copy, or as it is if it was shared; otherwise not at all.
fn without_original(document: CaseDocument) -> Option<CaseDocument> {
    match &document.redaction {
        Some(copy) => Some(CaseDocument { name: copy.name.clone(), size: copy.size, ..document }),
        None => document.is_for_consultees.then_some(document),
    }
}

impl Casework<'_> {
    /// Shows a case.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if there is none, or whoever asks may not know of it.
    pub async fn case(self, who: &Who<'_>, id: &CaseId) -> Result<CaseView, CaseFault> {
        let standing = self.seen(who, id).await?;
        let mut case = standing.case;
        let procedure = self.procedure(&case)?;
        let is_internal = self.may(who, "case.read_internal", &case);
        let file = self.case_file(id).await?;
        let mut answers =
            file.as_ref().map_or_else(Vec::new, |file| form::tell(&procedure.form, &file.answers));
        // An authority that was asked reads what it is about and nothing of persons.
        let is_personal = |file: &CaseFile| filing::is_title_personal(&procedure, &file.answers);
        if who.link.is_some() && file.as_ref().is_some_and(is_personal) {
            procedure.name.ko.clone_into(&mut case.title);
        }
        let file = file.filter(|_| who.link.is_none());
        answers.retain(|answer| who.link.is_none() || !answer.personal);
        let appeal_until = self.terms(&case, &procedure)?.appeal_until;
        Ok(CaseView {
            seq: standing.seq,
            answers,
            documents: self.documents(who, &case).await?,
            messages: self.messages(who, &case).await?,
            clock: self.clock(&case)?,
            appeal_until,
            possible: self.possible(who, &case),
            is_internal,
            people: self.people_of(&case).await?,
            file,
            procedure,
            case,
        })
    }

    /// Counts the clock of a case as it stands today.
    ///
    /// # Errors
    /// [`CaseFault::Clock`] if the holidays of a year are not known.
    pub fn clock(self, case: &Case) -> Result<Reading, CaseFault> {
        let read = clock::read(&case.rule, &case.clock, self.office.holidays(), None, self.office.today());
        read.map_err(|error| CaseFault::Clock(error.message()))
    }

    /// Reads the file of a case.
    pub(super) async fn case_file(self, id: &CaseId) -> Result<Option<CaseFile>, CaseFault> {
        let found = self.office.store().noun(self.office.zone_id(), NounKind::CaseFile, id.as_str()).await?;
        Ok(found.and_then(|event| if let Event::CaseFile(file) = event { Some(file) } else { None }))
    }

    pub(super) async fn documents(self, who: &Who<'_>, case: &Case) -> Result<Vec<CaseDocument>, CaseFault> {
        if !self.may(who, "document.read", case) {
            return Ok(Vec::new());
        }
        let found = self.parts(NounKind::CaseDocument, case).await?;
        let documents = found.into_iter().filter_map(|event| match event {
            Event::CaseDocument(document) => Some(document),
            _ => None,
        });
        // An authority that was asked reads what it was asked about.
        let documents = documents.filter(|document| who.link.is_none() || document.is_for_consultees);
        if self.may(who, "document.read_original", case) {
            return Ok(documents.collect());
        }
        Ok(documents.filter_map(without_original).collect())
    }

    async fn messages(self, who: &Who<'_>, case: &Case) -> Result<Vec<CaseMessage>, CaseFault> {
        if !self.may(who, "case.read_message", case) {
            return Ok(Vec::new());
        }
        let is_internal = self.may(who, "case.read_internal_message", case);
        let found = self.parts(NounKind::CaseMessage, case).await?;
        let messages = found.into_iter().filter_map(|event| match event {
            Event::CaseMessage(message) => Some(message),
            _ => None,
        });
        Ok(messages.filter(|message| is_internal || !message.is_internal).collect())
    }

    async fn parts(self, kind: NounKind, case: &Case) -> Result<Vec<Event>, CaseFault> {
        let listing = Listing { parent: Some(case.id.to_string()), ..Listing::of(kind) }.limit(MOST);
        Ok(self.office.store().list(self.office.zone_id(), &listing).await?)
    }

    async fn people_of(self, case: &Case) -> Result<BTreeMap<AccountId, String>, CaseFault> {
        let mut ids: Vec<AccountId> = case.steps.iter().filter_map(|step| step.by.account.clone()).collect();
        ids.push(case.applicant.clone());
        ids.extend(case.officer.clone());
        self.names(ids).await
    }

    /// Returns the names of accounts.
    pub(super) async fn names(
        self,
        mut ids: Vec<AccountId>,
    ) -> Result<BTreeMap<AccountId, String>, CaseFault> {
        ids.sort();
        ids.dedup();
        let mut people = BTreeMap::new();
        for id in ids {
            if let Some(Account { name, .. }) = self.account(&id).await? {
                people.insert(id, name);
            }
        }
        Ok(people)
    }

    /// Lists the officers to whom a case can be given, by name.
    ///
    /// # Errors
    /// [`CaseFault::Forbidden`] for whoever does not work in the office.
    pub async fn officers(self, who: &Who<'_>) -> Result<Vec<PersonName>, CaseFault> {
        self.check_at_all(who, "queue.read")?;
        let accounts = self.office.people().with_role(Role::Officer).await?;
        let mut people: Vec<PersonName> =
            accounts.into_iter().map(|account| PersonName { id: account.id, name: account.name }).collect();
        people.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(people)
    }

    /// Returns the last days that a request for more information and a consultation have as a rule.
    ///
    /// # Errors
    /// [`CaseFault::Clock`] if the holidays of a year are not known.
    pub fn usual_times(self, view: &CaseView) -> Result<(Date, Date), CaseFault> {
        let now = self.office.now();
        let (supplement, consultation) = (&view.procedure.supplement, &view.procedure.consultation);
        Ok((
            self.until(supplement.clock, supplement.period, now)?,
            self.until(consultation.clock, consultation.period, now)?,
        ))
    }

    /// Writes the reasons for a refusal that the trace of the law gives, one a line with its article in brackets.
    pub fn reasons(self, view: &CaseView) -> String {
        let reasons = view.file.as_ref().map(trace::reasons).unwrap_or_default();
        let line = |reason: Reason| match reason.cite {
            Some(cite) => format!("{} [{cite}]", reason.text),
            None => reason.text,
        };
        reasons.into_iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Returns the day on which a case was filed.
    pub fn filed_on(self, case: &Case) -> Date {
        seoul(case.filed_at)
    }
}
