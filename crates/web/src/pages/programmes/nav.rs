//! Side menu of the plan: the programmes, and under the present one its sub-projects.

use crate::page::Page;
use teukgu_domain::ids::ProgrammeId;

/// An entry of the side menu.
pub(crate) struct Entry {
    pub(crate) title: String,
    pub(crate) href: String,
    /// Value of `aria-current`: `page` here, `true` above the present page, empty elsewhere.
    pub(crate) current: &'static str,
    pub(crate) below: Vec<Self>,
}

/// Returns the menu with `open` unfolded.
pub(crate) fn entries(p: &Page, open: &ProgrammeId) -> Vec<Entry> {
    let snapshot = p.view.snapshot();
    let programme = |programme: &teukgu_domain::plan::Programme| {
        let is_open = programme.id == *open;
        let path = format!("/programmes/{}", programme.id);
        let sub = |sub: &teukgu_domain::plan::SubProject| {
            entry(p, p.w(&sub.name), &format!("/sub-projects/{}", sub.id))
        };
        let below = snapshot.sub_projects_of(programme).into_iter().filter(|_| is_open).map(sub).collect();
        let mut entry = entry(p, p.w(&programme.name), &path);
        if is_open && entry.current.is_empty() {
            entry.current = "true";
        }
        Entry { below, ..entry }
    };
    snapshot.programmes().into_iter().map(programme).collect()
}

fn entry(p: &Page, title: &str, path: &str) -> Entry {
    let current = if p.path == path { "page" } else { "" };
    Entry { title: title.to_owned(), href: p.href(path), current, below: Vec::new() }
}
