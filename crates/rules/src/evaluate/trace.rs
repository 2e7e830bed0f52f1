//! The trace of conditions: what was asked, what was found, who says so.

use super::Desk;
use crate::compiled::BoundVersion;
use crate::facts::{State, Stated};
use crate::finding::{ConditionTrace, FactTrace};
use crate::formula::Formula;
use crate::program::Binding;
use teukgu_domain::text::{Lang, Text};

impl Desk<'_> {
    pub(super) fn conditions(&self, bound: &BoundVersion) -> Vec<ConditionTrace> {
        let trace = |(at, node): &(usize, crate::program::Node)| {
            let condition = &self.provision.conditions[*at];
            let open = node.open().into_iter().map(|param| self.law().parameters[param].name.clone());
            ConditionTrace {
                id: condition.id.clone(),
                state: node.truth(self.row),
                text: condition.text.clone(),
                cite: condition.cite.clone(),
                judgement: condition.judgement,
                facts: condition.formula.slots().into_iter().flat_map(|slot| self.facts_of(slot)).collect(),
                open: open.collect(),
                parameters: self.parameters(&condition.formula),
            }
        };
        bound.conditions.iter().map(trace).collect()
    }

    /// Returns the values of the parameters of a condition, for the key that is known where they depend on one.
    fn parameters(&self, formula: &Formula) -> Vec<(Text, Text)> {
        let days = self.bench.law.days();
        let (law, params) = (self.law(), &days.params);
        let binding = Binding { law, law_on: days.law_on, known_on: days.known_on, params };
        let shown = |at: usize| {
            let parameter = &law.parameters[at];
            let key = parameter.key.map(|slot| self.row.cells[slot]);
            let value = binding.value(at, key.flatten().filter(|_| key.is_some()))?;
            Some((parameter.name.clone(), parameter.show(value)))
        };
        formula.params().into_iter().filter_map(shown).collect()
    }

    /// Returns a fact as it is known; one of a site once for each site.
    fn facts_of(&self, slot: usize) -> Vec<FactTrace> {
        let fact = self.law().vocabulary.at(slot);
        if !fact.is_of_site() {
            return vec![self.fact(slot, None, self.facts.state(slot))];
        }
        match self.facts.at_sites(slot) {
            None => vec![self.fact(slot, None, &State::NotAsked)],
            Some(states) => {
                (1..).zip(states).map(|(number, state)| self.fact(slot, Some(number), state)).collect()
            }
        }
    }

    fn fact(&self, slot: usize, site: Option<usize>, state: &State) -> FactTrace {
        let fact = self.law().vocabulary.at(slot);
        let said: &[Stated] = match state {
            State::Known(stated) => std::slice::from_ref(stated),
            State::Conflict(said) => said,
            _ => &[],
        };
        let shown = |stated: &Stated| {
            let [ko, en] = Lang::ALL.map(|lang| fact.show(&stated.value, lang));
            Text { ko, en }
        };
        FactTrace {
            id: fact.id.clone(),
            site,
            name: fact.name.clone(),
            state: state.key(),
            values: said.iter().map(|stated| stated.value.clone()).collect(),
            shown: said.iter().map(shown).collect(),
            sources: said.iter().map(|stated| stated.source.clone()).collect(),
            illustrative: said.iter().any(|stated| stated.illustrative),
        }
    }
}
