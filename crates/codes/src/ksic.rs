//! The Korean Standard Industrial Classification (한국표준산업분류) by code and revision.

use crate::table::{CodesError, Row, rows};
use std::collections::BTreeMap;

/// The revision that the product speaks: industries of a zone and of organisations carry its codes.
pub const CURRENT_REVISION: u8 = 10;

/// An industry of the Korean Standard Industrial Classification (한국표준산업분류).
#[doc(alias = "한국표준산업분류")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Industry {
    /// Revision of the classification (차수).
    pub revision: u8,
    /// One letter for a section, two to five digits below it.
    pub code: String,
    /// Name in Korean.
    pub name_ko: String,
    /// Name in English; empty where none is known.
    pub name_en: String,
    /// Code one level up; empty for a section.
    pub parent: String,
    /// Letter of the section (대분류).
    pub section: String,
}

/// Every industry of every revision in the list.
#[doc(alias = "KSIC")]
#[derive(Clone, Debug, Default)]
pub struct Ksic {
    industries: BTreeMap<(u8, String), Industry>,
}

impl Ksic {
    /// Reads the list from CSV with the columns `revision,code,name_ko,name_en,parent,section`.
    ///
    /// # Errors
    /// [`CodesError`] if the text is not CSV, a column is missing or a revision is no number.
    pub fn parse(csv: &str) -> Result<Self, CodesError> {
        let columns = ["revision", "code", "name_ko", "name_en", "parent", "section"];
        let mut industries = BTreeMap::new();
        for row in rows("industries", csv, columns)? {
            let industry = industry(row)?;
            industries.insert((industry.revision, industry.code.clone()), industry);
        }
        Ok(Self { industries })
    }

    /// Finds an industry of one revision, whatever its level.
    pub fn get(&self, revision: u8, code: &str) -> Option<&Industry> {
        self.industries.get(&(revision, code.to_owned()))
    }

    /// Finds an industry of the current revision, whatever its level.
    pub fn current(&self, code: &str) -> Option<&Industry> {
        self.get(CURRENT_REVISION, code)
    }

    /// Returns true if `code` is a five-digit class (세세분류) of the current revision.
    pub fn is_class(&self, code: &str) -> bool {
        code.len() == 5 && self.current(code).is_some()
    }

    /// Finds the newest other revision that has `code`, if the current one does not.
    pub fn other_revision(&self, code: &str) -> Option<u8> {
        if self.current(code).is_some() {
            return None;
        }
        self.industries.keys().filter(|(_, known)| known == code).map(|(revision, _)| *revision).max()
    }

    /// Returns the sections (대분류) of the current revision, by letter.
    pub fn sections(&self) -> Vec<&Industry> {
        self.of_current().filter(|industry| industry.code == industry.section).collect()
    }

    /// Returns the section that an industry of the current revision belongs to.
    pub fn section_of(&self, code: &str) -> Option<&Industry> {
        self.current(&self.current(code)?.section)
    }

    /// Returns the five-digit classes of the current revision, by code.
    pub fn classes(&self) -> Vec<&Industry> {
        self.of_current().filter(|industry| industry.code.len() == 5).collect()
    }

    fn of_current(&self) -> impl Iterator<Item = &Industry> {
        self.industries.values().filter(|industry| industry.revision == CURRENT_REVISION)
    }
}

fn industry(row: Row<6>) -> Result<Industry, CodesError> {
    let Row { list, line, fields } = row;
    let [revision, code, name_ko, name_en, parent, section] = fields;
    let revision =
        revision.parse().map_err(|_| CodesError::Field { list, line, column: "revision", text: revision })?;
    Ok(Industry { revision, code, name_ko, name_en, parent, section })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "revision,code,digits,name_ko,name_en,parent,section\n\
        9,J,1,출판 정보서비스업,,,J\n\
        9,58221,5,시스템 소프트웨어 개발 및 공급업,,5822,J\n\
        9,62011,5,옛 업종,,6201,J\n\
        10,J,1,정보통신업,Information and communication,,J\n\
        10,58,2,출판업,Publishing,J,J\n\
        10,58221,5,시스템 소프트웨어 개발 및 공급업,System software,5822,J\n";

    #[test]
    fn a_class_has_five_digits_and_stands_in_the_current_revision() {
        let ksic = Ksic::parse(LIST).unwrap();
        assert!(ksic.is_class("58221"));
        assert!(!ksic.is_class("58"), "a division is no class");
        assert!(!ksic.is_class("62011"), "a class of another revision");
        assert_eq!(ksic.section_of("58221").unwrap().name_en, "Information and communication");
        assert_eq!(ksic.sections().len(), 1);
        assert_eq!(ksic.classes().len(), 1);
    }

    #[test]
    fn a_code_of_another_revision_is_told_from_an_unknown_one() {
        let ksic = Ksic::parse(LIST).unwrap();
        assert_eq!(ksic.other_revision("62011"), Some(9));
        assert_eq!(ksic.other_revision("58221"), None, "the current revision has it too");
        assert_eq!(ksic.other_revision("99999"), None);
    }

    #[test]
    fn a_list_that_cannot_be_used_is_named() {
        let no_column = Ksic::parse("revision,code\n10,J\n").unwrap_err();
        assert_eq!(no_column.to_string(), "the list of industries has no column `name_ko`");
        let bad = Ksic::parse("revision,code,name_ko,name_en,parent,section\nx,J,a,b,,J\n").unwrap_err();
        assert_eq!(bad.to_string(), "the list of industries has `x` in column `revision` of line 2");
    }
}
