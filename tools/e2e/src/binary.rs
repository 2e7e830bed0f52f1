//! Which binary the tests run.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::repository;

/// Returns the built `teukgu`: `TEUKGU_BIN` when it is set, else the newest way of building it that was used.
///
/// # Errors
///
/// When there is none; the message says how to build it.
pub fn binary() -> Result<PathBuf> {
    if let Some(path) = env::var_os("TEUKGU_BIN") {
        return Ok(path.into());
    }
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from);
    let places = ["release", "debug"].map(|profile| target.join(profile).join("teukgu"));
    let Some(found) = places.iter().find(|place| place.is_file()) else {
        bail!("the binary is not built: run `cargo build --release` first, or `cargo xtask test e2e`");
    };
    Ok(found.clone())
}
