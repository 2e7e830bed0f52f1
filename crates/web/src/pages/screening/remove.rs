//! `POST /desk/screening/{id}/remove`: a screening goes, with the names that were kept of it.

use crate::error::{PageError, with_faults};
use crate::session::Sent;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use teukgu_domain::ids::ScreeningId;
use teukgu_domain::text::Text;
use teukgu_office::casework::InputFault;

pub(super) async fn remove(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let known = ScreeningId::parse(id.as_str()).map_err(|_| PageError::not_found())?;
    if sent.raw.get("sure") != "yes" {
        let message = Text::new("삭제한다고 표시하세요", "Tick that it shall be removed");
        let fault = InputFault { field: "sure".to_owned(), message };
        let page = super::one::page(signed, &id, "", vec![fault]).await;
        return with_faults(StatusCode::UNPROCESSABLE_ENTITY, page);
    }
    signed.visit.portal.office().screenings().remove(&signed.who(), &known).await?;
    Ok(signed.on("/desk/screening?removed=1"))
}
