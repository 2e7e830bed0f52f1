//! Cases in columns: the kernel beside a plain read of the same bytes.

use std::hint::black_box;
use std::thread;

use anyhow::{Context, Result};
use jiff::civil::date;
use teukgu_rules::columns::{Kernel, Verdicts};
use teukgu_rules::compiled::{BoundVersion, Compiled, Days};

use crate::clock::{median, turns, wall};
use crate::columns::{Columns, Kept, Memory};
use crate::report::{Report, number};
use crate::six::{PROVISIONS, id, law};

const ROUNDS: usize = 7;

/// Measures cases in columns.
pub(crate) fn measure(rows: usize) -> Result<Report> {
    let columns = Columns::new(rows);
    let batch = columns.batch()?;
    let compiled = Compiled::new(law()?, Days::on(date(2026, 3, 2)));
    let kernel = Kernel::new(&versions(&compiled)?);
    let mut report = Report::default();
    report.figure("tests", number(kernel.tests()));
    report.figure("bytes_per_row", number(columns.bytes()) / number(rows));
    let mut verdicts = None;
    let [read, run, deciding] = turns(
        ROUNDS,
        [&mut || _ = black_box(sum(&columns)), &mut || verdicts = Some(kernel.run(&batch)), &mut || {
            drop(black_box(kernel.run_with_deciding(&batch)));
        }],
    )?;
    for (name, taken) in [("read_ns", read), ("kernel_ns", run), ("deciding_ns", deciding)] {
        report.figure(name, taken / number(rows));
    }
    let verdicts = verdicts.context("the kernel was not run")?;
    report.count("batch", verdicts.versions().iter().map(|version| version.counts(rows)).collect());
    let (one, two) = threads(&kernel, &columns)?;
    report.figure("one_thread_ns", one / number(rows));
    report.figure("two_threads_ns", two / number(rows));
    Ok(report)
}

fn versions(compiled: &Compiled) -> Result<Vec<&BoundVersion>> {
    let version = |at| Some(compiled.find(&id(at))?.1.version(0));
    (0..PROVISIONS).map(version).collect::<Option<_>>().context("a provision is missing")
}

/// Wall time with one thread and with two, each with half of the rows.
fn threads(kernel: &Kernel, columns: &Columns) -> Result<(f64, f64)> {
    let (batch, half) = (columns.batch()?, (columns.rows / 2).next_multiple_of(64));
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        one.push(wall(|| kernel.run(&batch)).0);
        two.push(wall(|| in_two(kernel, &batch.slice(0..half), &batch.slice(half..columns.rows))).0);
    }
    Ok((median(one)?, median(two)?))
}

fn in_two(
    kernel: &Kernel,
    first: &teukgu_rules::columns::Batch<'_>,
    second: &teukgu_rules::columns::Batch<'_>,
) -> Option<(Verdicts, Verdicts)> {
    thread::scope(|scope| {
        let other = scope.spawn(|| kernel.run(second));
        let own = kernel.run(first);
        Some((own, other.join().ok()?))
    })
}

/// Reads every byte of every column once, as quickly as a loop without a branch can.
fn sum(columns: &Columns) -> u64 {
    columns.of.iter().map(of_column).fold(0, u64::wrapping_add)
}

fn of_column(kept: &Kept) -> u64 {
    let values = match &kept.values {
        Memory::Bits(values) | Memory::U8(values) => of_bytes(values),
        Memory::U16(values) => add(values, |value| u64::from(*value)),
        Memory::I32(values) => {
            let of = |values: &[i32]| values.iter().fold(0_i32, |sum, value| sum.wrapping_add(*value));
            u64::from(of(values).cast_unsigned())
        }
        Memory::I64(values) => add(values, |value| value.cast_unsigned()),
    };
    values.wrapping_add(of_bytes(&kept.known))
}

fn of_bytes(bytes: &[u8]) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    add(words, |word| u64::from_le_bytes(*word))
}

fn add<T>(values: &[T], number: impl Fn(&T) -> u64) -> u64 {
    values.iter().fold(0, |sum, value| u64::wrapping_add(sum, number(value)))
}
