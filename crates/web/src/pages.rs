//! The pages: one table of addresses, one file each.

use crate::lang;
use crate::portal::Portal;
use axum::Router;
use axum::routing::{MethodRouter, get};
use teukgu_domain::text::Lang;
use teukgu_office::ZoneView;
use teukgu_office::law::model::LawSet;

mod accessibility;
mod catalogue;
mod check;
mod data;
mod deadline;
mod display_settings;
mod figures;
mod history;
mod home;
mod law;
mod locate;
mod map;
mod neighbours;
mod organisations;
mod privacy;
mod programmes;
mod record;
mod sites;
mod sources;
mod special_cases;
mod sub_project;
mod zone;

/// An entry of the main menu.
pub(crate) struct MenuItem {
    /// Section that pages name to mark it as current.
    pub(crate) section: &'static str,
    pub(crate) path: &'static str,
    /// Key of its title.
    pub(crate) key: &'static str,
}

const fn item(section: &'static str, path: &'static str, key: &'static str) -> MenuItem {
    MenuItem { section, path, key }
}

/// The main menu; the sections are those of the pages.
pub(crate) const MENU: &[MenuItem] = &[
    item("zone", "/zone", "menu-zone"),
    item("programmes", "/programmes", "menu-programmes"),
    item("special-cases", "/special-cases", "menu-special-cases"),
    item("check", "/check", "menu-check"),
    item("map", "/map", "menu-map"),
    item("organisations", "/organisations", "menu-organisations"),
    item("sites", "/sites", "menu-sites"),
    item("figures", "/figures", "menu-figures"),
    item("data", "/data", "menu-data"),
];

/// Every page: address without language, handler.
fn table() -> Vec<(&'static str, MethodRouter<Portal>)> {
    vec![
        ("/", get(home::show)),
        ("/zone", get(zone::show)),
        ("/history", get(history::show)),
        ("/neighbours", get(neighbours::show)),
        ("/programmes", get(programmes::list)),
        ("/programmes/{id}", get(programmes::show)),
        ("/sub-projects/{id}", get(sub_project::show)),
        ("/special-cases", get(special_cases::list)),
        ("/special-cases/catalogue", get(catalogue::list)),
        ("/special-cases/catalogue.csv", get(catalogue::export)),
        ("/special-cases/{id}", get(special_cases::show)),
        ("/organisations", get(organisations::list)),
        ("/organisations.csv", get(organisations::export)),
        ("/sites", get(sites::show)),
        ("/figures", get(figures::list)),
        ("/figures/{id}", get(figures::show)),
        ("/map", get(map::show)),
        ("/check", check::first()),
        ("/locate", get(locate::show)),
        ("/deadline", get(deadline::show)),
        ("/law", get(law::list)),
        ("/law/{id}", get(law::one::show)),
        ("/law/{id}/draft", get(law::draft::show).post(law::draft::send)),
        ("/data", get(data::show)),
        ("/sources", get(sources::show)),
        ("/record", get(record::show)),
        ("/accessibility", get(accessibility::show)),
        ("/privacy", get(privacy::show)),
        ("/display", get(display_settings::show)),
    ]
}

pub(crate) fn routes() -> Router<Portal> {
    let pages = table().into_iter().fold(Router::new(), |router, (path, handler)| {
        router.route(path, handler.clone()).route(&lang::join(Lang::En, path), handler)
    });
    pages.merge(check::routes())
}

/// Lists the address of every page without its language, for the sitemap.
pub(crate) fn every_path(view: &ZoneView, law: &LawSet) -> Vec<String> {
    let snapshot = view.snapshot();
    let plain = table().into_iter().map(|(path, _)| path.to_owned());
    let mut paths: Vec<String> = plain.filter(|path| !path.contains('{') && !path.contains('.')).collect();
    paths.extend(snapshot.programmes().iter().map(|n| format!("/programmes/{}", n.id)));
    paths.extend(snapshot.sub_projects().iter().map(|n| format!("/sub-projects/{}", n.id)));
    paths.extend(snapshot.provisions().iter().map(|n| format!("/special-cases/{}", n.id)));
    paths.extend(
        law.provisions.iter().flat_map(|n| [format!("/law/{}", n.id), format!("/law/{}/draft", n.id)]),
    );
    paths.extend(snapshot.claims().iter().map(|n| format!("/figures/{}", n.id)));
    paths
}
