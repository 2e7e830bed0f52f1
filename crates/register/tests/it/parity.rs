//! The central promise: a row and a zone get the verdict that the interpreter gives them one by one.

use crate::random::{Table, drawn, table};
use crate::support::{ON, all_of, holidays, law, screening, small_law};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use teukgu_domain::boundary::Crs;
use teukgu_domain::text::Text;
use teukgu_geo::contain::ZoneIndex;
use teukgu_geo::fixed::NOWHERE;
use teukgu_register::findings::NONE;
use teukgu_register::screening::{Origin, PartKind, Screening};
use teukgu_register::zone::Zone;
use teukgu_rules::compiled::{Chosen, Compiled, Days};
use teukgu_rules::evaluate::{Bench, Gate};
use teukgu_rules::fact::Vocabulary;
use teukgu_rules::facts::{Facts, State, Stated};
use teukgu_rules::finding::{Finding, Verdict};
use teukgu_rules::law::LawSet;
use teukgu_rules::value::{Truth, Value};

const ROWS: usize = 60;

fn origin() -> Origin {
    Origin { source: Text::new("시험", "test"), illustrative: true }
}

/// What the interpreter says, put together here from nothing but the facts of one row and the zone.
struct Oracle<'a> {
    law: &'a Compiled,
    vocabulary: &'a Vocabulary,
    table: &'a Table,
}

impl Oracle<'_> {
    /// Returns the finding, and true if a supplementary provision leaves open which version counts.
    fn finding(&self, row: usize, zone: &Zone, id: &str) -> (Finding, bool) {
        let mut facts = Facts::none(self.vocabulary);
        for (slot, number) in self.table.row(row) {
            let state = State::Known(stated(number));
            if self.vocabulary.at(slot).is_of_site() {
                facts.set_at_site(0, slot, state);
            } else {
                facts.set(slot, state);
            }
        }
        let in_zone = self.vocabulary.slot("site.in_zone").unwrap();
        let said = facts.at_sites(in_zone).map(|sites| sites[0].clone()).unwrap_or_default();
        facts.set_at_site(0, in_zone, joined(said, 1));
        let lists = self.vocabulary.slot("plan.lists_case").unwrap();
        let article = |id: &str| id.rsplit_once('.').unwrap().0.to_owned();
        if let Some(cases) = &zone.special_cases {
            let is_listed = cases.iter().any(|listed| article(listed) == article(id));
            let said = facts.state(lists).clone();
            facts.set(lists, joined(said, i64::from(is_listed)));
        }
        let holidays = holidays();
        facts.derive(self.vocabulary, &holidays);
        let is_over = zone.in_force_on(self.law.days().law_on) == Truth::False;
        let gate = if is_over { Gate::closed(Text::default()) } else { Gate::default() };
        let finding = Bench { law: self.law, gate: &gate, holidays: &holidays }.find(id, &facts).unwrap();
        let (provision, bound) = self.law.find(id).unwrap();
        let chosen = bound.choose(provision, self.law.days(), &facts.row());
        (finding, matches!(chosen, Chosen::Open { .. }))
    }
}

fn stated(number: i64) -> Stated {
    Stated { value: Value::Int(number), number, source: None, illustrative: false }
}

fn joined(known: State, number: i64) -> State {
    match known {
        State::Known(known) if known.number != number => State::Conflict(vec![known, stated(number)]),
        _ => State::Known(stated(number)),
    }
}

/// Says which part decided by a finding: the first condition that is as the verdict is, else the first exception.
fn decided(finding: &Finding, zone: &Zone, on: Date) -> Option<(PartKind, String)> {
    let is_doubtful = finding.kind.needs_zone() && zone.in_force_on(on) == Truth::Unknown;
    let (wanted, excepted) = match finding.verdict {
        Verdict::NotInForce => return None,
        _ if is_doubtful => return Some((PartKind::Term, "term".to_owned())),
        Verdict::Met => return None,
        Verdict::NotMet => (Truth::False, Truth::True),
        Verdict::Unknown => (Truth::Unknown, Truth::Unknown),
    };
    let condition = finding.conditions.iter().find(|condition| condition.state == wanted);
    let exception = finding.exceptions.iter().find(|exception| exception.state == excepted);
    let condition = condition.map(|condition| (PartKind::Condition, condition.id.clone()));
    condition.or_else(|| exception.map(|exception| (PartKind::Exception, exception.id.clone())))
}

/// Screens a table and compares every pair, every verdict and every reason; counts the verdicts.
fn check(law: &Arc<LawSet>, screening: &Screening, table: &Table, seen: &mut BTreeMap<Verdict, usize>) {
    let (held, rows) = (table.held(0..table.rows()), 0..table.rows());
    let slice = table.slice(&held, rows.clone());
    let findings = screening.run(&slice).unwrap();
    assert_eq!(pairs_of(screening, table), triples(&findings.row, &findings.zone, &findings.border));
    let compiled = Compiled::new(Arc::clone(law), Days::on(screening.on()));
    let oracle = Oracle { law: &compiled, vocabulary: &law.vocabulary, table };
    for (at, (row, zone)) in findings.row.iter().zip(&findings.zone).enumerate() {
        let (row, zone) = (usize::try_from(*row).unwrap(), usize::try_from(*zone).unwrap());
        // Explaining takes the longest by far.
        let explained = (at % 5 == 0).then(|| screening.explain(zone, &slice.facts, row, &origin()).unwrap());
        let zone = &screening.zones()[zone];
        for (number, id) in screening.provisions().enumerate() {
            let (expected, is_open) = oracle.finding(row, zone, id);
            let is_doubtful =
                expected.kind.needs_zone() && zone.in_force_on(screening.on()) == Truth::Unknown;
            let verdict = match expected.verdict {
                Verdict::NotInForce => Verdict::NotInForce,
                _ if is_doubtful => Verdict::Unknown,
                verdict => verdict,
            };
            let found = &findings.provisions[number];
            assert_eq!(found.verdict[at], verdict, "row {row}, zone {}, {id}", zone.shape.id);
            if let Some(explained) = &explained {
                assert_eq!(explained[number].verdict, verdict, "row {row}, zone {}, {id}", zone.shape.id);
            }
            let part = screening.parts(number).get(usize::from(found.deciding[at]));
            let decided = decided(&expected, zone, screening.on());
            let found_part = part.map(|part| (part.kind, part.id.clone()));
            match found_part {
                // A supplementary provision is no condition, so that the finding does not name it.
                Some((PartKind::Transition, _)) => assert!(is_open && verdict == Verdict::Unknown),
                found => assert_eq!(found, decided, "{expected:?}"),
            }
            assert_eq!(part.is_none(), found.deciding[at] == NONE);
            *seen.entry(verdict).or_default() += 1;
        }
    }
}

fn triples(rows: &[u32], zones: &[u32], border: &[bool]) -> Vec<(u32, u32, bool)> {
    rows.iter().zip(zones).zip(border).map(|((row, zone), border)| (*row, *zone, *border)).collect()
}

/// Looks every open establishment up in the index of zones.
fn pairs_of(screening: &Screening, table: &Table) -> Vec<(u32, u32, bool)> {
    let shapes: Vec<_> = screening.zones().iter().map(|zone| zone.shape.clone()).collect();
    let index = ZoneIndex::new(shapes.clone(), Crs::Epsg4326).unwrap();
    let mut pairs = Vec::new();
    for row in (0..table.rows()).filter(|row| !table.closed[*row] && table.lon[*row] != NOWHERE) {
        let degrees = |units: i32| f64::from(units) / 1e7;
        for hit in index.locate(degrees(table.lon[row]), degrees(table.lat[row])).zones {
            let zone = shapes.iter().position(|shape| shape.id == hit.zone).unwrap();
            pairs.push((u32::try_from(row).unwrap(), u32::try_from(zone).unwrap(), hit.border));
        }
    }
    pairs
}

fn small() -> &'static Arc<LawSet> {
    static LAW: OnceLock<Arc<LawSet>> = OnceLock::new();
    LAW.get_or_init(small_law)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn every_pair_has_the_verdict_of_the_interpreter_under_the_law_of_the_repository(
        table in table(&law().vocabulary, ROWS)
    ) {
        static SCREENING: OnceLock<Screening> = OnceLock::new();
        check(law(), SCREENING.get_or_init(|| screening(law(), ON)), &table, &mut BTreeMap::new());
    }

    #[test]
    fn every_pair_has_the_verdict_of_the_interpreter_where_facts_choose_the_version(
        table in table(&small().vocabulary, ROWS),
        on in prop::sample::select(vec![date(2025, 12, 31), date(2019, 1, 1), ON]),
    ) {
        check(small(), &screening(small(), on), &table, &mut BTreeMap::new());
    }
}

#[test]
fn every_verdict_and_every_kind_of_reason_comes_up() {
    let (mut seen, mut kinds) = (BTreeMap::new(), BTreeMap::<PartKind, usize>::new());
    for (law, rows) in [(law(), 150), (small(), 400)] {
        let screening = screening(law, ON);
        let table = drawn(&law.vocabulary, rows);
        check(law, &screening, &table, &mut seen);
        let held = table.held(0..rows);
        let findings = screening.run(&table.slice(&held, 0..rows)).unwrap();
        for (number, found) in findings.provisions.iter().enumerate() {
            let parts = screening.parts(number);
            let parts = found.deciding.iter().filter_map(|part| parts.get(usize::from(*part)));
            parts.for_each(|part| *kinds.entry(part.kind).or_default() += 1);
        }
        assert!(findings.border.iter().any(|border| *border));
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert!(seen.values().all(|count| *count > 50), "{seen:?}");
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[test]
fn facts_may_be_handed_in_for_the_rows_that_were_hit_alone() {
    let screening = screening(law(), ON);
    let table = drawn(&law().vocabulary, 200);
    let held = table.held(0..200);
    let slice = table.slice(&held, 0..200);
    let whole = screening.run(&slice).unwrap();
    let pairs = screening.pairs(0, (&table.lon, &table.lat), slice.closed);
    let mut hit: Vec<usize> = pairs.iter().map(|pair| usize::try_from(pair.row).unwrap()).collect();
    let rows = hit.clone();
    hit.dedup();
    let at: Vec<u32> =
        rows.iter().map(|row| u32::try_from(hit.binary_search(row).unwrap()).unwrap()).collect();
    let few = table.only(&hit);
    let held = few.held(0..few.rows());
    let facts = held.facts(law().vocabulary.len(), few.rows());
    assert_eq!(screening.judge(&pairs, &facts, &at), whole);
    let asked = screening.asked();
    assert!(asked.len() < law().vocabulary.len() && asked.is_sorted(), "{asked:?}");
}

#[test]
fn a_screening_that_cannot_be_is_refused() {
    let compiled = || Arc::new(Compiled::new(Arc::clone(law()), Days::on(ON)));
    let zones = crate::support::zones;
    let refused = |zones: Vec<Zone>, ids: &[&str]| {
        let error = Screening::new(compiled(), zones, ids, holidays()).unwrap_err();
        assert!(!error.text().ko.is_empty() && !error.help().en.is_empty());
        error.to_string()
    };
    assert_eq!(refused(zones(), &["act.99"]), "there is no provision `act.99`");
    assert_eq!(
        refused(zones(), &["act.31.letter", "act.31.letter"]),
        "the provision `act.31.letter` is named twice"
    );
    let mut twice = zones();
    twice.push(twice[0].clone());
    assert_eq!(refused(twice, &[]), "two zones have the id `all`");
    let mut far = zones();
    far[0].shape.parts[0].polygons[0].shell[0].x = 0;
    assert!(refused(far, &[]).contains("`all`"));
    let screening = Screening::new(compiled(), zones(), &all_of(law()), holidays()).unwrap();
    let facts = teukgu_register::columns::FactColumns::new(screening.slots(), 1);
    let slice =
        teukgu_register::screening::Slice { first_row: 0, lon: &[1, 2], lat: &[1, 2], closed: None, facts };
    assert_eq!(
        screening.run(&slice).unwrap_err().to_string(),
        "the columns of a slice have `2` and `1` rows"
    );
    assert!(screening.explain(99, &slice.facts, 0, &origin()).is_none());
    assert!(screening.parts(99).is_empty());
}
