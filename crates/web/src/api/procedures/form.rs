//! The form of a procedure: fields with their kinds and limits, and papers.

use super::ProcedureBasis;
use crate::api::words::Words;
use serde::Serialize;
use teukgu_office::casework::procedures::{Field, FieldKind, Paper};
use utoipa::ToSchema;

/// A field of the form (기재 항목).
#[derive(Serialize, ToSchema)]
pub(crate) struct ProcedureField {
    /// Name of the answer in `POST /api/v1/cases`.
    #[schema(example = "stay_status")]
    id: String,
    label: Words,
    hint: Option<Words>,
    /// `words` (one line), `long_words`, `number` (whole), `day`, `choice` or `yes` (a box that is ticked).
    #[schema(example = "choice")]
    kind: &'static str,
    /// True if nothing can be filed without it.
    required: bool,
    /// True if it is about a person, so that it is never shown outside the case.
    personal: bool,
    /// Fact of `/api/v1/facts.schema.json` with the same answer.
    #[schema(example = "person.status")]
    fact: Option<String>,
    /// Most characters of `words` and `long_words`.
    longest: Option<u32>,
    /// Smallest `number`.
    min: Option<i64>,
    /// Largest `number`.
    max: Option<i64>,
    /// Unit of a `number`.
    unit: Option<Words>,
    /// Choices of a `choice`; empty otherwise.
    choices: Vec<FieldChoice>,
}

/// A choice.
#[derive(Serialize, ToSchema)]
pub(crate) struct FieldChoice {
    /// What is sent.
    key: String,
    text: Words,
}

/// A paper to hand over (구비서류).
#[derive(Serialize, ToSchema)]
pub(crate) struct ProcedurePaper {
    /// Name of the `slot` in `POST /api/v1/cases`.
    #[schema(example = "contract")]
    id: String,
    name: Words,
    hint: Option<Words>,
    /// True if nothing can be filed without it.
    required: bool,
    basis: ProcedureBasis,
}

impl From<&Field> for ProcedureField {
    fn from(field: &Field) -> Self {
        let longest = match field.kind {
            FieldKind::Words { longest } | FieldKind::LongWords { longest } => Some(longest),
            _ => None,
        };
        let (unit, range) = match &field.kind {
            FieldKind::Number { unit, min, max } => (unit.as_ref(), Some((*min, *max))),
            _ => (None, None),
        };
        let choice = |choice: &teukgu_office::casework::procedures::Choice| FieldChoice {
            key: choice.key.clone(),
            text: (&choice.text).into(),
        };
        Self {
            id: field.id.clone(),
            label: (&field.label).into(),
            hint: Words::maybe(field.hint.as_ref()),
            kind: field.kind.key(),
            required: field.required,
            personal: field.personal,
            fact: field.fact.clone(),
            longest,
            min: range.map(|(min, _)| min),
            max: range.map(|(_, max)| max),
            unit: Words::maybe(unit),
            choices: field.kind.choices().iter().map(choice).collect(),
        }
    }
}

impl From<&Paper> for ProcedurePaper {
    fn from(paper: &Paper) -> Self {
        Self {
            id: paper.id.clone(),
            name: (&paper.name).into(),
            hint: Words::maybe(paper.hint.as_ref()),
            required: paper.required,
            basis: (&paper.basis).into(),
        }
    }
}
