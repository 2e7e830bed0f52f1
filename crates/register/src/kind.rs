//! What can be wrong with a map of columns, a register and zones: every kind with its code and its words, one table.
//!
//! A code is never given to another rule, because people cite it.

use teukgu_domain::fault::FaultRule;

/// Returns every rule that texts of this room are checked by, by code.
pub fn catalogue() -> &'static [FaultRule] {
    CATALOGUE
}

teukgu_domain::fault_kinds! {
    pub(crate) enum Kind, const CATALOGUE;

    /// A map of columns is not TOML.
    TomlSyntax { why: String } = "R01" Fault,
    ko ("TOML 문법에 맞지 않습니다: {why}") help ("문법을 고친 뒤 다시 읽으십시오."),
    en ("the text is not TOML: {why}") help ("Mend the syntax and read it again.");

    /// A key that the form does not know.
    UnknownKey { key: String, nearest: String } = "R02" Fault,
    ko ("모르는 항목입니다: `{key}`") help ("가장 가까운 항목: {nearest}"),
    en ("the key `{key}` is not known here") help ("The nearest known key: {nearest}");

    /// A key that must be there is not.
    MissingKey { key: String } = "R03" Fault,
    ko ("항목이 없습니다: `{key}`") help ("`{key}` 항목을 이 자리에 적으십시오."),
    en ("the key `{key}` is missing") help ("Write `{key}` here.");

    /// A value that the form does not take.
    WrongValue { ko: String, en: String, found: String } = "R04" Fault,
    ko ("{ko}이(가) 있어야 하는데 `{found}`입니다") help ("{ko}(으)로 고치십시오."),
    en ("wanted {en}, found `{found}`") help ("Write {en}.");

    /// A fact that the vocabulary of the law does not have.
    UnknownFact { id: String, nearest: String } = "R05" Fault,
    ko ("모르는 사실입니다: `{id}`") help ("법령 폴더의 facts/에 있는 사실을 적으십시오. 가장 가까운 것: {nearest}"),
    en ("the fact `{id}` is not in the vocabulary") help ("Write a fact of the law folder. The nearest: {nearest}");

    /// A fact that is computed, or that the zone says.
    NotOfRegister { id: String } = "R06" Fault,
    ko ("등록부에서 읽지 않는 사실입니다: `{id}`") help ("계산하거나 특구 자료에서 정해지는 사실입니다. 이 항목을 빼십시오."),
    en ("the fact `{id}` is not read from a register") help ("It is computed, or the zone says it. Leave it out.");

    /// A key that does not fit the type of the fact.
    WrongForm { key: String, ko: String, en: String } = "R07" Fault,
    ko ("`{key}`은(는) 이 사실에 쓸 수 없습니다. 사실의 형식: {ko}") help ("예·아니요에는 `true`·`false`, 목록에는 `codes`, 수에는 `factor`를 쓰십시오."),
    en ("`{key}` does not fit a fact that is {en}") help ("Use `true` and `false` for yes or no, `codes` for a list, `factor` for a number.");

    /// A value that the list of its fact does not have.
    UnknownCode { id: String, value: String, nearest: String } = "R08" Fault,
    ko ("`{id}`의 목록에 없는 값입니다: `{value}`") help ("가장 가까운 값: {nearest}"),
    en ("`{value}` is not in the list of `{id}`") help ("The nearest value: {nearest}");

    /// A word of a column that would mean two things.
    WordTwice { word: String } = "R09" Fault,
    ko ("한 열의 같은 값이 두 가지를 뜻합니다: `{word}`") help ("한 곳에만 적으십시오."),
    en ("the word `{word}` of the column would mean two things") help ("Write it in one place only.");

    /// A register is larger than may be read at once.
    TooLarge { ko: String, en: String, most: usize } = "R20" Fault,
    ko ("등록부가 너무 큽니다: {ko}") help ("{most}까지 읽을 수 있습니다. 파일을 나누거나 대용량 도구를 쓰십시오."),
    en ("the register is too large: {en}") help ("At most {most} are read. Part the file, or use the tool for large ones.");

    /// A register without a first line that names the columns.
    NoHead {} = "R21" Fault,
    ko ("열 이름이 있는 첫 줄이 없습니다") help ("첫 줄에 열 이름을 적으십시오."),
    en ("there is no first line that names the columns") help ("Name the columns in the first line.");

    /// A column of the map that the register does not have.
    MissingColumn { column: String, nearest: String } = "R22" Fault,
    ko ("열이 없습니다: `{column}`") help ("가장 가까운 열: {nearest}. 열 이름을 고치거나 columns.toml을 고치십시오."),
    en ("the column `{column}` is missing") help ("The nearest: {nearest}. Mend the head, or the map of columns.");

    /// A column that stands twice.
    ColumnTwice { column: String } = "R23" Fault,
    ko ("같은 이름의 열이 둘입니다: `{column}`") help ("열 이름을 서로 다르게 적으십시오."),
    en ("the column `{column}` stands twice") help ("Give the columns different names.");

    /// A register whose bytes are neither UTF-8 nor CP949.
    Encoding {} = "R24" Fault,
    ko ("UTF-8도 CP949도 아닌 글자가 있습니다") help ("UTF-8로 저장한 뒤 다시 올리십시오."),
    en ("these bytes are neither UTF-8 nor CP949") help ("Save the file as UTF-8 and try again.");

    /// A row with too few or too many fields; the row is left out.
    Fields { found: usize, wanted: usize } = "R30" Fault,
    ko ("칸이 {wanted}개여야 하는데 {found}개입니다") help ("잘린 줄이거나 쉼표가 든 값에 따옴표가 없습니다. 이 줄은 읽지 않았습니다."),
    en ("the row has {found} fields and the head {wanted}") help ("The row is cut off, or a value with a comma lacks quotes. It was left out.");

    /// A row with a field that is too long; the row is left out.
    LongField { column: String, most: usize } = "R31" Fault,
    ko ("`{column}` 칸이 너무 깁니다") help ("{most}바이트까지 읽습니다. 닫히지 않은 따옴표가 있는지 보십시오. 이 줄은 읽지 않았습니다."),
    en ("the field `{column}` is too long") help ("At most {most} bytes are read; look for a quote that is not closed. The row was left out.");

    /// A row without an id; the row is left out.
    NoId { column: String } = "R32" Fault,
    ko ("식별자가 비어 있습니다(`{column}` 열)") help ("식별자를 적으십시오. 이 줄은 읽지 않았습니다."),
    en ("the id is empty (column `{column}`)") help ("Write an id. The row was left out.");

    /// A row with an id that an earlier one has; the row is left out.
    DuplicateId { id: String, first: usize } = "R33" Fault,
    ko ("식별자가 겹칩니다: `{id}`") help ("처음 나온 줄: {first}. 뒤의 줄은 읽지 않았습니다."),
    en ("the id `{id}` stands twice") help ("It stands first in line {first}; the later row was left out.");

    /// A coordinate that is no number; the row has no location.
    Coordinate { column: String, text: String } = "R34" Note,
    ko ("`{column}` 칸이 수가 아닙니다: `{text}`") help ("도(度)로 적으십시오. 이 줄은 위치 없음으로 세었습니다."),
    en ("`{text}` in column `{column}` is not a number") help ("Write degrees. The row counts as one without a location.");

    /// An industry code that the stated revision does not have, and another has.
    OtherRevision { code: String, stated: u8, other: u8 } = "R35" Note,
    ko ("제{stated}차 표준산업분류에 없는 코드입니다: `{code}`") help ("제{other}차에 있는 코드입니다. 업종은 모르는 것으로 두었습니다."),
    en ("revision {stated} of the industry classification has no `{code}`") help ("Revision {other} has it. The industry is taken as not known.");

    /// An industry code that no revision has.
    UnknownIndustry { code: String, stated: u8 } = "R36" Note,
    ko ("표준산업분류에 없는 코드입니다: `{code}`(제{stated}차로 읽음)") help ("코드를 확인하십시오. 업종은 모르는 것으로 두었습니다."),
    en ("no revision of the industry classification has `{code}` (read as revision {stated})") help ("Check the code. The industry is taken as not known.");

    /// A word for open or closed that the map does not know.
    UnknownStatus { column: String, text: String } = "R37" Note,
    ko ("영업 상태를 모릅니다(`{column}` 열): `{text}`") help ("columns.toml의 `open`이나 `closed`에 적으십시오. 영업 중이 아니라고 보지 않았습니다."),
    en ("`{text}` in column `{column}` means neither open nor closed") help ("Write it under `open` or `closed` in the map. The row was not taken as closed.");

    /// A value that does not fit its fact; the fact is not known of the row.
    FactValue { column: String, id: String, text: String } = "R38" Note,
    ko ("`{column}` 칸의 값을 `{id}`(으)로 읽을 수 없습니다: `{text}`") help ("columns.toml에 이 값을 적거나 값을 고치십시오. 이 줄에서는 모르는 사실로 두었습니다."),
    en ("`{text}` in column `{column}` cannot be read as `{id}`") help ("Write the value in the map, or mend it. The fact is taken as not known of this row.");

    /// A sigungu code that is not five digits.
    Municipality { column: String, text: String } = "R39" Note,
    ko ("시군구 코드는 숫자 다섯 자리입니다(`{column}` 열): `{text}`") help ("코드를 확인하십시오. 시군구는 모르는 것으로 두었습니다."),
    en ("`{text}` in column `{column}` is not a sigungu code of five digits") help ("Check the code. The municipality is taken as not known.");

    /// A shape of a zone that cannot be used.
    Shape { ko: String, en: String, help_ko: String, help_en: String } = "R50" Fault,
    ko ("{ko}") help ("{help_ko}"),
    en ("{en}") help ("{help_en}");

    /// A property of a zone that cannot be used.
    Property { key: String, ko: String, en: String } = "R51" Fault,
    ko ("`{key}`에는 {ko}이(가) 있어야 합니다") help ("모르면 이 항목을 빼십시오. 모르는 것은 모르는 채로 둡니다."),
    en ("`{key}` takes {en}") help ("Leave it out where it is not known; unknown stays unknown.");

    /// A zone whose last day lies before its first.
    TermOrder { from: String, to: String } = "R52" Fault,
    ko ("기간의 끝({to})이 시작({from})보다 앞섭니다") help ("날짜를 고치십시오."),
    en ("the term ends on {to}, before it begins on {from}") help ("Mend the days.");

    /// Two features of one zone that say different things.
    Differs { key: String, zone: String } = "R53" Fault,
    ko ("같은 특구의 도형끼리 `{key}`이(가) 다릅니다: `{zone}`") help ("모든 도형에 같은 값을 적거나 하나에만 적으십시오."),
    en ("features of the zone `{zone}` differ in `{key}`") help ("Write the same on each, or on one of them only.");

    /// A table of weights or boxes that cannot be used.
    Table { table: String, ko: String, en: String } = "R60" Fault,
    ko ("`{table}` 표를 쓸 수 없습니다: {ko}") help ("data/register/README.md의 형식에 맞추십시오."),
    en ("the table `{table}` cannot be used: {en}") help ("Follow the form in data/register/README.md.");
}

/// The word that is spelt most like `text` among those that are known, or a dash if there is none.
pub(crate) fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    /// Words that are compared, and their longest: a head may have as many columns as fit into its bytes.
    const COMPARED: (usize, usize) = (1_000, 200);
    teukgu_rules::nearest(text, known.into_iter().take(COMPARED.0).filter(|word| word.len() <= COMPARED.1))
}
