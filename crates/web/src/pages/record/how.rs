//! `GET /record/verify`: how anybody checks the record.

use super::entry::command;
use super::panel::Panel;
use super::{files, unkept};
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;

/// Checks a consistency proof with the standard library of Python alone.
const SCRIPT: &str = include_str!("compare.py");

#[derive(Template)]
#[template(path = "record-verify.html")]
struct How {
    p: Page,
    panel: Panel,
    example: Option<Example>,
    /// Sizes of the checkpoint before and of the newest one.
    two: Option<(u64, u64)>,
    script: &'static str,
}

/// The check of one entry, as it goes today.
struct Example {
    seq: u64,
    href: String,
    command: String,
    /// What the command says, line by line.
    output: String,
    /// Number of entries of the checkpoint.
    size: u64,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("record", "record-how-title").under_key("record", "/record");
    let office = visit.portal.office();
    let head = office.record_head().await?.seq;
    let panel = Panel::of(&visit, &p, head).await?;
    let sizes: Vec<u64> =
        office.checkpoints(u64::MAX, 2).await?.iter().map(|checkpoint| checkpoint.size).collect();
    let template = How {
        example: example(&visit, &p, &panel).await?,
        two: match sizes[..] {
            [newest, before] => Some((before, newest)),
            _ => None,
        },
        script: SCRIPT,
        panel,
        p,
    };
    let response = render(&template, &template.p)?;
    Ok(if template.panel.is_settled() { response } else { unkept(response) })
}

/// Checks an early entry of the record, so that the page shows what really comes out.
async fn example(
    visit: &Visit,
    p: &Page,
    panel: &Panel,
) -> Result<Option<Example>, teukgu_office::OfficeError> {
    let (Some(shown), Some(key)) = (&panel.shown, &panel.key) else { return Ok(None) };
    let size = shown.checkpoint.size;
    let seq = size.min(17);
    let Some(steps) = visit.portal.office().checked(seq).await? else { return Ok(None) };
    let file = files::name(visit, seq);
    let output = steps.iter().map(|step| format!("  ✓ {}\n", p.w(step))).collect();
    let command = command(&file, Some(key), p.lang);
    let href = p.href(&format!("/record/{seq}"));
    Ok(Some(Example { seq, href, command, output, size }))
}
