//! Bad input: named with its file, refused or counted, and no half file is left behind.

use crate::support::{
    against, folder, json, names, program, refused, register, screened, screening, strs, zones,
};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

fn refusal(dir: &Path, register: &str, more: &[&str]) -> String {
    let mut more = more.to_vec();
    more.extend(["--out", "out.parquet"]);
    let (code, said) = refused(dir, &strs(&screening(register, &more)));
    assert_eq!(code, 2, "{said}");
    assert!(!names(dir).iter().any(|name| name.starts_with("out") || name.starts_with('.')), "{said}");
    said
}

#[test]
fn a_file_that_is_cut_off_or_of_another_form_is_refused() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 2_000);
    let whole = fs::read(dir.join("r.parquet")).unwrap();
    fs::write(dir.join("cut.parquet"), &whole[..whole.len() / 2]).unwrap();
    fs::write(dir.join("text.parquet"), "est_id,lon,lat\n").unwrap();
    for name in ["cut.parquet", "text.parquet"] {
        let said = refusal(dir, name, &[]);
        assert!(said.contains(&format!("error: `{name}`: this is not a whole Parquet file")), "{said}");
    }
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[1_000..middle].fill(0);
    fs::write(dir.join("damaged.parquet"), damaged).unwrap();
    let said = refusal(dir, "damaged.parquet", &[]);
    assert!(said.contains("damaged.parquet"), "{said}");
    assert!(refusal(dir, "nowhere.parquet", &[]).contains("cannot be read"));
}

#[test]
fn a_missing_column_is_named_with_the_nearest() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.csv", 50);
    let text = fs::read_to_string(dir.join("r.csv")).unwrap();
    fs::write(dir.join("renamed.csv"), text.replacen(",lon,", ",lonn,", 1)).unwrap();
    let said = refusal(dir, "renamed.csv", &[]);
    assert!(
        said.contains("renamed.csv:1:1 the column `lon` is missing") && said.contains("`lonn`"),
        "{said}"
    );
}

#[test]
fn a_column_of_a_type_that_cannot_be_read_is_named_with_it() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 50);
    let map = r#"
name_ko = "시험"
name_en = "test"
[columns]
id = "est_id"
longitude = "founded"
latitude = "lat"
"#;
    fs::write(dir.join("map.toml"), map).unwrap();
    let said = refusal(dir, "r.parquet", &["--columns", "map.toml"]);
    assert!(said.contains("the column `founded` has a type that cannot be read: Date32"), "{said}");
    fs::write(dir.join("map.toml"), map.replace("[columns]", "[colums]")).unwrap();
    let said = refusal(dir, "r.parquet", &["--columns", "map.toml"]);
    assert!(said.contains("map.toml:4:2 [R02]") || said.contains("map.toml:"), "{said}");
}

#[test]
fn codes_of_another_revision_and_words_that_mean_nothing_are_named_and_counted() {
    let dir = folder();
    let dir = dir.path();
    let head = "est_id,name,ksic10,section,sgg,lon,lat,employees,size_class,org_type,founded,venture,research_lab,revenue_krw,status\n";
    let rows = "A,가,10798,C,11650,127.03,37.47,3,1-4,개인사업체,2020-01-01,0,0,1,영업\n\
                B,나,58222,J,1165,127.03,37.47,3,1-4,개인사업체,2020-01-01,maybe,0,1,열림\n\
                C,다,58222,J,11650,here,37.47,3,1-4,개인사업체,2020-01-01,0,0,1,영업\n\
                ,라,58222,J,11650,127.03,37.47,3,1-4,개인사업체,2020-01-01,0,0,1,영업\n\
                D,마\n";
    fs::write(dir.join("r.csv"), format!("{head}{rows}")).unwrap();
    let report = screened(dir, "r.csv", &[]);
    let buckets = &report["buckets"];
    assert_eq!(buckets["rows"], 5);
    assert_eq!(buckets["left_out"]["no_id"], 1);
    assert_eq!(buckets["left_out"]["fields"], 1);
    assert_eq!(buckets["places"]["no_location"], 1);
    for (key, count) in [
        ("other_revision", 1),
        ("municipality", 1),
        ("fact_value", 1),
        ("unknown_status", 1),
        ("coordinate", 1),
    ] {
        assert_eq!(buckets["noted"][key], count, "{key}");
    }
    let named: Vec<&str> =
        report["named"].as_array().unwrap().iter().map(|fault| fault["code"].as_str().unwrap()).collect();
    for code in ["R30", "R32", "R34", "R35", "R37", "R38", "R39"] {
        assert!(named.contains(&code), "{code} is not among {named:?}");
    }
}

#[test]
fn zones_that_cannot_be_used_are_refused_with_their_place() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 50);
    let crossed = r#"{"type":"Feature","properties":{"zone":"bow"},"geometry":{"type":"Polygon","coordinates":[[[127,37.4],[127.1,37.5],[127.1,37.4],[127,37.5],[127,37.4]]]}}"#;
    fs::write(dir.join("bow.geojson"), crossed).unwrap();
    let law = crate::support::law();
    let words = |zones: &'static str| {
        vec![
            "run",
            "--register",
            "r.parquet",
            "--zones",
            zones,
            "--on",
            "2026-06-08",
            "--out",
            "out.parquet",
            "--provisions",
        ]
    };
    for (zones, wanted) in [("bow.geojson", "bow.geojson:1:"), ("none.geojson", "cannot be read")] {
        let mut words = words(zones);
        words.push(law.to_str().unwrap());
        let (code, said) = refused(dir, &words);
        assert!(code == 2 && said.contains(wanted), "{said}");
    }
    assert_eq!(names(dir), ["bow.geojson", "r.parquet"]);
}

#[test]
fn a_provision_that_is_not_there_and_a_law_with_faults_are_refused() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 50);
    let said = refusal(dir, "r.parquet", &["--provision", "act.99.none"]);
    assert!(said.contains("there is no provision `act.99.none`"), "{said}");
    fs::create_dir(dir.join("law")).unwrap();
    fs::write(dir.join("law/authorities.toml"), "[[").unwrap();
    let zones = zones();
    let words = [
        "run",
        "--register",
        "r.parquet",
        "--zones",
        zones.to_str().unwrap(),
        "--provisions",
        "law",
        "--on",
        "2026-06-08",
    ];
    let (code, said) = refused(dir, &words);
    assert!(code == 2 && said.contains("authorities.toml:1:"), "{said}");
}

#[test]
fn a_result_that_cannot_be_written_is_said_before_the_work() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 50);
    for out in ["missing/out.parquet", "."] {
        let (code, said) = refused(dir, &strs(&screening("r.parquet", &["--out", out])));
        assert!(code == 3 && said.contains("cannot be written"), "{said}");
    }
    assert_eq!(names(dir), ["r.parquet"]);
}

#[test]
fn a_run_that_is_stopped_leaves_no_half_file() {
    let dir = folder();
    let dir = dir.path();
    let mut child = program()
        .current_dir(dir)
        .args(["generate", "--rows", "200000000", "--out", "r.parquet", "--lang", "en"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Once its file is there, it is at work.
    while names(dir).is_empty() {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(300));
    let sent = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(child.wait().unwrap().code(), Some(3));
    let said = std::io::read_to_string(child.stderr.take().unwrap()).unwrap();
    assert!(said.starts_with("error: stopped; nothing was left behind"), "{said}");
    assert_eq!(names(dir), Vec::<String>::new());
}

#[test]
fn a_scheduler_that_is_none_or_does_not_answer_is_said() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 50);
    let said = refusal(dir, "r.parquet", &["--scheduler", "http://127.0.0.1"]);
    assert!(said.contains("is no address of a scheduler"), "{said}");
    let words = screening("r.parquet", &["--out", "out.parquet", "--scheduler", "df://127.0.0.1:9"]);
    let (code, said) = refused(dir, &strs(&words));
    assert!(code == 3 && said.contains("no scheduler answers there"), "{said}");
    assert_eq!(names(dir), ["r.parquet"]);
}

#[test]
fn a_question_that_the_engine_does_not_understand_names_what_it_says() {
    let dir = folder();
    let dir = dir.path();
    let against = against();
    let mut words = vec!["sql", "select nothing from nowhere"];
    words.extend(strs(&against));
    let (code, said) = refused(dir, &words);
    assert!(code == 2 && said.contains("nowhere"), "{said}");
    assert!(said.contains("help: the tables are register, zones, findings and buckets"), "{said}");
}

#[test]
fn too_many_rows_are_not_made() {
    let dir = folder();
    let dir = dir.path();
    let (code, said) = refused(dir, &["generate", "--rows", "5000000000", "--out", "r.parquet"]);
    assert!(code == 2 && said.contains("too many rows"), "{said}");
    let answer = json(dir, &["generate", "--rows", "0", "--out", "r.parquet"]);
    assert_eq!(answer["rows"], 0);
    let report = screened(dir, "r.parquet", &[]);
    assert_eq!((report["pairs"].as_u64(), report["buckets"]["rows"].as_u64()), (Some(0), Some(0)));
}
