//! Letters that wait to be sent (알림).

use crate::facets::Facets;
use crate::ids::{AccountId, CaseId, NoticeId};
use crate::text::Lang;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A letter to one person (알림), kept in the same transaction as what it tells of.
#[doc(alias = "알림")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Stable id; the letter carries it, so that a letter that comes twice is recognised.
    pub id: NoticeId,
    /// Case that it tells of.
    pub case: Option<CaseId>,
    /// Account that it goes to; `None` for an authority outside.
    pub to: Option<AccountId>,
    /// Address that it goes to.
    pub address: String,
    /// Language.
    pub lang: Lang,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// Instant before which it is not sent: not at night, and not before the next attempt is due.
    pub not_before: Timestamp,
    /// Where it is.
    pub delivery: Delivery,
}

/// Where a letter is (발송).
#[doc(alias = "발송")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Delivery {
    /// It waits; so many attempts failed.
    Waiting {
        /// Attempts that failed.
        failed: u32,
        /// What the last one failed with.
        why: Option<String>,
    },
    /// It is being handed over; if nothing more is heard by the instant before which it is not sent, it is due again.
    Sending {
        /// Attempts that failed before.
        failed: u32,
    },
    /// The next server has taken it.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// It was given up.
    GivenUp {
        /// When.
        at: Timestamp,
        /// Why.
        why: String,
    },
}

impl Delivery {
    /// States of letters that are yet to be sent.
    pub const OPEN: [&'static str; 2] = ["waiting", "sending"];

    /// Returns how many attempts failed.
    pub const fn failed(&self) -> u32 {
        match self {
            Self::Waiting { failed, .. } | Self::Sending { failed } => *failed,
            Self::Sent { .. } | Self::GivenUp { .. } => 0,
        }
    }

    /// Returns the key of the state.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Sending { .. } => "sending",
            Self::Sent { .. } => "sent",
            Self::GivenUp { .. } => "given_up",
        }
    }
}

impl Notice {
    /// Returns what the letter is found by; those that wait are in the order in which they are due.
    pub(crate) fn facets(&self) -> Facets {
        Facets {
            state: self.delivery.key().to_owned(),
            owner: self.to.as_ref().map(ToString::to_string),
            assignee: None,
            parent: self.case.as_ref().map(ToString::to_string),
            sort: self.not_before.as_microsecond(),
            search: String::new(),
        }
    }
}
