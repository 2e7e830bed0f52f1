//! `GET /data`: what data there is, on what terms, and how a program reads it.

use crate::catalog::{DATA_SETS, DataSet, File, Licence, Terms};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use teukgu_office::ZoneView;
use teukgu_office::features::Collection;

#[derive(Template)]
#[template(path = "data.html")]
struct Data {
    p: Page,
    sets: Vec<Set>,
    terms: Vec<Term>,
    x: String,
    y: String,
}

struct Set {
    title: String,
    about: String,
    files: Vec<Download>,
}

struct Download {
    /// Title and format: a name that makes sense alone.
    name: String,
    path: &'static str,
}

struct Term {
    of: String,
    text: String,
    licence: Option<&'static Licence>,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("data", "data");
    let (x, y) = middle(&visit.view)?;
    let template = Data { sets: sets(&p), terms: terms(&p), x, y, p };
    render(&template, &template.p)
}

fn sets(p: &Page) -> Vec<Set> {
    let set = |set: &DataSet| {
        let title = p.t(set.title);
        let download = |file: &File| Download {
            name: p.t2("data-download", "title", p.t(file.title), "format", file.format),
            path: file.path,
        };
        Set { files: set.files.iter().map(download).collect(), about: p.t(set.about), title: title.clone() }
    };
    DATA_SETS.iter().map(set).collect()
}

fn terms(p: &Page) -> Vec<Term> {
    let own = |terms: Terms| terms == Terms::Facts && p.view.zone().official;
    let term = |terms: Terms| Term {
        of: p.t(terms.of()),
        text: p.t(terms.text()),
        licence: terms.licence().filter(|_| !own(terms)),
    };
    Terms::ALL.into_iter().map(term).collect()
}

/// Returns a place near the middle of the zone, for an example that answers something.
fn middle(view: &ZoneView) -> Result<(String, String), PageError> {
    let extent = view.extent(Collection::Zones)?;
    let [west, south, east, north] = extent.unwrap_or([127.0, 37.0, 128.0, 38.0]);
    let between = |low: f64, high: f64| format!("{:.4}", f64::midpoint(low, high));
    Ok((between(west, east), between(south, north)))
}
