//! A case (민원·신청 건): what a firm asks the office for, and where it stands until it is decided and filed.
//!
//! Each stage is a type of its own that carries the facts of that stage, and only what may happen in a stage is a
//! method of its type ([`stage`]). [`Case::act`] is the one door: it finds the method, checks what the act needs, and
//! returns the case as it is afterwards, or says why not.
//!
//! Where a case may go is a table, [`ACTS`], that pages show and tests hold the code to.

mod act;
mod file;
mod go;
mod parts;
mod refused;
pub mod stage;
mod words;

pub use act::{ACTS, Act, ActKind, Allowed, By, Capacity, NewConsultee, allowed};
pub use file::{CaseDocument, CaseFile, CaseMessage, Redaction, Standing};
pub use go::Terms;
pub use parts::{
    Appeal, Attempt, Consultation, ConsultationState, Decision, Invitation, IssuedPaper, Opinion, Outcome,
    Reason, Recommendation, Step, Supplement, SupplementState, Task, TaskStage, TaskState,
};
pub use refused::Refused;
pub use stage::{Stage, StageKind};

use crate::clock;
use crate::dossier::days;
use crate::facets::Facets;
use crate::ids::{AccountId, CaseId, DossierId, ProcedureId, ProvisionId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A case (신청 건) as it stands; its file with answers and facts is a noun of its own, [`CaseFile`].
#[doc(alias = "신청 건")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Number, `2026-00042`.
    pub id: CaseId,
    /// Procedure that it is worked by.
    pub procedure: ProcedureId,
    /// Special case (규제특례) that it asks for; `None` for a general petition.
    pub provision: Option<ProvisionId>,
    /// Event that it belongs to.
    pub dossier: Option<DossierId>,
    /// Account that filed it.
    pub applicant: AccountId,
    /// Organisation that it was filed for, as the applicant named it.
    pub organisation: String,
    /// What it is about, in one line.
    pub title: String,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Officer who works on it.
    pub officer: Option<AccountId>,
    /// Period and rules that its clock counts by, as they were when it was filed.
    pub rule: clock::Rule,
    /// What started, stopped and ended the clock.
    pub clock: Vec<clock::Event>,
    /// Day by which an answer was promised, counted with the holidays that were known when it was filed.
    pub promised: Option<Date>,
    /// Day by which an answer is due, counted with the holidays that are known now.
    pub due: Option<Date>,
    /// Tasks of the officer.
    pub tasks: Vec<Task>,
    /// Requests for more information (보완 요구), oldest first.
    pub supplements: Vec<Supplement>,
    /// Authorities that were asked (협의), oldest first.
    pub consultations: Vec<Consultation>,
    /// Papers that left the office.
    pub papers: Vec<IssuedPaper>,
    /// What was done, oldest first.
    pub steps: Vec<Step>,
}

impl Case {
    /// Files a case: it is received, and its clock starts.
    #[must_use]
    pub fn file(new: NewCase, at: Timestamp) -> Self {
        let by = By { account: Some(new.applicant.clone()), capacity: Capacity::Applicant };
        let basis = new.rule.cite.clone();
        Self {
            id: new.id,
            procedure: new.procedure,
            provision: new.provision,
            dossier: new.dossier,
            applicant: new.applicant,
            organisation: new.organisation,
            title: new.title,
            filed_at: at,
            stage: Stage::Received(stage::Received { at }),
            officer: None,
            rule: new.rule,
            clock: vec![clock::Event { at, kind: clock::Kind::Start, basis, reference: None }],
            promised: None,
            due: None,
            tasks: new.tasks,
            supplements: Vec::new(),
            consultations: Vec::new(),
            papers: Vec::new(),
            steps: vec![Step { act: ActKind::File, by, at, note: None, to: StageKind::Received }],
        }
    }

    /// Returns the decision, once there is one.
    pub fn decision(&self) -> Option<&Decision> {
        self.stage.decision()
    }

    /// Returns the recommendation that waits for an approval or for the committee.
    pub fn recommendation(&self) -> Option<&Recommendation> {
        match &self.stage {
            Stage::Recommended(stage) => Some(&stage.recommendation),
            Stage::InCommittee(stage) => Some(&stage.recommendation),
            _ => None,
        }
    }

    /// Returns the request for more information that is open.
    pub fn open_supplement(&self) -> Option<&Supplement> {
        self.supplements.iter().find(|supplement| supplement.state == SupplementState::Open)
    }

    /// Returns the consultation of a number.
    pub fn consultation(&self, number: u32) -> Option<&Consultation> {
        self.consultations.iter().find(|consultation| consultation.number == number)
    }

    /// Returns what the case is found by; a list of cases is ordered by the day on which they are due.
    pub(crate) fn facets(&self) -> Facets {
        let id = self.id.to_string();
        Facets {
            state: self.stage.kind().key().to_owned(),
            owner: Some(self.applicant.to_string()),
            assignee: self.officer.as_ref().map(ToString::to_string),
            parent: Some(self.procedure.to_string()),
            // What is ended stands behind everything that waits.
            sort: self.due.filter(|_| self.stage.kind().is_open()).map_or(Facets::NEVER, days),
            search: Facets::searched(&[&id, &self.title, &self.organisation]),
        }
    }
}

/// What is known when a case is filed.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// Number.
    pub id: CaseId,
    /// Procedure.
    pub procedure: ProcedureId,
    /// Special case that it asks for.
    pub provision: Option<ProvisionId>,
    /// Event that it belongs to.
    pub dossier: Option<DossierId>,
    /// Account that files it.
    pub applicant: AccountId,
    /// Organisation that it is filed for.
    pub organisation: String,
    /// What it is about.
    pub title: String,
    /// Rules of its clock.
    pub rule: clock::Rule,
    /// Tasks of the officer.
    pub tasks: Vec<Task>,
}
