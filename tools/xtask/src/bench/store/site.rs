//! A server that is loaded: how it is started, and what is known of its processes.

use std::cell::RefCell;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use teukgu_e2e::Request;

use super::super::measure;
use crate::run;

const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; ended when this is dropped.
#[derive(Debug)]
pub(super) struct Site {
    /// What the tables call it.
    pub(super) name: &'static str,
    /// Host and port.
    pub(super) host: String,
    recipe: Recipe,
    child: RefCell<Child>,
    /// First process of the database server that works for it.
    database: Option<u32>,
}

/// What is run; `{host}` among the words stands for the address to listen on.
#[derive(Debug)]
pub(super) struct Recipe {
    pub(super) program: PathBuf,
    pub(super) words: Vec<String>,
    pub(super) folder: PathBuf,
    pub(super) settings: Vec<(&'static str, String)>,
}

impl Recipe {
    fn spawn(&self, host: &str) -> Result<Child> {
        let words = self.words.iter().map(|word| word.replace("{host}", host));
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).args(words).envs(self.settings.iter().cloned());
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        child.with_context(|| format!("cannot start `{}`", self.program.display()))
    }
}

impl Site {
    /// Starts a server and waits for its first answer.
    pub(super) fn start(name: &'static str, recipe: Recipe, database: Option<u32>) -> Result<Self> {
        let host = format!("127.0.0.1:{}", TcpListener::bind("127.0.0.1:0")?.local_addr()?.port());
        let child = RefCell::new(recipe.spawn(&host)?);
        let site = Self { name, host, recipe, child, database };
        site.wait()?;
        Ok(site)
    }

    /// Ends the server, starts it again and returns the milliseconds until it has read the page of rows.
    pub(super) fn start_again(&self) -> Result<f64> {
        self.end();
        let begun = Instant::now();
        let child = self.recipe.spawn(&self.host)?;
        *self.child.borrow_mut() = child;
        self.wait()?;
        Ok(begun.elapsed().as_secs_f64() * 1000.0)
    }

    /// Returns the seconds of processor time that the server and its database have used.
    pub(super) fn cpu_seconds(&self) -> Result<f64> {
        let database = self.database.map(measure::cpu_seconds).transpose()?;
        Ok(measure::cpu_seconds(self.child.borrow().id())? + database.unwrap_or_default())
    }

    /// Returns the most memory in MiB that the server has held, without its database.
    pub(super) fn peak_mib(&self) -> Result<f64> {
        measure::peak_mib(self.child.borrow().id())
    }

    /// Returns how many cases are kept, once that no longer grows.
    pub(super) fn settled_count(&self) -> Result<u64> {
        let mut known = self.count()?;
        loop {
            thread::sleep(Duration::from_millis(300));
            let now = self.count()?;
            if now == known {
                return Ok(now);
            }
            known = now;
        }
    }

    fn count(&self) -> Result<u64> {
        let answer = Request::get("/count").send(&self.host)?;
        answer.json()?["seq"].as_u64().with_context(|| format!("{} does not say its count", self.name))
    }

    fn wait(&self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let answer = Request::get("/dashboard.json").send(&self.host);
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(2));
        }
        bail!("{} did not answer within {} s", self.name, PATIENCE.as_secs())
    }

    fn end(&self) {
        let mut child = self.child.borrow_mut();
        // SIGTERM lets the server close its database and its workers.
        run::succeeds(Command::new("kill").arg(child.id().to_string()));
        child.wait().ok();
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.end();
    }
}
