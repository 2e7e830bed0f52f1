//! The log of the running portal, on standard error.
//!
//! It holds no personal data, however much is told: what libraries say in detail can hold addresses and statements,
//! and what a panic says can hold what a visitor sent, so neither is written.

use crate::args::Format;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::IsTerminal;
use std::panic::PanicHookInfo;
use tracing::{Level, Metadata};
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

/// Says how much is told, in the form of `tracing`: a level, or levels by target.
const FILTER: &str = "TEUKGU_LOG";

/// Starts the log; everything after this goes to it, panics as well.
pub(super) fn start(format: Format) {
    let asked = std::env::var(FILTER).unwrap_or_default();
    let filter = EnvFilter::try_new(if asked.is_empty() { "info" } else { &asked });
    let odd = filter.as_ref().err().map(ToString::to_string);
    let filter = filter.unwrap_or_else(|_| EnvFilter::new("info")).and(filter_fn(may_be_told));
    tracing_subscriber::registry().with(lines(format).with_filter(filter)).init();
    if let Some(reason) = odd {
        tracing::warn!(reason, "{FILTER} cannot be read; the log tells what `info` tells");
    }
    std::panic::set_hook(Box::new(tell_panic));
}

fn lines(format: Format) -> Box<dyn Layer<Registry> + Send + Sync> {
    let lines = fmt::layer().with_writer(std::io::stderr);
    match format {
        Format::Text => lines.with_ansi(std::io::stderr().is_terminal()).with_target(false).boxed(),
        Format::Json => lines.with_ansi(false).json().flatten_event(true).with_span_list(false).boxed(),
    }
}

/// Returns true for what the program itself says, and for what libraries say that is more than detail.
fn may_be_told(about: &Metadata<'_>) -> bool {
    about.target().starts_with("teukgu") || *about.level() <= Level::INFO
}

fn tell_panic(panic: &PanicHookInfo<'_>) {
    // A text that is fixed in the program cannot hold what a visitor sent; one that was put together can.
    let said = panic.payload().downcast_ref::<&'static str>().copied();
    let backtrace = Backtrace::capture();
    let backtrace = (backtrace.status() == BacktraceStatus::Captured).then(|| backtrace.to_string());
    let place = panic.location().map(ToString::to_string);
    tracing::error!(at = place, said, backtrace, "panicked");
}
