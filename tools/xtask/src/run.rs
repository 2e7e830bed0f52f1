//! Running other programs, with their names in the error when they fail.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::{env, fs};

use anyhow::{Context, Result, bail};

/// A setting that every `cargo` of this run is given.
static GIVEN: OnceLock<(&str, String)> = OnceLock::new();

/// Gives a setting to every `cargo` from now on.
pub(crate) fn give(name: &'static str, value: String) {
    // There is one such setting in a run, and the first one stays.
    drop(GIVEN.set((name, value)));
}

/// Runs a command with its output on the terminal; an exit status other than 0 is an error.
pub(crate) fn shown(command: &mut Command) -> Result<()> {
    let name = words(command);
    let status = command.status().with_context(|| format!("cannot start `{name}`"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Runs a command and returns what it wrote to stdout; its stderr stays on the terminal.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = words(command);
    let done = command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{name}`"))?;
    if !done.status.success() {
        bail!("`{name}` ended with {}", done.status);
    }
    String::from_utf8(done.stdout).with_context(|| format!("`{name}` did not write UTF-8"))
}

/// Runs a command silently and says whether it succeeded.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Returns the first of `names` that is a program on the PATH.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| fs::metadata(place).is_ok_and(|found| found.is_file()))
}

/// Names what `cargo run` tells a program of its package; build scripts that look at it would run again, and everything
/// that rests on them be built again, as often as somebody calls `cargo` without us in between.
fn of_our_package() -> impl Iterator<Item = OsString> {
    let names = env::vars_os().map(|(name, _)| name);
    names.filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    })
}

/// Returns a `cargo` command that runs in the root of the repository.
pub(crate) fn cargo(root: &Path, words: &[&str]) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    of_our_package().for_each(|name| _ = command.env_remove(name));
    command.current_dir(root).args(words).envs(GIVEN.get().map(|(name, value)| (name, value)));
    command
}

fn words(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
