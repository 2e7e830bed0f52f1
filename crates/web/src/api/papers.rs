//! `GET /api/v1/papers/{number}`: whether a paper is one that the office issued.

use super::Answer;
use super::words::Words;
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use teukgu_domain::paper::Paper;
use teukgu_domain::{Date, Timestamp};
use teukgu_office::OfficeError;
use utoipa::ToSchema;

/// A paper that left the office (발급 문서): what it takes to tell that a file is the one that was issued.
#[derive(Serialize, ToSchema)]
pub(crate) struct IssuedPaper {
    #[schema(example = "2026-00042-1")]
    number: String,
    /// `granted`, `granted_with_conditions`, `refused`, `request`, `supplement` or `consultation`.
    #[schema(example = "granted")]
    kind: String,
    /// Name of the procedure.
    procedure: Words,
    /// Day on it.
    on: Date,
    /// When it was issued.
    at: Timestamp,
    /// SHA-256 of its PDF, in hexadecimal digits.
    pdf_sha256: String,
    /// SHA-256 of its HWPX, in hexadecimal digits.
    hwpx_sha256: String,
    /// Place of its entry in the record.
    #[schema(example = 214)]
    seq: u64,
    /// Where the proof of that entry is; null until a checkpoint is signed that holds it.
    #[schema(example = "/api/v1/record/214/proof")]
    proof: Option<String>,
}

/// Returns what makes a paper of the office known
///
/// No name and no content: whoever holds the file compares its SHA-256. Instead of the number, the SHA-256 of either
/// file finds the paper too.
#[utoipa::path(get, path = "/api/v1/papers/{number}", tag = "casework",
    params(("number" = String, Path, description = "Number of the paper, or SHA-256 of its PDF or HWPX", example = "2026-00042-1")),
    responses((status = 200, description = "The paper", body = IssuedPaper)))]
pub(crate) async fn show(State(portal): State<Portal>, Path(number): Path<String>) -> Answer<IssuedPaper> {
    let casework = portal.office().casework();
    let is_hash = number.len() == 64 && number.bytes().all(|b| b.is_ascii_hexdigit());
    let number =
        if is_hash { casework.issued_with(&number.to_ascii_lowercase()).await?.number } else { number };
    let (seq, paper) = casework.issued(&number).await?;
    let proof = has_proof(&portal, seq).await?.then(|| format!("/api/v1/record/{seq}/proof"));
    Ok(Json(issued(paper, seq, proof)))
}

async fn has_proof(portal: &Portal, seq: u64) -> Result<bool, PageError> {
    match portal.office().bundle(seq).await {
        Ok(_) => Ok(true),
        Err(OfficeError::NoKey { .. } | OfficeError::OtherKey { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn issued(paper: Paper, seq: u64, proof: Option<String>) -> IssuedPaper {
    IssuedPaper {
        procedure: (&paper.procedure).into(),
        number: paper.number,
        kind: paper.letter,
        on: paper.on,
        at: paper.at,
        pdf_sha256: paper.pdf,
        hwpx_sha256: paper.hwpx,
        seq,
        proof,
    }
}
