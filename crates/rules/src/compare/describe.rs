//! What each part of a provision says, by name, so that two laws can be compared word by word.

use super::{Aspect, PartKind};
use crate::formula::Formula;
use crate::law::{
    Citation, Condition, Deadline, Document, Exception, LawBasis, LawSet, Provision, Transition, Validity,
    Version,
};
use crate::written::written;
use jiff::civil::Date;
use teukgu_domain::date::day;
use teukgu_domain::text::{Lang, Text};

/// A part of a provision and what it says.
pub(super) struct Described {
    pub(super) kind: PartKind,
    /// What it is known by in both laws.
    pub(super) key: String,
    /// What people call it.
    pub(super) name: Text,
    pub(super) said: Vec<(Aspect, Text)>,
}

impl Described {
    fn new(kind: PartKind, key: &str, name: Text) -> Self {
        Self { kind, key: key.to_owned(), name, said: Vec::new() }
    }

    fn of(kind: PartKind, id: &str) -> Self {
        Self::new(kind, id, same(id))
    }

    fn say(mut self, aspect: Aspect, text: impl Into<Option<Text>>) -> Self {
        self.said.extend(text.into().filter(|text| !text.ko.is_empty()).map(|text| (aspect, text)));
        self
    }

    fn cite(self, cite: &[Citation]) -> Self {
        let write = |cite: &Citation| match &cite.amended_by {
            Some(act) => format!("{cite} ({act})"),
            None => cite.to_string(),
        };
        let written = cite.iter().map(write).collect::<Vec<_>>().join(", ");
        self.say(Aspect::Citation, same(&written))
    }

    fn formal(self, formula: Option<&Formula>, law: &LawSet) -> Self {
        self.say(Aspect::Formal, formula.map(|formula| same(&written(formula, law))))
    }

    /// Returns what it says of an aspect.
    pub(super) fn says(&self, aspect: Aspect) -> Option<&Text> {
        self.said.iter().find(|(known, _)| *known == aspect).map(|(_, text)| text)
    }
}

/// Describes every part of a provision.
pub(super) fn provision(provision: &Provision, law: &LawSet) -> Vec<Described> {
    let mut parts = vec![head(provision, law)];
    parts.extend(provision.versions.iter().map(version));
    parts.extend(provision.conditions.iter().map(|part| condition(part, law)));
    parts.extend(provision.exceptions.iter().map(|part| exception(part, law)));
    parts.extend(provision.transitions.iter().map(|part| transition(part, law)));
    parts.extend(provision.documents.iter().map(|part| document(part, law)));
    parts.extend(provision.deadlines.iter().map(|part| deadline(part, law)));
    parts.extend(
        provision
            .notes
            .iter()
            .map(|note| Described::new(PartKind::Note, &note.text.ko, note.text.clone()).cite(&note.cite)),
    );
    parts.extend(provision.also.iter().map(|id| {
        let name = law.provision(id).map_or_else(|| same(id), |other| other.name.clone());
        Described::new(PartKind::Also, id, name)
    }));
    parts
}

fn head(provision: &Provision, law: &LawSet) -> Described {
    let basis = match provision.basis {
        LawBasis::Disposition => Text::new("처분하는 날", "day of the decision"),
        LawBasis::Fact(slot) => law.vocabulary.at(slot).name.clone(),
    };
    let effect = &provision.effect_text;
    let effect = |lang| format!("{} ({})", effect.get(lang), provision.effect.key());
    Described::new(PartKind::Head, "", provision.name.clone())
        .say(Aspect::Name, provision.name.clone())
        .say(Aspect::Kind, same(provision.kind.key()))
        .say(Aspect::Effect, Text::new(effect(Lang::Ko), effect(Lang::En)))
        .say(Aspect::Basis, basis)
        .say(Aspect::CheckedOn, on(provision.checked_on))
        .say(Aspect::Then, provision.no_general_route.clone())
}

fn version(version: &Version) -> Described {
    Described::of(PartKind::Version, &version.id)
        .say(Aspect::Days, days(&version.valid))
        .say(Aspect::Known, version.known.as_ref().map(days))
        .say(Aspect::Authority, version.authority.clone())
        .cite(&version.cite)
}

fn condition(part: &Condition, law: &LawSet) -> Described {
    let judgement = part.judgement.then(|| Text::new("담당자가 판단", "decided by an officer"));
    // Two conditions of one id belong to different versions.
    let key =
        if part.only.is_empty() { part.id.clone() } else { format!("{} {}", part.id, part.only.join(" ")) };
    Described::new(PartKind::Condition, &key, same(&part.id))
        .say(Aspect::Text, part.text.clone())
        .formal(Some(&part.formula), law)
        .cite(&part.cite)
        .say(Aspect::Judgement, judgement)
        .say(Aspect::Question, part.ask.clone())
        .say(Aspect::Versions, same(&part.only.join(", ")))
}

fn exception(part: &Exception, law: &LawSet) -> Described {
    let then = if part.use_general {
        Text::new("일반 법령에 따름", "general law applies")
    } else {
        Text::new("요건 미충족", "requirements not met")
    };
    Described::of(PartKind::Exception, &part.id)
        .say(Aspect::Text, part.text.clone())
        .formal(Some(&part.formula), law)
        .cite(&part.cite)
        .say(Aspect::Then, then)
        .say(Aspect::Versions, same(&part.only.join(", ")))
}

fn transition(part: &Transition, law: &LawSet) -> Described {
    Described::of(PartKind::Transition, &part.id)
        .say(Aspect::Text, part.text.clone())
        .formal(Some(&part.formula), law)
        .cite(&part.cite)
        .say(Aspect::Versions, same(&part.version))
}

fn document(part: &Document, law: &LawSet) -> Described {
    Described::new(PartKind::Document, &part.name.ko, part.name.clone())
        .formal(part.formula.as_ref(), law)
        .cite(&part.cite)
        .say(Aspect::Form, part.form.as_deref().map(same))
        .say(Aspect::Authority, part.to.clone())
}

fn deadline(part: &Deadline, law: &LawSet) -> Described {
    let base = &law.vocabulary.at(part.base).name;
    let side = if part.before { ("전", "before") } else { ("후", "after") };
    let (ko, en) = (part.period.display(Lang::Ko), part.period.display(Lang::En));
    let clock = part.clock.key();
    let counted = Text::new(
        format!("{} {ko} {} ({clock})", base.ko, side.0),
        format!("{en} {} {} ({clock})", side.1, base.en),
    );
    Described::new(PartKind::Deadline, &part.name.ko, part.name.clone())
        .say(Aspect::Period, counted)
        .formal(part.formula.as_ref(), law)
        .cite(&part.cite)
}

fn same(text: &str) -> Text {
    Text::new(text, text)
}

fn on(date: Date) -> Text {
    Text::new(day(date, Lang::Ko), day(date, Lang::En))
}

/// Writes days with the last one included, as statutes count.
fn days(valid: &Validity) -> Text {
    let from = on(valid.from);
    match valid.to.map(|to| to.yesterday().unwrap_or(to)).map(on) {
        Some(until) => Text::new(format!("{}~{}", from.ko, until.ko), format!("{} to {}", from.en, until.en)),
        None => Text::new(format!("{}~", from.ko), format!("from {}", from.en)),
    }
}
