//! The grid as bytes, to be kept in a file or sent to another machine.
//!
//! All numbers are little-endian. The head is `TEUKGRID`, the number of the layout, and five counts of 32
//! bits: zones, blocks, lists, entries and pieces. Then follow the filled cells of all rows of blocks (64
//! bits), the stretches of these rows (64 and 32), entries (3 x 32 and 2 x 64), the lists of the stretches
//! (32), the corners of the zones (4 x 32), pieces (4 x 32 and 2 x 16), and the directory (16). The last 8
//! bytes are a checksum of all before them: FNV-1a over words of 64 bits, in four lanes. It finds damage, not
//! intent, so every number is looked through as well.

use super::blocks::{Blocks, CELLS, OUTSIDE, Row};
use super::cell::{Entry, Piece, SIDE};
use super::{Grid, GridError};
use crate::fixed::Fixed;

const MAGIC: &[u8; 8] = b"TEUKGRID";
const LAYOUT: u32 = 1;
const HEAD: usize = 32;
const CHECKSUM: usize = 8;
/// No coordinate and no way of a piece is longer.
const REACH: i32 = 1 << 27;

impl Grid {
    /// Writes the grid; the same zones give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let rows = self.blocks.filled.len();
        let counts =
            [self.zones(), rows / CELLS, self.blocks.lists.len(), self.entries.len(), self.pieces.len()];
        put(&mut out, [LAYOUT].into_iter().chain(counts.map(number)));
        put(&mut out, self.blocks.filled.iter().flat_map(|&bits| halves(bits)));
        put(&mut out, self.blocks.rows.iter().flat_map(words_of_row));
        put(&mut out, self.entries.iter().flat_map(words_of_entry));
        put(&mut out, self.blocks.lists.iter().copied());
        put(&mut out, self.extents.iter().flat_map(|&(low, high)| corners(low, high)));
        put(&mut out, self.pieces.iter().flat_map(words_of));
        out.extend(self.blocks.directory.iter().flat_map(|block| block.to_le_bytes()));
        out.extend(checksum(&out).to_le_bytes());
        out
    }

    /// Reads what [`Grid::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`GridError`] if the bytes are no grid, of another layout, cut short, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GridError> {
        let mut reader = Reader::checked(bytes)?;
        let [zones, blocks, lists, entries, pieces] = reader.counts;
        let rows = blocks * CELLS;
        let filled = reader.take(rows, u64::from_le_bytes);
        let rows = reader.take(rows, row);
        let entries = reader.take(entries, entry);
        let lists = reader.take(lists, u32::from_le_bytes);
        let extents = reader.take(zones, extent);
        let pieces = reader.take(pieces, piece);
        let directory = reader.take(OUTSIDE + 1, u16::from_le_bytes);
        let blocks = Blocks { directory, filled, rows, lists };
        Self { extents, blocks, entries, pieces }.looked_through()
    }

    /// Refuses numbers that point to nothing.
    fn looked_through(self) -> Result<Self, GridError> {
        let blocks = &self.blocks;
        let sound = [
            ("blocks", blocks.has_sound_blocks()),
            ("rows", (0..blocks.filled.len()).all(|row| blocks.has_sound_row(row))),
            ("lists", blocks.lists.iter().all(|&list| (list as usize) < self.entries.len())),
            ("entries", self.has_sound_entries()),
            ("pieces", self.pieces.iter().all(is_sound)),
        ];
        match sound.into_iter().find(|&(_, is_sound)| !is_sound) {
            Some((what, _)) => Err(GridError::OutOfRange(what)),
            None => Ok(self),
        }
    }

    /// Returns true if entries name zones and pieces that there are, in ascending order, and the last list
    /// ends.
    fn has_sound_entries(&self) -> bool {
        let known =
            |entry: &Entry| (entry.zone as usize) < self.zones() && entry.pieces().end <= self.pieces.len();
        let ordered = |pair: &[Entry]| {
            let [this, next] = pair else { return true };
            let (last, continued) = (this.has(Entry::LAST), this.has(Entry::CONTINUED));
            if continued { !last && this.zone == next.zone } else { last || this.zone < next.zone }
        };
        let ends =
            self.entries.last().is_none_or(|entry| entry.has(Entry::LAST) && !entry.has(Entry::CONTINUED));
        ends && self.entries.iter().all(known) && self.entries.windows(2).all(ordered)
    }
}

impl Blocks {
    /// Returns true if the directory names blocks that there are, and the first one is empty and stands for
    /// abroad.
    fn has_sound_blocks(&self) -> bool {
        let blocks = self.filled.len() / CELLS;
        blocks > 0
            && self.directory.iter().all(|&block| usize::from(block) < blocks)
            && self.directory.last() == Some(&0)
            && self.filled.iter().take(CELLS).all(|&cells| cells == 0)
    }

    /// Returns true if every filled cell of a row belongs to a stretch that has a list.
    fn has_sound_row(&self, row: usize) -> bool {
        let (filled, Row { begun, start }) = (self.filled[row], self.rows[row]);
        let first = filled & filled.wrapping_neg();
        let end = u64::from(start) + u64::from(begun.count_ones());
        begun & !filled == 0 && begun & first == first && end <= self.lists.len() as u64
    }
}

/// Walks over bytes whose length was checked.
struct Reader<'a> {
    /// Zones, blocks, lists, entries, pieces.
    counts: [usize; 5],
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Checks head, length and checksum.
    fn checked(bytes: &'a [u8]) -> Result<Self, GridError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(GridError::NotAGrid)?;
        let mut reader = Reader { counts: [0; 5], rest };
        let short = GridError::Length { needed: (HEAD + CHECKSUM) as u64, found: bytes.len() as u64 };
        if bytes.len() < HEAD + CHECKSUM {
            return Err(short);
        }
        let head = reader.take(6, u32::from_le_bytes);
        let &[layout, ref counts @ ..] = head.as_slice() else { return Err(short) };
        if layout != LAYOUT {
            return Err(GridError::Version(layout));
        }
        let needed = needed(counts);
        if needed != bytes.len() as u64 {
            return Err(GridError::Length { needed, found: bytes.len() as u64 });
        }
        for (kept, &count) in reader.counts.iter_mut().zip(counts) {
            *kept = count as usize;
        }
        let (content, sum) = bytes.split_last_chunk::<CHECKSUM>().ok_or(short)?;
        if checksum(content) == u64::from_le_bytes(*sum) { Ok(reader) } else { Err(GridError::Checksum) }
    }

    /// Takes `count` numbers or records of `N` bytes.
    fn take<const N: usize, T>(&mut self, count: usize, read: impl Fn([u8; N]) -> T) -> Vec<T> {
        let (taken, rest) = self.rest.split_at_checked(count * N).unwrap_or_default();
        self.rest = rest;
        taken.as_chunks::<N>().0.iter().map(|&record| read(record)).collect()
    }
}

/// Returns how many bytes a grid with these counts has.
fn needed(counts: &[u32]) -> u64 {
    let sizes = [16, CELLS as u64 * (8 + 8 + 4), 4, 28, 20];
    let content: u64 = counts.iter().zip(sizes).map(|(&count, size)| u64::from(count) * size).sum();
    (HEAD + 2 * (OUTSIDE + 1) + CHECKSUM) as u64 + content
}

fn put(out: &mut Vec<u8>, numbers: impl Iterator<Item = u32>) {
    out.extend(numbers.flat_map(u32::to_le_bytes));
}

fn corners(low: Fixed, high: Fixed) -> [u32; 4] {
    [low.lon, low.lat, high.lon, high.lat].map(i32::cast_unsigned)
}

#[expect(clippy::cast_possible_truncation, reason = "the two halves are meant")]
fn halves(bits: u64) -> [u32; 2] {
    [bits as u32, (bits >> 32) as u32]
}

fn joined(low: u32, high: u32) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

fn words_of_row(row: &Row) -> [u32; 3] {
    let [low, high] = halves(row.begun);
    [low, high, row.start]
}

fn words_of_entry(entry: &Entry) -> [u32; 7] {
    let ([a, b], [c, d]) = (halves(entry.decided), halves(entry.inside));
    [entry.zone, entry.first, entry.count, a, b, c, d]
}

fn words_of(piece: &Piece) -> [u32; 5] {
    let [x, y, dx, dy] = [piece.x, piece.y, piece.dx, piece.dy].map(i32::cast_unsigned);
    [x, y, dx, dy, u32::from(piece.from) | u32::from(piece.until) << 16]
}

/// Reads numbers of 32 bits.
fn words<const N: usize, const BYTES: usize>(record: [u8; BYTES]) -> [u32; N] {
    let mut words = [0; N];
    for (word, &bytes) in words.iter_mut().zip(record.as_chunks::<4>().0) {
        *word = u32::from_le_bytes(bytes);
    }
    words
}

fn extent(record: [u8; 16]) -> (Fixed, Fixed) {
    let [west, south, east, north] = words(record).map(u32::cast_signed);
    (Fixed { lon: west, lat: south }, Fixed { lon: east, lat: north })
}

fn row(record: [u8; 12]) -> Row {
    let [low, high, start] = words(record);
    Row { begun: joined(low, high), start }
}

fn entry(record: [u8; 28]) -> Entry {
    let [zone, first, count, a, b, c, d] = words(record);
    Entry { zone, first, count, decided: joined(a, b), inside: joined(c, d) }
}

#[expect(clippy::cast_possible_truncation, reason = "the two halves of the last number are meant")]
fn piece(record: [u8; 20]) -> Piece {
    let [x, y, dx, dy, heights] = words(record);
    let [x, y, dx, dy] = [x, y, dx, dy].map(u32::cast_signed);
    Piece { x, y, dx, dy, from: heights as u16, until: (heights >> 16) as u16 }
}

/// Returns true if no product of a piece and a point can overflow.
fn is_sound(piece: &Piece) -> bool {
    let near = |units: i32| (-REACH..=REACH).contains(&units);
    [piece.x, piece.y, piece.dx, piece.dy].into_iter().all(near)
        && i64::from(piece.from.max(piece.until)) <= SIDE
}

/// Hashes bytes as words of 64 bits, in four lanes by turns that are joined at last; what is missing of the
/// last four words is zero. Each step is one to one, so no change within a single word goes unseen.
fn checksum(bytes: &[u8]) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3);
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut last = [0; 32];
    for (filled, &byte) in last.iter_mut().zip(rest) {
        *filled = byte;
    }
    let mut lanes = [BASIS; 4];
    for block in blocks.iter().chain([&last]) {
        for (lane, &word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = step(*lane, u64::from_le_bytes(word));
        }
    }
    lanes.into_iter().fold(BASIS, step)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "pieces are limited to 2^25, and all counts follow from them"
)]
fn number(count: usize) -> u32 {
    count as u32
}

/// Puts the right checksum under bytes that a test has changed.
#[cfg(test)]
pub(super) fn seal(bytes: &mut [u8]) {
    if let Some((content, sum)) = bytes.split_last_chunk_mut::<CHECKSUM>() {
        *sum = checksum(content).to_le_bytes();
    }
}
