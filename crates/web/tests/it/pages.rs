//! The pages about the data itself.

use crate::support::{both_sites, site};
use teukgu_domain::snapshot::Snapshot;

#[tokio::test]
async fn the_sources_page_has_an_anchor_for_every_source() {
    for (site, zone) in both_sites().await {
        for path in ["/sources", "/en/sources"] {
            let page = site.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            for source in zone.sources() {
                assert!(page.body.contains(&format!("<tr id=\"{}\">", source.id)), "{path} {}", source.id);
            }
        }
    }
}

#[tokio::test]
async fn the_record_page_tells_added_from_changed_and_withdrawn() {
    let mut zone = teukgu_testkit::yangjae();
    let site = site(&zone).await;
    let mut changed = zone.sites()[0].clone();
    changed.floor_area_m2 = Some(1);
    let gone = zone.neighbours()[0].id.to_string();
    zone.apply(changed.into());
    let left = zone.events().filter(|event| event.subject().1 != gone).cloned();
    site.load(&Snapshot::from_events(left)).await;
    let page = site.get("/en/record").await.body;
    for turn in [">Added<", ">Changed<", ">Withdrawn<"] {
        assert!(page.contains(turn), "{turn}");
    }
    let older = site.get("/en/record?before=50").await.body;
    assert!(older.contains(">Added<") && !older.contains(">Withdrawn<"));
    assert!(
        older.contains("rel=\"prev\"") && !older.contains("rel=\"next\""),
        "the oldest leads to newer only"
    );
}

#[tokio::test]
async fn the_data_page_leads_to_files_that_exist() {
    for (site, _) in both_sites().await {
        let page = site.get("/data").await.body;
        let links: Vec<&str> =
            page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let files: Vec<&str> = links
            .into_iter()
            .filter(|href| ["/api", "/ogc", "/catalog"].iter().any(|at| href.starts_with(at)))
            .collect();
        assert!(files.len() > 20, "{files:?}");
        for href in files {
            assert_eq!(site.get(href).await.status, 200, "{href}");
        }
    }
}
