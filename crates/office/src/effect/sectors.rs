//! Answers with one line a sector: multipliers, linkages, extraction, draws, paths.

use super::{EffectError, Spending, Work};
use serde::Serialize;
use teukgu_domain::text::Text;
use teukgu_effect::{Drawing, Indicator, Kind, Question, Spread, Table};

/// Multipliers of a table.
#[derive(Clone, Debug, Serialize)]
pub struct MultipliersAnswer {
    /// Id of the table.
    pub table: String,
    /// Kind.
    pub kind: Kind,
    /// Year of the table's prices.
    pub price_year: i16,
    /// Words by which the source wants to be named.
    pub attribution: Text,
    /// One line a sector.
    pub sectors: Vec<MultiplierAnswer>,
}

/// Multipliers of a sector.
#[derive(Clone, Debug, Serialize)]
pub struct MultiplierAnswer {
    /// Sector.
    pub sector: String,
    /// Its name.
    pub name: Text,
    /// True if it has no output, so that nothing follows from spending on it.
    pub empty: bool,
    /// Multipliers by indicator: in the area, elsewhere, altogether.
    pub multipliers: Vec<(Indicator, [f64; 3])>,
}

impl MultipliersAnswer {
    /// Works out every multiplier that a table has.
    ///
    /// # Errors
    /// [`EffectError`] if it has none of the kind.
    pub fn of(table: &Table, kind: Kind, work: Work) -> Result<Self, EffectError> {
        if kind == Kind::Type2 {
            table.can_answer(Question::Households)?;
        }
        let mut rows = Vec::new();
        for indicator in table.indicators() {
            match table.multipliers(indicator, kind, work.0) {
                Ok(multipliers) => rows.push((indicator, multipliers)),
                // Of published multipliers only that of production can be set over the direct effect.
                Err(teukgu_effect::EffectFault::NotInTable { .. }) => (),
                Err(fault) => return Err(fault.into()),
            }
        }
        let empty = table.empty();
        let sector = |(at, account): (usize, &teukgu_effect::Account)| MultiplierAnswer {
            sector: account.id(),
            name: account.name.clone(),
            empty: empty.contains(&at),
            multipliers: rows
                .iter()
                .map(|(indicator, row)| {
                    let (inside, elsewhere) = (row.inside[at], row.elsewhere[at]);
                    (*indicator, [inside, elsewhere, inside + elsewhere])
                })
                .collect(),
        };
        Ok(Self {
            table: table.about().id.clone(),
            kind,
            price_year: table.about().year,
            attribution: table.about().attribution.clone(),
            sectors: table.accounts().iter().enumerate().map(sector).collect(),
        })
    }
}

/// Linkages of a table.
#[derive(Clone, Debug, Serialize)]
pub struct LinkagesAnswer {
    /// Id of the table.
    pub table: String,
    /// Words by which the source wants to be named.
    pub attribution: Text,
    /// One line a sector with output.
    pub sectors: Vec<LinkageAnswer>,
}

/// Linkages of a sector.
#[derive(Clone, Debug, Serialize)]
pub struct LinkageAnswer {
    /// Sector.
    pub sector: String,
    /// Its name.
    pub name: Text,
    /// Power of dispersion (영향력계수).
    pub power_of_dispersion: f64,
    /// Sensitivity of dispersion (감응도계수).
    pub sensitivity_of_dispersion: f64,
    /// Backward linkage.
    pub backward: f64,
    /// Forward linkage.
    pub forward: f64,
    /// Whether both are above the mean.
    pub is_key: bool,
}

impl LinkagesAnswer {
    /// Works out the linkages.
    ///
    /// # Errors
    /// [`EffectError`] if the table has no transactions.
    pub fn of(table: &Table, work: Work) -> Result<Self, EffectError> {
        let linkages = table.flows()?.linkages(work.0)?;
        let line = |linkage: &teukgu_effect::Linkage| LinkageAnswer {
            sector: table.accounts().id(linkage.account),
            name: table.accounts().name(linkage.account),
            power_of_dispersion: linkage.power,
            sensitivity_of_dispersion: linkage.sensitivity,
            backward: linkage.backward,
            forward: linkage.forward,
            is_key: linkage.is_key(),
        };
        let attribution = table.about().attribution.clone();
        Ok(Self {
            table: table.about().id.clone(),
            attribution,
            sectors: linkages.iter().map(line).collect(),
        })
    }
}

/// What would be lacking without a sector.
#[derive(Clone, Debug, Serialize)]
pub struct ExtractionAnswer {
    /// Id of the table.
    pub table: String,
    /// Sector that is taken out.
    pub sector: String,
    /// Its name.
    pub name: Text,
    /// Currency and unit of the amounts.
    pub currency: String,
    /// Units of the currency in one unit of the amounts.
    pub unit: i64,
    /// Output that is lost.
    pub lost: f64,
    /// The same as a share of all output.
    pub share: f64,
    /// What a unit of its output calls forth in the others (외생화).
    pub calls_forth: f64,
    /// Output that each sector would lose, the most first.
    pub by_sector: Vec<(String, Text, f64)>,
}

impl ExtractionAnswer {
    /// Takes a sector out.
    ///
    /// # Errors
    /// [`EffectError`] if the table has no transactions or no such sector.
    pub fn of(table: &Table, sector: &str, work: Work) -> Result<Self, EffectError> {
        let flows = table.flows()?;
        let account = table.sector(sector)?;
        let extraction = flows.extract(account, work.0)?;
        let mut by_sector: Vec<_> = extraction
            .by_account
            .iter()
            .enumerate()
            .map(|(at, lost)| (table.accounts().id(at), table.accounts().name(at), *lost))
            .collect();
        by_sector.sort_by(|a, b| b.2.total_cmp(&a.2));
        let own = extraction.by_account[account];
        Ok(Self {
            table: table.about().id.clone(),
            sector: table.accounts().id(account),
            name: table.accounts().name(account),
            currency: table.about().unit.currency.clone(),
            unit: table.about().unit.size,
            lost: extraction.lost,
            share: extraction.share,
            calls_forth: (extraction.lost - own) / own,
            by_sector,
        })
    }
}

/// What many draws of a table give.
#[derive(Clone, Debug, Serialize)]
pub struct DrawsAnswer {
    /// Id of the table.
    pub table: String,
    /// Currency of money.
    pub currency: String,
    /// Number of draws.
    pub draws: u32,
    /// How far each coefficient may be off.
    pub noise: f64,
    /// Seed.
    pub seed: u64,
    /// One line an indicator.
    pub spreads: Vec<Spread>,
}

impl DrawsAnswer {
    /// Draws a table.
    ///
    /// # Errors
    /// [`EffectError`] if the table has no transactions, or for draws or noise outside of what can be.
    pub fn of(table: &Table, spending: &Spending, drawing: Drawing, work: Work) -> Result<Self, EffectError> {
        let flows = table.flows()?;
        let demand = table.demand(&spending.nominal(table)?)?;
        Ok(Self {
            table: table.about().id.clone(),
            currency: table.about().unit.currency.clone(),
            draws: drawing.draws,
            noise: drawing.noise,
            seed: drawing.seed,
            spreads: flows.draws(&demand, &table.indicators(), drawing, work.0)?,
        })
    }
}

/// A chain of purchases.
#[derive(Clone, Debug, Serialize)]
pub struct PathAnswer {
    /// Sectors, the one that is bought first in front.
    pub sectors: Vec<(String, Text)>,
    /// What arises at its end for a unit of money.
    pub amount: f64,
    /// Share of all that the unit calls forth.
    pub share: f64,
}

impl PathAnswer {
    /// Lists the chains that give most of an indicator.
    ///
    /// # Errors
    /// [`EffectError`] if the table has no transactions or no such sector.
    pub fn of(
        table: &Table,
        sector: &str,
        indicator: Indicator,
        limit: usize,
        work: Work,
    ) -> Result<Vec<Self>, EffectError> {
        let paths = table.flows()?.paths(table.sector(sector)?, indicator, limit, work.0)?;
        let named = |at: &usize| (table.accounts().id(*at), table.accounts().name(*at));
        let path = |path: &teukgu_effect::Path| Self {
            sectors: path.accounts.iter().map(named).collect(),
            amount: path.amount,
            share: path.share,
        };
        Ok(paths.iter().map(path).collect())
    }
}
