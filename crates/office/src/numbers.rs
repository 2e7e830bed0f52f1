//! Numbers of cases (접수번호) and words that name things without telling anything.

use crate::{Office, OfficeError};
use std::sync::{Mutex, PoisonError};
use teukgu_domain::ids::CaseId;

/// The last number that was taken in a year; `None` until the record was asked.
#[derive(Debug, Default)]
pub(crate) struct Numbers(Mutex<Option<(i16, u32)>>);

impl Office {
    /// Takes the next number of a year, if the last one is known.
    ///
    /// A number whose case is not filed in the end stays free: gaps are no fault, two cases of one number would be.
    pub fn take_number(&self, year: i16) -> Option<CaseId> {
        let mut last = self.numbers().0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, number) = last.as_mut().filter(|(of, _)| *of == year)?;
        *number = number.checked_add(1)?;
        CaseId::parse(format!("{of}-{number:05}")).ok()
    }

    /// Hears from the record what the last number of a year is.
    pub fn see_number(&self, year: i16, number: u32) {
        let mut last = self.numbers().0.lock().unwrap_or_else(PoisonError::into_inner);
        match last.as_mut() {
            Some((of, known)) if *of == year => *known = (*known).max(number),
            _ => *last = Some((year, number)),
        }
    }

    /// Has the record asked again, because somebody else takes numbers too.
    pub fn forget_number(&self) {
        *self.numbers().0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Draws a word of 16 letters and digits that names something and tells nothing.
    ///
    /// # Errors
    /// [`OfficeError::NoChance`] if the machine has no random bits to give.
    pub fn random_word(&self) -> Result<String, OfficeError> {
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mut bits = self.chance().bits()?;
        let mut word = String::with_capacity(16);
        for _ in 0..16 {
            let place = usize::try_from(bits & 31).unwrap_or_default();
            word.push(char::from(LETTERS[place]));
            bits >>= 5;
        }
        Ok(word)
    }
}
