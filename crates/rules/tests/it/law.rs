//! The law of the repository: no fault, and every case beside it passes.

use crate::support::{law, repository};
use teukgu_domain::calendar::Holidays;
use teukgu_rules::cases::run;
use teukgu_rules::law::ProvisionKind;

#[test]
fn every_case_beside_the_law_passes() {
    let law = law(&repository());
    let results = run(&law, None, &Holidays::default());
    let failed: Vec<String> = results
        .iter()
        .filter(|result| !result.mismatches.is_empty())
        .map(|result| format!("{}:{} {:?}", result.file.file, result.case.line, result.mismatches))
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(results.len() > 200, "{} cases", results.len());
}

#[test]
fn the_six_special_cases_of_yangjae_are_there() {
    let law = law(&repository());
    for id in [
        "act.31.stay_period",
        "act.33.road_control",
        "act.45.road_occupancy",
        "act.46.park_occupancy",
        "act.55.patent_priority",
        "act.60.investment_review",
    ] {
        assert_eq!(
            law.provision(id).map(|provision| provision.kind),
            Some(ProvisionKind::SpecialCase),
            "{id}"
        );
    }
}

#[test]
fn no_condition_names_a_place() {
    for provision in &law(&repository()).provisions {
        let texts = provision.conditions.iter().map(|condition| &condition.text.ko);
        for text in texts.chain([&provision.effect_text.ko]) {
            assert!(!text.contains("서초") && !text.contains("양재"), "{}: {text}", provision.id);
        }
    }
}
