//! The other side: a page of Django under gunicorn with the content of our home page.
//!
//! The project has no middleware, and its one view reads the rows from SQLite and renders them in a template, which is
//! what a Django site does at its leanest. It serves what our page says in `<main>`.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use teukgu_e2e::Request;

use super::python;
use crate::run;

/// What the other side installs.
pub(super) const PACKAGES: [&str; 2] = ["django==5.2.*", "gunicorn==23.*"];
const SITE: &str = include_str!("bench_site.py");

/// A page in three parts: its longest list, and what stands around it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) before: String,
    pub(super) rows: Vec<String>,
    pub(super) after: String,
}

/// A running gunicorn; ended when this is dropped.
#[derive(Debug)]
pub(super) struct Django {
    child: Child,
    /// Host and port.
    pub(super) host: String,
    /// What was installed, such as `Django 5.2.1, gunicorn 23.0.0, Python 3.11.2`.
    pub(super) versions: String,
}

impl Django {
    /// Installs Django into `folder/venv`, writes the site with our `content` and starts it with `workers`.
    pub(super) fn start(folder: &Path, content: &Content, workers: usize) -> Result<Self> {
        let python = python::environment(folder, &PACKAGES)?;
        let site = folder.join("django");
        write_site(&site, content)?;
        run::shown(Command::new(&python).current_dir(&site).args(["bench_site.py", "prepare"]))?;
        let versions =
            run::output(Command::new(&python).current_dir(&site).args(["bench_site.py", "versions"]))?;
        Self::serve(&python, &site, "bench_site", workers, versions.trim().to_owned())
    }

    /// Serves the application of a module in the folder `site` with gunicorn, and waits until it answers.
    pub(super) fn serve(
        python: &Path,
        site: &Path,
        module: &str,
        workers: usize,
        versions: String,
    ) -> Result<Self> {
        let host = format!("127.0.0.1:{}", TcpListener::bind("127.0.0.1:0")?.local_addr()?.port());
        let (workers, application) = (workers.to_string(), format!("{module}:application"));
        let mut command = Command::new(python);
        command.current_dir(site).args([
            "-m",
            "gunicorn",
            "--bind",
            &host,
            "--workers",
            &workers,
            &application,
        ]);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let django = Self { child, host, versions };
        django.wait()?;
        Ok(django)
    }

    /// Returns the number of the first process.
    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    fn wait(&self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            if Request::get("/").send(&self.host).is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("Django did not answer within 30 s")
    }
}

impl Drop for Django {
    fn drop(&mut self) {
        // SIGTERM lets gunicorn end its workers; a plain kill would leave them behind.
        run::succeeds(Command::new("kill").arg(self.pid().to_string()));
        self.child.wait().ok();
    }
}

/// Writes the site: its one module, the template around the rows, and the rows for the database.
fn write_site(site: &Path, content: &Content) -> Result<()> {
    fs::create_dir_all(site.join("templates"))?;
    fs::write(site.join("bench_site.py"), SITE)?;
    fs::write(site.join("rows.json"), serde_json::to_string(&content.rows)?)?;
    fs::write(site.join("templates/home.html"), template(content))?;
    Ok(())
}

/// Makes a template of the page: what stands between the first and the last row gives way to a loop over the database.
///
/// Everything else stays as it is, unread by the template engine.
fn template(content: &Content) -> String {
    let Content { before, after, .. } = content;
    let rows = "{% endverbatim %}{% for row in rows %}{{ row.text|safe }}{% endfor %}{% verbatim %}";
    let body = format!("{{% verbatim %}}{before}{rows}{after}{{% endverbatim %}}");
    format!("<!doctype html>\n<html lang=\"ko\">\n<body>{body}</body>\n</html>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_give_way_to_a_loop() {
        let content = Content { before: "<ul>".into(), rows: vec!["<li>a".into()], after: "</ul>".into() };
        let page = template(&content);
        assert!(page.contains("<ul>{% endverbatim %}{% for row in rows %}"), "{page}");
        assert!(page.contains("{% endfor %}{% verbatim %}</ul>"), "{page}");
    }
}
