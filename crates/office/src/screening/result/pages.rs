//! A look at the pages of a Parquet file before they are unpacked: a page says itself how large it will be, and whoever
//! reads it makes room for that.
//!
//! Heads of pages are Thrift in its compact form; only the few numbers that room is made by are read.

/// Most bytes that all pages of a result may unpack to.
pub(super) const LARGEST_UNPACKED: u64 = 512 << 20;
/// Deepest head; those that are written have four levels.
const DEEPEST: usize = 8;

/// Numbers of the head of a page, by the fields of `parquet.thrift`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Head {
    /// Field 2: size when it is unpacked.
    unpacked: i64,
    /// Field 3: size in the file.
    packed: i64,
    /// Field 1 of fields 5, 7 and 8: how many values it holds.
    values: i64,
    /// True if it is a dictionary (field 7).
    is_dictionary: bool,
}

/// Returns what the pages of a column unpack to.
///
/// # Errors
/// Why they cannot be unpacked: a head that cannot be read, or numbers that no page has.
pub(super) fn unpacked(mut chunk: &[u8], rows: u64) -> Result<u64, &'static str> {
    let mut sum = 0;
    while !chunk.is_empty() {
        let head = head(&mut chunk).ok_or("the head of a page cannot be read")?;
        let size = |size: i64| usize::try_from(size).map_err(|_| "a page has no size");
        let (packed, unpacked, values) = (size(head.packed)?, size(head.unpacked)?, size(head.values)?);
        // A text of a dictionary takes four bytes at least; without them room would be made for what is not there.
        let room =
            if head.is_dictionary { unpacked / 4 } else { usize::try_from(rows).unwrap_or(usize::MAX) };
        if values > room {
            return Err("a page claims more values than it can hold");
        }
        chunk = chunk.get(packed..).ok_or("a page ends behind its column")?;
        sum += unpacked as u64;
    }
    Ok(sum)
}

/// Reads the head of a page off the bytes.
fn head(bytes: &mut &[u8]) -> Option<Head> {
    let mut head = Head::default();
    fields(bytes, DEEPEST, &mut |path, number| match path {
        [2] => head.unpacked = number,
        [3] => head.packed = number,
        [5 | 8, 1] => head.values = number,
        [7, 1] => (head.values, head.is_dictionary) = (number, true),
        _ => (),
    })?;
    Some(head)
}

/// Reads the fields of a struct, and tells each whole number with its path.
fn fields(bytes: &mut &[u8], depth: usize, tell: &mut dyn FnMut(&[i64], i64)) -> Option<()> {
    let mut id = 0;
    loop {
        let (step, kind) = split(byte(bytes)?);
        if kind == 0 {
            return Some(());
        }
        id = if step == 0 { zigzag(varint(bytes)?) } else { id + i64::from(step) };
        let here = id;
        match kind {
            4..=6 => tell(&[here], zigzag(varint(bytes)?)),
            12 => fields(bytes, depth.checked_sub(1)?, &mut |path, number| {
                tell(&[&[here], path].concat(), number);
            })?,
            kind => value(bytes, kind, depth)?,
        }
    }
}

/// Passes over a value of a kind, true and false being in the kind itself.
fn value(bytes: &mut &[u8], kind: u8, depth: usize) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    match kind {
        1 | 2 => Some(()),
        3 => pass(bytes, 1),
        4..=6 => varint(bytes).map(|_| ()),
        7 => pass(bytes, 8),
        8 => {
            let len = varint(bytes)?;
            pass(bytes, usize::try_from(len).ok()?)
        }
        9 | 10 => list(bytes, depth),
        12 => fields(bytes, depth, &mut |_, _| ()),
        _ => None,
    }
}

/// Passes over a list, in which true and false are bytes of their own.
fn list(bytes: &mut &[u8], depth: usize) -> Option<()> {
    let (short, kind) = split(byte(bytes)?);
    let len = if short == 15 { varint(bytes)? } else { u64::from(short) };
    let kind = if kind <= 2 { 3 } else { kind };
    // Every element takes a byte at least.
    if len > bytes.len() as u64 {
        return None;
    }
    (0..len).try_for_each(|_| value(bytes, kind, depth))
}

const fn split(byte: u8) -> (u8, u8) {
    (byte >> 4, byte & 15)
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

fn pass(bytes: &mut &[u8], len: usize) -> Option<()> {
    *bytes = bytes.get(len..)?;
    Some(())
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let next = byte(bytes)?;
        number |= u64::from(next & 0x7f) << shift;
        if next & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn zigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of three bytes that unpack to 40, of which a dictionary of 9 texts is made.
    const DICTIONARY: &[u8] =
        &[0x15, 0x04, 0x15, 0x50, 0x15, 0x06, 0x4c, 0x15, 0x12, 0x15, 0x00, 0x12, 0x00, 0x00, 1, 2, 3];

    #[test]
    fn the_numbers_of_a_head_are_read_and_its_content_is_passed_over() {
        let mut bytes = DICTIONARY;
        let expected = Head { unpacked: 40, packed: 3, values: 9, is_dictionary: true };
        assert_eq!((head(&mut bytes), bytes), (Some(expected), &[1, 2, 3][..]));
        assert_eq!(unpacked(&[DICTIONARY, DICTIONARY].concat(), 1), Ok(80));
    }

    #[test]
    fn a_page_that_claims_more_than_it_holds_is_refused_before_room_is_made() {
        let mut many = DICTIONARY.to_vec();
        many[8] = 0x18;
        assert_eq!(unpacked(&many, 1_000), Err("a page claims more values than it can hold"));
        let mut negative = DICTIONARY.to_vec();
        negative[3] = 0x51;
        assert_eq!(unpacked(&negative, 1), Err("a page has no size"));
        for len in 1..DICTIONARY.len() {
            assert!(unpacked(&DICTIONARY[..len], 1).is_err(), "{len}");
        }
    }

    #[test]
    fn a_head_that_nests_without_end_is_refused() {
        assert_eq!(head(&mut &[0x1c; 100][..]), None);
        assert_eq!(head(&mut &[0x19, 0xf9, 0xff, 0xff, 0xff, 0x7f][..]), None);
    }
}
