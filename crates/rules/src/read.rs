//! Reads the law folder: every file, every fault, and the law if there is none.

mod cases;
mod cite;
mod parameters;
mod procedure;
mod provision;
mod sheet;
mod statutes;
pub(crate) mod typed;
mod vocabulary;

pub(crate) use cite::missing_on;
pub use sheet::nearest;
pub(crate) use sheet::{Faults, Place};

use crate::cases::CaseFile;
use crate::catalogue::{self, Catalogue};
use crate::check;
use crate::fact::Vocabulary;
use crate::halt::Halt;
use crate::law::{LawSet, Provision};
use sheet::{Table, open};
use std::cell::RefCell;
use std::collections::BTreeMap;
use teukgu_domain::fault::{Fault, Severity};
use teukgu_domain::spot::decode;
use typed::Typed;

/// The law folder as its caller read it: content by path, such as `provisions/patent-act/61.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LawFiles {
    /// Content of each file by its path within the folder, with `/` between names.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What a law folder says, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Report {
    /// The law; `None` if a fault keeps it from being used.
    pub law: Option<LawSet>,
    /// Faults and notes in order of file, line and column.
    pub findings: Vec<Fault>,
    /// The law if nothing but cases is missing; enough to try it, not to use it.
    unproven: Option<LawSet>,
    /// Where everything stands, for what is found by comparing.
    pub(crate) marks: Marks,
}

impl Report {
    /// Returns the law if it can be executed, even where cases that should stand beside it are missing.
    pub fn executable(&self) -> Option<&LawSet> {
        self.law.as_ref().or(self.unproven.as_ref())
    }
}

/// Reads a law folder.
///
/// # Errors
/// Every [`Fault`] of every file in order of file, line and column, without the notes.
pub fn read(files: &LawFiles) -> Result<LawSet, Vec<Fault>> {
    let report = lint(files);
    report.law.ok_or_else(|| {
        report.findings.into_iter().filter(|finding| finding.severity == Severity::Fault).collect()
    })
}

/// Reads a law folder and says everything that there is to say about it.
pub fn lint(files: &LawFiles) -> Report {
    lint_within(files, &Halt::default())
}

/// Reads a law folder and says everything that there is to say about it; `None` if asked to stop.
pub fn lint_until(files: &LawFiles, halt: &Halt) -> Option<Report> {
    let report = lint_within(files, halt);
    (!halt.is_asked()).then_some(report)
}

/// Checks as much as there is time for.
fn lint_within(files: &LawFiles, halt: &Halt) -> Report {
    let faults = Faults::default();
    let (law, marks) = assemble(files, &faults);
    catalogue(files, &faults);
    let is_executable = check::check(&law, &marks, &faults, halt);
    let findings = faults.close();
    let is_sound = findings.iter().all(|finding| finding.severity == Severity::Note);
    let (law, unproven) = match (is_sound, is_executable) {
        (true, _) => (Some(law), None),
        (false, true) => (None, Some(law)),
        (false, false) => (None, None),
    };
    Report { law, findings, unproven, marks }
}

/// Checks the catalogue of all special cases, where the folder has it.
fn catalogue(files: &LawFiles, faults: &Faults) {
    let Some(bytes) = files.files.get(catalogue::FILE) else { return };
    match decode(bytes) {
        Ok(text) => faults.take(Catalogue::parse(text).err().unwrap_or_default()),
        Err(spot) => {
            let (ko, en) = ("UTF-8 문자가 아닙니다".to_owned(), "these bytes are not UTF-8".to_owned());
            let place = Place { file: catalogue::FILE.to_owned(), spot };
            faults.note(&place, &crate::fault::Kind::Unreadable { ko, en });
        }
    }
}

/// Where provisions, their parts and their cases stand, for faults that are found later.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    places: BTreeMap<String, Place>,
}

impl Marks {
    /// Remembers a place by path: provision, `#`, part.
    pub(crate) fn set(&mut self, path: String, place: Place) {
        self.places.entry(path).or_insert(place);
    }

    /// Returns where a part stands, or its provision.
    pub(crate) fn at(&self, provision: &str, part: &str) -> Place {
        let found = self.places.get(&format!("{provision}#{part}"));
        found.or_else(|| self.places.get(provision)).cloned().unwrap_or_else(|| Place {
            file: "provisions".to_owned(),
            spot: teukgu_domain::spot::Spot::START,
        })
    }

    pub(crate) fn find(&self, path: &str) -> Option<&Place> {
        self.places.get(path)
    }
}

fn assemble(files: &LawFiles, faults: &Faults) -> (LawSet, Marks) {
    let mut marks = Marks::default();
    let mut law = LawSet::default();
    each(files, "statutes/", ".toml", faults, |table| law.statutes.extend(statutes::statute(table)));
    law.statutes.sort_by(|a, b| a.short_ko.cmp(&b.short_ko));
    one(files, "authorities.toml", faults, |table| law.authorities = statutes::authorities(table));
    let mut facts = Vec::new();
    each(files, "facts/", ".toml", faults, |table| facts.extend(vocabulary::facts(table, &mut marks)));
    vocabulary::check_derivations(&facts, &marks, faults);
    let vocabulary = RefCell::new(Vocabulary::new(facts));
    one(files, "parameters.toml", faults, |table| {
        law.parameters = parameters::parameters(table, &vocabulary.borrow(), &law.statutes, &mut marks);
    });
    let names = Typed { vocabulary: &vocabulary, parameters: &law.parameters };
    let mut provisions: Vec<Provision> = Vec::new();
    each(files, "provisions/", ".toml", faults, |table| {
        provisions.extend(provision::provision(table, &names, &law, &mut marks));
    });
    provisions.sort_by(|a, b| a.id.cmp(&b.id));
    provisions.dedup_by(|a, b| a.id == b.id);
    law.provisions = provisions;
    law.vocabulary = vocabulary.into_inner();
    let mut folder = procedure::Folder::default();
    each(files, "procedures/", ".toml", faults, |table| folder.take(table, &law, &marks));
    (law.procedures, law.event) = folder.close(faults);
    let mut cases: Vec<CaseFile> = Vec::new();
    each(files, "provisions/", ".cases.toml", faults, |table| {
        cases.extend(cases::file(table, &law, &mut marks));
    });
    cases.sort_by(|a, b| a.provision.cmp(&b.provision));
    law.cases = cases;
    provision::check_references(&law, &marks, faults);
    (law, marks)
}

/// Reads every file of a folder whose name has an ending; `.toml` leaves out `.cases.toml`.
fn each(files: &LawFiles, folder: &str, ending: &str, faults: &Faults, mut read: impl FnMut(&Table<'_>)) {
    let is_cases = |name: &str| name.ends_with(".cases.toml");
    for (name, bytes) in &files.files {
        if name.starts_with(folder) && name.ends_with(ending) && is_cases(name) == (ending == ".cases.toml") {
            open(name, bytes, faults, &mut read);
        }
    }
}

fn one(files: &LawFiles, name: &str, faults: &Faults, mut read: impl FnMut(&Table<'_>)) {
    if let Some(bytes) = files.files.get(name) {
        return open(name, bytes, faults, &mut read);
    }
    let place = Place { file: name.to_owned(), spot: teukgu_domain::spot::Spot::START };
    let (ko, en) = ("파일이 없습니다".to_owned(), "the file is missing".to_owned());
    faults.note(&place, &crate::fault::Kind::Unreadable { ko, en });
}
