//! The self-check (자가 점검): one question after another, and what the answers come to.
//!
//! Which provisions belong to a goal, which facts they ask for and in which order is told by the law folder and the
//! engine; this file keeps what was answered between two questions, in a draft beside the ledger.
//! It tells requirements, never an approval.

mod answers;
mod cite;
mod goal;
mod group;
mod input;
mod outcome;
mod prompt;
mod state;
mod words;

pub use answers::{Given, QuestionId};
pub use cite::Cited;
pub use goal::{Goal, Start};
pub use group::{AnswerGroup, AnswerRow};
pub use input::{InputFault, Raw, SKIP};
pub use outcome::{Judged, Open, Outcome};
pub use prompt::{Choice, Field, FieldKind, Prompt, Why};
pub use state::{Check, Progress};
pub use teukgu_rules::fact::Who;
pub use teukgu_store::DraftToken as Token;

use crate::{Office, OfficeError};
use answers::Answers;
use jiff::{SignedDuration, Timestamp};
use teukgu_store::{Draft, StoreError};

/// How long the answers are kept after the last one, in days.
pub const KEPT_DAYS: u32 = 7;

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is kept.
    Kept,
    /// There is no check of that token, or it is over.
    Gone,
    /// The check has no such question.
    NoQuestion,
    /// It cannot be used; what was answered before stays.
    Faulty(Vec<InputFault>),
}

/// The verbs of the self-check.
#[derive(Clone, Copy)]
pub struct Checks<'a> {
    office: &'a Office,
}

impl Office {
    /// Returns the verbs of the self-check (자가 점검).
    #[doc(alias = "자가 점검")]
    pub const fn checks(&self) -> Checks<'_> {
        Checks { office: self }
    }
}

impl Checks<'_> {
    /// Lists the goals that the law folder knows provisions for.
    pub fn goals(self) -> Vec<Goal> {
        goal::goals(&self.office.law().law())
    }

    /// Returns the goal from which a visitor comes to a provision, if it has one.
    pub fn goal_of(self, provision: &str) -> Option<String> {
        self.office.law().law().provision(provision).and_then(|provision| provision.goals.first().cloned())
    }

    /// Begins a check from the fields `start` and, if another day of law is wanted, `law_on`.
    ///
    /// # Errors
    /// [`OfficeError`] if a draft cannot be kept; within, what is wrong with the fields.
    pub async fn begin(self, raw: &Raw) -> Result<Result<Token, Vec<InputFault>>, OfficeError> {
        self.drop_expired().await?;
        let start = Start::read(raw.get("start"), &self.goals());
        let law_on = input::day_of_law(raw);
        let (start, law_on) = match (start, law_on) {
            (Some(start), Ok(law_on)) => (start, law_on),
            (start, law_on) => {
                let missing = start.is_none().then(goal::nothing_chosen);
                return Ok(Err(missing.into_iter().chain(law_on.err()).collect()));
            }
        };
        let token = Token::new(self.office.chance().bits()?);
        let answers = Answers::new(self.office.zone_id().clone(), start, law_on);
        self.keep(&token, &answers).await?;
        Ok(Ok(token))
    }

    /// Opens a check as it stands; `None` if there is none of that token, or it is over.
    ///
    /// # Errors
    /// [`OfficeError`] if the draft cannot be read or there is no zone yet.
    pub async fn open(self, token: &Token) -> Result<Option<Check>, OfficeError> {
        let Some(draft) = self.office.store().draft(token).await? else { return Ok(None) };
        if draft.touched_at < self.oldest() {
            return Ok(None);
        }
        // A draft of another form or another zone is as if it were not there.
        let answers = Answers::read(&draft.document).filter(|answers| answers.zone == *self.office.zone_id());
        answers.map(|answers| Check::new(self.office, answers)).transpose()
    }

    /// Keeps an answer.
    ///
    /// # Errors
    /// [`OfficeError`] if the draft cannot be read or written.
    pub async fn answer(self, token: &Token, id: &QuestionId, raw: &Raw) -> Result<Answered, OfficeError> {
        self.change(token, id, |check, prompt| input::read(prompt, raw, check)).await
    }

    /// Keeps that the visitor does not know; the question is not put again by itself.
    ///
    /// # Errors
    /// [`OfficeError`] if the draft cannot be read or written.
    pub async fn skip(self, token: &Token, id: &QuestionId) -> Result<Answered, OfficeError> {
        self.change(token, id, |_, prompt| Ok(input::all_skipped(prompt))).await
    }

    /// Removes what was answered.
    ///
    /// # Errors
    /// [`OfficeError`] if the draft cannot be removed.
    pub async fn forget(self, token: &Token) -> Result<(), OfficeError> {
        self.office.store().forget_draft(token).await?;
        Ok(())
    }

    /// Removes every check that is over, and returns how many there were.
    ///
    /// # Errors
    /// [`OfficeError`] if they cannot be removed.
    pub async fn drop_expired(self) -> Result<u64, OfficeError> {
        Ok(self.office.store().drop_drafts(self.oldest()).await?)
    }

    async fn change(
        self,
        token: &Token,
        id: &QuestionId,
        read: impl FnOnce(&Check, &Prompt) -> Result<answers::Values, Vec<InputFault>> + Send,
    ) -> Result<Answered, OfficeError> {
        let _alone = self.office.drafting().lock().await;
        let Some(check) = self.open(token).await? else { return Ok(Answered::Gone) };
        let Some(prompt) = check.prompt(id) else { return Ok(Answered::NoQuestion) };
        let values = match read(&check, &prompt) {
            Ok(values) => values,
            Err(faults) => return Ok(Answered::Faulty(faults)),
        };
        let mut answers = check.into_answers();
        answers.give(id.clone(), values);
        match self.keep(token, &answers).await {
            // Answers fit many times over; what does not is no answer to these questions.
            Err(OfficeError::Store(StoreError::DraftTooLarge { .. })) => {
                Ok(Answered::Faulty(vec![words::too_much()]))
            }
            kept => kept.map(|()| Answered::Kept),
        }
    }

    async fn keep(self, token: &Token, answers: &Answers) -> Result<(), OfficeError> {
        let document = answers.write().map_err(|error| OfficeError::Draft { reason: error.to_string() })?;
        let draft = Draft { token: token.clone(), touched_at: self.office.now(), document };
        Ok(self.office.store().keep_draft(draft).await?)
    }

    /// Returns the instant before which a draft is over.
    fn oldest(self) -> Timestamp {
        let kept = SignedDuration::from_hours(24 * i64::from(KEPT_DAYS));
        self.office.now().checked_sub(kept).unwrap_or(Timestamp::MIN)
    }
}
