//! What the zone is worth (경제적 파급효과): what follows from spending, and what a published claim leaves open.
//!
//! Command line, API and pages show these answers; none of them works anything out itself.

#![expect(
    clippy::cast_precision_loss,
    reason = "amounts of money are far below 2^53 won, and what follows from them is a float in any case"
)]

mod audit;
mod fault;
mod listed;
mod run;
mod sectors;
mod spending;

pub use audit::{AuditAnswer, FitAnswer, MixAnswer, RatioAnswer, SingleAnswer};
pub use fault::EffectError;
pub use listed::{AnswerOf, TableAnswer};
pub use run::{IntervalAnswer, LineAnswer, NotVerifiable, RunAnswer, SectorAmount};
pub use sectors::{
    DrawsAnswer, ExtractionAnswer, LinkageAnswer, LinkagesAnswer, MultiplierAnswer, MultipliersAnswer,
    PathAnswer,
};
pub use spending::{Item, Scenario, Spending};
pub use teukgu_effect as model;

use std::sync::Arc;
use teukgu_effect::{Table, Threads};

/// The tables that are loaded, by their ids.
#[derive(Clone, Debug, Default)]
pub struct Tables(Arc<Vec<Table>>);

impl Tables {
    /// Takes tables, in the order in which they are listed.
    pub fn new(tables: Vec<Table>) -> Self {
        Self(Arc::new(tables))
    }

    /// Returns the tables in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Table> {
        self.0.iter()
    }

    /// Finds a table.
    ///
    /// # Errors
    /// [`EffectError::NoTable`] with the ids of those that are loaded.
    pub fn get(&self, id: &str) -> Result<&Table, EffectError> {
        self.iter().find(|table| table.about().id == id).ok_or_else(|| EffectError::NoTable {
            id: id.to_owned(),
            known: self.iter().map(|table| table.about().id.clone()).collect(),
        })
    }
}

impl<'a> IntoIterator for &'a Tables {
    type Item = &'a Table;
    type IntoIter = std::slice::Iter<'a, Table>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// How much work an answer may be: one thread for a page, more for a command.
#[derive(Clone, Copy, Debug)]
pub struct Work(pub Threads);

impl Default for Work {
    fn default() -> Self {
        Self(Threads::ONE)
    }
}
