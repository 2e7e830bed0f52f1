//! What is noted while the files are read: faults, ids that were declared, ids that were cited.

use crate::fault::Fault;
use crate::kind::FaultKind;
use crate::place::Spot;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use teukgu_domain::entry::NounKind;
use teukgu_domain::text::Text;

/// A spot in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) spot: Spot,
}

/// Shows that a fault was reported: reading a value gives the value or this, never silence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told(());

impl Told {
    /// Gives the proof ahead of a report that is sure to follow.
    pub(crate) fn promise() -> Self {
        Self(())
    }
}

/// What reading gives: the value, or the knowledge that its fault stands in the book.
pub(crate) type Read<T> = Result<T, Told>;

/// An id that one record takes from another.
pub(crate) struct Citation {
    pub(crate) noun: NounKind,
    pub(crate) id: String,
    pub(crate) place: Place,
}

/// A standard list that a code is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeList {
    /// Industries, five-digit classes only.
    IndustryClass,
    /// Industries of any level.
    Industry,
    /// Legal dongs.
    Dong,
}

/// A code that a record names, known or not.
pub(crate) struct Mention {
    pub(crate) list: CodeList,
    pub(crate) code: String,
    pub(crate) place: Place,
}

/// Everything noted while one folder is read.
#[derive(Default)]
pub(crate) struct Book {
    faults: RefCell<Vec<Fault>>,
    declared: RefCell<BTreeMap<(NounKind, String), Place>>,
    cited: RefCell<Vec<Citation>>,
    mentioned: RefCell<Vec<Mention>>,
    /// Files that could not be read as a whole; what they would declare is not known.
    unread: RefCell<BTreeSet<String>>,
}

impl Book {
    pub(crate) fn report(&self, place: &Place, kind: &FaultKind) -> Told {
        self.faults.borrow_mut().push(kind.at(&place.file, place.spot));
        Told(())
    }

    /// Notes the id of a record, or reports that another record has it.
    pub(crate) fn declare(&self, noun: NounKind, id: &str, place: Place) {
        let mut declared = self.declared.borrow_mut();
        let key = (noun, id.to_owned());
        let Some(first) = declared.get(&key) else {
            declared.insert(key, place);
            return;
        };
        let first = format!("{}:{}:{}", first.file, first.spot.line, first.spot.column);
        let (noun, id) = (noun_name(noun), id.to_owned());
        self.report(&place, &FaultKind::DuplicateId { noun, id, first });
    }

    pub(crate) fn cite(&self, noun: NounKind, id: &str, place: Place) {
        self.cited.borrow_mut().push(Citation { noun, id: id.to_owned(), place });
    }

    /// Notes a code, so that it is looked up even if the rest of its record has a fault.
    pub(crate) fn mention(&self, list: CodeList, code: &str, place: Place) {
        self.mentioned.borrow_mut().push(Mention { list, code: code.to_owned(), place });
    }

    /// Notes that a file as a whole was not read.
    pub(crate) fn give_up(&self, file: &str) {
        self.unread.borrow_mut().insert(file.to_owned());
    }

    pub(crate) fn was_read(&self, file: &str) -> bool {
        !self.unread.borrow().contains(file)
    }

    /// Returns the declared ids of one kind with their places.
    pub(crate) fn declared(&self, noun: NounKind) -> BTreeMap<String, Place> {
        let declared = self.declared.borrow();
        let of_noun = declared.iter().filter(|((kind, _), _)| *kind == noun);
        of_noun.map(|((_, id), place)| (id.clone(), place.clone())).collect()
    }

    /// Takes the codes that were named.
    pub(crate) fn take_mentions(&self) -> Vec<Mention> {
        self.mentioned.take()
    }

    /// Takes what was cited.
    pub(crate) fn take_citations(&self) -> Vec<Citation> {
        self.cited.take()
    }

    /// Returns every fault once, in order of file, line and column.
    pub(crate) fn close(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        faults.dedup();
        faults
    }
}

/// Returns the name of a kind of record in messages.
pub(crate) fn noun_name(noun: NounKind) -> Text {
    match noun {
        NounKind::Zone => Text::new("특구", "zone"),
        NounKind::Boundary => Text::new("지형도면", "boundary"),
        NounKind::PlanVersion => Text::new("계획", "plan version"),
        NounKind::Programme => Text::new("특화사업", "programme"),
        NounKind::SubProject => Text::new("세부사업", "sub-project"),
        NounKind::Operator => Text::new("특화사업자", "operator"),
        NounKind::Provision => Text::new("규제특례", "special case"),
        NounKind::Committee => Text::new("운영위원회", "committee"),
        NounKind::Agency => Text::new("전담기관", "agency"),
        NounKind::Organisation => Text::new("기업·기관", "organisation"),
        NounKind::Site => Text::new("시설", "site"),
        NounKind::FirmCount => Text::new("기업 수", "count of firms"),
        NounKind::Neighbour => Text::new("이웃 지구", "neighbour"),
        NounKind::History => Text::new("연혁", "event of the history"),
        NounKind::Claim => Text::new("공표 수치", "claim"),
        NounKind::Source => Text::new("출처", "source"),
        NounKind::RecordKey => Text::new("서명 키", "key of the record"),
        NounKind::Account => Text::new("계정", "account"),
        NounKind::Case | NounKind::CaseFile => Text::new("신청 건", "case"),
        NounKind::CaseDocument => Text::new("첨부 서류", "paper"),
        NounKind::CaseMessage => Text::new("메시지", "message"),
        NounKind::Dossier => Text::new("행사 서류철", "dossier"),
        NounKind::Notice => Text::new("알림", "letter"),
        NounKind::Paper => Text::new("발급 문서", "issued paper"),
        NounKind::Screening => Text::new("등록부 심사", "screening"),
    }
}

/// Takes the missing key that `text` was surely meant to be off the list of missing ones.
///
/// A misspelt key is one fault, not two: what it was meant to be is not missing as well.
pub(crate) fn forgive(text: &str, missing: &mut Vec<String>) {
    let by_steps = |place: &usize| strsim::osa_distance(text, &missing[*place]);
    let meant = (0..missing.len()).min_by_key(by_steps).filter(|place| by_steps(place) <= 2);
    if let Some(place) = meant {
        missing.remove(place);
    }
}

/// Returns the known word that is spelt most like `text`, or a dash if there is none.
pub(crate) fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let by_steps = |word: &&str| strsim::osa_distance(text, word);
    known.into_iter().min_by_key(by_steps).map_or_else(|| "–".to_owned(), |word| format!("`{word}`"))
}
