//! A workbook of the real size; slow, so only with `TEUKGU_SLOW=1`.
//!
//! `TEUKGU_SLOW=1 cargo test --release -p teukgu-tables --test it of_the_real_size -- --nocapture` tells how long it
//! takes; the first run writes the workbook, and the memory of a second one is that of reading alone.

use crate::paper::options;
use rust_xlsxwriter::{Workbook, Worksheet};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;
use teukgu_tables::{Layout, import};

const REGIONS: [&str; 17] = [
    "서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남", "전북",
    "전남", "경북", "경남", "제주",
];
const SECTORS: u32 = 83;
const SIZE: u32 = SECTORS * 17;

/// Writes a matrix of coefficients with the digits of real ones.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "생산유발계수표").unwrap();
    let mut sums = vec![0.0; SIZE as usize];
    for at in 0..SIZE {
        label(sheet, at);
        for (column, sum) in (0..SIZE).zip(&mut sums) {
            let own = if at == column { 1.0 } else { 0.0 };
            let value = own + 0.001 / f64::from(1 + (at * 31 + column * 17) % 997);
            *sum += value;
            sheet.write(at + 7, u16::try_from(column + 3).unwrap(), value).unwrap();
        }
    }
    sheet.write(SIZE + 7, 2, "합계").unwrap();
    for (column, sum) in (3_u16..).zip(&sums) {
        sheet.write(SIZE + 7, column, *sum).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn label(sheet: &mut Worksheet, at: u32) {
    let (code, region) = (at % SECTORS + 1, REGIONS[(at / SECTORS) as usize]);
    let column = u16::try_from(at + 3).unwrap();
    if code == 1 {
        sheet.write(4, column, region).unwrap();
    }
    for (row, column) in [(5, column), (at + 7, 1)] {
        sheet.write(row, column, format!("{code:02}")).unwrap();
    }
    for (row, column) in [(6, column), (at + 7, 2)] {
        sheet.write(row, column, format!("부문 {code}")).unwrap();
    }
    sheet.write(at + 7, 0, region).unwrap();
}

/// Returns the most memory that the process has held, in MiB.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() / 1024
}

#[test]
fn a_workbook_of_the_real_size_is_read() {
    if std::env::var("TEUKGU_SLOW").is_err() {
        return;
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regional.xlsx");
    if !path.exists() {
        std::fs::write(&path, workbook()).unwrap();
    }
    let files = BTreeMap::from([("생산유발.xlsx".to_owned(), std::fs::read(&path).unwrap())]);
    let size = files["생산유발.xlsx"].len() >> 20;
    let start = Instant::now();
    let table = import(Layout::BokRegional, &options(Layout::BokRegional, Some("서울")), &files).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    println!("{size} MiB of workbook in {seconds:.2} s, at most {} MiB held", peak_mib());
    assert_eq!(table.accounts().len(), 83);
}
