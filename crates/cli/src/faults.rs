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
    findings: Vec<Finding<'a>>,
}

/// Prints every finding and their number; the status is 1 if one of them is a fault.
pub(crate) fn print(dir: &str, findings: &[Fault], settings: Settings) -> Result<ExitCode, Failure> {
    let faults = findings.iter().filter(|finding| finding.severity == Severity::Fault).count();
    let notes = findings.len() - faults;
    if settings.is_json() {
        let findings = findings.iter().map(|fault| finding(dir, fault)).collect();
        out::json(&Answer { folder: dir, faults, notes, findings })?;
    } else {
        let lines: String = findings.iter().map(|fault| lines(dir, fault, settings.lang)).collect();
        out::text(&format!("{lines}{}\n", sum(dir, faults, notes, settings.lang)))?;
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
