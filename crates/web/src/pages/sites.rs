//! `GET /sites`: the road to the goal of firms, and the sites that give them room.

use crate::error::{PageResult, render};
use crate::page::Page;
use crate::svg::chart::{self, Point, Road, RoadKey, Words};
use crate::visit::Visit;
use askama::Template;
use teukgu_domain::Date;
use teukgu_domain::site::{FirmCount, SiteStatus, SupplySite};
use teukgu_office::growth::Growth;

#[derive(Template)]
#[template(path = "sites.html")]
struct List<'a> {
    p: Page,
    growth: Option<Picture<'a>>,
    sites: Vec<Site<'a>>,
}

/// The road as a drawing with the table of its counts.
struct Picture<'a> {
    drawing: String,
    keys: [(String, &'static str); 3],
    start: &'a FirmCount,
    goal: &'a FirmCount,
    missing: i64,
    counts: Vec<(usize, &'a FirmCount)>,
}

struct Site<'a> {
    place: &'a SupplySite,
    status_key: &'static str,
    status_class: &'static str,
    floor_area: Option<String>,
    /// Years with what happens in them; the flag tells the years that are still ahead.
    years: Vec<(i16, String, bool)>,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("sites", "menu-sites");
    let view = &*visit.view;
    let template = List {
        growth: view.growth().map(|growth| picture(&p, &growth)),
        sites: view.snapshot().sites().into_iter().map(|of| site(&p, of)).collect(),
        p,
    };
    render(&template, &template.p)
}

fn picture<'a>(p: &Page, growth: &Growth<'a>) -> Picture<'a> {
    let (start, goal) = (growth.start, growth.goal);
    let keys = [
        (RoadKey::Count, "sites-key-count"),
        (RoadKey::Goal, "sites-key-goal"),
        (RoadKey::Line, "sites-key-line"),
    ];
    Picture {
        drawing: chart::road(&road(p, growth)),
        keys: keys.map(|(kind, key)| (chart::road_key(kind), key)),
        start,
        goal,
        missing: growth.missing(),
        counts: (1..).zip(growth.points.iter().copied()).collect(),
    }
}

fn road(p: &Page, growth: &Growth<'_>) -> Road {
    let first = growth.points.iter().map(|count| count.on).min().unwrap_or(growth.start.on);
    let last = growth.points.iter().map(|count| count.on).max().unwrap_or(growth.goal.on);
    let at = |wanted: &FirmCount| growth.points.iter().position(|count| std::ptr::eq(*count, wanted));
    let point = |(number, count): (usize, &&FirmCount)| Point {
        day: days(first, count.on),
        value: u64::try_from(count.firms).unwrap_or(0),
        goal: count.goal,
        number,
    };
    Road {
        words: Words { id: "road".to_owned(), title: p.t("sites-road-title"), desc: said(p, growth) },
        days: days(first, last),
        years: years(first, last),
        points: (1..).zip(&growth.points).map(point).collect(),
        start: at(growth.start).unwrap_or(0),
        goal: at(growth.goal).unwrap_or(0),
        mark: |value| teukgu_domain::money::grouped(value),
    }
}

fn said(p: &Page, growth: &Growth<'_>) -> String {
    let one = |count: &&FirmCount| {
        let key = if count.goal { "sites-said-goal" } else { "sites-said-count" };
        p.t2(key, "day", p.day(&count.on), "firms", p.number(&count.firms))
    };
    growth.points.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn days(from: Date, to: Date) -> u64 {
    u64::try_from((to - from).get_days()).unwrap_or(0)
}

/// Returns the first days of the years between two days.
fn years(first: Date, last: Date) -> Vec<(u64, String)> {
    let begin = |year: i16| Date::new(year, 1, 1).ok().filter(|begin| *begin >= first && *begin <= last);
    let years = (first.year()..=last.year()).filter_map(begin);
    years.map(|begin| (days(first, begin), begin.year().to_string())).collect()
}

fn site<'a>(p: &Page, place: &'a SupplySite) -> Site<'a> {
    let (status_key, status_class) = match place.status {
        SiteStatus::Open => ("sites-open", "success"),
        SiteStatus::UnderWay => ("sites-under-way", "info"),
        SiteStatus::Planned => ("sites-planned", "neutral"),
    };
    let year = |year: &teukgu_domain::site::SiteYear| {
        (year.year, p.w(&year.event).to_owned(), year.year > p.today.year())
    };
    Site {
        status_key,
        status_class,
        floor_area: place.floor_area_m2.map(|m2| p.number(&m2)),
        years: place.years.iter().map(year).collect(),
        place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_names_each_year_that_begins_on_the_road() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let years = years(day("2024-12-01"), day("2027-01-01"));
        assert_eq!(years, [(31, "2025".to_owned()), (396, "2026".to_owned()), (761, "2027".to_owned())]);
    }

    #[test]
    fn days_are_counted_and_never_negative() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(days(day("2024-12-01"), day("2030-12-31")), 2_221);
        assert_eq!(days(day("2025-01-02"), day("2025-01-01")), 0);
    }
}
