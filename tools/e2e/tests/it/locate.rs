//! `teukgu zone locate`: points of a file against the zone.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;
use teukgu_e2e::{repository, teukgu_from};

/// Id, x and y as they stand in the file, and the status that is expected.
const POINTS: [(&str, &str, &str, &str); 5] = [
    ("town-hall", "126.9780", "37.5665", "located"),
    ("swapped", "37.5665", "126.9780", "looks_swapped"),
    ("tokyo", "139.7671", "35.6812", "outside_korea"),
    ("blank", "", "", "no_location"),
    ("metres", "957000", "1940000", "wrong_crs"),
];

#[test]
fn each_point_is_answered_in_the_order_of_the_file() -> Result<()> {
    let found = located(&POINTS.map(|(id, x, y, _)| format!("{id},{x},{y}")), &[])?;
    let expected: Vec<_> =
        POINTS.iter().map(|(id, _, _, status)| ((*id).to_owned(), (*status).to_owned())).collect();
    let statuses: Vec<_> = found.iter().map(|line| (text(line, "id"), text(line, "status"))).collect();
    assert_eq!(statuses, expected);
    Ok(())
}

#[test]
fn a_point_far_from_the_zone_is_in_none() -> Result<()> {
    let found = located(&["town-hall,126.9780,37.5665".to_owned()], &[])?;
    assert_eq!(found[0]["zones"], Value::Array(Vec::new()));
    Ok(())
}

#[test]
fn a_point_within_the_zone_names_it_and_says_how_far_the_border_is() -> Result<()> {
    let found = located(&["hub,127.0272,37.46835".to_owned()], &[])?;
    let line = &found[0];
    assert_eq!(line["status"], "located", "{line}");
    let zone = &line["zones"][0];
    let expected = (&"yangjae".into(), &"A".into(), &false.into());
    assert_eq!((&zone["zone"], &zone["part"], &zone["border"]), expected, "{line}");
    assert!(zone["distance_m"].as_f64().is_some_and(|metres| metres > 10.0), "{line}");
    Ok(())
}

#[test]
fn a_corner_of_the_zone_counts_as_inside_and_is_flagged() -> Result<()> {
    let found = located(&["corner,127.02629279,37.46787458".to_owned()], &[])?;
    let zone = &found[0]["zones"][0];
    assert_eq!((&zone["part"], &zone["border"]), (&"A".into(), &true.into()), "{}", found[0]);
    Ok(())
}

#[test]
fn coordinates_in_metres_are_read_when_their_system_is_named() -> Result<()> {
    // The town hall in EPSG:5179.
    let found = located(&["town-hall,953935,1952044".to_owned()], &["--crs", "EPSG:5179"])?;
    assert_eq!(found[0]["status"], "located", "{}", found[0]);
    Ok(())
}

#[test]
fn a_file_without_the_columns_is_told_with_line_and_column() -> Result<()> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("points.csv"), "name,lon,lat\na,127,37\n")?;
    let outcome = teukgu_from(folder.path(), &["zone", "locate", "--points", "points.csv"], "")?;
    assert_eq!(outcome.status, 2, "{outcome:#?}");
    assert!(outcome.stderr.contains("points.csv") && outcome.stderr.contains("help: "), "{outcome:#?}");
    Ok(())
}

fn located(rows: &[String], extra: &[&str]) -> Result<Vec<Value>> {
    let folder = tempfile::tempdir()?;
    let points = folder.path().join("points.csv");
    fs::write(&points, format!("id,x,y\n{}\n", rows.join("\n")))?;
    let path = points.to_str().context("the path is not UTF-8")?;
    let words = [&["zone", "locate", "--points", path], extra].concat();
    let outcome = teukgu_from(&repository(), &words, "")?;
    assert_eq!(outcome.status, 0, "{outcome:#?}");
    let lines =
        outcome.stdout.lines().map(|line| serde_json::from_str(line).with_context(|| line.to_owned()));
    lines.collect()
}

fn text(line: &Value, key: &str) -> String {
    line[key].as_str().unwrap_or_default().to_owned()
}
