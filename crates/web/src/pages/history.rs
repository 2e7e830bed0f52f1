//! `GET /history`: the history of the zone (연혁), before and after its designation, and what is planned.

use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use teukgu_domain::Date;
use teukgu_domain::history::{DatePrecision, HistoryEvent};
use teukgu_domain::provenance::Provenance;

#[derive(Template)]
#[template(path = "history.html", whitespace = "minimize")]
struct History<'a> {
    p: Page,
    chapters: Vec<Chapter<'a>>,
}

/// A stretch of the history with its own heading.
struct Chapter<'a> {
    id: &'static str,
    title: &'static str,
    events: Vec<Event<'a>>,
}

struct Event<'a> {
    when: String,
    machine: String,
    title: &'a str,
    detail: &'a str,
    provenance: &'a Provenance,
    designation: bool,
    planned: bool,
}

/// Where an event stands to the designation and to today, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stretch {
    Before,
    After,
    Planned,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("zone", "history").under_key("menu-zone", "/zone");
    let events = visit.view.snapshot().history();
    let designated = visit.view.zone().designation.resolved_on;
    let chapters = chapters(&p, &events, designated);
    let template = History { p, chapters };
    render(&template, &template.p)
}

fn chapters<'a>(p: &Page, events: &[&'a HistoryEvent], designated: Date) -> Vec<Chapter<'a>> {
    let of = |wanted: Stretch| {
        let chosen = events.iter().filter(|event| stretch(event.on, designated, p.today) == wanted);
        chosen.map(|event| shown(p, event, designated)).collect::<Vec<_>>()
    };
    let chapter = |id, title, wanted| Chapter { id, title, events: of(wanted) };
    let all = [
        chapter("before", "history-before", Stretch::Before),
        chapter("after", "history-after", Stretch::After),
        chapter("planned", "history-planned", Stretch::Planned),
    ];
    all.into_iter().filter(|chapter| !chapter.events.is_empty()).collect()
}

fn stretch(on: Date, designated: Date, today: Date) -> Stretch {
    match (on > today, on >= designated) {
        (true, _) => Stretch::Planned,
        (false, true) => Stretch::After,
        (false, false) => Stretch::Before,
    }
}

fn shown<'a>(p: &Page, event: &'a HistoryEvent, designated: Date) -> Event<'a> {
    Event {
        when: event.when(p.lang),
        machine: machine_date(event.on, event.precision),
        title: event.title.get(p.lang),
        detail: event.detail.get(p.lang),
        provenance: &event.provenance,
        designation: event.on == designated && event.precision == DatePrecision::Day,
        planned: event.on > p.today,
    }
}

/// Writes a date for machines as exactly as it is known: `2024-11-28`, `2024-05`, `2016`.
fn machine_date(on: Date, precision: DatePrecision) -> String {
    let form = match precision {
        DatePrecision::Day => "%Y-%m-%d",
        DatePrecision::Month => "%Y-%m",
        DatePrecision::Year => "%Y",
    };
    on.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn machines_read_no_more_of_a_date_than_is_known() {
        let on = day("2024-05-01");
        assert_eq!(machine_date(on, DatePrecision::Day), "2024-05-01");
        assert_eq!(machine_date(on, DatePrecision::Month), "2024-05");
        assert_eq!(machine_date(on, DatePrecision::Year), "2024");
    }

    #[test]
    fn the_day_of_the_designation_opens_the_second_stretch_and_tomorrow_the_third() {
        let (designated, today) = (day("2024-11-28"), day("2026-11-22"));
        assert_eq!(stretch(day("2024-11-27"), designated, today), Stretch::Before);
        assert_eq!(stretch(designated, designated, today), Stretch::After);
        assert_eq!(stretch(today, designated, today), Stretch::After);
        assert_eq!(stretch(day("2026-11-23"), designated, today), Stretch::Planned);
    }

    #[test]
    fn a_designation_that_is_still_ahead_is_planned() {
        let (designated, today) = (day("2027-01-01"), day("2026-11-22"));
        assert_eq!(stretch(designated, designated, today), Stretch::Planned);
        assert_eq!(stretch(today, designated, today), Stretch::Before);
    }
}
