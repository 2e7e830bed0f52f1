#![doc = include_str!("../README.md")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tool starts programs and makes folders, which is what it is for"
)]

mod guard;
mod programs;

use anyhow::{Context, Result, bail};
use guard::Guard;
use programs::{Account, Programs};
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// Where the cluster is in its folder.
const DATA: &str = "data";

/// What a commit is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// A commit reaches the disk, as in an office.
    Full,
    /// A commit survives the end of a process, not a loss of power: quick, for tests.
    ProcessOnly,
}

/// A running server; it is stopped and removed when this is dropped, and when this process is killed.
#[derive(Debug)]
pub struct Cluster {
    programs: Programs,
    account: Account,
    durability: Durability,
    port: u16,
    /// Goes before the folder does.
    _guard: Guard,
    folder: TempDir,
}

impl Cluster {
    /// Makes a cluster in a temporary folder and starts its server.
    ///
    /// # Errors
    /// If the programs are missing, with the package to install, or the server does not start, with what it said.
    pub fn start(durability: Durability) -> Result<Self> {
        let (programs, account) = (Programs::find()?, Account::for_servers()?);
        let folder = tempfile::Builder::new().prefix("teukgu-postgres-").tempdir()?;
        account.own(folder.path())?;
        let mut stop = account.command(programs.pg_ctl());
        stop.arg("-D").arg(folder.path().join(DATA)).args(["stop", "-m", "immediate"]);
        let guard = Guard::start(folder.path(), &stop)?;
        let cluster = Self { programs, account, durability, port: free_port()?, _guard: guard, folder };
        cluster.initialise()?;
        cluster.start_again()?;
        Ok(cluster)
    }

    /// Returns the address of a database, for the user `teukgu`, who needs no password.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://teukgu@127.0.0.1:{}/{database}", self.port)
    }

    /// Returns the port on the loopback address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the number of the process that all others of the server descend from.
    ///
    /// # Errors
    /// If the server does not run.
    pub fn pid(&self) -> Result<u32> {
        let file = self.data().join("postmaster.pid");
        let text = fs::read_to_string(&file).context("the server does not run")?;
        text.lines().next().and_then(|line| line.trim().parse().ok()).context("the server names no process")
    }

    /// Lets the server finish and ends it.
    pub fn stop(&self) -> Result<()> {
        self.control(&["stop", "-m", "fast"])
    }

    /// Ends the server and its children at once, as a loss of power to it would.
    pub fn kill(&self) -> Result<()> {
        let first = self.pid()?;
        // Held still first: what it would start from here on could not be found once it has gone.
        signal("-STOP", &[first])?;
        let all = [vec![first], children(first)?].concat();
        signal("-KILL", &all)?;
        while any_runs(&all)? {
            thread::sleep(Duration::from_millis(5));
        }
        fs::remove_file(self.data().join("postmaster.pid")).context("cannot remove what the server left")
    }

    /// Starts the server on the same port once more.
    pub fn start_again(&self) -> Result<()> {
        // Without a socket in the file system, a server that was killed leaves only one file that tells of it.
        let mut options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300",
            self.port
        );
        if self.durability == Durability::ProcessOnly {
            options += " -c fsync=off -c full_page_writes=off";
        }
        self.control(&["start", "-o", &options])
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join(DATA)
    }

    fn initialise(&self) -> Result<()> {
        let words = ["-U", "teukgu", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"];
        let mut command = self.account.command(self.programs.initdb());
        self.finish("initdb", command.args(words).arg(self.data()))
    }

    fn control(&self, words: &[&str]) -> Result<()> {
        let mut command = self.account.command(self.programs.pg_ctl());
        let command = command.arg("-D").arg(self.data()).args(["-w", "-t", "60", "-s", "-l"]);
        self.finish("pg_ctl", command.arg(self.log("server")).args(words))
    }

    fn log(&self, of: &str) -> PathBuf {
        self.folder.path().join(format!("{of}.log"))
    }

    /// Runs a program that says nothing when all is well, and tells what it and the server said otherwise.
    fn finish(&self, name: &str, command: &mut Command) -> Result<()> {
        // A server keeps the streams that it was started with, so none of ours is handed on.
        let said = File::create(self.log(name))?;
        let command = command.current_dir("/").stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        let status = command.status().with_context(|| format!("cannot start `{name}`"))?;
        if !status.success() {
            let said = [name, "server"].map(|of| last_words(&self.log(of))).join(" | ");
            bail!("`{name}` ended with {status}: {said}");
        }
        Ok(())
    }
}

/// Returns what the server program says of itself.
///
/// # Errors
/// If there is none, with the package to install.
pub fn version() -> Result<String> {
    let output = Command::new(Programs::find()?.postgres()).arg("--version").output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Returns the first number of the version, such as 15.
///
/// # Errors
/// As [`version`], or if the program says none.
pub fn major() -> Result<u32> {
    let version = version()?;
    let number = version.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok());
    number.with_context(|| format!("`{version}` names no version"))
}

/// Returns true if the server could load an extension: its description stands where Debian or a build puts it.
pub fn has_extension(name: &str) -> bool {
    let Ok((programs, major)) = Programs::find().and_then(|programs| Ok((programs, major()?))) else {
        return false;
    };
    let file = format!("extension/{name}.control");
    let built = programs.postgres().parent().map(|bin| bin.join("../share").join(&file));
    let of_debian = Path::new("/usr/share/postgresql").join(major.to_string()).join(&file);
    of_debian.is_file() || built.is_some_and(|file| file.is_file())
}

/// Returns the last lines of a log in one; nothing if there is none.
fn last_words(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.get(lines.len().saturating_sub(5)..).unwrap_or_default().join(" | ")
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Sends a signal by its name to processes; one that has gone by itself is fine.
fn signal(name: &str, processes: &[u32]) -> Result<()> {
    let numbers = processes.iter().map(u32::to_string);
    let status = Command::new("kill").arg(name).args(numbers).stderr(Stdio::null()).status();
    status.map(drop).context("cannot run `kill`")
}

/// Returns the processes that a process has started.
fn children(of: u32) -> Result<Vec<u32>> {
    let text = ps(&["-o", "pid=", "--ppid", &of.to_string()])?;
    Ok(text.split_whitespace().filter_map(|word| word.parse().ok()).collect())
}

/// Returns true if one of the processes runs; one that only waits to be collected does not.
fn any_runs(processes: &[u32]) -> Result<bool> {
    let numbers: Vec<String> = processes.iter().map(u32::to_string).collect();
    let states = ps(&["-o", "stat=", "-p", &numbers.join(",")])?;
    Ok(states.split_whitespace().any(|state| !state.starts_with('Z')))
}

/// Asks for processes; the exit status is no help, because none found is a failure to it.
fn ps(words: &[&str]) -> Result<String> {
    let output = Command::new("ps").args(words).output().context("cannot run `ps` (package `procps`)")?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_of_a_log_stand_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("server.log");
        assert_eq!(last_words(&log), "");
        fs::write(&log, "1\n2\n\n3\n4\n5\n6\n").unwrap();
        assert_eq!(last_words(&log), "2 | 3 | 4 | 5 | 6");
    }
}
