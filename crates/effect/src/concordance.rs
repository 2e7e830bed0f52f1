//! From classes of industries to the sectors of a table.

/// A concordance (연계표): which sectors of a table a class of industries belongs to.
#[doc(alias = "연계표")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concordance {
    classes: Vec<Class>,
}

/// A class of industries with its sectors.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Code of the class, or the digits that its members begin with.
    pub code: String,
    /// Name of the class.
    pub name: String,
    /// Sectors that it belongs to.
    pub sectors: Vec<SectorShare>,
    /// What the source says of the row, such as `draft`.
    pub status: String,
}

/// A sector to which a class belongs, as a whole or in part.
#[derive(Clone, Debug, PartialEq)]
pub struct SectorShare {
    /// Code of the sector.
    pub code: String,
    /// Name of the sector.
    pub name: String,
    /// Part of the class, from 0 to 1; `None` where the class is split and nobody knows how.
    pub share: Option<f64>,
}

impl Class {
    /// Tells whether the row is somebody's draft and not an official one.
    pub fn is_draft(&self) -> bool {
        self.status.starts_with("draft")
    }

    /// Returns the sectors with their shares; `None` if nobody knows how the class is split.
    pub fn shares(&self) -> Option<Vec<(&str, f64)>> {
        self.sectors.iter().map(|sector| Some((sector.code.as_str(), sector.share?))).collect()
    }
}

impl Concordance {
    /// Takes classes in the order of their source.
    pub const fn new(classes: Vec<Class>) -> Self {
        Self { classes }
    }

    /// Finds the class of an industry: the one with the longest code that the industry's begins with.
    pub fn find(&self, industry: &str) -> Option<&Class> {
        let fits = |class: &&Class| industry.trim().starts_with(&class.code);
        self.classes.iter().filter(fits).max_by_key(|class| class.code.len())
    }

    /// Returns the classes in the order of the source.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }
}
