//! Promise and result: what was promised of the zone, what the plan's money gives, and what money that was spent gave.

use super::money::{Counter, MoneyEffect};
use super::{AuditAnswer, EffectError, TableAnswer, Tables, Work};
use crate::ZoneView;
use serde::Serialize;
use teukgu_domain::claim::{self, ClaimTopic, Unit};
use teukgu_domain::text::Text;
use teukgu_effect::{Claim, Indicator, Table};

/// What the zone is worth (경제적 파급효과).
#[doc(alias = "경제적 파급효과")]
#[derive(Clone, Debug, Serialize)]
pub struct ZoneEffect {
    /// Table that everything is counted by.
    pub table: TableAnswer,
    /// True if the table speaks of the area in which the zone lies; else "in the area" is not where the money is spent.
    pub covers_zone: bool,
    /// True if the way from industries to sectors is a draft and no official one.
    pub draft_concordance: bool,
    /// What was promised, with what the table says of it; null if the zone published no such figures.
    pub promise: Option<Promise>,
    /// What follows from the money of the plan.
    pub planned: MoneyEffect,
    /// What follows from money that was actually spent.
    pub spent: MoneyEffect,
}

/// The figures of one announcement.
#[derive(Clone, Debug, Serialize)]
pub struct Promise {
    /// Figures, the investment first.
    pub figures: Vec<Promised>,
    /// What the table says of them.
    pub audit: AuditAnswer,
}

/// A published figure of what the zone is to bring.
#[derive(Clone, Debug, Serialize)]
pub struct Promised {
    /// Id of the figure.
    pub id: String,
    /// What it is about.
    pub title: Text,
    /// Topic.
    pub topic: ClaimTopic,
    /// Indicator that it speaks of; null for the investment.
    pub indicator: Option<Indicator>,
    /// Amount: won, or jobs.
    pub amount: i64,
    /// For a won of the investment; for jobs, for a thousand million won.
    pub ratio: Option<f64>,
}

impl ZoneEffect {
    /// Works out what the zone is worth; `None` if no table is loaded that its industries lead to.
    ///
    /// # Errors
    /// [`EffectError`] if the table cannot be solved.
    pub fn of(view: &ZoneView, tables: &Tables, work: Work) -> Result<Option<Self>, EffectError> {
        let Some((table, concordance)) = tables.of_industries() else { return Ok(None) };
        let counter = Counter { table, concordance, work };
        let snapshot = view.snapshot();
        let sub_projects = snapshot.sub_projects();
        Ok(Some(Self {
            table: TableAnswer::of(table),
            covers_zone: covers(&table.about().area.ko, &view.zone().municipality.name.ko),
            draft_concordance: concordance.classes().iter().any(teukgu_effect::Class::is_draft),
            promise: Promise::of(&snapshot.claims(), table, work)?,
            planned: counter.count(&sub_projects, |sub| &sub.budget)?,
            spent: counter.count(&sub_projects, |sub| &sub.spent)?,
        }))
    }

    /// Works out what follows from the money of the plan alone, with the table; `None` as in [`Self::of`].
    ///
    /// # Errors
    /// [`EffectError`] if the table cannot be solved.
    pub fn planned<'a>(
        view: &ZoneView,
        tables: &'a Tables,
        work: Work,
    ) -> Result<Option<(&'a Table, MoneyEffect)>, EffectError> {
        let Some((table, concordance)) = tables.of_industries() else { return Ok(None) };
        let counter = Counter { table, concordance, work };
        let planned = counter.count(&view.snapshot().sub_projects(), |sub| &sub.budget)?;
        Ok(Some((table, planned)))
    }
}

/// Tells whether a municipality lies in the area of a table: a province or city that its name begins with, or the country.
fn covers(area: &str, municipality: &str) -> bool {
    area == "대한민국" || municipality.starts_with(area)
}

impl Promise {
    /// Takes the leading figures of a zone; `None` if they are not enough to be looked at.
    fn of(claims: &[&claim::Claim], table: &Table, work: Work) -> Result<Option<Self>, EffectError> {
        let leading = |topic: ClaimTopic, unit: Unit| {
            let fits = |claim: &&&claim::Claim| {
                claim.leading && claim.topic == topic && claim.value.unit == unit && claim.value.amount > 0
            };
            claims.iter().find(fits).copied()
        };
        let Some(invested) = leading(ClaimTopic::Investment, Unit::Won) else { return Ok(None) };
        let won = invested.value.amount;
        let money = [
            (ClaimTopic::Output, Indicator::Production),
            (ClaimTopic::ValueAdded, Indicator::ValueAdded),
            (ClaimTopic::Income, Indicator::Income),
        ];
        let money: Vec<_> = money
            .into_iter()
            .filter_map(|(topic, indicator)| Some((indicator, leading(topic, Unit::Won)?)))
            .collect();
        if money.is_empty() {
            return Ok(None);
        }
        let jobs = leading(ClaimTopic::Jobs, Unit::Jobs);
        let induced: Vec<_> =
            money.iter().map(|(indicator, claim)| (*indicator, claim.value.amount)).collect();
        let claim = Claim::rounded_alike(won, &induced, jobs.map(|claim| claim.value.amount.unsigned_abs()))?;
        let mut figures = vec![promised(invested, None, None)];
        figures.extend(money.iter().map(|(indicator, claim)| {
            promised(claim, Some(*indicator), Some(claim.value.amount as f64 / won as f64))
        }));
        figures.extend(jobs.map(|claim| {
            promised(claim, Some(Indicator::Workers), Some(claim.value.amount as f64 / (won as f64 / 1e9)))
        }));
        Ok(Some(Self { figures, audit: AuditAnswer::of(table, &claim, work)? }))
    }
}

fn promised(claim: &claim::Claim, indicator: Option<Indicator>, ratio: Option<f64>) -> Promised {
    Promised {
        id: claim.id.to_string(),
        title: claim.title.clone(),
        topic: claim.topic,
        indicator,
        amount: claim.value.amount,
        ratio,
    }
}
