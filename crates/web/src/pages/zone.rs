//! `GET /zone`: what the zone is, since when, where, on which law and for which industries.

use crate::error::{PageResult, render};
use crate::page::Page;
use crate::svg;
use crate::visit::Visit;
use askama::Template;
use teukgu_domain::Date;
use teukgu_domain::date::Term;
use teukgu_domain::governance::{Agency, OperatingCommittee};
use teukgu_domain::text::Lang;
use teukgu_domain::zone::{Industry, IndustryTier};
use teukgu_office::{Office, ZoneView};

/// Longest list of industries that is shown open.
const OPEN_ROWS: usize = 6;

#[derive(Template)]
#[template(path = "zone.html", whitespace = "minimize")]
struct ZonePage<'a> {
    p: Page,
    map: String,
    dates: String,
    term: TermState,
    area: Area,
    dongs: Vec<DongName>,
    tiers: Vec<Tier<'a>>,
    committee: Option<&'a OperatingCommittee>,
    agency: Option<&'a Agency>,
}

/// How the term stands today.
#[derive(Debug, PartialEq, Eq)]
struct TermState {
    key: &'static str,
    badge: &'static str,
    /// Key of the sentence about the days and their number, where a day is set.
    days: Option<(&'static str, i64)>,
}

/// The published area beside the measured one.
struct Area {
    stated: Option<String>,
    measured: String,
    parts: usize,
    difference: Option<String>,
}

/// A dong's name and the language of it, if it is not the page's.
pub(super) struct DongName {
    pub(super) name: String,
    pub(super) lang: Option<&'static str>,
}

/// Industries that are equally close to the purpose of the zone.
struct Tier<'a> {
    id: &'static str,
    title: &'static str,
    open: bool,
    rows: Vec<IndustryRow<'a>>,
}

/// An industry with its name in the classification and the language of that name, if it is not the page's.
struct IndustryRow<'a> {
    industry: &'a Industry,
    name: Option<String>,
    lang: Option<&'static str>,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("zone", "menu-zone");
    let view = &*visit.view;
    let office = visit.portal.office();
    let template = ZonePage {
        map: svg::map::figure(&p, svg::map::Size::Hero)?,
        dates: view.zone().term.display(p.lang),
        term: term_state(view.zone().term, p.today),
        area: area(&p, view),
        dongs: dong_names(&p, office, &view.zone().legal_dongs),
        tiers: tiers(&p, view, office),
        committee: view.snapshot().committee(),
        agency: view.snapshot().agency(),
        p,
    };
    render(&template, &template.p)
}

fn term_state(term: Term, today: Date) -> TermState {
    let days_to = |day: Date| i64::from((day - today).get_days());
    if today < term.from {
        let days = Some(("zone-term-days-to-first", days_to(term.from)));
        return TermState { key: "zone-term-before", badge: "neutral", days };
    }
    if !term.contains(today) {
        return TermState { key: "zone-term-over", badge: "neutral", days: None };
    }
    let days = term.until.map(|until| ("zone-term-days-to-last", days_to(until)));
    TermState { key: "zone-term-running", badge: "success", days }
}

fn area(p: &Page, view: &ZoneView) -> Area {
    let boundary = view.boundary();
    let stated = boundary.stated_area_m2;
    Area {
        stated: stated.map(|m2| format!("{} m²", p.number(&m2))),
        measured: p.area(view.area_m2()),
        parts: boundary.parts.len(),
        difference: stated.and_then(|m2| difference_percent(view.area_m2(), m2)),
    }
}

/// Writes how far the measured area is from the stated one, such as `+0.4 %`.
#[expect(clippy::cast_precision_loss, reason = "areas in square metres are far below 2^52")]
fn difference_percent(measured: f64, stated: i64) -> Option<String> {
    let percent = (measured / stated as f64 - 1.0) * 100.0;
    let small = percent.abs() < 0.05;
    (stated > 0).then(|| if small { "±0.0 %".to_owned() } else { format!("{percent:+.1} %") })
}

/// Names legal dongs (법정동) by their codes; a code that no list knows stands for itself.
pub(super) fn dong_names(p: &Page, office: &Office, codes: &[String]) -> Vec<DongName> {
    let outlines = p.view.layers().legal_dongs();
    let name = |code: &String| {
        if let Some(outline) = outlines.iter().find(|dong| dong.code == *code) {
            return DongName { name: p.w(&outline.name).to_owned(), lang: None };
        }
        match office.codes().dongs.legal(code) {
            Some(dong) => DongName { name: dong.full_name(), lang: korean_elsewhere(p) },
            None => DongName { name: code.clone(), lang: None },
        }
    };
    codes.iter().map(name).collect()
}

/// Returns the language to mark Korean words with, if the page is not Korean.
fn korean_elsewhere(p: &Page) -> Option<&'static str> {
    (p.lang != Lang::Ko).then_some(Lang::Ko.tag())
}

fn tiers<'a>(p: &Page, view: &'a ZoneView, office: &Office) -> Vec<Tier<'a>> {
    let industries = &view.zone().industries;
    let order = [
        (IndustryTier::Core, "industry-core", "zone-industries-core"),
        (IndustryTier::Related, "industry-related", "zone-industries-related"),
        (IndustryTier::Support, "industry-support", "zone-industries-support"),
    ];
    let tier = |(tier, id, title)| {
        let of_tier = industries.iter().filter(|industry| industry.tier == tier);
        let rows: Vec<_> = of_tier.map(|industry| row(p, industry, office)).collect();
        Tier { id, title, open: rows.len() <= OPEN_ROWS, rows }
    };
    order.into_iter().map(tier).filter(|tier| !tier.rows.is_empty()).collect()
}

/// Names an industry in the page's language, in Korean where the classification has no English name.
fn row<'a>(p: &Page, industry: &'a Industry, office: &Office) -> IndustryRow<'a> {
    let Some(class) = office.codes().ksic.current(&industry.ksic) else {
        return IndustryRow { industry, name: None, lang: None };
    };
    let (name, lang) = match p.lang.pick(&class.name_ko, &class.name_en) {
        name if name.is_empty() => (&class.name_ko, korean_elsewhere(p)),
        name => (name, None),
    };
    IndustryRow { industry, name: Some(name.clone()), lang }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn on(today: &str, until: Option<&str>) -> TermState {
        term_state(Term::try_new(day("2025-01-01"), until.map(day)).unwrap(), day(today))
    }

    #[test]
    fn a_term_is_ahead_running_or_over_and_its_last_day_still_counts() {
        let ahead = on("2024-12-31", None);
        assert_eq!((ahead.key, ahead.days), ("zone-term-before", Some(("zone-term-days-to-first", 1))));
        let last = on("2029-12-31", Some("2029-12-31"));
        assert_eq!((last.key, last.days), ("zone-term-running", Some(("zone-term-days-to-last", 0))));
        let long = on("2026-11-22", Some("2029-12-31"));
        assert_eq!(long.days, Some(("zone-term-days-to-last", 1135)), "years are counted in days");
        assert_eq!(on("2030-01-01", Some("2029-12-31")).key, "zone-term-over");
        assert_eq!(on("2040-01-01", None).days, None, "a term without an end has no days to count");
    }

    #[test]
    fn the_difference_of_areas_has_a_sign_and_none_without_a_stated_area() {
        assert_eq!(difference_percent(404_000.0, 400_000).as_deref(), Some("+1.0 %"));
        assert_eq!(difference_percent(390_000.0, 400_000).as_deref(), Some("-2.5 %"));
        assert_eq!(difference_percent(400_010.0, 400_000).as_deref(), Some("±0.0 %"));
        assert_eq!(difference_percent(400_000.0, 0), None);
    }
}
