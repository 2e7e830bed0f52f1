//! What the visitor typed, kept as typed, and what is wrong with it.

use crate::page::Page;
use crate::pages::organisations::asked::{Asked, write};
use std::collections::BTreeMap;
use teukgu_domain::money::Won;
use teukgu_office::effect::model::Table;
use teukgu_office::effect::{Item, MoneyEffect, Spending, Tables};

/// How many sectors can be typed; the interface for programs takes any number.
const ROWS: usize = 16;
/// Years whose prices can be meant.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2100;

/// The fields as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) table: String,
    /// Sector and amount of each row.
    pub(super) rows: Vec<(String, String)>,
    pub(super) year: String,
    pub(super) level: String,
    pub(super) leakage: String,
    pub(super) noise: String,
    pub(super) displaced: String,
    pub(super) instead: String,
}

/// A row of the form.
pub(super) struct Row {
    /// Number from 1, which also stands in the names of its fields.
    pub(super) n: usize,
    pub(super) sector: String,
    pub(super) money: String,
}

/// What is wrong with a field and how to put it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) field: String,
    pub(super) text: String,
}

impl Form {
    /// Reads the fields.
    pub(super) fn read(asked: &Asked) -> Self {
        let row = |n: usize| (asked.get(&format!("s{n}")), asked.get(&format!("w{n}")));
        let mut rows: Vec<_> = (1..=ROWS).map(row).collect();
        rows.retain(|(sector, money)| !sector.is_empty() || !money.is_empty());
        let [table, year, level, leakage, noise, displaced, instead] =
            ["table", "year", "level", "leakage", "noise", "displaced", "instead"]
                .map(|name| asked.get(name));
        Self { table, rows, year, level, leakage, noise, displaced, instead }
    }

    /// Begins with some money, sector by sector; what has no row is left out.
    pub(super) fn of_money(p: &Page, table: &Table, money: &MoneyEffect) -> Self {
        let written = |won: i64| p.lang.pick(Won::new(won).ko(), crate::text::number(won));
        let rows = money.by_sector.iter().take(ROWS);
        Self {
            table: table.about().id.clone(),
            rows: rows.map(|sector| (sector.sector.clone(), written(sector.money))).collect(),
            ..Self::default()
        }
    }

    /// Finds the table; the one that the zone is counted by if none is named.
    pub(super) fn table<'a>(&self, tables: &'a Tables) -> Option<&'a Table> {
        if let Ok(table) = tables.get(&self.table) {
            return Some(table);
        }
        tables.of_industries().map(|(table, _)| table).or_else(|| tables.iter().next())
    }

    /// Returns the rows that were filled, and a few more.
    pub(super) fn shown_rows(&self) -> Vec<Row> {
        let rows = (self.rows.len() + 2).clamp(4, ROWS);
        let blank = std::iter::repeat_n((String::new(), String::new()), rows.saturating_sub(self.rows.len()));
        let all = self.rows.iter().cloned().chain(blank);
        (1..).zip(all).map(|(n, (sector, money))| Row { n, sector, money }).collect()
    }

    /// Writes the query that gives this form again.
    pub(super) fn query(&self) -> String {
        let names: Vec<(String, String)> =
            (1..=self.rows.len()).map(|n| (format!("s{n}"), format!("w{n}"))).collect();
        let mut pairs = vec![("table", self.table.as_str())];
        for ((sector, money), (s, w)) in self.rows.iter().zip(&names) {
            pairs.extend([(s.as_str(), sector.as_str()), (w.as_str(), money.as_str())]);
        }
        pairs.extend([
            ("year", self.year.as_str()),
            ("level", &self.level),
            ("leakage", &self.leakage),
            ("noise", &self.noise),
            ("displaced", &self.displaced),
            ("instead", &self.instead),
        ]);
        write(&pairs)
    }

    /// Reads what is asked; nothing and no fault if no row is filled.
    pub(super) fn wanted(&self, p: &Page, table: &Table) -> (Option<Spending>, Vec<Fault>) {
        let mut faults = Vec::new();
        if !self.table.is_empty() && self.table != table.about().id {
            faults
                .push(Fault { field: "table".to_owned(), text: p.t1("effect-no-table", "id", &self.table) });
        }
        if self.rows.is_empty() {
            return (None, faults);
        }
        let year = self.year(p, &mut faults);
        let level = Self::number(p, "level", &self.level, 1.0..=1_000.0, &mut faults);
        let share = |name: &str, text: &str, faults: &mut Vec<Fault>| {
            Self::number(p, name, text, 0.0..=99.0, faults).map(|percent| percent / 100.0)
        };
        let leakage = share("leakage", &self.leakage, &mut faults);
        let noise = share("noise", &self.noise, &mut faults).filter(|noise| *noise > 0.0);
        let displaced = Self::number(p, "displaced", &self.displaced, 0.0..=100.0, &mut faults);
        let year = year.or_else(|| level.map(|_| p.today.year()));
        let items = self.items(p, table, year, &mut faults);
        let instead = (!self.instead.is_empty()).then(|| self.instead.clone());
        if let Some(Err(fault)) = instead.as_ref().map(|sector| table.sector(sector)) {
            faults.push(Fault { field: "instead".to_owned(), text: p.said(fault.message()) });
        }
        if !faults.is_empty() {
            return (None, faults);
        }
        let deflators: BTreeMap<i16, f64> =
            year.zip(level).map(|(year, level)| (year, level / 100.0)).into_iter().collect();
        let spending = Spending {
            items,
            deflators,
            leakage: leakage.unwrap_or(0.0),
            noise,
            displaced: displaced.unwrap_or(0.0) / 100.0,
            instead,
        };
        (Some(spending), faults)
    }

    fn items(&self, p: &Page, table: &Table, year: Option<i16>, faults: &mut Vec<Fault>) -> Vec<Item> {
        let mut items = Vec::new();
        for (n, (sector, money)) in (1..).zip(&self.rows) {
            if let Err(fault) = table.sector(sector) {
                faults.push(Fault { field: format!("s{n}"), text: p.said(fault.message()) });
            }
            match format!("x={money}").parse::<Item>() {
                Ok(item) if item.won > 0 && item.year.is_none() => {
                    items.push(Item { sector: sector.clone(), won: item.won, year });
                }
                _ => faults
                    .push(Fault { field: format!("w{n}"), text: p.t1("effect-no-money", "text", money) }),
            }
        }
        items
    }

    fn year(&self, p: &Page, faults: &mut Vec<Fault>) -> Option<i16> {
        if self.year.is_empty() {
            return None;
        }
        let year = self.year.parse().ok().filter(|year| YEARS.contains(year));
        if year.is_none() {
            faults.push(Fault { field: "year".to_owned(), text: p.t1("effect-no-year", "text", &self.year) });
        }
        year
    }

    fn number(
        p: &Page,
        name: &str,
        text: &str,
        range: std::ops::RangeInclusive<f64>,
        faults: &mut Vec<Fault>,
    ) -> Option<f64> {
        if text.is_empty() {
            return None;
        }
        let number = text.trim_end_matches('%').trim().parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            let span = format!("{} ~ {}", range.start(), range.end());
            faults.push(Fault {
                field: name.to_owned(),
                text: p.t2("effect-no-number", "text", text, "range", span),
            });
        }
        number
    }
}
