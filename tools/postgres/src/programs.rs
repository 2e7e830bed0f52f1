//! Where the programs of a server are, and who may run them.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// Where Debian keeps the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The user that a server runs as when root starts it.
const USER: &str = "teukgu-test";

/// The folder with the programs of a server.
#[derive(Clone, Debug)]
pub(crate) struct Programs(PathBuf);

impl Programs {
    /// Finds the programs: on the PATH, or the newest of Debian's.
    pub(crate) fn find() -> Result<Self> {
        let path = env::var_os("PATH").unwrap_or_default();
        let on_path = env::split_paths(&path).find(|folder| is_complete(folder));
        on_path.or_else(newest_of_debian).map(Self).context(
            "there is no PostgreSQL server on this machine; install the package `postgresql` (Debian, Ubuntu)",
        )
    }

    pub(crate) fn initdb(&self) -> PathBuf {
        self.0.join("initdb")
    }

    pub(crate) fn pg_ctl(&self) -> PathBuf {
        self.0.join("pg_ctl")
    }

    pub(crate) fn postgres(&self) -> PathBuf {
        self.0.join("postgres")
    }
}

fn is_complete(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).is_file())
}

fn newest_of_debian() -> Option<PathBuf> {
    let versions = fs::read_dir(DEBIAN).ok()?.filter_map(Result::ok).filter_map(|version| {
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        Some((number, version.path().join("bin")))
    });
    versions.filter(|(_, folder)| is_complete(folder)).max().map(|(_, folder)| folder)
}

/// Who runs the programs: this user, or another one because they refuse to run as root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    Own,
    Other,
}

impl Account {
    /// Returns the account for servers, and makes its user if root has none yet.
    pub(crate) fn for_servers() -> Result<Self> {
        if output("id", &["-u"])?.trim() != "0" {
            return Ok(Self::Own);
        }
        let there = Command::new("id").arg(USER).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if !there.success() {
            output("useradd", &["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER])?;
        }
        Ok(Self::Other)
    }

    /// Gives a folder to the account.
    ///
    /// # Errors
    /// If the account cannot enter it, because a folder above it is closed.
    pub(crate) fn own(self, folder: &Path) -> Result<()> {
        if self == Self::Own {
            return Ok(());
        }
        let place = folder.to_str().context("the temporary folder is not UTF-8")?;
        output("chown", &[USER, place])?;
        let entered = self.command("test").args(["-x", place]).current_dir("/").status()?;
        if !entered.success() {
            bail!("user `{USER}` cannot enter `{place}`; name a folder that everybody may enter with TMPDIR");
        }
        Ok(())
    }

    /// Returns the command that runs a program as the account.
    pub(crate) fn command(self, program: impl AsRef<OsStr>) -> Command {
        if self == Self::Own {
            return Command::new(program);
        }
        let mut command = Command::new("runuser");
        command.args(["-u", USER, "--"]).arg(program);
        command
    }
}

fn output(program: &str, words: &[&str]) -> Result<String> {
    let output =
        Command::new(program).args(words).output().with_context(|| format!("cannot run `{program}`"))?;
    if !output.status.success() {
        bail!("`{program} {}`: {}", words.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
