//! Money of sub-projects and what follows from it: a chart by year, and tables by year and by sub-project.

use super::words;
use crate::page::Page;
use crate::pages::programmes::budget;
use crate::svg::chart::{self, Column, Stacked, Words};
use crate::text;
use teukgu_domain::money::Won;
use teukgu_office::effect::model::Indicator;
use teukgu_office::effect::{EffectLine, MoneyEffect, Promise};

/// Money with what follows from it.
pub(super) struct MoneyView {
    /// Begins every id of the chart and the tables.
    pub(super) id: String,
    pub(super) money: String,
    pub(super) exact: String,
    /// Set if only a part of the money can be counted: that part.
    pub(super) counted: Option<String>,
    pub(super) lines: Vec<Line>,
    /// True if the lines are set beside what was promised.
    pub(super) has_promise: bool,
    pub(super) chart: String,
    pub(super) legend: Vec<(String, String)>,
    pub(super) years: Vec<Row>,
    pub(super) subs: Vec<Row>,
    /// Names of the columns that rows have beside the money.
    pub(super) columns: Vec<String>,
    pub(super) illustrative: bool,
}

/// One indicator.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) in_area: String,
    pub(super) elsewhere: String,
    pub(super) total: String,
    pub(super) promised: String,
}

/// A year, or a sub-project.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) illustrative: bool,
    pub(super) money: String,
    pub(super) exact: String,
    /// Amounts with the names of their columns.
    pub(super) cells: Vec<(String, String)>,
    pub(super) reason: Option<String>,
}

impl MoneyView {
    /// Prepares money, or nothing if there is none; `id` must be unique on the page.
    pub(super) fn of(p: &Page, id: &str, effect: &MoneyEffect, promise: Option<&Promise>) -> Option<Self> {
        if effect.money == 0 {
            return None;
        }
        let columns = columns(p, &effect.lines);
        let years = effect.by_year.iter().map(|year| Row {
            name: year.year.to_string(),
            href: None,
            illustrative: false,
            money: words::eok(amount(year.money)),
            exact: budget::exact(p, Won::new(year.money)),
            cells: cells(p, &year.lines),
            reason: None,
        });
        let subs = effect.by_sub_project.iter().map(|part| Row {
            name: p.w(&part.name).to_owned(),
            href: Some(format!("{}/{}", p.href("/sub-projects"), part.id)),
            illustrative: part.illustrative,
            money: words::eok(amount(part.money)),
            exact: budget::exact(p, Won::new(part.money)),
            cells: cells(p, &part.lines),
            reason: part.reason.as_ref().map(|reason| p.w(reason).to_owned()),
        });
        Some(Self {
            id: id.to_owned(),
            money: words::money(p, amount(effect.money)),
            exact: budget::exact(p, Won::new(effect.money)),
            counted: (effect.counted != effect.money).then(|| words::money(p, amount(effect.counted))),
            lines: effect.lines.iter().map(|line| of_line(p, line, promise)).collect(),
            has_promise: promise.is_some(),
            chart: chart::stacked(&drawing(p, id, effect)),
            legend: legend(p, id),
            years: years.collect(),
            subs: subs.collect(),
            columns,
            illustrative: effect.illustrative,
        })
    }
}

fn of_line(p: &Page, line: &EffectLine, promise: Option<&Promise>) -> Line {
    let figures = promise.map(|promise| promise.figures.as_slice()).unwrap_or_default();
    let promised = figures.iter().find(|figure| figure.indicator == Some(line.indicator));
    let [in_area, elsewhere, total] = [line.in_area, line.elsewhere, line.total]
        .map(|number| words::amount(p, "KRW", line.indicator, number));
    Line {
        name: p.w(&line.name).to_owned(),
        in_area,
        elsewhere,
        total,
        promised: promised
            .map(|of| words::amount(p, "KRW", line.indicator, amount(of.amount)))
            .unwrap_or_default(),
    }
}

/// Names the columns: each indicator in the area and elsewhere.
fn columns(p: &Page, lines: &[EffectLine]) -> Vec<String> {
    lines.iter().flat_map(|line| both(p, line)).collect()
}

fn both(p: &Page, line: &EffectLine) -> [String; 2] {
    ["effect-column-in", "effect-column-out"].map(|key| p.t1(key, "name", p.w(&line.name)))
}

fn cells(p: &Page, lines: &[EffectLine]) -> Vec<(String, String)> {
    let of = |line: &EffectLine| {
        let amounts = [line.in_area, line.elsewhere].map(|number| words::cell(line.indicator, number));
        both(p, line).into_iter().zip(amounts)
    };
    lines.iter().flat_map(of).collect()
}

fn drawing(p: &Page, id: &str, effect: &MoneyEffect) -> Stacked {
    let production = |lines: &[EffectLine]| {
        let line = lines.iter().find(|line| line.indicator == Indicator::Production);
        line.map_or([0.0, 0.0], |line| [line.in_area, line.elsewhere])
    };
    let column = |year: &teukgu_office::effect::YearEffect| {
        let parts = production(&year.lines);
        Column {
            name: year.year.to_string(),
            parts: parts.map(|part| text::whole(part).unsigned_abs()).into(),
            total: words::eok(parts[0] + parts[1]),
        }
    };
    let said = |year: &teukgu_office::effect::YearEffect| {
        let [inside, outside] = production(&year.lines).map(|part| words::money(p, part));
        format!("{}: {inside} + {outside}", year.year)
    };
    let words = Words {
        id: format!("{id}-chart"),
        title: p.t("effect-chart"),
        desc: effect.by_year.iter().map(said).collect::<Vec<_>>().join(", "),
    };
    Stacked { words, columns: effect.by_year.iter().map(column).collect(), mark: budget::eok }
}

fn legend(p: &Page, id: &str) -> Vec<(String, String)> {
    let key = |(series, name): (usize, &str)| (chart::key(&format!("{id}-chart"), series), p.t(name));
    [(0, "effect-in-area"), (1, "effect-elsewhere")].into_iter().map(key).collect()
}

#[expect(clippy::cast_precision_loss, reason = "money of a plan is far below 2^53 won")]
fn amount(won: i64) -> f64 {
    won as f64
}
