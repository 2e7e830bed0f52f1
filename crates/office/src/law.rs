//! The law that the office works with: kept, bound to the days that are asked for, and exchanged as a whole.

use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use teukgu_rules::compiled::{Compiled, Days};
use teukgu_rules::law::LawSet;

pub use teukgu_rules::{
    LawFiles, Report, cases, evaluate, fact, facts, finding, json, law as model, lint, read, value,
};

/// Laws of so many days are kept bound; more are bound again when they are asked for.
const MOST_DAYS: usize = 64;

/// The law of an office. Readers hold what they began with; a new law is there for the next.
pub struct LawDesk {
    shelf: RwLock<Shelf>,
}

struct Shelf {
    law: Arc<LawSet>,
    bound: HashMap<Days, Arc<Compiled>>,
    edition: u64,
}

impl LawDesk {
    /// Takes a law.
    pub fn new(law: LawSet) -> Self {
        Self { shelf: RwLock::new(Shelf { law: Arc::new(law), bound: HashMap::new(), edition: 1 }) }
    }

    /// Returns the law.
    pub fn law(&self) -> Arc<LawSet> {
        Arc::clone(&self.shelf.read().unwrap_or_else(PoisonError::into_inner).law)
    }

    /// Returns a number that grows with each exchange of the law.
    pub fn edition(&self) -> u64 {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner).edition
    }

    /// Exchanges the law as a whole.
    pub fn replace(&self, law: LawSet) {
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        shelf.law = Arc::new(law);
        shelf.bound.clear();
        shelf.edition += 1;
    }

    /// Returns the law bound to its days.
    pub fn on(&self, law_on: Date, known_on: Option<Date>) -> Arc<Compiled> {
        let days = Days { known_on, ..Days::on(law_on) };
        let law = {
            let shelf = self.shelf.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(bound) = shelf.bound.get(&days) {
                return Arc::clone(bound);
            }
            Arc::clone(&shelf.law)
        };
        let bound = Arc::new(Compiled::new(Arc::clone(&law), days.clone()));
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&shelf.law, &law) {
            if shelf.bound.len() >= MOST_DAYS {
                shelf.bound.clear();
            }
            shelf.bound.insert(days, Arc::clone(&bound));
        }
        bound
    }
}
