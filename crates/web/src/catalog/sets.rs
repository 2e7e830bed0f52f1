//! The data sets: one table for the catalogue and for the page that lists them.

/// A data set.
pub(crate) struct DataSet {
    /// Stable id.
    pub(crate) id: &'static str,
    /// Key of its title.
    pub(crate) title: &'static str,
    /// Key of its description.
    pub(crate) about: &'static str,
    pub(crate) terms: Terms,
    pub(crate) files: &'static [File],
}

/// A form in which a data set can be had.
pub(crate) struct File {
    /// Key of its title.
    pub(crate) title: &'static str,
    /// Short name of the format.
    pub(crate) format: &'static str,
    pub(crate) media_type: &'static str,
    /// Address in the portal.
    pub(crate) path: &'static str,
}

/// On what terms a data set may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Terms {
    /// Facts of the zone and the texts around them.
    Facts,
    /// Outlines of the legal dongs, attribution asked for.
    LegalDongs,
    /// Outlines of the administrative dongs, attribution asked for.
    AdminDongs,
}

/// A licence by its name and its address.
pub(crate) struct Licence {
    pub(crate) name: &'static str,
    pub(crate) href: &'static str,
}

const APACHE: Licence =
    Licence { name: "Apache License 2.0", href: "https://www.apache.org/licenses/LICENSE-2.0" };
const CC_BY: Licence = Licence { name: "CC BY 4.0", href: "https://creativecommons.org/licenses/by/4.0/" };

impl Terms {
    pub(crate) const ALL: [Self; 3] = [Self::Facts, Self::LegalDongs, Self::AdminDongs];

    /// Returns the key of the words that say the terms.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Facts => "data-terms-facts",
            Self::LegalDongs => "data-terms-dongs",
            Self::AdminDongs => "data-terms-admin-dongs",
        }
    }

    /// Returns the key of what the terms are for.
    pub(crate) const fn of(self) -> &'static str {
        match self {
            Self::Facts => "data-terms-of-facts",
            Self::LegalDongs => "data-layer-dongs",
            Self::AdminDongs => "data-layer-admin-dongs",
        }
    }

    /// Returns the licence, where there is one.
    pub(crate) const fn licence(self) -> Option<&'static Licence> {
        match self {
            Self::Facts => Some(&APACHE),
            Self::LegalDongs => None,
            Self::AdminDongs => Some(&CC_BY),
        }
    }
}

impl DataSet {
    /// Returns the address of the data set in the catalogue.
    pub(crate) fn path(&self) -> String {
        format!("/catalog#{}", self.id)
    }

    /// Returns the address of one of its files in the catalogue.
    pub(crate) fn file_path(&self, file: &File) -> String {
        let number = self.files.iter().take_while(|other| other.path != file.path).count() + 1;
        format!("/catalog#{}-{number}", self.id)
    }
}

const fn json(path: &'static str, title: &'static str) -> File {
    File { title, format: "JSON", media_type: "application/json", path }
}

const fn geo_json(path: &'static str, title: &'static str) -> File {
    File { title, format: "GeoJSON", media_type: "application/geo+json", path }
}

const fn csv(path: &'static str, title: &'static str) -> File {
    File { title, format: "CSV", media_type: "text/csv", path }
}

/// Every data set, in the order of the menu.
pub(crate) const DATA_SETS: [DataSet; 12] = [
    DataSet {
        id: "zone",
        title: "data-set-zone",
        about: "data-set-zone-about",
        terms: Terms::Facts,
        files: &[json("/api/v1/zone", "data-set-zone")],
    },
    DataSet {
        id: "boundary",
        title: "data-set-boundary",
        about: "data-set-boundary-about",
        terms: Terms::Facts,
        files: &[
            geo_json("/ogc/collections/zones/items", "data-layer-zones"),
            geo_json("/ogc/collections/parts/items", "data-layer-parts"),
        ],
    },
    DataSet {
        id: "programmes",
        title: "data-set-programmes",
        about: "data-set-programmes-about",
        terms: Terms::Facts,
        files: &[
            json("/api/v1/programmes", "menu-programmes"),
            json("/api/v1/sub-projects", "record-kind-sub-project"),
            json("/api/v1/plan", "data-file-plan"),
        ],
    },
    DataSet {
        id: "special-cases",
        title: "data-set-special-cases",
        about: "data-set-special-cases-about",
        terms: Terms::Facts,
        files: &[json("/api/v1/special-cases", "menu-special-cases")],
    },
    DataSet {
        id: "catalogue",
        title: "catalogue-title",
        about: "data-set-catalogue-about",
        terms: Terms::Facts,
        files: &[
            csv("/special-cases/catalogue.csv", "catalogue-title"),
            json("/api/v1/catalogue", "catalogue-title"),
        ],
    },
    DataSet {
        id: "organisations",
        title: "data-set-organisations",
        about: "data-set-organisations-about",
        terms: Terms::Facts,
        files: &[
            csv("/organisations.csv", "menu-organisations"),
            json("/api/v1/organisations", "menu-organisations"),
            geo_json("/ogc/collections/organisations/items", "data-layer-organisations"),
        ],
    },
    DataSet {
        id: "sites",
        title: "data-set-sites",
        about: "data-set-sites-about",
        terms: Terms::Facts,
        files: &[
            json("/api/v1/sites", "data-file-sites"),
            json("/api/v1/firms", "record-kind-firms"),
            geo_json("/ogc/collections/sites/items", "data-layer-sites"),
        ],
    },
    DataSet {
        id: "figures",
        title: "data-set-figures",
        about: "data-set-figures-about",
        terms: Terms::Facts,
        files: &[json("/api/v1/figures", "menu-figures"), json("/api/v1/sources", "sources")],
    },
    DataSet {
        id: "history",
        title: "data-set-history",
        about: "data-set-history-about",
        terms: Terms::Facts,
        files: &[
            json("/api/v1/history", "history"),
            json("/api/v1/neighbours", "neighbours"),
            json("/api/v1/governance", "data-file-governance"),
        ],
    },
    DataSet {
        id: "record",
        title: "data-set-record",
        about: "data-set-record-about",
        terms: Terms::Facts,
        files: &[json("/api/v1/record", "record")],
    },
    DataSet {
        id: "dongs",
        title: "data-layer-dongs",
        about: "data-layer-dongs-about",
        terms: Terms::LegalDongs,
        files: &[geo_json("/ogc/collections/dongs/items", "data-layer-dongs")],
    },
    DataSet {
        id: "admin-dongs",
        title: "data-layer-admin-dongs",
        about: "data-layer-admin-dongs-about",
        terms: Terms::AdminDongs,
        files: &[geo_json("/ogc/collections/admin-dongs/items", "data-layer-admin-dongs")],
    },
];
