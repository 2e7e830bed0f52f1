//! What the zone's own data says: its term, what its plan grants, whether a site lies inside.

use crate::ZoneView;
use jiff::civil::Date;
use std::collections::BTreeMap;
use teukgu_domain::provision::GrantedProvision;
use teukgu_domain::text::{Lang, Text};
use teukgu_geo::contain::Status;
use teukgu_rules::evaluate::Gate;
use teukgu_rules::fact::Vocabulary;
use teukgu_rules::facts::{Facts, State, Stated};
use teukgu_rules::law::article_of;
use teukgu_rules::value::Value;

/// Says which special cases are out of force on a day, and why.
pub(super) fn gate(view: &ZoneView, law_on: Date) -> Gate {
    let term = &view.zone().term;
    if !term.contains(law_on) {
        return Gate::outside_term(law_on, |lang| term.display(lang));
    }
    let closed = view.snapshot().provisions().into_iter().filter(|granted| !granted.granted.contains(law_on));
    let why = |granted: &GrantedProvision| {
        let [ko, en] = Lang::ALL.map(|lang| granted.granted.display(lang));
        Text::new(
            format!("특구계획이 이 특례를 주는 기간은 {ko}입니다"),
            format!("the zone plan grants this special case {en}"),
        )
    };
    let provisions: BTreeMap<String, Text> =
        closed.map(|granted| (granted.id.to_string(), why(granted))).collect();
    Gate { zone: None, provisions }
}

/// Adds what the zone's own data says of a provision to the facts.
pub(super) fn look_up(view: &ZoneView, vocabulary: &Vocabulary, id: &str, law_on: Date, facts: &mut Facts) {
    let snapshot = view.snapshot();
    let article = article_of(id);
    let granted =
        snapshot.provisions().into_iter().find(|granted| article_of(granted.id.as_str()) == article);
    let lists = granted.is_some_and(|granted| granted.granted.contains(law_on));
    let source = Text::new("특구계획(이 누리집의 규제특례 자료)", "zone plan (special cases on this site)");
    let illustrative = granted.is_some_and(|granted| granted.provenance.illustrative);
    add(facts, vocabulary, "plan.lists_case", Value::Bool(lists), &source, illustrative);
    if let Some(granted) = granted {
        covered(vocabulary, granted, &source, facts);
        if let Some(ordinance) = &granted.ordinance {
            let in_force = Value::Bool(ordinance.term.contains(law_on));
            add(facts, vocabulary, "ordinance.in_force", in_force, &ordinance.name, illustrative);
        }
    }
    locate_sites(view, vocabulary, facts);
}

/// Says whether the scope of a special case covers the sub-project, once both are known.
fn covered(vocabulary: &Vocabulary, granted: &GrantedProvision, source: &Text, facts: &mut Facts) {
    let Some(scope) = &granted.scope else { return };
    let Some(slot) = vocabulary.slot("applicant.project") else { return };
    let State::Known(project) = facts.state(slot) else { return };
    let covers = scope.iter().any(|sub| Value::Text(sub.to_string()) == project.value);
    let illustrative = granted.provenance.illustrative;
    add(facts, vocabulary, "plan.covers_project", Value::Bool(covers), source, illustrative);
}

/// Says for each site with coordinates whether it lies in the zone.
fn locate_sites(view: &ZoneView, vocabulary: &Vocabulary, facts: &mut Facts) {
    let slots = ["site.longitude", "site.latitude", "site.in_zone"].map(|id| vocabulary.slot(id));
    let [Some(longitude), Some(latitude), Some(in_zone)] = slots else { return };
    let source = Text::new("경계 도면", "boundary drawing");
    let illustrative = view.boundary().provenance.illustrative;
    for site in 0..facts.site_count().unwrap_or(0) {
        let degrees = |slot: usize| {
            let states = facts.at_sites(slot)?;
            let stated = states.get(site)?.known()?;
            Some(degrees(stated.number))
        };
        let Some((lon, lat)) = degrees(longitude).zip(degrees(latitude)) else { continue };
        let location = view.index().locate(lon, lat);
        if location.status == Status::Located {
            let value = Value::Bool(!location.zones.is_empty());
            let number = i64::from(!location.zones.is_empty());
            let found = Stated { value, number, source: Some(source.clone()), illustrative };
            let known =
                facts.at_sites(in_zone).and_then(|states| states.get(site).map(|state| (*state).clone()));
            facts.set_at_site(site, in_zone, joined(known.unwrap_or_default(), found));
        }
    }
}

/// Turns billionths of a degree into degrees.
#[expect(clippy::cast_precision_loss, reason = "a degree has ten digits, a float keeps fifteen")]
fn degrees(number: i64) -> f64 {
    number as f64 / 1e9
}

fn add(
    facts: &mut Facts,
    vocabulary: &Vocabulary,
    id: &str,
    value: Value,
    source: &Text,
    illustrative: bool,
) {
    let Some(slot) = vocabulary.slot(id) else { return };
    let Some(number) = vocabulary.encode(slot, &value) else { return };
    let found = Stated { value, number, source: Some(source.clone()), illustrative };
    let state = joined(facts.state(slot).clone(), found);
    facts.set(slot, state);
}

/// Puts what the registry says beside what was stated: both if they differ.
fn joined(known: State, found: Stated) -> State {
    match known {
        State::Known(stated) if stated.number != found.number => State::Conflict(vec![stated, found]),
        State::Conflict(mut said) => {
            said.push(found);
            State::Conflict(said)
        }
        _ => State::Known(found),
    }
}
