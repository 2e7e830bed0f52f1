//! What ends a server with its owner, also when the owner is killed and has no chance to tidy up.

use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

/// Waits for the end of its input, which comes with the end of the owner; then stops the server and removes the folder.
const SCRIPT: &str = "read -r _; folder=$1; shift; \"$@\"; rm -rf -- \"$folder\"";

/// A process that waits for the end of its owner; dropping it is one, too.
#[derive(Debug)]
pub(crate) struct Guard {
    process: Child,
    /// The end of a pipe that nobody writes to; `None` once it is closed.
    input: Option<ChildStdin>,
}

impl Guard {
    /// Lets `stop` run and `folder` be removed when this process ends.
    pub(crate) fn start(folder: &Path, stop: &Command) -> Result<Self> {
        let mut command = Command::new("sh");
        command.args(["-c", SCRIPT, "guard"]).arg(folder).arg(stop.get_program()).args(stop.get_args());
        command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // In a group of its own it outlives a Ctrl-C that is meant for the owner.
        let mut process = command.process_group(0).spawn().context("cannot start `sh`")?;
        let input = process.stdin.take();
        Ok(Self { process, input })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.input.take());
        // There is nobody left to tell.
        self.process.wait().ok();
    }
}
