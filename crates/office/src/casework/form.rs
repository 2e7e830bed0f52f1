//! The form of a procedure: shown, read, and told again.

use crate::check::{InputFault, Raw};
use jiff::civil::Date;
use std::collections::BTreeMap;
use teukgu_domain::text::{Lang, Text};
use teukgu_rules::procedure::{Field, FieldKind, Form};
use unicode_normalization::UnicodeNormalization as _;

/// Value of a box that is ticked.
const TICKED: &str = "yes";

/// A form as a page shows it.
#[derive(Clone, Debug)]
pub struct FormView {
    /// Version of the form.
    pub version: u32,
    /// Fields in order.
    pub fields: Vec<FieldView>,
}

/// A field with what was written in it.
#[derive(Clone, Debug)]
pub struct FieldView {
    /// Field.
    pub field: Field,
    /// What was written, or what the self-check knows.
    pub value: String,
    /// True if the self-check has answered it already.
    pub is_known: bool,
}

/// An answer as it is told again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenAnswer {
    /// Id of the field.
    pub id: String,
    /// Label.
    pub label: Text,
    /// Answer in words.
    pub words: Text,
    /// True if it is about a person.
    pub personal: bool,
}

impl FormView {
    /// Shows a form with answers in it.
    pub(super) fn new(
        form: &Form,
        answers: &BTreeMap<String, String>,
        known: &BTreeMap<String, String>,
    ) -> Self {
        let view = |field: &Field| {
            let written = answers.get(&field.id);
            let value = written.or_else(|| known.get(&field.id)).cloned().unwrap_or_default();
            FieldView {
                is_known: written.is_none() && known.contains_key(&field.id),
                field: field.clone(),
                value,
            }
        };
        Self { version: form.version, fields: form.fields.iter().map(view).collect() }
    }
}

/// Reads what was written in a form.
///
/// # Errors
/// What is wrong, field by field, in the order of the form.
pub(super) fn read(form: &Form, raw: &Raw) -> Result<BTreeMap<String, String>, Vec<InputFault>> {
    let mut answers = BTreeMap::new();
    let mut faults = Vec::new();
    for field in &form.fields {
        match value(field, raw) {
            Ok(Some(value)) => {
                answers.insert(field.id.clone(), value);
            }
            Ok(None) => (),
            Err(message) => faults.push(InputFault { field: anchor(field), message }),
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

/// Returns the id of the element that a fault leads to.
fn anchor(field: &Field) -> String {
    match field.kind {
        FieldKind::Day => format!("{}-year", field.id),
        _ => field.id.clone(),
    }
}

fn value(field: &Field, raw: &Raw) -> Result<Option<String>, Text> {
    let said: String = raw.get(&field.id).nfc().collect();
    if let FieldKind::Day = field.kind {
        return day(field, raw);
    }
    if said.is_empty() {
        return if field.required { Err(missing(field)) } else { Ok(None) };
    }
    match &field.kind {
        FieldKind::Words { longest } => words(said, *longest, false).map(Some),
        FieldKind::LongWords { longest } => words(said.replace("\r\n", "\n"), *longest, true).map(Some),
        FieldKind::Number { min, max, unit } => number(&said, *min, *max, unit.as_ref()).map(Some),
        FieldKind::Choice(choices) if choices.iter().any(|choice| choice.key == said) => Ok(Some(said)),
        FieldKind::Choice(_) => Err(Text::new("하나를 고르세요", "Choose one")),
        FieldKind::Yes if said == TICKED => Ok(Some(said)),
        FieldKind::Yes => Err(missing(field)),
        FieldKind::Day => Ok(None),
    }
}

fn missing(field: &Field) -> Text {
    let (ko, en) = (&field.label.ko, &field.label.en);
    match field.kind {
        FieldKind::Choice(_) => {
            Text::new(format!("‘{ko}’에서 하나를 고르세요"), format!("Choose one for “{en}”"))
        }
        FieldKind::Yes => Text::new(format!("‘{ko}’에 표시하세요"), format!("Tick “{en}”")),
        _ => Text::new(format!("‘{ko}’을(를) 적으세요"), format!("Enter “{en}”")),
    }
}

fn words(said: String, longest: u32, has_lines: bool) -> Result<String, Text> {
    let is_plain = |c: char| !c.is_control() || (has_lines && (c == '\n' || c == '\t'));
    if let Some(strange) = said.chars().find(|c| !is_plain(*c)) {
        let code = u32::from(strange);
        return Err(Text::new(
            format!("쓸 수 없는 문자(U+{code:04X})를 지우세요"),
            format!("Remove the character U+{code:04X}, which cannot be kept"),
        ));
    }
    let length = said.chars().count();
    if length > longest as usize {
        return Err(Text::new(
            format!("{longest}자까지 적을 수 있습니다. 지금 {length}자입니다"),
            format!("Use at most {longest} characters; these are {length}"),
        ));
    }
    Ok(said)
}

fn number(said: &str, min: i64, max: i64, unit: Option<&Text>) -> Result<String, Text> {
    let plain: String = said.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let unit = |lang| unit.map_or_else(String::new, |unit| format!(" {}", unit.get(lang)));
    let Ok(number) = plain.parse::<i64>() else {
        return Err(Text::new("숫자로 적으세요. 예: 1,200", "Enter a whole number such as 1,200"));
    };
    if (min..=max).contains(&number) {
        return Ok(number.to_string());
    }
    Err(Text::new(
        format!("{min}부터 {max}까지의 수를 적으세요{}", unit(Lang::Ko)),
        format!("Enter a number from {min} to {max}{}", unit(Lang::En)),
    ))
}

fn day(field: &Field, raw: &Raw) -> Result<Option<String>, Text> {
    let part = |name: &str| raw.get(&format!("{}-{name}", field.id));
    let parts = [part("year"), part("month"), part("day")];
    let whole = raw.get(&field.id);
    if parts.iter().all(|part| part.is_empty()) && whole.is_empty() {
        return if field.required { Err(missing(field)) } else { Ok(None) };
    }
    let found = if whole.is_empty() { from_parts(parts) } else { whole.parse().ok() };
    found.map(|day: Date| Some(day.to_string())).ok_or_else(|| {
        Text::new("실제로 있는 날짜를 적으세요. 예: 2027 3 4", "Enter a day that exists, such as 2027 3 4")
    })
}

fn from_parts([year, month, day]: [&str; 3]) -> Option<Date> {
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let year = is_year.then(|| year.parse().ok()).flatten()?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Tells answers again in the order of the form.
pub(super) fn tell(form: &Form, answers: &BTreeMap<String, String>) -> Vec<GivenAnswer> {
    let one = |field: &Field| {
        let value = answers.get(&field.id)?;
        let (id, label, personal) = (field.id.clone(), field.label.clone(), field.personal);
        Some(GivenAnswer { id, label, words: in_words(field, value), personal })
    };
    form.fields.iter().filter_map(one).collect()
}

/// Writes an answer in words.
pub(super) fn in_words(field: &Field, value: &str) -> Text {
    let plain = || Text::new(value, value);
    match &field.kind {
        FieldKind::Choice(choices) => {
            choices.iter().find(|choice| choice.key == value).map_or_else(plain, |choice| choice.text.clone())
        }
        FieldKind::Yes => Text::new("예", "yes"),
        FieldKind::Day => value.parse().map_or_else(
            |_| plain(),
            |day: Date| {
                let [ko, en] = Lang::ALL.map(|lang| teukgu_domain::date::day(day, lang));
                Text::new(ko, en)
            },
        ),
        FieldKind::Number { unit, .. } => {
            let unit = |lang| unit.as_ref().map_or_else(String::new, |unit| format!(" {}", unit.get(lang)));
            Text::new(format!("{value}{}", unit(Lang::Ko)), format!("{value}{}", unit(Lang::En)))
        }
        _ => plain(),
    }
}
