//! A table of which only the multipliers are known: what was published instead of the transactions.

use crate::account::Accounts;
use crate::fault::TableFault;
use crate::part::Part;

/// Multipliers as they were published (유발계수), each split into the area of the table and everywhere else.
///
/// They answer what follows from spending, and which mixes fit a claim; they hold no flows, so that linkages, extraction,
/// households and noise in single cells cannot be reckoned from them.
#[doc(alias = "유발계수")]
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// Sectors.
    pub accounts: Accounts,
    /// Production in all sectors for a unit of final demand.
    pub output: Split,
    /// Value added for a unit of final demand.
    pub value_added: Option<Split>,
    /// Pay of employees for a unit of final demand.
    pub compensation: Option<Split>,
    /// Everybody who works, in persons for a thousand million units.
    pub workers: Option<Split>,
    /// Those who are employed, in persons for a thousand million units.
    pub employees: Option<Split>,
}

/// A row in the area of the table and elsewhere in the country.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// In the area (지역 내).
    pub inside: Vec<f64>,
    /// In the other regions (타지역).
    pub elsewhere: Vec<f64>,
}

impl Split {
    /// Returns both together.
    pub fn total(&self) -> Vec<f64> {
        self.inside.iter().zip(&self.elsewhere).map(|(inside, elsewhere)| inside + elsewhere).collect()
    }
}

impl Published {
    /// Looks whether the multipliers can be used.
    ///
    /// # Errors
    /// [`TableFault`] with the first sector at which something is wrong.
    pub fn check(&self) -> Result<(), TableFault> {
        for (part, split) in self.rows() {
            let Some(split) = split else { continue };
            for column in [&split.inside, &split.elsewhere] {
                let (expected, found) = (self.accounts.len(), column.len());
                if found != expected {
                    return Err(TableFault::Length { part, expected, found });
                }
                if let Some(at) = column.iter().position(|value| !value.is_finite()) {
                    return Err(TableFault::NoNumber { part, account: self.accounts.id(at) });
                }
            }
            for (at, found) in split.total().into_iter().enumerate() {
                if !is_possible(part, found) {
                    return Err(TableFault::Coefficient { part, account: self.accounts.id(at), found });
                }
            }
        }
        Ok(())
    }

    /// Returns the places of sectors that need nothing of anybody and add nothing: they have no output in the area.
    pub fn empty(&self) -> Vec<usize> {
        let adds = |at: usize| {
            self.value_added.as_ref().is_some_and(|row| row.inside[at] + row.elsewhere[at] != 0.0)
        };
        let output = self.output.total();
        (0..self.accounts.len()).filter(|at| (output[*at] - 1.0).abs() < 1e-12 && !adds(*at)).collect()
    }

    const fn rows(&self) -> [(Part, Option<&Split>); 5] {
        [
            (Part::Output, Some(&self.output)),
            (Part::ValueAdded, self.value_added.as_ref()),
            (Part::Compensation, self.compensation.as_ref()),
            (Part::Workers, self.workers.as_ref()),
            (Part::Employees, self.employees.as_ref()),
        ]
    }
}

/// Tells whether a multiplier can be what it is: a demand calls forth at least itself, no more value than itself, and
/// nobody negative.
fn is_possible(part: Part, multiplier: f64) -> bool {
    match part {
        Part::Output => (1.0 - 1e-9..100.0).contains(&multiplier),
        Part::ValueAdded | Part::Compensation => (0.0..=1.0 + 1e-9).contains(&multiplier),
        _ => multiplier >= 0.0,
    }
}
