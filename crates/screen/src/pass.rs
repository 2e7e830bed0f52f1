//! One pass over a register: pieces are screened by some threads, and what they find is taken in order.

use crate::failure::Failure;
use crate::job::Job;
use crate::source::Source;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use teukgu_domain::text::Text;

/// Set when somebody asks the program to stop.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Does some work on every piece of a register in `threads` threads, and hands the results to `take` in order.
///
/// However long the register is, no more than a few pieces are in memory.
///
/// # Errors
/// The first [`Failure`] of `work` or `take`, or that somebody asked to stop; threads end with the piece they are at.
pub fn over<T: Send>(
    source: &Source,
    threads: usize,
    bar: &ProgressBar,
    work: impl Fn(usize) -> Result<T, Failure> + Sync,
    take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    over_all((source.pieces(), |piece| source.rows_of(piece)), threads, bar, work, take)
}

/// Does some work on numbered pieces, of which each has some rows; see [`over`].
///
/// # Errors
/// As [`over`].
pub fn over_all<T: Send>(
    (pieces, rows_of): (usize, impl Fn(usize) -> u64),
    threads: usize,
    bar: &ProgressBar,
    work: impl Fn(usize) -> Result<T, Failure> + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (next, done) = (AtomicUsize::new(0), AtomicBool::new(false));
    let threads = threads.max(1);
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(threads);
        for _ in 0..threads {
            let (sender, next, done, work) = (sender.clone(), &next, &done, &work);
            scope.spawn(move || worker(pieces, next, done, work, &sender));
        }
        drop(sender);
        let (mut waiting, mut expected) = (BTreeMap::new(), 0);
        let mut take_all = || -> Result<(), Failure> {
            for (piece, found) in &receiver {
                waiting.insert(piece, found?);
                while let Some(found) = waiting.remove(&expected) {
                    take(found)?;
                    bar.inc(rows_of(expected));
                    expected += 1;
                }
                if STOPPED.load(Ordering::Relaxed) {
                    return Err(stopped());
                }
            }
            Ok(())
        };
        let taken = take_all();
        done.store(true, Ordering::Relaxed);
        // A thread that waits to hand something over goes on, and ends.
        drop(receiver);
        taken
    })
}

fn worker<T>(
    pieces: usize,
    next: &AtomicUsize,
    done: &AtomicBool,
    work: &impl Fn(usize) -> Result<T, Failure>,
    sender: &SyncSender<(usize, Result<T, Failure>)>,
) {
    while !done.load(Ordering::Relaxed) && !STOPPED.load(Ordering::Relaxed) {
        let piece = next.fetch_add(1, Ordering::Relaxed);
        if piece >= pieces || sender.send((piece, work(piece))).is_err() {
            return;
        }
    }
}

/// Screens every piece and hands what was found to `take`, in order.
///
/// # Errors
/// As [`over`].
pub fn screen(
    job: &Job,
    source: &Source,
    threads: usize,
    bar: &ProgressBar,
    take: impl FnMut(crate::found::Found) -> Result<(), Failure>,
) -> Result<(), Failure> {
    over(source, threads, bar, |piece| source.screen(job, piece), take)
}

/// Starts a bar over rows, with the rate and the time that is left; none in a pipe.
pub fn bar(rows: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("  {bar:40} {human_pos}/{human_len} {rate}/s {eta}");
    let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate for people")]
        let rows = state.per_sec() as u64;
        let _ = out.write_str(&crate::outcome::grouped(rows));
    };
    let bar = ProgressBar::new(rows);
    if let Ok(style) = style { bar.with_style(style.with_key("rate", rate)) } else { bar }
}

/// Returns how many threads there is room for.
pub fn threads(wanted: Option<usize>) -> usize {
    wanted.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
}

/// Sees to it that a signal to stop ends the pass, so that no half file is left behind.
pub fn heed_signals() {
    std::thread::spawn(|| {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(asked_to_stop());
        STOPPED.store(true, Ordering::Relaxed);
    });
}

/// Waits until somebody asks the program to stop.
pub(crate) async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut ended), Ok(mut broken)) =
            (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            return;
        };
        tokio::select! { _ = ended.recv() => (), _ = broken.recv() => () }
    }
    #[cfg(not(unix))]
    drop(tokio::signal::ctrl_c().await);
}

pub(crate) fn stopped() -> Failure {
    Failure::environment(
        Text::new("중단했습니다. 남은 파일은 없습니다", "stopped; nothing was left behind"),
        Text::new("같은 명령으로 처음부터 다시 하세요", "the same command starts anew"),
    )
}
