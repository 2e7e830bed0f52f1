//! What stands in the letters of a case: values for every name in braces.

use super::{CaseFault, Casework, seoul};
use std::collections::BTreeMap;
use teukgu_domain::case::{Case, CaseFile, Outcome};
use teukgu_domain::date;
use teukgu_domain::text::{Lang, Text};
use teukgu_rules::procedure::{Filled, Letter, Procedure};

impl Casework<'_> {
    /// Puts values into a letter; what `extra` knows comes first.
    pub(super) fn fill(
        self,
        letter: &Letter,
        case: &Case,
        procedure: &Procedure,
        lang: Lang,
        extra: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Filled, CaseFault> {
        let plain = self.plain_values(case, procedure, lang)?;
        let value = |name: &str| {
            extra(name).or_else(|| plain.get(name).cloned()).or_else(|| open_field(procedure, name))
        };
        letter.fill(lang, value).map_err(|missing| {
            let names = missing.names.join(", ");
            CaseFault::Paper(Text::new(
                format!("문서에 들어갈 값이 없습니다: {names}"),
                format!("the letter needs a value for {names}"),
            ))
        })
    }

    /// What every letter can say without reading more than the case.
    fn plain_values(
        self,
        case: &Case,
        procedure: &Procedure,
        lang: Lang,
    ) -> Result<BTreeMap<&'static str, String>, CaseFault> {
        let view = self.office.view()?;
        let zone = view.zone();
        let day = |day| date::day(day, lang);
        let today = self.office.today();
        let due = case.open_supplement().map(|open| open.until);
        let due = due.or_else(|| case.consultations.last().map(|one| one.until)).or(case.due);
        let authority = procedure.filing.as_ref().and_then(|filing| filing.authority_on(today));
        let appeal = self.terms(case, procedure)?.appeal_until;
        let beside = procedure.appeal.as_ref().map(|appeal| appeal.beside.get(lang).to_owned());
        let mayor = zone.municipality.name.get(lang);
        Ok(BTreeMap::from([
            ("appeal", appeal.map_or_else(String::new, day)),
            ("attachments", String::new()),
            ("authority", authority.map_or_else(String::new, |name| name.get(lang).to_owned())),
            ("beside", beside.unwrap_or_default()),
            ("body", String::new()),
            ("conditions", conditions(case)),
            ("contact", zone.municipality.website.clone().unwrap_or_default()),
            ("date", day(today)),
            ("department", unit(lang)),
            ("due", due.map_or_else(String::new, day)),
            ("law", law(procedure)),
            ("mayor", lang.pick(format!("{mayor}청장"), format!("Mayor of {mayor}"))),
            ("number", case.id.to_string()),
            ("office", mayor.to_owned()),
            ("organisation", case.organisation.clone()),
            ("procedure", procedure.name.get(lang).to_owned()),
            ("reasons", reasons(case)),
            ("received_on", day(seoul(case.filed_at))),
            ("zone", zone.name.get(lang).to_owned()),
        ]))
    }

    /// What a letter says of people and of the form.
    pub(super) async fn values(
        self,
        case: &Case,
        procedure: &Procedure,
        file: Option<&CaseFile>,
        lang: Lang,
    ) -> Result<BTreeMap<String, String>, CaseFault> {
        let mut values: BTreeMap<String, String> = self
            .plain_values(case, procedure, lang)?
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let name = |account: Option<teukgu_domain::account::Account>| {
            account.map_or_else(String::new, |account| account.name)
        };
        values.insert("applicant".to_owned(), name(self.account(&case.applicant).await?));
        let officer = match &case.officer {
            Some(officer) => name(self.account(officer).await?),
            None => String::new(),
        };
        values.insert("officer".to_owned(), officer);
        let Some(file) = file else { return Ok(values) };
        for field in &procedure.form.fields {
            let said = file.answers.get(&field.id);
            let words = said.map(|said| super::form::in_words(field, said).get(lang).to_owned());
            values.insert(field.id.clone(), words.unwrap_or_else(|| "-".to_owned()));
        }
        Ok(values)
    }
}

/// A field that was left open, or that a letter to others than the applicant does not tell.
fn open_field(procedure: &Procedure, name: &str) -> Option<String> {
    let is_known = procedure.form.field(name).is_some() || matches!(name, "applicant" | "officer");
    is_known.then(|| "-".to_owned())
}

pub(super) fn unit(lang: Lang) -> String {
    lang.pick("특구 담당 부서", "Special zone office").to_owned()
}

fn law(procedure: &Procedure) -> String {
    procedure.basis.cite.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn listed(lines: impl Iterator<Item = String>) -> String {
    lines.enumerate().map(|(at, line)| format!("{}) {line}", at + 1)).collect::<Vec<_>>().join("\n")
}

fn conditions(case: &Case) -> String {
    match case.decision().map(|decision| &decision.outcome) {
        Some(Outcome::GrantedWithConditions { conditions }) => listed(conditions.iter().cloned()),
        _ => String::new(),
    }
}

fn reasons(case: &Case) -> String {
    let supplement = case.open_supplement().map(|open| listed(open.items.iter().cloned()));
    match case.decision().map(|decision| &decision.outcome) {
        Some(Outcome::Refused { reasons }) => listed(reasons.iter().map(|reason| match &reason.cite {
            Some(cite) => format!("{} ({cite})", reason.text),
            None => reason.text.clone(),
        })),
        _ => supplement.unwrap_or_default(),
    }
}
