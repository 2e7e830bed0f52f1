//! `teukgu ask`: which special cases are met, not met, or cannot be said yet, and what to do next.

mod text;

use crate::args::{Ask, Settings};
use crate::failure::Failure;
use crate::machine::MachineClock;
use crate::{builtin, folder, law_folder, out};
use serde_json::{Value as Json, json};
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use teukgu_domain::text::Text;
use teukgu_office::ZoneView;
use teukgu_office::ask::{self, Answer, Question, ask};
use teukgu_office::clock::Clock;
use teukgu_office::law::{LawDesk, facts};

/// Facts fit into far less; more is something else.
const LARGEST_FACTS: u64 = 16 << 20;

/// Answers a question.
pub(crate) fn run(args: &Ask, settings: Settings) -> Result<ExitCode, Failure> {
    let edition = law_folder::edition(args.law.as_deref(), settings.lang)?;
    if args.schema {
        out::json(&facts::schema(&edition.law.vocabulary, settings.lang))?;
        return Ok(ExitCode::SUCCESS);
    }
    let facts = read_facts(args.facts.as_deref().unwrap_or(Path::new("-")))?;
    let codes = builtin::codes()?;
    let snapshot = folder::zone(args.tenant.as_ref(), &codes, settings.lang)?;
    let id = snapshot.zone().map(|zone| zone.id.clone()).ok_or_else(crate::serve::no_zone)?;
    let view = ZoneView::build(&id, snapshot, 0, &Arc::new(builtin::layers()?))?;
    let today = MachineClock.today();
    let law_on = args.law_on.unwrap_or(today);
    let question = Question {
        facts: &facts,
        provisions: &args.provision,
        law_on,
        fact_on: args.fact_on.unwrap_or(law_on),
        known_on: args.known_on,
        today,
    };
    match ask(&view, &LawDesk::new(edition), &builtin::holidays()?, &question) {
        Ok(answer) => print(&answer, settings),
        Err(error) => Err(refuse(&error.faults(), settings)),
    }
}

fn print(answer: &Answer, settings: Settings) -> Result<ExitCode, Failure> {
    if settings.is_json() {
        out::json(&ask::json(answer, settings.lang))?;
    } else {
        out::text(&text::answer(answer, settings.lang))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Names every fault of the facts, then fails.
fn refuse(faults: &[facts::FactFault], settings: Settings) -> Failure {
    if let [fault] = faults {
        let at = |text: &str| {
            if fault.path.is_empty() { text.to_owned() } else { format!("`{}`: {text}", fault.path) }
        };
        return Failure::input(Text::new(at(&fault.message.ko), at(&fault.message.en)), fault.help.clone());
    }
    let lang = settings.lang;
    for fault in faults {
        eprintln!("`{}`: {} ({})", fault.path, fault.message.get(lang), fault.help.get(lang));
    }
    let n = faults.len();
    Failure::input(
        Text::new(
            format!("사실 {n}건을 쓸 수 없어 판정하지 않았습니다"),
            format!("{n} facts cannot be used, nothing was judged"),
        ),
        Text::new(
            "위의 항목을 고치세요. 형식은 `teukgu ask --schema`가 보여 줍니다",
            "mend the entries above; `teukgu ask --schema` prints the form",
        ),
    )
}

fn read_facts(path: &Path) -> Result<Json, Failure> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(LARGEST_FACTS).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(LARGEST_FACTS).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::unreadable(path, &error))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(json!({}));
    }
    serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let shown = path.display();
        Failure::input(
            Text::new(
                format!("`{shown}:{line}:{column}`: JSON이 아닙니다({error})"),
                format!("`{shown}:{line}:{column}`: this is not JSON ({error})"),
            ),
            Text::new(
                "`{\"applicant\": {\"role\": \"participant\"}}`처럼 적으세요. 형식은 `teukgu ask --schema`가 보여 줍니다",
                "write it like `{\"applicant\": {\"role\": \"participant\"}}`; `teukgu ask --schema` prints the form",
            ),
        )
    })
}
