//! The zone against its folder and against Article 22 of the Act.

use crate::Folder;
use crate::book::Book;
use crate::draft::Draft;
use crate::kind::FaultKind;

/// The word that the statute wants in the name of a zone (Act Art. 22).
const ZONE_WORD: &str = "특구";

pub(super) fn check(folder: &Folder, draft: &Draft, book: &Book) {
    let Some(record) = &draft.zone.zone else { return };
    let name = &record.noun.name.ko;
    if !teukgu_codes::dongs::tidy(name).contains(ZONE_WORD) {
        book.report(&record.marks.at("name_ko"), &FaultKind::NameWithoutZone { name: name.clone() });
    }
    let id = record.noun.id.as_str();
    if let Some(folder) = folder.name.as_ref().filter(|folder| *folder != id) {
        let kind = FaultKind::IdNotFolder { id: id.to_owned(), folder: folder.clone() };
        book.report(&record.marks.at("id"), &kind);
    }
}
