//! A published claim: so much is spent, and so much is said to follow.

use crate::fault::EffectFault;
use crate::indicator::Indicator;
use serde::Serialize;
use teukgu_domain::text::Text;

/// An amount as it was printed: rounded, so that it stands for all amounts within half of its last digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// Amount in won.
    pub won: i64,
    /// Half of the digit to which it was rounded, in won.
    pub half_digit: i64,
}

impl Printed {
    /// Returns the least amount that it may stand for.
    pub const fn low(self) -> f64 {
        (self.won - self.half_digit) as f64
    }

    /// Returns the largest amount that it may stand for.
    pub const fn high(self) -> f64 {
        (self.won + self.half_digit) as f64
    }
}

/// A claim of what follows from an investment (파급효과 주장).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is spent.
    pub invested: Printed,
    /// What is said to follow: money, by indicator.
    pub induced: Vec<(Indicator, Printed)>,
    /// Jobs that are said to follow at least.
    pub jobs_at_least: Option<u64>,
}

/// Returns the last digit of an amount that is not 0, as a power of ten.
fn last_digit(won: i64) -> i64 {
    let mut digit = 1;
    while won % (digit * 10) == 0 {
        digit *= 10;
    }
    digit
}

impl Claim {
    /// Takes the amounts of one text, which are all rounded alike: to the last digit that is not 0 in any of them.
    ///
    /// With 135.2 thousand million spent and 71.0 said to follow, the latter is from 70.95 to 71.05.
    ///
    /// # Errors
    /// [`EffectFault::Amount`] for an amount that is not above 0, or if nothing is claimed.
    pub fn rounded_alike(
        invested: i64,
        induced: &[(Indicator, i64)],
        jobs_at_least: Option<u64>,
    ) -> Result<Self, EffectFault> {
        let refused = |ko: String, en: String| Err(EffectFault::Amount { what: Text::new(ko, en) });
        if induced.is_empty() {
            return refused("주장한 효과가 없습니다".to_owned(), "nothing is claimed to follow".to_owned());
        }
        let amounts = || std::iter::once(invested).chain(induced.iter().map(|(_, won)| *won));
        if let Some(won) = amounts().find(|won| *won <= 0) {
            return refused(format!("금액이 {won}원입니다"), format!("an amount is {won} won"));
        }
        let half_digit = amounts().map(last_digit).min().unwrap_or(1) / 2;
        let printed = |won| Printed { won, half_digit };
        let induced = induced.iter().map(|(indicator, won)| (*indicator, printed(*won))).collect();
        Ok(Self { invested: printed(invested), induced, jobs_at_least })
    }
}

/// A claimed amount for a unit of what is spent, with everything that rounding leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ratio {
    /// What is claimed.
    pub indicator: Indicator,
    /// The printed amounts over one another.
    pub printed: f64,
    /// The least that they may stand for.
    pub low: f64,
    /// The most that they may stand for.
    pub high: f64,
}

impl Claim {
    /// Returns the ratios of what is claimed.
    pub fn ratios(&self) -> Vec<Ratio> {
        let ratio = |(indicator, amount): &(Indicator, Printed)| Ratio {
            indicator: *indicator,
            printed: amount.won as f64 / self.invested.won as f64,
            low: amount.low() / self.invested.high(),
            high: amount.high() / self.invested.low(),
        };
        self.induced.iter().map(ratio).collect()
    }

    /// Returns the least number of jobs for a thousand million won that is claimed.
    pub fn least_jobs(&self) -> Option<f64> {
        Some(self.jobs_at_least? as f64 / self.invested.high() * 1e9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_of_what_was_printed_leaves_a_box_of_ratios() {
        let induced = [
            (Indicator::Production, 220_300_000_000),
            (Indicator::ValueAdded, 119_500_000_000),
            (Indicator::Income, 71_000_000_000),
        ];
        let claim = Claim::rounded_alike(135_200_000_000, &induced, Some(1_000)).unwrap();
        let ratios = claim.ratios();
        let shown: Vec<_> =
            ratios.iter().map(|ratio| format!("{:.4} {:.4}", ratio.low, ratio.high)).collect();
        assert_eq!(shown, ["1.6285 1.6304", "0.8832 0.8846", "0.5246 0.5257"]);
        assert!((claim.least_jobs().unwrap() - 7.393_715).abs() < 1e-6);
    }

    #[test]
    fn an_amount_of_nothing_is_refused() {
        for (invested, production) in [(0, 5), (5, -5)] {
            assert!(Claim::rounded_alike(invested, &[(Indicator::Production, production)], None).is_err());
        }
        assert!(Claim::rounded_alike(5, &[], None).is_err());
        let claim = Claim::rounded_alike(7, &[(Indicator::Production, 10)], None).unwrap();
        assert_eq!(claim.invested, Printed { won: 7, half_digit: 0 });
    }
}
