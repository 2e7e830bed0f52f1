//! What a reader sees after a record: every noun of one zone as it stands now.

use crate::boundary::Boundary;
use crate::claim::Claim;
use crate::entry::{Event, Noun, NounKind};
use crate::governance::{Agency, OperatingCommittee};
use crate::history::HistoryEvent;
use crate::ids::SourceId;
use crate::money::Won;
use crate::neighbour::Neighbour;
use crate::operator::Operator;
use crate::organisation::Organisation;
use crate::plan::{PlanVersion, Programme, SubProject};
use crate::provenance::Source;
use crate::provision::GrantedProvision;
use crate::record_key::RecordKey;
use crate::site::{FirmCount, SupplySite};
use crate::zone::Zone;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Every noun of one zone as it stands after its entries; folded, never written.
///
/// A zone folder reads into one, and a store folds its entries into one: the two are equal after a load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    nouns: BTreeMap<(NounKind, String), Event>,
}

macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident: $variant:ident($noun:ident) by $order:expr;)*) => {
        $($(#[$doc])*
        pub fn $list(&self) -> Vec<&$noun> {
            let mut list: Vec<&$noun> = self.of_kind(<$noun as Noun>::KIND)
                .filter_map(|event| if let Event::$variant(noun) = event { Some(noun) } else { None })
                .collect();
            list.sort_by_key($order);
            list
        })*
    };
}

macro_rules! singles {
    ($($(#[$doc:meta])* $single:ident: $variant:ident($noun:ident);)*) => {
        $($(#[$doc])*
        pub fn $single(&self) -> Option<&$noun> {
            self.of_kind(<$noun as Noun>::KIND)
                .find_map(|event| if let Event::$variant(noun) = event { Some(noun) } else { None })
        })*
    };
}

impl Snapshot {
    /// Folds events into what they leave.
    pub fn from_events(events: impl IntoIterator<Item = Event>) -> Self {
        let mut snapshot = Self::default();
        for event in events {
            snapshot.apply(event);
        }
        snapshot
    }

    /// Applies one event: a noun replaces the one with its key, a withdrawal removes it.
    pub fn apply(&mut self, event: Event) {
        let subject = event.subject();
        match event {
            Event::Withdrawn { .. } => {
                self.nouns.remove(&subject);
            }
            // Only what no longer stands is erased.
            Event::Erased { .. } => (),
            _ => {
                self.nouns.insert(subject, event);
            }
        }
    }

    /// Returns every noun as the event that would declare it, in order of kind and key.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.nouns.values()
    }

    /// Returns the events that lead from `self` to `target`, which was read from a zone folder: changed and new nouns
    /// first, withdrawals after. What no zone folder speaks of stays.
    pub fn events_to(&self, target: &Self) -> Vec<Event> {
        let changed = target.nouns.iter().filter(|(subject, event)| self.nouns.get(*subject) != Some(*event));
        let gone = self
            .nouns
            .keys()
            .filter(|subject| subject.0.is_of_zone_folder() && !target.nouns.contains_key(*subject));
        changed
            .map(|(_, event)| event.clone())
            .chain(gone.map(|(noun, key)| Event::Withdrawn { noun: *noun, key: key.clone() }))
            .collect()
    }

    /// Returns true if nothing was declared yet.
    pub fn is_empty(&self) -> bool {
        self.nouns.is_empty()
    }

    fn of_kind(&self, kind: NounKind) -> impl Iterator<Item = &Event> {
        self.nouns.iter().filter(move |((noun, _), _)| *noun == kind).map(|(_, event)| event)
    }

    singles! {
        /// Returns the zone, once declared.
        zone: Zone(Zone);
        /// Returns the boundary, once drawn.
        boundary: Boundary(Boundary);
        /// Returns the operating committee (특구 운영위원회).
        committee: Committee(OperatingCommittee);
        /// Returns the dedicated agency (전담기관).
        agency: Agency(Agency);
        /// Returns the key that checkpoints are signed with (서명 키), once named.
        record_key: RecordKey(RecordKey);
    }

    lists! {
        /// Returns the versions of the plan, oldest first.
        plan_versions: PlanVersion(PlanVersion) by |n| n.in_force.from;
        /// Returns the programmes in the order of the plan.
        programmes: Programme(Programme) by |n| (n.order, n.id.clone());
        /// Returns the sub-projects in the order of the plan.
        sub_projects: SubProject(SubProject) by |n| (n.order, n.id.clone());
        /// Returns the operators, the general one first.
        operators: Operator(Operator) by |n| (n.kind, n.order, n.id.clone());
        /// Returns the special cases in the order of their articles.
        provisions: Provision(GrantedProvision) by |n| (n.order, n.id.clone());
        /// Returns the organisations by id.
        organisations: Organisation(Organisation) by |n| n.id.clone();
        /// Returns the sites in their order.
        sites: Site(SupplySite) by |n| (n.order, n.id.clone());
        /// Returns the counts and goals of firms by day.
        firm_counts: FirmCount(FirmCount) by |n| (n.on, n.goal);
        /// Returns the neighbours by id.
        neighbours: Neighbour(Neighbour) by |n| n.id.clone();
        /// Returns the history, oldest first.
        history: History(HistoryEvent) by |n| (n.on, n.id.clone());
        /// Returns the published figures in their order.
        claims: Claim(Claim) by |n| (n.order, n.id.clone());
        /// Returns the sources by id.
        sources: Source(Source) by |n| n.id.clone();
    }

    /// Finds a source by its id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        match self.nouns.get(&(NounKind::Source, id.to_string())) {
            Some(Event::Source(source)) => Some(source),
            _ => None,
        }
    }

    /// Returns the version of the plan that rules on a day.
    pub fn plan_on(&self, day: Date) -> Option<&PlanVersion> {
        self.plan_versions().into_iter().find(|plan| plan.in_force.contains(day))
    }

    /// Returns the sub-projects of one programme in the order of the plan.
    pub fn sub_projects_of(&self, programme: &Programme) -> Vec<&SubProject> {
        self.sub_projects().into_iter().filter(|sub| sub.programme == programme.id).collect()
    }

    /// Returns the planned money of one programme.
    pub fn programme_total(&self, programme: &Programme) -> Won {
        self.sub_projects_of(programme).into_iter().map(SubProject::total).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn source(id: &str, title: &str) -> Event {
        Event::Source(Source {
            id: SourceId::parse(id).unwrap(),
            title: Text::new(title, title),
            publisher: Text::default(),
            published_on: None,
            locator: None,
            licence: None,
        })
    }

    #[test]
    fn declaring_a_noun_again_replaces_it() {
        let snapshot = Snapshot::from_events([source("a", "old"), source("b", "b"), source("a", "new")]);
        let titles: Vec<_> = snapshot.sources().iter().map(|s| s.title.ko.clone()).collect();
        assert_eq!(titles, ["new", "b"]);
    }

    #[test]
    fn what_no_zone_folder_speaks_of_stays() {
        let key = Event::RecordKey(RecordKey { verifier: "zone+00000000+AQ==".to_owned() });
        let old = Snapshot::from_events([source("a", "a"), key.clone()]);
        let steps = old.events_to(&Snapshot::default());
        assert_eq!(steps, [Event::Withdrawn { noun: NounKind::Source, key: "a".to_owned() }]);
        assert_eq!(old.record_key(), Some(&RecordKey { verifier: "zone+00000000+AQ==".to_owned() }));
    }

    #[test]
    fn the_events_between_two_snapshots_lead_from_one_to_the_other() {
        let old = Snapshot::from_events([source("a", "old"), source("b", "b")]);
        let new = Snapshot::from_events([source("a", "new"), source("c", "c")]);
        let mut walked = old.clone();
        let steps = old.events_to(&new);
        assert_eq!(steps.len(), 3);
        for event in steps {
            walked.apply(event);
        }
        assert_eq!(walked, new);
        assert!(new.events_to(&new).is_empty());
    }
}
