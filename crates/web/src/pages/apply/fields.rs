//! Fields of a form as a page shows them.

use crate::page::Page;
use teukgu_domain::text::Text;
use teukgu_office::casework::procedures::{Field, FieldKind};
use teukgu_office::casework::{FieldView, InputFault, Raw};

/// A field as a page shows it.
pub(in crate::pages) struct FieldRow {
    pub(in crate::pages) id: String,
    pub(in crate::pages) label: Text,
    pub(in crate::pages) hint: Option<Text>,
    pub(in crate::pages) required: bool,
    /// Ids of the hint and of the fault, for readers who do not see them.
    pub(in crate::pages) described: String,
    pub(in crate::pages) fault: Option<String>,
    /// True if the self-check has answered it.
    pub(in crate::pages) is_known: bool,
    pub(in crate::pages) autocomplete: &'static str,
    pub(in crate::pages) input: FieldInput,
}

/// What is entered in a field.
pub(in crate::pages) enum FieldInput {
    Choice(Vec<ChoiceRow>),
    Yes(bool),
    Day([DayPart; 3]),
    Text { value: String, numeric: bool, unit: Option<Text> },
    Lines(String),
}

pub(in crate::pages) struct ChoiceRow {
    pub(in crate::pages) id: String,
    pub(in crate::pages) key: String,
    pub(in crate::pages) text: Text,
    pub(in crate::pages) chosen: bool,
}

pub(in crate::pages) struct DayPart {
    pub(in crate::pages) name: &'static str,
    pub(in crate::pages) key: &'static str,
    pub(in crate::pages) longest: u8,
    pub(in crate::pages) value: String,
}

impl FieldRow {
    /// Shows a field; what was sent and could not be used stands in it again.
    pub(super) fn new(p: &Page, view: &FieldView, sent: Option<&Raw>, faults: &[InputFault]) -> Self {
        let field = &view.field;
        let at = |fault: &&InputFault| fault.field == field.id || fault.field == format!("{}-year", field.id);
        let fault = faults.iter().find(at).map(|fault| p.w(&fault.message).to_owned());
        let mut described = Vec::new();
        described.extend(field.hint.as_ref().map(|_| format!("{}-hint", field.id)));
        described.extend(fault.as_ref().map(|_| format!("{}-error", field.id)));
        Self {
            id: field.id.clone(),
            label: field.label.clone(),
            hint: field.hint.clone(),
            required: field.required,
            described: described.join(" "),
            fault,
            is_known: view.is_known,
            autocomplete: "off",
            input: input(field, &view.value, sent),
        }
    }
}

fn input(field: &Field, value: &str, sent: Option<&Raw>) -> FieldInput {
    let said = sent.map_or(value, |raw| raw.get(&field.id));
    match &field.kind {
        FieldKind::Choice(choices) => {
            let row = |(at, choice): (usize, &teukgu_office::casework::procedures::Choice)| ChoiceRow {
                // A fault leads to the first choice, so that one has the name of the field.
                id: if at == 0 { field.id.clone() } else { format!("{}-{at}", field.id) },
                chosen: choice.key == said,
                key: choice.key.clone(),
                text: choice.text.clone(),
            };
            FieldInput::Choice(choices.iter().enumerate().map(row).collect())
        }
        FieldKind::Yes => FieldInput::Yes(said == "yes"),
        FieldKind::Day => FieldInput::Day(day(field, value, sent)),
        FieldKind::LongWords { .. } => FieldInput::Lines(said.to_owned()),
        FieldKind::Words { .. } => FieldInput::Text { value: said.to_owned(), numeric: false, unit: None },
        FieldKind::Number { unit, .. } => {
            FieldInput::Text { value: said.to_owned(), numeric: true, unit: unit.clone() }
        }
    }
}

fn day(field: &Field, value: &str, sent: Option<&Raw>) -> [DayPart; 3] {
    let mut kept = value.split('-');
    let mut part = |name: &'static str, key: &'static str, longest: u8| {
        let kept = kept.next().unwrap_or_default().trim_start_matches('0').to_owned();
        let value = sent.map_or(kept, |raw| raw.get(&format!("{}-{name}", field.id)).to_owned());
        DayPart { name, key, longest, value }
    };
    [part("year", "check-year", 10), part("month", "check-month", 2), part("day", "check-day", 2)]
}
