//! Tables as files for spreadsheets.

pub use teukgu_report::{Cell, Sheet, csv, workbook};
