//! What follows from spending, indicator by indicator, with where it arises and how sure it is.

use super::net::NetAnswer;
use super::spending::Spending;
use super::{EffectError, Work};
use serde::Serialize;
use teukgu_domain::text::Text;
use teukgu_effect::{
    Amounts, Body, Indicator, Induced, Interval, Line, Method, Prices, Question, Share, Table,
};

/// Sectors that are listed of a line; the rest is summed.
const LISTED: usize = 12;

/// What follows from spending.
#[derive(Clone, Debug, Serialize)]
pub struct RunAnswer {
    /// Id of the table.
    pub table: String,
    /// Title of the table.
    pub title: Text,
    /// Year of the table's prices.
    pub price_year: i16,
    /// Prices at which it is valued.
    pub prices: Prices,
    /// Currency of every amount.
    pub currency: String,
    /// Words by which the source wants to be named.
    pub attribution: Text,
    /// What is spent altogether.
    pub spent: f64,
    /// Part of it that leaves before a sector of the table gets it.
    pub leaked: f64,
    /// One line an indicator.
    pub lines: Vec<LineAnswer>,
    /// The same less what would have been spent in any case, if a share of that was given.
    pub net: Option<NetAnswer>,
    /// Indicators that the table cannot answer, and why.
    pub not_verifiable: Vec<NotVerifiable>,
    /// How it was solved; null where only multipliers are known.
    pub method: Option<Method>,
    /// Largest difference between both sides of the equation, as a share of the demand.
    pub residual: Option<f64>,
    /// What to know before the numbers are quoted.
    pub notes: Vec<Text>,
}

/// What follows for one indicator.
#[derive(Clone, Debug, Serialize)]
pub struct LineAnswer {
    /// Indicator.
    pub indicator: Indicator,
    /// Its name.
    pub name: Text,
    /// Currency, or `persons`.
    pub unit: String,
    /// In the area where the money is spent.
    pub in_area: f64,
    /// In other regions of the table.
    pub elsewhere: f64,
    /// Abroad.
    pub abroad: f64,
    /// All of it.
    pub total: f64,
    /// For a unit of money that reaches the sectors, or persons for a thousand million units of it.
    pub multiplier: f64,
    /// How sure it is, if noise was given and the table has cells.
    pub interval: Option<IntervalAnswer>,
    /// Formula by which it follows.
    pub formula: &'static str,
    /// Largest parts.
    pub by_sector: Vec<SectorAmount>,
    /// True if `by_sector` are the sectors in which it arises; false if they are those on which money is spent.
    pub arises: bool,
}

/// An interval with what it assumes.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct IntervalAnswer {
    /// How far each coefficient may be off.
    pub noise: f64,
    /// Standard deviation.
    pub deviation: f64,
    /// Lower end, with 95 %.
    pub low: f64,
    /// Upper end, with 95 %.
    pub high: f64,
}

/// Part of a line.
#[derive(Clone, Debug, Serialize)]
pub struct SectorAmount {
    /// Sector; empty for the rest.
    pub sector: String,
    /// Its name.
    pub name: Text,
    /// Amount.
    pub amount: f64,
    /// Share of the line.
    pub share: f64,
}

/// An indicator that a table cannot answer.
#[derive(Clone, Debug, Serialize)]
pub struct NotVerifiable {
    /// Indicator.
    pub indicator: Indicator,
    /// Its name.
    pub name: Text,
    /// What the table lacks.
    pub reason: Text,
}

impl NotVerifiable {
    /// Lists what a table cannot answer.
    pub fn of(table: &Table) -> Vec<Self> {
        let lacking = |indicator: Indicator| {
            let reason = table.lacks(Question::Effect(indicator))?;
            Some(Self { indicator, name: indicator.text(), reason })
        };
        Indicator::ALL.into_iter().filter_map(lacking).collect()
    }
}

impl RunAnswer {
    /// Works out what follows from spending.
    ///
    /// # Errors
    /// [`EffectError`] if a sector is not there, an amount is none, or the table cannot be solved.
    pub fn of(table: &Table, spending: &Spending, work: Work) -> Result<Self, EffectError> {
        let (induced, reached) = followed(table, spending, work)?;
        let net = NetAnswer::of(table, spending, &induced, work)?;
        let about = table.about();
        let spent = spending.items.iter().map(|item| item.won as f64).sum();
        let called = match (spending.noise, table.body()) {
            (Some(noise), Body::Flows(flows)) => {
                Some((noise, flows.called(&table.demand(&spending.nominal(table)?)?, work.0)?))
            }
            _ => None,
        };
        let lines = induced.lines.into_iter().zip(reached).map(|(line, reached)| {
            let interval = called.as_ref().map(|(noise, called)| called.interval(line.indicator, *noise));
            Ok(line_answer(table, line, reached, interval.transpose()?))
        });
        Ok(Self {
            lines: lines.collect::<Result<_, EffectError>>()?,
            table: about.id.clone(),
            title: about.title.clone(),
            price_year: about.year,
            prices: about.prices,
            currency: about.unit.currency.clone(),
            attribution: about.attribution.clone(),
            spent,
            leaked: spent - induced.spent,
            net,
            not_verifiable: NotVerifiable::of(table),
            method: induced.solved.map(|(method, _)| method),
            residual: induced.solved.map(|(_, residual)| residual),
            notes: notes(table, spending),
        })
    }
}

/// Works out what follows, persons at the prices of the table, with the money that reached the sectors for each line.
pub(super) fn followed(
    table: &Table,
    spending: &Spending,
    work: Work,
) -> Result<(Induced, Vec<f64>), EffectError> {
    let mut induced = table.induced(&spending.nominal(table)?, work.0)?;
    let mut reached = vec![induced.spent; induced.lines.len()];
    if let Some(real) = spending.real(table)? {
        let at_table_prices = table.induced(&real, work.0)?;
        let persons = at_table_prices.lines.into_iter().enumerate();
        for (at, line) in persons.filter(|(_, line)| line.indicator.counts_persons()) {
            (induced.lines[at], reached[at]) = (line, at_table_prices.spent);
        }
    }
    Ok((induced, reached))
}

/// Returns what an indicator is counted in: the currency of the money, or `persons`.
pub(super) fn unit(indicator: Indicator, currency: &str) -> &str {
    if indicator.counts_persons() { "persons" } else { currency }
}

fn line_answer(table: &Table, line: Line, reached: f64, interval: Option<Interval>) -> LineAnswer {
    let Line { indicator, amounts, shares, shares_arise } = line;
    let Amounts { inside, elsewhere, abroad } = amounts;
    let total = amounts.total();
    let scale = if indicator.counts_persons() { teukgu_effect::PER_THOUSAND_MILLION } else { 1.0 };
    // Noise was counted at the prices of the spending; persons may be at those of the table.
    let interval = interval.filter(|interval| interval.amount != 0.0).map(|interval| {
        let scale = total / interval.amount;
        IntervalAnswer {
            noise: interval.noise,
            deviation: interval.deviation * scale,
            low: interval.low * scale,
            high: interval.high * scale,
        }
    });
    LineAnswer {
        indicator,
        name: indicator.text(),
        unit: unit(indicator, &table.about().unit.currency).to_owned(),
        in_area: inside,
        elsewhere,
        abroad,
        total,
        multiplier: if reached == 0.0 { 0.0 } else { total / reached * scale },
        interval,
        formula: indicator.formula(),
        by_sector: by_sector(table, &shares, total),
        arises: shares_arise,
    }
}

/// Names the largest parts, and sums the rest.
fn by_sector(table: &Table, shares: &[Share], total: f64) -> Vec<SectorAmount> {
    let part = |sector: String, name: Text, amount: f64| {
        let share = if total == 0.0 { 0.0 } else { amount / total };
        SectorAmount { sector, name, amount, share }
    };
    let (listed, rest) = shares.split_at(shares.len().min(LISTED));
    let mut parts: Vec<_> = listed
        .iter()
        .map(|share| {
            let (id, name) = (table.accounts().id(share.account), table.accounts().name(share.account));
            part(id, name, share.amount)
        })
        .collect();
    if !rest.is_empty() {
        let amount = rest.iter().map(|share| share.amount).sum();
        parts.push(part(String::new(), Text::new("그 밖의 부문", "all other sectors"), amount));
    }
    parts
}

fn notes(table: &Table, spending: &Spending) -> Vec<Text> {
    let about = table.about();
    let mut notes = vec![Text::new(
        "생산·부가가치·소득은 같은 돈을 다르게 잰 것이므로 더하지 않습니다. 다른 곳의 지출이 줄어드는 효과는 뺀 것이 없는 총효과입니다.",
        "Production, value added and income measure the same money in different ways and must not be added up. The effect is gross: nothing is taken off for what is spent less elsewhere.",
    )];
    let years: Vec<_> = spending.items.iter().filter_map(|item| item.year).collect();
    if years.iter().any(|year| *year != about.year) && spending.deflators.is_empty() {
        notes.push(Text::new(
            format!("물가지수를 주지 않아 지출을 {}년 가격으로 보았습니다. 그사이 물가가 올랐다면 취업자는 그만큼 적습니다.", about.year),
            format!("No deflator was given, so that spending counts as if at the prices of {}; jobs are fewer by as much as prices have risen since.", about.year),
        ));
    }
    if spending.noise.is_some() && !matches!(table.body(), Body::Flows(_)) {
        notes.push(Text::new(
            "유발계수만 공표된 표라 구간을 낼 수 없습니다.",
            "No interval can be given: only multipliers of this table are known, not its cells.",
        ));
    }
    notes.extend(about.notes.iter().cloned());
    notes
}
