//! The form of a procedure.

use super::{Desk, basis, parts};
use crate::fact::{Fact, Sort};
use crate::fault::Kind;
use crate::procedure::{Choice, Field, FieldKind, Form, PLACEHOLDERS, Paper};
use crate::read::sheet::{Item, Table, nearest};
use teukgu_domain::text::Text;

/// Most characters of a line, and of a text; a request is a letter, not a book.
const LONGEST: (i64, i64) = (200, 20_000);

pub(super) fn form(root: &Table<'_>, desk: &Desk<'_>) -> Option<Form> {
    let table = root.req("form").and_then(Item::table)?;
    let version = version(&table);
    table.finish();
    let fields = parts(root, "field", |table, id| field(table, id, desk));
    let papers = parts(root, "paper", |table, id| {
        let (name, hint) = (table.text("name"), table.opt_text("hint"));
        let required = table.flag("required");
        let basis = basis(table, &id, desk);
        Some(Paper { id, name: name?, required, hint, basis })
    });
    Some(Form { version: version?, fields, papers })
}

fn version(table: &Table<'_>) -> Option<u32> {
    let item = table.req("version")?;
    let version = u32::try_from(item.int()?).ok().filter(|version| *version > 0);
    version.or_else(|| item.wrong("1 이상의 정수", "a whole number from 1"))
}

fn field(table: &Table<'_>, id: String, desk: &Desk<'_>) -> Option<Field> {
    let (label, hint) = (table.text("label"), table.opt_text("hint"));
    let (required, personal) = (table.flag("required"), table.flag("personal"));
    let fact = fact(table, desk);
    let kind = match fact {
        Ok(fact) => kind(table, fact),
        Err(Noted) => leave_kind(table),
    };
    if PLACEHOLDERS.contains(&id.as_str()) {
        let first = "letter".to_owned();
        return table.faults.none(&table.place_of("id"), &Kind::Duplicate { id, first });
    }
    let fact = fact.ok().flatten().map(|fact| fact.id.clone());
    Some(Field { id, label: label?, hint, kind: kind?, required, personal, fact })
}

/// A fault of the fact was noted, so that nothing can be said of the values.
struct Noted;

/// Takes what says the kind as read, where nothing can be said of it.
fn leave_kind(table: &Table<'_>) -> Option<FieldKind> {
    for key in ["kind", "longest", "min", "max", "unit_ko", "unit_en", "choices"] {
        table.opt(key);
    }
    None
}

/// Finds the fact of a field; facts of sites and computed days are no answers of one applicant.
fn fact<'a>(table: &Table<'_>, desk: &Desk<'a>) -> Result<Option<&'a Fact>, Noted> {
    let Some(item) = table.opt("fact") else { return Ok(None) };
    let id = item.str().ok_or(Noted)?;
    let Some(fact) = desk.law.vocabulary.find(id) else {
        let nearest = nearest(id, desk.law.vocabulary.facts().iter().map(|fact| fact.id.as_str()));
        item.note(&Kind::UnknownFact { id: id.to_owned(), nearest });
        return Err(Noted);
    };
    if fact.is_of_site() || fact.derive.is_some() {
        let ko = format!("`{id}`은(는) 신청인이 한 번에 답하는 사실이 아닙니다");
        let en = format!("`{id}` is not answered once by the applicant");
        item.note(&Kind::TypeMismatch { ko, en });
        return Err(Noted);
    }
    Ok(Some(fact))
}

fn kind(table: &Table<'_>, fact: Option<&Fact>) -> Option<FieldKind> {
    let words = ["words", "long_words", "number", "day", "choice", "yes"].map(|word| (word, word));
    let word = table.word("kind", &words)?;
    if let Some(fact) = fact.filter(|fact| !fits(word, &fact.sort)) {
        let ko = format!("`{word}` 항목은 `{}`의 형식과 다릅니다", fact.id);
        let en = format!("a field `{word}` does not take the values of `{}`", fact.id);
        table.faults.note(&table.place_of("kind"), &Kind::TypeMismatch { ko, en });
        return leave_kind(table);
    }
    match word {
        "words" => longest(table, LONGEST.0).map(|longest| FieldKind::Words { longest }),
        "long_words" => longest(table, LONGEST.1).map(|longest| FieldKind::LongWords { longest }),
        "number" => number(table, fact),
        "choice" => choices(table, fact).map(FieldKind::Choice),
        "yes" => Some(FieldKind::Yes),
        _ => Some(FieldKind::Day),
    }
}

/// Returns true if a field of a kind takes the values of a fact.
fn fits(word: &str, sort: &Sort) -> bool {
    match sort {
        Sort::Bool => word == "yes",
        Sort::Number { scale, .. } => word == "number" && *scale == 0,
        Sort::Date { .. } => word == "day",
        Sort::Code { .. } => word == "choice",
        Sort::Text { .. } => word == "words",
    }
}

fn longest(table: &Table<'_>, most: i64) -> Option<u32> {
    let Some(item) = table.opt("longest") else { return u32::try_from(most).ok() };
    let longest = item.int()?;
    let (ko, en) = (format!("1부터 {most}까지의 정수"), format!("a whole number from 1 to {most}"));
    let longest = u32::try_from(longest).ok().filter(|n| *n > 0 && i64::from(*n) <= most);
    longest.or_else(|| item.wrong(&ko, &en))
}

/// Reads unit and bounds of a number; a fact brings its own.
fn number(table: &Table<'_>, fact: Option<&Fact>) -> Option<FieldKind> {
    if let Some(Fact { sort: Sort::Number { min, max, .. }, unit, .. }) = fact {
        return Some(FieldKind::Number { unit: unit.clone(), min: *min, max: *max });
    }
    let unit = table.opt_text("unit");
    let (min, max) = (table.req("min").and_then(Item::int), table.req("max").and_then(Item::int));
    let (min, max) = (min?, max?);
    if min < max {
        return Some(FieldKind::Number { unit, min, max });
    }
    table.opt("max")?.wrong("`min`보다 큰 정수", "a whole number above `min`")
}

/// Reads the choices; a fact with codes brings its own.
fn choices(table: &Table<'_>, fact: Option<&Fact>) -> Option<Vec<Choice>> {
    if let Some(Fact { sort: Sort::Code { codes }, .. }) = fact {
        let choice = |code: &crate::fact::Code| Choice { key: code.value.clone(), text: code.name.clone() };
        return Some(codes.iter().map(choice).collect());
    }
    let item = table.req("choices")?;
    let mut choices: Vec<Choice> = Vec::new();
    for item in item.items()? {
        let entry = item.table()?;
        let (key, ko, en) = (entry.string("value"), entry.string("ko"), entry.string("en"));
        entry.finish();
        let choice = Choice { key: key?, text: Text::new(ko?, en?) };
        if choices.iter().any(|known| known.key == choice.key) {
            let first = "choices".to_owned();
            return table.faults.none(&entry.place(), &Kind::Duplicate { id: choice.key, first });
        }
        choices.push(choice);
    }
    if choices.is_empty() {
        item.wrong("선택지 하나 이상", "at least one choice")
    } else {
        Some(choices)
    }
}
