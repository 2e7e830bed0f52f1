//! The data that the checks work from: `tools/xtask/tidy.toml`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use regex::Regex;
use toml::{Table, Value};

/// Where the data stands.
pub(crate) const PATH: &str = "tools/xtask/tidy.toml";

/// Everything that `tidy.toml` says.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) rooms: BTreeMap<String, Room>,
    pub(crate) heavy: Heavy,
    pub(crate) lines: BTreeMap<String, usize>,
    pub(crate) any_length: Vec<String>,
    pub(crate) function_lines: usize,
    pub(crate) words: Words,
    pub(crate) forbidden: Vec<Pattern>,
    pub(crate) code: Vec<Pattern>,
    pub(crate) free_rooms: Vec<String>,
    pub(crate) authority: Vec<Regex>,
    pub(crate) glossary: String,
}

/// The edges that one room may have.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) may_use: Vec<String>,
    pub(crate) tests_may_use: Vec<String>,
    pub(crate) never: Vec<String>,
}

/// Crates from outside that take minutes to compile, and the one room that may name them.
#[derive(Debug)]
pub(crate) struct Heavy {
    pub(crate) only: String,
    pub(crate) crates: Vec<String>,
}

/// Where the translations are and how code asks for them.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) korean: String,
    pub(crate) english: String,
    pub(crate) read_in: Vec<String>,
    pub(crate) uses: Vec<Regex>,
    pub(crate) mentions: Vec<Regex>,
    pub(crate) built: Vec<String>,
}

/// Something that must not be written, and the reason that the fault gives.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) regex: Regex,
    pub(crate) why: String,
    pub(crate) except: Vec<String>,
    pub(crate) in_tests: bool,
}

impl Rules {
    /// Reads the data; an error names the entry that is missing or wrong.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let all: Table = text.parse()?;
        let lines = table(&all, "lines")?;
        let authority = table(&all, "authority")?;
        Ok(Self {
            rooms: rooms(table(&all, "rooms")?)?,
            heavy: heavy(table(&all, "heavy")?)?,
            lines: lines.iter().filter_map(|(key, value)| Some((key.clone(), count(value)?))).collect(),
            any_length: strings(lines, "except")?,
            function_lines: lines.get("function").and_then(count).context("`lines.function` is missing")?,
            words: words(table(&all, "words")?)?,
            forbidden: patterns(&all, "forbidden")?,
            code: patterns(&all, "code")?,
            free_rooms: strings(authority, "free")?,
            authority: regexes(authority, "patterns")?,
            glossary: string(table(&all, "glossary")?, "path")?,
        })
    }
}

fn rooms(table: &Table) -> Result<BTreeMap<String, Room>> {
    table.iter().map(|(name, value)| Ok((name.clone(), room(name, value)?))).collect()
}

fn room(name: &str, value: &Value) -> Result<Room> {
    let table = value.as_table().with_context(|| format!("`rooms.{name}` is not a table"))?;
    Ok(Room {
        may_use: strings(table, "may_use")?,
        tests_may_use: strings(table, "tests_may_use")?,
        never: strings(table, "never")?,
    })
}

fn heavy(table: &Table) -> Result<Heavy> {
    Ok(Heavy { only: string(table, "only")?, crates: strings(table, "crates")? })
}

fn words(table: &Table) -> Result<Words> {
    Ok(Words {
        korean: string(table, "korean")?,
        english: string(table, "english")?,
        read_in: strings(table, "read_in")?,
        uses: regexes(table, "uses")?,
        mentions: regexes(table, "mentions")?,
        built: strings(table, "built")?,
    })
}

fn patterns(all: &Table, key: &str) -> Result<Vec<Pattern>> {
    let list = all.get(key).and_then(Value::as_array).with_context(|| format!("`[[{key}]]` is missing"))?;
    list.iter().map(|value| pattern(value).with_context(|| format!("in `[[{key}]]`"))).collect()
}

fn pattern(value: &Value) -> Result<Pattern> {
    let table = value.as_table().context("an entry is not a table")?;
    Ok(Pattern {
        regex: Regex::new(&string(table, "pattern")?)?,
        why: string(table, "why")?,
        except: strings(table, "except").unwrap_or_default(),
        in_tests: table.get("tests").and_then(Value::as_bool).unwrap_or(true),
    })
}

fn table<'a>(all: &'a Table, key: &str) -> Result<&'a Table> {
    all.get(key).and_then(Value::as_table).with_context(|| format!("`[{key}]` is missing"))
}

fn string(table: &Table, key: &str) -> Result<String> {
    let value = table.get(key).and_then(Value::as_str);
    value.map(str::to_owned).with_context(|| format!("`{key}` is not a text"))
}

fn strings(table: &Table, key: &str) -> Result<Vec<String>> {
    let list = table.get(key).and_then(Value::as_array).with_context(|| format!("`{key}` is not a list"))?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    list.iter()
        .map(|value| text(value).with_context(|| format!("`{key}` holds a value that is no text")))
        .collect()
}

fn regexes(table: &Table, key: &str) -> Result<Vec<Regex>> {
    strings(table, key)?.iter().map(|pattern| Ok(Regex::new(pattern)?)).collect()
}

fn count(value: &Value) -> Option<usize> {
    usize::try_from(value.as_integer()?).ok()
}

/// Returns the rules of this repository, for the tests of the checks.
#[cfg(test)]
pub(crate) fn of_the_house() -> Rules {
    Rules::parse(include_str!("../../tidy.toml")).expect("the checked-in rules can be read")
}
