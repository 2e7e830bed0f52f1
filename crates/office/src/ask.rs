//! Ask: which special cases are met, not met, cannot be said yet, and what to do next.
//!
//! The page, the API and the command line call [`ask`]; none of them knows the law.

mod json;
mod registry;

pub use json::json;

use crate::ZoneView;
use crate::law::LawDesk;
use jiff::civil::Date;
use serde_json::Value as Json;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::ids::{ProvisionId, ZoneId};
use teukgu_domain::text::Text;
use teukgu_rules::evaluate::Bench;
use teukgu_rules::facts::{FactFault, Facts, FactsReader};
use teukgu_rules::finding::Finding;
use teukgu_rules::law::LawSet;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Facts, in the form that `teukgu ask --schema` describes.
    pub facts: &'a Json,
    /// Provisions by id; all special cases of the zone if none is named.
    pub provisions: &'a [String],
    /// Day of law (행정기본법 제14조제2항: the day of the decision).
    pub law_on: Date,
    /// Day of the facts.
    pub fact_on: Date,
    /// Day of knowledge; `None` for what is believed last.
    pub known_on: Option<Date>,
    /// Today, after which nothing can have happened.
    pub today: Date,
}

impl<'a> Question<'a> {
    /// Asks for everything as of one day.
    pub fn on(day: Date, facts: &'a Json) -> Self {
        Self { facts, provisions: &[], law_on: day, fact_on: day, known_on: None, today: day }
    }
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The zone.
    pub zone: ZoneId,
    /// Day of law.
    pub law_on: Date,
    /// Day of the facts.
    pub fact_on: Date,
    /// Day of knowledge.
    pub known_on: Option<Date>,
    /// A finding for each provision, in the order asked for.
    pub findings: Vec<Finding>,
    /// Special cases of the zone that the law folder does not hold: nothing can be said of them.
    pub not_held: Vec<ProvisionId>,
    /// The facts as they were read, without what the registry adds.
    pub facts: Facts,
    /// Procedures under which requests of today ask for what the provisions give.
    pub offers: Vec<Offer>,
}

/// Something that can be applied for (신청할 수 있는 사무): a procedure and the provision that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Provision.
    pub provision: String,
    /// Procedure, by its id.
    pub procedure: String,
    /// Its name.
    pub name: Text,
}

/// Says why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskError {
    /// Facts that cannot be used, one by one.
    Facts(Vec<FactFault>),
    /// A provision that the law folder does not have.
    NoProvision {
        /// Its id.
        id: String,
        /// The ids that there are.
        known: Vec<String>,
    },
}

impl AskError {
    /// Returns each thing that is wrong: where, what, and what to do about it.
    pub fn faults(&self) -> Vec<FactFault> {
        match self {
            Self::Facts(faults) => faults.clone(),
            Self::NoProvision { id, known } => vec![FactFault {
                path: "provision".to_owned(),
                message: Text::new(
                    format!("조문이 없습니다: `{id}`"),
                    format!("there is no provision `{id}`"),
                ),
                help: Text::new(
                    format!("있는 조문: {}", known.join(" · ")),
                    format!("the provisions are {}", known.join(", ")),
                ),
            }],
        }
    }
}

/// Answers a question about a zone.
///
/// # Errors
/// [`AskError`] if a fact cannot be used or a provision does not exist; nothing is evaluated then.
pub fn ask(
    view: &ZoneView,
    desk: &LawDesk,
    holidays: &Holidays,
    question: &Question<'_>,
) -> Result<Answer, AskError> {
    let law = desk.on(question.law_on, question.known_on);
    let set = law.law();
    let (wanted, not_held) = wanted(view, set, question.provisions)?;
    let reader =
        FactsReader { vocabulary: &set.vocabulary, today: question.today, fact_on: question.fact_on };
    let facts = reader.read(question.facts).map_err(AskError::Facts)?;
    let gate = registry::gate(view, question.law_on);
    let bench = Bench { law: &law, gate: &gate, holidays };
    let mut findings = Vec::with_capacity(wanted.len());
    for id in &wanted {
        let mut facts = facts.clone();
        registry::look_up(view, &set.vocabulary, id, question.law_on, &mut facts);
        facts.derive(&set.vocabulary, holidays);
        findings.extend(bench.find(id, &facts));
    }
    let zone = view.zone().id.clone();
    let (law_on, fact_on, known_on) = (question.law_on, question.fact_on, question.known_on);
    let offers = wanted.iter().flat_map(|id| offers(set, id, question.today)).collect();
    Ok(Answer { zone, law_on, fact_on, known_on, findings, not_held, facts, offers })
}

fn offers<'a>(law: &'a LawSet, provision: &'a str, today: Date) -> impl Iterator<Item = Offer> + 'a {
    law.procedures_for(provision, today).map(|procedure| Offer {
        provision: provision.to_owned(),
        procedure: procedure.id.clone(),
        name: procedure.name.clone(),
    })
}

/// Returns the provisions to answer for, and the special cases of the zone that the law folder does not hold.
fn wanted(
    view: &ZoneView,
    law: &LawSet,
    asked: &[String],
) -> Result<(Vec<String>, Vec<ProvisionId>), AskError> {
    if let Some(id) = asked.iter().find(|id| law.provision(id).is_none()) {
        let known = law.provisions.iter().map(|provision| provision.id.clone()).collect();
        return Err(AskError::NoProvision { id: id.clone(), known });
    }
    if !asked.is_empty() {
        return Ok((asked.to_vec(), Vec::new()));
    }
    let granted = view.snapshot().provisions();
    let ids = granted.into_iter().map(|granted| granted.id.clone());
    let (held, not_held): (Vec<_>, Vec<_>) = ids.partition(|id| law.provision(id.as_str()).is_some());
    Ok((held.iter().map(ToString::to_string).collect(), not_held))
}
