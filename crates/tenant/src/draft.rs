//! Everything that the files of a folder say, before the files are held against one another.

use crate::book::{Book, Place, nearest};
use crate::council::CouncilFile;
use crate::kind::FaultKind;
use crate::place::Spot;
use crate::programmes::ProgrammeFile;
use crate::reader::{Group, open};
use crate::sites::SiteFile;
use crate::zone::ZoneFile;
use crate::{
    Folder, boundary, claims, council, history, neighbours, operators, organisations, plan, programmes,
    provisions, sites, sources, zone,
};
use std::path::Path;
use teukgu_domain::boundary::Boundary;
use teukgu_domain::claim::Claim;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::history::HistoryEvent;
use teukgu_domain::neighbour::Neighbour;
use teukgu_domain::operator::Operator;
use teukgu_domain::organisation::Organisation;
use teukgu_domain::plan::PlanVersion;
use teukgu_domain::provenance::Source;
use teukgu_domain::provision::GrantedProvision;
use teukgu_domain::snapshot::Snapshot;

/// The records of a folder with their places.
pub(crate) struct Draft {
    pub(crate) zone: ZoneFile,
    pub(crate) boundary: Option<Boundary>,
    pub(crate) plan: Group<PlanVersion>,
    pub(crate) programmes: ProgrammeFile,
    pub(crate) operators: Group<Operator>,
    pub(crate) provisions: Group<GrantedProvision>,
    pub(crate) council: CouncilFile,
    pub(crate) organisations: Group<Organisation>,
    pub(crate) sites: SiteFile,
    pub(crate) neighbours: Group<Neighbour>,
    pub(crate) history: Group<HistoryEvent>,
    pub(crate) claims: Group<Claim>,
    pub(crate) sources: Group<Source>,
}

impl Draft {
    /// Reads every file.
    pub(crate) fn read(folder: &Folder, book: &Book) -> Self {
        let zone = open(folder, zone::FILE, book, |root| zone::read(root, book)).unwrap_or_default();
        let drawing = zone.boundary.as_ref();
        let boundary = drawing.and_then(|drawing| boundary::read(folder, drawing, book));
        Self {
            boundary,
            zone,
            plan: open(folder, plan::FILE, book, plan::read).unwrap_or_default(),
            programmes: open(folder, programmes::FILE, book, programmes::read).unwrap_or_default(),
            operators: open(folder, operators::FILE, book, operators::read).unwrap_or_default(),
            provisions: open(folder, provisions::FILE, book, provisions::read).unwrap_or_default(),
            council: open(folder, council::FILE, book, council::read).unwrap_or_default(),
            organisations: organisations::read(folder, book),
            sites: open(folder, sites::FILE, book, sites::read).unwrap_or_default(),
            neighbours: open(folder, neighbours::FILE, book, neighbours::read).unwrap_or_default(),
            history: open(folder, history::FILE, book, history::read).unwrap_or_default(),
            claims: open(folder, claims::FILE, book, |root| claims::read(root, book)).unwrap_or_default(),
            sources: open(folder, sources::FILE, book, sources::read).unwrap_or_default(),
        }
    }

    /// Hands every record on.
    pub(crate) fn into_snapshot(self) -> Snapshot {
        let mut events: Vec<Event> = Vec::new();
        events.extend(self.zone.zone.map(|record| record.noun.into()));
        events.extend(self.boundary.map(Event::from));
        take(&mut events, self.plan);
        let stated = self.programmes.programmes.records.into_iter();
        events.extend(stated.map(|record| Event::from(record.noun.programme)));
        take(&mut events, self.programmes.sub_projects);
        take(&mut events, self.operators);
        take(&mut events, self.provisions);
        events.extend(self.council.committee.map(Event::from));
        events.extend(self.council.agency.map(Event::from));
        take(&mut events, self.organisations);
        take(&mut events, self.sites.sites);
        take(&mut events, self.sites.firms);
        take(&mut events, self.neighbours);
        take(&mut events, self.history);
        take(&mut events, self.claims);
        take(&mut events, self.sources);
        Snapshot::from_events(events)
    }
}

fn take<T: Into<Event>>(events: &mut Vec<Event>, group: Group<T>) {
    events.extend(group.records.into_iter().map(|record| record.noun.into()));
}

/// Every file that a folder must have, beside its drawing.
pub(crate) const FILES: [&str; 13] = [
    zone::FILE,
    plan::FILE,
    programmes::FILE,
    operators::FILE,
    provisions::FILE,
    council::FILE,
    organisations::FILE,
    sites::FILE,
    neighbours::FILE,
    history::FILE,
    claims::FILE,
    sources::FILE,
    sources::PROSE,
];

/// Returns the file that declares the records of one kind.
pub(crate) fn file_of(noun: NounKind) -> &'static str {
    match noun {
        // No zone folder declares what comes after the first two.
        NounKind::Zone
        | NounKind::Boundary
        | NounKind::RecordKey
        | NounKind::Account
        | NounKind::Case
        | NounKind::CaseFile
        | NounKind::CaseDocument
        | NounKind::CaseMessage
        | NounKind::Dossier
        | NounKind::Notice
        | NounKind::Paper
        | NounKind::Screening => zone::FILE,
        NounKind::PlanVersion => plan::FILE,
        NounKind::Programme | NounKind::SubProject => programmes::FILE,
        NounKind::Operator => operators::FILE,
        NounKind::Provision => provisions::FILE,
        NounKind::Committee | NounKind::Agency => council::FILE,
        NounKind::Organisation => organisations::FILE,
        NounKind::Site | NounKind::FirmCount => sites::FILE,
        NounKind::Neighbour => neighbours::FILE,
        NounKind::History => history::FILE,
        NounKind::Claim => claims::FILE,
        NounKind::Source => sources::FILE,
    }
}

/// Notes files that look like a part of the zone and that nothing reads, such as a misspelt name.
pub(crate) fn check_files(folder: &Folder, draft: &Draft, book: &Book) {
    let drawing = draft.zone.boundary.as_ref().map(|record| record.noun.file.as_str());
    let is_data = |file: &str| {
        let kind = Path::new(file).extension().and_then(|kind| kind.to_str());
        matches!(kind, Some("toml" | "csv")) || (kind == Some("geojson") && drawing.is_some())
    };
    let known: Vec<&str> = FILES.into_iter().chain(drawing).collect();
    for file in folder.files.keys().filter(|file| is_data(file) && !known.contains(&file.as_str())) {
        let nearest = nearest(file, known.iter().copied());
        let place = Place { file: file.clone(), spot: Spot::START };
        book.report(&place, &FaultKind::UnreadFile { file: file.clone(), nearest });
    }
}
