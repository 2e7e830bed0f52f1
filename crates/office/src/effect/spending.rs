//! What is spent: on which sectors, how much, in which year.

use super::EffectError;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;
use teukgu_domain::money::Won;
use teukgu_domain::spot::Page;
use teukgu_domain::text::Text;
use teukgu_effect::{EffectFault, Spend, Table};

/// One amount on one sector.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Sector, by its id or name in the table.
    pub sector: String,
    /// Amount in units of the table's currency: won for a Korean table.
    pub won: i64,
    /// Year in which it is spent, and so the year of its prices.
    pub year: Option<i16>,
}

/// Reads `SECTOR=WON` or `SECTOR=WON,YEAR`; the amount may be written as 1,352억원.
impl FromStr for Item {
    type Err = EffectError;

    fn from_str(text: &str) -> Result<Self, EffectError> {
        let refused = || EffectError::NoSpending { text: text.to_owned() };
        let (sector, rest) = text.split_once('=').ok_or_else(refused)?;
        let (amount, year) = match rest.rsplit_once(',') {
            Some((amount, year)) if is_year(year) => {
                (amount, Some(year.trim().parse().map_err(|_| refused())?))
            }
            _ => (rest, None),
        };
        let won = Won::parse_printed(amount.trim()).map_err(|_| refused())?.won();
        if sector.trim().is_empty() || !has_thousands(amount) {
            return Err(refused());
        }
        Ok(Self { sector: sector.trim().to_owned(), won, year })
    }
}

/// Tells a year from the last three digits of an amount with separators.
fn is_year(text: &str) -> bool {
    let text = text.trim();
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Tells whether every comma stands before three digits and behind one, so that a year with a digit too many is not
/// taken for a part of the amount.
fn has_thousands(amount: &str) -> bool {
    let mut parts = amount.split(',');
    let mut before = parts.next().unwrap_or_default();
    parts.all(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let holds = before.ends_with(|c: char| c.is_ascii_digit()) && digits == 3;
        before = part;
        holds
    })
}

/// What is spent, with what is assumed about it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Spending {
    /// Amounts.
    pub items: Vec<Item>,
    /// Price level of a year over that of the table, by year: jobs follow from amounts at the prices of the table.
    pub deflators: BTreeMap<i16, f64>,
    /// Share of each amount that leaves before a sector of the table gets it, such as an import bought directly.
    pub leakage: f64,
    /// How far each input coefficient may be off, for intervals; `None` for no intervals.
    pub noise: Option<f64>,
    /// Share of the money that would have been spent in any case, for the net effect (순효과); 0 for the gross one alone.
    pub displaced: f64,
    /// Sector on which that money would have been spent; the same sectors if `None`.
    pub instead: Option<String>,
}

/// A scenario as a file: a table and what is spent.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Id of the table.
    pub table: String,
    /// What is spent.
    pub spending: Spending,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    table: String,
    #[serde(default)]
    spend: Vec<Item>,
    #[serde(default)]
    deflator: BTreeMap<String, f64>,
    #[serde(default)]
    leakage: f64,
    noise: Option<f64>,
    #[serde(default)]
    displaced: f64,
    instead: Option<String>,
}

impl Scenario {
    /// Reads a scenario from TOML.
    ///
    /// # Errors
    /// [`EffectError::NoScenario`] with what is wrong.
    pub fn read(text: &str) -> Result<Self, EffectError> {
        let refused = |message: Text| EffectError::NoScenario { message };
        let written: Written = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| Page::new("", text).spot(span.start).line);
            let why = error.message().to_owned();
            refused(Text::new(format!("{line}행: {why}"), format!("line {line}: {why}")).in_one_line())
        })?;
        let mut deflators = BTreeMap::new();
        for (year, level) in written.deflator {
            let year: i16 = year.parse().map_err(|_| {
                refused(Text::new(
                    format!("deflator의 `{year}`은(는) 연도가 아닙니다"),
                    format!("`{year}` in deflator is no year"),
                ))
            })?;
            deflators.insert(year, level);
        }
        let spending = Spending {
            items: written.spend,
            deflators,
            leakage: written.leakage,
            noise: written.noise,
            displaced: written.displaced,
            instead: written.instead,
        };
        Ok(Self { table: written.table, spending })
    }
}

impl Spending {
    /// Returns the money that would have been spent in any case, on what it would have been spent; `None` if there is
    /// none.
    pub(super) fn in_any_case(&self) -> Result<Option<Self>, EffectError> {
        if !(0.0..=1.0).contains(&self.displaced) {
            return Err(amount(
                "어차피 쓰였을 몫은 0부터 1까지입니다".to_owned(),
                "the share that would have been spent in any case is from 0 to 1".to_owned(),
            ));
        }
        if self.displaced == 0.0 {
            return Ok(None);
        }
        let mut other = Self { noise: None, displaced: 0.0, instead: None, ..self.clone() };
        if let Some(sector) = &self.instead {
            other.items.iter_mut().for_each(|item| item.sector.clone_from(sector));
        }
        Ok(Some(other))
    }

    /// Looks up the sectors and returns what reaches them, at the prices of the spending.
    pub(super) fn nominal(&self, table: &Table) -> Result<Vec<Spend>, EffectError> {
        self.spends(table, |_| Ok(1.0))
    }

    /// The same at the prices of the table; `None` if no deflator is known.
    pub(super) fn real(&self, table: &Table) -> Result<Option<Vec<Spend>>, EffectError> {
        if self.deflators.is_empty() {
            return Ok(None);
        }
        let level = |item: &Item| match item.year {
            Some(year) if year != table.about().year => self.deflators.get(&year).copied().ok_or_else(|| {
                amount(format!("{year}년 물가지수가 없습니다"), format!("no deflator is given for {year}"))
            }),
            _ => Ok(1.0),
        };
        self.spends(table, level).map(Some)
    }

    fn spends(
        &self,
        table: &Table,
        level: impl Fn(&Item) -> Result<f64, EffectError>,
    ) -> Result<Vec<Spend>, EffectError> {
        if !(0.0..1.0).contains(&self.leakage) {
            return Err(amount(
                "누출은 0 이상 1 미만입니다".to_owned(),
                "leakage is at least 0 and below 1".to_owned(),
            ));
        }
        if let Some(level) = self.deflators.values().find(|level| !level.is_finite() || **level <= 0.0) {
            return Err(amount(format!("물가지수가 {level}입니다"), format!("a deflator is {level}")));
        }
        let spend = |item: &Item| {
            if item.won <= 0 {
                return Err(amount(
                    format!("금액이 {}원입니다", item.won),
                    format!("an amount is {}", item.won),
                ));
            }
            let account = table.sector(&item.sector)?;
            Ok(Spend { account, amount: item.won as f64 * (1.0 - self.leakage) / level(item)? })
        };
        self.items.iter().map(spend).collect()
    }
}

fn amount(ko: String, en: String) -> EffectError {
    EffectFault::Amount { what: Text::new(ko, en) }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spending_is_a_sector_an_amount_and_perhaps_a_year() {
        let item = |text: &str| text.parse::<Item>();
        let is =
            |sector: &str, won: i64, year: Option<i16>| Ok(Item { sector: sector.to_owned(), won, year });
        assert_eq!(item("70=135200000000"), is("70", 135_200_000_000, None));
        assert_eq!(item("70 = 135200000000, 2025"), is("70", 135_200_000_000, Some(2025)));
        assert_eq!(item("연구개발=1,352억원"), is("연구개발", 135_200_000_000, None));
        for text in ["70", "=5", "70=", "70=abc", "70=5억,20255"] {
            assert!(item(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_scenario_that_cannot_be_read_names_its_line() {
        let scenario =
            Scenario::read("table = \"a\"\n[[spend]]\nsector = \"1\"\nwon = 5\nyear = 2025\n").unwrap();
        assert_eq!(scenario.spending.items.len(), 1);
        let error = Scenario::read("table = \"a\"\n[[spend]]\nsector = \"1\"\nwom = 5\n").unwrap_err();
        assert!(error.to_string().starts_with("line 4: unknown field `wom`"), "{error}");
        assert!(Scenario::read("table = \"a\"\n[deflator]\nx = 1.0\n").is_err());
    }
}
