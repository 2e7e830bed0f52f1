//! Numbers by chance that repeat themselves: each row has its own, so that it does not matter who makes it.

/// The step of SplitMix64: 2^64 divided by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// SplitMix64 of a row: the `n`th number is a mix of the start of the row and `n`.
///
/// The start is a mix of seed and row, so that rows side by side and seeds side by side have nothing in common.
pub(super) struct Draws(u64);

impl Draws {
    pub(super) const fn new(seed: u64, row: u64) -> Self {
        Self(mix(mix(seed.wrapping_add(STEP)).wrapping_add(row.wrapping_mul(STEP))))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// Draws a number below `end`; 0 if `end` is.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        let scaled = u128::from(self.next()) * u128::from(end);
        u64::try_from(scaled >> 64).unwrap_or_default()
    }

    /// Says yes in `yes` of `all` cases.
    pub(super) fn chance(&mut self, yes: u64, all: u64) -> bool {
        self.below(all) < yes
    }

    /// Draws one of some values; `None` if there are none.
    pub(super) fn pick<'v, T>(&mut self, values: &'v [T]) -> Option<&'v T> {
        let at = self.below(u64::try_from(values.len()).unwrap_or(u64::MAX));
        values.get(usize::try_from(at).ok()?)
    }

    /// Draws a word by its share among all.
    pub(super) fn share(&mut self, shares: &[(&'static str, u64)]) -> &'static str {
        let mut left = self.below(shares.iter().map(|(_, share)| share).sum());
        for (word, share) in shares {
            match left.checked_sub(*share) {
                Some(rest) => left = rest,
                None => return word,
            }
        }
        ""
    }
}

const fn mix(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_splitmix64() {
        let mut draws = Draws(1_234_567);
        assert_eq!([draws.next(), draws.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn shares_are_kept_and_rows_differ() {
        let mut rare = 0;
        for row in 0..10_000 {
            rare += u32::from(Draws::new(7, row).share(&[("often", 9), ("rare", 1)]) == "rare");
            assert_ne!(Draws::new(7, row).next(), Draws::new(7, row + 1).next());
            assert_ne!(Draws::new(7, row).next(), Draws::new(8, row).next());
        }
        assert!((900..1_100).contains(&rare), "{rare}");
        assert_eq!(Draws::new(1, 1).pick::<u8>(&[]), None);
    }
}
