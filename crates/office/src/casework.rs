//! Casework (사무 처리): a request is filed, worked against its clock, decided by two people, and sent out.
//!
//! Every verb asks [`policy`](crate::policy) first, lets [`teukgu_domain::case`] decide whether the act is possible, and
//! appends the case with the letters that it causes in one transaction.
//! Whoever was a moment slower is told so, and nothing of theirs is kept.

mod acting;
mod application;
mod consultee;
mod documents;
mod dossier;
mod fault;
mod filing;
mod filling;
mod form;
mod housekeeping;
mod letter;
mod list;
mod messages;
mod news;
mod quiet;
mod reading;
mod replay;
mod standard;
mod trace;
mod verifying;

pub use acting::CaseAct;
pub use application::{Application, DraftDocument};
pub use consultee::{ConsulteeView, LinkState};
pub use documents::{NewDocument, Opened};
pub use dossier::{DossierPlan, DutyOn, Mark, NewDossier, PlannedCase, TimelineEntry};
pub use fault::CaseFault;
pub use filing::Filed;
pub use form::{FieldView, FormView, GivenAnswer};
pub use housekeeping::{Beat, Rounds};
pub use letter::{IssuedBytes, LetterPreview};
pub use list::{Queue, QueueFilter, QueueRow, Workload};
pub use quiet::quiet;
pub use reading::{CaseView, PersonName};
pub use replay::{Flipped, Replayed};
pub(crate) use standard::Counted;
pub use standard::{LEAST, ServiceLine, ServiceStandard, Taken};

pub use crate::check::{InputFault, Raw};
pub use teukgu_rules::procedure as procedures;

use crate::policy::{self, Resource, Who};
use crate::{Office, OfficeError};
use jiff::Timestamp;
use jiff::civil::Date;
use teukgu_domain::account::Account;
use teukgu_domain::case::{By, Capacity, Case, Stage};
use teukgu_domain::clock;
use teukgu_domain::entry::{Actor, Event, NewEntry, NounKind};
use teukgu_domain::ids::{AccountId, CaseId};
use teukgu_rules::procedure::Procedure;
use teukgu_store::{Expect, StoreError};

/// The verbs of casework.
#[derive(Clone, Copy)]
pub struct Casework<'a> {
    office: &'a Office,
}

impl Office {
    /// Returns the verbs of casework (사무 처리).
    #[doc(alias = "사무 처리")]
    pub const fn casework(&self) -> Casework<'_> {
        Casework { office: self }
    }
}

/// A case with the place of the entry that says how it stands.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) seq: u64,
    pub(crate) case: Case,
}

impl Casework<'_> {
    /// Reads a case that somebody may do something with; whoever may not even see it is told that there is none.
    async fn seen(self, who: &Who<'_>, id: &CaseId) -> Result<Standing, CaseFault> {
        let standing = self.standing(id).await?.ok_or(CaseFault::NotFound)?;
        if self.may(who, "case.read", &standing.case) { Ok(standing) } else { Err(CaseFault::NotFound) }
    }

    /// Reads a case as it stands.
    async fn standing(self, id: &CaseId) -> Result<Option<Standing>, CaseFault> {
        let found = self.office.store().standing(self.office.zone_id(), NounKind::Case, id.as_str()).await?;
        Ok(found.and_then(|(seq, event)| match event {
            Event::Case(case) => Some(Standing { seq, case }),
            _ => None,
        }))
    }

    /// Returns true if somebody may do something with a case.
    #[expect(clippy::unused_self, reason = "asked in the same way as every other question about a case")]
    fn may(self, who: &Who<'_>, action: &str, case: &Case) -> bool {
        policy::allow(who, action, &resource(case)).allowed
    }

    #[expect(clippy::unused_self, reason = "asked in the same way as every other question about a case")]
    fn check(self, who: &Who<'_>, action: &str, case: &Case) -> Result<(), CaseFault> {
        CaseFault::unless(&policy::allow(who, action, &resource(case)))
    }

    /// Checks something that is about no case in particular.
    #[expect(clippy::unused_self, reason = "asked in the same way as every other question about a case")]
    fn check_at_all(self, who: &Who<'_>, action: &str) -> Result<(), CaseFault> {
        CaseFault::unless(&policy::allow(who, action, &Resource::default()))
    }

    /// Appends what happened to a case, unless somebody else was quicker.
    async fn append(
        self,
        standing: &Standing,
        actor: Actor,
        at: Timestamp,
        events: Vec<Event>,
    ) -> Result<u64, CaseFault> {
        let expect = Expect::nothing().noun(NounKind::Case, standing.case.id.as_str(), Some(standing.seq));
        self.append_expecting(actor, at, events, expect).await
    }

    async fn append_expecting(
        self,
        actor: Actor,
        at: Timestamp,
        events: Vec<Event>,
        expect: Expect,
    ) -> Result<u64, CaseFault> {
        let entry = |event| NewEntry { actor: actor.clone(), at, event };
        let entries: Vec<NewEntry> = events.into_iter().map(entry).collect();
        match self.office.store().append(self.office.zone_id(), entries, expect).await {
            Ok(appended) => Ok(appended.first_seq),
            Err(StoreError::Moved { .. }) => Err(CaseFault::Moved),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns the procedure of a case in the version that it was filed under, or the latest one.
    fn procedure(self, case: &Case) -> Result<Procedure, CaseFault> {
        let law = self.office.law().law();
        let day = seoul(case.filed_at);
        let id = case.procedure.as_str();
        let found = law.procedure_on(id, day).or_else(|| law.procedure(id));
        found.cloned().ok_or_else(|| CaseFault::NoProcedure { id: id.to_owned() })
    }

    /// Reads an account.
    pub(crate) async fn account(self, id: &AccountId) -> Result<Option<Account>, CaseFault> {
        let found = self.office.store().noun(self.office.zone_id(), NounKind::Account, id.as_str()).await?;
        Ok(found.and_then(|event| if let Event::Account(account) = event { Some(account) } else { None }))
    }

    /// Counts the clock of a case again: the due day by what is known today, the promised one by what was known when
    /// the case was filed.
    fn recount(self, case: &mut Case) -> Result<(), CaseFault> {
        let today = self.office.today();
        let count = |known_on| clock::read(&case.rule, &case.clock, self.office.holidays(), known_on, today);
        let due = count(None).map_err(|error| CaseFault::Clock(error.message()))?;
        let promised =
            count(Some(seoul(case.filed_at))).map_err(|error| CaseFault::Clock(error.message()))?;
        case.due = Some(due.due.date());
        case.promised = Some(promised.due.date());
        Ok(())
    }
}

/// Returns what the policy asks about a case.
fn resource(case: &Case) -> Resource<'_> {
    Resource {
        owner: Some(&case.applicant),
        assignee: case.officer.as_ref(),
        organisation: Some(&case.organisation),
        case: Some(&case.id),
        recommended_by: case.recommendation().map(|recommendation| &recommendation.by),
        is_on_agenda: matches!(case.stage, Stage::InCommittee(_)),
        ..Resource::default()
    }
}

/// Returns the day of an instant in Korea.
pub(crate) fn seoul(at: Timestamp) -> Date {
    jiff::tz::TimeZone::fixed(jiff::tz::offset(9)).to_datetime(at).date()
}

/// Returns who an entry says did something: a capacity and a word that tells nothing about the person.
fn actor(by: &By) -> Actor {
    let capacity = by.capacity.key();
    Actor(by.account.as_ref().map_or_else(|| capacity.to_owned(), |account| format!("{capacity}:{account}")))
}

/// The program itself.
const fn system() -> By {
    By { account: None, capacity: Capacity::System }
}

impl From<StoreError> for CaseFault {
    fn from(error: StoreError) -> Self {
        Self::Office(OfficeError::Store(error))
    }
}
