//! What a question page shows: the question, its fields, and why it is asked.

use super::answers::{MOST_SITES, QuestionId, SITES};
use super::state::Check;
use super::words;
use crate::law::model::{Citation, Condition, Provision};
use teukgu_domain::text::Text;
use teukgu_rules::fact::{Fact, SITE, Sort, Who};

/// A question as it is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// The question.
    pub id: QuestionId,
    /// The question in words.
    pub title: Text,
    /// What helps to answer.
    pub hint: Option<Text>,
    /// What is to be filled in: one field, or several about a site.
    pub fields: Vec<Field>,
    /// Conditions that need the answer.
    pub whys: Vec<Why>,
    /// True if it asks whether a place lies in the zone, which the portal can look up.
    pub is_about_place: bool,
}

/// A field of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name among the answers.
    pub name: String,
    /// Name in the form.
    pub input: String,
    /// What it asks; the question itself where it is the only field.
    pub label: Text,
    /// What helps to answer.
    pub hint: Option<Text>,
    /// How it is filled in.
    pub kind: FieldKind,
}

impl Field {
    /// Returns the id of the element that a fault leads to.
    pub fn anchor(&self) -> String {
        match self.kind {
            FieldKind::Day { .. } => format!("{}-year", self.input),
            _ => self.input.clone(),
        }
    }
}

/// How a field is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One of a few.
    Choice(Vec<Choice>),
    /// A number.
    Number {
        /// Digits after the point.
        scale: u8,
        /// Least value, in the smallest step.
        min: i64,
        /// Most value, in the smallest step.
        max: i64,
        /// Unit, if it has one.
        unit: Option<Text>,
    },
    /// A day.
    Day {
        /// True if a day after today cannot be meant.
        past: bool,
    },
    /// A few words.
    Words,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Value in the form and among the answers.
    pub value: String,
    /// Name.
    pub name: Text,
    /// True if it comes from data without a public source.
    pub illustrative: bool,
}

/// A condition that needs an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The provision.
    pub provision: Text,
    /// What it needs the answer for.
    pub text: Text,
    /// Basis.
    pub cite: Vec<Citation>,
}

/// Puts a question; `None` if the check has none of that id.
pub(super) fn prompt(check: &Check, id: &QuestionId) -> Option<Prompt> {
    match id {
        QuestionId::Fact(fact) => of_fact(check, fact),
        QuestionId::Sites => Some(Prompt {
            id: id.clone(),
            title: words::how_many_sites(),
            hint: Some(words::how_many_sites_hint()),
            fields: vec![count_field()],
            whys: site_facts(check).iter().flat_map(|fact| whys(check, fact)).collect::<Vec<_>>().deduped(),
            is_about_place: false,
        }),
        QuestionId::Site(number) => of_site(check, *number),
    }
}

fn of_fact(check: &Check, id: &str) -> Option<Prompt> {
    let fact = check.law.vocabulary.find(id).filter(|fact| is_for_visitor(fact) && !fact.is_of_site())?;
    let title = own_words(check, fact).unwrap_or_else(|| fact.ask.clone());
    let field = field(check, fact, "value", title.clone());
    Some(Prompt {
        id: QuestionId::Fact(id.to_owned()),
        title,
        hint: fact.hint.clone(),
        fields: vec![Field { name: fact.id.clone(), ..field }],
        whys: whys(check, fact),
        is_about_place: fact.local() == "in_zone",
    })
}

fn of_site(check: &Check, number: usize) -> Option<Prompt> {
    let count = check.answers.site_count().filter(|count| number <= *count)?;
    let facts = site_facts(check);
    let fields = facts
        .iter()
        .map(|fact| Field { hint: fact.hint.clone(), ..field(check, fact, fact.local(), fact.ask.clone()) });
    Some(Prompt {
        id: QuestionId::Site(number),
        title: words::site(number, count),
        hint: None,
        fields: fields.collect(),
        whys: facts.iter().flat_map(|fact| whys(check, fact)).collect::<Vec<_>>().deduped(),
        is_about_place: facts.iter().any(|fact| fact.local() == "in_zone"),
    })
}

fn is_for_visitor(fact: &Fact) -> bool {
    fact.who == Who::Applicant && fact.derive.is_none()
}

fn count_field() -> Field {
    Field {
        name: SITES.to_owned(),
        input: "value".to_owned(),
        label: words::how_many_sites(),
        hint: None,
        kind: FieldKind::Number {
            scale: 0,
            min: 0,
            max: i64::try_from(MOST_SITES).unwrap_or(i64::MAX),
            unit: Some(words::places()),
        },
    }
}

fn field(check: &Check, fact: &Fact, input: &str, label: Text) -> Field {
    let kind = match &fact.sort {
        Sort::Bool => FieldKind::Choice(yes_or_no()),
        Sort::Code { codes } => {
            let choice = |code: &teukgu_rules::fact::Code| Choice {
                value: code.value.clone(),
                name: code.name.clone(),
                illustrative: false,
            };
            FieldKind::Choice(codes.iter().map(choice).collect())
        }
        Sort::Text { choices: Some(list) } => match listed(check, list) {
            choices if choices.is_empty() => FieldKind::Words,
            choices => FieldKind::Choice(choices),
        },
        Sort::Text { choices: None } => FieldKind::Words,
        Sort::Number { scale, min, max } => {
            FieldKind::Number { scale: *scale, min: *min, max: *max, unit: fact.unit.clone() }
        }
        Sort::Date { past } => FieldKind::Day { past: *past },
    };
    Field { name: fact.local().to_owned(), input: input.to_owned(), label, hint: None, kind }
}

fn yes_or_no() -> Vec<Choice> {
    let choice = |yes: bool| Choice {
        value: yes.to_string(),
        name: teukgu_rules::fact::yes_no(yes),
        illustrative: false,
    };
    vec![choice(true), choice(false)]
}

/// Returns the choices of a list of the zone, with `none` at the end; none at all for a list that the zone lacks.
pub(super) fn listed(check: &Check, list: &str) -> Vec<Choice> {
    if list != "sub_projects" {
        return Vec::new();
    }
    let subs = check.view.snapshot().sub_projects();
    let mut choices: Vec<Choice> = subs
        .into_iter()
        .map(|sub| Choice {
            value: sub.id.to_string(),
            name: sub.name.clone(),
            illustrative: sub.provenance.illustrative,
        })
        .collect();
    choices.push(Choice { value: "none".to_owned(), name: words::none_of_these(), illustrative: false });
    choices
}

/// Lists the facts of a site that the provisions ask a visitor for, in the order of the law folder.
pub(super) fn site_facts(check: &Check) -> Vec<&Fact> {
    let vocabulary = &check.law.vocabulary;
    let asked: Vec<usize> = check.provisions().flat_map(conditions).flat_map(|(_, _, slots)| slots).collect();
    let mut facts: Vec<usize> =
        asked.into_iter().filter(|slot| vocabulary.at(*slot).entity() == SITE).collect();
    facts.sort_unstable();
    facts.dedup();
    facts.into_iter().map(|slot| vocabulary.at(slot)).filter(|fact| is_for_visitor(fact)).collect()
}

/// Lists what asks for facts in a provision: what for, by which article, which slots.
fn conditions(provision: &Provision) -> impl Iterator<Item = (&Text, &[Citation], Vec<usize>)> {
    let conditions =
        provision.conditions.iter().map(|part| (&part.text, &part.cite[..], part.formula.slots()));
    let exceptions =
        provision.exceptions.iter().map(|part| (&part.text, &part.cite[..], part.formula.slots()));
    let documents = provision
        .documents
        .iter()
        .filter_map(|part| Some((&part.name, &part.cite[..], part.formula.as_ref()?.slots())));
    let deadlines = provision.deadlines.iter().map(|part| {
        let mut slots = part.formula.as_ref().map(teukgu_rules::formula::Formula::slots).unwrap_or_default();
        slots.push(part.base);
        (&part.name, &part.cite[..], slots)
    });
    conditions.chain(exceptions).chain(documents).chain(deadlines)
}

/// Lists the conditions of the scope that need a fact, or a day that is computed from it.
fn whys(check: &Check, fact: &Fact) -> Vec<Why> {
    let vocabulary = &check.law.vocabulary;
    let needs = |slot: &usize| {
        let known = vocabulary.at(*slot);
        known.id == fact.id || known.derive.as_ref().is_some_and(|derive| derive.from == fact.id)
    };
    let of = |provision: &Provision| {
        let name = provision.name.clone();
        conditions(provision)
            .filter(|(_, _, slots)| slots.iter().any(needs))
            .map(|(text, cite, _)| Why { provision: name.clone(), text: text.clone(), cite: cite.to_vec() })
            .collect::<Vec<_>>()
    };
    check.provisions().flat_map(of).collect::<Vec<_>>().deduped()
}

trait Deduped {
    /// Leaves out what is there already.
    fn deduped(self) -> Self;
}

impl Deduped for Vec<Why> {
    fn deduped(self) -> Self {
        self.into_iter().fold(Vec::new(), |mut all, why| {
            if !all.contains(&why) {
                all.push(why);
            }
            all
        })
    }
}

/// Returns the words of the article for a question, if every condition that asks for the fact has the same.
fn own_words(check: &Check, fact: &Fact) -> Option<Text> {
    let slot = check.law.vocabulary.slot(&fact.id)?;
    let asks = |condition: &&Condition| condition.formula.slots().contains(&slot);
    let mut words =
        check.provisions().flat_map(|provision| &provision.conditions).filter(asks).map(|part| &part.ask);
    let first = words.next()?;
    words.all(|other| other == first).then(|| first.clone()).flatten()
}
