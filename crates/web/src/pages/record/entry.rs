//! `GET /record/{seq}`: one entry, what it says, and the proof that it stands in the record.

use super::nouns::Standing;
use super::steps::{self, Turn};
use super::{Link, called, link, moment, nouns, standing_page, unkept, who};
use crate::api::record::place;
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use proof::Proof;
use teukgu_office::record;

pub(super) use proof::command;

mod content;
mod proof;

/// The longest content that is written out on the page, in bytes; a longer one is in the file.
const LONGEST: usize = 64 << 10;
/// Lines of content that are shown without a click.
const OPEN_LINES: usize = 40;

#[derive(Template)]
#[template(path = "record-entry.html")]
struct EntryPage {
    p: Page,
    seq: u64,
    head: u64,
    tone: &'static str,
    turn: String,
    kind: String,
    name: String,
    key: String,
    stands: Option<String>,
    when: String,
    iso: String,
    who: String,
    content: Content,
    erased: Option<ErasedHere>,
    proof: Proof,
    previous: Option<Link>,
    next: Option<Link>,
}

/// What an entry says.
enum Content {
    /// The text, and whether it is short enough to be seen at once.
    Shown { text: String, open: bool },
    /// It is too long for a page.
    Long { bytes: usize },
    /// It is not public.
    Withheld,
    /// It is erased; by whom and why, unless that lies too far on.
    Gone(Option<ErasedBy>),
}

/// The entry that erased the content of this one.
struct ErasedBy {
    link: Link,
    when: String,
    iso: String,
    basis: String,
    /// Key of the noun that it declared; `None` if that is not public.
    key: Option<String>,
}

/// The entry whose content this one erased, and why.
struct ErasedHere {
    link: Link,
    basis: String,
}

pub(crate) async fn show(visit: Visit, Path(text): Path<String>) -> PageResult {
    let office = visit.portal.office();
    let head = office.record_head().await?.seq;
    let seq = place(&text, head)?;
    let mut steps = steps::between(office, seq, seq).await?;
    let step = steps.pop().ok_or_else(PageError::not_found)?;
    let entry = office.entry_view(seq).await?;
    let title = visit.portal.texts().text(visit.lang, "record-entry-title", &[("seq", seq.to_string())]);
    let p = Page::new(&visit, "record", title).under_key("record", "/record");
    let (when, iso) = moment(&p, step.at);
    let (tone, turn) = step.turn.badge();
    let template = EntryPage {
        seq,
        head,
        tone,
        turn: p.t(turn),
        kind: step.kind.map_or_else(String::new, |kind| p.t(nouns::kind_key(kind))),
        name: called(&p, &step),
        stands: standing_page(&p, &Standing::of(&visit.view), &step),
        when,
        iso,
        who: who(&p, &step.actor),
        content: content(&visit, &p, seq, &entry.content).await?,
        erased: erased_here(&p, &step.turn),
        proof: Proof::of(&visit, &p, seq, entry).await?,
        previous: (seq > 1).then(|| link(&p, seq - 1)),
        next: (seq < head).then(|| link(&p, seq + 1)),
        key: step.key,
        p,
    };
    Ok(unkept(render(&template, &template.p)?))
}

async fn content(
    visit: &Visit,
    p: &Page,
    seq: u64,
    content: &record::Content<String>,
) -> Result<Content, PageError> {
    match content {
        record::Content::Shown(text) => shown(text),
        record::Content::Withheld(_) => Ok(Content::Withheld),
        record::Content::Erased => {
            let found = visit.portal.office().erasure_of(seq).await?;
            Ok(Content::Gone(found.map(|erasure| erased_by(p, erasure))))
        }
    }
}

fn erased_by(p: &Page, erasure: record::Erasure) -> ErasedBy {
    let (when, iso) = moment(p, erasure.at);
    let basis = p.w(&erasure.basis).to_owned();
    ErasedBy { link: link(p, erasure.seq), when, iso, basis, key: erasure.key }
}

fn shown(text: &str) -> Result<Content, PageError> {
    if text.len() > LONGEST {
        return Ok(Content::Long { bytes: text.len() });
    }
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| PageError::internal(&error))?;
    let text = content::written(&value);
    Ok(Content::Shown { open: text.lines().count() <= OPEN_LINES, text })
}

fn erased_here(p: &Page, turn: &Turn) -> Option<ErasedHere> {
    let Turn::Erased { entry, basis } = turn else { return None };
    Some(ErasedHere { link: link(p, *entry), basis: p.w(basis).to_owned() })
}
