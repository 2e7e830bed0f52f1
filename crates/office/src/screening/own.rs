//! The portal's own zone and law, as a screening takes them.

use super::kind::Kind;
use super::notes::whole;
use super::rows::Deciding;
use crate::{Office, OfficeError, ZoneView};
use jiff::civil::Date;
use std::sync::Arc;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::fault::Fault;
use teukgu_register::screening::Screening;
use teukgu_register::zone::Zone;
use teukgu_rules::compiled::Compiled;

/// What a screening of the portal is made with on a day.
pub(super) struct Own {
    pub(super) law: Arc<Compiled>,
    pub(super) zone: Zone,
    holidays: Holidays,
    /// Special cases that the plan does not grant on the day: nobody meets them, whatever the law says.
    closed: Vec<String>,
}

impl Own {
    /// Takes the zone and the law as they stand, for a day.
    pub(super) fn on(office: &Office, day: Date) -> Result<Self, OfficeError> {
        let view = office.view()?;
        let provisions = view.snapshot().provisions();
        let closed = provisions.iter().filter(|granted| !granted.granted.contains(day));
        Ok(Self {
            law: office.law().on(day, None),
            holidays: office.holidays().clone(),
            closed: closed.map(|granted| granted.id.to_string()).collect(),
            zone: zone(&view),
        })
    }

    /// Lists the special cases that the plan lists and the steps to them, in the order of the law.
    pub(super) fn listed(&self) -> Vec<String> {
        let ids = self.law.law().provisions.iter().map(|provision| provision.id.clone());
        ids.filter(|id| self.zone.lists(id) == Some(true)).collect()
    }

    /// Returns true if the plan grants something on the day.
    pub(super) fn grants(&self, provision: &str) -> bool {
        !self.closed.iter().any(|closed| closed == provision)
    }

    /// Prepares a screening by provisions.
    pub(super) fn screening(&self, file: &str, provisions: &[String]) -> Result<Screening, Vec<Fault>> {
        let zones = vec![self.zone.clone()];
        let made = Screening::new(Arc::clone(&self.law), zones, provisions, self.holidays.clone());
        made.map_err(|error| {
            let text = error.text();
            whole(file, &Kind::Unscreenable { why_ko: text.ko, why_en: text.en })
        })
    }

    /// Returns what can decide a provision of the law, in words; nothing for any other.
    pub(super) fn parts(&self, provision: &str) -> Vec<Deciding> {
        let screening = self.screening("", &[provision.to_owned()]);
        screening.map(|screening| deciding(&screening, 0)).unwrap_or_default()
    }
}

/// Returns what can decide a provision of a screening, in the order of its numbers.
pub(super) fn deciding(screening: &Screening, provision: usize) -> Vec<Deciding> {
    let parts = screening.parts(provision).iter();
    parts.map(|part| Deciding { id: part.id.clone(), text: part.text.clone() }).collect()
}

fn zone(view: &ZoneView) -> Zone {
    let granted = view.snapshot().provisions();
    let term = &view.zone().term;
    Zone {
        shape: view.shape().clone(),
        from: Some(term.from),
        to: term.until,
        special_cases: Some(granted.iter().map(|granted| granted.id.to_string()).collect()),
        illustrative: view.boundary().provenance.illustrative,
    }
}
