//! A check as it stands: what was answered, what the engine makes of it, what comes next.

use super::answers::{Answers, Given, QuestionId};
use super::cite::{self, Cited};
use super::goal::{self, Start};
use super::outcome::{self, Outcome};
use super::prompt::{self, Choice, Prompt};
use super::{AnswerGroup, Raw, group, input};
use crate::ask::{self, Answer, AskError, Offer, Question};
use crate::law::model::{Citation, LawSet, Provision, ProvisionKind};
use crate::{Office, OfficeError, ZoneView};
use jiff::civil::Date;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use teukgu_domain::text::Lang;
use teukgu_rules::fact::{SITE, Sort, Who};
use teukgu_rules::finding;

/// Group of the facts that say what the firm is.
const FIRM_GROUP: &str = "applicant";

/// A check as it stands.
pub struct Check {
    pub(super) answers: Answers,
    pub(super) view: Arc<ZoneView>,
    pub(super) law: Arc<LawSet>,
    pub(super) today: Date,
    /// The provisions that it is about, in the order in which they are told.
    pub(super) scope: Vec<String>,
    /// What the engine makes of the answers, a finding for each provision of the scope.
    pub(super) answer: Answer,
}

/// How far a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Questions that were put.
    pub done: usize,
    /// Questions that are left at most; an answer may make others needless.
    pub left: usize,
}

impl Check {
    /// Reads a check with the law and the zone of this moment.
    pub(super) fn new(office: &Office, answers: Answers) -> Result<Self, OfficeError> {
        let (view, law, today) = (office.view()?, office.law().law(), office.today());
        let scope = scope(&view, &law, &answers.start);
        let law_on = answers.law_on.unwrap_or(today);
        let mut facts = answers.facts();
        let ask = |facts: &Json| {
            let question = Question { provisions: &scope, today, ..Question::on(law_on, facts) };
            ask::ask(&view, office.law(), office.holidays(), &question)
        };
        let answer = match ask(&facts) {
            // The law was exchanged meanwhile: what it no longer takes was never asked.
            Err(AskError::Facts(faults)) => {
                for fault in faults {
                    forget(&mut facts, &fault.path);
                }
                ask(&facts).or_else(|_| ask(&json!({})))
            }
            other => other,
        };
        let answer =
            answer.map_err(|error| OfficeError::Draft { reason: format!("{:?}", error.faults()) })?;
        Ok(Self { answers, view, law, today, scope, answer })
    }

    pub(super) fn into_answers(self) -> Answers {
        self.answers
    }

    /// Returns where the visitor began.
    pub const fn start(&self) -> &Start {
        &self.answers.start
    }

    /// Returns the day of law, and whether the visitor chose it.
    pub fn law_on(&self) -> (Date, bool) {
        (self.answer.law_on, self.answers.law_on.is_some())
    }

    /// Returns the question to put next; `None` once nothing is left that the visitor could say.
    pub fn next(&self) -> Option<QuestionId> {
        self.open_questions().into_iter().next()
    }

    /// Returns the question that was put before another; `None` for the first.
    pub fn before(&self, id: &QuestionId) -> Option<&QuestionId> {
        let given = &self.answers.given;
        let at = given.iter().position(|given| given.question == *id).unwrap_or(given.len());
        at.checked_sub(1).map(|before| &given[before].question)
    }

    /// Returns how far the check is.
    pub fn progress(&self) -> Progress {
        Progress { done: self.answers.given.len(), left: self.open_questions().len() }
    }

    /// Returns what to show for a question; `None` if the check has no such question.
    pub fn prompt(&self, id: &QuestionId) -> Option<Prompt> {
        prompt::prompt(self, id)
    }

    /// Returns the fields of a question as they were answered; empty if it was not.
    pub fn filled(&self, prompt: &Prompt) -> Raw {
        self.answers.find(&prompt.id).map(|given| input::filled(prompt, given)).unwrap_or_default()
    }

    /// Writes a citation in words.
    pub fn cite(&self, citation: &Citation) -> Cited {
        cite::cite(&self.law, citation)
    }

    /// Writes a citation without the name of its law, which stands before it.
    pub fn cite_article(&self, citation: &Citation) -> Cited {
        cite::article_alone(citation)
    }

    /// Returns who says a fact; `None` for one that the law folder does not have.
    pub fn who(&self, fact: &str) -> Option<Who> {
        self.law.vocabulary.find(fact).map(|fact| fact.who)
    }

    /// Finds what a fact that is chosen from a list of the zone means by a value.
    pub fn choice(&self, fact: &str, value: &str) -> Option<Choice> {
        let Sort::Text { choices: Some(list) } = &self.law.vocabulary.find(fact)?.sort else { return None };
        prompt::listed(self, list).into_iter().find(|choice| choice.value == value)
    }

    /// Returns the answers under their headings.
    pub fn groups(&self) -> Vec<AnswerGroup> {
        group::groups(self)
    }

    /// Returns what the answers come to.
    pub fn outcome(&self) -> Outcome<'_> {
        outcome::outcome(self)
    }

    /// Returns what the answers come to as `teukgu ask` prints it.
    pub fn json(&self, lang: Lang) -> Json {
        ask::json(&self.answer, lang)
    }

    /// Lists what can be applied for today to get what a provision gives.
    pub fn offers<'a>(&'a self, provision: &'a str) -> impl Iterator<Item = &'a Offer> {
        self.answer.offers.iter().filter(move |offer| offer.provision == provision)
    }

    /// Returns the answers in the form that `teukgu ask` takes.
    pub fn facts(&self) -> Json {
        self.answers.facts()
    }

    /// Lists the provisions of the scope.
    pub(super) fn provisions(&self) -> impl Iterator<Item = &Provision> {
        self.scope.iter().filter_map(|id| self.law.provision(id))
    }

    /// Lists what the visitor can still be asked, best first and each once.
    fn open_questions(&self) -> Vec<QuestionId> {
        let mut open = Vec::new();
        if self.answers.start.is_firm() {
            self.firm().into_iter().for_each(|id| self.push(&mut open, Some(id)));
        }
        let findings = &self.answer.findings;
        let requirements = findings.iter().flat_map(|finding| &finding.missing);
        let details = findings.iter().flat_map(|finding| &finding.details);
        for question in requirements.chain(details) {
            self.push(&mut open, self.of(question));
        }
        open
    }

    fn push(&self, open: &mut Vec<QuestionId>, id: Option<QuestionId>) {
        let Some(id) = id else { return };
        if self.answers.find(&id).is_none() && !open.contains(&id) {
            open.push(id);
        }
    }

    /// Returns the questions about what the firm is, as far as a special case asks for it, and about its sites.
    fn firm(&self) -> Vec<QuestionId> {
        let cases = self.provisions().filter(|provision| provision.kind == ProvisionKind::SpecialCase);
        let asked: Vec<usize> =
            cases.flat_map(|case| &case.conditions).flat_map(|condition| condition.formula.slots()).collect();
        let facts = self.law.vocabulary.facts().iter().enumerate();
        let facts = facts.filter(|(slot, _)| asked.contains(slot)).map(|(_, fact)| fact);
        let of_firm = facts.filter(|fact| fact.group == FIRM_GROUP && fact.who == Who::Applicant);
        let mut firm: Vec<QuestionId> =
            of_firm.filter(|fact| !fact.is_of_site()).map(|fact| QuestionId::Fact(fact.id.clone())).collect();
        firm.push(QuestionId::Sites);
        firm.extend((1..=self.answers.site_count().unwrap_or(0)).map(QuestionId::Site));
        firm
    }

    /// Returns the page on which a question of the engine is put; `None` if the visitor is not the one to ask.
    ///
    /// What is withheld, on its way or in conflict has been asked.
    fn of(&self, question: &finding::Question) -> Option<QuestionId> {
        if question.who != Who::Applicant || question.state != "not_asked" {
            return None;
        }
        if question.fact.split('.').next() != Some(SITE) {
            return Some(QuestionId::Fact(question.fact.clone()));
        }
        let Some(count) = self.answers.site_count() else { return Some(QuestionId::Sites) };
        let is_new = |number: &usize| self.answers.find(&QuestionId::Site(*number)).is_none();
        (1..=count).find(is_new).map(QuestionId::Site)
    }

    /// Returns the answers in their order.
    pub fn given(&self) -> &[Given] {
        &self.answers.given
    }
}

/// Lists the provisions that a start is about, with those beside them, special cases first.
fn scope(view: &ZoneView, law: &LawSet, start: &Start) -> Vec<String> {
    let mut scope: Vec<String> = match start {
        Start::Goal(id) => law
            .provisions
            .iter()
            .filter(|known| goal::is_of(known, id))
            .map(|known| known.id.clone())
            .collect(),
        Start::All | Start::Firm => {
            let granted = view.snapshot().provisions().into_iter().map(|granted| granted.id.to_string());
            granted.filter(|id| law.provision(id).is_some()).collect()
        }
    };
    let beside: Vec<String> = scope
        .iter()
        .filter_map(|id| law.provision(id))
        .flat_map(|known| known.also.iter().cloned())
        .collect();
    for id in beside {
        if !scope.contains(&id) {
            scope.push(id);
        }
    }
    scope.sort_by_key(|id| law.provision(id).map(|known| place(known.kind)));
    scope
}

const fn place(kind: ProvisionKind) -> u8 {
    match kind {
        ProvisionKind::SpecialCase => 0,
        ProvisionKind::Step => 1,
        ProvisionKind::Regime => 2,
        ProvisionKind::GeneralRoute => 3,
        ProvisionKind::Duty => 4,
    }
}

/// Takes a fact away by its path, such as `application.state` or `sites.0.in_zone`.
fn forget(facts: &mut Json, path: &str) {
    if let Json::Object(entries) = facts
        && entries.remove(path).is_some()
    {
        return;
    }
    let mut parts = path.split('.');
    let (Some(list), Some(number), Some(name)) = (parts.next(), parts.next(), parts.next()) else { return };
    let site = number.parse::<usize>().ok().and_then(|number| facts.get_mut(list)?.get_mut(number));
    if let Some(Json::Object(site)) = site {
        site.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_that_the_law_no_longer_takes_is_taken_away_and_nothing_else_is() {
        let mut facts = json!({ "a.b": 1, "a.c": 2, "sites": [{ "x": 1, "y": 2 }, {}] });
        for path in ["a.b", "sites.0.x", "sites.7.x", "sites", "none", ""] {
            if path != "sites" {
                forget(&mut facts, path);
            }
        }
        assert_eq!(facts, json!({ "a.c": 2, "sites": [{ "y": 2 }, {}] }));
    }
}
