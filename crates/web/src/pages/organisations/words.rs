//! Words for what an organisation is and how it is connected with the zone.

use teukgu_domain::organisation::{OrganisationSort, Relation};

/// Returns the key of the word for a sort.
pub(super) const fn sort(sort: OrganisationSort) -> &'static str {
    match sort {
        OrganisationSort::LargeCompany => "organisations-sort-large-company",
        OrganisationSort::CorporateLab => "organisations-sort-corporate-lab",
        OrganisationSort::StartUp => "organisations-sort-start-up",
        OrganisationSort::SmallFirm => "organisations-sort-small-firm",
        OrganisationSort::University => "organisations-sort-university",
        OrganisationSort::PublicBody => "organisations-sort-public-body",
    }
}

/// Returns the key of the word for a relation.
pub(super) const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::GeneralOperator => "organisations-relation-general-operator",
        Relation::UnitOperator => "organisations-relation-unit-operator",
        Relation::FacilityOperator => "organisations-relation-facility-operator",
        Relation::Located => "organisations-relation-located",
        Relation::Resident => "organisations-relation-resident",
        Relation::Supported => "organisations-relation-supported",
        Relation::Consortium => "organisations-relation-consortium",
        Relation::ConsortiumPartner => "organisations-relation-consortium-partner",
        Relation::OverseasPartner => "organisations-relation-overseas-partner",
        Relation::Partner => "organisations-relation-partner",
        Relation::Funder => "organisations-relation-funder",
        Relation::HostBuilding => "organisations-relation-host-building",
        Relation::FormerResident => "organisations-relation-former-resident",
        Relation::FormerOperator => "organisations-relation-former-operator",
    }
}

/// Relations that a visitor would otherwise take for one another, under a word for what they share.
pub(super) const GROUPS: [(&str, &[Relation]); 4] = [
    ("organisations-group-operators", &[Relation::GeneralOperator, Relation::UnitOperator]),
    (
        "organisations-group-present",
        &[Relation::FacilityOperator, Relation::Resident, Relation::Located, Relation::HostBuilding],
    ),
    (
        "organisations-group-together",
        &[
            Relation::Consortium,
            Relation::ConsortiumPartner,
            Relation::OverseasPartner,
            Relation::Partner,
            Relation::Funder,
            Relation::Supported,
        ],
    ),
    ("organisations-group-former", &[Relation::FormerResident, Relation::FormerOperator]),
];

/// Returns the key of the group that a relation belongs to.
pub(super) fn group(relation: Relation) -> &'static str {
    let found = GROUPS.iter().find(|(_, relations)| relations.contains(&relation));
    found.map_or("organisations-group-together", |(key, _)| key)
}

/// Returns true for operators of the plan, whom nobody should take for a neighbour with an office.
pub(super) fn is_operator(relation: Relation) -> bool {
    GROUPS[0].1.contains(&relation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_is_in_one_group() {
        for relation in Relation::ALL {
            let groups = GROUPS.iter().filter(|(_, relations)| relations.contains(relation)).count();
            assert_eq!(groups, 1, "{relation:?}");
        }
    }

    #[test]
    fn only_general_and_unit_operators_operate_the_plan() {
        let operators: Vec<_> = Relation::ALL.iter().filter(|relation| is_operator(**relation)).collect();
        assert_eq!(operators, [&Relation::GeneralOperator, &Relation::UnitOperator]);
    }
}
