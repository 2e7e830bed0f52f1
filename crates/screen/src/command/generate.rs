//! `generate`: a made-up register, written in slices by some threads.

use super::args::{Generate, Settings};
use super::say;
use crate::failure::Failure;
use crate::whole_file::{WholeFile, is_named_csv};
use crate::{embedded, pass};
use arrow::array::{ArrayRef, Date32Array, Float64Array, Int8Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use jiff::civil::date;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde::Serialize;
use std::fs::File;
use std::io::Write;
use std::sync::Arc;
use teukgu_domain::text::{Lang, Text};
use teukgu_register::generate::{Establishment, Generator, HEAD};

/// Rows that are made at once.
const SLICE: u64 = 1 << 16;

#[derive(Serialize)]
struct Answer {
    rows: u64,
    seed: u64,
    first: u64,
    illustrative: bool,
}

pub(super) fn run(args: &Generate, settings: Settings) -> Result<(), Failure> {
    if args.first.checked_add(args.rows).is_none_or(|end| end > u64::from(u32::MAX)) {
        return Err(Failure::input(
            Text::new(format!("행이 너무 많습니다: {}", args.rows), format!("too many rows: {}", args.rows)),
            Text::new(format!("{}까지 만들 수 있습니다", u32::MAX), format!("at most {} are made", u32::MAX)),
        ));
    }
    pass::heed_signals();
    let generator = embedded::generator()?;
    let (whole, file) = WholeFile::begin(&args.out)?;
    if is_named_csv(&args.out) {
        csv(args, &generator, file)?;
    } else {
        parquet(args, &generator, file)?;
    }
    whole.keep()?;
    let answer = Answer { rows: args.rows, seed: args.seed, first: args.first, illustrative: true };
    say(settings, &answer, |lang| match lang {
        Lang::Ko => format!("{}: 합성 사업체 {}행(실제 사업체가 아닙니다)\n", args.out.display(), args.rows),
        Lang::En => {
            format!("{}: {} made-up establishments (none of them is real)\n", args.out.display(), args.rows)
        }
    })
}

fn slices(args: &Generate) -> usize {
    usize::try_from(args.rows.div_ceil(SLICE)).unwrap_or(usize::MAX)
}

fn slice(args: &Generate, number: usize) -> std::ops::Range<u64> {
    let start = u64::try_from(number).unwrap_or_default() * SLICE;
    args.first + start..args.first + args.rows.min(start + SLICE)
}

fn csv(args: &Generate, generator: &Generator, mut file: File) -> Result<(), Failure> {
    let unwritable = |error: std::io::Error| Failure::unwritable(&args.out, &error);
    writeln!(file, "{HEAD}").map_err(unwritable)?;
    let make = |number: usize| {
        let mut text = String::new();
        generator.write_csv(args.seed, slice(args, number), &mut text);
        Ok(text)
    };
    let bar = pass::bar(args.rows);
    let rows = |number| slice(args, number).end - slice(args, number).start;
    let threads = pass::threads(None);
    pass::over_all((slices(args), rows), threads, &bar, make, |text: String| {
        file.write_all(text.as_bytes()).map_err(unwritable)
    })?;
    bar.finish_and_clear();
    Ok(())
}

fn parquet(args: &Generate, generator: &Generator, file: File) -> Result<(), Failure> {
    let unwritable = |error: &dyn std::fmt::Display| Failure::unwritable(&args.out, error);
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(crate::source::PIECE))
        .build();
    let empty = batch(&[]);
    let mut writer =
        ArrowWriter::try_new(file, empty.schema(), Some(properties)).map_err(|error| unwritable(&error))?;
    let make = |number: usize| {
        let rows: Vec<Establishment> = slice(args, number).map(|row| generator.row(args.seed, row)).collect();
        Ok(batch(&rows))
    };
    let bar = pass::bar(args.rows);
    let rows = |number| slice(args, number).end - slice(args, number).start;
    let threads = pass::threads(None);
    pass::over_all((slices(args), rows), threads, &bar, make, |batch: RecordBatch| {
        writer.write(&batch).map_err(|error| unwritable(&error))
    })?;
    bar.finish_and_clear();
    writer.close().map(drop).map_err(|error| unwritable(&error))
}

/// Returns rows in columns, with the names of [`HEAD`].
fn batch(rows: &[Establishment]) -> RecordBatch {
    let texts = |text: fn(&Establishment) -> &str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(text)))
    };
    let degrees = |of: fn(&Establishment) -> Option<f64>| -> ArrayRef {
        // As the CSV of the same register has them: six digits.
        let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
        Arc::new(rows.iter().map(|row| of(row).map(rounded)).collect::<Float64Array>())
    };
    let numbers = |of: fn(&Establishment) -> u64| -> ArrayRef {
        let number = |row: &Establishment| i64::try_from(of(row)).unwrap_or(i64::MAX);
        Arc::new(rows.iter().map(|row| Some(number(row))).collect::<Int64Array>())
    };
    let flags = |of: fn(&Establishment) -> bool| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(i8::from(of(row)))).collect::<Int8Array>())
    };
    let founded = rows.iter().map(|row| Some((row.founded - date(1970, 1, 1)).get_days()));
    let columns: Vec<ArrayRef> = vec![
        texts(|row| &row.id),
        texts(|row| &row.name),
        texts(|row| &row.industry),
        texts(|row| &row.section),
        texts(|row| &row.municipality),
        degrees(|row| row.lon),
        degrees(|row| row.lat),
        numbers(|row| row.employees),
        texts(|row| row.size_class),
        texts(|row| row.form),
        Arc::new(founded.collect::<Date32Array>()),
        flags(|row| row.venture),
        flags(|row| row.research_lab),
        numbers(|row| row.revenue_won),
        texts(|row| row.status),
    ];
    let field = |(name, column): (&str, &ArrayRef)| {
        let kind = column.data_type().clone();
        Field::new(name.trim(), kind.clone(), kind == DataType::Float64)
    };
    let schema = Schema::new(HEAD.split(',').zip(&columns).map(field).collect::<Vec<_>>());
    RecordBatch::try_new(Arc::new(schema), columns)
        .expect("the head has a name for each column, all of one length")
}
