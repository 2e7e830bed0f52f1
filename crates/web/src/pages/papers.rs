//! `/papers`: whoever holds a paper of the office checks here that it is the one that was issued. Nothing is uploaded,
//! and no name is ever shown.

use super::organisations::asked::{self, Asked};
use crate::error::{PageError, PageResult, render};
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use crate::session::on;
use crate::visit::Visit;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use teukgu_domain::paper::Paper;
use teukgu_domain::text::Lang;
use teukgu_office::OfficeError;
use teukgu_office::casework::CaseFault;

/// Characters of a SHA-256 in hexadecimal digits.
const HASH_LENGTH: usize = 64;
/// No number of a paper is longer.
const LONGEST_NUMBER: usize = 40;

pub(super) fn routes() -> Router<Portal> {
    let page = get(one);
    Router::new()
        .route("/papers/{number}", page.clone())
        .route(&lang::join(Lang::En, "/papers/{number}"), page)
}

#[derive(Template)]
#[template(path = "papers.html")]
struct Papers {
    p: Page,
    asked: String,
    /// Key of what to say about what was entered; empty if nothing was.
    unknown: &'static str,
}

/// Asks for a number or a hash, and leads to the paper.
pub(super) async fn find(visit: Visit) -> PageResult {
    let asked = Asked::read(&visit.query).get("q");
    let unknown = match look_up(&visit, &asked).await? {
        Found::Paper(path) => return Ok(on(&lang::join(visit.lang, &path))),
        Found::Nothing(why) => why,
    };
    let template = Papers { p: visit.page("record", "papers"), asked, unknown };
    render(&template, &template.p)
}

/// What was found by what was entered.
enum Found {
    Paper(String),
    Nothing(&'static str),
}

async fn look_up(visit: &Visit, asked: &str) -> Result<Found, PageError> {
    let casework = visit.portal.office().casework();
    let is_number = |text: &str| text.len() <= LONGEST_NUMBER && text.bytes().all(is_of_number);
    if let Some(hash) = hash(asked) {
        let hashed = asked::write(&[("hash", &hash)]);
        return match casework.issued_with(&hash).await {
            Ok(paper) => Ok(Found::Paper(format!("/papers/{}{hashed}", paper.number))),
            Err(CaseFault::NotFound) => Ok(Found::Nothing("papers-no-hash")),
            Err(fault) => Err(fault.into()),
        };
    }
    if asked.is_empty() {
        return Ok(Found::Nothing(""));
    }
    if !is_number(asked) {
        return Ok(Found::Nothing("papers-neither"));
    }
    match casework.issued(asked).await {
        Ok((_, paper)) => Ok(Found::Paper(format!("/papers/{}", paper.number))),
        Err(CaseFault::NotFound) => Ok(Found::Nothing("papers-no-number")),
        Err(fault) => Err(fault.into()),
    }
}

const fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// Reads a hash as programs write it: in either case, with blanks or colons between, and perhaps a file name behind it.
fn hash(text: &str) -> Option<String> {
    let is_digit = |c: &char| c.is_ascii_hexdigit();
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && *c != ':').collect();
    let digits: String = joined.chars().take_while(is_digit).take(HASH_LENGTH).collect();
    (digits.len() == HASH_LENGTH).then(|| digits.to_ascii_lowercase())
}

#[derive(Template)]
#[template(path = "paper.html")]
struct PaperPage {
    p: Page,
    paper: Paper,
    seq: u64,
    /// True if there is a proof of the entry to download.
    has_proof: bool,
    letter: &'static str,
    asked: String,
    answer: Option<Answer>,
}

/// What comparing a hash with those of the paper says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Answer {
    tone: &'static str,
    title: &'static str,
    about: &'static str,
}

async fn one(visit: Visit, Path(number): Path<String>) -> PageResult {
    let office = visit.portal.office();
    let (seq, paper) = office.casework().issued(&number).await?;
    let has_proof = match office.bundle(seq).await {
        Ok(_) => true,
        Err(OfficeError::NoKey { .. } | OfficeError::OtherKey { .. }) => false,
        Err(error) => return Err(error.into()),
    };
    let asked = Asked::read(&visit.query).get("hash");
    let title = visit.portal.texts().text(visit.lang, "paper", &[("number", paper.number.clone())]);
    let p = Page::new(&visit, "record", title).under_key("papers", "/papers");
    let answer = (!asked.is_empty()).then(|| compare(&asked, &paper));
    let template = PaperPage { letter: letter_key(&paper.letter), p, paper, seq, has_proof, asked, answer };
    Ok(unkept(render(&template, &template.p)?))
}

/// A proof may come without the record changing, so the page is not kept ready.
fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn compare(asked: &str, paper: &Paper) -> Answer {
    let (tone, title, about) = match hash(asked) {
        Some(hash) if hash == paper.pdf => ("success", "paper-same-pdf", "paper-same-about"),
        Some(hash) if hash == paper.hwpx => ("success", "paper-same-hwpx", "paper-same-about"),
        Some(_) => ("danger", "paper-different", "paper-different-about"),
        None => ("warning", "paper-no-hash", "paper-no-hash-about"),
    };
    Answer { tone, title, about }
}

/// Returns the key of what a kind of letter is called.
fn letter_key(letter: &str) -> &'static str {
    match letter {
        "supplement" => "paper-supplement",
        "consultation" => "paper-consultation",
        "granted" => "paper-granted",
        "granted_with_conditions" => "paper-granted-with-conditions",
        "refused" => "paper-refused",
        "request" => "paper-request",
        _ => "paper-other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_hash_is_read_however_a_program_writes_it() {
        let in_pairs = HASH.as_bytes().chunks(2).map(String::from_utf8_lossy).collect::<Vec<_>>();
        for text in [
            HASH.to_owned(),
            HASH.to_uppercase(),
            format!("  {HASH}  2026-00042-1.pdf"),
            in_pairs.join(" "),
            in_pairs.join(":"),
        ] {
            assert_eq!(hash(&text).as_deref(), Some(HASH), "{text}");
        }
        for text in ["", "2026-00042-1", "e3b0c442", "세종대왕", &HASH.replace('e', "g")] {
            assert_eq!(hash(text), None, "{text}");
        }
    }

    #[test]
    fn every_kind_of_letter_of_the_law_folder_has_a_name() {
        use teukgu_office::casework::procedures::LetterKind;
        for (word, _) in LetterKind::WORDS {
            assert_ne!(letter_key(word), "paper-other", "{word}");
        }
    }
}
