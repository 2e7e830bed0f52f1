//! OGC API Features.

use crate::support::{both_sites, site};
use serde_json::Value;

const EPSG_5186: &str = "http://www.opengis.net/def/crs/EPSG/0/5186";
const EPSG_4326: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

fn corner(collection: &Value) -> (f64, f64) {
    let mut value = &collection["features"][0]["geometry"]["coordinates"];
    while !value[0].is_number() {
        value = &value[0];
    }
    (value[0].as_f64().unwrap(), value[1].as_f64().unwrap())
}

fn link<'a>(answer: &'a Value, rel: &str) -> Option<&'a str> {
    let links = answer["links"].as_array()?;
    links.iter().find(|link| link["rel"] == rel)?["href"].as_str()
}

/// Takes the host off an address, so that the test can ask for it.
fn local(href: &str) -> &str {
    href.strip_prefix("http://portal.test").unwrap()
}

#[tokio::test]
async fn a_client_finds_its_way_from_the_landing_page_to_a_feature() {
    for (site, zone) in both_sites().await {
        let landing = site.json("/ogc").await;
        assert!(link(&landing, "service-desc").is_some() && link(&landing, "conformance").is_some());
        let collections = site.json(local(link(&landing, "data").unwrap())).await;
        let zones = &collections["collections"][0];
        assert_eq!(zones["itemType"], "feature");
        assert_eq!(zones["extent"]["spatial"]["crs"], CRS84);
        let items = site.json(local(link(zones, "items").unwrap())).await;
        assert_eq!((&items["numberMatched"], &items["numberReturned"]), (&1.into(), &1.into()));
        let id = items["features"][0]["id"].as_str().unwrap();
        assert_eq!(id, zone.zone().unwrap().id.as_str());
        let feature = site.json(&format!("/ogc/collections/zones/items/{id}")).await;
        assert_eq!(feature["geometry"], items["features"][0]["geometry"]);
        assert!(link(&feature, "collection").unwrap().ends_with("/ogc/collections/zones"));
    }
}

#[tokio::test]
async fn every_collection_gives_its_features_in_every_system_it_names() {
    for (site, _) in both_sites().await {
        let collections = site.json("/ogc/collections").await;
        assert_eq!(collections["collections"].as_array().unwrap().len(), 6);
        for collection in collections["collections"].as_array().unwrap() {
            let id = collection["id"].as_str().unwrap();
            for crs in collection["crs"].as_array().unwrap() {
                let crs = crs.as_str().unwrap();
                let reply = site.get(&format!("/ogc/collections/{id}/items?crs={crs}")).await;
                assert_eq!(reply.status, 200, "{id} {crs}: {}", reply.body);
                assert_eq!(reply.header("content-type"), "application/geo+json");
                assert_eq!(reply.header("content-crs"), format!("<{crs}>"));
            }
        }
    }
}

#[tokio::test]
async fn coordinates_follow_the_order_of_their_system() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let at = async |crs: &str| corner(&site.json(&format!("/ogc/collections/parts/items?crs={crs}")).await);
    let (lon, lat) = at(CRS84).await;
    assert!((127.0..127.1).contains(&lon) && (37.4..37.5).contains(&lat), "{lon} {lat}");
    assert_eq!(at(EPSG_4326).await, (lat, lon));
    let (north, east) = at(EPSG_5186).await;
    assert!((540e3..542e3).contains(&north) && (202e3..204e3).contains(&east), "{north} {east}");
}

#[tokio::test]
async fn a_box_finds_the_same_features_in_every_system() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let found = async |query: &str| {
        let items = site.json(&format!("/ogc/collections/parts/items?{query}")).await;
        items["features"].as_array().unwrap().iter().map(|f| f["id"].to_string()).collect::<Vec<_>>()
    };
    let all = found("").await;
    assert_eq!(found("bbox=124,33,132,39").await, all);
    assert_eq!(found("bbox=124,33,0,132,39,100").await, all);
    assert_eq!(found(&format!("bbox=33,124,39,132&bbox-crs={EPSG_4326}")).await, all);
    let small = found("bbox=127.0263,37.4676,127.0280,37.4690").await;
    assert!(!small.is_empty() && small.len() < all.len(), "{small:?}");
    let metric = found(&format!("bbox=540800,202300,541100,202500&bbox-crs={EPSG_5186}")).await;
    assert_eq!(metric, small);
    assert_eq!(found("bbox=170,-10,-170,10").await, Vec::<String>::new());
}

#[tokio::test]
async fn the_next_links_lead_through_a_collection_once() {
    let zone = teukgu_testkit::yangjae();
    let site = site(&zone).await;
    let mut next = Some("/ogc/collections/organisations/items?limit=20".to_owned());
    let mut seen = 0;
    while let Some(address) = next {
        let page = site.json(&address).await;
        assert_eq!(page["numberMatched"], zone.organisations().len());
        seen += page["features"].as_array().unwrap().len();
        next = link(&page, "next").map(local).map(str::to_owned);
    }
    assert_eq!(seen, zone.organisations().len());
    let many = site.json("/ogc/collections/organisations/items?limit=99999").await;
    assert_eq!(many["numberReturned"], zone.organisations().len(), "more than the most gives the most");
}

#[tokio::test]
async fn days_choose_the_zone_and_leave_what_has_none() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (days, zones) in
        [("2026-01-01", 1), ("1999-01-01/2000-01-01", 0), ("2029-12-31/..", 1), ("../2024-12-31", 0)]
    {
        let found = site.json(&format!("/ogc/collections/zones/items?datetime={days}")).await;
        assert_eq!(found["numberMatched"], zones, "{days}");
    }
    let sites = site.json("/ogc/collections/sites/items?datetime=1999-01-01").await;
    assert_eq!(sites["numberMatched"], teukgu_testkit::yangjae().sites().len());
}

#[tokio::test]
async fn what_cannot_be_read_or_found_is_a_problem() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for query in [
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=1,2,3,4,5",
        "bbox=0,40,1,30",
        "bbox=0,0,0,91",
        "bbox=0,0,1,1&bbox-crs=EPSG:9999",
        "bbox-crs=nonsense",
        "crs=EPSG:5174",
        "limit=0",
        "limit=ten",
        "offset=-1",
        "datetime=yesterday",
        "colour=blue",
    ] {
        let problem = site.problem(&format!("/ogc/collections/parts/items?{query}"), 400).await;
        assert!(problem["detail"].is_string(), "{query}: {problem}");
    }
    site.problem("/ogc/collections/none", 404).await;
    site.problem("/ogc/collections/none/items", 404).await;
    site.problem("/ogc/collections/parts/items/none", 404).await;
    site.problem("/ogc/none", 404).await;
}
