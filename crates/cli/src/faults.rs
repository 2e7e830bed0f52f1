//! Faults of a folder on the terminal: of a zone folder and of a law folder alike.

use crate::args::Settings;
use crate::failure::Failure;
use crate::{folder, out};
use serde::Serialize;
use std::fmt::Write as _;
use std::process::ExitCode;
use teukgu_domain::fault::{Fault, Severity};
use teukgu_domain::text::{Lang, Text};

#[derive(Serialize)]
struct Finding<'a> {
    file: String,
    line: usize,
    column: usize,
    code: &'a str,
    severity: &'a str,
    message: &'a Text,
    help: &'a Text,
}

#[derive(Serialize)]
struct Answer<'a> {
    folder: &'a str,
    faults: usize,
    notes: usize,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    holds: Option<Holds>,
    findings: Vec<Finding<'a>>,
}

/// What a law folder holds, as far as it could be read.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Holds {
    pub(crate) provisions: usize,
    pub(crate) procedures: usize,
}

impl Holds {
    fn text(self, lang: Lang) -> String {
        let Self { provisions, procedures } = self;
        match lang {
            Lang::Ko => format!(", 조문 {provisions}개, 처리 절차 {procedures}개"),
            Lang::En => format!(", {provisions} provisions, {procedures} procedures"),
        }
    }
}

/// Prints every finding and their number; the status is 1 if one of them is a fault.
pub(crate) fn print(
    dir: &str,
    findings: &[Fault],
    holds: Option<Holds>,
    settings: Settings,
) -> Result<ExitCode, Failure> {
    let faults = findings.iter().filter(|finding| finding.severity == Severity::Fault).count();
    let notes = findings.len() - faults;
    if settings.is_json() {
        let findings = findings.iter().map(|fault| finding(dir, fault)).collect();
        out::json(&Answer { folder: dir, faults, notes, holds, findings })?;
    } else {
        let lines: String = findings.iter().map(|fault| lines(dir, fault, settings.lang)).collect();
        let holds = holds.map(|holds| holds.text(settings.lang)).unwrap_or_default();
        out::text(&format!("{lines}{}{holds}\n", sum(dir, faults, notes, settings.lang)))?;
    }
    Ok(ExitCode::from(u8::from(faults > 0)))
}

fn finding<'a>(dir: &str, fault: &'a Fault) -> Finding<'a> {
    Finding {
        file: format!("{}/{}", dir.trim_end_matches('/'), fault.file),
        line: fault.line,
        column: fault.column,
        code: fault.code,
        severity: fault.severity.key(),
        message: &fault.message,
        help: &fault.help,
    }
}

fn lines(dir: &str, fault: &Fault, lang: Lang) -> String {
    let mut text = folder::line(dir, fault, lang);
    let mark = match (fault.severity, lang) {
        (Severity::Fault, _) => String::new(),
        (Severity::Note, Lang::Ko) => " (참고)".to_owned(),
        (Severity::Note, Lang::En) => " (note)".to_owned(),
    };
    let _ = write!(text, " [{}]{mark}\n  help: {}\n", fault.code, fault.help.get(lang));
    text
}

fn sum(dir: &str, faults: usize, notes: usize, lang: Lang) -> String {
    match (faults, lang) {
        (0, Lang::Ko) => format!("{dir}: 결함 없음, 참고 {notes}건"),
        (0, Lang::En) => format!("{dir}: no faults, {notes} notes"),
        (_, Lang::Ko) => format!("{dir}: 결함 {faults}건, 참고 {notes}건"),
        (_, Lang::En) => format!("{dir}: {faults} faults, {notes} notes"),
    }
}
