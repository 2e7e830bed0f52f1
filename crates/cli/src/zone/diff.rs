//! `teukgu zone diff`: the class of an amendment, with the article.

use crate::args::{Settings, ZoneDiff};
use crate::failure::Failure;
use crate::{builtin, folder, out};
use serde::Serialize;
use std::process::ExitCode;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::amendment::{self, AmendmentClass, Change};

#[derive(Serialize)]
struct Answer<'a> {
    class: &'static str,
    changes: Vec<ChangeLine<'a>>,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    noun: &'static str,
    key: &'a str,
    class: &'static str,
    what: &'a Text,
    basis: &'a Text,
}

/// Prints what changed, gravest first, and the class of the whole.
pub(crate) fn run(args: &ZoneDiff, settings: Settings) -> Result<ExitCode, Failure> {
    let codes = builtin::codes()?;
    let old = folder::zone(Some(&args.old), &codes, settings.lang)?;
    let new = folder::zone(Some(&args.new), &codes, settings.lang)?;
    let amendment = amendment::compare(&old, &new);
    if settings.is_json() {
        let changes = amendment.changes.iter().map(line).collect();
        out::json(&Answer { class: key(amendment.class), changes })?;
    } else {
        let lang = settings.lang;
        let head = if amendment.changes.is_empty() {
            lang.pick("달라진 것이 없습니다", "nothing changed").to_owned()
        } else {
            format!(
                "{}: {}",
                lang.pick("변경 유형", "class of the amendment"),
                word(amendment.class).get(lang)
            )
        };
        let rows: Vec<_> = amendment.changes.iter().map(|change| row(change, lang)).collect();
        out::text(&format!("{}\n{}", out::bold(&head), out::table(&[out::Side::Left; 4], &rows)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line(change: &Change) -> ChangeLine<'_> {
    let (noun, key_of) = (&change.subject.0, &change.subject.1);
    ChangeLine {
        noun: noun.key(),
        key: key_of,
        class: key(change.class),
        what: &change.what,
        basis: &change.basis,
    }
}

fn row(change: &Change, lang: Lang) -> Vec<String> {
    let subject = format!("{}/{}", change.subject.0.key(), change.subject.1);
    let texts = [&word(change.class), &change.what, &change.basis].map(|text| text.get(lang).to_owned());
    let [class, what, basis] = texts;
    vec![class, subject, what, basis]
}

const fn key(class: AmendmentClass) -> &'static str {
    match class {
        AmendmentClass::NotPlan => "not_plan",
        AmendmentClass::Minor => "minor",
        AmendmentClass::Depends => "depends",
        AmendmentClass::Major => "major",
    }
}

fn word(class: AmendmentClass) -> Text {
    match class {
        AmendmentClass::NotPlan => Text::new("계획 사항 아님", "not part of the plan"),
        AmendmentClass::Minor => Text::new("경미한 변경", "minor"),
        AmendmentClass::Depends => Text::new("사실에 따라 다름", "depends on a fact"),
        AmendmentClass::Major => Text::new("변경(경미하지 않음)", "major"),
    }
}
