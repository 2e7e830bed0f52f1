//! The map of the zone.

use crate::error::PageError;
use crate::page::Page;

/// How large the map is and how much it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// Beside the opening of the home page.
    Hero,
    /// The map page: every part and site is numbered.
    Full,
}

/// Draws the zone with what lies around it as a `figure`.
pub(crate) fn figure(_p: &Page, _size: Size) -> Result<String, PageError> {
    Ok(String::new())
}
