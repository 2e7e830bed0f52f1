//! What can be wrong with the result of a screening: every kind with its code and its words, one table.
//!
//! A code is never given to another rule, because people cite it.

use teukgu_domain::fault::FaultRule;

/// Returns every rule that results of screenings are checked by, by code.
pub fn fault_catalogue() -> &'static [FaultRule] {
    CATALOGUE
}

teukgu_domain::fault_kinds! {
    pub(super) enum Kind, const CATALOGUE;

    /// A file without bytes.
    Empty {} = "S01" Fault,
    ko ("빈 파일입니다") help ("다른 파일을 고르십시오."),
    en ("the file is empty") help ("Choose another file.");

    /// A file that is larger than is taken.
    TooLarge { bytes: usize, most: usize } = "S02" Fault,
    ko ("파일이 너무 큽니다: {bytes}바이트") help ("{most}바이트까지 받습니다. 이 특구의 줄만 골라 다시 만드십시오."),
    en ("the file has {bytes} bytes") help ("At most {most} are taken. Make it again with the rows of this zone alone.");

    /// A file with more rows, or more when it is unpacked, than are read.
    TooMany { ko: String, en: String, most: u64 } = "S03" Fault,
    ko ("결과가 너무 큽니다: {ko}") help ("{most}까지 읽습니다. 이 특구의 줄만 골라 다시 만드십시오."),
    en ("the result is too large: {en}") help ("At most {most} are read. Make it again with the rows of this zone alone.");

    /// A Parquet file that is broken off or damaged.
    Damaged { why: String } = "S04" Fault,
    ko ("끝까지 읽을 수 없는 Parquet 파일입니다: {why}") help ("파일을 다시 받거나 만드십시오."),
    en ("the Parquet file cannot be read to its end: {why}") help ("Fetch the file again, or make it anew.");

    /// A Parquet file in which values lie within values.
    Nested { column: String } = "S05" Fault,
    ko ("값이 여러 겹인 열입니다: `{column}`") help ("칸마다 값이 하나인 표로 만드십시오."),
    en ("the column `{column}` is nested") help ("Write a flat table with one value a cell.");

    /// A column that is not there.
    MissingColumn { column: String, nearest: String } = "S06" Fault,
    ko ("열이 없습니다: `{column}`") help ("가장 가까운 열: {nearest}. 심사 결과 파일인지 확인하십시오."),
    en ("the column `{column}` is missing") help ("The nearest: {nearest}. Check that it is the result of a screening.");

    /// A column that stands twice.
    ColumnTwice { column: String } = "S07" Fault,
    ko ("같은 이름의 열이 둘입니다: `{column}`") help ("하나만 남기십시오."),
    en ("the column `{column}` stands twice") help ("Keep one of them.");

    /// A column of another type.
    WrongType { column: String, wanted_ko: String, wanted_en: String, found: String } = "S08" Fault,
    ko ("`{column}` 열의 형식이 {wanted_ko}이(가) 아니라 {found}입니다") help ("결과를 만든 도구의 판을 확인하십시오."),
    en ("the column `{column}` holds {found} and not {wanted_en}") help ("Check the version of the tool that made it.");

    /// A Parquet file that is packed in a way that is not read here.
    Codec { codec: String } = "S09" Fault,
    ko ("`{codec}` 방식으로 압축된 Parquet 파일입니다") help ("SNAPPY로 압축하거나 압축하지 않고 만드십시오."),
    en ("the Parquet file is packed with `{codec}`") help ("Pack it with SNAPPY, or not at all.");

    /// Bytes that are no text.
    Encoding {} = "S10" Fault,
    ko ("UTF-8이 아닌 글자가 있습니다") help ("UTF-8 CSV 또는 Parquet으로 만드십시오."),
    en ("these bytes are not UTF-8") help ("Write CSV in UTF-8, or Parquet.");

    /// A row with too few or too many fields.
    Fields { found: usize, wanted: usize } = "S11" Fault,
    ko ("칸이 {wanted}개여야 하는데 {found}개입니다") help ("잘린 줄이거나 쉼표가 든 값에 따옴표가 없습니다."),
    en ("the row has {found} fields and the head {wanted}") help ("The row is cut off, or a value with a comma lacks quotes.");

    /// A value that its column does not take.
    Value { column: String, text: String, wanted_ko: String, wanted_en: String } = "S12" Fault,
    ko ("`{column}` 칸에 {wanted_ko}이(가) 있어야 하는데 `{text}`입니다") help ("값을 고치거나 결과를 다시 만드십시오."),
    en ("the column `{column}` takes {wanted_en}, and here it is `{text}`") help ("Mend the value, or make the result anew.");

    /// A word for a verdict that means none.
    Verdict { text: String } = "S13" Fault,
    ko ("모르는 판정입니다: `{text}`") help ("met, not_met, unknown, not_in_force 가운데 하나여야 합니다."),
    en ("`{text}` is no verdict") help ("Write one of met, not_met, unknown and not_in_force.");

    /// A row that is of another day than the first one.
    OtherDay { day: String, first: String } = "S14" Fault,
    ko ("다른 날의 결과가 섞여 있습니다: {day}") help ("첫 줄은 {first}입니다. 하루의 결과만 올리십시오."),
    en ("a result of another day is among them: {day}") help ("The first row is of {first}. Load the result of one day.");

    /// An establishment and a provision that stand twice.
    RowTwice { establishment: String, provision: String } = "S15" Fault,
    ko ("`{establishment}`의 `{provision}` 판정이 두 번 있습니다") help ("한 줄만 남기십시오."),
    en ("`{establishment}` and `{provision}` stand twice") help ("Keep one of the rows.");

    /// Rows of one establishment that say different things of it.
    Differs { establishment: String, column: String } = "S16" Fault,
    ko ("`{establishment}`의 줄마다 `{column}` 값이 다릅니다") help ("같은 사업체의 줄에는 같은 값이 있어야 합니다."),
    en ("rows of `{establishment}` differ in `{column}`") help ("Each row of an establishment says the same of it.");

    /// An establishment of which a provision says nothing although it says something of others.
    MissingRow { establishment: String, provision: String } = "S17" Fault,
    ko ("`{establishment}`의 `{provision}` 판정이 없습니다") help ("잘린 파일일 수 있습니다. 결과를 다시 만드십시오."),
    en ("there is no row of `{establishment}` and `{provision}`") help ("The file may be cut off. Make the result anew.");

    /// A result that speaks of other zones alone.
    NoRowOfZone { zone: String, rows: u64, others: String } = "S18" Fault,
    ko ("특구 `{zone}`의 줄이 없습니다. 읽은 줄: {rows}") help ("다른 특구의 결과이거나 이 특구 안에 사업체가 없습니다. 파일에 있는 특구: {others}"),
    en ("no row is of the zone `{zone}`; {rows} rows were read") help ("It is the result of others, or nothing lies in this zone. Zones of the file: {others}");

    /// A result about provisions that the law folder does not have alone.
    NoProvision { provisions: String } = "S19" Fault,
    ko ("법령 폴더에 있는 조문이 하나도 없습니다: {provisions}") help ("결과를 만든 법령 폴더의 판을 확인하십시오."),
    en ("the law folder has none of the provisions {provisions}") help ("Check the version of the law folder that the result was made with.");

    /// More of a kind than are named.
    More { code: String, count: u64 } = "S20" Fault,
    ko ("같은 잘못이 {count}건 더 있습니다({code})") help ("먼저 나온 것부터 고치십시오."),
    en ("{count} more are wrong in the same way ({code})") help ("Mend those that are named first.");

    /// More establishments in the zone than are kept.
    TooManyInside { establishments: usize } = "S21" Fault,
    ko ("특구 안의 사업체가 너무 많아 보관할 수 없습니다: {establishments}곳") help ("조문을 나누어 심사하십시오."),
    en ("{establishments} establishments in the zone are more than are kept") help ("Screen fewer provisions at a time.");

    /// A zone whose plan lists no special case of the law folder.
    NothingListed {} = "S22" Fault,
    ko ("특구계획에 심사할 규제특례가 없습니다") help ("특구 폴더의 규제특례와 법령 폴더를 확인하십시오."),
    en ("the zone plan lists no special case to screen by") help ("Check the special cases of the zone folder, and the law folder.");

    /// A zone that cannot be screened against.
    Unscreenable { why_ko: String, why_en: String } = "S23" Fault,
    ko ("{why_ko}") help ("특구의 경계와 법령 폴더를 확인하십시오."),
    en ("{why_en}") help ("Check the boundary of the zone and the law folder.");
}
