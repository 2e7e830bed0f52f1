//! What the process uses of the machine, read from `/proc` in the words that dashboards know; nothing on other systems.

use std::fmt::{Display, Write};
use std::fs;

/// Clock ticks a second in `/proc`; Linux promises 100 to programs, whatever its own clock does.
const TICKS: u64 = 100;

/// Writes the measures of the process in the text format of Prometheus.
pub(super) fn exposition() -> String {
    let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
    let mut out = String::new();
    if let Some(stat) = Stat::read(&read("/proc/self/stat")) {
        write(&mut out, &CPU, seconds(stat.cpu_ticks));
        write(&mut out, &THREADS, stat.threads);
        if let Some(booted) = number_after(&read("/proc/stat"), "btime ") {
            write(&mut out, &START, seconds(booted * TICKS + stat.start_ticks));
        }
    }
    if let Some(kib) = number_after(&read("/proc/self/status"), "VmRSS:") {
        write(&mut out, &MEMORY, kib * 1024);
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        // One of them is the folder that is being read.
        write(&mut out, &OPEN, open.count().saturating_sub(1));
    }
    if let Some(most) = number_after(&read("/proc/self/limits"), "Max open files") {
        write(&mut out, &MOST, most);
    }
    out
}

struct Measure {
    name: &'static str,
    kind: &'static str,
    help: &'static str,
}

const fn measure(name: &'static str, kind: &'static str, help: &'static str) -> Measure {
    Measure { name, kind, help }
}

const CPU: Measure = measure("process_cpu_seconds_total", "counter", "Processor time that was used.");
const THREADS: Measure = measure("process_threads", "gauge", "Threads of the process.");
const START: Measure = measure("process_start_time_seconds", "gauge", "Start, in seconds since 1970.");
const MEMORY: Measure = measure("process_resident_memory_bytes", "gauge", "Memory that is held in RAM.");
const OPEN: Measure = measure("process_open_fds", "gauge", "Files and connections that are open.");
const MOST: Measure = measure("process_max_fds", "gauge", "Most files and connections that may be open.");

fn write(out: &mut String, Measure { name, kind, help }: &Measure, value: impl Display) {
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n");
}

/// Writes ticks as seconds with two places.
fn seconds(ticks: u64) -> String {
    format!("{}.{:02}", ticks / TICKS, ticks % TICKS)
}

/// What is taken from `/proc/self/stat`.
#[derive(Debug, PartialEq, Eq)]
struct Stat {
    cpu_ticks: u64,
    threads: u64,
    start_ticks: u64,
}

impl Stat {
    /// The name of the program stands second, in brackets, and may hold anything; the fields are counted after it.
    fn read(text: &str) -> Option<Self> {
        let (_, after) = text.rsplit_once(')')?;
        let fields: Vec<&str> = after.split_whitespace().collect();
        // Fields are numbered from one in the manual, and the first after the name is the third.
        let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
        Some(Self { cpu_ticks: field(14)? + field(15)?, threads: field(20)?, start_ticks: field(22)? })
    }
}

/// Finds the line that begins with a word, and the first number after it.
fn number_after(text: &str, word: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(word))?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_counted_after_a_name_with_brackets_and_blanks() {
        let text = "7 (a) b (c) S 1 7 7 0 -1 4194560 9 0 0 0 250 75 0 0 20 0 4 0 123456 1 2 3";
        let expected = Stat { cpu_ticks: 325, threads: 4, start_ticks: 123_456 };
        assert_eq!(Stat::read(text), Some(expected));
        assert_eq!(Stat::read("7 (a) S 1"), None);
    }

    #[test]
    fn a_number_is_found_by_the_beginning_of_its_line() {
        let text =
            "VmPeak:\t  9 kB\nVmRSS:\t    5120 kB\nMax open files            1024       4096       files\n";
        assert_eq!(number_after(text, "VmRSS:"), Some(5120));
        assert_eq!(number_after(text, "Max open files"), Some(1024));
        assert_eq!(number_after(text, "btime "), None);
    }

    #[test]
    fn ticks_are_written_as_seconds() {
        assert_eq!((seconds(325), seconds(7), seconds(0)), ("3.25".into(), "0.07".into(), "0.00".into()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_every_measure() {
        let text = exposition();
        for measure in [CPU, THREADS, START, MEMORY, OPEN, MOST] {
            assert!(text.contains(&format!("\n{} ", measure.name)), "{} in {text}", measure.name);
        }
    }
}
