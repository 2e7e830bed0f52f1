//! The catalogue.

use crate::support::{both_sites, site};
use serde_json::Value;
use std::collections::BTreeMap;

fn nodes(catalogue: &Value) -> BTreeMap<String, &Value> {
    let graph = catalogue["@graph"].as_array().unwrap();
    graph.iter().map(|node| (node["@id"].as_str().unwrap().to_owned(), node)).collect()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|node| node["@id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_data_set_and_every_file_of_the_catalogue_exists() {
    for (site, _) in both_sites().await {
        let reply = site.get("/catalog").await;
        assert_eq!(reply.header("content-type"), "application/ld+json");
        let catalogue = reply.value();
        let nodes = nodes(&catalogue);
        let sets = ids(&nodes["http://portal.test/catalog"]["dcat:dataset"]);
        assert!(sets.len() >= 7, "{sets:?}");
        for set in sets {
            let files = ids(&nodes[set]["dcat:distribution"]);
            assert!(!files.is_empty(), "{set}");
            for file in files {
                let address = nodes[file]["dcat:downloadURL"]["@id"].as_str().unwrap();
                let reply = site.get(address.strip_prefix("http://portal.test").unwrap()).await;
                assert_eq!(reply.status, 200, "{address}");
                let media_type = nodes[file]["schema:encodingFormat"].as_str().unwrap();
                assert!(reply.header("content-type").starts_with(media_type), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn the_portal_is_the_publisher_as_long_as_it_is_not_official() {
    let mut zone = teukgu_testkit::yangjae();
    let site = site(&zone).await;
    let kind =
        |catalogue: &Value| nodes(catalogue)["http://portal.test/catalog#publisher"]["@type"][1].clone();
    assert_eq!(kind(&site.json("/catalog").await), "schema:Organization");
    let mut declared = zone.zone().unwrap().clone();
    declared.official = true;
    zone.apply(declared.into());
    site.load(&zone).await;
    let catalogue = site.json("/catalog").await;
    assert_eq!(kind(&catalogue), "schema:GovernmentOrganization");
    let own = nodes(&catalogue)["http://portal.test/catalog#figures"];
    assert!(own.get("schema:license").is_none(), "the portal cannot license the texts of a municipality");
}

#[tokio::test]
async fn outlines_of_others_keep_their_attribution() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let catalogue = site.json("/catalog").await;
    let rights = nodes(&catalogue)["http://portal.test/catalog#admin-dongs"]["dct:rights"].to_string();
    assert!(rights.contains("SGIS") && rights.contains("vuski/admdongkor"), "{rights}");
    let rights = nodes(&catalogue)["http://portal.test/catalog#dongs"]["dct:rights"].to_string();
    assert!(rights.contains("southkorea/seoul-maps"), "{rights}");
}
