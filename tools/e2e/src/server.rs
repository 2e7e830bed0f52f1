//! The binary while it serves: started on a free port with a data folder of its own.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::command::wait;
use crate::{Answer, Request, binary};

/// How long the server may take to listen, and to end after it was asked to.
const PATIENCE: Duration = Duration::from_secs(90);
const LISTENING: &str = "listening on http://";
const MEASURING: &str = "metrics on http://";
/// The option that makes the server say a second address.
const MEASURE: &str = "--metrics-listen";

/// A running server; it is killed when this is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    host: String,
    metrics_host: Option<String>,
    data: PathBuf,
    log: Arc<Mutex<Vec<String>>>,
    log_reader: Option<JoinHandle<()>>,
    /// Removed with the server when nobody else needs it.
    own_folder: Option<TempDir>,
}

impl Server {
    /// Starts the built binary with an empty data folder of its own.
    pub fn start(extra: &[&str]) -> Result<Self> {
        let folder = TempDir::new()?;
        let mut server = Self::start_in(folder.path(), extra)?;
        server.own_folder = Some(folder);
        Ok(server)
    }

    /// Starts the built binary with an empty data folder of its own and variables of the environment.
    pub fn start_told(variables: &[(&str, &str)], extra: &[&str]) -> Result<Self> {
        let folder = TempDir::new()?;
        let mut server = Self::spawn(&binary()?, folder.path(), variables, extra)?;
        server.own_folder = Some(folder);
        Ok(server)
    }

    /// Starts the built binary with a data folder that outlives it.
    pub fn start_in(data: &Path, extra: &[&str]) -> Result<Self> {
        Self::start_binary(&binary()?, data, extra)
    }

    /// Starts `binary` and waits until it says where it listens.
    ///
    /// # Errors
    ///
    /// When it ends or stays silent instead; the message holds what it wrote to stderr.
    pub fn start_binary(binary: &Path, data: &Path, extra: &[&str]) -> Result<Self> {
        Self::spawn(binary, data, &[], extra)
    }

    fn spawn(binary: &Path, data: &Path, variables: &[(&str, &str)], extra: &[&str]) -> Result<Self> {
        let mut command = Command::new(binary);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(extra)
            .envs(variables.iter().copied());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start `{}`", binary.display()))?;
        let said = lines_of(child.stdout.take());
        let log = Arc::new(Mutex::new(Vec::new()));
        let log_reader = Some(kept(child.stderr.take(), Arc::clone(&log)));
        let data = data.to_path_buf();
        let mut server =
            Self { child, host: String::new(), metrics_host: None, data, log, log_reader, own_folder: None };
        server.host = server.said(&said, LISTENING)?;
        if extra.contains(&MEASURE) {
            server.metrics_host = Some(server.said(&said, MEASURING)?);
        }
        Ok(server)
    }

    /// Returns host and port, such as `127.0.0.1:40123`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns host and port of the measurements; the server must have been started with `--metrics-listen`.
    pub fn metrics_host(&self) -> Result<&str> {
        self.metrics_host.as_deref().with_context(|| format!("the server was started without `{MEASURE}`"))
    }

    /// Returns the address of the home page without the last slash.
    pub fn base(&self) -> String {
        format!("http://{}", self.host)
    }

    /// Returns the data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Returns the number of the process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks for one path.
    pub fn get(&self, target: &str) -> Result<Answer> {
        self.send(&Request::get(target)).with_context(|| format!("in GET {target}"))
    }

    /// Sends a request.
    pub fn send(&self, request: &Request) -> Result<Answer> {
        request.send(&self.host)
    }

    /// Asks the server to end (SIGTERM) and waits until it has.
    pub fn stop(&mut self) -> Result<ExitStatus> {
        self.signal("-TERM")?;
        self.stop_after_signal()
    }

    /// Waits until the server has ended after a signal.
    pub fn stop_after_signal(&mut self) -> Result<ExitStatus> {
        let status = wait(&mut self.child, PATIENCE)?;
        let status =
            status.with_context(|| format!("the server did not end within {PATIENCE:?} of SIGTERM"))?;
        self.log_reader.take().map(JoinHandle::join);
        Ok(status)
    }

    /// Sends a signal by its name, such as `-TERM`.
    pub fn signal(&self, name: &str) -> Result<()> {
        let status = Command::new("kill").args([name, &self.pid().to_string()]).status()?;
        if !status.success() {
            bail!("`kill {name}` ended with {status}");
        }
        Ok(())
    }

    /// Ends the server without a chance to tidy up (SIGKILL).
    pub fn kill9(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Returns what the server has written to stderr until now.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Checks that nothing in the log is a warning, an error or a panic.
    pub fn assert_log_clean(&self) -> Result<()> {
        let log = self.log();
        let unread: Vec<&String> = log.iter().filter(|line| is_trouble(line)).collect();
        if !unread.is_empty() {
            bail!("the log is not clean: {unread:#?}");
        }
        Ok(())
    }

    /// Waits for the line that begins so, and returns the address after it.
    fn said(&mut self, said: &Receiver<String>, beginning: &str) -> Result<String> {
        let begun = Instant::now();
        while let Some(left) = PATIENCE.checked_sub(begun.elapsed()) {
            let Ok(line) = said.recv_timeout(left) else { break };
            if let Some((_, host)) = line.split_once(beginning) {
                return Ok(host.trim_end_matches('/').to_owned());
            }
        }
        self.kill9()?;
        self.log_reader.take().map(JoinHandle::join);
        bail!("the server never said `{beginning}…`; its stderr:\n{}", self.log().join("\n"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and there is nobody left to tell.
        self.child.kill().ok();
        self.child.wait().ok();
        drop(self.own_folder.take());
    }
}

/// Whether a line of the log, in text or in JSON, is worse than information.
///
/// That an answer or a statement was slow says more about a busy machine than about the program, and is no trouble.
fn is_trouble(line: &str) -> bool {
    if line.contains("slow request") || line.contains("slow statement") {
        return false;
    }
    let words = line.split(|c: char| !c.is_ascii_alphanumeric());
    // A terminal's colour code ends in digits and `m` right before the word.
    let plain = |word: &str| word.trim_start_matches(|c: char| c.is_ascii_digit() || c == 'm').to_owned();
    words.map(plain).any(|word| matches!(word.as_str(), "WARN" | "ERROR" | "panicked"))
}

fn lines_of(stream: Option<impl Read + Send + 'static>) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    // The thread reads on after the first lines, so that the server never waits for a full pipe.
    thread::spawn(move || each_line(stream, |line| sender.send(line).unwrap_or_default()));
    receiver
}

fn kept(stream: Option<impl Read + Send + 'static>, log: Arc<Mutex<Vec<String>>>) -> JoinHandle<()> {
    thread::spawn(move || {
        each_line(stream, |line| log.lock().unwrap_or_else(PoisonError::into_inner).push(line));
    })
}

fn each_line(stream: Option<impl Read>, mut take: impl FnMut(String)) {
    let Some(stream) = stream else { return };
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        take(String::from_utf8_lossy(&line).trim_end().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::is_trouble;

    #[test]
    fn a_warning_is_trouble_in_text_and_in_json() {
        assert!(is_trouble("2026-11-22T10:00:00Z  WARN teukgu::web: slow"));
        assert!(is_trouble("{\"level\":\"ERROR\",\"message\":\"x\"}"));
        assert!(is_trouble("\u{1b}[31mERROR\u{1b}[0m slow"));
        assert!(is_trouble("thread 'main' panicked at"));
    }

    #[test]
    fn information_is_no_trouble() {
        assert!(!is_trouble("2026-11-22T10:00:00Z  INFO teukgu::web: listening, errors=0 warnings=0"));
        assert!(!is_trouble("2026-11-22T10:00:00Z  WARN slow statement: execution time exceeded"));
        assert!(!is_trouble("2026-11-22T10:00:00Z  WARN slow request http.status=200 duration_ms=1200.5"));
    }
}
