//! Domestic transactions of the country: rows and columns of sectors, rows of what else goes in, columns of who uses.
//!
//! Where the heads stand was not seen in every edition; they are found by what they say.

use super::grid::Grid;
use super::labels::{code_key, is_code, is_sum, plain};
use super::{Draft, Options, Places, rounding};
use crate::kind::FaultKind;
use crate::workbook::{Row, Workbook, cell_spot, is_workbook};
use std::collections::{BTreeMap, HashMap};
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;
use teukgu_domain::text::Text;
use teukgu_effect::{Account, Accounts, Body, Cells, Demand, Flows};

/// Words of the sheet of domestic transactions.
const DOMESTIC: &str = "국산거래표";

/// Words that head the rows that are read; the first that is there counts.
const IMPORTS: &[&str] = &["수입중간투입계", "수입중간투입", "수입투입계", "수입계", "수입"];
const NET_TAXES: &[&str] = &["순생산물세", "생산물세(보조금공제)", "생산물순세"];
const VALUE_ADDED: &[&str] = &["부가가치계", "총부가가치", "부가가치"];
const COMPENSATION: &[&str] = &["피용자보수"];
const OUTPUT: &[&str] = &["총투입계", "총투입", "총투입액", "총산출", "총산출액"];
const HOUSEHOLDS: &str = "민간소비지출";

/// Units by the words of a sheet.
const UNITS: [(&str, i64); 6] = [
    ("십억원", 1_000_000_000),
    ("백만원", 1_000_000),
    ("억원", 100_000_000),
    ("만원", 10_000),
    ("천원", 1_000),
    ("조원", 1_000_000_000_000),
];

pub(super) fn import(options: &Options, files: &BTreeMap<String, Vec<u8>>) -> Result<Draft, Fault> {
    let (mut domestic, mut without_head, mut employment) = (None, None, None);
    for (name, bytes) in files.iter().filter(|(name, bytes)| is_workbook(name, bytes)) {
        let mut book = Workbook::open(name, bytes)?;
        for sheet in book.sheets() {
            let first = book.first_rows(&sheet, 16)?;
            let words = || first.iter().flat_map(|row| &row.cells).map(|(_, value)| plain(&value.word()));
            let has = |word: &str| plain(&sheet).contains(word) || words().any(|one| one.contains(word));
            let is_domestic = has(DOMESTIC) || plain(name).contains(DOMESTIC);
            if domestic.is_none() && is_domestic && has("중간수요계") {
                domestic = Some(Grid::read(&mut book, &sheet)?);
            } else if employment.is_none() && (has("취업자") || has("피용자수")) {
                employment = Some(Grid::read(&mut book, &sheet)?);
            } else if without_head.is_none() && has(DOMESTIC) {
                // A list of contents names the table too; it counts only if nothing better comes.
                without_head = Some(Grid::read(&mut book, &sheet)?);
            }
        }
    }
    let Some(grid) = domestic.or(without_head) else {
        let what = Text::new("국산거래표", "table of domestic transactions (국산거래표)");
        return Err(
            FaultKind::NoSource { what }.at(files.keys().next().map_or("", String::as_str), Spot::START)
        );
    };
    check_unit(&grid, options)?;
    let sheet = Sheet::read(&grid)?;
    let flows = sheet.flows(options, employment.as_ref())?;
    Ok(Draft { body: Body::Flows(flows), places: sheet.places() })
}

/// Looks whether the unit that stands in the sheet is the one in which it is to be read.
fn check_unit(grid: &Grid, options: &Options) -> Result<(), Fault> {
    for row in grid.rows.iter().take(12) {
        for (column, value) in &row.cells {
            let word = plain(&value.word());
            let Some((_, after)) = word.split_once("단위") else { continue };
            let Some((stated, size)) = UNITS.iter().find(|(unit, _)| after.contains(unit)) else { continue };
            if *size != options.about.unit.size {
                let given = format!("{} {}", options.about.unit.size, options.about.unit.currency);
                let kind = FaultKind::UnitApart { stated: (*stated).to_owned(), given };
                return Err(grid.fault(row.at, *column, &kind));
            }
        }
    }
    Ok(())
}

struct Sector {
    code: String,
    name: String,
    row: usize,
    column: u32,
}

/// A sheet of transactions whose heads were found.
struct Sheet<'g> {
    grid: &'g Grid,
    /// Row with the names of the columns.
    names: usize,
    /// Columns with the codes and names of the rows.
    labels: (u32, u32),
    sectors: Vec<Sector>,
}

impl<'g> Sheet<'g> {
    fn read(grid: &'g Grid) -> Result<Self, Fault> {
        let (codes, names) = heads(grid)?;
        let labels = label_columns(grid, codes)?;
        let mut sheet = Self { grid, names, labels, sectors: Vec::new() };
        sheet.sectors = sheet.sectors_of(codes)?;
        Ok(sheet)
    }

    fn label(&self, row: &Row) -> (String, String) {
        (row.word(self.labels.0), row.word(self.labels.1))
    }

    /// Pairs columns with rows of the same code; a code that only rows or only columns have is no sector.
    fn sectors_of(&self, codes: usize) -> Result<Vec<Sector>, Fault> {
        let grid = self.grid;
        let mut rows: HashMap<String, usize> = HashMap::new();
        for (at, row) in grid.rows.iter().enumerate().skip(self.names.max(codes) + 1) {
            let (code, name) = self.label(row);
            if !is_code(&code) || is_sum(&name) {
                continue;
            }
            if rows.insert(code_key(&code), at).is_some() {
                let kind = FaultKind::AccountTwice { sheet: grid.sheet.clone(), account: code };
                return Err(grid.fault(row.at, self.labels.0, &kind));
            }
        }
        let (of_codes, of_names) = (&grid.rows[codes], &grid.rows[self.names]);
        let mut sectors: Vec<Sector> = Vec::new();
        for (column, code) in
            of_codes.cells.iter().filter(|(column, _)| *column > self.labels.0.max(self.labels.1))
        {
            let (code, name) = (code.word(), of_names.word(*column));
            let Some(row) = rows.get(&code_key(&code)).copied().filter(|_| !is_sum(&name)) else { continue };
            if sectors.iter().any(|one| code_key(&one.code) == code_key(&code)) {
                let kind = FaultKind::AccountTwice { sheet: grid.sheet.clone(), account: code };
                return Err(grid.fault(of_codes.at, *column, &kind));
            }
            let of_row = self.label(&grid.rows[row]);
            sectors.push(Sector {
                code: of_row.0,
                name: if of_row.1.is_empty() { name } else { of_row.1 },
                row,
                column: *column,
            });
        }
        self.check_rows(&rows, &sectors)?;
        Ok(sectors)
    }

    /// Looks whether every row above the sum of inputs is a sector.
    fn check_rows(&self, rows: &HashMap<String, usize>, sectors: &[Sector]) -> Result<(), Fault> {
        let first_sum =
            self.grid.rows.iter().position(|row| plain(&self.label(row).1).ends_with("중간투입계"));
        let mut rows: Vec<_> =
            rows.values().copied().filter(|at| first_sum.is_none_or(|sum| *at < sum)).collect();
        rows.sort_unstable();
        let lost = rows.into_iter().find(|at| !sectors.iter().any(|sector| sector.row == *at));
        let Some(at) = lost else { return Ok(()) };
        let row = &self.grid.rows[at];
        let account = self.label(row).0;
        Err(self.grid.fault(
            row.at,
            self.labels.0,
            &FaultKind::NoAccount { sheet: self.grid.sheet.clone(), account },
        ))
    }

    /// Finds a row below the sectors by one of its names.
    fn row(&self, words: &[&str]) -> Option<&Row> {
        let named = |row: &&Row, word: &str| {
            row.cells
                .iter()
                .take_while(|(at, _)| *at <= self.labels.1)
                .any(|(_, value)| plain(&value.word()) == word)
        };
        let last = self.sectors.iter().map(|sector| sector.row).max().unwrap_or_default();
        words.iter().find_map(|word| self.grid.rows.iter().skip(last + 1).find(|row| named(row, word)))
    }

    fn numbers(&self, words: &[&str]) -> Result<Option<Vec<f64>>, Fault> {
        let Some(row) = self.row(words) else { return Ok(None) };
        let number = |sector: &Sector| self.grid.number(row, sector.column, &sector.code);
        self.sectors.iter().map(number).collect::<Result<_, _>>().map(Some)
    }

    fn wanted(&self, words: &[&str], en: &str) -> Result<Vec<f64>, Fault> {
        let no_head = || {
            let what = Text::new(format!("`{}` 행", words[0]), format!("row of {en} (`{}`)", words[0]));
            FaultKind::NoHead { what }.at(&self.grid.file, Spot::START)
        };
        self.numbers(words)?.ok_or_else(no_head)
    }

    fn column(&self, column: u32) -> Result<Vec<f64>, Fault> {
        let number = |sector: &Sector| self.grid.number(&self.grid.rows[sector.row], column, &sector.code);
        self.sectors.iter().map(number).collect()
    }

    /// Reads who uses: the columns behind the sectors that are no sums, up to that of all demand.
    fn demand(&self) -> Result<Vec<Demand>, Fault> {
        let last = self.sectors.iter().map(|sector| sector.column).max().unwrap_or_default();
        let mut demand = Vec::new();
        for (column, name) in self.grid.rows[self.names].cells.iter().filter(|(column, _)| *column > last) {
            let name = name.word();
            if plain(&name) == "최종수요계" || plain(&name) == "총수요계" {
                break;
            }
            if !is_sum(&name) {
                let values = self.column(*column)?;
                demand.push(Demand { is_of_households: plain(&name) == HOUSEHOLDS, name, values });
            }
        }
        Ok(demand)
    }

    fn flows(&self, options: &Options, employment: Option<&Grid>) -> Result<Flows, Fault> {
        let columns = self.sectors.iter().map(|sector| self.column(sector.column));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let size = columns.len();
        let rows: Vec<_> = (0..size).flat_map(|row| columns.iter().map(move |column| column[row])).collect();
        let output = self.wanted(OUTPUT, "total inputs")?;
        let largest = output.iter().fold(0.0_f64, |most, one| most.max(*one));
        let are_whole = rows.iter().all(|cell| cell.fract() == 0.0);
        let demand = self.demand()?;
        self.check_magnitude(&output)?;
        let [workers, employees] = employment.map_or(Ok([None, None]), |grid| self.employment(grid))?;
        Ok(Flows {
            accounts: self.accounts()?,
            domestic: Cells::dense(size, rows).expect("columns of one length make a square"),
            imports: Some(self.wanted(IMPORTS, "imported inputs")?),
            imported: None,
            net_taxes: self.numbers(NET_TAXES)?,
            value_added: Some(self.wanted(VALUE_ADDED, "value added")?),
            unsplit: None,
            compensation: self.numbers(COMPENSATION)?,
            workers,
            employees,
            rounding: rounding(options, size + demand.len() + 8, largest, are_whole),
            demand,
            output,
        })
    }

    /// Looks whether these can be transactions; in a table of coefficients every input sums to 1.
    fn check_magnitude(&self, output: &[f64]) -> Result<(), Fault> {
        let is_one = |output: &f64| (output - 1.0).abs() < 1e-6 || *output == 0.0;
        if output.is_empty() || !output.iter().all(is_one) {
            return Ok(());
        }
        let (ko, en) = (
            "거래표가 아니라 투입계수표입니다: 총투입이 모두 1입니다",
            "the sheet holds input coefficients, not transactions: every input sums to 1",
        );
        let row = self.row(OUTPUT).map_or(0, |row| row.at);
        Err(self.grid.fault(row, 0, &FaultKind::Keys { ko, en }))
    }

    /// Reads workers and employees by code from a sheet of their own.
    fn employment(&self, grid: &Grid) -> Result<[Option<Vec<f64>>; 2], Fault> {
        let find = |row: &Row, words: [&str; 2]| {
            let is_it = |word: String| words.contains(&word.as_str());
            row.cells.iter().find(|(_, value)| is_it(plain(&value.word()))).map(|(at, _)| *at)
        };
        let columns = |row: &Row| [find(row, ["취업자", "취업자수"]), find(row, ["피용자", "피용자수"])];
        let head =
            grid.rows.iter().find(|row| row.cells.len() > 1 && columns(row).iter().any(Option::is_some));
        let Some(head) = head else {
            let what = Text::new("취업자·피용자 머리글", "head of workers and employees (취업자, 피용자)");
            return Err(FaultKind::NoHead { what }.at(&grid.file, Spot::START));
        };
        let columns = columns(head);
        let code_of = |row: &Row| {
            row.cells
                .iter()
                .map(|(_, value)| value.word())
                .find(|word| is_code(word))
                .map(|word| code_key(&word))
        };
        let below = grid.rows.iter().filter(|row| row.at > head.at);
        let rows: HashMap<_, _> = below.filter_map(|row| Some((code_of(row)?, row))).collect();
        let read = |column: u32| {
            let number = |sector: &Sector| {
                if let Some(row) = rows.get(&code_key(&sector.code)) {
                    return grid.number(row, column, &sector.code);
                }
                let account = format!("{} {}", sector.code, sector.name);
                let kind = FaultKind::NoAccount { sheet: grid.sheet.clone(), account };
                Err(grid.fault(head.at, column, &kind))
            };
            self.sectors.iter().map(number).collect::<Result<Vec<_>, _>>()
        };
        Ok([columns[0].map(read).transpose()?, columns[1].map(read).transpose()?])
    }

    fn accounts(&self) -> Result<Accounts, Fault> {
        let account = |sector: &Sector| Account {
            region: None,
            sector: sector.code.clone(),
            name: Text::new(sector.name.clone(), sector.name.clone()),
        };
        let list = self.sectors.iter().map(account).collect();
        Accounts::new(list).map_err(|fault| self.places().fault(&fault))
    }

    fn places(&self) -> Places {
        let spot =
            |sector: &Sector| (sector.code.clone(), cell_spot(self.grid.rows[sector.row].at, self.labels.1));
        let spots = self.sectors.iter().map(spot).collect();
        Places { file: self.grid.file.clone(), sheet: self.grid.sheet.clone(), spots }
    }
}

/// Finds the row of codes and that of names: the latter has 중간수요계 behind its sectors.
fn heads(grid: &Grid) -> Result<(usize, usize), Fault> {
    let no_head =
        |ko: &str, en: &str| FaultKind::NoHead { what: Text::new(ko, en) }.at(&grid.file, Spot::START);
    let first = grid.rows.iter().take(16);
    let names =
        first.clone().position(|row| row.cells.iter().any(|(_, value)| plain(&value.word()) == "중간수요계"));
    let names = names.ok_or_else(|| {
        no_head("`중간수요계`가 있는 머리글", "head with the sum of intermediate demand (`중간수요계`)")
    })?;
    let codes = |row: &Row| row.cells.iter().filter(|(_, value)| is_code(&value.word())).count();
    let most = first.enumerate().filter(|(at, _)| *at != names && at.abs_diff(names) <= 2);
    let most =
        most.filter(|(at, row)| *at < names || !has_label_of_row(row)).max_by_key(|(_, row)| codes(row));
    let best = most.filter(|(_, row)| codes(row) >= 2);
    best.map(|(at, _)| (at, names)).ok_or_else(|| no_head("부문 부호 머리글", "row of sector codes"))
}

/// Tells whether a row below the names is already one of transactions: it has a word and then numbers.
fn has_label_of_row(row: &Row) -> bool {
    let has_word = row.cells.iter().any(|(_, value)| !value.is_number() && !is_code(&value.word()));
    has_word && row.cells.iter().filter(|(_, value)| value.is_number()).count() >= 2
}

/// Finds the columns in which rows have their codes and names.
fn label_columns(grid: &Grid, codes: usize) -> Result<(u32, u32), Fault> {
    let of_codes: Vec<_> = grid.rows[codes].cells.iter().map(|(_, value)| code_key(&value.word())).collect();
    let below = || grid.rows.iter().skip(codes + 1);
    let matches = |column: u32| {
        below()
            .filter(|row| of_codes.contains(&code_key(&row.word(column))) && !row.word(column).is_empty())
            .count()
    };
    let best = (0..6).max_by_key(|column| (matches(*column), std::cmp::Reverse(*column)));
    let code = best.filter(|column| matches(*column) >= 2).ok_or_else(|| {
        let what = Text::new("행의 부문 부호 열", "column with the codes of the rows");
        FaultKind::NoHead { what }.at(&grid.file, cell_spot(grid.rows[codes].at, 0))
    })?;
    let is_word = |row: &&Row, column: u32| {
        row.get(column).is_some_and(|value| !value.is_number() && !is_code(&value.word()))
    };
    let words = |column: u32| below().filter(|row| is_word(row, column)).count();
    let name = (0..code + 4)
        .filter(|column| *column != code)
        .max_by_key(|column| (words(*column), std::cmp::Reverse(*column)));
    Ok((code, name.unwrap_or(code + 1)))
}
