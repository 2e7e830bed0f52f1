//! `GET /service-standard`: how long each procedure is promised to take, and what it took; as a page and as CSV.

use crate::error::{PageResult, render};
use crate::file;
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::http::{HeaderValue, header};
use teukgu_domain::Date;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::casework::{LEAST, ServiceLine, Taken};
use teukgu_office::sheet::{Cell, Sheet};

#[derive(Template)]
#[template(path = "service-standard.html")]
struct Standard {
    p: Page,
    from: Date,
    until: Date,
    rows: Vec<Row>,
    least: usize,
    has_invented: bool,
}

struct Row {
    name: Text,
    href: String,
    promised: String,
    is_promise: bool,
    count: usize,
    known: Option<Known>,
}

struct Known {
    median: u32,
    nine_in_ten: u32,
    in_time: u32,
}

impl From<Taken> for Known {
    fn from(taken: Taken) -> Self {
        Self { median: taken.median, nine_in_ten: taken.nine_in_ten, in_time: taken.in_time_percent }
    }
}

pub(super) async fn show(visit: Visit) -> PageResult {
    let standard = visit.portal.office().casework().service_standard().await?;
    let p = visit.page("service-standard", "service-standard");
    let template = Standard {
        from: standard.from,
        until: standard.until,
        rows: standard.lines.iter().map(|line| row(&p, line)).collect(),
        least: LEAST,
        has_invented: visit.portal.config().is_demo,
        p,
    };
    let mut response = render(&template, &template.p)?;
    // It is counted anew every ten minutes, so a browser that keeps it longer would show old numbers.
    let keep = HeaderValue::from_static("public, max-age=600");
    response.headers_mut().insert(header::CACHE_CONTROL, keep);
    Ok(response)
}

fn row(p: &Page, line: &ServiceLine) -> Row {
    let procedure = &line.procedure;
    Row {
        name: procedure.name.clone(),
        href: p.href(&format!("/apply/{}", procedure.id)),
        promised: procedure.clock.period.display(p.lang),
        is_promise: procedure.clock.promise,
        count: line.count,
        known: line.taken.map(Known::from),
    }
}

pub(super) async fn csv(visit: Visit) -> PageResult {
    let standard = visit.portal.office().casework().service_standard().await?;
    let head = [
        "procedure",
        "name_ko",
        "name_en",
        "promised",
        "basis",
        "from",
        "until",
        "decided",
        "median_days",
        "p90_days",
        "in_time_percent",
    ];
    let (from, until) = (standard.from.to_string(), standard.until.to_string());
    let rows = standard.lines.iter().map(|line| cells(line, &from, &until));
    let table = Sheet { name: String::new(), head: head.map(str::to_owned).into(), rows: rows.collect() };
    file::csv(&visit.page("service-standard", "service-standard"), "service-standard", &table)
}

fn cells(line: &ServiceLine, from: &str, until: &str) -> Vec<Cell> {
    let procedure = &line.procedure;
    let basis = if procedure.clock.promise { "promise" } else { "statute" };
    let number =
        |number: fn(Taken) -> u32| line.taken.map_or(Cell::Empty, |taken| Cell::Whole(number(taken).into()));
    vec![
        Cell::from(procedure.id.as_str()),
        Cell::from(procedure.name.ko.as_str()),
        Cell::from(procedure.name.en.as_str()),
        Cell::from(procedure.clock.period.display(Lang::En)),
        Cell::from(basis),
        Cell::from(from),
        Cell::from(until),
        Cell::Whole(line.count.try_into().unwrap_or(i64::MAX)),
        number(|taken| taken.median),
        number(|taken| taken.nine_in_ten),
        number(|taken| taken.in_time_percent),
    ]
}
