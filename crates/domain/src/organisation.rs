//! Organisations (기업·기관) in and around the zone, from public sources; never persons.

use crate::ids::OrganisationId;
use crate::provenance::Provenance;
use serde::{Deserialize, Serialize};

/// An organisation (기업·기관) that a public source connects with the zone.
#[doc(alias = "기업·기관")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Stable id.
    pub id: OrganisationId,
    /// Name in Korean, as published.
    pub name_ko: String,
    /// Name in English; empty where none is known.
    pub name_en: String,
    /// What sort of organisation it is.
    pub sort: OrganisationSort,
    /// How it is connected with the zone.
    pub relation: Relation,
    /// Legal dong (법정동) by code, where published.
    pub legal_dong: Option<String>,
    /// Public address in Korean, where published.
    pub address: Option<String>,
    /// Industry code (KSIC), where known.
    pub ksic: Option<String>,
    /// Longitude and latitude in 1e-9 degree, where known.
    pub position: Option<crate::boundary::Position>,
    /// How far off the position may be, in metres.
    pub position_error_m: Option<u32>,
    /// Remark in Korean.
    pub note_ko: String,
    /// Remark in English.
    pub note_en: String,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

macro_rules! worded {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $key:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every value, in the order of lists.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the key in text files, addresses and translations.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// Finds the value of a key.
            pub fn find_by_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.key() == key)
            }
        }
    };
}
pub(crate) use worded;

worded! {
    /// What sort of organisation it is.
    OrganisationSort {
        /// A large company.
        LargeCompany = "large_company",
        /// The laboratory of a large company (대기업 연구소).
        CorporateLab = "corporate_lab",
        /// A start-up (스타트업).
        StartUp = "start_up",
        /// A small or medium-sized firm (중소기업).
        SmallFirm = "small_firm",
        /// A university (대학).
        University = "university",
        /// A public body or public research institute (공공).
        PublicBody = "public_body",
    }
}

worded! {
    /// How an organisation is connected with the zone; being near is not being an operator.
    Relation {
        /// General operator (총괄 특화사업자).
        GeneralOperator = "general_operator",
        /// Unit operator (단위 특화사업자).
        UnitOperator = "unit_operator",
        /// Runs a facility in the zone without being an operator of the plan.
        FacilityOperator = "facility_operator",
        /// Has premises in the area.
        Located = "located",
        /// Was chosen to work in a facility of the zone.
        Resident = "resident",
        /// Is supported from afar.
        Supported = "supported",
        /// Belongs to the research consortium.
        Consortium = "consortium",
        /// Works with the consortium.
        ConsortiumPartner = "consortium_partner",
        /// Partner abroad.
        OverseasPartner = "overseas_partner",
        /// Partner institution.
        Partner = "partner",
        /// Gives money.
        Funder = "funder",
        /// Owns a building that houses a facility.
        HostBuilding = "host_building",
        /// Was resident earlier.
        FormerResident = "former_resident",
        /// Ran a facility earlier.
        FormerOperator = "former_operator",
    }
}

impl Relation {
    /// Returns true if the organisation is there today: it operates, is resident or has premises.
    pub const fn is_present(self) -> bool {
        matches!(
            self,
            Self::GeneralOperator
                | Self::UnitOperator
                | Self::FacilityOperator
                | Self::Located
                | Self::Resident
                | Self::HostBuilding
        )
    }
}

impl Organisation {
    /// Returns the name in a language, the Korean one where no English name is known.
    pub fn name(&self, lang: crate::text::Lang) -> &str {
        match lang {
            crate::text::Lang::En if !self.name_en.is_empty() => &self.name_en,
            _ => &self.name_ko,
        }
    }

    /// Returns the remark in a language; empty if there is none.
    pub fn note(&self, lang: crate::text::Lang) -> &str {
        lang.pick(&self.note_ko, &self.note_en)
    }
}
