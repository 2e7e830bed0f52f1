//! Chance that repeats itself.

/// SplitMix64: the next number is a mix of a counter.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from `lo` to `hi`, both included; the two are not further apart than 63 bits.
    pub(crate) fn between(&mut self, lo: i64, hi: i64) -> i64 {
        let width = hi.wrapping_sub(lo).wrapping_add(1).cast_unsigned();
        lo.wrapping_add((self.next() % width.max(1)).cast_signed())
    }

    /// Says yes in `percent` of a hundred cases.
    pub(crate) const fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
}
