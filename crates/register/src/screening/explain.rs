//! The full finding on one row in one zone, with its trace, as the portal gives it to whoever asks.

use super::provision::unknown_term;
use super::{FactColumns, Screening};
use crate::map::ColumnMap;
use crate::zone::Zone;
use teukgu_domain::text::Text;
use teukgu_rules::evaluate::Bench;
use teukgu_rules::facts::{Facts, State, Stated};
use teukgu_rules::finding::{Finding, Verdict};
use teukgu_rules::value::{Truth, Value};

/// Where the facts of a register are from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Name of the register.
    pub source: Text,
    /// True if the register holds no real establishment.
    pub illustrative: bool,
}

impl From<&ColumnMap> for Origin {
    fn from(map: &ColumnMap) -> Self {
        Self { source: map.name.clone(), illustrative: map.illustrative }
    }
}

impl Screening {
    /// Returns the finding of each provision on one row in one zone, which it need not lie in: as if it did.
    ///
    /// Verdicts are those of [`Screening::judge`]. A zone that is not known to be in force leaves a verdict unknown and
    /// says so in the notes. `None` if there is no such zone.
    pub fn explain(
        &self,
        zone: usize,
        facts: &FactColumns<'_>,
        row: usize,
        origin: &Origin,
    ) -> Option<Vec<Finding>> {
        let zone = self.zones.get(zone)?;
        let stated = self.stated(facts, row, origin);
        Some(self.provisions().filter_map(|id| self.finding(zone, id, stated.clone())).collect())
    }

    fn finding(&self, zone: &Zone, id: &str, mut facts: Facts) -> Option<Finding> {
        self.look_up(zone, id, &mut facts);
        facts.derive(&self.law.law().vocabulary, &self.holidays);
        let gate = zone.gate(self.on());
        let mut finding = Bench { law: &self.law, gate: &gate, holidays: &self.holidays }.find(id, &facts)?;
        self.doubt(zone, &mut finding);
        finding.also.iter_mut().for_each(|also| self.doubt(zone, also));
        Some(finding)
    }

    /// Leaves a verdict open while nobody knows whether the zone is in force.
    fn doubt(&self, zone: &Zone, finding: &mut Finding) {
        let is_open = finding.kind.needs_zone() && zone.in_force_on(self.on()) == Truth::Unknown;
        if is_open && finding.verdict != Verdict::NotInForce {
            finding.verdict = Verdict::Unknown;
            finding.notes.insert(0, (unknown_term(), Vec::new()));
        }
    }

    /// Returns what the register says of a row.
    fn stated(&self, columns: &FactColumns<'_>, row: usize, origin: &Origin) -> Facts {
        let vocabulary = &self.law.law().vocabulary;
        let mut facts = Facts::none(vocabulary);
        for (slot, column) in columns.columns() {
            let Some(number) = column.get(row).filter(|_| row < columns.len()) else { continue };
            // A text that no condition names is known to be another one, and is not kept.
            let value = vocabulary.decode(slot, number).unwrap_or_else(|| Value::Text("…".to_owned()));
            let source = Some(origin.source.clone());
            let state = State::Known(Stated { value, number, source, illustrative: origin.illustrative });
            if vocabulary.at(slot).is_of_site() {
                facts.set_at_site(0, slot, state);
            } else {
                facts.set(slot, state);
            }
        }
        facts
    }

    /// Adds what the zone says: that the establishment lies in it, and what its plan lists.
    fn look_up(&self, zone: &Zone, id: &str, facts: &mut Facts) {
        let boundary = Text::new("경계 도면", "boundary drawing");
        if let Some(slot) = self.slots.in_zone {
            let known = facts.at_sites(slot).and_then(|sites| sites.first().copied().cloned());
            let state = joined(known.unwrap_or_default(), yes_or_no(true, boundary, zone));
            facts.set_at_site(0, slot, state);
        }
        facts.know_sites();
        let plan = Text::new("특구계획(특구 자료)", "zone plan (data of the zone)");
        if let Some((slot, lists)) = self.slots.lists_case.zip(zone.lists(id)) {
            let state = joined(facts.state(slot).clone(), yes_or_no(lists, plan, zone));
            facts.set(slot, state);
        }
    }
}

fn yes_or_no(yes: bool, source: Text, zone: &Zone) -> Stated {
    let (value, number) = (Value::Bool(yes), i64::from(yes));
    Stated { value, number, source: Some(source), illustrative: zone.illustrative }
}

/// Puts what the zone says beside what the register says: both if they differ.
fn joined(known: State, found: Stated) -> State {
    match known {
        State::Known(stated) if stated.number != found.number => State::Conflict(vec![stated, found]),
        _ => State::Known(found),
    }
}
