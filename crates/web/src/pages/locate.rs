//! `GET /locate`: is our address inside the zone? By the name of a dong or by coordinates.

use super::organisations::asked::{self, Asked};
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use answer::Panel;
use askama::Template;
use form::{Fault, Form};
use teukgu_domain::Date;

mod answer;
mod dong;
mod form;
mod place;

#[derive(Template)]
#[template(path = "locate.html")]
struct Locate {
    p: Page,
    form: Form,
    faults: Vec<Fault>,
    panels: Vec<Panel>,
    systems: Vec<System>,
    illustrative: bool,
    address: String,
}

/// A coordinate system that can be chosen.
struct System {
    value: String,
    label: String,
    chosen: bool,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("locate", "locate");
    let form = Form::read(&Asked::read(&visit.query));
    let (wanted, faults) = form.wanted(&p);
    let on = wanted.on.unwrap_or(p.today);
    let mut panels = Vec::new();
    if let Some(name) = wanted.dong.filter(|_| faults.is_empty()) {
        panels.push(dong::panel(&visit, &p, &name, &form)?);
    }
    if let Some((x, y)) = wanted.place.filter(|_| faults.is_empty()) {
        panels.push(place::panel(&visit, &p, (x, y, wanted.crs), on)?);
    }
    let template = Locate {
        systems: form::systems(&p, wanted.crs),
        illustrative: visit.view.boundary().provenance.illustrative,
        address: p.href("/locate"),
        form,
        faults,
        panels,
        p,
    };
    render(&template, &template.p)
}

impl Locate {
    /// Returns the day for its field, which takes nothing but a day.
    fn day(&self) -> &str {
        if self.fault("on").is_some() { "" } else { &self.form.on }
    }

    /// Returns what is wrong with a field, if something is.
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.text.as_str())
    }
}

/// Writes the address of a question about coordinates.
fn place_href(p: &Page, x: &str, y: &str, crs: &str, on: Option<Date>) -> String {
    let on = on.filter(|day| *day != p.today).map(|day| day.to_string()).unwrap_or_default();
    format!("{}{}", p.href("/locate"), asked::write(&[("x", x), ("y", y), ("crs", crs), ("on", &on)]))
}
