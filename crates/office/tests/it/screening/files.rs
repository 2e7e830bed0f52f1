//! Results of screenings as another tool writes them, in CSV and in Parquet.

use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::fmt::Write as _;
use std::sync::Arc;

/// The schema of a result.
pub(crate) const SCHEMA: &str = "message result {
    required binary establishment (UTF8); optional binary name (UTF8); required binary zone (UTF8);
    required boolean border; required binary provision (UTF8); required binary verdict (UTF8);
    optional binary deciding (UTF8); required int32 on (DATE); required boolean illustrative;
}";

/// 2026-03-02, in days from 1970.
pub(crate) const DAY: i32 = 20_514;

/// A row of a result.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) establishment: String,
    pub(crate) name: Option<String>,
    pub(crate) zone: String,
    pub(crate) border: bool,
    pub(crate) provision: String,
    pub(crate) verdict: String,
    pub(crate) deciding: Option<String>,
    pub(crate) day: i32,
    pub(crate) illustrative: bool,
}

/// A row of the zone of the portal.
pub(crate) fn row(establishment: &str, name: &str, provision: &str, verdict: &str, deciding: &str) -> Row {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Row {
        establishment: establishment.to_owned(),
        name: some(name),
        zone: "yangjae".to_owned(),
        border: false,
        provision: provision.to_owned(),
        verdict: verdict.to_owned(),
        deciding: some(deciding),
        day: DAY,
        illustrative: false,
    }
}

/// What a small result says: three establishments, two provisions, and one of another zone.
pub(crate) fn sample() -> Vec<Row> {
    let (letter, patent) = ("act.31.letter", "act.55.patent_priority");
    let mut rows = vec![
        row("E1", "(주) 양재 비전", letter, "met", ""),
        row("E1", "(주) 양재 비전", patent, "unknown", "venture"),
        row("E2", "홍길동 상회", letter, "met", ""),
        row("E2", "홍길동 상회", patent, "not_met", "venture"),
        row("E3", "다른 회사", letter, "not_met", "operator"),
        row("E3", "다른 회사", patent, "not_in_force", ""),
    ];
    rows[4].border = true;
    rows[5].border = true;
    rows.push(Row { zone: "pangyo".to_owned(), ..row("E9", "먼 회사", letter, "met", "") });
    rows
}

/// Writes rows as CSV.
pub(crate) fn csv(rows: &[Row]) -> String {
    let mut text = "establishment,name,zone,border,provision,verdict,deciding,on,illustrative\n".to_owned();
    for row in rows {
        let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(row.day)).unwrap();
        let (name, deciding) = (row.name.as_deref().unwrap_or(""), row.deciding.as_deref().unwrap_or(""));
        let Row { establishment, zone, border, provision, verdict, illustrative, .. } = row;
        writeln!(
            text,
            "{establishment},{name},{zone},{border},{provision},{verdict},{deciding},{day},{illustrative}"
        )
        .unwrap();
    }
    text
}

/// Writes rows as Parquet.
pub(crate) fn parquet(rows: &[Row], compression: Compression) -> Vec<u8> {
    parquet_as(SCHEMA, rows, compression)
}

/// Writes rows as Parquet of a schema that has columns of the same types in the same order.
pub(crate) fn parquet_as(schema: &str, rows: &[Row], compression: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
    // Two groups, so that one is read after another.
    for part in rows.chunks(rows.len().div_ceil(2).max(1)) {
        let mut group = writer.next_row_group().unwrap();
        texts(&mut group, part, false, |row| Some(row.establishment.as_str()));
        texts(&mut group, part, true, |row| row.name.as_deref());
        texts(&mut group, part, false, |row| Some(row.zone.as_str()));
        flags(&mut group, part, |row| row.border);
        texts(&mut group, part, false, |row| Some(row.provision.as_str()));
        texts(&mut group, part, false, |row| Some(row.verdict.as_str()));
        texts(&mut group, part, true, |row| row.deciding.as_deref());
        let mut column = group.next_column().unwrap().unwrap();
        let days: Vec<i32> = part.iter().map(|row| row.day).collect();
        column.typed::<Int32Type>().write_batch(&days, None, None).unwrap();
        column.close().unwrap();
        flags(&mut group, part, |row| row.illustrative);
        group.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

fn texts<'r>(
    group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
    rows: &'r [Row],
    may_be_nothing: bool,
    of: impl Fn(&'r Row) -> Option<&'r str>,
) {
    let levels: Vec<i16> = rows.iter().map(|row| i16::from(of(row).is_some())).collect();
    let values: Vec<ByteArray> = rows.iter().filter_map(of).map(ByteArray::from).collect();
    let mut column = group.next_column().unwrap().unwrap();
    let levels = may_be_nothing.then_some(levels.as_slice());
    column.typed::<ByteArrayType>().write_batch(&values, levels, None).unwrap();
    column.close().unwrap();
}

fn flags(group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>, rows: &[Row], of: impl Fn(&Row) -> bool) {
    let values: Vec<bool> = rows.iter().map(of).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<BoolType>().write_batch(&values, None, None).unwrap();
    column.close().unwrap();
}
