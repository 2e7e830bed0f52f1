//! What the nouns of the record are called, and where each stands today.

use std::collections::BTreeSet;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::text::{Lang, Text};
use teukgu_office::ZoneView;

/// Returns what a noun is called, where it has a name.
pub(super) fn name(event: &Event) -> Option<Text> {
    Some(match event {
        Event::Zone(noun) => noun.name.clone(),
        Event::PlanVersion(noun) => noun.title.clone(),
        Event::Programme(noun) => noun.name.clone(),
        Event::SubProject(noun) => noun.name.clone(),
        Event::Operator(noun) => noun.name.clone(),
        Event::Provision(noun) => noun.name.clone(),
        Event::Committee(noun) => noun.name.clone(),
        Event::Agency(noun) => noun.name.clone(),
        Event::Organisation(noun) => {
            let [ko, en] = Lang::ALL.map(|lang| noun.name(lang).to_owned());
            Text::new(ko, en)
        }
        Event::Site(noun) => noun.name.clone(),
        Event::FirmCount(noun) => noun.scope.clone(),
        Event::Neighbour(noun) => noun.name.clone(),
        Event::History(noun) => noun.title.clone(),
        Event::Claim(noun) => noun.title.clone(),
        Event::Source(noun) => noun.title.clone(),
        Event::Paper(noun) => noun.procedure.clone(),
        Event::Boundary(_) | Event::RecordKey(_) | Event::Withdrawn { .. } | Event::Erased { .. } => {
            return None;
        }
        // What they are called is personal data.
        Event::Account(_)
        | Event::Case(_)
        | Event::CaseFile(_)
        | Event::CaseDocument(_)
        | Event::CaseMessage(_)
        | Event::Dossier(_)
        | Event::Notice(_)
        | Event::Screening(_) => return None,
    })
}

/// Returns the key of what a kind of noun is called.
pub(super) const fn kind_key(kind: NounKind) -> &'static str {
    match kind {
        NounKind::Zone => "record-kind-zone",
        NounKind::Boundary => "record-kind-boundary",
        NounKind::PlanVersion => "record-kind-plan",
        NounKind::Programme => "record-kind-programme",
        NounKind::SubProject => "record-kind-sub-project",
        NounKind::Operator => "record-kind-operator",
        NounKind::Provision => "record-kind-special-case",
        NounKind::Committee => "record-kind-committee",
        NounKind::Agency => "record-kind-agency",
        NounKind::Organisation => "record-kind-organisation",
        NounKind::Site => "record-kind-site",
        NounKind::FirmCount => "record-kind-firms",
        NounKind::Neighbour => "record-kind-neighbour",
        NounKind::History => "record-kind-history",
        NounKind::Claim => "record-kind-figure",
        NounKind::Source => "record-kind-source",
        NounKind::RecordKey => "record-kind-key",
        NounKind::Account => "record-kind-account",
        NounKind::Case => "record-kind-case",
        NounKind::CaseFile => "record-kind-case-file",
        NounKind::CaseDocument => "record-kind-case-document",
        NounKind::CaseMessage => "record-kind-case-message",
        NounKind::Dossier => "record-kind-dossier",
        NounKind::Notice => "record-kind-notice",
        NounKind::Paper => "record-kind-paper",
        NounKind::Screening => "record-kind-screening",
    }
}

/// The nouns that stand today.
pub(super) struct Standing(BTreeSet<(NounKind, String)>);

impl Standing {
    /// Reads them from a view.
    pub(super) fn of(view: &ZoneView) -> Self {
        Self(view.snapshot().events().map(Event::subject).collect())
    }

    /// Returns the page that shows a noun today; one that left has none.
    pub(super) fn page_of(&self, kind: NounKind, key: &str) -> Option<String> {
        self.0.contains(&(kind, key.to_owned())).then(|| page_of(kind, key))
    }
}

fn page_of(kind: NounKind, key: &str) -> String {
    match kind {
        NounKind::Programme => format!("/programmes/{key}"),
        NounKind::SubProject => format!("/sub-projects/{key}"),
        NounKind::Provision => format!("/special-cases/{key}"),
        NounKind::Claim => format!("/figures/{key}"),
        NounKind::Source => format!("/sources#{key}"),
        NounKind::Zone | NounKind::Committee | NounKind::Agency => "/zone".to_owned(),
        NounKind::Boundary => "/map".to_owned(),
        NounKind::PlanVersion | NounKind::Operator => "/programmes".to_owned(),
        NounKind::Organisation => "/organisations".to_owned(),
        NounKind::Site | NounKind::FirmCount => "/sites".to_owned(),
        NounKind::Neighbour => "/neighbours".to_owned(),
        NounKind::History => "/history".to_owned(),
        NounKind::Paper => format!("/papers/{key}"),
        NounKind::RecordKey
        | NounKind::Account
        | NounKind::Case
        | NounKind::CaseFile
        | NounKind::CaseDocument
        | NounKind::CaseMessage
        | NounKind::Dossier
        | NounKind::Notice
        | NounKind::Screening => "/record".to_owned(),
    }
}
