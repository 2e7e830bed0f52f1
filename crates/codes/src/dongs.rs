//! Legal dongs (법정동) and administrative dongs (행정동) by code and by name.

mod name;
mod resolve;
#[cfg(test)]
mod tests;

pub use name::tidy;
pub use resolve::Resolved;

use crate::table::{CodesError, rows};
use std::collections::{BTreeMap, BTreeSet};

/// Which of the two divisions of the country a dong belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DongKind {
    /// Legal dong (법정동): what addresses and registers name.
    #[doc(alias = "법정동")]
    Legal,
    /// Administrative dong (행정동): the area of one community office.
    #[doc(alias = "행정동")]
    Administrative,
}

/// A dong, town or village (읍면동리) of one of the two divisions.
#[doc(alias = "읍면동")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dong {
    /// Ten-digit code in force.
    pub code: String,
    /// Division.
    pub kind: DongKind,
    /// Metropolitan city or province (시·도).
    pub province: String,
    /// City, county or district (시·군·구); empty where there is none, as in Sejong.
    pub district: String,
    /// Name of the dong, town or township (읍면동).
    pub name: String,
    /// Name of the village (리); empty for most.
    pub village: String,
}

impl Dong {
    /// Returns the full name, such as `서울특별시 서초구 양재동`.
    pub fn full_name(&self) -> String {
        let parts = [&self.province, &self.district, &self.name, &self.village];
        parts.map(String::as_str).into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Returns the last part of the name: the village where there is one, else the dong.
    pub fn last_name(&self) -> &str {
        if self.village.is_empty() { &self.name } else { &self.village }
    }
}

/// Every dong of both divisions, and which share ground.
#[derive(Clone, Debug, Default)]
pub struct Dongs {
    /// Legal dongs first, each division by code.
    all: Vec<Dong>,
    by_code: BTreeMap<(DongKind, String), usize>,
    by_last_name: BTreeMap<String, Vec<usize>>,
    /// Old code of a legal dong to its code in force.
    successors: BTreeMap<String, String>,
    /// Administrative code and legal code of dongs that share ground.
    mix: BTreeSet<(String, String)>,
}

impl Dongs {
    /// Reads the two lists and the table of shared ground.
    ///
    /// # Errors
    /// [`CodesError`] if a text is not CSV or a column is missing.
    pub fn parse(legal: &str, administrative: &str, mix: &str) -> Result<Self, CodesError> {
        let mut dongs = Self::default();
        let columns = ["code_now", "code_2023", "sido_now", "sigungu", "eupmyeondong", "ri"];
        for row in rows("legal dongs", legal, columns)? {
            let [code, old, province, district, name, village] = row.fields;
            dongs.add_legal(Dong { code, kind: DongKind::Legal, province, district, name, village }, old);
        }
        let columns = ["code_now", "sido", "sigungu", "eupmyeondong"];
        for row in rows("administrative dongs", administrative, columns)? {
            let [code, province, district, name] = row.fields;
            let village = String::new();
            dongs.add(Dong { code, kind: DongKind::Administrative, province, district, name, village });
        }
        for row in rows("shared dongs", mix, ["admin_code", "legal_code"])? {
            let [administrative, legal] = row.fields;
            dongs.mix.insert((administrative, legal));
        }
        Ok(dongs)
    }

    /// Finds a legal dong by its ten-digit code in force; whole districts and provinces are no dongs.
    pub fn legal(&self, code: &str) -> Option<&Dong> {
        self.get(DongKind::Legal, code)
    }

    /// Finds an administrative dong by its ten-digit code in force.
    pub fn administrative(&self, code: &str) -> Option<&Dong> {
        self.get(DongKind::Administrative, code)
    }

    /// Finds the legal dong that a code out of force became.
    pub fn successor(&self, old_code: &str) -> Option<&Dong> {
        self.legal(self.successors.get(old_code)?)
    }

    /// Returns every dong, legal ones first.
    pub fn all(&self) -> &[Dong] {
        &self.all
    }

    fn get(&self, kind: DongKind, code: &str) -> Option<&Dong> {
        self.by_code.get(&(kind, code.to_owned())).map(|place| &self.all[*place])
    }

    fn add_legal(&mut self, dong: Dong, old_code: String) {
        if old_code != dong.code {
            self.successors.insert(old_code, dong.code.clone());
        }
        self.add(dong);
    }

    /// Adds a dong; rows without the name of a dong stand for a whole district or province and are left out.
    fn add(&mut self, dong: Dong) {
        if dong.name.is_empty() {
            return;
        }
        let place = self.all.len();
        self.by_code.insert((dong.kind, dong.code.clone()), place);
        self.by_last_name.entry(tidy(dong.last_name())).or_default().push(place);
        self.all.push(dong);
    }
}
