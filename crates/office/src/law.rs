//! The law that the office works with: kept, bound to the days that are asked for, and exchanged as a whole.

use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use teukgu_domain::fault::{Fault, Severity};
use teukgu_rules::compiled::{Compiled, Days};
use teukgu_rules::law::LawSet;

pub use teukgu_rules::{
    LawFiles, Report, cases, compare, evaluate, fact, facts, fault_catalogue, finding, halt, json,
    law as model, lint, read, value, written,
};

/// Laws of so many days are kept bound; more are bound again when they are asked for.
const MOST_DAYS: usize = 64;

/// A law with the files that it was read from and what the checks noted; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// The law.
    pub law: Arc<LawSet>,
    /// The files; none for a law that was put together by a program.
    pub files: Arc<LawFiles>,
    /// What the checks noted; none of it keeps the law from being used.
    pub notes: Arc<[Fault]>,
}

impl Edition {
    /// Reads a law folder.
    ///
    /// # Errors
    /// Every [`Fault`] of every file in order of file, line and column, without the notes.
    pub fn read(files: LawFiles) -> Result<Self, Vec<Fault>> {
        let Report { law, mut findings, .. } = lint(&files);
        let Some(law) = law else {
            findings.retain(|finding| finding.severity == Severity::Fault);
            return Err(findings);
        };
        Ok(Self { law: Arc::new(law), files: Arc::new(files), notes: findings.into() })
    }
}

impl Edition {
    /// Returns a hash of the files, in hexadecimal digits: two editions with the same one say the same.
    pub fn hash(&self) -> String {
        let mut bytes = Vec::new();
        for (path, content) in &self.files.files {
            let line = format!("{path} {}\n", crate::digest::sha256(content));
            bytes.extend_from_slice(line.as_bytes());
        }
        crate::digest::sha256(&bytes)
    }
}

impl From<LawSet> for Edition {
    fn from(law: LawSet) -> Self {
        Self { law: Arc::new(law), ..Self::default() }
    }
}

/// The law of an office. Readers hold what they began with; a new law is there for the next.
pub struct LawDesk {
    shelf: RwLock<Shelf>,
}

struct Shelf {
    edition: Edition,
    bound: HashMap<Days, Arc<Compiled>>,
    number: u64,
}

impl LawDesk {
    /// Takes a law.
    pub fn new(edition: impl Into<Edition>) -> Self {
        Self { shelf: RwLock::new(Shelf { edition: edition.into(), bound: HashMap::new(), number: 1 }) }
    }

    /// Reads a law folder and takes its law.
    ///
    /// # Errors
    /// Every [`Fault`] of every file in order of file, line and column, without the notes.
    pub fn open(files: LawFiles) -> Result<Self, Vec<Fault>> {
        Edition::read(files).map(Self::new)
    }

    /// Returns the law.
    pub fn law(&self) -> Arc<LawSet> {
        self.current().law
    }

    /// Returns the law with its files and notes.
    pub fn current(&self) -> Edition {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner).edition.clone()
    }

    /// Returns a number that grows with each exchange of the law.
    pub fn edition(&self) -> u64 {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner).number
    }

    /// Exchanges the law as a whole.
    pub fn replace(&self, edition: impl Into<Edition>) {
        let edition = edition.into();
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        shelf.edition = edition;
        shelf.bound.clear();
        shelf.number += 1;
    }

    /// Returns the law bound to its days.
    pub fn on(&self, law_on: Date, known_on: Option<Date>) -> Arc<Compiled> {
        let days = Days { known_on, ..Days::on(law_on) };
        let law = {
            let shelf = self.shelf.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(bound) = shelf.bound.get(&days) {
                return Arc::clone(bound);
            }
            Arc::clone(&shelf.edition.law)
        };
        let bound = Arc::new(Compiled::new(Arc::clone(&law), days.clone()));
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&shelf.edition.law, &law) {
            if shelf.bound.len() >= MOST_DAYS {
                shelf.bound.clear();
            }
            shelf.bound.insert(days, Arc::clone(&bound));
        }
        bound
    }
}
