//! Every kind of fault with its code and its words: one table.
//!
//! A code is never given to another rule, even after its rule is gone, because people cite it.

use teukgu_domain::fault::FaultRule;
use teukgu_domain::text::Text;

/// Returns every rule that tables are read by, by code.
pub fn catalogue() -> &'static [FaultRule] {
    CATALOGUE
}

teukgu_domain::fault_kinds! {
    pub(crate) enum FaultKind, const CATALOGUE;

    /// A file that is named is not there.
    MissingFile { file: String } = "T01" Fault,
    ko ("파일이 없습니다: `{file}`") help ("table.toml이 가리키는 파일을 같은 폴더에 두십시오."),
    en ("the file `{file}` is missing") help ("Put the file that table.toml names into the same folder.");

    /// A file is not UTF-8 text.
    NotText {} = "T02" Fault,
    ko ("UTF-8 문자가 아닙니다") help ("파일을 UTF-8로 저장하십시오."),
    en ("these bytes are not UTF-8 text") help ("Save the file as UTF-8.");

    /// The description of a table is not what it can be.
    Form { why: String } = "T03" Fault,
    ko ("table.toml의 형식에 맞지 않습니다: {why}") help ("쓸 수 있는 항목은 tables/README.md에 있습니다."),
    en ("the description does not fit its form: {why}") help ("tables/README.md lists the keys that can stand here.");

    /// A file is not CSV.
    CsvSyntax { ko: &'static str, en: &'static str } = "T04" Fault,
    ko ("CSV 문법에 맞지 않습니다: {ko}") help ("쉼표나 줄바꿈이 든 칸은 큰따옴표로 감싸고, 칸 안의 큰따옴표는 두 번 적으십시오."),
    en ("the text is not CSV: {en}") help ("Put a field with a comma or a line break in double quotes, and double the quotes within it.");

    /// A packed file cannot be unpacked.
    Damaged { why: String } = "T05" Fault,
    ko ("압축을 풀 수 없습니다: {why}") help ("파일을 다시 내려받거나 다시 압축하십시오."),
    en ("the file cannot be unpacked: {why}") help ("Fetch the file again, or pack it again.");

    /// A packed file is larger than it may be once it is unpacked.
    TooLarge { most_mib: u64 } = "T06" Fault,
    ko ("압축을 풀면 {most_mib} MiB를 넘습니다") help ("산업연관표가 이만큼 큰 일은 없습니다. 파일을 확인하십시오."),
    en ("the file unpacks to more than {most_mib} MiB") help ("No input-output table is that large; look at the file.");

    /// A column that is named is not there.
    MissingColumn { column: String, file: String, nearest: String } = "T07" Fault,
    ko ("`{file}`에 `{column}` 열이 없습니다") help ("가장 가까운 열: {nearest}"),
    en ("`{file}` has no column `{column}`") help ("The nearest column: {nearest}");

    /// Two columns have the same head.
    ColumnTwice { column: String } = "T08" Fault,
    ko ("`{column}` 열이 두 번 있습니다") help ("열마다 다른 이름을 쓰십시오."),
    en ("the column `{column}` stands twice") help ("Give each column a name of its own.");

    /// A cell that must be a number is not.
    NotNumber { column: String, text: String } = "T09" Fault,
    ko ("`{column}` 열의 값이 숫자가 아닙니다: `{text}`") help ("빈칸은 0으로, 수는 쉼표 없이 적으십시오."),
    en ("`{text}` in the column `{column}` is no number") help ("Write 0 for an empty cell, and numbers without separators.");

    /// A row has another number of fields than the head.
    RowLength { expected: usize, found: usize } = "T10" Fault,
    ko ("머리글은 {expected}칸인데 이 줄은 {found}칸입니다") help ("쉼표가 든 칸은 큰따옴표로 감싸십시오."),
    en ("the row has {found} fields, its head {expected}") help ("Put a field with a comma in double quotes.");

    /// A pattern of names is not closed.
    Pattern { text: String } = "T11" Fault,
    ko ("이름의 틀을 읽을 수 없습니다: `{text}`") help ("`c{{sector_no}}`처럼 열 이름을 중괄호로 감싸십시오. `cells`에는 `{{id}}`를 씁니다."),
    en ("the pattern `{text}` cannot be read") help ("Put the name of a column in braces, as in `c{{sector_no}}`; `cells` takes `{{id}}`.");

    /// A row of a second file is of another account than that of the first.
    OtherAccount { expected: String, found: String } = "T12" Fault,
    ko ("이 줄은 `{found}` 부문인데 `{expected}` 부문이 와야 합니다") help ("모든 파일에서 부문의 순서를 같게 하십시오."),
    en ("the row is of `{found}` where `{expected}` is wanted") help ("Keep the accounts in one order in all files.");

    /// Something is wrong with the table as a whole, at an account.
    Table { message: Text, help: Text, column: String } = "T13" Fault,
    ko ("{} (`{column}` 열)", message.ko) help ("{}", help.ko),
    en ("{} (column `{column}`)", message.en) help ("{}", help.en);

    /// A cell by row and column lies outside the table or stands twice.
    Triplet { text: String, most: usize } = "T14" Fault,
    ko ("쓸 수 없는 행·열 번호입니다: `{text}`") help ("0부터 {most}까지의 번호를 쓰고, 한 칸은 한 번만 적으십시오."),
    en ("`{text}` is no place that can stand here") help ("Count from 0 to {most}, and write each cell once.");

    /// A file has another number of rows than there are accounts.
    Rows { expected: usize, found: usize } = "T15" Fault,
    ko ("부문은 {expected}개인데 {found}줄입니다") help ("합계 행을 지우고, 부문마다 한 줄을 적으십시오."),
    en ("{found} rows for {expected} accounts") help ("Remove rows of sums, and write a row for each account.");

    /// A description has neither transactions nor multipliers, or both.
    Body {} = "T16" Fault,
    ko ("`[flows]`와 `[multipliers]` 가운데 하나만 있어야 합니다") help ("거래표이면 `[flows]`, 공표된 유발계수이면 `[multipliers]`를 적으십시오."),
    en ("one of `[flows]` and `[multipliers]` must be there, and not both") help ("Write `[flows]` for transactions, `[multipliers]` for published multipliers.");

    /// A name that is no column of final demand.
    NoDemand { name: String, nearest: String } = "T17" Fault,
    ko ("최종수요에 없는 이름입니다: `{name}`") help ("가장 가까운 이름: {nearest}"),
    en ("`{name}` is no column of final demand") help ("The nearest name: {nearest}");

    /// A key that another key needs, or that cannot stand beside another.
    Keys { ko: &'static str, en: &'static str } = "T18" Fault,
    ko ("{ko}") help ("tables/README.md의 보기를 참고하십시오."),
    en ("{en}") help ("See the examples in tables/README.md.");

    /// A number that cannot stand in the description.
    BadNumber { text: String, ko: &'static str, en: &'static str } = "T19" Fault,
    ko ("쓸 수 없는 수입니다: `{text}`") help ("{ko}"),
    en ("`{text}` cannot stand here") help ("{en}");

    /// No file holds what an import needs.
    NoSource { what: Text } = "T20" Fault,
    ko ("{}이(가) 든 파일이 없습니다", what.ko) help ("파일 이름이나 시트 이름, 표의 제목에 그 말이 들어 있어야 알아봅니다."),
    en ("no file holds the {}", what.en) help ("It is known by that word in the name of the file or sheet, or in the title of the table.");

    /// A file is no workbook that can be opened.
    NotWorkbook { why: String } = "T21" Fault,
    ko ("통합문서로 열 수 없습니다: {why}") help ("xlsx 또는 xlsb로 저장하십시오. 암호가 걸린 파일은 읽지 않습니다."),
    en ("the file cannot be opened as a workbook: {why}") help ("Save it as xlsx or xlsb; a file with a password is not read.");

    /// A head by which a table is known was not found.
    NoHead { what: Text } = "T22" Fault,
    ko ("{}을(를) 찾지 못했습니다", what.ko) help ("원본 파일을 고치지 말고 내려받은 그대로 주십시오. 다른 표이면 tables/README.md의 일반 형식을 쓰십시오."),
    en ("the {} was not found", what.en) help ("Give the file as it was published; for another table use the plain form of tables/README.md.");

    /// A cell of a workbook that must be a number is not.
    CellNotNumber { sheet: String, cell: String, head: String, text: String } = "T23" Fault,
    ko ("`{sheet}` 시트 {cell} 칸({head})의 값이 숫자가 아닙니다: `{text}`") help ("원본 파일의 그 칸을 확인하십시오."),
    en ("`{text}` in cell {cell} ({head}) of the sheet `{sheet}` is no number") help ("Look at that cell of the published file.");

    /// A region that is asked for is not in the table.
    NoRegion { region: String, known: String } = "T24" Fault,
    ko ("표에 없는 지역입니다: `{region}`") help ("표에 있는 지역: {known}"),
    en ("the table has no region `{region}`") help ("Its regions: {known}");

    /// A row or column of an account is not there.
    NoAccount { sheet: String, account: String } = "T25" Fault,
    ko ("`{sheet}` 시트에 `{account}` 행이 없습니다") help ("행과 열의 부문이 같아야 합니다. 원본 파일을 그대로 주십시오."),
    en ("the sheet `{sheet}` has no row of `{account}`") help ("Rows and columns are of the same accounts; give the file as it was published.");

    /// A row of sums is not the sum of its rows.
    SumApart { sheet: String, cell: String, stated: f64, sum: f64 } = "T26" Fault,
    ko ("`{sheet}` 시트 {cell} 칸의 합계는 {stated}인데 더하면 {sum}입니다") help ("빠지거나 겹친 행이 없는지 확인하십시오."),
    en ("cell {cell} of the sheet `{sheet}` states a sum of {stated}, its rows sum to {sum}") help ("Look for rows that are missing or stand twice.");

    /// A table is in another unit than it is said to be.
    UnitApart { stated: String, given: String } = "T27" Fault,
    ko ("표에 적힌 단위는 `{stated}`인데 `{given}` 단위로 읽으려 합니다") help ("표의 단위에 맞춰 단위를 주십시오."),
    en ("the table says `{stated}`, and it is to be read in units of `{given}`") help ("Give the unit that stands in the table.");

    /// Transactions stand where coefficients are wanted, or the other way round.
    NotCoefficient { sheet: String, cell: String, found: f64 } = "T28" Fault,
    ko ("`{sheet}` 시트 {cell} 칸의 값 {found}은(는) 유발계수일 수 없습니다") help ("거래표나 투입계수표가 아니라 유발계수표를 주십시오."),
    en ("{found} in cell {cell} of the sheet `{sheet}` can be no inducement coefficient") help ("Give the table of inducement coefficients, not that of transactions or inputs.");

    /// An account stands twice in a sheet.
    AccountTwice { sheet: String, account: String } = "T29" Fault,
    ko ("`{sheet}` 시트에 `{account}`이(가) 두 번 있습니다") help ("합계나 되풀이된 행·열이 섞이지 않았는지 확인하십시오."),
    en ("`{account}` stands twice in the sheet `{sheet}`") help ("Look for sums or repeated rows among the sectors.");

    /// An import needs something that was not given.
    Wanted { what: Text } = "T30" Fault,
    ko ("{}을(를) 주어야 합니다", what.ko) help ("가져올 때 함께 주십시오."),
    en ("the {} must be given", what.en) help ("Give it with the import.");

    /// Sectors of one class of industries and their shares do not fit one another.
    Shares { text: String } = "T31" Fault,
    ko ("몫이 부문과 맞지 않습니다: `{text}`") help ("부문마다 하나씩 적고, 더해서 1이 되게 하십시오. 모르면 비워 두십시오."),
    en ("the shares `{text}` do not fit the sectors") help ("Write one for each sector so that they sum to 1; leave them empty if they are not known.");

    /// A class of industries stands twice.
    ClassTwice { code: String } = "T32" Fault,
    ko ("산업분류 `{code}`이(가) 두 번 있습니다") help ("한 줄에 모으고 부문은 `|`로 나누십시오."),
    en ("the class `{code}` stands twice") help ("Keep it in one row, and part its sectors with `|`.");

    /// A row is of a sector that the table does not have.
    OtherSector { sector: String } = "T33" Fault,
    ko ("표에 `{sector}` 부문이 없습니다") help ("`teukgu effect multipliers --table ID`가 보여 주는 부문의 id나 이름을 쓰십시오."),
    en ("the table has no sector `{sector}`") help ("Use an id or name of a sector as `teukgu effect multipliers --table ID` shows them.");

    /// A sector stands twice, or a sector has no row.
    SectorRows { sector: String, ko: &'static str, en: &'static str } = "T34" Fault,
    ko ("`{sector}` 부문{ko}") help ("표의 부문마다 한 줄씩 적으십시오."),
    en ("the sector `{sector}` {en}") help ("Write one row for each sector of the table.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = catalogue().iter().map(|entry| entry.code).collect();
        assert!(codes.is_sorted() && codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
    }
}
