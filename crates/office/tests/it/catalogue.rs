//! Every special case of the Act is found, with what the zone has made of it.

use crate::support::office;
use std::collections::BTreeSet;
use teukgu_office::catalogue::{CatalogueQuery, ZoneKind};

#[tokio::test]
async fn every_special_case_that_a_zone_has_is_one_of_the_act() {
    for (zone, rows) in [(teukgu_testkit::yangjae(), 7), (teukgu_testkit::second_zone(), 2)] {
        let office = office(&zone).await;
        let view = office.view().unwrap();
        let taken = CatalogueQuery { taken: true, ..CatalogueQuery::default() };
        let found = view.find_special_cases(office.catalogue(), &taken);
        assert_eq!(found.len(), rows, "Article 31 has two paragraphs");
        let of_the_act: BTreeSet<_> =
            found.iter().filter_map(|case| case.granted).map(|case| &case.id).collect();
        let of_the_zone: BTreeSet<_> =
            view.snapshot().provisions().into_iter().map(|case| &case.id).collect();
        assert_eq!(of_the_act, of_the_zone);
    }
}

#[tokio::test]
async fn what_would_serve_an_ai_zone_is_useful_until_the_zone_has_it() {
    let useful = CatalogueQuery { useful: true, ..CatalogueQuery::default() };
    for (zone, expected) in [
        (teukgu_testkit::yangjae(), ["SC-034-1", "SC-034-2", "SC-048-1", "SC-049-1", "SC-054-1"].as_slice()),
        (teukgu_testkit::second_zone(), ["SC-034-2", "SC-048-1", "SC-049-1", "SC-054-1"].as_slice()),
    ] {
        let office = office(&zone).await;
        let view = office.view().unwrap();
        let found = view.find_special_cases(office.catalogue(), &useful);
        assert!(found.iter().all(|case| case.is_useful() && !case.is_taken()));
        assert_eq!(found.iter().map(|case| case.entry.id.as_str()).collect::<Vec<_>>(), expected);
    }
}

#[tokio::test]
async fn words_and_filters_narrow_the_catalogue_together() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let view = office.view().unwrap();
    let count = |query: &CatalogueQuery| view.find_special_cases(office.catalogue(), query).len();
    let all = CatalogueQuery::default();
    assert_eq!(count(&all), 148);
    let regional = CatalogueQuery { kind: Some(ZoneKind::RegionalSpecial), ..all.clone() };
    assert_eq!(count(&regional), 99);
    let ordinance = CatalogueQuery { needs_ordinance: true, ..all.clone() };
    assert_eq!(count(&ordinance), 13);
    assert_eq!(count(&CatalogueQuery { taken: true, ..ordinance.clone() }), 1, "the park case");
    assert_eq!(count(&CatalogueQuery { words: "공원 조례".to_owned(), ..ordinance }), 3);
    assert_eq!(count(&CatalogueQuery { words: "55".to_owned(), ..regional }), 1);
    assert_eq!(count(&CatalogueQuery { words: "없는 낱말".to_owned(), ..all }), 0);
}
