//! An event: which procedures it bundles, and the duties that no special case lifts.

use super::Basis;
use crate::law::{LawSet, Validity};
use jiff::civil::Date;
use serde::Serialize;
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::text::Text;

/// What an event needs (행사): procedures that are filed together, and duties beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventGuide {
    /// File it stands in.
    pub file: String,
    /// Days on which an event is planned under it.
    pub valid: Validity,
    /// Requests that an event may need.
    pub requests: Vec<EventRequest>,
    /// Duties that no special case lifts.
    pub duties: Vec<EventDuty>,
}

impl EventGuide {
    /// Finds a duty by id.
    pub fn duty(&self, id: &str) -> Option<&EventDuty> {
        self.duties.iter().find(|duty| duty.id == id)
    }
}

/// A request that an event may need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRequest {
    /// Id of the procedure.
    pub procedure: String,
    /// Which events need it; one of these is enough, none for every event.
    pub kinds: Vec<EventKind>,
}

impl EventRequest {
    /// Returns true if an event of these traits needs it.
    pub fn concerns(&self, kinds: &[EventKind]) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|kind| kinds.contains(kind))
    }
}

/// A duty of whoever holds an event (행사 의무), with the days before it by which it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDuty {
    /// Id.
    pub id: String,
    /// What is to be done.
    pub name: Text,
    /// How long before the first day of the event; `None` where no number of days is set.
    pub before: Option<Period>,
    /// How long before the first day a change is told.
    pub change_before: Option<Period>,
    /// Which counting rule.
    pub clock: Clock,
    /// Which events it concerns; one of these is enough, none for every event.
    pub kinds: Vec<EventKind>,
    /// Of those events, the ones that it concerns whatever their size.
    pub regardless: Vec<EventKind>,
    /// Hosts that it concerns, by the codes of the fact `event.host`; none for every host.
    pub hosts: Vec<String>,
    /// Parameter with the fewest visitors from which it concerns an event.
    pub least_parameter: Option<String>,
    /// To whom.
    pub to: Text,
    /// Provision that says exactly when it applies.
    pub provision: Option<String>,
    /// What else there is to know.
    pub note: Option<Text>,
    /// Basis.
    pub basis: Basis,
}

impl EventDuty {
    /// Returns the fewest visitors from which it concerns an event of a day; `None` if size does not matter.
    pub fn least_visitors(&self, law: &LawSet, day: Date) -> Option<i64> {
        let parameter = law.parameters.get(law.parameter(self.least_parameter.as_deref()?)?)?;
        let holds = |value: &&crate::law::ParameterValue| value.valid.contains(day);
        parameter.values.iter().find(holds).map(|value| value.value)
    }

    /// Returns true if the duty concerns an event.
    ///
    /// `None` if that depends on a number that is not known: of visitors, or of the parameter on that day.
    pub fn concerns(&self, law: &LawSet, event: &Event<'_>) -> Option<bool> {
        let is_one_of = |wanted: &[EventKind]| wanted.iter().any(|kind| event.kinds.contains(kind));
        let is_of_kind = self.kinds.is_empty() || is_one_of(&self.kinds);
        let is_of_host = self.hosts.is_empty() || self.hosts.iter().any(|host| host == event.host);
        if !is_of_kind || !is_of_host {
            return Some(false);
        }
        if is_one_of(&self.regardless) || self.least_parameter.is_none() {
            return Some(true);
        }
        Some(event.visitors? >= self.least_visitors(law, event.on)?)
    }
}

/// An event as far as duties depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// First day.
    pub on: Date,
    /// Its traits.
    pub kinds: &'a [EventKind],
    /// Host, by the codes of the fact `event.host`.
    pub host: &'a str,
    /// Visitors that are expected at the same time, if known.
    pub visitors: Option<i64>,
}

/// A trait of an event on which duties depend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// People gather at a local festival (지역축제).
    Festival,
    /// It is held on a mountain or on water, or uses fire or the like.
    Hazard,
    /// There is a performance outside a theatre (공연장 외의 장소).
    OpenAirPerformance,
    /// A road is closed to traffic (통행 제한).
    RoadClosure,
    /// Objects stand on a road (도로 점용).
    RoadOccupancy,
    /// An urban park is used (공원 점용).
    ParkOccupancy,
    /// A temporary building is put up (가설건축물).
    TemporaryBuilding,
    /// The local government pays for it.
    PublicFunds,
}

impl EventKind {
    /// Every kind with its word.
    pub const WORDS: [(&'static str, Self); 8] = [
        ("festival", Self::Festival),
        ("hazard", Self::Hazard),
        ("open_air_performance", Self::OpenAirPerformance),
        ("road_closure", Self::RoadClosure),
        ("road_occupancy", Self::RoadOccupancy),
        ("park_occupancy", Self::ParkOccupancy),
        ("temporary_building", Self::TemporaryBuilding),
        ("public_funds", Self::PublicFunds),
    ];

    /// Finds a kind by its word.
    pub fn find_by_key(key: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(word, _)| *word == key).map(|(_, kind)| kind)
    }

    /// Returns the word in files and for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Festival => "festival",
            Self::Hazard => "hazard",
            Self::OpenAirPerformance => "open_air_performance",
            Self::RoadClosure => "road_closure",
            Self::RoadOccupancy => "road_occupancy",
            Self::ParkOccupancy => "park_occupancy",
            Self::TemporaryBuilding => "temporary_building",
            Self::PublicFunds => "public_funds",
        }
    }
}
