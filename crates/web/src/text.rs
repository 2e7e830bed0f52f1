//! Numbers as text.

use teukgu_domain::money::grouped;

/// Writes a whole number in groups of three.
pub(crate) fn number(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(n.unsigned_abs()))
}

/// Rounds to a whole number; what does not fit is written as 0, which no area or length here is.
#[expect(clippy::cast_possible_truncation, reason = "guarded by the range check before it")]
pub(crate) fn whole(x: f64) -> i64 {
    if x.is_finite() && x.abs() < 9e15 { x.round() as i64 } else { 0 }
}
