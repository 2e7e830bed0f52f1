//! An application before it is filed (작성 중인 신청서): a draft beside the record, kept page by page.

use super::form::{self, FormView, GivenAnswer};
use super::{CaseFault, Casework};
use crate::OfficeError;
use crate::check::{Check, InputFault, Raw};
use crate::policy::Who;
use crate::upload::{self, Inspected};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use teukgu_domain::ids::{AccountId, DossierId};
use teukgu_domain::text::Text;
use teukgu_rules::procedure::{Form, Procedure};
use teukgu_store::{Draft, DraftToken, StoreError};

/// Version of the form in which a draft is kept; a draft of another one is gone.
const FORM: &str = "application/1";
/// Most papers of one application.
pub(super) const MOST_PAPERS: usize = 20;

/// An application before it is filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    form: String,
    /// Zone.
    zone: String,
    /// Account that writes it; nobody else can open it.
    pub account: AccountId,
    /// Procedure.
    pub procedure: String,
    /// Event that it belongs to.
    pub dossier: Option<DossierId>,
    /// Answers by field.
    pub answers: BTreeMap<String, String>,
    /// Facts of the self-check that it began with, as JSON.
    pub facts: Option<Json>,
    /// Day of law of that self-check.
    pub law_on: Option<Date>,
    /// Papers.
    pub documents: Vec<DraftDocument>,
}

/// A paper of an application that is not filed yet; its bytes are kept by their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftDocument {
    /// What of the form it answers to.
    pub slot: String,
    /// Name of the file.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256, in hexadecimal digits.
    pub hash: String,
}

impl DraftDocument {
    pub(super) fn of(slot: &str, inspected: &Inspected) -> Self {
        Self {
            slot: slot.to_owned(),
            name: inspected.name.clone(),
            media_type: inspected.media_type.to_owned(),
            size: inspected.size,
            hash: inspected.sha256.clone(),
        }
    }
}

impl Casework<'_> {
    /// Lists the procedures under which requests of today are taken in.
    pub fn procedures(self) -> Vec<Procedure> {
        self.office.law().law().procedures_on(self.office.today()).cloned().collect()
    }

    /// Finds a procedure under which requests of today are taken in.
    pub fn open_procedure(self, id: &str) -> Result<Procedure, CaseFault> {
        let found = self.office.law().law().procedure_on(id, self.office.today()).cloned();
        found.ok_or_else(|| CaseFault::NoProcedure { id: id.to_owned() })
    }

    /// Begins an application, with what a self-check knows already.
    ///
    /// # Errors
    /// [`CaseFault`] if there is no such procedure, nobody is signed in, or the draft cannot be kept.
    pub async fn begin(
        self,
        who: &Who<'_>,
        procedure: &str,
        check: Option<&Check>,
        dossier: Option<DossierId>,
    ) -> Result<DraftToken, CaseFault> {
        self.check_at_all(who, "case.file")?;
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let procedure = self.open_procedure(procedure)?;
        if let Some(event) = &dossier {
            self.event_to_file_for(who, event).await?;
        }
        let token = DraftToken::new(self.office.chance().bits().map_err(OfficeError::from)?);
        let application = Application {
            form: FORM.to_owned(),
            zone: self.office.zone_id().to_string(),
            account: account.id.clone(),
            procedure: procedure.id,
            dossier,
            answers: BTreeMap::new(),
            facts: check.map(Check::facts),
            law_on: check.map(|check| check.law_on().0),
            documents: Vec::new(),
        };
        self.keep(&token, &application).await?;
        Ok(token)
    }

    /// Opens an application that the same account began.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if there is none of that token, or it belongs to somebody else.
    pub async fn application(self, who: &Who<'_>, token: &DraftToken) -> Result<Application, CaseFault> {
        let draft = self.office.store().draft(token).await?.ok_or(CaseFault::NotFound)?;
        let application: Application =
            serde_json::from_str(&draft.document).map_err(|_| CaseFault::NotFound)?;
        let is_ours = application.form == FORM
            && application.zone == self.office.zone_id().as_str()
            && who.account.is_some_and(|account| account.id == application.account);
        if is_ours { Ok(application) } else { Err(CaseFault::NotFound) }
    }

    /// Keeps the fields of one page, or all of them.
    ///
    /// # Errors
    /// [`CaseFault::Form`] if a field cannot be used; what was kept before stays then.
    pub async fn answer(
        self,
        who: &Who<'_>,
        token: &DraftToken,
        raw: &Raw,
    ) -> Result<Application, CaseFault> {
        let _alone = self.office.drafting().lock().await;
        let mut application = self.application(who, token).await?;
        let procedure = self.open_procedure(&application.procedure)?;
        application.answers = form::read(&procedure.form, raw).map_err(CaseFault::Form)?;
        self.keep(token, &application).await?;
        Ok(application)
    }

    /// Adds a paper to an application.
    ///
    /// # Errors
    /// [`CaseFault::Upload`] if the file cannot be taken.
    pub async fn attach(
        self,
        who: &Who<'_>,
        token: &DraftToken,
        slot: &str,
        (name, bytes): (&str, Vec<u8>),
    ) -> Result<Application, CaseFault> {
        let inspected = upload::inspect(name, &bytes)?;
        let _alone = self.office.drafting().lock().await;
        let mut application = self.application(who, token).await?;
        let procedure = self.open_procedure(&application.procedure)?;
        if procedure.form.paper(slot).is_none() && slot != "other" {
            return Err(fault("slot", "서류의 종류를 고르세요", "Choose what paper it is"));
        }
        if application.documents.len() >= MOST_PAPERS {
            return Err(fault(
                "file",
                "서류는 20개까지 붙일 수 있습니다",
                "At most 20 papers can be attached",
            ));
        }
        let document = DraftDocument::of(slot, &inspected);
        if !application.documents.contains(&document) {
            self.office
                .store()
                .keep_blob(self.office.zone_id(), &document.hash, bytes, self.office.now())
                .await?;
            application.documents.push(document);
            self.keep(token, &application).await?;
        }
        Ok(application)
    }

    /// Takes a paper off an application.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if there is no such application.
    pub async fn detach(
        self,
        who: &Who<'_>,
        token: &DraftToken,
        slot: &str,
        hash: &str,
    ) -> Result<Application, CaseFault> {
        let _alone = self.office.drafting().lock().await;
        let mut application = self.application(who, token).await?;
        application.documents.retain(|document| document.slot != slot || document.hash != hash);
        self.keep(token, &application).await?;
        Ok(application)
    }

    /// Returns the form of an application as a page shows it, with what the self-check knows filled in.
    ///
    /// # Errors
    /// [`CaseFault::NoProcedure`] if its procedure is gone.
    pub fn form(self, application: &Application) -> Result<FormView, CaseFault> {
        let form = self.open_procedure(&application.procedure)?.form;
        Ok(FormView::new(&form, &application.answers, &application.known(&form)))
    }

    /// Tells the answers of an application again.
    ///
    /// # Errors
    /// [`CaseFault::NoProcedure`] if its procedure is gone.
    pub fn told(self, application: &Application) -> Result<Vec<GivenAnswer>, CaseFault> {
        Ok(form::tell(&self.open_procedure(&application.procedure)?.form, &application.answers))
    }

    /// Returns what is missing before an application can be filed: fields by their id, papers by `paper-` and theirs.
    ///
    /// # Errors
    /// [`CaseFault::NoProcedure`] if its procedure is gone.
    pub fn missing(self, application: &Application) -> Result<Vec<InputFault>, CaseFault> {
        let form = self.open_procedure(&application.procedure)?.form;
        let is_empty = |id: &str| !application.answers.contains_key(id);
        let fields = form.fields.iter().filter(|field| field.required && is_empty(&field.id));
        let fields = fields.map(|field| InputFault {
            field: field.id.clone(),
            message: Text::new(
                format!("‘{}’이(가) 비어 있습니다", field.label.ko),
                format!("“{}” is empty", field.label.en),
            ),
        });
        let is_there = |id: &str| application.documents.iter().any(|document| document.slot == id);
        let papers = form.papers.iter().filter(|paper| paper.required && !is_there(&paper.id));
        let papers = papers.map(|paper| InputFault {
            field: format!("paper-{}", paper.id),
            message: Text::new(
                format!("‘{}’을(를) 붙이세요", paper.name.ko),
                format!("Attach “{}”", paper.name.en),
            ),
        });
        Ok(fields.chain(papers).collect())
    }

    /// Throws an application away.
    ///
    /// # Errors
    /// [`CaseFault`] if there is none, or it cannot be removed.
    pub async fn discard(self, who: &Who<'_>, token: &DraftToken) -> Result<(), CaseFault> {
        self.application(who, token).await?;
        self.office.store().forget_draft(token).await?;
        Ok(())
    }

    async fn keep(self, token: &DraftToken, application: &Application) -> Result<(), CaseFault> {
        let document = serde_json::to_string(application)
            .map_err(|error| OfficeError::Draft { reason: error.to_string() })?;
        let draft = Draft { token: token.clone(), touched_at: self.office.now(), document };
        match self.office.store().keep_draft(draft).await {
            Err(StoreError::DraftTooLarge { .. }) => {
                Err(fault("", "적은 내용이 너무 깁니다. 줄여 주세요", "That is too much text; shorten it"))
            }
            kept => Ok(kept?),
        }
    }
}

impl Application {
    /// Returns what the self-check has answered of a form.
    pub(super) fn known(&self, form: &Form) -> BTreeMap<String, String> {
        let fact = |name: &str| match self.facts.as_ref()?.get(name)? {
            Json::String(text) => Some(text.clone()),
            Json::Bool(true) => Some("yes".to_owned()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        };
        form.known_facts().filter_map(|(field, name)| Some((field.id.clone(), fact(name)?))).collect()
    }
}

pub(super) fn fault(field: &str, ko: &str, en: &str) -> CaseFault {
    CaseFault::Form(vec![InputFault { field: field.to_owned(), message: Text::new(ko, en) }])
}
