//! What a visitor filled in: read into values, or refused with what to do.

use super::answers::{Given, Values};
use super::prompt::{Field, FieldKind, Prompt};
use super::state::Check;
use super::words;
use jiff::civil::Date;
use serde_json::{Value as Json, json};
use teukgu_domain::text::Text;
use teukgu_rules::fact::parse_decimal;

/// Value of a choice that says "I do not know"; no code is written like this.
pub const SKIP: &str = "?";

/// Longest text of a field, in characters; nothing that is asked here is longer.
const LONGEST: usize = 200;

/// Names and values of a form, as they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raw(Vec<(String, String)>);

impl Raw {
    /// Takes names and values.
    pub const fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Returns every value of a name, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// Returns the first value of a name without white space around it; empty if it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }
}

/// What is wrong with a field, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFault {
    /// Id of the element to go to.
    pub field: String,
    /// What to do.
    pub message: Text,
}

/// Reads the fields of a question.
pub(super) fn read(prompt: &Prompt, raw: &Raw, check: &Check) -> Result<Values, Vec<InputFault>> {
    let mut values = Values::new();
    let mut faults = Vec::new();
    for field in &prompt.fields {
        match value(field, raw, check.today) {
            Ok(value) => {
                values.insert(field.name.clone(), value);
            }
            Err(message) => faults.push(InputFault { field: field.anchor(), message }),
        }
    }
    if faults.is_empty() { Ok(values) } else { Err(faults) }
}

/// Returns the values of a question of which nothing is known.
pub(super) fn all_skipped(prompt: &Prompt) -> Values {
    prompt.fields.iter().map(|field| (field.name.clone(), None)).collect()
}

fn value(field: &Field, raw: &Raw, today: Date) -> Result<Option<Json>, Text> {
    let said = raw.get(&field.input);
    match &field.kind {
        FieldKind::Choice(_) if said == SKIP => Ok(None),
        FieldKind::Choice(choices) => {
            let chosen = choices.iter().find(|choice| choice.value == said);
            let chosen = chosen.ok_or_else(|| words::choose_one(field))?;
            Ok(Some(match chosen.value.as_str() {
                "true" => json!(true),
                "false" => json!(false),
                code => json!(code),
            }))
        }
        FieldKind::Number { scale, min, max, unit } => {
            let number = number(said, *scale).ok_or_else(|| words::not_a_number(said, *scale))?;
            if (min..=max).contains(&&number) {
                Ok(Some(written(number, *scale)))
            } else {
                Err(words::out_of_range(*min, *max, *scale, unit.as_ref()))
            }
        }
        FieldKind::Day { past } => {
            let day = day(&field.input, raw).ok_or_else(|| words::not_a_day(said, raw, &field.input))?;
            if *past && day > today { Err(words::in_the_future()) } else { Ok(Some(json!(day))) }
        }
        FieldKind::Words => {
            let is_plain = !said.is_empty() && !said.chars().any(char::is_control);
            if is_plain && said.chars().count() <= LONGEST {
                Ok(Some(json!(said)))
            } else {
                Err(words::few_words(LONGEST))
            }
        }
    }
}

/// Reads a number as people write it: with or without commas.
fn number(said: &str, scale: u8) -> Option<i64> {
    let plain: String = said.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    parse_decimal(&plain, scale)
}

/// A number with digits after the point is kept as text, so that none is lost.
fn written(number: i64, scale: u8) -> Json {
    if scale == 0 { json!(number) } else { json!(words::decimal(number, scale)) }
}

/// Reads a day from three fields, or from one that holds an ISO day.
fn day(input: &str, raw: &Raw) -> Option<Date> {
    let part = |name: &str| raw.get(&format!("{input}-{name}"));
    let (year, month, day) = (part("year"), part("month"), part("day"));
    if year.is_empty() && month.is_empty() && day.is_empty() {
        return raw.get(input).parse().ok();
    }
    // Whoever writes a whole day into the first field is understood.
    if month.is_empty() && day.is_empty() {
        return year.parse().ok();
    }
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let year = is_year.then(|| year.parse().ok()).flatten()?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Reads the day of law, if another than today is wanted.
pub(super) fn day_of_law(raw: &Raw) -> Result<Option<Date>, InputFault> {
    let parts = ["law_on", "law_on-year", "law_on-month", "law_on-day"];
    if parts.iter().all(|name| raw.get(name).is_empty()) {
        return Ok(None);
    }
    let fault = || InputFault {
        field: "law_on-year".to_owned(),
        message: words::not_a_day(raw.get("law_on"), raw, "law_on"),
    };
    day("law_on", raw).map(Some).ok_or_else(fault)
}

/// Writes an answer back into the fields that it came from.
pub(super) fn filled(prompt: &Prompt, given: &Given) -> Raw {
    let mut pairs = Vec::new();
    for field in &prompt.fields {
        let Some(value) = given.values.get(&field.name) else { continue };
        match (&field.kind, value) {
            (FieldKind::Choice(_), None) => pairs.push((field.input.clone(), SKIP.to_owned())),
            (FieldKind::Day { .. }, Some(value)) => {
                let parts = value.as_str().unwrap_or_default().splitn(3, '-');
                let names = ["year", "month", "day"].into_iter().zip(parts);
                pairs.extend(names.map(|(name, part)| {
                    (format!("{}-{name}", field.input), part.trim_start_matches('0').to_owned())
                }));
            }
            (_, Some(Json::String(text))) => pairs.push((field.input.clone(), text.clone())),
            (_, Some(other)) => pairs.push((field.input.clone(), other.to_string())),
            (_, None) => (),
        }
    }
    Raw(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn raw(pairs: &[(&str, &str)]) -> Raw {
        Raw(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn field(kind: FieldKind) -> Field {
        let (name, input, label) = ("a.b".to_owned(), "value".to_owned(), Text::default());
        Field { name, input, label, hint: None, kind }
    }

    fn read_one(kind: FieldKind, pairs: &[(&str, &str)]) -> Result<Option<Json>, Text> {
        value(&field(kind), &raw(pairs), date(2026, 3, 2))
    }

    #[test]
    fn a_number_is_read_as_people_write_it_and_refused_with_its_bounds() {
        let kind =
            || FieldKind::Number { scale: 0, min: 0, max: 5_000, unit: Some(Text::new("명", "people")) };
        for (said, expected) in [("1,500", 1500), (" 0 ", 0), ("5000", 5000), ("1 500", 1500)] {
            assert_eq!(read_one(kind(), &[("value", said)]), Ok(Some(json!(expected))), "{said}");
        }
        for said in ["", "많음", "1.5", "-1", "5001", "1e3", "٣", "99999999999999999999"] {
            let fault = read_one(kind(), &[("value", said)]).unwrap_err();
            assert!(!fault.ko.is_empty() && !fault.en.is_empty(), "{said}");
        }
        let fault = read_one(kind(), &[("value", "5001")]).unwrap_err();
        assert_eq!(
            (fault.ko.as_str(), fault.en.as_str()),
            ("0명부터 5,000명까지의 수를 적으세요", "Enter a number from 0 people to 5,000 people")
        );
    }

    #[test]
    fn a_decimal_keeps_its_digits() {
        let kind = FieldKind::Number { scale: 2, min: 0, max: 1_000, unit: None };
        assert_eq!(read_one(kind, &[("value", "1.5")]), Ok(Some(json!("1.50"))));
    }

    #[test]
    fn a_day_is_read_from_three_fields_or_as_iso() {
        let kind = || FieldKind::Day { past: false };
        let three = |y, m, d| [("value-year", y), ("value-month", m), ("value-day", d)];
        for pairs in [
            &three("2026", "10", "1")[..],
            &three("2026", "10", "01")[..],
            &[("value", "2026-10-01")][..],
            &three("2026-10-01", "", "")[..],
        ] {
            assert_eq!(read_one(kind(), pairs), Ok(Some(json!("2026-10-01"))), "{pairs:?}");
        }
        for pairs in
            [&three("2026", "2", "30")[..], &three("26", "2", "3")[..], &three("2026", "", "1")[..], &[][..]]
        {
            read_one(kind(), pairs).unwrap_err();
        }
    }

    #[test]
    fn a_day_that_has_been_cannot_lie_ahead() {
        let kind = || FieldKind::Day { past: true };
        assert!(read_one(kind(), &[("value", "2026-03-02")]).is_ok());
        assert!(read_one(kind(), &[("value", "2026-03-03")]).is_err());
    }

    #[test]
    fn words_are_few_and_plain() {
        assert_eq!(read_one(FieldKind::Words, &[("value", " 양재 ")]), Ok(Some(json!("양재"))));
        for said in ["", "a\u{7}b", &"가".repeat(201)] {
            read_one(FieldKind::Words, &[("value", said)]).unwrap_err();
        }
    }

    #[test]
    fn the_day_of_law_may_be_left_out_but_not_be_wrong() {
        assert_eq!(day_of_law(&raw(&[("start", "all"), ("law_on-year", " ")])), Ok(None));
        assert_eq!(day_of_law(&raw(&[("law_on", "2025-09-30")])), Ok(Some(date(2025, 9, 30))));
        assert_eq!(day_of_law(&raw(&[("law_on-year", "2025")])).unwrap_err().field, "law_on-year");
    }
}
