//! The zone plan (특화특구계획): versions, programmes, sub-projects, money, milestones, indicators.

use crate::date::Term;
use crate::ids::{OperatorId, PlanVersionId, ProgrammeId, ProvisionId, SubProjectId};
use crate::money::Won;
use crate::provenance::Provenance;
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A version of the zone plan (특화특구계획, Act Art. 2 no. 5 and Art. 9).
///
/// A plan is amended, never edited: each amendment is a new version with a term of its own.
#[doc(alias = "특화특구계획")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanVersion {
    /// Stable id.
    pub id: PlanVersionId,
    /// Title.
    pub title: Text,
    /// Days on which this version rules.
    pub in_force: Term,
    /// Years of the specialised programmes.
    pub period: Term,
    /// Total cost of the plan.
    pub budget: Won,
    /// What this version changed.
    pub note: Option<Text>,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// A specialised programme (특화사업, Act Art. 2 no. 7).
#[doc(alias = "특화사업")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Stable id.
    pub id: ProgrammeId,
    /// Name.
    pub name: Text,
    /// What it is for.
    pub purpose: Text,
    /// Place in the order of the plan.
    pub order: u32,
    /// Source of the programme; its money has its own in the sub-projects.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// A sub-project (세부사업) of a specialised programme.
#[doc(alias = "세부사업")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubProject {
    /// Stable id.
    pub id: SubProjectId,
    /// Programme it belongs to.
    pub programme: ProgrammeId,
    /// Name.
    pub name: Text,
    /// What is done.
    pub summary: Text,
    /// Operator in charge.
    pub operator: OperatorId,
    /// Other operators that take part.
    #[serde(default)]
    pub co_operators: Vec<OperatorId>,
    /// Special cases that it leans on.
    #[serde(default)]
    pub provisions: Vec<ProvisionId>,
    /// Planned money by year and source.
    pub budget: Vec<BudgetLine>,
    /// Money that was actually spent (집행액), by year and source; empty until somebody records it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spent: Vec<BudgetLine>,
    /// Industries that the money goes to, in percent; empty if nobody has said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub industries: Vec<IndustryShare>,
    /// Milestones in order of time.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// Indicators with their targets.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// Place in the order of the programme.
    pub order: u32,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl SubProject {
    /// Returns the planned money of all years and sources.
    pub fn total(&self) -> Won {
        self.budget.iter().map(|line| line.amount).sum()
    }
}

/// Part of the money of a sub-project that goes to an industry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryShare {
    /// Industry, by its code of the Korean Standard Industrial Classification at any level.
    pub ksic: String,
    /// Whole percent of the money.
    pub percent: u8,
}

/// Money of one year from one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// Fiscal year.
    pub year: i16,
    /// Who pays.
    pub fund: FundSource,
    /// How much.
    pub amount: Won,
}

/// Who pays (재원).
#[doc(alias = "재원")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundSource {
    /// National funds (국비).
    #[doc(alias = "국비")]
    National,
    /// Funds of the metropolitan city or province (시비·도비).
    #[doc(alias = "시비")]
    City,
    /// Funds of the district, city or county that holds the zone (구비·시군비).
    #[doc(alias = "구비")]
    District,
    /// Private capital (민자).
    #[doc(alias = "민자")]
    Private,
}

impl FundSource {
    /// Every source, in the order of a Korean budget table.
    pub const ALL: [Self; 4] = [Self::National, Self::City, Self::District, Self::Private];

    /// Returns the key in text files and translations.
    pub const fn key(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::City => "city",
            Self::District => "district",
            Self::Private => "private",
        }
    }
}

/// A milestone (추진 일정) with the day it is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Day it is due.
    pub due: Date,
    /// What is done by then.
    pub name: Text,
}

/// An indicator (지표) with a target a year.
#[doc(alias = "지표")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// What is counted.
    pub name: Text,
    /// Unit of the targets.
    pub unit: Text,
    /// Targets (목표) by year.
    pub targets: Vec<Target>,
}

/// A target (목표) of one year.
#[doc(alias = "목표")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Year.
    pub year: i16,
    /// Value to reach.
    pub value: i64,
}

/// Sums budget lines by year and by source, in order of year and source.
pub fn by_year_and_fund<'a>(lines: impl IntoIterator<Item = &'a BudgetLine>) -> Vec<BudgetLine> {
    let mut sums = std::collections::BTreeMap::new();
    for line in lines {
        let sum = sums.entry((line.year, line.fund)).or_insert(Won::ZERO);
        *sum = *sum + line.amount;
    }
    sums.into_iter().map(|((year, fund), amount)| BudgetLine { year, fund, amount }).collect()
}
