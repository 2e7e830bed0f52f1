//! Evaluates a provision on the facts of a case, with a trace of every condition.

mod due;
mod trace;

use crate::compiled::{BoundProvision, BoundVersion, Chosen, Compiled};
use crate::facts::Facts;
use crate::finding::{ExceptionTrace, Finding, Paper, Verdict};
use crate::flip::flips;
use crate::law::{LawSet, Provision, Version};
use crate::planner;
use crate::program::Row;
use crate::value::Truth;
use jiff::civil::Date;
use std::collections::BTreeMap;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::date::day;
use teukgu_domain::text::{Lang, Text};

/// Why special cases of a zone are out of force, if they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// Why the zone as a whole is not in force.
    pub zone: Option<Text>,
    /// Why single provisions are not, such as those that the plan does not grant that day.
    pub provisions: BTreeMap<String, Text>,
}

impl Gate {
    /// Says that the zone is not in force.
    pub fn closed(why: Text) -> Self {
        Self { zone: Some(why), provisions: BTreeMap::new() }
    }

    /// Says that a day lies outside the term of the zone, which is written in both languages.
    pub fn outside_term(on: Date, term: impl Fn(Lang) -> String) -> Self {
        let [ko, en] = Lang::ALL.map(term);
        let [day_ko, day_en] = Lang::ALL.map(|lang| day(on, lang));
        Self::closed(Text::new(
            format!("{day_ko}은(는) 특구의 기간({ko})이 아닙니다"),
            format!("{day_en} is outside the term of the zone ({en})"),
        ))
    }

    fn closes(&self, provision: &Provision) -> Option<&Text> {
        if !provision.kind.needs_zone() {
            return None;
        }
        self.zone.as_ref().or_else(|| self.provisions.get(&provision.id))
    }
}

/// What evaluation needs beside the facts.
#[derive(Clone, Copy, Debug)]
pub struct Bench<'a> {
    /// The law bound to its days.
    pub law: &'a Compiled,
    /// Whether the zone is in force.
    pub gate: &'a Gate,
    /// Holidays, for deadlines.
    pub holidays: &'a Holidays,
}

impl Bench<'_> {
    /// Returns the finding on a provision; `None` if there is none of that id.
    pub fn find(&self, id: &str, facts: &Facts) -> Option<Finding> {
        let row = facts.row();
        let mut finding = self.alone(id, facts, &row)?;
        let also = self.law.law().provision(id).map(|provision| provision.also.clone()).unwrap_or_default();
        finding.also = also.iter().filter_map(|id| self.alone(id, facts, &row)).collect();
        Some(finding)
    }

    /// Returns the finding without the provisions beside it.
    pub fn alone(&self, id: &str, facts: &Facts, row: &Row) -> Option<Finding> {
        let (provision, bound) = self.law.find(id)?;
        if let Some(why) = self.gate.closes(provision) {
            return Some(self.not_in_force(provision, why.clone()));
        }
        let desk = Desk { bench: self, provision, bound, facts, row };
        Some(match bound.choose(provision, self.law.days(), row) {
            Chosen::Ordinary(None) => self.not_in_force(provision, no_version(provision, self)),
            Chosen::Ordinary(Some(at)) => desk.finding(at),
            Chosen::Transition { number, at } => {
                let mut finding = desk.finding(at);
                finding.transition = Some(provision.transitions[number].text.clone());
                finding
            }
            Chosen::Open { number, at, ordinary } => desk.open(number, at, ordinary),
        })
    }

    fn not_in_force(&self, provision: &Provision, why: Text) -> Finding {
        Finding {
            provision: provision.id.clone(),
            name: provision.name.clone(),
            kind: provision.kind,
            verdict: Verdict::NotInForce,
            effect: provision.effect,
            effect_text: provision.effect_text.clone(),
            authority: None,
            version: None,
            cite: Vec::new(),
            law_on: self.law.days().law_on,
            transition: None,
            not_in_force: Some(why),
            conditions: Vec::new(),
            exceptions: Vec::new(),
            use_general: false,
            ask_next: None,
            missing: Vec::new(),
            details: Vec::new(),
            flips: Vec::new(),
            documents: Vec::new(),
            deadlines: Vec::new(),
            notes: Vec::new(),
            also: Vec::new(),
        }
    }
}

fn no_version(provision: &Provision, bench: &Bench<'_>) -> Text {
    let day = bench.law.days().law_on;
    let first = provision.versions.first().map(|version| version.valid.from);
    match first {
        Some(first) if day < first => Text::new(
            format!("이 조문은 {first}부터 시행됩니다"),
            format!("this provision is in force from {first}"),
        ),
        _ => Text::new(
            format!("{day}에 시행 중인 판이 없습니다"),
            format!("no version of this provision is in force on {day}"),
        ),
    }
}

/// One provision and one case on the desk.
struct Desk<'a> {
    bench: &'a Bench<'a>,
    provision: &'a Provision,
    bound: &'a BoundProvision,
    facts: &'a Facts,
    row: &'a Row,
}

impl Desk<'_> {
    fn law(&self) -> &LawSet {
        self.bench.law.law()
    }

    fn finding(&self, at: usize) -> Finding {
        let (version, bound) = (&self.provision.versions[at], self.bound.version(at));
        let truth = bound.truth(self.row);
        let missing = match truth {
            Truth::Unknown => planner::questions(self.law(), self.provision, bound, self.facts, self.row),
            _ => Vec::new(),
        };
        let exceptions = self.exceptions(bound);
        Finding {
            provision: self.provision.id.clone(),
            name: self.provision.name.clone(),
            kind: self.provision.kind,
            verdict: Verdict::of(truth),
            effect: self.provision.effect,
            effect_text: self.provision.effect_text.clone(),
            authority: Some(version.authority.clone()),
            version: Some(version.id.clone()),
            cite: version.cite.clone(),
            law_on: self.bench.law.days().law_on,
            transition: None,
            not_in_force: None,
            conditions: self.conditions(bound),
            use_general: self.is_general(bound),
            exceptions,
            ask_next: planner::next(&missing).cloned(),
            details: if truth == Truth::False { Vec::new() } else { self.details(bound, &missing) },
            missing,
            flips: flips(self.law(), bound, self.facts, self.row),
            documents: self.documents(version),
            deadlines: self.deadlines(),
            notes: self.provision.notes.iter().map(|note| (note.text.clone(), note.cite.clone())).collect(),
            also: Vec::new(),
        }
    }

    /// A supplementary provision (부칙) may hold or not: the versions must agree, or it cannot be said yet.
    fn open(&self, number: usize, at: usize, ordinary: Option<usize>) -> Finding {
        let under_transition = self.bound.version(at).truth(self.row);
        let Some(ordinary) = ordinary else {
            let mut finding = self.finding(at);
            finding.verdict = Verdict::Unknown;
            return self.asking(finding, number);
        };
        let mut finding = self.finding(ordinary);
        if Verdict::of(under_transition) == finding.verdict {
            return finding;
        }
        finding.verdict = Verdict::Unknown;
        self.asking(finding, number)
    }

    /// Puts the question that the supplementary provision hangs on before all others.
    fn asking(&self, mut finding: Finding, number: usize) -> Finding {
        let vocabulary = &self.law().vocabulary;
        for slot in self.bound.transition(number).slots().into_iter().rev() {
            let (fact, state) = (vocabulary.at(slot), self.facts.state(slot));
            if state.known().is_none() {
                let question = crate::finding::Question {
                    fact: fact.id.clone(),
                    who: fact.who,
                    text: fact.ask.clone(),
                    state: state.key(),
                };
                finding.missing.retain(|known| known.fact != question.fact);
                finding.missing.insert(0, question);
            }
        }
        finding.ask_next = planner::next(&finding.missing).cloned();
        finding
    }

    /// Returns what the papers and deadlines still hang on and the requirements do not ask for.
    fn details(
        &self,
        bound: &BoundVersion,
        asked: &[crate::finding::Question],
    ) -> Vec<crate::finding::Question> {
        let papers = self.bound.documents.iter().chain(&self.bound.deadlines).flatten();
        let open = papers.filter(|node| node.truth(self.row) == Truth::Unknown);
        let mut slots: Vec<usize> = open.flat_map(crate::program::Node::slots).collect();
        slots.extend(self.provision.deadlines.iter().map(|deadline| deadline.base));
        let asker = planner::Asker {
            law: self.law(),
            provision: self.provision,
            bound,
            facts: self.facts,
            row: self.row,
        };
        let mut questions = asker.of_slots(&slots);
        questions.retain(|question| asked.iter().all(|known| known.fact != question.fact));
        questions
    }

    fn exceptions(&self, bound: &BoundVersion) -> Vec<ExceptionTrace> {
        let trace = |(at, node): &(usize, crate::program::Node)| {
            let exception = &self.provision.exceptions[*at];
            ExceptionTrace {
                id: exception.id.clone(),
                state: node.truth(self.row),
                text: exception.text.clone(),
                cite: exception.cite.clone(),
            }
        };
        bound.exceptions.iter().map(trace).collect()
    }

    fn is_general(&self, bound: &BoundVersion) -> bool {
        bound.exceptions.iter().any(|(at, node)| {
            self.provision.exceptions[*at].use_general && node.truth(self.row) == Truth::True
        })
    }

    fn documents(&self, version: &Version) -> Vec<Paper> {
        let papers = self.provision.documents.iter().zip(&self.bound.documents);
        let paper = |(document, node): (&crate::law::Document, &Option<crate::program::Node>)| {
            let needed = node.as_ref().map_or(Truth::True, |node| node.truth(self.row));
            (needed != Truth::False).then(|| Paper {
                name: document.name.clone(),
                form: document.form.clone(),
                to: document.to.clone().unwrap_or_else(|| version.authority.clone()),
                cite: document.cite.clone(),
                needed,
            })
        };
        papers.filter_map(paper).collect()
    }
}
