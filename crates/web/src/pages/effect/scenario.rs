//! `GET /effect/scenario`: what would follow if the money went elsewhere, under an address that can be shared.

use super::{PATH, words};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::pages::organisations::asked::{Asked, write};
use crate::visit::Visit;
use askama::Template;
use form::{Fault, Form, Row};
use teukgu_office::effect::model::{Indicator, Table};
use teukgu_office::effect::{IntervalAnswer, LineAnswer, RunAnswer, Spending, Tables, Work, ZoneEffect};

mod form;

/// Address of the page.
const SCENARIO: &str = "/effect/scenario";

#[derive(Template)]
#[template(path = "effect-scenario.html")]
struct Shown {
    p: Page,
    address: String,
    form: Form,
    rows: Vec<Row>,
    tables: Vec<Choice>,
    sectors: Vec<(String, String)>,
    faults: Vec<Fault>,
    result: Option<Outcome>,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// What follows, as the page shows it.
struct Outcome {
    answer: RunAnswer,
    spent: String,
    leaked: Option<String>,
    lines: Vec<Line>,
    has_intervals: bool,
    net: Vec<[String; 5]>,
    net_share: String,
    share: String,
    csv: String,
    json: String,
}

struct Line {
    name: String,
    in_area: String,
    elsewhere: String,
    abroad: String,
    total: String,
    multiplier: String,
    interval: String,
    formula: &'static str,
    parts: Vec<(String, String, String)>,
    arises: bool,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("effect", "effect-scenario-title").under_key("effect-title", PATH);
    let tables = visit.portal.office().tables();
    let form = form_of(&visit, &p)?;
    let table = form.table(tables).ok_or_else(PageError::not_found)?;
    let (spending, faults) = form.wanted(&p, table);
    let result = spending.map(|spending| outcome(&p, table, &form, &spending)).transpose()?;
    let template = Shown {
        address: p.href(SCENARIO),
        rows: form.shown_rows(),
        tables: choices(&p, tables, table),
        sectors: sectors(&p, table),
        form,
        faults,
        result,
        p,
    };
    render(&template, &template.p)
}

/// `GET /effect/scenario.csv`: the answer as a file.
pub(crate) async fn csv(visit: Visit) -> PageResult {
    let p = visit.page("effect", "effect-scenario-title");
    let form = form_of(&visit, &p)?;
    let table = form.table(visit.portal.office().tables()).ok_or_else(PageError::not_found)?;
    let spending = match form.wanted(&p, table) {
        (Some(spending), faults) if faults.is_empty() => spending,
        (_, faults) => {
            let text = faults.first().map_or_else(|| p.t("effect-no-row"), |fault| fault.text.clone());
            return Err(PageError::bad_request(teukgu_domain::text::Text::new(text.clone(), text)));
        }
    };
    let answer = RunAnswer::of(table, &spending, Work::default())?;
    crate::file::csv(&p, "scenario", &answer.sheet(p.lang))
}

/// Reads the form; one that nothing was asked of begins with the money of the plan.
fn form_of(visit: &Visit, p: &Page) -> Result<Form, PageError> {
    if !visit.query.is_empty() {
        return Ok(Form::read(&Asked::read(&visit.query)));
    }
    let planned = ZoneEffect::planned(&visit.view, visit.portal.office().tables(), Work::default())
        .map_err(|error| PageError::internal(&error))?;
    Ok(planned.map(|(table, planned)| Form::of_money(p, table, &planned)).unwrap_or_default())
}

fn outcome(p: &Page, table: &Table, form: &Form, spending: &Spending) -> Result<Outcome, PageError> {
    let answer = RunAnswer::of(table, spending, Work::default())?;
    let net = answer.net.as_ref().map(|net| net.lines.as_slice()).unwrap_or_default();
    let currency = answer.currency.as_str();
    let amount = |indicator, number| words::amount(p, currency, indicator, number);
    let net = net.iter().map(|line| {
        let numbers = [line.gross, line.in_any_case, line.net, line.net_in_area];
        let [gross, lost, net, inside] = numbers.map(|number| amount(line.indicator, number));
        [p.w(&line.name).to_owned(), gross, lost, net, inside]
    });
    Ok(Outcome {
        spent: amount(Indicator::Production, answer.spent),
        leaked: (answer.leaked > 0.0).then(|| amount(Indicator::Production, answer.leaked)),
        has_intervals: answer.lines.iter().any(|line| line.interval.is_some()),
        lines: answer.lines.iter().map(|line| of_line(p, currency, line)).collect(),
        net: net.collect(),
        net_share: words::percent(spending.displaced),
        share: format!("{}{}", p.href(SCENARIO), form.query()),
        csv: format!("{}{}", p.href("/effect/scenario.csv"), form.query()),
        json: format!("/api/v1/effect/run{}", api_query(table, spending)),
        answer,
    })
}

fn of_line(p: &Page, currency: &str, line: &LineAnswer) -> Line {
    let [in_area, elsewhere, abroad, total] = [line.in_area, line.elsewhere, line.abroad, line.total]
        .map(|number| words::amount(p, currency, line.indicator, number));
    let interval = |interval: IntervalAnswer| {
        [interval.low, interval.high].map(|end| words::amount(p, currency, line.indicator, end)).join(" ~ ")
    };
    let part = |part: &teukgu_office::effect::SectorAmount| {
        let name = format!("{} {}", part.sector, p.w(&part.name)).trim().to_owned();
        (name, words::amount(p, currency, line.indicator, part.amount), words::percent(part.share))
    };
    Line {
        name: p.w(&line.name).to_owned(),
        in_area,
        elsewhere,
        abroad,
        total,
        multiplier: words::for_a_unit(p, currency, line.indicator, line.multiplier),
        interval: line.interval.map(interval).unwrap_or_default(),
        formula: line.formula,
        parts: line.by_sector.iter().map(part).collect(),
        arises: line.arises,
    }
}

fn choices(p: &Page, tables: &Tables, chosen: &Table) -> Vec<Choice> {
    let choice = |table: &Table| Choice {
        value: table.about().id.clone(),
        label: format!("{} ({})", p.w(&table.about().title), table.about().year),
        chosen: table.about().id == chosen.about().id,
    };
    tables.iter().map(choice).collect()
}

fn sectors(p: &Page, table: &Table) -> Vec<(String, String)> {
    table.accounts().iter().map(|account| (account.id(), p.w(&account.name).to_owned())).collect()
}

/// Writes the same question as programs ask it.
fn api_query(table: &Table, spending: &Spending) -> String {
    let item = |item: &teukgu_office::effect::Item| {
        let year = item.year.map(|year| format!(",{year}")).unwrap_or_default();
        format!("{}={}{year}", item.sector, item.won)
    };
    let items: Vec<String> = spending.items.iter().map(item).collect();
    let levels: Vec<String> =
        spending.deflators.iter().map(|(year, level)| format!("{year}={level}")).collect();
    let share = |share: f64| if share == 0.0 { String::new() } else { share.to_string() };
    let (leakage, displaced) = (share(spending.leakage), share(spending.displaced));
    let noise = spending.noise.map(share).unwrap_or_default();
    let mut pairs = vec![("table", table.about().id.as_str())];
    pairs.extend(items.iter().map(|item| ("spend", item.as_str())));
    pairs.extend(levels.iter().map(|level| ("deflator", level.as_str())));
    pairs.extend([("leakage", leakage.as_str()), ("noise", &noise), ("displaced", &displaced)]);
    pairs.push(("instead", spending.instead.as_deref().unwrap_or_default()));
    write(&pairs)
}

impl Shown {
    /// Returns what is wrong with a field, if something is.
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.text.as_str())
    }
}
