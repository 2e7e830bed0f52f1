//! The officer's queue with a hundred thousand cases beside a list of Django, by processor time of one page.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use teukgu_e2e::{Request, Server};

use super::django::{Django, PACKAGES};
use super::measure::{cpu_seconds, median};
use super::python;
use crate::run;
use crate::shots::ignore_missing;

/// Cases of the queue, besides those of the demonstration.
const CASES: &str = "100000";
/// How often a page is asked for, one after another.
const TIMES: usize = 40;
const SITE: &str = include_str!("bench_desk.py");
/// Pages: what the table calls them, and their queries.
const PAGES: [(&str, &str); 4] = [
    ("first page", ""),
    ("one stage", "?stage=in_review"),
    ("overdue", "?overdue=1"),
    ("two words", "?q=%EC%A0%84%EC%8B%9C+777"),
];

/// Measures the queue and returns its part of the section.
pub(super) fn run(root: &Path, binary: &Path, folder: &Path) -> Result<String> {
    let data = filled(root, binary, folder)?;
    let mut server = Server::start_binary(binary, &data, &["--demo"])?;
    let cookie = enter(&server)?;
    let ours = |query: &str| page(server.host(), server.pid(), &format!("/desk{query}"), &cookie);
    let django = django_list(folder)?;
    let theirs = |query: &str| page(&django.host, django.pid(), &format!("/{query}"), "");
    let mut lines = Vec::new();
    for (name, query) in PAGES {
        let (us, them) = (ours(query)?, theirs(query)?);
        ensure!(us.numbers == them.numbers, "{name}: the lists differ\n{:?}\n{:?}", us.numbers, them.numbers);
        let ratio = them.cpu / us.cpu.max(0.01);
        lines.push(format!("| {name} | {:.1} | {:.1} | {:.1} | {ratio:.1} |", us.cpu, us.elapsed, them.cpu));
    }
    let (read, written) = (case_page(&server, &cookie)?, message(&server, &cookie)?);
    server.stop()?;
    let head = "| `/desk` | CPU ms | ms | Django CPU ms | ratio |\n| --- | --: | --: | --: | --: |";
    Ok(format!(
        "The officer's queue with 100,000 open cases and 50 rows a page, signed in, each page {TIMES} times one after another: \
         rows, total, counts by stage, overdue ones, and the workload of each officer. \
         The Django view has the same columns, indexes and counts, no session, and shows the same numbers in the same order.\n\n\
         {head}\n{}\n\n\
         A case with session, permissions and clock takes {read:.1} ms of processor time; \
         a message on it, with its entry in the record, {written:.1} ms.",
        lines.join("\n")
    ))
}

/// Returns the data folder with the cases in it, which is made once.
fn filled(root: &Path, binary: &Path, folder: &Path) -> Result<PathBuf> {
    let data = folder.join("desk");
    let mark = data.join("filled");
    if mark.is_file() {
        return Ok(data);
    }
    fs::remove_dir_all(&data).or_else(ignore_missing)?;
    let mut server = Server::start_binary(binary, &data, &["--demo"])?;
    let cookie = enter(&server)?;
    let desk = server.send(&Request::get("/desk").header("cookie", &cookie))?.text();
    server.stop()?;
    let choice = desk.split_once("\">김담당(시연)</option>").context("the desk names no officer")?.0;
    let officer = choice.rsplit("value=\"").next().unwrap_or_default();
    run::shown(&mut run::cargo(root, &["build", "--release", "--quiet", "--package", "teukgu-bench"]))?;
    let bench = binary.with_file_name("teukgu-bench");
    let url = format!("sqlite:{}", data.join("teukgu.db").display());
    run::shown(Command::new(bench).args(["desk", "--zone", "yangjae", "--cases", CASES]).args([
        "--database-url",
        &url,
        "--officer",
        officer,
        "--today",
        &today()?,
    ]))?;
    fs::write(&mark, today()?)?;
    Ok(data)
}

/// Returns the day on which the queue was or is filled; both programs call a case late from it on.
fn today() -> Result<String> {
    let korea = ["-u", "-d", "+9 hours", "+%F"];
    Ok(run::output(Command::new("date").args(korea))?.trim().to_owned())
}

/// Signs in as the officer of the demonstration.
fn enter(server: &Server) -> Result<String> {
    let form = Request::post("/demo", "application/x-www-form-urlencoded", b"login=demo-officer");
    let answer =
        server.send(&form.header("origin", &server.base()).header("sec-fetch-site", "same-origin"))?;
    let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
    cookie.map(str::to_owned).context("the demonstration lets nobody in")
}

/// What a page took, and the numbers of the cases on it.
struct Page {
    cpu: f64,
    elapsed: f64,
    numbers: Vec<String>,
}

fn page(host: &str, pid: u32, target: &str, cookie: &str) -> Result<Page> {
    let ask = || -> Result<String> {
        let answer = Request::get(target).header("cookie", cookie).send(host)?;
        ensure!(answer.status == 200, "`{target}` is answered with {}", answer.status);
        Ok(answer.text())
    };
    let numbers = numbers(&ask()?);
    let before = cpu_seconds(pid)?;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        ask()?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    let cpu = milliseconds_each(cpu_seconds(pid)? - before);
    Ok(Page { cpu, elapsed: median(times)?, numbers })
}

#[expect(clippy::cast_precision_loss, reason = "a page is asked for a few dozen times")]
fn milliseconds_each(seconds: f64) -> f64 {
    seconds * 1000.0 / TIMES as f64
}

/// Returns the numbers in the first column of the first table of a page.
fn numbers(page: &str) -> Vec<String> {
    let rows =
        page.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap_or_default();
    let number = |row: &str| row.split("<th scope=\"row\">").nth(1)?.split("</th>").next().map(text_of);
    rows.split("<tr").filter_map(number).collect()
}

/// Returns what an element says, without its tags.
fn text_of(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

/// Returns the milliseconds of processor time that the page of a case takes.
fn case_page(server: &Server, cookie: &str) -> Result<f64> {
    Ok(page(server.host(), server.pid(), "/cases/2018-00001", cookie)?.cpu)
}

/// Returns the milliseconds of processor time that a message on a case takes.
fn message(server: &Server, cookie: &str) -> Result<f64> {
    let case = server.send(&Request::get("/cases/2018-00001").header("cookie", cookie))?.text();
    let csrf = case.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let csrf = csrf.context("the page has no form")?;
    let before = cpu_seconds(server.pid())?;
    for number in 0..TIMES {
        let body = format!("csrf={csrf}&text=message+{number}");
        let form =
            Request::post("/cases/2018-00001/messages", "application/x-www-form-urlencoded", body.as_bytes());
        let form = form.header("origin", &server.base()).header("sec-fetch-site", "same-origin");
        let answer = server.send(&form.header("cookie", cookie))?;
        ensure!(answer.status == 303, "a message is answered with {}", answer.status);
    }
    Ok(milliseconds_each(cpu_seconds(server.pid())? - before))
}

/// Starts the list of Django with the same cases.
fn django_list(folder: &Path) -> Result<Django> {
    let python = python::environment(folder, &PACKAGES)?;
    let site = folder.join("django-desk");
    fs::create_dir_all(&site)?;
    fs::write(site.join("bench_desk.py"), SITE)?;
    let day = fs::read_to_string(folder.join("desk/filled"))?;
    run::shown(Command::new(&python).current_dir(&site).args(["bench_desk.py", "prepare", CASES, &day]))?;
    Django::serve(&python, &site, "bench_desk", 1, String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_list_are_read_from_its_first_table() {
        let row = |number: &str| {
            format!("<tr class=\"late\"><td></td><th scope=\"row\"><a href=\"/x\">{number}</a></th></tr>")
        };
        let page = format!(
            "<thead><tr><th scope=\"row\">no</th></tr></thead><tbody>{}\n{}</tbody><tbody>{}</tbody>",
            row("2026-1"),
            row("2026-2"),
            row("2026-3")
        );
        assert_eq!(numbers(&page), ["2026-1", "2026-2"]);
    }
}
