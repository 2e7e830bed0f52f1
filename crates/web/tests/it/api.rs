//! The JSON API.

use crate::support::{both_sites, empty_site, site};
use serde_json::Value;
use teukgu_domain::entry::Event;
use teukgu_domain::snapshot::Snapshot;

fn ids(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn each_list_holds_every_noun_of_the_zone_with_where_it_comes_from() {
    for (site, zone) in both_sites().await {
        for (path, count) in [
            ("programmes", zone.programmes().len()),
            ("sub-projects", zone.sub_projects().len()),
            ("operators", zone.operators().len()),
            ("special-cases", zone.provisions().len()),
            ("organisations?limit=200", zone.organisations().len()),
            ("sites", zone.sites().len()),
            ("neighbours", zone.neighbours().len()),
            ("history", zone.history().len()),
            ("figures", zone.claims().len()),
        ] {
            let list = site.json(&format!("/api/v1/{path}")).await;
            assert_eq!((list["total"].as_u64(), ids(&list).len()), (Some(count as u64), count), "{path}");
            for item in list["items"].as_array().unwrap() {
                let provenance = &item["provenance"];
                let sourced = !provenance["sources"].as_array().unwrap().is_empty();
                assert!(sourced || provenance["illustrative"] == true, "{path}: {item}");
            }
        }
        assert_eq!(site.json("/api/v1/zone").await["id"], zone.zone().unwrap().id.as_str());
        assert_eq!(site.json("/api/v1/sources").await["total"], zone.sources().len());
    }
}

#[tokio::test]
async fn money_is_whole_won_and_adds_up() {
    for (site, zone) in both_sites().await {
        let total: i64 = zone.sub_projects().iter().map(|sub| sub.total().won()).sum();
        let plan = site.json("/api/v1/plan").await;
        assert_eq!(plan["budget"]["amount_won"], total);
        let sum = |list: &Value| -> i64 {
            list.as_array().unwrap().iter().map(|row| row["amount_won"].as_i64().unwrap()).sum()
        };
        assert_eq!(sum(&plan["budget"]["years"]), total);
        assert_eq!(sum(&plan["budget"]["by_fund"]), total);
        let programmes = site.json("/api/v1/programmes").await;
        let of_programmes: i64 = programmes["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|programme| programme["budget"]["amount_won"].as_i64().unwrap())
            .sum();
        assert_eq!(of_programmes, total);
    }
}

#[tokio::test]
async fn what_does_not_exist_is_a_problem_and_not_a_page() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for path in [
        "/api/v1/programmes/none",
        "/api/v1/sub-projects/none",
        "/api/v1/special-cases/none",
        "/api/v1/organisations/none",
        "/api/v1/figures/%EC%96%91%EC%9E%AC",
        "/api/v1/nothing",
        "/api/v2",
    ] {
        site.problem(path, 404).await;
    }
}

#[tokio::test]
async fn a_portal_without_a_zone_says_so() {
    let site = empty_site(&teukgu_testkit::yangjae()).await;
    let problem = site.problem("/api/v1/zone", 503).await;
    assert!(problem["detail"].as_str().unwrap().contains("--tenant"), "{problem}");
}

#[tokio::test]
async fn a_wrong_parameter_is_named_with_what_to_write_instead() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for (query, named) in [
        ("organisations?limit=0", "limit"),
        ("organisations?limit=201", "200"),
        ("organisations?limit=-1", "limit"),
        ("organisations?offset=x", "offset"),
        ("organisations?sort_of=bank", "start_up"),
        ("organisations?relation=friend", "located"),
        ("organisations?order=size", "dong"),
        ("organisations?desc=maybe", "desc"),
        ("organisations?page=2", "`page`"),
        ("record?after=-1", "after"),
        ("record?limit=1001", "1000"),
        ("locate", "dong"),
        ("locate?x=127.03", "`y`"),
        ("locate?x=127.03&y=37.47&dong=a", "dong"),
        ("locate?x=east&y=37.47", "`x`"),
        ("locate?x=127.03&y=37.47&crs=EPSG:2097", "EPSG:5186"),
        ("locate?x=127.03&y=37.47&crs=EPSG:5174", "EPSG:5186"),
        ("locate?x=127.03&y=37.47&on=tomorrow", "2025-01-01"),
    ] {
        let problem = site.problem(&format!("/api/v1/{query}"), 400).await;
        assert!(problem["detail"].as_str().unwrap().contains(named), "{query}: {problem}");
    }
}

#[tokio::test]
async fn the_links_of_a_list_lead_through_all_of_it_once() {
    let zone = teukgu_testkit::yangjae();
    let site = site(&zone).await;
    let mut next = Some("/api/v1/organisations?order=sort&limit=7".to_owned());
    let mut seen = Vec::new();
    while let Some(address) = next {
        let reply = site.get(&address).await;
        seen.extend(ids(&reply.value()).into_iter().map(str::to_owned));
        next = reply
            .header("link")
            .split(", ")
            .find_map(|link| link.strip_suffix(">; rel=\"next\"")?.strip_prefix('<').map(str::to_owned));
        assert!(reply.header("link").contains("rel=\"first\""));
    }
    let mut expected: Vec<String> = zone.organisations().iter().map(|org| org.id.to_string()).collect();
    expected.sort();
    seen.sort();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn organisations_are_found_by_words_sort_and_relation() {
    let zone = teukgu_testkit::yangjae();
    let site = site(&zone).await;
    let first = zone.organisations()[0].clone();
    let found = site
        .json(&format!(
            "/api/v1/organisations?sort_of={}&relation={}",
            first.sort.key(),
            first.relation.key()
        ))
        .await;
    assert!(ids(&found).contains(&first.id.as_str()));
    let all = found["items"].as_array().unwrap();
    assert!(
        all.iter().all(|item| item["sort"] == first.sort.key() && item["relation"] == first.relation.key())
    );
    assert_eq!(site.json("/api/v1/organisations?q=no-such-name").await["total"], 0);
    let up = site.json("/api/v1/organisations?limit=200").await;
    let down = site.json("/api/v1/organisations?limit=200&desc").await;
    assert_eq!(ids(&up), ids(&down).into_iter().rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_point_in_the_zone_is_located_in_its_part() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let inside = site.json("/api/v1/locate?x=127.0272&y=37.46835").await;
    assert_eq!(
        (&inside["status"], &inside["zones"][0]["part"]),
        (&"located".into(), &"A".into()),
        "{inside}"
    );
    assert_eq!((&inside["on"], &inside["in_force"]), (&"2026-03-02".into(), &true.into()));
    let outside = site.json("/api/v1/locate?x=126.9780&y=37.5665&on=2024-01-01").await;
    assert_eq!(
        (&outside["zones"], &outside["in_force"]),
        (&Value::Array(Vec::new()), &false.into()),
        "{outside}"
    );
    assert!(outside["nearest"]["distance_m"].as_f64().unwrap() > 1_000.0);
    let swapped = site.json("/api/v1/locate?x=37.46835&y=127.0272").await;
    assert_eq!(swapped["status"], "looks_swapped");
    assert!(swapped["hint"]["ko"].is_string(), "{swapped}");
}

#[tokio::test]
async fn a_dong_is_one_several_or_none() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let one = site.json("/api/v1/locate?dong=%EC%9A%B0%EB%A9%B4%EB%8F%99").await;
    assert_eq!((&one["status"], &one["cover"]), (&"one".into(), &"part".into()), "{one}");
    let several = site.json("/api/v1/locate?dong=%EC%96%91%EC%9E%AC%EB%8F%99").await;
    assert_ne!(several["status"], "unknown", "{several}");
    let none = site.json("/api/v1/locate?dong=%EC%97%86%EB%8A%94%EA%B3%B3").await;
    assert_eq!(none["status"], "unknown", "{none}");
}

#[tokio::test]
async fn the_record_is_read_in_stretches_and_shows_a_withdrawal() {
    let zone = teukgu_testkit::yangjae();
    let site = site(&zone).await;
    let gone = zone.neighbours()[0].id.to_string();
    let left = zone.events().filter(|event| event.subject().1 != gone).cloned();
    site.load(&Snapshot::from_events(left)).await;
    let (mut after, mut entries) = (Some(0), Vec::new());
    while let Some(seq) = after {
        let page = site.json(&format!("/api/v1/record?after={seq}&limit=60")).await;
        entries.extend(page["entries"].as_array().unwrap().clone());
        after = page["next_after"].as_u64();
    }
    let count = zone.events().count() as u64 + 1;
    let numbers: Vec<_> = entries.iter().map(|entry| entry["seq"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
    let last = entries.last().unwrap();
    assert_eq!((&last["event"], &last["key"]), (&"withdrawn".into(), &gone.into()), "{last}");
    let kinds = |event: &Event| event.subject().0.key();
    assert_eq!(entries[0]["kind"], zone.events().next().map(kinds).unwrap());
    assert_eq!(site.json("/api/v1/record?after=99999").await["entries"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn a_client_that_has_the_answer_is_not_sent_it_again() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let first = site.get("/api/v1/figures").await;
    let again = site.get_with("/api/v1/figures", &[("if-none-match", first.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    assert_eq!(again.header("etag"), first.header("etag"));
    let other = site.get_with("/api/v1/figures", &[("if-none-match", "\"0\"")]).await;
    assert_eq!((other.status.as_u16(), other.body == first.body), (200, true));
}

#[tokio::test]
async fn a_source_says_how_many_facts_cite_it() {
    for (site, zone) in both_sites().await {
        let sources = site.json("/api/v1/sources").await;
        let act =
            sources["items"].as_array().unwrap().iter().find(|source| source["id"] == "act-21738").unwrap();
        let provisions = zone.provisions();
        let citing =
            provisions.iter().filter(|n| n.provenance.sources.iter().any(|id| id.as_str() == "act-21738"));
        assert!(act["cited_by"].as_u64().unwrap() >= citing.count() as u64, "{act}");
    }
}
