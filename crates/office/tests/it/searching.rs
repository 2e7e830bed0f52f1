//! Organisations are found by words, filters and order.

use crate::support::office;
use teukgu_domain::organisation::{OrganisationSort, Relation};
use teukgu_domain::text::Lang;
use teukgu_office::search::{OrganisationOrder, OrganisationQuery};

#[tokio::test]
async fn words_filters_and_order_find_organisations() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let view = office.view().unwrap();
    let find = |query: &OrganisationQuery| {
        view.find_organisations(query, Lang::Ko).iter().map(|org| org.name_ko.clone()).collect::<Vec<_>>()
    };
    let all = OrganisationQuery::default();
    assert_eq!(find(&all).len(), 55);
    assert_eq!(find(&OrganisationQuery { words: "kt 태봉로".to_owned(), ..all.clone() }).len(), 1);
    let operators = find(&OrganisationQuery { relation: Some(Relation::UnitOperator), ..all.clone() });
    assert_eq!(operators.len(), 3);
    let labs = OrganisationQuery { sort: Some(OrganisationSort::CorporateLab), ..all.clone() };
    assert_eq!(find(&labs).len(), 5);
    let up = find(&OrganisationQuery { order: OrganisationOrder::Name, ..all.clone() });
    let mut down = find(&OrganisationQuery { descending: true, ..all });
    down.reverse();
    assert_eq!(up, down);
    assert!(
        find(&OrganisationQuery { words: "없는 이름".to_owned(), ..OrganisationQuery::default() }).is_empty()
    );
}
