//! The section of the page.

use anyhow::Result;

use super::figures::Figures;
use super::work::{ALL, IN_DATABASE, Work};
use super::{Length, goals};

/// Writes the section from the machine's line and what was measured.
pub(super) fn section(machine: &str, length: Length, figures: &Figures) -> Result<String> {
    let parts = [
        format!("## Screen\n\n{machine}"),
        introduction(length, figures)?,
        works(figures)?,
        "Of our own processes, seconds by the clock:".to_owned(),
        ours(length, figures),
        "The grid of zones in memory, by processor time of one thread, and one place by the clock:"
            .to_owned(),
        grid(figures)?,
        format!("Goals, which speak of 10,000,000 rows:\n\n{}", goals::table(length, figures)?),
    ];
    Ok(parts.join("\n\n"))
}

fn introduction(length: Length, figures: &Figures) -> Result<String> {
    let rows = grouped(length.rows);
    let [ours, theirs] = length.rounds;
    let load = figures.load_seconds.map_or_else(String::new, |seconds| {
        format!(
            "PostGIS has the register loaded and indexed before it is asked, which took {seconds:.0} s and is not \
             counted; its processor time is that of the server and all its children.\n"
        )
    });
    Ok(format!(
        "A made-up register of {rows} establishments in Parquet (degrees as `f64`, zstd) against 174 made-up zones of \
         788 polygons and 21,369 corners.\n\
         CPU is user and system time of the whole process, threads and all; the programs take turns, ours {ours} times, \
         the others {theirs} times, and every figure is a median.\n\
         Of a peer the ratio counts its work alone, without starting Python and loading modules; of ours it counts the \
         whole process from its first instruction, with reading zones and law.\n\
         Our six provisions give every establishment in a zone a verdict and the part that decided it; the peers \
         count the same pairs, with the closed ones left out, and one column of facts, which is less, and ratios are \
         taken against that.\n\
         The rows `from our SQL` are whole findings from the text of `teukgu-screen sql --script`, run once: it is \
         written to be right on every engine, not to be quick on one.\n\
         The benchmark ends if two programs differ in one count of one zone, or if files, threads, SQL or another engine \
         change the findings; {} findings on a register of {} rows were compared with the interpreter one by one, and none \
         differs.\n\
         {load}{}.",
        grouped(rounded(figures.within("findings_compared")?)),
        grouped(rounded(figures.within("rows_compared")?)),
        figures.versions
    ))
}

fn works(figures: &Figures) -> Result<String> {
    let mut lines = vec![
        "| what | program | file | CPU s | of it the work | wall s | peak MiB | times ours |".to_owned(),
        "| --- | --- | --- | --: | --: | --: | --: | --: |".to_owned(),
    ];
    let mut all: Vec<Work> = ALL.into_iter().chain(IN_DATABASE).filter(|work| figures.has(*work)).collect();
    all.sort_by_key(|work| work.task);
    for work in all {
        lines.push(line(figures, work)?);
    }
    Ok(lines.join("\n"))
}

fn line(figures: &Figures, work: Work) -> Result<String> {
    let used = figures.used(work)?;
    let peak = if used.peak_mib.is_nan() { String::new() } else { format!("{:.0}", used.peak_mib) };
    let (alone, times) = if work.is_ours() {
        (String::new(), String::new())
    } else {
        let times = figures.times_ours(work, work.ours())?;
        (format!("{:.3}", figures.compared(work)?), format!("{times:.1}"))
    };
    Ok(format!(
        "| {} | {} | {} | {:.3} | {alone} | {:.3} | {peak} | {times} |",
        work.text(),
        work.program.text(),
        work.file(),
        used.cpu,
        used.wall
    ))
}

fn ours(length: Length, figures: &Figures) -> String {
    let mut lines = vec![
        "| what | file | making ready | pass over the register | million rows a second of the pass |"
            .to_owned(),
        "| --- | --- | --: | --: | --: |".to_owned(),
    ];
    for work in ALL.into_iter().filter(|work| work.is_ours()) {
        // What is asked in SQL answers the question alone.
        let Ok([ready, pass]) = figures.told(work) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "rows are far below 2^53")]
        let rate = length.rows as f64 / 1e6 / pass;
        lines.push(format!("| {} | {} | {ready:.3} | {pass:.3} | {rate:.0} |", work.text(), work.file()));
    }
    lines.join("\n")
}

fn grid(figures: &Figures) -> Result<String> {
    let figure = |name: &str| figures.within(name);
    let lines = [
        "| what | measured |".to_owned(),
        "| --- | --: |".to_owned(),
        format!("| a place of 2 million, in the order of the register | {:.1} ns |", figure("unsorted_ns")?),
        format!("| the same, sorted along the Z-shaped curve | {:.1} ns |", figure("sorted_ns")?),
        format!("| the same by `rstar` with `geo`, unsorted | {:.0} ns |", figure("trees_unsorted_ns")?),
        format!("| the same by `rstar` with `geo`, sorted | {:.0} ns |", figure("trees_sorted_ns")?),
        format!(
            "| one place alone, half of them and 99 of 100 within | {:.0} ns, {:.0} ns |",
            figure("single_p50_ns")?,
            figure("single_p99_ns")?
        ),
        built(figures, "", "174")?,
        built(figures, "many_", "2,437")?,
    ];
    Ok(lines.join("\n"))
}

fn built(figures: &Figures, prefix: &str, zones: &str) -> Result<String> {
    let figure = |name: &str| figures.within(&format!("{prefix}{name}"));
    Ok(format!(
        "| {zones} zones laid out; their bytes; read from bytes | {:.1} ms, {:.2} MB, {:.2} ms |",
        figure("build_ms")?,
        figure("bytes")? / 1e6,
        figure("from_bytes_ms")?
    ))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count is whole and small")]
fn rounded(count: f64) -> u64 {
    count.round() as u64
}

/// Writes a number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut parts: Vec<&str> = vec![digits.get(..head).unwrap_or_default()];
    parts.extend((head..digits.len()).step_by(3).filter_map(|at| digits.get(at..at + 3)));
    parts.retain(|part| !part.is_empty());
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1_000, 10_000_000].map(grouped), ["0", "999", "1,000", "10,000,000"]);
    }
}
