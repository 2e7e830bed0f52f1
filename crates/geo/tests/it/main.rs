//! The geo room as its callers see it.

mod edge_cases;
mod properties;
mod real_files;
