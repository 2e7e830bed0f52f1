//! The parts that a table consists of, by name.

use std::fmt;

/// A row, a column or a block of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// What accounts of the table buy of one another (국산거래).
    DomesticFlows,
    /// What is used and not used up in production (최종수요).
    FinalDemand,
    /// What accounts put out (산출액).
    Output,
    /// What they buy from outside the table (수입투입).
    Imports,
    /// Taxes less subsidies on what they buy (순생산물세).
    NetTaxes,
    /// What they add (부가가치).
    ValueAdded,
    /// Inputs that the source does not tell apart: imports, taxes and value added together.
    Unsplit,
    /// Pay of employees (피용자보수), a part of value added.
    Compensation,
    /// Everybody who works, the self-employed among them (취업자).
    Workers,
    /// Those who are employed (피용자).
    Employees,
}

impl Part {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::DomesticFlows => ("국산거래", "domestic flows"),
            Self::FinalDemand => ("최종수요", "final demand"),
            Self::Output => ("산출", "output"),
            Self::Imports => ("수입투입", "imported inputs"),
            Self::NetTaxes => ("순생산물세", "net taxes on products"),
            Self::ValueAdded => ("부가가치", "value added"),
            Self::Unsplit => ("나누지 않은 투입", "unsplit inputs"),
            Self::Compensation => ("피용자보수", "compensation of employees"),
            Self::Workers => ("취업자", "workers"),
            Self::Employees => ("피용자", "employees"),
        }
    }

    /// Returns the Korean name.
    pub const fn ko(self) -> &'static str {
        self.words().0
    }
}

/// Writes the English name.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().1)
    }
}
