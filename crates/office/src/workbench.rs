//! The officer's workbench: what the law says, how it is tested, and what a draft of it would change.
//!
//! A draft is tried and forgotten: nothing here writes.

mod document;
mod terms;

pub use document::{list, provision};
pub use terms::{Differs, Said, differences};

use crate::law::Edition;
use crate::law::LawFiles;
use crate::law::cases::{CaseResult, run};
use crate::law::compare::{Changes, Effect, changes, impact, trials};
use crate::law::halt::Halt;
use crate::law::model::{LawSet, Parameter, Provision};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::fault::{Fault, Severity};
use teukgu_domain::text::Text;

/// A draft (시안): the files that are to be other than they are.
#[doc(alias = "시안")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Content by path within the law folder; `None` leaves the file out.
    pub files: BTreeMap<String, Option<String>>,
}

/// What a draft would do.
#[derive(Clone, Debug, Default)]
pub struct Tried {
    /// Faults and notes of the whole law with the draft in it, and words that changed by half.
    pub findings: Vec<Fault>,
    /// What it changes; nothing if it cannot be executed.
    pub changes: Changes,
    /// Cases that it decides otherwise.
    pub effects: Vec<Effect>,
    /// How many cases were put before both laws; `None` if the draft cannot be executed.
    ///
    /// These are the cases beside the law. Requests on file join them as more [`Trial`](crate::law::compare::Trial)s.
    pub cases: Option<usize>,
}

impl Tried {
    /// Returns true if nothing keeps the draft from being used.
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity == Severity::Note)
    }
}

impl Draft {
    /// Checks that every file has a place in a law folder.
    ///
    /// # Errors
    /// The first path that nothing would read.
    pub fn check(&self) -> Result<(), StrayFile> {
        let stray = self.files.keys().find(|path| !has_place(path));
        stray.map_or(Ok(()), |path| Err(StrayFile(path.clone())))
    }

    /// Puts the draft in the place of the files that it replaces.
    fn over(&self, files: &LawFiles) -> LawFiles {
        let mut files = files.clone();
        for (path, text) in &self.files {
            match text {
                // A form sends line ends of two characters, which no file of the law has.
                Some(text) => files.files.insert(path.clone(), text.replace("\r\n", "\n").into_bytes()),
                None => files.files.remove(path),
            };
        }
        files
    }
}

/// A path that nothing in a law folder reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrayFile(pub String);

impl StrayFile {
    /// Returns what is wrong and what to do about it.
    pub fn message(&self) -> Text {
        let path: String = self.0.chars().take(120).collect();
        Text::new(
            format!(
                "법령 자료에 없는 자리입니다: `{path}`. statutes/, facts/, provisions/, procedures/ 아래의 .toml 파일이나 authorities.toml, parameters.toml을 적으세요"
            ),
            format!(
                "`{path}` has no place in the law; name authorities.toml, parameters.toml or a .toml file under statutes/, facts/, provisions/ or procedures/"
            ),
        )
    }
}

fn has_place(path: &str) -> bool {
    let folders = ["statutes/", "facts/", "provisions/", "procedures/"];
    let in_folder = folders.iter().any(|folder| path.starts_with(folder));
    let is_plain = path.split('/').all(|name| !name.is_empty() && name != "." && name != "..");
    let is_toml = path.rsplit_once('.').is_some_and(|(_, ending)| ending == "toml");
    matches!(path, "authorities.toml" | "parameters.toml") || (in_folder && is_plain && is_toml)
}

/// Checks the law with a draft in it; `None` if asked to stop.
pub fn check_draft(edition: &Edition, draft: &Draft, halt: &Halt) -> Option<Vec<Fault>> {
    teukgu_rules::lint_until(&draft.over(&edition.files), halt).map(|report| report.findings)
}

/// Says what a draft would change; `None` if asked to stop.
pub fn try_draft(edition: &Edition, draft: &Draft, holidays: &Holidays, halt: &Halt) -> Option<Tried> {
    let report = teukgu_rules::lint_until(&draft.over(&edition.files), halt)?;
    let changes = changes(&edition.law, &report);
    let mut findings = report.findings.clone();
    findings.extend(changes.findings.iter().cloned());
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    findings.dedup();
    let mut tried = Tried { findings, changes, ..Tried::default() };
    if let Some(law) = report.executable() {
        let law = Arc::new(law.clone());
        let trials = trials(&edition.law, &law);
        tried.effects = impact(&edition.law, &law, &trials, holidays, halt)?;
        tried.cases = Some(trials.len());
    }
    Some(tried)
}

/// Runs the cases of a provision.
pub fn results<'a>(law: &'a Arc<LawSet>, id: &str, holidays: &Holidays) -> Vec<CaseResult<'a>> {
    run(law, Some(id), holidays)
}

/// Returns the path of the cases of a provision: of the file that is there, or of the one that would be.
pub fn cases_path(law: &LawSet, provision: &Provision) -> String {
    law.cases_of(&provision.id).map_or_else(
        || {
            let stem = provision.file.strip_suffix(".toml").unwrap_or(&provision.file);
            format!("{stem}.cases.toml")
        },
        |file| file.file.clone(),
    )
}

/// A parameter that has no value on a day: what is not public and waits to be entered (입력할 값).
#[doc(alias = "입력할 값")]
#[derive(Clone, Debug)]
pub struct Open<'a> {
    /// The parameter.
    pub parameter: &'a Parameter,
    /// Day on which the last value it had ended; `None` if it never had one.
    pub until: Option<Date>,
    /// Provisions whose conditions compare with it.
    pub used_by: Vec<&'a Provision>,
}

/// Lists the parameters that have no value on a day.
pub fn open_parameters(law: &LawSet, on: Date) -> Vec<Open<'_>> {
    let is_open = |parameter: &&Parameter| parameter.values.iter().all(|value| !value.valid.contains(on));
    let of = |parameter| Open {
        parameter,
        until: parameter.values.iter().filter_map(|value| value.valid.to).max(),
        used_by: law.provisions.iter().filter(|provision| uses(law, provision, parameter)).collect(),
    };
    law.parameters.iter().filter(is_open).map(of).collect()
}

fn uses(law: &LawSet, provision: &Provision, parameter: &Parameter) -> bool {
    let Some(at) = law.parameter(&parameter.id) else { return false };
    let conditions = provision.conditions.iter().map(|part| &part.formula);
    let exceptions = provision.exceptions.iter().map(|part| &part.formula);
    conditions.chain(exceptions).any(|formula| formula.params().contains(&at))
}

/// Returns the provisions in which every word occurs: in id, name, effect, authority, basis or condition.
pub fn find<'a>(law: &'a LawSet, words: &str) -> Vec<&'a Provision> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let holds = |provision: &&Provision| {
        let text = told(provision).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    law.provisions.iter().filter(holds).collect()
}

fn told(provision: &Provision) -> String {
    let mut parts = vec![provision.id.clone()];
    let mut add = |text: &Text| parts.extend([text.ko.clone(), text.en.clone()]);
    add(&provision.name);
    add(&provision.effect_text);
    provision.versions.iter().for_each(|version| add(&version.authority));
    provision.conditions.iter().for_each(|condition| add(&condition.text));
    let cites = provision.versions.iter().flat_map(|version| &version.cite);
    parts.extend(cites.map(ToString::to_string));
    parts.join("\n")
}
