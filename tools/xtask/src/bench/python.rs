//! Python for the other side, with its packages in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::run;

/// Installs packages into `folder/venv`, where that is not there yet, and returns its Python.
pub(super) fn environment(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let venv = folder.join("venv");
    let python = venv.join("bin/python");
    if !python.is_file() {
        fs::create_dir_all(folder)?;
        run::shown(Command::new("python3").args(["-m", "venv"]).arg(&venv))
            .context("Python with venv is missing")?;
        run::shown(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages))?;
    }
    Ok(python)
}
