//! Readiness: whether the office can answer from its record now.

use crate::{Office, OfficeError};

impl Office {
    /// Asks the store whether the record can be read, and returns the number of its entries.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read, [`OfficeError::NoZone`] before the first load.
    pub async fn ready(&self) -> Result<u64, OfficeError> {
        let head = self.store().head(self.zone_id()).await?;
        self.view()?;
        Ok(head.seq)
    }
}
