//! Entries as steps: whether each added, changed or withdrew its noun, and what the noun was called.

use std::collections::BTreeMap;
use teukgu_domain::Timestamp;
use teukgu_domain::entry::{Entry, Event, NounKind};
use teukgu_domain::text::{Lang, Text};
use teukgu_office::{Office, OfficeError, ZoneView};

/// Entries read at a time.
const CHUNK: u32 = 1_000;

/// An entry, and what it did.
pub(super) struct Step {
    pub(super) seq: u64,
    pub(super) at: Timestamp,
    pub(super) actor: String,
    pub(super) kind: NounKind,
    pub(super) key: String,
    /// Name of the noun, the last known one if it left.
    pub(super) name: Option<Text>,
    pub(super) turn: Turn,
}

/// What an entry did to its noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Added,
    Changed,
    Withdrawn,
}

/// Returns the steps from `first` to `last`, oldest first.
///
/// Whether a noun was there before, only the entries before can tell, so they are read as well.
pub(super) async fn between(office: &Office, first: u64, last: u64) -> Result<Vec<Step>, OfficeError> {
    let mut there: BTreeMap<(NounKind, String), Option<Text>> = BTreeMap::new();
    let (mut steps, mut read) = (Vec::new(), 0);
    while read < last {
        let entries = office.entries(read, CHUNK).await?;
        let Some(end) = entries.last().map(|entry| entry.seq) else { break };
        read = end;
        for entry in entries.into_iter().filter(|entry| entry.seq <= last) {
            let step = taken(&mut there, entry);
            if step.seq >= first {
                steps.push(step);
            }
        }
    }
    Ok(steps)
}

fn taken(there: &mut BTreeMap<(NounKind, String), Option<Text>>, entry: Entry) -> Step {
    let subject = entry.event.subject();
    let (turn, name) = if let Event::Withdrawn { .. } = entry.event {
        (Turn::Withdrawn, there.remove(&subject).flatten())
    } else {
        let name = name(&entry.event);
        let before = there.insert(subject.clone(), name.clone());
        (if before.is_some() { Turn::Changed } else { Turn::Added }, name)
    };
    let (kind, key) = subject;
    Step { seq: entry.seq, at: entry.at, actor: entry.actor.0, kind, key, name, turn }
}

/// Returns what a noun is called, where it has a name.
fn name(event: &Event) -> Option<Text> {
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
        Event::Boundary(_) | Event::Withdrawn { .. } => return None,
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
    }
}

/// Returns the page that shows a noun today; a noun that left has none.
pub(super) fn page_of(view: &ZoneView, step: &Step) -> Option<String> {
    let (kind, key) = (step.kind, step.key.as_str());
    let stands = view.snapshot().events().any(|event| {
        let (of, named) = event.subject();
        of == kind && named == key
    });
    stands.then(|| match kind {
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
    })
}
