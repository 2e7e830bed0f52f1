//! `GET /check/question`, `POST /check/question`: one question.

use super::{cookie, gone, on, open};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use crate::visit::Visit;
use askama::Template;
use axum::Form;
use axum::http::HeaderMap;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::check::{
    Answered, Check, Field, FieldKind, InputFault, Progress, Prompt, QuestionId, Raw, SKIP,
};

#[derive(Template)]
#[template(path = "check-question.html")]
struct Question {
    p: Page,
    prompt: Prompt,
    fields: Vec<FieldView>,
    faults: Vec<InputFault>,
    whys: Vec<WhyView>,
    progress: Progress,
    action: String,
    back: String,
    has_answers: bool,
}

/// A field as the page shows it.
struct FieldView {
    id: String,
    label: Text,
    hint: Option<Text>,
    /// Ids of the hint and of the fault, for readers who do not see them.
    described: String,
    fault: Option<String>,
    input: Input,
}

enum Input {
    Choice(Vec<ChoiceView>),
    Number { value: String, unit: Option<Text>, is_whole: bool },
    Day { parts: [DayPart; 3] },
    Words { value: String },
}

struct ChoiceView {
    id: String,
    value: String,
    name: Text,
    illustrative: bool,
    chosen: bool,
    is_skip: bool,
}

struct DayPart {
    name: &'static str,
    key: &'static str,
    value: String,
    longest: u8,
}

/// A condition that needs the answer.
struct WhyView {
    provision: Text,
    text: Text,
    cite: Vec<super::result::CiteView>,
}

impl Question {
    /// Returns true if the question has no choice "I do not know", so that a button is needed.
    fn has_skip_button(&self) -> bool {
        self.fields.iter().any(|field| !matches!(field.input, Input::Choice(_)))
    }

    fn is_single(&self) -> bool {
        self.fields.len() == 1
    }
}

pub(super) async fn show(visit: Visit, headers: HeaderMap) -> PageResult {
    let Some((_, check)) = open(&visit, &headers).await? else { return gone(&visit) };
    let Some(id) = asked_for(&visit)?.or_else(|| check.next()) else {
        // Where only others can say something, there are no answers to look over.
        let to = if check.given().is_empty() { "/check/result" } else { "/check/answers" };
        return Ok(on(&visit, to, None));
    };
    let prompt = check.prompt(&id).ok_or_else(PageError::not_found)?;
    let filled = check.filled(&prompt);
    page(&visit, &check, prompt, &filled, Vec::new())
}

pub(super) async fn answer(
    visit: Visit,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let Some((token, check)) = open(&visit, &headers).await? else { return gone(&visit) };
    let Some(id) = asked_for(&visit)? else { return Err(PageError::not_found()) };
    let raw = Raw::new(pairs);
    let checks = visit.portal.office().checks();
    let answered = if raw.get("skip").is_empty() {
        checks.answer(&token, &id, &raw).await?
    } else {
        checks.skip(&token, &id).await?
    };
    match answered {
        Answered::Kept => {
            let next = if is_from_answers(&visit) { "/check/answers" } else { "/check/question" };
            Ok(on(&visit, next, cookie(&visit, &headers, Some(&token))))
        }
        Answered::Gone => gone(&visit),
        Answered::NoQuestion => Err(PageError::not_found()),
        Answered::Faulty(faults) => {
            let prompt = check.prompt(&id).ok_or_else(PageError::not_found)?;
            page(&visit, &check, prompt, &raw, faults)
        }
    }
}

/// Returns the question that the address names; an address that names none has none.
fn asked_for(visit: &Visit) -> Result<Option<QuestionId>, PageError> {
    let fact = Asked::read(&visit.query).get("fact");
    if fact.is_empty() {
        return Ok(None);
    }
    QuestionId::parse(&fact).map(Some).ok_or_else(PageError::not_found)
}

/// Returns true if the visitor came to change an answer and goes back to all of them.
fn is_from_answers(visit: &Visit) -> bool {
    Asked::read(&visit.query).get("from") == "answers"
}

/// Writes the address of a question.
pub(super) fn address(p: &Page, id: &QuestionId, from_answers: bool) -> String {
    let from = if from_answers { "&from=answers" } else { "" };
    format!("{}?fact={id}{from}", p.href("/check/question"))
}

fn page(visit: &Visit, check: &Check, prompt: Prompt, raw: &Raw, faults: Vec<InputFault>) -> PageResult {
    let mut p = visit.page("check", "check");
    prompt.title.get(p.lang).clone_into(&mut p.title);
    let from_answers = is_from_answers(visit);
    let back = match check.before(&prompt.id) {
        _ if from_answers => p.href("/check/answers"),
        Some(before) => address(&p, before, false),
        None => p.href("/check"),
    };
    let whys = prompt.whys.iter().map(|why| WhyView {
        provision: why.provision.clone(),
        text: why.text.clone(),
        cite: super::result::cites(check, &why.cite, p.lang),
    });
    let template = Question {
        whys: whys.collect(),
        fields: prompt.fields.iter().map(|field| view(&prompt, field, raw, &faults, p.lang)).collect(),
        action: address(&p, &prompt.id, from_answers),
        progress: check.progress(),
        has_answers: !check.given().is_empty(),
        back,
        faults,
        prompt,
        p,
    };
    render(&template, &template.p)
}

fn view(prompt: &Prompt, field: &Field, raw: &Raw, faults: &[InputFault], lang: Lang) -> FieldView {
    let id = field.input.clone();
    let fault = faults.iter().find(|fault| fault.field == field.anchor());
    let hint = if prompt.fields.len() == 1 { prompt.hint.clone() } else { field.hint.clone() };
    let mut described = Vec::new();
    described.extend(hint.as_ref().map(|_| format!("{id}-hint")));
    described.extend(fault.map(|_| format!("{id}-error")));
    FieldView {
        label: field.label.clone(),
        hint,
        described: described.join(" "),
        fault: fault.map(|fault| fault.message.get(lang).to_owned()),
        input: input(field, raw),
        id,
    }
}

fn input(field: &Field, raw: &Raw) -> Input {
    let said = raw.get(&field.input);
    match &field.kind {
        FieldKind::Choice(choices) => {
            let skip = (SKIP.to_owned(), words_for_skip(), false);
            let choices =
                choices.iter().map(|choice| (choice.value.clone(), choice.name.clone(), choice.illustrative));
            let view = |(n, (value, name, illustrative)): (usize, (String, Text, bool))| ChoiceView {
                // A fault leads to the first choice, so that one has the name of the field.
                id: if n == 0 { field.input.clone() } else { format!("{}-{n}", field.input) },
                chosen: value == said,
                is_skip: value == SKIP,
                value,
                name,
                illustrative,
            };
            Input::Choice(choices.chain([skip]).enumerate().map(view).collect())
        }
        FieldKind::Number { scale, unit, .. } => {
            Input::Number { value: said.to_owned(), unit: unit.clone(), is_whole: *scale == 0 }
        }
        FieldKind::Day { .. } => {
            let part = |name: &'static str, key: &'static str, longest: u8| DayPart {
                name,
                key,
                value: raw.get(&format!("{}-{name}", field.input)).to_owned(),
                longest,
            };
            Input::Day {
                parts: [
                    part("year", "check-year", 10),
                    part("month", "check-month", 2),
                    part("day", "check-day", 2),
                ],
            }
        }
        FieldKind::Words => Input::Words { value: said.to_owned() },
    }
}

fn words_for_skip() -> Text {
    Text::new("모르겠습니다", "I don’t know")
}
