//! Zones to screen against: shape, term, and what the plan of each lists.

mod read;

use jiff::civil::Date;
use std::collections::BTreeSet;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Lang;
use teukgu_geo::fault::Repair;
use teukgu_geo::shape::ZoneShape;
use teukgu_rules::evaluate::Gate;
use teukgu_rules::law::article_of;
use teukgu_rules::value::Truth;

/// A zone (특구) as far as screening asks for it; what is not known stays unknown.
#[doc(alias = "특구")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Where it lies.
    pub shape: ZoneShape,
    /// First day on which it is in force; `None` if that is not known.
    pub from: Option<Date>,
    /// Last day, included; `None` while no end is set or known.
    pub to: Option<Date>,
    /// Special cases (규제특례) that its plan lists, by ids of provisions; `None` if the plan is not known.
    pub special_cases: Option<BTreeSet<String>>,
    /// True if the zone is made up; what rests on it is marked.
    pub illustrative: bool,
}

/// Zones as they were read.
#[derive(Clone, Debug)]
pub struct ZonesRead {
    /// Zones in the order of the text.
    pub zones: Vec<Zone>,
    /// What was put right in the drawing.
    pub repairs: Vec<Repair>,
}

impl Zone {
    /// A zone of which only the shape is known.
    pub const fn of_shape(shape: ZoneShape) -> Self {
        Self { shape, from: None, to: None, special_cases: None, illustrative: false }
    }

    /// Reads zones from GeoJSON: shapes as [`teukgu_geo::read::geojson::read_zones`] reads them, and of each zone the
    /// properties `from` and `to` (days, both included), `special_cases` (ids of provisions) and `illustrative`.
    ///
    /// A property that is missing or null is not known. Features of one zone may leave properties to one another.
    /// `file` is the name of the text in faults.
    ///
    /// # Errors
    /// Every [`Fault`] of the drawing, or else every one of the properties, in the order of the text.
    pub fn read_all(file: &str, text: &str) -> Result<ZonesRead, Vec<Fault>> {
        read::read(file, text)
    }

    /// Says whether the zone is in force on a day; unknown while its first day is.
    pub fn in_force_on(&self, day: Date) -> Truth {
        let is_over = self.to.is_some_and(|to| to < day);
        match self.from {
            _ if is_over => Truth::False,
            Some(from) => Truth::of(from <= day),
            None => Truth::Unknown,
        }
    }

    /// Says whether the plan lists the special case that a provision is, or is a step to; `None` if the plan is unknown.
    pub fn lists(&self, provision: &str) -> Option<bool> {
        let cases = self.special_cases.as_ref()?;
        Some(cases.iter().any(|listed| article_of(listed) == article_of(provision)))
    }

    /// Returns the gate that closes special cases on a day on which the zone is known not to be in force.
    pub(crate) fn gate(&self, day: Date) -> Gate {
        if self.in_force_on(day) != Truth::False {
            return Gate::default();
        }
        Gate::outside_term(day, |lang| self.term(lang))
    }

    /// Writes the term, as far as it is known.
    fn term(&self, lang: Lang) -> String {
        let day = |day: Option<Date>| day.map(|day| teukgu_domain::date::day(day, lang)).unwrap_or_default();
        format!("{} ~ {}", day(self.from), day(self.to)).trim().to_owned()
    }
}
