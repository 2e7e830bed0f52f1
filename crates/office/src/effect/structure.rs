//! Answers about the structure of a table: prices, change between two years, a district inside an area.

use super::{EffectError, Work};
use serde::Serialize;
use teukgu_domain::text::Text;
use teukgu_effect::{EffectFault, Jobs, Leontief, Quotient, Sums, Table, Technology, balance};

/// By how much prices rise when costs do (가격파급효과).
#[derive(Clone, Debug, Serialize)]
pub struct PricesAnswer {
    /// Id of the table.
    pub table: String,
    /// Year of the table.
    pub year: i16,
    /// Words by which the source wants to be named.
    pub attribution: Text,
    /// Sectors whose costs rise, each with the rise as a share of its output.
    pub costs: Vec<(String, Text, f64)>,
    /// By how much what households buy gets dearer; `None` where the table does not say what they buy.
    pub households: Option<f64>,
    /// Rise of each sector's price, the most first.
    pub sectors: Vec<(String, Text, f64)>,
}

impl PricesAnswer {
    /// Lets the costs of sectors rise, each by a share of its output, and follows them through all prices.
    ///
    /// # Errors
    /// [`EffectError`] if the table has no transactions or no such sector, or a cost is not between -1 and 1.
    pub fn of(table: &Table, costs: &[(String, f64)], work: Work) -> Result<Self, EffectError> {
        let flows = table.flows()?;
        let mut rises = vec![0.0; table.accounts().len()];
        let mut named = Vec::new();
        for (sector, share) in costs {
            let account = table.sector(sector)?;
            if !(-1.0..=1.0).contains(share) {
                return Err(EffectFault::Amount {
                    what: Text::new(
                        "비용의 변화는 산출액에 대한 몫으로 -1부터 1까지입니다",
                        "a change of costs is a share of output, from -1 to 1",
                    ),
                }
                .into());
            }
            rises[account] += share;
            named.push((table.accounts().id(account), table.accounts().name(account), *share));
        }
        let prices = flows.prices(&rises, work.0)?;
        let bought = flows.household_use();
        let basket: f64 = bought.iter().sum();
        let dearer = bought.iter().zip(&prices).map(|(bought, price)| bought * price).sum::<f64>();
        Ok(Self {
            table: table.about().id.clone(),
            year: table.about().year,
            attribution: table.about().attribution.clone(),
            costs: named,
            households: (basket > 0.0).then(|| dearer / basket),
            sectors: most_first(table, &prices),
        })
    }
}

/// Pairs each account with its number, the largest first.
fn most_first(table: &Table, numbers: &[f64]) -> Vec<(String, Text, f64)> {
    let accounts = table.accounts();
    let mut lines: Vec<_> = numbers
        .iter()
        .enumerate()
        .map(|(at, number)| (accounts.id(at), accounts.name(at), *number))
        .collect();
    lines.sort_by(|a, b| b.2.total_cmp(&a.2));
    lines
}

/// Why output changed between two tables (구조분해분석).
#[derive(Clone, Debug, Serialize)]
pub struct ChangeAnswer {
    /// Id of the earlier table.
    pub from: String,
    /// Id of the later one.
    pub to: String,
    /// Currency of the amounts.
    pub currency: String,
    /// Units of the currency in one unit of the amounts.
    pub unit: i64,
    /// What is assumed.
    pub note: Text,
    /// One line a sector.
    pub sectors: Vec<ChangedSector>,
}

/// Change of a sector's output by its causes.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedSector {
    /// Sector.
    pub sector: String,
    /// Its name.
    pub name: Text,
    /// Change of output.
    pub change: f64,
    /// The part that comes of other input coefficients.
    pub technology: f64,
    /// The part that comes of other final demand.
    pub demand: f64,
}

impl ChangeAnswer {
    /// Tells the change from one table to another apart by its causes.
    ///
    /// # Errors
    /// [`EffectError`] if a table has no transactions, or they have other sectors or other units of money.
    pub fn of(from: &Table, to: &Table, work: Work) -> Result<Self, EffectError> {
        let unit = |table: &Table| (table.about().unit.currency.clone(), table.about().unit.size);
        if unit(from) != unit(to) {
            let what =
                Text::new("두 표의 통화나 단위가 다릅니다", "the two tables are in other units of money");
            return Err(EffectFault::Amount { what }.into());
        }
        let change = to.flows()?.change_since(from.flows()?, work.0)?;
        let line = |at: usize| ChangedSector {
            sector: to.accounts().id(at),
            name: to.accounts().name(at),
            change: change.change[at],
            technology: change.technology[at],
            demand: change.demand[at],
        };
        let (currency, unit) = unit(to);
        Ok(Self {
            from: from.about().id.clone(),
            to: to.about().id.clone(),
            currency,
            unit,
            note: Text::new(
                "두 표가 같은 해의 가격이어야 뜻이 있습니다. 가격이 오른 만큼은 수요의 몫에 들어갑니다",
                "meaningful only for two tables at the prices of one year: what prices rose by counts as demand",
            ),
            sectors: (0..to.accounts().len()).map(line).collect(),
        })
    }
}

/// Multipliers of a district inside the area of a table (구역 승수).
#[derive(Clone, Debug, Serialize)]
pub struct DistrictAnswer {
    /// Id of the table.
    pub table: String,
    /// How the coefficients were scaled down.
    pub quotient: Quotient,
    /// Share of the area's jobs that are in the district.
    pub share_of_jobs: f64,
    /// What is assumed.
    pub note: Text,
    /// Words by which the source wants to be named.
    pub attribution: Text,
    /// One line a sector.
    pub sectors: Vec<DistrictSector>,
}

/// A sector of a district.
#[derive(Clone, Debug, Serialize)]
pub struct DistrictSector {
    /// Sector.
    pub sector: String,
    /// Its name.
    pub name: Text,
    /// Output in the district for a unit of final demand.
    pub inside: f64,
    /// Output in the whole area of the table for the same unit.
    pub in_area: f64,
    /// What it buys from the rest of the area for a unit of output.
    pub from_area: f64,
}

impl DistrictAnswer {
    /// Scales a table down to a district by its jobs.
    ///
    /// # Errors
    /// [`EffectError`] if the table has no transactions, or the jobs cannot be.
    pub fn of(table: &Table, jobs: &Jobs, quotient: Quotient, work: Work) -> Result<Self, EffectError> {
        let flows = table.flows()?;
        let district = flows.technology().district(jobs, quotient)?;
        let ones = vec![1.0; table.accounts().len()];
        let own = Leontief::new(Technology::of_coefficients(&district.inside), work.0)?;
        let (inside, in_area) =
            (own.multipliers(&ones)?.values, flows.model(work.0)?.multipliers(&ones)?.values);
        let line = |at: usize| DistrictSector {
            sector: table.accounts().id(at),
            name: table.accounts().name(at),
            inside: inside[at],
            in_area: in_area[at],
            from_area: district.from_region[at],
        };
        Ok(Self {
            table: table.about().id.clone(),
            quotient,
            share_of_jobs: jobs.district.iter().sum::<f64>() / jobs.region.iter().sum::<f64>(),
            note: Text::new(
                "구역의 거래를 조사한 것이 아니라 취업자의 입지계수로 줄인 추정입니다. 델타는 가정입니다",
                "an estimate by quotients of jobs, not a survey of the district; delta is an assumption",
            ),
            attribution: table.about().attribution.clone(),
            sectors: (0..table.accounts().len()).map(line).collect(),
        })
    }
}

/// Transactions brought to new sums (RAS).
#[derive(Clone, Debug, Serialize)]
pub struct BalanceAnswer {
    /// Id of the table.
    pub table: String,
    /// Rounds that it took.
    pub rounds: u32,
    /// Sectors, in the order of rows and columns.
    pub sectors: Vec<String>,
    /// What each sector sells to each, a row a seller.
    pub cells: Vec<Vec<f64>>,
}

impl BalanceAnswer {
    /// Brings what sectors buy of one another to new sums.
    ///
    /// # Errors
    /// [`EffectError`] if the table has no transactions, or cannot have the sums.
    pub fn of(table: &Table, sums: &Sums) -> Result<Self, EffectError> {
        let balanced = balance(&table.flows()?.domestic, sums)?;
        let places = 0..table.accounts().len();
        let cell = |row, column| balanced.cells.get(row, column).unwrap_or_default();
        Ok(Self {
            table: table.about().id.clone(),
            rounds: balanced.rounds,
            sectors: places.clone().map(|at| table.accounts().id(at)).collect(),
            cells: places
                .clone()
                .map(|row| places.clone().map(|column| cell(row, column)).collect())
                .collect(),
        })
    }
}
