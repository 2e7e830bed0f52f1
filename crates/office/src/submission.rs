//! A request that is handed in as a whole (일괄 신청): procedure, answers and papers in one go, filed once however
//! often it is sent.

use crate::Office;
use crate::casework::{CaseFault, Filed, InputFault, NewDocument, Raw};
use crate::digest::sha256;
use crate::policy::Who;
use teukgu_domain::ids::{AccountId, DossierId};
use teukgu_domain::text::Text;
use teukgu_store::{Draft, DraftToken};

/// Hexadecimal digits of a token.
const TOKEN: usize = 32;

/// A request as a program hands it in.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Key that the sender made up for this request; the same key of the same account again is the same case.
    pub key: String,
    /// Procedure, by its id.
    pub procedure: String,
    /// Event that it belongs to.
    pub dossier: Option<DossierId>,
    /// Answers by field.
    pub answers: Raw,
    /// Papers.
    pub papers: Vec<NewDocument>,
}

impl Office {
    /// Files a request that was handed in as a whole; the second time returns the case of the first.
    ///
    /// # Errors
    /// [`CaseFault::Form`] names every field that cannot be used by its id, every paper that is missing by `paper-` and
    /// its id, and every paper that cannot be taken by `papers.` and its place from 0; nothing is filed then.
    pub async fn submit(&self, who: &Who<'_>, submission: Submission) -> Result<Filed, CaseFault> {
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let token = self.keyed(&account.id, &submission.key)?;
        match self.casework().file(who, &token).await {
            Err(CaseFault::NotFound) => (),
            filed => return filed,
        }
        let (procedure, dossier) = (&submission.procedure, submission.dossier.clone());
        let begun = self.casework().begin(who, procedure, None, dossier).await?;
        let filled = self.fill_in(who, &begun, submission).await;
        let filed = match filled {
            Ok(()) => self.file_under(who, &begun, &token).await,
            Err(fault) => Err(fault),
        };
        self.store().forget_draft(&begun).await?;
        filed
    }

    /// Returns the token that stands for a key; another account comes to another one.
    fn keyed(&self, account: &AccountId, key: &str) -> Result<DraftToken, CaseFault> {
        let digest = sha256(format!("{} {account} {key}", self.zone_id()).as_bytes());
        digest.get(..TOKEN).and_then(DraftToken::parse).ok_or(CaseFault::NotFound)
    }

    /// Puts answers and papers into a draft; everything that is wrong is told at once.
    async fn fill_in(
        &self,
        who: &Who<'_>,
        draft: &DraftToken,
        submission: Submission,
    ) -> Result<(), CaseFault> {
        let casework = self.casework();
        let mut faults = Vec::new();
        let is_answered = match casework.answer(who, draft, &submission.answers).await {
            Err(CaseFault::Form(found)) => {
                faults.extend(found);
                false
            }
            answered => answered.map(|_| true)?,
        };
        for (place, paper) in submission.papers.into_iter().enumerate() {
            match casework.attach(who, draft, &paper.slot, (&paper.name, paper.bytes)).await {
                Ok(_) => (),
                Err(fault @ (CaseFault::Form(_) | CaseFault::Upload(_))) => {
                    faults.push(of_paper(place, &fault));
                }
                Err(fault) => return Err(fault),
            }
        }
        let missing = casework.missing(&casework.application(who, draft).await?)?;
        // Without answers every field would be missing, and what is wrong with them is told already.
        faults.extend(missing.into_iter().filter(|fault| is_answered || fault.field.starts_with("paper-")));
        if faults.is_empty() { Ok(()) } else { Err(CaseFault::Form(faults)) }
    }

    /// Files a draft under the token of its key; of several that are sent at once one is filed.
    async fn file_under(
        &self,
        who: &Who<'_>,
        begun: &DraftToken,
        token: &DraftToken,
    ) -> Result<Filed, CaseFault> {
        let draft = self.store().draft(begun).await?.ok_or(CaseFault::NotFound)?;
        self.store().keep_draft(Draft { token: token.clone(), ..draft }).await?;
        let filed = self.casework().file(who, token).await;
        // Of several that were sent at once only the first is taken away by filing.
        self.store().forget_draft(token).await?;
        filed
    }
}

fn of_paper(place: usize, fault: &CaseFault) -> InputFault {
    let (message, help) = (fault.message(), fault.help());
    let both = Text::new(format!("{}. {}", message.ko, help.ko), format!("{}. {}", message.en, help.en));
    InputFault { field: format!("papers.{place}"), message: both }
}
