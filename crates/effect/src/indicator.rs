//! What can follow from spending, and in what it is counted.

use serde::Serialize;
use teukgu_domain::text::Text;

/// Something that spending calls forth (유발효과).
#[doc(alias = "유발효과")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Indicator {
    /// Output of all sectors (생산유발). It counts inputs again in each step, and must not be added to value added.
    Production,
    /// Value added (부가가치유발).
    ValueAdded,
    /// Pay of employees (소득유발), a part of value added.
    Income,
    /// Imports of inputs (수입유발).
    Imports,
    /// Taxes less subsidies on inputs (순생산물세유발).
    NetTaxes,
    /// Everybody who works (취업유발), in persons for a year.
    Workers,
    /// Those who are employed (고용유발), in persons for a year.
    Employees,
}

impl Indicator {
    /// Every indicator, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Production,
        Self::ValueAdded,
        Self::Income,
        Self::Imports,
        Self::NetTaxes,
        Self::Workers,
        Self::Employees,
    ];

    /// Returns the word that JSON and CSV use.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::ValueAdded => "value_added",
            Self::Income => "income",
            Self::Imports => "imports",
            Self::NetTaxes => "net_taxes",
            Self::Workers => "workers",
            Self::Employees => "employees",
        }
    }

    /// Returns the name in both languages.
    pub fn text(self) -> Text {
        match self {
            Self::Production => Text::new("생산유발", "Production"),
            Self::ValueAdded => Text::new("부가가치유발", "Value added"),
            Self::Income => Text::new("소득유발", "Income of employees"),
            Self::Imports => Text::new("수입유발", "Imports"),
            Self::NetTaxes => Text::new("순생산물세유발", "Net taxes on products"),
            Self::Workers => Text::new("취업유발", "Jobs (all who work)"),
            Self::Employees => Text::new("고용유발", "Jobs (employees)"),
        }
    }

    /// Tells whether it counts persons; all others are money.
    pub const fn counts_persons(self) -> bool {
        matches!(self, Self::Workers | Self::Employees)
    }

    /// Returns the formula by which it follows from a final demand `f`.
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Production => "i'(I − Aᵈ)⁻¹ f",
            Self::ValueAdded => "v'(I − Aᵈ)⁻¹ f",
            Self::Income => "w'(I − Aᵈ)⁻¹ f",
            Self::Imports => "i'Aᵐ(I − Aᵈ)⁻¹ f",
            Self::NetTaxes => "t'(I − Aᵈ)⁻¹ f",
            Self::Workers | Self::Employees => "l'(I − Aᵈ)⁻¹ f",
        }
    }
}
