//! Answers about the name of a dong.

use super::answer::Panel;
use super::form::Form;
use crate::error::PageError;
use crate::page::Page;
use crate::pages::organisations::asked;
use crate::visit::Visit;
use std::collections::BTreeSet;
use teukgu_office::locate::{Cover, DongName, DongStanding};

/// Answers what a dong's name tells about the zone; where it means several dongs, `form.code` says which.
pub(super) fn panel(visit: &Visit, p: &Page, name: &str, form: &Form) -> Result<Panel, PageError> {
    let panel = match visit.portal.office().locate_dong(name)? {
        DongStanding::One { dong, cover } => one(visit, p, &dong, cover),
        DongStanding::Ambiguous(dongs) => match dongs.iter().find(|dong| dong.code == form.code) {
            Some(dong) => listed(visit, p, dong),
            None => ambiguous(p, name, &dongs, form),
        },
        DongStanding::Unknown { nearest } => unknown(p, name, &nearest, form),
    };
    Ok(panel)
}

fn one(visit: &Visit, p: &Page, dong: &DongName, cover: Option<Cover>) -> Panel {
    let name = p.w(&dong.name);
    match cover {
        Some(Cover::Part) => part(p, name),
        Some(Cover::Whole) => Panel::new("success", p.t1("locate-dong-whole-title", "dong", name))
            .line(p.t("locate-dong-whole")),
        Some(Cover::None) => {
            Panel::new("info", p.t1("locate-dong-none-title", "dong", name)).line(p.t("locate-dong-none"))
        }
        None => listed(visit, p, dong),
    }
}

fn part(p: &Page, name: &str) -> Panel {
    Panel::new("warning", p.t1("locate-dong-part-title", "dong", name)).line(p.t("locate-dong-part"))
}

/// Answers by the list of dongs that the zone's record names, where no outline tells more.
fn listed(visit: &Visit, p: &Page, dong: &DongName) -> Panel {
    let name = p.w(&dong.name);
    let codes = &visit.view.zone().legal_dongs;
    if codes.contains(&dong.code) {
        return part(p, name);
    }
    let panel = Panel::new("info", p.t1("locate-dong-unlisted-title", "dong", name));
    let names: Vec<String> = codes.iter().map(|code| name_of(visit, p, code)).collect();
    if names.is_empty() {
        return panel.line(p.t("locate-dong-unlisted-none"));
    }
    panel.line(p.t1("locate-dong-unlisted", "dongs", names.join(", ")))
}

fn name_of(visit: &Visit, p: &Page, code: &str) -> String {
    let drawn = visit.view.layers().legal_dongs().iter().find(|dong| dong.code == code);
    let drawn = drawn.map(|dong| p.w(&dong.name).to_owned()).filter(|name| !name.is_empty());
    let listed = || visit.portal.office().codes().dongs.legal(code).map(|dong| dong.last_name().to_owned());
    drawn.or_else(listed).unwrap_or_else(|| code.to_owned())
}

fn ambiguous(p: &Page, name: &str, dongs: &[DongName], form: &Form) -> Panel {
    let panel = Panel::new("info", p.t1("locate-dong-ambiguous-title", "name", name));
    let panel = panel.line(p.t("locate-dong-ambiguous"));
    dongs.iter().fold(panel, |panel, dong| {
        let text = p.t2("locate-dong-choose", "dong", choice(p, dong), "code", &dong.code);
        panel.link(text, href(p, &dong.name.ko, &dong.code, form))
    })
}

/// Names a candidate: in English with the Korean name, which is what its documents say.
fn choice(p: &Page, dong: &DongName) -> String {
    let (ko, own) = (dong.name.ko.as_str(), p.w(&dong.name));
    if ko == own { ko.to_owned() } else { format!("{own} ({ko})") }
}

fn unknown(p: &Page, name: &str, nearest: &[String], form: &Form) -> Panel {
    let panel = Panel::new("warning", p.t1("locate-dong-unknown-title", "name", name));
    let help = if nearest.is_empty() { "locate-dong-unknown" } else { "locate-dong-nearest" };
    // A legal and an administrative dong may share a full name; one link is enough then.
    let names: BTreeSet<&String> = nearest.iter().collect();
    names.into_iter().fold(panel.line(p.t(help)), |panel, near| {
        panel.link(p.t1("locate-dong-try", "dong", near), href(p, near, "", form))
    })
}

/// Writes the address of the same question about another dong.
fn href(p: &Page, dong: &str, code: &str, form: &Form) -> String {
    format!("{}{}", p.href("/locate"), asked::write(&[("dong", dong), ("code", code), ("on", &form.on)]))
}
