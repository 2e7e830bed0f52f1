//! Not written yet.

use crate::error::{PageError, PageResult};
use crate::visit::Visit;

pub(crate) async fn show(_visit: Visit) -> PageResult {
    Err(PageError::not_found())
}
