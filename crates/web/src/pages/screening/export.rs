//! `GET /desk/screening/{id}/list.csv` and `…/invitations.csv`: a screening as a table for spreadsheets.

use super::query::Wanted;
use super::{about, open, said};
use crate::error::{PageError, PageResult};
use crate::file;
use crate::page::Page;
use crate::session::{Signed, private};
use axum::extract::Path;
use teukgu_domain::text::Text;
use teukgu_office::screening::{Finding, OpenedScreening};

/// Most rows of a file; a spreadsheet opens more only slowly.
const MOST: usize = 200_000;

/// Hands out what a filter chooses, with names.
pub(super) async fn list(signed: Signed, Path(id): Path<String>) -> PageResult {
    let opened = open(&signed, &id).await?;
    let p = signed.page("desk", "screening");
    let found: Vec<Finding<'_>> = opened.find(Wanted::read(&signed.visit.query).filter).collect();
    check(found.len())?;
    let head = [
        "screening-establishment",
        "screening-name",
        "screening-border",
        "screening-provision-id",
        "screening-provision",
        "screening-said",
        "screening-deciding",
        "screening-on",
        "illustrative",
    ];
    let rows = found.iter().map(|finding| row(&p, &opened, finding)).collect();
    let head = head.iter().map(|key| p.t(key)).collect();
    private(file::csv_of_words(&p, "screening", head, rows))
}

fn row(p: &Page, opened: &OpenedScreening, finding: &Finding<'_>) -> Vec<String> {
    let yes = |is: bool| p.t(if is { "organisations-yes" } else { "organisations-no" });
    vec![
        finding.establishment.id.clone(),
        finding.establishment.name.clone().unwrap_or_default(),
        yes(finding.establishment.border),
        finding.provision.id.clone(),
        p.w(&finding.provision.name).to_owned(),
        said(p, finding.said),
        finding.deciding.map(|part| p.w(&part.text).to_owned()).unwrap_or_default(),
        opened.screening.on.to_string(),
        yes(opened.screening.is_illustrative),
    ]
}

/// Hands out whom the office tells of a special case: no name, no contact, only what the register calls them by.
///
/// A name may be that of a person, and nothing in a register says of which it is one; whoever writes the letters looks
/// the establishment up by its id.
pub(super) async fn invitations(signed: Signed, Path(id): Path<String>) -> PageResult {
    let opened = open(&signed, &id).await?;
    let p = signed.page("desk", "screening");
    let found: Vec<Finding<'_>> = opened.invited().collect();
    check(found.len())?;
    let head = [
        "screening-establishment",
        "screening-zone",
        "screening-provision-id",
        "screening-provision",
        "screening-what-next",
        "screening-link",
        "screening-on",
        "illustrative",
    ];
    let office = signed.visit.portal.office();
    let row = |finding: &Finding<'_>| {
        let mark = if opened.screening.is_illustrative { "organisations-yes" } else { "organisations-no" };
        vec![
            finding.establishment.id.clone(),
            p.view.zone().id.to_string(),
            finding.provision.id.clone(),
            p.w(&finding.provision.name).to_owned(),
            p.t("screening-next-step"),
            format!("{}{}", office.public_url(), about(&p, &finding.provision.id)),
            opened.screening.on.to_string(),
            p.t(mark),
        ]
    };
    let rows = found.iter().map(row).collect();
    let head = head.iter().map(|key| p.t(key)).collect();
    private(file::csv_of_words(&p, "invitations", head, rows))
}

fn check(rows: usize) -> Result<(), PageError> {
    if rows <= MOST {
        return Ok(());
    }
    Err(PageError::bad_request(Text::new(
        format!("{rows}줄은 한 파일에 너무 많습니다. 조문이나 판정을 골라 {MOST}줄 이하로 줄이세요"),
        format!(
            "{rows} rows are too many for one file; choose a provision or a verdict, so that at most {MOST} are left"
        ),
    )))
}
