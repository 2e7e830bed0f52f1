//! Answers about coordinates.

use super::answer::{Fact, Link, Panel};
use super::place_href;
use crate::error::PageError;
use crate::page::Page;
use crate::visit::Visit;
use teukgu_domain::Date;
use teukgu_domain::boundary::Crs;
use teukgu_office::locate::{Hint, NeighbourKnowledge, NeighbourStanding, Standing, Status};

/// Answers where coordinates lie; `at` is x, y and their system.
pub(super) fn panel(visit: &Visit, p: &Page, at: (f64, f64, Crs), on: Date) -> Result<Panel, PageError> {
    let standing = visit.portal.office().locate(at.0, at.1, at.2, on)?;
    let panel = match (standing.status, &standing.hit) {
        (Status::Located, Some(_)) => inside(p, &standing),
        (Status::Located, None) => outside(p, &standing),
        _ => refused(p, standing.status, standing.hint, at, on),
    };
    Ok(with_facts(p, panel, &standing, at))
}

fn inside(p: &Page, standing: &Standing) -> Panel {
    let Some(hit) = &standing.hit else { return outside(p, standing) };
    let part = p.view.boundary().parts.iter().find(|part| part.id.as_str() == hit.part);
    let part = part.map_or(hit.part.as_str(), |part| p.w(&part.name));
    if hit.border || hit.near_border {
        let panel = Panel::new("warning", p.t("locate-border-title"));
        return not_in_force(p, panel, standing).line(p.t1("locate-border", "part", part)).line(p.t1(
            "locate-border-ask",
            "municipality",
            p.w(&p.view.zone().municipality.name),
        ));
    }
    let where_it_is = p.t2("locate-inside", "part", part, "m", metres(p, hit.distance_m));
    if standing.in_force {
        return Panel::new("success", p.t("locate-inside-title")).line(where_it_is);
    }
    let panel = Panel::new("warning", p.t("locate-inside-then-title"));
    not_in_force(p, panel, standing).line(where_it_is)
}

fn outside(p: &Page, standing: &Standing) -> Panel {
    let panel = not_in_force(p, Panel::new("info", p.t("locate-outside-title")), standing);
    match &standing.nearest {
        Some(nearest) => panel.line(p.t1("locate-outside", "m", metres(p, nearest.distance_m))),
        None => panel,
    }
}

/// Adds that the zone was not in force on the day, if so.
fn not_in_force(p: &Page, panel: Panel, standing: &Standing) -> Panel {
    if standing.in_force {
        return panel;
    }
    let term = p.view.zone().term;
    let until = term.until.map(|day| p.day(&day)).unwrap_or_default();
    let term = format!("{} ~ {until}", p.day(&term.from));
    panel.line(p.t2("locate-not-in-force", "day", p.day(&standing.as_of), "term", term.trim_end()))
}

fn refused(p: &Page, found: Status, advice: Option<Hint>, at: (f64, f64, Crs), on: Date) -> Panel {
    let (title, line) = match found {
        Status::NoLocation => ("locate-no-location-title", "locate-no-location"),
        Status::LooksSwapped => ("locate-swapped-title", "locate-swapped"),
        Status::WrongCrs => ("locate-wrong-crs-title", "locate-wrong-crs"),
        Status::OutsideKorea | Status::Located => ("locate-outside-korea-title", "locate-outside-korea"),
    };
    let panel = Panel::new("warning", p.t(title)).line(p.t(line));
    match advice {
        Some(Hint::Swap { x, y }) => {
            let href = place_href(p, &x.to_string(), &y.to_string(), &at.2.to_string(), Some(on));
            panel.link(p.t2("locate-try-swapped", "x", x, "y", y), href)
        }
        Some(Hint::Crs { crs }) => {
            let href = place_href(p, &at.0.to_string(), &at.1.to_string(), &crs.to_string(), Some(on));
            panel.link(p.t1("locate-try-crs", "crs", crs), href)
        }
        None => panel,
    }
}

fn with_facts(p: &Page, mut panel: Panel, standing: &Standing, (x, y, crs): (f64, f64, Crs)) -> Panel {
    let fact = |key: &str, value: String| Fact { name: p.t(key), value, link: None };
    panel.facts.push(fact("locate-asked", format!("{x}, {y} ({crs})")));
    panel.facts.push(fact("locate-day", p.day(&standing.as_of)));
    if !standing.dongs.is_empty() {
        let names: Vec<&str> = standing.dongs.iter().map(|dong| p.w(&dong.name)).collect();
        panel.facts.push(fact("locate-dong-here", names.join(", ")));
    }
    panel.facts.extend(standing.neighbours.iter().map(|standing| neighbour(p, standing)));
    panel
}

fn neighbour(p: &Page, standing: &NeighbourStanding) -> Fact {
    let name = p.w(&standing.neighbour.name);
    let key = match standing.known {
        NeighbourKnowledge::NotYet => "locate-neighbour-not-yet",
        NeighbourKnowledge::Outside => "locate-neighbour-outside",
        NeighbourKnowledge::CannotSay => "locate-neighbour-cannot-say",
    };
    let link = Link { text: p.t1("locate-neighbour-more", "name", name), href: p.href("/neighbours") };
    Fact { name: name.to_owned(), value: p.t(key), link: Some(link) }
}

/// Writes a distance: centimetres near a border, whole metres further away.
fn metres(p: &Page, metres: f64) -> String {
    if metres < 10.0 {
        format!("{metres:.2} m")
    } else {
        format!("{} m", p.number(&crate::text::whole(metres)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_office_says_of_a_place_keeps_its_published_form() {
        for (text, found) in [
            ("located", Status::Located),
            ("no_location", Status::NoLocation),
            ("outside_korea", Status::OutsideKorea),
            ("looks_swapped", Status::LooksSwapped),
            ("wrong_crs", Status::WrongCrs),
        ] {
            assert_eq!(serde_json::to_value(found).unwrap(), json!(text));
        }
        let published = |hint: Option<Hint>| serde_json::to_value(hint).unwrap();
        let swap = Hint::Swap { x: 127.0, y: 37.5 };
        assert_eq!(published(Some(swap)), json!({ "swap": { "x": 127.0, "y": 37.5 } }));
        let crs = Hint::Crs { crs: Crs::Epsg5186 };
        assert_eq!(published(Some(crs)), json!({ "crs": { "crs": "EPSG:5186" } }));
        assert_eq!(published(None), json!(null));
    }
}
