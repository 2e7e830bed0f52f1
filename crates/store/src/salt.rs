//! Salts for new entries, from the random source of the system.

use crate::error::StoreError;
use teukgu_ledger::Salt;

const BYTES: usize = 16;

/// Draws as many salts as a request has entries, in one go.
pub(crate) fn draw(count: usize) -> Result<Vec<Salt>, StoreError> {
    let mut bytes = vec![0; count * BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| StoreError::Driver { doing: "drawing random bits", source: error.into() })?;
    let (salts, _) = bytes.as_chunks::<BYTES>();
    Ok(salts.iter().map(|salt| Salt(*salt)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_salt_is_another_one() {
        let salts = draw(100).unwrap();
        assert_eq!(salts.len(), 100);
        for (i, salt) in salts.iter().enumerate() {
            assert!(!salts[..i].contains(salt));
        }
        assert_eq!(draw(0).unwrap(), []);
    }
}
