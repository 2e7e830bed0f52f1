//! What to ask next: the fact that is most likely to decide, for the least trouble.

use crate::compiled::BoundVersion;
use crate::diagram::{Restricted, Variable};
use crate::fact::Who;
use crate::facts::Facts;
use crate::finding::Question;
use crate::law::{LawSet, Provision};
use crate::program::{Node, Row};
use crate::value::Truth;
use std::cmp::Reverse;

/// Returns what is not known and can still decide the requirements of a version, best question first.
pub(crate) fn questions(
    law: &LawSet,
    provision: &Provision,
    bound: &BoundVersion,
    facts: &Facts,
    row: &Row,
) -> Vec<Question> {
    let asker = Asker { law, provision, bound, facts, row };
    let Some(diagram) = bound.diagram(law) else { return asker.in_order() };
    let taken: Vec<Option<usize>> = diagram.variables().iter().map(|variable| variable.branch(row)).collect();
    let left = diagram.restrict(diagram.root(), &taken);
    let mut ranked: Vec<(Rank, usize)> =
        left.support().into_iter().map(|at| (asker.rank(&diagram.variables()[at], at, &left), at)).collect();
    ranked.sort();
    asker.listed(ranked.into_iter().map(|(_, at)| &diagram.variables()[at]))
}

/// How good a question is: what decides more for less trouble comes first, then what the applicant knows.
type Rank = (Reverse<u32>, u32, usize);

/// Turns what is not known into questions.
pub(crate) struct Asker<'a> {
    pub(crate) law: &'a LawSet,
    pub(crate) provision: &'a Provision,
    pub(crate) bound: &'a BoundVersion,
    pub(crate) facts: &'a Facts,
    pub(crate) row: &'a Row,
}

impl Asker<'_> {
    fn rank(&self, variable: &Variable, at: usize, left: &Restricted) -> Rank {
        let weights: Vec<u32> = (0..variable.branches()).map(|branch| variable.weight(branch)).collect();
        let cost = self.cost(variable);
        (Reverse(left.decided_by(at, &weights) / cost), cost, at)
    }

    fn cost(&self, variable: &Variable) -> u32 {
        let of = |slot: usize| self.law.vocabulary.at(slot).cost;
        match variable {
            Variable::Fact { slot, .. } => of(*slot),
            // A parameter that nobody has entered is the hardest thing to find out.
            Variable::Other(Node::Open(_)) => 9,
            Variable::Other(node) => node.slots().into_iter().map(of).sum::<u32>().max(1),
        }
    }

    /// Everything unknown in the order of the conditions, where there is no diagram.
    fn in_order(&self) -> Vec<Question> {
        let parts = self.bound.conditions.iter().chain(&self.bound.exceptions);
        let open: Vec<&Node> =
            parts.map(|(_, node)| node).filter(|node| node.truth(self.row) == Truth::Unknown).collect();
        let mut questions = Vec::new();
        for node in open {
            self.ask_node(node, &mut questions);
        }
        questions
    }

    /// Returns the questions for facts that are not known.
    pub(crate) fn of_slots(&self, slots: &[usize]) -> Vec<Question> {
        let mut questions = Vec::new();
        for slot in slots {
            self.ask_slot(*slot, &mut questions);
        }
        questions
    }

    fn listed<'v>(&self, variables: impl Iterator<Item = &'v Variable>) -> Vec<Question> {
        let mut questions = Vec::new();
        for variable in variables {
            match variable {
                Variable::Fact { slot, .. } => self.ask_slot(*slot, &mut questions),
                Variable::Other(node) => self.ask_node(node, &mut questions),
            }
        }
        questions
    }

    fn ask_node(&self, node: &Node, questions: &mut Vec<Question>) {
        for slot in node.slots() {
            self.ask_slot(slot, questions);
        }
        for param in node.open() {
            let parameter = &self.law.parameters[param];
            let fact = format!("param.{}", parameter.id);
            let text = teukgu_domain::text::Text::new(
                format!("입력되지 않은 값입니다: {}", parameter.name.ko),
                format!("This value is not entered: {}", parameter.name.en),
            );
            push(questions, Question { fact, who: Who::Officer, text, state: "not_entered" });
        }
    }

    fn ask_slot(&self, slot: usize, questions: &mut Vec<Question>) {
        let fact = self.law.vocabulary.at(slot);
        let state = if fact.is_of_site() {
            match self.facts.at_sites(slot) {
                Some(states) => match states.into_iter().find(|state| state.known().is_none()) {
                    Some(state) => state.key(),
                    None => return,
                },
                None => "not_asked",
            }
        } else {
            match self.facts.state(slot) {
                state if state.known().is_some() => return,
                state => state.key(),
            }
        };
        if let Some(derive) = &fact.derive {
            if let Some(base) = self.law.vocabulary.slot(&derive.from) {
                self.ask_slot(base, questions);
            }
            return;
        }
        let text = self.own_words(slot).unwrap_or(&fact.ask).clone();
        push(questions, Question { fact: fact.id.clone(), who: fact.who, text, state });
    }

    /// Returns the question of the first condition that asks for the fact in its own words.
    fn own_words(&self, slot: usize) -> Option<&teukgu_domain::text::Text> {
        let conditions =
            self.bound.conditions.iter().map(|(at, node)| (&self.provision.conditions[*at], node));
        conditions
            .filter(|(_, node)| node.truth(self.row) == Truth::Unknown && node.slots().contains(&slot))
            .find_map(|(condition, _)| condition.ask.as_ref())
    }
}

fn push(questions: &mut Vec<Question>, question: Question) {
    if !questions.iter().any(|known| known.fact == question.fact) {
        questions.push(question);
    }
}

/// Returns the first question that somebody can be asked now: not what is withheld or on its way.
pub(crate) fn next(questions: &[Question]) -> Option<&Question> {
    questions.iter().find(|question| !matches!(question.state, "withheld" | "pending"))
}
