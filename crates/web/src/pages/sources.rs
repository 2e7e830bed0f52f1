//! `GET /sources`: what the facts can be checked against, each with a lasting anchor.

use crate::api::sources::citations;
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use teukgu_domain::entry::Event;
use teukgu_domain::provenance::Source;

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources<'a> {
    p: Page,
    rows: Vec<Row<'a>>,
    /// How many records stand without a public source.
    illustrative: usize,
}

struct Row<'a> {
    source: &'a Source,
    /// The locator if it is an address of the web.
    address: Option<&'a str>,
    cited_by: usize,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("sources", "sources");
    let snapshot = visit.view.snapshot();
    let counts = citations(snapshot);
    let row = |source| Row {
        source,
        address: address(source),
        cited_by: counts.get(&source.id).copied().unwrap_or(0),
    };
    let rows = snapshot.sources().into_iter().map(row).collect();
    let template =
        Sources { rows, illustrative: snapshot.events().filter(|event| is_illustrative(event)).count(), p };
    render(&template, &template.p)
}

fn address(source: &Source) -> Option<&str> {
    source
        .locator
        .as_deref()
        .filter(|locator| locator.starts_with("https://") || locator.starts_with("http://"))
}

fn is_illustrative(event: &Event) -> bool {
    crate::api::sources::provenances(event).iter().any(|provenance| provenance.illustrative)
}
