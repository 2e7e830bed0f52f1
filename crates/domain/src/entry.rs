//! The record: entries that say what happened to a zone, in order, and nothing else changes it.

use crate::account::Account;
use crate::boundary::Boundary;
use crate::case::{Case, CaseDocument, CaseFile, CaseMessage};
use crate::claim::Claim;
use crate::dossier::Dossier;
use crate::facets::Facets;
use crate::governance::{Agency, OperatingCommittee};
use crate::history::HistoryEvent;
use crate::ids::ZoneId;
use crate::neighbour::Neighbour;
use crate::notice::Notice;
use crate::operator::Operator;
use crate::organisation::{Organisation, worded};
use crate::paper::Paper;
use crate::plan::{PlanVersion, Programme, SubProject};
use crate::provenance::Source;
use crate::provision::GrantedProvision;
use crate::record_key::RecordKey;
use crate::screening::Screening;
use crate::site::{FirmCount, SupplySite};
use crate::text::Text;
use crate::zone::Zone;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One entry of a zone's record: what happened, who did it, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Zone whose record it is.
    pub zone: ZoneId,
    /// Place in the record: 1, 2, 3 without a gap.
    pub seq: u64,
    /// What sort of thing happened; this stays when the rest is erased.
    pub kind: EventKind,
    /// Who did it.
    pub actor: Actor,
    /// When, as handed in by the caller.
    pub at: Timestamp,
    /// What happened; `None` once it was erased (파기).
    pub event: Option<Event>,
}

/// An entry before the record gives it a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// Who does it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// What happens.
    pub event: Event,
}

/// Who did something; a role and a name that carries no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Actor(pub String);

impl Actor {
    /// The zone folder, read by the program at start.
    pub fn zone_folder() -> Self {
        Self("zone-folder".to_owned())
    }

    /// The program itself, where it looks after the record.
    pub fn record_keeper() -> Self {
        Self("record-keeper".to_owned())
    }

    /// The program itself, where it sends letters.
    pub fn post() -> Self {
        Self("post".to_owned())
    }
}

worded! {
    /// The kinds of nouns that a record speaks of.
    NounKind {
        /// [`Zone`].
        Zone = "zone",
        /// [`Boundary`].
        Boundary = "boundary",
        /// [`PlanVersion`].
        PlanVersion = "plan_version",
        /// [`Programme`].
        Programme = "programme",
        /// [`SubProject`].
        SubProject = "sub_project",
        /// [`Operator`].
        Operator = "operator",
        /// [`GrantedProvision`].
        Provision = "provision",
        /// [`OperatingCommittee`].
        Committee = "committee",
        /// [`Agency`].
        Agency = "agency",
        /// [`Organisation`].
        Organisation = "organisation",
        /// [`SupplySite`].
        Site = "site",
        /// [`FirmCount`].
        FirmCount = "firm_count",
        /// [`Neighbour`].
        Neighbour = "neighbour",
        /// [`HistoryEvent`].
        History = "history",
        /// [`Claim`].
        Claim = "claim",
        /// [`Source`].
        Source = "source",
        /// [`RecordKey`].
        RecordKey = "record_key",
        /// [`Account`].
        Account = "account",
        /// [`Case`].
        Case = "case",
        /// [`CaseFile`].
        CaseFile = "case_file",
        /// [`CaseDocument`].
        CaseDocument = "case_document",
        /// [`CaseMessage`].
        CaseMessage = "case_message",
        /// [`Dossier`].
        Dossier = "dossier",
        /// [`Notice`].
        Notice = "notice",
        /// [`Paper`].
        Paper = "paper",
        /// [`Screening`].
        Screening = "screening",
    }
}

impl NounKind {
    /// Returns true if a zone folder declares nouns of this kind, so that one that is missing there has left.
    pub const fn is_of_zone_folder(self) -> bool {
        self.is_public() && !matches!(self, Self::RecordKey | Self::Paper)
    }

    /// Returns true if everybody may read what is declared; the others hold personal data (개인정보), and the record
    /// tells of them only that they happened.
    #[doc(alias = "개인정보")]
    pub const fn is_public(self) -> bool {
        !matches!(
            self,
            Self::Account
                | Self::Case
                | Self::CaseFile
                | Self::CaseDocument
                | Self::CaseMessage
                | Self::Dossier
                | Self::Notice
                | Self::Screening
        )
    }
}

/// The kinds of events: a noun declared, or one of the few things that happen to any noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// A noun of this kind was declared.
    Declared(NounKind),
    /// A noun left.
    Withdrawn,
    /// The content of an entry was erased (파기).
    Erased,
}

impl EventKind {
    /// Returns the key in the record: that of the noun, or the word itself.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Declared(noun) => noun.key(),
            Self::Withdrawn => "withdrawn",
            Self::Erased => "erased",
        }
    }

    /// Finds the kind of a key.
    pub fn find_by_key(key: &str) -> Option<Self> {
        match key {
            "withdrawn" => Some(Self::Withdrawn),
            "erased" => Some(Self::Erased),
            noun => NounKind::find_by_key(noun).map(Self::Declared),
        }
    }
}

/// A noun of the record: it has a kind and a key that is unique among its kind in one zone.
pub trait Noun {
    /// Kind.
    const KIND: NounKind;
    /// Returns the key.
    fn key(&self) -> String;
}

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident($noun:ident) key $key:expr;)*) => {
        /// What can happen to a zone: a closed list.
        ///
        /// Declaring a noun again replaces it; the entries before keep what it was.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "noun", rename_all = "snake_case")]
        pub enum Event {
            $($(#[$doc])* $variant($noun),)*
            /// A noun left the plan or the list.
            Withdrawn {
                /// Kind of the noun.
                noun: NounKind,
                /// Its key.
                key: String,
            },
            /// The content of an earlier entry was erased (파기): it declared a noun that no longer stands as it said.
            Erased {
                /// Kind of the noun that the entry declared.
                noun: NounKind,
                /// Its key.
                key: String,
                /// Place of the entry.
                entry: u64,
                /// Why it may be erased: the article, or the end of the time that it is kept.
                basis: Text,
            },
        }

        impl Event {
            /// Returns the kind and the key of the noun that the event is about.
            pub fn subject(&self) -> (NounKind, String) {
                match self {
                    $(Self::$variant(noun) => (<$noun as Noun>::KIND, noun.key()),)*
                    Self::Withdrawn { noun, key } | Self::Erased { noun, key, .. } => (*noun, key.clone()),
                }
            }

            /// Returns what sort of thing happened.
            pub const fn kind(&self) -> EventKind {
                match self {
                    $(Self::$variant(_) => EventKind::Declared(<$noun as Noun>::KIND),)*
                    Self::Withdrawn { .. } => EventKind::Withdrawn,
                    Self::Erased { .. } => EventKind::Erased,
                }
            }
        }

        $(impl Noun for $noun {
            const KIND: NounKind = NounKind::$variant;
            fn key(&self) -> String {
                let key: fn(&$noun) -> String = $key;
                key(self)
            }
        }

        impl From<$noun> for Event {
            fn from(noun: $noun) -> Self {
                Self::$variant(noun)
            }
        })*
    };
}

impl Event {
    /// Returns what the noun that is declared is found by, if there may be very many of its kind.
    pub fn facets(&self) -> Option<Facets> {
        Some(match self {
            Self::Account(noun) => noun.facets(),
            Self::Case(noun) => noun.facets(),
            Self::CaseFile(noun) => noun.facets(),
            Self::CaseDocument(noun) => noun.facets(),
            Self::CaseMessage(noun) => noun.facets(),
            Self::Dossier(noun) => noun.facets(),
            Self::Notice(noun) => noun.facets(),
            Self::Paper(noun) => noun.facets(),
            Self::Screening(noun) => noun.facets(),
            _ => return None,
        })
    }
}

events! {
    /// The zone was declared.
    Zone(Zone) key |_| "zone".to_owned();
    /// The boundary was drawn.
    Boundary(Boundary) key |_| "boundary".to_owned();
    /// A version of the plan was adopted.
    PlanVersion(PlanVersion) key |n| n.id.to_string();
    /// A programme was set.
    Programme(Programme) key |n| n.id.to_string();
    /// A sub-project was set.
    SubProject(SubProject) key |n| n.id.to_string();
    /// An operator was designated.
    Operator(Operator) key |n| n.id.to_string();
    /// A special case was granted.
    Provision(GrantedProvision) key |n| n.id.to_string();
    /// The operating committee was formed.
    Committee(OperatingCommittee) key |_| "committee".to_owned();
    /// The dedicated agency was named.
    Agency(Agency) key |_| "agency".to_owned();
    /// An organisation was listed.
    Organisation(Organisation) key |n| n.id.to_string();
    /// A site was listed.
    Site(SupplySite) key |n| n.id.to_string();
    /// A number of firms was reported or set as a goal.
    FirmCount(FirmCount) key |n| format!("{}-{}", n.on, if n.goal { "goal" } else { "count" });
    /// A neighbouring designation was noted.
    Neighbour(Neighbour) key |n| n.id.to_string();
    /// A piece of history was noted.
    History(HistoryEvent) key |n| n.id.to_string();
    /// A published figure was stated.
    Claim(Claim) key |n| n.id.to_string();
    /// A source was cited.
    Source(Source) key |n| n.id.to_string();
    /// The key was named that checkpoints of the record are signed with.
    RecordKey(RecordKey) key |_| "record_key".to_owned();
    /// An account was opened or changed.
    Account(Account) key |n| n.id.to_string();
    /// A case was filed, or something was done to it.
    Case(Case) key |n| n.id.to_string();
    /// The file of a case was laid down.
    CaseFile(CaseFile) key |n| n.case.to_string();
    /// A paper was added to a case, or a copy without what others must not see.
    CaseDocument(CaseDocument) key |n| n.id.to_string();
    /// A message was written.
    CaseMessage(CaseMessage) key |n| n.id.to_string();
    /// An event was planned.
    Dossier(Dossier) key |n| n.id.to_string();
    /// A letter was written, sent or given up.
    Notice(Notice) key |n| n.id.to_string();
    /// A paper left the office.
    Paper(Paper) key |n| n.number.clone();
    /// A screening of establishments was loaded.
    Screening(Screening) key |n| n.id.to_string();
}
