//! Messages between applicant and office.

use super::application::fault;
use super::{CaseFault, Casework, actor};
use crate::policy::{self, Who};
use teukgu_domain::case::{ActKind, By, Capacity, CaseMessage};
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::ids::{CaseId, MessageId};
use teukgu_store::Expect;

/// Longest message, in characters.
const LONGEST: usize = 5_000;

/// Letters of the id of a message.
const ID_LETTERS: usize = 26;

/// Names a message by what it is, so that the same one is not written twice.
fn named(what: &str) -> Result<MessageId, CaseFault> {
    let word: String = crate::digest::sha256(what.as_bytes()).chars().take(ID_LETTERS).collect();
    MessageId::parse(word).map_err(|_| CaseFault::NotFound)
}

impl Casework<'_> {
    /// Writes a message to a case; an internal one is read by the office alone.
    ///
    /// # Errors
    /// [`CaseFault`] if there is no such case, the role does not allow it, or there is no text.
    pub async fn message(
        self,
        who: &Who<'_>,
        id: &CaseId,
        text: &str,
        is_internal: bool,
    ) -> Result<u64, CaseFault> {
        let once = self.office.random_word()?;
        self.message_once(who, id, text, is_internal, &once).await
    }

    /// Writes a message to a case, once: the same words under the same word `once` are the same message, which the
    /// second time is neither kept nor told again.
    ///
    /// # Errors
    /// As [`Casework::message`].
    pub async fn message_once(
        self,
        who: &Who<'_>,
        id: &CaseId,
        text: &str,
        is_internal: bool,
        once: &str,
    ) -> Result<u64, CaseFault> {
        let standing = self.seen(who, id).await?;
        let action = if is_internal { "case.message_internal" } else { "case.message" };
        self.check(who, action, &standing.case)?;
        let text = text.trim().replace("\r\n", "\n");
        if text.is_empty() {
            return Err(fault("text", "내용을 적으세요", "Write something"));
        }
        if text.chars().count() > LONGEST {
            return Err(fault("text", "5,000자까지 적을 수 있습니다", "Use at most 5,000 characters"));
        }
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let by = By { account: Some(account.id.clone()), capacity: self.capacity_of(who, &standing.case) };
        let at = self.office.now();
        let message = CaseMessage {
            id: named(&format!("{id} {} {is_internal} {once} {text}", account.id))?,
            case: id.clone(),
            by: by.clone(),
            at,
            text,
            is_internal,
        };
        let mut events = vec![Event::CaseMessage(message.clone())];
        events
            .extend(self.news_of_message(&standing.case, &message, at).await?.into_iter().map(Event::Notice));
        let key = message.id.as_str();
        let expect = Expect::nothing().noun(NounKind::CaseMessage, key, None);
        match self.append_expecting(actor(&by), at, events, expect).await {
            Err(CaseFault::Moved) => {
                let kept =
                    self.office.store().standing(self.office.zone_id(), NounKind::CaseMessage, key).await?;
                kept.map(|(seq, _)| seq).ok_or(CaseFault::Moved)
            }
            appended => appended,
        }
    }

    /// Returns in which capacity somebody writes to a case.
    #[expect(clippy::unused_self, reason = "asked in the same way as every other question about a case")]
    pub(super) fn capacity_of(self, who: &Who<'_>, case: &teukgu_domain::case::Case) -> Capacity {
        if who.account.is_some_and(|account| account.id == case.applicant) {
            return Capacity::Applicant;
        }
        policy::capacity(who, ActKind::Approve, &super::resource(case)).unwrap_or(Capacity::Officer)
    }
}
