//! Files as text: plain, or packed with gzip.

use crate::kind::FaultKind;
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Spot, decode};

/// Most that a text may be once it is unpacked; it is held in memory.
const MOST_MIB: u64 = 256;

/// Ends of the names of files of columns.
const CSV: [&str; 2] = [".csv", ".csv.gz"];
const GZIP: &str = ".gz";

/// Tells whether a name is that of a file of columns.
pub(crate) fn is_csv(name: &str) -> bool {
    CSV.iter().any(|end| name.ends_with(end))
}

/// Finds a file as text.
///
/// # Errors
/// A fault at `asked`, the place that named the file, if it is not there; otherwise at the file.
pub(crate) fn text<'a>(
    files: &'a BTreeMap<String, Vec<u8>>,
    file: &str,
    asked: (&str, Spot),
) -> Result<Cow<'a, str>, Fault> {
    let Some(bytes) = files.get(file) else {
        return Err(FaultKind::MissingFile { file: file.to_owned() }.at(asked.0, asked.1));
    };
    if bytes.starts_with(&[0x1f, 0x8b]) || file.ends_with(GZIP) {
        let bytes = unpack(bytes, MOST_MIB).map_err(|kind| kind.at(file, Spot::START))?;
        let no_text = |error: std::string::FromUtf8Error| match decode(error.as_bytes()) {
            Err(spot) => FaultKind::NotText {}.at(file, spot),
            Ok(_) => FaultKind::NotText {}.at(file, Spot::START),
        };
        return String::from_utf8(bytes).map(Cow::Owned).map_err(no_text);
    }
    decode(bytes).map(Cow::Borrowed).map_err(|spot| FaultKind::NotText {}.at(file, spot))
}

fn unpack(bytes: &[u8], most_mib: u64) -> Result<Vec<u8>, FaultKind> {
    let most = most_mib << 20;
    let mut text = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut text);
    read.map_err(|error| FaultKind::Damaged { why: error.to_string() })?;
    if text.len() as u64 > most {
        return Err(FaultKind::TooLarge { most_mib });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn code(bytes: Vec<u8>) -> &'static str {
        let files = BTreeMap::from([("a.csv.gz".to_owned(), bytes)]);
        text(&files, "a.csv.gz", ("table.toml", Spot::START)).unwrap_err().code
    }

    #[test]
    fn a_packed_text_is_unpacked() {
        let files = BTreeMap::from([("a.csv.gz".to_owned(), packed("가,나".as_bytes()))]);
        assert_eq!(text(&files, "a.csv.gz", ("table.toml", Spot::START)).unwrap(), "가,나");
    }

    #[test]
    fn a_packed_file_that_is_cut_off_or_no_text_is_refused() {
        let whole = packed(&[b'1'; 10_000]);
        assert_eq!(code(whole[..whole.len() / 2].to_vec()), "T05");
        assert_eq!(code(b"row,col".to_vec()), "T05");
        assert_eq!(code(packed(&[0xff, 0xfe])), "T02");
    }

    #[test]
    fn a_packed_file_that_would_fill_the_memory_is_refused() {
        let bytes = packed(&vec![b'0'; (2 << 20) + 1]);
        assert!(matches!(unpack(&bytes, 2), Err(FaultKind::TooLarge { most_mib: 2 })));
        assert_eq!(unpack(&bytes, 3).map(|text| text.len()).ok(), Some((2 << 20) + 1));
    }
}
