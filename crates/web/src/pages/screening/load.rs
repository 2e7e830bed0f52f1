//! `POST /desk/screening/result` and `POST /desk/screening/register`: a screening is loaded, or run here and now.

use super::{LARGEST, MayLoad, list};
use crate::error::{PageError, with_faults, with_help};
use crate::session::{SentFile, Signed};
use axum::http::StatusCode;
use axum::response::Response;
use teukgu_domain::fault::Fault;
use teukgu_domain::ids::ScreeningId;
use teukgu_domain::text::Text;
use teukgu_office::casework::{InputFault, Raw};
use teukgu_office::screening::{MAP_FILE, NewFile, RegisterMap, ScreeningFault};

/// Fields of the files in both forms.
const RESULT: &str = "result-file";
const REGISTER: &str = "register-file";
/// Field of a map of one's own.
const COLUMNS: &str = "columns";

pub(super) async fn result(_: MayLoad, sent: SentFile<LARGEST>) -> Result<Response, PageError> {
    let SentFile { signed, raw, file } = sent;
    let done = match file {
        Some((name, bytes)) => {
            let screenings = signed.visit.portal.office().screenings();
            screenings.load_result(&signed.who(), NewFile { name, bytes }).await
        }
        None => Err(no_file(RESULT)),
    };
    answer(&signed, done, raw, RESULT).await
}

pub(super) async fn register(_: MayLoad, sent: SentFile<LARGEST>) -> Result<Response, PageError> {
    let SentFile { signed, raw, file } = sent;
    let done = match (file, map(&raw)) {
        (Some((name, bytes)), Ok(map)) => {
            let screenings = signed.visit.portal.office().screenings();
            let file = NewFile { name, bytes };
            screenings.screen_register(&signed.who(), file, map, raw.get("on")).await
        }
        (None, _) => Err(no_file(REGISTER)),
        (_, Err(fault)) => Err(fault),
    };
    answer(&signed, done, raw, REGISTER).await
}

/// Leads to the screening, or says on the page of both forms what is wrong.
async fn answer(
    signed: &Signed,
    done: Result<ScreeningId, ScreeningFault>,
    raw: Raw,
    field: &str,
) -> Result<Response, PageError> {
    let faults = match done {
        Ok(id) => return Ok(signed.on(&format!("/desk/screening/{id}"))),
        Err(ScreeningFault::Form(faults)) => faults,
        Err(ScreeningFault::File(faults)) => faults.iter().map(|fault| told(fault, field)).collect(),
        Err(error) => return Err(error.into()),
    };
    let page = list::page(signed, false, raw, faults).await;
    with_faults(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// Says where something is wrong with a file, what, and what to do about it.
fn told(fault: &Fault, field: &str) -> InputFault {
    let field = if fault.file == MAP_FILE { COLUMNS } else { field };
    let Text { ko, en } = with_help(&fault.message, &fault.help);
    let (code, line) = (fault.code, fault.line);
    // The first line of a table is its head, which stands for the file as a whole.
    let has_place = line > 1 || field == COLUMNS;
    let place = |words: String| if has_place { words } else { String::new() };
    let (in_ko, in_en) = (place(format!("{line}번째 줄: ")), place(format!("Line {line}: ")));
    let message = Text::new(format!("{in_ko}{ko} [{code}]"), format!("{in_en}{en} [{code}]"));
    InputFault { field: field.to_owned(), message }
}

fn map(raw: &Raw) -> Result<RegisterMap, ScreeningFault> {
    match raw.get("map") {
        "own" if raw.get(COLUMNS).is_empty() => Err(wrong(
            COLUMNS,
            Text::new("columns.toml의 내용을 붙여 넣으세요", "Paste the text of columns.toml"),
        )),
        "own" => Ok(RegisterMap::Own(raw.get(COLUMNS).to_owned())),
        word => RegisterMap::find_by_key(word).ok_or_else(|| {
            wrong("map", Text::new("등록부의 형식을 고르세요", "Choose the form of the register"))
        }),
    }
}

fn no_file(field: &str) -> ScreeningFault {
    wrong(field, Text::new("파일을 고르세요", "Choose a file"))
}

fn wrong(field: &str, message: Text) -> ScreeningFault {
    ScreeningFault::Form(vec![InputFault { field: field.to_owned(), message }])
}
