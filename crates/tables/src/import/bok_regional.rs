//! Inducement coefficients by region and sector: the columns of one region, summed over its own rows and over all rows.
//!
//! Where the heads stand was not seen in every edition; they are found by what they say.

use super::labels::{code_key, is_code, is_sum, plain, region, regions};
use super::{Draft, Options, Places};
use crate::kind::FaultKind;
use crate::workbook::{Row, Value, Workbook, cell_name, cell_spot, is_workbook};
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;
use teukgu_domain::text::Text;
use teukgu_effect::{Account, Accounts, Body, Published, Split};

/// Rows among which the heads are looked for.
const HEAD_ROWS: usize = 24;

/// Part of a stated sum by which it may differ from that of its rows.
const NEAR: f64 = 1e-6;

/// What a workbook is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    Output,
    ValueAdded,
    Workers,
    Employees,
    /// Workers and employees for a unit of output, by region and sector.
    Employment,
}

/// Words by which a topic is known, the longest first.
const WORDS: [(&str, Option<Topic>); 8] = [
    ("부가가치유발", Some(Topic::ValueAdded)),
    ("생산유발", Some(Topic::Output)),
    ("취업유발", Some(Topic::Workers)),
    ("고용유발", Some(Topic::Employees)),
    ("수입유발", None),
    ("고용표", Some(Topic::Employment)),
    ("취업계수", Some(Topic::Employment)),
    ("고용계수", Some(Topic::Employment)),
];

fn topic(text: &str) -> Option<Topic> {
    let text = plain(text);
    WORDS.iter().find(|(word, _)| text.contains(word)).and_then(|(_, topic)| *topic)
}

/// A sheet whose topic is known, with its first rows.
struct Found {
    sheet: String,
    rows: Vec<Row>,
}

pub(super) fn import(options: &Options, files: &BTreeMap<String, Vec<u8>>) -> Result<Draft, Fault> {
    let wanted = wanted_region(options)?;
    let mut books = BTreeMap::new();
    for (name, bytes) in files.iter().filter(|(name, bytes)| is_workbook(name, bytes)) {
        let mut book = Workbook::open(name, bytes)?;
        if let Some((topic, found)) = find(&mut book)? {
            books.insert(topic, (book, found));
        }
    }
    let employment = match books.get_mut(&Topic::Employment) {
        Some((book, found)) => Some(super::employment::read(book, &found.sheet)?),
        None => None,
    };
    let Some((book, found)) = books.get_mut(&Topic::Output) else {
        let what = Text::new("생산유발계수표", "table of production inducement coefficients (생산유발계수)");
        return Err(
            FaultKind::NoSource { what }.at(files.keys().next().map_or("", String::as_str), Spot::START)
        );
    };
    let output = Sums::read(book, found, wanted, employment.as_ref())?;
    let mut rows = BTreeMap::new();
    for topic in [Topic::ValueAdded, Topic::Workers, Topic::Employees] {
        if let Some((book, found)) = books.get_mut(&topic) {
            let sums = Sums::read(book, found, wanted, None)?;
            sums.check_sectors(&output)?;
            sums.check_values(topic)?;
            rows.insert(topic, sums.split());
        }
    }
    output.check_values(Topic::Output)?;
    let mut row = |topic, weighted: Option<Split>| rows.remove(&topic).or(weighted);
    let published = Published {
        accounts: output.accounts()?,
        value_added: row(Topic::ValueAdded, None),
        compensation: None,
        workers: row(Topic::Workers, output.weighted(0)),
        employees: row(Topic::Employees, output.weighted(1)),
        output: output.split(),
    };
    Ok(Draft { body: Body::Published(published), places: output.places() })
}

fn wanted_region(options: &Options) -> Result<&'static str, Fault> {
    let Some(asked) = &options.region else {
        let what = Text::new("지역(`region`)", "region (`region`)");
        return Err(FaultKind::Wanted { what }.at("", Spot::START));
    };
    let unknown = || FaultKind::NoRegion { region: asked.clone(), known: regions() }.at("", Spot::START);
    region(asked).ok_or_else(unknown)
}

/// Finds the first sheet that says what it is about, in its name, in its title, or in the name of the file.
fn find(book: &mut Workbook<'_>) -> Result<Option<(Topic, Found)>, Fault> {
    let of_file = topic(book.name);
    let mut without_head = None;
    for sheet in book.sheets() {
        let rows = book.first_rows(&sheet, HEAD_ROWS)?;
        let texts = rows.iter().take(8).flat_map(|row| row.cells.iter().take(4));
        let title = texts.filter(|(_, value)| !value.is_number()).find_map(|(_, value)| topic(&value.word()));
        let Some(topic) = topic(&sheet).or(title).or(of_file).filter(|_| !rows.is_empty()) else { continue };
        let has_head = topic == Topic::Employment || rows.iter().any(|row| regions_in(row).len() > 1);
        let found = (topic, Found { sheet, rows });
        if has_head {
            return Ok(Some(found));
        }
        // A list of contents names the table too; it counts only if nothing better comes.
        without_head = without_head.or(Some(found));
    }
    Ok(without_head)
}

/// A column of the region that is wanted.
#[derive(Clone, Debug)]
struct Sector {
    code: String,
    name: String,
    column: u32,
}

/// Who the columns are, and how rows are known.
struct Head {
    /// Rows above the first row of numbers end here.
    last: u32,
    /// Columns before this one hold labels.
    first_column: u32,
    /// The columns of the region.
    sectors: Vec<Sector>,
    /// Places of the sectors by plain name and by code.
    by_name: HashMap<String, usize>,
    by_code: HashMap<String, usize>,
    /// Regions of the head, in order.
    regions: Vec<&'static str>,
}

impl Head {
    fn read(book: &str, found: &Found, wanted: &str) -> Result<Self, Fault> {
        let no_head =
            |ko: &str, en: &str| FaultKind::NoHead { what: Text::new(ko, en) }.at(book, Spot::START);
        let of_regions =
            found.rows.iter().max_by_key(|row| (regions_in(row).len(), std::cmp::Reverse(row.at)));
        let of_regions = of_regions.filter(|row| !regions_in(row).is_empty());
        let of_regions =
            of_regions.filter(|row| row.cells.iter().filter(|(_, one)| one.is_number()).count() < 2);
        let row = of_regions
            .ok_or_else(|| no_head("지역 머리글(서울, 부산, …)", "row of regions (서울, 부산, …)"))?;
        let columns = columns_by_region(row, found);
        let regions = regions_in(row);
        if !regions.contains(&wanted) {
            let kind = FaultKind::NoRegion { region: wanted.to_owned(), known: regions.join(", ") };
            return Err(kind.at(book, cell_spot(row.at, 0)));
        }
        let own: Vec<_> = columns.iter().filter(|(_, region)| *region == wanted).map(|(at, _)| *at).collect();
        let names = found.rows.iter().filter(|one| one.at != row.at);
        let names: Vec<_> = names.filter(|row| is_head(row, &own)).collect();
        let codes = names.iter().find(|row| own.iter().all(|at| is_code(&row.word(*at))));
        let words = names.iter().find(|row| own.iter().any(|at| !is_code(&row.word(*at))));
        let Some(key) = codes.or(words) else {
            return Err(no_head("부문 부호와 이름 머리글", "row of sector codes or names"));
        };
        let sector = |column: &u32| Sector {
            code: key.word(*column),
            name: words.unwrap_or(key).word(*column),
            column: *column,
        };
        let sectors = own.iter().map(sector).filter(|one| !is_sum(&one.code) && !is_sum(&one.name)).collect();
        let last = [Some(row), codes.copied(), words.copied()].into_iter().flatten().map(|row| row.at).max();
        let first_column = columns.first().map_or(0, |(at, _)| *at);
        let head = Self {
            last: last.unwrap_or_default(),
            first_column,
            sectors,
            by_name: HashMap::new(),
            by_code: HashMap::new(),
            regions,
        };
        head.with_places(book, &found.sheet)
    }

    fn with_places(mut self, book: &str, sheet: &str) -> Result<Self, Fault> {
        for (at, sector) in self.sectors.iter().enumerate() {
            self.by_name.insert(plain(&sector.name), at);
            if self.by_code.insert(code_key(&sector.code), at).is_some() {
                let kind = FaultKind::AccountTwice { sheet: sheet.to_owned(), account: sector.code.clone() };
                return Err(kind.at(book, cell_spot(self.last, sector.column)));
            }
        }
        Ok(self)
    }

    fn sector(&self, labels: &[String]) -> Option<usize> {
        let by_name = labels.iter().find_map(|label| self.by_name.get(&plain(label)));
        by_name.or_else(|| labels.iter().rev().find_map(|label| self.by_code.get(&code_key(label)))).copied()
    }
}

fn regions_in(row: &Row) -> Vec<&'static str> {
    let mut regions = Vec::new();
    for (_, value) in row.cells.iter().filter(|(_, value)| !value.is_number()) {
        if let Some(region) = region(&value.word())
            && !regions.contains(&region)
        {
            regions.push(region);
        }
    }
    regions
}

/// Returns which region each column belongs to; a region that stands once, over merged cells, holds up to the next word.
fn columns_by_region(row: &Row, found: &Found) -> Vec<(u32, &'static str)> {
    let first = row.cells.iter().find(|(_, value)| region(&value.word()).is_some()).map_or(0, |(at, _)| *at);
    let last = found.rows.iter().filter_map(|row| row.cells.last()).map(|(at, _)| *at).max().unwrap_or(first);
    let mut now = None;
    let of = |column: u32| {
        if let Some(value) = row.get(column) {
            now = region(&value.word());
        }
        now.map(|region| (column, region))
    };
    (first..=last).filter_map(of).collect()
}

/// Tells whether a row heads every column with a word; most of them differ, which coefficients and units do not.
fn is_head(row: &Row, columns: &[u32]) -> bool {
    let is_word =
        |word: &String| !word.is_empty() && !word.parse::<f64>().is_ok_and(|one| one.fract() != 0.0);
    let mut words: Vec<_> = columns.iter().map(|at| row.word(*at)).collect();
    let is_full = words.iter().all(is_word);
    words.sort();
    words.dedup();
    is_full && words.len() * 2 > columns.len()
}

/// Sums of the columns of a region.
struct Sums {
    file: String,
    sheet: String,
    head: Head,
    inside: Vec<f64>,
    all: Vec<f64>,
    /// The row of sums as it stands in the sheet.
    stated: Option<(u32, Vec<f64>)>,
    /// Sums weighted by workers and by employees for a unit of output: inside and all.
    weighted: [Option<(Vec<f64>, Vec<f64>)>; 2],
}

impl Sums {
    fn read(
        book: &mut Workbook<'_>,
        found: &Found,
        wanted: &str,
        employment: Option<&super::employment::Employment>,
    ) -> Result<Self, Fault> {
        let head = Head::read(book.name, found, wanted)?;
        let zeros = || vec![0.0; head.sectors.len()];
        let weights = |at: usize| employment.filter(|one| one.has[at]).map(|_| (zeros(), zeros()));
        let mut sums = Self {
            file: book.name.to_owned(),
            sheet: found.sheet.clone(),
            inside: zeros(),
            all: zeros(),
            stated: None,
            weighted: [weights(0), weights(1)],
            head,
        };
        let mut seen: HashMap<(&'static str, usize), u32> = HashMap::new();
        let mut now = None;
        book.rows(&found.sheet, |row| {
            if row.at > sums.head.last {
                sums.take(row, wanted, &mut now, &mut seen, employment)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        sums.check_rows(&seen)?;
        sums.check_stated()?;
        Ok(sums)
    }

    /// Adds a row, if it is one of a sector, or keeps it, if it is that of the sums.
    fn take(
        &mut self,
        row: &Row,
        wanted: &str,
        now: &mut Option<&'static str>,
        seen: &mut HashMap<(&'static str, usize), u32>,
        employment: Option<&super::employment::Employment>,
    ) -> Result<(), Fault> {
        let labels = row.cells.iter().take_while(|(at, _)| *at < self.head.first_column);
        let labels: Vec<_> = labels.map(|(_, value)| value.word()).collect();
        let named = labels.iter().find_map(|label| region(label));
        *now = named.or(*now);
        if labels.iter().any(|label| is_sum(label)) {
            // A sum of one region is not that of the country.
            if named.is_none() && !labels.iter().any(|label| plain(label) == "소계") {
                let values = self.values(row)?;
                self.stated = Some((row.at, values));
            }
            return Ok(());
        }
        let (Some(region), Some(sector)) = (*now, self.head.sector(&labels)) else { return Ok(()) };
        if seen.insert((region, sector), row.at).is_some() {
            let account = format!("{region}.{}", self.head.sectors[sector].code);
            let kind = FaultKind::AccountTwice { sheet: self.sheet.clone(), account };
            return Err(kind.at(&self.file, cell_spot(row.at, 0)));
        }
        let values = self.values(row)?;
        let code = code_key(&self.head.sectors[sector].code);
        let weights = employment.map(|one| one.of(region, &code));
        for (at, value) in values.into_iter().enumerate() {
            let is_inside = region == wanted;
            self.all[at] += value;
            self.inside[at] += if is_inside { value } else { 0.0 };
            for (kind, sums) in self.weighted.iter_mut().enumerate() {
                let (Some((inside, all)), Some(weights)) = (sums.as_mut(), weights) else { continue };
                all[at] += value * weights[kind];
                inside[at] += if is_inside { value * weights[kind] } else { 0.0 };
            }
        }
        Ok(())
    }

    /// Reads the columns of the region in a row; an empty cell is 0.
    fn values(&self, row: &Row) -> Result<Vec<f64>, Fault> {
        let read = |sector: &Sector| {
            let Some(value) = row.get(sector.column) else { return Ok(0.0) };
            value.number().ok_or_else(|| self.no_number(row.at, sector, value))
        };
        self.head.sectors.iter().map(read).collect()
    }

    fn no_number(&self, row: u32, sector: &Sector, value: &Value) -> Fault {
        let (sheet, cell) = (self.sheet.clone(), cell_name(row, sector.column));
        let head = format!("{} {}", sector.code, sector.name);
        let kind = FaultKind::CellNotNumber { sheet, cell, head, text: value.word() };
        kind.at(&self.file, cell_spot(row, sector.column))
    }

    /// Looks whether every region has a row of every sector.
    fn check_rows(&self, seen: &HashMap<(&'static str, usize), u32>) -> Result<(), Fault> {
        for region in &self.head.regions {
            for (at, sector) in self.head.sectors.iter().enumerate() {
                if !seen.contains_key(&(*region, at)) {
                    let account = format!("{region} {} {}", sector.code, sector.name);
                    let kind = FaultKind::NoAccount { sheet: self.sheet.clone(), account };
                    return Err(kind.at(&self.file, cell_spot(self.head.last, sector.column)));
                }
            }
        }
        Ok(())
    }

    fn check_stated(&self) -> Result<(), Fault> {
        let Some((row, stated)) = &self.stated else { return Ok(()) };
        for ((sector, stated), sum) in self.head.sectors.iter().zip(stated).zip(&self.all) {
            if (stated - sum).abs() > NEAR * sum.abs().max(1.0) {
                let (sheet, cell) = (self.sheet.clone(), cell_name(*row, sector.column));
                let kind = FaultKind::SumApart { sheet, cell, stated: *stated, sum: *sum };
                return Err(kind.at(&self.file, cell_spot(*row, sector.column)));
            }
        }
        Ok(())
    }

    /// Looks whether the sums can be multipliers; transactions and input coefficients are neither.
    fn check_values(&self, topic: Topic) -> Result<(), Fault> {
        let most = match topic {
            Topic::Output => 1.0 - NEAR..100.0,
            Topic::ValueAdded => 0.0..1.0 + NEAR,
            _ => 0.0..1e6,
        };
        let row = self.stated.as_ref().map_or(self.head.last, |(row, _)| *row);
        match self.head.sectors.iter().zip(&self.all).find(|(_, sum)| !most.contains(*sum)) {
            None => Ok(()),
            Some((sector, found)) => {
                let (sheet, cell) = (self.sheet.clone(), cell_name(row, sector.column));
                let kind = FaultKind::NotCoefficient { sheet, cell, found: *found };
                Err(kind.at(&self.file, cell_spot(row, sector.column)))
            }
        }
    }

    /// Looks whether the workbook has the sectors of another.
    fn check_sectors(&self, other: &Self) -> Result<(), Fault> {
        let keys = |sums: &Self| sums.head.sectors.iter().map(|one| code_key(&one.code)).collect::<Vec<_>>();
        let (mine, others) = (keys(self), keys(other));
        if mine == others {
            return Ok(());
        }
        let missing = others.iter().find(|code| !mine.contains(code)).or(mine.first());
        let account = missing.cloned().unwrap_or_default();
        let kind = FaultKind::NoAccount { sheet: self.sheet.clone(), account };
        Err(kind.at(&self.file, cell_spot(self.head.last, self.head.first_column)))
    }

    fn split(&self) -> Split {
        let total = self.stated.as_ref().map_or(&self.all, |(_, stated)| stated);
        split(&self.inside, total)
    }

    fn weighted(&self, at: usize) -> Option<Split> {
        self.weighted[at].as_ref().map(|(inside, all)| split(inside, all))
    }

    fn accounts(&self) -> Result<Accounts, Fault> {
        let account = |sector: &Sector| Account {
            region: None,
            sector: sector.code.clone(),
            name: Text::new(sector.name.clone(), sector.name.clone()),
        };
        let list = self.head.sectors.iter().map(account).collect();
        Accounts::new(list).map_err(|fault| self.places().fault(&fault))
    }

    fn places(&self) -> Places {
        let spot = |sector: &Sector| (sector.code.clone(), cell_spot(self.head.last, sector.column));
        Places {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            spots: self.head.sectors.iter().map(spot).collect(),
        }
    }
}

/// Parts a total; what is left below nothing by rounding is nothing.
fn split(inside: &[f64], total: &[f64]) -> Split {
    let left = |(total, inside): (&f64, &f64)| match total - inside {
        left if left.abs() < 1e-9 => 0.0,
        left => left,
    };
    Split { inside: inside.to_vec(), elsewhere: total.iter().zip(inside).map(left).collect() }
}
