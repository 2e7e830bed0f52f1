//! `teukgu law test`: the cases beside the law, run.

use crate::args::{LawTest, Settings};
use crate::failure::Failure;
use crate::{builtin, law_folder, out};
use serde::Serialize;
use std::fmt::Write as _;
use std::process::ExitCode;
use teukgu_domain::text::Lang;
use teukgu_office::law::cases::{CaseResult, Mismatch, run as run_cases};

#[derive(Serialize)]
struct Answer<'a> {
    cases: usize,
    failed: usize,
    results: Vec<ResultJson<'a>>,
}

#[derive(Serialize)]
struct ResultJson<'a> {
    file: &'a str,
    line: usize,
    provision: &'a str,
    name: &'a str,
    passed: bool,
    mismatches: Vec<MismatchJson<'a>>,
}

#[derive(Serialize)]
struct MismatchJson<'a> {
    what: &'a str,
    expected: &'a str,
    found: &'a str,
}

/// Runs the cases of a folder; exits 1 if one of them fails.
pub(crate) fn run(args: &LawTest, settings: Settings) -> Result<ExitCode, Failure> {
    let shown = law_folder::shown(args.dir.as_deref());
    let law = law_folder::law(args.dir.as_deref(), settings.lang)?;
    let results = run_cases(&law, args.provision.as_deref(), &builtin::holidays()?);
    let failed = results.iter().filter(|result| !result.mismatches.is_empty()).count();
    if settings.is_json() {
        let results: Vec<_> = results.iter().map(|result| json(result, settings.lang)).collect();
        out::json(&Answer { cases: results.len(), failed, results })?;
    } else {
        let failures = results.iter().filter(|result| !result.mismatches.is_empty());
        let lines: String = failures.map(|result| lines(&shown, result, settings.lang)).collect();
        out::text(&format!("{lines}{}\n", sum(results.len(), failed, settings.lang)))?;
    }
    Ok(ExitCode::from(u8::from(failed > 0)))
}

fn json<'a>(result: &'a CaseResult<'a>, lang: Lang) -> ResultJson<'a> {
    let mismatch = |found: &'a Mismatch| MismatchJson {
        what: &found.what,
        expected: &found.expected,
        found: &found.found,
    };
    ResultJson {
        file: &result.file.file,
        line: result.case.line,
        provision: &result.file.provision,
        name: result.case.name.get(lang),
        passed: result.mismatches.is_empty(),
        mismatches: result.mismatches.iter().map(mismatch).collect(),
    }
}

fn lines(dir: &str, result: &CaseResult<'_>, lang: Lang) -> String {
    let (file, case) = (&result.file.file, result.case);
    let mut text = format!("{}/{file}:{} {}\n", dir.trim_end_matches('/'), case.line, case.name.get(lang));
    for Mismatch { what, expected, found } in &result.mismatches {
        let _ = match lang {
            Lang::Ko => writeln!(text, "  {what}: 기대 `{expected}`, 결과 `{found}`"),
            Lang::En => writeln!(text, "  {what}: expected `{expected}`, found `{found}`"),
        };
    }
    text
}

fn sum(cases: usize, failed: usize, lang: Lang) -> String {
    match (failed, lang) {
        (0, Lang::Ko) => format!("사례 {cases}건 모두 통과"),
        (0, Lang::En) => format!("all {cases} cases passed"),
        (_, Lang::Ko) => format!("사례 {cases}건 가운데 {failed}건 불일치"),
        (_, Lang::En) => format!("{failed} of {cases} cases failed"),
    }
}
