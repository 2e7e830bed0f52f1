//! The same law as SQL: PostGIS and plain expressions give the findings of the kernel, row by row.

use crate::support::{folder, json, law, refused, root, run, sorted_rows, strs};
use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use teukgu_postgres::{Cluster, Durability};
use teukgu_register::map::ColumnMap;
use teukgu_register::sql::{Dialect, Expressions, Table};
use teukgu_register::zone::Zone;
use teukgu_rules::fact::{Fact, Sort, Vocabulary, Who};
use teukgu_screen::job::{Brief, Job, Named, law_folder};

const ROWS: u64 = 1_500;

/// Numbers that are as good as drawn, and the same each time.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(end).unwrap()).unwrap()
    }
}

/// Facts that a register can say and that provisions ask for, each with a column of its own name.
fn facts(vocabulary: &Vocabulary) -> Vec<&Fact> {
    let derived_from = |fact: &&Fact| {
        let from = |other: &Fact| other.derive.as_ref().is_some_and(|derive| derive.from == fact.id);
        vocabulary.facts().iter().any(from)
    };
    let said = |fact: &&Fact| fact.derive.is_none() && fact.who != Who::Registry && !derived_from(fact);
    vocabulary.facts().iter().filter(said).collect()
}

fn map(facts: &[&Fact]) -> String {
    let mut text = String::from(
        "name_ko = \"시험\"\nname_en = \"test\"\n[columns]\nid = \"id\"\nlongitude = \"lon\"\nlatitude = \"lat\"\n\
         [status]\ncolumn = \"state\"\nopen = [\"open\"]\nclosed = [\"closed\", \"clo'sed\"]\n",
    );
    for fact in facts {
        let _ = writeln!(text, "[facts.\"{0}\"]\ncolumn = \"{0}\"", fact.id);
        if matches!(fact.sort, Sort::Bool) {
            text.push_str("true = [\"yes\"]\nfalse = [\"no\", \"n'o\"]\n");
        }
    }
    text
}

/// A cell of a fact: right, wrong, odd or missing.
fn cell(fact: &Fact, drawn: &mut Drawn) -> String {
    let odd = ["", "-", " NA ", "x'y", "null", "2024-02-30", "1e3", "--1", "12345678901234567"];
    if drawn.below(8) == 0 {
        return odd[drawn.below(odd.len())].to_owned();
    }
    match &fact.sort {
        Sort::Bool => ["yes", "no", "n'o", " yes "][drawn.below(4)].to_owned(),
        Sort::Code { codes } => codes[drawn.below(codes.len())].value.clone(),
        Sort::Number { .. } => {
            let small = drawn.below(12).to_string();
            let large = (drawn.below(300) * 1_000_000).to_string();
            [small.clone(), large, format!("{small}.5"), format!("-{small}")][drawn.below(4)].clone()
        }
        Sort::Date { .. } => {
            let (year, month, day) = (2015 + drawn.below(15), 1 + drawn.below(12), 1 + drawn.below(31));
            format!("{year}-{month:02}-{day:02}")
        }
        Sort::Text { .. } => ["가", "나"][drawn.below(2)].to_owned(),
    }
}

/// Writes a register around the zones of the tests of `register`, with borders, corners and places that are none.
fn write_register(dir: &Path, facts: &[&Fact]) {
    let mut drawn = Drawn(7);
    let mut text = String::from("id,lon,lat,state");
    for fact in facts {
        text.extend([",", fact.id.as_str()]);
    }
    text.push('\n');
    for row in 0..ROWS {
        let lon = 126.95 + f64::from(u32::try_from(drawn.below(40)).unwrap()) / 100.0;
        let lat = 37.35 + f64::from(u32::try_from(drawn.below(30)).unwrap()) / 100.0;
        let (lon, lat) = match drawn.below(20) {
            0 => (String::new(), lat.to_string()),
            1 => (lat.to_string(), lon.to_string()),
            2 => (format!("{lon:.2}"), "37.4500000".to_owned()),
            3 => (format!("{:.9}", lon + 0.000_000_049), format!("{lat:.9}")),
            _ => (format!("{lon:.2}"), format!("{lat:.2}")),
        };
        let state = ["open", "closed", "clo'sed", "", "open", "open"][drawn.below(6)];
        let _ = write!(text, "R{row},{lon},{lat},{state}");
        for fact in facts {
            let _ = write!(text, ",\"{}\"", cell(fact, &mut drawn));
        }
        text.push('\n');
    }
    fs::write(dir.join("register.csv"), text).unwrap();
    fs::write(dir.join("map.toml"), map(facts)).unwrap();
}

fn zones() -> String {
    root().join("crates/register/tests/it/fixtures/zones.geojson").display().to_string()
}

/// The job of the register that was written.
fn job(dir: &Path) -> Job {
    let map = fs::read_to_string(dir.join("map.toml")).unwrap();
    let name = zones();
    let zones = fs::read_to_string(&name).unwrap();
    Job::new(Brief {
        law: law_folder(&law()).unwrap(),
        law_name: "law".to_owned(),
        zones: Named { name, text: zones },
        only_zone: None,
        map: Named { name: "map.toml".to_owned(), text: map },
        provisions: Vec::new(),
        on: "2026-06-08".parse().unwrap(),
        names: false,
    })
    .unwrap()
}

fn against() -> Vec<String> {
    let words = ["--columns", "map.toml", "--on", "2026-06-08", "--zones"].map(str::to_owned);
    words.into_iter().chain([zones(), "--provisions".to_owned(), law().display().to_string()]).collect()
}

/// Screens the register and returns its findings as establishment, zone, border, provision, verdict, deciding.
fn expected(dir: &Path) -> Vec<String> {
    let against = against();
    let mut words = vec!["run", "--register", "register.csv", "--out", "found.csv"];
    words.extend(strs(&against));
    let report = json(dir, &words);
    assert!(report["border_pairs"].as_u64().unwrap() > 20, "{report}");
    let provisions =
        report["zones"].as_array().unwrap().iter().flat_map(|zone| zone["provisions"].as_array().unwrap());
    let mut sums = [0; 4];
    for provision in provisions {
        for (sum, key) in sums.iter_mut().zip(["met", "not_met", "unknown", "not_in_force"]) {
            *sum += provision[key].as_u64().unwrap();
        }
    }
    assert!(sums.iter().all(|sum| *sum > 100), "{sums:?}");
    let few = |row: String| {
        let cells: Vec<&str> = row.split(',').collect();
        [cells[0], cells[2], cells[3], cells[4], cells[5], cells[6]].join(",")
    };
    let mut rows: Vec<String> = sorted_rows(&dir.join("found.csv")).into_iter().map(few).collect();
    rows.sort();
    rows
}

fn made() -> (tempfile::TempDir, Job) {
    let dir = folder();
    let law = teukgu_rules::LawFiles {
        files: law_folder(&law())
            .unwrap()
            .into_iter()
            .map(|(name, text)| (name, text.into_bytes()))
            .collect(),
    };
    let law = teukgu_rules::read(&law).unwrap();
    let facts = facts(&law.vocabulary);
    assert!(facts.len() > 20);
    write_register(dir.path(), &facts);
    assert!(ColumnMap::read("map.toml", &map(&facts), &law.vocabulary).is_ok());
    let job = job(dir.path());
    (dir, job)
}

fn script(dir: &Path, dialect: &str) -> String {
    let against = against();
    let mut words = vec!["sql", "--script", dialect];
    words.extend(strs(&against));
    let output = run(dir, &words);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Compares and names the first difference.
fn assert_same(found: &[String], expected: &[String]) {
    let first = found.iter().zip(expected).find(|(found, expected)| found != expected);
    assert_eq!(first, None);
    assert_eq!(found.len(), expected.len());
}

#[test]
fn postgis_gives_the_same_findings_as_the_kernel() {
    let (dir, _) = made();
    let dir = dir.path();
    let expected = expected(dir);
    let cluster = Cluster::start(Durability::ProcessOnly).unwrap();
    let head = fs::read_to_string(dir.join("register.csv")).unwrap().lines().next().unwrap().to_owned();
    let column = |name: &str| match name {
        "lon" | "lat" => format!("\"{name}\" double precision"),
        name => format!("\"{name}\" text"),
    };
    let columns: Vec<String> = head.split(',').map(column).collect();
    let text = format!(
        "create extension postgis;\ncreate table register ({});\n\\copy register from 'register.csv' with (format csv, header, null '')\n{}\n\
         \\copy (select establishment, zone, case when border then 'true' else 'false' end, provision, verdict, deciding from teukgu_finding) to 'postgis.csv' with (format csv)\n",
        columns.join(", "),
        script(dir, "postgis")
    );
    fs::write(dir.join("job.sql"), text).unwrap();
    let url = cluster.url("postgres");
    let output = Command::new("psql")
        .current_dir(dir)
        .args([url.as_str(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "job.sql"])
        .output()
        .expect("psql comes with PostgreSQL");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found = fs::read_to_string(dir.join("postgis.csv")).unwrap();
    let mut found: Vec<String> = found.lines().map(str::to_owned).collect();
    found.sort();
    assert_same(&found, &expected);
}

/// Writes the query over every pair of an open establishment and a zone that holds it, with what the zone says.
fn over_pairs(expressions: &Expressions, job: &Job) -> String {
    let columns = expressions.zone_columns();
    let number =
        |value: Option<i64>| value.map_or("cast(null as bigint)".to_owned(), |value| value.to_string());
    let zone = |(at, zone): (usize, &Zone)| {
        let values: String =
            columns.iter().map(|column| format!(", {}", number(column.values[at]))).collect();
        format!("('{}'{values})", zone.shape.id)
    };
    let zones: Vec<String> = job.screening.zones().iter().enumerate().map(zone).collect();
    let names: String = columns.iter().map(|column| format!(", {}", column.name)).collect();
    let given: String = columns.iter().map(|column| format!(", said.{}", column.name)).collect();
    let from = format!(
        "(select register.*, said.zone as zone_id{given} from register \
         join (select id as key, unnest(zone_ids(try_cast(lon as double), try_cast(lat as double))) as zone from register) as held on held.key = register.id \
         join (values {}) as said (zone{names}) on said.zone = held.zone \
         where coalesce(trim(state), '') not in ('closed', 'clo''sed')) as pairs",
        zones.join(", ")
    );
    expressions.select(&from, &["id", "zone_id"]).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_expressions_of_datafusion_give_the_same_findings_as_the_kernel() {
    let (dir, job) = made();
    let dir = dir.path();
    // Without geometry there is no border to tell.
    let without_border = |row: &String| row.replacen(",true,", ",false,", 1);
    let mut expected: Vec<String> = expected(dir).iter().map(without_border).collect();
    expected.sort();
    let session = datafusion::prelude::SessionContext::new();
    let desk = teukgu_screen::door::Desk {
        brief: Arc::new(job.brief.clone()),
        register: vec![dir.join("register.csv")],
        partitions: 2,
        plain: false,
    };
    desk.furnish(&session).await.unwrap();
    let table = Table::of(&job.map, "register");
    let expressions = Expressions::new(&job.screening, &table, Dialect::DataFusion).unwrap();
    let query = over_pairs(&expressions, &job);
    let batches = session.sql(&query).await.unwrap().collect().await.unwrap();
    let provisions: Vec<&str> = job.screening.provisions().collect();
    let mut found = Vec::new();
    for batch in &batches {
        let text = |column: &ArrayRef| cast(column, &DataType::Utf8).unwrap().as_string::<i32>().clone();
        let columns: Vec<StringArray> = batch.columns().iter().map(text).collect();
        for row in 0..batch.num_rows() {
            for (number, id) in provisions.iter().enumerate() {
                let [verdict, deciding] = [2 + 2 * number, 3 + 2 * number].map(|at| &columns[at]);
                let verdict: usize = verdict.value(row).parse().unwrap();
                let verdict = ["met", "not_met", "unknown", "not_in_force"][verdict];
                let part = if deciding.is_null(row) {
                    ""
                } else {
                    let part: usize = deciding.value(row).parse().unwrap();
                    &job.screening.parts(number)[part].id
                };
                let (establishment, zone) = (columns[0].value(row), columns[1].value(row));
                found.push(format!("{establishment},{zone},false,{id},{verdict},{part}"));
            }
        }
    }
    found.sort();
    assert_same(&found, &expected);
}

#[test]
fn every_dialect_is_written_and_another_is_refused() {
    let (dir, _) = made();
    let dir = dir.path();
    for dialect in ["postgis", "duckdb", "sedonadb", "spark-sedona"] {
        let text = script(dir, dialect);
        assert!(text.contains("teukgu_finding") && text.trim_end().ends_with(';'), "{dialect}");
        // What stands in quotes cannot end the text that it stands in.
        let escaped = if dialect == "spark-sedona" { "clo\\'sed" } else { "'clo''sed'" };
        assert!(text.contains(escaped), "{dialect}");
    }
    let against = against();
    let mut words = vec!["sql", "--script", "oracle"];
    words.extend(strs(&against));
    let (code, said) = refused(dir, &words);
    assert!(code == 2 && said.contains("`oracle` is no dialect of SQL"), "{said}");
    assert!(said.contains("the dialects are postgis"), "{said}");
    words[2] = "datafusion";
    let (code, said) = refused(dir, &words);
    assert!(code == 2 && said.contains("geometry"), "{said}");
}
