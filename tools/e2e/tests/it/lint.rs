//! `teukgu zone lint`: faults of a zone folder with file, line and column.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use teukgu_e2e::{copy_folder, repository, teukgu};

/// A fault to plant: a text of a file, what replaces its first place, and a word that the message must hold.
struct Plant {
    file: &'static str,
    find: &'static str,
    replace: &'static str,
    names: &'static str,
}

const fn plant(file: &'static str, find: &'static str, replace: &'static str, names: &'static str) -> Plant {
    Plant { file, find, replace, names }
}

const PLANTS: [Plant; 12] = [
    plant("zone.toml", "until = 2029-12-31", "until = 2019-12-31", "2019-12-31"),
    plant("zone.toml", "ksic = \"58221\"", "ksic = \"58229x\"", "58229x"),
    plant("zone.toml", "legal_dongs = [\"1165010200\"", "legal_dongs = [\"1165019900\"", "1165019900"),
    plant("zone.toml", "\"hankook-2024-12-01\"", "\"no-such-source\"", "no-such-source"),
    plant("operators.toml", "id = \"kaist\"", "id = \"seocho\"", "seocho"),
    plant("operators.toml", "kind = \"unit\"", "kind = \"united\"", "united"),
    plant("programmes.toml", "budget = \"312억 원\"", "budget = \"313억 원\"", "313억 원"),
    plant("programmes.toml", "\nprogramme = \"talent\"", "\nprogramme = \"talnet\"", "talnet"),
    plant("claims.toml", "value = \"870억 원\"", "value = \"870억 웬\"", "870억 웬"),
    plant("history.toml", "on = \"2017-12\"", "on = \"2017-13\"", "2017-13"),
    plant("organisations.csv", "\nO002,", "\nO001,", "O001"),
    plant("boundary.geojson", "[127.02629279, 37.46787458]]]", "[127.02629279, 37.46789]]]", ""),
];

#[test]
fn the_zones_of_the_house_have_no_fault() -> Result<()> {
    for zone in fs::read_dir(repository().join("tenants"))? {
        let path = zone?.path();
        let outcome = teukgu(&["zone", "lint", text(&path)?])?;
        ensure!(outcome.status == 0, "{} has faults:\n{outcome:#?}", path.display());
    }
    Ok(())
}

#[test]
fn a_copy_of_a_zone_under_another_name_has_no_fault() -> Result<()> {
    let outcome = teukgu(&["zone", "lint", text(copy_of_yangjae()?.path())?])?;
    ensure!(outcome.status == 0, "the copy has faults:\n{outcome:#?}");
    Ok(())
}

#[test]
fn every_planted_fault_is_found_in_one_run_with_its_line_and_column() -> Result<()> {
    let folder = copy_of_yangjae()?;
    for fault in &PLANTS {
        spoil(folder.path(), fault)?;
    }
    let outcome = teukgu(&["zone", "lint", text(folder.path())?])?;
    assert_eq!(outcome.status, 1, "{outcome:#?}");
    let lines: Vec<&str> = outcome.lines().collect();
    let missed: Vec<&str> =
        PLANTS.iter().filter(|fault| !is_told(&lines, fault)).map(|fault| fault.replace).collect();
    ensure!(missed.is_empty(), "these are not told: {missed:#?}\n{}", lines.join("\n"));
    let places: BTreeSet<_> = lines.iter().filter_map(|line| place(line)).collect();
    ensure!(
        places.len() >= PLANTS.len(),
        "{} places for {} faults:\n{}",
        places.len(),
        PLANTS.len(),
        lines.join("\n")
    );
    Ok(())
}

#[test]
fn each_planted_fault_is_told_alone_at_the_line_where_it_stands() -> Result<()> {
    for fault in &PLANTS {
        let folder = copy_of_yangjae()?;
        let line = spoil(folder.path(), fault)?;
        let outcome = teukgu(&["zone", "lint", text(folder.path())?])?;
        assert_eq!(outcome.status, 1, "{}: {outcome:#?}", fault.replace);
        let expected = format!("{}:{line}:", fault.file);
        let told = outcome.lines().any(|told| told.contains(&expected) && told.contains(fault.names));
        ensure!(told, "no line `{expected}` with `{}`:\n{outcome:#?}", fault.names);
    }
    Ok(())
}

fn copy_of_yangjae() -> Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    copy_folder(&repository().join("tenants/yangjae"), folder.path())?;
    Ok(folder)
}

/// Plants a fault and returns the line on which it stands.
fn spoil(folder: &Path, fault: &Plant) -> Result<usize> {
    let path = folder.join(fault.file);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", fault.file))?;
    let (before, _) = text.split_once(fault.find).with_context(|| {
        format!("`{}` no longer holds `{}`; choose another text to spoil", fault.file, fault.find)
    })?;
    let skipped = fault.find.chars().take_while(|c| *c == '\n').count();
    let line = before.matches('\n').count() + skipped + 1;
    fs::write(&path, text.replacen(fault.find, fault.replace, 1))?;
    Ok(line)
}

fn is_told(lines: &[&str], fault: &Plant) -> bool {
    let file = format!("{}:", fault.file);
    let in_file = lines.iter().filter(|line| place(line).is_some_and(|place| place.contains(&file)));
    in_file.into_iter().any(|line| line.contains(fault.names))
}

/// Returns `file:line:column` at the head of a line, when it has one.
fn place(line: &str) -> Option<String> {
    let word = line.split_whitespace().find(|word| word.matches(':').count() >= 2)?;
    let mut parts = word.split(':');
    let (file, row, column) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |text: &str| text.parse::<u32>().is_ok_and(|number| number > 0);
    (is_number(row) && is_number(column)).then(|| format!("{file}:{row}:{column}"))
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the path is not UTF-8")
}
