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
mod money;
mod net;
mod promise;
mod run;
mod sectors;
mod sheets;
mod spending;
mod structure;

pub use audit::{AuditAnswer, FitAnswer, MixAnswer, RatioAnswer, SingleAnswer};
pub use fault::EffectError;
pub use listed::{AnswerOf, TableAnswer};
pub use money::{EffectLine, MoneyEffect, Part, SectorMoney, YearEffect};
pub use net::{NetAnswer, NetLine};
pub use promise::{Promise, Promised, ZoneEffect};
pub use run::{IntervalAnswer, LineAnswer, NotVerifiable, RunAnswer, SectorAmount};
pub use sectors::{
    DrawsAnswer, ExtractionAnswer, LinkageAnswer, LinkagesAnswer, MultiplierAnswer, MultipliersAnswer,
    PathAnswer,
};
pub use spending::{Item, Scenario, Spending};
pub use structure::{
    BalanceAnswer, ChangeAnswer, ChangedSector, DistrictAnswer, DistrictSector, PricesAnswer,
};
pub use teukgu_effect as model;

use std::collections::BTreeMap;
use std::sync::Arc;
use teukgu_effect::{Concordance, Table, Threads};

/// The tables that are loaded, with what leads from industries to their sectors.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    tables: Arc<Vec<Table>>,
    concordances: Arc<BTreeMap<String, Concordance>>,
}

impl Tables {
    /// Takes tables, in the order in which they are listed.
    pub fn new(tables: Vec<Table>) -> Self {
        Self { tables: Arc::new(tables), concordances: Arc::default() }
    }

    /// Takes what leads from industries to the sectors of a table.
    #[must_use]
    pub fn with_concordance(mut self, table: &str, concordance: Concordance) -> Self {
        Arc::make_mut(&mut self.concordances).insert(table.to_owned(), concordance);
        self
    }

    /// Finds the last table to whose sectors industries lead, which is the one that money of a zone is counted by: a
    /// table that somebody brings stands behind those that are built in.
    pub fn of_industries(&self) -> Option<(&Table, &Concordance)> {
        self.iter().rev().find_map(|table| Some((table, self.concordances.get(&table.about().id)?)))
    }

    /// Returns the tables in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Table> {
        self.tables.iter()
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
