//! Builds organisations that say only what a test is about.

use teukgu_domain::boundary::{Crs, Position};
use teukgu_domain::ids::OrganisationId;
use teukgu_domain::organisation::{Organisation, OrganisationSort, Relation};
use teukgu_domain::provenance::Provenance;

/// An organisation in the making: an illustrative small firm that is located in the zone, until told otherwise.
#[derive(Clone, Debug)]
#[must_use]
pub struct OrganisationBuilder(Organisation);

/// Begins an organisation with an id.
///
/// # Panics
/// If the text is not an id.
pub fn an_organisation(id: &str) -> OrganisationBuilder {
    OrganisationBuilder(Organisation {
        id: OrganisationId::parse(id).expect("the id of a test is an id"),
        name_ko: format!("기업 {id}"),
        name_en: format!("Firm {id}"),
        sort: OrganisationSort::SmallFirm,
        relation: Relation::Located,
        legal_dong: None,
        address: None,
        ksic: None,
        position: None,
        position_error_m: None,
        note_ko: String::new(),
        note_en: String::new(),
        provenance: Provenance::illustrative(),
    })
}

impl OrganisationBuilder {
    /// Names it in Korean and English.
    pub fn named(mut self, ko: &str, en: &str) -> Self {
        (self.0.name_ko, self.0.name_en) = (ko.to_owned(), en.to_owned());
        self
    }

    /// Sets what sort of organisation it is.
    pub fn of_sort(mut self, sort: OrganisationSort) -> Self {
        self.0.sort = sort;
        self
    }

    /// Sets how it is connected with the zone.
    pub fn connected_as(mut self, relation: Relation) -> Self {
        self.0.relation = relation;
        self
    }

    /// Sets the industry by its KSIC code.
    pub fn in_industry(mut self, ksic: &str) -> Self {
        self.0.ksic = Some(ksic.to_owned());
        self
    }

    /// Sets the legal dong by its code.
    pub fn in_dong(mut self, legal_dong: &str) -> Self {
        self.0.legal_dong = Some(legal_dong.to_owned());
        self
    }

    /// Puts it at degrees of longitude and latitude, off by at most `error_m` metres.
    ///
    /// # Panics
    /// If a degree is no finite number.
    pub fn at(mut self, lon: f64, lat: f64, error_m: u32) -> Self {
        let position = teukgu_geo::crs::quantise((lon, lat), Crs::Epsg4326);
        let position: Position = position.expect("the degrees of a test are finite");
        (self.0.position, self.0.position_error_m) = (Some(position), Some(error_m));
        self
    }

    /// Gives the organisation.
    pub fn build(self) -> Organisation {
        self.0
    }
}
