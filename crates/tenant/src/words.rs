//! Closed lists of words: the keys of the domain's enums as they stand in text.

use teukgu_domain::claim::{ClaimTopic, Firmness, Unit};
use teukgu_domain::neighbour::NeighbourKind;
use teukgu_domain::operator::OperatorKind;
use teukgu_domain::organisation::{OrganisationSort, Relation};
use teukgu_domain::provision::ProvisionForce;
use teukgu_domain::site::SiteStatus;
use teukgu_domain::zone::IndustryTier;

/// A value that stands in text as one word of a closed list.
pub(crate) trait Word: Copy {
    /// Every word with its value.
    fn words() -> Vec<(&'static str, Self)>;
}

macro_rules! keyed {
    ($($noun:ident),* $(,)?) => {$(
        impl Word for $noun {
            fn words() -> Vec<(&'static str, Self)> {
                Self::ALL.iter().map(|value| (value.key(), *value)).collect()
            }
        }
    )*};
}

keyed!(ClaimTopic, Firmness, Unit, NeighbourKind, OrganisationSort, Relation, SiteStatus);

impl Word for IndustryTier {
    fn words() -> Vec<(&'static str, Self)> {
        vec![("core", Self::Core), ("related", Self::Related), ("support", Self::Support)]
    }
}

impl Word for OperatorKind {
    fn words() -> Vec<(&'static str, Self)> {
        vec![("general", Self::General), ("unit", Self::Unit)]
    }
}

impl Word for ProvisionForce {
    fn words() -> Vec<(&'static str, Self)> {
        vec![
            ("may", Self::May),
            ("without_delay", Self::WithoutDelay),
            ("waived", Self::Waived),
            ("by_ordinance", Self::ByOrdinance),
            ("ceiling", Self::Ceiling),
        ]
    }
}
