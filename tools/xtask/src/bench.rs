//! Benchmarks: one engine a file, each against something that people know, each written into one page.

mod machine;
mod measure;

mod desk;
mod web;

mod effect;
mod rules;
mod screen;

mod django;
mod python;

mod store;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::repo;

const PAGE: &str = "docs/benchmarks.md";
const INTRO: &str = "\
# Benchmarks

Each table is written by `cargo xtask bench NAME` and can be made again with it.
What counts is the ratio between two programs on one machine in one hour; the absolute figures are of that machine.
Every figure is a median, and the programs take turns so that a busy moment hits both.
";

/// How long a benchmark may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Two minutes at most, to see that it runs.
    Quick,
    /// Minutes.
    Warm,
    /// With a build from nothing.
    Cold,
    /// Half an hour: a register of the size of a country, and peers that take long.
    Long,
}

/// Runs one benchmark and writes its part of the page, unless the run was a quick one.
pub(crate) fn command(name: &str, depth: Depth) -> Result<()> {
    let root = repo::root();
    let section = match name {
        "screen" => screen::run(&root, depth)?,
        _ if depth == Depth::Long => bail!("`--long` is for `screen`"),
        "store" => store::run(&root, depth)?,
        "effect" | "web" | "rules" if depth == Depth::Quick => {
            bail!("`--quick` is for `screen` and `store`")
        }
        "web" => web::run(&root, depth)?,
        "rules" => rules::run(&root)?,
        "effect" => effect::run(&root)?,
        other => {
            bail!("`{other}` is not a benchmark; there are `effect`, `rules`, `screen`, `store` and `web`")
        }
    };
    println!("{section}");
    if depth == Depth::Quick {
        println!("`{PAGE}` is left as it is: a quick run shows that it runs, its figures are no measurement");
        return Ok(());
    }
    write(&root.join(PAGE), name, &section)
}

fn write(path: &Path, name: &str, section: &str) -> Result<()> {
    let page = fs::read_to_string(path).unwrap_or_else(|_| INTRO.to_owned());
    fs::write(path, with_section(&page, name, section))
        .with_context(|| format!("cannot write `{}`", path.display()))
}

/// Puts `section` between the markers of `name`, which are added at the end when the page has none.
fn with_section(page: &str, name: &str, section: &str) -> String {
    let (open, close) = (format!("<!-- bench:{name} -->"), format!("<!-- /bench:{name} -->"));
    let block = format!("{open}\n{}\n{close}", section.trim());
    let parts = page.split_once(&open).and_then(|(before, rest)| Some((before, rest.split_once(&close)?.1)));
    match parts {
        Some((before, after)) => format!("{before}{block}{after}"),
        None => format!("{}\n\n{block}\n", page.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn a_section_is_added_once_and_then_replaced() {
        let first = with_section("# Benchmarks\n", "web", "one");
        assert_eq!(first, "# Benchmarks\n\n<!-- bench:web -->\none\n<!-- /bench:web -->\n");
        let second = with_section(&format!("{first}\nafter\n"), "web", "two\n");
        assert_eq!(second, "# Benchmarks\n\n<!-- bench:web -->\ntwo\n<!-- /bench:web -->\n\nafter\n");
    }
}
