//! The geo room as its callers see it.

mod edge_cases;
mod grid;
mod properties;
mod real_files;
