//! The pages: one table of addresses, one file each.

use crate::lang;
use crate::portal::Portal;
use axum::Router;
use axum::routing::{MethodRouter, get};
use teukgu_domain::Date;
use teukgu_domain::text::Lang;
use teukgu_office::ZoneView;
use teukgu_office::law::model::LawSet;

mod accessibility;
mod accounts;
mod apply;
mod case;
mod catalogue;
mod check;
mod consult;
mod data;
mod deadline;
mod demo;
mod desk;
mod display_settings;
mod dossiers;
mod effect;
mod figures;
mod history;
mod home;
mod law;
mod locate;
mod map;
mod my;
mod neighbours;
mod organisations;
mod papers;
mod password;
mod post;
mod privacy;
mod programmes;
mod record;
mod screening;
mod service_standard;
mod sign_in;
mod sites;
mod sources;
mod special_cases;
mod sub_project;
mod zone;

pub(crate) use case::read_act;

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
    item("apply", "/apply", "menu-apply"),
    item("map", "/map", "menu-map"),
    item("organisations", "/organisations", "menu-organisations"),
    item("sites", "/sites", "menu-sites"),
    item("figures", "/figures", "menu-figures"),
    item("effect", "/effect", "menu-effect"),
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
        ("/effect", get(effect::show)),
        ("/effect.csv", get(effect::csv)),
        ("/effect.xlsx", get(effect::xlsx)),
        ("/effect/scenario", get(effect::scenario::show)),
        ("/effect/scenario.csv", get(effect::scenario::csv)),
        ("/effect/tables", get(effect::tables::show)),
        ("/map", get(map::show)),
        ("/check", check::first()),
        ("/apply", get(apply::list)),
        ("/locate", get(locate::show)),
        ("/deadline", get(deadline::show)),
        ("/law", get(law::list)),
        ("/law/{id}", get(law::one::show)),
        ("/law/{id}/draft", get(law::draft::show).post(law::draft::send)),
        ("/data", get(data::show)),
        ("/sources", get(sources::show)),
        ("/record", get(record::show)),
        ("/record/verify", get(record::how)),
        ("/papers", get(papers::find)),
        ("/service-standard", get(service_standard::show)),
        ("/service-standard.csv", get(service_standard::csv)),
        ("/accessibility", get(accessibility::show)),
        ("/privacy", get(privacy::show)),
        ("/display", get(display_settings::show)),
    ]
}

pub(crate) fn routes() -> Router<Portal> {
    let pages = lang::routes(table());
    let for_people = Router::new()
        .merge(sign_in::routes())
        .merge(demo::routes())
        .merge(apply::routes())
        .merge(my_routes())
        .merge(case::routes())
        .merge(desk::routes())
        .merge(consult::routes())
        .merge(accounts::routes())
        .merge(papers::routes())
        .merge(post::routes())
        .merge(screening::routes())
        .merge(dossiers::routes());
    pages.merge(check::routes()).merge(record::routes()).merge(for_people)
}

fn my_routes() -> Router<Portal> {
    Lang::ALL.into_iter().fold(Router::new(), |router, lang| {
        let password = get(password::show).post(password::change);
        router
            .route(&lang::join(lang, "/my"), get(my::show))
            .route(&lang::join(lang, "/my/password"), password)
    })
}

/// Lists the address of every page without its language, for the sitemap.
pub(crate) fn every_path(view: &ZoneView, law: &LawSet, today: Date) -> Vec<String> {
    let snapshot = view.snapshot();
    let plain = table().into_iter().map(|(path, _)| path.to_owned());
    let mut paths: Vec<String> = plain.filter(|path| !path.contains('{') && !path.contains('.')).collect();
    paths.extend(snapshot.programmes().iter().map(|n| format!("/programmes/{}", n.id)));
    paths.extend(snapshot.sub_projects().iter().map(|n| format!("/sub-projects/{}", n.id)));
    paths.extend(snapshot.provisions().iter().map(|n| format!("/special-cases/{}", n.id)));
    paths.extend(
        law.provisions.iter().flat_map(|n| [format!("/law/{}", n.id), format!("/law/{}/draft", n.id)]),
    );
    paths.extend(law.procedures_on(today).map(|n| format!("/apply/{}", n.id)));
    paths.extend(snapshot.claims().iter().map(|n| format!("/figures/{}", n.id)));
    paths
}
