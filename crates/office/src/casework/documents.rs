//! Papers of a case: added, opened, and copied without what others must not see.

use super::application::{MOST_PAPERS, fault};
use super::{CaseFault, Casework, actor};
use crate::policy::Who;
use crate::upload;
use teukgu_domain::case::{By, Case, CaseDocument, Redaction};
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::ids::{CaseId, DocumentId};
use teukgu_store::Expect;

/// A file as it comes.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// What of the form it answers to; `other` for anything else.
    pub slot: String,
    /// Name.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A paper that may be handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Name of the file.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A paper with its case, and the place of the entry that says how it stands.
struct KeptDocument {
    seq: u64,
    case: Case,
    document: CaseDocument,
}

impl Casework<'_> {
    /// Adds a paper to a case.
    ///
    /// # Errors
    /// [`CaseFault::Upload`] if the file cannot be taken, and as every verb of a case.
    pub async fn add_document(
        self,
        who: &Who<'_>,
        id: &CaseId,
        new: NewDocument,
    ) -> Result<DocumentId, CaseFault> {
        let standing = self.seen(who, id).await?;
        self.check(who, "document.add", &standing.case)?;
        let inspected = upload::inspect(&new.name, &new.bytes)?;
        // The same file sent twice at once is one paper.
        let _alone = self.office.drafting().lock().await;
        let documents = self.documents(who, &standing.case).await?;
        if let Some(same) = documents.iter().find(|d| d.hash == inspected.sha256 && d.slot == new.slot) {
            return Ok(same.id.clone());
        }
        if documents.len() >= MOST_PAPERS * 5 {
            return Err(fault("file", "한 건에 100개까지 붙일 수 있습니다", "A case can hold 100 papers"));
        }
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let by = By { account: Some(account.id.clone()), capacity: self.capacity_of(who, &standing.case) };
        let at = self.office.now();
        self.office.store().keep_blob(self.office.zone_id(), &inspected.sha256, new.bytes, at).await?;
        let document = CaseDocument {
            id: DocumentId::parse(self.office.random_word()?).map_err(|_| CaseFault::NotFound)?,
            case: id.clone(),
            slot: new.slot,
            name: inspected.name,
            media_type: inspected.media_type.to_owned(),
            size: inspected.size,
            hash: inspected.sha256,
            by: by.clone(),
            at,
            is_for_consultees: false,
            redaction: None,
        };
        let name = document.id.clone();
        self.append_expecting(actor(&by), at, vec![Event::CaseDocument(document)], Expect::nothing()).await?;
        Ok(name)
    }

    /// Opens a paper: the copy without what others must not see, unless the original is asked for and allowed.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if there is none, or whoever asks may not read it.
    pub async fn open_document(
        self,
        who: &Who<'_>,
        id: &CaseId,
        document: &DocumentId,
        wants_original: bool,
    ) -> Result<Opened, CaseFault> {
        let KeptDocument { case, document, .. } = self.document(who, id, document).await?;
        let sees_original = self.may(who, "document.read_original", &case);
        let (name, media_type, hash) = match (document.redaction, wants_original && sees_original) {
            (Some(copy), false) => (copy.name, copy.media_type, copy.hash),
            (None, false) if !sees_original && !document.is_for_consultees => {
                return Err(CaseFault::NotFound);
            }
            _ => (document.name, document.media_type, document.hash),
        };
        let bytes = self.office.store().blob(self.office.zone_id(), &hash).await?;
        Ok(Opened { name, media_type, bytes: bytes.ok_or(CaseFault::NotFound)? })
    }

    /// Lays a copy without what others must not see beside a paper, with the reason.
    ///
    /// # Errors
    /// As [`Casework::add_document`]; without a reason nothing is kept.
    pub async fn redact(
        self,
        who: &Who<'_>,
        id: &CaseId,
        document: &DocumentId,
        (name, bytes): (&str, Vec<u8>),
        reason: &str,
    ) -> Result<(), CaseFault> {
        let mut kept = self.document(who, id, document).await?;
        self.check(who, "document.redact", &kept.case)?;
        if reason.trim().is_empty() {
            return Err(fault("reason", "가린 까닭을 적으세요", "Say why something is covered"));
        }
        let inspected = upload::inspect(name, &bytes)?;
        let is_same = |copy: &Redaction| copy.hash == inspected.sha256 && copy.reason == reason.trim();
        if kept.document.redaction.as_ref().is_some_and(is_same) {
            return Ok(());
        }
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let at = self.office.now();
        self.office.store().keep_blob(self.office.zone_id(), &inspected.sha256, bytes, at).await?;
        kept.document.redaction = Some(Redaction {
            name: inspected.name,
            media_type: inspected.media_type.to_owned(),
            size: inspected.size,
            hash: inspected.sha256,
            reason: reason.trim().to_owned(),
            by: account.id.clone(),
            at,
        });
        self.replace_document(who, kept).await
    }

    /// Lets the authorities that are asked read a paper, or no longer.
    ///
    /// # Errors
    /// As every verb of a case.
    pub async fn share_document(
        self,
        who: &Who<'_>,
        id: &CaseId,
        document: &DocumentId,
        is_shared: bool,
    ) -> Result<(), CaseFault> {
        let mut kept = self.document(who, id, document).await?;
        self.check(who, "document.share", &kept.case)?;
        if kept.document.is_for_consultees == is_shared {
            return Ok(());
        }
        kept.document.is_for_consultees = is_shared;
        self.replace_document(who, kept).await
    }

    /// Keeps a paper as it was changed, unless somebody else changed it meanwhile: a copy that was just laid beside it
    /// must not get lost.
    async fn replace_document(self, who: &Who<'_>, kept: KeptDocument) -> Result<(), CaseFault> {
        let account = who.account.map(|account| account.id.clone());
        let by = By { account, capacity: self.capacity_of(who, &kept.case) };
        let expect =
            Expect::nothing().noun(NounKind::CaseDocument, kept.document.id.as_str(), Some(kept.seq));
        let events = vec![Event::CaseDocument(kept.document)];
        self.append_expecting(actor(&by), self.office.now(), events, expect).await.map(|_| ())
    }

    async fn document(
        self,
        who: &Who<'_>,
        id: &CaseId,
        document: &DocumentId,
    ) -> Result<KeptDocument, CaseFault> {
        let standing = self.seen(who, id).await?;
        self.check(who, "document.read", &standing.case).map_err(|_| CaseFault::NotFound)?;
        let zone = self.office.zone_id();
        let found = self.office.store().standing(zone, NounKind::CaseDocument, document.as_str()).await?;
        match found {
            Some((seq, Event::CaseDocument(document)))
                if document.case == *id && (who.link.is_none() || document.is_for_consultees) =>
            {
                Ok(KeptDocument { seq, case: standing.case, document })
            }
            _ => Err(CaseFault::NotFound),
        }
    }
}
