//! What belongs to a case and is kept as nouns of their own: its file, its papers, its messages.

use super::act::By;
use crate::facets::Facets;
use crate::ids::{AccountId, CaseId, DocumentId, MessageId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The file of a case (신청서): what was asked for and what the law said, as it was when it was filed.
///
/// It is kept apart from the case so that each step of the case stays small.
#[doc(alias = "신청서")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    /// Case.
    pub case: CaseId,
    /// Version of the form.
    pub form_version: u32,
    /// The form as it was shown, in JSON, so that it can be shown again.
    pub form: String,
    /// Answers by the id of their field.
    pub answers: BTreeMap<String, String>,
    /// What the law said of the facts; `None` for a general petition.
    pub standing: Option<Standing>,
    /// Key that was sent with the form; the same key again is the same case.
    pub once: String,
}

/// What the law said of the facts of a case when it was filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Facts, as JSON.
    pub facts: String,
    /// Day of law.
    pub law_on: Date,
    /// Version of the provision.
    pub version: String,
    /// Hash of the law folder.
    pub law: String,
    /// Verdict, by its key.
    pub verdict: String,
    /// Finding with its trace, as JSON.
    pub finding: String,
}

impl CaseFile {
    /// Returns what the file is found by: the key that it was sent with.
    pub(crate) fn facets(&self) -> Facets {
        Facets {
            state: "filed".to_owned(),
            owner: Some(self.once.clone()),
            assignee: None,
            parent: Some(self.case.to_string()),
            sort: 0,
            search: String::new(),
        }
    }
}

/// A paper of a case (첨부 서류): its content is kept by its hash beside the record.
#[doc(alias = "첨부 서류")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDocument {
    /// Stable id.
    pub id: DocumentId,
    /// Case.
    pub case: CaseId,
    /// What of the form it answers to; empty for anything else.
    pub slot: String,
    /// Name of the file.
    pub name: String,
    /// Media type, as the bytes say.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub hash: String,
    /// Who brought it.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// True if the consulted authorities may read it.
    pub is_for_consultees: bool,
    /// A copy without what others must not see; the original stays beside it.
    pub redaction: Option<Redaction>,
}

/// A copy of a paper without what others must not see (비식별 사본).
#[doc(alias = "비식별 사본")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    /// Name of the file.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub hash: String,
    /// Why.
    pub reason: String,
    /// Officer who made it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

impl CaseDocument {
    /// Returns what the paper is found by.
    pub(crate) fn facets(&self) -> Facets {
        Facets {
            state: if self.redaction.is_some() { "redacted" } else { "kept" }.to_owned(),
            owner: self.by.account.as_ref().map(ToString::to_string),
            assignee: Some(self.hash.clone()),
            parent: Some(self.case.to_string()),
            sort: self.at.as_microsecond(),
            search: String::new(),
        }
    }
}

/// A message between applicant and office (메시지).
#[doc(alias = "메시지")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMessage {
    /// Stable id.
    pub id: MessageId,
    /// Case.
    pub case: CaseId,
    /// Who wrote it.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// Text.
    pub text: String,
    /// True if only the office reads it.
    pub is_internal: bool,
}

impl CaseMessage {
    /// Returns what the message is found by.
    pub(crate) fn facets(&self) -> Facets {
        Facets {
            state: if self.is_internal { "internal" } else { "shared" }.to_owned(),
            owner: self.by.account.as_ref().map(ToString::to_string),
            assignee: None,
            parent: Some(self.case.to_string()),
            sort: self.at.as_microsecond(),
            search: String::new(),
        }
    }
}
