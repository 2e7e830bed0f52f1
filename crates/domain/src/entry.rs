//! The record: entries that say what happened to a zone, in order, and nothing else changes it.

use crate::boundary::Boundary;
use crate::claim::Claim;
use crate::governance::{Agency, OperatingCommittee};
use crate::history::HistoryEvent;
use crate::ids::ZoneId;
use crate::neighbour::Neighbour;
use crate::operator::Operator;
use crate::organisation::{Organisation, worded};
use crate::plan::{PlanVersion, Programme, SubProject};
use crate::provenance::Source;
use crate::provision::GrantedProvision;
use crate::site::{FirmCount, SupplySite};
use crate::zone::Zone;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One entry of a zone's record: what happened, who did it, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Zone whose record it is.
    pub zone: ZoneId,
    /// Place in the record: 1, 2, 3 without a gap.
    pub seq: u64,
    /// Who did it.
    pub actor: Actor,
    /// When, as handed in by the caller.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
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
        }

        impl Event {
            /// Returns the kind and the key of the noun that the event is about.
            pub fn subject(&self) -> (NounKind, String) {
                match self {
                    $(Self::$variant(noun) => (<$noun as Noun>::KIND, noun.key()),)*
                    Self::Withdrawn { noun, key } => (*noun, key.clone()),
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
}
