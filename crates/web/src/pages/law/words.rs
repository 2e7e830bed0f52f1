//! Keys of the words for kinds, effects, parts and checks.

use teukgu_domain::period::Clock;
use teukgu_office::law::compare::{Aspect, Change, PartKind};
use teukgu_office::law::fact::Who;
use teukgu_office::law::model::{EffectKind, ProvisionKind};

/// Returns the heading of a kind and the line that explains it.
pub(super) const fn kind(kind: ProvisionKind) -> (&'static str, &'static str) {
    match kind {
        ProvisionKind::SpecialCase => ("law-special-case", "law-special-case-about"),
        ProvisionKind::Step => ("law-step", "law-step-about"),
        ProvisionKind::GeneralRoute => ("law-general-route", "law-general-route-about"),
        ProvisionKind::Duty => ("law-duty", "law-duty-about"),
        ProvisionKind::Regime => ("law-regime", "law-regime-about"),
    }
}

pub(super) const fn effect(effect: EffectKind) -> &'static str {
    match effect {
        EffectKind::Discretion => "law-effect-discretion",
        EffectKind::Duty => "law-effect-duty",
        EffectKind::Exemption => "law-effect-exemption",
        EffectKind::ChangedCap => "law-effect-changed-cap",
        EffectKind::Cooperation => "law-effect-cooperation",
        EffectKind::ByOrdinance => "law-effect-by-ordinance",
        EffectKind::Obligation => "law-effect-obligation",
    }
}

pub(super) const fn who(who: Who) -> &'static str {
    match who {
        Who::Applicant => "law-who-applicant",
        Who::Officer => "law-who-officer",
        Who::Registry => "law-who-registry",
    }
}

/// Returns the name of a counting rule, which the page that counts gives it as well.
pub(super) const fn clock(clock: Clock) -> &'static str {
    match clock {
        Clock::Petition => "deadline-petition",
        Clock::Civil => "deadline-civil",
        Clock::Restrictive => "deadline-restrictive",
    }
}

pub(super) const fn change(change: Change) -> &'static str {
    match change {
        Change::Added => "law-added",
        Change::Removed => "law-removed",
        Change::Changed => "law-changed",
    }
}

pub(super) const fn part(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Head => "law-part-head",
        PartKind::Version => "law-part-version",
        PartKind::Condition => "law-part-condition",
        PartKind::Exception => "law-part-exception",
        PartKind::Transition => "law-part-transition",
        PartKind::Document => "law-part-document",
        PartKind::Deadline => "law-part-deadline",
        PartKind::Note => "law-part-note",
        PartKind::Also => "law-part-also",
    }
}

pub(super) const fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Name => "law-aspect-name",
        Aspect::Kind => "law-aspect-kind",
        Aspect::Effect => "law-aspect-effect",
        Aspect::Basis => "law-aspect-basis",
        Aspect::CheckedOn => "law-checked-on",
        Aspect::Days => "law-days",
        Aspect::Known => "law-aspect-known",
        Aspect::Authority => "law-authority",
        Aspect::Text => "law-sentence",
        Aspect::Formal => "law-formal",
        Aspect::Citation => "law-basis",
        Aspect::Judgement => "law-judgement",
        Aspect::Question => "law-question",
        Aspect::Versions => "law-versions",
        Aspect::Then => "law-aspect-then",
        Aspect::Form => "law-form",
        Aspect::Period => "law-period",
    }
}

/// Every check with the key of what it finds.
const CHECKS: [(&str, &str); 25] = [
    ("E00", "law-check-e00"),
    ("E01", "law-check-e01"),
    ("E02", "law-check-e02"),
    ("E03", "law-check-e03"),
    ("E04", "law-check-e04"),
    ("E05", "law-check-e05"),
    ("E06", "law-check-e06"),
    ("E07", "law-check-e07"),
    ("E08", "law-check-e08"),
    ("E09", "law-check-e09"),
    ("E10", "law-check-e10"),
    ("E11", "law-check-e11"),
    ("E12", "law-check-e12"),
    ("E13", "law-check-e13"),
    ("E14", "law-check-e14"),
    ("E15", "law-check-e15"),
    ("E16", "law-check-e16"),
    ("E17", "law-check-e17"),
    ("E18", "law-check-e18"),
    ("E19", "law-check-e19"),
    ("W20", "law-check-w20"),
    ("E21", "law-check-e21"),
    ("E22", "law-check-e22"),
    ("E23", "law-check-e23"),
    ("E24", "law-check-e24"),
];

/// Returns the key of what a check finds.
pub(super) fn check(code: &str) -> Option<&'static str> {
    CHECKS.iter().find(|(known, _)| *known == code).map(|(_, key)| *key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_office::law::fault_catalogue;

    #[test]
    fn every_check_has_its_words() {
        for rule in fault_catalogue().iter().filter(|rule| !rule.code.starts_with('C')) {
            assert!(check(rule.code).is_some(), "{}", rule.code);
        }
    }
}
