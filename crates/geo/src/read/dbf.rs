//! The table beside a shapefile: records of fixed width, Korean in CP949 or UTF-8.

use super::composed;
use crate::fault::FaultKind;
use encoding_rs::{EUC_KR, Encoding, UTF_8};
use serde_json::{Map, Value};

/// One row of the table, `None` if it is marked as deleted.
pub(crate) type Row = Option<Map<String, Value>>;

struct Field {
    name: String,
    start: usize,
    length: usize,
}

/// Reads a table; `stated` is the text of the `.cpg` file.
pub(crate) fn rows(bytes: &[u8], stated: Option<&str>) -> Result<Vec<Row>, FaultKind> {
    let damaged = |why: &str| FaultKind::BadDbf(why.to_owned());
    let count = number(bytes, 4, 4).ok_or_else(|| damaged("the header is cut off"))?;
    let header = number(bytes, 8, 2).ok_or_else(|| damaged("the header is cut off"))?;
    let width = number(bytes, 10, 2).ok_or_else(|| damaged("the header is cut off"))?;
    let fields = fields(bytes, header).ok_or_else(|| damaged("the list of fields is cut off"))?;
    if width == 0 || fields.iter().any(|field| field.start + field.length > width) {
        return Err(damaged("a field is wider than its record"));
    }
    let body = bytes.get(header..).ok_or_else(|| damaged("the header is cut off"))?;
    let records: Vec<&[u8]> = body.chunks_exact(width).take(count).collect();
    if records.len() < count {
        return Err(FaultKind::BadDbf(format!("{count} records are announced, {} are there", records.len())));
    }
    let encoding = encoding(stated, bytes.get(29).copied().unwrap_or(0), &records, &fields)?;
    records.into_iter().map(|record| row(record, &fields, encoding)).collect()
}

/// Reads a whole number, least byte first.
fn number(bytes: &[u8], start: usize, length: usize) -> Option<usize> {
    let digits = bytes.get(start..start + length)?;
    Some(digits.iter().rev().fold(0, |sum, &byte| sum * 256 + usize::from(byte)))
}

fn fields(bytes: &[u8], header: usize) -> Option<Vec<Field>> {
    let mut fields = Vec::new();
    let mut start = 1;
    for at in (32..header).step_by(32) {
        let entry = bytes.get(at..at + 32).filter(|entry| entry[0] != 0x0D);
        let Some(entry) = entry else {
            return (bytes.get(at) == Some(&0x0D)).then_some(fields);
        };
        let name = entry[..11].split(|&byte| byte == 0).next().unwrap_or_default();
        let name = composed(&EUC_KR.decode(name).0).to_lowercase();
        let length = usize::from(entry[16]);
        fields.push(Field { name, start, length });
        start += length;
    }
    Some(fields)
}

/// Chooses the encoding: what `.cpg` says, else the mark in the header, else UTF-8 if every text is that.
fn encoding(
    stated: Option<&str>,
    mark: u8,
    records: &[&[u8]],
    fields: &[Field],
) -> Result<&'static Encoding, FaultKind> {
    if let Some(name) = stated.map(str::trim).filter(|name| !name.is_empty()) {
        let plain = name.to_ascii_uppercase().replace(['-', '_', ' '], "");
        return match plain.as_str() {
            "949" | "CP949" | "MS949" | "EUCKR" | "UHC" | "WINDOWS949" | "ANSI949" | "KSC56011987" => {
                Ok(EUC_KR)
            }
            "UTF8" | "65001" => Ok(UTF_8),
            _ => Encoding::for_label(name.as_bytes()).ok_or_else(|| FaultKind::BadEncoding {
                field: ".cpg".to_owned(),
                encoding: format!("{name}, which nobody knows"),
            }),
        };
    }
    if matches!(mark, 0x4E | 0x79) {
        return Ok(EUC_KR);
    }
    let texts = records.iter().flat_map(|record| fields.iter().map(|field| cell(record, field)));
    let all_utf8 = texts.into_iter().all(|cell| std::str::from_utf8(cell).is_ok());
    Ok(if all_utf8 { UTF_8 } else { EUC_KR })
}

fn cell<'r>(record: &'r [u8], field: &Field) -> &'r [u8] {
    let cell = record.get(field.start..field.start + field.length).unwrap_or_default();
    cell.split(|&byte| byte == 0).next().unwrap_or_default()
}

fn row(record: &[u8], fields: &[Field], encoding: &'static Encoding) -> Result<Row, FaultKind> {
    if record.first() == Some(&b'*') {
        return Ok(None);
    }
    let value = |field: &Field| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(cell(record, field));
        let name = if encoding == EUC_KR { "CP949" } else { encoding.name() };
        let bad = || FaultKind::BadEncoding { field: field.name.clone(), encoding: name.to_owned() };
        Ok((field.name.clone(), Value::String(composed(&text.ok_or_else(bad)?))))
    };
    fields.iter().map(value).collect::<Result<Map<_, _>, _>>().map(Some)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Writes a table with one text field.
    pub(crate) fn table(mark: u8, name: &[u8], width: u8, records: &[&[u8]]) -> Vec<u8> {
        let mut bytes = vec![0x03, 124, 11, 28];
        bytes.extend(u32::try_from(records.len()).unwrap().to_le_bytes());
        bytes.extend(65_u16.to_le_bytes());
        bytes.extend((u16::from(width) + 1).to_le_bytes());
        bytes.resize(32, 0);
        bytes[29] = mark;
        bytes.extend(name);
        bytes.resize(43, 0);
        bytes.push(b'C');
        bytes.resize(48, 0);
        bytes.push(width);
        bytes.resize(64, 0);
        bytes.push(0x0D);
        for record in records {
            bytes.extend(*record);
            bytes.resize(bytes.len() + usize::from(width) + 1 - record.len(), b' ');
        }
        bytes
    }

    fn zones(rows: Vec<Row>) -> Vec<Option<String>> {
        rows.into_iter().map(|row| row.map(|row| row["zone"].as_str().unwrap().to_owned())).collect()
    }

    /// " 특구" in CP949.
    const CP949: &[u8] = b" \xC6\xAF\xB1\xB8";

    #[test]
    fn korean_is_read_in_cp949_and_in_utf8_and_composed() {
        let old = table(0, b"ZONE", 12, &[CP949, b"*gone", b" "]);
        let expected = [Some("특구".to_owned()), None, Some(String::new())];
        assert_eq!(zones(rows(&old, Some("CP949")).unwrap()), expected);
        assert_eq!(zones(rows(&old, Some("EUC-KR\r\n")).unwrap()), expected);
        assert_eq!(zones(rows(&old, None).unwrap()), expected, "no mark: UTF-8 only if it is that");
        let decomposed = " \u{1110}\u{1173}\u{11A8}\u{1100}\u{116E}";
        let new = table(0, b"ZONE", 30, &[decomposed.as_bytes()]);
        assert_eq!(zones(rows(&new, Some("UTF-8")).unwrap()), [Some("특구".to_owned())]);
    }

    #[test]
    fn text_that_is_not_in_the_stated_encoding_is_refused() {
        let old = table(0, b"ZONE", 12, &[CP949]);
        let fault = rows(&old, Some("UTF-8")).unwrap_err();
        assert_eq!(fault, FaultKind::BadEncoding { field: "zone".to_owned(), encoding: "UTF-8".to_owned() });
        assert!(rows(&old, Some("klingon")).is_err());
    }

    #[test]
    fn a_damaged_table_is_refused_and_never_panics() {
        let good = table(0x4E, b"ZONE", 12, &[CP949, CP949]);
        for length in 0..good.len() {
            assert!(matches!(rows(&good[..length], None), Err(FaultKind::BadDbf(_))), "{length}");
        }
        for i in 0..65 {
            for byte in [0, 1, 0x0D, 0x7F, 0xFF] {
                let mut bent = good.clone();
                bent[i] = byte;
                let _ = rows(&bent, None);
            }
        }
        assert_eq!(rows(&good, None).unwrap().len(), 2);
    }
}
