//! `bench web`: the portal beside a Django page, by answers per second of processor time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use teukgu_e2e::{Request, Server};

use super::django::{Content, Django};
use super::measure::{Load, load, median, memory_mib};
use super::{Depth, desk, machine};
use crate::shots::ignore_missing;
use crate::{needs, run, suite};

const ROUNDS: usize = 3;
const SECONDS: u32 = 5;
const STARTS: usize = 7;
const WORKERS: usize = 2;

/// One thing that is loaded: what the table calls it, where it is, and who uses the processor for it.
struct Target {
    name: &'static str,
    url: String,
    pid: u32,
    headers: &'static [&'static str],
}

/// Runs the benchmark and returns its section of the page.
pub(super) fn run(root: &Path, depth: Depth) -> Result<String> {
    needs::program("wrk", &["wrk"])?;
    let binary = suite::release(root)?;
    let folder = suite::target(root)?.join("bench");
    fs::create_dir_all(&folder)?;
    let mut sections = vec![format!("## Web\n\n{}", machine::line()?)];
    sections.push(throughput(&binary, &folder)?);
    sections.push(starts(&binary, &folder)?);
    sections.push(sizes(&binary, &folder)?);
    sections.push(desk::run(root, &binary, &folder)?);
    if depth == Depth::Cold {
        sections.push(cold(root, &folder)?);
    }
    Ok(sections.join("\n\n"))
}

fn throughput(binary: &Path, folder: &Path) -> Result<String> {
    let data = folder.join("data");
    let mut server = Server::start_binary(binary, &data, &[])?;
    let page = server.get("/")?.text();
    let main = main_of(&page);
    let content = content_of(main);
    let django = Django::start(folder, &content, WORKERS)?;
    let targets = targets(&server, &django);
    let loads = rounds(&targets)?;
    let memory = [memory_mib(server.pid())?, memory_mib(django.pid())?];
    server.stop()?;
    let reference = loads.last().context("nothing was measured")?.per_cpu_second;
    let lines = targets.iter().zip(&loads).map(|(target, load)| line(target.name, *load, reference));
    let said = format!(
        "The Django page holds the {} bytes of our `<main>` with {} rows read from SQLite; no middleware; {WORKERS} workers; {}.",
        main.len(),
        content.rows.len(),
        django.versions
    );
    let load = format!("`wrk -t1 -c16 -d{SECONDS}s`, {ROUNDS} rounds taking turns.");
    let head = "| what | answers/s | answers per CPU second | ratio to Django |\n| --- | --: | --: | --: |";
    let memory = format!("Memory after the load: {:.0} MiB, Django {:.0} MiB.", memory[0], memory[1]);
    Ok(format!("{said}\n{load}\n\n{head}\n{}\n\n{memory}", lines.collect::<Vec<_>>().join("\n")))
}

fn targets(server: &Server, django: &Django) -> [Target; 4] {
    let ours = |name, path: &str, headers| Target {
        name,
        url: format!("{}{path}", server.base()),
        pid: server.pid(),
        headers,
    };
    [
        ours("`/healthz`", "/healthz", &[]),
        ours("home page", "/", &[]),
        ours("home page, gzip", "/", &["Accept-Encoding: gzip"]),
        Target {
            name: "Django page",
            url: format!("http://{}/", django.host),
            pid: django.pid(),
            headers: &[],
        },
    ]
}

/// Loads each target once to warm up and then in rounds; returns the median of each.
fn rounds(targets: &[Target]) -> Result<Vec<Load>> {
    for target in targets {
        load(&target.url, target.pid, 1, target.headers)?;
    }
    let mut found: Vec<Vec<Load>> = targets.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for (target, loads) in targets.iter().zip(&mut found) {
            loads.push(load(&target.url, target.pid, SECONDS, target.headers)?);
        }
    }
    found.iter().map(|loads| middle(loads)).collect()
}

fn middle(loads: &[Load]) -> Result<Load> {
    Ok(Load {
        per_second: median(loads.iter().map(|load| load.per_second).collect())?,
        per_cpu_second: median(loads.iter().map(|load| load.per_cpu_second).collect())?,
    })
}

fn line(name: &str, load: Load, reference: f64) -> String {
    let ratio = load.per_cpu_second / reference;
    format!("| {name} | {:.0} | {:.0} | {ratio:.1} |", load.per_second, load.per_cpu_second)
}

/// Times from starting the program to its first answer.
fn starts(binary: &Path, folder: &Path) -> Result<String> {
    let data = folder.join("starts");
    let mut lines = Vec::new();
    for (name, empty) in [("with its data folder", false), ("with an empty folder", true)] {
        for path in ["/healthz", "/"] {
            fs::remove_dir_all(&data).or_else(ignore_missing)?;
            first_answer(binary, &data, path)?;
            let times =
                (0..STARTS).map(|_| timed_start(binary, &data, path, empty)).collect::<Result<Vec<_>>>()?;
            lines.push(format!("| {name} | `{path}` | {:.0} |", median(times)?));
        }
    }
    let head = "| start | first answer of | ms |\n| --- | --- | --: |";
    Ok(format!(
        "From starting the program to its first answer, median of {STARTS}:\n\n{head}\n{}",
        lines.join("\n")
    ))
}

fn timed_start(binary: &Path, data: &Path, path: &str, empty: bool) -> Result<f64> {
    if empty {
        fs::remove_dir_all(data).or_else(ignore_missing)?;
    }
    first_answer(binary, data, path)
}

/// Returns the milliseconds until `path` was answered with 200.
fn first_answer(binary: &Path, data: &Path, path: &str) -> Result<f64> {
    let begun = Instant::now();
    let mut server = Server::start_binary(binary, data, &[])?;
    let answer = server.get(path)?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    anyhow::ensure!(answer.status == 200, "`{path}` is answered with {}", answer.status);
    server.stop()?;
    Ok(took)
}

fn sizes(binary: &Path, folder: &Path) -> Result<String> {
    let mut server = Server::start_binary(binary, &folder.join("data"), &[])?;
    let page = server.get("/")?.text();
    let mut zipped = 0;
    for sheet in stylesheets(&page) {
        zipped += server.send(&Request::get(&sheet).header("accept-encoding", "gzip"))?.body.len();
    }
    let home = server.send(&Request::get("/").header("accept-encoding", "gzip"))?.body.len();
    let memory = memory_mib(server.pid())?;
    server.stop()?;
    let size = fs::metadata(binary)?.len() / 1024;
    let head = "| size | |\n| --- | --: |";
    Ok(format!(
        "{head}\n| binary | {size} KiB |\n| memory after one page | {memory:.0} MiB |\n\
         | home page, gzip | {home} bytes |\n| its stylesheets, gzip | {zipped} bytes |"
    ))
}

/// Builds from nothing into an empty folder until the server listens.
fn cold(root: &Path, folder: &Path) -> Result<String> {
    let target = folder.join("cold");
    fs::remove_dir_all(&target).or_else(ignore_missing)?;
    // What is to be downloaded is downloaded before the clock starts.
    run::shown(&mut run::cargo(root, &["fetch", "--locked"]))?;
    let begun = Instant::now();
    let mut build = run::cargo(root, &["build", "--release"]);
    run::shown(build.env("CARGO_TARGET_DIR", &target).stdout(Stdio::null()))?;
    let build_seconds = begun.elapsed().as_secs();
    let binary: PathBuf = target.join("release/teukgu");
    Server::start_binary(&binary, &target.join("data"), &[])?.stop()?;
    let listening = begun.elapsed().as_secs();
    run::succeeds(Command::new("rm").arg("-rf").arg(&target));
    Ok(format!(
        "A build from nothing takes {build_seconds} s; after {listening} s the server has listened and ended."
    ))
}

/// Returns the `<main>` element of a page; the whole page when it has none.
fn main_of(page: &str) -> &str {
    let Some(begin) = page.find("<main") else { return page };
    let end = page.find("</main>").map_or(page.len(), |at| at + "</main>".len());
    page.get(begin..end).unwrap_or(page)
}

/// Takes a page apart at its longest list; a page without a list is all `before`.
fn content_of(main: &str) -> Content {
    let lists = main.match_indices("<li").filter_map(|(at, _)| run_of_items(main, at));
    let longest = lists.max_by_key(|(rows, _, _)| rows.len());
    let (rows, begin, end) = longest.unwrap_or((Vec::new(), main.len(), main.len()));
    let part = |range: std::ops::Range<usize>| main.get(range).unwrap_or_default().to_owned();
    Content { before: part(0..begin), rows, after: part(end..main.len()) }
}

/// Returns the items that follow one another from `begin`, and where they begin and end.
fn run_of_items(main: &str, begin: usize) -> Option<(Vec<String>, usize, usize)> {
    let list = main.get(begin..)?.split("</ul>").next()?.split("</ol>").next()?;
    let rows: Vec<String> = list.split("<li").skip(1).map(|item| format!("<li{item}")).collect();
    Some((rows, begin, begin + list.len()))
}

fn stylesheets(page: &str) -> Vec<String> {
    let links = page.split("<link").skip(1).filter_map(|rest| rest.split('>').next());
    let sheets = links.filter(|link| link.contains("stylesheet"));
    sheets.filter_map(|link| link.split_once("href=\"")?.1.split('"').next().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_of_a_page_is_found() {
        let page = "<html><header></header><main id=\"m\"><ul><li class=\"a\"><b>하나</b>\n 1</li><li>둘</li></ul></main><footer>";
        assert!(main_of(page).starts_with("<main id") && main_of(page).ends_with("</main>"));
    }

    #[test]
    fn a_page_is_taken_apart_at_its_longest_list() {
        let content =
            content_of("<main><ul><li>x</li></ul><p>y</p><ol><li>하나</li><li>둘</li></ol>z</main>");
        assert_eq!(content.before, "<main><ul><li>x</li></ul><p>y</p><ol>");
        assert_eq!(content.rows, ["<li>하나</li>", "<li>둘</li>"]);
        assert_eq!(content.after, "</ol>z</main>");
    }

    #[test]
    fn the_stylesheets_of_a_page_are_found() {
        let page = "<link rel=\"icon\" href=\"/i.svg\"><link rel=\"stylesheet\" href=\"/assets/a.css\">";
        assert_eq!(stylesheets(page), ["/assets/a.css"]);
    }
}
