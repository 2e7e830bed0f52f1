//! The checks of the house: what no compiler holds, held as data and run at once.
//!
//! Each check is a function from the files to the faults in them, in a file of its own; the words it looks for stand in
//! `tools/xtask/tidy.toml`. To add a check, write the function with its tests and add one line to [`faults`].

pub(crate) mod source;

mod rules;

mod authority;
mod code;
mod edges;
mod forbidden;
mod glossary;
mod length;
mod links;
mod readme;
mod targets;
mod translation;

use std::fmt;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{repo, run};
use repo::Tree;
use rules::Rules;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    file: String,
    line: usize,
    message: String,
}

impl Fault {
    fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}", self.file, self.line, self.message)
    }
}

/// Runs every check and prints every fault.
pub(crate) fn command() -> Result<()> {
    let root = repo::root();
    let tree = Tree::read(&root)?;
    let text = tree.text(rules::PATH).with_context(|| format!("`{}` is missing", rules::PATH))?;
    let rules = Rules::parse(text).with_context(|| format!("`{}` cannot be read", rules::PATH))?;
    let graph = run::output(&mut run::cargo(&root, &["metadata", "--no-deps", "--format-version", "1"]))?;
    let faults = faults(&tree, &rules, &serde_json::from_str(&graph)?);
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        bail!("tidy found {} faults", faults.len());
    }
    println!("tidy: {} files, no fault", tree.texts().count());
    Ok(())
}

/// Returns the faults of all checks, by file and line.
fn faults(tree: &Tree, rules: &Rules, graph: &Value) -> Vec<Fault> {
    let mut faults = [
        edges::check(tree, rules, graph),
        targets::check(tree, graph),
        length::check(tree, rules),
        readme::check(tree),
        translation::check(tree, rules),
        forbidden::check(tree, rules),
        code::check(tree, rules),
        authority::check(tree, rules),
        links::check(tree),
        glossary::check(tree, rules),
    ]
    .concat();
    faults.sort();
    faults.dedup();
    faults
}
