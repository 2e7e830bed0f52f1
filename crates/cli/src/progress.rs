//! A bar for long work: on a terminal only.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// Starts a bar over a number of entries; none in a pipe.
pub(crate) fn bar(entries: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("  {bar:40} {pos}/{len} {eta}");
    let bar = ProgressBar::new(entries);
    if let Ok(style) = style { bar.with_style(style) } else { bar }
}
