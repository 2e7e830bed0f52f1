//! The line that says on which machine figures were taken.

use std::fs;
use std::process::Command;
use std::thread;

use anyhow::Result;

use crate::run;

/// Returns cores, processor, system, compiler and day in one line.
pub(super) fn line() -> Result<String> {
    let cores = thread::available_parallelism()?;
    let processor = from_file("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".into());
    let system = from_file("/etc/os-release", "PRETTY_NAME").unwrap_or_else(|| "unknown system".into());
    let compiler = run::output(Command::new("rustc").arg("--version"))?;
    let compiler: Vec<&str> = compiler.split_whitespace().take(2).collect();
    let day = run::output(Command::new("date").arg("+%Y-%m-%d"))?;
    Ok(format!("{cores} cores ({processor}), {system}, {}, {}.", compiler.join(" "), day.trim()))
}

/// Returns the value of the first line `key = value` or `key : value` of a file.
fn from_file(path: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(key))?;
    let (_, value) = line.split_once([':', '='])?;
    Some(value.trim().trim_matches('"').to_owned())
}
