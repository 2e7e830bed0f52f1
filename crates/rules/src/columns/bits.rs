//! Bits as Arrow packs them, and loops that pack answers into them.

/// Words of a strip.
pub(super) const WORDS: usize = 8;
/// Rows of a strip: what is read, tested and folded before the next rows are looked at, so that it stays in the cache.
pub(super) const ROWS: usize = 64 * WORDS;

/// One bit a row of a strip.
pub(super) type Strip = [u64; WORDS];

/// A bit a row: bit `n` is bit `(offset + n) % 8` of byte `(offset + n) / 8`, the lowest bit first.
#[derive(Clone, Copy, Debug)]
pub struct Bits<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Bits<'a> {
    /// Borrows bits of which the first `offset` belong to somebody else, as in a sliced array.
    pub const fn new(bytes: &'a [u8], offset: usize) -> Self {
        Self { bytes, offset }
    }

    /// Returns how many there are.
    pub fn len(self) -> usize {
        self.bytes.len().saturating_mul(8).saturating_sub(self.offset)
    }

    /// Returns true if there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the bit of a row; 0 beyond the end.
    pub fn get(self, row: usize) -> bool {
        self.word(row) & 1 == 1
    }

    /// Returns the bits from `row` on.
    pub(super) const fn after(self, row: usize) -> Self {
        Self { bytes: self.bytes, offset: self.offset + row }
    }

    /// Returns the bits of the strip that begins at `row`.
    pub(super) fn strip(self, row: usize) -> Strip {
        std::array::from_fn(|word| self.word(row + 64 * word))
    }

    /// Returns 64 bits from `row` on; those beyond the end are 0.
    fn word(self, row: usize) -> u64 {
        let at = self.offset + row;
        let rest = self.bytes.get(at / 8..).unwrap_or_default();
        let low = rest.first_chunk().map_or_else(|| padded(rest), |eight| u64::from_le_bytes(*eight));
        match at % 8 {
            0 => low,
            shift => {
                let high = rest.get(8).copied().map_or(0, u64::from);
                (low >> shift) | (high << (64 - shift))
            }
        }
    }
}

fn padded(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

/// Returns the rows of a strip that exist: one bit for each of `rows`.
pub(super) fn live(rows: usize) -> Strip {
    std::array::from_fn(|word| match rows.saturating_sub(64 * word) {
        left @ 0..64 => (1 << left) - 1,
        _ => u64::MAX,
    })
}

/// Returns the values of the strip that begins at `row`; `pad` takes them where the column ends before the strip does.
pub(super) fn strip_of<'v, T: Copy>(values: &'v [T], row: usize, pad: &'v mut [T; ROWS]) -> &'v [T; ROWS] {
    let rest = values.get(row..).unwrap_or_default();
    if let Some(whole) = rest.first_chunk() {
        return whole;
    }
    pad.iter_mut().zip(rest).for_each(|(place, value)| *place = *value);
    pad
}

/// Tests every value of a strip.
#[inline]
pub(super) fn test<T: Copy>(values: &[T; ROWS], holds: impl Fn(T) -> bool) -> Strip {
    let (words, _) = values.as_chunks::<64>();
    let mut out = [0; WORDS];
    for (word, values) in out.iter_mut().zip(words) {
        // Bytes first and bits afterwards: the compiler turns the first loop into vectors and has no way to do so
        // with a shift that differs in each step.
        let mut answers = [0; 64];
        for (answer, value) in answers.iter_mut().zip(values) {
            *answer = u8::from(holds(*value));
        }
        *word = plane(&answers, 0);
    }
    out
}

/// Collects one bit of each of 64 bytes.
#[inline]
pub(super) fn plane(bytes: &[u8; 64], bit: u32) -> u64 {
    /// The lowest bit of each byte.
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    /// Brings the lowest bit of byte `n` to bit `56 + n`.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = bytes.as_chunks::<8>();
    let mut out = 0;
    for eight in eights.iter().rev() {
        let lowest = (u64::from_le_bytes(*eight) >> bit) & LOWEST;
        out = (out << 8) | (lowest.wrapping_mul(GATHER) >> 56);
    }
    out
}

/// Spreads the bits of up to eight words over 64 bytes: bit `b` of byte `n` is bit `n` of word `b`.
pub(super) fn bytes_of(planes: &[u64; 8]) -> [u8; 64] {
    let mut out = [0; 64];
    let (eights, _) = out.as_chunks_mut::<8>();
    for (at, eight) in eights.iter_mut().enumerate() {
        let mut square = 0;
        for plane in planes.iter().rev() {
            square = (square << 8) | ((plane >> (8 * at)) & 0xff);
        }
        *eight = transposed(square).to_le_bytes();
    }
    out
}

/// Transposes a square of eight bits by eight, a byte a row.
#[inline]
fn transposed(square: u64) -> u64 {
    let swap = |square: u64, shift: u32, mask: u64| {
        let differ = (square ^ (square >> shift)) & mask;
        square ^ differ ^ (differ << shift)
    };
    let square = swap(square, 7, 0x00aa_00aa_00aa_00aa);
    let square = swap(square, 14, 0x0000_cccc_0000_cccc);
    swap(square, 28, 0x0000_0000_f0f0_f0f0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_read_from_any_offset_and_end_with_zeros() {
        let bytes: Vec<u8> = (0..40u8).map(|n| n.wrapping_mul(37)).collect();
        let single = |at: usize| bytes.get(at / 8).is_some_and(|byte| (byte >> (at % 8)) & 1 == 1);
        for offset in [0, 1, 7, 8, 9, 63, 64, 65, 300, 319, 320, 400] {
            let bits = Bits::new(&bytes, offset);
            assert_eq!(bits.len(), 320_usize.saturating_sub(offset));
            for row in 0..330 {
                assert_eq!(bits.get(row), single(offset + row), "offset {offset}, row {row}");
            }
            let strip = bits.strip(3);
            for row in 0..ROWS {
                assert_eq!((strip[row / 64] >> (row % 64)) & 1 == 1, single(offset + 3 + row));
            }
        }
    }

    #[test]
    fn a_plane_holds_the_bit_of_each_byte_and_goes_back() {
        let bytes: [u8; 64] = std::array::from_fn(|n| u8::try_from(n * 151 % 256).unwrap());
        let planes: [u64; 8] = std::array::from_fn(|bit| plane(&bytes, u32::try_from(bit).unwrap()));
        for (n, byte) in bytes.iter().enumerate() {
            for (bit, plane) in planes.iter().enumerate() {
                assert_eq!((plane >> n) & 1, u64::from((byte >> bit) & 1));
            }
        }
        assert_eq!(bytes_of(&planes), bytes);
    }

    #[test]
    fn rows_that_do_not_exist_are_not_live() {
        assert_eq!(live(0), [0; WORDS]);
        assert_eq!(live(1)[0], 1);
        assert_eq!((live(63)[0], live(64)[0], live(64)[1], live(65)[1]), (u64::MAX >> 1, u64::MAX, 0, 1));
        assert_eq!(live(ROWS), [u64::MAX; WORDS]);
    }
}
