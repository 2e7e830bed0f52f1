//! Sheets of squared paper that become workbooks.

use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Text;
use teukgu_effect::Table;
use teukgu_tables::{Layout, Options};

/// A sheet as rows of words; a word that is a number becomes one, `'` before it keeps it a text.
#[derive(Clone)]
pub(crate) struct Paper {
    pub(crate) name: String,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Paper {
    /// Takes rows of words parted by commas.
    pub(crate) fn new(name: &str, text: &str) -> Self {
        let row = |line: &str| line.split(',').map(|word| word.trim().to_owned()).collect();
        Self { name: name.to_owned(), rows: text.trim_matches('\n').lines().map(row).collect() }
    }

    /// Puts a word in another's place, counted from 0.
    pub(crate) fn with(mut self, row: usize, column: usize, word: &str) -> Self {
        word.clone_into(&mut self.rows[row][column]);
        self
    }

    pub(crate) fn without_row(mut self, row: usize) -> Self {
        self.rows.remove(row);
        self
    }
}

/// Writes a workbook of some sheets.
pub(crate) fn workbook(papers: &[Paper]) -> Vec<u8> {
    let mut book = Workbook::new();
    for paper in papers {
        let sheet = book.add_worksheet().set_name(&paper.name).unwrap();
        for (row, words) in (0..).zip(&paper.rows) {
            for (column, word) in (0..).zip(words) {
                match (word.parse::<f64>(), word.strip_prefix('\'')) {
                    _ if word.is_empty() => {}
                    (Ok(number), _) => {
                        sheet.write_number(row, column, number).unwrap();
                    }
                    (_, Some(text)) => {
                        sheet.write_string(row, column, text).unwrap();
                    }
                    _ => {
                        sheet.write_string(row, column, word).unwrap();
                    }
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

pub(crate) fn options(layout: Layout, region: Option<&str>) -> Options {
    let about = layout.about("example", Text::new("예시", "Example"), 2020);
    Options { about, region: region.map(str::to_owned), rounding: None }
}

/// Imports workbooks by name.
pub(crate) fn import(
    layout: Layout,
    region: Option<&str>,
    files: &[(&str, &[Paper])],
) -> Result<Table, Fault> {
    let files = files.iter().map(|(name, papers)| ((*name).to_owned(), workbook(papers)));
    teukgu_tables::import(layout, &options(layout, region), &files.collect::<BTreeMap<_, _>>())
}

pub(crate) fn near(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9)
}
