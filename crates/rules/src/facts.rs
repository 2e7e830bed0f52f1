//! The facts of one case: what is known, what was not asked, what is withheld, and what contradicts.

mod reader;
mod schema;

pub use reader::{FactFault, FactsReader};
pub use schema::schema;

use crate::fact::{Vocabulary, Who};
use crate::program::Row;
use crate::value::{Value, day_number, day_of};
use teukgu_domain::calendar::Holidays;
use teukgu_domain::period::{self, Moment, Request};
use teukgu_domain::text::Text;

/// What is known of a fact. Only a known fact decides; the others are different ways of not knowing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody was asked.
    #[default]
    NotAsked,
    /// Somebody was asked and keeps it back; not asked again.
    Withheld,
    /// Asked for and on its way, such as a letter that was applied for.
    Pending,
    /// Two sources say different things.
    Conflict(Vec<Stated>),
    /// Known.
    Known(Stated),
}

impl State {
    /// Returns the value if it is known.
    pub fn known(&self) -> Option<&Stated> {
        if let Self::Known(stated) = self { Some(stated) } else { None }
    }

    /// Returns the word for programs.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Withheld => "withheld",
            Self::Pending => "pending",
            Self::Conflict(_) => "conflict",
            Self::Known(_) => "known",
        }
    }
}

/// A value that somebody stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The value.
    pub value: Value,
    /// The number it is compared as.
    pub number: i64,
    /// Who or what says so; `None` for the one who asks.
    pub source: Option<Text>,
    /// True if it rests on data without a public source.
    pub illustrative: bool,
}

/// The facts of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    states: Vec<State>,
    /// The sites; `None` if nobody said which there are.
    sites: Option<Vec<Vec<State>>>,
}

impl Facts {
    /// Facts of which none is known.
    pub fn none(vocabulary: &Vocabulary) -> Self {
        Self { states: vec![State::NotAsked; vocabulary.len()], sites: None }
    }

    /// Returns the state of a fact that is not one of a site.
    pub fn state(&self, slot: usize) -> &State {
        &self.states[slot]
    }

    /// Returns the states of a fact at each site; `None` if the sites are not known.
    pub fn at_sites(&self, slot: usize) -> Option<Vec<&State>> {
        self.sites.as_ref().map(|sites| sites.iter().map(|site| &site[slot]).collect())
    }

    /// Returns the number of sites, if they are known.
    pub fn site_count(&self) -> Option<usize> {
        self.sites.as_ref().map(Vec::len)
    }

    /// Sets a fact that is not one of a site.
    pub fn set(&mut self, slot: usize, state: State) {
        self.states[slot] = state;
    }

    /// Sets a fact of a site; a site that was not known before has nothing else known.
    pub fn set_at_site(&mut self, site: usize, slot: usize, state: State) {
        let slots = self.states.len();
        let sites = self.sites.get_or_insert_default();
        while sites.len() <= site {
            sites.push(vec![State::NotAsked; slots]);
        }
        sites[site][slot] = state;
    }

    /// Says which sites there are: none, until one is set.
    pub fn know_sites(&mut self) {
        self.sites.get_or_insert_default();
    }

    /// Sets a fact to a value; `None` if the value is not of the fact's type.
    pub fn know(
        &mut self,
        vocabulary: &Vocabulary,
        id: &str,
        value: Value,
        source: Option<Text>,
        illustrative: bool,
    ) -> Option<()> {
        let slot = vocabulary.slot(id)?;
        let number = vocabulary.encode(slot, &value)?;
        self.set(slot, State::Known(Stated { value, number, source, illustrative }));
        Some(())
    }

    /// Returns the facts as numbers, ready to be executed on.
    pub fn row(&self) -> Row {
        let numbers = |states: &[State]| -> Vec<Option<i64>> {
            states.iter().map(|state| state.known().map(|stated| stated.number)).collect()
        };
        let sites = self.sites.as_ref();
        Row {
            cells: numbers(&self.states),
            sites: sites.map(|sites| sites.iter().map(|site| numbers(site)).collect()),
        }
    }

    /// Computes the derived days whose base is known.
    pub fn derive(&mut self, vocabulary: &Vocabulary, holidays: &Holidays) {
        for (slot, fact) in vocabulary.facts().iter().enumerate() {
            let Some(derive) = &fact.derive else { continue };
            let base = vocabulary.slot(&derive.from).and_then(|base| self.states[base].known().cloned());
            let Some(base) = base else { continue };
            let Some(from) = day_of(base.number) else { continue };
            let (clock, period) = (derive.clock, derive.period);
            let request = Request { clock, from: Moment::Day(from), period, stops: &[], known_on: None };
            if let Ok(deadline) = period::due(&request, holidays) {
                let day = deadline.due.date();
                let (value, number) = (Value::Date(day), day_number(day));
                self.states[slot] = State::Known(Stated { value, number, ..base });
            }
        }
    }

    /// Returns true if somebody of `who` answered anything.
    pub fn has_answer_of(&self, vocabulary: &Vocabulary, who: Who) -> bool {
        vocabulary
            .facts()
            .iter()
            .zip(&self.states)
            .any(|(fact, state)| fact.who == who && *state != State::NotAsked)
    }
}
