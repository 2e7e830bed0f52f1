//! JSON that is read to the letter: a field twice, a field too many and a value of another kind are faults with a place.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Says what is wrong and where: the path of a field, or line and column where the text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// The text is no JSON, or names a field twice.
    #[error("line {line}, column {column}: {reason}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A field is missing.
    #[error("field `{path}` is missing")]
    Missing {
        /// Path of the field.
        path: String,
    },
    /// A field that this form does not have.
    #[error("field `{path}` is unknown")]
    Unknown {
        /// Path of the field.
        path: String,
    },
    /// A value of another kind than the form asks for.
    #[error("field `{path}` must be {expected}")]
    Kind {
        /// Path of the field.
        path: String,
        /// What it must be.
        expected: &'static str,
    },
}

/// A JSON value in which no field is named twice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool,
    Whole(i128),
    Fraction,
    Text(String),
    List(Vec<Self>),
    Fields(Vec<(String, Self)>),
}

impl Json {
    /// Reads one value and nothing after it.
    pub(crate) fn parse(text: &str) -> Result<Self, JsonError> {
        serde_json::from_str(text).map_err(|error| JsonError::Syntax {
            line: error.line(),
            column: error.column(),
            reason: reason_of(&error),
        })
    }
}

/// The place is told apart, so it is cut off the message.
fn reason_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    shown(text.strip_suffix(&place).unwrap_or(&text))
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Bool)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Whole(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Whole(value.into()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Fraction)
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let (mut fields, mut seen) = (Vec::new(), std::collections::BTreeSet::new());
        while let Some(name) = entries.next_key::<String>()? {
            if !seen.insert(name.clone()) {
                return Err(A::Error::custom(format_args!("field `{name}` is there twice")));
            }
            fields.push((name, entries.next_value()?));
        }
        Ok(Json::Fields(fields))
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

/// The fields of an object, taken out one by one.
pub(crate) struct Fields {
    path: String,
    fields: Vec<(String, Json)>,
}

impl Fields {
    /// Reads an object; the path of the outermost one is empty.
    pub(crate) fn of(value: Json, path: &str) -> Result<Self, JsonError> {
        match value {
            Json::Fields(fields) => Ok(Self { path: path.to_owned(), fields }),
            _ if path.is_empty() => Err(kind("(document)", "an object")),
            _ => Err(kind(path, "an object")),
        }
    }

    /// Returns the path of a field.
    pub(crate) fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// Takes a field out.
    pub(crate) fn take(&mut self, name: &str) -> Result<Json, JsonError> {
        let at = self.fields.iter().position(|(field, _)| field == name);
        let at = at.ok_or_else(|| JsonError::Missing { path: self.path(name) })?;
        Ok(self.fields.swap_remove(at).1)
    }

    /// Takes a text out.
    pub(crate) fn text(&mut self, name: &str) -> Result<String, JsonError> {
        match self.take(name)? {
            Json::Text(text) => Ok(text),
            _ => Err(kind(&self.path(name), "a text")),
        }
    }

    /// Takes a text or null out.
    pub(crate) fn text_or_null(&mut self, name: &str) -> Result<Option<String>, JsonError> {
        match self.take(name)? {
            Json::Null => Ok(None),
            Json::Text(text) => Ok(Some(text)),
            _ => Err(kind(&self.path(name), "a text or null")),
        }
    }

    /// Takes an object out, or null.
    pub(crate) fn object_or_null(&mut self, name: &str) -> Result<Option<Self>, JsonError> {
        match self.take(name)? {
            Json::Null => Ok(None),
            value @ Json::Fields(_) => Self::of(value, &self.path(name)).map(Some),
            _ => Err(kind(&self.path(name), "an object or null")),
        }
    }

    /// Takes an object out.
    pub(crate) fn object(&mut self, name: &str) -> Result<Self, JsonError> {
        let value = self.take(name)?;
        Self::of(value, &self.path(name))
    }

    /// Takes a whole number out.
    pub(crate) fn whole<T: TryFrom<i128>>(
        &mut self,
        name: &str,
        expected: &'static str,
    ) -> Result<T, JsonError> {
        let value = self.take(name)?;
        whole(&value).ok_or_else(|| kind(&self.path(name), expected))
    }

    /// Takes a text out that stands for something else.
    pub(crate) fn parsed<T>(
        &mut self,
        name: &str,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, JsonError> {
        match self.take(name)? {
            Json::Text(text) => parse(&text).ok_or_else(|| kind(&self.path(name), expected)),
            _ => Err(kind(&self.path(name), expected)),
        }
    }

    /// Takes a list out and reads each of its values.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        expected: &'static str,
        parse: impl Fn(&Json) -> Option<T>,
    ) -> Result<Vec<T>, JsonError> {
        let Json::List(values) = self.take(name)? else { return Err(kind(&self.path(name), "a list")) };
        let read =
            |(at, value)| parse(value).ok_or_else(|| kind(&format!("{}[{at}]", self.path(name)), expected));
        values.iter().enumerate().map(read).collect()
    }

    /// Refuses what was not taken out.
    pub(crate) fn end(self) -> Result<(), JsonError> {
        match self.fields.first() {
            Some((name, _)) => Err(JsonError::Unknown { path: shown(&self.path(name)) }),
            None => Ok(()),
        }
    }
}

/// Reads a whole number in the range of its type.
pub(crate) fn whole<T: TryFrom<i128>>(value: &Json) -> Option<T> {
    let Json::Whole(value) = value else { return None };
    T::try_from(*value).ok()
}

fn kind(path: &str, expected: &'static str) -> JsonError {
    JsonError::Kind { path: shown(path), expected }
}

/// A name from outside stays on its line in a message.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(read: impl FnOnce(&mut Fields) -> Result<(), JsonError>, text: &str) -> String {
        let mut fields = match Json::parse(text).and_then(|value| Fields::of(value, "")) {
            Ok(fields) => fields,
            Err(error) => return error.to_string(),
        };
        read(&mut fields)
            .and_then(|()| fields.end())
            .map_or_else(|error| error.to_string(), |()| String::new())
    }

    #[test]
    fn a_fault_names_its_field_or_its_place() {
        let size = |fields: &mut Fields| fields.whole::<u64>("size", "a whole number").map(|_| ());
        let cases = [
            (r#"{"size":1}"#, ""),
            (r#"{"size":-1}"#, "field `size` must be a whole number"),
            (r#"{"size":1.0}"#, "field `size` must be a whole number"),
            (r#"{"size":18446744073709551616}"#, "field `size` must be a whole number"),
            (r#"{"size":"1"}"#, "field `size` must be a whole number"),
            ("{}", "field `size` is missing"),
            (r#"{"size":1,"more":2}"#, "field `more` is unknown"),
            ("[]", "field `(document)` must be an object"),
            (r#"{"size":1,"size":1}"#, "line 1, column 16: field `size` is there twice"),
            ("{\n\"size\" 1}", "line 2, column 8: expected `:`"),
        ];
        for (text, expected) in cases {
            assert_eq!(fault(size, text), expected, "{text}");
        }
    }

    #[test]
    fn a_place_in_an_object_or_a_list_is_told_in_full() {
        let text = r#"{"a":{"b":[1,true]}}"#;
        let read = |fields: &mut Fields| {
            let mut inner = fields.object("a")?;
            inner.list("b", "a whole number", whole::<u8>)?;
            inner.end()
        };
        assert_eq!(fault(read, text), "field `a.b[1]` must be a whole number");
    }
}
