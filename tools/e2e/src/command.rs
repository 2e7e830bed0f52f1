//! One run of the binary that ends by itself.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{binary, repository};

/// How long a command may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a run of the binary left behind.
#[derive(Debug)]
pub struct Outcome {
    /// The exit status; -1 when a signal ended it.
    pub status: i32,
    /// Everything written to stdout.
    pub stdout: String,
    /// Everything written to stderr.
    pub stderr: String,
}

impl Outcome {
    /// Returns the lines of both streams, stdout first.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.stdout.lines().chain(self.stderr.lines())
    }
}

/// Runs `teukgu` with these words in the root of the repository and waits for its end.
pub fn teukgu(words: &[&str]) -> Result<Outcome> {
    teukgu_from(&repository(), words, "")
}

/// Runs `teukgu` in `folder` with `input` on stdin and waits for its end.
///
/// # Errors
///
/// When it cannot be started or does not end within a minute.
pub fn teukgu_from(folder: &Path, words: &[&str], input: &str) -> Result<Outcome> {
    let binary = binary()?;
    let mut command = Command::new(&binary);
    command
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start `{}`", binary.display()))?;
    let (stdout, stderr) = (collect(child.stdout.take()), collect(child.stderr.take()));
    if let Some(mut stdin) = child.stdin.take() {
        // A command that does not read its input closes it early, which is its right.
        stdin.write_all(input.as_bytes()).ok();
    }
    let Some(status) = wait(&mut child, PATIENCE)? else {
        child.kill()?;
        bail!("`teukgu {}` did not end within {PATIENCE:?}", words.join(" "));
    };
    Ok(Outcome { status: status.code().unwrap_or(-1), stdout: joined(stdout)?, stderr: joined(stderr)? })
}

/// Waits for the end of `child`, at most `patience`.
pub(crate) fn wait(child: &mut Child, patience: Duration) -> Result<Option<ExitStatus>> {
    let begun = Instant::now();
    while begun.elapsed() < patience {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok(None)
}

fn collect(stream: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What arrived before a broken pipe still counts.
            stream.read_to_end(&mut bytes).ok();
        }
        bytes
    })
}

fn joined(reader: JoinHandle<Vec<u8>>) -> Result<String> {
    let Ok(bytes) = reader.join() else { bail!("the reader of the output stopped") };
    String::from_utf8(bytes).context("the output is not UTF-8")
}
