//! Money (원): whole won, exact sums, rounding only where it is shown.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::Add;

/// An amount in whole Korean won (원).
///
/// Sums are exact; an overflow stops the program in every build profile instead of wrapping.
#[doc(alias = "원")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Won(i64);

/// 억 원, the unit of Korean budgets: 100,000,000 won.
const EOK: i64 = 100_000_000;
/// 만 원: 10,000 won.
const MAN: i64 = 10_000;

/// Says why a printed amount cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an amount of money")]
pub struct ParseWonError {
    /// The text as given.
    pub text: String,
}

impl Won {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// Makes an amount from whole won.
    pub const fn new(won: i64) -> Self {
        Self(won)
    }

    /// Makes an amount from whole 억 원 (100 million won).
    pub const fn from_eok(eok: i64) -> Self {
        Self(eok * EOK)
    }

    /// Returns the amount in won.
    pub const fn won(self) -> i64 {
        self.0
    }

    /// Reads an amount as it stands in Korean print: `1,352억 원`, `220.3억`, `2억 5,000만원`, `1,352원`.
    ///
    /// The reader takes the text at its word: the misprint `1,352원` is one thousand three hundred and
    /// fifty-two won, and it is for a [`crate::claim::Claim`] to hold what was meant beside it.
    ///
    /// # Errors
    /// [`ParseWonError`] if the text is not an amount or has a fraction of a won.
    pub fn parse_printed(text: &str) -> Result<Self, ParseWonError> {
        let fail = || ParseWonError { text: text.to_owned() };
        let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
        let body = compact.strip_suffix('원').unwrap_or(&compact);
        let mut rest = body;
        let mut total: i128 = 0;
        for (mark, unit) in [('조', 10_000 * EOK), ('억', EOK), ('만', MAN), ('\0', 1)] {
            let (head, tail) = match rest.split_once(mark) {
                Some(split) => split,
                None if mark == '\0' => (rest, ""),
                None => continue,
            };
            if !(mark == '\0' && head.is_empty()) {
                total += scaled(head, unit).ok_or_else(fail)?;
            }
            rest = tail;
        }
        if body.is_empty() || !rest.is_empty() {
            return Err(fail());
        }
        i64::try_from(total).map(Self).map_err(|_| fail())
    }

    /// Writes the amount in Korean by its size: `1,352억 원`, `2억 5,000만 원`, `1,352원`.
    ///
    /// Exact down to 만 원; smaller remainders are written out in won, so nothing is rounded.
    pub fn ko(self) -> String {
        let n = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let (eok, man, won) = (n / EOK.unsigned_abs(), n % EOK.unsigned_abs() / 10_000, n % 10_000);
        let mut words = Vec::new();
        if eok > 0 {
            words.push(format!("{}억", grouped(eok)));
        }
        if man > 0 {
            words.push(format!("{}만", grouped(man)));
        }
        if words.is_empty() || won > 0 {
            words.push(grouped(won));
        }
        let joined = words.join(" ");
        let gap = if joined.ends_with(|c: char| c.is_ascii_digit()) { "" } else { " " };
        format!("{sign}{joined}{gap}원")
    }

    /// Writes the amount in English by its size: `KRW 135.2 billion`, `KRW 250 million`, `KRW 1,352`.
    ///
    /// Exact: as many decimals as the amount needs.
    pub fn en(self) -> String {
        let n = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let (unit, word) = match n {
            1_000_000_000.. => (1_000_000_000, " billion"),
            1_000_000.. => (1_000_000, " million"),
            _ => (1, ""),
        };
        let (whole, part) = (n / unit, n % unit);
        let digits = if unit == 1_000_000_000 { 9 } else { 6 };
        let decimals = if part == 0 {
            String::new()
        } else {
            format!(".{}", format!("{part:0digits$}").trim_end_matches('0'))
        };
        format!("{sign}KRW {}{decimals}{word}", grouped(whole))
    }

    /// Writes the exact amount with its unit: `135,200,000,000원`.
    pub fn exact(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}원", grouped(self.0.unsigned_abs()))
    }

    /// Returns the amount in tenths of 억 원, rounded half to even, for tables that say their unit.
    pub const fn tenths_of_eok(self) -> i64 {
        round_half_even(self.0, EOK / 10)
    }

    /// Writes the amount in 억 원 with one decimal, for tables with the unit in the caption: `220.3`.
    pub fn eok_1(self) -> String {
        let tenths = self.tenths_of_eok();
        let n = tenths.unsigned_abs();
        let sign = if tenths < 0 { "-" } else { "" };
        format!("{sign}{}.{}", grouped(n / 10), n % 10)
    }
}

/// Divides and rounds half to even.
const fn round_half_even(n: i64, by: i64) -> i64 {
    let (q, r) = (n.div_euclid(by), n.rem_euclid(by));
    if r * 2 > by || (r * 2 == by && q % 2 != 0) { q + 1 } else { q }
}

/// Reads a decimal such as `220.3` and scales it; `None` if it is no number or leaves a fraction.
fn scaled(text: &str, unit: i64) -> Option<i128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 18 || part.len() > 12 || !digits(whole) || !digits(part) {
        return None;
    }
    let mut value = whole.parse::<i128>().ok()? * i128::from(unit);
    if !part.is_empty() {
        let scale = 10_i128.pow(u32::try_from(part.len()).ok()?);
        let numerator = part.parse::<i128>().ok()? * i128::from(unit);
        if numerator % scale != 0 {
            return None;
        }
        value += numerator / scale;
    }
    Some(value)
}

/// Writes digits in groups of three.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

impl Add for Won {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Won {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn reads(text: &str, won: i64) {
        assert_eq!(Won::parse_printed(text).map(Won::won), Ok(won), "{text}");
    }

    #[test]
    fn printed_amounts_are_read_as_they_stand() {
        reads("1,352억 원", 135_200_000_000);
        reads("220.3억", 22_030_000_000);
        reads("2억 5,000만원", 250_000_000);
        reads("1조 2,000억", 1_200_000_000_000);
        reads("1,352원", 1_352);
        reads("1352", 1_352);
        reads("0원", 0);
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for bad in ["", "원", "억", "약 40만㎡", "1.5원", "12억억", "-3억", "1,352억 달러"] {
            assert!(Won::parse_printed(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn amounts_are_written_by_their_size() {
        assert_eq!(Won::from_eok(1_352).ko(), "1,352억 원");
        assert_eq!(Won::new(250_000_000).ko(), "2억 5,000만 원");
        assert_eq!(Won::new(1_352).ko(), "1,352원");
        assert_eq!(Won::ZERO.ko(), "0원");
        assert_eq!(Won::from_eok(1_352).en(), "KRW 135.2 billion");
        assert_eq!(Won::new(250_000_000).en(), "KRW 250 million");
        assert_eq!(Won::new(-1_352).en(), "-KRW 1,352");
        assert_eq!(Won::new(135_200_000_000).exact(), "135,200,000,000원");
    }

    #[test]
    fn a_table_cell_rounds_half_to_even() {
        assert_eq!(Won::new(22_030_000_000).eok_1(), "220.3");
        assert_eq!(Won::new(105_000_000).eok_1(), "1.0");
        assert_eq!(Won::new(115_000_000).eok_1(), "1.2");
        assert_eq!(Won::new(-105_000_000).eok_1(), "-1.0");
    }

    proptest! {
        #[test]
        fn what_is_written_in_korean_reads_back(n in 0_i64..=i64::MAX / 4) {
            prop_assert_eq!(Won::parse_printed(&Won::new(n).ko()), Ok(Won::new(n)));
        }
    }
}
