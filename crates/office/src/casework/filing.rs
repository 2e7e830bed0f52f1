//! Filing an application (신청서 제출): once, however often the button is pressed.

use super::application::{Application, DraftDocument};
use super::{CaseFault, Casework, actor, seoul};
use crate::OfficeError;
use crate::ask::Question;
use crate::policy::Who;
use jiff::Timestamp;
use std::collections::BTreeMap;
use teukgu_domain::account::Account;
use teukgu_domain::case::{
    By, Capacity, Case, CaseDocument, CaseFile, NewCase, Standing as LawStanding, Task, TaskStage, TaskState,
};
use teukgu_domain::clock;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::ids::{CaseId, DocumentId, ProcedureId, ProvisionId};
use teukgu_domain::text::Lang;
use teukgu_rules::finding::Finding;
use teukgu_rules::procedure::{ClockRule, Procedure, Stage};
use teukgu_store::{DraftToken, Expect, Listing, Order};

/// How often a number is tried that somebody else has taken meanwhile.
const TRIES: u32 = 32;

/// What filing came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Number of the case.
    pub case: CaseId,
    /// False if the same application had been filed before.
    pub is_new: bool,
}

impl Casework<'_> {
    /// Files an application; the second time returns the case of the first.
    ///
    /// # Errors
    /// [`CaseFault::Form`] if something is missing; nothing is filed then.
    pub async fn file(self, who: &Who<'_>, token: &DraftToken) -> Result<Filed, CaseFault> {
        self.check_at_all(who, "case.file")?;
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let once = self.once(token);
        // A button that is pressed twice at once would otherwise find nothing filed both times.
        let _alone = self.office.drafting().lock().await;
        if let Some(case) = self.filed_before(&once).await? {
            return Ok(Filed { case, is_new: false });
        }
        let application = match self.application(who, token).await {
            // It was filed between the two looks.
            Err(CaseFault::NotFound) => {
                let case = self.filed_before(&once).await?.ok_or(CaseFault::NotFound)?;
                return Ok(Filed { case, is_new: false });
            }
            found => found?,
        };
        let missing = self.missing(&application)?;
        if !missing.is_empty() {
            return Err(CaseFault::Form(missing));
        }
        let case = self.file_numbered(who, account, &application, &once).await?;
        self.office.store().forget_draft(token).await?;
        Ok(case)
    }

    /// Returns a name for a draft that tells nothing of its token.
    fn once(self, token: &DraftToken) -> String {
        crate::digest::sha256(format!("{} {}", self.office.zone_id(), token.as_str()).as_bytes())
    }

    async fn filed_before(self, once: &str) -> Result<Option<CaseId>, CaseFault> {
        let listing = Listing { owner: Some(once.to_owned()), ..Listing::of(NounKind::CaseFile) };
        let found = self.office.store().list(self.office.zone_id(), &listing.limit(1)).await?.pop();
        Ok(found.and_then(|event| if let Event::CaseFile(file) = event { Some(file.case) } else { None }))
    }

    async fn file_numbered(
        self,
        who: &Who<'_>,
        account: &Account,
        application: &Application,
        once: &str,
    ) -> Result<Filed, CaseFault> {
        for _ in 0..TRIES {
            let at = self.office.now();
            let id = self.next_number(at).await?;
            // Looked for once the number is known: numbers leave no gap, so that another portal that files the same
            // application from here on takes the same number, and the later of the two begins again.
            if let Some(case) = self.filed_before(once).await? {
                self.office.forget_number();
                return Ok(Filed { case, is_new: false });
            }
            match self.file_as(&id, at, who, account, application, once).await {
                Ok(()) => return Ok(Filed { case: id, is_new: true }),
                Err(error) => {
                    self.office.forget_number();
                    if !matches!(error, CaseFault::Moved) {
                        return Err(error);
                    }
                }
            }
        }
        Err(CaseFault::Moved)
    }

    async fn file_as(
        self,
        id: &CaseId,
        at: Timestamp,
        who: &Who<'_>,
        account: &Account,
        application: &Application,
        once: &str,
    ) -> Result<(), CaseFault> {
        let procedure = self.open_procedure(&application.procedure)?;
        let mut events = self.opened(id, account, application, &procedure, once, at).await?;
        let mut expect = Expect::nothing().noun(NounKind::Case, id.as_str(), None);
        if let Some(event) = &application.dossier {
            let (seq, mut dossier) = self.event_to_file_for(who, event).await?;
            dossier.cases.push(id.clone());
            expect = expect.noun(NounKind::Dossier, event.as_str(), Some(seq));
            events.push(Event::Dossier(dossier));
        }
        let by = By { account: Some(account.id.clone()), capacity: Capacity::Applicant };
        self.append_expecting(actor(&by), at, events, expect).await.map(|_| ())
    }

    /// Takes the next number of the year.
    async fn next_number(self, at: Timestamp) -> Result<CaseId, CaseFault> {
        let year = seoul(at).year();
        if let Some(id) = self.office.take_number(year) {
            return Ok(id);
        }
        let listing = Listing { order: Order::KeyDown, ..Listing::of(NounKind::Case) }.limit(1);
        let last = self.office.store().list(self.office.zone_id(), &listing).await?.pop();
        let last = match last {
            Some(Event::Case(case)) => number_in(&case.id, year).unwrap_or(0),
            _ => 0,
        };
        self.office.see_number(year, last);
        let id = self.office.take_number(year);
        id.ok_or_else(|| OfficeError::Draft { reason: "no number is left in this year".to_owned() }.into())
    }

    async fn opened(
        self,
        id: &CaseId,
        account: &Account,
        application: &Application,
        procedure: &Procedure,
        once: &str,
        at: Timestamp,
    ) -> Result<Vec<Event>, CaseFault> {
        let answer = |field: &str| application.answers.get(field).map(String::as_str);
        let provision = procedure.provision.clone().and_then(|id| ProvisionId::parse(id).ok());
        let new = NewCase {
            id: id.clone(),
            procedure: ProcedureId::parse(procedure.id.clone())
                .map_err(|_| CaseFault::NoProcedure { id: procedure.id.clone() })?,
            provision,
            dossier: application.dossier.clone(),
            applicant: account.id.clone(),
            organisation: account.organisation_name.clone(),
            title: title(procedure, application),
            rule: rule(procedure.clock_for(answer)),
            tasks: tasks(procedure),
        };
        let mut case = Case::file(new, at);
        self.recount(&mut case)?;
        let file = self.file_of(id, application, procedure, once)?;
        let mut events = vec![Event::Case(case.clone()), Event::CaseFile(file)];
        for document in &application.documents {
            events.push(Event::CaseDocument(self.document_of(&case, document, at)?));
        }
        let news = self.news(&case, &case, teukgu_domain::case::ActKind::File, procedure, at).await?;
        events.extend(news.into_iter().map(Event::Notice));
        Ok(events)
    }

    fn document_of(
        self,
        case: &Case,
        document: &DraftDocument,
        at: Timestamp,
    ) -> Result<CaseDocument, CaseFault> {
        Ok(CaseDocument {
            id: DocumentId::parse(self.office.random_word()?).map_err(|_| CaseFault::NotFound)?,
            case: case.id.clone(),
            slot: document.slot.clone(),
            name: document.name.clone(),
            media_type: document.media_type.clone(),
            size: document.size,
            hash: document.hash.clone(),
            by: By { account: Some(case.applicant.clone()), capacity: Capacity::Applicant },
            at,
            is_for_consultees: false,
            redaction: None,
        })
    }

    fn file_of(
        self,
        id: &CaseId,
        application: &Application,
        procedure: &Procedure,
        once: &str,
    ) -> Result<CaseFile, CaseFault> {
        Ok(CaseFile {
            case: id.clone(),
            form_version: procedure.form.version,
            form: super::trace::form(&procedure.form),
            answers: application.answers.clone(),
            standing: self.law_standing(application, procedure)?,
            once: once.to_owned(),
        })
    }

    /// Keeps what the law says today of the facts of the self-check and of the form.
    fn law_standing(
        self,
        application: &Application,
        procedure: &Procedure,
    ) -> Result<Option<LawStanding>, CaseFault> {
        let Some(provision) = procedure.examined() else { return Ok(None) };
        let today = self.office.today();
        let facts = super::trace::facts(application, &procedure.form);
        let provisions = [provision.to_owned()];
        let question = Question { provisions: &provisions, ..Question::on(today, &facts) };
        // What the form says in words that the law cannot read is for the officer.
        let Ok(answer) = self.office.ask(&question)? else { return Ok(None) };
        let Some(finding) = answer.findings.first() else { return Ok(None) };
        Ok(Some(LawStanding {
            facts: facts.to_string(),
            law_on: today,
            version: finding.version.clone().unwrap_or_default(),
            law: self.office.law().current().hash(),
            verdict: finding.verdict.key().to_owned(),
            finding: written(finding),
        }))
    }
}

/// Writes a finding down with its trace.
fn written(finding: &Finding) -> String {
    serde_json::to_string(&teukgu_rules::json::finding(finding, Lang::Ko)).unwrap_or_default()
}

/// Returns the number of a case within a year.
fn number_in(id: &CaseId, year: i16) -> Option<u32> {
    let (of, number) = id.as_str().split_once('-')?;
    (of.parse() == Ok(year)).then(|| number.parse().ok()).flatten()
}

/// Fields in which a form calls the matter by a name; the first that is filled in counts.
const SUBJECTS: [&str; 5] = ["title", "subject", "event_name", "invention_title", "project_name"];

fn subject(answers: &BTreeMap<String, String>) -> Option<(&'static str, &String)> {
    SUBJECTS.into_iter().find_map(|field| Some((field, answers.get(field)?)))
}

/// Says in one line what a case is about: the procedure, and what the form calls the matter.
fn title(procedure: &Procedure, application: &Application) -> String {
    let name = &procedure.name.ko;
    subject(&application.answers).map_or_else(|| name.clone(), |(_, said)| format!("{name}: {said}"))
}

/// Returns true if the title of a case says what the form marks as personal.
pub(super) fn is_title_personal(procedure: &Procedure, answers: &BTreeMap<String, String>) -> bool {
    let field = subject(answers).and_then(|(field, _)| procedure.form.field(field));
    field.is_some_and(|field| field.personal)
}

/// Returns how the clock of a new case counts.
fn rule(rule: &ClockRule) -> clock::Rule {
    let cite = rule.basis.cite.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    clock::Rule { clock: rule.clock, period: rule.period, cite, promise: rule.promise }
}

fn tasks(procedure: &Procedure) -> Vec<Task> {
    let task = |task: &teukgu_rules::procedure::Task| Task {
        id: task.id.clone(),
        name: task.name.clone(),
        stage: match task.stage {
            Stage::Check => TaskStage::Check,
            Stage::Review => TaskStage::Review,
        },
        state: TaskState::Open,
    };
    procedure.tasks.iter().map(task).collect()
}
