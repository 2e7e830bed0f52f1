//! What a whole process takes: processor time of all its threads and children, time, and the most memory.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use wait4::Wait4 as _;

const MIB: f64 = 1024.0 * 1024.0;

/// What one process took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Used {
    /// Seconds of processor time, of the user and of the system.
    pub(super) cpu: f64,
    /// Seconds by the clock on the wall.
    pub(super) wall: f64,
    /// The most memory that it held, in MiB; no less than what this process held before it started the other.
    pub(super) peak_mib: f64,
}

/// Runs a process to its end and returns what it took and what it wrote.
pub(super) fn timed(command: &mut Command, folder: &Path) -> Result<(Used, String)> {
    let (program, said) = (command.get_program().to_owned(), folder.join("answer"));
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(File::create(&said)?).spawn()?;
    let ended = child.wait4()?;
    let wall = begun.elapsed().as_secs_f64();
    ensure!(ended.status.success(), "`{}` ended with {}", program.display(), ended.status);
    let cpu = (ended.rusage.utime + ended.rusage.stime).as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "memory is below 2^53 bytes")]
    let peak_mib = ended.rusage.maxrss as f64 / MIB;
    let said = fs::read_to_string(&said).context("it did not write UTF-8")?;
    Ok((Used { cpu, wall, peak_mib }, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_takes_time_and_memory_and_is_read() -> Result<()> {
        let folder = std::env::temp_dir();
        let (used, said) = timed(Command::new("echo").arg("one"), &folder)?;
        assert_eq!(said, "one\n");
        assert!(used.wall > 0.0 && used.peak_mib > 0.1, "{used:?}");
        assert!(timed(&mut Command::new("false"), &folder).is_err());
        Ok(())
    }
}
